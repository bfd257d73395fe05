//! Entities of a request.

use gaztag::pb;
use tonic::Code;

use crate::support::{Folder, TestServer, analyze, fields, found, reason};

fn entity(name: &str, display_name: &str) -> pb::Entity {
    let (name, r#type, display_name) = (name.to_owned(), "CLIENT".to_owned(), display_name.to_owned());
    pb::Entity { name, r#type, display_name, ..pb::Entity::default() }
}

fn alias(text: &str, language: &str) -> pb::Alias {
    pb::Alias { text: text.into(), language_code: language.into(), ..pb::Alias::default() }
}

async fn texts(server: &TestServer, text: &str, entity: pb::Entity) -> Vec<(String, String)> {
    let config = pb::AnalysisConfig { inline_entities: vec![entity], ..Default::default() };
    let answer = server.recognition().await.analyze_entities(analyze(text, config)).await.unwrap().into_inner();
    let result = answer.result.unwrap();
    found(&result).into_iter().map(|(text, entity)| (text.to_owned(), entity.to_owned())).collect()
}

#[tokio::test]
async fn inline_entities_are_found_in_every_form_for_one_call() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let text = "В Ромашке и в Казахстане";
    let found = texts(&server, text, entity("clients/7", "Ромашка")).await;
    let own = ("Ромашке".to_owned(), "clients/7".to_owned());
    assert_eq!(found, [own, ("Казахстане".to_owned(), "countries/KZ".to_owned())]);
    let answer = server.recognition().await.analyze_entities(analyze(text, pb::AnalysisConfig::default())).await;
    assert_eq!(answer.unwrap().into_inner().result.unwrap().mentions.len(), 1, "of the next call they are not");
}

#[tokio::test]
async fn an_id_alone_becomes_inline() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let found = texts(&server, "Икария", entity("42", "Икария")).await;
    assert_eq!(found, [("Икария".to_owned(), "inline/42".to_owned())]);
}

#[tokio::test]
async fn aliases_carry_their_rules() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let with = |alias: pb::Alias| pb::Entity { aliases: vec![alias], ..entity("42", "") };
    let text = "Лужайка, лужайка, лужайку, Лужайку";
    let texts = async |alias| -> Vec<String> {
        texts(&server, text, with(alias)).await.into_iter().map(|(text, _)| text).collect()
    };
    let fixed = pb::Alias { inflected: Some(false), ..alias("Лужайка", "ru") };
    assert_eq!(texts(fixed).await, ["Лужайка"]);
    let any = pb::Alias { case_policy: pb::alias::CasePolicy::Insensitive.into(), ..alias("Лужайка", "ru") };
    assert_eq!(texts(any).await, ["Лужайка", "лужайка", "лужайку", "Лужайку"]);
    let exact = pb::Alias {
        case_policy: pb::alias::CasePolicy::Exact.into(),
        inflected: Some(false),
        ..alias("лужайка", "ru")
    };
    assert_eq!(texts(exact).await, ["лужайка"]);
    let context = pb::Alias { context_required: true, ..alias("Лужайка", "ru") };
    assert!(texts(context).await.is_empty(), "nothing else names the entity");
}

#[tokio::test]
async fn wrong_inline_entities_are_told_by_field() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let nameless = entity("", "Икс");
    let typeless = pb::Entity { r#type: String::new(), ..entity("a/1", "Икс") };
    let unnamed = entity("a/2", "");
    let unmatchable = pb::Entity { aliases: vec![alias("—", "ru")], ..entity("a/3", "") };
    let twice = entity("a/3", "Икс");
    let taken = entity("countries/KZ", "Икс");
    let entities = vec![nameless, typeless, unnamed, unmatchable, twice, taken];
    let config = pb::AnalysisConfig { inline_entities: entities, ..Default::default() };
    let status = server.recognition().await.analyze_entities(analyze("", config)).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(reason(&status), "MISSING_FIELD");
    let expected = [
        "config.inline_entities[0].name",
        "config.inline_entities[1].type",
        "config.inline_entities[2].aliases",
        "config.inline_entities[3].aliases[0].text",
        "config.inline_entities[4].name",
        "config.inline_entities[5].name",
    ];
    assert_eq!(fields(&status), expected);
}

/// An answer has one entity of a name: the gazetteer's would be told as the call's.
#[tokio::test]
async fn no_inline_entity_is_called_like_one_of_a_gazetteer() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let config =
        pb::AnalysisConfig { inline_entities: vec![entity("countries/KZ", "Ромашка")], ..Default::default() };
    let status = server.recognition().await.analyze_entities(analyze("Ромашка", config)).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::InvalidArgument, "INVALID_INLINE_ENTITY".into()));
    assert_eq!(fields(&status), ["config.inline_entities[0].name"]);
}
