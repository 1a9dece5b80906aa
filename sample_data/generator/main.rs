//! Writes the sample data: `cargo run --no-default-features --example make_sample_data`.
//! Arguments: a folder (default `sample_data`), and `--twin` for a world without effects.
//! Everything it writes is fictional.

#[path = "mod.rs"]
mod generator;

use std::io::Write;
use std::path::PathBuf;

use generator::files::files;
use generator::params::Params;
use generator::world::World;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut params = Params::planted();
    let mut folder = PathBuf::from("sample_data");
    for argument in std::env::args_os().skip(1) {
        if argument == "--twin" {
            params = Params::twin();
        } else {
            folder = PathBuf::from(argument);
        }
    }
    let mut out = std::io::stdout().lock();
    for file in files(&World::make(&params))? {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, &file.bytes)?;
        writeln!(out, "{:>9}  {}", file.bytes.len(), file.path)?;
    }
    Ok(())
}
