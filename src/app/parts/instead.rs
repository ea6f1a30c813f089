//! What stands in the place of something that is being fetched, or that did not come.

use yew::prelude::*;

use crate::app::view::View;

/// Says that it is coming; or, if it failed, that it did, why, and offers to try again.
pub fn instead(view: &View, failed: &'static str, cause: Option<(String, Callback<MouseEvent>)>) -> Html {
    let words = view.words();
    match cause {
        None => html! { <p class="boot__line" role="status">{ words.coming }</p> },
        Some((cause, again)) => html! {
            <div class="empty" role="alert">
                <p class="empty__line">{ failed }</p>
                <p class="failure__detail">{ cause }</p>
                <p><button class="btn" type="button" onclick={again}>{ words.try_again }</button></p>
            </div>
        },
    }
}
