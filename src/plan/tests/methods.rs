//! The programme in minutes and the linear program as methods: P5, P6, the choice between them, and
//! the plan as a loss.

use proptest::prelude::*;
use serde::Deserialize;

use super::{job, request, shares, toml};
use crate::plan::bounds::{Bounds, Limits};
use crate::plan::choose::choose;
use crate::plan::curve::ValueCurve;
use crate::plan::linear::{LinearProgram, NoOptimum, Row};
use crate::plan::lp::{Question, Worst};
use crate::plan::minutes::{MinuteBounds, whole};
use crate::plan::timetable::timetable;
use crate::plan::water::Worth;
use crate::plan::{
    Chosen, Conflict, Explanation, Limit, Method, Note, PlanError, PlanRequest, PlanResult,
    Response, Unable, solve,
};

fn by(method: Method, text: &str) -> PlanResult {
    let mut request = request(text).unwrap();
    request.method = method;
    solve(&job(42), &request).unwrap()
}

fn minutes(result: &PlanResult) -> Vec<u32> {
    result.items.iter().map(|item| item.minutes).collect()
}

#[derive(Deserialize)]
struct RowCase {
    cells: Vec<(usize, f64)>,
    bound: f64,
}

#[derive(Deserialize)]
struct ProgramCase {
    objective: Vec<f64>,
    low: Vec<Option<f64>>,
    high: Vec<Option<f64>>,
    equal: Vec<RowCase>,
    at_most: Vec<RowCase>,
    value: f64,
    prices: Vec<(Option<f64>, Option<f64>)>,
}

#[derive(Deserialize)]
struct PlanCase {
    slope: Vec<f64>,
    kappa: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    group: Vec<Option<usize>>,
    caps: Vec<f64>,
    scenarios: Vec<Vec<f64>>,
    part: f64,
    floor: Option<f64>,
    weight: f64,
    value: f64,
}

#[derive(Deserialize)]
struct Fixtures {
    programs: Vec<ProgramCase>,
    plans: Vec<PlanCase>,
}

fn fixtures() -> Fixtures {
    serde_json::from_str(include_str!("../../../tests/fixtures/plan/linear.json")).unwrap()
}

fn rows(cases: &[RowCase]) -> Vec<Row> {
    cases.iter().map(|r| Row { cells: r.cells.clone(), bound: r.bound }).collect()
}

#[test]
fn p6_linear_programs_equal_highs_and_their_prices_lie_at_the_kink() {
    for case in fixtures().programs {
        let end = |ends: &[Option<f64>], none: f64| -> Vec<f64> {
            ends.iter().map(|e| e.unwrap_or(none)).collect()
        };
        let program = LinearProgram {
            objective: case.objective,
            low: end(&case.low, f64::NEG_INFINITY),
            high: end(&case.high, f64::INFINITY),
            equal: rows(&case.equal),
            at_most: rows(&case.at_most),
        };
        let found = program.solve().unwrap();
        assert!((found.value - case.value).abs() <= 1e-7, "{} {}", found.value, case.value);
        for (row, (price, (more, less))) in found.at_most_price.iter().zip(&case.prices).enumerate()
        {
            let near = 1e-5;
            assert!(more.is_none_or(|more| *price >= more - near), "{row}: {price} {more:?}");
            assert!(less.is_none_or(|less| *price <= less + near), "{row}: {price} {less:?}");
        }
    }
}

fn boxes(low: &[f64], high: &[f64]) -> Vec<Bounds> {
    let none = Limit::None;
    let one = |(low, high): (&f64, &f64)| Bounds {
        low: *low,
        low_by: none,
        high: *high,
        high_by: none,
        least_in: 0.0,
    };
    low.iter().zip(high).map(one).collect()
}

#[test]
fn p6_plans_equal_highs_with_pieces_so_fine_that_they_are_the_curve() {
    for case in fixtures().plans {
        let curves: Vec<ValueCurve> = case
            .slope
            .iter()
            .zip(&case.kappa)
            .map(|(slope, kappa)| ValueCurve::new(*slope, *kappa, 1.0, false, None, 1.0))
            .collect();
        let bounds = boxes(&case.low, &case.high);
        let worst = (!case.scenarios.is_empty()).then_some(Worst {
            scenarios: &case.scenarios,
            part: case.part,
            floor: case.floor,
            weight: case.weight,
        });
        let near = vec![1.0 / curves.len() as f64; curves.len()];
        let answer = Question {
            curves: &curves,
            bounds: &bounds,
            group: &case.group,
            caps: &case.caps,
            worst,
            near: &near,
        }
        .answer()
        .unwrap();
        let expected: f64 = curves.iter().zip(&answer.shares).map(|(c, s)| c.value(*s)).sum();
        let tail = |shares: &[f64]| {
            let mut outcomes: Vec<f64> = case
                .scenarios
                .iter()
                .map(|s| (0..curves.len()).map(|at| s[at] * curves[at].value(shares[at])).sum())
                .collect();
            outcomes.sort_by(f64::total_cmp);
            let count = (case.part * outcomes.len() as f64).round() as usize;
            outcomes[..count].iter().sum::<f64>() / count as f64
        };
        let value = if case.weight > 0.0 {
            (1.0 - case.weight) * expected + case.weight * tail(&answer.shares)
        } else {
            expected
        };
        assert!((value - case.value).abs() <= 1e-7, "{value} {}", case.value);
        if let Some(floor) = case.floor {
            assert!(tail(&answer.shares) >= floor - 1e-7);
            assert!(answer.floor_price > 0.0);
        }
    }
}

#[test]
fn a_program_without_an_answer_says_which_kind() {
    let row = |bound| Row { cells: vec![(0, 1.0), (1, 1.0)], bound };
    let mut program = LinearProgram::default();
    program.column(1.0, 0.0, 1.0);
    program.column(2.0, 0.0, 1.0);
    program.equal.push(row(3.0));
    assert_eq!(program.solve().unwrap_err(), NoOptimum::Infeasible);
    let mut open = LinearProgram::default();
    open.column(1.0, 0.0, f64::INFINITY);
    open.at_most.push(Row { cells: vec![(0, -1.0)], bound: 1.0 });
    assert_eq!(open.solve().unwrap_err(), NoOptimum::Unbounded);
}

/// Products of every response with limits that mostly can be met.
fn any_request() -> impl Strategy<Value = PlanRequest> {
    let product = (
        0..2_u8,
        0.005..0.08_f64,
        0.05..0.8_f64,
        10.0..300.0_f64,
        prop::option::of(0..60_u64),
        0..6_u32,
        4..40_u32,
        0..3_u8,
    );
    (prop::collection::vec(product, 2..6), any::<bool>(), 1..5_usize, 0..3_usize).prop_map(
        |(rows, capped, most, least)| {
            let mut session = format!("minutes = 60\nmax_products = {}\n", most.max(least).max(1));
            session += &format!("min_products = {least}\n");
            if capped {
                session += "category_caps = { a0 = 0.5, a1 = 0.4 }\n";
            }
            let products: Vec<String> = rows
                .iter()
                .map(|(kind, rate, kappa, price, stock, low, more, category)| {
                    let response = match kind {
                        0 => format!("conversion = {rate}"),
                        _ => format!(
                            "response = {{ slope = {}, kappa = {kappa} }}",
                            rate * price * 1000.0
                        ),
                    };
                    let stock = stock.map_or(String::new(), |s| format!("stock = {s}\n"));
                    format!(
                        "{response}\nprice = {price}\n{stock}min_minutes = {low}\nmax_minutes = {}\ncategory = \"a{category}\"",
                        low + more
                    )
                })
                .collect();
            let products: Vec<&str> = products.iter().map(String::as_str).collect();
            request(&toml(&session, &products)).unwrap()
        },
    )
}

fn curves_of(request: &PlanRequest) -> Vec<ValueCurve> {
    request
        .products
        .iter()
        .map(|p| {
            let price = p.price.unwrap();
            let (slope, kappa) = match p.response {
                Response::Conversion(rate) => (rate * 1000.0, f64::INFINITY),
                Response::Saturating { slope, kappa } => (slope / price, kappa),
                Response::Learnt(_) => unreachable!("none is made"),
            };
            ValueCurve::new(slope, kappa, price, true, p.stock, 1.0)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p5_whole_minutes_are_never_worse_than_rounded_water_filling(request in any_request()) {
        let Ok(limits) = Limits::of(&request) else { return Ok(()) };
        let curves = curves_of(&request);
        let worths: Vec<Worth<'_>> = curves.iter().map(|c| Worth::Curve(c, 1.0)).collect();
        let found = timetable(&job(1), &curves, &limits, &request).unwrap();
        let Ok(water) = choose(&worths, &limits, &request) else { return Ok(()) };
        let bounds: Vec<MinuteBounds> = request.products.iter()
            .map(|p| MinuteBounds { least: p.min_minutes, most: p.max_minutes.unwrap() })
            .collect();
        let rounded = whole(&water.filled.shares, &bounds, request.minutes);
        let at = |minutes: &[u32]| -> Vec<f64> {
            minutes.iter().map(|m| f64::from(*m) / f64::from(request.minutes)).collect()
        };
        let value = |shares: &[f64]| -> f64 {
            curves.iter().zip(shares).map(|(c, s)| c.quick_value(*s, 1.0)).sum()
        };
        let rounded = at(&rounded);
        let count = |shares: &[f64]| shares.iter().filter(|s| **s > 1e-12).count();
        let fits = limits.hold(&rounded)
            && (request.min_products..=request.max_products).contains(&count(&rounded))
            && (rounded.iter().sum::<f64>() - 1.0).abs() < 1e-9;
        match found {
            Ok(found) => {
                let shares = &found.choice.filled.shares;
                prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                prop_assert!(limits.hold(shares), "{shares:?}");
                prop_assert!((request.min_products..=request.max_products).contains(&count(shares)));
                if fits {
                    prop_assert!(value(shares) >= value(&rounded) - 1e-9, "{shares:?} {rounded:?}");
                }
            }
            Err(unable) => {
                prop_assert_eq!(unable, Unable::WholeMinutes);
                prop_assert!(!fits, "{rounded:?} would do");
            }
        }
    }

    #[test]
    fn p6_the_linear_program_agrees_with_water_filling_where_both_are_exact(
        request in any_request()
    ) {
        let mut request = request;
        for product in &mut request.products {
            product.min_minutes = 0;
        }
        (request.min_products, request.max_products) = (0, request.products.len());
        request.method = Method::Lp;
        let Ok(result) = solve(&job(3), &request) else { return Ok(()) };
        prop_assert_eq!(result.method, Method::Lp);
        let of = |method| result.compared.iter().find(|c| c.method == method).unwrap().expected;
        let apart = (of(Method::Lp) - of(Method::Water)).abs();
        prop_assert!(apart <= 1e-6 * of(Method::Water).abs().max(1.0), "{apart}");
    }
}

const STEEP: &str = "response = { slope = 900.0, kappa = 0.2 }";

#[test]
fn whole_minutes_beat_one_product_at_a_time_where_minimums_bite() {
    // Any two of three fill the session at their least; the best pair is not the best first.
    let text = toml(
        "minutes = 60",
        &[
            "response = { slope = 1000.0, kappa = 0.1 }\nmin_minutes = 40",
            "response = { slope = 800.0, kappa = 0.4 }\nmin_minutes = 20\nmax_minutes = 30",
            "response = { slope = 780.0, kappa = 0.4 }\nmin_minutes = 20\nmax_minutes = 30",
        ],
    );
    let auto = by(Method::Auto, &text);
    let programme = by(Method::Dp, &text);
    assert_eq!(minutes(&programme), [0, 30, 30]);
    let water = by(Method::Water, &text);
    assert!(programme.total.expected >= water.total.expected);
    assert_eq!(auto.total.expected, programme.total.expected.max(water.total.expected));
    assert!((programme.items[1].share - 0.5).abs() < 1e-12, "shares are whole minutes");
    assert_eq!(programme.detail.chosen, Some(Chosen::Asked));
}

#[test]
fn a_product_that_loses_more_the_less_it_is_shown_is_settled_exactly() {
    // Convex: losing money with a bend. The programme takes any shape.
    let text = toml(
        "minutes = 12\nobjective = \"profit\"",
        &[
            "conversion = 0.03\nmargin = 10",
            "history = { exposures = 1000, orders = 40 }\nmargin = -5\nmust_include = true",
        ],
    );
    let result = by(Method::Dp, &text);
    assert_eq!(minutes(&result), [11, 1]);
    assert!(result.detail.notes.iter().any(|n| matches!(n, Note::LosesMoney { .. })));
}

#[test]
fn locks_that_are_no_whole_minutes_stay_and_what_fits_no_minute_is_said() {
    let text = toml("minutes = 60", &[&format!("{STEEP}\nlock_share = 0.333"), STEEP, STEEP]);
    let result = by(Method::Dp, &text);
    let s = shares(&result);
    assert!((s[0] - 0.333).abs() < 1e-12 && (s.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{s:?}");
    assert!((s[1] - s[2]).abs() <= 1.1 / 60.0);
    assert_eq!(result.items[0].limit, Limit::Lock);

    let tight = format!("{STEEP}\nmax_share = 0.26");
    let text = toml("minutes = 10", &[&tight, &tight, &tight, &tight]);
    let result = by(Method::Dp, &text);
    assert_ne!(result.method, Method::Dp);
    assert!(
        result
            .detail
            .notes
            .contains(&Note::Instead { method: Method::Dp, unable: Unable::WholeMinutes })
    );
    assert!(result.compared.iter().all(|c| c.method != Method::Dp), "absent, not empty");
}

#[test]
fn limits_have_their_price_by_every_method() {
    let text = toml(
        "minutes = 100\ncategory_caps = { a = 0.4 }",
        &[
            "response = { slope = 3000.0, kappa = 0.3 }\ncategory = \"a\"",
            "response = { slope = 2500.0, kappa = 0.3 }\ncategory = \"a\"",
            "response = { slope = 1500.0, kappa = 0.3 }\nmax_share = 0.2",
            "response = { slope = 900.0, kappa = 0.5 }",
            "response = { slope = 100.0, kappa = 0.5 }\nmin_share = 0.05",
        ],
    );
    let prices = |method| -> Vec<(String, f64)> {
        let result = by(method, &text);
        result
            .detail
            .explanations
            .iter()
            .filter_map(|why| match why {
                Explanation::Binding { product_id, per_percent, .. } => {
                    Some((product_id.clone(), *per_percent))
                }
                Explanation::CategoryBinding { category, per_percent, .. } => {
                    Some((category.clone(), *per_percent))
                }
                _ => None,
            })
            .collect()
    };
    let water = prices(Method::Water);
    assert_eq!(water.len(), 3, "{water:?}");
    for (method, near) in [(Method::Lp, 0.01), (Method::Dp, 0.05)] {
        let other = prices(method);
        assert_eq!(other.len(), water.len(), "{method:?} {other:?}");
        for ((who, price), (mine, same)) in other.iter().zip(&water) {
            assert_eq!(who, mine);
            assert!((price - same).abs() <= near * same, "{method:?} {who} {price} {same}");
        }
    }
}

/// A steady product, and one that promises more but is hardly known.
fn risky(session: &str) -> String {
    toml(
        session,
        &[
            "history = { exposures = 50000, orders = 1500 }\nprice = 100\nmax_share = 0.9",
            "history = { exposures = 100, orders = 4 }\nprice = 100\nmax_share = 0.9",
            "history = { exposures = 40000, orders = 200 }\nprice = 100\nmax_share = 0.9",
            "history = { exposures = 40000, orders = 2400 }\nprice = 20\nmax_share = 0.9",
        ],
    )
}

#[test]
fn a_floor_for_the_worst_sessions_moves_the_split_and_has_its_price() {
    let average = |result: &PlanResult| result.detail.worst.unwrap().average;
    let free = by(Method::Lp, &risky("risk = { weight = 0.0001 }"));
    // Weighing the worst sessions alone is the most that any floor can be.
    let safest = by(Method::Auto, &risky("risk = { weight = 1 }"));
    let (most, least) = (average(&safest), average(&free));
    assert!(most > 1.05 * least, "{most} {least}");
    let floor = (0.5 * (most + least)).round();
    let text = risky(&format!("risk = {{ floor = {floor} }}"));
    let held = by(Method::Auto, &text);
    assert_eq!(held.method, Method::Lp);
    assert_eq!(held.detail.chosen, Some(Chosen::Alone));
    assert!(average(&held) >= floor * (1.0 - 1e-9), "{} {floor}", average(&held));
    // No more is given up than the floor takes.
    assert!(average(&held) <= floor + 0.2 * (most - least), "{} {floor}", average(&held));
    assert!(held.items[1].share < free.items[1].share - 0.01, "the unsure one gives way");
    assert!(held.total.expected < free.total.expected);
    assert!(held.total.expected > safest.total.expected);
    assert!(held.detail.explanations.iter().any(
        |why| matches!(why, Explanation::FloorBinding { per_percent, .. } if *per_percent > 0.0)
    ));
    let water = held.compared.iter().find(|c| c.method == Method::Water).unwrap();
    assert!(!water.keeps_limits && water.worst_average.unwrap() < floor);

    // A method that does not look at them says that it misses the floor.
    let blind = by(Method::Water, &text);
    assert!(blind.detail.notes.iter().any(|n| matches!(n, Note::FloorMissed { .. })));

    let impossible = request(&risky(&format!("risk = {{ floor = {} }}", 1.5 * most))).unwrap();
    match solve(&job(42), &impossible) {
        Err(PlanError::Infeasible(Conflict::RiskFloor { most: named, .. })) => {
            assert!((named - most).abs() < 0.02 * most, "{named} {most}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn minimum_minutes_are_settled_before_the_linear_program_splits() {
    let text = toml(
        "minutes = 60\nmax_products = 2",
        &[
            "response = { slope = 900.0, kappa = 0.2 }\nmin_minutes = 15",
            "response = { slope = 890.0, kappa = 0.2 }\nmin_minutes = 15",
            "response = { slope = 880.0, kappa = 0.2 }\nmin_minutes = 15",
        ],
    );
    let result = by(Method::Lp, &text);
    assert_eq!(result.method, Method::Lp);
    assert!(result.detail.notes.contains(&Note::ChosenInMinutes));
    assert_eq!(shares(&result).iter().filter(|s| **s > 0.0).count(), 2);
    assert!(minutes(&result).iter().all(|m| *m == 0 || *m >= 15));
}

#[test]
fn the_least_loss_and_the_greatest_value_are_one_split() {
    let (slopes, kappa) = ([900.0, 1300.0, 700.0], 0.25);
    let products: Vec<String> =
        slopes.iter().map(|s| format!("response = {{ slope = {s}, kappa = {kappa} }}")).collect();
    let products: Vec<&str> = products.iter().map(String::as_str).collect();
    let result = by(Method::Auto, &toml("", &products));
    let value = |slope: f64, share: f64| slope * kappa * (1.0 - (-share / kappa).exp());
    // The loss of the founding form: what every product leaves lying of a session of its own.
    let lost = |split: &[f64]| -> f64 {
        slopes.iter().zip(split).map(|(s, share)| value(*s, 1.0) - value(*s, *share)).sum()
    };
    let steps = 200;
    let mut least = (f64::INFINITY, vec![]);
    for a in 0..=steps {
        for b in 0..=steps - a {
            let split: Vec<f64> =
                [a, b, steps - a - b].map(|n| f64::from(n) / f64::from(steps)).to_vec();
            let loss = lost(&split);
            if loss < least.0 {
                least = (loss, split);
            }
        }
    }
    for (mine, grid) in shares(&result).iter().zip(&least.1) {
        assert!((mine - grid).abs() <= 1.0 / f64::from(steps), "{mine} {grid}");
    }
    let told = result.detail.loss.unwrap();
    assert!(told.expected <= least.0 + 1e-9 && told.expected >= least.0 - 0.1);
    assert!((told.expected - lost(&shares(&result))).abs() < 1e-6);
    assert!((told.equal - lost(&[1.0 / 3.0; 3])).abs() < 1e-6);
    assert!((told.ceiling - told.expected - result.total.expected).abs() < 1e-9);
}
