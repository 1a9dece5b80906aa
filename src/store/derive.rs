//! Session × product facts counted from order lines, for sessions whose platform export has none.

use std::collections::BTreeSet;

use super::{Store, StoreError};
use crate::domain::{
    Money, ProductId, SessionId, SessionProduct, SessionProductFacts, SourceCell, SourceId,
};

/// Order lines of one session and product that were paid. Refunds count once an amount came back.
const SUMS: &str = "
    SELECT session_id, product_id,
           count(DISTINCT order_id),
           sum(qty), count(qty) = count(*),
           count(DISTINCT buyer_key), count(buyer_key) = count(*),
           sum(paid),
           sum(coalesce(refund, 0)), count(refund),
           count(DISTINCT CASE WHEN refund > 0 THEN order_id END),
           min(id)
    FROM order_lines
    WHERE live = 1 AND paid > 0 AND session_id IS NOT NULL AND product_id IS NOT NULL
    GROUP BY session_id, product_id
    ORDER BY session_id, product_id";

impl Store {
    /// What paid order lines say about each product of each session that is not in `covered`.
    /// Nobody counted who was shown or clicked a product: those stay missing.
    pub(super) fn products_from_orders(
        &self,
        covered: &BTreeSet<SessionId>,
    ) -> Result<Vec<SessionProduct>, StoreError> {
        let mut origin = self
            .connection
            .prepare_cached("SELECT source_id, sheet, row_no FROM order_lines WHERE id = ?1")?;
        let mut statement = self.connection.prepare_cached(SUMS)?;
        let mut rows = statement.query([])?;
        let mut derived = Vec::new();
        while let Some(row) = rows.next()? {
            let session = SessionId(row.get(0)?);
            if covered.contains(&session) {
                continue;
            }
            let whole = |value: Option<i64>, complete: bool| value.filter(|_| complete);
            let refunds_known = row.get::<_, i64>(9)? > 0;
            let first: i64 = row.get(11)?;
            let cell = origin.query_row([first], |cell| {
                Ok(SourceCell {
                    source: SourceId(cell.get(0)?),
                    sheet: cell.get(1)?,
                    row: cell.get(2)?,
                })
            })?;
            derived.push(SessionProduct {
                session,
                product: ProductId(row.get(1)?),
                facts: SessionProductFacts {
                    orders: row.get(2)?,
                    items: whole(row.get(3)?, row.get(4)?),
                    buyers: whole(row.get(5)?, row.get(6)?),
                    paid_amount: row.get::<_, Option<i64>>(7)?.map(Money),
                    refund_amount: whole(row.get(8)?, refunds_known).map(Money),
                    refund_orders: whole(row.get(10)?, refunds_known),
                    ..SessionProductFacts::default()
                },
                reported: Vec::new(),
                origins: vec![cell],
                derived: true,
            });
        }
        Ok(derived)
    }
}
