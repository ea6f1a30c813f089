//! The page: Yew components over the [`Archive`](crate::archive::Archive).
//!
//! In: the address and the corpus file beside the page. Out: the page. The address is the only state of search,
//! filters and reading; language and theme are the reader's and stay in the browser's storage.

pub mod browser;
mod failure;
mod load;
pub mod pages;
pub mod parts;
mod root;
pub mod runs;
mod script;
pub mod settings;
pub mod view;
pub mod words;

/// Opens the corpus and then shows the app in the element `#root`. Until then the page shows what `index.html` has
/// there, so nothing is drawn twice.
pub fn start() {
    script::promise();
    settings::Settings::read().apply(); // before anything is drawn
    let Some(element) = gloo::utils::document().get_element_by_id("root") else {
        return failure::show("index.html has no element #root");
    };
    wasm_bindgen_futures::spawn_local(async move {
        match load::archive().await {
            Ok(archive) => {
                let archive = view::Shared(std::rc::Rc::new(archive));
                yew::Renderer::<root::Root>::with_root_and_props(element, root::Props { archive }).render();
            }
            Err(error) => failure::show(&error.to_string()),
        }
    });
}
