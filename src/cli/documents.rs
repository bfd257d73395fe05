//! Reading documents: `.txt` (a file a document), `.jsonl` (a line a document), folders of both, standard input.
//!
//! What cannot be read is told with file and line and takes nothing else with it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::text::Words;

/// A document to tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InputDocument {
    /// Its id: that of the JSON line, else `FILE:LINE`; of a text file its path, in a folder that was named from there on.
    pub(super) id: String,
    /// The file that it stands in, as messages call it.
    pub(super) file: String,
    /// Its line in the file; `None` of a text file, which is one document.
    pub(super) line: Option<u64>,
    /// Its text, as it stands in the file; a byte order mark at its beginning is not part of it.
    pub(super) text: String,
    /// BCP-47 code of its language, where the line says it.
    pub(super) language: Option<String>,
    /// Bytes of input that it took, for progress.
    pub(super) input_bytes: u64,
}

/// What cannot be read, told in one line with the place and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnreadableDocument {
    /// The message.
    pub(super) message: String,
    /// Bytes of input that it took.
    pub(super) input_bytes: u64,
}

/// A document, or why there is none.
pub(super) type Document = Result<InputDocument, UnreadableDocument>;

/// The format of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum InputFormat {
    /// The whole input is one document.
    Txt,
    /// An object a line: `id`, `text`, `lang`.
    Jsonl,
}

/// One input.
#[derive(Clone, Debug)]
pub(super) struct Input {
    path: Option<PathBuf>,
    /// What documents and messages call it.
    name: String,
    format: InputFormat,
    /// Its length in bytes, where it is known.
    pub(super) length: Option<u64>,
}

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    text: Option<String>,
    #[serde(alias = "language")]
    lang: Option<String>,
}

impl Input {
    /// The inputs that the arguments name: files, folders (the `.txt` and `.jsonl` files in them and in folders inside, by name),
    /// `-` for standard input.
    pub(super) fn all(paths: &[PathBuf], stdin_format: InputFormat) -> Result<Vec<Self>, String> {
        let mut inputs = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                inputs.push(Self { path: None, name: "-".to_owned(), format: stdin_format, length: None });
                continue;
            }
            let cannot_read = |error: io::Error| format!("cannot read `{}`: {}", path.display(), describe(&error));
            let metadata = path.metadata().map_err(cannot_read)?;
            if metadata.is_dir() {
                let mut files = Vec::new();
                collect_files(path, &mut files).map_err(cannot_read)?;
                if files.is_empty() {
                    return Err(format!("folder `{}` has no `.txt` or `.jsonl` file", path.display()));
                }
                files.sort();
                inputs
                    .extend(files.into_iter().map(|file| Self::file(&file, file.strip_prefix(path).unwrap_or(&file))));
            } else {
                inputs.push(Self::file(path, path));
            }
        }
        Ok(inputs)
    }

    fn file(path: &Path, name: &Path) -> Self {
        let format = format_of(path).unwrap_or(InputFormat::Txt);
        let length = path.metadata().ok().map(|metadata| metadata.len());
        Self { path: Some(path.to_owned()), name: name.display().to_string(), format, length }
    }

    /// Its documents, one after another.
    pub(super) fn documents(&self) -> Box<dyn Iterator<Item = Document> + Send> {
        let name = self.name.clone();
        let reader: Box<dyn BufRead + Send> = match self.path.as_deref().map(File::open) {
            None => Box::new(BufReader::new(io::stdin())),
            Some(Ok(file)) => Box::new(BufReader::with_capacity(1 << 20, file)),
            Some(Err(error)) => {
                let message = format!("cannot read `{name}`: {}", describe(&error));
                return Box::new(std::iter::once(Err(UnreadableDocument { message, input_bytes: 0 })));
            }
        };
        match self.format {
            InputFormat::Txt => Box::new(std::iter::once_with(move || text_document(name, reader))),
            InputFormat::Jsonl => Box::new(lines(name, reader)),
        }
    }
}

/// Files of known formats in a folder and the folders in it.
fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.is_dir() {
            collect_files(&path, files)?;
        } else if format_of(&path).is_some() {
            files.push(path);
        }
    }
    Ok(())
}

fn format_of(path: &Path) -> Option<InputFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" => Some(InputFormat::Txt),
        "jsonl" | "ndjson" => Some(InputFormat::Jsonl),
        _ => None,
    }
}

/// An I/O error in a few small words.
pub(super) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Why a document of more than [`Words::LONGEST_TEXT`] is not read.
const TOO_LONG: &str = "the document is longer than 256 MiB; cut it into several";

fn text_document(name: String, mut reader: impl Read) -> Document {
    let mut bytes = Vec::new();
    if let Err(error) = reader.read_to_end(&mut bytes) {
        let message = format!("cannot read `{name}`: {}", describe(&error));
        return Err(UnreadableDocument { message, input_bytes: bytes.len() as u64 });
    }
    let input_bytes = bytes.len() as u64;
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.len() > Words::LONGEST_TEXT => {
            Err(UnreadableDocument { message: format!("{name}: {TOO_LONG}"), input_bytes })
        }
        Ok(text) => Ok(InputDocument { id: name.clone(), file: name, line: None, text, language: None, input_bytes }),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = valid.split(|byte| *byte == b'\n').count();
            let byte = error.as_bytes()[valid.len()];
            let message = format!(
                "{name}:{line}: byte 0x{byte:02X} at offset {} is not UTF-8; convert the file to UTF-8",
                valid.len()
            );
            Err(UnreadableDocument { message, input_bytes })
        }
    }
}

fn lines(name: String, mut reader: impl BufRead) -> impl Iterator<Item = Document> {
    let mut number = 0_u64;
    let mut is_done = false;
    std::iter::from_fn(move || {
        while !is_done {
            let mut bytes = Vec::new();
            number += 1;
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    is_done = true;
                    let message = format!("{name}:{number}: cannot read: {}", describe(&error));
                    return Some(Err(UnreadableDocument { message, input_bytes: 0 }));
                }
            }
            let content = if number == 1 { bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes) } else { &bytes };
            if !content.trim_ascii().is_empty() {
                let input_bytes = bytes.len() as u64;
                let read = line_document(&name, number, content, input_bytes);
                return Some(read.map_err(|message| UnreadableDocument { message, input_bytes }));
            }
        }
        None
    })
}

fn line_document(name: &str, number: u64, content: &[u8], input_bytes: u64) -> Result<InputDocument, String> {
    let place = format!("{name}:{number}");
    let content = std::str::from_utf8(content).map_err(|error| {
        format!("{place}: byte {} of the line is not UTF-8; convert the file to UTF-8", error.valid_up_to() + 1)
    })?;
    let line: Line = serde_json::from_str(content).map_err(|error| {
        format!("{place}: not a document: {error}; expected an object with `text`, and `id` and `lang` where known")
    })?;
    let text = line.text.ok_or_else(|| format!("{place}: the document has no `text`"))?;
    if text.len() > Words::LONGEST_TEXT {
        return Err(format!("{place}: {TOO_LONG}"));
    }
    let id = match line.id {
        Some(serde_json::Value::String(id)) => id,
        Some(serde_json::Value::Number(id)) => id.to_string(),
        None | Some(serde_json::Value::Null) => place,
        Some(_) => return Err(format!("{place}: `id` must be a string or a number")),
    };
    let language = line.lang.filter(|lang| !lang.is_empty());
    Ok(InputDocument { id, file: name.to_owned(), line: Some(number), text, language, input_bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> Vec<Document> {
        lines("in.jsonl".to_owned(), content).collect()
    }

    fn messages(content: &[u8]) -> Vec<String> {
        read(content).into_iter().filter_map(|document| document.err().map(|error| error.message)).collect()
    }

    #[test]
    fn a_line_is_a_document() {
        let content = "\u{FEFF}{\"id\": \"a\", \"text\": \"x\", \"lang\": \"ru\"}\r\n\n{\"text\": \"y\"}\n{\"id\": 7, \"text\": \"\"}";
        let documents: Vec<InputDocument> =
            read(content.as_bytes()).into_iter().map(|read| read.expect("readable")).collect();
        let shown: Vec<(&str, &str, Option<&str>)> =
            documents.iter().map(|document| (&*document.id, &*document.text, document.language.as_deref())).collect();
        assert_eq!(shown, [("a", "x", Some("ru")), ("in.jsonl:3", "y", None), ("7", "", None)]);
        assert_eq!(documents.iter().map(|document| document.input_bytes).sum::<u64>(), content.len() as u64 - 1);
    }

    #[test]
    fn a_bad_line_is_told_and_the_others_stay() {
        let content = b"{\"text\": \"x\"}\n{oops\n{\"id\": \"b\"}\n{\"text\": \"\xD0\"}\n{\"id\": [], \"text\": \"x\"}\n{\"text\": \"z\"}\n";
        let told = messages(content);
        assert!(told[0].starts_with("in.jsonl:2: not a document: key must be a string"), "{told:?}");
        assert_eq!(told[1], "in.jsonl:3: the document has no `text`");
        assert_eq!(told[2], "in.jsonl:4: byte 11 of the line is not UTF-8; convert the file to UTF-8");
        assert_eq!(told[3], "in.jsonl:5: `id` must be a string or a number");
        assert_eq!(read(content).iter().filter(|document| document.is_ok()).count(), 2);
    }

    #[test]
    fn a_text_file_is_one_document_without_its_byte_order_mark() {
        let document = text_document("a.txt".to_owned(), "\u{FEFF}Астана\n".as_bytes()).expect("readable");
        assert_eq!((&*document.id, &*document.text), ("a.txt", "Астана\n"));
        let error = text_document("a.txt".to_owned(), &b"ok\n\xFF"[..]).expect_err("not UTF-8");
        assert_eq!(error.message, "a.txt:2: byte 0xFF at offset 3 is not UTF-8; convert the file to UTF-8");
    }
}
