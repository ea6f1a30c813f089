//! What `static/boot.js` does for the program that it starts: it fetches the corpus and the whole program, and shows
//! failures in place of the page. It does that with the DOM alone, so it can even when no program can be started, or
//! when one ended in a trap: a panic is one, and reaches no hook in here.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::archive::Archive;

#[wasm_bindgen]
extern "C" {
    /// Shows a failure in place of the page, with `cause` as plain text.
    #[wasm_bindgen(js_namespace = policyExplorerBoot)]
    pub(super) fn failed(cause: &str);

    /// Ends the program that runs, if one does, so that another takes the page over.
    #[wasm_bindgen(js_namespace = policyExplorerBoot)]
    pub(super) fn end();

    /// Keeps what ends this program.
    #[wasm_bindgen(js_namespace = policyExplorerBoot, js_name = onEnd)]
    pub(super) fn on_end(end: JsValue);

    #[wasm_bindgen(js_namespace = policyExplorerBoot, catch)]
    async fn corpus() -> Result<JsValue, JsValue>;

    #[cfg(feature = "whole")]
    #[wasm_bindgen(js_namespace = policyExplorerBoot, catch, js_name = facts)]
    async fn facts_file(is_again: bool) -> Result<JsValue, JsValue>;

    #[cfg(not(feature = "whole"))]
    #[wasm_bindgen(js_namespace = policyExplorerBoot, catch)]
    async fn whole() -> Result<(), JsValue>;

    /// Lets what is not here yet, the whole program and the facts, be fetched before it is needed, once there is nothing
    /// else to do.
    #[wasm_bindgen(js_namespace = policyExplorerBoot)]
    pub(super) fn prefetch();
}

/// Fetches the corpus that the page names, and opens it.
///
/// # Errors
/// Says what is wrong with it, in English.
pub(super) async fn archive() -> Result<Archive, String> {
    let bytes = corpus().await.map_err(|cause| said(&cause))?;
    Archive::open(&js_sys::Uint8Array::new(&bytes).to_vec()).map_err(|cause| {
        let link = gloo::utils::document().get_element_by_id("corpus").and_then(|named| named.get_attribute("content"));
        format!("{}: {cause}", link.unwrap_or_default())
    })
}

/// Fetches the facts that the page names, for an archive; past the browser's store if it `is_again`.
///
/// # Errors
/// Says what is wrong with them, in English.
#[cfg(feature = "whole")]
pub(super) async fn facts(archive: &Archive, is_again: bool) -> Result<(), String> {
    let bytes = facts_file(is_again).await.map_err(|cause| said(&cause))?;
    archive.take_facts(&js_sys::Uint8Array::new(&bytes).to_vec()).map_err(|cause| cause.to_string())
}

/// Starts the whole program, which ends this one. Comes back only if it can't.
///
/// # Errors
/// Says why.
#[cfg(not(feature = "whole"))]
pub(super) async fn start_whole() -> Result<(), String> {
    whole().await.map_err(|cause| said(&cause))
}

fn said(cause: &JsValue) -> String {
    let message = cause.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| cause.as_string()).unwrap_or_default()
}
