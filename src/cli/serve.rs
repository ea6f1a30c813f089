//! Serves a finished site on this machine, to look at it. For real hosting any static host will do.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tower_http::services::ServeDir;

/// Serves until it is stopped. Prints the address, once it listens, on a line of its own.
///
/// # Errors
/// If there is no site, or the port is taken.
pub(super) fn serve(dir: &Path, port: u16) -> Result<()> {
    if !dir.join("index.html").exists() {
        bail!("there is no site in {}; build one with `cargo xtask build`", dir.display());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("the server can't be started")?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port))
            .await
            .with_context(|| format!("port {port} can't be listened on; choose another with --port"))?;
        println!("http://{}/", listener.local_addr().context("the server has no address")?);
        let site = Router::new()
            .fallback_service(ServeDir::new(dir).precompressed_br().precompressed_gzip())
            .layer(from_fn(kept));
        axum::serve(listener, site).await.context("the server stopped")
    })
}

/// What has a hash in its name is kept for ever, if it is there; all else is asked for anew each time.
async fn kept(request: Request, next: Next) -> Response {
    let is_named = has_hash(request.uri().path());
    let mut response = next.run(request).await;
    let is_kept = is_named && response.status().is_success();
    let word = if is_kept { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(word));
    response
}

/// Whether a name ends in a hash, as Trunk and `build` write it: `-0123456789abcdef`, perhaps `_bg`, and the ending.
/// Trunk leaves noughts at the beginning out.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit_once('.').map_or(path, |(name, _)| name);
    let hash = name.trim_end_matches("_bg").rsplit_once('-').map_or("", |(_, hash)| hash);
    (8..=16).contains(&hash.len()) && hash.bytes().all(|sign| sign.is_ascii_digit() || (b'a'..=b'f').contains(&sign))
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn names_with_a_hash_are_told_from_others() {
        for name in ["/boot-45c98de6b7d7ea9.js", "/a/b/first-da81d3ef5f629dbb_bg.wasm", "/corpus-7682f3f5d04f6f37.pxc"]
        {
            assert!(has_hash(name), "{name}");
        }
        for name in
            ["/", "/index.html", "/sw.js", "/icon-192.png", "/read/mee-2024-64.html", "/read/hubei-2021-regional.html"]
        {
            assert!(!has_hash(name), "{name}");
        }
    }
}
