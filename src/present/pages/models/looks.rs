//! A closer look: the row that was looked for, and the rows of a node.

use serde::Serialize;

use super::tree::path_words;
use super::{ModelsAsk, tree};
use crate::domain::FEWEST_PEOPLE;
use crate::engine::{ModelLook, RowLook};
use crate::learn::{ModelReport, OutcomeUnit, RowKind, TrainReport};
use crate::present::format;
use crate::present::text::{Lang, learn as say, models as text};

/// Labels of what can be done with a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tools {
    /// Name of the field a row is found by.
    pub find: String,
    /// Its hint.
    pub find_short: String,
    /// Opens what-if.
    pub what_if: String,
    /// Goes back to the model.
    pub back: String,
    /// The switch between the whole model and one answer's account.
    pub switch: [String; 2],
    /// Writes the model with its rows.
    pub export: String,
}

/// The row that was looked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundView {
    /// What was found, in words.
    pub sentence: String,
    /// The rows that can be chosen, newest first.
    pub items: Vec<FoundItem>,
    /// Nothing was found.
    pub nothing: bool,
}

/// A row that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundItem {
    /// What it is called.
    pub label: String,
    /// Whether it is the one shown.
    pub selected: bool,
}

/// The rows of a node.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeafView {
    /// Title.
    pub title: String,
    /// How many rows, how many of them are listed.
    pub note: String,
    /// The node as a sentence.
    pub sentence: String,
    /// Why nothing is listed; empty when something is.
    pub hidden: String,
    /// Data changed since the training; empty when it did not.
    pub stale: String,
    /// Headers: the name, features on the way to the node, what happened, what the model says.
    pub columns: Vec<String>,
    /// Cells of each row.
    pub rows: Vec<Vec<String>>,
}

/// Most features listed beside a row.
const FEATURES: usize = 4;

pub(super) fn tools(report: &TrainReport, lang: Lang) -> Tools {
    let kind = RowKind::of(report.question, report.source);
    Tools {
        find: text::find_hint(kind, lang),
        find_short: text::find_short(kind, lang),
        what_if: text::what_if_button(lang),
        back: text::back_button(lang),
        switch: text::whole_or_one(lang),
        export: text::export_button(lang),
    }
}

pub(super) fn found(
    report: &TrainReport,
    model: &ModelReport,
    look: &ModelLook,
    ask: &ModelsAsk,
    lang: Lang,
) -> Option<FoundView> {
    let words = ask.find.trim();
    if words.is_empty() {
        return None;
    }
    let (count, rows) = (&look.found.0, &look.found.1);
    let at = ask.nth.min(rows.len().saturating_sub(1));
    let name = |row: &RowLook| text::row_name(look.kind, &row.label, row.row, lang);
    let mut sentence =
        text::found(words, *count, &rows.get(at).map(name).unwrap_or_default(), lang);
    if let (Some(tree), Some(end), false) = (&model.tree, look.answer.path.last(), rows.is_empty())
        && *end < tree.nodes.len()
    {
        let way = path_words(tree, *end, &model.model.features, report, lang);
        sentence = format!("{sentence}{}{}", lang.pick("", " "), text::way_end(&way, lang));
    }
    Some(FoundView {
        sentence,
        items: rows
            .iter()
            .enumerate()
            .map(|(nth, row)| FoundItem { label: name(row), selected: nth == at })
            .collect(),
        nothing: rows.is_empty(),
    })
}

pub(super) fn leaf(
    report: &TrainReport,
    model: &ModelReport,
    look: &ModelLook,
    stale: bool,
    lang: Lang,
) -> Option<LeafView> {
    let node = look.node.as_ref()?;
    let tree = model.tree.as_ref()?;
    let few = model.hidden_nodes().get(node.node).copied().unwrap_or(true);
    let features = &model.model.features;
    // The features asked about on the way here, the last question first.
    let mut asked: Vec<usize> = Vec::new();
    let mut at = node.node;
    while let Some(parent) = tree.nodes.get(at).and_then(|node| node.parent) {
        let split = tree.nodes[parent as usize].split.as_ref();
        asked.extend(split.map(|split| split.feature).filter(|f| !asked.contains(f)));
        at = parent as usize;
    }
    asked.truncate(FEATURES);
    let [name, real, said] = text::row_columns(look.kind, &report.unit, lang);
    let named = asked.iter().map(|f| say::feature_name(&features[*f].feature.key, lang));
    let columns = [name].into_iter().chain(named).chain([real, said]).collect();
    let rows = look
        .node_rows
        .iter()
        .map(|row| {
            let values = asked.iter().map(|f| {
                let feature = &features[*f].feature;
                row.values
                    .get(&feature.key)
                    .map_or_else(String::new, |value| say::effect_value(feature, value, lang))
            });
            [text::row_cell(look.kind, &row.label, row.row, lang)]
                .into_iter()
                .chain(values)
                .chain([
                    happened(look.kind, row.outcome, &report.unit, lang),
                    text::outcome(row.predicted, &report.unit, lang),
                ])
                .collect()
        })
        .collect();
    let hidden = if node.hidden { text::node_rows_hidden(lang) } else { String::new() };
    Some(LeafView {
        title: text::node_rows_title(lang),
        note: if node.hidden {
            String::new()
        } else {
            text::node_rows_note(node.count, look.node_rows.len(), look.kind, lang)
        },
        sentence: tree::sentence(report, model, (node.node, few), lang),
        hidden,
        stale: if stale { text::rows_of_today(lang) } else { String::new() },
        columns,
        rows,
    })
}

fn happened(kind: RowKind, (found, of): (f64, f64), unit: &OutcomeUnit, lang: Lang) -> String {
    match (kind, unit) {
        (RowKind::Person, OutcomeUnit::Rate) => text::bought_or_not(found > 0.0, lang),
        (RowKind::Product, _) if of < FEWEST_PEOPLE => text::row_few(lang),
        (_, OutcomeUnit::Rate) => format!("{} / {}", format::count(found), format::count(of)),
        _ => text::outcome(found, unit, lang),
    }
}
