//! What the course of past sessions tells a plan: how many are online when, and when the next one is
//! likely to begin.

use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan, ZonedDateTime};

use super::{Engine, EngineError};
use crate::domain::MinuteFacts;
use crate::plan::{Crowd, PastCrowd, Scope, latest_sessions};
use crate::store::RowFilter;

/// Sessions whose course is looked at: habits of viewers change.
const SESSIONS: usize = 12;

/// A curve with fewer minutes than this tells no course.
const FEWEST_MINUTES: usize = 20;

impl Engine {
    /// How many people are online in the course of a session of so many minutes. Past sessions are
    /// read once per revision: a plan is asked for with every figure that is typed.
    pub fn crowd(&mut self, scope: &Scope, minutes: u32) -> Result<Crowd, EngineError> {
        let revision = self.store.revision()?;
        if let Some((at, of, past)) = &self.courses
            && (*at, of) == (revision, scope)
        {
            return Ok(Crowd::learnt(past, minutes));
        }
        let past = self.read_courses(scope)?;
        let crowd = Crowd::learnt(&past, minutes);
        self.courses = Some((revision, scope.clone(), past));
        Ok(crowd)
    }

    fn read_courses(&mut self, scope: &Scope) -> Result<Vec<PastCrowd>, EngineError> {
        let snapshot = self.snapshot()?;
        let mut past = Vec::new();
        for (session, viewers) in latest_sessions(&snapshot, scope, SESSIONS) {
            let filter = RowFilter { session: Some(session.id), ..RowFilter::default() };
            let rows = self.store.rows::<MinuteFacts>(&filter)?;
            let mut told: Vec<(Timestamp, f64)> = rows
                .into_iter()
                .filter_map(|row| Some((row.facts.at?, row.facts.online? as f64)))
                .collect();
            told.sort_by_key(|(at, _)| *at);
            if told.len() >= FEWEST_MINUTES {
                let online = told.into_iter().map(|(_, online)| online).collect();
                past.push(PastCrowd { online, viewers });
            }
        }
        Ok(past)
    }

    /// When the next session is likely to begin, on its own clock: whole weeks after the latest
    /// one, the first that is still to come. `None` without a session.
    pub fn likely_start(
        &mut self,
        scope: &Scope,
        now: Timestamp,
    ) -> Result<Option<DateTime>, EngineError> {
        let snapshot = self.snapshot()?;
        let latest = latest_sessions(&snapshot, scope, 1).pop();
        let next = latest.and_then(|(session, _)| weeks_after(&session.start, now));
        Ok(next.map(|at| at.datetime()))
    }
}

/// The first moment after `now` that lies whole weeks after `start`, at the same time of day.
fn weeks_after(start: &ZonedDateTime, now: Timestamp) -> Option<ZonedDateTime> {
    const WEEK: i64 = 7 * 24 * 3600;
    let passed = (now.as_second() - start.timestamp().as_second()).div_euclid(WEEK);
    // Two tries: a change of the clock may put the first one an hour before now.
    (passed.max(0)..=passed.max(0) + 2)
        .filter_map(|weeks| start.checked_add(weeks.weeks()).ok())
        .find(|at| at.timestamp() > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_session_lies_whole_weeks_after_the_latest_and_ahead_of_now() {
        let start: ZonedDateTime = "2026-11-21T19:30:00+08:00[Asia/Shanghai]".parse().unwrap();
        let after = |now: &str| weeks_after(&start, now.parse().unwrap()).unwrap().to_string();
        assert_eq!(after("2026-11-22T15:40:00Z"), "2026-11-28T19:30:00+08:00[Asia/Shanghai]");
        assert_eq!(after("2026-11-28T11:29:59Z"), "2026-11-28T19:30:00+08:00[Asia/Shanghai]");
        assert_eq!(after("2026-11-28T11:30:00Z"), "2026-12-05T19:30:00+08:00[Asia/Shanghai]");
        // A plan made for a session that is still to come.
        assert_eq!(after("2026-11-01T00:00:00Z"), "2026-11-21T19:30:00+08:00[Asia/Shanghai]");
        // Half past seven stays half past seven when the clocks change.
        let york: ZonedDateTime = "2026-10-28T19:30:00-04:00[America/New_York]".parse().unwrap();
        let next = weeks_after(&york, "2026-10-30T00:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(next.to_string(), "2026-11-04T19:30:00-05:00[America/New_York]");
    }
}
