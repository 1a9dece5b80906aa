//! Numbered migrations, kept in `PRAGMA user_version`.

use rusqlite::{Connection, TransactionBehavior};

use super::{StoreError, sums};

/// Marks the file as ours: `fupa` in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x6675_7061;

/// Every step of the schema, oldest first.
pub(super) const MIGRATIONS: Migrations<'static> = Migrations(&[
    include_str!("migrations/0001_base.sql"),
    include_str!("migrations/0002_links.sql"),
    include_str!("migrations/0003_refunds.sql"),
    include_str!("migrations/0004_templates.sql"),
    include_str!("migrations/0006_events.sql"),
    include_str!("migrations/0007_marks_and_periods.sql"),
    include_str!("migrations/0008_own_kinds_and_subjects.sql"),
    include_str!("migrations/0009_sums.sql"),
    include_str!("migrations/0010_actions.sql"),
    include_str!("migrations/0011_experiments.sql"),
]);

/// Steps of a schema: each brings it from its index to its index + 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Migrations<'a>(pub &'a [&'a str]);

impl Migrations<'_> {
    /// The newest version these steps lead to.
    pub(super) const fn newest(self) -> i64 {
        self.0.len() as i64
    }

    /// Runs what is missing, all in one transaction: a file is brought up to date or stays as
    /// it was.
    pub(super) fn run(self, connection: &mut Connection) -> Result<(), StoreError> {
        if version(connection)? >= self.newest() {
            return Ok(());
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (from, step) in (0..).zip(self.0).skip(version(&transaction)? as usize) {
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", from + 1)?;
        }
        if sums::are_there(&transaction)? {
            sums::refresh(&transaction)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
        Ok(())
    }
}

/// The schema version of an open file.
pub(super) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
