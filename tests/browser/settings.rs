//! Language and colours: changed at once, everywhere, and kept.

use std::time::Duration;

use crate::engine::Engine;
use crate::harness::{Visit, dist};
use crate::host::Host;

/// The interface's own text: what stands outside the documents' words, and in no `lang` but the page's.
const FRAME: &str = "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const at = walker.currentNode.parentElement;
        if (at.closest('script, noscript, [lang=zh-CN]:not(html), #language') || !at.getClientRects().length) continue;
        const text = walker.currentNode.data.trim();
        // A sentence of the tool's may cite a word.
        if (/[\\u4e00-\\u9fff]/.test(text) && !/[a-z]/i.test(text)) found.push(at.className + ': ' + text);
    }
    return found.join(' | ')";

#[tokio::test]
async fn the_language_switch_changes_the_whole_frame_and_survives_a_reload() {
    Visit::to("#/doc/gbh-2025-2")
        .run(async |page| {
            assert_eq!(page.say("return document.documentElement.lang").await, "zh-CN");
            page.click("#language").await;
            assert_eq!(page.say("return document.documentElement.lang").await, "en");
            assert_eq!(page.text(".masthead__mark").await, "Policy Explorer");
            assert_eq!(page.text("#language").await, "中文");
            page.reload().await;
            assert_eq!(page.say("return document.documentElement.lang").await, "en");
            for route in [
                "#/",
                "#/search?q=%E6%B0%B4",
                "#/search?q=%E9%87%8F%E5%AD%90%E8%AE%A1%E7%AE%97%E6%9C%BA",
                "#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93&year=2021",
                "#/doc/gbh-2025-2?q=%E6%B0%B4",
                "#/doc/hubei-2021-regional?readings=1",
                "#/doc/shanxi-2024-zoning",
                "#/doc/nowhere",
                "#/no/place",
            ] {
                page.type_address(route).await;
                let frame = page.say("return document.querySelector('.masthead').innerText + document.querySelector('.foot').innerText").await;
                assert!(frame.contains("Search") && frame.contains("All documents"), "{route}: {frame}");
                assert!(page.say("return document.title").await.ends_with("Policy Explorer"), "{route}");
            }
            page.type_address("#/").await;
            page.click("#language").await;
            assert_eq!(page.say("return document.documentElement.lang").await, "zh-CN");
            assert_eq!(page.text(".masthead__mark").await, "政策对读");
        })
        .await;
}

#[tokio::test]
async fn chinese_words_in_the_english_page_are_marked_as_chinese() {
    Visit::to("#/")
        .run(async |page| {
            page.click("#language").await;
            let mut unmarked = vec![];
            for route in
                ["#/", "#/search?q=%E6%B0%B4", "#/doc/hubei-2021-regional?q=%E6%B0%B4", "#/doc/shanxi-2024-zoning"]
            {
                page.type_address(route).await;
                let left = page.say(FRAME).await;
                if !left.is_empty() {
                    unmarked.push(format!("{route}: {left}"));
                }
            }
            assert!(unmarked.is_empty(), "read aloud as English: {unmarked:#?}");
        })
        .await;
}

#[tokio::test]
async fn the_language_switch_does_not_move_the_page() {
    Visit::to("#/doc/gbh-2025-2/3.9")
        .run(async |page| {
            assert!(page.number("return scrollY").await > 500.0, "the provision is further down");
            page.js("scrollTo(0, 0)").await;
            page.settle().await;
            page.click("#language").await;
            assert_eq!(page.number("return scrollY").await, 0.0, "the reader had scrolled up and stays there");
        })
        .await;
}

#[tokio::test]
async fn the_theme_switch_changes_the_colours_and_survives_a_reload() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            let paper = "return getComputedStyle(document.body).backgroundColor";
            let light = page.say(paper).await;
            assert_eq!(page.text("#theme").await, "深色");
            page.click("#theme").await;
            let dark = page.say(paper).await;
            assert_ne!(light, dark);
            assert_eq!(page.text("#theme").await, "浅色");
            page.reload().await;
            assert_eq!(page.say(paper).await, dark);
            page.click("#theme").await;
            page.reload().await;
            assert_eq!(page.say(paper).await, light);
            page.darken(true);
            page.reload().await;
            assert_eq!(page.say(paper).await, light, "what was chosen outdoes the system");
        })
        .await;
}

#[tokio::test]
async fn what_stands_until_the_program_comes_has_the_chosen_colours_too() {
    let host = Host::of(&dist(), |asked, answer| {
        if asked.path.ends_with(".wasm") {
            answer.pace = Duration::from_millis(120);
        }
    });
    Visit::to("#/")
        .at(&host.origin)
        .opening()
        .despite(&["ReadableStream"]) // Left while it comes.
        .run(async |page| {
            let stands = "return !!document.querySelector('.boot .toc')";
            let paper = "return getComputedStyle(document.body).backgroundColor";
            page.until("what stands there first", stands).await;
            let light = page.say(paper).await;
            page.js("localStorage.setItem('policy-explorer-theme', 'dark')").await;
            page.goto(&format!("{}/?again", host.origin)).await;
            page.until("what stands there first", stands).await;
            let dark = page.say(paper).await;
            assert_ne!(dark, light);
            page.until("the first page", "return !!document.querySelector('#q')").await;
            assert_eq!(page.say(paper).await, dark);
        })
        .await;
}

#[tokio::test]
async fn the_page_follows_the_colours_of_the_system() {
    if Engine::here() == Engine::WebKit {
        return; // Its system has the colours that it was started with.
    }
    Visit::to("#/")
        .run(async |page| {
            let paper = "return getComputedStyle(document.body).backgroundColor";
            let light = page.say(paper).await;
            page.darken(true);
            page.settle().await;
            assert_ne!(page.say(paper).await, light);
            page.until(
                "the button to offer the light",
                "return document.querySelector('#theme').textContent.trim() === '浅色'",
            )
            .await;
        })
        .await;
}
