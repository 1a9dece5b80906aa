//! The review on the command line: a range of minutes, two sessions, what the plan follows.

use serde_json::Value;

use super::{asked, failed, fupan, fupan_in, has_keys, printed, shops};

/// Sessions of the larger shop, by start; its orders have times.
fn sessions(shop: &std::path::Path) -> Vec<String> {
    let rows = asked(shop, &["show", "sessions"]);
    let of = |row: &Value| row["session_id"].as_str().unwrap().to_owned();
    let long = |row: &&Value| row["session_id"].as_str().is_some_and(|id| id.len() > 10);
    rows["rows"].as_array().unwrap().iter().filter(long).map(of).collect()
}

#[test]
fn a_range_of_minutes_is_added_up() {
    let shop = shops();
    let shop = shop.path();
    let id = sessions(shop).pop().unwrap();
    let at = |args: &[&str]| asked(shop, &[&["review", "--session", &id], args].concat());
    let (first, rest) = (at(&["--from", "0", "--to", "59"]), at(&["--from", "60"]));
    has_keys(&first, &["range", "text", "metrics", "funnel", "channels", "products", "segments"]);
    let share = |view: &Value| view["shares"]["amount"].as_f64().unwrap();
    assert!(share(&first) > 0.0 && share(&first) < 1.0, "{first:#}");
    assert!((share(&first) + share(&rest) - 1.0).abs() < 1e-9, "both parts are the whole");
    for metric in first["metrics"].as_array().unwrap() {
        let (Some(value), Some(above)) = (metric["value"].as_f64(), metric["numerator"].as_f64())
        else {
            continue;
        };
        let below = metric["denominator"].as_f64();
        let scale = metric["scale"].as_f64().unwrap();
        let expected = below.map_or(above, |below| above / below * scale);
        assert!((value - expected).abs() < 1e-9, "{metric}");
    }
    let clock = at(&["--from", "20:30", "--to", "21:00"]);
    assert_eq!(clock["to_minute"].as_u64().unwrap() - clock["from_minute"].as_u64().unwrap(), 30);
    let text = printed(&fupan_in("en", shop, &["review", "--session", &id, "--to", "59"]));
    assert!(text.contains("of the session") && text.contains("Range"), "{text}");
    for (code, args) in [
        (2, &["review", "--from", "soon"][..]),
        (2, &["review", "--from", "25:00"]),
        (2, &["review", "--from", "1", "--against", &id]),
        (1, &["review", "--session", &id, "--from", "5000", "--to", "5001"]),
        (1, &["review", "--against", "nobody"]),
    ] {
        assert_eq!(failed(shop, args).0, code, "{args:?}");
    }
}

#[test]
fn two_sessions_are_put_side_by_side() {
    let shop = shops();
    let shop = shop.path();
    let ids = sessions(shop);
    let (now, base) = (&ids[ids.len() - 1], &ids[ids.len() - 2]);
    let args = ["review", "--session", now, "--against", base];
    let page = asked(shop, &args);
    has_keys(&page, &["session", "against", "text", "metrics", "parts", "curves"]);
    assert!(page["metrics"].as_array().unwrap().len() > 8);
    let back = asked(shop, &["review", "--session", base, "--against", now]);
    assert_eq!(page["metrics"][0]["value"], back["metrics"][0]["against"]);
    let curves = page["curves"].as_array().unwrap();
    assert_eq!(curves[0]["key"], "amount", "{page:#}");
    let text = printed(&fupan(shop, &args));
    assert!(text.contains("不证明因果") && text.contains("对照场"), "{text}");
}

#[test]
fn a_plan_follows_the_review_and_cards_are_chosen() {
    let shop = shops();
    let shop = shop.path();
    let plan = ["plan", "--viewers", "800", "--minutes", "120", "--follow-review"];
    let output = fupan(shop, &plan);
    printed(&output);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("计划"), "{said}");
    printed(&fupan(
        shop,
        &["set", "overview_cards=roi,net_gmv,viewers,margin,click_rate,order_rate,gpm,per_order"],
    ));
    printed(&fupan(shop, &["set", "overview_cards=usual"]));
    let (code, said) = failed(shop, &["set", "overview_cards=roi"]);
    assert!(code == 2 && said.contains("per_buyer"), "{said}");
}
