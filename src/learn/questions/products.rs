//! 哪些商品会卖好: one row per product and session, buyers of those who clicked it.

use std::collections::BTreeMap;

use super::{hour, sessions_in_order, talk, weekday};
use crate::domain::{AccountId, Money, ProductId, SessionProduct, Snapshot};
use crate::learn::{Column, Family, Feature, Outcome, OutcomeUnit, Table, Unit, stat};

/// Weight, in clickers, with which a product's earlier rate is drawn to that of all products.
const PRIOR: f64 = 50.0;

/// What is known of a product from earlier sessions.
#[derive(Default)]
struct Past {
    successes: f64,
    trials: f64,
    shows: f64,
    prices: Vec<f64>,
    last: f64,
    /// Pieces left after the session before.
    stock: f64,
}

/// Rows of product × session: buyers (orders where the export has no buyers) of clickers, or of
/// people shown the product where most rows have no clickers.
pub fn products(snapshot: &Snapshot, account: Option<AccountId>) -> Table {
    let sessions = sessions_in_order(snapshot, account);
    let rows: Vec<&SessionProduct> =
        sessions.iter().flat_map(|s| snapshot.products_of(s.id)).collect();
    let with_clicks = rows.iter().filter(|r| r.facts.click_uv.is_some()).count();
    let by_clicks = 2 * with_clicks >= rows.len();
    let trials_of = |row: &SessionProduct| {
        let trials = if by_clicks { row.facts.click_uv } else { row.facts.impr_uv };
        trials.filter(|t| *t > 0).map(|t| t as f64)
    };

    let mut past: BTreeMap<ProductId, Past> = BTreeMap::new();
    let (mut all_successes, mut all_trials) = (0.0, 0.0);
    let mut numbers: Vec<[f64; 8]> = Vec::new();
    let mut texts: [Vec<Option<String>>; 4] = Default::default();
    let (mut successes, mut trials, mut order) = (Vec::new(), Vec::new(), Vec::new());
    let (mut when, mut last, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    for (place, session) in sessions.iter().enumerate() {
        let talk = talk(snapshot, session);
        let mut seen = Vec::new();
        for row in snapshot.products_of(session.id) {
            let facts = &row.facts;
            let sold = facts.buyers.or(facts.orders).or(facts.sku_orders);
            let (Some(shown), Some(sold)) = (trials_of(row), sold) else {
                continue;
            };
            let product = snapshot.product(row.product);
            // More orders than clickers happens: somebody ordered twice.
            let sold = (sold.max(0) as f64).min(shown);
            let known = past.entry(row.product).or_insert_with(|| Past {
                last: f64::NAN,
                stock: f64::NAN,
                ..Past::default()
            });
            let price =
                facts.price.or(product.and_then(|p| p.facts.price)).map_or(f64::NAN, Money::major);
            let usual = stat::median(&mut known.prices.clone());
            let overall = if all_trials > 0.0 { all_successes / all_trials } else { f64::NAN };
            let (minutes, first) = if talk.is_empty() {
                (f64::NAN, f64::NAN)
            } else {
                talk.get(&row.product)
                    .map_or((0.0, f64::NAN), |(minutes, first)| (*minutes, *first))
            };
            numbers.push([
                price,
                if usual > 0.0 { price / usual } else { f64::NAN },
                minutes,
                first,
                hour(session),
                (known.successes + PRIOR * overall) / (known.trials + PRIOR),
                known.shows,
                known.stock,
            ]);
            for (column, text) in texts.iter_mut().zip([
                product.and_then(|p| p.facts.category.clone()),
                product.and_then(|p| p.role).map(|r| r.word().to_owned()),
                product.map(|p| p.kind.word().to_owned()),
                Some(weekday(session)),
            ]) {
                column.push(text);
            }
            successes.push(sold);
            trials.push(shown);
            order.push(place as u32);
            when.push(session.start.timestamp().as_second());
            last.push(known.last);
            let day = session.start.strftime("%Y-%m-%d");
            labels.push(product.map_or_else(String::new, |p| format!("{} · {day}", p.name)));
            let stock = facts.stock.map_or(f64::NAN, |pieces| pieces as f64);
            seen.push((row.product, sold, shown, price, stock));
        }
        // Only after the session is over does it belong to the past.
        for (product, sold, shown, price, stock) in seen {
            let known = past.entry(product).or_default();
            known.successes += sold;
            known.trials += shown;
            known.shows += 1.0;
            known.last = sold / shown;
            known.stock = stock;
            if price.is_finite() {
                known.prices.push(price);
            }
            all_successes += sold;
            all_trials += shown;
        }
    }
    use Family::{Product, Time};
    let mut features = Vec::new();
    let mut columns = Vec::new();
    for (at, (key, unit, family)) in [
        ("price", Unit::Money, Product),
        ("price_vs_usual", Unit::Ratio, Product),
        ("talk_minutes", Unit::Minutes, Time),
        ("first_talk_minute", Unit::Minutes, Time),
        ("hour", Unit::Hour, Time),
        ("past_rate", Unit::Ratio, Product),
        ("past_shows", Unit::Count, Product),
        ("past_stock", Unit::Count, Product),
    ]
    .into_iter()
    .enumerate()
    {
        let values: Vec<f64> = numbers.iter().map(|row| row[at]).collect();
        if values.iter().any(|v| !v.is_nan()) {
            features.push(Feature::before(key, unit, family));
            columns.push(Column::Numeric(values));
        }
    }
    for (key, family, texts) in [
        ("category", Product, &texts[0]),
        ("role", Product, &texts[1]),
        ("kind", Product, &texts[2]),
        ("weekday", Time, &texts[3]),
    ] {
        if texts.iter().any(Option::is_some) {
            features.push(Feature::before(key, Unit::Category, family));
            columns.push(Column::from_texts(texts));
        }
    }
    Table {
        features,
        columns,
        outcome: Outcome::Binomial { successes, trials },
        unit: OutcomeUnit::Rate,
        weights: None,
        // Rows of one session share its audience: they are resampled together.
        groups: Some(order.clone()),
        order: Some(order),
        when: Some(when),
        last: Some(last),
        labels,
    }
}
