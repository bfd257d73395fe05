//! `gaztag gazetteer lookup`: what the gazetteers know of a name, where it stands, and what the layers did to it.

mod forms;

use clap::Args;
use serde_json::{Value, json};

use self::forms::{FoundForm, forms_of};
use crate::cli::args::SourcesArgs;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{complain, print};
use crate::gazetteer::{Entry, LayerEffect, LayerHistory, LayerRow, LostName, Name};
use crate::morph;
use crate::tagger::{Entity, FormInspector, Model};

/// Finds entities.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag gazetteer lookup Астаной            a name in any grammatical form
  gaztag gazetteer lookup 'Каз*'             names that begin so
  gaztag gazetteer lookup countries/KZ       a resource name
  gaztag gazetteer lookup wikidata:Q232      an external id

Of a name in some form it says too which name it is a form of, what decides whether it counts in a text, and which other entities it
may stand for. Names and entities that a later layer hid or replaced are told with the row that did it.

Exit codes: 0 found, 1 something was not found, 2 could not run, 64 wrong usage.")]
pub struct LookupArgs {
    /// What to find
    #[arg(required = true, value_name = "QUERY")]
    queries: Vec<String>,
    /// A JSON object an entity
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: SourcesArgs,
}

/// Runs the command.
pub(super) fn run(args: &LookupArgs) -> Result<Exit, Stopped> {
    let (model, files) = crate::cli::model::load_with_files(&args.sources)?;
    let desk = Desk {
        history: LayerHistory::new(&files),
        inspector: FormInspector::new(model.entities().iter().map(|entity| &entity.entry)),
        inflection: model.inflection(),
        model: &model,
        json: args.json,
    };
    let mut exit = Exit::Success;
    for query in &args.queries {
        match desk.show_all(query) {
            Known::Found => continue,
            Known::Hidden => complain(&format!("what is known of `{query}` is hidden or replaced by a later layer")),
            Known::Nothing => complain(&format!("nothing is known of `{query}`")),
        }
        exit = Exit::Problems;
    }
    Ok(exit)
}

/// Whether anything is known of a query.
enum Known {
    /// Something that counts.
    Found,
    /// Only what a later layer took away.
    Hidden,
    /// Nothing.
    Nothing,
}

/// What every query needs.
struct Desk<'m> {
    model: &'m Model,
    history: LayerHistory<'m>,
    inspector: FormInspector,
    inflection: morph::Options,
    json: bool,
}

impl Desk<'_> {
    /// Shows what is found.
    fn show_all(&self, query: &str) -> Known {
        if let Some(entity) = self.model.entity(query) {
            self.show(entity, None);
            return Known::Found;
        }
        let gone = query.split_once('/').map(|(gazetteer, id)| self.history.of(gazetteer, id)).unwrap_or_default();
        if !gone.is_empty() {
            self.show_gone(query, &gone);
            return Known::Hidden;
        }
        if let Some((key, value)) = query.split_once(':') {
            let entities = self.model.by_external_id(key, value);
            if !entities.is_empty() {
                for entity in entities {
                    self.show(entity, None);
                }
                return Known::Found;
            }
        }
        let entities = self.model.search(query);
        let surface = (!query.trim_end().ends_with('*')).then_some(Surface { text: query, entities: &entities });
        for entity in &entities {
            self.show(entity, surface.as_ref());
        }
        let mut lost = if surface.is_some() { self.history.lost_names() } else { Vec::new() };
        lost.retain(|lost| !forms_of(query, lost.entry, Some(lost.name), &self.inspector, self.inflection).is_empty());
        for lost in &lost {
            self.show_lost(lost);
        }
        match (entities.is_empty(), lost.is_empty()) {
            (false, _) => Known::Found,
            (true, false) => Known::Hidden,
            (true, true) => Known::Nothing,
        }
    }

    fn show(&self, entity: &Entity, surface: Option<&Surface<'_>>) {
        let entry = &entity.entry;
        let rows = self.history.of(&entity.gazetteer, &entry.id);
        let forms = surface
            .map(|surface| forms_of(surface.text, entry, None, &self.inspector, self.inflection))
            .unwrap_or_default();
        let others: Vec<&Entity> = surface.map(|surface| surface.others(entity)).unwrap_or_default();
        if self.json {
            print(to_json(entity, &rows, &forms, &others));
            return;
        }
        let (uri, line) = (&entry.source.uri, entry.source.line);
        print(format_args!("{}  {}  {uri}:{line}", entity.resource_name, entry.entity_type));
        let width = entry.names.iter().map(|name| name.to_string().chars().count()).max().unwrap_or(0);
        for name in &entry.names {
            let role = match (name.relation.as_str(), name.preferred) {
                ("name", true) => "name",
                ("name", false) => "alias",
                (relation, _) => relation,
            };
            let shown = name.to_string();
            print(format_args!("  {role:9} {:3} {shown:width$}  {}", name.language, place(entry, name)));
        }
        for (key, value) in entry.external_ids.iter().chain(&entry.metadata) {
            print(format_args!("  {key:13} {value}"));
        }
        if entry.weight > 0.0 {
            print(format_args!("  {:13} {}", "prior", entry.weight));
        }
        if rows.len() > 1 {
            rows.iter().for_each(show_row);
        }
        for form in &forms {
            print(format_args!("  form          {form}"));
        }
        if !others.is_empty() {
            let shown: Vec<&str> = others.iter().map(|other| other.resource_name.as_str()).collect();
            print(format_args!("  beside        {}", shown.join(", ")));
        }
    }

    /// Shows an entity that no layer has any more.
    fn show_gone(&self, resource_name: &str, rows: &[LayerRow<'_>]) {
        if self.json {
            let layers: Vec<Value> = rows.iter().map(row_to_json).collect();
            print(json!({"entity": resource_name, "hidden": true, "layers": layers}));
        } else {
            print(format_args!("{resource_name}  hidden"));
            rows.iter().for_each(show_row);
        }
    }

    /// Shows a name that a later layer took away.
    fn show_lost(&self, lost: &LostName<'_>) {
        let LostName { gazetteer, entry, name, by, column } = lost;
        let by = format!("{}:{}:{column}", by.source.uri, by.source.line);
        if self.json {
            print(json!({
                "entity": format!("{gazetteer}/{}", entry.id),
                "hidden": true,
                "name": name.text,
                "language": &*name.language,
                "source": place(entry, name),
                "by": by,
            }));
        } else {
            let column = name.column_name();
            print(format_args!(
                "{gazetteer}/{}  {column} `{name}` of {} is gone by {by}",
                entry.id,
                place(entry, name)
            ));
        }
    }
}

/// A query that is a name in some form.
struct Surface<'q> {
    text: &'q str,
    /// All entities that it may stand for, the best known first.
    entities: &'q [&'q Entity],
}

impl<'q> Surface<'q> {
    fn others(&self, entity: &Entity) -> Vec<&'q Entity> {
        self.entities.iter().copied().filter(|other| other.resource_name != entity.resource_name).collect()
    }
}

/// File, line and column of a name.
pub(in crate::cli) fn place(entry: &Entry, name: &Name) -> String {
    format!("{}:{}:{}", entry.source.uri, entry.source.line, name.column)
}

/// What a row did, in one word and with the names that it hid.
fn effect(row: &LayerRow<'_>) -> (&'static str, Vec<String>) {
    match &row.effect {
        LayerEffect::Added => ("adds", Vec::new()),
        LayerEffect::Replaced => ("replaces", Vec::new()),
        LayerEffect::Hid => ("hides", Vec::new()),
        LayerEffect::Nothing => ("hides nothing", Vec::new()),
        LayerEffect::HidNames(names) => {
            let shown = names.iter().map(|hidden| {
                format!("{} `{}` of {}", hidden.name.column_name(), hidden.name, place(hidden.entry, hidden.name))
            });
            ("hides names", shown.collect())
        }
    }
}

/// Shows what a row of a layer did.
pub(in crate::cli) fn show_row(row: &LayerRow<'_>) {
    let (effect, names) = effect(row);
    let names = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
    let (uri, line) = (&row.entry.source.uri, row.entry.source.line);
    print(format_args!("  layer {:7} {uri}:{line} {effect}{names}", row.layer));
}

/// What a row of a layer did, for a program.
pub(in crate::cli) fn row_to_json(row: &LayerRow<'_>) -> Value {
    let (effect, names) = effect(row);
    let source = format!("{}:{}", row.entry.source.uri, row.entry.source.line);
    json!({"layer": row.layer, "source": source, "effect": effect, "names": names})
}

fn to_json(entity: &Entity, rows: &[LayerRow<'_>], forms: &[FoundForm], others: &[&Entity]) -> Value {
    let entry = &entity.entry;
    let names: Vec<Value> = entry
        .names
        .iter()
        .map(|name| {
            json!({
                "text": name.text,
                "language": &*name.language,
                "relation": name.relation.as_str(),
                "preferred": name.preferred,
                "flags": name.flags.written(),
                "source": place(entry, name),
            })
        })
        .collect();
    let map = |pairs: &[(String, String)]| -> serde_json::Map<String, Value> {
        pairs.iter().map(|(key, value)| (key.clone(), json!(value))).collect()
    };
    let mut object = json!({
        "entity": entity.resource_name,
        "type": &*entry.entity_type,
        "names": names,
        "external_ids": map(&entry.external_ids),
        "metadata": map(&entry.metadata),
        "prior": entry.weight,
        "source": format!("{}:{}", entry.source.uri, entry.source.line),
        "layers": rows.iter().map(row_to_json).collect::<Vec<_>>(),
    });
    if !forms.is_empty() {
        object["forms"] = forms.iter().map(FoundForm::to_json).collect();
        object["beside"] = others.iter().map(|other| other.resource_name.as_str()).collect();
    }
    object
}
