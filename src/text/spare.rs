//! Lists that a thread uses again: those of the last text serve the next one.

use std::cell::RefCell;

use super::words::Word;

/// Larger lists are given back to the allocator: long documents are rare.
const MOST_WORDS: usize = 1 << 15;
const MOST_BYTES: usize = 1 << 19;

thread_local! {
    static SPARE: RefCell<(Vec<Word>, String)> = RefCell::default();
}

/// Empty lists with room for so much.
pub(super) fn take(words: usize, bytes: usize) -> (Vec<Word>, String) {
    // A thread that ends has none any more.
    let (mut list, mut buffer) = SPARE.try_with(RefCell::take).unwrap_or_default();
    list.clear();
    buffer.clear();
    list.reserve(words);
    buffer.reserve(bytes);
    (list, buffer)
}

/// Keeps the lists of a text for the next one.
pub(super) fn keep(list: Vec<Word>, buffer: String) {
    if list.capacity() <= MOST_WORDS && buffer.capacity() <= MOST_BYTES {
        let _ = SPARE.try_with(|spare| spare.replace((list, buffer)));
    }
}
