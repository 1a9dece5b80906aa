//! Words of the split host by host.

use super::Lang;
use super::plan::Unit;
use crate::plan::Gain;
use crate::present::format;

/// Title of the panel.
pub fn title(lang: Lang) -> &'static str {
    lang.pick("谁来讲哪一段", "Who presents what")
}

/// The tab.
pub fn tab(lang: Lang) -> &'static str {
    lang.pick("主播", "Hosts")
}

/// What the field for names is called.
pub fn field(lang: Lang) -> &'static str {
    lang.pick("这一场的主播", "Hosts of this session")
}

/// What to write into it.
pub fn hint(lang: Lang) -> &'static str {
    lang.pick("名字，用、隔开", "Names with commas")
}

/// What is read out of a host to press for a slot.
pub fn gives(lang: Lang) -> &'static str {
    lang.pick("{} 由谁讲", "Who presents {}")
}

/// Nobody was named.
pub fn none(lang: Lang) -> &'static str {
    lang.pick(
        "写上或点选谁来播：一位，就按这位主播的场次来算；两位以上，再分好谁讲哪一段；点时间轴上的一段，能换人。",
        "Name or press who presents: with one, the plan is made from that host's sessions; with two or more it also says who presents what; press a slot of the run-down to change who does.",
    )
}

/// One host.
pub fn one(name: &str, sessions: usize, alone: bool, lang: Lang) -> String {
    match (sessions, lang) {
        (1.., Lang::Zh) if alone => {
            format!(
                "能学的 {sessions} 场都是{name}播的，计划和不写主播时一样。再加一位，就分好谁讲哪一段。"
            )
        }
        (1.., Lang::En) if alone => format!(
            "All {sessions} sessions to learn from are {name}'s, so the plan is that of all sessions. Name a second host to see who presents what."
        ),
        (0, Lang::Zh) => {
            format!(
                "没有一场的导出写着是{name}播的，只能按所有场次的平均来算。再加一位，就分好谁讲哪一段。"
            )
        }
        (0, Lang::En) => format!(
            "No export names {name} as a session's host, so the plan takes the average of all. Name a second host to see who presents what."
        ),
        (_, Lang::Zh) => {
            format!(
                "按{name}播过的 {sessions} 场来算，场次少就向平均靠。再加一位，就分好谁讲哪一段。"
            )
        }
        (_, Lang::En) => format!(
            "Made from {name}'s {}, pulled towards the average where they are few. Name a second host to see who presents what.",
            format::sessions_en(sessions)
        ),
    }
}

/// What it brings that each presents just these slots.
pub fn gain(gain: Gain, told: bool, turns: bool, unit: &Unit) -> String {
    let lang = unit.lang;
    match (told, turns) {
        (true, _) => {}
        (false, true) => {
            return lang
                .pick(
                    "过去的场次分不出谁卖什么更好，就轮流讲。",
                    "Past sessions do not tell who sells what better, so they take turns.",
                )
                .to_owned();
        }
        (false, false) => {
            return lang
                .pick(
                    "过去的场次分不出谁卖什么更好，谁讲哪段都一样算。",
                    "Past sessions do not tell who sells what better, so it makes no difference here.",
                )
                .to_owned();
        }
    }
    let ends = format::ends(&unit.amount(gain.interval.low), &unit.amount(gain.interval.high));
    let value = unit.amount(gain.value.abs());
    let more = gain.value >= 0.0;
    match (gain.is_clear(), lang) {
        (true, Lang::Zh) => {
            let more = if more { "多" } else { "少" };
            format!("这样分，比每样商品都轮着讲约{more} {value}（80% 区间 {ends}）。")
        }
        (true, Lang::En) => {
            let more = if more { "more" } else { "less" };
            format!("About {value} {more} than taking turns with every product (80% range {ends}).")
        }
        (false, Lang::Zh) => {
            format!("谁讲哪样，收益不明显：和轮着讲相比是 {ends}（80% 区间）。")
        }
        (false, Lang::En) => format!(
            "No clear gain from who presents what: {ends} against taking turns (80% range)."
        ),
    }
}

/// Hosts of whom nothing is known.
pub fn unknown(names: &[&str], lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}没有能学的场次，按平均算。", names.join("、")),
        Lang::En => format!(" No sessions to learn from: {}, taken as average.", names.join(", ")),
    }
}

/// Heads of the table.
pub fn columns(unit: &Unit) -> [String; 5] {
    let lang = unit.lang;
    [
        lang.pick("主播和商品", "Host and product").to_owned(),
        lang.pick("分钟", "Minutes").to_owned(),
        lang.pick("份额", "Share").to_owned(),
        lang.pick("比平时", "vs usual").to_owned(),
        format!("{} {}", lang.pick("预计", "Expected"), unit.word()),
    ]
}

/// What the rate is against.
pub fn against_tip(lang: Lang) -> &'static str {
    lang.pick(
        "这位主播讲的时候，成交率比这个商品平时高多少或低多少；场次少就向平时靠。导出里一场只写一位主播：总在同一时段播的主播，和那个时段的好坏分不开。",
        "How much better or worse than usual the product sells with this host, pulled towards the usual where sessions are few. An export names one host a session, so a host who always has the same times cannot be told from these times.",
    )
}

/// How many sessions tell of a host.
pub fn seen(sessions: usize, lang: Lang) -> String {
    match (sessions, lang) {
        (0, Lang::Zh) => "没有能学的场次，按平均算".to_owned(),
        (0, Lang::En) => "no sessions to learn from, taken as average".to_owned(),
        (_, Lang::Zh) => format!("来自 {sessions} 场"),
        (_, Lang::En) => format!("from {}", format::sessions_en(sessions)),
    }
}

/// The range of a rate, with what it rests on; without one, that alone.
pub fn range(ends: Option<&str>, note: &str, lang: Lang) -> String {
    let range = ends.map(|ends| match lang {
        Lang::Zh => format!("80% 区间 {ends}"),
        Lang::En => format!("80% range {ends}"),
    });
    let parts = range.as_deref().into_iter().chain((!note.is_empty()).then_some(note));
    parts.collect::<Vec<_>>().join(" · ")
}

/// A host's least part of the exposure.
pub fn floor(host: &str, share: f64) -> String {
    format!("{host} ≥ {}", format::percent_digits(share, 0))
}

/// What pressing a floor does.
pub fn let_go(lang: Lang) -> &'static str {
    lang.pick("按一下，这份计划不守这条下限", "Press to let this floor go in this plan")
}

/// Names as they are read again: with commas between.
pub fn joined(names: &[String], lang: Lang) -> String {
    names.join(lang.pick("、", ", "))
}
