//! Mentions: gained, lost and changed in one text, each with the reason.

use std::ops::Range;
use std::sync::Arc;

use super::entries::{EntryChange, cell_changes, entry_changes};
use super::why::Why;
use crate::gazetteer::{Entry, Flags, Name};
use crate::tagger::{
    Candidate, Entity, MatchKind, Mention, Model, OverlapPolicy, TagOptions, Tagger, UnknownGazetteer, Unlisted,
};

/// Finds what a text gains and loses from one model to another.
#[derive(Debug)]
pub struct MentionDiffer {
    old: Side,
    new: Side,
}

/// One of the two models.
#[derive(Debug)]
struct Side {
    tagger: Tagger,
    /// Finds too what overlaps hide.
    unhidden: Tagger,
}

/// What happened to a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// It was not found before.
    Gained,
    /// It is not found any more.
    Lost,
    /// It covers another text, or stands for another entity or in another way.
    Changed,
}

impl Change {
    /// The change in the output of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Changed => "changed",
        }
    }
}

/// One difference in a text.
#[derive(Clone, Debug)]
pub struct MentionChange<'m> {
    /// As it was found; `None` of a mention gained.
    pub old: Option<Mention<'m>>,
    /// As it is found; `None` of a mention lost.
    pub new: Option<Mention<'m>>,
    /// What of the edit did it.
    pub why: Why,
}

impl<'m> MentionChange<'m> {
    /// What happened.
    pub fn change(&self) -> Change {
        match (&self.old, &self.new) {
            (None, _) => Change::Gained,
            (_, None) => Change::Lost,
            _ => Change::Changed,
        }
    }

    /// The mention as it is found, or, of one that was lost, was.
    pub fn mention(&self) -> &Mention<'m> {
        self.new.as_ref().or(self.old.as_ref()).expect("a change is of an old or of a new mention")
    }
}

/// The two directions in which a mention may be on one side only.
#[derive(Clone, Copy)]
enum Direction {
    Gained,
    Lost,
}

/// Enough candidates to tell whether an entity was among them.
const MANY_CANDIDATES: usize = 64;

impl MentionDiffer {
    /// Compares two models under the same options.
    ///
    /// # Errors
    ///
    /// When the options name a gazetteer that one of the models does not have.
    pub fn new(old: Arc<Model>, new: Arc<Model>, options: &TagOptions) -> Result<Self, UnknownGazetteer> {
        Ok(Self { old: Side::new(old, options)?, new: Side::new(new, options)? })
    }

    /// The entities that differ.
    pub fn entry_changes(&self) -> Vec<EntryChange<'_>> {
        entry_changes(self.old_model(), self.new_model())
    }

    /// The old model.
    pub fn old_model(&self) -> &Arc<Model> {
        self.old.tagger.model()
    }

    /// The new model.
    pub fn new_model(&self) -> &Arc<Model> {
        self.new.tagger.model()
    }

    /// The differences in a text, by place. Scores alone are no difference.
    pub fn changes(&self, text: &str, language: Option<&str>) -> Vec<MentionChange<'_>> {
        let old = self.old.tagger.tag(text, language).mentions;
        let new = self.new.tagger.tag(text, language).mentions;
        let Pairs { lost, gained, changed } = Pairs::of(&old, &new);
        if lost.is_empty() && gained.is_empty() && changed.is_empty() {
            return Vec::new();
        }
        let found = Found {
            unhidden_old: self.old.unhidden.tag(text, language).mentions,
            unhidden_new: self.new.unhidden.tag(text, language).mentions,
            old: &old,
            new: &new,
        };
        let one_sided = |mention: &Mention<'_>, direction| self.why(mention, direction, &found);
        let lost = lost.into_iter().map(|before| {
            let why = one_sided(before, Direction::Lost);
            MentionChange { old: Some(before.clone()), new: None, why }
        });
        let gained = gained.into_iter().map(|after| {
            let why = one_sided(after, Direction::Gained);
            MentionChange { old: None, new: Some(after.clone()), why }
        });
        let changed = changed.into_iter().map(|(before, after)| {
            let why = self.why_changed(before, after, &found);
            MentionChange { old: Some(before.clone()), new: Some(after.clone()), why }
        });
        let mut all: Vec<MentionChange<'_>> = lost.chain(gained).chain(changed).collect();
        all.sort_by_key(|change| (change.mention().span.start, change.mention().span.end));
        all
    }

    /// The entity as the other side has it.
    fn counterpart(&self, entity: &Entity, direction: Direction) -> Option<&Entity> {
        let other = match direction {
            Direction::Gained => self.old_model(),
            Direction::Lost => self.new_model(),
        };
        other.entity(&entity.resource_name)
    }

    /// Why one side alone has a mention.
    fn why(&self, mention: &Mention<'_>, direction: Direction, found: &Found<'_, '_>) -> Why {
        let best = &mention.candidates[0];
        let Some(counterpart) = self.counterpart(&best.entity, direction) else {
            return match direction {
                Direction::Gained => Why::EntityAdded,
                Direction::Lost => Why::EntityRemoved,
            };
        };
        if let Some(why) = why_by_name(best, &counterpart.entry, direction) {
            return why;
        }
        let (others, unhidden) = match direction {
            Direction::Gained => (found.old, &found.unhidden_old),
            Direction::Lost => (found.new, &found.unhidden_new),
        };
        let is_hidden = unhidden.iter().any(|other| other.span == mention.span && names(other, &best.entity));
        let cover = others.iter().find(|other| overlap(&other.span, &mention.span)).filter(|_| is_hidden);
        if let Some(cover) = cover {
            let by = cover.candidates[0].entity.resource_name.clone();
            return match direction {
                Direction::Gained => Why::Uncovered { by },
                Direction::Lost => Why::Covered { by },
            };
        }
        let vague = if best.kind == MatchKind::Coreference { Why::Surname } else { Why::Surroundings };
        why_by_cells(&best.entity, counterpart).unwrap_or(vague)
    }

    /// Why a mention is another one.
    fn why_changed(&self, before: &Mention<'_>, after: &Mention<'_>, found: &Found<'_, '_>) -> Why {
        let (was, is) = (&*before.candidates[0].entity, &*after.candidates[0].entity);
        let gained = || self.why(after, Direction::Gained, found);
        let lost = || self.why(before, Direction::Lost, found);
        let is_new_here = before.span != after.span || !names(before, is);
        let is_gone_here = before.span != after.span || !names(after, was);
        let mut reasons = Vec::new();
        if is_new_here || was.resource_name == is.resource_name {
            reasons.push(gained());
        }
        if is_gone_here {
            reasons.push(lost());
        }
        if let Some(why) = reasons.iter().find(|why| !why.is_vague()) {
            return why.clone();
        }
        // Both sides know both: their order changed.
        let by_cells = |entity, direction| why_by_cells(entity, self.counterpart(entity, direction)?);
        by_cells(is, Direction::Gained)
            .or_else(|| by_cells(was, Direction::Lost))
            .or_else(|| reasons.into_iter().next())
            .unwrap_or(Why::Surroundings)
    }
}

impl Side {
    fn new(model: Arc<Model>, options: &TagOptions) -> Result<Self, UnknownGazetteer> {
        // People whom no gazetteer lists have numbers by document, which an edit that lists one of them shifts.
        let options = TagOptions { max_candidates: MANY_CANDIDATES, unlisted: Unlisted::Off, ..options.clone() };
        let unhidden = TagOptions { overlap: OverlapPolicy::All, ..options.clone() };
        Ok(Self { tagger: Tagger::new(Arc::clone(&model), options)?, unhidden: Tagger::new(model, unhidden)? })
    }
}

/// The mentions of both sides, and those that overlaps hide.
struct Found<'f, 'm> {
    old: &'f [Mention<'m>],
    new: &'f [Mention<'m>],
    unhidden_old: Vec<Mention<'m>>,
    unhidden_new: Vec<Mention<'m>>,
}

/// The mentions that differ, paired where they are two states of one.
struct Pairs<'f, 'm> {
    lost: Vec<&'f Mention<'m>>,
    gained: Vec<&'f Mention<'m>>,
    changed: Vec<(&'f Mention<'m>, &'f Mention<'m>)>,
}

impl<'f, 'm> Pairs<'f, 'm> {
    fn of(old: &'f [Mention<'m>], new: &'f [Mention<'m>]) -> Self {
        let is_new = |after: &&Mention<'_>| old.iter().all(|before| before.span != after.span);
        let mut gained: Vec<&Mention<'m>> = new.iter().filter(is_new).collect();
        let (mut lost, mut changed) = (Vec::new(), Vec::new());
        for before in old {
            match new.iter().find(|after| after.span == before.span) {
                None => lost.push(before),
                Some(after) if is_same(before, after) => {}
                Some(after) => changed.push((before, after)),
            }
        }
        // A mention that grew or shrank is one difference, not two.
        gained.retain(|after| {
            let paired = lost.iter().position(|before| overlap(&before.span, &after.span));
            changed.extend(paired.map(|at| (lost.remove(at), *after)));
            paired.is_none()
        });
        Self { lost, gained, changed }
    }
}

/// Whether nothing but scores differs in what two mentions of one place stand for.
fn is_same(before: &Mention<'_>, after: &Mention<'_>) -> bool {
    let (was, is) = (&before.candidates[0], &after.candidates[0]);
    was.entity.resource_name == is.entity.resource_name
        && was.entity.entry.entity_type == is.entity.entry.entity_type
        && (was.kind, was.relation, &was.lemma) == (is.kind, is.relation, &is.lemma)
}

fn names(mention: &Mention<'_>, entity: &Entity) -> bool {
    mention.candidates.iter().any(|candidate| candidate.entity.resource_name == entity.resource_name)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// What of the name that was found the other side's entry has not, or has with other flags.
fn why_by_name(found: &Candidate<'_>, counterpart: &Entry, direction: Direction) -> Option<Why> {
    let is_it = |name: &&Name| name.text == found.alias && name.relation == found.relation;
    let name = found.entity.entry.names.iter().find(is_it)?;
    let others: Vec<&Name> = counterpart.names.iter().filter(is_it).collect();
    let Some(other) = others.iter().find(|other| other.language == name.language).or(others.first()) else {
        let (column, name) = (name.column_name(), name.to_string());
        return Some(match direction {
            Direction::Gained => Why::NameAdded { column, name },
            Direction::Lost => Why::NameRemoved { column, name },
        });
    };
    let (old, new) = match direction {
        Direction::Gained => (&other.flags, &name.flags),
        Direction::Lost => (&name.flags, &other.flags),
    };
    (old != new).then(|| Why::FlagsChanged { name: name.text.clone(), old: Flags::clone(old), new: Flags::clone(new) })
}

/// Which cells of the entity differ.
fn why_by_cells(entity: &Entity, counterpart: &Entity) -> Option<Why> {
    let cells = cell_changes(&counterpart.entry, &entity.entry);
    let columns: Vec<String> = cells.into_iter().map(|cell| cell.column).collect();
    (!columns.is_empty()).then(|| Why::CellsChanged { entity: entity.resource_name.clone(), columns })
}
