//! Unknown tables: from a draft to a template, and the same shape known again by itself; headers
//! that a platform renamed.

use std::sync::Arc;

use fupan::domain::Cell;
use fupan::engine::map_file;
use fupan::ingest::{
    Alias, AliasOffer, BadCells, ColumnAt, Draft, Grain, HeaderAt, IngestError, Known, MapSpec,
    ParsedFile, PreviewCell, ReadOptions, SavedTemplate, draft_bytes, preview_bytes, read_bytes,
};

use fupan::present::pages::PageContext;
use fupan::present::pages::mapping::{MappingInputs, build};
use fupan::present::text::Lang;

use super::support::{C, job, texts, xlsx, zip};

fn drafted(name: &str, bytes: &[u8], spec: &MapSpec) -> Draft {
    draft_bytes(name, bytes, spec, &Known::default()).unwrap()
}

fn kept(name: &str, draft: &Draft) -> SavedTemplate {
    SavedTemplate {
        name: name.to_owned(),
        template: draft.template(),
        headers: draft.signature(),
        wins: draft.kind.is_some(),
    }
}

fn with(known: Known, name: &str, bytes: &[u8]) -> Result<ParsedFile, IngestError> {
    let options = ReadOptions { known: Arc::new(known), ..ReadOptions::default() };
    read_bytes(&job(), name, bytes, &options).map(|mut files| files.remove(0))
}

const OWN: &str = "哪天播的,几点开播,场观,卖了多少钱,备注\n\
                   2026/11/14,20:30,1284,3860.50,人多\n2026/11/17,19:33,9 百多,4120.00,\n\
                   2026/11/18,19:30,1390,3900.10,\n2026/11/19,19:40,1402,4010.80,\n\
                   2026/11/20,20:05,1550,5120.20,下雨\n";

#[test]
fn an_unknown_table_is_mapped_kept_and_known_again_next_month() {
    let draft = drafted("十一月.csv", OWN.as_bytes(), &MapSpec::of("十一月.csv"));
    assert_eq!((draft.grain, draft.header_row, draft.kind.is_none()), (Grain::Sessions, 1, true));
    let known = || Known::new(vec![kept("我的直播", &draft)], Vec::new(), Vec::new());
    let file = with(known(), "十一月.csv", OWN.as_bytes()).unwrap();
    assert_eq!(file.template.as_deref(), Some("我的直播"));
    assert_eq!(file.tables.sessions[0].facts.start_at.unwrap().to_string(), "2026-11-14T12:30:00Z");
    assert_eq!(file.rows_rejected, 1, "9 百多 is no number");

    // Next month: columns shuffled, one more, a row above, another encoding.
    let later =
        "十二月\n备注,卖了多少钱,天气,场观,几点开播,哪天播的\n,5000,晴,1500,20:00,2026/12/01\n";
    let bytes = super::support::gb18030(later);
    let file = with(known(), "十二月.csv", &bytes).unwrap();
    assert_eq!((file.header_row, file.tables.sessions.len()), (2, 1));
    assert_eq!(file.tables.sessions[0].facts.viewers_uv, Some(1500));
    // Without a column it needs, or of another shape, it is not taken for the same.
    for other in [
        "备注,天气,场观,几点开播\n,晴,1500,20:00\n",
        "哪天播的,几点开播,场观,卖了多少钱x,a,b,c,d\n2026/12/01,20:00,3,4,5,6,7,8\n",
    ] {
        let error = with(known(), "a.csv", other.as_bytes()).unwrap_err();
        assert!(matches!(error, IngestError::UnknownKind { .. }), "{error:?}");
    }
}

#[test]
fn a_recognised_kind_wins_unless_the_person_chose_otherwise() {
    let text = "开始时间,观看人数,成交金额\n2026-11-14 19:30,100,380\n";
    let mut spec = MapSpec::of("a.csv");
    spec.set(ColumnAt::Header("观看人数".to_owned()), Some("engaged_viewers".to_owned()));
    let draft = drafted("a.csv", text.as_bytes(), &spec);
    assert_eq!(draft.kind.as_ref().map(|kind| kind.0.as_str()), Some("sessions"));
    for (wins, engaged) in [(false, None), (true, Some(100))] {
        let saved = SavedTemplate { wins, ..kept("x", &draft) };
        let file = with(Known::new(vec![saved], Vec::new(), Vec::new()), "a.csv", text.as_bytes())
            .unwrap();
        assert_eq!(file.tables.sessions[0].facts.engaged_viewers, engaged);
        assert_eq!(file.template.is_some(), wins);
    }
}

/// The shape of a published workbook: an empty first row, the header in row 2, two empty sheets.
#[test]
fn a_workbook_with_an_empty_first_row_and_empty_sheets() {
    let rows = vec![
        vec![],
        texts(&["Durasi_Jam", "Penonton Aktif", "Produk Terjual", "Bulan"]),
        vec![C::N(7.9128), C::N(19.0), C::N(9.0), C::T("september")],
        vec![C::N(11.77), C::N(20.0), C::N(7.0), C::T("juli")],
    ];
    let bytes = xlsx(&[("Sheet1", rows), ("Sheet2", vec![]), ("Sheet3", vec![])]);
    let draft = drafted("thesis.xlsx", &bytes, &MapSpec::of("thesis.xlsx"));
    assert_eq!((draft.grain, draft.header_row), (Grain::Visits, 2));
    assert_eq!(draft.sheets, ["Sheet1"]);
    let outcome = draft.columns.iter().find(|c| c.target.as_deref() == Some("outcome")).unwrap();
    assert_eq!(outcome.header, "Produk Terjual");
    let known = Known::new(vec![kept("thesis", &draft)], Vec::new(), Vec::new());
    let file = with(known, "thesis2.xlsx", &bytes).unwrap();
    assert_eq!(file.tables.visits.len(), 2);
    assert_eq!(file.tables.visits[0].facts.outcome, Some(9.0));
}

#[test]
fn a_semicolon_table_of_visits_is_a_question_with_two_answers() {
    let mut text = "Pages;Bounce;Month;Weekend;Revenue\n".to_owned();
    for row in 0..20 {
        let (weekend, revenue) = (row % 3 == 0, row % 5 == 0);
        text += &format!("{row};0.{row};Feb;{weekend};{}\n", revenue.to_string().to_uppercase());
    }
    let draft = drafted("visits.csv", text.as_bytes(), &MapSpec::of("visits.csv"));
    assert_eq!((draft.grain, draft.delimiter), (Grain::Visits, Some(';')));
    let template = draft.template();
    assert_eq!(template.columns, [("outcome".to_owned(), ColumnAt::Header("Revenue".to_owned()))]);
    let preview = preview_bytes(&job(), "visits.csv", text.as_bytes(), None, &template).unwrap();
    assert_eq!((preview.rows_read, preview.rows_kept, preview.rows.len()), (20, 20, 5));
    assert_eq!(preview.names[..3], ["outcome", "Pages", "Bounce"]);
    assert_eq!(preview.rows[0].cells[0], PreviewCell::Value(Cell::Real(1.0)));
}

#[test]
fn invoices_of_a_shop_are_orders() {
    let text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Revenue,Month\n\
        536365,85123A,LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom,15.299999999999999,12\n\
        536366,71053,METAL LANTERN,2,2010-12-01 08:28:00,3.39,17850.0,United Kingdom,6.78,12\n\
        536367,84406B,COAT HANGER,8,2010-12-01 08:34:00,2.75,13047.0,United Kingdom,22.0,12\n";
    let draft = drafted("retail.csv", text.as_bytes(), &MapSpec::of("retail.csv"));
    assert_eq!(draft.grain, Grain::Orders);
    let target = |header: &str| {
        draft
            .columns
            .iter()
            .find(|c| c.header == header)
            .unwrap()
            .target
            .clone()
            .unwrap_or_default()
    };
    for (header, name) in [
        ("InvoiceNo", "order_id"),
        ("StockCode", "product_id"),
        ("Description", "product_name"),
        ("Quantity", "qty"),
        ("InvoiceDate", "created_at"),
        ("UnitPrice", "unit_price"),
        ("CustomerID", "viewer"),
        ("Country", "country"),
        ("Revenue", "paid"),
        ("Month", ""),
    ] {
        assert_eq!(target(header), name, "{header}");
    }
    let customer = draft.columns.iter().find(|c| c.header == "CustomerID").unwrap();
    assert!(customer.personal && customer.samples.is_empty());
    let template = draft.template();
    let preview = preview_bytes(&job(), "retail.csv", text.as_bytes(), None, &template).unwrap();
    let viewer = preview.names.iter().position(|name| name == "viewer").unwrap();
    assert_eq!(preview.rows[0].cells[viewer], PreviewCell::Person);
    assert_eq!(preview.rows_kept, 3);
}

#[test]
fn cells_that_cannot_be_read_are_shown_with_their_row_and_may_stay_empty() {
    let mut spec = MapSpec::of("a.csv");
    for (bad_cells, kept) in [(BadCells::Refuse, 4), (BadCells::Empty, 5)] {
        spec.bad_cells = bad_cells;
        let template = drafted("a.csv", OWN.as_bytes(), &spec).template();
        let preview = preview_bytes(&job(), "a.csv", OWN.as_bytes(), None, &template).unwrap();
        assert_eq!((preview.rows_read, preview.rows_whole, preview.rows_kept), (5, 4, kept));
        assert_eq!((preview.bad[0].row, preview.bad[0].value.as_str()), (3, "9 百多"));
        let at = preview.names.iter().position(|name| name == "viewers_uv").unwrap();
        assert_eq!(preview.rows[1].cells[at], PreviewCell::Bad("9 百多".to_owned()));
    }
}

#[test]
fn a_file_without_a_header_and_one_in_an_archive_are_mapped() {
    let text = "O1,A1,2,5.50\nO2,A2,1,6.50\n";
    let mut spec = MapSpec::of("a.csv");
    spec.header = HeaderAt::None;
    spec.grain = Some(Grain::Orders);
    for (position, name) in [(1, "order_id"), (2, "product_id"), (3, "qty"), (4, "paid")] {
        spec.set(ColumnAt::Position(position), Some(name.to_owned()));
    }
    let packed = zip(&[
        ("known.csv", b"order_id,product_id,qty,paid\nO9,A1,1,5\n"),
        ("plain.csv", text.as_bytes()),
    ]);
    for (name, bytes) in [("a.csv", text.as_bytes()), ("a.zip", &packed)] {
        let draft = drafted(name, bytes, &spec);
        assert_eq!(draft.header_row, 0);
        let inner = draft.inner.clone();
        assert_eq!(inner.as_deref(), (name == "a.zip").then_some("plain.csv"));
        let template = draft.template();
        let preview = preview_bytes(&job(), name, bytes, inner.as_deref(), &template).unwrap();
        assert_eq!(preview.rows_kept, 2, "{name}");
    }
}

const HEADER: &str = "主播昵称,主播抖音号,直播开始时间,直播结束时间,直播时长(分钟),直播间曝光人数,直播间观看人数,直播间观看次数,直播间成交金额,直播间成交订单数,直播间成交人数";
const ROW: &str = "小店,xd,2026/09/07 08:55:37,2026/09/07 10:55:37,120,900,500,700,1234.5,20,18";

#[test]
fn a_renamed_column_is_offered_accepted_and_known_from_then_on() {
    let plain = format!("{HEADER}\n{ROW}\n");
    assert!(with(Known::default(), "a.csv", plain.as_bytes()).unwrap().offers.is_empty());
    let renamed = plain.replace("直播间成交订单数", "直播间成交的订单数");
    let file = with(Known::default(), "a.csv", renamed.as_bytes()).unwrap();
    assert_eq!(file.kind.0, "douyin.compass.sessions");
    assert_eq!(file.tables.sessions[0].facts.orders, None);
    let offer = AliasOffer {
        kind: "douyin.compass.sessions".to_owned(),
        header: "直播间成交的订单数".to_owned(),
        name: "orders".to_owned(),
        like: "直播间成交订单数".to_owned(),
    };
    assert_eq!(file.offers, std::slice::from_ref(&offer));
    let known = Known::new(Vec::new(), vec![offer.accept()], Vec::new());
    let file = with(known, "a.csv", renamed.as_bytes()).unwrap();
    assert_eq!(file.tables.sessions[0].facts.orders, Some(20));
    assert!(file.offers.is_empty() && file.unknown_columns.is_empty());
}

#[test]
fn a_renamed_header_that_told_the_kind_is_offered_too() {
    let renamed = format!("{HEADER}\n{ROW}\n").replace("直播间成交金额", "直播间的成交金额");
    let error = with(Known::default(), "a.csv", renamed.as_bytes()).unwrap_err();
    let IngestError::UnknownKind { near, .. } = error else { panic!("{error:?}") };
    assert_eq!((near.len(), near[0].name.as_str()), (1, "gmv"));
    let known = Known::new(
        Vec::new(),
        near.iter().map(AliasOffer::accept).collect::<Vec<Alias>>(),
        Vec::new(),
    );
    let file = with(known, "a.csv", renamed.as_bytes()).unwrap();
    assert_eq!(file.kind.0, "douyin.compass.sessions");
    assert!(file.tables.sessions[0].facts.gmv.is_some());
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn the_mapping_page_says_everything_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("福袋_11月.csv");
    std::fs::write(&own, format!("{OWN}2026/11/21,20:00,1600,15:00,\n")).unwrap();
    let shop = folder.path().join("shop sessions.csv");
    let text = "Broadcast date,Watch,Sales,Length,Phone\n03/04/2026,120,1.250,2.5,+62 811\n05/04/2026,130,2.500,3,+62 812\n";
    std::fs::write(&shop, text).unwrap();
    for (path, lang) in [(&own, Lang::Zh), (&shop, Lang::En)] {
        let mapped = map_file(&job(), &MapSpec::of(path), &Known::default()).unwrap();
        let file = path.file_name().unwrap().to_str().unwrap();
        let inputs = MappingInputs { mapped: &mapped, name: "", file };
        let context = PageContext { lang, now: job().now, seed: 1 };
        let page = build(&inputs, &context);
        let shown = serde_json::to_string_pretty(&page).unwrap();
        assert!(!shown.contains("+62"), "{shown}");
        assert_eq!(has_chinese(&shown), lang == Lang::Zh, "{shown}");
        insta::assert_snapshot!(format!("mapping_page_{}", lang.pick("zh", "en")), shown);
    }
}
