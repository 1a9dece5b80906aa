//! The raw form of a plan: what a TOML file, the command line or the window say, unchecked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::error::{Place, PlanError, SpecProblem};

/// A plan as described. [`PlanForm::check`] turns it into a request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlanForm {
    /// `[session]`.
    pub session: SessionForm,
    /// `[[product]]`; empty takes the products of the store.
    #[serde(rename = "product")]
    pub products: Vec<ProductForm>,
    /// `[[slot]]`: the run-down laid by hand; empty leaves it to the plan.
    #[serde(rename = "slot", skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<SlotForm>,
}

/// `[[slot]]`; they follow each other and fill the session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotForm {
    /// Id of its product.
    pub product: String,
    /// Length.
    pub minutes: u32,
    /// Who presents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}

/// Viewers: one number or three.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ViewersForm {
    /// Exactly so many.
    One(f64),
    /// A forecast.
    Range {
        /// One in ten sessions has fewer.
        p10: f64,
        /// The middle.
        p50: f64,
        /// One in ten has more.
        p90: f64,
    },
}

/// `[session]`. What is missing comes from past sessions or from defaults.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionForm {
    /// When it begins, on the clock of the place: `2026-11-28 19:30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Length in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Least length of a slot; 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block_minutes: Option<u32>,
    /// Viewer forecast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub viewers: Option<ViewersForm>,
    /// Goal in the objective's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<f64>,
    /// `profit`, `gmv`, `net` or `orders`; gmv.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// Share for exploration; 0.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explore: Option<f64>,
    /// What is asked of the worst sessions; nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<RiskForm>,
    /// `shop`, `brand`, `education` or `guide`: fills in what is left open; none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// `full` or `orders`; full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<String>,
    /// Least number of products; 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_products: Option<usize>,
    /// Greatest number of products; all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_products: Option<usize>,
    /// Greatest share per category.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub category_caps: BTreeMap<String, f64>,
    /// Who presents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// Least part of the exposure, per host.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub host_floors: BTreeMap<String, f64>,
}

/// What is asked of the worst sessions: a floor, a weight, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RiskForm {
    /// The part of sessions that counts as the worst; 0.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst: Option<f64>,
    /// Their average must reach this, in the objective's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<f64>,
    /// How much their average counts in what is made large, 0 to 1; 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

/// A saturating response in units of share.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponseForm {
    /// Value per unit of share at the start, in the objective's unit.
    pub slope: f64,
    /// Share at which it bends.
    pub kappa: f64,
}

/// Counts to learn from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryForm {
    /// Viewers with full attention.
    pub exposures: f64,
    /// Orders.
    pub orders: f64,
}

/// `[[product]]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProductForm {
    /// Id; in a store the platform's id, else its name is tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `goods`, `course` or `ad_share`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `traffic`, `giveaway`, `profit` or `image`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Price of an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Kept of an order that is not returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// Share of orders returned; 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_rate: Option<f64>,
    /// Cost of a return; 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_cost: Option<f64>,
    /// Pieces; unlimited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<u64>,
    /// Least share; 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_share: Option<f64>,
    /// Greatest share; 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_share: Option<f64>,
    /// Least minutes when it is in; 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_minutes: Option<u32>,
    /// Most minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_minutes: Option<u32>,
    /// Must be in; false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub must_include: Option<bool>,
    /// Fixed share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_share: Option<f64>,
    /// Orders per viewer if all the exposure were its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion: Option<f64>,
    /// Saturating response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<ResponseForm>,
    /// Counts to learn from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<HistoryForm>,
}

const FILE_KEYS: &[&str] = &["session", "product", "slot"];
const SLOT_KEYS: &[&str] = &["product", "minutes", "host"];
const SESSION_KEYS: &[&str] = &[
    "start",
    "minutes",
    "block_minutes",
    "viewers",
    "goal",
    "objective",
    "explore",
    "risk",
    "template",
    "uncertainty",
    "min_products",
    "max_products",
    "category_caps",
    "hosts",
    "host_floors",
];
const VIEWERS_KEYS: &[&str] = &["p10", "p50", "p90"];
const RISK_KEYS: &[&str] = &["worst", "floor", "weight"];
const PRODUCT_KEYS: &[&str] = &[
    "id",
    "name",
    "kind",
    "role",
    "category",
    "price",
    "margin",
    "return_rate",
    "return_cost",
    "stock",
    "min_share",
    "max_share",
    "min_minutes",
    "max_minutes",
    "must_include",
    "lock_share",
    "conversion",
    "response",
    "history",
];
const RESPONSE_KEYS: &[&str] = &["slope", "kappa"];
const HISTORY_KEYS: &[&str] = &["exposures", "orders"];

impl PlanForm {
    /// Reads a TOML text. Types and keys are checked here, values in [`PlanForm::check`].
    ///
    /// # Errors
    /// [`PlanError::Spec`]: not TOML, an unknown key, a wrong type.
    pub fn from_toml(text: &str) -> Result<Self, PlanError> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error
                .span()
                .map_or(0, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
            SpecProblem::Syntax { line, message: error.message().to_owned() }
        })?;
        known_keys(&table)?;
        toml::from_str(text).map_err(|error| {
            let place = error.span().map(|span| line_of(text, span.start));
            SpecProblem::WrongType {
                message: match place {
                    Some(line) => format!("{} ← {}", error.message(), line),
                    None => error.message().to_owned(),
                },
            }
            .into()
        })
    }
}

/// The line an offset lies in, trimmed: it holds the key.
fn line_of(text: &str, offset: usize) -> &str {
    let offset =
        (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or("").trim()
}

fn known_keys(table: &Table) -> Result<(), SpecProblem> {
    check_keys(table, FILE_KEYS, &Place::File)?;
    if let Some(Value::Table(session)) = table.get("session") {
        check_keys(session, SESSION_KEYS, &Place::Session)?;
        for (key, inner) in [("viewers", VIEWERS_KEYS), ("risk", RISK_KEYS)] {
            if let Some(Value::Table(table)) = session.get(key) {
                check_keys(table, inner, &Place::Session)?;
            }
        }
    }
    if let Some(Value::Array(slots)) = table.get("slot") {
        for (at, slot) in slots.iter().enumerate() {
            if let Value::Table(slot) = slot {
                check_keys(slot, SLOT_KEYS, &Place::Slot { row: at + 1 })?;
            }
        }
    }
    if let Some(Value::Array(products)) = table.get("product") {
        for (at, product) in products.iter().enumerate() {
            let Value::Table(product) = product else {
                continue;
            };
            let place = Place::Product {
                row: at + 1,
                id: product.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
            };
            check_keys(product, PRODUCT_KEYS, &place)?;
            for (key, inner) in [("response", RESPONSE_KEYS), ("history", HISTORY_KEYS)] {
                if let Some(Value::Table(table)) = product.get(key) {
                    check_keys(table, inner, &place)?;
                }
            }
        }
    }
    Ok(())
}

fn check_keys(table: &Table, known: &[&str], place: &Place) -> Result<(), SpecProblem> {
    match table.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => Err(SpecProblem::UnknownKey {
            place: place.clone(),
            key: key.clone(),
            nearest: nearest(key, known),
        }),
    }
}

/// The known key with the fewest edits, when they are few.
fn nearest(key: &str, known: &[&str]) -> Option<String> {
    known
        .iter()
        .map(|k| (edits(key, k), *k))
        .min()
        .filter(|(edits, k)| *edits <= 2.max(k.len() / 3))
        .map(|(_, k)| k.to_owned())
}

/// Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let next = (corner + usize::from(ca != *cb)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
