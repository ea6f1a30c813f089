//! In the first program, in place of a page that only the whole has: it is fetched, or why it can't be.

use yew::prelude::*;

use crate::app::boot;
use crate::app::parts::instead::instead;
use crate::app::view::use_view;

/// Starts the whole program, which then shows the page; offers to try again if it can't.
#[component]
pub fn Coming() -> Html {
    let view = use_view();
    let words = view.words();
    let failed = use_state_eq(|| None::<String>);
    let attempt = use_state_eq(|| 0_u32);
    {
        let failed = failed.clone();
        use_effect_with(*attempt, move |_| {
            wasm_bindgen_futures::spawn_local(async move {
                if let Err(cause) = boot::start_whole().await {
                    failed.set(Some(cause));
                }
            });
        });
    }
    let again = {
        let (failed, attempt) = (failed.clone(), attempt.clone());
        Callback::from(move |_: MouseEvent| {
            failed.set(None);
            attempt.set(*attempt + 1);
        })
    };
    instead(&view, words.not_come, (*failed).clone().map(|cause| (cause, again)))
}
