//! An evaluation as tables for people.

use std::fmt::Write as _;

use super::Titles;
use crate::cli::count;
use crate::eval::{
    Comparison, Counts, Disagreement, Evaluation, FaultGroup, Interval, Linking, Measure, Occurrence, TypeScore,
    most_frequent,
};

/// The whole evaluation.
pub(super) fn render(evaluation: &Evaluation, titles: &Titles<'_>) -> String {
    let mut out = format!("{}\n", count(titles.documents, "document"));
    for score in &evaluation.scores {
        out.push_str(&figures(score.scored_type, &score.counts));
    }
    intervals(&mut out, &evaluation.scores, titles.samples);
    if let (Some(comparison), Some(other)) = (&evaluation.comparison, &titles.against) {
        compare(&mut out, comparison, other, titles.examples);
    }
    let types: Vec<&str> = evaluation.scores.iter().map(|score| score.scored_type).collect();
    faults(&mut out, "misses", &evaluation.misses, &types, titles.examples);
    faults(&mut out, "false alarms", &evaluation.false_alarms, &types, titles.examples);
    links(&mut out, &evaluation.linking, titles.examples);
    reliability(&mut out, &evaluation.scores);
    out
}

fn figures(name: &str, counts: &Counts) -> String {
    let (exact, overlapping) = (counts.exact(), counts.overlapping());
    format!(
        "{name:8} gold={:6} pred={:6} exact P={:.3} R={:.3} F={:.3} | overlap P={:.3} R={:.3} F={:.3}\n",
        counts.gold,
        counts.predicted,
        exact.precision,
        exact.recall,
        exact.f1,
        overlapping.precision,
        overlapping.recall,
        overlapping.f1
    )
}

fn intervals(out: &mut String, scores: &[TypeScore], samples: usize) {
    if samples == 0 {
        return;
    }
    let _ = writeln!(out, "\n95 % intervals, {} of the documents", count(samples, "sample"));
    let _ = write!(out, "{:8}", "");
    for measure in Measure::ALL {
        let _ = write!(out, " {:11}", measure.as_str());
    }
    end_line(out);
    for score in scores {
        let _ = write!(out, "{:8}", score.scored_type);
        for interval in &score.intervals {
            let _ = write!(out, " {:11}", interval.map(|interval| range(&interval)).unwrap_or_default());
        }
        end_line(out);
    }
}

fn range(interval: &Interval) -> String {
    format!("{:.3}-{:.3}", interval.low, interval.high)
}

fn compare(out: &mut String, comparison: &Comparison, other: &str, examples: usize) {
    let _ = writeln!(out, "\nagainst {other}; * marks a difference that is more than chance");
    let _ = writeln!(out, "{:8} {:9}   here  there difference  95 % interval", "", "");
    for row in &comparison.differences {
        let _ = write!(
            out,
            "{:8} {:9} {:6.3} {:6.3} {:+10.3}",
            row.scored_type,
            row.measure.as_str(),
            row.here,
            row.there,
            row.value()
        );
        if let Some(interval) = row.interval {
            let mark = if interval.excludes_zero() { " *" } else { "" };
            let _ = write!(out, "  {:+.3} to {:+.3}{mark}", interval.low, interval.high);
        }
        end_line(out);
    }
    let changes = [
        ("won: annotated, found here only", &comparison.won),
        ("lost: annotated, found there only", &comparison.lost),
        ("false alarms here only", &comparison.new_false_alarms),
        ("false alarms there only", &comparison.gone_false_alarms),
    ];
    for (title, occurrences) in changes {
        let _ = writeln!(out, "\n{title}: {}", occurrences.len());
        list(out, occurrences, examples);
    }
}

fn faults(out: &mut String, title: &str, groups: &[FaultGroup], types: &[&str], examples: usize) {
    let total: usize = groups.iter().map(|group| group.occurrences.len()).sum();
    if total == 0 {
        return;
    }
    let _ = write!(out, "\n{:44} {:>6}", format!("{title} by cause"), "all");
    // The last is the name of all types together, which comes first here.
    let types = types.split_last().map_or(types, |(_, types)| types);
    for name in types {
        let _ = write!(out, " {name:>7}");
    }
    end_line(out);
    for group in groups {
        let _ = write!(out, "{:44} {:6}", group.cause, group.occurrences.len());
        for name in types {
            let _ = write!(out, " {:7}", group.by_type.get(name).copied().unwrap_or_default());
        }
        end_line(out);
        for (detail, times) in &group.details {
            let _ = writeln!(out, "  {detail:42} {times:6}");
        }
    }
    let _ = write!(out, "{:44} {total:6}", "all");
    for name in types {
        let of_type: usize = groups.iter().filter_map(|group| group.by_type.get(name)).sum();
        let _ = write!(out, " {of_type:7}");
    }
    end_line(out);
    for group in groups.iter().filter(|_| examples > 0) {
        let _ = writeln!(out, "\n{title}, {}", group.cause);
        list(out, &group.occurrences, examples);
    }
}

fn list(out: &mut String, occurrences: &[Occurrence], examples: usize) {
    for example in most_frequent(occurrences, examples) {
        let Occurrence { scored_type, document, start, context, beside, .. } = example.first;
        let beside = beside.as_ref().map(|(text, name)| format!("  <> {text} ({name})")).unwrap_or_default();
        let _ = writeln!(out, "{:6}  {scored_type:8} {document} at {start}: {context}{beside}", example.times);
    }
}

fn links(out: &mut String, linking: &Linking, examples: usize) {
    let counts = &linking.counts;
    if counts.annotated == 0 {
        return;
    }
    let interval = linking.interval.map(|interval| format!(", 95 % interval {}", range(&interval)));
    let _ = writeln!(out, "\nlinking accuracy {:.3}{}", counts.accuracy(), interval.unwrap_or_default());
    let rows = [
        (counts.annotated, "annotated mentions with a Wikidata id, of the scored types and every depth"),
        (counts.found, "found with their ends"),
        (counts.linked, "linked to an entity with a Wikidata id"),
        (counts.agreeing, "  which is the annotated one"),
        (counts.without_id, "linked to an entity without a Wikidata id"),
        (linking.consistency.mentions, "  which has several such mentions"),
        (linking.consistency.consistent, "    annotated with the id that most of them have"),
        (counts.unlinked, "linked to no entity"),
    ];
    for (number, what) in rows {
        let _ = writeln!(out, "{number:6}  {what}");
    }
    let lists = [
        ("linked to another entity", &linking.disagreements),
        ("annotated with another id than most mentions of the entity", &linking.consistency.deviations),
    ];
    for (title, list) in lists.iter().filter(|(_, list)| examples > 0 && !list.is_empty()) {
        let _ = writeln!(out, "\n{title}");
        list.iter().for_each(|disagreement| disagree(out, disagreement));
    }
}

fn disagree(out: &mut String, disagreement: &Disagreement) {
    let Disagreement { occurrence, annotated, predicted, entity, rank } = disagreement;
    let Occurrence { document, start, context, .. } = occurrence;
    let ids = predicted.join(", ");
    let rank = rank.map(|rank| format!(", which is candidate {rank}")).unwrap_or_default();
    let _ = writeln!(out, "{entity} ({ids}) for {annotated}{rank}; {document} at {start}: {context}");
}

fn reliability(out: &mut String, scores: &[TypeScore]) {
    let Some((all, by_type)) = scores.split_last().filter(|(all, _)| all.reliability.count() > 0) else { return };
    let errors: Vec<String> = by_type
        .iter()
        .filter(|score| score.reliability.count() > 0)
        .map(|score| format!("{} {:.3}", score.scored_type, score.reliability.calibration_error()))
        .collect();
    let _ = writeln!(
        out,
        "\nexpected calibration error {:.3} ({}), Brier score {:.3}",
        all.reliability.calibration_error(),
        errors.join(", "),
        all.reliability.brier_score()
    );
    let _ = writeln!(out, "score     predictions  mean score  share right");
    for (index, bin) in all.reliability.bins.iter().enumerate().filter(|(_, bin)| bin.count > 0) {
        let (low, high) = (index as f64 / 10.0, (index + 1) as f64 / 10.0);
        let _ =
            writeln!(out, "{low:.1}-{high:.1}   {:11} {:11.3} {:12.3}", bin.count, bin.mean_score(), bin.share_right());
    }
}

/// Ends a line of a table, without the spaces that fill its last cell.
fn end_line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}
