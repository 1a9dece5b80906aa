//! imports --show, --rejects, and check: what is wrong, where, and what to do.

use serde_json::{Value, json};

use super::{asked, broken, failed, fupan, fupan_in, has_keys, printed};

/// A store with two files that are half wrong.
fn half_wrong() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("场次.csv"), broken::SESSIONS).unwrap();
    std::fs::write(path("商品.csv"), broken::PRODUCTS).unwrap();
    let output = fupan(folder.path(), &["import", &path("场次.csv"), &path("商品.csv")]);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    for words in [
        "  改好再导入：这些行没有收进",
        "  ! 不是数字  1 行  场次.csv › 第 4 行  观看人数：「9 百多」",
        "  · 合计行  1 行  场次.csv › 第 7 行",
        "  ! 找不到它属于的场次  1 行  商品.csv › 第 4 行",
        "fupan imports --rejects 1",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    folder
}

#[test]
fn one_import_is_shown_with_its_repairs() {
    let folder = half_wrong();
    let shown = asked(folder.path(), &["imports", "--show", "1"]);
    let [sessions, products] = &shown["sources"].as_array().unwrap()[..] else {
        panic!("{shown:#}")
    };
    let rows = ["rows_read", "rows_stored", "rows_replaced", "rows_skipped", "rows_left_out"];
    let counts = |file: &Value| rows.map(|key| file[key].as_u64().unwrap());
    assert_eq!((counts(sessions), counts(products)), ([6, 3, 0, 1, 2], [3, 2, 0, 0, 1]));
    assert_eq!(sessions["rejects"].as_array().unwrap().len(), 2);
    assert_eq!(products["rejects"][0]["reason"], "no_session");
    assert_eq!(sessions["unknown_columns"], json!(["心情"]));
    let table = &sessions["tables"][0];
    assert_eq!((&table["table"], &table["rows"]), (&json!("session_facts"), &json!(3)));
    assert_eq!((&table["first_row"], &table["last_row"]), (&json!(2), &json!(6)));
    let repairs = shown["repairs"].as_array().unwrap();
    let needed: Vec<(&str, &str)> = repairs
        .iter()
        .filter(|repair| repair["needed"] == true)
        .map(|repair| (repair["action"].as_str().unwrap(), repair["code"].as_str().unwrap()))
        .collect();
    assert!(needed.contains(&("mend_rows", "not_a_number")), "{needed:?}");
    assert!(needed.contains(&("import_more", "no_session")), "{needed:?}");
    let number = repairs.iter().find(|repair| repair["code"] == "not_a_number").unwrap();
    let place = json!({ "file": "场次.csv", "sheet": "", "row": 4, "value": "9 百多" });
    assert_eq!(number["example"], place);
    let text = printed(&fupan_in("en", folder.path(), &["imports", "--show", "1"]));
    assert!(text.contains("Mend and import again") && text.contains("All 2 files"), "{text}");
    let (code, said) = failed(folder.path(), &["imports", "--show", "9"]);
    assert_eq!(code, 1);
    assert!(said.contains("fupan imports"), "{said}");
    // The session list that was missing comes: nothing waits for it any more.
    let list = asked(folder.path(), &["imports"]);
    has_keys(&list["imports"][0]["sources"][0], &["rows_read", "rows_skipped", "rows_rejected"]);
}

#[test]
fn rejected_rows_are_exported() {
    let folder = half_wrong();
    let csv = printed(&fupan_in("en", folder.path(), &["imports", "--rejects", "1", "--csv"]));
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "file,sheet,row,column,value,reason,what to do");
    assert_eq!(lines.len(), 4, "{csv}");
    assert!(lines[1].starts_with("场次.csv,,3,开播时间,昨天晚上,not a time"), "{csv}");
    let json = asked(folder.path(), &["imports", "--rejects", "1"]);
    assert_eq!((&json["rows_left_out"], &json["rejects"][2]["row"]), (&json!(3), &json!(4)));
    let target = folder.path().join("left.csv");
    let args = ["imports", "--rejects", "1", "--out", target.to_str().unwrap()];
    assert!(printed(&fupan(folder.path(), &args)).contains("3 行写在"));
    let file = std::fs::read_to_string(&target).unwrap();
    assert!(file.starts_with("\u{feff}文件,") && file.lines().count() == 4, "{file}");
    let nowhere = folder.path().join("no/such/left.csv");
    let args = ["imports", "--rejects", "1", "--out", nowhere.to_str().unwrap()];
    assert_eq!(failed(folder.path(), &args).0, 1);
    for wrong in [
        &["imports", "--csv"][..],
        &["imports", "--rejects", "1", "--show", "1"],
        &["imports", "--rejects", "1", "--csv", "--json"],
    ] {
        assert_eq!(failed(folder.path(), wrong).0, 2, "{wrong:?}");
    }
}

#[test]
fn check_lists_numbers_that_contradict_each_other() {
    let folder = half_wrong();
    let checked = asked(folder.path(), &["check"]);
    assert_eq!(checked["ok"], true, "the file itself is sound");
    let broken = checked["sanity"].as_array().unwrap();
    let of = |rule: &str| broken.iter().find(|one| one["rule"] == rule);
    let buyers = of("buyers_within_clickers").unwrap();
    assert_eq!(buyers["left"], json!({ "unit": "people", "value": 5000 }));
    assert_eq!(buyers["right"], json!({ "unit": "people", "value": 4180 }));
    assert_eq!((&buyers["session_id"], &buyers["tolerance"]), (&json!("s4"), &json!(0.02)));
    assert_eq!(buyers["source"], json!({ "file": "场次.csv", "sheet": "", "row": 5 }));
    let overlap = of("no_overlap").unwrap();
    assert_eq!(
        (&overlap["session_id"], &overlap["other_session_id"]),
        (&json!("s5"), &json!("s4"))
    );
    assert_eq!(overlap["left"]["value"], "2026-11-21T21:00:00+08:00");
    let products = of("products").unwrap();
    assert_eq!(
        (&products["left"]["value"], &products["right"]["value"]),
        (&json!(33000.0), &json!(42319.0))
    );
    let text = printed(&fupan(folder.path(), &["check"]));
    assert!(text.contains("成交人数多于点击人数  成交人数 5,000 人 / 点击人数 4,180 人"), "{text}");
    let text = printed(&fupan_in("en", folder.path(), &["check"]));
    assert!(text.contains("More buyers than people who clicked"), "{text}");
    assert!(text.contains("场次.csv › row 5"), "{text}");
}

/// Shopee's list of a LIVE's products says nowhere which LIVE it is of.
#[test]
fn a_file_that_says_no_session_is_given_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let sessions = file(
        "sessions.csv",
        "session_id,platform,account_name,currency,start_at,end_at,viewers_uv,gmv\n\
         L1,shopee,kopi,IDR,2026-09-07 19:00:00,2026-09-07 21:00:00,900,500000\n\
         L2,shopee,kopi,IDR,2026-09-08 19:00:00,2026-09-08 21:00:00,800,400000\n",
    );
    asked(folder.path(), &["import", &sessions]);
    let products = file(
        "produk.csv",
        "Ranking,Produk,Klik Produk,Tambah ke Keranjang,Pesanan(Pesanan Siap Dikirim)\n\
         1,Kopi Gayo,120,30,9\n2,Teh Melati,80,12,4\n",
    );
    let (code, said) = failed(folder.path(), &["import", &products]);
    assert!(code == 1 && said.contains("--session"), "{said}");
    let (code, said) = failed(folder.path(), &["import", &products, "--session", "L9"]);
    assert!(code == 1 && said.contains("L9"), "{said}");
    let report = asked(folder.path(), &["import", &products, "--session", "L2"]);
    assert_eq!((&report["files"][0]["rows_stored"], &report["sessions"]), (&2.into(), &2.into()));
    let rows = asked(folder.path(), &["show", "products", "--session", "L2"]);
    assert_eq!(rows["rows"].as_array().unwrap().len(), 2);
    assert_eq!(rows["rows"][0]["currency"], "IDR");
    let none = asked(folder.path(), &["show", "products", "--session", "L1"]);
    assert_eq!(none["rows"], serde_json::json!([]));
}

#[test]
fn every_product_names_the_row_that_told_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalogue.csv");
    std::fs::write(&path, "product_id,product_name,price\nA,Tea,12\nB,Coffee,30\n").unwrap();
    asked(folder.path(), &["import", path.to_str().unwrap(), "--kind", "products"]);
    let rows = asked(folder.path(), &["show", "products"]);
    let places: Vec<_> = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (row["source"]["file"].as_str().unwrap(), row["source"]["row"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(places, [("catalogue.csv", 2), ("catalogue.csv", 3)]);
}

#[test]
fn days_that_could_be_months_are_told_with_a_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.csv");
    let text = "start_at,gmv\n2026-01-02 20:00,1\n03/04/2026 20:00,2\n05/06/2026 20:00,3\n";
    std::fs::write(&path, text).unwrap();
    let report = asked(folder.path(), &["import", path.to_str().unwrap(), "--kind", "sessions"]);
    let warnings = report["files"][0]["warnings"].as_array().unwrap();
    let said = warnings.iter().find(|said| said["code"] == "ambiguous_date").unwrap();
    assert_eq!((&said["count"], &said["example"]["row"]), (&2.into(), &3.into()));
    assert_eq!(said["example"]["value"], "03/04/2026 20:00");
}
