//! Commands that say what to do next: recommend, plan, plans.

use jiff::tz::TimeZone;
use serde_json::json;

use super::args::JsonArgs;
use super::args_offer::{PlanArgs, ProtocolArg, RecommendArgs};
use super::review::review_page;
use super::{Context, Outcome, WrongUsage, actions, files, out, progress, rundown};
use crate::domain::ActionDraft;
use crate::engine::{self, Engine, EngineError};
use crate::plan::{Method, PlanForm, PlanResult, RiskForm, Scope, ViewersForm, host_names, since};
use crate::present::pages;
use crate::present::text::{
    Lang, evaluate_exposure, evidence as say_evidence, help, notices, recommend as say,
};
use crate::recommend::{Audience, Protocol, RecommendReport, RecommendRequest, ViewerSegment};
use crate::report;

pub fn recommend(context: &Context, args: &RecommendArgs) -> anyhow::Result<Outcome> {
    // Wrong words are said before anything is opened.
    let wanted = args.segment.as_ref().map(|word| segment(word, context.lang)).transpose()?;
    let mut engine = context.reader()?;
    let job = context.job(args.seed);
    if args.evaluate {
        let protocol = match args.protocol {
            ProtocolArg::Time => Protocol::Time,
            ProtocolArg::Random => Protocol::Random,
            ProtocolArg::Last => Protocol::Last,
        };
        let report = engine.evaluate_recommenders(&job, protocol, 10)?;
        progress::clear();
        if args.json {
            out::json(&report)?;
        } else {
            let table = pages::recommend::quality_table(&report, context.lang);
            print_quality(&table);
        }
        return Ok(Outcome::Done);
    }
    if args.together {
        let found = engine.associations(&job)?;
        progress::clear();
        if args.json {
            out::json(&found)?;
        } else {
            print_together(&pages::recommend::together_table(&found, context.lang));
        }
        return Ok(Outcome::Done);
    }
    let audience = match (wanted, &args.viewer) {
        (Some(group), _) => Audience::Segment(group),
        (_, Some(raw)) => engine.audience_of_viewer(raw),
        _ => Audience::NextSession,
    };
    let request = RecommendRequest { n: args.count as usize, ..RecommendRequest::new(audience) };
    let unknown = match &args.viewer {
        Some(raw) => !engine.knows_viewer(raw)?,
        None => false,
    };
    let report = engine.recommend(&job, &request)?;
    progress::clear();
    if args.json {
        let mut value = pages::recommend::json(&report, context.lang);
        if args.viewer.is_some() {
            value["viewer_known"] = json!(!unknown);
        }
        if unknown {
            value["notes"] = json!([say::unknown_viewer(context.lang)]);
        }
        out::json(&value)?;
    } else {
        if unknown {
            out::line(say::unknown_viewer(context.lang));
        }
        print_recommendation(&request, report, unknown, context.lang);
    }
    Ok(Outcome::Done)
}

fn segment(word: &str, lang: Lang) -> anyhow::Result<ViewerSegment> {
    let known =
        if word == "none" { Some(ViewerSegment::NotFan) } else { ViewerSegment::from_word(word) };
    known.ok_or_else(|| WrongUsage(notices::bad_segment(word, lang)).into())
}

pub(super) fn print_recommendation(
    request: &RecommendRequest,
    report: RecommendReport,
    stranger: bool,
    lang: Lang,
) {
    let page = pages::recommend::build(request, &Ok(report), None, None, lang);
    let headers = lang.pick(["", "商品", "得分", "理由"], ["", "Product", "Score", "Reason"]);
    let rows: Vec<Vec<String>> = page
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            vec![(at + 1).to_string(), row.name.clone(), row.score.text.clone(), row.reason.clone()]
        })
        .collect();
    out::table(&headers, &[0, 2], &rows);
    // Of a stranger everything was said above the list.
    for notice in page.notices.iter().filter(|_| !stranger) {
        out::line(format!("  ! {}", notice.text));
    }
}

fn print_together(table: &pages::recommend::TogetherTable) {
    let headers: Vec<&str> = table.heads.iter().map(|(head, _)| head.as_str()).collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            let share = format!("{} ({})", row.confidence.text, row.confidence_range.text);
            let chance =
                format!("{} ({}) {}", row.times_chance.text, row.times_range.text, row.verdict);
            let cells = [&row.from, &row.to, &row.both.text, &share, &chance, &row.lift.text];
            cells.map(String::clone).to_vec()
        })
        .collect();
    if !rows.is_empty() {
        out::table(&headers, &[2, 3, 4, 5], &rows);
    }
    out::line(table.sentence.replace("**", ""));
}

fn print_quality(table: &pages::recommend::QualityTable) {
    out::line(&table.title);
    out::line(format!("  {}", table.scope));
    let headers: Vec<&str> = table.heads.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            let ndcg = format!("{} ({})", row.ndcg.text, row.ndcg_range.text);
            let figures = [&row.recall, &row.map, &row.coverage];
            let mut cells = vec![row.name.clone(), row.hr.text.clone(), ndcg];
            cells.extend(figures.map(|num| num.text.clone()));
            cells.push(format!("{} {}", row.against, row.verdict));
            cells
        })
        .collect();
    let columns = rows.first().map_or(0, Vec::len);
    if headers.len() == columns {
        out::table(&headers, &[1, 2, 3, 4, 5], &rows);
    } else {
        out::table(&["", "HR", "NDCG", "Recall", "MAP", "Coverage", ""], &[1, 2, 3, 4, 5], &rows);
    }
    out::line(&table.sentence);
    if !table.note.is_empty() {
        out::line(format!("  {}", table.note));
    }
    for skipped in &table.skipped {
        out::line(format!("  {skipped}"));
    }
}

pub fn plan(context: &Context, args: &PlanArgs) -> anyhow::Result<Outcome> {
    let method = match &args.method {
        None => Method::Auto,
        // Only words that clap let through.
        Some(word) => Method::from_word(word).unwrap_or(Method::Auto),
    };
    let kind = args.out.as_deref().map(|out| rundown::kind(out, context.lang)).transpose()?;
    let mut form = match &args.spec {
        Some(path) => {
            let text = files::read(path, context.lang)?;
            PlanForm::from_toml(&text).map_err(EngineError::from)?
        }
        None => PlanForm::default(),
    };
    form.session.start = args.start.clone().or(form.session.start);
    form.session.minutes = args.minutes.or(form.session.minutes);
    form.session.viewers = args.viewers.map(ViewersForm::One).or(form.session.viewers);
    form.session.goal = args.goal.or(form.session.goal);
    form.session.objective = args.objective.clone().or(form.session.objective);
    form.session.explore = args.explore.or(form.session.explore);
    form.session.template = args.template.clone().or(form.session.template);
    if let Some(names) = &args.hosts {
        form.session.hosts = host_names(names);
        if form.session.hosts.is_empty() {
            let allowed = help::allowed("hosts", context.lang).unwrap_or_default();
            return Err(WrongUsage(allowed.to_owned()).into());
        }
    }
    if args.floor.is_some() {
        let risk = form.session.risk.unwrap_or_default();
        form.session.risk = Some(RiskForm { floor: args.floor, ..risk });
    }
    let job = context.job(args.seed);
    // A plan described in a file needs no store; with one, products may learn from history.
    let named = context.store.as_ref().is_some_and(|store| store.exists());
    let needs_store = args.spec.is_none() || args.save.is_some() || named;
    let (result, last, saved, todo) = if needs_store {
        let mut engine = match args.save {
            // Keeping a plan makes a missing store, as importing does.
            Some(_) => Engine::open_or_create(&context.store_path(), &context.places)?,
            None => context.reader()?,
        };
        let scope = Scope::default();
        if args.open_actions {
            actions::into_plan(context, &mut engine, &scope, &mut form)?;
        }
        let followed = match &args.follow_review {
            Some(session) => follow_review(context, &mut engine, session, &mut form)?,
            None => Vec::new(),
        };
        if args.hold_floors {
            hold_floors(context, &mut engine, &scope, &mut form)?;
        }
        // A plan that leaves the house has a time: the likeliest, unless one is given.
        if args.spec.is_none() {
            engine.complete_plan(&mut form, false, &scope, job.now)?;
        }
        let request = engine.plan_request(&form, method, &scope)?;
        let result = engine::solve(&job, &request)?;
        let last = engine.last_plan(&result)?;
        let saved = match &args.save {
            Some(name) => {
                let (_, version) = engine.save_plan(&job, name, &form, &result)?;
                engine.keep_actions(&job, &followed)?;
                Some((name, version))
            }
            None => None,
        };
        let todo = kind.map(|_| report::run_down_actions(&mut engine, &scope, context.lang));
        ((request, result), last, saved, todo.transpose()?)
    } else {
        let request = engine::request_without_store(&form, method)?;
        let result = engine::solve(&job, &request)?;
        ((request, result), None, None, None)
    };
    let (request, result) = result;
    progress::clear();
    let changed = last.map(|(kept, last)| (kept, since(&last, &result)));
    if args.json {
        let mut value = serde_json::to_value(&result)?;
        if let Some((kept, changed)) = &changed {
            value["since"] = serde_json::to_value(changed)?;
            value["since"]["name"] = json!(kept.name);
            value["since"]["version"] = json!(kept.version);
        }
        out::json(&value)?;
    } else {
        print_plan(&request, &result, context.lang);
        if let Some((kept, changed)) = &changed {
            let plan = (kept.name.as_str(), kept.version);
            print_since(&pages::plan::since(&request, plan, changed, context.lang));
        }
    }
    if let (Some(out), Some(kind)) = (&args.out, kind) {
        let about = (args.save.as_deref(), todo);
        rundown::write(context, &job, (&request, &result), about, (kind, out))?;
    }
    if let Some((name, version)) = saved {
        out::error_line(&notices::plan_saved(name, version, context.lang));
    }
    Ok(Outcome::Done)
}

/// Writes what the review of a session found into the form. Returns what is kept of it once the
/// plan is.
fn follow_review(
    context: &Context,
    engine: &mut Engine,
    session: &str,
    form: &mut PlanForm,
) -> anyhow::Result<Vec<ActionDraft>> {
    let session = engine.find_session(Some(session).filter(|id| !id.is_empty()))?;
    let findings = review_page(context, engine, session)?.findings;
    let known = engine.known_products(&Scope::default())?;
    let followed = form.follow(&pages::overview::minute_wishes(&findings), &known);
    let left = findings.len() - followed;
    out::error_line(&say_evidence::added_to_plan(followed, left, context.lang));
    Ok(pages::overview::drafts(&findings))
}

/// Writes the floors that were set into the form.
fn hold_floors(
    context: &Context,
    engine: &mut Engine,
    scope: &Scope,
    form: &mut PlanForm,
) -> anyhow::Result<()> {
    let floors = engine.floor_wishes(scope)?;
    // What the plan would be without them: its products and its length.
    let request = engine.plan_request(form, Method::Auto, scope)?;
    let known: Vec<String> = request.products.iter().map(|product| product.id.clone()).collect();
    let held = form.hold_floors(&floors, &known, (request.minutes, request.block_minutes));
    out::error_line(&evaluate_exposure::floors_held(held, floors.len(), context.lang));
    Ok(())
}

pub(super) fn print_plan(request: &crate::plan::PlanRequest, result: &PlanResult, lang: Lang) {
    let page = pages::plan::plan(request, result, lang);
    out::line(&page.verdict);
    let headers = lang.pick(
        ["商品", "份额", "分钟", "预计", "80% 区间", "再多 1%", "被什么卡住"],
        ["Product", "Share", "Minutes", "Expected", "80% range", "+1%", "Held by"],
    );
    let rows: Vec<Vec<String>> = page
        .table
        .rows
        .iter()
        .map(|row| {
            vec![
                row.name.clone(),
                row.share.text.clone(),
                row.minutes.text.clone(),
                row.value.text.clone(),
                row.range.as_ref().map_or_else(String::new, |range| range.text.clone()),
                row.per_percent.text.clone(),
                row.limit_text.clone(),
            ]
        })
        .collect();
    out::table(&headers, &[1, 2, 3, 4, 5], &rows);
    out::line(format!("  {}", page.table.total.gain));
    if let Some(odds) = &page.strip.probability {
        out::line(format!("  {}", odds.sentence));
    }
    if !page.strip.needs.is_empty() {
        out::line(format!("  {}", page.strip.needs_title));
        for need in &page.strip.needs {
            out::line(format!("    {} {} → {} {}", need.label, need.now, need.needed, need.more));
        }
    }
    for line in &page.explanations {
        out::line(format!("  {line}"));
    }
    if let Some(book) = &page.playbook {
        out::line(format!("  {}", book.title));
        out::line(format!("    {}", book.sentence));
        for rule in &book.rules {
            out::line(format!("    {rule}"));
        }
    }
    print_hosts(&page.hosts);
    for notice in &page.notices {
        out::line(format!("  ! {}", notice.text));
    }
}

/// Who presents what, where anybody was named.
fn print_hosts(panel: &pages::plan::HostPanel) {
    if panel.chosen.is_empty() {
        return;
    }
    out::line(format!("  {}", panel.title));
    out::line(format!("    {}", panel.sentence));
    if panel.rows.is_empty() {
        return;
    }
    let heads = panel.columns.each_ref().map(String::as_str);
    let rows: Vec<Vec<String>> = panel
        .rows
        .iter()
        .map(|row| {
            let name = if row.is_host { row.name.clone() } else { format!("  {}", row.name) };
            let against = format!("{} ({})", row.against.text, row.against_range);
            let [minutes, share, value] = [&row.minutes, &row.share, &row.value];
            vec![name, minutes.text.clone(), share.text.clone(), against, value.text.clone()]
        })
        .collect();
    out::table(&heads, &[1, 2, 4], &rows);
    out::line(format!("    {}", panel.against_tip));
}

fn print_since(view: &pages::plan::SinceView) {
    out::line(format!("  {}", view.title));
    for line in std::iter::once(&view.sentence).chain(&view.causes).chain(&view.rows) {
        out::line(format!("    {line}"));
    }
}

pub fn plans(context: &Context, args: &JsonArgs) -> anyhow::Result<Outcome> {
    let plans = context.reader()?.plans()?;
    if args.json {
        let plans: Vec<_> = plans
            .iter()
            .map(|plan| {
                json!({
                    "name": plan.name,
                    "version": plan.version,
                    "created_at": plan.created_at.to_string(),
                    "session": plan.session,
                })
            })
            .collect();
        out::json(&json!({ "plans": plans }))?;
        return Ok(Outcome::Done);
    }
    if plans.is_empty() {
        out::line(notices::no_plans(context.lang));
    }
    for plan in plans {
        let at = plan.created_at.to_zoned_datetime(TimeZone::system());
        out::line(format!("{}  v{}  {}", plan.name, plan.version, at.strftime("%Y-%m-%d %H:%M")));
    }
    Ok(Outcome::Done)
}
