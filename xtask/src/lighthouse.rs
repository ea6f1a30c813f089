//! What Lighthouse thinks of the site: in go the finished site and a browser, out come its marks, of which none is to be
//! below 95. Speed varies with what else the machine does, so it is measured with the other figures; the rest is the same
//! everywhere, and a test. Lighthouse is an npm package and is kept in the cache.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::browser::{Browser, FLAGS};
use crate::packages;
use crate::project::Project;
use crate::run::{Remedy, Run, trouble};

/// Its successor wants a newer Node.js than most systems have.
const LIGHTHOUSE: &str = "lighthouse@12.8.2";
/// The least mark, in every category.
const LEAST: f64 = 0.95;
/// The middle of so many marks of speed counts.
const RUNS: usize = 3;

/// Which categories are looked at.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Of {
    /// Accessibility, good practice, and what search engines want.
    Construction,
    /// All, with speed.
    All,
}

/// Judges the site, prints every category, and fails if one is below the mark.
pub(crate) fn run(project: &Project, browser: &Browser, of: Of) -> Result<()> {
    let program = prepare(project).remedy("install Node.js 18 or later with npm")?;
    let mut server = Command::new(project.program())
        .args(["serve", "--port", "0", "--dir"])
        .arg(&project.dist)
        .stdout(Stdio::piped())
        .spawn()
        .context("starting the server")?;
    let marks = measured(project, browser, of, &program, &mut server);
    // It may have ended by itself.
    let _ = server.kill();
    let _ = server.wait();
    let marks = marks?;
    let low = marks.iter().filter(|(_, score, _)| *score < LEAST).map(|(name, ..)| name.as_str()).collect::<Vec<_>>();
    for (name, score, all) in &marks {
        println!("  {name:<16}{:>4.0}  (of {all:?})", score * 100.0);
    }
    if !low.is_empty() {
        let report = project.target.join("lighthouse.json");
        return Err(trouble(
            format!("below {:.0}: {}", LEAST * 100.0, low.join(", ")),
            format!("{} says which audits failed", report.display()),
        ));
    }
    Ok(())
}

/// Every category with the middle of its marks, and all of them.
fn measured(
    project: &Project,
    browser: &Browser,
    of: Of,
    program: &PathBuf,
    server: &mut std::process::Child,
) -> Result<Vec<(String, f64, Vec<f64>)>> {
    let output = server.stdout.take().context("the server's output is piped")?;
    let mut address = String::new();
    BufReader::new(output).read_line(&mut address).context("reading the server's address")?;
    let report = project.target.join("lighthouse.json");
    let mut marks: Vec<(String, Vec<f64>)> = vec![];
    for _ in 0..if of == Of::All { RUNS } else { 1 } {
        Run::new(program)
            .arg(address.trim())
            .args(["--quiet", "--output=json"])
            .args((of == Of::Construction).then_some("--only-categories=accessibility,best-practices,seo"))
            .arg(format!("--output-path={}", report.display()))
            .arg(format!("--chrome-flags={}", FLAGS.join(" ")))
            .env("CHROME_PATH", &browser.browser)
            .limit(Duration::from_secs(300))
            .run()?;
        let text = fs::read_to_string(&report).with_context(|| format!("reading {}", report.display()))?;
        let report: serde_json::Value = serde_json::from_str(&text).context("Lighthouse's report is no JSON")?;
        let categories = report["categories"].as_object().context("Lighthouse's report has no categories")?;
        for (name, category) in categories {
            let score = category["score"].as_f64().with_context(|| format!("{name} has no score"))?;
            match marks.iter_mut().find(|(known, _)| known == name) {
                Some((_, scores)) => scores.push(score),
                None => marks.push((name.clone(), vec![score])),
            }
        }
    }
    Ok(marks
        .into_iter()
        .map(|(name, mut scores)| {
            scores.sort_by(f64::total_cmp);
            (name, scores[scores.len() / 2], scores)
        })
        .collect())
}

/// Lighthouse's program, found in the cache or installed there.
fn prepare(project: &Project) -> Result<PathBuf> {
    let kept = project.cache.join("lighthouse");
    let program = kept.join("node_modules").join(".bin").join("lighthouse");
    if program.is_file() {
        return Ok(program);
    }
    if packages::on_path("npm").is_none() {
        packages::install(&["nodejs", "npm"], "Lighthouse comes as an npm package")?;
    }
    println!("  {LIGHTHOUSE}: installing (it judges the site)");
    Run::new("npm")
        .args(["install", "--silent", "--no-audit", "--no-fund", LIGHTHOUSE, "--prefix"])
        .arg(&kept)
        .limit(Duration::from_secs(600))
        .run()?;
    Ok(program)
}
