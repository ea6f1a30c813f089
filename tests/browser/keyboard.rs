//! The page by keyboard alone.

use fantoccini::key::Key;

use crate::harness::{Visit, total};

#[tokio::test]
async fn tab_reaches_the_skip_link_first_and_it_moves_the_focus_to_the_content() {
    Visit::to("#/")
        .run(async |page| {
            page.press(Key::Tab).await;
            assert!(page.is("return document.activeElement.className === 'skip'").await);
            assert!(page.is("return document.activeElement.getBoundingClientRect().top >= 0").await, "it can be seen");
            page.picture_of_window("keyboard-skip-link").await;
            page.press(Key::Enter).await;
            assert_eq!(page.say("return document.activeElement.id").await, "main");
            assert_eq!(page.say("return location.hash").await, "#/", "the address stays");
            page.press(Key::Tab).await;
            assert!(page.is("return document.querySelector('main').contains(document.activeElement)").await);
        })
        .await;
}

#[tokio::test]
async fn the_slash_goes_to_the_search_box_and_enter_opens_a_result() {
    Visit::to("#/")
        .run(async |page| {
            page.press('/').await;
            assert_eq!(page.say("return document.activeElement.id").await, "q");
            page.type_text("尾矿库").await;
            page.press(Key::Enter).await;
            page.until_results(total("尾矿库", &[])).await;
            let mut steps = 0;
            while !page.is("return !!document.activeElement.closest('.hit-card')").await {
                page.press(Key::Tab).await;
                steps += 1;
                assert!(steps < 60, "a result can be reached by Tab");
            }
            println!("{steps} × Tab from the first page's box to the first result");
            assert!(page.is("return document.activeElement.matches(':focus-visible') && getComputedStyle(document.activeElement).outlineStyle !== 'none'").await);
            page.press(Key::Enter).await;
            page.until("the document", "return !!document.querySelector('.law')").await;
            page.press('/').await;
            assert_eq!(page.say("return document.activeElement.id").await, "find", "in a document it finds there");
            page.press('/').await;
            assert!(page.say("return document.activeElement.value").await.contains('/'), "in a box it is a sign like others");
        })
        .await;
}

#[tokio::test]
async fn what_has_the_focus_can_always_be_seen() {
    for (width, height) in [(1280, 800), (360, 740)] {
        Visit::to("#/doc/gbh-2025-2?q=%E6%B0%B4")
            .size(width, height)
            .run(async |page| {
                let seen = "const at = document.activeElement; const box = at.getBoundingClientRect();
                    if (at === document.body) return 'nothing has the focus';
                    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
                    const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1);
                    const y = Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 1);
                    const over = document.elementFromPoint(x, y);
                    const hidden = over && at !== over && !at.contains(over) && !over.contains(at);
                    return inside && !hidden ? '' : at.outerHTML.slice(0, 120) + (hidden ? ' under ' + over.outerHTML.slice(0, 80) : ' outside')";
                for step in 0..45 {
                    page.press(Key::Tab).await;
                    let trouble = page.say(seen).await;
                    assert_eq!(trouble, "", "after {step} × Tab at {width} px");
                }
            })
            .await;
    }
}

#[tokio::test]
async fn a_facet_is_chosen_by_the_space_bar_and_keeps_the_focus() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            let all = page.results().await;
            page.js("document.querySelector(\"input[data-facet='year'][data-value='2024']\").focus()").await;
            page.press(' ').await;
            assert!(page.results().await < all);
            assert_eq!(page.say("return document.activeElement.dataset.value || ''").await, "2024");
            page.press(' ').await;
            assert_eq!(page.results().await, all);
        })
        .await;
}
