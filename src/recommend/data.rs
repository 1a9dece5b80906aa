//! What the recommender reads: who did what with which product, and what the products are.
//!
//! Viewer keys and product ids are interned here, once; everything behind works on indices.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rayon::slice::ParallelSliceMut as _;

use crate::domain::{Action, Currency, FanLevel, Money, ProductId, ProductKind};

/// Seconds in a day.
pub(crate) const DAY: f64 = 86_400.0;

/// Purchases of one viewer at least this many seconds apart are two occasions. Half a day keeps
/// one evening's broadcast together in any time zone.
pub(crate) const OCCASION_GAP: i64 = 12 * 3600;

/// One viewer did something with one product.
#[derive(Clone, Debug, PartialEq)]
pub struct Interaction {
    /// Keyed hash of the viewer.
    pub viewer: String,
    /// The product.
    pub product: ProductId,
    /// When.
    pub at: Timestamp,
    /// How sure the interaction is, 0..=1: 1 for what happened, 0 drops it (an order that was
    /// refunded in full). Higher values count as 1: ratings and pieces are not strengths here.
    pub weight: f64,
    /// What was done. Purchases are the positives.
    pub action: Action,
}

/// A product with what is known of it. Only the id is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Id.
    pub product: ProductId,
    /// The platform's own id, shown in exports and JSON.
    pub external_id: Option<String>,
    /// Name.
    pub title: String,
    /// Category.
    pub category: Option<String>,
    /// Brand.
    pub brand: Option<String>,
    /// Price of one piece.
    pub price: Option<Money>,
    /// What is sold.
    pub kind: ProductKind,
    /// Currency of price and margin.
    pub currency: Option<Currency>,
    /// Margin of one piece before returns.
    pub margin: Option<Money>,
    /// Pieces left; `None` is not known, not none.
    pub stock: Option<i64>,
    /// When it was first on sale.
    pub first_seen: Option<Timestamp>,
    /// Share of orders that come back, 0..=1.
    pub refund_rate: Option<f64>,
    /// Orders per click or per viewer shown, the same way for every product.
    pub order_rate: Option<f64>,
}

impl Item {
    /// A product of which only id and name are known.
    pub fn new(product: ProductId, title: impl Into<String>) -> Self {
        Self {
            product,
            external_id: None,
            title: title.into(),
            category: None,
            brand: None,
            price: None,
            kind: ProductKind::Goods,
            currency: None,
            margin: None,
            stock: None,
            first_seen: None,
            refund_rate: None,
            order_rate: None,
        }
    }

    /// What stands for the product outside the program: the platform's id, else our own.
    pub fn public_id(&self) -> String {
        self.external_id.clone().unwrap_or_else(|| self.product.0.to_string())
    }

    /// What a person is shown: the title, else the id.
    pub fn shown_name(&self) -> String {
        if self.title.trim().is_empty() { self.public_id() } else { self.title.clone() }
    }

    /// Whether the title says something; a title that only repeats an id does not.
    pub(crate) fn has_title(&self) -> bool {
        let title = self.title.trim();
        self.external_id.as_deref() != Some(title) && title.chars().any(char::is_alphabetic)
    }
}

/// What is known of a viewer besides the key.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewer {
    /// Keyed hash.
    pub key: String,
    /// How close to the account.
    pub fan_level: Option<FanLevel>,
}

/// Orders of a product without viewers, for example of one session: what most exports have.
#[derive(Clone, Debug, PartialEq)]
pub struct Sale {
    /// The product.
    pub product: ProductId,
    /// When, for example the session's start.
    pub at: Timestamp,
    /// Orders.
    pub orders: f64,
}

/// How much each action says about what a viewer wants, relative to a purchase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signals {
    /// Put into the cart.
    pub cart: f64,
    /// Like, share, comment or follow at a product.
    pub like: f64,
    /// Click.
    pub click: f64,
    /// View.
    pub view: f64,
}

impl Signals {
    /// Only purchases count: the default, and what is measured against.
    pub const PURCHASES: Self = Self { cart: 0.0, like: 0.0, click: 0.0, view: 0.0 };

    fn of(&self, action: Action) -> f64 {
        match action {
            Action::Purchase => 1.0,
            Action::Cart => self.cart,
            Action::Like | Action::Comment | Action::Follow | Action::Share => self.like,
            Action::Click => self.click,
            Action::View => self.view,
        }
    }
}

/// One interaction on interned ids.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Event {
    pub viewer: u32,
    pub item: u32,
    /// Seconds since 1970.
    pub at: i64,
    pub weight: f64,
    pub action: Action,
}

/// What viewers did, told row by row: a store of many years has millions of rows and far fewer
/// viewers, so that a key is kept once.
#[derive(Clone, Debug, Default)]
pub struct Told {
    numbers: HashMap<Box<str>, u32>,
    rows: Vec<ToldRow>,
}

#[derive(Clone, Copy, Debug)]
struct ToldRow {
    viewer: u32,
    product: ProductId,
    at: i64,
    weight: f64,
    action: Action,
}

impl Told {
    /// One viewer, by the keyed hash, did something with one product. `weight` as in
    /// [`Interaction`].
    pub fn add(
        &mut self,
        viewer: &str,
        product: ProductId,
        at: Timestamp,
        weight: f64,
        action: Action,
    ) {
        let next = self.numbers.len() as u32;
        let viewer = match self.numbers.get(viewer) {
            Some(number) => *number,
            None => *self.numbers.entry(viewer.into()).or_insert(next),
        };
        self.rows.push(ToldRow { viewer, product, at: at.as_second(), weight, action });
    }
}

/// Everything the recommender reads, interned and in a fixed order: the order of the input rows
/// never changes a result.
#[derive(Clone, Debug, Default)]
pub struct Interactions {
    pub(crate) items: Vec<Item>,
    pub(crate) viewers: Vec<Viewer>,
    /// By time, then viewer, product and action.
    pub(crate) events: Vec<Event>,
    /// Orders without viewers per item: (seconds, orders) by time.
    pub(crate) sales: Vec<Vec<(i64, f64)>>,
}

impl Interactions {
    /// As [`Interactions::of`], from rows that stand by themselves.
    pub fn new(
        interactions: &[Interaction],
        items: &[Item],
        viewers: &[Viewer],
        sales: &[Sale],
    ) -> Self {
        let mut told = Told::default();
        for row in interactions {
            told.add(&row.viewer, row.product, row.at, row.weight, row.action);
        }
        Self::of(told, items, viewers, sales)
    }

    /// Puts in order what was told. Products that only a row names are added with their id as
    /// name; viewers likewise. Rows with a weight or a count that is not above zero are dropped.
    pub fn of(told: Told, items: &[Item], viewers: &[Viewer], sales: &[Sale]) -> Self {
        let mut catalogue: BTreeMap<ProductId, Item> =
            items.iter().map(|i| (i.product, i.clone())).collect();
        let named = told.rows.iter().map(|row| row.product);
        for product in named.chain(sales.iter().map(|s| s.product)) {
            catalogue.entry(product).or_insert_with(|| Item::new(product, ""));
        }
        let items: Vec<Item> = catalogue.into_values().collect();

        let mut levels: BTreeMap<&str, Option<FanLevel>> = BTreeMap::new();
        for viewer in viewers {
            let level = levels.entry(&viewer.key).or_default();
            *level = viewer.fan_level.or(*level);
        }
        // Every key once, in order.
        let mut keys: Vec<(Box<str>, u32)> = told.numbers.into_iter().collect();
        keys.sort_unstable();
        let mut numbers = vec![0; keys.len()];
        for ((_, number), place) in keys.iter().zip(0..) {
            numbers[*number as usize] = place;
        }
        let viewers: Vec<Viewer> = keys
            .into_iter()
            .map(|(key, _)| Viewer {
                fan_level: levels.get(&*key).copied().flatten(),
                key: key.into_string(),
            })
            .collect();

        let mut data = Self {
            sales: vec![Vec::new(); items.len()],
            items,
            viewers,
            events: Vec::with_capacity(told.rows.len()),
        };
        for row in told.rows {
            let weight = row.weight.min(1.0);
            let viewer = numbers[row.viewer as usize];
            if let (true, Some(item)) = (weight > 0.0, data.item_index(row.product)) {
                data.events.push(Event { viewer, item, at: row.at, weight, action: row.action });
            }
        }
        data.events.par_sort_by(|a, b| {
            (a.at, a.viewer, a.item, a.action)
                .cmp(&(b.at, b.viewer, b.item, b.action))
                .then(a.weight.total_cmp(&b.weight))
        });
        data.drop_repeats();
        for sale in sales {
            if let (true, Some(item)) =
                (sale.orders > 0.0 && sale.orders.is_finite(), data.item_index(sale.product))
            {
                data.sales[item as usize].push((sale.at.as_second(), sale.orders));
            }
        }
        for rows in &mut data.sales {
            rows.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        }
        data
    }

    /// Keeps the first of what one viewer did the same way with one product on one occasion: two
    /// lines of an order, or an order and its event, are one purchase.
    fn drop_repeats(&mut self) {
        let events = &self.events;
        let what = |at: u32| {
            let event = &events[at as usize];
            (event.viewer, event.item, event.action)
        };
        // Those of one kind side by side, by time.
        let mut order: Vec<u32> = (0..events.len() as u32).collect();
        order.par_sort_unstable_by_key(|at| (what(*at), *at));
        let mut kept = vec![true; events.len()];
        for two in order.windows(2) {
            let gap = events[two[1] as usize].at - events[two[0] as usize].at;
            kept[two[1] as usize] = what(two[0]) != what(two[1]) || gap >= OCCASION_GAP;
        }
        let mut kept = kept.into_iter();
        self.events.retain(|_| kept.next().unwrap_or(true));
    }

    /// Products by id.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The product with an id.
    pub fn item(&self, product: ProductId) -> Option<&Item> {
        self.item_index(product).map(|i| &self.items[i as usize])
    }

    pub(crate) fn item_index(&self, product: ProductId) -> Option<u32> {
        self.items.binary_search_by_key(&product, |i| i.product).ok().map(|at| at as u32)
    }

    pub(crate) fn viewer_index(&self, key: &str) -> Option<u32> {
        self.viewers.binary_search_by(|v| v.key.as_str().cmp(key)).ok().map(|at| at as u32)
    }

    /// The purchase events, by time; no copy where nothing else is known.
    pub(crate) fn purchases(&self) -> Cow<'_, [Event]> {
        let bought = |e: &Event| e.action == Action::Purchase;
        if self.events.iter().all(bought) {
            return Cow::Borrowed(&self.events);
        }
        self.events.iter().copied().filter(bought).collect()
    }
}

/// Viewers × products, sparse, by viewer: the largest weight of a pair.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matrix {
    pub rows: Vec<Vec<(u32, f64)>>,
    pub items: usize,
}

impl Matrix {
    pub fn new(events: &[Event], viewers: usize, items: usize, signals: &Signals) -> Self {
        let mut rows: Vec<Vec<(u32, f64)>> = vec![Vec::new(); viewers];
        for event in events {
            let weight = event.weight * signals.of(event.action);
            if weight > 0.0 {
                rows[event.viewer as usize].push((event.item, weight));
            }
        }
        for row in &mut rows {
            row.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            row.dedup_by_key(|pair| pair.0);
            row.shrink_to_fit();
        }
        Self { rows, items }
    }

    /// Products × viewers: the same pairs by product.
    pub fn columns(&self) -> Vec<Vec<(u32, f64)>> {
        let mut columns: Vec<Vec<(u32, f64)>> = vec![Vec::new(); self.items];
        for (viewer, row) in self.rows.iter().enumerate() {
            for &(item, weight) in row {
                columns[item as usize].push((viewer as u32, weight));
            }
        }
        columns
    }
}

/// Per viewer: purchase occasions and the time of the last one.
pub(crate) fn occasions(purchases: &[Event], viewers: usize) -> Vec<(u32, i64)> {
    let mut seen = vec![(0u32, i64::MIN); viewers];
    // Purchases come by time, so comparing with the last one is enough.
    for event in purchases {
        let (count, last) = &mut seen[event.viewer as usize];
        if *count == 0 || event.at - *last >= OCCASION_GAP {
            *count += 1;
        }
        *last = event.at;
    }
    seen
}
