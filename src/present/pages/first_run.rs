//! The first minute: what this is, what files it knows, where they come from.

use serde::Serialize;

use crate::domain::Platform;
use crate::present::text::{Lang, first_run as text, ingest as say, tray};

/// A kind of export that is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKind {
    /// Platform.
    pub platform: Platform,
    /// Kind word.
    pub kind: String,
    /// A person's own table.
    pub generic: bool,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FirstRunPage {
    /// 下播了，复个盘
    pub headline: String,
    /// What it does, one line.
    pub promise: String,
    /// The board: what lies behind, what lies ahead.
    pub board: [String; 2],
    /// 把直播数据拖到这里
    pub drop_title: String,
    /// Two lines on what can be dropped.
    pub drop_lines: [String; 2],
    /// The one primary action.
    pub sample: String,
    /// Why the sample cannot be shown; else empty.
    pub sample_missing: String,
    /// The other action.
    pub choose: String,
    /// Title and note of the list of kinds.
    pub kinds_title: [String; 2],
    /// Platform and what of it is known.
    pub kinds: Vec<[String; 2]>,
    /// Title and note of the steps.
    pub steps_title: [String; 2],
    /// Title, how to get there, what it unlocks.
    pub steps: Vec<[String; 3]>,
    /// Four promises: title and line.
    pub promises: Vec<[String; 2]>,
}

/// Makes the page.
pub fn build(kinds: &[KnownKind], sample: bool, lang: Lang) -> FirstRunPage {
    let mut rows: Vec<[String; 2]> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for platform in Platform::ALL {
        let own = |kind: &&KnownKind| kind.platform == *platform && !kind.generic;
        let names: Vec<String> =
            kinds.iter().filter(own).map(|kind| say::kind_name(&kind.kind, lang)).collect();
        // A row for each platform would be a long list of one word each; what is of no platform
        // has no row.
        if names.len() < 2 || *platform == Platform::Generic {
            others.extend(names);
            continue;
        }
        let word = tray::platform(*platform, lang);
        let names: Vec<String> = names.iter().map(|name| short(name, word)).collect();
        rows.push([word.to_owned(), names.join(" · ")]);
    }
    if !others.is_empty() {
        rows.push([text::other_platforms(lang), others.join(" · ")]);
    }
    let own: Vec<String> = kinds
        .iter()
        .filter(|kind| kind.generic)
        .map(|kind| say::kind_name(&kind.kind, lang))
        .collect();
    if !own.is_empty() {
        rows.push([text::own_tables(lang), own.join(" · ")]);
    }
    FirstRunPage {
        sample_missing: if sample { String::new() } else { text::sample_missing(lang) },
        kinds: rows,
        ..text::page(lang)
    }
}

/// A kind's name without its platform in front.
fn short(name: &str, platform: &str) -> String {
    name.strip_prefix(platform)
        .map_or(name, |rest| rest.trim_start_matches([' ', '·', ':', '：']))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(platform: Platform, kind: &str, generic: bool) -> KnownKind {
        KnownKind { platform, kind: kind.to_owned(), generic }
    }

    #[test]
    fn platforms_with_one_kind_share_a_row() {
        let kinds = [
            known(Platform::Taobao, "taobao.orders", false),
            known(Platform::Taobao, "taobao.order_items", false),
            known(Platform::Kuaishou, "kuaishou.orders", false),
            known(Platform::Shopify, "shopify.orders", false),
            known(Platform::Generic, "bilibili.comments", false),
            known(Platform::Generic, "youtube.live_chat", false),
            known(Platform::Generic, "orders", true),
        ];
        let rows = |lang| build(&kinds, true, lang).kinds;
        assert_eq!(
            rows(Lang::Zh),
            [
                ["淘宝", "订单 · 宝贝明细"],
                ["其他平台", "快手 订单 · Shopify 订单 · 哔哩哔哩 弹幕 XML · YouTube 直播聊天"],
                ["自己的表", "自己的订单表"],
            ]
        );
        assert_eq!(
            rows(Lang::En),
            [
                ["Taobao", "orders · order items"],
                [
                    "Other platforms",
                    "Kuaishou orders · Shopify orders · Bilibili comments in XML · YouTube live chat"
                ],
                ["Own tables", "Your table of orders"],
            ]
        );
        assert!(build(&[], true, Lang::En).kinds.is_empty());
    }
}
