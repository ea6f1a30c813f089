//! The checks, one after the other: in go the sources, out come a table of what passed and what
//! failed, and for each failure its cause and its remedy.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::boundaries;
use crate::browser::{Browser, Engines};
use crate::lighthouse;
use crate::project::Project;
use crate::run::{Remedy, Run, Trouble, trouble};
use crate::servers::Servers;
use crate::site;
use crate::tools::Toolbox;

/// Tests may hang; this long after their start they are ended.
const TEST_LIMIT: Duration = Duration::from_secs(2700);
const BROWSER_LIMIT: Duration = Duration::from_secs(1800);

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn(&Checks<'_>) -> Result<Outcome>,
}

const STEPS: [Step; 16] = [
    Step { name: "prepare", what: "the tools, the browser and its driver", run: prepare },
    Step { name: "fmt", what: "the formatting", run: fmt },
    Step { name: "core", what: "the core builds alone and knows no browser", run: core },
    Step { name: "boundaries", what: "each file names only what it may", run: boundaries },
    Step { name: "clippy", what: "lints, native", run: clippy },
    Step { name: "clippy-wasm", what: "lints, the browser's program", run: clippy_wasm },
    Step { name: "tests", what: "native tests and the examples in the docs", run: tests },
    Step { name: "site", what: "the site is built, its module without a C compiler", run: build_site },
    Step { name: "reproducible", what: "the same input gives the same bytes", run: reproducible },
    Step { name: "corpus", what: "the corpus is sound", run: corpus },
    Step { name: "wasm-tests", what: "tests inside a headless browser", run: wasm_tests },
    Step { name: "chromium", what: "tests that use the site as a person does, in Chromium", run: chromium },
    Step { name: "firefox", what: "the same in Firefox", run: firefox },
    Step { name: "webkit", what: "the same in WebKit", run: webkit },
    Step { name: "lighthouse", what: "Lighthouse gives at least 95 for how the page is made", run: by_lighthouse },
    Step { name: "docs", what: "the documentation builds without a warning", run: docs },
];

enum Outcome {
    Passed,
    /// Passed so many tests.
    Tests(usize),
    Skipped(String),
}

/// Runs all checks, or the named ones, and reports whether all is well.
pub(crate) fn run(project: &Project, only: &[String]) -> Result<bool> {
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let names = STEPS.map(|step| step.name).join(", ");
        return Err(trouble(format!("there is no step `{unknown}`"), format!("one of: {names}")));
    }
    let checks = Checks {
        project,
        tools: OnceCell::new(),
        browser: OnceCell::new(),
        engines: OnceCell::new(),
        servers: OnceCell::new(),
        site: OnceCell::new(),
    };
    let mut table = vec![];
    let (mut passed, mut failed) = (0, 0);
    for step in STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)) {
        println!("\n=== {}: {}", step.name, step.what);
        let start = Instant::now();
        let outcome = (step.run)(&checks);
        let seconds = start.elapsed().as_secs_f64();
        let result = match outcome {
            Ok(Outcome::Passed) => "passed".to_owned(),
            Ok(Outcome::Tests(count)) => format!("passed, {count} tests"),
            Ok(Outcome::Skipped(why)) => format!("skipped: {why}"),
            Err(error) => {
                print_failure(step.name, &error);
                "FAILED".to_owned()
            }
        };
        failed += usize::from(result == "FAILED");
        passed += usize::from(result.starts_with("passed"));
        println!("=== {}: {result} ({seconds:.1} s)", step.name);
        table.push((step.name, seconds, result));
    }
    println!("\n{:<14} {:>8}  result", "step", "time");
    for (name, seconds, result) in table {
        println!("{name:<14} {seconds:>6.1} s  {result}");
    }
    println!("\n{passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn print_failure(step: &str, error: &anyhow::Error) {
    println!("\nFAILED: {step}");
    match error.downcast_ref::<Trouble>() {
        Some(Trouble { cause, remedy }) => println!("  cause:  {cause}\n  remedy: {remedy}"),
        None => println!("  cause:  {error:#}"),
    }
    println!("  again:  cargo xtask test --only {step}");
}

/// What the steps share; each part is made when the first step asks for it.
struct Checks<'p> {
    project: &'p Project,
    tools: OnceCell<Result<Toolbox, String>>,
    browser: OnceCell<Result<Browser, String>>,
    engines: OnceCell<Result<Engines, String>>,
    servers: OnceCell<Result<Servers, String>>,
    site: OnceCell<Result<(), String>>,
}

impl Checks<'_> {
    fn tools(&self) -> Result<&Toolbox> {
        once(&self.tools, || Toolbox::prepare(self.project))
    }

    fn browser(&self) -> Result<&Browser> {
        once(&self.browser, Browser::prepare)
    }

    fn engines(&self) -> Result<&Engines> {
        once(&self.engines, || Engines::prepare(self.project))
    }

    fn servers(&self) -> Result<&Servers> {
        once(&self.servers, || Servers::prepare(self.project))
    }

    /// Builds the site, once.
    fn site(&self) -> Result<()> {
        once(&self.site, || site::build(self.project, self.tools()?)).copied()
    }

    fn cargo(&self) -> Run {
        self.project.cargo()
    }

    fn has(&self, file: &str) -> bool {
        self.project.root.join(file).is_file()
    }
}

/// The value, made once; a failure is kept too, so that it is not waited for again.
fn once<T>(cell: &OnceCell<Result<T, String>>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    let made = cell.get_or_init(|| make().map_err(|error| format!("{error:#}")));
    made.as_ref().map_err(|cause| anyhow::anyhow!("{cause}"))
}

fn prepare(checks: &Checks<'_>) -> Result<Outcome> {
    checks.tools()?;
    checks.browser()?;
    checks.engines()?;
    checks.servers()?;
    let has = |tool| checks.cargo().args([tool, "--version"]).output().is_ok_and(|(there, _)| there);
    if !(has("fmt") && has("clippy")) {
        println!("  rustfmt, clippy: adding them by rustup (two of the checks)");
        Run::new("rustup")
            .args(["component", "add", "rustfmt", "clippy"])
            .limit(Duration::from_secs(300))
            .run()
            .remedy("install rustfmt and clippy for this Rust")?;
    }
    Ok(Outcome::Passed)
}

fn fmt(checks: &Checks<'_>) -> Result<Outcome> {
    checks.cargo().args(["fmt", "--all", "--check"]).run().remedy("run `cargo fmt --all`")?;
    Ok(Outcome::Passed)
}

fn core(checks: &Checks<'_>) -> Result<Outcome> {
    checks
        .cargo()
        .args(["check", "--package", "policy-explorer", "--no-default-features", "--lib"])
        .run()
        .remedy("the core must not use what only the features `cli` and `app` bring")?;
    for target in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"] {
        let tree = checks
            .cargo()
            .args(["tree", "--package", "policy-explorer", "--no-default-features"])
            .args(["--edges", "normal", "--prefix", "none", "--target", target])
            .text()?;
        let crates = tree.lines().filter_map(|line| line.split(' ').next());
        let mut alien = crates
            .filter(|name| matches!(*name, "web-sys" | "js-sys" | "wasm-bindgen" | "yew" | "gloo"))
            .collect::<Vec<_>>();
        alien.dedup();
        if !alien.is_empty() {
            let cause = format!("the core's dependencies for {target} include {}", alien.join(", "));
            let remedy = format!(
                "`cargo tree --no-default-features --target {target} -e normal -i {}` shows the way in",
                alien[0]
            );
            return Err(trouble(cause, remedy));
        }
    }
    Ok(Outcome::Passed)
}

fn boundaries(checks: &Checks<'_>) -> Result<Outcome> {
    let trespasses = boundaries::trespasses(&checks.project.root)?;
    if !trespasses.is_empty() {
        let remedy = "move the code to the module that may, or give the other one a plain value";
        return Err(trouble(trespasses.join("\n          "), remedy));
    }
    Ok(Outcome::Passed)
}

fn clippy(checks: &Checks<'_>) -> Result<Outcome> {
    checks
        .cargo()
        .args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            "policy-explorer/whole,policy-explorer/browser-tests",
        ])
        .args(["--", "-D", "warnings"])
        .run()
        .remedy("correct what clippy names above")?;
    Ok(Outcome::Passed)
}

fn clippy_wasm(checks: &Checks<'_>) -> Result<Outcome> {
    let tools = checks.tools()?;
    if !tools.wasm.clippy {
        return Ok(Outcome::Skipped("this system has no clippy of the wasm compiler's version".into()));
    }
    for (program, features) in [("first", "app"), ("whole", "whole")] {
        tools
            .cargo(checks.project)
            .args(["clippy", "--no-default-features", "--features", features, "--lib", "--bin", program])
            .args(checks.has("tests/wasm.rs").then_some(["--test", "wasm"]).into_iter().flatten())
            .args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"])
            .run()
            .remedy("correct what clippy names above")?;
    }
    Ok(Outcome::Passed)
}

fn tests(checks: &Checks<'_>) -> Result<Outcome> {
    let printed = checks
        .cargo()
        .args(["test", "--workspace", "--features", "policy-explorer/whole"])
        .limit(TEST_LIMIT)
        .tee()
        .remedy("the failures are named above; `cargo test NAME` runs one")?;
    Ok(Outcome::Tests(tests_passed(&printed)))
}

fn build_site(checks: &Checks<'_>) -> Result<Outcome> {
    checks.site()?;
    Ok(Outcome::Passed)
}

fn reproducible(checks: &Checks<'_>) -> Result<Outcome> {
    checks.site()?;
    let place = checks.project.target.join("reproduced");
    let _ = fs::remove_dir_all(&place);
    let (one, two) = (place.join("one"), place.join("two"));
    site::build_corpus(checks.project, &one)?;
    site::build_corpus(checks.project, &two)?;
    let differences = differences(&one, &two)?;
    if !differences.is_empty() {
        let cause = format!("two builds differ in {}", differences.join(", "));
        return Err(trouble(cause, "look for hash order, clocks and paths in what is written"));
    }
    let _ = fs::remove_dir_all(&place);
    Ok(Outcome::Passed)
}

/// The names of the files that are not the same in both folders.
fn differences(one: &Path, two: &Path) -> Result<Vec<String>> {
    let names = |folder: &Path| -> Result<Vec<String>> {
        let files = site::files_in(folder)?;
        files.iter().map(|file| Ok(file.strip_prefix(folder)?.to_string_lossy().into())).collect()
    };
    let mut all = [names(one)?, names(two)?].concat();
    if all.is_empty() {
        bail!("nothing was written to {}", one.display());
    }
    all.sort();
    all.dedup();
    let same = |name: &String| {
        let (one, two) = (fs::read(one.join(name)), fs::read(two.join(name)));
        matches!((one, two), (Ok(one), Ok(two)) if one == two)
    };
    Ok(all.into_iter().filter(|name| !same(name)).collect())
}

fn corpus(checks: &Checks<'_>) -> Result<Outcome> {
    site::build_program(checks.project)?;
    Run::new(checks.project.program())
        .dir(&checks.project.root)
        .arg("check")
        .run()
        .remedy("correct the documents that are named above")?;
    Ok(Outcome::Passed)
}

fn wasm_tests(checks: &Checks<'_>) -> Result<Outcome> {
    if !checks.has("tests/wasm.rs") {
        return Ok(Outcome::Skipped("there is no tests/wasm.rs".into()));
    }
    let tools = checks.tools()?;
    let browser = checks.browser()?;
    let run = tools
        .cargo(checks.project)
        .args(["test", "--no-default-features", "--features", "app", "--test", "wasm"])
        .args(["--target", "wasm32-unknown-unknown"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &tools.wasm_test_runner)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.write_capabilities(checks.project)?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .limit(BROWSER_LIMIT);
    let printed = browser.name_to(run).tee().remedy("the failures are named above")?;
    Ok(Outcome::Tests(tests_passed(&printed)))
}

fn chromium(checks: &Checks<'_>) -> Result<Outcome> {
    let run = browser_tests(checks, "chromium", &[])?;
    let printed = checks.browser()?.name_to(run).tee().remedy("the failures are named above")?;
    Ok(Outcome::Tests(tests_passed(&printed)))
}

fn firefox(checks: &Checks<'_>) -> Result<Outcome> {
    let engines = checks.engines()?;
    let run = engines.name_firefox_to(browser_tests(checks, "firefox", &[])?);
    Ok(Outcome::Tests(tests_passed(&run.tee().remedy("the failures are named above")?)))
}

/// What WebKitGTK says when it ends a program by chance (docs/decisions.md, "How the page opens, and where").
const ENDED_BY_WEBKIT: [&str; 2] = ["Out of bounds memory access", "Unreachable code should not be executed"];
/// That is rare: more tests that fail by it in one run are no chance.
const CHANCES: usize = 3;

/// Runs WebKit's tests, and once more those that failed because WebKit itself ended the program in their midst. The page
/// starts it anew, but a test may have had more in hand than the page keeps. Any other failure stands.
fn webkit(checks: &Checks<'_>) -> Result<Outcome> {
    let engines = checks.engines()?;
    let run = |only: &[String]| -> Result<Run> { Ok(engines.name_webkit_to(browser_tests(checks, "webkit", only)?)) };
    let remedy = "the failures are named above";
    let (status, printed) = run(&[])?.tee_whatever()?;
    if status.success() {
        return Ok(Outcome::Tests(tests_passed(&printed)));
    }
    let failed = tests_failed(&printed);
    let is_ended =
        |report: &str| report.contains("wasm_bindgen") && ENDED_BY_WEBKIT.iter().any(|trap| report.contains(trap));
    let ended: Vec<String> = failed.iter().filter(|name| is_ended(report_of(name, &printed))).cloned().collect();
    if failed.is_empty() || ended.len() < failed.len() || ended.len() > CHANCES {
        return Err(trouble(format!("{} tests failed", failed.len()), remedy));
    }
    println!("\n=== ended by WebKit, and once more: {}", ended.join(", "));
    let again = run(&ended)?.tee().remedy(remedy)?;
    // The first run's sum is not printed as one that is well.
    let first = printed.lines().filter(|line| line.starts_with("test ") && line.ends_with(" ... ok")).count();
    Ok(Outcome::Tests(first + tests_passed(&again)))
}

/// Builds what the tests need, and hands back the run of one engine, which begins with the tests' own program.
fn browser_tests(checks: &Checks<'_>, engine: &str, only: &[String]) -> Result<Run> {
    checks.site()?;
    let arguments = ["test", "--features", "browser-tests", "--test", "browser"];
    checks.cargo().args(arguments).arg("--no-run").run().remedy("correct what the compiler names above")?;
    let run = checks
        .cargo()
        .args(arguments)
        .args(["--", "--test-threads=2", "--exact"])
        .args(only)
        .env("ENGINE", engine)
        .env("POLICY_EXPLORER_DIST", &checks.project.dist)
        .limit(BROWSER_LIMIT);
    Ok(checks.servers()?.name_to(run))
}

fn by_lighthouse(checks: &Checks<'_>) -> Result<Outcome> {
    checks.site()?;
    lighthouse::run(checks.project, checks.browser()?, lighthouse::Of::Construction)?;
    Ok(Outcome::Passed)
}

fn docs(checks: &Checks<'_>) -> Result<Outcome> {
    let doc =
        |cargo: Run| cargo.args(["doc", "--no-deps", "--document-private-items"]).env("RUSTDOCFLAGS", "-Dwarnings");
    let remedy = "correct what rustdoc names above";
    doc(checks.cargo()).arg("--workspace").run().remedy(remedy)?;
    doc(checks.tools()?.cargo(checks.project))
        .args(["--lib", "--no-default-features", "--features", "whole", "--target", "wasm32-unknown-unknown"])
        .run()
        .remedy(remedy)?;
    Ok(Outcome::Passed)
}

/// The sum over all `test result: ok. 12 passed; …`.
fn tests_passed(printed: &str) -> usize {
    let results = printed.lines().filter_map(|line| line.split_once("test result: ok. "));
    results.filter_map(|(_, rest)| rest.split(' ').next()?.parse::<usize>().ok()).sum()
}

/// The names in all `test NAME ... FAILED`.
fn tests_failed(printed: &str) -> Vec<String> {
    let lines = printed.lines().filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
    lines.map(str::to_owned).collect()
}

/// What a failed test printed.
fn report_of<'a>(name: &str, printed: &'a str) -> &'a str {
    let behind = printed.split_once(&format!("---- {name} stdout ----")).map_or("", |(_, behind)| behind);
    let end = ["\n---- ", "\nfailures:"].iter().filter_map(|next| behind.find(next)).min();
    &behind[..end.unwrap_or(behind.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_of_one_test() {
        let printed =
            "test a::b ... FAILED\n---- a::b stdout ----\none\n---- a::c stdout ----\ntwo\n\nfailures:\n    a::b";
        assert_eq!(report_of("a::b", printed).trim(), "one");
        assert_eq!(report_of("a::c", printed).trim(), "two");
        assert_eq!(report_of("a::d", printed), "");
    }

    #[test]
    fn failures_are_named() {
        let printed = "test a::b ... ok\ntest a::c ... FAILED\ntest result: FAILED. 1 passed";
        assert_eq!(tests_failed(printed), ["a::c"]);
    }

    #[test]
    fn results_are_summed() {
        let printed = "test result: ok. 12 passed; 0 failed\nx\ntest result: ok. 3 passed; 0 failed";
        assert_eq!(tests_passed(printed), 15);
    }

    #[test]
    fn folders_are_compared_by_content() -> Result<()> {
        let place = std::env::temp_dir().join(format!("xtask-compare-{}", std::process::id()));
        let (one, two) = (place.join("one"), place.join("two"));
        for folder in [&one, &two] {
            fs::create_dir_all(folder.join("deep"))?;
            fs::write(folder.join("deep/same"), "same")?;
        }
        fs::write(one.join("other"), "1")?;
        fs::write(two.join("other"), "2")?;
        fs::write(two.join("alone"), "")?;
        assert_eq!(differences(&one, &two)?, ["alone", "other"]);
        fs::remove_dir_all(&place)?;
        Ok(())
    }
}
