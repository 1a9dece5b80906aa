//! What the data are enough for: which methods, how deep, how many columns.

use super::fit::Recipe;
use super::{Engine, ModelKind, Outcome, SkipReason, Table, TrainSpec, linfa_engine};

/// Fewest buyers (or, for numbers, rows) for any model.
const FEWEST: usize = 20;
/// Fewest buyers for a tree.
const FEWEST_FOR_TREE: usize = 100;
/// Fewest rows for a tree of numbers.
const FEWEST_ROWS_FOR_TREE: usize = 40;
/// Fewest buyers (for numbers: rows) for a forest or boosting.
const FEWEST_FOR_MANY_TREES: usize = 300;
/// From here on a tree may go to depth 8 and a neural net is tried.
const MANY: usize = 1_000;
/// Trees of a forest and rounds of boosting, unless somebody says otherwise.
const TREES: (usize, usize) = (300, 150);
/// Least rows in the leaves of a forest, one of which is chosen out of bag.
const LEAVES_OF_FOREST: &[usize] = &[5, 20, 80];
/// Least rows in the leaves of boosting.
const LEAF_OF_BOOSTING: usize = 20;

/// Size of a table as the gates see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub rows: usize,
    pub columns: usize,
    /// The rarer of buyers and others; `None` for numbers.
    pub events: Option<f64>,
    /// Overall rate of the rarer side.
    pub rate: f64,
    /// One plain yes or no per row and no weights.
    pub plain: bool,
    /// Binomial rows: many trials each.
    pub binomial: bool,
}

impl Size {
    pub fn of(table: &Table) -> Self {
        let (y, w) = table.targets();
        let total: f64 = w.iter().sum();
        let positives: f64 = y.iter().zip(&w).map(|(y, w)| y * w).sum();
        let binomial = matches!(table.outcome, Outcome::Binomial { .. });
        let unweighted = table.weights.is_none();
        let events = table.positives().map(|p| {
            let all = match &table.outcome {
                Outcome::Binomial { trials, .. } => trials.iter().sum(),
                _ => table.rows() as f64,
            };
            f64::min(p, all - p)
        });
        Self {
            rows: table.rows(),
            columns: table.columns.len(),
            events,
            rate: (positives / total).min(1.0 - positives / total),
            plain: unweighted && !binomial,
            binomial,
        }
    }

    /// Least rows of a leaf.
    pub fn min_leaf(&self) -> usize {
        if self.events.is_none() {
            (self.rows / 20).max(8)
        } else if self.binomial {
            (self.rows / 40).max(8)
        } else {
            ((5.0 / self.rate.max(1e-6)).ceil() as usize).max(30)
        }
    }
}

/// How a method is to be fitted, or why it is not.
pub(super) fn recipe(kind: ModelKind, size: &Size, spec: &TrainSpec) -> Result<Recipe, SkipReason> {
    let tree = kind == ModelKind::Tree;
    let needed_buyers = match kind {
        ModelKind::Linear | ModelKind::Logistic => FEWEST,
        ModelKind::Tree => FEWEST_FOR_TREE,
        ModelKind::Forest | ModelKind::Boosting => FEWEST_FOR_MANY_TREES,
        ModelKind::Net => MANY,
    };
    match (kind, size.events) {
        (ModelKind::Linear, Some(_)) => return Err(SkipReason::OutcomeIsRate),
        (ModelKind::Logistic, None) => return Err(SkipReason::OutcomeIsNumber),
        _ => {}
    }
    if spec.engine == Engine::Linfa {
        let theirs = matches!(kind, ModelKind::Linear | ModelKind::Logistic | ModelKind::Tree);
        if !theirs || !size.plain || (tree && size.events.is_none()) {
            return Err(SkipReason::EngineCannot);
        }
        let cells = size.rows * size.columns;
        if cells > linfa_engine::MOST_CELLS {
            return Err(SkipReason::TooLargeForEngine { cells, limit: linfa_engine::MOST_CELLS });
        }
    }
    let (amount, needed) = match size.events {
        Some(found) => {
            if found <= 0.0 {
                return Err(SkipReason::OneOutcome);
            }
            // Binomial rows hold many buyers each; what bends needs rows too.
            if matches!(kind, ModelKind::Forest | ModelKind::Boosting | ModelKind::Net)
                && size.rows < needed_buyers
            {
                return Err(SkipReason::NeedsRows { found: size.rows, needed: needed_buyers });
            }
            if found < needed_buyers as f64 {
                return Err(SkipReason::NeedsBuyers { found, needed: needed_buyers as f64 });
            }
            (found as usize, FEWEST)
        }
        None => (size.rows, if tree { FEWEST_ROWS_FOR_TREE } else { needed_buyers }),
    };
    if size.rows < needed {
        return Err(SkipReason::NeedsRows { found: size.rows, needed });
    }
    let depth = match (spec.depth, amount) {
        (Some(depth), _) => (depth, depth),
        (None, 0..FEWEST_FOR_TREE) => (1, 2),
        (None, FEWEST_FOR_TREE..MANY) => (2, 4),
        (None, _) => (3, 8),
    };
    let few = amount < FEWEST_FOR_TREE;
    Ok(Recipe {
        kind,
        engine: spec.engine,
        ridge: spec.ridge.unwrap_or(if kind == ModelKind::Logistic || few { 1.0 } else { 0.0 }),
        limit: few.then_some(amount / 10),
        depth,
        min_leaf: spec.min_leaf.unwrap_or_else(|| match kind {
            ModelKind::Forest => LEAVES_OF_FOREST[0],
            ModelKind::Boosting => LEAF_OF_BOOSTING,
            _ => size.min_leaf(),
        }),
        leaves: if spec.min_leaf.is_none() && kind == ModelKind::Forest {
            LEAVES_OF_FOREST
        } else {
            &[]
        },
        stops: spec.trees.is_none(),
        trees: spec.trees.unwrap_or(if kind == ModelKind::Forest { TREES.0 } else { TREES.1 }),
        seed: spec.seed,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Question, Source};
    use super::*;

    fn size(rows: usize, events: Option<f64>) -> Size {
        Size {
            rows,
            columns: 5,
            events,
            rate: events.unwrap_or(0.0) / rows as f64,
            plain: true,
            binomial: false,
        }
    }

    #[test]
    fn gates_open_with_the_number_of_buyers() {
        let spec = TrainSpec::new(Question::Buyers, Source::Events, 1);
        let ask = |kind, rows, events| recipe(kind, &size(rows, events), &spec);
        let few = Err(SkipReason::NeedsBuyers { found: 19.0, needed: 20.0 });
        assert_eq!(ask(ModelKind::Logistic, 900, Some(19.0)), few);
        assert_eq!(ask(ModelKind::Logistic, 900, Some(60.0)).unwrap().limit, Some(6));
        assert!(matches!(
            ask(ModelKind::Tree, 900, Some(60.0)),
            Err(SkipReason::NeedsBuyers { needed: 100.0, .. })
        ));
        assert_eq!(ask(ModelKind::Tree, 8_412, Some(389.0)).unwrap().depth, (2, 4));
        assert_eq!(ask(ModelKind::Tree, 8_412, Some(389.0)).unwrap().min_leaf, 109);
        assert_eq!(ask(ModelKind::Tree, 9_000, Some(1_000.0)).unwrap().depth, (3, 8));
        assert_eq!(ask(ModelKind::Logistic, 9_000, Some(1_000.0)).unwrap().limit, None);
        assert_eq!(ask(ModelKind::Linear, 60, None).unwrap().limit, Some(6));
        assert_eq!(
            ask(ModelKind::Tree, 30, None),
            Err(SkipReason::NeedsRows { found: 30, needed: 40 })
        );
        for kind in [ModelKind::Forest, ModelKind::Boosting] {
            assert!(matches!(
                ask(kind, 9_000, Some(299.0)),
                Err(SkipReason::NeedsBuyers { needed: 300.0, .. })
            ));
            assert!(ask(kind, 9_000, Some(300.0)).is_ok());
            assert_eq!(ask(kind, 60, None), Err(SkipReason::NeedsRows { found: 60, needed: 300 }));
        }
        assert!(matches!(
            ask(ModelKind::Net, 9_000, Some(999.0)),
            Err(SkipReason::NeedsBuyers { needed: 1_000.0, .. })
        ));
        assert!(ask(ModelKind::Net, 9_000, Some(1_000.0)).is_ok());
        assert_eq!(
            ask(ModelKind::Net, 400, Some(7_000.0)),
            Err(SkipReason::NeedsRows { found: 400, needed: 1_000 })
        );
        assert_eq!(ask(ModelKind::Linear, 900, Some(60.0)), Err(SkipReason::OutcomeIsRate));
        assert_eq!(ask(ModelKind::Logistic, 900, None), Err(SkipReason::OutcomeIsNumber));
        assert_eq!(ask(ModelKind::Tree, 900, Some(0.0)), Err(SkipReason::OneOutcome));
    }

    #[test]
    fn explicit_options_win_and_linfa_is_guarded() {
        let mut spec = TrainSpec::new(Question::Buyers, Source::Visits, 1);
        spec.depth = Some(5);
        spec.min_leaf = Some(20);
        let tree = recipe(ModelKind::Tree, &size(12_330, Some(1_908.0)), &spec).unwrap();
        assert_eq!((tree.depth, tree.min_leaf), ((5, 5), 20));
        spec.engine = Engine::Linfa;
        for kind in [ModelKind::Forest, ModelKind::Boosting, ModelKind::Net] {
            let found = recipe(kind, &size(12_330, Some(1_908.0)), &spec);
            assert_eq!(found, Err(SkipReason::EngineCannot));
        }
        assert_eq!(recipe(ModelKind::Tree, &size(900, None), &spec), Err(SkipReason::EngineCannot));
        assert!(matches!(
            recipe(ModelKind::Tree, &size(1_000_000, Some(9_000.0)), &spec),
            Err(SkipReason::TooLargeForEngine { .. })
        ));
        let weighted = Size { plain: false, ..size(900, Some(300.0)) };
        assert_eq!(recipe(ModelKind::Logistic, &weighted, &spec), Err(SkipReason::EngineCannot));
    }
}
