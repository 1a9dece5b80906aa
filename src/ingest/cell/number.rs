//! Numbers as people and platforms write them: separators, 万, percent.

/// What a separator means in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Sep {
    Decimal,
    Thousands,
}

/// What `.` and `,` mean where a value alone does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Dialect {
    pub dot: Sep,
    pub comma: Sep,
}

impl Dialect {
    /// `1,234.5`
    pub const PLAIN: Self = Self { dot: Sep::Decimal, comma: Sep::Thousands };
    /// Whole numbers: `1,234` and `1.234` both count in thousands.
    pub const WHOLE: Self = Self { dot: Sep::Thousands, comma: Sep::Thousands };

    /// What the signs mean where the decimal sign was said.
    pub fn with_decimal(sign: char) -> Self {
        match sign {
            ',' => Self { dot: Sep::Thousands, comma: Sep::Decimal },
            _ => Self::PLAIN,
        }
    }

    fn of(self, sign: char) -> Sep {
        if sign == '.' { self.dot } else { self.comma }
    }
}

/// What one value shows about a separator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    None,
    Decimal,
    Thousands,
    /// One separator with exactly three digits behind it.
    Either,
}

/// Splits digits from blanks and grouping apostrophes; `None` when other characters stand in it.
fn core(text: &str) -> Option<(bool, String)> {
    let mut negative = false;
    let mut text = text.trim();
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        negative = true;
        text = inner.trim();
    }
    if let Some(rest) = text.strip_prefix(['-', '−', '－']) {
        negative = !negative;
        text = rest.trim_start();
    } else if let Some(rest) = text.strip_prefix('+') {
        text = rest.trim_start();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '0'..='9' | '.' | ',' => out.push(c),
            '０'..='９' => out.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
            '，' => out.push(','),
            '．' => out.push('.'),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '\t' => {}
            _ => return None,
        }
    }
    out.bytes().any(|b| b.is_ascii_digit()).then_some((negative, out))
}

fn grouped(digits: &str, sign: char) -> bool {
    let mut groups = digits.split(sign);
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

fn shape(digits: &str, sign: char) -> Shape {
    let other = if sign == '.' { ',' } else { '.' };
    let Some(last) = digits.rfind(sign) else {
        return Shape::None;
    };
    match digits.rfind(other) {
        Some(at) if at > last => Shape::Thousands,
        Some(_) => Shape::Decimal,
        None if digits.matches(sign).count() > 1 => Shape::Thousands,
        None => {
            let whole = &digits[..last];
            let can_group = (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            if digits.len() - last - 1 == 3 && can_group { Shape::Either } else { Shape::Decimal }
        }
    }
}

/// A number in the given dialect. Understands signs, brackets for negatives, `万`, `w`, `亿`,
/// `k` and exponents; no currency signs and no percent.
pub(in crate::ingest) fn parse_number(text: &str, dialect: Dialect) -> Option<f64> {
    let text = text.trim();
    // Machine-written exponents, such as 1.2E-05.
    if text.contains(['e', 'E']) {
        let plain =
            text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E'));
        let starts = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        let value: f64 = (plain && starts).then(|| text.parse().ok())??;
        return value.is_finite().then_some(value);
    }
    let (body, factor) = scale(text);
    let (negative, digits) = core(body)?;
    let dots = shape(&digits, '.');
    let commas = shape(&digits, ',');
    let decimal = match (dots, commas) {
        (Shape::Decimal, _) => Some('.'),
        (_, Shape::Decimal) => Some(','),
        (Shape::Either, _) if dialect.of('.') == Sep::Decimal => Some('.'),
        (_, Shape::Either) if dialect.of(',') == Sep::Decimal => Some(','),
        _ => None,
    };
    let plain = match decimal {
        Some(sign) => {
            let (whole, fraction) = digits.rsplit_once(sign)?;
            let group = if sign == '.' { ',' } else { '.' };
            if fraction.contains(['.', ',']) || whole.contains(sign) {
                return None;
            }
            if whole.contains(group) && !grouped(whole, group) {
                return None;
            }
            let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
            format!("{whole}.{fraction}")
        }
        None => {
            for sign in ['.', ','] {
                if digits.contains(sign) && !grouped(&digits, sign) {
                    return None;
                }
            }
            digits.chars().filter(char::is_ascii_digit).collect()
        }
    };
    let value: f64 = plain.parse().ok()?;
    let value = if negative { -value } else { value } * factor;
    value.is_finite().then_some(value)
}

fn scale(text: &str) -> (&str, f64) {
    const ENDS: [(&str, f64); 7] =
        [("万亿", 1e12), ("亿", 1e8), ("万", 1e4), ("w", 1e4), ("W", 1e4), ("k", 1e3), ("K", 1e3)];
    for (end, factor) in ENDS {
        if let Some(body) = text.strip_suffix(end) {
            return (body.trim_end(), factor);
        }
    }
    (text, 1.0)
}

/// What the separators of a column mean, from its text values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Decision {
    pub dialect: Dialect,
    /// Read as thousands only because nothing has three decimals.
    pub assumed: bool,
}

/// Decides for a column of amounts. `dotted` is true for currencies that are written with
/// separators but without decimals (₫, Rp); `signed` when a currency sign stands at the amounts.
pub(in crate::ingest) fn decide<'a>(
    values: impl Iterator<Item = &'a str>,
    dotted: bool,
    signed: bool,
) -> Decision {
    let mut seen = [[false; 3]; 2];
    for value in values {
        let (body, factor) = scale(value.trim());
        let Some((_, digits)) = core(body) else {
            continue;
        };
        for (at, sign) in ['.', ','].into_iter().enumerate() {
            match shape(&digits, sign) {
                Shape::None => {}
                Shape::Decimal => seen[at][0] = true,
                Shape::Thousands => seen[at][1] = true,
                // 1.234万 has decimals.
                Shape::Either if factor > 1.0 => seen[at][0] = true,
                Shape::Either => seen[at][2] = true,
            }
        }
    }
    let mut assumed = false;
    let mut meaning = [Sep::Decimal, Sep::Thousands];
    for at in 0..2 {
        let [decimal, thousands, either] = seen[at];
        let other_is_decimal = seen[1 - at][0];
        if !(decimal || thousands || either) {
            continue;
        }
        meaning[at] = if thousands || (dotted && !decimal) {
            Sep::Thousands
        } else if decimal {
            Sep::Decimal
        } else {
            // Every separated value ends in exactly three digits.
            assumed |= !(other_is_decimal || at == 1 && signed);
            Sep::Thousands
        };
    }
    Decision { dialect: Dialect { dot: meaning[0], comma: meaning[1] }, assumed }
}

/// A share: `17.25%` anywhere; a bare number as the kind says.
pub(in crate::ingest) fn parse_ratio(text: &str, bare_is_percent: bool) -> Option<f64> {
    let text = text.trim();
    if let Some(body) = text.strip_suffix(['%', '％']) {
        return parse_number(body, ratio_dialect(body)).map(|v| v / 100.0);
    }
    let value = parse_number(text, ratio_dialect(text))?;
    Some(if bare_is_percent { value / 100.0 } else { value })
}

/// A ratio's single comma is a decimal comma; its single dot always a decimal point.
fn ratio_dialect(text: &str) -> Dialect {
    let comma = if text.contains('.') { Sep::Thousands } else { Sep::Decimal };
    Dialect { dot: Sep::Decimal, comma }
}
