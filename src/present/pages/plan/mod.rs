//! Plan: how should I split traffic and time, and will I reach the goal?

mod board;
mod charts;
mod hosts;
mod how;
mod model;
mod rundown;
mod since;
mod table;
#[cfg(test)]
mod tests;

pub use board::{BoardPreview, CrowdView, Hand};
pub use hosts::{HostFloor, HostPanel, HostRow};
pub use model::{
    Bar, Board, CurvePanel, CurveView, GoalStrip, MethodPanel, MethodRow, NeedRow, Odds, PlanPage,
    PlaybookView, SlotView, SplitRow, SplitTable, SwingPanel, SwingRow, TotalRow,
};
pub use rundown::{RunDown, RunDownKind, RunDownRow, run_down};
pub use since::{SinceView, since};

use super::{Notice, Num, RangeText};
use crate::domain::Interval;
use crate::plan::{Note, PlanRequest, PlanResult, Risk};
use crate::present::format;
use crate::present::text::{Lang, plan as text, plan_how, plan_notes};

/// Makes the page.
pub fn plan(request: &PlanRequest, result: &PlanResult, lang: Lang) -> PlanPage {
    let view = View::new(request, result, lang);
    PlanPage {
        question: lang
            .pick(
                "流量和时间怎么分？能不能达到目标？",
                "How to split traffic and time, and will the goal be met?",
            )
            .to_owned(),
        verdict: view.verdict(),
        strip: view.strip(),
        table: view.table(),
        curves: view.curves(),
        methods: view.methods(),
        board: view.board(),
        swings: view.swings(),
        explanations: view.explanations(),
        playbook: view.playbook(),
        hosts: view.hosts(),
        since: None,
        actions: None,
        notices: result
            .detail
            .notes
            .iter()
            .map(|note| Notice {
                warn: matches!(
                    note,
                    Note::LosesMoney { .. }
                        | Note::FloorMissed { .. }
                        | Note::HostFloorMissed { .. }
                ),
                text: plan_notes::note(note, &|id| view.name(id), &view.unit),
            })
            .collect(),
        evidence: view.evidence(),
    }
}

/// A plan on its way to the page.
struct View<'a> {
    request: &'a PlanRequest,
    result: &'a PlanResult,
    unit: text::Unit,
    lang: Lang,
}

fn missing() -> Num {
    Num { raw: None, text: format::MISSING.to_owned() }
}

fn num(raw: f64, text: String) -> Num {
    Num { raw: Some(raw), text }
}

impl<'a> View<'a> {
    fn new(request: &'a PlanRequest, result: &'a PlanResult, lang: Lang) -> Self {
        let unit =
            text::Unit { objective: request.objective, currency: request.currency.clone(), lang };
        Self { request, result, unit, lang }
    }
}

impl View<'_> {
    fn name(&self, id: &str) -> String {
        self.request
            .products
            .iter()
            .find(|p| p.id == id)
            .map_or_else(|| id.to_owned(), |p| p.name.clone())
    }

    fn amount(&self, value: f64) -> Num {
        num(value, self.unit.amount(value))
    }

    /// A figure of a column whose head names the unit.
    fn figure(&self, value: f64) -> Num {
        num(value, text::figure(value, self.lang))
    }

    fn range(&self, range: &Interval) -> RangeText {
        RangeText {
            low: range.low,
            high: range.high,
            level: range.level,
            text: format::ends(
                &text::figure(range.low, self.lang),
                &text::figure(range.high, self.lang),
            ),
        }
    }

    fn share(value: f64) -> Num {
        // Whole percents read best; what rounds to nothing but is there keeps a decimal.
        let digits = usize::from(value > 0.0 && value < 0.0095);
        num(value, format::percent_digits(value, digits))
    }

    fn verdict(&self) -> String {
        let total = &self.result.total;
        match &self.result.goal {
            Some(goal) => text::goal_verdict(
                total.expected,
                goal.target,
                goal.probability,
                self.request.viewers.p50,
                &self.unit,
            ),
            None => text::verdict(total.expected, &self.range(&total.interval).text, &self.unit),
        }
    }

    fn strip(&self) -> GoalStrip {
        let (request, result) = (self.request, self.result);
        let viewers = request.viewers;
        let draws = result.detail.draws as f64;
        let target = result.goal.as_ref().map(|g| g.target);
        let worst = request.risk.map_or(Risk::WORST, |risk| risk.worst);
        GoalStrip {
            length: format!("{} {}", request.minutes, self.lang.pick("分钟", "min")),
            objective: text::objective(request.objective, self.lang).to_owned(),
            explore: request.explore,
            target: target.map_or_else(missing, |t| self.amount(t)),
            viewers: num(viewers.p50, format::count(viewers.p50)),
            viewers_range: (viewers.p10 < viewers.p90).then(|| RangeText {
                low: viewers.p10,
                high: viewers.p90,
                level: Interval::LEVEL,
                text: format::ends(&format::count(viewers.p10), &format::count(viewers.p90)),
            }),
            floor: request.risk.and_then(|risk| risk.floor).map(|floor| self.amount(floor)),
            floor_note: plan_how::floor_note(worst, self.lang),
            floor_help: plan_how::floor_help(worst, self.lang),
            expected: self.amount(result.total.expected),
            range: self.range(&result.total.interval),
            bars: result
                .detail
                .histogram
                .iter()
                .map(|bin| Bar {
                    low: bin.low,
                    high: bin.high,
                    share: f64::from(bin.count) / draws,
                    past_goal: target.is_some_and(|t| 0.5 * (bin.low + bin.high) >= t),
                })
                .collect(),
            probability: result.goal.as_ref().map(|goal| {
                let half = goal.probability_interval.high - goal.probability_interval.low;
                let precision = match (half > 0.0, self.lang) {
                    (false, _) => String::new(),
                    (true, Lang::Zh) => "±1 点".to_owned(),
                    (true, Lang::En) => "±1 pt".to_owned(),
                };
                Odds {
                    probability: num(goal.probability, format::percent_digits(goal.probability, 0)),
                    precision,
                    stones: (goal.probability * 100.0).round() as u8,
                    sentence: text::odds(goal.probability, self.lang),
                }
            }),
            needs_title: match (target, result.detail.needs.is_empty()) {
                (Some(target), false) => {
                    text::needs_title(target - result.total.expected, &self.unit)
                }
                _ => String::new(),
            },
            needs: result
                .detail
                .needs
                .iter()
                .map(|need| {
                    let [label, now, needed, more] = text::need(need, &self.unit);
                    NeedRow {
                        label,
                        now,
                        needed,
                        more,
                        warning: text::need_warning(need, self.lang),
                    }
                })
                .collect(),
        }
    }

    /// Products in the order of the table: what is in by value, then what is left out.
    fn order(&self) -> Vec<usize> {
        let items = &self.result.items;
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by(|a, b| {
            let (x, y) = (&items[*a], &items[*b]);
            (y.share > 0.0)
                .cmp(&(x.share > 0.0))
                .then(y.expected_value.total_cmp(&x.expected_value))
                .then(x.product_id.cmp(&y.product_id))
        });
        order
    }

    fn evidence(&self) -> String {
        let detail = &self.result.detail;
        let seed = detail.seed;
        match (detail.observations, self.lang) {
            (0, Lang::Zh) => format!("一万次推演 · 随机种子 {seed}，再算一次也一样"),
            (0, Lang::En) => {
                format!("10,000 simulated sessions · random seed {seed}: the same again")
            }
            (n, Lang::Zh) => {
                format!(
                    "依据 {} 场、{n} 条商品记录 · 一万次推演 · 随机种子 {seed}，再算一次也一样",
                    detail.sessions
                )
            }
            (n, Lang::En) => format!(
                "From {} sessions, {n} product records · 10,000 simulated sessions · random seed {seed}: the same again",
                detail.sessions
            ),
        }
    }
}
