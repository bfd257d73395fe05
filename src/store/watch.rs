//! Files that change are live by themselves: folders are watched, and read again once they have come to rest.
//!
//! The operating system tells that something happened; whether a gazetteer file changed is decided by [`Stamps`], so that neither our own
//! reading nor files of other kinds start a reload, and it makes no difference how a file came: saved in place, renamed over the old one,
//! or by a link to a folder that was swapped, as Kubernetes mounts configuration. What the operating system does not tell (network
//! folders, a folder that was replaced, what a link leads to) is found by looking from time to time.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::reload::{ReloadRequest, Trigger};
use super::sources::GazetteerSources;
use super::stamps::Stamps;
use super::{Snapshot, Store};
use crate::gazetteer::Diagnostic;

/// How often folders are looked at when nothing is told.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// A folder that never rests is read after so many times the wait all the same.
const PATIENCE: usize = 20;

/// Whether files that change are loaded by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// They are, once nothing has changed for so long.
    On(Duration),
    /// Only when a reload is asked for.
    Off,
}

impl Default for Watch {
    fn default() -> Self {
        Self::On(Duration::from_millis(300))
    }
}

/// Watches for as long as it lives.
#[derive(Debug)]
pub struct Watching(Sender<Wake>);

/// Why the thread that watches wakes up.
#[derive(Debug)]
enum Wake {
    SomethingHappened,
    End,
}

/// What the thread looks with.
struct Eyes {
    sources: GazetteerSources,
    wake: Receiver<Wake>,
    waker: Sender<Wake>,
    watcher: Option<RecommendedWatcher>,
    seen: Stamps,
}

impl Store {
    /// Loads for the first time, as [`Store::load`] does, and watches the folders from before that: no change is missed. Without folders
    /// there is nothing to watch. The overlay is not watched, the store itself writes it. Blocks until the load is done.
    ///
    /// # Errors
    ///
    /// All diagnostics, when one of them is an error.
    pub fn load_and_watch(
        self: &Arc<Self>,
        watch: Watch,
    ) -> Result<(Arc<Snapshot>, Option<Watching>), Vec<Diagnostic>> {
        let rest = match watch {
            Watch::On(rest) if !self.sources.directories.is_empty() => rest,
            _ => return Ok((self.load()?, None)),
        };
        let mut eyes = Eyes::open(self.sources.clone());
        let watching = Watching(eyes.waker.clone());
        let snapshot = self.load()?;
        let store = Arc::clone(self);
        let started = thread::Builder::new().name("watch".to_owned()).spawn(move || {
            while eyes.wait_for_change(rest) {
                // What comes of it, the store logs and keeps.
                let _ = store.reload(&ReloadRequest { trigger: Trigger::Watch, ..ReloadRequest::default() });
            }
        });
        if let Err(error) = started {
            tracing::warn!(%error, "gazetteers are not watched: reload them by call or signal");
        }
        Ok((snapshot, Some(watching)))
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // A thread that has ended does not need to be told.
        let _ = self.0.send(Wake::End);
    }
}

impl Eyes {
    fn open(sources: GazetteerSources) -> Self {
        let (waker, wake) = mpsc::channel();
        let watcher = watcher(&sources, &waker);
        // After the watcher, which tells what happens from here on.
        let seen = Stamps::of(&sources);
        Self { sources, wake, waker, watcher, seen }
    }

    /// Waits until files have changed and come to rest. False when it is to end.
    fn wait_for_change(&mut self, rest: Duration) -> bool {
        loop {
            match self.wake.recv_timeout(LOOK_AGAIN) {
                Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return false,
                Ok(Wake::SomethingHappened) | Err(RecvTimeoutError::Timeout) => {}
            }
            let mut now = Stamps::of(&self.sources);
            if now == self.seen {
                continue;
            }
            // Another folder may stand in the place of the one that was watched.
            drop(self.watcher.take());
            self.watcher = watcher(&self.sources, &self.waker);
            for _ in 0..PATIENCE {
                if !self.sleep(rest) {
                    return false;
                }
                let later = Stamps::of(&self.sources);
                let is_at_rest = later == now;
                now = later;
                if is_at_rest {
                    break;
                }
            }
            self.seen = now;
            return true;
        }
    }

    /// Lets time pass, whatever happens. False when it is to end.
    fn sleep(&self, time: Duration) -> bool {
        let until = std::time::Instant::now() + time;
        loop {
            let left = until.saturating_duration_since(std::time::Instant::now());
            match self.wake.recv_timeout(left) {
                Ok(Wake::SomethingHappened) => {}
                Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => return true,
            }
        }
    }
}

/// What wakes the thread when something happens in a folder; `None` when the operating system gives nothing of the kind.
fn watcher(sources: &GazetteerSources, waker: &Sender<Wake>) -> Option<RecommendedWatcher> {
    let waker = waker.clone();
    let tell = move |event: notify::Result<Event>| {
        // Reading is no change, and we read.
        if !matches!(event, Ok(Event { kind: EventKind::Access(_), .. })) {
            let _ = waker.send(Wake::SomethingHappened);
        }
    };
    let mut watcher = match notify::recommended_watcher(tell) {
        Ok(watcher) => watcher,
        Err(error) => {
            tracing::warn!(%error, seconds = LOOK_AGAIN.as_secs(), "folders cannot be watched, only looked at");
            return None;
        }
    };
    for directory in &sources.directories {
        if let Err(error) = watcher.watch(directory, RecursiveMode::NonRecursive) {
            let folder = directory.display();
            tracing::warn!(%error, %folder, seconds = LOOK_AGAIN.as_secs(), "a folder cannot be watched, only looked at");
        }
    }
    Some(watcher)
}
