//! Something in a text with a note that is shown when it is pointed at, has the focus, or is opened.

use web_sys::KeyboardEvent;
use yew::prelude::*;

/// What the note needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Tells the note from others on the page.
    pub id: String,
    /// What kind of thing it is, for the style.
    pub class: &'static str,
    /// What the note says.
    pub note: Html,
    /// What stands in the text.
    pub children: Html,
}

/// A span and not a button, which no browser would break between lines.
#[component]
pub fn Tip(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    // Put away although it is pointed at or has the focus.
    let shut = use_state_eq(|| false);
    let on_click = {
        let shut = shut.clone();
        let open = open.clone();
        use_callback(*open, move |_: MouseEvent, was| {
            open.set(!was);
            shut.set(false);
        })
    };
    let on_key = {
        let (open, shut) = (open.clone(), shut.clone());
        use_callback(*open, move |event: KeyboardEvent, was| match event.key().as_str() {
            "Enter" | " " => {
                event.prevent_default();
                open.set(!was);
                shut.set(false);
            }
            "Escape" => {
                open.set(false);
                shut.set(true);
            }
            _ => {}
        })
    };
    let on_blur = {
        let (open, shut) = (open.clone(), shut.clone());
        use_callback((), move |_: FocusEvent, ()| {
            open.set(false);
            shut.set(false);
        })
    };
    let note = format!("note-{}", props.id);
    html! {
        <>
            <span class={props.class} role="button" tabindex="0" aria-expanded={open.to_string()} aria-describedby={note.clone()} data-shut={shut.then_some("")}
                onclick={on_click} onkeydown={on_key} onblur={on_blur}>{ props.children.clone() }</span>
            <span class="sic__tip" role="tooltip" id={note}>{ props.note.clone() }</span>
        </>
    }
}
