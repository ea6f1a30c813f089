//! The box for a question: every keystroke asks, but not while an input method composes.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::browser;
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
    let node = use_node_ref();
    // What the box shows, in step with the DOM even while composing, lest a render undo the composition.
    let shown = use_state(|| props.value.clone());
    // What was last asked for: a new `value` that differs comes from elsewhere (back, a link).
    let asked = use_mut_ref(|| props.value.clone());
    {
        let (shown, asked) = (shown.clone(), asked.clone());
        use_effect_with(props.value.clone(), move |value| {
            if *asked.borrow() != *value {
                *asked.borrow_mut() = value.clone();
                shown.set(value.clone());
            }
        });
    }
    let ask = {
        let asked = asked.clone();
        use_callback(props.on_change.clone(), move |text: String, on_change| {
            *asked.borrow_mut() = AttrValue::from(text.clone());
            on_change.emit(text);
        })
    };
    let on_input = {
        let shown = shown.clone();
        use_callback(ask.clone(), move |event: InputEvent, ask| {
            let input: HtmlInputElement = event.target_unchecked_into();
            shown.set(AttrValue::from(input.value()));
            if !event.is_composing() {
                ask.emit(input.value());
            }
        })
    };
    browser::use_composition_end(&node, &ask);
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
            <input ref={node} class="search__input" id="q" name="q" type="search" value={(*shown).clone()}
                placeholder={words.placeholder} autocomplete="off" spellcheck="false" oninput={on_input} />
            <button class="btn" type="submit">{ words.search }</button>
        </form>
    }
}
