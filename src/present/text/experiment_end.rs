//! What an experiment says at its end, and what to do then.

use super::Lang;
use super::experiments::{spaced, way};
use crate::domain::Arm;
use crate::engine::Experiment;
use crate::experiment::{End, LEAST_PAIRS, Says};
use crate::present::format;

/// How it ended and what to do now; empty while sessions are to come, and for one that was stopped
/// before anything could be compared.
pub fn end(experiment: &Experiment, lang: Lang) -> String {
    let Some(end) = experiment.outcome.end else { return String::new() };
    let parts = [came(end, experiment.planned.len(), lang), advice(experiment, end, lang)];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(lang.pick("", " "))
}

/// Whether its sessions came.
fn came(end: End, planned: usize, lang: Lang) -> String {
    match end {
        End::Stopped => String::new(),
        End::AllIn => lang.pick(
            format!("排好的 {planned} 场都播完了。"),
            format!("All {planned} sessions are in."),
        ),
        End::Missing { sessions } => lang.pick(
            format!("日子过完了，{planned} 场里有 {sessions} 场没找到；播过的话，把导出导进来。"),
            format!(
                "Its days are over, with {sessions} of {planned} sessions not found. Import the exports of those that were broadcast."
            ),
        ),
    }
}

/// How many sessions a new experiment would take to tell; `None` where nobody can say.
pub fn longer(experiment: &Experiment) -> Option<usize> {
    let ended = experiment.outcome.end.is_some() && experiment.outcome.says == Says::NeverClear;
    experiment.outcome.watch.anew.filter(|_| ended).map(|pairs| 2 * pairs)
}

fn advice(experiment: &Experiment, end: End, lang: Lang) -> String {
    let stopped = end == End::Stopped;
    let outcome = &experiment.outcome;
    match outcome.says {
        Says::Clear { more } => keep(&way(more, &experiment.record.ways, lang), stopped, lang),
        Says::NeverClear => match longer(experiment) {
            Some(sessions) => another(&count(sessions, lang), true, stopped, lang),
            None if outcome.watch.pairs < LEAST_PAIRS => {
                another(&least(2 * LEAST_PAIRS, lang), false, stopped, lang)
            }
            None => lang
                .pick(
                    "比起场次之间的起伏，差别太小，再播 200 场也未必说得清：哪种顺手就用哪种。",
                    "The difference is too small beside how sessions vary for 200 more to tell: use whichever is easier.",
                )
                .to_owned(),
        },
        _ if stopped => String::new(),
        Says::NoSession | Says::OneWay { .. } if outcome.without_figure > 0 => lang.pick(
            format!("{} 场没有要比的数字：导入带这个数字的表。", outcome.without_figure),
            format!(
                "{} without the figure: import a table that has it.",
                format::sessions_en(outcome.without_figure)
            ),
        ),
        // Every one was broadcast: nothing is to be found or deleted.
        Says::OneWay { .. } if end == End::AllIn => lang
            .pick(
                "算数的都走了同一种，比不了：停下它，抽签另排一个，照抽到的播。",
                "All that count ran one way: stop it, draw a new one and broadcast as drawn.",
            )
            .to_owned(),
        Says::NoSession if end == End::AllIn => lang
            .pick(
                "可是一场都没算：照抽到的播过的改回来，不然停下它，抽签另排一个。",
                "But none counts: take back those that ran as drawn, or stop it and draw a new one.",
            )
            .to_owned(),
        Says::NoSession | Says::OneWay { .. } => lang
            .pick("没播就删掉，重新抽签排。", "If none was, delete it and draw a new one.")
            .to_owned(),
        Says::Change { .. } | Says::Unclear { .. } => lang
            .pick("停下它，抽签另排一个。", "Stop it and draw a new one by lot.")
            .to_owned(),
    }
}

fn keep(best: &str, stopped: bool, lang: Lang) -> String {
    match (stopped, lang) {
        (true, Lang::Zh) => format!("以后就走 {best}。"),
        (false, Lang::Zh) => format!("可以停下它，以后就走 {best}。"),
        (true, Lang::En) => format!("Run {best} from now on."),
        (false, Lang::En) => format!("Stop it, and run {best} from now on."),
    }
}

fn count(sessions: usize, lang: Lang) -> String {
    // A figure is set apart from the words before it.
    lang.pick(format!(" {sessions} 场左右"), format!(" about {sessions} sessions"))
}

fn least(sessions: usize, lang: Lang) -> String {
    lang.pick(format!("至少 {sessions} 场"), format!(" at least {sessions} sessions"))
}

/// A longer one, and whether its length is worked out from what was seen.
fn another(sessions: &str, seen: bool, stopped: bool, lang: Lang) -> String {
    let (first, last) = match (stopped, seen, lang) {
        (true, true, Lang::Zh) => ("另排一个", "的才可能说清，照这次的差别和波动算。"),
        (false, true, Lang::Zh) => ("停下它，另排一个", "的才可能说清，照这次的差别和波动算。"),
        (true, false, Lang::Zh) => ("另排一个", "的才可能说清。"),
        (false, false, Lang::Zh) => ("停下它，另排一个", "的才可能说清。"),
        (true, true, Lang::En) => {
            ("A new one may tell with", ", if they differ and vary as these did.")
        }
        (false, true, Lang::En) => {
            ("Stop it; a new one may tell with", ", if they differ and vary as these did.")
        }
        (true, false, Lang::En) => ("A new one may tell with", "."),
        (false, false, Lang::En) => ("Stop it; a new one may tell with", "."),
    };
    format!("{first}{sessions}{last}")
}

/// Nothing was run, or one way alone, and nothing is to come.
pub fn nothing(only: Option<Arm>, ways: &[String; 2], lang: Lang) -> String {
    let Some(arm) = only else {
        return lang
            .pick("排好的场次，一场也没有能比的。", "None of its sessions could be compared.")
            .to_owned();
    };
    let (ran, other) = (way(arm, ways, lang), way(arm.other(), ways, lang));
    lang.pick(
        format!("只播过 {ran}，没有 {}可以比。", spaced(&other)),
        format!("Only {ran} was run; there is no {other} to compare it with."),
    )
}
