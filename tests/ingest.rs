//! Files as platforms write them, made here or as small texts: what the importer reads of them.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "ingest/after_sales.rs"]
mod after_sales;
#[path = "ingest/bad_input.rs"]
mod bad_input;
#[path = "ingest/columns.rs"]
mod columns;
#[path = "ingest/douyin.rs"]
mod douyin;
#[path = "ingest/douyin_more.rs"]
mod douyin_more;
#[path = "ingest/generic.rs"]
mod generic;
#[path = "ingest/laws.rs"]
mod laws;
#[path = "ingest/live_cn.rs"]
mod live_cn;
#[path = "ingest/logs.rs"]
mod logs;
#[path = "ingest/mapping.rs"]
mod mapping;
#[path = "ingest/order_headers.rs"]
mod order_headers;
#[path = "ingest/order_kinds.rs"]
mod order_kinds;
#[path = "ingest/orders_cn.rs"]
mod orders_cn;
#[path = "ingest/orders_world.rs"]
mod orders_world;
#[path = "ingest/shopee.rs"]
mod shopee;
#[path = "ingest/support.rs"]
mod support;
#[path = "ingest/templates.rs"]
mod templates;
#[path = "ingest/tiktok.rs"]
mod tiktok;
#[path = "ingest/tiktok_more.rs"]
mod tiktok_more;
#[path = "ingest/together.rs"]
mod together;
#[path = "ingest/workbook.rs"]
mod workbook;
#[path = "ingest/xls.rs"]
mod xls;
