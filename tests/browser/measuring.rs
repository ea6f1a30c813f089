//! How long questions and the start take in a browser. `cargo xtask bench` prints what this measures.
//!
//! Nothing else is open meanwhile, but the machine may be busy, so only ratios and generous bounds are asserted; the marks
//! stand beside the figures.

use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::harness::{Folder, Page, Visit, dist, program, serve};

/// Questions of the kinds that people ask: those that the native benchmark asks.
fn questions() -> Vec<&'static str> {
    let lines = include_str!("../../src/cli/questions.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Asks every question a hundred times, five at once as the clock is coarse, and returns the sorted times in ms.
const ASK: &str = "
    const [queries, options, name] = arguments, times = [], ask = policyExplorer[name];
    for (const query of queries) {
        for (let warm = 0; warm < 20; warm++) ask(query, options);
        for (let run = 0; run < 100; run++) {
            const start = performance.now();
            for (let five = 0; five < 5; five++) ask(query, options);
            times.push((performance.now() - start) / 5);
        }
    }
    return times.sort((a, b) => a - b);";

/// Types a question into the box, 30 ms between the signs, and hands over how long the longest of their tasks took, in
/// ms: of the events, of the frames.
///
/// An event lasts up to the next task or up to the frame, whichever comes first; a frame from its beginning up to the
/// next task behind it, so that layout and painting are in.
const TYPE: &str = "
    const [question, done] = arguments, box = document.querySelector('#q');
    const nextTask = () => new Promise(then => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => then(performance.now());
        channel.port2.postMessage(0);
    });
    const frame = () => new Promise(then => requestAnimationFrame(() => {
        const start = performance.now();
        nextTask().then(end => then([start, end]));
    }));
    const write = value => {
        box.value = value;
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    (async () => {
        const longest = [0, 0];
        box.focus();
        for (let length = 1; length <= question.length; length++) {
            await new Promise(then => setTimeout(then, 30));
            const drawn = frame(), start = performance.now();
            write(question.slice(0, length));
            const next = await nextTask(), [drawing, end] = await drawn;
            longest[0] = Math.max(longest[0], Math.min(next, drawing) - start);
            longest[1] = Math.max(longest[1], end - drawing);
        }
        write('');
        await frame();
        done(longest);
    })();";

const READY: &str = "policy-explorer-ready";
/// … and when all that a question needs is made ready, too.
const PREPARED: &str = "policy-explorer-prepared-to-search";

fn at(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

async fn ask(page: &Page, queries: Value, options: Value, name: &str) -> (f64, f64) {
    let times = page.js_with(ASK, vec![queries, options, json!(name)]).await;
    let times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    (at(&times, 50), at(&times, 95))
}

#[tokio::test]
async fn questions_are_answered_at_once() {
    Visit::to("#/search")
        .alone()
        .run(async |page| {
            let (median, most) = ask(page, json!(questions()), json!({ "limit": 0 }), "search").await;
            println!("a query, ranked, with facets (ms)                {median:>10.3}{most:>10.3}");
            let (median, with_hits) = ask(page, json!(questions()), json!({ "limit": 20 }), "search").await;
            println!("… with 20 hits, snippets, as script objects      {median:>10.3}{with_hits:>10.3}");
            let begun = questions().into_iter().map(|question| question.chars().take(3).collect::<String>());
            let (median, suggested) =
                ask(page, json!(begun.collect::<Vec<_>>()), json!({ "limit": 8 }), "suggest").await;
            println!("suggestions for three characters                 {median:>10.3}{suggested:>10.3}");
            assert!(suggested < 10.0, "ten times the mark is no noise: {suggested} ms");
            assert!(most < 2.0 && with_hits < 4.0, "ten times the mark is no noise: {most} ms, {with_hits} ms");
        })
        .await;
}

#[tokio::test]
async fn all_documents_are_aligned_in_pairs_at_once() {
    Visit::to("#/topics")
        .alone()
        .run(async |page| {
            let prepared = "return performance.getEntriesByName('policy-explorer-prepared').length === 1";
            page.until("the preparation", prepared).await;
            let documents = program(&["documents"]);
            let ids: Vec<&str> =
                documents.as_array().into_iter().flatten().filter_map(|document| document["id"].as_str()).collect();
            let mut pairs = 0;
            for (at, base) in ids.iter().enumerate() {
                for other in &ids[at + 1..] {
                    page.type_address(&format!("#/compare/{base}/{other}")).await;
                    pairs += 1;
                    let done =
                        format!("return performance.getEntriesByName('policy-explorer-aligned').length === {pairs}");
                    page.until("the alignment", &done).await;
                }
            }
            let times =
                "const at = name => performance.getEntriesByName('policy-explorer-' + name).map(at => at.startTime);
                const ends = [...at('prepared'), ...at('aligned')];
                return [...at('prepare'), ...at('align')].map((start, place) => ends[place] - start)";
            let times: Vec<f64> =
                page.js(times).await.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
            assert_eq!((times.len(), pairs), (11, 10), "the preparation and ten pairs");
            let all: f64 = times.iter().sum();
            println!("all {pairs} pairs of documents aligned (ms)             {all:>10.0}");
            println!("… of which the preparation                       {:>10.0}", times[0]);
            assert!(all < 250.0, "five times the mark of 50 ms is no noise: {times:?}");
        })
        .await;
}

#[tokio::test]
async fn typing_never_waits() {
    const QUESTION: &str = "如何推进长江经济带沿江化工园区水污染防治";
    assert_eq!(QUESTION.chars().count(), 20);
    Visit::to("#/search")
        .alone()
        .run(async |page| {
            let mut longest: [Vec<f64>; 2] = Default::default();
            for _ in 0..7 {
                let most = page.later_with(TYPE, vec![json!(QUESTION)]).await;
                for (times, most) in longest.iter_mut().zip(most.as_array().into_iter().flatten()) {
                    times.push(most.as_f64().unwrap_or_else(|| panic!("{most} is no time")));
                }
            }
            longest.iter_mut().for_each(|times| times.sort_by(f64::total_cmp));
            let [event, frame] = longest.map(|times| at(&times, 50));
            println!("the longest task of 20 keystrokes (ms)           {:>10.1}", event.max(frame));
            println!("… of their events, of their frames               {event:>10.1}{frame:>10.1}");
            // The mark is Chromium's; the others are asked that nobody waits.
            let most = if Engine::here() == Engine::Chromium { 50.0 } else { 150.0 };
            assert!(event.max(frame) < most, "three times the mark of 16 ms is no noise: {event}, {frame}");
        })
        .await;
}

#[tokio::test]
async fn the_page_starts_soon() {
    let blank_yew = env::var_os("POLICY_EXPLORER_BLANK").map(PathBuf::from);
    let rounds = if blank_yew.is_some() { 7 } else { 1 };
    let blank = Folder::empty("blank");
    let page = format!(
        "<!doctype html><title>blank</title><link rel=icon href=data:,><script>performance.mark('{READY}')</script>"
    );
    fs::write(blank.0.join("index.html"), page).expect("the folder is ours");
    let sites = [Some(dist()), blank_yew, Some(blank.0.clone())];
    // They outlast the browsers, which may ask for an icon at any time. A new browser has nothing of theirs.
    let served = sites.each_ref().map(|site| site.as_deref().map(serve));
    if sites[1].is_some() {
        println!("start to usable search (ms): ours, a blank Yew page, a blank page; ours to the blank Yew page;");
        println!("  and until our index stands, which a question that comes sooner has made at once");
    }
    for is_slow in [false, true] {
        let mut times: [[Vec<f64>; 4]; 2] = Default::default();
        for round in 0..rounds {
            Visit::to("#/search")
                .alone()
                .run(async |page| {
                    page.slow_link(is_slow);
                    // Each from an address of its own; then again, with what was kept. In turns.
                    for turn in 0..3 {
                        let which = (turn + round) % 3;
                        let Some((_, origin)) = &served[which] else { continue };
                        for kept in &mut times {
                            page.goto("about:blank").await;
                            page.goto(&format!("{origin}/")).await;
                            let marks = [(READY, which), (PREPARED, 3)];
                            for (name, which) in marks.into_iter().take(if which == 0 { 2 } else { 1 }) {
                                let mark = format!("performance.getEntriesByName('{name}')");
                                page.until(name, &format!("return {mark}.length > 0")).await;
                                kept[which].push(page.number(&format!("return {mark}[0].startTime")).await);
                            }
                        }
                    }
                })
                .await;
        }
        for (kept, what) in times.iter_mut().zip(["cold", "warm"]) {
            kept.iter_mut().for_each(|times| times.sort_by(f64::total_cmp));
            let link = if is_slow { "10 Mbit/s, 80 ms" } else { "this machine" };
            if kept[1].is_empty() {
                println!("start to usable search, {what}, {link} (ms) {:>10.0}", at(&kept[0], 50));
            } else {
                let [ours, yew, blank, index] = [0, 1, 2, 3].map(|which| at(&kept[which], 50));
                println!("  {link:<18}{what:<6}{ours:>8.0}{yew:>8.0}{blank:>8.0}{:>8.2}{index:>8.0}", ours / yew);
            }
            assert!(at(&kept[0], 50) < 10_000.0, "ten seconds are no noise");
        }
        if Engine::here() != Engine::Chromium {
            break; // The others know no slow link.
        }
    }
}
