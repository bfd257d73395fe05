//! The default gazetteers, carried by the binary.

use super::GazetteerFile;

include!(concat!(env!("OUT_DIR"), "/embedded_gazetteers.rs"));

/// The gazetteers that the binary carries, read. Reading takes a fraction of a second: call it once.
pub fn embedded_files() -> Vec<GazetteerFile> {
    EMBEDDED
        .iter()
        .map(|(name, content)| GazetteerFile::parse(name, &format!("embedded:{name}"), content.as_bytes()))
        .collect()
}
