//! Viewers that are no customers: found, said, left out, and corrected by a person.

use std::fmt::Write as _;

use serde_json::Value;

use super::{asked, failed, fupan, fupan_in, has_keys, printed};

const SESSIONS: i64 = 12;

/// Twelve evenings: customers who come now and then and buy, a moderator who is always there, the
/// host under her own name, a program, and rows that stand twice.
pub fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut sessions = String::from("场次id,账号,主播,开播时间,时长,观看人数,订单数,成交金额\n");
    let mut log = String::from("viewer,product_id,action,time,session_id,account_name\n");
    for day in 1..=SESSIONS {
        let date = format!("2026-10-{day:02}");
        let _ = writeln!(sessions, "s{day},小店,阿禾,{date} 19:00:00,3小时,900,10,1000");
        let mut row = |viewer: &str, product: i64, action: &str, time: &str| {
            let _ = writeln!(log, "{viewer},{product},{action},{date} {time},s{day},小店");
        };
        for customer in (0..20).filter(|customer| (customer + day) % 3 == 0) {
            let viewer = format!("customer{customer}");
            row(&viewer, 1, "view", "19:10:05");
            row(&viewer, 1, "click", "19:11:06");
            row(&viewer, 1 + (customer + day) % 5, "purchase", "19:12:07");
        }
        row("moderator", 1, "view", "19:00:01");
        row("阿禾", 1, "click", "19:05:01");
        if day == 3 {
            for n in 0..90 {
                row("program", n % 7 + 10, "click", &format!("20:00:{:02}", n % 60));
            }
            row("customer1", 2, "view", "20:10:10");
            row("customer1", 2, "view", "20:10:10");
        }
    }
    std::fs::write(folder.path().join("sessions.csv"), sessions).unwrap();
    std::fs::write(folder.path().join("log.csv"), log).unwrap();
    folder
}

fn import(folder: &std::path::Path) -> Value {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    asked(folder, &["import", &path("sessions.csv"), &path("log.csv")])
}

fn flagged(folder: &std::path::Path) -> Vec<Value> {
    asked(folder, &["show", "flagged"])["rows"].as_array().unwrap().clone()
}

/// Viewers and events that the recommender counts.
fn counted(folder: &std::path::Path) -> (u64, u64) {
    let quality = asked(folder, &["recommend", "--evaluate", "--protocol", "last"]);
    (quality["users"].as_u64().unwrap(), quality["events"].as_u64().unwrap())
}

#[test]
fn programs_staff_and_rows_told_twice_are_counted_in_the_summary() {
    let folder = shop();
    let folder = folder.path();
    let report = import(folder);
    let cleaning = &report["cleaning"];
    has_keys(cleaning, &["rows", "duplicates", "bots", "staff", "excluded"]);
    assert_eq!(
        (&cleaning["duplicates"], &cleaning["bots"], &cleaning["staff"], &cleaning["excluded"]),
        (&1.into(), &1.into(), &2.into(), &true.into()),
        "{cleaning}"
    );
    let rows = flagged(folder);
    let why = |word: &str| rows.iter().find(|row| row["why"] == word).unwrap().clone();
    assert_eq!(rows.len(), 3, "{rows:#?}");
    assert_eq!(why("too_fast")["actions_a_minute"], 90);
    assert_eq!(
        (&why("always_there")["sessions"], &why("always_there")["of_sessions"]),
        (&12.into(), &12.into())
    );
    has_keys(&why("own_account"), &["viewer", "mark", "excluded", "actions", "source"]);
    for row in &rows {
        assert_eq!(row["viewer"].as_str().unwrap().len(), 32);
    }
    // Nothing of this is in the file again: nothing to say.
    let again = import(folder);
    assert_eq!(again["cleaning"], Value::Null);
    let other = shop();
    let path = |name: &str| other.path().join(name).to_str().unwrap().to_owned();
    let files = ["import", &path("sessions.csv"), &path("log.csv")];
    let en = printed(&fupan_in("en", other.path(), &files));
    assert!(en.contains("1 action told twice, 1 program, 2 of the house"), "{en}");
}

#[test]
fn a_switch_counts_them_all_the_same() {
    let folder = shop();
    let folder = folder.path();
    import(folder);
    let (users, _) = counted(folder);
    // The moderator and the host never bought: they are no users anyhow.
    printed(&fupan(folder, &["set", "clean_viewers=off"]));
    assert!(flagged(folder).iter().all(|row| row["excluded"] == false));
    assert_eq!(counted(folder).0, users);
    printed(&fupan(folder, &["set", "clean_viewers=on"]));
    assert!(flagged(folder).iter().all(|row| row["excluded"] == true));

    // A customer who is marked goes from what is counted, and comes back.
    printed(&fupan(folder, &["set", "--viewer", "customer4", "mark=staff"]));
    assert_eq!(counted(folder).0, users - 1);
    let marked = flagged(folder);
    let marked = marked.iter().find(|row| row["mark"] == "staff").unwrap();
    assert_eq!(marked["why"], "marked_staff");
    printed(&fupan(folder, &["set", "clean_viewers=off"]));
    assert_eq!(counted(folder).0, users);
    printed(&fupan(folder, &["set", "clean_viewers=on"]));
    printed(&fupan(folder, &["set", "--viewer", "customer4", "mark=auto"]));
    assert_eq!((counted(folder).0, flagged(folder).len()), (users, 3));
}

#[test]
fn a_person_knows_better() {
    let folder = shop();
    let folder = folder.path();
    import(folder);
    let rows = flagged(folder);
    let code = rows.iter().find(|row| row["why"] == "always_there").unwrap()["viewer"].clone();
    let code = code.as_str().unwrap();
    // By the code of the list, or its beginning.
    printed(&fupan(folder, &["set", "--viewer", &code[..8], "mark=person"]));
    let rows = flagged(folder);
    let row = rows.iter().find(|row| row["viewer"] == code).unwrap();
    assert_eq!((&row["mark"], &row["excluded"]), (&"person".into(), &false.into()));
    assert_eq!(rows.iter().filter(|row| row["excluded"] == true).count(), 2);
    // The audit knows the new table: codes only.
    let audit = asked(folder, &["privacy", "audit"]);
    let tables = audit["tables"].as_array().unwrap();
    let marks = tables.iter().find(|table| table["table"] == "viewer_marks").unwrap();
    assert_eq!(marks["columns"][0]["holds"], "hashed");
    assert_eq!(audit["clean"], true);

    for (wrong, said) in [
        (&["set", "--viewer", code, "mark=robot"][..], "mark=person"),
        (&["set", "--viewer", code, "price=5"], "mark=person"),
        (&["set", "clean_viewers=maybe"], "on"),
        (&["set", "--viewer", "x", "--product", "y", "mark=bot"], "--product"),
    ] {
        let (code, words) = failed(folder, wrong);
        assert_eq!(code, 2, "{wrong:?} {words}");
        assert!(words.contains(said), "{words}");
    }
    let (code, words) = failed(folder, &["set", "--viewer", "nobody", "mark=bot"]);
    assert_eq!(code, 1);
    assert!(words.contains("fupan show flagged"), "{words}");
}
