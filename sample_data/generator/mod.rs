//! The seeded generator of the sample data: a truth (`World`) and the files that tell of it.
//! It shares no code with the engines that are tried on its files.

mod calendar;
mod catalog;
mod comments;
mod douyin_list;
mod douyin_new;
mod douyin_old;
mod douyin_orders;
mod files;
mod ledger;
mod params;
mod people;
mod shape;
mod sheet;
mod simulate;
mod tables;
mod tiktok;
mod totals;
mod visitor;
mod world;

pub use files::{OutFile, files};
pub use params::{Effects, Params};
pub use totals::{Sales, Totals};
pub use world::{Order, Session, Shop, World};
