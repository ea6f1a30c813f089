//! After the first visit the site works without a network, a new version comes whole or not at all, and what is kept
//! does not grow.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::harness::{Folder, Page, Visit, project, total};
use crate::host::Host;

/// The site is kept, and its worker answers.
const KEPT: &str = "return navigator.serviceWorker && !!navigator.serviceWorker.controller";

/// Whether the engine has workers here; WebKitGTK's may lack them.
async fn has_workers(page: &Page) -> bool {
    page.is("return 'serviceWorker' in navigator").await
}

/// The same site in another version: the whole program's style has another name.
fn next_version(number: usize) -> Folder {
    let site = Folder::copy_of_site();
    let (page, worker) = (site.0.join("index.html"), site.0.join("sw.js"));
    let text = |path| fs::read_to_string(path).expect("the copy is ours");
    let (html, code) = (text(&page), text(&worker));
    let old = &html[html.find("name=version").map(|at| at - 18).expect("the page has a version")..][..16];
    let old = old.trim_matches('"').to_owned();
    let version = format!("{number:016x}");
    let name = site.program("pages-", ".css");
    let styled = name.file_name().expect("it has a name").to_string_lossy().into_owned();
    let renamed = format!("pages-{version}.css");
    fs::rename(&name, site.0.join(&renamed)).expect("the copy is ours");
    let changed = |text: &str| text.replace(&old, &version).replace(&styled, &renamed);
    assert_ne!(changed(&html), html);
    let hash = |html: &str| BASE64_STANDARD.encode(Sha256::digest(html));
    let code = changed(&code.replace(&hash(&html), &hash(&changed(&html))));
    assert!(code.contains(&hash(&changed(&html))), "the worker knows the page");
    fs::write(&page, changed(&html)).expect("the copy is ours");
    fs::write(&worker, code).expect("the copy is ours");
    site
}

/// The versions that are kept, by the end of their caches' names.
async fn kept(page: &Page) -> Vec<String> {
    let names = page.later("caches.keys().then(arguments[0])").await;
    let names = names.as_array().into_iter().flatten().filter_map(|name| name.as_str());
    names.filter_map(|name| Some(name.strip_prefix("policy-explorer ")?.rsplit_once(' ')?.1.to_owned())).collect()
}

/// Looks for another version as the browser does, and waits until it is kept or given up.
const UPDATE: &str =
    "const done = arguments[0], over = at => ['installed', 'activated', 'redundant'].includes(at.state);
    navigator.serviceWorker.getRegistration().then(all => all.update().then(() => {
        const next = all.installing || all.waiting;
        if (!next || over(next)) return done(next ? next.state : 'none');
        next.addEventListener('statechange', () => over(next) && done(next.state));
    })).catch(error => done(String(error)))";

async fn version(page: &Page) -> String {
    page.say("return document.querySelector('meta[name=version]').content").await
}

#[tokio::test]
async fn after_the_first_visit_everything_works_without_a_network() {
    Visit::to("#/")
        .despite(&["Failed to load", "ERR_"])
        .run(async |page| {
            if !has_workers(page).await {
                return;
            }
            page.until_patiently("the site to be kept", KEPT).await;
            page.stop_server();
            page.load("#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93").await;
            page.until_results(total("尾矿库", &[])).await;
            for (route, there) in [
                ("#/doc/hubei-2024-plan", ".prov"),
                ("#/compare/mee-2024-64/shanxi-2024-zoning", ".cmp-row"),
                ("#/targets", ".table--targets"),
                ("#/", ".toc"),
            ] {
                page.load(route).await;
                page.until(route, &format!("return !!document.querySelector('{there}')")).await;
            }
            page.load("?embed=1#/topics").await;
            page.until("the table of topics", "return !!document.querySelector('table')").await;
        })
        .await;
}

#[tokio::test]
async fn a_new_version_is_announced_and_comes_whole_when_it_is_wanted() {
    let first = Folder::copy_of_site();
    let second = next_version(2);
    let host = Host::of(&first.0, |_, _| {});
    Visit::to("#/")
        .at(&host.origin)
        .despite(&["404", "Failed"])
        .run(async |page| {
            let before = version(page).await;
            page.until_patiently("what can wait", "return !!policyExplorerBoot.look").await;
            if has_workers(page).await {
                page.until_patiently("the site to be kept", KEPT).await;
            } else {
                let came = "return performance.getEntriesByType('resource').some(at => /facts-/.test(at.name) && at.responseEnd)";
                page.until("all that is needed", came).await;
            }
            host.move_to(&second.0);
            page.later("policyExplorerBoot.look().then(arguments[0])").await;
            page.until("the news", "return document.querySelector('.news[role=status]').innerText.includes('新版本')").await;
            page.fits("the news").await;
            page.picture_of_window("news").await;
            // The page that is open goes on, with pages that it has not had yet.
            page.type_address("#/targets").await;
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
            assert_eq!(version(page).await, before);
            page.click(".news button").await;
            let script = format!("const now = document.querySelector('meta[name=version]'); return now && now.content === '{:016x}'", 2);
            page.until("the new version", &script).await;
            page.until("the table again", "return !!document.querySelector('.table--targets')").await;
            let styles = page.say("return [...document.styleSheets].map(at => at.href).join(' ')").await;
            assert!(styles.contains("pages-0000000000000002.css"), "{styles}");
        })
        .await;
}

#[tokio::test]
async fn half_an_upload_never_takes_the_place_of_a_whole_version() {
    let first = Folder::copy_of_site();
    let second = next_version(2);
    fs::remove_file(second.file("pages-0000000000000002.css")).expect("the copy is ours");
    let host = Host::of(&first.0, |_, _| {});
    Visit::to("#/")
        .at(&host.origin)
        .despite(&["404", "Failed"])
        .run(async |page| {
            if !has_workers(page).await {
                return;
            }
            let before = version(page).await;
            page.until_patiently("the site to be kept", KEPT).await;
            host.move_to(&second.0);
            let update = "const done = arguments[0]; navigator.serviceWorker.getRegistration()
                .then(at => at.update()).then(() => setTimeout(() => done(true), 1500), error => done(String(error)))";
            page.later(update).await;
            page.load("#/targets").await;
            assert_eq!(version(page).await, before, "the old one, whole");
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
            // Opening a page looks for a new version too, and there may be a half of it until that has failed as well.
            let in_the_end = "const done = arguments[0], look = left => caches.keys().then(names =>
                names.length === 1 || !left ? done(names) : setTimeout(look, 100, left - 1)); look(100)";
            let kept = page.later(in_the_end).await;
            assert_eq!(kept.as_array().map(Vec::len), Some(1), "no half is kept: {kept}");
        })
        .await;
}

#[tokio::test]
async fn no_more_than_two_versions_are_kept() {
    let versions = [Folder::copy_of_site(), next_version(2), next_version(3), next_version(4)];
    let host = Host::of(&versions[0].0, |_, _| {});
    Visit::to("#/")
        .at(&host.origin)
        .despite(&["404", "Failed"])
        .run(async |page| {
            if !has_workers(page).await {
                return;
            }
            page.js("return caches.open('of another site').then(() => true)").await;
            page.until_patiently("the site to be kept", KEPT).await;
            for next in &versions[1..] {
                host.move_to(&next.0);
                page.until_patiently("what can wait", "return !!policyExplorerBoot.look").await;
                page.later("policyExplorerBoot.look().then(arguments[0])").await;
                let before = version(page).await;
                page.click(".news button").await;
                let script = format!(
                    "const now = document.querySelector('meta[name=version]'); return now && now.content !== {} && !!window.policyExplorer.search",
                    json!(before)
                );
                page.until("the new version", &script).await;
            }
            assert_eq!(kept(page).await.len(), 2, "this one and the one before");
            let names = page.later("caches.keys().then(arguments[0])").await;
            assert!(names.to_string().contains("of another site"), "what others keep is left alone: {names}");
        })
        .await;
}

#[tokio::test]
async fn a_version_that_another_window_has_let_in_is_loaded_at_once() {
    let (first, second) = (Folder::copy_of_site(), next_version(2));
    let host = Host::of(&first.0, |_, _| {});
    Visit::to("#/")
        .at(&host.origin)
        .despite(&["404"])
        .run(async |page| {
            if !has_workers(page).await {
                return;
            }
            page.until_patiently("the site to be kept", KEPT).await;
            page.js(
                "const at = document.createElement('iframe'); at.id = 'other'; at.width = 900; at.height = 500; at.src = './'; document.body.append(at)",
            )
            .await;
            let is_second = format!(
                "const now = document.querySelector('meta[name=version]'); return now && now.content === '{:016x}'",
                2
            );
            page.in_frame_of("return document.querySelector('#other')", async || {
                page.until_patiently(
                    "what can wait",
                    "return !!(window.policyExplorerBoot && policyExplorerBoot.look)",
                )
                .await;
                host.move_to(&second.0);
                page.later("policyExplorerBoot.look().then(arguments[0])").await;
                // Firefox's driver misses what is fixed to the foot of a frame.
                page.js("document.querySelector('.news button').click()").await;
            })
            .await;
            page.in_frame_of("return document.querySelector('#other')", async || {
                page.until("the new version in the other window", &is_second).await;
            })
            .await;
            page.later("policyExplorerBoot.look().then(arguments[0])").await;
            page.click(".news button").await;
            page.until("the new version", &is_second).await;
        })
        .await;
}

#[tokio::test]
async fn versions_that_nobody_opened_are_not_kept() {
    let versions = [Folder::copy_of_site(), next_version(2), next_version(3), next_version(4)];
    let host = Host::of(&versions[0].0, |_, _| {});
    Visit::to("#/")
        .at(&host.origin)
        .run(async |page| {
            if !has_workers(page).await {
                return;
            }
            page.until_patiently("the site to be kept", KEPT).await;
            let first = version(page).await;
            for next in &versions[1..] {
                host.move_to(&next.0);
                assert_eq!(page.later(UPDATE).await, "installed");
            }
            assert_eq!(kept(page).await, [first, format!("{:016x}", 4)], "the one that answers, and the next");
            page.type_address("#/targets").await;
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
        })
        .await;
}

#[tokio::test]
async fn what_is_kept_is_what_was_built_and_is_answered_as_the_server_did() {
    // The host cuts its page, or answers for its manifest with a page, or is well.
    let ill = Arc::new(Mutex::new(""));
    let site = Folder::copy_of_site();
    let host = Host::of(&site.0, {
        let ill = ill.clone();
        move |asked, answer| {
            answer.head.push(("X-From".to_owned(), "the server".to_owned()));
            answer.head.push(("Content-Security-Policy".to_owned(), "frame-ancestors 'none'".to_owned()));
            if asked.path == *ill.lock().expect("no thread fails while it holds this") {
                match asked.path.as_str() {
                    "index.html" => answer.body.truncate(answer.body.len() * 2 / 3),
                    _ => answer.body = b"<!doctype html><title>login</title>".to_vec(),
                }
            }
        }
    });
    let make = |name| *ill.lock().expect("no thread fails while it holds this") = name;
    Visit::to("#/")
        .at(&host.origin)
        .despite(&["integrity"])
        .run(async |page| {
            if !has_workers(page).await {
                return;
            }
            let over = "const done = arguments[0], look = left => navigator.serviceWorker.getRegistration().then(at =>
                !left || !at ? done(!at) : setTimeout(look, 100, left - 1)); look(100)";
            for name in ["manifest.webmanifest", "index.html"] {
                page.load("#/").await;
                make(name);
                let before = host.times(name);
                page.until_patiently("an attempt", "return !!policyExplorerBoot.look").await;
                assert_eq!(page.later(over).await, true, "{name}: it was given up");
                assert!(host.times(name) > before, "{name}: it was asked for");
                assert_eq!(kept(page).await, [""; 0], "{name}: nothing but what was built");
                make("");
            }
            page.load("#/").await;
            page.until_patiently("the site to be kept", KEPT).await;
            let told = "const done = arguments[0]; fetch('./').then(page => done(page.headers.get('X-From')
                + ' ' + page.headers.get('Content-Security-Policy') + ' ' + page.headers.get('Content-Type')))";
            let before = host.times("");
            assert_eq!(page.later(told).await, "the server frame-ancestors 'none' text/html; charset=utf-8");
            assert_eq!(host.times(""), before, "from what is kept");
        })
        .await;
}

#[tokio::test]
async fn what_came_damaged_is_asked_for_again_and_else_the_reader_is_told() {
    // The style of the second version is a page of the host, and browsers are told to keep that for ever; later it is well.
    let is_ill = Arc::new(AtomicBool::new(true));
    let (first, second) = (Folder::copy_of_site(), next_version(2));
    let host = Host::of(&first.0, {
        let is_ill = is_ill.clone();
        move |asked, answer| {
            if asked.path == "pages-0000000000000002.css" && is_ill.load(Ordering::Relaxed) {
                answer.head.push(("Cache-Control".to_owned(), "public, max-age=31536000, immutable".to_owned()));
                answer.body = b"<!doctype html><title>not here</title>".to_vec();
            }
        }
    });
    Visit::to("#/")
        .at(&host.origin)
        .despite(&["integrity"])
        .run(async |page| {
            if !has_workers(page).await {
                return;
            }
            page.until_patiently("the site to be kept", KEPT).await;
            let before = version(page).await;
            host.move_to(&second.0);
            page.later("policyExplorerBoot.look().then(arguments[0])").await;
            page.click(".news button").await;
            page.until_patiently(
                "the reader to be told",
                "return document.querySelector('.news').innerText.includes('没有取全')",
            )
            .await;
            assert_eq!(version(page).await, before, "and left in peace");
            page.click(".news button").await;
            is_ill.store(false, Ordering::Relaxed);
            page.later("policyExplorerBoot.look().then(arguments[0])").await;
            page.click(".news button").await;
            let script = format!(
                "const now = document.querySelector('meta[name=version]'); return now && now.content === '{:016x}'",
                2
            );
            page.until("the new version", &script).await;
        })
        .await;
}

#[tokio::test]
async fn a_site_that_is_taken_down_as_the_docs_say_leaves_nothing_behind() {
    let docs = fs::read_to_string(project().join("docs/hosting.md")).expect("the docs are there");
    let (_, code) = docs.split_once("```js\n").expect("the docs have one script");
    let gone = Folder::empty("gone");
    fs::write(gone.0.join("sw.js"), code.split("```").next().unwrap_or_default()).expect("the folder is ours");
    fs::write(gone.0.join("index.html"), "<!doctype html><title>gone</title>").expect("the folder is ours");
    let site = Folder::copy_of_site();
    let host = Host::of(&site.0, |_, _| {});
    Visit::to("#/")
        .at(&host.origin)
        .despite(&["404"])
        .run(async |page| {
            if !has_workers(page).await {
                return;
            }
            page.until_patiently("the site to be kept", KEPT).await;
            host.move_to(&gone.0);
            page.js("navigator.serviceWorker.getRegistration().then(at => at.update())").await;
            page.until("what is there now", "return document.title === 'gone'").await;
            assert_eq!(kept(page).await, [""; 0]);
            let workers =
                "const done = arguments[0]; navigator.serviceWorker.getRegistrations().then(all => done(all.length))";
            assert_eq!(page.later(workers).await, 0);
        })
        .await;
}

#[tokio::test]
async fn the_site_can_be_installed() {
    Visit::to("#/")
        .run(async |page| {
            let manifest = "const done = arguments[0], link = document.querySelector('link[rel=manifest]');
                fetch(link.href).then(answer => answer.json()).then(async manifest => {
                    const sizes = [];
                    for (const icon of manifest.icons) {
                        const image = new Image();
                        image.src = new URL(icon.src, link.href);
                        await image.decode();
                        sizes.push(icon.sizes === 'any' ? 'any' : image.naturalWidth + 'x' + image.naturalHeight);
                    }
                    done({ manifest, sizes, wanted: manifest.icons.map(icon => icon.sizes) });
                }, error => done(String(error)))";
            let found = page.later(manifest).await;
            assert_eq!(found["sizes"], found["wanted"], "{found}");
            assert_eq!(found["manifest"]["name"], "政策对读");
            assert_eq!(found["manifest"]["start_url"], "./", "it starts where it lies");
        })
        .await;
}
