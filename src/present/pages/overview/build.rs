//! Makes the overview: the latest session first, then findings, cards and charts.

use super::blocks::{heat, income, next_session, top_products};
use super::charts::{calendar, trend};
use super::{FindingAction, FindingView, Hero, OverviewExtras, OverviewPage};
use crate::domain::{Account, Basis, Session, Snapshot};
use crate::metrics::{
    Diagnosis, Finding, FindingKind, FunnelKind, LikeGroup, board, diagnose, findings, funnel,
    like_sessions, standing, talk_review,
};
use crate::present::format::{self, money};
use crate::present::pages::filters::{Filters, apply};
use crate::present::pages::make::{
    amount_metric, badge, card, change, explain, metric_of, metric_sources, money_range,
};
use crate::present::pages::named::{product_name, session_line};
use crate::present::pages::review::partial_note;
use crate::present::pages::{Choice, Dot, Notice, Num, PageContext};
use crate::present::text::{Lang, finder, metrics as names, pages as text, review as say};

/// Makes the overview of what the filters let through. Amounts of one account only are shown: the
/// chosen one, else the one with most sessions.
pub fn overview(
    snapshot: &Snapshot,
    filters: &Filters,
    extras: &OverviewExtras<'_>,
    context: &PageContext,
) -> OverviewPage {
    let lang = context.lang;
    let question = text::overview_question(lang);
    let nothing = |filtered| OverviewPage {
        question: text::overview_question(lang),
        empty: Some(text::no_sessions(text::Lack::of(snapshot, filtered), lang)),
        ..OverviewPage::default()
    };
    let Some(account_id) = filters.shown_account(snapshot) else {
        return nothing(!snapshot.sessions.is_empty());
    };
    let own = Filters { account: Some(account_id), ..filters.clone() };
    let sessions = apply(&own, snapshot);
    let Some(latest) = sessions.last().copied() else {
        return nothing(!snapshot.sessions.is_empty());
    };
    let basis = latest.facts.amount().map_or(Basis::Created, |(_, b)| b);
    let like = like_sessions(snapshot, latest);
    let diagnosis = diagnose(latest, &like, context.seed);
    let (views, note) = finding_views(snapshot, latest, &like, extras, context);
    let title = views.first().map(|f| f.title.as_str());
    let stats = board(snapshot, &sessions);
    let (keys, chosen) = super::cards::keys(extras.cards, latest);
    let half_year = apply(&Filters { from: None, to: None, ..own.clone() }, snapshot);
    OverviewPage {
        question,
        empty: None,
        accounts: accounts(snapshot, filters, account_id, lang),
        hero: Some(hero(snapshot, latest, &like, &diagnosis, context)),
        next_action: say::next_action(title, &diagnosis, lang),
        findings_note: note,
        findings_foot: lang.pick("区间 80%，不证明因果", "80% ranges; proves no cause").to_owned(),
        findings: views,
        cards: keys.into_iter().map(|key| card(snapshot, latest, key, &like, context)).collect(),
        card_choices: super::cards::choices(lang),
        cards_chosen: chosen,
        trend: trend(snapshot, &sessions, basis, lang),
        calendar: calendar(snapshot, &half_year, extras.planned, lang),
        heat: heat(&sessions, basis, extras.takings, lang),
        top_products: top_products(snapshot, &own, &stats, sessions.len(), latest, lang),
        next: next_session(extras.planned, latest, context),
        income: income(snapshot, &sessions, latest, &stats, lang),
        status: status(snapshot, lang),
        basis_note: basis_note(latest, basis, lang),
        notices: notices(snapshot, filters, latest, &sessions, basis, lang),
    }
}

fn hero(
    snapshot: &Snapshot,
    session: &Session,
    like: &LikeGroup<'_>,
    diagnosis: &Diagnosis,
    context: &PageContext,
) -> Hero {
    let lang = context.lang;
    let currency = &session.currency;
    let key = amount_metric(session);
    let value = metric_of(snapshot, session, key);
    let stand = standing(snapshot, key, value.value, like);
    let compared = match (stand.median, lang) {
        (Some(median), Lang::Zh) => {
            format!("比同类 {} 场中位 {}", stand.sessions, money(median, currency, lang))
        }
        (Some(median), Lang::En) => {
            format!("vs {}, the median of {} alike", money(median, currency, lang), stand.sessions)
        }
        (None, Lang::Zh) if stand.sessions == 0 => "还没有可比的，满 5 场才能比".to_owned(),
        (None, Lang::En) if stand.sessions == 0 => {
            "none to compare with; five are needed".to_owned()
        }
        (None, Lang::Zh) => format!("可比的只有 {} 场，满 5 场才能比", stand.sessions),
        (None, Lang::En) => {
            format!("only {} alike; five are needed", format::sessions_en(stand.sessions))
        }
    };
    let line = session_line(snapshot, session, false, lang);
    Hero {
        session: session.id,
        line: match lang {
            Lang::Zh => format!("最近一场 · {line}"),
            Lang::En => format!("Latest session · {line}"),
        },
        amount: Num::money(value.value, currency, lang),
        basis: names::metric_name(key, lang).to_owned(),
        badge: badge(stand.tier, lang),
        change: value.value.zip(stand.median).and_then(|(now, base)| change(key, now, base, lang)),
        compared,
        verdict: say::short_verdict(diagnosis, currency, lang),
        partial: partial_note(session, lang),
        explain: explain(&value, currency, metric_sources(snapshot, session, key, lang), lang),
    }
}

/// The findings of a session as shown; also used by the review for its next action.
pub(in crate::present::pages) fn finding_views(
    snapshot: &Snapshot,
    session: &Session,
    like: &LikeGroup<'_>,
    extras: &OverviewExtras<'_>,
    context: &PageContext,
) -> (Vec<FindingView>, String) {
    let lang = context.lang;
    let talk = talk_review(snapshot, session);
    let people = funnel(FunnelKind::People, &session.facts, like);
    let found = findings(session, &talk, &people, like, extras.minutes, context.seed, 3);
    let note = if found.is_empty() {
        say::no_findings(!talk.segments.is_empty(), lang)
    } else {
        String::new()
    };
    let clock = |minute: u32| {
        let second = session.start.timestamp().as_second() + i64::from(minute) * 60;
        jiff::Timestamp::from_second(second).map_or_else(
            |_| format::MISSING.to_owned(),
            |t| format::clock(&t.to_zoned_datetime(session.start.time_zone().clone())),
        )
    };
    let views = found
        .iter()
        .enumerate()
        .map(|(at, finding)| {
            let product = product_of(finding).map(|id| product_name(snapshot, id));
            let (title, lines) = say::finding(
                finding,
                product.as_deref().unwrap_or_default(),
                clock,
                &session.currency,
                lang,
            );
            FindingView {
                rank: at + 1,
                title,
                lines,
                gain: Num::of(finding.gain, say::gain(finding.gain, &session.currency, lang)),
                interval: money_range(finding.interval),
                // What may come next time is an estimate: hollow.
                dot: Dot::Hollow,
                action: action(snapshot, finding),
                draft: crate::plan::draft_of(snapshot, session.id, &finding.kind),
            }
        })
        .collect();
    (views, note)
}

fn product_of(finding: &Finding) -> Option<crate::domain::ProductId> {
    match finding.kind {
        FindingKind::TalkLess { product, .. } | FindingKind::TalkMore { product, .. } => {
            Some(product)
        }
        FindingKind::MoveSpend { .. } | FindingKind::WeakStep { .. } => None,
    }
}

fn action(snapshot: &Snapshot, finding: &Finding) -> FindingAction {
    let talk = |product, minutes: f64, change: i64| FindingAction::TalkMinutes {
        product,
        plan_id: crate::plan::key_of(snapshot, product),
        minutes: change,
        to: (minutes + change as f64).round().max(0.0) as u32,
    };
    match finding.kind {
        FindingKind::TalkLess { product, change, minutes, .. } => talk(product, minutes, -change),
        FindingKind::TalkMore { product, change, minutes, .. } => talk(product, minutes, change),
        FindingKind::MoveSpend { from_minute, to_minute, .. } => {
            FindingAction::MoveSpend { from_minute, to_minute }
        }
        FindingKind::WeakStep { step, .. } => {
            FindingAction::FixStep { step: step.field(FunnelKind::People).to_owned() }
        }
    }
}

fn account_text(account: &Account, lang: Lang) -> String {
    format!("{} · {} · {}", account.name, names::platform(account.platform, lang), account.currency)
}

/// Accounts with sessions under the other filters.
fn accounts(
    snapshot: &Snapshot,
    filters: &Filters,
    shown: crate::domain::AccountId,
    lang: Lang,
) -> Vec<Choice<crate::domain::AccountId>> {
    let any = Filters { account: None, ..filters.clone() };
    snapshot
        .accounts
        .iter()
        .filter(|account| {
            account.id == shown
                || snapshot.sessions.iter().any(|s| s.account == account.id && any.session(s))
        })
        .map(|account| Choice {
            id: account.id,
            text: account_text(account, lang),
            selected: account.id == shown,
        })
        .collect()
}

fn status(snapshot: &Snapshot, lang: Lang) -> String {
    let number = |n: u64| format::count(n as f64);
    let sessions = number(snapshot.sessions.len() as u64);
    let products = number(snapshot.products.len() as u64);
    let orders = number(snapshot.order_lines);
    match lang {
        Lang::Zh => format!("{sessions} 场 · {products} 个商品 · {orders} 条子订单"),
        Lang::En if sessions == "1" => {
            format!("1 session · {products} products · {orders} order lines")
        }
        Lang::En => format!("{sessions} sessions · {products} products · {orders} order lines"),
    }
}

fn basis_note(session: &Session, basis: Basis, lang: Lang) -> String {
    let name = names::basis_name(basis, lang);
    let currency = &session.currency;
    match lang {
        Lang::Zh => format!("金额没注明的都是{name}，含退款 · {currency}"),
        Lang::En => {
            format!("Amounts are {name} including refunds unless said otherwise · {currency}")
        }
    }
}

/// What the filters leave of the sessions, when they limit more than the shop.
fn only(snapshot: &Snapshot, filters: &Filters, sessions: usize, lang: Lang) -> Option<Notice> {
    if !filters.is_narrow() {
        return None;
    }
    let name = |id| snapshot.host(id).map(|host| host.name.clone());
    let days = match (filters.from, filters.to) {
        (None, None) => None,
        (from, to) => {
            let day =
                |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |d| d.to_string());
            Some(format!("{}–{}", day(from), day(to)))
        }
    };
    let parts: Vec<String> = [
        days,
        filters.platform.map(|platform| names::platform(platform, lang).to_owned()),
        filters.host.and_then(name),
        filters.product.map(|id| finder::sold(&product_name(snapshot, id), lang)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let text = finder::only(&parts, sessions, lang);
    (!parts.is_empty()).then_some(Notice { warn: false, text })
}

fn notices(
    snapshot: &Snapshot,
    filters: &Filters,
    latest: &Session,
    sessions: &[&Session],
    basis: Basis,
    lang: Lang,
) -> Vec<Notice> {
    let mut out = Vec::new();
    let others = accounts(snapshot, filters, latest.account, lang).len() - 1;
    if filters.account.is_none() && others > 0 {
        let name = snapshot.account(latest.account).map_or(format::MISSING, |a| a.name.as_str());
        out.push(Notice {
            warn: false,
            text: match lang {
                Lang::Zh => format!("现在看的是「{name}」；另有 {others} 个账号，金额不合在一起"),
                Lang::En => format!("Showing '{name}'; {others} more accounts are not added to it"),
            },
        });
    }
    out.extend(only(snapshot, filters, sessions.len(), lang));
    let mixed =
        sessions.iter().filter(|s| s.facts.amount().is_some_and(|(_, b)| b != basis)).count();
    if mixed > 0 {
        let name = names::basis_name(basis, lang);
        out.push(Notice {
            warn: true,
            text: match lang {
                Lang::Zh => {
                    format!("有 {mixed} 场的金额不是{name}，是另一种口径，没有合在一起算")
                }
                Lang::En => format!("{mixed} sessions do not count in {name} and are left out"),
            },
        });
    }
    out
}
