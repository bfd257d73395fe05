//! `gaztag eval`: precision and recall on an annotated corpus, and what was missed or found in vain.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;
use serde_json::json;

use super::args::SourcesArgs;
use super::documents;
use super::exit::{Exit, Stopped};
use super::tag::TagOptionArgs;
use super::{count, print};
use crate::eval::{Counts, Fault, GoldDocument, Nesting, PredictedSpan, Report, Scoring, TypeMap};
use crate::gazetteer::Relation;
use crate::tagger::{Mention, Tagger};
use crate::text::{OffsetUnit, convert_spans};

/// Scores the tagger against an annotated corpus.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "A corpus is JSON lines: {\"id\", \"lang\", \"text\", \"spans\": [{\"start\", \"end\", \"type\", ...}]}, offsets in code \
points, end exclusive; `fine` may give a finer type, and any true key is a flag for --skip."
)]
pub struct EvalArgs {
    /// The annotated corpus
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,
    /// Types told apart: PER, LOC, ORG, or PERSON, ORG, COUNTRY, CITY
    #[arg(long, value_enum, default_value = "coarse")]
    map: TypeMapArg,
    /// Count nested annotated spans of every depth, not only the outermost
    #[arg(long)]
    all_nested: bool,
    /// Flags of annotated spans that are neither wanted nor punished: `adj,common`
    #[arg(long, value_delimiter = ',', value_name = "FLAG")]
    skip: Vec<String>,
    /// Write the predictions, in the format of the corpus
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// How many of the most frequent misses and false alarms to list
    #[arg(long, default_value_t = 20, value_name = "N")]
    faults: usize,
    #[command(flatten)]
    sources: SourcesArgs,
    #[command(flatten)]
    options: TagOptionArgs,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum TypeMapArg {
    Coarse,
    Fine,
}

/// Runs the command.
pub(super) fn run(args: &EvalArgs) -> Result<Exit, Stopped> {
    let gold = read_gold(args)?;
    let model = super::model::load(&args.sources)?;
    let tagger = Tagger::new(model, args.options.options()).map_err(|unknown| Stopped::failure(unknown.to_string()))?;
    let predictions: Vec<Vec<(PredictedSpan, Relation)>> =
        gold.par_iter().map(|document| predict(&tagger, document, args.options.language.as_deref())).collect();
    if let Some(path) = &args.predictions {
        write_predictions(path, &gold, &predictions).map_err(|error| {
            Stopped::failure(format!("cannot write `{}`: {}", path.display(), documents::describe(&error)))
        })?;
    }
    let scoring = Scoring {
        types: match args.map {
            TypeMapArg::Coarse => TypeMap::Coarse,
            TypeMapArg::Fine => TypeMap::Fine,
        },
        nesting: if args.all_nested { Nesting::All } else { Nesting::Outermost },
        skipped_flags: args.skip.clone(),
    };
    let mut report = Report::default();
    for (document, predicted) in gold.iter().zip(predictions) {
        let spans: Vec<PredictedSpan> = predicted.into_iter().map(|(span, _)| span).collect();
        report.add(document, &spans, &scoring);
    }
    show(&report, gold.len(), args.faults);
    Ok(Exit::Success)
}

fn read_gold(args: &EvalArgs) -> Result<Vec<GoldDocument>, Stopped> {
    let name = args.gold.display();
    let content = std::fs::read_to_string(&args.gold)
        .map_err(|error| Stopped::failure(format!("cannot read `{name}`: {}", documents::describe(&error))))?;
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let place = format!("{name}:{}", index + 1);
            let document: GoldDocument = serde_json::from_str(line)
                .map_err(|error| Stopped::failure(format!("{place}: not an annotated document: {error}")))?;
            match document.fault() {
                Some(fault) => Err(Stopped::failure(format!("{place}: {fault}"))),
                None => Ok(document),
            }
        })
        .collect()
}

fn predict(tagger: &Tagger, document: &GoldDocument, language: Option<&str>) -> Vec<(PredictedSpan, Relation)> {
    let language = Some(document.language.as_str()).filter(|code| !code.is_empty()).or(language);
    let tagging = tagger.tag(&document.text, language);
    let spans: Vec<_> = tagging.mentions.iter().map(|mention| mention.span.clone()).collect();
    let offsets = convert_spans(&document.text, OffsetUnit::Utf32, &spans);
    let predicted = |(mention, span): (&Mention<'_>, std::ops::Range<usize>)| {
        let best = &mention.candidates[0];
        let entity_type = best.entity.entry.entity_type.to_string();
        (PredictedSpan { start: span.start, end: span.end, entity_type }, best.relation)
    };
    tagging.mentions.iter().zip(offsets).map(predicted).collect()
}

fn write_predictions(
    path: &PathBuf,
    gold: &[GoldDocument],
    predictions: &[Vec<(PredictedSpan, Relation)>],
) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for (document, predicted) in gold.iter().zip(predictions) {
        let spans: Vec<serde_json::Value> = predicted
            .iter()
            .map(|(span, relation)| {
                json!({"start": span.start, "end": span.end, "type": span.entity_type, "adj": *relation == Relation::Adjective})
            })
            .collect();
        writeln!(out, "{}", json!({"id": document.id, "lang": document.language, "spans": spans}))?;
    }
    out.flush()
}

fn show(report: &Report, documents: usize, fault_count: usize) {
    print(count(documents, "document"));
    let total = report.total();
    for (name, counts) in report.by_type.iter().map(|(name, counts)| (*name, counts)).chain([("ALL", &total)]) {
        print(format_args!("{}", line(name, counts)));
    }
    print_faults("misses", &report.misses, fault_count);
    print_faults("false alarms", &report.false_alarms, fault_count);
}

fn line(name: &str, counts: &Counts) -> String {
    let (exact, overlapping) = (counts.exact(), counts.overlapping());
    format!(
        "{name:8} gold={:6} pred={:6} exact P={:.3} R={:.3} F={:.3} | overlap P={:.3} R={:.3} F={:.3}",
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

fn print_faults(title: &str, faults: &[Fault], count: usize) {
    if count == 0 || faults.is_empty() {
        return;
    }
    let mut groups: HashMap<(&str, &str), (usize, &Fault)> = HashMap::new();
    for fault in faults {
        groups.entry((fault.scored_type, &fault.text)).or_insert((0, fault)).0 += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(&b.0)));
    print(format_args!("\n{title}: {}, of them most often", faults.len()));
    for ((scored_type, text), (times, first)) in groups.into_iter().take(count) {
        let text = text.replace('\n', " ");
        print(format_args!("{times:6}  {scored_type:8} {text:40} first in {} at {}", first.document, first.start));
    }
}
