//! Provisions side by side: a row of cells, each with its text, what changed in it, and by what one can tell how it
//! stands to the first.
//!
//! In: columns of provisions and their pairs. Out: a row of the page. Doesn't know which page it stands on.

use std::ops::Range;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::passage::{Marking, paragraphs, passage};
use super::tray::pick;
use crate::app::view::{View, use_view};
use crate::compare::{Diff, Evidence, Pair, Relation, Row, Sort};
use crate::corpus::{Located, ProvisionNo};
use crate::records;
use crate::route::{DocumentRoute, Route};

/// A column of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The document's place in the corpus.
    pub document_no: usize,
    /// Whether it is shut.
    pub is_shut: bool,
}

/// What a row needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Its provisions, by column, and how they stand to each other.
    pub row: Rc<Row>,
    /// The columns.
    pub columns: Rc<[Column]>,
    /// What an empty cell says.
    pub empty: &'static str,
}

/// A row. What changed is worked out when its text stands, each row by itself, lest a long comparison wait for all.
#[component]
pub fn Side(props: &Props) -> Html {
    let view = use_view();
    let row = &props.row;
    // With the row that they are of: what was found of another says nothing of this one.
    let found = use_state(|| (Rc::<Row>::default(), Vec::<Option<Diff>>::new()));
    {
        let found = found.clone();
        use_effect_with((row.clone(), view.archive.clone()), move |(row, archive)| {
            let (row, archive) = (row.clone(), archive.clone());
            let later = Timeout::new(0, move || {
                let diffs = row.pairs.iter().map(|pair| archive.0.diff(pair.base, pair.other)).collect();
                found.set((row, diffs));
            });
            move || drop(later)
        });
    }
    let diffs = if Rc::ptr_eq(&found.0, row) { &found.1[..] } else { &[] };
    let cells = row.cells.iter().zip(props.columns.iter()).map(|(cell, column)| {
        let name = view.short_title(column.document_no);
        if column.is_shut {
            return html! { <div class="cmp-cell cmp-cell--shut"></div> };
        }
        if cell.is_empty() {
            return html! {
                <article class="cmp-cell" tabindex="-1" data-diff="">
                    <h4 class="cmp-cell__doc" lang="zh-CN">{ name }</h4>
                    <p class="cmp-cell__none"><span class="rel rel--none" data-sign="—">{ props.empty }</span></p>
                </article>
            };
        }
        let shown: Vec<(Html, bool)> = cell.iter().map(|&no| one(&view, row, diffs, no)).collect();
        let is_different = shown.iter().any(|(_, is_different)| *is_different);
        html! {
            <article class="cmp-cell" tabindex="-1" data-diff={is_different.then_some("")}>
                <h4 class="cmp-cell__doc" lang="zh-CN">{ name }</h4>
                { for shown.into_iter().map(|(html, _)| html) }
            </article>
        }
    });
    html! { <div class="cmp-row__cells">{ for cells }</div> }
}

/// What the marks of a text mean.
#[derive(Clone, Copy)]
enum Meaning {
    /// It isn't in the base.
    New,
    /// It is in the base alone.
    Cut,
    /// Both have it.
    Shared,
}

/// A provision in its cell, and whether it differs from the first in a way that can be told. `diffs` are those of the
/// row's pairs, or none as yet.
fn one(view: &View, row: &Row, diffs: &[Option<Diff>], no: ProvisionNo) -> (Html, bool) {
    let Some(located) = view.archive().corpus.provision(no) else { return (Html::default(), false) };
    let place = row.pairs.iter().position(|pair| pair.other == no);
    let diff_of = |place: usize| diffs.get(place).and_then(Option::as_ref);
    let (marked, meaning) = match (place, &row.pairs[..]) {
        (Some(place), _) => match diff_of(place) {
            Some(diff) => (&diff.second[..], if diff.is_close { Meaning::New } else { Meaning::Shared }),
            None => (&[][..], Meaning::Shared),
        },
        // The first of the row, where it is compared with one alone.
        (None, [only]) if only.base == no => match diff_of(0) {
            Some(diff) => (&diff.first[..], if diff.is_close { Meaning::Cut } else { Meaning::Shared }),
            None => (&[][..], Meaning::Shared),
        },
        _ => (&[][..], Meaning::Shared),
    };
    let ranges: Vec<_> = marked.iter().map(|stretch| stretch.range.clone()).collect();
    let mark = |at: usize, words: Html| match (meaning, marked.get(at).map(|stretch| stretch.sort)) {
        (Meaning::Shared, _) => html! { <span class="w-same">{ words }</span> },
        (Meaning::Cut, _) => html! { <del class="w-cut">{ words }</del> },
        (Meaning::New, sort) => html! { <ins class={classes!("w-new", sort.and_then(sort_class))}>{ words }</ins> },
    };
    let scope = format!("{}-", located.document.id);
    let marking = Marking { scope: &scope, ranges: &ranges, mark: &mark, ..Marking::NONE };
    let pair = place.map(|place| &row.pairs[place]);
    let is_stated = pair.is_some_and(|pair| !matches!(pair.relation, Relation::Same | Relation::Related));
    let html = html! {
        <div class="cmp-one" key={no.to_string()}>
            { top(view, &located, pair.map(|pair| pair.relation)) }
            <div class="cmp-cell__text quote" lang="zh-CN">{ text(&located, marking) }</div>
            if let Some(pair) = pair { { facts(view, pair, place.and_then(diff_of)) } }
        </div>
    };
    (html, is_stated || matches!(meaning, Meaning::New) && !marked.is_empty())
}

/// A provision that stands in a column by itself, with some of its words marked.
pub fn on_its_own(view: &View, located: &Located<'_>, ranges: &[Range<usize>]) -> Html {
    let scope = format!("{}-", located.document.id);
    let mark = |_: usize, words: Html| html! { <mark class="hit">{ words }</mark> };
    let marking = Marking { scope: &scope, ranges, mark: &mark, ..Marking::NONE };
    html! {
        <div class="cmp-one" key={located.id()}>
            { top(view, located, None) }
            <div class="cmp-cell__text quote" lang="zh-CN">{ text(located, marking) }</div>
        </div>
    }
}

/// The line above a provision's text: where it stands, how to the first, and the button that picks it.
fn top(view: &View, located: &Located<'_>, stands: Option<Relation>) -> Html {
    let citation = view.lang.cited(located);
    html! {
        <p class="cmp-cell__top">
            <a class="cmp-cell__no clause" lang="zh-CN" href={link(located)}>{ citation }</a>
            if let Some(stands) = stands { { relation(view, stands) } }
            { pick(view, located.id()) }
        </p>
    }
}

/// What changes matter most have a line of their own.
fn sort_class(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Words => None,
        Sort::Figure => Some("w-figure"),
        Sort::Force => Some("w-force"),
        Sort::Name => Some("w-name"),
    }
}

/// A provision's text as it is printed, its heading bold.
pub fn text(located: &Located<'_>, marking: Marking<'_>) -> Html {
    let provision = located.provision;
    let body = if provision.heading.is_empty() { 0 } else { (provision.body.start as usize).min(provision.text.len()) };
    let mut paragraphs = paragraphs(&provision.text, body).into_iter();
    let first = paragraphs.next().map(|range| passage(provision, range, marking)).unwrap_or_default();
    html! {
        <>
            <p>if body > 0 { <b>{ passage(provision, 0..body, marking) }</b> }{ first }</p>
            { for paragraphs.map(|range| html! { <p>{ passage(provision, range, marking) }</p> }) }
        </>
    }
}

/// The address of a provision in its document.
pub fn link(located: &Located<'_>) -> String {
    let (id, provision) = (located.document.id.clone(), located.provision.path.clone());
    Route::Document(DocumentRoute { id, provision, ..DocumentRoute::default() }).to_string()
}

/// A relation with its sign.
pub fn relation(view: &View, relation: Relation) -> Html {
    let (sign, class) = match relation {
        Relation::Same => ("＝", ""),
        Relation::MoreSpecific => ("＋", ""),
        Relation::MoreGeneral => ("－", ""),
        Relation::Stricter => ("↑", "rel--tight"),
        Relation::Laxer => ("↓", "rel--loose"),
        Relation::Related => ("≈", "rel--near"),
    };
    html! { <span class={classes!("rel", class)} data-sign={sign}>{ view.lang.relation(relation) }</span> }
}

/// By what one can tell how the second of a pair stands to the first.
fn facts(view: &View, pair: &Pair, diff: Option<&Diff>) -> Html {
    let fact = |name: &'static str, fact: Html| html! { <><dt>{ name }</dt><dd lang="zh-CN">{ fact }</dd></> };
    let shown = |one: &Evidence| records::shown(view.archive(), pair.base, pair.other, one).into();
    let mut facts: Vec<Html> = pair.evidence.iter().map(|one| fact(view.lang.evidence(one), shown(one))).collect();
    if let Some(diff) = diff.filter(|diff| diff.is_close && !diff.first.is_empty()) {
        let text = view.archive().provision(pair.base).map_or("", |(_, provision)| provision.text.as_str());
        let cut = diff.first.iter().enumerate().map(|(at, stretch)| {
            let words = text.get(stretch.range.clone()).unwrap_or_default().trim().to_owned();
            html! { <>if at > 0 { { "、" } }<del class="w-cut">{ words }</del></> }
        });
        facts.push(fact(view.words().not_taken_over, cut.collect()));
    }
    html! { if !facts.is_empty() { <dl class="cmp-cell__facts">{ for facts }</dl> } }
}
