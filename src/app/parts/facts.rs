//! Facts, which are fetched when a page first shows them.

use yew::prelude::*;

use crate::app::boot;
use crate::app::view::View;

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

/// What stands in the place of facts that aren't here.
pub fn instead(view: &View, arrival: &Arrival, failed: &'static str) -> Html {
    let words = view.words();
    match arrival {
        Arrival::Here => Html::default(),
        Arrival::Coming => html! { <p class="boot__line" role="status">{ words.coming }</p> },
        Arrival::Failed(cause, again) => html! {
            <div class="empty" role="alert">
                <p class="empty__line">{ failed }</p>
                <p class="failure__detail">{ cause.clone() }</p>
                <p><button class="btn" type="button" onclick={again.clone()}>{ words.try_again }</button></p>
            </div>
        },
    }
}
