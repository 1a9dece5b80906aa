//! What is said of who got how much of the exposure.

use super::{Lang, plan};
use crate::domain::Role;
use crate::plan::{Group, GroupShare, Grouping, NEW_UNTIL};

/// Title of the groups.
pub fn title(lang: Lang) -> String {
    lang.pick("曝光分给了谁", "Who got the exposure").to_owned()
}

/// How many floors there are and how many did not hold.
pub fn note(floors: usize, missed: usize, lang: Lang) -> String {
    match (floors, missed, lang) {
        (0, _, Lang::Zh) => "还没设下限".to_owned(),
        (0, _, Lang::En) => "no floor set".to_owned(),
        (floors, 0, Lang::Zh) => format!("{floors} 条下限都守住了"),
        (1, 0, Lang::En) => "the floor held".to_owned(),
        (floors, 0, Lang::En) => format!("all {floors} floors held"),
        (floors, missed, Lang::Zh) => format!("{floors} 条下限，{missed} 条没守住"),
        (floors, missed, Lang::En) => format!("{missed} of {floors} floors missed"),
    }
}

/// Column heads.
pub fn columns(lang: Lang) -> Vec<String> {
    lang.pick(
        ["分法", "哪些商品", "占商品", "计划曝光", "实际曝光", "占成交", "下限 %", "守住没有"],
        ["Grouped by", "Products", "Of range", "Planned", "Seen", "Of value", "Floor %", "Held"],
    )
    .map(str::to_owned)
    .to_vec()
}

/// Name of a grouping.
pub fn grouping(by: Grouping, lang: Lang) -> String {
    match by {
        Grouping::Age => lang.pick("新老", "New or known"),
        Grouping::Category => lang.pick("类目", "Category"),
        Grouping::Brand => lang.pick("品牌", "Brand"),
        Grouping::Role => lang.pick("角色", "Role"),
        Grouping::Price => lang.pick("价格带", "Price"),
        Grouping::Host => lang.pick("主播", "Host"),
    }
    .to_owned()
}

/// Name of a group.
pub fn group(group: &Group, lang: Lang) -> String {
    match (group.by, group.of.as_str()) {
        (Grouping::Age, "new") => match lang {
            Lang::Zh => format!("新品（上过不到 {NEW_UNTIL} 场）"),
            Lang::En => format!("New (in fewer than {NEW_UNTIL} sessions)"),
        },
        (Grouping::Age, _) => lang.pick("老品", "Known").to_owned(),
        (Grouping::Price, "low") => lang.pick("低价三分之一", "Cheapest third").to_owned(),
        (Grouping::Price, "middle") => lang.pick("中间三分之一", "Middle third").to_owned(),
        (Grouping::Price, _) => lang.pick("高价三分之一", "Dearest third").to_owned(),
        (Grouping::Role, word) => match Role::from_word(word) {
            Some(role) => crate::present::format::capital(plan::role(role, lang)),
            None => word.to_owned(),
        },
        (Grouping::Category | Grouping::Brand | Grouping::Host, name) => name.to_owned(),
    }
}

/// A group with how many products it has.
pub fn label(name: &str, products: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{name} · {products} 个"),
        Lang::En => format!("{name} · {products}"),
    }
}

/// What the field of a floor is called.
pub fn field(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{name} 至少占曝光百分之几"),
        Lang::En => format!("{name}: least percent of the exposure"),
    }
}

/// Whether a floor held.
pub fn mark(group: &GroupShare, lang: Lang) -> String {
    match (group.held_in_plan, group.held) {
        (None, _) => return String::new(),
        (Some(true), Some(true)) => lang.pick("守住", "Held"),
        (Some(true), Some(false)) => lang.pick("播时没守住", "Missed on air"),
        (Some(false), Some(true)) => lang.pick("计划没守住", "Missed in the plan"),
        (Some(false), Some(false)) => lang.pick("都没守住", "Missed"),
        (Some(true), None) => lang.pick("计划守住", "Held in the plan"),
        (Some(false), None) => lang.pick("计划没守住", "Missed in the plan"),
    }
    .to_owned()
}

/// What to know about the shares.
pub fn sentence(left_out: usize, by_host: bool, lang: Lang) -> String {
    let mut out = lang
        .pick(
            "曝光是各商品分到的观看分钟。占曝光和占成交差得远不等于不公平：没机会露面的商品，成交自然少。",
            "Exposure is the viewer-minutes products were given. A gap to the share of value need not be unfair: what is not shown cannot sell.",
        )
        .to_owned();
    if by_host {
        out += lang.pick(
            "导出里一场只写一位主播，所以主播的实际曝光按计划里排给 TA 的时段算；流程没照着播过半，就不算。",
            " Exports name one host a session, so a host's exposure is that of the slots planned as theirs, and none where less than half of the run-down was followed.",
        );
    }
    if left_out > 0 {
        out += &match lang {
            Lang::Zh => format!("{left_out} 个商品没填类目或角色，不在那一组里。"),
            Lang::En => {
                format!(" {left_out} products name no category or role and stand in no such group.")
            }
        };
    }
    out
}

/// Nothing tells products apart.
pub fn no_groups(lang: Lang) -> String {
    lang.pick(
        "这些商品分不出组：在设置里填类目和角色，或导入带类目的商品表。",
        "These products fall into no groups: enter categories and roles in Settings, or import a product list that has them.",
    )
    .to_owned()
}

/// Hands the floors to the next plan.
pub fn hold(floors: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("下一场守住这 {floors} 条下限"),
        Lang::En if floors == 1 => "Hold the floor in the next plan".to_owned(),
        Lang::En => format!("Hold {floors} floors in the next plan"),
    }
}

/// What became of it.
pub fn floors_held(held: usize, of: usize, lang: Lang) -> String {
    let left = of - held;
    match (left, lang) {
        (0, Lang::Zh) => format!("{held} 条下限进了计划，成了最低份额"),
        (0, Lang::En) => format!("{held} floors are in the plan as least shares"),
        (_, Lang::Zh) => {
            format!("{held} 条下限进了计划；另 {left} 条没有能上的商品，或主播还没写进计划")
        }
        (_, Lang::En) => format!(
            "{held} floors are in the plan; {left} have no product to show, or their host is not in the plan yet"
        ),
    }
}

/// A typed floor that is none.
pub fn not_a_share(lang: Lang) -> String {
    lang.pick(
        "写 0 到 100 之间的百分数，例如 15；清空就是不设。",
        "Give a percentage between 0 and 100, such as 15; empty for none.",
    )
    .to_owned()
}

/// `--exposure-floor` got something else than a group and a share.
pub fn bad_floor(given: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "看不懂下限 {given}。写成 组=百分数，组是 age:new、age:known、category:类目名、brand:品牌名、role:traffic|giveaway|profit|image、price:low|middle|high、host:主播名，例如 age:new=15%；0 就是不设"
        ),
        Lang::En => format!(
            "Cannot read the floor {given}. Give GROUP=PERCENT where GROUP is age:new, age:known, category:NAME, brand:NAME, role:traffic|giveaway|profit|image, price:low|middle|high or host:NAME, such as age:new=15%; 0 removes it"
        ),
    }
}
