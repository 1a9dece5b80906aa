//! The mapping of one file: what each of its columns is kept as, how sure that is, and the first
//! rows as they would come in.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::PageContext;
use crate::domain::{Cell, Currency, FieldKind, Reject};
use crate::engine::Mapped;
use crate::ingest::{
    BadCells, Confidence, Draft, DraftColumn, FEATURE, Grain, Preview, PreviewCell, UnitWord,
    map_grains,
};
use crate::present::format;
use crate::present::text::{Lang, canonical, ingest as say, mapping as text};

/// Problems that are listed; the rest is counted.
const BAD: usize = 8;

/// What the page is made from.
#[derive(Clone, Copy, Debug)]
pub struct MappingInputs<'a> {
    /// The draft with its preview.
    pub mapped: &'a Mapped,
    /// The name it is to be remembered by, when a person typed one.
    pub name: &'a str,
    /// The file's name.
    pub file: &'a str,
}

/// How a column is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Sure.
    Sure,
    /// Only a guess.
    Guess,
    /// Says who somebody is.
    Hidden,
    /// Left out.
    Unused,
}

/// A switch of a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Switch<T> {
    /// Choices with their words.
    pub options: Vec<(T, String)>,
    /// Which one is in force.
    pub selected: Option<usize>,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MappingRow {
    /// Position from 1.
    pub position: u32,
    /// Its header.
    pub header: String,
    /// Its first value.
    pub sample: String,
    /// The next values, for hover.
    pub samples: String,
    /// Canonical name; `None`: left out.
    pub target: Option<String>,
    /// The same before people.
    pub target_text: String,
    /// How it is marked.
    pub mark: Mark,
    /// How sure, and why.
    pub words: String,
    /// Units to choose from.
    pub units: Option<Switch<UnitWord>>,
    /// People or times: canonical names to choose from.
    pub counts: Option<Switch<String>>,
    /// Whether the column is crossed out.
    pub crossed: bool,
}

/// A question that the file leaves open, asked once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// What about.
    pub about: AskAbout,
    /// In words.
    pub question: String,
    /// Two answers.
    pub options: [String; 2],
    /// The answer given.
    pub selected: Option<usize>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AskAbout {
    /// Whether day or month comes first.
    Day,
    /// What the separator of amounts means.
    Decimal,
}

/// A column of the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreviewColumn {
    /// Its name.
    pub text: String,
    /// Whether it holds numbers.
    pub number: bool,
}

/// A cell of the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreviewText {
    /// As it is shown.
    pub text: String,
    /// Missing.
    pub quiet: bool,
    /// It cannot be read.
    pub bad: bool,
}

/// The first rows as they would come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreviewTable {
    /// `进来以后是这样（前 5 行）`
    pub title: String,
    /// Columns.
    pub columns: Vec<PreviewColumn>,
    /// Rows.
    pub rows: Vec<Vec<PreviewText>>,
    /// Cells that cannot be read, the first of each row.
    pub bad: Vec<String>,
    /// The first of them, with how many more there are; empty when there is none.
    pub warning: String,
    /// Before the choice of what becomes of them.
    pub keep_as: String,
    /// That choice.
    pub choice: Switch<BadCells>,
    /// Behind it.
    pub never: String,
    /// `30 行完整，1 行有空`
    pub foot: String,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MappingPage {
    /// `列对应：福袋记录.xlsx`
    pub title: String,
    /// `这张表记的是什么？`
    pub question: String,
    /// Kinds of table, those thought of first in front.
    pub grains: Switch<Grain>,
    /// What opens the rest of them.
    pub other: String,
    /// Sheets to choose from, where there are several.
    pub sheets: Option<Switch<String>>,
    /// Heads of the three columns.
    pub heads: [String; 3],
    /// Columns of the file.
    pub rows: Vec<MappingRow>,
    /// What a column can be, with its words; the first is to leave it out.
    pub targets: Vec<(Option<String>, String)>,
    /// Questions the file leaves open.
    pub asks: Vec<Ask>,
    /// The first rows.
    pub preview: Option<PreviewTable>,
    /// Beside the box.
    pub remember: String,
    /// The name it is remembered by.
    pub name: String,
    /// What that field is called.
    pub name_field: String,
    /// The main button.
    pub put: String,
    /// The other button.
    pub not_now: String,
    /// Why nothing can be put into the tray; empty when it can.
    pub blocked: String,
}

/// Makes the page.
pub fn build(inputs: &MappingInputs<'_>, context: &PageContext) -> MappingPage {
    let lang = context.lang;
    let draft = &inputs.mapped.draft;
    let preview = inputs.mapped.preview.as_ref();
    let grains = map_grains();
    let blocked = if !draft.missing.is_empty() {
        text::lacking(&draft.missing, &text::grain(draft.grain, lang), lang)
    } else if preview.is_none_or(|preview| preview.rows_kept == 0) {
        text::nothing_to_read(lang)
    } else {
        String::new()
    };
    let name =
        if inputs.name.is_empty() { text::name_of(inputs.file) } else { inputs.name.to_owned() };
    MappingPage {
        title: text::title(inputs.file, lang),
        question: text::question(lang),
        grains: Switch {
            options: grains.iter().map(|grain| (*grain, text::grain(*grain, lang))).collect(),
            selected: grains.iter().position(|grain| *grain == draft.grain),
        },
        other: text::other(lang),
        sheets: (draft.sheets.len() > 1).then(|| Switch {
            options: draft.sheets.iter().map(|name| (name.clone(), name.clone())).collect(),
            selected: draft.sheets.iter().position(|name| *name == draft.sheet),
        }),
        heads: text::heads(lang),
        rows: draft.columns.iter().map(|column| row(column, lang)).collect(),
        targets: targets(draft, lang),
        asks: asks(draft, lang),
        preview: preview.map(|preview| table(preview, draft, lang)),
        remember: text::remember_box(lang),
        name,
        name_field: text::name_field(lang),
        put: text::put(preview.filter(|p| p.complete).map(|p| p.rows_kept), lang),
        not_now: text::not_now(lang),
        blocked,
    }
}

fn targets(draft: &Draft, lang: Lang) -> Vec<(Option<String>, String)> {
    let mut all = vec![(None, text::unused(lang))];
    if draft.grain == Grain::Visits {
        all.push((Some(FEATURE.to_owned()), canonical::field(FEATURE, lang)));
    }
    all.extend(draft.targets.iter().map(|name| (Some(name.clone()), canonical::field(name, lang))));
    all
}

fn row(column: &DraftColumn, lang: Lang) -> MappingRow {
    let kept = column.target.is_some();
    let mark = match (&column.confidence, kept) {
        (Confidence::Personal, _) => Mark::Hidden,
        (Confidence::Guessed, _) => Mark::Guess,
        (_, false) => Mark::Unused,
        _ => Mark::Sure,
    };
    let target_text = match &column.target {
        Some(name) => canonical::field(name, lang),
        None => text::unused(lang),
    };
    let units = (column.units.len() > 1).then(|| Switch {
        options: column.units.iter().map(|unit| (*unit, text::unit(*unit, lang))).collect(),
        selected: column.units.iter().position(|unit| Some(*unit) == column.unit),
    });
    let counts = column.target.clone().zip(column.twin.clone()).map(|(own, twin)| {
        let people_first = own.ends_with("_uv");
        let (people, times) = if people_first { (own, twin) } else { (twin, own) };
        let [people_text, times_text] = text::people_or_times(lang);
        Switch {
            options: vec![(people, people_text), (times, times_text)],
            selected: Some(usize::from(!people_first)),
        }
    });
    MappingRow {
        position: column.position,
        header: if column.header.is_empty() {
            text::nameless(column.position, lang)
        } else {
            column.header.clone()
        },
        sample: if column.personal {
            text::hidden(lang)
        } else {
            column.samples.first().cloned().unwrap_or_default()
        },
        samples: column.samples.join("\n"),
        target: column.target.clone(),
        target_text,
        mark,
        words: text::confidence(&column.confidence, kept, lang),
        units,
        counts,
        crossed: column.personal && !kept,
    }
}

fn asks(draft: &Draft, lang: Lang) -> Vec<Ask> {
    let mut asks = Vec::new();
    if draft.asks_day {
        let (question, options) = text::day_question(lang);
        let selected = draft.day_first.map(|day_first| usize::from(!day_first));
        asks.push(Ask { about: AskAbout::Day, question, options, selected });
    }
    if draft.asks_decimal {
        let (question, options) = text::decimal_question(lang);
        // A decimal comma makes the dot a separator of thousands.
        let selected = draft.decimal.map(|sign| usize::from(sign == '.'));
        asks.push(Ask { about: AskAbout::Decimal, question, options, selected });
    }
    asks
}

fn table(preview: &Preview, draft: &Draft, lang: Lang) -> PreviewTable {
    let zone = TimeZone::get(&preview.zone).unwrap_or(TimeZone::UTC);
    let currency = Currency(preview.currency.clone());
    let kinds = draft.grain.fields();
    let columns = preview
        .names
        .iter()
        .map(|name| {
            let kind = kinds.iter().find(|field| field.name == name).map(|field| field.kind);
            PreviewColumn {
                text: canonical::field(name, lang),
                number: kind.is_some_and(|kind| !matches!(kind, FieldKind::Text | FieldKind::Time)),
            }
        })
        .collect();
    let shown = |cell: &PreviewCell, name: &str| {
        let plain = |text: String| PreviewText { text, quiet: false, bad: false };
        match cell {
            PreviewCell::Bad(value) => PreviewText { text: value.clone(), quiet: false, bad: true },
            PreviewCell::Person => plain(text::person(lang)),
            PreviewCell::Value(Cell::Null) => {
                PreviewText { text: text::empty_cell(lang), quiet: true, bad: false }
            }
            PreviewCell::Value(value) => {
                plain(value_text(value, name, &zone, &currency, draft, lang))
            }
        }
    };
    let bad: Vec<String> = preview.bad.iter().take(BAD).map(|reject| bad(reject, lang)).collect();
    let warning = match preview.bad.as_slice() {
        [] => String::new(),
        [_] => bad[0].clone(),
        many => format!("{}{}", bad[0], text::more_bad(many.len() - 1, lang)),
    };
    let choices = [BadCells::Refuse, BadCells::Empty];
    PreviewTable {
        title: text::preview_title(preview.rows.len(), lang),
        columns,
        rows: preview
            .rows
            .iter()
            .map(|row| {
                row.cells.iter().zip(&preview.names).map(|(cell, name)| shown(cell, name)).collect()
            })
            .collect(),
        bad,
        warning,
        keep_as: text::keep_as(lang),
        choice: Switch {
            options: choices.iter().map(|one| (*one, text::bad_choice(*one, lang))).collect(),
            selected: choices.iter().position(|one| *one == draft.bad_cells),
        },
        never: text::never_zero(lang),
        foot: text::foot(preview.rows_whole, preview.rows_read, lang),
    }
}

fn bad(reject: &Reject, lang: Lang) -> String {
    let reason = say::reject_reason(&reject.reason, lang);
    text::bad_cell(reject.row, &reject.value, &reason, lang)
}

fn value_text(
    value: &Cell,
    name: &str,
    zone: &TimeZone,
    currency: &Currency,
    draft: &Draft,
    lang: Lang,
) -> String {
    let kind = draft.grain.fields().iter().find(|field| field.name == name).map(|f| f.kind);
    match value {
        Cell::Null => text::empty_cell(lang),
        Cell::Int(number) => format::count(*number as f64),
        Cell::Money(money) => {
            let digits = if money.0 % 100 == 0 { 0 } else { 2 };
            format::money_fixed(money.major(), currency, digits)
        }
        Cell::Real(number) => match kind {
            Some(FieldKind::Seconds) => format::duration(*number, lang),
            Some(FieldKind::Fraction) => format::percent(*number),
            _ => format!("{number}"),
        },
        Cell::Text(text) => text.clone(),
        Cell::Time(at) => at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
    }
}
