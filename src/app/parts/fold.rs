//! A part at the side that is open where there is room, and folds away where there is none.

use yew::prelude::*;

use crate::app::browser;

/// What the fold needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is in it.
    pub name: AttrValue,
    /// What stands beside the name while it is shut.
    pub state: AttrValue,
    /// The contents.
    pub children: Html,
}

/// The fold.
#[component]
pub fn Fold(props: &Props) -> Html {
    let is_wide = browser::use_is_wide();
    html! {
        <details class="fold fold--wide" open={is_wide}>
            <summary class="fold__sum">{ &props.name }<span class="fold__state">{ &props.state }</span></summary>
            <nav class="fold__body" aria-label={&props.name}>{ props.children.clone() }</nav>
        </details>
    }
}
