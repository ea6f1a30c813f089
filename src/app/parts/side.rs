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
use crate::app::browser;
use crate::app::view::{View, use_view};
use crate::compare::{Diff, Evidence, Pair, Relation, Row, Sort};
use crate::corpus::{Located, ProvisionNo};
use crate::export::Table;
use crate::route::{DocumentRoute, Route};

/// A column of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The document's place in the corpus.
    pub document_no: usize,
    /// Whether it is shut.
    pub is_shut: bool,
}

/// The widths of columns, for the style sheet: shut ones are narrow.
pub fn widths(columns: &[Column]) -> String {
    let width = |column: &Column| if column.is_shut { "2rem" } else { "minmax(0, 1fr)" };
    format!("--columns: {}", columns.iter().map(width).collect::<Vec<_>>().join(" "))
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
    let diffs = use_state_eq(Vec::<Option<Diff>>::new);
    {
        let diffs = diffs.clone();
        use_effect_with((row.clone(), view.archive.clone()), move |(row, archive)| {
            let (row, archive) = (row.clone(), archive.clone());
            let later = Timeout::new(0, move || {
                diffs.set(row.pairs.iter().map(|pair| archive.0.diff(pair.base, pair.other)).collect());
            });
            move || drop(later)
        });
    }
    // Those of another row are none of this one's.
    let diffs: Vec<Option<Diff>> =
        if diffs.len() == row.pairs.len() { (*diffs).clone() } else { vec![None; row.pairs.len()] };
    let cells = row.cells.iter().zip(props.columns.iter()).map(|(cell, column)| {
        let name = short_title(&view, column.document_no);
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
        let shown: Vec<(Html, bool)> = cell.iter().map(|&no| one(&view, row, &diffs, no)).collect();
        let is_different = shown.iter().any(|(_, is_different)| *is_different);
        html! {
            <article class="cmp-cell" tabindex="-1" data-diff={is_different.then_some("")}>
                <h4 class="cmp-cell__doc" lang="zh-CN">{ name }</h4>
                { for shown.into_iter().map(|(html, _)| html) }
            </article>
        }
    });
    html! { <div class="cmp-row__cells" style={widths(&props.columns)}>{ for cells }</div> }
}

/// A document's short title.
pub fn short_title(view: &View, document_no: usize) -> String {
    view.archive().corpus.documents().get(document_no).map(|document| document.short_title.clone()).unwrap_or_default()
}

/// A provision in its cell, and whether it differs from the first in a way that can be told.
fn one(view: &View, row: &Row, diffs: &[Option<Diff>], no: ProvisionNo) -> (Html, bool) {
    let Some(located) = view.archive().corpus.provision(no) else { return (Html::default(), false) };
    let of = |pair: &Pair| pair.other == no;
    let pair = row.pairs.iter().zip(diffs).find(|(pair, _)| of(pair));
    let is_close = |diff: &Option<Diff>| diff.as_ref().is_some_and(|diff| diff.is_close);
    let (marked, class): (Vec<_>, fn(Sort) -> &'static str) = match pair {
        Some((_, Some(diff))) => (diff.second.clone(), if diff.is_close { changed } else { shared }),
        // The first of the row: what the one that it is compared with hasn't.
        None => match &row.pairs[..] {
            [only] if only.base == no => {
                let diff = diffs.first().cloned().flatten().unwrap_or_default();
                (diff.first, if diff.is_close { cut } else { shared })
            }
            _ => (Vec::new(), shared),
        },
        Some((_, None)) => (Vec::new(), shared),
    };
    let ranges: Vec<_> = marked.iter().map(|stretch| stretch.range.clone()).collect();
    let mark = |at: usize, words: Html| {
        let sort = marked.get(at).map_or(Sort::Words, |stretch| stretch.sort);
        match class(sort) {
            "w-same" => html! { <span class="w-same">{ words }</span> },
            "w-cut" => html! { <del class="w-cut">{ words }</del> },
            class => html! { <ins class={class}>{ words }</ins> },
        }
    };
    let scope = format!("{}-", located.document.id);
    let marking = Marking { scope: &scope, ranges: &ranges, mark: &mark, breaks: &[] };
    let is_told = pair.is_some_and(|(pair, diff)| {
        !matches!(pair.relation, Relation::Same | Relation::Related) || is_close(diff) && !ranges.is_empty()
    });
    let html = html! {
        <div class="cmp-one" key={no.to_string()}>
            { top(view, &located, pair.map(|(pair, _)| pair.relation)) }
            <div class="cmp-cell__text quote" lang="zh-CN">{ text(&located, marking) }</div>
            if let Some((pair, diff)) = pair { { facts(view, pair, diff.as_ref()) } }
        </div>
    };
    (html, is_told)
}

/// A provision that stands in a column by itself, with some of its words marked.
pub fn on_its_own(view: &View, located: &Located<'_>, ranges: &[Range<usize>]) -> Html {
    let scope = format!("{}-", located.document.id);
    let mark = |_: usize, words: Html| html! { <mark class="hit">{ words }</mark> };
    let marking = Marking { scope: &scope, ranges, mark: &mark, breaks: &[] };
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

fn changed(sort: Sort) -> &'static str {
    match sort {
        Sort::Words => "w-new",
        Sort::Figure => "w-new w-figure",
        Sort::Force => "w-new w-force",
        Sort::Name => "w-new w-name",
    }
}

fn cut(_: Sort) -> &'static str {
    "w-cut"
}

fn shared(_: Sort) -> &'static str {
    "w-same"
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
    let words = view.words();
    let mut facts: Vec<(&'static str, Html)> =
        pair.evidence.iter().map(|one| (view.lang.evidence(one), evidence(view, pair, one))).collect();
    if let Some(diff) = diff.filter(|diff| diff.is_close && !diff.first.is_empty()) {
        let text = |range: &Range<usize>| {
            let provision = view.archive().provision(pair.base).map(|(_, provision)| provision);
            provision.and_then(|at| at.text.get(range.clone())).unwrap_or_default().trim().to_owned()
        };
        let cut = diff.first.iter().enumerate().map(|(at, stretch)| {
            html! { <>if at > 0 { { "、" } }<del class="w-cut">{ text(&stretch.range) }</del></> }
        });
        facts.push((words.not_taken_over, html! { <span lang="zh-CN">{ for cut }</span> }));
    }
    if facts.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="cmp-cell__facts">
            { for facts.into_iter().map(|(name, fact)| html! { <><dt>{ name }</dt><dd>{ fact }</dd></> }) }
        </dl>
    }
}

fn evidence(view: &View, pair: &Pair, evidence: &Evidence) -> Html {
    let quote = |no: ProvisionNo, range: &Range<usize>| {
        let found = view.archive().provision(no).and_then(|(_, provision)| provision.text.get(range.clone()));
        format!("“{}”", found.unwrap_or_default().trim())
    };
    let shift =
        |before: String, after: String| html! { <span class="shift" lang="zh-CN">{ before }{ " → " }{ after }</span> };
    match evidence {
        Evidence::Words(words) | Evidence::Adds(words) | Evidence::Omits(words) => {
            html! { <span lang="zh-CN">{ words.join("、") }</span> }
        }
        Evidence::Force(before, after) | Evidence::Figure(before, after) | Evidence::Deadline(before, after) => {
            shift(before.clone(), after.clone())
        }
        Evidence::Sentences(ours, theirs) => shift(quote(pair.base, ours), quote(pair.other, theirs)),
    }
}

/// The ways to take along what is shown.
pub fn exports(view: &View, name: &'static str, table: impl Fn() -> Table + 'static) -> Html {
    let words = view.words();
    let table = Rc::new(table);
    let save = |shown: &'static str, ending: &'static str, kind: &'static str, write: fn(&Table) -> String| {
        let table = table.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if browser::download(&format!("{name}.{ending}"), kind, &write(&table())).is_err() {
                browser::alert(words.no_download);
            }
        });
        html! { <button class="plain" type="button" data-export={ending} {onclick}>{ shown }</button> }
    };
    html! {
        <>
            { save("CSV", "csv", "text/csv;charset=utf-8", Table::csv) }
            { save("Markdown", "md", "text/markdown;charset=utf-8", Table::markdown) }
            <button class="plain" type="button" onclick={Callback::from(|_: MouseEvent| browser::print())}>{ words.print }</button>
        </>
    }
}
