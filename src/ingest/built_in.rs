//! The kinds that are built in: the embedded TOML files, parsed once.

use std::sync::LazyLock;

use super::kind::KindDef;

macro_rules! embedded {
    ($($file:literal),* $(,)?) => { &[$(include_str!(concat!("kinds/", $file, ".toml"))),*] };
}

const FILES: &[&str] = embedded![
    "douyin_compass_sessions",
    "douyin_session_workbook",
    "douyin_session_products",
    "douyin_orders",
    "douyin_after_sales",
    "douyin_barrage",
    "douyin_collected_workbook",
    "douyin_products",
    "douyin_trend",
    "douyin_hosts",
    "douyin_videos",
    "qianchuan_videos",
    "qianchuan_daily",
    "qianchuan_hourly",
    "tiktok_creator_live",
    "tiktok_creator_live_zh",
    "tiktok_live_analysis",
    "tiktok_live_list",
    "tiktok_live_ads",
    "tiktok_session_products",
    "tiktok_live_product_sales",
    "tiktok_trend",
    "tiktok_product_list",
    "tiktok_product_list_wide",
    "tiktok_live_daily",
    "tiktok_shop_daily",
    "tiktok_videos",
    "tiktok_orders",
    "taobao_orders",
    "taobao_order_items",
    "taobao_sessions",
    "taobao_session_products",
    "taobao_live_orders",
    "taobao_comments",
    "taobao_live_daily",
    "sycm_products",
    "kuaishou_orders",
    "wechat_orders",
    "xhs_buyer_orders",
    "xhs_orders",
    "xhs_sessions",
    "pdd_orders",
    "shopee_live",
    "shopee_live_products",
    "shopify_orders",
    "amazon_orders",
    "woo_orders",
    "bilibili_comments",
    "youtube_live_chat",
    "youtube_videos",
    "twitch_daily",
    "twitch_monthly",
    "sessions",
    "session_products",
    "channels",
    "minutes",
    "segments",
    "orders",
    "products",
    "viewers",
    "income",
    "comments",
    "events",
    "visits",
];

/// The file of a kind that is built in.
pub(super) fn file_of(id: &str) -> Option<&'static str> {
    let at = kinds().iter().position(|kind| kind.id.0 == id)?;
    FILES.get(at).copied()
}

static KINDS: LazyLock<Vec<KindDef>> = LazyLock::new(|| {
    let parsed: Result<Vec<_>, _> = FILES.iter().map(|text| KindDef::parse(text)).collect();
    // The files are compiled in and a test reads every one of them.
    parsed.unwrap_or_else(|problem| panic!("embedded kind: {problem}"))
});

/// Every kind that is recognised, platforms first.
pub fn kinds() -> &'static [KindDef] {
    &KINDS
}

/// The kind with this id.
pub(super) fn find(id: &str) -> Option<&'static KindDef> {
    kinds().iter().find(|kind| kind.id.0 == id)
}
