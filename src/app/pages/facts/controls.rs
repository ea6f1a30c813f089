//! What projects are checked against: every control with its clause; and, for a project in plain words, those that bear
//! on it.

use yew::prelude::*;

use super::project::ProjectForm;
use crate::app::parts::exports::exports;
use crate::app::parts::facts::{change, choices, corrected, documents, head, shown, source};
use crate::app::view::View;
use crate::app::words::counted;
use crate::corpus::Located;
use crate::export::Table;
use crate::facts::bearing::{Bearing, Reason};
use crate::facts::controls::{Control, ControlKind};
use crate::route::{FactTable, FactsRoute};

/// A control with the provision that it was read from, and why it bears on the project, if there is one.
#[derive(Clone)]
struct Row<'a> {
    control: &'a Control,
    located: Located<'a>,
    reasons: Vec<Reason>,
}

/// The controls that a route shows, in its order; with a project those that bear on it, the decisive first.
fn rows<'a>(view: &'a View, route: &FactsRoute) -> Vec<Row<'a>> {
    let archive = view.archive();
    let all = archive.facts().map(|facts| facts.controls.as_slice()).unwrap_or_default();
    let row = |control: &'a Control, reasons: Vec<Reason>| {
        Some(Row { control, located: archive.corpus.provision(control.provision)?, reasons })
    };
    let project = route.get("project");
    let rows: Vec<Row<'a>> = match project.is_empty() {
        true => all.iter().filter_map(|control| row(control, Vec::new())).collect(),
        false => {
            let bearing = archive.bearing(project).into_iter();
            bearing.filter_map(|Bearing { control, reasons, .. }| row(all.get(control)?, reasons)).collect()
        }
    };
    let fits = |key: &str, value: &str| ["", value].contains(&route.get(key));
    let has =
        |key: &str, values: &[String]| route.get(key).is_empty() || values.iter().any(|value| value == route.get(key));
    let is_shown = |row: &Row<'_>| {
        (row.control.kind.is_core() || route.get("all") == "1" || !route.get("kind").is_empty() || !project.is_empty())
            && fits("document", &row.located.document.id)
            && fits("kind", row.control.kind.name())
            && (has("subject", &row.control.subjects) || has("subject", &row.control.zone))
            && has("place", &row.control.places)
    };
    let mut rows: Vec<Row<'a>> = rows.into_iter().filter(is_shown).collect();
    match route.get("sort") {
        "document" if !project.is_empty() => rows.sort_by_key(|row| row.control.provision),
        "document" => {}
        "place" => rows.sort_by(|one, other| {
            let key = |row: &Row<'_>| (row.control.place.is_none(), row.control.place.clone());
            key(one).cmp(&key(other))
        }),
        _ if !project.is_empty() => {}
        _ => rows.sort_by_key(|row| row.control.kind),
    }
    rows
}

/// The body of the page.
pub(super) fn page(view: &View, route: &FactsRoute) -> Html {
    let words = view.words();
    let project = route.get("project");
    let scope = FactsRoute::of(FactTable::Controls).with("all", route.get("all")).with("project", project);
    let everything = rows(view, &scope);
    let chosen = rows(view, route);
    let table = {
        let (view, route) = (view.clone(), route.clone());
        move || table(&view, &route)
    };
    let mut kinds: Vec<ControlKind> = everything.iter().map(|row| row.control.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kinds: Vec<_> =
        kinds.into_iter().map(|kind| (kind.name().to_owned(), view.lang.control_kind(kind).to_owned())).collect();
    let subjects = most(everything.iter().flat_map(|row| row.control.subjects.iter().chain(&row.control.zone)));
    let places = most(everything.iter().flat_map(|row| &row.control.places));
    let switch = change(view, route.with("all", if route.get("all") == "1" { "" } else { "1" }));
    let title = if project.is_empty() { words.each_control } else { words.bearing_controls };
    html! {
        <>
            <ProjectForm route={route.clone()} />
            <section class="facts" aria-labelledby="each">
                <h2 class="head" id="each">{ title }{ " " }<span class="facts__n">{ counted(words.rows_count, chosen.len()) }</span></h2>
                <div class="bar">
                    { choices(view, route, "kind", words.control_kind, &kinds) }
                    { documents(view, route, everything.iter().map(|row| row.located)) }
                    { choices(view, route, "subject", words.control_subject, &subjects) }
                    { choices(view, route, "place", words.place, &places) }
                    <div class="bar__row bar__row--tools">
                        if project.is_empty() {
                            <label class="switch">
                                <input type="checkbox" id="all-controls" checked={route.get("all") == "1"} onchange={switch} />
                                { words.with_wishes }
                            </label>
                        }
                        { exports(view, words.controls, table) }
                    </div>
                </div>
                { list(view, route, &chosen) }
            </section>
        </>
    }
}

/// The words that most rows have, with how many, as choices.
fn most<'a>(words: impl Iterator<Item = &'a String>) -> Vec<(String, String)> {
    let mut counts: Vec<(&String, usize)> = Vec::new();
    for word in words {
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(word, count)| (word.clone(), format!("{word} {count}"))).collect()
}

/// Controls, in the order in which they are shown.
fn table(view: &View, route: &FactsRoute) -> Table {
    let words = view.words();
    let head = [
        words.control_kind,
        words.strength,
        words.control_subject,
        words.zone,
        words.place,
        words.threshold,
        words.due,
        words.sentence,
        words.document,
        words.clause,
        words.reasons,
    ];
    let rows = rows(view, route).into_iter().map(|Row { control, located, reasons }| {
        let reasons: Vec<String> = reasons.iter().map(|reason| view.lang.bearing(reason)).collect();
        vec![
            view.lang.control_kind(control.kind).to_owned(),
            control.strength.clone(),
            control.subjects.join("、"),
            control.zone.join("、"),
            control.place.clone().unwrap_or_default(),
            control.threshold.clone().unwrap_or_default(),
            control.deadline.map(|day| day.to_string()).unwrap_or_default(),
            control.at.of(&located.provision.text).replace('\n', ""),
            located.document.identity.title.clone(),
            view.lang.cited(&located),
            reasons.join("；"),
        ]
    });
    Table { head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
}

fn list(view: &View, route: &FactsRoute, rows: &[Row<'_>]) -> Html {
    let words = view.words();
    let has_project = !route.get("project").is_empty();
    if rows.is_empty() {
        return html! { <p class="empty__line">{ if has_project { words.no_bearing } else { words.no_rows } }</p> };
    }
    let (rows, more) = shown(view, route, rows);
    let line = |(at, row): (usize, &Row<'_>)| {
        let Row { control, located, reasons } = row;
        let about = control.subjects.iter().chain(&control.zone).cloned().collect::<Vec<_>>().join("、");
        let place = control.place.clone().unwrap_or_else(|| located.document.region.clone());
        let limits = [control.threshold.clone(), control.deadline.map(|day| day.to_string())];
        let limits = limits.into_iter().flatten().collect::<Vec<_>>().join("，");
        let why = reasons.iter().map(|reason| view.lang.bearing(reason)).collect::<Vec<_>>();
        html! {
            <tr key={at}>
                <th scope="row" class="nowrap">{ view.lang.control_kind(control.kind) }<small class="table__printed" lang="zh-CN">{ &control.strength }</small></th>
                <td class="table__quote" lang="zh-CN">
                    { control.at.of(&located.provision.text) }
                    if !why.is_empty() { <small class="table__why" lang={view.lang.code()}>{ why.join(view.lang.pick("；", "; ")) }</small> }
                </td>
                <td lang="zh-CN" data-label={words.control_subject}>{ about }if !limits.is_empty() { <small>{ " " }{ limits }</small> }</td>
                <td lang="zh-CN" data-label={words.place}>{ place }</td>
                { source(view, located, control.at, corrected(view, control.correction.as_ref())) }
            </tr>
        }
    };
    html! {
        <>
            <table class="table table--stack table--controls">
                <thead><tr>
                    { head(view, route, words.control_kind, None) }
                    { head(view, route, words.sentence, None) }
                    { head(view, route, words.control_subject, None) }
                    { head(view, route, words.place, Some("place")) }
                    { head(view, route, words.source, Some("document")) }
                </tr></thead>
                <tbody>{ for rows.iter().enumerate().map(line) }</tbody>
            </table>
            { more }
        </>
    }
}
