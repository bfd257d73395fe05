//! Raw text in, candidate spans out: MB/s of one thread beside bare scans of general automata for the same surface forms in the same
//! run, and what the structures cost in memory and time to build.
//!
//! `cargo bench --bench matching` measures 50 thousand and 500 thousand surface forms, `-- 5000000` five million (minutes, some 10 GB,
//! most of it daachorse's). `-- --ours SIZE` leaves the others out, and `-- --write FILE SIZE` writes the forms, a line each, and
//! measures nothing.
//!
//! The forms are those of the gazetteers that the binary carries, and of made-up people and organisations beyond them. The texts are
//! Russian news. Before anything is timed, all methods must have found the same forms in the same places, between word boundaries.
//! aho-corasick and daachorse get the text folded beforehand, for nothing, and do no more than count what they find; a megabyte is
//! always one of the raw text. Methods take turns, and time is the processor's, so that a busy machine falls on all of them: that is
//! what criterion, which measures one after the other, cannot do. Each structure is built once more in a process of its own, which
//! tells its time and its peak of memory beyond the list of forms.

#![expect(clippy::print_stdout, reason = "its tables are what it is for")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/names.rs"]
mod names;
#[path = "support/texts.rs"]
mod texts;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use clock::{by_turns, median};
use daachorse::{CharwiseDoubleArrayAhoCorasick, DoubleArrayAhoCorasick};
use gaztag::matcher::{Matcher, MatcherBuilder, PatternText};
use gaztag::tagger::{Model, TagOptions, Tagger, Unlisted};
use gaztag::text::Words;
use names::Entries;

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A Russian news article, written for this repository.
const ARTICLE: &str = include_str!("samples/article.txt");
const SIZES: [usize; 2] = [50_000, 500_000];
const ROUNDS: usize = 7;

/// What is built of the forms, or of the entries that they are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Structure {
    Matcher,
    Model,
    AhoCorasick,
    Bytewise,
    Charwise,
}

const STRUCTURES: [(Structure, &str); 5] = [
    (Structure::Matcher, "gaztag matcher"),
    (Structure::Model, "gaztag model"),
    (Structure::AhoCorasick, "aho-corasick contiguous NFA"),
    (Structure::Bytewise, "daachorse bytewise"),
    (Structure::Charwise, "daachorse charwise"),
];

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |argument: &str| argument.parse().unwrap_or_else(|_| panic!("`{argument}` is no number"));
    match *arguments {
        ["--build", structure, forms, entries] => tell_building(number(structure), Path::new(forms), number(entries)),
        ["--write", file, size] => write_forms(Path::new(file), &Entries::new().forms(number(size)).0),
        ["--ours", size] => measure(&Entries::new(), number(size), &STRUCTURES[..2]),
        [] => SIZES.iter().for_each(|size| measure(&Entries::new(), *size, &STRUCTURES)),
        [..] => arguments.iter().for_each(|size| measure(&Entries::new(), number(size), &STRUCTURES)),
    }
}

/// Prints the table of a size.
fn measure(entries: &Entries, size: usize, structures: &[(Structure, &str)]) {
    let (forms, entry_count) = entries.forms(size);
    let texts = russian_news();
    let bytes: usize = texts.iter().map(String::len).sum();
    let folded: Vec<String> = texts.iter().map(|text| Words::new(text).whole_key()).collect();
    let pattern_bytes: usize = forms.iter().map(String::len).sum();
    println!(
        "\n{size} surface forms of {entry_count} entities, {:.1} bytes a form; {} texts, {:.2} MB",
        pattern_bytes as f64 / size as f64,
        texts.len(),
        bytes as f64 / 1e6
    );

    let matcher = matcher(&forms);
    let others = (structures.len() > 2).then(|| {
        let keys = keys(&forms);
        Others { aho_corasick: aho_corasick(&keys), bytewise: bytewise(&keys), charwise: charwise(&keys) }
    });
    if let Some(others) = &others {
        let candidates = assert_all_agree(&matcher, others, &texts);
        println!("the same {candidates} candidates by every method");
    }
    let model = Arc::new(Model::build(&entries.first(entry_count)).0);
    let tagger = |unlisted| {
        let options = TagOptions { unlisted, ..TagOptions::default() };
        Tagger::new(Arc::clone(&model), options).expect("no gazetteers are chosen")
    };
    let (listed, all) = (tagger(Unlisted::Off), tagger(Unlisted::On));
    let mut candidates = || {
        for text in &texts {
            matcher.scan(text, |id, bytes| {
                black_box((id, bytes));
            });
        }
    };
    let mut tag_listed = || texts.iter().for_each(|text| drop(black_box(listed.tag(text, None))));
    let mut tag_all = || texts.iter().for_each(|text| drop(black_box(all.tag(text, None))));
    let mut titles = vec!["gaztag, candidates", "gaztag, mentions of listed names", "gaztag, all mentions"];
    let mut methods: Vec<&mut dyn FnMut()> = vec![&mut candidates, &mut tag_listed, &mut tag_all];
    let mut bare =
        others.iter().map(|others| others.bare_scans(&folded)).next().into_iter().flatten().collect::<Vec<_>>();
    for (title, scan) in &mut bare {
        titles.push(title);
        methods.push(scan);
    }
    let seconds = by_turns(ROUNDS, 0.2, &mut methods);
    print_rates(&titles, &seconds, bytes);
    print_buildings(structures, &forms, entry_count);
}

/// The Russian news of the development corpora, else the article of this repository.
fn russian_news() -> Vec<String> {
    let corpora = ["factrueval/ru-dev.jsonl", "nerel/ru-dev.jsonl"].map(texts::corpus);
    let texts: Vec<String> = corpora.into_iter().flatten().flatten().collect();
    if texts.is_empty() { vec![ARTICLE.to_owned(); 300] } else { texts }
}

fn print_rates(titles: &[&str], seconds: &[Vec<f64>], bytes: usize) {
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let of_daachorse = titles.iter().zip(seconds).filter(|(title, _)| title.starts_with("daachorse"));
    let yardstick = of_daachorse.map(|(_, rounds)| rate(median(rounds))).fold(0.0, f64::max);
    println!("\n| method | MB/s (least to most of {ROUNDS} rounds) | by the faster daachorse |\n|---|---|---|");
    for (title, rounds) in titles.iter().zip(seconds) {
        let middle = rate(median(rounds));
        let ratio = if yardstick > 0.0 { format!("{:.2}", middle / yardstick) } else { String::new() };
        println!(
            "| {title} | {middle:.1} ({:.1} to {:.1}) | {ratio} |",
            rate(rounds[rounds.len() - 1]),
            rate(rounds[0])
        );
    }
}

/// One pass over all texts.
type Scan<'o> = Box<dyn FnMut() + 'o>;

/// General automata of the same forms, folded.
struct Others {
    aho_corasick: AhoCorasick,
    bytewise: DoubleArrayAhoCorasick<u32>,
    charwise: CharwiseDoubleArrayAhoCorasick<u32>,
}

impl Others {
    /// Counts of everything that they find in folded texts, without a look at word boundaries.
    fn bare_scans<'o>(&'o self, texts: &'o [String]) -> Vec<(&'static str, Scan<'o>)> {
        let aho_corasick = |text: &String| self.aho_corasick.find_overlapping_iter(text).count();
        let bytewise = |text: &String| self.bytewise.find_overlapping_iter(text).count();
        let charwise = |text: &String| self.charwise.find_overlapping_iter(text).count();
        vec![
            ("aho-corasick, bare scan of folded text", counting(texts, aho_corasick)),
            ("daachorse bytewise, bare scan of folded text", counting(texts, bytewise)),
            ("daachorse charwise, bare scan of folded text", counting(texts, charwise)),
        ]
    }
}

fn counting<'o>(texts: &'o [String], count: impl Fn(&String) -> usize + 'o) -> Scan<'o> {
    Box::new(move || {
        black_box(texts.iter().map(&count).sum::<usize>());
    })
}

/// A form, and the bytes of the original text that it covers.
type Candidate = (u32, usize, usize);

/// Panics unless every method finds the same forms in the same places; says how many.
fn assert_all_agree(matcher: &Matcher, others: &Others, texts: &[String]) -> usize {
    let mut count = 0;
    for text in texts {
        let mut ours: Vec<Candidate> = Vec::new();
        matcher.scan(text, |id, bytes| ours.push((id, bytes.start, bytes.end)));
        ours.sort_unstable();
        count += ours.len();
        let folded = FoldedText::new(text);
        let key = &folded.key;
        let aho_corasick = others.aho_corasick.find_overlapping_iter(key);
        let aho_corasick = aho_corasick.map(|found| (found.pattern().as_u32(), found.start(), found.end()));
        let bytewise =
            others.bytewise.find_overlapping_iter(key).map(|found| (found.value(), found.start(), found.end()));
        let charwise =
            others.charwise.find_overlapping_iter(key).map(|found| (found.value(), found.start(), found.end()));
        assert!(ours == folded.between_boundaries(aho_corasick), "aho-corasick finds other forms in {text}");
        assert!(ours == folded.between_boundaries(bytewise), "daachorse bytewise finds other forms in {text}");
        assert!(ours == folded.between_boundaries(charwise), "daachorse charwise finds other forms in {text}");
    }
    count
}

/// A text as the others read it, with where its words begin and end.
struct FoldedText {
    key: String,
    /// Byte in the key and byte in the text, ascending.
    starts: Vec<(usize, usize)>,
    ends: Vec<(usize, usize)>,
}

impl FoldedText {
    fn new(text: &str) -> Self {
        let words = Words::new(text);
        let (mut at, mut starts, mut ends) = (0, Vec::new(), Vec::new());
        for (index, word) in words.as_slice().iter().enumerate() {
            at += if index > 0 { words.gap(word).len() } else { 0 };
            starts.push((at, word.span.start));
            at += words.folded(word).len();
            ends.push((at, word.span.end));
        }
        Self { key: words.whole_key(), starts, ends }
    }

    fn between_boundaries(&self, found: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
        let place = |boundaries: &[(usize, usize)], at: usize| {
            boundaries.binary_search_by_key(&at, |(at, _)| *at).ok().map(|index| boundaries[index].1)
        };
        let whole = |(id, start, end)| Some((id, place(&self.starts, start)?, place(&self.ends, end)?));
        let mut whole: Vec<Candidate> = found.filter_map(whole).collect();
        whole.sort_unstable();
        whole
    }
}

fn keys(forms: &[String]) -> Vec<String> {
    forms.iter().map(|form| Words::new(form).whole_key()).collect()
}

fn matcher(forms: &[String]) -> Matcher {
    let mut builder = MatcherBuilder::with_capacity(forms.len());
    for form in forms {
        builder.add(&PatternText::of(&Words::new(form)).expect("every form has a word"));
    }
    let matcher = builder.build();
    assert_eq!(matcher.pattern_count(), forms.len(), "the forms are distinct");
    matcher
}

fn aho_corasick(keys: &[String]) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    let builder = builder.match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::ContiguousNFA)).prefilter(false);
    builder.build(keys).expect("the forms are short and fewer than 2^31")
}

fn bytewise(keys: &[String]) -> DoubleArrayAhoCorasick<u32> {
    DoubleArrayAhoCorasick::new(keys).expect("the forms are distinct and fewer than 2^31")
}

fn charwise(keys: &[String]) -> CharwiseDoubleArrayAhoCorasick<u32> {
    CharwiseDoubleArrayAhoCorasick::new(keys).expect("the forms are distinct and fewer than 2^31")
}

fn write_forms(file: &Path, forms: &[String]) {
    fs::write(file, forms.join("\n")).unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
}

/// Builds each structure in a process of its own and prints what that took.
fn print_buildings(structures: &[(Structure, &str)], forms: &[String], entries: usize) {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("forms-{}.txt", forms.len()));
    write_forms(&file, forms);
    println!("\n| structure | bytes a form | peak of building, bytes a form | build, s |\n|---|---|---|---|");
    let program = std::env::current_exe().expect("the system tells which program runs");
    for (number, (_, title)) in structures.iter().enumerate() {
        let told = Command::new(&program)
            .args(["--build", &number.to_string()])
            .arg(&file)
            .arg(entries.to_string())
            .output()
            .expect("this program can be started again");
        assert!(told.status.success(), "building failed: {}", String::from_utf8_lossy(&told.stderr));
        println!("| {title} | {} |", String::from_utf8_lossy(&told.stdout).trim());
    }
}

/// Builds one structure and prints its cells.
fn tell_building(structure: usize, file: &Path, entries: usize) {
    let forms = fs::read_to_string(file).unwrap_or_else(|error| panic!("cannot read {}: {error}", file.display()));
    let forms: Vec<String> = forms.lines().map(str::to_owned).collect();
    let count = forms.len() as f64;
    let (structure, _) = STRUCTURES[structure];
    let entries = (structure == Structure::Model).then(|| Entries::new().first(entries));
    let keys = if matches!(structure, Structure::Matcher | Structure::Model) { Vec::new() } else { keys(&forms) };
    let before = memory::resident("VmRSS");
    let begin = Instant::now();
    let (heap, _kept): (usize, Box<dyn std::any::Any>) = match structure {
        Structure::Matcher => with_size(matcher(&forms), Matcher::memory_bytes),
        Structure::Model => with_size(Model::build(&entries.unwrap_or_default()).0, |model| {
            model.gazetteers().iter().map(|gazetteer| gazetteer.memory_bytes).sum()
        }),
        Structure::AhoCorasick => with_size(aho_corasick(&keys), AhoCorasick::memory_usage),
        Structure::Bytewise => with_size(bytewise(&keys), DoubleArrayAhoCorasick::heap_bytes),
        Structure::Charwise => with_size(charwise(&keys), CharwiseDoubleArrayAhoCorasick::heap_bytes),
    };
    let seconds = begin.elapsed().as_secs_f64();
    let peak = memory::resident("VmHWM").saturating_sub(before) as f64;
    println!("{:.1} | {:.1} | {seconds:.2}", heap as f64 / count, peak / count);
}

fn with_size<T: 'static>(structure: T, size: impl Fn(&T) -> usize) -> (usize, Box<dyn std::any::Any>) {
    (size(&structure), Box::new(structure))
}
