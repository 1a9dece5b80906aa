//! From the names a file uses to rows of accounts, hosts, sessions and products.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use crate::domain::{AccountRef, Currency, Platform, ProductRef, SessionRef};

const MINUTE_MS: i64 = 60_000;

/// Finds or makes identities within one transaction; remembers what it found.
#[derive(Default)]
pub(super) struct Resolver {
    accounts: HashMap<AccountRef, i64>,
    sessions: HashMap<SessionRef, Option<i64>>,
    products: HashMap<ProductRef, Option<i64>>,
    owners: HashMap<i64, i64>,
}

impl Resolver {
    /// The account a file names. By name first, because platforms mask ids; a table of a
    /// person's own may name an account of any platform.
    pub fn account(&mut self, db: &Connection, wanted: &AccountRef) -> Result<i64, StoreError> {
        if let Some(id) = self.accounts.get(wanted) {
            return Ok(*id);
        }
        let platform = wanted.platform.word();
        let any_platform = wanted.platform == Platform::Generic;
        // A person's own table that says nothing of money is taken for yuan: it fits any account.
        let any_currency = any_platform && wanted.currency == Currency::cny();
        let mut found = None;
        if let Some(name) = &wanted.name {
            found = db
                .prepare_cached(
                    "SELECT id FROM accounts WHERE name = ?1 AND (?2 OR platform = ?3)
                     AND (?4 OR currency = ?5)
                     ORDER BY (currency <> ?5), (platform = 'generic'), id LIMIT 1",
                )?
                .query_row(
                    params![name, any_platform, platform, any_currency, wanted.currency.0],
                    |row| row.get(0),
                )
                .optional()?;
            // A person's own table may have come first and known only the name.
            if found.is_none() && !any_platform {
                found = db
                    .prepare_cached(
                        "SELECT id FROM accounts WHERE name = ?1 AND platform = 'generic'
                         AND currency = ?2",
                    )?
                    .query_row(params![name, wanted.currency.0], |row| row.get(0))
                    .optional()?;
                // Its money and its clock stay: rows were read by them.
                if let Some(id) = found {
                    db.execute(
                        "UPDATE accounts SET platform = ?2 WHERE id = ?1",
                        params![id, platform],
                    )?;
                }
            }
        }
        if found.is_none()
            && let Some(external) = wanted.external_id.as_deref().filter(|id| !id.contains('*'))
        {
            found = db
                .prepare_cached(
                    "SELECT id FROM accounts WHERE platform = ?1 AND external_id = ?2
                     AND (?3 IS NULL OR name IS NULL OR name = ?3) LIMIT 1",
                )?
                .query_row(params![platform, external, wanted.name], |row| row.get(0))
                .optional()?;
        }
        if found.is_none() && wanted.name.is_none() && wanted.external_id.is_none() {
            found = db
                .prepare_cached(
                    "SELECT min(id) FROM accounts WHERE platform = ?1 AND currency = ?2
                     HAVING count(*) = 1",
                )?
                .query_row(params![platform, wanted.currency.0], |row| row.get(0))
                .optional()?
                .flatten();
        }
        // The platform's only account, of which no file has said the name until now.
        if found.is_none() && !any_platform {
            found = db
                .prepare_cached(
                    "SELECT min(id) FROM accounts WHERE platform = ?1 AND currency = ?2
                     HAVING count(*) = 1 AND max(name) IS NULL AND max(external_id) IS NULL",
                )?
                .query_row(params![platform, wanted.currency.0], |row| row.get(0))
                .optional()?
                .flatten();
        }
        let id = if let Some(id) = found {
            db.execute(
                "UPDATE accounts SET name = coalesce(name, ?2),
                        external_id = CASE WHEN external_id IS NULL OR external_id LIKE '%*%'
                                           THEN coalesce(?3, external_id) ELSE external_id END
                 WHERE id = ?1",
                params![id, wanted.name, wanted.external_id],
            )?;
            id
        } else {
            db.execute(
                "INSERT INTO accounts (platform, external_id, name, currency, time_zone)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    platform,
                    wanted.external_id,
                    wanted.name,
                    wanted.currency.0,
                    wanted.time_zone
                ],
            )?;
            db.last_insert_rowid()
        };
        self.accounts.insert(wanted.clone(), id);
        Ok(id)
    }

    /// The session a file names, made when it is new; `None` when the file says too little.
    pub fn session(
        &mut self,
        db: &Connection,
        wanted: &SessionRef,
    ) -> Result<Option<i64>, StoreError> {
        if let Some(id) = self.sessions.get(wanted) {
            return Ok(*id);
        }
        let id = self.find_or_make_session(db, wanted)?;
        self.sessions.insert(wanted.clone(), id);
        Ok(id)
    }

    /// The only session of the account, or of the platform when the file names no account, that
    /// was live in the minute from `at` on.
    pub fn session_at(
        &mut self,
        db: &Connection,
        account: Option<&AccountRef>,
        at: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        let named = account.filter(|a| a.name.is_some() || a.external_id.is_some());
        let own = named.map(|wanted| self.account(db, wanted)).transpose()?;
        let platform = account.map_or(Platform::Generic, |account| account.platform);
        let at = at.as_millisecond();
        let ids: Vec<i64> = db
            .prepare_cached(
                "SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id
                 WHERE s.start_at < ?1 + 60000 AND s.end_at >= ?1
                 AND (?2 IS NULL OR s.account_id = ?2)
                 AND (?3 = 'generic' OR a.platform = ?3) LIMIT 2",
            )?
            .query_map(params![at, own, platform.word()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(match ids[..] {
            [only] => Some(only),
            _ => None,
        })
    }

    /// The account of a session.
    pub fn account_of(&mut self, db: &Connection, session: i64) -> Result<i64, StoreError> {
        if let Some(account) = self.owners.get(&session) {
            return Ok(*account);
        }
        let account = db
            .prepare_cached("SELECT account_id FROM sessions WHERE id = ?1")?
            .query_row([session], |row| row.get(0))?;
        self.owners.insert(session, account);
        Ok(account)
    }

    fn find_or_make_session(
        &mut self,
        db: &Connection,
        wanted: &SessionRef,
    ) -> Result<Option<i64>, StoreError> {
        let platform = wanted.account.platform;
        if let Some(external) = &wanted.external_id {
            let found: Option<i64> = db
                .prepare_cached(
                    "SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id
                     WHERE s.external_id = ?1 AND (?2 = 'generic' OR a.platform = ?2) LIMIT 1",
                )?
                .query_row(params![external, platform.word()], |row| row.get(0))
                .optional()?;
            if found.is_some() {
                return Ok(found);
            }
        }
        let Some(start) = wanted.start_at else {
            return Ok(None);
        };
        let minute = start.as_millisecond().div_euclid(MINUTE_MS) * MINUTE_MS;
        let named = wanted.account.name.is_some() || wanted.account.external_id.is_some();
        if platform == Platform::Generic && !named {
            // A person's own table without an account: the one session that starts then.
            let ids: Vec<i64> = db
                .prepare_cached(
                    "SELECT id FROM sessions WHERE start_at >= ?1 AND start_at < ?2 LIMIT 2",
                )?
                .query_map(params![minute, minute + MINUTE_MS], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if let [only] = ids[..] {
                return Ok(Some(only));
            }
        }
        let account = self.account(db, &wanted.account)?;
        let found: Option<i64> = db
            .prepare_cached(
                "SELECT id FROM sessions WHERE account_id = ?1 AND start_at >= ?2 AND start_at < ?3
                 AND (?4 IS NULL OR external_id IS NULL OR external_id = ?4) LIMIT 1",
            )?
            .query_row(params![account, minute, minute + MINUTE_MS, wanted.external_id], |row| {
                row.get(0)
            })
            .optional()?;
        if let Some(id) = found {
            db.execute(
                "UPDATE sessions SET external_id = coalesce(external_id, ?2) WHERE id = ?1",
                params![id, wanted.external_id],
            )?;
            return Ok(Some(id));
        }
        db.execute(
            "INSERT INTO sessions (account_id, external_id, start_at) VALUES (?1, ?2, ?3)",
            params![account, wanted.external_id, start.as_millisecond()],
        )?;
        Ok(Some(db.last_insert_rowid()))
    }

    /// The product a file names, made when it is new; `None` without id and name.
    pub fn product(
        &mut self,
        db: &Connection,
        wanted: &ProductRef,
    ) -> Result<Option<i64>, StoreError> {
        if let Some(id) = self.products.get(wanted) {
            return Ok(*id);
        }
        let id = find_or_make_product(db, wanted)?;
        self.products.insert(wanted.clone(), id);
        Ok(id)
    }
}

fn find_or_make_product(db: &Connection, wanted: &ProductRef) -> Result<Option<i64>, StoreError> {
    let platform = wanted.platform.word();
    let any_platform = wanted.platform == Platform::Generic;
    let mut found: Option<i64> = None;
    if let Some(external) = &wanted.external_id {
        found = db
            .prepare_cached(
                "SELECT id FROM products WHERE external_id = ?1
                 AND (?2 OR platform = ?3 OR platform = 'generic')
                 ORDER BY (platform = 'generic'), id LIMIT 1",
            )?
            .query_row(params![external, any_platform, platform], |row| row.get(0))
            .optional()?;
    }
    if found.is_none()
        && let Some(name) = &wanted.name
    {
        // A name joins only where it cannot contradict an id.
        found = db
            .prepare_cached(
                "SELECT id FROM products WHERE name = ?1 AND (?2 OR platform = ?3)
                 AND (?4 IS NULL OR external_id IS NULL) ORDER BY id LIMIT 1",
            )?
            .query_row(params![name, any_platform, platform, wanted.external_id], |row| row.get(0))
            .optional()?;
    }
    if let Some(id) = found {
        db.prepare_cached(
            "UPDATE products SET external_id = coalesce(external_id, ?2),
                    platform = CASE WHEN platform = 'generic' THEN ?3 ELSE platform END,
                    name = CASE WHEN name = external_id THEN coalesce(?4, name) ELSE name END
             WHERE id = ?1",
        )?
        .execute(params![id, wanted.external_id, platform, wanted.name])?;
        return Ok(Some(id));
    }
    let Some(name) = wanted.name.as_ref().or(wanted.external_id.as_ref()) else {
        return Ok(None);
    };
    db.execute(
        "INSERT INTO products (platform, external_id, name) VALUES (?1, ?2, ?3)",
        params![platform, wanted.external_id, name],
    )?;
    Ok(Some(db.last_insert_rowid()))
}

/// Puts what the newest files say of host and end beside the identity of each of these sessions.
pub(super) fn describe_sessions(
    db: &Connection,
    sessions: impl IntoIterator<Item = i64>,
) -> Result<(), StoreError> {
    let mut facts = db.prepare_cached(
        "SELECT f.host, coalesce(f.end_at, f.start_at + CAST(f.duration_s * 1000 AS INTEGER))
         FROM session_facts f JOIN sources s ON s.id = f.source_id
         WHERE f.session_id = ?1 ORDER BY s.as_of DESC, f.id DESC",
    )?;
    for session in sessions {
        let (mut host, mut end): (Option<String>, Option<i64>) = (None, None);
        let mut rows = facts.query([session])?;
        while let Some(row) = rows.next()? {
            host = host.or(row.get(0)?);
            end = end.or(row.get(1)?);
        }
        if let Some(host) = &host {
            db.prepare_cached("INSERT INTO hosts (name) VALUES (?1) ON CONFLICT DO NOTHING")?
                .execute([host])?;
        }
        db.prepare_cached(
            "UPDATE sessions SET end_at = ?2,
                    host_id = (SELECT id FROM hosts WHERE name = ?3) WHERE id = ?1",
        )?
        .execute(params![session, end, host])?;
    }
    Ok(())
}
