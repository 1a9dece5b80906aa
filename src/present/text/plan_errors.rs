//! Why there is no plan, and what to do: specs that cannot be read, wishes that contradict.

use super::files::said;
use super::{Lang, Notice};
use crate::plan::{Conflict, Objective, Place, PlanError, SpecProblem};
use crate::present::format;

/// The notice of an error of planning.
pub fn plan_error(error: &PlanError, lang: Lang) -> Notice {
    match error {
        PlanError::Cancelled(_) => Notice::new(
            lang.pick("已取消", "Cancelled"),
            lang.pick("什么都没有改动。", "Nothing was changed."),
            "",
        ),
        PlanError::Spec(problem) => spec(problem, lang),
        PlanError::Infeasible(conflict) => infeasible(conflict, lang),
    }
}

fn place(place: &Place, lang: Lang) -> String {
    match (place, lang) {
        (Place::File, Lang::Zh) => "文件最外层".to_owned(),
        (Place::File, Lang::En) => "top level of the file".to_owned(),
        (Place::Session, _) => "[session]".to_owned(),
        (Place::Slot { row }, Lang::Zh) => format!("第 {row} 个 [[slot]]"),
        (Place::Slot { row }, Lang::En) => format!("[[slot]] no. {row}"),
        (Place::Product { row, id }, Lang::Zh) if id.is_empty() => {
            format!("第 {row} 个 [[product]]")
        }
        (Place::Product { row, id }, Lang::En) if id.is_empty() => format!("[[product]] no. {row}"),
        (Place::Product { row, id }, Lang::Zh) => format!("第 {row} 个 [[product]]「{id}」"),
        (Place::Product { row, id }, Lang::En) => format!("[[product]] no. {row} ({id})"),
    }
}

fn spec(problem: &SpecProblem, lang: Lang) -> Notice {
    match problem {
        SpecProblem::Syntax { line, message } => Notice::new(
            match lang {
                Lang::Zh => format!("计划文件第 {line} 行不是有效的 TOML"),
                Lang::En => format!("Line {line} of the plan file is not valid TOML"),
            },
            said(message, lang),
            lang.pick(
                "检查这一行的引号、括号和等号。",
                "Check the quotes, brackets and equals signs of that line.",
            ),
        ),
        SpecProblem::UnknownKey { place: at, key, nearest } => Notice::new(
            match lang {
                Lang::Zh => format!("不认识的键「{key}」"),
                Lang::En => format!("Unknown key `{key}`"),
            },
            place(at, lang),
            match (nearest, lang) {
                (Some(near), Lang::Zh) => format!("是不是想写 {near}？"),
                (Some(near), Lang::En) => format!("Did you mean `{near}`?"),
                (None, Lang::Zh) => "删掉它，或对照说明里的键名。".to_owned(),
                (None, Lang::En) => "Remove it, or compare with the documented keys.".to_owned(),
            },
        ),
        SpecProblem::WrongType { message } => wrong_type(message, lang),
        SpecProblem::Missing { place: at, key } => Notice::new(
            match lang {
                Lang::Zh => format!("少了「{key}」"),
                Lang::En => format!("`{key}` is missing"),
            },
            place(at, lang),
            match (*key, lang) {
                ("viewers", Lang::Zh) => {
                    "写上预计观众数，例如 viewers = 1000，或用 --viewers 1000。".to_owned()
                }
                ("viewers", Lang::En) => {
                    "Say how many viewers to expect: viewers = 1000, or --viewers 1000.".to_owned()
                }
                (_, Lang::Zh) => format!("补上 {key}。"),
                (_, Lang::En) => format!("Add {key}."),
            },
        ),
        SpecProblem::OutOfRange { place: at, key, value, low, high } => Notice::new(
            match lang {
                Lang::Zh => format!("「{key}」的值 {value} 不在范围里"),
                Lang::En => format!("`{key}` = {value} is out of range"),
            },
            place(at, lang),
            match (high.is_finite(), lang) {
                // The end itself was refused: it is left out.
                (true, Lang::Zh) if value == low => format!("改成大于 {low} 的数，最多 {high}。"),
                (true, Lang::En) if value == low => {
                    format!("Use a number above {low}, at most {high}.")
                }
                (true, Lang::Zh) => format!("改成 {low} 到 {high} 之间。"),
                (true, Lang::En) => format!("Use a value from {low} to {high}."),
                (false, Lang::Zh) if low.is_finite() => format!("改成大于 {low} 的数。"),
                (false, Lang::En) if low.is_finite() => format!("Use a number above {low}."),
                (false, Lang::Zh) => "改成一个普通的数。".to_owned(),
                (false, Lang::En) => "Use an ordinary number.".to_owned(),
            },
        ),
        SpecProblem::UnknownWord { place: at, key, value, allowed } => {
            let list = allowed.join(lang.pick("、", ", "));
            Notice::new(
                match lang {
                    Lang::Zh => format!("「{key}」不认识「{value}」"),
                    Lang::En => format!("`{key}` does not know `{value}`"),
                },
                place(at, lang),
                match lang {
                    Lang::Zh => format!("可以写：{list}。"),
                    Lang::En => format!("Use one of: {list}."),
                },
            )
        }
        SpecProblem::TooManyHosts { count, most } => Notice::new(
            match lang {
                Lang::Zh => format!("一场写了 {count} 位主播"),
                Lang::En => format!("{count} hosts for one session"),
            },
            place(&Place::Session, lang),
            match lang {
                Lang::Zh => format!("只写这一场真会上场的，最多 {most} 位。"),
                Lang::En => format!("Name only those who will present, at most {most}."),
            },
        ),
        SpecProblem::HostFloors { hosts, sum } => Notice::new(
            match lang {
                Lang::Zh => "主播的曝光下限加起来超过 100%".to_owned(),
                Lang::En => "Floors of the hosts add up to more than 100%".to_owned(),
            },
            format!("{} · {}", hosts.join(lang.pick("、", ", ")), format::percent_digits(*sum, 0)),
            lang.pick(
                "放开其中一条，或改低到合计不超过 100%。",
                "Let one go, or lower them to 100% in all.",
            ),
        ),
        SpecProblem::ViewersOrder { given: [a, b, c] } => Notice::new(
            lang.pick("观众预测的三个数顺序不对", "The three viewer figures are out of order"),
            format!("p10 = {a}, p50 = {b}, p90 = {c}"),
            lang.pick("应当 p10 ≤ p50 ≤ p90。", "They must rise: p10 ≤ p50 ≤ p90."),
        ),
        SpecProblem::SlotsDoNotFill { sum, minutes } => Notice::new(
            lang.pick(
                format!("手排的 {sum} 分钟没有排满 {minutes} 分钟"),
                format!("The slots laid by hand hold {sum} of {minutes} minutes"),
            ),
            lang.pick(
                "[[slot]] 要一段接一段排满整场",
                "[[slot]]s follow each other and fill the session",
            ),
            lang.pick(
                "改几段的 minutes，让合计等于整场分钟；或删掉所有 [[slot]]，让程序排。",
                "Change their minutes so that they add up to the session's, or remove every                  [[slot]] and leave it to the plan.",
            ),
        ),
        SpecProblem::NoProducts => Notice::new(
            lang.pick("没有可以排的商品", "There is no product to plan with"),
            "",
            lang.pick(
                "先导入带商品数据的场次或订单，这里就能排。",
                "Import sessions with product data, or orders, and plan here.",
            ),
        ),
        SpecProblem::NoResponse { place: at } => Notice::new(
            lang.pick("不知道这个商品卖得怎么样", "Nothing says how this product sells"),
            place(at, lang),
            lang.pick(
                "写上 conversion、response 或 history 之一，或导入有它的场次。",
                "Give one of conversion, response and history, or import sessions it was in.",
            ),
        ),
        SpecProblem::SeveralResponses { place: at } => Notice::new(
            lang.pick(
                "conversion、response、history 写了不止一个",
                "More than one of conversion, response and history is given",
            ),
            place(at, lang),
            lang.pick("只留一个。", "Keep one of them."),
        ),
        SpecProblem::DuplicateId { id } => Notice::new(
            match lang {
                Lang::Zh => format!("两个商品的 id 都是「{id}」"),
                Lang::En => format!("Two products have the id `{id}`"),
            },
            "",
            lang.pick("把其中一个改掉。", "Change one of them."),
        ),
        SpecProblem::Needs { key, objective, products } => Notice::new(
            match (lang, *objective) {
                (Lang::Zh, Objective::Profit) => "算利润要知道每个商品的成本".to_owned(),
                (Lang::En, Objective::Profit) => {
                    "Profit needs the cost of every product".to_owned()
                }
                (Lang::Zh, o) => format!("算{}要知道价格", super::plan::objective(o, lang)),
                (Lang::En, o) => {
                    format!("{} need prices", format::capital(super::plan::objective(o, lang)))
                }
            },
            products.join(lang.pick("、", ", ")),
            match lang {
                Lang::Zh => format!("在「设置 › 成本」或计划文件里填 {key}；也可以改按订单数排。"),
                Lang::En => format!(
                    "Fill in {key} under Settings › Costs or in the plan file, or plan for orders instead."
                ),
            },
        ),
    }
}

/// A value of the wrong type. The reader names what it expected, then the line after an arrow.
fn wrong_type(message: &str, lang: Lang) -> Notice {
    let (raw, line) = message.split_once(" ← ").unwrap_or((message, ""));
    let key = line.split_once('=').map_or("", |(key, _)| key.trim());
    let expected = raw.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let action = match (key, expected) {
        ("stock", _) => lang.pick(
            "库存写 0 或更大的整数（件），没货写 0；不限量就删掉这一行。",
            "Stock is a whole number of pieces from 0 up, 0 for none; without a limit leave the line out.",
        ),
        ("viewers", _) => lang.pick(
            "写一个数，例如 viewers = 1000，或三个数 { p10 = 700, p50 = 1000, p90 = 1400 }。",
            "Give one number, such as viewers = 1000, or three: { p10 = 700, p50 = 1000, p90 = 1400 }.",
        ),
        (_, "u32" | "u64" | "usize") => lang.pick(
            "这里要写 0 或更大的整数，不加引号。",
            "Write a whole number from 0 up, without quotes.",
        ),
        (_, "f64") => lang.pick("这里要写数字，不加引号。", "Write a number, without quotes."),
        (_, "a string") => lang.pick("这里要写文字，加上引号。", "Write a word, in quotes."),
        (_, "a boolean") => lang.pick("这里要写 true 或 false。", "Write true or false."),
        _ => lang.pick(
            "数字不要加引号，文字要加引号。",
            "Numbers go without quotes, words with quotes.",
        ),
    };
    Notice::new(
        lang.pick("计划里有个值的类型不对", "A value in the plan has the wrong type"),
        if line.is_empty() { said(raw, lang) } else { line.to_owned() },
        action,
    )
}

fn infeasible(conflict: &Conflict, lang: Lang) -> Notice {
    let pct = |share: f64| {
        // As many decimals as it takes for the change to be enough.
        let digits = usize::from((share * 100.0 - (share * 100.0).round()).abs() > 1e-6);
        format::percent_digits(share, digits)
    };
    let up = |share: f64| pct((share * 1000.0 - 1e-6).ceil() / 1000.0);
    let list = |rows: &[String]| rows.join(lang.pick("、", ", "));
    let title = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
    match conflict {
        Conflict::Crossed { row, low, high } => Notice::new(
            match lang {
                Lang::Zh => format!("{row} 的下限比上限还高"),
                Lang::En => format!("{row}: its lower limit is above its upper limit"),
            },
            format!("{} = {} > {} = {}", low.0, pct(low.1), high.0, pct(high.1)),
            match lang {
                Lang::Zh => format!(
                    "把 {} 降到 {}，或把 {} 提到 {}。",
                    low.0,
                    pct(high.1),
                    high.0,
                    up(low.1)
                ),
                Lang::En => format!(
                    "Lower {} to {}, or raise {} to {}.",
                    low.0,
                    pct(high.1),
                    high.0,
                    up(low.1)
                ),
            },
        ),
        Conflict::LowOver { rows, total } => Notice::new(
            title("最低份额加起来超过 100%", "The least shares add up to more than 100%"),
            match lang {
                Lang::Zh => format!("{}：合计 {}", list(rows), pct(*total)),
                Lang::En => format!("{}: {} in all", list(rows), pct(*total)),
            },
            match lang {
                Lang::Zh => format!("一共降低 {} 就行。", up(total - 1.0)),
                Lang::En => format!("Lower them by {} in all.", up(total - 1.0)),
            },
        ),
        Conflict::HighUnder { rows, categories, total } => Notice::new(
            title("最高份额加起来不到 100%", "The greatest shares add up to less than 100%"),
            match (categories.is_empty(), lang) {
                (true, Lang::Zh) => format!("{}：合计 {}", list(rows), pct(*total)),
                (true, Lang::En) => format!("{}: {} in all", list(rows), pct(*total)),
                (false, Lang::Zh) => {
                    format!("{}；类目上限 {}：合计 {}", list(rows), list(categories), pct(*total))
                }
                (false, Lang::En) => format!(
                    "{}; capped categories {}: {} in all",
                    list(rows),
                    list(categories),
                    pct(*total)
                ),
            },
            match lang {
                Lang::Zh => format!("一共放宽 {}，或再加商品。", up(1.0 - total)),
                Lang::En => format!("Raise them by {} in all, or add a product.", up(1.0 - total)),
            },
        ),
        Conflict::MinutesOver { rows, need, session } => Notice::new(
            title("最少分钟比整场还长", "The least minutes are longer than the session"),
            match lang {
                Lang::Zh => format!("{}：要 {need} 分钟，整场 {session} 分钟", list(rows)),
                Lang::En => format!("{}: {need} min of {session} min", list(rows)),
            },
            match lang {
                Lang::Zh => format!(
                    "一共减少 {} 分钟，或把整场延长到 {need} 分钟。",
                    need.saturating_sub(*session)
                ),
                Lang::En => format!(
                    "Take off {} min in all, or make the session {need} min long.",
                    need.saturating_sub(*session)
                ),
            },
        ),
        Conflict::CategoryLow { category, rows, total, cap } => Notice::new(
            match lang {
                Lang::Zh => format!("「{category}」的最低份额超过了类目上限"),
                Lang::En => format!("The least shares of {category} exceed the category's cap"),
            },
            match lang {
                Lang::Zh => format!("{}：合计 {}，上限 {}", list(rows), pct(*total), pct(*cap)),
                Lang::En => format!("{}: {} in all, cap {}", list(rows), pct(*total), pct(*cap)),
            },
            match lang {
                Lang::Zh => format!("把上限提到 {}，或一共降低 {}。", up(*total), up(total - cap)),
                Lang::En => format!(
                    "Raise the cap to {}, or lower them by {} in all.",
                    up(*total),
                    up(total - cap)
                ),
            },
        ),
        Conflict::TooManyRequired { rows, max_products } => Notice::new(
            match lang {
                Lang::Zh => {
                    format!("必须上的商品有 {} 个，最多只让上 {max_products} 个", rows.len())
                }
                Lang::En => {
                    format!("{} products must be in, {max_products} are allowed", rows.len())
                }
            },
            list(rows),
            match lang {
                Lang::Zh => format!("把 max_products 提到 {}。", rows.len()),
                Lang::En => format!("Raise max_products to {}.", rows.len()),
            },
        ),
        Conflict::TooFewAllowed { allowed, min_products } => Notice::new(
            match lang {
                Lang::Zh => format!("想要至少 {min_products} 个商品，能上的只有 {allowed} 个"),
                Lang::En => format!("{min_products} products are wanted, {allowed} may be in"),
            },
            "",
            match lang {
                Lang::Zh => format!("把 min_products 降到 {allowed}，或再加商品。"),
                Lang::En => format!("Lower min_products to {allowed}, or add products."),
            },
        ),
        Conflict::RiskFloor { floor, most, worst } => Notice::new(
            match lang {
                Lang::Zh => {
                    format!("最差的 {} 场平均到不了 {}", pct(*worst), format::count(*floor))
                }
                Lang::En => format!(
                    "The worst {} of sessions cannot average {}",
                    pct(*worst),
                    format::count(*floor)
                ),
            },
            match lang {
                Lang::Zh => format!("怎么分最多也只到 {}", format::count(most.floor())),
                Lang::En => {
                    format!("No split found brings them above {}", format::count(most.floor()))
                }
            },
            match lang {
                Lang::Zh => format!("把底线（floor）降到 {} 或更低。", format::count(most.floor())),
                Lang::En => format!("Lower the floor to {} or less.", format::count(most.floor())),
            },
        ),
        Conflict::ProductsTooSmall { max_products, total } => Notice::new(
            match lang {
                Lang::Zh => format!("最多 {max_products} 个商品时，最高份额凑不满 100%"),
                Lang::En => {
                    format!("With at most {max_products} products the shares cannot reach 100%")
                }
            },
            match lang {
                Lang::Zh => format!("最多只能到 {}", pct(*total)),
                Lang::En => format!("They reach {}", pct(*total)),
            },
            match lang {
                Lang::Zh => format!("多放几个商品，或把最高份额一共放宽 {}。", up(1.0 - total)),
                Lang::En => format!(
                    "Allow more products, or raise their maximum by {} in all.",
                    up(1.0 - total)
                ),
            },
        ),
    }
}
