//! What a person may ask of a training.

use crate::domain::words;

words! {
    /// What is asked.
    Question {
        /// 谁会买？ A viewer in a session buys or not.
        Buyers = "buyers",
        /// 哪些商品会卖好？ Which share of those who click a product buys it.
        Products = "products",
        /// 这场能卖多少？ The amount of a session.
        SessionSales = "session-sales",
    }
}

words! {
    /// Which rows are learnt from.
    Source {
        /// Sessions and products as imported.
        History = "history",
        /// Viewer events.
        Events = "events",
        /// A person's own table with an outcome.
        Visits = "visits",
    }
}

words! {
    /// The methods.
    ModelKind {
        /// Least squares.
        Linear = "linear",
        /// Logistic regression.
        Logistic = "logistic",
        /// One decision tree.
        Tree = "tree",
        /// Random forest.
        Forest = "forest",
        /// Gradient boosting of small trees.
        Boosting = "boosting",
        /// A small neural net.
        Net = "net",
    }
}

words! {
    /// Whose implementation is used.
    Engine {
        /// Our own.
        Fupan = "fupan",
        /// The linfa crates, behind guards.
        Linfa = "linfa",
    }
}

/// One training. `None` leaves a choice to the gates.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainSpec {
    /// What is asked.
    pub question: Question,
    /// Which rows.
    pub source: Source,
    /// Which methods; those that do not fit the outcome are listed as skipped.
    pub models: Vec<ModelKind>,
    /// Whose implementation.
    pub engine: Engine,
    /// Depth of the tree.
    pub depth: Option<usize>,
    /// Least rows in a leaf.
    pub min_leaf: Option<usize>,
    /// Trees of the forest, rounds of boosting.
    pub trees: Option<usize>,
    /// Ridge on standardised coefficients (sum-of-losses scale, as 1/C in scikit-learn).
    pub ridge: Option<f64>,
    /// Fold number per row; rows of one number are tested together. Overrides the split.
    pub folds: Option<Vec<u32>>,
    /// Whether the linfa crates are tried beside our own engine, where they have the method.
    pub beside: bool,
    /// Whether models may look at columns that say what a person is, such as gender and age.
    pub sensitive: bool,
    /// A column whose groups get figures of their own, beside those that say what a person is.
    pub by: Option<String>,
    /// The column of a person's own table that is to be predicted; `None`: the one that was named
    /// when it was imported.
    pub outcome: Option<String>,
    /// Seed of folds, resamples and permutations.
    pub seed: u64,
}

impl TrainSpec {
    /// The methods whose answer can be read off: coefficients and one tree. They take a fraction of
    /// a second where forests take several.
    pub fn readable(question: Question, source: Source, seed: u64) -> Self {
        let models = vec![ModelKind::Linear, ModelKind::Logistic, ModelKind::Tree];
        Self { models, ..Self::new(question, source, seed) }
    }

    /// All methods of our own engine with every choice left to the gates.
    pub fn new(question: Question, source: Source, seed: u64) -> Self {
        Self {
            question,
            source,
            models: ModelKind::ALL.to_vec(),
            engine: Engine::Fupan,
            depth: None,
            min_leaf: None,
            trees: None,
            ridge: None,
            folds: None,
            beside: false,
            sensitive: false,
            by: None,
            outcome: None,
            seed,
        }
    }
}
