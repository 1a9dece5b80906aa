//! Page models: plain data that a page draws and the command line prints.
//!
//! Every text is final in the language asked for; every number is there raw and formatted.
//! A page draws a model and computes nothing.

pub mod evaluate;
pub mod filters;
pub mod overview;
mod parts;
pub mod products;
pub mod recommend;
pub mod review;
pub mod viewers;

pub use evaluate::EvaluatePage;
pub use filters::Filters;
pub use overview::{OverviewExtras, OverviewPage};
pub use parts::{
    Badge, Change, ChartHead, Choice, Dot, Empty, Explain, Median, MetricCard, Notice, Num,
    PageContext, RangeText, Sense,
};
pub use products::ProductsPage;
pub use recommend::RecommendPage;
pub use review::{ReviewExtras, ReviewPage};
pub use viewers::ViewersPage;
