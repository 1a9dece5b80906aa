//! When the first frames were on the screen, for `benches/start.sh`: told on standard error
//! when `FUPAN_TIMING` is set, in milliseconds since 1970 so that a script can subtract.

use std::io::Write;

use jiff::Timestamp;

/// Set to anything: tell the times.
const VARIABLE: &str = "FUPAN_TIMING";

/// What was told already.
pub(super) struct Timing {
    /// The frame before this one drew something, and whether it drew the open page.
    drawn: Option<bool>,
    told_frame: bool,
}

impl Timing {
    /// `None` unless somebody asked.
    pub fn from_environment() -> Option<Self> {
        std::env::var_os(VARIABLE).map(|_| Self { drawn: None, told_frame: false })
    }

    /// At the start of a frame: what the one before drew has been shown. `false` once there is
    /// nothing left to tell.
    pub fn shown(&mut self, now: Timestamp) -> bool {
        let Some(page) = self.drawn else {
            return true;
        };
        let now = now.as_millisecond();
        if !self.told_frame {
            tell(&format!("fupan first frame {now}\n"));
            self.told_frame = true;
        }
        if page {
            tell(&format!("fupan first page {now}\n"));
        }
        !page
    }

    /// At the end of a frame.
    pub fn drew(&mut self, page: bool) {
        self.drawn = Some(page);
    }
}

/// In one piece, so that who reads along never sees half a line.
fn tell(line: &str) {
    // Where nobody listens there is nothing to tell.
    let _ = std::io::stderr().write_all(line.as_bytes());
}
