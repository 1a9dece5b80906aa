//! What a person taught the importer: templates of their own tables, renamed headers, and kinds
//! of their own.

use jiff::Timestamp;
use rusqlite::params;

use super::undo::moment;
use super::{Store, StoreError, open};

/// A template as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRecord {
    /// Name.
    pub name: String,
    /// The template, as TOML.
    pub body: String,
    /// Every header of the file it was made for, normalised.
    pub headers: Vec<String>,
    /// Whether it is used even where a kind recognises the file.
    pub wins: bool,
    /// When it was saved.
    pub saved_at: Timestamp,
}

/// A header that a kind has under another name now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasRecord {
    /// Id of the kind.
    pub kind: String,
    /// The new header, normalised.
    pub header: String,
    /// The canonical name it stands for.
    pub name: String,
}

/// A person's own kind as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindRecord {
    /// Its id.
    pub id: String,
    /// Its file.
    pub body: String,
    /// When it was added.
    pub saved_at: Timestamp,
}

impl Store {
    /// Every own kind by id.
    pub fn own_kinds(&self) -> Result<Vec<KindRecord>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, body, saved_at FROM own_kinds ORDER BY id")?
            .query_map([], |row| {
                Ok(KindRecord { id: row.get(0)?, body: row.get(1)?, saved_at: moment(row.get(2)?) })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Keeps an own kind, in place of one of the same id.
    pub fn save_kind(&mut self, kind: &KindRecord) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute(
            "INSERT INTO own_kinds (id, body, saved_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
            params![kind.id, kind.body, kind.saved_at.as_millisecond()],
        )?;
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Forgets an own kind. What was imported as it stays.
    pub fn remove_kind(&mut self, id: &str) -> Result<(), StoreError> {
        self.forget("kind", id, "DELETE FROM own_kinds WHERE id = ?1", &[&id])
    }

    /// Every template by name.
    pub fn templates(&self) -> Result<Vec<TemplateRecord>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT name, body, headers, wins, saved_at FROM templates ORDER BY name",
            )?
            .query_map([], |row| {
                let headers: String = row.get(2)?;
                Ok(TemplateRecord {
                    name: row.get(0)?,
                    body: row.get(1)?,
                    headers: headers.lines().map(str::to_owned).collect(),
                    wins: row.get(3)?,
                    saved_at: moment(row.get(4)?),
                })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Keeps a template, in place of one of the same name.
    pub fn save_template(&mut self, template: &TemplateRecord) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute(
            "INSERT INTO templates (name, body, headers, wins, saved_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (name) DO UPDATE SET body = excluded.body, headers = excluded.headers,
                 wins = excluded.wins, saved_at = excluded.saved_at",
            params![
                template.name,
                template.body,
                template.headers.join("\n"),
                template.wins,
                template.saved_at.as_millisecond()
            ],
        )?;
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Forgets a template. What was imported with it stays.
    pub fn remove_template(&mut self, name: &str) -> Result<(), StoreError> {
        self.forget("template", name, "DELETE FROM templates WHERE name = ?1", &[&name])
    }

    /// Every alias by kind and header.
    pub fn aliases(&self) -> Result<Vec<AliasRecord>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT kind, header, name FROM aliases ORDER BY kind, header")?
            .query_map([], |row| {
                Ok(AliasRecord { kind: row.get(0)?, header: row.get(1)?, name: row.get(2)? })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Keeps aliases, in place of what the same headers stood for before.
    pub fn add_aliases(&mut self, aliases: &[AliasRecord]) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        for alias in aliases {
            tx.execute(
                "INSERT INTO aliases (kind, header, name) VALUES (?1, ?2, ?3)
                 ON CONFLICT (kind, header) DO UPDATE SET name = excluded.name",
                params![alias.kind, alias.header, alias.name],
            )?;
        }
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Forgets an alias, of whatever kind.
    pub fn remove_alias(&mut self, header: &str) -> Result<(), StoreError> {
        self.forget("alias", header, "DELETE FROM aliases WHERE header = ?1", &[&header])
    }

    /// Forgets the alias of one kind.
    pub fn remove_alias_of(&mut self, kind: &str, header: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM aliases WHERE kind = ?1 AND header = ?2";
        self.forget("alias", header, sql, &[&kind, &header])
    }

    fn forget(
        &mut self,
        what: &'static str,
        id: &str,
        sql: &str,
        by: &[&dyn rusqlite::ToSql],
    ) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        if tx.execute(sql, by)? == 0 {
            return Err(StoreError::NotFound { what, id: id.to_owned() });
        }
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(())
    }
}
