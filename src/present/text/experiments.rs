//! What experiments say: in a sentence, what it rests on, and how it is written.

use super::Lang;
use super::experiment_end::nothing;
use super::metrics::metric_name;
use super::review::slot_name;
use crate::domain::{Arm, Currency, Interval};
use crate::engine::Experiment;
use crate::experiment::{Adjusted, End, Ground, LEAST_PAIRS, Planned, Says};
use crate::metrics::{MetricKey, Unit};
use crate::present::format;

/// The two views of the page: plans, experiments.
pub fn views(lang: Lang) -> [String; 2] {
    lang.pick(["计划对照", "实验"], ["Plans", "Experiments"]).map(str::to_owned)
}

/// What the switch between the views is called.
pub fn views_label(lang: Lang) -> String {
    lang.pick("看", "View").to_owned()
}

/// What experiments are for, while there is none.
pub fn teaching(lang: Lang) -> String {
    lang.pick(
        "想知道一种新做法有没有用，让接下来的场次抽签走 A 或 B，再比两边的数字。",
        "To learn whether a new way works, let the coming sessions be drawn to A or B and compare their figures.",
    )
    .to_owned()
}

/// Heads of the cards: the schedule, the figures, the form, another split.
pub fn titles(lang: Lang) -> [String; 4] {
    lang.pick(
        ["排好的场次", "比出来的数字", "新实验", "要是按计划的分法"],
        ["Schedule", "Figures", "New experiment", "Had the plan's split been used"],
    )
    .map(str::to_owned)
}

/// Words of the buttons: draw, another experiment, back, stop, go on, delete.
pub fn buttons(lang: Lang) -> [String; 6] {
    lang.pick(
        ["抽签排场次", "新实验", "不排了", "停下", "接着做", "删掉"],
        ["Draw the schedule", "New experiment", "Back", "Stop", "Go on", "Delete"],
    )
    .map(str::to_owned)
}

/// Column heads of the schedule.
pub fn columns(metric: MetricKey, lang: Lang) -> Vec<String> {
    let [day, way, state] = lang.pick(["哪天", "走法", "状态"], ["Day", "Way", "State"]);
    vec![day.to_owned(), way.to_owned(), metric_name(metric, lang).to_owned(), state.to_owned()]
}

/// One experiment in the list of experiments.
pub fn choice(name: &str, end: Option<End>, lang: Lang) -> String {
    match end {
        None => name.to_owned(),
        Some(End::Stopped) => lang.pick(format!("{name} · 已停"), format!("{name} · stopped")),
        Some(_) => lang.pick(format!("{name} · 日子过完"), format!("{name} · over")),
    }
}

/// `A` with what it is: `A（先发福利）`.
pub fn way(arm: Arm, ways: &[String; 2], lang: Lang) -> String {
    let (letter, words) = match arm {
        Arm::A => ("A", &ways[0]),
        Arm::B => ("B", &ways[1]),
    };
    match (words.as_str(), lang) {
        ("", _) => letter.to_owned(),
        (words, Lang::Zh) => format!("{letter}（{words}）"),
        (words, Lang::En) => format!("{letter} ({words})"),
    }
}

/// A way before more Chinese words: a letter is set apart from them, a bracket is not.
pub(super) fn spaced(way: &str) -> String {
    if way.ends_with('）') { way.to_owned() } else { format!("{way} ") }
}

/// When a planned session is: `11-28 周六 晚间`.
pub fn when(planned: &Planned, lang: Lang) -> String {
    let day = planned.day;
    let weekday = format::weekday_name(day.weekday().to_monday_zero_offset() as usize, lang);
    let date = format!("{:02}-{:02}", day.month(), day.day());
    let slot = slot_name(planned.slot, lang);
    lang.pick(format!("{date} {weekday} {slot}"), format!("{weekday} {date} {slot}"))
}

/// A figure with its unit.
pub fn figure(metric: MetricKey, value: f64, currency: &Currency, lang: Lang) -> String {
    match metric.unit() {
        Unit::Money if value.abs() < 1000.0 => format::money_fixed(value, currency, 2),
        Unit::Money => format::money(value, currency, lang),
        Unit::Share => format::percent_digits(value, 2),
        Unit::Seconds => format::duration(value, lang),
        // A mean of orders lies between whole numbers.
        Unit::Orders if value.fract() != 0.0 && value < 1000.0 => format::fixed(value, 1),
        Unit::People | Unit::Orders => format::count(value),
        Unit::Ratio => format::fixed(value, 2),
    }
}

/// A difference of two figures without its sign; shares differ in points.
fn apart(metric: MetricKey, difference: f64, currency: &Currency, lang: Lang) -> String {
    match metric.unit() {
        Unit::Share => format::points(difference.abs(), lang),
        _ => figure(metric, difference.abs(), currency, lang),
    }
}

/// A difference with its sign.
pub fn signed(metric: MetricKey, difference: f64, currency: &Currency, lang: Lang) -> String {
    let size = apart(metric, difference, currency, lang);
    let something = size.bytes().any(|b| (b'1'..=b'9').contains(&b));
    match something {
        false => size,
        true if difference > 0.0 => format!("+{size}"),
        true => format!("−{size}"),
    }
}

/// A range of differences.
pub fn signed_range(
    metric: MetricKey,
    range: &Interval,
    currency: &Currency,
    lang: Lang,
) -> String {
    let (low, high) =
        (signed(metric, range.low, currency, lang), signed(metric, range.high, currency, lang));
    lang.pick(format!("{low} 到 {high}"), format!("{low} to {high}"))
}

/// What it says, in one sentence.
pub fn verdict(experiment: &Experiment, lang: Lang) -> String {
    let outcome = &experiment.outcome;
    let (metric, currency) = (experiment.metric, &experiment.currency);
    let name = metric_name(metric, lang);
    let ways = &experiment.record.ways;
    match outcome.says {
        Says::NoSession if outcome.end.is_some() => nothing(None, ways, lang),
        Says::OneWay { arm } if outcome.end.is_some() => nothing(Some(arm), ways, lang),
        Says::NoSession => lang.pick("还没有播到排好的场次。", "None of its sessions is in yet.").to_owned(),
        Says::OneWay { arm } => {
            let (ran, other) = (way(arm, ways, lang), way(arm.other(), ways, lang));
            lang.pick(
                format!("只播过 {ran}，还没有 {}可以比。", spaced(&other)),
                format!("Only {ran} was run so far; there is no {other} to compare it with."),
            )
        }
        Says::Change { change, later } => {
            let (after, before) = (way(later, ways, lang), way(later.other(), ways, lang));
            let size = apart(metric, change, currency, lang);
            let (zh, en) = if change >= 0.0 { ("高", "higher") } else { ("低", "lower") };
            lang.pick(
                format!("后来走 {after}，{name}比先前走 {}时{zh} {size}。这是变化，不是效果。", spaced(&before)),
                format!("{name} was {size} {en} under {after}, later, than under {before}, earlier. A change, not an effect."),
            )
        }
        Says::Clear { more } => {
            let best = way(more, ways, lang);
            let estimate = outcome.estimate.as_ref().map_or(0.0, |estimate| estimate.difference);
            let size = apart(metric, estimate, currency, lang);
            let range = outcome.watch.range.unwrap_or(Interval::new(0.0, 0.0));
            let (near, far) = match more {
                Arm::A => (range.low, range.high),
                Arm::B => (range.high, range.low),
            };
            let (near, far) =
                (apart(metric, near, currency, lang), apart(metric, far, currency, lang));
            lang.pick(
                format!("走 {}时，{name}高 {size}，范围 {near} 到 {far}。", spaced(&best)),
                format!("{best} brought {size} more in {name}, range {near} to {far}."),
            )
        }
        Says::Unclear { more_sessions: Some(more) } => lang.pick(
            format!("还说不清谁好，照这样大约再播 {more} 场。"),
            format!("Not clear yet; about {more} more sessions if it goes on like this."),
        ),
        Says::Unclear { more_sessions: None } if outcome.watch.pairs < LEAST_PAIRS => lang.pick(
            format!("还说不清谁好：现在 {} 对，至少要 {LEAST_PAIRS} 对。", outcome.watch.pairs),
            format!("Not clear yet: {} of at least {LEAST_PAIRS} pairs are in.", outcome.watch.pairs),
        ),
        Says::Unclear { more_sessions: None } => lang
            .pick(
                "还说不清谁好：比起场次之间的起伏，差别还太小，看不出还要播多少场。",
                "Not clear yet: the difference is small beside how sessions vary, and nobody can say how many more it would take.",
            )
            .to_owned(),
        Says::NeverClear => match &outcome.watch.range {
            Some(range) => {
                let range = signed_range(metric, range, currency, lang);
                lang.pick(
                    format!("播完也说不清谁好：A 比 B 差多少，在 {range} 之间都有可能。"),
                    format!("It ended without an answer: A may differ from B by anything from {range}."),
                )
            }
            None => lang.pick(
                format!("播完也说不清谁好：能比的只有 {} 对，至少要 {LEAST_PAIRS} 对。", outcome.watch.pairs),
                format!("It ended without an answer: {} of at least {LEAST_PAIRS} pairs could be compared.", outcome.watch.pairs),
            ),
        },
    }
}

/// What the sentence rests on.
pub fn ground(experiment: &Experiment, lang: Lang) -> String {
    let by_hand = experiment.outcome.by_hand;
    match experiment.outcome.ground {
        Ground::Lot
            if experiment.outcome.sessions.contains(&0) && experiment.record.stopped_at.is_some() =>
        {
            lang.pick(
                "走法抽签定好了，没比出来就停了。继续，或按新想法另开一个。",
                "The ways were drawn by lot, and it was stopped before they could be compared. Resume it, or begin another.",
            )
            .to_owned()
        }
        Ground::Lot if experiment.outcome.sessions.contains(&0) => lang
            .pick(
                "哪场走 A、哪场走 B 已经抽签定好，照着播就行。随时回来看都行，看多少次都不会多出误报。",
                "Which session runs which way is drawn by lot: broadcast as drawn. Look whenever you like; looking often raises no false alarms.",
            )
            .to_owned(),
        Ground::Lot => lang
            .pick(
                "哪场走 A、哪场走 B 是抽签定的，所以差别就是效果。随时看都行：其实没差别时，一路看下来误报不到 5%。",
                "Which session ran which way was drawn by lot, so the difference is an effect. Look whenever you like: with no difference at all, fewer than 5 in 100 such experiments ever report one.",
            )
            .to_owned(),
        Ground::PartlyByHand => lang.pick(
            format!("有 {by_hand} 场不是按抽签走的，差别里可能混进了别的原因。"),
            format!("{by_hand} sessions were not run as drawn, so other causes may be in the difference."),
        ),
        Ground::ByHand => lang
            .pick(
                "走 A 还是走 B 都是手工定的，没有抽签，差别里可能混进了别的原因。",
                "All ways were chosen by hand and not by lot, so other causes may be in the difference.",
            )
            .to_owned(),
        Ground::BeforeAfter => lang
            .pick(
                "先全走一种、后全走另一种：货、流量、季节的变化都混在里面。想知道效果，要抽签轮着播。",
                "One way first and the other later: changes of products, traffic and season are all in it. To learn the effect, let a lot mix them.",
            )
            .to_owned(),
    }
}

/// The next session of the schedule.
pub fn next(planned: &Planned, ways: &[String; 2], lang: Lang) -> String {
    let (at, way) = (when(planned, lang), way(planned.arm, ways, lang));
    lang.pick(format!("下一场 {at}：走 {way}。"), format!("Next, {at}: run {way}."))
}

/// Names of the figures: difference, range for watching, range for one look, mean of a way,
/// noise, sessions without a figure.
pub fn fact(which: Fact, lang: Lang) -> String {
    match which {
        Fact::Difference => lang.pick("A 比 B", "A less B").to_owned(),
        Fact::Watch => lang.pick("随时可看的范围 95%", "Range for watching, 95%").to_owned(),
        Fact::Once => lang.pick("只看一次的范围 80%", "Range for one look, 80%").to_owned(),
        Fact::Mean(arm, sessions) => {
            let letter = if arm == Arm::A { "A" } else { "B" };
            lang.pick(
                format!("{letter} 平均 · {sessions} 场"),
                format!("Mean of {letter} · {}", format::sessions_en(sessions)),
            )
        }
        Fact::Noise => lang.pick("扣除平常水平", "Usual level taken off").to_owned(),
        Fact::Missing => lang
            .pick(
                "没有这个数字或口径不同的场次",
                "Sessions without the figure, or counted another way",
            )
            .to_owned(),
        Fact::Seed => lang.pick("抽签号码", "Lot number").to_owned(),
    }
}

/// A figure of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A less B.
    Difference,
    /// The range that may be looked at at any time.
    Watch,
    /// The range for one look.
    Once,
    /// Mean of a way over so many sessions.
    Mean(Arm, usize),
    /// What the usual level took away.
    Noise,
    /// Sessions without the figure.
    Missing,
    /// The seed.
    Seed,
}

/// What became of the adjustment by the usual level.
pub fn adjusted(adjusted: Adjusted, lang: Lang) -> String {
    match adjusted {
        Adjusted::By { share } => {
            let share = format::percent_digits(share, 0);
            lang.pick(format!("扣掉了 {share} 的波动"), format!("took {share} of the noise away"))
        }
        Adjusted::Unknown => {
            lang.pick("以前的场次不够，没扣", "too few earlier sessions, not used").to_owned()
        }
        Adjusted::NoHelp => lang.pick("扣了也没用，没扣", "does not help, not used").to_owned(),
        Adjusted::TooFew => lang.pick("满 8 场再扣", "used from 8 sessions on").to_owned(),
    }
}

/// What the range says while it has no ends.
pub fn no_range(pairs: usize, lang: Lang) -> String {
    lang.pick(
        format!("{pairs} 对，满 {LEAST_PAIRS} 对才有"),
        format!("{pairs} of {LEAST_PAIRS} pairs"),
    )
}

/// The state of a planned session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was broadcast.
    Done,
    /// It was broadcast and run another way than drawn, as a person said.
    ByHand,
    /// A person took it out.
    Out,
    /// It was broadcast, but the figure is missing.
    NoFigure,
    /// Its day is past and no session was found.
    Missed,
    /// It is to come.
    Ahead,
}

/// A state.
pub fn state(state: State, lang: Lang) -> String {
    match state {
        State::Done => lang.pick("已播", "done"),
        State::ByHand => lang.pick("已播，手工改过", "done, by hand"),
        State::Out => lang.pick("不算", "left out"),
        State::NoFigure => lang.pick("已播，没有数字", "done, no figure"),
        State::Missed => lang.pick("没找到这场", "no session found"),
        State::Ahead => lang.pick("还没播", "to come"),
    }
    .to_owned()
}

/// Choices of how a session was run: as drawn, A, B, left out.
pub fn hand_choices(lang: Lang) -> [String; 4] {
    lang.pick(["照抽签", "A", "B", "不算"], ["as drawn", "A", "B", "left out"]).map(str::to_owned)
}

/// What the choice of how a session was run is called.
pub fn hand_label(when: &str, lang: Lang) -> String {
    lang.pick(format!("{when} 实际走"), format!("{when} ran as"))
}

/// Before the list of sessions that were not planned, and one of its lines.
pub fn add_label(lang: Lang) -> String {
    lang.pick("补一场没排的", "Add one that was not planned").to_owned()
}

/// A session with the way it was run.
pub fn add_line(session: &str, arm: Arm, lang: Lang) -> String {
    let letter = if arm == Arm::A { "A" } else { "B" };
    lang.pick(format!("{session}，走的 {letter}"), format!("{session}, run as {letter}"))
}

/// Said after a change: drawn, stopped, goes on, deleted.
pub fn said(what: Said, name: &str, lang: Lang) -> String {
    match (what, lang) {
        (Said::Drawn, Lang::Zh) => format!("实验「{name}」排好了"),
        (Said::Drawn, Lang::En) => format!("Experiment \"{name}\" is drawn"),
        (Said::Stopped, Lang::Zh) => format!("实验「{name}」停下了"),
        (Said::Stopped, Lang::En) => format!("Experiment \"{name}\" is stopped"),
        (Said::GoesOn, Lang::Zh) => format!("实验「{name}」接着做"),
        (Said::GoesOn, Lang::En) => format!("Experiment \"{name}\" goes on"),
        (Said::Deleted, Lang::Zh) => format!("实验「{name}」删掉了"),
        (Said::Deleted, Lang::En) => format!("Experiment \"{name}\" is deleted"),
        (Said::Way, Lang::Zh) => format!("实验「{name}」记下了这场怎么走的"),
        (Said::Way, Lang::En) => format!("Experiment \"{name}\": noted how that session was run"),
    }
}

/// What was done to an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It was drawn.
    Drawn,
    /// It was stopped.
    Stopped,
    /// It goes on.
    GoesOn,
    /// It was deleted.
    Deleted,
    /// How a session was run was said.
    Way,
}

/// A command that needs a name has none.
pub fn name_needed(session: bool, lang: Lang) -> String {
    match session {
        true => lang.pick(
            "要说是哪一场，例如 fupan experiment assign 场次 a",
            "Say which session, such as `fupan experiment assign SESSION a`",
        ),
        false => lang.pick(
            "要说实验叫什么，例如 fupan experiment show 开场",
            "Say what the experiment is called, such as `fupan experiment show opening`",
        ),
    }
    .to_owned()
}

/// A session is assigned without a way.
pub fn way_needed(lang: Lang) -> String {
    lang.pick(
        "要说那场走的是 a 还是 b；不算写 out，照抽签写 drawn",
        "Say whether that session ran as a or b; out leaves it out, drawn takes it as it was drawn",
    )
    .to_owned()
}
