//! Who refers to what: the web of documents in layers, what is cited most, and every citation with its words.

use yew::prelude::*;

use crate::app::parts::exports::exports;
use crate::app::parts::facts::{choices, corrected, documents, head, href, sentence, shown, source};
use crate::app::view::View;
use crate::app::words::counted;
use crate::corpus::Located;
use crate::document::Level;
use crate::export::Table;
use crate::facts::citations::{Citation, Target};
use crate::lexicon::instruments::CitedKind;
use crate::route::{DocumentRoute, FactTable, FactsRoute, Route};

/// A citation with the provision that it was read from.
#[derive(Clone, Copy)]
struct Row<'a> {
    citation: &'a Citation,
    located: Located<'a>,
}

fn rows<'a>(view: &'a View, route: &FactsRoute) -> Vec<Row<'a>> {
    let archive = view.archive();
    let all = archive.facts().map(|facts| facts.citations.as_slice()).unwrap_or_default();
    let located = all
        .iter()
        .filter_map(|citation| Some(Row { citation, located: archive.corpus.provision(citation.provision)? }));
    let fits = |key: &str, value: &str| ["", value].contains(&route.get(key));
    let is_shown = |row: &Row<'_>| {
        fits("document", &row.located.document.id)
            && fits("kind", row.citation.kind.name())
            && fits("cited", &row.citation.name)
    };
    let mut rows: Vec<Row<'a>> = located.filter(is_shown).collect();
    match route.get("sort") {
        "name" => rows.sort_by(|one, other| one.citation.name.cmp(&other.citation.name)),
        "kind" => rows.sort_by_key(|row| row.citation.kind),
        _ => {}
    }
    rows
}

/// The body of the page.
pub(super) fn page(view: &View, route: &FactsRoute) -> Html {
    let words = view.words();
    let everything = rows(view, &FactsRoute::of(FactTable::Citations));
    let chosen = rows(view, route);
    let table = {
        let (view, route) = (view.clone(), route.clone());
        move || table(&view, &route)
    };
    let mut kinds: Vec<CitedKind> = everything.iter().map(|row| row.citation.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kinds: Vec<_> =
        kinds.into_iter().map(|kind| (kind.name().to_owned(), view.lang.cited_kind(kind).to_owned())).collect();
    html! {
        <>
            { web(view, &everything, route) }
            <section class="facts" aria-labelledby="each">
                <h2 class="head" id="each">{ words.each_citation }{ " " }<span class="facts__n">{ counted(words.rows_count, chosen.len()) }</span></h2>
                <div class="bar">
                    { documents(view, route, everything.iter().map(|row| row.located)) }
                    { choices(view, route, "kind", words.cited_kind, &kinds) }
                    <div class="bar__row bar__row--tools">
                        if !route.get("cited").is_empty() { <a href={href(route.with("cited", ""))}>{ format!("{}{}", words.remove_filter, route.get("cited")) }</a> }
                        { exports(view, words.citations, table) }
                    </div>
                </div>
                { list(view, route, &chosen) }
            </section>
        </>
    }
}

/// Citations, in the order in which they are shown.
fn table(view: &View, route: &FactsRoute) -> Table {
    let words = view.words();
    let head = [
        words.cited_name,
        words.cited_kind,
        words.number,
        words.leads_to,
        words.sentence,
        words.document,
        words.clause,
    ];
    let rows = rows(view, route).into_iter().map(|Row { citation, located }| {
        let text = &located.provision.text;
        vec![
            citation.name.clone(),
            view.lang.cited_kind(citation.kind).to_owned(),
            citation.number.clone().unwrap_or_default(),
            leads_to(view, citation).1,
            sentence(text, citation.at).of(text).replace('\n', ""),
            located.document.identity.title.clone(),
            view.lang.cited(&located),
        ]
    });
    Table { head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
}

/// The documents that a citation may lead to, by their places, and what is said of that.
fn leads_to(view: &View, citation: &Citation) -> (Vec<u32>, String) {
    let words = view.words();
    let name = |no: &u32| view.short_title(*no as usize);
    match &citation.target {
        _ if citation.is_planned => (Vec::new(), words.planned.to_owned()),
        Target::Unrecorded => (Vec::new(), words.unrecorded.to_owned()),
        Target::Document(no) => (vec![*no], name(no)),
        Target::Ambiguous(several) => {
            let names = several.iter().map(name).collect::<Vec<_>>().join(view.lang.pick(" 或 ", " or "));
            (several.clone(), names)
        }
    }
}

fn list(view: &View, route: &FactsRoute, rows: &[Row<'_>]) -> Html {
    let words = view.words();
    if rows.is_empty() {
        return html! { <p class="empty__line">{ words.no_rows }</p> };
    }
    let (rows, more) = shown(view, route, rows);
    let line = |(at, Row { citation, located }): (usize, &Row<'_>)| {
        let text = &located.provision.text;
        let around = sentence(text, citation.at);
        let (to, said) = leads_to(view, citation);
        let leads = match &to[..] {
            [no] => {
                let id =
                    view.archive().corpus.documents().get(*no as usize).map(|to| to.id.clone()).unwrap_or_default();
                let to = Route::Document(DocumentRoute { id, ..DocumentRoute::default() });
                html! { <a href={to.to_string()}>{ said }</a> }
            }
            _ => html! { { said } },
        };
        html! {
            <tr key={at}>
                <th scope="row" lang="zh-CN">
                    <a href={href(route.with("cited", &citation.name))}>{ &citation.name }</a>
                    if let Some(number) = citation.number.as_ref().filter(|number| **number != citation.name) { <small>{ " " }{ number.clone() }</small> }
                </th>
                <td data-label={words.cited_kind}>{ view.lang.cited_kind(citation.kind) }</td>
                <td data-label={words.leads_to}>{ leads }</td>
                <td class="table__quote" lang="zh-CN">{ around.of(text) }</td>
                { source(view, located, around, corrected(view, citation.correction.as_ref())) }
            </tr>
        }
    };
    html! {
        <>
            <table class="table table--stack table--citations">
                <thead><tr>
                    { head(view, route, words.cited_name, Some("name")) }
                    { head(view, route, words.cited_kind, Some("kind")) }
                    { head(view, route, words.leads_to, None) }
                    { head(view, route, words.sentence, None) }
                    { head(view, route, words.source, None) }
                </tr></thead>
                <tbody>{ for rows.iter().enumerate().map(line) }</tbody>
            </table>
            { more }
        </>
    }
}

/// A box of the web.
struct Node<'a> {
    name: &'a str,
    layer: usize,
    to: String,
    document: Option<usize>,
    /// How many provisions cite it, if it is not of the corpus.
    count: usize,
}

/// So many texts outside the corpus are drawn.
const OUTSIDE: usize = 7;
/// So many documents of the corpus are drawn: those with most links.
const INSIDE: usize = 16;
/// A box's breadth, what stands from box to box, and a layer's height, in px.
const BOX: usize = 148;
const STEP: usize = 164;
const LAYER: usize = 132;
/// So many characters stand on a line of a box, which has two.
const LINE: usize = 10;

/// The web in layers: texts outside that several documents cite, national documents, provincial, local ones; a line from
/// each document to what it cites.
fn web(view: &View, rows: &[Row<'_>], route: &FactsRoute) -> Html {
    let words = view.words();
    let all = view.archive().corpus.documents();
    let is_link = |row: &&Row<'_>| !row.citation.is_planned;
    let mut outside: Vec<(&str, Vec<usize>, usize)> = Vec::new();
    for row in rows.iter().filter(is_link).filter(|row| row.citation.target == Target::Unrecorded) {
        let citing = row.located.document_no;
        match outside.iter_mut().find(|(name, ..)| *name == row.citation.name) {
            Some((_, documents, count)) => {
                *count += 1;
                if !documents.contains(&citing) {
                    documents.push(citing);
                }
            }
            None => outside.push((&row.citation.name, vec![citing], 1)),
        }
    }
    outside.retain(|(_, documents, _)| documents.len() > 1);
    outside.sort_by_key(|(_, documents, count)| std::cmp::Reverse((documents.len(), *count)));
    outside.truncate(OUTSIDE);
    let inside = |row: &Row<'_>| match row.citation.target {
        Target::Document(no) if no as usize != row.located.document_no => Some(no as usize),
        _ => None,
    };
    let degree = |no: usize| {
        let links = rows.iter().filter(is_link);
        links.filter(|row| row.located.document_no == no || inside(row) == Some(no)).count()
    };
    let mut documents: Vec<usize> = (0..all.len()).filter(|&no| degree(no) > 0).collect();
    documents.sort_by_key(|&no| std::cmp::Reverse(degree(no)));
    documents.truncate(INSIDE);
    documents.sort_unstable();
    let layer = |level: Level| match level {
        Level::National => 1,
        Level::Provincial => 2,
        _ => 3,
    };
    let mut nodes: Vec<Node<'_>> = outside
        .iter()
        .map(|(name, _, count)| Node {
            name,
            layer: 0,
            to: href(route.with("cited", name)),
            document: None,
            count: *count,
        })
        .collect();
    nodes.extend(documents.iter().map(|&no| Node {
        name: &all[no].short_title,
        layer: layer(all[no].level),
        to: Route::Document(DocumentRoute { id: all[no].id.clone(), ..DocumentRoute::default() }).to_string(),
        document: Some(no),
        count: 0,
    }));
    if nodes.is_empty() {
        return Html::default();
    }
    let mut layers: Vec<usize> = nodes.iter().map(|node| node.layer).collect();
    layers.sort_unstable();
    layers.dedup();
    let widest =
        layers.iter().map(|&at| nodes.iter().filter(|node| node.layer == at).count()).max().unwrap_or_default();
    let width = widest * STEP;
    let height = layers.len() * LAYER - (LAYER - 64);
    let place = |no: usize| {
        let node = &nodes[no];
        let row: Vec<usize> = (0..nodes.len()).filter(|&at| nodes[at].layer == node.layer).collect();
        let at = row.iter().position(|&other| other == no).unwrap_or_default();
        let x = at * STEP + STEP / 2;
        (x, layers.iter().position(|&at| at == node.layer).unwrap_or_default() * LAYER)
    };
    let mut links: Vec<(usize, usize, usize)> = Vec::new();
    for row in rows.iter().filter(is_link) {
        let from = nodes.iter().position(|node| node.document == Some(row.located.document_no));
        let to = match inside(row) {
            Some(no) => nodes.iter().position(|node| node.document == Some(no)),
            None => nodes.iter().position(|node| node.document.is_none() && node.name == row.citation.name),
        };
        let Some((from, to)) = from.zip(to) else { continue };
        match links.iter_mut().find(|(one, other, _)| (*one, *other) == (from, to)) {
            Some((.., count)) => *count += 1,
            None => links.push((from, to, 1)),
        }
    }
    let lines = links.iter().map(|&(from, to, count)| {
        let ((x1, y1), (x2, y2)) = (place(from), place(to));
        // Upwards from the top of a box to the foot of another; in one layer below both.
        let (y1, y2) = if y1 > y2 { (y1, y2 + 60) } else { (y1 + 60, y2 + 60) };
        let middle = if y1 > y2 { (y1 + y2) / 2 } else { y1.max(y2) + 36 };
        let path = format!("M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}");
        let is_inside = nodes[to].document.is_some();
        let said = format!("{} → {} {count}", nodes[from].name, nodes[to].name);
        html! { <path class={classes!("web__line", is_inside.then_some("web__line--inside"))} d={path} stroke-width={(1 + count.min(4) / 2).to_string()}><title>{ said }</title></path> }
    });
    let boxes = nodes.iter().enumerate().map(|(no, node)| {
        let (x, y) = place(no);
        let chars: Vec<char> = node.name.chars().collect();
        let line = |from: usize| chars.iter().skip(from).take(LINE).collect::<String>();
        let second = if chars.len() > 2 * LINE { line(LINE).chars().take(LINE - 1).chain(['…']).collect() } else { line(LINE) };
        let count = if node.count > 0 { format!("{} {}", node.name, node.count) } else { node.name.to_owned() };
        html! {
            <a href={node.to.clone()} aria-label={count.clone()}>
                <title>{ count }</title>
                <rect class={classes!("web__box", node.document.is_some().then_some("web__box--inside"))} x={(x - BOX / 2).to_string()} y={y.to_string()} width={BOX.to_string()} height="60" />
                <text class="web__name" x={x.to_string()} y={(y + if second.is_empty() { 36 } else { 26 }).to_string()}>{ line(0) }</text>
                <text class="web__name" x={x.to_string()} y={(y + 46).to_string()}>{ second }</text>
            </a>
        }
    });
    html! {
        <figure class="web">
            <div class="pivot" tabindex="0" role="region" aria-label={words.web_label}>
                <svg width={width.to_string()} height={(height + 40).to_string()} viewBox={format!("0 -2 {width} {}", height + 42)} role="group" aria-label={words.web_label} focusable="false">
                    { for lines }
                    { for boxes }
                </svg>
            </div>
            <figcaption class="muted">{ words.web_caption }</figcaption>
        </figure>
    }
}
