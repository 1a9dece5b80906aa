//! Exports of a page with one of everything: read back and compared with the page.

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};

use super::export::{ExportError, Form, Material, Wanted, files};
use super::tests::page;
use super::{About, png, table_csv, workbook};
use crate::domain::{ActionId, ActionState, Job, ProductId, ProductKind, SessionId, Tier};
use crate::metrics::Corner;
use crate::plan::{self, Method, PlanForm};
use crate::present::pages;
use crate::present::pages::actions::{ActionFigures, ActionRow, ActionsView};
use crate::present::pages::evaluate::{ScoreRow, ScoreTable};
use crate::present::pages::export::{
    Cell, ChartName, Format, OfferKind, Subject, Table, TableName, evaluate_tables, offers,
    overview_tables, plan_tables, product_tables, session_tables,
};
use crate::present::pages::overview::{
    Calendar, CalendarDay, HeatCell, HeatTable, IncomePart, IncomeSplit, SessionBar, SessionBars,
    TopProduct, TopProducts,
};
use crate::present::pages::products::{
    CornerText, PriceHistory, ProductDetail, Quadrant, QuadrantPoint, RateHistory, RatePoint,
    Suggestion,
};
use crate::present::pages::{
    Badge, ChartHead, Dot, EvaluatePage, Filters, Num, OverviewPage, ProductsPage, RangeText,
    ReviewPage,
};
use crate::present::text::Lang;

/// The page with names that a spreadsheet would run.
fn hostile() -> ReviewPage {
    let mut page = page();
    for name in ["=HYPERLINK(\"http://x\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", "ok"] {
        let mut row = page.products.rows[0].clone();
        row.name = name.to_owned();
        row.click_rate = Num::missing();
        row.order_rate = Num { raw: Some(-0.25), text: "−25.0%".to_owned() };
        page.products.rows.push(row);
    }
    page
}

fn book(tables: &[Table], lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
    let about = About { title: "标题", scope: "范围", verdict: "=1+1", made: "今天" };
    Xlsx::new(Cursor::new(workbook(&about, tables, lang).unwrap())).unwrap()
}

/// The tables of the founding case's plan.
fn a_plan(lang: Lang) -> Vec<Table> {
    let text = include_str!("../../sample_data/founding_case.toml");
    let request = PlanForm::from_toml(text).unwrap().check(Method::Auto, None).unwrap();
    let result = plan::solve(&Job::new(jiff::Timestamp::UNIX_EPOCH, 42), &request).unwrap();
    let sheet = pages::plan::run_down(&request, &result, None, None, lang);
    plan_tables(&sheet, &pages::plan::plan(&request, &result, lang), lang)
}

/// A plan beside its outcome and an action that numbers closed, with names that would be run.
fn outcome() -> EvaluatePage {
    let num = |raw| Num { raw: Some(raw), text: "1".to_owned() };
    let row = ScoreRow {
        name: "=1+1".to_owned(),
        share: "12% → 9%".to_owned(),
        minutes: "20 → 12".to_owned(),
        planned: num(4_000.0),
        range: None,
        actual: num(3_100.5),
        mark: "@low".to_owned(),
        inside: Some(false),
    };
    let action = ActionRow {
        id: ActionId(1),
        state: ActionState::Done,
        title: "+1".to_owned(),
        origin: String::new(),
        said: "=A1".to_owned(),
        change: String::new(),
        session: None,
        figures: ActionFigures { share: true, then: Some(0.31), ..ActionFigures::default() },
        wish: None,
    };
    EvaluatePage {
        table: ScoreTable { rows: vec![row], ..ScoreTable::default() },
        actions: Some(ActionsView { closed: vec![action], ..ActionsView::default() }),
        ..EvaluatePage::default()
    }
}

#[test]
fn a_workbook_reads_back_as_the_page() {
    let every = |lang| {
        [
            session_tables(&hostile(), None, lang),
            product_tables(&products(), lang),
            overview_tables(&overview(), lang),
            a_plan(lang),
            evaluate_tables(&outcome(), lang),
        ]
    };
    let all = [Lang::Zh, Lang::En].into_iter().flat_map(|l| every(l).map(|tables| (l, tables)));
    let mut seen = Vec::new();
    for (lang, tables) in all {
        seen.extend(tables.iter().map(|table| table.name));
        let mut book = book(&tables, lang);
        let mut names = vec![lang.pick("关于", "About").to_owned()];
        names.extend(tables.iter().map(|table| table.title.clone()));
        assert_eq!(book.sheet_names(), names);
        assert_eq!(
            names.last().map(String::as_str),
            Some(lang.pick("数据字典", "Data dictionary"))
        );
        for table in &tables {
            let sheet = book.worksheet_range(&table.title).unwrap();
            assert_eq!(sheet.height(), table.rows.len() + 1, "{}", table.title);
            for (at, column) in table.columns.iter().enumerate() {
                assert_eq!(sheet.get((0, at)), Some(&Data::String(column.head.clone())));
            }
            for (row, cells) in table.rows.iter().enumerate() {
                for (at, cell) in cells.iter().enumerate() {
                    let got = sheet.get((row + 1, at)).unwrap_or(&Data::Empty);
                    match cell {
                        Cell::Empty => assert_eq!(got, &Data::Empty, "{} {row} {at}", table.title),
                        Cell::Text(words) => assert_eq!(got, &Data::String(words.clone())),
                        Cell::Number(value, _) => assert_eq!(got, &Data::Float(*value)),
                    }
                }
            }
            let formulas = book.worksheet_formula(&table.title).unwrap();
            assert!(formulas.used_cells().next().is_none(), "{}", table.title);
        }
    }
    // No sheet that a page can have was left out.
    let missing: Vec<TableName> =
        TableName::ALL.iter().copied().filter(|name| !seen.contains(name)).collect();
    assert_eq!(missing, [], "no fixture has these");
}

#[test]
fn numbers_carry_their_format_and_shares_are_shares() {
    let tables = session_tables(&page(), None, Lang::Zh);
    let of = |name| tables.iter().find(|table| table.name == name).unwrap();
    let cards = of(TableName::Cards);
    assert_eq!(cards.at(0, "value"), Some(&Cell::Number(3296.0, Format::Money)));
    assert_eq!(cards.at(0, "like"), Some(&Cell::Number(14.0, Format::Count)));
    assert_eq!(cards.at(0, "low"), Some(&Cell::Empty), "missing is empty");
    assert_eq!(of(TableName::Channels).at(0, "roi"), Some(&Cell::Empty));
    assert_eq!(of(TableName::Funnel).at(1, "rate"), Some(&Cell::Number(0.42, Format::Share)));
    let minutes = of(TableName::Minutes);
    assert_eq!(minutes.rows.len(), 60);
    assert_eq!(minutes.rows[4][2], Cell::Empty, "a gap stays a gap");
    assert_eq!(minutes.rows[5][2], Cell::Number(35.0, Format::Plain));
    // The look of a share is that of per cent.
    let bytes = workbook(&About::default(), &tables, Lang::Zh).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut styles = String::new();
    zip.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
    assert!(styles.contains("numFmtId=\"10\"") || styles.contains("0.00%"), "{styles}");
}

#[test]
fn csv_reads_back_as_the_page_and_no_cell_is_a_formula() {
    for table in session_tables(&hostile(), None, Lang::Zh) {
        let text = table_csv(&table);
        assert!(text.starts_with('\u{feff}'));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), table.rows.len() + 1);
        for (record, cells) in records[1..].iter().zip(&table.rows) {
            for (got, cell) in record.iter().zip(cells) {
                match cell {
                    Cell::Empty => assert_eq!(got, ""),
                    Cell::Number(value, _) => assert_eq!(got.parse::<f64>().ok(), Some(*value)),
                    Cell::Text(words) => {
                        assert_eq!(got.trim_start_matches('\''), words.trim_start_matches('\''));
                        let runs = ['=', '+', '-', '@', '\t', '\r', '＝'];
                        assert!(!got.starts_with(runs), "{got}");
                    }
                }
            }
        }
    }
}

#[test]
fn every_column_and_metric_stands_in_the_dictionary() {
    for lang in [Lang::Zh, Lang::En] {
        for tables in
            [session_tables(&page(), None, lang), product_tables(&products(), lang), a_plan(lang)]
        {
            let dictionary = tables.last().unwrap();
            assert_eq!(dictionary.name, TableName::Dictionary);
            for table in &tables[..tables.len() - 1] {
                for column in &table.columns {
                    let (sheet, head) = (Cell::text(&table.title), Cell::text(&column.head));
                    let row = dictionary.rows.iter().find(|r| r[0] == sheet && r[1] == head);
                    let row = row.unwrap_or_else(|| panic!("{} {}", table.title, column.head));
                    assert_ne!(row[2], Cell::Empty, "{} {}", table.title, column.head);
                }
            }
            let keys = crate::metrics::MetricKey::ALL;
            assert!(dictionary.rows.len() > keys.len());
        }
    }
}

fn range(low: f64, high: f64) -> RangeText {
    RangeText { low, high, level: 0.8, text: format!("{low}–{high}") }
}

/// Four products, one in each corner, one of them unclear.
fn products() -> ProductsPage {
    let point = |id: i64, x: f64, y: f64, dot| QuadrantPoint {
        product: crate::domain::ProductId(id),
        name: format!("挂耳咖啡 {id} 号"),
        x,
        x_range: range(x - 0.05, x + 0.05),
        y,
        y_range: range(y - 0.02, y + 0.02),
        size: 1.0 / id as f64,
        margin_size: None,
        role: None,
        corner: Corner::Push,
        dot,
        hover: String::new(),
    };
    ProductsPage {
        question: "什么卖得动？".to_owned(),
        scope: "小满生活馆".to_owned(),
        suggestions: vec![Suggestion {
            product: ProductId(3),
            name: "挂耳咖啡 3 号".to_owned(),
            action: "形象 → 少讲".to_owned(),
            reason: "点的人不少，买的人少".to_owned(),
            role: None,
        }],
        quadrant: Quadrant {
            x_line: Some(0.4),
            y_line: Some(0.12),
            corners: vec![CornerText {
                corner: Corner::Push,
                name: "主推".to_owned(),
                hint: "爱点也爱买".to_owned(),
            }],
            points: vec![
                point(1, 0.48, 0.18, Dot::Solid),
                point(2, 0.30, 0.16, Dot::Solid),
                point(3, 0.28, 0.05, Dot::Hollow),
                point(4, 0.45, 0.05, Dot::Solid),
            ],
            legend: vec![(None, "未定".to_owned())],
            ..Quadrant::default()
        },
        detail: Some(ProductDetail {
            product: crate::domain::ProductId(1),
            name: "挂耳咖啡 1 号".to_owned(),
            corner: Corner::Push,
            corner_text: "主推".to_owned(),
            line: String::new(),
            rates: RateHistory {
                centre: Some(0.18),
                points: vec![
                    RatePoint {
                        date: "11-14".to_owned(),
                        rate: Num { raw: Some(0.17), text: "17.0".to_owned() },
                        low: 0.12,
                        high: 0.24,
                        outside: false,
                    },
                    RatePoint {
                        date: "11-21".to_owned(),
                        rate: Num { raw: Some(0.27), text: "27.0".to_owned() },
                        low: 0.13,
                        high: 0.23,
                        outside: true,
                    },
                ],
                ..RateHistory::default()
            },
            prices: PriceHistory {
                points: vec![
                    ("11-14".to_owned(), Num { raw: Some(59.9), text: "59.9".to_owned() }),
                    ("11-21".to_owned(), Num { raw: Some(49.9), text: "49.9".to_owned() }),
                    ("11-24".to_owned(), Num { raw: Some(59.9), text: "59.9".to_owned() }),
                ],
                ..PriceHistory::default()
            },
            slots: Vec::new(),
            hosts: Vec::new(),
            when_head: ChartHead::default(),
            together: Vec::new(),
            together_note: String::new(),
            comments: None,
        }),
        ..ProductsPage::default()
    }
}

/// Two sessions, one planned, three streams of income.
pub(super) fn overview() -> OverviewPage {
    let num = |raw: f64| Num { raw: Some(raw), text: raw.to_string() };
    let badge = Badge { tier: Tier::Top, text: "优秀".to_owned() };
    let day = |week, weekday, tier, planned| CalendarDay {
        week,
        weekday,
        tier,
        sessions: Vec::new(),
        planned,
        hover: String::new(),
    };
    let part = |kind, label: &str, share| IncomePart {
        kind,
        label: label.to_owned(),
        amount: num(share * 1000.0),
        share: num(share),
    };
    OverviewPage {
        question: "我播得怎么样？".to_owned(),
        cards: page().cards,
        trend: SessionBars {
            axis_divisor: 1.0,
            bars: vec![SessionBar {
                session: SessionId(1),
                date: "11-21".to_owned(),
                weekday: "周六".to_owned(),
                amount: num(42_319.0),
                badge,
                median: Some(38_600.0),
                hover: String::new(),
            }],
            ..SessionBars::default()
        },
        calendar: Calendar {
            weeks: 26,
            weekdays: ["一", "二", "三", "四", "五", "六", "日"].map(str::to_owned).to_vec(),
            months: vec![(0, "6 月".to_owned()), (5, "7 月".to_owned())],
            legend: vec![(Tier::Top, "优秀 1".to_owned()), (Tier::Low, "偏低 1".to_owned())],
            days: vec![
                day(3, 5, Some(Tier::Top), false),
                day(4, 5, Some(Tier::Low), false),
                day(25, 6, None, true),
            ],
            ..Calendar::default()
        },
        heat: HeatTable {
            rows: vec!["周六".to_owned()],
            hours: vec![20],
            columns: vec!["20:00".to_owned()],
            cells: vec![HeatCell {
                row: 0,
                column: 0,
                value: num(12_755.0),
                sessions: 3,
                few: true,
                step: 6,
                hover: String::new(),
            }],
            ..HeatTable::default()
        },
        top_products: TopProducts {
            rows: vec![TopProduct {
                product: ProductId(1),
                name: "挂耳咖啡".to_owned(),
                amount: num(98_703.0),
                bar: 1.0,
                orders: num(955.0),
                margin_per_minute: Num::missing(),
                margin_note: "没填成本".to_owned(),
            }],
            ..TopProducts::default()
        },
        income: IncomeSplit {
            parts: vec![
                part(ProductKind::Goods, "货款", 0.9),
                part(ProductKind::Course, "课程", 0.08),
                part(ProductKind::AdShare, "广告分成", 0.02),
            ],
            ..IncomeSplit::default()
        },
        ..OverviewPage::default()
    }
}

/// Width and height of a PNG.
fn size(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn every_chart_is_a_picture_and_an_empty_one_says_so() {
    let lang = Lang::Zh;
    let session =
        Material { review: Some(page()), made: "今天".to_owned(), ..Material::default() };
    let shop = Material { products: Some(products()), ..Material::default() };
    let out = Path::new("x.png");
    let mut drawn = 0;
    let all = Material { overview: Some(overview()), ..Material::default() };
    for (material, subject) in [
        (&session, Subject::Session(None)),
        (&shop, Subject::Products(None)),
        (&all, Subject::Overview),
    ] {
        for offer in offers(subject, lang) {
            if offer.kind.extension() != "png" {
                continue;
            }
            let wanted =
                Wanted { subject, form: Form::Kind(offer.kind), filters: Filters::default(), lang };
            match files(material, &wanted, out) {
                Ok(made) => {
                    let (width, height) = size(&made[0].1);
                    assert_eq!((made.len(), width), (1, 1656), "{}", offer.text);
                    assert!(height > 100, "{}", offer.text);
                    drawn += 1;
                }
                // The page has no funnel by times.
                Err(ExportError::NoChart(ChartName::FunnelTimes)) => {}
                Err(error) => panic!("{}: {error}", offer.text),
            }
        }
    }
    assert_eq!(drawn, 7 + 3 + 6 + 3);
    let empty = Material { review: Some(ReviewPage::default()), ..Material::default() };
    let wanted = Wanted {
        subject: Subject::Session(None),
        form: Form::Kind(OfferKind::Picture(ChartName::Minutes)),
        filters: Filters::default(),
        lang,
    };
    let error = files(&empty, &wanted, out).unwrap_err();
    for lang in [Lang::Zh, Lang::En] {
        let notice = error.notice(lang);
        assert!(!notice.title.is_empty() && !notice.action.is_empty());
    }
}

/// A sign that a face lacks is drawn as the same empty box whatever it is; so two signs that look
/// different were really drawn.
#[test]
fn pictures_have_both_scripts_and_all_weights() {
    let drawn = |weight: u16, words: &str| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"30\">\
             <text x=\"4\" y=\"22\" style=\"font-family:Inter;font-size:20px;font-weight:{weight}\">\
             {words}</text></svg>"
        );
        png(&svg, 1.0).unwrap()
    };
    let nothing = drawn(400, "");
    for weight in [400, 500, 600] {
        let pictures = ["复", "盘", "喆", "F", "8", "−"].map(|words| drawn(weight, words));
        for (at, one) in pictures.iter().enumerate() {
            assert_ne!(one, &nothing);
            assert!(pictures[at + 1..].iter().all(|other| other != one), "{weight} {at}");
        }
    }
    assert_ne!(drawn(400, "复"), drawn(500, "复"));
    assert_ne!(drawn(400, "F"), drawn(600, "F"));
    assert!(png("<svg", 1.0).is_err());
}

#[test]
fn tables_are_named_after_the_file_and_a_missing_one_names_the_others() {
    let lang = Lang::En;
    let material = Material { review: Some(page()), ..Material::default() };
    let wanted =
        |form| Wanted { subject: Subject::Session(None), form, filters: Filters::default(), lang };
    let all = wanted(Form::Kind(OfferKind::Tables));
    let made = files(&material, &all, Path::new("out/a.csv")).unwrap();
    let names: Vec<String> = made.iter().map(|(path, _)| path.display().to_string()).collect();
    assert!(names.contains(&"out/a-cards.csv".to_owned()), "{names:?}");
    assert!(names.contains(&"out/a-dictionary.csv".to_owned()), "{names:?}");
    let error = files(&material, &wanted(Form::Table(TableName::Sessions)), Path::new("a.csv"));
    let notice = error.unwrap_err().notice(lang);
    assert!(notice.action.contains("cards, funnel"), "{notice:?}");
}
