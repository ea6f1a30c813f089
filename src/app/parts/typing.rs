//! An input that asks at every keystroke, but not while an input method composes.
//!
//! In: what the address says should stand in it, and whom to ask. Out: [`Typing`], to be put on an `<input>`.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::browser;

/// What goes on the `<input>`.
pub struct Typing {
    /// `ref`.
    pub node: NodeRef,
    /// `value`: in step with the DOM even while composing, lest a render undo the composition.
    pub value: AttrValue,
    /// `oninput`.
    pub on_input: Callback<InputEvent>,
}

/// Follows the typist, and `value` when it changes from elsewhere: by going back, or by a link.
#[hook]
pub fn use_typing(value: &AttrValue, ask: &Callback<String>) -> Typing {
    let node = use_node_ref();
    let shown = use_state_eq(|| value.clone());
    // What was last asked for, which comes back as `value` and is no news.
    let asked = use_mut_ref(|| value.clone());
    {
        let (shown, asked) = (shown.clone(), asked.clone());
        use_effect_with(value.clone(), move |value| {
            if *asked.borrow() != *value {
                asked.borrow_mut().clone_from(value);
                shown.set(value.clone());
            }
        });
    }
    let ask = use_callback(ask.clone(), move |text: String, ask| {
        *asked.borrow_mut() = AttrValue::from(text.clone());
        ask.emit(text);
    });
    browser::use_composition_end(&node, &ask);
    let on_input = {
        let shown = shown.clone();
        use_callback(ask, move |event: InputEvent, ask| {
            let input: HtmlInputElement = event.target_unchecked_into();
            shown.set(AttrValue::from(input.value()));
            if !event.is_composing() {
                ask.emit(input.value());
            }
        })
    };
    Typing { node, value: (*shown).clone(), on_input }
}
