//! `actions`: written down, closed, opened again; and their way into a plan and out of a review.

use serde_json::{Value, json};

use super::{asked, failed, fupan, fupan_in, keys, printed, shops};

fn list(value: &Value) -> Vec<Value> {
    value["actions"].as_array().unwrap().clone()
}

#[test]
fn actions_are_written_down_closed_and_opened_again() {
    let shop = shops();
    let shop = shop.path();
    let nothing = printed(&fupan(shop, &["actions"]));
    assert!(nothing.contains("加入下次计划"), "{nothing}");
    assert_eq!(asked(shop, &["actions"]), json!({ "actions": [] }));

    let added = list(&asked(shop, &["actions", "--add", "开场先说包邮"]));
    assert_eq!(added.len(), 1);
    let action = &added[0];
    assert_eq!(
        keys(action),
        [
            "id",
            "state",
            "closed_by",
            "closed_at",
            "made_at",
            "since",
            "session",
            "session_at",
            "plan",
            "kind",
            "product_id",
            "product",
            "step",
            "figure",
            "wish",
            "text",
            "carried",
            "shown",
            "change",
        ]
    );
    assert_eq!((&action["kind"], &action["state"]), (&json!("own"), &json!("open")));
    assert_eq!((&action["text"], &action["carried"]), (&json!("开场先说包邮"), &json!(0)));
    for missing in ["change", "closed_at", "closed_by", "plan", "shown", "wish"] {
        assert!(action[missing].is_null(), "{missing}");
    }
    // Of an older session: what came after that, but before it was written down, is not counted.
    let sessions = asked(shop, &["show", "sessions"]);
    let first = sessions["rows"][0]["id"].as_i64().unwrap().to_string();
    let older = ["actions", "--add", "换一盏灯", "--session", &first];
    let older = list(&asked(shop, &older))[0].clone();
    assert_eq!((&older["session"].to_string(), &older["carried"]), (&first, &json!(0)));
    assert!(older["session_at"].as_str() < older["since"].as_str(), "{older}");

    let id = action["id"].as_i64().unwrap().to_string();
    for (flag, state, word) in [
        ("--done", "done", "标记做完了"),
        ("--reopen", "open", "又打开了"),
        ("--drop", "dropped", "不做了"),
    ] {
        let output = fupan(shop, &["actions", flag, &id, "--json"]);
        assert!(String::from_utf8_lossy(&output.stderr).contains(word), "{flag}");
        let actions: Value = serde_json::from_str(&printed(&output)).unwrap();
        let now = list(&actions).into_iter().find(|now| now["id"] == action["id"]).unwrap();
        assert_eq!(now["state"], state);
        let closed = state != "open";
        assert_eq!((now["closed_by"] == "hand", now["closed_at"].is_string()), (closed, closed));
    }
    for (lang, closed, word) in [("zh", "已了结", "决定不做了"), ("en", "Closed", "Dropped on")]
    {
        let text = printed(&fupan_in(lang, shop, &["actions"]));
        assert!(
            text.contains(closed) && text.contains(word) && text.contains("换一盏灯"),
            "{text}"
        );
    }

    let (code, said) = failed(shop, &["actions", "--done", "99"]);
    assert!(code == 1 && said.contains("99") && said.contains("fupan actions"), "{said}");
    assert_eq!(failed(shop, &["actions", "--add", "x", "--session", "9999"]).0, 1);
    for wrong in [
        vec!["actions", "--done", "1", "--drop", "1"],
        vec!["actions", "--session", "1"],
        vec!["actions", "--add", ""],
        vec!["actions", "--done", "x"],
    ] {
        assert_eq!(failed(shop, &wrong).0, 2, "{wrong:?}");
    }
    assert_eq!(list(&asked(shop, &["actions"])).len(), 2, "what failed changed nothing");
}

#[test]
fn what_a_saved_plan_follows_is_kept_and_the_next_plan_takes_it_in() {
    let shop = shops();
    let shop = shop.path();
    let plan = ["plan", "--viewers", "800", "--minutes", "120"];
    let with = |more: &[&str]| fupan(shop, &[&plan[..], more].concat());
    let sessions = asked(shop, &["show", "sessions"]);
    let ids = sessions["rows"].as_array().unwrap().iter().rev();
    let ids: Vec<String> = ids.map(|row| row["id"].as_i64().unwrap().to_string()).collect();
    // A look writes nothing; a plan that is kept keeps what it follows.
    let followed = ids.iter().find_map(|id| {
        printed(&with(&["--follow-review", id]));
        assert!(list(&asked(shop, &["actions"])).is_empty());
        printed(&with(&["--follow-review", id, "--save", "周六"]));
        Some(list(&asked(shop, &["actions"])))
            .filter(|actions| actions.iter().any(|action| action["product_id"].is_string()))
    });
    let followed = followed.expect("a session with findings about products");
    let talk = followed.iter().find(|action| action["product_id"].is_string()).unwrap();
    assert!(talk["wish"].is_number() && talk["figure"].is_number(), "{talk}");
    printed(&with(&["--follow-review", &talk["session"].to_string(), "--save", "周六"]));
    assert_eq!(list(&asked(shop, &["actions"])), followed, "what is open is not made twice");

    let output = with(&["--open-actions"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    printed(&output);
    assert!(said.contains("加进计划") || said.contains("没有旋钮"), "{said}");
}

/// Nobody reads of another shop, and who presents nothing of what is closed.
#[test]
fn a_report_and_a_run_down_have_the_actions_of_their_shop() {
    let shop = shops();
    let shop = shop.path();
    let sessions = asked(shop, &["show", "sessions"]);
    let of = |platform: &str| {
        let rows = sessions["rows"].as_array().unwrap().iter();
        let ids = rows.filter(|row| row["platform"] == platform).map(|row| row["id"].to_string());
        ids.collect::<Vec<_>>()
    };
    let (most, fewer) = (of("tiktok"), of("douyin"));
    assert!(most.len() > fewer.len() && !fewer.is_empty());
    for (text, session) in [("自家的灯", &most[0]), ("别家的灯", &fewer[0])] {
        printed(&fupan(shop, &["actions", "--add", text, "--session", session]));
    }
    let added = asked(shop, &["actions", "--add", "做过的事", "--session", &most[0]]);
    let id = list(&added)[0]["id"].to_string();
    printed(&fupan(shop, &["actions", "--done", &id]));

    let plan = ["plan", "--viewers", "800", "--minutes", "120", "--out"];
    let written = |args: &[&str], name: &str| {
        let out = shop.join(name);
        printed(&fupan(shop, &[args, &[out.to_str().unwrap()]].concat()));
        std::fs::read_to_string(out).unwrap()
    };
    let has = |text: &str| ["自家的灯", "别家的灯", "做过的事"].map(|words| text.contains(words));
    assert_eq!(has(&written(&plan, "plan.html")), [true, false, false]);
    for (session, wanted) in [(&most[1], [true, false, true]), (&fewer[1], [false, true, false])] {
        let report = written(&["report", "--session", session, "--out"], "r.html");
        assert_eq!(has(&report), wanted, "{session}");
    }
    // A plan has a shop once it became a session; until then they are those of all.
    printed(&fupan(shop, &["plan", "--viewers", "800", "--minutes", "120", "--save", "周六"]));
    let evaluate = ["report", "--page", "evaluate", "--out"];
    assert_eq!(has(&written(&evaluate, "e.html")), [true; 3]);
    printed(&fupan(shop, &["evaluate", "--plan", "周六", "--session", most.last().unwrap()]));
    assert_eq!(has(&written(&evaluate, "e.html")), [true, false, true]);
}

#[test]
fn reports_say_what_is_open_and_what_was_closed() {
    let shop = shops();
    let shop = shop.path();
    printed(&fupan(shop, &["actions", "--add", "开场先说包邮"]));
    let added = list(&asked(shop, &["actions", "--add", "换一盏灯 <新>"]));
    let id = added[0]["id"].as_i64().unwrap().to_string();
    printed(&fupan(shop, &["actions", "--done", &id]));
    for (lang, open, done) in [("zh", "没做", "做完了"), ("en", "open", "done")] {
        for page in ["evaluate", "review"] {
            let out = shop.join(format!("{page}-{lang}.html"));
            let args = ["report", "--page", page, "--out", out.to_str().unwrap()];
            printed(&fupan_in(lang, shop, &args));
            let html = std::fs::read_to_string(&out).unwrap();
            for words in ["开场先说包邮", "换一盏灯 &lt;新&gt;", open, done] {
                assert!(html.contains(words), "{page} {lang} lacks {words}");
            }
            let out = shop.join(format!("{page}-{lang}.csv"));
            let out = out.to_str().unwrap();
            printed(&fupan_in(
                lang,
                shop,
                &["report", "--page", page, "--table", "actions", "--out", out],
            ));
            let text = std::fs::read_to_string(out).unwrap();
            assert_eq!(text.lines().count(), 3, "{text}");
            assert!(text.lines().nth(1).unwrap().starts_with(open), "{text}");
        }
        let out = shop.join("e.xlsx");
        let out = out.to_str().unwrap();
        printed(&fupan_in(lang, shop, &["report", "--page", "evaluate", "--out", out]));
        assert!(std::fs::read(out).unwrap().starts_with(b"PK"));
    }
    let (code, said) = failed(shop, &["report", "--page", "evaluate", "--out", "e.png"]);
    assert!(code == 1 && said.contains("没有图") && said.contains(".html"), "{said}");
}
