//! Minutes as rows: those of files, and for sessions without any those rebuilt from orders and
//! comments, each row marked.

use serde_json::json;

use super::show::{Named, stored_row};
use super::{Engine, EngineError, ShowFilter, Shown};
use crate::domain::{MinuteFacts, SessionId, Snapshot};
use crate::store::StoredRow;

impl Engine {
    /// Rebuilt minutes of every wanted session that no file has a curve of.
    pub(super) fn rebuilt_minutes(
        &self,
        snapshot: &Snapshot,
        filter: &ShowFilter,
    ) -> Result<Shown, EngineError> {
        let named = Named::of(snapshot);
        let counts = self.store.session_counts()?;
        let without: Vec<SessionId> = counts
            .iter()
            .filter(|(_, counts)| counts.minutes == 0 && counts.order_lines + counts.comments > 0)
            .map(|(session, _)| *session)
            .filter(|session| filter.session.is_none_or(|wanted| wanted == *session))
            .collect();
        let mut rows = Vec::new();
        for session in without {
            let Some(known) = snapshot.session(session) else {
                continue;
            };
            let zone = known.start.time_zone();
            let detail = self.session_detail_of(Some(known), session)?;
            for (facts, told_by) in detail.minutes.into_iter().zip(detail.minute_origins) {
                let Some(at) = facts.at else {
                    continue;
                };
                if !filter.takes(at.to_zoned_datetime(zone.clone()).date()) {
                    continue;
                }
                // The first of the rows it was rebuilt from.
                let Some(origin) = told_by else {
                    continue;
                };
                let row = StoredRow::<MinuteFacts> {
                    id: 0,
                    account: Some(known.account),
                    session: Some(session),
                    product: None,
                    origin,
                    facts,
                };
                let mut shown = stored_row(&named, &row, Some(zone));
                shown.insert("derived".to_owned(), json!(true));
                rows.push(shown);
            }
        }
        Ok(rows)
    }
}
