//! Where things are: in goes the environment, out come the project's folders and the folder outside
//! the tree that keeps the tools.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::run::Run;

/// The project's folders.
#[derive(Debug)]
pub(crate) struct Project {
    /// The workspace: the folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// The finished site.
    pub(crate) dist: PathBuf,
    /// What is installed once and kept between builds, outside the tree.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// Finds the folders, and makes the cache.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")?.to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => env::current_dir()?.join(dir),
            None => root.join("target"),
        };
        let cache = cache_dir()?;
        fs::create_dir_all(&cache).with_context(|| format!("creating {}", cache.display()))?;
        Ok(Self { dist: root.join("dist"), root, target, cache })
    }

    /// The native program, as `cargo build --release` leaves it.
    pub(crate) fn program(&self) -> PathBuf {
        self.target.join("release").join(format!("policy-explorer{}", env::consts::EXE_SUFFIX))
    }

    /// The target folder of the wasm builds: apart, because they may have another compiler.
    pub(crate) fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }

    /// The cargo that started us, in the workspace.
    pub(crate) fn cargo(&self) -> Run {
        Run::new(cargo()).dir(&self.root).env("CARGO_TARGET_DIR", &self.target)
    }
}

/// The cargo that started us.
pub(crate) fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

fn cache_dir() -> Result<PathBuf> {
    let set = |key| env::var_os(key).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(dir) = set("POLICY_EXPLORER_CACHE") {
        return Ok(env::current_dir()?.join(dir));
    }
    set("XDG_CACHE_HOME")
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .map(|dir| dir.join("policy-explorer"))
        .context("no home folder: set POLICY_EXPLORER_CACHE to a folder for the tools")
}
