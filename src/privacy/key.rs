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
            let folder = match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            };
            std::fs::create_dir_all(folder).map_err(failed)?;
            // The name stands only for a whole key: another process that starts at this moment
            // must not read half of one, and a full disk must not leave an empty one behind.
            // Files of this kind are readable by their owner only.
            let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
            file.write_all(&key).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
            match file.persist_noclobber(path) {
                Ok(_) => {}
                // Somebody else made it a moment ago: theirs counts.
                Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                    return load_or_create(path);
                }
                Err(error) => return Err(failed(error.error)),
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

    #[test]
    fn whoever_starts_at_the_same_moment_gets_the_same_key() {
        const AT_ONCE: usize = 8;
        for _ in 0..100 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("inner/identity.key");
            let gate = std::sync::Barrier::new(AT_ONCE);
            let prints: Vec<String> = std::thread::scope(|scope| {
                let start = || {
                    gate.wait();
                    load_or_create(&path).unwrap().fingerprint()
                };
                let all: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(start)).collect();
                all.into_iter().map(|one| one.join().unwrap()).collect()
            });
            assert!(prints.iter().all(|print| *print == prints[0]), "{prints:?}");
            // Nothing else is left in the folder.
            assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_the_key() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identity.key");
        load_or_create(&path).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
