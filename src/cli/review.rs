//! `fupan review`: what happened in a session and why; a range of its minutes; two sessions side
//! by side.

use super::args::ReviewArgs;
use super::{Context, Outcome, WrongUsage, out};
use crate::domain::{Session, SessionId};
use crate::engine::Engine;
use crate::metrics::Stretch;
use crate::present::pages::review::{
    BrushView, CompareExtras, ComparePage, brush, brush_json, compare, compare_json,
};
use crate::present::pages::{self, MetricCard, ReviewPage};
use crate::present::text::{Lang, notices};

pub fn review(context: &Context, args: &ReviewArgs) -> anyhow::Result<Outcome> {
    let mut engine = context.reader()?;
    let session = engine.find_session(args.session.as_deref())?;
    if let Some(other) = &args.against {
        let other = engine.find_session(Some(other))?;
        return against(context, &mut engine, (session, other), args.json);
    }
    if args.from_minute.is_some() || args.to_minute.is_some() {
        return range(context, &mut engine, session, args);
    }
    if args.json {
        out::json(&review_json(context, &mut engine, session)?)?;
    } else {
        print_review(&review_page(context, &mut engine, session)?, context.lang);
    }
    Ok(Outcome::Done)
}

/// `--from` and `--to`: what these minutes add up to.
fn range(
    context: &Context,
    engine: &mut Engine,
    session: SessionId,
    args: &ReviewArgs,
) -> anyhow::Result<Outcome> {
    let lang = context.lang;
    let snapshot = engine.snapshot()?;
    let Some(known) = snapshot.session(session) else {
        return Ok(Outcome::Failed);
    };
    let minute = |text: &Option<String>, missing: u32| -> anyhow::Result<u32> {
        let Some(text) = text else {
            return Ok(missing);
        };
        let wrong = || WrongUsage(notices::bad_minute(text, lang)).into();
        minute_of(text, known).ok_or_else(wrong)
    };
    let last = known.facts.exact_seconds().map_or(u32::MAX / 2, |s| (s / 60.0).ceil() as u32);
    let stretch = Stretch::between(minute(&args.from_minute, 0)?, minute(&args.to_minute, last)?);
    let detail = engine.session_detail(session)?;
    let view =
        detail.with_extras(|extras| brush(&snapshot, known, extras, stretch, &context.page(42)));
    let Some(view) = view else {
        out::error_line(notices::no_minutes_there(lang));
        return Ok(Outcome::Failed);
    };
    if args.json {
        out::json(&brush_json(&view))?;
    } else {
        print_range(&view, lang);
    }
    Ok(Outcome::Done)
}

/// `90`: minutes from the start; `20:36`: time of day in the account's zone.
fn minute_of(text: &str, session: &Session) -> Option<u32> {
    let Some((hour, minute)) = text.split_once(':') else {
        return text.parse().ok().filter(|minute| *minute <= 7 * 24 * 60);
    };
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let start = i64::from(session.start.hour()) * 60 + i64::from(session.start.minute());
    // Past midnight a smaller time of day comes later.
    Some((hour * 60 + minute - start).rem_euclid(24 * 60) as u32)
}

fn print_range(view: &BrushView, lang: Lang) {
    out::line(format!("{} · {}", view.range, view.length));
    out::line(format!("  {}", view.sentence));
    let headers =
        lang.pick(["指标", "选区", "全场", "变化"], ["Metric", "Range", "Session", "Change"]);
    let rows: Vec<Vec<String>> = view
        .cards
        .iter()
        .map(|card| {
            let value = format!("{}{}", card.value.text, card.unit);
            let whole = card.median.as_ref().map_or("", |m| m.text.as_str()).to_owned();
            vec![card.label.clone(), value, whole, change_of(card)]
        })
        .collect();
    out::table(&headers, &[1], &rows);
    print_funnel(&view.funnel);
    if !view.products.rows.is_empty() {
        let headers: Vec<&str> = view.products.columns.iter().map(String::as_str).collect();
        let rows: Vec<Vec<String>> = view
            .products
            .rows
            .iter()
            .map(|r| {
                let cells = [&r.name, &r.amount.text, &r.share.text, &r.orders.text];
                cells.map(Clone::clone).to_vec()
            })
            .collect();
        out::table(&headers, &[1, 2, 3], &rows);
    }
    if !view.segments.rows.is_empty() {
        out::line(format!("{}  {}", view.segments.head.title, view.segments.head.unit));
        for row in &view.segments.rows {
            out::line(format!(
                "  {}  {}  {}  {}",
                row.start, row.name, row.amount.text, row.lift.text
            ));
        }
    }
}

/// `--against`: two sessions side by side.
fn against(
    context: &Context,
    engine: &mut Engine,
    (now, base): (SessionId, SessionId),
    json: bool,
) -> anyhow::Result<Outcome> {
    let snapshot = engine.snapshot()?;
    let (a, b) = (engine.session_detail(now)?, engine.session_detail(base)?);
    let extras = CompareExtras { now: &a.minutes, base: &b.minutes };
    let Some(page) = compare(&snapshot, now, base, &extras, &context.page(42)) else {
        return Ok(Outcome::Failed);
    };
    if json {
        out::json(&compare_json(&page))?;
    } else {
        print_compare(&page);
    }
    Ok(Outcome::Done)
}

fn print_compare(page: &ComparePage) {
    out::line(&page.now);
    out::line(format!("vs {}", page.base));
    out::line(format!("  {}", page.sentence));
    let headers: Vec<&str> = page.columns.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = page
        .rows
        .iter()
        .map(|row| {
            let change = row.change.as_ref().map_or_else(String::new, |c| c.text.clone());
            let label = match row.unit.as_str() {
                "" => row.label.clone(),
                unit => format!("{} {unit}", row.label),
            };
            vec![label, row.now.text.clone(), row.base.text.clone(), change]
        })
        .collect();
    out::table(&headers, &[1, 2], &rows);
    for part in &page.parts {
        out::line(format!("  {}  {}", part.label, part.amount.text));
    }
    out::line(&page.head.sentence);
}

fn change_of(card: &MetricCard) -> String {
    card.change.as_ref().map_or_else(String::new, |change| change.text.clone())
}

pub(super) fn review_json(
    context: &Context,
    engine: &mut Engine,
    session: SessionId,
) -> anyhow::Result<serde_json::Value> {
    let snapshot = engine.snapshot()?;
    Ok(pages::review::review_json(&snapshot, Some(session), &context.page(42)).unwrap_or_default())
}

pub(super) fn review_page(
    context: &Context,
    engine: &mut Engine,
    session: SessionId,
) -> anyhow::Result<ReviewPage> {
    let snapshot = engine.snapshot()?;
    let detail = engine.session_detail(session)?;
    Ok(detail.with_extras(|extras| {
        pages::review::review(&snapshot, Some(session), extras, &context.page(42))
    }))
}

pub(super) fn print_review(page: &ReviewPage, lang: Lang) {
    if let Some(empty) = &page.empty {
        out::line(&empty.title);
        out::line(format!("  {}", empty.detail));
        return;
    }
    out::line(&page.line);
    out::line(&page.verdict.headline);
    for text in [&page.verdict.detail, &page.verdict.footnote, &page.refund_note] {
        if !text.is_empty() {
            out::line(format!("  {text}"));
        }
    }
    let headers = lang
        .pick(["指标", "数值", "和自己比", "变化"], ["Metric", "Value", "Own history", "Change"]);
    let rows: Vec<Vec<String>> = page
        .cards
        .iter()
        .map(|card| {
            vec![
                card.label.clone(),
                format!("{}{}", card.value.text, card.unit),
                format!(
                    "{} {}",
                    card.badge.text,
                    card.median.as_ref().map_or("", |median| median.text.as_str())
                ),
                change_of(card),
            ]
        })
        .collect();
    out::table(&headers, &[1], &rows);
    print_funnel(&page.funnel_people);
    print_findings(page);
    if !page.products.rows.is_empty() {
        let headers: Vec<&str> = lang
            .pick(
                ["商品", "金额", "占比", "订单", "点击率", "成交率"],
                ["Product", "Amount", "Share", "Orders", "Click rate", "Order rate"],
            )
            .to_vec();
        let rows: Vec<Vec<String>> = page
            .products
            .rows
            .iter()
            .map(|row| {
                [&row.amount, &row.share, &row.orders, &row.click_rate, &row.order_rate]
                    .iter()
                    .fold(vec![row.name.clone()], |mut cells, num| {
                        cells.push(num.text.clone());
                        cells
                    })
            })
            .collect();
        out::table(&headers, &[1, 2, 3, 4, 5], &rows);
    }
    for notice in &page.notices {
        out::line(format!("  ! {}", notice.text));
    }
    out::line(&page.source_line);
}

fn print_funnel(funnel: &pages::review::FunnelView) {
    if funnel.steps.is_empty() {
        return;
    }
    out::line(&funnel.head.title);
    for step in &funnel.steps {
        out::line(format!(
            "  {}  {}  {}  {} {}",
            step.label, step.count.text, step.rate.text, step.median, step.weakest_text
        ));
    }
}

/// What to change next time, and the weakest figures.
fn print_findings(page: &ReviewPage) {
    for finding in &page.findings {
        out::line(format!("{}. {}", finding.rank, finding.title));
        out::line(format!(
            "   {}  {} {}",
            finding.lines.join(" · "),
            finding.gain.text,
            finding.interval.text
        ));
    }
    if page.evidence.worst.is_empty() {
        return;
    }
    out::line(&page.evidence.worst_title);
    for low in &page.evidence.worst {
        out::line(format!("  {}  {}", low.label, low.text));
    }
}

#[cfg(test)]
mod tests {
    use super::minute_of;
    use crate::domain::{AccountId, Currency, Platform, Session, SessionFacts, SessionId};

    #[test]
    fn minutes_are_counted_from_the_start_or_told_by_the_clock() {
        let start: jiff::ZonedDateTime =
            "2026-11-21T23:10:00+08:00[Asia/Shanghai]".parse().unwrap();
        let session = Session {
            id: SessionId(1),
            account: AccountId(1),
            platform: Platform::Douyin,
            currency: Currency::cny(),
            external_id: None,
            host: None,
            as_of: start.timestamp(),
            start,
            facts: SessionFacts::default(),
            reported: Vec::new(),
            origins: Vec::new(),
        };
        for (text, minute) in [
            ("0", Some(0)),
            ("90", Some(90)),
            ("23:40", Some(30)),
            ("00:10", Some(60)),
            ("24:00", None),
            ("12:75", None),
            ("", None),
            ("later", None),
            ("-3", None),
        ] {
            assert_eq!(minute_of(text, &session), minute, "{text}");
        }
    }
}
