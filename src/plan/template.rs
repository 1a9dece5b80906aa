//! Templates: where to start from when nothing was set yet, by scenario and by the roles of the
//! products. A template only fills in what a person left open, and leaves out what could not be met
//! beside what a person set; what it did is listed, so that it can be said and changed. A least share
//! goes to the few products of a role that bring most per viewer: spread over dozens it would bring in
//! everything.

use serde::{Deserialize, Serialize};

use super::bounds::Limits;
use super::request::{Objective, PlanProduct, PlanRequest, Response};
use super::response::learn;
use super::solve::weight;
use super::spec::{PlanForm, ProductForm};
use crate::domain::Role;

/// What kind of selling a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// A shop on a platform.
    Shop,
    /// A brand's own room.
    Brand,
    /// Courses.
    Education,
    /// Shopping guide: other people's goods.
    Guide,
}

/// What a template set in a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "set", rename_all = "snake_case")]
pub enum TemplateSet {
    /// What is made large.
    Objective {
        /// It.
        objective: Objective,
    },
    /// Share for exploration.
    Explore {
        /// It.
        part: f64,
    },
    /// Least number of products.
    Products {
        /// How many.
        least: usize,
    },
    /// What the products of a role get.
    Role {
        /// The role.
        role: Role,
        /// Products of the role that could be set.
        products: usize,
        /// The best of them, which the least share and having to be in go to.
        best: Vec<String>,
        /// Least share of the best together.
        least: Option<f64>,
        /// Greatest share of each product of the role.
        most: Option<f64>,
        /// The best must be in.
        must: bool,
        /// Least minutes of each product of the role, when it is in.
        minutes: Option<u32>,
    },
    /// Greatest share of every product.
    Each {
        /// It.
        most: f64,
        /// How many products were set.
        products: usize,
    },
    /// No product has this role, so what the template has for it does nothing.
    NoProduct {
        /// The role.
        role: Role,
    },
    /// What the template has for this role, or for every product, cannot be met beside what was set.
    Left {
        /// The role; `None`: every product.
        role: Option<Role>,
    },
}

/// What a template has for the products of a role.
#[derive(Clone, Copy)]
struct Rule {
    role: Role,
    least: Option<f64>,
    most: Option<f64>,
    must: bool,
    minutes: Option<u32>,
}

/// Products of a role that its least share goes to, at most.
const BEST: usize = 3;

/// What a template has for a session.
struct Template {
    objective: Objective,
    explore: f64,
    products: usize,
    each: Option<f64>,
    rules: &'static [Rule],
}

const fn least(role: Role, share: f64) -> Rule {
    Rule { role, least: Some(share), most: None, must: false, minutes: None }
}

const fn most(role: Role, share: f64) -> Rule {
    Rule { role, least: None, most: Some(share), must: false, minutes: None }
}

/// Something cheap opens the room, the shop lives on the rest.
const SHOP: Template = Template {
    objective: Objective::Gmv,
    explore: 0.1,
    products: 1,
    each: None,
    rules: &[least(Role::Traffic, 0.15), most(Role::Giveaway, 0.08), least(Role::Profit, 0.3)],
};

/// What stands for the brand is always shown, little is given away, returns count.
const BRAND: Template = Template {
    objective: Objective::Net,
    explore: 0.05,
    products: 1,
    each: None,
    rules: &[
        Rule { must: true, ..least(Role::Image, 0.15) },
        most(Role::Giveaway, 0.05),
        least(Role::Profit, 0.3),
    ],
};

/// A trial lesson brings people in, the course itself takes time to explain, returns count.
const EDUCATION: Template = Template {
    objective: Objective::Net,
    explore: 0.1,
    products: 1,
    each: None,
    rules: &[
        Rule { must: true, ..least(Role::Traffic, 0.15) },
        Rule { minutes: Some(15), ..least(Role::Profit, 0.3) },
    ],
};

/// Many goods, none of which takes the session; much is tried.
const GUIDE: Template = Template {
    objective: Objective::Gmv,
    explore: 0.2,
    products: 6,
    each: Some(0.2),
    rules: &[least(Role::Traffic, 0.1)],
};

impl Scenario {
    /// Every scenario, in the order shown.
    pub const ALL: &'static [Self] = &[Self::Shop, Self::Brand, Self::Education, Self::Guide];
    /// Their words.
    pub const WORDS: &'static [&'static str] = &["shop", "brand", "education", "guide"];

    /// The stable word used in files, JSON and the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Brand => "brand",
            Self::Education => "education",
            Self::Guide => "guide",
        }
    }

    /// The scenario a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scenario| scenario.word() == word)
    }

    fn template(self) -> &'static Template {
        match self {
            Self::Shop => &SHOP,
            Self::Brand => &BRAND,
            Self::Education => &EDUCATION,
            Self::Guide => &GUIDE,
        }
    }

    pub(super) fn objective(self) -> Objective {
        self.template().objective
    }

    /// Fills in what the form left open, and says what that was.
    pub(super) fn fill(self, form: &PlanForm, request: &mut PlanRequest) -> Vec<TemplateSet> {
        let template = self.template();
        let session = &form.session;
        let mut list = Vec::new();
        if session.objective.is_none() {
            list.push(TemplateSet::Objective { objective: template.objective });
        }
        if session.explore.is_none() {
            request.explore = template.explore;
            list.push(TemplateSet::Explore { part: template.explore });
        }
        let products = template.products.min(request.products.len()).min(request.max_products);
        if session.min_products.is_none() && products > request.min_products {
            let asked = PlanRequest { min_products: products, ..request.clone() };
            if Limits::of(&asked).is_ok() {
                *request = asked;
                list.push(TemplateSet::Products { least: products });
            }
        }
        let worth = worths(request);
        list.extend(template.rules.iter().map(|rule| rule.fill(form, request, &worth)));
        list.extend(template.each.and_then(|most| each(most, form, request)));
        list
    }
}

/// What a person wrote of a product.
fn own<'a>(form: &'a PlanForm, product: &PlanProduct) -> Option<&'a ProductForm> {
    form.products.iter().find(|own| own.id.as_deref() == Some(product.id.as_str()))
}

impl Rule {
    fn fill(&self, form: &PlanForm, request: &mut PlanRequest, worth: &[f64]) -> TemplateSet {
        let role = self.role;
        let mut members: Vec<usize> = (0..request.products.len())
            .filter(|at| {
                let product = &request.products[*at];
                let free = product.lock_share.is_none() && product.stock != Some(0);
                product.role == Some(role) && free
            })
            .collect();
        if members.is_empty() {
            return TemplateSet::NoProduct { role };
        }
        members.sort_by(|a, b| worth[*b].total_cmp(&worth[*a]).then(a.cmp(b)));
        let best = if self.least.is_some() || self.must { members.len().min(BEST) } else { 0 };
        let mut asked = request.clone();
        for (rank, at) in members.iter().enumerate() {
            let product = &mut asked.products[*at];
            let open = own(form, product).cloned().unwrap_or_default();
            if let (None, Some(least)) = (open.min_share, self.least.filter(|_| rank < best)) {
                product.min_share = (least / best as f64).min(product.max_share);
            }
            if let (None, Some(most)) = (open.max_share, self.most) {
                product.max_share = most.max(product.min_share);
            }
            if let (None, Some(minutes)) = (open.min_minutes, self.minutes) {
                let most = product.max_minutes.unwrap_or(asked.minutes);
                product.min_minutes = minutes.min(most);
            }
            product.must_include |= self.must && rank < best && open.must_include.is_none();
        }
        if Limits::of(&asked).is_err() {
            return TemplateSet::Left { role: Some(role) };
        }
        *request = asked;
        TemplateSet::Role {
            role,
            products: members.len(),
            best: members[..best].iter().map(|at| request.products[*at].id.clone()).collect(),
            least: self.least,
            most: self.most,
            must: self.must,
            minutes: self.minutes,
        }
    }
}

/// What every product brings per viewer with full attention, as far as is known.
fn worths(request: &PlanRequest) -> Vec<f64> {
    let fitted = learn(request).fitted;
    let products = request.products.iter().zip(fitted);
    products
        .map(|(product, fitted)| {
            // A stated curve states the value itself.
            let stated = matches!(product.response, Response::Saturating { .. });
            let each = if stated { Some(1.0) } else { weight(request.objective, product) };
            fitted.rate * each.unwrap_or(0.0)
        })
        .collect()
}

/// Bounds every product from above.
fn each(most: f64, form: &PlanForm, request: &mut PlanRequest) -> Option<TemplateSet> {
    let mut asked = request.clone();
    let mut products = 0;
    for product in &mut asked.products {
        let open = own(form, product).is_none_or(|own| own.max_share.is_none());
        if open && product.lock_share.is_none() && product.max_share > most {
            product.max_share = most.max(product.min_share);
            products += 1;
        }
    }
    if products == 0 {
        return None;
    }
    if Limits::of(&asked).is_err() {
        return Some(TemplateSet::Left { role: None });
    }
    *request = asked;
    Some(TemplateSet::Each { most, products })
}
