//! Explanations: over the wire, on the command line, and `gaztag why`.

use gaztag::pb;
use gaztag::pb::stream_analyze_entities_request::{Config, Request};
use insta::assert_snapshot;

use crate::support::{Folder, TestServer, analyze, document};
use crate::tools::Desk;

const TEXT: &str = "МИД Казахстана и казахстанцы 😀 о том, что казахстан ждёт";

fn config() -> pb::AnalysisConfig {
    let organisation = pb::Entity {
        name: "mid".to_owned(),
        display_name: "МИД Казахстана".to_owned(),
        r#type: "ORGANIZATION".to_owned(),
        ..Default::default()
    };
    pb::AnalysisConfig { explanations_included: true, inline_entities: vec![organisation], ..Default::default() }
}

/// The text and the reason of every suppressed mention.
fn suppressed(result: &pb::DocumentResult) -> Vec<(&str, &str, &'static str)> {
    let told = |suppressed: &'_ pb::SuppressedMention| suppressed.reason().as_str_name();
    let all = result.suppressed_mentions.iter();
    all.map(|dropped| {
        let mention = dropped.mention.as_ref().unwrap();
        assert_eq!(mention.candidates.len(), 1);
        let (text, entity) = (&mention.text.as_ref().unwrap().content, &mention.candidates[0].entity);
        assert!(result.entities.iter().any(|known| known.name == *entity), "{entity}");
        (text.as_str(), entity.as_str(), told(dropped))
    })
    .collect()
}

fn check(result: &pb::DocumentResult) {
    for mention in &result.mentions {
        for candidate in &mention.candidates {
            let steps = mention.explanation_steps.iter().filter(|step| step.entity == candidate.entity);
            let stages: Vec<&str> = steps.map(|step| step.stage.as_str()).collect();
            assert!(stages.contains(&"match") || stages.contains(&"pattern"), "{stages:?}");
        }
    }
    let expected =
        [("Казахстана", "countries/KZ", "REASON_OVERLAPPED"), ("казахстан", "countries/KZ", "REASON_CASE_MISMATCH")];
    let told = suppressed(result);
    assert!(expected.iter().all(|expected| told.contains(expected)), "{told:?}");
    let points: Vec<char> = TEXT.chars().collect();
    for span in
        result.suppressed_mentions.iter().map(|dropped| dropped.mention.as_ref().unwrap().text.as_ref().unwrap())
    {
        let range = usize::try_from(span.begin_offset).unwrap()..usize::try_from(span.end_offset).unwrap();
        assert_eq!(points[range].iter().collect::<String>(), span.content);
    }
    assert_eq!(usize::try_from(result.suppressed_mention_count).unwrap(), told.len());
}

#[tokio::test]
async fn every_way_of_asking_explains_on_demand_alone() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.recognition().await;
    let plain = pb::AnalysisConfig { explanations_included: false, ..config() };
    let result = client.analyze_entities(analyze(TEXT, plain)).await.unwrap().into_inner().result.unwrap();
    assert!(result.mentions.iter().all(|mention| mention.explanation_steps.is_empty()));
    assert!(result.suppressed_mentions.is_empty() && result.suppressed_mention_count == 0);

    let result = client.analyze_entities(analyze(TEXT, config())).await.unwrap().into_inner().result.unwrap();
    check(&result);

    let batch = pb::BatchAnalyzeEntitiesRequest { documents: vec![document(TEXT)], config: Some(config()) };
    check(&client.batch_analyze_entities(batch).await.unwrap().into_inner().results[0]);

    let first = Config { analysis_config: Some(config()), ..Default::default() };
    let requests = [Request::Config(first), Request::Document(document(TEXT))];
    let requests = requests.map(|request| pb::StreamAnalyzeEntitiesRequest { request: Some(request) });
    let mut stream = client.stream_analyze_entities(tokio_stream::iter(requests)).await.unwrap().into_inner();
    check(&stream.message().await.unwrap().unwrap().result.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_explains_as_this_process_does() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let desk = Desk::new();
    desk.write("a.txt", TEXT);
    let url = format!("http://{}", server.address);
    let gazetteers = folder.path().display().to_string();
    let line = ["tag", "a.txt", "--explain", "--max-candidates", "3", "--format", "jsonl"];
    let (remote, local) = tokio::task::spawn_blocking(move || {
        let remote = desk.run(&[&line[..], &["--server", &url]].concat());
        (remote, desk.run(&[&line[..], &["--no-default-gazetteers", "--gazetteers", &gazetteers]].concat()))
    })
    .await
    .unwrap();
    let without_places = |printed: &str| -> serde_json::Value {
        serde_json::from_str(printed.lines().next().unwrap()).unwrap_or_else(|error| panic!("{error}: {printed}"))
    };
    let (remote, local) = (without_places(&remote), without_places(&local));
    assert!(remote["suppressed_count"].as_u64().unwrap() > 0, "{remote}");
    assert_eq!(remote["mentions"], local["mentions"]);
    assert_eq!(remote["suppressed"], local["suppressed"]);
}

/// A desk with names that need something.
fn desk() -> Desk {
    let desk = Desk::new();
    let organisations = "id\tname:ru\talias:ru\n\
        mid\tМинистерство иностранных дел Казахстана\tМИД Казахстана|МИД{context}\n\
        mir\tМир\t\nvera\tВера{never}\t\nromashka\tООО «Ромашка»\tЛютик\n";
    desk.write("gaz/organisations.tsv", organisations);
    desk
}

#[test]
fn tag_explains() {
    let desk = desk();
    desk.write(
        "a.txt",
        "МИД Казахстана сообщил: Токаева встретил Александр Вучич, а мир ждёт КАЗАХСТАН. Миром правит Вучич.\n",
    );
    let line = ["tag", "a.txt", "--explain", "--format"];
    assert_snapshot!("explain_text", desk.run_small(&[&line[..], &["text", "--color", "never"]].concat()));
    assert_snapshot!("explain_jsonl", desk.run_small(&[&line[..], &["jsonl"]].concat()));
    assert!(desk.run_small(&[&line[..], &["html"]].concat()).contains("how it was decided"));
}

#[test]
fn why_says_why_and_why_not() {
    let desk = desk();
    let why =
        |text: &str, entity: &str, more: &[&str]| desk.run_small(&[&["why", text, "--entity", entity], more].concat());
    desk.write("a.txt", "Прибыл в Казахстан");
    assert_snapshot!("why_found", why("a.txt", "countries/KZ", &[]));
    assert_snapshot!("why_case", why("Весь казахстан ждёт", "countries/KZ", &[]));
    assert_snapshot!("why_context", why("Вчера МИД сообщил", "organisations/mid", &[]));
    assert_snapshot!("why_surname", why("Вчера Токаев сообщил", "people/tokayev", &[]));
    assert_snapshot!("why_covered", why("Вчера МИД Казахстана сообщил", "countries/KZ", &[]));
    assert_snapshot!("why_unlikely", why("Миром правят", "organisations/mir", &[]));
    assert_snapshot!("why_never", why("Вера помогла", "organisations/vera", &[]));
    assert_snapshot!("why_alike", why("Купили Лютики, Ромашкин и фиалки", "organisations/romashka", &[]));
    assert_snapshot!("why_absent", why("Ни о чём", "organisations/romashka", &[]));
    assert_snapshot!("why_parted", why("Министерство иностранных дел; Казахстана нет", "organisations/mid", &[]));
    assert_snapshot!("why_unknown", why("Прибыл в Казахстан", "country/KZ", &[]));
    assert_snapshot!("why_type", why("Прибыл в Казахстан", "countries/KZ", &["--types", "CITY"]));
    assert_snapshot!("why_usage", why("Прибыл", "countries/KZ", &["--only", "planets"]));
}

#[test]
fn why_answers_programs_too() {
    let desk = desk();
    let why = |text: &str, entity: &str| desk.run_small(&["why", text, "--entity", entity, "--json"]);
    assert_snapshot!("why_json_found", why("🙂 Прибыл в Казахстан", "countries/KZ"));
    assert_snapshot!("why_json_dropped", why("🙂 Вчера МИД сообщил", "organisations/mid"));
    assert_snapshot!("why_json_never", why("Вера помогла", "organisations/vera"));
    assert_snapshot!("why_json_alike", why("Купили Лютики", "organisations/romashka"));
    assert_snapshot!("why_json_unknown", why("Прибыл в Казахстан", "country/KZ"));
}

#[test]
fn why_lists_a_spelling_once_with_its_columns() {
    let desk = Desk::new();
    desk.write("gaz/places.tsv", "id\tname:ru\tname:kk\nb\tБирюк{never}\tБирюк\n");
    let why = |text: &str, entity: &str| desk.run_small(&["why", text, "--entity", entity]);
    assert_snapshot!("why_columns", why("Ни о чём", "countries/RS"));
    assert_snapshot!("why_columns_alike", why("Сербистан и фиалки", "countries/RS"));
    assert_snapshot!("why_columns_forms", why("Бирюк, бирюк и Бирюк", "places/b"));
}

#[test]
fn why_tells_what_a_layer_took_away() {
    let desk = desk();
    desk.write("over/countries.tsv", "id\tname:ru\talias:ru\tstatus\nRS\t\t\tremoved\nKZ\t\t-РК\t\n");
    let layers = ["--no-default-gazetteers", "--gazetteers", "gaz", "--gazetteers", "over"];
    let why = |entity: &str| desk.run(&[&["why", "Сербия и РК", "--entity", entity], &layers[..]].concat());
    assert_snapshot!("why_hidden", why("countries/RS"));
    assert_snapshot!("why_hidden_name", why("countries/KZ"));
    let why = |entity: &str| desk.run(&[&["why", "Сербия и РК", "--entity", entity, "--json"], &layers[..]].concat());
    assert_snapshot!("why_json_hidden", why("countries/RS"));
    assert_snapshot!("why_json_hidden_name", why("countries/KZ"));
}

#[test]
fn why_reads_the_standard_input() {
    let line = ["why", "-", "--entity", "countries/KZ", "--no-default-gazetteers", "--gazetteers", "gaz"];
    let printed = desk().run_with_input(&line, "Прибыл в Казахстан");
    assert!(printed.starts_with("found: 1 mention of countries/KZ") && printed.ends_with("exit code: 0"), "{printed}");
}
