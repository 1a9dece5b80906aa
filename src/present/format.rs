//! Numbers, amounts, rates, dates and ranges as people read them, in both languages.

use jiff::ZonedDateTime;

use super::text::Lang;
use crate::domain::{Currency, Interval};

/// What stands for a missing value.
pub const MISSING: &str = "—";

/// A whole number with thousands separators and a true minus sign: `12,840`, `−156`.
pub fn count(value: f64) -> String {
    fixed(value, 0)
}

/// A number with thousands separators and `digits` decimals; − for less than nothing,
/// and never −0.
pub fn fixed(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    let plain = format!("{:.*}", digits, value.abs());
    let (whole, rest) = match plain.split_once('.') {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (plain.as_str(), None),
    };
    let mut text = String::new();
    if value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
}

/// With a + in front of what is above zero: `+62`, `−44`, `0`.
pub fn signed(text: String) -> String {
    let nothing = !text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if text.starts_with('−') || nothing || text == MISSING { text } else { format!("+{text}") }
}

/// `signed` of a whole number.
pub fn signed_count(value: f64) -> String {
    signed(count(value))
}

/// A large number: in full below 100,000, then `37.1 万`, `1.24 亿`, or `371K`, `1.24M`.
pub fn compact(value: f64, lang: Lang) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    if value.abs().round() < 100_000.0 {
        return count(value);
    }
    let units: &[(f64, &str)] = match lang {
        Lang::Zh => &[(1e4, " 万"), (1e8, " 亿"), (1e12, " 万亿")],
        Lang::En => &[(1e3, "K"), (1e6, "M"), (1e9, "B"), (1e12, "T")],
    };
    // The largest unit in which at least one whole unit is left after rounding to three figures.
    let (unit, word) = units
        .iter()
        .rev()
        .find(|(unit, _)| value.abs() / unit >= 0.9995)
        .copied()
        .unwrap_or(units[0]);
    let scaled = value / unit;
    let digits = match scaled.abs() {
        x if x >= 99.95 => 0,
        x if x >= 9.995 => 1,
        _ => 2,
    };
    format!("{}{word}", fixed(scaled, digits))
}

/// An amount in major units with its sign: `¥42,319`, `¥37.1 万`, `−¥4,693`.
pub fn money(value: f64, currency: &Currency, lang: Lang) -> String {
    with_sign(value, currency, compact(value.abs(), lang))
}

/// `1 session`, `52 sessions`: English counts in its nouns.
pub fn sessions_en(count: usize) -> String {
    if count == 1 {
        "1 session".to_owned()
    } else {
        format!("{} sessions", self::count(count as f64))
    }
}

/// An amount with `digits` decimals, for small figures such as 客单价 `¥103.2`.
pub fn money_fixed(value: f64, currency: &Currency, digits: usize) -> String {
    with_sign(value, currency, fixed(value.abs(), digits))
}

/// An amount with + or − in front: `+¥6,239`.
pub fn signed_money(value: f64, currency: &Currency, lang: Lang) -> String {
    signed(money(value, currency, lang))
}

fn with_sign(value: f64, currency: &Currency, digits: String) -> String {
    if digits == MISSING {
        return digits;
    }
    let minus = value < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b));
    let sign = currency.sign();
    // Codes of letters only are set apart from the figure; signs are not.
    let gap = if sign.chars().all(|c| c.is_ascii_alphabetic()) { " " } else { "" };
    format!("{}{sign}{gap}{digits}", if minus { "−" } else { "" })
}

/// A share of a whole with one decimal: `9.6%`.
pub fn percent(share: f64) -> String {
    percent_digits(share, 1)
}

/// A share with `digits` decimals; headlines use two.
pub fn percent_digits(share: f64, digits: usize) -> String {
    let text = fixed(share * 100.0, digits);
    if text == MISSING { text } else { format!("{text}%") }
}

/// The difference of two shares in points: `4.6点`, `4.6 pt`.
pub fn points(difference: f64, lang: Lang) -> String {
    let digits = if (difference * 100.0).abs() < 0.5 { 2 } else { 1 };
    let text = fixed(difference * 100.0, digits);
    match lang {
        Lang::Zh => format!("{text}点"),
        Lang::En => format!("{text} pt"),
    }
}

/// `11-21 周六` or `Sat 11-21`.
pub fn day(at: &ZonedDateTime, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{} {}", month_day(at), weekday(at, lang)),
        Lang::En => format!("{} {}", weekday(at, lang), month_day(at)),
    }
}

/// What begins with a day, with its year where that is not `this_year`: `2025 年 11-21 周五`.
pub fn in_year(text: String, year: i16, this_year: i16, lang: Lang) -> String {
    match lang {
        _ if year == this_year => text,
        Lang::Zh => format!("{year} 年 {text}"),
        Lang::En => format!("{year} · {text}"),
    }
}

/// `11-21`.
pub fn month_day(at: &ZonedDateTime) -> String {
    format!("{:02}-{:02}", at.month(), at.day())
}

/// `20:45`.
pub fn clock(at: &ZonedDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `周六` or `Sat`.
pub fn weekday(at: &ZonedDateTime, lang: Lang) -> String {
    weekday_name(at.weekday().to_monday_zero_offset() as usize, lang)
}

/// The weekday `0` = Monday … `6` = Sunday.
pub fn weekday_name(from_monday: usize, lang: Lang) -> String {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    lang.pick(ZH, EN)[from_monday % 7].to_owned()
}

/// From when to when: `11-21 周六 19:30–22:30`; over midnight the end gets `次日`.
pub fn span(start: &ZonedDateTime, end: Option<&ZonedDateTime>, lang: Lang) -> String {
    let Some(end) = end else {
        return format!("{} {}", day(start, lang), clock(start));
    };
    let over = if end.date() > start.date() { lang.pick("次日 ", "next day ") } else { "" };
    format!("{} {}–{over}{}", day(start, lang), clock(start), clock(end))
}

/// A length of time: `48 秒`, `2.6 分钟`, `3 小时`, `3 小时 5 分`.
pub fn duration(seconds: f64, lang: Lang) -> String {
    if !seconds.is_finite() {
        return MISSING.to_owned();
    }
    if seconds < 60.0 {
        return format!("{} {}", count(seconds), lang.pick("秒", "s"));
    }
    if seconds < 3600.0 {
        let minutes = seconds / 60.0;
        let digits = usize::from(minutes < 10.0 && minutes.fract() > 0.05);
        return format!("{} {}", fixed(minutes, digits), lang.pick("分钟", "min"));
    }
    let minutes = (seconds / 60.0).round() as i64;
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (rest, lang) {
        (0, Lang::Zh) => format!("{hours} 小时"),
        (0, Lang::En) => format!("{hours} h"),
        (_, Lang::Zh) => format!("{hours} 小时 {rest} 分"),
        (_, Lang::En) => format!("{hours} h {rest} min"),
    }
}

/// Two ends of a range; where one is negative a dash would be read as another minus.
pub fn ends(low: &str, high: &str) -> String {
    if low.starts_with('−') || high.starts_with('−') {
        format!("{low} ~ {high}")
    } else {
        format!("{low}–{high}")
    }
}

/// A range of shares: `2.6–8.3%`.
pub fn percent_range(range: &Interval) -> String {
    ends(&one(range.low * 100.0), &percent(range.high))
}

/// A range of amounts without their currency: `400–2,700`, `−300 ~ 1,200`.
pub fn count_range(range: &Interval) -> String {
    ends(&count(range.low), &count(range.high))
}

fn one(value: f64) -> String {
    fixed(value, 1)
}

/// A rate from few people, raw beside its estimate:
/// `3/40 = 7.5% → 估计 4.9%（2.6–8.3%）`.
pub fn shrunk(successes: f64, trials: f64, estimate: f64, range: &Interval, lang: Lang) -> String {
    let raw = raw_rate(successes, trials);
    let (estimate, range) = (percent(estimate), percent_range(range));
    match lang {
        Lang::Zh => format!("{raw} → 估计 {estimate}（{range}）"),
        Lang::En => format!("{raw} → estimate {estimate} ({range})"),
    }
}

/// `3/40 = 7.5%`; with nobody below the line the rate is missing.
pub fn raw_rate(successes: f64, trials: f64) -> String {
    let rate = if trials > 0.0 { percent(successes / trials) } else { MISSING.to_owned() };
    format!("{}/{} = {rate}", count(successes), count(trials))
}

/// A word at the beginning of a line: its first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A file's size: `86 KB`, `1.2 MB`.
pub fn bytes(size: u64) -> String {
    let size = size as f64;
    if size < 1_000.0 {
        format!("{} B", count(size))
    } else if size < 999_500.0 {
        format!("{} KB", count(size / 1e3))
    } else {
        format!("{} MB", fixed(size / 1e6, 1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        let cny = Currency::cny();
        for (value, zh, en) in [
            (0.0, "¥0", "¥0"),
            (42_319.0, "¥42,319", "¥42,319"),
            (99_999.4, "¥99,999", "¥99,999"),
            (99_999.6, "¥10.0 万", "¥100K"),
            (371_000.0, "¥37.1 万", "¥371K"),
            (123_600_000.0, "¥1.24 亿", "¥124M"),
            (99_996_000.0, "¥1.00 亿", "¥100M"),
            (1_240_000.0, "¥124 万", "¥1.24M"),
            (-4_693.0, "−¥4,693", "−¥4,693"),
            (-0.3, "¥0", "¥0"),
        ] {
            assert_eq!(money(value, &cny, Lang::Zh), zh, "{value}");
            assert_eq!(money(value, &cny, Lang::En), en, "{value}");
        }
        assert_eq!(money(5.0, &Currency("IDR".into()), Lang::En), "Rp 5");
        assert_eq!(money(5.0, &Currency("XTS".into()), Lang::En), "XTS 5");
        assert_eq!(money_fixed(103.24, &cny, 1), "¥103.2");
        assert_eq!(signed_money(6_239.0, &cny, Lang::Zh), "+¥6,239");
        assert_eq!(money(f64::NAN, &cny, Lang::Zh), MISSING);
    }

    #[test]
    fn small_samples_show_raw_and_estimate() {
        let range = Interval::new(0.026, 0.083);
        assert_eq!(
            shrunk(3.0, 40.0, 0.049, &range, Lang::Zh),
            "3/40 = 7.5% → 估计 4.9%（2.6–8.3%）"
        );
        assert_eq!(raw_rate(0.0, 0.0), "0/0 = —");
    }

    #[test]
    fn points_dates_and_lengths() {
        assert_eq!(points(0.046, Lang::Zh), "4.6点");
        assert_eq!(points(-0.0023, Lang::Zh), "−0.23点");
        let start: ZonedDateTime = "2026-11-21T19:30:00+08:00[Asia/Shanghai]".parse().unwrap();
        let end: ZonedDateTime = "2026-11-22T01:05:00+08:00[Asia/Shanghai]".parse().unwrap();
        assert_eq!(day(&start, Lang::Zh), "11-21 周六");
        assert_eq!(day(&start, Lang::En), "Sat 11-21");
        assert_eq!(span(&start, Some(&end), Lang::Zh), "11-21 周六 19:30–次日 01:05");
        for (seconds, zh) in [
            (48.0, "48 秒"),
            (156.0, "2.6 分钟"),
            (720.0, "12 分钟"),
            (3_599.0, "60 分钟"),
            (10_800.0, "3 小时"),
            (11_100.0, "3 小时 5 分"),
        ] {
            assert_eq!(duration(seconds, Lang::Zh), zh);
        }
        assert_eq!(signed_count(62.0), "+62");
        assert_eq!(signed_count(-44.0), "−44");
        assert_eq!(signed_count(0.0), "0");
    }

    proptest! {
        #[test]
        fn grouped_digits_read_back(value in -1e12f64..1e12, digits in 0usize..4) {
            let text = fixed(value, digits);
            let plain: String = text.replace(',', "").replace('−', "-");
            let back: f64 = plain.parse().unwrap();
            prop_assert!((back - value).abs() <= 0.5000001 * 10f64.powi(-(digits as i32)) + 1e-3);
            prop_assert!(!text.contains('-'));
            prop_assert!(back != 0.0 || !text.contains('−'));
        }

        #[test]
        fn a_larger_amount_never_reads_smaller(a in 0f64..1e13, b in 0f64..1e13) {
            for lang in [Lang::Zh, Lang::En] {
                let read = |v: f64| -> f64 {
                    let text = compact(v, lang).replace(',', "");
                    let unit = [
                        ("万亿", 1e12), ("亿", 1e8), ("万", 1e4),
                        ("T", 1e12), ("B", 1e9), ("M", 1e6), ("K", 1e3),
                    ].into_iter().find(|(w, _)| text.ends_with(w));
                    let (word, times) = unit.unwrap_or(("", 1.0));
                    text.trim_end_matches(word).trim().parse::<f64>().unwrap() * times
                };
                let (low, high) = if a <= b { (a, b) } else { (b, a) };
                prop_assert!(read(low) <= read(high) * (1.0 + 1e-9));
                prop_assert!((read(high) - high).abs() <= 0.006 * high + 0.5);
            }
        }
    }
}
