//! Sentences of the review and the overview: diagnosis, findings, funnel, comparisons.
//! Each is built from the numbers of the engine's result; another number makes another sentence.

use super::Lang;
use super::metrics as names;
use crate::domain::{Currency, Interval};
use crate::metrics::{
    Criterion, Diagnosis, ExtraWarning, Factor, Finding, FindingKind, Part, Slot, Step, Verdict,
};
use crate::present::format::{
    count, count_range, fixed, money, money_fixed, percent, percent_digits, sessions_en,
    weekday_name,
};

/// 同周六, 同晚间, 同主播.
pub fn criterion(criterion: Criterion, lang: Lang) -> String {
    match criterion {
        Criterion::Weekday(day) => {
            let name = weekday_name(usize::from(day), lang);
            lang.pick(format!("同{name}"), format!("same weekday ({name})"))
        }
        Criterion::Weekend(true) => lang.pick("同是周末", "both at weekends").to_owned(),
        Criterion::Weekend(false) => lang.pick("同是工作日", "both on working days").to_owned(),
        Criterion::Slot(slot) => {
            let name = slot_name(slot, lang);
            lang.pick(format!("都在{name}"), format!("both in the {name}"))
        }
        Criterion::Host(_) => lang.pick("同主播", "same host").to_owned(),
    }
}

/// 早上, 晚间.
pub fn slot_name(slot: Slot, lang: Lang) -> &'static str {
    match slot {
        Slot::Morning => lang.pick("早上", "morning"),
        Slot::Afternoon => lang.pick("下午", "afternoon"),
        Slot::Evening => lang.pick("晚间", "evening"),
        Slot::Night => lang.pick("深夜", "night hours"),
    }
}

/// What a comparison is made with, and that it proves no cause.
pub fn compared_with(criteria: &[Criterion], lang: Lang) -> String {
    let mut parts: Vec<String> = criteria.iter().map(|c| criterion(*c, lang)).collect();
    parts.push(lang.pick("同账号", "same account").to_owned());
    let list = parts.join(" · ");
    match lang {
        Lang::Zh => format!("{list}，不证明因果"),
        Lang::En => format!("{list}; proves no cause"),
    }
}

/// The step a factor stands for, as people say it.
fn place(factor: Factor, lang: Lang) -> &'static str {
    let (zh, en) = match factor {
        Factor::Viewers | Factor::Views => ("来的人", "viewers"),
        Factor::ViewerClickRate | Factor::ViewClickRate => ("点商品", "clicking products"),
        Factor::OrderRate | Factor::OrderRatePv => ("点了下单", "buying after a click"),
        Factor::PerBuyer | Factor::PerOrder => ("每单买多少", "spend per purchase"),
        Factor::ViewerConversion | Factor::ViewConversion => ("看了下单", "buying after watching"),
        Factor::PerViewer | Factor::PerView => ("每个观众花多少", "spend per viewer"),
    };
    lang.pick(zh, en)
}

/// The verdict in one sentence with its number.
pub fn headline(d: &Diagnosis, currency: &Currency, lang: Lang) -> String {
    let (Some(total), Some(base), Some(now)) = (d.total, d.base, d.now) else {
        return match (d.now, lang) {
            (None, Lang::Zh) => "这场没有金额，判断不了好坏".to_owned(),
            (None, Lang::En) => "This session has no amount, so it cannot be judged".to_owned(),
            (Some(_), Lang::Zh) if d.like == 0 => "还没有可比的场次，说不清好坏".to_owned(),
            (Some(_), Lang::En) if d.like == 0 => {
                "There is no session like it yet to judge it by".to_owned()
            }
            (Some(_), Lang::Zh) => format!("可比的场次只有 {} 场，还说不清好坏", d.like),
            (Some(_), Lang::En) => {
                format!("Only {} to compare with: too few to judge", sessions_en(d.like))
            }
        };
    };
    let amount = money(total.abs(), currency, lang);
    let share = if base > 0.0 {
        let sign = if now >= base { "+" } else { "−" };
        format!("{sign}{}", percent((now / base - 1.0).abs()))
    } else {
        crate::present::format::MISSING.to_owned()
    };
    let n = d.like;
    let lead = d.lead.and_then(|at| d.parts.get(at)).map(|p| p.factor);
    match (d.verdict, lang) {
        (Verdict::Same | Verdict::Unclear, Lang::Zh) => {
            let side = if total >= 0.0 { "多" } else { "少" };
            format!("和同类 {n} 场中位差不多：{side} {amount}（{share}），可能只是碰巧")
        }
        (Verdict::Same | Verdict::Unclear, Lang::En) => {
            let side = if total >= 0.0 { "more" } else { "less" };
            format!(
                "About the median of {n} like sessions: {amount} {side} ({share}), which may be chance"
            )
        }
        (_, Lang::Zh) => {
            let side = if total > 0.0 { "多" } else { "少" };
            let mostly = lead.map_or_else(String::new, |factor| {
                format!("，{side}在「{}」这一步", place(factor, lang))
            });
            let text = format!("比同类 {n} 场中位{side} {amount}（{share}）");
            format!("{text}{mostly}")
        }
        (_, Lang::En) => {
            let side = if total > 0.0 { "above" } else { "below" };
            let mostly = lead.map_or_else(String::new, |factor| {
                format!(", mostly from {}", place(factor, lang))
            });
            let text = format!("{amount} {side} the median of {n} like sessions ({share})");
            format!("{text}{mostly}")
        }
    }
}

/// What a factor did, without its money: `观看人数少 11%`.
fn change_of(part: &Part, currency: &Currency, lang: Lang) -> Option<String> {
    let now = part.now?;
    let up = now >= part.base;
    let gap = (now - part.base).abs();
    let more = match lang {
        Lang::Zh => {
            if up {
                "多"
            } else {
                "少"
            }
        }
        Lang::En => {
            if up {
                "more"
            } else {
                "fewer"
            }
        }
    };
    let per_hundred = fixed(gap * 100.0, 1);
    let money_gap = money_fixed(gap, currency, 1);
    let relative = if part.base > 0.0 {
        percent_digits(gap / part.base, 0)
    } else {
        crate::present::format::MISSING.to_owned()
    };
    Some(match (part.factor, lang) {
        (Factor::Viewers, Lang::Zh) => format!("观看人数{more} {relative}"),
        (Factor::Views, Lang::Zh) => format!("观看次数{more} {relative}"),
        (Factor::Viewers, Lang::En) => format!("{relative} {more} viewers"),
        (Factor::Views, Lang::En) => format!("{relative} {more} views"),
        (Factor::ViewerClickRate, Lang::Zh) => {
            format!("每 100 个观众{more} {per_hundred} 人点商品")
        }
        (Factor::ViewClickRate, Lang::Zh) => {
            format!("每 100 次观看{more} {per_hundred} 次点商品")
        }
        (Factor::OrderRate, Lang::Zh) => {
            format!("每 100 个点商品的人{more} {per_hundred} 人买")
        }
        (Factor::OrderRatePv, Lang::Zh) => format!("每 100 次点击{more} {per_hundred} 单"),
        (Factor::ViewerConversion, Lang::Zh) => {
            format!("每 100 个观众{more} {per_hundred} 人买")
        }
        (Factor::ViewConversion, Lang::Zh) => format!("每 100 次观看{more} {per_hundred} 单"),
        (Factor::PerBuyer, Lang::Zh) => format!("每个买家{more}花 {money_gap}"),
        (Factor::PerOrder, Lang::Zh) => format!("每单{more} {money_gap}"),
        (Factor::PerViewer, Lang::Zh) => format!("每个观众{more}花 {money_gap}"),
        (Factor::PerView, Lang::Zh) => format!("每次观看{more} {money_gap}"),
        (Factor::ViewerClickRate, Lang::En) => {
            format!("{per_hundred} {more} of 100 viewers clicked a product")
        }
        (Factor::ViewClickRate, Lang::En) => {
            format!("{per_hundred} {more} clicks per 100 views")
        }
        (Factor::OrderRate, Lang::En) => {
            format!("{per_hundred} {more} of 100 people clicking bought")
        }
        (Factor::OrderRatePv, Lang::En) => format!("{per_hundred} {more} orders per 100 clicks"),
        (Factor::ViewerConversion, Lang::En) => {
            format!("{per_hundred} {more} of 100 viewers bought")
        }
        (Factor::ViewConversion, Lang::En) => format!("{per_hundred} {more} orders per 100 views"),
        (factor, Lang::En) => {
            let less = if up { "more" } else { "less" };
            format!("{money_gap} {less} {}", names::factor(factor, lang).to_lowercase())
        }
    })
}

/// What a factor did with its money and range.
fn part_sentence(part: &Part, currency: &Currency, lang: Lang) -> Option<String> {
    let what = change_of(part, currency, lang)?;
    let amount = money(part.amount.abs(), currency, lang);
    let range = part.interval.map(|range| {
        let shown = if part.amount < 0.0 {
            Interval { low: -range.high, high: -range.low, ..range }
        } else {
            range
        };
        count_range(&shown)
    });
    Some(match (lang, part.amount >= 0.0) {
        (Lang::Zh, gain) => {
            let side = if gain { "多" } else { "少" };
            let range = range.map_or_else(String::new, |r| format!("（80% 区间 {r}）"));
            format!("{what}，{side}卖 {amount}{range}")
        }
        (Lang::En, gain) => {
            let side = if gain { "more" } else { "less" };
            let range = range.map_or_else(String::new, |r| format!(" (80% range {r})"));
            format!("{what}: {amount} {side} sold{range}")
        }
    })
}

/// The parts worth a sentence: of those with a clear sign the two largest, else the strongest one;
/// what pulled against the difference first.
fn telling(d: &Diagnosis) -> Vec<&Part> {
    let total = d.total.unwrap_or(0.0);
    let mut clear: Vec<&Part> = d
        .parts
        .iter()
        .filter(|p| p.interval.is_none_or(|range| range.is_clear()) && p.amount != 0.0)
        .filter(|p| p.points_one_way())
        .collect();
    clear.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
    clear.truncate(2);
    clear.sort_by_key(|p| p.amount * total > 0.0);
    if clear.is_empty() {
        clear.extend(d.lead.and_then(|at| d.parts.get(at)));
    }
    clear
}

/// The evidence, with its money and ranges.
pub fn detail(d: &Diagnosis, currency: &Currency, lang: Lang) -> String {
    let mut parts: Vec<String> =
        telling(d).into_iter().filter_map(|p| part_sentence(p, currency, lang)).collect();
    if parts.is_empty() {
        return match (d.total, lang) {
            (None, Lang::Zh) => "有 5 场可比的场次后，这里会写出差在哪一步。".to_owned(),
            (None, Lang::En) => {
                "With five like sessions this will say which step made the difference.".to_owned()
            }
            (Some(_), Lang::Zh) => "缺观看、点击或成交数，拆不出差在哪一步。".to_owned(),
            (Some(_), Lang::En) => {
                "Without viewers, clicks or orders the difference cannot be split.".to_owned()
            }
        };
    }
    parts.extend(d.extra_warnings.iter().map(|w| extra_warning(w, lang)));
    match lang {
        Lang::Zh => parts.join("；"),
        Lang::En => parts.join("; "),
    }
}

/// The verdict of the overview in one short line: `观看人数少 11%，但每 100 个观众多 4.7 人点商品`.
pub fn short_verdict(d: &Diagnosis, currency: &Currency, lang: Lang) -> String {
    let said: Vec<(bool, String)> = telling(d)
        .into_iter()
        .filter_map(|p| Some((p.amount > 0.0, change_of(p, currency, lang)?)))
        .collect();
    match (said.as_slice(), lang) {
        ([(a, first), (b, second)], Lang::Zh) if a != b => format!("{first}，但{second}"),
        ([(a, first), (b, second)], Lang::En) if a != b => format!("{first}, but {second}"),
        ([(_, first), (_, second)], Lang::Zh) => format!("{first}，{second}"),
        ([(_, first), (_, second)], Lang::En) => format!("{first}, {second}"),
        ([(_, only)], _) => only.clone(),
        _ => detail(d, currency, lang),
    }
}

/// Something another engine found.
pub fn extra_warning(warning: &ExtraWarning, lang: Lang) -> String {
    match warning {
        ExtraWarning::PooledVersusWithin { feature, pooled, within } => {
            let better = |x: f64| match (x >= 0.0, lang) {
                (true, Lang::Zh) => "更好",
                (false, Lang::Zh) => "更差",
                (true, Lang::En) => "better",
                (false, Lang::En) => "worse",
            };
            let (all, inside) = (better(*pooled), better(*within));
            match lang {
                Lang::Zh => format!(
                    "当心「{feature}」：合在一起看{all}，同一场里看{inside}；多半是场次本身不同造成的"
                ),
                Lang::En => format!(
                    "Mind '{feature}': {all} over all sessions, {inside} within a session; the sessions themselves probably differ"
                ),
            }
        }
    }
}

/// What to do, what was seen, for one finding. `product` is the product's name where there is one;
/// `clock` turns minutes from the start into a time of day.
pub fn finding(
    finding: &Finding,
    product: &str,
    clock: impl Fn(u32) -> String,
    currency: &Currency,
    lang: Lang,
) -> (String, Vec<String>) {
    match (&finding.kind, lang) {
        (FindingKind::TalkLess { minutes, change, amount, lift, .. }, Lang::Zh) => (
            format!("「{product}」少讲 {change} 分钟"),
            vec![
                format!("讲了 {} 分钟，成交 {}", count(*minutes), money(*amount, currency, lang)),
                format!("同样的流量比全场少卖 {}", percent_digits(-lift, 0)),
            ],
        ),
        (FindingKind::TalkLess { minutes, change, amount, lift, .. }, Lang::En) => (
            format!("−{change} min on {product}"),
            vec![
                format!("{} min sold {}", count(*minutes), money(*amount, currency, lang)),
                format!("sold {} less for the same traffic", percent_digits(-lift, 0)),
            ],
        ),
        (FindingKind::TalkMore { minutes, change, lift, .. }, Lang::Zh) => (
            format!("「{product}」多讲 {change} 分钟"),
            vec![
                format!("同样的流量比全场多卖 {}", percent_digits(*lift, 0)),
                format!("只讲了 {} 分钟", count(*minutes)),
            ],
        ),
        (FindingKind::TalkMore { minutes, change, lift, .. }, Lang::En) => (
            format!("+{change} min on {product}"),
            vec![
                format!("sold {} more for the same traffic", percent_digits(*lift, 0)),
                format!("it had only {} min", count(*minutes)),
            ],
        ),
        (FindingKind::MoveSpend { spend, from_minute, to_minute, rate, best }, _) => {
            let (from, to) = (clock(*from_minute), clock(*to_minute));
            let spend = money(*spend, currency, lang);
            let (rate, best) = (fixed(rate * 100.0, 1), fixed(best * 100.0, 1));
            match lang {
                Lang::Zh => (
                    format!("投放挪到 {to} 那半小时"),
                    vec![
                        format!("{from} 起半小时投了 {spend}"),
                        format!("来 100 个人下 {rate} 单，{to} 起有 {best} 单"),
                    ],
                ),
                Lang::En => (
                    format!("Move ad spend to the half-hour from {to}"),
                    vec![
                        format!("{spend} was spent in the half-hour from {from}"),
                        format!("{rate} orders per 100 people coming in; {best} from {to}"),
                    ],
                ),
            }
        }
        (FindingKind::WeakStep { step, from, rate, median, lost }, _) => {
            let (a, b) = (names::step(*from, lang), names::step(*step, lang));
            let (rate, median) = (percent_digits(*rate, 2), percent_digits(*median, 2));
            let lost = count(*lost);
            match lang {
                Lang::Zh => (
                    format!("先修「{a}→{b}」：{}", mend(*step, lang)),
                    vec![
                        format!("这一步 {rate}，自己的中位 {median}"),
                        format!("约少了 {lost} 人"),
                    ],
                ),
                Lang::En => (
                    format!("Fix {a} → {b}: {}", mend(*step, lang)),
                    vec![
                        format!("{rate} here, own median {median}"),
                        format!("about {lost} people lost"),
                    ],
                ),
            }
        }
    }
}

/// Another session of the account at the same time.
pub fn overlaps(other: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "和 {other} 那场时间重叠：一个账号不能同时播两场，可能是同一场导了两份，订单和分钟只算到一场里"
        ),
        Lang::En => format!(
            "Overlaps with {other}: one account cannot broadcast twice at once. It may be one session imported twice; orders and minutes count for one of them"
        ),
    }
}

/// What usually helps a step; a starting point, not a promise.
pub fn mend(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::Impressions => lang.pick("开播前多预告", "announce earlier"),
        Step::Viewers => lang.pick("换封面和标题", "another cover and title"),
        Step::ProductImpressions => lang.pick("早点弹讲解卡", "show the product card sooner"),
        Step::Clicks => lang.pick("讲清卖点再上链接", "pitch first, then the link"),
        Step::Buyers => lang.pick("看价格、优惠和库存", "check price, offer and stock"),
    }
}

/// `多卖约 ¥1,540`.
pub fn gain(value: f64, currency: &Currency, lang: Lang) -> String {
    let amount = money(value, currency, lang);
    match lang {
        Lang::Zh => format!("多卖约 {amount}"),
        Lang::En => format!("about {amount} more"),
    }
}

/// What stands in place of findings.
pub fn no_findings(has_segments: bool, lang: Lang) -> String {
    match (has_segments, lang) {
        (true, Lang::Zh) => "这场没有哪一处差得说得清；样本再多一点才好下结论。".to_owned(),
        (true, Lang::En) => {
            "Nothing in this session stands out clearly; more data is needed to say.".to_owned()
        }
        (false, Lang::Zh) => "还找不出该改哪里：导入带讲解起止时间的商品表和分钟数据。".to_owned(),
        (false, Lang::En) => {
            "What to change cannot be told yet: import talk times and minute data.".to_owned()
        }
    }
}

/// The one line of what to do next.
pub fn next_action(top: Option<&str>, d: &Diagnosis, lang: Lang) -> String {
    match (top, d.total, lang) {
        (Some(title), _, Lang::Zh) => format!("下一场先做这件：{title}。"),
        (Some(title), _, Lang::En) => format!("Do this first next time: {title}."),
        (None, None, Lang::Zh) => "先把过去的场次都导进来：有 5 场可比的就能判断好坏。".to_owned(),
        (None, None, Lang::En) => {
            "Import past sessions first: five like ones are enough to judge.".to_owned()
        }
        (None, Some(_), Lang::Zh) => "没有明显该改的：下一场照旧，多攒几场再看。".to_owned(),
        (None, Some(_), Lang::En) => {
            "Nothing clear to change: keep going and look again after a few sessions.".to_owned()
        }
    }
}
