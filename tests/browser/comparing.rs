//! Side by side: documents by clause, by topic and as whole texts; picked provisions; topics × documents; taking along.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Page, Visit, program};

const THREE: &str = "#/compare/mee-2024-64/shanxi-2024-zoning/hubei-2024-plan";

/// Pictures in both themes, wide and narrow, none of which scrolls sideways.
pub(crate) async fn pictures(page: &Page, name: &str) {
    for (width, dark) in [(1280, false), (1280, true), (360, false), (360, true)] {
        page.resize(width, 900);
        page.darken(dark);
        page.fits(name).await;
        page.picture(&format!("{name}-{width}-{}", if dark { "dark" } else { "light" })).await;
    }
    page.resize(1280, 800);
    page.darken(false);
}

/// What the page saves when a button is clicked, and under which name.
pub(crate) async fn saved(page: &Page, selector: &str) -> (String, String) {
    page.js("window.saved = null; const create = URL.createObjectURL;
         URL.createObjectURL = blob => {
             // blob.text() would take the byte order mark away.
             blob.arrayBuffer().then(bytes => window.saved = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
             return create(blob);
         };
         HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };")
        .await;
    page.click(selector).await;
    let text = page.until("the file", "return window.saved").await;
    (page.say("return window.savedAs").await, text.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn clauses_of_three_documents_stand_side_by_side_with_what_is_missing() {
    Visit::to(THREE)
        .run(async |page| {
            let answer = program(&["compare", "mee-2024-64", "shanxi-2024-zoning", "hubei-2024-plan"]);
            let aligned = answer["rows"].as_array().map_or(0, Vec::len);
            let alone: usize = answer["unaligned"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(_, ids)| ids.as_array().map_or(0, Vec::len))
                .sum();
            assert_eq!(page.count(".cmp-row").await, aligned + alone, "nothing is hidden");
            assert_eq!(page.count(".cmp-row__cells > *").await, 3 * (aligned + alone));
            // Every clause that the program aligns is there, in its column, with a link.
            for row in answer["rows"].as_array().into_iter().flatten() {
                for ids in row["cells"].as_object().into_iter().flatten().map(|(_, ids)| ids) {
                    for id in ids.as_array().into_iter().flatten().filter_map(|id| id.as_str()) {
                        let (document, path) = id.split_once('/').expect("an id has a document");
                        assert!(page.count(&format!(".cmp-cell a[href='#/doc/{document}/{path}']")).await > 0, "{id}");
                    }
                }
            }
            let text = page.text(".cmp").await;
            assert!(text.contains("本语料中未见对应条款") && text.contains("基准未见，见于湖北2024工作要点"), "{text}");
            assert!(page.text(".lede").await.contains("不等于没有规定"));
            pictures(page, "compare").await;
        })
        .await;
}

#[tokio::test]
async fn documents_are_chosen_on_the_page_and_the_address_keeps_all() {
    Visit::to("#/compare")
        .run(async |page| {
            assert!(page.text(".cmp").await.contains("至少两份"));
            page.picture("compare-empty").await;
            for (id, route) in [
                ("mee-2024-64", "#/compare/mee-2024-64"),
                ("hubei-2024-plan", "#/compare/mee-2024-64/hubei-2024-plan"),
            ] {
                let choose = "const box = document.querySelector('#add'); box.value = arguments[0];
                    box.dispatchEvent(new Event('change', { bubbles: true }));";
                page.js_with(choose, vec![json!(id)]).await;
                page.until_route(route).await;
            }
            page.until("the rows", "return document.querySelectorAll('.cmp-row').length > 10").await;
            let before = page.say("return [...document.querySelectorAll('.cmp-row .cmp-cell__no')].map(at => at.getAttribute('href')).sort().join(' ')").await;
            // Another base: the same clauses, in another order.
            page.click(".cmp-doc:nth-child(2) a[href^='#/compare']").await;
            page.until_route("#/compare/hubei-2024-plan/mee-2024-64").await;
            assert_eq!(page.text(".cmp-doc:first-child .cmp-doc__title").await, "湖北2024工作要点");
            let after = page.say("return [...new Set([...document.querySelectorAll('.cmp-row .cmp-cell__no')].map(at => at.getAttribute('href')))].sort().join(' ')").await;
            let unique = |list: &str| {
                let mut all: Vec<String> = list.split(' ').map(str::to_owned).collect();
                all.dedup();
                all
            };
            assert_eq!(unique(&before), unique(&after));
            // A column shut, a kind chosen: the address has it, and a reload shows it again.
            page.click("[data-only='none']").await;
            page.until_route("#/compare/hubei-2024-plan/mee-2024-64?only=none").await;
            let alone = page.count(".cmp-row").await;
            assert!(alone > 0 && page.count(".cmp-row .rel--near").await == 0);
            page.click(".cmp-doc:last-child a[href*='shut=']").await;
            page.until("the shut column", "return !!document.querySelector('.cmp-doc--shut')").await;
            page.reload().await;
            assert_eq!((page.count(".cmp-row").await, page.count(".cmp-doc--shut").await), (alone, 1));
            page.picture("compare-shut").await;
            page.click(".cmp-doc--shut a").await;
            page.until("the column", "return !document.querySelector('.cmp-doc--shut')").await;
            page.back().await;
            page.until("the shut column", "return !!document.querySelector('.cmp-doc--shut')").await;
            page.click(".chip").await;
            page.until_route("#/compare/mee-2024-64?only=none&shut=mee-2024-64").await;
        })
        .await;
}

#[tokio::test]
async fn keys_lead_from_difference_to_difference() {
    Visit::to(THREE)
        .run(async |page| {
            let at = "return [...document.querySelectorAll('.cmp-cell[data-diff]')].indexOf(document.activeElement)";
            for (key, place) in [('n', 0.0), ('n', 1.0), ('n', 2.0), ('p', 1.0)] {
                page.press(key).await;
                assert_eq!(page.number(at).await, place, "{key}");
            }
            let is_seen = "const box = document.activeElement.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight";
            assert!(page.is(is_seen).await);
            page.js("document.querySelector('#add').focus()").await;
            page.press('n').await;
            assert_eq!(page.number(at).await, -1.0, "who chooses a document goes nowhere");
        })
        .await;
}

#[tokio::test]
async fn the_address_follows_the_reading_and_leads_back_to_it() {
    Visit::to(THREE)
        .run(async |page| {
            let row = "row-mee-2024-64-4.8";
            // Until it stays there: what comes later above it may push it away.
            let scrolled = format!(
                "document.getElementById('{row}').scrollIntoView(); return decodeURIComponent(location.hash) === '{THREE}?at=mee-2024-64/4.8'"
            );
            page.until("the address to follow", &scrolled).await;
            page.reload().await;
            let top = format!("return Math.round(document.getElementById('{row}').getBoundingClientRect().top)");
            page.until("the row", &format!("{top} < 300")).await;
            assert!(page.number(&top).await > -50.0, "{}", page.number(&top).await);
        })
        .await;
}

#[tokio::test]
async fn picked_provisions_stand_once_and_missing_ones_are_named() {
    Visit::to("#/beside/mee-2024-64%2F4.7/mee-2024-64%2F4.8")
        .run(async |page| {
            page.until("two clauses", "return document.querySelectorAll('.cmp-one').length === 2").await;
            page.type_address("#/beside/mee-2024-64%2F4.7/mee-2024-64%2F4.7").await;
            assert_eq!(page.count(".cmp-one").await, 1, "each stands once");
            page.type_address("#/beside/nowhere%2F1/mee-2024-64%2F4.7").await;
            assert!(page.text("main").await.contains("nowhere/1"));
        })
        .await;
}

#[tokio::test]
async fn a_topic_shows_what_each_document_says_on_it() {
    Visit::to(&format!("{THREE}?by=topic&topic=T05"))
        .run(async |page| {
            assert_eq!(page.say("return document.querySelector('#topic').selectedOptions[0].text").await, "大气");
            let marked = page.count(".cmp-one mark.hit").await;
            assert!(marked > 10, "{marked} words of the topic are marked");
            let choose = "const box = document.querySelector('#topic'); box.value = 'T20';
                box.dispatchEvent(new Event('change', { bubbles: true }));";
            page.js(choose).await;
            page.until_route(&format!("{THREE}?by=topic&topic=T20")).await;
            assert!(page.text(".cmp").await.contains("未见此主题的条款"));
            page.back().await;
            page.until("the marks", "return document.querySelectorAll('.cmp-one mark.hit').length > 10").await;
            let (name, text) = saved(page, "[data-export='csv']").await;
            assert!(name.ends_with(".csv") && text.starts_with('\u{feff}') && text.contains("大气"), "{name}: {text}");
            pictures(page, "compare-topic").await;
        })
        .await;
}

#[tokio::test]
async fn whole_texts_scroll_together() {
    Visit::to("#/compare/mee-2024-64/hubei-2024-plan?by=outline&at=mee-2024-64%2F4.7")
        .run(async |page| {
            // The provision that the address names stands at the top, and its counterpart beside it.
            let top = "const [pane, no] = arguments; const panes = document.querySelectorAll('.twin__pane');
                const at = panes[pane].querySelector(`.cmp-cell__no[href='${no}']`);
                return Math.round(at.getBoundingClientRect().top - panes[pane].getBoundingClientRect().top)";
            let near = page.js_with(top, vec![json!(0), json!("#/doc/mee-2024-64/4.7")]).await;
            assert!(near.as_i64().is_some_and(|near| near.abs() < 40), "{near}");
            page.point_at(".twin__side:first-child .twin__pane").await;
            let step = "const panes = document.querySelectorAll('.twin__pane'), before = panes[1].scrollTop;
                panes[0].scrollTop += 1500; const done = arguments[0];
                requestAnimationFrame(() => requestAnimationFrame(() => done([before, panes[1].scrollTop])))";
            let moved = page.later(step).await;
            assert!(moved[1].as_f64() > moved[0].as_f64(), "the other follows: {moved}");
            let held = page.number("return document.querySelectorAll('.twin__pane')[0].scrollTop").await;
            page.holds(
                "the first stays where it was put",
                Duration::from_millis(300),
                &format!("return Math.abs(document.querySelectorAll('.twin__pane')[0].scrollTop - {held}) < 2"),
            )
            .await;
            page.until("the place in the address", "return /at=mee-2024-64/.test(decodeURIComponent(location.hash))")
                .await;
            assert!(!page.route().await.contains("at=mee-2024-64/4.7"), "{}", page.route().await);
            pictures(page, "compare-outline").await;
        })
        .await;
}

#[tokio::test]
async fn provisions_picked_anywhere_lie_side_by_side() {
    Visit::to("#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93")
        .run(async |page| {
            page.click(".hit-card .pick").await;
            assert_eq!(page.count(".tray .chip").await, 1);
            assert!(page.text(".tray").await.contains("再选一条"));
            // What is picked lasts, from the first program to the whole one, and over a reload.
            page.type_address("#/doc/hubei-2024-plan/2.3.10").await;
            page.until("the document", "return !!document.querySelector('.prov--target .pick')").await;
            page.click(".prov--target .pick").await;
            assert_eq!(page.count(".tray .chip").await, 2);
            page.picture_of_window("tray").await;
            page.reload().await;
            page.click(".tray .btn").await;
            page.until("both", "return document.querySelectorAll('.cmp-one').length === 2").await;
            assert!(page.text(".cmp").await.contains("尾矿库"));
            assert!(page.count(".cmp-one .rel").await > 0, "it says how they stand to each other");
            pictures(page, "beside").await;
            page.click(".tray > * > .plain").await;
            page.until("an empty tray", "return !!document.querySelector('.tray[hidden]')").await;
        })
        .await;
}

#[tokio::test]
async fn related_clauses_stand_beside_every_clause() {
    Visit::to("#/doc/mee-2024-64/4.8")
        .run(async |page| {
            page.until("the related", "return !!document.querySelector('.prov--target .kin a')").await;
            let answer = program(&["related", "mee-2024-64/4.8", "--limit", "6"]);
            let expected: Vec<String> = answer
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|found| Some(format!("#/beside/mee-2024-64/4.8/{}", found["provision"].as_str()?)))
                .collect();
            let links = "return [...document.querySelectorAll('.prov--target .kin a')].map(at => decodeURIComponent(at.getAttribute('href')))";
            assert_eq!(page.js(links).await, json!(expected));
            page.picture_of_window("related").await;
            page.click(".prov--target .kin a").await;
            page.until("both", "return document.querySelectorAll('.cmp-one').length === 2").await;
            page.back().await;
            page.until("the document", "return !!document.querySelector('.prov--target')").await;
            page.resize(360, 800);
            page.fits("a document with its related clauses").await;
            page.picture_of_window("related-360").await;
        })
        .await;
}

#[tokio::test]
async fn topics_and_documents_are_counted_and_lead_to_the_texts() {
    Visit::to("#/topics")
        .run(async |page| {
            let answer = program(&["topics"]);
            let counted = |document: &str, topic: &str| {
                let records = answer.as_array().into_iter().flatten();
                let of =
                    records.filter(|record| record["provision"].as_str().is_some_and(|id| id.starts_with(document)));
                of.filter(|record| record["topics"].as_array().is_some_and(|all| all.contains(&json!(topic)))).count()
            };
            assert_eq!(page.count(".heat tbody tr").await, 25);
            let cell = page.text("#T06 td:nth-of-type(2)").await;
            assert_eq!(cell, counted("mee-2024-64", "水与流域").to_string());
            let (name, text) = saved(page, "[data-export='md']").await;
            assert!(name.ends_with(".md") && text.lines().count() == 27, "{name}: {text}");
            pictures(page, "topics").await;
            page.click("#mentions").await;
            page.until_route("#/topics?mentions=1").await;
            page.click("#T06 td:nth-of-type(2) a").await;
            page.until("the texts", "return document.querySelectorAll('.cmp-one').length > 3").await;
            assert!(page.route().await.starts_with("#/compare/mee-2024-64/"), "{}", page.route().await);
            assert!(page.route().await.contains("by=topic&topic=T06"));
            page.click("#language").await;
            page.type_address("#/topics").await;
            page.fits("the topics in English").await;
            page.picture("topics-english").await;
        })
        .await;
}

#[tokio::test]
async fn what_is_shown_can_be_taken_along_and_printed() {
    Visit::to("#/compare/mee-2024-64/hubei-2024-plan?only=related")
        .run(async |page| {
            let shown = page.count(".cmp-row").await;
            let (name, csv) = saved(page, "[data-export='csv']").await;
            assert!(name.ends_with(".csv") && csv.starts_with("\u{feff}序号,中部崛起意见 条款,中部崛起意见 原文,"), "{name}: {csv}");
            // Line breaks stand inside of quoted cells too; rows begin with their number.
            let numbered = csv.lines().filter(|line| line.split(',').next().is_some_and(|first| first.parse::<usize>().is_ok()));
            assert_eq!(numbered.count(), shown);
            let (_, markdown) = saved(page, "[data-export='md']").await;
            assert_eq!(markdown.lines().count(), shown + 2);
            if !page.print_style(true) {
                return;
            }
            let hidden = "return [...document.querySelectorAll('.bar__row--tools, .pick, .masthead__nav')].every(at => !at.offsetParent)";
            assert!(page.is(hidden).await, "tools are not printed");
            let kept = "return getComputedStyle(document.querySelector('.cmp-row')).breakInside";
            assert_eq!(page.say(kept).await, "avoid");
            page.picture("compare-print").await;
            page.print_style(false);
        })
        .await;
}

#[tokio::test]
async fn scrolling_a_comparison_never_waits() {
    Visit::to(THREE)
        .run(async |page| {
            let scroll = "const done = arguments[0], long = [];
                new PerformanceObserver(list => long.push(...list.getEntries().map(at => at.duration))).observe({ type: 'longtask' });
                let y = 0;
                const step = () => {
                    scrollTo(0, y += 400);
                    if (y < document.documentElement.scrollHeight) requestAnimationFrame(step);
                    else setTimeout(() => done(long), 200);
                };
                step()";
            let mut worst = f64::INFINITY;
            for _ in 0..3 {
                page.js("scrollTo(0, 0)").await;
                let long = page.later(scroll).await;
                worst = worst.min(long.as_array().into_iter().flatten().filter_map(|at| at.as_f64()).fold(0.0, f64::max));
            }
            println!("the longest task of scrolling a comparison (ms)  {worst:>10.0}");
            assert!(worst < 150.0, "three times the mark of 50 ms is no noise: {worst}");
        })
        .await;
}
