//! A standard library built for size: in go a compiler and its sysroot, out comes a [`SmallStd`] if that compiler can
//! build one. It doesn't know what is built with it.
//!
//! The library that comes with a compiler is made for speed, and each of its panics carries a message and the code that
//! formats it. Built along with the program, it is made for size, and a panic is a trap at once. Cargo and rustc take
//! these settings from a stable compiler only in the name of its own makers, and may change them, so they are tried
//! before anything depends on them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::run::Run;

/// What makes cargo build the library along.
const SETTINGS: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];
/// What the library and the program are compiled with.
pub(crate) const FLAGS: [&str; 3] = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];
/// How long fetching a handful of small crates may take.
const FETCH_LIMIT: Duration = Duration::from_secs(120);

/// The source of a standard library that can be built.
#[derive(Debug)]
pub(crate) struct SmallStd {
    /// Where it lies.
    pub(crate) source: PathBuf,
}

impl SmallStd {
    /// The library of a sysroot, if its source is there.
    pub(crate) fn in_sysroot(sysroot: &Path) -> Option<Self> {
        let source = sysroot.join("lib/rustlib/src/rust");
        source.join("library/Cargo.lock").is_file().then_some(Self { source })
    }

    /// Makes a program that calls cargo build the library along. [`FLAGS`] have to be among the compiler's.
    pub(crate) fn choose(&self, run: Run) -> Run {
        with_settings(run)
    }

    /// Whether this cargo can fetch what the library is made of: the answer to whether it can build it at all, where
    /// the network is closed.
    pub(crate) fn can_be_fetched(&self, cargo: Run, target: &str) -> bool {
        with_settings(cargo).args(["fetch", "--quiet", "--target", target]).limit(FETCH_LIMIT).run().is_ok()
    }
}

/// Whether this rustc takes [`FLAGS`].
pub(crate) fn takes_flags(rustc: Run, target: &str) -> bool {
    let probe = with_settings(rustc).args(FLAGS).args(["--target", target, "--print", "cfg"]);
    probe.output().is_ok_and(|(taken, _)| taken)
}

fn with_settings(run: Run) -> Run {
    SETTINGS.into_iter().fold(run, |run, (key, value)| run.env(key, value))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use anyhow::Result;

    use super::*;

    #[test]
    fn a_source_without_its_lock_file_is_none() -> Result<()> {
        let sysroot = std::env::temp_dir().join(format!("xtask-sysroot-{}", std::process::id()));
        let library = sysroot.join("lib/rustlib/src/rust/library");
        fs::create_dir_all(&library)?;
        assert!(SmallStd::in_sysroot(&sysroot).is_none());
        fs::write(library.join("Cargo.lock"), "")?;
        let found = SmallStd::in_sysroot(&sysroot).map(|std| std.source);
        assert_eq!(found.as_deref(), library.parent());
        fs::remove_dir_all(&sysroot)?;
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_compiler_that_refuses_the_flags_is_believed() {
        assert!(takes_flags(Run::new("true"), "any"));
        assert!(!takes_flags(Run::new("false"), "any"));
        assert!(!takes_flags(Run::new("/no/such/compiler"), "any"));
    }
}
