//! Kinds as data, names of files, headers.

use super::detect::fits;
use super::filename::NameFacts;
use super::header::{Unit, normalise, split_unit};
use super::kind::{KindDef, Layout};
use super::kinds;

#[test]
fn every_embedded_kind_is_read() {
    assert!(kinds().len() >= 18);
    for kind in kinds() {
        assert!(!kind.columns.is_empty(), "{}", kind.id);
        let ids = kinds().iter().filter(|other| other.id == kind.id).count();
        assert_eq!(ids, 1, "{}", kind.id);
    }
}

#[test]
fn a_kind_file_with_a_mistake_says_which() {
    let base = "id = \"x\"\nplatform = \"generic\"\ngrain = \"sessions\"\n[columns]\n";
    let problem = |rest: &str| KindDef::parse(&format!("{base}{rest}")).unwrap_err().to_string();
    assert!(problem("viewer_count = [\"a\"]").contains("viewer_count"));
    assert!(problem("gmv = [\"成交金额\"]\npaid_amount = [\"成交金额\"]").contains("成交金额"));
    assert!(KindDef::parse("id = 1").is_err());
    assert!(KindDef::parse(&format!("{base}gmv = [\"成交（元）\"]")).is_ok());
}

/// Whatever of its headers a platform's file has, no other platform's kind takes it for its own.
#[test]
fn a_platforms_headers_fit_its_own_kind_alone() {
    let own = |kind: &&KindDef| !kind.generic && kind.layout == Layout::Table;
    for kind in kinds().iter().filter(own) {
        let needed = kind.fingerprint.must.iter().map(|entry| entry.split('|').next().unwrap());
        let mut headers: Vec<String> = needed.map(str::to_owned).collect();
        headers.extend(kind.columns.iter().filter_map(|c| c.aliases.first()).map(|a| normalise(a)));
        assert!(fits(kind, &headers), "{}", kind.id);
        let others = kinds().iter().filter(own).filter(|other| other.id != kind.id);
        let takers: Vec<_> =
            others.filter(|other| fits(other, &headers)).map(|other| &other.id).collect();
        assert!(takers.is_empty(), "{} fits {takers:?}", kind.id);
    }
}

#[test]
fn headers_are_normalised_and_units_split_off() {
    assert_eq!(normalise(" 商品曝光－点击率（人数）\t"), "商品曝光-点击率(人数)");
    assert_eq!(normalise("\u{feff}Order\u{a0} ID\u{ad}"), "order id");
    assert_eq!(normalise("Ｒｏｏｍ　ＩＤ"), "room id");
    assert_eq!(split_unit("支付金额(元)"), Some(("支付金额", Unit::Currency("CNY"))));
    assert_eq!(split_unit("直播时长(分钟)"), Some(("直播时长", Unit::Time(60.0))));
    assert_eq!(split_unit("average price (rm)"), Some(("average price", Unit::Currency("MYR"))));
    for metric in ["点击率(人数)", "点击率(次数)", "ctor (sku orders)", "pesanan(pesanan dibuat)"]
    {
        assert_eq!(split_unit(metric), None, "{metric}");
    }
}

#[test]
fn names_of_files_tell_account_session_and_export() {
    let facts = |name: &str| {
        let facts = NameFacts::of(name);
        let text =
            |at: Option<jiff::civil::DateTime>| at.map_or("-".to_owned(), |at| at.to_string());
        format!(
            "{} {} {} {}",
            facts.account.or(facts.session_id).unwrap_or_else(|| "-".to_owned()),
            text(facts.session_start),
            text(facts.session_end),
            text(facts.exported)
        )
    };
    let cases = [
        (
            "直播间详情页_整场数据下载_2025-09-09_15-40-44(弹动个人护理旗舰店_2025-09-08_00-00-46).xlsx",
            "弹动个人护理旗舰店 - 2025-09-08T00:00:46 2025-09-09T15:40:44",
        ),
        (
            "C:\\下载\\直播间详情页_整场数据下载_2025-09-09_15-40-44（A_B_2025-09-08_00-00-46） (1).xlsx",
            "A_B - 2025-09-08T00:00:46 2025-09-09T15:40:44",
        ),
        ("直播间详情页_整场数据下载_2025-09-09_15-40-44.xlsx", "- - - 2025-09-09T15:40:44"),
        (
            "a/直播商品列表_山禾_小铺_2026-09-07_20-00-00 (2).xlsx",
            "山禾_小铺 2026-09-07T20:00:00 - -",
        ),
        ("Creator-Live-Performance_20260917201930.xlsx", "- - - 2026-09-17T20:19:30"),
        ("Creator-Live-Performance_20261317201930.xlsx", "- - - -"),
        ("直播商品列表.xlsx", "- - - -"),
        ("直播商品列表_山禾_2026-99-07_20-00-00.xlsx", "- - - -"),
        ("订单.csv", "- - - -"),
        ("场次_7412345678901234567 (1).xlsx", "7412345678901234567 - - -"),
        ("场次_741234567890123.xlsx", "- - - -"),
        ("2025-09-09 12_34_56_123456789012345678901.xlsx", "- - - -"),
    ];
    for (name, wanted) in cases {
        assert_eq!(facts(name), wanted, "{name}");
    }
}
