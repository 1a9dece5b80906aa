//! Makes page models on the interactive lane: asks the engine, lets `present` build.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::foresight::{self, Measured};
use super::looked::{Looked, brushed, compared, review_page};
use super::{Failure, PageKind, PageQuery, models};
use crate::domain::Job;
use crate::engine::{self, CommentScope, Engine};
use crate::ingest;
use crate::metrics::sanity;
use crate::plan::Scope;
use crate::present::pages::review::{BrushView, ComparePage};
use crate::present::pages::{
    DataPage, EvaluatePage, Filters, FinderPage, FirstRunPage, MappingPage, ModelsPage,
    OverviewPage, PageContext, PlanPage, ProductsPage, RecommendPage, ReviewPage, SettingsPage,
    ViewersPage, comments, data, evaluate, filters::apply, finder, first_run, mapping, settings,
    tray, viewers,
};
use crate::report::{self, Whose, latest_session, overview_page, products_page};

/// A finished page, ready to be drawn.
#[derive(Clone, Debug)]
pub enum PageModel {
    /// What can be looked up, and the choices of the filters.
    Finder(Arc<FinderPage>),
    /// Before anything was imported.
    FirstRun(Arc<FirstRunPage>),
    /// 总览
    Overview(Arc<OverviewPage>),
    /// 复盘
    Review(Arc<ReviewPage>),
    /// A range of a session's minutes; `None` when no minute lies in it.
    Brush(Option<Arc<BrushView>>),
    /// Two sessions side by side; `None` when one of them is gone.
    Compare(Option<Arc<ComparePage>>),
    /// 商品
    Products(Arc<ProductsPage>),
    /// 观众
    Viewers(Arc<ViewersPage>),
    /// 模型
    Models(Arc<ModelsPage>),
    /// 推荐
    Recommend(Arc<RecommendPage>),
    /// 计划
    Plan(Arc<PlanPage>),
    /// 评估
    Evaluate(Arc<EvaluatePage>),
    /// 数据
    Data(Arc<DataPage>),
    /// The columns of one file of the tray.
    Mapping(Arc<MappingPage>),
    /// 设置
    Settings(Arc<SettingsPage>),
}

/// Builds the page a query asks for.
pub(super) fn build(
    engine: &mut Engine,
    (measured, looked): (&mut Measured, &mut Looked),
    job: &Job,
    zone: &TimeZone,
    query: &PageQuery,
) -> Result<PageModel, Failure> {
    let snapshot = engine.snapshot()?;
    let context = PageContext { lang: query.lang, now: job.now, seed: job.seed };
    // An undo may have taken the shop or the host away that was chosen.
    let filters = query.filters.known_to(&snapshot);
    Ok(match &query.page {
        PageKind::Finder => {
            PageModel::Finder(Arc::new(finder::build(&snapshot, &filters, query.lang)))
        }
        PageKind::FirstRun { sample } => {
            let kinds = kinds();
            PageModel::FirstRun(Arc::new(first_run::build(&kinds, *sample, query.lang)))
        }
        PageKind::Overview => {
            let latest = latest_session(&snapshot, &filters);
            let detail = latest.map(|session| looked.detail(engine, session)).transpose()?;
            let minutes = detail.as_ref().map_or(&[][..], |detail| &detail.minutes);
            let page = overview_page(engine, &snapshot, &filters, minutes, &context)?;
            PageModel::Overview(Arc::new(page))
        }
        PageKind::Review { session, comments: wants } => {
            let mut page = review_page(engine, looked, &snapshot, *session, &context)?;
            if let Some(shown) = page.session.filter(|_| *wants) {
                let scope = CommentScope { sessions: vec![shown], product: None };
                let found = engine.comments(job, &scope)?;
                page.comments = Some(comments::comments(&snapshot, &found, None, query.lang));
            }
            PageModel::Review(Arc::new(page))
        }
        PageKind::Brush { session, stretch } => {
            let view = brushed(engine, looked, &snapshot, *session, *stretch, &context)?;
            PageModel::Brush(view.map(Arc::new))
        }
        PageKind::Compare { session, against } => {
            let page = compared(engine, looked, &snapshot, (*session, *against), &context)?;
            PageModel::Compare(page.map(Arc::new))
        }
        PageKind::Products { selected, comments: wants } => {
            let mut page = products_page(engine, &snapshot, &filters, *selected, &context)?;
            if let Some(detail) = page.detail.as_mut().filter(|_| *wants) {
                let account = filters.shown_account(&snapshot);
                let own = Filters { account, ..filters.clone() };
                let sessions = apply(&own, &snapshot).iter().map(|session| session.id).collect();
                let product = Some(detail.product);
                let found = engine.comments(job, &CommentScope { sessions, product })?;
                let said = comments::comments(&snapshot, &found, product, query.lang);
                detail.comments = Some(said);
            }
            PageModel::Products(Arc::new(page))
        }
        PageKind::Viewers => {
            let found = engine.cleaning(job)?;
            PageModel::Viewers(Arc::new(viewers::with_cleaning(&snapshot, &found, query.lang)))
        }
        PageKind::Models(ask) => {
            let page = models::page(engine, &mut measured.models, job, zone, ask, &context)?;
            PageModel::Models(Arc::new(page))
        }
        PageKind::Recommend { request, quality, together, buyers } => {
            let asked = foresight::ListAsked {
                request,
                quality: *quality,
                together: *together,
                buyers: *buyers,
                account: filters.account,
            };
            let page = foresight::recommend_page(engine, job, &asked, measured, query.lang)?;
            PageModel::Recommend(Arc::new(page))
        }
        PageKind::Plan { form, method, usual_goal } => {
            let asked = foresight::PlanAsked {
                form,
                method: *method,
                usual_goal: *usual_goal,
                account: filters.account,
            };
            let page = foresight::plan_page(engine, job, &asked, query.lang)?;
            PageModel::Plan(Arc::new(page))
        }
        PageKind::Evaluate { plan, experiment, split } => {
            let scope = Scope { account: filters.account, ..Scope::default() };
            let (mut page, shown) =
                report::evaluate_page(engine, &snapshot, &scope, *plan, Whose::Every, query.lang)?;
            let shown = shown.as_ref().map(|plan| &plan.record);
            let found = shown.filter(|_| *split);
            let found = found.map(|plan| engine.what_if_split(job, plan, &scope)).transpose()?;
            let inputs = evaluate::ExperimentsInputs {
                snapshot: &snapshot,
                experiments: &engine.experiments(job.now)?,
                chosen: *experiment,
                split: shown.zip(found.as_ref()).map(|(plan, found)| (plan.name.as_str(), found)),
                fresh: &engine.new_experiment_defaults(job, filters.account)?,
                now: job.now,
            };
            page.experiments = evaluate::experiments(&inputs, query.lang);
            PageModel::Evaluate(Arc::new(page))
        }
        PageKind::Data { tray, session, opened, by_field } => {
            let imports = engine.imports()?;
            let counts = engine.session_counts()?;
            let broken = sanity(&snapshot, &engine::orders_paid(&counts));
            let source_rows = match opened {
                Some(data::Opened::Source(source)) => engine.source_rows(*source)?,
                _ => Vec::new(),
            };
            let exports = engine::session_exports();
            let taught = engine.all_taught()?;
            PageModel::Data(Arc::new(data::build(
                &data::DataInputs {
                    snapshot: &snapshot,
                    imports: &imports,
                    counts: &counts,
                    tray: tray.as_ref().map(|tray| &*tray.0),
                    session: *session,
                    zone,
                    broken: &broken,
                    opened: *opened,
                    source_rows: &source_rows,
                    by_field: *by_field,
                    exports: &exports,
                    taught: &taught,
                },
                &context,
            )))
        }
        PageKind::Mapping { spec } => {
            let mapped = engine.map(job, spec)?;
            let file = match &mapped.draft.inner {
                Some(inner) => format!("{} › {inner}", tray::file_name(&spec.path)),
                None => tray::file_name(&spec.path),
            };
            let inputs = mapping::MappingInputs { mapped: &mapped, name: "", file: &file };
            PageModel::Mapping(Arc::new(mapping::build(&inputs, &context)))
        }
        PageKind::Settings { look } => {
            let dropped = dropped_headers();
            let audit = look.then(|| engine.privacy_audit(job)).transpose()?;
            PageModel::Settings(Arc::new(settings::build(
                &snapshot,
                &settings::StorePlace {
                    path: engine.path().to_owned(),
                    bytes: std::fs::metadata(engine.path()).map_or(0, |meta| meta.len()),
                    foreign_key: engine.is_foreign_key()?,
                    clean_viewers: engine.leaves_out_flagged()?,
                },
                audit.as_deref(),
                &dropped,
                query.lang,
            )))
        }
    })
}

fn kinds() -> Vec<first_run::KnownKind> {
    ingest::kinds()
        .iter()
        .map(|kind| first_run::KnownKind {
            platform: kind.platform,
            kind: kind.id.0.clone(),
            generic: kind.generic,
        })
        .collect()
}

/// Personal headers no kind ever stores, each once, in the order of the kinds.
fn dropped_headers() -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for kind in ingest::kinds() {
        for header in &kind.dropped {
            if !seen.contains(header) {
                seen.push(header.clone());
            }
        }
    }
    seen
}
