//! `report`: what a page shows, written as a report, a workbook, tables or pictures.

use std::path::Path;

use clap::ValueEnum;

use super::args_report::{PageArg, ReportArgs};
use super::evaluate::plan_called;
use super::{Context, Outcome, Told, WrongUsage, files, out, progress};
use crate::domain::SessionId;
use crate::engine::Engine;
use crate::present::pages::Filters;
use crate::present::pages::export::{ChartName, OfferKind, Subject, TableName};
use crate::present::text::{export as text, notices};
use crate::report::{self, ExportError, Form, Wanted};

/// Seed of what a report resamples.
const SEED: u64 = 42;

pub fn write(context: &Context, args: &ReportArgs) -> anyhow::Result<Outcome> {
    let lang = context.lang;
    // Wrong words are said before anything is opened.
    fits(context, args)?;
    let form = form(context, args)?;
    let mut engine = context.reader()?;
    let subject = match args.page {
        PageArg::Review => Subject::Session(Some(engine.find_session(args.session.as_deref())?)),
        PageArg::Products => {
            let product = args.product.as_deref().map(|id| engine.find_product(id)).transpose()?;
            Subject::Products(product)
        }
        PageArg::Overview => Subject::Overview,
        PageArg::Evaluate => {
            let plan = args.plan.as_deref().map(|name| plan_called(&engine.plans()?, name));
            Subject::Evaluate(plan.transpose()?)
        }
    };
    let wanted = Wanted { subject, form, filters: Filters::default(), lang };
    let count = write_wanted(context, &mut engine, &wanted, &args.out)?;
    if form == Form::Kind(OfferKind::Html) {
        out::line(notices::report_written(&args.out, lang));
    } else {
        out::line(text::written(count.0, &count.1, lang));
    }
    Ok(Outcome::Done)
}

/// What belongs to one page goes with no other one.
fn fits(context: &Context, args: &ReportArgs) -> anyhow::Result<()> {
    let given = [
        ("--session", args.session.is_some(), PageArg::Review),
        ("--product", args.product.is_some(), PageArg::Products),
        ("--plan", args.plan.is_some(), PageArg::Evaluate),
    ];
    match given.into_iter().find(|(_, given, page)| *given && args.page != *page) {
        Some((option, _, page)) => {
            let page = page.to_possible_value();
            let page = page.as_ref().map_or("", |page| page.get_name());
            Err(WrongUsage(text::wrong_page(option, page, context.lang)).into())
        }
        None => Ok(()),
    }
}

fn form(context: &Context, args: &ReportArgs) -> anyhow::Result<Form> {
    let lang = context.lang;
    let wrong = |words: String| Err(WrongUsage(words).into());
    let ending = args.out.extension().map(|e| e.to_string_lossy().to_lowercase());
    // A folder may be called r.html; what is asked for is then still a report.
    let known = matches!(ending.as_deref(), Some("html" | "htm" | "xlsx" | "csv" | "png"));
    let slash = args.out.as_os_str().to_string_lossy().ends_with('/');
    let folder = slash || (args.out.is_dir() && !known);
    let ending = if folder { None } else { ending };
    let table = args.table.as_deref();
    if table.is_some() && ending.as_deref() != Some("csv") && !folder {
        return wrong(text::wrong_pair("--table", ".csv", lang));
    }
    if args.chart.is_some() && ending.as_deref() != Some("png") {
        return wrong(text::wrong_pair("--chart", ".png", lang));
    }
    Ok(match ending.as_deref() {
        Some("html" | "htm") if matches!(args.page, PageArg::Review | PageArg::Evaluate) => {
            Form::Kind(OfferKind::Html)
        }
        Some("html" | "htm") => return Err(Told(text::no_html(lang)).into()),
        Some("xlsx") => Form::Kind(OfferKind::Workbook),
        Some("csv") => match table {
            Some("all") => Form::Kind(OfferKind::Tables),
            // Only words that clap let through.
            Some(word) => Form::Table(TableName::from_word(word).unwrap_or(TableName::Cards)),
            None => Form::Table(match args.page {
                PageArg::Review => TableName::Cards,
                PageArg::Products => TableName::Products,
                PageArg::Overview => TableName::Sessions,
                PageArg::Evaluate => TableName::Actions,
            }),
        },
        Some("png") => Form::Kind(match args.chart.as_deref().and_then(ChartName::from_word) {
            Some(chart) => OfferKind::Picture(chart),
            None => OfferKind::Poster,
        }),
        None if folder => Form::Kind(OfferKind::Tables),
        _ => return wrong(text::bad_ending(lang).to_owned()),
    })
}

/// The HTML report of one session.
pub(super) fn write_report(
    context: &Context,
    engine: &mut Engine,
    session: SessionId,
    path: &Path,
) -> anyhow::Result<()> {
    let wanted = Wanted {
        subject: Subject::Session(Some(session)),
        form: Form::Kind(OfferKind::Html),
        filters: Filters::default(),
        lang: context.lang,
    };
    write_wanted(context, engine, &wanted, path)?;
    Ok(())
}

/// Writes what is wanted; how many files, and where the first one is.
fn write_wanted(
    context: &Context,
    engine: &mut Engine,
    wanted: &Wanted,
    path: &Path,
) -> anyhow::Result<(usize, String)> {
    if path.as_os_str().to_string_lossy().ends_with('/') {
        files::make_folder(path, context.lang)?;
    }
    let made = report::export(engine, &context.job(SEED), wanted, path);
    progress::clear();
    let made = made.map_err(|error| match error {
        ExportError::Engine(error) => anyhow::Error::from(error),
        other => Told(other.notice(context.lang)).into(),
    })?;
    for (path, bytes) in &made {
        files::write(path, bytes, context.lang)?;
    }
    let first = made.first().map_or_else(String::new, |(path, _)| path.display().to_string());
    Ok((made.len(), first))
}
