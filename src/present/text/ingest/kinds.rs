//! Names and descriptions of the kinds of files.

mod periods;

use crate::present::text::Lang;

/// A kind's name; the id itself for a kind that is not ours.
pub fn kind_name(id: &str, lang: Lang) -> String {
    kind_texts(id).map_or_else(|| id.to_owned(), |[zh, en, _, _]| lang.pick(zh, en).to_owned())
}

/// What a kind is and where to download it.
pub fn kind_description(id: &str, lang: Lang) -> String {
    kind_texts(id).map_or_else(String::new, |[_, _, zh, en]| lang.pick(zh, en).to_owned())
}

fn kind_texts(id: &str) -> Option<[&'static str; 4]> {
    if let Some(texts) = periods::kind_texts(id) {
        return Some(texts);
    }
    Some(match id {
        "douyin.compass.sessions" => [
            "抖音罗盘 场次列表",
            "Douyin session list",
            "罗盘 → 直播 → 直播概览及列表 → 直播间列表 → 下载明细。每场一行。",
            "Compass → Live → Overview and list → Session list → Download. One row per session.",
        ],
        "douyin.session_workbook" => [
            "抖音 整场数据",
            "Douyin session workbook",
            "直播间详情页 → 整场数据下载。一场一个文件，含渠道和商品。",
            "Session detail page → Download whole session. One file per session, with channels and products.",
        ],
        "douyin.session_products" => [
            "抖音 直播商品列表",
            "Douyin session products",
            "直播大屏或直播详情里的商品列表。每个商品一行，场次写在文件名里。",
            "The product list of a session. One row per product; the file name says which session.",
        ],
        "douyin.after_sales" => [
            "抖店 售后",
            "Douyin after-sale cases",
            "抖店 → 售后 → 导出。每条售后一行，按子订单编号对到订单上；先导入哪一个都可以。",
            "Doudian → After-sale → Export. One row per case; it joins its order line by the sub-order's id, whichever is imported first.",
        ],
        "douyin.barrage" => [
            "抖音 弹幕消息",
            "Douyin messages",
            "DouyinBarrageGrab 保存的消息，每行一条 JSON。只读弹幕，按直播间 ID 归入场次；消息里没有时间。",
            "Messages of DouyinBarrageGrab, one JSON a line. Comments are read and join the session of their room; they have no time.",
        ],
        "bilibili.comments" => [
            "哔哩哔哩 弹幕 XML",
            "Bilibili comments in XML",
            "录播姬、blrec、biliup 保存的弹幕 XML。按时间归入正在直播的场次。",
            "Comments as recorders save them (BililiveRecorder, blrec, biliup). They join the session that was live.",
        ],
        "youtube.live_chat" => [
            "YouTube 直播聊天",
            "YouTube live chat",
            "yt-dlp 保存的 live_chat.json，每行一条消息。",
            "live_chat.json as yt-dlp saves it, one message a line.",
        ],
        "douyin.orders" => [
            "抖店 订单",
            "Douyin shop orders",
            "抖店 → 订单管理 → 导出。每个子订单一行；收件人信息不会读取。",
            "Doudian → Orders → Export. One row per sub-order; recipients are not read.",
        ],
        "douyin.collected_workbook" => [
            "抖音 第三方整场表",
            "Douyin session workbook of a third-party tool",
            "第三方工具采集的一场：场次概览、核心指标、渠道流量、货品明细、商品讲解。直播间 ID 写在文件名末尾。",
            "One session as a third-party tool collects it, with channels, products and talk segments. The room ID ends the file name.",
        ],
        "douyin.products" => [
            "抖音罗盘 商品汇总",
            "Douyin products by period",
            "罗盘的商品汇总（按时间段）。商品编号、标题和整段时间的数字；时间段写在文件名或标题里。",
            "Compass products by period: ids, titles and the figures of the period, which the file name or a title tells.",
        ],
        "douyin.trend" => [
            "抖音 流量综合趋势",
            "Douyin traffic trend",
            "百应 → 流量综合趋势分析下载。每分钟一行，归入当时正在播的场次；请先导入场次列表。",
            "Buyin → Traffic trend download. One row per minute, joined to the session that was live then; import the session list first.",
        ],
        "tiktok.creator_live" => [
            "TikTok 直播场次",
            "TikTok LIVE sessions",
            "TikTok LIVE 中心导出的 Creator-Live-Performance。每场一行。",
            "Creator-Live-Performance from the TikTok LIVE center. One row per LIVE.",
        ],
        "tiktok.creator_live_zh" => [
            "TikTok 直播场次（中文界面）",
            "TikTok LIVE sessions, Chinese",
            "中文界面的 TikTok LIVE 中心导出。每场一行。",
            "The LIVE center's export with a Chinese surface. One row per LIVE.",
        ],
        "tiktok.live_analysis" => [
            "TikTok 直播分析",
            "TikTok Live Analysis",
            "TikTok Shop 卖家中心 → Live Analysis。每场一行，币种写在表头括号里。",
            "TikTok Shop seller center → Live Analysis. One row per LIVE, the currency in the headers.",
        ],
        "tiktok.live_list" => [
            "TikTok 近 28 天直播列表",
            "TikTok LIVE list, 28 days",
            "TikTok Shop 近 28 天的直播列表。每场一行，表头在第 3 行。",
            "TikTok Shop's list of the LIVEs of 28 days. One row per LIVE, header in row 3.",
        ],
        "tiktok.live_ads" => [
            "TikTok 直播广告",
            "TikTok LIVE ads",
            "直播广告花费。每个计划一行，同一场的花费相加后归入该场。",
            "Ad cost of LIVEs. One row per campaign; the costs of one LIVE are added up.",
        ],
        "tiktok.session_products" => [
            "TikTok 单场商品",
            "TikTok session products",
            "一场直播的 Product 表。场次用文件名末尾的 Room ID 认。",
            "The Product sheet of one LIVE. The Room ID at the end of the file name tells the session.",
        ],
        "tiktok.live_product_sales" => [
            "TikTok 直播商品销售",
            "TikTok LIVE product sales",
            "直播商品销售（商品信息、总成交额、佣金、成交件数）。场次用文件名末尾的 Room ID 认。",
            "Products sold in a LIVE, Chinese headers. The Room ID at the end of the file name tells the session.",
        ],
        "tiktok.trend" => [
            "TikTok 单场趋势",
            "TikTok session trend",
            "一场直播的 Trend Stat。每个时段一行，归入当时正在播的场次；请先导入场次列表。",
            "The Trend Stat of one LIVE. One row per interval, joined to the session that was live then; import the session list first.",
        ],
        "tiktok.product_list" => [
            "TikTok 商品列表（38 列）",
            "TikTok product list, 38 columns",
            "TikTok Shop 的 product_list。商品编号、名称和整段时间的数字。",
            "TikTok Shop's product_list. Ids, names and the figures of the period.",
        ],
        "tiktok.product_list_wide" => [
            "TikTok 商品列表（175 列）",
            "TikTok product list, 175 columns",
            "TikTok Shop 按渠道的 product_list。商品编号、名称和整段时间的数字。",
            "TikTok Shop's product_list by channel. Ids, names and the figures of the period.",
        ],
        "tiktok.orders" => [
            "TikTok 订单",
            "TikTok orders",
            "TikTok Shop 卖家中心 → 订单 → 导出。每个 SKU 一行。",
            "TikTok Shop seller center → Orders → Export. One row per SKU.",
        ],
        "taobao.orders" => [
            "淘宝 订单",
            "Taobao orders",
            "千牛 → 已卖出的宝贝 → 批量导出的订单报表（ExportOrderList）。每个订单一行；收货人信息不会读取。",
            "The order report from the list of sold items (ExportOrderList). One row per order; recipients are not read.",
        ],
        "taobao.order_items" => [
            "淘宝 宝贝明细",
            "Taobao order items",
            "千牛 → 已卖出的宝贝 → 批量导出的宝贝报表（ExportOrderDetailList）。每个子订单一行。",
            "The item report from the list of sold items (ExportOrderDetailList). One row per sub-order.",
        ],
        "taobao.sessions" => [
            "淘宝 直播场次",
            "Taobao sessions",
            "淘宝直播 → 数据 → 直播分场次。每场一行，带场次 ID。",
            "Taobao Live → Data → By session. One row per session, with its id.",
        ],
        "taobao.session_products" => [
            "淘宝 场次商品",
            "Taobao session products",
            "淘宝直播 → 数据 → 直播分商品效果。每场每个商品一行。",
            "Taobao Live → Data → By product. One row per session and product.",
        ],
        "taobao.live_orders" => [
            "淘宝 直播订单",
            "Taobao LIVE orders",
            "淘宝直播 → 数据 → 直播订单明细。每个子订单一行，带场次 ID；订单报表也导入时以订单报表为准。",
            "Taobao Live → Data → LIVE order details. One row per sub-order, with its session; an order report goes first where both know an order.",
        ],
        "taobao.comments" => [
            "淘宝 直播评论",
            "Taobao LIVE comments",
            "从中控台抓取的评论 CSV：Username、Comment Time、Comment Content。",
            "Comments collected from the LIVE console as CSV: Username, Comment Time, Comment Content.",
        ],
        "sycm.products" => [
            "生意参谋 商品排行",
            "Sycm product ranking",
            "生意参谋 → 品类 → 商品排行（.xls）。商品编号、名称和整段时间的数字。",
            "Sycm's product ranking (.xls). Ids, names and the figures of the period.",
        ],
        "kuaishou.orders" => [
            "快手 订单",
            "Kuaishou orders",
            "快手小店 → 订单管理 → 导出。每个订单一行；收货人信息不会读取。",
            "Kuaishou shop → Orders → Export. One row per order; recipients are not read.",
        ],
        "wechat.orders" => [
            "微信小店 订单",
            "WeChat shop orders",
            "微信小店（视频号）→ 订单管理 → 导出。订单里的每个商品一行；收件人信息不会读取。",
            "WeChat shop (Channels) → Orders → Export. One row per product of an order; recipients are not read.",
        ],
        "xhs.buyer_orders" => [
            "小红书 买手订单",
            "Xiaohongshu creator orders",
            "千帆 → 买手数据 → 订单明细。买手带来的每个规格一行。",
            "Xiaohongshu seller back office → Creator data → Order details. One row per SKU that a creator sold.",
        ],
        "xhs.orders" => [
            "小红书 订单",
            "Xiaohongshu orders",
            "千帆 → 订单 → 导出的「订单信息」表。每个 SKU 一行。",
            "Xiaohongshu seller back office → Orders → Export. One row per SKU.",
        ],
        "xhs.sessions" => [
            "小红书 直播场次",
            "Xiaohongshu sessions",
            "千帆 → 数据 → 直播间列表 → 下载数据。每场一行。",
            "Xiaohongshu seller back office → Data → Session list → Download. One row per session.",
        ],
        "shopee.live" => [
            "Shopee 直播场次",
            "Shopee Live sessions",
            "Shopee Live 的直播列表 CSV（印尼语或英语表头）。每场一行。",
            "Shopee Live's list of livestreams as CSV, with Indonesian or English headers. One row per livestream.",
        ],
        "shopee.live_products" => [
            "Shopee 场次商品",
            "Shopee Live products",
            "Shopee Live 一场的商品 CSV。每个商品一行，场次写在文件名里。",
            "The products of one Shopee livestream as CSV. One row per product; the file name says which session.",
        ],
        "pdd.orders" => [
            "拼多多 订单",
            "Pinduoduo orders",
            "拼多多商家后台 → 订单查询 → 导出。每个订单一行；地址不会读取。",
            "Pinduoduo seller back office → Orders → Export. One row per order; addresses are not read.",
        ],
        "shopify.orders" => [
            "Shopify 订单",
            "Shopify orders",
            "Shopify 后台 → 订单 → 导出的 orders_export.csv。每个商品一行；顾客姓名和地址不会读取。",
            "Shopify admin → Orders → Export (orders_export.csv). One row per line item; names and addresses are not read.",
        ],
        "amazon.orders" => [
            "亚马逊 订单报告",
            "Amazon order report",
            "亚马逊卖家平台 → 订单报告（制表符分隔的 .txt）。每个订单商品一行；没有价格的报告金额留空。",
            "Amazon seller central → Order reports (tab separated .txt). One row per order item; a report without prices leaves the amounts blank.",
        ],
        "woo.orders" => [
            "WooCommerce 订单",
            "WooCommerce orders",
            "WooCommerce 插件导出的订单 CSV。每个订单一行；顾客姓名和地址不会读取。",
            "Orders as CSV from a WooCommerce export plugin. One row per order; names and addresses are not read.",
        ],
        "sessions" => [
            "自己的场次表",
            "Your table of sessions",
            "每场一行，至少有开始时间和一个数字。",
            "One row per session with at least its start and one figure.",
        ],
        "session_products" => [
            "自己的场次商品表",
            "Your table of products per session",
            "每场每个商品一行。",
            "One row per product and session.",
        ],
        "channels" => [
            "自己的渠道表",
            "Your table of channels",
            "每场每个渠道一行。",
            "One row per channel and session.",
        ],
        "minutes" => [
            "自己的分钟曲线",
            "Your time curve",
            "每分钟一行：在线、进入、评论、订单等。",
            "One row per minute: online, entered, comments, orders and so on.",
        ],
        "segments" => [
            "自己的讲解表",
            "Your talk segments",
            "每段讲解一行：商品、开始、结束。",
            "One row per talk segment: product, start, end.",
        ],
        "orders" => [
            "自己的订单表",
            "Your table of orders",
            "每个订单商品一行。",
            "One row per order line.",
        ],
        "products" => [
            "自己的商品表",
            "Your product catalogue",
            "每个商品一行：类目、成本、库存、角色。",
            "One row per product: category, cost, stock, role.",
        ],
        "viewers" => [
            "自己的观众表",
            "Your table of viewers",
            "每位观众一行；编号只以加密摘要保存。",
            "One row per viewer; the id is kept only as a keyed hash.",
        ],
        "income" => [
            "其他收入",
            "Other income",
            "日期、类型、金额：广告分成、课程等。",
            "Date, kind, amount: ad share, courses and so on.",
        ],
        "comments" => [
            "评论记录",
            "Comments",
            "每条评论一行：时间、用户、内容。",
            "One row per comment: time, user, text.",
        ],
        "events" => [
            "行为记录",
            "Behaviour log",
            "每个行为一行：观众、商品、行为、时间。",
            "One row per action: viewer, product, action, time.",
        ],
        "visits" => [
            "访问记录",
            "Visits",
            "每次访问一行：一个结果列，其余列都是特征。",
            "One row per visit: an outcome, and every other column a feature.",
        ],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::kinds;

    #[test]
    fn every_kind_has_a_name_and_a_description_in_both_languages() {
        for kind in kinds() {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(kind_name(&kind.id.0, lang), kind.id.0, "{}", kind.id);
                assert!(!kind_description(&kind.id.0, lang).is_empty(), "{}", kind.id);
            }
        }
    }
}
