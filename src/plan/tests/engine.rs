//! Exploration, comparison, limits, explanations and impossible requests.

use super::{job, plan, request, shares, toml};
use crate::plan::{
    Chosen, Conflict, Explanation, HowLearnt, Limit, Method, Note, PlanError, PlanResult, solve,
};

fn explored() -> String {
    let rows = [
        "history = { exposures = 5000, orders = 200 }\nprice = 100\nmax_share = 0.6",
        "history = { exposures = 5000, orders = 190 }\nprice = 100\nmax_share = 0.6",
        "history = { exposures = 40, orders = 1 }\nprice = 100\nmax_share = 0.6",
        "history = { exposures = 5000, orders = 20 }\nprice = 100\nmax_share = 0.6",
    ];
    toml("minutes = 200", &rows).replace("explore = 0", "explore = 0.1")
}

#[test]
fn exploration_goes_to_what_is_unsure_and_counts_in_the_share() {
    let result = plan(&explored()).unwrap();
    let total: f64 = result.items.iter().map(|i| i.explore_share).sum();
    assert!((total - 0.1).abs() < 1e-9, "{total}");
    assert!(result.items[2].share > 0.0, "unsure and maybe good");
    assert!(result.items[2].explore_share > 0.9 * result.items[2].share);
    assert_eq!(result.items[3].share, 0.0, "surely bad");
    let without = plan(&explored().replace("explore = 0.1", "explore = 0")).unwrap();
    assert_eq!(without.items[2].share, 0.0);
    assert!(without.items.iter().all(|i| i.explore_share == 0.0));
    assert!(without.total.expected > result.total.expected, "learning costs a little");
}

#[test]
fn methods_stand_side_by_side() {
    let mut request = request(&explored()).unwrap();
    for (at, share) in [0.1, 0.1, 0.2, 0.6].into_iter().enumerate() {
        request.products[at].last_share = Some(share);
    }
    request.goal = Some(3_000.0);
    let run = |method| {
        let mut request = request.clone();
        request.method = method;
        solve(&job(1), &request).unwrap()
    };
    let auto = run(Method::Auto);
    assert_eq!(auto.method, Method::Water);
    assert_eq!(auto.detail.chosen, Some(Chosen::Alike), "the linear program finds the same");
    let mut water = run(Method::Water);
    assert_eq!(water.detail.chosen, Some(Chosen::Asked));
    water.detail.chosen = auto.detail.chosen;
    assert_eq!(auto, water);
    let expected = |result: &PlanResult, method| {
        result.compared.iter().find(|c| c.method == method).unwrap().expected
    };
    let mut methods: Vec<Method> = auto.compared.iter().map(|c| c.method).collect();
    methods.sort();
    let all = [Method::Water, Method::Dp, Method::Lp, Method::Explore, Method::Equal, Method::Last];
    assert_eq!(methods, all);
    for method in [Method::Dp, Method::Lp, Method::Equal, Method::Explore] {
        let other = run(method);
        assert_eq!(other.method, method);
        assert_eq!(other.total.expected, expected(&auto, method));
    }
    let equal = run(Method::Equal);
    assert_eq!(shares(&equal), [0.25; 4]);
    assert_eq!(equal.gain_over_equal.value, 0.0);
    assert!(!equal.gain_over_equal.is_clear());
    let gain = auto.gain_over_equal;
    assert!((gain.value - (auto.total.expected - equal.total.expected)).abs() < 1e-9);
    assert!(gain.is_clear() && gain.interval.contains(gain.value), "{gain:?}");
    assert!(auto.compared.iter().all(|c| c.probability.is_some()));
    for row in &auto.compared {
        let last = row.gain_over_last.unwrap();
        let apart = expected(&auto, row.method) - expected(&auto, Method::Last);
        assert!((last.value - apart).abs() < 1e-9, "{row:?}");
        assert!(row.keeps_limits);
    }
    assert!(auto.compared.windows(2).all(|w| w[0].expected >= w[1].expected));
}

#[test]
fn a_gain_within_the_noise_is_not_clear() {
    let rows = [
        "history = { exposures = 60, orders = 3 }\nprice = 100",
        "history = { exposures = 60, orders = 2 }\nprice = 100",
    ];
    let result = plan(&toml("", &rows)).unwrap();
    assert!(result.gain_over_equal.value > 0.0);
    assert!(!result.gain_over_equal.is_clear());
}

#[test]
fn every_limit_has_its_word_and_price() {
    let rows = [
        "response = { slope = 9, kappa = 0.3 }\nmax_share = 0.1",
        "response = { slope = 8, kappa = 0.3 }\nmax_minutes = 8",
        "response = { slope = 0.5, kappa = 0.3 }\nmin_share = 0.05",
        "response = { slope = 0.4, kappa = 0.3 }\nmust_include = true\nmin_minutes = 6",
        "response = { slope = 6, kappa = 0.3 }\nlock_share = 0.07",
        "response = { slope = 4, kappa = 0.3 }\ncategory = \"c\"",
        "response = { slope = 3, kappa = 0.3 }",
        "response = { slope = 0.1, kappa = 0.3 }",
        "response = { slope = 2.4, kappa = 0.3 }",
    ];
    let result = plan(&toml("minutes = 100\ncategory_caps = { c = 0.2 }", &rows)).unwrap();
    let limits: Vec<Limit> = result.items.iter().map(|i| i.limit).collect();
    use Limit::{Category, Lock, MaxMinutes, MaxShare, MinMinutes, MinShare, None};
    assert_eq!(
        limits,
        [MaxShare, MaxMinutes, MinShare, MinMinutes, Lock, Category, None, None, None]
    );
    let s = shares(&result);
    for (at, want) in [(0, 0.1), (1, 0.08), (2, 0.05), (3, 0.06), (4, 0.07), (5, 0.2), (7, 0.0)] {
        assert!((s[at] - want).abs() < 1e-9, "{at}: {}", s[at]);
    }
    let level = result.items[6].marginal_per_percent;
    assert!((level - result.items[8].marginal_per_percent).abs() < 1e-9);
    assert!(result.detail.explanations.iter().any(|e| matches!(
        e,
        Explanation::Level { per_percent, products: 2 } if (per_percent - level).abs() < 1e-9
    )));
    let priced = |id: &str| {
        result.detail.explanations.iter().find_map(|e| match e {
            Explanation::Binding { product_id, per_percent, .. } if product_id == id => {
                Some(*per_percent)
            }
            _ => Option::None,
        })
    };
    let gain = result.items[0].marginal_per_percent - level;
    assert!((priced("P0").unwrap() - gain).abs() < 1e-9);
    assert!(priced("P2").unwrap() > 0.0);
    assert!(result.detail.explanations.iter().any(
        |e| matches!(e, Explanation::CategoryBinding { per_percent, .. } if *per_percent > 0.0)
    ));
}

#[test]
fn what_is_left_out_says_what_would_bring_it_in() {
    let rows = |rate: f64| {
        ["conversion = 0.03\nprice = 100".to_owned(), format!("conversion = {rate}\nprice = 50")]
    };
    let run = |rate: f64| {
        let rows = rows(rate);
        plan(&toml("", &[&rows[0], &rows[1]])).unwrap()
    };
    let result = run(0.03);
    assert_eq!(result.items[1].share, 0.0);
    let needed = result
        .detail
        .explanations
        .iter()
        .find_map(|e| match e {
            Explanation::LeftOut { rate_needed, .. } => *rate_needed,
            _ => None,
        })
        .unwrap();
    assert!((needed - 0.06).abs() < 1e-6, "{needed}");
    assert!(run(needed * 1.001).items[1].share > 0.99);
    assert_eq!(run(needed * 0.999).items[1].share, 0.0);
}

#[test]
fn minimum_minutes_and_numbers_of_products_are_kept() {
    let rows = [
        "response = { slope = 5, kappa = 0.3 }",
        "response = { slope = 4, kappa = 0.3 }",
        "response = { slope = 1.6, kappa = 0.3 }\nmin_minutes = 15",
        "response = { slope = 1.2, kappa = 0.3 }",
    ];
    let free = plan(&toml("minutes = 100", &rows)).unwrap();
    for item in &free.items {
        assert!(item.minutes == 0 || item.product_id != "P2" || item.minutes >= 15);
    }
    let count = |text: &str| {
        let result = plan(text).unwrap();
        let sum: f64 = shares(&result).iter().sum();
        assert!((sum - 1.0).abs() < 1e-9);
        result.items.iter().filter(|i| i.share > 0.0).count()
    };
    assert_eq!(count(&toml("minutes = 100\nmax_products = 1", &rows)), 1);
    assert_eq!(count(&toml("minutes = 100\nmax_products = 2", &rows)), 2);
    assert_eq!(count(&toml("minutes = 100\nmin_products = 4", &rows)), 4);
}

#[test]
fn a_product_that_loses_money_is_left_out_unless_it_must_be_in() {
    let rows = [
        "conversion = 0.03\nprice = 100\nmargin = 30",
        "conversion = 0.30\nprice = 100\nmargin = 5\nreturn_rate = 0.5\nreturn_cost = 20",
    ];
    let text = toml("objective = \"profit\"", &rows);
    assert_eq!(shares(&plan(&text).unwrap())[1], 0.0);
    let forced = plan(&(text + "min_share = 0.1\n")).unwrap();
    assert!((shares(&forced)[1] - 0.1).abs() < 1e-9);
    // 5 (1 - .5) - .5 * 20 = -7.5 per order.
    let per_order = forced.items[1].expected_value / forced.items[1].expected_orders.unwrap();
    assert!((per_order + 7.5).abs() < 1e-9);
    assert!(forced.detail.notes.iter().any(|n| matches!(n, Note::LosesMoney { .. })));
}

#[test]
fn objectives_weigh_orders() {
    for (objective, per_order) in
        [("gmv", 100.0), ("net", 80.0), ("profit", 40.0 * 0.8 - 0.2 * 10.0), ("orders", 1.0)]
    {
        let row =
            "conversion = 0.03\nprice = 100\nmargin = 40\nreturn_rate = 0.2\nreturn_cost = 10";
        let result = plan(&toml(&format!("objective = \"{objective}\""), &[row])).unwrap();
        assert!((result.total.expected - 30.0 * per_order).abs() < 1e-9, "{objective}");
        assert_eq!(result.items[0].expected_orders, Some(30.0));
    }
}

#[test]
fn stated_curves_count_orders_when_the_price_is_known() {
    let result =
        plan(&toml("", &["response = { slope = 4000, kappa = 0.5 }\nprice = 50\nstock = 12"]))
            .unwrap();
    let orders = result.items[0].expected_orders.unwrap();
    assert!(orders < 12.0 && orders > 11.9, "{orders}");
    let without =
        plan(&toml("", &["response = { slope = 4000, kappa = 0.5 }\nstock = 12"])).unwrap();
    assert_eq!(without.items[0].expected_orders, None);
    assert!(without.detail.notes.iter().any(|n| matches!(n, Note::StockIgnored { .. })));
}

#[test]
fn impossible_requests_name_the_rows_and_the_change() {
    let conversion = "conversion = 0.1\nprice = 1\n";
    let rows = |extra: &[&str]| -> Vec<String> {
        extra.iter().map(|e| format!("{conversion}{e}")).collect()
    };
    let run = |session: &str, extra: &[&str]| -> Conflict {
        let rows = rows(extra);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        match plan(&toml(session, &rows)) {
            Err(PlanError::Infeasible(conflict)) => conflict,
            other => panic!("{other:?}"),
        }
    };
    let ids = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
    let Conflict::LowOver { rows: who, total } =
        run("", &["min_share = 0.6", "min_share = 0.5", ""])
    else {
        panic!()
    };
    assert!(near(total, 1.1));
    assert_eq!(who, ids(&["P0", "P1"]));
    let Conflict::HighUnder { rows: who, total, categories } =
        run("category_caps = { c = 0.2 }", &["max_share = 0.5", "category = \"c\""])
    else {
        panic!()
    };
    assert!(near(total, 0.7));
    assert_eq!((who, categories), (ids(&["P0", "P1"]), ids(&["c"])));
    assert_eq!(
        run("minutes = 100", &["min_minutes = 120", ""]),
        Conflict::MinutesOver { rows: ids(&["P0"]), need: 120, session: 100 }
    );
    assert_eq!(
        run(
            "minutes = 100",
            &["min_minutes = 60\nmust_include = true", "min_minutes = 50\nmust_include = true", ""]
        ),
        Conflict::MinutesOver { rows: ids(&["P0", "P1"]), need: 110, session: 100 }
    );
    let Conflict::Crossed { row, low, high } = run("", &["min_share = 0.3\nmax_share = 0.2", ""])
    else {
        panic!()
    };
    assert_eq!((row.as_str(), low, high), ("P0", ("min_share", 0.3), ("max_share", 0.2)));
    let Conflict::Crossed { low, high, .. } = run("", &["lock_share = 0.3\nmax_share = 0.2", ""])
    else {
        panic!()
    };
    assert_eq!((low.0, high.0), ("lock_share", "max_share"));
    let Conflict::CategoryLow { rows: who, .. } =
        run("category_caps = { c = 0.2 }", &["min_share = 0.3\ncategory = \"c\"", ""])
    else {
        panic!()
    };
    assert_eq!(who, ids(&["P0"]));
    assert!(matches!(
        run("max_products = 1", &["min_share = 0.3", "min_share = 0.3"]),
        Conflict::TooManyRequired { max_products: 1, .. }
    ));
    assert!(matches!(
        run("min_products = 3", &["", ""]),
        Conflict::TooFewAllowed { allowed: 2, min_products: 3 }
    ));
    assert!(matches!(
        run("max_products = 1", &["max_share = 0.7", "max_share = 0.5"]),
        Conflict::ProductsTooSmall { max_products: 1, total } if near(total, 0.7)
    ));
    // Every one of these becomes possible with the named change.
    plan(&toml(
        "",
        &[&format!("{conversion}min_share = 0.5"), &format!("{conversion}min_share = 0.5")],
    ))
    .unwrap();
}

#[test]
fn the_full_forecast_is_wide_and_centred() {
    let text = toml("goal = 3000", &["history = { exposures = 4000, orders = 120 }\nprice = 100"])
        .replace("viewers = 1000", "viewers = { p10 = 700, p50 = 1000, p90 = 1400 }");
    let result = plan(&text).unwrap();
    assert!((result.total.expected - 3_000.0).abs() < 1.0);
    assert!(result.total.interval.low < 2_000.0 && result.total.interval.high > 4_000.0);
    let goal = result.goal.unwrap();
    assert!((0.4..0.6).contains(&goal.probability));
    assert!(goal.probability_interval.contains(goal.probability));
    // With that many viewers the goal is reached in 80%.
    let needed = goal.viewers_needed_80.unwrap() as f64;
    let k = needed / 1000.0;
    let more = text.replace(
        "{ p10 = 700, p50 = 1000, p90 = 1400 }",
        &format!("{{ p10 = {}, p50 = {needed}, p90 = {} }}", 700.0 * k, 1400.0 * k),
    );
    let reached = plan(&more).unwrap().goal.unwrap().probability;
    assert!((reached - 0.8).abs() < 0.005, "{reached}");
    let count: u32 = result.detail.histogram.iter().map(|b| b.count).sum();
    assert_eq!(count, 10_000);
    assert!(result.detail.swings.len() >= 3);
    assert_eq!(result.detail.curves[0].learnt, HowLearnt::StraightLine);
}
