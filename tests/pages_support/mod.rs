//! A small hand-made shop for the tests of page models, and a walk over what a page holds.

use fupan::domain::{
    Account, AccountId, Basis, Channel, ChannelFacts, Currency, Host, HostId, MinuteFacts, Money,
    Platform, Product, ProductFacts, ProductId, ProductKind, Role, Seconds, Segment, SegmentFacts,
    Session, SessionFacts, SessionId, SessionProduct, SessionProductFacts, Snapshot, Source,
    SourceCell, SourceId,
};
use fupan::present::pages::PageContext;
use fupan::present::text::Lang;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use serde_json::Value;

pub fn context(lang: Lang) -> PageContext {
    PageContext { lang, now: "2026-11-22T08:00:00Z".parse().unwrap(), seed: 7 }
}

pub fn yuan(x: f64) -> Option<Money> {
    Money::from_major(x)
}

pub fn at(text: &str) -> ZonedDateTime {
    text.parse().unwrap()
}

/// A session of `hours` with a whole funnel; `scale` moves the number of viewers, `pull` the
/// share that clicks, `close` the share that buys.
pub fn session(id: i64, start: &str, hours: f64, scale: f64, pull: f64, close: f64) -> Session {
    let start = at(start);
    let seconds = (hours * 3600.0) as i64;
    let viewers = 10_000.0 * scale;
    let shown = viewers * 0.77;
    let clicks = shown * pull;
    let buyers = clicks * close;
    let n = |x: f64| Some(x.round() as i64);
    let gmv = (buyers.round() * 103.0).round();
    let facts = SessionFacts {
        title: Some(format!("session {id}")),
        start_at: Some(start.timestamp()),
        end_at: Some(start.timestamp() + SignedDuration::from_secs(seconds)),
        duration_s: Some(Seconds(seconds as f64)),
        room_impr_uv: n(viewers / 0.07),
        room_impr_pv: n(viewers / 0.05),
        viewers_uv: n(viewers),
        views_pv: n(viewers * 1.4),
        natural_viewers_uv: n(viewers * 0.7),
        paid_viewers_uv: n(viewers * 0.3),
        avg_online: Some(viewers / 60.0),
        avg_watch_s: Some(Seconds(150.0)),
        new_followers: n(viewers * 0.025),
        prod_impr_uv: n(shown),
        prod_impr_pv: n(shown * 5.0),
        prod_click_uv: n(clicks),
        prod_click_pv: n(clicks * 1.6),
        orders: n(buyers * 1.05),
        items: n(buyers * 1.2),
        buyers: n(buyers),
        gmv: yuan(gmv),
        net_gmv: yuan((gmv * 0.92).round()),
        refund_amount: yuan((gmv * 0.1).round()),
        refund_orders: n(buyers * 0.08),
        ad_spend: yuan((gmv * 0.12).round()),
        ..SessionFacts::default()
    };
    Session {
        id: SessionId(id),
        account: AccountId(1),
        platform: Platform::Douyin,
        currency: Currency::cny(),
        external_id: Some(format!("room-{id}")),
        host: Some(HostId(1)),
        as_of: start.timestamp() + SignedDuration::from_hours(48),
        start,
        facts,
        reported: vec![("商品曝光-点击率(人数)".into(), pull)],
        origins: vec![SourceCell {
            source: SourceId(1),
            sheet: "Sheet1".into(),
            row: id as u32 + 1,
        }],
    }
}

fn product(id: i64, name: &str, role: Option<Role>, price: f64, cost: Option<f64>) -> Product {
    Product {
        id: ProductId(id),
        platform: Platform::Douyin,
        external_id: Some(format!("p-{id}")),
        name: name.into(),
        facts: ProductFacts {
            price: yuan(price),
            unit_cost: cost.and_then(yuan),
            ..ProductFacts::default()
        },
        return_cost: yuan(6.0),
        kind: if id == 6 { ProductKind::Course } else { ProductKind::Goods },
        role,
    }
}

/// Shown, clicking, buying, price of each product in a session.
const MENU: [(i64, i64, i64, f64); 6] = [
    (2400, 1150, 210, 60.0),
    (2000, 940, 138, 79.0),
    (1900, 700, 107, 70.0),
    (1600, 700, 13, 239.0),
    (1500, 430, 20, 120.0),
    (60, 14, 1, 299.0),
];

/// Twenty-one evening sessions over seven weeks; the last is a Saturday with fewer viewers who
/// click more.
pub fn shop() -> Snapshot {
    let mut sessions = Vec::new();
    let mut day = at("2026-10-06T19:30:00+08:00[Asia/Shanghai]");
    for i in 0..20i64 {
        let wobble = (i * 7 % 11) as f64 / 50.0 - 0.1;
        let start = day.to_string();
        sessions.push(session(i + 1, &start, 3.0, 1.1 + wobble, 0.37 + wobble / 20.0, 0.094));
        let gap = if i % 3 == 2 { 3 } else { 2 };
        day = day.checked_add(jiff::Span::new().days(gap)).unwrap();
    }
    sessions.push(session(21, "2026-11-21T19:30:00+08:00[Asia/Shanghai]", 3.0, 0.96, 0.45, 0.096));
    let products = vec![
        product(1, "Drip coffee", Some(Role::Profit), 60.0, Some(22.0)),
        product(2, "Coffee beans", Some(Role::Profit), 79.0, Some(33.0)),
        product(3, "Rice 5 kg", Some(Role::Profit), 70.0, Some(51.0)),
        product(4, "Dripper", Some(Role::Image), 239.0, Some(140.0)),
        product(5, "Bamboo basket", None, 120.0, Some(80.0)),
        product(6, "Editing course", None, 299.0, None),
    ];
    let mut session_products = Vec::new();
    for s in &sessions {
        for (at, (shown, click, buy, price)) in MENU.iter().enumerate() {
            let swing = (s.id.0 * 5 + at as i64 * 3) % 7 - 3;
            session_products.push(SessionProduct {
                session: s.id,
                product: ProductId(at as i64 + 1),
                facts: SessionProductFacts {
                    price: yuan(if s.id.0 == 15 && at == 0 { 49.9 } else { *price }),
                    impr_uv: Some(*shown),
                    impr_pv: Some(shown * 4),
                    click_uv: Some((click + swing * 2).max(1)),
                    click_pv: Some(click * 2),
                    orders: Some((buy + swing).max(0)),
                    items: Some((buy + swing).max(0)),
                    buyers: Some((buy + swing).max(0)),
                    gmv: yuan((buy + swing).max(0) as f64 * price),
                    refund_amount: yuan(price * 2.0),
                    refund_orders: Some(2),
                    ..SessionProductFacts::default()
                },
                reported: Vec::new(),
                derived: false,
                origins: vec![SourceCell {
                    source: SourceId(2),
                    sheet: "products".into(),
                    row: (s.id.0 * 10) as u32 + at as u32,
                }],
            });
        }
    }
    let last = sessions[20].start.timestamp();
    let talk = [
        (1, 60, 11, 320.0, 110, 6600.0),
        (2, 75, 17, 331.0, 102, 8058.0),
        (3, 20, 18, 214.0, 73, 5110.0),
        (4, 100, 22, 196.0, 11, 2629.0),
        (3, 140, 18, 128.0, 42, 2940.0),
        (6, 165, 12, 90.0, 0, 0.0),
    ];
    let mut segments: Vec<Segment> = talk
        .iter()
        .map(|(p, from, minutes, online, orders, gmv)| Segment {
            session: SessionId(21),
            product: ProductId(*p),
            facts: SegmentFacts {
                start_at: Some(last + SignedDuration::from_mins(*from)),
                end_at: Some(last + SignedDuration::from_mins(from + minutes)),
                avg_online: Some(*online),
                viewer_change: Some(orders - 40),
                clicks: Some(orders * 3 + 20),
                orders: Some(*orders),
                gmv: yuan(*gmv),
                ..SegmentFacts::default()
            },
        })
        .collect();
    segments.sort_by_key(|s| s.facts.start_at);
    let channel = |name: &str, group: &str, views, gmv, spend| Channel {
        session: SessionId(21),
        facts: ChannelFacts {
            channel: Some(name.into()),
            channel_group: Some(group.into()),
            views_pv: Some(views),
            viewers_uv: Some(views * 3 / 4),
            gmv: yuan(gmv),
            spend,
            ..ChannelFacts::default()
        },
    };
    Snapshot {
        revision: 1,
        sources: vec![
            Source {
                id: SourceId(1),
                name: "sessions.xlsx".into(),
                kind: "douyin.compass.sessions".into(),
            },
            Source {
                id: SourceId(2),
                name: "workbook.xlsx".into(),
                kind: "douyin.workbook".into(),
            },
        ],
        accounts: vec![Account {
            id: AccountId(1),
            platform: Platform::Douyin,
            name: "Corner shop".into(),
            currency: Currency::cny(),
            time_zone: "Asia/Shanghai".into(),
        }],
        hosts: vec![Host { id: HostId(1), name: "Ahe".into() }],
        channels: vec![
            channel("feed", "natural", 7_520, 16_420.0, None),
            channel("follow", "natural", 2_310, 9_870.0, None),
            channel("ads", "paid", 3_610, 8_069.0, yuan(4_719.0)),
        ],
        sessions,
        products,
        session_products,
        segments,
        order_lines: 1_234,
        ..Snapshot::default()
    }
}

/// Minutes of the shop's last session: a rise, a peak and a fall, spend early on.
pub fn minutes() -> Vec<MinuteFacts> {
    let start = at("2026-11-21T19:30:00+08:00[Asia/Shanghai]").timestamp();
    (0..180)
        .map(|i| {
            let online = 60 + if i < 75 { i * 4 } else { (180 - i) * 3 };
            let hot = (60..92).contains(&i);
            MinuteFacts {
                at: Some(start + SignedDuration::from_mins(i)),
                online: Some(online),
                entered: Some(60),
                click_uv: Some(online / 9),
                orders: Some(if hot { 4 } else { 1 }),
                gmv: yuan(if hot { 400.0 } else { 100.0 }),
                comments: Some(i % 5),
                spend: yuan(if (30..50).contains(&i) { 100.0 } else { 0.0 }),
                ..MinuteFacts::default()
            }
        })
        .collect()
}

/// A session in another currency and basis, of another account.
pub fn foreign(snapshot: &mut Snapshot) {
    snapshot.accounts.push(Account {
        id: AccountId(2),
        platform: Platform::TikTok,
        name: "Toko".into(),
        currency: Currency("IDR".into()),
        time_zone: "Asia/Jakarta".into(),
    });
    let mut other = session(22, "2026-11-20T19:30:00+07:00[Asia/Jakarta]", 2.0, 1.0, 0.4, 0.1);
    other.account = AccountId(2);
    other.platform = Platform::TikTok;
    other.currency = Currency("IDR".into());
    other.facts.paid_amount = yuan(5e7);
    assert_eq!(other.facts.amount().unwrap().1, Basis::Paid);
    snapshot.sessions.push(other);
}

pub fn minute_of(start: Timestamp, minute: i64) -> Timestamp {
    start + SignedDuration::from_mins(minute)
}

/// For snapshots: floats to six figures, because the last bits differ between machines, and of
/// long lists the first four.
pub fn rounded(value: &Value) -> Value {
    match value {
        Value::Array(items) if items.len() > 8 => {
            let mut short: Vec<Value> = items[..4].iter().map(rounded).collect();
            short.push(format!("and {} more", items.len() - 4).into());
            short.into()
        }
        Value::Number(n) if n.is_f64() => {
            let text = format!("{:.6e}", n.as_f64().unwrap());
            serde_json::json!(text.parse::<f64>().unwrap())
        }
        Value::Array(items) => items.iter().map(rounded).collect(),
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), rounded(v))).collect(),
        other => other.clone(),
    }
}

/// Calls `see` with every object of a document.
pub fn each_object(value: &Value, see: &mut dyn FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter().for_each(|v| each_object(v, see)),
        Value::Object(map) => {
            see(map);
            map.values().for_each(|v| each_object(v, see));
        }
        _ => {}
    }
}

/// Calls `see` with every text of a document.
pub fn each_text(value: &Value, see: &mut dyn FnMut(&str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|v| each_text(v, see)),
        Value::Object(map) => map.values().for_each(|v| each_text(v, see)),
        Value::String(text) => see(text),
        _ => {}
    }
}
