//! Health and reflection.

use gaztag::server::Reflection;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::{v1, v1alpha};

use crate::support::{Folder, TestServer};

const SERVICES: [&str; 3] =
    ["gaztag.v1.EntityRecognitionService", "gaztag.v1.GazetteerService", "gaztag.v1.ServerInfoService"];

#[tokio::test]
async fn health_knows_the_server_and_every_service() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = HealthClient::new(server.channel().await);
    for service in std::iter::once("").chain(SERVICES) {
        let answer = client.check(HealthCheckRequest { service: service.into() }).await.unwrap().into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{service}");
    }
    let unknown = client.check(HealthCheckRequest { service: "nothing".into() }).await.unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
}

#[tokio::test]
async fn health_tells_watchers_that_the_server_goes() {
    let folder = Folder::new();
    let mut server = TestServer::start(folder.config()).await;
    let mut client = HealthClient::new(server.channel().await);
    let request = HealthCheckRequest { service: String::new() };
    let mut statuses = client.watch(request).await.unwrap().into_inner();
    assert_eq!(statuses.message().await.unwrap().unwrap().status(), ServingStatus::Serving);
    server.drain();
    assert_eq!(statuses.message().await.unwrap().unwrap().status(), ServingStatus::NotServing);
}

#[tokio::test]
async fn reflection_lists_the_services_in_both_versions() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;

    let mut client = v1::server_reflection_client::ServerReflectionClient::new(server.channel().await);
    let list = v1::server_reflection_request::MessageRequest::ListServices(String::new());
    let request = v1::ServerReflectionRequest { host: String::new(), message_request: Some(list) };
    let mut answers = client.server_reflection_info(tokio_stream::once(request)).await.unwrap().into_inner();
    let answer = answers.message().await.unwrap().unwrap().message_response.unwrap();
    let v1::server_reflection_response::MessageResponse::ListServicesResponse(list) = answer else {
        panic!("{answer:?}")
    };
    let names: Vec<&str> = list.service.iter().map(|service| service.name.as_str()).collect();
    assert!(SERVICES.iter().all(|service| names.contains(service)), "{names:?}");
    assert!(names.contains(&"grpc.health.v1.Health"));

    let mut client = v1alpha::server_reflection_client::ServerReflectionClient::new(server.channel().await);
    // A client that learned the contract here has to be able to print the details of errors too.
    for symbol in
        ["gaztag.v1.EntityRecognitionService.AnalyzeEntities", "google.rpc.ErrorInfo", "google.rpc.BadRequest"]
    {
        let message = v1alpha::server_reflection_request::MessageRequest::FileContainingSymbol(symbol.to_owned());
        let request = v1alpha::ServerReflectionRequest { host: String::new(), message_request: Some(message) };
        let mut answers = client.server_reflection_info(tokio_stream::once(request)).await.unwrap().into_inner();
        let answer = answers.message().await.unwrap().unwrap().message_response.unwrap();
        let is_found =
            matches!(answer, v1alpha::server_reflection_response::MessageResponse::FileDescriptorResponse(_));
        assert!(is_found, "{symbol}");
    }
}

#[tokio::test]
async fn reflection_can_be_switched_off() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.reflection = Reflection::Off;
    let server = TestServer::start(config).await;
    let mut client = v1::server_reflection_client::ServerReflectionClient::new(server.channel().await);
    let request = v1::ServerReflectionRequest::default();
    let status = client.server_reflection_info(tokio_stream::once(request)).await.unwrap_err();
    assert_eq!(status.code(), Code::Unimplemented);
}
