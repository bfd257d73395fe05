//! `gaztag gazetteer expand`: every surface form of a name.

use std::io::BufRead;

use clap::Args;
use serde_json::json;

use crate::cli::args::SourcesArgs;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{complain, print};
use crate::morph::{self, Gender, Hints, KazakhLevel, Language, NameKind, Options, Paradigm};
use crate::tagger::surface_forms;

/// Prints surface forms.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag gazetteer expand countries/KZ                     all names of an entity
  gaztag gazetteer expand --language kk --type city Тараз  a name that is in no gazetteer yet
  printf 'ru\\ttoponym\\tАстана\\t\\n' | gaztag gazetteer expand --stdin

--stdin reads lines `lang<TAB>type<TAB>base<TAB>hint` and prints a JSON object for each. Types: toponym, country, city, region, surname,
given, patronymic, person, organisation, adjective, demonym. Hints, a comma between them: m, f, pl, poss3, fix.")]
pub struct ExpandArgs {
    /// Entities by resource name, or with --language a name
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
    /// What the rules cannot know: m, f, pl, poss3, fix
    #[arg(long, default_value = "", value_parser = hints)]
    hint: Hints,
    /// Kazakh: what is derived from the name too, plural, possessives, `-лық` (of --language and --stdin)
    #[arg(long)]
    kazakh_derivations: bool,
    /// Kazakh: the Latin alphabet of 2021 too (of --language and --stdin)
    #[arg(long)]
    kazakh_latin: bool,
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

fn hints(text: &str) -> Result<Hints, String> {
    let mut hints = Hints::default();
    for hint in text.split([',', ' ']).filter(|hint| !hint.is_empty()) {
        match hint {
            "m" => hints.gender = Some(Gender::Masc),
            "f" => hints.gender = Some(Gender::Fem),
            "pl" => hints.plural = true,
            "poss3" => hints.possessed = true,
            "fix" => hints.indeclinable = true,
            _ => return Err(format!("unknown hint `{hint}`; expected m, f, pl, poss3 or fix")),
        }
    }
    Ok(hints)
}

impl ExpandArgs {
    fn generation(&self) -> Options {
        let kazakh_level = if self.kazakh_derivations { KazakhLevel::Derivations } else { KazakhLevel::Cases };
        Options { kazakh_level, kazakh_latin: self.kazakh_latin }
    }
}

/// Runs the command.
pub(super) fn run(args: &ExpandArgs) -> Result<Exit, Stopped> {
    if args.stdin {
        return expand_lines(args.generation());
    }
    if let Some(language) = &args.language {
        for name in &args.names {
            let language_rules = Language::from_tag(language);
            let (paradigms, _) = morph::expand_with(language_rules, args.kind, name, &args.hint, args.generation());
            show(args, language, name, &paradigms, &[]);
        }
        return Ok(Exit::Success);
    }
    let model = crate::cli::model::load(&args.sources)?;
    let mut exit = Exit::Success;
    for name in &args.names {
        let Some(entity) = model.entity(name) else {
            complain(&format!(
                "there is no entity `{name}`; find its id by `gaztag gazetteer lookup`, or give `--language` for a name"
            ));
            exit = Exit::Problems;
            continue;
        };
        for name in &entity.entry.names {
            let (paradigms, remarks) = surface_forms(&entity.entry, name);
            show(args, &name.language, &name.text, &paradigms, &remarks);
        }
    }
    Ok(exit)
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

fn show(args: &ExpandArgs, language: &str, name: &str, paradigms: &[Paradigm], remarks: &[String]) {
    if args.json {
        let forms: Vec<serde_json::Value> = paradigms
            .iter()
            .flat_map(|paradigm| {
                paradigm.forms.iter().map(|form| {
                    json!({
                        "text": form.text,
                        "lemma": paradigm.lemma,
                        "class": paradigm.class,
                        "features": form.features.to_string(),
                    })
                })
            })
            .collect();
        print(format_args!("{}", json!({"base": name, "language": language, "forms": forms})));
    } else {
        for paradigm in paradigms {
            let class = if paradigm.class.is_empty() { "not inflected" } else { paradigm.class };
            print(format_args!("{language}  {}  ({class})", paradigm.lemma));
            for form in &paradigm.forms {
                print(format_args!("      {:40} {}", form.text, form.features));
            }
        }
    }
    for remark in remarks {
        complain(remark);
    }
}
