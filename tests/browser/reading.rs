//! Reading a document: opened at a provision, searched within, annotated, cited.

use std::time::Duration;

use fantoccini::key::Key;
use serde_json::json;

use crate::engine::Engine;
use crate::harness::{PAUSE, Page, Visit, program};

/// The distance of an element's top from the window's.
async fn top(page: &Page, id: &str) -> f64 {
    let script = "const at = document.getElementById(arguments[0]); return at ? at.getBoundingClientRect().top : 1e9";
    page.js_with(script, vec![json!(id)]).await.as_f64().unwrap_or(1e9)
}

/// The mark that the reader is at, which must be in view.
async fn near(page: &Page) -> i64 {
    let script = "const at = document.querySelector('.hit--near'); if (!at) return -1;
        const box = at.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight ? Number(at.dataset.mark) : -2";
    page.number(script).await as i64
}

#[tokio::test]
async fn a_result_opens_at_its_provision_with_the_words_marked() {
    Visit::to("#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93")
        .run(async |page| {
            page.click(".hit-card__title a").await;
            page.until_route("#/doc/mee-2024-64/6.13?q=尾矿库").await;
            let at = top(page, "p-6.13").await;
            assert!((0.0..200.0).contains(&at), "the provision stands at {at}");
            assert!(page.is("return document.getElementById('p-6.13').classList.contains('prov--target')").await);
            let marked = page
                .js("return [...document.querySelectorAll('#p-6\\\\.13 mark.hit')].map(at => at.textContent)")
                .await;
            assert_eq!(marked, json!(["尾矿库", "尾矿库", "尾矿库"]));
            assert_eq!(page.say("return document.querySelector('#find').value").await, "尾矿库");
            // What sticks to the top must not cover what was asked for.
            let covered = "const box = document.getElementById('p-6.13').getBoundingClientRect();
                const bar = document.querySelector('.find').getBoundingClientRect();
                return bar.bottom > box.top + 1";
            assert!(!page.is(covered).await, "the find bar covers the provision");
            page.picture_of_window("document-opened-from-a-result").await;
        })
        .await;
}

#[tokio::test]
async fn finding_in_a_document_goes_on_by_enter_and_back_by_shift_enter() {
    Visit::to("#/doc/hubei-2024-plan")
        .run(async |page| {
            page.click("#find").await;
            page.type_text("污染防治").await;
            page.until("matches", "return document.querySelectorAll('mark.hit').length > 4").await;
            let total = page.count("mark.hit").await as i64;
            page.until_route("#/doc/hubei-2024-plan?q=污染防治").await;
            assert_eq!(page.text(".find__n").await, format!("{total} 处"));
            for step in 0..3 {
                page.press(Key::Enter).await;
                assert_eq!(near(page).await, step, "Enter goes to the next");
                assert_eq!(page.text(".find__n").await, format!("{} / {total}", step + 1));
            }
            let shift = char::from(Key::Shift);
            page.press_with(&[shift], Key::Enter).await;
            assert_eq!(near(page).await, 1, "Shift and Enter go back");
            page.press_with(&[shift], Key::Enter).await;
            page.press_with(&[shift], Key::Enter).await;
            assert_eq!(near(page).await, total - 1, "before the first comes the last");
            page.picture_of_window("document-find").await;
            page.press(Key::Enter).await;
            assert_eq!(near(page).await, 0, "after the last comes the first");
            page.click(".find button:nth-of-type(2)").await;
            assert_eq!(near(page).await, 1, "the button does the same");
            page.fill("#find", "量子").await;
            page.until("no match", "return document.querySelector('.find__n').textContent === '未见'").await;
            assert_eq!(page.count("mark.hit").await, 0);
        })
        .await;
}

#[tokio::test]
async fn finding_goes_on_from_the_provision_that_was_opened() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            page.load("#/doc/mee-2024-64/6.13?q=%E6%B1%A1%E6%9F%93").await;
            page.click("#find").await;
            page.press(Key::Enter).await;
            let inside = "const at = document.querySelector('.hit--near'); const from = document.getElementById('p-6.13');
                return !!at && (from.contains(at) || !!(from.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING))";
            assert!(page.is(inside).await, "the next match is not before the provision that is being read");
        })
        .await;
}

#[tokio::test]
async fn nothing_is_found_in_the_document_while_an_input_method_composes() {
    Visit::to("#/doc/gbh-2025-2")
        .run(async |page| {
            page.click("#find").await;
            page.compose("huang'he").await;
            page.holds(
                "nothing is marked",
                PAUSE,
                "return location.hash === '#/doc/gbh-2025-2' && !document.querySelector('mark.hit')",
            )
            .await;
            page.commit("黄河").await;
            page.until("marks", "return !!document.querySelector('mark.hit')").await;
            page.until_route("#/doc/gbh-2025-2?q=黄河").await;
        })
        .await;
}

#[tokio::test]
async fn a_deep_link_opens_the_provision_and_a_reload_keeps_everything() {
    let route = "#/doc/hubei-2021-regional/18?q=%E5%9B%BA%E4%BD%93%E5%BA%9F%E7%89%A9&readings=1";
    Visit::to(route)
        .run(async |page| {
            for _ in 0..2 {
                // What comes behind the text, and above it, may move it for a moment.
                let at = "const at = document.getElementById('p-18').getBoundingClientRect().top; return at >= 0 && at < 200";
                page.until("the provision at its place", at).await;
                assert!(page.count("#p-18 mark.hit").await > 0);
                assert!(page.is("return document.querySelector('#readings').checked").await);
                assert_eq!(page.say("return location.hash").await, route);
                page.reload().await;
            }
        })
        .await;
}

#[tokio::test]
async fn every_provision_of_the_corpus_can_be_linked_to() {
    let documents = program(&["documents"]);
    let ids: Vec<&str> = documents.as_array().into_iter().flatten().filter_map(|at| at["id"].as_str()).collect();
    Visit::to("")
        .run(async |page| {
            for id in ids {
                page.type_address(&format!("#/doc/{id}")).await;
                page.until("the document", "return !!document.querySelector('.law__text')").await;
                let provisions = program(&["provisions", id]);
                for provision in provisions.as_array().into_iter().flatten() {
                    let address = provision["id"].as_str().unwrap_or_default();
                    let (_, path) = address.split_once('/').expect("a provision's id is DOCUMENT/PATH");
                    assert!(top(page, &format!("p-{path}")).await < 1e9, "{id}/{path} is on the page");
                }
                // No two elements answer to one id.
                let twice = "const ids = [...document.querySelectorAll('[id]')].map(at => at.id);
                    return ids.filter((id, index) => ids.indexOf(id) !== index).join(' ')";
                assert_eq!(page.say(twice).await, "", "{id}");
            }
        })
        .await;
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_missing() {
    Visit::to("#/doc/nowhere-1999")
        .run(async |page| {
            assert!(page.text(".empty").await.contains("nowhere-1999"));
            page.click(".empty a").await;
            page.until("the first page", "return !!document.querySelector('.toc')").await;
            page.type_address("#/no/such/place").await;
            page.until("the message", "return document.querySelector('main').textContent.includes('没有这个页面')")
                .await;
            page.type_address("#/doc/gbh-2025-2/99.99").await;
            page.until("the message", "return document.querySelector('main').textContent.includes('没有这一条')").await;
            assert!(page.count(".prov").await > 20, "the document is shown all the same");
            assert_eq!(page.number("return scrollY").await, 0.0);
        })
        .await;
}

#[tokio::test]
async fn a_note_shows_on_focus_inside_the_narrowest_window_and_hides_on_escape() {
    Visit::to("#/doc/hubei-2021-regional")
        .size(360, 740)
        .run(async |page| {
            let shown = "const at = document.activeElement; const tip = at.nextElementSibling;
                if (!tip || getComputedStyle(tip).display === 'none') return null;
                const box = tip.getBoundingClientRect(); return [box.left, box.right, innerWidth, box.width, box.height]";
            let total = page.count(".sic, .join").await;
            assert!(total > 50, "{total}");
            for index in (0..total).step_by(7) {
                let focus = "document.querySelectorAll('.sic, .join')[arguments[0]].focus({ focusVisible: true })";
                page.js_with(focus, vec![json!(index)]).await;
                page.settle().await;
                let tip = page.js(shown).await;
                let side = |at: usize| tip[at].as_f64().unwrap_or(f64::NAN);
                assert!(side(0) >= 0.0 && side(1) <= side(2), "note {index} is inside the window: {tip}");
                assert!(side(3) > 100.0, "note {index} is wide enough to read: {tip}");
                page.fits(&format!("note {index}")).await;
            }
            page.js("const at = document.querySelectorAll('.sic')[8]; at.focus(); at.scrollIntoView({ block: 'center' })").await;
            page.picture_of_window("document-note-360").await;
            page.press(Key::Enter).await;
            assert_eq!(page.say("return document.activeElement.getAttribute('aria-expanded')").await, "true");
            page.press(Key::Escape).await;
            assert_eq!(page.say("return document.activeElement.getAttribute('aria-expanded')").await, "false");
            assert!(page.js(shown).await.is_null(), "Escape hides the note although the focus stays");
        })
        .await;
}

#[tokio::test]
async fn a_note_shows_when_pointed_at() {
    if Engine::here() == Engine::WebKit {
        return; // Its driver's mouse hovers over nothing; by the keyboard the note is tested there too.
    }
    Visit::to("#/doc/hubei-2021-regional")
        .run(async |page| {
            page.js("const at = document.querySelectorAll('.sic')[2]; at.id = 'pointed'; at.scrollIntoView({ block: 'center' })").await;
            page.point_at("#pointed").await;
            let tip = page
                .js("const box = document.querySelector('#pointed + .sic__tip').getBoundingClientRect();
                    const word = document.querySelector('#pointed').getBoundingClientRect();
                    return [box.width, box.top - word.bottom, box.left - word.left]")
                .await;
            let at = |index: usize| tip[index].as_f64().unwrap_or(f64::NAN);
            assert!(at(0) > 100.0 && at(1).abs() < 40.0, "the note stands below the word: {tip}");
            assert!(page.text("#pointed + .sic__tip").await.contains("原文印作"));
            page.picture_of_window("document-note-1280").await;
        })
        .await;
}

#[tokio::test]
async fn the_switch_shows_all_suggested_readings_and_is_in_the_address() {
    Visit::to("#/doc/hubei-2021-regional")
        .run(async |page| {
            let visible =
                "return [...document.querySelectorAll('.sic__read')].filter(at => at.getClientRects().length).length";
            assert_eq!(page.number(visible).await, 0.0);
            page.click("#readings").await;
            page.until_route("#/doc/hubei-2021-regional?readings=1").await;
            assert_eq!(page.number(visible).await, 60.0);
            page.reload().await;
            assert_eq!(page.number(visible).await, 60.0);
            page.click("#readings").await;
            page.until_route("#/doc/hubei-2021-regional").await;
            assert_eq!(page.number(visible).await, 0.0);
        })
        .await;
}

#[tokio::test]
async fn a_permalink_copies_itself_and_says_so() {
    Visit::to("#/doc/gbh-2025-2")
        .run(async |page| {
            let origin = page.origin.clone();
            let may_read = page.allow_clipboard();
            page.click("#p-2\\.1 .prov__link").await;
            page.until_route("#/doc/gbh-2025-2/2.1").await;
            page.until(
                "the word of it",
                "return document.querySelector('#p-2\\\\.1 .copied').textContent === '链接已复制'",
            )
            .await;
            let copied =
                "const done = arguments[0]; navigator.clipboard.readText().then(done, error => done('' + error))";
            page.picture_of_window("document-copied").await;
            if may_read {
                assert_eq!(page.later(copied).await, format!("{origin}/#/doc/gbh-2025-2/2.1"));
            }
            page.until("the word to go", "return document.querySelector('#p-2\\\\.1 .copied').textContent === ''")
                .await;
        })
        .await;
}

#[tokio::test]
async fn the_outline_leads_to_parts_and_follows_the_reading() {
    Visit::to("#/doc/mee-2024-64")
        .run(async |page| {
            page.click(".outline > ol > li:nth-child(4) > a").await;
            let target = page.say("return decodeURIComponent(location.hash.split('/').pop())").await;
            let at = top(page, &format!("p-{target}")).await;
            assert!((0.0..200.0).contains(&at), "{target} stands at {at}");
            let followed = "return document.querySelector('.outline > ol > li:nth-child(4)').className === 'outline__in'";
            page.until("the outline to follow", followed).await;
            page.js("scrollTo(0, document.documentElement.scrollHeight)").await;
            let is_at_end = "const all = document.querySelectorAll('.outline > ol > li'); return all[all.length - 1].className === 'outline__in'";
            page.until("the outline to be at the end", is_at_end).await;
            // Not even within the two seconds for which a provision is held in its place.
            page.holds("the page stays where it was scrolled to", Duration::from_secs(2), is_at_end).await;
        })
        .await;
}

#[tokio::test]
async fn the_outline_opens_in_a_narrow_window() {
    Visit::to("#/doc/mee-2024-64")
        .size(360, 740)
        .run(async |page| {
            assert!(!page.is("return document.querySelector('details.fold').open").await);
            page.click(".fold__sum").await;
            page.click(".outline > ol > li:nth-child(2) > a").await;
            let target = page.say("return decodeURIComponent(location.hash.split('/').pop())").await;
            let at = top(page, &format!("p-{target}")).await;
            assert!((0.0..300.0).contains(&at), "{target} stands at {at}");
        })
        .await;
}
