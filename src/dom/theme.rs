//! Light or dark: the system's choice unless someone chose here.

use super::page::document;
use super::setting;

const KEY: &str = "gloss.theme";

/// How the page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Its name in storage and on the page's root element.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one that comes after it when someone switches.
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}

/// The theme that was chosen in an earlier visit.
pub fn stored() -> Theme {
    let stored = setting::get(KEY);
    let themes = [Theme::Light, Theme::Dark];
    themes
        .into_iter()
        .find(|theme| stored.as_deref() == Some(theme.name()))
        .unwrap_or_default()
}

/// Shows the page in this theme, now and in later visits.
pub fn set(theme: Theme) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme.name());
    }
    setting::set(KEY, theme.name());
}
