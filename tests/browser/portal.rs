//! The explorer in the frame of a portal: it looks as the portal wants, follows its messages, tells what is shown, and
//! hears nobody else.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::harness::{Folder, PROGRAM, Page, Visit, copy, project, total};
use crate::host::Host;

/// A portal with the site below `policy/`.
fn portal(html: &str) -> (Folder, Host) {
    let folder = Folder::empty("portal");
    copy(&Folder::copy_of_site().0, &folder.0.join("policy"));
    fs::write(folder.0.join("index.html"), html).expect("the folder is ours");
    let host = Host::of(&folder.0, |_, _| {});
    (folder, host)
}

fn demonstration() -> String {
    fs::read_to_string(project().join("docs/portal.html")).expect("the demonstration is there")
}

/// What is done in the frame of the element, which stands in a shadow.
async fn in_the_frame(page: &Page, act: impl AsyncFnOnce()) {
    page.in_frame_of("return document.querySelector('policy-explorer').shadowRoot.querySelector('iframe')", act).await;
}

#[tokio::test]
async fn the_demonstration_shows_the_explorer_and_follows_it() {
    let (_folder, host) = portal(&demonstration());
    Visit::to("")
        .at(&host.origin)
        .opening()
        .run(async |page| {
            let now = |words: &str| format!("return document.querySelector('#now').textContent.includes('{words}')");
            page.until("the portal to be told", &now("尾矿库")).await;
            let found = total("尾矿库", &[]);
            in_the_frame(page, async || {
                page.until_results(found).await;
                assert_eq!(page.count(".masthead").await, 1);
                let hidden = "return !document.querySelector('.foot').getClientRects().length && !!document.querySelector('.masthead__nav').getClientRects().length";
                assert!(page.is(hidden).await, "sections, and no foot");
                let pine = "return getComputedStyle(document.documentElement).getPropertyValue('--pine').trim()";
                assert_eq!(page.say(pine).await, "#1f5c93", "the portal's colour");
            })
            .await;
            let fits = "const frame = document.querySelector('policy-explorer').shadowRoot.querySelector('iframe');
                const inner = frame.contentDocument.documentElement;
                return inner.scrollHeight <= frame.clientHeight + 1 && frame.clientHeight > 600";
            page.until("the height to follow the content", fits).await;
            page.click("[data-query='无废城市']").await;
            page.until("the portal's question", &now("无废城市")).await;
            let found = total("无废城市", &[]);
            in_the_frame(page, async || {
                page.until_results(found).await;
                page.click(".hit-card__title a").await;
            })
            .await;
            page.until("the document", "return !document.querySelector('#now').textContent.includes('无废城市')").await;
            page.picture("portal-1280").await;
            page.resize(360, 800);
            page.fits("the portal").await;
            page.picture("portal-360").await;
        })
        .await;
}

#[tokio::test]
async fn attributes_and_events_do_what_the_docs_say() {
    let html = "<!doctype html><meta charset=utf-8><title>portal</title><script src=policy/embed.js></script>
        <policy-explorer route='#/search?q=水' filters='year=2025' lang=en theme=dark></policy-explorer>
        <script>window.heard = [];
        for (const name of ['ready', 'route', 'provision', 'search', 'error'])
            document.addEventListener('policy-explorer-' + name, event => heard.push([name, event.detail]));</script>";
    let (_folder, host) = portal(html);
    Visit::to("")
        .at(&host.origin)
        .opening()
        .run(async |page| {
            let heard = |name: &str, fact: &str| {
                format!("return heard.some(([name, at]) => name === '{name}' && JSON.stringify(at).includes({}))", json!(fact))
            };
            page.until("it to be ready", &heard("ready", "")).await;
            page.until("the search", &heard("search", "水")).await;
            page.until("the route", &heard("route", "year=2025")).await;
            let found = total("水", &["year=2025"]);
            in_the_frame(page, async || {
                page.until("the count", &format!("return document.querySelector('#count').textContent.includes('{found}')")).await;
                assert!(page.is("return document.documentElement.lang === 'en' && document.documentElement.dataset.theme === 'dark'").await);
                assert!(page.is("return !document.querySelector('.masthead').getClientRects().length").await, "no header");
            })
            .await;
            page.js("document.querySelector('policy-explorer').setAttribute('route', '#/doc/mee-2024-64/3.5')").await;
            page.until("the provision", &heard("provision", "mee-2024-64/3.5")).await;
            page.js("const at = document.querySelector('policy-explorer'); at.setAttribute('lang', 'zh'); at.setAttribute('theme', 'light'); at.setAttribute('height', '500px')").await;
            in_the_frame(page, async || {
                page.until("the other language", "return document.documentElement.lang === 'zh-CN' && document.documentElement.dataset.theme === 'light'").await;
            })
            .await;
            let height = "return document.querySelector('policy-explorer').shadowRoot.querySelector('iframe').clientHeight";
            assert_eq!(page.number(height).await, 500.0);
            page.js("document.querySelector('policy-explorer').say('dance', {})").await;
            page.until("the refusal", &heard("error", "dance")).await;
        })
        .await;
}

#[tokio::test]
async fn what_is_said_before_the_frame_listens_is_not_lost() {
    let html = "<!doctype html><meta charset=utf-8><title>portal</title><script src=policy/embed.js></script>
        <div id=here><policy-explorer lang=en></policy-explorer></div><div id=there></div>
        <script>window.heard = []; window.at = document.querySelector('policy-explorer');
        document.addEventListener('policy-explorer-search', event => heard.push(event.detail.query));
        at.search('尾矿库');</script>";
    let (_folder, host) = portal(html);
    Visit::to("")
        .at(&host.origin)
        .opening()
        .run(async |page| {
            page.until("the question", "return heard.includes('尾矿库')").await;
            // What can't be decoded is told as it is.
            page.js("at.open('#/search?q=100%')").await;
            page.until("the odd question", "return heard.some(query => query.startsWith('100%'))").await;
            // Put elsewhere, it is loaded anew, and goes on to listen and to tell. Its attributes count as they are then.
            page.js(
                "heard.length = 0; at.remove(); at.lang = 'zh'; document.querySelector('#here').append(at);
                at.lang = 'en'; at.remove(); at.lang = 'zh'; at.search('水'); document.querySelector('#there').append(at)",
            )
            .await;
            page.until("what was asked meanwhile", "return heard.includes('水')").await;
            let found = total("水", &[]);
            in_the_frame(page, async || {
                page.until(
                    "the count",
                    &format!("return document.querySelector('#count').textContent.includes('{found}')"),
                )
                .await;
                assert_eq!(page.say("return document.documentElement.lang").await, "zh-CN");
            })
            .await;
            let named =
                "at.title = 'x'; at.removeAttribute('title'); return at.shadowRoot.querySelector('iframe').title";
            assert_eq!(page.say(named).await, "政策对读");
        })
        .await;
}

#[tokio::test]
async fn forms_work_in_the_element_and_its_height_comes_to_rest() {
    let html = "<!doctype html><meta charset=utf-8><title>portal</title><script src=policy/embed.js></script>
        <policy-explorer route='#/controls'></policy-explorer>
        <script>window.at = document.querySelector('policy-explorer');</script>";
    let (_folder, host) = portal(html);
    Visit::to("")
        .at(&host.origin)
        .opening()
        .run(async |page| {
            in_the_frame(page, async || {
                page.until("the form", "return !!document.querySelector('form textarea')").await;
                page.click("form textarea").await;
                page.fill("form textarea", "焦化").await;
                page.click("form [type=submit]").await;
                page.until("the project", "return location.hash.includes('project=')").await;
            })
            .await;
            page.js("at.open('#/compare/mee-2024-64/shanxi-2024-zoning?by=outline')").await;
            in_the_frame(page, async || {
                page.until("both texts", "return document.querySelectorAll('.twin__pane').length === 2").await;
            })
            .await;
            let height = "return at.shadowRoot.querySelector('iframe').clientHeight";
            page.settle().await;
            let before = page.number(height).await;
            page.settle().await;
            page.settle().await;
            assert!((page.number(height).await - before).abs() < 2.0, "{before} px, and more and more");
        })
        .await;
}

#[tokio::test]
async fn a_style_of_the_portal_is_a_colour_or_nothing() {
    let html = "<!doctype html><meta charset=utf-8><title>portal</title><script src=policy/embed.js></script>
        <style>policy-explorer { --policy-explorer-pine: url(https://example.org/x); --policy-explorer-ink: rgb(1, 2, 3);
            --policy-explorer-serif: Georgia, serif; --policy-explorer-paper: red; }</style>
        <policy-explorer></policy-explorer>";
    let (_folder, host) = portal(html);
    Visit::to("")
        .at(&host.origin)
        .opening()
        .run(async |page| {
            in_the_frame(page, async || {
                let value = |name: &str| format!("return document.documentElement.style.getPropertyValue('{name}')");
                page.until("the colour", &value("--ink")).await;
                assert_eq!(page.say(&value("--pine")).await, "", "no address");
                assert_eq!(page.say(&value("--paper")).await, "red");
                assert!(page.say(&value("--serif")).await.contains("Georgia"));
            })
            .await;
        })
        .await;
}

/// A page that frames the site from another origin, sends it a message, and keeps what it hears.
fn stranger(site: &str) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><title>stranger</title>
        <script>window.heard = []; addEventListener('message', event => heard.push(event.data.type))</script>
        <iframe id=frame style='width:60rem;height:30rem' src='{site}/?embed=1&host=' ></iframe>
        <script>frame.src = '{site}/?embed=1&host=' + location.origin + '#/search?q=水';
        window.ask = () => frame.contentWindow.postMessage({{ policyExplorer: 1, type: 'open', route: '#/topics' }}, '*')</script>"
    )
}

#[tokio::test]
async fn only_a_portal_that_the_site_was_built_for_is_heard() {
    for is_known in [false, true] {
        let folder = Folder::empty("stranger");
        let portal = Host::of(&folder.0, |_, _| {});
        let site = Folder::empty("framed");
        let mut build = Command::new(PROGRAM);
        build.current_dir(project()).args(["build", "--out"]).arg(&site.0).stdout(Stdio::null());
        if is_known {
            build.args(["--portal", &portal.origin]);
        }
        assert!(build.status().is_ok_and(|status| status.success()), "the site can't be built");
        let framed = Host::of(&site.0, |_, _| {});
        fs::write(folder.0.join("index.html"), stranger(&framed.origin)).expect("the folder is ours");
        Visit::to("")
            .at(&portal.origin)
            .opening()
            .run(async |page| {
                page.in_frame_of("return document.querySelector('#frame')", async || {
                    page.until("results", "return document.querySelectorAll('.hit-card').length > 3").await;
                })
                .await;
                if is_known {
                    page.until("it to be ready", "return heard.includes('ready')").await;
                }
                page.js("ask()").await;
                page.settle().await;
                page.in_frame_of("return document.querySelector('#frame')", async || {
                    if is_known {
                        page.until("the table", "return location.hash === '#/topics'").await;
                    } else {
                        page.holds(
                            "the route",
                            std::time::Duration::from_millis(500),
                            "return location.hash.startsWith('#/search')",
                        )
                        .await;
                    }
                })
                .await;
                assert_eq!(page.is("return heard.length > 0").await, is_known, "a stranger is told nothing");
            })
            .await;
    }
}
