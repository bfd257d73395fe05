//! What tells, without reading them, whether files changed.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::PathBuf;
use std::time::SystemTime;

use super::sources::{GazetteerSources, file_names};

/// The gazetteer files of some folders as they stand: two that are equal are of the same files with the same contents.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stamps(BTreeMap<PathBuf, Option<Stamp>>);

/// What changes with a file. A link is followed, so that it changes with what it leads to.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Another file in the place of the old one, and one whose time was set back, change these.
    identity: [i64; 4],
}

impl Stamps {
    /// The files of the folders at this moment; a folder or file that cannot be looked at counts as such.
    pub(super) fn of(sources: &GazetteerSources) -> Self {
        let mut stamps = BTreeMap::new();
        for directory in &sources.directories {
            match file_names(directory) {
                Ok(names) => stamps.extend(names.iter().map(|name| {
                    let path = directory.join(name);
                    let stamp = fs::metadata(&path).ok().map(|metadata| Stamp::of(&metadata));
                    (path, stamp)
                })),
                Err(_) => {
                    stamps.insert(directory.clone(), None);
                }
            }
        }
        Self(stamps)
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok(), identity: identity(metadata) }
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt as _;
    [metadata.dev().cast_signed(), metadata.ino().cast_signed(), metadata.ctime(), metadata.ctime_nsec()]
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> [i64; 4] {
    [0; 4]
}
