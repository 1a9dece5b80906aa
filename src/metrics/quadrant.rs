//! Where a product stands: click rate against order rate.

use serde::Serialize;

/// A corner of click rate × order rate against the shop's own rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Corner {
    /// 主推: people click and buy.
    Push,
    /// 补转化: people click and do not buy.
    FixConversion,
    /// 补曝光: few click, those who do buy.
    ShowMore,
    /// 淘汰观察: neither.
    Watch,
    /// 还说不清: a range spans the shop's rate.
    Unclear,
}
