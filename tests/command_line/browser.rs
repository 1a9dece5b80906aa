//! The HTML report as a browser shows and prints it: nothing is loaded, nothing is cut off, every
//! sheet is A4. Needs Chromium; without it the reason is printed and nothing is checked, unless
//! `FUPAN_BROWSER` says that there must be one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use resvg::tiny_skia::Pixmap;

use super::{asked, fupan_in, printed, shops};

/// How long the browser may take for one document.
const PATIENCE: Duration = Duration::from_mins(2);
/// A4 in points, and how far a sheet may be from it.
const A4: (f64, f64) = (595.28, 841.89);
const NEAR: f64 = 1.5;

/// The browser of this machine, or `None` with the reason said.
#[allow(clippy::print_stderr, reason = "what is not checked is said")]
fn browser() -> Option<&'static str> {
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        let asked = Command::new(name).arg("--version").stdout(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    });
    let must = std::env::var_os("FUPAN_BROWSER").is_some();
    assert!(found.is_some() || !must, "FUPAN_BROWSER is set, but there is no Chromium");
    if found.is_none() {
        eprintln!("skipped: no Chromium on this machine to open the report with");
    }
    found
}

/// A browser with a profile of its own and the program's own faces.
struct Browser {
    name: &'static str,
    folder: tempfile::TempDir,
}

impl Browser {
    fn new(name: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let faces = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
        let fonts = format!(
            "<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>",
            faces.display(),
            folder.path().join("faces").display()
        );
        std::fs::write(folder.path().join("fonts.conf"), fonts).unwrap();
        Self { name, folder }
    }

    /// Opens a document; returns what the browser printed.
    fn open(&self, document: &Path, wishes: &[&str]) -> String {
        let out = std::fs::File::create(self.folder.path().join("out")).unwrap();
        let mut child = Command::new(self.name)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
            .args(["--no-first-run", "--disable-background-networking", "--disable-sync"])
            .arg(format!("--user-data-dir={}", self.folder.path().join("profile").display()))
            .args(wishes)
            .arg(format!("file://{}", document.display()))
            .env("FONTCONFIG_FILE", self.folder.path().join("fonts.conf"))
            .env("HOME", self.folder.path())
            .stdout(out)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let id = child.id().to_string();
        let (done, ended) = std::sync::mpsc::sync_channel(1);
        let wait = move || done.send(child.wait().is_ok()).is_ok();
        std::thread::Builder::new().name("browser".to_owned()).spawn(wait).unwrap();
        if ended.recv_timeout(PATIENCE).is_err() {
            Command::new("kill").arg(id).status().unwrap();
            panic!("the browser is stuck on {}", document.display());
        }
        std::fs::read_to_string(self.folder.path().join("out")).unwrap()
    }

    /// What a document asked the network for; the browser's own requests do not count.
    fn requests(&self, document: &Path) -> Vec<String> {
        let log = self.folder.path().join("net.json");
        self.open(document, &["--dump-dom", &format!("--log-net-log={}", log.display())]);
        let text = std::fs::read_to_string(log).unwrap();
        text.lines()
            .filter(|line| line.contains("\"network_isolation_key\":\"file://"))
            .filter_map(|line| line.split("\"url\":\"").nth(1)?.split('"').next())
            .filter(|url| !url.starts_with("file:") && !url.starts_with("data:"))
            .map(str::to_owned)
            .collect()
    }

    fn picture(&self, document: &Path, (width, height): (u32, u32)) -> Pixmap {
        let file = self.folder.path().join("picture.png");
        let wishes =
            [format!("--screenshot={}", file.display()), format!("--window-size={width},{height}")];
        self.open(document, &[&wishes[0], &wishes[1]]);
        Pixmap::decode_png(&std::fs::read(file).unwrap()).unwrap()
    }

    fn pdf(&self, document: &Path) -> Vec<u8> {
        let file = self.folder.path().join("print.pdf");
        let wish = format!("--print-to-pdf={}", file.display());
        self.open(document, &[&wish, "--no-pdf-header-footer"]);
        std::fs::read(file).unwrap()
    }
}

/// Width and height of every sheet.
fn sheets(pdf: &[u8]) -> Vec<(f64, f64)> {
    let text = String::from_utf8_lossy(pdf);
    assert!(text.starts_with("%PDF-"));
    text.split("/MediaBox [")
        .skip(1)
        .map(|rest| {
            let box_: Vec<f64> = rest
                .split(']')
                .next()
                .unwrap()
                .split_whitespace()
                .map(|number| number.parse().unwrap())
                .collect();
            (box_[2] - box_[0], box_[3] - box_[1])
        })
        .collect()
}

/// Pixels that are not as the corner at the top left is, within columns and rows.
fn inked(picture: &Pixmap, columns: std::ops::Range<u32>, rows: std::ops::Range<u32>) -> usize {
    let paper = picture.pixel(0, 0).unwrap();
    rows.flat_map(|y| columns.clone().map(move |x| (x, y)))
        .filter(|(x, y)| picture.pixel(*x, *y).unwrap() != paper)
        .count()
}

/// Where pictures and prints are left to be looked at, when somebody asks for them.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("FUPAN_BROWSER_OUT").map(PathBuf::from) {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

#[test]
fn the_report_is_shown_and_printed_by_a_browser() {
    let Some(name) = browser() else { return };
    let browser = Browser::new(name);
    let shop = shops();
    let review = asked(shop.path(), &["review", "--session", "2"]);
    let day = review["session"]["start_at"].as_str().unwrap()[5..10].to_owned();
    for (lang, said) in [("zh", "这些数怎么算的"), ("en", "How these figures were made")] {
        let report = shop.path().join(format!("{lang}.html"));
        let out = report.to_str().unwrap();
        printed(&fupan_in(lang, shop.path(), &["report", "--session", "2", "--out", out]));

        // What is written is there, to the last line, and nothing is fetched.
        let shown = browser.open(&report, &["--dump-dom"]);
        for words in [said, "<svg", "<footer>", "</html>", &day] {
            assert!(shown.contains(words), "{lang}: {words}");
        }
        assert_eq!(browser.requests(&report), Vec::<String>::new());

        // On a screen, on a narrow one and down to the end there is ink, and none runs out at
        // the side.
        for size in [(1100, 2400), (820, 2400)] {
            let picture = browser.picture(&report, size);
            keep(&format!("{lang}-{}.png", size.0), &picture.encode_png().unwrap());
            assert_eq!((picture.width(), picture.height()), size);
            for part in 0..4 {
                let rows = part * 600..(part + 1) * 600;
                let ink = inked(&picture, 0..size.0, rows);
                assert!(ink > 4_000, "{lang} {size:?}: {ink} pixels in quarter {part}");
            }
            let edge = inked(&picture, size.0 - 12..size.0, 0..2400);
            assert_eq!(edge, 0, "{lang} {size:?}: something runs out at the right");
        }

        let pdf = browser.pdf(&report);
        keep(&format!("{lang}.pdf"), &pdf);
        let sheets = sheets(&pdf);
        assert!((2..=8).contains(&sheets.len()), "{lang}: {} sheets", sheets.len());
        for (width, height) in sheets {
            assert!(
                (width - A4.0).abs() < NEAR && (height - A4.1).abs() < NEAR,
                "{width}×{height}"
            );
        }
    }
}

/// The checks above find what they look for.
#[test]
fn a_document_that_fetches_something_or_runs_out_is_found() {
    let Some(name) = browser() else { return };
    let browser = Browser::new(name);
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("bad.html");
    let text = "<style>@page { size: 100mm 100mm }</style>\
                <img src=\"http://fupan.invalid/x.png\" width=\"2000\" height=\"50\" alt=\"\" \
                style=\"background:#000\">";
    std::fs::write(&document, text).unwrap();
    assert_eq!(browser.requests(&document), ["http://fupan.invalid/x.png"]);
    let picture = browser.picture(&document, (820, 2400));
    assert!(inked(&picture, 808..820, 0..2400) > 0);
    assert_eq!(inked(&picture, 0..820, 1200..2400), 0, "half of it is blank");
    let sheets = sheets(&browser.pdf(&document));
    assert!(sheets.iter().all(|(width, _)| (width - A4.0).abs() > NEAR), "{sheets:?}");
}
