//! Texts of the Settings page.

use super::Lang;
use crate::domain::{Currency, ProductKind, Role};
use crate::present::format;
use crate::present::pages::settings::StoreCard;

/// The page's question.
pub fn question(lang: Lang) -> String {
    lang.pick("怎么用着顺手？", "How should it work for you?").to_owned()
}

/// 商品, 课程, 广告分成.
pub fn kind(kind: ProductKind, lang: Lang) -> String {
    let (zh, en) = match kind {
        ProductKind::Goods => ("商品", "Goods"),
        ProductKind::Course => ("课程", "Course"),
        ProductKind::AdShare => ("广告分成", "Ad share"),
    };
    lang.pick(zh, en).to_owned()
}

/// 引流, 福利, 利润, 形象.
pub fn role(role: Role, lang: Lang) -> String {
    let (zh, en) = match role {
        Role::Traffic => ("引流", "Traffic"),
        Role::Giveaway => ("福利", "Giveaway"),
        Role::Profit => ("利润", "Profit"),
        Role::Image => ("形象", "Image"),
    };
    lang.pick(zh, en).to_owned()
}

/// 未定
pub fn no_role(lang: Lang) -> String {
    lang.pick("未定", "not set").to_owned()
}

/// Title of the table of products.
pub fn costs_title(lang: Lang) -> String {
    lang.pick("商品成本、角色和库存", "Costs, roles and stock").to_owned()
}

/// How many products lack a cost.
pub fn costs_note(products: usize, missing: usize, lang: Lang) -> String {
    match (products, missing, lang) {
        (0, ..) => String::new(),
        (_, 0, Lang::Zh) => format!("{products} 个商品，都填了成本"),
        (_, 0, Lang::En) => format!("{products} products, all with a cost"),
        (_, _, Lang::Zh) => format!("{products} 个商品，{missing} 个没填成本"),
        (_, _, Lang::En) => format!("{products} products, {missing} without a cost"),
    }
}

/// Column headers.
pub fn cost_columns(currency: Option<&Currency>, lang: Lang) -> Vec<String> {
    let unit = currency.map_or("", |currency| match currency.0.as_str() {
        "CNY" => lang.pick("元", "CNY"),
        other => other,
    });
    let of = |what: &str| format!("{what} {unit}").trim_end().to_owned();
    match lang {
        Lang::Zh => vec![
            "商品".to_owned(),
            "是什么".to_owned(),
            "角色".to_owned(),
            of("售价"),
            of("单件成本"),
            of("退一件花"),
            "库存 件".to_owned(),
        ],
        Lang::En => vec![
            "Product".to_owned(),
            "Kind".to_owned(),
            "Role".to_owned(),
            of("Price"),
            of("Unit cost"),
            of("Return"),
            "Stock".to_owned(),
        ],
    }
}

/// The sentence below the table.
pub fn costs_sentence(missing: usize, upside_down: usize, lang: Lang) -> String {
    match (upside_down, missing, lang) {
        (1.., _, Lang::Zh) => format!("**{upside_down} 个商品的成本高过售价**，核对一下。"),
        (1.., _, Lang::En) => {
            format!("**{upside_down} products cost more than their price**: please check.")
        }
        (_, 0, Lang::Zh) => "成本都填了，毛利和「按利润排计划」都能用。".to_owned(),
        (_, 0, Lang::En) => "All costs are set: margins and plans by profit work.".to_owned(),
        (_, _, Lang::Zh) => {
            format!("没填成本的 {missing} 个商品算不出毛利，按利润排计划时不算它们。")
        }
        (_, _, Lang::En) => format!(
            "{missing} products have no cost: no margin, and plans by profit leave them out."
        ),
    }
}

/// No product yet.
pub fn no_products(lang: Lang) -> String {
    lang.pick(
        "导入商品后在这里填成本、角色和库存。",
        "Once products are in, set their cost, role and stock here.",
    )
    .to_owned()
}

/// Hint of the search field.
pub fn search(lang: Lang) -> String {
    lang.pick("找商品", "Find a product").to_owned()
}

/// The fixed words of the store's card.
pub fn store(lang: Lang) -> StoreCard {
    let texts = lang.pick(
        ["数据文件", "备份到…", "检查文件", "打开另一个…", "备份是一个完整的拷贝，能直接打开。密钥在数据文件夹里，换电脑时一起带走。"],
        ["Data file", "Back up to…", "Check the file", "Open another…", "A backup is a full copy that can be opened as it is. The key lies in the data folder: take it along to another computer."],
    );
    let [title, backup, check, open, hint] = texts.map(str::to_owned);
    StoreCard { title, backup, check, open, hint, ..StoreCard::default() }
}

/// What the store holds.
pub fn store_line(size: &str, sessions: u64, products: u64, orders: u64, lang: Lang) -> String {
    let orders = format::count(orders as f64);
    match lang {
        Lang::Zh => format!("{size} · {sessions} 场 · {products} 个商品 · {orders} 条子订单"),
        Lang::En => {
            let sessions = format::sessions_en(usize::try_from(sessions).unwrap_or(usize::MAX));
            format!("{size} · {sessions} · {products} products · {orders} order lines")
        }
    }
}
