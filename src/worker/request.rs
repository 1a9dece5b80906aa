//! What can be asked and what comes back. Plain data; the languages and ids ride along.

use std::path::PathBuf;
use std::sync::Arc;

use super::{
    ActionReply, ActionWork, ExperimentDone, ExperimentWish, Failure, PageModel, ProductSettings,
};
use crate::domain::{AccountId, ExperimentId, ImportId, Money, PlanId, ProductId, SessionId};
use crate::engine::{DeletedRun, ImportReport, Mark, Taught};
use crate::ingest::{Alias, IngestError, MapSpec, Recognition};
use crate::learn::{ModelKind, Question};
use crate::metrics::Stretch;
use crate::plan::{Group, Method, PlanForm};
use crate::present::pages::data::Opened;
use crate::present::pages::models::ModelsAsk;
use crate::present::pages::plan::RunDownKind;
use crate::present::pages::{Filters, StoreFacts, Tray};
use crate::present::text::Lang;
use crate::recommend::{Protocol, RecommendRequest};
use crate::report::Wanted;
use crate::store::{CheckReport, Note, Undone};

/// Tells requests apart; grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// Work for the jobs thread, one after another.
#[derive(Clone, Debug)]
pub enum Work {
    /// Opens a store for writing and creates it when it is missing.
    Open {
        /// The file.
        store: PathBuf,
    },
    /// Reads files and says what importing them would do; kept until committed or discarded.
    Preview {
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// As `Preview`, with what a person said of single files and taught the importer just now.
    PreviewMapped(Box<MappedTray>),
    /// Writes what was previewed.
    Commit,
    /// Forgets what was previewed.
    Discard,
    /// Takes an import back.
    Undo(ImportId),
    /// Previews and writes a folder of sample data.
    LoadSample {
        /// The folder.
        folder: PathBuf,
    },
    /// Keeps what the merchant knows of a product.
    SetProduct {
        /// The product.
        product: ProductId,
        /// What to change.
        change: ProductSettings,
    },
    /// Keeps a domain setting.
    SetSetting {
        /// Key.
        key: String,
        /// Value; `None` removes it.
        value: Option<String>,
    },
    /// Says what a viewer is.
    MarkViewer {
        /// Keyed hash.
        key: String,
        /// What a person says; `None` leaves it to the figures.
        mark: Option<Mark>,
    },
    /// Adds a kind of a person's own.
    AddKind {
        /// Its file.
        file: PathBuf,
    },
    /// Forgets something that was taught.
    Forget(Box<Taught>),
    /// Teaches it again.
    TeachAgain(Box<Taught>),
    /// Adds a note.
    AddNote {
        /// Session.
        session: SessionId,
        /// Minutes from its start.
        minute: Option<u32>,
        /// Text.
        text: String,
    },
    /// Removes a note.
    RemoveNote(i64),
    /// Keeps a note that was removed once more.
    RestoreNote(Box<Note>),
    /// Copies the store.
    Backup {
        /// The new file.
        target: PathBuf,
    },
    /// Checks the whole store.
    Check,
    /// Trains every method on one question and keeps the models.
    Train(Question),
    /// Puts a training of a question to use; `None`: the newest.
    UseRun(Question, Option<i64>),
    /// Keeps what contacting one costs, for the thresholds of a question.
    SetContactCost(Question, Option<Money>),
    /// Removes a training with its models.
    DeleteRun(Question, i64),
    /// Puts a removed training back.
    RestoreRun(Box<DeletedRun>),
    /// Writes a model with its rows: a JSON file, and a CSV beside it.
    ExportModel {
        /// The question.
        question: Question,
        /// The training; `None`: the one in use.
        run: Option<i64>,
        /// The method.
        kind: ModelKind,
        /// The JSON file.
        target: PathBuf,
    },
    /// The same, with the linfa crates beside our own engine.
    TrainBeside(Question),
    /// Solves a plan and keeps it as the next version of its name.
    SavePlan {
        /// Its name.
        name: String,
        /// What was asked.
        form: Box<PlanForm>,
        /// How it is solved.
        method: Method,
        /// Whether the goal is the usual one as long as the form has none.
        usual_goal: bool,
        /// The shop; `None`: the one with most sessions.
        account: Option<AccountId>,
    },
    /// Works on open actions.
    Actions(ActionWork),
    /// Does something with an experiment.
    Experiment(Box<ExperimentWish>),
    /// Sets the floor of a group of products; `None` lets it go.
    SetFloor(Group, Option<f64>),
    /// Says which session a plan became; `None` takes it back.
    AttachPlan {
        /// The plan.
        plan: PlanId,
        /// Its session.
        session: Option<SessionId>,
    },
    /// Writes rejected rows as a table.
    Rejects {
        /// Whose; `None`: those of the files that wait to be written.
        import: Option<ImportId>,
        /// The new file.
        target: PathBuf,
        /// Its language.
        lang: Lang,
    },
    /// Writes the run-down of the plan that is shown.
    RunDown {
        /// What a person set.
        form: Box<PlanForm>,
        /// Method.
        method: Method,
        /// Whether the goal is the usual one as long as the form has none.
        usual_goal: bool,
        /// The shop.
        account: Option<AccountId>,
        /// The plan's name, if it has one.
        name: Option<String>,
        /// As what.
        kind: RunDownKind,
        /// The new file.
        target: PathBuf,
        /// Its language.
        lang: Lang,
    },
    /// Writes what a page shows: a report, a workbook, tables, pictures.
    Export {
        /// What, as what, in which language.
        wanted: Box<Wanted>,
        /// The new file; several tables are named after it.
        target: PathBuf,
    },
}

/// Files for the tray and what a person said of them.
#[derive(Clone, Debug, Default)]
pub struct MappedTray {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Files whose columns a person mapped.
    pub chosen: Vec<MapSpec>,
    /// A mapping to remember under a name, before anything is read.
    pub save: Option<(String, MapSpec)>,
    /// Renamed headers to accept, before anything is read.
    pub aliases: Vec<Alias>,
    /// Sessions of files that name none.
    pub sessions: Vec<(PathBuf, SessionId)>,
}

/// A question for the interactive lane.
#[derive(Clone, Debug)]
pub enum Query {
    /// A finished page model.
    Page(Box<PageQuery>),
    /// What files seem to be, from their beginnings.
    Recognise {
        /// The files.
        paths: Vec<PathBuf>,
    },
}

/// Which page model, under which conditions; equal queries have equal answers.
#[derive(Clone, Debug, PartialEq)]
pub struct PageQuery {
    /// The page with its own conditions.
    pub page: PageKind,
    /// Linked filters.
    pub filters: Filters,
    /// Language of its texts.
    pub lang: Lang,
    /// Revision of the store it is asked about.
    pub revision: u64,
}

/// A page and what only it depends on.
#[derive(Clone, Debug, PartialEq)]
pub enum PageKind {
    /// What can be looked up, and the choices of the filters.
    Finder,
    /// Before anything was imported.
    FirstRun {
        /// Whether sample data was found beside the program.
        sample: bool,
    },
    /// 总览
    Overview,
    /// 复盘
    Review {
        /// `None`: the latest.
        session: Option<SessionId>,
        /// Whether its comments are wanted too: nothing is read of them before.
        comments: bool,
    },
    /// A range of a session's minutes.
    Brush {
        /// The session.
        session: SessionId,
        /// The range.
        stretch: Stretch,
    },
    /// Two sessions side by side.
    Compare {
        /// The session.
        session: SessionId,
        /// The one it is compared with.
        against: SessionId,
    },
    /// 商品
    Products {
        /// The product shown in detail.
        selected: Option<ProductId>,
        /// Whether its comments are wanted too: nothing is read of them before.
        comments: bool,
    },
    /// 观众
    Viewers,
    /// 模型
    Models(Box<ModelsAsk>),
    /// 推荐
    Recommend {
        /// For whom, by what.
        request: Box<RecommendRequest>,
        /// How the quality in the past is to be measured, if it is wanted too: it takes longer.
        quality: Option<Protocol>,
        /// Whether what is bought together is wanted too.
        together: bool,
        /// Whether what each buyer bought is read however much it is; else a store of many years
        /// answers at once by what its sessions sold.
        buyers: bool,
    },
    /// 计划
    Plan {
        /// What a person set; the rest comes from past sessions.
        form: Box<PlanForm>,
        /// Method.
        method: Method,
        /// Whether the goal is a tenth above the latest amount as long as the form has none.
        usual_goal: bool,
    },
    /// 评估
    Evaluate {
        /// The plan shown; `None`: the newest that has a session.
        plan: Option<PlanId>,
        /// The experiment shown; `None`: the newest that runs.
        experiment: Option<ExperimentId>,
        /// What the plan's split would have brought is worked out too: it takes a moment.
        split: bool,
    },
    /// 数据
    Data {
        /// What lies in the tray.
        tray: Option<TrayRef>,
        /// The session whose sums are compared; `None`: the latest.
        session: Option<SessionId>,
        /// The import or file looked at closer.
        opened: Option<Opened>,
        /// Whether completeness is shown by figures rather than by tables.
        by_field: bool,
    },
    /// The columns of one file of the tray.
    Mapping {
        /// What was said of it so far.
        spec: Box<MapSpec>,
    },
    /// 设置
    Settings {
        /// Whether the look at people's data is wanted too: it reads every text of the store.
        look: bool,
    },
}

impl PageKind {
    /// Whether another plan page differs from this one in the run-down that a hand laid, and in
    /// nothing else.
    pub fn differs_by_hand_alone(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Plan { form, method, usual_goal },
                Self::Plan { form: theirs, method: m, usual_goal: u },
            ) => {
                let plain = |form: &PlanForm| PlanForm { slots: Vec::new(), ..form.clone() };
                method == m && usual_goal == u && plain(form) == plain(theirs)
            }
            _ => false,
        }
    }
}

/// A tray, equal only to itself: a new preview makes a new one.
#[derive(Clone, Debug)]
pub struct TrayRef(pub Arc<Tray>);

impl PartialEq for TrayRef {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What became of a request.
#[derive(Debug)]
pub struct Event {
    /// Which request.
    pub id: RequestId,
    /// How it ended.
    pub outcome: Outcome,
    /// What the store holds now, when the request changed it or opened it.
    pub store: Option<StoreFacts>,
}

/// The three ways a request can end.
#[derive(Debug)]
pub enum Outcome {
    /// Done.
    Done(Reply),
    /// Stopped because it was asked to; nothing was changed.
    Cancelled,
    /// Failed.
    Failed(Failure),
}

/// What a request gave.
#[derive(Debug)]
pub enum Reply {
    /// The store is open.
    Opened,
    /// Files were read.
    Previewed(TrayRef),
    /// They were written.
    Committed {
        /// What changed.
        report: Box<ImportReport>,
        /// The tray with what really happened.
        tray: TrayRef,
        /// Viewer keys in the store were made with another key than this machine's.
        foreign_key: bool,
    },
    /// The tray is empty.
    Discarded,
    /// An import was taken back.
    Undone(Undone),
    /// A setting or product was kept.
    Saved,
    /// A note was kept under this number.
    NoteKept(i64),
    /// A note was removed.
    NoteRemoved(Box<Note>),
    /// An own kind is known from now on: its id, and how many columns it has.
    KindAdded(String, usize),
    /// Something that was taught is forgotten.
    Forgotten(Box<Taught>),
    /// Models were trained and kept.
    Trained(Question),
    /// A training was put to use.
    RunUsed(Question),
    /// What contacting one costs is kept; what was kept before.
    ContactCostKept(Question, Option<Money>),
    /// A training was removed.
    RunDeleted(Box<DeletedRun>),
    /// A training is back.
    RunRestored(Question),
    /// A plan was kept under this name and version.
    PlanSaved(String, u32),
    /// Something was done with open actions.
    Actions(ActionReply),
    /// A group of products has another floor; this one before.
    FloorSet(Group, Option<f64>),
    /// Something was done with an experiment.
    Experiment(Box<ExperimentDone>),
    /// A plan has another session now.
    PlanAttached {
        /// The plan.
        plan: PlanId,
        /// Its name.
        name: String,
        /// Its session.
        session: Option<SessionId>,
        /// What it was before.
        before: Option<SessionId>,
    },
    /// Files were written: how many, and the first.
    Exported(usize, PathBuf),
    /// Rejected rows were written: how many, of how many, where.
    RejectsWritten {
        /// Rows in the file.
        rows: u64,
        /// Rows that did not come in.
        of: u64,
        /// The file.
        target: PathBuf,
    },
    /// The store was copied.
    BackedUp(PathBuf),
    /// The store was checked.
    Checked {
        /// What was found.
        report: CheckReport,
        /// Viewer keys were made on another machine.
        foreign_key: bool,
    },
    /// A page.
    Page(PageModel),
    /// What the files seem to be, in the order asked.
    Recognised(Vec<(PathBuf, Result<Recognition, IngestError>)>),
}
