//! The seeded generator of the sample data: a truth (`World`) and the files that tell of it.
//! It shares no code with the engines that are tried on its files.

pub mod calendar;
pub mod catalog;
mod catalog_rows;
mod comments;
mod douyin_list;
mod douyin_new;
mod douyin_old;
mod douyin_orders;
pub mod files;
mod ledger;
pub mod params;
mod people;
mod shape;
mod sheet;
mod simulate;
mod tables;
mod tiktok;
pub mod totals;
mod visitor;
pub mod world;
