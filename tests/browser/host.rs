//! A web host that misbehaves as it is told.
//!
//! In: a site's folder, and what is done to each answer. Out: its address, and what it was asked for. It knows no
//! compression and no kept connections, like the poorest of hosts.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What is asked, and for which time.
pub(crate) struct Asked {
    /// Below the root, without the query: `index.html`, `read/index.html`.
    pub(crate) path: String,
    /// 1 for the first time.
    pub(crate) time: usize,
}

/// What is answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: String,
    /// More lines of the head.
    pub(crate) head: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The connection breaks after so many bytes, although more were promised.
    pub(crate) cut: Option<usize>,
    /// How long every 16 kB take.
    pub(crate) pace: Duration,
}

type Alter = Box<dyn Fn(&Asked, &mut Answer) + Send + Sync>;

/// A host that runs until the test ends.
pub(crate) struct Host {
    /// `http://127.0.0.1:PORT`.
    pub(crate) origin: String,
    asked: Arc<Mutex<HashMap<String, usize>>>,
    site: Arc<Mutex<PathBuf>>,
}

impl Host {
    /// Serves a folder, with its answers altered.
    pub(crate) fn of(site: &Path, alter: impl Fn(&Asked, &mut Answer) + Send + Sync + 'static) -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").expect("the system has a free port");
        let origin = format!("http://{}", listener.local_addr().expect("it listens"));
        let asked: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
        let site = Arc::new(Mutex::new(site.to_owned()));
        let host = Host { origin, asked: asked.clone(), site: site.clone() };
        let alter: Arc<Alter> = Arc::new(Box::new(alter));
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (asked, site, alter) = (asked.clone(), site.clone(), alter.clone());
                std::thread::spawn(move || {
                    // A browser that hangs up has what it wanted.
                    let _ = answer(stream, &site, &asked, &**alter);
                });
            }
        });
        host
    }

    /// Serves another folder from now on.
    pub(crate) fn move_to(&self, site: &Path) {
        *self.site.lock().expect("no thread fails while it holds this") = site.to_owned();
    }

    /// How often something was asked for whose path has these words in it.
    pub(crate) fn times(&self, words: &str) -> usize {
        let asked = self.asked.lock().expect("no thread fails while it holds this");
        asked.iter().filter(|(path, _)| path.contains(words)).map(|(_, times)| times).sum()
    }
}

fn answer(
    stream: TcpStream,
    site: &Mutex<PathBuf>,
    asked: &Mutex<HashMap<String, usize>>,
    alter: &(dyn Fn(&Asked, &mut Answer) + Send + Sync),
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let Some(first) = lines.next() else { return Ok(()) };
    let first = first?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or("/").split(['?', '#']).next().unwrap_or_default();
    let mut path = path.trim_start_matches('/').to_owned();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let time = {
        let mut asked = asked.lock().expect("no thread fails while it holds this");
        let times = asked.entry(path.clone()).or_default();
        *times += 1;
        *times
    };
    // Now, and not when it connected: browsers connect before they ask.
    let site = site.lock().expect("no thread fails while it holds this").clone();
    let found = fs::read(site.join(&path));
    // Browsers ask for that by themselves.
    let status = if found.is_ok() || path == "favicon.ico" { 200 } else { 404 };
    let mut answer = Answer {
        status,
        kind: kind(&path).to_owned(),
        head: vec![],
        body: found.unwrap_or_else(|_| b"not found".to_vec()),
        cut: None,
        pace: Duration::ZERO,
    };
    alter(&Asked { path, time }, &mut answer);
    let Answer { status, kind, head, body, cut, pace } = answer;
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", body.len())?;
    for (name, value) in head {
        write!(stream, "{name}: {value}\r\n")?;
    }
    write!(stream, "Connection: close\r\n\r\n")?;
    for part in body[..cut.unwrap_or(body.len())].chunks(16 << 10) {
        stream.write_all(part)?;
        std::thread::sleep(pace);
    }
    Ok(())
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
