//! Explanations for people: an indented block behind a tagged text.

use std::fmt::Write as _;

use super::tagged::TaggedDocument;
use crate::client::{SuppressedMention, TaggedCandidate, TaggedStep};

/// The stage of which every step adds to the score.
const WEIGHING: &str = "disambiguate";

/// How every mention was decided, and what was dropped; nothing where nobody asked.
pub(super) fn block(document: &TaggedDocument) -> String {
    let Some(suppressed) = &document.suppressed else { return String::new() };
    let mut out = String::new();
    for mention in &document.mentions {
        for found in &mention.candidates {
            out += &candidate(&document.text[mention.span.clone()], found);
        }
    }
    for dropped in &suppressed.told {
        let _ = writeln!(out, "  {}", summary(&document.text, dropped));
    }
    if suppressed.count > suppressed.told.len() {
        let _ = writeln!(out, "  and {} more that were dropped", suppressed.count - suppressed.told.len());
    }
    out
}

/// A candidate with its steps, a line each.
pub(super) fn candidate(text: &str, found: &TaggedCandidate) -> String {
    let TaggedCandidate { entity, entity_type, name, score, .. } = found;
    let mut out = format!("  «{text}» {entity}  {entity_type}  {name}  {score:.2}\n");
    found.explanation.iter().for_each(|step| out += &line(step));
    out
}

/// Something that was dropped, with its steps, a line each.
pub(super) fn dropped(text: &str, dropped: &SuppressedMention) -> String {
    let SuppressedMention { span, candidate, reason } = dropped;
    let mut out = format!("  «{}» {}  dropped: {reason}\n", &text[span.clone()], candidate.entity);
    candidate.explanation.iter().for_each(|step| out += &line(step));
    out
}

/// Something that was dropped in one line: what speaks for and against it where that was weighed, and the reason.
fn summary(text: &str, dropped: &SuppressedMention) -> String {
    let SuppressedMention { span, candidate, reason } = dropped;
    let (last, before) = candidate.explanation.split_last().map_or((None, &[][..]), |(last, rest)| (Some(last), rest));
    let weighed: Vec<&str> =
        before.iter().filter(|step| step.stage == WEIGHING).map(|step| step.description.as_str()).collect();
    let told = last.map_or("", |step| step.description.as_str());
    let head = format!("- «{}» {}  {reason}: {told}", &text[span.clone()], candidate.entity);
    // What was found good enough and then left out needs no account of how good.
    if weighed.is_empty() || last.is_none_or(|step| step.stage != WEIGHING) {
        return head;
    }
    format!("{head} ({}: {:.2})", weighed.join(", "), candidate.score)
}

fn line(step: &TaggedStep) -> String {
    let TaggedStep { stage, description, score, source } = step;
    let mut line = format!("    {stage:12} {description}");
    if stage == WEIGHING {
        let _ = write!(line, " → {score:.2}");
    }
    if !source.is_empty() {
        let _ = write!(line, "  {source}");
    }
    line + "\n"
}
