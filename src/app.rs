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
mod settings;
pub mod view;
pub mod words;

/// Starts the app in the element `#root`.
pub fn start() {
    failure::show_panics();
    script::promise();
    match gloo::utils::document().get_element_by_id("root") {
        Some(element) => {
            yew::Renderer::<root::Root>::with_root(element).render();
        }
        None => failure::show("index.html has no element #root"),
    }
}
