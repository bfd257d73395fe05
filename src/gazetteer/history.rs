//! What the layers did to every entity: which row added it, which replaced it, which hid it or one of its names.
//!
//! `layers.rs` says what is left; this says how it came about.

use std::collections::BTreeMap;

use super::{Entry, EntryKind, GazetteerFile, Name};

/// The rows of all layers, by the entity that they are about.
#[derive(Clone, Debug)]
pub struct LayerHistory<'f> {
    rows: BTreeMap<(&'f str, &'f str), Vec<(usize, &'f Entry)>>,
    /// The files, in layer order, each with its number among the layers of its gazetteer, from 1.
    files: Vec<(&'f GazetteerFile, usize)>,
}

/// What one row of one layer did to an entity.
#[derive(Clone, Debug)]
pub struct LayerRow<'f> {
    /// Which of the layers of the gazetteer it stands in, from 1.
    pub layer: usize,
    /// The row.
    pub entry: &'f Entry,
    /// What it did.
    pub effect: LayerEffect<'f>,
}

/// What a row did to what the layers below it had made of an entity.
#[derive(Clone, Debug)]
pub enum LayerEffect<'f> {
    /// Added the entity.
    Added,
    /// Took the place of the row before.
    Replaced,
    /// Hid the entity.
    Hid,
    /// Hid names of the entity.
    HidNames(Vec<HiddenName<'f>>),
    /// There was nothing to hide.
    Nothing,
}

/// A name that a later layer hid.
#[derive(Clone, Copy, Debug)]
pub struct HiddenName<'f> {
    /// The row in which the name stands.
    pub entry: &'f Entry,
    /// The name.
    pub name: &'f Name,
    /// What hid it: the name with the minus.
    pub by: &'f Name,
}

/// A name of a row that no longer counts.
#[derive(Clone, Debug)]
pub struct LostName<'f> {
    /// Name of the gazetteer.
    pub gazetteer: &'f str,
    /// The row in which the name stands.
    pub entry: &'f Entry,
    /// The name.
    pub name: &'f Name,
    /// The row that took it away.
    pub by: &'f Entry,
    /// The column where that row names it; 1 when it replaced or hid the whole entity.
    pub column: u32,
}

/// How often a file did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LayerCounts {
    /// Entities that it added.
    pub added: usize,
    /// Entities that it replaced.
    pub replaced: usize,
    /// Entities that it hid.
    pub hidden: usize,
    /// Names that it hid.
    pub hidden_names: usize,
}

impl<'f> LayerHistory<'f> {
    /// The history of these files, the first lowest.
    pub fn new(files: &'f [GazetteerFile]) -> Self {
        let mut history = Self { rows: BTreeMap::new(), files: Vec::with_capacity(files.len()) };
        let mut layers: BTreeMap<&str, usize> = BTreeMap::new();
        for file in files {
            let layer = layers.entry(&file.gazetteer).or_default();
            *layer += 1;
            history.files.push((file, *layer));
            for entry in &file.entries {
                history.rows.entry((&file.gazetteer, &entry.id)).or_default().push((*layer, entry));
            }
        }
        history
    }

    /// The files, in layer order, each with its number among the layers of its gazetteer, from 1.
    pub fn files(&self) -> &[(&'f GazetteerFile, usize)] {
        &self.files
    }

    /// What every row did to an entity, the lowest layer first; nothing when no file knows it.
    pub fn of(&self, gazetteer: &str, id: &str) -> Vec<LayerRow<'f>> {
        self.rows.get(&(gazetteer, id)).map(|rows| effects(rows)).unwrap_or_default()
    }

    /// Every name of a row that a later row took away, by replacing the row without the name or by hiding it or the entity.
    pub fn lost_names(&self) -> Vec<LostName<'f>> {
        let mut lost = Vec::new();
        for ((gazetteer, _), rows) in self.rows.iter().filter(|(_, rows)| rows.len() > 1) {
            let rows = effects(rows);
            for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.entry.kind == EntryKind::Entity) {
                for name in &row.entry.names {
                    if let Some((by, column)) = rows[index + 1..].iter().find_map(|later| takes_away(later, name)) {
                        lost.push(LostName { gazetteer, entry: row.entry, name, by, column });
                    }
                }
            }
        }
        lost
    }

    /// What the rows of one file did.
    pub fn counts(&self, file: &GazetteerFile) -> LayerCounts {
        let mut counts = LayerCounts::default();
        for entry in &file.entries {
            let rows = self.of(&file.gazetteer, &entry.id);
            for row in rows.iter().filter(|row| std::ptr::eq(row.entry, entry.as_ref())) {
                match &row.effect {
                    LayerEffect::Added => counts.added += 1,
                    LayerEffect::Replaced => counts.replaced += 1,
                    LayerEffect::Hid => counts.hidden += 1,
                    LayerEffect::HidNames(names) => counts.hidden_names += names.len(),
                    LayerEffect::Nothing => {}
                }
            }
        }
        counts
    }
}

fn effects<'f>(rows: &[(usize, &'f Entry)]) -> Vec<LayerRow<'f>> {
    let mut current: Option<(&'f Entry, Vec<&'f Name>)> = None;
    let mut effects = Vec::with_capacity(rows.len());
    for (layer, entry) in rows.iter().copied() {
        let effect = match (entry.kind, &mut current) {
            (EntryKind::Entity, before) => {
                let effect = if before.is_some() { LayerEffect::Replaced } else { LayerEffect::Added };
                current = Some((entry, entry.names.iter().collect()));
                effect
            }
            (EntryKind::Removal, Some(_)) => {
                current = None;
                LayerEffect::Hid
            }
            (EntryKind::NameRemoval, Some((row, names))) => {
                let mut hidden = Vec::new();
                for by in &entry.names {
                    let is_hidden = |name: &&Name| name.text == by.text && name.language == by.language;
                    hidden.extend(names.iter().filter(|name| is_hidden(name)).map(|name| HiddenName {
                        entry: row,
                        name,
                        by,
                    }));
                    names.retain(|name| !is_hidden(name));
                }
                if hidden.is_empty() { LayerEffect::Nothing } else { LayerEffect::HidNames(hidden) }
            }
            (_, None) => LayerEffect::Nothing,
        };
        effects.push(LayerRow { layer, entry, effect });
    }
    effects
}

/// The row and the column that take a name away, if a later row does.
fn takes_away<'f>(later: &LayerRow<'f>, name: &'f Name) -> Option<(&'f Entry, u32)> {
    match &later.effect {
        LayerEffect::Hid => Some((later.entry, 1)),
        LayerEffect::Replaced => {
            let keeps = |kept: &Name| kept.text == name.text && kept.language == name.language;
            (!later.entry.names.iter().any(keeps)).then_some((later.entry, 1))
        }
        LayerEffect::HidNames(hidden) => hidden
            .iter()
            .find(|hidden| hidden.name.text == name.text && hidden.name.language == name.language)
            .map(|hidden| (later.entry, hidden.by.column)),
        LayerEffect::Added | LayerEffect::Nothing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers() -> Vec<GazetteerFile> {
        let tables = [
            ("base", "id\tname:ru\talias:ru\na\tАстана\tАкмола|Целиноград\nb\tБаку\t\nc\tВена\t\n"),
            ("over", "id\tname:ru\talias:ru\tstatus\na\t\t-Целиноград|-Нет\t\nb\t\t\tremoved\nd\tДели\t\t\n"),
            ("top", "id\tname:ru\talias:ru\tstatus\na\tАстана\tАкмолинск\t\nb\tБаку\t\t\nx\t\t\tremoved\n"),
        ];
        tables.map(|(folder, table)| GazetteerFile::parse("cities.tsv", folder, table.as_bytes())).into()
    }

    fn told(rows: &[LayerRow<'_>]) -> Vec<String> {
        let tell = |row: &LayerRow<'_>| {
            let effect = match &row.effect {
                LayerEffect::HidNames(names) => {
                    let names: Vec<String> = names
                        .iter()
                        .map(|hidden| {
                            format!("{}@{}:{}", hidden.name.text, hidden.entry.source.uri, hidden.name.column)
                        })
                        .collect();
                    format!("hid {}", names.join(", "))
                }
                other => format!("{other:?}"),
            };
            format!("{} {}:{} {effect}", row.layer, row.entry.source.uri, row.entry.source.line)
        };
        rows.iter().map(tell).collect()
    }

    #[test]
    fn every_row_of_every_layer_is_told() {
        let files = layers();
        let history = LayerHistory::new(&files);
        assert_eq!(
            told(&history.of("cities", "a")),
            ["1 base:2 Added", "2 over:2 hid Целиноград@base:17", "3 top:2 Replaced"]
        );
        assert_eq!(told(&history.of("cities", "b")), ["1 base:3 Added", "2 over:3 Hid", "3 top:3 Added"]);
        assert_eq!(told(&history.of("cities", "c")), ["1 base:4 Added"]);
        assert_eq!(told(&history.of("cities", "x")), ["3 top:4 Nothing"]);
        assert_eq!(told(&history.of("cities", "y")), [""; 0]);
    }

    #[test]
    fn a_name_that_is_gone_tells_what_took_it_away() {
        let files = layers();
        let lost: Vec<String> = LayerHistory::new(&files)
            .lost_names()
            .iter()
            .map(|lost| format!("{} by {}:{}:{}", lost.name.text, lost.by.source.uri, lost.by.source.line, lost.column))
            .collect();
        assert_eq!(lost, ["Акмола by top:2:1", "Целиноград by over:2:4", "Баку by over:3:1"]);
    }

    #[test]
    fn files_are_counted_by_what_they_did() {
        let files = layers();
        let history = LayerHistory::new(&files);
        let counts: Vec<LayerCounts> = files.iter().map(|file| history.counts(file)).collect();
        let count = |added, replaced, hidden, hidden_names| LayerCounts { added, replaced, hidden, hidden_names };
        assert_eq!(counts, [count(3, 0, 0, 0), count(1, 0, 1, 1), count(1, 1, 0, 0)]);
    }

    #[test]
    fn the_history_agrees_with_what_is_left() {
        let files = layers();
        let (merged, diagnostics) = super::super::merge(&files);
        let left: Vec<(&str, usize)> =
            merged[0].entries.iter().map(|entry| (entry.id.as_str(), entry.names.len())).collect();
        assert_eq!(left, [("a", 2), ("b", 1), ("c", 1), ("d", 1)]);
        let told: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "over:2:16: warning[NOTHING_TO_HIDE]: `a` has no name `Нет` in `ru`",
                "top:4:1: warning[NOTHING_TO_HIDE]: no earlier layer has an entity `x`",
            ]
        );
    }
}
