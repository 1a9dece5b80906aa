//! Nothing is told of fewer than twenty viewers, in whatever form: what is written of a room of
//! nineteen is to the last byte what would be written had nobody counted its clicks, and what is
//! written of a room of twenty is not.

use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Xlsx};
use fupan::domain::{FEWEST_PEOPLE, MinuteFacts, ProductId, Snapshot};
use fupan::metrics::{BasketLine, Stretch};
use fupan::present::pages::export::{OfferKind, Subject, offers};
use fupan::present::pages::overview::{OverviewExtras, overview};
use fupan::present::pages::products::{ProductsExtras, products};
use fupan::present::pages::review::{
    BrushView, CompareExtras, ComparePage, ReviewExtras, brush, compare, review, review_json,
};
use fupan::present::pages::{Filters, ReviewPage};
use fupan::present::text::Lang;
use fupan::report::{ExportError, Form, Material, Wanted, files};

use crate::pages_support::{context, minutes, shop};

/// The minutes of a room in which `online` people were all the time, and of whom seven clicked.
fn room(online: i64, counted: bool) -> Vec<MinuteFacts> {
    minutes()
        .into_iter()
        .map(|minute| MinuteFacts {
            online: Some(online),
            click_uv: counted.then_some(7),
            ..minute
        })
        .collect()
}

fn page(snapshot: &Snapshot, minutes: &[MinuteFacts], lang: Lang) -> ReviewPage {
    let extras = ReviewExtras { minutes, ..ReviewExtras::default() };
    review(snapshot, None, &extras, &context(lang))
}

/// Every cell of a workbook; the file itself tells when it was made.
fn cells(bytes: &[u8]) -> String {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    assert!(sheets.len() > 3);
    format!("{sheets:?}")
}

/// Everything that can be made of a session: its page, its JSON, every file of every form.
fn everything(minutes: &[MinuteFacts], lang: Lang) -> Vec<(String, Vec<u8>)> {
    let snapshot = shop();
    let page = page(&snapshot, minutes, lang);
    let mut out = vec![
        ("page".to_owned(), serde_json::to_vec(&page).unwrap()),
        (
            "json".to_owned(),
            serde_json::to_vec(&review_json(&snapshot, None, &context(lang))).unwrap(),
        ),
    ];
    let material = Material { review: Some(page), ..Material::default() };
    out.extend(written(&material, Subject::Session(None), lang));
    assert!(out.len() > 15, "{}", out.len());
    out
}

/// Every file of every form of a page.
fn written(material: &Material, subject: Subject, lang: Lang) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for offer in offers(subject, lang) {
        let form = Form::Kind(offer.kind);
        let wanted = Wanted { subject, form, filters: Filters::default(), lang };
        let made = match files(material, &wanted, Path::new("out")) {
            Ok(made) => made,
            Err(ExportError::NoChart(_)) => continue,
            Err(error) => panic!("{}: {error}", offer.text),
        };
        for (path, bytes) in made {
            let bytes = match offer.kind {
                OfferKind::Workbook => cells(&bytes).into_bytes(),
                _ => bytes,
            };
            out.push((format!("{} {}", offer.text, path.display()), bytes));
        }
    }
    out
}

#[test]
fn no_form_tells_of_fewer_than_twenty_people_online() {
    for lang in [Lang::Zh, Lang::En] {
        let few = FEWEST_PEOPLE as i64 - 1;
        for (told, untold) in
            everything(&room(few, true), lang).iter().zip(&everything(&room(few, false), lang))
        {
            assert!(told == untold, "{} tells of {few} people", told.0);
        }
        // Twenty are enough, and these forms show it: the check above looks at something.
        let (told, untold) =
            (everything(&room(few + 1, true), lang), everything(&room(few + 1, false), lang));
        let apart = told.iter().filter(|one| !untold.contains(one)).count();
        assert!(apart >= 6, "page, report, workbook, table, long picture, curve: {apart}");
    }
}

fn range(online: i64, entered: i64) -> BrushView {
    let snapshot = shop();
    let session = snapshot.sessions.last().unwrap();
    let minutes: Vec<MinuteFacts> = room(online, true)
        .into_iter()
        .map(|minute| MinuteFacts { entered: Some(entered), orders: Some(1), ..minute })
        .collect();
    let extras = ReviewExtras { minutes: &minutes, ..ReviewExtras::default() };
    // Ten minutes.
    brush(&snapshot, session, &extras, Stretch::between(60, 69), &context(Lang::Zh)).unwrap()
}

#[test]
fn a_range_tells_no_rate_of_fewer_than_twenty_people() {
    let rates = |view: &BrushView| -> Vec<String> {
        let cards = view.cards.iter().filter(|card| card.unit == "%").map(|card| card.key.clone());
        let steps = view.funnel.steps.iter().filter(|step| step.rate.raw.is_some());
        let figures = view.figures.iter().filter(|figure| figure.key == "click_rate");
        cards
            .chain(steps.map(|step| step.key.clone()))
            .chain(figures.map(|figure| figure.key.clone()))
            .collect()
    };
    // Nineteen online, and one a minute coming in: of neither there is a rate. Seventy clicks are
    // enough for the orders that followed them.
    assert_eq!(rates(&range(19, 1)), ["orders"]);
    assert_eq!(
        rates(&range(20, 2)),
        ["click_per_online", "orders_per_entry", "clicks", "orders", "click_rate"]
    );
}

#[test]
fn two_sessions_are_not_laid_over_each_other_where_few_watched() {
    let snapshot = shop();
    let (a, b) = (snapshot.sessions[0].id, snapshot.sessions[1].id);
    let curves = |online: i64| -> Vec<String> {
        let minutes = room(online, true);
        let extras = CompareExtras { now: &minutes, base: &minutes };
        let page: ComparePage = compare(&snapshot, b, a, &extras, &context(Lang::Zh)).unwrap();
        page.curves.into_iter().map(|curve| curve.key).collect()
    };
    assert!(!curves(19).contains(&"click_rate".to_owned()));
    assert!(curves(20).contains(&"click_rate".to_owned()));
}

/// Everything that can be made of the products: the page with one of them open, and its files.
/// So many orders hold the open one, each with the other product beside it.
fn goods(orders: usize, other: i64, lang: Lang) -> Vec<(String, Vec<u8>)> {
    let mut snapshot = shop();
    snapshot.order_lines = 1_000;
    let baskets = |product: ProductId| -> Vec<BasketLine> {
        let pair = [product, ProductId(other)];
        let line =
            |order: usize| pair.map(|product| BasketLine { order: format!("o{order}"), product });
        (0..orders).flat_map(line).collect()
    };
    let extras = ProductsExtras { chosen: Some(ProductId(1)), baskets: &baskets };
    let page = products(&snapshot, &Filters::default(), &extras, &context(lang));
    let mut out = vec![("page".to_owned(), serde_json::to_vec(&page).unwrap())];
    let material = Material { products: Some(page), ..Material::default() };
    out.extend(written(&material, Subject::Products(Some(ProductId(1))), lang));
    assert!(out.len() > 5, "{}", out.len());
    out
}

#[test]
fn no_form_tells_what_fewer_than_twenty_orders_hold_beside_a_product() {
    let apart = |orders: usize, lang: Lang| -> Vec<String> {
        let (one, other) = (goods(orders, 2, lang), goods(orders, 3, lang));
        one.into_iter().filter(|one| !other.contains(one)).map(|(name, _)| name).collect()
    };
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(apart(19, lang), [] as [String; 0]);
        let told = apart(20, lang);
        assert!(told.contains(&"page".to_owned()), "{told:?}");
    }
}

#[test]
fn no_form_of_the_overview_tells_of_a_room_of_fewer_than_twenty() {
    let everything = |minutes: &[MinuteFacts], lang: Lang| {
        let extras = OverviewExtras { minutes, ..OverviewExtras::default() };
        let page = overview(&shop(), &Filters::default(), &extras, &context(lang));
        let mut out = vec![("page".to_owned(), serde_json::to_vec(&page).unwrap())];
        let material = Material { overview: Some(page), ..Material::default() };
        out.extend(written(&material, Subject::Overview, lang));
        assert!(out.len() > 5, "{}", out.len());
        out
    };
    for lang in [Lang::Zh, Lang::En] {
        let told = everything(&room(19, true), lang);
        for (told, untold) in told.iter().zip(&everything(&room(19, false), lang)) {
            assert!(told == untold, "{} tells of 19 people", told.0);
        }
    }
}
