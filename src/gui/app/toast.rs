//! Toasts: short words at the bottom right, six seconds, with an undo where there is one.
//! Warnings stay until they are closed.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Area, Context, CornerRadius, Id, Order, Rect, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::command::Command;
use super::dialog::Asking;
use crate::engine::ImportReport;
use crate::gui::kit::{Button, Icon, draw, icon_button};
use crate::gui::theme::{Theme, Type, radius, space};
use crate::learn::Question;
use crate::present::text::app::{self, Word};
use crate::present::text::experiments::Said;
use crate::present::text::{
    Lang, evidence, export, ingest, labels, learn, models, repairs, taught,
};
use crate::store::{CheckReport, Undone};
use crate::worker::{Failure, Taught};

const SECONDS: f64 = 6.0;
const WIDTH: f32 = 420.0;
/// More than this many are not shown at once; the oldest passing ones go first.
const MOST: usize = 4;

/// What a toast says, in whatever language is on when it is shown.
#[derive(Clone, Debug)]
pub enum Say {
    /// Files were imported.
    Imported(Box<ImportReport>),
    /// Files were imported into a store of another identity key.
    ForeignKey,
    /// An import was taken back.
    Undone(Undone),
    /// Work was stopped.
    Cancelled,
    /// Something was kept.
    Saved,
    /// A note was kept.
    NoteKept,
    /// A note with these words was removed.
    NoteRemoved(String),
    /// An own kind was added: its id, and its columns.
    KindAdded(String, usize),
    /// Something that was taught is forgotten.
    Forgotten(Box<Taught>),
    /// Models were trained.
    Trained(Question),
    /// A training was removed, which was trained then.
    RunDeleted(jiff::Timestamp),
    /// A plan was kept.
    PlanSaved(String, u32),
    /// A plan got its session, or lost it.
    PlanAttached(String, bool),
    /// Something was done with an open action.
    Action(crate::present::text::actions::Said),
    /// Something was done with an experiment.
    Experiment(Said, String),
    /// What a review found was handed to the plan.
    AddedToPlan {
        /// What the plan can follow.
        added: usize,
        /// What it has no knob for.
        left: usize,
    },
    /// Floors of exposure were handed to the plan: how many, of how many.
    FloorsHeld {
        /// With a product to show.
        held: usize,
        /// All.
        of: usize,
    },
    /// So many files were written; this is the first.
    Exported(usize, String),
    /// Rejected rows were written into this file: how many, of how many.
    RejectsWritten {
        /// Rows in the file.
        rows: u64,
        /// Rows that did not come in.
        of: u64,
        /// The file.
        file: String,
    },
    /// The store was copied into this file.
    BackedUp(String),
    /// The store was checked.
    Checked(CheckReport),
    /// This computer shows no file dialog.
    NoDialog(Asking),
    /// Something failed.
    Failed(Failure),
}

impl Say {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Imported(report) => app::imported(report, lang),
            Self::ForeignKey => app::foreign_key(lang),
            Self::Undone(undone) => app::undone(undone, lang),
            Self::Cancelled => app::cancelled(lang),
            Self::Saved => crate::present::text::notices::saved(lang).to_owned(),
            Self::NoteKept => labels::note_kept(lang).to_owned(),
            Self::NoteRemoved(text) => labels::note_removed(text, lang),
            Self::KindAdded(id, columns) => ingest::kind_added(id, *columns, lang),
            Self::Forgotten(taught) => taught::forgotten(taught, lang),
            Self::Trained(question) => app::trained(&learn::question_title(*question, lang), lang),
            Self::RunDeleted(at) => models::deleted(&at.strftime("%m-%d %H:%M").to_string(), lang),
            Self::PlanSaved(name, version) => app::plan_saved(name, *version, lang),
            Self::PlanAttached(name, attached) => {
                crate::present::text::evaluate::attached(name, *attached, lang)
            }
            Self::Action(said) => crate::present::text::actions::said(said, lang).to_owned(),
            Self::Experiment(said, name) => {
                crate::present::text::experiments::said(*said, name, lang)
            }
            Self::FloorsHeld { held, of } => {
                crate::present::text::evaluate_exposure::floors_held(*held, *of, lang)
            }
            Self::AddedToPlan { added, left } => evidence::added_to_plan(*added, *left, lang),
            Self::Exported(files, file) => export::written(*files, file, lang),
            Self::RejectsWritten { rows, of, file } => {
                let written = repairs::rejects_written(*rows, file, lang);
                match rows < of {
                    true => format!("{written} {}", repairs::rejects_cut(*rows, *of, lang)),
                    false => written,
                }
            }
            Self::BackedUp(file) => app::backed_up(file, lang),
            Self::Checked(report) => app::checked(report, lang),
            Self::NoDialog(asking) => app::no_dialog(*asking == Asking::Files, lang),
            Self::Failed(failure) => {
                let notice = failure.notice(lang);
                if notice.action.is_empty() {
                    notice.title
                } else {
                    labels::then(&notice.title, &notice.action, lang)
                }
            }
        }
    }

    fn warns(&self) -> bool {
        match self {
            Self::Failed(_) | Self::ForeignKey | Self::NoDialog(_) => true,
            Self::Checked(report) => !report.ok,
            _ => false,
        }
    }
}

/// One toast.
#[derive(Clone, Debug)]
struct Toast {
    serial: u64,
    say: Say,
    /// `撤销`.
    undo: Option<Command>,
    /// `None` until it was first drawn; then when it goes.
    until: Option<f64>,
}

/// All toasts.
#[derive(Debug, Default)]
pub struct Toasts {
    all: Vec<Toast>,
    last: u64,
}

impl Toasts {
    /// Says something; `undo` takes it back.
    pub fn say(&mut self, say: Say, undo: Option<Command>) {
        self.last += 1;
        self.all.push(Toast { serial: self.last, say, undo, until: None });
        while self.all.len() > MOST {
            let passing = self.all.iter().position(|toast| !toast.say.warns()).unwrap_or(0);
            self.all.remove(passing);
        }
    }

    /// Draws what is still to be read. Asks for one repaint, when the next one goes.
    pub fn show(&mut self, ctx: &Context, lang: Lang, out: &mut Vec<Command>) {
        let now = ctx.input(|input| input.time);
        for toast in &mut self.all {
            toast.until.get_or_insert(now + SECONDS);
        }
        self.all.retain(|toast| toast.say.warns() || toast.until.is_none_or(|until| now < until));
        let next = self
            .all
            .iter()
            .filter(|toast| !toast.say.warns())
            .filter_map(|toast| toast.until)
            .fold(f64::INFINITY, f64::min);
        if next.is_finite() {
            ctx.request_repaint_after_secs((next - now) as f32 + 0.01);
        }
        let mut closed = None;
        let mut bottom = -(space::STATUS + space::GAP);
        for toast in self.all.iter().rev() {
            let shown = Area::new(Id::unique(("toast", toast.serial)))
                .order(Order::Foreground)
                .anchor(Align2::RIGHT_BOTTOM, vec2(-space::PAGE, bottom))
                .show(ctx, |ui| draw_one(ui, toast, lang, out));
            bottom -= shown.response.rect.height() + 8.0;
            if shown.inner {
                closed = Some(toast.serial);
            }
        }
        if let Some(serial) = closed {
            self.all.retain(|toast| toast.serial != serial);
            ctx.request_repaint();
        }
    }
}

/// Draws one; `true` when it was closed or its undo pressed.
fn draw_one(ui: &mut Ui, toast: &Toast, lang: Lang, out: &mut Vec<Command>) -> bool {
    let theme = Theme::of(ui.ctx());
    let warns = toast.say.warns();
    let text = toast.say.text(lang);
    let undo = app::word(Word::Undo, lang);
    let tools = 28.0
        + if toast.undo.is_some() {
            draw::width(ui.painter(), undo, Type::Strong) + 20.0
        } else {
            0.0
        };
    let ink = if warns { theme.text.warn } else { theme.text.main };
    let room = WIDTH - 56.0 - tools;
    let galley = ui.painter().layout(text.clone(), Type::Body.font(), ink, room);
    let size = vec2(galley.size().x + 56.0 + tools, (galley.size().y + 16.0).max(36.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &text));
    let corner = CornerRadius::same(radius::CARD);
    let (fill, line) = if warns {
        (theme.card.warn, theme.card.warn_edge)
    } else {
        (theme.float.fill, theme.float.line)
    };
    ui.painter().add(theme.float.shadow.as_shape(rect, corner));
    ui.painter().rect(rect, corner, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    let (icon, tint) =
        if warns { (Icon::Warning, theme.text.warn) } else { (Icon::Check, theme.text.ok) };
    icon.paint(ui.painter(), pos2(rect.left() + 22.0, rect.center().y), 16.0, tint);
    let at = pos2(rect.left() + 40.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    let mut done = false;
    let bar = Rect::from_min_max(
        pos2(rect.right() - tools - 8.0, rect.top()),
        pos2(rect.right() - 8.0, rect.bottom()),
    );
    let layout = eframe::egui::Layout::right_to_left(eframe::egui::Align::Center);
    crate::gui::kit::layout::place_with(ui, bar, layout, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        // Named with its toast: a page may have a button of the same word.
        let name = format!("{} · {}", app::word(Word::Close, lang), text);
        done |= icon_button(ui, Icon::Cross, &name).clicked();
        if let Some(command) = &toast.undo
            && Button::plain(undo).show(ui).clicked()
        {
            out.push(command.clone());
            done = true;
        }
    });
    done
}
