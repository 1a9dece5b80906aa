//! Words about comments: what is asked and complained about, and what that can say.

use super::Lang;
use crate::comments::{ANSWER_SECONDS, Asked, FEW, Intent, Part};
use crate::engine::COMMENT_SESSIONS;
use crate::present::pages::Empty;

/// What a comment is about; as a question or as a complaint.
pub fn intent(intent: Intent, question: bool, lang: Lang) -> &'static str {
    use Intent as I;
    let (zh, en) = match (intent, question) {
        (I::Price, true) => ("问价", "Price"),
        (I::Price, false) => ("嫌贵、降价", "Price too high or cut"),
        (I::Discount, true) => ("问优惠", "Discounts"),
        (I::Discount, false) => ("券或赠品没到", "Coupon or gift missing"),
        (I::Size, true) => ("问尺码", "Size"),
        (I::Size, false) => ("尺码不合", "Does not fit"),
        (I::Choice, _) => ("问颜色、口味、款式", "Colour, flavour, style"),
        (I::Delivery, true) => ("问发货", "Delivery"),
        (I::Delivery, false) => ("发货慢、没收到", "Slow or missing delivery"),
        (I::Postage, true) => ("问运费", "Postage"),
        (I::Postage, false) => ("嫌运费贵", "Postage too high"),
        (I::Use, true) => ("问怎么用", "How to use it"),
        (I::Use, false) => ("不会用", "Hard to use"),
        (I::Content, _) => ("问成分、材质", "What it is made of"),
        (I::Suit, true) => ("问适合谁", "Who it suits"),
        (I::Suit, false) => ("过敏、不适", "Did not suit"),
        (I::Life, true) => ("问保质期", "Shelf life"),
        (I::Life, false) => ("临期、变质", "Close to or past its date"),
        (I::Link, true) => ("问链接、怎么买", "Link, how to buy"),
        (I::Link, false) => ("下不了单", "Cannot order"),
        (I::Stock, _) => ("问有没有货", "Stock"),
        (I::Returns, true) => ("问退换", "Returns"),
        (I::Returns, false) => ("退款、退货", "Refunds and returns"),
        (I::Genuine, true) => ("问真假", "Is it genuine"),
        (I::Genuine, false) => ("说是假货", "Called fake"),
        (I::Order, _) => ("问自己的订单", "Their own order"),
        (I::Show, _) => ("要再讲、要看", "Show or explain again"),
        (I::Quality, true) => ("问质量、效果", "Quality, does it work"),
        (I::Quality, false) => ("质量不好", "Poor quality"),
        (I::Mismatch, _) => ("货不对、少发", "Wrong or missing goods"),
        (I::Service, true) => ("找客服", "Customer service"),
        (I::Service, false) => ("没人理", "Nobody answers"),
        (I::Room, true) => ("问几点播", "When the room is live"),
        (I::Room, false) => ("卡、听不清", "Stream lags or is hard to hear"),
        (I::Want, _) => ("想买", "Want it"),
        (I::Other, _) => ("问别的", "Something else"),
    };
    lang.pick(zh, en)
}

/// Title.
pub fn title(lang: Lang) -> &'static str {
    lang.pick("评论里在问什么", "What comments ask")
}

/// Title of one product.
pub fn title_of(name: &str, lang: Lang) -> String {
    lang.pick(format!("{name} · 评论"), format!("{name} · comments"))
}

/// How much was read.
pub fn scope(comments: usize, sessions: usize, read: usize, lang: Lang) -> String {
    lang.pick(
        format!("{sessions} 场 {comments} 条，读出意思的 {read} 条"),
        match sessions {
            1 => format!("{comments} comments, {read} understood"),
            _ => format!("{comments} comments of {sessions} sessions, {read} understood"),
        },
    )
}

/// The most open question and the most frequent complaint, in one sentence.
pub fn sentence(part: &Part, lang: Lang) -> String {
    let open =
        part.asked.iter().find(|asked| asked.unanswered > 1 && asked.intent != Intent::Other);
    let complaint = part.complaints.first().filter(|asked| asked.count > 1);
    let mut said = Vec::new();
    if let Some(asked) = open {
        let (name, n, of) = (intent(asked.intent, true, lang), asked.unanswered, asked.timed);
        said.push(lang.pick(
            format!("{of} 次{name}有 {n} 次没人在评论里回"),
            format!("{n} of {of} questions on '{name}' got no answer in the comments"),
        ));
    }
    if let Some(asked) = complaint {
        let (name, n) = (intent(asked.intent, false, lang), asked.count);
        said.push(lang.pick(
            format!("抱怨最多的是{name}（{n} 次）"),
            format!("most complaints: {name} ({n})"),
        ));
    }
    if said.is_empty() {
        return lang
            .pick(
                "没有被反复问又没人回的事，也没有集中的抱怨。",
                "Nothing was asked again and again without an answer, and no complaint stands out.",
            )
            .to_owned();
    }
    let text = said.join(lang.pick("；", "; "));
    format!("{}{}", super::super::format::capital(&text), lang.pick("。", "."))
}

/// `满意 78%（70–85%，39 条里 27 条夸）`.
pub fn satisfaction(share: &str, range: &str, praise: usize, of: usize, lang: Lang) -> String {
    lang.pick(
        format!("满意 {share}（{range}）：{of} 条夸或抱怨里 {praise} 条夸"),
        format!("Pleased {share} ({range}): {praise} of {of} that praise or complain"),
    )
}

/// Too few to say.
pub fn too_few(lang: Lang) -> String {
    lang.pick(
        format!("夸或抱怨的不到 {FEW} 条，还说不清"),
        format!("Fewer than {FEW} praise or complain: too few to say"),
    )
}

/// `31 次，27 次没人回，前后 14 分钟`.
pub fn line(asked: &Asked, judged: bool, minutes: &str, lang: Lang) -> String {
    let mut parts = vec![lang.pick(format!("{} 次", asked.count), format!("{}×", asked.count))];
    if judged {
        parts.push(lang.pick(
            format!("{} 次没人回", asked.unanswered),
            format!("{} unanswered", asked.unanswered),
        ));
    }
    if asked.count > 1 && asked.minutes >= 1.0 {
        parts.push(lang.pick(format!("前后 {minutes} 分钟"), format!("over {minutes} min")));
    }
    parts.join(lang.pick("，", ", "))
}

/// A subject and how often.
pub fn times(about: Intent, question: bool, count: usize, lang: Lang) -> String {
    let name = intent(about, question, lang);
    lang.pick(format!("{name} {count} 次"), format!("{name} ({count})"))
}

/// What several wrote.
pub fn wording(text: &str, count: usize, lang: Lang) -> String {
    lang.pick(format!("「{text}」{count} 人"), format!("'{text}' ×{count}"))
}

/// What an answer is, and what these figures cannot say.
pub fn notes(left_out: usize, without_time: usize, lang: Lang) -> Vec<String> {
    let minutes = ANSWER_SECONDS / 60;
    let mut notes = vec![
        lang.pick(
            format!(
                "「没人回」= 之后 {minutes} 分钟里没有别人在评论里写出答案；主播口头说的不在数据里，看不到。"
            ),
            format!(
                "Unanswered: nobody else wrote an answer within {minutes} minutes. What the host \
                 said aloud is not in the data."
            ),
        ),
        lang.pick(
            "按一份常用说法的词表来读，会有读错的；同一个人一场里对同一商品只算一次，不显示是谁说的。",
            "Read by a list of common words, so some are misread. A person counts once a session \
             and product, and nobody is named.",
        )
        .to_owned(),
        lang.pick(
            format!("最多读最近 {COMMENT_SESSIONS} 场；评论按当时在讲的商品归，不证明是在说它。"),
            format!(
                "At most the newest {COMMENT_SESSIONS} sessions. A comment goes to the product \
                 talked about at that moment, which does not prove that it means it."
            ),
        ),
    ];
    if without_time > 0 {
        notes.push(lang.pick(
            format!("{without_time} 条没有时间，不知道有没有人回，也不知道在讲什么。"),
            format!(
                "{without_time} comments have no time: whether they were answered is not known."
            ),
        ));
    }
    if left_out > 0 {
        notes.push(lang.pick(
            format!("机器刷的 {left_out} 条没算。"),
            format!("{left_out} comments of programs are left out."),
        ));
    }
    notes
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No comment is in the store.
    Comments,
    /// Nobody knows what was talked about when.
    Talks,
    /// Nothing was written while the product was talked about.
    OfProduct,
}

/// What stands there instead.
pub fn nothing(lack: Lack, lang: Lang) -> Empty {
    let (title, detail) = match lack {
        Lack::Comments => lang.pick(
            ("没有评论", "导入弹幕或评论记录，就能看观众在问什么、哪些没人回、抱怨什么。"),
            (
                "No comments",
                "Import a log of comments to see what viewers ask, what stays unanswered and what they complain about.",
            ),
        ),
        Lack::Talks => lang.pick(
            ("不知道评论时在讲什么", "导入讲解时段，评论才能归到商品。"),
            (
                "What was talked about is not known",
                "Import the talk segments: then comments can be told by product.",
            ),
        ),
        Lack::OfProduct => lang.pick(
            ("讲这个商品时没有评论", "换一个商品，或导入更多场次的评论。"),
            (
                "No comment while this product was talked about",
                "Choose another product, or import the comments of more sessions.",
            ),
        ),
    };
    Empty {
        title: title.to_owned(),
        detail: detail.to_owned(),
        action: lang.pick("导入文件", "Import files").to_owned(),
    }
}
