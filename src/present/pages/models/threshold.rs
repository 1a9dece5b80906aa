//! What every line that can be drawn through the chances does, in people and, where one buyer is
//! known to be worth something, in money.

use serde::Serialize;
use serde_json::{Value, json};

use super::ModelsInput;
use crate::domain::{Currency, FEWEST_PEOPLE, Money};
use crate::learn::{Confusion, ModelReport, Question, Stakes, best_line};
use crate::present::format;
use crate::present::pages::ChartHead;
use crate::present::text::{Lang, models as text};

/// Whom a threshold calls, in people and money.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConfusionView {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Name of the slider.
    pub slider: String,
    /// Names of the four cells: called and bought, called in vain, missed, left alone.
    pub cells: [String; 4],
    /// The step shown before the slider was moved: the one that brings most where contacts cost
    /// something, else the one that calls a fifth.
    pub usual: usize,
    /// From the strictest to the widest.
    pub steps: Vec<ConfusionStep>,
    /// What contacting one costs; `None` where nobody is known to be worth anything.
    pub cost: Option<CostField>,
}

/// The field for what contacting one costs, and the line that brings most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CostField {
    /// What is typed: `每次招呼花`.
    pub label: String,
    /// The currency: `元`.
    pub unit: String,
    /// What is kept, as it is typed; empty where nobody said.
    pub typed: String,
    /// What stands there while nobody said: `0`.
    pub hint: String,
    /// What is not allowed.
    pub wrong: String,
    /// The step that brings most; `None` where none brings more than it costs.
    pub best: Option<usize>,
    /// The step that brings most in words, or that nobody said what a contact costs.
    pub sentence: String,
    /// The button that goes there.
    pub go: String,
}

/// One threshold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConfusionStep {
    /// `机会至少 12% 的才招呼`.
    pub threshold: String,
    /// People in the four cells.
    pub counts: [String; 4],
    /// Money in the four cells; empty where none is meant or known.
    pub money: [String; 4],
    /// What it does in one sentence.
    pub sentence: String,
}

/// The lines that call enough people to be told of.
fn shown(model: &ModelReport) -> Vec<Confusion> {
    let told = |row: &&Confusion| row.called() >= FEWEST_PEOPLE;
    model.confusion.iter().filter(told).copied().collect()
}

fn stakes<'a>(input: &'a ModelsInput<'_>) -> Option<(Stakes, &'a Currency)> {
    let cost = input.contact_cost.map_or(0.0, Money::major);
    input.worth.as_ref().map(|(worth, currency)| (Stakes { worth: *worth, cost }, currency))
}

pub(super) fn view(
    model: &ModelReport,
    question: Question,
    input: &ModelsInput<'_>,
    lang: Lang,
) -> Option<ConfusionView> {
    let lines = shown(model);
    if lines.is_empty() {
        return None;
    }
    let stakes = stakes(input);
    let best = stakes.and_then(|(stakes, _)| best_line(&lines, stakes));
    let costs = stakes.is_some_and(|(stakes, _)| stakes.cost > 0.0);
    // A fifth of the people is where the card's headline stands.
    let fifth = |row: &Confusion| {
        let all = row.called() + row.false_negative + row.true_negative;
        (row.called() / all.max(1.0) - 0.2).abs()
    };
    let nearest = (0..lines.len()).min_by(|a, b| fifth(&lines[*a]).total_cmp(&fifth(&lines[*b])));
    let usual = best.filter(|_| costs).or(nearest).unwrap_or_default();
    Some(ConfusionView {
        head: ChartHead {
            title: text::confusion_title(lang),
            unit: text::confusion_unit(question, lang),
            series: Vec::new(),
            sentence: text::confusion_sentence(question, lang),
        },
        slider: text::threshold_slider(lang),
        cells: text::threshold_cells(question, lang),
        usual,
        steps: lines.iter().map(|row| step(row, question, stakes, lang)).collect(),
        cost: stakes.map(|(stakes, currency)| CostField {
            label: text::contact_cost(question, lang),
            unit: text::cost_unit(currency, lang),
            typed: input.contact_cost.map_or_else(String::new, |cost| {
                format::fixed(cost.major(), 2)
                    .trim_end_matches('0')
                    .trim_end_matches('.')
                    .to_owned()
            }),
            hint: "0".to_owned(),
            wrong: text::bad_contact_cost(lang),
            best,
            sentence: text::best_line(
                best.map(|at| (lines[at].threshold, lines[at].net(stakes))),
                costs,
                currency,
                question,
                lang,
            ),
            go: text::go_to_best(lang),
        }),
    })
}

fn step(
    row: &Confusion,
    question: Question,
    stakes: Option<(Stakes, &Currency)>,
    lang: Lang,
) -> ConfusionStep {
    let (called, buyers) = (row.called(), row.true_positive + row.false_negative);
    let all = called + row.false_negative + row.true_negative;
    // In each cell what those in it bring less what calling them costs.
    let money = stakes.map_or_else(Default::default, |(stakes, currency)| {
        let amount = |value: f64| format::money(value, currency, lang);
        let vain = if stakes.cost > 0.0 {
            amount(-stakes.cost * row.false_positive)
        } else {
            String::new()
        };
        [
            amount((stakes.worth - stakes.cost) * row.true_positive),
            vain,
            amount(stakes.worth * row.false_negative),
            String::new(),
        ]
    });
    ConfusionStep {
        threshold: text::threshold_at(row.threshold, question, lang),
        counts: [row.true_positive, row.false_positive, row.false_negative, row.true_negative]
            .map(format::count),
        money,
        sentence: text::threshold_sentence(
            (called, all),
            (row.true_positive, buyers),
            stakes.map(|(stakes, currency)| text::Brought {
                worth: stakes.worth * row.true_positive,
                missed: stakes.worth * row.false_negative,
                cost: stakes.cost * called,
                currency,
            }),
            question,
            lang,
        ),
    }
}

/// The document of `models --thresholds`: every line that may be told of, in people and money.
pub fn thresholds_json(model: &ModelReport, question: Question, input: &ModelsInput<'_>) -> Value {
    let lines = shown(model);
    let stakes = stakes(input);
    let rows: Vec<Value> = lines
        .iter()
        .map(|row| {
            json!({
                "threshold": row.threshold,
                "called": row.called(),
                "true_positive": row.true_positive,
                "false_positive": row.false_positive,
                "false_negative": row.false_negative,
                "true_negative": row.true_negative,
                "value": stakes.map(|(stakes, _)| stakes.worth * row.true_positive),
                "cost": stakes.map(|(stakes, _)| stakes.cost * row.called()),
                "net": stakes.map(|(stakes, _)| row.net(stakes)),
            })
        })
        .collect();
    json!({
        "question": question,
        "name": model.name,
        "engine": model.engine,
        "worth_of_one": stakes.map(|(stakes, _)| stakes.worth),
        "contact_cost": input.contact_cost.map_or(0.0, Money::major),
        "currency": stakes.map(|(_, currency)| &currency.0),
        "best": stakes.and_then(|(stakes, _)| best_line(&lines, stakes)),
        "thresholds": rows,
    })
}
