//! `UpsertEntities` and `DeleteEntities`: entities that come and go without a file that anyone edits.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use gaztag::pb;
use gaztag::pb::gazetteer_service_client::GazetteerServiceClient;
use gaztag::server::Config;
use tempfile::TempDir;
use tonic::transport::Channel;
use tonic::{Code, Status};

use crate::command::{serve, signal};
use crate::support::{Folder, TestServer, analyze, fields, found, metadatum, reason};

/// The two small gazetteers and an empty overlay over them.
struct Overlaid {
    folder: Folder,
    overlay: TempDir,
    server: TestServer,
}

impl Overlaid {
    async fn start() -> Self {
        let (folder, overlay) = (Folder::new(), TempDir::new().unwrap());
        let server = TestServer::start(config(&folder, &overlay)).await;
        Self { folder, overlay, server }
    }

    /// Ends the server, and starts another one of the same folders.
    async fn restart(&mut self) {
        self.server.drain();
        self.server = TestServer::start(config(&self.folder, &self.overlay)).await;
    }

    async fn upsert(&self, entities: Vec<pb::Entity>) -> Result<pb::UpsertEntitiesResponse, Status> {
        upsert(&mut self.server.gazetteers().await, entities).await
    }

    async fn delete(&self, request: pb::DeleteEntitiesRequest) -> Result<pb::DeleteEntitiesResponse, Status> {
        self.server.gazetteers().await.delete_entities(request).await.map(tonic::Response::into_inner)
    }

    async fn entity(&self, name: &str) -> Option<pb::Entity> {
        let request = pb::GetEntityRequest { name: name.to_owned(), view: pb::EntityView::Full.into() };
        self.server.gazetteers().await.get_entity(request).await.ok()?.into_inner().entity
    }

    async fn revision(&self) -> String {
        let request = pb::ListGazetteersRequest::default();
        self.server.gazetteers().await.list_gazetteers(request).await.unwrap().into_inner().revision
    }

    /// The best entities of what is found in a text.
    async fn tag(&self, text: &str) -> Vec<String> {
        let request = analyze(text, pb::AnalysisConfig::default());
        let result = self.server.recognition().await.analyze_entities(request).await.unwrap().into_inner().result;
        found(&result.unwrap()).into_iter().map(|(_, entity)| entity.to_owned()).collect()
    }

    fn path(&self, file: &str) -> PathBuf {
        self.overlay.path().join(file)
    }

    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.overlay.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn config(folder: &Folder, overlay: &TempDir) -> Config {
    Config { overlay: Some(overlay.path().to_owned()), ..folder.config() }
}

async fn upsert(
    client: &mut GazetteerServiceClient<Channel>,
    entities: Vec<pb::Entity>,
) -> Result<pb::UpsertEntitiesResponse, Status> {
    let request = pb::UpsertEntitiesRequest { entities, ..Default::default() };
    client.upsert_entities(request).await.map(tonic::Response::into_inner)
}

fn entity(name: &str, entity_type: &str, aliases: &[&str]) -> pb::Entity {
    let alias = |text: &&str| pb::Alias { text: (*text).to_owned(), ..Default::default() };
    let aliases = aliases.iter().map(alias).collect();
    pb::Entity { name: name.to_owned(), r#type: entity_type.to_owned(), aliases, ..Default::default() }
}

fn names(names: &[&str]) -> pb::DeleteEntitiesRequest {
    pb::DeleteEntitiesRequest { names: names.iter().map(|name| (*name).to_owned()).collect(), ..Default::default() }
}

#[tokio::test]
async fn an_entity_is_found_once_it_is_added_and_after_a_restart() {
    let mut overlaid = Overlaid::start().await;
    let before = overlaid.revision().await;
    let mut lee = entity("people/stan-lee", "", &["Стэн Ли"]);
    lee.aliases[0].flags = "g=m".to_owned();
    lee.metadata.insert("country".to_owned(), "US".to_owned());
    let river = entity("rivers/1", "RIVER", &["Иртыш", "Ертіс"]);
    let report = overlaid.upsert(vec![lee.clone(), river]).await.unwrap();
    assert_eq!((report.previous_revision, report.added_count, report.updated_count), (before, 2, 0));
    assert_eq!(report.revision, overlaid.revision().await);
    assert_eq!(overlaid.tag("О Стэне Ли на Иртыше").await, ["people/stan-lee", "rivers/1"]);
    assert_eq!(overlaid.files(), ["people.tsv", "rivers.tsv"]);
    overlaid.restart().await;
    assert_eq!(overlaid.revision().await, report.revision);
    assert_eq!(overlaid.tag("О Стэне Ли на Иртыше").await, ["people/stan-lee", "rivers/1"]);
}

#[tokio::test]
async fn the_same_again_changes_nothing() {
    let overlaid = Overlaid::start().await;
    let entities = || vec![entity("rivers/1", "RIVER", &["Иртыш"]), entity("rivers/2", "RIVER", &["Тобол"])];
    let first = overlaid.upsert(entities()).await.unwrap();
    let written = fs::metadata(overlaid.path("rivers.tsv")).unwrap().modified().unwrap();
    let second = overlaid.upsert(entities()).await.unwrap();
    assert_eq!((&second.revision, second.added_count, second.updated_count), (&first.revision, 0, 0));
    assert_eq!(second.previous_revision, second.revision);
    assert_eq!(fs::metadata(overlaid.path("rivers.tsv")).unwrap().modified().unwrap(), written);
    overlaid.upsert(vec![entity("rivers/2", "RIVER", &["Ишим"])]).await.unwrap();
    let back = overlaid.upsert(entities()).await.unwrap();
    assert_eq!((back.revision, back.updated_count), (first.revision, 1));
    let ignoring = || pb::DeleteEntitiesRequest { allow_missing: true, ..names(&["rivers/2", "rivers/9"]) };
    let gone = overlaid.delete(ignoring()).await.unwrap();
    let again = overlaid.delete(ignoring()).await.unwrap();
    assert_eq!((gone.removed_count, again.removed_count), (1, 0));
    assert_eq!(gone.revision, again.revision);
}

#[tokio::test]
async fn an_entity_of_a_file_can_be_read_changed_and_sent_back() {
    let overlaid = Overlaid::start().await;
    let revision = overlaid.revision().await;
    let before = overlaid.entity("people/kassym-jomart-tokayev").await.unwrap();
    let mut after = before.clone();
    after.aliases.push(pb::Alias { text: "Токаевич".into(), language_code: "ru".into(), ..Default::default() });
    let report = overlaid.upsert(vec![after]).await.unwrap();
    assert_eq!((report.added_count, report.updated_count), (0, 1));
    // What the row says with flags is not lost: the bare surname still stands for the person.
    assert_eq!(overlaid.tag("Токаев прибыл").await, ["people/kassym-jomart-tokayev"]);
    assert_eq!(overlaid.tag("Токаевич прибыл").await.len(), 1);
    let sent_back = overlaid.entity("people/kassym-jomart-tokayev").await.unwrap();
    let report = overlaid.upsert(vec![sent_back]).await.unwrap();
    assert_eq!(report.revision, report.previous_revision);
    overlaid.upsert(vec![before.clone()]).await.unwrap();
    assert_eq!(overlaid.entity("people/kassym-jomart-tokayev").await.unwrap(), before);
    assert_ne!(overlaid.revision().await, revision, "a row of the overlay is a row all the same");
}

#[tokio::test]
async fn what_is_deleted_is_hidden_or_gone() {
    let mut overlaid = Overlaid::start().await;
    overlaid.upsert(vec![entity("countries/MN", "COUNTRY", &["Монголия"])]).await.unwrap();
    let report = overlaid.delete(names(&["countries/RS", "countries/MN"])).await.unwrap();
    assert_eq!(report.removed_count, 2);
    assert_eq!(overlaid.tag("Монголия и Сербия").await, [""; 0]);
    let table = fs::read_to_string(overlaid.path("countries.tsv")).unwrap();
    assert!(table.contains("RS\t\tremoved") && !table.contains("MN"), "{table}");
    overlaid.restart().await;
    assert_eq!(overlaid.tag("Монголия и Сербия").await, [""; 0]);
    // What is there again needs no row that hides it.
    overlaid.upsert(vec![entity("countries/RS", "COUNTRY", &["Сербия"])]).await.unwrap();
    assert_eq!(overlaid.tag("Монголия и Сербия").await, ["countries/RS"]);

    overlaid.upsert(vec![entity("rivers/1", "RIVER", &["Иртыш"])]).await.unwrap();
    overlaid.delete(names(&["rivers/1"])).await.unwrap();
    assert_eq!(overlaid.files(), ["countries.tsv"], "an empty table goes");
    let revision = overlaid.revision().await;
    let status = overlaid.delete(names(&["countries/KZ", "rivers/1", "rivers/2"])).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::NotFound, "ENTITY_NOT_FOUND".into()));
    assert_eq!((metadatum(&status, "name"), metadatum(&status, "violation_count")), ("rivers/1".into(), "2".into()));
    assert_eq!(overlaid.revision().await, revision, "all or none");
    let status = overlaid.delete(names(&["rivers", "countries/KZ", "countries/KZ"])).await.unwrap_err();
    assert_eq!((reason(&status), fields(&status)), ("INVALID_NAME".into(), vec!["names[0]".into(), "names[2]".into()]));
}

#[tokio::test]
async fn every_problem_of_every_entity_is_told_and_nothing_is_changed() {
    let overlaid = Overlaid::start().await;
    let revision = overlaid.revision().await;
    let mut bad_flag = entity("people/a", "", &["Иван Иванов", "Иван"]);
    bad_flag.aliases[1].flags = "oops".to_owned();
    let unnamed = entity("people/b", "PERSON", &[]);
    let nowhere = entity("c", "PERSON", &["Пётр"]);
    let status = overlaid
        .upsert(vec![entity("people/good", "", &["Пётр Первый"]), bad_flag, unnamed, nowhere])
        .await
        .unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::InvalidArgument, "INVALID_ENTITY".into()));
    assert_eq!(fields(&status), ["entities[1].aliases[1].flags", "entities[2].aliases", "entities[3].name"]);

    // What no table can hold.
    let mut tab = entity("people/a", "PERSON", &["Иван\tИванов", "-Пётр", "а|б"]);
    tab.display_name = "Иван".to_owned();
    tab.metadata.insert("colour".to_owned(), "red".to_owned());
    let status = overlaid.upsert(vec![tab]).await.unwrap_err();
    let expected =
        ["text", "text", "text"].iter().enumerate().map(|(at, field)| format!("entities[0].aliases[{at}].{field}"));
    let expected: Vec<String> = expected.chain(["entities[0].metadata[\"colour\"]".to_owned()]).collect();
    assert_eq!(fields(&status), expected);

    // What the reader of tables and the compiler say.
    let mut class = entity("people/class", "", &["Иван Иванов"]);
    class.aliases[0].flags = "class=nonsense".to_owned();
    let mut years = entity("rivers/years", "RIVER", &["Иртыш"]);
    years.metadata = [("from", "2000"), ("to", "1000")].map(|(key, year)| (key.to_owned(), year.to_owned())).into();
    let typeless = entity("rivers/typeless", "", &["Тобол"]);
    let small = entity("rivers/small", "river", &["Ишим"]);
    let status = overlaid.upsert(vec![years, typeless, small]).await.unwrap_err();
    assert_eq!(fields(&status), ["entities[0].metadata[\"from\"]", "entities[1].type", "entities[2].type"]);
    assert!(status.message().contains("(INVALID_YEAR)"), "{}", status.message());
    let status = overlaid.upsert(vec![class]).await.unwrap_err();
    assert_eq!(fields(&status), ["entities[0].aliases[0].flags"]);

    assert_eq!(overlaid.revision().await, revision);
    assert_eq!(overlaid.files(), [""; 0]);
}

#[tokio::test]
async fn warnings_are_told_and_change_nothing() {
    let overlaid = Overlaid::start().await;
    let request = pb::UpsertEntitiesRequest {
        entities: vec![entity("people/x", "PERSON", &["Мишель Барнье"])],
        validate_only: true,
        ..Default::default()
    };
    let report = overlaid.server.gazetteers().await.upsert_entities(request).await.unwrap().into_inner();
    assert_eq!(report.added_count, 1);
    assert_ne!(report.revision, report.previous_revision);
    assert_eq!(usize::try_from(report.diagnostic_count).unwrap(), report.diagnostics.len());
    assert_eq!((overlaid.revision().await, overlaid.files().len()), (report.previous_revision, 0));
}

#[tokio::test]
async fn without_an_overlay_nothing_is_kept() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let status = upsert(&mut server.gazetteers().await, vec![entity("people/x", "", &["Иван"])]).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "OVERLAY_MISSING".into()));
    assert!(status.message().contains("--overlay DIR"), "{}", status.message());
    let status = server.gazetteers().await.delete_entities(names(&["countries/KZ"])).await.unwrap_err();
    assert_eq!(reason(&status), "OVERLAY_MISSING");
}

#[tokio::test]
async fn an_edit_can_depend_on_the_revision() {
    let overlaid = Overlaid::start().await;
    let revision = overlaid.revision().await;
    let edit = async |river: &str| {
        let entities = vec![entity("rivers/1", "RIVER", &[river])];
        let request = pb::UpsertEntitiesRequest { entities, expected_revision: revision.clone(), ..Default::default() };
        overlaid.server.gazetteers().await.upsert_entities(request).await
    };
    edit("Иртыш").await.unwrap();
    let status = edit("Тобол").await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "REVISION_MISMATCH".into()));
    assert_eq!(overlaid.tag("Тобол и Иртыш").await, ["rivers/1"]);
}

#[tokio::test]
async fn what_someone_else_wrote_is_not_lost() {
    let overlaid = Overlaid::start().await;
    overlaid.upsert(vec![entity("rivers/1", "RIVER", &["Иртыш"])]).await.unwrap();
    let table = fs::read_to_string(overlaid.path("rivers.tsv")).unwrap();
    fs::write(overlaid.path("rivers.tsv"), table + "2\tRIVER\tТобол\n").unwrap();
    let edit = async || overlaid.upsert(vec![entity("rivers/3", "RIVER", &["Ишим"])]).await;
    let status = edit().await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "OVERLAY_CHANGED".into()));
    let mut client = overlaid.server.gazetteers().await;
    client.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await.unwrap();
    edit().await.unwrap();
    assert_eq!(overlaid.tag("Иртыш, Тобол, Ишим").await.len(), 3);
}

#[tokio::test]
async fn a_rollback_takes_the_overlay_back_on_the_disk_too() {
    let mut overlaid = Overlaid::start().await;
    let before = overlaid.revision().await;
    overlaid.upsert(vec![entity("rivers/1", "RIVER", &["Иртыш"]), entity("a/1", "A", &["Алаколь"])]).await.unwrap();
    let request = pb::RollbackGazetteersRequest { revision: before.clone(), ..Default::default() };
    overlaid.server.gazetteers().await.rollback_gazetteers(request).await.unwrap();
    assert_eq!(overlaid.files(), [""; 0]);
    overlaid.restart().await;
    assert_eq!(overlaid.revision().await, before);
}

#[tokio::test]
async fn an_overlay_that_vanishes_takes_nothing_with_it() {
    let overlaid = Overlaid::start().await;
    overlaid.upsert(vec![entity("rivers/1", "RIVER", &["Иртыш"])]).await.unwrap();
    let hidden = overlaid.overlay.path().with_extension("hidden");
    fs::rename(overlaid.overlay.path(), &hidden).unwrap();
    let mut client = overlaid.server.gazetteers().await;
    let status = client.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await.unwrap_err();
    assert_eq!(reason(&status), "GAZETTEERS_REFUSED");
    let status = overlaid.upsert(vec![entity("rivers/2", "RIVER", &["Тобол"])]).await.unwrap_err();
    assert_eq!(reason(&status), "OVERLAY_UNWRITABLE");
    fs::rename(&hidden, overlaid.overlay.path()).unwrap();
    overlaid.upsert(vec![entity("rivers/2", "RIVER", &["Тобол"])]).await.unwrap();
    assert_eq!(overlaid.tag("Иртыш, Тобол").await.len(), 2);
}

/// Files with errors, or a set that was rolled back, are not what an edit is about.
#[tokio::test]
async fn an_edit_leaves_the_other_layers_as_they_are_loaded() {
    let overlaid = Overlaid::start().await;
    overlaid.folder.write("people.tsv", "nonsense\n");
    overlaid.folder.append("countries.tsv", "MN\tМонголия\t\t\t\t\t\t\n");
    overlaid.upsert(vec![entity("people/x", "", &["Иван Иванов"])]).await.unwrap();
    let found = overlaid.tag("Касым-Жомарт Токаев, Иван Иванов, Монголия").await;
    assert_eq!(found, ["people/kassym-jomart-tokayev", "people/x"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_at_the_same_time_are_all_made() {
    let overlaid = Overlaid::start().await;
    let edits = (0..20).map(async |number: usize| {
        let name = "абвгдежзиклмнопрстуф".chars().nth(number).unwrap();
        overlaid.upsert(vec![entity(&format!("rivers/{number}"), "RIVER", &[&format!("Иртыш-{name}")])]).await
    });
    for report in futures_util::future::join_all(edits).await {
        assert_eq!(report.unwrap().added_count, 1);
    }
    let table = fs::read_to_string(overlaid.path("rivers.tsv")).unwrap();
    assert_eq!(table.lines().count(), 21, "{table}");
}

/// The server's own url, from the first line that it printed.
fn url(lines: &[String; 3]) -> String {
    lines[0].strip_prefix("listening on ").unwrap().to_owned()
}

async fn revision(client: &mut GazetteerServiceClient<Channel>) -> String {
    client.list_gazetteers(pb::ListGazetteersRequest::default()).await.unwrap().into_inner().revision
}

#[tokio::test]
async fn what_was_answered_survives_a_kill() {
    let (folder, overlay) = (Folder::new(), TempDir::new().unwrap());
    let path = overlay.path().to_str().unwrap();
    let (mut child, lines) = serve(&folder, &["--overlay", path]);
    let mut client = GazetteerServiceClient::connect(url(&lines)).await.unwrap();
    let report = upsert(&mut client, vec![entity("people/stan-lee", "", &["Стэн Ли"])]).await.unwrap();
    signal(&child, "KILL");
    child.wait().unwrap();

    let (mut child, lines) = serve(&folder, &["--overlay", path]);
    let mut client = GazetteerServiceClient::connect(url(&lines)).await.unwrap();
    assert_eq!(revision(&mut client).await, report.revision);
    let request = pb::GetEntityRequest { name: "people/stan-lee".into(), ..Default::default() };
    client.get_entity(request).await.unwrap();
    signal(&child, "KILL");
    child.wait().unwrap();
}

/// Whenever the process is killed, an edit of two files is made or not, never half.
#[tokio::test]
async fn a_kill_in_the_midst_of_an_edit_leaves_all_or_nothing() {
    let (folder, overlay) = (Folder::new(), TempDir::new().unwrap());
    let path = overlay.path().to_str().unwrap();
    for round in 0..8_u64 {
        let (mut child, lines) = serve(&folder, &["--overlay", path]);
        let mut client = GazetteerServiceClient::connect(url(&lines)).await.unwrap();
        let pair = |gazetteer: &str| entity(&format!("{gazetteer}/{round}"), "RIVER", &["Иртыш"]);
        let edit = upsert(&mut client, vec![pair("a"), pair("b"), pair("c")]);
        let answered = tokio::time::timeout(Duration::from_millis(round * 4), edit).await;
        signal(&child, "KILL");
        child.wait().unwrap();

        let (mut child, lines) = serve(&folder, &["--overlay", path]);
        let mut client = GazetteerServiceClient::connect(url(&lines)).await.unwrap();
        let mut there = 0;
        for gazetteer in ["a", "b", "c"] {
            let request = pb::GetEntityRequest { name: format!("{gazetteer}/{round}"), ..Default::default() };
            there += usize::from(client.get_entity(request).await.is_ok());
        }
        assert!(there == 0 || there == 3, "round {round}: {there} of 3");
        assert!(there == 3 || !matches!(answered, Ok(Ok(_))), "round {round}: what was answered is there");
        signal(&child, "KILL");
        child.wait().unwrap();
    }
}
