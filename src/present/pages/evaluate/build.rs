//! Makes the page of a plan and its session.

use super::exposure::exposure;
use super::slots::slots;
use super::{
    Attach, BridgePart, BridgeView, CardView, EvaluatePage, ExperimentsView, FactRow, Nothing,
    ScoreRow, ScoreTable,
};
use crate::domain::{Interval, PlanId, Session, Snapshot};
use crate::engine::{Engine, ScoredPlan};
use crate::plan::{FloorWish, Objective, PlanBridge, PlanScore, ProductScore};
use crate::present::format;
use crate::present::pages::named::session_choices;
use crate::present::pages::{Choice, Num, RangeText};
use crate::present::text::plan::{Unit, figure};
use crate::present::text::{Lang, evaluate as text, pages};

/// Which of the plans is shown: the chosen one; without a choice the newest one that has a
/// session, else the newest.
pub fn shown(plans: &[ScoredPlan], chosen: Option<PlanId>) -> Option<usize> {
    chosen
        .and_then(|id| plans.iter().position(|plan| plan.record.id == id))
        .or_else(|| plans.iter().position(|plan| plan.score.is_some()))
        .or((!plans.is_empty()).then_some(0))
}

/// Makes the page of the plan that is [`shown`]. `floors` are those that were set.
pub fn evaluate(
    snapshot: &Snapshot,
    plans: &[ScoredPlan],
    chosen: Option<PlanId>,
    floors: &[FloorWish],
    lang: Lang,
) -> EvaluatePage {
    let question = pages::evaluate_question(lang);
    let Some(plan) = shown(plans, chosen).map(|at| &plans[at]) else {
        let nothing = Nothing {
            empty: pages::evaluate_empty(lang),
            will_hold: pages::evaluate_will_hold(lang),
            have: pages::evaluate_have(snapshot.sessions.len(), plans.len(), lang),
        };
        return EvaluatePage { question, empty: Some(nothing), ..EvaluatePage::default() };
    };
    let unit = Unit { objective: plan.objective, currency: plan.currency.clone(), lang };
    let session = plan.record.session.and_then(|id| snapshot.session(id));
    let score = plan.score.as_ref();
    EvaluatePage {
        question,
        empty: None,
        plans: choices(snapshot, plans, plan.record.id, lang),
        labels: text::labels(lang),
        verdict: match score {
            Some(score) => text::verdict(score, &unit),
            None => text::no_score(session.is_some(), lang),
        },
        detail: match score {
            Some(score) => text::detail(score, &unit),
            None => text::what_to_do(session.is_some(), lang),
        },
        warning: if plan.after_the_fact { text::after_the_fact(lang) } else { String::new() },
        session: attach(snapshot, plan, session, lang),
        facts: score.map(|score| facts(score, &unit)).unwrap_or_default(),
        facts_title: text::facts_title(lang),
        fact_columns: text::fact_columns(lang),
        table: score.map(|score| table(score, &unit)).unwrap_or_default(),
        slots: slots(plan, session, &unit),
        tabs_label: text::tabs_label(lang),
        exposure: exposure(plan, floors, lang),
        tabs: text::tabs(lang),
        bridge: score.map(|score| bridge(score, &unit)).unwrap_or_default(),
        card: card(plans, lang),
        actions: None,
        experiments: ExperimentsView::default(),
    }
}

fn choices(
    snapshot: &Snapshot,
    plans: &[ScoredPlan],
    shown: PlanId,
    lang: Lang,
) -> Vec<Choice<PlanId>> {
    plans
        .iter()
        .map(|plan| {
            let session = plan.record.session.and_then(|id| snapshot.session(id));
            let became = session.map(|session| format::day(&session.start, lang));
            Choice {
                id: plan.record.id,
                text: text::plan_choice(&plan.record.name, plan.record.version, became, lang),
                selected: plan.record.id == shown,
            }
        })
        .collect()
}

fn attach(snapshot: &Snapshot, plan: &ScoredPlan, session: Option<&Session>, lang: Lang) -> Attach {
    let likely = plan.likely.and_then(|id| snapshot.session(id));
    Attach {
        sessions: session_choices(snapshot, session.map(|session| session.id), lang),
        likely: plan.likely,
        take: likely.map_or_else(String::new, |s| {
            let at = format!("{} {}", format::day(&s.start, lang), format::clock(&s.start));
            text::take(&at, lang)
        }),
        none: text::no_session(lang),
        detach: if session.is_some() { text::detach(lang) } else { String::new() },
    }
}

fn facts(score: &PlanScore, unit: &Unit) -> Vec<FactRow> {
    let lang = unit.lang;
    let [value, viewers, goal, traffic, attained] = text::facts(lang);
    let row = |(label, hover): (String, String), planned: String, actual: String| FactRow {
        label,
        planned,
        actual,
        hover,
    };
    let range = format::ends(&figure(score.interval.low, lang), &figure(score.interval.high, lang));
    let mut rows = vec![
        row(value, format!("{} ({range})", unit.amount(score.planned)), unit.amount(score.actual)),
        row(
            viewers,
            format::count(score.planned_viewers),
            score.viewers.map_or(format::MISSING.to_owned(), format::count),
        ),
    ];
    if let Some(told) = &score.goal {
        rows.push(row(
            goal,
            text::goal_planned(&unit.amount(told.target), told.probability, lang),
            text::goal_reached(told.reached, lang),
        ));
    }
    if let Some(share) = score.utilisation {
        rows.push(row(traffic, format::percent_digits(1.0, 0), format::percent_digits(share, 0)));
    }
    if let Some(share) = score.model.and_then(|model| model.attained) {
        rows.push(row(attained, format::percent_digits(1.0, 0), format::percent_digits(share, 0)));
    }
    rows
}

fn table(score: &PlanScore, unit: &Unit) -> ScoreTable {
    let lang = unit.lang;
    let judged = score.products.iter().filter(|product| product.inside.is_some()).count();
    let inside = score.products.iter().filter(|product| product.inside == Some(true)).count();
    ScoreTable {
        title: text::table_title(lang),
        note: text::table_note(inside, judged, lang),
        columns: text::columns(&unit.word(), lang),
        in_orders: unit.objective == Objective::Orders,
        rows: score.products.iter().map(|product| row(product, lang)).collect(),
        sentence: text::table_sentence(inside, judged, lang),
    }
}

/// A range of amounts.
pub(super) fn range_text(range: Interval, lang: Lang) -> RangeText {
    RangeText {
        low: range.low,
        high: range.high,
        level: range.level,
        text: format::ends(&figure(range.low, lang), &figure(range.high, lang)),
    }
}

fn row(product: &ProductScore, lang: Lang) -> ScoreRow {
    let arrow = |from: String, to: Option<String>| {
        format!("{from} → {}", to.unwrap_or_else(|| format::MISSING.to_owned()))
    };
    let share =
        |value: f64| format::percent_digits(value, usize::from(value > 0.0 && value < 0.0095));
    ScoreRow {
        name: product.name.clone(),
        share: arrow(share(product.planned_share), product.share.map(share)),
        minutes: arrow(
            product.planned_minutes.to_string(),
            product.minutes.map(|minutes| format::fixed(minutes, 0)),
        ),
        planned: Num::of(product.planned, figure(product.planned, lang)),
        range: product.interval.map(|range| range_text(range, lang)),
        actual: Num::maybe(product.actual, |value| figure(value, lang)),
        mark: text::mark(product, lang),
        inside: product.inside,
    }
}

fn bridge(score: &PlanScore, unit: &Unit) -> BridgeView {
    let lang = unit.lang;
    let (title, note) = text::bridge_title(lang);
    let Some(bridge) = &score.bridge else {
        return BridgeView { title, empty: text::no_bridge(lang), ..BridgeView::default() };
    };
    let parts: Vec<BridgePart> = text::bridge_parts(lang)
        .into_iter()
        .zip(amounts(bridge))
        .map(|(label, value)| BridgePart { label, amount: Num::of(value, unit.signed(value)) })
        .collect();
    let largest = parts
        .iter()
        .max_by(|a, b| {
            let size = |part: &BridgePart| part.amount.raw.unwrap_or(0.0).abs();
            size(a).total_cmp(&size(b))
        })
        .map(|part| (part.label.clone(), part.amount.text.clone()));
    BridgeView {
        title,
        note,
        sentence: text::bridge_sentence(
            score.actual - score.planned,
            largest,
            score.model.as_ref(),
            unit,
        ),
        parts,
        empty: String::new(),
    }
}

/// In the order of the labels.
fn amounts(bridge: &PlanBridge) -> [f64; 6] {
    [bridge.viewers, bridge.mix, bridge.rate, bridge.basket, bridge.stock_out, bridge.residual]
}

fn card(plans: &[ScoredPlan], lang: Lang) -> CardView {
    let card = Engine::scorecard(plans);
    let after = plans.iter().filter(|plan| plan.after_the_fact).count();
    let wider = Engine::wider_of(plans.iter());
    CardView {
        title: text::card_title(lang),
        rows: text::card_rows(&card, lang),
        sentence: text::card_sentence(&card, after, lang) + &text::widened(wider, lang),
    }
}
