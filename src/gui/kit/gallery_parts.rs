//! Parts of the gallery: tables, charts and small widgets with made-up figures.

use eframe::egui;
use egui::{Ui, vec2};

use super::*;
use crate::gui::theme::{Theme, Type};

pub(super) fn products_table(ui: &mut Ui) {
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

pub(super) fn trend(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let days = ["10-31", "11-07", "11-14", "11-21"];
    let lines: [(&str, [[f64; 2]; 4], Shape); 3] = [
        ("周六 42.3", [[0.0, 37.0], [1.0, 40.5], [2.0, 38.5], [3.0, 42.3]], Shape::Circle),
        ("周四 28.0", [[0.0, 25.0], [1.0, 26.2], [2.0, 40.0], [3.0, 26.0]], Shape::Square),
        ("周二 25.3", [[0.0, 27.4], [1.0, 22.3], [2.0, 19.6], [3.0, 28.2]], Shape::Triangle),
    ];
    let ticks = days.iter().enumerate().map(|(i, d)| (i as f64, (*d).to_owned())).collect();
    Chart::new("trend", "三个晚上的走势")
        .x(Axis::named(ticks))
        .y(Axis::figures(|v| format!("{v:.0}")).from_zero())
        .right(64.0)
        .marks(lines.iter().enumerate().map(|(i, (name, points, shape))| Mark::Line {
            name,
            points,
            color: theme.data.series(i),
            width: 1.5,
            dashed: false,
            dots: Some(*shape),
            fill: false,
        }))
        .read(|x| vec![days[x as usize].to_owned()])
        .show(ui);
}

pub(super) fn quadrant(ui: &mut Ui) {
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

pub(super) fn bars(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let days = ["10-27", "29", "31", "11-03", "05", "07", "10", "12", "14", "17", "19", "21"];
    let values = [2.5, 2.7, 3.7, 2.6, 2.25, 4.0, 3.95, 2.0, 3.9, 2.6, 2.8, 4.23];
    let tiers = [2, 1, 2, 1, 2, 1, 0, 2, 2, 2, 1, 0];
    let bars: Vec<Bar> = values
        .iter()
        .zip(tiers)
        .enumerate()
        .map(|(i, (y, tier))| Bar { x: i as f64, y: *y, color: theme.data.tier[tier] })
        .collect();
    let ticks = days.iter().enumerate().map(|(i, d)| (i as f64, (*d).to_owned())).collect();
    Chart::new("bars", "每场成交金额")
        .x(Axis::named(ticks))
        .y(Axis::figures(|v| format!("{v:.0}")).from_zero())
        .mark(Mark::Bars { bars: &bars, width: 0.5 })
        .mark(Mark::Level { y: 3.1, text: "中位" })
        .read(|x| vec![format!("11-{:02}", x as usize + 1), "成交 4.2 万".into()])
        .show(ui);
}

pub(super) fn small_parts(ui: &mut Ui) {
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
            draw::text(ui.painter(), rect.center(), align, "1.28", Type::Caption, text);
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for step in -3..=3 {
            let (fill, text) = theme.data.diverging(f64::from(step) / 3.2);
            let (rect, _) = ui.allocate_exact_size(vec2(54.0, 20.0), egui::Sense::hover());
            ui.painter().rect_filled(rect, 3, fill);
            let align = egui::Align2::CENTER_CENTER;
            draw::text(ui.painter(), rect.center(), align, "−21%", Type::Caption, text);
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
        Button::primary("不可用").disabled_because(Some("先导入一场数据")).show(ui);
        Button::secondary("次要").icon(Icon::Export).show(ui);
        Button::plain("文字").trailing(Icon::ChevronRight).show(ui);
        icon_button(ui, Icon::Cross, "关闭");
    });
    ui.horizontal(|ui| {
        Dropdown::new(&["阿禾", "小满"], Some(0)).show(ui);
        Chip::new("20:36–21:04").look(ChipLook::Selected).trailing(Icon::Cross).show(ui);
        Chip::new("退款 2 天").look(ChipLook::Warn).icon(Icon::Clock).show(ui);
        segmented(ui, "口径", &["人数", "次数"], 0);
    });
    for (mark, value, raw, words) in [
        (interval::Mark::Clear, 0.38, None, "+38%（19–59）"),
        (interval::Mark::Unclear, 0.03, None, "+3%（−16–24）"),
        (interval::Mark::Estimate, -0.1, Some(-0.5), "1/38 → 9.6%"),
    ] {
        ui.horizontal(|ui| {
            let estimate = Estimate { value, low: value - 0.2, high: value + 0.2, mark, raw };
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
