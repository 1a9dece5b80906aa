//! Reading facts back: one piece of code for every table.

use std::fmt::Write as _;

use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::Value;

use super::log::walk;
use super::undo::moment;
use super::{Store, StoreError};
use crate::domain::{
    AccountId, Cell, FieldKind, Job, Money, OrderFacts, ProductId, Record, SessionId, SourceCell,
    SourceId,
};

/// Which rows of a table to read. Everything left out means every row.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowFilter {
    /// Only this session.
    pub session: Option<SessionId>,
    /// Only this product.
    pub product: Option<ProductId>,
    /// From this moment on, by the table's own time.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
}

/// One stored row with its references and its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRow<F> {
    /// Id within the table.
    pub id: i64,
    /// Account.
    pub account: Option<AccountId>,
    /// Session.
    pub session: Option<SessionId>,
    /// Product.
    pub product: Option<ProductId>,
    /// File, sheet, row.
    pub origin: SourceCell,
    /// The facts.
    pub facts: F,
}

impl Store {
    /// The live rows of one table, ordered by session, time and id.
    pub fn rows<F: Record>(&self, filter: &RowFilter) -> Result<Vec<StoredRow<F>>, StoreError> {
        let mut sql = select::<F>();
        sql.push_str(" WHERE live = 1");
        let mut values: Vec<Value> = Vec::new();
        let mut add = |sql: &mut String, condition: &str, value: i64| {
            values.push(Value::Integer(value));
            let _ = write!(sql, " AND {condition} ?{}", values.len());
        };
        if let Some(session) = filter.session {
            add(&mut sql, "session_id =", session.0);
        }
        if let Some(product) = filter.product {
            add(&mut sql, "product_id =", product.0);
        }
        let time = time_column::<F>();
        if let (Some(from), Some(time)) = (filter.from, time) {
            add(&mut sql, &format!("{time} >="), from.as_millisecond());
        }
        if let (Some(to), Some(time)) = (filter.to, time) {
            add(&mut sql, &format!("{time} <"), to.as_millisecond());
        }
        let _ = write!(
            sql,
            " ORDER BY session_id, {}id",
            time.map_or(String::new(), |t| format!("{t}, "))
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(values), stored_row::<F>)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Hands out every row of one table, also those that newer ones stepped in for: they fill
    /// what the newer ones leave open. `sources` says in which order; of one source the newest
    /// row comes first. Nothing is kept, since rows are wide.
    pub(super) fn each_of_sources<F: Record>(
        &self,
        sources: &[i64],
        mut take: impl FnMut(StoredRow<F>),
    ) -> Result<(), StoreError> {
        let sql = select::<F>() + " WHERE source_id = ?1 AND live >= 0 ORDER BY id DESC";
        let mut statement = self.connection.prepare_cached(&sql)?;
        for source in sources {
            let mut rows = statement.query([source])?;
            while let Some(row) = rows.next()? {
                take(stored_row::<F>(row)?);
            }
        }
        Ok(())
    }

    /// Hands out every order line that names a product and a buyer: as many fields as tell whether
    /// and when it was bought, the buyer's keyed hash aside.
    pub fn each_purchase(
        &self,
        job: &Job,
        mut take: impl FnMut(ProductId, &str, &OrderFacts),
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT product_id, buyer_key, paid, order_paid, refund, paid_at, created_at
             FROM order_lines
             WHERE live = 1 AND product_id IS NOT NULL AND buyer_key IS NOT NULL ORDER BY id",
        )?;
        let mut facts = OrderFacts::default();
        walk(job, statement.query([])?, |row| {
            let money = |at| Ok::<_, StoreError>(row.get::<_, Option<i64>>(at)?.map(Money));
            let time = |at| Ok::<_, StoreError>(row.get::<_, Option<i64>>(at)?.map(moment));
            facts.paid = money(2)?;
            facts.order_paid = money(3)?;
            facts.refund = money(4)?;
            facts.paid_at = time(5)?;
            facts.created_at = time(6)?;
            let buyer = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            take(ProductId(row.get(0)?), buyer, &facts);
            Ok(())
        })
    }

    /// How many live rows a table has.
    pub fn count<F: Record>(&self) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) FROM {} WHERE live = 1", F::TABLE);
        Ok(self.connection.query_row(&sql, [], |row| row.get::<_, i64>(0))? as u64)
    }
}

/// The beginning of a query for what [`stored_row`] reads.
fn select<F: Record>() -> String {
    let mut sql =
        String::from("SELECT id, account_id, session_id, product_id, source_id, sheet, row_no");
    for field in F::FIELDS {
        let _ = write!(sql, ", {}", field.name);
    }
    let _ = write!(sql, " FROM {}", F::TABLE);
    sql
}

/// The column that orders a table in time.
fn time_column<F: Record>() -> Option<&'static str> {
    ["at", "start_at", "created_at"].into_iter().find(|name| F::index_of(name).is_some())
}

/// Puts what a column holds into a field; nothing stays missing.
fn fill<F: Record>(facts: &mut F, index: usize, value: Value) {
    let cell = match value {
        Value::Integer(value) => match F::FIELDS[index].kind {
            FieldKind::Money => Cell::Money(Money(value)),
            FieldKind::Time => Cell::Time(moment(value)),
            _ => Cell::Int(value),
        },
        Value::Real(value) => Cell::Real(value),
        Value::Text(value) => Cell::Text(value),
        Value::Null | Value::Blob(_) => return,
    };
    // STRICT tables hold what the field's kind says; a test compares the two.
    let _ = facts.set(index, cell);
}

fn stored_row<F: Record>(row: &Row<'_>) -> rusqlite::Result<StoredRow<F>> {
    let mut facts = F::default();
    for index in 0..F::FIELDS.len() {
        fill(&mut facts, index, row.get(index + 7)?);
    }
    Ok(StoredRow {
        id: row.get(0)?,
        account: row.get::<_, Option<i64>>(1)?.map(AccountId),
        session: row.get::<_, Option<i64>>(2)?.map(SessionId),
        product: row.get::<_, Option<i64>>(3)?.map(ProductId),
        origin: SourceCell {
            source: SourceId(row.get(4)?),
            sheet: row.get(5)?,
            row: row.get::<_, i64>(6)? as u32,
        },
        facts,
    })
}
