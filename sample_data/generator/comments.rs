//! The words of comments: questions, wishes, complaints and praise.

use rand::Rng;

use super::catalog::Product;
use super::shape::{Dice, dice, pick};

/// The words of the comments of one session, drawn in order.
pub struct Words {
    dice: Dice,
}

const PRICE: &[&str] = &[
    "{}多少钱",
    "{}今天什么价",
    "{}拍两份有优惠吗",
    "{}比上次贵了吗",
    "有券吗，{}想用券拍",
    "{}还能再便宜点不",
    "{}现在拍是直播间价吗",
];
const SPEC: &[&str] = &[
    "{}保质期到什么时候",
    "{}一份是多少克",
    "{}怎么泡",
    "{}孕妇可以吃吗",
    "{}有别的颜色吗",
    "{}多大尺寸",
    "{}是今年的新货吗",
    "{}配料干净吗",
    "{}小朋友能吃吗",
    "{}跟上次那个有什么不一样",
];
const WANT: &[&str] = &[
    "{}链接在几号",
    "想要{}",
    "{}还有库存吗",
    "{}我要两份",
    "{}等下还讲吗",
    "拍了{}",
    "{}终于上了，冲",
    "已拍{}，快点发货哦",
    "{}能再讲一遍吗",
];
const SHIP: &[&str] = &[
    "上次拍的{}怎么还没发货",
    "{}几天能到",
    "催一下{}，三天了没动静",
    "新疆包邮吗",
    "{}发什么快递",
    "今天拍{}明天能发吗",
];
const COMPLAIN: &[&str] = &[
    "上次的{}收到是碎的",
    "{}有点贵啊",
    "{}包装太简陋了",
    "{}没有想象的好，失望",
    "{}跟图片差太多",
    "客服一直不回，{}想退",
    "{}味道一般，不会再买",
    "说好的赠品没有给",
    "{}漏了，包裹都湿了",
];
const PRAISE: &[&str] = &[
    "{}回购第三次了",
    "{}真的好，家里人都喜欢",
    "上次买的{}已经吃完了，再来",
    "主播讲得很清楚",
    "{}性价比可以",
    "{}收到了，包装很用心",
    "每次都等你家开播",
    "{}香",
];
const CHAT: &[&str] = &[
    "来了来了",
    "主播晚上好",
    "今天人好多",
    "声音有点小",
    "卡了卡了",
    "主播今天气色真好",
    "666",
    "路过支持一下",
    "福袋什么时候",
    "刚下班就来了",
];

impl Words {
    /// The words of one session.
    pub fn new(seed: u64, session: usize) -> Self {
        Self { dice: dice(seed, "words", session) }
    }

    /// The next comment, on the product on air if there is one. Things that break or cost much
    /// are complained about more.
    pub fn next(&mut self, product: Option<&Product>) -> String {
        let Some(product) = product else {
            return CHAT[self.dice.gen_range(0..CHAT.len())].to_owned();
        };
        let hard = match product.short {
            "手冲壶" | "草莓脆" => 2.6,
            "挂耳" | "大米" | "山核桃仁" => 0.5,
            _ => 1.0,
        };
        let sorts = [PRICE, SPEC, WANT, SHIP, COMPLAIN, PRAISE, CHAT];
        let sort =
            sorts[pick(&mut self.dice, &[18.0, 16.0, 20.0, 9.0, 10.0 * hard, 15.0 / hard, 14.0])];
        sort[self.dice.gen_range(0..sort.len())].replace("{}", product.short)
    }
}
