//! Searching: as one types, with an input method, narrowed by facets, sorted, and back again.

use std::collections::BTreeMap;

use fantoccini::key::Key;
use serde_json::json;

use crate::engine::Engine;
use crate::harness::{PAUSE, Page, Visit, program, total};

/// The provisions that are listed, as addresses.
async fn listed(page: &Page) -> Vec<String> {
    let all = page
        .js("return [...document.querySelectorAll('.hit-card__no')].map(at => at.getAttribute('href').split('?')[0])")
        .await;
    all.as_array().into_iter().flatten().filter_map(|href| href.as_str().map(str::to_owned)).collect()
}

fn facet(key: &str, value: &str) -> String {
    format!("input[data-facet='{key}'][data-value='{value}']")
}

/// The number beside a facet's value.
async fn promised(page: &Page, key: &str, value: &str) -> usize {
    let script =
        "return Number(document.querySelector(arguments[0]).closest('label').querySelector('.check__n').textContent)";
    page.js_with(script, vec![json!(facet(key, value))]).await.as_u64().unwrap_or_default() as usize
}

/// The values of a facet that may be chosen, with their numbers.
async fn values(page: &Page, key: &str) -> BTreeMap<String, usize> {
    let script =
        "return Object.fromEntries([...document.querySelectorAll(`input[data-facet='${arguments[0]}']:enabled`)]
        .map(at => [at.dataset.value, Number(at.closest('label').querySelector('.check__n').textContent)]))";
    let all = page.js_with(script, vec![json!(key)]).await;
    let all = all.as_object().cloned().unwrap_or_default();
    all.into_iter().map(|(value, count)| (value, count.as_u64().unwrap_or_default() as usize)).collect()
}

#[tokio::test]
async fn results_are_narrowed_by_what_was_read_out_of_the_text() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            page.until("the facets", "return !!document.querySelector('.facets')").await;
            page.click("input[data-facet='topic'][data-value='T05']").await;
            page.until_results(total("水", &["topic=T05"])).await;
            page.click("[data-facet='place'][data-value='长江']").await;
            page.until_results(total("水", &["topic=T05", "place=长江"])).await;
            page.back().await;
            page.until_results(total("水", &["topic=T05"])).await;
            page.click(".facet__more summary").await;
            assert!(page.is("return document.querySelector('.facet__more').open").await);
        })
        .await;
}

#[tokio::test]
async fn every_keystroke_narrows_and_the_address_follows_after_the_pause() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            let history = page.number("return history.length").await;
            let water = page.results().await;
            page.click("#q").await;
            page.press(Key::End).await;
            // A slow driver asks for the address when the pause is over: the page itself notes how long it waits.
            page.js(
                "window.waited = []; let typed = 0; const put = history.replaceState;
                addEventListener('input', () => { typed = performance.now(); }, true);
                history.replaceState = function() { waited.push(performance.now() - typed); return put.apply(this, arguments); };
                return true",
            )
            .await;
            page.type_text("质").await;
            let quality = page.results().await;
            assert!(quality < water, "{quality} < {water}");
            page.type_text("安全").await;
            let safety = page.results().await;
            assert!(safety <= quality, "{safety} <= {quality}");
            page.until_route("#/search?q=水质安全").await;
            for _ in 0..3 {
                page.press(Key::Backspace).await;
            }
            assert_eq!(page.results().await, water, "what was deleted no longer narrows");
            page.until_route("#/search?q=水").await;
            assert!(page.is("return waited.length > 1").await, "the page sets the address by itself");
            let shortest = page.number("return Math.min(...waited)").await;
            assert!(shortest > 200.0, "the address waits for a pause of a quarter of a second: {shortest} ms");
            assert_eq!(page.number("return history.length").await, history, "typing leaves no history");
            assert_eq!(page.say("return document.activeElement.id").await, "q");
        })
        .await;
}

#[tokio::test]
async fn an_empty_question_lists_every_clause() {
    Visit::to("#/search")
        .run(async |page| {
            assert_eq!(page.say("return document.activeElement.id").await, "q", "the box is ready");
            let documents = program(&["documents"]);
            let clauses = documents.as_array().into_iter().flatten().filter_map(|at| at["counts"]["clauses"].as_u64());
            assert!(page.results().await >= clauses.sum::<u64>() as usize);
            assert_eq!(page.results().await, total("", &[]));
            assert_eq!(listed(page).await.len(), 20);
            page.click("#more").await;
            page.until("twenty more", "return document.querySelectorAll('.hit-card').length === 40").await;
            page.until_route("#/search?n=40").await;
            page.reload().await;
            assert_eq!(listed(page).await.len(), 40);
        })
        .await;
}

#[tokio::test]
async fn nothing_is_searched_while_an_input_method_composes() {
    Visit::to("#/search")
        .run(async |page| {
            let (before, results) = (page.route().await, page.results().await);
            page.click("#q").await;
            for letters in ["w", "wei", "wei'kuang", "wei'kuang'ku"] {
                page.compose(letters).await;
                page.settle().await;
                assert_eq!(page.say("return document.querySelector('#q').value").await, letters);
                assert_eq!(page.results().await, results, "{letters} is not searched");
            }
            let unchanged = format!(
                "return decodeURIComponent(location.hash) === {} && document.querySelector('#q').value === \"wei'kuang'ku\"",
                json!(before)
            );
            page.holds("the composition rests", PAUSE, &unchanged).await;
            assert_eq!(page.results().await, results);
            page.commit("尾矿库").await;
            page.until_results(total("尾矿库", &[])).await;
            assert_eq!(page.say("return document.querySelector('#q').value").await, "尾矿库");
            page.until_route("#/search?q=尾矿库").await;
        })
        .await;
}

#[tokio::test]
async fn a_composition_on_the_first_page_is_searched_once_it_is_committed() {
    Visit::to("")
        .run(async |page| {
            page.click("#q").await;
            page.compose("huang'he").await;
            page.holds("the first page stays", PAUSE, "return !!document.querySelector('.toc')").await;
            page.commit("黄河").await;
            page.until("results", "return !!document.querySelector('.hit-card')").await;
            page.until_route("#/search?q=黄河").await;
            assert_eq!(page.say("return document.querySelector('#q').value").await, "黄河");
        })
        .await;
}

/// As input methods commit, and programs type for a reader: the next sign comes while the last is still being drawn.
#[tokio::test]
async fn signs_that_come_in_a_burst_are_all_searched() {
    for route in ["#/", "#/search", "#/search?q=%E9%BB%84%E6%B2%B3"] {
        Visit::to(route)
            .run(async |page| {
                let before = page.say("return document.querySelector('#q').value").await;
                page.find("#q").await.send_keys("饮用水水源").await.expect("the box takes keys");
                page.until_route(&format!("#/search?q={before}饮用水水源")).await;
                assert_eq!(page.say("return document.querySelector('#q').value").await, format!("{before}饮用水水源"));
                assert_eq!(page.say("return document.activeElement.id").await, "q");
            })
            .await;
    }
}

#[tokio::test]
async fn a_composition_given_up_leaves_everything_as_it_was() {
    Visit::to("#/search?q=%E9%BB%84%E6%B2%B3")
        .run(async |page| {
            let before = listed(page).await;
            page.click("#q").await;
            page.press(Key::End).await;
            page.compose("shui").await;
            page.settle().await;
            page.compose("").await;
            page.settle().await;
            assert_eq!(page.say("return document.querySelector('#q').value").await, "黄河");
            assert_eq!(listed(page).await, before);
            page.holds("the address stays", PAUSE, "return decodeURIComponent(location.hash) === '#/search?q=黄河'")
                .await;
        })
        .await;
}

#[tokio::test]
async fn each_facet_value_promises_what_a_click_gives() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            let all = page.results().await;
            for key in ["level", "region", "issuer", "genre", "year", "document", "fidelity"] {
                let values = values(page, key).await;
                assert!(!values.is_empty(), "the facet {key} is there");
                for (value, count) in values {
                    page.click(&facet(key, &value)).await;
                    assert_eq!(page.results().await, count, "{key}={value}");
                    page.click(&facet(key, &value)).await;
                    assert_eq!(page.results().await, all, "{key}={value} taken off");
                }
            }
        })
        .await;
}

#[tokio::test]
async fn two_values_of_a_facet_widen_and_another_facet_narrows() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            let all = page.results().await;
            let first = promised(page, "document", "gbh-2025-2").await;
            let second = promised(page, "document", "mee-2024-64").await;
            page.click(&facet("document", "gbh-2025-2")).await;
            assert_eq!(page.results().await, first);
            assert_eq!(promised(page, "document", "mee-2024-64").await, second, "the other values keep their numbers");
            page.click(&facet("document", "mee-2024-64")).await;
            assert_eq!(page.results().await, first + second, "two values of one facet: either");
            let narrowed = promised(page, "fidelity", "unverified").await;
            assert!(narrowed < first + second);
            page.click(&facet("fidelity", "unverified")).await;
            assert_eq!(page.results().await, narrowed, "values of two facets: both");
            page.until_route("#/search?q=水&document=gbh-2025-2&document=mee-2024-64&fidelity=unverified").await;
            assert_eq!(page.count(".chip").await, 3);
            page.picture("results-filtered-zh").await;

            page.back().await;
            page.until_route("#/search?q=水&document=gbh-2025-2&document=mee-2024-64").await;
            assert_eq!(page.results().await, first + second);
            assert!(
                !page
                    .is(&format!("return document.querySelector(\"{}\").checked", facet("fidelity", "unverified")))
                    .await
            );
            page.back().await;
            assert_eq!(page.results().await, first);
            page.forward().await;
            page.forward().await;
            assert_eq!(page.results().await, narrowed);
            assert!(
                page.is(&format!("return document.querySelector(\"{}\").checked", facet("fidelity", "unverified")))
                    .await
            );

            for left in [2, 1, 0] {
                page.click(".chip").await;
                assert_eq!(page.count(".chip").await, left);
            }
            assert_eq!(page.results().await, all);
            page.until_route("#/search?q=水").await;
        })
        .await;
}

/// A date put into one of the two boxes, as the calendar does.
async fn choose_date(page: &Page, id: &str, date: &str) {
    let script = "const input = document.getElementById(arguments[0]); input.value = arguments[1];
        input.dispatchEvent(new Event('change', { bubbles: true }))";
    page.js_with(script, vec![json!(id), json!(date)]).await;
    page.settle().await;
}

/// What stands in the two boxes for dates.
async fn dates(page: &Page) -> (String, String) {
    (
        page.say("return document.getElementById('from').value").await,
        page.say("return document.getElementById('to').value").await,
    )
}

#[tokio::test]
async fn dates_narrow_the_results_and_can_be_taken_off() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            let all = page.results().await;
            choose_date(page, "from", "2024-06-01").await;
            page.until_route("#/search?q=水&from=2024-06-01").await;
            let later = page.results().await;
            assert!(later < all, "{later} < {all}");
            assert_eq!(later, total("水", &["from=2024-06-01"]));
            choose_date(page, "to", "2024-12-31").await;
            page.until_route("#/search?q=水&from=2024-06-01&to=2024-12-31").await;
            let between = page.results().await;
            assert!(between < later, "{between} < {later}");
            assert_eq!(between, total("水", &["from=2024-06-01", "to=2024-12-31"]));
            assert_eq!(page.count(".chip").await, 2);
            assert!(page.text(".chip").await.contains("2024-06-01"), "{}", page.text(".chip").await);
            page.picture("results-dates").await;
            page.reload().await;
            assert_eq!(page.results().await, between);
            assert_eq!(dates(page).await, ("2024-06-01".to_owned(), "2024-12-31".to_owned()));

            page.back().await;
            page.until_route("#/search?q=水&from=2024-06-01").await;
            assert_eq!(page.results().await, later);
            assert_eq!(dates(page).await, ("2024-06-01".to_owned(), String::new()), "the boxes follow the address");
            page.back().await;
            page.until_route("#/search?q=水").await;
            assert_eq!(page.results().await, all);
            assert_eq!(dates(page).await, (String::new(), String::new()));
            page.forward().await;
            page.forward().await;
            assert_eq!(page.results().await, between);

            page.click(".chip").await;
            page.until_route("#/search?q=水&to=2024-12-31").await;
            assert_eq!(page.results().await, total("水", &["to=2024-12-31"]));
            assert_eq!(dates(page).await, (String::new(), "2024-12-31".to_owned()));
            choose_date(page, "to", "").await;
            page.until_route("#/search?q=水").await;
            assert_eq!(page.results().await, all, "an empty box is no bound");
        })
        .await;
}

#[tokio::test]
async fn another_date_takes_the_place_of_the_one_before() {
    Visit::to("#/search?q=%E6%B0%B4&from=2022-01-01&year=2024")
        .run(async |page| {
            choose_date(page, "from", "2025-01-01").await;
            page.until("the date", "return location.hash.includes('from=2025-01-01')").await;
            let route = page.route().await;
            assert!(!route.contains("from=2022"), "{route}");
            assert!(route.contains("year=2024"), "the other filters stay: {route}");
            assert_eq!(page.results().await, total("水", &["from=2025-01-01", "year=2024"]));
        })
        .await;
}

#[tokio::test]
async fn dates_that_exclude_each_other_find_nothing_and_say_so() {
    Visit::to("#/search?q=%E6%B0%B4&from=2025-01-01&to=2020-01-01")
        .run(async |page| {
            assert_eq!(page.results().await, 0);
            assert_eq!(
                dates(page).await,
                ("2025-01-01".to_owned(), "2020-01-01".to_owned()),
                "they can still be changed"
            );
            page.click(".empty__list > a:last-child").await;
            page.until_route("#/search?q=水").await;
            assert_eq!(page.results().await, total("水", &[]));
        })
        .await;
}

#[tokio::test]
async fn a_date_can_be_typed_figure_by_figure() {
    if Engine::here() == Engine::WebKit {
        return; // WebKitGTK's boxes for dates take no figures; a calendar opens.
    }
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            let history = page.number("return history.length").await;
            page.js("document.getElementById('from').focus()").await;
            // The order of the parts is the browser's; this date is the same in each but the year's place.
            page.type_text("01012025").await;
            assert_eq!(dates(page).await.0, "2025-01-01");
            page.until_route("#/search?q=水&from=2025-01-01").await;
            assert_eq!(page.results().await, total("水", &["from=2025-01-01"]));
            assert_eq!(page.say("return document.activeElement.id").await, "from", "the focus stays");
            let entries = page.number("return history.length").await - history;
            assert!(entries <= 1.0, "one date is one step in the history, not {entries}");
        })
        .await;
}

#[tokio::test]
async fn a_question_without_results_says_so_and_offers_a_way_on() {
    Visit::to("#/search?q=%E9%87%8F%E5%AD%90%E8%AE%A1%E7%AE%97%E6%9C%BA")
        .run(async |page| {
            assert_eq!(page.results().await, 0);
            assert_eq!(page.count(".hit-card").await, 0);
            assert!(page.text(".empty").await.contains("没有条文"));
            page.load("#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93&year=2021").await;
            assert_eq!(page.results().await, 0);
            page.click(".empty__list a").await;
            page.until_route("#/search?q=尾矿库").await;
            assert_eq!(page.results().await, total("尾矿库", &[]));
        })
        .await;
}

#[tokio::test]
async fn results_are_sorted_as_asked() {
    Visit::to("#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93")
        .run(async |page| {
            let best = listed(page).await;
            assert!(best[0].starts_with("#/doc/mee-2024-64"), "{best:?}");
            page.click(".ways a:nth-of-type(2)").await;
            page.until_route("#/search?q=尾矿库&sort=date").await;
            let newest = listed(page).await;
            assert!(newest[0].starts_with("#/doc/gbh-2025-2"), "{newest:?}");
            assert_eq!(page.text(".ways [aria-current]").await, "日期");
            page.click(".ways a:nth-of-type(3)").await;
            page.until_route("#/search?q=尾矿库&sort=document").await;
            let mut sorted = [best, newest, listed(page).await];
            sorted.iter_mut().for_each(|hits| hits.sort());
            assert!(sorted[0] == sorted[1] && sorted[1] == sorted[2], "the same hits in each order");
            page.back().await;
            page.back().await;
            assert_eq!(page.text(".ways [aria-current]").await, "相关");
        })
        .await;
}

#[tokio::test]
async fn going_back_returns_to_the_same_place_among_the_results() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            page.js("scrollTo(0, 1500)").await;
            page.settle().await;
            let script = "const link = [...document.querySelectorAll('.hit-card__title a')]
                .find(at => at.textContent && at.getBoundingClientRect().top > 300); link.id = 'chosen'; return scrollY";
            let before = page.number(script).await;
            assert!(before > 1000.0, "{before}");
            page.click("#chosen").await;
            page.until("the document", "return !!document.querySelector('.law')").await;
            page.js("scrollTo(0, 50)").await;
            page.settle().await;
            page.back().await;
            page.until("the results", "return !!document.querySelector('.hit-card')").await;
            page.settle().await;
            let after = page.number("return scrollY").await;
            assert!((after - before).abs() <= 2.0, "left at {before}, back at {after}");
        })
        .await;
}

#[tokio::test]
async fn a_result_clicked_before_the_pause_does_not_lose_the_question() {
    Visit::to("#/search")
        .run(async |page| {
            page.click("#q").await;
            // In one go, as the pause is shorter than the driver's ways.
            page.js("const q = document.querySelector('#q'); q.value = '尾矿库';
                q.dispatchEvent(new InputEvent('input', { bubbles: true }));
                setTimeout(() => document.querySelector('.hit-card__title a').click(), 60)")
                .await;
            page.until("the document", "return !!document.querySelector('.law')").await;
            page.back().await;
            page.until("the results", "return !!document.querySelector('#count')").await;
            page.until_route("#/search?q=尾矿库").await;
            assert_eq!(page.results().await, total("尾矿库", &[]));
        })
        .await;
}

#[tokio::test]
async fn going_back_before_the_pause_leaves_the_older_address_alone() {
    Visit::to("#/doc/gbh-2025-2")
        .run(async |page| {
            page.type_address("#/search").await;
            page.js("const q = document.querySelector('#q'); q.value = '尾矿库';
                q.dispatchEvent(new InputEvent('input', { bubbles: true }));
                setTimeout(() => history.back(), 60)")
                .await;
            page.until("the document", "return !!document.querySelector('.law')").await;
            page.holds("the document's address", PAUSE, "return location.hash === '#/doc/gbh-2025-2'").await;
        })
        .await;
}

#[tokio::test]
async fn asking_the_same_again_adds_no_history() {
    Visit::to("#/search?q=%E9%BB%84%E6%B2%B3")
        .run(async |page| {
            let before = page.number("return history.length").await;
            page.click("#q").await;
            page.press(Key::Enter).await;
            page.press(Key::Enter).await;
            assert_eq!(page.number("return history.length").await, before);
        })
        .await;
}

#[tokio::test]
async fn the_count_of_results_is_announced() {
    Visit::to("#/search?q=%E9%BB%84%E6%B2%B3")
        .run(async |page| {
            assert_eq!(page.say("return document.querySelector('#count').getAttribute('role')").await, "status");
            // What is announced must be the same element throughout, or screen readers miss the change.
            page.js("window.counted = document.querySelector('#count')").await;
            page.fill("#q", "尾矿库").await;
            page.until_results(total("尾矿库", &[])).await;
            assert!(
                page.is("return window.counted === document.querySelector('#count') && window.counted.isConnected")
                    .await
            );
        })
        .await;
}

#[tokio::test]
async fn every_link_and_button_among_the_results_has_words() {
    Visit::to("#/search?n=200")
        .run(async |page| {
            let nameless = "return [...document.querySelectorAll('a, button')]
                .filter(at => !at.textContent.trim() && !at.getAttribute('aria-label'))
                .map(at => at.closest('.hit-card') ? at.closest('.hit-card').innerText.slice(0, 40) : at.outerHTML).join(' | ')";
            assert_eq!(page.say(nameless).await, "");
        })
        .await;
}

#[tokio::test]
async fn very_long_questions_are_answered() {
    Visit::to("#/search")
        .run(async |page| {
            page.click("#q").await;
            let long = "推动长江经济带绿色发展，".repeat(300);
            let start = std::time::Instant::now();
            page.insert(&long).await;
            page.settle().await;
            let taken = start.elapsed();
            println!("a question of {} characters took {taken:?}", long.chars().count());
            assert!(taken.as_secs() < 5, "{taken:?}");
            page.fits("a very long question").await;
            page.until("the address to follow", "return location.hash.length > 1000").await;
        })
        .await;
}
