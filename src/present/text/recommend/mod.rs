//! What recommendations say: reasons, why not, and how good the list was in the past.

mod quality;
pub mod together;

use super::{Lang, Notice};
use crate::domain::Currency;
use crate::present::format;
use crate::recommend::{
    Audience, Barred, FEWEST, Note, Part, Reason, RecommendError, Recommender, ViewerSegment,
    WhyNot,
};

pub use quality::{protocol, protocol_short, protocols, quality, skip};

/// A method's name.
pub fn recommender(name: Recommender, lang: Lang) -> &'static str {
    match name {
        Recommender::Popularity => lang.pick("总热卖", "All-time best sellers"),
        Recommender::PopularityDecay => lang.pick("近期热卖", "Recent best sellers"),
        Recommender::ItemKnn => lang.pick("常一起买（近邻）", "Bought together (neighbours)"),
        Recommender::Ease => lang.pick("常一起买（回归）", "Bought together (regression)"),
        Recommender::Content => lang.pick("内容相近", "Alike in content"),
        Recommender::Hybrid => lang.pick("综合", "Combined"),
    }
}

/// One line on what a method does.
pub fn recommender_hint(name: Recommender, lang: Lang) -> &'static str {
    match name {
        Recommender::Popularity => lang.pick(
            "所有成交一样算，对谁都一样。",
            "Every purchase counts alike; the same list for everybody.",
        ),
        Recommender::PopularityDecay => lang.pick(
            "越近的成交越算数，对谁都一样。",
            "Recent purchases count more; the same list for everybody.",
        ),
        Recommender::ItemKnn => lang.pick(
            "看买家重合最多的商品，只对买过的人有用。",
            "Products with the most buyers in common; only for people who bought before.",
        ),
        Recommender::Ease => lang.pick(
            "用买过的所有商品一起推算（EASE），只对买过的人有用。",
            "Infers from all past purchases at once (EASE); only for people who bought before.",
        ),
        Recommender::Content => lang.pick(
            "看标题、类目、品牌、价位是否相近，新品也能用。",
            "Compares titles, categories, brands and prices; works for new products too.",
        ),
        Recommender::Hybrid => lang.pick(
            "热卖打底，买得越多越看个人。",
            "Best sellers as the base; the more somebody bought, the more personal.",
        ),
    }
}

/// A group's name.
pub fn segment(group: ViewerSegment, lang: Lang) -> &'static str {
    match group {
        ViewerSegment::New => lang.pick("新客（买过 1 次）", "New buyers (bought once)"),
        ViewerSegment::Returning => lang.pick("回头客（买过 2 次）", "Returning (bought twice)"),
        ViewerSegment::Loyal => lang.pick("老客（买过 3 次以上）", "Loyal (bought 3+ times)"),
        ViewerSegment::NotFan => lang.pick("非粉丝", "Not following"),
        ViewerSegment::Fan => lang.pick("粉丝", "Followers"),
        ViewerSegment::Club => lang.pick("粉丝团", "Fan club"),
    }
}

/// Who a list is for. A viewer's key is never shown.
pub fn audience(audience: &Audience, lang: Lang) -> String {
    match audience {
        Audience::Viewer(_) => lang.pick("一位观众", "One viewer").to_owned(),
        Audience::Segment(group) => segment(*group, lang).to_owned(),
        Audience::NextSession => lang.pick("下一场", "Next session").to_owned(),
    }
}

/// A side of the score.
pub fn part(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Popularity => lang.pick("热卖", "Best seller"),
        Part::Similar => lang.pick("常一起买", "Bought together"),
        Part::Content => lang.pick("内容相近", "Alike"),
        Part::Profit => lang.pick("利润", "Profit"),
        Part::Novelty => lang.pick("新品", "New"),
        Part::Variety => lang.pick("避免重复", "Variety"),
    }
}

/// What moving a slider does.
pub fn part_hint(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Popularity => {
            lang.pick("调高：更多跟着近期销量走。", "Up: follow recent sales more.")
        }
        Part::Similar => lang
            .pick("调高：更多推买家常一起买的。", "Up: more of what the same people buy together."),
        Part::Content => {
            lang.pick("调高：更多推和买过的相近的。", "Up: more of what is like past purchases.")
        }
        Part::Profit => lang.pick(
            "调高：更多推赚钱的；没填成本的商品不加分。",
            "Up: more of what earns; products without a cost gain nothing.",
        ),
        Part::Novelty => lang.pick("调高：更多给新品机会。", "Up: more chances for new products."),
        Part::Variety => {
            lang.pick("和上面的商品太像会扣分。", "Products too like one above lose points.")
        }
    }
}

/// People of a count, without saying a number below 20.
fn buyers(count: u32, lang: Lang) -> String {
    match (count < FEWEST, lang) {
        (true, Lang::Zh) => format!("不到 {FEWEST} 位买家"),
        (true, Lang::En) => format!("fewer than {FEWEST} buyers"),
        (false, Lang::Zh) => format!("{} 位买家", format::count(f64::from(count))),
        (false, Lang::En) => format!("{} buyers", format::count(f64::from(count))),
    }
}

/// English plural of orders.
fn orders_en(orders: f64) -> String {
    let noun = if orders.round() == 1.0 { "order" } else { "orders" };
    format!("{} {noun}", format::count(orders))
}

/// Why a product stands in the list.
pub fn reason(reason: &Reason, lang: Lang) -> String {
    match (reason, lang) {
        (Reason::BoughtTogether { with_name, buyers: n, .. }, Lang::Zh) => {
            format!("{}买「{with_name}」也买它", buyers(*n, lang))
        }
        (Reason::BoughtTogether { with_name, buyers: n, .. }, Lang::En) => {
            format!("{} bought it together with \"{with_name}\"", buyers(*n, lang))
        }
        (Reason::PopularLately { orders, days }, Lang::Zh) => {
            format!("近 {days} 天成交 {} 单", format::count(*orders))
        }
        (Reason::PopularLately { orders, days }, Lang::En) => {
            format!("{} in the last {days} days", orders_en(*orders))
        }
        (Reason::Popular { orders }, Lang::Zh) => {
            format!("累计成交 {} 单", format::count(*orders))
        }
        (Reason::Popular { orders }, Lang::En) => format!("{} in all", orders_en(*orders)),
        (Reason::Like { like_name, same_category, .. }, Lang::Zh) => {
            let how = if *same_category { "同类相近" } else { "相近" };
            format!("和买过的「{like_name}」{how}")
        }
        (Reason::Like { like_name, same_category, .. }, Lang::En) => {
            let how = if *same_category { "Same category as" } else { "Like" };
            format!("{how} \"{like_name}\", bought before")
        }
        (Reason::NewLike { like_name, .. }, Lang::Zh) => {
            format!("新品，和卖得动的「{like_name}」相近，值得试讲")
        }
        (Reason::NewLike { like_name, .. }, Lang::En) => {
            format!("New, and like \"{like_name}\", which sells: worth a try")
        }
        (Reason::NewNeedsTry { orders, days }, Lang::Zh) => {
            let since = days.map_or(String::new(), |d| format!("上架 {d} 天，"));
            format!("新品，{since}只成交 {} 单，讲几次才知道", format::count(*orders))
        }
        (Reason::NewNeedsTry { orders, days }, Lang::En) => {
            let since = days.map_or(String::new(), |d| format!("{d} days on sale, "));
            format!("New: {since}{} so far; a few showings will tell", orders_en(*orders))
        }
        (Reason::HighMargin { margin, currency }, Lang::Zh) => {
            format!("扣退货后每件赚 {}", per_piece(*margin, currency.as_ref()))
        }
        (Reason::HighMargin { margin, currency }, Lang::En) => {
            let each = per_piece(*margin, currency.as_ref());
            format!("Earns {each} a piece after returns")
        }
        (Reason::Fill, _) => lang
            .pick("没有突出的理由，补足名单", "Nothing stands out; it fills the list")
            .to_owned(),
    }
}

fn per_piece(margin: f64, currency: Option<&Currency>) -> String {
    currency.map_or_else(
        || format::fixed(margin, 2),
        |currency| format::money_fixed(margin, currency, 2),
    )
}

/// Why a product was left out before scoring.
pub fn barred(reason: Barred, lang: Lang) -> &'static str {
    match reason {
        Barred::AlreadyBought => lang.pick("已经买过", "Bought before"),
        Barred::OutOfStock => lang.pick("没有库存", "Out of stock"),
    }
}

/// Why a product is not in the list, or where it stands.
pub fn why_not(why: &WhyNot, lang: Lang) -> String {
    match (why, lang) {
        (WhyNot::Listed { rank }, Lang::Zh) => format!("在名单里，第 {rank} 位"),
        (WhyNot::Listed { rank }, Lang::En) => format!("It is in the list, at place {rank}"),
        (WhyNot::Barred { reason }, _) => barred(*reason, lang).to_owned(),
        (WhyNot::LowerScore { rank, score, needed, weakest }, Lang::Zh) => format!(
            "排第 {rank}：{} 分，上榜要 {} 分，主要差在「{}」",
            format::fixed(score * 100.0, 0),
            format::fixed(needed * 100.0, 0),
            part(*weakest, lang)
        ),
        (WhyNot::LowerScore { rank, score, needed, weakest }, Lang::En) => format!(
            "Place {rank}: {} points, {} needed; weakest: \"{}\"",
            format::fixed(score * 100.0, 0),
            format::fixed(needed * 100.0, 0),
            part(*weakest, lang)
        ),
        (WhyNot::TooSimilar { to }, Lang::Zh) => {
            format!("和榜上的「{to}」相近，为了不重复让了位")
        }
        (WhyNot::TooSimilar { to }, Lang::En) => {
            format!("Too much like \"{to}\", which is listed")
        }
        (WhyNot::GaveWayToNew { to }, Lang::Zh) => {
            format!("分数够，但留了位置给新品「{to}」试讲")
        }
        (WhyNot::GaveWayToNew { to }, Lang::En) => {
            format!("Scored enough, but the place is kept for the new \"{to}\"")
        }
        (WhyNot::Unknown, _) => lang.pick("没有这个商品", "No such product").to_owned(),
    }
}

/// Said of a list that stands there while every purchase is read.
pub fn reading_buyers(lang: Lang) -> &'static str {
    lang.pick(
        "先按各场销量排；正在读每位买家买过什么，读完换成看偏好的名单。",
        "By what your sessions sold for now. Reading what each buyer bought; the list by their taste comes after it.",
    )
}

/// What a person should know about the list; the flag says whether it warns.
pub fn note(note: &Note, lang: Lang) -> (bool, String) {
    match (note, lang) {
        (Note::NoHistory, _) => (
            false,
            lang.pick(
                "这位观众还没有成交，按热卖推。",
                "This viewer has not bought yet: the list is what sells.",
            )
            .to_owned(),
        ),
        (Note::SegmentTooSmall { needed, .. }, Lang::Zh) => {
            (true, format!("这个人群不到 {needed} 人，不单独分析，按所有人的热卖推。"))
        }
        (Note::SegmentTooSmall { needed, .. }, Lang::En) => (
            true,
            format!("Fewer than {needed} people in this group: the list is what sells to all."),
        ),
        (Note::NoViewers, _) => (
            true,
            lang.pick(
                "没有足够的买家明细，只能按各场销量推。导入订单可以看出哪些商品常一起买。",
                "Too few orders with buyers: the list rests on sales per session. Import orders to \
                 see what is bought together.",
            )
            .to_owned(),
        ),
        (Note::MixedCurrencies, _) => (
            true,
            lang.pick(
                "商品币种不同，利润没有参与排序。",
                "Products have different currencies, so profit is left out of the ranking.",
            )
            .to_owned(),
        ),
        (Note::NoMargins, _) => (
            false,
            lang.pick(
                "没填成本，利润没有参与排序。填成本后会偏向赚钱的商品。",
                "No costs are known, so profit is left out. Enter costs to favour what earns.",
            )
            .to_owned(),
        ),
        (Note::ManyProducts { most, .. }, Lang::Zh) => (
            false,
            format!("商品超过 {} 个，「常一起买」改用近邻算法。", format::count(*most as f64)),
        ),
        (Note::ManyProducts { most, .. }, Lang::En) => (
            false,
            format!(
                "More than {} products: \"bought together\" uses neighbours instead.",
                format::count(*most as f64)
            ),
        ),
        (Note::ShortList { asked }, Lang::Zh) => (false, format!("能推的商品不够 {asked} 个。")),
        (Note::ShortList { asked }, Lang::En) => {
            (false, format!("Fewer than {asked} products can be listed."))
        }
    }
}

/// Nothing in the store is about the viewer that was asked for.
pub fn unknown_viewer(lang: Lang) -> &'static str {
    lang.pick(
        "没有这位观众的任何记录，下面是对所有人的一般推荐。请核对代号，要和导入的文件里写的一样。",
        "Nothing is known of this viewer: these are general recommendations. Check the id; it must be as in the imported files.",
    )
}

/// What went wrong and what to do.
pub fn error(error: &RecommendError, lang: Lang) -> Notice {
    match error {
        RecommendError::Cancelled(_) => Notice::new(lang.pick("已取消", "Cancelled"), "", ""),
        RecommendError::NoProducts => Notice::new(
            lang.pick("还没有商品", "No products yet"),
            "",
            lang.pick(
                "导入一场直播的商品表，或商品清单。",
                "Import a session's product table or a product list.",
            ),
        ),
        RecommendError::NoSales => Notice::new(
            lang.pick("还没有成交", "No sales yet"),
            lang.pick(
                "有商品，但没有任何成交记录，排不出先后。",
                "There are products but no sales to rank them by.",
            ),
            lang.pick("导入商品成交、订单或行为表。", "Import product sales, orders or events."),
        ),
        RecommendError::TooFewPurchases { found, needed } => Notice::new(
            lang.pick("成交太少，考不出好坏", "Too few purchases to measure with"),
            match lang {
                Lang::Zh => format!("有买家和时间的成交 {found} 条，至少要 {needed} 条。"),
                Lang::En => {
                    format!("{found} purchases with buyer and time; at least {needed} are needed.")
                }
            },
            lang.pick("导入更多订单（要有买家标识）。", "Import more orders (with a buyer id)."),
        ),
        RecommendError::OnlyRepeats => Notice::new(
            lang.pick("没有可考的成交", "Nothing to measure with"),
            lang.pick(
                "藏起来考的成交全是复购，而推荐只推没买过的。",
                "The purchases held back are all repeats, and lists hold what was not bought yet.",
            ),
            lang.pick(
                "换一种考法，或导入更多订单。",
                "Measure another way, or import more orders.",
            ),
        ),
        RecommendError::BadSetting("n") => Notice::new(
            lang.pick("名单的长度不对", "The list cannot be that long"),
            "",
            lang.pick("-n 写 1 或更大的整数。", "Give -n a whole number from 1 up."),
        ),
        RecommendError::BadSetting(name) => Notice::new(
            lang.pick("有一项设置超出范围", "A setting is out of range"),
            *name,
            lang.pick("改回默认值再试。", "Set it back to its default and try again."),
        ),
    }
}
