//! Session × product facts counted from order lines, where the platform's export has none.

use super::undo::moment;
use super::{Store, StoreError};
use crate::domain::{
    AccountId, AdPeriod, Money, ProductId, SessionId, SessionProduct, SessionProductFacts,
    SourceCell, SourceId,
};

/// Order lines of one session and product that were paid; sessions in which every listed product
/// has its paid amount need none. Refunds count once an amount came back. Of the bare columns
/// `SQLite` takes those of the row with the least id.
const SUMS: &str = "
    SELECT session_id, product_id,
           count(DISTINCT order_id),
           sum(qty), count(qty) = count(*),
           count(DISTINCT buyer_key), count(buyer_key) = count(*),
           sum(paid),
           sum(coalesce(refund, 0)), count(refund),
           count(DISTINCT CASE WHEN refund > 0 THEN order_id END),
           min(id), source_id, sheet, row_no
    FROM order_lines
    WHERE live = 1 AND paid > 0 AND session_id IS NOT NULL AND product_id IS NOT NULL
        AND session_id NOT IN (
            SELECT session_id FROM session_products WHERE live = 1 AND session_id IS NOT NULL
            GROUP BY session_id HAVING count(paid_amount) = count(*))
    GROUP BY session_id, product_id
    ORDER BY session_id, product_id";

impl Store {
    /// What ads cost by hour or day.
    pub(super) fn ad_periods(&self) -> Result<Vec<AdPeriod>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT account_id, start_at, end_at, ad_spend FROM periods
                 WHERE live = 1 AND subject = 'ads' AND account_id IS NOT NULL
                     AND start_at IS NOT NULL AND end_at IS NOT NULL AND ad_spend IS NOT NULL
                 ORDER BY start_at, id",
            )?
            .query_map([], |row| {
                Ok(AdPeriod {
                    account: AccountId(row.get(0)?),
                    start: moment(row.get(1)?),
                    end: moment(row.get(2)?),
                    spend: Money(row.get(3)?),
                })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// What paid order lines say about each product of each session that still needs it.
    /// Nobody counted who was shown or clicked a product: those stay missing.
    pub(super) fn products_from_orders(&self) -> Result<Vec<SessionProduct>, StoreError> {
        let mut statement = self.connection.prepare_cached(SUMS)?;
        let mut rows = statement.query([])?;
        let mut derived = Vec::new();
        while let Some(row) = rows.next()? {
            let whole = |value: Option<i64>, complete: bool| value.filter(|_| complete);
            let refunds_known = row.get::<_, i64>(9)? > 0;
            let cell = SourceCell {
                source: SourceId(row.get(12)?),
                sheet: row.get(13)?,
                row: row.get(14)?,
            };
            derived.push(SessionProduct {
                session: SessionId(row.get(0)?),
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
