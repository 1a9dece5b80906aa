//! The run-down of a plan as a sheet to work from: what is shown when, for how long, by whom and
//! what it is to bring. Written as HTML, a workbook or calendar entries.

use jiff::ToSpan;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::View;
use crate::plan::{Objective, PlanRequest, PlanResult, Slot};
use crate::present::format;
use crate::present::pages::actions::ActionsView;
use crate::present::text::{Lang, plan as names, rundown as text};

/// The sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunDown {
    /// The plan's name, else 排品流程单.
    pub title: String,
    /// When and how long: `11-28 周六 19:30–22:30 · 180 分钟`.
    pub when: String,
    /// What is expected and what it is to reach, in a sentence.
    pub aim: String,
    /// When it begins, on the clock of the place; `None` counts from the start.
    pub begins: Option<DateTime>,
    /// Heads of the sheet: time, minutes, product, price, host, expected, sold.
    pub heads: [String; 7],
    /// Whether what is expected is orders and not money.
    #[serde(skip)]
    pub in_orders: bool,
    /// One a slot, in order.
    pub rows: Vec<RunDownRow>,
    /// What the sheet rests on.
    pub note: String,
    /// What is to be done, as far as it was looked for.
    #[serde(skip)]
    pub actions: Option<ActionsView>,
}

/// One slot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunDownRow {
    /// Minutes from the start.
    pub start: u32,
    /// Minutes.
    pub minutes: u32,
    /// `19:30–19:52`, or `0:00–0:22` without a beginning.
    pub clock: String,
    /// Product.
    pub name: String,
    /// Its role; may be empty.
    pub role: String,
    /// Price of an order, in major units.
    pub price: Option<f64>,
    /// The same as shown.
    pub price_text: String,
    /// Who presents; may be empty.
    pub host: String,
    /// What the slot is expected to bring, in the plan's unit.
    pub expected: f64,
    /// The same as shown.
    pub expected_text: String,
}

/// As what it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunDownKind {
    /// A sheet to print.
    Html,
    /// A workbook with the split.
    Workbook,
    /// Calendar entries.
    Calendar,
}

impl RunDownKind {
    /// All, in the order offered.
    pub const ALL: [Self; 3] = [Self::Html, Self::Workbook, Self::Calendar];

    /// The ending of its file.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Workbook => "xlsx",
            Self::Calendar => "ics",
        }
    }

    /// By the ending of a file.
    pub fn from_extension(ending: &str) -> Option<Self> {
        let ending = ending.to_lowercase();
        Self::ALL.into_iter().find(|kind| kind.extension() == ending)
    }
}

/// The sheet of a solved plan. A product's expected value goes to its slots by their minutes.
pub fn run_down(
    request: &PlanRequest,
    result: &PlanResult,
    name: Option<&str>,
    begins: Option<DateTime>,
    lang: Lang,
) -> RunDown {
    let view = View::new(request, result, lang);
    let (unit, total) = (&view.unit, &result.total);
    let clock = |minute: u32| clock(begins, minute);
    let row = |slot: &Slot| {
        let product = request.products.iter().find(|p| p.id == slot.product_id);
        let item = result.items.iter().find(|item| item.product_id == slot.product_id);
        let expected = item.map_or(0.0, |item| {
            item.expected_value * f64::from(slot.minutes) / f64::from(item.minutes.max(1))
        });
        let price = product.and_then(|product| product.price);
        RunDownRow {
            start: slot.start_minute,
            minutes: slot.minutes,
            clock: format!(
                "{}–{}",
                clock(slot.start_minute),
                clock(slot.start_minute + slot.minutes)
            ),
            name: view.name(&slot.product_id),
            role: product
                .and_then(|p| p.role)
                .map_or_else(String::new, |role| names::role(role, lang).to_owned()),
            price,
            price_text: price.map_or_else(String::new, |price| {
                let digits = if price.fract() == 0.0 { 0 } else { 2 };
                format::money_fixed(price, &request.currency, digits)
            }),
            host: slot.host.clone().unwrap_or_default(),
            expected,
            expected_text: unit.amount(expected),
        }
    };
    let length = text::length(request.minutes, lang);
    let when = match begins.and_then(|at| at.to_zoned_datetime(TimeZone::UTC).ok()) {
        Some(at) => {
            let end = at.checked_add(i64::from(request.minutes).minutes()).ok();
            format!("{} · {length}", format::span(&at, end.as_ref(), lang))
        }
        None => length,
    };
    let range = format::ends(
        &names::figure(total.interval.low, lang),
        &names::figure(total.interval.high, lang),
    );
    let goal = result
        .goal
        .as_ref()
        .map(|goal| (unit.amount(goal.target), format::percent_digits(goal.probability, 0)));
    RunDown {
        title: name.map_or_else(|| text::title(lang).to_owned(), str::to_owned),
        when,
        aim: text::aim(&unit.amount(total.expected), &range, goal.as_ref(), lang),
        begins,
        heads: text::heads(&unit.word(), lang),
        in_orders: unit.objective == Objective::Orders,
        rows: result.slots.iter().map(row).collect(),
        note: text::note(lang).to_owned(),
        actions: None,
    }
}

/// The time of a minute: on the clock, or counted from the start where nobody said when that is.
pub(super) fn clock(begins: Option<DateTime>, minute: u32) -> String {
    match begins.and_then(|at| at.checked_add(i64::from(minute).minutes()).ok()) {
        Some(at) => format!("{:02}:{:02}", at.hour(), at.minute()),
        None => format!("{}:{:02}", minute / 60, minute % 60),
    }
}
