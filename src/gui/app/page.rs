//! The ten pages of the rail, in order, with their icons and groups.

use serde::{Deserialize, Serialize};

use crate::gui::kit::icon::Icon;

/// A page; each answers one question.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// 总览
    #[default]
    Overview,
    /// 复盘
    Review,
    /// 商品
    Products,
    /// 观众
    Viewers,
    /// 模型
    Models,
    /// 推荐
    Recommend,
    /// 计划
    Plan,
    /// 评估
    Evaluate,
    /// 数据
    Data,
    /// 设置
    Settings,
}

impl Page {
    /// All pages as they stand on the rail.
    pub const ALL: [Self; 10] = [
        Self::Overview,
        Self::Review,
        Self::Products,
        Self::Viewers,
        Self::Models,
        Self::Recommend,
        Self::Plan,
        Self::Evaluate,
        Self::Data,
        Self::Settings,
    ];

    /// Place on the rail, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Whether a thin line stands below it on the rail: looking back, looking ahead, the house.
    pub fn ends_group(self) -> bool {
        matches!(self, Self::Viewers | Self::Evaluate)
    }

    /// Its picture.
    pub fn icon(self) -> Icon {
        match self {
            Self::Overview => Icon::Overview,
            Self::Review => Icon::Review,
            Self::Products => Icon::Products,
            Self::Viewers => Icon::Viewers,
            Self::Models => Icon::Models,
            Self::Recommend => Icon::Recommend,
            Self::Plan => Icon::Plan,
            Self::Evaluate => Icon::Evaluate,
            Self::Data => Icon::Data,
            Self::Settings => Icon::Settings,
        }
    }

    /// Its stable word, by which the catalogue of texts knows it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Review => "review",
            Self::Products => "products",
            Self::Viewers => "viewers",
            Self::Models => "models",
            Self::Recommend => "recommend",
            Self::Plan => "plan",
            Self::Evaluate => "evaluate",
            Self::Data => "data",
            Self::Settings => "settings",
        }
    }
}
