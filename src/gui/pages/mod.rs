//! The pages: each draws its model and pushes commands.
//!
//! A page is `show(ui, theme, model, state, out)`: `model` comes finished from the worker,
//! `state` is what the page keeps between frames (its fields decide what is asked of the
//! worker), `out` takes what a person asked for.

mod comments;
pub mod data;
mod data_aside;
mod data_checks;
mod data_fields;
mod data_import;
mod data_learnt;
pub mod data_mapping;
mod data_mapping_table;
mod data_repairs;
mod data_sums;
mod data_tray;
pub mod empty;
pub mod evaluate;
mod evaluate_actions;
mod evaluate_experiment_form;
pub mod evaluate_experiments;
mod evaluate_exposure;
mod evaluate_slots;
pub mod first_run;
pub mod models;
mod models_bill;
mod models_checks;
mod models_effects;
mod models_side;
mod models_threshold;
mod models_tree;
mod models_trust;
mod models_versions;
mod models_what_if;
pub mod notice;
pub mod overview;
mod overview_grids;
mod parts;
pub mod plan;
mod plan_board;
mod plan_hosts;
mod plan_split;
mod plan_strip;
pub mod products;
mod products_detail;
mod products_when;
pub mod progress;
pub mod recommend;
mod recommend_below;
pub mod review;
mod review_brush;
mod review_compare;
mod review_evidence;
mod review_funnel;
mod review_lanes;
mod review_minutes;
mod review_tables;
mod review_verdict;
pub mod settings;
mod settings_costs;
mod settings_privacy;
pub mod viewers;
mod viewers_cleaning;

use eframe::egui::{Context, Id, Ui};

use super::app::{Command, Prefs, TrayStage};
use super::theme::{Look, Theme};
use crate::present::text::Lang;
use crate::present::text::app::Why;
use crate::worker::{PageModel, Running};

/// What every page keeps while another one is shown.
#[derive(Debug, Default)]
pub struct PageStates {
    /// 总览
    pub overview: overview::OverviewState,
    /// 复盘
    pub review: review::ReviewState,
    /// 商品
    pub products: products::ProductsState,
    /// 模型
    pub models: models::ModelsState,
    /// 推荐
    pub recommend: recommend::RecommendState,
    /// 计划
    pub plan: plan::PlanState,
    /// 评估
    pub evaluate: evaluate::EvaluateState,
    /// 数据
    pub data: data::DataState,
    /// 设置
    pub settings: settings::SettingsState,
}

/// What the window around a page knows.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Language.
    pub lang: Lang,
    /// Preferences.
    pub prefs: Prefs,
    /// The look in force.
    pub look: Look,
    /// The job at work and how far it is.
    pub running: Option<Running>,
    /// An import or a training is under way.
    pub working: bool,
    /// A training is under way.
    pub training: bool,
    /// A newer model of the open page is on its way.
    pub loading: bool,
    /// Why the tray cannot be written.
    pub commit_blocked: Option<Why>,
    /// Why the sample cannot be imported.
    pub sample_blocked: Option<Why>,
    /// The file of the tray whose columns are mapped.
    pub mapping: Option<data_mapping::MappingView>,
    /// What belongs to the review beside its page.
    pub review: review::ReviewAside,
}

/// The language of the window, for words that stand in no model. Set once a frame.
pub fn lang(ctx: &Context) -> Lang {
    ctx.data(|data| data.get_temp(key())).unwrap_or_default()
}

/// Room that only English words need.
fn if_english(ctx: &Context, more: f32) -> f32 {
    match lang(ctx) {
        Lang::Zh => 0.0,
        Lang::En => more,
    }
}

fn key() -> Id {
    Id::unique("fupan.lang")
}

/// Draws the page a model is for.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &PageModel,
    tray: &TrayStage,
    states: &mut PageStates,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    ui.ctx().data_mut(|data| data.insert_temp(key(), around.lang));
    match model {
        PageModel::Overview(page) => overview::show(ui, theme, page, &mut states.overview, out),
        PageModel::Review(page) => {
            review::show(ui, theme, page, &mut states.review, &around.review, out);
        }
        PageModel::Products(page) => products::show(ui, theme, page, &mut states.products, out),
        PageModel::Viewers(page) => viewers::show(ui, theme, page, out),
        PageModel::Models(page) => {
            models::show(ui, theme, page, &mut states.models, around, out);
        }
        PageModel::Recommend(page) => {
            recommend::show(ui, theme, page, &mut states.recommend, around);
        }
        PageModel::Plan(page) => {
            plan::show(ui, theme, page, &mut states.plan, around, out);
        }
        PageModel::Evaluate(page) => evaluate::show(ui, theme, page, &mut states.evaluate, out),
        PageModel::Data(page) => {
            data::show(ui, theme, page, tray, &mut states.data, around, out);
        }
        PageModel::Settings(page) => {
            settings::show(ui, theme, page, &mut states.settings, around, out);
        }
        PageModel::FirstRun(page) => first_run::show(ui, theme, page, around, out),
        PageModel::Finder(_)
        | PageModel::Mapping(_)
        | PageModel::Brush(_)
        | PageModel::Compare(_) => {}
    }
}
