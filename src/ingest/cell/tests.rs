//! Cells as data, and what must hold for any cell.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::datetime::{
    DayEvidence, DayOrder, Moment, day_evidence, moment_of_number, parse_moment, parse_range,
    serial_to_civil,
};
use super::duration::parse_duration;
use super::ident::{Id, clean_id, id_of_number, is_masked};
use super::money::{parse_money, strip_currency};
use super::number::{Dialect, Sep, decide, parse_number, parse_ratio};
use crate::domain::Money;

const COMMA: Dialect = Dialect { dot: Sep::Thousands, comma: Sep::Decimal };

#[test]
fn numbers() {
    let plain: &[(&str, Option<f64>)] = &[
        ("61045.3", Some(61045.3)),
        ("1,391", Some(1391.0)),
        ("34,895.00", Some(34895.0)),
        ("6,830,000.01", Some(6_830_000.01)),
        ("627.840.078", Some(627_840_078.0)),
        ("1.234.567,89", Some(1_234_567.89)),
        ("943.116017496355", Some(943.116_017_496_355)),
        ("1.2万", Some(12_000.0)),
        ("7.5w", Some(75_000.0)),
        ("1.5亿", Some(150_000_000.0)),
        ("-5", Some(-5.0)),
        ("(5)", Some(-5.0)),
        ("１２３", Some(123.0)),
        ("1.2E-05", Some(0.000_012)),
        ("0.149", Some(0.149)),
        (".5", Some(0.5)),
        ("7.5w~10w", None),
        ("1,23,4", None),
        ("1.2.3", None),
        ("12abc", None),
        ("NaN", None),
        ("inf", None),
        ("1e999", None),
        ("", None),
        ("-", None),
    ];
    for (text, wanted) in plain {
        assert_eq!(parse_number(text, Dialect::PLAIN), *wanted, "{text}");
    }
    assert_eq!(parse_number("1.234", Dialect::PLAIN), Some(1.234));
    assert_eq!(parse_number("1.234", COMMA), Some(1234.0));
    assert_eq!(parse_number("12,5", COMMA), Some(12.5));
    assert_eq!(parse_number("1.391", Dialect::WHOLE), Some(1391.0));
    assert_eq!(parse_number("24.0", Dialect::WHOLE), Some(24.0));
}

#[test]
fn a_column_decides_its_separators() {
    // values, dotted currency, sign seen → dot, comma, assumed
    type Case<'a> = (&'a [&'a str], bool, bool, Sep, Sep, bool);
    let cases: &[Case<'_>] = &[
        (&["6,830,000.01", "5"], false, false, Sep::Decimal, Sep::Thousands, false),
        (&["627.840.078", "12.500"], false, false, Sep::Thousands, Sep::Thousands, false),
        (&["12.500", "3.000"], true, false, Sep::Thousands, Sep::Thousands, false),
        (&["12.500", "3.000"], false, false, Sep::Thousands, Sep::Thousands, true),
        (&["12.500", "3.5"], false, false, Sep::Decimal, Sep::Thousands, false),
        (&["236,552"], false, true, Sep::Decimal, Sep::Thousands, false),
        (&["236,552"], false, false, Sep::Decimal, Sep::Thousands, true),
        (&["1,299.00", "236,552"], false, false, Sep::Decimal, Sep::Thousands, false),
        (&["12,50", "1.234"], false, false, Sep::Thousands, Sep::Decimal, false),
        (&["0.125", "1.125"], false, false, Sep::Decimal, Sep::Thousands, false),
        (&["5", "12"], false, false, Sep::Decimal, Sep::Thousands, false),
    ];
    for (values, dotted, signed, dot, comma, assumed) in cases {
        let decision = decide(values.iter().copied(), *dotted, *signed);
        assert_eq!(decision.dialect, Dialect { dot: *dot, comma: *comma }, "{values:?}");
        assert_eq!(decision.assumed, *assumed, "{values:?}");
    }
}

#[test]
fn amounts() {
    let cases: &[(&str, Dialect, i64, Option<&str>)] = &[
        ("¥236,552", Dialect::PLAIN, 23_655_200, Some("CNY")),
        ("¥1,299.00", Dialect::PLAIN, 129_900, Some("CNY")),
        ("￥ 5", Dialect::PLAIN, 500, Some("CNY")),
        ("-¥5.50", Dialect::PLAIN, -550, Some("CNY")),
        ("¥-5.50", Dialect::PLAIN, -550, Some("CNY")),
        ("R$ 413.57", Dialect::PLAIN, 41_357, Some("BRL")),
        ("6,830,000.01₫", Dialect::PLAIN, 683_000_001, Some("VND")),
        ("627.840.078₫", Dialect::WHOLE, 62_784_007_800, Some("VND")),
        ("Rp1.234.567", Dialect::WHOLE, 123_456_700, Some("IDR")),
        ("Rp1,075,484,867", Dialect::PLAIN, 107_548_486_700, Some("IDR")),
        ("฿66.00", Dialect::PLAIN, 6_600, Some("THB")),
        ("59.9元", Dialect::PLAIN, 5_990, Some("CNY")),
        ("RM 12.50", Dialect::PLAIN, 1_250, Some("MYR")),
        ("1.2万", Dialect::PLAIN, 1_200_000, None),
        ("61045.3", Dialect::PLAIN, 6_104_530, None),
    ];
    for (text, dialect, minor, code) in cases {
        assert_eq!(parse_money(text, *dialect), Some((Money(*minor), *code)), "{text}");
    }
    for text in ["", "¥", "abc", "12元5", "99999999999999999999"] {
        assert_eq!(parse_money(text, Dialect::PLAIN), None, "{text}");
    }
    assert_eq!(strip_currency("US$5"), ("5", Some("USD")));
}

#[test]
fn ratios_follow_the_kind_not_the_size() {
    let cases = [
        ("17.25%", false, 0.1725),
        ("4.38247%", true, 0.043_824_7),
        ("1293.103448%", false, 12.931_034_48),
        ("0.1725", false, 0.1725),
        ("0.1725", true, 0.001_725),
        ("17,25%", false, 0.1725),
    ];
    for (text, bare_is_percent, wanted) in cases {
        let got = parse_ratio(text, bare_is_percent);
        assert!(got.is_some_and(|got| (got - wanted).abs() < 1e-12), "{text}: {got:?}");
    }
}

#[test]
fn durations() {
    let minute = 60.0;
    let cases: &[(&str, f64, f64)] = &[
        ("960", minute, 57_600.0),
        ("1.07", minute, 64.2),
        ("1分5秒", 1.0, 65.0),
        ("3分钟20秒", 1.0, 200.0),
        ("2小时3分17秒", 1.0, 7397.0),
        ("45秒", 1.0, 45.0),
        ("0h19m", 1.0, 1140.0),
        ("3h06m", 1.0, 11_160.0),
        ("1h 40min", 1.0, 6000.0),
        ("4:02:02", 1.0, 14_522.0),
        ("23s", 1.0, 23.0),
        ("1m 5s", 1.0, 65.0),
        ("64", 1.0, 64.0),
    ];
    for (text, bare, seconds) in cases {
        let got = parse_duration(text, *bare);
        assert!(got.is_some_and(|got| (got - seconds).abs() < 1e-9), "{text}: {got:?}");
    }
    for text in ["", "abc", "1x", "小时", "1:99", "::", "-5"] {
        assert_eq!(parse_duration(text, 1.0), None, "{text}");
    }
}

fn at(text: &str, order: DayOrder) -> Option<String> {
    let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
    parse_moment(text, order)?.at(&shanghai).map(|at| at.to_string())
}

#[test]
fn moments() {
    let day_first: &[(&str, &str)] = &[
        ("2026/09/07 08:55:37", "2026-09-07T00:55:37Z"),
        ("2026/1/3 9:33:16", "2026-01-03T01:33:16Z"),
        ("2026-08-11 23:59:37", "2026-08-11T15:59:37Z"),
        ("2026/04/18/ 22:14", "2026-04-18T14:14:00Z"),
        ("2025-09-08 00-00-00", "2025-09-07T16:00:00Z"),
        ("2025-09-08_07-00-46", "2025-09-07T23:00:46Z"),
        ("07/09/2026 08:55:37", "2026-09-07T00:55:37Z"),
        ("07-09-2026", "2026-09-06T16:00:00Z"),
        ("2026-02-21 10:30:00 +0900", "2026-02-21T01:30:00Z"),
        ("2017-09-23T14:18:23-07:00", "2017-09-23T21:18:23Z"),
        ("2026-02-21T10:30:00Z", "2026-02-21T10:30:00Z"),
        ("2026-02-21 10:30:00 UTC", "2026-02-21T10:30:00Z"),
        ("2026-02-21 10:30:00.250", "2026-02-21T02:30:00.25Z"),
        ("Fri Sep 04 2026", "2026-09-03T16:00:00Z"),
        ("4 September 2026 20:00", "2026-09-04T12:00:00Z"),
        ("2026年9月7日 8时55分37秒", "2026-09-07T00:55:37Z"),
        ("20260907085537", "2026-09-07T00:55:37Z"),
        ("20260907", "2026-09-06T16:00:00Z"),
        ("2026-09-07 08", "2026-09-07T00:00:00Z"),
        ("4/22/2018 6:00", "2018-04-21T22:00:00Z"),
    ];
    for (text, wanted) in day_first {
        assert_eq!(at(text, DayOrder::DayFirst).as_deref(), Some(*wanted), "{text}");
    }
    let month_first: &[(&str, &str)] = &[
        ("09/07/2026 08:55:37 PM", "2026-09-07T12:55:37Z"),
        ("09/07/2026 12:00:00 AM", "2026-09-06T16:00:00Z"),
        ("4/11/18 04:53", "2018-04-10T20:53:00Z"),
    ];
    for (text, wanted) in month_first {
        assert_eq!(at(text, DayOrder::MonthFirst).as_deref(), Some(*wanted), "{text}");
    }
    for text in [
        "",
        "abc",
        "2026-13-01",
        "2026-02-30",
        "12:30",
        "2026",
        "2026-09-07 25:00",
        "30/30/2026",
        "2026-09-07 08:55:37 foo",
        "1.5",
        "2026/09-07",
    ] {
        assert_eq!(parse_moment(text, DayOrder::DayFirst), None, "{text}");
    }
    assert_eq!(day_evidence("25/12/2026"), DayEvidence::Day);
    assert_eq!(day_evidence("12/25/2026"), DayEvidence::Month);
    assert_eq!(day_evidence("03/04/2026"), DayEvidence::Either);
    assert_eq!(day_evidence("04/04/2026"), DayEvidence::None);
}

#[test]
fn ranges_and_bare_numbers() {
    let civil = |text: &str| parse_moment(text, DayOrder::DayFirst).unwrap();
    for text in [
        "2026/07/28 08:15:49-2026/07/28 15:44:39",
        "2026/07/28 08:15:49 - 2026/07/28 15:44:39",
        "2026-07-28 08-15-49~2026-07-28 15-44-39",
        "2026-07-28_08-15-49~2026-07-28_15-44-39",
        "2026-07-28 08:15:49 至 2026-07-28 15:44:39",
    ] {
        let wanted = (civil("2026-07-28 08:15:49"), civil("2026-07-28 15:44:39"));
        assert_eq!(parse_range(text), Some(wanted), "{text}");
    }
    assert_eq!(parse_range("2026-07-28"), None);
    assert_eq!(serial_to_civil(46_272.371_956_018_52).unwrap().to_string(), "2026-09-07T08:55:37");
    assert!(matches!(moment_of_number(46_272.0), Some(Moment::Civil(_))));
    assert!(matches!(moment_of_number(1_511_544_070.0), Some(Moment::Instant(_))));
    assert!(matches!(moment_of_number(1_511_544_070_000.0), Some(Moment::Instant(_))));
    assert_eq!(moment_of_number(17.0), None);
}

#[test]
fn ids_stay_text() {
    let text = |id: &str| Id::Text(id.to_owned());
    assert_eq!(clean_id("\t6920123456789012345\t"), text("6920123456789012345"));
    assert_eq!(clean_id("'6920123456789012345"), text("6920123456789012345"));
    assert_eq!(clean_id("=\"0012345\""), text("0012345"));
    assert_eq!(clean_id(" 793****514 "), text("793****514"));
    assert_eq!(clean_id("P80****804"), text("P80****804"));
    assert_eq!(clean_id("SKU-1E5"), text("SKU-1E5"));
    assert_eq!(clean_id("12E5"), text("12E5"));
    assert_eq!(clean_id("1.23E+18"), Id::Damaged);
    assert_eq!(clean_id("6.92012E18"), Id::Damaged);
    assert_eq!(clean_id("7E+18"), Id::Damaged);
    assert_eq!(clean_id("-"), Id::Missing);
    assert_eq!(clean_id("=\"\""), Id::Missing);
    assert_eq!(id_of_number(20_296_833_869.0), text("20296833869"));
    assert_eq!(id_of_number(6.920_123_456_789_012e18), Id::Damaged);
    assert!(is_masked("138****5678") && is_masked("j***n") && !is_masked("13812345678"));
}

proptest! {
    #[test]
    fn no_cell_makes_a_parser_panic(text in any::<String>()) {
        all(&text);
    }

    #[test]
    fn nothing_that_looks_like_a_cell_panics(
        text in "[-+0-9.,:/ ~年月日时分秒万亿wkEe%¥₫$RpAMPTZUC\u{feff}（）()'\"=]{0,24}"
    ) {
        all(&text);
    }

    #[test]
    fn plain_numbers_come_back(value in -1_000_000_000i64..1_000_000_000, digits in 0usize..5) {
        let number = value as f64 / 10f64.powi(digits as i32);
        let text = format!("{number:.digits$}");
        // Three decimals behind one point are read as such in the plain dialect.
        let back = parse_number(&text, Dialect::PLAIN).unwrap();
        prop_assert!((back - number).abs() <= number.abs() * 1e-12);
    }

    #[test]
    fn amounts_come_back(minor in -100_000_000_000i64..100_000_000_000) {
        let (whole, cents) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
        let mut grouped = String::new();
        let digits = whole.to_string();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if minor < 0 { "-" } else { "" };
        let forms = [
            format!("{sign}{whole}.{cents:02}"),
            format!("{sign}¥{grouped}.{cents:02}"),
            format!("¥{sign}{grouped}.{cents:02}"),
        ];
        for text in forms {
            prop_assert_eq!(parse_money(&text, Dialect::PLAIN).map(|m| m.0), Some(Money(minor)), "{}", text);
        }
        let turned = format!("{sign}{}", format!("{grouped},{cents:02}").replacen(',', ".", grouped.matches(',').count()));
        prop_assert_eq!(parse_money(&turned, COMMA).map(|m| m.0), Some(Money(minor)), "{}", turned);
    }

    #[test]
    fn durations_come_back(seconds in 0u32..360_000) {
        let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        for text in [
            format!("{h}小时{m}分{s}秒"),
            format!("{h}h {m}min {s}s"),
            format!("{h}:{m:02}:{s:02}"),
            seconds.to_string(),
        ] {
            prop_assert_eq!(parse_duration(&text, 1.0), Some(f64::from(seconds)), "{}", text);
        }
    }

    #[test]
    fn moments_come_back(seconds in 0i64..4_000_000_000) {
        let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
        let wanted = jiff::Timestamp::from_second(seconds).unwrap();
        let local = wanted.to_zoned_datetime(shanghai.clone());
        // Clocks went back in 1986 to 1991: one hour a year names two moments.
        prop_assume!(seconds > 700_000_000);
        for form in ["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d_%H-%M-%S", "%d/%m/%Y %H:%M:%S",
            "%Y-%m-%dT%H:%M:%S%:z", "%Y%m%d%H%M%S"]
        {
            let text = local.strftime(form).to_string();
            let back = parse_moment(&text, DayOrder::DayFirst).and_then(|m| m.at(&shanghai));
            prop_assert_eq!(back, Some(wanted), "{}", text);
        }
        let text = local.strftime("%m/%d/%Y %I:%M:%S %p").to_string();
        let back = parse_moment(&text, DayOrder::MonthFirst).and_then(|m| m.at(&shanghai));
        prop_assert_eq!(back, Some(wanted), "{}", text);
    }

    #[test]
    fn ids_come_back(id in "[0-9]{1,19}") {
        let wrapped = [format!("\t{id}\t"), format!("'{id}"), format!("=\"{id}\""), format!(" {id} ")];
        for text in wrapped {
            prop_assert_eq!(clean_id(&text), Id::Text(id.clone()));
        }
    }
}

fn all(text: &str) {
    for dialect in [Dialect::PLAIN, Dialect::WHOLE, COMMA] {
        if let Some(number) = parse_number(text, dialect) {
            assert!(number.is_finite());
        }
        let _ = parse_money(text, dialect);
    }
    let _ = decide([text].into_iter(), false, false);
    let _ = parse_ratio(text, true).is_none_or(f64::is_finite);
    assert!(parse_duration(text, 60.0).is_none_or(|s| s.is_finite() && s >= 0.0));
    for order in [DayOrder::DayFirst, DayOrder::MonthFirst] {
        let _ = parse_moment(text, order);
    }
    let _ = day_evidence(text);
    let _ = parse_range(text);
    let _ = clean_id(text);
    let _ = strip_currency(text);
    let _ = crate::ingest::header::split_unit(&crate::ingest::header::normalise(text));
}
