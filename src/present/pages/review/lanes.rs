//! The lanes below the minute curve: talks, giveaways, adverts, hosts, warnings, notes.
//!
//! Talks come from the session's segments, adverts from the minutes in which money was spent, and
//! everything else from notes: their first words say what they are about.

use jiff::Timestamp;

use super::{Lane, LaneKind, LaneMark, ReviewExtras};
use crate::domain::{MinuteFacts, Money, ProductId, Session, Snapshot};
use crate::present::format::money;
use crate::present::pages::named::product_name;
use crate::present::text::{Lang, brush as say, labels};

/// Two stretches of spend that lie closer together are one.
const SAME_AD: i64 = 3 * 60;

pub(super) fn lanes(
    snapshot: &Snapshot,
    session: &Session,
    extras: &ReviewExtras<'_>,
    lang: Lang,
) -> Vec<Lane> {
    let start = session.start.timestamp();
    let offset = |at: Timestamp| (at.as_second() - start.as_second()) as f64 / 60.0;
    let mark =
        |from: Timestamp, to: Option<Timestamp>, text: String, product: Option<ProductId>| {
            let to = to.map_or_else(|| offset(from), offset);
            LaneMark { from: offset(from), to, text, product, note: None }
        };
    let mut marks: Vec<(LaneKind, LaneMark)> = snapshot
        .segments_of(session.id)
        .iter()
        .filter_map(|s| {
            let name = product_name(snapshot, s.product);
            let start = s.facts.start_at?;
            Some((LaneKind::Talk, mark(start, s.facts.end_at, name, Some(s.product))))
        })
        .collect();
    marks
        .extend(extras.events.iter().map(|e| (e.kind, mark(e.start, e.end, e.text.clone(), None))));
    if !extras.events.iter().any(|e| e.kind == LaneKind::Advert) {
        marks.extend(adverts(extras.minutes).into_iter().map(|(from, to, spend)| {
            let text = say::spent(&money(spend.major(), &session.currency, lang), lang);
            (LaneKind::Advert, mark(from, Some(to), text, None))
        }));
    }
    marks.extend(extras.notes.iter().map(|n| {
        let (kind, at, text) = match n.at {
            Some(at) => (kind_of(&n.text), at, n.text.clone()),
            // A note on the whole stands at the beginning and says what it is on.
            None => (LaneKind::Note, start, labels::whole_note(&n.text, lang)),
        };
        (kind, LaneMark { note: Some(n.id), ..mark(at, None, text, None) })
    }));
    [
        LaneKind::Talk,
        LaneKind::Giveaway,
        LaneKind::Advert,
        LaneKind::Host,
        LaneKind::Violation,
        LaneKind::Note,
    ]
    .into_iter()
    .filter_map(|kind| {
        let mut own: Vec<LaneMark> =
            marks.iter().filter(|m| m.0 == kind).map(|m| m.1.clone()).collect();
        own.sort_by(|a, b| a.from.total_cmp(&b.from));
        (!own.is_empty()).then(|| Lane {
            kind,
            label: say::lane(kind, lang).to_owned(),
            marks: own,
        })
    })
    .collect()
}

/// From when to when adverts ran, and what they cost: minutes with spend that follow each other.
fn adverts(minutes: &[MinuteFacts]) -> Vec<(Timestamp, Timestamp, Money)> {
    let mut runs: Vec<(Timestamp, Timestamp, Money)> = Vec::new();
    for minute in minutes {
        let (Some(at), Some(spend)) = (minute.at, minute.spend.filter(|spend| spend.0 > 0)) else {
            continue;
        };
        let end = Timestamp::from_second(at.as_second() + 60).unwrap_or(at);
        match runs.last_mut() {
            Some(last) if at.as_second() - last.1.as_second() <= SAME_AD => {
                last.1 = end;
                last.2 = last.2 + spend;
            }
            _ => runs.push((at, end, spend)),
        }
    }
    runs
}

/// What a note is about, by its first words: 「福袋 第二轮」 is a giveaway, 「换主播」 another host.
fn kind_of(text: &str) -> LaneKind {
    let text = text.trim().to_lowercase();
    [
        (LaneKind::Giveaway, &["福袋", "福利", "红包", "抽奖", "giveaway", "raffle"][..]),
        (LaneKind::Host, &["换主播", "换人", "接播", "主播", "host"][..]),
        (LaneKind::Violation, &["违规", "警告", "平台提示", "violation", "warning"][..]),
        (LaneKind::Advert, &["投放", "千川", "随心推", "ads ", "advert"][..]),
    ]
    .into_iter()
    .find(|(_, words)| words.iter().any(|word| text.starts_with(word)))
    .map_or(LaneKind::Note, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::{LaneKind, adverts, kind_of};
    use crate::domain::{MinuteFacts, Money};

    #[test]
    fn the_first_words_of_a_note_say_what_it_is_about() {
        for (text, kind) in [
            ("福袋 第二轮", LaneKind::Giveaway),
            ("换主播：小满", LaneKind::Host),
            ("平台提示一次", LaneKind::Violation),
            ("千川加 500", LaneKind::Advert),
            ("Giveaway, second round", LaneKind::Giveaway),
            ("公屏问价 43 条", LaneKind::Note),
            ("", LaneKind::Note),
        ] {
            assert_eq!(kind_of(text), kind, "{text}");
        }
    }

    #[test]
    fn minutes_with_spend_that_follow_each_other_are_one_advert() {
        let at = |minute: i64| jiff::Timestamp::from_second(minute * 60).unwrap();
        let minute = |m: i64, spend: Option<i64>| MinuteFacts {
            at: Some(at(m)),
            spend: spend.map(Money),
            ..MinuteFacts::default()
        };
        let minutes = [
            minute(0, Some(0)),
            minute(1, Some(100)),
            minute(2, None),
            minute(3, Some(200)),
            minute(30, Some(50)),
        ];
        let runs = adverts(&minutes);
        assert_eq!(runs, [(at(1), at(4), Money(300)), (at(30), at(31), Money(50))]);
        assert!(adverts(&[]).is_empty());
    }
}
