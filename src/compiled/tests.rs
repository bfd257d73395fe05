use super::*;
use crate::tagger::{TagOptions, Tagger};

const COUNTRIES: &str =
    "id\tname:ru\tadj:ru\tname:en\nKZ\tКазахстан\tказахстанский\tKazakhstan\nRS\tСербия\tсербский\tSerbia\n";
const PEOPLE: &str = "id\tname:ru\tname:kk\ntokayev\tКасым-Жомарт Токаев{g=m}\tҚасым-Жомарт Тоқаев\n";
const TEXT: &str = "Президент Казахстана Касым-Жомарт Токаев прибыл в Сербию. Токаева встретил сербский министр.";

fn files() -> Vec<GazetteerFile> {
    let file = |name: &str, table: &str| GazetteerFile::parse(name, name, table.as_bytes());
    vec![file("countries.tsv", COUNTRIES), file("people.tsv", PEOPLE)]
}

/// `text=entity` of every mention.
fn found(model: &Arc<Model>) -> Vec<String> {
    let tagger = Tagger::new(Arc::clone(model), TagOptions::default()).expect("no gazetteers are chosen");
    let mentions = tagger.tag(TEXT, None).mentions.into_iter();
    let show = |mention: crate::tagger::Mention<'_>| {
        format!("{}={}", &TEXT[mention.span], mention.candidates[0].entity.resource_name)
    };
    mentions.map(show).collect()
}

#[test]
fn what_is_compiled_finds_what_the_files_find() {
    let files = files();
    let built = Arc::new(Model::build(&files).0);
    let compiled = Compiled::from_bytes(&compile(&files, morph::Options::default())).expect("it was just written");
    assert_eq!(compiled.model.revision(), built.revision());
    let identity = |file: &GazetteerFile| (file.uri.clone(), file.hash, file.entries.clone());
    assert_eq!(compiled.files.iter().map(identity).collect::<Vec<_>>(), files.iter().map(identity).collect::<Vec<_>>());
    let model = Arc::new(compiled.model);
    assert_eq!(found(&model), found(&built));
    assert_eq!(found(&model).len(), 5);
    // An edit over it.
    let more = GazetteerFile::parse("cities.tsv", "cities.tsv", "id\tname:ru\nx\tБелград\n".as_bytes());
    let files = [files.as_slice(), &[more]].concat();
    let over = Model::build_over(Some(&model), &files, morph::Options::default()).0;
    assert_eq!(over.search("Белградом").len(), 1);
    assert_eq!(over.search("Сербией").len(), 1);
}

#[test]
fn what_is_no_such_file_or_damaged_is_refused() {
    let bytes = compile(&files(), morph::Options::default());
    let refused = |bytes: &[u8]| Compiled::from_bytes(bytes).err();
    assert_eq!(refused(b""), Some(CompiledError::NotCompiled));
    assert_eq!(refused(COUNTRIES.as_bytes()), Some(CompiledError::NotCompiled));
    let mut other = bytes.clone();
    other[MAGIC.len()..MAGIC.len() + 5].copy_from_slice(b"0.0.9");
    assert!(matches!(refused(&other), Some(CompiledError::OtherBuild { found }) if found.starts_with("0.0.9")));
    // Cut off anywhere.
    for length in MAGIC.len()..bytes.len() {
        assert!(refused(&bytes[..length]).is_some(), "{length}");
    }
    // One bit is another.
    for position in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[position] ^= 4;
        assert!(refused(&damaged).is_some(), "{position}");
    }
}

#[test]
fn numbers_of_nothing_are_refused_though_the_checksum_is_right() {
    let bytes = compile(&files(), morph::Options::default());
    let mut refused = 0;
    for position in HEADER_LENGTH + LENGTH_LENGTH..bytes.len() {
        let mut forged = bytes.clone();
        forged[position] = forged[position].wrapping_add(64);
        let checksum = blake3::hash(&forged[HEADER_LENGTH..]);
        forged[HEADER_LENGTH - CHECKSUM_LENGTH..HEADER_LENGTH].copy_from_slice(checksum.as_bytes());
        // Whatever can be read can be used.
        match Compiled::from_bytes(&forged) {
            Ok(compiled) => drop(found(&Arc::new(compiled.model))),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 100, "{refused}");
}
