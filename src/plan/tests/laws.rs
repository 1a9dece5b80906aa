//! P2 to P4: what every plan must satisfy.

use proptest::prelude::*;

use super::{job, plan, shares, toml};
use crate::plan::bounds::Limits;
use crate::plan::choose::choose;
use crate::plan::curve::ValueCurve;
use crate::plan::simulate::Draws;
use crate::plan::water::{Row, Worth, fill};
use crate::plan::{
    Method, Observation, PlanForm, PlanRequest, Response, Uncertainty, Viewers, solve,
};

#[test]
fn p2_equal_products_get_equal_shares() {
    for kind in [
        "conversion = 0.03\nprice = 99",
        "response = { slope = 3.0, kappa = 0.2 }",
        "conversion = 0.03\nprice = 99\nstock = 8",
        "history = { exposures = 4210, orders = 97 }\nprice = 99",
    ] {
        let result = plan(&toml("", &[kind; 4])).unwrap();
        for share in shares(&result) {
            assert!((share - 0.25).abs() < 1e-9, "{kind}: {share}");
        }
    }
}

#[test]
fn p3_a_product_whose_last_piece_is_all_but_sold_stops_where_its_slope_is_the_price() {
    // One piece, and orders worth millions at the start: the chance that one more order finds it
    // is a billionth where its slope has fallen to what another product brings.
    let steep = ValueCurve::new(24_000.0, 0.5, 300.0, true, Some(1), 1.0);
    let flat = ValueCurve::new(1.0, f64::INFINITY, 0.001, true, None, 1.0);
    let worths = [Worth::Curve(&steep, 1.0), Worth::Curve(&flat, 1.0)];
    let rows = worths.map(|worth| Row { worth, low: 0.0, high: 1.0, group: None });
    let filled = fill(&rows, &[], 1.0, 1e-13);
    assert!((filled.lambda - 0.001).abs() < 1e-9, "{}", filled.lambda);
    let slope = steep.marginal(filled.shares[0], 1.0);
    assert!((slope - 0.001).abs() < 1e-6, "{slope} at {:?}", filled.shares);
}

#[test]
fn p2_straight_lines_fill_the_best_to_its_bound() {
    let result = plan(&toml(
        "",
        &[
            "conversion = 0.02\nprice = 100\nmax_share = 0.5",
            "conversion = 0.04\nprice = 100\nmax_share = 0.35",
            "conversion = 0.03\nprice = 100\nmax_share = 0.45",
            "conversion = 0.01\nprice = 100",
        ],
    ))
    .unwrap();
    for (share, want) in shares(&result).iter().zip([0.2, 0.35, 0.45, 0.0]) {
        assert!((share - want).abs() < 1e-9, "{share} {want}");
    }
}

#[test]
fn category_caps_hold_and_share_within_is_still_best() {
    let curve = |slope: f64, category: &str| {
        format!("response = {{ slope = {slope}, kappa = 0.25 }}\ncategory = \"{category}\"")
    };
    let rows = [curve(6.0, "a"), curve(5.0, "a"), curve(2.0, "b"), curve(1.5, "c")];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let result = plan(&toml("category_caps = { a = 0.5, b = 0.4 }", &rows)).unwrap();
    let s = shares(&result);
    assert!((s[0] + s[1] - 0.5).abs() < 1e-9);
    let m: Vec<f64> = result.items.iter().map(|i| i.marginal_per_percent).collect();
    assert!((m[0] - m[1]).abs() < 1e-9 && (m[2] - m[3]).abs() < 1e-9, "{m:?}");
    assert!(m[0] > m[2]);
    // Within the cap no shift helps: compare with a fine grid.
    let value = |x: f64, slope: f64| slope * 0.25 * (1.0 - (-x / 0.25).exp());
    let best = (0..=500)
        .map(|at| {
            let x = f64::from(at) / 1000.0;
            value(x, 6.0) + value(0.5 - x, 5.0)
        })
        .fold(0.0, f64::max);
    assert!(value(s[0], 6.0) + value(s[1], 5.0) >= best - 1e-6);
}

/// A request with products of every kind of response.
fn any_request() -> impl Strategy<Value = PlanRequest> {
    let product = (
        0..4_u8,
        0.005..0.08_f64,
        0.05..0.8_f64,
        10.0..300.0_f64,
        prop::option::of(0..60_u64),
        0.0..0.1_f64,
        0.2..1.0_f64,
        0..8_u32,
        0..3_u8,
    );
    (
        prop::collection::vec(product, 3..9),
        0.0..0.3_f64,
        any::<bool>(),
    )
        .prop_map(|(rows, explore, capped)| {
            let text: String = "[session]\nminutes = 100\nviewers = { p10 = 700, p50 = 1000, p90 = 1500 }\n"
                .to_owned()
                + &format!("explore = {explore}\n")
                + if capped { "category_caps = { \"类1\" = 0.6 }\n" } else { "" }
                + &rows
                    .iter()
                    .enumerate()
                    .map(|(at, (kind, rate, kappa, price, stock, low, high, least, category))| {
                        let response = match kind {
                            0 => format!("conversion = {rate}"),
                            1 => format!(
                                "response = {{ slope = {}, kappa = {kappa} }}",
                                rate * price * 1000.0
                            ),
                            _ => format!(
                                "history = {{ exposures = {}, orders = {} }}",
                                (kappa * 2000.0).round(),
                                (kappa * 2000.0 * rate).round()
                            ),
                        };
                        let stock = stock.map_or(String::new(), |s| format!("stock = {s}\n"));
                        // A floor for one in two, so that the floors fit; a minimum for the others.
                        let floor = if at % 2 == 0 {
                            format!("min_share = {low}\n")
                        } else {
                            format!("min_minutes = {least}\n")
                        };
                        format!(
                            "[[product]]\nid = \"p{at}\"\n{response}\nprice = {price}\n{stock}{floor}max_share = {high}\ncategory = \"类{category}\"\n"
                        )
                    })
                    .collect::<String>();
            PlanForm::from_toml(&text).unwrap().check(Method::Auto, None).unwrap()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p4_shares_sum_to_one_within_bounds_and_stock(request in any_request()) {
        // Some draws of limits cannot be met; the error is checked elsewhere.
        let Ok(result) = solve(&job(7), &request) else { return Ok(()) };
        let sum: f64 = result.items.iter().map(|i| i.share).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9, "sum {sum}");
        prop_assert_eq!(result.items.iter().map(|i| i.minutes).sum::<u32>(), request.minutes);
        for (item, product) in result.items.iter().zip(&request.products) {
            prop_assert!(item.share >= product.min_share - 1e-9);
            prop_assert!(item.share <= product.max_share + 1e-9);
            let least = f64::from(product.min_minutes) / f64::from(request.minutes);
            prop_assert!(item.share < 1e-9 || item.share >= least - 1e-9, "{item:?}");
            prop_assert!(item.explore_share <= item.share + 1e-9);
            prop_assert!(item.value_interval.low <= item.value_interval.high);
            if let (Some(stock), Some(orders)) = (product.stock, item.expected_orders) {
                prop_assert!(orders <= stock as f64 + 1e-9);
            }
        }
        for (category, cap) in &request.category_caps {
            let inside: f64 = result.items.iter().zip(&request.products)
                .filter(|(_, p)| p.category.as_ref() == Some(category))
                .map(|(i, _)| i.share).sum();
            prop_assert!(inside <= cap + 1e-9);
        }
        let row = result.compared.iter().find(|c| c.method == result.method).unwrap();
        prop_assert_eq!(row.expected, result.total.expected);
        prop_assert!(row.keeps_limits);
    }

    #[test]
    fn p4_stock_is_never_exceeded_in_any_draw(
        slope in 5.0..300.0_f64, stock in 0..60_u64, share in 0.0..1.0_f64
    ) {
        let curve = ValueCurve::new(slope, 0.4, 1.0, true, Some(stock), 1.0);
        let posterior = crate::plan::shrink::Gamma { shape: 4.0, rate: 100.0 };
        let draws = Draws::new(
            3,
            Uncertainty::Full,
            &[crate::plan::simulate::Source { id: "x", posterior: Some(posterior) }],
            &Viewers { p10: 500.0, p50: 1000.0, p90: 2500.0 },
            crate::plan::response::SessionSpread { sessions: 0, variance: 0.0 },
            [1.0, 2.5][usize::from(stock % 2 == 0)],
        );
        let values = draws.product_values(0, &curve, share, 2.0);
        prop_assert!(values.iter().all(|v| *v <= stock as f64 && *v >= 0.0 && v.fract() == 0.0));
    }

    #[test]
    fn p3_marginals_agree_inside_and_order_at_bounds(request in any_request()) {
        let mut request = request;
        for product in &mut request.products {
            product.min_minutes = 0;
        }
        let Ok(limits) = Limits::of(&request) else { return Ok(()) };
        let knowledge = crate::plan::response::learn(&request);
        let curves: Vec<ValueCurve> = knowledge.fitted.iter().zip(&request.products).map(|(f, p)| {
            ValueCurve::new(1000.0 * f.rate, f.kappa.min(0.5), p.price.unwrap(), true, p.stock, 1.0)
        }).collect();
        let worths: Vec<Worth<'_>> = curves.iter().map(|c| Worth::Curve(c, 1.0)).collect();
        let filled = choose(&worths, &limits, &request).unwrap().filled;
        for (at, curve) in curves.iter().enumerate() {
            let (share, bounds) = (filled.shares[at], limits.bounds[at]);
            let price = filled.lambda + limits.group[at].map_or(0.0, |g| filled.cap_price[g]);
            let slope = curve.marginal(share, 1.0);
            let near = 1e-6 * price.abs().max(1.0);
            if share > bounds.low + 1e-9 && share < bounds.high - 1e-9 {
                prop_assert!((slope - price).abs() <= near, "inside {slope} {price}");
            } else if share >= bounds.high - 1e-9 && bounds.high > bounds.low {
                prop_assert!(slope >= price - near, "high {slope} {price}");
            } else if share <= bounds.low + 1e-9 {
                prop_assert!(slope <= price + near || bounds.high <= bounds.low, "low {slope} {price}");
            }
        }
    }

    #[test]
    fn p4_more_viewers_never_bring_less(request in any_request(), factor in 1.0..3.0_f64) {
        let mut request = request;
        for product in &mut request.products {
            // A stated curve states the value itself: it does not grow with viewers.
            if let Response::Saturating { slope, .. } = product.response {
                product.response = Response::Conversion(slope / 1e5);
            }
        }
        request.explore = 0.0;
        let Ok(few) = solve(&job(7), &request) else { return Ok(()) };
        request.viewers = request.viewers.around(factor * request.viewers.p50);
        let many = solve(&job(7), &request).unwrap();
        prop_assert!(many.total.expected >= few.total.expected * (1.0 - 1e-9));
    }

    #[test]
    fn p4_permuting_products_permutes_the_plan(request in any_request(), turn in 1..8_usize) {
        let Ok(one) = solve(&job(7), &request) else { return Ok(()) };
        let mut turned = request.clone();
        let by = turn % request.products.len();
        turned.products.rotate_left(by);
        let two = solve(&job(7), &turned).unwrap();
        let mut items = one.items.clone();
        items.rotate_left(by);
        prop_assert_eq!(items, two.items);
        prop_assert_eq!(one.slots, two.slots);
        prop_assert_eq!(one.total, two.total);
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let mut rows = Vec::new();
    for at in 0..6 {
        rows.push(format!(
            "history = {{ exposures = {}, orders = {} }}\nprice = {}\nstock = 40",
            200 + 100 * at,
            5 + 3 * at,
            50 + 20 * at
        ));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let text = toml("goal = 3000\n", &rows).replace("explore = 0", "explore = 0.1");
    let request = PlanForm::from_toml(&text).unwrap().check(Method::Auto, None).unwrap();
    let run = |threads: usize, seed: u64| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap()
            .install(|| serde_json::to_string(&solve(&job(seed), &request).unwrap()).unwrap())
    };
    let one = run(1, 42);
    assert_eq!(one, run(3, 42));
    assert_ne!(one, run(1, 43));
}

#[test]
fn a_cancelled_job_stops() {
    let stopped = job(1);
    stopped.cancel_flag().store(true, std::sync::atomic::Ordering::Relaxed);
    let request = PlanForm::from_toml(&toml("", &["conversion = 0.1\nprice = 1"]))
        .unwrap()
        .check(Method::Auto, None)
        .unwrap();
    assert_eq!(
        solve(&stopped, &request),
        Err(crate::plan::PlanError::Cancelled(crate::domain::Cancelled))
    );
}

#[test]
fn observations_keep_their_unit() {
    // 97 orders at 4,210 exposures: one product keeps its raw rate, straight.
    let result =
        plan(&toml("", &["history = { exposures = 4210, orders = 97 }\nprice = 10"])).unwrap();
    let want = 1000.0 * 97.0 / 4210.0;
    assert!((result.items[0].expected_orders.unwrap() - want).abs() < 1e-6);
    let seen = Observation { session: None, exposure: 500.0, share: Some(0.5), orders: 3.0 };
    assert_eq!(crate::plan::bend::used_exposure(&seen, f64::INFINITY), 500.0);
    assert!(
        (crate::plan::bend::used_exposure(&seen, 0.5) - 1000.0 * 0.5 * (1.0 - (-1.0_f64).exp()))
            .abs()
            < 1e-9
    );
}
