//! `review --json`: counts under their canonical names, metrics, funnel, diagnosis, channels,
//! products. Amounts in major units, ratios as fractions, times with offset, missing as null.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::build::latest;
use super::{BrushView, ComparePage, FunnelView};
use crate::domain::{Cell, Interval, Record, Session, SessionId, Snapshot, SourceCell};
use crate::metrics::{
    Direction, FunnelKind, MetricKey, Way, diagnose, funnel, like_sessions, product_metric,
    session_margin, session_metrics, standing,
};
use crate::present::pages::PageContext;
use crate::present::pages::make::metric_of;
use crate::present::text::review as say;

/// `review --from --to --json`: what a range of minutes adds up to.
pub fn brush_json(view: &BrushView) -> Value {
    let steps = |funnel: &FunnelView| -> Vec<Value> {
        let step = |s: &super::FunnelStepView| {
            json!({
                "step": s.key,
                "times": s.count.raw,
                "rate": s.rate.raw,
                "change": s.change.as_ref().map(|c| c.raw),
                "weakest": s.weakest,
            })
        };
        funnel.steps.iter().map(step).collect()
    };
    let cards: Vec<Value> = view
        .cards
        .iter()
        .map(|card| {
            json!({
                "key": card.key,
                "value": card.value.raw,
                "numerator": card.explain.numerator,
                "denominator": card.explain.denominator,
                "scale": card.explain.scale,
                "session": card.median.as_ref().map(|m| m.raw),
                "change": card.change.as_ref().map(|c| c.raw),
            })
        })
        .collect();
    json!({
        "from_minute": view.stretch.from,
        "to_minute": view.stretch.to,
        "range": view.range,
        "text": view.sentence,
        "metrics": cards,
        "shares": view.figures.iter().filter_map(|f| {
            Some((f.key.clone(), json!(f.share.as_ref()?.raw)))
        }).collect::<Map<String, Value>>(),
        "funnel": steps(&view.funnel),
        "channels": view.channels.rows.iter().map(|r| json!({
            "channel_group": r.group, "amount": r.amount.raw, "roi": r.roi.raw,
        })).collect::<Vec<_>>(),
        "products": view.products.rows.iter().map(|r| json!({
            "name": r.name, "amount": r.amount.raw, "share": r.share.raw, "orders": r.orders.raw,
        })).collect::<Vec<_>>(),
        "segments": view.segments.rows.iter().map(|r| json!({
            "start": r.start, "name": r.name, "minutes": r.minutes.raw, "orders": r.orders.raw,
            "amount": r.amount.raw, "lift": r.lift.raw, "rank": r.rank,
        })).collect::<Vec<_>>(),
    })
}

/// `review --against --json`: two sessions side by side.
pub fn compare_json(page: &ComparePage) -> Value {
    json!({
        "session": page.now,
        "against": page.base,
        "text": page.sentence,
        "metrics": page.rows.iter().map(|r| json!({
            "key": r.key,
            "value": r.now.raw,
            "against": r.base.raw,
            "change": r.change.as_ref().map(|c| c.raw),
        })).collect::<Vec<_>>(),
        "parts": page.parts.iter().map(|p| json!({
            "factor": p.factor, "amount": p.amount.raw, "shapley": p.shapley.raw,
        })).collect::<Vec<_>>(),
        "curves": page.curves.iter().map(|c| json!({
            "key": c.key, "session": c.now, "against": c.base,
        })).collect::<Vec<_>>(),
    })
}

/// The document; `None` when there is no such session. `session` `None` is the latest.
pub fn review_json(
    snapshot: &Snapshot,
    session: Option<SessionId>,
    context: &PageContext,
) -> Option<Value> {
    let session = match session {
        Some(id) => snapshot.session(id)?,
        None => latest(snapshot)?,
    };
    let like = like_sessions(snapshot, session);
    let mut values = session_metrics(session, snapshot.channels_of(session.id));
    values.push(session_margin(snapshot, session));
    for value in &mut values {
        if matches!(value.key, MetricKey::Roi | MetricKey::NetRoi) {
            *value = metric_of(snapshot, session, value.key);
        }
    }
    let metrics: Vec<Value> = values
        .iter()
        .map(|m| {
            let stand = standing(snapshot, m.key, m.value, &like);
            let mut shown = json!({
                "key": m.key.word(),
                "value": m.value,
                "numerator": m.numerator,
                "denominator": m.denominator,
                "scale": m.scale,
                "interval": m.interval.map(interval),
                "own_quantile": stand.quantile,
                "own_median": stand.median,
                "tier": stand.tier.word(),
                "like_sessions": stand.sessions,
                "basis": m.basis,
                "reported": m.reported,
                "better": match m.key.direction() {
                    Direction::Up => "more",
                    Direction::Down => "less",
                    Direction::Neutral => "neither",
                },
            });
            if matches!(m.way, Some(Way::SpendFromAds)) {
                shown["derived"] = json!(true);
            }
            shown
        })
        .collect();
    let people = funnel(FunnelKind::People, &session.facts, &like);
    let times = funnel(FunnelKind::Times, &session.facts, &like);
    let weakest = people.weakest_step().map(|s| s.step);
    let steps: Vec<Value> = people
        .steps
        .iter()
        .zip(&times.steps)
        .map(|(p, t)| {
            json!({
                "step": p.step,
                "people": p.count,
                "times": t.count,
                "rate": p.rate,
                "rate_interval": p.interval.map(interval),
                "rate_times": t.rate,
                "own_median": p.median,
                "weakest": weakest == Some(p.step),
            })
        })
        .collect();
    let d = diagnose(session, &like, context.seed);
    let currency = &session.currency;
    let text = format!(
        "{}。{}",
        say::headline(&d, currency, context.lang),
        say::detail(&d, currency, context.lang)
    );
    let text = context.lang.pick(text.clone(), text.replace('。', ". "));
    let parts: Vec<Value> = d
        .parts
        .iter()
        .map(|p| {
            json!({
                "factor": p.factor.word(),
                "amount": p.amount,
                "shapley": p.shapley,
                "interval": p.interval.map(interval),
                "now": p.now,
                "base": p.base,
            })
        })
        .collect();
    Some(json!({
        "session": session_row(snapshot, session),
        "metrics": metrics,
        "funnel": steps,
        "diagnosis": {
            "text": text,
            "verdict": d.verdict,
            "amount": d.now,
            "own_median": d.base,
            "difference": d.total,
            "interval": d.interval.map(interval),
            "like_sessions": d.like,
            "criteria": d.criteria.iter().map(|c| say::criterion(*c, context.lang)).collect::<Vec<_>>(),
            "basis": d.basis,
            "parts": parts,
        },
        "channels": snapshot.channels_of(session.id).iter().map(|c| {
            let mut row = record(&c.facts, session.start.time_zone());
            row.insert("currency".into(), json!(currency));
            Value::Object(row)
        }).collect::<Vec<_>>(),
        "products": products(snapshot, session),
    }))
}

fn products(snapshot: &Snapshot, session: &Session) -> Vec<Value> {
    snapshot
        .products_of(session.id)
        .iter()
        .map(|r| {
            let product = snapshot.product(r.product);
            let mut row = Map::new();
            row.insert("product_id".into(), json!(product.and_then(|p| p.external_id.clone())));
            row.insert("name".into(), json!(product.map(|p| p.name.clone())));
            row.append(&mut record(&r.facts, session.start.time_zone()));
            for key in [
                MetricKey::ClickRate,
                MetricKey::ClickRatePv,
                MetricKey::OrderRate,
                MetricKey::OrderRatePv,
            ] {
                row.insert(key.word().into(), json!(product_metric(key, r).value));
            }
            row.insert("currency".into(), json!(session.currency));
            row.insert("source".into(), source(snapshot, r.origins.first()));
            Value::Object(row)
        })
        .collect()
}

fn session_row(snapshot: &Snapshot, session: &Session) -> Value {
    let account = snapshot.account(session.account);
    let mut row = Map::new();
    row.insert("session_id".into(), json!(session.id.0));
    row.insert("external_id".into(), json!(session.external_id));
    row.insert("platform".into(), json!(session.platform.word()));
    row.insert("account".into(), json!(account.map(|a| a.name.clone())));
    row.append(&mut record(&session.facts, session.start.time_zone()));
    // The start the store keys by, also where the facts carry none.
    row.insert(
        "start_at".into(),
        json!(rfc3339(session.start.timestamp(), session.start.time_zone())),
    );
    if let Some(host) = session.host.and_then(|id| snapshot.host(id)) {
        row.insert("host".into(), json!(host.name));
    }
    row.insert("currency".into(), json!(session.currency));
    row.insert("source".into(), source(snapshot, session.origins.first()));
    Value::Object(row)
}

fn source(snapshot: &Snapshot, cell: Option<&SourceCell>) -> Value {
    cell.map_or(Value::Null, |cell| {
        let file = snapshot.sources.iter().find(|s| s.id == cell.source);
        json!({
            "file": file.map(|f| f.name.clone()),
            "sheet": cell.sheet,
            "row": cell.row,
        })
    })
}

/// A record's fields under their canonical names.
fn record<R: Record>(facts: &R, zone: &TimeZone) -> Map<String, Value> {
    R::FIELDS
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let value = match facts.get(at) {
                Cell::Null => Value::Null,
                Cell::Int(n) => json!(n),
                Cell::Money(m) => json!(m.major()),
                Cell::Real(x) => json!(x),
                Cell::Text(t) => json!(t),
                Cell::Time(t) => json!(rfc3339(t, zone)),
            };
            (field.name.to_owned(), value)
        })
        .collect()
}

/// RFC 3339 with the offset of the account's zone.
fn rfc3339(at: Timestamp, zone: &TimeZone) -> String {
    at.display_with_offset(zone.to_offset(at)).to_string()
}

fn interval(range: Interval) -> Value {
    json!({"low": range.low, "high": range.high, "level": range.level})
}
