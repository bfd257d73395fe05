//! `GazetteerService` without reloading.

use std::fmt::Write as _;

use gaztag::pb;
use gaztag::pb::gazetteer::State;
use gaztag::pb::search_entities_request::Key;
use tonic::Code;

use crate::support::{Folder, TestServer, fields, reason};

fn search(key: Key) -> pb::SearchEntitiesRequest {
    pb::SearchEntitiesRequest { key: Some(key), ..Default::default() }
}

#[tokio::test]
async fn gazetteers_are_listed_in_pages() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.gazetteers().await;
    let all = client.list_gazetteers(pb::ListGazetteersRequest::default()).await.unwrap().into_inner();
    let names: Vec<&str> = all.gazetteers.iter().map(|gazetteer| gazetteer.name.as_str()).collect();
    assert_eq!(names, ["gazetteers/countries", "gazetteers/people"]);
    assert!(all.next_page_token.is_empty());
    let countries = &all.gazetteers[0];
    assert_eq!((countries.state(), countries.display_name.as_str()), (State::Active, "countries.tsv"));
    assert_eq!(countries.entity_count, 2);
    assert!(countries.alias_count >= 7 && countries.memory_bytes > 0 && countries.activate_time.is_some());
    assert_eq!(countries.source_uris, [folder.file("countries.tsv").to_str().unwrap()]);
    assert!(countries.last_error.is_none() && countries.diagnostics.is_empty());

    let request = pb::ListGazetteersRequest { page_size: 1, ..Default::default() };
    let first = client.list_gazetteers(request).await.unwrap().into_inner();
    assert_eq!(first.gazetteers, all.gazetteers[..1]);
    let request = pb::ListGazetteersRequest { page_size: 1, page_token: first.next_page_token };
    let second = client.list_gazetteers(request).await.unwrap().into_inner();
    assert_eq!(second.gazetteers, all.gazetteers[1..]);
    assert!(second.next_page_token.is_empty());
}

#[tokio::test]
async fn one_gazetteer_is_shown_or_not_found() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.gazetteers().await;
    let mut get = async |name: &str| client.get_gazetteer(pb::GetGazetteerRequest { name: name.into() }).await;
    let people = get("gazetteers/people").await.unwrap().into_inner().gazetteer.unwrap();
    assert_eq!((people.entity_count, people.revision.len()), (1, 16));
    let status = get("gazetteers/rivers").await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::NotFound, "GAZETTEER_NOT_FOUND".into()));
    assert_eq!(reason(&get("people").await.unwrap_err()), "INVALID_NAME");
    assert_eq!(reason(&get("").await.unwrap_err()), "MISSING_FIELD");
}

#[tokio::test]
async fn one_entity_is_shown_or_not_found() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.gazetteers().await;
    let mut get = async |name: &str, view: i32| {
        client
            .get_entity(pb::GetEntityRequest { name: name.into(), view })
            .await
            .map(|answer| answer.into_inner().entity.unwrap())
    };
    let basic = get("countries/KZ", 0).await.unwrap();
    assert_eq!((basic.display_name.as_str(), basic.r#type.as_str()), ("Казахстан", "COUNTRY"));
    assert!(basic.aliases.is_empty());
    assert!(!get("countries/KZ", pb::EntityView::Full.into()).await.unwrap().aliases.is_empty());
    let status = get("countries/XX", 0).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::NotFound, "ENTITY_NOT_FOUND".into()));
    assert_eq!(reason(&get("KZ", 0).await.unwrap_err()), "INVALID_NAME");
    assert_eq!(reason(&get("a/b/c", 0).await.unwrap_err()), "INVALID_NAME");
    assert_eq!(reason(&get("", 0).await.unwrap_err()), "MISSING_FIELD");
    assert_eq!(reason(&get("countries/KZ", 9).await.unwrap_err()), "UNKNOWN_ENUM_VALUE");
}

#[tokio::test]
async fn entities_are_found_by_name_and_by_external_id() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.gazetteers().await;
    let mut names = async |request: pb::SearchEntitiesRequest| -> Vec<String> {
        let answer = client.search_entities(request).await.unwrap().into_inner();
        answer.entities.into_iter().map(|entity| entity.name).collect()
    };
    assert_eq!(names(search(Key::Query("Казахстаном".into()))).await, ["countries/KZ"]);
    assert_eq!(names(search(Key::Query("касым*".into()))).await, ["people/kassym-jomart-tokayev"]);
    assert_eq!(names(search(Key::ExternalId("wikidata:Q403".into()))).await, ["countries/RS"]);
    assert!(names(search(Key::ExternalId("wikidata:Q1".into()))).await.is_empty());
    assert!(names(search(Key::Query("Атлантида".into()))).await.is_empty());
    let filtered = |gazetteers: &[&str], types: &[&str]| pb::SearchEntitiesRequest {
        gazetteers: gazetteers.iter().map(|name| (*name).to_owned()).collect(),
        entity_types: types.iter().map(|name| (*name).to_owned()).collect(),
        ..search(Key::Query("к*".into()))
    };
    assert_eq!(names(filtered(&["gazetteers/people"], &[])).await, ["people/kassym-jomart-tokayev"]);
    assert_eq!(names(filtered(&[], &["COUNTRY"])).await, ["countries/KZ"]);
}

#[tokio::test]
async fn a_wrong_search_is_told() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.gazetteers().await;
    let mut refused = async |request| client.search_entities(request).await.unwrap_err();
    assert_eq!(reason(&refused(pb::SearchEntitiesRequest::default()).await), "MISSING_FIELD");
    assert_eq!(reason(&refused(search(Key::Query(" ".into()))).await), "MISSING_FIELD");
    for id in ["Q232", ":Q232", "wikidata:", ""] {
        let status = refused(search(Key::ExternalId(id.into()))).await;
        assert_eq!(
            (reason(&status), fields(&status)),
            ("INVALID_EXTERNAL_ID".into(), vec!["external_id".into()]),
            "{id}"
        );
    }
    let negative = pb::SearchEntitiesRequest { page_size: -1, ..search(Key::Query("к*".into())) };
    assert_eq!(fields(&refused(negative).await), ["page_size"]);
}

#[tokio::test]
async fn a_search_goes_on_page_by_page_until_the_gazetteers_change() {
    let folder = Folder::new();
    let mut rivers = "id\ttype\tname:ru\n".to_owned();
    for number in 0..7 {
        writeln!(rivers, "{number}\tRIVER\tРека {number}").unwrap();
    }
    folder.write("rivers.tsv", &rivers);
    let server = TestServer::start(folder.config()).await;
    let mut client = server.gazetteers().await;
    let page = |token: &str, query: &str| pb::SearchEntitiesRequest {
        page_size: 3,
        page_token: token.into(),
        ..search(Key::Query(query.into()))
    };
    let (mut token, mut sizes) = (String::new(), Vec::new());
    let mut first_token = String::new();
    loop {
        let answer = client.search_entities(page(&token, "река*")).await.unwrap().into_inner();
        sizes.push(answer.entities.len());
        token = answer.next_page_token;
        if first_token.is_empty() {
            first_token.clone_from(&token);
        }
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(sizes, [3, 3, 1]);

    let status = client.search_entities(page(&first_token, "рек*")).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::InvalidArgument, "INVALID_PAGE_TOKEN".into()));
    folder.append("rivers.tsv", "7\tRIVER\tРека 7\n");
    client.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await.unwrap();
    let status = client.search_entities(page(&first_token, "река*")).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "PAGE_REVISION_CHANGED".into()));
}

#[tokio::test]
async fn a_file_is_checked_without_loading_it() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.gazetteers().await;
    let file = |filename: &str, content: &str, max_diagnostics: i32| pb::ValidateGazetteerRequest {
        filename: filename.into(),
        content: content.as_bytes().to_vec(),
        max_diagnostics,
    };
    let good = file("rivers.tsv", "id\ttype\tname:ru\n1\tRIVER\tИртыш\n", 0);
    let answer = client.validate_gazetteer(good).await.unwrap().into_inner();
    assert_eq!((answer.loadable, answer.entity_count, answer.diagnostics.len()), (true, 1, 0));

    let bad = "id\ttype\tname:ru\tname:en\n1\tRIVER\tИртыш{fixx}\tIrtysh\n1\tRIVER\tОбь\t\n\tRIVER\tЛена\t\n";
    let answer = client.validate_gazetteer(file("rivers.tsv", bad, 0)).await.unwrap().into_inner();
    assert!(!answer.loadable);
    let told: Vec<(&str, i32)> =
        answer.diagnostics.iter().map(|problem| (problem.code.as_str(), problem.line)).collect();
    assert_eq!(told, [("UNKNOWN_FLAG", 2), ("DUPLICATE_ID", 3), ("MISSING_ID", 4)]);
    assert_eq!(answer.diagnostics[0].uri, "rivers.tsv");
    let answer = client.validate_gazetteer(file("rivers.tsv", bad, 1)).await.unwrap().into_inner();
    assert_eq!((answer.diagnostics.len(), answer.loadable), (1, false));
    // A warning, and behind it an error.
    let mixed = "id\ttype\tname:ru\n1\tRIVER\tБелая  Обь\n\tRIVER\tЛена\n";
    let answer = client.validate_gazetteer(file("rivers.tsv", mixed, 1)).await.unwrap().into_inner();
    let told: Vec<&str> = answer.diagnostics.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!((told, answer.loadable), (vec!["MISSING_ID"], false), "no warning takes the place of an error");
    assert_eq!(answer.diagnostic_count, 2);
    assert_eq!(reason(&client.validate_gazetteer(file("", bad, 0)).await.unwrap_err()), "MISSING_FIELD");
    assert_eq!(reason(&client.validate_gazetteer(file("a.tsv", bad, -1)).await.unwrap_err()), "VALUE_OUT_OF_RANGE");
}
