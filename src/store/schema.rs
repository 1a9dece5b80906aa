//! Numbered migrations, kept in `PRAGMA user_version`.

use rusqlite::Connection;

use super::StoreError;

/// Marks the file as ours: `fupa` in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x6675_7061;

/// Each migration brings the schema from its index to its index + 1.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_base.sql")];

/// The newest schema this program knows.
pub(super) const VERSION: i64 = MIGRATIONS.len() as i64;

/// The schema version of an open file.
pub(super) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Runs what is missing, each migration in a transaction of its own.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    for from in version(connection)?..VERSION {
        let transaction = connection.transaction()?;
        transaction.execute_batch(MIGRATIONS[from as usize])?;
        transaction.pragma_update(None, "user_version", from + 1)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}
