//! `gaztag gazetteer expand`: every surface form of a name, of an entity, or of a whole file.

use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use serde_json::json;

use crate::cli::args::SourcesArgs;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{complain, print};
use crate::gazetteer::{Diagnostic, Entry, EntryKind, Flags, GazetteerFile, Name, Relation, Source};
use crate::morph::{self, Hints, Language, NameKind, Options, Paradigm};
use crate::store::GazetteerSources;
use crate::tagger::{FormInspector, FormMark, remark_diagnostic, surface_forms};

/// Prints surface forms.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag gazetteer expand countries/KZ                     all names of an entity
  gaztag gazetteer expand my/people.tsv                    all names of a gazetteer file
  gaztag gazetteer expand --language kk --type city Тараз  a name that is in no gazetteer yet
  gaztag gazetteer expand --language ru --type person 'Мишель Барнье{g=m}'
  printf 'ru\\ttoponym\\tАстана\\t\\n' | gaztag gazetteer expand --stdin

Behind `!` stands what decides whether a form counts where a text has it: it is a common word or a person's name too, or needs the
entity to be named in another way. What inflection cannot tell of a name is a warning with the flag that settles it.

--stdin reads lines `lang<TAB>type<TAB>base<TAB>hint` and prints a JSON object for each. Types: toponym, country, city, region, surname,
given, patronymic, person, organisation, adjective, demonym. Hints, a comma between them: m, f, pl, poss3, fix.

Exit codes: 0 done, 1 something was not found or has errors, 2 could not run, 64 wrong usage.")]
pub struct ExpandArgs {
    /// Entities by resource name, or gazetteer files (`*.tsv`, `*.jsonl`), or with --language names
    #[arg(value_name = "NAME", required_unless_present = "stdin")]
    names: Vec<String>,
    /// Read lines of language, type, name and hint from standard input
    #[arg(long, conflicts_with_all = ["names", "language"])]
    stdin: bool,
    /// Take the arguments as names in this language, not as entities
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// What the names name
    #[arg(long = "type", default_value = "organisation", value_parser = kind)]
    kind: NameKind,
    /// What the rules cannot know: m, f, pl, poss3, fix, or a flag with its value, `class=m.soft`
    #[arg(long, default_value = "", value_parser = hints)]
    hint: Hints,
    /// A JSON object a name instead of a table
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: SourcesArgs,
}

fn kind(text: &str) -> Result<NameKind, String> {
    Ok(match text {
        "toponym" | "country" | "city" | "region" | "location" => NameKind::Toponym,
        "person" => NameKind::Person,
        "organisation" | "organization" => NameKind::Organization,
        "surname" => NameKind::Surname,
        "given" => NameKind::Given,
        "patronymic" => NameKind::Patronymic,
        "adjective" => NameKind::Adjective,
        "demonym" => NameKind::Demonym,
        _ => {
            return Err(format!(
                "unknown type `{text}`; expected toponym, country, city, region, person, organisation, surname, given, patronymic, \
                 adjective or demonym"
            ));
        }
    })
}

/// Flags that say how a name is inflected, by what stands before `=`.
const HINTS: [&str; 9] = ["g", "pl", "poss3", "fix", "family", "stem", "like", "class", "head"];

fn hints(text: &str) -> Result<Hints, String> {
    let mut flags = Vec::new();
    for hint in text.split([',', ' ']).filter(|hint| !hint.is_empty()) {
        let flag = match hint {
            "m" | "f" => format!("g={hint}"),
            _ => hint.to_owned(),
        };
        let is_hint = HINTS.contains(&flag.split('=').next().unwrap_or_default());
        if !is_hint || Flags::split(&format!("x{{{flag}}}")).is_none() {
            return Err(format!("unknown hint `{hint}`; expected m, f, pl, poss3 or fix"));
        }
        flags.push(flag);
    }
    if flags.is_empty() {
        return Ok(Hints::default());
    }
    let (_, flags) = Flags::split(&format!("x{{{}}}", flags.join(","))).unwrap_or_default();
    Ok(flags.hints)
}

/// Runs the command.
pub(super) fn run(args: &ExpandArgs) -> Result<Exit, Stopped> {
    if args.stdin {
        return expand_lines(args.sources.inflection());
    }
    if let Some(language) = &args.language {
        return expand_names(args, language);
    }
    let (files, entities): (Vec<&String>, Vec<&String>) = args.names.iter().partition(|name| is_file(name));
    let mut exit = Exit::Success;
    if !files.is_empty() {
        exit = expand_files(args, &files)?;
    }
    if entities.is_empty() {
        return Ok(exit);
    }
    let model = crate::cli::model::load(&args.sources)?;
    let inspector = FormInspector::new(model.entities().iter().map(|entity| &entity.entry));
    for name in entities {
        let Some(entity) = model.entity(name) else {
            complain(&format!(
                "there is no entity `{name}`; find its id by `gaztag gazetteer lookup`, or give `--language` for a name"
            ));
            exit = Exit::Problems;
            continue;
        };
        show_entry(args, &entity.resource_name, &entity.entry, &inspector);
    }
    Ok(exit)
}

/// Whether an argument is a file and not an entity: no id of a gazetteer file's name stands for one.
fn is_file(name: &str) -> bool {
    let file_name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    GazetteerFile::is_gazetteer_file_name(file_name) && (Path::new(name).exists() || !name.contains('/'))
}

/// Shows every name of every entity of gazetteer files. Their ambiguity is that beside the people of all gazetteers.
fn expand_files(args: &ExpandArgs, paths: &[&String]) -> Result<Exit, Stopped> {
    let mut files = Vec::new();
    for path in paths {
        let (read, diagnostics) = GazetteerSources::read_path(Path::new(path));
        if let Some(unreadable) = diagnostics.first() {
            return Err(Stopped::failure(unreadable.to_string()));
        }
        files.extend(read);
    }
    let known = crate::cli::model::entries(&args.sources)?;
    let inspector = FormInspector::new(known.iter().chain(files.iter().flat_map(|file| &file.entries)));
    for file in &files {
        file.diagnostics.iter().for_each(|problem| complain(&problem.to_string()));
        for entry in file.entries.iter().filter(|entry| entry.kind == EntryKind::Entity) {
            let resource_name = format!("{}/{}", file.gazetteer, entry.id);
            if !args.json {
                let (uri, line) = (&entry.source.uri, entry.source.line);
                print(format_args!("{resource_name}  {}  {uri}:{line}", entry.entity_type));
            }
            show_entry(args, &resource_name, entry, &inspector);
        }
    }
    let has_errors = files.iter().any(GazetteerFile::has_errors);
    Ok(if has_errors { Exit::Problems } else { Exit::Success })
}

/// Shows names that are in no gazetteer.
fn expand_names(args: &ExpandArgs, language: &str) -> Result<Exit, Stopped> {
    let known = crate::cli::model::entries(&args.sources)?;
    let inspector = FormInspector::new(&known);
    for written in &args.names {
        let Some((text, flags)) = Flags::split(written) else {
            return Err(Stopped::usage(format!(
                "the flags of `{written}` cannot be read; docs/GAZETTEERS.md lists the flags"
            )));
        };
        let hints = if flags.hints == Hints::default() { args.hint.clone() } else { flags.hints.clone() };
        let (paradigms, remarks) =
            morph::expand_with(Language::from_tag(language), args.kind, text, &hints, args.sources.inflection());
        let entry = lone_entry(args.kind, language, text, Flags { hints, ..flags });
        let name = &entry.names[0];
        show_name(args, "", &entry, name, &paradigms, &inspector);
        for remark in &remarks {
            let Diagnostic { code, message, .. } = remark_diagnostic(&entry, name, remark);
            complain(&format!("warning[{}]: {message}", code.as_str()));
        }
    }
    Ok(Exit::Success)
}

/// A row that would hold a name of this kind.
fn lone_entry(kind: NameKind, language: &str, text: &str, flags: Flags) -> Entry {
    let (entity_type, relation) = match kind {
        NameKind::Toponym => ("LOCATION", Relation::Name),
        NameKind::Person | NameKind::Given | NameKind::Surname | NameKind::Patronymic => ("PERSON", Relation::Name),
        NameKind::Organization => ("ORGANIZATION", Relation::Name),
        NameKind::Adjective => ("LOCATION", Relation::Adjective),
        NameKind::Demonym => ("LOCATION", Relation::Demonym),
    };
    let name = Name {
        text: text.to_owned(),
        language: language.into(),
        relation,
        preferred: relation == Relation::Name,
        flags: flags.into(),
        column: 1,
    };
    Entry {
        kind: EntryKind::Entity,
        id: String::new(),
        entity_type: entity_type.into(),
        names: vec![name],
        weight: 0.0,
        external_ids: Vec::new(),
        metadata: Vec::new(),
        source: Source { uri: Arc::from(""), line: 0 },
    }
}

/// The contract of `--stdin`.
fn expand_lines(generation: Options) -> Result<Exit, Stopped> {
    let mut exit = Exit::Success;
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| Stopped::failure(format!("-:{}: cannot read: {error}", index + 1)))?;
        if line.trim().is_empty() {
            continue;
        }
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default().trim();
        let (language, kind_name, base, hint) = (cell(), cell(), cell(), cell());
        match (kind(kind_name), hints(hint)) {
            (Ok(kind), Ok(hints)) if !base.is_empty() => {
                let (paradigms, _) = morph::expand_with(Language::from_tag(language), kind, base, &hints, generation);
                print(format_args!("{}", json!({"base": base, "forms": forms(&paradigms)})));
            }
            (kind, hints) => {
                let problem =
                    kind.err().or(hints.err()).unwrap_or_else(|| "the third cell, the name, is empty".to_owned());
                complain(&format!("-:{}: {problem}", index + 1));
                exit = Exit::Problems;
            }
        }
    }
    Ok(exit)
}

/// The surface forms of all paradigms, each once, the base form first.
fn forms(paradigms: &[Paradigm]) -> Vec<&str> {
    let mut seen = std::collections::HashSet::new();
    paradigms
        .iter()
        .flat_map(|paradigm| &paradigm.forms)
        .map(|form| form.text.as_str())
        .filter(|text| seen.insert(*text))
        .collect()
}

/// Shows every name of an entry, and says what inflection cannot tell of it.
fn show_entry(args: &ExpandArgs, resource_name: &str, entry: &Entry, inspector: &FormInspector) {
    for name in &entry.names {
        let (paradigms, remarks) = surface_forms(entry, name, args.sources.inflection());
        show_name(args, resource_name, entry, name, &paradigms, inspector);
        for remark in &remarks {
            complain(&remark.to_string());
        }
    }
}

fn show_name(
    args: &ExpandArgs,
    resource_name: &str,
    entry: &Entry,
    name: &Name,
    paradigms: &[Paradigm],
    inspector: &FormInspector,
) {
    let marked = paradigms.iter().map(|paradigm| (paradigm, inspector.marks(entry, name, paradigm)));
    if args.json {
        let forms: Vec<serde_json::Value> = marked
            .flat_map(|(paradigm, marks)| {
                paradigm.forms.iter().zip(marks).map(|(form, marks)| {
                    json!({
                        "text": form.text,
                        "lemma": paradigm.lemma,
                        "class": paradigm.class,
                        "features": form.features.to_string(),
                        "marks": marks.iter().map(|mark| mark.as_str()).collect::<Vec<_>>(),
                    })
                })
            })
            .collect();
        let mut object = json!({"base": name.text, "language": &*name.language});
        if !resource_name.is_empty() {
            object["entity"] = json!(resource_name);
            object["column"] = json!(name.column_name());
            object["source"] = json!(format!("{}:{}:{}", entry.source.uri, entry.source.line, name.column));
        }
        object["flags"] = json!(name.flags.written());
        object["forms"] = json!(forms);
        print(object);
        return;
    }
    for (paradigm, marks) in marked {
        let class = if paradigm.class.is_empty() { "not inflected" } else { paradigm.class };
        print(format_args!("{}  {}{}  ({class})", name.language, paradigm.lemma, name.flags.in_braces()));
        for (form, marks) in paradigm.forms.iter().zip(marks) {
            let line = format!("      {:40} {}", form.text, form.features);
            print(format_args!("{}{}", line.trim_end(), mark_text(&marks)));
        }
    }
}

/// What stands behind a form of which something decides whether it counts.
fn mark_text(marks: &[FormMark]) -> String {
    if marks.is_empty() {
        return String::new();
    }
    let marks: Vec<&str> = marks.iter().map(|mark| mark.as_str()).collect();
    format!("  ! {}", marks.join("; "))
}
