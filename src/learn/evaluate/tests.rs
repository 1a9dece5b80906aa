//! The oracle O6: scores equal scikit-learn's; splits keep their promises.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Fixture {
    rates: Vec<Rate>,
    numbers: Vec<Number>,
}

#[derive(Deserialize)]
struct Rate {
    p: Vec<f64>,
    y: Vec<f64>,
    w: Vec<f64>,
    roc_auc: f64,
    pr_auc: f64,
    log_loss: f64,
    brier: f64,
    fpr: Vec<f64>,
    tpr: Vec<f64>,
    threshold: f64,
    confusion: Vec<f64>,
}

#[derive(Deserialize)]
struct Number {
    p: Vec<f64>,
    y: Vec<f64>,
    w: Vec<f64>,
    mae: f64,
    rmse: f64,
    r2: f64,
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-12 * b.abs().max(1.0), "{a} {b}");
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("../../../tests/fixtures/learn/scores.json")).unwrap()
}

#[test]
fn scores_of_rates_equal_scikit_learn() {
    for case in fixture().rates {
        let (p, y, w) = (&case.p, &case.y, &case.w);
        let pos: Vec<f64> = y.iter().zip(w).map(|(y, w)| y * w).collect();
        let neg: Vec<f64> = y.iter().zip(w).map(|(y, w)| (1.0 - y) * w).collect();
        let ranking = Ranking::new(p);
        close(ranking.roc_auc(&pos, &neg).unwrap(), case.roc_auc);
        close(ranking.average_precision(&pos, &neg).unwrap(), case.pr_auc);
        close(log_loss(p, y, w), case.log_loss);
        close(brier(p, y, w), case.brier);
        let mut curve = vec![(0.0, 0.0)];
        let (all_pos, all_neg): (f64, f64) = (pos.iter().sum(), neg.iter().sum());
        ranking.walk(&pos, &neg, |_, tp, fp| curve.push((fp / all_neg, tp / all_pos)));
        assert_eq!(curve.len(), case.fpr.len());
        for ((f, t), (ef, et)) in curve.iter().zip(case.fpr.iter().zip(&case.tpr)) {
            close(*f, *ef);
            close(*t, *et);
        }
        let c = confusion(p, y, w, &[case.threshold])[0];
        let own = [c.true_negative, c.false_positive, c.false_negative, c.true_positive];
        own.iter().zip(&case.confusion).for_each(|(a, b)| close(*a, *b));
    }
}

#[test]
fn scores_of_numbers_equal_scikit_learn() {
    for case in fixture().numbers {
        let (p, y, w) = (&case.p, &case.y, &case.w);
        close(mean_absolute_error(p, y, w), case.mae);
        close(root_mean_squared_error(p, y, w), case.rmse);
        close(r_squared(p, y, w).unwrap(), case.r2);
    }
}

#[test]
fn a_binomial_row_counts_like_its_trials() {
    let (p, y, w) = ([0.2, 0.5, 0.5], [0.25, 0.5, 1.0], [4.0, 2.0, 1.0]);
    let (lp, ly, lw) =
        ([0.2, 0.2, 0.2, 0.2, 0.5, 0.5, 0.5], [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0], [1.0; 7]);
    close(log_loss(&p, &y, &w), log_loss(&lp, &ly, &lw));
    close(brier(&p, &y, &w), brier(&lp, &ly, &lw));
    let (ties, of_each) = (Pieces::ties(&p), Pieces::ties(&lp));
    close(calibration(&ties, &p, &y, &w).1, calibration(&of_each, &lp, &ly, &lw).1);
    assert_eq!(lift(&ties, &y, &w), lift(&of_each, &ly, &lw));
}

#[test]
fn right_rates_are_calibrated_and_doubled_log_odds_are_not() {
    let p: Vec<f64> = (0..2_000).map(|i| 0.05 + 0.9 * f64::from(i) / 2_000.0).collect();
    let w = vec![1_000.0; p.len()];
    let (intercept, slope) = calibration_fit(&p, &p, &w).unwrap();
    assert!(intercept.abs() < 1e-6 && (slope - 1.0).abs() < 1e-6);
    let (bins, error) = calibration(&Pieces::ties(&p), &p, &p, &w);
    assert_eq!(bins.len(), 10);
    assert!(error < 1e-12);
    let bold: Vec<f64> = p.iter().map(|p| stat::logistic(2.0 * stat::log_odds(*p))).collect();
    let (_, slope) = calibration_fit(&bold, &p, &w).unwrap();
    assert!((slope - 0.5).abs() < 1e-6);
}

#[test]
fn lift_of_a_perfect_order_finds_everybody_first() {
    let y: Vec<f64> = (0..100).map(|i| f64::from(u8::from(i < 20))).collect();
    let p: Vec<f64> = (0..100).map(|i| 1.0 - f64::from(i) / 100.0).collect();
    let curve = lift(&Pieces::ties(&p), &y, &[1.0; 100]);
    let at =
        |reached: f64| curve.iter().find(|c| (c.reached - reached).abs() < 1e-9).unwrap().found;
    assert!((at(0.1) - 0.5).abs() < 1e-9 && (at(0.2) - 1.0).abs() < 1e-9);
    let tied = lift(&Pieces::ties(&[0.5; 100]), &y, &[1.0; 100]);
    assert!(tied.iter().all(|c| (c.found - c.reached).abs() < 1e-9));
    let roc = roc(&Pieces::ties(&p), &y, &[1.0; 100]);
    assert_eq!(roc[0].true_positive_rate, 0.0);
    assert_eq!(roc[roc.len() - 1].false_positive_rate, 1.0);
}

#[test]
fn session_forward_never_tests_the_past() {
    let order: Vec<u32> = (0..400).map(|i| i % 40).collect();
    let split = Split::session_forward(&order).unwrap();
    assert_eq!((split.info.train_sessions, split.info.test_sessions), (Some(30), Some(10)));
    let single: Vec<u32> = (0..60).rev().collect();
    let rolling = Split::session_forward(&single).unwrap();
    assert_eq!((rolling.folds.len(), rolling.info.test_rows), (4, 24));
    for (split, order) in [(split, order), (rolling, single)] {
        for fold in &split.folds {
            let newest = fold.train.iter().map(|&r| order[r as usize]).max().unwrap();
            let oldest = fold.test.iter().map(|&r| order[r as usize]).min().unwrap();
            assert!(newest < oldest);
        }
    }
    assert!(Split::session_forward(&[0, 1, 2]).is_none());
}

#[test]
fn folds_are_stratified_and_keep_viewers_together() {
    let y: Vec<f64> = (0..1_000).map(|i| f64::from(u8::from(i % 10 == 0))).collect();
    let split = Split::k_fold(&y, None, 1).unwrap();
    for fold in &split.folds {
        assert_eq!(fold.test.len(), 200);
        assert_eq!(fold.test.iter().map(|&r| y[r as usize]).sum::<f64>(), 20.0);
        assert_eq!(fold.train.len() + fold.test.len(), 1_000);
    }
    let groups: Vec<u32> = (0..1_000).map(|i| i / 7).collect();
    let grouped = Split::k_fold(&y, Some(&groups), 1).unwrap();
    for fold in &grouped.folds {
        let test: std::collections::BTreeSet<u32> =
            fold.test.iter().map(|&r| groups[r as usize]).collect();
        assert!(fold.train.iter().all(|&r| !test.contains(&groups[r as usize])));
        let buyers: f64 = fold.test.iter().map(|&r| y[r as usize]).sum();
        assert!((15.0..=25.0).contains(&buyers));
    }
    assert_eq!(Split::k_fold(&y, None, 1), Split::k_fold(&y, None, 1));
    assert_ne!(Split::k_fold(&y, None, 1), Split::k_fold(&y, None, 2));
}

#[test]
fn resampling_keeps_groups_whole() {
    let sampler = Resampler::new(&[9, 9, 4, 7, 4]);
    assert_eq!(sampler.groups(), 3);
    let mut rounds = 0;
    let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 1);
    let each = |times: &[f64]| {
        assert_eq!(times[0], times[1]);
        assert_eq!(times[2], times[4]);
        assert_eq!(times[0] + times[2] + times[3], 3.0);
        rounds += 1;
    };
    sampler.run(&job, 3, 50, each).unwrap();
    assert_eq!(rounds, 50);
}
