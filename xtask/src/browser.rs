//! The browsers that the tests drive: in goes the project, out come a [`Browser`] (Chromium or Chrome, and the
//! chromedriver of its version) and the other [`Engines`], found or installed as system packages.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::packages;
use crate::project::Project;
use crate::run::{Remedy, Run, trouble};
use crate::tools;

const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const BROWSER_FILES: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const DRIVER_FILES: [&str; 2] = ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];
const REMEDY: &str = "install Chromium or Chrome and the chromedriver of its version, or set CHROME and CHROMEDRIVER";

const REMEDY_ENGINES: &str = "install Firefox, WebKitGTK with its driver (Debian: webkit2gtk-driver), xvfb and openbox, or \
     set FIREFOX, GECKODRIVER, WEBKITDRIVER and MINIBROWSER";

/// What a headless browser is started with: quiet, alone, and able to run as root.
pub(crate) const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A browser and its driver.
#[derive(Debug)]
pub(crate) struct Browser {
    /// The browser's program.
    pub(crate) browser: PathBuf,
    /// Its WebDriver.
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds a browser with a driver of its version, or installs one.
    pub(crate) fn prepare() -> Result<Self> {
        if !(find_browser().is_some() && find_driver().is_some()) {
            if !packages::has_apt() {
                return Err(trouble("no browser with a WebDriver", REMEDY));
            }
            packages::update()?;
            let debian = packages::candidate("chromium-driver").is_some();
            let (browser, driver) =
                if debian { ("chromium", "chromium-driver") } else { ("chromium-browser", "chromium-chromedriver") };
            let wanted = [browser, driver, "fonts-noto-cjk"];
            packages::install(&wanted, "the tests drive a real browser, with Chinese fonts")?;
        } else if packages::has_apt() && !has_chinese_font() {
            // The tests pass without it; only the pictures would be empty boxes.
            let _ = packages::install(&["fonts-noto-cjk"], "the pages are in Chinese");
        }
        let found = find_browser().zip(find_driver());
        let (browser, driver) = found.ok_or_else(|| trouble("no browser with a WebDriver", REMEDY))?;
        let (ours, drivers) = (major(&browser)?, major(&driver)?);
        if ours != drivers {
            let cause = format!("{} is of version {ours}, {} of {drivers}", browser.display(), driver.display());
            return Err(trouble(cause, REMEDY));
        }
        println!("  browser {ours}: {}, {}", browser.display(), driver.display());
        Ok(Self { browser, driver })
    }

    /// Tells a test where the browser is.
    pub(crate) fn name_to(&self, run: Run) -> Run {
        run.env("CHROME", &self.browser).env("CHROMEDRIVER", &self.driver)
    }

    /// Writes what wasm-bindgen's test runner asks of the browser, and hands back the file.
    pub(crate) fn write_capabilities(&self, project: &Project) -> Result<PathBuf> {
        let file = project.target.join("webdriver.json");
        let flags = FLAGS.map(|flag| format!("      {}", quoted(flag))).join(",\n");
        let binary = quoted(&self.browser.to_string_lossy());
        let text = format!(
            "{{\n  \"goog:chromeOptions\": {{\n    \"binary\": {binary},\n    \"args\": [\n{flags}\n    ]\n  }}\n}}\n"
        );
        fs::write(&file, text).with_context(|| format!("writing {}", file.display()))?;
        Ok(file)
    }
}

/// The two other engines, with their drivers.
#[derive(Debug)]
pub(crate) struct Engines {
    firefox: PathBuf,
    geckodriver: PathBuf,
    webkit_driver: PathBuf,
}

impl Engines {
    /// Finds Firefox and WebKitGTK with their drivers, or installs them.
    pub(crate) fn prepare(project: &Project) -> Result<Self> {
        let needed = ["WebKitWebDriver", "Xvfb", "openbox"];
        let is_missing = find_firefox().is_none() || needed.iter().any(|name| packages::on_path(name).is_none());
        if is_missing {
            if !packages::has_apt() {
                return Err(trouble("not all engines are there", REMEDY_ENGINES));
            }
            packages::update()?;
            // Ubuntu's own package is only the way to another kind of package.
            let firefox = if packages::candidate("firefox-esr").is_some() { "firefox-esr" } else { "firefox" };
            let wanted = [firefox, "webkit2gtk-driver", "xvfb", "openbox"];
            packages::install(&wanted, "the tests run in three engines").remedy(REMEDY_ENGINES)?;
        }
        let firefox = find_firefox().ok_or_else(|| trouble("there is no Firefox", REMEDY_ENGINES))?;
        let driver = find("WEBKITDRIVER", &["WebKitWebDriver"], &[]);
        let webkit_driver = driver.ok_or_else(|| trouble("there is no WebKitWebDriver", REMEDY_ENGINES))?;
        let geckodriver = match find("GECKODRIVER", &["geckodriver"], &[]) {
            Some(found) => found,
            None => tools::geckodriver(project)?,
        };
        println!("  engines: {}, {}, {}", firefox.display(), geckodriver.display(), webkit_driver.display());
        Ok(Self { firefox, geckodriver, webkit_driver })
    }

    /// Tells a test where Firefox is.
    pub(crate) fn name_firefox_to(&self, run: Run) -> Run {
        run.env("FIREFOX", &self.firefox).env("GECKODRIVER", &self.geckodriver)
    }

    /// Tells a test where WebKit is.
    pub(crate) fn name_webkit_to(&self, run: Run) -> Run {
        run.env("WEBKITDRIVER", &self.webkit_driver)
    }
}

fn find_firefox() -> Option<PathBuf> {
    find("FIREFOX", &["firefox-esr", "firefox"], &["/Applications/Firefox.app/Contents/MacOS/firefox"])
}

fn find_browser() -> Option<PathBuf> {
    find("CHROME", &BROWSERS, &BROWSER_FILES)
}

fn find_driver() -> Option<PathBuf> {
    find("CHROMEDRIVER", &["chromedriver"], &DRIVER_FILES)
}

fn find(variable: &str, names: &[&str], files: &[&str]) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .into_iter()
        .chain(names.iter().filter_map(|name| packages::on_path(name)))
        .chain(files.iter().map(PathBuf::from))
        .find(|path| path.is_file())
}

fn has_chinese_font() -> bool {
    match Run::new("fc-list").args([":lang=zh", "family"]).output() {
        Ok((_, families)) => !families.trim().is_empty(),
        Err(_) => false,
    }
}

/// `Chromium 156.0.1 built on …`, `ChromeDriver 156.0.1 (…)`: 156.
fn major(program: &Path) -> Result<u32> {
    let (_, text) = Run::new(program).arg("--version").limit(Duration::from_secs(60)).output()?;
    text.split_whitespace()
        .find_map(|word| word.split('.').next()?.parse().ok())
        .with_context(|| format!("{} does not say its version", program.display()))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
