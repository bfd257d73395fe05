//! A body that something is kept with until its end.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::HeaderMap;
use http_body::{Frame, SizeHint};
use pin_project_lite::pin_project;
use tonic::Status;
use tonic::body::Body;

/// What is kept with a body. It is dropped when the body has been sent, or when nobody wants it any more.
pub(super) trait Companion: Send + 'static {
    /// The trailers come by.
    fn trailers(&mut self, _trailers: &HeaderMap) {}
}

/// The body, and the companion with it.
pub(super) fn with_companion(body: Body, companion: impl Companion) -> Body {
    Body::new(Accompanied { body, companion: Some(companion) })
}

pin_project! {
    struct Accompanied<C> {
        #[pin]
        body: Body,
        companion: Option<C>,
    }
}

impl<C: Companion> http_body::Body for Accompanied<C> {
    type Data = <Body as http_body::Body>::Data;
    type Error = Status;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Self::Data>, Status>>> {
        let this = self.project();
        let frame = ready!(this.body.poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                if let (Some(trailers), Some(companion)) = (frame.trailers_ref(), this.companion.as_mut()) {
                    companion.trailers(trailers);
                }
            }
            Some(Err(_)) => {}
            None => *this.companion = None,
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
