//! The model of the Data page as text, on the sample data and on files that are half wrong.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "pages_support/broken.rs"]
mod broken;

use std::path::{Path, PathBuf};

use fupan::domain::{ImportId, Job};
use fupan::engine::{self, Engine, ImportOptions, PreparedImport};
use fupan::present::pages::data::{self, DataInputs, Opened, OpenedView};
use fupan::present::pages::repairs::Repairs;
use fupan::present::pages::review::review;
use fupan::present::pages::{DataPage, PageContext, ReviewExtras, Tray};
use fupan::present::text::Lang;
use fupan::worker::Places;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};

fn job() -> Job {
    Job::new("2026-11-22T15:40:00Z".parse().unwrap(), 42)
}

struct Shop {
    folder: tempfile::TempDir,
    engine: Engine,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let engine = Engine::open_or_create(&places.default_store(), &places).unwrap();
        Self { folder, engine }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn read(&mut self, paths: &[PathBuf]) -> PreparedImport {
        self.engine.prepare_import(&job(), paths, &ImportOptions::default()).unwrap()
    }

    fn import(&mut self, paths: &[PathBuf]) -> Tray {
        let prepared = self.read(paths);
        let report = self.engine.commit_import(&job(), &prepared).unwrap();
        Tray::of(&prepared).after(&report)
    }

    fn page(
        &mut self,
        tray: Option<&Tray>,
        opened: Option<Opened>,
        by_field: bool,
        lang: Lang,
    ) -> DataPage {
        let snapshot = self.engine.snapshot().unwrap();
        let imports = self.engine.imports().unwrap();
        let counts = self.engine.session_counts().unwrap();
        let broken = self.engine.sanity().unwrap();
        let source_rows = match opened {
            Some(Opened::Source(source)) => self.engine.source_rows(source).unwrap(),
            _ => Vec::new(),
        };
        let inputs = DataInputs {
            snapshot: &snapshot,
            imports: &imports,
            counts: &counts,
            tray,
            session: None,
            zone: &TimeZone::UTC,
            broken: &broken,
            opened,
            source_rows: &source_rows,
            by_field,
            exports: &engine::session_exports(),
            taught: &self.engine.all_taught().unwrap(),
        };
        data::build(&inputs, &context(lang))
    }
}

/// The same document without the paths of this run.
fn shown(value: &impl Serialize) -> Value {
    fn without(value: Value) -> Value {
        match value {
            Value::Object(map) => map
                .into_iter()
                .filter(|(key, _)| key != "path")
                .map(|(key, value)| (key, without(value)))
                .collect(),
            Value::Array(list) => list.into_iter().map(without).collect(),
            other => other,
        }
    }
    without(serde_json::to_value(value).unwrap())
}

fn half_wrong() -> (Shop, Tray, Tray) {
    let mut shop = Shop::new();
    let files = [shop.file("场次.csv", broken::SESSIONS), shop.file("商品.csv", broken::PRODUCTS)];
    let waiting = Tray::of(&shop.read(&files));
    let written = shop.import(&files);
    (shop, waiting, written)
}

#[test]
fn half_wrong_files_are_told_with_their_repairs_before_and_after() {
    let (mut shop, waiting, written) = half_wrong();
    for lang in [Lang::Zh, Lang::En] {
        let mut before = shop.page(Some(&waiting), None, false, lang).tray.unwrap();
        assert_eq!(before.rows.len(), 2);
        let after = shop.page(Some(&written), None, false, lang).tray.unwrap();
        let summary = after.summary.unwrap();
        let opened = shop.page(None, Some(Opened::Import(ImportId(1))), false, lang).opened;
        let Some(OpenedView::Import(looked_up)) = opened else { panic!("{opened:#?}") };
        // What was said before writing stands in the history after it.
        assert_eq!(looked_up.repairs, before.repairs);
        assert_eq!(looked_up.repairs, summary.repairs);
        assert_eq!(looked_up.rows, summary.rows);
        // Each file's own stand in the list of all, which is enough here.
        for row in &mut before.rows {
            row.repairs = Repairs::default();
        }
        let name = format!("half_wrong_{}", lang.pick("zh", "en"));
        let tray = json!({ "before": shown(&before), "after": shown(&summary) });
        insta::assert_json_snapshot!(name, tray);
    }
}

#[test]
fn numbers_that_contradict_each_other_are_listed_with_both_and_their_rows() {
    let (mut shop, ..) = half_wrong();
    for lang in [Lang::Zh, Lang::En] {
        let page = shop.page(None, None, false, lang);
        let name = format!("contradictions_{}", lang.pick("zh", "en"));
        insta::assert_json_snapshot!(name, shown(&page.sanity));
    }
}

#[test]
fn a_file_tells_where_its_rows_went() {
    let (mut shop, ..) = half_wrong();
    let sources: Vec<_> =
        shop.engine.imports().unwrap()[0].sources.iter().map(|source| source.id).collect();
    let views: Vec<Value> = sources
        .iter()
        .map(|source| {
            let page = shop.page(None, Some(Opened::Source(*source)), false, Lang::Zh);
            let Some(OpenedView::Source(mut view)) = page.opened else { panic!("{source:?}") };
            view.repairs = Repairs::default();
            shown(&view)
        })
        .collect();
    insta::assert_json_snapshot!("files_opened_zh", views);
}

fn sample(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(part)
}

/// One letter a cell: full, part, estimated, none.
fn map(page: &DataPage) -> Vec<String> {
    let letter = |fill: &data::Fill| match fill {
        data::Fill::Full => '#',
        data::Fill::Part => 'o',
        data::Fill::Estimated => '~',
        data::Fill::None => '.',
    };
    let rows = page.completeness.rows.iter();
    rows.map(|row| {
        let cells: String = row.cells.iter().map(letter).collect();
        format!("{cells} {}", row.label)
    })
    .collect()
}

#[test]
fn figures_of_the_sample_are_mapped_with_their_files() {
    let mut shop = Shop::new();
    shop.import(&[sample("shanhe"), sample("chujian")]);
    for lang in [Lang::Zh, Lang::En] {
        let page = shop.page(None, None, true, lang);
        let map = map(&page);
        let view = page.completeness;
        assert!(view.by_field && view.sessions.len() == view.columns.len());
        let text = json!({
            "title": view.title,
            "note": view.note,
            "legend": view.legend,
            "map": map,
            "hovers": view.rows.iter().map(|row| row.hovers.last().unwrap()).collect::<Vec<_>>(),
            "step": view.step,
            "sentence": view.sentence,
        });
        insta::assert_json_snapshot!(format!("figures_{}", lang.pick("zh", "en")), text);
    }
    // The sample contradicts itself nowhere.
    let page = shop.page(None, None, false, Lang::Zh);
    assert!(page.sanity.rows.is_empty(), "{:#?}", page.sanity);
}

#[test]
fn an_empty_store_has_a_page_that_says_what_comes() {
    let mut shop = Shop::new();
    for (lang, by_field) in [(Lang::Zh, false), (Lang::Zh, true), (Lang::En, true)] {
        let page = shop.page(None, Some(Opened::Import(ImportId(7))), by_field, lang);
        assert!(page.opened.is_none());
        assert!(page.completeness.rows.is_empty() && !page.completeness.empty.is_empty());
        assert!(page.sanity.rows.is_empty() && !page.sanity.sentence.is_empty());
    }
}

#[test]
fn a_number_names_the_row_that_told_it() {
    let mut shop = Shop::new();
    let older = "场次id,账号,开播时间,时长,观看人数,成交金额
s0,小满,2026-11-13 19:30:00,1小时,80,900
s1,小满,2026-11-14 19:30:00,3小时,100,5000
";
    let newer = "场次id,账号,开播时间,观看人数,成交人数
s1,小满,2026-11-14 19:30:00,120,7
";
    for (name, text) in [("旧.csv", older), ("新.csv", newer)] {
        let file = shop.file(name, text);
        shop.import(&[file]);
    }
    let snapshot = shop.engine.snapshot().unwrap();
    let page = review(&snapshot, None, &ReviewExtras::default(), &context(Lang::Zh));
    let sources = |key: &str| {
        let card = page.cards.iter().find(|card| card.key == key).unwrap();
        card.explain.sources.clone()
    };
    assert_eq!(sources("gmv"), ["旧.csv › 第 3 行"]);
    let session = snapshot.session(snapshot.sessions[1].id).unwrap();
    let row = |fact: &str| snapshot.origin_of(session, fact).map(|cell| (cell.source.0, cell.row));
    assert_eq!((row("viewers_uv"), row("buyers")), (Some((2, 2)), Some((2, 2))));
    assert_eq!((row("gmv"), row("end_at"), row("duration_s")), (Some((1, 3)), None, Some((1, 3))));
    assert_eq!(sources("viewers"), ["新.csv › 第 2 行"]);
}

fn context(lang: Lang) -> PageContext {
    PageContext { lang, now: job().now, seed: 7 }
}
