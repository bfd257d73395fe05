//! Deadlines: a call whose `grpc-timeout` has passed is answered `DEADLINE_EXCEEDED`.
//!
//! The transport answers CANCELLED when the timeout passes, which is why this comes first. It cannot stop work that never yields, nor a
//! stream whose answer has begun: services find the deadline in the extensions of the request and keep it themselves.

use std::time::Duration;

use http::{HeaderMap, Request, Response};
use tokio::time::{Instant, timeout_at};
use tonic::body::Body;

use super::layers::{Around, Next, answer};
use crate::grpc::Deadline;
use crate::grpc::status::Failure;

/// Notes on arrival until when the answer is of use.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoteDeadline;

impl Around for NoteDeadline {
    fn around(
        self,
        mut request: Request<Body>,
        next: impl Next,
    ) -> impl Future<Output = Response<Body>> + Send + 'static {
        let deadline = timeout(request.headers()).and_then(|limit| Instant::now().checked_add(limit));
        if let Some(deadline) = deadline {
            request.extensions_mut().insert(Deadline(deadline));
        }
        answer(next, request)
    }
}

/// Answers when the deadline passes before the service does.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeepDeadline;

impl Around for KeepDeadline {
    async fn around(self, request: Request<Body>, next: impl Next) -> Response<Body> {
        let Some(Deadline(deadline)) = request.extensions().get().copied() else {
            return answer(next, request).await;
        };
        let answered = timeout_at(deadline, answer(next, request)).await;
        answered.unwrap_or_else(|_| Failure::deadline_exceeded().into_response())
    }
}

/// The value of `grpc-timeout`: at most eight digits and a unit. One that is none is as good as absent.
fn timeout(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    if digits.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: u64 = digits.parse().ok()?;
    Some(match unit {
        "H" => Duration::from_secs(count * 60 * 60),
        "M" => Duration::from_secs(count * 60),
        "S" => Duration::from_secs(count),
        "m" => Duration::from_millis(count),
        "u" => Duration::from_micros(count),
        "n" => Duration::from_nanos(count),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_unit_and_nothing_else() {
        let read = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("grpc-timeout", value.parse().expect("a header"));
            timeout(&headers)
        };
        assert_eq!(read("2H"), Some(Duration::from_secs(7200)));
        assert_eq!(read("3M"), Some(Duration::from_secs(180)));
        assert_eq!(read("4S"), Some(Duration::from_secs(4)));
        assert_eq!(read("5m"), Some(Duration::from_millis(5)));
        assert_eq!(read("6u"), Some(Duration::from_micros(6)));
        assert_eq!(read("99999999n"), Some(Duration::from_nanos(99_999_999)));
        for value in ["", "5", "S", "-5S", "5s", "123456789S", "5SS", "5.5S", "+5S"] {
            assert_eq!(read(value), None, "{value}");
        }
    }
}
