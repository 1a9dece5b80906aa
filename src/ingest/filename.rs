//! What the names of exported files say: account, session, time of the export.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};
use unicode_normalization::UnicodeNormalization;

use crate::domain::SessionRef;

/// What a name says, on the clocks of the account's zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameFacts {
    pub account: Option<String>,
    /// A room id at the name's end; only files about one session mean it.
    pub session_id: Option<String>,
    pub session_start: Option<DateTime>,
    pub session_end: Option<DateTime>,
    pub exported: Option<DateTime>,
    /// The session a person named for files that say none.
    pub given: Option<SessionRef>,
}

impl NameFacts {
    /// Reads a file name, folders and extension included or not.
    pub fn of(name: &str) -> Self {
        let name = name.replace('\\', "/");
        let name = name.rsplit('/').next().unwrap_or("");
        let name: String = name.nfkc().collect();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        workbook(stem)
            .or_else(|| product_list(stem))
            .or_else(|| creator_live(stem))
            .or_else(|| room(stem))
            .unwrap_or_default()
    }
}

/// `<anything>_<room id>`, and what a browser adds to a second download.
fn room(stem: &str) -> Option<NameFacts> {
    let stem = stem.rsplit_once(" (").filter(|(_, copy)| copy.ends_with(')')).map_or(stem, |s| s.0);
    let id = stem.rsplit_once('_')?.1.trim();
    let is_id = (16..=20).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit());
    is_id.then(|| NameFacts { session_id: Some(id.to_owned()), ..NameFacts::default() })
}

/// `直播间详情页_整场数据下载_<download>(<account>_<end>)`
fn workbook(stem: &str) -> Option<NameFacts> {
    let rest = stem.split_once("整场数据下载_")?.1;
    let (exported, rest) = stamp(rest)?;
    let facts = NameFacts { exported: Some(exported), ..NameFacts::default() };
    let inner = rest
        .trim_start()
        .strip_prefix('(')
        .and_then(|r| r.rsplit_once(')'))
        .map(|(inner, _)| inner);
    let Some((account, end)) = inner.and_then(split_account) else {
        return Some(facts);
    };
    Some(NameFacts { account: Some(account), session_end: Some(end), ..facts })
}

/// `直播商品列表_<account>_<start>`
fn product_list(stem: &str) -> Option<NameFacts> {
    let rest = stem.split_once("直播商品列表_")?.1;
    let (account, start) = split_account(rest)?;
    Some(NameFacts { account: Some(account), session_start: Some(start), ..NameFacts::default() })
}

/// `Creator-Live-Performance_<YYYYMMDDHHMMSS>`
fn creator_live(stem: &str) -> Option<NameFacts> {
    let rest = stem.split_once("Creator-Live-Performance_")?.1;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i64>().ok();
    let exported =
        civil([part(0..4)?, part(4..6)?, part(6..8)?, part(8..10)?, part(10..12)?, part(12..14)?])?;
    Some(NameFacts { exported: Some(exported), ..NameFacts::default() })
}

/// `<account>_<stamp>`, with anything behind the stamp such as ` (1)`.
fn split_account(text: &str) -> Option<(String, DateTime)> {
    text.match_indices('_').find_map(|(at, _)| {
        let (moment, _) = stamp(&text[at + 1..])?;
        (at > 0).then(|| (text[..at].to_owned(), moment))
    })
}

/// `2025-09-08_00-00-46` at the start of a text, and what follows it.
fn stamp(text: &str) -> Option<(DateTime, &str)> {
    let head = text.get(..19)?;
    let number = |from: usize, to: usize| {
        let part = head.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i64>().ok())?
    };
    let sign = |at: usize, signs: &str| head.get(at..=at).is_some_and(|s| signs.contains(s));
    let shaped = sign(4, "-") && sign(7, "-") && sign(10, "_ ") && sign(13, "-") && sign(16, "-");
    if !shaped {
        return None;
    }
    let parts = [
        number(0, 4)?,
        number(5, 7)?,
        number(8, 10)?,
        number(11, 13)?,
        number(14, 16)?,
        number(17, 19)?,
    ];
    Some((civil(parts)?, &text[19..]))
}

fn civil([year, month, day, hour, minute, second]: [i64; 6]) -> Option<DateTime> {
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()?;
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..60).contains(&second) {
        return None;
    }
    Some(date.at(hour as i8, minute as i8, second as i8, 0))
}

/// A civil time of the account's zone.
pub(super) fn at(time: Option<DateTime>, zone: &TimeZone) -> Option<Timestamp> {
    time.and_then(|time| zone.to_timestamp(time).ok())
}
