//! Opening a store: what is checked first, the lock of the one writer, and the pragmas.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::schema::{MIGRATIONS, Migrations};
use super::stop::Stop;
use super::{StoreError, schema};

/// Pages copied before others get a turn.
const PAGES_A_STEP: std::ffi::c_int = 4_096;

/// An open store. One writer at a time per file; any number of readers.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// Ends long statements of an import that is cancelled.
    pub(super) stop: Stop,
    path: PathBuf,
    /// Held as long as the store is open for writing; the system frees it even after a crash.
    _lock: Option<File>,
}

impl Store {
    /// Opens a store for writing and creates it when it is missing.
    pub fn open_or_create(path: &Path) -> Result<Self, StoreError> {
        Self::with_schema(path, MIGRATIONS)
    }

    /// As [`Self::open_or_create`], with the schema these steps lead to.
    pub(super) fn with_schema(path: &Path, steps: Migrations<'_>) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| unwritable(path, error))?;
        }
        let fresh = !path.exists();
        if !fresh {
            look_before_opening(path)?;
        }
        let lock = lock(path)?;
        match Self::prepare(path, fresh, steps) {
            Ok(mut connection) => {
                let stop = Stop::default();
                stop.watch(&mut connection)?;
                Ok(Self { connection, stop, path: path.to_owned(), _lock: Some(lock) })
            }
            Err(error) => {
                // Half a new store would be taken for a foreign file the next time.
                if fresh {
                    let _ = std::fs::remove_file(path);
                }
                Err(error)
            }
        }
    }

    fn prepare(path: &Path, fresh: bool, steps: Migrations<'_>) -> Result<Connection, StoreError> {
        let mut connection = Connection::open(path).map_err(|error| cannot_open(path, error))?;
        if !fresh {
            check_identity(path, &connection, steps.newest())?;
        }
        configure(&connection, path)?;
        steps.run(&mut connection)?;
        Ok(connection)
    }

    /// Opens an existing store for writing.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        Self::open_or_create(path)
    }

    /// Opens an existing store for reading only; works beside a writer.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        look_before_opening(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|error| cannot_open(path, error))?;
        check_identity(path, &connection, MIGRATIONS.newest())?;
        if schema::version(&connection)? < MIGRATIONS.newest() {
            // Only a writer may bring the schema up to date.
            drop(connection);
            drop(Self::open(path)?);
            return Self::open_read_only(path);
        }
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self { connection, stop: Stop::default(), path: path.to_owned(), _lock: None })
    }

    /// Where the store is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Grows with every change; derived data is cached by it.
    pub fn revision(&self) -> Result<u64, StoreError> {
        Ok(self.connection.query_row(
            "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'revision'",
            [],
            |row| row.get::<_, i64>(0),
        )? as u64)
    }

    /// Another number after every write of another connection to the file: also of what changes
    /// no data, as a training or a plan.
    pub fn change(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Copies the whole store into a new file, consistent even while it is written.
    pub fn backup_to(&self, target: &Path) -> Result<(), StoreError> {
        // Beside the target first: a copy that fails half way must not take an older one's place.
        let part = target.with_extension("fupan-part");
        let copied = self.copy_to(&part);
        let moved = copied.and_then(|()| {
            std::fs::rename(&part, target).map_err(|error| unwritable(target, error))
        });
        if moved.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        moved
    }

    fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        let _ = std::fs::remove_file(target);
        let mut copy = Connection::open(target).map_err(|error| cannot_open(target, error))?;
        let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy)?;
        // Waits while a writer beside us holds the file, and never ends half way.
        backup.run_to_completion(PAGES_A_STEP, Duration::from_millis(5), None)?;
        Ok(())
    }

    /// Lets the file grow to so many pages and no further: how tests fill the disk.
    #[cfg(test)]
    pub(crate) fn limit_pages(&self, pages: u32) {
        self.connection.pragma_update(None, "max_page_count", pages).expect("pragma");
    }
}

/// Moves the revision on; part of the change's own transaction.
pub(super) fn bump_revision(connection: &Connection) -> Result<(), StoreError> {
    connection
        .execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'revision'", [])?;
    Ok(())
}

/// Cheap checks that need no database: SQLite would take an empty file for a new store.
fn look_before_opening(path: &Path) -> Result<(), StoreError> {
    let meta = std::fs::metadata(path)?;
    if meta.is_dir() {
        return Err(StoreError::NotAStore { path: path.to_owned() });
    }
    if meta.len() == 0 {
        return Err(StoreError::ZeroBytes { path: path.to_owned() });
    }
    Ok(())
}

fn check_identity(path: &Path, connection: &Connection, known: i64) -> Result<(), StoreError> {
    let id: i64 = connection
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(|error| cannot_open(path, error))?;
    if id != schema::APPLICATION_ID {
        return Err(StoreError::NotAStore { path: path.to_owned() });
    }
    let found = schema::version(connection)?;
    if found > known {
        return Err(StoreError::TooNew { path: path.to_owned(), found, known });
    }
    Ok(())
}

fn configure(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(64);
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
        )
        .map_err(|error| cannot_open(path, error))
}

fn lock(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push("-lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(PathBuf::from(name))
        .map_err(|error| unwritable(path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn unwritable(path: &Path, error: std::io::Error) -> StoreError {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists => StoreError::ReadOnly { path: path.to_owned() },
        ErrorKind::StorageFull => StoreError::DiskFull,
        _ => error.into(),
    }
}

fn cannot_open(path: &Path, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotAStore { path: path.to_owned() },
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            StoreError::ReadOnly { path: path.to_owned() }
        }
        _ => error.into(),
    }
}
