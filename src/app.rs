//! The page: Yew components over the [`Archive`](crate::archive::Archive).
//!
//! In: the address and the corpus file beside the page. Out: the page. The address is the only state of search,
//! filters and reading; language and theme are the reader's and stay in the browser's storage.
//!
//! There are two programs of this: the first has what the first search needs, so that it arrives soon; the whole
//! (feature `whole`) has all pages, and takes the page over when one is needed that the first lacks.

pub mod anchors;
mod boot;
pub mod browser;
pub mod pages;
pub mod parts;
mod root;
pub mod runs;
mod script;
pub mod settings;
#[cfg(feature = "whole")]
pub mod tables;
pub mod view;
pub mod words;

/// Bytes of memory that are asked for at once: the first program needs 3 MB to start, the whole 5, and a system lends pages
/// only when they are written to. Asked for bit by bit, some forty times while the corpus is opened and drawn, WebKit on
/// Linux now and then loses its way in the program (docs/decisions.md, "How the page opens, and where").
const ROOM: usize = 16 << 20;

/// Opens the corpus and then shows the app in the element `#root`. Until then the page shows what was there: what
/// `index.html` has, or the first program. So nothing is drawn twice.
pub fn start() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(ROOM))); // The box, or the compiler sees through it.
    script::promise();
    settings::Settings::read().apply(); // before anything is drawn
    let Some(element) = gloo::utils::document().get_element_by_id("root") else {
        return boot::failed("index.html has no element #root");
    };
    wasm_bindgen_futures::spawn_local(async move {
        match boot::archive().await {
            Ok(archive) => {
                let archive = view::Shared(std::rc::Rc::new(archive));
                boot::end();
                let app = yew::Renderer::<root::Root>::with_root_and_props(element, root::Props { archive }).render();
                boot::on_end(wasm_bindgen::closure::Closure::once_into_js(move || app.destroy()));
                // Yew draws in a task that was put off before this one. Keys and clicks are heard from then on; effects
                // may come later still, after the browser's own painting.
                wasm_bindgen_futures::spawn_local(async { browser::mark("policy-explorer-ready") });
            }
            Err(cause) => boot::failed(&cause),
        }
    });
}
