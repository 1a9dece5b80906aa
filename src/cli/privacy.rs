//! `fupan privacy`: what the store holds of people.

use serde_json::json;

use super::args::{PrivacyArg, PrivacyArgs};
use super::{Context, Outcome, out, progress};
use crate::present::pages::settings::privacy as page;
use crate::present::text::privacy as text;
use crate::store::Holds;

pub fn privacy(context: &Context, args: &PrivacyArgs) -> anyhow::Result<Outcome> {
    match args.what {
        PrivacyArg::Audit => audit(context, args.json),
    }
}

/// Every table and column with what it holds, every file with what became of its columns, and
/// whether any stored text looks personal.
fn audit(context: &Context, as_json: bool) -> anyhow::Result<Outcome> {
    let mut engine = context.reader()?;
    let audit = engine.privacy_audit(&context.job(0))?;
    let foreign = engine.is_foreign_key()?;
    progress::clear();
    let outcome = if audit.clean { Outcome::Done } else { Outcome::Failed };
    if as_json {
        let mut value = json!(*audit);
        value["identity_key_matches"] = json!(!foreign);
        out::json(&value)?;
        return Ok(outcome);
    }
    let lang = context.lang;
    let card = page::build(&audit, &[], foreign, lang);
    out::line(&card.tables_title);
    for table in &audit.store.tables {
        let [kept, hashed, nothing] =
            [Holds::Kept, Holds::Hashed, Holds::Nothing].map(|holds| page::named(table, holds));
        let line = text::table_line(table.rows, kept.len(), hashed.len(), nothing.len(), lang);
        out::line(format!("  {} · {} · {line}", table.table, text::table(&table.table, lang)));
        for list in text::column_lists(&kept, &hashed, &nothing, lang).lines() {
            out::line(format!("      {list}"));
        }
    }
    if !card.sources.is_empty() {
        out::line(&card.sources_title);
    }
    for source in &card.sources {
        out::line(format!("  {} · {}", source.name, source.line));
    }
    if !card.verdict.is_empty() {
        out::line(&card.verdict);
    }
    for finding in &card.findings {
        out::line(format!("  × {finding}"));
    }
    if !card.warning.is_empty() {
        out::line(format!("  ! {}", card.warning));
    }
    Ok(outcome)
}
