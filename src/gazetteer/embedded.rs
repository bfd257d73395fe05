//! The default gazetteers, carried by the binary.

use rayon::prelude::*;

use super::GazetteerFile;

include!(concat!(env!("OUT_DIR"), "/embedded_gazetteers.rs"));

/// The gazetteers that the binary carries, read. Reading takes a fraction of a second: call it once.
pub fn embedded_files() -> Vec<GazetteerFile> {
    embedded_files_unless_known(&[])
}

/// The gazetteers that the binary carries; those that are among the known files are not read again.
pub fn embedded_files_unless_known(known: &[GazetteerFile]) -> Vec<GazetteerFile> {
    let read = |(name, content): &(&str, &str)| {
        GazetteerFile::parse_unless_known(name, &format!("embedded:{name}"), content.as_bytes(), known)
    };
    EMBEDDED.par_iter().map(read).collect()
}

/// Ids of the countries that the binary carries.
pub fn embedded_country_ids() -> impl Iterator<Item = String> {
    let countries = EMBEDDED.iter().filter(|(name, _)| *name == "countries.tsv");
    let files = countries.map(|(name, content)| GazetteerFile::parse(name, name, content.as_bytes()));
    files.flat_map(|file| file.entries).map(|entry| entry.id.clone())
}
