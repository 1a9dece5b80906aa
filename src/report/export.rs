//! Everything that can be written of a page, from the page models the window draws: gathered
//! once, then written as HTML, a workbook, tables, a long picture or a picture of one chart.

use std::path::{Path, PathBuf};

use super::pages::{
    Whose, evaluate_page, latest_session, overview_page, products_page, session_actions,
};
use super::picture;
use super::raster::RasterError;
use super::sections_evaluate::evaluate_html;
use super::workbook::{About, WorkbookError, workbook};
use super::{SessionReport, html, table_csv};
use crate::domain::Job;
use crate::engine::{Engine, EngineError};
use crate::plan::Scope;
use crate::present::pages::actions::ActionsView;
use crate::present::pages::export::{
    ChartName, OfferKind, Subject, Table, TableName, evaluate_tables, overview_tables,
    product_tables, session_tables,
};
use crate::present::pages::{
    EvaluatePage, Filters, OverviewPage, PageContext, ProductsPage, RecommendPage, ReviewPage,
    recommend, review,
};
use crate::present::text::{Lang, Notice, export as text, export_evaluate, notices};
use crate::recommend::{Audience, RecommendRequest};

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// About what.
    pub subject: Subject,
    /// As what.
    pub form: Form,
    /// Which sessions, products and hosts.
    pub filters: Filters,
    /// In which language.
    pub lang: Lang,
}

/// As what it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A report, a workbook, one CSV a table, a long picture, a picture of a chart.
    Kind(OfferKind),
    /// One table as CSV.
    Table(TableName),
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The workbook could not be made.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// The picture could not be drawn.
    #[error(transparent)]
    Picture(#[from] RasterError),
    /// The page is empty.
    #[error("there is nothing to write")]
    Nothing,
    /// The page has no such table, or it has no row.
    #[error("there is no table {}", .0.word())]
    NoTable(TableName, Vec<TableName>),
    /// The chart has nothing to draw, or the page has no such chart.
    #[error("there is no chart {}", .0.word())]
    NoChart(ChartName),
    /// The page has no chart.
    #[error("this page has no picture")]
    NoPicture,
    /// Only a session and the outcome of a plan have a report in HTML.
    #[error("this page has no HTML report")]
    NoHtml,
}

impl ExportError {
    /// What to tell a person.
    pub fn notice(&self, lang: Lang) -> Notice {
        match self {
            Self::Engine(error) => notices::notice(error, lang),
            Self::Workbook(_) | Self::Picture(_) => text::not_made(&self.to_string(), lang),
            Self::Nothing => text::nothing(lang),
            Self::NoTable(name, known) => text::no_table(*name, known, lang),
            Self::NoChart(name) => text::no_chart(*name, lang),
            Self::NoPicture => export_evaluate::no_picture(lang),
            Self::NoHtml => text::no_html(lang),
        }
    }
}

/// The page models behind a report.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// The review of the session.
    pub review: Option<ReviewPage>,
    /// What to show next.
    pub recommend: Option<RecommendPage>,
    /// The products page.
    pub products: Option<ProductsPage>,
    /// The overview.
    pub overview: Option<OverviewPage>,
    /// Plans and their outcomes.
    pub evaluate: Option<EvaluatePage>,
    /// What is to be done, beside a session.
    pub actions: Option<ActionsView>,
    /// When and with what it was made.
    pub made: String,
}

impl Material {
    /// What it is about, as a title.
    pub(super) fn title(&self) -> &str {
        match (&self.review, &self.products, &self.overview) {
            (Some(page), ..) => &page.question,
            (_, Some(page), _) => &page.question,
            (.., Some(page)) => &page.question,
            _ => self.evaluate.as_ref().map_or("", |page| &page.question),
        }
    }

    /// Which session or sessions.
    pub(super) fn scope(&self) -> &str {
        match (&self.review, &self.products, &self.overview) {
            (Some(page), ..) => &page.line,
            (_, Some(page), _) => &page.scope,
            (.., Some(page)) => &page.status,
            _ => self.evaluate.as_ref().map_or("", |page| &page.detail),
        }
    }

    fn verdict(&self) -> String {
        match (&self.review, &self.products, &self.overview) {
            (Some(page), ..) => page.verdict.headline.replace("**", ""),
            (_, Some(page), _) => page.quadrant.head.sentence.replace("**", ""),
            (.., Some(page)) => page.next_action.replace("**", ""),
            _ => self.evaluate.as_ref().map_or_else(String::new, |page| page.verdict.clone()),
        }
    }

    fn is_empty(&self) -> bool {
        self.review.as_ref().is_none_or(|page| page.empty.is_some())
            && self.products.as_ref().is_none_or(|page| page.empty.is_some())
            && self.overview.as_ref().is_none_or(|page| page.empty.is_some())
            && self.evaluate.as_ref().is_none_or(|page| {
                page.empty.is_some() && page.actions.as_ref().is_none_or(ActionsView::is_bare)
            })
    }

    /// Its tables.
    pub fn tables(&self, lang: Lang) -> Vec<Table> {
        match (&self.review, &self.products, &self.overview) {
            (Some(page), ..) => session_tables(page, self.actions.as_ref(), lang),
            (_, Some(page), _) => product_tables(page, lang),
            (.., Some(page)) => overview_tables(page, lang),
            _ => self.evaluate.as_ref().map_or_else(Vec::new, |page| evaluate_tables(page, lang)),
        }
    }
}

/// Makes the page models that are asked for.
pub fn gather(engine: &mut Engine, job: &Job, wanted: &Wanted) -> Result<Material, EngineError> {
    let lang = wanted.lang;
    let context = PageContext { lang, now: job.now, seed: job.seed };
    let snapshot = engine.snapshot()?;
    let filters = wanted.filters.known_to(&snapshot);
    let mut material =
        Material { made: notices::report_made(job.now, lang), ..Material::default() };
    match wanted.subject {
        Subject::Session(session) => {
            let session = match session {
                Some(session) => session,
                None => engine.find_session(None)?,
            };
            let detail = engine.session_detail(session)?;
            material.review =
                Some(detail.with_extras(|extras| {
                    review::review(&snapshot, Some(session), extras, &context)
                }));
            material.actions = Some(session_actions(engine, &snapshot, session, lang)?);
            if wanted.form == Form::Kind(OfferKind::Html) {
                let request = RecommendRequest::new(Audience::NextSession);
                let list = engine.recommend_if_enough(job, &request)?;
                material.recommend = Some(recommend::build(&request, &list, None, None, lang));
            }
        }
        Subject::Products(chosen) => {
            let page = products_page(engine, &snapshot, &filters, chosen, &context)?;
            material.products = Some(page);
        }
        Subject::Overview => {
            let detail = latest_session(&snapshot, &filters)
                .map(|session| engine.session_detail(session))
                .transpose()?;
            let minutes = detail.as_ref().map_or(&[][..], |detail| &detail.minutes);
            let page = overview_page(engine, &snapshot, &filters, minutes, &context)?;
            material.overview = Some(page);
        }
        Subject::Evaluate(plan) => {
            let scope = Scope { account: filters.account, ..Scope::default() };
            let (page, _) = evaluate_page(engine, &snapshot, &scope, plan, Whose::Plan, lang)?;
            material.evaluate = Some(page);
        }
    }
    Ok(material)
}

/// Gathers and writes: the files of an export with what is in them.
pub fn export(
    engine: &mut Engine,
    job: &Job,
    wanted: &Wanted,
    target: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>, ExportError> {
    let material = gather(engine, job, wanted)?;
    files(&material, wanted, target)
}

/// The files of an export: `target` alone, or for several tables one file each, named after it.
pub fn files(
    material: &Material,
    wanted: &Wanted,
    target: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>, ExportError> {
    let lang = wanted.lang;
    if material.is_empty() && wanted.form != Form::Kind(OfferKind::Html) {
        return Err(ExportError::Nothing);
    }
    let one = |bytes: Vec<u8>| Ok(vec![(target.to_owned(), bytes)]);
    match wanted.form {
        Form::Kind(OfferKind::Html) => {
            if let Some(page) = &material.evaluate {
                return one(evaluate_html(page, &material.made, lang).into_bytes());
            }
            let review = material.review.as_ref().ok_or(ExportError::NoHtml)?;
            let recommend = material.recommend.as_ref();
            let (actions, made) = (material.actions.as_ref(), material.made.as_str());
            one(html(&SessionReport { review, recommend, actions, made }, lang).into_bytes())
        }
        Form::Kind(OfferKind::Workbook) => {
            let about = About {
                title: material.title(),
                scope: material.scope(),
                verdict: &material.verdict(),
                made: &material.made,
            };
            one(workbook(&about, &material.tables(lang), lang)?)
        }
        Form::Kind(OfferKind::Tables) => Ok(material
            .tables(lang)
            .iter()
            .map(|table| (beside(target, table.name), table_csv(table).into_bytes()))
            .collect()),
        Form::Kind(OfferKind::Poster) if wanted.subject.charts().is_empty() => {
            Err(ExportError::NoPicture)
        }
        Form::Kind(OfferKind::Poster) => one(picture::poster(material, wanted.subject, lang)?),
        Form::Kind(OfferKind::Picture(chart)) => {
            one(picture::picture(material, chart, lang)?.ok_or(ExportError::NoChart(chart))?)
        }
        Form::Table(name) => {
            let tables = material.tables(lang);
            let known = || tables.iter().map(|table| table.name).collect();
            let table = tables
                .iter()
                .find(|table| table.name == name)
                .ok_or_else(|| ExportError::NoTable(name, known()))?;
            one(table_csv(table).into_bytes())
        }
    }
}

/// `review.csv` and `cards` make `review-cards.csv`; a folder holds `cards.csv`.
fn beside(target: &Path, name: TableName) -> PathBuf {
    if target.is_dir() {
        return target.join(format!("{}.csv", name.word()));
    }
    let stem = target.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_default();
    target.with_file_name(format!("{stem}-{}.csv", name.word()))
}
