//! Open actions: what somebody decided to do about a finding, or typed by hand, and what a hand
//! said became of it. What the numbers say is worked out when it is looked at, and kept nowhere.

use jiff::Timestamp;
use serde::Serialize;

use super::names::words;
use super::{AccountId, ActionId, PlanId, SessionId};

words! {
    /// What an action is about. Sentences are made of kind and figures; only an own one has words.
    ActionKind {
        /// Talk about a product for at most so many minutes.
        TalkLess = "talk_less",
        /// Talk about a product for at least so many minutes.
        TalkMore = "talk_more",
        /// A product had half its planned minutes or less: give it the planned ones.
        ShortMinutes = "short_minutes",
        /// A product had twice its planned minutes or more: keep it to the planned ones.
        OverMinutes = "over_minutes",
        /// Move advert spend from one minute of the session to another.
        MoveSpend = "move_spend",
        /// Bring a step of the funnel back to its own median.
        FixStep = "fix_step",
        /// A line typed by hand.
        Own = "own",
    }
}

impl ActionKind {
    /// Whether the wish is a least number of talk minutes (`true`) or a greatest (`false`); `None`
    /// where it is about something else.
    pub fn wants_minutes(self) -> Option<bool> {
        match self {
            Self::TalkMore | Self::ShortMinutes => Some(true),
            Self::TalkLess | Self::OverMinutes => Some(false),
            Self::MoveSpend | Self::FixStep | Self::Own => None,
        }
    }
}

words! {
    /// Where an action stands.
    ActionState {
        /// To be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// Not to be done after all.
        Dropped = "dropped",
    }
}

/// What an action is, as it is written down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionDraft {
    /// The session it comes from.
    pub session: Option<SessionId>,
    /// The plan it comes from.
    pub plan: Option<PlanId>,
    /// What it is about.
    pub kind: ActionKind,
    /// The product, as plans name it.
    pub product_id: Option<String>,
    /// The product's name at the time.
    pub product: Option<String>,
    /// The rate, as canonical names: `buyers/prod_click_uv`.
    pub step: Option<String>,
    /// What was seen: minutes, a rate, or the minute the spend was at.
    pub figure: Option<f64>,
    /// What is wanted: minutes, a rate, or the minute the spend should move to.
    pub wish: Option<f64>,
    /// What a person typed.
    pub text: Option<String>,
}

impl ActionDraft {
    /// One of this kind with nothing said yet.
    pub fn new(kind: ActionKind) -> Self {
        Self {
            session: None,
            plan: None,
            kind,
            product_id: None,
            product: None,
            step: None,
            figure: None,
            wish: None,
            text: None,
        }
    }

    /// Whether another one asks for the same thing, be it of another session or with another figure.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        let about = |draft: &Self| {
            (draft.kind, draft.product_id.clone(), draft.step.clone(), draft.text.clone())
        };
        // Spend is moved within one session; the next one's is another matter.
        about(self) == about(other)
            && (self.kind != ActionKind::MoveSpend || self.session == other.session)
    }
}

/// What a hand said of an action. The only part of it that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ActionHand {
    /// Open as long as no hand closed it.
    pub state: ActionState,
    /// When a hand closed it.
    pub closed_at: Option<Timestamp>,
    /// Only sessions that begin after this may show that it was done: who opens one again does not
    /// believe those before.
    pub heed_after: Timestamp,
}

/// An action as the store keeps it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeptAction {
    /// Its number.
    pub id: ActionId,
    /// When it was made.
    pub made_at: Timestamp,
    /// The account whose sessions it is carried through; `None` when that is gone, or never was.
    pub account: Option<AccountId>,
    /// When the session it comes from began. Stays when that session goes.
    pub session_at: Option<Timestamp>,
    /// It is carried through the sessions that begin after this: after the newest one that was
    /// known when it was made. What went on before cannot have come of it.
    pub since: Timestamp,
    /// What it is.
    pub what: ActionDraft,
    /// What a hand said of it.
    pub hand: ActionHand,
}
