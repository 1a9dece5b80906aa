//! Comments of one or more sessions added up: what is asked, what stays without an answer in
//! writing, what is complained about, how pleased people are; for all and by product.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;

use super::alike::Grams;
use super::lexicon::normal;
use super::{Intent, Mood, Reading, read};
use crate::domain::{FEWEST_PEOPLE, Interval, ProductId};
use crate::metrics::{shrink, wilson};

/// One comment. Who wrote is only compared, so that one person asking ten times counts once.
#[derive(Clone, Copy, Debug)]
pub struct Comment<'a> {
    /// Position of its session in the list at hand.
    pub session: usize,
    /// When.
    pub at: Option<Timestamp>,
    /// Keyed hash of the author.
    pub author: Option<&'a str>,
    /// The text.
    pub text: &'a str,
}

/// A stretch in which a product was talked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk {
    /// Position of its session.
    pub session: usize,
    /// The product.
    pub product: ProductId,
    /// Start.
    pub start: Timestamp,
    /// End.
    pub end: Timestamp,
}

/// So long after a question an answer in writing counts as one.
pub const ANSWER_SECONDS: i64 = 300;
/// With fewer comments that praise or complain no satisfaction is told.
pub const FEW: usize = FEWEST_PEOPLE as usize;
/// Leaders of groups of one intent that are kept apart.
const MOST_GROUPS: usize = 64;

/// Questions that say nearly the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// As first written; only of what several people wrote.
    pub text: String,
    /// How many wrote it.
    pub count: usize,
}

/// One intent that was asked about or complained about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    /// What about.
    pub intent: Intent,
    /// How often, a person counted once a session and product.
    pub count: usize,
    /// Of how many the time is known, so that an answer could be looked for.
    pub timed: usize,
    /// Of those: nobody wrote an answer within five minutes.
    pub unanswered: usize,
    /// Minutes between the first and the last, of the session in which they are longest.
    pub minutes: f64,
    /// What several people wrote nearly alike, most often first.
    pub groups: Vec<Group>,
}

/// The share of praise among comments that praise or complain.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Satisfaction {
    /// Praising.
    pub praise: usize,
    /// Praising or complaining.
    pub of: usize,
    /// The share; by product drawn towards the others where few wrote.
    pub share: f64,
    /// Its 80% range.
    pub interval: Interval,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Part {
    /// Comments.
    pub comments: usize,
    /// Of them: something could be read from them.
    pub read: usize,
    /// Asking.
    pub asking: usize,
    /// How pleased; `None` when fewer than [`FEW`] say.
    pub satisfaction: Option<Satisfaction>,
    /// What was asked, by how much stayed unanswered, then by how often.
    pub asked: Vec<Asked>,
    /// What was complained about, most often first.
    pub complaints: Vec<Asked>,
}

/// What was written while a product was talked about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductPart {
    /// The product.
    pub product: ProductId,
    /// What was written.
    pub part: Part,
}

/// Comments added up.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// All of them.
    pub all: Part,
    /// Comments whose time is not known.
    pub without_time: usize,
    /// Comments written while nothing was talked about, as far as is known.
    pub outside: usize,
    /// By product, most comments first.
    pub products: Vec<ProductPart>,
}

struct Said<'a> {
    comment: Comment<'a>,
    reading: Reading,
    product: Option<ProductId>,
}

/// Reads and adds up. Talks may overlap; the one that began last takes the comment.
pub fn summary(comments: &[Comment<'_>], talks: &[Talk]) -> Summary {
    let talk_of = |comment: &Comment<'_>| {
        let at = comment.at?;
        talks
            .iter()
            .filter(|t| t.session == comment.session && t.start <= at && at < t.end)
            .max_by_key(|t| t.start)
            .map(|t| t.product)
    };
    let said: Vec<Said<'_>> = comments
        .iter()
        .map(|comment| Said {
            comment: *comment,
            reading: read(comment.text),
            product: talk_of(comment),
        })
        .collect();
    let answers = Answers::of(&said);
    let everything: Vec<&Said<'_>> = said.iter().collect();
    let mut by_product: BTreeMap<ProductId, Vec<&Said<'_>>> = BTreeMap::new();
    for one in &said {
        if let Some(product) = one.product {
            by_product.entry(product).or_default().push(one);
        }
    }
    let mut products: Vec<ProductPart> = by_product
        .into_iter()
        .map(|(product, said)| ProductPart { product, part: part(&said, &answers) })
        .collect();
    share_doubt(&mut products);
    products.sort_by(|a, b| b.part.comments.cmp(&a.part.comments).then(a.product.cmp(&b.product)));
    Summary {
        all: part(&everything, &answers),
        without_time: said.iter().filter(|one| one.comment.at.is_none()).count(),
        outside: said
            .iter()
            .filter(|one| one.comment.at.is_some() && one.product.is_none())
            .count(),
        products,
    }
}

/// Answers in writing by session and intent, in order of time, with who wrote them.
struct Answers<'a>(BTreeMap<(usize, Intent), Vec<(Timestamp, Option<&'a str>)>>);

impl<'a> Answers<'a> {
    fn of(said: &[Said<'a>]) -> Self {
        let mut all: BTreeMap<(usize, Intent), Vec<(Timestamp, Option<&'a str>)>> = BTreeMap::new();
        for one in said {
            for intent in &one.reading.answers {
                if let Some(at) = one.comment.at {
                    let key = (one.comment.session, *intent);
                    all.entry(key).or_default().push((at, one.comment.author));
                }
            }
        }
        for list in all.values_mut() {
            list.sort_unstable();
        }
        Self(all)
    }

    /// Whether somebody else answered in time.
    fn answered(&self, comment: &Comment<'_>, at: Timestamp, intent: Intent) -> bool {
        let list = self.0.get(&(comment.session, intent)).map_or(&[][..], Vec::as_slice);
        let from = list.partition_point(|(when, _)| *when <= at);
        list[from..]
            .iter()
            .take_while(|(when, _)| when.as_second() - at.as_second() <= ANSWER_SECONDS)
            .any(|(_, author)| author.is_none() || *author != comment.author)
    }
}

fn part(said: &[&Said<'_>], answers: &Answers<'_>) -> Part {
    let praise = people(said, |r| r.mood == Some(Mood::Praise));
    let complaining = people(said, |r| r.mood == Some(Mood::Complaint));
    let of = praise + complaining;
    let mut asked = add_up(said, Some(answers), |reading| &reading.about);
    // What the words do not know says little, however often it was asked: last.
    asked.sort_by(|a, b| {
        let known = |one: &Asked| one.intent != Intent::Other;
        (known(b), b.unanswered, b.count)
            .cmp(&(known(a), a.unanswered, a.count))
            .then(a.intent.cmp(&b.intent))
    });
    let mut complaints = add_up(said, None, |reading| &reading.complains);
    complaints.sort_by(|a, b| b.count.cmp(&a.count).then(a.intent.cmp(&b.intent)));
    Part {
        comments: said.len(),
        read: said.iter().filter(|one| one.reading != Reading::default()).count(),
        asking: said.iter().filter(|one| one.reading.asks).count(),
        satisfaction: (of >= FEW)
            .then(|| {
                Some(Satisfaction {
                    praise,
                    of,
                    share: praise as f64 / of as f64,
                    interval: wilson(praise as f64, of as f64, Interval::LEVEL)?,
                })
            })
            .flatten(),
        asked,
        complaints,
    }
}

/// Comments of a kind; of one person in one session and about one product only the first.
fn people(said: &[&Said<'_>], kind: impl Fn(&Reading) -> bool) -> usize {
    let mut seen = BTreeSet::new();
    said.iter().filter(|one| kind(&one.reading)).filter(|one| first(&mut seen, one)).count()
}

fn first<'a>(seen: &mut BTreeSet<(usize, &'a str, Option<ProductId>)>, one: &Said<'a>) -> bool {
    one.comment.author.is_none_or(|author| seen.insert((one.comment.session, author, one.product)))
}

fn add_up(
    said: &[&Said<'_>],
    answers: Option<&Answers<'_>>,
    subjects: impl Fn(&Reading) -> &Vec<Intent>,
) -> Vec<Asked> {
    let mut out = Vec::new();
    for intent in Intent::ALL {
        let mut seen = BTreeSet::new();
        let mine: Vec<&&Said<'_>> = said
            .iter()
            .filter(|one| subjects(&one.reading).contains(intent))
            .filter(|one| first(&mut seen, one))
            .collect();
        if mine.is_empty() {
            continue;
        }
        let timed = mine.iter().filter(|one| one.comment.at.is_some()).count();
        let unanswered = answers.map_or(0, |answers| {
            let open = |one: &&&&Said<'_>| {
                one.comment.at.is_some_and(|at| !answers.answered(&one.comment, at, *intent))
            };
            mine.iter().filter(|one| open(one)).count()
        });
        out.push(Asked {
            intent: *intent,
            count: mine.len(),
            timed,
            unanswered,
            minutes: longest(&mine),
            groups: groups(&mine),
        });
    }
    out
}

/// Minutes between the first and the last of one session, of the session where that is longest.
fn longest(said: &[&&Said<'_>]) -> f64 {
    let mut ends: BTreeMap<usize, (Timestamp, Timestamp)> = BTreeMap::new();
    for one in said {
        if let Some(at) = one.comment.at {
            let end = ends.entry(one.comment.session).or_insert((at, at));
            *end = (end.0.min(at), end.1.max(at));
        }
    }
    let minutes =
        |(from, to): &(Timestamp, Timestamp)| (to.as_second() - from.as_second()) as f64 / 60.0;
    ends.values().map(minutes).fold(0.0, f64::max)
}

/// What several wrote nearly alike. What only one wrote is nobody's business to repeat.
fn groups(said: &[&&Said<'_>]) -> Vec<Group> {
    let mut leaders: Vec<(Grams, Group)> = Vec::new();
    for one in said {
        let grams = Grams::of(&normal(one.comment.text));
        if let Some((_, group)) = leaders.iter_mut().find(|(leader, _)| leader.alike(&grams)) {
            group.count += 1;
        } else if leaders.len() < MOST_GROUPS {
            let text = one.comment.text.trim().to_owned();
            leaders.push((grams, Group { text, count: 1 }));
        }
    }
    let mut groups: Vec<Group> =
        leaders.into_iter().map(|(_, group)| group).filter(|group| group.count > 1).collect();
    groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    groups
}

/// Few comments say little: the products lend each other what they have in common.
fn share_doubt(products: &mut [ProductPart]) {
    let counts: Vec<(f64, f64)> = products
        .iter()
        .map(|p| p.part.satisfaction.map_or((0.0, 0.0), |s| (s.praise as f64, s.of as f64)))
        .collect();
    let Some(pooled) = shrink(&counts, Interval::LEVEL) else {
        return;
    };
    for (product, shrunk) in products.iter_mut().zip(pooled.items) {
        if let Some(told) = &mut product.part.satisfaction {
            told.share = shrunk.estimate;
            told.interval = shrunk.interval;
        }
    }
}
