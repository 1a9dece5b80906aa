//! The one command enum: what a press, a key, the palette or a page can ask for.
//!
//! Pages push commands and never act themselves; commands run after the frame was drawn.
//! Menu, palette, shortcuts and tooltips are all made from here.

use std::path::PathBuf;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::page::Page;
use super::prefs::Appearance;
use crate::domain::{ActionDraft, ActionId, ImportId, Money, PlanId, ProductId, SessionId};
use crate::engine::DeletedRun;
use crate::ingest::{AliasOffer, MapSpec};
use crate::learn::Question;
use crate::plan::{FloorWish, Group, Method, MinuteWish, PlanForm};
use crate::present::pages::Filters;
use crate::present::pages::export::{OfferKind, Subject};
use crate::present::pages::plan::RunDownKind;
use crate::present::text::Lang;
use crate::worker::{ActionWork, ExperimentWish, Mark, Note, ProductSettings, Taught};

/// Everything that can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Opens a page.
    Go(Page),
    /// Opens the review of one session.
    OpenSession(SessionId),
    /// Opens the review of one session with what its verdict is built from.
    OpenEvidence(SessionId),
    /// Opens one product.
    OpenProduct(ProductId),
    /// Opens or closes the palette.
    TogglePalette,
    /// Limits every page to these dates, platform, account, host, role.
    SetFilters(Filters),
    /// Takes all filters away.
    ClearFilters,

    /// Asks for files to import.
    ChooseFiles,
    /// Puts files or folders into the import tray.
    ImportPaths(Vec<PathBuf>),
    /// Takes one file out of the tray.
    TakeFromTray(PathBuf),
    /// Opens the panel that says what the columns of a file of the tray are.
    OpenMapping {
        /// The file.
        path: PathBuf,
        /// Name inside an archive.
        inner: Option<String>,
    },
    /// Says something else of the file whose columns are mapped.
    SetMapping(Box<MapSpec>),
    /// Closes that panel.
    CloseMapping,
    /// Puts the file that was mapped into the tray, and remembers the mapping under a name.
    PutInTray {
        /// What was said of it.
        spec: Box<MapSpec>,
        /// The name; `None`: only this once.
        name: Option<String>,
    },
    /// Accepts renamed headers and reads the tray again.
    AcceptAliases(Vec<AliasOffer>),
    /// Says which session a file of the tray is about.
    NameSession {
        /// The file.
        path: PathBuf,
        /// The session.
        session: SessionId,
    },
    /// Writes what is in the tray.
    CommitImport,
    /// Empties the tray; nothing was written.
    EmptyTray,
    /// Closes the summary of the import that was just written.
    CloseSummary,
    /// Takes one import back.
    UndoImport(ImportId),
    /// Takes the newest import back.
    UndoLast,
    /// Writes the rows that did not come in into a file that is asked for: those of an import, or
    /// of the files in the tray.
    ExportRejects(Option<ImportId>),
    /// Imports the sample data that comes with the program.
    LoadSample,
    /// Stops the work in progress.
    CancelWork,

    /// Keeps what the merchant knows of a product.
    SetProduct {
        /// The product.
        product: ProductId,
        /// Fields to change; the others stay.
        change: ProductSettings,
    },
    /// Keeps a domain setting; `None` removes it.
    SetSetting {
        /// Key.
        key: String,
        /// Value.
        value: Option<String>,
    },
    /// Says what a viewer is; `None` leaves it to the figures.
    MarkViewer {
        /// Keyed hash.
        key: String,
        /// What a person says.
        mark: Option<Mark>,
    },
    /// Forgets something the importer was taught.
    Forget(Box<Taught>),
    /// Teaches it again.
    TeachAgain(Box<Taught>),
    /// Adds a note to a session.
    AddNote {
        /// The session.
        session: SessionId,
        /// Minutes from its start; `None` for the whole session.
        minute: Option<u32>,
        /// Text.
        text: String,
    },
    /// Removes a note.
    RemoveNote(i64),
    /// Keeps a removed note once more.
    RestoreNote(Box<Note>),
    /// Hands what a review found to the plan.
    FollowFindings {
        /// Minutes of products.
        wishes: Vec<MinuteWish>,
        /// What is kept of them as open actions.
        drafts: Vec<ActionDraft>,
        /// How many findings there were.
        of: usize,
    },
    /// Puts the form of the plan back as it was before findings were followed, and takes out the
    /// actions that were kept.
    Unfollow {
        /// The form.
        form: Box<PlanForm>,
        /// The actions.
        kept: Vec<ActionId>,
    },
    /// Works on open actions.
    Actions(ActionWork),
    /// Sets the floor of a group of products; `None` lets it go.
    SetFloor(Group, Option<f64>),
    /// Does something with an experiment.
    Experiment(Box<ExperimentWish>),
    /// Hands the floors to the next plan.
    HoldFloors(Vec<FloorWish>),
    /// Puts the form of the plan back as it was.
    SetPlanForm(Box<PlanForm>),
    /// Trains every method on one question.
    Train(Question),
    /// Puts a training to use; `None`: the newest.
    UseRun(Question, Option<i64>),
    /// Keeps what contacting one costs; `None` forgets it.
    SetContactCost(Question, Option<Money>),
    /// Removes a training with its models.
    DeleteRun(Question, i64),
    /// Puts a removed training back.
    RestoreRun(Box<DeletedRun>),
    /// Writes the model that is shown with its rows, into files that are asked for.
    ExportModel,
    /// The same, with the linfa crates beside our own engine.
    TrainBeside(Question),
    /// Keeps a plan as the next version of its name.
    SavePlan {
        /// Name.
        name: String,
        /// The form.
        form: Box<PlanForm>,
        /// Method.
        method: Method,
        /// Whether the goal is the usual one as long as the form has none.
        usual_goal: bool,
    },
    /// Says which session a plan became; `None` takes it back.
    AttachPlan {
        /// The plan.
        plan: PlanId,
        /// Its session.
        session: Option<SessionId>,
    },
    /// Writes the report of the session that is shown, into a file that is asked for.
    Report,
    /// Writes what a page shows into a file that is asked for.
    Export(Subject, OfferKind),
    /// Writes the run-down of the plan that is shown into a file that is asked for.
    RunDown(RunDownKind),
    /// Copies the store into a file that is asked for.
    Backup,
    /// Reads the whole store and checks it.
    CheckStore,
    /// Tries to open the store again.
    Reopen,
    /// Asks for another store to open.
    ChooseStore,

    /// Language.
    SetLang(Lang),
    /// The other language.
    SwitchLang,
    /// Light, dark, or as the system.
    SetAppearance(Appearance),
    /// The other of light and dark.
    SwitchAppearance,
    /// 红涨绿跌 on or off.
    SetRedRises(bool),
    /// Text size in percent, 100 to 200.
    SetTextSize(u16),
    /// One step larger.
    LargerText,
    /// One step smaller.
    SmallerText,
    /// Closes the window.
    Quit,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Command {
    /// The commands that need nothing more to be said: what the palette always lists and
    /// shortcuts can be tied to.
    pub fn plain() -> Vec<Self> {
        let mut all: Vec<Self> = Page::ALL.into_iter().map(Self::Go).collect();
        all.extend([
            Self::TogglePalette,
            Self::ChooseFiles,
            Self::CommitImport,
            Self::EmptyTray,
            Self::CancelWork,
            Self::UndoLast,
            Self::LoadSample,
            Self::ClearFilters,
            Self::Train(Question::Buyers),
            Self::Train(Question::Products),
            Self::Train(Question::SessionSales),
            Self::Report,
            Self::Backup,
            Self::CheckStore,
            Self::ChooseStore,
            Self::SwitchLang,
            Self::SwitchAppearance,
            Self::LargerText,
            Self::SmallerText,
            Self::SetTextSize(100),
            Self::Quit,
        ]);
        all
    }

    /// The keys it is tied to. All take Ctrl (⌘ on macOS), so that no key of an input method
    /// or a text field is ever taken away.
    pub fn shortcut(&self) -> Option<KeyboardShortcut> {
        const DIGITS: [Key; 10] = [
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
            Key::Num0,
        ];
        let (modifiers, key) = match self {
            Self::Go(page) => (CTRL, DIGITS[page.index()]),
            Self::TogglePalette => (CTRL, Key::K),
            Self::ChooseFiles => (CTRL, Key::O),
            Self::CommitImport => (CTRL, Key::Enter),
            Self::CancelWork => (CTRL, Key::Period),
            Self::UndoLast => (CTRL_SHIFT, Key::Z),
            Self::Report => (CTRL, Key::E),
            Self::Backup => (CTRL_SHIFT, Key::S),
            Self::SwitchLang => (CTRL_SHIFT, Key::L),
            Self::SwitchAppearance => (CTRL_SHIFT, Key::D),
            Self::LargerText => (CTRL, Key::Equals),
            Self::SmallerText => (CTRL, Key::Minus),
            Self::Quit => (CTRL, Key::Q),
            _ => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// Its stable word, by which the catalogue of texts knows it; empty for commands that only
    /// a page can ask for.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Go(page) => page.word(),
            Self::TogglePalette => "palette",
            Self::ChooseFiles => "import",
            Self::CommitImport => "commit",
            Self::EmptyTray => "empty_tray",
            Self::CancelWork => "cancel",
            Self::UndoLast => "undo",
            Self::LoadSample => "sample",
            Self::ClearFilters => "clear_filters",
            Self::Train(Question::Buyers) => "train_buyers",
            Self::Train(Question::Products) => "train_products",
            Self::Train(Question::SessionSales) => "train_session_sales",
            Self::Report => "report",
            Self::Backup => "backup",
            Self::CheckStore => "check",
            Self::ChooseStore => "open_store",
            Self::Reopen => "reopen",
            Self::SwitchLang => "language",
            Self::SwitchAppearance => "appearance",
            Self::LargerText => "larger",
            Self::SmallerText => "smaller",
            Self::SetTextSize(100) => "normal_size",
            Self::Quit => "quit",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Command;
    use crate::present::text::{Lang, app};

    #[test]
    fn no_two_commands_share_keys() {
        let all = Command::plain();
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                let (Some(a), Some(b)) = (one.shortcut(), other.shortcut()) else {
                    continue;
                };
                assert_ne!(a, b, "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn every_shortcut_takes_the_command_key() {
        for command in Command::plain() {
            if let Some(shortcut) = command.shortcut() {
                assert!(shortcut.modifiers.command, "{command:?}");
            }
        }
    }

    #[test]
    fn every_plain_command_has_a_name_in_both_languages() {
        for command in Command::plain() {
            for lang in [Lang::Zh, Lang::En] {
                assert!(!app::command(command.word(), lang).is_empty(), "{command:?} {lang:?}");
            }
        }
    }
}
