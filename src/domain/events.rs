//! Viewer actions, held column by column: logs have millions of rows, and most of what a row
//! says stands in many others too.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::{
    AccountRef, Action, Cancelled, EventFacts, Job, Origin, ParsedRow, ProductRef, RawIdentity,
    SessionRef, Texts,
};

/// Stands for "none" in the columns.
const NONE: u32 = u32::MAX;
const NO_TIME: i64 = i64::MIN;
const NO_ACTION: u8 = u8::MAX;

/// What an event belongs to, as the file names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct EventPlace {
    /// Account.
    pub account: Option<AccountRef>,
    /// Session.
    pub session: Option<SessionRef>,
}

/// One event by the numbers of what it names, see [`EventTable`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Row as a spreadsheet counts, from 1.
    pub row: u32,
    /// Number of its place.
    pub place: u32,
    /// Number of its product.
    pub product: Option<u32>,
    /// Number of its viewer.
    pub viewer: Option<u32>,
    /// When, in milliseconds since 1970.
    pub at: Option<i64>,
    /// What was done.
    pub action: Option<Action>,
    /// Strength.
    pub value: Option<f64>,
}

/// The events of one file: places, products and viewers once each, the rows as columns of
/// numbers. About 20 bytes a row.
#[derive(Clone, Debug, Default)]
pub struct EventTable {
    sheet: Option<Arc<str>>,
    places: Vec<EventPlace>,
    products: Vec<ProductRef>,
    viewers: Texts,
    hashed: bool,
    /// Row number and position where a run of consecutive rows starts.
    runs: Vec<(u32, usize)>,
    place: Same,
    product: Vec<u32>,
    viewer: Vec<u32>,
    at: Vec<i64>,
    action: Vec<u8>,
    /// Empty while no row has a value.
    value: Vec<f64>,
    known_places: HashMap<EventPlace, u32>,
    known_products: HashMap<ProductRef, u32>,
}

/// A column that most files fill with one number.
#[derive(Clone, Debug, Default, PartialEq)]
struct Same {
    first: u32,
    /// Empty while all are the first.
    all: Vec<u32>,
}

impl Same {
    fn push(&mut self, at: usize, code: u32) {
        if at == 0 {
            self.first = code;
        } else if self.all.is_empty() && code != self.first {
            self.all = vec![self.first; at];
        }
        if !self.all.is_empty() {
            self.all.push(code);
        }
    }

    fn get(&self, at: usize) -> u32 {
        self.all.get(at).copied().unwrap_or(self.first)
    }
}

impl EventTable {
    /// Rows.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Sheet of the rows; empty for a plain file.
    pub fn sheet(&self) -> &str {
        self.sheet.as_deref().unwrap_or_default()
    }

    /// Places by number.
    pub fn places(&self) -> &[EventPlace] {
        &self.places
    }

    /// Products by number.
    pub fn products(&self) -> &[ProductRef] {
        &self.products
    }

    /// Viewers by number: raw ids before [`Self::hash_viewers`], keyed hashes after.
    pub fn viewers(&self) -> &Texts {
        &self.viewers
    }

    /// Replaces every raw id by what `hash` makes of it. Stopped, the table is as before.
    pub fn hash_viewers(
        &mut self,
        job: &Job,
        hash: impl Fn(&str) -> String,
    ) -> Result<(), Cancelled> {
        if !self.hashed {
            let mut keys = Texts::default();
            for raw in self.viewers.iter() {
                job.check()?;
                keys.push(&hash(raw));
            }
            self.viewers = keys;
            self.hashed = true;
        }
        self.close();
        Ok(())
    }

    /// Gives back what only reading needs.
    fn close(&mut self) {
        self.viewers.forget_index();
        self.known_places = HashMap::new();
        self.known_products = HashMap::new();
    }

    /// The viewer with this raw id, when a row named it before.
    pub fn find_viewer(&self, raw: &str) -> Option<u32> {
        self.viewers.find(raw)
    }

    /// Takes in a row whose references are known by number.
    pub fn push_event(&mut self, event: Event) {
        let at = self.len();
        let consecutive = self.runs.last().is_some_and(|(row, start)| {
            u64::from(event.row) == u64::from(*row) + (at - start) as u64
        });
        if !consecutive {
            self.runs.push((event.row, at));
        }
        self.place.push(at, event.place);
        self.product.push(event.product.unwrap_or(NONE));
        self.viewer.push(event.viewer.unwrap_or(NONE));
        self.at.push(event.at.unwrap_or(NO_TIME));
        self.action.push(event.action.map_or(NO_ACTION, |action| action as u8));
        if event.value.is_some() && self.value.is_empty() {
            self.value = vec![f64::NAN; at];
        }
        if event.value.is_some() || !self.value.is_empty() {
            self.value.push(event.value.unwrap_or(f64::NAN));
        }
    }

    /// Takes in a row as it was read.
    pub fn push(&mut self, row: ParsedRow<EventFacts>) {
        let ParsedRow { origin, account, session, product, identity, facts, reported: _ } = row;
        self.sheet.get_or_insert(origin.sheet);
        let place = EventPlace { account, session };
        let place = number_of(&mut self.known_places, &mut self.places, place);
        let product = product.map(|p| number_of(&mut self.known_products, &mut self.products, p));
        self.hashed |= facts.viewer_key.is_some();
        let viewer = facts.viewer_key.or(identity.map(|RawIdentity(raw)| raw));
        let event = Event {
            row: origin.row,
            place,
            product,
            viewer: viewer.map(|viewer| self.viewers.code(&viewer)),
            at: facts.at.map(Timestamp::as_millisecond),
            action: facts.action.as_deref().and_then(Action::from_word),
            value: facts.value,
        };
        self.push_event(event);
    }

    /// The row at a position.
    pub fn event(&self, at: usize) -> Event {
        let run = self.runs.partition_point(|(_, start)| *start <= at) - 1;
        self.event_in(self.runs[run], at)
    }

    /// The last row.
    pub fn last(&self) -> Option<Event> {
        self.len().checked_sub(1).map(|at| self.event(at))
    }

    fn event_in(&self, run: (u32, usize), at: usize) -> Event {
        let some = |code: u32| (code != NONE).then_some(code);
        Event {
            row: run.0.saturating_add((at - run.1) as u32),
            place: self.place.get(at),
            product: some(self.product[at]),
            viewer: some(self.viewer[at]),
            at: Some(self.at[at]).filter(|at| *at != NO_TIME),
            action: Action::ALL.get(usize::from(self.action[at])).copied(),
            value: self.value.get(at).copied().filter(|value| !value.is_nan()),
        }
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Event> {
        let ends = self.runs.iter().skip(1).map(|(_, start)| *start).chain([self.len()]);
        self.runs
            .iter()
            .zip(ends)
            .flat_map(|(run, end)| (run.1..end).map(|at| self.event_in(*run, at)))
    }

    /// All rows as single ones with their references.
    pub fn rows(&self) -> impl Iterator<Item = ParsedRow<EventFacts>> {
        let sheet = self.sheet.clone().unwrap_or_default();
        self.iter().map(move |event| {
            let place = &self.places[event.place as usize];
            let viewer = event.viewer.map(|code| self.viewers.get(code).to_owned());
            let facts = EventFacts {
                at: event.at.and_then(|at| Timestamp::from_millisecond(at).ok()),
                viewer_key: viewer.clone().filter(|_| self.hashed),
                action: event.action.map(|action| action.word().to_owned()),
                value: event.value,
            };
            let origin = Origin { sheet: Arc::clone(&sheet), row: event.row };
            ParsedRow {
                account: place.account.clone(),
                session: place.session.clone(),
                product: event.product.map(|code| self.products[code as usize].clone()),
                identity: viewer.filter(|_| !self.hashed).map(RawIdentity),
                ..ParsedRow::new(origin, facts)
            }
        })
    }
}

/// The number of a thing, which is taken in when it is new.
fn number_of<T: Clone + Eq + std::hash::Hash>(
    known: &mut HashMap<T, u32>,
    all: &mut Vec<T>,
    thing: T,
) -> u32 {
    if let Some(code) = known.get(&thing) {
        return *code;
    }
    let code = all.len() as u32;
    all.push(thing.clone());
    known.insert(thing, code);
    code
}

/// Equal when they tell the same in the same order.
impl PartialEq for EventTable {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.rows().eq(other.rows())
    }
}

impl FromIterator<ParsedRow<EventFacts>> for EventTable {
    fn from_iter<I: IntoIterator<Item = ParsedRow<EventFacts>>>(rows: I) -> Self {
        let mut table = Self::default();
        rows.into_iter().for_each(|row| table.push(row));
        table
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::EventTable;
    use crate::domain::{
        AccountRef, Currency, EventFacts, Job, Origin, ParsedRow, Platform, ProductRef,
        RawIdentity, SessionRef,
    };

    fn row(number: u32, viewer: &str, product: Option<&str>) -> ParsedRow<EventFacts> {
        let account = AccountRef {
            platform: Platform::Generic,
            external_id: None,
            name: None,
            currency: Currency::cny(),
            time_zone: "Asia/Shanghai".to_owned(),
        };
        let facts = EventFacts {
            at: (number != 4).then(|| Timestamp::from_second(i64::from(number)).unwrap()),
            action: Some(if number.is_multiple_of(2) { "view" } else { "purchase" }.to_owned()),
            value: (number == 5).then_some(4.5),
            ..EventFacts::default()
        };
        ParsedRow {
            session: (number > 3).then(|| SessionRef {
                account: account.clone(),
                external_id: Some("L1".to_owned()),
                start_at: None,
            }),
            account: Some(account),
            product: product.map(|id| ProductRef {
                platform: Platform::Generic,
                external_id: Some(id.to_owned()),
                name: None,
            }),
            identity: Some(RawIdentity(viewer.to_owned())),
            ..ParsedRow::new(Origin { sheet: "".into(), row: number }, facts)
        }
    }

    #[test]
    fn rows_come_out_as_they_went_in() {
        let rows = [
            row(2, "u1", Some("p1")),
            row(3, "u2", None),
            row(4, "u1", Some("p2")),
            // Rows between were refused.
            row(9, "u3", Some("p1")),
            row(10, "u1", Some("p1")),
        ];
        let mut table: EventTable = rows.iter().cloned().collect();
        assert_eq!((table.len(), table.viewers().len(), table.products().len()), (5, 3, 2));
        assert_eq!(table.places().len(), 2);
        assert!(table.rows().eq(rows));
        assert_eq!(table.last(), table.iter().last());
        assert_eq!((table.event(2).row, table.event(3).row), (4, 9));

        let job = Job::new(Timestamp::UNIX_EPOCH, 0);
        table.hash_viewers(&job, |raw| format!("key of {raw}")).unwrap();
        let hashed: Vec<_> = table.rows().collect();
        assert!(hashed.iter().all(|row| row.identity.is_none()));
        assert_eq!(hashed[4].facts.viewer_key.as_deref(), Some("key of u1"));
        // A key is not hashed again.
        table.hash_viewers(&job, |_| unreachable!("hashed before")).unwrap();
        assert!(table.rows().eq(hashed));
    }

    #[test]
    fn a_value_that_comes_late_leaves_the_earlier_ones_missing() {
        let table: EventTable = [row(2, "u", None), row(5, "u", None)].into_iter().collect();
        let values: Vec<_> = table.iter().map(|event| event.value).collect();
        assert_eq!(values, [None, Some(4.5)]);
    }
}
