//! Hosts that send the wrong type, a page in place of a file, half of it, or nothing for a while: the page opens all the
//! same, or says what to ask the administrator. And browsers that are too old for it.

use std::fs;
use std::time::Duration;

use serde_json::json;

use crate::engine::Engine;
use crate::harness::{Folder, Page, Visit, dist};
use crate::host::{Answer, Asked, Host};

/// What the console may say of what we broke.
const BROKEN: &[&str] = &[
    "Failed to load",
    "integrity",
    "wasm",
    "MIME",
    "Content Security Policy",
    "CSP",
    "SRI",
    "404",
    "503",
    "NetworkError",
    "load",
    "ReadableStream",
];

async fn opens(host: &Host) {
    Visit::to("#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93")
        .at(&host.origin)
        .despite(BROKEN)
        .run(async |page| {
            page.until("results", "return !!document.querySelector('mark.hit')").await;
            page.type_address("#/doc/hubei-2024-plan").await;
            page.until("the document", "return document.querySelectorAll('.prov').length > 10").await;
        })
        .await;
}

/// The page fails, naming these in the message.
async fn says(host: &Host, words: &[&str], test: impl AsyncFnOnce(&Page)) {
    Visit::to("#/")
        .at(&host.origin)
        .despite(BROKEN)
        .broken()
        .run(async |page| {
            let shown = page.say("return document.querySelector('#root').innerText").await;
            for word in words {
                assert!(shown.contains(word), "“{word}” is not said: {shown}");
            }
            assert_eq!(page.count(".failure a[href='read/index.html']").await, 2, "the texts can be read all the same");
            test(page).await;
        })
        .await;
}

fn is(asked: &Asked, ending: &str) -> bool {
    asked.path.ends_with(ending)
}

#[tokio::test]
async fn programs_of_any_type_are_run() {
    for kind in ["text/plain", "application/octet-stream", "text/html", ""] {
        let host = Host::of(&dist(), move |asked, answer: &mut Answer| {
            if is(asked, ".wasm") || is(asked, ".pxc") || is(asked, ".pxf") {
                answer.kind = kind.to_owned();
            }
        });
        opens(&host).await;
    }
}

#[tokio::test]
async fn any_word_on_caching_is_borne() {
    for word in ["no-store", "public, max-age=31536000, immutable", "no-cache, must-revalidate", "private, max-age=0"] {
        let host = Host::of(&dist(), move |_, answer| answer.head.push(("Cache-Control".into(), word.into())));
        opens(&host).await;
    }
}

#[tokio::test]
async fn a_script_of_a_wrong_type_is_said_so() {
    let host = Host::of(&dist(), |asked, answer| {
        if is(asked, ".js") && asked.path.starts_with("first-") {
            answer.kind = "text/plain".to_owned();
        }
    });
    says(&host, &["first-", "text/javascript", "管理员"], async |_| {}).await;
}

#[tokio::test]
async fn a_page_of_the_host_with_status_200_is_told_from_a_file() {
    for ending in [".wasm", ".pxc", ".js"] {
        let host = Host::of(&dist(), move |asked, answer| {
            if is(asked, ending) && !asked.path.starts_with("sw") {
                answer.kind = "text/html".to_owned();
                answer.body = b"<!doctype html><title>404</title><script>window.hacked = 1</script>".to_vec();
            }
        });
        says(&host, &[ending, "而是一张网页", "web page in place of this file"], async |page| {
            assert!(page.is("return window.hacked === undefined").await);
        })
        .await;
    }
}

#[tokio::test]
async fn a_missing_file_is_said_to_be_missing_on_the_server() {
    let host = Host::of(&dist(), |asked, answer| {
        if is(asked, ".wasm") {
            answer.status = 404;
        }
    });
    says(&host, &[".wasm: HTTP 404", "服务器上没有这个文件", "does not have this file"], async |_| {}).await;
    assert_eq!(host.times("first-"), 2, "what is not there is not asked for again: its script, and itself");
}

#[tokio::test]
async fn a_file_that_is_cut_once_is_asked_for_again() {
    for ending in [".wasm", ".pxc"] {
        for is_promised in [false, true] {
            let host = Host::of(&dist(), move |asked, answer| {
                if is(asked, ending) && asked.time == 1 {
                    let half = answer.body.len() / 2;
                    if is_promised {
                        answer.cut = Some(half);
                    } else {
                        answer.body.truncate(half);
                    }
                }
            });
            opens(&host).await;
            assert!(host.times(ending) >= 2);
        }
    }
}

#[tokio::test]
async fn a_server_that_is_busy_for_a_moment_is_asked_again() {
    let host = Host::of(&dist(), |asked, answer| {
        if (is(asked, ".wasm") || is(asked, ".pxc") || asked.path.starts_with("first-")) && asked.time == 1 {
            answer.status = 503;
        }
    });
    opens(&host).await;
}

#[tokio::test]
async fn a_file_that_is_always_cut_is_said_to_be_cut() {
    let host = Host::of(&dist(), |asked, answer| {
        if is(asked, ".wasm") {
            answer.body.truncate(1000);
        }
    });
    says(&host, &[".wasm", "1000 / ", "截断", "cut or changed"], async |_| {}).await;
    assert_eq!(host.times(".wasm"), 3);
}

#[tokio::test]
async fn a_program_that_was_changed_on_its_way_is_not_run() {
    let host = Host::of(&dist(), |asked, answer| {
        if is(asked, ".wasm") {
            let middle = answer.body.len() / 2;
            answer.body[middle] ^= 1;
        }
    });
    says(&host, &[".wasm", "integrity", "改动"], async |_| {}).await;
}

#[tokio::test]
async fn a_policy_of_the_server_that_forbids_the_program_is_named() {
    if Engine::here() == Engine::WebKit {
        return; // It forbids WebAssembly under no policy.
    }
    let host = Host::of(&dist(), |asked, answer| {
        if is(asked, ".html") {
            let policy = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self'";
            answer.head.push(("Content-Security-Policy".into(), policy.into()));
        }
    });
    says(&host, &["wasm-unsafe-eval", "Content-Security-Policy"], async |_| {}).await;
}

#[tokio::test]
async fn where_the_server_forbids_the_style_in_the_page_it_is_fetched() {
    let policy = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'";
    for (route, is_there) in [("#/", true), ("#/topics", true), ("#/", false)] {
        let host = Host::of(&dist(), move |asked, answer| {
            if is(asked, ".html") {
                answer.head.push(("Content-Security-Policy".into(), policy.into()));
            }
            if asked.path.starts_with("style-") && !is_there {
                answer.status = 404;
            }
        });
        Visit::to(route)
            .at(&host.origin)
            .despite(BROKEN)
            .opening()
            .run(async |page| {
                page.until("something readable", "return !!document.querySelector('#q, .heat, .failure')").await;
                let (pages, failures) = (page.count("#q, .heat").await, page.count(".failure").await);
                assert_eq!(pages + failures, 1, "{pages} pages and {failures} messages");
                if is_there {
                    assert_eq!(pages, 1);
                    let spaced =
                        "getComputedStyle(document.querySelector('.masthead__mark')).letterSpacing !== 'normal'";
                    page.until("the style", &format!("return {spaced}")).await;
                }
            })
            .await;
    }
}

#[tokio::test]
async fn a_slow_download_shows_how_much_has_come() {
    let host = Host::of(&dist(), |asked, answer| {
        if is(asked, ".wasm") {
            answer.pace = Duration::from_millis(120);
        }
    });
    Visit::to("#/")
        .at(&host.origin)
        .opening()
        .run(async |page| {
            let done =
                "const bar = document.querySelector('.boot__bar'); return bar && +bar.style.getPropertyValue('--done')";
            page.until("some of it", &format!("const done = (() => {{ {done} }})(); return done > 0.3 && done < 0.9"))
                .await;
            let shown = page.text(".boot__count").await;
            assert!(shown.ends_with(" kB") && shown.contains(" / "), "{shown}");
            // There is something to read meanwhile.
            assert_eq!(page.count(".boot .toc a").await, 5);
            page.snapshot("opening-1280").await;
            page.resize(360, 800);
            page.fits("the page while it opens").await;
            page.snapshot("opening-360").await;
            page.until("the first page", "return !!document.querySelector('#q')").await;
        })
        .await;
}

#[tokio::test]
async fn a_browser_that_is_too_old_is_told_what_it_needs() {
    let old = [
        "delete window.WebAssembly;",
        "WebAssembly.validate = function () { return false; };",
        "delete window.AbortController;",
    ];
    for script in old {
        let site = Folder::copy_of_site();
        let page = site.0.join("index.html");
        let html = fs::read_to_string(&page).expect("the copy is ours");
        let html = html.replacen("<meta content=corpus", "<script src=old.js></script><meta content=corpus", 1);
        fs::write(&page, html).expect("the copy is ours");
        fs::write(site.0.join("old.js"), script).expect("the copy is ours");
        let host = Host::of(&site.0, |_, _| {});
        says(&host, &["这个浏览器太旧", "This browser is too old", "Firefox 102", "Safari 16"], async |page| {
            page.picture("too-old").await;
            page.click(".failure a").await;
            page.until("the texts", "return document.querySelectorAll('.reading a').length === 5").await;
        })
        .await;
    }
}

#[tokio::test]
async fn without_a_script_at_all_the_page_shows_the_way_to_the_texts() {
    // As in a browser that can't even read the script.
    let site = Folder::copy_of_site();
    let page = site.0.join("index.html");
    let html = fs::read_to_string(&page).expect("the copy is ours");
    fs::write(&page, html.replacen("\"use strict\";", "}{", 1)).expect("the copy is ours");
    let host = Host::of(&site.0, |_, _| {});
    Visit::to("#/")
        .at(&host.origin)
        .despite(&["SyntaxError", "Content Security Policy", "CSP", "Content-Security"])
        .opening()
        .run(async |page| {
            assert_eq!(page.count(".boot .toc a").await, 5);
            let visible = "return getComputedStyle(document.querySelector('.boot__late')).visibility === 'visible'";
            page.until_patiently("the line that it takes long", visible).await;
            page.click(".boot .toc__row:nth-child(2) a").await;
            page.until("the text", "return document.querySelector('main').innerText.length > 3000").await;
        })
        .await;
}

#[tokio::test]
async fn a_proxy_that_rewrites_paths_is_no_matter() {
    // The same site is there below any path, as a proxy shows it, and no path leads out of it.
    let host = Host::of(&dist(), |asked, answer| {
        let Some(inner) = asked.path.strip_prefix("gateway/7f3a/web/") else {
            answer.status = 403;
            answer.body.clear();
            return;
        };
        let found = fs::read(dist().join(inner));
        answer.status = if found.is_ok() { 200 } else { 404 };
        answer.body = found.unwrap_or_default();
    });
    let base = format!("{}/gateway/7f3a/web", host.origin);
    Visit::to("#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93")
        .at(&base)
        .run(async |page| {
            page.until("results", "return !!document.querySelector('mark.hit')").await;
            page.type_address("#/targets").await;
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
            let outside = page
                .js_with(
                    "return performance.getEntriesByType('resource').map(at => at.name).filter(at => !at.startsWith(arguments[0]))",
                    vec![json!(base)],
                )
                .await;
            assert_eq!(outside, json!([]));
        })
        .await;
}
