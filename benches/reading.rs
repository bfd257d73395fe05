//! What reading the document as a whole (people, organisations, places and events that no gazetteer lists) costs beside finding the
//! listed names: MB/s of one thread, with the gazetteers that the binary carries.
//!
//! `cargo bench --bench reading`. The texts are the development corpora where they lie beside the checkout (`GAZTAG_SHARED`), else the
//! few sentences below.

#[path = "support/texts.rs"]
mod texts;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gaztag::gazetteer::embedded_files;
use gaztag::tagger::{Model, TagOptions, Tagger, Unlisted};

const SAMPLES: [(&str, &str); 3] = [
    (
        "russian",
        "Министр энергетики Сербии Драган Петрович прибыл в Астану. В акимате Алматы сообщили, что Петровича встретит Ерлан Касымов, \
         глава ТОО «Степной ветер». «Мы ждали этой встречи», — сказал Касымов. Агентство по развитию степи (АРС) открыто в селе Верхнее.\n",
    ),
    (
        "kazakh",
        "Қазақстан Республикасының Президенті Белградта болды. Ерлан Қасымов Қарасай ауданының әкімдігінде сөз сөйледі. \
         Қасымовтың айтуынша, «Дала желі» ЖШС жаңа зауыт салады.\n",
    ),
    (
        "english",
        "Peter Kerrigan won the 1997 Canada general election for the Steppe Party of Ontario. Kerrigan, who lives in Oxford County, \
         met Yerlan Kassymov at the Ministry of Energy of Kazakhstan in Astana.\n",
    ),
];

fn reading(criterion: &mut Criterion) {
    let model = Arc::new(Model::build(&embedded_files()).0);
    let tagger = |unlisted| {
        let options = TagOptions { unlisted, ..TagOptions::default() };
        Tagger::new(Arc::clone(&model), options).expect("no gazetteers are chosen")
    };
    let taggers = [("listed", tagger(Unlisted::Off)), ("all", tagger(Unlisted::On))];
    let corpora = ["factrueval/ru-dev.jsonl", "kaznerd/kk-dev.jsonl", "crossner-politics/en-dev.jsonl"];
    for ((language, sample), corpus) in SAMPLES.into_iter().zip(corpora) {
        let texts = texts::corpus(corpus).unwrap_or_else(|| vec![sample.repeat(20)]);
        let mut group = criterion.benchmark_group(format!("reading/{language}"));
        group.sample_size(10).throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
        for (name, tagger) in &taggers {
            group.bench_function(*name, |bencher| {
                bencher
                    .iter(|| texts.iter().map(|text| black_box(tagger.tag(text, None)).mentions.len()).sum::<usize>());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
