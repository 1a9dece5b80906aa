//! The thin binary: chooses between the window and the command line.

use std::process::ExitCode;

use fupan::cli::{self, WindowRequest};

fn main() -> ExitCode {
    #[allow(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    let now = jiff::Timestamp::now();
    cli::run(now, has_display(), open_window).into()
}

#[cfg(feature = "gui")]
fn open_window(request: WindowRequest) -> anyhow::Result<()> {
    fupan::gui::run(request)
}

#[cfg(not(feature = "gui"))]
fn open_window(_: WindowRequest) -> anyhow::Result<()> {
    anyhow::bail!("this build has no window")
}

/// Whether a window can be shown at all.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let headless_possible = cfg!(all(unix, not(target_os = "macos")));
    cfg!(feature = "gui") && (!headless_possible || set("DISPLAY") || set("WAYLAND_DISPLAY"))
}
