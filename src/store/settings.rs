//! What people enter by hand: costs and roles of products, notes, settings, templates.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::undo::moment;
use super::{Store, StoreError, open};
use crate::domain::{Money, ProductId, ProductKind, Role, SessionId};

/// What the merchant said about a product. Missing fields leave the catalogue's word.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProductSettings {
    /// Price.
    pub price: Option<Money>,
    /// Cost of one piece.
    pub unit_cost: Option<Money>,
    /// Cost of one return.
    pub return_cost: Option<Money>,
    /// Pieces left.
    pub stock: Option<i64>,
    /// What is sold.
    pub kind: Option<ProductKind>,
    /// What it is for.
    pub role: Option<Role>,
    /// Category.
    pub category: Option<String>,
}

/// A note on a session, at a moment of it or on the whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Id.
    pub id: i64,
    /// Session.
    pub session: SessionId,
    /// The moment it is about.
    pub at: Option<Timestamp>,
    /// Text.
    pub text: String,
}

impl Store {
    /// Sets what a product's fields say; fields left out stay as they are.
    pub fn set_product(
        &mut self,
        product: ProductId,
        change: &ProductSettings,
    ) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        let known: Option<i64> = tx
            .query_row("SELECT id FROM products WHERE id = ?1", [product.0], |row| row.get(0))
            .optional()?;
        if known.is_none() {
            return Err(StoreError::NotFound { what: "product", id: product.0.to_string() });
        }
        tx.execute(
            "INSERT INTO product_settings
                 (product_id, price, unit_cost, return_cost, stock, kind, role, category)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (product_id) DO UPDATE SET
                 price = coalesce(excluded.price, price),
                 unit_cost = coalesce(excluded.unit_cost, unit_cost),
                 return_cost = coalesce(excluded.return_cost, return_cost),
                 stock = coalesce(excluded.stock, stock),
                 kind = coalesce(excluded.kind, kind),
                 role = coalesce(excluded.role, role),
                 category = coalesce(excluded.category, category)",
            params![
                product.0,
                change.price.map(|m| m.0),
                change.unit_cost.map(|m| m.0),
                change.return_cost.map(|m| m.0),
                change.stock,
                change.kind.map(ProductKind::word),
                change.role.map(Role::word),
                change.category
            ],
        )?;
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Every product's settings by product id.
    pub(super) fn all_product_settings(
        &self,
    ) -> Result<BTreeMap<i64, ProductSettings>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT product_id, price, unit_cost, return_cost, stock, kind, role, category
                 FROM product_settings",
            )?
            .query_map([], |row| {
                let money = |at| row.get::<_, Option<i64>>(at).map(|m| m.map(Money));
                Ok((
                    row.get(0)?,
                    ProductSettings {
                        price: money(1)?,
                        unit_cost: money(2)?,
                        return_cost: money(3)?,
                        stock: row.get(4)?,
                        kind: row
                            .get::<_, Option<String>>(5)?
                            .and_then(|word| ProductKind::from_word(&word)),
                        role: row
                            .get::<_, Option<String>>(6)?
                            .and_then(|word| Role::from_word(&word)),
                        category: row.get(7)?,
                    },
                ))
            })?
            .collect::<Result<_, _>>()?)
    }

    /// A setting by key.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// Every setting by key.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT key, value FROM settings")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    /// Sets a setting; `None` removes it.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        match value {
            Some(value) => tx.execute(
                "INSERT INTO settings (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                params![key, value],
            )?,
            None => tx.execute("DELETE FROM settings WHERE key = ?1", [key])?,
        };
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Adds a note.
    pub fn add_note(
        &mut self,
        session: SessionId,
        at: Option<Timestamp>,
        text: &str,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let tx = self.connection.transaction()?;
        let known: Option<i64> = tx
            .query_row("SELECT id FROM sessions WHERE id = ?1", [session.0], |row| row.get(0))
            .optional()?;
        if known.is_none() {
            return Err(StoreError::NotFound { what: "session", id: session.0.to_string() });
        }
        tx.execute(
            "INSERT INTO notes (session_id, at, text, created_at) VALUES (?1, ?2, ?3, ?4)",
            params![session.0, at.map(Timestamp::as_millisecond), text, now.as_millisecond()],
        )?;
        let id = tx.last_insert_rowid();
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(id)
    }

    /// Removes a note; returns what it said.
    pub fn remove_note(&mut self, id: i64) -> Result<Note, StoreError> {
        let tx = self.connection.transaction()?;
        let removed = tx
            .query_row(
                "DELETE FROM notes WHERE id = ?1 RETURNING session_id, at, text",
                [id],
                |row| {
                    Ok(Note {
                        id,
                        session: SessionId(row.get(0)?),
                        at: row.get::<_, Option<i64>>(1)?.map(moment),
                        text: row.get(2)?,
                    })
                },
            )
            .optional()?
            .ok_or_else(|| StoreError::NotFound { what: "note", id: id.to_string() })?;
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(removed)
    }

    /// The notes of one session in the order of their moments.
    pub fn notes(&self, session: SessionId) -> Result<Vec<Note>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, at, text FROM notes WHERE session_id = ?1 ORDER BY at, id")?
            .query_map([session.0], |row| {
                Ok(Note {
                    id: row.get(0)?,
                    session,
                    at: row.get::<_, Option<i64>>(1)?.map(moment),
                    text: row.get(2)?,
                })
            })?
            .collect::<Result<_, _>>()?)
    }
}
