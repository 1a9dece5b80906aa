//! Which figures of a session are known: told by an export, told in part, worked out from rows of
//! another table, or not at all; and which export would tell most of what is missing.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::channels::channel_groups;
use super::reconcile::{REFUNDS_SETTLED_DAYS, refund_days};
use crate::domain::{
    Cell, ChannelGroup, Platform, Record, Session, SessionFacts, SessionId, Snapshot,
};

/// A figure of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionField {
    /// How long it was.
    Length,
    /// How often, or by how many, its entry was seen.
    Impressions,
    /// People who watched.
    Viewers,
    /// Views.
    Views,
    /// Natural and paid viewers apart.
    NaturalPaid,
    /// How long people watched.
    WatchTime,
    /// How many were there at once.
    Online,
    /// People shown a product.
    ProductShown,
    /// People who clicked a product.
    ProductClicks,
    /// Buyers.
    Buyers,
    /// Orders.
    Orders,
    /// Pieces.
    Items,
    /// GMV.
    Gmv,
    /// What buyers paid.
    PaidAmount,
    /// Refunds.
    Refunds,
    /// Advertising.
    AdSpend,
    /// Comments.
    Comments,
    /// New followers.
    Followers,
    /// Likes.
    Likes,
}

impl SessionField {
    /// All, along the way from the entry to the money.
    pub const ALL: [Self; 19] = [
        Self::Length,
        Self::Impressions,
        Self::Viewers,
        Self::Views,
        Self::NaturalPaid,
        Self::WatchTime,
        Self::Online,
        Self::ProductShown,
        Self::ProductClicks,
        Self::Buyers,
        Self::Orders,
        Self::Items,
        Self::Gmv,
        Self::PaidAmount,
        Self::Refunds,
        Self::AdSpend,
        Self::Comments,
        Self::Followers,
        Self::Likes,
    ];

    /// The facts that tell it, any of which is enough; the preferred first.
    pub fn facts(self) -> &'static [&'static str] {
        match self {
            Self::Length => &["end_at", "duration_s"],
            Self::Impressions => &["room_impr_uv", "room_impr_pv"],
            Self::Viewers => &["viewers_uv"],
            Self::Views => &["views_pv"],
            Self::NaturalPaid => &["natural_viewers_uv", "paid_viewers_uv"],
            Self::WatchTime => &["avg_watch_s", "avg_watch_per_view_s"],
            Self::Online => &["avg_online", "peak_online"],
            Self::ProductShown => &["prod_impr_uv", "prod_impr_pv"],
            Self::ProductClicks => &["prod_click_uv", "prod_click_pv"],
            Self::Buyers => &["buyers"],
            Self::Orders => &["orders", "orders_created", "sku_orders"],
            Self::Items => &["items"],
            Self::Gmv => &["gmv"],
            Self::PaidAmount => &["paid_amount"],
            Self::Refunds => &["refund_amount", "net_gmv", "refund_orders"],
            Self::AdSpend => &["ad_spend", "ad_spend_bound", "ad_spend_targeted"],
            Self::Comments => &["comments"],
            Self::Followers => &["new_followers"],
            Self::Likes => &["likes"],
        }
    }
}

/// How well a figure is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Have {
    /// An export tells it.
    Full,
    /// An export tells a part of it, or it still changes.
    Part,
    /// Worked out from the rows of another table.
    Estimated,
    /// Not known.
    None,
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldFrom {
    /// This fact of an export of the session.
    Fact(&'static str),
    /// Its products.
    Products,
    /// Its channels.
    Channels,
    /// Its minutes.
    Minutes,
    /// Its order lines.
    Orders,
    /// Its comments.
    Comments,
    /// From nowhere.
    Nowhere,
}

/// One figure of one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FieldState {
    /// The figure.
    pub field: SessionField,
    /// How well it is known.
    pub have: Have,
    /// From where.
    pub from: FieldFrom,
}

/// Rows of a session that the snapshot does not carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Points of the time curve.
    pub minutes: u64,
    /// Comments.
    pub comments: u64,
    /// Paid orders.
    pub paid_orders: u64,
}

/// Every figure of a session.
pub fn fields(snapshot: &Snapshot, session: &Session, counted: Counted) -> Vec<FieldState> {
    SessionField::ALL.into_iter().map(|field| state(snapshot, session, counted, field)).collect()
}

fn state(
    snapshot: &Snapshot,
    session: &Session,
    counted: Counted,
    field: SessionField,
) -> FieldState {
    let told: Vec<&'static str> =
        field.facts().iter().copied().filter(|fact| knows(&session.facts, fact)).collect();
    let (have, from) = match (field, told.first().copied()) {
        (SessionField::NaturalPaid, Some(fact)) if told.len() == 1 => {
            (Have::Part, FieldFrom::Fact(fact))
        }
        // Orders that were made but not paid say less than those that were.
        (SessionField::Orders, Some(fact)) if fact != "orders" => {
            (Have::Part, FieldFrom::Fact(fact))
        }
        // Until returns are over the figure still grows.
        (SessionField::Refunds, Some(fact))
            if refund_days(session).is_none_or(|days| days < REFUNDS_SETTLED_DAYS) =>
        {
            (Have::Part, FieldFrom::Fact(fact))
        }
        (_, Some(fact)) => (Have::Full, FieldFrom::Fact(fact)),
        (_, None) => match elsewhere(snapshot, session, counted, field) {
            Some(from) => (Have::Estimated, from),
            None => (Have::None, FieldFrom::Nowhere),
        },
    };
    FieldState { field, have, from }
}

fn knows(facts: &SessionFacts, fact: &str) -> bool {
    SessionFacts::index_of(fact).is_some_and(|index| facts.get(index) != Cell::Null)
}

/// Another table that the figure can be worked out from. People are in none: the same person
/// stands in several rows.
fn elsewhere(
    snapshot: &Snapshot,
    session: &Session,
    counted: Counted,
    field: SessionField,
) -> Option<FieldFrom> {
    let products = snapshot.products_of(session.id);
    let channels = snapshot.channels_of(session.id);
    let found = |there: bool, from: FieldFrom| there.then_some(from);
    match field {
        SessionField::Views => {
            found(channels.iter().any(|row| row.facts.views_pv.is_some()), FieldFrom::Channels)
        }
        SessionField::NaturalPaid => {
            let groups = channel_groups(channels);
            let has = |group| groups.iter().any(|sum| sum.group == group);
            found(has(ChannelGroup::Natural) && has(ChannelGroup::Paid), FieldFrom::Channels)
        }
        SessionField::Online => found(counted.minutes > 0, FieldFrom::Minutes),
        SessionField::ProductShown => {
            found(products.iter().any(|row| row.facts.impr_pv.is_some()), FieldFrom::Products)
        }
        SessionField::ProductClicks => {
            found(products.iter().any(|row| row.facts.click_pv.is_some()), FieldFrom::Products)
        }
        SessionField::Orders => found(counted.paid_orders > 0, FieldFrom::Orders),
        SessionField::Items => {
            found(products.iter().any(|row| row.facts.items.is_some()), FieldFrom::Products)
        }
        SessionField::Gmv => {
            found(products.iter().any(|row| row.facts.gmv.is_some()), FieldFrom::Products)
        }
        SessionField::PaidAmount => found(counted.paid_orders > 0, FieldFrom::Orders),
        SessionField::Refunds => {
            found(products.iter().any(|row| row.facts.refund_amount.is_some()), FieldFrom::Products)
        }
        SessionField::AdSpend => {
            found(channels.iter().any(|row| row.facts.spend.is_some()), FieldFrom::Channels)
        }
        SessionField::Comments => found(counted.comments > 0, FieldFrom::Comments),
        SessionField::Length
        | SessionField::Impressions
        | SessionField::Viewers
        | SessionField::WatchTime
        | SessionField::Buyers
        | SessionField::Followers
        | SessionField::Likes => None,
    }
}

/// An export that tells of whole sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionExport {
    /// Its kind.
    pub kind: String,
    /// Whose sessions it tells of.
    pub platform: Platform,
    /// The facts it has columns for.
    pub facts: BTreeSet<String>,
}

/// What one more export would tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fills {
    /// Its kind.
    pub kind: String,
    /// Figures that are missing, the most missing first, each with the number of sessions.
    pub fields: Vec<(SessionField, usize)>,
    /// Sessions it would complete.
    pub sessions: usize,
}

/// The export that tells most of what is missing; `None` when no export tells any of it.
pub fn best_export(
    snapshot: &Snapshot,
    states: &BTreeMap<SessionId, Vec<FieldState>>,
    exports: &[SessionExport],
) -> Option<Fills> {
    let kinds: BTreeMap<_, &str> =
        snapshot.sources.iter().map(|source| (source.id, source.kind.as_str())).collect();
    let mut best: Option<(usize, Fills)> = None;
    for export in exports {
        let mut missing: BTreeMap<SessionField, usize> = BTreeMap::new();
        let mut sessions = 0;
        let of_platform = snapshot.sessions.iter().filter(|s| s.platform == export.platform);
        for session in of_platform {
            // What this export left open it will leave open again.
            let is_in = session
                .origins
                .iter()
                .any(|origin| kinds.get(&origin.source).is_some_and(|kind| *kind == export.kind));
            let gaps: Vec<SessionField> = states
                .get(&session.id)
                .into_iter()
                .flatten()
                .filter(|state| !is_in && matches!(state.have, Have::None | Have::Estimated))
                .filter(|state| state.field.facts().iter().any(|fact| export.facts.contains(*fact)))
                .map(|state| state.field)
                .collect();
            sessions += usize::from(!gaps.is_empty());
            for field in gaps {
                *missing.entry(field).or_default() += 1;
            }
        }
        let cells: usize = missing.values().sum();
        if cells > best.as_ref().map_or(0, |(most, _)| *most) {
            let mut fields: Vec<(SessionField, usize)> = missing.into_iter().collect();
            fields.sort_by_key(|(field, count)| (std::cmp::Reverse(*count), *field));
            best = Some((cells, Fills { kind: export.kind.clone(), fields, sessions }));
        }
    }
    best.map(|(_, fills)| fills)
}
