//! Where things are kept when nobody says: the user's data folder.

use std::path::{Path, PathBuf};

/// The folder of the default store and the identity key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    data: PathBuf,
}

impl Places {
    /// `FUPAN_DATA_DIR`, else the system's folder for a user's application data.
    pub fn from_environment() -> Self {
        let data = std::env::var_os("FUPAN_DATA_DIR")
            .map(PathBuf::from)
            .or_else(user_data_folder)
            .unwrap_or_else(|| PathBuf::from("."));
        Self { data }
    }

    /// A folder of the caller's choice.
    pub fn in_folder(data: &Path) -> Self {
        Self { data: data.to_owned() }
    }

    /// The store that opens when none is named.
    pub fn default_store(&self) -> PathBuf {
        self.data.join("live.fupan")
    }

    /// The key of the identity hashes; never inside a store.
    pub fn identity_key(&self) -> PathBuf {
        self.data.join("identity.key")
    }
}

/// The folder of the sample data: beside the program, in the current folder, or where the
/// program was built.
pub fn sample_folder() -> Option<PathBuf> {
    const NAME: &str = "sample_data";
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join(NAME)));
    [beside, Some(PathBuf::from(NAME)), Some(Path::new(env!("CARGO_MANIFEST_DIR")).join(NAME))]
        .into_iter()
        .flatten()
        .find(|folder| folder.is_dir())
}

/// Where the system keeps a user's application data. Our own few lines: the libraries for it
/// pull in a licence that is not permissive.
fn user_data_folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute())
    };
    let data = if cfg!(windows) {
        folder("LOCALAPPDATA")?
    } else if cfg!(target_os = "macos") {
        folder("HOME")?.join("Library/Application Support")
    } else {
        folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")))?
    };
    Some(data.join("fupan"))
}
