//! What is shown when nothing else can be: in both languages, with the cause and a way on.
//!
//! Written with the DOM alone, as Yew may be what failed. `static/boot.js` shows the same when even this program
//! could not be started.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// In `static/boot.js`: replaces the page by the message, with `cause` as plain text.
    #[wasm_bindgen(js_namespace = window, js_name = policyExplorerFailed)]
    fn failed(cause: &str);
}

/// Shows a failure in place of the page.
pub(super) fn show(cause: &str) {
    failed(cause);
}

/// Shows a panic instead of a page that no longer answers.
pub(super) fn show_panics() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        show(&panic.to_string());
    }));
}
