//! Gazetteers of any size: the entries that the binary carries, and beyond them people and organisations whose names are put together
//! of its lists. Always the same ones for the same size.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::Arc;

use ahash::RandomState;
use fst::{Map, Streamer as _};
use gaztag::gazetteer::{Entry, GazetteerFile, embedded_files};
use gaztag::morph::Options;
use gaztag::tagger::surface_forms;
use gaztag::text::Words;
use rayon::prelude::*;

/// Made-up entries are read so many at a time.
const CHUNK: usize = 10_000;
/// A prime, so that every surname meets other given names.
const STEP: usize = 7919;
/// One made-up entry in so many is an organisation, the others are people.
const ORGANISATIONS: usize = 4;
const HEADS: [&str; 24] = [
    "Гостиница",
    "Фабрика",
    "Корпорация",
    "Компания",
    "Группа",
    "Газета",
    "Радиостанция",
    "Школа",
    "Больница",
    "Библиотека",
    "Завод",
    "Банк",
    "Фонд",
    "Театр",
    "Музей",
    "Санаторий",
    "Аэропорт",
    "Комбинат",
    "Холдинг",
    "Клуб",
    "Институт",
    "Центр",
    "Университет",
    "Издательство",
];

/// The values of `lexicon/names.fst`, as `src/lexicon/names.rs` describes them.
const MALE: u64 = 1;
const FEMALE: u64 = 1 << 1;
const SURNAME: u64 = 1 << 2;
const RUSSIAN: u64 = 1 << 6;

/// Some of the entries, by gazetteer.
pub(crate) struct Entries {
    files: Vec<GazetteerFile>,
    /// File and entry of the carried ones, in the order in which they are taken: the best known first, so that any number has the same
    /// share of every file.
    order: Vec<(usize, Arc<Entry>)>,
    made_up: MadeUp,
}

impl Entries {
    pub(crate) fn new() -> Self {
        let mut files = embedded_files();
        let mut ranked = Vec::new();
        for (place, file) in files.iter_mut().enumerate() {
            let mut entries = std::mem::take(&mut file.entries);
            entries.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            let count = entries.len() as f64;
            ranked.extend((0..).zip(entries).map(|(rank, entry)| (f64::from(rank) / count, place, entry)));
        }
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let order: Vec<_> = ranked.into_iter().map(|(_, place, entry)| (place, entry)).collect();
        let made_up = MadeUp::new(&order);
        Self { files, order, made_up }
    }

    /// The first so many entries, as gazetteer files.
    pub(crate) fn first(&self, count: usize) -> Vec<GazetteerFile> {
        let mut files = self.files.clone();
        for (place, entry) in self.order.iter().take(count) {
            files[*place].entries.push(Arc::clone(entry));
        }
        if let Some(more) = count.checked_sub(self.order.len()) {
            let mut file = self.made_up.chunk(0);
            for number in 1..more.div_ceil(CHUNK) {
                file.entries.extend(self.made_up.chunk(number).entries);
            }
            file.entries.truncate(more);
            files.push(file);
        }
        files
    }

    /// So many distinct surface forms that a text can have, and how many entries they are of.
    pub(crate) fn forms(&self, count: usize) -> (Vec<String>, usize) {
        let mut known: HashSet<Box<str>, RandomState> = HashSet::default();
        let mut forms = Vec::with_capacity(count);
        let mut entries = 0;
        let carried = self.order.chunks(CHUNK).map(|chunk| chunk.iter().map(|(_, entry)| Arc::clone(entry)).collect());
        let made_up = (0..).map(|number| self.made_up.chunk(number).entries);
        for chunk in carried.chain(made_up) {
            let chunk: Vec<Arc<Entry>> = chunk;
            let inflected: Vec<Vec<(String, Box<str>)>> = chunk.par_iter().map(|entry| forms_of(entry)).collect();
            for of_entry in inflected {
                if forms.len() == count {
                    return (forms, entries);
                }
                entries += 1;
                for (form, key) in of_entry {
                    if forms.len() < count && known.insert(key) {
                        forms.push(form);
                    }
                }
            }
        }
        unreachable!("the made-up entries do not end")
    }
}

/// The surface forms of an entry with their folded texts.
fn forms_of(entry: &Entry) -> Vec<(String, Box<str>)> {
    let paradigms = entry.names.iter().flat_map(|name| surface_forms(entry, name, Options::default()).0);
    let forms = paradigms.flat_map(|paradigm| paradigm.forms).map(|form| form.text);
    let keyed = forms.map(|form| {
        let key = Words::new(&form).whole_key().into_boxed_str();
        (form, key)
    });
    // A line break stands for a gap that is in no name.
    keyed.filter(|(form, key)| !key.is_empty() && !key.contains('\n') && !form.contains('\n')).collect()
}

/// What made-up entries are made of.
struct MadeUp {
    given: Vec<(String, char)>,
    surnames: Vec<String>,
    cities: Vec<String>,
}

impl MadeUp {
    fn new(entries: &[(usize, Arc<Entry>)]) -> Self {
        let (mut given, mut surnames) = (Vec::new(), Vec::new());
        let names =
            Map::new(include_bytes!("../../lexicon/names.fst").as_slice()).expect("the committed file is a map");
        let mut stream = names.stream();
        while let Some((key, bits)) = stream.next() {
            let Some(name) = russian(key).filter(|_| bits & RUSSIAN != 0) else { continue };
            match (bits & MALE != 0, bits & FEMALE != 0) {
                (true, false) => given.push((name.clone(), 'm')),
                (false, true) => given.push((name.clone(), 'f')),
                _ => {}
            }
            if bits & SURNAME != 0 {
                surnames.push(name);
            }
        }
        let cities = entries.iter().filter(|(_, entry)| &*entry.entity_type == "CITY");
        let russian = |(_, entry): &(usize, Arc<Entry>)| {
            Some(entry.names.iter().find(|name| &*name.language == "ru" && name.preferred)?.text.clone())
        };
        let cities = cities.filter_map(russian).collect();
        Self { given, surnames, cities }
    }

    /// So many entries, from a place on.
    fn chunk(&self, number: usize) -> GazetteerFile {
        let mut table = String::from("id\tname:ru\ttype\n");
        for number in number * CHUNK..(number + 1) * CHUNK {
            let (turn, round) = (number / ORGANISATIONS, number % ORGANISATIONS);
            let written = if round == 0 {
                // Another head with every city, another city with every head.
                let city = &self.cities[turn % self.cities.len()];
                let head = HEADS[(turn + turn / self.cities.len()) % HEADS.len()];
                writeln!(table, "o{number}\t{head} «{city}»\tORGANIZATION")
            } else {
                let person = turn * (ORGANISATIONS - 1) + round - 1;
                let surname = &self.surnames[person % self.surnames.len()];
                let (given, gender) = &self.given[(person * STEP + person / self.surnames.len()) % self.given.len()];
                writeln!(table, "p{number}\t{given} {surname}{{g={gender}}}\tPERSON")
            };
            written.expect("a string takes everything");
        }
        GazetteerFile::parse("madeup.tsv", "madeup.tsv", table.as_bytes())
    }
}

/// A Russian name of the lists, which have one byte a letter, with its capitals; `None` of names in other letters.
fn russian(key: &[u8]) -> Option<String> {
    let mut name = String::new();
    for byte in key {
        let letter = match byte {
            b'-' => '-',
            0x80..=0x9F => char::from_u32(u32::from('а') + u32::from(byte - 0x80))?,
            _ => return None,
        };
        if name.is_empty() || name.ends_with('-') {
            name.extend(letter.to_uppercase());
        } else {
            name.push(letter);
        }
    }
    Some(name)
}
