//! What a person should know about the inputs of a plan and about what stands in for what.

use super::plan::Unit;
use super::{Lang, plan_how, plan_template};
use crate::plan::Note;
use crate::present::format;

/// What a person should know about the inputs.
pub fn note(note: &Note, name: &dyn Fn(&str) -> String, unit: &Unit) -> String {
    let lang = unit.lang;
    let names = |ids: &[String]| join(ids, name, lang);
    match (note, lang) {
        (Note::StraightLines { products }, Lang::Zh) => {
            format!("{products} 个商品的数据还看不出「讲久了卖得慢」，先按直线算。")
        }
        (Note::StraightLines { products }, Lang::En) => format!(
            "{products} products do not show yet how talk time wears off; straight lines are used."
        ),
        (Note::CappedAtSeen { product_ids }, Lang::Zh) => {
            format!("{}最高只给到见过的份额附近，再多就是猜了。", names(product_ids))
        }
        (Note::CappedAtSeen { product_ids }, Lang::En) => format!(
            "{}: held near the greatest share seen; beyond it would be a guess.",
            names(product_ids)
        ),
        (Note::StockIgnored { product_ids }, Lang::Zh) => {
            format!("{}没有填价格，算不出单数，库存没有算进去。", names(product_ids))
        }
        (Note::StockIgnored { product_ids }, Lang::En) => format!(
            "{}: without a price orders are unknown, so stock is not applied.",
            names(product_ids)
        ),
        (Note::LosesMoney { product_ids }, Lang::Zh) => {
            format!("{}卖一单亏一单，只因你的限制才在里面。", names(product_ids))
        }
        (Note::LosesMoney { product_ids }, Lang::En) => format!(
            "{}: every order loses money; it is in only because of your limits.",
            names(product_ids)
        ),
        (Note::Instead { method, unable }, _) => plan_how::instead(*method, *unable, lang),
        (Note::FloorMissed { floor, average }, _) => {
            plan_how::floor_missed(*floor, *average, unit)
        }
        (Note::HostFloorMissed { host, floor, share }, _) => {
            let [floor, share] = [floor, share].map(|part| format::percent_digits(*part, 0));
            lang.pick(
                format!("{host}要有 {floor} 的曝光，这些时段最多凑到 {share}：把商品的时段切短一些，或降低下限。"),
                format!("{host} is to have {floor} of the exposure; these slots add up to {share}. Make slots shorter or lower the floor."),
            )
        }
        (Note::Template { scenario, sets }, _) => plan_template::told(*scenario, sets, &names, lang),
        (Note::ChosenInMinutes, Lang::Zh) => {
            "哪些商品上，是按整分钟先定好的；份额再由线性规划来分。".to_owned()
        }
        (Note::ChosenInMinutes, Lang::En) => {
            "Which products are in was settled in whole minutes; the linear program then split the shares."
                .to_owned()
        }
        (Note::NoSessions, Lang::Zh) => "没有过往场次，区间按一般直播的起伏算，会偏宽。".to_owned(),
        (Note::NoSessions, Lang::En) => {
            "No past sessions: ranges use how live sessions usually vary and are wide.".to_owned()
        }
        (Note::Widened { wider }, Lang::Zh) => format!(
            "以前 {} 份计划的 {} 个商品里只有 {} 个落在区间里，不到说好的八成：这份计划的区间放宽到 {} 倍。",
            wider.plans,
            wider.products,
            wider.inside,
            format::fixed(wider.factor, 1),
        ),
        (Note::Widened { wider }, Lang::En) => format!(
            "Of {} products in {} earlier plans only {} came out within their range, fewer than the 80% told: ranges here are {} times as wide.",
            wider.products,
            wider.plans,
            wider.inside,
            format::fixed(wider.factor, 1),
        ),
        (Note::AlreadySeen, Lang::Zh) => {
            "这个开播时间已经有播完的场次，计划学过它：只能事后对照，不算预测。要排下一场，换个开播时间。".to_owned()
        }
        (Note::AlreadySeen, Lang::En) => {
            "A session that began then or later is already in, and the plan has learnt from it: good for comparing, no forecast. For the next session give another start.".to_owned()
        }
        (Note::FewSessions { sessions }, Lang::Zh) => {
            format!("只有 {sessions} 场可学，区间还偏宽，多播几场会准。")
        }
        (Note::FewSessions { sessions }, Lang::En) => {
            format!("Only {sessions} sessions to learn from: ranges are wide and will tighten.")
        }
    }
}

/// Up to three names, then how many more.
fn join(ids: &[String], name: &dyn Fn(&str) -> String, lang: Lang) -> String {
    let shown: Vec<String> = ids.iter().take(3).map(|id| name(id)).collect();
    let list = shown.join(lang.pick("、", ", "));
    match (ids.len() > 3, lang) {
        (false, _) => list,
        (true, Lang::Zh) => format!("{list}等 {} 个", ids.len()),
        (true, Lang::En) => format!("{list} and {} more", ids.len() - 3),
    }
}
