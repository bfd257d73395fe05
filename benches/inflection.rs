//! How many base names a second inflection expands, on one core, by language and kind: the names of the gazetteers that the binary
//! carries. A name is one base form in, all its forms out.
//!
//! `cargo bench --bench inflection`; `tools/bench/inflection.py` sets the figures beside those of pymorphy3 in the same run.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gaztag::gazetteer::{Entry, Relation, embedded_files};
use gaztag::morph::{Hints, Language, NameKind, expand};

/// Names of one kind in one language, each once, with what an editor says of them.
fn names(entries: &[Arc<Entry>], language: &str, gazetteer: &str, part: Part) -> Vec<(String, Hints)> {
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for entry in entries.iter().filter(|entry| &*entry.entity_type == gazetteer) {
        for name in entry.names.iter().filter(|name| *name.language == *language && name.relation == Relation::Name) {
            let words: Vec<&str> = name.text.split_whitespace().collect();
            let text = match part {
                Part::Whole => name.text.as_str(),
                Part::OneWord if words.len() == 1 => words[0],
                Part::Last if words.len() > 1 => words[words.len() - 1],
                _ => continue,
            };
            if seen.insert(text.to_owned()) {
                names.push((text.to_owned(), name.flags.hints.clone()));
            }
        }
    }
    names
}

#[derive(Clone, Copy)]
enum Part {
    Whole,
    OneWord,
    Last,
}

fn inflection(criterion: &mut Criterion) {
    let files = embedded_files();
    let entries: Vec<Arc<Entry>> = files.into_iter().flat_map(|file| file.entries).collect();
    let sets = [
        ("ru/toponyms-of-one-word", Language::Russian, NameKind::Toponym, names(&entries, "ru", "CITY", Part::OneWord)),
        ("ru/surnames", Language::Russian, NameKind::Surname, names(&entries, "ru", "PERSON", Part::Last)),
        ("ru/whole-people", Language::Russian, NameKind::Person, names(&entries, "ru", "PERSON", Part::Whole)),
        (
            "ru/organisations",
            Language::Russian,
            NameKind::Organization,
            names(&entries, "ru", "ORGANIZATION", Part::Whole),
        ),
        ("kk/toponyms-of-one-word", Language::Kazakh, NameKind::Toponym, names(&entries, "kk", "CITY", Part::OneWord)),
        ("kk/whole-people", Language::Kazakh, NameKind::Person, names(&entries, "kk", "PERSON", Part::Whole)),
        ("en/whole-people", Language::English, NameKind::Person, names(&entries, "en", "PERSON", Part::Whole)),
    ];
    let mut group = criterion.benchmark_group("inflection");
    group.sample_size(20).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    for (title, language, kind, names) in sets {
        group.throughput(Throughput::Elements(names.len() as u64));
        group.bench_function(title, |bencher| {
            bencher.iter(|| {
                for (name, hints) in &names {
                    black_box(expand(language, kind, black_box(name), hints));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, inflection);
criterion_main!(benches);
