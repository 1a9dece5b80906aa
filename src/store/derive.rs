//! Session × product facts counted from order lines, where the platform's export has none.

use super::undo::moment;
use super::{Store, StoreError};
use crate::domain::{
    AccountId, AdPeriod, Money, ProductId, SessionId, SessionProduct, SessionProductFacts,
    SourceCell, SourceId,
};

/// Sums of sessions in which not every listed product has its paid amount: the others need none.
const SUMS: &str = "
    SELECT session_id, product_id, orders, items, buyers, paid, refund, refund_orders,
           source_id, sheet, row_no
    FROM order_sums
    WHERE session_id NOT IN (
        SELECT session_id FROM session_products WHERE live = 1 AND session_id IS NOT NULL
        GROUP BY session_id HAVING count(paid_amount) = count(*))
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

    /// Hands out what paid order lines say about each product of each session that still needs it.
    /// Nobody counted who was shown or clicked a product: those stay missing.
    pub(super) fn products_from_orders(
        &self,
        mut take: impl FnMut(SessionProduct),
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(SUMS)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let cell =
                SourceCell { source: SourceId(row.get(8)?), sheet: row.get(9)?, row: row.get(10)? };
            take(SessionProduct {
                session: SessionId(row.get(0)?),
                product: ProductId(row.get(1)?),
                facts: SessionProductFacts {
                    orders: row.get(2)?,
                    items: row.get(3)?,
                    buyers: row.get(4)?,
                    paid_amount: row.get::<_, Option<i64>>(5)?.map(Money),
                    refund_amount: row.get::<_, Option<i64>>(6)?.map(Money),
                    refund_orders: row.get(7)?,
                    ..SessionProductFacts::default()
                },
                reported: Vec::new(),
                origins: vec![cell],
                derived: true,
            });
        }
        Ok(())
    }
}
