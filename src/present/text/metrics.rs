//! Names, formulas and notes of the metrics (口径), and the words of tiers, channels and factors.

use super::Lang;
use crate::domain::{Basis, ChannelGroup, Platform, ProductKind, Role, Tier};
use crate::metrics::{Corner, Factor, FunnelKind, MetricKey, NoMargin, Step, Way};

/// The name of a metric.
pub fn metric_name(key: MetricKey, lang: Lang) -> &'static str {
    use MetricKey as K;
    let (zh, en) = match key {
        K::Gmv => ("成交金额", "GMV"),
        K::PaidAmount => ("支付金额", "Paid amount"),
        K::NetGmv => ("净成交金额", "Net GMV"),
        K::PaidOrders => ("成交订单数", "Paid orders"),
        K::Viewers => ("观看人数", "Viewers"),
        K::EntryRate => ("曝光-观看率", "Entry rate"),
        K::ProductImpressionRate => ("观看-商品曝光率", "Product seen rate"),
        K::ClickRate => ("商品点击率", "Click rate"),
        K::ClickRatePv => ("商品点击率（次数）", "Click rate (by times)"),
        K::OrderRate => ("点击-成交率", "Order rate"),
        K::OrderRatePv => ("点击-成交率（次数）", "Order rate (by times)"),
        K::ViewerConversion => ("观看-成交率", "Viewer conversion"),
        K::ViewerConversionPv => ("观看-成交率（次数）", "View conversion (by times)"),
        K::Gpm => ("千次观看成交", "Per 1,000 views"),
        K::UvValue => ("UV价值", "Value per viewer"),
        K::PerHour => ("单小时成交", "Sales per hour"),
        K::ViewersPerHour => ("单小时观看人数", "Viewers per hour"),
        K::PerBuyer => ("客单价", "Per buyer"),
        K::PerOrder => ("笔单价", "Per order"),
        K::PerItem => ("件单价", "Per item"),
        K::NewFollowers => ("新增粉丝", "New followers"),
        K::FollowRate => ("关注率", "Follow rate"),
        K::ClubRate => ("加团率", "Fan club rate"),
        K::InteractionRate => ("互动率", "Interaction rate"),
        K::RefundRateAmount => ("退款率（金额）", "Refund rate (amount)"),
        K::RefundRateOrders => ("退款率（订单）", "Refund rate (orders)"),
        K::Roi => ("投放回报 ROI", "ROI"),
        K::NetRoi => ("净投放回报", "Net ROI"),
        K::NaturalShare => ("自然流量占比", "Natural share"),
        K::NaturalToPaid => ("自然付费比", "Natural to paid"),
        K::Margin => ("毛利", "Margin"),
        K::MarginPerTalkMinute => ("毛利/讲解分钟", "Margin per talk minute"),
        K::AvgWatch => ("人均观看", "Watch time"),
    };
    lang.pick(zh, en)
}

/// The formula of a metric in words.
pub fn formula(key: MetricKey, basis: Option<Basis>, lang: Lang) -> String {
    use MetricKey as K;
    let money = match basis {
        Some(basis) => basis_name(basis, lang),
        None => lang.pick("金额", "amount"),
    };
    match lang {
        Lang::Zh => match key {
            K::Gmv | K::PaidAmount | K::PaidOrders | K::Viewers | K::NewFollowers | K::AvgWatch => {
                "平台导出的原数".to_owned()
            }
            K::NetGmv => format!("{money} − 退款"),
            K::EntryRate => "观看人数 ÷ 直播间曝光人数".to_owned(),
            K::ProductImpressionRate => "商品曝光人数 ÷ 观看人数".to_owned(),
            K::ClickRate => "商品点击人数 ÷ 商品曝光人数".to_owned(),
            K::ClickRatePv => "商品点击次数 ÷ 商品曝光次数".to_owned(),
            K::OrderRate => "成交人数 ÷ 商品点击人数".to_owned(),
            K::OrderRatePv => "成交订单数 ÷ 商品点击次数".to_owned(),
            K::ViewerConversion => "成交人数 ÷ 观看人数".to_owned(),
            K::ViewerConversionPv => "成交订单数 ÷ 观看次数".to_owned(),
            K::Gpm => format!("{money} ÷ 观看次数 × 1000"),
            K::UvValue => format!("{money} ÷ 观看人数"),
            K::PerHour => format!("{money} ÷ 准确时长（小时）"),
            K::ViewersPerHour => "观看人数 ÷ 准确时长（小时）".to_owned(),
            K::PerBuyer => format!("{money} ÷ 成交人数"),
            K::PerOrder => format!("{money} ÷ 成交订单数"),
            K::PerItem => format!("{money} ÷ 成交件数"),
            K::FollowRate => "新增粉丝数 ÷ 观看人数".to_owned(),
            K::ClubRate => "新加团人数 ÷ 观看人数".to_owned(),
            K::InteractionRate => "互动人数 ÷ 观看人数".to_owned(),
            K::RefundRateAmount => format!("退款金额 ÷ {money}"),
            K::RefundRateOrders => "退款订单数 ÷ 成交订单数".to_owned(),
            K::Roi => format!("{money} ÷ 投放消耗"),
            K::NetRoi => "净成交金额 ÷ 投放消耗".to_owned(),
            K::NaturalShare => "自然流量观看 ÷ 全部观看".to_owned(),
            K::NaturalToPaid => "自然观看人数 ÷ 付费观看人数".to_owned(),
            K::Margin => format!("{money} − 退款 − 成本 − 退货成本"),
            K::MarginPerTalkMinute => "毛利 ÷ 讲解分钟".to_owned(),
        },
        Lang::En => match key {
            K::Gmv | K::PaidAmount | K::PaidOrders | K::Viewers | K::NewFollowers | K::AvgWatch => {
                "as the platform exports it".to_owned()
            }
            K::NetGmv => format!("{money} − refunds"),
            K::EntryRate => "viewers ÷ people shown the room".to_owned(),
            K::ProductImpressionRate => "people shown a product ÷ viewers".to_owned(),
            K::ClickRate => "people clicking ÷ people shown a product".to_owned(),
            K::ClickRatePv => "clicks ÷ times a product was shown".to_owned(),
            K::OrderRate => "buyers ÷ people clicking".to_owned(),
            K::OrderRatePv => "orders ÷ clicks".to_owned(),
            K::ViewerConversion => "buyers ÷ viewers".to_owned(),
            K::ViewerConversionPv => "orders ÷ views".to_owned(),
            K::Gpm => format!("{money} ÷ views × 1,000"),
            K::UvValue => format!("{money} ÷ viewers"),
            K::PerHour => format!("{money} ÷ exact hours"),
            K::ViewersPerHour => "viewers ÷ exact hours".to_owned(),
            K::PerBuyer => format!("{money} ÷ buyers"),
            K::PerOrder => format!("{money} ÷ orders"),
            K::PerItem => format!("{money} ÷ items"),
            K::FollowRate => "new followers ÷ viewers".to_owned(),
            K::ClubRate => "fan club joins ÷ viewers".to_owned(),
            K::InteractionRate => "people interacting ÷ viewers".to_owned(),
            K::RefundRateAmount => format!("refunded amount ÷ {money}"),
            K::RefundRateOrders => "refunded orders ÷ orders".to_owned(),
            K::Roi => format!("{money} ÷ ad spend"),
            K::NetRoi => "net GMV ÷ ad spend".to_owned(),
            K::NaturalShare => "natural views ÷ all views".to_owned(),
            K::NaturalToPaid => "natural viewers ÷ paid viewers".to_owned(),
            K::Margin => format!("{money} − refunds − cost − cost of returns"),
            K::MarginPerTalkMinute => "margin ÷ talk minutes".to_owned(),
        },
    }
}

/// What a reader of a metric should know; may be empty.
pub fn note(key: MetricKey, way: Option<Way>, lang: Lang) -> &'static str {
    use MetricKey as K;
    let (zh, en) = match (key, way) {
        (_, Some(Way::NetAsReported)) => (
            "平台口径：只扣 1 小时内的退款，之后的退款不在里面",
            "As the platform counts: only refunds of the first hour are taken off",
        ),
        (_, Some(Way::NetOfAllRefunds)) => {
            ("已扣目前为止的全部退款", "All refunds so far taken off")
        }
        (_, Some(Way::NetOfFirstHour)) => (
            "只扣了 1 小时内的退款，之后的退款还不知道",
            "Only refunds of the first hour are taken off; later ones are not known",
        ),
        (_, Some(Way::ByTimes)) => (
            "没有分渠道人数，按观看次数算；不证明因果",
            "Viewers by channel are unknown: counted by views; proves no cause",
        ),
        (_, Some(Way::OncePerSession)) => {
            ("同一个人在每场各算一次", "The same person counts once in each session")
        }
        (_, Some(Way::SpendFromAds)) => (
            "这场的导出没有投放消耗，由千川分时或分日数据推算",
            "The session's exports have no ad spend: worked out from the ads' hours or days",
        ),
        (_, Some(Way::ExposureRebuilt)) => (
            "曝光人数平台没给，由点击人数 ÷ 平台写的点击率还原",
            "The export does not say how many were shown it: rebuilt as clicks ÷ the reported rate",
        ),
        (_, Some(Way::PerImpression)) => (
            "按商品曝光次数，不是直播间观看次数",
            "Per 1,000 times the product was shown, not per views of the room",
        ),
        (K::NaturalShare | K::NaturalToPaid, None) => ("不证明因果", "Proves no cause"),
        (K::Gpm, None) => ("除的是观看次数，不是观看人数", "Divided by views, not by viewers"),
        (K::PerBuyer, None) => (
            "按买家算，和笔单价、件单价是三个数",
            "Per buyer: not the same as per order or per item",
        ),
        (K::NewFollowers | K::FollowRate, None) => {
            ("没有减去取关的人", "Unfollows are not taken off")
        }
        (K::Gmv, None) => ("含退款", "Refunds included"),
        (K::PaidOrders, None) => (
            "只算付了款的订单：「创建订单数」不算，退款的没有减去",
            "Only orders that were paid: created ones do not count, refunded ones are not taken off",
        ),
        (K::Roi | K::NetRoi, None) => (
            "「店铺绑定」和「店铺被投」是同一笔钱的两种算法，不相加",
            "Bound and targeted spend can be the same money and are never added",
        ),
        _ => ("", ""),
    };
    lang.pick(zh, en)
}

/// What to import when a metric is missing.
pub fn missing(key: MetricKey, lang: Lang) -> &'static str {
    use MetricKey as K;
    let (zh, en) = match key {
        K::Margin | K::MarginPerTalkMinute => {
            ("在「设置」里填商品成本就能算", "Set product costs in Settings")
        }
        K::NetGmv | K::RefundRateAmount | K::RefundRateOrders => {
            ("导入带退款列的直播间列表就能看到", "Import a session list with refund columns")
        }
        K::Roi | K::NetRoi => {
            ("导入带投放消耗的直播间列表就能看到", "Import a session list with ad spend")
        }
        K::NaturalShare | K::NaturalToPaid => {
            ("导入整场数据的流量来源表就能看到", "Import the traffic sheet of the session workbook")
        }
        K::EntryRate => (
            "这份导出没有直播间曝光人数；导入直播间列表就能看到",
            "This export has no room impressions; import the session list",
        ),
        _ => (
            "这份导出没有这个数；导入直播间列表或整场数据就能看到",
            "This export lacks it; import the session list or workbook",
        ),
    };
    lang.pick(zh, en)
}

/// 成交金额 or 支付金额.
pub fn basis_name(basis: Basis, lang: Lang) -> &'static str {
    match basis {
        Basis::Paid => lang.pick("支付金额", "paid amount"),
        Basis::Created => lang.pick("成交金额", "GMV"),
    }
}

/// 优秀, 中位, 偏低, 还说不清.
pub fn tier(tier: Tier, lang: Lang) -> &'static str {
    match tier {
        Tier::Top => lang.pick("优秀", "Top"),
        Tier::Middle => lang.pick("中位", "Middle"),
        Tier::Low => lang.pick("偏低", "Low"),
        Tier::Unclear => lang.pick("还说不清", "Unclear"),
    }
}

/// 自然, 付费, 其他来源.
pub fn channel_group(group: ChannelGroup, lang: Lang) -> &'static str {
    match group {
        ChannelGroup::Natural => lang.pick("自然", "Natural"),
        ChannelGroup::Paid => lang.pick("付费", "Paid"),
        ChannelGroup::Unknown => lang.pick("未分类", "Not classified"),
    }
}

/// The name of a role; without one 未定.
pub fn role(role: Option<Role>, lang: Lang) -> &'static str {
    match role {
        Some(Role::Traffic) => lang.pick("引流", "Traffic"),
        Some(Role::Giveaway) => lang.pick("福利", "Giveaway"),
        Some(Role::Profit) => lang.pick("利润", "Profit"),
        Some(Role::Image) => lang.pick("形象", "Image"),
        None => lang.pick("未定", "Not set"),
    }
}

/// The name of an income stream.
pub fn product_kind(kind: ProductKind, lang: Lang) -> &'static str {
    match kind {
        ProductKind::Goods => lang.pick("商品", "Goods"),
        ProductKind::Course => lang.pick("课程", "Courses"),
        ProductKind::AdShare => lang.pick("广告分成", "Ad share"),
    }
}

/// The name of a platform.
pub fn platform(platform: Platform, lang: Lang) -> &'static str {
    match platform {
        Platform::Douyin => lang.pick("抖音", "Douyin"),
        Platform::TikTok => "TikTok",
        Platform::Taobao => lang.pick("淘宝", "Taobao"),
        Platform::Kuaishou => lang.pick("快手", "Kuaishou"),
        Platform::WeChat => lang.pick("视频号", "WeChat"),
        Platform::Xiaohongshu => lang.pick("小红书", "Xiaohongshu"),
        Platform::Pinduoduo => lang.pick("拼多多", "Pinduoduo"),
        Platform::Shopee => "Shopee",
        Platform::Shopify => "Shopify",
        Platform::Amazon => lang.pick("亚马逊", "Amazon"),
        Platform::WooCommerce => "WooCommerce",
        Platform::Generic => lang.pick("自有表格", "Own table"),
    }
}

/// The name of a factor of the bridge.
pub fn factor(factor: Factor, lang: Lang) -> &'static str {
    let (zh, en) = match factor {
        Factor::Viewers => ("观看人数", "Viewers"),
        Factor::ViewerClickRate => ("观看→点商品", "View → click"),
        Factor::OrderRate => ("点击-成交率", "Order rate"),
        Factor::PerBuyer => ("每买家金额", "Per buyer"),
        Factor::Views => ("观看次数", "Views"),
        Factor::ViewClickRate => ("每次观看点商品", "Clicks per view"),
        Factor::OrderRatePv => ("点击-成交率（次数）", "Orders per click"),
        Factor::PerOrder => ("每单金额", "Per order"),
        Factor::ViewerConversion => ("观看-成交率", "Viewers who buy"),
        Factor::ViewConversion => ("每次观看成单", "Orders per view"),
        Factor::PerViewer => ("每观众金额", "Per viewer"),
        Factor::PerView => ("每次观看金额", "Per view"),
    };
    lang.pick(zh, en)
}

/// The name of a funnel step.
pub fn step(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::Impressions => lang.pick("曝光", "Shown"),
        Step::Viewers => lang.pick("观看", "Watched"),
        Step::ProductImpressions => lang.pick("商品曝光", "Saw a product"),
        Step::Clicks => lang.pick("点击", "Clicked"),
        Step::Buyers => lang.pick("成交", "Bought"),
    }
}

/// 人数 or 次数.
pub fn funnel_kind(kind: FunnelKind, lang: Lang) -> &'static str {
    match kind {
        FunnelKind::People => lang.pick("人数", "people"),
        FunnelKind::Times => lang.pick("次数", "times"),
    }
}

/// The name of a corner.
pub fn corner(corner: Corner, lang: Lang) -> &'static str {
    match corner {
        Corner::Push => lang.pick("主推", "Push"),
        Corner::FixConversion => lang.pick("补转化", "Fix conversion"),
        Corner::ShowMore => lang.pick("补曝光", "Show more"),
        Corner::Watch => lang.pick("淘汰观察", "Watch"),
        Corner::Unclear => lang.pick("还说不清", "Unclear"),
    }
}

/// What a corner means.
pub fn corner_hint(corner: Corner, lang: Lang) -> &'static str {
    match corner {
        Corner::Push => lang.pick("爱点也爱买", "People click and buy"),
        Corner::FixConversion => {
            lang.pick("点了不买：看价格、说法、库存", "Clicked, not bought: price, pitch?")
        }
        Corner::ShowMore => {
            lang.pick("点的人少，点了就买：换封面、多讲", "Few click, but those buy")
        }
        Corner::Watch => lang.pick("不爱点也不爱买", "Neither clicked nor bought"),
        Corner::Unclear => lang.pick("样本少，还会动", "Few people: it may still move"),
    }
}

/// Why there is no margin.
pub fn no_margin(reason: NoMargin, lang: Lang) -> &'static str {
    match reason {
        NoMargin::Cost => lang.pick("缺成本", "no cost set"),
        NoMargin::Items => lang.pick("缺件数", "no pieces known"),
        NoMargin::Amount => lang.pick("缺金额", "no amount known"),
        NoMargin::TalkTime => lang.pick("缺讲解时间", "no talk time known"),
    }
}
