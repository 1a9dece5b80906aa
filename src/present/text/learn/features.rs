//! Names of features and the conditions of a tree, in plain words.

use crate::learn::kernel::Rule;
use crate::learn::{Coefficient, CoefficientTerm, Feature, Unit};
use crate::present::format;
use crate::present::text::Lang;

/// What a known key is called, and how having none of it and having some is said.
struct Words {
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    none: Option<(&'static str, &'static str)>,
    some: Option<(&'static str, &'static str)>,
}

const fn plain(key: &'static str, zh: &'static str, en: &'static str) -> Words {
    Words { key, zh, en, none: None, some: None }
}

const fn did(
    key: &'static str,
    (zh, en): (&'static str, &'static str),
    none: (&'static str, &'static str),
    some: (&'static str, &'static str),
) -> Words {
    Words { key, zh, en, none: Some(none), some: Some(some) }
}

const WORDS: &[Words] = &[
    plain("dwell_s", "停留时间", "time watched"),
    did(
        "views",
        ("看商品次数", "product views"),
        ("没看过商品", "viewed no product"),
        ("看过商品", "viewed a product"),
    ),
    did(
        "clicks",
        ("点商品次数", "product clicks"),
        ("没点过商品", "clicked no product"),
        ("点过商品", "clicked a product"),
    ),
    did(
        "carts",
        ("加购次数", "cart adds"),
        ("没加过购", "nothing in the cart"),
        ("加过购", "put something in the cart"),
    ),
    did(
        "interactions",
        ("互动次数", "interactions"),
        ("没互动过", "no interaction"),
        ("互动过", "interacted"),
    ),
    did(
        "products_seen",
        ("看过几个商品", "products seen"),
        ("没看过商品", "saw no product"),
        ("看过商品", "saw a product"),
    ),
    did(
        "giveaway_seen",
        ("看过福利款", "saw a giveaway"),
        ("没看过福利款", "saw no giveaway"),
        ("看过福利款", "saw a giveaway"),
    ),
    did(
        "past_orders",
        ("以前买过几次", "earlier purchases"),
        ("以前没买过", "never bought before"),
        ("以前买过", "bought before"),
    ),
    plain("days_since_order", "距上次购买天数", "days since last purchase"),
    plain("past_spend", "以前花了多少", "earlier spend"),
    did(
        "past_sessions",
        ("以前看过几场", "sessions seen before"),
        ("第一次来", "first visit"),
        ("以前来过", "came before"),
    ),
    plain("past_buying", "以前来了就买的占比", "share of visits with a purchase"),
    plain("favourite_category", "常看的类目", "favourite category"),
    plain("favourite_seen", "碰常看类目的占比", "share of favourites seen"),
    plain("fan_level", "粉丝等级", "fan level"),
    plain("gender", "性别", "gender"),
    plain("age_band", "年龄段", "age band"),
    plain("hour", "开播时间（点）", "starting hour"),
    plain("weekday", "星期几", "weekday"),
    plain("price", "价格", "price"),
    plain("price_vs_usual", "比平时价格（倍）", "price against the usual"),
    plain("category", "类目", "category"),
    plain("role", "商品角色", "role"),
    plain("kind", "商品类型", "kind"),
    plain("talk_minutes", "讲解分钟数", "minutes of talk"),
    plain("first_talk_minute", "第几分钟开始讲", "minute of the first talk"),
    plain("past_rate", "以前的成交率", "earlier order rate"),
    did(
        "past_shows",
        ("以前上过几场", "sessions shown before"),
        ("第一次上架", "shown for the first time"),
        ("以前上过", "shown before"),
    ),
    plain("past_stock", "上一场结束时的库存", "stock after the last session"),
    plain("host", "主播", "host"),
    plain("planned_minutes", "直播时长（分钟）", "minutes on air"),
    did("ad_spend", ("投流花费", "ad spend"), ("没投流", "no ads"), ("投了流", "with ads")),
    plain("product_count", "商品数", "number of products"),
    did(
        "giveaway_opener",
        ("福利款开场", "giveaway opener"),
        ("没用福利款开场", "no giveaway opener"),
        ("用福利款开场", "giveaway opener"),
    ),
    plain("past_median", "以前场次的中位数", "median of earlier sessions"),
    plain("account", "账号", "account"),
];

/// Every feature with a name.
#[cfg(test)]
pub(super) fn keys() -> Vec<&'static str> {
    WORDS.iter().map(|words| words.key).collect()
}

fn words(key: &str) -> Option<&'static Words> {
    WORDS.iter().find(|w| w.key == key)
}

/// A feature's name; a person's own column keeps the name it has.
pub fn feature_name(key: &str, lang: Lang) -> String {
    words(key).map_or_else(|| key.to_owned(), |w| lang.pick(w.zh, w.en).to_owned())
}

/// Several names in a row.
pub(super) fn list(keys: &[String], lang: Lang) -> String {
    keys.iter().map(|key| feature_name(key, lang)).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// A number with about three figures.
pub(super) fn short(value: f64) -> String {
    let size = value.abs();
    let digits = if size >= 100.0 || value.fract() == 0.0 {
        0
    } else if size >= 10.0 {
        1
    } else if size >= 0.01 || size == 0.0 {
        2
    } else {
        5
    };
    format::fixed(value, digits)
}

/// The levels of a category that has words, in the order people expect.
fn known_levels(key: &str) -> &'static [(&'static str, &'static str, &'static str)] {
    match key {
        "weekday" => &[
            ("mon", "周一", "Monday"),
            ("tue", "周二", "Tuesday"),
            ("wed", "周三", "Wednesday"),
            ("thu", "周四", "Thursday"),
            ("fri", "周五", "Friday"),
            ("sat", "周六", "Saturday"),
            ("sun", "周日", "Sunday"),
        ],
        "fan_level" => &[
            ("none", "没关注", "does not follow"),
            ("fan", "粉丝", "fan"),
            ("club", "粉丝团", "fan club"),
        ],
        "role" => &[
            ("traffic", "引流", "traffic"),
            ("giveaway", "福利", "giveaway"),
            ("profit", "利润", "profit"),
            ("image", "形象", "image"),
        ],
        "kind" => &[
            ("goods", "商品", "goods"),
            ("course", "课程", "course"),
            ("ad_share", "广告分成", "ad share"),
        ],
        _ => &[],
    }
}

/// The place of a level in the order people expect (Monday first); unknown ones come last.
pub(super) fn level_place(key: &str, level: &str) -> usize {
    let known = known_levels(key);
    known.iter().position(|(word, _, _)| *word == level).unwrap_or(known.len())
}

/// A level as it stands under an axis: English weekdays by three letters.
pub(super) fn level_short(key: &str, level: &str, lang: Lang) -> String {
    let name = level_name(key, level, lang);
    if key == "weekday" && lang == Lang::En { name.chars().take(3).collect() } else { name }
}

/// The value of a category in people's words; unknown ones stay as they are.
pub(super) fn level_name(key: &str, level: &str, lang: Lang) -> String {
    known_levels(key)
        .iter()
        .find(|(word, _, _)| *word == level)
        .map_or_else(|| level.to_owned(), |(_, zh, en)| lang.pick(*zh, *en).to_owned())
}

/// The answer that leads from a node to its left or right child: "停留不到 4 分钟".
/// `labels` are the levels of a category in the order of their codes.
pub fn node_condition(
    feature: &Feature,
    rule: &Rule,
    labels: &[String],
    left: bool,
    lang: Lang,
) -> String {
    let name = feature_name(&feature.key, lang);
    match rule {
        Rule::Present => match (left, lang) {
            (true, Lang::Zh) => format!("有「{name}」"),
            (true, Lang::En) => format!("{name} is known"),
            (false, Lang::Zh) => format!("没有「{name}」"),
            (false, Lang::En) => format!("{name} is missing"),
        },
        Rule::OneOf { codes } => {
            let (inside, outside): (Vec<usize>, Vec<usize>) =
                (0..labels.len()).partition(|at| codes.contains(&(*at as u32)));
            let side = if left { inside } else { outside };
            let shown: Vec<String> = side
                .iter()
                .take(3)
                .map(|at| level_name(&feature.key, &labels[*at], lang))
                .collect();
            let rest = side.len() - shown.len();
            let shown = shown.join(lang.pick("、", ", "));
            match (rest, lang) {
                (0, Lang::Zh) => format!("{name}：{shown}"),
                (0, Lang::En) => format!("{name}: {shown}"),
                (_, Lang::Zh) => format!("{name}：{shown} 等 {} 种", side.len()),
                (_, Lang::En) => format!("{name}: {shown} and {rest} more"),
            }
        }
        Rule::AtMost { threshold } => at_most(feature, &name, *threshold, left, lang),
    }
}

fn at_most(feature: &Feature, name: &str, threshold: f64, left: bool, lang: Lang) -> String {
    let words = words(&feature.key);
    if (0.0..1.0).contains(&threshold)
        && let Some(words) = words
        && let Some((zh, en)) = if left { words.none } else { words.some }
    {
        return lang.pick(zh, en).to_owned();
    }
    // Whole numbers: "up to 2.5" is "under 3".
    let whole = threshold.floor() + 1.0;
    match (feature.unit, left, lang) {
        (Unit::Flag, true, Lang::Zh) => format!("不是「{name}」"),
        (Unit::Flag, true, Lang::En) => format!("not {name}"),
        (Unit::Flag, false, _) => name.to_owned(),
        (Unit::Hour, true, Lang::Zh) => format!("{} 点以前开播", short(whole)),
        (Unit::Hour, false, Lang::Zh) => format!("{} 点以后开播", short(whole)),
        (Unit::Hour, true, Lang::En) => format!("starts before {}:00", short(whole)),
        (Unit::Hour, false, Lang::En) => format!("starts at {}:00 or later", short(whole)),
        (Unit::Days, true, Lang::Zh) if feature.key == "days_since_order" => {
            format!("{} 天内买过", short(threshold.ceil()))
        }
        (Unit::Days, false, Lang::Zh) if feature.key == "days_since_order" => {
            format!("{} 天内没买过", short(threshold.ceil()))
        }
        (Unit::Days, true, Lang::En) if feature.key == "days_since_order" => {
            format!("bought within {} days", short(threshold.ceil()))
        }
        (Unit::Days, false, Lang::En) if feature.key == "days_since_order" => {
            format!("did not buy within {} days", short(threshold.ceil()))
        }
        (unit, left, lang) => {
            let value = match unit {
                Unit::Seconds => format::duration(threshold.max(1.0), lang),
                Unit::Count => short(whole),
                _ => number_text(unit, threshold, lang),
            };
            match (left, lang) {
                (true, Lang::Zh) => format!("{name}不到 {value}"),
                (false, Lang::Zh) => format!("{name}满 {value}"),
                (true, Lang::En) => format!("{name} under {value}"),
                (false, Lang::En) => format!("{name} at least {value}"),
            }
        }
    }
}

/// A number with its unit.
pub(super) fn number_text(unit: Unit, value: f64, lang: Lang) -> String {
    match unit {
        Unit::Seconds => format::duration(value, lang),
        Unit::Minutes => format!("{} {}", short(value), lang.pick("分钟", "min")),
        // Days are counted, not measured.
        Unit::Days => format!("{} {}", format::fixed(value, 0), lang.pick("天", "days")),
        Unit::Hour => format!("{}:00", short(value.floor())),
        Unit::Money => {
            let amount = format::compact(value, lang);
            lang.pick(format!("{amount} 元"), amount)
        }
        _ => short(value),
    }
}

/// What a coefficient stands for.
pub fn coefficient_label(coefficient: &Coefficient, lang: Lang) -> String {
    let key = &coefficient.feature;
    let name = feature_name(key, lang);
    match &coefficient.term {
        CoefficientTerm::Value | CoefficientTerm::Log => name,
        CoefficientTerm::Missing => lang.pick(format!("{name}不详"), format!("{name} not known")),
        CoefficientTerm::Level { level, reference } => {
            let (level, reference) =
                (level_name(key, level, lang), level_name(key, reference, lang));
            lang.pick(
                format!("{name}：{level}（比{reference}）"),
                format!("{name}: {level} (against {reference})"),
            )
        }
    }
}
