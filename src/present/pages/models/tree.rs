//! The tree as nodes with sentences; nothing about fewer than 20 people is shown.

use super::{ModelsInput, TreeNodeView, TreeView};
use crate::learn::kernel::{Rule, Tree};
use crate::learn::{FeatureRange, ModelReport, OutcomeUnit, RangeKind, TrainReport};
use crate::present::format;
use crate::present::pages::{ChartHead, Num, RangeText};
use crate::present::text::{Lang, learn as say, models as text};

/// The first levels of a model's tree.
pub(super) fn view(
    report: &TrainReport,
    model: &ModelReport,
    input: &ModelsInput<'_>,
    lang: Lang,
) -> Option<TreeView> {
    let tree = model.tree.as_ref()?;
    let levels_max = tree.nodes.iter().map(|node| node.depth as usize).max().unwrap_or(0);
    let levels = input.ask.levels.clamp(1, levels_max.max(1));
    let shown: Vec<usize> =
        (0..tree.nodes.len()).filter(|at| tree.nodes[*at].depth as usize <= levels).collect();
    let told = model.hidden_nodes();
    let hidden = |at: usize| told[at];
    let is_end = |at: usize| {
        let node = &tree.nodes[at];
        node.split.is_none() || node.depth as usize == levels
    };
    let best = shown
        .iter()
        .copied()
        .filter(|at| *at > 0 && is_end(*at) && !hidden(*at))
        .max_by(|a, b| tree.nodes[*a].value.total_cmp(&tree.nodes[*b].value));
    let total = tree.nodes.first().map_or(1.0, |root| root.weight.max(1.0));
    let crowded = shown
        .iter()
        .copied()
        .filter(|at| *at > 0 && is_end(*at) && !hidden(*at))
        .max_by(|a, b| tree.nodes[*a].weight.total_cmp(&tree.nodes[*b].weight))
        .filter(|at| tree.nodes[*at].weight / total > 0.5 && Some(*at) != best);
    let features = model.model.features.as_slice();
    // Only what was looked for is marked; the usual row's way would be noise.
    let path: &[usize] = match input.look {
        Some(look) if !look.found.1.is_empty() => &look.answer.path,
        _ => &[],
    };
    let nodes: Vec<TreeNodeView> = shown
        .iter()
        .map(|&at| {
            let node = &tree.nodes[at];
            let hidden = hidden(at);
            let share = if hidden { 0.0 } else { node.weight / total };
            let headline = say::node_headline(node.value, &report.unit, report.question, lang);
            let range = text::outcome_range(&node.interval, &report.unit, lang);
            TreeNodeView {
                id: at,
                on_path: path.contains(&at),
                selected: input.ask.node == Some(at),
                sentence: sentence(report, model, (at, hidden), lang),
                parent: node
                    .parent
                    .and_then(|parent| shown.iter().position(|index| *index == parent as usize)),
                depth: node.depth as usize,
                condition: condition(tree, at, features, report, lang),
                headline: if hidden { text::too_few_people(lang) } else { headline },
                value: Num {
                    raw: (!hidden).then_some(node.value),
                    text: if hidden {
                        "—".to_owned()
                    } else {
                        text::outcome(node.value, &report.unit, lang)
                    },
                },
                interval: (!hidden).then_some(RangeText {
                    low: node.interval.low,
                    high: node.interval.high,
                    level: node.interval.level,
                    text: range,
                }),
                counts: match (hidden, &report.unit) {
                    (true, _) => String::new(),
                    (false, OutcomeUnit::Rate) => {
                        format!("{} / {}", format::count(node.sum), format::count(node.weight))
                    }
                    (false, _) => text::rows(node.rows as usize, lang),
                },
                share,
                badge: if Some(at) == best {
                    text::best_leaf(report.question, lang)
                } else if Some(at) == crowded {
                    text::crowded_leaf(share, lang)
                } else {
                    String::new()
                },
                best: Some(at) == best,
                hidden,
            }
        })
        .collect();
    let scale_max = nodes
        .iter()
        .filter_map(|node| node.interval.as_ref().map(|range| range.high))
        .fold(0.0_f64, f64::max);
    let sentence = match (best, tree.nodes.first()) {
        (Some(best), Some(root)) if root.value > 0.0 => text::tree_sentence(
            &path_words(tree, best, features, report, lang),
            tree.nodes[best].value / root.value,
            report.question,
            lang,
        ),
        _ => text::tree_single(report.question, lang),
    };
    Some(TreeView {
        head: ChartHead {
            title: text::tree_title(report.question, lang),
            unit: text::tree_unit(&report.unit, report.question, lang),
            series: Vec::new(),
            sentence,
        },
        levels,
        levels_max,
        scale_max: if scale_max > 0.0 { scale_max } else { 1.0 },
        nodes,
    })
}

/// A node as a whole sentence; of one that is hidden only the way to it is told.
pub(super) fn sentence(
    report: &TrainReport,
    model: &ModelReport,
    (at, hidden): (usize, bool),
    lang: Lang,
) -> String {
    let Some((tree, node)) = model.tree.as_ref().and_then(|tree| Some((tree, tree.nodes.get(at)?)))
    else {
        return String::new();
    };
    let words = path_words(tree, at, &model.model.features, report, lang);
    if hidden {
        return text::node_hidden(&words, lang);
    }
    text::node_sentence(
        &words,
        (node.sum, node.weight, node.rows),
        &say::node_headline(node.value, &report.unit, report.question, lang),
        &text::outcome_range(&node.interval, &report.unit, lang),
        (&report.unit, report.question),
        lang,
    )
}

/// The condition that leads from the parent to this node.
fn condition(
    tree: &Tree,
    at: usize,
    features: &[FeatureRange],
    report: &TrainReport,
    lang: Lang,
) -> String {
    let Some((feature, rule, left)) = question_above(tree, at, features) else {
        return text::everybody(report.question, lang);
    };
    let labels: &[String] = match &feature.range {
        RangeKind::Category { levels, .. } => levels,
        RangeKind::Number { .. } => &[],
    };
    say::node_condition(&feature.feature, rule, labels, left, lang)
}

fn question_above<'a>(
    tree: &'a Tree,
    at: usize,
    features: &'a [FeatureRange],
) -> Option<(&'a FeatureRange, &'a Rule, bool)> {
    let parent = tree.nodes[at].parent? as usize;
    let split = tree.nodes[parent].split.as_ref()?;
    Some((features.get(split.feature)?, &split.rule, split.left as usize == at))
}

/// The way from the root to a node in words; the root itself is everybody.
pub(super) fn path_words(
    tree: &Tree,
    leaf: usize,
    features: &[FeatureRange],
    report: &TrainReport,
    lang: Lang,
) -> Vec<String> {
    let mut words = Vec::new();
    let mut at = leaf;
    while let Some(parent) = tree.nodes[at].parent {
        words.push(condition(tree, at, features, report, lang));
        at = parent as usize;
    }
    if words.is_empty() {
        words.push(text::everybody(report.question, lang));
    }
    words.reverse();
    words
}
