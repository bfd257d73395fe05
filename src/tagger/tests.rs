//! Short texts with what is found in them, by topic; here is the small world that they are about.

mod ambiguity;
mod forms;
mod models;
mod options;
mod people;
mod properties;
mod seed;
mod surroundings;

use std::sync::OnceLock;

use super::*;
use crate::gazetteer::GazetteerFile;

pub(super) fn model(files: &[(&str, &str)]) -> Arc<Model> {
    let files: Vec<GazetteerFile> =
        files.iter().map(|(name, table)| GazetteerFile::parse(name, name, table.as_bytes())).collect();
    for file in &files {
        assert_eq!(file.diagnostics, [], "{}", file.uri);
    }
    Arc::new(Model::build(&files).0)
}

/// A small world, for the rules; what the default gazetteers hold is tested apart.
pub(super) fn small() -> Arc<Model> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    let build = || {
        model(&[
            (
                "countries.tsv",
                "id\tname:ru\tname:kk\tname:en\talias:ru\tadj:ru\tdem:ru\tprior\n\
                 KZ\tКазахстан\tҚазақстан\tKazakhstan\tРеспублика Казахстан|РК\tказахстанский\tказахстанец\t19000000\n\
                 RS\tСербия\tСербия\tSerbia\tРеспублика Сербия\tсербский\tсерб\t7000000\n\
                 TG\tТого{upper}\tТого\tTogo\t\t\t\t8000000\n\
                 GE\tГрузия\tГрузия\tGeorgia\t\tгрузинский\t\t3700000\n",
            ),
            (
                "cities.tsv",
                "id\tname:ru\tname:kk\tname:en\talias:ru\tprior\n\
                 1526273\tАстана\tАстана\tAstana\tНур-Султан\t1000000\n792680\tБелград\tБелград\tBelgrade\t\t1200000\n\
                 524901\tМосква\tМәскеу\tMoscow\t\t10000000\n",
            ),
            ("regions.tsv", "id\tname:en\tprior\nUS-GA\tGeorgia\t10000000\n"),
            (
                "people.tsv",
                "id\tname:ru\tname:kk\tname:en\talias:ru\n\
                 tokayev\tКасым-Жомарт Токаев{g=m}\tҚасым-Жомарт Тоқаев\tKassym-Jomart Tokayev\tКасым-Жомарт Кемелевич Токаев{g=m}\n\
                 tokayev-y\tЕрмек Токаев{g=m}\t\t\t\n\
                 vucic\tАлександр Вучич{g=m,short}\tАлександр Вучич\tAleksandar Vučić\t\n",
            ),
            (
                "organisations.tsv",
                "id\tname:ru\tname:en\talias:ru\n\
                 mid\tМинистерство иностранных дел Казахстана\t\tМИД Казахстана|МИД{context}\n\
                 kaztelecom\tАО «Казахтелеком»\tKazakhtelecom\tКазахтелеком|«Казахтелеком» АҚ\nun\tООН\tUN\tОрганизация Объединённых Наций\n",
            ),
        ])
    };
    Arc::clone(MODEL.get_or_init(build))
}

fn tagger(options: TagOptions) -> Tagger {
    Tagger::new(small(), options).expect("the gazetteers exist")
}

/// The rules of listed names are tested by themselves; those of others in `reading/people/tests.rs`.
fn listed_only() -> TagOptions {
    TagOptions { unlisted: Unlisted::Off, ..TagOptions::default() }
}

/// `text=entity` of every mention.
fn tag_with(options: TagOptions, text: &str) -> Vec<String> {
    let tagger = tagger(options);
    let tagging = tagger.tag(text, None);
    let show = |mention: &Mention<'_>| {
        format!("{}={}", &text[mention.span.clone()], mention.candidates[0].entity.resource_name)
    };
    tagging.mentions.iter().map(show).collect()
}

fn tag(text: &str) -> Vec<String> {
    tag_with(listed_only(), text)
}
