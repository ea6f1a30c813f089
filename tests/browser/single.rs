//! The page of one file, opened from a folder as by a double click.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::harness::{Folder, PROGRAM, Visit, program, project, total};
use crate::host::Host;

/// The file, in a folder of its own.
fn built() -> (Folder, PathBuf) {
    let folder = Folder::empty("single");
    let file = folder.0.join("政策.html");
    let status = Command::new(PROGRAM)
        .current_dir(project())
        .args(["build", "--single-file", "--out"])
        .arg(&file)
        .stdout(std::process::Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "the file can't be built");
    (folder, file)
}

fn address(file: &std::path::Path) -> String {
    let path = file.to_string_lossy().replace("政策", "%E6%94%BF%E7%AD%96");
    format!("file://{path}")
}

#[tokio::test]
async fn one_file_opens_by_a_double_click_and_can_all_that_needs_no_server() {
    let (_folder, file) = built();
    let length = fs::metadata(&file).expect("it was built").len();
    assert!(length <= 1_000_000, "{length} bytes");
    Visit::to("")
        .at(&address(&file))
        .run(async |page| {
            assert_eq!(page.count(".toc__title").await, 5);
            page.fill("#q", "尾矿库").await;
            page.until_results(total("尾矿库", &[])).await;
            page.until_route("#/search?q=尾矿库").await;
            page.click(".hit-card__title a").await;
            page.until("the document", "return !!document.querySelector('.law mark.hit')").await;
            page.back().await;
            page.until_results(total("尾矿库", &[])).await;
            page.type_address("#/compare/mee-2024-64/shanxi-2024-zoning").await;
            page.until("the rows", "return document.querySelectorAll('.cmp-row').length > 5").await;
            page.type_address("#/targets").await;
            let targets = program(&["targets"]);
            let rows = targets.as_array().into_iter().flatten().filter(|record| record["core"] == true).count();
            let all = format!("return document.querySelectorAll('.table--targets tbody tr:not(.table__group)').length === {rows}");
            page.until("all targets", &all).await;
            page.click("#language").await;
            page.click("#theme").await;
            page.reload().await;
            page.until("the table again", "return !!document.querySelector('.table--targets')").await;
            let asked = "return performance.getEntriesByType('resource').map(at => at.name).filter(name => !name.startsWith('data:')).join(' ')";
            assert_eq!(page.say(asked).await, "", "nothing is asked of anybody");
            page.picture("single").await;
        })
        .await;
}

#[tokio::test]
async fn one_file_works_in_a_sandbox_without_an_origin() {
    let (folder, file) = built();
    fs::rename(&file, folder.0.join("policies.html")).expect("the folder is ours");
    let frame = "<!doctype html><title>portal</title><iframe sandbox='allow-scripts' src='policies.html#/search?q=水' style='width:60rem;height:40rem'></iframe>";
    fs::write(folder.0.join("index.html"), frame).expect("the folder is ours");
    let host = Host::of(&folder.0, |_, _| {});
    Visit::to("")
        .at(&host.origin)
        .opening()
        .run(async |page| {
            page.in_frame("iframe", async || {
                page.until("results", "return document.querySelectorAll('.hit-card').length > 3").await;
                assert!(page.is("return self.origin === 'null'").await);
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn one_file_without_what_unpacks_it_says_what_it_needs() {
    let (_folder, file) = built();
    let html = fs::read_to_string(&file).expect("it was built");
    // The policy lets no other script run, so the page gets another policy with it.
    let policy = html.find("script-src ").expect("the file has a policy") + "script-src ".len();
    let html = format!("{}'unsafe-inline' {}", &html[..policy], &html[policy..]);
    let html = html.replace("sha256-", "sha256+").replacen(
        "<script>",
        "<script>delete window.DecompressionStream;</script><script>",
        1,
    );
    fs::write(&file, html).expect("the folder is ours");
    Visit::to("")
        .at(&address(&file))
        .despite(&["sha256+", "Content Security", "CSP", "Content-Security"])
        .broken()
        .run(async |page| {
            let shown = page.say("return document.querySelector('#root').innerText").await;
            assert!(shown.contains("这个浏览器太旧") && shown.contains("too old"), "{shown}");
        })
        .await;
}
