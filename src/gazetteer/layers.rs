//! Layers: later files add entities to a gazetteer, replace them, hide them, or hide one of their names.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Code, Diagnostic, Entry, EntryKind, GazetteerFile};

/// The entries of one gazetteer after all layers.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Name of the gazetteer.
    pub gazetteer: Arc<str>,
    /// The entries that are left, in the order in which their ids first came.
    pub entries: Vec<Arc<Entry>>,
    /// URIs of its files, in layer order.
    pub uris: Vec<Arc<str>>,
    /// BLAKE3 hash over the contents of its files, in layer order.
    pub hash: [u8; 32],
}

/// Lays the files over one another, the first lowest. Gazetteers come in alphabetical order.
///
/// The diagnostics are those of the layers only, not those that the files carry.
pub fn merge(files: &[GazetteerFile]) -> (Vec<Merged>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut names: Vec<&Arc<str>> = files.iter().map(|file| &file.gazetteer).collect();
    names.sort();
    names.dedup();
    let merged = names
        .into_iter()
        .map(|name| {
            let layers: Vec<&GazetteerFile> = files.iter().filter(|file| file.gazetteer == *name).collect();
            merge_one(name, &layers, &mut diagnostics)
        })
        .collect();
    (merged, diagnostics)
}

fn merge_one(gazetteer: &Arc<str>, layers: &[&GazetteerFile], diagnostics: &mut Vec<Diagnostic>) -> Merged {
    let mut slots: Vec<Option<Arc<Entry>>> = Vec::new();
    let mut slot_by_id: HashMap<&str, usize> = HashMap::new();
    let mut hasher = blake3::Hasher::new();
    for file in layers {
        hasher.update(&file.hash);
        for entry in &file.entries {
            let slot = slot_by_id.get(entry.id.as_str()).copied();
            match (entry.kind, slot) {
                (EntryKind::Entity, Some(slot)) => slots[slot] = Some(Arc::clone(entry)),
                (EntryKind::Entity, None) => {
                    slot_by_id.insert(&entry.id, slots.len());
                    slots.push(Some(Arc::clone(entry)));
                }
                (EntryKind::Removal, Some(slot)) if slots[slot].is_some() => slots[slot] = None,
                (EntryKind::NameRemoval, Some(slot)) if slots[slot].is_some() => {
                    if let Some(target) = &mut slots[slot] {
                        hide_names(Arc::make_mut(target), entry, diagnostics);
                    }
                }
                _ => diagnostics.push(nothing_to_hide(
                    entry,
                    1,
                    format!("no earlier layer has an entity `{}`", entry.id),
                )),
            }
        }
    }
    Merged {
        gazetteer: Arc::clone(gazetteer),
        entries: slots.into_iter().flatten().collect(),
        uris: layers.iter().map(|file| Arc::clone(&file.uri)).collect(),
        hash: hasher.finalize().into(),
    }
}

fn hide_names(target: &mut Entry, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    for hidden in &entry.names {
        let before = target.names.len();
        target.names.retain(|name| name.text != hidden.text || name.language != hidden.language);
        if target.names.len() == before {
            let message = format!("`{}` has no name `{}` in `{}`", entry.id, hidden.text, hidden.language);
            diagnostics.push(nothing_to_hide(entry, hidden.column, message));
        }
    }
}

fn nothing_to_hide(entry: &Entry, column: u32, message: String) -> Diagnostic {
    Diagnostic::new(Code::NothingToHide, &entry.source.uri, entry.source.line, column, message)
}
