//! The least that a Yew page can be: what the start of ours is measured against.

#[cfg(target_arch = "wasm32")]
mod page {
    use yew::prelude::*;

    /// A line of text that says when it is there.
    #[component]
    pub(crate) fn Blank() -> Html {
        use_effect_with((), |()| {
            if let Some(performance) = gloo::utils::window().performance() {
                // A browser that doesn't keep marks can't be measured.
                let _ = performance.mark("policy-explorer-ready");
            }
        });
        html! { <p>{ "blank" }</p> }
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    yew::Renderer::<page::Blank>::new().render();
}
