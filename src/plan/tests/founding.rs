//! The founding case: one day, 1,000 viewers, a goal of 100,000; and P1.

use super::{plan, shares};
use crate::plan::{Limit, Need};

fn one_product(conversion: f64, price: f64) -> String {
    format!(
        "[session]\nminutes = 240\nviewers = 1000\ngoal = 100000\nuncertainty = \"orders\"\n\
         [[product]]\nid = \"A\"\nconversion = {conversion}\nprice = {price}\n"
    )
}

#[test]
fn the_founding_cases() {
    for (conversion, price, probability, viewers) in
        [(0.03, 199.0, 0.0, 17_393), (0.10, 399.0, 0.0, 2_643), (0.20, 500.0, 0.51, 1_059)]
    {
        let result = plan(&one_product(conversion, price)).unwrap();
        let goal = result.goal.unwrap();
        assert!((goal.probability - probability).abs() < 0.005, "{goal:?}");
        if probability == 0.0 {
            assert_eq!(goal.probability, 0.0);
        }
        assert_eq!(goal.viewers_needed_80, Some(viewers));
        assert_eq!(goal.value_per_viewer_needed, 100.0);
        assert!((result.items[0].share - 1.0).abs() < 1e-9);
        assert_eq!(result.items[0].limit, Limit::None);
        let expected = 1_000.0 * conversion * price;
        assert!((result.total.expected - expected).abs() < 1e-9 * expected);
    }
}

#[test]
fn the_goal_takes_503_orders_and_each_single_change_is_named() {
    let result = plan(&one_product(0.03, 199.0)).unwrap();
    assert_eq!(result.items[0].expected_orders, Some(30.0));
    let [
        Need::Viewers { now, needed, .. },
        Need::Conversion { needed: rate, .. },
        Need::PerOrder { needed: each, .. },
    ] = result.detail.needs[..]
    else {
        panic!("{:?}", result.detail.needs);
    };
    assert_eq!((now, needed), (1_000.0, 17_393.0));
    // 503 orders with 80%: the mean that 17,393 viewers bring at 3%.
    assert!((rate - 0.03 * 17.393).abs() < 1e-6);
    // 25 orders are reached in 80% of sessions with a mean of 30.
    assert!((each - 100_000.0 / 25.0).abs() < 1e-6, "{each}");
}

#[test]
fn p1_three_saturating_products() {
    let text = "[session]\nexplore = 0\nminutes = 240\n".to_owned()
        + &["A", "B", "C"]
            .iter()
            .zip([3.32011692, 4.95303242, 3.32011692])
            .map(|(id, slope)| {
                format!(
                    "[[product]]\nid = \"{id}\"\nresponse = {{ slope = {slope}, kappa = 0.25 }}\n"
                )
            })
            .collect::<String>();
    let result = plan(&text).unwrap();
    for (share, want) in shares(&result).iter().zip([0.3, 0.4, 0.3]) {
        assert!((share - want).abs() < 1e-6, "{share}");
    }
    assert!((result.total.expected - 2.14831657).abs() < 1e-6);
    for item in &result.items {
        // lambda = 1 per unit of share.
        assert!((item.marginal_per_percent - 0.01).abs() < 1e-8);
        assert_eq!(item.expected_orders, None);
        assert_eq!(item.limit, Limit::None);
    }
    let minutes: Vec<u32> = result.items.iter().map(|i| i.minutes).collect();
    assert_eq!(minutes, [72, 96, 72]);
}

#[test]
fn several_products_at_one_price_are_one_count() {
    let text = "[session]\nviewers = 1000\ngoal = 100000\nuncertainty = \"orders\"\nexplore = 0\n\
        [[product]]\nid = \"A\"\nconversion = 0.2\nprice = 500\nmax_share = 0.5\n\
        [[product]]\nid = \"B\"\nconversion = 0.2\nprice = 500\n";
    let goal = plan(text).unwrap().goal.unwrap();
    assert_eq!(goal.viewers_needed_80, Some(1_059));
    // Different prices go through the simulation and come close.
    let mixed =
        text.replace("conversion = 0.2\nprice = 500\n", "conversion = 0.2\nprice = 500.001\n");
    let near = plan(&mixed).unwrap().goal.unwrap().viewers_needed_80.unwrap();
    assert!((1_049..=1_069).contains(&near), "{near}");
}

#[test]
fn stock_can_make_a_goal_impossible() {
    let text = one_product(0.2, 500.0) + "stock = 150\n";
    let result = plan(&text).unwrap();
    let goal = result.goal.unwrap();
    assert_eq!((goal.probability, goal.viewers_needed_80), (0.0, None));
    assert_eq!(result.detail.needs[0], Need::StockForbids { most: 75_000.0 });
    assert_eq!(result.items[0].limit, Limit::Stock);
    assert!(result.items[0].value_interval.high <= 75_000.0);
}
