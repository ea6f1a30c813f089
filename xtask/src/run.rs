//! Running other programs: in goes a command line, perhaps with a time limit; out comes success, or
//! a [`Trouble`] that names the cause and the remedy. It doesn't know what the programs are for.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What went wrong and what a person can do about it.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// What happened, in one or more lines.
    pub(crate) cause: String,
    /// What to do about it.
    pub(crate) remedy: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  remedy: {}", self.cause, self.remedy)
    }
}

impl std::error::Error for Trouble {}

/// An error that carries its remedy.
pub(crate) fn trouble(cause: impl Into<String>, remedy: impl Into<String>) -> anyhow::Error {
    Trouble { cause: cause.into(), remedy: remedy.into() }.into()
}

/// Adds a remedy to an error that has none yet.
pub(crate) trait Remedy<T> {
    /// Turns the error into a [`Trouble`]; one that is a `Trouble` already stays as it is, because
    /// the remedy nearest to the cause is the best.
    fn remedy(self, remedy: &str) -> Result<T>;
}

impl<T> Remedy<T> for Result<T> {
    fn remedy(self, remedy: &str) -> Result<T> {
        self.map_err(|error| match error.downcast::<Trouble>() {
            Ok(known) => known.into(),
            Err(error) => trouble(format!("{error:#}"), remedy),
        })
    }
}

/// A program to run, without standard input.
#[derive(Debug)]
pub(crate) struct Run {
    command: Command,
    limit: Option<Duration>,
}

impl Run {
    /// A command line, its program given by name or by path.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        // `cargo run` describes this very program in the environment; a child cargo that saw it
        // would think its build scripts' surroundings had changed, and build them anew.
        for (key, _) in env::vars_os() {
            let key_text = key.to_string_lossy();
            if key_text.starts_with("CARGO_PKG_") || key_text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&key);
            }
        }
        Self { command, limit: None }
    }

    /// Adds one argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Adds arguments.
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, key: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Takes an environment variable away.
    pub(crate) fn env_remove(mut self, key: impl AsRef<OsStr>) -> Self {
        self.command.env_remove(key);
        self
    }

    /// Sets the working directory.
    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Ends the program, and all that it started, when it takes longer than this.
    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// The command line as a person would type it.
    fn line(&self) -> String {
        let words = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        words
            .map(|word| {
                let word = word.to_string_lossy();
                if word.is_empty() || word.contains([' ', '"', '*', '$']) {
                    format!("'{word}'")
                } else {
                    word.into_owned()
                }
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Runs it with its output on ours.
    pub(crate) fn run(mut self) -> Result<()> {
        let line = self.line();
        let mut child = self.start(&line)?;
        let status = wait(&mut child, self.limit, &line)?;
        judge(status, &line)
    }

    /// Runs it and hands back what it printed on standard output, whether it liked it or not.
    pub(crate) fn output(mut self) -> Result<(bool, String)> {
        let line = self.line();
        self.command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = self.start(&line)?;
        let mut pipe = child.stdout.take().context("standard output was piped")?;
        let reader = thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = pipe.read_to_end(&mut bytes);
            bytes
        });
        let status = wait(&mut child, self.limit, &line)?;
        let bytes = reader.join().unwrap_or_default();
        Ok((status.success(), String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Like [`Run::output`], but failure is an error.
    pub(crate) fn text(self) -> Result<String> {
        let line = self.line();
        let (success, text) = self.output()?;
        if !success {
            bail!("`{line}` failed");
        }
        Ok(text)
    }

    /// Runs it, passes its standard output on line by line and hands it back as well.
    pub(crate) fn tee(self) -> Result<String> {
        let line = self.line();
        let (status, text) = self.tee_whatever()?;
        judge(status, &line)?;
        Ok(text)
    }

    /// The same, and how it ended, well or not.
    pub(crate) fn tee_whatever(mut self) -> Result<(ExitStatus, String)> {
        let line = self.line();
        self.command.stdout(Stdio::piped());
        let mut child = self.start(&line)?;
        let pipe = child.stdout.take().context("standard output was piped")?;
        let reader = thread::spawn(move || {
            let mut text = String::new();
            for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                text.push_str(&line);
                text.push('\n');
            }
            text
        });
        let status = wait(&mut child, self.limit, &line)?;
        Ok((status, reader.join().unwrap_or_default()))
    }

    fn start(&mut self, line: &str) -> Result<Child> {
        if self.limit.is_some() && own_group() {
            lead_a_group(&mut self.command);
        }
        self.command.spawn().with_context(|| format!("`{line}` could not be started"))
    }
}

/// Whether children with a time limit get a process group of their own, so that all of it can be
/// ended. At a terminal they do not: there Ctrl-C must reach them.
fn own_group() -> bool {
    cfg!(unix) && !std::io::stdin().is_terminal()
}

#[cfg(unix)]
fn lead_a_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn lead_a_group(_command: &mut Command) {}

fn wait(child: &mut Child, limit: Option<Duration>, line: &str) -> Result<ExitStatus> {
    let Some(limit) = limit else {
        return child.wait().with_context(|| format!("waiting for `{line}`"));
    };
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > limit {
            end(child);
            bail!("`{line}` did not end within {} s and was stopped", limit.as_secs());
        }
        thread::sleep(Duration::from_millis(50));
    }
}

fn end(child: &mut Child) {
    if own_group() {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn judge(status: ExitStatus, line: &str) -> Result<()> {
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// `PATH` with these folders before it.
pub(crate) fn path_with(folders: &[PathBuf]) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&path));
    env::join_paths(all).unwrap_or(path)
}
