//! Experiments: the schedule that was drawn, what is seen so far, and what a plan's split would
//! have brought before.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::Choice;
use super::experiment_form::{self, ExperimentForm};
use crate::domain::{Arm, ExperimentId, SessionId, Snapshot};
use crate::engine::{Experiment, NewDefaults, PlannedSession};
use crate::experiment::{OffPolicy, Refused, SeenSession, today};
use crate::present::format;
use crate::present::pages::RangeText;
use crate::present::text::experiments::{self as text, Fact, State};
use crate::present::text::{Lang, experiment_end, experiment_split};

/// The view.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExperimentsView {
    /// The two views of the page, and what the switch between them is called.
    pub views: [String; 2],
    /// What the switch is called.
    pub views_label: String,
    /// Experiments, newest first.
    pub choices: Vec<Choice<ExperimentId>>,
    /// What experiments are for; empty once there is one.
    pub teaching: String,
    /// Titles of schedule, figures, form, other split.
    pub titles: [String; 4],
    /// Words of the buttons: draw, new, back, stop, go on, delete.
    pub buttons: [String; 6],
    /// The form.
    pub form: ExperimentForm,
    /// The one that is shown.
    pub shown: Option<ExperimentCard>,
    /// What the shown plan's split would have brought; `None` without a plan.
    pub split: Option<SplitCard>,
}

impl ExperimentsView {
    /// Nobody made it yet.
    pub(super) fn is_unmade(&self) -> bool {
        self.views_label.is_empty()
    }
}

/// One experiment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExperimentCard {
    /// Id.
    pub id: ExperimentId,
    /// Name.
    pub name: String,
    /// Whether sessions still join it.
    pub runs: bool,
    /// What it says.
    pub verdict: String,
    /// The next session of the schedule; when none is to come, how it ended and what to do now.
    pub next: String,
    /// What it rests on.
    pub ground: String,
    /// Whether `ground` takes something away from the sentence.
    pub doubtful: bool,
    /// Figures: label and value.
    pub facts: Vec<(String, String)>,
    /// The difference with its range for watching, while it has one.
    pub range: Option<(f64, RangeText)>,
    /// Column heads of the schedule.
    pub columns: Vec<String>,
    /// The schedule, then sessions that were not planned.
    pub rows: Vec<ExperimentRow>,
    /// How a session was run: as drawn, A, B, left out.
    pub hands: [String; 4],
    /// Before the list of sessions that can be added.
    pub add_label: String,
    /// Sessions that can be added with the way they were run.
    pub add: Vec<Choice<(SessionId, Arm)>>,
}

/// One session of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExperimentRow {
    /// When.
    pub when: String,
    /// The way.
    pub way: String,
    /// Its figure.
    pub figure: String,
    /// What became of it.
    pub state: String,
    /// The session; `None` while there is none.
    pub session: Option<SessionId>,
    /// What was said of it by hand: a place in `hands`.
    pub hand: usize,
    /// What the choice is called.
    pub label: String,
}

/// What another split would have brought.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplitCard {
    /// In a sentence, or why nothing is said.
    pub sentence: String,
    /// What it takes for granted; empty when nothing is said.
    pub assumes: String,
    /// Figures: label and value.
    pub facts: Vec<(String, String)>,
}

/// What the view is made of.
pub struct ExperimentsInputs<'a> {
    /// The store.
    pub snapshot: &'a Snapshot,
    /// Experiments, newest first.
    pub experiments: &'a [Experiment],
    /// The chosen one; else the newest with sessions to come, else one that runs, else the newest.
    pub chosen: Option<ExperimentId>,
    /// The shown plan's name and what its split would have brought.
    pub split: Option<(&'a str, &'a Result<OffPolicy, Refused>)>,
    /// What a new one is where nothing else is asked for.
    pub fresh: &'a NewDefaults,
    /// Now.
    pub now: Timestamp,
}

/// Makes the view.
pub fn experiments(inputs: &ExperimentsInputs<'_>, lang: Lang) -> ExperimentsView {
    let all = inputs.experiments;
    let shown = all
        .iter()
        .find(|one| Some(one.record.id) == inputs.chosen)
        .or_else(|| all.iter().find(|one| one.outcome.end.is_none()))
        .or_else(|| all.iter().find(|one| one.runs()))
        .or_else(|| all.first());
    let taken = all.iter().map(|one| one.record.name.clone()).collect();
    ExperimentsView {
        views: text::views(lang),
        views_label: text::views_label(lang),
        choices: all
            .iter()
            .map(|one| Choice {
                id: one.record.id,
                text: text::choice(&one.record.name, one.outcome.end, lang),
                selected: shown.is_some_and(|shown| shown.record.id == one.record.id),
            })
            .collect(),
        teaching: if all.is_empty() { text::teaching(lang) } else { String::new() },
        titles: text::titles(lang),
        buttons: text::buttons(lang),
        form: experiment_form::form(
            inputs.fresh,
            taken,
            shown.and_then(experiment_end::longer),
            lang,
        ),
        shown: shown.map(|one| card(inputs.snapshot, one, inputs.now, lang)),
        split: inputs.split.map(|(plan, found)| split(plan, found, lang)),
    }
}

/// What one experiment says; the command line prints it too.
pub fn card(snapshot: &Snapshot, one: &Experiment, now: Timestamp, lang: Lang) -> ExperimentCard {
    let account = one.record.account;
    let of_account = || snapshot.sessions.iter().filter(|session| session.account == account);
    let today = today(snapshot, Some(account), now);
    let next = one
        .planned
        .iter()
        .find(|place| place.session.is_none() && place.planned.day >= today)
        .filter(|_| one.runs());
    let planned = one.planned.iter().map(|place| planned_row(one, place, today, lang));
    let others = one.others.iter().filter_map(|seen| {
        let session = snapshot.session(seen.session)?;
        let when =
            format!("{} {}", format::day(&session.start, lang), format::clock(&session.start));
        Some(row(one, when, Some(seen), seen.arm, State::ByHand, lang))
    });
    let known = |id: SessionId| {
        let filled = one.planned.iter().filter_map(|place| place.session.as_ref());
        filled.chain(&one.others).any(|seen| seen.session == id)
    };
    let within = |at: Timestamp| {
        at >= one.record.created_at && one.record.stopped_at.is_none_or(|end| at < end)
    };
    let add = of_account()
        .rev()
        .filter(|session| within(session.start.timestamp()) && !known(session.id))
        .flat_map(|session| {
            let start = &session.start;
            let line = format!("{} {}", format::day(start, lang), format::clock(start));
            [Arm::A, Arm::B].map(|arm| Choice {
                id: (session.id, arm),
                text: text::add_line(&line, arm, lang),
                selected: false,
            })
        })
        .collect();
    ExperimentCard {
        id: one.record.id,
        name: one.record.name.clone(),
        runs: one.runs(),
        verdict: text::verdict(one, lang),
        next: next.map_or_else(
            || experiment_end::end(one, lang),
            |place| text::next(&place.planned, &one.record.ways, lang),
        ),
        ground: text::ground(one, lang),
        doubtful: one.outcome.by_hand > 0,
        facts: facts(one, lang),
        range: one.outcome.estimate.zip(one.outcome.watch.range).map(|(estimate, range)| {
            let words = text::signed_range(one.metric, &range, &one.currency, lang);
            let (low, high, level) = (range.low, range.high, range.level);
            (estimate.difference, RangeText { low, high, level, text: words })
        }),
        columns: text::columns(one.metric, lang),
        rows: planned.chain(others).collect(),
        hands: text::hand_choices(lang),
        add_label: text::add_label(lang),
        add,
    }
}

fn planned_row(one: &Experiment, place: &PlannedSession, today: Date, lang: Lang) -> ExperimentRow {
    let when = text::when(&place.planned, lang);
    let seen = place.session.as_ref();
    let state = match seen {
        None if place.planned.day < today => State::Missed,
        None => State::Ahead,
        Some(_) => State::Done,
    };
    let arm = seen.map_or(Some(place.planned.arm), |seen| seen.arm);
    row(one, when, seen, arm, state, lang)
}

fn row(
    one: &Experiment,
    when: String,
    seen: Option<&SeenSession>,
    arm: Option<Arm>,
    state: State,
    lang: Lang,
) -> ExperimentRow {
    let state = match seen {
        Some(seen) if seen.arm.is_none() => State::Out,
        Some(seen) if seen.value.is_none() => State::NoFigure,
        Some(seen) if seen.by_hand => State::ByHand,
        _ => state,
    };
    let said = seen.and_then(|seen| one.record.by_hand.get(&seen.session));
    ExperimentRow {
        way: arm.map_or_else(String::new, |arm| text::way(arm, &one.record.ways, lang)),
        figure: seen
            .and_then(|seen| seen.value)
            .map_or_else(String::new, |value| text::figure(one.metric, value, &one.currency, lang)),
        state: text::state(state, lang),
        session: seen.map(|seen| seen.session),
        hand: match said {
            None => 0,
            Some(Some(Arm::A)) => 1,
            Some(Some(Arm::B)) => 2,
            Some(None) => 3,
        },
        label: text::hand_label(&when, lang),
        when,
    }
}

fn facts(one: &Experiment, lang: Lang) -> Vec<(String, String)> {
    let outcome = &one.outcome;
    let (metric, currency) = (one.metric, &one.currency);
    let mut rows: Vec<(Fact, String)> = Vec::new();
    if let Some(estimate) = &outcome.estimate {
        let range = |range| text::signed_range(metric, range, currency, lang);
        let watch = match &outcome.watch.range {
            Some(found) => range(found),
            None => text::no_range(outcome.watch.pairs, lang),
        };
        rows.push((Fact::Difference, text::signed(metric, estimate.difference, currency, lang)));
        rows.push((Fact::Watch, watch));
        rows.push((Fact::Once, range(&estimate.interval)));
        for (arm, at) in [(Arm::A, 0), (Arm::B, 1)] {
            let mean = text::figure(metric, estimate.means[at], currency, lang);
            rows.push((Fact::Mean(arm, estimate.sessions[at]), mean));
        }
        rows.push((Fact::Noise, text::adjusted(estimate.adjusted, lang)));
    }
    if outcome.without_figure > 0 {
        rows.push((Fact::Missing, outcome.without_figure.to_string()));
    }
    rows.push((Fact::Seed, one.record.seed.to_string()));
    rows.into_iter().map(|(fact, value)| (text::fact(fact, lang), value)).collect()
}

/// What another split would have brought; the command line prints it too.
pub fn split(plan: &str, found: &Result<OffPolicy, Refused>, lang: Lang) -> SplitCard {
    match found {
        Ok(found) => SplitCard {
            sentence: experiment_split::split(found, plan, lang),
            assumes: experiment_split::split_assumes(lang),
            facts: experiment_split::split_facts(found, lang),
        },
        Err(why) => SplitCard {
            sentence: experiment_split::split_refused(why, lang),
            assumes: String::new(),
            facts: Vec::new(),
        },
    }
}
