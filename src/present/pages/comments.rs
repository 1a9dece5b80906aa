//! Comments: what people ask, what stays without an answer, what they complain about, how pleased
//! they are. The part of a page about a session or a product.

use serde::Serialize;

use super::make::share_range;
use super::named::product_name;
use super::{ChartHead, Empty, Num, RangeText};
use crate::comments::{Asked, Intent, Part, Satisfaction, Summary};
use crate::domain::{ProductId, Snapshot};
use crate::engine::CommentsRead;
use crate::present::format::{fixed, percent};
use crate::present::text::{Lang, comments as text};

/// Rows of a list.
const LISTED: usize = 8;
/// Wordings of a row.
const WORDINGS: usize = 3;

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CommentsPage {
    /// Title, scope, the one sentence.
    pub head: ChartHead,
    /// What is missing; then the rest is empty.
    pub empty: Option<Empty>,
    /// Comments, and those from which something could be read.
    pub comments: Num,
    /// Of them: something could be read.
    pub read: Num,
    /// How pleased.
    pub satisfaction: SatisfactionView,
    /// What is asked, by how much stayed unanswered.
    pub asked: Vec<AskedRow>,
    /// What is complained about.
    pub complaints: Vec<AskedRow>,
    /// By product, most comments first; empty when one product was asked for.
    pub products: Vec<ProductMood>,
    /// What an answer is and what these figures cannot say.
    pub notes: Vec<String>,
}

/// How pleased.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SatisfactionView {
    /// `满意 78%`, or why it is not told.
    pub text: String,
    /// The share of praise.
    pub share: Num,
    /// Its range.
    pub interval: Option<RangeText>,
    /// Praising or complaining.
    pub of: Num,
}

/// One subject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AskedRow {
    /// Stable word.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How often.
    pub count: Num,
    /// Without an answer in writing; missing where no time is known, or for a complaint.
    pub unanswered: Num,
    /// `31 次，27 次没人回，前后 14 分钟`.
    pub line: String,
    /// What several wrote nearly alike: `这个多少钱（12）`.
    pub wordings: Vec<String>,
}

/// One product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductMood {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Comments.
    pub comments: Num,
    /// How pleased.
    pub satisfaction: SatisfactionView,
    /// What is asked most without an answer; may be empty.
    pub asked: String,
    /// What is complained about most; may be empty.
    pub complains: String,
}

/// Makes it, of everything or of one product.
pub fn comments(
    snapshot: &Snapshot,
    found: &CommentsRead,
    product: Option<ProductId>,
    lang: Lang,
) -> CommentsPage {
    let summary = &found.summary;
    let title = match product {
        Some(id) => text::title_of(&product_name(snapshot, id), lang),
        None => text::title(lang).to_owned(),
    };
    let none = Part::default();
    let part = match product {
        Some(id) => summary.products.iter().find(|p| p.product == id).map_or(&none, |p| &p.part),
        None => &summary.all,
    };
    if part.comments == 0 {
        let lack = match (summary.all.comments, found.talks) {
            (0, _) => text::Lack::Comments,
            (_, false) => text::Lack::Talks,
            (_, true) => text::Lack::OfProduct,
        };
        return CommentsPage {
            head: ChartHead { title, ..ChartHead::default() },
            empty: Some(text::nothing(lack, lang)),
            ..CommentsPage::default()
        };
    }
    let asked = rows(&part.asked, true, lang);
    let complaints = rows(&part.complaints, false, lang);
    CommentsPage {
        head: ChartHead {
            title,
            unit: text::scope(part.comments, found.sessions, part.read, lang),
            series: Vec::new(),
            sentence: text::sentence(part, lang),
        },
        empty: None,
        comments: Num::count(Some(part.comments as i64)),
        read: Num::count(Some(part.read as i64)),
        satisfaction: mood(part.satisfaction, lang),
        asked,
        complaints,
        products: if product.is_none() { products(snapshot, summary, lang) } else { Vec::new() },
        notes: text::notes(found.left_out, summary.without_time, lang),
    }
}

fn mood(told: Option<Satisfaction>, lang: Lang) -> SatisfactionView {
    let Some(told) = told else {
        return SatisfactionView {
            text: text::too_few(lang),
            share: Num::missing(),
            interval: None,
            of: Num::missing(),
        };
    };
    let range = share_range(told.interval);
    SatisfactionView {
        text: text::satisfaction(&percent(told.share), &range.text, told.praise, told.of, lang),
        share: Num::percent(Some(told.share)),
        interval: Some(range),
        of: Num::count(Some(told.of as i64)),
    }
}

fn rows(asked: &[Asked], questions: bool, lang: Lang) -> Vec<AskedRow> {
    asked
        .iter()
        .take(LISTED)
        .map(|one| {
            let judged = questions && one.timed > 0;
            AskedRow {
                key: one.intent.word().to_owned(),
                name: text::intent(one.intent, questions, lang).to_owned(),
                count: Num::count(Some(one.count as i64)),
                unanswered: if judged {
                    Num::count(Some(one.unanswered as i64))
                } else {
                    Num::missing()
                },
                line: text::line(one, judged, &fixed(one.minutes, 0), lang),
                wordings: one
                    .groups
                    .iter()
                    .take(WORDINGS)
                    .map(|group| text::wording(&group.text, group.count, lang))
                    .collect(),
            }
        })
        .collect()
}

fn products(snapshot: &Snapshot, summary: &Summary, lang: Lang) -> Vec<ProductMood> {
    summary
        .products
        .iter()
        .map(|one| {
            let part = &one.part;
            let open = part.asked.iter().find(|a| a.unanswered > 0 && a.intent != Intent::Other);
            ProductMood {
                product: one.product,
                name: product_name(snapshot, one.product),
                comments: Num::count(Some(part.comments as i64)),
                satisfaction: mood(part.satisfaction, lang),
                asked: open.map_or_else(String::new, |asked| {
                    text::times(asked.intent, true, asked.unanswered, lang)
                }),
                complains: part.complaints.first().map_or_else(String::new, |asked| {
                    text::times(asked.intent, false, asked.count, lang)
                }),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::comments::{Comment, Talk, summary};

    fn read() -> CommentsRead {
        let at = |minute: i64| Timestamp::from_second(1_790_000_000 + minute * 60).ok();
        let lines = [
            (0, "a", "how much is it"),
            (1, "b", "How much is it?"),
            (2, "c", "the zipper broke"),
            (3, "d", "when will it ship"),
        ];
        let comments: Vec<Comment<'_>> = lines
            .iter()
            .map(|(minute, who, text)| Comment {
                session: 0,
                at: at(*minute),
                author: Some(who),
                text,
            })
            .collect();
        let (start, end) = (at(0).unwrap(), at(10).unwrap());
        let talks = [Talk { session: 0, product: ProductId(1), start, end }];
        CommentsRead {
            summary: summary(&comments, &talks),
            sessions: 1,
            looked: 1,
            talks: true,
            left_out: 2,
        }
    }

    #[test]
    fn the_page_says_what_is_open_and_what_it_cannot_know() {
        let snapshot = Snapshot::default();
        for lang in [Lang::Zh, Lang::En] {
            let page = comments(&snapshot, &read(), None, lang);
            let first = &page.asked[0];
            assert_eq!((first.key.as_str(), first.count.raw), ("price", Some(2.0)));
            assert_eq!(first.unanswered.raw, Some(2.0));
            assert_eq!(first.wordings.len(), 1, "{first:?}");
            assert_eq!(page.complaints[0].unanswered.raw, None, "a complaint is no question");
            assert_eq!(page.satisfaction.share.raw, None, "four comments say nothing of that");
            assert_eq!(page.products.len(), 1);
            assert!(page.notes.iter().any(|note| note.contains(lang.pick("口头", "aloud"))));
            let said = serde_json::to_string(&page).unwrap();
            for bad in ["NaN", "inf,", "  "] {
                assert!(!said.contains(bad), "{said}");
            }
            let han = said.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(han, lang == Lang::Zh, "{said}");
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let snapshot = Snapshot::default();
        let missing = |found: &CommentsRead, product| {
            comments(&snapshot, found, product, Lang::En).empty.unwrap().title
        };
        assert_eq!(missing(&CommentsRead::default(), None), "No comments");
        let quiet = missing(&read(), Some(ProductId(2)));
        assert!(quiet.contains("No comment while"), "{quiet}");
        let untold = CommentsRead { talks: false, ..read() };
        let untold = missing(&untold, Some(ProductId(2)));
        assert!(untold.contains("not known"), "{untold}");
    }
}
