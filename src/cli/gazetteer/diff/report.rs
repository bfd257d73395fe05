//! The differences as they are printed: lines for people, or one JSON object.

use std::ops::Range;

use serde_json::{Value, json};

use super::totals::{Counts, Totals};
use crate::cli::documents::InputDocument;
use crate::cli::{count, print};
use crate::diff::{CellChange, Change, EntryChange, MentionChange, MentionDiffer};
use crate::tagger::{Entity, Mention, Model};
use crate::text::{OffsetUnit, convert_spans};

/// One state of a mention, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Side {
    text: String,
    entity: String,
    gazetteer: String,
    entity_type: String,
    name: String,
    lemma: String,
    kind: &'static str,
    relation: &'static str,
    score: f32,
    /// In code points of the document.
    span: Range<usize>,
}

/// One difference, cut loose from its document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ChangeLine {
    change: Change,
    document: String,
    /// The file and the line: of a text the line of the mention, of a JSON line that line.
    place: String,
    /// What stands before, in and behind the mention on its line.
    context: [String; 3],
    old: Option<Side>,
    new: Option<Side>,
    why: String,
}

/// Characters of a line shown on either side of a mention.
const CONTEXT: usize = 40;

impl ChangeLine {
    /// The differences of a document.
    pub(super) fn all(document: &InputDocument, changes: &[MentionChange<'_>]) -> Vec<Self> {
        let sides: Vec<&Mention<'_>> = changes.iter().flat_map(|change| change.old.iter().chain(&change.new)).collect();
        let spans: Vec<Range<usize>> = sides.iter().map(|mention| mention.span.clone()).collect();
        let mut offsets = convert_spans(&document.text, OffsetUnit::Utf32, &spans).into_iter();
        let mut side = |mention: &Option<Mention<'_>>| {
            let mention = mention.as_ref()?;
            Some(Side::new(&document.text, mention, offsets.next().unwrap_or_default()))
        };
        let mut lines = Vec::with_capacity(changes.len());
        for change in changes {
            let span = &change.mention().span;
            // A document of a JSON line stands in that line as a whole.
            let line = document.line.unwrap_or_else(|| document.text[..span.start].matches('\n').count() as u64 + 1);
            let place = format!("{}:{line}", document.file);
            lines.push(Self {
                change: change.change(),
                document: document.id.clone(),
                place,
                context: context(&document.text, span),
                old: side(&change.old),
                new: side(&change.new),
                why: change.why.to_string(),
            });
        }
        lines
    }

    /// The mention as it is, or, of one that was lost, was.
    fn shown(&self) -> &Side {
        self.new.as_ref().or(self.old.as_ref()).expect("a change is of an old or of a new mention")
    }

    fn to_text(&self) -> String {
        let sign = match self.change {
            Change::Gained => '+',
            Change::Lost => '-',
            Change::Changed => '~',
        };
        let [before, mention, behind] = &self.context;
        let entity = match (&self.old, &self.new) {
            (Some(old), Some(new)) if old.span != new.span => {
                format!("«{}» {} -> {}", old.text, old.entity, new.entity)
            }
            (Some(old), Some(new)) if old.entity != new.entity => format!("{} -> {}", old.entity, new.entity),
            (Some(old), Some(new)) => format!("{} ({} -> {})", new.entity, old.manner(), new.manner()),
            _ => self.shown().entity.clone(),
        };
        format!("{sign} {}  {before}[{mention}]{behind}  {entity}  {}", self.place, self.why)
    }

    fn to_json(&self) -> Value {
        let [before, _, behind] = &self.context;
        json!({
            "change": self.change.as_str(),
            "document": self.document,
            "place": self.place,
            "text": self.shown().text,
            "before": before,
            "after": behind,
            "old": self.old.as_ref().map(Side::to_json),
            "new": self.new.as_ref().map(Side::to_json),
            "why": self.why,
        })
    }
}

impl Side {
    fn new(text: &str, mention: &Mention<'_>, span: Range<usize>) -> Self {
        let best = &mention.candidates[0];
        Self {
            text: text[mention.span.clone()].to_owned(),
            entity: best.entity.resource_name.clone(),
            gazetteer: best.entity.gazetteer.to_string(),
            entity_type: best.entity.entry.entity_type.to_string(),
            name: best.alias.to_string(),
            lemma: best.lemma.to_string(),
            kind: best.kind.as_str(),
            relation: best.relation.as_str(),
            score: best.score,
            span,
        }
    }

    /// What may differ in a mention of one text and entity.
    fn manner(&self) -> String {
        format!("{} {}, {} of `{}`", self.entity_type, self.relation, self.kind, self.lemma)
    }

    fn to_json(&self) -> Value {
        json!({
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "type": self.entity_type,
            "entity": self.entity,
            "name": self.name,
            "lemma": self.lemma,
            "kind": self.kind,
            "relation": self.relation,
            "score": (f64::from(self.score) * 1000.0).round() / 1000.0,
        })
    }
}

/// What stands before, in and behind a mention, on one line.
fn context(text: &str, span: &Range<usize>) -> [String; 3] {
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    let (before, behind) = (&text[line_start..span.start], text[span.end..line_end].trim_end());
    let cut_before = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let cut_behind = behind.char_indices().nth(CONTEXT).map_or(behind.len(), |(at, _)| at);
    let shown_before = if cut_before > 0 { format!("…{}", &before[cut_before..]) } else { before.to_owned() };
    let shown_behind =
        if cut_behind < behind.len() { format!("{}…", &behind[..cut_behind]) } else { behind.to_owned() };
    // A tab or a line break inside a mention would break the line.
    [shown_before, text[span.clone()].to_owned(), shown_behind].map(|part| part.replace(char::is_control, " "))
}

/// Everything that differs, as much of it as is shown.
#[derive(Debug)]
pub(super) struct Report<'m> {
    old: &'m Model,
    new: &'m Model,
    entries: Vec<EntryChange<'m>>,
    lines: Vec<ChangeLine>,
    totals: Totals,
    documents: usize,
    limit: usize,
}

impl<'m> Report<'m> {
    /// The entries that differ, and no documents yet. At most `limit` differences of a kind are kept to be shown; all are counted.
    pub(super) fn new(differ: &'m MentionDiffer, limit: usize) -> Self {
        Self {
            old: differ.old_model(),
            new: differ.new_model(),
            entries: differ.entry_changes(),
            lines: Vec::new(),
            totals: Totals::default(),
            documents: 0,
            limit,
        }
    }

    /// Adds the differences of a document.
    pub(super) fn add_document(&mut self, lines: Vec<ChangeLine>) {
        self.documents += 1;
        for line in lines {
            let shown = line.shown();
            self.totals.add(line.change, &shown.gazetteer, &shown.text);
            if self.lines.len() < self.limit {
                self.lines.push(line);
            }
        }
    }

    /// Whether anything differs.
    pub(super) fn has_differences(&self) -> bool {
        !self.entries.is_empty() || self.totals.all.sum() > 0
    }

    fn entry_counts(&self) -> Counts {
        let mut counts = Counts::default();
        for entry in &self.entries {
            match entry {
                EntryChange::Added(_) => counts.gained += 1,
                EntryChange::Removed(_) => counts.lost += 1,
                EntryChange::Changed { .. } => counts.changed += 1,
            }
        }
        counts
    }

    /// Prints lines for people.
    pub(super) fn print_text(&self, has_corpus: bool) {
        let Counts { gained, lost, changed } = self.entry_counts();
        print(format_args!("entries: {gained} added, {changed} changed, {lost} removed"));
        self.entries.iter().take(self.limit).for_each(print_entry);
        self.print_rest(self.entries.len());
        if !has_corpus {
            return;
        }
        let Counts { gained, lost, changed } = self.totals.all;
        let documents = count(self.documents, "document");
        print(format_args!("\nmentions in {documents}: {gained} gained, {changed} changed, {lost} lost"));
        self.lines.iter().for_each(|line| print(line.to_text()));
        self.print_rest(self.totals.all.sum());
        for (title, totals) in [("by gazetteer", self.totals.by_gazetteer()), ("by surface", self.totals.by_surface())]
        {
            if totals.is_empty() {
                continue;
            }
            print(format_args!("\n{title:30} {:>8} {:>8} {:>8}", "gained", "changed", "lost"));
            for (key, Counts { gained, lost, changed }) in totals.iter().take(self.limit) {
                print(format_args!("{key:30} {gained:8} {changed:8} {lost:8}"));
            }
            self.print_rest(totals.len());
        }
    }

    fn print_rest(&self, all: usize) {
        if all > self.limit {
            print(format_args!("… and {} more; `--limit 0` shows all", all - self.limit));
        }
    }

    /// Prints one JSON object.
    pub(super) fn print_json(&self, has_corpus: bool) {
        let Counts { gained, lost, changed } = self.entry_counts();
        let entries: Vec<Value> = self.entries.iter().take(self.limit).map(entry_to_json).collect();
        let mut object = json!({
            "old_revision": self.old.revision(),
            "new_revision": self.new.revision(),
            "entry_totals": {"added": gained, "changed": changed, "removed": lost},
            "entries": entries,
        });
        if has_corpus {
            let totals = |name: &str, totals: Vec<(&str, Counts)>| -> Vec<Value> {
                totals.into_iter().take(self.limit).map(|(key, counts)| counts.to_json(Some((name, key)))).collect()
            };
            object["documents"] = json!(self.documents);
            object["mention_totals"] = self.totals.all.to_json(None);
            object["mentions"] = self.lines.iter().map(ChangeLine::to_json).collect();
            object["by_gazetteer"] = json!(totals("gazetteer", self.totals.by_gazetteer()));
            object["by_surface"] = json!(totals("surface", self.totals.by_surface()));
        }
        print(object);
    }
}

fn source(entity: &Entity) -> String {
    format!("{}:{}", entity.entry.source.uri, entity.entry.source.line)
}

fn print_entry(change: &EntryChange<'_>) {
    let entity = change.entity();
    let sign = match change {
        EntryChange::Added(_) => '+',
        EntryChange::Changed { .. } => '~',
        EntryChange::Removed(_) => '-',
    };
    let (name, source) = (entity.entry.display_name(""), source(entity));
    print(format_args!("{sign} {}  {name}  {source}", entity.resource_name));
    let EntryChange::Changed { cells, .. } = change else { return };
    for CellChange { column, old, new } in cells {
        let shown = |values: &[String]| {
            if values.is_empty() { "nothing".to_owned() } else { format!("`{}`", values.join("|")) }
        };
        print(format_args!("    {column}: {} -> {}", shown(old), shown(new)));
    }
}

fn entry_to_json(change: &EntryChange<'_>) -> Value {
    let entity = change.entity();
    let (what, cells) = match change {
        EntryChange::Added(_) => ("added", None),
        EntryChange::Removed(_) => ("removed", None),
        EntryChange::Changed { cells, .. } => ("changed", Some(cells)),
    };
    let mut object = json!({
        "change": what,
        "entity": entity.resource_name,
        "type": &*entity.entry.entity_type,
        "name": entity.entry.display_name(""),
        "source": source(entity),
    });
    if let Some(cells) = cells {
        let cell = |cell: &CellChange| json!({"column": cell.column, "old": cell.old, "new": cell.new});
        object["cells"] = cells.iter().map(cell).collect();
    }
    object
}
