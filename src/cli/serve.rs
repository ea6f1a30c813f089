//! Serves a finished site on this machine, to look at it. For real hosting any static host will do.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

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
        // Always asked for anew, as the site may have been built anew under the same names.
        let fresh = SetResponseHeaderLayer::overriding(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        let site =
            Router::new().fallback_service(ServeDir::new(dir).precompressed_br().precompressed_gzip()).layer(fresh);
        axum::serve(listener, site).await.context("the server stopped")
    })
}
