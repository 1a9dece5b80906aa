//! Sentences of the products page.

use super::Lang;
use super::metrics as names;
use crate::domain::{Currency, FEWEST_PEOPLE, Role};
use crate::metrics::{Advice, Suggested};
use crate::present::format::{money_fixed, percent, sessions_en};

/// Below the quadrant: what to talk about more, what to look at first.
pub fn quadrant(
    push: Option<&str>,
    fix: Option<(&str, String)>,
    unclear: usize,
    lang: Lang,
) -> String {
    let mut parts = Vec::new();
    match lang {
        Lang::Zh => {
            if let Some(name) = push {
                parts.push(format!("「{name}」最该多讲"));
            }
            if let Some((name, rate)) = fix {
                parts.push(format!("「{name}」点的人里 100 个只有 {rate} 个买，先看价格和说法"));
            }
            if unclear > 0 {
                parts.push(format!("{unclear} 个样本少，还说不清"));
            }
            if parts.is_empty() {
                parts.push("还没有商品明显高于全店平均".to_owned());
            }
            format!("{}。", parts.join("；"))
        }
        Lang::En => {
            if let Some(name) = push {
                parts.push(format!("{name} deserves more talk"));
            }
            if let Some((name, rate)) = fix {
                parts.push(format!(
                    "only {rate} of 100 people clicking {name} buy: look at price and pitch"
                ));
            }
            if unclear > 0 {
                parts.push(format!("{unclear} with too few people to say"));
            }
            if parts.is_empty() {
                parts.push("No product is clearly above the shop's mean".to_owned());
            }
            format!("{}.", parts.join("; "))
        }
    }
}

/// Instead of the quadrant: what is missing and what brings it.
pub fn no_rates(lang: Lang) -> String {
    lang.pick(
        "没有商品的曝光和点击人数，画不出四象限。导入平台导出的商品列表（带曝光、点击）就有。",
        "Nobody counted who was shown and who clicked a product. Import the platform's product list \
         with impressions and clicks.",
    )
    .to_owned()
}

/// How many products are shown with a rebuilt number of people shown; nothing when none.
pub fn rebuilt(products: usize, lang: Lang) -> String {
    match (products, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("；{n} 个有还原的曝光人数"),
        (n, Lang::En) => format!("; {n} with rebuilt numbers of people shown"),
    }
}

/// Below the table: what an estimate is, by the product that moved most.
pub fn table(moved: Option<(&str, &str)>, any: bool, lang: Lang) -> String {
    match (moved, lang) {
        (None, Lang::Zh) if any => "每个商品的样本都够多，估计和原数几乎一样。".to_owned(),
        (None, Lang::En) if any => {
            "Every product has enough people: estimates and raw rates hardly differ.".to_owned()
        }
        (Some((name, text)), Lang::Zh) => format!("样本少的往全店平均靠：「{name}」{text}。"),
        (Some((name, text)), Lang::En) => {
            format!("Few people are pulled towards the shop's mean: {name} {text}.")
        }
        (None, Lang::Zh) => "商品表里没有点击和成交，算不出比率。".to_owned(),
        (None, Lang::En) => "Without clicks and sales no rate can be worked out.".to_owned(),
    }
}

/// How many products have no cost.
pub fn cost_note(missing: usize, lang: Lang) -> String {
    match (missing, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("{n} 个商品没填成本，算不出毛利。"),
        (n, Lang::En) => format!("{n} products have no cost: no margin for them."),
    }
}

/// What to do with a product.
pub fn action(advice: Advice, role: Option<Role>, lang: Lang) -> String {
    let what = match advice {
        Advice::TalkLess => lang.pick("少讲", "talk less"),
        Advice::NewCover => lang.pick("换封面", "new cover"),
        Advice::Pause => lang.pick("停两场", "pause for two sessions"),
        Advice::Role(role) => names::role(Some(role), lang),
    };
    if role.is_some() || matches!(advice, Advice::Role(_)) {
        format!("{} → {what}", names::role(role, lang))
    } else {
        what.to_owned()
    }
}

/// Why, with its numbers.
pub fn reason(s: &Suggested, currency: &Currency, lang: Lang) -> String {
    let share = |x: Option<f64>| x.map_or_else(|| "—".to_owned(), percent);
    let (click, order) = (share(s.click), share(s.order));
    let (clicks, orders) = (share(s.click_mean), share(s.order_mean));
    let margin = |x: Option<f64>| x.map_or_else(|| "—".to_owned(), |m| money_fixed(m, currency, 1));
    let (own, median) = (margin(s.margin_per_minute), margin(s.margin_median));
    match (s.advice, lang) {
        (Advice::TalkLess, Lang::Zh) => {
            format!("点的人不少（{click}），买的人少（{order}，全店 {orders}）")
        }
        (Advice::NewCover, Lang::Zh) => {
            format!("点的人里 {order} 会买，可点的人比平均少（{click}，全店 {clicks}）")
        }
        (Advice::Pause, Lang::Zh) => {
            format!("点的人（{click}）和买的人（{order}）都低于全店")
        }
        (Advice::Role(Role::Profit), Lang::Zh) => {
            format!("爱点也爱买，每讲 1 分钟赚 {own}（一半商品不到 {median}）")
        }
        (Advice::Role(_), Lang::Zh) => {
            format!("爱点也爱买，但每讲 1 分钟只赚 {own}，适合拉人")
        }
        (Advice::TalkLess, Lang::En) => {
            format!("many click ({click}), few buy ({order}; shop {orders})")
        }
        (Advice::NewCover, Lang::En) => {
            format!("{order} of those clicking buy, but few click ({click}; shop {clicks})")
        }
        (Advice::Pause, Lang::En) => {
            format!("clicks ({click}) and sales ({order}) are both below the shop")
        }
        (Advice::Role(Role::Profit), Lang::En) => {
            format!("clicked and bought, earns {own} a talk minute (median {median})")
        }
        (Advice::Role(_), Lang::En) => {
            format!(
                "clicked and bought, but earns only {own} a talk minute: good for drawing people in"
            )
        }
    }
}

/// The line of a product's detail.
pub fn detail_line(slot: Option<&str>, with: Option<(&str, &str)>, lang: Lang) -> String {
    let mut parts = Vec::new();
    if let Some(slot) = slot {
        parts.push(lang.pick(format!("{slot} 卖得最好"), format!("best at {slot}")));
    }
    if let Some((name, orders)) = with {
        parts.push(lang.pick(
            format!("常和「{name}」一起买（{orders} 单）"),
            format!("often bought with {name} ({orders} orders)"),
        ));
    }
    parts.join(" · ")
}

/// Below the rate per session.
pub fn rate_history(sessions: usize, outside: usize, first: Option<&str>, lang: Lang) -> String {
    match (sessions, outside, lang) {
        (0, _, Lang::Zh) => "没有点击和成交，画不出来。".to_owned(),
        (0, _, Lang::En) => "Without clicks and sales there is nothing to draw.".to_owned(),
        (n, 0, Lang::Zh) => format!("{n} 场都在正常波动里。"),
        (n, 0, Lang::En) => format!("All {n} sessions lie within ordinary swings."),
        (n, k, Lang::Zh) => format!(
            "{n} 场里 {k} 场超出正常波动，第一次在 {}：去看那场改了什么。",
            first.unwrap_or("—")
        ),
        (n, k, Lang::En) => format!(
            "{k} of {n} sessions lie outside ordinary swings, first on {}: see what changed there.",
            first.unwrap_or("—")
        ),
    }
}

/// Below the price history.
pub fn price(low: Option<&str>, high: Option<&str>, at: Option<&str>, lang: Lang) -> String {
    match (low, high, lang) {
        (Some(low), Some(high), Lang::Zh) if low == high => format!("一直是 {low}。"),
        (Some(low), Some(high), Lang::En) if low == high => format!("Always {low}."),
        (Some(low), Some(high), Lang::Zh) => {
            format!("最低 {low}（{}），最高 {high}。", at.unwrap_or("—"))
        }
        (Some(low), Some(high), Lang::En) => {
            format!("Lowest {low} ({}), highest {high}.", at.unwrap_or("—"))
        }
        (_, _, Lang::Zh) => "商品表里没有价格。".to_owned(),
        (_, _, Lang::En) => "The product sheets carry no price.".to_owned(),
    }
}

/// Title of when, with whom and with what a product sells.
pub fn when_title(lang: Lang) -> String {
    lang.pick("什么时候、谁讲、和什么一起", "When, by whom, with what").to_owned()
}

/// Its unit.
pub fn when_unit(lang: Lang) -> String {
    lang.pick(
        "时段：每千人分钟订单；主播：点击-成交率 %；一起买：单数和占比",
        "slots: orders per 1,000 viewer-minutes; hosts: order rate %; together: orders and share",
    )
    .to_owned()
}

/// The sentence below.
pub fn when_sentence(lang: Lang) -> String {
    lang.pick(
        "样本少的往这个商品的平均靠；好时段和好主播常在同一场，不证明因果。",
        "Few figures are pulled towards the product's mean. A good slot and a good host often \
         share an evening: proves no cause.",
    )
    .to_owned()
}

/// How many sessions.
pub fn sessions(count: usize, lang: Lang) -> String {
    lang.pick(format!("{count} 场"), sessions_en(count))
}

/// Why nothing is listed as bought together.
pub fn no_together(no_orders: bool, few: bool, lang: Lang) -> String {
    let least = FEWEST_PEOPLE;
    match (no_orders, few, lang) {
        (true, _, Lang::Zh) => "导入订单后，能看到常一起买的商品。".to_owned(),
        (true, _, Lang::En) => "Import orders to see what is bought together.".to_owned(),
        (_, true, Lang::Zh) => format!("它的订单不到 {least} 单，人太少，不列一起买了什么。"),
        (_, true, Lang::En) => {
            format!("Fewer than {least} orders hold it: too few people to tell what goes with it.")
        }
        (false, false, Lang::Zh) => "没有同一单里的其他商品。".to_owned(),
        (false, false, Lang::En) => "No other product stands in the same orders.".to_owned(),
    }
}
