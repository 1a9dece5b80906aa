//! What is asked of the Models page, and what it is made from.

use std::collections::BTreeMap;

use super::Run;
use crate::domain::{Currency, Money};
use crate::engine::{LookAt, ModelLook};
use crate::learn::{CellValue, Drift, ModelKind, Question};

/// What stands in the middle of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModelsView {
    /// The tree, the factors or the curves, and the checks.
    #[default]
    Model,
    /// How one answer comes about.
    Bill,
    /// Now and changed.
    WhatIf,
    /// Trainings side by side.
    Versions,
}

/// What a person chose on the page; equal questions have equal answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelsAsk {
    /// The question shown; `None`: the first that was trained.
    pub question: Option<Question>,
    /// The method shown; `None`: the one to rely on most.
    pub method: Option<ModelKind>,
    /// Position of the training shown, newest first; `None`: the one in use.
    pub version: Option<usize>,
    /// Levels of the tree shown.
    pub levels: usize,
    /// What stands in the middle.
    pub view: ModelsView,
    /// The node whose rows are listed.
    pub node: Option<usize>,
    /// What a row is looked for by.
    pub find: String,
    /// Which of the rows found.
    pub nth: usize,
    /// What-if: features set to other values.
    pub changes: BTreeMap<String, CellValue>,
}

impl ModelsAsk {
    /// What the engine is asked beside the report.
    pub fn look_at(&self) -> LookAt {
        LookAt {
            node: self.node,
            find: self.find.clone(),
            nth: self.nth,
            changes: if self.view == ModelsView::WhatIf {
                self.changes.clone()
            } else {
                BTreeMap::new()
            },
            what_if: self.view == ModelsView::WhatIf,
        }
    }

    /// Whether anything is asked that needs the rows: the report alone answers the rest.
    pub fn needs_rows(&self) -> bool {
        self.node.is_some()
            || !self.find.trim().is_empty()
            || matches!(self.view, ModelsView::Bill | ModelsView::WhatIf)
    }
}

/// What the page is made from.
#[derive(Clone, Debug, Default)]
pub struct ModelsInput<'a> {
    /// Runs per question, newest first.
    pub runs: &'a [(Question, Vec<Run>)],
    /// Revision of the store now.
    pub revision: u64,
    /// What was asked.
    pub ask: ModelsAsk,
    /// Trainings a person put to use; where there is none, the newest is.
    pub in_use: &'a [(Question, i64)],
    /// Rows there are now for the question shown, where the data changed since its training.
    pub rows_now: Option<usize>,
    /// How rows that came since differ from those learnt from; `None` where too few came.
    pub drift: Option<&'a Drift>,
    /// What one buyer brings.
    pub worth: Option<(f64, Currency)>,
    /// What contacting one costs; `None`: nobody said, and it counts as nothing.
    pub contact_cost: Option<Money>,
    /// The closer look that was asked for.
    pub look: Option<&'a ModelLook>,
}
