//! Who has to do what: units with their tasks, tasks with their units, units × tasks.

use yew::prelude::*;

use crate::app::parts::exports::exports;
use crate::app::parts::facts::{corrected, documents, head, href, shown, source, to_sentence, ways};
use crate::app::parts::fold::Fold;
use crate::app::view::View;
use crate::app::words::counted;
use crate::corpus::Located;
use crate::export::Table;
use crate::facts::duties::{Duty, Role, Unit};
use crate::route::{FactTable, FactsRoute};

/// A duty with the provision that it was read from.
#[derive(Clone, Copy)]
struct Row<'a> {
    duty: &'a Duty,
    located: Located<'a>,
}

/// A unit with its tasks.
struct Tasks<'a> {
    unit: &'a str,
    rows: Vec<Row<'a>>,
    /// How many of them it leads.
    led: usize,
}

/// The duties of a document, or of all.
fn rows<'a>(view: &'a View, route: &FactsRoute) -> Vec<Row<'a>> {
    let archive = view.archive();
    let all = archive.facts().map(|facts| facts.duties.as_slice()).unwrap_or_default();
    let located = all.iter().filter_map(|duty| Some(Row { duty, located: archive.corpus.provision(duty.provision)? }));
    let mut rows: Vec<Row<'a>> =
        located.filter(|row| ["", row.located.document.id.as_str()].contains(&route.get("document"))).collect();
    if route.get("sort") == "task" {
        rows.sort_by(|one, other| one.duty.task.cmp(&other.duty.task));
    }
    rows
}

/// Units with their tasks, those that lead most first.
fn units<'a>(rows: &[Row<'a>]) -> Vec<Tasks<'a>> {
    let mut units: Vec<Tasks<'a>> = Vec::new();
    for row in rows {
        for Unit { name, role } in &row.duty.units {
            let led = usize::from(*role == Role::Lead);
            match units.iter_mut().find(|known| known.unit == name) {
                Some(known) => {
                    known.rows.push(*row);
                    known.led += led;
                }
                None => units.push(Tasks { unit: name, rows: vec![*row], led }),
            }
        }
    }
    units.sort_by_key(|unit| std::cmp::Reverse((unit.led, unit.rows.len())));
    units
}

fn role_of(duty: &Duty, unit: &str) -> Option<Role> {
    duty.units.iter().find(|known| known.name == unit).map(|known| known.role)
}

/// The body of the page.
pub(super) fn page(view: &View, route: &FactsRoute) -> Html {
    let words = view.words();
    let everything = rows(view, &FactsRoute::of(FactTable::Duties));
    let rows = rows(view, route);
    let units = units(&rows);
    let table = {
        let (view, route) = (view.clone(), route.clone());
        move || table(&view, &route)
    };
    let bar = html! {
        <div class="bar">
            { documents(view, route, everything.iter().map(|row| row.located)) }
            { ways(view, route, &[("", words.by_unit), ("task", words.by_task), ("matrix", words.unit_by_task)]) }
            <div class="bar__row bar__row--tools">{ exports(view, words.duties, table) }</div>
        </div>
    };
    let body = match route.get("by") {
        _ if rows.is_empty() => html! { <p class="empty__line">{ words.no_rows }</p> },
        "task" => by_task(view, route, &rows),
        "matrix" => matrix(view, route, &rows, &units),
        _ => by_unit(view, route, &units),
    };
    html! { <>{ bar }{ body }</> }
}

/// The duties that are shown: a row for each unit of each, those of the chosen unit alone if one is.
fn table(view: &View, route: &FactsRoute) -> Table {
    let words = view.words();
    let head = [
        words.unit,
        words.role,
        words.task,
        words.lead_units,
        words.with_units,
        words.responsible_units,
        words.wording,
        words.document,
        words.clause,
    ];
    let found = rows(view, route);
    let list = |names: &[String]| names.join("、");
    let mut lines = Vec::new();
    for Tasks { unit, rows, .. } in units(&found).into_iter().filter(|at| ["", at.unit].contains(&route.get("unit"))) {
        for Row { duty, located } in rows {
            let roles = duty.suggested.as_ref().unwrap_or(&duty.printed);
            lines.push(vec![
                unit.to_owned(),
                role_of(duty, unit).map(|role| view.lang.role(role)).unwrap_or_default().to_owned(),
                duty.task.clone(),
                list(&roles.lead),
                list(&roles.with),
                list(&roles.responsible),
                duty.scope.of(&located.provision.text).replace('\n', ""),
                located.document.identity.title.clone(),
                view.lang.cited(&located),
            ]);
        }
    }
    Table { head: head.map(str::to_owned).to_vec(), rows: lines }
}

/// Units to choose from at the side, and the tasks of the chosen one, or of all.
fn by_unit(view: &View, route: &FactsRoute, units: &[Tasks<'_>]) -> Html {
    let words = view.words();
    let chosen = route.get("unit");
    let link = |value: &str, name: &str, count: usize| {
        let is_chosen = chosen == value;
        html! {
            <li><a href={href(route.with("unit", value))} aria-current={is_chosen.then_some("true")}>
                <span>{ name.to_owned() }</span><b>{ count }</b>
            </a></li>
        }
    };
    let (leading, others): (Vec<_>, Vec<_>) = units.iter().partition(|unit| unit.led > 0);
    let group = |name: &'static str, units: &[&Tasks<'_>]| {
        if units.is_empty() {
            return Html::default();
        }
        html! {
            <>
                <p class="facet__name">{ name }</p>
                <ul class="unit-list" lang="zh-CN">{ for units.iter().map(|at| link(at.unit, at.unit, at.rows.len())) }</ul>
            </>
        }
    };
    let sum: usize = units.iter().map(|unit| unit.rows.len()).sum();
    let picked: Vec<&Tasks<'_>> = units.iter().filter(|at| ["", at.unit].contains(&chosen)).collect();
    // A unit's tasks are a few rows: so many units are some hundred.
    let (picked, more) = shown(view, route, &picked);
    html! {
        <div class="finder">
            <aside class="units" aria-label={words.unit}>
                <Fold name={words.unit} state={counted(words.units_count, units.len())}>
                    <ul class="unit-list">{ link("", words.all_units, sum) }</ul>
                    { group(words.lead_units, &leading) }
                    { group(words.other_units, &others) }
                </Fold>
            </aside>
            <div>
                if picked.is_empty() { <p class="empty__line">{ words.no_rows }</p> }
                { for picked.iter().map(|unit| unit_tasks(view, unit)) }
                { more }
            </div>
        </div>
    }
}

/// A unit's tasks as a list that can be worked through.
fn unit_tasks(view: &View, tasks: &Tasks<'_>) -> Html {
    let words = view.words();
    let lines = tasks.rows.iter().enumerate().map(|(at, Row { duty, located })| {
        let role = role_of(duty, tasks.unit);
        let beside = duty.units.iter().filter(|unit| unit.name != tasks.unit && Some(unit.role) == role);
        let beside = beside.map(|unit| unit.name.as_str()).collect::<Vec<_>>().join("、");
        html! {
            <tr key={at}>
                <td class="table__quote" lang="zh-CN">{ duty.scope.of(&located.provision.text) }</td>
                <td class="nowrap" data-label={words.role}>{ role.map(|role| view.lang.role(role)).unwrap_or_default() }</td>
                <td lang="zh-CN" data-label={words.beside_them}>{ if beside.is_empty() { "—".to_owned() } else { beside } }</td>
                { source(view, located, duty.scope, remarks(view, duty)) }
            </tr>
        }
    });
    html! {
        <section class="unit" key={tasks.unit.to_owned()}>
            <h2 class="head" lang="zh-CN">{ tasks.unit.to_owned() }{ " " }<span class="facts__n">{ counted(words.rows_count, tasks.rows.len()) }</span></h2>
            <table class="table table--stack table--duties">
                <thead><tr>
                    <th scope="col">{ words.task_as_printed }</th>
                    <th scope="col">{ words.role }</th>
                    <th scope="col">{ words.beside_them }</th>
                    <th scope="col">{ words.source }</th>
                </tr></thead>
                <tbody>{ for lines }</tbody>
            </table>
        </section>
    }
}

fn remarks(view: &View, duty: &Duty) -> Html {
    let words = view.words();
    html! {
        <>
            if duty.suggested.is_some() { { " " }<span class="flag flag--changed">{ words.reading_suggested }</span> }
            if duty.is_actor { { " " }<span class="flag">{ words.named_in_text }</span> }
            { corrected(view, duty.correction.as_ref()) }
        </>
    }
}

/// Tasks in printed order, each with its units.
fn by_task(view: &View, route: &FactsRoute, rows: &[Row<'_>]) -> Html {
    let words = view.words();
    let (rows, more) = shown(view, route, rows);
    let list = |names: &[String]| if names.is_empty() { "—".to_owned() } else { names.join("、") };
    let lines = rows.iter().enumerate().map(|(at, Row { duty, located })| {
        let roles = duty.suggested.as_ref().unwrap_or(&duty.printed);
        html! {
            <tr key={at}>
                <td class="table__quote" lang="zh-CN">{ duty.scope.of(&located.provision.text) }</td>
                <td lang="zh-CN" data-label={words.lead_units}>{ list(&roles.lead) }</td>
                <td lang="zh-CN" data-label={words.with_units}>{ list(&roles.with) }</td>
                <td lang="zh-CN" data-label={words.responsible_units}>{ list(&roles.responsible) }</td>
                { source(view, located, duty.scope, remarks(view, duty)) }
            </tr>
        }
    });
    html! {
        <>
            <table class="table table--stack table--tasks">
                <thead><tr>
                    { head(view, route, words.task_as_printed, Some("task")) }
                    { head(view, route, words.lead_units, None) }
                    { head(view, route, words.with_units, None) }
                    { head(view, route, words.responsible_units, None) }
                    { head(view, route, words.source, None) }
                </tr></thead>
                <tbody>{ for lines }</tbody>
            </table>
            { more }
        </>
    }
}

/// Units × tasks.
fn matrix(view: &View, route: &FactsRoute, rows: &[Row<'_>], units: &[Tasks<'_>]) -> Html {
    let words = view.words();
    let (rows, more) = shown(view, route, rows);
    let documents = rows.iter().map(|row| row.located.document_no);
    let is_one = documents.clone().min() == documents.max();
    let column = |row: &Row<'_>| {
        let name = match is_one {
            true => view.lang.cited(&row.located),
            false => format!("{} {}", view.short_title(row.located.document_no), view.lang.cited(&row.located)),
        };
        html! { <th scope="col"><a class="clause" href={to_sentence(&row.located, row.duty.scope)} title={row.duty.task.clone()}>{ name }</a></th> }
    };
    let line = |unit: &Tasks<'_>| {
        let cells = rows.iter().map(|row| match role_of(row.duty, unit.unit) {
            Some(role) => {
                let (sign, name) = view.lang.role_sign(role);
                html! { <td class={sign_class(role)}><span title={name}>{ sign }</span></td> }
            }
            None => html! { <td></td> },
        });
        html! {
            <tr key={unit.unit.to_owned()}>
                <th scope="row" lang="zh-CN"><a href={href(route.with("by", "").with("unit", unit.unit))}>{ unit.unit.to_owned() }</a></th>
                { for cells }
                <td class="num">{ unit.rows.len() }</td>
            </tr>
        }
    };
    let key = [Role::Lead, Role::With, Role::Responsible].map(|role| {
        let (sign, name) = view.lang.role_sign(role);
        html! { <span><b class={sign_class(role)}>{ sign }</b>{ " " }{ name }</span> }
    });
    html! {
        <>
            <p class="scale">{ for key }</p>
            <div class="pivot pivot--matrix" tabindex="0" role="region" aria-label={words.unit_by_task}>
                <table class="table table--matrix">
                    <thead><tr><th scope="col">{ words.unit }</th>{ for rows.iter().map(column) }<th scope="col" class="num">{ words.sum }</th></tr></thead>
                    <tbody>{ for units.iter().map(line) }</tbody>
                </table>
            </div>
            { more }
        </>
    }
}

fn sign_class(role: Role) -> &'static str {
    match role {
        Role::Lead => "sign sign--lead",
        Role::With => "sign",
        Role::Responsible => "sign sign--responsible",
    }
}
