//! What is in the store, named as files name it.

use super::{Store, StoreError};
use crate::domain::{AccountRef, Currency, Platform, SessionId, SessionRef};
use crate::store::undo::moment;

impl Store {
    /// A session as a file would name it, so that its rows join it.
    pub fn session_ref(&self, session: SessionId) -> Result<SessionRef, StoreError> {
        let row = |row: &rusqlite::Row<'_>| {
            let platform: String = row.get(2)?;
            Ok(SessionRef {
                external_id: row.get(0)?,
                start_at: row.get::<_, Option<i64>>(1)?.map(moment),
                account: AccountRef {
                    platform: Platform::from_word(&platform).unwrap_or(Platform::Generic),
                    external_id: row.get(3)?,
                    name: row.get(4)?,
                    currency: Currency(row.get(5)?),
                    time_zone: row.get(6)?,
                },
            })
        };
        Ok(self
            .connection
            .prepare_cached(
                "SELECT s.external_id, s.start_at, a.platform, a.external_id, a.name, a.currency,
                        a.time_zone
                 FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.id = ?1",
            )?
            .query_row([session.0], row)?)
    }
}
