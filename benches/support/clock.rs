//! Time that what else the machine does hardly touches: the processor time of one thread, of methods that take turns.

use rustix::time::{ClockId, clock_gettime};

/// Processor time that this thread has used, in seconds.
pub(crate) fn thread_seconds() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Runs each method in each round, the first one of a round another each time; a method is repeated until it has run for as long as
/// `shortest` in a round. Gives the seconds of one pass of each method in each round, the least first.
pub(crate) fn by_turns(rounds: usize, shortest: f64, methods: &mut [&mut dyn FnMut()]) -> Vec<Vec<f64>> {
    let mut seconds = vec![Vec::with_capacity(rounds); methods.len()];
    for round in 0..rounds {
        for turn in 0..methods.len() {
            let method = (round + turn) % methods.len();
            seconds[method].push(seconds_a_pass(shortest, methods[method]));
        }
    }
    for rounds in &mut seconds {
        rounds.sort_by(f64::total_cmp);
    }
    seconds
}

/// The median of what is sorted.
pub(crate) fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

fn seconds_a_pass(shortest: f64, method: &mut dyn FnMut()) -> f64 {
    let begin = thread_seconds();
    for passes in 1_u32.. {
        method();
        let seconds = thread_seconds() - begin;
        if seconds >= shortest {
            return seconds / f64::from(passes);
        }
    }
    unreachable!("time goes on")
}
