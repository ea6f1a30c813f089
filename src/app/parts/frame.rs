//! Masthead and foot.

use yew::prelude::*;

use super::tray::tray;
use crate::app::view::{Setting, View};
use crate::app::words::Lang;
use crate::route::{CompareRoute, FactTable, FactsRoute, Route, SearchRoute, TopicsRoute};

/// A section of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The first page, with all documents.
    Home,
    /// Results.
    Search,
    /// A document.
    Document,
    /// Documents, or provisions, side by side.
    Compare,
    /// Topics × documents.
    Topics,
    /// A table of what was read out of the documents.
    Facts(FactTable),
}

impl Section {
    /// The section that a route stands in.
    pub fn of(route: &Route) -> Section {
        match route {
            Route::Home | Route::Unknown(_) => Section::Home,
            Route::Search(_) | Route::Help => Section::Search,
            Route::Document(_) => Section::Document,
            Route::Compare(_) | Route::Beside(_) => Section::Compare,
            Route::Topics(_) => Section::Topics,
            Route::Facts(route) => Section::Facts(route.table),
        }
    }
}

/// Masthead, page, foot. The section of the page is marked among the sections.
pub fn frame(view: &View, shown: Section, page: Html) -> Html {
    let words = view.words();
    let lang = view.lang;
    let home = Route::Home.to_string();
    let search = Route::Search(SearchRoute::default()).to_string();
    let compare = Route::Compare(CompareRoute::default()).to_string();
    let topics = Route::Topics(TopicsRoute::default()).to_string();
    let facts = FactTable::ALL.map(|table| (table, Route::Facts(FactsRoute::of(table)).to_string()));
    let set = |setting: Setting| {
        let set = view.set.clone();
        Callback::from(move |_: MouseEvent| set.emit(setting.clone()))
    };
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let (on_theme, on_lang) = (set(Setting::Dark(!view.dark)), set(Setting::Lang(other)));
    let link = |section: Section, href: &str, name: &'static str| {
        let current = (shown == section).then_some("page");
        html! { <a class="masthead__link" href={href.to_owned()} aria-current={current} lang={lang.code()}>{ name }</a> }
    };
    html! {
        <div class="app">
            <a class="skip" href="#main">{ words.skip }</a>
            <header class="masthead">
                <div class="page masthead__bar">
                    <div class="masthead__row">
                        <a class="masthead__mark" href={home.clone()} lang={lang.code()}>{ words.name }</a>
                        <nav class="masthead__nav" aria-label={words.sections}>
                            { link(Section::Search, &search, words.search) }
                            { link(if shown == Section::Document { Section::Document } else { Section::Home }, &home, words.documents) }
                            { link(Section::Compare, &compare, words.compare) }
                            { link(Section::Topics, &topics, words.topics) }
                            { for facts.iter().map(|(table, href)| link(Section::Facts(*table), href, words.of_table(*table))) }
                        </nav>
                        <div class="masthead__tools">
                            <button class="plain" type="button" id="theme" onclick={on_theme}>
                                { if view.dark { words.to_light } else { words.to_dark } }
                            </button>
                            <button class="plain" type="button" id="language" lang={other.code()} onclick={on_lang}>
                                { words.other_language }
                            </button>
                        </div>
                    </div>
                </div>
            </header>
            <main class="page sheet" id="main" tabindex="-1">{ page }</main>
            { tray(view) }
            <footer class="foot">
                <div class="page foot__bar">
                    <div class="foot__row">
                        <p>{ words.foot_serif }</p>
                        <p>{ words.foot_local }</p>
                        <nav class="foot__list" aria-label={words.other}>
                            <a href={home}>{ words.all_documents }</a>
                            <a href={search}>{ words.search }</a>
                            <a href={compare}>{ words.compare }</a>
                            <a href={topics}>{ words.topics }</a>
                            { for facts.iter().map(|(table, href)| html! { <a href={href.clone()}>{ words.of_table(*table) }</a> }) }
                            <a href={Route::Help.to_string()}>{ words.help }</a>
                        </nav>
                    </div>
                </div>
            </footer>
        </div>
    }
}
