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

/// Before the platform and the host.
pub fn labels(lang: Lang) -> [String; 2] {
    lang.pick(["店铺", "主播"], ["Shop", "Host"]).map(str::to_owned)
}
