//! Where gazetteer files come from: those that the binary carries, and folders over them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use crate::compiled::Compiled;
use crate::gazetteer::{Code, Diagnostic, GazetteerFile, embedded_files_unless_known};
use crate::morph;
use crate::tagger::Model;

/// Which gazetteers to load, the lowest layer first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GazetteerSources {
    /// Whether the gazetteers that the binary carries are the lowest layer.
    pub default: bool,
    /// Folders whose `*.tsv` and `*.jsonl` files are laid over them, in this order. Folders inside them are not entered.
    pub directories: Vec<PathBuf>,
    /// What is generated of the names beyond what every text needs.
    pub inflection: morph::Options,
    /// A file of compiled gazetteers. What it has of the same files is not read and compiled anew.
    pub compiled: Option<PathBuf>,
}

impl Default for GazetteerSources {
    fn default() -> Self {
        Self { default: true, directories: Vec::new(), inflection: morph::Options::default(), compiled: None }
    }
}

impl GazetteerSources {
    /// Reads every file, the lowest layer first. Gives the problems of folders and unreadable files; what is wrong inside a file
    /// it carries itself.
    pub fn read(&self) -> (Vec<GazetteerFile>, Vec<Diagnostic>) {
        self.read_again(&[])
    }

    /// As [`Self::read`]. Known files that have not changed are taken as they are.
    pub fn read_again(&self, known: &[GazetteerFile]) -> (Vec<GazetteerFile>, Vec<Diagnostic>) {
        let mut read = Read { known, files: Vec::new(), diagnostics: Vec::new() };
        if self.default {
            read.files = embedded_files_unless_known(known);
        }
        for directory in &self.directories {
            read.directory(directory);
        }
        let Read { files, mut diagnostics, .. } = read;
        if files.is_empty() && diagnostics.is_empty() {
            let message = "there are no gazetteers: name a folder of them, or do not leave out the default ones";
            diagnostics.push(problem(Code::NoGazetteers, "gazetteers", message.to_owned()));
        }
        (files, diagnostics)
    }

    /// Reads a file or a folder of files. Gives the problems of the folder and of unreadable files, as [`Self::read`] does.
    pub fn read_path(path: &Path) -> (Vec<GazetteerFile>, Vec<Diagnostic>) {
        let mut read = Read::default();
        if path.is_dir() {
            read.directory(path);
        } else {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            read.file(path, &name, &path.display().to_string());
        }
        (read.files, read.diagnostics)
    }

    /// Reads a file as the gazetteer file of another name: of a pipe, or of an old state that was saved beside the new.
    pub fn read_file_as(path: &Path, name: &str) -> (Vec<GazetteerFile>, Vec<Diagnostic>) {
        let mut read = Read::default();
        read.file(path, name, &path.display().to_string());
        (read.files, read.diagnostics)
    }

    /// Reads and compiles everything, for callers that load once. The diagnostics are all there are; where one is an error, the model
    /// lacks what it is about.
    ///
    /// `warn` is told why compiled gazetteers cannot be used, where they cannot: the files are compiled instead.
    pub fn load(&self, warn: impl FnOnce(&str)) -> (Model, Vec<GazetteerFile>, Vec<Diagnostic>) {
        let compiled = self.compiled_or(warn);
        let (files, mut diagnostics) = self.read_again(compiled.as_ref().map_or(&[], |compiled| &compiled.files));
        diagnostics.extend(files.iter().flat_map(|file| file.diagnostics.iter().cloned()));
        let over = compiled.as_ref().map(|compiled| &compiled.model);
        let (model, layer_diagnostics) = Model::build_over(over, &files, self.inflection);
        diagnostics.extend(layer_diagnostics);
        (model, files, diagnostics)
    }

    /// The compiled gazetteers, if there are any that can be used; `warn` is told why they cannot.
    pub(super) fn compiled_or(&self, warn: impl FnOnce(&str)) -> Option<Compiled> {
        let path = self.compiled.as_deref()?;
        let tell = |message: String| {
            warn(&format!(
                "{}: compiled gazetteers refused: {message}; the files are compiled instead",
                path.display()
            ));
        };
        read_compiled(path).map_err(tell).ok()
    }
}

fn read_compiled(path: &Path) -> Result<Compiled, String> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read the file: {}", reason(&error)))?;
    Compiled::from_bytes(&bytes).map_err(|error| error.to_string())
}

/// Files while they are read.
#[derive(Default)]
struct Read<'k> {
    /// Files as they were before.
    known: &'k [GazetteerFile],
    files: Vec<GazetteerFile>,
    diagnostics: Vec<Diagnostic>,
}

impl Read<'_> {
    fn directory(&mut self, directory: &Path) {
        let uri = directory.display().to_string();
        let uri = uri.trim_end_matches(['/', '\\']);
        let names = match file_names(directory) {
            Ok(names) => names,
            Err(error) => {
                let message = format!("cannot read the folder: {}", reason(&error));
                self.diagnostics.push(problem(Code::Unreadable, uri, message));
                return;
            }
        };
        if names.is_empty() {
            let message = "the folder holds no gazetteer: expected `*.tsv` or `*.jsonl` files".to_owned();
            self.diagnostics.push(problem(Code::NoGazetteers, uri, message));
        }
        for name in names {
            self.file(&directory.join(&name), &name, &format!("{uri}/{name}"));
        }
    }

    fn file(&mut self, path: &Path, name: &str, uri: &str) {
        match fs::read(path) {
            Ok(content) => self.files.push(GazetteerFile::parse_unless_known(name, uri, &content, self.known)),
            Err(error) => {
                let message = format!("cannot read the file: {}", reason(&error));
                self.diagnostics.push(problem(Code::Unreadable, uri, message));
            }
        }
    }
}

/// Names of the gazetteer files in the folder, sorted.
pub(super) fn file_names(directory: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Follows links: folders of mounted configuration are links to files.
        if GazetteerFile::is_gazetteer_file_name(&name) && !entry.path().is_dir() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

pub(super) fn problem(code: Code, uri: &str, message: String) -> Diagnostic {
    Diagnostic::new(code, &Arc::from(uri), 0, 0, message)
}

/// The error in words, without the number that the operating system gives it.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
