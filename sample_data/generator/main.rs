//! Writes the sample data: `cargo run --no-default-features --example make_sample_data [FOLDER]`.
//! The folder defaults to `sample_data`. Everything it writes is fictional.

#[path = "mod.rs"]
mod generator;

use std::io::Write;
use std::path::PathBuf;

use generator::{Params, World, files};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("sample_data"), PathBuf::from);
    let world = World::make(&Params::planted());
    let mut out = std::io::stdout().lock();
    for file in files(&world)? {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, &file.bytes)?;
        writeln!(out, "{:>9}  {}", file.bytes.len(), file.path)?;
    }
    Ok(())
}
