//! What a person prefers about the window itself; kept by the window, not in the store.

use serde::{Deserialize, Serialize};

use super::page::Page;
use crate::gui::theme::Look;
use crate::present::text::Lang;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Preferences of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// `None`: the system's language decides.
    pub lang: Option<Lang>,
    /// Light or dark.
    pub appearance: Appearance,
    /// `None`: the language decides, 红涨绿跌 in Chinese.
    pub red_rises: Option<bool>,
    /// Percent, 100 to 200.
    pub text_size: u16,
    /// The page that was open last.
    pub page: Page,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            lang: None,
            appearance: Appearance::default(),
            red_rises: None,
            text_size: 100,
            page: Page::default(),
        }
    }
}

impl Prefs {
    /// Steps of the text size, in percent.
    pub const SIZES: [u16; 6] = [100, 110, 125, 150, 175, 200];

    /// The look these preferences give, where the system is dark or not.
    pub fn look(&self, lang: Lang, system_dark: bool) -> Look {
        Look {
            dark: match self.appearance {
                Appearance::System => system_dark,
                Appearance::Light => false,
                Appearance::Dark => true,
            },
            red_rises: self.red_rises.unwrap_or(lang == Lang::Zh),
        }
    }

    /// The next larger (or smaller) step of the text size; the same at the ends.
    pub fn stepped(&self, larger: bool) -> u16 {
        let mut steps = Self::SIZES.into_iter();
        let next = if larger {
            steps.find(|size| *size > self.text_size)
        } else {
            steps.rfind(|size| *size < self.text_size)
        };
        next.unwrap_or(self.text_size)
    }

    /// The same with the text size inside its limits, whatever a file said.
    #[must_use]
    pub fn checked(mut self) -> Self {
        self.text_size = self.text_size.clamp(Self::SIZES[0], Self::SIZES[5]);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Prefs;

    #[test]
    fn the_text_size_stays_between_one_and_two_times() {
        let mut prefs = Prefs { text_size: 9_000, ..Prefs::default() }.checked();
        assert_eq!(prefs.text_size, 200);
        assert_eq!(prefs.stepped(true), 200);
        prefs.text_size = prefs.stepped(false);
        assert_eq!(prefs.text_size, 175);
        prefs.text_size = 100;
        assert_eq!((prefs.stepped(false), prefs.stepped(true)), (100, 110));
    }
}
