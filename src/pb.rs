//! The wire types, generated from `proto/gaztag/v1`. They belong to `grpc` and to clients; nothing else may name them.
#![expect(clippy::pedantic, reason = "generated from the contract, which says what each is")]

tonic::include_proto!("gaztag.v1");

/// The descriptors of the contract, for reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gaztag_descriptors.bin"));
