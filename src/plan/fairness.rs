//! Who gets the exposure: the share of each group of products, planned and seen, beside what the
//! group brings in and how much of the range it is, and whether a floor that was set held.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::history::{Scope, latest_sessions};
use super::wishes::key;
use super::{PlanForm, PlanScore, ProductForm};
use crate::domain::{Money, ProductId, Role, Session, SessionId, Snapshot};

/// A product is new until it was in so many sessions.
pub const NEW_UNTIL: usize = 3;
/// Rounding of shares does not break a floor.
pub(super) const SLACK: f64 = 1e-6;

/// By what products are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// New and known products.
    Age,
    /// Category.
    Category,
    /// Brand: whose goods they are.
    Brand,
    /// What the product is for.
    Role,
    /// Thirds of the range by price.
    Price,
    /// Who presents; groups slots, not products.
    Host,
}

impl Grouping {
    /// Every grouping, in the order shown.
    pub const ALL: [Self; 6] =
        [Self::Age, Self::Category, Self::Brand, Self::Role, Self::Price, Self::Host];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Category => "category",
            Self::Brand => "brand",
            Self::Role => "role",
            Self::Price => "price",
            Self::Host => "host",
        }
    }
}

/// A group: `age:new`, `category:零食`, `brand:山禾`, `role:profit`, `price:low`, `host:晴天`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// By what.
    pub by: Grouping,
    /// Which of them: a category, brand or host as it is written, else a stable word.
    pub of: String,
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.by.word(), self.of)
    }
}

impl Serialize for Group {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Group {
    /// Reads `by:of`. `None` where the grouping, or the word of one with fixed words, is unknown.
    pub fn parse(text: &str) -> Option<Self> {
        let (by, of) = text.split_once(':')?;
        let by = Grouping::ALL.into_iter().find(|grouping| grouping.word() == by.trim())?;
        let of = of.trim();
        let known = match by {
            Grouping::Age => ["new", "known"].contains(&of),
            Grouping::Category | Grouping::Brand | Grouping::Host => !of.is_empty(),
            Grouping::Role => Role::from_word(of).is_some(),
            Grouping::Price => ["low", "middle", "high"].contains(&of),
        };
        known.then(|| Self { by, of: of.to_owned() })
    }
}

/// Floors by group, as shares of the exposure.
pub type Floors = BTreeMap<Group, f64>;

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupShare {
    /// Which.
    pub group: Group,
    /// Its products.
    pub products: usize,
    /// Its share of the products.
    pub offered: f64,
    /// Its share of the exposure in the plan.
    pub planned: f64,
    /// The same in the session; `None` when no export tells who was shown what.
    pub seen: Option<f64>,
    /// Its share of what all products brought; `None` where nothing was brought or told.
    pub earned: Option<f64>,
    /// The least share it should have; `None` where nobody set one.
    pub floor: Option<f64>,
    /// Whether the plan held it.
    pub held_in_plan: Option<bool>,
    /// Whether the session did.
    pub held: Option<bool>,
}

/// One grouping.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fairness {
    /// By what.
    pub by: Grouping,
    /// Groups, most exposure first.
    pub groups: Vec<GroupShare>,
    /// Products of which the store does not say where they belong.
    pub left_out: usize,
}

/// Groups products as they were when a session began.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    of: BTreeMap<String, Vec<Group>>,
}

impl Groups {
    /// The products of a session and its plan; of an unfinished one (`None`), as of now.
    pub fn of(snapshot: &Snapshot, session: Option<SessionId>, ids: &[String]) -> Self {
        let shown = shown_before(snapshot, session.and_then(|id| snapshot.session(id)));
        let products: Vec<_> =
            snapshot.products.iter().filter(|product| ids.contains(&key(product))).collect();
        let price = |id: ProductId, listed: Option<Money>| {
            let rows = snapshot.session_products.iter().filter(|row| row.product == id);
            listed.or_else(|| rows.filter_map(|row| row.facts.price).next_back())
        };
        let mut prices: Vec<Money> =
            products.iter().filter_map(|p| price(p.id, p.facts.price)).collect();
        prices.sort_unstable();
        let third = |at: usize| prices.get(prices.len() * at / 3).copied();
        let mut of = BTreeMap::new();
        for product in &products {
            let times = shown.get(&product.id).map_or(0, BTreeSet::len);
            let age = if times < NEW_UNTIL { "new" } else { "known" };
            let mut groups = vec![(Grouping::Age, age.to_owned())];
            let named = [
                (Grouping::Category, &product.facts.category),
                (Grouping::Brand, &product.facts.brand),
            ];
            for (by, name) in named {
                groups.extend(name.clone().filter(|name| !name.is_empty()).map(|name| (by, name)));
            }
            if let Some(role) = product.role {
                groups.push((Grouping::Role, role.word().to_owned()));
            }
            if let (Some(price), Some(low), Some(high), true) =
                (price(product.id, product.facts.price), third(1), third(2), prices.len() >= 3)
            {
                let band = match price {
                    price if price < low => "low",
                    price if price < high => "middle",
                    _ => "high",
                };
                groups.push((Grouping::Price, band.to_owned()));
            }
            let groups = groups.into_iter().map(|(by, of)| Group { by, of }).collect();
            of.insert(key(product), groups);
        }
        Self { of }
    }

    fn group(&self, id: &str, by: Grouping) -> Option<&Group> {
        self.of.get(id)?.iter().find(|group| group.by == by)
    }

    /// Products of a group.
    pub fn members(&self, group: &Group) -> Vec<&str> {
        let of = self.of.iter().filter(|(_, groups)| groups.contains(group));
        of.map(|(id, _)| id.as_str()).collect()
    }
}

/// The sessions of the shop each product was in before.
fn shown_before(
    snapshot: &Snapshot,
    session: Option<&Session>,
) -> BTreeMap<ProductId, BTreeSet<SessionId>> {
    let scope = Scope {
        account: session.map(|session| session.account),
        before: session.map(|session| session.id),
        ..Scope::default()
    };
    let mut shown: BTreeMap<ProductId, BTreeSet<SessionId>> = BTreeMap::new();
    for (session, _) in latest_sessions(snapshot, &scope, usize::MAX) {
        let rows = snapshot.products_of(session.id).iter().map(|row| row.product);
        let talked = snapshot.segments_of(session.id).iter().map(|segment| segment.product);
        for product in rows.chain(talked) {
            shown.entry(product).or_default().insert(session.id);
        }
    }
    shown
}

/// The exposure of a plan and its session by group. A grouping with one group tells nothing and
/// is left out, unless it has a floor.
pub fn fairness(score: &PlanScore, groups: &Groups, floors: &Floors) -> Vec<Fairness> {
    let told = score.products.iter().any(|product| product.share.is_some());
    let earned: f64 = score.products.iter().filter_map(|product| product.actual).sum();
    Grouping::ALL
        .into_iter()
        // Hosts are told from slots.
        .filter(|by| *by != Grouping::Host)
        .filter_map(|by| {
            let mut sums: BTreeMap<&Group, [f64; 4]> = BTreeMap::new();
            let mut left_out = 0;
            for product in &score.products {
                let Some(group) = groups.group(&product.product_id, by) else {
                    left_out += 1;
                    continue;
                };
                let sum = sums.entry(group).or_default();
                sum[0] += 1.0;
                sum[1] += product.planned_share;
                sum[2] += product.share.unwrap_or(0.0);
                sum[3] += product.actual.unwrap_or(0.0);
            }
            // A floor of a group that is not there at all was not held either.
            for group in floors.keys().filter(|group| group.by == by) {
                sums.entry(group).or_default();
            }
            let floored = sums.keys().any(|group| floors.contains_key(*group));
            if sums.len() < 2 && !floored {
                return None;
            }
            let all = score.products.len().max(1) as f64;
            let mut shares: Vec<GroupShare> = sums
                .into_iter()
                .map(|(group, [products, planned, seen, value])| {
                    let floor = floors.get(group).copied();
                    let seen = told.then_some(seen);
                    GroupShare {
                        group: group.clone(),
                        products: products as usize,
                        offered: products / all,
                        planned,
                        seen,
                        earned: (earned > 0.0).then(|| value / earned),
                        floor,
                        held_in_plan: floor.map(|floor| planned >= floor - SLACK),
                        held: floor.zip(seen).map(|(floor, seen)| seen >= floor - SLACK),
                    }
                })
                .collect();
            shares.sort_by(|a, b| b.planned.total_cmp(&a.planned).then(a.group.cmp(&b.group)));
            Some(Fairness { by, groups: shares, left_out })
        })
        .collect()
}

/// A floor that the next plan should hold: products of the group, those to use first in front.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FloorWish {
    /// The group.
    pub group: Group,
    /// Its products as plans name them.
    pub ids: Vec<String>,
    /// The least share of all of them together.
    pub share: f64,
}

impl FloorWish {
    /// Whether a plan of this form can hold it: it may show a product of the group, or the host
    /// presents.
    pub fn can_be_held(&self, form: &PlanForm) -> bool {
        let presents = || form.session.hosts.contains(&self.group.of);
        !self.ids.is_empty() || (self.group.by == Grouping::Host && presents())
    }
}

impl PlanForm {
    /// Writes floors into the form as least shares of single products: as many of the group as
    /// can have a slot of `block` minutes each, alike. A host's is kept until the host presents.
    /// Returns how many floors the plan can hold: those of a group it knows a product of, and of
    /// hosts who present.
    pub fn hold_floors(
        &mut self,
        floors: &[FloorWish],
        known: &[String],
        (minutes, block): (u32, u32),
    ) -> usize {
        let mut held = 0;
        // Floors of hosts are those that stand now; one that was let go must not stay.
        self.session.host_floors.clear();
        for floor in floors {
            if floor.group.by == Grouping::Host {
                self.session.host_floors.insert(floor.group.of.clone(), floor.share);
                held += usize::from(floor.can_be_held(self));
                continue;
            }
            let ids: Vec<&String> = floor.ids.iter().filter(|id| known.contains(id)).collect();
            if ids.is_empty() || floor.share <= 0.0 {
                continue;
            }
            if self.products.is_empty() {
                let entry =
                    |id: &String| ProductForm { id: Some(id.clone()), ..ProductForm::default() };
                self.products = known.iter().map(entry).collect();
            }
            let room = floor.share * f64::from(minutes) / f64::from(block.max(1));
            let many = (room.floor() as usize).clamp(1, ids.len());
            let each = floor.share / many as f64;
            for id in ids.into_iter().take(many) {
                let at = self.products.iter().position(|p| p.id.as_ref() == Some(id));
                let Some(product) = at.map(|at| &mut self.products[at]) else { continue };
                product.min_share = Some(product.min_share.map_or(each, |least| least.max(each)));
                // A bound of before must not stand in the way.
                product.max_share = product.max_share.map(|most| most.max(each));
            }
            held += 1;
        }
        held
    }
}
