//! Texts of the Viewers and Evaluate pages, and what pages share: questions and empty states.

use super::Lang;
use crate::domain::Snapshot;
use crate::present::format::count;
use crate::present::pages::Empty;

fn empty(title: &str, detail: &str, action: &str) -> Empty {
    Empty { title: title.to_owned(), detail: detail.to_owned(), action: action.to_owned() }
}

fn lines(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

/// Question of the overview.
pub fn overview_question(lang: Lang) -> String {
    lang.pick("我播得怎么样？", "How am I doing?").to_owned()
}

/// Question of the review.
pub fn review_question(lang: Lang) -> String {
    lang.pick("这场发生了什么？", "What happened in this session?").to_owned()
}

/// Question of the products page.
pub fn products_question(lang: Lang) -> String {
    lang.pick("什么卖得动？", "What sells?").to_owned()
}

/// Question of the viewers page.
pub fn viewers_question(lang: Lang) -> String {
    lang.pick("谁会买，谁会回来？", "Who buys, and who comes back?").to_owned()
}

/// Question of the evaluate page.
pub fn evaluate_question(lang: Lang) -> String {
    lang.pick("计划管用吗？", "Did the plan work?").to_owned()
}

/// Why a page has nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The filters let nothing through.
    Filtered,
    /// There are order lines, but no session.
    Session {
        /// How many.
        orders: u64,
    },
    /// Nothing was imported.
    Everything,
}

impl Lack {
    /// What a store lacks; `filtered`: it has sessions, but the filters let none through.
    pub fn of(snapshot: &Snapshot, filtered: bool) -> Self {
        match snapshot.order_lines {
            _ if filtered => Self::Filtered,
            orders if orders > 0 && snapshot.sessions.is_empty() => Self::Session { orders },
            _ => Self::Everything,
        }
    }
}

/// Nothing is in the store, or nothing passes the filters.
pub fn no_sessions(lack: Lack, lang: Lang) -> Empty {
    match (lack, lang) {
        (Lack::Session { orders }, Lang::Zh) => empty(
            "订单还不知道是哪场卖的",
            &format!(
                "已有 {} 条子订单，还没有场次。把「直播间列表」或「整场数据」拖进来，订单会按时间归到各场。",
                count(orders as f64)
            ),
            "导入文件",
        ),
        (Lack::Session { orders }, Lang::En) => empty(
            "The orders belong to no session yet",
            &format!(
                "{} order lines are here, but no session. Drop the session list or workbook on this window: orders then find their session by time.",
                count(orders as f64)
            ),
            "Import files",
        ),
        (Lack::Filtered, Lang::Zh) => {
            empty("选中的日期和条件里没有场次", "放宽日期、平台或主播再看。", "清除筛选")
        }
        (Lack::Filtered, Lang::En) => empty(
            "No session in the chosen dates and filters",
            "Widen the dates, platform or host.",
            "Clear filters",
        ),
        (Lack::Everything, Lang::Zh) => empty(
            "还没有场次",
            "从平台后台下载「直播间列表」或「整场数据」，拖进这个窗口，就能看到金额、漏斗和该改的三件事。数据只存在这台电脑。",
            "导入文件",
        ),
        (Lack::Everything, Lang::En) => empty(
            "No sessions yet",
            "Download the session list or the session workbook from the platform's back office and drop it on this window: you will see amounts, the funnel and the three things to change. Data stays on this computer.",
            "Import files",
        ),
    }
}

/// No product has numbers.
pub fn no_products(lack: Lack, lang: Lang) -> Empty {
    match (lack, lang) {
        (Lack::Filtered | Lack::Session { .. }, _) => no_sessions(lack, lang),
        (Lack::Everything, Lang::Zh) => empty(
            "还没有商品数据",
            "导入带「商品」表的整场数据，或单场的商品列表，就能看到谁该主推、谁该补曝光。",
            "导入文件",
        ),
        (Lack::Everything, Lang::En) => empty(
            "No product numbers yet",
            "Import a session workbook with its product sheet, or a session's product list, to see what to push and what to show more.",
            "Import files",
        ),
    }
}

/// A part of the review that needs another file.
pub fn needs(what: Need, lang: Lang) -> Empty {
    let (title, detail) = match (what, lang) {
        (Need::Funnel, Lang::Zh) => {
            ("画不出漏斗", "需要曝光、观看、点击、成交里至少两步：导入直播间列表或整场数据。")
        }
        (Need::Funnel, Lang::En) => (
            "The funnel cannot be drawn",
            "It needs at least two of impressions, viewers, clicks and buyers: import the session list or workbook.",
        ),
        (Need::Minutes, Lang::Zh) => {
            ("没有分钟数据", "导入整场数据里的分钟（趋势）表，就能看到哪一分钟涨、哪一分钟掉。")
        }
        (Need::Minutes, Lang::En) => (
            "No minute data",
            "Import the trend sheet of the session workbook to see which minute rose and which fell.",
        ),
        (Need::Channels, Lang::Zh) => {
            ("没有渠道数据", "导入整场数据里的流量来源表，就能看到自然和付费各带来多少。")
        }
        (Need::Channels, Lang::En) => (
            "No channel data",
            "Import the traffic source sheet of the session workbook to see what natural and paid traffic brought.",
        ),
        (Need::Products, Lang::Zh) => {
            ("这场没有商品数据", "导入这场的商品列表，就能看到每个商品的点击和成交。")
        }
        (Need::Products, Lang::En) => (
            "No products for this session",
            "Import the session's product list to see clicks and sales of each product.",
        ),
        (Need::Segments, Lang::Zh) => {
            ("没有讲解片段", "导入带讲解起止时间的商品表，就能看到哪一段讲解比全场卖得好。")
        }
        (Need::Segments, Lang::En) => (
            "No talk segments",
            "Import a product sheet with talk start and end times to see which talk sold better than the session.",
        ),
    };
    empty(title, detail, lang.pick("导入文件", "Import files"))
}

/// What a part of the review needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Funnel counts.
    Funnel,
    /// Minutes.
    Minutes,
    /// Channels.
    Channels,
    /// Products of the session.
    Products,
    /// Talk segments.
    Segments,
}

/// Empty state of the viewers page.
pub fn viewers_empty(lang: Lang) -> Empty {
    match lang {
        Lang::Zh => empty(
            "观众分析还没做进这一版",
            "它要用到带买家标识的订单，或观众行为记录。标识进来就被换成密文，少于 20 人的格子不显示。",
            "导入文件",
        ),
        Lang::En => empty(
            "Viewer analysis is not in this version yet",
            "It will use orders with a buyer id, or a log of viewer actions. Ids are turned into keyed hashes on entry, and no cell below 20 people is shown.",
            "Import files",
        ),
    }
}

/// What the viewers page will hold.
pub fn viewers_will_hold(lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => lines(&[
            "买家按「最近买、买几次、花多少」分成 5×5 格",
            "第一次买的人，后来几周有多少回来",
            "从进房到成交走的路",
            "观众分成几群，每群多大、值多少",
            "粉丝和老客各占多少",
        ]),
        Lang::En => lines(&[
            "Buyers in 5×5 cells by how recently, how often and how much they bought",
            "How many first-time buyers came back in later weeks",
            "The path from entering the room to buying",
            "Groups of viewers with their size and value",
            "Shares of fans and of returning buyers",
        ]),
    }
}

/// What of the viewers' data is in the store.
pub fn viewers_have(orders: u64, events: u64, comments: u64, lang: Lang) -> Vec<String> {
    use crate::present::format::count;
    let (o, e, c) = (count(orders as f64), count(events as f64), count(comments as f64));
    match lang {
        Lang::Zh => vec![
            format!("已有子订单 {o} 条"),
            format!("已有观众行为 {e} 条"),
            format!("已有评论 {c} 条"),
        ],
        Lang::En => vec![
            format!("{o} order lines in the store"),
            format!("{e} viewer actions in the store"),
            format!("{c} comments in the store"),
        ],
    }
}

/// Empty state of the evaluate page.
pub fn evaluate_empty(lang: Lang) -> Empty {
    match lang {
        Lang::Zh => empty(
            "还没有计划可以对照",
            "先在「计划」里排好下一场并保存；播完导入那场的数据，在这里对照计划和实际。",
            "去排计划",
        ),
        Lang::En => empty(
            "No plan to compare with yet",
            "Make and save a plan for the next session first; import its data after the broadcast and compare here.",
            "Make a plan",
        ),
    }
}

/// What the evaluate page will hold.
pub fn evaluate_will_hold(lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => lines(&[
            "每个商品：计划多少、实际多少",
            "差额来自人数、流量分配、转化、客单还是缺货",
            "预测区间说 80%，实际有几成落在里面",
        ]),
        Lang::En => lines(&[
            "Plan against actual for every product",
            "Whether a difference came from viewers, split, conversion, basket or stock",
            "How often the 80% range really held",
        ]),
    }
}

/// What of it is in the store.
pub fn evaluate_have(sessions: usize, plans: usize, lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => vec![format!("已有场次 {sessions} 场"), format!("已有计划 {plans} 个")],
        Lang::En => vec![
            format!("Sessions in the store: {sessions}"),
            format!("Plans in the store: {plans}"),
        ],
    }
}
