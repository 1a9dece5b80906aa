//! Page models: plain data that a page draws and the command line prints.
//!
//! Every text is final in the language asked for; every number is there raw and formatted.
//! A page draws a model and computes nothing.

pub mod actions;
pub mod comments;
pub mod data;
pub mod evaluate;
pub mod export;
pub mod filters;
pub mod finder;
pub mod first_run;
mod make;
pub mod mapping;
pub mod models;
mod named;
pub mod overview;
mod parts;
pub mod plan;
pub mod products;
pub mod recommend;
pub mod repairs;
pub mod review;
pub mod settings;
mod shell;
pub mod summary;
pub mod tray;
pub mod viewers;

pub use comments::CommentsPage;
pub use data::DataPage;
pub use evaluate::EvaluatePage;
pub use filters::Filters;
pub use finder::FinderPage;
pub use first_run::FirstRunPage;
pub use mapping::MappingPage;
pub use models::ModelsPage;
pub use overview::{OverviewExtras, OverviewPage};
pub use parts::{
    Badge, Change, ChartHead, Choice, Dot, Empty, Explain, Median, MetricCard, Notice, Num,
    PageContext, RangeText, Sense,
};
pub use plan::PlanPage;
pub use products::ProductsPage;
pub use recommend::RecommendPage;
pub use review::{ReviewExtras, ReviewPage};
pub use settings::SettingsPage;
pub use shell::StoreFacts;
pub use tray::Tray;
pub use viewers::ViewersPage;
