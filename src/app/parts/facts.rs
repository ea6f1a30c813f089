//! What tables of facts are made of: the facts themselves, which are fetched when a page first shows them; choices, heads
//! that sort, rows that lead to their sentences.
//!
//! In: facts and a route. Out: the parts of a page. Doesn't know what kind of facts they are.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::boot;
use crate::app::view::{How, View};
use crate::app::words::counted;
use crate::corpus::Located;
use crate::facts::measured::Measured;
use crate::route::{DocumentRoute, FactsRoute, Route};
use crate::text::{Span, without_blanks};

/// Whether the facts are here.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrival {
    /// They are: [`crate::archive::Archive::facts`] has them.
    Here,
    /// They are being fetched.
    Coming,
    /// They can't be had: why, and how to try again.
    Failed(String, Callback<MouseEvent>),
}

/// Fetches the facts unless they are here.
#[hook]
pub fn use_facts(view: &View) -> Arrival {
    let failed = use_state_eq(|| None::<String>);
    let attempt = use_state_eq(|| 0_u32);
    let arrived = use_state_eq(|| false);
    {
        let (failed, arrived) = (failed.clone(), arrived.clone());
        use_effect_with((*attempt, view.archive.clone()), move |(attempt, archive)| {
            if archive.0.facts().is_none() {
                let (archive, is_again) = (archive.clone(), *attempt > 0);
                wasm_bindgen_futures::spawn_local(async move {
                    match boot::facts(&archive.0, is_again).await {
                        Ok(()) => arrived.set(true),
                        Err(cause) => failed.set(Some(cause)),
                    }
                });
            }
        });
    }
    let again = use_callback((), {
        let (failed, attempt) = (failed.clone(), attempt.clone());
        move |_: MouseEvent, ()| {
            failed.set(None);
            attempt.set(*attempt + 1);
        }
    });
    match &*failed {
        _ if view.archive().facts().is_some() => Arrival::Here,
        Some(cause) => Arrival::Failed(cause.clone(), again),
        None => Arrival::Coming,
    }
}

/// So many choices stand side by side; more are a list to open.
const SIDE_BY_SIDE: usize = 8;
/// So many rows are shown at first, and so many more at a time.
const ROWS: usize = 200;

/// The address of a table.
pub fn href(route: FactsRoute) -> String {
    Route::Facts(route).to_string()
}

/// Goes to another part of the table, as more of the same.
pub fn change(view: &View, to: FactsRoute) -> Callback<Event> {
    let go = view.go.clone();
    Callback::from(move |_: Event| go.emit((Route::Facts(to.clone()), How::Replace)))
}

/// Values of a key to choose from, by their names in addresses and on the page; the first choice is all.
pub fn choices(view: &View, route: &FactsRoute, key: &'static str, name: &str, options: &[(String, String)]) -> Html {
    let all = view.words().all;
    if options.len() <= SIDE_BY_SIDE {
        let choice = |value: &str, shown: &str| {
            let is_chosen = route.get(key) == value;
            html! { <a href={href(route.with(key, value))} aria-current={is_chosen.then_some("true")}>{ shown.to_owned() }</a> }
        };
        return html! {
            <div class="bar__row" data-key={key}><span class="bar__name">{ name.to_owned() }</span><span class="ways">
                { choice("", all) }
                { for options.iter().map(|(value, shown)| choice(value, shown)) }
            </span></div>
        };
    }
    let chosen = route.get(key);
    let onchange = {
        let (go, route) = (view.go.clone(), route.clone());
        Callback::from(move |event: Event| {
            let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            let value = select.map(|select| select.value()).unwrap_or_default();
            go.emit((Route::Facts(route.with(key, &value)), How::Push));
        })
    };
    let option = |value: &str, shown: &str| {
        html! { <option value={value.to_owned()} selected={chosen == value}>{ shown.to_owned() }</option> }
    };
    html! {
        <div class="bar__row" data-key={key}><label class="bar__name" for={format!("choose-{key}")}>{ name.to_owned() }</label>
            <select class="select" id={format!("choose-{key}")} {onchange}>
                { option("", all) }
                { for options.iter().map(|(value, shown)| option(value, shown)) }
            </select>
        </div>
    }
}

/// The documents that have rows, to choose from.
pub fn documents<'a>(view: &View, route: &FactsRoute, rows: impl Iterator<Item = Located<'a>>) -> Html {
    let mut with_rows: Vec<usize> = rows.map(|located| located.document_no).collect();
    with_rows.sort_unstable();
    with_rows.dedup();
    let all = view.archive().corpus.documents();
    let options: Vec<_> = with_rows.into_iter().map(|no| (all[no].id.clone(), all[no].short_title.clone())).collect();
    choices(view, route, "document", view.words().document, &options)
}

/// Several ways to see the same rows.
pub fn ways(view: &View, route: &FactsRoute, ways: &[(&str, &'static str)]) -> Html {
    let way = |(value, name): &(&str, &'static str)| {
        let is_chosen = route.get("by") == *value;
        html! { <a href={href(route.with("by", value))} aria-current={is_chosen.then_some("true")}>{ *name }</a> }
    };
    html! {
        <div class="bar__row" data-key="by"><span class="bar__name">{ view.words().way }</span><span class="ways">
            { for ways.iter().map(way) }
        </span></div>
    }
}

/// A column's head, which sorts by it if it has a name in addresses; sorting again by it takes that back.
pub fn head(view: &View, route: &FactsRoute, name: &'static str, sort: Option<&'static str>) -> Html {
    let Some(sort) = sort else { return html! { <th scope="col">{ name }</th> } };
    let is_it = route.get("sort") == sort;
    let to = href(route.with("sort", if is_it { "" } else { sort }));
    html! {
        <th scope="col" aria-sort={is_it.then_some("ascending")}>
            <a href={to} title={format!("{}{name}", view.words().sort_by)}>{ name }if is_it { { " ↑" } }</a>
        </th>
    }
}

/// As many rows as a route shows, and the way to more.
pub fn shown<'a, T>(view: &View, route: &FactsRoute, rows: &'a [T]) -> (&'a [T], Html) {
    let limit = route.get("n").parse().unwrap_or(ROWS).clamp(1, 100_000);
    if rows.len() <= limit {
        return (rows, Html::default());
    }
    let to = route.with("n", &(limit + ROWS).to_string());
    let go = view.go.clone();
    let onclick = Callback::from(move |_: MouseEvent| go.emit((Route::Facts(to.clone()), How::Replace)));
    let more = html! {
        <p class="acts"><button class="plain" type="button" onclick={onclick}>{ counted(view.words().more_rows, rows.len() - limit) }</button></p>
    };
    (&rows[..limit], more)
}

/// The cell that leads to the sentence that a fact was read from; `remarks` are what is to be known of the row.
pub fn source(view: &View, located: &Located<'_>, at: Span, remarks: Html) -> Html {
    let flags = view.lang.flags(located.document);
    let changed = flags.iter().filter(|(_, is_changed)| *is_changed);
    html! {
        <td class="table__source">
            <a href={to_sentence(located, at)}>{ view.short_title(located.document_no) }{ " " }<span class="clause">{ view.lang.cited(located) }</span></a>
            { for changed.map(|(flag, _)| html! { <>{ " " }<span class="flag flag--changed">{ *flag }</span></> }) }
            { remarks }
        </td>
    }
}

/// The address of a provision with a stretch of it marked.
pub fn to_sentence(located: &Located<'_>, at: Span) -> String {
    let route = DocumentRoute {
        id: located.document.id.clone(),
        provision: located.provision.path.clone(),
        // Blanks would part the words of a question.
        query: without_blanks(at.of(&located.provision.text)),
        ..DocumentRoute::default()
    };
    Route::Document(route).to_string()
}

/// How far to trust what rules have read, and what to do about a fault.
pub fn how_far(view: &View, Measured { right, of }: Measured) -> Html {
    html! { <p class="how-far muted">{ view.lang.how_far(right, of) }</p> }
}

/// A remark in the editor's brackets that a fact is the editor's, if it is.
pub fn corrected(view: &View, correction: Option<&String>) -> Html {
    correction.map_or_else(Html::default, |why| {
        html! { <>{ " " }<span class="flag" title={why.clone()}>{ view.words().corrected }</span></> }
    })
}

/// So many characters of a sentence are shown; of a longer one the clauses around what matters.
const SENTENCE: usize = 90;

/// The sentence around a stretch of a printed text, or its clauses around it if the sentence is long.
pub fn sentence(text: &str, at: Span) -> Span {
    let whole = between(text, at, |c| matches!(c, '。' | '；' | ';' | '！' | '？'));
    if whole.of(text).chars().count() <= SENTENCE {
        return whole;
    }
    between(text, at, |c| matches!(c, '。' | '；' | ';' | '！' | '？' | '，' | ',' | '：' | ':'))
}

/// What stands around a stretch between two ends, without blanks before it.
fn between(text: &str, at: Span, is_end: impl Fn(char) -> bool) -> Span {
    let range = at.range();
    let before = &text[..range.start];
    let start = before.char_indices().rfind(|(_, c)| is_end(*c)).map_or(0, |(end, c)| end + c.len_utf8());
    let end = text[range.end..].find(&is_end).map_or(text.len(), |end| range.end + end);
    let blank = before[start..].len() - before[start..].trim_start().len();
    Span::new(start + blank, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_what_stands_between_its_ends() {
        let text = "甲。\n乙在丙地；丁";
        for (word, expected) in [("甲", "甲"), ("丙地", "乙在丙地"), ("丁", "丁")] {
            let at = text.find(word).expect("it is there");
            assert_eq!(sentence(text, Span::new(at, at + word.len())).of(text), expected);
        }
        let long = format!("{}，在丙地，戊。", "甲".repeat(SENTENCE));
        let at = long.find("丙").expect("it is there");
        assert_eq!(sentence(&long, Span::new(at, at + "丙地".len())).of(&long), "在丙地");
    }
}
