//! Plain tables under canonical column names, as a careful merchant keeps them.

use jiff::civil::{Date, date};

use super::catalog::{CATEGORIES, ShopKind};
use super::comments::Words;
use super::ledger::exported_at;
use super::shape::{dice, normal};
use super::sheet::{Fault, dashed, delimited, fixed};
use super::totals::CHANNELS;
use super::world::{Session, Shop, after};

type Rows = Vec<Vec<String>>;

fn table(header: &str, rows: Rows) -> Result<Vec<u8>, Fault> {
    let header = header.split(',').map(ToOwned::to_owned).collect();
    delimited(std::iter::once(header).chain(rows))
}

/// The catalogue with costs.
pub fn products(shop: &Shop) -> Result<Vec<u8>, Fault> {
    let rows = shop.products.iter().map(|p| {
        vec![
            p.id.clone(),
            p.name.to_owned(),
            CATEGORIES[p.category].name.to_owned(),
            p.brand.to_owned(),
            fixed(p.price),
            fixed(p.cost),
            p.stock.to_string(),
            p.kind.to_owned(),
            p.role.to_owned(),
        ]
    });
    table("id,name,category,brand,price,unit_cost,stock,kind,role", rows.collect())
}

/// Who presented which session.
pub fn sessions(shop: &Shop) -> Result<Vec<u8>, Fault> {
    let rows = shop.sessions.iter().map(|s| {
        vec![
            shop.kind.name().to_owned(),
            dashed(s.plan.start),
            s.plan.title.clone(),
            s.plan.host.to_owned(),
            s.plan.length.to_string(),
        ]
    });
    table("account_name,start_at,title,host,duration_s", rows.collect())
}

/// The two columns that say which session a row belongs to: the room id where there is one.
fn session_columns(shop: &Shop) -> &'static str {
    if shop.kind == ShopKind::Guangying { "session_id" } else { "account_name,session_start" }
}

fn session_cells(shop: &Shop, session: &Session) -> Vec<String> {
    if shop.kind == ShopKind::Guangying {
        vec![session.plan.room.clone()]
    } else {
        vec![shop.kind.name().to_owned(), dashed(session.plan.start)]
    }
}

/// Talk segments of all sessions.
pub fn segments(shop: &Shop) -> Result<Vec<u8>, Fault> {
    let mut rows = Rows::new();
    for session in &shop.sessions {
        let plan = &session.plan;
        for (talk, x) in plan.talks.iter().zip(&session.totals.talks) {
            let product = &shop.products[plan.offers[talk.offer].product];
            let mut row = session_cells(shop, session);
            row.extend([
                product.id.clone(),
                product.name.to_owned(),
                dashed(plan.at(talk.from)),
                dashed(plan.at(talk.to)),
                format!("{:.1}", x.online),
                x.change.to_string(),
                x.clicks.to_string(),
                x.sales.orders.to_string(),
                x.sales.items.to_string(),
                fixed(x.sales.paid),
            ]);
            rows.push(row);
        }
    }
    let header = format!(
        "{},product_id,product_name,start_at,end_at,avg_online,viewer_change,clicks,orders,items,paid_amount",
        session_columns(shop)
    );
    table(&header, rows)
}

/// Minute curves of some sessions.
pub fn minutes(shop: &Shop, sessions: &[Session]) -> Result<Vec<u8>, Fault> {
    let mut rows = Rows::new();
    for session in sessions {
        for (minute, x) in (0_u32..).zip(&session.totals.minutes) {
            let mut row = session_cells(shop, session);
            row.extend([
                dashed(session.plan.at(minute * 60)),
                x.online.to_string(),
                x.entered.to_string(),
                x.left.to_string(),
                x.clickers.to_string(),
                x.sales.orders.to_string(),
                x.sales.buyers.to_string(),
                fixed(x.sales.paid),
                x.comments.to_string(),
                x.follows.to_string(),
            ]);
            rows.push(row);
        }
    }
    table(
        "account_name,session_start,at,online,entered,left_count,click_uv,orders,buyers,paid_amount,comments,new_followers",
        rows,
    )
}

/// Channels of some sessions.
pub fn channels<'a>(
    shop: &Shop,
    sessions: impl Iterator<Item = &'a Session>,
) -> Result<Vec<u8>, Fault> {
    let mut rows = Rows::new();
    for session in sessions {
        for (name, x) in CHANNELS.iter().zip(&session.totals.channels) {
            if x.viewers == 0 && x.spend == 0 {
                continue;
            }
            let mut row = session_cells(shop, session);
            row.extend([
                (*name).to_owned(),
                x.views.to_string(),
                x.viewers.to_string(),
                x.sales.orders.to_string(),
                fixed(x.sales.paid),
                if x.spend > 0 { fixed(x.spend) } else { String::new() },
            ]);
            rows.push(row);
        }
    }
    table("account_name,session_start,channel,views_pv,viewers_uv,orders,paid_amount,spend", rows)
}

/// Comments of some sessions (with their numbers).
pub fn comments<'a>(
    shop: &Shop,
    sessions: impl Iterator<Item = (usize, &'a Session)>,
    seed: u64,
) -> Result<Vec<u8>, Fault> {
    let mut rows = Rows::new();
    for (number, session) in sessions {
        let mut words = Words::new(seed, number);
        for remark in &session.comments {
            let product = remark.product.map(|p| &shop.products[p]);
            let mut row = session_cells(shop, session);
            row.extend([
                dashed(session.plan.at(remark.at)),
                match remark.author {
                    Ok(member) => shop.people.members[member].phone.clone(),
                    Err(guest) => {
                        format!("样例游客{:04}", (guest * 37 + number as u32 * 101) % 10_000)
                    }
                },
                words.next(product),
                product.map_or_else(String::new, |p| p.id.clone()),
            ]);
            rows.push(row);
        }
    }
    table("account_name,session_start,at,user,text,product_id", rows)
}

/// What is known of members.
pub fn viewers(shop: &Shop) -> Result<Vec<u8>, Fault> {
    let rows =
        shop.people.members.iter().map(|m| {
            [&*m.phone, m.age, m.gender, m.region, m.level].map(ToOwned::to_owned).to_vec()
        });
    table("id,age_band,gender,region,fan_level", rows.collect())
}

/// The event log of the sessions whose start lies from `from` until before `to`.
pub fn events(shop: &Shop, from: Date, to: Date) -> Result<Vec<u8>, Fault> {
    let mut rows = Rows::new();
    for session in &shop.sessions {
        let day = session.plan.start.date();
        if day < from || day >= to {
            continue;
        }
        let start = dashed(session.plan.start);
        let mut actions: Vec<_> = session
            .visits
            .iter()
            .flat_map(|visit| visit.actions.iter().map(|action| (visit.member, action)))
            .collect();
        actions.sort_by_key(|(member, action)| (action.at, *member));
        for (member, action) in actions {
            rows.push(vec![
                shop.people.members[member].phone.clone(),
                action.product.map_or_else(String::new, |p| shop.products[p].id.clone()),
                action.word.to_owned(),
                dashed(session.plan.at(action.at)),
                action.value.to_string(),
                start.clone(),
                shop.kind.name().to_owned(),
            ]);
        }
    }
    table("viewer,product_id,action,time,value,session_start,account_name", rows)
}

/// Weekly ad share.
pub fn income(shop: &Shop, seed: u64) -> Result<Vec<u8>, Fault> {
    let mut dice = dice(seed, "income", 0);
    let first = date(2026, 5, 24).at(0, 0, 0, 0);
    let rows = (0..27_i64)
        .map(|week| after(first, week * 7 * 86_400))
        .filter(|day| *day < exported_at())
        .enumerate()
        .map(|(week, day)| {
            let yuan = (380.0 + 6.0 * week as f64) * (0.18 * normal(&mut dice)).exp();
            vec![
                day.date().to_string(),
                "ad_share".to_owned(),
                fixed((yuan * 100.0) as i64),
                shop.kind.name().to_owned(),
            ]
        });
    table("date,kind,amount,account_name", rows.collect())
}
