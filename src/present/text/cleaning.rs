//! Texts of viewers that count as no customers.

use super::Lang;
use crate::engine::{CleaningCounts, FlaggedViewer, Mark, Why};
use crate::metrics::cleaning::{FASTEST_A_MINUTE, REGULAR_SHARE};
use crate::present::format;

/// Title of the report.
pub fn title(lang: Lang) -> String {
    lang.pick("谁不算观众", "Who does not count").to_owned()
}

/// How much was looked at.
pub fn note(rows: u64, viewers: u64, lang: Lang) -> String {
    let (rows, viewers) = (format::count(rows as f64), format::count(viewers as f64));
    match lang {
        Lang::Zh => format!("看了 {viewers} 人的 {rows} 条行为和评论"),
        Lang::En => format!("{rows} actions and comments of {viewers} people"),
    }
}

/// What was found and what becomes of it.
pub fn summary(counts: &CleaningCounts, lang: Lang) -> String {
    let CleaningCounts { duplicates, bots, staff, excluded, .. } = *counts;
    if duplicates + bots + staff == 0 {
        return lang
            .pick(
                "行为和评论里没有重复的行、没有像机器的、没有像自己人的。",
                "Actions and comments: nothing told twice, no programs, nobody of the house.",
            )
            .to_owned();
    }
    let fate = match (excluded, lang) {
        (true, Lang::Zh) => "模型、推荐和观众统计里不算",
        (true, Lang::En) => "left out of models, recommendations and viewer statistics",
        (false, Lang::Zh) => "现在照样算进去",
        (false, Lang::En) => "counted all the same",
    };
    let duplicates = format::count(duplicates as f64);
    match lang {
        Lang::Zh => {
            format!(
                "重复的行为 {duplicates} 条，像机器的 {bots} 人，像自己人的 {staff} 人：{fate}。"
            )
        }
        Lang::En => {
            let actions = if counts.duplicates == 1 { "action" } else { "actions" };
            let programs = if bots == 1 { "program" } else { "programs" };
            format!(
                "{duplicates} {actions} told twice, {bots} {programs}, {staff} of the house: {fate}."
            )
        }
    }
}

/// How the figures judge, in words.
pub fn rules(lang: Lang) -> String {
    let share = format::percent_digits(REGULAR_SHARE, 0);
    match lang {
        Lang::Zh => format!(
            "同一秒、同一人、同一商品、同一动作算重复；一分钟超过 {FASTEST_A_MINUTE} 次（人要看清再点，一秒一次是极限；点赞不算）像机器；来了 {share} 以上的场次却从没买过，或是主播、店铺自己的账号，像自己人。判错了就改。"
        ),
        Lang::En => format!(
            "The same person, product and action in one second is told twice. More than {FASTEST_A_MINUTE} actions in a minute is a program: to see and touch takes a second (likes do not count). In {share} of the sessions or more without ever buying, or an account of a host or the shop, is of the house. Correct what is wrong."
        ),
    }
}

/// Label of the switch.
pub fn switch(lang: Lang) -> String {
    lang.pick("模型和统计里", "In models and statistics").to_owned()
}

/// The choices of the switch: left out, counted.
pub fn choices(lang: Lang) -> [String; 2] {
    lang.pick(["不算他们", "也算"], ["left out", "counted"]).map(str::to_owned)
}

/// The beginning of a code, enough to tell viewers apart.
pub fn code(key: &str) -> String {
    key.chars().take(8).collect()
}

/// Why a viewer is flagged.
pub fn why(viewer: &FlaggedViewer, lang: Lang) -> String {
    let FlaggedViewer { a_minute, sessions, of_sessions, .. } = viewer;
    match (viewer.mark, viewer.why, lang) {
        (Some(Mark::Person), _, Lang::Zh) => "你说是真观众".to_owned(),
        (Some(Mark::Person), _, Lang::En) => "a customer: you said so".to_owned(),
        (_, Some(Why::TooFast), Lang::Zh) => format!("像机器：一分钟 {a_minute} 次"),
        (_, Some(Why::TooFast), Lang::En) => format!("a program: {a_minute} actions a minute"),
        (_, Some(Why::AlwaysThere), Lang::Zh) => {
            format!("像自己人：{of_sessions} 场来了 {sessions} 场，没买过")
        }
        (_, Some(Why::AlwaysThere), Lang::En) => {
            format!("of the house: in {sessions} of {of_sessions} sessions, never bought")
        }
        (_, Some(Why::OwnAccount), Lang::Zh) => "主播或店铺自己的账号".to_owned(),
        (_, Some(Why::OwnAccount), Lang::En) => "an account of a host or the shop".to_owned(),
        (_, Some(Why::MarkedStaff), Lang::Zh) => "你说是自己人".to_owned(),
        (_, Some(Why::MarkedStaff), Lang::En) => "of the house: you said so".to_owned(),
        (_, Some(Why::MarkedBot), Lang::Zh) => "你说是机器".to_owned(),
        (_, Some(Why::MarkedBot), Lang::En) => "a program: you said so".to_owned(),
        (_, None, _) => String::new(),
    }
}

/// What a viewer did.
pub fn acts(viewer: &FlaggedViewer, lang: Lang) -> String {
    let (acts, sessions) = (format::count(viewer.acts as f64), viewer.sessions);
    match lang {
        Lang::Zh => format!("{acts} 次行为，{sessions} 场"),
        Lang::En => format!("{acts} actions, {sessions} sessions"),
    }
}

/// The button of a row: call a customer, or leave it to the figures again.
pub fn action(cleared: bool, marked: bool, lang: Lang) -> String {
    match (cleared || marked, lang) {
        (true, Lang::Zh) => "按数据判断",
        (true, Lang::En) => "Judge by figures",
        (false, Lang::Zh) => "是真观众",
        (false, Lang::En) => "Is a customer",
    }
    .to_owned()
}

/// Rows beyond those listed.
pub fn more(count: usize, lang: Lang) -> String {
    lang.pick(
        format!("还有 {count} 人，用 fupan show flagged 看全部"),
        format!("{count} more; `fupan show flagged` lists all"),
    )
}

/// `set clean_viewers` got another word.
pub fn bad_switch(value: &str, lang: Lang) -> String {
    lang.pick(
        format!("clean_viewers 写 on（不算他们，默认）或 off（也算），不能写 {value}"),
        format!("clean_viewers is on (left out, the default) or off (counted), not {value}"),
    )
}

/// `set --viewer` got a name or value it does not know.
pub fn bad_mark(name: &str, value: &str, lang: Lang) -> String {
    lang.pick(
        format!(
            "观众不能设 {name}={value}。可以设：mark=person（真观众）、staff（自己人）、bot（机器）、auto（按数据判断）"
        ),
        format!(
            "A viewer cannot be set to {name}={value}. Known: mark=person (a customer), staff, bot, auto (judged by figures)"
        ),
    )
}
