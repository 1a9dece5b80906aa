//! What is suggested for tables of people's own.

use super::*;
use crate::ingest::built_in::kinds;

fn drafted(name: &str, text: &str) -> Draft {
    draft_bytes(name, text.as_bytes(), &MapSpec::of(name), &Known::default()).unwrap()
}

fn targets(draft: &Draft) -> Vec<(&str, Option<&str>)> {
    draft.columns.iter().map(|c| (c.header.as_str(), c.target.as_deref())).collect()
}

#[test]
fn every_hint_is_for_a_name_that_exists() {
    for name in words::hints().keys().filter(|name| *name != TIME_OF_DAY) {
        let known = kinds().iter().filter(|kind| kind.generic);
        assert!(known.flat_map(|kind| &kind.columns).any(|column| column.name == *name), "{name}");
    }
    for grain in map_grains() {
        assert!(words::own_kind(*grain).is_some(), "{grain:?}");
    }
}

#[test]
fn a_table_of_sessions_in_other_words_is_understood() {
    let draft = drafted(
        "我的直播.csv",
        "哪天播的,几点开播,场观,卖了多少钱,涨粉,时长,备注\n\
         2026/11/14,20:30,1284,3860.50,12,3.5,人多\n2026/11/17,19:33,1412,4120.00,8,4,\n",
    );
    assert_eq!(draft.grain, Grain::Sessions);
    assert_eq!(
        targets(&draft),
        [
            ("哪天播的", Some("start_at")),
            ("几点开播", Some("time_of_day")),
            ("场观", Some("viewers_uv")),
            ("卖了多少钱", Some("gmv")),
            ("涨粉", Some("new_followers")),
            ("时长", Some("duration_s")),
            ("备注", None),
        ]
    );
    assert_eq!(draft.columns[5].unit, Some(UnitWord::Hours), "3.5 is no length in seconds");
    assert_eq!(draft.columns[2].twin.as_deref(), Some("views_pv"), "people or times?");
    assert!(draft.missing.is_empty());
    let template = draft.template();
    assert_eq!(Template::parse(&template.to_toml()).unwrap(), template);
}

#[test]
fn what_a_person_says_stands_and_no_name_stands_twice() {
    let text = "day,a,b\n2026-11-14,1,2\n2026-11-15,3,4\n";
    let mut spec = MapSpec::of("x.csv");
    spec.grain = Some(Grain::Sessions);
    spec.set(ColumnAt::Header("a".to_owned()), Some("orders".to_owned()));
    spec.set(ColumnAt::Position(3), Some("orders".to_owned()));
    let draft = draft_bytes("x.csv", text.as_bytes(), &spec, &Known::default()).unwrap();
    assert_eq!(targets(&draft)[1..], [("a", None), ("b", Some("orders"))]);
    assert_eq!(draft.columns[2].confidence, Confidence::Chosen);
}

#[test]
fn who_somebody_is_is_not_shown_and_not_kept() {
    let draft = drafted(
        "抽奖.csv",
        "订单号,商品名称,数量,实付,中奖人手机,买家\nO1,坚果,1,59.9,13812342210,u1\n",
    );
    assert_eq!(draft.grain, Grain::Orders);
    let phone = &draft.columns[4];
    assert!(phone.personal && phone.samples.is_empty() && phone.target.is_none());
    assert_eq!(phone.confidence, Confidence::Personal);
    assert_eq!(draft.columns[5].target.as_deref(), Some("viewer"));
    assert!(draft.columns[5].samples.is_empty());
    assert!(!draft.template().to_toml().contains("手机"));
    // Phone numbers and mail addresses are told by what they look like, too.
    let text = "订单号,数量,实付,怎么找\nO1,1,5.5,138 1234 2210\nO2,1,5.5,a@b.example\nO3,1,5.5,+8613812342210\n";
    let draft = drafted("抽奖.csv", text);
    let contact = &draft.columns[3];
    assert!(contact.personal && contact.samples.is_empty() && contact.target.is_none());
    assert_eq!(draft.template().ignore, [ColumnAt::Header("怎么找".to_owned())]);
}

#[test]
fn days_that_could_be_months_are_asked_about() {
    let asks = |text: &str| drafted("a.csv", text).asks_day;
    assert!(asks("开播日期,观看人数,成交金额\n03/04/2026,10,5.5\n05/06/2026,10,5.5\n"));
    assert!(!asks("开播日期,观看人数,成交金额\n03/04/2026,10,5.5\n25/06/2026,10,5.5\n"));
    assert!(!asks("开播日期,观看人数,成交金额\n2026-04-03,10,5.5\n"));
}
