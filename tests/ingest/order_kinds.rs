//! Every order export is recognised by its own header, however its columns and brackets drift.

use fupan::ingest::{IngestError, inspect_bytes, recognise_bytes};

use super::order_headers::HEADERS;
use super::support::read;

fn full_width(header: &str) -> String {
    header.replace('(', "（").replace(')', "）").replace(':', "：")
}

fn half_width(header: &str) -> String {
    header.replace('（', "(").replace('）', ")")
}

/// The same columns in another order, the same on every run.
fn shuffled(cells: &[String], seed: usize) -> Vec<String> {
    let mut cells = cells.to_vec();
    let mut state = seed as u64 + 1;
    for at in (1..cells.len()).rev() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        cells.swap(at, (state >> 33) as usize % (at + 1));
    }
    cells
}

fn text(cells: &[String]) -> String {
    // No cell of these headers needs quotes.
    format!("{}\n{}\n", cells.join(","), vec!["1"; cells.len()].join(","))
}

#[test]
fn order_exports_are_recognised_however_their_headers_drift() {
    for (kind, header) in HEADERS {
        let plain: Vec<String> = header.split('|').map(str::to_owned).collect();
        let mut versions = vec![
            plain.clone(),
            plain.iter().map(|h| full_width(h)).collect(),
            plain.iter().map(|h| half_width(h)).collect(),
            plain.iter().map(|h| format!(" {h}\t")).collect(),
        ];
        versions.extend((0..5).map(|seed| shuffled(&plain, seed)));
        for cells in versions {
            let seen = recognise_bytes("a.csv", text(&cells).as_bytes()).unwrap();
            assert_eq!(seen.kind.0, *kind, "{cells:?}");
            assert!(seen.confidence > 0.99, "{kind}: {} of {header}", seen.confidence);
        }
        // A column nobody knows changes nothing.
        let mut more = plain.clone();
        more.insert(1, "新来的列".to_owned());
        assert_eq!(recognise_bytes("a.csv", text(&more).as_bytes()).unwrap().kind.0, *kind);
    }
}

#[test]
fn what_is_personal_is_shown_by_its_header_only() {
    const PEOPLE: [&str; 12] = [
        "收件人",
        "收货人",
        "手机",
        "电话",
        "会员",
        "地址",
        "email",
        "phone",
        "recipient",
        "billing",
        "留言",
        "buyer",
    ];
    for (kind, header) in HEADERS {
        let cells: Vec<String> = header.split('|').map(str::to_owned).collect();
        let looked = inspect_bytes("a.csv", text(&cells).as_bytes()).unwrap();
        for (header, value) in cells.iter().zip(&looked[0].sample[0]) {
            let lower = header.to_lowercase();
            // The places of the shop and of its goods are nobody's, nor are regions.
            let open = ["仓库", "门店", "-省", "修改"].iter().any(|word| lower.contains(word))
                || lower == "是否手机订单";
            if !open && PEOPLE.iter().any(|word| lower.contains(word)) {
                assert_eq!(value, "", "{kind}: {header}");
            }
        }
    }
}

/// A person's own table with some of the same headers stays a table of their own.
#[test]
fn own_tables_are_not_taken_for_an_export() {
    let cases = [
        ("order_id,order_date,order_total,product\n1,2026-09-07,5,A\n", "orders"),
        ("订单号,订单状态,商品名称,数量,实付款,下单时间\n1,已完成,A,1,5,2026-09-07\n", "orders"),
        ("订单编号,商品名称,数量,支付金额\n1,A,1,5\n", "orders"),
    ];
    for (text, kind) in cases {
        assert_eq!(recognise_bytes("a.csv", text.as_bytes()).unwrap().kind.0, kind);
    }
    assert!(matches!(read("a.csv", b"a,b\n1,2\n"), Err(IngestError::UnknownKind { .. })));
}
