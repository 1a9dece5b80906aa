//! What people ask for and complain about in the comments of a session, and how pleased they are.
//! Words written for this project, and hashed character n-grams by which near-identical questions
//! are one. Nothing is read before it is asked for; no result names who wrote.

mod alike;
mod lexicon;
mod read;
mod summary;
#[cfg(test)]
mod tests;

use crate::domain::words;

pub use read::{Mood, Reading, read};
pub use summary::{
    ANSWER_SECONDS, Asked, Comment, FEW, Group, Part, ProductPart, Satisfaction, Summary, Talk,
    summary,
};

words! {
    /// What a comment is about.
    Intent {
        /// 价格
        Price = "price",
        /// 优惠
        Discount = "discount",
        /// 尺码
        Size = "size",
        /// 颜色款式口味
        Choice = "choice",
        /// 发货
        Delivery = "delivery",
        /// 运费
        Postage = "postage",
        /// 怎么用
        Use = "use",
        /// 成分材质
        Content = "content",
        /// 适合谁
        Suit = "suit",
        /// 保质期
        Life = "life",
        /// 链接
        Link = "link",
        /// 库存
        Stock = "stock",
        /// 退换
        Returns = "returns",
        /// 真假
        Genuine = "genuine",
        /// 我的订单
        Order = "order",
        /// 再讲、试穿
        Show = "show",
        /// 质量
        Quality = "quality",
        /// 与说的不符
        Mismatch = "mismatch",
        /// 客服
        Service = "service",
        /// 直播间
        Room = "room",
        /// 想买
        Want = "want",
        /// Asks about something else.
        Other = "other",
    }
}
