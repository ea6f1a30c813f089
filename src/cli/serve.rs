//! Serves a finished site on this machine, to look at it. For real hosting any static host will do.

use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server};

/// How many requests are answered at once.
const WORKERS: usize = 4;

/// Serves until it is stopped. Prints the address, once it listens, on a line of its own.
///
/// # Errors
/// If there is no site, or the port is taken.
pub(super) fn serve(dir: &Path, port: u16) -> Result<()> {
    if !dir.join("index.html").exists() {
        bail!("there is no site in {}; build one with `cargo xtask build`", dir.display());
    }
    let server = Server::http(("127.0.0.1", port))
        .map_err(|error| anyhow!("port {port} can't be listened on: {error}; choose another with --port"))?;
    let address = server.server_addr().to_ip().context("the server has no address")?;
    println!("http://{address}/");
    let server = Arc::new(server);
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (server, dir) = (Arc::clone(&server), dir.to_owned());
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    // A reader who went away is no concern of ours.
                    let _ = answer(request, &dir);
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().map_err(|_| anyhow!("a worker of the server failed"))?;
    }
    Ok(())
}

fn answer(request: Request, dir: &Path) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("method not allowed").with_status_code(405));
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let Some(file) = resolve(dir, path) else {
        return request.respond(Response::from_string("not found").with_status_code(404));
    };
    match File::open(&file) {
        Ok(opened) => {
            let mut response = Response::from_file(opened);
            for (name, value) in [("Content-Type", content_type(&file)), ("Cache-Control", "no-cache")] {
                if let Ok(header) = Header::from_bytes(name, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        Err(_) => request.respond(Response::from_string("not found").with_status_code(404)),
    }
}

/// The file that a path names; `None` if it leaves the folder. Names in a site need no percent-decoding.
fn resolve(dir: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = dir.join(relative);
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_folder() {
        let dir = Path::new("site");
        assert_eq!(resolve(dir, "/a/b.js"), Some(PathBuf::from("site/a/b.js")));
        for path in ["/../secret", "/a/../../b", "/./x/..", "//../x"] {
            assert_eq!(resolve(dir, path), None, "{path}");
        }
    }
}
