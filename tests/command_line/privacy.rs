//! What the store holds of people, as a person and a script ask for it.

use super::{asked, failed, fupan, fupan_in, has_keys, json, printed, sample, shops};

/// Comments in which people tell who they are.
const COMMENTS: &str = "\
时间,用户,评论内容
2026-10-14 19:10:00,游客1,加我13812345678
2026-10-14 19:11:00,游客2,寄到中山路12号3单元
2026-10-14 19:12:00,游客3,邮箱 xiao.man@example.com 谢谢
2026-10-14 19:13:00,游客4,身份证 11010519491231002X
2026-10-14 19:14:00,游客5,想知道3号链接多少钱
";

#[test]
fn an_import_says_what_became_of_every_column() {
    let folder = tempfile::tempdir().unwrap();
    let report = asked(folder.path(), &["import", &sample("chujian")]);
    let files = report["files"].as_array().unwrap();
    let orders = files.iter().find(|file| file["kind"] == "douyin.orders").unwrap();
    has_keys(&orders["columns"], &["kept", "hashed", "dropped"]);
    let list = |fate: &str| -> Vec<&str> {
        orders["columns"][fate].as_array().unwrap().iter().map(|h| h.as_str().unwrap()).collect()
    };
    assert_eq!(list("hashed"), ["收件人手机号"]);
    assert!(list("dropped").contains(&"收件人") && list("dropped").contains(&"详细地址"));
    assert!(list("kept").contains(&"主订单编号"), "{:?}", list("kept"));
    // A header has one fate.
    for header in list("hashed") {
        assert!(!list("kept").contains(&header) && !list("dropped").contains(&header));
    }
    let folder = tempfile::tempdir().unwrap();
    let zh = printed(&fupan(folder.path(), &["import", &sample("chujian")]));
    assert!(zh.contains("换成代号 1 列（收件人手机号）"), "{zh}");
    let folder = tempfile::tempdir().unwrap();
    let en = printed(&fupan_in("en", folder.path(), &["import", &sample("chujian")]));
    assert!(en.contains("1 turned into codes (收件人手机号)"), "{en}");
}

#[test]
fn the_audit_looks_at_every_column_and_finds_nobody() {
    let shop = shops();
    let shop = shop.path();
    let comments = shop.join("comments.csv");
    std::fs::write(&comments, COMMENTS).unwrap();
    let report = asked(shop, &["import", comments.to_str().unwrap()]);
    let masked: u64 = report["files"][0]["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|warning| warning["code"] == "personal_text_masked")
        .map(|warning| warning["count"].as_u64().unwrap())
        .sum();
    assert_eq!(masked, 4);
    let texts = asked(shop, &["show", "comments"]);
    let texts: Vec<&str> =
        texts["rows"].as_array().unwrap().iter().filter_map(|row| row["text"].as_str()).collect();
    assert!(texts.contains(&"加我***") && texts.contains(&"想知道3号链接多少钱"), "{texts:?}");

    let audit = asked(shop, &["privacy", "audit"]);
    has_keys(&audit, &["clean", "tables", "texts", "findings", "sources", "masked"]);
    assert_eq!((&audit["clean"], &audit["masked"]), (&true.into(), &4.into()));
    let column = |table: &str, name: &str| {
        let tables = audit["tables"].as_array().unwrap();
        let table = tables.iter().find(|t| t["table"] == table).unwrap();
        let columns = table["columns"].as_array().unwrap();
        columns.iter().find(|c| c["column"] == name).unwrap().clone()
    };
    // Whatever table holds them, people's ids are codes.
    let mut people = 0;
    for table in audit["tables"].as_array().unwrap() {
        for column in table["columns"].as_array().unwrap() {
            let name = column["column"].as_str().unwrap();
            if ["viewer_key", "buyer_key"].contains(&name) && column["values"] != 0 {
                assert_eq!(column["holds"], "hashed", "{} {name}", table["table"]);
                people += 1;
            }
        }
    }
    assert!(people >= 3, "{people}");
    assert_eq!(column("order_lines", "buyer_key")["holds"], "hashed");
    assert_eq!(column("comments", "text")["holds"], "kept");
    assert_eq!(column("order_lines", "status")["holds"], "kept");
    assert_eq!(column("order_lines", "refund_at")["values"], 0);
    assert_eq!(column("order_lines", "refund_at")["holds"], "nothing");
    let orders = audit["sources"].as_array().unwrap().iter().find(|s| s["kind"] == "douyin.orders");
    assert!(orders.unwrap()["columns"]["dropped"].as_array().unwrap().contains(&"收件人".into()));

    // Not a trace in the file itself either, whatever the tables say.
    let bytes = std::fs::read(shop.join("a.fupan")).unwrap();
    for trace in ["13812345678", "13900001639", "中山路12号", "xiao.man@", "11010519491231002"]
    {
        let found = bytes.windows(trace.len()).any(|window| window == trace.as_bytes());
        assert!(!found, "{trace} stands in the file");
    }
    let text = printed(&fupan_in("en", shop, &["privacy", "audit"]));
    for words in ["viewer_key", "none looks like a phone number", "masked with ***", "收件人"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_audit_says_where_somebody_is_told_and_what_to_do() {
    let shop = shops();
    let shop = shop.path();
    printed(&fupan(shop, &["note", "老客电话13812345678"]));
    let output = fupan(shop, &["privacy", "audit", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let audit: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &audit["findings"][0];
    assert_eq!(
        (&finding["table"], &finding["column"], &finding["what"], &finding["count"]),
        (&"notes".into(), &"text".into(), &"phone".into(), &1.into())
    );
    let output = fupan(shop, &["privacy", "audit"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("改掉或删掉"), "{said}");
    assert_eq!(failed(shop, &["privacy", "forget-everything"]).0, 2);
    // The note goes, and with it the finding.
    let notes = asked(shop, &["note"]);
    let id = notes["notes"][0]["id"].to_string();
    printed(&fupan(shop, &["note", "--remove", &id]));
    assert_eq!(json(&fupan(shop, &["privacy", "audit", "--json"]))["clean"], true);
}
