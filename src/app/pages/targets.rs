//! What is to be reached, and by when: a timeline, documents × deadlines, and every target with its sentence.

use yew::prelude::*;

use crate::app::browser;
use crate::app::parts::exports::exports;
use crate::app::parts::facts::{Arrival, instead, use_facts};
use crate::app::parts::phrase::phrase;
use crate::app::tables;
use crate::app::view::{How, View, use_view};
use crate::app::words::{Lang, counted};
use crate::archive::Archive;
use crate::corpus::Located;
use crate::document::{Basis, Date};
use crate::facts::targets::{Deadline, Target, TargetKind};
use crate::route::{DocumentRoute, Route, TargetSort, TargetsRoute};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What of the table is shown.
    pub route: TargetsRoute,
}

/// A target with the provision that it was read from.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The target.
    pub target: &'a Target,
    /// Its provision.
    pub located: Located<'a>,
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
pub fn rows<'a>(archive: &'a Archive, route: &TargetsRoute) -> Vec<Row<'a>> {
    let all = archive.facts().map(|facts| facts.targets.as_slice()).unwrap_or_default();
    let located =
        all.iter().filter_map(|target| Some(Row { target, located: archive.corpus.provision(target.provision)? }));
    let is_shown = |row: &Row<'_>| {
        (route.all || row.target.is_core)
            && (route.document.is_empty() || row.located.document.id == route.document)
            && (route.due.is_empty() || due_name(row.target.deadline) == route.due)
    };
    let mut rows: Vec<Row<'a>> = located.filter(is_shown).collect();
    match route.sort {
        TargetSort::Due => rows.sort_by_key(|row| due_order(row.target.deadline)),
        TargetSort::Indicator => rows.sort_by(|one, other| one.target.indicator.cmp(&other.target.indicator)),
        TargetSort::Strength => rows.sort_by(|one, other| one.target.strength.cmp(&other.target.strength)),
        TargetSort::Document => {}
    }
    rows
}

/// What is asked for, in a few signs: `≥ 92 %`.
pub fn demand(lang: Lang, target: &Target) -> String {
    let value: Vec<String> = target.value.iter().map(ToString::to_string).collect();
    let sign = match (target.kind, target.comparator.as_str()) {
        (TargetKind::Deadline, _) if target.value.is_empty() => {
            return lang.pick("按期完成", "done by then").to_owned();
        }
        (TargetKind::Deadline, _) => "",
        (TargetKind::Reference, _) => return lang.pick("达到另行规定的值", "as set elsewhere").to_owned(),
        (TargetKind::Rank, _) => lang.pick("位次", "rank"),
        (_, "every") => lang.pick("每", "every"),
        (_, "within") => lang.pick("不超过", "within"),
        (_, sign) => sign,
    };
    let figure = format!("{}{}", value.join("–"), target.unit);
    if sign.is_empty() || figure.is_empty() { format!("{sign}{figure}") } else { format!("{sign} {figure}") }
}

/// The page.
#[component]
pub fn TargetsPage(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let route = &props.route;
    let arrival = use_facts(&view);
    if arrival != Arrival::Here {
        return html! { <><h1 class="title">{ words.targets_title }</h1>{ instead(&view, &arrival, words.targets_failed) }</> };
    }
    let archive = view.archive();
    // What could be chosen doesn't depend on what is.
    let everything = rows(archive, &TargetsRoute { all: route.all, ..TargetsRoute::default() });
    let mut dues: Vec<Option<Deadline>> = everything.iter().map(|row| row.target.deadline).collect();
    dues.dedup();
    let shown = rows(archive, route);
    let table = {
        let (view, route) = (view.clone(), route.clone());
        move || tables::targets(&view, &route)
    };
    let switch = change(&view, TargetsRoute { all: !route.all, due: String::new(), ..route.clone() });
    html! {
        <>
            <h1 class="title">{ words.targets_title }</h1>
            <p class="lede">{ words.targets_lede }</p>
            { timeline(&view, &everything, &dues, route) }
            <section aria-labelledby="pivot">
                <h2 class="head" id="pivot">{ words.documents_by_due }</h2>
                { pivot(&view, &everything, &dues, route) }
            </section>
            <section class="facts" aria-labelledby="each">
                <h2 class="head" id="each">{ words.each_target }{ " " }<span class="facts__n">{ counted(words.targets_count, shown.len()) }</span></h2>
                <div class="bar">
                    { choices(&view, route, &dues) }
                    <div class="bar__row bar__row--tools">
                        <label class="switch">
                            <input type="checkbox" id="unmeasured" checked={route.all} onchange={switch} />
                            { words.with_unmeasured }
                        </label>
                        { exports(&view, words.targets, table) }
                    </div>
                </div>
                { list(&view, route, &shown) }
            </section>
        </>
    }
}

/// Goes to another part of the table, as more of the same.
fn change(view: &View, to: TargetsRoute) -> Callback<Event> {
    let go = view.go.clone();
    Callback::from(move |_: Event| go.emit((Route::Targets(to.clone()), How::Replace)))
}

fn link(route: TargetsRoute) -> String {
    Route::Targets(route).to_string()
}

/// What a deadline is called.
pub fn due_words(lang: Lang, deadline: Option<Deadline>) -> String {
    let words = lang.words();
    let Some(Deadline { day, basis }) = deadline else { return words.no_due.to_owned() };
    match (basis, day.month) {
        (Basis::Inferred, _) => format!(
            "{}{}{}",
            lang.pick(&format!("{}年", day.year), &day.year.to_string()),
            lang.pick("", ", "),
            words.whole_year
        ),
        (Basis::Printed, 12) => lang.pick(&format!("{}年", day.year), &format!("end of {}", day.year)).to_owned(),
        (Basis::Printed, month) => {
            lang.pick(&format!("{}年{month}月", day.year), &format!("{}-{month:02}", day.year)).to_owned()
        }
    }
}

/// The documents and deadlines to choose from.
fn choices(view: &View, route: &TargetsRoute, dues: &[Option<Deadline>]) -> Html {
    let words = view.words();
    let choice = |name: String, to: TargetsRoute| {
        let current = (to == *route).then_some("true");
        html! { <a href={link(to)} aria-current={current}>{ name }</a> }
    };
    let documents = view.archive().corpus.documents().iter().map(|document| {
        choice(document.short_title.clone(), TargetsRoute { document: document.id.clone(), ..route.clone() })
    });
    let deadlines =
        dues.iter().map(|&due| choice(due_words(view.lang, due), TargetsRoute { due: due_name(due), ..route.clone() }));
    html! {
        <>
            <div class="bar__row"><span class="bar__name">{ words.document }</span><span class="ways">
                { choice(words.all.to_owned(), TargetsRoute { document: String::new(), ..route.clone() }) }
                { for documents }
            </span></div>
            <div class="bar__row"><span class="bar__name">{ words.due }</span><span class="ways">
                { choice(words.all.to_owned(), TargetsRoute { due: String::new(), ..route.clone() }) }
                { for deadlines }
            </span></div>
        </>
    }
}

/// Targets by deadline: a dot for each, or a bar where they are many.
fn timeline(view: &View, rows: &[Row<'_>], dues: &[Option<Deadline>], route: &TargetsRoute) -> Html {
    let words = view.words();
    let columns: Vec<(Option<Deadline>, Vec<&Row<'_>>)> =
        dues.iter().map(|&due| (due, rows.iter().filter(|row| row.target.deadline == due).collect())).collect();
    let most = columns.iter().map(|(_, rows)| rows.len()).max().unwrap_or_default();
    let height = STEP * most.min(DOTS);
    let base = height + 56;
    let at = |no: usize| format!("{:.2}%", (2 * no + 1) as f32 * 50.0 / columns.len().max(1) as f32);
    let summary: Vec<String> = columns
        .iter()
        .map(|(due, rows)| format!("{} {}", due_words(view.lang, *due), counted(words.targets_count, rows.len())))
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
        let is_chosen = route.due == due_name(*due);
        let to = TargetsRoute { due: if is_chosen { String::new() } else { due_name(*due) }, ..route.clone() };
        html! {
            <a href={link(to)} aria-label={summary[no].clone()} aria-current={is_chosen.then_some("true")}>
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

/// Documents × deadlines: how many targets.
fn pivot(view: &View, rows: &[Row<'_>], dues: &[Option<Deadline>], route: &TargetsRoute) -> Html {
    let words = view.words();
    let documents = view.archive().corpus.documents();
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
        let to =
            TargetsRoute { document: document.to_owned(), due: due.map(due_name).unwrap_or_default(), ..route.clone() };
        html! { <td class="num"><a href={link(to)}>{ figure }</a></td> }
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
                    { for dues.iter().map(|&due| html! { <th scope="col" class="num">{ due_words(view.lang, due) }</th> }) }
                    <th scope="col" class="num">{ words.sum }</th>
                </tr></thead>
                <tbody>{ for documents.iter().map(|document| line(html! { { &document.short_title } }, &document.id)) }</tbody>
                <tfoot>{ line(html! { { words.sum } }, "") }</tfoot>
            </table>
        </div>
    }
}

/// Every target with its sentence, by deadline unless another order is chosen.
fn list(view: &View, route: &TargetsRoute, rows: &[Row<'_>]) -> Html {
    let words = view.words();
    if rows.is_empty() {
        return html! { <p class="empty__line">{ words.no_targets }</p> };
    }
    let head = |name: &'static str, sort: Option<TargetSort>| {
        let Some(sort) = sort else { return html! { <th scope="col">{ name }</th> } };
        let is_it = route.sort == sort;
        let to = if is_it { TargetSort::Due } else { sort };
        let href = link(TargetsRoute { sort: to, ..route.clone() });
        html! {
            <th scope="col" aria-sort={is_it.then_some("ascending")}>
                <a {href} title={format!("{}{name}", words.sort_by)}>{ name }if is_it { { " ↑" } }</a>
            </th>
        }
    };
    let mut body: Vec<Html> = Vec::new();
    let groups: Vec<&[Row<'_>]> = match route.sort {
        TargetSort::Due => rows.chunk_by(|one, other| one.target.deadline == other.target.deadline).collect(),
        _ => vec![rows],
    };
    for (no, group) in groups.into_iter().enumerate() {
        if route.sort == TargetSort::Due {
            body.push(html! {
                <tr class="table__group" key={format!("group{no}")}><th colspan="5" scope="colgroup">
                    { due_words(view.lang, group[0].target.deadline) }{ "　" }
                    <span class="facts__n">{ counted(words.targets_count, group.len()) }</span>
                </th></tr>
            });
        }
        body.extend(group.iter().enumerate().map(|(at, row)| one(view, row, format!("{no}-{at}"))));
    }
    html! {
        <table class="table table--stack table--targets">
            <thead><tr>
                { head(words.indicator, Some(TargetSort::Indicator)) }
                { head(words.demand, None) }
                { head(words.strength, Some(TargetSort::Strength)) }
                { head(words.sentence, None) }
                { head(words.source, Some(TargetSort::Document)) }
            </tr></thead>
            <tbody>{ body }</tbody>
        </table>
    }
}

/// A target's row.
fn one(view: &View, row: &Row<'_>, key: String) -> Html {
    let words = view.words();
    let Row { target, located } = row;
    let quote = target.at.of(&located.provision.text);
    let route = DocumentRoute {
        id: located.document.id.clone(),
        provision: located.provision.path.clone(),
        query: quote.replace('\n', ""),
        ..DocumentRoute::default()
    };
    let is_inferred = target.deadline.is_some_and(|deadline| deadline.basis == Basis::Inferred);
    let flags = view.lang.flags(located.document);
    let changed = flags.iter().filter(|(_, is_changed)| *is_changed);
    html! {
        <tr {key}>
            <th scope="row" class="phrase" lang="zh-CN">{ phrase(view, &target.indicator, &[]) }</th>
            <td class="table__demand">{ demand(view.lang, target) }if let Some(baseline) = &target.baseline { <small>{ " " }{ baseline.clone() }</small> }</td>
            <td class="table__strength" lang="zh-CN">{ &target.strength }</td>
            <td class="table__quote" lang="zh-CN">{ quote }</td>
            <td class="table__source">
                <a href={Route::Document(route).to_string()}>{ view.short_title(located.document_no) }{ " " }<span class="clause">{ view.lang.cited(located) }</span></a>
                { for changed.map(|(flag, _)| html! { <>{ " " }<span class="flag flag--changed">{ *flag }</span></> }) }
                if is_inferred { { " " }<span class="flag">{ words.inferred }</span> }
                if let Some(why) = &target.correction { { " " }<span class="flag" title={why.clone()}>{ words.corrected }</span> }
            </td>
        </tr>
    }
}
