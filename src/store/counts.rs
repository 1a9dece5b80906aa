//! How much detail each session has: what completeness and reconciliation need, by query.

use std::collections::BTreeMap;

use super::undo::SESSION_WITHOUT_DATA;
use super::{Store, StoreError};
use crate::domain::{Money, ProductId, SessionId, Takings};

/// Rows of one session that a snapshot does not carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionCounts {
    /// Points of the time curve.
    pub minutes: u64,
    /// Comments.
    pub comments: u64,
    /// Viewer actions.
    pub events: u64,
    /// Order lines, unpaid and closed ones included.
    pub order_lines: u64,
    /// Distinct orders with a paid line.
    pub paid_orders: u64,
    /// What those lines paid.
    pub paid: Money,
}

/// How much the store holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Sessions.
    pub sessions: u64,
    /// Products.
    pub products: u64,
    /// Order lines.
    pub order_lines: u64,
}

impl Store {
    /// Whether any row is about the viewer with this key.
    pub fn knows_viewer(&self, key: &str) -> Result<bool, StoreError> {
        Ok(self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM order_lines WHERE buyer_key = ?1 AND live = 1)
                 OR EXISTS (SELECT 1 FROM viewer_keys v JOIN event_rows e ON e.viewer_id = v.id
                            WHERE v.viewer_key = ?1)
                 OR EXISTS (SELECT 1 FROM viewers WHERE viewer_key = ?1 AND live = 1)
                 OR EXISTS (SELECT 1 FROM comments WHERE viewer_key = ?1 AND live = 1)",
            [key],
            |row| row.get(0),
        )?)
    }

    /// Order and product of the paid lines of every order that a product was paid for in.
    pub fn lines_beside(&self, product: ProductId) -> Result<Vec<(String, ProductId)>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT DISTINCT beside.order_id, beside.product_id
                 FROM order_lines own
                 JOIN order_lines beside ON beside.order_id = own.order_id
                 WHERE own.product_id = ?1 AND own.live = 1 AND own.paid > 0
                     AND beside.live = 1 AND beside.paid > 0 AND beside.product_id IS NOT NULL",
            )?
            .query_map([product.0], |row| Ok((row.get(0)?, ProductId(row.get(1)?))))?
            .collect::<Result<_, _>>()?)
    }

    /// Order lines that count.
    pub(super) fn order_line_count(&self) -> Result<u64, StoreError> {
        Ok(self.connection.query_row(
            "SELECT (SELECT coalesce(sum(lines), 0) FROM session_orders)
                 + (SELECT count(*) FROM order_lines WHERE session_id IS NULL AND live = 1)",
            [],
            |row| row.get::<_, i64>(0),
        )? as u64)
    }

    /// Whether order lines and rows of behaviour are more than so many, without counting further.
    pub fn has_more_rows_than(&self, rows: u64) -> Result<bool, StoreError> {
        let Some(left) = rows.checked_sub(self.order_line_count()?) else {
            return Ok(true);
        };
        let acts: i64 = self.connection.query_row(
            "SELECT count(*) FROM (SELECT 1 FROM event_rows LIMIT ?1)",
            [left as i64 + 1],
            |row| row.get(0),
        )?;
        Ok(acts as u64 > left)
    }

    /// What a person is told the store holds, without reading it.
    pub fn totals(&self) -> Result<Totals, StoreError> {
        let sql = format!(
            "SELECT (SELECT count(*) FROM sessions WHERE NOT ({SESSION_WITHOUT_DATA})),
                 (SELECT count(*) FROM products)"
        );
        let (sessions, products) =
            self.connection.query_row(&sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        let products: i64 = products;
        Ok(Totals {
            sessions: sessions as u64,
            products: products as u64,
            order_lines: self.order_line_count()?,
        })
    }

    /// Counts of every session that has any.
    pub fn session_counts(&self) -> Result<BTreeMap<SessionId, SessionCounts>, StoreError> {
        let mut all: BTreeMap<SessionId, SessionCounts> = BTreeMap::new();
        type Set = fn(&mut SessionCounts, u64);
        let tables: [(&str, Set); 3] = [
            ("minutes", |counts, rows| counts.minutes = rows),
            ("comments", |counts, rows| counts.comments = rows),
            ("events", |counts, rows| counts.events = rows),
        ];
        for (table, set) in tables {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT session_id, count(*) FROM {table}
                 WHERE live = 1 AND session_id IS NOT NULL GROUP BY session_id"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let rows: i64 = row.get(1)?;
                set(all.entry(SessionId(row.get(0)?)).or_default(), rows as u64);
            }
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT session_id, lines, paid_orders, paid FROM session_orders")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let counts = all.entry(SessionId(row.get(0)?)).or_default();
            counts.order_lines = row.get::<_, i64>(1)? as u64;
            counts.paid_orders = row.get::<_, i64>(2)? as u64;
            counts.paid = Money(row.get(3)?);
        }
        Ok(all)
    }

    /// What the paid order lines of each session came to, by steps of
    /// [`crate::domain::TAKINGS_STEP`] seconds.
    pub fn takings(&self) -> Result<Takings, StoreError> {
        let mut all = Takings::new();
        let mut statement =
            self.connection.prepare_cached("SELECT session_id, step, paid FROM session_takings")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            all.entry(SessionId(row.get(0)?))
                .or_default()
                .insert(row.get(1)?, Money(row.get(2)?).major());
        }
        Ok(all)
    }
}
