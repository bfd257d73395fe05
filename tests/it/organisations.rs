//! Organisations that no gazetteer lists, over the wire.

use gaztag::pb;

use crate::support::{Folder, TestServer, analyze, found};

async fn result(server: &TestServer, text: &str, config: pb::AnalysisConfig) -> pb::DocumentResult {
    let answer = server.recognition().await.analyze_entities(analyze(text, config)).await.unwrap();
    answer.into_inner().result.unwrap()
}

#[tokio::test]
async fn an_organisation_made_of_parts_has_a_composed_id() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let text = "В Министерстве обороны Сербии сказали. Агентство по надзору (АПН) молчит, и АПН право.";
    let result = result(&server, text, pb::AnalysisConfig::default()).await;
    let id = "ministry-of-defence@countries/RS";
    let agency = "unlisted/2";
    let expected =
        [("Министерстве обороны Сербии", id), ("Агентство по надзору", agency), ("АПН", agency), ("АПН", agency)];
    assert_eq!(found(&result), expected);
    let best = |index: usize| &result.mentions[index].candidates[0];
    assert_eq!(best(0).lemma, "Министерство обороны Сербии");
    assert_eq!(best(0).morph_features, "Case=Loc|Number=Sing");
    assert_eq!(best(0).match_kind(), pb::candidate::MatchKind::Pattern);
    assert!(best(0).linked, "the id means the same in every document");
    assert_eq!(best(3).match_kind(), pb::candidate::MatchKind::Coreference);
    assert!(!best(1).linked);
    let types: Vec<&str> = result.entities.iter().map(|entity| entity.r#type.as_str()).collect();
    assert_eq!(types, ["ORGANIZATION", "ORGANIZATION"]);
}

#[tokio::test]
async fn generic_bodies_are_asked_for() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let text = "Правительство приняло закон, прокуратура молчит.";
    assert_eq!(found(&result(&server, text, pb::AnalysisConfig::default()).await), []);
    let config = pb::AnalysisConfig { generic_bodies_included: true, ..Default::default() };
    let expected = [("Правительство", "unlisted/1"), ("прокуратура", "unlisted/2")];
    assert_eq!(found(&result(&server, text, config).await), expected);
}
