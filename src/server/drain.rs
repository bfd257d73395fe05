//! The orderly end: calls in progress are finished, for a while.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;

/// How long connections may take to close once no call is in progress: an endless health watch holds nobody up.
const LINGER: Duration = Duration::from_millis(500);

/// What a server is told from outside its services.
pub struct Signals {
    /// Read the gazetteer files again.
    pub reload: mpsc::Receiver<()>,
    /// The first signal: finish the calls in progress.
    pub drain: Pin<Box<dyn Future<Output = ()> + Send>>,
    /// The second: end at once.
    pub abort: Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// How a server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every call was finished.
    Drained,
    /// Calls were cut off when the time of grace was over.
    GraceExpired,
    /// Calls were cut off by the second signal.
    Aborted,
}

impl fmt::Debug for Signals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signals").finish_non_exhaustive()
    }
}

/// Waits until every connection is closed, or no call is in progress, or the time of grace is over, or the second signal comes.
pub(super) async fn wait<E>(
    connections_closed: impl Future<Output = Result<(), E>>,
    idle: impl Future<Output = ()>,
    grace: Duration,
    abort: impl Future<Output = ()>,
) -> Ending {
    let idle_for_a_while = async {
        idle.await;
        sleep(LINGER).await;
    };
    let ending = tokio::select! {
        _ = connections_closed => Ending::Drained,
        () = idle_for_a_while => Ending::Drained,
        () = sleep(grace) => Ending::GraceExpired,
        () = abort => Ending::Aborted,
    };
    match ending {
        Ending::Drained => tracing::info!("drained"),
        Ending::GraceExpired => tracing::warn!("calls were cut off: the time of grace is over"),
        Ending::Aborted => tracing::warn!("calls were cut off: a second signal came"),
    }
    ending
}
