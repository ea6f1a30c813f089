//! What is to be reached, and by when: a timeline, documents × deadlines, indicators × documents, and every target with
//! its sentence.

use yew::prelude::*;

use crate::app::browser;
use crate::app::parts::exports::exports;
use crate::app::parts::facts::{change, choices, corrected, documents, head, href, shown, source, to_sentence, ways};
use crate::app::parts::phrase::phrase;
use crate::app::view::View;
use crate::app::words::counted;
use crate::corpus::Located;
use crate::document::{Basis, Date, Document};
use crate::export::Table;
use crate::facts::targets::{Deadline, Target};
use crate::route::{FactTable, FactsRoute};

/// A target with the provision that it was read from.
#[derive(Clone, Copy)]
struct Row<'a> {
    target: &'a Target,
    located: Located<'a>,
}

/// The name of no deadline in addresses.
const NEVER: &str = "none";
/// So many dots stand in a column at most; more become a bar.
const DOTS: usize = 14;
/// The distance of two dots, in px.
const STEP: usize = 16;

/// The name of a deadline in addresses.
fn due_name(deadline: Option<Deadline>) -> String {
    match deadline {
        None => NEVER.to_owned(),
        Some(Deadline { day, basis: Basis::Printed }) => day.to_string(),
        Some(Deadline { day, basis: Basis::Inferred }) => format!("{day}~"),
    }
}

/// Deadlines in order: by the day, an inferred one behind a printed one, none last.
fn due_order(deadline: Option<Deadline>) -> (bool, Option<Date>, bool) {
    (deadline.is_none(), deadline.map(|due| due.day), deadline.is_some_and(|due| due.basis == Basis::Inferred))
}

/// The targets that a route shows, in its order.
fn rows<'a>(view: &'a View, route: &FactsRoute) -> Vec<Row<'a>> {
    let archive = view.archive();
    let all = archive.facts().map(|facts| facts.targets.as_slice()).unwrap_or_default();
    let located =
        all.iter().filter_map(|target| Some(Row { target, located: archive.corpus.provision(target.provision)? }));
    let fits = |key: &str, value: &str| ["", value].contains(&route.get(key));
    let is_shown = |row: &Row<'_>| {
        (row.target.is_core || route.get("all") == "1")
            && fits("document", &row.located.document.id)
            && fits("due", &due_name(row.target.deadline))
            && fits("indicator", indicator(row.target))
    };
    let mut rows: Vec<Row<'a>> = located.filter(is_shown).collect();
    match route.get("sort") {
        "indicator" => rows.sort_by(|one, other| one.target.indicator.cmp(&other.target.indicator)),
        "strength" => rows.sort_by(|one, other| one.target.strength.cmp(&other.target.strength)),
        "document" => {}
        _ => rows.sort_by_key(|row| due_order(row.target.deadline)),
    }
    rows
}

/// What is measured, whoever it holds for: 全省森林覆盖率 and 森林覆盖率 are one indicator.
fn indicator(target: &Target) -> &str {
    let whole = target.indicator.as_str();
    let scopes = ["全国", "全省", "全市", "全县", "全区", "我省", "我市"];
    scopes.into_iter().find_map(|scope| whole.strip_prefix(scope)).filter(|rest| !rest.is_empty()).unwrap_or(whole)
}

/// The body of the page.
pub(super) fn page(view: &View, route: &FactsRoute) -> Html {
    let words = view.words();
    // What could be chosen doesn't depend on what is.
    let everything = rows(view, &FactsRoute::of(FactTable::Targets).with("all", route.get("all")));
    let mut dues: Vec<Option<Deadline>> = everything.iter().map(|row| row.target.deadline).collect();
    dues.dedup();
    let chosen = rows(view, route);
    let table = {
        let (view, route) = (view.clone(), route.clone());
        move || table(&view, &route)
    };
    let switch = change(view, route.with("all", if route.get("all") == "1" { "" } else { "1" }).with("due", ""));
    let by_due: Vec<_> = dues.iter().map(|&due| (due_name(due), view.lang.due(due))).collect();
    let by_indicator = route.get("by") == "indicator";
    html! {
        <>
            { timeline(view, &everything, &dues, route) }
            <section class="facts" aria-labelledby="pivot">
                <h2 class="head" id="pivot">{ if by_indicator { words.documents_by_indicator } else { words.documents_by_due } }</h2>
                <div class="bar">{ ways(view, route, &[("", words.documents_by_due), ("indicator", words.documents_by_indicator)]) }</div>
                { if by_indicator { by_indicators(view, &everything, route) } else { pivot(view, &everything, &dues, route) } }
            </section>
            <section class="facts" aria-labelledby="each">
                <h2 class="head" id="each">{ words.each_target }{ " " }<span class="facts__n">{ counted(words.rows_count, chosen.len()) }</span></h2>
                <div class="bar">
                    { documents(view, route, everything.iter().map(|row| row.located)) }
                    { choices(view, route, "due", words.due, &by_due) }
                    <div class="bar__row bar__row--tools">
                        <label class="switch">
                            <input type="checkbox" id="unmeasured" checked={route.get("all") == "1"} onchange={switch} />
                            { words.with_unmeasured }
                        </label>
                        { exports(view, words.targets, table) }
                    </div>
                </div>
                { list(view, route, &chosen) }
            </section>
        </>
    }
}

/// Targets, in the order in which they are shown.
fn table(view: &View, route: &FactsRoute) -> Table {
    let words = view.words();
    let head = [
        words.indicator,
        words.demand,
        words.due,
        words.strength,
        words.sentence,
        words.document,
        words.clause,
        words.baseline,
    ];
    let rows = rows(view, route).into_iter().map(|Row { target, located }| {
        vec![
            target.indicator.clone(),
            view.lang.demand(target),
            view.lang.due(target.deadline),
            target.strength.clone(),
            target.at.of(&located.provision.text).replace('\n', ""),
            located.document.identity.title.clone(),
            view.lang.cited(&located),
            target.baseline.clone().unwrap_or_default(),
        ]
    });
    Table { head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
}

/// Targets by deadline: a dot for each, or a bar where they are many.
fn timeline(view: &View, rows: &[Row<'_>], dues: &[Option<Deadline>], route: &FactsRoute) -> Html {
    let words = view.words();
    let columns: Vec<(Option<Deadline>, Vec<&Row<'_>>)> =
        dues.iter().map(|&due| (due, rows.iter().filter(|row| row.target.deadline == due).collect())).collect();
    let most = columns.iter().map(|(_, rows)| rows.len()).max().unwrap_or_default();
    let height = STEP * most.min(DOTS);
    let base = height + 56;
    let at = |no: usize| format!("{:.2}%", (2 * no + 1) as f32 * 50.0 / columns.len().max(1) as f32);
    let summary: Vec<String> = columns
        .iter()
        .map(|(due, rows)| format!("{} {}", view.lang.due(*due), counted(words.rows_count, rows.len())))
        .collect();
    let drawn = columns.iter().enumerate().map(|(no, (due, rows))| {
        let kind = match due {
            Some(Deadline { basis: Basis::Printed, .. }) => "dot",
            Some(_) => "dot dot--guess",
            None => "dot dot--nil",
        };
        let tall = if most > DOTS { height * rows.len() / most } else { STEP * rows.len() };
        let dots = (most <= DOTS).then(|| {
            let dots = rows.iter().enumerate().map(|(level, row)| {
                let y = (base - 14 - STEP * level).to_string();
                html! { <circle class={kind} cx={at(no)} cy={y} r="5"><title>{ &row.target.indicator }</title></circle> }
            });
            dots.collect::<Html>()
        });
        let bar = (most > DOTS).then(|| {
            let (x, y) = (at(no), (base - 6 - tall.max(2)).to_string());
            html! { <rect class={kind} {x} {y} width="12" height={tall.max(2).to_string()} transform="translate(-6 0)" /> }
        });
        let (year, part) = match due {
            None => (words.never.to_owned(), words.never_due.to_owned()),
            Some(Deadline { day, basis: Basis::Inferred }) => (day.year.to_string(), words.whole_year.to_owned()),
            Some(Deadline { day, .. }) if day.month == 12 => (day.year.to_string(), String::new()),
            Some(Deadline { day, .. }) => (day.year.to_string(), view.lang.pick(&format!("{}月", day.month), &format!("-{:02}", day.month)).to_owned()),
        };
        let name = due_name(*due);
        let is_chosen = route.get("due") == name;
        let to = route.with("due", if is_chosen { "" } else { &name });
        html! {
            <a href={href(to)} aria-label={summary[no].clone()} aria-current={is_chosen.then_some("true")}>
                { dots.unwrap_or_default() }
                { bar.unwrap_or_default() }
                <text class="line__n" x={at(no)} y={(base - 18 - tall).to_string()}>{ rows.len() }</text>
                <text class="line__y" x={at(no)} y={(base + 20).to_string()}>{ year }</text>
                <text x={at(no)} y={(base + 40).to_string()}>{ part }</text>
            </a>
        }
    });
    // Where today stands among the deadlines.
    let today = browser::today().map(|today| {
        let passed = columns.iter().filter(|(due, _)| due.is_some_and(|due| due.day < today)).count();
        let x = format!("{:.2}%", passed as f32 * 100.0 / columns.len().max(1) as f32);
        html! {
            <>
                <line class="line__now" x1={x.clone()} x2={x.clone()} y1="24" y2={(base + 6).to_string()} />
                <text class="line__today" {x} y="14">{ format!("{} {today}", words.today) }</text>
            </>
        }
    });
    let key = |class: &'static str, name: &'static str| {
        html! { <span><svg viewBox="0 0 14 14" aria-hidden="true"><circle {class} cx="7" cy="7" r="5" /></svg>{ name }</span> }
    };
    html! {
        <figure class="line">
            <svg height={(base + 48).to_string()} role="group" aria-label={summary.join(view.lang.pick("；", "; "))} focusable="false">
                <line class="line__axis" x1="0" x2="100%" y1={base.to_string()} y2={base.to_string()} />
                { today.unwrap_or_default() }
                { for drawn }
            </svg>
            <figcaption class="line__key">
                { key("dot", words.due_printed) }
                { key("dot dot--guess", words.due_inferred) }
                { key("dot dot--nil", words.due_none) }
                <span>{ if most > DOTS { words.bars } else { words.one_dot } }</span>
            </figcaption>
        </figure>
    }
}

/// The documents that some rows are of, in the corpus's order.
fn with_targets<'a>(view: &'a View, rows: &[Row<'_>]) -> Vec<&'a Document> {
    let has_rows = |no: usize| rows.iter().any(|row| row.located.document_no == no);
    view.archive().corpus.documents().iter().enumerate().filter(|(no, _)| has_rows(*no)).map(|(_, at)| at).collect()
}

/// Documents × deadlines: how many targets.
fn pivot(view: &View, rows: &[Row<'_>], dues: &[Option<Deadline>], route: &FactsRoute) -> Html {
    let words = view.words();
    let documents = with_targets(view, rows);
    let count = |document: Option<&str>, due: Option<Option<Deadline>>| {
        let fits = |row: &&Row<'_>| {
            document.is_none_or(|id| row.located.document.id == id) && due.is_none_or(|due| row.target.deadline == due)
        };
        rows.iter().filter(fits).count()
    };
    let cell = |document: &str, due: Option<Option<Deadline>>| {
        let figure = count((!document.is_empty()).then_some(document), due);
        if figure == 0 {
            return html! { <td class="num">{ "—" }</td> };
        }
        let to = route.with("document", document).with("due", &due.map(due_name).unwrap_or_default());
        html! { <td class="num"><a href={href(to)}>{ figure }</a></td> }
    };
    let line = |name: Html, document: &str| {
        html! {
            <tr>
                <th scope="row">{ name }</th>
                { for dues.iter().map(|&due| cell(document, Some(due))) }
                { cell(document, None) }
            </tr>
        }
    };
    html! {
        <div class="pivot" tabindex="0" role="region" aria-labelledby="pivot">
            <table class="table">
                <thead><tr>
                    <th scope="col">{ words.document }</th>
                    { for dues.iter().map(|&due| html! { <th scope="col" class="num">{ view.lang.due(due) }</th> }) }
                    <th scope="col" class="num">{ words.sum }</th>
                </tr></thead>
                <tbody>{ for documents.iter().map(|document| line(html! { { &document.short_title } }, &document.id)) }</tbody>
                <tfoot>{ line(html! { { words.sum } }, "") }</tfoot>
            </table>
        </div>
    }
}

/// Indicators × documents: what each asks for; those that several documents have come first.
fn by_indicators(view: &View, rows: &[Row<'_>], route: &FactsRoute) -> Html {
    let words = view.words();
    let documents = with_targets(view, rows);
    let mut names: Vec<&str> = rows.iter().map(|row| indicator(row.target)).collect();
    names.sort_unstable();
    names.dedup();
    let of = |name: &str, id: &str| -> Vec<&Row<'_>> {
        rows.iter().filter(|row| indicator(row.target) == name && row.located.document.id == id).collect()
    };
    let spread = |name: &str| documents.iter().filter(|document| !of(name, &document.id).is_empty()).count();
    names.sort_by_cached_key(|name| std::cmp::Reverse(spread(name)));
    let (names, more) = shown(view, route, &names);
    let cell = |name: &str, document: &Document| {
        let found = of(name, &document.id);
        if found.is_empty() {
            return html! { <td>{ "—" }</td> };
        }
        let each = found.iter().map(|row| {
            let due = row.target.deadline.map(|deadline| format!(" {}", deadline.day.year)).unwrap_or_default();
            html! { <a href={to_sentence(&row.located, row.target.at)}>{ view.lang.demand(row.target) }<small>{ due }</small></a> }
        });
        html! { <td>{ for each }</td> }
    };
    html! {
        <>
            <div class="pivot" tabindex="0" role="region" aria-labelledby="pivot">
                <table class="table table--indicators">
                    <thead><tr>
                        <th scope="col">{ words.indicator }</th>
                        { for documents.iter().map(|document| html! { <th scope="col">{ &document.short_title }</th> }) }
                    </tr></thead>
                    <tbody>{ for names.iter().map(|name| html! {
                        <tr key={*name}>
                            <th scope="row" lang="zh-CN"><a href={href(route.with("indicator", name))}>{ *name }</a></th>
                            { for documents.iter().map(|document| cell(name, document)) }
                        </tr>
                    }) }</tbody>
                </table>
            </div>
            { more }
        </>
    }
}

/// Every target with its sentence, by deadline unless another order is chosen.
fn list(view: &View, route: &FactsRoute, rows: &[Row<'_>]) -> Html {
    let words = view.words();
    if rows.is_empty() {
        return html! { <p class="empty__line">{ words.no_rows }</p> };
    }
    let (rows, more) = shown(view, route, rows);
    let is_by_due = route.get("sort").is_empty();
    let groups: Vec<&[Row<'_>]> = match is_by_due {
        true => rows.chunk_by(|one, other| one.target.deadline == other.target.deadline).collect(),
        false => vec![rows],
    };
    let mut body: Vec<Html> = Vec::new();
    for (no, group) in groups.into_iter().enumerate() {
        if is_by_due {
            body.push(html! {
                <tr class="table__group" key={format!("group{no}")}><th colspan="5" scope="colgroup">
                    { view.lang.due(group[0].target.deadline) }{ "　" }
                    <span class="facts__n">{ counted(words.rows_count, group.len()) }</span>
                </th></tr>
            });
        }
        body.extend(group.iter().enumerate().map(|(at, row)| one(view, row, format!("{no}-{at}"))));
    }
    html! {
        <>
            <table class="table table--stack table--targets">
                <thead><tr>
                    { head(view, route, words.indicator, Some("indicator")) }
                    { head(view, route, words.demand, None) }
                    { head(view, route, words.strength, Some("strength")) }
                    { head(view, route, words.sentence, None) }
                    { head(view, route, words.source, Some("document")) }
                </tr></thead>
                <tbody>{ body }</tbody>
            </table>
            { more }
        </>
    }
}

/// A target's row.
fn one(view: &View, row: &Row<'_>, key: String) -> Html {
    let Row { target, located } = row;
    let is_inferred = target.deadline.is_some_and(|deadline| deadline.basis == Basis::Inferred);
    let remarks = html! {
        <>
            if is_inferred { { " " }<span class="flag">{ view.words().inferred }</span> }
            { corrected(view, target.correction.as_ref()) }
        </>
    };
    html! {
        <tr {key}>
            <th scope="row" class="phrase" lang="zh-CN">{ phrase(view, &target.indicator, &[]) }</th>
            <td class="table__demand">{ view.lang.demand(target) }if let Some(baseline) = &target.baseline { <small>{ " " }{ baseline.clone() }</small> }</td>
            <td class="table__strength" lang="zh-CN">{ &target.strength }</td>
            <td class="table__quote" lang="zh-CN">{ target.at.of(&located.provision.text) }</td>
            { source(view, located, target.at, remarks) }
        </tr>
    }
}
