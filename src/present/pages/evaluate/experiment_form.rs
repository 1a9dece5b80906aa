//! The form of a new experiment: what it begins with, what is typed into it, and what is wrong
//! there.

use jiff::civil::Date;
use serde::Serialize;

use super::Choice;
use crate::engine::{NewDefaults, NewExperiment};
use crate::experiment::{METRICS, next_lot};
use crate::metrics::MetricKey;
use crate::present::text::{Lang, experiment_form as text, metrics as names};

/// Sessions that are asked for where nothing else is typed: enough to tell something.
const USUAL_SESSIONS: usize = 20;

/// A field of the form, in the order of its labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FormField {
    /// What it is called.
    Name,
    /// What A is.
    WayA,
    /// What B is.
    WayB,
    /// The figure.
    Figure,
    /// How many sessions.
    Sessions,
    /// The first day.
    FirstDay,
    /// The number the lot is drawn from.
    Lot,
}

/// What a new experiment asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExperimentForm {
    /// By [`FormField`].
    pub labels: [String; 7],
    /// Name, A, B.
    pub hints: [String; 3],
    /// Figures to choose from.
    pub metrics: Vec<Choice<MetricKey>>,
    /// What to know about it.
    pub note: String,
    /// The button that takes another number for the lot.
    pub another_lot: String,
    /// What the number is good for.
    pub lot_note: String,
    /// What stands in the fields of numbers and days until something is typed.
    pub usual: Usual,
    /// What to do about what is wrong.
    problems: Problems,
    /// Names that are taken.
    taken: Vec<String>,
    /// Sessions it may have.
    sessions: (usize, usize),
    /// Days it may begin on.
    first_days: (Date, Date),
    /// The longest name and way.
    longest: usize,
    #[serde(skip)]
    lang: Lang,
}

/// What stands in the fields before anything is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Usual {
    /// How many sessions.
    pub sessions: String,
    /// The first day.
    pub from: String,
    /// The number of the lot.
    pub lot: String,
}

/// Sentences about what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Problems {
    empty: String,
    taken: String,
    long: String,
    sessions: String,
    first_day: String,
    lot: String,
}

/// What a person typed; `None` where what stood there is still right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExperimentDraft {
    /// Its name.
    pub name: String,
    /// What A and B are.
    pub ways: [String; 2],
    /// The place of the figure among those to choose from.
    pub metric: usize,
    /// How many sessions.
    pub sessions: Option<String>,
    /// The first day.
    pub from: Option<String>,
    /// The number of the lot.
    pub lot: Option<String>,
    /// Whether it was to be drawn already: from then on an empty name is wrong.
    pub pressed: bool,
}

/// Makes the form. `sessions` are those that the experiment before it would have needed.
pub fn form(
    fresh: &NewDefaults,
    taken: Vec<String>,
    sessions: Option<usize>,
    lang: Lang,
) -> ExperimentForm {
    let metrics = METRICS.iter().enumerate().map(|(at, key)| Choice {
        id: *key,
        text: names::metric_name(*key, lang).to_owned(),
        selected: at == 0,
    });
    ExperimentForm {
        labels: text::labels(lang),
        hints: text::hints(lang),
        metrics: metrics.collect(),
        note: text::note(lang),
        another_lot: text::another_lot(lang),
        lot_note: text::lot_note(lang),
        usual: Usual {
            sessions: sessions.unwrap_or(USUAL_SESSIONS).min(fresh.sessions.1).to_string(),
            from: fresh.from.to_string(),
            lot: fresh.seed.to_string(),
        },
        problems: Problems {
            empty: text::name_empty(lang),
            taken: text::name_taken(lang),
            long: text::too_long(fresh.longest, lang),
            sessions: text::not_a_count(fresh.sessions, lang),
            first_day: text::not_a_day(fresh.first_days, fresh.from, lang),
            lot: text::not_a_lot(fresh.seed, lang),
        },
        taken,
        sessions: fresh.sessions,
        first_days: fresh.first_days,
        longest: fresh.longest,
        lang,
    }
}

impl ExperimentForm {
    /// The label of a field.
    pub fn label(&self, field: FormField) -> &str {
        &self.labels[field as usize]
    }

    /// What to do about a field; `None` where it is right.
    pub fn problem(&self, field: FormField, draft: &ExperimentDraft) -> Option<&str> {
        let long = |text: &str| text.trim().chars().count() > self.longest;
        let said = &self.problems;
        let wrong = match field {
            FormField::Name if draft.name.trim().is_empty() => draft.pressed.then_some(&said.empty),
            FormField::Name if self.taken.iter().any(|name| name == draft.name.trim()) => {
                Some(&said.taken)
            }
            FormField::Name => long(&draft.name).then_some(&said.long),
            FormField::WayA => long(&draft.ways[0]).then_some(&said.long),
            FormField::WayB => long(&draft.ways[1]).then_some(&said.long),
            FormField::Figure => None,
            FormField::Sessions => self.sessions(draft).is_none().then_some(&said.sessions),
            FormField::FirstDay => self.first_day(draft).is_none().then_some(&said.first_day),
            FormField::Lot => self.lot(draft).is_none().then_some(&said.lot),
        };
        wrong.map(String::as_str)
    }

    /// What is asked for; `None` while something is wrong.
    pub fn asked(&self, draft: &ExperimentDraft) -> Option<NewExperiment> {
        use FormField as F;
        let draft = ExperimentDraft { pressed: true, ..draft.clone() };
        let fields = [F::Name, F::WayA, F::WayB, F::Sessions, F::FirstDay, F::Lot];
        if fields.into_iter().any(|field| self.problem(field, &draft).is_some()) {
            return None;
        }
        Some(NewExperiment {
            metric: self.metrics.get(draft.metric)?.id,
            sessions: self.sessions(&draft)?,
            from: Some(self.first_day(&draft)?),
            seed: Some(self.lot(&draft)?),
            name: draft.name,
            ways: draft.ways,
            account: None,
        })
    }

    /// What the number of the lot stands on when it is folded away.
    pub fn lot_line(&self, draft: &ExperimentDraft) -> String {
        text::lot(draft.lot.as_ref().unwrap_or(&self.usual.lot).trim(), self.lang)
    }

    /// Another number than the one that stands there.
    pub fn next_lot(&self, draft: &ExperimentDraft) -> String {
        let usual = || self.usual.lot.parse().unwrap_or_default();
        next_lot(self.lot(draft).unwrap_or_else(usual)).to_string()
    }

    fn sessions(&self, draft: &ExperimentDraft) -> Option<usize> {
        let count = number(draft.sessions.as_ref().unwrap_or(&self.usual.sessions))?;
        let count = usize::try_from(count).ok()?;
        (self.sessions.0..=self.sessions.1).contains(&count).then_some(count)
    }

    fn first_day(&self, draft: &ExperimentDraft) -> Option<Date> {
        let (least, most) = self.first_days;
        let day = day_of(draft.from.as_ref().unwrap_or(&self.usual.from), least)?;
        (least..=most).contains(&day).then_some(day)
    }

    fn lot(&self, draft: &ExperimentDraft) -> Option<u64> {
        number(draft.lot.as_ref().unwrap_or(&self.usual.lot))
    }
}

/// Digits of a Chinese keyboard are digits too.
fn plain(text: &str) -> String {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        other => other,
    };
    text.trim().chars().map(digit).collect()
}

fn number(text: &str) -> Option<u64> {
    let text = plain(text);
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A day as people write it: `2026-12-01`, `2026/12/1`, `2026年12月1日`; without a year the next
/// such day from `today` on.
fn day_of(text: &str, today: Date) -> Option<Date> {
    let text = plain(text);
    if text.chars().any(|c| !c.is_ascii_digit() && !"-/.年月日号 ".contains(c)) {
        return None;
    }
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let numbers: Vec<i16> = numbers.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let date = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    match numbers[..] {
        [year, month, day] if year > 999 => date(year, month, day),
        [month, day] => date(today.year(), month, day)
            .filter(|found| *found >= today)
            .or_else(|| date(today.year() + 1, month, day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{day_of, number};

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let today = date(2026, 11, 22);
        let first = Some(date(2026, 12, 1));
        for text in ["2026-12-01", "2026/12/1", "2026年12月1日", " 12-01 ", "12月1号", "１２．１"]
        {
            let text = text.replace('．', ".");
            assert_eq!(day_of(&text, today), first, "{text}");
        }
        assert_eq!(day_of("1-5", today), Some(date(2027, 1, 5)), "the next one");
        assert_eq!(day_of("11.22", today), Some(today));
        for text in ["", "明天", "2026-13-01", "2026-02-30", "26-12-01", "12", "1-2-3-4", "1e9"] {
            assert_eq!(day_of(text, today), None, "{text}");
        }
    }

    #[test]
    fn a_number_has_digits_alone() {
        assert_eq!(number(" 20 "), Some(20));
        assert_eq!(number("２０"), Some(20));
        assert_eq!(number("18446744073709551615"), Some(u64::MAX));
        for text in ["", "+5", "-1", "2.5", "20场", "18446744073709551616"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
