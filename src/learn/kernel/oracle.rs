//! The kernel beside scikit-learn, whose answers stand in fixtures made once by
//! `tests/fixtures/learn/make.py`.

use serde::Deserialize;

use super::*;
use crate::domain::Job;
use crate::learn::Column;
use crate::learn::fit::binary_loss;

fn columns(x: &[Vec<f64>]) -> Vec<Column> {
    (0..x[0].len()).map(|at| Column::Numeric(x.iter().map(|row| row[at]).collect())).collect()
}

#[derive(Deserialize)]
struct Trees {
    x: Vec<Vec<f64>>,
    y: Vec<f64>,
    amount: Vec<f64>,
    w: Vec<f64>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    outcome: String,
    weighted: bool,
    answers: Vec<f64>,
}

#[test]
fn a_tree_answers_as_scikit_learns_does() {
    let f: Trees =
        serde_json::from_str(include_str!("../../../tests/fixtures/learn/trees.json")).unwrap();
    let columns = columns(&f.x);
    let bins = Bins::new(&columns);
    let rows: Vec<u32> = (0..f.y.len() as u32).collect();
    let plain = vec![1.0; f.y.len()];
    for case in &f.cases {
        let rate = case.outcome == "y";
        let target = if rate { &f.y } else { &f.amount };
        let w = if case.weighted { &f.w } else { &plain };
        let params = GrowParams { depth: 3, min_leaf: 12, prior: 0.0, rate };
        let tree = grow(&bins, &[0, 1, 2, 3], &rows, target, w, &params);
        for (row, expect) in case.answers.iter().enumerate() {
            let got = tree.nodes[tree.leaf(|at| f.x[row][at])].value;
            assert!((got - expect).abs() < 1e-9 * expect.abs().max(1.0), "{row}: {got} {expect}");
        }
    }
}

#[derive(Deserialize)]
struct Boosting {
    x: Vec<Vec<f64>>,
    y: Vec<f64>,
    amount: Vec<f64>,
    learnt: usize,
    rates: Vec<f64>,
    amounts: Vec<f64>,
}

#[test]
fn boosting_is_as_right_as_scikit_learns() {
    let f: Boosting =
        serde_json::from_str(include_str!("../../../tests/fixtures/learn/boosting.json")).unwrap();
    let columns = columns(&f.x);
    let bins = Bins::new(&columns);
    let rows: Vec<u32> = (0..f.learnt as u32).collect();
    let w = vec![1.0; f.y.len()];
    let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 1);
    let answers = |target: &[f64], odds: bool| -> Vec<f64> {
        let params = BoostParams { rounds: 60, rate: 0.1, leaves: 8, min_leaf: 15, odds };
        let fitted = boost(&job, &bins, &[0, 1, 2, 3], &rows, target, &w, &params).unwrap();
        f.x[f.learnt..].iter().map(|x| fitted.ask(&fitted.trees.codes(|at| x[at]))).collect()
    };
    // Ours weighs its questions without the ridge of the leaves, so that now and then it asks
    // another one: as right, not the same.
    let mean = |errors: &mut dyn Iterator<Item = f64>| errors.sum::<f64>() / f.rates.len() as f64;
    let (ours, y) = (answers(&f.y, true), &f.y[f.learnt..]);
    let loss = |p: &[f64]| mean(&mut p.iter().zip(y).map(|(p, y)| binary_loss(*p, *y)));
    let (own, theirs) = (loss(&ours), loss(&f.rates));
    assert!(own < 1.02 * theirs, "{own} {theirs}");
    assert!(mean(&mut ours.iter().zip(&f.rates).map(|(a, b)| (a - b).abs())) < 0.03);

    let (ours, y) = (answers(&f.amount, false), &f.amount[f.learnt..]);
    let off = |p: &[f64]| mean(&mut p.iter().zip(y).map(|(p, y)| (p - y).powi(2))).sqrt();
    let (own, theirs) = (off(&ours), off(&f.amounts));
    assert!(own < 1.02 * theirs, "{own} {theirs}");
}
