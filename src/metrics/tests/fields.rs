//! Which figures of a session are known, from where, and what would tell the rest.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;

use super::{session, yuan};
use crate::domain::{
    Channel, ChannelFacts, Platform, ProductId, SessionFacts, SessionId, SessionProduct,
    SessionProductFacts, Snapshot, Source, SourceCell, SourceId,
};
use crate::metrics::{
    Counted, FieldFrom, FieldState, Have, SessionExport, SessionField, best_export, fields,
};

const EVENING: &str = "2026-10-01T20:00:00+08:00[Asia/Shanghai]";

fn of(snapshot: &Snapshot, counted: Counted, field: SessionField) -> (Have, FieldFrom) {
    let states = fields(snapshot, &snapshot.sessions[0], counted);
    assert_eq!(states.len(), SessionField::ALL.len());
    let state = states.iter().find(|state| state.field == field).unwrap();
    (state.have, state.from)
}

#[test]
fn a_figure_is_told_in_part_worked_out_or_missing() {
    let facts = SessionFacts {
        viewers_uv: Some(0),
        natural_viewers_uv: Some(40),
        orders_created: Some(9),
        refund_amount: yuan(0.0),
        ..SessionFacts::default()
    };
    let mut shop = Snapshot {
        sessions: vec![session(1, EVENING, facts)],
        session_products: vec![SessionProduct {
            session: SessionId(1),
            product: ProductId(1),
            facts: SessionProductFacts {
                items: Some(3),
                impr_uv: Some(50),
                ..SessionProductFacts::default()
            },
            reported: Vec::new(),
            origins: Vec::new(),
            derived: false,
        }],
        channels: vec![Channel {
            session: SessionId(1),
            facts: ChannelFacts {
                channel: Some("feed".into()),
                channel_group: Some("natural".into()),
                views_pv: Some(70),
                spend: yuan(12.0),
                ..ChannelFacts::default()
            },
        }],
        ..Snapshot::default()
    };
    let counted = Counted { minutes: 60, comments: 5, paid_orders: 8 };
    for (field, have, from) in [
        // A zero that an export tells is known.
        (SessionField::Viewers, Have::Full, FieldFrom::Fact("viewers_uv")),
        (SessionField::NaturalPaid, Have::Part, FieldFrom::Fact("natural_viewers_uv")),
        (SessionField::Orders, Have::Part, FieldFrom::Fact("orders_created")),
        (SessionField::Refunds, Have::Part, FieldFrom::Fact("refund_amount")),
        (SessionField::Views, Have::Estimated, FieldFrom::Channels),
        (SessionField::AdSpend, Have::Estimated, FieldFrom::Channels),
        (SessionField::Online, Have::Estimated, FieldFrom::Minutes),
        (SessionField::Items, Have::Estimated, FieldFrom::Products),
        (SessionField::PaidAmount, Have::Estimated, FieldFrom::Orders),
        (SessionField::Comments, Have::Estimated, FieldFrom::Comments),
        // People of products are not added up.
        (SessionField::ProductShown, Have::None, FieldFrom::Nowhere),
        (SessionField::Buyers, Have::None, FieldFrom::Nowhere),
    ] {
        assert_eq!(of(&shop, counted, field), (have, from), "{field:?}");
    }
    let nothing = Counted::default();
    assert_eq!(of(&shop, nothing, SessionField::Online), (Have::None, FieldFrom::Nowhere));
    // After the time for returns what was refunded stands.
    let settled = shop.sessions[0].start.timestamp() + SignedDuration::from_hours(24 * 20);
    shop.sessions[0].as_of = settled;
    shop.sessions[0].facts.paid_viewers_uv = Some(10);
    assert_eq!(of(&shop, nothing, SessionField::Refunds).0, Have::Full);
    assert_eq!(of(&shop, nothing, SessionField::NaturalPaid).0, Have::Full);
}

#[test]
fn the_export_that_tells_most_is_named_unless_it_is_in_already() {
    let facts = SessionFacts { viewers_uv: Some(100), ..SessionFacts::default() };
    let mut shop = Snapshot {
        sessions: (1..=3).map(|id| session(id, EVENING, facts.clone())).collect(),
        sources: vec![Source { id: SourceId(1), name: "a.csv".into(), kind: "big".into() }],
        ..Snapshot::default()
    };
    let export = |kind: &str, platform, facts: &[&str]| SessionExport {
        kind: kind.to_owned(),
        platform,
        facts: facts.iter().map(|fact| (*fact).to_owned()).collect::<BTreeSet<_>>(),
    };
    let exports = [
        export("known", Platform::Douyin, &["viewers_uv"]),
        export("small", Platform::Douyin, &["buyers"]),
        export("big", Platform::Douyin, &["buyers", "refund_amount", "viewers_uv"]),
        export("foreign", Platform::TikTok, &["buyers", "gmv", "likes", "comments"]),
    ];
    let states = |shop: &Snapshot| -> BTreeMap<SessionId, Vec<FieldState>> {
        shop.sessions
            .iter()
            .map(|session| (session.id, fields(shop, session, Counted::default())))
            .collect()
    };
    let best = best_export(&shop, &states(&shop), &exports).unwrap();
    assert_eq!((best.kind.as_str(), best.sessions), ("big", 3));
    assert_eq!(best.fields, [(SessionField::Buyers, 3), (SessionField::Refunds, 3)]);
    for session in &mut shop.sessions[..2] {
        session.origins = vec![SourceCell { source: SourceId(1), sheet: String::new(), row: 2 }];
    }
    // It told nothing of two sessions: it would not the second time.
    let best = best_export(&shop, &states(&shop), &exports).unwrap();
    assert_eq!((best.kind.as_str(), best.sessions), ("small", 3));
    assert!(best_export(&shop, &states(&shop), &exports[..1]).is_none());
}
