//! Work that keeps a core busy: off the asynchronous executor, and never more of it at a time than there are cores.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, spawn_blocking};
use tracing::{Instrument as _, Span};

use super::call::Call;
use super::status::{Failure, Reason};

/// As many places for work as there are cores. Who waits is served in the order of coming.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    places: Arc<Semaphore>,
    size: usize,
}

/// Tells work whether anyone still wants it. Ask between two documents: nothing else can stop work that never yields.
#[derive(Debug)]
pub(super) struct Interest {
    call: Call,
    gone: Arc<AtomicBool>,
}

impl Pool {
    pub(super) fn new(size: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(size)), size }
    }

    /// How much work goes on at a time.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Does the work when a place is free. Dropping the future gives the place in the queue up, and tells work that has begun that nobody
    /// waits for it any more.
    ///
    /// The waiting is a task of its own: nobody polls the future of a caller that has stopped reading, and a place that falls to such a
    /// future would be held until the caller goes on.
    ///
    /// A panic in the work becomes a failure.
    pub(super) async fn run<T, F>(&self, call: &Call, work: F) -> Result<T, Failure>
    where
        F: FnOnce(&Interest) -> Result<T, Failure> + Send + 'static,
        T: Send + 'static,
    {
        let gone = Arc::new(AtomicBool::new(false));
        let interest = Interest { call: call.clone(), gone: Arc::clone(&gone) };
        let places = Arc::clone(&self.places);
        let done = async move {
            let Ok(place) = places.acquire_owned().await else {
                return Err(Failure::internal());
            };
            let span = Span::current();
            let done = spawn_blocking(move || {
                let _place = place;
                span.in_scope(|| guarded(|| interest.check().and_then(|()| work(&interest))))
            });
            done.await.unwrap_or_else(|_| Err(Failure::internal()))
        };
        let done = tokio::spawn(done.in_current_span());
        let _leaving = Leaving { gone, waiting: done.abort_handle() };
        done.await.unwrap_or_else(|_| Err(Failure::internal()))
    }
}

impl Interest {
    /// Fails when nobody wants the work any more.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if self.gone.load(Ordering::Relaxed) {
            return Err(Failure::new(Reason::Cancelled, "the caller went away"));
        }
        self.call.check_deadline()
    }
}

/// Does the work; a panic in it becomes a failure, and the panic hook has logged it.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    // What a panic may leave half done is dropped with the work: it owns its documents, and models never change.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Failure::internal()))
}

/// Ends the waiting for a place, and tells work that has begun, when nobody wants the outcome any more.
struct Leaving {
    gone: Arc<AtomicBool>,
    waiting: AbortHandle,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.gone.store(true, Ordering::Relaxed);
        self.waiting.abort();
    }
}

#[cfg(test)]
mod tests {
    use tonic::Request;

    use super::*;

    fn call() -> Call {
        Call::of(&Request::new(()))
    }

    #[tokio::test]
    async fn a_panic_in_the_work_is_a_failure_and_frees_the_place() {
        let pool = Pool::new(1);
        let failure = pool.run::<(), _>(&call(), |_| panic!("broken on purpose")).await.expect_err("a failure");
        assert_eq!(failure.reason(), Reason::InternalError);
        assert_eq!(pool.run(&call(), |_| Ok(7)).await.expect("the place is free"), 7);
    }

    #[tokio::test]
    async fn work_is_told_when_nobody_waits_for_it() {
        let pool = Pool::new(1);
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (ended, has_ended) = tokio::sync::oneshot::channel();
        let caller = call();
        let mut work = Box::pin(pool.run(&caller, move |interest| {
            let _ = begun.send(());
            while interest.check().is_ok() {
                std::thread::yield_now();
            }
            let _ = ended.send(interest.check().expect_err("gone").reason());
            Ok(())
        }));
        tokio::select! {
            _ = &mut work => unreachable!("the work waits to be told"),
            begun = has_begun => begun.expect("begun"),
        }
        drop(work);
        assert_eq!(has_ended.await.expect("ended"), Reason::Cancelled);
    }

    #[tokio::test]
    async fn work_whose_deadline_has_passed_does_not_begin() {
        let mut late = call();
        late.deadline = Some(tokio::time::Instant::now());
        let failure = Pool::new(1).run(&late, |_| Ok(())).await.expect_err("too late");
        assert_eq!(failure.reason(), Reason::DeadlineExceeded);
    }

    #[tokio::test]
    async fn a_caller_that_is_not_polled_holds_no_place() {
        let pool = Pool::new(1);
        let taken = Arc::clone(&pool.places).acquire_owned().await.expect("a place");
        let caller = call();
        let mut stalled = Box::pin(pool.run(&caller, |_| Ok(())));
        assert!(futures_util::poll!(&mut stalled).is_pending(), "it queues");
        tokio::task::yield_now().await;
        drop(taken);
        let other = tokio::time::timeout(std::time::Duration::from_secs(60), pool.run(&caller, |_| Ok(7))).await;
        assert_eq!(other.expect("the place comes free").expect("the work is done"), 7);
        stalled.await.expect("it was done meanwhile");
    }

    #[tokio::test]
    async fn who_leaves_the_queue_takes_no_place() {
        let pool = Pool::new(1);
        let taken = Arc::clone(&pool.places).acquire_owned().await.expect("a place");
        let caller = call();
        let mut left = Box::pin(pool.run(&caller, |_| -> Result<(), Failure> { panic!("nobody wants it") }));
        assert!(futures_util::poll!(&mut left).is_pending());
        tokio::task::yield_now().await;
        drop((left, taken));
        assert_eq!(pool.run(&caller, |_| Ok(7)).await.expect("the place is free"), 7);
    }
}
