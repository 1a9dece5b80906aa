//! Ids and the closed word lists of the field, each with its stable word for files and JSON.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )*};
}

ids! {
    /// A row of `accounts`.
    AccountId,
    /// A row of `hosts`.
    HostId,
    /// A row of `sessions`.
    SessionId,
    /// A row of `products`.
    ProductId,
    /// A row of `imports`: one confirmed batch of files.
    ImportId,
    /// A row of `sources`: one file.
    SourceId,
    /// A row of `models`: one trained version.
    ModelId,
    /// A row of `plans`.
    PlanId,
    /// A row of `actions`.
    ActionId,
    /// A row of `experiments`.
    ExperimentId,
}

/// An enum of a closed list, each value with its stable word for files, JSON and the command line.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            ::serde::Serialize, ::serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),*
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable word used in files, JSON and the command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value a word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Where an export comes from.
    Platform {
        /// 抖音
        Douyin = "douyin",
        /// TikTok Shop
        TikTok = "tiktok",
        /// 淘宝
        Taobao = "taobao",
        /// 快手
        Kuaishou = "kuaishou",
        /// 微信视频号
        WeChat = "wechat",
        /// 小红书
        Xiaohongshu = "xiaohongshu",
        /// 拼多多
        Pinduoduo = "pinduoduo",
        /// Shopee
        Shopee = "shopee",
        /// Shopify
        Shopify = "shopify",
        /// Amazon
        Amazon = "amazon",
        /// WooCommerce
        WooCommerce = "woocommerce",
        /// A person's own table or any other source.
        Generic = "generic",
    }
}

words! {
    /// What is sold: the three income streams.
    ProductKind {
        /// 商品
        Goods = "goods",
        /// 课程/知识
        Course = "course",
        /// 广告分成
        AdShare = "ad_share",
    }
}

words! {
    /// What a product is for in a plan.
    Role {
        /// 引流
        Traffic = "traffic",
        /// 福利
        Giveaway = "giveaway",
        /// 利润
        Profit = "profit",
        /// 形象
        Image = "image",
    }
}

words! {
    /// Whether viewers of a channel were paid for.
    ChannelGroup {
        /// 自然
        Natural = "natural",
        /// 付费
        Paid = "paid",
        /// A channel no list names.
        Unknown = "unknown",
    }
}

words! {
    /// What a viewer did with a product.
    Action {
        /// 浏览
        View = "view",
        /// 点击
        Click = "click",
        /// 加购
        Cart = "cart",
        /// 购买
        Purchase = "purchase",
        /// 点赞
        Like = "like",
        /// 评论
        Comment = "comment",
        /// 关注
        Follow = "follow",
        /// 分享
        Share = "share",
    }
}

words! {
    /// How close a viewer is to the account.
    FanLevel {
        /// Does not follow.
        None = "none",
        /// 粉丝
        Fan = "fan",
        /// 粉丝团
        Club = "club",
    }
}

words! {
    /// Whether a trained model may be relied on.
    Verdict {
        /// 可用
        Usable = "usable",
        /// 勉强
        Weak = "weak",
        /// 不要用
        DoNotUse = "do_not_use",
    }
}

words! {
    /// One of the two ways an experiment compares.
    Arm {
        /// What is tried.
        A = "a",
        /// What it is compared with.
        B = "b",
    }
}

impl Arm {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

words! {
    /// Where a value stands in the own history of like sessions.
    Tier {
        /// 优秀: the top quarter.
        Top = "top",
        /// 中位: from the median up.
        Middle = "middle",
        /// 偏低: below the own median.
        Low = "low",
        /// 还说不清: too few like sessions.
        Unclear = "unclear",
    }
}
