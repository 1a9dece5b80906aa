//! `fupan set`: what the merchant knows of a product, what a viewer is, and the switches.

use super::args::SetArgs;
use super::{Context, Outcome, WrongUsage, out};
use crate::domain::{Money, ProductKind, Role};
use crate::engine::{CLEAN_VIEWERS, Mark};
use crate::present::pages::overview::{CARDS_SETTING, cards_of};
use crate::present::text::{Lang, cleaning as say, notices};
use crate::store::ProductSettings;

pub fn set(context: &Context, args: &SetArgs) -> anyhow::Result<Outcome> {
    let pairs: Vec<(&str, &str)> = args
        .pairs
        .iter()
        .map(|pair| {
            pair.split_once('=')
                .ok_or_else(|| WrongUsage(notices::not_a_pair(pair, context.lang)).into())
        })
        .collect::<anyhow::Result<_>>()?;
    if let Some(viewer) = &args.viewer {
        let mark = mark(&pairs, context.lang)?;
        let mut engine = context.writer()?;
        engine.mark_viewer(&context.job(0), viewer, mark)?;
        out::line(notices::saved(context.lang));
        return Ok(Outcome::Done);
    }
    let Some(product) = &args.product else {
        return switches(context, &pairs);
    };
    // The words are checked before anything is opened: what means nothing is never kept.
    let change = product_change(&pairs, context.lang)?;
    let mut engine = context.writer()?;
    let id = engine.find_product(product)?;
    engine.set_product(id, &change)?;
    out::line(notices::saved(context.lang));
    Ok(Outcome::Done)
}

/// What belongs to no product and no viewer.
fn switches(context: &Context, pairs: &[(&str, &str)]) -> anyhow::Result<Outcome> {
    let mut wanted: Vec<(&str, Option<&str>)> = Vec::new();
    for (name, value) in pairs {
        if *name == CARDS_SETTING {
            // `usual` brings the usual eight back.
            let usual = *value == "usual";
            if !usual && cards_of(value).is_none() {
                return Err(WrongUsage(notices::bad_cards(value, context.lang)).into());
            }
            wanted.push((CARDS_SETTING, (!usual).then_some(*value)));
            continue;
        }
        if *name != CLEAN_VIEWERS {
            return Err(WrongUsage(notices::whose_setting(context.lang).to_owned()).into());
        }
        if !matches!(*value, "on" | "off") {
            return Err(WrongUsage(say::bad_switch(value, context.lang)).into());
        }
        wanted.push((CLEAN_VIEWERS, Some(*value)));
    }
    let mut engine = context.writer()?;
    for (key, value) in wanted {
        engine.set_setting(key, value)?;
    }
    out::line(notices::saved(context.lang));
    Ok(Outcome::Done)
}

/// What a viewer is said to be; `auto` leaves it to the figures.
fn mark(pairs: &[(&str, &str)], lang: Lang) -> anyhow::Result<Option<Mark>> {
    let mut mark = None;
    for (name, value) in pairs {
        let known = *value == "auto" || Mark::from_word(value).is_some();
        if *name != "mark" || !known {
            return Err(WrongUsage(say::bad_mark(name, value, lang)).into());
        }
        mark = Mark::from_word(value);
    }
    Ok(mark)
}

fn product_change(pairs: &[(&str, &str)], lang: Lang) -> anyhow::Result<ProductSettings> {
    let mut change = ProductSettings::default();
    for (name, value) in pairs {
        let wrong = || WrongUsage(notices::bad_product_setting(name, value, lang));
        let money = || -> anyhow::Result<Option<Money>> {
            let major: f64 = value.parse().map_err(|_| wrong())?;
            Ok(Some(Money::from_major(major).filter(|m| m.0 >= 0).ok_or_else(wrong)?))
        };
        match *name {
            "price" => change.price = money()?,
            "unit_cost" => change.unit_cost = money()?,
            "return_cost" => change.return_cost = money()?,
            "stock" => {
                let pieces: i64 = value.parse().map_err(|_| wrong())?;
                change.stock = Some(pieces).filter(|pieces| *pieces >= 0);
                change.stock.ok_or_else(wrong)?;
            }
            "role" => change.role = Some(Role::from_word(value).ok_or_else(wrong)?),
            "kind" => change.kind = Some(ProductKind::from_word(value).ok_or_else(wrong)?),
            "category" if !value.trim().is_empty() => {
                change.category = Some(value.trim().to_owned());
            }
            _ => return Err(wrong().into()),
        }
    }
    Ok(change)
}
