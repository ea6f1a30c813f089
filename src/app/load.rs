//! Fetches the corpus file that the page names.

use gloo::net::http::Request;
use gloo::utils::document;

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
    let url =
        document().get_element_by_id("corpus").and_then(|link| link.get_attribute("href")).ok_or(LoadError::Unnamed)?;
    let network = |error: gloo::net::Error| LoadError::Network { url: url.clone(), cause: error.to_string() };
    let response = Request::get(&url).send().await.map_err(network)?;
    if !response.ok() {
        return Err(LoadError::Status { status: response.status(), url });
    }
    let bytes = response.binary().await.map_err(network)?;
    Archive::open(&bytes).map_err(|cause| LoadError::Decode { url, cause })
}
