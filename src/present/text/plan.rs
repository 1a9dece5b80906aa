//! What plans say: names, limits, goals, explanations.

pub use super::plan_unit::{Unit, figure};

use super::Lang;
use crate::domain::Role;
use crate::plan::{Driver, Explanation, Limit, Method, Need, Objective};
use crate::present::format;

/// Name of an objective.
pub fn objective(objective: Objective, lang: Lang) -> &'static str {
    match objective {
        Objective::Profit => lang.pick("利润", "profit"),
        Objective::Gmv => lang.pick("成交金额", "sales"),
        Objective::Net => lang.pick("净成交金额", "net sales"),
        Objective::Orders => lang.pick("订单数", "orders"),
    }
}

/// Name of a method.
pub fn method(method: Method, lang: Lang) -> &'static str {
    match method {
        Method::Auto => lang.pick("自动", "Automatic"),
        Method::Water => lang.pick("按份额算到最好", "Best shares"),
        Method::Dp => lang.pick("按整分钟算", "Whole minutes"),
        Method::Lp => lang.pick("限制一起算", "All limits"),
        Method::Explore => lang.pick("多试多看", "Exploring"),
        Method::Equal => lang.pick("平均分", "Equal split"),
        Method::Last => lang.pick("沿用上一场", "As last session"),
        Method::Laid => lang.pick("手排", "By hand"),
    }
}

/// Name of a product's role.
pub fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Traffic => lang.pick("引流", "traffic"),
        Role::Giveaway => lang.pick("福利", "giveaway"),
        Role::Profit => lang.pick("利润", "profit"),
        Role::Image => lang.pick("形象", "image"),
    }
}

/// A product held near the greatest share it ever had.
pub fn limit_seen(share: f64, lang: Lang) -> String {
    let at = format::percent_digits(share, 0);
    lang.pick(format!("没试过超过 {at}"), format!("untried above {at}"))
}

/// What holds a product where it is. `share` is the bound or the share it stands at.
pub fn limit(limit: Limit, share: f64, minutes: u32, lang: Lang) -> String {
    let at = format::percent_digits(share, 0);
    match (limit, lang) {
        (Limit::None, Lang::Zh) => "没碰到限制".to_owned(),
        (Limit::None, Lang::En) => "no limit".to_owned(),
        (Limit::MinShare, Lang::Zh) => format!("到了最低 {at}"),
        (Limit::MinShare, Lang::En) => format!("at its minimum {at}"),
        (Limit::MaxShare, Lang::Zh) => format!("到了最高 {at}"),
        (Limit::MaxShare, Lang::En) => format!("at its maximum {at}"),
        (Limit::MinMinutes, Lang::Zh) if minutes == 0 => "不够最少分钟".to_owned(),
        (Limit::MinMinutes, Lang::En) if minutes == 0 => "below its least minutes".to_owned(),
        (Limit::MinMinutes, Lang::Zh) => format!("到了最少 {minutes} 分钟"),
        (Limit::MinMinutes, Lang::En) => format!("at its least {minutes} min"),
        (Limit::MaxMinutes, Lang::Zh) => format!("到了最多 {minutes} 分钟"),
        (Limit::MaxMinutes, Lang::En) => format!("at its most {minutes} min"),
        (Limit::Stock, Lang::Zh) => "库存不够".to_owned(),
        (Limit::Stock, Lang::En) => "stock runs short".to_owned(),
        (Limit::Category, Lang::Zh) => "类目到了上限".to_owned(),
        (Limit::Category, Lang::En) => "category at its cap".to_owned(),
        (Limit::Lock, Lang::Zh) => format!("你锁在 {at}"),
        (Limit::Lock, Lang::En) => format!("locked at {at}"),
    }
}

/// `播 100 场这样的直播，约 26 场能到`.
pub fn odds(probability: f64, lang: Lang) -> String {
    let times = (probability * 100.0).round();
    if probability < 0.005 {
        return lang
            .pick(
                "播 100 场这样的直播，几乎没有一场能到",
                "Hardly one of 100 such sessions gets there",
            )
            .to_owned();
    }
    if probability > 0.995 {
        return lang
            .pick("播 100 场这样的直播，几乎场场能到", "Nearly all of 100 such sessions get there")
            .to_owned();
    }
    match lang {
        Lang::Zh => format!("播 100 场这样的直播，约 {times:.0} 场能到"),
        Lang::En => format!("About {times:.0} of 100 such sessions get there"),
    }
}

/// The page's verdict about a goal, said plainly.
pub fn goal_verdict(
    expected: f64,
    target: f64,
    probability: f64,
    viewers: f64,
    unit: &Unit,
) -> String {
    let (want, get) = (unit.amount(target), unit.amount(expected));
    let people = format::count(viewers);
    let each = unit.amount(target / viewers);
    match (unit.lang, probability) {
        (Lang::Zh, p) if p < 0.05 => format!(
            "{people} 位观众做不到 {want}：平均每位观众要带来 {each}，现在只有 {}，预计 {get}。",
            unit.amount(expected / viewers)
        ),
        (Lang::En, p) if p < 0.05 => format!(
            "{people} viewers will not make {want}: each would have to bring {each}; now it is {}, {get} in all.",
            unit.amount(expected / viewers)
        ),
        (Lang::Zh, p) if p < 0.8 && expected >= target => {
            format!("预计 {get}，过了 {want}，但起伏大，不算稳：{}。", odds(p, Lang::Zh))
        }
        (Lang::En, p) if p < 0.8 && expected >= target => {
            format!("{get} expected, above {want}, but swings are wide. {}.", odds(p, Lang::En))
        }
        (Lang::Zh, p) if p < 0.8 => {
            format!("预计 {get}，离 {want} 把握不够：{}。", odds(p, Lang::Zh))
        }
        (Lang::En, p) if p < 0.8 => {
            format!("{get} expected; {want} is not safe. {}.", odds(p, Lang::En))
        }
        (Lang::Zh, p) => format!("预计 {get}，{want} 多半能到：{}。", odds(p, Lang::Zh)),
        (Lang::En, p) => format!("{get} expected; {want} is likely. {}.", odds(p, Lang::En)),
    }
}

/// The verdict of a plan without a goal.
pub fn verdict(expected: f64, range: &str, unit: &Unit) -> String {
    let get = unit.amount(expected);
    match unit.lang {
        Lang::Zh => format!("照这样分，预计 {get}，十场里约八场落在 {range}。"),
        Lang::En => {
            format!("This split brings {get}; about eight sessions in ten land in {range}.")
        }
    }
}

/// Heading of the list of single changes.
pub fn needs_title(missing: f64, unit: &Unit) -> String {
    match (missing > 0.0, unit.lang) {
        (true, Lang::Zh) => format!("还差 {}。想有八成把握，做到其中一件：", unit.amount(missing)),
        (true, Lang::En) => {
            format!("{} short. For 8 in 10, do one of:", unit.amount(missing))
        }
        (false, Lang::Zh) => "想有八成把握，做到其中一件：".to_owned(),
        (false, Lang::En) => "For 8 in 10, do one of:".to_owned(),
    }
}

/// A single change as a row: label, now, needed, and how much more.
pub fn need(need: &Need, unit: &Unit) -> [String; 4] {
    let lang = unit.lang;
    let more = |now: f64, needed: f64| {
        let times = needed / now;
        if !times.is_finite() {
            return String::new();
        }
        match lang {
            Lang::Zh if times >= 3.0 => format!("{times:.1} 倍"),
            Lang::En if times >= 3.0 => format!("{times:.1}×"),
            Lang::Zh => format!("多 {}", format::percent_digits(times - 1.0, 0)),
            Lang::En => format!("{} more", format::percent_digits(times - 1.0, 0)),
        }
    };
    match need {
        Need::Viewers { now, needed, .. } => [
            lang.pick("观众", "Viewers").to_owned(),
            format::count(*now),
            format::count(*needed),
            more(*now, *needed),
        ],
        Need::Conversion { now, needed } => [
            lang.pick("每百位观众下单", "Orders/100").to_owned(),
            format::fixed(100.0 * now, 1),
            format::fixed(100.0 * needed, 1),
            more(*now, *needed),
        ],
        Need::PerOrder { now, needed } => [
            match (unit.objective, lang) {
                (Objective::Profit, Lang::Zh) => "每单利润".to_owned(),
                (Objective::Profit, Lang::En) => "Profit per order".to_owned(),
                (_, Lang::Zh) => "每单金额".to_owned(),
                (_, Lang::En) => "Per order".to_owned(),
            },
            unit.amount(*now),
            unit.amount(*needed),
            more(*now, *needed),
        ],
        Need::StockForbids { most } => [
            lang.pick("库存", "Stock").to_owned(),
            unit.amount(*most),
            String::new(),
            lang.pick("卖光也不够，先补货", "not enough even sold out: restock").to_owned(),
        ],
    }
}

/// A warning that belongs to a single change.
pub fn need_warning(need: &Need, lang: Lang) -> Option<String> {
    match need {
        Need::Viewers { needed, beyond_seen: Some(most), .. } => Some(match lang {
            Lang::Zh => {
                format!("{} 人超过你见过的最多 {} 人", format::count(*needed), format::count(*most))
            }
            Lang::En => format!(
                "{} is more than the {} you ever had",
                format::count(*needed),
                format::count(*most)
            ),
        }),
        Need::Conversion { needed, .. } if *needed > 1.0 => Some(
            lang.pick(
                "平均每位观众要下不止一单，不现实",
                "More than one order per viewer: not realistic",
            )
            .to_owned(),
        ),
        _ => None,
    }
}

/// Why the plan is as it is. `name` turns a product id into its name.
pub fn explanation(why: &Explanation, name: &dyn Fn(&str) -> String, unit: &Unit) -> String {
    let lang = unit.lang;
    match why {
        Explanation::Level { per_percent, products } => {
            let each = unit.amount(*per_percent);
            match lang {
                Lang::Zh if *products == 1 => {
                    format!("没碰到限制的商品，再给 1% 流量约多 {each}。")
                }
                Lang::Zh => format!(
                    "没碰到限制的 {products} 个商品，再给 1% 流量都多约 {each}，再挪也不会更好。"
                ),
                Lang::En if *products == 1 => {
                    format!("The product without a limit brings about {each} per 1% more.")
                }
                Lang::En => format!(
                    "The {products} products without a limit each bring about {each} per 1% more; moving share between them gains nothing."
                ),
            }
        }
        Explanation::Binding { product_id, limit, per_percent, .. } => {
            let (who, each) = (name(product_id), unit.amount(*per_percent));
            match (limit, lang) {
                (Limit::MaxShare | Limit::MaxMinutes, Lang::Zh) => {
                    format!("{who}放宽上限，每多 1% 约多 {each}。")
                }
                (Limit::MaxShare | Limit::MaxMinutes, Lang::En) => {
                    format!("{who}: raising its maximum brings about {each} per 1%.")
                }
                (Limit::Lock, Lang::Zh) => format!("{who}解锁，每挪 1% 约多 {each}。"),
                (Limit::Lock, Lang::En) => {
                    format!("{who}: unlocking it brings about {each} per 1%.")
                }
                (_, Lang::Zh) => format!("{who}放宽下限，每少 1% 约多 {each}。"),
                (_, Lang::En) => format!("{who}: lowering its minimum brings about {each} per 1%."),
            }
        }
        Explanation::CategoryBinding { category, cap, per_percent } => {
            let (cap, each) = (format::percent_digits(*cap, 0), unit.amount(*per_percent));
            match lang {
                Lang::Zh => format!("「{category}」类到了上限 {cap}，每放宽 1% 约多 {each}。"),
                Lang::En => format!(
                    "Category {category} is at its cap of {cap}; 1% more brings about {each}."
                ),
            }
        }
        Explanation::FloorBinding { floor, per_percent } => {
            let (floor, each) = (unit.amount(*floor), unit.amount(*per_percent));
            match lang {
                Lang::Zh => format!("最差场次的底线 {floor} 卡住了，每放低 1% 约多 {each}。"),
                Lang::En => format!(
                    "The floor of {floor} for the worst sessions binds; 1% less of it brings about {each}."
                ),
            }
        }
        Explanation::LeftOut { product_id, rate, rate_needed } => {
            left_out(&name(product_id), *rate, *rate_needed, lang)
        }
        Explanation::Trial { product_id, share } => {
            let (who, share) = (name(product_id), format::percent_digits(*share, 0));
            match lang {
                Lang::Zh => format!("{who}没有自己的数据，留 {share} 试一试。"),
                Lang::En => format!("{who} has no data of its own: {share} is there to find out."),
            }
        }
    }
}

/// Two rates with as many decimals as tell them apart: 1.7% that must become 1.7% says nothing.
/// `None` when three decimals do not.
fn told_apart(now: f64, needed: f64) -> Option<(String, String)> {
    let text = |value, digits| format::percent_digits(value, digits);
    (1..4).map(|digits| (text(now, digits), text(needed, digits))).find(|(a, b)| a != b)
}

fn left_out(who: &str, rate: Option<f64>, needed: Option<f64>, lang: Lang) -> String {
    match (needed, lang) {
        (Some(needed), _) => match (rate, rate.map(|now| told_apart(now, needed))) {
            (Some(_), Some(Some((now, needed)))) => lang.pick(
                format!("{who}没有分到：现在 {now}，成交率要到 {needed} 才值得。"),
                format!(
                    "{who} gets none: at {now} now, its order rate would have to reach {needed}."
                ),
            ),
            (Some(now), _) => {
                let now = format::percent(now);
                lang.pick(
                    format!("{who}没有分到：现在 {now}，成交率再高一点点就值得。"),
                    format!("{who} gets none: at {now} now, a little more would be worth it."),
                )
            }
            (None, _) => {
                let needed = format::percent(needed);
                lang.pick(
                    format!("{who}没有分到：成交率要到 {needed} 才值得。"),
                    format!("{who} gets none: its order rate would have to reach {needed}."),
                )
            }
        },
        (None, Lang::Zh) => format!("{who}没有分到：按现在的数，给多少都不划算。"),
        (None, Lang::En) => format!("{who} gets none: as things are, no share pays."),
    }
}

/// The rate from which a left-out product would get a share, for the table.
pub fn rate_needed(rate: f64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("要 {} 才上", format::percent(rate)),
        Lang::En => format!("needs {}", format::percent(rate)),
    }
}

/// A share kept to try something, for the table.
pub fn trial(share: f64, lang: Lang) -> String {
    let share = format::percent_digits(share, 0);
    match lang {
        Lang::Zh => format!("留 {share} 试试"),
        Lang::En => format!("{share} to try it"),
    }
}

/// What the forecast depends on.
pub fn driver(driver: &Driver, name: &dyn Fn(&str) -> String, lang: Lang) -> String {
    match (driver, lang) {
        (Driver::Viewers, Lang::Zh) => "来多少观众".to_owned(),
        (Driver::Viewers, Lang::En) => "How many viewers come".to_owned(),
        (Driver::Session, Lang::Zh) => "这一场整体状态".to_owned(),
        (Driver::Session, Lang::En) => "How well the session goes".to_owned(),
        (Driver::Rate { product_id }, Lang::Zh) => format!("{}的成交率", name(product_id)),
        (Driver::Rate { product_id }, Lang::En) => format!("Order rate of {}", name(product_id)),
    }
}

/// A gain with its range, or that it is not clear.
pub fn gain(value: f64, clear: bool, range: &str, unit: &Unit) -> String {
    let figure = unit.signed(value);
    match (clear, unit.lang) {
        (true, _) => format!("{figure}  {range}"),
        (false, Lang::Zh) => format!("{figure}  收益不明显"),
        (false, Lang::En) => format!("{figure}  gain not clear"),
    }
}

/// The gain alone, or that it is not clear.
pub fn gain_short(value: f64, clear: bool, unit: &Unit) -> String {
    match (clear, unit.lang) {
        (true, _) => unit.signed(value),
        (false, Lang::Zh) => "收益不明显".to_owned(),
        (false, Lang::En) => "not clear".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, left_out};

    #[test]
    fn a_rate_and_the_one_it_must_reach_never_read_the_same() {
        for (now, needed, says) in [
            (0.0171, 0.0174, "at 1.71% now, its order rate would have to reach 1.74%"),
            (0.0171, 0.0171, "at 1.7% now, a little more"),
            (0.017, 0.03, "at 1.7% now, its order rate would have to reach 3.0%"),
        ] {
            let text = left_out("A", Some(now), Some(needed), Lang::En);
            assert!(text.contains(says), "{text}");
        }
    }
}
