//! What is said of open actions: what is to be done, where it comes from, what the numbers show.

use super::{Lang, metrics as names};
use crate::domain::{ActionDraft, ActionKind, ActionState};
use crate::metrics::Step;
use crate::plan::{ChangeOf, Untold, rate_of};
use crate::present::format;

/// Title of the card.
pub fn title(lang: Lang) -> &'static str {
    lang.pick("待办", "Open actions")
}

/// How many there are.
pub fn note(open: usize, fresh: usize, lang: Lang) -> String {
    let mut parts = Vec::new();
    match (open, lang) {
        (0, _) => {}
        (open, Lang::Zh) => parts.push(format!("{open} 条没做")),
        (open, Lang::En) => parts.push(format!("{open} to do")),
    }
    match (fresh, lang) {
        (0, _) => {}
        (fresh, Lang::Zh) => parts.push(format!("最近一场做到了 {fresh} 条")),
        (fresh, Lang::En) => parts.push(format!("{fresh} done in the latest session")),
    }
    parts.join(lang.pick("，", ", "))
}

/// What stands there while there is nothing to do.
pub fn empty(lang: Lang) -> &'static str {
    lang.pick(
        "还没有：在「复盘」按「加入下次计划」，或在这里写一条，会一直带到做完",
        "None yet: press \"Add to next plan\" on Review or write one; it stays until done",
    )
}

/// What the field of a new line is called, and what stands in it while it is empty.
pub fn field(lang: Lang) -> [&'static str; 2] {
    lang.pick(["新的待办", "写一条要做的"], ["New action", "Write something to do"])
}

/// A word of a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Adds what was typed or offered.
    Add,
    /// Says that it is done.
    Done,
    /// Says that it will not be done.
    Drop,
    /// Opens it again.
    Reopen,
    /// Hands it to the next plan.
    Plan,
}

/// A word of a button.
pub fn word(word: Word, lang: Lang) -> &'static str {
    match word {
        Word::Add => lang.pick("记下", "Add"),
        Word::Done => lang.pick("做完了", "Done"),
        Word::Drop => lang.pick("不做了", "Drop"),
        Word::Reopen => lang.pick("重新打开", "Reopen"),
        Word::Plan => lang.pick("排进计划", "Into plan"),
    }
}

/// Opens and closes the list of what found no room and of what is closed.
pub fn fold(more: usize, closed: usize, lang: Lang) -> [String; 2] {
    let show = match (more, closed, lang) {
        (0, closed, Lang::Zh) => format!("看已了结的 {closed} 条"),
        (0, closed, Lang::En) => format!("Show {closed} closed"),
        (more, 0, Lang::Zh) => format!("看其余 {more} 条"),
        (more, 0, Lang::En) => format!("Show {more} more"),
        (more, closed, Lang::Zh) => format!("看其余 {more} 条和已了结的 {closed} 条"),
        (more, closed, Lang::En) => format!("Show {more} more and {closed} closed"),
    };
    [show, lang.pick("收起", "Show less").to_owned()]
}

/// How many closed ones are older than those that unfold; empty where none is.
pub fn older(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (0, _) => String::new(),
        (count, Lang::Zh) => format!("更早了结的 {count} 条，导出的表里有"),
        (count, Lang::En) => format!("{count} closed earlier: they stand in what is exported"),
    }
}

/// What is to be done.
pub fn what(draft: &ActionDraft, lang: Lang) -> String {
    let product = draft.product.as_deref().or(draft.product_id.as_deref()).unwrap_or_default();
    let minutes = draft.wish.map_or_else(String::new, |minutes| format::fixed(minutes, 0));
    match (draft.kind, lang) {
        (ActionKind::TalkLess, Lang::Zh) => format!("「{product}」最多讲 {minutes} 分钟"),
        (ActionKind::TalkLess, Lang::En) => format!("{product}: at most {minutes} min"),
        (ActionKind::TalkMore, Lang::Zh) => format!("「{product}」至少讲 {minutes} 分钟"),
        (ActionKind::TalkMore, Lang::En) => format!("{product}: at least {minutes} min"),
        (ActionKind::ShortMinutes, Lang::Zh) => {
            format!("「{product}」讲够计划的 {minutes} 分钟")
        }
        (ActionKind::ShortMinutes, Lang::En) => {
            format!("{product}: its planned {minutes} min in full")
        }
        (ActionKind::OverMinutes, Lang::Zh) => {
            format!("「{product}」别超过计划的 {minutes} 分钟")
        }
        (ActionKind::OverMinutes, Lang::En) => {
            format!("{product}: no more than its planned {minutes} min")
        }
        (ActionKind::MoveSpend, _) => {
            let minute = |figure: Option<f64>| format::fixed(figure.unwrap_or(0.0), 0);
            let (from, to) = (minute(draft.figure), minute(draft.wish));
            match lang {
                Lang::Zh => format!("投放从开播后第 {from} 分钟挪到第 {to} 分钟"),
                Lang::En => format!("Move ad spend from minute {from} to minute {to}"),
            }
        }
        (ActionKind::FixStep, _) => {
            let (step, wish) = (step(draft, lang), rate(draft.wish.unwrap_or(0.0)));
            match lang {
                Lang::Zh => format!("「{step}」回到 {wish} 以上"),
                Lang::En => format!("{step}: back to {wish} or more"),
            }
        }
        (ActionKind::Own, _) => draft.text.clone().unwrap_or_default(),
    }
}

fn step(draft: &ActionDraft, lang: Lang) -> String {
    let name = |step: Step| names::step(step, lang);
    rate_of(draft).map_or_else(String::new, |(step, from)| {
        let arrow = lang.pick("→", " → ");
        format!("{}{arrow}{}", name(from), name(step))
    })
}

fn rate(rate: f64) -> String {
    format::percent_digits(rate, 2)
}

/// A figure of an action with its unit.
pub fn figure(kind: ActionKind, figure: f64, lang: Lang) -> String {
    if kind == ActionKind::FixStep {
        return rate(figure);
    }
    format!("{} {}", format::fixed(figure, 0), lang.pick("分钟", "min"))
}

/// What a later session shows of it.
pub fn seen(draft: &ActionDraft, seen: f64, lang: Lang) -> String {
    if draft.kind != ActionKind::MoveSpend {
        return figure(draft.kind, seen, lang);
    }
    let minute = format::fixed(draft.wish.unwrap_or(0.0), 0);
    let part = format::percent_digits(seen, 0);
    match lang {
        Lang::Zh => format!("第 {minute} 分钟起那半小时占了两处投放的 {part}"),
        Lang::En => format!("the half-hour from minute {minute} had {part} of the spend of both"),
    }
}

/// Where it comes from. `day` is the session's, `gone` when its data was taken back.
pub fn origin(day: &str, gone: bool, plan: bool, lang: Lang) -> String {
    let of = match (plan, lang) {
        (true, Lang::Zh) => format!("来自 {day} 那场对照计划"),
        (true, Lang::En) => format!("From {day}, plan against session"),
        (false, Lang::Zh) => format!("来自 {day} 那场"),
        (false, Lang::En) => format!("From the session of {day}"),
    };
    match (gone, lang) {
        (false, _) => of,
        (true, Lang::Zh) => format!("{of}（数据已不在）"),
        (true, Lang::En) => format!("{of} (its data is gone)"),
    }
}

/// Where a line comes from that no session was there for.
pub fn typed(day: &str, lang: Lang) -> String {
    lang.pick(format!("{day} 写下"), format!("Written on {day}"))
}

/// Through how many sessions it was carried.
pub fn carried(sessions: usize, state: ActionState, lang: Lang) -> String {
    match (sessions, state, lang) {
        (0, ActionState::Open, Lang::Zh) => "等下一场".to_owned(),
        (0, ActionState::Open, Lang::En) => "waiting for the next session".to_owned(),
        (0, _, _) => String::new(),
        (n, _, Lang::Zh) => format!("带过 {n} 场"),
        (n, _, Lang::En) => format!("carried over {}", format::sessions_en(n)),
    }
}

/// The numbers say that it was done: in which session, from what to what.
pub fn done(day: &str, before: Option<&str>, after: &str, lang: Lang) -> String {
    let arrow = before.map_or_else(|| after.to_owned(), |before| format!("{before} → {after}"));
    match lang {
        Lang::Zh => format!("做到了，{day} 那场：{arrow}"),
        Lang::En => format!("Done, as {day} shows: {arrow}"),
    }
}

/// What changed with it, which proves nothing.
pub fn change(of: ChangeOf, before: &str, after: &str, lang: Lang) -> String {
    match (of, lang) {
        (ChangeOf::Product, Lang::Zh) => {
            format!("这款成交 {before} → {after}，是变化，不等于效果")
        }
        (ChangeOf::Product, Lang::En) => {
            format!("its sales {before} → {after}: a change, not proof of an effect")
        }
        (ChangeOf::Session, Lang::Zh) => {
            format!("全场成交 {before} → {after}，是变化，不等于效果")
        }
        (ChangeOf::Session, Lang::En) => {
            format!("session sales {before} → {after}: a change, not proof of an effect")
        }
    }
}

/// The latest session that tells of it shows that it is not done.
pub fn missed(day: &str, seen: &str, before: Option<&str>, lang: Lang) -> String {
    match (before, lang) {
        (Some(before), Lang::Zh) => format!("{day} 那场 {seen}，还没做到（当时 {before}）"),
        (Some(before), Lang::En) => format!("{seen} on {day}, not there yet (was {before})"),
        (None, Lang::Zh) => format!("{day} 那场 {seen}，还没做到"),
        (None, Lang::En) => format!("{seen} on {day}, not there yet"),
    }
}

/// Most of the spend of both times was at the new one, but no more than before.
pub fn only_cut(day: &str, seen: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{day} 那场 {seen}，可那里没比当时投得多：省下来了，没挪过去"),
        Lang::En => format!("{seen} on {day}, but no more went there than before: cut, not moved"),
    }
}

/// The numbers show it as done, and yet somebody opened it again.
pub fn doubted(day: &str, seen: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{day} 那场 {seen}，你说还没做好"),
        Lang::En => format!("{seen} on {day}, but you opened it again"),
    }
}

/// No session tells of it; of moved spend also why one that names its spend does not.
pub fn untold(kind: ActionKind, sessions: usize, why: Option<Untold>, lang: Lang) -> &'static str {
    if let Some(why) = why {
        return spend_untold(why, lang);
    }
    match (kind, sessions) {
        (ActionKind::Own, _) => {
            lang.pick("数字判断不了，做完自己按", "No number tells: press Done yourself")
        }
        (ActionKind::MoveSpend, 0) => lang.pick(
            "播完导入那场带投放消耗的分钟数据就能判断",
            "Judged once minutes of the next session that name their ad spend are imported",
        ),
        (ActionKind::MoveSpend, _) => lang.pick(
            "后来的场次没有带投放消耗的分钟数据，数字判断不了，做完自己按",
            "No minutes of later sessions name their ad spend, so no number tells: press Done yourself",
        ),
        (_, 0) => lang.pick("播完导入那场就能判断", "Judged once the next session is imported"),
        (ActionKind::FixStep, _) => lang.pick(
            "后来的场次没有这两个人数，看不出来",
            "Later sessions lack these counts, so nothing shows",
        ),
        _ => lang.pick(
            "后来的场次没有这款的讲解时段，看不出来",
            "Later sessions tell no talk of it, so nothing shows",
        ),
    }
}

fn spend_untold(why: Untold, lang: Lang) -> &'static str {
    match why {
        Untold::TooShort => lang.pick(
            "后来那场没播满这两个半小时，数字判断不了，做完自己按",
            "The later session was over before both half-hours were, so no number tells: press Done yourself",
        ),
        Untold::NoSpend => lang.pick(
            "后来那场这两个半小时都没投放，数字判断不了，做完自己按",
            "The later session spent nothing in either half-hour, so no number tells: press Done yourself",
        ),
        Untold::NoBefore => lang.pick(
            "不知道当时那里投了多少，看不出是不是挪过去的，做完自己按",
            "What was spent there before is not known, so no number tells: press Done yourself",
        ),
    }
}

/// A hand closed it.
pub fn by_hand(state: ActionState, day: &str, lang: Lang) -> String {
    match (state, lang) {
        (ActionState::Dropped, Lang::Zh) => format!("{day} 决定不做了"),
        (ActionState::Dropped, Lang::En) => format!("Dropped on {day}"),
        (_, Lang::Zh) => format!("{day} 自己标记做完"),
        (_, Lang::En) => format!("Marked as done on {day}"),
    }
}

/// What a plan's session shows, before what should be done about it.
pub fn found(draft: &ActionDraft, lang: Lang) -> String {
    let had = draft.figure.map_or_else(String::new, |figure_| figure(draft.kind, figure_, lang));
    let what = what(draft, lang);
    match lang {
        Lang::Zh => format!("这场看出来的：{what}，这次讲了 {had}"),
        Lang::En => format!("This session shows: {what}; it had {had}"),
    }
}

/// Hands all of them to the plan that is made.
pub fn into_plan(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("排进 {count} 条待办"),
        Lang::En => format!("Take in {count} actions"),
    }
}

/// What that button does.
pub fn into_plan_tip(lines: &[String], lang: Lang) -> String {
    let first = lang.pick(
        "把没做完的待办写成讲解分钟的上下限：",
        "Writes open actions into the plan as limits of talk minutes:",
    );
    std::iter::once(first).chain(lines.iter().map(String::as_str)).collect::<Vec<_>>().join("\n")
}

/// What a toast says of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It was kept.
    Kept,
    /// It was there already.
    Known,
    /// It stands so now.
    Stands(ActionState),
}

/// What a toast or the command line says of an action.
pub fn said(said: &Said, lang: Lang) -> &'static str {
    match said {
        Said::Kept => {
            lang.pick("记下了，会一直带到做完", "Kept, and carried over until it is done")
        }
        Said::Known => lang.pick("这条已经在待办里", "This is among the open actions already"),
        Said::Stands(ActionState::Open) => lang.pick("又打开了", "Open again"),
        Said::Stands(ActionState::Done) => lang.pick("标记做完了", "Marked as done"),
        Said::Stands(ActionState::Dropped) => lang.pick("不做了", "Dropped"),
    }
}

/// Where an action stands.
pub fn state(state: ActionState, lang: Lang) -> &'static str {
    match state {
        ActionState::Open => lang.pick("没做", "open"),
        ActionState::Done => lang.pick("做完了", "done"),
        ActionState::Dropped => lang.pick("不做了", "dropped"),
    }
}

/// Heads of the list in a report.
pub fn report_columns(lang: Lang) -> [&'static str; 4] {
    lang.pick(["状态", "待办", "来自", "数字说"], ["State", "Action", "From", "The numbers"])
}

/// Heads of the list on the command line.
pub fn columns(lang: Lang) -> [&'static str; 4] {
    lang.pick(["编号", "待办", "来自", "数字说"], ["No.", "Action", "From", "The numbers"])
}

/// What stands over the closed ones on the command line.
pub fn closed_title(lang: Lang) -> &'static str {
    lang.pick("已了结", "Closed")
}
