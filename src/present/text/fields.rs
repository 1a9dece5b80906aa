//! Figures of a session by name, and what is said of those that are missing.

use super::Lang;
use crate::metrics::{FieldFrom, SessionField};

/// A figure's name.
pub fn name(field: SessionField, lang: Lang) -> &'static str {
    let (zh, en) = match field {
        SessionField::Length => ("时长", "Length"),
        SessionField::Impressions => ("曝光", "Impressions"),
        SessionField::Viewers => ("观看人数", "Viewers"),
        SessionField::Views => ("观看次数", "Views"),
        SessionField::NaturalPaid => ("自然和付费", "Natural / paid"),
        SessionField::WatchTime => ("停留时长", "Watch time"),
        SessionField::Online => ("在线人数", "Online at once"),
        SessionField::ProductShown => ("商品曝光", "Product shown"),
        SessionField::ProductClicks => ("商品点击", "Product clicks"),
        SessionField::Buyers => ("成交人数", "Buyers"),
        SessionField::Orders => ("订单数", "Orders"),
        SessionField::Items => ("件数", "Items"),
        SessionField::Gmv => ("成交金额", "GMV"),
        SessionField::PaidAmount => ("支付金额", "Paid amount"),
        SessionField::Refunds => ("退款", "Refunds"),
        SessionField::AdSpend => ("投放", "Ad spend"),
        SessionField::Comments => ("评论", "Comments"),
        SessionField::Followers => ("涨粉", "Followers"),
        SessionField::Likes => ("点赞", "Likes"),
    };
    lang.pick(zh, en)
}

/// 有, 一部分, 推算, 没有.
pub fn legend(lang: Lang) -> Vec<String> {
    lang.pick(["有", "一部分", "推算", "没有"], ["there", "in part", "estimated", "missing"])
        .map(str::to_owned)
        .to_vec()
}

/// The switch between tables and figures.
pub fn views(lang: Lang) -> [String; 2] {
    lang.pick(["按表", "按数字"], ["Tables", "Figures"]).map(str::to_owned)
}

/// How many sessions are shown.
pub fn all_sessions(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("全部 {count} 场"),
        Lang::En if count == 1 => "1 session".to_owned(),
        Lang::En => format!("all {count} sessions"),
    }
}

/// Where a figure is worked out from.
pub fn from(from: FieldFrom, lang: Lang) -> &'static str {
    let (zh, en) = match from {
        FieldFrom::Products => ("由商品行推算", "worked out from its products"),
        FieldFrom::Channels => ("由渠道行推算", "worked out from its channels"),
        FieldFrom::Minutes => ("由分钟曲线推算", "worked out from its minutes"),
        FieldFrom::Orders => ("由订单推算", "worked out from its orders"),
        FieldFrom::Comments => ("由评论推算", "worked out from its comments"),
        FieldFrom::Fact(_) | FieldFrom::Nowhere => ("", ""),
    };
    lang.pick(zh, en)
}

/// Refunds that still come in.
pub fn not_settled(lang: Lang) -> &'static str {
    lang.pick("退货期没过，还会变", "returns are still open, it will grow")
}

/// The export that tells most of what is missing.
pub fn step(export: &str, fields: &[(SessionField, usize)], sessions: usize, lang: Lang) -> String {
    const NAMED: usize = 3;
    let names: Vec<&str> = fields.iter().take(NAMED).map(|(field, _)| name(*field, lang)).collect();
    let count = fields.len();
    let joined = names.join(lang.pick("、", ", "));
    match (lang, count > NAMED) {
        (Lang::Zh, true) => {
            format!("再导一份「{export}」，补上 {sessions} 场的{joined}等 {count} 项")
        }
        (Lang::Zh, false) => format!("再导一份「{export}」，补上 {sessions} 场的{joined}"),
        (Lang::En, true) => format!(
            "A \"{export}\" fills {joined} and {} more in {sessions} sessions",
            count - NAMED
        ),
        (Lang::En, false) => format!("A \"{export}\" fills {joined} in {sessions} sessions"),
    }
}

/// No export tells what is missing.
pub fn no_export(lang: Lang) -> String {
    lang.pick("缺的这些，认得的导出里都没有", "No export that is known tells what is missing")
        .to_owned()
}

/// The sentence below.
pub fn sentence(
    all: usize,
    whole: usize,
    gaps: &[(&str, usize)],
    sessions: usize,
    lang: Lang,
) -> String {
    if gaps.is_empty() {
        return match lang {
            Lang::Zh => format!("{all} 项数字每场都有着落，其中 {whole} 项完全来自导出。"),
            Lang::En => format!(
                "All {all} figures are known in every session, {whole} of them told by exports alone."
            ),
        };
    }
    let named: Vec<String> = gaps
        .iter()
        .take(3)
        .map(|(name, missing)| match (lang, *missing == sessions) {
            (Lang::Zh, true) => format!("{name}每场都没有"),
            (Lang::Zh, false) => format!("{name} {missing} 场"),
            (Lang::En, true) => format!("{name} in every session"),
            (Lang::En, false) => format!("{name} in {missing}"),
        })
        .collect();
    let named = named.join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!("{all} 项里 {whole} 项每场都有；缺得最多：**{named}**。"),
        Lang::En => {
            format!(
                "{whole} of {all} figures are there in every session; most missing: **{named}**."
            )
        }
    }
}
