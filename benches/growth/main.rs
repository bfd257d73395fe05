//! How the cost of a document grows: with its length, with the mentions in it, and with the size of texts that are crafted to be slow.
//! One thread, processor time, the gazetteers that the binary carries.
//!
//! `cargo bench --bench growth` prints all three tables; `-- length`, `-- mentions` or `-- crafted` one of them, and
//! `-- crafted quotes brackets` the crafted texts with one of the words in their name. No criterion: each row is a ratio of two inputs, and an input
//! whose cost explodes must end the row rather than the patience.

#![expect(clippy::print_stdout, reason = "its tables are what it is for")]

#[path = "../support/clock.rs"]
mod clock;
mod crafted;
#[path = "../support/texts.rs"]
mod texts;

use std::hint::black_box;
use std::sync::Arc;

use clock::{by_turns, median};
use crafted::{CRAFTED, Crafted};
use gaztag::gazetteer::{GazetteerFile, embedded_files};
use gaztag::matcher::{Matcher, MatcherBuilder, PatternText};
use gaztag::morph::Options;
use gaztag::tagger::{Model, TagOptions, Tagger, Unlisted, surface_forms};
use gaztag::text::Words;

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Names of this many words, one inside the other, are the nested names of the crafted texts.
const NESTED: usize = 50;
/// A pass that takes longer, in seconds, is the last of its row.
const LONGEST_PASS: f64 = 2.0;
/// Cost that grows with a power above this is told with an exclamation mark.
const LINEAR: f64 = 1.25;

/// What is measured of every text.
struct Stages {
    matcher: Matcher,
    listed: Tagger,
    all: Tagger,
}

/// A Russian news article, written for this repository.
const ARTICLE: &str = include_str!("../samples/article.txt");

const STAGES: [&str; 4] = ["words", "candidates", "listed", "all"];

impl Stages {
    fn new() -> Self {
        let mut files = embedded_files();
        let nested =
            (1..=NESTED).map(|words| format!("{words}\t{}{{fix}}\tORGANIZATION\n", ["Аба"].repeat(words).join(" ")));
        let nested = format!("id\tname:ru\ttype\n{}", nested.collect::<String>());
        files.push(GazetteerFile::parse("nested.tsv", "nested.tsv", nested.as_bytes()));
        let mut builder = MatcherBuilder::default();
        for (entry, name) in files
            .iter()
            .flat_map(|file| &file.entries)
            .flat_map(|entry| entry.names.iter().map(move |name| (entry, name)))
        {
            for form in surface_forms(entry, name, Options::default()).0.into_iter().flat_map(|paradigm| paradigm.forms)
            {
                if let Some(pattern) = PatternText::of(&Words::new(&form.text)) {
                    builder.add(&pattern);
                }
            }
        }
        let model = Arc::new(Model::build(&files).0);
        let tagger = |unlisted| {
            let options = TagOptions { unlisted, ..TagOptions::default() };
            Tagger::new(Arc::clone(&model), options).expect("no gazetteers are chosen")
        };
        Self { matcher: builder.build(), listed: tagger(Unlisted::Off), all: tagger(Unlisted::On) }
    }

    /// Runs a stage over a text; says how much was found.
    fn run(&self, stage: usize, text: &str) -> usize {
        match stage {
            0 => black_box(Words::new(text)).as_slice().len(),
            1 => {
                let mut count = 0;
                self.matcher.scan(text, |pattern, bytes| {
                    black_box((pattern, bytes));
                    count += 1;
                });
                count
            }
            2 => black_box(self.listed.tag(text, None)).mentions.len(),
            _ => black_box(self.all.tag(text, None)).mentions.len(),
        }
    }

    /// Median seconds of a pass of each stage.
    fn seconds(&self, text: &str) -> Vec<f64> {
        let mut passes: Vec<_> = (0..STAGES.len())
            .map(|stage| {
                move || {
                    black_box(self.run(stage, text));
                }
            })
            .collect();
        let mut methods: Vec<&mut dyn FnMut()> = passes.iter_mut().map(|pass| pass as &mut dyn FnMut()).collect();
        by_turns(3, 0.02, &mut methods).iter().map(|rounds| median(rounds)).collect()
    }
}

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let wanted = |table: &str| arguments.first().is_none_or(|argument| argument == table);
    let stages = Stages::new();
    if wanted("length") {
        length(&stages);
    }
    if wanted("mentions") {
        mentions(&stages);
    }
    if wanted("crafted") {
        let parts = arguments.get(1..).unwrap_or_default();
        let is_wanted = |(title, _): &&Crafted| parts.is_empty() || parts.iter().any(|part| title.contains(part));
        crafted(&stages, CRAFTED.iter().filter(is_wanted));
    }
}

/// Documents of news, from 1 kB to 1 MB: MB/s.
fn length(stages: &Stages) {
    let news: String = match texts::corpus("factrueval/ru-dev.jsonl") {
        Some(texts) => texts.join("\n\n"),
        None => ARTICLE.to_owned(),
    };
    let news = news.repeat((1 << 20) / news.len() + 1);
    println!("\nMB/s by the length of a document (news; 1 MiB of it in each row)\n");
    println!("| document | {} |\n|---|---|---|---|---|", STAGES.join(" | "));
    let mut rates = Vec::new();
    for kib in [1, 4, 16, 64, 256, 1024] {
        let documents = documents(&news, kib << 10);
        let bytes: usize = documents.iter().map(|document| document.len()).sum();
        let mut passes: Vec<_> = (0..STAGES.len())
            .map(|stage| {
                let documents = &documents;
                move || {
                    black_box(documents.iter().map(|text| stages.run(stage, text)).sum::<usize>());
                }
            })
            .collect();
        let mut methods: Vec<&mut dyn FnMut()> = passes.iter_mut().map(|pass| pass as &mut dyn FnMut()).collect();
        let row: Vec<f64> =
            by_turns(5, 0.1, &mut methods).iter().map(|rounds| bytes as f64 / 1e6 / median(rounds)).collect();
        println!("| {kib} KiB | {} |", row.iter().map(|rate| format!("{rate:.1}")).collect::<Vec<_>>().join(" | "));
        rates.push(row);
    }
    let spread = |stage: usize| {
        let column = rates.iter().map(|row| row[stage]);
        let (least, most) = column.fold((f64::MAX, 0_f64), |(least, most), rate| (least.min(rate), most.max(rate)));
        format!("{:.0} %", (1.0 - least / most) * 100.0)
    };
    println!("| slowest below fastest | {} |", (0..STAGES.len()).map(spread).collect::<Vec<_>>().join(" | "));
}

/// 1 MiB of a text, cut into documents of a length.
fn documents(text: &str, length: usize) -> Vec<&str> {
    let boundary = |at: usize| (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    (0..(1 << 20) / length).map(|number| &text[boundary(number * length)..boundary((number + 1) * length)]).collect()
}

/// Documents of 16 KiB in which one word of so many is a name: nanoseconds a byte.
fn mentions(stages: &Stages) {
    const NAMES: [&str; 8] = ["Астане", "Токаев", "Сербии", "Алматы", "Казахстана", "Белград", "Вучича", "Москву"];
    let filler: Vec<&str> =
        "который вчера долго говорил там о новой большой дороге между двумя соседними".split(' ').collect();
    println!("\nnanoseconds a byte by how many words are mentions (documents of 16 KiB)\n");
    println!("| one word in | mentions | {} |\n|---|---|---|---|---|---|", STAGES.join(" | "));
    for every in [usize::MAX, 64, 16, 8, 4, 2, 1] {
        let mut text = String::new();
        for word in (0_usize..).take_while(|word| word * 12 < 16 << 10) {
            text += if every != usize::MAX && word % every == 0 {
                NAMES[word / every % 8]
            } else {
                filler[word % filler.len()]
            };
            text.push(' ');
        }
        let found = stages.run(3, &text);
        let row: Vec<String> =
            stages.seconds(&text).iter().map(|seconds| format!("{:.1}", seconds * 1e9 / text.len() as f64)).collect();
        let every = if every == usize::MAX { "none".to_owned() } else { every.to_string() };
        println!("| {every} | {found} | {} |", row.join(" | "));
    }
}

/// Crafted texts in sizes four times apart, as far as patience goes: nanoseconds a byte of the largest, and the power with which time
/// grew from the one before.
fn crafted<'c>(stages: &Stages, texts: impl Iterator<Item = &'c Crafted>) {
    println!("\ncrafted texts: nanoseconds a byte and the power of growth from a quarter of the size (1: linear)\n");
    println!("| text | KiB | {} |\n|---|---|---|---|---|---|", STAGES.join(" | "));
    for (title, make) in texts {
        let (mut before, mut row) = (None, String::new());
        for kib in [4, 16, 64, 256, 1024] {
            let text = make(kib << 10);
            let first_pass = (0..STAGES.len()).map(|stage| seconds_of(|| stages.run(stage, &text)));
            let first_pass: Vec<f64> = first_pass.collect();
            let is_last = first_pass.iter().sum::<f64>() > LONGEST_PASS;
            let seconds = if is_last { first_pass } else { stages.seconds(&text) };
            if let Some(before) = before.replace(seconds.clone()) {
                let cell = |(seconds, before): (&f64, f64)| {
                    let power = (seconds / before).log(4.0);
                    let mark = if power > LINEAR { "!" } else { "" };
                    format!("{:.1} ^{power:.2}{mark}", seconds * 1e9 / text.len() as f64)
                };
                let cells: Vec<String> = seconds.iter().zip(before).map(cell).collect();
                row = format!("| {title} | {} | {} |", text.len() >> 10, cells.join(" | "));
            }
            if is_last {
                break;
            }
        }
        println!("{row}");
    }
}

fn seconds_of(pass: impl FnOnce() -> usize) -> f64 {
    let begin = clock::thread_seconds();
    black_box(pass());
    clock::thread_seconds() - begin
}
