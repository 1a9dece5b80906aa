//! Headers: normalising, unit brackets.

use unicode_normalization::UnicodeNormalization;

/// What a bracket at the end of a header says about its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    /// Amounts of this ISO currency.
    Currency(&'static str),
    /// Durations, in seconds per unit.
    Time(f64),
    /// Percentages.
    Percent,
    /// Numbers in ten thousands, amounts in yuan.
    TenThousand,
}

/// NFKC; byte order marks, zero-width and soft hyphens removed; blanks collapsed; lower case.
pub(super) fn normalise(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    if header.is_ascii() {
        header.chars().for_each(|c| push(&mut out, c));
    } else {
        header.nfkc().for_each(|c| push(&mut out, c));
    }
    // NFKC of the full-width comma and of some brackets leaves ASCII; only the end can be blank.
    while out.ends_with(' ') {
        out.pop();
    }
    out
}

fn push(out: &mut String, c: char) {
    if matches!(
        c,
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{202a}'..='\u{202e}'
    ) {
        return;
    }
    if c.is_whitespace() {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    } else if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        out.extend(c.to_lowercase());
    }
}

/// Splits a trailing unit or currency bracket off a normalised header. Brackets that tell
/// metrics apart, such as `(人数)`, are no units and stay.
pub(super) fn split_unit(header: &str) -> Option<(&str, Unit)> {
    let open = header.rfind('(')?;
    let inner = header.strip_suffix(')')?.get(open + 1..)?;
    let unit = match inner.trim() {
        "元" | "¥" | "cny" | "rmb" | "人民币" => Unit::Currency("CNY"),
        "rm" | "myr" => Unit::Currency("MYR"),
        "rp" | "idr" => Unit::Currency("IDR"),
        "$" | "usd" | "us$" => Unit::Currency("USD"),
        "฿" | "thb" => Unit::Currency("THB"),
        "₫" | "vnd" => Unit::Currency("VND"),
        "r$" | "brl" => Unit::Currency("BRL"),
        "₱" | "php" => Unit::Currency("PHP"),
        "s$" | "sgd" => Unit::Currency("SGD"),
        "£" | "gbp" => Unit::Currency("GBP"),
        "€" | "eur" => Unit::Currency("EUR"),
        "分钟" | "分" | "min" | "mins" | "minutes" => Unit::Time(60.0),
        "秒" | "s" | "sec" | "secs" | "seconds" => Unit::Time(1.0),
        "小时" | "时" | "h" | "hour" | "hours" => Unit::Time(3600.0),
        "%" => Unit::Percent,
        "万" | "万元" | "万人" | "万次" => Unit::TenThousand,
        _ => return None,
    };
    Some((header[..open].trim_end(), unit))
}
