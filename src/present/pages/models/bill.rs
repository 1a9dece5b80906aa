//! One answer's account: from where it starts, a bar per feature, to where it ends.

use serde::Serialize;

use super::ModelsAsk;
use crate::engine::ModelLook;
use crate::learn::{Prediction, TrainReport};
use crate::present::pages::{ChartHead, Num};
use crate::present::text::{Lang, learn as say, models as text};

/// Bars of features; smaller ones are one bar together.
const MOST: usize = 8;

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BillKind {
    /// Where it starts.
    Base,
    /// What a feature adds or takes.
    Part,
    /// The answer.
    Answer,
}

/// One bar, from running sum to running sum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BillRow {
    /// Feature and value, start, or answer.
    pub label: String,
    /// What it is.
    pub kind: BillKind,
    /// Amount with its sign, or the sum.
    pub amount: Num,
    /// Where the bar begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// The account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BillView {
    /// Title, whose account and unit, sentence.
    pub head: ChartHead,
    /// From top to bottom.
    pub rows: Vec<BillRow>,
    /// The scale of all bars.
    pub range: (f64, f64),
}

/// The account of the row that was looked for, or of the usual one.
pub(super) fn view(
    report: &TrainReport,
    look: &ModelLook,
    ask: &ModelsAsk,
    lang: Lang,
) -> BillView {
    let of = name(look, ask, lang);
    account(report, &look.answer, &of, lang)
}

/// Whose answer is looked at.
pub(super) fn name(look: &ModelLook, ask: &ModelsAsk, lang: Lang) -> String {
    let rows = &look.found.1;
    rows.get(ask.nth.min(rows.len().saturating_sub(1))).map_or_else(
        || text::usual_row(lang),
        |row| text::row_name(look.kind, &row.label, row.row, lang),
    )
}

/// The account of one prediction.
pub(super) fn account(report: &TrainReport, answer: &Prediction, of: &str, lang: Lang) -> BillView {
    let unit = &report.unit;
    let sum = |value: f64| Num { raw: Some(value), text: text::outcome(value, unit, lang) };
    let part = |value: f64| Num { raw: Some(value), text: text::part(value, unit, lang) };
    let mut rows = vec![BillRow {
        label: text::bill_base(lang),
        kind: BillKind::Base,
        amount: sum(answer.average),
        from: 0.0,
        to: answer.average,
    }];
    let mut at = answer.average;
    // One small bar more is better than a heap of one.
    let own = if answer.contributions.len() <= MOST + 1 { MOST + 1 } else { MOST };
    let (large, small) = answer.contributions.split_at(own.min(answer.contributions.len()));
    let label = |key: &str, value| {
        let name = say::feature_name(key, lang);
        report.features.iter().find(|f| f.key == key).map_or(name.clone(), |feature| {
            format!("{name} {}", say::effect_value(feature, value, lang))
        })
    };
    for contribution in large {
        rows.push(BillRow {
            label: label(&contribution.feature, &contribution.value),
            kind: BillKind::Part,
            amount: part(contribution.amount),
            from: at,
            to: at + contribution.amount,
        });
        at += contribution.amount;
    }
    if !small.is_empty() {
        let rest: f64 = small.iter().map(|contribution| contribution.amount).sum();
        rows.push(BillRow {
            label: text::bill_rest(small.len(), lang),
            kind: BillKind::Part,
            amount: part(rest),
            from: at,
            to: at + rest,
        });
    }
    rows.push(BillRow {
        label: text::bill_end(lang),
        kind: BillKind::Answer,
        amount: sum(answer.value),
        from: 0.0,
        to: answer.value,
    });
    let ends = || rows.iter().flat_map(|row| [row.from, row.to]);
    let (low, high) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    let named = |wanted: &dyn Fn(f64) -> bool| {
        let found = answer.contributions.iter().find(|part| wanted(part.amount))?;
        Some((say::feature_name(&found.feature, lang), text::part(found.amount, unit, lang)))
    };
    let (up, down) = (named(&|amount| amount > 0.0), named(&|amount| amount < 0.0));
    BillView {
        head: ChartHead {
            title: text::bill_title(lang),
            unit: text::bill_unit(of, unit, lang),
            series: Vec::new(),
            sentence: text::bill_sentence(
                &text::outcome(answer.average, unit, lang),
                &text::outcome(answer.value, unit, lang),
                up.as_ref().map(|(name, amount)| (name.as_str(), amount.as_str())),
                down.as_ref().map(|(name, amount)| (name.as_str(), amount.as_str())),
                lang,
            ),
        },
        range: (low, if high > low { high } else { low + 1.0 }),
        rows,
    }
}
