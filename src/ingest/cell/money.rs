//! Amounts: currency signs, countries, and the number between.

use super::number::{Dialect, parse_number};
use crate::domain::Money;

/// Signs and codes that stand at an amount, the longer first, and their ISO code.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("A$", "AUD"),
    ("CNY", "CNY"),
    ("RMB", "CNY"),
    ("USD", "USD"),
    ("IDR", "IDR"),
    ("MYR", "MYR"),
    ("THB", "THB"),
    ("VND", "VND"),
    ("BRL", "BRL"),
    ("PHP", "PHP"),
    ("SGD", "SGD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("JPY", "JPY"),
    ("Rp", "IDR"),
    ("RM", "MYR"),
    ("人民币", "CNY"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("元", "CNY"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("đ", "VND"),
    ("₱", "PHP"),
];

/// Takes a currency sign off either end.
pub(in crate::ingest) fn strip_currency(text: &str) -> (&str, Option<&'static str>) {
    let text = text.trim();
    let (sign, body) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    for (mark, code) in SIGNS {
        if let Some(rest) = body.strip_prefix(mark) {
            // The minus may stand before the sign: -¥5.
            if sign && !rest.trim_start().starts_with('-') {
                continue;
            }
            let rest = rest.trim_start();
            return (
                rest.strip_prefix('.').filter(|r| *code == "IDR" && !r.is_empty()).unwrap_or(rest),
                Some(code),
            );
        }
        if let Some(rest) = text.strip_suffix(mark) {
            return (rest.trim_end(), Some(code));
        }
    }
    (text, None)
}

/// An amount with its currency when a sign stands at it.
pub(in crate::ingest) fn parse_money(
    text: &str,
    dialect: Dialect,
) -> Option<(Money, Option<&'static str>)> {
    let text = text.trim();
    let (outer, negative) = match text.strip_prefix(['-', '−']) {
        Some(rest) if strip_currency(rest.trim_start()).1.is_some() => (rest.trim_start(), true),
        _ => (text, false),
    };
    let (body, code) = strip_currency(outer);
    let value = parse_number(body, dialect)?;
    let money = Money::from_major(if negative { -value } else { value })?;
    Some((money, code))
}

/// The ISO code a `currency` column's value means.
pub(in crate::ingest) fn currency_code(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some((_, code)) = SIGNS.iter().find(|(mark, _)| mark.eq_ignore_ascii_case(text)) {
        return Some((*code).to_owned());
    }
    let code = text.to_ascii_uppercase();
    (code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
}

/// Currency and IANA zone of a country column's value.
pub(in crate::ingest) fn country(text: &str) -> Option<(&'static str, &'static str)> {
    Some(match text.trim().to_lowercase().as_str() {
        "china" | "cn" | "中国" => ("CNY", "Asia/Shanghai"),
        "indonesia" | "id" | "印度尼西亚" => ("IDR", "Asia/Jakarta"),
        "malaysia" | "my" | "马来西亚" => ("MYR", "Asia/Kuala_Lumpur"),
        "thailand" | "th" | "泰国" | "ประเทศไทย" => ("THB", "Asia/Bangkok"),
        "vietnam" | "viet nam" | "vn" | "việt nam" | "越南" => ("VND", "Asia/Ho_Chi_Minh"),
        "philippines" | "the philippines" | "ph" | "菲律宾" => ("PHP", "Asia/Manila"),
        "singapore" | "sg" | "新加坡" => ("SGD", "Asia/Singapore"),
        "brazil" | "brasil" | "br" | "巴西" => ("BRL", "America/Sao_Paulo"),
        "united states" | "usa" | "us" | "美国" => ("USD", "America/New_York"),
        "united kingdom" | "uk" | "gb" | "英国" => ("GBP", "Europe/London"),
        "japan" | "jp" | "日本" => ("JPY", "Asia/Tokyo"),
        _ => return None,
    })
}

/// The zone where a currency is at home.
pub(in crate::ingest) fn zone_of(currency: &str) -> Option<&'static str> {
    Some(match currency {
        "CNY" => "Asia/Shanghai",
        "IDR" => "Asia/Jakarta",
        "MYR" => "Asia/Kuala_Lumpur",
        "THB" => "Asia/Bangkok",
        "VND" => "Asia/Ho_Chi_Minh",
        "PHP" => "Asia/Manila",
        "SGD" => "Asia/Singapore",
        "BRL" => "America/Sao_Paulo",
        "USD" => "America/New_York",
        "GBP" => "Europe/London",
        "JPY" => "Asia/Tokyo",
        "HKD" => "Asia/Hong_Kong",
        "TWD" => "Asia/Taipei",
        _ => return None,
    })
}

/// Whether amounts of the currency are written with separators but without decimals.
pub(in crate::ingest) fn is_dotted(currency: Option<&str>) -> bool {
    matches!(currency, Some("VND" | "IDR"))
}
