//! Whether what was decided after one session was done in a later one, by what that session shows;
//! and what a finding asks to be done, as it is written down.

use std::collections::BTreeMap;

use serde::Serialize;

use super::actions_spend::{self, SpendByBlock, Untold};
use super::seen::talked;
use super::wishes::{MinuteWish, key, key_of};
use super::{PlanScore, ProductScore};
use crate::domain::{
    ActionDraft, ActionKind, ActionState, FEWEST_PEOPLE, KeptAction, PlanId, ProductId, Session,
    SessionId, Snapshot,
};
use crate::metrics::{FindingKind, FunnelKind, Step};

/// Fewer planned minutes than these say nothing when they were not held.
const LEAST_PLANNED: u32 = 5;
/// At most so many findings of one plan.
const MOST: usize = 3;

/// What one later session shows of an action.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Showing {
    /// The session.
    pub session: SessionId,
    /// Minutes or a rate, as the action is about; of moved spend the part that the later half-hour
    /// has of what both together had.
    pub figure: f64,
    /// Whether it is what was wanted.
    pub met: bool,
}

/// Who closed an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBy {
    /// Somebody said so.
    Hand,
    /// A later session shows it.
    Numbers,
}

/// Whose money changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeOf {
    /// The product's.
    Product,
    /// The whole session's.
    Session,
}

/// Money before and after, without anything to compare with: a change, never an effect.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Whose.
    pub of: ChangeOf,
    /// In the session the action comes from, in major units.
    pub before: f64,
    /// In the session that shows it was done.
    pub after: f64,
}

/// An action with what later sessions show of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedAction {
    /// As it is kept.
    pub action: KeptAction,
    /// Where it stands.
    pub state: ActionState,
    /// Who closed it; `None` while it is open.
    pub by: Option<ClosedBy>,
    /// Sessions it stayed open through.
    pub carried: usize,
    /// The session that shows it was done, else the latest one that tells anything of it.
    pub shown: Option<Showing>,
    /// Of spend that no session tells of: why the latest one that names any does not.
    pub untold: Option<Untold>,
    /// What changed with it.
    pub change: Option<Change>,
    /// It was the newest session that closed it.
    pub fresh: bool,
}

impl JudgedAction {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.state == ActionState::Open
    }

    /// Whether most of the spend of both times was at the new one only because the old one was cut.
    pub fn was_only_cut(&self) -> bool {
        let cut = |shown: Showing| !shown.met && actions_spend::is_most(shown.figure);
        self.action.what.kind == ActionKind::MoveSpend && self.shown.is_some_and(cut)
    }

    /// What the next plan can do about it: it has a knob for minutes, and for nothing else.
    pub fn minute_wish(&self) -> Option<MinuteWish> {
        let what = &self.action.what;
        let more = what.kind.wants_minutes().filter(|_| self.is_open())?;
        let minutes = what.wish?.round().max(0.0) as u32;
        Some(MinuteWish { id: what.product_id.clone()?, minutes, more })
    }
}

/// Wishes of all that are open.
pub fn minute_wishes(actions: &[JudgedAction]) -> Vec<MinuteWish> {
    let mut wishes: Vec<MinuteWish> = Vec::new();
    // The newest first: an older one about the same product that it rules out has no say.
    for wish in actions.iter().filter_map(JudgedAction::minute_wish) {
        let rules_out = |newer: &MinuteWish| {
            let (least, most) = if wish.more { (&wish, newer) } else { (newer, &wish) };
            newer.id == wish.id && (newer.more == wish.more || least.minutes > most.minutes)
        };
        if !wishes.iter().any(rules_out) {
            wishes.push(wish);
        }
    }
    wishes
}

/// Looks at every session after an action was made. The first that shows it was done closes it;
/// what a hand said goes before everything.
pub fn judge(
    snapshot: &Snapshot,
    spend: &SpendByBlock,
    actions: Vec<KeptAction>,
) -> Vec<JudgedAction> {
    let mut seen = Seen { spend, talks: BTreeMap::new() };
    actions.into_iter().map(|action| judge_one(snapshot, &mut seen, action)).collect()
}

/// What sessions show beside their facts.
struct Seen<'a> {
    spend: &'a SpendByBlock,
    talks: Talks,
}

/// The sessions of the shop after an action was made.
pub(super) fn later<'a>(
    snapshot: &'a Snapshot,
    action: &KeptAction,
) -> impl Iterator<Item = &'a Session> + use<'a> {
    let (since, shop) = (action.since, action.account);
    snapshot
        .sessions
        .iter()
        .filter(move |session| session.start.timestamp() > since)
        .filter(move |session| shop.is_none_or(|account| session.account == account))
}

/// Talk minutes by session, each summed up once.
type Talks = BTreeMap<SessionId, BTreeMap<ProductId, f64>>;

fn judge_one(snapshot: &Snapshot, seen: &mut Seen<'_>, action: KeptAction) -> JudgedAction {
    let hand = action.hand;
    let later: Vec<&Session> = later(snapshot, &action).collect();
    let mut out = JudgedAction {
        state: hand.state,
        by: None,
        carried: later.len(),
        shown: None,
        untold: None,
        change: None,
        fresh: false,
        action,
    };
    if hand.state != ActionState::Open {
        let before = |session: &&&Session| {
            hand.closed_at.is_some_and(|closed| session.start.timestamp() <= closed)
        };
        out.carried = later.iter().filter(before).count();
        out.by = Some(ClosedBy::Hand);
        return out;
    }
    let ids = products(snapshot, &out.action);
    for (at, session) in later.iter().enumerate() {
        let Some((figure, met)) = reading(snapshot, seen, (&out.action, &ids), session) else {
            continue;
        };
        out.shown = Some(Showing { session: session.id, figure, met });
        if met && session.start.timestamp() > hand.heed_after {
            out.state = ActionState::Done;
            out.by = Some(ClosedBy::Numbers);
            out.carried = at;
            out.change = change(snapshot, (&out.action, &ids), session);
            out.fresh = at + 1 == later.len();
            break;
        }
    }
    if out.shown.is_none() && out.action.what.kind == ActionKind::MoveSpend {
        let told = |session: &&Session| actions_spend::moved(seen.spend, &out.action, session);
        out.untold = later.iter().rev().find_map(told).and_then(Result::err);
    }
    out
}

/// What a session says of an action, and whether it is what was wanted. `None` where the session
/// does not tell, and for what no number tells.
fn reading(
    snapshot: &Snapshot,
    seen: &mut Seen<'_>,
    (action, ids): (&KeptAction, &[ProductId]),
    session: &Session,
) -> Option<(f64, bool)> {
    let what = &action.what;
    let wish = what.wish?;
    if let Some(more) = what.kind.wants_minutes() {
        let talks = seen.talks.entry(session.id).or_insert_with(|| talked(snapshot, session.id));
        if talks.is_empty() {
            return None;
        }
        let minutes: f64 = ids.iter().filter_map(|id| talks.get(id)).sum();
        let there = minutes > 0.0
            || snapshot.products_of(session.id).iter().any(|row| ids.contains(&row.product));
        return match more {
            true => Some((minutes, minutes.round() >= wish)),
            // A session without the product is no sign that less was said of it.
            false => there.then_some((minutes, minutes.round() <= wish)),
        };
    }
    if what.kind == ActionKind::MoveSpend {
        return actions_spend::moved(seen.spend, action, session)?.ok();
    }
    if what.kind != ActionKind::FixStep {
        return None;
    }
    let (step, from) = rate_of(what)?;
    let count = |step: Step| step.count(FunnelKind::People, &session.facts).map(|n| n as f64);
    let of = count(from).filter(|people| *people >= FEWEST_PEOPLE)?;
    let rate = count(step)? / of;
    Some((rate, rate >= wish - 1e-9))
}

/// The products an action is about: by their id in plans, else, where the store has numbered them
/// anew, by their name.
fn products(snapshot: &Snapshot, action: &KeptAction) -> Vec<ProductId> {
    let what = &action.what;
    if what.kind.wants_minutes().is_none() {
        return Vec::new();
    }
    let those = |holds: &dyn Fn(&crate::domain::Product) -> bool| -> Vec<ProductId> {
        snapshot.products.iter().filter(|p| holds(p)).map(|product| product.id).collect()
    };
    let known = those(&|product| Some(key(product)) == what.product_id);
    if known.is_empty() {
        return those(&|product| Some(&product.name) == what.product.as_ref());
    }
    known
}

/// Money in the session the action comes from and in this one, where both tell it alike.
fn change(
    snapshot: &Snapshot,
    (action, ids): (&KeptAction, &[ProductId]),
    after: &Session,
) -> Option<Change> {
    let before = snapshot.session(action.what.session?)?;
    if before.currency != after.currency {
        return None;
    }
    let (of, told) = if action.what.kind.wants_minutes().is_some() {
        let row = |session: &Session| {
            let rows = snapshot.products_of(session.id).iter();
            rows.into_iter().find(|row| ids.contains(&row.product))?.facts.amount()
        };
        (ChangeOf::Product, (row(before), row(after)))
    } else {
        (ChangeOf::Session, (before.facts.amount(), after.facts.amount()))
    };
    let ((before, basis), (after, other)) = told.0.zip(told.1)?;
    (basis == other).then(|| Change { of, before: before.major(), after: after.major() })
}

/// The step of the funnel an action is about, and what its rate divides by.
pub fn rate_of(what: &ActionDraft) -> Option<(Step, Step)> {
    let of =
        |field: &str| Step::ALL.into_iter().find(|step| step.field(FunnelKind::People) == field);
    let (step, from) = what.step.as_deref()?.split_once('/')?;
    Some((of(step)?, of(from)?))
}

/// What a finding of a review asks to be done.
pub fn draft_of(snapshot: &Snapshot, session: SessionId, finding: &FindingKind) -> ActionDraft {
    let from = |kind| ActionDraft { session: Some(session), ..ActionDraft::new(kind) };
    let talk = |kind, product: ProductId, minutes: f64, change: i64| ActionDraft {
        product_id: Some(key_of(snapshot, product)),
        product: snapshot.product(product).map(|product| product.name.clone()),
        figure: Some(minutes),
        wish: Some((minutes + change as f64).round().max(0.0)),
        ..from(kind)
    };
    match *finding {
        FindingKind::TalkLess { product, minutes, change, .. } => {
            talk(ActionKind::TalkLess, product, minutes, -change)
        }
        FindingKind::TalkMore { product, minutes, change, .. } => {
            talk(ActionKind::TalkMore, product, minutes, change)
        }
        FindingKind::MoveSpend { from_minute, to_minute, .. } => ActionDraft {
            figure: Some(f64::from(from_minute)),
            wish: Some(f64::from(to_minute)),
            ..from(ActionKind::MoveSpend)
        },
        FindingKind::WeakStep { step, from: above, rate, median, .. } => ActionDraft {
            step: Some(format!(
                "{}/{}",
                step.field(FunnelKind::People),
                above.field(FunnelKind::People)
            )),
            figure: Some(rate),
            wish: Some(median),
            ..from(ActionKind::FixStep)
        },
    }
}

/// Products that had half of their planned minutes or less, or twice as many or more: the furthest
/// off first. What is open already is not found again.
pub fn shortfalls(score: &PlanScore, plan: PlanId, known: &[JudgedAction]) -> Vec<ActionDraft> {
    let off = |product: &ProductScore| {
        let (planned, talked) = (f64::from(product.planned_minutes), product.minutes?);
        let kind = if 2.0 * talked <= planned {
            ActionKind::ShortMinutes
        } else if talked >= 2.0 * planned {
            ActionKind::OverMinutes
        } else {
            return None;
        };
        let draft = ActionDraft {
            session: Some(score.session),
            plan: Some(plan),
            product_id: Some(product.product_id.clone()),
            product: Some(product.name.clone()),
            figure: Some(talked),
            wish: Some(planned),
            ..ActionDraft::new(kind)
        };
        Some(((talked - planned).abs(), draft))
    };
    let planned = |product: &&ProductScore| product.planned_minutes >= LEAST_PLANNED;
    let mut found: Vec<(f64, ActionDraft)> =
        score.products.iter().filter(planned).filter_map(off).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let new = |draft: &ActionDraft| {
        !known.iter().any(|known| {
            let what = &known.action.what;
            let alike = what.product_id == draft.product_id
                && what.kind.wants_minutes() == draft.kind.wants_minutes();
            // What was closed or let go of this very session is not offered again.
            let again = what.is_about_the_same(draft) && what.session == draft.session;
            again || (alike && known.is_open())
        })
    };
    found.into_iter().map(|(_, draft)| draft).filter(new).take(MOST).collect()
}
