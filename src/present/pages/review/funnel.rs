//! The funnel of the review.

use super::{FunnelStepView, FunnelView};
use crate::domain::{Session, Snapshot};
use crate::metrics::{Funnel, FunnelKind, FunnelStep};
use crate::present::format::{self, count, fixed, points};
use crate::present::pages::make::{change_text, fact_sources, share_figure, share_range};
use crate::present::pages::{ChartHead, Explain, Num, Sense};
use crate::present::text::pages::{Need, needs};
use crate::present::text::{Lang, metrics as names, review as say};

/// One funnel as shown.
pub fn funnel_view(
    snapshot: &Snapshot,
    session: &Session,
    funnel: &Funnel,
    lang: Lang,
) -> FunnelView {
    let kind = names::funnel_kind(funnel.kind, lang);
    let head = ChartHead {
        title: lang.pick("漏斗", "Funnel").to_owned(),
        unit: kind.to_owned(),
        series: Vec::new(),
        sentence: funnel_sentence(funnel, lang),
    };
    if !funnel.is_drawable() {
        return FunnelView { head, steps: Vec::new(), empty: Some(needs(Need::Funnel, lang)) };
    }
    let most = funnel.steps.iter().filter_map(|s| s.count).max().unwrap_or(0) as f64;
    // The rows that told the step's people and those of the step it came from.
    let places = |step: &FunnelStep| {
        let facts = [Some(step.step), step.from].into_iter().flatten();
        fact_sources(snapshot, session, facts.map(|step| step.field(funnel.kind)), lang)
    };
    FunnelView {
        head,
        steps: funnel
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| step_view(step, funnel, at, most, places(step), lang))
            .collect(),
        empty: None,
    }
}

fn step_view(
    step: &FunnelStep,
    funnel: &Funnel,
    at: usize,
    most: f64,
    places: Vec<String>,
    lang: Lang,
) -> FunnelStepView {
    let label = names::step(step.step, lang);
    let weakest = funnel.weakest == Some(at);
    let gap = step.rate.zip(step.median).map(|(r, m)| r - m);
    let above = step.from.map(|from| names::step(from, lang));
    // Times may be more than one each: then neither they nor their change are shares.
    let times = step.rate.is_some_and(|rate| rate > 1.0);
    let far = |gap: f64| {
        if times { format!("×{}", fixed(gap.abs(), 2)) } else { points(gap.abs(), lang) }
    };
    FunnelStepView {
        key: step.step.field(funnel.kind).to_owned(),
        label: label.to_owned(),
        count: Num::count(step.count),
        rate: Num::maybe(step.rate, |r| {
            if times { format!("×{}", fixed(r, 2)) } else { format!("{}%", share_figure(r)) }
        }),
        interval: step.interval.map(share_range),
        median: step.median.map_or_else(String::new, |m| {
            let figure = if times { format!("×{}", fixed(m, 2)) } else { share_figure(m) };
            lang.pick(format!("中位 {figure}"), format!("median {figure}"))
        }),
        change: gap.map(|gap| change_text(gap, &far(gap), Sense::MoreIsBetter, lang)),
        weakest,
        weakest_text: gap.filter(|_| weakest).map_or_else(String::new, |gap| {
            let size = far(gap);
            lang.pick(format!("最弱 · 差 {size}"), format!("weakest · −{size}"))
        }),
        width: step.count.map_or(0.0, |n| {
            if most > 0.0 { (n as f64 + 1.0).ln() / (most + 1.0).ln() } else { 0.0 }
        }),
        explain: Explain {
            key: step.step.field(funnel.kind).to_owned(),
            name: label.to_owned(),
            formula: above.map_or_else(
                || lang.pick("平台导出的原数", "as the platform exports it").to_owned(),
                |above| format!("{label} ÷ {above}"),
            ),
            counts: match (step.count, step.of) {
                (Some(n), Some(of)) => format!("{} ÷ {}", count(n as f64), count(of as f64)),
                (Some(n), None) => count(n as f64),
                _ => format::MISSING.to_owned(),
            },
            value: step.rate,
            numerator: step.count.map(|n| n as f64),
            denominator: step.of.map(|n| n as f64),
            scale: 1.0,
            reported: None,
            basis: String::new(),
            note: match lang {
                Lang::Zh => format!("按{}算", names::funnel_kind(funnel.kind, lang)),
                Lang::En => format!("counted in {}", names::funnel_kind(funnel.kind, lang)),
            },
            sources: places,
        },
    }
}

fn funnel_sentence(funnel: &Funnel, lang: Lang) -> String {
    if let (Some(step), Some(lost)) = (funnel.weakest_step(), funnel.lost) {
        let a = step.from.map_or("", |from| names::step(from, lang));
        let b = names::step(step.step, lang);
        let lost = count(lost);
        let mend = say::mend(step.step, lang);
        return match (lang, funnel.kind) {
            (Lang::Zh, FunnelKind::People) => {
                format!("「{a}→{b}」比自己的中位弱，约少 {lost} 个人：{mend}。")
            }
            (Lang::Zh, FunnelKind::Times) => {
                format!("「{a}→{b}」比自己的中位弱，约少 {lost} 次：{mend}。")
            }
            (Lang::En, _) => {
                format!("'{a} → {b}' is below its own median, about {lost} lost: {mend}.")
            }
        };
    }
    let compared = funnel.steps.iter().any(|s| s.median.is_some());
    match (compared, lang) {
        (true, Lang::Zh) => "每一步都不明显低于自己的中位。".to_owned(),
        (true, Lang::En) => "No step is clearly below its own median.".to_owned(),
        (false, Lang::Zh) => "可比的不足 5 场，还不能说哪一步最弱。".to_owned(),
        (false, Lang::En) => {
            "Fewer than five like sessions: the weakest step is unknown.".to_owned()
        }
    }
}
