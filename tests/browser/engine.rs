//! The three engines that the tests run in: how each is started, and how each is told what the WebDriver standard has no
//! words for.
//!
//! In: `ENGINE` (`chromium`, `firefox` or `webkit`; the first if it is not set) and the variables that name its programs.
//! Out: an [`Engine`]. It knows neither the site nor the tests.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::harness::Process;

/// What Chromium is started with: quiet, alone, and able to run as root.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// What keeps Firefox from asking anybody anything by itself.
const PREFERENCES: [(&str, bool); 8] = [
    ("app.normandy.enabled", false),
    ("app.update.auto", false),
    ("browser.safebrowsing.malware.enabled", false),
    ("browser.safebrowsing.phishing.enabled", false),
    ("datareporting.policy.dataSubmissionEnabled", false),
    ("dom.events.testing.asyncClipboard", true),
    ("extensions.update.enabled", false),
    ("network.captive-portal-service.enabled", false),
];

/// WebKitGTK's small browser, where Debian and Fedora put it.
const MINI_BROWSERS: [&str; 4] = [
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/webkit2gtk-4.1/MiniBrowser",
];

/// Its window is no narrower than its tool bar, so that is made to nothing.
const NO_TOOL_BAR: &str = "* { padding: 0; margin: 0; min-width: 0; min-height: 0; font-size: 1px; border: 0 }
    image { -gtk-icon-transform: scale(0.1) }";

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium, Chrome, Edge.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, which stands for Safari.
    WebKit,
}

impl Engine {
    /// The one that `ENGINE` names.
    pub(crate) fn here() -> Engine {
        match env::var("ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Engine::Chromium,
            Ok("firefox") => Engine::Firefox,
            Ok("webkit") => Engine::WebKit,
            Ok(other) => panic!("ENGINE is chromium, firefox or webkit, and not “{other}”"),
        }
    }

    /// Its name, for the folder of its pictures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// The screen that it needs; the others need none. A screen for each browser, as only one window has the focus.
    pub(crate) fn screen(self) -> Option<Screen> {
        (self == Engine::WebKit).then(Screen::start)
    }

    /// Starts its driver; the folder is for what the browser keeps.
    pub(crate) fn driver(self, port: u16, folder: &Path) -> Command {
        let (variable, usual) = match self {
            Engine::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Engine::Firefox => ("GECKODRIVER", "geckodriver"),
            Engine::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        };
        let mut command = Command::new(env::var_os(variable).unwrap_or_else(|| usual.into()));
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        match self {
            Engine::Chromium => {}
            Engine::Firefox => {
                command.args(["--allow-system-access", "--websocket-port=0", "--log=fatal"]);
            }
            Engine::WebKit => {
                let styles = folder.join("gtk-3.0");
                fs::create_dir_all(&styles).expect("the folder is ours");
                fs::write(styles.join("gtk.css"), NO_TOOL_BAR).expect("the folder is ours");
                command.env("XDG_CONFIG_HOME", folder);
                command.env("XDG_DATA_HOME", folder).env("XDG_CACHE_HOME", folder);
            }
        }
        command
    }

    /// What a new session is asked for.
    pub(crate) fn capabilities(self) -> serde_json::Map<String, Value> {
        let binary = |variable: &str| env::var_os(variable).map(|path| path.to_string_lossy().into_owned());
        let mut wanted = match self {
            Engine::Chromium => json!({
                "goog:chromeOptions": { "args": FLAGS },
                "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            }),
            Engine::Firefox => {
                let preferences: Value = PREFERENCES.iter().map(|(name, is_on)| (*name, *is_on)).collect();
                json!({ "moz:firefoxOptions": { "args": ["--headless"], "prefs": preferences } })
            }
            Engine::WebKit => {
                let there = MINI_BROWSERS.iter().map(PathBuf::from).find(|path| path.is_file());
                let mini = binary("MINIBROWSER").or_else(|| there.map(|path| path.to_string_lossy().into_owned()));
                let arguments = ["--automation", "--private", "--javascript-can-access-clipboard=true"];
                let mini = mini.expect("MINIBROWSER names WebKitGTK's MiniBrowser");
                json!({ "webkitgtk:browserOptions": { "binary": mini, "args": arguments } })
            }
        };
        let named = match self {
            Engine::Chromium => binary("CHROME").map(|path| ("goog:chromeOptions", path)),
            Engine::Firefox => binary("FIREFOX").map(|path| ("moz:firefoxOptions", path)),
            Engine::WebKit => None,
        };
        if let Some((options, path)) = named {
            wanted[options]["binary"] = json!(path);
        }
        wanted.as_object().cloned().unwrap_or_default()
    }
}

/// A screen that nobody sees, with somebody who gives the focus to a window.
pub(crate) struct Screen {
    /// Its name, for `DISPLAY`.
    pub(crate) name: String,
    _manager: Process,
    _server: Process,
}

impl Screen {
    fn start() -> Screen {
        // The server chooses a number that is free, and writes it when it listens.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x2600x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed (Debian: xvfb)");
        let output = server.stdout.take().expect("its output is piped");
        let server = Process(server);
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number).expect("Xvfb says its number");
        let name = format!(":{}", number.trim());
        let manager = Command::new("openbox")
            .arg("--sm-disable")
            .env("DISPLAY", &name)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openbox is installed");
        Screen { name, _manager: Process(manager), _server: server }
    }
}

/// Makes Firefox's content as wide and high as a window of any size would be; two numbers, in px.
pub(crate) const FIREFOX_SIZE: &str = "
    const [width, height] = arguments, shown = gBrowser.selectedBrowser;
    for (const [name, value] of [['width', width], ['height', height]]) {
        for (const bound of [name, 'min-' + name, 'max-' + name]) shown.style.setProperty(bound, value + 'px');
    }
    shown.style.flex = 'none';";

/// Makes Firefox's system dark or light.
pub(crate) const FIREFOX_COLOURS: &str =
    "gBrowser.selectedBrowser.browsingContext.prefersColorSchemeOverride = arguments[0]";

/// Makes Firefox show its page as if it were printed, or not.
pub(crate) const FIREFOX_MEDIUM: &str = "gBrowser.selectedBrowser.browsingContext.mediumOverride = arguments[0]";

/// Forbids Firefox's pages all scripts, or allows them.
pub(crate) const FIREFOX_SCRIPTS: &str = "gBrowser.selectedBrowser.browsingContext.allowJavascript = arguments[0]";

/// Firefox's errors since they were last read, of pages alone: its own come from its own addresses. (The window's number,
/// which would be simpler, is 0 for what a page's script throws.)
pub(crate) const FIREFOX_ERRORS: &str = "
    const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
    const said = storage.getEvents().filter(event => event.level === 'error' && event.filename.startsWith('http'))
        .map(event => event.filename + ': ' + Array.from(event.arguments, String).join(' '));
    const thrown = Services.console.getMessageArray()
        .filter(at => at instanceof Ci.nsIScriptError && !(at.flags & Ci.nsIScriptError.warningFlag))
        .filter(at => !/^(chrome|resource|moz-extension|jar):/.test(at.sourceName) && !at.category.startsWith('chrome'))
        .map(at => at.category + ': ' + at.message);
    storage.clearEvents();
    Services.console.reset();
    return [...said, ...thrown];";

/// WebKitGTK writes the console of a driven browser nowhere (a session that keeps nothing logs nothing), so the page is
/// listened to from when it is loaded: what came before, and what a frame says, is not heard. It is put in the words of
/// the other consoles, so that a test names what it expects once for all.
pub(crate) const WEBKIT_LISTEN: &str = "
    if (window.complaints) return;
    const complaints = window.complaints = [], { error } = console;
    console.error = (...said) => {
        complaints.push(said.join(' '));
        error.apply(console, said);
    };
    addEventListener('error', ({ error, message, target }) =>
        complaints.push(String(error || message || (target.src || target.href) + ': not loaded, as after a 404')), true);
    addEventListener('unhandledrejection', ({ reason }) => complaints.push('Uncaught (in promise) ' + reason));
    addEventListener('securitypolicyviolation', ({ blockedURI, violatedDirective }) =>
        complaints.push('Content Security Policy: ' + violatedDirective + ' refuses ' + blockedURI));";

/// What was heard in WebKitGTK's page since it was last asked.
pub(crate) const WEBKIT_ERRORS: &str = "return window.complaints ? complaints.splice(0) : []";

/// What WebKitGTK's page has received. What it was refused is among its errors.
pub(crate) const WEBKIT_ASKED: &str = "return performance.getEntriesByType('resource').map(({ name }) => name)";

/// Has Firefox keep a list of what pages ask for; what it asks for by itself is not theirs.
pub(crate) const FIREFOX_WATCH: &str = "
    const asked = window.asked = [];
    Services.obs.addObserver(channel => {
        if (!(channel instanceof Ci.nsIHttpChannel)) return;
        if (channel.loadInfo.triggeringPrincipal.isContentPrincipal) asked.push(channel.URI.spec);
    }, 'http-on-modify-request');";

/// That list, since it was last read.
pub(crate) const FIREFOX_ASKED: &str = "return asked.splice(0)";

/// Letters of an input method in Firefox, not yet committed; none take the composition back.
pub(crate) const FIREFOX_COMPOSE: &str = "
    const letters = arguments[0];
    if (!window.inputMethod) {
        window.inputMethod = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    }
    if (!inputMethod.beginInputTransactionForTests(window)) throw new Error('the input method is busy');
    if (!letters) return inputMethod.cancelComposition();
    inputMethod.setPendingCompositionString(letters);
    inputMethod.appendClauseToPendingComposition(letters.length, inputMethod.ATTR_RAW_CLAUSE);
    inputMethod.setCaretInPendingComposition(letters.length);
    inputMethod.flushPendingComposition();";

/// What Firefox's input method commits in the place of its letters.
pub(crate) const FIREFOX_COMMIT: &str = "inputMethod.commitCompositionWith(arguments[0])";

/// Text put in as if it were pasted or dictated, where there is no other way.
pub(crate) const INSERT: &str = "document.execCommand('insertText', false, arguments[0])";

/// WebKitGTK's driver reaches no input method: the events are made as one makes them, and the text is put in. The second
/// argument tells whether it is committed.
pub(crate) const WEBKIT_COMPOSE: &str = "
    const [letters, isCommitted] = arguments, box = document.activeElement;
    const tell = (name, data) => box.dispatchEvent(new CompositionEvent(name, { bubbles: true, data }));
    if (!box.composed) {
        box.composed = { start: box.selectionStart, end: box.selectionEnd };
        tell('compositionstart', '');
    }
    const { start, end } = box.composed;
    box.value = box.value.slice(0, start) + letters + box.value.slice(end);
    box.composed.end = start + letters.length;
    box.setSelectionRange(box.composed.end, box.composed.end);
    if (!isCommitted) tell('compositionupdate', letters);
    box.dispatchEvent(new InputEvent('input', { bubbles: true, data: letters, isComposing: !isCommitted || !letters,
        inputType: 'insertCompositionText' }));
    if (isCommitted || !letters) {
        delete box.composed;
        tell('compositionend', letters);
    }";

/// A key that belongs to the input method, as browsers tell it to the page: by the code 229. Firefox's own keys would do
/// what they do without an input method once the composition has ended.
pub(crate) const INPUT_KEY: &str = "
    for (const kind of ['keydown', 'keyup']) {
        document.activeElement.dispatchEvent(new KeyboardEvent(kind, { key: arguments[0], code: arguments[0],
            keyCode: 229, isComposing: true, bubbles: true, cancelable: true }));
    }";
