//! Why a product stands in the list: the side that weighs most, with the numbers behind it.

use super::collab::shared;
use super::data::DAY;
use super::model::{Crowd, Model};
use super::popularity::{last_sale, orders_since};
use super::report::{Part, Parts, Reason};
use super::request::{RecommendRequest, Recommender};

/// Past products looked at, strongest first, for one that shares buyers.
const LOOK_AT: usize = 10;

/// The reason for one listed product.
pub(crate) fn reason(
    model: &Model,
    request: &RecommendRequest,
    crowd: &Crowd,
    item: u32,
    parts: &Parts,
    exploration: bool,
    now: i64,
) -> Reason {
    if exploration {
        return new_product(model, item, now);
    }
    let mut sides: Vec<(Part, f64)> = parts.each().into_iter().filter(|(_, v)| *v > 0.0).collect();
    sides.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    sides
        .into_iter()
        .find_map(|(part, _)| match part {
            Part::Popularity => Some(popular(model, request, item)),
            Part::Similar => together(model, request, crowd, item),
            Part::Content => like(model, crowd, item),
            Part::Profit => model.net_margin(item).map(|margin| Reason::HighMargin {
                margin,
                currency: model.data.items[item as usize].currency.clone(),
            }),
            Part::Novelty => Some(new_product(model, item, now)),
            Part::Variety => None,
        })
        .unwrap_or(Reason::Fill)
}

fn name(model: &Model, item: u32) -> String {
    model.data.items[item as usize].shown_name()
}

fn popular(model: &Model, request: &RecommendRequest, item: u32) -> Reason {
    let total = Reason::Popular { orders: model.counts[item as usize] };
    let (Some(half_life), true) =
        (model.tuned.half_life_days, request.model != Recommender::Popularity)
    else {
        return total;
    };
    // Two half-lives hold three quarters of the weight.
    let days = (2.0 * half_life).round().clamp(7.0, 60.0);
    let since = last_sale(&model.data, model.purchases()) - (days * DAY) as i64;
    let orders = orders_since(&model.data, model.purchases(), item, since);
    if orders > 0.0 { Reason::PopularLately { orders, days: days as u32 } } else { total }
}

/// The past product that adds most and really shares buyers with this one.
fn together(model: &Model, request: &RecommendRequest, crowd: &Crowd, item: u32) -> Option<Reason> {
    let base = &model.base;
    let mut past: Vec<(u32, f64)> = crowd
        .history
        .iter()
        .filter(|(from, _)| *from != item)
        .map(|&(from, weight)| {
            let adds = match request.model {
                Recommender::ItemKnn => base.knn.weight(from, item),
                _ => base.shared_weight(from, item),
            };
            (from, weight * adds)
        })
        .filter(|(_, adds)| *adds > 0.0)
        .collect();
    past.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    past.iter().take(LOOK_AT).find_map(|&(with, _)| {
        let buyers = shared(&base.columns[with as usize], &base.columns[item as usize]);
        (buyers > 0).then(|| Reason::BoughtTogether {
            with: model.data.items[with as usize].product,
            with_name: name(model, with),
            buyers,
        })
    })
}

/// The past product it is most like; for a new one without that, who it borrows from.
fn like(model: &Model, crowd: &Crowd, item: u32) -> Option<Reason> {
    let data = &model.data;
    let nearest = crowd
        .history
        .iter()
        .filter(|(from, _)| *from != item)
        .map(|&(from, weight)| (from, weight * model.base.content.likeness(from, item)))
        .filter(|(_, adds)| *adds > 0.0)
        .fold(None, |best: Option<(u32, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
    if let Some((from, _)) = nearest {
        let own = &data.items[item as usize].category;
        return Some(Reason::Like {
            like: data.items[from as usize].product,
            like_name: name(model, from),
            same_category: own.is_some() && *own == data.items[from as usize].category,
        });
    }
    borrowed(model, item)
}

fn borrowed(model: &Model, item: u32) -> Option<Reason> {
    let (from, _) = model.base.lenders(item as usize).first()?;
    Some(Reason::NewLike {
        like: model.data.items[*from as usize].product,
        like_name: name(model, *from),
    })
}

fn new_product(model: &Model, item: u32, now: i64) -> Reason {
    let orders = model.counts[item as usize];
    if let Some(reason) = borrowed(model, item).filter(|_| orders == 0.0) {
        return reason;
    }
    let days = model.first_seen(item).map(|at| ((now - at) as f64 / DAY).max(0.0) as u32);
    Reason::NewNeedsTry { orders, days }
}
