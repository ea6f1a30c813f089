//! A document's table of contents, which follows the reading.

use yew::prelude::*;

use super::phrase::phrase;
use crate::app::anchors::element_id;
use crate::app::browser;
use crate::app::view::use_view;
use crate::document::{Document, Kind};
use crate::route::{DocumentRoute, Route};

/// A heading counts as reached when it is so near the window's top, in px.
const READ_FROM: f64 = 140.0;

/// An entry with those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The provision's path.
    pub path: String,
    /// Its printed number.
    pub label: String,
    /// Its heading, or the editor's.
    pub heading: String,
    /// Whether the heading is the editor's.
    pub is_supplied: bool,
    /// One level below.
    pub below: Vec<Entry>,
}

/// Two levels of a document's headings; the carrier's notice, whose parts have none, is one entry.
pub fn entries(document: &Document, carrier: &str) -> Vec<Entry> {
    let mut tops: Vec<(usize, Entry)> = Vec::new();
    for (index, provision) in document.provisions.iter().enumerate() {
        let entry = Entry {
            path: provision.path.clone(),
            label: provision.label().to_owned(),
            heading: if provision.kind == Kind::Carrier { carrier.to_owned() } else { provision.heading().to_owned() },
            is_supplied: provision.supplied.is_some(),
            below: Vec::new(),
        };
        if entry.heading.is_empty() || provision.kind.is_furniture() {
            continue;
        }
        match provision.parent {
            None => tops.push((index, entry)),
            Some(parent) => {
                if let Some((_, top)) = tops.iter_mut().find(|(top, _)| *top == parent as usize) {
                    top.below.push(entry);
                }
            }
        }
    }
    tops.into_iter().map(|(_, entry)| entry).collect()
}

/// What the outline needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The headings.
    pub entries: Vec<Entry>,
    /// The document as it is shown.
    pub route: DocumentRoute,
}

/// The outline.
#[component]
pub fn Outline(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let current = use_state_eq(String::new);
    let is_wide = browser::use_is_wide();
    {
        let current = current.clone();
        browser::use_scrolled(props.entries.clone(), move |entries| {
            let all = || entries.iter().flat_map(|top| std::iter::once(top).chain(&top.below));
            let is_reached =
                |entry: &&Entry| browser::top_of(&element_id(&entry.path)).is_some_and(|top| top < READ_FROM);
            let reached = all().rfind(is_reached).or(entries.first());
            current.set(reached.map(|entry| entry.path.clone()).unwrap_or_default());
        });
    }
    let link = |entry: &Entry| {
        let route = DocumentRoute { provision: entry.path.clone(), ..props.route.clone() };
        let location = (*current == entry.path).then_some("location");
        html! {
            <a href={Route::Document(route).to_string()} aria-current={location}>
                <span class="clause">{ entry.label.clone() }</span>
                <span class={classes!(entry.is_supplied.then_some("supplied"))}>{ phrase(&view, &entry.heading, &[]) }</span>
            </a>
        }
    };
    let item = |entry: &Entry| {
        let is_in = *current == entry.path || entry.below.iter().any(|below| *current == below.path);
        html! {
            <li key={entry.path.clone()} class={classes!(is_in.then_some("outline__in"))}>
                { link(entry) }
                if is_in && !entry.below.is_empty() {
                    <ol>{ for entry.below.iter().map(|below| html! { <li key={below.path.clone()}>{ link(below) }</li> }) }</ol>
                }
            </li>
        }
    };
    let state = props
        .entries
        .iter()
        .flat_map(|top| std::iter::once(top).chain(&top.below))
        .find(|entry| entry.path == *current);
    html! {
        <details class="fold fold--wide" open={is_wide}>
            <summary class="fold__sum">
                { words.outline }
                <span class="fold__state">{ state.map(|entry| entry.label.clone()).unwrap_or_default() }</span>
            </summary>
            <nav class="fold__body outline phrase" aria-label={words.outline_label}>
                <p class="outline__name">{ words.outline }</p>
                <ol lang="zh-CN">{ for props.entries.iter().map(item) }</ol>
            </nav>
        </details>
    }
}
