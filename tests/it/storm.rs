//! Calls and reloads at the same time: no call fails, no answer is of two revisions, the last good files win.

use std::collections::HashMap;
use std::env;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use gaztag::pb;
use gaztag::pb::entity_recognition_service_client::EntityRecognitionServiceClient;
use gaztag::pb::stream_analyze_entities_request::Config;
use tokio::sync::Semaphore;
use tonic::transport::Channel;

use crate::stream::{config, text};
use crate::support::{Folder, TestServer, analyze, document, found, reason};

const CLIENTS: usize = 8;

/// Every version of the files gives other entities these names, one in each of two files.
const TEXT: &str = "Из Астаны в Белград";

/// What every client has seen: the version of the files that each revision is of.
type Seen = Arc<Mutex<HashMap<String, usize>>>;

/// How much; more than the default takes longer than a test should.
fn size(name: &str, default: usize) -> usize {
    env::var(name).map_or(default, |value| value.parse().unwrap())
}

/// Both files of a version, the second one with an error where it is to be refused.
fn write(folder: &Folder, version: usize, is_good: bool) {
    folder.write("first.tsv", &format!("id\ttype\tname:ru\nv{version}\tCITY\tАстана\n"));
    let flag = if is_good { "" } else { "{oops}" };
    folder.write("second.tsv", &format!("id\ttype\tname:ru\nv{version}\tCITY\tБелград{flag}\n"));
}

/// The version that an answer is of, which is one.
fn version(result: &pb::DocumentResult, seen: &Seen) -> usize {
    let found = found(result);
    let [(_, first), (_, second)] = found[..] else { panic!("both names are found: {found:?}") };
    let version = first.strip_prefix("first/v").unwrap();
    assert_eq!(Some(version), second.strip_prefix("second/v"), "one answer of two revisions");
    let version = version.parse().unwrap();
    let mut seen = seen.lock().unwrap();
    assert_eq!(*seen.entry(result.revision.clone()).or_insert(version), version, "one revision of two versions");
    version
}

/// Makes the calls, all kinds of them, and gives how long each took.
async fn client(
    mut client: EntityRecognitionServiceClient<Channel>,
    calls: usize,
    seen: Seen,
    made: Arc<Semaphore>,
) -> Vec<Duration> {
    let mut times = Vec::with_capacity(calls);
    for call in 0..calls {
        let begun = Instant::now();
        let results: Vec<pb::DocumentResult> = match call % 10 {
            3 => {
                let documents = vec![document(TEXT); 20];
                let request = pb::BatchAnalyzeEntitiesRequest { documents, config: None };
                client.batch_analyze_entities(request).await.expect("no call fails").into_inner().results
            }
            7 => {
                let messages: Vec<_> =
                    std::iter::once(config(Config::default())).chain((0..5).map(|_| text(TEXT))).collect();
                let answers = client.stream_analyze_entities(tokio_stream::iter(messages)).await;
                let mut answers = answers.expect("no call fails").into_inner();
                let mut results = Vec::new();
                while let Some(answer) = answers.message().await.expect("no call fails") {
                    results.extend(answer.result);
                }
                assert_eq!(results.len(), 5);
                results
            }
            _ => {
                let request = analyze(TEXT, pb::AnalysisConfig::default());
                let answer = client.analyze_entities(request).await.expect("no call fails").into_inner();
                answer.result.into_iter().collect()
            }
        };
        times.push(begun.elapsed());
        let versions: Vec<usize> = results.iter().map(|result| version(result, &seen)).collect();
        assert!(versions.windows(2).all(|pair| pair[0] == pair[1]), "one call of two revisions: {versions:?}");
        made.add_permits(1);
    }
    times
}

/// `GAZTAG_STORM_CALLS=100000 GAZTAG_STORM_RELOADS=200` is the full size.
#[tokio::test(flavor = "multi_thread")]
async fn calls_go_on_while_files_are_reloaded() {
    let (calls, reloads) = (size("GAZTAG_STORM_CALLS", 2_000), size("GAZTAG_STORM_RELOADS", 20));
    let folder = Folder::new();
    write(&folder, 0, true);
    let server = TestServer::start(folder.config()).await;
    let (seen, made) = (Seen::default(), Arc::new(Semaphore::new(0)));
    let begun = Instant::now();
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let connected = server.recognition().await;
        clients.push(tokio::spawn(client(connected, calls / CLIENTS, Arc::clone(&seen), Arc::clone(&made))));
    }

    let (mut last, mut refused, mut revision) = (0, 0, String::new());
    let mut admin = server.gazetteers().await;
    for version in 1..=reloads {
        // Spread over the calls: each reload has calls before it, and calls in progress.
        made.acquire_many(u32::try_from(calls / CLIENTS * CLIENTS / (reloads + 1)).unwrap()).await.unwrap().forget();
        let is_good = version % 2 == 0;
        write(&folder, version, is_good);
        match admin.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await {
            Ok(report) => {
                assert!(is_good);
                (last, revision) = (version, report.into_inner().revision);
            }
            Err(status) => {
                assert!(!is_good, "{status:?}");
                assert_eq!(reason(&status), "GAZETTEERS_REFUSED");
                refused += 1;
            }
        }
    }
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.expect("no call fails"));
    }
    let took = begun.elapsed();

    assert_eq!(refused, reloads.div_ceil(2));
    let request = analyze(TEXT, pb::AnalysisConfig::default());
    let result = server.recognition().await.analyze_entities(request).await.unwrap().into_inner().result.unwrap();
    assert_eq!((version(&result, &seen), &result.revision), (last, &revision));
    let seen = seen.lock().unwrap().len();
    assert!(seen > 1, "calls were made of more than one revision");
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 1000];
    let mut told = std::io::stderr();
    writeln!(
        told,
        "{} calls by {CLIENTS} clients in {took:.1?}, {reloads} reloads ({refused} refused), answers of {seen} revisions; \
         a call took {:.1?} (median), {:.1?} (99 %), {:.1?} (99.9 %), {:.1?} (longest)",
        times.len(), at(500), at(990), at(999), at(1000)
    )
    .unwrap();
}
