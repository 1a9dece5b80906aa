//! Everything the window knows: the store, the tray, what is under way, every page's model.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::command::Command;
use super::hover::Hover;
use super::page::Page;
use super::palette::Palette;
use super::prefs::Prefs;
use super::slot::Slot;
use super::toast::Toasts;
use crate::domain::SessionId;
use crate::gui::pages::PageStates;
use crate::gui::pages::products::DetailView;
use crate::gui::pages::review::ReviewAside;
use crate::ingest::MapSpec;
use crate::learn::{ModelKind, Question};
use crate::present::pages::{Filters, FinderPage, ModelsPage, StoreFacts};
use crate::present::text::Lang;
use crate::present::text::app::Why;
use crate::worker::{Failure, PageKind, PageModel, PageQuery, RequestId, TrayRef};

/// The store.
#[derive(Debug)]
pub enum StoreState {
    /// Being opened.
    Opening,
    /// Open.
    Open(StoreFacts),
    /// It could not be opened.
    Failed(Failure),
}

/// The import tray.
#[derive(Debug, Default)]
pub enum TrayStage {
    /// Nothing lies in it.
    #[default]
    Empty,
    /// Files are being read.
    Reading {
        /// Which.
        paths: Vec<PathBuf>,
        /// What lay there before and lies there again when reading is stopped.
        before: Option<TrayRef>,
    },
    /// Files wait.
    Waiting(TrayRef),
    /// Files are being written.
    Writing(TrayRef),
    /// Files were written; stands until closed.
    Written(TrayRef),
}

impl TrayStage {
    /// What lies in it, if it was read.
    pub fn tray(&self) -> Option<&TrayRef> {
        match self {
            Self::Empty => None,
            Self::Reading { before, .. } => before.as_ref(),
            Self::Waiting(tray) | Self::Writing(tray) | Self::Written(tray) => Some(tray),
        }
    }
}

/// What a request on its way was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Opening the store.
    Open,
    /// Reading files.
    Preview,
    /// Writing files.
    Commit,
    /// Importing the sample.
    Sample,
    /// Training models.
    Train,
    /// Anything short.
    Other,
}

/// Everything the window knows.
#[derive(Debug)]
pub struct State {
    /// Preferences.
    pub prefs: Prefs,
    /// The system's language, for people who did not choose one.
    pub system_lang: Lang,
    /// The file that is opened or to be opened.
    pub store_path: PathBuf,
    /// The store.
    pub store: StoreState,
    /// Linked filters.
    pub filters: Filters,
    /// The tray.
    pub tray: TrayStage,
    /// The file of the tray whose columns are mapped.
    pub mapping: Option<MapSpec>,
    /// Its page.
    pub mapping_slot: Slot,
    /// Files of the tray whose columns were mapped.
    pub mapped: Vec<MapSpec>,
    /// Sessions of files of the tray that name none.
    pub named: Vec<(PathBuf, SessionId)>,
    /// Files to put into the tray once the store is open.
    pub waiting_files: Vec<PathBuf>,
    /// The sample data beside the program.
    pub sample: Option<PathBuf>,
    /// Jobs under way.
    pub under_way: BTreeMap<RequestId, Purpose>,
    /// One model per page, plus the first run.
    pub slots: [Slot; Page::ALL.len()],
    /// The first minute.
    pub first_run: Slot,
    /// Sessions, products, choices of the filters.
    pub finder: Slot,
    /// The brushed range of the review.
    pub brush: Slot,
    /// Two sessions side by side.
    pub compare: Slot,
    /// What each page keeps while it is not shown.
    pub pages: PageStates,
    /// Toasts.
    pub toasts: Toasts,
    /// The palette, when open.
    pub palette: Option<Palette>,
    /// Files over the window.
    pub hover: Hover,
    /// A file dialog is open.
    pub choosing: bool,
}

impl State {
    /// Nothing is open yet.
    pub fn new(
        prefs: Prefs,
        system_lang: Lang,
        store_path: PathBuf,
        sample: Option<PathBuf>,
    ) -> Self {
        Self {
            prefs,
            system_lang,
            store_path,
            store: StoreState::Opening,
            filters: Filters::default(),
            tray: TrayStage::default(),
            mapping: None,
            mapping_slot: Slot::default(),
            mapped: Vec::new(),
            named: Vec::new(),
            waiting_files: Vec::new(),
            sample,
            under_way: BTreeMap::new(),
            slots: Default::default(),
            first_run: Slot::default(),
            finder: Slot::default(),
            brush: Slot::default(),
            compare: Slot::default(),
            pages: PageStates::default(),
            toasts: Toasts::default(),
            palette: None,
            hover: Hover::default(),
            choosing: false,
        }
    }

    /// The language in force.
    pub fn lang(&self) -> Lang {
        self.prefs.lang.unwrap_or(self.system_lang)
    }

    /// What is in the open store.
    pub fn facts(&self) -> Option<&StoreFacts> {
        match &self.store {
            StoreState::Open(facts) => Some(facts),
            _ => None,
        }
    }

    /// Whether the first minute stands in place of the overview: nothing is in the store and
    /// nothing lies in the tray.
    pub fn is_first_run(&self) -> bool {
        self.facts().is_some_and(StoreFacts::is_empty) && matches!(self.tray, TrayStage::Empty)
    }

    /// Whether there is more on the screen than its frame: the open page, the first minute, or
    /// why the store could not be opened.
    pub fn shows_something(&self) -> bool {
        let first_run = self.is_first_run() && self.first_run.model().is_some();
        let page = &self.slots[self.prefs.page.index()];
        let page = page.model().is_some() || page.failure().is_some();
        first_run || page || matches!(self.store, StoreState::Failed(_))
    }

    /// Sessions, products and choices, once they came.
    pub fn finder(&self) -> Option<&Arc<FinderPage>> {
        match self.finder.model() {
            Some(PageModel::Finder(finder)) => Some(finder),
            _ => None,
        }
    }

    /// The session that the review shows.
    pub fn shown_session(&self) -> Option<SessionId> {
        match self.slots[Page::Review.index()].model() {
            Some(PageModel::Review(page)) => page.session,
            _ => None,
        }
    }

    /// What the review is drawn with beside its page.
    pub fn review_aside(&self) -> ReviewAside {
        let review = &self.pages.review;
        let brush = match self.brush.model() {
            Some(PageModel::Brush(view)) if review.brush.is_some() => view.clone(),
            _ => None,
        };
        let compare = match self.compare.model() {
            Some(PageModel::Compare(page)) if review.against.is_some() => page.clone(),
            _ => None,
        };
        ReviewAside { brush, compare }
    }

    /// The question and method the Models page shows.
    pub fn shown_model(&self) -> Option<(Question, ModelKind)> {
        let page = self.models_page()?;
        let question = page.questions.iter().find(|item| item.selected)?.question;
        Some((question, page.methods.iter().find(|item| item.selected)?.name))
    }

    /// The training the Models page shows.
    pub fn shown_run(&self) -> Option<i64> {
        self.models_page()?.versions.iter().find(|item| item.selected).map(|item| item.run)
    }

    fn models_page(&self) -> Option<&ModelsPage> {
        match self.slots[Page::Models.index()].model() {
            Some(PageModel::Models(page)) => Some(page),
            _ => None,
        }
    }

    /// A job that can be stopped: one that imports or trains.
    pub fn stoppable(&self) -> Option<RequestId> {
        self.under_way
            .iter()
            .find(|(_, purpose)| !matches!(purpose, Purpose::Open | Purpose::Other))
            .map(|(id, _)| *id)
    }

    /// What the worker should be asked for the open page; `None` while no store is open.
    pub fn query(&self, page: Page) -> Option<PageQuery> {
        let kind = match page {
            Page::Overview => PageKind::Overview,
            Page::Review => {
                let review = &self.pages.review;
                PageKind::Review { session: review.session, comments: review.comments }
            }
            Page::Products => {
                let pages = &self.pages.products;
                PageKind::Products {
                    selected: pages.selected,
                    comments: pages.view == DetailView::Comments,
                }
            }
            Page::Viewers => PageKind::Viewers,
            Page::Models => self.pages.models.query(),
            Page::Recommend => {
                self.pages.recommend.query(self.slots[page.index()].model().is_some())
            }
            Page::Plan => self.pages.plan.query(),
            Page::Evaluate => self.pages.evaluate.query(),
            Page::Data => {
                let pages = &self.pages.data;
                PageKind::Data {
                    tray: self.tray.tray().cloned(),
                    session: pages.session,
                    opened: pages.opened,
                    by_field: pages.by_field,
                }
            }
            // What stands there at once first; the look through every text of the store after it.
            Page::Settings => {
                PageKind::Settings { look: self.slots[page.index()].model().is_some() }
            }
        };
        self.query_of(kind)
    }

    /// A query under the filters, language and revision in force.
    pub fn query_of(&self, page: PageKind) -> Option<PageQuery> {
        let facts = self.facts()?;
        Some(PageQuery {
            page,
            filters: self.filters.clone(),
            lang: self.lang(),
            revision: facts.revision,
        })
    }

    /// Why a command cannot run now; `None` when it can.
    pub fn blocked(&self, command: &Command) -> Option<Why> {
        let open = self.facts();
        let working = self.stoppable().is_some();
        match command {
            Command::ChooseFiles | Command::ImportPaths(_) => {
                first([(open.is_none(), Why::NoStore), (working, Why::Working)])
            }
            Command::CommitImport => match &self.tray {
                TrayStage::Waiting(tray) if tray.0.ready() == 0 => Some(Why::TrayBlocked),
                TrayStage::Waiting(_) => None,
                TrayStage::Reading { .. } | TrayStage::Writing(_) => Some(Why::Working),
                TrayStage::Empty | TrayStage::Written(_) => Some(Why::TrayEmpty),
            },
            Command::EmptyTray | Command::TakeFromTray(_) => match &self.tray {
                TrayStage::Waiting(_) => None,
                TrayStage::Reading { .. } | TrayStage::Writing(_) => Some(Why::Working),
                TrayStage::Empty | TrayStage::Written(_) => Some(Why::TrayEmpty),
            },
            Command::PutInTray { .. } | Command::AcceptAliases(_) | Command::NameSession { .. } => {
                match &self.tray {
                    TrayStage::Waiting(_) => None,
                    TrayStage::Reading { .. } | TrayStage::Writing(_) => Some(Why::Working),
                    TrayStage::Empty | TrayStage::Written(_) => Some(Why::TrayEmpty),
                }
            }
            Command::UndoLast => first([
                (open.is_none(), Why::NoStore),
                (working, Why::Working),
                (open.is_none_or(|facts| facts.last_import.is_none()), Why::NothingToUndo),
            ]),
            Command::UndoImport(_)
            | Command::Forget(_)
            | Command::TeachAgain(_)
            | Command::UseRun(..)
            | Command::SetContactCost(..)
            | Command::SetFloor(..)
            | Command::Actions(_)
            | Command::Experiment(_)
            | Command::DeleteRun(..)
            | Command::RestoreRun(_) => {
                first([(open.is_none(), Why::NoStore), (working, Why::Working)])
            }
            Command::LoadSample => first([
                (open.is_none(), Why::NoStore),
                (self.sample.is_none(), Why::NoSample),
                (working, Why::Working),
            ]),
            Command::Train(_) | Command::TrainBeside(_) => first([
                (open.is_none(), Why::NoStore),
                (working, Why::Working),
                (open.is_none_or(StoreFacts::is_empty), Why::NoSessions),
            ]),
            Command::SavePlan { .. } | Command::AttachPlan { .. } | Command::RunDown(_) => {
                first([(open.is_none(), Why::NoStore), (working, Why::Working)])
            }
            Command::Report | Command::Export(..) => first([
                (open.is_none(), Why::NoStore),
                (open.is_none_or(|facts| facts.sessions == 0), Why::NoSessions),
            ]),
            Command::CancelWork => first([(!working, Why::Idle)]),
            Command::ClearFilters => first([(self.filters == Filters::default(), Why::NoFilter)]),
            Command::Backup | Command::CheckStore => first([(open.is_none(), Why::NoStore)]),
            Command::ChooseStore | Command::Reopen => first([(working, Why::Working)]),
            Command::LargerText => {
                first([(self.prefs.stepped(true) == self.prefs.text_size, Why::SizeLimit)])
            }
            Command::SmallerText | Command::SetTextSize(100) => {
                first([(self.prefs.stepped(false) == self.prefs.text_size, Why::SizeLimit)])
            }
            _ => None,
        }
    }
}

fn first<const N: usize>(reasons: [(bool, Why); N]) -> Option<Why> {
    reasons.into_iter().find(|(holds, _)| *holds).map(|(_, why)| why)
}
