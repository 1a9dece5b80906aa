//! What becomes of people before anything is written: their ids become keyed hashes, and what
//! they wrote of themselves in free text is masked.

use std::collections::BTreeMap;

use crate::domain::{
    Cancelled, FeatureValue, Job, ParsedRow, ParsedTables, RawIdentity, Warning, WarningCode,
};
use crate::privacy::{self, Hasher};

/// Hashes identities and masks texts. Returns what to say about it.
pub(super) fn protect(
    job: &Job,
    hasher: &Hasher,
    tables: &mut ParsedTables,
) -> Result<Vec<Warning>, Cancelled> {
    hash_identities(job, hasher, tables)?;
    let mut masked: BTreeMap<String, u64> = BTreeMap::new();
    for row in &mut tables.comments {
        mask_field("text", &mut row.facts.text, &mut masked);
    }
    for row in &mut tables.orders {
        mask_field("spec", &mut row.facts.spec, &mut masked);
    }
    for row in &mut tables.visits {
        mask_features(&mut row.facts.features, &mut masked);
    }
    Ok(masked
        .into_iter()
        .map(|(text, count)| Warning::of_file(WarningCode::PersonalTextMasked, text, count))
        .collect())
}

fn mask_field(name: &str, field: &mut Option<String>, masked: &mut BTreeMap<String, u64>) {
    if let Some((text, _)) = field.as_deref().and_then(privacy::mask) {
        *field = Some(text);
        *masked.entry(name.to_owned()).or_default() += 1;
    }
}

/// The free columns of a visit are one JSON object. A phone number that was read as a number goes
/// altogether: its column stays one of numbers.
fn mask_features(features: &mut Option<String>, masked: &mut BTreeMap<String, u64>) {
    let Some(text) = features.as_deref().filter(|text| may_be_personal(text)) else {
        return;
    };
    let Ok(mut map) = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text)
    else {
        return;
    };
    let mut changed = false;
    for (name, value) in &mut map {
        let hidden = match value {
            serde_json::Value::String(text) => privacy::mask(text).map(|(text, _)| text.into()),
            serde_json::Value::Number(number) => number
                .as_f64()
                .filter(|number| privacy::is_phone_number(*number))
                .map(|_| serde_json::json!(FeatureValue::Missing)),
            _ => None,
        };
        if let Some(hidden) = hidden {
            *value = hidden;
            *masked.entry(name.clone()).or_default() += 1;
            changed = true;
        }
    }
    if changed {
        *features = Some(serde_json::Value::from(map).to_string());
    }
}

/// Cheap: whether a closer look at a visit's features is worth the time.
fn may_be_personal(text: &str) -> bool {
    let long = text.as_bytes().split(|b| !b.is_ascii_digit()).any(|run| run.len() >= 10);
    long || !privacy::find(text).is_empty()
}

/// From here on nobody is known by anything but a keyed hash.
fn hash_identities(job: &Job, hasher: &Hasher, tables: &mut ParsedTables) -> Result<(), Cancelled> {
    fn each<F>(
        hasher: &Hasher,
        rows: &mut [ParsedRow<F>],
        field: impl Fn(&mut F) -> &mut Option<String>,
    ) {
        for row in rows {
            if let Some(RawIdentity(raw)) = row.identity.take() {
                *field(&mut row.facts) = Some(hasher.viewer_key(&raw));
            }
        }
    }
    each(hasher, &mut tables.orders, |facts| &mut facts.buyer_key);
    tables.events.hash_viewers(job, |raw| hasher.viewer_key(raw))?;
    each(hasher, &mut tables.comments, |facts| &mut facts.viewer_key);
    each(hasher, &mut tables.viewers, |facts| &mut facts.viewer_key);
    for row in &mut tables.visits {
        if let Some(RawIdentity(raw)) = row.identity.take() {
            row.facts.visit_id = Some(hasher.viewer_key(&raw));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CommentFacts, Origin, VisitFacts};
    use crate::privacy::MASK;

    fn row<F>(facts: F) -> ParsedRow<F> {
        ParsedRow::new(Origin { sheet: "".into(), row: 2 }, facts)
    }

    #[test]
    fn people_leave_neither_ids_nor_numbers_behind() {
        let said = |text: &str| CommentFacts { text: Some(text.into()), ..Default::default() };
        let mut comment = row(said("加我13812345678"));
        comment.identity = Some(RawIdentity("13812345678".into()));
        let features = r#"{"score":3.5,"contact":13812345678.0,"note":"写a@b.cn","plan":"A"}"#;
        let visit = VisitFacts { features: Some(features.into()), ..Default::default() };
        let mut tables = ParsedTables {
            comments: vec![comment, row(said("好看"))],
            visits: vec![row(visit)],
            ..Default::default()
        };
        let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 1);
        let said = protect(&job, &Hasher::new([7; 32]), &mut tables).unwrap();
        let counts: Vec<(&str, u64)> = said.iter().map(|w| (w.message.as_str(), w.count)).collect();
        assert_eq!(counts, [("contact", 1), ("note", 1), ("text", 1)]);
        assert_eq!(tables.comments[0].facts.text.as_deref(), Some("加我***"));
        assert_eq!(tables.comments[0].facts.viewer_key.as_ref().unwrap().len(), 32);
        assert_eq!(tables.comments[1].facts.text.as_deref(), Some("好看"));
        let kept = tables.visits[0].facts.features.as_deref().unwrap();
        assert_eq!(kept, r#"{"score":3.5,"contact":null,"note":"写***","plan":"A"}"#);
        assert!(kept.contains(MASK));
    }
}
