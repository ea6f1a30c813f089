//! The system's packages: in go package names and the reason, out they come installed, by apt-get
//! as root or through sudo. On a system without apt-get it says so.

use std::env;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::Result;

use crate::run::{Remedy, Run, trouble};

/// The first file of this name on `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

/// Whether this system installs packages with apt-get.
pub(crate) fn has_apt() -> bool {
    on_path("apt-get").is_some()
}

/// Brings apt-get's lists up to date, once in a run.
pub(crate) fn update() -> Result<()> {
    static DONE: OnceLock<()> = OnceLock::new();
    if DONE.get().is_none() {
        apt(&["-qq", "update"], Duration::from_secs(300))?;
        let _ = DONE.set(());
    }
    Ok(())
}

/// The version that apt-get would install, if it knows the package.
pub(crate) fn candidate(package: &str) -> Option<String> {
    let policy = Run::new("apt-cache").args(["policy", package]).env("LC_ALL", "C").text().ok()?;
    let version = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    (version != "(none)").then(|| version.to_owned())
}

/// Installs packages.
pub(crate) fn install(packages: &[&str], why: &str) -> Result<()> {
    println!("  installing {} by apt-get: {why}", packages.join(" "));
    update()?;
    let mut args = vec!["-qq", "install", "-y", "--no-install-recommends"];
    args.extend(packages);
    apt(&args, Duration::from_secs(1800))
}

fn apt(args: &[&str], limit: Duration) -> Result<()> {
    let remedy = format!("run `apt-get {}` as root yourself and try again", args.join(" "));
    let settings = ["DPkg::Lock::Timeout=300", "Acquire::http::Timeout=30", "Acquire::Retries=2"];
    let settings = settings.iter().flat_map(|setting| ["-o", setting]);
    let run = match as_root() {
        AsRoot::Yes => Run::new("apt-get"),
        AsRoot::Sudo => Run::new("sudo").args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]),
        AsRoot::No => return Err(trouble("apt-get needs root, and there is no sudo", remedy)),
    };
    run.args(settings).args(args).env("DEBIAN_FRONTEND", "noninteractive").limit(limit).run().remedy(&remedy)
}

enum AsRoot {
    Yes,
    Sudo,
    No,
}

fn as_root() -> AsRoot {
    let id = Run::new("id").arg("-u").text();
    if id.is_ok_and(|id| id.trim() == "0") {
        AsRoot::Yes
    } else if on_path("sudo").is_some() {
        AsRoot::Sudo
    } else {
        AsRoot::No
    }
}
