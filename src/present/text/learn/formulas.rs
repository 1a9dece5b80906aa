//! How every feature is made, in words. All is from before the outcome.

use super::Lang;

const FORMULAS: &[(&str, &str, &str)] = &[
    (
        "dwell_s",
        "这场里到下单（没买的人：到相当的那一刻）为止看了多少秒",
        "Seconds watched in this session up to the purchase, or the like moment of those who did not buy",
    ),
    ("views", "这场里到那一刻为止看了几次商品", "Product views in this session up to that moment"),
    (
        "clicks",
        "这场里到那一刻为止点了几次商品",
        "Product clicks in this session up to that moment",
    ),
    ("carts", "这场里到那一刻为止加购了几次", "Cart adds in this session up to that moment"),
    (
        "interactions",
        "这场里到那一刻为止的点赞＋评论＋关注＋分享",
        "Likes + comments + follows + shares in this session up to that moment",
    ),
    (
        "products_seen",
        "这场里到那一刻为止碰过几个不同的商品",
        "Different products touched in this session up to that moment",
    ),
    ("giveaway_seen", "碰过的商品里有没有福利款", "Whether a giveaway is among them"),
    ("past_orders", "这场开播前买过几次", "Purchases before this session began"),
    (
        "days_since_order",
        "开播时间减去上次购买时间，按天算",
        "Days from the last purchase to the start of this session",
    ),
    ("past_spend", "开播前各次付款加起来", "Sum paid before this session began"),
    ("past_sessions", "以前来过几场", "Earlier sessions the viewer came to"),
    (
        "past_buying",
        "以前来过的场次里，买了的占几成",
        "Of the earlier sessions the viewer came to, the share with a purchase",
    ),
    (
        "favourite_category",
        "以前点、加购、买得最多的类目",
        "The category most often clicked, put in the cart or bought in earlier sessions",
    ),
    (
        "favourite_seen",
        "这场碰过的商品里，属于常看类目的占几成",
        "Of the products touched in this session, the share in that category",
    ),
    ("fan_level", "观众名单里写的粉丝等级", "Fan level as the viewer list says"),
    ("gender", "观众名单里写的性别", "Gender as the viewer list says"),
    ("age_band", "观众名单里写的年龄段", "Age band as the viewer list says"),
    ("hour", "开播时间的钟点，按账号所在时区", "Hour of the start in the account's time zone"),
    ("weekday", "开播那天是星期几", "Day of the week of the start"),
    (
        "price",
        "这场的售价；没有就用商品库里的价",
        "Price in this session, else that of the catalogue",
    ),
    (
        "price_vs_usual",
        "这场售价 ÷ 以前各场售价的中位数",
        "Price in this session ÷ median of its prices in earlier sessions",
    ),
    ("category", "商品的类目", "Category of the product"),
    (
        "role",
        "商品的角色（引流、福利、利润、形象）",
        "Role of the product (traffic, giveaway, profit, image)",
    ),
    ("kind", "商品、课程或广告分成", "Goods, course or ad share"),
    ("talk_minutes", "这场里讲它的各段时长加起来", "Sum of its talks in this session"),
    (
        "first_talk_minute",
        "第一次讲它的时间减去开播时间，按分钟算",
        "Minutes from the start to its first talk",
    ),
    (
        "past_rate",
        "（以前的成交 ＋ 50 × 全店成交率）÷（以前的点击 ＋ 50）",
        "(earlier orders + 50 × the shop's rate) ÷ (earlier clicks + 50)",
    ),
    ("past_shows", "这件商品以前在几场里上过架", "Earlier sessions it was shown in"),
    (
        "past_stock",
        "上一次上架那场结束时的库存",
        "Pieces left after the session it was last shown in",
    ),
    ("host", "这场的主播", "Host of the session"),
    (
        "planned_minutes",
        "下播时间减去开播时间，按分钟算；开播前就排好",
        "Minutes from start to end, as planned before the session",
    ),
    (
        "ad_spend",
        "这场的投流花费；开播前就定好的预算",
        "Ad spend of the session: a budget set before it",
    ),
    ("product_count", "这场上架几个商品", "Products shown in the session"),
    (
        "giveaway_opener",
        "前 15 分钟里讲没讲福利款",
        "Whether a giveaway was talked about in the first 15 minutes",
    ),
    ("past_median", "之前最多 10 场金额的中位数", "Median amount of up to 10 sessions before"),
    ("account", "哪个账号开的播", "The account that was live"),
];

/// How a feature is made; a person's own column is what it is.
pub fn formula(key: &str, lang: Lang) -> String {
    FORMULAS.iter().find(|(known, _, _)| *known == key).map_or_else(
        || {
            lang.pick("自己的表里的一列，原样使用", "A column of your own table, as it is")
                .to_owned()
        },
        |(_, zh, en)| lang.pick(*zh, *en).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::features;
    use super::*;

    #[test]
    fn every_feature_with_a_name_has_a_formula() {
        let mut named = features::keys();
        let mut told: Vec<&str> = FORMULAS.iter().map(|(key, _, _)| *key).collect();
        named.sort_unstable();
        told.sort_unstable();
        assert_eq!(named, told);
    }
}
