//! What people ask for and complain about in comments: read only when it is asked for.

use jiff::{SignedDuration, Timestamp};

use super::{Engine, EngineError};
use crate::comments::{Comment, Summary, Talk, summary};
use crate::domain::{CommentFacts, Job, ProductId, Session, SessionId, Snapshot};
use crate::store::{RowFilter, StoredRow};

/// Sessions that are read when none is named: the newest.
pub const COMMENT_SESSIONS: usize = 20;

/// Which comments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommentScope {
    /// Sessions; of more than twenty only the newest are read.
    pub sessions: Vec<SessionId>,
    /// Only sessions in which this product was talked about.
    pub product: Option<ProductId>,
}

/// Comments of sessions, read and added up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommentsRead {
    /// What was found.
    pub summary: Summary,
    /// Sessions that had comments.
    pub sessions: usize,
    /// Sessions that were looked at.
    pub looked: usize,
    /// Whether talks are known in any of them.
    pub talks: bool,
    /// Comments of programs that were left out.
    pub left_out: usize,
}

impl Engine {
    /// Reads the comments of sessions.
    pub fn comments(
        &mut self,
        job: &Job,
        scope: &CommentScope,
    ) -> Result<CommentsRead, EngineError> {
        let snapshot = self.snapshot()?;
        let mut sessions: Vec<&Session> = scope
            .sessions
            .iter()
            .filter_map(|id| snapshot.session(*id))
            .filter(|session| scope.product.is_none_or(|p| talked(&snapshot, session, p)))
            .collect();
        sessions.sort_by_key(|session| std::cmp::Reverse((session.start.timestamp(), session.id)));
        sessions.truncate(COMMENT_SESSIONS);
        let cleaning = self.cleaning(job)?;
        let mut rows: Vec<(usize, StoredRow<CommentFacts>)> = Vec::new();
        let (mut with, mut left_out) = (0, 0);
        for (at, session) in sessions.iter().enumerate() {
            job.check()?;
            let filter = RowFilter { session: Some(session.id), ..RowFilter::default() };
            let found = self.store.rows::<CommentFacts>(&filter)?;
            with += usize::from(!found.is_empty());
            for row in found {
                // People of the house stay in: they are who answers.
                let key = row.facts.viewer_key.as_deref();
                if key.is_some_and(|key| cleaning.leaves_out_program(key)) {
                    left_out += 1;
                } else {
                    rows.push((at, row));
                }
            }
        }
        let comments: Vec<Comment<'_>> = rows
            .iter()
            .filter_map(|(at, row)| {
                let facts = &row.facts;
                Some(Comment {
                    session: *at,
                    at: facts.at.or_else(|| after(sessions[*at], facts.offset_s?.0)),
                    author: facts.viewer_key.as_deref(),
                    text: facts.text.as_deref()?,
                })
            })
            .collect();
        let talks: Vec<Talk> = sessions
            .iter()
            .enumerate()
            .flat_map(|(at, session)| {
                snapshot.segments_of(session.id).iter().filter_map(move |segment| {
                    Some(Talk {
                        session: at,
                        product: segment.product,
                        start: segment.facts.start_at?,
                        end: segment.facts.end_at?,
                    })
                })
            })
            .collect();
        Ok(CommentsRead {
            summary: summary(&comments, &talks),
            sessions: with,
            looked: sessions.len(),
            talks: !talks.is_empty(),
            left_out,
        })
    }
}

fn talked(snapshot: &Snapshot, session: &Session, product: ProductId) -> bool {
    snapshot.segments_of(session.id).iter().any(|segment| segment.product == product)
}

fn after(session: &Session, seconds: f64) -> Option<Timestamp> {
    let passed = SignedDuration::try_from_secs_f64(seconds).ok()?;
    session.start.timestamp().checked_add(passed).ok()
}
