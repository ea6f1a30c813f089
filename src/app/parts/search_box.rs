//! The box for a question: every keystroke asks, but not while an input method composes.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::typing::{Typing, use_typing};
use crate::app::view::use_view;

/// What the box needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What stands in it when it appears, and when the route changes from elsewhere.
    pub value: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// Asks, while typing.
    pub on_change: Callback<String>,
    /// Asks at once: Enter or the button.
    pub on_submit: Callback<String>,
    /// Whether it takes the focus when it appears.
    #[prop_or_default]
    pub focus: bool,
}

/// A search box.
#[component]
pub fn SearchBox(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let Typing { node, value, on_input } = use_typing(&props.value, &props.on_change);
    {
        let node = node.clone();
        use_effect_with(props.focus, move |focus| {
            if let Some(input) = node.cast::<HtmlInputElement>().filter(|_| *focus) {
                // Without focus the box still works by a click.
                let _ = input.focus();
            }
        });
    }
    let on_submit = {
        let node = node.clone();
        use_callback(props.on_submit.clone(), move |event: SubmitEvent, on_submit| {
            event.prevent_default();
            if let Some(input) = node.cast::<HtmlInputElement>() {
                on_submit.emit(input.value());
            }
        })
    };
    html! {
        <form class="search" role="search" onsubmit={on_submit}>
            <label class="search__label" for="q">{ props.label.clone() }</label>
            <input ref={node} class="search__input" id="q" name="q" type="search" {value}
                placeholder={words.placeholder} autocomplete="off" spellcheck="false" oninput={on_input} />
            <button class="btn" type="submit">{ words.search }</button>
        </form>
    }
}
