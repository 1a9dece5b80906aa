//! Whether two headers say the same in other words: how close they are, and that they do not
//! differ in a word that tells metrics apart.

use crate::domain::distance;

use super::header::split_unit;

/// From this on, out of 100, two headers are taken for the same.
pub(super) const ALIKE: u32 = 70;

/// Words that tell metrics apart: headers that differ in one of them are not the same, however
/// close they are. A longer word stands before those it contains.
const TELLING: &[&[&str]] = &[
    &["1小时", "1h", "1 hour"],
    &["退款", "refund"],
    &["成交", "gmv"],
    &["支付", "实付", "paid"],
    &["应付", "应收"],
    &["实收"],
    &["净"],
    &["预售", "presale"],
    &["取关", "unfollow"],
    &["曝光", "展现", "impression"],
    &["点击", "click"],
    &["观看", "看播", "view"],
    &["加购", "cart"],
    &["评论", "comment"],
    &["点赞", "like"],
    &["分享", "share"],
    &["关注", "粉丝", "follow"],
    &["自然", "natural", "organic"],
    &["付费"],
    &["广告", "投放", "千川", "ads", "ad spend"],
    &["商品", "product"],
    &["讲解"],
    &["开始", "start"],
    &["结束", "end"],
    &["最高", "peak"],
    &["平均", "人均", "avg", "average"],
    &["次均"],
    &["占比", "率", "rate"],
    &["人数", "users", "unique"],
    &["次数", "人次", "times"],
    &["订单数", "单数", "orders"],
    &["件数", "items"],
    &["金额", "amount", "sales"],
    &["时间", "time"],
    &["时长", "duration"],
    &["编号", "id"],
    &["名称", "标题", "name", "title"],
    &["创建", "下单", "提交", "created"],
    &["发货前"],
    &["发货后"],
    &["sku"],
    &["总", "合计", "total"],
];

fn telling(header: &str) -> Vec<usize> {
    let words: Vec<&str> = header.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let has = |word: &str| {
        if word.is_ascii() {
            words.contains(&word)
                || (word.contains(' ') && header.contains(word))
                || (word.len() > 4 && words.iter().any(|w| w.starts_with(word)))
        } else {
            header.contains(word)
        }
    };
    (0..TELLING.len()).filter(|at| TELLING[*at].iter().any(|word| has(word))).collect()
}

/// A normalised header without blanks, signs and the bracket of its unit.
pub(super) fn squeezed(header: &str) -> String {
    let base = split_unit(header).map_or(header, |(base, _)| base);
    base.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How close two normalised headers are, 0 to 100.
pub(super) fn likeness(one: &str, other: &str) -> u32 {
    let (a, b) = (squeezed(one), squeezed(other));
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    if a == b {
        return 100;
    }
    let tells = telling(one);
    if tells != telling(other) {
        return 0;
    }
    let longest = a.chars().count().max(b.chars().count());
    let share = 100 - (distance(&a, &b) * 100 / longest) as u32;
    // The same telling words, two of them or more, and something else around them.
    if tells.len() >= 2 { share.max(ALIKE + 5) } else { share }
}

#[cfg(test)]
mod tests {
    use super::{ALIKE, likeness};

    #[test]
    fn other_words_for_the_same_are_alike_and_other_metrics_are_not() {
        for (one, other) in [
            ("直播间成交金额", "直播间成交额金额"),
            ("直播间观看人数", "直播观看人数"),
            ("商品曝光人数", "商品曝光的人数"),
            ("unit price", "UnitPrice".to_lowercase().as_str()),
            ("order id", "order_id"),
            ("支付完成时间", "支付时间"),
            ("新增粉丝数", "新增粉丝"),
        ] {
            assert!(likeness(one, other) >= ALIKE, "{one} {other} {}", likeness(one, other));
        }
        for (one, other) in [
            ("商品点击人数", "商品点击次数"),
            ("直播间成交金额", "直播间退款金额"),
            ("成交订单数", "退款订单数"),
            ("直播间观看人数", "自然流量观看人数"),
            ("1小时退款金额", "退款金额"),
            ("直播开始时间", "直播结束时间"),
            ("商品曝光人数", "曝光人数"),
            ("orders created", "orders"),
            ("日期", "备注"),
        ] {
            assert!(likeness(one, other) < ALIKE, "{one} {other} {}", likeness(one, other));
        }
    }
}
