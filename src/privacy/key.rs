//! The key file: made once, readable by its owner only, never inside a store.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::Hasher;

/// The key could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file system refused.
    #[error("{path}: {source}")]
    Io {
        /// The key file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is there but is not a key.
    #[error("{path} does not hold a key")]
    Damaged {
        /// The key file.
        path: PathBuf,
    },
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandomness,
}

/// Reads the key file, and makes it when there is none.
pub fn load_or_create(path: &Path) -> Result<Hasher, KeyError> {
    let failed = |source| KeyError::Io { path: path.to_owned(), source };
    let mut key = [0_u8; 32];
    match OpenOptions::new().read(true).open(path) {
        Ok(mut file) => {
            let length = file.metadata().map_err(failed)?.len();
            if length != key.len() as u64 {
                return Err(KeyError::Damaged { path: path.to_owned() });
            }
            file.read_exact(&mut key).map_err(failed)?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            getrandom::fill(&mut key).map_err(|_| KeyError::NoRandomness)?;
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(failed)?;
            }
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt as _;
                options.mode(0o600);
            }
            match options.open(path) {
                Ok(mut file) => file.write_all(&key).map_err(failed)?,
                // Somebody else made it a moment ago: theirs counts.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                    return load_or_create(path);
                }
                Err(error) => return Err(failed(error)),
            }
        }
        Err(error) => return Err(failed(error)),
    }
    Ok(Hasher::new(key))
}

#[cfg(test)]
mod tests {
    use super::{KeyError, load_or_create};

    #[test]
    fn a_key_is_made_once_and_a_damaged_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("inner/identity.key");
        let first = load_or_create(&path).unwrap();
        assert_eq!(first.fingerprint(), load_or_create(&path).unwrap().fingerprint());
        std::fs::write(&path, b"short").unwrap();
        assert!(matches!(load_or_create(&path), Err(KeyError::Damaged { .. })));
    }
}
