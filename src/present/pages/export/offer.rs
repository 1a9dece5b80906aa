//! What can be written of a page: a report, a workbook, tables, a long picture, single charts.

use serde::Serialize;

use crate::domain::{PlanId, ProductId, SessionId, words};
use crate::present::text::{Lang, export as text};

words! {
    /// A chart that can be saved as a picture.
    ChartName {
        /// Cards of a session.
        Cards = "cards",
        /// What made the difference.
        Why = "why",
        /// Funnel in people.
        Funnel = "funnel",
        /// Funnel in times.
        FunnelTimes = "funnel-times",
        /// Minute curve.
        Minutes = "minutes",
        /// Channels.
        Channels = "channels",
        /// Products of a session.
        Products = "products",
        /// Talk segments.
        Segments = "segments",
        /// Click rate × order rate.
        Quadrant = "quadrant",
        /// Order rate of a product by session.
        Rates = "rates",
        /// Price of a product by session.
        Prices = "prices",
        /// Amount by session.
        Trend = "trend",
        /// Weekday × hour.
        Hours = "hours",
        /// Half a year of sessions by tier.
        Calendar = "calendar",
        /// Products of all sessions that sold most.
        Top = "top-products",
        /// Goods, courses, ad share.
        Income = "income",
    }
}

/// What is written about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// One session; `None`: the latest.
    Session(Option<SessionId>),
    /// All products shown, and one of them in detail.
    Products(Option<ProductId>),
    /// All sessions shown.
    Overview,
    /// A plan against its outcome, and what is to be done; `None`: the plan shown first.
    Evaluate(Option<PlanId>),
}

impl Subject {
    /// The charts of its page, in the page's order.
    pub fn charts(self) -> &'static [ChartName] {
        use ChartName as C;
        match self {
            Self::Session(_) => &[
                C::Cards,
                C::Why,
                C::Funnel,
                C::FunnelTimes,
                C::Minutes,
                C::Channels,
                C::Products,
                C::Segments,
            ],
            Self::Products(_) => &[C::Quadrant, C::Rates, C::Prices],
            Self::Evaluate(_) => &[],
            Self::Overview => &[C::Cards, C::Trend, C::Calendar, C::Hours, C::Top, C::Income],
        }
    }
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// One HTML file.
    Html,
    /// One workbook.
    Workbook,
    /// One CSV a table, named after the file that is asked for.
    Tables,
    /// A long picture of the whole page.
    Poster,
    /// A picture of one chart.
    Picture(ChartName),
}

impl OfferKind {
    /// The ending of its file.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Workbook => "xlsx",
            Self::Tables => "csv",
            Self::Poster | Self::Picture(_) => "png",
        }
    }
}

/// One line of the export menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// What it writes.
    pub kind: OfferKind,
    /// The line.
    pub text: String,
}

/// The export menu of a page.
pub fn offers(subject: Subject, lang: Lang) -> Vec<Offer> {
    let mut kinds = Vec::new();
    if matches!(subject, Subject::Session(_) | Subject::Evaluate(_)) {
        kinds.push(OfferKind::Html);
    }
    kinds.extend([OfferKind::Workbook, OfferKind::Tables]);
    // A long picture is one of charts.
    if !subject.charts().is_empty() {
        kinds.push(OfferKind::Poster);
    }
    kinds.extend(subject.charts().iter().map(|chart| OfferKind::Picture(*chart)));
    kinds.into_iter().map(|kind| Offer { kind, text: text::offer(kind, lang) }).collect()
}
