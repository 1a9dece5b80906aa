//! `comments`: what people ask for and complain about, and how pleased they are.

use serde_json::json;

use super::args_report::CommentsArgs;
use super::{Context, Outcome, out, progress};
use crate::engine::CommentScope;
use crate::present::pages::comments::{AskedRow, CommentsPage, comments as page};

pub fn comments(context: &Context, args: &CommentsArgs) -> anyhow::Result<Outcome> {
    let lang = context.lang;
    let mut engine = context.reader()?;
    let product = args.product.as_deref().map(|id| engine.find_product(id)).transpose()?;
    let snapshot = engine.snapshot()?;
    let sessions = match &args.session {
        Some(id) => vec![engine.find_session(Some(id))?],
        None => snapshot.sessions.iter().map(|session| session.id).collect(),
    };
    let found = engine.comments(&context.job(0), &CommentScope { sessions, product })?;
    progress::clear();
    if args.json {
        let products: Vec<_> = found
            .summary
            .products
            .iter()
            .filter(|one| product.is_none_or(|wanted| wanted == one.product))
            .map(|one| {
                let name = snapshot.product(one.product).map(|p| p.name.clone());
                json!({ "product_id": one.product, "name": name, "comments": one.part })
            })
            .collect();
        out::json(&json!({
            "sessions": found.sessions,
            "all": found.summary.all,
            "products": products,
            "without_time": found.summary.without_time,
            "outside_talks": found.summary.outside,
            "left_out": found.left_out,
        }))?;
        return Ok(Outcome::Done);
    }
    print(&page(&snapshot, &found, product, lang), context);
    Ok(Outcome::Done)
}

fn print(page: &CommentsPage, context: &Context) {
    let lang = context.lang;
    if let Some(nothing) = &page.empty {
        out::line(&nothing.title);
        out::line(format!("  {}", nothing.detail));
        return;
    }
    out::line(format!("{} · {}", page.head.title, page.head.unit));
    out::line(&page.head.sentence);
    out::line(format!("  {}", page.satisfaction.text));
    let list = |title: &str, rows: &[AskedRow]| {
        if rows.is_empty() {
            return;
        }
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| vec![row.name.clone(), row.line.clone(), row.wordings.join(" ")])
            .collect();
        out::table(&[title, "", ""], &[], &rows);
    };
    list(lang.pick("在问什么", "Asked"), &page.asked);
    list(lang.pick("在抱怨什么", "Complaints"), &page.complaints);
    if !page.products.is_empty() {
        let headers = lang.pick(
            ["商品", "评论", "满意", "没人回的", "抱怨"],
            ["Product", "Comments", "Pleased", "Unanswered", "Complaints"],
        );
        let rows: Vec<Vec<String>> = page
            .products
            .iter()
            .map(|one| {
                vec![
                    one.name.clone(),
                    one.comments.text.clone(),
                    one.satisfaction.share.text.clone(),
                    one.asked.clone(),
                    one.complains.clone(),
                ]
            })
            .collect();
        out::table(&headers, &[1, 2], &rows);
    }
    for note in &page.notes {
        out::line(format!("  {note}"));
    }
}
