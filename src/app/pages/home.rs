//! The first page: what is in the corpus, and a way in.

use yew::prelude::*;

use crate::app::parts::phrase::phrase;
use crate::app::parts::search_box::SearchBox;
use crate::app::view::{How, View};
use crate::app::words::Lang;
use crate::document::{Basis, Document};
use crate::query::Request;
use crate::route::{DocumentRoute, Route, SearchRoute};

/// The first page.
pub fn home(view: &View) -> Html {
    let words = view.words();
    let ask = |how: How| {
        let go = view.go.clone();
        Callback::from(move |query| go.emit((Route::Search(SearchRoute { query, ..SearchRoute::default() }), how)))
    };
    let documents = view.archive().corpus.documents();
    let counts: Vec<_> = documents.iter().map(Document::counts).collect();
    let clauses: u32 = counts.iter().map(|counts| counts.clauses).sum();
    let characters: u32 = counts.iter().map(|counts| counts.characters).sum();
    let settings = &view.archive().settings;
    let about =
        if view.lang == Lang::En && !settings.about_en.is_empty() { &settings.about_en } else { &settings.about };
    let example = |query: &String| {
        let route = Route::Search(SearchRoute { query: query.clone(), ..SearchRoute::default() });
        html! { <a key={query.clone()} href={route.to_string()} lang="zh-CN">{ query.clone() }</a> }
    };
    let figure = |value: String, name: &'static str| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    html! {
        <div class="home">
            <section class="home__top" aria-labelledby="home-title">
                <h1 class="hidden" id="home-title">{ words.home_title }</h1>
                <SearchBox request={Request::default()} label={view.lang.search_label(documents.len(), clauses)} on_change={ask(How::Begin)} on_submit={ask(How::Push)} />
                <p class="search-help">
                    if !settings.examples.is_empty() {
                        <span>{ words.for_example }</span>
                        { for settings.examples.iter().map(example) }
                    }
                    <span class="muted">{ words.search_help }</span>
                    <a href={Route::Help.to_string()}>{ words.help }</a>
                </p>
            </section>
            <section aria-labelledby="documents">
                <h2 class="head" id="documents">{ words.all_documents }</h2>
                <table class="toc">
                    <thead>
                        <tr class="toc__row">
                            <th scope="col">{ words.date }</th>
                            <th scope="col">{ words.documents }</th>
                            <th scope="col">{ words.number }</th>
                            <th scope="col" class="num">{ words.clauses }</th>
                            <th scope="col">{ words.copy }</th>
                        </tr>
                    </thead>
                    <tbody>{ for documents.iter().zip(&counts).map(|(document, counts)| row(view, document, counts.clauses)) }</tbody>
                </table>
            </section>
            <section class="about" aria-labelledby="about">
                <h2 class="head" id="about">{ words.about }</h2>
                <dl>
                    { figure(documents.len().to_string(), words.figure_documents) }
                    { figure(clauses.to_string(), words.figure_clauses) }
                    { figure(thousands(characters), words.figure_characters) }
                    if let Some(cut_off) = settings.cut_off {
                        { figure(if view.lang == Lang::Zh { cut_off.in_chinese() } else { cut_off.to_string() }, words.figure_cut_off) }
                    }
                </dl>
                <p>{ about.clone() }</p>
            </section>
            <section aria-labelledby="keys">
                <h2 class="head" id="keys">{ words.keyboard }</h2>
                <dl class="keys">
                    <div><dt><kbd>{ "/" }</kbd></dt><dd>{ words.key_search }</dd></div>
                    <div><dt><kbd>{ "?" }</kbd></dt><dd>{ words.key_help }</dd></div>
                    <div><dt><kbd>{ "Enter" }</kbd></dt><dd>{ words.key_next }</dd></div>
                    <div><dt><kbd>{ "Shift" }</kbd><kbd>{ "Enter" }</kbd></dt><dd>{ words.key_previous }</dd></div>
                    <div><dt><kbd>{ "n" }</kbd><kbd>{ "p" }</kbd></dt><dd>{ words.key_difference }</dd></div>
                    <div><dt><kbd>{ "Esc" }</kbd></dt><dd>{ words.key_escape }</dd></div>
                </dl>
            </section>
        </div>
    }
}

/// A number with its thousands apart.
fn thousands(number: u32) -> String {
    match number {
        0..=9_999 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1000), number % 1000),
    }
}

fn row(view: &View, document: &Document, clauses: u32) -> Html {
    let words = view.words();
    let route = Route::Document(DocumentRoute { id: document.id.clone(), ..DocumentRoute::default() });
    let issuers = document.identity.issuers.join("、");
    let date = document.date();
    let inferred = date.is_some_and(|dated| dated.basis == Basis::Inferred);
    let carrier = document.carrier.as_ref().map(|carrier| carrier.issuers.join("、"));
    html! {
        <tr class="toc__row" key={document.id.clone()}>
            <td class="nowrap" data-label={words.date}>
                { date.map_or_else(|| html! { { words.none } }, |dated| html! { <span lang="zh-CN">{ dated.value.in_chinese() }</span> }) }
                if inferred { <span class="muted">{ format!("（{}）", words.basis_inferred) }</span> }
            </td>
            <td class="toc__main">
                <p class="toc__title phrase" lang="zh-CN">
                    <a href={route.to_string()}>{ title(view, document, &[]) }</a>
                </p>
                <p class="toc__by">
                    <span lang="zh-CN">{ issuers }</span>
                    if document.identity.issuers_inferred.is_some() { { format!("（{}）", words.basis_inferred) } }
                    if let Some(carrier) = carrier {
                        { by_carrier(view, &carrier) }
                    }
                </p>
            </td>
            <td class="nowrap" data-label={words.number}>
                { document.number().map_or_else(|| html! { <span class="muted">{ words.none }</span> }, |number| html! { <span lang="zh-CN">{ number.to_owned() }</span> }) }
            </td>
            <td class="num" data-label={words.clauses}>{ clauses }</td>
            <td>{ flags(view, document) }</td>
        </tr>
    }
}

fn by_carrier(view: &View, carrier: &str) -> Html {
    match view.lang {
        Lang::Zh => html! { { format!("，{carrier}转发") } },
        Lang::En => {
            html! { <>{ ", " }{ view.words().by_carrier }{ " " }<span lang="zh-CN">{ carrier.to_owned() }</span></> }
        }
    }
}

/// A document's title; in brackets if it is the editor's.
pub fn title(view: &View, document: &Document, marks: &[(u32, u32)]) -> Html {
    let shown = phrase(view, &document.identity.title, marks);
    if document.title_supplied {
        html! { <>{ "〔" }{ shown }{ "〕" }</> }
    } else {
        shown
    }
}

/// What a reader should know of a document's copy.
pub fn flags(view: &View, document: &Document) -> Html {
    let flag = |(name, is_changed): (&'static str, bool)| {
        html! { <span key={name} class={classes!("flag", is_changed.then_some("flag--changed"))}>{ name }</span> }
    };
    let flags = view.lang.flags(document).into_iter().map(flag);
    flags.collect()
}
