//! Plans described in a file: every key, every mistake.

use super::{plan, request, toml};
use crate::domain::{ProductKind, Role};
use crate::plan::{
    Method, Objective, Place, PlanError, PlanForm, Response, Risk, SpecProblem, Uncertainty,
    Viewers,
};

const WHOLE: &str = r#"
[session]
minutes = 240
block_minutes = 5
viewers = { p10 = 700, p50 = 1000, p90 = 1400 }
goal = 100000
objective = "gmv"
explore = 0.1
uncertainty = "full"
min_products = 1
max_products = 40
category_caps = { "零食" = 0.5 }
hosts = ["晴天"]

[[product]]
id = "A"
name = "商品A"
kind = "course"
role = "profit"
category = "课程"
price = 199.0
margin = 80.0
return_rate = 0.05
return_cost = 6.0
stock = 600
min_share = 0.0
max_share = 1.0
min_minutes = 0
max_minutes = 240
must_include = false
conversion = 0.03

[[product]]
id = "B"
lock_share = 0.2
price = 50
response = { slope = 4.95303242, kappa = 0.25 }

[[product]]
id = "C"
price = 10
history = { exposures = 4210, orders = 97 }
"#;

#[test]
fn every_key_is_read() {
    let r = request(WHOLE).unwrap();
    assert_eq!((r.minutes, r.block_minutes, r.goal), (240, 5, Some(100_000.0)));
    assert_eq!(r.viewers, Viewers { p10: 700.0, p50: 1000.0, p90: 1400.0 });
    assert_eq!((r.objective, r.uncertainty), (Objective::Gmv, Uncertainty::Full));
    assert_eq!((r.explore, r.min_products, r.max_products), (0.1, 1, 40));
    assert_eq!(r.category_caps["零食"], 0.5);
    assert_eq!(r.hosts, ["晴天"]);
    let [a, b, c] = &r.products[..] else { panic!() };
    assert_eq!(
        (a.name.as_str(), a.kind, a.role),
        ("商品A", ProductKind::Course, Some(Role::Profit))
    );
    assert_eq!(
        (a.price, a.margin, a.return_rate, a.return_cost),
        (Some(199.0), Some(80.0), 0.05, 6.0)
    );
    assert_eq!(
        (a.stock, a.max_minutes, a.category.as_deref()),
        (Some(600), Some(240), Some("课程"))
    );
    assert_eq!(a.response, Response::Conversion(0.03));
    assert_eq!((b.name.as_str(), b.lock_share, b.kind), ("B", Some(0.2), ProductKind::Goods));
    assert_eq!(b.response, Response::Saturating { slope: 4.95303242, kappa: 0.25 });
    assert_eq!((b.min_share, b.max_share, b.stock, b.max_minutes), (0.0, 1.0, None, None));
    assert!(
        matches!(&c.response, Response::Learnt(seen) if seen.len() == 1 && seen[0].exposure == 4210.0)
    );
    let result = plan(WHOLE).unwrap();
    assert!((result.items[1].share - 0.2).abs() < 1e-9);
    assert!(result.slots.iter().all(|s| s.host.as_deref() == Some("晴天")));
}

#[test]
fn the_form_goes_round_through_toml() {
    let form = PlanForm::from_toml(WHOLE).unwrap();
    let text = toml::to_string(&form).unwrap();
    assert_eq!(PlanForm::from_toml(&text).unwrap(), form);
}

fn problem(text: &str) -> SpecProblem {
    match request(text) {
        Err(PlanError::Spec(problem)) => problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn unknown_keys_are_named_with_their_place() {
    let row = |row, id: &str| Place::Product { row, id: id.to_owned() };
    for (text, place, key, near) in [
        ("[sesion]\nminutes = 1\n", Place::File, "sesion", Some("session")),
        ("[session]\nminute = 1\n", Place::Session, "minute", Some("minutes")),
        ("[session]\nviewers = { p5 = 1, p50 = 2, p90 = 3 }\n", Place::Session, "p5", Some("p10")),
        (
            "[[product]]\nid = \"A\"\n[[product]]\nid = \"B\"\nconversoin = 1\n",
            row(2, "B"),
            "conversoin",
            Some("conversion"),
        ),
        (
            "[[product]]\nid = \"A\"\nresponse = { slope = 1, kapa = 1 }\n",
            row(1, "A"),
            "kapa",
            Some("kappa"),
        ),
        ("[[product]]\nid = \"A\"\nzzzzzzzzz = 1\n", row(1, "A"), "zzzzzzzzz", None),
    ] {
        let SpecProblem::UnknownKey { place: p, key: k, nearest } = problem(text) else {
            panic!("{text}");
        };
        assert_eq!((p, k.as_str()), (place, key));
        if near != Some("p10") {
            assert_eq!(nearest.as_deref(), near, "{text}");
        }
    }
}

#[test]
fn mistakes_are_told_apart() {
    let ok = "conversion = 0.1\nprice = 1\n";
    assert!(matches!(problem("[session\n"), SpecProblem::Syntax { line: 1, .. }));
    assert!(matches!(
        problem("[session]\nminutes = \"long\"\n"),
        SpecProblem::WrongType { message } if message.contains("minutes")
    ));
    assert!(matches!(problem("[session]\nviewers = 10\n"), SpecProblem::NoProducts));
    assert!(matches!(
        problem("[session]\nviewers = 10\n[[product]]\nconversion = 0.1\nprice = 1\n"),
        SpecProblem::Missing { key: "id", .. }
    ));
    assert!(matches!(
        problem("[[product]]\nid = \"A\"\nconversion = 0.1\nprice = 1\n"),
        SpecProblem::Missing { key: "viewers", .. }
    ));
    assert!(matches!(problem(&toml("", &["price = 1"])), SpecProblem::NoResponse { .. }));
    assert!(matches!(
        problem(&toml("", &["price = 1\nconversion = 0.1\nresponse = { slope = 1, kappa = 1 }"])),
        SpecProblem::SeveralResponses { .. }
    ));
    assert!(matches!(
        problem(&toml("", &["conversion = 0.1"])),
        SpecProblem::Needs { key: "price", products, .. } if products == ["P0"]
    ));
    assert!(matches!(
        problem(&toml("objective = \"profit\"", &[ok])),
        SpecProblem::Needs { key: "margin", .. }
    ));
    assert!(request(&toml("objective = \"orders\"", &["conversion = 0.1"])).is_ok());
    assert!(matches!(
        problem(&toml("objective = \"fame\"", &[ok])),
        SpecProblem::UnknownWord { key: "objective", .. }
    ));
    assert!(matches!(
        problem(&toml("", &[&format!("{ok}role = \"hero\"")])),
        SpecProblem::UnknownWord { key: "role", .. }
    ));
    for (key, value) in [
        ("min_share", "1.5"),
        ("max_share", "-0.1"),
        ("price", "nan"),
        ("return_rate", "2"),
        ("lock_share", "inf"),
    ] {
        let text = toml("", &[&format!("conversion = 0.1\n{key} = {value}\n")]);
        assert!(
            matches!(problem(&text), SpecProblem::OutOfRange { key: k, .. } if k == key),
            "{key}"
        );
    }
    for line in ["goal = 0", "minutes = 0", "block_minutes = 0", "max_products = 0"] {
        let text = toml(line, &[ok]);
        assert!(matches!(problem(&text), SpecProblem::OutOfRange { .. }), "{line}");
    }
    assert!(matches!(
        problem(&format!(
            "[session]\nviewers = {{ p10 = 9, p50 = 5, p90 = 7 }}\n[[product]]\nid = \"A\"\n{ok}"
        )),
        SpecProblem::ViewersOrder { .. }
    ));
    let twice = format!(
        "[session]\nviewers = 9\n[[product]]\nid = \"A\"\n{ok}[[product]]\nid = \"A\"\n{ok}"
    );
    assert!(matches!(problem(&twice), SpecProblem::DuplicateId { id } if id == "A"));
}

#[test]
fn methods_have_words() {
    assert_eq!(Method::from_word("water"), Some(Method::Water));
    assert_eq!(Method::from_word("last"), None, "only a comparison");
    assert_eq!(Method::from_word("luck"), None);
    for method in [Method::Dp, Method::Lp] {
        assert!(Method::AVAILABLE.contains(&method));
    }
    assert!(Method::AVAILABLE.iter().all(|m| Method::from_word(m.word()) == Some(*m)));
}

#[test]
fn the_worst_sessions_are_asked_for_in_a_table_of_their_own() {
    let risk = |line: &str| {
        request(&toml(line, &["conversion = 0.03\nprice = 9"])).map(|request| request.risk)
    };
    assert_eq!(risk("").unwrap(), None);
    assert_eq!(risk("risk = { worst = 0.2 }").unwrap(), None, "nothing is asked of them");
    assert_eq!(
        risk("risk = { floor = 500 }").unwrap(),
        Some(Risk { worst: 0.1, floor: Some(500.0), weight: 0.0 })
    );
    assert_eq!(
        risk("risk = { worst = 0.05, weight = 0.3 }").unwrap(),
        Some(Risk { worst: 0.05, floor: None, weight: 0.3 })
    );
    for (line, key) in [
        ("risk = { worst = 0, floor = 1 }", "worst"),
        ("risk = { weight = 2 }", "weight"),
        ("risk = { floor = inf }", "floor"),
    ] {
        assert!(matches!(
            risk(line),
            Err(PlanError::Spec(SpecProblem::OutOfRange { key: k, .. })) if k == key
        ));
    }
    assert!(matches!(
        risk("risk = { flor = 1 }"),
        Err(PlanError::Spec(SpecProblem::UnknownKey { nearest: Some(near), .. })) if near == "floor"
    ));
}

#[test]
fn the_json_has_the_keys_of_the_command_line() {
    let json = serde_json::to_value(plan(WHOLE).unwrap()).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(
        keys(&json),
        ["items", "slots", "total", "goal", "method", "gain_over_equal", "compared", "detail"]
    );
    assert_eq!(
        keys(&json["items"][0]),
        [
            "product_id",
            "name",
            "share",
            "explore_share",
            "minutes",
            "expected_orders",
            "expected_value",
            "value_interval",
            "marginal_per_percent",
            "limit"
        ]
    );
    assert_eq!(keys(&json["slots"][0]), ["start_minute", "minutes", "product_id", "host"]);
    assert_eq!(keys(&json["total"]), ["expected", "interval"]);
    assert_eq!(keys(&json["total"]["interval"]), ["low", "high", "level"]);
    assert_eq!(
        keys(&json["goal"]),
        [
            "target",
            "probability",
            "probability_interval",
            "viewers_needed_80",
            "value_per_viewer_needed"
        ]
    );
    assert_eq!(keys(&json["gain_over_equal"]), ["value", "interval"]);
    assert_eq!(json["method"], "water");
    assert_eq!(json["items"][1]["limit"], "lock");
    assert_eq!(json["compared"][0]["method"].as_str().unwrap().len(), 5);
    let back: crate::plan::PlanResult = serde_json::from_value(json).unwrap();
    assert_eq!(back.items.len(), 3);
}
