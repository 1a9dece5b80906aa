//! Names and descriptions of kinds with figures of hours, days and periods.

/// Name and description in both languages.
pub(super) fn kind_texts(id: &str) -> Option<[&'static str; 4]> {
    Some(match id {
        "qianchuan.daily" => [
            "巨量千川 分日数据",
            "Qianchuan ads by day",
            "千川 → 推广直播间画面，按天。场次导出里没有投放消耗时，用它推算那一场花了多少。",
            "Qianchuan ads of the live room by day. Where a session's export has no ad spend, it is worked out from these.",
        ],
        "qianchuan.hourly" => [
            "巨量千川 分时数据",
            "Qianchuan ads by hour",
            "千川 → 推广直播间画面，按小时。比按天的更准，用来推算每一场的投放消耗。",
            "Qianchuan ads of the live room by hour: more exact than by day for what a session's ads cost.",
        ],
        "douyin.hosts" => [
            "抖音罗盘 主播分析",
            "Douyin host analysis",
            "罗盘 → 主播分析。每位主播一行，是整段时间的数字。",
            "Compass → Host analysis. One row per host with the figures of a period.",
        ],
        "taobao.live_daily" => [
            "淘宝 直播分日数据",
            "Taobao LIVE by day",
            "中控台每日概览，或生意参谋直播间大盘。每天一行。",
            "The console's daily overview. One row a day.",
        ],
        "tiktok.live_daily" => [
            "TikTok 直播分日数据",
            "TikTok LIVE by day",
            "Seller Center 的直播分析，按天。",
            "LIVE analytics of Seller Center, by day.",
        ],
        "tiktok.shop_daily" => [
            "TikTok 店铺分日数据",
            "TikTok shop analytics by day",
            "Seller Center 的店铺数据，按天或整段时间。",
            "Shop analytics of Seller Center, by day or for a period.",
        ],
        "twitch.daily" => [
            "Twitch 分日数据",
            "Twitch by day",
            "Twitch 的频道分析，按天。只读观众和时长，不读收入。",
            "Twitch channel analytics by day. Viewers and time are read, income is not.",
        ],
        "douyin.videos" => [
            "抖音罗盘 短视频明细",
            "Douyin videos",
            "罗盘 → 短视频明细。每条视频一行，数字是视频的，不加进任何一场直播。",
            "Compass → Videos. One row per video; its figures are added to no session.",
        ],
        "qianchuan.videos" => [
            "巨量千川 视频素材",
            "Qianchuan ad videos",
            "千川 → 视频素材。每条素材一行；一场花了多少仍由分日、分时数据推算。",
            "Qianchuan ad videos, one row each. What a session's ads cost is still worked out from days and hours.",
        ],
        "tiktok.videos" => [
            "TikTok 短视频",
            "TikTok videos",
            "TikTok Shop 的短视频数据。每条视频一行，不加进任何一场直播。",
            "Videos of TikTok Shop, one row each; added to no LIVE.",
        ],
        "youtube.videos" => [
            "YouTube 工作室 视频数据",
            "YouTube Studio videos",
            "YouTube 工作室 → 高级模式 → 导出的压缩包，读里面的 Table data.csv。每条视频一行；分不出哪些是直播，所以不当作场次。",
            "YouTube Studio → Advanced mode → Export: Table data.csv of the archive. One row per video; LIVEs cannot be told apart and are no sessions.",
        ],
        "twitch.monthly" => [
            "Twitch 分月数据",
            "Twitch by month",
            "Twitch 的频道分析，按月。只读观众、时长和付费订阅，不读收入。",
            "Twitch channel analytics by month. Viewers, time and paid subscriptions are read, income is not.",
        ],
        _ => return None,
    })
}
