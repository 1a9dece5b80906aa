//! What the verdict is built from: the factors by two ways of splitting, the sessions it is
//! compared with and by what they are alike, and the worst figures.

use serde::Serialize;

use super::BridgePart;
use crate::domain::{Session, SessionId, Snapshot};
use crate::metrics::{Diagnosis, LikeGroup, MetricKey, amount_key, splits_agree, worst};
use crate::present::format::money;
use crate::present::pages::make::{metric_of, value_and_unit};
use crate::present::pages::named::session_line;
use crate::present::pages::{Num, PageContext};
use crate::present::text::{evidence as say, metrics as names};

/// The evidence of a verdict.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evidence {
    /// Title of the factors.
    pub title: String,
    /// How the difference was split, and whether another way says the same.
    pub check: String,
    /// Column headers of the factors.
    pub columns: Vec<String>,
    /// One per factor.
    pub rows: Vec<EvidenceRow>,
    /// Title of the sessions compared with.
    pub like_title: String,
    /// Their column headers.
    pub like_columns: Vec<String>,
    /// By what they are alike: `同周六 · 都在晚间 · 同主播 · 同账号（也就同平台）`.
    pub criteria: String,
    /// The sessions, newest first.
    pub like: Vec<LikeSession>,
    /// Title of the worst figures.
    pub worst_title: String,
    /// The figures that stand lowest among the like sessions; at most three.
    pub worst: Vec<WorstMetric>,
    /// What stands in their place when none is low.
    pub worst_note: String,
}

/// One factor with the numbers it is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceRow {
    /// Its name.
    pub label: String,
    /// Value here and in the comparison, and how the money follows.
    pub values: String,
    /// The factor as the bridge shows it.
    pub part: BridgePart,
}

/// One of the sessions compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LikeSession {
    /// The session.
    pub session: SessionId,
    /// When and who.
    pub line: String,
    /// Its amount.
    pub amount: Num,
}

/// A figure that stands low among the like sessions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorstMetric {
    /// Stable word.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Here.
    pub value: Num,
    /// `6.89%，中位 7.12%：21 场里有 19 场更好`.
    pub text: String,
}

/// The evidence of a session's verdict.
pub(super) fn evidence(
    snapshot: &Snapshot,
    session: &Session,
    like: &LikeGroup<'_>,
    diagnosis: &Diagnosis,
    parts: &[BridgePart],
    context: &PageContext,
) -> Evidence {
    let lang = context.lang;
    let currency = &session.currency;
    let mut sessions: Vec<&Session> = like.sessions.clone();
    sessions.sort_by_key(|s| std::cmp::Reverse((s.start.timestamp(), s.id)));
    let amount = |s: &Session| {
        let value = metric_of(snapshot, s, amount_key(&s.facts)).value;
        Num::money(value, &s.currency, lang)
    };
    let found = worst(snapshot, session, like, WORST);
    Evidence {
        title: say::title(lang),
        check: splits_agree(&diagnosis.parts).map_or_else(String::new, |(apart, agree)| {
            say::check(&money(apart, currency, lang), agree, lang)
        }),
        columns: say::columns(lang),
        rows: diagnosis
            .parts
            .iter()
            .zip(parts)
            .map(|(factor, part)| EvidenceRow {
                label: part.label.clone(),
                values: super::build::factor_values(factor, currency, lang),
                part: part.clone(),
            })
            .collect(),
        like_title: say::like_title(sessions.len(), lang),
        like_columns: say::like_columns(lang),
        criteria: say::criteria(&like.criteria, lang),
        like: sessions
            .into_iter()
            .map(|s| LikeSession {
                session: s.id,
                line: session_line(snapshot, s, false, lang),
                amount: amount(s),
            })
            .collect(),
        worst_title: say::worst_title(lang),
        worst_note: say::no_worst(like.sessions.len(), lang),
        worst: found
            .into_iter()
            .filter_map(|low| {
                let shown = |value: Option<f64>| {
                    let (value, unit) = value_and_unit(low.key, value, currency, lang);
                    format!("{}{unit}", value.text)
                };
                let (value, median) = (shown(Some(low.value)), shown(low.median));
                // A difference that nobody can see is none.
                (value != median).then(|| WorstMetric {
                    key: low.key.word().to_owned(),
                    label: names::metric_name(low.key, lang).to_owned(),
                    text: say::worst(&value, &median, low.better, low.sessions, lang),
                    value: Num::of(low.value, value),
                })
            })
            .take(3)
            .collect(),
    }
}

/// The figures that may be called worst: each by people where both kinds exist.
const WORST: &[MetricKey] = &[
    MetricKey::EntryRate,
    MetricKey::ProductImpressionRate,
    MetricKey::ClickRate,
    MetricKey::OrderRate,
    MetricKey::Viewers,
    MetricKey::AvgWatch,
    MetricKey::Gpm,
    MetricKey::UvValue,
    MetricKey::PerBuyer,
    MetricKey::PerHour,
    MetricKey::FollowRate,
    MetricKey::ClubRate,
    MetricKey::InteractionRate,
    MetricKey::RefundRateAmount,
    MetricKey::Roi,
    MetricKey::NetGmv,
];
