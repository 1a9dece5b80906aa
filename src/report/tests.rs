//! The report from a page with everything in it: self-contained, safe, complete.

use super::*;
use crate::domain::{ChannelGroup, ProductId, Tier};
use crate::present::pages::review::{
    BridgePart, ChannelRow, FunnelStepView, Lane, LaneKind, LaneMark, MinutePanel, ReconcileLine,
    SegmentRow, SessionProductRow, VerdictLine,
};
use crate::present::pages::{
    Badge, Change, ChartHead, Dot, Empty, Explain, Median, MetricCard, Num, RangeText, Sense,
};

fn num(raw: f64, text: &str) -> Num {
    Num { raw: Some(raw), text: text.to_owned() }
}

fn range(low: f64, high: f64) -> RangeText {
    RangeText { low, high, level: 0.8, text: format!("{low}–{high}") }
}

fn head(title: &str) -> ChartHead {
    ChartHead {
        title: title.to_owned(),
        unit: "次".to_owned(),
        series: Vec::new(),
        sentence: format!("{title}一句话。"),
    }
}

/// A page with one of everything and a name that tries to break out.
pub(super) fn page() -> ReviewPage {
    let explain = Explain {
        key: "gpm".to_owned(),
        name: "千次观看成交".to_owned(),
        formula: "成交金额 ÷ 观看次数 × 1,000".to_owned(),
        counts: "42,319 ÷ 12,840 × 1,000".to_owned(),
        sources: vec!["整场数据.xlsx › 概览 › 3".to_owned()],
        ..Explain::default()
    };
    let mut page = ReviewPage {
        question: "这场发生了什么？".to_owned(),
        line: "11-21 周六 19:30–22:30 · 阿禾 · 抖音".to_owned(),
        verdict: VerdictLine {
            headline: "比同类多卖 ¥3,719".to_owned(),
            parts: vec![BridgePart {
                factor: "views".to_owned(),
                label: "观看次数".to_owned(),
                amount: num(826.0, "+¥826"),
                shapley: num(826.0, "+¥826"),
                interval: Some(range(300.0, 1200.0)),
                dot: Dot::Solid,
                bar: 1.0,
                hover: String::new(),
            }],
            ..VerdictLine::default()
        },
        cards: vec![MetricCard {
            key: "gpm".to_owned(),
            label: "千次观看成交".to_owned(),
            value: num(3296.0, "3,296"),
            unit: "元".to_owned(),
            badge: Badge { tier: Tier::Top, text: "优秀".to_owned() },
            change: Some(Change {
                raw: 0.096,
                text: "▲9.6%".to_owned(),
                up: Some(true),
                sense: Sense::MoreIsBetter,
                word: String::new(),
            }),
            median: Some(Median {
                raw: 3000.0,
                figure: "3,000".to_owned(),
                text: "中位 3,000".to_owned(),
                sessions: 14,
            }),
            remark: String::new(),
            interval: None,
            small_sample: false,
            spark: vec![Some(2900.0), None, Some(3100.0), Some(3296.0)],
            missing: String::new(),
            explain: explain.clone(),
        }],
        reconciliation: vec![ReconcileLine {
            agrees: Some(false),
            text: "商品合计比整场少 ¥120".to_owned(),
        }],
        gaps: vec!["没有评论".to_owned()],
        source_line: "来源：整场数据.xlsx".to_owned(),
        ..ReviewPage::default()
    };
    page.funnel_people.head = head("漏斗");
    for (label, count, weakest) in [("曝光", 9960.0, false), ("观看", 4180.0, true)] {
        page.funnel_people.steps.push(FunnelStepView {
            key: label.to_owned(),
            label: label.to_owned(),
            count: num(count, &count.to_string()),
            rate: num(0.42, "42.0%"),
            interval: None,
            median: "中位 37.4".to_owned(),
            change: None,
            weakest,
            weakest_text: if weakest { "最弱" } else { "" }.to_owned(),
            width: 0.8,
            explain: explain.clone(),
        });
    }
    page.minutes.head = head("分钟曲线");
    page.minutes.offsets = (0..60).collect();
    page.minutes.clock = (0..60).map(|m| format!("20:{m:02}")).collect();
    page.minutes.panels = vec![MinutePanel {
        key: "online".to_owned(),
        title: "在线".to_owned(),
        unit: "人".to_owned(),
        peak: "峰值 412".to_owned(),
        values: (0..60).map(|m| (m % 9 != 4).then_some(f64::from(m * 7))).collect(),
        texts: Vec::new(),
        bars: false,
        explain: String::new(),
    }];
    page.minutes.lanes = vec![Lane {
        kind: LaneKind::Talk,
        label: "讲解".to_owned(),
        marks: vec![LaneMark {
            from: 3.0,
            to: 40.0,
            text: "冻干草莓脆".to_owned(),
            product: Some(ProductId(1)),
            note: None,
        }],
    }];
    page.channels.head = head("渠道");
    page.channels.rows = vec![ChannelRow {
        group: ChannelGroup::Natural,
        is_group: true,
        name: "自然".to_owned(),
        views: num(8000.0, "8,000"),
        bar: 1.0,
        amount: num(30000.0, "30,000"),
        gpm: num(3750.0, "3,750"),
        roi: Num::default(),
        sources: Vec::new(),
    }];
    page.products.head = head("商品");
    page.products.rows = vec![SessionProductRow {
        product: ProductId(1),
        name: "<script>alert('x')</script>".to_owned(),
        amount: num(9000.0, "9,000"),
        share: num(0.3, "30.0%"),
        orders: num(90.0, "90"),
        click_rate: num(0.1, "10.0%"),
        order_rate: num(0.05, "5.0%"),
        order_interval: Some(range(0.03, 0.08)),
        explain: Vec::new(),
    }];
    page.segments.head = head("讲解");
    page.segments.reach = 1.0;
    page.segments.rows = vec![SegmentRow {
        product: ProductId(1),
        name: "冻干草莓脆".to_owned(),
        start: "20:36".to_owned(),
        minutes: num(12.0, "12"),
        avg_online: num(300.0, "300"),
        viewer_change: num(10.0, "+10"),
        clicks: num(40.0, "40"),
        orders: num(9.0, "9"),
        amount: num(900.0, "900"),
        per_thousand: num(250.0, "250"),
        lift: num(0.4, "+40%"),
        interval: Some(range(0.1, 0.7)),
        dot: Dot::Solid,
        rank: Some(1),
        explain: Explain::default(),
    }];
    page
}

fn made(review: &ReviewPage, lang: Lang) -> String {
    let report =
        SessionReport { review, recommend: None, actions: None, made: "fupan 0.1 · 2026-11-22" };
    html(&report, lang)
}

/// Checks that every element that is opened is closed, in order.
fn check_nesting(html: &str) {
    let mut open: Vec<String> = Vec::new();
    for piece in html.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if tag.starts_with('!') || tag.ends_with('/') || ["meta", "br"].contains(&name.as_str()) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "closing {tag}");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

#[test]
fn loads_nothing_runs_nothing_and_nests() {
    for lang in [Lang::Zh, Lang::En] {
        let html = made(&page(), lang);
        for word in
            ["http:", "https:", "url(", "@import", "<script", "<img", "<link", " src=", " href="]
        {
            assert!(!html.contains(word), "{word}");
        }
        assert!(html.contains("&lt;script&gt;"), "names are shown as text");
        assert!(html.contains("default-src 'none'"));
        assert!(html.contains("@page { size: A4"));
        check_nesting(&html);
        assert!(!html.contains("NaN") && !html.contains("inf"));
    }
    assert!(made(&page(), Lang::Zh).contains("<html lang=\"zh-CN\">"));
    assert!(made(&page(), Lang::En).contains("How these figures were made"));
}

#[test]
fn says_what_the_page_says() {
    let html = made(&page(), Lang::Zh);
    for text in [
        "这场发生了什么？",
        "11-21 周六 19:30–22:30 · 阿禾 · 抖音",
        "比同类多卖 ¥3,719",
        "+¥826（300–1200）",
        "3,296",
        "class=\"up-zh\">▲9.6%",
        "42.0% · 中位 37.4 · 最弱",
        "峰值 412",
        "冻干草莓脆",
        "5.0%（0.03–0.08）",
        "渠道一句话。",
        "⚠ 商品合计比整场少 ¥120",
        "— 没有评论",
        "千次观看成交 = 成交金额 ÷ 观看次数 × 1,000",
        "整场数据.xlsx › 概览 › 3",
        "fupan 0.1 · 2026-11-22",
    ] {
        assert!(html.contains(text), "{text}");
    }
    // 口径 of one metric is said once, although the funnel names it too.
    assert_eq!(html.matches("<dt>").count(), 1);
    assert_eq!(html, made(&page(), Lang::Zh));
}

#[test]
fn empty_parts_say_what_is_missing() {
    let mut page = page();
    page.minutes.empty = Some(Empty {
        title: "没有分钟数据".to_owned(),
        detail: "导入分钟趋势表后可以看到曲线".to_owned(),
        action: String::new(),
    });
    let html = made(&page, Lang::Zh);
    assert!(html.contains("没有分钟数据") && !html.contains("峰值 412"));

    let nothing = ReviewPage {
        question: "这场发生了什么？".to_owned(),
        empty: page.minutes.empty,
        ..ReviewPage::default()
    };
    let html = made(&nothing, Lang::Zh);
    assert!(html.contains("没有分钟数据") && !html.contains("<section"));
    check_nesting(&html);
}
