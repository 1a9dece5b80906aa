//! Settings: what the merchant knows of each product, privacy, the store. What a person prefers
//! about the window itself is not here; the window keeps that.

use std::path::PathBuf;

use serde::Serialize;

use super::viewers::{self, CleanSwitch};
use crate::domain::{Currency, Money, Product, ProductId, ProductKind, Role, Snapshot};
use crate::engine::PrivacyAudit;
use crate::present::format;
use crate::present::text::{Lang, cleaning, settings as text};

pub mod privacy;

pub use privacy::{Fate, Privacy, PrivacyGroup, PrivacyLine};

/// Where the store lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorePlace {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Viewer keys in it were made on another machine.
    pub foreign_key: bool,
    /// Viewers that are flagged are left out.
    pub clean_viewers: bool,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SettingsPage {
    /// 怎么用着顺手？
    pub question: String,
    /// Products with what can be edited.
    pub products: CostTable,
    /// What becomes of every field.
    pub privacy: Privacy,
    /// Whether programs and people of the house count as viewers.
    pub cleaning: CleaningSetting,
    /// The store.
    pub store: StoreCard,
}

/// The switch for viewers that are no customers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CleaningSetting {
    /// Title.
    pub title: String,
    /// How the figures judge.
    pub rules: String,
    /// The switch.
    pub switch: CleanSwitch,
}

/// Products and what the merchant knows of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CostTable {
    /// Title.
    pub title: String,
    /// `40 个商品，4 个没填成本`.
    pub note: String,
    /// Column headers: product, kind, role, price, cost, return cost, stock.
    pub columns: Vec<String>,
    /// By name; those without a cost first.
    pub rows: Vec<CostRow>,
    /// Words of the kinds, in order.
    pub kinds: Vec<(ProductKind, String)>,
    /// Words of the roles, in order, `未定` left out.
    pub roles: Vec<(Role, String)>,
    /// 未定
    pub no_role: String,
    /// One sentence.
    pub sentence: String,
    /// Instead of rows when there is no product.
    pub empty: String,
    /// Hint of the field that narrows the table.
    pub search: String,
}

/// One product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CostRow {
    /// The product.
    pub product: ProductId,
    /// Name.
    pub name: String,
    /// Currency of its amounts, where the column heads cannot say it for all.
    pub currency: String,
    /// Kind.
    pub kind: ProductKind,
    /// Role, when set.
    pub role: Option<Role>,
    /// Price as typed: `39.9`; empty when unknown.
    pub price: String,
    /// Cost of one piece.
    pub unit_cost: String,
    /// Cost of one return.
    pub return_cost: String,
    /// Pieces left.
    pub stock: String,
    /// The cost is above the price.
    pub upside_down: bool,
}

/// The store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StoreCard {
    /// Title.
    pub title: String,
    /// The file.
    pub path: String,
    /// `18.4 MB · 61 场 · 40 个商品`.
    pub line: String,
    /// 备份
    pub backup: String,
    /// 检查
    pub check: String,
    /// 打开另一个
    pub open: String,
    /// What a backup is.
    pub hint: String,
}

/// Makes the page. `dropped` are the personal headers that no kind of export stores; without
/// `audit` the look at people's data is still to come.
pub fn build(
    snapshot: &Snapshot,
    place: &StorePlace,
    audit: Option<&PrivacyAudit>,
    dropped: &[String],
    lang: Lang,
) -> SettingsPage {
    SettingsPage {
        question: text::question(lang),
        products: costs(snapshot, lang),
        privacy: match audit {
            Some(audit) => privacy::build(audit, dropped, place.foreign_key, lang),
            None => privacy::still_looking(place.foreign_key, lang),
        },
        cleaning: CleaningSetting {
            title: cleaning::title(lang),
            rules: cleaning::rules(lang),
            switch: viewers::cleaning::switch(place.clean_viewers, lang),
        },
        store: StoreCard {
            path: place.path.display().to_string(),
            line: text::store_line(
                &format::bytes(place.bytes),
                snapshot.sessions.len() as u64,
                snapshot.products.len() as u64,
                snapshot.order_lines,
                lang,
            ),
            ..text::store(lang)
        },
    }
}

fn costs(snapshot: &Snapshot, lang: Lang) -> CostTable {
    let mut currencies: Vec<&Currency> = snapshot.accounts.iter().map(|a| &a.currency).collect();
    currencies.sort();
    currencies.dedup();
    let shared = match currencies[..] {
        [] => Some(Currency::cny()),
        [only] => Some(only.clone()),
        _ => None,
    };
    let mut rows: Vec<CostRow> = snapshot
        .products
        .iter()
        .map(|product| CostRow {
            currency: if shared.is_some() { String::new() } else { currency(snapshot, product) },
            ..row(product)
        })
        .collect();
    rows.sort_by(|a, b| {
        let key = |row: &CostRow| (!row.unit_cost.is_empty(), row.name.clone(), row.product);
        key(a).cmp(&key(b))
    });
    let missing = rows.iter().filter(|row| row.unit_cost.is_empty()).count();
    let upside_down = rows.iter().filter(|row| row.upside_down).count();
    CostTable {
        title: text::costs_title(lang),
        note: text::costs_note(rows.len(), missing, lang),
        columns: text::cost_columns(shared.as_ref(), lang),
        kinds: ProductKind::ALL.iter().map(|kind| (*kind, text::kind(*kind, lang))).collect(),
        roles: Role::ALL.iter().map(|role| (*role, text::role(*role, lang))).collect(),
        no_role: text::no_role(lang),
        sentence: text::costs_sentence(missing, upside_down, lang),
        empty: if rows.is_empty() { text::no_products(lang) } else { String::new() },
        search: text::search(lang),
        rows,
    }
}

/// The currencies of the shops on the product's platform, as a shop of that platform writes them.
fn currency(snapshot: &Snapshot, product: &Product) -> String {
    let mut all: Vec<&str> = snapshot
        .accounts
        .iter()
        .filter(|a| a.platform == product.platform)
        .map(|a| a.currency.0.as_str())
        .collect();
    all.sort_unstable();
    all.dedup();
    all.join(" / ")
}

fn row(product: &Product) -> CostRow {
    let facts = &product.facts;
    let typed = |money: Option<Money>| money.map(as_typed).unwrap_or_default();
    CostRow {
        product: product.id,
        name: product.name.clone(),
        currency: String::new(),
        kind: product.kind,
        role: product.role,
        price: typed(facts.price),
        unit_cost: typed(facts.unit_cost),
        return_cost: typed(product.return_cost),
        stock: facts.stock.map(|pieces| pieces.to_string()).unwrap_or_default(),
        upside_down: matches!((facts.price, facts.unit_cost), (Some(p), Some(c)) if c > p),
    }
}

/// An amount as a person types it: no separators, no needless decimals.
fn as_typed(money: Money) -> String {
    let (whole, rest) = (money.0 / 100, (money.0 % 100).abs());
    let sign = if money.0 < 0 && whole == 0 { "-" } else { "" };
    match rest {
        0 => format!("{whole}"),
        rest if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
        rest => format!("{sign}{whole}.{rest:02}"),
    }
}

/// An amount typed by a person; `None` when it is no amount of zero or more.
pub fn typed_amount(text: &str) -> Option<Money> {
    let text: String =
        text.trim().chars().filter(|c| !matches!(c, ',' | '，' | '¥' | '￥' | ' ')).collect();
    let value: f64 = text.parse().ok()?;
    Money::from_major(value).filter(|money| money.0 >= 0)
}

/// Pieces typed by a person; `None` when it is no whole number of zero or more.
pub fn typed_pieces(text: &str) -> Option<i64> {
    text.trim().replace([',', '，'], "").parse().ok().filter(|pieces| *pieces >= 0)
}

#[cfg(test)]
mod tests {
    use super::{as_typed, costs, typed_amount, typed_pieces};
    use crate::domain::{
        Account, AccountId, Currency, Money, Platform, Product, ProductFacts, ProductId,
        ProductKind, Snapshot,
    };
    use crate::present::text::Lang;

    #[test]
    fn amounts_are_typed_and_read_back_alike() {
        for (minor, text) in
            [(0, "0"), (3_990, "39.9"), (3_999, "39.99"), (100_000, "1000"), (5, "0.05")]
        {
            assert_eq!(as_typed(Money(minor)), text);
            assert_eq!(typed_amount(text), Some(Money(minor)));
        }
        assert_eq!(typed_amount(" ¥1,234.5 "), Some(Money(123_450)));
        for wrong in ["", "abc", "-3", "1e400", "NaN"] {
            assert_eq!(typed_amount(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn amounts_say_their_currency() {
        let account = |id, platform, currency: &str| Account {
            id: AccountId(id),
            platform,
            name: "A".into(),
            currency: Currency(currency.into()),
            time_zone: "UTC".into(),
        };
        let product = |id, platform| Product {
            id: ProductId(id),
            platform,
            external_id: None,
            name: format!("{id}"),
            facts: ProductFacts::default(),
            return_cost: None,
            kind: ProductKind::Goods,
            role: None,
        };
        let mut snapshot = Snapshot {
            accounts: vec![account(1, Platform::TikTok, "MYR")],
            products: vec![product(1, Platform::TikTok), product(2, Platform::Douyin)],
            ..Snapshot::default()
        };
        let one = costs(&snapshot, Lang::En);
        assert_eq!((one.columns[3].as_str(), one.rows[0].currency.as_str()), ("Price MYR", ""));
        snapshot.accounts.push(account(2, Platform::Douyin, "CNY"));
        let two = costs(&snapshot, Lang::En);
        assert_eq!(two.columns[3], "Price");
        let currencies: Vec<&str> = two.rows.iter().map(|row| row.currency.as_str()).collect();
        assert_eq!(currencies, ["MYR", "CNY"]);
    }

    #[test]
    fn pieces_are_whole_and_not_negative() {
        assert_eq!(typed_pieces("1,200"), Some(1200));
        for wrong in ["", "1.5", "-1", "x"] {
            assert_eq!(typed_pieces(wrong), None, "{wrong}");
        }
    }
}
