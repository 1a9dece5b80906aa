//! The people: members whom the shop knows, and buyers who come out of the crowd.

use rand::Rng;

use super::catalog::ShopKind;
use super::shape::{Dice, beta, chance, dice, normal, pick};
use super::world::Buyer;

/// Provinces in which buyers live, with their weights. Where somebody lives changes nothing.
const REGIONS: [(&str, f64); 12] = [
    ("广东省", 15.0),
    ("浙江省", 13.0),
    ("江苏省", 12.0),
    ("山东省", 10.0),
    ("河南省", 9.0),
    ("四川省", 9.0),
    ("湖北省", 8.0),
    ("福建省", 6.0),
    ("安徽省", 6.0),
    ("北京市", 5.0),
    ("上海市", 4.0),
    ("辽宁省", 3.0),
];
const STATES: [(&str, f64); 4] =
    [("Selangor", 4.0), ("Kuala Lumpur", 3.0), ("Johor", 2.0), ("Penang", 2.0)];
/// Tastes by category (咖啡 零食 粮油 茶饮 家居 课程 福利 素材) of five sorts of people.
const TASTES: [[f64; 8]; 5] = [
    [2.6, 0.7, 0.4, 0.8, 1.0, 0.7, 1.0, 1.0],
    [0.5, 2.1, 0.9, 0.7, 0.5, 0.4, 1.0, 1.0],
    [0.4, 0.8, 2.4, 0.9, 0.8, 0.3, 1.0, 1.0],
    [0.7, 0.6, 0.8, 2.6, 1.5, 0.4, 1.0, 1.0],
    [1.0, 0.6, 0.3, 0.4, 0.8, 3.0, 1.0, 1.0],
];

/// A member.
pub struct Member {
    /// Phone: the raw id in events and orders.
    pub phone: String,
    /// Age band.
    pub age: &'static str,
    /// Gender.
    pub gender: &'static str,
    /// Province.
    pub region: &'static str,
    /// `none`, `fan` or `club`.
    pub level: &'static str,
    /// First session in which the member can appear.
    pub joined: usize,
    /// Chance to come to a session.
    pub attendance: f64,
    /// Interest by category, mean about 1.
    pub taste: [f64; 8],
    /// Day of the last purchase in the log, as days of the year.
    pub last_purchase: Option<i64>,
}

/// Everybody whom an account can tell apart.
pub struct People {
    /// Members.
    pub members: Vec<Member>,
    kind: ShopKind,
    crowd: Vec<Buyer>,
    settled: usize,
    numbers: usize,
}

impl People {
    /// Draws the members of an account.
    pub fn make(kind: ShopKind, sessions: usize, seed: u64) -> Self {
        let size = match kind {
            ShopKind::Shanhe => 4_200,
            ShopKind::Guangying => 0,
            ShopKind::Chujian => 90,
        };
        let mut dice = dice(seed, "members", kind as usize);
        let members = (0..size).map(|number| member(kind, number, sessions, &mut dice)).collect();
        Self { members, kind, crowd: Vec::new(), settled: 0, numbers: size }
    }

    /// Those who bought so far may come back from now on.
    pub fn settle(&mut self) {
        self.settled = self.crowd.len();
    }

    /// A member as a buyer.
    pub fn member_buyer(&self, member: usize) -> Buyer {
        let member = &self.members[member];
        Buyer { key: member.phone.clone(), region: member.region, masked: false }
    }

    /// A buyer from the crowd: now and then one who has bought before this session.
    pub fn crowd_buyer(&mut self, dice: &mut Dice) -> Buyer {
        if self.settled > 20 && chance(dice, 0.10) {
            return self.crowd[dice.gen_range(0..self.settled)].clone();
        }
        let number = self.numbers;
        self.numbers += 1;
        let (key, region) = match self.kind {
            ShopKind::Guangying => (format!("sample.viewer{number:04}"), place(dice, &STATES)),
            shop => (phone(shop, number), place(dice, &REGIONS)),
        };
        let buyer =
            Buyer { key, region, masked: self.kind == ShopKind::Shanhe && chance(dice, 0.12) };
        self.crowd.push(buyer.clone());
        buyer
    }
}

/// Fictional phone numbers in scattered order: 13800000000–13800019999 for the shop,
/// 13900000000–13900009999 for the small one.
fn phone(kind: ShopKind, number: usize) -> String {
    if kind == ShopKind::Chujian {
        format!("1390000{:04}", (number * 37 + 11) % 10_000)
    } else {
        format!("138000{:05}", (number * 7_919 + 4_217) % 20_000)
    }
}

fn place(dice: &mut Dice, places: &[(&'static str, f64)]) -> &'static str {
    let weights: Vec<f64> = places.iter().map(|p| p.1).collect();
    places[pick(dice, &weights)].0
}

fn member(kind: ShopKind, number: usize, sessions: usize, dice: &mut Dice) -> Member {
    let sort = pick(dice, &[3.0, 2.6, 2.2, 1.6, 0.9]);
    let mut taste = TASTES[sort];
    for value in &mut taste {
        *value *= (0.45 * normal(dice)).exp();
    }
    let joined = if chance(dice, 0.45) { 0 } else { dice.gen_range(0..sessions * 4 / 5) };
    Member {
        phone: phone(kind, number),
        age: ["18-23", "24-30", "31-40", "41-50", "50+"][pick(dice, &[2.0, 4.0, 4.0, 2.0, 1.0])],
        gender: ["女", "男"][pick(dice, &[7.0, 3.0])],
        region: place(dice, &REGIONS),
        level: ["none", "fan", "club"][pick(dice, &[3.0, 5.0, 2.0])],
        joined,
        attendance: beta(dice, 1.3, 5.5),
        taste,
        last_purchase: None,
    }
}
