//! `gaztag serve`.

mod settings;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::{mpsc, oneshot};

pub use self::settings::ServeArgs;
use self::settings::ServeSettings;
use super::exit::{Exit, Stopped};
use super::{print, telemetry};
use crate::server::{self, Ending, Ready, ServeError, Signals};

/// How long a thread that has nothing to do is kept. The allocator gives memory back that has been free for a second, when a thread
/// ends: so what loading needed is given back soon after it.
const IDLE_THREAD: Duration = Duration::from_secs(2);

/// Serves until a signal.
pub(super) fn run(args: ServeArgs) -> Result<Exit, Stopped> {
    let settings = args.settings()?;
    telemetry::start(settings.log_format, &settings.log_level)?;
    server::log_panics();
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(settings.config.workers)
        .thread_keep_alive(IDLE_THREAD)
        .enable_all()
        .build()
        .map_err(|error| Stopped::failure(format!("cannot start threads: {error}")))?;
    let ended = runtime.block_on(serve(settings));
    // A load or a document in progress is not waited for: whoever wanted it is gone.
    runtime.shutdown_timeout(Duration::ZERO);
    ended
}

async fn serve(settings: ServeSettings) -> Result<Exit, Stopped> {
    // Before anything else, so that a signal during the load finds its handler.
    let signals = signals().map_err(|error| Stopped::failure(format!("cannot handle signals: {error}")))?;
    let listen = settings.listen;
    let listener = TcpListener::bind(&listen).await.map_err(|error| cannot_listen(&listen, &error))?;
    match server::run(settings.config, listener, signals, announce).await {
        Ok(Ending::Drained | Ending::GraceExpired) => Ok(Exit::Success),
        Ok(Ending::Aborted) => Ok(Exit::Problems),
        Err(ServeError::Gazetteers(diagnostics)) => {
            Err(Stopped { exit: Exit::Failure, lines: diagnostics.iter().map(ToString::to_string).collect() })
        }
        Err(error) => Err(Stopped::failure(error.to_string())),
    }
}

/// Says that the server is ready, and how to call it.
fn announce(ready: &Ready) {
    print(format_args!("listening on http://{}", ready.address));
    print(format_args!(
        "revision {}, {} entities, {} surface forms, loaded in {} ms",
        ready.revision,
        ready.entities,
        ready.surface_forms,
        ready.load_time.as_millis()
    ));
    print(format_args!(
        "npx --yes @bufbuild/buf curl --protocol grpc --http2-prior-knowledge --data \
         '{{\"document\":{{\"content\":\"Президент Сербии прибыл в Астану\"}}}}' \
         http://{}/gaztag.v1.EntityRecognitionService/AnalyzeEntities",
        callable(ready.address)
    ));
}

/// The address that a caller on this machine uses.
fn callable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        let is_v4 = address.is_ipv4();
        address.set_ip(if is_v4 { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { IpAddr::V6(Ipv6Addr::LOCALHOST) });
    }
    address
}

fn cannot_listen(address: &str, error: &io::Error) -> Stopped {
    let reason = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "address already in use; stop the program that uses it, or choose another port with `--listen 127.0.0.1:0`"
                .to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "permission denied; choose a port above 1023, such as `--listen 127.0.0.1:50051`".to_owned()
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine has no such address; `--listen 0.0.0.0:50051` listens on all it has".to_owned()
        }
        _ => format!("{error}; write an address and a port, such as `--listen 127.0.0.1:50051`"),
    };
    Stopped::failure(format!("cannot listen on {address}: {reason}"))
}

/// The signals to read files again, the first to end, and the second.
fn signals() -> io::Result<Signals> {
    let reload = reload_signals()?;
    let (drain, drained) = oneshot::channel::<()>();
    let (abort, aborted) = oneshot::channel::<()>();
    let mut signal = end_signals()?;
    tokio::spawn(async move {
        signal.next().await;
        let _ = drain.send(());
        signal.next().await;
        let _ = abort.send(());
    });
    // A sender that is gone without a word is no signal.
    let wait = |receiver: oneshot::Receiver<()>| async move {
        if receiver.await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    Ok(Signals { reload, drain: Box::pin(wait(drained)), abort: Box::pin(wait(aborted)) })
}

/// Hears every `SIGHUP`; of those that come while one waits to be answered, one is enough.
#[cfg(unix)]
fn reload_signals() -> io::Result<mpsc::Receiver<()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (tell, told) = mpsc::channel(1);
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            let _ = tell.try_send(());
        }
    });
    Ok(told)
}

/// There is no such signal here.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
fn reload_signals() -> io::Result<mpsc::Receiver<()>> {
    Ok(mpsc::channel(1).1)
}

#[cfg(unix)]
struct EndSignals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
fn end_signals() -> io::Result<EndSignals> {
    use tokio::signal::unix::{SignalKind, signal};
    Ok(EndSignals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
}

#[cfg(unix)]
impl EndSignals {
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct EndSignals;

#[cfg(not(unix))]
fn end_signals() -> io::Result<EndSignals> {
    Ok(EndSignals)
}

#[cfg(not(unix))]
impl EndSignals {
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
