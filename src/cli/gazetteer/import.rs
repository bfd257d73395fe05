//! `gaztag gazetteer import`: a spreadsheet, or another tagger's patterns, as a gazetteer file.

mod decode;

use std::collections::{HashMap, HashSet};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use self::decode::{decode, read_rows, sniff_delimiter};
use crate::cli::documents::describe;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{complain, count};
use crate::gazetteer::{GazetteerFile, embedded_files};
use crate::import::{Effect, ImportOptions, Imported, import_patterns, import_table};
use crate::store::GazetteerSources;
use crate::text::Words;

/// Makes a gazetteer of another format.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag gazetteer import ministers.csv --into people.tsv -o people.tsv
  gaztag gazetteer import export.csv --column name:ru=Объект --column alias:ru=3 --type SHIP --into ships.tsv
  gaztag gazetteer import patterns.jsonl --into spacy.tsv

A table goes to the standard output, or to -o; what was dropped, merged or changed, to the standard error output, by line and cell.
Encoding (UTF-8, UTF-16, windows-1251), delimiter and the usual headers in Russian, Kazakh and English are recognised. Without a column
of ids a slug of the English, else the Russian, else the Kazakh name is the id. Look at the result by `gaztag gazetteer check` and
`gaztag gazetteer expand`.

Exit codes: 0 every row is in the table, 1 some are not, 2 could not run, 64 wrong usage.")]
pub struct ImportArgs {
    /// A CSV file, or `EntityRuler` patterns (`*.jsonl`), or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The gazetteer file that it is for, which gives the type (`people.tsv`: PERSON); what stands in it already is left out
    #[arg(long, value_name = "NAME.tsv", default_value = "imported.tsv")]
    into: PathBuf,
    /// What the input is [default: entity-ruler for `*.jsonl`, else csv]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What parts cells: one character, or `tab` [default: the one of `,` `;` tab `|` that fits]
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// Encoding by its label, `windows-1251` [default: by the byte order mark, else UTF-8 where it is, else UTF-16 or windows-1251]
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// A column of ours and the header, or the number, of the column that fills it: `name:ru=Название`; may be given several times
    #[arg(long, value_name = "OURS=HEADER", value_parser = mapping)]
    column: Vec<(String, String)>,
    /// What parts several names in a cell, besides `|` and line breaks
    #[arg(long, value_name = "CHARS", default_value = ";")]
    separators: String,
    /// Entity type where the input gives none
    #[arg(long = "type", value_name = "TYPE")]
    entity_type: Option<String>,
    /// Language of names where the header gives none [default: by their letters]
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace an output file
    #[arg(long, requires = "output")]
    overwrite: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Rows of cells under a header
    Csv,
    /// `{"label": ..., "pattern": ..., "id": ...}` a line
    EntityRuler,
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        [byte] => Ok(*byte),
        b"tab" | b"\\t" => Ok(b'\t'),
        _ => Err("expected one ASCII character, or `tab`".to_owned()),
    }
}

fn mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((ours, theirs)) if !ours.is_empty() && !theirs.is_empty() => {
            Ok((ours.trim().to_owned(), theirs.trim().to_owned()))
        }
        _ => Err("expected a column of ours, `=` and a header, `name:ru=Название`".to_owned()),
    }
}

/// Runs the command.
pub(super) fn run(args: &ImportArgs) -> Result<Exit, Stopped> {
    let shown = args.file.display().to_string();
    let options = options(args)?;
    let content = read(&args.file)?;
    let (text, encoding) = decode(&content, args.encoding.as_deref()).map_err(|reason| Stopped {
        exit: if args.encoding.is_some() { Exit::Usage } else { Exit::Failure },
        lines: vec![format!("{shown}: {reason}")],
    })?;
    if encoding != "UTF-8" {
        complain(&format!("{shown}: read as {encoding}; `--encoding` says another"));
    }
    let is_jsonl = args.file.extension().is_some_and(|extension| extension == "jsonl");
    let format = args.format.unwrap_or(if is_jsonl { Format::EntityRuler } else { Format::Csv });
    let imported = match format {
        Format::EntityRuler => import_patterns(&text, &options),
        Format::Csv => {
            let delimiter = args.delimiter.unwrap_or_else(|| sniff_delimiter(&text));
            let mut rows =
                read_rows(&text, delimiter).map_err(|reason| Stopped::failure(format!("{shown}: {reason}")))?;
            if rows.is_empty() {
                return Err(Stopped::failure(format!(
                    "{shown}: the file has no header; the first row names the columns"
                )));
            }
            let header = rows.remove(0);
            import_table(&header, &rows, &options).map_err(|reason| Stopped::failure(format!("{shown}: {reason}")))?
        }
    };
    write(args, &imported.tsv)?;
    Ok(report(&shown, &imported))
}

fn read(path: &Path) -> Result<Vec<u8>, Stopped> {
    let read = if path.as_os_str() == "-" {
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut content).map(|_| content)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| Stopped::failure(format!("cannot read `{}`: {}", path.display(), describe(&error))))
}

fn options(args: &ImportArgs) -> Result<ImportOptions, Stopped> {
    let file_name = args.into.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if !GazetteerFile::is_gazetteer_file_name(&file_name)
        || args.into.extension().is_none_or(|extension| extension != "tsv")
    {
        return Err(Stopped::usage(format!(
            "`{}` cannot be a gazetteer file: expected `NAME.tsv`",
            args.into.display()
        )));
    }
    let mut taken: HashMap<String, HashSet<String>> = HashMap::new();
    if args.into.exists() && Some(&args.into) != args.output.as_ref() {
        let (files, problems) = GazetteerSources::read_path(&args.into);
        crate::cli::model::refuse_errors(&problems)?;
        for entry in files.into_iter().flat_map(|file| file.entries) {
            let names = entry.names.iter().map(|name| folded(&name.text)).collect();
            taken.insert(entry.id.clone(), names);
        }
    }
    Ok(ImportOptions {
        file_name,
        entity_type: args.entity_type.clone(),
        language: args.language.clone(),
        columns: args.column.clone(),
        separators: args.separators.chars().collect(),
        countries: countries(),
        taken,
    })
}

/// Ids of the countries that the program carries, by all their names.
fn countries() -> HashMap<String, String> {
    let countries = embedded_files().into_iter().filter(|file| &*file.gazetteer == "countries");
    let mut ids = HashMap::new();
    for entry in countries.flat_map(|file| file.entries) {
        for name in &entry.names {
            ids.entry(folded(&name.text)).or_insert_with(|| entry.id.clone());
        }
    }
    ids
}

/// The name under which equal names are equal.
fn folded(name: &str) -> String {
    Words::new(name).whole_key()
}

fn write(args: &ImportArgs, tsv: &str) -> Result<(), Stopped> {
    let Some(path) = &args.output else {
        let _ = std::io::stdout().lock().write_all(tsv.as_bytes());
        return Ok(());
    };
    let mut how = OpenOptions::new();
    how.write(true).truncate(true).create(true).create_new(!args.overwrite);
    let written = how.open(path).and_then(|mut file| file.write_all(tsv.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Stopped::failure(format!("`{}` is there already; replace it by `--overwrite`", path.display()))
        }
        _ => Stopped::failure(format!("cannot write `{}`: {}", path.display(), describe(&error))),
    })
}

/// Prints every note and the counts.
fn report(shown: &str, imported: &Imported) -> Exit {
    for note in &imported.notes {
        let column = if note.column > 0 { format!(":{}", note.column) } else { String::new() };
        complain(&format!("{shown}:{}{column}: {}: {}", note.line, note.effect.as_str(), note.message));
    }
    let of = |effect| imported.notes.iter().filter(|note| note.effect == effect).count();
    complain(&format!(
        "{}; {} left out; {} merged, {} changed",
        count(imported.entities, "entity"),
        count(imported.dropped_rows, "row"),
        of(Effect::Merged),
        of(Effect::Changed)
    ));
    if imported.dropped_rows > 0 { Exit::Problems } else { Exit::Success }
}
