//! A person's own tables: canonical headers by themselves, everything else with a template.

use fupan::domain::{FeatureValue, Money, WarningCode};
use fupan::ingest::kinds;

use super::support::{one, show, with_template};

/// One small table for each generic kind, with headers that need no template.
const TABLES: &[(&str, &str)] = &[
    (
        "sessions",
        "account_name,start_at,end_at,viewers_uv,views_pv,orders,paid_amount,currency\n\
         小店,2026-09-07 20:00,2026-09-07 22:00,1000,1500,40,3980.5,CNY\n\
         小店,2026-09-08 20:00,,\"1,200\",—,50,\"4,980.00\",CNY\n\
         合计,,,2200,,90,8960.5,\n",
    ),
    (
        "session_products",
        "account_name,session_start,product_id,product_name,price,impr_uv,click_uv,orders,paid_amount\n\
         小店,2026-09-07 20:00,A1,坚果,59.9,800,120,20,1198\n\
         ,,A2,海苔,9.9,700,100,10,99\n",
    ),
    (
        "channels",
        "场次id,渠道,观看人数,观看次数,支付金额,消耗\n\
         S1,直播推荐,600,800,2000.5,\n\
         S1,自然流量,700,900,2000.5,\n\
         S1,付费流量,300,400,1000.25,500\n\
         S1,整体,1000,1300,3000.75,500\n",
    ),
    (
        "minutes",
        "时间,在线人数,进入人数,离开人数,评论次数,新增粉丝数\n\
         2026/09/07 20:00,120,30,5,12,3\n2026/09/07 20:01,130,20,10,-,0\n",
    ),
    (
        "segments",
        "account_name,session_start,product_id,start_at,end_at,clicks,orders\n\
         小店,2026-09-07 20:00,A1,2026-09-07 20:05,2026-09-07 20:12,80,12\n\
         小店,2026-09-07 20:00,A2,2026-09-07 20:20,2026-09-07 20:15,80,12\n",
    ),
    (
        "orders",
        "order_id,product_id,qty,unit_price,order_paid,created_at,status,buyer_id\n\
         O1,A1,1,60,100,2026-09-07 20:15,已完成,u1\n\
         O1,A2,2,30,100,2026-09-07 20:15,已完成,u1\n\
         O1,A2,2,30,100,2026-09-07 20:15,已完成,u1\n\
         O2,A1,1,60,60,2026-09-07 20:16,已取消,u2\n\
         O3,A1,1,60,60,2026-09-07 20:16,已退款,u***3\n",
    ),
    (
        "products",
        "商品id,商品名称,类目,成本,价格,库存,角色,类型\n\
         A1,坚果,零食,20.5,59.9,600,利润,商品\nC1,直播课,课程,0,199,,形象,课程\nX,Y,Z,1,2,3,主打,商品\n",
    ),
    (
        "viewers",
        "id,age_band,gender,region,fan_level\nu1,24-30,女,浙江,粉丝团\nu2,-,男,上海,非粉\n",
    ),
    (
        "income",
        "日期,类型,金额\n2026-09-07,广告分成,¥120.50\n2026-09-08,课程,199元\n2026-09-09,礼物,5\n",
    ),
    (
        "comments",
        "time,user,content\n2026-09-07 20:01:02,u1,多少钱\n2026-09-07 20:01:05,u2,\"好吃,\n还要\"\n,u3,没有时间\n",
    ),
    (
        "events",
        "viewer,product,action,time\nu1,A1,view,1757246400\nu1,A1,购买,1757246460\nu2,A2,jump,1757246460\n",
    ),
    (
        "visits",
        "id,minutes,source,returning,phone,outcome\nv1,3.5,feed,TRUE,13812345678,yes\nv2,NA,search,FALSE,13812345679,no\nv3,1,feed,TRUE,1,\n",
    ),
];

#[test]
fn canonical_headers_are_recognised_by_themselves() {
    let mut shown = String::new();
    for (kind, text) in TABLES {
        let file = one("自己的表.csv", text.as_bytes());
        assert_eq!(file.kind.0, *kind);
        shown.push_str(&show(&file));
        shown.push('\n');
    }
    assert!(!shown.contains("1381234"), "a phone number became a feature");
    insta::assert_snapshot!(shown);
    let generic = kinds().iter().filter(|kind| kind.generic).count();
    assert_eq!(TABLES.len(), generic, "every generic kind is tried");
}

#[test]
fn an_order_sums_once_over_its_lines() {
    let file = one("o.csv", TABLES[5].1.as_bytes());
    let lines: Vec<Money> = file.tables.orders.iter().filter_map(|row| row.facts.paid).collect();
    // 100 yuan over lines worth 60, 60 and 60, the last taking the rest; closed is 0.
    assert_eq!(lines, [3333, 3333, 3334, 0, 6000].map(Money));
    let keys: Vec<_> =
        file.tables.orders.iter().filter_map(|row| row.facts.line_id.clone()).collect();
    assert_eq!(keys, ["O1/A1/1", "O1/A2/1", "O1/A2/2", "O2/A1/1", "O3/A1/1"]);
    assert_eq!(file.tables.orders[4].facts.refund, Some(Money(6000)));
    assert!(file.tables.orders[4].identity.is_none(), "masked ids tell nobody apart");
}

#[test]
fn ratings_without_a_header_become_purchases() {
    let template = r#"
kind = "events"
header = false
delimiter = "\t"
[columns]
viewer = 1
product = 2
value = 3
time = 4
[actions]
purchase = "value >= 4"
[time]
format = "epoch-seconds"
"#;
    let text = "196\t242\t3\t881250949\n186\t302\t4\t891717742\n22\t377\t5\t878887116\n244\t51\n";
    let file = with_template("u.data", text.as_bytes(), template).unwrap();
    assert_eq!((file.rows_read, file.rows_skipped, file.rows_rejected), (4, 1, 1));
    assert_eq!(file.header_row, 0);
    let rows: Vec<_> = file.tables.events.rows().collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].facts.action.as_deref(), Some("purchase"));
    assert_eq!(rows[0].facts.at.unwrap().as_second(), 891_717_742);
    assert_eq!(rows[0].product.as_ref().unwrap().external_id.as_deref(), Some("302"));
    assert_eq!(rows[0].identity.as_ref().unwrap().0, "186");
    assert_eq!(rows[0].origin.row, 2);
}

#[test]
fn behaviour_words_are_mapped_and_a_cut_off_last_line_is_one_rejected_row() {
    let template = r#"
kind = "events"
header = false
[columns]
viewer = 1
product = 2
action = 4
time = 5
[actions]
map = { pv = "view", fav = "like", buy = "purchase" }
"#;
    let text = "1,2268318,2520377,pv,1511544070\n1,2333346,2520771,buy,1511561733\n1,2576651,149192,cart,1511572885\n100,1603476,29";
    let file = with_template("UserBehavior.csv", text.as_bytes(), template).unwrap();
    let actions: Vec<_> = file.tables.events.rows().filter_map(|e| e.facts.action).collect();
    assert_eq!(actions, ["view", "purchase", "cart"]);
    assert_eq!(file.rows_rejected, 1);
    assert_eq!(file.rejects[0].reason, "cut_off");
    assert_eq!(file.rejects[0].row, 4);
}

#[test]
fn visits_take_every_other_column_as_a_feature() {
    let template = r#"
kind = "visits"
delimiter = ";"
[columns]
outcome = "Revenue"
ignore = ["Browser"]
[outcome]
positive = "TRUE"
"#;
    let text = "Administrative;BounceRates;Month;Browser;Weekend;Revenue\r\n0;0.2;Feb;1;FALSE;FALSE\r\n3;0.0125;Mar;2;TRUE;TRUE\r\n0;0.2;Feb;1;FALSE;FALSE\r\n";
    let file = with_template("online.csv", text.as_bytes(), template).unwrap();
    assert_eq!(file.tables.visits.len(), 3, "identical rows are kept");
    let outcomes: Vec<_> = file.tables.visits.iter().filter_map(|v| v.facts.outcome).collect();
    assert_eq!(outcomes, [0.0, 1.0, 0.0]);
    assert_eq!(
        file.tables.visits[1].facts.features.as_deref(),
        Some(r#"{"Administrative":3.0,"BounceRates":0.0125,"Month":"Mar","Weekend":"TRUE"}"#)
    );
    let features = file.tables.visits[1].facts.feature_map();
    assert_eq!(features["Month"], FeatureValue::Text("Mar".to_owned()));
    assert!(file.unknown_columns.is_empty());
}

#[test]
fn a_numeric_outcome_below_an_empty_first_row() {
    let template =
        "kind = \"visits\"\n[columns]\noutcome = \"Produk Terjual\"\n[outcome]\nnumeric = true\n";
    let text = ",,,\nDurasi_Jam,Penonton Aktif,Produk Terjual,Bulan\n7.9128,19,9,september\n11.77,20,x,juli\n";
    let file = with_template("live.csv", text.as_bytes(), template).unwrap();
    assert_eq!(file.header_row, 2);
    assert_eq!(file.tables.visits[0].facts.outcome, Some(9.0));
    assert_eq!(file.rejects[0].reason, "not_a_number");
}

#[test]
fn an_order_template_names_headers_of_any_table() {
    let template = r#"
kind = "orders"
currency = "GBP"
time_zone = "Europe/London"
[columns]
order_id = "InvoiceNo"
product_id = "StockCode"
product_name = "Description"
qty = "Quantity"
created_at = "InvoiceDate"
unit_price = "UnitPrice"
paid = "Revenue"
buyer_key = "CustomerID"
"#;
    let text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Revenue,Month\n\
        536365,85123A,LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom,15.299999999999999,12\n\
        C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,NA,United Kingdom,-27.5,12\n";
    let file = with_template("retail.csv", text.as_bytes(), template).unwrap();
    let rows = &file.tables.orders;
    assert_eq!(rows[0].facts.paid, Some(Money(1530)));
    assert_eq!(rows[0].identity.as_ref().unwrap().0, "17850.0");
    assert_eq!(rows[1].facts.paid, Some(Money(0)));
    assert_eq!(rows[1].facts.refund, Some(Money(2750)));
    assert!(rows[1].identity.is_none());
    let account = rows[0].account.as_ref().unwrap();
    assert_eq!((account.currency.0.as_str(), account.time_zone.as_str()), ("GBP", "Europe/London"));
    assert_eq!(file.unknown_columns, ["Country", "Month"]);
}

#[test]
fn a_session_of_years_keeps_its_start_only() {
    let text = "account_name,start_at,end_at,duration_s,paid_amount\n\
        小店,2026-09-07 20:00,2062-09-07 22:00,129600,100\n\
        小店,2026-09-08 20:00,2026-09-10 20:00,172800,100\n\
        小店,2026-09-11 20:00,2026-09-13 20:01,999999999,100\n\
        小店,2026-09-14 20:00,,172801,100\n";
    let file = one("场次.csv", text.as_bytes());
    assert_eq!(file.tables.sessions.len(), 4, "{}", show(&file));
    let seen: Vec<_> = file
        .tables
        .sessions
        .iter()
        .map(|row| {
            let facts = &row.facts;
            (facts.start_at.is_some(), facts.end_at.is_some(), facts.duration_s.map(|s| s.0))
        })
        .collect();
    assert_eq!(
        seen,
        [
            (true, false, Some(129_600.0)),
            (true, true, Some(172_800.0)),
            (true, false, None),
            (true, false, None)
        ]
    );
    let said = file.warnings.iter().find(|w| w.code == WarningCode::ImplausibleLength).unwrap();
    assert_eq!(said.count, 3);
}

#[test]
fn visits_never_take_who_somebody_is_as_a_feature() {
    let people = [
        "name",
        "user_name",
        "username",
        "real_name",
        "customer_name",
        "tel",
        "id_card",
        "bank",
        "wechat",
        "openid",
        "nickname",
        "昵称",
    ];
    let things = ["product_name", "host_name", "page_name", "minutes", "phone_brand"];
    let headers: Vec<&str> = people.into_iter().chain(things).collect();
    let secrets: Vec<String> = (0..people.len()).map(|at| format!("secret{at}")).collect();
    let values: Vec<&str> =
        secrets.iter().map(String::as_str).chain(["坚果", "小满", "首页", "3", "X"]).collect();
    let text = format!(
        "outcome,{}\nyes,{}\nno,{}\n",
        headers.join(","),
        values.join(","),
        values.join(",")
    );
    let template = "kind = \"visits\"\n[columns]\noutcome = \"outcome\"\n";
    for file in [
        one("visits.csv", text.as_bytes()),
        with_template("visits.csv", text.as_bytes(), template).unwrap(),
    ] {
        let row = &file.tables.visits[0].facts;
        let names: Vec<String> = row.feature_map().keys().map(ToString::to_string).collect();
        let mut wanted = things.map(str::to_owned).to_vec();
        wanted.sort();
        let mut seen = names.clone();
        seen.sort();
        assert_eq!(seen, wanted);
        let warning =
            file.warnings.iter().find(|w| w.code == WarningCode::PersonalColumnsDropped).unwrap();
        assert_eq!((warning.count, &warning.message), (12, &people.join(", ")));
        assert!(!show(&file).contains("secret"), "{}", show(&file));
    }
}
