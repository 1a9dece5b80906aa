//! Lengths of time.

use super::number::{Dialect, parse_number};

/// Seconds of a duration; `bare` is what one unit of a bare number is worth.
pub(in crate::ingest) fn parse_duration(text: &str, bare: f64) -> Option<f64> {
    let text = text.trim();
    if let Some(number) = parse_number(text, Dialect::PLAIN) {
        return finite(number * bare);
    }
    if text.contains([':', '：']) {
        return clock(text);
    }
    let mut seconds = 0.0;
    let mut rest = text;
    let mut parts = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let number: f64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let unit = match rest[..end].trim().to_lowercase().as_str() {
            "天" | "d" | "day" | "days" => 86_400.0,
            "小时" | "时" | "h" | "hr" | "hrs" | "hour" | "hours" => 3_600.0,
            "分钟" | "分" | "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
            "秒" | "秒钟" | "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
            "毫秒" | "ms" => 0.001,
            _ => return None,
        };
        seconds += number * unit;
        parts += 1;
        rest = rest[end..].trim_start();
    }
    if parts == 0 { None } else { finite(seconds) }
}

/// `4:02:02`, and `2:05` as minutes and seconds.
fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split([':', '：']).map(str::trim).collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let mut seconds = 0.0;
    for (at, part) in parts.iter().enumerate() {
        if part.is_empty() || !part.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return None;
        }
        let number: f64 = part.parse().ok()?;
        if at > 0 && number >= 60.0 {
            return None;
        }
        seconds = seconds * 60.0 + number;
    }
    finite(seconds)
}

fn finite(seconds: f64) -> Option<f64> {
    // A thousand years: more is no duration of a broadcast but a damaged cell.
    (seconds.is_finite() && (0.0..3.2e10).contains(&seconds)).then_some(seconds)
}
