//! What rows of single grains need beyond reading their cells: ends of sessions, groups of
//! channels, closed words.

use std::collections::{HashMap, HashSet};

use super::filename;
use super::header::normalise;
use super::kind::KindDef;
use super::remarks::{Refusal, Remarks};
use super::rows::Reading;
use super::table::TableReader;
use crate::domain::{
    Cell, ChannelFacts, ChannelGroup, FanLevel, IncomeFacts, Origin, ParsedRow, ProductFacts,
    ProductKind, Record, Role, SegmentFacts, SessionFacts, SessionRef, ViewerFacts, WarningCode,
};

/// A session row: its own start is its reference.
pub(super) fn session(
    table: &TableReader<'_>,
    origin: Origin,
    mut reading: Reading<SessionFacts>,
    remarks: &mut Remarks,
) -> Result<ParsedRow<SessionFacts>, Refusal> {
    let zone = &table.columns.zone;
    let facts = &mut reading.facts;
    if let Some((start, end)) = reading.refs.range {
        facts.start_at.get_or_insert(start);
        if end > start {
            facts.end_at.get_or_insert(end);
        }
    }
    if facts.end_at.is_none() {
        facts.end_at = filename::at(table.name.session_end, zone);
    }
    drop_implausible_length(facts, remarks);
    check_session(facts, table, remarks)?;
    reading.refs.session_start = facts.start_at;
    let account = table.account(&reading.refs);
    let mut parsed = ParsedRow::new(origin, reading.facts);
    parsed.session = Some(SessionRef {
        account: account.clone(),
        external_id: reading.refs.session_id.or_else(|| table.room()),
        start_at: parsed.facts.start_at,
    });
    parsed.account = Some(account);
    parsed.reported = reading.reported;
    Ok(parsed)
}

/// A mistyped end would make a session swallow the orders of years: the start is kept, the end
/// and the length that cannot be right are not.
fn drop_implausible_length(facts: &mut SessionFacts, remarks: &mut Remarks) {
    let too_long = |seconds: f64| seconds > SessionFacts::LONGEST_SECONDS;
    let mut dropped = false;
    if let (Some(start), Some(end)) = (facts.start_at, facts.end_at)
        && too_long(end.duration_since(start).as_secs_f64())
    {
        facts.end_at = None;
        dropped = true;
    }
    if facts.duration_s.is_some_and(|length| too_long(length.0)) {
        facts.duration_s = None;
        dropped = true;
    }
    remarks.warn(WarningCode::ImplausibleLength, "", u64::from(dropped));
}

fn check_session(
    facts: &SessionFacts,
    table: &TableReader<'_>,
    remarks: &mut Remarks,
) -> Result<(), Refusal> {
    if let (Some(start), Some(end)) = (facts.start_at, facts.end_at) {
        if end < start {
            return Err(Refusal::row("ends_before_start"));
        }
        // A running session ends at the moment of the export.
        let exported = filename::at(table.name.exported, &table.columns.zone);
        if exported.is_some_and(|at| end.as_second().abs_diff(at.as_second()) <= 60) {
            remarks.warn(WarningCode::PartialSession, "", 1);
        }
    }
    let pairs = [
        (facts.buyers, facts.viewers_uv, "buyers > viewers_uv"),
        (facts.buyers, facts.orders, "buyers > orders"),
        (facts.prod_click_uv, facts.prod_impr_uv, "prod_click_uv > prod_impr_uv"),
        (facts.viewers_uv, facts.views_pv, "viewers_uv > views_pv"),
    ];
    for (less, more, what) in pairs {
        if let (Some(less), Some(more)) = (less, more)
            && less > more
        {
            remarks.warn(WarningCode::Inconsistent, what, 1);
        }
    }
    Ok(())
}

/// The group of a channel's or traffic column's value.
pub(super) fn group(kind: &KindDef, value: &str) -> ChannelGroup {
    let value = normalise(value);
    if kind.groups.natural.contains(&value) {
        ChannelGroup::Natural
    } else if kind.groups.paid.contains(&value) {
        ChannelGroup::Paid
    } else {
        ChannelGroup::Unknown
    }
}

/// A channel's group, by its own column or by its name.
pub(super) fn channel(kind: &KindDef, facts: &mut ChannelFacts) {
    let own = facts.channel_group.take().map(|word| group(kind, &word));
    let by_name = facts.channel.as_deref().map(|name| group(kind, name));
    let group =
        own.filter(|g| *g != ChannelGroup::Unknown).or(by_name).unwrap_or(ChannelGroup::Unknown);
    facts.channel_group = Some(group.word().to_owned());
}

/// Takes out parent channels (自然流量, 付费流量) beside whose children they only add up.
/// Returns how many.
pub(super) fn drop_parents(rows: &mut Vec<ParsedRow<ChannelFacts>>, kind: &KindDef) -> u64 {
    let parents = &kind.groups.parents;
    let is_parent = |row: &ParsedRow<ChannelFacts>| {
        let name = row.facts.channel.as_deref().map(normalise);
        name.is_some_and(|name| parents.contains(&name))
    };
    // Session and group of every child.
    let place =
        |row: &ParsedRow<ChannelFacts>| (row.session.clone(), row.facts.channel_group.clone());
    let children: HashSet<_> = rows.iter().filter(|row| !is_parent(row)).map(place).collect();
    let before = rows.len();
    rows.retain(|row| !(is_parent(row) && children.contains(&place(row))));
    (before - rows.len()) as u64
}

/// Makes one of rows about the same session, such as the campaigns of a LIVE: the figures that
/// the kind names add up, the rest is the first row's. Returns how many rows went into others.
pub(super) fn add_up(rows: &mut Vec<ParsedRow<SessionFacts>>, kind: &KindDef) -> u64 {
    if kind.add_up.is_empty() {
        return 0;
    }
    let adds = |name: &str| kind.add_up.iter().any(|own| own == name);
    let mut places = HashMap::new();
    let mut kept: Vec<ParsedRow<SessionFacts>> = Vec::new();
    let before = rows.len();
    for row in rows.drain(..) {
        let place = (row.session.clone(), row.facts.title.clone());
        let Some(first) = places.get(&place).map(|at: &usize| &mut kept[*at]) else {
            places.insert(place, kept.len());
            kept.push(row);
            continue;
        };
        for (index, _) in
            SessionFacts::FIELDS.iter().enumerate().filter(|(_, field)| adds(field.name))
        {
            let sum = match (first.facts.get(index), row.facts.get(index)) {
                (Cell::Money(one), Cell::Money(other)) => Cell::Money(one + other),
                (Cell::Int(one), Cell::Int(other)) => Cell::Int(one + other),
                (Cell::Null, other) => other,
                (one, _) => one,
            };
            // A sum is of its field's kind.
            let _ = first.facts.set(index, sum);
        }
        for (name, value) in row.reported.into_iter().filter(|(name, _)| adds(name)) {
            match first.reported.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += value,
                None => first.reported.push((name, value)),
            }
        }
    }
    *rows = kept;
    (before - rows.len()) as u64
}

/// A talk segment must not end before it starts.
pub(super) fn segment(facts: &SegmentFacts) -> Result<(), Refusal> {
    match (facts.start_at, facts.end_at) {
        (Some(start), Some(end)) if end < start => Err(Refusal::row("ends_before_start")),
        _ => Ok(()),
    }
}

fn product_kind(text: &str) -> Result<String, Refusal> {
    let kind = match normalise(text).as_str() {
        "goods" | "商品" | "实物" => ProductKind::Goods,
        "course" | "课程" | "知识" | "课程/知识" => ProductKind::Course,
        "ad_share" | "ad share" | "广告分成" | "广告" => ProductKind::AdShare,
        _ => return Err(Refusal::new("unknown_word", "kind", text)),
    };
    Ok(kind.word().to_owned())
}

/// A catalogue row's closed words.
pub(super) fn product(facts: &mut ProductFacts) -> Result<(), Refusal> {
    if let Some(kind) = facts.kind.take() {
        facts.kind = Some(product_kind(&kind)?);
    }
    if let Some(role) = facts.role.take() {
        let found = match normalise(&role).as_str() {
            "traffic" | "引流" | "引流款" => Role::Traffic,
            "giveaway" | "福利" | "福利款" => Role::Giveaway,
            "profit" | "利润" | "利润款" => Role::Profit,
            "image" | "形象" | "形象款" => Role::Image,
            _ => return Err(Refusal::new("unknown_word", "role", &role)),
        };
        facts.role = Some(found.word().to_owned());
    }
    Ok(())
}

/// Other income's kind.
pub(super) fn income(facts: &mut IncomeFacts) -> Result<(), Refusal> {
    if let Some(kind) = facts.kind.take() {
        facts.kind = Some(product_kind(&kind)?);
    }
    Ok(())
}

/// A viewer's fan level, as one of the words where it is one.
pub(super) fn viewer(facts: &mut ViewerFacts) {
    let level = |text: &str| match normalise(text).as_str() {
        "none" | "非粉" | "非粉丝" | "路人" | "0" | "false" => Some(FanLevel::None),
        "fan" | "粉丝" | "1" | "true" => Some(FanLevel::Fan),
        "club" | "粉丝团" | "会员" => Some(FanLevel::Club),
        _ => None,
    };
    if let Some(word) = facts.fan_level.as_deref().and_then(level) {
        facts.fan_level = Some(word.word().to_owned());
    }
}
