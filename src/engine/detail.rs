//! What a page about one session or one product needs besides the snapshot.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Engine, EngineError};
use crate::domain::{
    ChannelGroup, CommentFacts, MinuteFacts, Money, OrderFacts, ProductId, Session, SessionId,
    SourceCell,
};
use crate::metrics::curve::{PaidLine, Span, at_minute, minute, moment, rebuilt};
use crate::metrics::{BasketLine, SaleLine};
use crate::store::{Note, RowFilter};

/// Rows of one session that the snapshot does not hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionDetail {
    /// Minutes in order; rebuilt from orders and comments when no file has them.
    pub minutes: Vec<MinuteFacts>,
    /// Where each of them stood; of one that was rebuilt, its first order or comment.
    pub minute_origins: Vec<Option<SourceCell>>,
    /// Whether the minutes were rebuilt.
    pub minutes_derived: bool,
    /// Start of a minute and comments in it.
    pub comments: Vec<(Timestamp, i64)>,
    /// Notes in order.
    pub notes: Vec<Note>,
    /// Order lines added up.
    pub orders: Option<OrderSum>,
    /// Paid order lines, each at the moment it counts.
    pub sales: Vec<SaleLine>,
}

/// Order lines of one session added up. Unpaid lines do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderSum {
    /// Distinct paid orders.
    pub orders: i64,
    /// Paid.
    pub paid: Money,
}

impl Engine {
    /// Minutes, comments, notes and orders of one session.
    pub fn session_detail(&mut self, session: SessionId) -> Result<SessionDetail, EngineError> {
        let snapshot = self.snapshot()?;
        self.session_detail_of(snapshot.session(session), session)
    }

    /// As [`Self::session_detail`], of a session that is at hand.
    pub(super) fn session_detail_of(
        &self,
        known: Option<&Session>,
        session: SessionId,
    ) -> Result<SessionDetail, EngineError> {
        let filter = RowFilter { session: Some(session), ..RowFilter::default() };
        let mut comments: BTreeMap<i64, i64> = BTreeMap::new();
        let mut said: BTreeMap<i64, SourceCell> = BTreeMap::new();
        for row in self.store.rows::<CommentFacts>(&filter)? {
            if let Some(at) = row.facts.at {
                *comments.entry(minute(at)).or_default() += 1;
                said.entry(minute(at)).or_insert(row.origin);
            }
        }
        let orders = self.store.rows::<OrderFacts>(&filter)?;
        let (minutes, mut minute_origins): (Vec<MinuteFacts>, Vec<Option<SourceCell>>) = self
            .store
            .rows::<MinuteFacts>(&filter)?
            .into_iter()
            .map(|row| (row.facts, Some(row.origin)))
            .unzip();
        let minutes_derived = minutes.is_empty() && !(orders.is_empty() && comments.is_empty());
        let span = known.map(Span::of).unwrap_or_default();
        let minutes = if minutes_derived {
            let curve =
                rebuilt(orders.iter().filter_map(|row| paid_line(&row.facts)), &comments, span);
            let mut sold: BTreeMap<i64, &SourceCell> = BTreeMap::new();
            for row in &orders {
                if let Some(at) = paid_line(&row.facts).and_then(|line| moment(&line, span)) {
                    sold.entry(minute(at)).or_insert(&row.origin);
                }
            }
            minute_origins = curve
                .iter()
                .map(|facts| {
                    let at = minute(facts.at?);
                    sold.get(&at).copied().or_else(|| said.get(&at)).cloned()
                })
                .collect();
            curve
        } else {
            minutes
        };
        Ok(SessionDetail {
            minutes,
            minute_origins,
            minutes_derived,
            comments: comments.into_iter().map(|(at, count)| (at_minute(at), count)).collect(),
            notes: self.store.notes(session)?,
            sales: orders.iter().filter_map(|row| sale(row, span)).collect(),
            orders: sum(&orders),
        })
    }

    /// The products of every paid order that a product stands in.
    pub fn baskets_of(&self, product: ProductId) -> Result<Vec<BasketLine>, EngineError> {
        let lines = self.store.lines_beside(product)?;
        Ok(lines.into_iter().map(|(order, product)| BasketLine { order, product }).collect())
    }
}

type OrderRow = crate::store::StoredRow<OrderFacts>;

fn paid_line(facts: &OrderFacts) -> Option<PaidLine<'_>> {
    Some(PaidLine {
        order: facts.order_id.as_deref()?,
        paid: facts.paid.filter(|paid| paid.0 > 0)?,
        created: facts.created_at,
        paid_at: facts.paid_at,
    })
}

fn sale(row: &OrderRow, span: Span) -> Option<SaleLine> {
    let line = paid_line(&row.facts)?;
    Some(SaleLine {
        order: line.order.to_owned(),
        product: row.product,
        at: moment(&line, span)?,
        paid: line.paid,
        group: row.facts.channel_group.as_deref().and_then(ChannelGroup::from_word),
    })
}

fn is_paid(facts: &OrderFacts) -> bool {
    facts.paid.is_some_and(|paid| paid.0 > 0)
}

fn sum(rows: &[OrderRow]) -> Option<OrderSum> {
    if rows.is_empty() {
        return None;
    }
    let paid: Vec<&OrderFacts> = rows.iter().map(|row| &row.facts).filter(|f| is_paid(f)).collect();
    let orders: BTreeSet<&str> = paid.iter().filter_map(|f| f.order_id.as_deref()).collect();
    Some(OrderSum { orders: orders.len() as i64, paid: paid.iter().filter_map(|f| f.paid).sum() })
}
