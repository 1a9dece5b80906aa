//! What changed since the last plan, every sentence from named figures.

use super::Lang;
use super::plan::{Unit, method, objective};
use crate::plan::{Moved, Pair, Reason, Since};
use crate::present::format;

/// Heading.
pub fn title(lang: Lang) -> &'static str {
    lang.pick("和上次存的计划比", "Since the last saved plan")
}

/// Which plan it is compared with, and the totals.
pub fn sentence(name: &str, version: u32, since: &Since, unit: &Unit) -> String {
    let plan = match unit.lang {
        Lang::Zh => format!("「{name}」第 {version} 版"),
        Lang::En => format!("“{name}”, version {version}"),
    };
    if since.moved.is_empty() && since.reasons.is_empty() {
        return match unit.lang {
            Lang::Zh => format!("和{plan}分法一样，条件也没变。"),
            Lang::En => format!("The same split from the same inputs as {plan}."),
        };
    }
    let total = since.expected.map(|pair| arrow(&unit.amount(pair.then), &unit.amount(pair.now)));
    match (total, unit.lang) {
        (Some(total), Lang::Zh) => format!("{plan}：预计 {total}。"),
        (Some(total), Lang::En) => format!("{plan}: expected {total}."),
        (None, Lang::Zh) => format!("{plan}算的不是同一样东西，总数不能比。"),
        (None, Lang::En) => format!("{plan} counted something else; totals do not compare."),
    }
}

/// A product's share and minutes then and now, with what changed for it.
pub fn moved(moved: &Moved, unit: &Unit) -> String {
    let lang = unit.lang;
    let shares = arrow(&share(moved.share.then), &share(moved.share.now));
    let Pair { then, now } = moved.minutes;
    let change = if then == now { now.to_string() } else { format!("{then} → {now}") };
    let minutes = format!("{change} {}", lang.pick("分钟", "min"));
    let name = &moved.name;
    let reasons: Vec<String> = moved.reasons.iter().map(|why| reason(why, unit)).collect();
    match (reasons.is_empty(), lang) {
        (true, Lang::Zh) => format!("{name} {shares}，{minutes}。"),
        (true, Lang::En) => format!("{name} {shares}, {minutes}."),
        (false, Lang::Zh) => format!("{name} {shares}，{minutes}：{}。", reasons.join("；")),
        (false, Lang::En) => format!("{name} {shares}, {minutes}: {}.", reasons.join("; ")),
    }
}

/// How many more products moved than are told of.
pub fn more(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("还有 {count} 个商品变动更小。"),
        Lang::En => format!("{count} more products moved less."),
    }
}

/// What changed for the session, as a sentence.
pub fn cause(why: &Reason, unit: &Unit) -> String {
    let words = reason(why, unit);
    match unit.lang {
        Lang::Zh => format!("{words}。"),
        Lang::En => {
            let mut letters = words.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            format!("{first}{}.", letters.as_str())
        }
    }
}

/// A share; half a percent and more besides whole ones shows.
fn share(share: f64) -> String {
    let whole = (share * 100.0 - (share * 100.0).round()).abs() < 0.05;
    format::percent_digits(share, usize::from(!whole && share < 0.1))
}

fn arrow(then: &str, now: &str) -> String {
    format!("{then} → {now}")
}

/// One thing that changed, without an end.
fn reason(why: &Reason, unit: &Unit) -> String {
    let lang = unit.lang;
    let none = lang.pick("没有", "none");
    let free = lang.pick("不限", "any");
    let shares = |pair: &Pair<f64>| arrow(&share(pair.then), &share(pair.now));
    let maybe = |pair: &Pair<Option<f64>>, none: &str, say: &dyn Fn(f64) -> String| {
        let one = |value: Option<f64>| value.map_or_else(|| none.to_owned(), say);
        arrow(&one(pair.then), &one(pair.now))
    };
    let money = |value: f64| unit.price(value);
    let named = |zh: &str, en: &str, change: String| match lang {
        Lang::Zh => format!("{zh} {change}"),
        Lang::En => format!("{en} {change}"),
    };
    match why {
        Reason::Sessions(Pair { then, now }) | Reason::Observations(Pair { then, now }) => {
            data(matches!(why, Reason::Sessions(_)), *then, *now, lang)
        }
        Reason::Viewers(pair) => {
            let count = |value: f64| format::count(value.round());
            named("观众", "viewers", arrow(&count(pair.then), &count(pair.now)))
        }
        Reason::Minutes(pair) => match lang {
            Lang::Zh => format!("时长 {} → {} 分钟", pair.then, pair.now),
            Lang::En => format!("length {} → {} min", pair.then, pair.now),
        },
        Reason::Objective(pair) => {
            let of = |one| objective(one, lang);
            named("算的", "counted", arrow(of(pair.then), of(pair.now)))
        }
        Reason::Goal { goal, probability } => {
            let words = named("目标", "goal", maybe(goal, none, &|g| unit.amount(g)));
            match (probability.then.zip(probability.now), lang) {
                (Some((then, now)), Lang::Zh) => {
                    format!("{words}，把握 {}", arrow(&share(then), &share(now)))
                }
                (Some((then, now)), Lang::En) => {
                    format!("{words}, chance {}", arrow(&share(then), &share(now)))
                }
                (None, _) => words,
            }
        }
        Reason::Floor(pair) => named("底线", "floor", maybe(pair, none, &|f| unit.amount(f))),
        Reason::Explore(pair) => named("试新", "exploring", shares(pair)),
        Reason::Hosts(pair) => {
            let names = |hosts: &Vec<String>| match hosts.is_empty() {
                true => none.to_owned(),
                false => hosts.join(lang.pick("、", ", ")),
            };
            named("主播", "hosts", arrow(&names(&pair.then), &names(&pair.now)))
        }
        Reason::Method(pair) => {
            named("方法", "method", arrow(method(pair.then, lang), method(pair.now, lang)))
        }
        Reason::CategoryCap { category, cap } => {
            let change = maybe(cap, free, &share);
            match lang {
                Lang::Zh => format!("类目「{category}」上限 {change}"),
                Lang::En => format!("cap of “{category}” {change}"),
            }
        }
        Reason::Came => lang.pick("上次没有它", "was not in it").to_owned(),
        Reason::Went => lang.pick("这次没有它", "is no longer in it").to_owned(),
        Reason::Rate(pair) => {
            let [then, now] = [pair.then, pair.now].map(|rate| format::percent_digits(rate, 2));
            named("成交率", "orders per viewer", arrow(&then, &now))
        }
        Reason::Price(pair) => named("价格", "price", maybe(pair, none, &money)),
        Reason::Margin(pair) => named("每单毛利", "margin", maybe(pair, none, &money)),
        Reason::Stock(pair) => {
            let one = |pieces: Option<u64>| {
                pieces.map_or_else(|| free.to_owned(), |pieces| format::count(pieces as f64))
            };
            named("库存", "stock", arrow(&one(pair.then), &one(pair.now)))
        }
        Reason::Least(pair) => named("最低份额", "least share", shares(pair)),
        Reason::Most(pair) => named("最高份额", "greatest share", shares(pair)),
        Reason::LeastMinutes(pair) => {
            named("最少分钟", "least minutes", format!("{} → {}", pair.then, pair.now))
        }
        Reason::MostMinutes(pair) => {
            let one = |minutes: Option<u32>| {
                minutes.map_or_else(|| free.to_owned(), |minutes| minutes.to_string())
            };
            named("最多分钟", "most minutes", arrow(&one(pair.then), &one(pair.now)))
        }
        Reason::Must(pair) => match pair.now {
            true => lang.pick("现在必须上", "must be in now").to_owned(),
            false => lang.pick("不再必须上", "need not be in any more").to_owned(),
        },
        Reason::Lock(pair) => named("锁定", "locked share", maybe(pair, none, &share)),
        Reason::Others { name, by, .. } => others(name, *by, lang),
    }
}

fn data(sessions: bool, then: usize, now: usize, lang: Lang) -> String {
    let (more, apart) = (now > then, now.abs_diff(then));
    match (sessions, more, lang) {
        (true, true, Lang::Zh) => format!("新到 {apart} 场数据（{then} → {now} 场）"),
        (true, false, Lang::Zh) => format!("少了 {apart} 场数据（{then} → {now} 场）"),
        (false, true, Lang::Zh) => format!("新到 {apart} 条商品记录（{then} → {now} 条）"),
        (false, false, Lang::Zh) => format!("少了 {apart} 条商品记录（{then} → {now} 条）"),
        (true, _, Lang::En) => format!("sessions to learn from {then} → {now}"),
        (false, _, Lang::En) => format!("product records to learn from {then} → {now}"),
    }
}

fn others(name: &str, by: f64, lang: Lang) -> String {
    let by_much = format::percent_digits(by.abs(), 0);
    match (by > 0.0, lang) {
        (true, Lang::Zh) => format!("让给了{name}（多 {by_much}）"),
        (true, Lang::En) => format!("made room for {name} ({by_much} more)"),
        (false, Lang::Zh) => format!("接过{name}空出来的（少 {by_much}）"),
        (false, Lang::En) => format!("took up what {name} left ({by_much} less)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::plan::{Method, Objective};

    fn unit(lang: Lang) -> Unit {
        Unit { objective: Objective::Gmv, currency: Currency::cny(), lang }
    }

    fn pair<T>(then: T, now: T) -> Pair<T> {
        Pair { then, now }
    }

    #[test]
    fn other_figures_make_another_sentence() {
        let mut one = Moved {
            product_id: "a".into(),
            name: "挂耳咖啡".into(),
            share: pair(0.18, 0.24),
            minutes: pair(32, 43),
            reasons: vec![Reason::Rate(pair(0.03, 0.034)), Reason::Stock(pair(Some(40), None))],
        };
        let zh = unit(Lang::Zh);
        assert_eq!(
            moved(&one, &zh),
            "挂耳咖啡 18% → 24%，32 → 43 分钟：成交率 3.00% → 3.40%；库存 40 → 不限。"
        );
        one.reasons =
            vec![Reason::Others { product_id: "b".into(), name: "米".into(), by: -0.06 }];
        one.share.now = 0.2;
        assert_eq!(moved(&one, &zh), "挂耳咖啡 18% → 20%，32 → 43 分钟：接过米空出来的（少 6%）。");
        one.reasons.clear();
        assert_eq!(moved(&one, &unit(Lang::En)), "挂耳咖啡 18% → 20%, 32 → 43 min.");
    }

    #[test]
    fn every_cause_reads_as_it_should() {
        let goal = Reason::Goal {
            goal: pair(Some(50_000.0), Some(60_000.0)),
            probability: pair(Some(0.61), Some(0.4)),
        };
        let cap = Reason::CategoryCap { category: "茶".into(), cap: pair(None, Some(0.3)) };
        for (why, zh, en) in [
            (
                goal,
                "目标 ¥50,000 → ¥60,000，把握 61% → 40%。",
                "Goal ¥50,000 → ¥60,000, chance 61% → 40%.",
            ),
            (
                Reason::Goal { goal: pair(None, Some(900.0)), probability: pair(None, Some(0.4)) },
                "目标 没有 → ¥900。",
                "Goal none → ¥900.",
            ),
            (
                Reason::Sessions(pair(14, 16)),
                "新到 2 场数据（14 → 16 场）。",
                "Sessions to learn from 14 → 16.",
            ),
            (
                Reason::Observations(pair(30, 28)),
                "少了 2 条商品记录（30 → 28 条）。",
                "Product records to learn from 30 → 28.",
            ),
            (
                Reason::Viewers(pair(9_000.0, 12_000.0)),
                "观众 9,000 → 12,000。",
                "Viewers 9,000 → 12,000.",
            ),
            (Reason::Minutes(pair(180, 240)), "时长 180 → 240 分钟。", "Length 180 → 240 min."),
            (Reason::Explore(pair(0.1, 0.2)), "试新 10% → 20%。", "Exploring 10% → 20%."),
            (
                Reason::Floor(pair(None, Some(8_000.0))),
                "底线 没有 → ¥8,000。",
                "Floor none → ¥8,000.",
            ),
            (
                Reason::Method(pair(Method::Water, Method::Dp)),
                "方法 按份额算到最好 → 按整分钟算。",
                "Method Best shares → Whole minutes.",
            ),
            (cap, "类目「茶」上限 不限 → 30%。", "Cap of “茶” any → 30%."),
        ] {
            assert_eq!(cause(&why, &unit(Lang::Zh)), zh);
            assert_eq!(cause(&why, &unit(Lang::En)), en);
        }
        for why in [
            Reason::Came,
            Reason::Went,
            Reason::Price(pair(Some(59.0), Some(49.5))),
            Reason::Margin(pair(None, Some(12.0))),
            Reason::Least(pair(0.0, 0.1)),
            Reason::Most(pair(1.0, 0.4)),
            Reason::LeastMinutes(pair(0, 5)),
            Reason::MostMinutes(pair(None, Some(30))),
            Reason::Must(pair(false, true)),
            Reason::Lock(pair(Some(0.2), None)),
            Reason::Objective(pair(Objective::Gmv, Objective::Orders)),
        ] {
            let (zh, en) = (reason(&why, &unit(Lang::Zh)), reason(&why, &unit(Lang::En)));
            assert!(zh.chars().any(|c| c > '\u{4e00}'), "{zh}");
            assert!(en.is_ascii() || en.contains('→'), "{en}");
        }
        assert_eq!(
            reason(&Reason::Price(pair(Some(59.0), Some(49.5))), &unit(Lang::Zh)),
            "价格 ¥59 → ¥49.50"
        );
    }

    #[test]
    fn the_plan_compared_with_is_named_and_sameness_said() {
        let mut told = Since { expected: Some(pair(900.0, 950.0)), reasons: vec![], moved: vec![] };
        let zh = unit(Lang::Zh);
        assert_eq!(sentence("下一场", 2, &told, &zh), "和「下一场」第 2 版分法一样，条件也没变。");
        told.reasons.push(Reason::Minutes(pair(180, 240)));
        assert_eq!(sentence("下一场", 2, &told, &zh), "「下一场」第 2 版：预计 ¥900 → ¥950。");
        told.expected = None;
        let english = sentence("next", 1, &told, &unit(Lang::En));
        assert_eq!(english, "“next”, version 1 counted something else; totals do not compare.");
        assert!(!title(Lang::Zh).is_empty());
    }
}
