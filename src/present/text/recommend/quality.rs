//! What the measurement of recommendations says.

use crate::present::format;
use crate::present::text::Lang;
use crate::recommend::{Gain, Protocol, QualityReport, Recommender, SkipReason};

/// How purchases were held back.
pub fn protocol(protocol: Protocol, lang: Lang) -> &'static str {
    match protocol {
        Protocol::Time => lang.pick(
            "用前 80% 的成交学，考后 20%",
            "Learnt from the first 80% of purchases, tested on the last 20%",
        ),
        Protocol::Random => {
            lang.pick("随机藏起 20% 的成交来考", "Tested on a random 20% of purchases")
        }
        Protocol::Last => {
            lang.pick("藏起每人最后买的商品来考", "Tested on the last product of every buyer")
        }
    }
}

/// What the choice of how purchases are held back is called.
pub fn protocols(lang: Lang) -> &'static str {
    lang.pick("怎么考", "Tested on")
}

/// How purchases were held back, in a word.
pub fn protocol_short(protocol: Protocol, lang: Lang) -> &'static str {
    match protocol {
        Protocol::Time => lang.pick("后来的", "Later"),
        Protocol::Random => lang.pick("随机的", "Random"),
        Protocol::Last => lang.pick("最后一次", "Last"),
    }
}

/// Why a method was not measured.
pub fn skip(reason: SkipReason, lang: Lang) -> &'static str {
    match reason {
        SkipReason::TooManyProducts => lang.pick("商品太多", "Too many products"),
        SkipReason::NoContent => {
            lang.pick("没有标题、类目等内容", "No titles, categories or other content")
        }
    }
}

/// The one plain sentence on the combined list against best sellers.
pub fn quality(report: &QualityReport, lang: Lang) -> String {
    let (Some(base), Some(hybrid)) =
        (report.model(Recommender::Popularity), report.model(Recommender::Hybrid))
    else {
        return String::new();
    };
    let hundred = |share: f64| format::fixed(share * 100.0, 0);
    let (before, after, k) = (hundred(base.hr), hundred(hybrid.hr), report.k);
    let over = |gain: Option<Gain>| {
        gain.map_or(0, |gain| {
            if gain.interval.low > 0.0 {
                1
            } else if gain.interval.high < 0.0 {
                -1
            } else {
                0
            }
        })
    };
    match (over(hybrid.gain_over_popularity), over(hybrid.gain_over_decay), lang) {
        (1, 1, Lang::Zh) => format!(
            "「综合」明显好过热卖榜：100 位买家里，前 {k} 个推荐猜中的从 {before} 位变成 {after} 位。"
        ),
        (1, 1, Lang::En) => format!(
            "The combined list clearly beats best sellers: of 100 buyers, the top {k} hold \
             something they bought for {after} instead of {before}."
        ),
        (1, _, Lang::Zh) => format!(
            "比总热卖明显好（100 位买家里猜中 {after} 位，总热卖 {before} 位），\
             但和只看近期热卖差别不明显：好在「近期」，个人偏好还帮不上大忙。"
        ),
        (1, _, Lang::En) => format!(
            "Clearly better than all-time best sellers ({after} of 100 buyers against {before}), \
             but not clearly better than recent best sellers: recency helps, personal taste \
             hardly does yet."
        ),
        (-1, _, Lang::Zh) => "这次「综合」不如热卖榜，先按热卖榜推。".to_owned(),
        (-1, _, Lang::En) => {
            "This time the combined list does worse than best sellers: use best sellers.".to_owned()
        }
        (_, _, Lang::Zh) => format!(
            "还看不出「综合」比热卖榜好（100 位买家里猜中 {after} 位，热卖榜 {before} 位），数据多了再看。"
        ),
        (_, _, Lang::En) => format!(
            "No clear difference from best sellers yet ({after} of 100 buyers against {before}); \
             look again with more data."
        ),
    }
}
