//! 谁会买: one row per viewer and session, everything seen before the first purchase in it, or
//! before the moment at which it would have been.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::stops::Stops;
use super::tastes::Tastes;
use super::{hour, places, sessions_in_order, weekday};
use crate::domain::{AccountId, Action, ProductId, Role, SessionId, Snapshot};
use crate::learn::{Column, Family, Feature, Outcome, OutcomeUnit, Table, Unit};

/// Something a viewer did. Viewers are numbered by the caller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewerEvent {
    /// Number of the viewer, an index into the viewers.
    pub viewer: u32,
    /// Session it happened in.
    pub session: SessionId,
    /// Product it was about.
    pub product: Option<ProductId>,
    /// What was done.
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// Seconds watched, for views that say so.
    pub value: Option<f64>,
}

/// A paid order of a viewer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewerOrder {
    /// Number of the viewer.
    pub viewer: u32,
    /// Session it belongs to, when known.
    pub session: Option<SessionId>,
    /// When it was made.
    pub at: Timestamp,
    /// Paid, in major units.
    pub paid: f64,
}

/// What is known of a viewer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// `none`, `fan`, `club` or as exported.
    pub fan_level: Option<String>,
    /// Gender as exported; figures by group are shown for it.
    pub gender: Option<String>,
    /// Age band as exported, likewise.
    pub age_band: Option<String>,
}

/// What one viewer did in one session before buying.
#[derive(Default)]
struct Before {
    views: f64,
    clicks: f64,
    carts: f64,
    interactions: f64,
    seconds: Option<f64>,
    products: BTreeSet<ProductId>,
    giveaway: bool,
    any: bool,
}

/// Rows of viewer × session with the outcome "bought in this session".
///
/// Only viewers who did something before their first purchase of the session have a row: for
/// others nothing could have been predicted. The rows of those who did not buy stop where the
/// rows of buyers do, so that what a row holds does not tell how it ended. Events of sessions that are not asked for are
/// left out; orders outside count as earlier purchases.
pub fn buyers(
    snapshot: &Snapshot,
    account: Option<AccountId>,
    viewers: &[Viewer],
    events: &[ViewerEvent],
    orders: &[ViewerOrder],
) -> Table {
    let sessions = sessions_in_order(snapshot, account);
    let place = places(&sessions);
    let giveaways: BTreeSet<ProductId> =
        snapshot.products.iter().filter(|p| p.role == Some(Role::Giveaway)).map(|p| p.id).collect();

    let mut sorted: Vec<&ViewerEvent> =
        events.iter().filter(|e| place.contains_key(&e.session)).collect();
    sorted.sort_by_key(|e| (e.viewer, place[&e.session], e.at));
    let mut purchases: BTreeMap<u32, Vec<(Timestamp, Option<SessionId>, f64)>> = BTreeMap::new();
    for order in orders {
        purchases.entry(order.viewer).or_default().push((order.at, order.session, order.paid));
    }
    for event in &sorted {
        // A purchase event counts where no order tells of the same session.
        if event.action == Action::Purchase {
            let known = purchases.entry(event.viewer).or_default();
            if !known.iter().any(|(_, s, _)| *s == Some(event.session)) {
                known.push((event.at, Some(event.session), f64::NAN));
            }
        }
    }
    purchases.values_mut().for_each(|p| p.sort_by_key(|a| (a.0, a.1)));

    let mut rows = Rows::default();
    let none = Vec::new();
    let first_of = |run: &[&ViewerEvent]| {
        let bought = purchases.get(&run[0].viewer).unwrap_or(&none);
        bought.iter().filter(|p| p.1 == Some(run[0].session)).map(|p| p.0).min()
    };
    let visits = || sorted.chunk_by(|a, b| a.viewer == b.viewer && a.session == b.session);
    let mut stops = Stops::of(visits().map(|run| (run, first_of(run))));
    let mut tastes = Tastes::of(snapshot);
    let (mut attended, mut bought_in) = (0u32, 0u32);
    for (at, run) in visits().enumerate() {
        let (viewer, id) = (run[0].viewer, run[0].session);
        let new_viewer = at == 0 || rows.previous != Some(viewer);
        attended = if new_viewer { 0 } else { attended + 1 };
        if new_viewer {
            bought_in = 0;
            tastes.forget();
        }
        rows.previous = Some(viewer);
        let bought = purchases.get(&viewer).unwrap_or(&none);
        let first = first_of(run);
        let before = gather(run, first.or_else(|| stops.take(run)), &giveaways);
        let (favourite, liked) = tastes.so_far(&before.products);
        let bought_before = f64::from(bought_in) / f64::from(attended);
        // From here on this session belongs to what came before the next one.
        bought_in += u32::from(first.is_some());
        tastes.add(run);
        if !before.any {
            continue;
        }
        let session = sessions[place[&id] as usize];
        let start = session.start.timestamp();
        let past: Vec<_> = bought.iter().filter(|p| p.0 < start).collect();
        let days = past
            .last()
            .map_or(f64::NAN, |p| (start.as_second() - p.0.as_second()) as f64 / 86_400.0);
        rows.numbers.push([
            before.seconds.unwrap_or(f64::NAN),
            before.views,
            before.clicks,
            before.carts,
            before.interactions,
            before.products.len() as f64,
            f64::from(u8::from(before.giveaway)),
            past.len() as f64,
            days,
            past.iter().map(|p| p.2).filter(|v| v.is_finite()).sum(),
            f64::from(attended),
            bought_before,
            liked,
            hour(session),
        ]);
        rows.favourites.push(favourite);
        let known = viewers.get(viewer as usize);
        rows.genders.push(known.and_then(|v| v.gender.clone()));
        rows.ages.push(known.and_then(|v| v.age_band.clone()));
        rows.fans.push(viewers.get(viewer as usize).and_then(|v| v.fan_level.clone()));
        rows.weekdays.push(Some(weekday(session)));
        rows.bought.push(first.is_some());
        rows.viewers.push(viewer);
        rows.places.push(place[&id]);
        rows.starts.push(start.as_second());
    }
    rows.table(!orders.is_empty())
}

fn gather(
    run: &[&ViewerEvent],
    stop: Option<Timestamp>,
    giveaways: &BTreeSet<ProductId>,
) -> Before {
    let mut before = Before::default();
    for event in
        run.iter().filter(|e| e.action != Action::Purchase && stop.is_none_or(|at| e.at < at))
    {
        before.any = true;
        match event.action {
            Action::View => {
                before.views += 1.0;
                if let Some(value) = event.value.filter(|v| v.is_finite() && *v >= 0.0) {
                    *before.seconds.get_or_insert(0.0) += value;
                }
            }
            Action::Click => before.clicks += 1.0,
            Action::Cart => before.carts += 1.0,
            Action::Like | Action::Comment | Action::Follow | Action::Share => {
                before.interactions += 1.0;
            }
            Action::Purchase => {}
        }
        if let Some(product) = event.product {
            before.products.insert(product);
            before.giveaway |= giveaways.contains(&product);
        }
    }
    before
}

#[derive(Default)]
struct Rows {
    previous: Option<u32>,
    numbers: Vec<[f64; 14]>,
    fans: Vec<Option<String>>,
    favourites: Vec<Option<String>>,
    genders: Vec<Option<String>>,
    ages: Vec<Option<String>>,
    weekdays: Vec<Option<String>>,
    bought: Vec<bool>,
    viewers: Vec<u32>,
    places: Vec<u32>,
    starts: Vec<i64>,
}

impl Rows {
    fn table(self, with_orders: bool) -> Table {
        use Family::{Behaviour, Time, Viewer};
        let names = [
            ("dwell_s", Unit::Seconds, Behaviour),
            ("views", Unit::Count, Behaviour),
            ("clicks", Unit::Count, Behaviour),
            ("carts", Unit::Count, Behaviour),
            ("interactions", Unit::Count, Behaviour),
            ("products_seen", Unit::Count, Behaviour),
            ("giveaway_seen", Unit::Flag, Behaviour),
            ("past_orders", Unit::Count, Viewer),
            ("days_since_order", Unit::Days, Viewer),
            ("past_spend", Unit::Money, Viewer),
            ("past_sessions", Unit::Count, Viewer),
            ("past_buying", Unit::Ratio, Viewer),
            ("favourite_seen", Unit::Ratio, Behaviour),
            ("hour", Unit::Hour, Time),
        ];
        let mut features = Vec::new();
        let mut columns = Vec::new();
        for (at, (key, unit, family)) in names.into_iter().enumerate() {
            let values: Vec<f64> = self.numbers.iter().map(|row| row[at]).collect();
            // Without order amounts there is no spend, rather than a spend of nothing.
            let known = key != "past_spend" || with_orders;
            if known && values.iter().any(|v| !v.is_nan()) {
                features.push(Feature::before(key, unit, family));
                columns.push(Column::Numeric(values));
            }
        }
        for (key, texts) in [
            ("fan_level", &self.fans),
            ("favourite_category", &self.favourites),
            ("gender", &self.genders),
            ("age_band", &self.ages),
        ] {
            if texts.iter().any(Option::is_some) {
                features.push(Feature::before(key, Unit::Category, Viewer));
                columns.push(Column::from_texts(texts));
            }
        }
        features.push(Feature::before("weekday", Unit::Category, Time));
        columns.push(Column::from_texts(&self.weekdays));
        Table {
            features,
            columns,
            outcome: Outcome::Binary(self.bought),
            unit: OutcomeUnit::Rate,
            weights: None,
            groups: Some(self.viewers),
            order: Some(self.places),
            when: Some(self.starts),
            last: None,
            labels: Vec::new(),
        }
    }
}
