//! Rows of a table seen through a model: where they end in its tree, and how one is found.

use std::collections::{BTreeMap, BTreeSet};

use super::encode::raw;
use super::{
    CellValue, Column, LearnError, Model, ModelReport, Outcome, OutcomeUnit, Question, RangeKind,
    Source, Table, Tree,
};
use crate::domain::FEWEST_PEOPLE;

/// What one row of a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A person, known only by a keyed hash.
    Person,
    /// A product in a session.
    Product,
    /// A session.
    Session,
}

impl RowKind {
    /// What the rows of a question are about.
    pub fn of(question: Question, source: Source) -> Self {
        match (question, source) {
            (Question::Buyers, _) | (_, Source::Visits) => Self::Person,
            (Question::Products, _) => Self::Product,
            (Question::SessionSales, _) => Self::Session,
        }
    }
}

/// The columns of a table in the order of a model's features, categories in its codes.
pub(super) struct Aligned<'a> {
    sources: Vec<(&'a Column, Vec<f64>)>,
}

impl Aligned<'_> {
    /// The value as the model computes with it; NaN is missing or never seen.
    pub fn code(&self, feature: usize, row: usize) -> f64 {
        let (column, recode) = &self.sources[feature];
        let value = raw(column, row);
        if recode.is_empty() || value.is_nan() { value } else { recode[value as usize] }
    }
}

/// The rows of a node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeRows {
    /// The node, counted in the whole tree.
    pub node: usize,
    /// Its rows, newest first; none when it is hidden.
    pub rows: Vec<u32>,
    /// How many rows there are; 0 when it is hidden.
    pub count: usize,
    /// People behind them: viewers, clickers; sessions where nobody is spoken of. 0 when hidden.
    pub people: f64,
    /// Fewer than 20 people, here or in what is left when this is taken away: nothing may be shown.
    pub hidden: bool,
}

impl Model {
    /// The table's columns as this model asks for them.
    pub(super) fn align<'a>(&self, table: &'a Table) -> Result<Aligned<'a>, LearnError> {
        let mut sources = Vec::with_capacity(self.features.len());
        for wanted in &self.features {
            let at = table
                .feature(&wanted.feature.key)
                .ok_or_else(|| LearnError::UnknownFeature(wanted.feature.key.clone()))?;
            let column = &table.columns[at];
            // Codes of another table stand for other labels.
            let recode: Vec<f64> = match (column, &wanted.range) {
                (Column::Category { labels, .. }, RangeKind::Category { levels, .. }) => labels
                    .iter()
                    .map(|l| levels.iter().position(|k| k == l).map_or(f64::NAN, |p| p as f64))
                    .collect(),
                (Column::Numeric(_), RangeKind::Number { .. }) => Vec::new(),
                _ => {
                    return Err(LearnError::NeedsNumber {
                        feature: wanted.feature.key.clone(),
                        value: String::new(),
                    });
                }
            };
            sources.push((column, recode));
        }
        Ok(Aligned { sources })
    }

    /// One row of a table as [`Model::predict`] takes it.
    pub fn row_of(
        &self,
        table: &Table,
        row: usize,
    ) -> Result<BTreeMap<String, CellValue>, LearnError> {
        let mut values = BTreeMap::new();
        for wanted in &self.features {
            let key = &wanted.feature.key;
            let at = table.feature(key).ok_or_else(|| LearnError::UnknownFeature(key.clone()))?;
            values.insert(key.clone(), table.cell(at, row));
        }
        Ok(values)
    }

    /// How many different groups (people) come through each node of a tree.
    pub(super) fn people_through(
        &self,
        tree: &Tree,
        table: &Table,
        groups: &[u32],
    ) -> Result<Vec<u32>, LearnError> {
        let aligned = self.align(table)?;
        let mut order: Vec<usize> = (0..table.rows()).collect();
        order.sort_unstable_by_key(|&row| groups[row]);
        // Whom a node has counted last: rows of one group stand together.
        let mut last = vec![None; tree.nodes.len()];
        let mut people = vec![0; tree.nodes.len()];
        for row in order {
            for node in tree.path(|f| aligned.code(f, row), usize::MAX) {
                if last[node] != Some(groups[row]) {
                    last[node] = Some(groups[row]);
                    people[node] += 1;
                }
            }
        }
        Ok(people)
    }

    /// The rows that come through a node of the model's tree.
    pub fn rows_through(
        &self,
        tree: &Tree,
        table: &Table,
        node: usize,
        kind: RowKind,
    ) -> Result<NodeRows, LearnError> {
        let aligned = self.align(table)?;
        let mut through: Vec<Vec<u32>> = vec![Vec::new(); tree.nodes.len()];
        for row in 0..table.rows() {
            for at in tree.path(|f| aligned.code(f, row), usize::MAX) {
                through[at].push(row as u32);
            }
        }
        let people: Vec<f64> = through.iter().map(|rows| table.people(rows, kind)).collect();
        if kind != RowKind::Session && hidden_nodes(tree, |at| people[at])[node] {
            return Ok(NodeRows { node, rows: Vec::new(), count: 0, people: 0.0, hidden: true });
        }
        let mut rows = std::mem::take(&mut through[node]);
        table.newest_first(&mut rows);
        Ok(NodeRows { node, count: rows.len(), rows, people: people[node], hidden: false })
    }
}

impl ModelReport {
    /// How many people are behind a node of the tree: different ones where they are known, and never
    /// more than were counted.
    pub fn people_of(&self, node: usize) -> f64 {
        let counted = self.tree.as_ref().and_then(|tree| tree.nodes.get(node));
        let counted = counted.map_or(0.0, |node| node.weight);
        let different = self.tree_people.get(node).map(|people| f64::from(*people));
        different.map_or(counted, |different| different.min(counted))
    }

    /// The nodes of the tree that may not be told of, where they are about people: too few are
    /// behind them or behind what stands beside them.
    pub fn hidden_nodes(&self) -> Vec<bool> {
        match &self.tree {
            Some(tree) if self.model.unit == OutcomeUnit::Rate => {
                hidden_nodes(tree, |at| self.people_of(at))
            }
            Some(tree) => vec![false; tree.nodes.len()],
            None => Vec::new(),
        }
    }
}

/// The nodes of a tree that may not be told of: those of fewer than 20 people, what stands beside
/// them (the node above less this one would tell of them), and all that comes after either.
fn hidden_nodes(tree: &Tree, people: impl Fn(usize) -> f64) -> Vec<bool> {
    let few = |at: usize| people(at) < FEWEST_PEOPLE;
    let mut hidden = vec![false; tree.nodes.len()];
    if let Some(root) = hidden.first_mut() {
        *root = few(0);
    }
    // A node stands before those below it.
    for (at, node) in tree.nodes.iter().enumerate() {
        if let Some(split) = &node.split {
            let (left, right) = (split.left as usize, split.right as usize);
            let both = hidden[at] || few(left) || few(right);
            (hidden[left], hidden[right]) = (both, both);
        }
    }
    hidden
}

impl Table {
    /// The value of a cell.
    pub fn cell(&self, column: usize, row: usize) -> CellValue {
        match &self.columns[column] {
            Column::Numeric(values) if values[row].is_nan() => CellValue::Missing,
            Column::Numeric(values) => CellValue::Number(values[row]),
            Column::Category { codes, labels } => labels
                .get(codes[row] as usize)
                .map_or(CellValue::Missing, |label| CellValue::Text(label.clone())),
        }
    }

    /// Outcome and trials of a row: a 0/1, a rate with its trials, or a number.
    pub fn outcome_of(&self, row: usize) -> (f64, f64) {
        match &self.outcome {
            Outcome::Binary(values) => (f64::from(u8::from(values[row])), 1.0),
            Outcome::Numeric(values) => (values[row], 1.0),
            Outcome::Binomial { successes, trials } => (successes[row], trials[row]),
        }
    }

    /// How many people stand behind rows: different viewers, or those who clicked.
    fn people(&self, rows: &[u32], kind: RowKind) -> f64 {
        match (kind, &self.groups) {
            (RowKind::Person, Some(groups)) => {
                rows.iter().map(|&row| groups[row as usize]).collect::<BTreeSet<u32>>().len() as f64
            }
            (RowKind::Product, _) => rows.iter().map(|&row| self.outcome_of(row as usize).1).sum(),
            _ => rows.len() as f64,
        }
    }

    fn newest_first(&self, rows: &mut [u32]) {
        rows.sort_by_key(|&row| {
            let when = self.order.as_ref().map_or(0, |order| order[row as usize]);
            (std::cmp::Reverse(when), row)
        });
    }

    /// Rows whose label has these words in it, newest first; none for no words. `exactly` is
    /// another way to call a row: a person's id turned into its keyed hash.
    pub fn find(&self, words: &str, exactly: &str) -> Vec<u32> {
        let words = words.trim().to_lowercase();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<u32> = self
            .labels
            .iter()
            .enumerate()
            .filter(|(_, label)| {
                !label.is_empty() && (label.to_lowercase().contains(&words) || *label == exactly)
            })
            .map(|(row, _)| row as u32)
            .collect();
        self.newest_first(&mut found);
        found
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::Job;
    use crate::learn::{Family, Feature, ModelKind, TrainSpec, Unit, train};

    /// 800 visits of 100 people in 80 sessions; those who stay long buy.
    fn table() -> Table {
        let rows = 800;
        let long = |row: usize| row.is_multiple_of(5);
        Table {
            features: vec![
                Feature::before("dwell_s", Unit::Seconds, Family::Behaviour),
                Feature::before("fan_level", Unit::Category, Family::Viewer),
            ],
            columns: vec![
                Column::Numeric(
                    (0..rows)
                        .map(|row| if long(row) { 300.0 } else { (row % 60) as f64 })
                        .collect(),
                ),
                Column::from_texts(
                    &(0..rows)
                        .map(|row| (row % 3 > 0).then(|| ["fan", "club"][row % 2].to_owned()))
                        .collect::<Vec<_>>(),
                ),
            ],
            outcome: Outcome::Binary(
                (0..rows)
                    .map(|row| long(row) && !row.is_multiple_of(25) || row % 41 == 7)
                    .collect(),
            ),
            unit: OutcomeUnit::Rate,
            weights: None,
            groups: Some((0..rows).map(|row| row as u32 % 100).collect()),
            order: Some((0..rows).map(|row| row as u32 / 10).collect()),
            when: None,
            last: None,
            labels: (0..rows).map(|row| format!("key{:02}", row % 100)).collect(),
        }
    }

    fn tree() -> (Model, Table) {
        let table = table();
        let mut spec = TrainSpec::new(Question::Buyers, Source::Events, 1);
        spec.models = vec![ModelKind::Tree];
        let report = train(&Job::new(Timestamp::UNIX_EPOCH, 1), &table, &spec).unwrap();
        (report.models[0].model.clone(), table)
    }

    #[test]
    fn a_nodes_rows_are_those_it_learnt_from_and_few_people_are_hidden() {
        let (model, table) = tree();
        let tree = model.tree().unwrap().clone();
        assert!(tree.nodes.len() > 1, "there is something to tell apart");
        for (at, node) in tree.nodes.iter().enumerate() {
            let found = model.rows_through(&tree, &table, at, RowKind::Person).unwrap();
            let told = if found.hidden { 0 } else { node.rows };
            assert_eq!((found.count as u64, found.rows.len() as u64), (told, told), "node {at}");
            assert!(found.hidden || found.people >= FEWEST_PEOPLE);
            let order = table.order.as_ref().unwrap();
            assert!(found.rows.windows(2).all(|w| order[w[0] as usize] >= order[w[1] as usize]));
        }
        // The same few people over and over are few people.
        let few = Table { groups: Some(vec![0; table.rows()]), ..table };
        let found = model.rows_through(&tree, &few, 0, RowKind::Person).unwrap();
        assert_eq!((found.hidden, found.count, found.rows.len()), (true, 0, 0));
        let found = model.rows_through(&tree, &few, 0, RowKind::Session).unwrap();
        assert!(!found.hidden, "sessions are no people");
    }

    #[test]
    fn people_of_a_node_are_counted_once_however_often_they_came() {
        let mut table = table();
        // All who stay long are the same ten people over and over.
        let groups =
            (0..800u32).map(|row| if row.is_multiple_of(5) { row / 5 % 10 } else { row + 1_000 });
        table.groups = Some(groups.collect());
        let mut spec = TrainSpec::new(Question::Buyers, Source::Events, 1);
        spec.models = vec![ModelKind::Tree];
        let report = train(&Job::new(Timestamp::UNIX_EPOCH, 1), &table, &spec).unwrap();
        let model = &report.models[0];
        let tree = model.tree.as_ref().unwrap();
        let long = tree.nodes.iter().position(|node| node.rows == 160).unwrap();
        assert_eq!((model.people_of(0), model.people_of(long)), (650.0, 10.0));
        let mut beside = 0;
        for at in 0..tree.nodes.len() {
            let found = model.model.rows_through(tree, &table, at, RowKind::Person).unwrap();
            let hidden = model.hidden_nodes()[at];
            assert_eq!(found.hidden, hidden, "node {at}");
            assert!(hidden || (found.people - model.people_of(at)).abs() < 1e-12, "node {at}");
            beside += usize::from(hidden && model.people_of(at) >= FEWEST_PEOPLE);
        }
        // All but ten would tell of the ten: what is not about them is hidden with them.
        assert!(model.hidden_nodes()[long] && beside > 0 && !model.hidden_nodes()[0]);
        // Reports kept before knew rows only.
        let older = ModelReport { tree_people: Vec::new(), ..model.clone() };
        assert!((older.people_of(long) - 160.0).abs() < 1e-12);
    }

    #[test]
    fn a_row_is_found_by_its_label_and_answers_as_the_table_does() {
        let (model, table) = tree();
        let found = table.find(" KEY07 ", "");
        assert_eq!(found, [707, 607, 507, 407, 307, 207, 107, 7]);
        assert_eq!(table.find("13800000001", "key07"), found, "by the hash of an id");
        assert!(table.find("", "key07").is_empty() && table.find("nobody", "").is_empty());
        let all = model.predict_table(&table).unwrap();
        for row in found {
            let one = model.predict(&model.row_of(&table, row as usize).unwrap()).unwrap();
            assert!((one.value - all[row as usize]).abs() < 1e-12);
            let parts: f64 = one.contributions.iter().map(|part| part.amount).sum();
            assert!((one.average + parts - one.value).abs() < 1e-9);
        }
    }
}
