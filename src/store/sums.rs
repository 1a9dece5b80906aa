//! Sums of order lines that pages ask for again and again: made anew for the sessions whose lines
//! a change touched, within the change's own transaction.

use rusqlite::Connection;

use super::StoreError;
use crate::domain::TAKINGS_STEP;

/// Paid lines of one session and product. Refunds count once an amount came back. Of the bare
/// columns `SQLite` takes those of the row with the least id.
const PRODUCTS: &str = "
    SELECT session_id, product_id, orders, CASE WHEN items_told THEN items END,
           CASE WHEN buyers_told THEN buyers END, paid, CASE WHEN refunds_told THEN refund END,
           CASE WHEN refunds_told THEN refund_orders END, source_id, sheet, row_no
    FROM (SELECT o.session_id, o.product_id, count(DISTINCT o.order_id) AS orders,
                 sum(o.qty) AS items, count(o.qty) = count(*) AS items_told,
                 count(DISTINCT o.buyer_key) AS buyers,
                 count(o.buyer_key) = count(*) AS buyers_told,
                 sum(o.paid) AS paid, sum(coalesce(o.refund, 0)) AS refund,
                 count(o.refund) > 0 AS refunds_told,
                 count(DISTINCT CASE WHEN o.refund > 0 THEN o.order_id END) AS refund_orders,
                 min(o.id), o.source_id, o.sheet, o.row_no
          FROM {sessions} s CROSS JOIN order_lines o ON o.session_id = s.session_id
          WHERE o.live = 1 AND o.paid > 0 AND o.product_id IS NOT NULL
          GROUP BY o.session_id, o.product_id)";

/// Paid lines of one session by steps of so many milliseconds.
const TAKINGS: &str = "
    SELECT o.session_id, coalesce(o.paid_at, o.created_at) / {step} AS step, sum(o.paid)
    FROM {sessions} s CROSS JOIN order_lines o ON o.session_id = s.session_id
    WHERE o.live = 1 AND o.paid > 0 AND coalesce(o.paid_at, o.created_at) IS NOT NULL
    GROUP BY o.session_id, step";

/// All lines of one session.
const ORDERS: &str = "
    SELECT o.session_id, count(*), count(DISTINCT CASE WHEN o.paid > 0 THEN o.order_id END),
           coalesce(sum(CASE WHEN o.paid > 0 THEN o.paid END), 0)
    FROM {sessions} s CROSS JOIN order_lines o ON o.session_id = s.session_id
    WHERE o.live = 1 GROUP BY o.session_id";

/// The tables of sums, with what stands in them.
const TABLES: [(&str, &str); 3] =
    [("order_sums", PRODUCTS), ("session_takings", TAKINGS), ("session_orders", ORDERS)];

/// Sessions whose lines changed since the sums were made.
const STALE: &str = "stale_sums";
/// Every session that ever had a line.
const ALL: &str = "(SELECT DISTINCT session_id FROM order_lines WHERE session_id IS NOT NULL)";

/// Makes the sums of every session anew whose order lines changed. Part of the change's own
/// transaction.
pub(super) fn refresh(db: &Connection) -> Result<(), StoreError> {
    let any: bool =
        db.query_row("SELECT EXISTS (SELECT 1 FROM stale_sums)", [], |row| row.get(0))?;
    if !any {
        return Ok(());
    }
    for (table, _) in TABLES {
        db.execute(
            &format!("DELETE FROM {table} WHERE session_id IN (SELECT session_id FROM stale_sums)"),
            [],
        )?;
    }
    for (table, sums) in TABLES {
        let sql = format!("INSERT INTO {table} {}", of(sums, STALE));
        db.prepare_cached(&sql)?.execute([])?;
    }
    db.execute("DELETE FROM stale_sums", [])?;
    Ok(())
}

/// Whether a store has sums: those of an older version get theirs with the schema.
pub(super) fn are_there(db: &Connection) -> Result<bool, StoreError> {
    Ok(db.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'stale_sums')",
        [],
        |row| row.get(0),
    )?)
}

/// The tables whose sums are not those of the order lines.
pub(super) fn wrong(db: &Connection) -> Result<Vec<&'static str>, StoreError> {
    let mut wrong = Vec::new();
    for (table, sums) in TABLES {
        let fresh = of(sums, ALL);
        let kept = format!("SELECT * FROM {table}");
        let differ: bool = db
            .prepare(&format!(
                "SELECT EXISTS (SELECT * FROM ({fresh}) EXCEPT {kept})
                     OR EXISTS ({kept} EXCEPT SELECT * FROM ({fresh}))"
            ))?
            .query_row([], |row| row.get(0))?;
        if differ {
            wrong.push(table);
        }
    }
    Ok(wrong)
}

fn of(sums: &str, sessions: &str) -> String {
    let step = (TAKINGS_STEP * 1_000).to_string();
    sums.replace("{sessions}", sessions).replace("{step}", &step)
}
