//! The sentences, as data.

use super::*;
use crate::domain::{Currency, Interval};
use crate::learn::kernel::Rule;
use crate::learn::{Family, Feature, Unit};

fn condition(key: &str, unit: Unit, threshold: f64, left: bool, lang: Lang) -> String {
    let feature = Feature::before(key, unit, Family::Viewer);
    node_condition(&feature, &Rule::AtMost { threshold }, &[], left, lang)
}

#[test]
fn conditions_read_like_speech() {
    for (key, unit, threshold, left, zh, en) in [
        (
            "dwell_s",
            Unit::Seconds,
            240.0,
            false,
            "停留时间满 4 分钟",
            "time watched at least 4 min",
        ),
        ("dwell_s", Unit::Seconds, 240.0, true, "停留时间不到 4 分钟", "time watched under 4 min"),
        ("clicks", Unit::Count, 1.5, true, "点商品次数不到 2", "product clicks under 2"),
        ("clicks", Unit::Count, 0.5, false, "点过商品", "clicked a product"),
        ("past_orders", Unit::Count, 0.5, true, "以前没买过", "never bought before"),
        ("days_since_order", Unit::Days, 29.6, true, "30 天内买过", "bought within 30 days"),
        ("hour", Unit::Hour, 19.5, false, "20 点以后开播", "starts at 20:00 or later"),
        ("PageValues", Unit::Number, 0.936, true, "PageValues不到 0.94", "PageValues under 0.94"),
    ] {
        assert_eq!(condition(key, unit, threshold, left, Lang::Zh), zh);
        assert_eq!(condition(key, unit, threshold, left, Lang::En), en);
    }
    let weekday = Feature::before("weekday", Unit::Category, Family::Time);
    let labels = ["mon", "sat", "sun"].map(str::to_owned);
    let rule = Rule::OneOf { codes: vec![1, 2] };
    assert_eq!(node_condition(&weekday, &rule, &labels, true, Lang::Zh), "星期几：周六、周日");
    assert_eq!(node_condition(&weekday, &rule, &labels, false, Lang::En), "weekday: Monday");
}

#[test]
fn rates_are_counted_in_people() {
    let say = |value, lang| node_headline(value, &OutcomeUnit::Rate, Question::Buyers, lang);
    assert_eq!(say(0.1428, Lang::Zh), "100 人里约 14 个买");
    assert_eq!(say(0.0462, Lang::En), "about 5 of 100 buy");
    assert_eq!(say(0.0043, Lang::Zh), "1,000 人里约 4.3 个买");
    let yuan = OutcomeUnit::Money(Currency::cny());
    assert_eq!(
        node_headline(42_319.4, &yuan, Question::SessionSales, Lang::Zh),
        "平均每场约 ¥42,319"
    );
}

#[test]
fn reasons_carry_their_figures_in_both_languages() {
    let reason = Reason::FindsBuyers { reached: 0.2, found: 0.583 };
    assert_eq!(
        verdict_reason(&reason, &OutcomeUnit::Rate, Question::Buyers, Lang::Zh),
        "先招呼最可能买的 20% 观众，能碰到 58% 的买家；随便挑只能碰到 20%"
    );
    let reason = Reason::NoBetterThanChance { auc: 0.5123, interval: Interval::new(0.47, 0.55) };
    let said = verdict_reason(&reason, &OutcomeUnit::Rate, Question::Buyers, Lang::En);
    assert!(said.contains("0.51 (0.47–0.55)"));
    let skipped = SkipReason::NeedsBuyers { found: 389.0, needed: 1_000.0 };
    let missing = |question, lang| skip_reason(&skipped, question, Source::History, lang);
    assert_eq!(missing(Question::Buyers, Lang::Zh), "还差 611 个买家才开放");
    assert_eq!(missing(Question::Buyers, Lang::En), "611 more buyers needed");
    assert_eq!(missing(Question::Products, Lang::Zh), "还差 611 单成交才开放");
    let confounded = LearnWarning {
        code: LearnWarningCode::Confounded,
        columns: vec!["giveaway_seen".to_owned()],
        before: Some(0.02),
        after: Some(-0.03),
    };
    let said = |lang| warning(&confounded, Question::Buyers, lang);
    assert!(said(Lang::Zh).contains("同一场里比却是坏的"));
    assert!(said(Lang::En).contains("'saw a giveaway' looks good overall"));
}

#[test]
fn nobody_speaks_of_viewers_where_products_or_sessions_are_asked() {
    let found = Reason::FindsBuyers { reached: 0.2, found: 0.583 };
    let chance = Reason::NoBetterThanChance { auc: 0.5, interval: Interval::new(0.4, 0.6) };
    for reason in [found, chance] {
        let said = |lang| verdict_reason(&reason, &OutcomeUnit::Rate, Question::Products, lang);
        assert!(said(Lang::Zh).contains("商品") && !said(Lang::Zh).contains("观众"));
        assert!(!said(Lang::En).contains("buyer") && !said(Lang::En).contains("Talk"));
    }
    let rows = SkipReason::NeedsRows { found: 1, needed: 20 };
    let missing = |question, source, lang| skip_reason(&rows, question, source, lang);
    let (sales, history) = (Question::SessionSales, Source::History);
    assert_eq!(missing(sales, history, Lang::Zh), "还差 19 场直播才开放");
    assert_eq!(missing(sales, history, Lang::En), "19 more sessions needed");
    assert!(missing(Question::Products, history, Lang::Zh).contains("19 条商品记录"));
    assert!(missing(Question::Buyers, Source::Visits, Lang::En).contains("19 more rows of your"));
    let limited = LearnWarning {
        code: LearnWarningCode::FeaturesLimited,
        columns: Vec::new(),
        before: None,
        after: None,
    };
    assert!(warning(&limited, sales, Lang::Zh).starts_with("场次还少"));
}
