//! What a session's ads cost where its own exports do not say: from the ads' figures by hour or day.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{AccountId, Money, Session, SessionId};

/// What the ads of an account cost in one hour or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdPeriod {
    /// Whose.
    pub account: AccountId,
    /// Start.
    pub start: Timestamp,
    /// End, not included.
    pub end: Timestamp,
    /// What they cost.
    pub spend: Money,
}

impl AdPeriod {
    fn is_hour(&self) -> bool {
        self.end.as_second() - self.start.as_second() <= 3_600
    }

    fn meets(&self, session: &Session) -> bool {
        let start = session.start.timestamp();
        self.account == session.account
            && self.end > start
            && session.facts.end_at.is_some_and(|end| self.start < end)
    }
}

/// The ad spend of sessions whose exports have none. Hours count before days. A period that two
/// sessions share says nothing of either: how it divides nobody knows.
pub fn spend_of_sessions(sessions: &[Session], ads: &[AdPeriod]) -> BTreeMap<SessionId, Money> {
    let mut told = BTreeMap::new();
    if ads.is_empty() {
        return told;
    }
    for session in sessions.iter().filter(|session| session.facts.spend().is_none()) {
        let own: Vec<&AdPeriod> = ads.iter().filter(|ad| ad.meets(session)).collect();
        let hours: Vec<&AdPeriod> = own.iter().copied().filter(|ad| ad.is_hour()).collect();
        let own = if hours.is_empty() { own } else { hours };
        let alone = |ad: &&AdPeriod| {
            !sessions.iter().any(|other| other.id != session.id && ad.meets(other))
        };
        if !own.is_empty() && own.iter().all(alone) {
            told.insert(session.id, own.iter().map(|ad| ad.spend).sum());
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Platform, SessionFacts};

    fn session(id: i64, start: &str, end: &str, spend: Option<i64>) -> Session {
        let at = |time: &str| -> jiff::ZonedDateTime {
            format!("2026-09-07T{time}:00+08:00[Asia/Shanghai]").parse().unwrap()
        };
        Session {
            id: SessionId(id),
            account: AccountId(1),
            platform: Platform::Douyin,
            currency: Currency::cny(),
            external_id: None,
            host: None,
            start: at(start),
            facts: SessionFacts {
                end_at: Some(at(end).timestamp()),
                ad_spend: spend.map(Money),
                ..SessionFacts::default()
            },
            reported: Vec::new(),
            origins: Vec::new(),
            as_of: at(end).timestamp(),
        }
    }

    fn ad(account: i64, start: &str, hours: i64, spend: i64) -> AdPeriod {
        let start: Timestamp = format!("2026-09-07T{start}:00+08:00").parse().unwrap();
        let end = Timestamp::from_second(start.as_second() + hours * 3_600).unwrap();
        AdPeriod { account: AccountId(account), start, end, spend: Money(spend) }
    }

    #[test]
    fn hours_count_before_days_and_nothing_is_counted_twice() {
        let evening = session(1, "19:30", "22:10", None);
        let hours = [
            ad(1, "18:00", 1, 5),
            ad(1, "19:00", 1, 100),
            ad(1, "21:00", 1, 200),
            ad(1, "22:00", 1, 30),
        ];
        let day = ad(1, "00:00", 24, 900);
        let told = |sessions: &[Session], ads: &[AdPeriod]| spend_of_sessions(sessions, ads);
        let only = |amount| BTreeMap::from([(SessionId(1), Money(amount))]);
        let both = [&hours[..], &[day]].concat();
        assert_eq!(told(std::slice::from_ref(&evening), &both), only(330));
        assert_eq!(told(std::slice::from_ref(&evening), &[day]), only(900));
        // What the export itself says is never touched, another shop's ads never taken.
        assert!(told(&[session(1, "19:30", "22:10", Some(7))], &both).is_empty());
        assert!(told(std::slice::from_ref(&evening), &[ad(2, "20:00", 1, 4)]).is_empty());
        // Two sessions of a day: the day says nothing of either, the hours still do.
        let noon = session(2, "12:00", "13:30", None);
        let two = [noon, evening.clone()];
        assert!(told(&two, &[day]).is_empty());
        assert_eq!(told(&two, &both), only(330));
        // An hour that both share says nothing.
        let late = session(3, "22:20", "23:00", None);
        assert!(!told(&[evening, late], &hours).contains_key(&SessionId(1)));
    }
}
