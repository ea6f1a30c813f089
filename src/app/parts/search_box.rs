//! The box for a question: a combobox that suggests while one types, and asks at every keystroke, but not while an input
//! method composes (WAI-ARIA Authoring Practices, *Combobox with list autocomplete*).

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::typing::{Typing, use_typing};
use crate::app::settings;
use crate::app::view::use_view;
use crate::app::words::counted;
use crate::query::{Request, Source, Suggestion};

/// What the box needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What stands in it when it appears, and when the route changes from elsewhere; and the filters that go with it.
    pub request: Request,
    /// Its label.
    pub label: AttrValue,
    /// Asks, while typing.
    pub on_change: Callback<String>,
    /// Asks at once: Enter, the button, a suggestion.
    pub on_submit: Callback<String>,
    /// Whether it takes the focus when it appears.
    #[prop_or_default]
    pub focus: bool,
}

/// As many suggestions as fit above an on-screen keyboard.
const MOST: usize = 8;

/// A search box.
#[component]
pub fn SearchBox(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    // Whether the list is shown, and which of it is chosen by the arrow keys.
    let list = use_state_eq(|| (false, None::<usize>));
    let ask = {
        let list = list.clone();
        use_callback(props.on_change.clone(), move |query: String, on_change| {
            list.set((!query.is_empty(), None));
            on_change.emit(query);
        })
    };
    let Typing { node, value, on_input } = use_typing(&AttrValue::from(props.request.query.clone()), &ask);
    let (is_open, chosen) = *list;
    let request = Request { query: value.to_string(), limit: MOST, ..props.request.clone() };
    let suggestions = use_memo((request, is_open, view.archive.clone()), |(request, is_open, archive)| {
        if *is_open { archive.0.suggest(request, &settings::asked()) } else { Vec::new() }
    });
    let is_shown = is_open && !suggestions.is_empty();
    {
        let node = node.clone();
        use_effect_with(props.focus, move |focus| {
            if let Some(input) = node.cast::<HtmlInputElement>().filter(|_| *focus) {
                // Without focus the box still works by a click.
                let _ = input.focus();
            }
        });
    }
    let submit = {
        let (list, on_submit) = (list.clone(), props.on_submit.clone());
        Callback::from(move |query: String| {
            list.set((false, None));
            settings::note_asked(&query);
            on_submit.emit(query);
        })
    };
    let on_submit = {
        let (node, submit) = (node.clone(), submit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = node.cast::<HtmlInputElement>() {
                submit.emit(input.value());
            }
        })
    };
    let on_key = {
        let (list, suggestions, submit) = (list.clone(), suggestions.clone(), submit.clone());
        Callback::from(move |event: KeyboardEvent| {
            // The keys of an input method are its own; Safari tells of them by the code alone.
            if event.is_composing() || event.key_code() == 229 {
                return;
            }
            let total = suggestions.len();
            let next = match (event.key().as_str(), is_shown) {
                ("ArrowDown", false) => (true, None),
                ("ArrowDown", true) => (true, chosen.map_or(Some(0), |at| Some(at + 1)).filter(|at| *at < total)),
                ("ArrowUp", true) => (true, chosen.map_or(total.checked_sub(1), |at| at.checked_sub(1))),
                ("Escape", true) => (false, None),
                ("Enter", true) => match chosen.and_then(|at| suggestions.get(at)) {
                    Some(suggestion) => {
                        submit.emit(suggestion.query.clone());
                        (false, None)
                    }
                    None => return,
                },
                _ => return,
            };
            event.prevent_default();
            list.set(next);
        })
    };
    let on_blur = {
        let list = list.clone();
        Callback::from(move |_: FocusEvent| list.set((false, None)))
    };
    let option = |(at, suggestion): (usize, &Suggestion)| {
        let is_chosen = chosen == Some(at);
        let (query, submit) = (suggestion.query.clone(), submit.clone());
        // Before the input loses the focus, which would close the list under the pointer.
        let onmousedown = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            if event.button() == 0 {
                submit.emit(query.clone());
            }
        });
        let source = match suggestion.source {
            Source::Earlier => words.suggested_earlier,
            Source::Term => words.suggested_term,
            Source::Heading => words.suggested_heading,
            Source::Title => words.suggested_title,
        };
        html! {
            <li key={suggestion.query.clone()} id={format!("s-{at}")} role="option" class="suggest__one"
                aria-selected={is_chosen.to_string()} {onmousedown}>
                <span lang="zh-CN">{ suggestion.text.clone() }</span>
                <span class="suggest__of">
                    { source }{ " " }{ view.lang.result_count(suggestion.total, 0).0 }
                </span>
            </li>
        }
    };
    html! {
        <form class="search" role="search" onsubmit={on_submit}>
            <label class="search__label" for="q">{ props.label.clone() }</label>
            <div class="suggest">
                <input ref={node} class="search__input" id="q" name="q" type="search" {value}
                    placeholder={words.placeholder} autocomplete="off" spellcheck="false" oninput={on_input}
                    onkeydown={on_key} onblur={on_blur} role="combobox" aria-autocomplete="list" aria-controls="suggestions"
                    aria-expanded={is_shown.to_string()}
                    aria-activedescendant={chosen.filter(|_| is_shown).map(|at| format!("s-{at}"))} />
                <ul id="suggestions" class="suggest__list" role="listbox" aria-label={words.suggestions} hidden={!is_shown}>
                    { for suggestions.iter().enumerate().map(option) }
                </ul>
                <span class="hidden" role="status">
                    { if is_shown { counted(view.words().suggestion_count, suggestions.len()) } else { String::new() } }
                </span>
            </div>
            <button class="btn" type="submit">{ words.search }</button>
        </form>
    }
}
