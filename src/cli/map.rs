//! `map`: what the columns of a file are; templates and renamed headers that are kept.

use serde_json::{Value, json};

use super::args_map::{DecimalArg, FirstArg, MapArgs};
use super::{Context, Outcome, WrongUsage, files, out, progress};
use crate::engine::{Engine, EngineError, Mapped, map_file};
use crate::ingest::{
    self, Alias, BadCells, ColumnAt, HeaderAt, Known, MapSpec, Template, UnitWord,
};
use crate::present::pages::{PageContext, mapping};
use crate::present::text::{Lang, ingest as say, mapping as text, notices};

pub fn map(context: &Context, args: &MapArgs) -> anyhow::Result<Outcome> {
    if args.list {
        return list(context, args.json);
    }
    if let Some(name) = &args.forget {
        context.writer()?.forget_taught(name)?;
        out::line(notices::saved(context.lang));
        return Ok(Outcome::Done);
    }
    let Some(file) = &args.file else {
        return Err(WrongUsage(text::which_file(context.lang)).into());
    };
    let spec = spec(context, args, MapSpec::of(file))?;
    if !args.alias.is_empty() {
        return accept(context, args, &spec);
    }
    let job = context.job(0);
    let known = known(context)?;
    let mut mapped = map_file(&job, &spec, &known)?;
    let given = match &args.template {
        Some(named) => Some(template(named, &known, context.lang)?),
        None => None,
    };
    if let Some(given) = &given {
        let inner = mapped.draft.inner.as_deref();
        let shown = ingest::preview(&job, file, inner, given).map_err(EngineError::from)?;
        mapped.preview = Some(shown);
        mapped.template = given.clone();
    }
    if let Some(name) = &args.save {
        let mut engine = Engine::open_or_create(&context.store_path(), &context.places)?;
        engine.save_mapping(&job, name, &spec, given.as_ref())?;
    }
    progress::clear();
    if args.toml {
        out::line(mapped.template.to_toml().trim_end());
    } else if args.json {
        out::json(&document(&mapped, args.save.as_deref()))?;
    } else {
        print(context, &mapped, args.save.as_deref());
    }
    let ready = mapped.draft.missing.is_empty() || given.is_some();
    Ok(if ready { Outcome::Done } else { Outcome::Failed })
}

/// What was taught, where there is a store.
fn known(context: &Context) -> anyhow::Result<std::sync::Arc<Known>> {
    if !context.store_path().exists() {
        return Ok(std::sync::Arc::default());
    }
    Ok(context.reader()?.known()?)
}

/// A template by the name it is kept under, or else from a file.
pub(super) fn template(named: &str, known: &Known, lang: Lang) -> anyhow::Result<Template> {
    if let Some(saved) = known.template(named) {
        return Ok(saved.template.clone());
    }
    let path = std::path::Path::new(named);
    let names: Vec<&str> = known.templates().iter().map(|saved| saved.name.as_str()).collect();
    // A word that is neither a kept name nor looks like a file.
    if !path.exists() && path.extension().is_none() {
        return Err(WrongUsage(text::no_such_template(named, &names, lang)).into());
    }
    let body = files::read(path, lang)?;
    Ok(Template::parse(&body).map_err(EngineError::from)?)
}

fn spec(context: &Context, args: &MapArgs, mut spec: MapSpec) -> anyhow::Result<MapSpec> {
    let lang = context.lang;
    spec.inner.clone_from(&args.inner);
    spec.sheet.clone_from(&args.sheet);
    spec.encoding.clone_from(&args.encoding);
    spec.header = match args.header {
        None => HeaderAt::Search,
        Some(0) => HeaderAt::None,
        Some(row) => HeaderAt::Row(row),
    };
    spec.grain = args
        .grain
        .as_deref()
        .and_then(|word| ingest::map_grains().iter().copied().find(|grain| grain.word() == word));
    spec.day_first = args.first.map(|first| first == FirstArg::Day);
    spec.decimal = args.decimal.map(|sign| if sign == DecimalArg::Dot { '.' } else { ',' });
    spec.bad_cells = if args.bad_cells_empty { BadCells::Empty } else { BadCells::Refuse };
    for pair in &args.columns {
        let (column, target) = pair_of(pair, lang)?;
        let unused = matches!(target, "" | "-");
        spec.set(column_of(column), (!unused).then(|| target.to_owned()));
    }
    for pair in &args.unit {
        let (column, word) = pair_of(pair, lang)?;
        let unit = UnitWord::from_word(word)
            .ok_or_else(|| WrongUsage(text::bad_unit(word, &UnitWord::ALL, lang)))?;
        spec.set_unit(column_of(column), unit);
    }
    Ok(spec)
}

fn pair_of(pair: &str, lang: Lang) -> anyhow::Result<(&str, &str)> {
    // Headers may hold the sign, targets never.
    let (column, target) =
        pair.rsplit_once('=').ok_or_else(|| WrongUsage(notices::not_a_pair(pair, lang)))?;
    Ok((column.trim(), target.trim()))
}

/// A number from 1 is a position, everything else a header.
fn column_of(word: &str) -> ColumnAt {
    match word.parse::<u32>() {
        Ok(position) if position > 0 => ColumnAt::Position(position),
        _ => ColumnAt::Header(word.to_owned()),
    }
}

/// Keeps new headers of the kind that the file is, or nearly is.
fn accept(context: &Context, args: &MapArgs, spec: &MapSpec) -> anyhow::Result<Outcome> {
    let lang = context.lang;
    let job = context.job(0);
    let mut engine = Engine::open_or_create(&context.store_path(), &context.places)?;
    let kind = engine.kind_of(&job, &spec.path)?;
    let mut aliases = Vec::new();
    for pair in &args.alias {
        let (header, name) = pair_of(pair, lang)?;
        let columns: Vec<&str> = kind.columns.iter().map(|column| column.name.as_str()).collect();
        if !columns.contains(&name) {
            let known: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
            return Err(WrongUsage(text::no_such_target(name, &known, lang)).into());
        }
        aliases.push(Alias {
            kind: kind.id.0.clone(),
            header: ingest::normalised(header),
            name: name.to_owned(),
        });
    }
    engine.add_aliases(&aliases)?;
    if args.json {
        out::json(&json!({ "aliases": aliases }))?;
        return Ok(Outcome::Done);
    }
    let kind = say::kind_name(&kind.id.0, lang);
    for alias in &aliases {
        out::line(text::alias_line(&kind, &alias.header, &alias.name, lang));
    }
    Ok(Outcome::Done)
}

fn list(context: &Context, as_json: bool) -> anyhow::Result<Outcome> {
    let known = known(context)?;
    if as_json {
        out::json(&taught(&known))?;
        return Ok(Outcome::Done);
    }
    let lang = context.lang;
    for saved in known.templates() {
        let kind = say::kind_name(&saved.template.kind.0, lang);
        out::line(text::template_line(&saved.name, &kind, saved.headers.len(), lang));
    }
    for alias in known.aliases() {
        let kind = say::kind_name(&alias.kind, lang);
        out::line(text::alias_line(&kind, &alias.header, &alias.name, lang));
    }
    if known.templates().is_empty() && known.aliases().is_empty() {
        out::line(text::nothing_kept(lang));
    }
    Ok(Outcome::Done)
}

/// Templates and aliases as JSON.
pub(super) fn taught(known: &Known) -> Value {
    let templates: Vec<Value> = known
        .templates()
        .iter()
        .map(|saved| {
            json!({
                "name": saved.name,
                "kind": saved.template.kind,
                "headers": saved.headers,
                "wins": saved.wins,
                "toml": saved.template.to_toml(),
            })
        })
        .collect();
    json!({ "templates": templates, "aliases": known.aliases() })
}

fn document(mapped: &Mapped, saved: Option<&str>) -> Value {
    let mut value = json!(mapped.draft);
    value["preview"] = mapped.preview.as_ref().map_or(Value::Null, |preview| {
        json!({
            "names": preview.names,
            "rows": preview.rows,
            "rows_read": preview.rows_read,
            "rows_whole": preview.rows_whole,
            "rows_kept": preview.rows_kept,
            "bad": preview.bad,
            "complete": preview.complete,
        })
    });
    value["toml"] = json!(mapped.template.to_toml());
    value["saved"] = json!(saved);
    value
}

fn print(context: &Context, mapped: &Mapped, saved: Option<&str>) {
    let lang = context.lang;
    let page = mapping::build(
        &mapping::MappingInputs { mapped, name: "", file: "" },
        &PageContext { lang, now: context.now, seed: 0 },
    );
    out::line(text::draft_head(&mapped.draft, lang));
    let rows: Vec<Vec<String>> = page
        .rows
        .iter()
        .map(|row| {
            let unit = row.units.as_ref().and_then(|switch| {
                let at = switch.selected?;
                Some(switch.options[at].1.clone())
            });
            let name = row.target.as_deref().unwrap_or("-");
            vec![
                row.header.clone(),
                row.sample.clone(),
                name.to_owned(),
                match unit {
                    Some(unit) => format!("{} ({unit})", row.target_text),
                    None => row.target_text.clone(),
                },
                row.words.clone(),
            ]
        })
        .collect();
    let [column, sample, target, meaning, sure] = text::draft_columns(lang);
    out::table(&[column, sample, target, meaning, sure], &[], &rows);
    if !page.blocked.is_empty() {
        out::line(format!("  × {}", page.blocked));
    }
    for ask in &page.asks {
        out::line(format!("  ? {}", ask.question));
    }
    if let Some(table) = &page.preview {
        out::line("");
        out::line(&table.title);
        let heads: Vec<&str> = table.columns.iter().map(|column| column.text.as_str()).collect();
        let right: Vec<usize> = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.number)
            .map(|(at, _)| at)
            .collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.clone()).collect())
            .collect();
        out::table(&heads, &right, &rows);
        for bad in &table.bad {
            out::line(format!("  ! {bad}"));
        }
        out::line(&table.foot);
    }
    out::line("");
    out::line(mapped.template.to_toml().trim_end());
    if let Some(name) = saved {
        out::line("");
        out::line(text::kept_as(name, lang));
    }
}
