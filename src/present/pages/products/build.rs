//! Makes the products page.

use super::detail::detail;
use super::{
    CornerText, ProductRow, ProductTable, ProductsPage, Quadrant, QuadrantPoint, RateCell,
    Suggestion,
};
use crate::domain::{Basis, Currency, ProductId, Role, Session, Snapshot};
use crate::metrics::{
    Advice, BasketLine, Board, Corner, FunnelKind, MetricKey, MetricValue, NoMargin, ProductStats,
    Shrunk, Suggested, Way, board, suggestions,
};
use crate::present::format::{self, compact, count, fixed, percent, raw_rate, shrunk};
use crate::present::pages::filters::{Filters, apply};
use crate::present::pages::make::{explain, share_figure, share_range, sources};
use crate::present::pages::named::product_name;
use crate::present::pages::{ChartHead, Dot, Notice, Num, PageContext};
use crate::present::text::{Lang, metrics as names, pages as text, products as say};

/// What the products page needs besides the snapshot. All may be empty.
#[derive(Clone, Copy)]
pub struct ProductsExtras<'a> {
    /// The product to show in detail; the first of the table when `None`.
    pub chosen: Option<ProductId>,
    /// The products of every order that a product stands in: asked for the one that is shown.
    pub baskets: &'a dyn Fn(ProductId) -> Vec<BasketLine>,
}

impl Default for ProductsExtras<'_> {
    fn default() -> Self {
        Self { chosen: None, baskets: &|_| Vec::new() }
    }
}

/// Makes the page of what the filters let through, for one account.
pub fn products(
    snapshot: &Snapshot,
    filters: &Filters,
    extras: &ProductsExtras<'_>,
    context: &PageContext,
) -> ProductsPage {
    let lang = context.lang;
    let empty = |filtered| ProductsPage {
        question: text::products_question(lang),
        empty: Some(text::no_products(text::Lack::of(snapshot, filtered), lang)),
        ..ProductsPage::default()
    };
    let Some(account) = filters.shown_account(snapshot) else {
        return empty(!snapshot.sessions.is_empty());
    };
    let own = Filters { account: Some(account), ..filters.clone() };
    let sessions = apply(&own, snapshot);
    let Some(latest) = sessions.last().copied() else {
        return empty(!snapshot.sessions.is_empty());
    };
    let all = board(snapshot, &sessions);
    let shown: Vec<&ProductStats> =
        all.products.iter().filter(|p| own.product(snapshot, p.product)).collect();
    if shown.is_empty() {
        return empty(!all.products.is_empty());
    }
    let currency = &latest.currency;
    let name = snapshot.account(account).map_or(format::MISSING, |a| a.name.as_str());
    let basis = names::basis_name(all.basis.unwrap_or(Basis::Created), lang);
    let chosen = extras
        .chosen
        .filter(|id| shown.iter().any(|p| p.product == *id))
        .unwrap_or(shown[0].product);
    let advice: Vec<Suggestion> = suggestions(snapshot, &all, usize::MAX)
        .into_iter()
        .filter(|s| own.product(snapshot, s.product))
        .take(3)
        .map(|s| suggestion(snapshot, &s, currency, lang))
        .collect();
    let no_cost = shown.iter().filter(|p| p.margin == Err(NoMargin::Cost)).count();
    ProductsPage {
        question: text::products_question(lang),
        empty: None,
        scope: format!("{name} · {basis} · {currency}"),
        quadrant: quadrant(snapshot, &all, &shown, lang),
        table: table(snapshot, &all, &shown, &sessions, currency, lang),
        suggestions: advice,
        suggestions_note: lang
            .pick("建议附理由，不证明因果", "With reasons; proves no cause")
            .to_owned(),
        cost_note: say::cost_note(no_cost, lang),
        detail: shown
            .iter()
            .find(|p| p.product == chosen)
            .map(|stats| detail(snapshot, &sessions, &all, stats, extras, context)),
        notices: notices(&all, lang),
    }
}

fn notices(board: &Board, lang: Lang) -> Vec<Notice> {
    let mut out = Vec::new();
    if board.click_mean.is_none() {
        out.push(Notice {
            warn: true,
            text: lang
                .pick(
                    "商品表里没有曝光或点击，分不出四象限：导入单场商品列表",
                    "The product sheets carry no impressions or clicks: import a session's product list",
                )
                .to_owned(),
        });
    }
    out
}

fn quadrant(snapshot: &Snapshot, board: &Board, shown: &[&ProductStats], lang: Lang) -> Quadrant {
    let most = shown.iter().filter_map(|p| p.amount).fold(0.0f64, f64::max);
    let most_margin = shown.iter().filter_map(|p| p.margin.ok()).fold(0.0f64, f64::max);
    let points: Vec<QuadrantPoint> = shown
        .iter()
        .filter_map(|p| {
            let (click, order) = (p.click?, p.order?);
            let name = product_name(snapshot, p.product);
            Some(QuadrantPoint {
                product: p.product,
                hover: format!(
                    "{name} · {} {} · {} {}",
                    names::metric_name(MetricKey::ClickRate, lang),
                    percent(click.estimate),
                    names::metric_name(MetricKey::OrderRate, lang),
                    percent(order.estimate),
                ),
                name,
                x: click.estimate,
                x_range: share_range(click.interval),
                y: order.estimate,
                y_range: share_range(order.interval),
                size: if most > 0.0 { (p.amount.unwrap_or(0.0) / most).max(0.0) } else { 0.0 },
                margin_size: p
                    .margin
                    .ok()
                    .filter(|_| most_margin > 0.0)
                    .map(|margin| (margin / most_margin).max(0.0)),
                role: snapshot.product(p.product).and_then(|x| x.role),
                corner: p.corner,
                dot: if p.corner == Corner::Unclear { Dot::Hollow } else { Dot::Solid },
            })
        })
        .collect();
    let mut roles: Vec<Option<Role>> = points.iter().map(|p| p.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let nothing = if points.is_empty() { say::no_rates(lang) } else { String::new() };
    let sentence = say::quadrant(
        points
            .iter()
            .filter(|p| p.corner == Corner::Push)
            .max_by(|a, b| a.size.total_cmp(&b.size))
            .map(|p| p.name.as_str()),
        points
            .iter()
            .filter(|p| p.corner == Corner::FixConversion)
            .max_by(|a, b| a.size.total_cmp(&b.size))
            .map(|p| (p.name.as_str(), fixed(p.y * 100.0, 1))),
        points.iter().filter(|p| p.corner == Corner::Unclear).count(),
        lang,
    );
    let counted = names::funnel_kind(board.kind, lang);
    Quadrant {
        head: ChartHead {
            title: lang.pick("商品四象限", "Product quadrant").to_owned(),
            unit: match lang {
                Lang::Zh => format!("横 商品点击率 % · 竖 点击-成交率 % · 大小 金额 · 按{counted}"),
                Lang::En => {
                    format!("across: click rate %, up: order rate %, size: amount, by {counted}")
                }
            },
            series: Vec::new(),
            sentence,
        },
        x_line: board.click_mean,
        y_line: board.order_mean,
        corners: Corner::ALL
            .into_iter()
            .filter(|c| *c != Corner::Unclear)
            .map(|corner| CornerText {
                corner,
                name: names::corner(corner, lang).to_owned(),
                hint: names::corner_hint(corner, lang).to_owned(),
            })
            .collect(),
        points,
        nothing,
        legend: roles.into_iter().map(|r| (r, names::role(r, lang).to_owned())).collect(),
    }
}

fn table(
    snapshot: &Snapshot,
    board: &Board,
    shown: &[&ProductStats],
    sessions: &[&Session],
    currency: &Currency,
    lang: Lang,
) -> ProductTable {
    let rows: Vec<ProductRow> =
        shown.iter().map(|p| row(snapshot, board, p, currency, lang)).collect();
    let sold = shown.iter().filter(|p| p.orders.is_some_and(|n| n > 0)).count();
    // The product whose estimate moved furthest from its raw rate teaches what an estimate is.
    let gap = |r: &ProductRow| {
        (r.order.raw.raw.unwrap_or(0.0) - r.order.estimate.raw.unwrap_or(0.0)).abs()
    };
    let moved = rows.iter().filter(|r| gap(r) >= 0.0005).max_by(|a, b| gap(a).total_cmp(&gap(b)));
    let any = rows.iter().any(|r| r.order.interval.is_some());
    let n = shown.len();
    let basis = names::basis_name(board.basis.unwrap_or(Basis::Created), lang);
    ProductTable {
        head: ChartHead {
            title: lang.pick("全部商品", "All products").to_owned(),
            unit: match lang {
                Lang::Zh => format!(
                    "{} 场 · {n} 个里有销量的 {sold} 个；竖线 = 全店平均；区间 80%",
                    sessions.len()
                ),
                Lang::En => format!(
                    "{} · {sold} of {n} sold; line = shop mean; 80% ranges",
                    format::sessions_en(sessions.len())
                ),
            } + &say::rebuilt(shown.iter().filter(|p| p.rebuilt > 0).count(), lang),
            series: Vec::new(),
            sentence: say::table(
                moved.map(|r| (r.name.as_str(), r.order.text.as_str())),
                any,
                lang,
            ),
        },
        columns: match lang {
            Lang::Zh => {
                ["商品", basis, "商品点击率 %", "点击-成交率 %", "估计 %", "毛利/分", "去向"]
            }
            Lang::En => [
                "Product",
                basis,
                "Click rate %",
                "Order rate %",
                "Estimate %",
                "Margin/min",
                "Where to",
            ],
        }
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

fn row(
    snapshot: &Snapshot,
    board: &Board,
    p: &ProductStats,
    currency: &Currency,
    lang: Lang,
) -> ProductRow {
    let known = snapshot.product(p.product);
    let role = known.and_then(|x| x.role);
    let gpm = MetricValue {
        basis: board.basis,
        ..MetricValue::quotient(
            MetricKey::Gpm,
            p.amount_with_impressions,
            p.impressions_pv.map(|n| n as f64),
            1000.0,
        )
    }
    .by(Way::PerImpression);
    let amount_key = match board.basis {
        Some(Basis::Paid) => MetricKey::PaidAmount,
        _ => MetricKey::Gmv,
    };
    let amount = MetricValue { basis: board.basis, ..MetricValue::plain(amount_key, p.amount) };
    let (click_key, order_key) = match board.kind {
        FunnelKind::People => (MetricKey::ClickRate, MetricKey::OrderRate),
        FunnelKind::Times => (MetricKey::ClickRatePv, MetricKey::OrderRatePv),
    };
    let share = |key, rate: Option<Shrunk>| {
        let value =
            MetricValue::quotient(key, rate.map(|r| r.successes), rate.map(|r| r.trials), 1.0);
        match board.kind {
            FunnelKind::People if key == MetricKey::ClickRate && p.rebuilt > 0 => {
                value.by(Way::ExposureRebuilt)
            }
            FunnelKind::People => value.by(Way::OncePerSession),
            FunnelKind::Times => value,
        }
    };
    let margin = MetricValue {
        basis: p.margin.ok().and(board.basis),
        ..MetricValue::plain(MetricKey::Margin, p.margin.ok())
    };
    // Where the newest row of the product stood.
    let places = snapshot
        .session_products
        .iter()
        .rev()
        .find(|r| r.product == p.product)
        .map(|r| sources(snapshot, &r.origins, lang))
        .unwrap_or_default();
    ProductRow {
        product: p.product,
        name: product_name(snapshot, p.product),
        role,
        role_text: names::role(role, lang).to_owned(),
        sessions: p.sessions,
        amount: Num::maybe(p.amount, |a| compact(a, lang)),
        orders: Num::count(p.orders),
        click: rate_cell(p.click, board.click_mean, lang),
        order: rate_cell(p.order, board.order_mean, lang),
        gpm: Num::maybe(gpm.value, |g| compact(g, lang)),
        margin: Num::money(p.margin.ok(), currency, lang),
        margin_per_minute: Num::maybe(p.margin_per_minute.ok(), |m| {
            if m.abs() < 100.0 { fixed(m, 1) } else { count(m) }
        }),
        margin_note: p
            .margin_per_minute
            .err()
            .map(|reason| names::no_margin(reason, lang).to_owned())
            .unwrap_or_default(),
        corner: p.corner,
        corner_text: names::corner(p.corner, lang).to_owned(),
        explain: [amount, share(click_key, p.click), share(order_key, p.order), gpm, margin]
            .iter()
            .map(|v| explain(v, currency, places.clone(), lang))
            .collect(),
    }
}

fn rate_cell(rate: Option<Shrunk>, mean: Option<f64>, lang: Lang) -> RateCell {
    let Some(rate) = rate else {
        return RateCell {
            count: Num::missing(),
            of: Num::missing(),
            raw: Num::missing(),
            fraction: format::MISSING.to_owned(),
            estimate: Num::missing(),
            interval: None,
            dot: Dot::Ghost,
            text: format::MISSING.to_owned(),
        };
    };
    let raw = rate.successes / rate.trials;
    let few = rate.interval.high - rate.interval.low > 0.4 * rate.estimate;
    RateCell {
        count: Num::of(rate.successes, count(rate.successes)),
        of: Num::of(rate.trials, count(rate.trials)),
        raw: Num::of(raw, share_figure(raw)),
        fraction: format!(
            "{}/{} = {}",
            count(rate.successes),
            count(rate.trials),
            share_figure(raw)
        ),
        estimate: Num::of(rate.estimate, share_figure(rate.estimate)),
        interval: Some(share_range(rate.interval)),
        dot: match mean {
            Some(mean) if !rate.interval.contains(mean) => Dot::Solid,
            Some(_) => Dot::Hollow,
            None => Dot::Ghost,
        },
        text: if few {
            shrunk(rate.successes, rate.trials, rate.estimate, &rate.interval, lang)
        } else {
            raw_rate(rate.successes, rate.trials)
        },
    }
}

fn suggestion(snapshot: &Snapshot, s: &Suggested, currency: &Currency, lang: Lang) -> Suggestion {
    let role = snapshot.product(s.product).and_then(|p| p.role);
    Suggestion {
        product: s.product,
        name: product_name(snapshot, s.product),
        action: say::action(s.advice, role, lang),
        reason: say::reason(s, currency, lang),
        role: match s.advice {
            Advice::Role(role) => Some(role),
            _ => None,
        },
    }
}
