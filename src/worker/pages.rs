//! Makes page models on the interactive lane: asks the engine, lets `present` build.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{Failure, PageKind, PageQuery};
use crate::domain::Job;
use crate::engine::Engine;
use crate::ingest;
use crate::present::pages::{
    DataPage, EvaluatePage, FinderPage, FirstRunPage, OverviewPage, PageContext, ProductsPage, ReviewPage,
    SettingsPage, ViewersPage, data, evaluate, finder, first_run, settings, viewers,
};

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
    /// 商品
    Products(Arc<ProductsPage>),
    /// 观众
    Viewers(Arc<ViewersPage>),
    /// 评估
    Evaluate(Arc<EvaluatePage>),
    /// 数据
    Data(Arc<DataPage>),
    /// 设置
    Settings(Arc<SettingsPage>),
}

/// Builds the page a query asks for.
pub(super) fn build(
    engine: &mut Engine,
    job: &Job,
    zone: &TimeZone,
    query: &PageQuery,
) -> Result<PageModel, Failure> {
    let snapshot = engine.snapshot()?;
    let context = PageContext { lang: query.lang, now: job.now, seed: job.seed };
    Ok(match &query.page {
        PageKind::Finder => PageModel::Finder(Arc::new(finder::build(
            &snapshot,
            &query.filters,
            query.lang,
        ))),
        PageKind::FirstRun { sample } => {
            let kinds = kinds();
            PageModel::FirstRun(Arc::new(first_run::build(&kinds, *sample, query.lang)))
        }
        PageKind::Overview => PageModel::Overview(Arc::default()),
        PageKind::Review { .. } => PageModel::Review(Arc::default()),
        PageKind::Products { .. } => PageModel::Products(Arc::default()),
        PageKind::Viewers => {
            PageModel::Viewers(Arc::new(viewers::viewers(&snapshot, query.lang)))
        }
        PageKind::Evaluate => {
            PageModel::Evaluate(Arc::new(evaluate::evaluate(&snapshot, 0, query.lang)))
        }
        PageKind::Data { tray, session } => {
            let imports = engine.imports()?;
            let counts = engine.session_counts()?;
            PageModel::Data(Arc::new(data::build(
                &data::DataInputs {
                    snapshot: &snapshot,
                    imports: &imports,
                    counts: &counts,
                    tray: tray.as_ref().map(|tray| &*tray.0),
                    session: *session,
                    zone,
                },
                &context,
            )))
        }
        PageKind::Settings => {
            let dropped = dropped_headers();
            PageModel::Settings(Arc::new(settings::build(
                &snapshot,
                &settings::StorePlace {
                    path: engine.path().to_owned(),
                    bytes: std::fs::metadata(engine.path()).map_or(0, |meta| meta.len()),
                    foreign_key: engine.is_foreign_key()?,
                },
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
