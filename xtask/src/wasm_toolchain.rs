//! A compiler for wasm32-unknown-unknown: in goes the project, out comes a [`WasmToolchain`].
//!
//! The usual one is the toolchain that is active, with the target that rustup downloads. Where that
//! cannot be had, there is a second way on Debian and its kin: the distribution's newer compiler,
//! with the standard library built for wasm once from its source, in a folder of our own that only
//! links to the system's files. Either may be able to build a smaller library along with the page.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::packages;
use crate::project::Project;
use crate::run::path_with;
use crate::run::{Remedy, Run, trouble};
use crate::small_std::{self, SmallStd};

const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which rustup knows the second way's toolchain.
const LINKED_NAME: &str = "policy-explorer-wasm";
/// How long rustup may take: where the network is closed, it waits for ever.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);
/// How long a failure of rustup is remembered.
const RUSTUP_PAUSE: Duration = Duration::from_secs(24 * 3600);
const REMEDY: &str = "run `rustup target add wasm32-unknown-unknown` where the network allows it";

/// A compiler that makes wasm modules.
#[derive(Debug)]
pub(crate) struct WasmToolchain {
    /// The cargo to call.
    pub(crate) cargo: PathBuf,
    /// Whether its clippy is there.
    pub(crate) clippy: bool,
    /// The standard library that it can build along with the page; none if the page gets the one that is there.
    pub(crate) small_std: Option<SmallStd>,
    /// The second way's folder; none for the usual toolchain.
    sysroot: Option<PathBuf>,
    /// Whether rustup knows that folder as [`LINKED_NAME`].
    linked: bool,
    release: String,
}

impl WasmToolchain {
    /// Finds a compiler, or makes one.
    pub(crate) fn prepare(project: &Project) -> Result<Self> {
        let why = "the browser's program is compiled for it";
        let mut toolchain = if has_target() || add_by_rustup(project, "target", TARGET, why, has_target)? {
            let release = release_of(Path::new("rustc"))?;
            println!("  {TARGET}: there, for rustc {release}");
            Self { cargo: "cargo".into(), clippy: true, small_std: None, sysroot: None, linked: false, release }
        } else {
            from_distribution(project)?
        };
        toolchain.small_std = toolchain.find_small_std(project)?;
        toolchain.forget_other_builds(project)?;
        Ok(toolchain)
    }

    /// The compiler in words: two with the same description compile alike.
    pub(crate) fn describe(&self) -> String {
        let place = self.sysroot.as_ref().map(|sysroot| format!(" in {}", sysroot.display())).unwrap_or_default();
        let std = if self.small_std.is_some() {
            format!(" with std by {}", small_std::FLAGS.join(" "))
        } else {
            String::new()
        };
        format!("rustc {}{place}{std}", self.release)
    }

    /// Makes a program use this compiler; `folders` are those that go before `PATH` anyway.
    pub(crate) fn choose(&self, run: Run, folders: &[PathBuf]) -> Run {
        let Some(sysroot) = &self.sysroot else {
            return run;
        };
        let run = run.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTDOC");
        if self.linked {
            return run.env("RUSTUP_TOOLCHAIN", LINKED_NAME);
        }
        let bin = sysroot.join("bin");
        let path = [std::slice::from_ref(&bin), folders].concat();
        run.env("PATH", path_with(&path)).env("RUSTC", bin.join("rustc")).env("RUSTDOC", bin.join("rustdoc"))
    }

    /// Finds out whether this compiler can build a smaller standard library, and says so.
    fn find_small_std(&self, project: &Project) -> Result<Option<SmallStd>> {
        let run = |program: &Path| self.choose(Run::new(program), &[]).dir(&project.root);
        let sysroot = run(Path::new("rustc")).args(["--print", "sysroot"]).text()?;
        let find = || SmallStd::in_sysroot(Path::new(sysroot.trim()));
        let remedy = if !small_std::takes_flags(run(Path::new("rustc")), TARGET) {
            "install a newer Rust (`rustup update`)"
        } else if find().is_none() && !self.add_source(project, || find().is_some())? {
            "add its source (`rustup component add rust-src`, or your system's package)"
        } else if let Some(std) = find().filter(|std| std.can_be_fetched(run(&self.cargo), TARGET)) {
            println!("  standard library: built for size along with the page, from {}", std.source.display());
            return Ok(Some(std));
        } else {
            "run this again where cargo can fetch what it is made of"
        };
        println!(
            "  standard library: as it comes, so the page will be about a tenth larger; for a smaller one, {remedy}"
        );
        Ok(None)
    }

    /// Has rustup add the library's source; a distribution's comes with its package.
    fn add_source(&self, project: &Project, is_there: impl Fn() -> bool) -> Result<bool> {
        let why = "with it the browser's program gets smaller";
        Ok(self.sysroot.is_none() && add_by_rustup(project, "component", "rust-src", why, is_there)?)
    }

    /// Cargo does not notice that the standard library was built anew, so what another compiler
    /// left in the target folder has to go.
    fn forget_other_builds(&self, project: &Project) -> Result<()> {
        let folder = project.wasm_target();
        let mark = folder.join("compiler");
        let now = self.describe();
        if fs::read_to_string(&mark).is_ok_and(|before| before == now) {
            return Ok(());
        }
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))?;
        }
        fs::create_dir_all(&folder)?;
        fs::write(&mark, now).with_context(|| format!("writing {}", mark.display()))
    }
}

/// Whether the active compiler has the target's standard library.
fn has_target() -> bool {
    let query = Run::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).text();
    query.is_ok_and(|dir| {
        let files = fs::read_dir(dir.trim()).into_iter().flatten().flatten();
        files.map(|file| file.file_name()).any(|name| {
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}

/// Has rustup add a target or a component, unless it could not a short time ago, and looks whether it is there.
fn add_by_rustup(project: &Project, kind: &str, name: &str, why: &str, is_there: impl Fn() -> bool) -> Result<bool> {
    if packages::on_path("rustup").is_none() {
        return Ok(false);
    }
    let refusal = project.cache.join(format!("rustup-could-not-add-{name}"));
    let age = fs::metadata(&refusal).and_then(|file| file.modified()).ok();
    if age.and_then(|time| SystemTime::now().duration_since(time).ok()).is_some_and(|age| age < RUSTUP_PAUSE) {
        println!("  {name}: rustup could not add it less than a day ago, so it is not asked again");
        println!("    (remove {} to have it asked)", refusal.display());
        return Ok(false);
    }
    println!("  {name}: adding it by rustup ({why})");
    let added = Run::new("rustup").args([kind, "add", name]).limit(RUSTUP_LIMIT).run();
    if let Err(error) = added {
        println!("  {name}: {error:#}");
    }
    if is_there() {
        return Ok(true);
    }
    fs::write(&refusal, "").with_context(|| format!("writing {}", refusal.display()))?;
    Ok(false)
}

/// The second way.
fn from_distribution(project: &Project) -> Result<WasmToolchain> {
    let usr = Path::new("/usr");
    install_packages(usr)?;
    let release = release_of(&usr.join("bin/rustc"))?;
    let package = Run::new("dpkg-query").args(["-W", "-f=${Version}", "rustc-web"]).text()?;
    let sysroot = project.cache.join("wasm-toolchain").join(package.replace(['~', '+', ':'], "-"));
    let complete = sysroot.join("complete");
    if !complete.exists() {
        println!("  {TARGET}: building its standard library from source, a minute or two");
        let _ = fs::remove_dir_all(&sysroot);
        link_sysroot(usr, &sysroot)?;
        build_std(project, usr, &sysroot)?;
        fs::write(&complete, "").with_context(|| format!("writing {}", complete.display()))?;
    }
    println!("  {TARGET}: the distribution's rustc {release}, in {}", sysroot.display());
    let linked = packages::on_path("rustup").is_some()
        && Run::new("rustup")
            .args(["toolchain", "link", LINKED_NAME])
            .arg(&sysroot)
            .limit(RUSTUP_LIMIT)
            .output()
            .is_ok_and(|(linked, _)| linked);
    let cargo = if linked { "cargo".into() } else { sysroot.join("bin/cargo") };
    let clippy = sysroot.join("bin/cargo-clippy").exists();
    Ok(WasmToolchain { cargo, clippy, small_std: None, sysroot: Some(sysroot), linked, release })
}

fn install_packages(usr: &Path) -> Result<()> {
    if !packages::has_apt() {
        return Err(trouble(format!("there is no {TARGET} target for this compiler"), REMEDY));
    }
    let why = "a compiler that can make WebAssembly";
    let compiler = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
    if !compiler.iter().all(|package| is_installed(package)) {
        packages::update()?;
        if let Some(missing) = compiler.iter().find(|name| packages::candidate(name).is_none()) {
            let cause =
                format!("there is no {TARGET} target for this compiler, and this system has no package {missing}");
            return Err(trouble(cause, REMEDY));
        }
        packages::install(&compiler, why)?;
    }
    // The linker must be of the LLVM that the compiler was made with.
    let about = Run::new(usr.join("bin/rustc")).arg("-vV").text()?;
    let llvm = about
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: ")?.split('.').next())
        .context("rustc does not name its LLVM")?;
    let linker = format!("lld-{llvm}");
    if !is_installed(&linker) {
        packages::install(&[&linker], "its linker")?;
    }
    let clippy = "rust-web-clippy";
    if !is_installed(clippy) && packages::candidate(clippy).is_some() {
        // Only a check needs it, so that a failure may wait until then.
        let _ = packages::install(&[clippy], "its linter");
    }
    Ok(())
}

fn is_installed(package: &str) -> bool {
    Run::new("dpkg-query")
        .args(["-W", "-f=${Status}", package])
        .text()
        .is_ok_and(|status| status.ends_with(" installed"))
}

/// A sysroot that links to the system's files, with room for one more target. The compiler looks
/// for its libraries beside its own, so it is called by a script that says where they are.
fn link_sysroot(usr: &Path, sysroot: &Path) -> Result<()> {
    let bin = sysroot.join("bin");
    let rustlib = sysroot.join("lib/rustlib");
    fs::create_dir_all(&bin)?;
    fs::create_dir_all(&rustlib)?;
    let (from, to) = (usr.join("bin"), sysroot.display());
    link(&from.join("cargo"), &bin.join("cargo"))?;
    for name in ["rustc", "rustdoc"] {
        let program = from.join(name);
        script(&bin.join(name), &format!("exec '{}' --sysroot '{to}' \"$@\"", program.display()))?;
    }
    let clippy = from.join("cargo-clippy");
    if clippy.exists() {
        // It calls the driver beside its own file, and is therefore copied.
        fs::copy(&clippy, bin.join("cargo-clippy"))?;
        let driver = from.join("clippy-driver");
        let line = format!("SYSROOT='{to}' exec '{}' \"$@\"", driver.display());
        script(&bin.join("clippy-driver"), &line)?;
    }
    for entry in fs::read_dir(usr.join("lib/rustlib"))? {
        let entry = entry?;
        if entry.file_name() != TARGET {
            link(&entry.path(), &rustlib.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Writes a shell script of one line, and makes it a program.
fn script(path: &Path, line: &str) -> Result<()> {
    fs::write(path, format!("#!/bin/sh\n{line}\n")).with_context(|| format!("writing {}", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

fn link(from: &Path, to: &Path) -> Result<()> {
    #[cfg(unix)]
    std::os::unix::fs::symlink(from, to).with_context(|| format!("linking {} to {}", to.display(), from.display()))?;
    #[cfg(not(unix))]
    bail!("cannot link {} to {} here", to.display(), from.display());
    #[cfg(unix)]
    Ok(())
}

/// Builds the standard library for wasm and puts it into the sysroot.
fn build_std(project: &Project, usr: &Path, sysroot: &Path) -> Result<()> {
    let package = project.cache.join("build-std");
    let _ = fs::remove_dir_all(&package);
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("src/lib.rs"), "")?;
    fs::write(
        package.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.release]\npanic = \"abort\"\n",
    )?;
    Run::new(usr.join("bin/cargo"))
        .args(["build", "--quiet", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,test")
        .dir(&package)
        .env("RUSTC", usr.join("bin/rustc"))
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode, link-time optimisation over the standard library fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", package.join("target"))
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTC_WRAPPER")
        .limit(Duration::from_secs(1800))
        .run()
        .remedy(REMEDY)?;
    let to = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&to)?;
    let mut copied = 0;
    for entry in fs::read_dir(package.join("target").join(TARGET).join("release/deps"))? {
        let file = entry?.path();
        let empty = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("libempty-"));
        if file.extension().is_some_and(|extension| extension == "rlib") && !empty {
            fs::copy(&file, to.join(file.file_name().unwrap_or_default()))?;
            copied += 1;
        }
    }
    if copied == 0 {
        bail!("the standard library's build left no libraries");
    }
    let _ = fs::remove_dir_all(&package);
    Ok(())
}

/// `1.95.0 (59807616e 2026-04-14)`, say.
fn release_of(rustc: &Path) -> Result<String> {
    let text = Run::new(rustc).arg("--version").text()?;
    Ok(text.trim().trim_start_matches("rustc ").to_owned())
}
