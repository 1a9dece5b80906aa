//! What plans say of how they came about: the choice of method, the plan as a loss, the worst
//! sessions, the playbook on the way to the goal.

use super::Lang;
use super::plan::{Unit, method};
use crate::plan::{Chosen, Loss, Method, Playbook, PlaybookRule, Unable, WorstSessions};
use crate::present::format;

/// Why the plan is by this method.
pub fn chosen(why: Chosen, by: Method, unit: &Unit) -> String {
    let lang = unit.lang;
    let name = method(by, lang);
    match (why, lang) {
        (Chosen::Asked, Lang::Zh) => format!("方法是你选的：{name}。"),
        (Chosen::Asked, Lang::En) => format!("You chose the method: {name}."),
        (Chosen::Best { next, by: more }, Lang::Zh) => {
            format!("自动选了「{name}」：比「{}」约多 {}。", method(next, lang), unit.amount(more))
        }
        (Chosen::Best { next, by: more }, Lang::En) => format!(
            "Chosen by itself: {name}, about {} more than {}.",
            unit.amount(more),
            method(next, lang)
        ),
        (Chosen::Alike, Lang::Zh) => {
            format!("自动选了「{name}」：几种算法结果一样好，用最简单的。")
        }
        (Chosen::Alike, Lang::En) => {
            format!("Chosen by itself: {name}; others come to the same, and it is the simplest.")
        }
        (Chosen::Alone, Lang::Zh) => format!("自动选了「{name}」：只有它守得住所有限制。"),
        (Chosen::Alone, Lang::En) => {
            format!("Chosen by itself: {name}; it alone keeps every limit.")
        }
    }
}

/// The plan told as a loss.
pub fn loss(loss: &Loss, unit: &Unit) -> String {
    let [ceiling, mine, equal] =
        [loss.ceiling, loss.expected, loss.equal].map(|value| unit.amount(value));
    match unit.lang {
        Lang::Zh => format!(
            "换成「损失最小」来看是同一个答案：每个商品独占全场共能带来 {ceiling}，这样分会放掉 {mine}，平均分会放掉 {equal}。"
        ),
        Lang::En => format!(
            "Told as the least loss it is the same answer: each product with the whole session to itself would bring {ceiling} in all; this split forgoes {mine} of it, an equal one {equal}."
        ),
    }
}

/// What the worst sessions bring.
pub fn worst(worst: &WorstSessions, unit: &Unit) -> String {
    let part = format::percent_digits(worst.worst, 0);
    let average = unit.amount(worst.average);
    match (worst.floor.map(|floor| unit.amount(floor)), unit.lang) {
        (Some(floor), Lang::Zh) => {
            format!("最差的 {part} 场平均 {average}，你要的底线是 {floor}。")
        }
        (Some(floor), Lang::En) => {
            format!(
                "The worst {part} of sessions bring {average} on average; your floor is {floor}."
            )
        }
        (None, Lang::Zh) => format!("最差的 {part} 场平均 {average}。"),
        (None, Lang::En) => format!("The worst {part} of sessions bring {average} on average."),
    }
}

/// Beside the floor: which sessions it is about.
pub fn floor_note(worst: f64, lang: Lang) -> String {
    let part = format::percent_digits(worst, 0);
    match lang {
        Lang::Zh => format!("最差 {part} 的平均"),
        Lang::En => format!("worst {part}"),
    }
}

/// What asking for a floor does.
pub fn floor_help(worst: f64, lang: Lang) -> String {
    let count = (100.0 * worst).round();
    match lang {
        Lang::Zh => format!(
            "播 100 场这样的直播，卖得最差的 {count:.0} 场平均至少要有这么多。填了，计划会更稳，预计成交可能少一点；留空就不管。做不到时会告诉你最多能守住多少。"
        ),
        Lang::En => format!(
            "Of 100 such sessions, what the {count:.0} worst must bring on average. With a floor the plan is steadier and may bring a little less; leave it empty to ask for none. If it cannot be kept, you are told what can."
        ),
    }
}

/// A method that was asked for and gives no plan.
pub fn instead(asked: Method, unable: Unable, lang: Lang) -> String {
    let name = method(asked, lang);
    match (unable, lang) {
        (Unable::WholeMinutes, Lang::Zh) => {
            format!(
                "「{name}」排不出来：份额的上下限之间凑不出整分钟，先用别的方法。放宽一点上下限再试。"
            )
        }
        (Unable::WholeMinutes, Lang::En) => format!(
            "{name}: no whole minutes fit between the limits, so another method stands in. Widen the limits a little to use it."
        ),
        (Unable::TooLarge, Lang::Zh) => {
            format!("「{name}」算不动这么多商品和分钟，先用别的方法。少选些商品再试。")
        }
        (Unable::TooLarge, Lang::En) => format!(
            "{name}: too many products and minutes, so another method stands in. Choose fewer products to use it."
        ),
        (Unable::Numbers, Lang::Zh) => {
            format!("「{name}」的结果没通过复核，先用别的方法。")
        }
        (Unable::Numbers, Lang::En) => {
            format!("{name}: its answer did not pass the check, so another method stands in.")
        }
    }
}

/// A plan that was not made for the floor misses it.
pub fn floor_missed(floor: f64, average: f64, unit: &Unit) -> String {
    let (floor, average) = (unit.amount(floor), unit.amount(average));
    match unit.lang {
        Lang::Zh => format!(
            "最差场次平均 {average}，没到底线 {floor}：这个方法不看最差场次，换成「{}」。",
            method(Method::Lp, Lang::Zh)
        ),
        Lang::En => format!(
            "The worst sessions bring {average} on average, below the floor of {floor}: this method does not look at them. Use {}.",
            method(Method::Lp, Lang::En)
        ),
    }
}

/// Heading of the playbook.
pub fn playbook_title(lang: Lang) -> &'static str {
    lang.pick("播到一半落后了怎么办", "What to do when you fall behind")
}

/// The playbook in a sentence: whether watching the takings pays.
pub fn playbook(book: &Playbook, lang: Lang) -> String {
    let [keep, follow] = [book.keep, book.follow].map(|p| format::percent_digits(p, 0));
    let every = book.every;
    let none = book.steps.iter().all(|step| step.rules.is_empty());
    match (none, lang) {
        (true, Lang::Zh) => {
            format!("每 {every} 分钟看一次成交：中途换商品帮不上忙，照计划播，把握 {keep}。")
        }
        (true, Lang::En) => format!(
            "Looking at the takings every {every} min: no switch on the way helps noticeably; keep to the plan, {keep}."
        ),
        (false, Lang::Zh) => {
            format!("每 {every} 分钟看一次成交，落后时照下面换，把握从 {keep} 到 {follow}。")
        }
        (false, Lang::En) => format!(
            "Look at the takings every {every} min and switch as below when behind: {keep} becomes {follow}."
        ),
    }
}

/// One rule of the playbook.
pub fn rule(minute: u32, rule: &PlaybookRule, name: &str, unit: &Unit) -> String {
    let clock = format!("{}:{:02}", minute / 60, minute % 60);
    let [keep, switch] = [rule.keep, rule.switch].map(|p| format::percent_digits(p, 0));
    let to = unit.amount(rule.behind_to);
    match (rule.behind_from > 0.0, unit.lang) {
        (true, Lang::Zh) => format!(
            "{clock} 落后 {} 到 {to} → 换讲{name}（把握 {keep} → {switch}）",
            unit.amount(rule.behind_from)
        ),
        (true, Lang::En) => format!(
            "{clock}: {} to {to} behind → switch to {name} ({keep} → {switch})",
            unit.amount(rule.behind_from)
        ),
        (false, Lang::Zh) => {
            format!("{clock} 落后不到 {to} → 换讲{name}（把握 {keep} → {switch}）")
        }
        (false, Lang::En) => {
            format!("{clock}: up to {to} behind → switch to {name} ({keep} → {switch})")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::plan::{Objective, PlaybookStep};

    fn unit(lang: Lang) -> Unit {
        Unit { objective: Objective::Gmv, currency: Currency::cny(), lang }
    }

    #[test]
    fn every_sentence_on_how_a_plan_came_about_reads_as_it_should() {
        let (zh, en) = (unit(Lang::Zh), unit(Lang::En));
        let best = Chosen::Best { next: Method::Water, by: 320.0 };
        assert_eq!(
            chosen(best, Method::Dp, &zh),
            "自动选了「按整分钟算」：比「按份额算到最好」约多 ¥320。"
        );
        assert_eq!(
            chosen(best, Method::Dp, &en),
            "Chosen by itself: Whole minutes, about ¥320 more than Best shares."
        );
        for why in [Chosen::Asked, Chosen::Alike, Chosen::Alone] {
            assert!(chosen(why, Method::Lp, &zh).contains("限制一起算"));
            assert!(chosen(why, Method::Lp, &en).contains("All limits"));
        }
        let told = Loss { ceiling: 90_000.0, expected: 40_000.0, equal: 46_000.0 };
        assert!(loss(&told, &zh).contains("放掉 ¥40,000，平均分会放掉 ¥46,000"));
        assert!(loss(&told, &en).contains("forgoes ¥40,000 of it, an equal one ¥46,000"));
        let tail = WorstSessions { worst: 0.1, average: 8_000.0, floor: Some(7_500.0) };
        assert_eq!(worst(&tail, &zh), "最差的 10% 场平均 ¥8,000，你要的底线是 ¥7,500。");
        assert_eq!(
            worst(&WorstSessions { floor: None, ..tail }, &en),
            "The worst 10% of sessions bring ¥8,000 on average."
        );
        assert_eq!(floor_note(0.1, Lang::Zh), "最差 10% 的平均");
        assert!(floor_help(0.1, Lang::Zh).contains("最差的 10 场平均至少"));
        assert!(floor_help(0.05, Lang::En).contains("the 5 worst"));
        for unable in [Unable::WholeMinutes, Unable::TooLarge, Unable::Numbers] {
            assert!(instead(Method::Dp, unable, Lang::Zh).starts_with("「按整分钟算」"));
            assert!(instead(Method::Dp, unable, Lang::En).starts_with("Whole minutes: "));
        }
        assert!(floor_missed(7_500.0, 7_000.0, &zh).contains("没到底线 ¥7,500"));
        assert!(floor_missed(7_500.0, 7_000.0, &en).contains("below the floor of ¥7,500"));
    }

    #[test]
    fn the_playbook_reads_as_it_should() {
        let behind = PlaybookRule {
            behind_from: 1_200.0,
            behind_to: 2_600.0,
            product_id: "A".into(),
            keep: 0.18,
            switch: 0.22,
        };
        assert_eq!(
            rule(80, &behind, "挂耳咖啡", &unit(Lang::Zh)),
            "1:20 落后 ¥1,200 到 ¥2,600 → 换讲挂耳咖啡（把握 18% → 22%）"
        );
        let from_none = PlaybookRule { behind_from: -50.0, ..behind.clone() };
        assert_eq!(
            rule(80, &from_none, "coffee", &unit(Lang::En)),
            "1:20: up to ¥2,600 behind → switch to coffee (18% → 22%)"
        );
        let step = PlaybookStep { minute: 80, expected: 5_000.0, rules: vec![behind] };
        let mut book = Playbook { keep: 0.26, follow: 0.31, every: 20, steps: vec![step] };
        assert_eq!(
            playbook(&book, Lang::Zh),
            "每 20 分钟看一次成交，落后时照下面换，把握从 26% 到 31%。"
        );
        book.steps.clear();
        assert!(playbook(&book, Lang::En).contains("keep to the plan, 26%"));
        assert!(!playbook_title(Lang::Zh).is_empty());
    }
}
