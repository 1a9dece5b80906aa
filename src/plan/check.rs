//! The one door from a raw form to a checked request.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use super::error::{Place, PlanError, SpecProblem};
use super::history::{History, KnownProduct};
use super::host::each_once;
use super::lay::tiled;
use super::request::{
    Method, Objective, Observation, PlanProduct, PlanRequest, Response, Risk, Uncertainty, Viewers,
};
use super::result::Slot;
use super::spec::{PlanForm, ProductForm, RiskForm, SlotForm, ViewersForm};
use super::template::Scenario;
use crate::domain::{Currency, ProductKind, Role};

/// Minutes when neither the form nor past sessions say.
const MINUTES: u32 = 120;
/// Least length of a slot.
const BLOCK: u32 = 5;
/// Share for exploration.
const EXPLORE: f64 = 0.1;
/// The least part that ten thousand sessions tell anything about.
const LEAST_WORST: f64 = 0.01;
/// A day: longer sessions are taken for a slip.
const MOST_MINUTES: u32 = 24 * 60;
/// More names than that are a list of something else.
const MOST_HOSTS: usize = 12;
/// Products of the store a plan takes by itself.
const MOST_FROM_STORE: usize = 40;

impl PlanForm {
    /// Checks every value and fills what is missing from past sessions and defaults.
    ///
    /// # Errors
    /// [`PlanError::Spec`] naming the place and the key.
    pub fn check(
        &self,
        method: Method,
        history: Option<&History>,
    ) -> Result<PlanRequest, PlanError> {
        let s = &self.session;
        let place = Place::Session;
        let template = self.template()?;
        let objective = word(
            &place,
            "objective",
            s.objective.as_deref(),
            template.map_or(Objective::Gmv, Scenario::objective),
            Objective::from_word,
            &["profit", "gmv", "net", "orders"],
        )?;
        let uncertainty = word(
            &place,
            "uncertainty",
            s.uncertainty.as_deref(),
            Uncertainty::Full,
            Uncertainty::from_word,
            &["full", "orders"],
        )?;
        let minutes = s.minutes.or_else(|| history.and_then(|h| h.minutes)).unwrap_or(MINUTES);
        in_range(&place, "minutes", f64::from(minutes), 1.0, f64::from(MOST_MINUTES))?;
        let block_minutes = s.block_minutes.unwrap_or(BLOCK.min(minutes));
        in_range(&place, "block_minutes", f64::from(block_minutes), 1.0, f64::from(minutes))?;
        let goal = s
            .goal
            .map(|goal| in_range(&place, "goal", goal, f64::MIN_POSITIVE, f64::INFINITY))
            .transpose()?;
        let explore = in_range(&place, "explore", s.explore.unwrap_or(EXPLORE), 0.0, 1.0)?;
        for cap in s.category_caps.values() {
            in_range(&place, "category_caps", *cap, 0.0, 1.0)?;
        }
        let by_hand = self.slots.iter().filter_map(|slot| slot.host.clone());
        let hosts = each_once(&s.hosts.iter().cloned().chain(by_hand).collect::<Vec<_>>());
        if hosts.len() > MOST_HOSTS {
            let problem = SpecProblem::TooManyHosts { count: hosts.len(), most: MOST_HOSTS };
            return Err(problem.into());
        }
        let host_floors = host_floors(&s.host_floors, &hosts)?;
        let products = self.products(objective, history)?;
        let laid = laid(&self.slots, &products, minutes)?;
        let start = s.start.as_deref().map(start).transpose()?;
        let min_products = s.min_products.unwrap_or(1);
        let max_products = s.max_products.unwrap_or(products.len().max(min_products));
        in_range(&place, "max_products", max_products as f64, 1.0, f64::INFINITY)?;
        in_range(&place, "min_products", min_products as f64, 0.0, max_products as f64)?;
        let mut viewers = viewers(s.viewers, history, &products, goal, minutes)?;
        if let (true, Some(ViewersForm::One(_)), Some(usual)) =
            (self.products.is_empty(), s.viewers, history.and_then(|h| h.viewers))
        {
            // A number given for the own shop is a middle: its spread is that of past sessions.
            viewers = usual.around(viewers.p50);
        }
        let mut request = PlanRequest {
            minutes,
            block_minutes,
            viewers,
            goal,
            objective,
            method,
            explore,
            risk: s.risk.map(RiskForm::check).transpose()?.flatten(),
            uncertainty,
            min_products,
            max_products,
            category_caps: s.category_caps.clone(),
            hosts,
            host_floors,
            past_hosts: history.map(|h| h.past_hosts.clone()).unwrap_or_default(),
            start,
            already_seen: false,
            laid,
            crowd: None,
            wider: None,
            currency: history.map_or_else(Currency::cny, |h| h.currency.clone()),
            most_viewers_seen: history.and_then(|h| h.most_viewers),
            template: None,
            products,
        };
        request.template = template.map(|scenario| (scenario, scenario.fill(self, &mut request)));
        Ok(request)
    }

    fn template(&self) -> Result<Option<Scenario>, SpecProblem> {
        let one = |text: &String| {
            Scenario::from_word(text).ok_or_else(|| SpecProblem::UnknownWord {
                place: Place::Session,
                key: "template",
                value: text.clone(),
                allowed: Scenario::WORDS.to_vec(),
            })
        };
        self.session.template.as_ref().map(one).transpose()
    }

    /// Whether the plan counts money that was taken, as far as the form says: what the usual goal
    /// is in.
    pub fn counts_gmv(&self) -> bool {
        let template = self.session.template.as_deref().and_then(Scenario::from_word);
        let left = template.map_or(Objective::Gmv, Scenario::objective);
        self.session.objective.as_deref().unwrap_or(left.word()) == Objective::Gmv.word()
    }

    fn products(
        &self,
        objective: Objective,
        history: Option<&History>,
    ) -> Result<Vec<PlanProduct>, SpecProblem> {
        let from_store: Vec<ProductForm>;
        let forms = if self.products.is_empty() {
            from_store = history
                .map_or(&[][..], |h| &h.products)
                .iter()
                .filter(|known| known.current && usable(known, objective))
                .take(MOST_FROM_STORE)
                .map(|known| ProductForm { id: Some(known.id.clone()), ..ProductForm::default() })
                .collect();
            if let (true, Some(history)) = (from_store.is_empty(), history)
                && !history.products.is_empty()
            {
                return Err(needs(objective, history.products.iter().map(|p| p.name.clone())));
            }
            &from_store
        } else {
            &self.products
        };
        if forms.is_empty() {
            return Err(SpecProblem::NoProducts);
        }
        let products = forms
            .iter()
            .enumerate()
            .map(|(at, form)| form.check(at + 1, history))
            .collect::<Result<Vec<_>, _>>()?;
        let mut ids = BTreeSet::new();
        for product in &products {
            if !ids.insert(product.id.as_str()) {
                return Err(SpecProblem::DuplicateId { id: product.id.clone() });
            }
        }
        let lacking: Vec<String> = products
            .iter()
            .filter(|p| !matches!(p.response, Response::Saturating { .. }))
            .filter(|p| super::solve::weight(objective, p).is_none())
            .map(|p| p.id.clone())
            .collect();
        if !lacking.is_empty() {
            return Err(needs(objective, lacking.into_iter()));
        }
        nothing_known(&products)?;
        Ok(products)
    }
}

impl RiskForm {
    /// `None` when nothing is asked.
    fn check(self) -> Result<Option<Risk>, SpecProblem> {
        let place = Place::Session;
        let worst = in_range(&place, "worst", self.worst.unwrap_or(Risk::WORST), LEAST_WORST, 1.0)?;
        let floor =
            self.floor.map(|floor| in_range(&place, "floor", floor, -1e15, 1e15)).transpose()?;
        let weight = in_range(&place, "weight", self.weight.unwrap_or(0.0), 0.0, 1.0)?;
        Ok((floor.is_some() || weight > 0.0).then_some(Risk { worst, floor, weight }))
    }
}

/// A product of the store that can be valued; the others are left out when nobody named them.
fn usable(known: &KnownProduct, objective: Objective) -> bool {
    match objective {
        Objective::Orders => true,
        Objective::Gmv | Objective::Net => known.price.is_some(),
        Objective::Profit => known.margin.is_some(),
    }
}

fn needs(objective: Objective, products: impl Iterator<Item = String>) -> SpecProblem {
    SpecProblem::Needs {
        key: if objective == Objective::Profit { "margin" } else { "price" },
        objective,
        products: products.collect(),
    }
}

/// A new product borrows its rate from others: somebody must have data.
fn nothing_known(products: &[PlanProduct]) -> Result<(), SpecProblem> {
    let seen = |p: &PlanProduct| match &p.response {
        Response::Learnt(seen) => seen.iter().any(|s| s.exposure > 0.0),
        _ => false,
    };
    let new = products.iter().position(|p| matches!(&p.response, Response::Learnt(_)) && !seen(p));
    match new {
        Some(at) if !products.iter().any(seen) => Err(SpecProblem::NoResponse {
            place: Place::Product { row: at + 1, id: products[at].id.clone() },
        }),
        _ => Ok(()),
    }
}

impl ProductForm {
    fn check(&self, row: usize, history: Option<&History>) -> Result<PlanProduct, SpecProblem> {
        let mut place = Place::Product { row, id: self.id.clone().unwrap_or_default() };
        let id = self
            .id
            .clone()
            .filter(|id| !id.trim().is_empty())
            .ok_or_else(|| SpecProblem::Missing { place: place.clone(), key: "id" })?;
        let known = history.and_then(|h| h.find(&id));
        place = Place::Product { row, id: id.clone() };
        let number = |key: &'static str, value: Option<f64>, low: f64, high: f64| {
            value.map(|v| in_range(&place, key, v, low, high)).transpose()
        };
        let infinite = f64::INFINITY;
        let (min_share, max_share) = (
            number("min_share", self.min_share, 0.0, 1.0)?,
            number("max_share", self.max_share, 0.0, 1.0)?,
        );
        let response = self.response(&place, known)?;
        Ok(PlanProduct {
            product: known.and_then(|k| k.product),
            name: self
                .name
                .clone()
                .or_else(|| known.map(|k| k.name.clone()))
                .unwrap_or_else(|| id.clone()),
            kind: word(
                &place,
                "kind",
                self.kind.as_deref(),
                known.map_or(ProductKind::Goods, |k| k.kind),
                ProductKind::from_word,
                &["goods", "course", "ad_share"],
            )?,
            role: match &self.role {
                None => known.and_then(|k| k.role),
                Some(text) => Some(word(
                    &place,
                    "role",
                    Some(text),
                    Role::Profit,
                    Role::from_word,
                    &["traffic", "giveaway", "profit", "image"],
                )?),
            },
            category: self.category.clone().or_else(|| known.and_then(|k| k.category.clone())),
            price: number("price", self.price, 0.0, infinite)?.or(known.and_then(|k| k.price)),
            margin: number("margin", self.margin, -infinite, infinite)?
                .or(known.and_then(|k| k.margin)),
            return_rate: number("return_rate", self.return_rate, 0.0, 1.0)?
                .or(known.map(|k| k.return_rate))
                .unwrap_or(0.0),
            return_cost: number("return_cost", self.return_cost, 0.0, infinite)?
                .or(known.map(|k| k.return_cost))
                .unwrap_or(0.0),
            stock: self.stock.or(known.and_then(|k| k.stock)),
            min_share: min_share.unwrap_or(0.0),
            max_share: max_share.unwrap_or(1.0),
            min_minutes: self.min_minutes.unwrap_or(0),
            max_minutes: self.max_minutes,
            must_include: self.must_include.unwrap_or(false),
            lock_share: number("lock_share", self.lock_share, 0.0, 1.0)?,
            last_share: known.and_then(|k| k.last_share),
            cap_to_seen: known.is_some() && max_share.is_none() && self.max_minutes.is_none(),
            response,
            id,
        })
    }

    fn response(
        &self,
        place: &Place,
        known: Option<&KnownProduct>,
    ) -> Result<Response, SpecProblem> {
        let positive = f64::MIN_POSITIVE;
        match (self.conversion, self.response, self.history) {
            (Some(rate), None, None) => {
                in_range(place, "conversion", rate, 0.0, f64::INFINITY).map(Response::Conversion)
            }
            (None, Some(r), None) => Ok(Response::Saturating {
                slope: in_range(place, "slope", r.slope, 0.0, f64::INFINITY)?,
                kappa: in_range(place, "kappa", r.kappa, positive, f64::INFINITY)?,
            }),
            (None, None, Some(h)) => Ok(Response::Learnt(vec![Observation {
                session: None,
                exposure: in_range(place, "exposures", h.exposures, positive, f64::INFINITY)?,
                share: None,
                orders: in_range(place, "orders", h.orders, 0.0, f64::INFINITY)?,
            }])),
            (None, None, None) => known
                .map(|k| Response::Learnt(k.observations.clone()))
                .ok_or_else(|| SpecProblem::NoResponse { place: place.clone() }),
            _ => Err(SpecProblem::SeveralResponses { place: place.clone() }),
        }
    }
}

/// A finite number within a range; the number itself.
fn in_range(
    place: &Place,
    key: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<f64, SpecProblem> {
    if value.is_finite() && value >= low && value <= high {
        return Ok(value);
    }
    Err(SpecProblem::OutOfRange {
        place: place.clone(),
        key,
        value,
        low: if low == f64::MIN_POSITIVE { 0.0 } else { low },
        high,
    })
}

fn word<T>(
    place: &Place,
    key: &'static str,
    value: Option<&str>,
    default: T,
    read: impl Fn(&str) -> Option<T>,
    allowed: &[&'static str],
) -> Result<T, SpecProblem> {
    match value {
        None => Ok(default),
        Some(text) => read(text).ok_or_else(|| SpecProblem::UnknownWord {
            place: place.clone(),
            key,
            value: text.to_owned(),
            allowed: allowed.to_vec(),
        }),
    }
}

fn viewers(
    form: Option<ViewersForm>,
    history: Option<&History>,
    products: &[PlanProduct],
    goal: Option<f64>,
    minutes: u32,
) -> Result<Viewers, SpecProblem> {
    let place = Place::Session;
    let read = |value: f64| in_range(&place, "viewers", value, f64::MIN_POSITIVE, 1e12);
    match form {
        Some(ViewersForm::One(viewers)) => read(viewers).map(Viewers::fixed),
        Some(ViewersForm::Range { p10, p50, p90 }) => {
            let viewers = Viewers { p10: read(p10)?, p50: read(p50)?, p90: read(p90)? };
            if p10 <= p50 && p50 <= p90 {
                Ok(viewers)
            } else {
                Err(SpecProblem::ViewersOrder { given: [p10, p50, p90] })
            }
        }
        None => match history.and_then(|h| h.viewers.map(|v| v.lasting(minutes, h.minutes))) {
            Some(viewers) => Ok(viewers),
            // Stated curves give the value of the session as a whole: one unit of viewers will do.
            None if goal.is_none()
                && products.iter().all(|p| matches!(p.response, Response::Saturating { .. })) =>
            {
                Ok(Viewers::fixed(1.0))
            }
            None => Err(SpecProblem::Missing { place, key: "viewers" }),
        },
    }
}

/// Floors of hosts who present; those of others wait until they do.
fn host_floors(
    given: &BTreeMap<String, f64>,
    hosts: &[String],
) -> Result<BTreeMap<String, f64>, SpecProblem> {
    let mut floors = BTreeMap::new();
    for (host, floor) in given {
        let floor = in_range(&Place::Session, "host_floors", *floor, 0.0, 1.0)?;
        if hosts.iter().any(|name| name == host.trim()) && floor > 0.0 {
            floors.insert(host.trim().to_owned(), floor);
        }
    }
    let sum: f64 = floors.values().sum();
    if sum > 1.0 + 1e-9 {
        return Err(SpecProblem::HostFloors { hosts: floors.into_keys().collect(), sum });
    }
    Ok(floors)
}

/// The slots of a hand: each of a product in the plan, and together the whole session.
fn laid(
    forms: &[SlotForm],
    products: &[PlanProduct],
    minutes: u32,
) -> Result<Vec<Slot>, SpecProblem> {
    let mut slots = Vec::with_capacity(forms.len());
    for (at, form) in forms.iter().enumerate() {
        let place = Place::Slot { row: at + 1 };
        if !products.iter().any(|product| product.id == form.product) {
            let value = form.product.clone();
            let allowed = vec!["[[product]] id"];
            return Err(SpecProblem::UnknownWord { place, key: "product", value, allowed });
        }
        in_range(&place, "minutes", f64::from(form.minutes), 1.0, f64::from(minutes))?;
        slots.push(Slot {
            start_minute: 0,
            minutes: form.minutes,
            product_id: form.product.clone(),
            host: form.host.clone(),
        });
    }
    let sum: u32 = slots.iter().map(|slot| slot.minutes).sum();
    if !slots.is_empty() && sum != minutes {
        return Err(SpecProblem::SlotsDoNotFill { sum, minutes });
    }
    Ok(tiled(slots))
}

/// A date and a time of day.
fn start(text: &str) -> Result<DateTime, SpecProblem> {
    text.trim().parse().map_err(|_| SpecProblem::UnknownWord {
        place: Place::Session,
        key: "start",
        value: text.to_owned(),
        allowed: vec!["2026-11-28 19:30"],
    })
}
