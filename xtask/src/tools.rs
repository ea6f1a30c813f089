//! The tools of a wasm build: in go the project and what is wanted, out comes a [`Toolbox`] with
//! everything found or installed. What is on `PATH` in the right version is used as it is; the rest
//! is put into the cache, never into the system or the tree.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::packages;
use crate::project::{Project, cargo};
use crate::run::{Remedy, Run, path_with};
use crate::wasm_toolchain::WasmToolchain;

/// The Trunk we build with. It installs with `--locked` on the Rust that we ask for; its
/// successors want a newer one.
const TRUNK: &str = "0.21.14";
/// Firefox's driver; it is no package of Debian's.
const GECKODRIVER: &str = "0.37.1";
/// The npm package that carries wasm-opt.
const BINARYEN: &str = "binaryen@132";
/// Older ones don't know every feature that today's compiler writes.
const WASM_OPT_AT_LEAST: u32 = 116;
/// A tool is compiled from source: minutes, on a slow machine many.
const INSTALL_LIMIT: Duration = Duration::from_secs(3600);

/// What the wasm builds need, found or installed.
#[derive(Debug)]
pub(crate) struct Toolbox {
    /// A compiler for wasm32-unknown-unknown.
    pub(crate) wasm: WasmToolchain,
    /// wasm-bindgen's own test runner.
    pub(crate) wasm_test_runner: PathBuf,
    /// Whether there is a wasm-opt to be trusted.
    pub(crate) wasm_opt: bool,
    /// The folders of the tools, to go before `PATH`.
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// Finds or installs everything, and says what it does and why.
    pub(crate) fn prepare(project: &Project) -> Result<Self> {
        println!("Preparing the tools (kept in {}):", project.cache.display());
        let wasm = WasmToolchain::prepare(project)?;
        let mut folders = vec![];
        folders.extend(folder_of(&trunk(project)?));
        let bindgen = wasm_bindgen(project)?;
        folders.extend(folder_of(&bindgen));
        let wasm_opt = match wasm_opt(project) {
            Ok(path) => {
                folders.extend(folder_of(&path));
                true
            }
            Err(error) => {
                println!("  wasm-opt: none, so the module will be larger than need be. {error:#}");
                false
            }
        };
        let wasm_test_runner = bindgen.with_file_name(format!("wasm-bindgen-test-runner{}", env::consts::EXE_SUFFIX));
        Ok(Self { wasm, wasm_test_runner, wasm_opt, folders })
    }

    /// What the build's outcome depends on besides the sources, in words.
    pub(crate) fn describe(&self) -> String {
        format!("{} wasm-opt={}", self.wasm.describe(), self.wasm_opt)
    }

    /// A program with the tools on its `PATH` and the wasm compiler chosen. No build for wasm may
    /// compile C: whatever tries to gets `false` for a compiler.
    pub(crate) fn run(&self, project: &Project, program: impl AsRef<std::ffi::OsStr>) -> Run {
        let run = Run::new(program)
            .dir(&project.root)
            .env("CARGO_TARGET_DIR", project.wasm_target())
            .env("CC_wasm32_unknown_unknown", "false")
            .env("PATH", path_with(&self.folders));
        self.wasm.choose(run, &self.folders)
    }

    /// The cargo of the wasm builds.
    pub(crate) fn cargo(&self, project: &Project) -> Run {
        self.run(project, &self.wasm.cargo)
    }
}

fn trunk(project: &Project) -> Result<PathBuf> {
    find_or_install(project, "trunk", "trunk", TRUNK, "it builds the page out of index.html")
}

/// Firefox's WebDriver, found or installed.
pub(crate) fn geckodriver(project: &Project) -> Result<PathBuf> {
    find_or_install(project, "geckodriver", "geckodriver", GECKODRIVER, "it drives Firefox")
}

fn wasm_bindgen(project: &Project) -> Result<PathBuf> {
    let version = locked_version(&project.root.join("Cargo.lock"), "wasm-bindgen")?;
    let why = "it writes the JavaScript beside the module; its version must be the locked one";
    find_or_install(project, "wasm-bindgen", "wasm-bindgen-cli", &version, why)
}

fn find_or_install(project: &Project, name: &str, package: &str, version: &str, why: &str) -> Result<PathBuf> {
    let kept = project.cache.join("tools");
    let in_cache = kept.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    let fits = |path: &PathBuf| version_of(path).is_some_and(|found| found == version);
    if let Some(path) = packages::on_path(name).into_iter().chain([in_cache.clone()]).find(fits) {
        println!("  {name} {version}: {}", path.display());
        return Ok(path);
    }
    println!("  {name} {version}: installing, some minutes ({why})");
    let scratch = project.cache.join(format!("build-{name}"));
    let install = |locked: bool| {
        Run::new(cargo())
            .args(["install", "--quiet", package, "--version", version, "--force"])
            .args(locked.then_some("--locked"))
            .arg("--root")
            .arg(&kept)
            .dir(&project.cache)
            .env("CARGO_TARGET_DIR", &scratch)
            .limit(INSTALL_LIMIT)
            .run()
    };
    let done = install(true).or_else(|error| {
        println!("  {error:#}; trying without the versions that {package} was locked to");
        install(false)
    });
    let _ = fs::remove_dir_all(&scratch);
    done.remedy(&format!("look at the lines above; then try `cargo install {package} --version {version}`"))?;
    if !fits(&in_cache) {
        bail!("{} does not say that it is version {version}", in_cache.display());
    }
    Ok(in_cache)
}

fn wasm_opt(project: &Project) -> Result<PathBuf> {
    let kept = project.cache.join("binaryen");
    let in_cache = kept.join("node_modules").join(".bin").join("wasm-opt");
    let fits = |path: &PathBuf| {
        let version = version_of(path).and_then(|found| found.parse::<u32>().ok());
        version.is_some_and(|version| version >= WASM_OPT_AT_LEAST)
    };
    if let Some(path) = packages::on_path("wasm-opt").into_iter().chain([in_cache.clone()]).find(fits) {
        println!("  wasm-opt {}: {}", version_of(&path).unwrap_or_default(), path.display());
        return Ok(path);
    }
    if packages::on_path("npm").is_none() {
        if !packages::has_apt() {
            bail!("Install Binaryen {WASM_OPT_AT_LEAST} or later, or npm, and run this again.");
        }
        packages::install(&["nodejs", "npm"], "wasm-opt comes as an npm package")?;
    }
    println!("  wasm-opt: installing (it makes the module a good deal smaller)");
    Run::new("npm")
        .args(["install", "--silent", "--no-audit", "--no-fund", BINARYEN, "--prefix"])
        .arg(&kept)
        .limit(Duration::from_secs(300))
        .run()?;
    if !fits(&in_cache) {
        bail!("The one that npm installed does not run here.");
    }
    Ok(in_cache)
}

/// The first number that `tool --version` prints.
fn version_of(path: &Path) -> Option<String> {
    let (_, text) = Run::new(path).arg("--version").limit(Duration::from_secs(30)).output().ok()?;
    text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

/// The version of a package in a `Cargo.lock`.
fn locked_version(lock: &Path, package: &str) -> Result<String> {
    let text = fs::read_to_string(lock).with_context(|| format!("reading {}", lock.display()))?;
    let name = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != name);
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .with_context(|| format!("{package} is not in {}", lock.display()))
}

/// The folder that has to go before `PATH` for a tool: none if it is there already, as a system's folder before all others
/// would bring the system's compiler with it.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let there = env::var_os("PATH").unwrap_or_default();
    path.parent().filter(|folder| env::split_paths(&there).all(|other| other != **folder)).map(Path::to_path_buf)
}
