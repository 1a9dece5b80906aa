//! Laws that numbers break, in words: what does not fit, both numbers, and what to do.

use jiff::tz::TimeZone;

use super::Lang;
use crate::domain::Currency;
use crate::metrics::{Broken, Quantity, Rule};
use crate::present::format;

/// Title of the list.
pub fn title(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (0, Lang::Zh) => "没有自相矛盾的数".to_owned(),
        (0, Lang::En) => "No numbers contradict each other".to_owned(),
        (n, Lang::Zh) => format!("{n} 处数字自相矛盾"),
        (1, Lang::En) => "1 contradiction".to_owned(),
        (n, Lang::En) => format!("{n} contradictions"),
    }
}

/// How many laws were looked at in how many sessions.
pub fn checked(sessions: usize, lang: Lang) -> String {
    lang.pick(
        format!("{sessions} 场都按 19 条规则核对过：人数、金额、时间。"),
        format!("{sessions} sessions were held against 19 rules about people, amounts and times."),
    )
}

/// Nothing to look at.
pub fn nothing(lang: Lang) -> String {
    lang.pick(
        "有了场次，这里核对人数、金额、时间有没有自相矛盾。",
        "Once sessions are in, their people, amounts and times are held against each other here.",
    )
    .to_owned()
}

/// What does not fit.
pub fn what(rule: Rule, lang: Lang) -> &'static str {
    let (zh, en) = match rule {
        Rule::EndAfterStart => ("下播早于开播", "Ends before it starts"),
        Rule::NoOverlap => ("和上一场时间重叠", "Overlaps the session before"),
        Rule::TalksInside => ("讲解在场次之外", "A talk lies outside the session"),
        Rule::ViewersWithinReached => ("观看人数多于曝光人数", "More viewers than people reached"),
        Rule::ViewsWithinImpressions => ("观看次数多于曝光次数", "More views than impressions"),
        Rule::ViewersWithinViews => ("观看人数多于观看次数", "More viewers than views"),
        Rule::ShownWithinViewers => {
            ("看到商品的人多于观看人数", "More people shown a product than viewers")
        }
        Rule::ClickersWithinShown => {
            ("点击人数多于看到商品的人", "More people clicked than were shown a product")
        }
        Rule::BuyersWithinClickers => {
            ("成交人数多于点击人数", "More buyers than people who clicked")
        }
        Rule::BuyersWithinViewers => ("成交人数多于观看人数", "More buyers than viewers"),
        Rule::BuyersWithinOrders => ("成交人数多于订单数", "More buyers than orders"),
        Rule::PartsOfViewers => {
            ("自然加付费对不上观看人数", "Natural and paid are not the viewers")
        }
        Rule::Products => ("商品加起来对不上整场", "Products do not sum up to the session"),
        Rule::Channels => ("渠道加起来对不上整场", "Channels do not sum up to the session"),
        Rule::Orders => ("订单加起来对不上整场", "Orders do not sum up to the session"),
        Rule::NetWithinGross => ("净成交多于成交", "Net is more than gross"),
        Rule::RefundsWithinGross => ("退款多于成交", "More refunded than sold"),
        Rule::ProductClickersWithinShown => {
            ("商品点击人数多于曝光人数", "A product has more clickers than it was shown to")
        }
        Rule::ProductBuyersWithinClickers => {
            ("商品成交人数多于点击人数", "A product has more buyers than clickers")
        }
    };
    lang.pick(zh, en)
}

/// What to do about it.
pub fn todo(rule: Rule, lang: Lang) -> &'static str {
    let (zh, en) = match rule {
        Rule::EndAfterStart => (
            "看看开播和下播是不是写反了，改好后再导入。",
            "Check whether start and end are swapped, mend the file and import it again.",
        ),
        Rule::NoOverlap => (
            "多半是同一场导入了两种编号；撤销其中一次导入。",
            "Usually one session under two ids: undo one of the two imports.",
        ),
        Rule::TalksInside => (
            "看看讲解文件是不是这一场的，或场次的时长写短了。",
            "Check that the talks are of this session, and that its length is right.",
        ),
        Rule::ViewersWithinReached | Rule::ViewsWithinImpressions => (
            "多半是两份导出的口径不同（入口曝光和全部曝光）；以新的导出为准，再导一次。",
            "Usually two exports with two definitions of reach: export both figures again in one file.",
        ),
        Rule::ViewersWithinViews | Rule::ShownWithinViewers | Rule::ClickersWithinShown => (
            "看看人数和次数的列是不是对应反了，或两份导出的时间不同。",
            "Check that people and times are not mapped the wrong way round, and that both exports are of one moment.",
        ),
        Rule::BuyersWithinClickers | Rule::BuyersWithinViewers | Rule::BuyersWithinOrders => (
            "看看成交人数是不是全天或全店的；换成这一场的再导入。",
            "Check whether the buyers are of the whole day or shop; import those of this session.",
        ),
        Rule::PartsOfViewers => (
            "看看是不是少了一种流量，或其中一个是次数。",
            "Check whether a kind of traffic is missing, or one of them counts times.",
        ),
        Rule::Products => (
            "少了：商品列表没有导全。多了：含别场或退款。重新导出这一场的商品列表。",
            "Less: the product list is not whole. More: other sessions or refunds. Export this session's products again.",
        ),
        Rule::Channels => (
            "看看合计行是不是也算成了渠道，或少导了一种。",
            "Check whether a total counts as a channel, or one of them is missing.",
        ),
        Rule::Orders => (
            "少了：订单没有导全，把日期放宽一天再导出。多了：含别场的订单。",
            "Less: orders are missing, export a day more. More: orders of another session.",
        ),
        Rule::NetWithinGross | Rule::RefundsWithinGross => (
            "看看金额是不是同一场、同一口径；以新的导出为准，再导一次。",
            "Check that both amounts are of this session and one definition; export again.",
        ),
        Rule::ProductClickersWithinShown | Rule::ProductBuyersWithinClickers => (
            "看看商品列表的人数和次数有没有对应反。",
            "Check that people and times of the product list are not mapped the wrong way round.",
        ),
    };
    lang.pick(zh, en)
}

/// What the left side is called.
pub fn names(rule: Rule, lang: Lang) -> [&'static str; 2] {
    let (zh, en) = match rule {
        Rule::EndAfterStart => (["下播", "开播"], ["end", "start"]),
        Rule::NoOverlap => (["开播", "上一场下播"], ["start", "end before"]),
        Rule::TalksInside => (["讲解", "场次边界"], ["talk", "session's edge"]),
        Rule::ViewersWithinReached => (["观看人数", "曝光人数"], ["viewers", "reached"]),
        Rule::ViewsWithinImpressions => (["观看次数", "曝光次数"], ["views", "impressions"]),
        Rule::ViewersWithinViews => (["观看人数", "观看次数"], ["viewers", "views"]),
        Rule::ShownWithinViewers => (["看到商品", "观看人数"], ["shown", "viewers"]),
        Rule::ClickersWithinShown => (["点击人数", "看到商品"], ["clicked", "shown"]),
        Rule::BuyersWithinClickers => (["成交人数", "点击人数"], ["buyers", "clicked"]),
        Rule::BuyersWithinViewers => (["成交人数", "观看人数"], ["buyers", "viewers"]),
        Rule::BuyersWithinOrders => (["成交人数", "订单数"], ["buyers", "orders"]),
        Rule::PartsOfViewers => (["自然＋付费", "观看人数"], ["natural + paid", "viewers"]),
        Rule::Products => (["商品合计", "整场"], ["products", "session"]),
        Rule::Channels => (["渠道合计", "整场"], ["channels", "session"]),
        Rule::Orders => (["订单合计", "整场"], ["orders", "session"]),
        Rule::NetWithinGross => (["净成交", "成交"], ["net", "gross"]),
        Rule::RefundsWithinGross => (["退款", "成交"], ["refunds", "gross"]),
        Rule::ProductClickersWithinShown => (["点击人数", "曝光人数"], ["clicked", "shown"]),
        Rule::ProductBuyersWithinClickers => (["成交人数", "点击人数"], ["buyers", "clicked"]),
    };
    lang.pick(zh, en)
}

/// One side: `1,284 人`, `¥42,105`, `20:31`.
pub fn quantity(quantity: Quantity, currency: &Currency, zone: &TimeZone, lang: Lang) -> String {
    let count = |n: i64| format::count(n as f64);
    match quantity {
        Quantity::People(n) => lang.pick(format!("{} 人", count(n)), count(n)),
        Quantity::Times(n) => lang.pick(format!("{} 次", count(n)), count(n)),
        Quantity::Orders(n) => lang.pick(format!("{} 单", count(n)), count(n)),
        Quantity::Amount(money) => format::money(money.major(), currency, lang),
        Quantity::At(at) => {
            let at = at.to_zoned_datetime(zone.clone());
            format!("{} {}", format::month_day(&at), format::clock(&at))
        }
    }
}

/// How far apart the two are: `多 12.5%`, `早 31 分钟`.
pub fn gap(broken: &Broken, lang: Lang) -> String {
    let (left, right) = (broken.left.number(), broken.right.number());
    if let Quantity::At(_) = broken.left {
        let minutes = format::count(((left - right).abs() / 60.0).ceil());
        return match (left < right, lang) {
            (true, Lang::Zh) => format!("早 {minutes} 分钟"),
            (false, Lang::Zh) => format!("晚 {minutes} 分钟"),
            (true, Lang::En) => format!("{minutes} min early"),
            (false, Lang::En) => format!("{minutes} min late"),
        };
    }
    if right == 0.0 {
        return lang.pick("本该是 0", "should be 0").to_owned();
    }
    let share = format::percent(((left - right) / right).abs());
    match (left < right, lang) {
        (true, Lang::Zh) => format!("少 {share}"),
        (false, Lang::Zh) => format!("多 {share}"),
        (true, Lang::En) => format!("{share} less"),
        (false, Lang::En) => format!("{share} more"),
    }
}

/// How far apart they may be.
pub fn allowed(broken: &Broken, lang: Lang) -> String {
    match broken.left {
        Quantity::At(_) => {
            let seconds = format::count(broken.tolerance);
            lang.pick(format!("允许差 {seconds} 秒"), format!("{seconds} seconds are allowed"))
        }
        _ => {
            let share = format::percent(broken.tolerance);
            lang.pick(format!("允许差 {share}"), format!("{share} are allowed"))
        }
    }
}

/// Rows of a session that break a law beside the worst one.
pub fn and_more(rows: u32, lang: Lang) -> String {
    match rows {
        0 | 1 => String::new(),
        n => lang.pick(format!("等 {n} 处"), format!("and {} more", n - 1)),
    }
}

/// Broken laws that are not listed.
pub fn more(count: usize, lang: Lang) -> String {
    lang.pick(
        format!("还有 {count} 处：fupan check 列出全部。"),
        format!("{count} more: `fupan check` lists them all."),
    )
}
