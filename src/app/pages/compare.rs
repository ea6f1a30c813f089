//! Two to four documents side by side: by clause, by topic, or as whole texts that scroll together.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::anchors::row_id;
use crate::app::browser;
use crate::app::parts::exports::exports;
use crate::app::parts::phrase::phrase;
use crate::app::parts::side::{Column, Side, on_its_own};
use crate::app::parts::tray::cross;
use crate::app::parts::twin::Twin;
use crate::app::tables;
use crate::app::view::{How, View, use_view};
use crate::app::words::counted;
use crate::archive::Archive;
use crate::compare::{Alignment, Relation, Row};
use crate::corpus::ProvisionNo;
use crate::facts::topics::{self, TopicNo};
use crate::route::{ABREAST, By, CompareRoute, DocumentRoute, Route};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is compared, and how.
    pub route: CompareRoute,
}

/// The name of rows without a counterpart, among those of the relations.
const NONE: &str = "none";
/// What can be shown alone, in the order in which it is offered.
const KINDS: [Option<Relation>; 7] = [
    Some(Relation::Same),
    Some(Relation::MoreSpecific),
    Some(Relation::MoreGeneral),
    Some(Relation::Stricter),
    Some(Relation::Laxer),
    Some(Relation::Related),
    None,
];

/// A row counts as reached when it is so near the window's top, in px: where a link to it leads, below the heads of the
/// columns.
const READ_FROM: f64 = 180.0;

/// The places where something differs in a way that can be told.
const DIFFERENCES: &str = ".cmp-cell[data-diff]";

/// Rows in reading order, each with the place of the document whose order it is.
type Rows = Vec<(usize, Rc<Row>)>;

/// The page.
#[component]
pub fn ComparePage(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let route = &props.route;
    let documents: Vec<usize> = route.documents.iter().filter_map(|id| Some(view.archive().document(id)?.0)).collect();
    let alignment = use_memo((documents.clone(), view.archive.clone()), |(documents, archive)| match documents.len() {
        0 | 1 => Alignment::default(),
        _ => {
            browser::mark("policy-explorer-align");
            let alignment = archive.0.align(documents);
            browser::mark("policy-explorer-aligned");
            alignment
        }
    });
    let rows: Rc<Rows> = use_memo(alignment.clone(), |alignment| {
        alignment.in_order().into_iter().map(|(lead, row)| (lead, Rc::new(row))).collect()
    });
    let topic = topic_of(view.archive(), &route.topic);
    browser::use_keys((), |(), key| match key {
        "n" => browser::step_to(DIFFERENCES, false),
        "p" => browser::step_to(DIFFERENCES, true),
        _ => {}
    });
    // The address follows the reading, so that who gets the link begins where it was sent.
    let note = use_callback((view.go.clone(), route.clone()), |at: String, (go, route)| {
        go.emit((Route::Compare(CompareRoute { at, ..route.clone() }), How::Note));
    });
    let leads = use_memo((rows.clone(), view.archive.clone()), |(rows, archive)| {
        let lead = |(lead, row): &(usize, Rc<Row>)| Some(archive.0.corpus.provision(*row.cells[*lead].first()?)?.id());
        rows.iter().filter_map(lead).collect::<Vec<String>>()
    });
    let is_by_clause = route.by == By::Clause && documents.len() > 1;
    browser::use_scrolled((is_by_clause, leads, note.clone()), |(is_by_clause, leads, note)| {
        // Not before someone scrolls.
        if *is_by_clause && browser::is_scrolled() {
            let reached = |id: &&String| browser::top_of(&row_id(id)).is_some_and(|top| top < READ_FROM);
            if let Some(id) = leads.iter().rfind(reached) {
                note.emit(id.clone());
            }
        }
    });
    let columns: Rc<[Column]> = Rc::from_iter(documents.iter().map(|&document_no| {
        let id = &view.archive().corpus.documents()[document_no].id;
        Column { document_no, is_shut: route.shut.contains(id) }
    }));
    let missing: Vec<&str> =
        route.documents.iter().filter(|id| view.archive().document(id).is_none()).map(String::as_str).collect();
    let shown: Vec<&(usize, Rc<Row>)> = rows.iter().filter(|(_, row)| is_shown(route, row)).collect();
    let body = match documents.len() {
        0 | 1 => html! { <p class="empty__line">{ words.choose_documents }</p> },
        _ => match route.by {
            By::Outline => {
                html! { <Twin alignment={alignment.clone()} columns={columns.clone()} at={route.at.clone()} on_place={note} /> }
            }
            By::Topic => topic.map(|topic| by_topic(&view, &columns, topic)).unwrap_or_default(),
            By::Clause => clauses(&view, &columns, &shown),
        },
    };
    let names: Vec<String> = documents.iter().map(|&no| view.short_title(no)).collect();
    let heading = match &names[..] {
        [] | [_] => html! { { words.compare } },
        _ => phrase(
            &view,
            &format!("{}{}{}", words.compare, view.lang.pick("：", ": "), names.join(view.lang.comma())),
            &[],
        ),
    };
    let has_head = documents.len() > 1 && route.by != By::Outline;
    html! {
        <>
            <h1 class="title phrase">{ heading }</h1>
            if !missing.is_empty() {
                <p class="hints" role="status">{ words.no_document }{ " " }<span class="empty__missing">{ missing.join(view.lang.comma()) }</span></p>
            }
            <p class="lede">{ if documents.len() > 1 { words.limits } else { words.compare_lede } }</p>
            <div class="bar">
                { chosen(&view, route, &documents) }
                if documents.len() > 1 {
                    <>
                        { ways(&view, route) }
                        if route.by == By::Topic { { topic_choice(&view, route) } }
                        if route.by == By::Clause { { kinds(&view, route, &rows) } }
                        if route.by == By::Clause { { legend(&view) } }
                        { tools(&view, route, &documents, &shown) }
                    </>
                }
            </div>
            <div class="cmp">
                if has_head {
                    <div class="cmp__docs">{ for columns.iter().enumerate().map(|(place, column)| head(&view, route, (place, column), &rows)) }</div>
                }
                { body }
            </div>
        </>
    }
}

/// The topic that the address names; the first that there is if it names none.
fn topic_of(archive: &Archive, id: &str) -> Option<TopicNo> {
    let topics = archive.topics();
    let named = topics.iter().position(|at| at.id == id).or((!topics.is_empty()).then_some(0));
    named.map(|at| at as TopicNo)
}

/// The provisions that are mainly on a topic, and those that mention it, by document.
fn on_topic(archive: &Archive, documents: &[usize], topic: TopicNo) -> Vec<[Vec<ProvisionNo>; 2]> {
    let (main, mentions) = topics::on(archive.treated(), topic);
    let has_body = |no: &ProvisionNo| archive.provision(*no).is_some_and(|(_, at)| !at.body().is_empty());
    let of = |document_no: usize, all: &[ProvisionNo]| {
        let numbers = archive.corpus.numbers(document_no);
        all.iter().copied().filter(|no| numbers.contains(no)).filter(has_body).collect()
    };
    documents.iter().map(|&no| [of(no, &main), of(no, &mentions)]).collect()
}

/// In what relations a row stands, by their names.
fn kinds_of(row: &Row) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = row.pairs.iter().map(|pair| pair.relation.name()).collect();
    if row.pairs.is_empty() {
        kinds.push(NONE);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn is_shown(route: &CompareRoute, row: &Row) -> bool {
    route.by != By::Clause
        || route.only.is_empty()
        || kinds_of(row).iter().any(|kind| route.only.iter().any(|only| only == kind))
}

/// The documents, with the ways to take one off and to add one.
fn chosen(view: &View, route: &CompareRoute, documents: &[usize]) -> Html {
    let words = view.words();
    let all = view.archive().corpus.documents();
    let chips = documents.iter().map(|&no| {
        let document = &all[no];
        let label = format!("{}{}", words.take_off_document, document.short_title);
        let to = Route::Compare(route.without(&document.id)).to_string();
        html! { <a key={document.id.clone()} class="chip" href={to} aria-label={label} lang="zh-CN">{ &document.short_title }{ cross() }</a> }
    });
    let add = {
        let (go, route) = (view.go.clone(), route.clone());
        Callback::from(move |event: Event| {
            let id = event.target_unchecked_into::<HtmlSelectElement>().value();
            if !id.is_empty() {
                go.emit((Route::Compare(route.with(&id)), How::Push));
            }
        })
    };
    let others = all.iter().enumerate().filter(|(no, _)| !documents.contains(no));
    html! {
        <div class="bar__row bar__row--tools">
            <span class="bar__name">{ words.documents }</span>
            <div class="chips">{ for chips }</div>
            if documents.len() < ABREAST && documents.len() < all.len() {
                // Its key makes it anew when a document was added, with nothing chosen.
                <select key={documents.len()} class="select" id="add" aria-label={words.add_document} onchange={add}>
                    <option value="" selected=true>{ words.add_document }</option>
                    { for others.map(|(_, document)| html! { <option value={document.id.clone()}>{ &document.short_title }</option> }) }
                </select>
            }
        </div>
    }
}

fn ways(view: &View, route: &CompareRoute) -> Html {
    let link = |by: By| {
        let to = Route::Compare(CompareRoute { by, ..route.clone() }).to_string();
        html! { <a href={to} aria-current={(route.by == by).then_some("true")}>{ view.lang.by(by) }</a> }
    };
    html! {
        <div class="bar__row bar__row--tools">
            <span class="bar__name">{ view.words().way }</span>
            <nav class="ways" aria-label={view.words().way}>{ for By::ALL.into_iter().map(link) }</nav>
        </div>
    }
}

fn topic_choice(view: &View, route: &CompareRoute) -> Html {
    let words = view.words();
    let choose = {
        let (go, route) = (view.go.clone(), route.clone());
        Callback::from(move |event: Event| {
            let topic = event.target_unchecked_into::<HtmlSelectElement>().value();
            go.emit((Route::Compare(CompareRoute { topic, ..route.clone() }), How::Push));
        })
    };
    let current = topic_of(view.archive(), &route.topic).map(usize::from);
    let options = view.archive().topics().iter().enumerate().map(|(at, topic)| {
        let name = view.lang.pick(&topic.name, &topic.name_en).to_owned();
        html! { <option value={topic.id.clone()} selected={current == Some(at)}>{ name }</option> }
    });
    html! {
        <div class="bar__row bar__row--tools">
            <span class="bar__name">{ words.topic }</span>
            <select class="select" id="topic" aria-label={words.topic} onchange={choose}>{ for options }</select>
            <a href={Route::Topics(Default::default()).to_string()}>{ words.all_topics }</a>
        </div>
    }
}

fn kinds(view: &View, route: &CompareRoute, rows: &Rows) -> Html {
    let words = view.words();
    let boxes = KINDS.into_iter().filter_map(|kind| {
        let name = kind.map_or(NONE, Relation::name);
        let count = rows.iter().filter(|(_, row)| kinds_of(row).contains(&name)).count();
        let is_chosen = route.only.iter().any(|only| only == name);
        let onchange = {
            let (go, to) = (view.go.clone(), route.toggled_only(name));
            Callback::from(move |_: Event| go.emit((Route::Compare(to.clone()), How::Replace)))
        };
        (count > 0 || is_chosen).then(|| {
            html! {
                <label class="check" key={name}>
                    <input type="checkbox" data-only={name} checked={is_chosen} {onchange} />
                    <span>{ kind.map_or(words.without_counterpart, |kind| view.lang.relation(kind)) }</span>
                    <span class="check__n">{ count }</span>
                </label>
            }
        })
    });
    html! {
        <div class="bar__row bar__row--tools" role="group" aria-label={words.only}>
            <span class="bar__name">{ words.only }</span>
            { for boxes }
        </div>
    }
}

/// What the marks in the texts mean.
pub fn legend(view: &View) -> Html {
    let words = view.words();
    let sign = |mark: Html, meaning: &'static str| html! { <span>{ mark }{ "　" }{ meaning }</span> };
    html! {
        <div class="bar__row">
            <span class="bar__name">{ words.legend }</span>
            <p class="legend">
                { sign(html! { <ins class="w-new">{ words.legend_new_mark }</ins> }, words.legend_new) }
                { sign(html! { <ins class="w-new w-figure">{ words.legend_figure_mark }</ins> }, words.legend_figure) }
                { sign(html! { <ins class="w-new w-force">{ words.legend_force_mark }</ins> }, words.legend_force) }
                { sign(html! { <ins class="w-new w-name">{ words.legend_name_mark }</ins> }, words.legend_name) }
                { sign(html! { <del class="w-cut">{ words.legend_cut_mark }</del> }, words.legend_cut) }
                { sign(html! { <span class="w-same">{ words.legend_same_mark }</span> }, words.legend_same) }
            </p>
        </div>
    }
}

fn tools(view: &View, route: &CompareRoute, documents: &[usize], shown: &[&(usize, Rc<Row>)]) -> Html {
    let words = view.words();
    let step = |back: bool, name: &'static str, key: &'static str| {
        let onclick = Callback::from(move |_: MouseEvent| browser::step_to(DIFFERENCES, back));
        html! { <button class="plain" type="button" {onclick} aria-keyshortcuts={key}>{ name }<kbd>{ key }</kbd></button> }
    };
    if route.by == By::Outline {
        return Html::default();
    }
    let table = {
        let (view, documents, by) = (view.clone(), documents.to_vec(), route.by);
        let rows: Vec<Rc<Row>> = shown.iter().map(|(_, row)| row.clone()).collect();
        let topic = topic_of(view.archive(), &route.topic);
        move || match (by, topic) {
            (By::Topic, Some(topic)) => {
                tables::on_topic(&view, &documents, &on_topic(view.archive(), &documents, topic))
            }
            _ => tables::comparison(&view, &documents, &rows.iter().map(Rc::as_ref).collect::<Vec<_>>()),
        }
    };
    html! {
        <div class="bar__row bar__row--tools">
            <span class="bar__name">{ words.tools }</span>
            if route.by == By::Clause {
                <>{ step(false, words.next_difference, "n") }{ step(true, words.previous_difference, "p") }</>
            }
            { exports(view, words.compare, table) }
        </div>
    }
}

/// The head of a column.
fn head(view: &View, route: &CompareRoute, (place, column): (usize, &Column), rows: &Rows) -> Html {
    let words = view.words();
    let Some(document) = view.archive().corpus.documents().get(column.document_no) else { return Html::default() };
    let shut = Route::Compare(route.toggled_shut(&document.id)).to_string();
    if column.is_shut {
        let label = format!("{}{}", words.open_column, document.short_title);
        return html! { <div class="cmp-doc cmp-doc--shut" key={document.id.clone()}><a href={shut} aria-label={label} title={document.short_title.clone()}>{ "＋" }</a></div> };
    }
    let alone = rows.iter().filter(|(lead, row)| *lead == place && row.pairs.is_empty()).count();
    let href = Route::Document(DocumentRoute { id: document.id.clone(), ..DocumentRoute::default() }).to_string();
    html! {
        <div class="cmp-doc" key={document.id.clone()}>
            <p class="cmp-doc__title phrase" lang="zh-CN"><a {href}>{ phrase(view, &document.short_title, &[]) }</a></p>
            <p class="cmp-doc__meta acts">
                if place == 0 {
                    <span>{ words.base }</span>
                } else {
                    <a href={Route::Compare(route.based_on(&document.id)).to_string()}>{ words.make_base }</a>
                }
                <a href={shut}>{ words.shut_column }</a>
                if route.by == By::Clause && alone > 0 { <span>{ counted(words.alone, alone) }</span> }
            </p>
        </div>
    }
}

/// What each document says on a topic; what merely mentions it is behind its number.
fn by_topic(view: &View, columns: &[Column], topic: TopicNo) -> Html {
    let words = view.words();
    let documents: Vec<usize> = columns.iter().map(|column| column.document_no).collect();
    let said = view.archive().words_of_topic(topic);
    let one = |no: ProvisionNo| {
        let located = view.archive().corpus.provision(no)?;
        let here = &said[said.partition_point(|(at, _)| *at < no)..said.partition_point(|(at, _)| *at <= no)];
        Some(on_its_own(view, &located, &here.iter().map(|(_, range)| range.clone()).collect::<Vec<_>>()))
    };
    let cells = on_topic(view.archive(), &documents, topic).into_iter().zip(columns).map(|([main, mentions], column)| {
        if column.is_shut {
            return html! { <div class="cmp-cell cmp-cell--shut"></div> };
        }
        html! {
            <article class="cmp-cell">
                <h4 class="cmp-cell__doc" lang="zh-CN">{ view.short_title(column.document_no) }</h4>
                if main.is_empty() { <p><span class="rel rel--none" data-sign="—">{ words.not_on_topic }</span></p> }
                { for main.into_iter().filter_map(one) }
                if !mentions.is_empty() {
                    <details class="cmp-one">
                        <summary>{ counted(words.mention, mentions.len()) }</summary>
                        { for mentions.into_iter().filter_map(one) }
                    </details>
                }
            </article>
        }
    });
    html! { <section class="cmp-row"><div class="cmp-row__cells">{ for cells }</div></section> }
}

/// The rows by clause, under the headings of the document whose order they are in.
fn clauses(view: &View, columns: &Rc<[Column]>, shown: &[&(usize, Rc<Row>)]) -> Html {
    let words = view.words();
    let corpus = &view.archive().corpus;
    let mut part = None;
    let rows = shown.iter().filter_map(|(lead, row)| {
        let located = corpus.provision(*row.cells.get(*lead)?.first()?)?;
        let heading = match *lead {
            0 => {
                let lineage = located.document.lineage(located.index);
                lineage.first().map(|top| format!("{}{}", top.label(), top.heading())).unwrap_or_default()
            }
            _ => format!("{}{}", words.only_in, view.short_title(columns.get(*lead)?.document_no)),
        };
        let here = Some((*lead, heading.clone()));
        let is_new = std::mem::replace(&mut part, here.clone()) != here;
        let name = format!("{} {}", view.lang.cited(&located), located.provision.heading());
        // A provision leads one row at most.
        let (id, key) = (row_id(&located.id()), located.id());
        Some(html! {
            <key={key}>
                if is_new && !heading.is_empty() {
                    <h2 class="cmp__part phrase">{ phrase(view, &heading, &[]) }</h2>
                }
                <section class="cmp-row" {id}>
                    <h3 class="hidden">{ name }</h3>
                    <Side row={row.clone()} columns={columns.clone()} empty={words.no_counterpart} />
                </section>
            </>
        })
    });
    let rows: Vec<Html> = rows.collect();
    if rows.is_empty() {
        return html! { <p class="empty__line">{ words.nothing_of_kind }</p> };
    }
    rows.into_iter().collect()
}
