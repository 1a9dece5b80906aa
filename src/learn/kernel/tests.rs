//! The oracle O3: the tree finds what brute force finds and has none of the known defects.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::learn::Column;

fn params(depth: usize, min_leaf: usize) -> GrowParams {
    GrowParams { depth, min_leaf, prior: 0.0, rate: true }
}

fn fit(columns: &[Column], y: &[f64], params: &GrowParams) -> Tree {
    let bins = Bins::new(columns);
    let active: Vec<usize> = (0..columns.len()).collect();
    let rows: Vec<u32> = (0..y.len() as u32).collect();
    grow(&bins, &active, &rows, y, &vec![1.0; y.len()], params)
}

fn value(columns: &[Column], feature: usize, row: usize) -> f64 {
    match &columns[feature] {
        Column::Numeric(values) => values[row],
        Column::Category { codes, .. } if codes[row] == Column::MISSING => f64::NAN,
        Column::Category { codes, .. } => f64::from(codes[row]),
    }
}

fn predict(tree: &Tree, columns: &[Column], row: usize) -> f64 {
    tree.nodes[tree.leaf(|f| value(columns, f, row))].value
}

fn noise(n: usize, features: usize, seed: u64) -> (Vec<Column>, Vec<f64>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let columns: Vec<Column> = (0..features)
        .map(|f| {
            Column::Numeric(
                (0..n)
                    .map(|_| {
                        let v: f64 = rng.r#gen::<f64>() * 10.0;
                        if f % 2 == 0 { v } else { v.floor() }
                    })
                    .collect(),
            )
        })
        .collect();
    let y = (0..n)
        .map(|row| {
            let p = 0.1 + 0.05 * value(&columns, 0, row) + 0.02 * value(&columns, 1, row);
            f64::from(u8::from(rng.r#gen::<f64>() < p.min(0.95)))
        })
        .collect();
    (columns, y)
}

#[test]
fn repeated_values_below_the_root_are_split() {
    // T1: labels 2*x1 + x2 of two binary columns.
    let x1: Vec<f64> = (0..400).map(|i| f64::from(i / 2 % 2)).collect();
    let x2: Vec<f64> = (0..400).map(|i| f64::from(i % 2)).collect();
    let y: Vec<f64> = x1.iter().zip(&x2).map(|(a, b)| 2.0 * a + b).collect();
    let columns = [Column::Numeric(x1), Column::Numeric(x2)];
    let tree = fit(&columns, &y, &params(2, 1));
    for (row, y) in y.iter().enumerate() {
        assert!((predict(&tree, &columns, row) - y).abs() < 1e-12);
    }
}

#[test]
fn a_feature_of_tiny_scale_splits() {
    // T2
    let x: Vec<f64> = (0..100).map(|i| f64::from(i) * 1e-8).collect();
    let y: Vec<f64> = (0..100).map(|i| f64::from(u8::from(i >= 40))).collect();
    let tree = fit(&[Column::Numeric(x)], &y, &params(1, 1));
    let split = tree.nodes[0].split.as_ref().unwrap();
    assert!(
        matches!(split.rule, Rule::AtMost { threshold } if (3.9e-7..4.0e-7).contains(&threshold))
    );
}

#[test]
fn rare_buyers_still_give_several_leaves() {
    // T3: no leaf has a majority of buyers, yet the rates differ.
    let x: Vec<f64> = (0..4_000).map(|i| f64::from(i % 10)).collect();
    let y: Vec<f64> = (0..4_000).map(|i| f64::from(u8::from(i % 10 >= 7 && i % 50 < 10))).collect();
    let tree = fit(&[Column::Numeric(x)], &y, &params(3, 50));
    assert!(tree.leaves().count() > 1);
    assert!(tree.leaves().all(|(_, leaf)| leaf.value < 0.5));
}

#[test]
fn a_row_on_the_threshold_goes_where_it_went_in_training() {
    // T4: every training row falls into the leaf that counted it.
    let (columns, y) = noise(500, 4, 7);
    let tree = fit(&columns, &y, &params(6, 5));
    let mut counted = vec![0u64; tree.nodes.len()];
    for row in 0..y.len() {
        counted[tree.leaf(|f| value(&columns, f, row))] += 1;
    }
    for (at, leaf) in tree.leaves() {
        assert_eq!(counted[at], leaf.rows);
    }
    assert_eq!(tree.leaves().map(|(_, l)| l.rows).sum::<u64>(), 500);
    for node in &tree.nodes {
        if let Some(split) = &node.split {
            let (l, r) = (&tree.nodes[split.left as usize], &tree.nodes[split.right as usize]);
            assert_eq!(l.rows + r.rows, node.rows);
            assert!((l.sum + r.sum - node.sum).abs() < 1e-9);
            assert!(l.rows >= 5 && r.rows >= 5);
        }
    }
}

#[test]
fn missing_values_have_a_learnt_side() {
    // T5: NaN is a value like any other, and its side is the one that fits.
    let x: Vec<f64> =
        (0..300).map(|i| if i % 3 == 0 { f64::NAN } else { f64::from(i % 30) }).collect();
    for missing_buys in [false, true] {
        let y: Vec<f64> = x
            .iter()
            .map(|v| f64::from(u8::from(if v.is_nan() { missing_buys } else { *v >= 15.0 })))
            .collect();
        let columns = [Column::Numeric(x.clone())];
        let tree = fit(&columns, &y, &params(1, 1));
        for (row, y) in y.iter().enumerate() {
            assert_eq!(predict(&tree, &columns, row), *y);
        }
    }
    let y: Vec<f64> = x.iter().map(|v| f64::from(u8::from(v.is_nan()))).collect();
    let tree = fit(&[Column::Numeric(x)], &y, &params(1, 1));
    assert_eq!(tree.nodes[0].split.as_ref().unwrap().rule, Rule::Present);
}

#[test]
fn two_runs_and_any_number_of_threads_give_the_same_bytes() {
    // T6
    let (columns, y) = noise(6_000, 6, 3);
    let run = |threads: usize| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap()
            .install(|| serde_json::to_string(&fit(&columns, &y, &params(6, 20))).unwrap())
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(3));
    assert_eq!(one, run(1));
}

#[test]
fn a_threshold_lies_between_the_rows_of_its_node() {
    // T7: where the flag is set only 10 and 90 occur, elsewhere everything between 0 and 99.
    let flag: Vec<f64> = (0..400).map(|i| f64::from(u8::from(i < 200))).collect();
    let x: Vec<f64> = (0..400)
        .map(|i| if i < 200 { [10.0, 90.0][i as usize % 2] } else { f64::from(i % 100) })
        .collect();
    let y: Vec<f64> = flag.iter().zip(&x).map(|(f, x)| f * (2.0 + x / 90.0)).collect();
    let tree = fit(&[Column::Numeric(flag), Column::Numeric(x)], &y, &params(2, 1));
    let inner: Vec<f64> = tree
        .nodes
        .iter()
        .filter_map(|node| node.split.as_ref().filter(|split| split.feature == 1))
        .map(|split| match split.rule {
            Rule::AtMost { threshold } => threshold,
            _ => panic!("{split:?}"),
        })
        .collect();
    assert!(matches!(inner[..], [threshold] if (45.0..55.0).contains(&threshold)), "{inner:?}");
}

#[test]
fn a_monotone_transform_changes_nothing() {
    let (columns, y) = noise(400, 3, 5);
    let warped: Vec<Column> = columns
        .iter()
        .map(|c| match c {
            Column::Numeric(v) => {
                Column::Numeric(v.iter().map(|v| (v * 0.7).exp() - 3.0).collect())
            }
            Column::Category { .. } => c.clone(),
        })
        .collect();
    let (a, b) = (fit(&columns, &y, &params(5, 10)), fit(&warped, &y, &params(5, 10)));
    assert_eq!(a.nodes.len(), b.nodes.len());
    for row in 0..y.len() {
        assert_eq!(a.path(|f| value(&columns, f, row), 9), b.path(|f| value(&warped, f, row), 9));
    }
}

/// The best fall of squared error over every cut of every feature, by definition.
fn brute_force(columns: &[Column], y: &[f64], w: &[f64], least: usize) -> f64 {
    let error = |rows: &[usize]| {
        let weight: f64 = rows.iter().map(|&r| w[r]).sum();
        let mean = rows.iter().map(|&r| w[r] * y[r]).sum::<f64>() / weight;
        rows.iter().map(|&r| w[r] * (y[r] - mean).powi(2)).sum::<f64>()
    };
    let all: Vec<usize> = (0..y.len()).collect();
    let mut best = 0.0f64;
    for feature in 0..columns.len() {
        for &pivot in &all {
            let cut = value(columns, feature, pivot);
            let (l, r): (Vec<usize>, Vec<usize>) =
                all.iter().partition(|&&row| value(columns, feature, row) <= cut);
            if l.len() >= least && r.len() >= least {
                best = best.max(error(&all) - error(&l) - error(&r));
            }
        }
    }
    best
}

#[test]
fn the_root_split_is_the_one_brute_force_finds() {
    for seed in 0..40 {
        let n = 20 + (seed as usize % 41);
        let (columns, mut y) = noise(n, 4, seed);
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        if seed % 2 == 1 {
            y.iter_mut().for_each(|v| *v = *v * 50.0 + rng.r#gen::<f64>() * 100.0);
        }
        let w: Vec<f64> = (0..n).map(|_| 0.5 + rng.r#gen::<f64>()).collect();
        let bins = Bins::new(&columns);
        let rows: Vec<u32> = (0..n as u32).collect();
        let tree = grow(&bins, &[0, 1, 2, 3], &rows, &y, &w, &params(1, 4));
        let expect = brute_force(&columns, &y, &w, 4);
        let split = tree.nodes[0].split.as_ref().unwrap();
        assert!((split.gain - expect).abs() < 1e-9 * expect.max(1.0), "seed {seed}");
    }
}

#[test]
fn categories_are_grouped_by_the_best_subset() {
    let labels: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let codes: Vec<u32> = (0..400).map(|i| i % 4).collect();
    let y: Vec<f64> = codes.iter().map(|c| f64::from(u8::from(c % 2 == 1))).collect();
    let columns = [Column::Category { codes, labels }];
    let tree = fit(&columns, &y, &params(1, 10));
    assert_eq!(tree.nodes[0].split.as_ref().unwrap().rule, Rule::OneOf { codes: vec![0, 2] });
}

#[test]
fn weights_are_repeated_rows() {
    let (columns, y) = noise(120, 3, 9);
    let times: Vec<usize> = (0..120).map(|i| 1 + i % 3).collect();
    let w: Vec<f64> = times.iter().map(|&t| t as f64).collect();
    let repeat: Vec<usize> = (0..120).flat_map(|i| std::iter::repeat_n(i, times[i])).collect();
    let long: Vec<Column> = (0..3)
        .map(|f| Column::Numeric(repeat.iter().map(|&r| value(&columns, f, r)).collect()))
        .collect();
    let long_y: Vec<f64> = repeat.iter().map(|&r| y[r]).collect();
    let bins = Bins::new(&columns);
    let rows: Vec<u32> = (0..120).collect();
    let a = grow(&bins, &[0, 1, 2], &rows, &y, &w, &params(3, 1));
    let b = fit(&long, &long_y, &params(3, 1));
    assert_eq!(a.nodes.len(), b.nodes.len());
    for (a, b) in a.nodes.iter().zip(&b.nodes) {
        assert!((a.weight - b.weight).abs() < 1e-9 && (a.sum - b.sum).abs() < 1e-9);
    }
}

#[test]
fn a_cut_tree_equals_a_shallow_one() {
    let (columns, y) = noise(500, 4, 2);
    let shrink = GrowParams { prior: 10.0, ..params(5, 10) };
    let deep = fit(&columns, &y, &shrink);
    let shallow = fit(&columns, &y, &GrowParams { depth: 2, ..shrink });
    let cut = deep.cut(2);
    assert_eq!(cut.nodes.len(), shallow.nodes.len());
    for row in 0..y.len() {
        assert_eq!(predict(&cut, &columns, row), predict(&shallow, &columns, row));
    }
    let root = &deep.nodes[0];
    for node in deep.nodes.iter().skip(1) {
        let raw = node.sum / node.weight;
        let parent = deep.nodes[node.parent.unwrap() as usize].value;
        assert!(node.value >= raw.min(parent) - 1e-12 && node.value <= raw.max(parent) + 1e-12);
        assert!(node.interval.contains(node.value));
    }
    assert!((root.value - root.sum / root.weight).abs() < 1e-12);
}
