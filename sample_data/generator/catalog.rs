//! The three fictional accounts and what they sell.

use super::catalog_rows::CATALOGUES;

/// The accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShopKind {
    /// 山禾小铺, the shop: Douyin, CNY.
    Shanhe,
    /// 光影课堂, the course seller: TikTok Shop Malaysia, MYR.
    Guangying,
    /// 初见小店, too small for any model: Douyin, CNY.
    Chujian,
}

impl ShopKind {
    /// The account's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shanhe => "山禾小铺",
            Self::Guangying => "光影课堂",
            Self::Chujian => "初见小店",
        }
    }

    /// The folder of its files.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Shanhe => "shanhe",
            Self::Guangying => "guangying",
            Self::Chujian => "chujian",
        }
    }

    /// The account's id, unmasked.
    pub fn account_id(self) -> &'static str {
        match self {
            Self::Shanhe => "7930088514",
            Self::Guangying => "guangying.class",
            Self::Chujian => "6120077031",
        }
    }

    /// The account's id as the session list masks it.
    pub fn masked_id(self) -> String {
        let id = self.account_id();
        format!("{}****{}", &id[..3], &id[id.len() - 3..])
    }
}

/// A category with the talk minutes that give half of all clicks a session can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// Name.
    pub name: &'static str,
    /// Half-saturation of the Hill curve in minutes.
    pub half_minutes: u8,
    /// Chance that a paid line is refunded, in percent.
    pub refund_percent: u8,
}

/// All categories; products refer to them by index.
pub const CATEGORIES: [Category; 8] = [
    category("咖啡", 12, 6),
    category("零食", 7, 7),
    category("粮油", 15, 5),
    category("茶饮", 9, 7),
    category("家居", 10, 12),
    category("课程", 18, 9),
    category("福利", 5, 3),
    category("素材", 8, 6),
];
/// Index of the giveaways' category.
pub const GIFT: usize = 6;

const fn category(name: &'static str, half_minutes: u8, refund_percent: u8) -> Category {
    Category { name, half_minutes, refund_percent }
}

/// A product.
#[derive(Clone, Debug)]
pub struct Product {
    /// 19 digits.
    pub id: String,
    /// The seller's own code.
    pub code: String,
    /// Full name.
    pub name: &'static str,
    /// What viewers call it.
    pub short: &'static str,
    /// Index into [`CATEGORIES`].
    pub category: usize,
    /// Brand.
    pub brand: &'static str,
    /// List price in 1/100.
    pub price: i64,
    /// Cost of one in 1/100.
    pub cost: i64,
    /// Pieces left at the end.
    pub stock: i64,
    /// `goods` or `course`.
    pub kind: &'static str,
    /// `traffic`, `giveaway`, `profit` or `image`.
    pub role: &'static str,
    /// Clicks per viewer-minute relative to the average product.
    pub appeal: f64,
    /// Order rate of a click at list price.
    pub order_rate: f64,
    /// How often it is chosen to be talked about.
    pub weight: f64,
    /// Variations.
    pub specs: Vec<&'static str>,
}

impl Product {
    /// Whether this is the giveaway opener.
    pub fn is_gift(&self) -> bool {
        self.category == GIFT
    }
}

/// The catalogue of an account.
pub fn products(kind: ShopKind) -> Vec<Product> {
    let (first, step, code) = match kind {
        ShopKind::Shanhe => (3_705_112_640_118_271_003_u64, 79_193_315_377, "SH"),
        ShopKind::Guangying => (1_730_884_215_067_330_118, 91_733_011, "GY"),
        ShopKind::Chujian => (3_719_004_105_520_077_911, 61_551_207_919, "CJ"),
    };
    let section = format!("[{}]", kind.folder());
    CATALOGUES
        .lines()
        .skip_while(|line| *line != section)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .enumerate()
        .map(|(at, line)| {
            let cells: Vec<&'static str> = line.split('|').collect();
            let number = |cell: usize| cells[cell].parse::<f64>().expect("a number stands here");
            let category = number(2) as usize;
            Product {
                id: (first + step * at as u64).to_string(),
                code: format!("{code}-{:03}", at + 1),
                name: cells[0],
                short: cells[1],
                category,
                brand: cells[3],
                price: (number(4) * 100.0).round() as i64,
                cost: (number(5) * 100.0).round() as i64,
                stock: number(6) as i64,
                kind: if category == 5 || category == 7 { "course" } else { "goods" },
                role: cells[7],
                appeal: number(8),
                order_rate: number(9),
                weight: number(10),
                specs: cells[11].split('/').collect(),
            }
        })
        .collect()
}
