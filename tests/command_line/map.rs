//! `map`: drafts, templates that are kept and used again, renamed headers.

use serde_json::json;

use super::{asked, failed, fupan, fupan_in, has_keys, json, printed};

const OWN: &str = "哪天播的,几点开播,场观,卖了多少钱,联系电话\n\
                   2026/11/14,20:30,1284,3860.50,13812342210\n2026/11/17,19:33,1402,4120.00,13812342211\n";

#[test]
fn a_draft_is_printed_kept_used_listed_and_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.csv");
    std::fs::write(&file, OWN).unwrap();
    let path = file.to_str().unwrap();

    // A draft needs no store and makes none.
    let text = printed(&fupan(folder.path(), &["map", path]));
    assert!(text.contains("场观") && text.contains("viewers_uv") && text.contains("[columns]"));
    assert!(!text.contains("1381234"), "{text}");
    assert!(!folder.path().join("a.fupan").exists());
    let draft = asked(folder.path(), &["map", path, "--set", "场观=views_pv"]);
    has_keys(&draft, &["grain", "header_row", "columns", "missing", "preview", "toml", "saved"]);
    assert_eq!(draft["grain"], "sessions");
    assert_eq!(draft["columns"][2]["target"], "views_pv");
    assert_eq!(draft["columns"][2]["reason"], "chosen");
    assert_eq!(draft["columns"][4]["samples"], json!([]));
    assert_eq!(draft["preview"]["rows_kept"], 2);

    // The template alone goes into a file, and from there into an import.
    let toml = printed(&fupan(folder.path(), &["map", path, "--toml"]));
    let kept = folder.path().join("own.toml");
    std::fs::write(&kept, &toml).unwrap();
    let args = ["import", path, "--template", kept.to_str().unwrap(), "--dry-run"];
    assert_eq!(asked(folder.path(), &args)["files"][0]["rows_stored"], 2);

    // Kept under a name: by name, and by itself for files of this shape.
    printed(&fupan(folder.path(), &["map", path, "--save", "我的直播"]));
    let named = asked(folder.path(), &["import", path, "--template", "我的直播", "--dry-run"]);
    assert_eq!(named["files"][0]["rows_stored"], 2);
    let by_itself = asked(folder.path(), &["import", path]);
    assert_eq!(by_itself["files"][0]["template"], "我的直播");
    assert_eq!(by_itself["sessions"], 2);
    let kinds = asked(folder.path(), &["kinds"]);
    assert_eq!(kinds["templates"][0]["name"], "我的直播");
    assert!(printed(&fupan(folder.path(), &["kinds"])).contains("我的直播"));
    assert!(printed(&fupan(folder.path(), &["map", "--list"])).contains("我的直播"));

    printed(&fupan(folder.path(), &["map", "--remove", "我的直播"]));
    let (code, said) = failed(folder.path(), &["map", "--remove", "我的直播"]);
    assert_eq!(code, 1);
    assert!(said.contains("fupan map --list"), "{said}");
    let (code, said) = failed(folder.path(), &["import", path, "--template", "我的直播"]);
    assert_eq!(code, 2);
    assert!(said.contains("我的直播"), "{said}");
}

#[test]
fn a_renamed_header_is_accepted_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.csv");
    let text = "主播昵称,主播抖音号,直播开始时间,直播结束时间,直播时长(分钟),直播间曝光人数,直播间观看人数,直播间观看次数,直播间成交的金额,直播间成交订单数,直播间成交人数\n\
                小店,xd,2026/09/07 08:55:37,2026/09/07 10:55:37,120,900,500,700,1234.5,20,18\n";
    std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let (code, said) = failed(folder.path(), &["import", path]);
    assert_eq!(code, 1);
    assert!(said.contains("直播间成交金额 → 直播间成交的金额"), "{said}");
    let (code, _) = failed(folder.path(), &["map", path, "--alias", "直播间成交的金额=nonsense"]);
    assert_eq!(code, 2);
    let args = ["map", path, "--alias", "直播间成交的金额=gmv"];
    let accepted = asked(folder.path(), &args);
    assert_eq!(accepted["aliases"][0]["kind"], "douyin.compass.sessions");
    let done = asked(folder.path(), &["import", path]);
    assert_eq!(done["files"][0]["kind"], "douyin.compass.sessions");
    let kinds = asked(folder.path(), &["kinds"]);
    assert_eq!(kinds["aliases"][0]["header"], "直播间成交的金额");
    let own = kinds["kinds"]
        .as_array()
        .unwrap()
        .iter()
        .find(|kind| kind["id"] == "douyin.compass.sessions")
        .unwrap();
    assert!(own["columns"].to_string().contains("直播间成交的金额"));
    printed(&fupan(folder.path(), &["map", "--remove", "直播间成交的金额"]));
    assert_eq!(asked(folder.path(), &["map", "--list"])["aliases"], json!([]));
}

#[test]
fn what_is_missing_or_wrong_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odd.csv");
    std::fs::write(&file, "alpha,beta,gamma\n1,2,x\n3,4,y\n").unwrap();
    let path = file.to_str().unwrap();
    let output = fupan_in("en", folder.path(), &["map", path, "--grain", "orders"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Orders also needs: order id"), "{said}");
    for args in [
        &["map"][..],
        &["map", path, "--set", "alpha"],
        &["map", path, "--unit", "alpha=weeks"],
        &["map", path, "--grain", "nonsense"],
    ] {
        assert_eq!(failed(folder.path(), args).0, 2, "{args:?}");
    }
    let draft = json(&fupan(
        folder.path(),
        &[
            "map",
            path,
            "--grain",
            "orders",
            "--set",
            "alpha=order_id",
            "--set",
            "beta=qty",
            "--json",
        ],
    ));
    assert_eq!(draft["missing"], json!([]));
}
