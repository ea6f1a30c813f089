//! Fetches the corpus file that the page names.

use gloo::utils::{document, window};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::archive::Archive;
use crate::format::DecodeError;

/// Why the corpus could not be opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum LoadError {
    /// `index.html` doesn't name it.
    #[error("index.html names no corpus (link#corpus)")]
    Unnamed,
    /// It didn't come.
    #[error("{url}: {cause}")]
    Network { url: String, cause: String },
    /// The server said no.
    #[error("{url}: HTTP {status}")]
    Status { url: String, status: u16 },
    /// It isn't one.
    #[error("{url}: {cause}")]
    Decode { url: String, cause: DecodeError },
}

/// Fetches and opens it.
pub(super) async fn archive() -> Result<Archive, LoadError> {
    let link = document().get_element_by_id("corpus").and_then(|link| link.get_attribute("href"));
    let url = link.ok_or(LoadError::Unnamed)?;
    let network = |cause: JsValue| {
        let message = cause.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        LoadError::Network { url: url.clone(), cause: message.unwrap_or_default() }
    };
    let response = JsFuture::from(window().fetch_with_str(&url)).await.map_err(network)?;
    let response: Response = response.dyn_into().map_err(network)?;
    if !response.ok() {
        return Err(LoadError::Status { status: response.status(), url });
    }
    let body = response.array_buffer().map_err(network)?;
    let bytes = Uint8Array::new(&JsFuture::from(body).await.map_err(network)?).to_vec();
    Archive::open(&bytes).map_err(|cause| LoadError::Decode { url, cause })
}
