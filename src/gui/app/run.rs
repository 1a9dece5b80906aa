//! Opens the window: renderer, title, icon, clock. If one renderer fails, the program starts
//! itself once more with the other and remembers which one worked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command as Process;
use std::sync::Arc;

use anyhow::bail;
use eframe::egui::ViewportBuilder;
use eframe::{NativeOptions, Renderer};
use jiff::tz::TimeZone;

use super::{App, Prefs, Start, icon};
use crate::cli::WindowRequest;
use crate::engine::sample_folder;
use crate::present::text::{Lang, app as text};
use crate::worker::Setup;

/// Key of the preferences in the window's storage.
pub(super) const PREFS: &str = "fupan.prefs";
/// `glow` or `wgpu`: overrides what was remembered.
const RENDERER: &str = "FUPAN_RENDERER";
/// Set in the second start, so that there is no third.
const SECOND: &str = "FUPAN_SECOND_START";
/// The seed of everything random in the window: the same data gives the same numbers.
const SEED: u64 = 42;

/// Opens the window and returns when it is closed.
pub fn run(request: WindowRequest) -> anyhow::Result<()> {
    let system_lang = Lang::from_locale(&sys_locale::get_locale().unwrap_or_default());
    let lang = request.lang.unwrap_or(system_lang);
    let folder = request.places.default_store().parent().map(Path::to_owned).unwrap_or_default();
    let memory = folder.join("renderer.txt");
    let renderer = chosen(std::env::var(RENDERER).ok().as_deref(), &memory);
    let outcome = catch_unwind(AssertUnwindSafe(|| open(request, renderer, &folder, system_lang)));
    let failed = match outcome {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        Err(panic) => panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()))
            .unwrap_or_default(),
    };
    let second = std::env::var_os(SECOND).is_some();
    if second {
        bail!("{}", text::no_renderer(&failed, lang));
    }
    let other = other(renderer);
    let status = Process::new(std::env::current_exe()?)
        .args(std::env::args_os().skip(1))
        .env(RENDERER, other)
        .env(SECOND, "1")
        .status()?;
    if !status.success() {
        bail!("{}", text::no_renderer(&failed, lang));
    }
    // It could be opened: start with it the next time.
    let _ = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&memory, other));
    Ok(())
}

fn other(renderer: Renderer) -> &'static str {
    match renderer {
        Renderer::Glow => "wgpu",
        Renderer::Wgpu => "glow",
    }
}

/// What the environment says, else what worked the last time, else the usual one.
fn chosen(asked: Option<&str>, memory: &Path) -> Renderer {
    let named = |word: &str| match word.trim() {
        "glow" => Some(Renderer::Glow),
        "wgpu" => Some(Renderer::Wgpu),
        _ => None,
    };
    asked
        .and_then(named)
        .or_else(|| named(&std::fs::read_to_string(memory).ok()?))
        .unwrap_or(usual())
}

/// Windows often has no OpenGL over remote desktop; elsewhere OpenGL starts faster and is
/// lighter on memory.
fn usual() -> Renderer {
    if cfg!(windows) { Renderer::Wgpu } else { Renderer::Glow }
}

fn open(
    request: WindowRequest,
    renderer: Renderer,
    folder: &Path,
    system_lang: Lang,
) -> eframe::Result {
    let lang = request.lang.unwrap_or(system_lang);
    let options = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title(text::name(lang))
            .with_app_id("fupan")
            .with_icon(icon::icon())
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([1024.0, 640.0])
            .with_drag_and_drop(true),
        renderer,
        centered: true,
        persistence_path: Some(folder.join("window.ron")),
        ..NativeOptions::default()
    };
    let setup = Setup {
        places: request.places,
        clock: Arc::new(clock),
        seed: SEED,
        zone: TimeZone::system(),
    };
    let start = Start {
        store: request.store,
        files: request.files,
        lang: request.lang,
        system_lang,
        prefs: Prefs::default(),
        sample: sample_folder(),
    };
    eframe::run_native(
        "fupan",
        options,
        Box::new(move |cc| {
            let prefs = cc.storage.and_then(|storage| eframe::get_value(storage, PREFS));
            let start = Start { prefs: prefs.unwrap_or_default(), ..start };
            Ok(Box::new(App::new(&cc.egui_ctx, setup, start)?))
        }),
    )
}

#[expect(clippy::disallowed_methods, reason = "the window's clock: from here on it is injected")]
fn clock() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::{Renderer, chosen, other, usual};

    #[test]
    fn the_environment_wins_over_memory_and_memory_over_habit() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("renderer.txt");
        assert_eq!(chosen(None, &memory), usual());
        std::fs::write(&memory, "wgpu\n").unwrap();
        assert_eq!(chosen(None, &memory), Renderer::Wgpu);
        assert_eq!(chosen(Some("glow"), &memory), Renderer::Glow);
        std::fs::write(&memory, "nonsense").unwrap();
        assert_eq!(chosen(Some("nonsense"), &memory), usual());
        assert_eq!((other(Renderer::Glow), other(Renderer::Wgpu)), ("wgpu", "glow"));
    }
}
