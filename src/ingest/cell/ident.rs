//! Ids: always text, never numbers.

/// An id cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Id {
    Missing,
    Text(String),
    /// A spreadsheet made a rounded number of it.
    Damaged,
}

/// Takes off what spreadsheets and exports put around ids: tabs, blanks, `'`, `="…"`.
pub(in crate::ingest) fn clean_id(text: &str) -> Id {
    let blank = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
    };
    let mut text = text.trim_matches(blank);
    if let Some(inner) = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
        text = inner.trim_matches(blank);
    }
    text = text.trim_start_matches(['\'', '‘', '`']).trim_matches(blank);
    text = text.trim_matches('"').trim_matches(blank);
    if super::is_missing(text) {
        return Id::Missing;
    }
    if is_rounded(text) {
        return Id::Damaged;
    }
    Id::Text(text.to_owned())
}

/// The id in a number cell: exact only up to the 15 digits a spreadsheet keeps.
pub(in crate::ingest) fn id_of_number(number: f64) -> Id {
    if !number.is_finite() || number.abs() >= 1e15 {
        Id::Damaged
    } else {
        Id::Text(format!("{number}"))
    }
}

/// `1.23E+18`
fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let digits = exponent.strip_prefix('+').unwrap_or(exponent);
    let fraction = mantissa.strip_prefix(|c: char| c.is_ascii_digit());
    let explicit = exponent.starts_with('+') || mantissa.contains('.');
    explicit
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && fraction.is_some_and(|f| {
            f.is_empty()
                || f.strip_prefix('.')
                    .is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
        })
}

/// Whether a person's id is masked or no id at all, so that it tells nobody from another.
pub(in crate::ingest) fn is_masked(text: &str) -> bool {
    text.contains(['*', '＊', '•', '●'])
}
