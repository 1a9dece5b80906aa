//! `kinds`: every kind of file that is recognised; a person's own are added and taken away.

use serde_json::json;

use super::args::KindsArgs;
use super::{Context, Outcome, files, map, out};
use crate::engine::{Engine, EngineError};
use crate::ingest::{IngestError, Known, OwnKind};
use crate::present::text::{ingest as say, mapping as say_mapping, notices};

pub fn kinds(context: &Context, args: &KindsArgs) -> anyhow::Result<Outcome> {
    if let Some(file) = &args.added {
        return add(context, file, args.json);
    }
    if let Some(id) = &args.own_kind {
        context.writer()?.remove_kind(id)?;
        out::line(notices::saved(context.lang));
        return Ok(Outcome::Done);
    }
    // What was taught is in the store; without one there is nothing but the kinds.
    let known = if context.store_path().exists() {
        context.reader()?.known()?
    } else {
        std::sync::Arc::new(Known::default())
    };
    match &args.kind {
        Some(id) => show(&known, id, args.json),
        None => list(context, &known, args.json),
    }
}

fn add(context: &Context, file: &std::path::Path, as_json: bool) -> anyhow::Result<Outcome> {
    let body = files::read(file, context.lang)?;
    // A file that cannot be used makes no store.
    OwnKind::parse(&body).map_err(|error| EngineError::from(IngestError::from(error)))?;
    let mut engine = Engine::open_or_create(&context.store_path(), &context.places)?;
    let kind = engine.add_kind(&context.job(0), &body)?.def;
    if as_json {
        out::json(&json!({ "added": kind }))?;
    } else {
        out::line(say::kind_added(&kind.id.0, kind.columns.len(), context.lang));
    }
    Ok(Outcome::Done)
}

fn show(known: &Known, id: &str, as_json: bool) -> anyhow::Result<Outcome> {
    let body = known
        .file_of(id)
        .ok_or_else(|| EngineError::from(IngestError::NoSuchKind { name: id.to_owned() }))?;
    if as_json {
        let own = known.own().iter().any(|own| own.def.id.0 == id);
        out::json(&json!({ "id": id, "own": own, "toml": body }))?;
    } else {
        out::line(body.trim_end());
    }
    Ok(Outcome::Done)
}

fn list(context: &Context, known: &Known, as_json: bool) -> anyhow::Result<Outcome> {
    if as_json {
        let mut value = map::taught(known);
        value["kinds"] = known.kinds().map(|kind| json!(kind)).collect();
        out::json(&value)?;
        return Ok(Outcome::Done);
    }
    let lang = context.lang;
    for kind in known.kinds() {
        let name = if kind.own {
            say::own_kind(kind.replaces.as_deref(), lang)
        } else {
            say::kind_name(&kind.id.0, lang)
        };
        out::line(format!("{}  {name}", kind.id.0));
        for column in &kind.columns {
            out::line(format!("    {} ← {}", column.name, column.aliases.join(" / ")));
        }
    }
    for saved in known.templates() {
        let kind = say::kind_name(&saved.template.kind.0, lang);
        out::line(say_mapping::template_line(&saved.name, &kind, saved.headers.len(), lang));
    }
    for alias in known.aliases() {
        let kind = say::kind_name(&alias.kind, lang);
        out::line(say_mapping::alias_line(&kind, &alias.header, &alias.name, lang));
    }
    Ok(Outcome::Done)
}
