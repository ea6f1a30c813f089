//! What is shown when nothing else can be: in both languages, with the cause and a way on.
//!
//! `static/boot.js` writes it with the DOM alone. It shows the same when even this program could not be started, and
//! when it ended in a trap: a panic is one, and reaches no hook in here.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Shows a failure in place of the page, with `cause` as plain text.
    #[wasm_bindgen(js_namespace = window, js_name = policyExplorerFailed)]
    pub(super) fn show(cause: &str);
}
