//! The Plan page says the right things, in both languages.

use crate::domain::Job;
use crate::plan::{Method, PlanForm, PlanRequest, PlanResult, solve};
use crate::present::pages::plan::plan;
use crate::present::text::{Lang, plan_errors::plan_error};

fn solved(text: &str) -> (PlanRequest, PlanResult) {
    let request = PlanForm::from_toml(text).unwrap().check(Method::Auto, None).unwrap();
    let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 42);
    let result = solve(&job, &request).unwrap();
    (request, result)
}

const FOUNDING: &str = "[session]\nminutes = 240\nviewers = 1000\ngoal = 100000\nuncertainty = \"orders\"\n\
    [[product]]\nid = \"A\"\nname = \"商品A\"\nconversion = 0.03\nprice = 199\n";

#[test]
fn the_founding_case_is_said_plainly() {
    let (request, result) = solved(FOUNDING);
    let page = plan(&request, &result, Lang::Zh);
    assert_eq!(
        page.verdict,
        "1,000 位观众做不到 ¥10.0 万：平均每位观众要带来 ¥100，现在只有 ¥5.97，预计 ¥5,970。"
    );
    let odds = page.strip.probability.unwrap();
    assert_eq!((odds.probability.text.as_str(), odds.stones), ("0%", 0));
    assert_eq!(odds.precision, "", "summed exactly");
    assert_eq!(odds.sentence, "播 100 场这样的直播，几乎没有一场能到");
    assert_eq!(page.strip.needs_title, "还差 ¥94,030。想有八成把握，做到其中一件：");
    let viewers = &page.strip.needs[0];
    assert_eq!(
        (
            viewers.label.as_str(),
            viewers.now.as_str(),
            viewers.needed.as_str(),
            viewers.more.as_str()
        ),
        ("观众", "1,000", "17,393", "17.4 倍")
    );
    assert_eq!(page.table.rows[0].limit_text, "没碰到限制");
    let page = plan(&request, &result, Lang::En);
    assert!(page.verdict.starts_with("1,000 viewers will not make ¥100K"), "{}", page.verdict);
}

const SHOP: &str = r#"
[session]
minutes = 180
viewers = { p10 = 11200, p50 = 14100, p90 = 17800 }
goal = 50000
[[product]]
id = "a"
name = "挂耳咖啡"
role = "profit"
price = 60
history = { exposures = 20000, orders = 900 }
[[product]]
id = "b"
name = "冻干草莓脆"
role = "traffic"
price = 40
max_share = 0.1
history = { exposures = 20000, orders = 1600 }
[[product]]
id = "c"
name = "桂花乌龙茶"
role = "giveaway"
price = 30
lock_share = 0.08
history = { exposures = 9000, orders = 300 }
[[product]]
id = "d"
name = "拍摄入门课"
kind = "course"
price = 99
history = { exposures = 9000, orders = 40 }
[[product]]
id = "e"
name = "五常大米"
price = 70
max_share = 0.4
history = { exposures = 15000, orders = 700 }
"#;

#[test]
fn every_part_of_the_screen_is_there() {
    let (mut request, mut result) = solved(SHOP);
    for (at, share) in [0.2, 0.2, 0.2, 0.2, 0.2].into_iter().enumerate() {
        request.products[at].last_share = Some(share);
    }
    let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 42);
    result = solve(&job, &request).unwrap_or(result);
    let page = plan(&request, &result, Lang::Zh);
    assert!(page.verdict.contains("播 100 场"), "{}", page.verdict);
    assert!(page.table.has_last);
    let row = |id: &str| page.table.rows.iter().find(|r| r.id == id).unwrap();
    assert_eq!(row("b").limit_text, "到了最高 10%");
    assert_eq!((row("b").role_text.as_str(), row("b").binding), ("引流", true));
    assert_eq!(row("c").limit_text, "你锁在 8%");
    assert_eq!(row("c").per_percent.text, "—");
    assert!(row("c").locked && !row("c").binding);
    assert!(row("d").limit_text.starts_with("要 "), "{}", row("d").limit_text);
    assert_eq!((row("d").value.text.as_str(), row("d").included), ("—", false));
    assert_eq!(page.table.rows.last().unwrap().id, "d", "left out comes last");
    assert_eq!(page.table.total.minutes.text, "180");
    assert!(page.table.total.gain.starts_with("比平均分 +¥"), "{}", page.table.total.gain);
    let bars: f64 = page.strip.bars.iter().map(|b| b.share).sum();
    assert!((bars - 1.0).abs() < 1e-9);
    assert!(
        page.strip.bars.iter().any(|b| b.past_goal) && page.strip.bars.iter().any(|b| !b.past_goal)
    );
    let methods: Vec<&str> = page.methods.rows.iter().map(|r| r.name.as_str()).collect();
    assert!(methods.contains(&"沿用上一场") && methods.contains(&"平均分"), "{methods:?}");
    assert_eq!(page.methods.rows.iter().filter(|r| r.chosen).count(), 1);
    assert_eq!(page.curves.curves.len(), 5);
    for curve in &page.curves.curves {
        assert!(curve.band.iter().all(|[_, low, high]| low <= high));
    }
    let minutes: u32 = page.board.slots.iter().map(|s| s.minutes).sum();
    assert_eq!(minutes, 180);
    assert_eq!(page.board.slots[0].id, "b", "traffic opens");
    assert!(page.board.slots.iter().any(|s| s.again && s.name.ends_with("返场")));
    assert!(page.explanations.iter().any(|e| e.contains("放宽上限")), "{:?}", page.explanations);
    assert_eq!(page.swings.rows.len(), page.swings.head.series.len());
    assert!(page.swings.head.sentence.starts_with("结果最看"));
    let english = serde_json::to_string(&plan(&request, &result, Lang::En)).unwrap();
    let own = ["挂耳咖啡", "冻干草莓脆", "桂花乌龙茶", "拍摄入门课", "五常大米"];
    let rest = own.iter().fold(english, |text, name| text.replace(name, ""));
    assert!(
        !rest.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        "English page without Chinese words: {rest}"
    );
}

#[test]
fn errors_name_the_rows_and_the_change() {
    let notice = |text: &str, lang: Lang| {
        let error = PlanForm::from_toml(text)
            .and_then(|form| form.check(Method::Auto, None))
            .and_then(|request| solve(&Job::new(jiff::Timestamp::UNIX_EPOCH, 1), &request))
            .unwrap_err();
        let n = plan_error(&error, lang);
        format!("{}|{}|{}", n.title, n.detail, n.action)
    };
    let rows = |session: &str, a: &str, b: &str| {
        format!(
            "[session]\nviewers = 10\n{session}\n[[product]]\nid = \"A\"\nconversion = 0.1\nprice = 1\n{a}\n\
             [[product]]\nid = \"B\"\nconversion = 0.1\nprice = 1\n{b}\n"
        )
    };
    for (text, zh, en) in [
        (
            rows("", "min_share = 0.6", "min_share = 0.5"),
            "最低份额加起来超过 100%|A、B：合计 110%|一共降低 10% 就行。",
            "The least shares add up to more than 100%|A, B: 110% in all|Lower them by 10% in all.",
        ),
        (
            rows("", "max_share = 0.3", "max_share = 0.5"),
            "最高份额加起来不到 100%|A、B：合计 80%|一共放宽 20%，或再加商品。",
            "The greatest shares add up to less than 100%|A, B: 80% in all|Raise them by 20% in all, or add a product.",
        ),
        (
            rows("minutes = 100", "min_minutes = 130", ""),
            "最少分钟比整场还长|A：要 130 分钟，整场 100 分钟|一共减少 30 分钟，或把整场延长到 130 分钟。",
            "The least minutes are longer than the session|A: 130 min of 100 min|Take off 30 min in all, or make the session 130 min long.",
        ),
        (
            rows("minuts = 3", "", ""),
            "不认识的键「minuts」|[session]|是不是想写 minutes？",
            "Unknown key `minuts`|[session]|Did you mean `minutes`?",
        ),
    ] {
        assert_eq!(notice(&text, Lang::Zh), zh);
        assert_eq!(notice(&text, Lang::En), en);
    }
}
