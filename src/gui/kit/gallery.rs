//! The gallery: every widget in its states, for tests and for the eye.
//!
//! `cargo test --lib kit::gallery -- --ignored` writes pictures to `target/kit`.

use std::path::PathBuf;

use eframe::egui;
use egui::{Rect, Ui, Vec2, pos2, vec2};
use egui_kittest::Harness;

use super::layout::{columns, place, rows};
use super::*;
use crate::gui::theme::{self, Look, Theme, Type, space};

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
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"),
        PathBuf::from,
    );
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
        base(
            "成交金额",
            "¥42,319",
            "",
            Strong,
            "优秀",
            true,
            "9.6%",
            "中位 38,600",
        ),
        base(
            "净成交金额",
            "¥38,941",
            "",
            Tint,
            "中位",
            true,
            "8.5%",
            "退款才 2 天",
        ),
        base(
            "观看人数",
            "12,840",
            "人",
            Outline,
            "偏低",
            false,
            "11.0%",
            "中位 14,420",
        ),
        base(
            "曝光-观看率",
            "6.89",
            "%",
            Outline,
            "偏低",
            false,
            "0.23点",
            "中位 7.12",
        ),
        base(
            "商品点击率",
            "41.97",
            "%",
            Strong,
            "优秀",
            true,
            "4.6点",
            "中位 37.4",
        ),
        base(
            "点击-成交率",
            "9.62",
            "%",
            Tint,
            "中位",
            true,
            "0.2点",
            "中位 9.41",
        ),
        base(
            "千次观看成交",
            "¥2,354",
            "",
            Strong,
            "优秀",
            true,
            "18.5%",
            "中位 1,986",
        ),
        base(
            "客单价",
            "¥103.2",
            "",
            Tint,
            "中位",
            true,
            "1.4%",
            "中位 101.8",
        ),
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
    all[2].state = MetricState::Updating {
        note: "正在重算…".into(),
        done: 0.46,
    };
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
    all[4].state = MetricState::Brushed {
        note: "选区 · 全场 38.2".into(),
    };
    all
}

fn products_table(ui: &mut Ui) {
    let columns = [
        Column::words("#").fixed(16.0),
        Column::words("商品").share(1.0, 120.0),
        Column::words("").fixed(120.0),
        Column::figures("成交金额 元", 80.0).sortable(),
        Column::figures("订单", 48.0).sortable(),
        Column::figures("毛利/讲解分钟", 88.0).tip("毛利 ÷ 讲解分钟"),
    ];
    let rows = [
        ("挂耳咖啡 20 包", 78_420, "1,309", "146"),
        ("小粒咖啡豆 454g", 66_310, "839", "121"),
        ("五常大米 5kg", 61_880, "885", "58"),
        ("山核桃仁 250g", 49_170, "985", "74"),
        ("冻干草莓脆", 38_640, "1,292", "31"),
    ];
    let blue = Theme::of(ui.ctx()).data.series(0);
    Table::new("top products", &columns, rows.len())
        .selected(Some(2))
        .sorted(Some((3, Order::Down)))
        .show(
            ui,
            |row| Row::new(rows[row].0),
            |cell| {
                let (name, sold, orders, profit) = rows[cell.row];
                match cell.column {
                    0 => cell.quiet(&format!("{}", cell.row + 1)),
                    1 => cell.text(name),
                    2 => cell.bar(sold as f32 / 78_420.0, blue),
                    3 => cell.strong(&format!("{},{:03}", sold / 1000, sold % 1000)),
                    4 => cell.text(orders),
                    _ => cell.text(profit),
                }
            },
        );
}

fn trend(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let days = ["10-31", "11-07", "11-14", "11-21"];
    let lines: [(&str, [[f64; 2]; 4], Shape); 3] = [
        (
            "周六 42.3",
            [[0.0, 37.0], [1.0, 40.5], [2.0, 38.5], [3.0, 42.3]],
            Shape::Circle,
        ),
        (
            "周四 28.0",
            [[0.0, 25.0], [1.0, 26.2], [2.0, 40.0], [3.0, 26.0]],
            Shape::Square,
        ),
        (
            "周二 25.3",
            [[0.0, 27.4], [1.0, 22.3], [2.0, 19.6], [3.0, 28.2]],
            Shape::Triangle,
        ),
    ];
    let ticks = days
        .iter()
        .enumerate()
        .map(|(i, d)| (i as f64, (*d).to_owned()))
        .collect();
    Chart::new("trend", "三个晚上的走势")
        .x(Axis::named(ticks))
        .y(Axis::figures(|v| format!("{v:.0}")).from_zero())
        .right(64.0)
        .marks(
            lines
                .iter()
                .enumerate()
                .map(|(i, (name, points, shape))| Mark::Line {
                    name,
                    points,
                    color: theme.data.series(i),
                    width: 1.5,
                    dashed: false,
                    dots: Some(*shape),
                    fill: false,
                }),
        )
        .read(|x| vec![days[x as usize].to_owned()])
        .show(ui);
}

fn quadrant(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let dot = |x, y, radius, series, shape, label: &str| Dot {
        radius,
        shape,
        label: label.into(),
        tip: vec![label.into(), format!("{x:.1}%, {y:.1}%")],
        ..Dot::new(x, y, theme.data.series(series))
    };
    let mut dots = vec![
        dot(48.2, 18.4, 15.0, 0, Shape::Circle, "挂耳咖啡"),
        dot(47.5, 14.8, 14.0, 0, Shape::Circle, "小粒咖啡豆"),
        dot(37.6, 15.4, 13.0, 0, Shape::Circle, "五常大米"),
        dot(50.7, 12.0, 10.0, 4, Shape::Triangle, "冻干草莓脆"),
        dot(46.4, 8.6, 7.0, 1, Shape::Square, "桂花乌龙茶"),
        dot(33.4, 4.6, 8.0, 2, Shape::Hexagon, "拍摄入门课"),
        dot(43.8, 1.9, 8.0, 3, Shape::Diamond, "陶瓷手冲壶"),
        dot(31.6, 9.6, 5.0, 2, Shape::Hexagon, "剪辑进阶课"),
    ];
    dots[7].hollow = true;
    dots[7].spread = Some([(28.0, 35.0), (6.6, 12.6)]);
    Chart::new("quadrant", "商品四象限")
        .x(Axis::figures(|v| format!("{v:.0}")))
        .y(Axis::figures(|v| format!("{v:.0}")).from_zero())
        .mark(Mark::Level { y: 11.8, text: "" })
        .mark(Mark::Upright { x: 40.2, text: "" })
        .mark(Mark::Dots(&dots))
        .selected(Some((2, 0)))
        .show(ui);
}

fn bars(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let days = [
        "10-27", "29", "31", "11-03", "05", "07", "10", "12", "14", "17", "19", "21",
    ];
    let values = [
        2.5, 2.7, 3.7, 2.6, 2.25, 4.0, 3.95, 2.0, 3.9, 2.6, 2.8, 4.23,
    ];
    let tiers = [2, 1, 2, 1, 2, 1, 0, 2, 2, 2, 1, 0];
    let bars: Vec<Bar> = values
        .iter()
        .zip(tiers)
        .enumerate()
        .map(|(i, (y, tier))| Bar {
            x: i as f64,
            y: *y,
            color: theme.data.tier[tier],
        })
        .collect();
    let ticks = days
        .iter()
        .enumerate()
        .map(|(i, d)| (i as f64, (*d).to_owned()))
        .collect();
    Chart::new("bars", "每场成交金额")
        .x(Axis::named(ticks))
        .y(Axis::figures(|v| format!("{v:.0}")).from_zero())
        .mark(Mark::Bars {
            bars: &bars,
            width: 0.5,
        })
        .mark(Mark::Level {
            y: 3.1,
            text: "中位",
        })
        .read(|x| vec![format!("11-{:02}", x as usize + 1), "成交 4.2 万".into()])
        .show(ui);
}

fn small_parts(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    ui.horizontal(|ui| {
        for color in theme.data.series {
            let (rect, _) = ui.allocate_exact_size(vec2(44.0, 20.0), egui::Sense::hover());
            ui.painter().rect_filled(rect, 4, color);
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for step in 0..7 {
            let (fill, text) = theme.data.sequential(f64::from(step) / 6.999);
            let (rect, _) = ui.allocate_exact_size(vec2(54.0, 20.0), egui::Sense::hover());
            ui.painter().rect_filled(rect, 3, fill);
            let align = egui::Align2::CENTER_CENTER;
            draw::text(
                ui.painter(),
                rect.center(),
                align,
                "1.28",
                Type::Caption,
                text,
            );
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for step in -3..=3 {
            let (fill, text) = theme.data.diverging(f64::from(step) / 3.2);
            let (rect, _) = ui.allocate_exact_size(vec2(54.0, 20.0), egui::Sense::hover());
            ui.painter().rect_filled(rect, 3, fill);
            let align = egui::Align2::CENTER_CENTER;
            draw::text(
                ui.painter(),
                rect.center(),
                align,
                "−21%",
                Type::Caption,
                text,
            );
        }
    });
    ui.horizontal(|ui| {
        for (kind, text) in [
            (BadgeKind::Strong, "优秀"),
            (BadgeKind::Tint, "中位"),
            (BadgeKind::Outline, "偏低"),
            (BadgeKind::Ok, "可用"),
            (BadgeKind::Warn, "勉强"),
            (BadgeKind::Bad, "不要用"),
            (BadgeKind::Dashed, "还说不清"),
        ] {
            badge(ui, kind, text);
        }
    });
    ui.horizontal(|ui| {
        Button::primary("保存计划").show(ui);
        Button::primary("不可用")
            .disabled_because(Some("先导入一场数据"))
            .show(ui);
        Button::secondary("次要").icon(Icon::Export).show(ui);
        Button::plain("文字").trailing(Icon::ChevronRight).show(ui);
        icon_button(ui, Icon::Cross, "关闭");
    });
    ui.horizontal(|ui| {
        Dropdown::new(&["阿禾", "小满"], Some(0)).show(ui);
        Chip::new("20:36–21:04")
            .look(ChipLook::Selected)
            .trailing(Icon::Cross)
            .show(ui);
        Chip::new("退款 2 天")
            .look(ChipLook::Warn)
            .icon(Icon::Clock)
            .show(ui);
        segmented(ui, "口径", &["人数", "次数"], 0);
    });
    for (mark, value, raw, words) in [
        (interval::Mark::Clear, 0.38, None, "+38%（19–59）"),
        (interval::Mark::Unclear, 0.03, None, "+3%（−16–24）"),
        (interval::Mark::Estimate, -0.1, Some(-0.5), "1/38 → 9.6%"),
    ] {
        ui.horizontal(|ui| {
            let estimate = Estimate {
                value,
                low: value - 0.2,
                high: value + 0.2,
                mark,
                raw,
            };
            interval_bar(ui, 200.0, (-0.7, 0.7), Some(0.0), &estimate, words);
            ui.label(draw::rich(words, Type::Strong, theme.text.main));
        });
    }
    let mut text = String::from("50,000");
    let mut empty = String::new();
    let mut on = true;
    ui.horizontal(|ui| {
        number_field(ui, "目标 元", &mut text, 120.0, true);
        field(ui, "名字", &mut empty, "给计划起个名字", 160.0);
        checkbox(ui, &mut on, "记住这种表");
    });
    ui.horizontal_wrapped(|ui| {
        for icon in Icon::ALL {
            let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
            icon.paint(ui.painter(), rect.center(), 20.0, theme.text.second);
        }
    });
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
    (
        "light",
        Look {
            dark: false,
            red_rises: true,
        },
    ),
    (
        "dark",
        Look {
            dark: true,
            red_rises: true,
        },
    ),
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
