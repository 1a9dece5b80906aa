//! Files named on the command line, other than those to import.

use std::path::Path;

use super::Told;
use crate::domain::FileTrouble;
use crate::present::text::Lang;
use crate::present::text::files::{Access, no_access};

/// A whole text.
pub fn read(path: &Path, lang: Lang) -> anyhow::Result<String> {
    std::fs::read_to_string(path).map_err(|error| told(path, &error, Access::Read, lang))
}

/// Writes a whole file.
pub fn write(path: &Path, bytes: &[u8], lang: Lang) -> anyhow::Result<()> {
    std::fs::write(path, bytes).map_err(|error| told(path, &error, Access::Write, lang))
}

/// Makes a folder, unless it is there.
pub fn make_folder(path: &Path, lang: Lang) -> anyhow::Result<()> {
    std::fs::create_dir_all(path).map_err(|error| told(path, &error, Access::Write, lang))
}

fn told(path: &Path, error: &std::io::Error, access: Access, lang: Lang) -> anyhow::Error {
    Told(no_access(path, FileTrouble::of(error), access, lang)).into()
}
