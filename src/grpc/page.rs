//! Pages of lists. A token is opaque to callers; it holds where the next page begins, in which revision, of which query.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::fields::Fields;
use super::status::{Failure, Reason};

const DEFAULT_SIZE: usize = 50;
const MAX_SIZE: usize = 1000;

/// One page of a list that is the same for the same query and revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    list: List,
    offset: usize,
    size: usize,
}

/// The identity of a list: hashes of the query and of the revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct List {
    query: [u8; 8],
    revision: [u8; 8],
}

impl Page {
    /// The page that a request asks for. `query` is everything that shapes the list, the method first.
    pub(super) fn new(query: &[&str], revision: &str, page_size: i32, token: &str) -> Result<Self, Failure> {
        let mut fields = Fields::default();
        let size = fields.count("page_size", page_size);
        let list = List { query: hash(query), revision: hash(&[revision]) };
        let offset = if token.is_empty() {
            Some(0)
        } else {
            let decoded = decode(token).filter(|(other, _)| other.query == list.query);
            if decoded.is_none() {
                let description = "is not a `next_page_token` of this method with the same query";
                fields.wrong(Reason::InvalidPageToken, "page_token", description);
            }
            decoded.map_or(Some(0), |(other, offset)| (other == list).then_some(offset))
        };
        fields.finish()?;
        let Some(offset) = offset else {
            let message = "the gazetteers changed since the page before; begin again without `page_token`";
            return Err(Failure::new(Reason::PageRevisionChanged, message).with("current_revision", revision));
        };
        let size = if size == 0 { DEFAULT_SIZE } else { size.min(MAX_SIZE) };
        Ok(Self { list, offset, size })
    }

    /// The items of this page, and the token of the next one; empty when there is none.
    pub(super) fn cut<T>(self, items: impl IntoIterator<Item = T>) -> (Vec<T>, String) {
        let mut rest = items.into_iter().skip(self.offset);
        let page: Vec<T> = rest.by_ref().take(self.size).collect();
        let token = if rest.next().is_some() { encode(self.list, self.offset + self.size) } else { String::new() };
        (page, token)
    }
}

fn encode(list: List, offset: usize) -> String {
    URL_SAFE_NO_PAD.encode([list.query, list.revision, (offset as u64).to_be_bytes()].concat())
}

fn decode(token: &str) -> Option<(List, usize)> {
    let bytes: [u8; 24] = URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
    let part = |index: usize| -> Option<[u8; 8]> { bytes[index * 8..][..8].try_into().ok() };
    let offset = usize::try_from(u64::from_be_bytes(part(2)?)).ok()?;
    Some((List { query: part(0)?, revision: part(1)? }, offset))
}

/// A hash in which parts do not run together.
fn hash(parts: &[&str]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let mut start = [0; 8];
    start.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_one_another_to_the_end() {
        let (mut token, mut seen) = (String::new(), Vec::new());
        loop {
            let page = Page::new(&["list"], "r1", 3, &token).expect("a good token");
            let (items, next) = page.cut(0..10);
            seen.extend(items);
            token = next;
            if token.is_empty() {
                break;
            }
        }
        assert_eq!(seen, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn a_token_is_good_for_one_query_and_one_revision() {
        let (_, token) = Page::new(&["search", "a"], "r1", 1, "").expect("the first page").cut(0..2);
        let reason = |query: &[&str], revision: &str, token: &str| {
            Page::new(query, revision, 1, token).expect_err("refused").reason()
        };
        assert_eq!(reason(&["search", "b"], "r1", &token), Reason::InvalidPageToken);
        assert_eq!(reason(&["search", "a"], "r2", &token), Reason::PageRevisionChanged);
        assert_eq!(reason(&["search", "a"], "r1", "nonsense"), Reason::InvalidPageToken);
        assert_eq!(Page::new(&["x"], "r1", -1, "").expect_err("negative").reason(), Reason::ValueOutOfRange);
    }

    #[test]
    fn sizes_have_a_default_and_a_largest() {
        let size = |wanted: i32| Page::new(&[], "", wanted, "").expect("fine").cut(0..5000).0.len();
        assert_eq!((size(0), size(7), size(4000)), (50, 7, 1000));
    }
}
