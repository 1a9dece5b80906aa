//! When each account is live, what it shows, for how long and at what price.

use jiff::civil::{Date, DateTime, Weekday, date};
use rand::Rng;
use rand::seq::SliceRandom;

use super::catalog::{Product, ShopKind};
use super::params::Params;
use super::shape::{chance, dice, normal, pick, shocks};
use super::world::{Offset, after};

/// A session before it happens.
pub struct Plan {
    /// Start, local.
    pub start: DateTime,
    /// Length in seconds.
    pub length: Offset,
    /// Who presents.
    pub host: &'static str,
    /// Title.
    pub title: String,
    /// Room id where the platform has one.
    pub room: String,
    /// Money spent on ads in 1/100.
    pub spend: i64,
    /// Saturday with ads.
    pub big: bool,
    /// Starts with the giveaway.
    pub opener: bool,
    /// Expected viewers who are not members.
    pub audience: f64,
    /// Log shock to all order rates of the session.
    pub mood: f64,
    /// Products in the cart; the talked-about ones first.
    pub offers: Vec<Offer>,
    /// Talk in time order.
    pub talks: Vec<Talk>,
}

/// A product in a session's cart.
pub struct Offer {
    /// Index into the catalogue.
    pub product: usize,
    /// Price in 1/100.
    pub price: i64,
    /// When it was put up, from the start.
    pub listed: Offset,
}

/// A stretch of talk about one product.
pub struct Talk {
    /// Index into the plan's offers.
    pub offer: usize,
    /// Start.
    pub from: Offset,
    /// End.
    pub to: Offset,
    /// Seconds already spent on the product in this session.
    pub before: Offset,
}

impl Plan {
    /// The time at an offset.
    pub fn at(&self, offset: Offset) -> DateTime {
        after(self.start, i64::from(offset))
    }

    /// End.
    pub fn end(&self) -> DateTime {
        self.at(self.length)
    }

    /// Whether money was spent on ads.
    pub fn ads(&self) -> bool {
        self.spend > 0
    }
}

/// Whether a time lies in the hours that sell better.
pub fn in_evening_peak(at: DateTime) -> bool {
    (20..22).contains(&at.hour())
}

const SHANHE_EVENINGS: [(i8, &[i8]); 7] = [
    (5, &[23, 26, 30]),
    (6, &[4, 6, 9, 13, 16, 18, 20, 30]),
    (7, &[4, 7, 11, 16, 18, 21]),
    (8, &[1, 4, 8, 13, 15, 18, 29]),
    (9, &[1, 5, 10, 12, 15, 24, 26]),
    (10, &[10, 13, 17, 24, 27, 29, 31]),
    (11, &[3, 5, 7, 10, 12, 14, 17, 19, 21]),
];
const SHANHE_AFTERNOONS: [(i8, i8); 5] = [(6, 28), (7, 26), (8, 23), (9, 20), (10, 18)];
const GUANGYING_DAYS: [(i8, i8); 9] =
    [(9, 18), (9, 25), (10, 2), (10, 9), (10, 16), (10, 23), (10, 30), (11, 6), (11, 13)];
const CHUJIAN_DAYS: [(i8, i8); 6] = [(10, 14), (10, 21), (10, 28), (11, 4), (11, 11), (11, 18)];

/// Days on which everything is cheaper, with the factor on the price.
pub const SALE_DAYS: [(i8, i8, f64, &str); 6] = [
    (6, 16, 0.88, "618 前夜"),
    (6, 18, 0.85, "618"),
    (8, 15, 0.90, "会员日"),
    (9, 12, 0.90, "会员日"),
    (11, 10, 0.82, "双十一前夜"),
    (11, 12, 0.88, "双十一返场"),
];

/// Log shock of the shop's last session, so that it is a good night to look at.
const LAST_MOOD: f64 = 0.06;
/// What the shop talks about in its last session.
const LAST_PRODUCTS: [usize; 7] = [6, 14, 5, 0, 1, 26, 31];

fn days(kind: ShopKind) -> Vec<(Date, bool)> {
    let mut days: Vec<(Date, bool)> = match kind {
        ShopKind::Shanhe => SHANHE_EVENINGS
            .iter()
            .flat_map(|&(month, days)| days.iter().map(move |&day| (date(2026, month, day), false)))
            .chain(SHANHE_AFTERNOONS.map(|(month, day)| (date(2026, month, day), true)))
            .collect(),
        ShopKind::Guangying => GUANGYING_DAYS.map(|(m, d)| (date(2026, m, d), false)).to_vec(),
        ShopKind::Chujian => CHUJIAN_DAYS.map(|(m, d)| (date(2026, m, d), false)).to_vec(),
    };
    days.sort_unstable();
    days
}

/// All sessions of an account in order.
pub fn plans(kind: ShopKind, products: &[Product], params: &Params) -> Vec<Plan> {
    let days = days(kind);
    let mut common = dice(params.seed, "shocks", kind as usize);
    let (crowd, mood) = shocks(&mut common, days.len(), 0.5, 0.10, 0.3);
    let last = days.len() - 1;
    days.into_iter()
        .enumerate()
        .map(|(number, (day, afternoon))| {
            let mut dice = dice(params.seed, "plan", kind as usize * 1000 + number);
            let second = if number == last { 0 } else { dice.gen_range(0..50) };
            let (hour, minute, minutes) = match kind {
                ShopKind::Shanhe if afternoon => (14, 0, 120),
                ShopKind::Shanhe => (19, 30, 180),
                ShopKind::Guangying => (20, 0, 120),
                ShopKind::Chujian => (19, 0, 60),
            };
            let start = day.at(hour, minute, second, 0);
            let late = if number == last { 0 } else { dice.gen_range(0..60) };
            let saturday = day.weekday() == Weekday::Saturday && kind == ShopKind::Shanhe;
            let ads_luck = dice.r#gen::<f64>();
            let opener_luck = dice.r#gen::<f64>();
            let spend_luck = dice.gen_range(0.75..1.3);
            let shop = kind == ShopKind::Shanhe;
            let ads_share = if saturday { 0.72 } else { 0.16 };
            let ads = shop && (number == last || ads_luck < ads_share);
            let big = saturday && ads;
            let opener = shop && {
                let mixed = 0.34;
                let chosen = if big { 0.90 } else { 0.08 };
                let c = params.effects.opener_confounding;
                opener_luck < c * chosen + (1.0 - c) * mixed
            };
            let progress = number as f64 / last as f64;
            let base = match kind {
                ShopKind::Shanhe => 5_200.0 + 4_000.0 * progress,
                ShopKind::Guangying => 1_900.0 + 900.0 * progress,
                ShopKind::Chujian => 115.0 + 30.0 * progress,
            };
            let audience = base
                * if saturday { 1.12 } else { 1.0 }
                * if ads { 1.32 } else { 1.0 }
                * if afternoon { 0.62 } else { 1.0 }
                * if number == last { 1.0 } else { crowd[number].exp() };
            let spend = if ads {
                (audience * 0.24 * 62.0 * spend_luck / 100.0).round() as i64 * 100
            } else {
                0
            };
            let sale =
                SALE_DAYS.iter().find(|s| shop && day == date(2026, s.0, s.1)).map(|s| (s.2, s.3));
            let relief =
                shop && (afternoon || day.weekday() == Weekday::Tuesday && chance(&mut dice, 0.3));
            let host = match kind {
                ShopKind::Shanhe if relief => "小满",
                ShopKind::Shanhe => "阿禾",
                ShopKind::Guangying => "Leo 老师",
                ShopKind::Chujian => "初初",
            };
            let length = minutes * 60 + late;
            let fixed: &[usize] = if shop && number == last { &LAST_PRODUCTS } else { &[] };
            let price = sale.map(|s| s.0);
            let (offers, talks) = run_down(kind, products, opener, price, length, fixed, &mut dice);
            Plan {
                start,
                length,
                host,
                title: title(kind, sale.map(|s| s.1), opener, number),
                room: (7_549_200_113_004_118_274 + 313_007_551 * number as u64).to_string(),
                spend,
                big,
                opener,
                audience,
                mood: if shop && number == last { LAST_MOOD } else { mood[number] * 1.2 },
                offers,
                talks,
            }
        })
        .collect()
}

fn title(kind: ShopKind, sale: Option<&str>, opener: bool, number: usize) -> String {
    match (kind, sale) {
        (ShopKind::Guangying, _) => format!("Photo class live #{}", number + 1),
        (ShopKind::Chujian, _) => format!("初见手作第 {} 场", number + 1),
        (ShopKind::Shanhe, Some(sale)) => format!("{sale} 山禾好物专场"),
        (ShopKind::Shanhe, None) if opener => "进来先领福利 山里好物".to_owned(),
        (ShopKind::Shanhe, None) => "今晚喝点什么 山里好物".to_owned(),
    }
}

/// Which products are talked about, when, and at what price. Talk minutes are drawn without
/// regard to how well a product sells, so that their effect can be read from the files.
fn run_down(
    kind: ShopKind,
    products: &[Product],
    opener: bool,
    sale: Option<f64>,
    length: Offset,
    fixed: &[usize],
    dice: &mut rand_chacha::ChaCha8Rng,
) -> (Vec<Offer>, Vec<Talk>) {
    let mut weights: Vec<f64> = products.iter().map(|p| p.weight).collect();
    let wanted = match kind {
        _ if !fixed.is_empty() => fixed.len(),
        ShopKind::Shanhe => 9,
        ShopKind::Guangying => 5,
        ShopKind::Chujian => 4,
    };
    let shelf = if kind == ShopKind::Shanhe { 5 } else { 1 };
    let mut chosen: Vec<usize> = Vec::new();
    for turn in 0..wanted + shelf {
        let free = fixed.get(turn).copied();
        let at = free.unwrap_or_else(|| pick(dice, &weights));
        weights[at] = 0.0;
        chosen.push(at);
    }
    let mut offers: Vec<Offer> = chosen
        .iter()
        .map(|&product| {
            let own =
                if chance(dice, 0.18) { [0.95, 0.9, 0.85, 0.8][dice.gen_range(0..4)] } else { 1.0 };
            let factor = sale.map_or(own, |s| s.min(own));
            let price = products[product].price;
            Offer {
                product,
                price: if factor < 1.0 {
                    (price as f64 * factor / 10.0).round() as i64 * 10
                } else {
                    price
                },
                listed: 0,
            }
        })
        .collect();
    let gift = products.iter().position(Product::is_gift).filter(|_| opener);
    let mut talks = Vec::new();
    let mut clock: Offset = dice.gen_range(4 * 60..8 * 60);
    let last_call = length - 6 * 60;
    let mut spent = vec![0; offers.len() + 1];
    if let Some(product) = gift {
        offers.push(Offer { product, price: products[product].price, listed: 0 });
        let to = clock + dice.gen_range(9 * 60..14 * 60);
        let offer = offers.len() - 1;
        talks.push(Talk { offer, from: clock, to, before: 0 });
        spent[offer] = to - clock;
        clock = to;
    }
    let mut order: Vec<usize> = (0..wanted).collect();
    while clock + 4 * 60 < last_call {
        order.shuffle(dice);
        for &offer in &order {
            let minutes = (9.5 * (0.62 * normal(dice)).exp()).clamp(3.5, 36.0);
            let to = (clock + (minutes * 60.0) as Offset).min(last_call);
            if to < clock + 180 {
                break;
            }
            talks.push(Talk { offer, from: clock, to, before: spent[offer] });
            spent[offer] += to - clock;
            if offers[offer].listed == 0 {
                offers[offer].listed = clock.saturating_sub(60).max(1);
            }
            clock = to;
        }
    }
    (offers, talks)
}
