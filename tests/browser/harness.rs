//! What every test needs: the site served, a browser driven, conditions waited for, complaints collected.
//!
//! In: a [`Visit`], which says what to open and how. Out: a [`Page`], with what a person can do on it. Whatever
//! happens in a test, the session is closed, the processes are ended and the console is read.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::engine::{self, Engine, Screen};

/// How often a condition is looked at.
const POLL: Duration = Duration::from_millis(25);
/// How long a condition is waited for.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long the page leaves the address alone while someone types, and a little more.
pub(crate) const PAUSE: Duration = Duration::from_millis(450);

/// The native program, which also serves the site.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_policy-explorer");

/// The middle of the first piece of an element, in px, in the window.
const MIDDLE: &str = "const at = document.querySelector(arguments[0]), middle = () => {
        const box = at.getClientRects()[0];
        return [box.x + box.width / 2, box.y + box.height / 2];
    };
    if (middle()[1] < 0 || middle()[1] > innerHeight) at.scrollIntoView({ block: 'center' });
    return middle()";

/// The finished site.
pub(crate) fn dist() -> PathBuf {
    env::var_os("POLICY_EXPLORER_DIST").map_or_else(|| project().join("dist"), PathBuf::from)
}

/// The project's folder.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What the native program prints as JSON.
pub(crate) fn program(arguments: &[&str]) -> Value {
    let output = Command::new(PROGRAM)
        .current_dir(project())
        .args(["--format", "json"])
        .args(arguments)
        .output()
        .expect("the program was built for this test");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the program prints JSON")
}

/// How many results the program finds.
pub(crate) fn total(query: &str, filters: &[&str]) -> usize {
    let filters = filters.iter().flat_map(|filter| ["--filter", filter]);
    let arguments: Vec<&str> = ["search"].into_iter().chain(filters).chain(["--", query]).collect();
    program(&arguments)["total"].as_u64().unwrap_or_default() as usize
}

/// A folder that is gone when dropped.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// A new one, with nothing in it.
    pub(crate) fn empty(name: &str) -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{name}-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("the target folder is writable");
        Folder(folder)
    }

    /// A copy of the site, to be damaged; without the compressed files, which would be whole.
    pub(crate) fn copy_of_site() -> Folder {
        let folder = Folder::empty("site");
        copy_if(&dist(), &folder.0, &|path| path.extension().is_none_or(|ending| ending != "br" && ending != "gz"));
        folder
    }

    /// A copy of the site as it is.
    pub(crate) fn copy_of_all() -> Folder {
        let folder = Folder::empty("site");
        copy(&dist(), &folder.0);
        folder
    }

    /// The file whose name ends so.
    pub(crate) fn file(&self, ending: &str) -> PathBuf {
        let mut files = fs::read_dir(&self.0).expect("the folder is ours").filter_map(|entry| Some(entry.ok()?.path()));
        let found = files.find(|path| path.to_string_lossy().ends_with(ending));
        found.unwrap_or_else(|| panic!("the site has no *{ending}"))
    }

    /// A file of a program: `first` or `whole`, `.js` or `.wasm`.
    pub(crate) fn program(&self, name: &str, ending: &str) -> PathBuf {
        let mut files = fs::read_dir(&self.0).expect("the folder is ours").filter_map(|entry| Some(entry.ok()?.path()));
        let is_it = |path: &PathBuf| {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            file.starts_with(name) && file.ends_with(ending)
        };
        files.find(is_it).unwrap_or_else(|| panic!("the site has no {name}*{ending}"))
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    copy_if(from, to, &|_| true);
}

fn copy_if(from: &Path, to: &Path, is_wanted: &dyn Fn(&Path) -> bool) {
    fs::create_dir_all(to).expect("the target folder is writable");
    for entry in fs::read_dir(from).expect("the site was built") {
        let path = entry.expect("the site's folder is readable").path();
        let target = to.join(path.file_name().expect("a file in a folder has a name"));
        if path.is_dir() {
            copy_if(&path, &target, is_wanted);
        } else if is_wanted(&path) {
            fs::copy(&path, target).expect("the target folder is writable");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the target folder harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A process that ends with its owner.
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How many pages could be open at once; more than ever are.
const PLACES: u32 = 1000;
/// Pages are open side by side, but for one where something is measured: that takes every place.
static FREE_PLACES: Semaphore = Semaphore::const_new(PLACES as usize);

/// What is waited for when a page is loaded.
#[derive(Clone, Copy)]
enum Awaited {
    Page,
    Failure,
    Nothing,
}

/// What to open, and how.
pub(crate) struct Visit {
    route: String,
    site: PathBuf,
    /// Where it is served, if not by ourselves.
    base: Option<String>,
    size: (u32, u32),
    complaints: &'static [&'static str],
    awaited: Awaited,
    is_alone: bool,
    at: &'static Location<'static>,
}

impl Visit {
    /// A window of 1280 × 800, in the light.
    #[track_caller]
    pub(crate) fn to(route: &str) -> Visit {
        let at = Location::caller();
        Visit {
            route: route.into(),
            site: dist(),
            base: None,
            size: (1280, 800),
            complaints: &[],
            awaited: Awaited::Page,
            is_alone: false,
            at,
        }
    }

    /// Another size of window.
    pub(crate) fn size(self, width: u32, height: u32) -> Visit {
        Visit { size: (width, height), ..self }
    }

    /// A site that will not open, and what the console may say of it.
    pub(crate) fn damaged(self, site: &Folder, complaints: &'static [&'static str]) -> Visit {
        Visit { site: site.0.clone(), complaints, awaited: Awaited::Failure, ..self }
    }

    /// A site that opens although something of it is missing, and what the console may say of it.
    pub(crate) fn incomplete(self, site: &Folder, complaints: &'static [&'static str]) -> Visit {
        Visit { site: site.0.clone(), complaints, ..self }
    }

    /// A site that is served already, at this address without the slash at its end.
    pub(crate) fn at(self, base: &str) -> Visit {
        Visit { base: Some(base.into()), ..self }
    }

    /// A site that will not open.
    pub(crate) fn broken(self) -> Visit {
        Visit { awaited: Awaited::Failure, ..self }
    }

    /// Does not wait until the page has opened.
    pub(crate) fn opening(self) -> Visit {
        Visit { awaited: Awaited::Nothing, ..self }
    }

    /// Another site than the finished one, which is whole.
    pub(crate) fn at_folder(self, site: &Folder) -> Visit {
        Visit { site: site.0.clone(), ..self }
    }

    /// What the console may say although the site is whole.
    pub(crate) fn despite(self, complaints: &'static [&'static str]) -> Visit {
        Visit { complaints, ..self }
    }

    /// Waits until no other page is open, and keeps others from opening: for what is measured.
    pub(crate) fn alone(self) -> Visit {
        Visit { is_alone: true, ..self }
    }

    /// Opens it, does the test, and closes all, whatever happened.
    pub(crate) async fn run(self, test: impl AsyncFnOnce(&Page)) {
        let places = if self.is_alone { PLACES } else { 1 };
        let _taken = FREE_PLACES.acquire_many(places).await.expect("it is never closed");
        let page = Page::open(&self).await;
        let mut outcome = {
            let mut test = pin!(async {
                page.load_until(&self.route, self.awaited).await;
                test(&page).await;
            });
            std::future::poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| test.as_mut().poll(context))) {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(())) => Poll::Ready(Ok(())),
                Err(panic) => Poll::Ready(Err(panic)),
            })
            .await
        };
        if outcome.is_err() {
            let file = Path::new(self.at.file()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
            page.picture_of_failure(&format!("failed-{file}-{}", self.at.line())).await;
        }
        let said = page.close().await;
        if outcome.is_err() && !said.is_empty() {
            println!("the console said: {said:#?}");
        }
        let is_unexpected = |line: &String| !self.complaints.iter().any(|expected| line.contains(expected));
        let said: Vec<String> = said.into_iter().filter(is_unexpected).collect();
        if outcome.is_ok() {
            outcome = catch_unwind(|| assert!(said.is_empty(), "the console complains: {said:#?}"));
        }
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    }
}

/// A page in a browser, with what a person can do on it.
pub(crate) struct Page {
    client: Client,
    pub(crate) engine: Engine,
    session: String,
    driver_port: u16,
    /// `http://127.0.0.1:PORT`.
    pub(crate) origin: String,
    server: RefCell<Option<Process>>,
    _driver: Process,
    /// What pages that are gone have said; WebKitGTK only.
    heard: RefCell<Vec<String>>,
    /// What pages that are gone have asked for; WebKitGTK only.
    asked: RefCell<Vec<String>>,
    /// What the browser keeps while it runs.
    _folder: Folder,
    _screen: Option<Screen>,
}

impl Page {
    async fn open(visit: &Visit) -> Page {
        let (server, origin) = match &visit.base {
            Some(base) => (None, base.clone()),
            None => {
                let (server, origin) = serve(&visit.site);
                (Some(server), origin)
            }
        };
        let engine = Engine::here();
        let folder = Folder::empty("browser");
        let screen = engine.screen();
        let (driver, driver_port) = start_driver(engine, screen.as_ref(), &folder.0).await;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(engine.capabilities())
            .connect(&format!("http://127.0.0.1:{driver_port}"))
            .await
            .unwrap_or_else(|error| panic!("{}: the driver can't start the browser: {error}", engine.name()));
        let session = client.session_id().await.ok().flatten().expect("a new session has an id");
        let server = RefCell::new(server);
        let page = Page {
            client,
            engine,
            session,
            driver_port,
            origin,
            server,
            _driver: driver,
            heard: RefCell::default(),
            asked: RefCell::default(),
            _folder: folder,
            _screen: screen,
        };
        page.resize(visit.size.0, visit.size.1);
        page.darken(false);
        if engine == Engine::Firefox {
            page.privileged(engine::FIREFOX_WATCH, &json!([]));
        }
        page
    }

    /// Closes all, and hands back what the console still had to say.
    async fn close(self) -> Vec<String> {
        let mut said = self.console();
        said.extend(self.strangers().into_iter().map(|url| format!("{url} was asked for, which is another host's")));
        // A browser that is gone already is as good as closed.
        let _ = self.client.close().await;
        said
    }

    /// Loads a route anew, and waits until the page answers.
    pub(crate) async fn load(&self, route: &str) {
        self.load_until(route, Awaited::Page).await;
    }

    async fn load_until(&self, route: &str, awaited: Awaited) {
        // From elsewhere, so that another hash of the same page is loaded anew too.
        self.goto("about:blank").await;
        let between = if self.origin.ends_with(".html") { "" } else { "/" };
        self.goto(&format!("{}{between}{route}", self.origin)).await;
        match awaited {
            Awaited::Page => self.until_ready().await,
            Awaited::Failure => {
                self.until("the message of failure", "return !!document.querySelector('.failure')").await;
            }
            Awaited::Nothing => {}
        }
    }

    /// Loads any address.
    pub(crate) async fn goto(&self, url: &str) {
        self.keep_heard();
        self.client.goto(url).await.unwrap_or_else(|error| panic!("going to {url}: {error}"));
        self.listen().await;
    }

    /// Loads the page again.
    pub(crate) async fn reload(&self) {
        self.keep_heard();
        self.client.refresh().await.expect("the page can be loaded again");
        self.listen().await;
        self.until_ready().await;
    }

    /// Has a page of WebKitGTK say what the others' consoles say.
    async fn listen(&self) {
        if self.engine == Engine::WebKit {
            self.js(engine::WEBKIT_LISTEN).await;
        }
    }

    /// Keeps what WebKitGTK's page said and asked for, before another takes its place.
    fn keep_heard(&self) {
        if self.engine == Engine::WebKit {
            // A page that is gone, or of which the driver lost the answer, says no more.
            let run = |script: &str| self.driver("execute/sync", &json!({ "script": script, "args": [] }));
            self.heard.borrow_mut().extend(lines(&run(engine::WEBKIT_ERRORS).unwrap_or_default()));
            self.asked.borrow_mut().extend(lines(&run(engine::WEBKIT_ASKED).unwrap_or_default()));
        }
    }

    async fn until_ready(&self) {
        self.until("the corpus to be open", "return !!(window.policyExplorer && window.policyExplorer.search)").await;
        self.settle().await;
    }

    /// Follows a hash as if it were typed in the address bar.
    pub(crate) async fn type_address(&self, route: &str) {
        self.js_with("location.hash = arguments[0]", vec![json!(route)]).await;
        self.settle().await;
    }

    /// Back in the history.
    pub(crate) async fn back(&self) {
        self.js("history.back()").await;
        self.settle().await;
    }

    /// Forward in the history.
    pub(crate) async fn forward(&self) {
        self.js("history.forward()").await;
        self.settle().await;
    }

    /// Waits until what was done is drawn: two frames. If the page is one that only the whole program has, that
    /// program comes first, and how long it takes is the machine's affair.
    pub(crate) async fn settle(&self) {
        self.two_frames().await;
        if self.is("return !!document.querySelector('.boot__line')").await {
            self.until("the page instead of the waiting line", "return !document.querySelector('.boot__line')").await;
            self.two_frames().await;
        }
    }

    async fn two_frames(&self) {
        let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        // A link may lead to another page meanwhile; then it is drawn there.
        if self.client.execute_async(frames, vec![]).await.is_err() {
            self.later(frames).await;
        }
    }

    /// What a script returns.
    pub(crate) async fn js(&self, script: &str) -> Value {
        self.js_with(script, vec![]).await
    }

    /// What a script returns for some arguments.
    pub(crate) async fn js_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        let mut answer = self.client.execute(script, arguments.clone()).await;
        // WebKit's driver now and then loses an answer.
        if matches!(&answer, Err(error) if error.to_string().contains("Could not parse script result")) {
            answer = self.client.execute(script, arguments).await;
        }
        answer.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// What a script hands to the callback that is its last argument.
    pub(crate) async fn later(&self, script: &str) -> Value {
        self.later_with(script, vec![]).await
    }

    /// What a script hands, for some arguments, to the callback that is its last argument.
    pub(crate) async fn later_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute_async(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// What a script returns, as text.
    pub(crate) async fn say(&self, script: &str) -> String {
        match self.js(script).await {
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// What a script returns, as a number.
    pub(crate) async fn number(&self, script: &str) -> f64 {
        let value = self.js(script).await;
        value.as_f64().unwrap_or_else(|| panic!("{script}: {value} is no number"))
    }

    /// Whether a script returns `true`.
    pub(crate) async fn is(&self, script: &str) -> bool {
        self.js(script).await == Value::Bool(true)
    }

    /// The text of the first element of a selector; empty if there is none.
    pub(crate) async fn text(&self, selector: &str) -> String {
        let script = "const at = document.querySelector(arguments[0]); return at ? at.textContent.trim() : ''";
        self.js_with(script, vec![json!(selector)]).await.as_str().unwrap_or_default().to_owned()
    }

    /// How many elements a selector has.
    pub(crate) async fn count(&self, selector: &str) -> usize {
        let script = "return document.querySelectorAll(arguments[0]).length";
        self.js_with(script, vec![json!(selector)]).await.as_u64().unwrap_or_default() as usize
    }

    /// The part of the address behind the `#`, as people read it.
    pub(crate) async fn route(&self) -> String {
        self.say("return decodeURIComponent(location.hash)").await
    }

    /// Waits until a script returns something true, and hands it back.
    pub(crate) async fn until(&self, what: &str, script: &str) -> Value {
        self.until_within(PATIENCE, what, script).await
    }

    /// The same for what takes long by intent.
    pub(crate) async fn until_patiently(&self, what: &str, script: &str) -> Value {
        self.until_within(3 * PATIENCE, what, script).await
    }

    async fn until_within(&self, patience: Duration, what: &str, script: &str) -> Value {
        let start = Instant::now();
        loop {
            let value = self.client.execute(script, vec![]).await;
            match &value {
                Ok(Value::Null | Value::Bool(false)) | Err(_) => {}
                Ok(Value::String(text)) if text.is_empty() => {}
                Ok(_) => return value.unwrap_or_default(),
            }
            if start.elapsed() > patience {
                let address = self.say("return decodeURIComponent(location.href)").await;
                let shown = self.say("return document.body.innerText.slice(0, 900)").await;
                panic!("waited {patience:?} for {what}; last: {value:?}; at {address}; the page shows: {shown}");
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the address is the one given.
    pub(crate) async fn until_route(&self, route: &str) {
        let script = format!("return decodeURIComponent(location.hash) === {}", json!(route));
        self.until(&format!("the address {route}"), &script).await;
        self.settle().await;
    }

    /// Watches that a condition holds for a while.
    pub(crate) async fn holds(&self, what: &str, how_long: Duration, script: &str) {
        let start = Instant::now();
        while start.elapsed() < how_long {
            assert!(self.is(script).await, "{what}: no more after {:?}", start.elapsed());
            tokio::time::sleep(POLL).await;
        }
    }

    /// Does something in a frame, once it is there.
    pub(crate) async fn in_frame(&self, selector: &str, act: impl AsyncFnOnce()) {
        self.in_frame_of(&format!("return document.querySelector({})", json!(selector)), act).await;
    }

    /// Does something in the frame that a script returns, once it is there.
    pub(crate) async fn in_frame_of(&self, script: &str, act: impl AsyncFnOnce()) {
        let frame = self.until("the frame", script).await;
        self.driver("frame", &json!({ "id": frame })).unwrap_or_else(|error| panic!("{script}: {error}"));
        act().await;
        self.driver("frame", &json!({ "id": null })).unwrap_or_else(|error| panic!("leaving {script}: {error}"));
    }

    /// The first element of a selector, once it is there.
    pub(crate) async fn find(&self, selector: &str) -> Element {
        let there = format!("return !!document.querySelector({})", json!(selector));
        self.until(selector, &there).await;
        self.client.find(Locator::Css(selector)).await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// A click with the mouse in the middle of an element, which must not be covered.
    pub(crate) async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        match element.click().await {
            Ok(()) => self.settle().await,
            // WebKit's driver knows no middle of some elements: of drawn ones, of those that a line is broken in.
            Err(_) if self.engine == Engine::WebKit => {
                let at = self.js_with(MIDDLE, vec![json!(selector)]).await;
                self.click_at(0, &at).await;
            }
            Err(error) => panic!("clicking {selector}: {error}"),
        }
    }

    /// The mouse over an element.
    pub(crate) async fn point_at(&self, selector: &str) {
        let at = self.js_with(MIDDLE, vec![json!(selector)]).await;
        self.point_at_place(&at).await;
    }

    /// The mouse over a place in the window: `[x, y]` in px.
    pub(crate) async fn point_at_place(&self, at: &Value) {
        let mouse = MouseActions::new("mouse".to_owned()).then(move_to(at));
        self.client.perform_actions(mouse).await.expect("the mouse works");
        self.settle().await;
    }

    /// A click with a button of the mouse (left 0, middle 1, right 2) at a place in the window: `[x, y]` in px.
    pub(crate) async fn click_at(&self, button: u64, at: &Value) {
        let mouse = MouseActions::new("mouse".to_owned())
            .then(move_to(at))
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        self.client.perform_actions(mouse).await.expect("the mouse works");
        self.settle().await;
    }

    /// Types on the keyboard, into whatever has the focus. Signs that have no key come as from an input method.
    pub(crate) async fn type_text(&self, text: &str) {
        for sign in text.chars() {
            // WebKit's own way to put text in needs a moment that a new box has not yet had.
            if sign.is_ascii() || self.engine == Engine::WebKit {
                self.press(sign).await;
            } else {
                self.insert(&sign.to_string()).await;
            }
        }
        self.settle().await;
    }

    /// Puts a text in at once, as when it is pasted or dictated.
    pub(crate) async fn insert(&self, text: &str) {
        match self.engine {
            Engine::Chromium => {
                self.cdp("Input.insertText", json!({ "text": text }));
            }
            Engine::Firefox | Engine::WebKit => {
                self.js_with(engine::INSERT, vec![json!(text)]).await;
            }
        }
    }

    /// Letters of an input method, not yet committed; none take the composition back.
    pub(crate) async fn compose(&self, letters: &str) {
        let length = letters.encode_utf16().count();
        match self.engine {
            Engine::Chromium => {
                let at = json!({ "text": letters, "selectionStart": length, "selectionEnd": length });
                self.cdp("Input.imeSetComposition", at);
            }
            Engine::Firefox => {
                self.privileged(engine::FIREFOX_COMPOSE, &json!([letters]));
            }
            Engine::WebKit => {
                self.js_with(engine::WEBKIT_COMPOSE, vec![json!(letters), json!(false)]).await;
            }
        }
        self.settle().await;
    }

    /// What an input method commits in the place of its letters.
    pub(crate) async fn commit(&self, text: &str) {
        match self.engine {
            Engine::Chromium => {
                self.cdp("Input.insertText", json!({ "text": text }));
            }
            Engine::Firefox => {
                self.privileged(engine::FIREFOX_COMMIT, &json!([text]));
            }
            Engine::WebKit => {
                self.js_with(engine::WEBKIT_COMPOSE, vec![json!(text), json!(true)]).await;
            }
        }
        self.settle().await;
    }

    /// A key that belongs to the input method.
    pub(crate) async fn press_in_composition(&self, key: &str) {
        match self.engine {
            Engine::Chromium => {
                for kind in ["rawKeyDown", "keyUp"] {
                    let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": 229 });
                    self.cdp("Input.dispatchKeyEvent", event);
                }
            }
            Engine::Firefox | Engine::WebKit => {
                self.js_with(engine::INPUT_KEY, vec![json!(key)]).await;
            }
        }
        self.settle().await;
    }

    /// Presses and lets go of a key.
    pub(crate) async fn press(&self, key: impl Into<char>) {
        self.press_with(&[], key).await;
    }

    /// Presses and lets go of a key while others are held.
    pub(crate) async fn press_with(&self, held: &[char], key: impl Into<char>) {
        let value = key.into();
        let mut keys = KeyActions::new("keyboard".to_owned());
        for &value in held {
            keys = keys.then(KeyAction::Down { value });
        }
        keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        for &value in held.iter().rev() {
            keys = keys.then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await.expect("the keyboard works");
        self.settle().await;
    }

    /// Empties a box, and types into it.
    pub(crate) async fn fill(&self, selector: &str, text: &str) {
        self.click(selector).await;
        let select =
            "const input = document.querySelector(arguments[0]); input.focus(); input.select(); return input.value";
        if self.js_with(select, vec![json!(selector)]).await != json!("") {
            self.press(fantoccini::key::Key::Delete).await;
        }
        self.type_text(text).await;
    }

    /// Waits until so many results are listed, all of them.
    pub(crate) async fn until_results(&self, total: usize) {
        let script = format!("return document.querySelectorAll('.hit-card').length === {total}");
        self.until(&format!("{total} results"), &script).await;
        assert_eq!(self.results().await, total);
    }

    /// How many results there are.
    pub(crate) async fn results(&self) -> usize {
        let text = self.text("#count").await;
        let digits: String =
            text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap_or_else(|_| panic!("“{text}” counts nothing"))
    }

    /// Another size of window. Not by the window itself where that is never narrower than 500.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.cdp("Emulation.setDeviceMetricsOverride", metrics);
            }
            Engine::Firefox => {
                self.privileged(engine::FIREFOX_SIZE, &json!([width, height]));
            }
            Engine::WebKit => {
                let size = json!({ "width": width, "height": height + 20 });
                self.driver("window/rect", &size).unwrap_or_else(|error| panic!("{size}: {error}"));
            }
        }
    }

    /// Makes the system's colours dark or light; WebKitGTK knows only those that it was started with.
    pub(crate) fn darken(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        match self.engine {
            Engine::Chromium => {
                let features = json!([{ "name": "prefers-color-scheme", "value": value }]);
                self.cdp("Emulation.setEmulatedMedia", json!({ "features": features }));
            }
            Engine::Firefox => {
                self.privileged(engine::FIREFOX_COLOURS, &json!([value]));
            }
            Engine::WebKit => {}
        }
    }

    /// Shows the page as it is printed, or as it is not; `false` where the engine can't.
    pub(crate) fn print_style(&self, is_on: bool) -> bool {
        let medium = if is_on { "print" } else { "" };
        match self.engine {
            Engine::Chromium => {
                self.cdp("Emulation.setEmulatedMedia", json!({ "media": medium }));
            }
            Engine::Firefox => {
                self.privileged(engine::FIREFOX_MEDIUM, &json!([medium]));
            }
            Engine::WebKit => return false,
        }
        true
    }

    /// Makes the link to the server slow, as over a far or busy network: 10 Mbit/s, 80 ms. Only Chromium can.
    pub(crate) fn slow_link(&self, is_slow: bool) {
        if is_slow && self.engine == Engine::Chromium {
            let rate = 10_000_000 / 8;
            let link = json!({ "offline": false, "latency": 80, "downloadThroughput": rate, "uploadThroughput": rate });
            self.cdp("Network.enable", json!({}));
            self.cdp("Network.emulateNetworkConditions", link);
        }
    }

    /// Forbids all scripts, or allows them; `false` where the engine can't.
    pub(crate) fn allow_scripts(&self, is_allowed: bool) -> bool {
        match self.engine {
            Engine::Chromium => {
                self.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": !is_allowed }));
            }
            Engine::Firefox => {
                self.privileged(engine::FIREFOX_SCRIPTS, &json!([is_allowed]));
            }
            Engine::WebKit => return false,
        }
        true
    }

    /// Lets the page's clipboard be read; `false` where the engine asks the user every time.
    pub(crate) fn allow_clipboard(&self) -> bool {
        match self.engine {
            Engine::Chromium => {
                let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
                self.cdp("Browser.grantPermissions", json!({ "origin": self.origin, "permissions": permissions }));
                true
            }
            Engine::Firefox => true,
            Engine::WebKit => false,
        }
    }

    /// A script in Firefox's own window.
    fn privileged(&self, script: &str, arguments: &Value) -> Value {
        let run = || {
            self.driver("moz/context", &json!({ "context": "chrome" }))?;
            let done = self.driver("execute/sync", &json!({ "script": script, "args": arguments }));
            self.driver("moz/context", &json!({ "context": "content" }))?;
            done
        };
        run().unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// A command of the Chrome DevTools Protocol.
    fn cdp(&self, command: &str, parameters: Value) -> Value {
        self.driver("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// The server goes away; what is open must do without.
    pub(crate) fn stop_server(&self) {
        self.server.borrow_mut().take();
    }

    /// Saves a picture of the page, from its top and not too long, as `target/screenshots/ENGINE/NAME.png`; of what the
    /// window shows where the engine takes no longer ones.
    pub(crate) async fn picture(&self, name: &str) {
        self.settle().await;
        if self.engine != Engine::Chromium {
            return self.picture_of_window(name).await;
        }
        let size = self.js("return [innerWidth, document.documentElement.scrollHeight]").await;
        let height = size[1].as_f64().unwrap_or(800.0).min(2400.0);
        let clip = json!({ "x": 0, "y": 0, "width": size[0], "height": height, "scale": 1 });
        let taken =
            self.cdp("Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": true, "clip": clip }));
        self.save(name, &from_base64(taken["data"].as_str().unwrap_or_default()));
    }

    /// Saves a picture of what the window shows at this moment, finished or not.
    pub(crate) async fn snapshot(&self, name: &str) {
        let taken = self.client.screenshot().await.unwrap_or_else(|error| panic!("{name}: {error}"));
        self.save(name, &taken);
    }

    /// Saves a picture of what the window shows now.
    pub(crate) async fn picture_of_window(&self, name: &str) {
        self.settle().await;
        let taken = self.client.screenshot().await.unwrap_or_else(|error| panic!("{name}: {error}"));
        self.save(name, &taken);
    }

    async fn picture_of_failure(&self, name: &str) {
        // A browser that can't be seen any more has been reported already.
        if let Ok(taken) = self.client.screenshot().await {
            self.save(name, &taken);
        }
    }

    /// Writes a picture that the browser took.
    fn save(&self, name: &str, bytes: &[u8]) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots").join(self.engine.name());
        fs::create_dir_all(&folder).expect("the target folder is writable");
        fs::write(folder.join(format!("{name}.png")), bytes).expect("the target folder is writable");
    }

    /// What was asked of other hosts than this machine, of all that was asked.
    pub(crate) fn strangers(&self) -> Vec<String> {
        let asked = match self.engine {
            Engine::Chromium => self.asked_of_chromium(),
            Engine::Firefox => lines(&self.privileged(engine::FIREFOX_ASKED, &json!([]))),
            Engine::WebKit => {
                self.keep_heard();
                self.asked.take()
            }
        };
        let ours = ["http://127.0.0.1:", "data:", "blob:", "file:", "about:"];
        asked.into_iter().filter(|url| !ours.iter().any(|ours| url.starts_with(ours))).collect()
    }

    /// The list that Chromium's driver keeps.
    fn asked_of_chromium(&self) -> Vec<String> {
        let events = self.driver("se/log", &json!({ "type": "performance" })).unwrap_or_default();
        let events = events.as_array().cloned().unwrap_or_default();
        let events = events.iter().filter_map(|event| {
            let event: Value = serde_json::from_str(event["message"].as_str()?).ok()?;
            Some(event["message"].clone())
        });
        let events: Vec<Value> = events.collect();
        // What the page's own policy forbade was never sent.
        let refused: Vec<&Value> = events
            .iter()
            .filter(|event| event["method"] == "Network.loadingFailed" && event["params"]["blockedReason"] == "csp")
            .map(|event| &event["params"]["requestId"])
            .collect();
        let sent = events
            .iter()
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .filter(|event| !refused.contains(&&event["params"]["requestId"]));
        sent.map(|event| text(&event["params"]["request"]["url"])).collect()
    }

    /// The errors in the console since it was last read; of WebKitGTK, what was heard of them.
    pub(crate) fn console(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => {
                let said = self.driver("se/log", &json!({ "type": "browser" })).unwrap_or_default();
                let said = said.as_array().into_iter().flatten().filter(|line| line["level"] == "SEVERE");
                said.map(|line| text(&line["message"])).collect()
            }
            Engine::Firefox => lines(&self.privileged(engine::FIREFOX_ERRORS, &json!([]))),
            Engine::WebKit => {
                self.keep_heard();
                self.heard.take()
            }
        }
    }

    /// Fails if the page is wider than the window, naming what sticks out.
    pub(crate) async fn fits(&self, what: &str) {
        let script = "const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return '';
            const wide = [...document.querySelectorAll('body *')].filter(at => at.getBoundingClientRect().right > root.clientWidth + 0.5);
            return root.scrollWidth + ' > ' + root.clientWidth + ': '
                + wide.slice(-3).map(at => at.tagName + '.' + at.className + ' ' + at.textContent.slice(0, 30)).join(' | ')";
        let wide = self.say(script).await;
        assert!(wide.is_empty(), "{what} scrolls sideways: {wide}");
    }

    /// A command that fantoccini has no words for, straight to the driver.
    fn driver(&self, command: &str, body: &Value) -> Result<Value, String> {
        let path = format!("/session/{}/{command}", self.session);
        let answer = post(self.driver_port, &path, &body.to_string()).map_err(|error| error.to_string())?;
        let answer: Value = serde_json::from_str(&answer).map_err(|error| format!("{error}: {answer}"))?;
        match answer["value"]["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", answer["value"]["message"])),
            None => Ok(answer["value"].clone()),
        }
    }
}

fn text(line: &Value) -> String {
    line.as_str().unwrap_or_default().to_owned()
}

fn lines(said: &Value) -> Vec<String> {
    said.as_array().into_iter().flatten().map(text).collect()
}

/// Serves a site on a port that the system chooses.
pub(crate) fn serve(site: &Path) -> (Process, String) {
    let mut child = Command::new(PROGRAM)
        .args(["serve", "--port", "0", "--dir"])
        .arg(site)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    let output = child.stdout.take().expect("its output is piped");
    let process = Process(child);
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("the server says its address");
    let origin = line.trim().trim_end_matches('/').to_owned();
    assert!(origin.starts_with("http://127.0.0.1:"), "the server said “{origin}”; is there a site in {site:?}?");
    (process, origin)
}

/// Starts the browser's driver and waits until it listens.
async fn start_driver(engine: Engine, screen: Option<&Screen>, folder: &Path) -> (Process, u16) {
    // Between here and the driver's start the port could be taken; it then says so and the wait below ends.
    let port = free_port();
    let mut command = engine.driver(port, folder);
    command.envs(screen.map(|screen| ("DISPLAY", &screen.name)));
    let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}; is it installed?"));
    let process = Process(child);
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} for the driver to listen on port {port}");
        tokio::time::sleep(POLL).await;
    }
    (process, port)
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.expect("the system has a free port").port()
}

/// Sends one request and reads the whole answer's body.
fn post(port: u16, path: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut reader = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut answer = vec![0; length];
    reader.read_exact(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// The mouse's way to `[x, y]`.
fn move_to(at: &Value) -> PointerAction {
    let [x, y] = [0, 1].map(|axis| at[axis].as_f64().expect("a place in the window is two numbers"));
    PointerAction::MoveTo { duration: None, x, y }
}

fn from_base64(text: &str) -> Vec<u8> {
    let value = |sign: u8| match sign {
        b'A'..=b'Z' => Some(sign - b'A'),
        b'a'..=b'z' => Some(sign - b'a' + 26),
        b'0'..=b'9' => Some(sign - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for six in text.bytes().filter_map(value) {
        held = (held << 6) | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    bytes
}

#[test]
fn pictures_are_read_as_the_browser_writes_them() {
    assert_eq!(from_base64("aGFsbG8="), b"hallo");
    assert_eq!(from_base64("AP+/"), [0, 255, 191]);
}
