//! Open actions as the Evaluate page, the Plan page and the command line show them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::{ActionDraft, ActionId, ActionKind, ActionState, SessionId, Snapshot};
use crate::plan::{ClosedBy, JudgedAction, MinuteWish, PlanForm, minute_wishes};
use crate::present::format;
use crate::present::text::{Lang, actions as text};

/// The card.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ActionsView {
    /// Title.
    pub title: String,
    /// `2 条没做，最近一场做到了 1 条`.
    pub note: String,
    /// What the newest session closed, and what is open.
    pub rows: Vec<ActionRow>,
    /// What was closed before, newest first.
    pub closed: Vec<ActionRow>,
    /// How many of those find no room in the window, and where they stand.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub older: String,
    /// Words of the button that shows and hides those and what found no room.
    pub fold: [String; 2],
    /// What the session of the plan shows, to be added.
    pub offers: Vec<ActionOffer>,
    /// Instead of rows, how they come here.
    pub empty: String,
    /// Name of the field for a new line, and what stands in it while it is empty.
    pub field: [String; 2],
    /// Words of the buttons.
    pub words: ActionWords,
}

impl ActionsView {
    /// So many stand there before the rest is folded away.
    pub const SHOWN: usize = 4;
    /// So many closed ones unfold; what is written and printed has them all.
    const CLOSED: usize = 20;

    /// The closed ones that unfold.
    pub fn unfolding(&self) -> &[ActionRow] {
        &self.closed[..self.closed.len().min(Self::CLOSED)]
    }

    /// Whether there is nothing in it.
    pub fn is_bare(&self) -> bool {
        self.rows.is_empty() && self.closed.is_empty() && self.offers.is_empty()
    }
}

/// Words of the buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ActionWords {
    /// Adds what was typed or offered.
    pub add: String,
    /// Says that it is done.
    pub done: String,
    /// Says that it will not be done.
    pub drop: String,
    /// Opens it again.
    pub reopen: String,
    /// Hands it to the next plan.
    pub plan: String,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionRow {
    /// Its number.
    pub id: ActionId,
    /// Where it stands.
    pub state: ActionState,
    /// What is to be done.
    pub title: String,
    /// Where it comes from and through how many sessions it was carried.
    pub origin: String,
    /// What the numbers say, or who closed it.
    pub said: String,
    /// What changed with it; empty where nothing can be told.
    pub change: String,
    /// The session it comes from, as far as it is in the store.
    pub session: Option<SessionId>,
    /// The figures behind the words.
    #[serde(skip)]
    pub figures: ActionFigures,
    /// What the next plan can do about it.
    #[serde(skip)]
    pub wish: Option<MinuteWish>,
}

impl ActionRow {
    /// What the numbers say and what changed with it, in one line.
    pub fn numbers(&self) -> String {
        let parts = [self.said.as_str(), &self.change].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    }
}

/// The figures behind the words of an action, for tables.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ActionFigures {
    /// Whether `then` and `wanted` are shares and not minutes.
    pub share: bool,
    /// Whether `seen` is.
    pub seen_share: bool,
    /// When it was decided.
    pub then: Option<f64>,
    /// What it is to become.
    pub wanted: Option<f64>,
    /// In the session that closed it, else in the latest that tells.
    pub seen: Option<f64>,
    /// Money of the product or the session before and after.
    pub sales: Option<(f64, f64)>,
}

/// Something to be added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionOffer {
    /// What the session shows, and what should be done.
    pub text: String,
    /// What is added.
    #[serde(skip)]
    pub draft: ActionDraft,
}

/// What a plan can take in of the open actions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionsForPlan {
    /// Words of the button.
    pub button: String,
    /// What it does.
    pub tip: String,
    /// What it hands over.
    #[serde(skip)]
    pub wishes: Vec<MinuteWish>,
}

/// Makes the card. `found` is what the session of the plan shown asks for.
pub fn actions(
    snapshot: &Snapshot,
    judged: &[JudgedAction],
    found: Vec<ActionDraft>,
    lang: Lang,
) -> ActionsView {
    let (mut shown, closed): (Vec<&JudgedAction>, Vec<_>) =
        judged.iter().partition(|action| action.is_open() || action.fresh);
    // News first.
    shown.sort_by_key(|action| action.is_open());
    let open = shown.iter().filter(|action| action.is_open()).count();
    let rows = |of: Vec<&JudgedAction>| -> Vec<ActionRow> {
        of.into_iter().map(|action| row(snapshot, action, lang)).collect()
    };
    let word = |word| text::word(word, lang).to_owned();
    ActionsView {
        title: text::title(lang).to_owned(),
        note: text::note(open, shown.len() - open, lang),
        fold: text::fold(
            shown.len().saturating_sub(ActionsView::SHOWN),
            closed.len().min(ActionsView::CLOSED),
            lang,
        ),
        older: text::older(closed.len().saturating_sub(ActionsView::CLOSED), lang),
        empty: if shown.is_empty() { text::empty(lang).to_owned() } else { String::new() },
        rows: rows(shown),
        closed: rows(closed),
        offers: found
            .into_iter()
            .map(|draft| ActionOffer { text: text::found(&draft, lang), draft })
            .collect(),
        field: text::field(lang).map(str::to_owned),
        words: ActionWords {
            add: word(text::Word::Add),
            done: word(text::Word::Done),
            drop: word(text::Word::Drop),
            reopen: word(text::Word::Reopen),
            plan: word(text::Word::Plan),
        },
    }
}

fn row(snapshot: &Snapshot, judged: &JudgedAction, lang: Lang) -> ActionRow {
    let (action, state) = (&judged.action, judged.state);
    let what = &action.what;
    let session = what.session.and_then(|id| snapshot.session(id));
    let zone = zone(snapshot, judged);
    let day = |at: Timestamp| format::day(&at.to_zoned_datetime(zone.clone()), lang);
    let origin = match action.session_at {
        // Nothing was imported when it was written.
        None => text::typed(&day(action.made_at), lang),
        Some(at) => text::origin(&day(at), session.is_none(), what.plan.is_some(), lang),
    };
    let carried = text::carried(judged.carried, state, lang);
    let parts = [origin, carried].into_iter().filter(|part| !part.is_empty());
    let currency = session.map(|session| &session.currency);
    let change = judged.change.zip(currency).map(|(change, currency)| {
        let money = |amount| format::money(amount, currency, lang);
        text::change(change.of, &money(change.before), &money(change.after), lang)
    });
    ActionRow {
        id: action.id,
        state,
        title: text::what(what, lang),
        origin: parts.collect::<Vec<_>>().join(" · "),
        said: said(snapshot, judged, &day, lang),
        change: change.unwrap_or_default(),
        session: session.map(|session| session.id),
        figures: figures(judged),
        wish: judged.minute_wish(),
    }
}

fn figures(judged: &JudgedAction) -> ActionFigures {
    let what = &judged.action.what;
    ActionFigures {
        share: what.kind == ActionKind::FixStep,
        seen_share: matches!(what.kind, ActionKind::FixStep | ActionKind::MoveSpend),
        then: what.figure,
        wanted: what.wish,
        seen: judged.shown.map(|shown| shown.figure),
        sales: judged.change.map(|change| (change.before, change.after)),
    }
}

/// What the numbers say, or who closed it.
fn said(
    snapshot: &Snapshot,
    judged: &JudgedAction,
    day: &impl Fn(Timestamp) -> String,
    lang: Lang,
) -> String {
    let (action, kind) = (&judged.action, judged.action.what.kind);
    if let Some(closed) = action.hand.closed_at {
        return text::by_hand(judged.state, &day(closed), lang);
    }
    let told = judged.shown.and_then(|shown| Some((shown, snapshot.session(shown.session)?)));
    let Some((shown, session)) = told else {
        return text::untold(kind, judged.carried, judged.untold, lang).to_owned();
    };
    let on = format::day(&session.start, lang);
    let seen = text::seen(&action.what, shown.figure, lang);
    // What stands there of spend is the minute it was at, and no figure to compare with.
    let before = action.what.figure.filter(|_| kind != ActionKind::MoveSpend);
    let before = before.map(|figure| text::figure(kind, figure, lang));
    match (judged.by, shown.met) {
        (Some(ClosedBy::Numbers), _) => text::done(&on, before.as_deref(), &seen, lang),
        (_, true) => text::doubted(&on, &seen, lang),
        (_, false) if judged.was_only_cut() => text::only_cut(&on, &seen, lang),
        (_, false) => text::missed(&on, &seen, before.as_deref(), lang),
    }
}

/// The zone an action is told in: its session's, else its account's, else any session's.
fn zone(snapshot: &Snapshot, judged: &JudgedAction) -> TimeZone {
    let action = &judged.action;
    let session = action.what.session.and_then(|id| snapshot.session(id));
    let of_account = || snapshot.sessions.iter().find(|s| Some(s.account) == action.account);
    session
        .or_else(of_account)
        .or(snapshot.sessions.last())
        .map_or(TimeZone::UTC, |session| session.start.time_zone().clone())
}

/// What the open actions ask of a plan of these products, as far as its form does not say so yet.
pub fn for_plan(
    judged: &[JudgedAction],
    form: &PlanForm,
    known: &[String],
    lang: Lang,
) -> Option<ActionsForPlan> {
    let wishes: Vec<MinuteWish> = minute_wishes(judged)
        .into_iter()
        .filter(|wish| known.contains(&wish.id) && !form.holds(wish))
        .collect();
    let asks = |action: &&JudgedAction| action.minute_wish().is_some_and(|w| wishes.contains(&w));
    let lines: Vec<String> =
        judged.iter().filter(asks).map(|action| text::what(&action.action.what, lang)).collect();
    (!wishes.is_empty()).then(|| ActionsForPlan {
        button: text::into_plan(lines.len(), lang),
        tip: text::into_plan_tip(&lines, lang),
        wishes,
    })
}

/// Every action as the command line's document.
pub fn json(judged: &[JudgedAction]) -> Value {
    let actions: Vec<Value> = judged
        .iter()
        .map(|judged| {
            let action = &judged.action;
            let what = &action.what;
            json!({
                "id": action.id,
                "state": judged.state,
                "closed_by": judged.by,
                "closed_at": action.hand.closed_at.map(|at| at.to_string()),
                "made_at": action.made_at.to_string(),
                "since": action.since.to_string(),
                "session": what.session,
                "session_at": action.session_at.map(|at| at.to_string()),
                "plan": what.plan,
                "kind": what.kind,
                "product_id": what.product_id,
                "product": what.product,
                "step": what.step,
                "figure": what.figure,
                "wish": what.wish,
                "text": what.text,
                "carried": judged.carried,
                "shown": judged.shown,
                "change": judged.change,
            })
        })
        .collect();
    json!({ "actions": actions })
}
