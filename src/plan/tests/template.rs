//! Templates fill in what was left open, say so, and never make a plan impossible.

use super::{request, toml};
use crate::domain::Role;
use crate::plan::{Note, Objective, Scenario, TemplateSet, solve};

/// A product with data and a role.
fn product(role: &str, more: &str) -> String {
    let role = if role.is_empty() { String::new() } else { format!("role = \"{role}\"\n") };
    format!("{role}history = {{ exposures = 4000, orders = 120 }}\nprice = 50\n{more}")
}

fn shop(session: &str, products: &[(&str, &str)]) -> String {
    let rows: Vec<String> = products.iter().map(|(role, more)| product(role, more)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    toml(session, &rows).replace("explore = 0\n", "")
}

const ROLES: [(&str, &str); 5] =
    [("traffic", ""), ("traffic", ""), ("giveaway", ""), ("profit", ""), ("image", "")];

#[test]
fn a_template_sets_bounds_by_role_and_a_plan_keeps_them() {
    let asked = request(&shop("template = \"shop\"", &ROLES)).unwrap();
    let bounds: Vec<(f64, f64)> =
        asked.products.iter().map(|p| (p.min_share, p.max_share)).collect();
    assert_eq!(bounds, [(0.075, 1.0), (0.075, 1.0), (0.0, 0.08), (0.3, 1.0), (0.0, 1.0)]);
    assert_eq!(asked.objective, Objective::Gmv);
    let (scenario, sets) = asked.template.clone().unwrap();
    assert_eq!(scenario, Scenario::Shop);
    assert!(sets.contains(&TemplateSet::Explore { part: 0.1 }));
    assert!(sets.iter().any(|set| matches!(
        set,
        TemplateSet::Role { role: Role::Traffic, products: 2, least: Some(l), .. } if *l == 0.15
    )));
    let result = solve(&super::job(42), &asked).unwrap();
    assert!(result.items[0].share + result.items[1].share >= 0.15 - 1e-9);
    assert!(result.items[2].share <= 0.08 + 1e-9 && result.items[3].share >= 0.3 - 1e-9);
    assert!(result.detail.notes.iter().any(|n| matches!(n, Note::Template { .. })));
}

#[test]
fn a_least_share_goes_to_the_products_of_a_role_that_bring_most_per_viewer() {
    let prices = [40, 90, 60, 20, 70];
    let rows: Vec<String> = prices
        .iter()
        .map(|price| format!("role = \"profit\"\nconversion = 0.02\nprice = {price}"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let asked = request(&toml("template = \"shop\"", &rows)).unwrap();
    let least: Vec<f64> = asked.products.iter().map(|p| p.min_share).collect();
    assert_eq!(least, [0.0, 0.3 / 3.0, 0.3 / 3.0, 0.0, 0.3 / 3.0]);
    let (_, sets) = asked.template.unwrap();
    assert!(sets.iter().any(|set| matches!(
        set,
        TemplateSet::Role { products: 5, best, .. } if *best == ["P1", "P4", "P2"]
    )));
}

#[test]
fn every_scenario_sets_something_of_its_own() {
    let by = |word: &str| {
        request(&shop(&format!("minutes = 120\ntemplate = \"{word}\""), &ROLES)).unwrap()
    };
    let brand = by("brand");
    assert_eq!((brand.objective, brand.explore), (Objective::Net, 0.05));
    assert!(brand.products[4].must_include && brand.products[4].min_share == 0.15);
    let education = by("education");
    assert!(education.products[0].must_include && education.products[3].min_minutes == 15);
    let guide = by("guide");
    assert_eq!(guide.min_products, 5, "as many as there are");
    assert!(guide.products.iter().all(|p| p.max_share <= 0.2 + 1e-9));
    for word in Scenario::WORDS {
        assert_eq!(Scenario::from_word(word).unwrap().word(), *word);
        solve(&super::job(1), &by(word)).unwrap();
    }
    let unknown = request(&shop("template = \"fair\"", &ROLES)).unwrap_err();
    assert!(format!("{unknown:?}").contains("template"), "{unknown:?}");
}

#[test]
fn what_a_person_set_stands_and_what_cannot_be_met_is_left_out_and_said() {
    let rows = [("traffic", "min_share = 0.02"), ("giveaway", "max_share = 0.5"), ("profit", "")];
    let text = shop("template = \"shop\"\nexplore = 0.3\nobjective = \"orders\"", &rows);
    let asked = request(&text).unwrap();
    assert_eq!((asked.products[0].min_share, asked.products[1].max_share), (0.02, 0.5));
    assert_eq!((asked.explore, asked.objective), (0.3, Objective::Orders));
    let (_, sets) = asked.template.unwrap();
    assert!(
        !sets
            .iter()
            .any(|set| matches!(set, TemplateSet::Explore { .. } | TemplateSet::Objective { .. }))
    );

    // Two locks leave 20%: 30% for what earns is not to be had. Nobody stands for the brand.
    let rows = [("traffic", "lock_share = 0.5"), ("", "lock_share = 0.3"), ("profit", "")];
    let asked = request(&shop("template = \"brand\"", &rows)).unwrap();
    let (_, sets) = asked.template.clone().unwrap();
    assert!(sets.contains(&TemplateSet::Left { role: Some(Role::Profit) }), "{sets:?}");
    assert!(sets.contains(&TemplateSet::NoProduct { role: Role::Image }));
    assert_eq!(asked.products[2].min_share, 0.0);
    solve(&super::job(42), &asked).unwrap();

    // Three products cannot fill a session at a fifth each.
    let asked = request(&shop("template = \"guide\"", &[("", ""), ("", ""), ("", "")])).unwrap();
    assert!(asked.template.unwrap().1.contains(&TemplateSet::Left { role: None }));
}
