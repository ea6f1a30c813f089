//! What places are named: a tile map of the provinces, and every place with how often and where it is named.

use yew::prelude::*;

use crate::app::parts::exports::exports;
use crate::app::parts::facts::{choices, corrected, documents, head, href, sentence, shown, source};
use crate::app::view::View;
use crate::app::words::counted;
use crate::corpus::Located;
use crate::export::Table;
use crate::facts::places::Named;
use crate::lexicon::places::PlaceKind;
use crate::route::{FactTable, FactsRoute};

/// A place as one provision names it.
#[derive(Clone, Copy)]
struct Row<'a> {
    named: &'a Named,
    located: Located<'a>,
}

/// A place with all provisions that name it, or a variant of it.
struct Place<'a> {
    group: &'a str,
    kind: PlaceKind,
    rows: Vec<Row<'a>>,
    times: usize,
}

/// Provinces as tiles of one size: name, column and row. A cartogram: neighbours stand near each other, areas don't count.
const TILES: [(&str, usize, usize); 34] = [
    ("黑龙江", 8, 0),
    ("内蒙古", 6, 1),
    ("吉林", 8, 1),
    ("新疆", 1, 2),
    ("甘肃", 3, 2),
    ("宁夏", 4, 2),
    ("山西", 5, 2),
    ("河北", 6, 2),
    ("北京", 7, 2),
    ("辽宁", 8, 2),
    ("青海", 2, 3),
    ("陕西", 4, 3),
    ("河南", 5, 3),
    ("山东", 6, 3),
    ("天津", 7, 3),
    ("西藏", 1, 4),
    ("四川", 3, 4),
    ("重庆", 4, 4),
    ("湖北", 5, 4),
    ("安徽", 6, 4),
    ("江苏", 7, 4),
    ("上海", 8, 4),
    ("云南", 2, 5),
    ("贵州", 3, 5),
    ("湖南", 4, 5),
    ("江西", 5, 5),
    ("浙江", 6, 5),
    ("广西", 3, 6),
    ("广东", 4, 6),
    ("福建", 5, 6),
    ("台湾", 7, 6),
    ("海南", 3, 7),
    ("澳门", 4, 7),
    ("香港", 5, 7),
];
/// The side of a tile, in units of the picture.
const SIDE: usize = 52;
/// The lowest counts of the five tones.
const TONES: [usize; 5] = [1, 3, 8, 20, 50];

fn rows<'a>(view: &'a View, route: &FactsRoute) -> Vec<Row<'a>> {
    let archive = view.archive();
    let all = archive.facts().map(|facts| facts.places.as_slice()).unwrap_or_default();
    let located =
        all.iter().filter_map(|named| Some(Row { named, located: archive.corpus.provision(named.provision)? }));
    let fits = |key: &str, value: &str| ["", value].contains(&route.get(key));
    let is_shown = |row: &Row<'_>| {
        fits("document", &row.located.document.id)
            && fits("kind", row.named.kind.name())
            && fits("place", &row.named.group)
            && (route.get("province").is_empty() || row.named.within.iter().any(|name| name == route.get("province")))
    };
    located.filter(is_shown).collect()
}

/// Places with the provisions that name them, those that most name first, or by name.
fn places<'a>(rows: &[Row<'a>], sort: &str) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = Vec::new();
    for row in rows {
        let times = row.named.at.len();
        match places.iter_mut().find(|place| place.group == row.named.group) {
            Some(place) => {
                place.rows.push(*row);
                place.times += times;
            }
            None => places.push(Place { group: &row.named.group, kind: row.named.kind, rows: vec![*row], times }),
        }
    }
    match sort {
        "name" => places.sort_by(|one, other| one.group.cmp(other.group)),
        "kind" => places.sort_by_key(|place| place.kind.name()),
        _ => places.sort_by_key(|place| std::cmp::Reverse(place.rows.len())),
    }
    places
}

/// The body of the page.
pub(super) fn page(view: &View, route: &FactsRoute) -> Html {
    let words = view.words();
    let everything = rows(view, &FactsRoute::of(FactTable::Places));
    let chosen = rows(view, route);
    let table = {
        let (view, route) = (view.clone(), route.clone());
        move || table(&view, &route)
    };
    let mut kinds: Vec<PlaceKind> = Vec::new();
    for row in &everything {
        if !kinds.contains(&row.named.kind) {
            kinds.push(row.named.kind);
        }
    }
    let kinds: Vec<_> =
        kinds.into_iter().map(|kind| (kind.name().to_owned(), view.lang.place_kind(kind).to_owned())).collect();
    let by_document = rows(view, &FactsRoute::of(FactTable::Places).with("document", route.get("document")));
    let one = route.get("place");
    let count = if one.is_empty() { places(&chosen, "").len() } else { chosen.len() };
    html! {
        <>
            { map(view, &by_document, route) }
            <section class="facts" aria-labelledby="each">
                <h2 class="head" id="each">{ if one.is_empty() { words.each_place.to_owned() } else { one.to_owned() } }{ " " }<span class="facts__n">{ counted(words.rows_count, count) }</span></h2>
                <div class="bar">
                    { documents(view, route, everything.iter().map(|row| row.located)) }
                    { choices(view, route, "kind", words.place_kind, &kinds) }
                    <div class="bar__row bar__row--tools">
                        if !one.is_empty() { <a href={href(route.with("place", ""))}>{ words.every_place }</a> }
                        if !route.get("province").is_empty() { <a href={href(route.with("province", ""))}>{ format!("{}{}", words.remove_filter, route.get("province")) }</a> }
                        { exports(view, words.places, table) }
                    </div>
                </div>
                { if one.is_empty() { list(view, route, &chosen) } else { mentions(view, route, &chosen) } }
            </section>
        </>
    }
}

/// How many provisions name each province, or something in it.
fn map(view: &View, rows: &[Row<'_>], route: &FactsRoute) -> Html {
    let words = view.words();
    let count = |province: &str| {
        let mut provisions: Vec<_> = rows
            .iter()
            .filter(|row| row.named.within.iter().any(|name| name == province))
            .map(|row| row.named.provision)
            .collect();
        provisions.dedup();
        provisions.len()
    };
    let tiles = TILES.map(|(name, column, row)| {
        let figure = count(name);
        let tone = TONES.iter().filter(|least| **least <= figure).count();
        let (x, y) = ((column - 1) * SIDE, row * SIDE);
        let is_chosen = route.get("province") == name;
        let drawn = html! {
            <>
                <rect class={format!("tile tile-{tone}")} x={x.to_string()} y={y.to_string()} width={(SIDE - 2).to_string()} height={(SIDE - 2).to_string()} />
                <text class="tile__name" x={(x + SIDE / 2 - 1).to_string()} y={(y + 22).to_string()}>{ name }</text>
                <text class="tile__n" x={(x + SIDE / 2 - 1).to_string()} y={(y + 40).to_string()}>{ if figure == 0 { "—".to_owned() } else { figure.to_string() } }</text>
            </>
        };
        if figure == 0 {
            return html! { <g>{ drawn }</g> };
        }
        let to = href(route.with("province", if is_chosen { "" } else { name }));
        html! { <a href={to} aria-label={format!("{name} {figure}")} aria-current={is_chosen.then_some("true")}>{ drawn }</a> }
    });
    let (width, height) = (8 * SIDE, 8 * SIDE);
    html! {
        <div class="map">
            <figure>
            <svg viewBox={format!("0 0 {width} {height}")} role="group" aria-label={words.map_label} focusable="false">{ for tiles }</svg>
            <figcaption class="muted">{ words.map_caption }</figcaption>
            </figure>
            <div class="map__most">{ for MOST.iter().map(|kinds| most(view, rows, route, kinds)) }</div>
        </div>
    }
}

/// What is listed beside the map: so many of each of these.
const MOST: [&[PlaceKind]; 3] = [
    &[PlaceKind::Basin, PlaceKind::River],
    &[PlaceKind::Lake, PlaceKind::Reservoir],
    &[PlaceKind::Region, PlaceKind::Cluster, PlaceKind::Range, PlaceKind::Park],
];
const LISTED: usize = 10;

/// The places of some kinds that most provisions name.
fn most(view: &View, rows: &[Row<'_>], route: &FactsRoute, kinds: &[PlaceKind]) -> Html {
    let of_kinds: Vec<Row<'_>> = rows.iter().filter(|row| kinds.contains(&row.named.kind)).copied().collect();
    let name = kinds.iter().map(|kind| view.lang.place_kind(*kind)).collect::<Vec<_>>().join(view.lang.comma());
    let places = places(&of_kinds, "");
    let links = places.iter().take(LISTED).map(|place| {
        let to = href(route.with("place", place.group));
        html! { <li><a href={to}><span lang="zh-CN">{ place.group.to_owned() }</span><b>{ place.rows.len() }</b></a></li> }
    });
    html! { <div><p class="facet__name">{ name }</p><ul class="unit-list">{ for links }</ul></div> }
}

/// Every place that is named in what is shown, with how many provisions name it.
fn list(view: &View, route: &FactsRoute, rows: &[Row<'_>]) -> Html {
    let words = view.words();
    let places = places(rows, route.get("sort"));
    if places.is_empty() {
        return html! { <p class="empty__line">{ words.no_rows }</p> };
    }
    let (places, more) = shown(view, route, &places);
    let line = |place: &Place<'_>| {
        let mut names: Vec<&str> = place.rows.iter().map(|row| row.named.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let others: Vec<&str> = names.into_iter().filter(|name| *name != place.group).collect();
        let mut by_document: Vec<(usize, usize)> = Vec::new();
        for row in &place.rows {
            match by_document.iter_mut().find(|(no, _)| *no == row.located.document_no) {
                Some((_, count)) => *count += 1,
                None => by_document.push((row.located.document_no, 1)),
            }
        }
        let by_document = by_document.into_iter().map(|(no, count)| format!("{} {count}", view.short_title(no)));
        html! {
            <tr key={place.group.to_owned()}>
                <th scope="row" lang="zh-CN">
                    <a href={href(route.with("place", place.group))}>{ place.group.to_owned() }</a>
                    if !others.is_empty() { <small>{ " " }{ others.join("、") }</small> }
                </th>
                <td data-label={words.place_kind}>{ view.lang.place_kind(place.kind) }</td>
                <td lang="zh-CN" data-label={words.provinces}>{ place.rows[0].named.within.join("、") }</td>
                <td class="num" data-label={words.figure_clauses}>{ place.rows.len() }</td>
                <td class="num" data-label={words.times}>{ place.times }</td>
                <td lang="zh-CN" data-label={words.documents}>{ by_document.collect::<Vec<_>>().join("、") }</td>
            </tr>
        }
    };
    html! {
        <>
            <table class="table table--stack table--places">
                <thead><tr>
                    { head(view, route, words.place, Some("name")) }
                    { head(view, route, words.place_kind, Some("kind")) }
                    { head(view, route, words.provinces, None) }
                    { head(view, route, words.figure_clauses, None) }
                    { head(view, route, words.times, None) }
                    { head(view, route, words.documents, None) }
                </tr></thead>
                <tbody>{ for places.iter().map(line) }</tbody>
            </table>
            { more }
        </>
    }
}

/// Every sentence that names one place.
fn mentions(view: &View, route: &FactsRoute, rows: &[Row<'_>]) -> Html {
    let words = view.words();
    if rows.is_empty() {
        return html! { <p class="empty__line">{ words.no_rows }</p> };
    }
    let (rows, more) = shown(view, route, rows);
    let line = |(at, Row { named, located }): (usize, &Row<'_>)| {
        let first = named.at.first().copied().unwrap_or_default();
        let around = sentence(&located.provision.text, first);
        html! {
            <tr key={at}>
                <th scope="row" lang="zh-CN">{ first.of(&located.provision.text) }</th>
                <td class="table__quote" lang="zh-CN">{ around.of(&located.provision.text) }</td>
                <td class="num" data-label={words.times}>{ named.at.len() }</td>
                { source(view, located, around, corrected(view, named.correction.as_ref())) }
            </tr>
        }
    };
    html! {
        <>
            <table class="table table--stack table--mentions">
                <thead><tr>
                    { head(view, route, words.printed, None) }
                    { head(view, route, words.sentence, None) }
                    { head(view, route, words.times, None) }
                    { head(view, route, words.source, None) }
                </tr></thead>
                <tbody>{ for rows.iter().enumerate().map(line) }</tbody>
            </table>
            { more }
        </>
    }
}

/// Every place of every provision that is shown.
fn table(view: &View, route: &FactsRoute) -> Table {
    let words = view.words();
    let head = [
        words.place,
        words.printed,
        words.place_kind,
        words.provinces,
        words.times,
        words.sentence,
        words.document,
        words.clause,
    ];
    let rows = rows(view, route).into_iter().map(|Row { named, located }| {
        let text = &located.provision.text;
        let first = named.at.first().copied().unwrap_or_default();
        vec![
            named.group.clone(),
            first.of(text).to_owned(),
            view.lang.place_kind(named.kind).to_owned(),
            named.within.join("、"),
            named.at.len().to_string(),
            sentence(text, first).of(text).replace('\n', ""),
            located.document.identity.title.clone(),
            view.lang.cited(&located),
        ]
    });
    Table { head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
}
