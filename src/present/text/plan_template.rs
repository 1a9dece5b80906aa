//! Templates of a plan: their names, and what one set, said plainly.

use super::Lang;
use super::plan::{objective, role};
use crate::domain::Role;
use crate::plan::{Scenario, TemplateSet};
use crate::present::format;

/// Name of a template.
pub fn name(scenario: Scenario, lang: Lang) -> &'static str {
    match scenario {
        Scenario::Shop => lang.pick("平台店铺", "Platform shop"),
        Scenario::Brand => lang.pick("品牌", "Brand"),
        Scenario::Education => lang.pick("教育课程", "Education"),
        Scenario::Guide => lang.pick("导购", "Shopping guide"),
    }
}

/// No template.
pub fn none(lang: Lang) -> &'static str {
    lang.pick("不用", "None")
}

/// What choosing a template does.
pub fn help(lang: Lang) -> &'static str {
    lang.pick(
        "按商品的定位（引流、福利、利润、形象）先填一套起点；你自己填过的不动，填了什么会写在「为什么」里，随时能改。",
        "Fills in a start by the roles of the products; what you set yourself stays. What it set stands under Why and can be changed at any time.",
    )
}

/// What a template set.
pub fn told(
    scenario: Scenario,
    sets: &[TemplateSet],
    names: &dyn Fn(&[String]) -> String,
    lang: Lang,
) -> String {
    let parts: Vec<String> = sets.iter().filter_map(|set| one(set, names, lang)).collect();
    let left: Vec<String> = sets.iter().filter_map(|set| unused(set, lang)).collect();
    let name = name(scenario, lang);
    match lang {
        Lang::Zh => {
            let what =
                if parts.is_empty() { "什么也没填".to_owned() } else { parts.join("；") };
            format!("模板「{name}」：{what}。{}这是起点，不是标准，随时能改。", left.concat())
        }
        Lang::En => {
            let what = if parts.is_empty() { "set nothing".to_owned() } else { parts.join("; ") };
            let left: String = left.iter().map(|line| format!("{line} ")).collect();
            format!(
                "Template {name}: {what}. {left}A start, not a standard: change it at any time."
            )
        }
    }
}

fn percent(share: f64) -> String {
    format::percent_digits(share, usize::from((share * 100.0).fract() > 1e-6))
}

/// The products of a role.
fn products(of: Role, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}款", role(of, lang)),
        Lang::En => format!("{} products", role(of, lang)),
    }
}

fn one(set: &TemplateSet, names: &dyn Fn(&[String]) -> String, lang: Lang) -> Option<String> {
    Some(match (set, lang) {
        (TemplateSet::Objective { objective: which }, Lang::Zh) => {
            format!("算{}", objective(*which, lang))
        }
        (TemplateSet::Objective { objective: which }, Lang::En) => {
            format!("counts {}", objective(*which, lang).to_lowercase())
        }
        (TemplateSet::Explore { part }, Lang::Zh) => format!("试新 {}", percent(*part)),
        (TemplateSet::Explore { part }, Lang::En) => format!("{} to explore", percent(*part)),
        (TemplateSet::Products { least }, Lang::Zh) => format!("至少上 {least} 个商品"),
        (TemplateSet::Products { least }, Lang::En) => format!("at least {least} products"),
        (TemplateSet::Each { most, products }, Lang::Zh) => {
            format!("{products} 个商品每个最多 {}", percent(*most))
        }
        (TemplateSet::Each { most, products }, Lang::En) => {
            format!("at most {} for each of {products} products", percent(*most))
        }
        (TemplateSet::Role { .. }, _) => of_role(set, names, lang)?,
        (TemplateSet::NoProduct { .. } | TemplateSet::Left { .. }, _) => return None,
    })
}

fn of_role(set: &TemplateSet, names: &dyn Fn(&[String]) -> String, lang: Lang) -> Option<String> {
    let TemplateSet::Role { role, best, least, most, must, minutes, .. } = set else {
        return None;
    };
    let (count, zh) = (best.len(), lang == Lang::Zh);
    let mut parts = Vec::new();
    let mut wants = Vec::new();
    if *must {
        wants.push(lang.pick("必须上", "must be in").to_owned());
    }
    if let Some(least) = least {
        let (all, each) = (percent(*least), percent(least / count.max(1) as f64));
        wants.push(match (count > 1, zh) {
            (false, true) => format!("至少 {all}"),
            (false, false) => format!("at least {all}"),
            (true, true) => format!("一共至少 {all}（每个 {each}）"),
            (true, false) => format!("at least {all} together ({each} each)"),
        });
    }
    if !wants.is_empty() {
        let who = names(best);
        parts.push(match zh {
            true => format!("最能卖的{who}{}", wants.join("、")),
            false => format!("the best ({who}) {}", wants.join(", ")),
        });
    }
    if let Some(most) = most {
        parts.push(match zh {
            true => format!("每个最多 {}", percent(*most)),
            false => format!("at most {} each", percent(*most)),
        });
    }
    if let Some(minutes) = minutes {
        parts.push(match zh {
            true => format!("每个要讲就至少讲 {minutes} 分钟"),
            false => format!("at least {minutes} min for each that is in"),
        });
    }
    let (colon, gap) = (lang.pick("：", ": "), lang.pick("，", ", "));
    Some(format!("{}{colon}{}", products(*role, lang), parts.join(gap)))
}

fn unused(set: &TemplateSet, lang: Lang) -> Option<String> {
    match (set, lang) {
        (TemplateSet::NoProduct { role }, Lang::Zh) => {
            Some(format!("没有商品标成{}，这一条没用上，可以到商品页标。", products(*role, lang)))
        }
        (TemplateSet::NoProduct { role: which }, Lang::En) => Some(format!(
            "No product has the role {}, so that part did nothing; set roles on the Products page.",
            role(*which, lang)
        )),
        (TemplateSet::Left { role }, Lang::Zh) => {
            let what = role.map_or_else(|| "每个商品".to_owned(), |role| products(role, lang));
            Some(format!("{what}那一条和你填的限制合不上，没有用。"))
        }
        (TemplateSet::Left { role }, Lang::En) => {
            let what = role.map_or_else(|| "every product".to_owned(), |role| products(role, lang));
            Some(format!(
                "What it has for {what} does not fit the limits you set and was left out."
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Objective;

    #[test]
    fn what_a_template_set_is_said_in_figures() {
        let names = |ids: &[String]| ids.join("、");
        let mut sets = vec![
            TemplateSet::Objective { objective: Objective::Net },
            TemplateSet::Explore { part: 0.05 },
            TemplateSet::Role {
                role: Role::Traffic,
                products: 9,
                best: vec!["a".into(), "b".into()],
                least: Some(0.15),
                most: None,
                must: true,
                minutes: Some(15),
            },
            TemplateSet::NoProduct { role: Role::Image },
            TemplateSet::Left { role: Some(Role::Profit) },
        ];
        assert_eq!(
            told(Scenario::Brand, &sets, &names, Lang::Zh),
            "模板「品牌」：算净成交金额；试新 5%；引流款：最能卖的a、b必须上、一共至少 15%（每个 7.5%），每个要讲就至少讲 15 分钟。\
             没有商品标成形象款，这一条没用上，可以到商品页标。利润款那一条和你填的限制合不上，没有用。\
             这是起点，不是标准，随时能改。"
        );
        let english = told(Scenario::Brand, &sets, &names, Lang::En);
        assert!(
            english.contains("the best (a、b) must be in, at least 15% together (7.5% each)"),
            "{english}"
        );
        assert!(english.contains("No product has the role image"), "{english}");
        sets.clear();
        assert!(told(Scenario::Guide, &sets, &names, Lang::Zh).contains("什么也没填"));
        sets.push(TemplateSet::Each { most: 0.2, products: 9 });
        sets.push(TemplateSet::Products { least: 6 });
        sets.push(TemplateSet::Left { role: None });
        let guide = told(Scenario::Guide, &sets, &names, Lang::Zh);
        assert!(guide.contains("9 个商品每个最多 20%；至少上 6 个商品"), "{guide}");
        assert!(guide.contains("每个商品那一条"), "{guide}");
        for scenario in Scenario::ALL {
            assert_ne!(name(*scenario, Lang::Zh), name(*scenario, Lang::En));
        }
        assert!(!none(Lang::En).is_empty() && !help(Lang::Zh).is_empty());
    }
}
