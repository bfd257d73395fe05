//! The steps of one reading, from the name in its file to the score.

use std::ops::Range;

use super::{Explainer, Stage, Step};
use crate::gazetteer::{Entity, Entry, Name};
use crate::matcher::{Boundary, left_boundary, right_boundary};
use crate::morph::Variant;
use crate::resolve::{Dropped, Evidence, EvidenceSet, LIKELY, MatchKind, Origin, Place, Reading, Rule};
use crate::text::{Joint, Words};

/// A form of a name as morphology gives it.
struct Shape {
    text: String,
    class: &'static str,
}

impl Explainer<'_, '_> {
    /// The steps that led to a reading of some words.
    pub(super) fn steps(&mut self, words: &Range<usize>, reading: &Reading) -> Vec<Step> {
        let scene = self.scene;
        let entity = scene.entity(reading);
        let is_unweighed = reading.evidence == EvidenceSet::default();
        let listed = scene.lexicon(reading).filter(|_| reading.kind != MatchKind::Pattern);
        let Some(lexicon) = listed else { return vec![self.pattern(reading, entity)] };
        let name = &entity.entry.names[usize::from(reading.form.name)];
        let before = EvidenceSet::default().score();
        let step = |stage, description| Step { stage, description, score: before, source: String::new() };
        let mut steps = vec![Step {
            source: source(&entity.entry, name),
            ..step(Stage::Match, format!("`{name}`, {} of {}", name.column_name(), entity.resource_name))
        }];
        let (first, last) = (usize::from(reading.form.words_before), usize::from(reading.form.words_behind));
        let whole = words.start - first..words.end + last;
        let written = scene.text(&whole);
        let shape = self.shape(written, reading, &entity.entry, name);
        let shown = shape.as_ref().map_or(written, |shape| &shape.text);
        steps.extend(differences(written, shown).map(|description| step(Stage::Normalize, description)));
        let lemma = lexicon.lemma(&reading.form, name);
        steps.extend(inflection(shown, lemma, shape.as_ref(), reading).map(|told| step(Stage::Inflect, told)));
        if whole != *words {
            let told = format!("«{written}» has the name with a generic word, which is no part of the mention");
            steps.push(step(Stage::Boundary, told));
        }
        steps.extend(boundaries(scene.words, &whole).map(|told| step(Stage::Boundary, told)));
        if !is_unweighed {
            steps.extend(weighing(reading));
            steps.extend(self.sharing(words, reading));
            steps.extend(self.anchor(words, reading));
        }
        steps
    }

    /// What a kept place covers.
    pub(super) fn covered(&self, place: &Place, score: f32, dropped: &[Dropped]) -> Vec<Step> {
        let is_covered = |dropped: &&Dropped| {
            dropped.reason == super::DropReason::Covered
                && dropped.words.start < place.words.end
                && place.words.start < dropped.words.end
        };
        let told = |dropped: &Dropped| {
            let entity = &self.scene.entity(&dropped.reading).resource_name;
            let description = format!("covers «{}» ({entity})", self.scene.text(&dropped.words));
            Step { stage: Stage::Overlap, description, score, source: String::new() }
        };
        dropped.iter().filter(is_covered).map(told).collect()
    }

    /// How what no gazetteer lists is told.
    fn pattern(&self, reading: &Reading, entity: &Entity) -> Step {
        let entry = &entity.entry;
        let name = &entry.names[usize::from(reading.form.name)].text;
        let of_document = reading.entity.0 == crate::resolve::OF_DOCUMENT;
        let origin = self.scene.of_document.get(reading.entity.1 as usize).filter(|_| of_document);
        let description = match origin.map_or(Origin::Listed, |document| document.origin) {
            Origin::Listed => "the document introduces this name for it".to_owned(),
            Origin::Composed => {
                let id = &entity.resource_name;
                format!("no gazetteer lists `{name}`: its parts are listed, {id}{}", self.by_rule(reading))
            }
            Origin::Unlisted => {
                let (told, by) = (&entry.entity_type, self.by_rule(reading));
                format!("no gazetteer lists `{name}`: how the text writes it tells a {told}{by}")
            }
        };
        Step { stage: Stage::Pattern, description, score: reading.score, source: String::new() }
    }

    /// The short name of the rule by which a reading was read, in brackets.
    fn by_rule(&self, reading: &Reading) -> String {
        let Some(rule) = reading.rule else { return String::new() };
        let told = match rule {
            Rule::Person(grade) => grade.to_owned(),
            Rule::Organisation(at) => format!("the word «{}»", self.scene.text(&at.words())),
            Rule::BesideAcronym => "acronym beside it".to_owned(),
            Rule::Place(at) => format!("«{}» beside it", self.scene.text(&at.words())),
            Rule::PlaceElsewhere => "told elsewhere".to_owned(),
            Rule::PartOfPlace => "side or part of a place".to_owned(),
            Rule::Event(at) => format!("«{}» beside a place", self.scene.text(&at.words())),
            Rule::OnlyOne(at) => format!("the only «{}» of the document", self.scene.text(&at.words())),
            Rule::ShortName => "short name that the document introduces".to_owned(),
        };
        format!(" ({told})")
    }

    /// The form that was found, as morphology gives it.
    fn shape(&mut self, written: &str, reading: &Reading, entry: &Entry, name: &Name) -> Option<Shape> {
        // A place may be written with spaces where its name has hyphens.
        let key = |text: &str| Words::new(text).whole_key().replace('-', " ");
        let wanted = key(written);
        let variant = reading.form.variant;
        let paradigms = self.paradigms(reading, entry, name).iter().filter(|paradigm| paradigm.variant == variant);
        let forms = paradigms.flat_map(|paradigm| paradigm.forms.iter().map(|form| (paradigm.class, form)));
        let mut same = forms.filter(|(_, form)| key(&form.text) == wanted);
        let first = same.next()?;
        // Of spellings that fold to one the text's own is no difference.
        let (class, form) =
            if first.1.text == written { first } else { same.find(|(_, form)| form.text == written).unwrap_or(first) };
        Some(Shape { text: form.text.clone(), class })
    }

    /// The share in the score that the other readings of the place leave.
    fn sharing(&self, words: &Range<usize>, reading: &Reading) -> Option<Step> {
        let alone = reading.evidence.score();
        if (alone - reading.score).abs() < 1e-4 {
            return None;
        }
        let place = self.scene.places.iter().find(|place| place.words == *words);
        let others = place.into_iter().flat_map(|place| &place.readings).filter(|other| other.entity != reading.entity);
        let mut names: Vec<&str> = others.map(|other| self.scene.entity(other).resource_name.as_str()).collect();
        if names.len() > 3 {
            let more = names.len() - 3;
            names.truncate(3);
            return Some(shared(reading, &format!("{} and {more} more", names.join(", "))));
        }
        Some(shared(reading, &if names.is_empty() { "other entities".to_owned() } else { names.join(", ") }))
    }

    /// The other mention that a reading rests on.
    fn anchor(&self, words: &Range<usize>, reading: &Reading) -> Option<Step> {
        let rests = reading.needs_context || reading.evidence.contains(Evidence::NamedElsewhere);
        let anchor = self.anchors.get(&reading.entity).filter(|anchor| rests && *anchor != words)?;
        let description = format!("rests on «{}», which names it in the same document", self.scene.text(anchor));
        Some(Step { stage: Stage::Coreference, description, score: reading.score, source: String::new() })
    }
}

fn shared(reading: &Reading, others: &str) -> Step {
    Step {
        stage: Stage::Disambiguate,
        description: format!("shares the place with {others}, by how much the world writes of each"),
        score: reading.score,
        source: String::new(),
    }
}

/// File, line and column of a name; nothing of a name that no file has.
fn source(entry: &Entry, name: &Name) -> String {
    let (uri, line) = (&entry.source.uri, entry.source.line);
    match name.column {
        _ if uri.is_empty() => String::new(),
        // The names of an entity of a request stand in no columns.
        0 => format!("{uri}:{line}"),
        column => format!("{uri}:{line}:{column}"),
    }
}

/// What tells a text from the form that it is a writing of; nothing where nothing does.
fn differences(written: &str, form: &str) -> Option<String> {
    if written == form {
        return None;
    }
    let (left, right) = (Words::new(written), Words::new(form));
    let word = |words: &Words<'_>, index: usize| words.text()[words.as_slice()[index].span.clone()].to_owned();
    let without_yo = |text: &str| text.to_lowercase().replace('ё', "е");
    let mut found: Vec<&str> = Vec::new();
    for index in 0..left.as_slice().len().min(right.as_slice().len()) {
        let (left, right) = (word(&left, index), word(&right, index));
        let difference = match () {
            () if left == right => continue,
            () if left.to_lowercase() == right.to_lowercase() => "letter case",
            () if without_yo(&left) == without_yo(&right) => "ё and е",
            () => "spelling of the same letters",
        };
        if !found.contains(&difference) {
            found.push(difference);
        }
    }
    if found.is_empty() {
        found.push("quotes, dashes, spaces");
    }
    Some(format!("«{written}» is `{form}` but for {}", found.join(", ")))
}

/// Which form of the name it is; nothing where it is the name itself.
fn inflection(form: &str, lemma: &str, shape: Option<&Shape>, reading: &Reading) -> Option<String> {
    let variant = match reading.form.variant {
        Variant::Full => "",
        Variant::Reordered => ", the name in another order",
        Variant::Initials => ", given names as initials",
        Variant::Surname => ", the surname alone",
        Variant::Family => ", the family",
    };
    if reading.form.is_base && variant.is_empty() {
        return None;
    }
    let features = reading.form.features.to_string();
    let features = if features.is_empty() { "a form".to_owned() } else { features };
    let class = match shape.map(|shape| shape.class).filter(|class| !class.is_empty()) {
        Some(class) => format!(", class {class}"),
        None => String::new(),
    };
    Some(format!("`{form}` is {features} of `{lemma}`{class}{variant}"))
}

/// What joins some words to those beside them, where anything does.
fn boundaries(words: &Words<'_>, range: &Range<usize>) -> impl Iterator<Item = String> {
    let all = words.as_slice();
    let part = |index: usize| &words.text()[all[index].span.clone()];
    let left = range.start.checked_sub(1).filter(|_| all[range.start].joint != Joint::Open).map(|before| {
        let joint = joint(all[range.start].joint);
        match left_boundary(words, range.start) {
            Boundary::Free => format!("{joint} parts it from «{}», which is no part of the word", part(before)),
            Boundary::Hyphen => format!("a hyphen parts it from «{}», a name too", part(before)),
            Boundary::Joined => format!("{joint} joins it to «{}»", part(before)),
        }
    });
    let right = all.get(range.end).filter(|next| next.joint != Joint::Open).map(|next| {
        let joint = joint(next.joint);
        match right_boundary(words, range.end) {
            Boundary::Free => format!("{joint} parts it from «{}», which is no part of the word", part(range.end)),
            Boundary::Hyphen => format!("a hyphen parts it from «{}», a name too", part(range.end)),
            Boundary::Joined => format!("{joint} joins it to «{}»", part(range.end)),
        }
    });
    left.into_iter().chain(right)
}

const fn joint(joint: Joint) -> &'static str {
    match joint {
        Joint::Open => "nothing",
        Joint::Hyphen => "a hyphen",
        Joint::Apostrophe => "an apostrophe",
        Joint::Dot => "a full stop",
        Joint::At => "an @",
        Joint::Underscore => "an underscore",
    }
}

/// Everything that speaks for and against a reading, one after another.
fn weighing(reading: &Reading) -> Vec<Step> {
    let mut so_far = EvidenceSet::default();
    let step = |description, score| Step { stage: Stage::Disambiguate, description, score, source: String::new() };
    let mut steps = Vec::new();
    for evidence in reading.evidence.iter() {
        so_far = so_far.with(evidence);
        steps.push(step(format!("{} {:+.1}", evidence.as_str(), evidence.weight()), so_far.score()));
    }
    if reading.is_doubtful {
        let told = format!("it could be something else, so that it counts from {LIKELY} on");
        steps.push(step(told, so_far.score()));
    }
    steps
}
