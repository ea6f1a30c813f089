//! Results: grouped by document, narrowed by facets, each with its reasons.

use std::rc::Rc;
use std::sync::Arc;

use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::home::{flags, title};
use crate::app::boot;
use crate::app::browser::use_is_wide;
use crate::app::parts::excerpt::Excerpt;
use crate::app::parts::phrase::phrase;
use crate::app::parts::search_box::SearchBox;
use crate::app::parts::tray::{cross, pick};
use crate::app::view::{How, View, use_view};
use crate::app::words::{counted, fidelity_named, level_named};
use crate::index::facets::BOUNDS;
use crate::query::{FacetCounts, Hint, Hit, Request, Results, Sort};
use crate::route::{DocumentRoute, PAGE, Route, SearchRoute};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is asked.
    pub route: SearchRoute,
    /// Whether the first letter of it was just typed on another page.
    #[prop_or_default]
    pub is_begun: bool,
}

/// While one types, only so many results are shown: a keystroke would wait for the layout of all.
const AT_ONCE: usize = 6;
/// … until one has paused for so long, in ms.
const PAUSE: u32 = 200;

/// The page of results.
#[component]
pub fn Search(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let route = &props.route;
    let results: Rc<Results> =
        use_memo((route.clone(), view.archive.clone()), |(route, archive)| archive.0.search(&request(route)));
    let is_wide = use_is_wide();
    let typed = use_state_eq(|| props.is_begun.then(|| route.query.clone()));
    {
        let typed = typed.clone();
        use_effect_with((*typed).clone(), move |now| {
            let paused = now.is_some().then(|| Timeout::new(PAUSE, move || typed.set(None)));
            move || drop(paused)
        });
    }
    use_effect_with(route.query.is_empty(), |is_empty| {
        // Who has results goes on to a document.
        if !is_empty {
            boot::prefetch();
        }
    });
    let at_once = if typed.as_ref() == Some(&route.query) { AT_ONCE } else { usize::MAX };
    let on_change = use_callback((view.go.clone(), route.clone()), move |query: String, (go, route)| {
        // What a composition that was given up leaves is no news.
        if query != route.query {
            typed.set(Some(query.clone()));
        }
        go.emit((Route::Search(SearchRoute { query, limit: PAGE, ..route.clone() }), How::Replace));
    });
    let on_submit = use_callback((view.go.clone(), route.clone()), |query: String, (go, route)| {
        go.emit((Route::Search(SearchRoute { query, limit: PAGE, ..route.clone() }), How::Push));
    });
    let (count, of) = view.lang.result_count(results.total, results.documents);
    let sections = |hits: &[Hit]| -> Html {
        let hits = hits.get(..at_once).unwrap_or(hits);
        groups(hits, &view).iter().map(|group| section(&view, route, &results, group)).collect()
    };
    let more = (results.hits.len() < results.total as usize).then(|| {
        let next = SearchRoute { limit: route.limit + PAGE, ..route.clone() };
        let go = view.go.clone();
        let onclick = Callback::from(move |_: MouseEvent| go.emit((Route::Search(next.clone()), How::Replace)));
        html! { <button class="plain" type="button" id="more" {onclick}>{ words.more_hits }</button> }
    });
    html! {
        <>
            <h1 class="hidden">{ words.search }</h1>
            <SearchBox request={request(route)} label={words.placeholder} {on_change} {on_submit}
                focus={route.query.is_empty()} />
            <div class="finder">
                <aside aria-label={words.filter}>
                    if results.total > 0 || !route.filters.is_empty() {
                        { facets(&view, route, &results.facets, is_wide) }
                    }
                </aside>
                <div>
                    <div class="result-head">
                        <p class="result-head__count" role="status" id="count">
                            { count }
                            if results.total > 0 { { " " }<span class="result-head__of">{ of }</span> }
                        </p>
                        if results.total > 0 { { sorts(&view, route) } }
                    </div>
                    { notes(&view, route, &results) }
                    <div class="hit-groups">{ sections(&results.hits) }</div>
                    if !results.partial.is_empty() {
                        <section aria-labelledby="partial">
                            <h2 class="partial" id="partial">{ words.partial }</h2>
                            { sections(&results.partial) }
                        </section>
                    }
                    <p class="acts">{ more.unwrap_or_default() }</p>
                </div>
            </div>
        </>
    }
}

/// What the address asks.
fn request(route: &SearchRoute) -> Request {
    let SearchRoute { query, filters, sort, limit, is_exact } = route.clone();
    Request { query, filters, sort, limit, is_exact }
}

/// Hits of one document, in the order of the best.
struct Group<'a> {
    document_no: usize,
    hits: Vec<&'a Hit>,
}

fn groups<'a>(hits: &'a [Hit], view: &View) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for hit in hits {
        let Some(document_no) = view.archive().corpus.document_of(hit.provision) else { continue };
        match groups.iter_mut().find(|group| group.document_no == document_no) {
            Some(group) => group.hits.push(hit),
            None => groups.push(Group { document_no, hits: vec![hit] }),
        }
    }
    groups
}

fn section(view: &View, route: &SearchRoute, results: &Results, group: &Group<'_>) -> Html {
    let Some(document) = view.archive().corpus.documents().get(group.document_no) else { return html! {} };
    let to = DocumentRoute { id: document.id.clone(), query: route.query.clone(), ..DocumentRoute::default() };
    let heading = format!("g-{}", document.id);
    let counted = results.facets.iter().find(|facet| facet.key == "document");
    let found = counted.and_then(|facet| facet.values.iter().find(|(id, _)| **id == *document.id));
    let total = found.map_or(0, |(_, count)| *count).max(group.hits.len() as u32);
    html! {
        <section class="hit-group" aria-labelledby={heading.clone()} key={document.id.clone()}>
            <header class="hit-group__head">
                <h2 class="hit-group__title phrase" id={heading} lang="zh-CN">
                    <a href={Route::Document(to).to_string()}>{ title(view, document, &[]) }</a>
                </h2>
                <span class="hit-group__n">{ view.lang.group_count(group.hits.len(), total) }</span>
                <p class="hit-group__meta">
                    if let Some(number) = document.number() { <span lang="zh-CN">{ number.to_owned() }</span> }
                    if let Some(dated) = document.date() { <span lang="zh-CN">{ dated.value.in_chinese() }</span> }
                    <span>{ flags(view, document) }</span>
                </p>
            </header>
            { for group.hits.iter().map(|hit| card(view, route, hit)) }
        </section>
    }
}

fn card(view: &View, route: &SearchRoute, hit: &Hit) -> Html {
    let Some(located) = view.archive().corpus.provision(hit.provision) else { return html! {} };
    let words = view.words();
    let provision = located.provision;
    let to = DocumentRoute {
        id: located.document.id.clone(),
        provision: provision.path.clone(),
        query: route.query.clone(),
        ..DocumentRoute::default()
    };
    let href = Route::Document(to).to_string();
    let citation = located.document.citation(located.index);
    let name = if citation.is_empty() { view.lang.mark(&provision.path, provision.kind) } else { citation };
    let lineage = located.document.lineage(located.index);
    // A paragraph without a heading is known by the one above it.
    let above = lineage.iter().rev().map(|at| at.heading()).find(|heading| !heading.is_empty()).unwrap_or_default();
    let own = !provision.heading().is_empty();
    let heading = if own { phrase(view, provision.heading(), &hit.heading) } else { phrase(view, above, &[]) };
    let path: Vec<&str> =
        lineage.iter().rev().skip(1).map(|at| at.heading()).filter(|h| !h.is_empty() && *h != above).collect();
    let reasons = hit.reasons.iter().map(|reason| html! { <li>{ view.lang.reason(reason) }</li> });
    html! {
        <article class="hit-card" key={hit.provision.to_string()}>
            <a class="hit-card__no clause" href={href.clone()} lang="zh-CN">{ name }</a>
            if own || !above.is_empty() {
                <h3 class="hit-card__title phrase" lang="zh-CN">
                    <a href={href}>{ heading }</a>
                    if !path.is_empty() { <span class="hit-card__path">{ path.into_iter().rev().collect::<Vec<_>>().join("　") }</span> }
                </h3>
            }
            if !provision.body().is_empty() || !own {
                <Excerpt provision={hit.provision} request={request(route)} best={hit.snippet.clone()} matches={hit.matches} />
            }
            <div class="hit-card__foot">
                <ul class="hit-card__why" aria-label={words.why}>{ for reasons }</ul>
                { pick(view, located.id()) }
            </div>
        </article>
    }
}

fn sorts(view: &View, route: &SearchRoute) -> Html {
    let words = view.words();
    let link = |sort: Sort, name: &'static str| {
        let to = Route::Search(SearchRoute { sort, limit: PAGE, ..route.clone() });
        html! { <a href={to.to_string()} aria-current={(route.sort == sort).then_some("true")}>{ name }</a> }
    };
    html! {
        <nav class="ways" aria-label={words.sort}>
            <span class="ways__name">{ words.sort }</span>
            { link(Sort::Relevance, words.by_relevance) }
            { link(Sort::Date, words.by_date) }
            { link(Sort::Document, words.by_document) }
        </nav>
    }
}

/// How the question was read, what was not found, what is chosen.
fn notes(view: &View, route: &SearchRoute, results: &Results) -> Html {
    let words = view.words();
    let ask =
        |query: &str| Route::Search(SearchRoute { query: query.to_owned(), ..SearchRoute::default() }).to_string();
    let hint = |hint: &Hint| match hint {
        Hint::OtherNumber(number) => {
            html! {
                <p>{ view.lang.hint(hint) }{ " " }<a href={ask(number)} lang="zh-CN">{ words.try_instead }</a></p>
            }
        }
        Hint::Missing(word) => {
            html! { <p><span class="empty__missing" lang="zh-CN">{ word.clone() }</span>{ " " }{ view.lang.hint(hint).replace(&format!("“{word}”"), "") }</p> }
        }
        Hint::Try { query, total } => {
            html! {
                <p>{ words.try_instead }{ " " }<a href={ask(query)} lang="zh-CN">{ query.clone() }</a>{ " " }<span class="muted">{ view.lang.result_count(*total, 0).0 }</span></p>
            }
        }
        _ => html! { <p>{ view.lang.hint(hint) }</p> },
    };
    let chips = route.filters.iter().map(|filter| {
        let mut name = value_name(view, &filter.key, &filter.value);
        if BOUNDS.contains(&filter.key.as_str()) {
            name.insert_str(0, view.lang.facet(&filter.key));
        }
        let next = route.toggled(&filter.key, &filter.value);
        let go = view.go.clone();
        let onclick = Callback::from(move |_: MouseEvent| go.emit((Route::Search(next.clone()), How::Push)));
        let label = format!("{}{name}", words.remove_filter);
        html! {
            <button key={format!("{}={}", filter.key, filter.value)} class="chip" type="button" aria-label={label} {onclick}>
                <span lang={value_lang(&filter.key)}>{ name }</span>
                { cross() }
            </button>
        }
    });
    let is_empty = results.total == 0;
    let exactly = |is_exact| Route::Search(SearchRoute { is_exact, limit: PAGE, ..route.clone() }).to_string();
    let clear = Route::Search(SearchRoute { filters: Vec::new(), ..route.clone() }).to_string();
    html! {
        <div class="hints">
            { for results.expansions.iter().map(|e| html! { <p>{ view.lang.expansion(e) }</p> }) }
            if route.is_exact {
                <p>{ words.only_typed_now }{ " " }<a id="widen" href={exactly(false)}>{ words.with_others }</a></p>
            } else if !results.expansions.is_empty() {
                <p><a id="exact" href={exactly(true)}>{ words.only_typed }</a></p>
            }
            if is_empty {
                <div class="empty">
                    <p class="empty__line">
                        { if route.filters.is_empty() { words.nothing_found } else { words.nothing_with_filters } }
                    </p>
                    <div class="empty__list">
                        { for results.hints.iter().map(hint) }
                        if !route.filters.is_empty() { <a href={clear}>{ words.clear_filters }</a> }
                    </div>
                </div>
            } else {
                { for results.hints.iter().map(hint) }
            }
            <div class="chips">{ for chips }</div>
        </div>
    }
}

/// The language of a facet's values: the documents' own, unless the tool has words for them.
fn value_lang(key: &str) -> Option<&'static str> {
    (!matches!(key, "level" | "fidelity" | "year" | "topic")).then_some("zh-CN")
}

/// What a facet's value is called.
fn value_name(view: &View, key: &str, value: &str) -> String {
    match key {
        "level" => level_named(value).map_or_else(|| value.to_owned(), |level| view.lang.level(level).to_owned()),
        "fidelity" => {
            fidelity_named(value).map_or_else(|| value.to_owned(), |found| view.lang.fidelity(found).to_owned())
        }
        "document" => {
            view.archive().document(value).map_or_else(|| value.to_owned(), |(_, found)| found.short_title.clone())
        }
        "topic" => {
            let topic = view.archive().topics().iter().find(|topic| topic.id == value);
            topic.map_or_else(|| value.to_owned(), |topic| view.lang.pick(&topic.name, &topic.name_en).to_owned())
        }
        _ => value.to_owned(),
    }
}

/// So many values of a facet stand there at once, and so many more behind a handle.
const VALUES: usize = 8;
const MORE_VALUES: usize = 24;

/// The facets: a box for every value, with the number of results that choosing it gives.
fn facets(view: &View, route: &SearchRoute, counts: &[FacetCounts], is_wide: bool) -> Html {
    let words = view.words();
    let value = |facet: &FacetCounts, value: &str, count: u32| {
        let is_chosen = route.has(facet.key, value);
        let next = route.toggled(facet.key, value);
        let go = view.go.clone();
        let onchange = Callback::from(move |_: Event| go.emit((Route::Search(next.clone()), How::Push)));
        let is_idle = count == 0 && !is_chosen;
        html! {
            <label key={value.to_owned()} class={classes!("check", is_idle.then_some("check--nil"))}>
                <input type="checkbox" checked={is_chosen} disabled={is_idle} {onchange}
                    data-facet={facet.key} data-value={value.to_owned()} />
                <span lang={value_lang(facet.key)}>{ value_name(view, facet.key, value) }</span>
                <span class="check__n">{ count }</span>
            </label>
        }
    };
    let facet = |facet: &FacetCounts| {
        // The order of years is time's, the newest first; of others, the most results first.
        let mut values: Vec<_> = facet.values.iter().collect();
        match facet.key {
            "year" => values.reverse(),
            _ => crate::order::by_key(&mut values, |(_, count)| u32::MAX - count),
        }
        let is_chosen = |name: &str| route.has(facet.key, name);
        // Of many values those that give nothing are left out.
        if values.len() > VALUES {
            values.retain(|(name, count)| *count > 0 || is_chosen(name));
        }
        let (first, rest) = values.split_at(values.len().min(VALUES));
        let (chosen, others): (Vec<_>, Vec<_>) = rest.iter().copied().partition(|(name, _)| is_chosen(name));
        let others: Vec<_> = others.into_iter().take(MORE_VALUES).collect();
        let one = |(name, count): &(Arc<str>, u32)| value(facet, name, *count);
        if values.is_empty() {
            return html! { <fieldset class="facet" key={facet.key} hidden=true></fieldset> };
        }
        html! {
            <fieldset class="facet" key={facet.key}>
                <legend class="facet__name">{ view.lang.facet(facet.key) }</legend>
                { for first.iter().copied().chain(chosen).map(one) }
                if !others.is_empty() {
                    <details class="facet__more">
                        <summary>{ counted(words.more_values, others.len()) }</summary>
                        { for others.into_iter().map(one) }
                    </details>
                }
            </fieldset>
        }
    };
    let bound = |key: &'static str, name: &'static str| {
        let (go, route) = (view.go.clone(), route.clone());
        let value = route.value_of(key).unwrap_or_default().to_owned();
        // A browser tells of every figure that makes it a date: the first is a step, the others refine it.
        let how = if value.is_empty() { How::Push } else { How::Replace };
        let onchange = Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            go.emit((Route::Search(route.bounded(key, &input.value())), how));
        });
        html! { <label class="bound"><span>{ name }</span><input type="date" id={key} {value} {onchange} /></label> }
    };
    let chosen = (!route.filters.is_empty()).then(|| counted(words.chosen_count, route.filters.len()));
    html! {
        <details class="fold fold--wide" open={is_wide}>
            <summary class="fold__sum">{ words.filter }<span class="fold__state">{ chosen.unwrap_or_default() }</span></summary>
            <div class="fold__body">
                <div class="facets">
                    { for counts.iter().filter(|facet| facet.values.len() > 1).map(facet) }
                    <fieldset class="facet" key="dates">
                        <legend class="facet__name">{ words.dates }</legend>
                        { bound("from", words.date_from) }
                        { bound("to", words.date_to) }
                    </fieldset>
                </div>
            </div>
        </details>
    }
}
