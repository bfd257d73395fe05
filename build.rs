//! Compiles the contract (no protoc needed) and lists the default gazetteers for embedding.

use std::error::Error;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    embed_gazetteers(&out)?;
    hash_compiler()?;
    #[cfg(feature = "server")]
    compile_contract(&out)?;
    Ok(())
}

/// Writes a constant with the name and content of every file in `gazetteers/`, by name.
fn embed_gazetteers(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=gazetteers");
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("gazetteers");
    let mut names = Vec::new();
    for file in fs::read_dir(&folder)? {
        let name =
            file?.file_name().into_string().map_err(|name| format!("file name `{}` is not UTF-8", name.display()))?;
        if Path::new(&name).extension().is_some_and(|extension| extension == "tsv" || extension == "jsonl") {
            names.push(name);
        }
    }
    names.sort();
    let mut source =
        String::from("/// Name and content of every default gazetteer file.\nconst EMBEDDED: &[(&str, &str)] = &[\n");
    for name in names {
        let path = folder.join(&name);
        let path = path.to_str().ok_or("the path of the checkout is not UTF-8")?;
        writeln!(source, "    ({name:?}, include_str!({path:?})),")?;
    }
    source.push_str("];\n");
    fs::write(out.join("embedded_gazetteers.rs"), source)?;
    Ok(())
}

/// Tells the program a hash of all that decides what is compiled of a name, so that it knows files of its own build.
fn hash_compiler() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut hasher = DefaultHasher::new();
    let rooms = ["src/text", "src/morph", "src/gazetteer", "src/matcher", "src/lexicon"];
    let files = ["src/morph.rs", "src/gazetteer.rs", "src/matcher.rs", "src/lexicon.rs", "src/compiled.rs"];
    for part in rooms.into_iter().chain(files).chain(["lexicon", "Cargo.lock"]) {
        println!("cargo::rerun-if-changed={part}");
        hash_file_or_folder(&root.join(part), &mut hasher)?;
    }
    println!("cargo::rustc-env=GAZTAG_COMPILER_HASH={:016x}", hasher.finish());
    Ok(())
}

/// Hashes the content of a file, or of all files of a folder by name.
fn hash_file_or_folder(path: &Path, hasher: &mut DefaultHasher) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        let mut inside =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
        inside.sort();
        return inside.iter().try_for_each(|path| hash_file_or_folder(path, hasher));
    }
    // A package has no lock file where it is built for another crate.
    if path.exists() {
        hasher.write(&fs::read(path)?);
    }
    Ok(())
}

#[cfg(feature = "server")]
fn compile_contract(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=proto");
    let files = ["entity_recognition_service", "gazetteer_service", "server_info_service"];
    let paths = files.map(|file| format!("gaztag/v1/{file}.proto"));
    let mut descriptors = protox::compile(paths, ["proto"])?;
    // Maps in the order of their keys: the same answer is the same bytes.
    tonic_prost_build::configure()
        .btree_map(".")
        .extern_path(".google.rpc.Status", "::tonic_types::Status")
        .compile_fds(descriptors.clone())?;
    // Reflection shows comments to nobody, and they double its size.
    for file in &mut descriptors.file {
        file.source_code_info = None;
    }
    fs::write(out.join("gaztag_descriptors.bin"), prost_encode(&descriptors))?;
    Ok(())
}

#[cfg(feature = "server")]
fn prost_encode(descriptors: &impl protox::prost::Message) -> Vec<u8> {
    descriptors.encode_to_vec()
}
