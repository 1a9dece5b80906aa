//! The template form: what is written is read back to the same, and its switches read files.

use std::collections::BTreeMap;

use fupan::domain::{Action, Currency, Money, Platform, WarningCode};
use fupan::ingest::{BadCells, ColumnAt, HeaderAt, Outcome, Template, UnitWord};
use proptest::prelude::*;

use super::support::{C, one, texts, with_template, xlsx};

fn word() -> impl Strategy<Value = String> {
    // Headers as people write them, quotes, line breaks and control characters included.
    "[a-zA-Z0-9 _.=#'\"\\\\\t\n\u{1}\u{4e00}-\u{4e20}（）]{0,11}[a-z\u{4e00}-\u{4e20}]"
}

fn place() -> impl Strategy<Value = ColumnAt> {
    prop_oneof![(1u32..200).prop_map(ColumnAt::Position), word().prop_map(ColumnAt::Header)]
}

fn template() -> impl Strategy<Value = Template> {
    let names = &[
        "session_id",
        "account_name",
        "start_at",
        "end_at",
        "duration_s",
        "viewers_uv",
        "gmv",
        "fan_share",
        "orders",
    ][..];
    let columns = proptest::sample::subsequence(names, 1..names.len())
        .prop_flat_map(|names| {
            let places = proptest::collection::vec(place(), names.len());
            (Just(names), places)
        })
        .prop_map(|(names, places)| {
            let mut columns: Vec<(String, ColumnAt)> =
                names.into_iter().map(str::to_owned).zip(places).collect();
            columns.sort();
            columns
        });
    let header = prop_oneof![Just(HeaderAt::Search), (1u32..30).prop_map(HeaderAt::Row),];
    let delimiter = proptest::option::of(proptest::sample::select(&b",;|\t\\'"[..]));
    let units = proptest::sample::subsequence(
        &[("duration_s", UnitWord::Minutes), ("fan_share", UnitWord::Percent)][..],
        0..=2,
    );
    let form = (header, delimiter, columns, proptest::collection::vec(place(), 0..3), units);
    let words = (
        proptest::option::of(word()),
        proptest::option::of(word()),
        proptest::option::of(proptest::sample::select(Platform::ALL)),
        proptest::option::of(proptest::sample::select(&["CNY", "IDR"][..])),
        proptest::option::of(proptest::sample::select(&["shift_jis", "gb18030"][..])),
    );
    let switches = (
        proptest::option::of(any::<bool>()),
        proptest::option::of(proptest::sample::select(&['.', ','][..])),
        any::<bool>(),
        proptest::option::of(place()),
        proptest::option::of(word()),
        proptest::collection::btree_map(
            word().prop_map(|w| w.trim().to_lowercase()),
            proptest::sample::select(Action::ALL),
            0..3,
        ),
    );
    (form, words, switches).prop_map(|(form, words, switches)| {
        let (header, delimiter, columns, ignore, units) = form;
        let (sheet, account, platform, currency, encoding) = words;
        let (day_first, decimal, empty, of_day, positive, action_map) = switches;
        Template {
            sheet,
            header,
            delimiter,
            encoding: encoding.map(str::to_owned),
            columns,
            ignore,
            action_map: action_map as BTreeMap<String, Action>,
            day_first,
            of_day,
            units: units.into_iter().map(|(name, unit)| (name.to_owned(), unit)).collect(),
            decimal,
            bad_cells: if empty { BadCells::Empty } else { BadCells::Refuse },
            outcome: positive.map_or(Outcome::Detect, Outcome::Positive),
            currency: currency.map(|code| Currency(code.to_owned())),
            platform,
            account,
            ..Template::new("sessions".into())
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_template_that_is_written_is_read_back_to_the_same(template in template()) {
        let text = template.to_toml();
        let read = Template::parse(&text);
        prop_assert_eq!(read.as_ref().ok(), Some(&template), "{}\n{:?}", text, read);
    }
}

#[test]
fn the_documented_templates_are_written_back_to_the_same() {
    let events = "kind = \"events\"\nheader = false\ndelimiter = \"\\t\"\n[columns]\nviewer = 1\nproduct = 2\nvalue = 3\ntime = 4\n[actions]\npurchase = \"value >= 4\"\nmap = { pv = \"view\", fav = \"like\" }\n[time]\nformat = \"epoch-seconds\"\n";
    let visits = "kind = \"visits\"\ndelimiter = \";\"\n[columns]\noutcome = \"Revenue\"\nignore = [\"a\", 3]\n[outcome]\npositive = \"TRUE\"\n";
    for text in [events, visits] {
        let template = Template::parse(text).unwrap();
        assert_eq!(Template::parse(&template.to_toml()).unwrap(), template, "{text}");
    }
}

#[test]
fn switches_that_make_no_sense_are_named() {
    for (line, key) in [
        ("[units]\ngmv = \"minutes\"", "units.gmv"),
        ("[units]\nduration_s = \"percent\"", "units.duration_s"),
        ("[time]\nday_first = \"yes\"", "time.day_first"),
        ("[time]\nof_day = true", "time.of_day"),
    ] {
        let text = format!("kind = \"sessions\"\n[columns]\nstart_at = \"a\"\n{line}\n");
        let error = Template::parse(&text).unwrap_err().to_string();
        assert!(error.contains(key), "{error}");
    }
    for line in ["decimal = \"x\"", "bad_cells = \"zero\"", "sheet = 3"] {
        let text = format!("kind = \"sessions\"\n{line}\n[columns]\nstart_at = \"a\"\n");
        assert!(Template::parse(&text).is_err(), "{line}");
    }
}

#[test]
fn units_dates_separators_and_unreadable_cells_are_read_as_the_template_says() {
    let text = "day;clock;length;sold;share\n\
                03/04/2026;20:30;3,5;1.234;17,5\n\
                05/04/2026;;2;12 or so;20\n";
    let base = "kind = \"sessions\"\ndecimal = \",\"\nBAD\n[columns]\nstart_at = \"day\"\nduration_s = \"length\"\nitems = \"sold\"\nfan_share = \"share\"\n[units]\nduration_s = \"hours\"\nfan_share = \"percent\"\n[time]\nday_first = true\nof_day = \"clock\"\n";
    let strict = with_template("a.csv", text.as_bytes(), &base.replace("BAD", "")).unwrap();
    let first = &strict.tables.sessions[0].facts;
    assert_eq!(first.start_at.unwrap().to_string(), "2026-04-03T12:30:00Z");
    assert_eq!(first.duration_s.unwrap().0, 3.5 * 3600.0);
    assert_eq!(first.items, Some(1234));
    assert_eq!(first.fan_share.unwrap().0, 0.175);
    assert_eq!((strict.rows_rejected, strict.rejects[0].row), (1, 3));
    assert!(!strict.warnings.iter().any(|w| w.code == WarningCode::AmbiguousDate));
    let lenient = base.replace("BAD", "bad_cells = \"empty\"");
    let lenient = with_template("a.csv", text.as_bytes(), &lenient).unwrap();
    let second = &lenient.tables.sessions[1].facts;
    assert_eq!((lenient.rows_rejected, second.items), (0, None), "not read is empty, never 0");
    assert_eq!(second.start_at.unwrap().to_string(), "2026-04-04T16:00:00Z");
    let noted = lenient.warnings.iter().any(|w| w.code == WarningCode::TextAsMissing);
    assert!(noted, "{:?}", lenient.warnings);
}

#[test]
fn a_sheet_is_found_by_its_name_and_another_month_by_its_headers() {
    let table = |n: f64| vec![texts(&["哪天", "场观"]), vec![C::T("2026-11-14"), C::N(n)]];
    let template = "kind = \"sessions\"\nsheet = \"十一月\"\n[columns]\nstart_at = \"哪天\"\nviewers_uv = \"场观\"\n";
    let both = xlsx(&[("十月", table(10.0)), ("十一月", table(20.0))]);
    let file = with_template("a.xlsx", &both, template).unwrap();
    assert_eq!(file.tables.sessions[0].facts.viewers_uv, Some(20));
    let later = xlsx(&[("十二月", table(30.0))]);
    let file = with_template("a.xlsx", &later, template).unwrap();
    assert_eq!(file.tables.sessions[0].facts.viewers_uv, Some(30));
    let fixed = template.replace("[columns]", "header = 1\n[columns]");
    let error = with_template("a.xlsx", &later, &fixed).unwrap_err().to_string();
    assert!(error.contains("十一月"), "{error}");
}

#[test]
fn japanese_and_western_encodings_are_read_by_template() {
    let text = "注文番号,商品,数量,金額\nO1,コーヒー豆,2,1980\n";
    let columns = "[columns]\norder_id = \"注文番号\"\nproduct_name = \"商品\"\nqty = \"数量\"\npaid = \"金額\"\n";
    let bytes = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let template =
        format!("kind = \"orders\"\nencoding = \"shift_jis\"\ncurrency = \"JPY\"\n{columns}");
    let file = with_template("a.csv", &bytes, &template).unwrap();
    let row = &file.tables.orders[0];
    assert_eq!(row.product.as_ref().unwrap().name.as_deref(), Some("コーヒー豆"));
    assert_eq!((file.encoding.as_str(), row.facts.paid), ("Shift_JIS", Some(Money(198_000))));

    let text = "Pedido,Artículo,Cantidad\nO1,Café año,3\n";
    let bytes = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let template = "kind = \"orders\"\nencoding = \"latin1\"\n[columns]\norder_id = \"Pedido\"\nproduct_name = \"Artículo\"\nqty = \"Cantidad\"\n";
    let file = with_template("a.csv", &bytes, template).unwrap();
    let name = file.tables.orders[0].product.as_ref().unwrap().name.clone();
    assert_eq!(name.as_deref(), Some("Café año"));
}

#[test]
fn utf_16_without_a_mark_is_told_by_its_zero_bytes() {
    let text = "订单号,商品名称,数量,实付\nO1,坚果,1,59.9\nO2,海苔,2,9.9\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked: Vec<u8> = [0xfe, 0xff].into_iter().chain(big.clone()).collect();
    for (bytes, encoding) in [(little, "utf-16le"), (big, "utf-16be"), (marked, "utf-16be")] {
        let file = one("a.csv", &bytes);
        assert_eq!((file.encoding.as_str(), file.tables.orders.len()), (encoding, 2));
        assert_eq!(file.tables.orders[1].product.as_ref().unwrap().name.as_deref(), Some("海苔"));
    }
}

#[test]
fn headers_on_two_levels_are_joined() {
    let text = "开始时间,观看,,成交,\n,人数,次数,订单数,金额\n2026-11-14 19:30,100,150,9,380.50\n2026-11-15 19:30,200,250,19,480.50\n";
    let file = one("a.csv", text.as_bytes());
    assert_eq!(file.kind.0, "sessions");
    assert_eq!(file.header_row, 2);
    let facts = &file.tables.sessions[1].facts;
    assert_eq!((facts.viewers_uv, facts.views_pv, facts.orders), (Some(200), Some(250), Some(19)));
    assert_eq!(facts.gmv, Some(Money(48_050)));
    // By a template, under the names the two levels make together.
    let template =
        "kind = \"sessions\"\n[columns]\nstart_at = \"开始时间\"\nbuyers = \"成交 订单数\"\n";
    let file = with_template("a.csv", text.as_bytes(), template).unwrap();
    assert_eq!(file.tables.sessions[0].facts.buyers, Some(9));
    // A title above the header is no second level.
    let text = "我的直播数据,,\n开始时间,观看人数,成交金额\n2026-11-14 19:30,100,380\n";
    assert_eq!(one("a.csv", text.as_bytes()).tables.sessions.len(), 1);
}

#[test]
fn the_first_of_equal_headers_is_read_and_said() {
    let text = "order_id,product_id,qty,paid,备注,备注\nO1,A1,1,5,a,b\n";
    let file = one("a.csv", text.as_bytes());
    assert_eq!(file.tables.orders.len(), 1);
    let twice = "order_id,product_id,qty,paid,paid\nO1,A1,1,5,6\n";
    let file = one("a.csv", twice.as_bytes());
    assert_eq!(file.tables.orders[0].facts.paid, Some(Money(500)));
    assert!(file.warnings.iter().any(|w| w.code == WarningCode::DuplicateHeader));
    // A template names the other by its position.
    let template =
        "kind = \"orders\"\n[columns]\norder_id = 1\nproduct_id = 2\nqty = 3\npaid = 5\n";
    let file = with_template("a.csv", twice.as_bytes(), template).unwrap();
    assert_eq!(file.tables.orders[0].facts.paid, Some(Money(600)));
}
