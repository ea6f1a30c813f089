//! The site: in go the sources and the tools, out comes the finished site in `dist/`, and a server
//! for it. Nothing is built when no input has changed since.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::run::{Remedy, Run};
use crate::small_std;
use crate::tools::Toolbox;

/// What the site is made of.
const INPUTS: [&str; 8] =
    ["src", "static", "data", "index.html", "xtask/whole.html", "Cargo.toml", "Cargo.lock", "Trunk.toml"];

/// Builds the site unless it is up to date.
pub(crate) fn build(project: &Project, tools: &Toolbox) -> Result<()> {
    let now = fingerprint(project, tools)?;
    let mark = project.target.join("site-was-built-from");
    let whole = project.program().is_file() && project.dist.join("index.html").is_file();
    if whole && fs::read_to_string(&mark).is_ok_and(|before| before == now) {
        println!("The site in {} is up to date.", project.dist.display());
        return Ok(());
    }
    let _ = fs::remove_file(&mark);
    let start = Instant::now();
    build_program(project)?;
    build_shell(project, tools)?;
    println!("Writing the site to {}:", project.dist.display());
    build_corpus(project, &project.dist)?;
    println!("The site is in {} ({:.0} s).", project.dist.display(), start.elapsed().as_secs_f64());
    fs::write(&mark, now).with_context(|| format!("writing {}", mark.display()))
}

/// Builds the native program.
pub(crate) fn build_program(project: &Project) -> Result<()> {
    println!("Building the native program, which compiles the corpus:");
    project.cargo().args(["build", "--release"]).run().remedy("correct what the compiler names above")
}

/// What `index.html` has in the place of the whole program's file names, and its style's.
const PLACEHOLDER: &str = "whole.js whole.wasm pages.css";

/// Builds the page without the corpus, for the native program to put the corpus beside it: the page with its first
/// program, and the whole program with its style, which the page names too.
pub(crate) fn build_shell(project: &Project, tools: &Toolbox) -> Result<()> {
    println!("Building the browser's two programs by Trunk:");
    let shell = shell(project);
    trunk(project, tools, &["index.html"], &shell)?;
    let out = project.target.join("whole");
    trunk(project, tools, &["xtask/whole.html"], &out)?;
    let mut names = vec![];
    for ending in [".js", ".wasm", ".css"] {
        let files = files_in(&out)?;
        let file = files.iter().find(|file| file.to_string_lossy().ends_with(ending));
        let file = file.with_context(|| format!("Trunk left no *{ending} in {}", out.display()))?;
        let name = file.file_name().context("a file in a folder has a name")?;
        fs::copy(file, shell.join(name)).with_context(|| format!("copying {}", file.display()))?;
        names.push(format!("./{}", name.to_string_lossy()));
    }
    let page = shell.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    anyhow::ensure!(html.contains(PLACEHOLDER), "{} doesn't name {PLACEHOLDER}", page.display());
    fs::write(&page, html.replace(PLACEHOLDER, &names.join(" "))).with_context(|| format!("writing {}", page.display()))
}

/// Builds the blank page that ours is measured against, and says where it is.
pub(crate) fn build_blank(project: &Project, tools: &Toolbox) -> Result<PathBuf> {
    println!("Building a blank Yew page, to measure against:");
    let out = project.target.join("blank");
    trunk(project, tools, &["--config", "xtask/blank/Trunk.toml"], &out)?;
    Ok(out)
}

/// Runs Trunk on a page, or with a configuration that names one.
fn trunk(project: &Project, tools: &Toolbox, page: &[&str], out: &Path) -> Result<()> {
    let mut flags = remapped(project, tools)?;
    let mut trunk = tools.run(project, "trunk");
    if let Some(std) = &tools.wasm.small_std {
        flags.extend(small_std::FLAGS.map(str::to_owned));
        trunk = std.choose(trunk);
    }
    let trunk = trunk
        .args(["build", "--skip-version-check"])
        .args(page)
        .arg("--dist")
        .arg(out)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        // Trunk refuses the value that some systems give this variable.
        .env_remove("NO_COLOR");
    let trunk = if tools.wasm_opt {
        trunk.arg("--release")
    } else {
        // Out of release mode Trunk leaves wasm-opt out. The profile is the one that index.html names.
        trunk.env("TRUNK_BUILD_CARGO_PROFILE", "app").env("TRUNK_BUILD_MINIFY", "true")
    };
    trunk.run().remedy("correct what the compiler or Trunk names above")
}

/// Writes the whole site to a folder.
pub(crate) fn build_corpus(project: &Project, out: &Path) -> Result<()> {
    Run::new(project.program())
        .dir(&project.root)
        .args(["build", "--data", "data", "--shell"])
        .arg(shell(project))
        .arg("--out")
        .arg(out)
        .run()
        .remedy("correct the document that is named above; `policy-explorer check` says more")
}

/// Serves the site until it is stopped.
pub(crate) fn serve(project: &Project, port: u16) -> Result<()> {
    let mut command = std::process::Command::new(project.program());
    command.arg("serve").arg("--dir").arg(&project.dist).args(["--port", &port.to_string()]);
    command.current_dir(&project.root);
    let line = format!("{} serve", project.program().display());
    hand_over(command).with_context(|| format!("running `{line}`"))
}

/// Becomes the other program, so that signals reach it.
#[cfg(unix)]
fn hand_over(mut command: std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn hand_over(mut command: std::process::Command) -> Result<()> {
    let status = command.status()?;
    anyhow::ensure!(status.success(), "it ended with {status}");
    Ok(())
}

/// Flags that keep this machine's paths out of the program: the same sources give the same bytes wherever they lie,
/// and a hundred long paths are not downloaded.
fn remapped(project: &Project, tools: &Toolbox) -> Result<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let mut folders = vec![project.root.clone()];
    let registries = home.map(|home| home.join("registry/src")).filter(|sources| sources.is_dir());
    if let Some(registries) = registries {
        let entries = fs::read_dir(&registries).with_context(|| format!("reading {}", registries.display()))?;
        for entry in entries {
            folders.push(entry?.path());
        }
    }
    folders.extend(tools.wasm.small_std.iter().map(|std| std.source.clone()));
    folders.sort();
    Ok(folders.iter().map(|folder| format!("--remap-path-prefix={}/=", folder.display())).collect())
}

fn shell(project: &Project) -> PathBuf {
    project.target.join("shell")
}

/// What the site is built from, as one number: names and contents of all inputs, and the tools.
fn fingerprint(project: &Project, tools: &Toolbox) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    hasher.write(tools.describe().as_bytes());
    for input in INPUTS {
        for file in files_in(&project.root.join(input))? {
            hasher.write(file.strip_prefix(&project.root)?.to_string_lossy().as_bytes());
            hasher.write_u8(0);
            hasher.write(&fs::read(&file).with_context(|| format!("reading {}", file.display()))?);
            hasher.write_u8(0);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// All files in a folder and below it, sorted; the path itself if it is a file, nothing if it is
/// not there.
pub(crate) fn files_in(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = vec![];
    if path.is_dir() {
        let entries = fs::read_dir(path).with_context(|| format!("reading {}", path.display()))?;
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            files.extend(files_in(&entry.path())?);
        }
    }
    Ok(files)
}
