//! Likeness of products by what they say: TF-IDF over title, category, price bin, brand, kind.
//!
//! Chinese titles have no spaces, so runs of Han characters give single characters and pairs;
//! other words stay whole.

use std::collections::BTreeMap;

use super::data::Item;

/// Weight of each field's tokens. Title leads; price and kind only break ties.
const TITLE: f64 = 1.0;
const CATEGORY: f64 = 1.5;
const BRAND: f64 = 1.0;
const PRICE: f64 = 0.5;
const KIND: f64 = 0.5;

/// Price bins grow by this factor: ¥39 and ¥49 are alike, ¥39 and ¥99 are not.
const PRICE_STEP: f64 = 1.6;

/// Products with fewer buyers than this borrow from like ones.
pub(crate) const COLD_BUYERS: usize = 5;

/// How many like products a new one borrows from, and how like they must be.
const LENDERS: usize = 5;
const LEAST_LIKENESS: f64 = 0.15;

/// Unit vectors of the products.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// (token, weight) by token; empty when nothing is known.
    vectors: Vec<Vec<(u32, f64)>>,
    tokens: usize,
}

impl Content {
    /// Builds the vectors. Tokens that every product has say nothing (their weight is
    /// `ln(N / df) = 0`) and are dropped.
    pub fn fit(items: &[Item]) -> Self {
        let bags: Vec<BTreeMap<String, f64>> = items.iter().map(bag).collect();
        let mut seen_in: BTreeMap<&str, usize> = BTreeMap::new();
        for token in bags.iter().flat_map(BTreeMap::keys) {
            *seen_in.entry(token).or_default() += 1;
        }
        let ids: BTreeMap<&str, (u32, f64)> = seen_in
            .iter()
            .enumerate()
            .map(|(id, (token, count))| {
                let idf = (items.len() as f64 / *count as f64).ln();
                (*token, (id as u32, idf))
            })
            .collect();
        let vectors = bags
            .iter()
            .map(|bag| {
                let mut vector: Vec<(u32, f64)> = bag
                    .iter()
                    .filter_map(|(token, weight)| {
                        let (id, idf) = ids.get(token.as_str())?;
                        (*idf > 0.0).then_some((*id, weight * idf))
                    })
                    .collect();
                let norm = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
                for (_, weight) in &mut vector {
                    *weight /= norm;
                }
                vector
            })
            .collect();
        Self { vectors, tokens: ids.len() }
    }

    /// Whether any two products can be told apart or likened at all.
    pub fn is_empty(&self) -> bool {
        self.vectors.iter().filter(|v| !v.is_empty()).count() < 2
    }

    /// Cosine of two products, 0..=1.
    pub fn likeness(&self, a: u32, b: u32) -> f64 {
        let (a, b) = (&self.vectors[a as usize], &self.vectors[b as usize]);
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += a[i].1 * b[j].1;
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }

    /// Scores of every product for a history: cosine with the sum of what was bought, without
    /// the product's own share in it (buying A says nothing about A's likeness to A).
    pub fn score(&self, history: &[(u32, f64)]) -> Vec<f64> {
        let mut profile = vec![0.0; self.tokens];
        let mut own = vec![0.0; self.vectors.len()];
        for &(item, weight) in history {
            own[item as usize] = weight;
            for &(token, w) in &self.vectors[item as usize] {
                profile[token as usize] += weight * w;
            }
        }
        let dot = |v: &Vec<(u32, f64)>| v.iter().map(|(t, w)| w * profile[*t as usize]).sum();
        self.vectors
            .iter()
            .zip(own)
            .map(|(vector, own)| {
                let all: f64 = dot(vector);
                if vector.is_empty() { 0.0 } else { all - own }
            })
            .collect()
    }

    /// For every product with few buyers: the like products with enough of them, nearest first,
    /// as (product, likeness).
    pub fn lenders(&self, buyers: &[usize]) -> Vec<Vec<(u32, f64)>> {
        let warm: Vec<u32> =
            (0..buyers.len()).filter(|&i| buyers[i] >= COLD_BUYERS).map(|i| i as u32).collect();
        (0..buyers.len())
            .map(|item| {
                if buyers[item] >= COLD_BUYERS {
                    return Vec::new();
                }
                let mut near: Vec<(u32, f64)> = warm
                    .iter()
                    .map(|&w| (w, self.likeness(item as u32, w)))
                    .filter(|(_, likeness)| *likeness >= LEAST_LIKENESS)
                    .collect();
                near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                near.truncate(LENDERS);
                near
            })
            .collect()
    }
}

/// A product's tokens with their weights: each field is scaled to its own weight, so a long
/// title does not drown the category.
fn bag(item: &Item) -> BTreeMap<String, f64> {
    let mut bag = BTreeMap::new();
    let mut add = |prefix: char, tokens: Vec<String>, weight: f64| {
        let share = weight / (tokens.len().max(1) as f64).sqrt();
        for token in tokens {
            *bag.entry(format!("{prefix}{token}")).or_insert(0.0) += share;
        }
    };
    if item.has_title() {
        add('t', words(&item.title), TITLE);
    }
    for (prefix, text, weight) in [('c', &item.category, CATEGORY), ('b', &item.brand, BRAND)] {
        if let Some(text) = text.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
            add(prefix, vec![folded(text)], weight);
        }
    }
    let price = item.price.map(crate::domain::Money::major);
    if let Some(price) = price.filter(|price| *price > 0.0) {
        let bin = (price.ln() / PRICE_STEP.ln()).round();
        add('p', vec![format!("{bin}")], PRICE);
    }
    add('k', vec![item.kind.word().to_owned()], KIND);
    bag
}

/// Lower case, full-width letters and digits made narrow.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a character belongs to a script written without spaces.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '\u{e00}'..='\u{e7f}')
}

/// Tokens of a title: single characters and pairs of dense runs, other words whole.
fn words(title: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    for c in folded(title).chars().chain([' ']) {
        let dense = is_dense(c);
        if !dense && c.is_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if dense {
            out.push(c.to_string());
            if let Some(first) = before {
                out.push([first, c].iter().collect());
            }
        }
        before = dense.then_some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, ProductId};

    fn item(id: i64, title: &str, category: &str, yuan: f64) -> Item {
        Item {
            category: (!category.is_empty()).then(|| category.to_owned()),
            price: Money::from_major(yuan),
            ..Item::new(ProductId(id), title)
        }
    }

    #[test]
    fn chinese_gives_characters_and_pairs_latin_gives_words() {
        assert_eq!(
            words("冻干草莓 ABC-１２ 脆"),
            ["冻", "干", "冻干", "草", "干草", "莓", "草莓", "abc", "12", "脆"]
        );
    }

    #[test]
    fn like_products_are_nearer() {
        let items = [
            item(1, "冻干草莓脆 50g", "零食", 29.9),
            item(2, "冻干草莓脆 大包装", "零食", 39.9),
            item(3, "短视频剪辑入门课", "课程", 199.0),
            item(4, "直播剪辑进阶课", "课程", 299.0),
        ];
        let content = Content::fit(&items);
        assert!(content.likeness(0, 1) > 0.4);
        assert!(content.likeness(0, 2) < 0.05);
        assert!(content.likeness(2, 3) > content.likeness(1, 3));
        let score = content.score(&[(0, 1.0)]);
        assert!(score[1] > score[2] && score[1] > score[3]);
        assert!(score[0].abs() < 1e-12, "a product is not like itself here");
    }

    #[test]
    fn ids_as_titles_say_nothing() {
        let mut items = vec![item(1, "242", "", 0.0), item(2, "242X", "", 0.0)];
        items[1].external_id = Some("242X".to_owned());
        assert!(Content::fit(&items).is_empty());
    }

    #[test]
    fn new_products_borrow_from_the_nearest_old_ones() {
        let items = [
            item(1, "冻干草莓脆", "零食", 29.9),
            item(2, "冻干榴莲脆", "零食", 39.9),
            item(3, "手机支架", "配件", 19.9),
            item(4, "冻干香蕉脆", "零食", 32.9),
            item(5, "遮阳帽", "服饰", 49.9),
            item(6, "短视频剪辑课", "课程", 199.0),
        ];
        let lenders = Content::fit(&items).lenders(&[40, 30, 50, 1, 9, 9]);
        assert!(lenders[0].is_empty(), "old products do not borrow");
        let from: Vec<u32> = lenders[3].iter().map(|(i, _)| *i).collect();
        assert!(from.contains(&0) && from.contains(&1) && !from.contains(&2));
    }
}
