//! Files of several kinds about one session, imported together and one by one.

use fupan::domain::{MinuteFacts, Money};
use fupan::engine::{Engine, ImportOptions};
use fupan::privacy::Hasher;
use fupan::store::{RowFilter, Store};

use super::columns::{Column, book};
use super::support::job;

const ROOM: &[Column] = &[
    ("Room ID", &["7412345678901234567"]),
    ("Start Time", &["2026-04-11 19:58"]),
    ("End Time", &["2026-04-11 23:00"]),
    ("Attributed GMV", &["Rp9.999.999"]),
    ("Attributed orders", &["101"]),
    ("Show GPM", &["Rp45.100"]),
];
const LIST: &[Column] = &[
    ("Livestream", &["Malam diskon"]),
    ("Start time", &["2026-04-11 19:58"]),
    ("Duration", &["10872"]),
    ("Gross revenue", &["Rp9.999.999"]),
    ("Direct GMV", &["Rp7.250.000"]),
    ("Peak viewers", &["312"]),
];
const ANALYSIS: &[Column] = &[
    ("Creator ID", &["7012345678901234567"]),
    ("Creator", &["kopi.pagi"]),
    ("Launched Time", &["2026/04/11/ 19:58"]),
    ("LIVE gross merchandise value (Rp)", &["9.250.000"]),
    ("LIVE likes", &["20.433"]),
    ("CTR", &["4.57%"]),
];
const ADS: &[Column] = &[
    ("LIVE name", &["Malam diskon", "Malam diskon"]),
    ("Launched time", &["2026-04-11 19:58:00", "2026-04-11 19:58:00"]),
    ("Campaign ID", &["1800000000000000001", "1800000000000000002"]),
    ("Cost", &["125000.50", "80000.25"]),
    ("Currency", &["IDR", "IDR"]),
];
const PRODUCTS: &[Column] = &[
    ("Product ID", &["1729012345678901234"]),
    ("Product name", &["Kopi susu"]),
    ("Attributed GMV", &["Rp6.830.000"]),
    ("Attributed orders", &["38"]),
    ("Watch GPM", &["Rp1.333.984"]),
];
const TREND: &[Column] = &[
    ("Time", &["2026-04-11 20:00", "2026-04-11 20:15", "2026-04-12 03:00"]),
    ("Attributed GMV", &["Rp600.000", "Rp12.500", "Rp0"]),
    ("Comments", &["40", "31", "0"]),
    ("Show GPM", &["Rp1.000", "Rp2.000", "-"]),
];

/// Room id, start, name of the account: each file knows another part, all mean one LIVE.
#[test]
fn six_exports_of_one_live_are_one_session() {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = [
        ("trend.xlsx", TREND),
        ("product_7412345678901234567.xlsx", PRODUCTS),
        ("ads.xlsx", ADS),
        ("list.xlsx", LIST),
        ("Creator-Live-Performance_20260930000000.xlsx", ROOM),
        ("analysis.xlsx", ANALYSIS),
    ]
    .into_iter()
    .map(|(name, columns)| {
        let path = folder.path().join(name);
        std::fs::write(&path, book("Sheet1", &[], columns)).unwrap();
        path
    })
    .collect();
    // All at once in this order, then sessions first one by one.
    let one_by_one: Vec<&[_]> = [5, 4, 3, 2, 1, 0].iter().map(|at| &files[*at..=*at]).collect();
    for (run, batches) in [vec![&files[..]], one_by_one].into_iter().enumerate() {
        let store = Store::open_or_create(&folder.path().join(format!("{run}.fupan"))).unwrap();
        let mut engine = Engine::with_hasher(store, Hasher::new([7; 32])).unwrap();
        let mut rejected = 0;
        for batch in batches {
            let options = ImportOptions::default();
            let prepared = engine.read_import(&job(), batch, &options).unwrap();
            assert!(prepared.failed.is_empty(), "{:?}", prepared.failed);
            rejected += engine.commit_import(&job(), &prepared).unwrap().rows_rejected();
        }
        assert_eq!(rejected, 1, "the interval after the LIVE's end");
        let snapshot = engine.snapshot().unwrap();
        assert_eq!((snapshot.accounts.len(), snapshot.sessions.len()), (1, 1), "run {run}");
        assert_eq!(snapshot.accounts[0].name, "kopi.pagi");
        let session = &snapshot.sessions[0];
        let facts = &session.facts;
        assert_eq!(session.external_id.as_deref(), Some("7412345678901234567"));
        assert_eq!(facts.gmv, Some(Money(999_999_900)));
        assert_eq!(facts.paid_amount, Some(Money(925_000_000)));
        assert_eq!(facts.ad_spend, Some(Money(20_500_075)));
        assert_eq!(
            (facts.peak_online, facts.likes, facts.orders),
            (Some(312), Some(20_433), Some(101))
        );
        assert_eq!(snapshot.session_products.len(), 1);
        drop(engine);
        let store = Store::open_or_create(&folder.path().join(format!("{run}.fupan"))).unwrap();
        let minutes = store.rows::<MinuteFacts>(&RowFilter::default()).unwrap();
        assert_eq!(minutes.len(), 2);
        assert!(minutes.iter().all(|row| row.session == Some(session.id)));
    }
}
