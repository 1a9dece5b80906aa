//! Laws of files of several kinds about the same sessions and products.

use super::*;

fn product(id: &str) -> ProductRef {
    ProductRef {
        platform: Platform::Douyin,
        external_id: Some(id.to_owned()),
        name: Some(format!("商品{id}")),
    }
}

/// A workbook reports ratios for its channels too; they belong to no product.
#[test]
fn what_channels_report_is_not_put_beside_products() {
    let (_folder, mut store) = fresh();
    let channel = |number: u32, name: &str| ParsedRow {
        session: Some(session_ref(START)),
        reported: vec![("viewer_conversion_pv".to_owned(), 0.5)],
        ..row(number, ChannelFacts { channel: Some(name.to_owned()), ..ChannelFacts::default() })
    };
    let tables = ParsedTables {
        session_products: vec![ParsedRow {
            session: Some(session_ref(START)),
            product: Some(product("1")),
            reported: vec![("click_rate_uv".to_owned(), 0.25)],
            ..row(2, SessionProductFacts { orders: Some(3), ..SessionProductFacts::default() })
        }],
        channels: vec![channel(2, "直播推荐"), channel(3, "关注"), channel(4, "搜索")],
        ..sessions(vec![session_row(2, START, 100)])
    };
    import(&mut store, &meta("book", "workbook"), &tables);
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.channels.len(), 3);
    assert_eq!(snapshot.session_products[0].reported, tables.session_products[0].reported);
    assert!(store.check().unwrap().ok);
}
