//! The server before its gazetteers are loaded.

use gaztag::pb;
use gaztag::server::ServeError;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt as _;

use crate::support::{Folder, TestServer, analyze, reason};

#[tokio::test]
async fn calls_are_unavailable_until_the_gazetteers_are_loaded() {
    let folder = Folder::new();
    folder.pipe("rivers.tsv");
    let mut server = TestServer::launch(folder.config()).await;
    let mut health = HealthClient::new(server.channel().await);
    let mut status = async |service: &str| {
        let request = HealthCheckRequest { service: service.into() };
        health.check(request).await.unwrap().into_inner().status()
    };
    let services =
        ["", "gaztag.v1.EntityRecognitionService", "gaztag.v1.GazetteerService", "gaztag.v1.ServerInfoService"];
    for service in services {
        assert_eq!(status(service).await, ServingStatus::NotServing, "{service}");
    }
    let refused =
        server.recognition().await.analyze_entities(analyze("", pb::AnalysisConfig::default())).await.unwrap_err();
    assert_eq!((refused.code(), reason(&refused)), (Code::Unavailable, "LOADING".into()));
    assert!(refused.get_details_retry_info().unwrap().retry_delay.is_some());
    let refused = server.gazetteers().await.list_gazetteers(pb::ListGazetteersRequest::default()).await.unwrap_err();
    assert_eq!(reason(&refused), "LOADING");
    let info = server.info().await.get_server_info(pb::GetServerInfoRequest {}).await.unwrap().into_inner();
    assert!(info.server_info.unwrap().revision.is_empty());

    folder.feed("rivers.tsv", "id\ttype\tname:ru\n1\tRIVER\tИртыш\n").await;
    let ready = server.until_ready().await;
    assert_eq!(ready.entities, 4);
    assert_eq!(ready.address, server.address);
    assert!(ready.surface_forms > 20);
    for service in services {
        assert_eq!(status(service).await, ServingStatus::Serving, "{service}");
    }
    server.recognition().await.analyze_entities(analyze("", pb::AnalysisConfig::default())).await.unwrap();
}

#[tokio::test]
async fn gazetteers_with_errors_end_the_server() {
    let folder = Folder::new();
    folder.write("rivers.tsv", "id\ttype\n1\tRIVER\n");
    let server = TestServer::launch(folder.config()).await;
    let Err(ServeError::Gazetteers(diagnostics)) = server.ended().await else { panic!("it must not serve") };
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code.as_str() == "MISSING_COLUMN"), "{diagnostics:?}");
}

#[tokio::test]
async fn a_folder_without_gazetteers_ends_the_server() {
    let folder = Folder::new();
    folder.remove("countries.tsv");
    folder.remove("people.tsv");
    folder.write(".hidden.tsv", "nonsense");
    folder.write("notes.txt", "nonsense");
    let server = TestServer::launch(folder.config()).await;
    let Err(ServeError::Gazetteers(diagnostics)) = server.ended().await else { panic!("it must not serve") };
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code.as_str(), "NO_GAZETTEERS");
}
