//! The gallery: every widget in its states, for tests and for the eye.
//!
//! `cargo test --lib kit::gallery -- --ignored` writes pictures to `target/kit`.

use std::path::PathBuf;

use eframe::egui;
use egui::{Rect, Ui, Vec2, pos2, vec2};
use egui_kittest::Harness;

use super::gallery_parts::*;
use super::layout::{columns, place, rows};
use super::*;
use crate::gui::theme::{self, Look, Theme, space};

/// A harness in our look that draws `app`.
pub(crate) fn harness<'a>(
    size: Vec2,
    look: Look,
    scale: f32,
    mut app: impl FnMut(&mut Ui) + 'a,
) -> Harness<'a> {
    Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_context_setup(move |ctx| {
            theme::install_fonts(ctx);
            theme::apply(ctx, look);
        })
        .build_ui(move |ui| {
            let window = ui.ctx().content_rect();
            place(ui, window, &mut app);
        })
}

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    target.join("kit")
}

/// Renders and saves; needs a Vulkan driver (a software one will do).
pub(crate) fn picture(name: &str, harness: &mut Harness<'_>) {
    let image = harness.render().unwrap();
    std::fs::create_dir_all(folder()).unwrap();
    image.save(folder().join(format!("{name}.png"))).unwrap();
}

pub(crate) fn rail(zh: bool) -> Vec<RailItem<'static>> {
    let names = [
        (Icon::Overview, "总览", "Overview", false),
        (Icon::Review, "复盘", "Review", false),
        (Icon::Products, "商品", "Products", false),
        (Icon::Viewers, "观众", "Viewers", false),
        (Icon::Models, "模型", "Models", true),
        (Icon::Recommend, "推荐", "Recommend", false),
        (Icon::Plan, "计划", "Plan", false),
        (Icon::Evaluate, "评估", "Evaluate", false),
        (Icon::Data, "数据", "Data", true),
        (Icon::Settings, "设置", "Settings", false),
    ];
    names
        .into_iter()
        .map(|(icon, chinese, english, group)| RailItem {
            icon,
            label: if zh { chinese } else { english },
            group,
            waiting: icon == Icon::Data,
        })
        .collect()
}

pub(crate) fn metrics() -> Vec<Metric> {
    let history = vec![3.2, 3.5, 2.9, 4.2, 3.9, 3.8, 3.6, 4.0, 3.8, 4.23];
    let base =
        |label: &str, value: &str, unit: &str, kind, tier: &str, up, change: &str, note: &str| {
            Metric {
                label: label.into(),
                value: value.into(),
                unit: unit.into(),
                badge: Some((kind, tier.into())),
                change: Some(Change::more(change, up)),
                note: note.into(),
                history: history.clone(),
                median: Some(3.86),
                quiet: kind == BadgeKind::Outline,
                meaning: Meaning {
                    formula: "商品点击率 = 点击人数 ÷ 商品曝光人数".into(),
                    counts: "4,180 ÷ 9,960".into(),
                    lines: vec!["来源 整场数据_20261121.xlsx › 整体看板 › 第 2 行".into()],
                },
                ..Metric::default()
            }
        };
    use BadgeKind::{Outline, Strong, Tint};
    vec![
        base("成交金额", "¥42,319", "", Strong, "优秀", true, "9.6%", "中位 38,600"),
        base("净成交金额", "¥38,941", "", Tint, "中位", true, "8.5%", "退款才 2 天"),
        base("观看人数", "12,840", "人", Outline, "偏低", false, "11.0%", "中位 14,420"),
        base("曝光-观看率", "6.89", "%", Outline, "偏低", false, "0.23点", "中位 7.12"),
        base("商品点击率", "41.97", "%", Strong, "优秀", true, "4.6点", "中位 37.4"),
        base("点击-成交率", "9.62", "%", Tint, "中位", true, "0.2点", "中位 9.41"),
        base("千次观看成交", "¥2,354", "", Strong, "优秀", true, "18.5%", "中位 1,986"),
        base("客单价", "¥103.2", "", Tint, "中位", true, "1.4%", "中位 101.8"),
    ]
}

pub(crate) fn states() -> Vec<Metric> {
    let mut all: Vec<Metric> = metrics().drain(..).take(5).collect();
    all[1].label = "退款率".into();
    all[1].badge = None;
    all[1].state = MetricState::Missing {
        why: "这几个文件里没有".into(),
        action: "加一份订单文件".into(),
    };
    all[2].state = MetricState::Updating { note: "正在重算…".into(), done: 0.46 };
    all[3].badge = Some((BadgeKind::Dashed, "样本少".into()));
    all[3].state = MetricState::Small {
        note: "1/38，范围 6.6–12.6".into(),
        estimate: Estimate {
            value: 0.6,
            low: 0.45,
            high: 0.8,
            mark: interval::Mark::Unclear,
            raw: Some(0.15),
        },
    };
    all[4].badge = Some((BadgeKind::Tint, "选区".into()));
    all[4].state = MetricState::Brushed { note: "选区 · 全场 38.2".into() };
    all
}

fn first(ui: &mut Ui) {
    let rail = rail(true);
    let shell = Shell {
        rail: &rail,
        active: 0,
        title: "总览",
        question: "我播得怎么样？",
        search: "搜索或执行命令",
        search_keys: "Ctrl K",
        import: "导入",
        program: "复盘",
        status: &[
            "只存在这台电脑，不联网",
            "61 场 · 40 个商品 · 14,982 条子订单",
            "最近导入 今天 23:12，8 个文件",
        ],
        status_right: "金额没注明的都是成交金额，含退款",
    };
    shell.show(
        ui,
        |ui| {
            Dropdown::new(&["近 4 周", "近 12 周"], Some(0)).icon(Icon::Calendar).show(ui);
            Dropdown::new(&["全部", "抖音"], Some(0)).label("平台").show(ui);
            Dropdown::new(&["阿禾", "小满"], Some(0)).label("主播").show(ui);
        },
        |_| {},
        |ui| {
            let page = ui.available_rect_before_wrap();
            let parts = rows(
                page,
                space::GAP,
                &[Track::Fixed(120.0), Track::Fixed(60.0), Track::Fixed(250.0), Track::Share(1.0)],
            );
            let eight = [Track::Share(1.0); 8];
            for (rect, metric) in columns(parts[0], space::GAP, &eight).into_iter().zip(metrics()) {
                place(ui, rect, |ui| metric.show(ui));
            }
            for (rect, metric) in columns(parts[1], space::GAP, &eight).into_iter().zip(metrics()) {
                place(ui, rect, |ui| metric.show_compact(ui));
            }
            let middle = columns(parts[2], space::GAP, &[Track::Share(1.2), Track::Share(1.0), Track::Share(1.0)]);
            place(ui, middle[0], |ui| {
                Card::new("每场成交金额")
                    .note("万元 · 近 4 周 12 场 · 合计 37.1 万")
                    .sentence("12 场里 6 场到了同类中位；**周六 4 场有 2 场没到**，双十一后的周四（11-12）最弱。")
                    .height(middle[0].height())
                    .show_with(
                        ui,
                        |ui| {
                            let theme = Theme::of(ui.ctx());
                            chart::legend_line(ui, theme.plot.ink, "同类场次中位");
                            chart::legend(ui, theme.data.tier[2], "偏低");
                        },
                        bars,
                    );
            });
            place(ui, middle[1], |ui| {
                Card::new("三个晚上的走势")
                    .note("成交 千元")
                    .sentence("线尾直接写名字，**点的形状也不同**，不靠图例和颜色。")
                    .height(middle[1].height())
                    .show(ui, trend);
            });
            place(ui, middle[2], |ui| {
                Card::new("商品四象限").note("横 商品点击率 %").height(middle[2].height()).show(ui, quadrant);
            });
            let low = columns(parts[3], space::GAP, &[Track::Share(1.0), Track::Share(1.0), Track::Fixed(160.0)]);
            place(ui, low[0], |ui| {
                Card::new("").height(low[0].height()).show(ui, small_parts);
            });
            place(ui, low[1], |ui| {
                Card::new("卖得最好的商品")
                    .note("近 4 周")
                    .sentence("挂耳咖啡每讲 1 分钟赚 **¥146**，是大米的 2.5 倍。")
                    .bleed()
                    .height(low[1].height())
                    .show_with(
                        ui,
                        |ui| Button::plain("全部 40 个").trailing(Icon::ChevronRight).show(ui),
                        products_table,
                    );
            });
            let states = states();
            for (index, metric) in states[1..].iter().enumerate() {
                let top = low[2].top() + index as f32 * 132.0;
                let rect = Rect::from_min_size(pos2(low[2].left(), top), vec2(160.0, 120.0));
                if rect.bottom() <= low[2].bottom() + 40.0 {
                    place(ui, rect, |ui| metric.show(ui));
                }
            }
        },
    );
}

const LOOKS: [(&str, Look); 2] = [
    ("light", Look { dark: false, red_rises: true }),
    ("dark", Look { dark: true, red_rises: true }),
];

#[test]
#[ignore = "pictures for the eye; needs a Vulkan driver"]
fn pictures() {
    for (word, look) in LOOKS {
        let mut harness = harness(vec2(1440.0, 900.0), look, 1.0, first);
        harness.run();
        picture(&format!("first-{word}"), &mut harness);
    }
}

#[test]
fn the_gallery_settles_and_every_input_has_a_name() {
    for scale in [1.0, 1.5] {
        for size in [vec2(1440.0, 900.0), vec2(1024.0, 640.0)] {
            let mut harness = harness(size, Look::default(), scale, first);
            harness.run();
            harness.check_accessibility();
        }
    }
}
