//! Texts of the linked filters.

use super::Lang;

/// No limit of dates.
pub fn all_dates(lang: Lang) -> String {
    lang.pick("全部日期", "All dates").to_owned()
}

/// No limit.
pub fn all(lang: Lang) -> String {
    lang.pick("全部", "All").to_owned()
}

/// Before the shop, the host, the platform and the product.
pub fn labels(lang: Lang) -> [String; 4] {
    lang.pick(["店铺", "主播", "平台", "商品"], ["Shop", "Host", "Platform", "Product"])
        .map(str::to_owned)
}

/// Sessions in which a product was on sale.
pub fn sold(product: &str, lang: Lang) -> String {
    lang.pick(format!("卖过「{product}」的场次"), format!("sessions that offered {product}"))
}

/// That a page shows only part of the sessions, and what they are compared with.
pub fn only(parts: &[String], sessions: usize, lang: Lang) -> String {
    let list = parts.join(" · ");
    match lang {
        Lang::Zh => format!("只看 {list}：{sessions} 场。和同类比时仍用全部场次。"),
        Lang::En => {
            format!("Only {list}: {sessions} sessions. Comparisons still use all sessions.")
        }
    }
}
