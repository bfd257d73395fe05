//! The program whose instructions are counted: a fixed article, a fixed small gazetteer, and the four stages of the hot path, each in a
//! function of its own.
//!
//! `tools/bench/instructions.py` runs it under callgrind and compares the counts with `benches/instructions.toml`. By itself
//! (`cargo bench --bench hot_path`) it only says how many bytes each stage reads and what it finds. The gazetteers in
//! `benches/samples` are rows of the default ones and are not changed with them, so that counts stay comparable.

#![expect(clippy::print_stdout, reason = "the script reads what it prints")]

use std::hint::black_box;
use std::sync::Arc;

use gaztag::gazetteer::GazetteerFile;
use gaztag::matcher::{Matcher, MatcherBuilder, PatternText};
use gaztag::morph::Options;
use gaztag::tagger::{Mention, Model, TagOptions, Tagger, Unlisted, surface_forms};
use gaztag::text::Words;

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ARTICLE: &str = include_str!("samples/article.txt");
const GAZETTEERS: [(&str, &str); 5] = [
    ("cities.tsv", include_str!("samples/gazetteers/cities.tsv")),
    ("countries.tsv", include_str!("samples/gazetteers/countries.tsv")),
    ("organisations.tsv", include_str!("samples/gazetteers/organisations.tsv")),
    ("people.tsv", include_str!("samples/gazetteers/people.tsv")),
    ("regions.tsv", include_str!("samples/gazetteers/regions.tsv")),
];
/// How often the article is read.
const PASSES: usize = 10;

fn main() {
    let files = GAZETTEERS.map(|(name, content)| GazetteerFile::parse(name, name, content.as_bytes()));
    let model = Arc::new(Model::build(&files).0);
    let tagger = |unlisted| {
        let options = TagOptions { unlisted, ..TagOptions::default() };
        Tagger::new(Arc::clone(&model), options).expect("no gazetteers are chosen")
    };
    let (matcher, listed, all) = (matcher(&files), tagger(Unlisted::Off), tagger(Unlisted::On));
    // What is made at the first use is not counted.
    let _ = (count_candidates(&matcher, ARTICLE), all.tag(ARTICLE, None));
    println!("bytes {}", ARTICLE.len() * PASSES);
    println!("words {}", stage_words());
    println!("candidates {}", stage_candidates(&matcher));
    println!("listed {}", stage_listed(&listed));
    println!("all {}", stage_all(&all));
}

#[inline(never)]
fn stage_words() -> usize {
    (0..PASSES).map(|_| black_box(Words::new(black_box(ARTICLE))).as_slice().len()).sum()
}

#[inline(never)]
fn stage_candidates(matcher: &Matcher) -> usize {
    (0..PASSES).map(|_| count_candidates(matcher, black_box(ARTICLE))).sum()
}

#[inline(never)]
fn stage_listed(tagger: &Tagger) -> usize {
    (0..PASSES).map(|_| black_box(tagger.tag(black_box(ARTICLE), None)).mentions.len()).sum()
}

#[inline(never)]
fn stage_all(tagger: &Tagger) -> usize {
    // Not quite what `stage_listed` does: two functions of one code would become one, and be counted as one.
    let candidates = |mention: &Mention<'_>| mention.candidates.len();
    (0..PASSES)
        .map(|_| black_box(tagger.tag(black_box(ARTICLE), None)).mentions.iter().map(candidates).sum::<usize>())
        .sum()
}

fn count_candidates(matcher: &Matcher, text: &str) -> usize {
    let mut count = 0;
    matcher.scan(text, |pattern, bytes| {
        black_box((pattern, bytes));
        count += 1;
    });
    count
}

fn matcher(files: &[GazetteerFile]) -> Matcher {
    let mut builder = MatcherBuilder::default();
    for entry in files.iter().flat_map(|file| &file.entries) {
        for name in &entry.names {
            let paradigms = surface_forms(entry, name, Options::default()).0;
            for form in paradigms.into_iter().flat_map(|paradigm| paradigm.forms) {
                if let Some(pattern) = PatternText::of(&Words::new(&form.text)) {
                    builder.add(&pattern);
                }
            }
        }
    }
    builder.build()
}
