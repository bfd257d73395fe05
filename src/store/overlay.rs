//! The overlay: a folder of tables, one a gazetteer, that the store itself writes. What it says has been written is on the disk.
//!
//! A file is replaced by a synchronised copy that is renamed over it. When several change together, what they become is first written
//! to a journal in the same way: from then on the change is made, and whoever reads the folder next finishes it. So a process that is
//! killed at any point leaves either everything as it was, or everything as it was to become.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::sources::{file_names, problem, reason};
use crate::gazetteer::{Code, Diagnostic, GazetteerFile};

/// What is to be done to files, by file name: their new content, or `None` for those that go.
const JOURNAL: &str = ".journal";

/// The files of an overlay by gazetteer, byte for byte.
pub(super) type Contents = BTreeMap<Arc<str>, Arc<[u8]>>;

/// The folder.
#[derive(Debug)]
pub(super) struct Overlay {
    directory: PathBuf,
}

/// Why the overlay was not changed.
#[derive(Debug, thiserror::Error)]
pub enum OverlayError {
    /// Its files are not what was loaded from them.
    #[error("the files of the overlay were changed by someone else")]
    ChangedOutside,
    /// It cannot be written.
    #[error("the overlay cannot be written: {0}")]
    Unwritable(String),
}

/// What stands in the folder.
#[derive(Debug, Default)]
struct Files {
    tables: Contents,
    /// Names of gazetteer files that are no tables.
    others: Vec<String>,
}

type Steps = BTreeMap<String, Option<String>>;

impl Overlay {
    pub(super) fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// Makes the folder, when it does not exist. Not done later than at the first load: one that vanishes must not count as empty.
    pub(super) fn create(&self, diagnostics: &mut Vec<Diagnostic>) {
        if let Err(error) = fs::create_dir_all(&self.directory) {
            diagnostics.push(self.unreadable(&error));
        }
    }

    /// The tables in the folder. Tells what cannot be read, and what is no table.
    pub(super) fn read(&self, diagnostics: &mut Vec<Diagnostic>) -> Contents {
        let files = self.try_read().unwrap_or_else(|error| {
            diagnostics.push(self.unreadable(&error));
            Files::default()
        });
        for name in files.others {
            let message = "the folder of the overlay holds `*.tsv` only; put the file into another folder".to_owned();
            diagnostics.push(problem(Code::InvalidFileName, &format!("{}/{name}", self.folder()), message));
        }
        files.tables
    }

    fn unreadable(&self, error: &io::Error) -> Diagnostic {
        let message = format!("cannot read the folder of the overlay: {}", reason(error));
        problem(Code::Unreadable, &self.folder(), message)
    }

    /// The contents as files that can be compiled.
    pub(super) fn files(&self, contents: &Contents) -> Vec<GazetteerFile> {
        let file = |(gazetteer, content): (&Arc<str>, &Arc<[u8]>)| self.file(gazetteer, content);
        contents.iter().map(file).collect()
    }

    /// The content of a gazetteer as a file that can be compiled.
    pub(super) fn file(&self, gazetteer: &str, content: &[u8]) -> GazetteerFile {
        GazetteerFile::parse(&file_name(gazetteer), &self.uri(gazetteer), content)
    }

    /// What diagnostics call the file of a gazetteer.
    pub(super) fn uri(&self, gazetteer: &str) -> String {
        format!("{}/{}", self.folder(), file_name(gazetteer))
    }

    /// The folder as shown to people.
    fn folder(&self) -> String {
        self.directory.display().to_string().trim_end_matches(['/', '\\']).to_owned()
    }

    /// Replaces the files. Those of `before` must be what the folder holds.
    pub(super) fn replace(&self, before: &Contents, after: &Contents) -> Result<(), OverlayError> {
        let unwritable = |error: io::Error| OverlayError::Unwritable(reason(&error));
        self.expect(before)?;
        let mut steps = Steps::new();
        for (gazetteer, content) in after {
            if before.get(gazetteer) != Some(content) {
                let text = String::from_utf8(content.to_vec()).map_err(|_| OverlayError::ChangedOutside)?;
                steps.insert(file_name(gazetteer), Some(text));
            }
        }
        let gone = before.keys().filter(|gazetteer| !after.contains_key(*gazetteer));
        steps.extend(gone.map(|gazetteer| (file_name(gazetteer), None)));
        if steps.len() < 2 {
            return self.take(&steps).map_err(unwritable);
        }
        let journal = serde_json::to_vec(&steps).map_err(|error| unwritable(error.into()))?;
        self.write(JOURNAL, &journal).map_err(unwritable)?;
        // The change is made, whatever happens now.
        if let Err(error) = self.finish() {
            tracing::warn!(%error, "the overlay's journal stays until it can be finished");
        }
        Ok(())
    }

    /// Fails when the folder does not hold these.
    pub(super) fn expect(&self, contents: &Contents) -> Result<(), OverlayError> {
        let found = self.try_read().map_err(|error| OverlayError::Unwritable(reason(&error)))?;
        if found.tables == *contents { Ok(()) } else { Err(OverlayError::ChangedOutside) }
    }

    fn try_read(&self) -> io::Result<Files> {
        self.finish()?;
        let mut files = Files::default();
        for name in file_names(&self.directory)? {
            match name.strip_suffix(".tsv") {
                Some(gazetteer) => {
                    files.tables.insert(gazetteer.into(), fs::read(self.directory.join(&name))?.into());
                }
                None => files.others.push(name),
            }
        }
        Ok(files)
    }

    /// Does what the journal says, if there is one.
    fn finish(&self) -> io::Result<()> {
        let journal = match fs::read(self.directory.join(JOURNAL)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            read => read?,
        };
        let steps: Steps = serde_json::from_slice(&journal)?;
        self.take(&steps)?;
        fs::remove_file(self.directory.join(JOURNAL))?;
        sync_directory(&self.directory)
    }

    fn take(&self, steps: &Steps) -> io::Result<()> {
        for (name, content) in steps {
            match content {
                Some(content) => self.write(name, content.as_bytes())?,
                None => match fs::remove_file(self.directory.join(name)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => sync_directory(&self.directory)?,
                },
            }
        }
        Ok(())
    }

    /// Puts the content in the place of the file in one step that outlives a power cut.
    fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let copy = self.directory.join(format!(".{name}.new"));
        let mut file = File::create(&copy)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&copy, self.directory.join(name))?;
        sync_directory(&self.directory)
    }
}

fn file_name(gazetteer: &str) -> String {
    format!("{gazetteer}.tsv")
}

/// Makes renames and removals in the folder outlive a power cut.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// Folders cannot be synchronised here.
#[cfg(not(unix))]
fn sync_directory(_directory: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn contents(tables: &[(&str, &str)]) -> Contents {
        tables.iter().map(|(name, text)| (Arc::from(*name), Arc::from(text.as_bytes()))).collect()
    }

    #[test]
    fn files_are_what_they_were_replaced_by() {
        let folder = TempDir::new().expect("a folder");
        let overlay = Overlay::new(folder.path().join("made"));
        assert!(matches!(overlay.expect(&Contents::new()), Err(OverlayError::Unwritable(_))), "it must be there");
        overlay.create(&mut Vec::new());
        let (none, two) = (contents(&[]), contents(&[("a", "id\n"), ("b", "id\n")]));
        let one = contents(&[("b", "id\tname:ru\n")]);
        for (before, after) in [(&none, &two), (&two, &one), (&one, &none), (&none, &none)] {
            overlay.replace(before, after).expect("written");
            overlay.expect(after).expect("nothing else");
        }
        let left = fs::read_dir(folder.path().join("made")).expect("a folder").count();
        assert_eq!(left, 0, "nothing is left behind");
    }

    #[test]
    fn a_change_that_was_begun_is_finished() {
        let folder = TempDir::new().expect("a folder");
        let overlay = Overlay::new(folder.path().to_owned());
        overlay.replace(&contents(&[]), &contents(&[("a", "1"), ("b", "2"), ("c", "3")])).expect("written");
        // Killed between the first and the second file.
        fs::write(folder.path().join(JOURNAL), r#"{"a.tsv":"new","b.tsv":null,"c.tsv":"new"}"#).expect("written");
        fs::write(folder.path().join("a.tsv"), "new").expect("written");
        overlay.expect(&contents(&[("a", "new"), ("c", "new")])).expect("finished");
        assert!(!folder.path().join(JOURNAL).exists());
    }

    #[test]
    fn a_copy_that_was_not_renamed_counts_for_nothing() {
        let folder = TempDir::new().expect("a folder");
        let overlay = Overlay::new(folder.path().to_owned());
        for name in [".a.tsv.new", "..journal.new"] {
            fs::write(folder.path().join(name), "half").expect("written");
        }
        overlay.expect(&contents(&[])).expect("nothing");
        overlay.replace(&contents(&[]), &contents(&[("a", "1"), ("b", "2")])).expect("over the old copies");
    }

    #[test]
    fn what_is_no_table_is_told() {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("a.jsonl"), "").expect("written");
        let mut diagnostics = Vec::new();
        Overlay::new(folder.path().to_owned()).read(&mut diagnostics);
        assert_eq!(diagnostics[0].code, Code::InvalidFileName);
        Overlay::new(folder.path().join("nowhere")).read(&mut diagnostics);
        assert_eq!(diagnostics[1].code, Code::Unreadable);
    }

    #[test]
    fn what_someone_else_wrote_is_not_overwritten() {
        let folder = TempDir::new().expect("a folder");
        let overlay = Overlay::new(folder.path().to_owned());
        fs::write(folder.path().join("a.tsv"), "theirs").expect("written");
        let error = overlay.replace(&contents(&[]), &contents(&[("a", "ours")])).expect_err("refused");
        assert!(matches!(error, OverlayError::ChangedOutside));
        assert_eq!(fs::read(folder.path().join("a.tsv")).expect("read"), b"theirs");
    }
}
