//! Which files tell of the world, and how they are named.

use jiff::civil::{Date, date};

use super::catalog::ShopKind;
use super::sheet::{Fault, archive, named};
use super::world::{Order, Session, Shop, World, after};
use super::{douyin_list, douyin_new, douyin_old, douyin_orders, ledger, tables, tiktok};

/// A file to be written.
pub struct OutFile {
    /// Path below `sample_data`, with `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Sessions with a workbook of the older layout: the first ones.
const OLD_WORKBOOKS: usize = 8;
/// First session with a workbook of the newer layout and with minute curves.
const NEW_WORKBOOKS_FROM: usize = 32;
/// Longest range of one session list in days.
const LIST_DAYS: i32 = 31;

/// All files of a world.
pub fn files(world: &World) -> Result<Vec<OutFile>, Fault> {
    let mut out = Vec::new();
    for shop in &world.shops {
        let seed = world.params.seed;
        let made = match shop.kind {
            ShopKind::Shanhe => shanhe(shop, seed)?,
            ShopKind::Guangying => guangying(shop)?,
            ShopKind::Chujian => chujian(shop)?,
        };
        out.extend(made.into_iter().map(|(name, bytes)| OutFile {
            path: format!("{}/{name}", shop.kind.folder()),
            bytes,
        }));
    }
    Ok(out)
}

type Named = Vec<(String, Vec<u8>)>;

fn shanhe(shop: &Shop, seed: u64) -> Result<Named, Fault> {
    let mut out = lists(shop)?;
    for (number, session) in shop.sessions.iter().enumerate() {
        let orders: Vec<&Order> =
            shop.orders.iter().filter(|o| o.session == Some(number)).collect();
        if number < OLD_WORKBOOKS {
            out.push((
                workbook_name(shop, number, session),
                douyin_old::session(shop, session, &orders)?,
            ));
        } else if number >= NEW_WORKBOOKS_FROM {
            out.push((
                workbook_name(shop, number, session),
                douyin_new::session(shop, session, &orders)?,
            ));
        }
        // Two are missing, and the last two come on top of their workbooks.
        let listed = (OLD_WORKBOOKS..NEW_WORKBOOKS_FROM).contains(&number) && number % 11 != 4;
        if listed || number + 2 >= shop.sessions.len() {
            let name =
                format!("直播商品列表_{}_{}.xlsx", shop.kind.name(), named(session.plan.start));
            out.push((name, douyin_list::products(shop, session)?));
        }
    }
    let mut exports = douyin_orders::exports(shop)?;
    if let Some((_, oldest)) = exports.first_mut() {
        *oldest = douyin_orders::in_gb18030(oldest)?;
    }
    out.push(("订单_2026下半年.zip".to_owned(), archive(&exports)?));
    let (first, middle, end) = (date(2026, 1, 1), date(2026, 9, 1), date(2026, 12, 31));
    let logs = [
        ("events_2026-05_2026-08.csv".to_owned(), tables::events(shop, first, middle)?),
        ("events_2026-09_2026-11.csv".to_owned(), tables::events(shop, middle, end)?),
    ];
    out.push(("会员行为_2026下半年.zip".to_owned(), archive(&logs)?));
    let recent = &shop.sessions[NEW_WORKBOOKS_FROM..];
    let with_channels = shop.sessions[OLD_WORKBOOKS..NEW_WORKBOOKS_FROM]
        .iter()
        .enumerate()
        .filter(|(at, _)| at % 4 != 3)
        .map(|(_, session)| session);
    let with_comments =
        shop.sessions.iter().enumerate().filter(|(number, _)| *number >= 14 && number % 9 != 4);
    for (name, bytes) in [
        ("products.csv", tables::products(shop)?),
        ("sessions.csv", tables::sessions(shop)?),
        ("segments.csv", tables::segments(shop)?),
        ("minutes.csv", tables::minutes(shop, recent)?),
        ("channels.csv", tables::channels(shop, with_channels)?),
        ("comments.csv", tables::comments(shop, with_comments, seed)?),
        ("viewers.csv", tables::viewers(shop)?),
        ("income.csv", tables::income(shop, seed)?),
    ] {
        out.push((name.to_owned(), bytes));
    }
    Ok(out)
}

fn guangying(shop: &Shop) -> Result<Named, Fault> {
    Ok(vec![
        ("Creator-Live-Performance_20261122233512.xlsx".to_owned(), tiktok::live(shop)?),
        ("All order-2026-11-22-23_36.csv".to_owned(), tiktok::orders(shop)?),
        ("segments.csv".to_owned(), tables::segments(shop)?),
        ("products.csv".to_owned(), tables::products(shop)?),
    ])
}

fn chujian(shop: &Shop) -> Result<Named, Fault> {
    let mut out = lists(shop)?;
    for (name, bytes) in douyin_orders::exports(shop)? {
        // The mark in front is what a spreadsheet program leaves when it saves as UTF-8.
        out.push((name, [b"\xEF\xBB\xBF", bytes.as_slice()].concat()));
    }
    out.push((
        "events.csv".to_owned(),
        tables::events(shop, date(2026, 1, 1), date(2026, 12, 31))?,
    ));
    out.push(("products.csv".to_owned(), tables::products(shop)?));
    Ok(out)
}

/// Session lists of at most 31 days each.
fn lists(shop: &Shop) -> Result<Named, Fault> {
    let mut out = Named::new();
    let mut rest = shop.sessions.as_slice();
    while let Some(first) = rest.first() {
        let from: Date = first.plan.start.date();
        let within = |s: &Session| (s.plan.start.date() - from).get_days() < LIST_DAYS;
        let many = rest.iter().take_while(|s| within(s)).count();
        let (part, left) = rest.split_at(many);
        let to = part[part.len() - 1].plan.start.date();
        out.push((format!("直播间列表_{from}_{to}.xlsx"), douyin_list::sessions(shop, part)?));
        rest = left;
    }
    Ok(out)
}

fn workbook_name(shop: &Shop, number: usize, session: &Session) -> String {
    let got = after(ledger::exported_at(), -(17 * (60 - number as i64)));
    format!(
        "直播间详情页_整场数据下载_{}({}_{}).xlsx",
        named(got),
        shop.kind.name(),
        named(session.plan.end())
    )
}
