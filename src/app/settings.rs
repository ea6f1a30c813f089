//! The reader's settings, kept in the browser's storage where it lets us.

use gloo::utils::{document_element, window};

use super::words::Lang;
use crate::route::ABREAST;

const LANG: &str = "policy-explorer-lang";
/// boot.js reads it too.
const THEME: &str = "policy-explorer-theme";
const ASKED: &str = "policy-explorer-asked";
const PICKS: &str = "policy-explorer-picks";
const PLACES: &str = "policy-explorer-places";

/// Where boot.js puts what the address of a portal's frame says.
const GIVEN_LANG: &str = "data-lang";
const GIVEN_THEME: &str = "data-given-theme";

/// So many questions are kept.
const KEPT: usize = 20;

/// The questions that were asked before on this machine, the last one first.
pub fn asked() -> Vec<String> {
    read(ASKED).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Keeps a question.
pub fn note_asked(query: &str) {
    let query = query.trim();
    if !query.is_empty() && !query.contains('\n') {
        let before = asked();
        let others = before.iter().map(String::as_str).filter(|other| *other != query);
        write(ASKED, &std::iter::once(query).chain(others).take(KEPT).collect::<Vec<_>>().join("\n"));
    }
}

/// Forgets all questions.
pub fn forget_asked() {
    write(ASKED, "");
}

/// The provisions that were picked to be laid side by side.
pub(super) fn picks() -> Vec<String> {
    read(PICKS).unwrap_or_default().lines().take(ABREAST).map(str::to_owned).collect()
}

/// Keeps them; without storage they last as long as the page.
pub(super) fn keep_picks(picks: &[String]) {
    write(PICKS, &picks.join("\n"));
}

/// Where the reader was on each address when the program before this one ended: addresses, distances from
/// the top in whole px, as code that reads and writes others is 10 kB.
pub(super) fn places() -> Vec<(String, i32)> {
    let kept = session().and_then(|storage| storage.get_item(PLACES).ok().flatten()).unwrap_or_default();
    let places = kept.lines().filter_map(|line| line.split_once(' '));
    places.filter_map(|(y, address)| Some((address.to_owned(), y.parse().ok()?))).collect()
}

/// Keeps them for the next program.
pub(super) fn keep_places(places: &[(String, i32)]) {
    let lines = places.iter().map(|(address, y)| format!("{y} {address}")).collect::<Vec<_>>();
    if let Some(storage) = session() {
        // Without storage, going back leads to the top.
        let _ = storage.set_item(PLACES, &lines.join("\n"));
    }
}

fn session() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// Language and theme.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Settings {
    pub(super) lang: Lang,
    /// Dark or light; as the system has it if `None`.
    pub(super) dark: Option<bool>,
}

impl Settings {
    /// As the portal around the page wants them, or as they were left; the defaults where nothing was, or storage is
    /// forbidden.
    pub(super) fn read() -> Settings {
        let given = |name| document_element().get_attribute(name).filter(|value| !value.is_empty());
        let lang = match given(GIVEN_LANG).or_else(|| read(LANG)).as_deref() {
            Some("en") => Lang::En,
            _ => Lang::Zh,
        };
        let dark = match given(GIVEN_THEME).or_else(|| read(THEME)).as_deref() {
            Some("dark") => Some(true),
            Some("light") => Some(false),
            _ => None,
        };
        Settings { lang, dark }
    }

    /// Keeps them; without storage they last as long as the page.
    pub(super) fn write(self) {
        let lang = if self.lang == Lang::En { "en" } else { "zh" };
        write(LANG, lang);
        keep_given(GIVEN_LANG, lang);
        if let Some(dark) = self.dark {
            let theme = if dark { "dark" } else { "light" };
            write(THEME, theme);
            keep_given(GIVEN_THEME, theme);
        }
    }

    /// Puts them on the page's root element.
    pub(super) fn apply(self) {
        let root = document_element();
        // The names are constants and valid, so this can't fail.
        let _ = root.set_attribute("lang", self.lang.code());
        if let Some(dark) = self.dark {
            let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
        }
    }
}

/// What the portal gave first, the reader has changed: the next program on this page must not go back.
fn keep_given(name: &str, value: &str) {
    if document_element().has_attribute(name) {
        // The names are constants and valid, so this can't fail.
        let _ = document_element().set_attribute(name, value);
    }
}

fn read(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

fn write(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage: the setting lasts as long as the page.
        let _ = storage.set_item(key, value);
    }
}
