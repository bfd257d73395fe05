//! Compiled gazetteers: gazetteer files, and the names compiled of them, as one file that is loaded in a fraction of the time.
//!
//! What is in the file is what [`Model::build`] makes of the same gazetteer files, with another engine for names of several words,
//! which finds the same. It is of one build of the program, tells by a checksum whether it is whole, and is looked through before it is
//! used. This room knows bytes; it refuses to know where they lie.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::gazetteer::{Entry, Flags, GazetteerFile};
use crate::lexicon::Whole;
use crate::morph;
use crate::tagger::Model;

#[cfg(test)]
mod tests;

/// How every such file begins.
const MAGIC: &[u8; 8] = b"gaztag\x1A\n";
/// The build of the program that wrote it: its version, and a hash of all that decides what is compiled of a name.
const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("GAZTAG_COMPILER_HASH"));
/// Bytes for the build, the rest of them zero.
const BUILD_LENGTH: usize = 48;
/// Bytes of the checksum, BLAKE3 of what is behind it.
const CHECKSUM_LENGTH: usize = 32;
/// Bytes before what the checksum is of.
const HEADER_LENGTH: usize = MAGIC.len() + BUILD_LENGTH + CHECKSUM_LENGTH;
/// Bytes of the length of the files' part, which is before the parts.
const LENGTH_LENGTH: usize = 8;

/// Gazetteer files and the model of them, as a file has them.
#[derive(Debug)]
pub struct Compiled {
    /// The files, the lowest layer first.
    pub files: Vec<GazetteerFile>,
    /// Their model.
    pub model: Model,
}

/// Why bytes are no compiled gazetteers that can be used. Building them anew mends all of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompiledError {
    /// They do not begin as such a file does.
    #[error("it holds no compiled gazetteers")]
    NotCompiled,
    /// Another build of the program wrote them, whose rules may be others.
    #[error("it is of gaztag {found}, this is {BUILD}; build it anew with `gaztag gazetteer build`")]
    OtherBuild {
        /// The build.
        found: String,
    },
    /// There are too few, or they are not those that were written.
    #[error(
        "it is cut off or damaged: its checksum is not that of its content; build it anew with `gaztag gazetteer build`"
    )]
    Damaged,
}

/// Compiles the names of gazetteer files of which none has an error, the lowest layer first, and gives all of it in bytes. Uses all
/// cores.
pub fn compile(files: &[GazetteerFile], inflection: morph::Options) -> Vec<u8> {
    let names = Model::whole(files, inflection);
    let (files, names) = rayon::join(|| encode(files), || encode(&names));
    let mut bytes = Vec::with_capacity(HEADER_LENGTH + LENGTH_LENGTH + files.len() + names.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&build());
    bytes.extend_from_slice(&[0; CHECKSUM_LENGTH]);
    bytes.extend_from_slice(&(files.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&files);
    bytes.extend_from_slice(&names);
    let checksum = blake3::hash(&bytes[HEADER_LENGTH..]);
    bytes[HEADER_LENGTH - CHECKSUM_LENGTH..HEADER_LENGTH].copy_from_slice(checksum.as_bytes());
    bytes
}

impl Compiled {
    /// Reads what [`compile`] gave. Uses two cores.
    ///
    /// # Errors
    ///
    /// When the bytes are something else, of another build of the program, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CompiledError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(CompiledError::NotCompiled)?;
        let (found, rest) = rest.split_at_checked(BUILD_LENGTH).ok_or(CompiledError::Damaged)?;
        if found != build() {
            let found = String::from_utf8_lossy(found).trim_end_matches('\0').to_owned();
            return Err(CompiledError::OtherBuild { found });
        }
        let (checksum, content) = rest.split_at_checked(CHECKSUM_LENGTH).ok_or(CompiledError::Damaged)?;
        let (length, parts) = content.split_first_chunk().ok_or(CompiledError::Damaged)?;
        let (files, names) = usize::try_from(u64::from_le_bytes(*length))
            .ok()
            .and_then(|length| parts.split_at_checked(length))
            .ok_or(CompiledError::Damaged)?;
        let is_whole = || blake3::hash(content).as_bytes() == checksum;
        // What is damaged is decoded in vain, which does no harm.
        let ((is_whole, files), names) = rayon::join(|| (is_whole(), decode_files(files)), || decode::<Whole>(names));
        let (Some(files), Some(names), true) = (files, names, is_whole) else { return Err(CompiledError::Damaged) };
        let model = Model::of_whole(&files, names).ok_or(CompiledError::Damaged)?;
        Ok(Self { files, model })
    }
}

/// The build of the program, as it is written.
fn build() -> [u8; BUILD_LENGTH] {
    let mut build = [0; BUILD_LENGTH];
    let length = BUILD.len().min(BUILD_LENGTH);
    build[..length].copy_from_slice(&BUILD.as_bytes()[..length]);
    build
}

fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("gazetteer files and chains can be written, and there is memory")
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// The files. What is the same in many rows is held once, as when they are read from tables.
fn decode_files(bytes: &[u8]) -> Option<Vec<GazetteerFile>> {
    let mut files: Vec<GazetteerFile> = decode(bytes)?;
    let mut shared = Shared::default();
    for file in &mut files {
        for entry in file.entries.iter_mut().filter_map(Arc::get_mut) {
            shared.share(entry);
        }
    }
    Some(files)
}

/// What rows have in common.
#[derive(Default)]
struct Shared {
    texts: HashSet<Arc<str>, ahash::RandomState>,
    flags: Vec<Arc<Flags>>,
}

impl Shared {
    fn share(&mut self, entry: &mut Entry) {
        let Self { texts, flags } = self;
        let Entry { entity_type, names, source, .. } = entry;
        share(texts, entity_type);
        share(texts, &mut source.uri);
        for name in names {
            share(texts, &mut name.language);
            // Most names have no flags, the rest few different ones: those of the names before it.
            match flags.iter().rev().take(RECENT_FLAGS).find(|other| ***other == *name.flags) {
                Some(known) => name.flags = Arc::clone(known),
                None => flags.push(Arc::clone(&name.flags)),
            }
        }
    }
}

/// Different flags that a name is compared with.
const RECENT_FLAGS: usize = 8;

/// Takes the known one of equal texts.
fn share(known: &mut HashSet<Arc<str>, ahash::RandomState>, text: &mut Arc<str>) {
    match known.get(&**text) {
        Some(other) => *text = Arc::clone(other),
        None => {
            known.insert(Arc::clone(text));
        }
    }
}
