//! Finds what tells who somebody is in free text: phone numbers, ID numbers, e-mail and postal
//! addresses. Rather too much than too little: a masked order number costs nothing, a stored
//! phone number does.

use serde::{Deserialize, Serialize};

use super::address;

/// What stands in place of what was found.
pub const MASK: &str = "***";

/// What a piece of text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Personal {
    /// A phone number.
    Phone,
    /// A Chinese ID number.
    IdNumber,
    /// An e-mail address.
    Email,
    /// A postal address down to house or room.
    Address,
}

/// A place in a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it looks like.
    pub what: Personal,
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

/// A text as it is searched: full-width letters and digits are like narrow ones.
pub(super) struct Text {
    pub chars: Vec<char>,
    /// Byte position of each character, and of the end.
    pub at: Vec<usize>,
}

impl Text {
    fn of(text: &str) -> Self {
        let mut at: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        at.push(text.len());
        Self { chars: text.chars().map(narrow).collect(), at }
    }

    pub fn get(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// The character before an index.
    pub fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|at| self.get(at))
    }

    pub fn hit(&self, what: Personal, from: usize, to: usize) -> Hit {
        Hit { what, from: self.at[from], to: self.at[to] }
    }
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '–' | '—' => '-',
        _ => c,
    }
}

/// Everything in a text that looks personal, in order, without overlaps.
pub fn find(text: &str) -> Vec<Hit> {
    // Each of the four has a digit or an @ in it; most comments have neither.
    let worth =
        |c: char| c.is_ascii_digit() || matches!(c, '@' | '＠') || ('０'..='９').contains(&c);
    if !text.contains(worth) {
        return Vec::new();
    }
    let text = Text::of(text);
    let runs = runs(&text);
    let mut hits = emails(&text);
    for index in 0..runs.len() {
        hits.extend(number(&text, &runs, index));
    }
    hits.extend(address::find(&text, &runs));
    hits.sort_by_key(|hit| (hit.from, std::cmp::Reverse(hit.to)));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        match kept.last_mut() {
            Some(last) if hit.from < last.to => last.to = last.to.max(hit.to),
            _ => kept.push(hit),
        }
    }
    kept
}

/// The text with what was found masked; `None` when nothing was.
pub fn mask(text: &str) -> Option<(String, Vec<Personal>)> {
    let hits = find(text);
    if hits.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for hit in &hits {
        out.push_str(&text[done..hit.from]);
        out.push_str(MASK);
        done = hit.to;
    }
    out.push_str(&text[done..]);
    Some((out, hits.iter().map(|hit| hit.what).collect()))
}

/// Whether a number of a free column is a Chinese mobile number that was read as a number.
pub fn is_phone_number(value: f64) -> bool {
    value.fract() == 0.0 && (13_000_000_000.0..20_000_000_000.0).contains(&value)
}

/// Digits in a row: first and past the last character.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub from: usize,
    pub to: usize,
}

impl Run {
    pub fn len(self) -> usize {
        self.to - self.from
    }
}

fn runs(text: &Text) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        let from = at;
        while text.get(at).is_some_and(|c| c.is_ascii_digit()) {
            at += 1;
        }
        if at > from {
            runs.push(Run { from, to: at });
        } else {
            at += 1;
        }
    }
    runs
}

fn emails(text: &Text) -> Vec<Hit> {
    let local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut hits = Vec::new();
    for (at, _) in text.chars.iter().enumerate().filter(|(_, c)| **c == '@') {
        let from = (0..at).rev().take_while(|i| local(text.chars[*i])).last().unwrap_or(at);
        let to = (at + 1..text.chars.len()).take_while(|i| domain(text.chars[*i])).last();
        let Some(to) = to.map(|last| last + 1).filter(|_| from < at) else {
            continue;
        };
        let name: String = text.chars[at + 1..to].iter().collect();
        let ends = name.trim_end_matches(['.', '-']).rsplit_once('.').is_some_and(|(host, end)| {
            !host.is_empty() && end.len() >= 2 && end.chars().all(|c| c.is_ascii_alphabetic())
        });
        if ends {
            hits.push(text.hit(Personal::Email, from, to));
        }
    }
    hits
}

/// The runs from `index` on with one separator between each two, at most six.
fn joined<'a>(text: &Text, runs: &'a [Run], index: usize) -> &'a [Run] {
    let mut end = index + 1;
    while end < runs.len() && end - index < 6 {
        let (last, next) = (runs[end - 1], runs[end]);
        let between = &text.chars[last.to..next.from];
        let apart = matches!(between, [' ' | '-' | '.' | ')'] | [')', ' ']);
        if !apart {
            break;
        }
        end += 1;
    }
    &runs[index..end]
}

/// The phone or ID number that begins with a run.
fn number(text: &Text, runs: &[Run], index: usize) -> Option<Hit> {
    let run = runs[index];
    let digits: Vec<u8> =
        text.chars[run.from..run.to].iter().map(|c| (*c as u8).wrapping_sub(b'0')).collect();
    // The digits behind a decimal point, or before one, are no number of anybody.
    let decimals = text.before(run.from) == Some('.')
        && run.from.checked_sub(2).and_then(|at| text.get(at)).is_some_and(|c| c.is_ascii_digit());
    let parts = joined(text, runs, index);
    let lens: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let plus = text.before(run.from) == Some('+')
        && !run.from.checked_sub(2).and_then(|at| text.get(at)).is_some_and(char::is_alphanumeric);
    let begin = if plus { run.from - 1 } else { run.from };
    let until = |count: usize| text.hit(Personal::Phone, begin, parts[count - 1].to);
    let pointed =
        text.get(run.to) == Some('.') && text.get(run.to + 1).is_some_and(|c| c.is_ascii_digit());
    if !decimals && !pointed {
        if is_mobile(&digits)
            || (digits.len() == 13 && digits.starts_with(&[8, 6]) && is_mobile(&digits[2..]))
        {
            return Some(until(1));
        }
        if let Some(to) = id_number(text, run, &digits) {
            return Some(text.hit(Personal::IdNumber, run.from, to));
        }
        if digits[0] == 0 && matches!(digits.len(), 10 | 11) && digits[1] != 0 {
            return Some(until(1));
        }
    }
    if decimals {
        return None;
    }
    // 138 1234 5678
    if lens.starts_with(&[3, 4, 4]) && digits[0] == 1 && digits[1] >= 3 {
        return Some(until(3));
    }
    // 415-555-2671, (415) 555-2671; 400 and 800 are lines of companies.
    let company = matches!(digits[..], [4 | 8, 0, 0]);
    if lens.starts_with(&[3, 3, 4]) && digits[0] >= 2 && !company {
        return Some(until(3));
    }
    // +60 12-345 6789, 0755-12345678, 0812-3456-7890
    let area = digits[0] == 0 && digits.len() <= 5 && digits.len() >= 3;
    let mut total = 0;
    for (count, len) in lens.iter().enumerate() {
        total += len;
        if count > 0 && area && *len < 3 {
            break;
        }
        let last = count + 1 == lens.len();
        let whole = (plus && last && (8..=15).contains(&total))
            || (area && count > 0 && (10..=12).contains(&total) && (last || total >= 11));
        if whole {
            return Some(until(count + 1));
        }
    }
    None
}

fn is_mobile(digits: &[u8]) -> bool {
    digits.len() == 11 && digits[0] == 1 && digits[1] >= 3
}

/// Past the end of the ID number that a run is: region, a day of birth that can be, 18 signs.
fn id_number(text: &Text, run: Run, digits: &[u8]) -> Option<usize> {
    let to = match digits.len() {
        18 => run.to,
        17 if matches!(text.get(run.to), Some('x' | 'X')) => run.to + 1,
        _ => return None,
    };
    let number = |part: &[u8]| part.iter().fold(0_u32, |sum, d| sum * 10 + u32::from(*d));
    let region = number(&digits[..2]);
    let (year, month, day) =
        (number(&digits[6..10]), number(&digits[10..12]), number(&digits[12..14]));
    let fits = matches!(region, 11..=65 | 71 | 81..=83)
        && (1900..=2035).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day);
    fits.then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(Personal, &str)> {
        find(text).into_iter().map(|hit| (hit.what, &text[hit.from..hit.to])).collect()
    }

    #[test]
    fn what_tells_who_somebody_is_is_found() {
        use Personal::{Address, Email, IdNumber, Phone};
        for (text, what, found) in [
            ("我电话13812345678加我", Phone, "13812345678"),
            ("v13812345678", Phone, "13812345678"),
            ("１３８１２３４５６７８", Phone, "１３８１２３４５６７８"),
            ("打 138 1234 5678 找我", Phone, "138 1234 5678"),
            ("138-1234-5678", Phone, "138-1234-5678"),
            ("+86 13812345678", Phone, "+86 13812345678"),
            ("8613812345678", Phone, "8613812345678"),
            ("wa +60 12-345 6789 ya", Phone, "+60 12-345 6789"),
            ("座机0755-12345678", Phone, "0755-12345678"),
            ("WA 0812-3456-7890", Phone, "0812-3456-7890"),
            ("gọi 0912345678 nhé", Phone, "0912345678"),
            ("call (415) 555-2671 now", Phone, "415) 555-2671"),
            ("身份证 11010519491231002X", IdNumber, "11010519491231002X"),
            ("440308199901010012好了", IdNumber, "440308199901010012"),
            ("写信到 xiao.man_01@example.com.cn 谢谢", Email, "xiao.man_01@example.com.cn"),
            ("寄到中山路12号", Address, "寄到中山路12号"),
            ("我在幸福小区3栋2单元501室", Address, "我在幸福小区3栋2单元501室"),
            ("ship to 221 Baker Street please", Address, "221 Baker Street"),
            ("Jl. Sudirman No. 12, Jakarta", Address, "Jl. Sudirman No. 12"),
        ] {
            assert_eq!(seen(text), [(what, found)], "{text}");
        }
    }

    #[test]
    fn what_is_said_in_a_room_every_day_is_left_alone() {
        for text in [
            "",
            "好看",
            "想知道3号链接多少钱",
            "1号链接有货吗",
            "拍了2单，1单元气森林",
            "已拍！订单 6920948271033541298",
            "99.13812345678",
            "13812345678.5",
            "价格 1299.00 还是 1,299.00",
            "2026-11-21 19:30",
            "@阿禾 好看",
            "身高165体重120",
            "满300-50",
            "套路3号链接",
            "SKU 012345678905",
            "6901234567892",
            "1763742000",
            "1763742000123",
            "400-820-8820",
            "a@b",
        ] {
            assert_eq!(seen(text), [], "{text}");
        }
    }

    #[test]
    fn masking_leaves_the_rest_and_is_done_once() {
        let (masked, what) = mask("地址中山路12号，电话13812345678，微信同号").unwrap();
        assert_eq!(masked, "***，电话***，微信同号");
        assert_eq!(what, [Personal::Address, Personal::Phone]);
        assert_eq!(mask(&masked), None);
        assert!(is_phone_number(13_812_345_678.0) && !is_phone_number(13_812_345_678.5));
        assert!(!is_phone_number(12_812_345_678.0));
    }
}
