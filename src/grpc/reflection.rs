//! Reflection: the contract told by the server itself, in both versions of the protocol.

use tonic::service::Routes;
use tonic_reflection::server::{Builder, Error};

use crate::pb;

/// The routes, and reflection of the contract, of the details of errors and of the health service.
pub(crate) fn with_reflection(routes: Routes) -> Result<Routes, Error> {
    let builder = || {
        Builder::configure()
            .register_encoded_file_descriptor_set(pb::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            // Errors of documents hold these, and a client that learns the contract here has to be able to print them.
            .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
    };
    // Older clients know the first version only.
    Ok(routes.add_service(builder().build_v1()?).add_service(builder().build_v1alpha()?))
}
