//! Refunds of a file of their own, told on the order lines they are about.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::StoreError;
use crate::domain::SourceId;

/// Cases `r` of order lines `o` of the same platform.
const CASES: &str = "refunds r JOIN sources rs ON rs.id = r.source_id
     JOIN order_lines o ON o.order_id = r.order_id AND o.line_id = r.line_id
     JOIN sources os ON os.id = o.source_id AND os.platform = rs.platform";

/// Makes the refunds of all order lines anew: each first says what its own file says, then the
/// cases through which money went back say how much, when and why. Whatever order the files came
/// in, the same is told. Cases that are open or were refused tell nothing, so that an order file
/// that knows better keeps its say; a line that was never paid has nothing to give back.
pub(super) fn tell(db: &Connection) -> Result<(), StoreError> {
    let any: bool = db.query_row(
        "SELECT EXISTS (SELECT 1 FROM refunds) OR EXISTS (SELECT 1 FROM own_refunds)",
        [],
        |row| row.get(0),
    )?;
    if !any {
        return Ok(());
    }
    db.execute_batch(&format!(
        "UPDATE order_lines SET refund = own.refund, refund_at = own.refund_at,
                after_sale = own.after_sale
         FROM own_refunds own WHERE own.order_line_id = order_lines.id;
         DELETE FROM own_refunds;
         INSERT INTO own_refunds
             SELECT DISTINCT o.id, o.refund, o.refund_at, o.after_sale FROM {CASES}
             WHERE r.live = 1 AND r.refunded > 0 AND o.live = 1 AND (o.paid IS NULL OR o.paid > 0);
         UPDATE order_lines SET refund = told.refunded,
                refund_at = coalesce(told.at, order_lines.refund_at), after_sale = told.status
         FROM (SELECT o.id, sum(r.refunded) AS refunded, max(r.at) AS at, max(r.status) AS status
               FROM {CASES}
               WHERE r.live = 1 AND r.refunded > 0 AND o.id IN (SELECT order_line_id FROM own_refunds)
               GROUP BY o.id) told
         WHERE told.id = order_lines.id;"
    ))?;
    Ok(())
}

/// Cases of which no file told the order line, by file; of one import or of all that stand.
pub(super) fn without_order(
    db: &Connection,
    import: Option<i64>,
) -> Result<BTreeMap<SourceId, u64>, StoreError> {
    Ok(db
        .prepare_cached(
            "SELECT r.source_id, count(*) FROM refunds r JOIN sources rs ON rs.id = r.source_id
             WHERE rs.import_id = coalesce(?1, rs.import_id) AND r.live = 1 AND NOT EXISTS (
                 SELECT 1 FROM order_lines o JOIN sources os ON os.id = o.source_id
                 WHERE o.order_id = r.order_id AND o.line_id = r.line_id
                     AND os.platform = rs.platform)
             GROUP BY r.source_id",
        )?
        .query_map([import], |row| Ok((SourceId(row.get(0)?), row.get::<_, i64>(1)? as u64)))?
        .collect::<Result<_, _>>()?)
}
