//! Makes the page from what was asked and what came out of it.

use super::super::{Choice, Empty, Notice, Num};
use super::{
    OtherRow, PartLabel, PartText, RecommendPage, RecommendRow, Slider, quality_table,
    together_table,
};
use crate::present::format;
use crate::present::text::{Lang, recommend as text};
use crate::recommend::{
    Associations, Audience, Part, Parts, QualityReport, RecommendError, RecommendReport,
    RecommendRequest, Recommender, ViewerSegment, Weights,
};

/// How many products below the list are explained.
const OTHERS_SHOWN: usize = 30;

/// Builds the page from what was asked and what came out of it.
pub fn build(
    request: &RecommendRequest,
    list: &Result<RecommendReport, RecommendError>,
    quality: Option<&Result<QualityReport, RecommendError>>,
    together: Option<&Associations>,
    lang: Lang,
) -> RecommendPage {
    let mut page = frame(request, lang);
    page.together = together.map(|found| together_table(found, lang));
    match list {
        Ok(report) => fill(&mut page, report, lang),
        Err(error) => {
            let notice = text::error(error, lang);
            page.empty =
                Some(Empty { title: notice.title, detail: notice.detail, action: notice.action });
        }
    }
    match quality {
        Some(Ok(report)) => page.quality = Some(quality_table(report, lang)),
        Some(Err(error)) => {
            let notice = text::error(error, lang);
            let gap = lang.pick("", " ");
            let stop = lang.pick("：", ":");
            page.quality_missing =
                format!("{}{stop}{gap}{}{gap}{}", notice.title, notice.detail, notice.action);
        }
        None => {}
    }
    page
}

/// Builds the page that stands there while every purchase is read: by what sessions sold.
pub fn first(
    request: &RecommendRequest,
    list: &Result<RecommendReport, RecommendError>,
    lang: Lang,
) -> RecommendPage {
    let mut page = build(request, list, None, None, lang);
    page.notices = vec![Notice { warn: false, text: text::reading_buyers(lang).to_owned() }];
    page
}

/// Everything that does not depend on a result.
fn frame(request: &RecommendRequest, lang: Lang) -> RecommendPage {
    let groups = ViewerSegment::ALL.iter().map(|s| Audience::Segment(*s));
    let audiences = std::iter::once(Audience::NextSession)
        .chain(groups)
        .map(|id| Choice { text: text::audience(&id, lang), selected: id == request.audience, id })
        .collect();
    let models = Recommender::ALL
        .iter()
        .map(|&id| Choice {
            id,
            text: text::recommender(id, lang).to_owned(),
            selected: id == request.model,
        })
        .collect();
    RecommendPage {
        question: lang.pick("推什么，推给谁？", "What to show, and to whom?").to_owned(),
        empty: None,
        verdict: String::new(),
        scope: String::new(),
        audiences,
        models,
        sliders: sliders(&request.weights, lang),
        heads: match lang {
            Lang::Zh => ["名次", "商品", "得分", "理由"].map(str::to_owned).to_vec(),
            Lang::En => ["Place", "Product", "Score", "Reason"].map(str::to_owned).to_vec(),
        },
        legend: PARTS
            .iter()
            .map(|&part| PartLabel { part, text: text::part(part, lang).to_owned() })
            .collect(),
        rows: Vec::new(),
        sentence: String::new(),
        others_title: lang.pick("为什么没有它？", "Why not these?").to_owned(),
        others: Vec::new(),
        others_more: String::new(),
        notices: Vec::new(),
        together_title: text::together::title(lang).to_owned(),
        together: None,
        quality: None,
        quality_missing: String::new(),
    }
}

const PARTS: [Part; 6] =
    [Part::Popularity, Part::Similar, Part::Content, Part::Profit, Part::Novelty, Part::Variety];

fn sliders(weights: &Weights, lang: Lang) -> Vec<Slider> {
    let values = [
        (Part::Popularity, weights.popularity),
        (Part::Similar, weights.similar),
        (Part::Content, weights.content),
        (Part::Profit, weights.profit),
        (Part::Novelty, weights.novelty),
    ];
    values
        .into_iter()
        .map(|(part, value)| Slider {
            part,
            label: text::part(part, lang).to_owned(),
            hint: text::part_hint(part, lang).to_owned(),
            value,
            text: format::fixed(value, 2),
        })
        .collect()
}

/// A score or a side of it in points out of 100.
fn points(value: f64) -> Num {
    Num { raw: Some(value * 100.0), text: format::fixed(value * 100.0, 0) }
}

fn parts_of(parts: &Parts, lang: Lang) -> Vec<PartText> {
    parts
        .each()
        .into_iter()
        .filter(|(_, value)| *value != 0.0)
        .map(|(part, value)| PartText {
            part,
            label: text::part(part, lang).to_owned(),
            value: Num {
                raw: Some(value * 100.0),
                text: format::signed(format::fixed(value * 100.0, 1)),
            },
        })
        .collect()
}

fn fill(page: &mut RecommendPage, report: &RecommendReport, lang: Lang) {
    let quoted = |name: &String| match lang {
        Lang::Zh => format!("「{name}」"),
        Lang::En => format!("\"{name}\""),
    };
    let first: Vec<String> = report.items.iter().take(3).map(|i| quoted(&i.name)).collect();
    let audience = text::audience(&report.audience, lang);
    page.verdict = match (report.items.is_empty(), lang) {
        (true, _) => lang.pick("没有能推的商品", "Nothing can be listed").to_owned(),
        (false, Lang::Zh) => format!("{audience}先推{}", first.join("、")),
        (false, Lang::En) => format!("{audience}: start with {}", first.join(", ")),
    };
    let share = format::percent_digits(report.personal_share, 0);
    page.scope = match (report.viewers, lang) {
        (0, Lang::Zh) => format!("{audience} · 按销量"),
        (0, Lang::En) => format!("{audience} · by sales"),
        (1, Lang::Zh) => format!("{audience} · 个人偏好占 {share}"),
        (1, Lang::En) => format!("{audience} · {share} personal"),
        (n, Lang::Zh) => {
            format!("{audience} · {} 位买家 · 偏好占 {share}", format::count(n as f64))
        }
        (n, Lang::En) => {
            format!("{audience} · {} buyers · {share} by their taste", format::count(n as f64))
        }
    };
    page.rows = report
        .items
        .iter()
        .zip(1..)
        .map(|(item, rank)| RecommendRow {
            rank,
            product: item.product,
            name: item.name.clone(),
            score: points(item.score),
            parts: parts_of(&item.parts, lang),
            reason: text::reason(&item.reason, lang),
            badge: if item.exploration {
                lang.pick("试讲位", "Trial").to_owned()
            } else {
                String::new()
            },
        })
        .collect();
    let age = match (report.tuned.half_life_days, lang) {
        (Some(days), Lang::Zh) => format!("成交每过 {} 天算一半", format::fixed(days, 0)),
        (Some(days), Lang::En) => {
            format!("a purchase counts half after {} days", format::fixed(days, 0))
        }
        (None, Lang::Zh) => "成交不分早晚".to_owned(),
        (None, Lang::En) => "old purchases count like new ones".to_owned(),
    };
    page.sentence = match lang {
        Lang::Zh => format!("得分是各部分之和；{age}。推荐说的是谁可能想买，不证明多讲就会多卖。"),
        Lang::En => format!(
            "A score is the sum of its parts; {age}. It says what people may want, not that \
             showing it more sells more."
        ),
    };
    let scored = report.others.iter().take(OTHERS_SHOWN).map(|other| OtherRow {
        product: other.product,
        name: other.name.clone(),
        why_not: text::why_not(&report.why_not(other.product), lang),
        score: points(other.parts.sum()),
    });
    let barred = report.left_out.iter().map(|out| OtherRow {
        product: out.product,
        name: out.name.clone(),
        why_not: text::barred(out.reason, lang).to_owned(),
        score: Num { raw: None, text: format::MISSING.to_owned() },
    });
    page.others = scored.chain(barred).collect();
    let more = report.others.len().saturating_sub(OTHERS_SHOWN);
    if more > 0 {
        page.others_more = match lang {
            Lang::Zh => format!("还有 {} 个分数更低", format::count(more as f64)),
            Lang::En => format!("{} more score lower", format::count(more as f64)),
        };
    }
    page.notices = report
        .notes
        .iter()
        .map(|note| {
            let (warn, text) = text::note(note, lang);
            Notice { warn, text }
        })
        .collect();
}
