//! What every component may read and do, as one context.
//!
//! In: the archive, the route, the reader's settings. Out: [`View`]. Knows Yew, not the browser: a page can be
//! rendered natively with callbacks that do nothing.

use std::rc::Rc;

use yew::prelude::*;

use super::words::{Lang, Words};
use crate::archive::Archive;
use crate::route::Route;

/// An opened archive, shared; equal only to itself.
#[derive(Clone, Debug)]
pub struct Shared(pub Rc<Archive>);

impl PartialEq for Shared {
    fn eq(&self, other: &Shared) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// How to go to a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As following a link: back returns here.
    Push,
    /// As beginning to type on another page: back returns here, and the search box there takes the focus over.
    Begin,
    /// As more of the same: back skips it, and the page doesn't scroll.
    Replace,
    /// As having scrolled: the address says where, and nothing is drawn anew.
    Note,
}

/// A change of the reader's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The interface's language.
    Lang(Lang),
    /// Dark or light.
    Dark(bool),
    /// Picks a provision, by its id, to be laid beside others; or puts it back.
    Pick(String),
    /// Puts all back.
    NoPicks,
}

/// What every component may read and do.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// All documents.
    pub archive: Shared,
    /// The interface's language.
    pub lang: Lang,
    /// Whether it is dark.
    pub dark: bool,
    /// The ids of the provisions that are picked to be laid side by side, in the order in which they were.
    pub picks: Rc<[String]>,
    /// Goes to a route.
    pub go: Callback<(Route, How)>,
    /// Changes a setting.
    pub set: Callback<Setting>,
}

impl View {
    /// The table of words.
    pub fn words(&self) -> &'static Words {
        self.lang.words()
    }

    /// The archive.
    pub fn archive(&self) -> &Archive {
        &self.archive.0
    }

    /// What a document is called for short, by its place in the corpus; nothing if there is no such document.
    pub fn short_title(&self, document_no: usize) -> String {
        let document = self.archive().corpus.documents().get(document_no);
        document.map(|document| document.short_title.clone()).unwrap_or_default()
    }
}

/// The context. **Panics** outside its provider, which the app's root is.
#[hook]
pub fn use_view() -> View {
    use_context::<View>().expect("every component stands below the app's root, which provides the view")
}
