//! The rules of the house, as a test: who may import whom, how files open, how long they get.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

/// Lines a file may have. 400 is the moment to ask what it is hiding; beyond 500 it is too late.
const MOST_LINES: usize = 500;

/// The engines compute: no files, no SQL, no window, no clock.
const PURE: &[&str] = &[
    "rusqlite",
    "egui",
    "std::fs",
    "std::io",
    "crate::store",
    "crate::ingest",
    "crate::engine",
    "crate::present",
    "crate::gui",
    "SystemTime",
];

/// For each folder of `src`: words that must not stand in its code.
const MUST_NOT_USE: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "crate::cli",
            "crate::comments",
            "crate::engine",
            "crate::experiment",
            "crate::gui",
            "crate::ingest",
            "crate::learn",
            "crate::metrics",
            "crate::plan",
            "crate::present",
            "crate::privacy",
            "crate::recommend",
            "crate::report",
            "crate::store",
            "crate::worker",
            "rusqlite",
            "egui",
            "linfa",
            "ndarray",
        ],
    ),
    ("ingest", &["crate::store", "crate::engine", "crate::present", "rusqlite", "egui", "linfa"]),
    (
        "store",
        &[
            "crate::engine",
            "crate::experiment",
            "crate::ingest",
            "crate::learn",
            "crate::plan",
            "crate::present",
            "crate::recommend",
            "egui",
            "linfa",
        ],
    ),
    ("privacy", &["egui", "crate::engine", "crate::store", "crate::present"]),
    ("metrics", PURE),
    ("comments", PURE),
    ("learn", PURE),
    ("recommend", PURE),
    ("plan", PURE),
    ("experiment", PURE),
    (
        "engine",
        &["egui", "std::thread", "crate::present", "crate::report", "crate::gui", "crate::cli"],
    ),
    ("present", &["egui", "rusqlite", "std::fs", "std::io", "crate::worker", "crate::gui"]),
    ("report", &["egui", "rusqlite", "crate::store", "crate::gui"]),
    ("worker", &["egui", "rusqlite", "crate::gui", "crate::cli"]),
    ("cli", &["egui", "rusqlite", "linfa"]),
    ("gui", &["rusqlite", "linfa", "csv::", "calamine", "ndarray"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn all_rust_files() -> Vec<PathBuf> {
    ["src", "tests", "benches", "sample_data"]
        .iter()
        .flat_map(|folder| rust_files(&root().join(folder)))
        .collect()
}

/// Code without comments, so that a sentence may name what the code must not use.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "tests.rs")
        || path.components().any(|part| part.as_os_str() == "tests")
}

#[test]
fn layers_know_only_whom_they_may() {
    let mut broken = Vec::new();
    for (folder, words) in MUST_NOT_USE {
        for path in rust_files(&root().join("src").join(folder)) {
            if is_test(&path) {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let code = code(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default());
            for word in *words {
                if code.contains(word) {
                    broken.push(format!("{} uses {word}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_folder_of_src_has_its_rule() {
    let mut unruled: Vec<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !MUST_NOT_USE.iter().any(|(folder, _)| folder == name))
        .collect();
    unruled.sort();
    assert!(unruled.is_empty(), "no layer rule for {unruled:?}");
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<_> = all_rust_files()
        .into_iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .collect();
    assert!(silent.is_empty(), "these do not open with `//! `: {silent:#?}");
}

#[test]
fn every_file_is_a_module() {
    // A file that no module names is not compiled: its tests never run, its faults are not seen.
    let mut lost = Vec::new();
    for path in rust_files(&root().join("src")) {
        let folder = path.parent().unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (name, above) = match name {
            "lib" | "main" => continue,
            "mod" => (folder.file_name().unwrap().to_str().unwrap(), folder.parent().unwrap()),
            name => (name, folder),
        };
        let files = ["mod.rs", "lib.rs"].map(|file| above.join(file));
        let beside = above.with_extension("rs");
        let named = files.iter().chain([&beside]).any(|file| {
            let text = fs::read_to_string(file).unwrap_or_default();
            text.contains(&format!("mod {name};"))
        });
        if !named {
            lost.push(path);
        }
    }
    assert!(lost.is_empty(), "no module names these, so they are not compiled: {lost:#?}");
}

#[test]
fn no_file_grows_too_long() {
    let long: Vec<_> = all_rust_files()
        .into_iter()
        .map(|path| (fs::read_to_string(&path).unwrap().lines().count(), path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .collect();
    assert!(long.is_empty(), "over {MOST_LINES} lines: {long:#?}");
}

#[test]
fn no_loose_ends_in_the_code() {
    // Put together here, so that this file does not find itself.
    let words =
        [["TO", "DO"], ["FIX", "ME"], ["XX", "X:"], ["todo", "!("], ["unimplemented", "!("]]
            .map(|parts| parts.concat());
    let mut found = Vec::new();
    for path in all_rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word.as_str())) {
                found.push(format!("{}:{}", path.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What a person reads stands in the one catalogue (`src/present/text`): the window has no words
/// of its own and never asks which language it is in to choose some.
#[test]
fn the_window_has_no_words_of_its_own() {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // Typing 1.2万 is understood: what is read there is not shown.
    let typed = |line: &str| line.contains("'万'") || line.contains("'亿'");
    let mut found = Vec::new();
    for path in rust_files(&root().join("src/gui")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if is_test(&path) || name.starts_with("gallery") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (number, line) in own.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let words = code.chars().any(han) && !typed(code);
            if words || code.contains("lang.pick(") || code.contains(").pick(") {
                found.push(format!("{}:{}", path.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "words outside the catalogue: {found:#?}");
}

/// The program opens no network connection: nothing that could is called or compiled in.
#[test]
fn nothing_opens_a_network_connection() {
    let words = ["TcpStream", "UdpSocket", "TcpListener", "ToSocketAddrs", "std::net"];
    let mut found = Vec::new();
    for path in rust_files(&root().join("src")) {
        let code = code(&fs::read_to_string(&path).unwrap());
        for word in words {
            if code.contains(word) {
                found.push(format!("{} uses {word}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");

    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for name in ["reqwest", "hyper", "ureq", "curl", "native-tls", "rustls", "webbrowser"] {
        let entry = format!("name = \"{name}\"");
        assert!(!lock.contains(&entry), "{name} is in the dependency tree");
    }
}

/// `docs/coverage.md`: a row that says `works` names the tests that show it, and they exist.
#[test]
fn coverage_rows_name_their_tests() {
    let text = fs::read_to_string(root().join("docs/coverage.md")).unwrap();
    let sources: String =
        all_rust_files().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [what, state, tests, ..] = cells[..] else {
            continue;
        };
        if !matches!(state, "works" | "partly" | "missing") {
            continue;
        }
        rows += 1;
        let names: Vec<&str> =
            tests.split([',', ' ', '`']).filter(|part| !part.is_empty()).collect();
        let known = |name: &&str| sources.contains(&format!("fn {name}("));
        if state == "works" && (names.is_empty() || !names.iter().all(known)) {
            wrong.push(format!("{what}: {tests}"));
        }
    }
    assert!(rows > 0, "the table is empty");
    assert!(wrong.is_empty(), "rows that say works without a test: {wrong:#?}");
}
