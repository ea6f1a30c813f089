//! `cargo xtask serve | build | test | bench`: in goes a command, out comes the site served, built,
//! checked or measured, with everything that was missing installed on the way.

// A program for the terminal: to print is what it is for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod boundaries;
mod browser;
mod checks;
mod lighthouse;
mod packages;
mod project;
mod run;
mod servers;
mod site;
mod small_std;
mod tools;
mod wasm_toolchain;

use std::env;
use std::process::ExitCode;

use anyhow::Result;

use crate::project::Project;
use crate::tools::Toolbox;

const USAGE: &str = "\
cargo xtask serve [--port 8080]   build the site if need be, and serve it on this machine
cargo xtask build                 build the site into dist/
cargo xtask test [--only STEP]    run every check, or the named ones
cargo xtask bench                 print the budgets and our figures

What is missing (the wasm target, the standard library's source, Trunk, wasm-bindgen, wasm-opt,
for the tests a browser) is installed on the way, the tools into $POLICY_EXPLORER_CACHE or the
user's cache folder.";

/// What was asked for.
enum Command {
    Serve { port: u16 },
    Build,
    Test { only: Vec<String> },
    Bench,
    Help,
}

fn main() -> ExitCode {
    let args = env::args().skip(1).collect::<Vec<_>>();
    let Some(command) = parse(&args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match obey(&command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn parse(args: &[String]) -> Option<Command> {
    let words = args.iter().map(String::as_str).collect::<Vec<_>>();
    match words.as_slice() {
        ["serve"] => Some(Command::Serve { port: 8080 }),
        ["serve", "--port", port] => Some(Command::Serve { port: port.parse().ok()? }),
        ["build"] => Some(Command::Build),
        ["test", only @ ..] => {
            let (pairs, rest) = only.as_chunks();
            let names = pairs.iter().map(|[flag, name]| (*flag == "--only").then(|| (*name).to_owned()));
            let only = names.collect::<Option<Vec<_>>>()?;
            rest.is_empty().then_some(Command::Test { only })
        }
        ["bench"] => Some(Command::Bench),
        ["help" | "--help" | "-h"] => Some(Command::Help),
        _ => None,
    }
}

fn obey(command: &Command) -> Result<bool> {
    let project = Project::find()?;
    match command {
        Command::Serve { port } => {
            site::build(&project, &Toolbox::prepare(&project)?)?;
            site::serve(&project, *port)?;
        }
        Command::Build => site::build(&project, &Toolbox::prepare(&project)?)?,
        Command::Test { only } => return checks::run(&project, only),
        Command::Bench => bench::run(&project)?,
        Command::Help => println!("{USAGE}"),
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Option<Command> {
        parse(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn commands() {
        assert!(matches!(parsed("serve"), Some(Command::Serve { port: 8080 })));
        assert!(matches!(parsed("serve --port 9000"), Some(Command::Serve { port: 9000 })));
        assert!(matches!(parsed("test --only fmt"), Some(Command::Test { only }) if only == ["fmt"]));
        assert!(matches!(parsed("test"), Some(Command::Test { only }) if only.is_empty()));
        assert!(parsed("test --only").is_none());
        assert!(parsed("serve --port x").is_none());
    }
}
