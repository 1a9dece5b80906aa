//! Raw statistics of the truth: what was planted can be seen, and its twin has nothing to see.

use std::collections::BTreeMap;

use super::generator::calendar::in_evening_peak;
use super::generator::params::Params;
use super::generator::world::{Shop, World};
use super::planted;

/// Hits among tries.
#[derive(Clone, Copy, Default)]
struct Rate(f64, f64);

impl Rate {
    fn add(&mut self, hit: bool) {
        self.0 += f64::from(u8::from(hit));
        self.1 += 1.0;
    }

    fn value(self) -> f64 {
        self.0 / self.1
    }
}

/// A member's visit, as the event log shows it.
struct Row {
    session: usize,
    bought: bool,
    clicks: usize,
    seconds: u32,
    saw_opener: bool,
    days_since: Option<i64>,
}

fn rows(shop: &Shop) -> Vec<Row> {
    let mut last: BTreeMap<usize, i64> = BTreeMap::new();
    let mut rows = Vec::new();
    for (number, session) in shop.sessions.iter().enumerate() {
        let today = i64::from(session.plan.start.date().day_of_year());
        for visit in &session.visits {
            let of = |word: &'static str| visit.actions.iter().filter(move |a| a.word == word);
            let bought = of("purchase").count() > 0;
            rows.push(Row {
                session: number,
                bought,
                clicks: of("click").count(),
                seconds: of("view").map(|a| a.value).sum(),
                saw_opener: of("view")
                    .any(|a| a.product.is_some_and(|p| shop.products[p].is_gift())),
                days_since: last.get(&visit.member).map(|day| today - day),
            });
            if bought {
                last.insert(visit.member, today);
            }
        }
    }
    rows
}

fn rate<'a>(rows: impl Iterator<Item = &'a Row>) -> f64 {
    let mut rate = Rate::default();
    rows.for_each(|row| rate.add(row.bought));
    rate.value()
}

/// Ratios that are 1 when there is no effect, by name.
fn ratios(world: &World) -> BTreeMap<&'static str, f64> {
    let shop = &world.shops[0];
    let rows = rows(shop);
    let fresh = |row: &&Row| row.days_since.is_some_and(|days| days <= 14);
    let mut out = BTreeMap::new();
    out.insert(
        "recency",
        rate(rows.iter().filter(fresh)) / rate(rows.iter().filter(|r| !fresh(r))),
    );
    let mut seconds: Vec<u32> = rows.iter().map(|r| r.seconds).collect();
    seconds.sort_unstable();
    let (low, high) = (seconds[seconds.len() / 4], seconds[seconds.len() * 3 / 4]);
    out.insert(
        "dwell",
        rate(rows.iter().filter(|r| r.seconds > high))
            / rate(rows.iter().filter(|r| r.seconds <= low)),
    );
    out.insert(
        "clicks",
        rate(rows.iter().filter(|r| r.clicks >= 3)) / rate(rows.iter().filter(|r| r.clicks == 1)),
    );
    out.insert(
        "opener pooled",
        rate(rows.iter().filter(|r| r.saw_opener)) / rate(rows.iter().filter(|r| !r.saw_opener)),
    );
    // Mantel-Haenszel over sessions: those who saw the opener against those who did not.
    let (mut seen, mut unseen) = (0.0, 0.0);
    for number in 0..shop.sessions.len() {
        let mut parts = [Rate::default(); 2];
        for row in rows.iter().filter(|r| r.session == number) {
            parts[usize::from(row.saw_opener)].add(row.bought);
        }
        let [without, with] = parts;
        if with.1 > 0.0 && without.1 > 0.0 {
            let all = with.1 + without.1;
            seen += with.0 * without.1 / all;
            unseen += without.0 * with.1 / all;
        }
    }
    out.insert("opener within sessions", seen / unseen);

    let (mut peak, mut off) = (Rate(0.0, 0.0), Rate(0.0, 0.0));
    let (mut short, mut long) = (Rate(0.0, 0.0), Rate(0.0, 0.0));
    let mut at_price: BTreeMap<usize, (Rate, Rate)> = BTreeMap::new();
    for session in &shop.sessions {
        let plan = &session.plan;
        for (talk, x) in plan.talks.iter().zip(&session.totals.talks) {
            let offer = &plan.offers[talk.offer];
            let product = &shop.products[offer.product];
            if product.is_gift() {
                continue;
            }
            let (orders, clicks) = (x.sales.orders as f64, x.clicks as f64);
            let viewer_minutes = x.online * f64::from(talk.to - talk.from) / 60.0;
            if plan.start.hour() > 18 {
                let side = if in_evening_peak(plan.at(talk.from)) { &mut peak } else { &mut off };
                *side = Rate(side.0 + orders, side.1 + clicks);
            }
            let minutes = (talk.before + talk.to - talk.from) / 60;
            let side = if minutes < 12 { &mut short } else { &mut long };
            *side = Rate(side.0 + orders, side.1 + viewer_minutes);
            let cut = offer.price * 100 < product.price * 92;
            let (full, cheap) = at_price.entry(offer.product).or_default();
            let side = if cut { cheap } else { full };
            *side = Rate(side.0 + orders, side.1 + clicks);
        }
    }
    out.insert("evening", peak.value() / off.value());
    out.insert("talk over 12 minutes", long.value() / short.value());
    let (mut expected, mut found) = (0.0, 0.0);
    for (full, cheap) in at_price.values().filter(|(full, _)| full.1 > 0.0) {
        expected += full.value() * cheap.1;
        found += cheap.0;
    }
    out.insert("price cut", found / expected);
    out
}

#[test]
fn every_planted_effect_shows_in_raw_counts() {
    let ratios = ratios(planted());
    for (name, low, high) in [
        ("recency", 1.7, 3.2),
        ("dwell", 2.5, 5.0),
        ("clicks", 2.5, 5.0),
        ("opener pooled", 1.15, 2.0),
        ("opener within sessions", 0.6, 0.92),
        ("evening", 1.15, 1.6),
        ("talk over 12 minutes", 0.4, 0.85),
        ("price cut", 1.1, 1.6),
    ] {
        let ratio = ratios[name];
        assert!((low..high).contains(&ratio), "{name}: {ratio}");
    }
}

#[test]
fn the_twin_has_nothing_to_find() {
    let twin = World::make(&Params::twin());
    for (a, b) in twin.shops.iter().zip(&planted().shops) {
        for (a, b) in a.sessions.iter().zip(&b.sessions) {
            assert_eq!((a.plan.start, a.plan.spend), (b.plan.start, b.plan.spend));
        }
    }
    for (name, ratio) in ratios(&twin) {
        assert!((0.87..1.15).contains(&ratio), "{name}: {ratio}");
    }
}
