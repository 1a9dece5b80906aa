//! What is said of products that are bought together.

use crate::present::format;
use crate::present::text::Lang;
use crate::recommend::{Associations, FEWEST, Pair};

/// Title of the table.
pub fn title(lang: Lang) -> &'static str {
    lang.pick("什么常一起买？", "What is bought together?")
}

/// Column heads with what they mean.
pub fn heads(lang: Lang) -> [(&'static str, &'static str); 6] {
    match lang {
        Lang::Zh => [
            ("买了这个", "两样里卖得少的那个"),
            ("也买这个", ""),
            ("一起买", "多少次同一场买了两样，占全部购买的多少（支持度 support）"),
            ("占比", "买了前一样的，多少也买了后一样（置信度 confidence），淡色是 80% 区间"),
            ("比随便凑", "和同一天里随便凑成的一对比是几倍；1 = 不比随便凑多，淡色是 80% 区间"),
            (
                "提升度",
                "通常说的 lift：一起买的占比除以两样各自占比之积。没在同一天卖过的也算进去，只作参考",
            ),
        ],
        Lang::En => [
            ("Who buys this", "The one of the two that sells less"),
            ("also buys", ""),
            (
                "Together",
                "How often both were bought at once, and the share of all purchases (support)",
            ),
            (
                "Share",
                "Of those who bought the first, how many bought the second too (confidence); grey is the 80% range",
            ),
            (
                "To chance",
                "How many times as often as a pair by chance on the same days; 1 is chance, grey is the 80% range",
            ),
            (
                "Lift",
                "The usual lift: the share with both over the product of both shares. It counts days on which one was not on sale; for reference",
            ),
        ],
    }
}

/// How often, and the share of all.
pub fn times(pair: &Pair, lang: Lang) -> String {
    let (n, share) = (format::count(f64::from(pair.both)), format::percent(pair.support));
    lang.pick(format!("{n} 次 · {share}"), format!("{n} · {share}"))
}

/// What a pair's figure against chance says.
pub fn verdict(pair: &Pair, lang: Lang) -> &'static str {
    match (pair.clear, pair.times_chance > 1.0) {
        (true, true) => lang.pick("明显更常", "clearly more"),
        (true, false) => lang.pick("明显更少", "clearly less"),
        (false, _) => lang.pick("说不清", "unclear"),
    }
}

/// The one sentence below the table; also what is said instead of it.
pub fn sentence(found: &Associations, lang: Lang) -> String {
    if found.occasions == 0 {
        return lang
            .pick(
                "还没有分得清买家的订单。导入订单明细后，这里会列出常被同一个人一起买的商品。",
                "No orders that tell buyers apart yet. Import order details to see what the same person buys together.",
            )
            .to_owned();
    }
    let clear = found.pairs.iter().find(|pair| pair.clear && pair.times_chance > 1.0);
    let several = format::count(f64::from(found.of_several));
    let all = format::count(f64::from(found.occasions));
    match (clear, found.pairs.is_empty(), lang) {
        (Some(pair), _, Lang::Zh) => format!(
            "买了「{}」的，**{}** 也买「{}」，是随便凑的 **{}** 倍。{all} 次购买里 {several} 次买了不止一样；一起买不等于放一起讲就多卖。",
            pair.from_name,
            format::percent(pair.confidence),
            pair.to_name,
            format::fixed(pair.times_chance, 1)
        ),
        (Some(pair), _, Lang::En) => format!(
            "Of those who bought {}, **{}** bought {} too, **{}** times chance. {several} of {all} purchases had more than one product; it does not prove that showing them together sells more.",
            pair.from_name,
            format::percent(pair.confidence),
            pair.to_name,
            format::fixed(pair.times_chance, 1)
        ),
        (None, false, Lang::Zh) => {
            format!("没有哪两样明显比随便凑更常一起买。{all} 次购买里 {several} 次买了不止一样。")
        }
        (None, false, Lang::En) => format!(
            "No two products are bought together clearly more than by chance. {several} of {all} purchases had more than one product."
        ),
        (None, true, Lang::Zh) => format!(
            "{all} 次购买里 {several} 次买了不止一样，没有哪一对有 {FEWEST} 个人一起买过，先不列。"
        ),
        (None, true, Lang::En) => format!(
            "{several} of {all} purchases had more than one product; no pair was bought by {FEWEST} people, so none is listed yet."
        ),
    }
}
