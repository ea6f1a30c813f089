//! The budgets and where we stand: in goes the built site, out comes a table of marks and figures.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::lighthouse;
use crate::project::Project;
use crate::run::{Remedy, Run};
use crate::site::{self, files_in};
use crate::tools::Toolbox;

/// Everything that the first search needs, over the wire.
const WHOLE_BUDGET: usize = 240_000;
/// The part of it that is corpus, dictionary and index.
const CORPUS_BUDGET: usize = 75_000;
/// The ending of corpus files.
const CORPUS: &str = "pxc";
/// What the names of files begin with that are fetched after the first search: the whole program, and the facts.
const LATER: [&str; 3] = ["whole-", "pages-", "facts-"];
/// … and of those that wait until the page is open, as the service worker does for two seconds, or that only a portal or a
/// device's own screen asks for; the style is in the page, and a file for others.
const ASIDE: [&str; 5] = ["later-", "sw.js", "portal-", "icon-1", "style-"];

/// Builds the site if need be, and prints all figures.
pub(crate) fn run(project: &Project) -> Result<()> {
    let tools = Toolbox::prepare(project)?;
    site::build(project, &tools)?;
    wire_sizes(&project.dist)?;
    println!("\nQueries, native (mark: a warm query ≤ 0.1 ms median, ≤ 0.2 ms at the 95th percentile)");
    Run::new(project.program())
        .dir(&project.root)
        .args(["bench", "--data", "data"])
        .limit(Duration::from_secs(1800))
        .run()
        .remedy("`policy-explorer bench` says above what it lacks")?;
    browser_figures(project, &tools)
}

/// One file that travels.
struct Sent {
    name: String,
    plain: usize,
    brotli: usize,
    is_corpus: bool,
}

fn is_later(file: &Sent) -> bool {
    LATER.iter().any(|name| file.name.starts_with(name))
}

fn wire_sizes(dist: &Path) -> Result<()> {
    println!("\nOver the wire for the first search (brotli, quality 11)");
    let (later, sent): (Vec<_>, Vec<_>) = files(dist)?.into_iter().partition(is_later);
    for file in &sent {
        let part = if file.is_corpus { "corpus" } else { "page" };
        println!("{:>10} {:>10}  {part:<7} {}", file.plain, file.brotli, file.name);
    }
    let sum = |wanted: fn(&&Sent) -> bool| -> usize { sent.iter().filter(wanted).map(|file| file.brotli).sum() };
    verdict("whole", sum(|_| true), WHOLE_BUDGET);
    verdict("of which corpus", sum(|file| file.is_corpus), CORPUS_BUDGET);
    for (name, what) in LATER.into_iter().zip(["the whole program", "its style", "the facts"]) {
        let sum: usize = later.iter().filter(|file| file.name.starts_with(name)).map(|file| file.brotli).sum();
        println!("  after it, {what}: {:.1} kB", sum as f64 / 1000.0);
    }
    Ok(())
}

fn verdict(what: &str, figure: usize, mark: usize) {
    let word = if figure <= mark { "within" } else { "OVER" };
    let (kilobytes, mark) = (figure as f64 / 1000.0, mark as f64 / 1000.0);
    println!("  {what}: {kilobytes:.1} kB, mark {mark:.0} kB: {word}");
}

/// The page, all that it names, and the corpus.
fn files(dist: &Path) -> Result<Vec<Sent>> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    let mut sent = vec![];
    for file in files_in(dist)? {
        let name = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        // What `build` compressed beside it is the same again, and the plain pages are for those who don't run it.
        if name.ends_with(".br") || name.ends_with(".gz") || name.contains('/') {
            continue;
        }
        let is_corpus = file.extension().is_some_and(|kind| kind == CORPUS);
        if ASIDE.iter().any(|aside| name.starts_with(aside)) {
            continue;
        }
        if name == "index.html" || is_corpus || html.contains(&name) {
            let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            sent.push(Sent { name, plain: bytes.len(), brotli: compressed(&bytes)?, is_corpus });
        }
    }
    Ok(sent)
}

fn compressed(bytes: &[u8]) -> Result<usize> {
    Ok(compressed_bytes(bytes)?.len())
}

fn compressed_bytes(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut out = vec![];
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters).context("compressing")?;
    Ok(out)
}

/// Start and queries in a real browser, measured by a test that prints its figures.
fn browser_figures(project: &Project, tools: &Toolbox) -> Result<()> {
    let blank = site::build_blank(project, tools)?;
    // As ours is sent.
    for file in files_in(&blank)?.iter().filter(|file| file.extension().is_none_or(|kind| kind != "br")) {
        let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        let mut name = file.clone().into_os_string();
        name.push(".br");
        fs::write(&name, compressed_bytes(&bytes)?).with_context(|| format!("writing {}", file.display()))?;
    }
    println!(
        "\nIn the browser (marks: a query ≤ 0.1 ms median, ≤ 0.2 ms at 95 %; start ≤ 2 × a blank Yew page; all pairs ≤ 50 ms)"
    );
    let run = project
        .cargo()
        .args(["test", "--quiet", "--features", "browser-tests", "--test", "browser", "measuring"])
        .args(["--", "--nocapture", "--test-threads=1"])
        .env("POLICY_EXPLORER_DIST", &project.dist)
        .env("POLICY_EXPLORER_BLANK", blank)
        .limit(Duration::from_secs(1800));
    let browser = Browser::prepare()?;
    browser.name_to(run).run().remedy("the failures are named above")?;
    println!("\nLighthouse (mark: 95 in every category; the middle of three)");
    lighthouse::run(project, &browser, lighthouse::Of::All)
}
