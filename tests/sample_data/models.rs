//! What the app makes of the sample data: models find what was planted, the warning about the
//! confounder comes, and in the twin there is nothing to find.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use fupan::domain::{Job, Snapshot, Verdict};
use fupan::engine::{Engine, ImportOptions};
use fupan::learn::{
    Coefficient, CoefficientTerm, LearnWarningCode, ModelKind, ModelReport, Question, Table,
    TrainReport, TrainSpec,
};
use fupan::present::pages::models::{ModelsAsk, ModelsInput, Run, models, train_json};
use fupan::present::pages::overview::{OverviewExtras, overview};
use fupan::present::pages::{Filters, PageContext};
use fupan::present::text::Lang;
use fupan::privacy::Hasher;
use fupan::store::Store;

use super::generator::files::{OutFile, files};
use super::generator::params::Params;
use super::generator::world::World;
use super::written;

/// The shop as the app sees it, and the answers to the three questions with their rows.
pub struct Answers {
    shop: Arc<Snapshot>,
    pub reports: Vec<TrainReport>,
    pub tables: Vec<Table>,
}

impl Answers {
    /// Imports the shop's files and trains everything on them.
    fn of(files: &[OutFile]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Curves and comments teach no model.
        let idle = ["minutes.csv", "comments.csv", "channels.csv", "income.csv"];
        let paths: Vec<PathBuf> = files
            .iter()
            .filter_map(|file| {
                let name = file.path.strip_prefix("shanhe/")?;
                let path = folder.path().join(name);
                if idle.contains(&name) {
                    return None;
                }
                std::fs::write(&path, &file.bytes).unwrap();
                Some(path)
            })
            .collect();
        let store = Store::open_or_create(&folder.path().join("a.fupan")).unwrap();
        let mut engine = Engine::with_hasher(store, Hasher::new([7; 32])).unwrap();
        let job = Job::new("2026-11-22T15:40:00Z".parse().unwrap(), 42);
        let read = engine.read_import(&job, &paths, &ImportOptions::default()).unwrap();
        assert!(read.failed.is_empty());
        assert_eq!(engine.commit_import(&job, &read).unwrap().sessions, 52);
        let train = |question: &Question| {
            let source = engine.likely_source(*question).unwrap();
            // Fewer trees than usual: what is there to be found shows with them too.
            let spec = TrainSpec { trees: Some(60), ..TrainSpec::new(*question, source, 42) };
            engine.train(&job, &spec).unwrap().0
        };
        let reports: Vec<TrainReport> = Question::ALL.iter().map(train).collect();
        let tables = reports
            .iter()
            .map(|report| engine.training_table(&job, report.question, report.source).unwrap())
            .collect();
        Self { shop: engine.snapshot().unwrap(), reports, tables }
    }

    pub fn report(&self, question: Question) -> &TrainReport {
        self.reports.iter().find(|report| report.question == question).unwrap()
    }

    fn model(&self, question: Question, kind: ModelKind) -> &ModelReport {
        self.report(question).models.iter().find(|model| model.name == kind).unwrap()
    }

    /// A coefficient of the logistic regression, in standard errors from zero.
    fn strength(&self, question: Question, feature: &str, level: Option<&str>) -> f64 {
        let fits = |c: &&Coefficient| {
            let own = match &c.term {
                CoefficientTerm::Value | CoefficientTerm::Log => level.is_none(),
                CoefficientTerm::Level { level: own, .. } => level == Some(own),
                CoefficientTerm::Missing => false,
            };
            own && c.feature == feature
        };
        let model = self.model(question, ModelKind::Logistic);
        let found = model.coefficients.iter().find(fits).unwrap();
        found.value / found.std_error.unwrap()
    }

    fn confounders(&self) -> Vec<String> {
        self.reports
            .iter()
            .flat_map(|report| &report.warnings)
            .filter(|warning| warning.code == LearnWarningCode::Confounded)
            .flat_map(|warning| warning.columns.clone())
            .collect()
    }
}

pub fn planted() -> &'static Answers {
    static ANSWERS: OnceLock<Answers> = OnceLock::new();
    ANSWERS.get_or_init(|| Answers::of(written()))
}

fn twin() -> &'static Answers {
    static ANSWERS: OnceLock<Answers> = OnceLock::new();
    ANSWERS.get_or_init(|| Answers::of(&files(&World::make(&Params::twin())).unwrap()))
}

/// The features a model leans on most, strongest first.
fn top(model: &ModelReport, count: usize) -> Vec<&str> {
    let mut all: Vec<_> = model.importance.iter().collect();
    all.sort_by(|a, b| b.value.total_cmp(&a.value));
    all.iter().take(count).flat_map(|i| i.features.iter().map(String::as_str)).collect()
}

#[test]
fn models_find_what_makes_viewers_buy() {
    let buyers = Question::Buyers;
    for model in &planted().report(buyers).models {
        let kind = model.name;
        assert_eq!(model.verdict, Verdict::Usable, "{kind:?}");
        assert!(model.intervals["roc_auc"].low > 0.65, "{kind:?} {:?}", model.intervals);
        let top = top(model, 4);
        // Big nights are Saturdays.
        for feature in ["dwell_s", "clicks", "days_since_order", "weekday"] {
            assert!(top.contains(&feature), "{kind:?}: {feature} not in {top:?}");
        }
    }
    let kinds: Vec<ModelKind> =
        planted().report(buyers).models.iter().map(|model| model.name).collect();
    let all = [
        ModelKind::Logistic,
        ModelKind::Tree,
        ModelKind::Forest,
        ModelKind::Boosting,
        ModelKind::Net,
    ];
    assert_eq!(kinds, all);
    let strength = |feature| planted().strength(buyers, feature, None);
    assert!(strength("dwell_s") > 5.0);
    assert!(strength("clicks") > 5.0);
    assert!(strength("days_since_order") < -5.0, "the longer ago, the less");
    assert!(planted().strength(buyers, "weekday", Some("tue")) < -5.0);
    // What goes into the cart says nothing, on purpose.
    assert!(strength("carts").abs() < 2.6, "{}", strength("carts"));
}

#[test]
fn models_find_what_makes_products_and_sessions_sell() {
    let products = Question::Products;
    let model = planted().model(products, ModelKind::Logistic);
    assert_eq!(model.verdict, Verdict::Usable);
    assert!(model.intervals["roc_auc"].low > 0.55);
    let strength = |feature| planted().strength(products, feature, None);
    assert!(strength("price_vs_usual") < -3.0, "elasticity: dearer than usual sells worse");
    assert!(strength("first_talk_minute") > 5.0, "evening: from 20:00 on, half an hour in");
    assert!(strength("past_rate") > 2.0, "products differ");
    assert!(planted().strength(products, "weekday", Some("tue")) < -5.0, "big nights");
    let sales = planted().model(Question::SessionSales, ModelKind::Linear);
    assert_eq!(top(sales, 1), ["ad_spend"], "big nights are the ones with ads");
    assert!(sales.scores.r2.unwrap() > 0.3);
}

#[test]
fn the_confounder_is_warned_about_and_nothing_else_is() {
    assert_eq!(planted().confounders(), ["giveaway_seen"]);
    let warnings = &planted().report(Question::Buyers).warnings;
    let found = warnings.iter().find(|w| w.code == LearnWarningCode::Confounded).unwrap();
    assert!(found.before.unwrap() > 0.03, "looks good pooled: {found:?}");
    assert!(found.after.unwrap() < -0.03, "is bad within sessions: {found:?}");
    for report in &planted().reports {
        for (at, warning) in report.warnings.iter().enumerate() {
            assert!(!report.warnings[..at].contains(warning), "said twice: {warning:?}");
        }
    }
}

#[test]
fn in_the_twin_there_is_nothing_to_find() {
    assert!(twin().confounders().is_empty());
    for report in &twin().reports {
        for model in &report.models {
            assert_eq!(model.verdict, Verdict::DoNotUse, "{:?} {:?}", report.question, model.name);
            if let Some(auc) = model.scores.roc_auc {
                assert!((0.45..0.55).contains(&auc), "{:?} {auc}", report.question);
            }
        }
    }
    for (question, feature, level) in [
        (Question::Buyers, "dwell_s", None),
        (Question::Buyers, "clicks", None),
        (Question::Buyers, "days_since_order", None),
        (Question::Buyers, "weekday", Some("tue")),
        (Question::Buyers, "giveaway_seen", None),
        (Question::Products, "price_vs_usual", None),
        (Question::Products, "first_talk_minute", None),
        (Question::Products, "past_rate", None),
        (Question::Products, "weekday", Some("tue")),
    ] {
        let strength = twin().strength(question, feature, level);
        assert!(strength.abs() < 3.0, "{question:?} {feature}: {strength}");
    }
}

pub fn context(lang: Lang) -> PageContext {
    PageContext { lang, now: "2026-11-22T15:40:00Z".parse().unwrap(), seed: 42 }
}

#[test]
fn the_models_page_says_the_warning_in_words() {
    let at = "2026-11-22T23:40:00+08:00[Asia/Shanghai]".parse::<jiff::ZonedDateTime>().unwrap();
    let runs: Vec<(Question, Vec<Run>)> = planted()
        .reports
        .iter()
        .map(|r| (r.question, vec![Run { id: 1, report: r.clone(), at: at.clone(), revision: 1 }]))
        .collect();
    let input = ModelsInput {
        runs: &runs,
        revision: 1,
        ask: ModelsAsk { question: Some(Question::Buyers), ..ModelsAsk::default() },
        ..ModelsInput::default()
    };
    for (lang, said) in [
        (Lang::Zh, "「看过福利款」放在一起看是好的，同一场里比却是坏的"),
        (Lang::En, "'saw a giveaway' looks good overall but bad within the same session"),
    ] {
        let page = models(&input, &context(lang));
        let found = page.notices.iter().filter(|n| n.warn && n.text.starts_with(said)).count();
        assert_eq!(found, 1, "{:?}", page.notices);
    }
}

/// What a page of models says, with everything in it about `people` people.
fn said_of_few(people: f64) -> (String, usize) {
    let mut report = planted().report(Question::Buyers).clone();
    for model in &mut report.models {
        for node in model.tree.iter_mut().flat_map(|tree| &mut tree.nodes).skip(1) {
            node.weight = people;
            node.value = 0.987_654;
        }
        for bin in &mut model.calibration {
            bin.n = people;
        }
        for row in &mut model.confusion {
            (row.true_positive, row.false_positive) = (people - 3.0, 3.0);
        }
    }
    let at = "2026-11-22T23:40:00+08:00[Asia/Shanghai]".parse::<jiff::ZonedDateTime>().unwrap();
    let runs = vec![(Question::Buyers, vec![Run { id: 1, report, at, revision: 1 }])];
    let mut said = String::new();
    let mut shown = 0;
    for method in [ModelKind::Tree, ModelKind::Logistic, ModelKind::Forest] {
        let input = ModelsInput {
            runs: &runs,
            revision: 1,
            ask: ModelsAsk {
                question: Some(Question::Buyers),
                method: Some(method),
                levels: 8,
                ..ModelsAsk::default()
            },
            ..ModelsInput::default()
        };
        let page = models(&input, &context(Lang::Zh));
        shown += page.calibration.as_ref().map_or(0, |curve| curve.points.len());
        shown += page.confusion.as_ref().map_or(0, |table| table.steps.len());
        said += &serde_json::to_string(&page).unwrap();
    }
    let json = train_json(&runs[0].1[0].report, &[], Lang::En);
    for model in json["models"].as_array().unwrap() {
        shown += model["calibration"].as_array().unwrap().len();
        said += &model["tree"].to_string();
    }
    (said, shown)
}

#[test]
fn no_cell_is_about_fewer_than_twenty_people() {
    let (few, none) = said_of_few(19.0);
    assert_eq!(none, 0, "bins and thresholds of 19 people are left out");
    assert!(!few.contains("0.987654"), "nor does a node tell its rate");
    let (enough, shown) = said_of_few(20.0);
    assert!(shown > 5 && enough.contains("0.987654"), "twenty people are enough: {shown}");
}

#[test]
fn best_sellers_show_their_margin_per_minute() {
    let page = overview(
        &planted().shop,
        &Filters::default(),
        &OverviewExtras::default(),
        &context(Lang::Zh),
    );
    assert_eq!(page.top_products.rows.len(), 5);
    for row in &page.top_products.rows {
        // Costs, amounts and talk are all in the files; nothing is missing.
        assert_eq!(row.margin_note, "", "{}", row.name);
        assert!(row.margin_per_minute.raw.unwrap() > 0.0, "{}", row.name);
    }
}
