//! Words of a brushed range, of the lanes below the curve and of two sessions side by side.

use super::Lang;
use crate::present::pages::review::LaneKind;

/// The name of a lane.
pub fn lane(kind: LaneKind, lang: Lang) -> &'static str {
    match kind {
        LaneKind::Talk => lang.pick("讲解", "Talk"),
        LaneKind::Giveaway => lang.pick("福利", "Giveaways"),
        LaneKind::Advert => lang.pick("投放", "Ads"),
        LaneKind::Host => lang.pick("主播", "Host"),
        LaneKind::Violation => lang.pick("违规", "Warnings"),
        LaneKind::Note => lang.pick("记录", "Notes"),
    }
}

/// What an advert cost: 投放 ¥2,100.
pub fn spent(amount: &str, lang: Lang) -> String {
    lang.pick(format!("投放 {amount}"), format!("Ads {amount}"))
}

/// How a range compares with the whole session: 全场 ¥236/分钟.
pub fn whole(figure: &str, per_minute: bool, lang: Lang) -> String {
    match (per_minute, lang) {
        (true, Lang::Zh) => format!("全场每分钟 {figure}"),
        (true, Lang::En) => format!("session {figure} a minute"),
        (false, Lang::Zh) => format!("全场 {figure}"),
        (false, Lang::En) => format!("session {figure}"),
    }
}

/// 占 35%.
pub fn share(share: &str, lang: Lang) -> String {
    lang.pick(format!("占 {share}"), share.to_owned())
}

/// How a figure of a range is made.
pub fn added_up(lang: Lang) -> &'static str {
    lang.pick("选区内各分钟相加", "the minutes of the range added up")
}

/// What the funnel of a range counts.
pub fn funnel_unit(lang: Lang) -> &'static str {
    lang.pick("选区里的次数，对比全场", "times in the range, against the session")
}

/// What stands at the channels while a range is brushed and no order says its traffic.
pub fn channels_stay(lang: Lang) -> &'static str {
    lang.pick(
        "订单没写从哪来，渠道只有整场的数字，不随选区变。",
        "No order tells its traffic: channels are told for the whole session only.",
    )
}

/// Where the channels of a range come from.
pub fn channels_unit(lang: Lang) -> &'static str {
    lang.pick("选区内付款的订单，按来源", "orders paid in the range, by traffic")
}

/// What the traffic of a range says.
pub fn channels_sentence(natural: Option<&str>, lang: Lang) -> String {
    match (natural, lang) {
        (Some(share), Lang::Zh) => format!(
            "选区里自然流量的订单占金额 {share}。每分钟进来的人不分来源，观看次数只有整场的；不证明因果。"
        ),
        (Some(share), Lang::En) => {
            format!(
                "Natural traffic brought {share} of the money in the range. No export tells minute by minute where people came from: views stand for the whole session only. Proves no cause."
            )
        }
        (None, Lang::Zh) => "选区里没有付款的订单。".to_owned(),
        (None, Lang::En) => "No order was paid in the range.".to_owned(),
    }
}

/// Title and detail where no order names a product in the range.
pub fn no_sales(any: bool, lang: Lang) -> (&'static str, &'static str) {
    match (any, lang) {
        (true, Lang::Zh) => ("选区里没有付款的订单", "换一段再看，或者按 Esc 看全场。"),
        (true, Lang::En) => {
            ("No order was paid in the range", "Choose another range, or press Esc for all of it.")
        }
        (false, Lang::Zh) => {
            ("没有带时间的订单", "导入带付款时间的订单，就能看到选区里哪个商品在卖。")
        }
        (false, Lang::En) => (
            "No orders with a time",
            "Import orders with their time of payment to see which product sold in a range.",
        ),
    }
}

/// Where the products of a range come from.
pub fn products_unit(products: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{products} 个 · 选区内付款的订单"),
        Lang::En => format!("{products} · orders paid in the range"),
    }
}

/// What sold most in a range.
pub fn products_sentence(name: &str, share: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("选区里「{name}」卖得最多，占 {share}。"),
        Lang::En => format!("{name} sold most in the range, {share} of it."),
    }
}

/// How many talks lie in a range.
pub fn talks_unit(talks: usize, partly: usize, lang: Lang) -> String {
    match (partly, lang) {
        (0, Lang::Zh) => format!("选区里 {talks} 段，名次只在它们之间排"),
        (_, Lang::Zh) => {
            format!("选区里 {talks} 段，其中 {partly} 段只有一部分在内（数字是整段的）")
        }
        (0, Lang::En) => format!("{talks} in the range, ranked among themselves"),
        (_, Lang::En) => {
            format!(
                "{talks} in the range, {partly} of them only in part (figures of the whole talk)"
            )
        }
    }
}

/// Title and detail where no talk lies in the range.
pub fn no_talks(any: bool, lang: Lang) -> (&'static str, &'static str) {
    match (any, lang) {
        (true, Lang::Zh) => ("选区里没有讲解", "换一段再看，或者按 Esc 看全场。"),
        (true, Lang::En) => {
            ("No talk lies in the range", "Choose another range, or press Esc for all of it.")
        }
        (false, Lang::Zh) => {
            ("没有讲解片段", "导入带讲解起止时间的商品表，就能看到每一段讲得怎么样。")
        }
        (false, Lang::En) => (
            "No talk segments",
            "Import a product table with the times of each talk to see how each one did.",
        ),
    }
}

/// Names of the curves of two sessions.
pub fn curve(key: &str, lang: Lang) -> &'static str {
    match key {
        "online" => lang.pick("在线人数", "People online"),
        "amount" => lang.pick("累计成交", "Sold so far"),
        _ => lang.pick("商品点击率", "Click rate"),
    }
}

/// What stands where two sessions have no minutes in common.
pub fn no_curves(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Zh => ("两场不都有分钟数据", "两场都导入分钟（趋势）表，就能把曲线叠在一起看。"),
        Lang::En => (
            "Not both sessions have minutes",
            "Import the minutes of both to see their curves over each other.",
        ),
    }
}

/// What two curves over each other say.
pub fn curves_sentence(minute: Option<(u32, &str, bool)>, lang: Lang) -> String {
    match (minute, lang) {
        (Some((minute, amount, more)), Lang::Zh) => {
            let side = if more { "领先" } else { "落后" };
            format!("播到第 {minute} 分钟，累计成交比对照场{side} {amount}。")
        }
        (Some((minute, amount, more)), Lang::En) => {
            let side = if more { "ahead" } else { "behind" };
            format!("By minute {minute} this session was {amount} {side}.")
        }
        (None, Lang::Zh) => "横轴是开播后的分钟；实线是这场，虚线是对照场。".to_owned(),
        (None, Lang::En) => {
            "Minutes from the start; solid is this session, dashed the other.".to_owned()
        }
    }
}

/// The weakest step of a range against the session.
pub fn weakest(step: Option<(&str, &str)>, compared: bool, lang: Lang) -> String {
    match (step, compared, lang) {
        (Some((a, b)), _, Lang::Zh) => format!("选区里「{a}→{b}」明显不如全场。"),
        (Some((a, b)), _, Lang::En) => format!("\"{a} → {b}\" is clearly below the session here."),
        (None, true, Lang::Zh) => "选区里每一步都不明显低于全场。".to_owned(),
        (None, true, Lang::En) => "No step is clearly below the session here.".to_owned(),
        (None, false, Lang::Zh) => "分钟数据不全，比不了全场。".to_owned(),
        (None, false, Lang::En) => "The minutes lack figures to compare with.".to_owned(),
    }
}
