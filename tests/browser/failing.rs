//! When something is damaged, missing, offline or hostile: never a blank page, never markup from outside.

use std::fs;

use serde_json::json;

use crate::harness::{Folder, Page, Visit, total};

/// The whole program, its style and the facts have been fetched.
const WHOLE_HAS_COME: &str = "return performance.getEntriesByType('resource').filter(at => /\\/(whole|pages|facts)-/.test(at.name) && at.responseEnd).length === 4";

/// What can wait until the page is open has been fetched.
const LATER_HAS_COME: &str =
    "return performance.getEntriesByType('resource').some(at => /\\/later-/.test(at.name) && at.responseEnd)";

/// The message is there in both languages, says what was wrong and offers to load again.
async fn says_so(page: &Page, cause: &str) {
    let shown = page.say("return document.querySelector('#root').innerText").await;
    for part in ["页面无法运行", "重新载入", "The page cannot run", "Load again", cause] {
        assert!(shown.contains(part), "“{part}” is not said: {shown}");
    }
    assert_eq!(page.count(".failure").await, 1);
    assert_eq!(page.count(".boot__line").await, 0, "it no longer says that it opens");
    assert_eq!(page.count("[role=alert]").await, 1);
    page.fits("the message of failure").await;
}

#[tokio::test]
async fn a_corpus_with_one_wrong_byte_is_refused() {
    let site = Folder::copy_of_site();
    let file = site.file(".pxc");
    let mut bytes = fs::read(&file).expect("the copy is ours");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).expect("the copy is ours");
    Visit::to("#/")
        .damaged(&site, &[])
        .run(async |page| {
            says_so(page, ".pxc").await;
            for (width, dark) in [(1280, false), (1280, true), (360, false), (360, true)] {
                page.resize(width, 800);
                page.darken(dark);
                page.fits("the message of failure").await;
                page.picture(&format!("failure-{width}-{}", if dark { "dark" } else { "light" })).await;
            }
            // Going elsewhere must not wipe the message away.
            page.type_address("#/search?q=%E6%B0%B4").await;
            says_so(page, ".pxc").await;
        })
        .await;
}

#[tokio::test]
async fn a_corpus_cut_short_is_refused() {
    let site = Folder::copy_of_site();
    let file = site.file(".pxc");
    let bytes = fs::read(&file).expect("the copy is ours");
    fs::write(&file, &bytes[..bytes.len() / 3]).expect("the copy is ours");
    Visit::to("#/").damaged(&site, &[]).run(async |page| says_so(page, ".pxc").await).await;
}

#[tokio::test]
async fn an_empty_corpus_is_refused() {
    let site = Folder::copy_of_site();
    fs::write(site.file(".pxc"), "").expect("the copy is ours");
    Visit::to("#/").damaged(&site, &[]).run(async |page| says_so(page, ".pxc").await).await;
}

#[tokio::test]
async fn a_page_of_the_host_in_place_of_the_corpus_is_refused() {
    let site = Folder::copy_of_site();
    fs::write(site.file(".pxc"), "<!doctype html><title>404</title><img src=x onerror='window.hacked=1'>")
        .expect("the copy is ours");
    Visit::to("#/")
        .damaged(&site, &[])
        .run(async |page| {
            says_so(page, ".pxc").await;
            assert!(page.is("return window.hacked === undefined && !document.querySelector('#root img')").await);
        })
        .await;
}

#[tokio::test]
async fn a_missing_corpus_is_said_to_be_missing() {
    let site = Folder::copy_of_site();
    fs::remove_file(site.file(".pxc")).expect("the copy is ours");
    Visit::to("#/").damaged(&site, &["404"]).run(async |page| says_so(page, "404").await).await;
}

#[tokio::test]
async fn a_missing_program_is_said_to_be_missing() {
    for ending in [".wasm", ".js"] {
        let site = Folder::copy_of_site();
        let file = site.program("first", ending);
        fs::remove_file(file).expect("the copy is ours");
        let complaints = &["404", "WebAssembly", "wasm", "integrity", "Failed to", "MIMEMISMATCH"];
        Visit::to("#/").damaged(&site, complaints).run(async |page| says_so(page, "first-").await).await;
    }
}

#[tokio::test]
async fn a_whole_program_that_does_not_come_can_be_tried_again() {
    for (name, ending) in [("whole", ".wasm"), ("whole", ".js"), ("pages", ".css")] {
        let site = Folder::copy_of_site();
        let file = site.program(name, ending);
        let away = file.with_extension("away");
        fs::rename(&file, &away).expect("the copy is ours");
        Visit::to("#/")
            .incomplete(&site, &["404", "integrity", "MIMEMISMATCH"])
            .run(async |page| {
                page.click(".toc__title a").await;
                page.until("the message", "return !!document.querySelector('.empty[role=alert]')").await;
                let said = page.text(".empty").await;
                let named = format!("{name}-");
                assert!(said.contains("没有取到") && said.contains(&named), "{said}");
                assert_eq!(said.matches(&named).count(), 1, "it is named once: {said}");
                page.fits("the message").await;
                page.picture("whole-missing").await;
                fs::rename(&away, &file).expect("the copy is ours");
                page.click(".empty .btn").await;
                page.until("the document", "return document.querySelectorAll('.prov').length > 10").await;
                page.back().await;
                page.until("the first page", "return !!document.querySelector('.toc')").await;
            })
            .await;
    }
}

#[tokio::test]
async fn a_link_to_a_document_starts_the_whole_program_alone() {
    Visit::to("#/doc/mee-2024-64/3.5")
        .run(async |page| {
            page.until("the document", "return !!document.querySelector('.prov--target')").await;
            let names = "return performance.getEntriesByType('resource').map(at => at.name).join(' ')";
            let fetched = page.say(names).await;
            assert!(fetched.contains("/whole-") && !fetched.contains("/first-"), "{fetched}");
        })
        .await;
}

#[tokio::test]
async fn a_damaged_program_is_said_not_to_start() {
    let site = Folder::copy_of_site();
    fs::write(site.program("first", ".wasm"), b"\0asm\x01\0\0\0\x01\xff").expect("the copy is ours");
    let complaints = &["WebAssembly", "wasm", "integrity"];
    Visit::to("#/").damaged(&site, complaints).run(async |page| says_so(page, "").await).await;
}

#[tokio::test]
async fn a_program_that_ends_is_started_once_more_and_then_said_to_have_ended() {
    // The body of a function that is a trap, as a panic is, and of one that calls itself for ever; and what engines say.
    let bodies: [(&[u8], &[&str]); 2] =
        [(&[3, 0, 0x00, 0x0b], &["unreachable"]), (&[4, 0, 0x10, 0, 0x0b], &["call stack", "recursion"])];
    // A module with that function alone, called as the program is: by an event, or by a promise that was kept. It must
    // be the page's own, and not one of a script that stands outside of it, as Firefox has them.
    let call = "const [body, way] = arguments, page = window.wrappedJSObject || window;
        const head = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0];
        const all = [...head, 10, body.length + 1, 1, ...body], bytes = new page.Uint8Array(all.length);
        all.forEach((byte, at) => { bytes[at] = byte; });
        const { f } = new page.WebAssembly.Instance(new page.WebAssembly.Module(bytes)).exports;
        way === 'event' ? page.setTimeout(f) : page.Promise.resolve().then(f)";
    let search = "#/search?q=%E6%B0%B4";
    Visit::to("#/")
        .despite(&["unreachable", "Unreachable", "call stack", "recursion", "Failed to load", "ERR_"])
        .run(async |page| {
            // Once it is loaded again, and shows the same.
            page.load(search).await;
            page.js("document.body.dataset.before = 'yes'").await;
            page.js_with(call, vec![json!(bodies[0].0), json!("event")]).await;
            page.until(
                "the page anew",
                "return !document.body.dataset.before && !!document.querySelector('.hit-card')",
            )
            .await;
            assert_eq!(page.route().await, "#/search?q=水");
            assert_eq!(page.count(".failure").await, 0);
            for (body, causes) in bodies {
                for way in ["event", "promise"] {
                    page.load("#/").await;
                    page.js_with(call, vec![json!(body), json!(way)]).await;
                    page.until("the message of failure", "return !!document.querySelector('.failure')").await;
                    let said = page.text(".failure__detail").await.to_lowercase();
                    assert!(causes.iter().any(|cause| said.contains(cause)), "{said}");
                    page.type_address(search).await;
                    says_so(page, "").await;
                }
            }
            // Without a network it is loaded again if the browser has kept it, and else is said to have ended.
            page.load(search).await;
            let kept = "return !navigator.serviceWorker || !!navigator.serviceWorker.controller";
            page.until_patiently("the site to be kept, if it can be", kept).await;
            page.stop_server();
            page.js("sessionStorage.removeItem('policy-explorer-ended'); document.body.dataset.before = 'yes'").await;
            page.js_with(call, vec![json!(bodies[0].0), json!("event")]).await;
            let there = match page.is("return !!navigator.serviceWorker").await {
                true => "return !document.body.dataset.before && !!document.querySelector('.hit-card')",
                false => "return !!document.querySelector('.failure')",
            };
            page.until("the page anew, or the message", there).await;
        })
        .await;
}

#[tokio::test]
async fn an_error_of_another_script_leaves_the_page_alone() {
    Visit::to("#/")
        .despite(&["another script", "(in promise)", "no/such/file", "TrustedScriptURL", "trusted-types"])
        .run(async |page| {
            page.js("setTimeout(() => { throw new TypeError('another script') })").await;
            page.js("Promise.reject(new RangeError('another script')); Promise.reject()").await;
            // What the page's own rules refuse.
            page.js("for (const [name, where] of [['img', 'src'], ['script', 'src'], ['link', 'href']]) {
                    const at = document.createElement(name);
                    at.rel = 'stylesheet';
                    try { at[where] = 'no/such/file'; } catch (refused) {}
                    document.body.append(at);
                }")
                .await;
            page.settle().await;
            page.type_address("#/search?q=%E6%B0%B4").await;
            page.until("results", "return !!document.querySelector('.hit-card')").await;
            assert_eq!(page.count(".failure").await, 0);
            // Or every test would pass over what a console says.
            let said = page.console().join("\n");
            assert!(said.contains("TypeError: another script"), "the console has it: {said}");
        })
        .await;
}

#[tokio::test]
async fn a_missing_icon_is_no_reason_to_fail() {
    let site = Folder::copy_of_site();
    fs::remove_file(site.file(".svg")).expect("the copy is ours");
    Visit::to("#/")
        .incomplete(&site, &["404", "integrity"])
        .run(async |page| {
            page.until("the first page", "return !!document.querySelector('.toc')").await;
            assert_eq!(page.count(".failure").await, 0);
        })
        .await;
}

#[tokio::test]
async fn without_javascript_the_page_says_what_it_needs() {
    Visit::to("#/")
        .run(async |page| {
            if !page.allow_scripts(false) {
                return;
            }
            page.goto(&format!("{}/?again", page.origin)).await;
            page.allow_scripts(true);
            let shown = page.say("return document.body.innerText").await;
            assert!(shown.contains("须启用 JavaScript") && shown.contains("needs JavaScript"), "{shown}");
        })
        .await;
}

#[tokio::test]
async fn after_the_first_search_the_page_needs_no_server() {
    // Chromium says so of its own when the server goes while the service worker is being fetched.
    Visit::to("#/")
        .despite(&["An unknown error occurred when fetching the script"])
        .run(async |page| {
            page.fill("#q", "尾矿库").await;
            page.press(fantoccini::key::Key::Enter).await;
            page.until_results(total("尾矿库", &[])).await;
            page.until("the whole program", WHOLE_HAS_COME).await;
            page.until("what can wait", LATER_HAS_COME).await;
            page.stop_server();
            page.click("input[data-facet='year'][data-value='2025']").await;
            page.until_results(total("尾矿库", &["year=2025"])).await;
            page.click(".hit-card__title a").await;
            page.until("the document", "return !!document.querySelector('.law mark.hit')").await;
            page.click("#language").await;
            page.click("#theme").await;
            for id in ["mee-2024-64", "hubei-2024-plan", "shanxi-2024-zoning", "hubei-2021-regional"] {
                page.type_address(&format!("#/doc/{id}")).await;
                page.until("the document", "return document.querySelectorAll('.prov').length > 10").await;
            }
        })
        .await;
}

#[tokio::test]
async fn no_request_leaves_the_origin_and_none_comes_after_the_first_search() {
    Visit::to("#/")
        .run(async |page| {
            // The worker's own script is listed by WebKit, whenever it comes.
            let names = "return performance.getEntriesByType('resource').map(at => at.name).filter(name => !name.endsWith('/sw.js'))";
            let at_first = page.say(names).await;
            assert!(at_first.contains("/first-") && !at_first.contains("/whole-"), "{at_first}");
            page.fill("#q", "尾矿库").await;
            page.press(fantoccini::key::Key::Enter).await;
            page.until("the whole program", WHOLE_HAS_COME).await;
            page.until("what can wait", LATER_HAS_COME).await;
            let at_first = page.js(names).await;
            page.click(".hit-card__title a").await;
            page.until("the document", "return !!document.querySelector('.law')").await;
            page.type_address("#/doc/hubei-2021-regional?readings=1").await;
            page.click("#language").await;
            for (table, there) in
                [("targets", ".line"), ("duties", ".unit"), ("controls", ".project"), ("places", ".map")]
            {
                page.type_address(&format!("#/{table}")).await;
                page.until(table, &format!("return !!document.querySelector('{there}')")).await;
            }
            let all = page.js(names).await;
            assert_eq!(all, at_first, "nothing is fetched after the first search");
            for name in all.as_array().into_iter().flatten().filter_map(|name| name.as_str()) {
                assert!(name.starts_with(&page.origin), "{name}");
            }
            let linked =
                "return [...document.querySelectorAll('[src], link[href], a[href]')].map(at => at.src || at.href)
                .filter(at => typeof at === 'string' && !at.startsWith(location.origin)).join(' ')";
            assert_eq!(page.say(linked).await, "", "and nothing is named that is elsewhere");
        })
        .await;
}

#[tokio::test]
async fn hostile_text_in_the_address_is_shown_as_text() {
    let img = "<img src=x onerror=window.hacked=1>";
    let script = "<script>window.hacked=1</script>";
    Visit::to("#/")
        .run(async |page| {
            let routes = [
                format!("#/search?q={img}"),
                format!("#/search?q={script}&issuer={img}&level={img}&document={img}&fidelity={img}&sort={img}&n={img}"),
                format!("#/search?q=水&n=99999999999999999999&year={}", "9".repeat(300)),
                format!("#/doc/{img}"),
                format!("#/doc/gbh-2025-2/{img}?q={script}&readings={img}"),
                format!("#/doc/gbh-2025-2?q={}", "\"']/>&%00\u{202e}".repeat(5)),
                format!("#/{script}"),
                "#/search?q=%ff%fe%00&=&&&==%".to_owned(),
                "#/doc/../../etc/passwd".to_owned(),
                "#/doc/__proto__/constructor".to_owned(),
                "#javascript:window.hacked=1".to_owned(),
            ];
            for route in routes {
                for is_encoded in [false, true] {
                    let (head, tail) = route.split_at(if route.starts_with("#/search?q=") { 11 } else { 2 });
                    let go = if is_encoded { "location.hash = arguments[0] + encodeURIComponent(arguments[1])" } else { "location.hash = arguments[0] + arguments[1]" };
                    page.js_with(go, vec![json!(head), json!(tail)]).await;
                    page.settle().await;
                    let alien = "return window.hacked === undefined && !document.querySelector('#root img, #root script, #root iframe')
                        && document.querySelector('main').textContent.trim().length > 0";
                    assert!(page.is(alien).await, "{route}, encoded: {is_encoded}");
                    page.fits(&route).await;
                }
            }
            page.type_address(&format!("#/search?q={}", "%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E")).await;
            assert_eq!(page.say("return document.querySelector('#q').value").await, img, "the box shows it as typed");
            page.type_address("#/doc/%3Cimg%20src%3Dx%3E").await;
            assert!(page.text("main").await.contains("<img src=x>"), "the message shows it as text");
            page.resize(360, 740);
            page.type_address(&format!("#/doc/{}", "x".repeat(400))).await;
            page.fits("a long unknown id").await;
            page.type_address(&format!("#/search?q={}&year={}", "y".repeat(400), "z".repeat(400))).await;
            page.fits("a long unknown word").await;
        })
        .await;
}
