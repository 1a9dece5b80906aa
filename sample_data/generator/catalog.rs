//! The three fictional accounts and what they sell.

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
    Category {
        name,
        half_minutes,
        refund_percent,
    }
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
    pub specs: &'static [&'static str],
}

impl Product {
    /// Whether this is the giveaway opener.
    pub fn is_gift(&self) -> bool {
        self.category == GIFT
    }
}

type Row = (
    &'static str,
    &'static str,
    usize,
    &'static str,
    (f64, f64, i64),
    &'static str,
    (f64, f64, f64),
    &'static [&'static str],
);

const SHANHE: [Row; 34] = [
    (
        "挂耳咖啡 20 包",
        "挂耳",
        0,
        "山禾",
        (59.9, 26.5, 620),
        "profit",
        (1.2, 0.16, 3.0),
        &["意式拼配", "果香日晒"],
    ),
    (
        "小粒咖啡豆 454g",
        "咖啡豆",
        0,
        "云岭",
        (79.0, 41.0, 410),
        "profit",
        (1.15, 0.13, 2.6),
        &["中深烘", "中烘", "浅烘"],
    ),
    (
        "冷萃咖啡液 12 杯",
        "冷萃液",
        0,
        "山禾",
        (49.9, 24.0, 280),
        "profit",
        (1.0, 0.10, 1.2),
        &["原味"],
    ),
    (
        "冻干咖啡粉 24 颗",
        "冻干咖啡",
        0,
        "山禾",
        (69.0, 33.0, 350),
        "profit",
        (0.95, 0.11, 1.2),
        &["混合口味", "黑咖"],
    ),
    (
        "美式挂耳 50 包",
        "大包挂耳",
        0,
        "山禾",
        (99.0, 50.0, 190),
        "profit",
        (0.8, 0.10, 0.9),
        &["深烘"],
    ),
    (
        "山核桃仁 250g",
        "山核桃仁",
        1,
        "禾田",
        (49.9, 31.0, 520),
        "profit",
        (1.05, 0.12, 2.2),
        &["原味", "椒盐"],
    ),
    (
        "冻干草莓脆 80g",
        "草莓脆",
        1,
        "禾田",
        (29.9, 19.0, 900),
        "traffic",
        (1.3, 0.11, 2.4),
        &["单袋", "三袋装"],
    ),
    (
        "黑芝麻丸 27 颗",
        "芝麻丸",
        1,
        "山禾",
        (39.9, 18.0, 300),
        "profit",
        (1.4, 0.06, 0.8),
        &["罐装"],
    ),
    (
        "手工麻花 500g",
        "麻花",
        1,
        "禾田",
        (25.9, 17.0, 240),
        "traffic",
        (0.7, 0.12, 0.7),
        &["甜味", "咸味"],
    ),
    (
        "每日坚果 30 包",
        "每日坚果",
        1,
        "禾田",
        (109.0, 66.0, 260),
        "profit",
        (1.0, 0.08, 1.4),
        &["成人款", "儿童款"],
    ),
    (
        "无花果干 500g",
        "无花果",
        1,
        "云岭",
        (35.9, 19.5, 310),
        "profit",
        (0.9, 0.10, 1.0),
        &["袋装"],
    ),
    (
        "芒果干 200g",
        "芒果干",
        1,
        "云岭",
        (22.9, 13.0, 480),
        "traffic",
        (1.1, 0.11, 1.0),
        &["袋装"],
    ),
    (
        "红枣夹核桃 400g",
        "枣夹核桃",
        1,
        "禾田",
        (39.9, 24.0, 270),
        "profit",
        (0.95, 0.09, 1.0),
        &["罐装"],
    ),
    (
        "糯米锅巴 6 袋",
        "锅巴",
        1,
        "禾田",
        (19.9, 12.0, 700),
        "traffic",
        (1.0, 0.13, 0.9),
        &["麻辣", "海苔"],
    ),
    (
        "五常大米 5kg",
        "大米",
        2,
        "禾田",
        (69.9, 52.0, 380),
        "profit",
        (0.95, 0.14, 2.4),
        &["当季新米"],
    ),
    (
        "有机小米 2.5kg",
        "小米",
        2,
        "禾田",
        (39.9, 26.0, 290),
        "profit",
        (0.7, 0.11, 0.8),
        &["真空装"],
    ),
    (
        "物理压榨菜籽油 5L",
        "菜籽油",
        2,
        "云岭",
        (89.0, 67.0, 160),
        "profit",
        (0.7, 0.09, 0.8),
        &["桶装"],
    ),
    (
        "杂粮礼盒 10 袋",
        "杂粮礼盒",
        2,
        "禾田",
        (79.0, 48.0, 140),
        "profit",
        (0.75, 0.07, 0.7),
        &["礼盒"],
    ),
    (
        "土蜂蜜 500g",
        "蜂蜜",
        2,
        "云岭",
        (68.0, 36.0, 210),
        "profit",
        (0.9, 0.08, 0.9),
        &["百花蜜", "洋槐蜜"],
    ),
    (
        "山茶油 500ml",
        "山茶油",
        2,
        "云岭",
        (128.0, 78.0, 120),
        "profit",
        (0.6, 0.06, 0.6),
        &["瓶装"],
    ),
    (
        "桂花乌龙茶 福利装",
        "福利乌龙",
        6,
        "山禾",
        (19.9, 16.0, 800),
        "giveaway",
        (1.25, 0.098, 0.0),
        &["10 泡"],
    ),
    (
        "黄山毛峰 100g",
        "毛峰",
        3,
        "云岭",
        (73.0, 38.0, 200),
        "profit",
        (0.8, 0.11, 0.8),
        &["一级", "特级"],
    ),
    (
        "蜂蜜柚子酱 500g",
        "柚子酱",
        3,
        "山禾",
        (29.9, 17.0, 340),
        "traffic",
        (1.25, 0.05, 0.9),
        &["瓶装"],
    ),
    (
        "白茶饼 一提七饼",
        "白茶饼",
        3,
        "云岭",
        (1299.0, 640.0, 24),
        "image",
        (0.7, 0.012, 0.5),
        &["2021 年"],
    ),
    (
        "菊花枸杞茶 30 包",
        "菊花茶",
        3,
        "山禾",
        (29.9, 14.0, 420),
        "profit",
        (0.95, 0.09, 0.8),
        &["盒装"],
    ),
    (
        "陈皮普洱 250g",
        "陈皮普洱",
        3,
        "云岭",
        (88.0, 43.0, 130),
        "profit",
        (0.75, 0.07, 0.6),
        &["罐装"],
    ),
    (
        "陶瓷手冲壶 600ml",
        "手冲壶",
        4,
        "青坯",
        (239.0, 132.0, 36),
        "image",
        (1.1, 0.02, 1.0),
        &["白釉", "青釉"],
    ),
    (
        "竹编收纳篮 三件套",
        "收纳篮",
        4,
        "青坯",
        (59.0, 35.0, 150),
        "image",
        (0.7, 0.04, 0.6),
        &["三件套"],
    ),
    (
        "棉麻桌布 1.4m",
        "桌布",
        4,
        "青坯",
        (89.0, 46.0, 110),
        "profit",
        (0.8, 0.05, 0.6),
        &["米白", "靛蓝"],
    ),
    (
        "手工陶杯 320ml",
        "陶杯",
        4,
        "青坯",
        (69.0, 33.0, 170),
        "profit",
        (1.0, 0.06, 0.8),
        &["素烧", "青釉"],
    ),
    (
        "乌檀木砧板",
        "砧板",
        4,
        "青坯",
        (79.0, 44.0, 95),
        "profit",
        (0.75, 0.06, 0.6),
        &["小号", "大号"],
    ),
    (
        "手机拍摄入门课",
        "拍摄课",
        5,
        "山禾课堂",
        (199.0, 12.0, 9999),
        "profit",
        (0.85, 0.045, 1.2),
        &["线上课"],
    ),
    (
        "短视频剪辑进阶课",
        "剪辑课",
        5,
        "山禾课堂",
        (299.0, 15.0, 9999),
        "profit",
        (0.6, 0.03, 0.6),
        &["线上课"],
    ),
    (
        "手冲咖啡入门课",
        "手冲课",
        5,
        "山禾课堂",
        (99.0, 8.0, 9999),
        "profit",
        (0.75, 0.06, 0.7),
        &["线上课"],
    ),
];

const GUANGYING: [Row; 6] = [
    (
        "Phone Photography Starter 手机摄影入门营",
        "手机摄影营",
        5,
        "光影",
        (99.0, 9.0, 9999),
        "traffic",
        (1.2, 0.08, 1.6),
        &["Default"],
    ),
    (
        "Lightroom Colour Class 调色课",
        "调色课",
        5,
        "光影",
        (149.0, 12.0, 9999),
        "profit",
        (1.0, 0.06, 1.2),
        &["Default"],
    ),
    (
        "Short Video Editing Lab 剪辑实战",
        "剪辑实战",
        5,
        "光影",
        (199.0, 15.0, 9999),
        "profit",
        (0.9, 0.055, 1.2),
        &["Default"],
    ),
    (
        "Portrait Lighting Masterclass 人像布光",
        "人像布光",
        5,
        "光影",
        (1299.0, 90.0, 60),
        "image",
        (0.8, 0.015, 0.8),
        &["Default"],
    ),
    (
        "Preset Pack 30 预设包",
        "预设包",
        7,
        "光影",
        (39.0, 2.0, 9999),
        "traffic",
        (1.3, 0.12, 1.2),
        &["Mobile", "Desktop"],
    ),
    (
        "One-on-one Portfolio Review 作品点评",
        "作品点评",
        5,
        "光影",
        (129.0, 60.0, 40),
        "profit",
        (0.7, 0.04, 0.6),
        &["Default"],
    ),
];

const CHUJIAN: [Row; 5] = [
    (
        "手工香皂 4 块",
        "香皂",
        4,
        "初见",
        (35.0, 14.0, 80),
        "profit",
        (1.0, 0.08, 1.0),
        &["薰衣草", "洋甘菊"],
    ),
    (
        "帆布托特包",
        "托特包",
        4,
        "初见",
        (59.0, 27.0, 40),
        "profit",
        (1.1, 0.07, 1.0),
        &["原色"],
    ),
    (
        "香薰蜡烛 180g",
        "蜡烛",
        4,
        "初见",
        (49.0, 20.0, 60),
        "profit",
        (1.0, 0.08, 1.0),
        &["雪松", "无花果"],
    ),
    (
        "手账本 A5",
        "手账本",
        4,
        "初见",
        (29.0, 12.0, 100),
        "traffic",
        (0.9, 0.09, 1.0),
        &["横线", "点阵"],
    ),
    (
        "刺绣胸针",
        "胸针",
        4,
        "初见",
        (19.9, 8.0, 70),
        "traffic",
        (1.0, 0.08, 1.0),
        &["山茶", "小鸟"],
    ),
];

/// The catalogue of an account.
pub fn products(kind: ShopKind) -> Vec<Product> {
    let (rows, first, step, code): (&[Row], u64, u64, &str) = match kind {
        ShopKind::Shanhe => (&SHANHE, 3_705_112_640_118_271_003, 79_193_315_377, "SH"),
        ShopKind::Guangying => (&GUANGYING, 1_730_884_215_067_330_118, 91_733_011, "GY"),
        ShopKind::Chujian => (&CHUJIAN, 3_719_004_105_520_077_911, 61_551_207_919, "CJ"),
    };
    rows.iter()
        .enumerate()
        .map(|(at, row)| {
            let &(name, short, category, brand, (price, cost, stock), role, pull, specs) = row;
            Product {
                id: (first + step * at as u64).to_string(),
                code: format!("{code}-{:03}", at + 1),
                name,
                short,
                category,
                brand,
                price: (price * 100.0).round() as i64,
                cost: (cost * 100.0).round() as i64,
                stock,
                kind: if category == 5 || category == 7 {
                    "course"
                } else {
                    "goods"
                },
                role,
                appeal: pull.0,
                order_rate: pull.1,
                weight: pull.2,
                specs,
            }
        })
        .collect()
}
