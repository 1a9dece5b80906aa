//! What the pages say of people's data and of viewers that are no customers.

use fupan::domain::ColumnFates;
use fupan::engine::{Cleaning, FlaggedViewer, Mark, PrivacyAudit, SourceFates, Why};
use fupan::present::pages::settings::privacy;
use fupan::present::pages::viewers::{cleaning, with_cleaning};
use fupan::present::text::Lang;
use fupan::privacy::Personal;
use fupan::store::{ColumnHolds, Holds, StoreAudit, Suspect, TableHolds};

use crate::pages_support::shop;

fn audit() -> PrivacyAudit {
    let column = |column: &str, holds, values| ColumnHolds { column: column.into(), holds, values };
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    PrivacyAudit {
        clean: true,
        store: StoreAudit {
            tables: vec![TableHolds {
                table: "order_lines".into(),
                rows: 15_012,
                columns: vec![
                    column("paid", Holds::Kept, 15_012),
                    column("buyer_key", Holds::Hashed, 14_200),
                    column("refund", Holds::Nothing, 0),
                ],
            }],
            texts: 98_765,
            findings: Vec::new(),
        },
        sources: vec![
            SourceFates {
                file: "orders.csv".into(),
                kind: "douyin.orders".into(),
                columns: Some(ColumnFates {
                    kept: list(&["主订单编号"]),
                    hashed: list(&["收件人手机号"]),
                    dropped: list(&["收件人", "详细地址"]),
                }),
                masked: 0,
            },
            SourceFates {
                file: "comments.csv".into(),
                kind: "comments".into(),
                columns: None,
                masked: 4,
            },
        ],
        masked: 4,
    }
}

#[test]
fn the_privacy_card_tells_of_this_store() {
    for (name, lang) in [("privacy_zh", Lang::Zh), ("privacy_en", Lang::En)] {
        insta::assert_json_snapshot!(name, privacy::build(&audit(), &[], false, lang));
    }
}

#[test]
fn what_looks_personal_is_said_with_its_place_and_a_way_out() {
    let mut audit = audit();
    audit.clean = false;
    let found = |table: &str, what, count| Suspect {
        table: table.into(),
        column: "text".into(),
        what,
        count,
    };
    audit.store.findings = vec![
        found("comments", Some(Personal::Phone), 3),
        found("notes", Some(Personal::Address), 1),
        found("events", None, 2),
    ];
    let zh = privacy::build(&audit, &[], true, Lang::Zh);
    assert!(zh.verdict.contains("有 6 段像个人信息") && !zh.clean, "{}", zh.verdict);
    assert!(zh.findings[0].contains("撤销带来它的那次导入"), "{}", zh.findings[0]);
    assert!(zh.findings[1].contains("改掉或删掉"), "{}", zh.findings[1]);
    assert!(zh.findings[2].contains("没换成代号"), "{}", zh.findings[2]);
    assert!(zh.warning.contains("另一台电脑"));
    let en = privacy::build(&audit, &[], false, Lang::En);
    assert!(en.findings[0].contains("phone number") && en.warning.is_empty());

    // Before anything was imported the card says what would become of fields.
    let known = ["收件人".to_owned()];
    let before = privacy::build(&PrivacyAudit::default(), &known, false, Lang::En);
    assert_eq!((before.verdict.as_str(), before.tables.len()), ("", 0));
    assert_eq!(before.groups[2].fields, "收件人");
}

fn found() -> Cleaning {
    let viewer = |key: &str, why, mark| FlaggedViewer {
        key: key.repeat(4),
        why,
        mark,
        acts: 1_234,
        a_minute: 90,
        sessions: 12,
        of_sessions: 13,
    };
    Cleaning {
        on: true,
        rows: 70_701,
        viewers: 4_200,
        duplicates: vec![3, 8],
        flagged: vec![
            viewer("0a1b2c3d", Some(Why::TooFast), None),
            viewer("1a1b2c3d", Some(Why::AlwaysThere), None),
            viewer("2a1b2c3d", Some(Why::OwnAccount), None),
            viewer("3a1b2c3d", Some(Why::MarkedStaff), Some(Mark::Staff)),
            viewer("4a1b2c3d", Some(Why::MarkedBot), Some(Mark::Bot)),
        ],
        cleared: vec![viewer("5a1b2c3d", Some(Why::AlwaysThere), Some(Mark::Person))],
    }
}

#[test]
fn the_cleaning_report_says_who_and_why() {
    for (name, lang) in [("cleaning_zh", Lang::Zh), ("cleaning_en", Lang::En)] {
        insta::assert_json_snapshot!(name, cleaning::build(&found(), lang));
    }
}

#[test]
fn without_a_log_there_is_no_cleaning_report() {
    let none = Cleaning { on: true, ..Cleaning::default() };
    assert_eq!(with_cleaning(&shop(), &none, Lang::Zh).cleaning, None);
    let off = Cleaning { on: false, ..found() };
    let card = with_cleaning(&shop(), &off, Lang::En).cleaning.unwrap();
    assert!(card.verdict.contains("counted all the same") && !card.switch.on);
    assert_eq!((card.rows[0].mark, card.rows[5].mark), (Some(Mark::Person), None));
    assert!(!found().leaves_out("5a1b2c3d5a1b2c3d5a1b2c3d5a1b2c3d"), "a person said so");
    let first = &found().flagged[0].key;
    assert!(found().leaves_out(first) && !off.leaves_out(first));
    assert!(found().leaves_out_row(8) && !off.leaves_out_row(8) && !found().leaves_out_row(4));
}
