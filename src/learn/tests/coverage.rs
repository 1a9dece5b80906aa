//! How often the 80% range of an answer holds what was planted, for methods that have no range of
//! their own: it comes from those told about the same where the model was tested.

use super::*;
use crate::domain::Interval;
use crate::learn::Spread;
use crate::learn::what_if::tested;

/// Shares of fresh rows.
#[derive(Default)]
struct Covered {
    /// The 80% range holds the planted rate of those told about the same.
    alike: f64,
    /// So does the middle half of the distribution.
    half: f64,
    /// The 80% range holds the row's own planted chance.
    own: f64,
    /// As `alike`, by the range that takes rows for independent.
    independent: f64,
    rows: f64,
}

impl Covered {
    /// Asks about fresh rows with known chances.
    fn add(&mut self, model: &ModelReport, fresh: &Table, chances: &[f64]) {
        const NEAR: usize = 100;
        let said = model.model.predict_table(fresh).unwrap();
        let mut order: Vec<usize> = (0..said.len()).collect();
        order.sort_by(|a, b| said[*a].total_cmp(&said[*b]));
        let mut plain = ModelReport { level: None, ..model.clone() };
        for bin in &mut plain.calibration {
            bin.interval = stat::wilson(bin.observed, bin.n);
        }
        for (at, &row) in order.iter().enumerate() {
            let near = &order[at.saturating_sub(NEAR)..(at + NEAR).min(order.len())];
            let rate = near.iter().map(|r| chances[*r]).sum::<f64>() / near.len() as f64;
            let range = tested(model, said[row]).unwrap();
            let spread = Spread::of(said[row], &range, true).unwrap();
            let half = Interval::new(spread.at(0.25), spread.at(0.75));
            let one = |range: &Interval, rate: f64| f64::from(u8::from(range.contains(rate)));
            self.alike += one(&range, rate);
            self.half += one(&half, rate);
            self.own += one(&range, chances[row]);
            self.independent += one(&tested(&plain, said[row]).unwrap(), rate);
            self.rows += 1.0;
        }
    }

    fn shares(&self) -> [f64; 4] {
        [self.alike, self.half, self.own, self.independent].map(|sum| sum / self.rows)
    }
}

fn of_viewers(kind: ModelKind, rows: usize, seeds: u64) -> [f64; 4] {
    let mut covered = Covered::default();
    for seed in 0..seeds {
        let table = viewers_of(rows, seed, -1.6).0;
        let mut spec = TrainSpec::new(Question::Buyers, Source::Events, seed);
        spec.models = vec![kind];
        if kind == ModelKind::Forest {
            spec.trees = Some(100);
        }
        let report = train(&job(), &table, &spec).unwrap();
        let (fresh, chances) = viewers_of(4_000, 1_000 + seed, -1.6);
        covered.add(&report.models[0], &fresh, &chances);
    }
    covered.shares()
}

/// Products of sessions that go well or badly as a whole: rows of a session are alike.
fn shows(sessions: usize, seed: u64) -> (Table, Vec<f64>) {
    const EACH: usize = 12;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (mut price, mut fame, mut successes, mut trials) = (vec![], vec![], vec![], vec![]);
    let mut chances = Vec::new();
    for _ in 0..sessions {
        let shock = 0.5 * stat::normal(rng.r#gen::<f64>().clamp(1e-9, 1.0 - 1e-9));
        for _ in 0..EACH {
            let (p, f): (f64, f64) = (rng.r#gen(), rng.r#gen());
            let chance = stat::logistic(-2.0 + 1.5 * p - f + shock);
            let of = f64::from(rng.gen_range(100..300));
            price.push(p);
            fame.push(f);
            successes.push((0..of as usize).filter(|_| rng.r#gen::<f64>() < chance).count() as f64);
            trials.push(of);
            chances.push(chance);
        }
    }
    let table = Table {
        features: vec![
            Feature::before("price", Unit::Number, Family::Product),
            Feature::before("fame", Unit::Number, Family::Product),
        ],
        columns: vec![Column::Numeric(price), Column::Numeric(fame)],
        outcome: Outcome::Binomial { successes, trials },
        unit: OutcomeUnit::Rate,
        weights: None,
        groups: Some((0..(sessions * EACH) as u32).map(|row| row / EACH as u32).collect()),
        order: None,
        when: None,
        last: None,
        labels: Vec::new(),
    };
    (table, chances)
}

fn of_shows(kind: ModelKind, seeds: u64) -> [f64; 4] {
    let mut covered = Covered::default();
    for seed in 0..seeds {
        let table = shows(50, seed).0;
        let mut spec = TrainSpec::new(Question::Products, Source::History, seed);
        spec.models = vec![kind];
        if kind == ModelKind::Forest {
            spec.trees = Some(60);
        }
        let report = train(&job(), &table, &spec).unwrap();
        let (fresh, chances) = shows(400, 1_000 + seed);
        covered.add(&report.models[0], &fresh, &chances);
    }
    covered.shares()
}

fn eight_in_ten(share: f64, what: &str) {
    assert!((0.72..=0.92).contains(&share), "{what}: the 80% range holds {share:.3}");
}

#[test]
fn the_range_of_those_told_the_same_holds_their_rate_eight_times_in_ten() {
    for kind in [ModelKind::Forest, ModelKind::Boosting, ModelKind::Net] {
        let [alike, half, ..] = of_viewers(kind, 2_400, 5);
        eight_in_ten(alike, kind.word());
        // The answer itself is better than its bin, so that the middle half holds more than half.
        assert!((0.5..=0.85).contains(&half), "{kind:?}: the middle half holds {half:.3}");
    }
    // A whole session's luck is one draw: eight tables say less than eight thousand rows.
    let [alike, .., independent] = of_shows(ModelKind::Boosting, 8);
    eight_in_ten(alike, "sessions that go well or badly");
    assert!(independent + 0.2 < alike, "taken for independent: {independent:.3} {alike:.3}");
}

#[test]
#[ignore = "minutes: for `cargo test --lib coverage -- --ignored --nocapture`"]
fn ranges_are_measured_on_many_seeds() {
    println!("method, rows: alike, middle half, own chance, taken for independent");
    for kind in [ModelKind::Forest, ModelKind::Boosting, ModelKind::Net] {
        for rows in [2_400, 8_000] {
            let found = of_viewers(kind, rows, 20);
            println!("{kind:?}, {rows} viewers: {found:.3?}");
            eight_in_ten(found[0], kind.word());
        }
        if kind != ModelKind::Net {
            let found = of_shows(kind, 100);
            println!("{kind:?}, 50 sessions: {found:.3?}");
            eight_in_ten(found[0], kind.word());
        }
    }
}

#[test]
fn numbers_lie_within_their_range_eight_times_in_ten_even_when_some_are_far_off() {
    // Amounts with a long tail to one side: a few sessions sell several times as much.
    let amounts = |seed: u64, n: usize| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut table = sessions(n, seed);
        let Outcome::Numeric(amount) = &mut table.outcome else { unreachable!() };
        for value in amount.iter_mut() {
            *value += 1_500.0 * (1.2 * stat::normal(rng.r#gen::<f64>().clamp(1e-9, 1.0))).exp();
        }
        table.last = None;
        table
    };
    for kind in [ModelKind::Forest, ModelKind::Boosting] {
        let (mut inside, mut by_error, mut all) = (0.0, 0.0, 0.0);
        for seed in 0..5 {
            let mut spec = TrainSpec::new(Question::SessionSales, Source::History, seed);
            (spec.models, spec.trees) = (vec![kind], Some(60));
            let report = train(&job(), &amounts(seed, 400), &spec).unwrap();
            let model = &report.models[0];
            let fresh = amounts(2_000 + seed, 1_000);
            let Outcome::Numeric(real) = &fresh.outcome else { unreachable!() };
            let half = stat::Z80 * model.scores.rmse.unwrap();
            for (said, real) in model.model.predict_table(&fresh).unwrap().iter().zip(real) {
                let range = tested(model, *said).unwrap();
                inside += f64::from(u8::from(range.contains(*real)));
                by_error += f64::from(u8::from((said - real).abs() <= half));
                all += 1.0;
            }
        }
        eight_in_ten(inside / all, kind.word());
        assert!(by_error / all > 0.88, "a normal curve of the mean error: {:.3}", by_error / all);
    }
}
