//! Figures of hours, days and periods: their own table, and what they tell of a session's ads.

use std::path::Path;

use serde_json::Value;

use super::{asked, fupan, has_keys, printed};

/// Three hours of ads; the evening went on in two of them.
const HOURLY: &str = "\
时间-小时,整体消耗,整体支付ROI,整体成交金额,整体成交订单数,整体成交订单成本,整体成交智能优惠券金额,1小时内退款金额,1小时内退款订单数,净成交金额
2026-09-07 18:00,10,1,1,1,1,1,1,1,1
2026-09-07 19:00,\"1,200.5\",2,2401,12,1,1,1,1,1
2026-09-07 20:00,799.5,2,1600,8,1,1,1,1,1
";

fn daily(spend: &str) -> String {
    format!(
        "抖音号名称,抖音号ID,日期,净成交金额,整体展示次数,整体点击次数,整体消耗,整体成交金额\n\
         山禾,793,全部,1,1,1,99999,1\n山禾,793,2026-09-07,5000,90000,1200,\"{spend}\",6000\n"
    )
}

struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        let shop = Self { folder: tempfile::tempdir().unwrap() };
        let sessions = "场次id,平台,账号,开播时间,下播时间,观看人数,订单数,成交金额\n\
                        s1,抖音,山禾,2026-09-07 19:30:00,2026-09-07 20:50:00,700,40,4000\n";
        shop.import("sessions.csv", sessions);
        shop
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn import(&self, name: &str, text: &str) -> Value {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        asked(self.path(), &["import", path.to_str().unwrap()])
    }

    fn periods(&self) -> Vec<Value> {
        asked(self.path(), &["show", "periods"])["rows"].as_array().unwrap().clone()
    }

    fn session(&self) -> Value {
        asked(self.path(), &["show", "sessions"])["rows"][0].clone()
    }
}

#[test]
fn figures_of_days_are_shown_replaced_and_taken_back() {
    let shop = Shop::new();
    let report = shop.import("a.csv", &daily("2,100.5"));
    assert_eq!(report["files"][0]["kind"], "qianchuan.daily");
    assert_eq!(report["files"][0]["rows_stored"], 1, "the row over all days is left out");
    let rows = shop.periods();
    let [row] = &rows[..] else { panic!("{rows:#?}") };
    has_keys(row, &["account_name", "subject", "start_at", "end_at", "currency", "source"]);
    assert_eq!((&row["subject"], &row["account_name"]), (&"ads".into(), &"山禾".into()));
    assert_eq!(row["start_at"], "2026-09-07T00:00:00+08:00");
    assert_eq!(row["end_at"], "2026-09-08T00:00:00+08:00");
    assert_eq!((&row["ad_spend"], &row["clicks_pv"]), (&2100.5.into(), &1200.into()));
    assert_eq!(row["orders"], Value::Null, "missing is empty");
    assert_eq!((&row["source"]["file"], &row["source"]["row"]), (&"a.csv".into(), &3.into()));

    // A newer export of the same day replaces it; undone, the older one stands again.
    let newer = shop.import("b.csv", &daily("2,300"));
    assert_eq!(newer["files"][0]["rows_replaced"], 1);
    assert_eq!(shop.periods()[0]["ad_spend"], 2300.0);
    asked(shop.path(), &["imports", "--undo", &newer["import"].to_string()]);
    assert_eq!(shop.periods()[0]["ad_spend"], 2100.5);

    let csv = printed(&fupan(shop.path(), &["show", "periods", "--csv"]));
    assert!(csv.lines().next().unwrap().starts_with("account_name,"), "{csv}");
    let none = asked(shop.path(), &["show", "periods", "--from", "2026-09-08"]);
    assert_eq!(none["rows"], Value::Array(Vec::new()));
    assert_eq!(asked(shop.path(), &["check"])["ok"], true);
}

#[test]
fn what_ads_cost_is_offered_where_the_session_does_not_say() {
    let shop = Shop::new();
    assert_eq!(shop.session()["ad_spend_derived"], Value::Null);
    shop.import("day.csv", &daily("2,100.5"));
    assert_eq!(shop.session()["ad_spend_derived"], 2100.5);
    // Hours are more exact; they name no account, and there is only one.
    shop.import("2025-09-09 12_34_56_1234567890123456789.csv", HOURLY);
    let session = shop.session();
    assert_eq!(session["ad_spend_derived"], 2000.0);
    assert_eq!(session["ad_spend"], Value::Null, "never mixed with what is reported");
    let review = asked(shop.path(), &["review"]);
    let roi = |review: &Value| {
        let metrics = review["metrics"].as_array().unwrap();
        metrics.iter().find(|metric| metric["key"] == "roi").unwrap()["value"].clone()
    };
    assert_eq!(roi(&review), 2.0);
    let metrics = review["metrics"].as_array().unwrap();
    let derived: Vec<&Value> = metrics.iter().filter(|m| m["derived"] == true).collect();
    assert!(derived.iter().any(|metric| metric["key"] == "roi"), "{derived:#?}");

    // The session's own figure wins, and nothing is added to it.
    let own = "场次id,平台,账号,开播时间,下播时间,观看人数,订单数,成交金额,投放消耗\n\
               s1,抖音,山禾,2026-09-07 19:30:00,2026-09-07 20:50:00,700,40,4000,1000\n";
    shop.import("own.csv", own);
    let session = shop.session();
    assert_eq!(
        (&session["ad_spend"], &session["ad_spend_derived"]),
        (&1000.0.into(), &Value::Null)
    );
    assert_eq!(roi(&asked(shop.path(), &["review"])), 4.0);
}

/// What the ads of a video cost is told as the video's, and added to no session.
#[test]
fn videos_are_told_by_their_ids_and_cost_no_session() {
    let shop = Shop::new();
    let videos = |views: u32| {
        format!(
            "视频标题,视频ID,视频观看次数,用户支付金额(元),直播间入口曝光次数,引流直播间次数,投放消耗(元)\n\
             开箱,7501,{views},300.5,90,12,77\n开箱,7502,5,,,,\n"
        )
    };
    let report = shop.import("[20260901-20260907]视频.csv", &videos(40));
    assert_eq!(
        (&report["files"][0]["kind"], &report["sessions"]),
        (&"douyin.videos".into(), &1.into())
    );
    let rows = shop.periods();
    let [first, second] = &rows[..] else { panic!("{rows:#?}") };
    assert_eq!((&first["subject"], &first["subject_id"]), (&"video".into(), &"7501".into()));
    assert_eq!((&first["subject_name"], &first["views_pv"]), (&"开箱".into(), &40.into()));
    assert_eq!((&first["paid_amount"], &first["ad_spend"]), (&300.5.into(), &77.0.into()));
    assert_eq!((&second["subject_id"], &second["paid_amount"]), (&"7502".into(), &Value::Null));
    assert_eq!(first["end_at"], "2026-09-08T00:00:00+08:00");
    assert_eq!(first["source"]["row"], 2);
    assert_eq!(shop.session()["ad_spend_derived"], Value::Null);
    // The same days exported again: the newer figures of each video count.
    let again = shop.import("[20260901-20260907]视频_2.csv", &videos(41));
    assert_eq!(again["files"][0]["rows_replaced"], 2);
    assert_eq!(shop.periods().len(), 2);
    assert_eq!(shop.periods()[0]["views_pv"], 41);
    let none = asked(shop.path(), &["show", "products"]);
    assert_eq!(none["rows"], Value::Array(Vec::new()));
}
