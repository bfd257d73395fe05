//! The gazetteers that the binary carries.

use gaztag::pb;
use gaztag::server::Config;

use crate::support::{TestServer, analyze, found};

#[tokio::test]
async fn the_default_gazetteers_load_and_find() {
    let server = TestServer::start(Config::default()).await;
    let request = analyze("Президент Сербии прибыл в Астану", pb::AnalysisConfig::default());
    let answer = server.recognition().await.analyze_entities(request).await.unwrap().into_inner();
    let result = answer.result.unwrap();
    assert_eq!(found(&result), [("Сербии", "countries/RS"), ("Астану", "cities/1526273")]);
    let all =
        server.gazetteers().await.list_gazetteers(pb::ListGazetteersRequest::default()).await.unwrap().into_inner();
    assert!(
        all.gazetteers.iter().all(|gazetteer| gazetteer.diagnostics.is_empty()),
        "carried gazetteers have no problems"
    );
}
