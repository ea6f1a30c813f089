//! What `docs/hosting.md` tells administrators, done: the servers are started with the configurations printed there,
//! and asked for every file as browsers ask.
//!
//! In: the finished site and the servers (`NGINX`, `CADDY`, `APACHE`, `MOTO_SERVER`, or what is on `PATH`). Of the
//! printed text, only the folder, the host and its port become the test's own.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::harness::{Folder, Page, Process, Visit, project};

/// The document's folder, host and bucket.
const FOLDER: &str = "/srv/policy-explorer";
const HOST: &str = "intranet.example";
const BUCKET: &str = "s3://example-bucket/policy";
/// What only the header can say of framing.
const FRAMES: &str = "frame-ancestors 'self'";
const FOREVER: &str = "public, max-age=31536000, immutable";
const SEARCH: &str = "#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93";
/// How long a server may take to start; moto reads half of Python's packages.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn nginx_serves_the_site_as_documented() {
    let install = "install nginx with ngx_http_brotli_static_module (Debian: nginx, libnginx-mod-http-brotli-static)";
    let nginx = program("NGINX", &["nginx"], install);
    let modules = ["/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules"];
    let brotli = modules.iter().map(|folder| Path::new(folder).join("ngx_http_brotli_static_module.so"));
    let brotli = brotli.into_iter().find(|file| file.is_file());
    let brotli = brotli.unwrap_or_else(|| panic!("nginx has no ngx_http_brotli_static_module; {install}"));
    let (site, state, port) = (site(), empty_folder("nginx"), free_port());
    let printed = replaced(&block("nginx"), FOLDER, &site.0.to_string_lossy());
    let printed = replaced(&printed, "listen 80;", &format!("listen 127.0.0.1:{port};"));
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary: String = temporary.iter().map(|name| format!("{name}_temp_path {name};\n")).collect();
    // Compressing on the way is what distributions switch on, and must not meet what is compressed already.
    let whole = format!(
        "load_module {};\ndaemon off;\nmaster_process off;\npid nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n\
         {temporary}gzip on;\n{printed}\n}}\n",
        brotli.display()
    );
    let configuration = write(&state, "nginx.conf", &whole);
    let mut command = Command::new(nginx);
    command.arg("-p").arg(&state.0).arg("-c").arg(configuration).args(["-e", "stderr"]);
    let _server = started(command, &state, port);
    is_served_as_documented(&site, port).await;
}

#[tokio::test]
async fn caddy_serves_the_site_as_documented() {
    let caddy = program("CADDY", &["caddy"], "install Caddy (Debian: caddy)");
    let (site, state, port) = (site(), empty_folder("caddy"), free_port());
    let printed = replaced(&block("caddyfile"), FOLDER, &site.0.to_string_lossy());
    let printed = replaced(&printed, &format!("http://{HOST}"), &format!("http://127.0.0.1:{port}"));
    let whole = format!("{{\n\tadmin off\n\tauto_https off\n}}\n\n{printed}\n");
    let configuration = write(&state, "Caddyfile", &whole);
    let mut command = Command::new(caddy);
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(configuration);
    command.env("HOME", &state.0).env("XDG_CONFIG_HOME", &state.0).env("XDG_DATA_HOME", &state.0);
    let _server = started(command, &state, port);
    is_served_as_documented(&site, port).await;
}

#[tokio::test]
async fn apache_serves_the_site_as_documented() {
    let install = "install Apache 2.4 (Debian: apache2)";
    let apache = program("APACHE", &["apache2", "httpd"], install);
    let folders = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules"];
    let folders = folders.into_iter().chain(["/usr/libexec/apache2", "/usr/local/libexec/apache24"]).map(Path::new);
    let modules = folders.into_iter().find(|folder| folder.join("mod_rewrite.so").is_file());
    let modules = modules.unwrap_or_else(|| panic!("Apache's modules are nowhere; {install}"));
    let (site, state, port) = (site(), empty_folder("apache"), free_port());
    let printed = replaced(&block("apache"), FOLDER, &site.0.to_string_lossy());
    let wanted =
        ["mpm_event", "unixd", "authz_core", "filter", "deflate", "alias", "dir", "mime", "headers", "rewrite"];
    let loaded: String = wanted
        .iter()
        .map(|name| (name, modules.join(format!("mod_{name}.so"))))
        .filter(|(_, file)| file.is_file()) // or it is built in
        .map(|(name, file)| {
            format!("<IfModule !{name}_module>\nLoadModule {name}_module {}\n</IfModule>\n", file.display())
        })
        .collect();
    // What distributions set, and the printed block has to stand.
    let usual = "TypesConfig types\nAddType application/x-gzip .gz .tgz\nAddLanguage br .br\n\
         AddOutputFilterByType DEFLATE text/html text/css text/javascript application/wasm\n";
    write(&state, "types", "application/gzip gz\napplication/javascript js\ntext/html html\ntext/css css\n");
    let whole = format!(
        "ServerRoot {root}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {root}/httpd.pid\n\
         DefaultRuntimeDir {root}\nDocumentRoot {root}/none\nErrorLog /dev/stderr\n\
         {loaded}{usual}{printed}\n",
        root = state.0.display()
    );
    fs::create_dir_all(state.0.join("none")).expect("the folder is ours");
    let configuration = write(&state, "httpd.conf", &whole);
    let mut command = Command::new(apache);
    // One process, which ends whole when it is killed.
    command.args(["-X", "-f"]).arg(configuration);
    let _server = started(command, &state, port);
    is_served_as_documented(&site, port).await;
}

#[tokio::test]
async fn a_store_serves_the_site_as_it_is_sent_without_options() {
    let (_server, _state, port) = store("store-plain");
    put(port, "/plain", &[], &[]);
    let site = Folder::copy_of_all();
    for name in files(&site.0, "") {
        // What Python's tables say, by which `aws` guesses.
        let kind = match name.trim_end_matches(".br").trim_end_matches(".gz").rsplit('.').next() {
            Some("html") => "text/html",
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            _ => "binary/octet-stream",
        };
        let bytes = fs::read(site.0.join(&name)).expect("the copy is ours");
        put(port, &format!("/plain/policy/{name}"), &[("Content-Type", kind), ("x-amz-acl", "public-read")], &bytes);
    }
    finds(&format!("http://127.0.0.1:{port}/plain/policy"), "index.html").await;
}

#[tokio::test]
async fn a_store_serves_the_site_as_the_printed_commands_send_it() {
    let (_server, state, port) = store("store-commands");
    let site = site();
    let printed = replaced(&block("sh"), FOLDER, &site.0.to_string_lossy());
    // An `aws` that writes down what it is asked for, a word a line; the rest is the test's to do.
    let aws = write(&state, "aws", "#!/bin/sh\n{ printf '%s\\n' \"$@\"; echo; } >>\"$ASKED\"\n");
    let is_executable = Command::new("chmod").arg("+x").arg(aws).status().is_ok_and(|status| status.success());
    assert!(is_executable, "chmod works where the printed commands do");
    let path = env::var_os("PATH").unwrap_or_default();
    let path = [state.0.clone()].into_iter().chain(env::split_paths(&path));
    let path = env::join_paths(path).expect("the folder's name has no colon");
    let asked = state.0.join("asked");
    let status = Command::new("sh").args(["-eu", "-c", &printed]).env("PATH", path).env("ASKED", &asked).status();
    assert!(status.is_ok_and(|status| status.success()), "the printed commands fail");

    put(port, "/example-bucket", &[], &[]);
    let asked = fs::read_to_string(asked).expect("the commands ask for something");
    let mut sent = Vec::new();
    for words in asked.split("\n\n").map(|words| words.lines().collect::<Vec<_>>()).filter(|words| !words.is_empty()) {
        let [s3 @ "s3", "cp", from, to, options @ ..] = words.as_slice() else { panic!("aws is asked for {words:?}") };
        let name = to.strip_prefix(BUCKET).and_then(|name| name.strip_prefix('/'));
        let name = name.unwrap_or_else(|| panic!("{s3} cp sends to {to}"));
        let mut headers = vec![("x-amz-acl", "public-read")];
        for option in options.chunks(2) {
            let &[option, value] = option else { panic!("{option:?} has no value") };
            headers.push((option.trim_start_matches('-'), value));
        }
        let bytes = fs::read(site.0.join(from)).expect("what is sent is there");
        put(port, &format!("/example-bucket/policy/{name}"), &headers, &bytes);
        sent.push(name.to_owned());
    }

    assert_eq!(sent.last().map(String::as_str), Some("index.html"), "the page comes last");
    let first_plain = sent.iter().position(|name| !is_hashed(name)).expect("index.html was sent");
    assert!(sent[first_plain..].iter().all(|name| !is_hashed(name)), "hashed files come first: {sent:?}");
    let mut names = sent.clone();
    names.sort();
    assert_eq!(names, plain_files(&site), "each file is sent once");
    for name in &names {
        let answer = get(port, &format!("/example-bucket/policy/{name}"), &[]);
        let packed = site.0.join(format!("{name}.gz"));
        let (coding, file) = if packed.is_file() { ("gzip", packed) } else { ("", site.0.join(name)) };
        answer.has_type_of(name);
        assert_eq!(answer.header("content-encoding"), coding, "{name}");
        assert_eq!(answer.header("cache-control"), if is_hashed(name) { FOREVER } else { "no-cache" }, "{name}");
        assert!(answer.body == fs::read(file).expect("the copy is ours"), "{name} has other contents");
    }
    finds(&format!("http://127.0.0.1:{port}/example-bucket/policy"), "index.html").await;
}

/// Asks for everything below `/policy/` in every way, and opens it in the browser.
async fn is_served_as_documented(site: &Folder, port: u16) {
    for name in plain_files(site) {
        for (accepted, coding, ending) in [("br, gzip", "br", ".br"), ("gzip", "gzip", ".gz"), ("", "", "")] {
            let packed = site.0.join(format!("{name}{ending}"));
            let (coding, file) = if packed.is_file() { (coding, packed) } else { ("", site.0.join(&name)) };
            let answer = get(port, &format!("/policy/{name}"), &[("Accept-Encoding", accepted)]);
            let what = format!("{name}, accepting “{accepted}”: {} {:?}", answer.status, answer.headers);
            assert_eq!(answer.status, 200, "{what}");
            answer.has_type_of(&name);
            answer.has_headers();
            assert_eq!(answer.header("content-encoding"), coding, "{what}");
            assert_eq!(answer.header("content-language"), "", "{what}");
            assert_eq!(answer.header("cache-control"), if is_hashed(&name) { FOREVER } else { "no-cache" }, "{what}");
            let varies = answer.header("vary").eq_ignore_ascii_case("accept-encoding");
            assert!(varies || coding.is_empty(), "a cache between must not mix the forms up: {what}");
            assert!(answer.body == fs::read(file).expect("the copy is ours"), "other contents: {what}");
            if !is_hashed(&name) {
                let condition = [("Accept-Encoding", accepted), ("If-None-Match", answer.header("etag"))];
                let again = get(port, &format!("/policy/{name}"), &condition);
                assert_eq!(again.status, 304, "asked again, {what}");
            }
        }
    }
    for (folder, page) in [("/policy/", "/policy/index.html"), ("/policy/read/", "/policy/read/index.html")] {
        for accepted in ["br", "gzip", ""] {
            let (one, two) = (
                get(port, folder, &[("Accept-Encoding", accepted)]),
                get(port, page, &[("Accept-Encoding", accepted)]),
            );
            assert_eq!((one.status, two.status), (200, 200), "{folder}");
            assert!(one.body == two.body, "{folder} is {page}");
            for header in ["content-type", "content-encoding", "cache-control"] {
                assert_eq!(one.header(header), two.header(header), "{folder} and {page}: {header}");
            }
            one.has_headers();
        }
    }
    let answer = get(port, "/policy", &[]);
    assert!([301, 302, 307, 308].contains(&answer.status), "/policy is answered with {}", answer.status);
    let there = answer.header("location").trim_start_matches(&format!("http://127.0.0.1:{port}"));
    assert_eq!(there, "/policy/");
    // While a new version is being copied, a browser may ask for what isn't there yet.
    for missing in
        ["/policy/missing.html", "/policy/whole-0123456789abcdef.js", "/policy/whole-0123456789abcdef_bg.wasm"]
    {
        let answer = get(port, missing, &[("Accept-Encoding", "br, gzip")]);
        assert_eq!(answer.status, 404, "{missing}");
        assert!(!answer.header("cache-control").contains("immutable"), "that {missing} is missing is not for ever");
    }
    finds(&format!("http://127.0.0.1:{port}/policy"), "").await;
}

/// Opens the site in the browser: a search, and a page of the whole program.
async fn finds(origin: &str, page_name: &str) {
    Visit::to(&format!("{page_name}{SEARCH}"))
        .at(origin)
        .run(async |page: &Page| {
            page.until("results", "return !!document.querySelector('mark.hit')").await;
            page.type_address("#/targets").await;
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
        })
        .await;
}

fn document() -> String {
    fs::read_to_string(project().join("docs/hosting.md")).expect("docs/hosting.md is there")
}

/// The one block of the document in this language.
fn block(language: &str) -> String {
    let (text, fence) = (document(), format!("\n```{language}\n"));
    let parts: Vec<&str> = text.split(&fence).collect();
    let [_, rest] = parts.as_slice() else { panic!("docs/hosting.md has {} blocks of {language}", parts.len() - 1) };
    rest.split_once("\n```\n").expect("a fence is closed").0.to_owned()
}

/// The test's own in the place of the document's, which must be there.
fn replaced(text: &str, printed: &str, own: &str) -> String {
    assert!(text.contains(printed), "docs/hosting.md doesn't print `{printed}` any more");
    text.replace(printed, own)
}

/// A program by its variable, or by its name. Where there is none, what to do is said.
fn program(variable: &str, names: &[&str], install: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]).collect();
    let found: Vec<PathBuf> = match env::var_os(variable) {
        Some(file) => vec![file.into()],
        None => names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).collect(),
    };
    let found = found.into_iter().find(|file| file.is_file());
    found.unwrap_or_else(|| panic!("there is no {}: {install}, or set {variable} to it", names.join(" and no ")))
}

/// The site, with what it may have one day.
fn site() -> Folder {
    let site = Folder::copy_of_all();
    for (name, text) in [("sw.js", "// nothing"), ("app.webmanifest", "{}")] {
        if !site.0.join(name).exists() {
            write(&site, name, text);
        }
    }
    site
}

/// A folder for a server's own files. It stays short, as sockets may lie in it.
fn empty_folder(name: &str) -> Folder {
    let folder = Folder(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id())));
    fs::create_dir_all(&folder.0).expect("the target folder is writable");
    folder
}

fn write(folder: &Folder, name: &str, text: &str) -> PathBuf {
    let path = folder.0.join(name);
    fs::write(&path, text).expect("the folder is ours");
    path
}

/// Between here and the server's start the port could be taken; it then ends, and says why.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("the system has a free port");
    listener.local_addr().expect("it is bound").port()
}

/// Starts a server and waits until it listens.
fn started(mut command: Command, state: &Folder, port: u16) -> Process {
    let log = state.0.join("log");
    let (out, err) = (fs::File::create(&log), fs::File::options().append(true).open(&log));
    let (out, err) = out.and_then(|out| Ok((out, err?))).expect("the folder is ours");
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.current_dir(&state.0).stdin(Stdio::null()).stdout(out).stderr(err).spawn();
    let mut process = Process(child.unwrap_or_else(|error| panic!("{name}: {error}")));
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let has_ended = process.0.try_wait().expect("it is ours").is_some();
        let said = || fs::read_to_string(&log).unwrap_or_default();
        assert!(!has_ended, "{name} ended instead of serving:\n{}", said());
        assert!(start.elapsed() < PATIENCE, "{name} didn't listen within {PATIENCE:?}:\n{}", said());
        thread::sleep(Duration::from_millis(25));
    }
    process
}

/// Starts an empty S3-compatible store.
fn store(name: &str) -> (Process, Folder, u16) {
    let moto = program("MOTO_SERVER", &["moto_server"], "install moto (PyPI: moto[server])");
    let (state, port) = (empty_folder(name), free_port());
    let mut command = Command::new(moto);
    command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
    (started(command, &state, port), state, port)
}

/// The names of all files, sorted, with `/` between folder and file.
fn files(folder: &Path, before: &str) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is ours") {
        let path = entry.expect("the folder is ours").path();
        let name = format!("{before}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            names.extend(files(&path, &format!("{name}/")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

/// … of those that are asked for by name.
fn plain_files(site: &Folder) -> Vec<String> {
    let names = files(&site.0, "").into_iter().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    names.collect()
}

/// Whether a name carries a hash. By another rule than the patterns of the document, which are to be proved by it:
/// `build` and Trunk name all but these by their contents.
fn is_hashed(name: &str) -> bool {
    let fixed = ["index.html", "sw.js", "embed.js", "icon.svg"];
    !(fixed.contains(&name) || name.starts_with("read/") || name.ends_with(".webmanifest") || name.ends_with(".png"))
}

/// An answer, its headers in small letters.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty if there is none.
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// Fails unless it has the documented type.
    fn has_type_of(&self, name: &str) {
        let wanted = match name.rsplit('.').next() {
            Some("html") => "text/html",
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("wasm") => "application/wasm",
            Some("webmanifest") => "application/manifest+json",
            Some("pxc" | "pxf") => "application/octet-stream",
            _ => panic!("docs/hosting.md doesn't say what type {name} has"),
        };
        let said = self.header("content-type").to_ascii_lowercase();
        let (kind, parameters) = said.split_once(';').unwrap_or((&said, ""));
        assert_eq!(kind.trim(), wanted, "{name}");
        assert!(!name.ends_with(".html") || parameters.trim() == "charset=utf-8", "{name} is {said}");
    }

    /// Fails unless it has the headers of the fifth rule.
    fn has_headers(&self) {
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert_eq!(self.header("referrer-policy"), "same-origin");
        assert_eq!(self.header("content-security-policy"), FRAMES);
        assert!(!self.header("permissions-policy").is_empty());
    }
}

fn get(port: u16, path: &str, headers: &[(&str, &str)]) -> Answer {
    request(port, "GET", path, headers, &[])
}

/// Puts something into the store.
fn put(port: u16, path: &str, headers: &[(&str, &str)], body: &[u8]) {
    let answer = request(port, "PUT", path, headers, body);
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
}

/// One request on a connection of its own. Headers without a value are left out.
fn request(port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n");
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if method != "GET" {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    let exchange = || {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&[head.as_bytes(), body].concat())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        std::io::Result::Ok(bytes)
    };
    let bytes = exchange().unwrap_or_else(|error| panic!("{method} {path}: {error}"));
    understood(&bytes).unwrap_or_else(|| panic!("{method} {path}: {}", String::from_utf8_lossy(&bytes)))
}

/// Reads an answer; nothing if it isn't one, or isn't whole.
fn understood(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        // The same header twice is a list.
        let held = headers.entry(name.to_ascii_lowercase()).or_default();
        held.push_str(if held.is_empty() { "" } else { ", " });
        held.push_str(value.trim());
    }
    let mut rest = &bytes[end + 4..];
    let mut body = Vec::new();
    if headers.get("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        loop {
            let line = rest.windows(2).position(|two| two == b"\r\n")?;
            let size = std::str::from_utf8(&rest[..line]).ok()?.split(';').next()?.trim();
            let size = usize::from_str_radix(size, 16).ok()?;
            rest = &rest[line + 2..];
            if size == 0 {
                break;
            }
            body.extend_from_slice(rest.get(..size)?);
            rest = rest.get(size + 2..)?;
        }
    } else {
        body.extend_from_slice(rest);
        let length = headers.get("content-length").and_then(|length| length.parse().ok());
        if length.is_some_and(|length: usize| length != body.len()) && status != 304 {
            return None;
        }
    }
    Some(Answer { status, headers, body })
}

#[test]
fn answers_are_read_in_pieces() {
    let bytes = b"HTTP/1.1 200 OK\r\nVary: a\r\nvary: b\r\nTransfer-Encoding: chunked\r\n\r\n\
        3\r\nabc\r\nA;x\r\n0123456789\r\n0\r\n\r\n";
    let answer = understood(bytes).expect("it is whole");
    assert_eq!((answer.status, answer.header("vary"), answer.body.as_slice()), (200, "a, b", &b"abc0123456789"[..]));
    assert!(understood(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na").is_none(), "half an answer is none");
}
