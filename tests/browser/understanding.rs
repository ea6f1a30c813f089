//! Questions that are read beyond their letters: what was widened, what is there only in part, numbers, the help; and
//! the steps from match to match.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{PAUSE, Page, Visit, total};

/// The addresses of the results, in order.
async fn listed(page: &Page) -> Vec<String> {
    let all = page
        .js("return [...document.querySelectorAll('.hit-card__no')].map(at => at.getAttribute('href').split('?')[0])")
        .await;
    all.as_array().into_iter().flatten().filter_map(|href| href.as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn what_was_widened_is_said_and_can_be_undone() {
    Visit::to("#/search?q=VOCs")
        .run(async |page| {
            let widened = page.results().await;
            let said = page.text(".hints").await;
            assert!(said.contains("VOCs") && said.contains("挥发性有机物"), "{said}");
            page.click("#exact").await;
            page.until_route("#/search?q=VOCs&exact=1").await;
            let exact = page.results().await;
            assert!(exact > 0 && exact <= widened, "{exact} of {widened}");
            let marked =
                "return [...document.querySelectorAll('.hit-card mark')].every(at => /voc/i.test(at.textContent))";
            assert!(page.is(marked).await, "only what was typed is marked");
            assert!(!page.text(".hints").await.contains("挥发性有机物"));
            assert_eq!(page.count("#exact").await, 0);
            page.reload().await;
            assert_eq!(page.results().await, exact, "the address says it");
            page.click("#widen").await;
            page.until_route("#/search?q=VOCs").await;
            assert_eq!(page.results().await, widened);
            page.back().await;
            page.until_route("#/search?q=VOCs&exact=1").await;
            assert_eq!(page.results().await, exact);
        })
        .await;
}

#[tokio::test]
async fn fewer_letters_for_letters_than_with_other_words_for_it() {
    Visit::to("#/search?q=tailings%20pond")
        .run(async |page| {
            assert!(page.results().await > 0);
            assert!(page.text(".hints").await.contains("尾矿库"), "the Chinese for it is named");
            page.click("#exact").await;
            page.until_route("#/search?q=tailings pond&exact=1").await;
            assert_eq!(page.results().await, 0, "the documents have no English");
            page.click("#widen").await;
            assert!(page.results().await > 0);
        })
        .await;
}

#[tokio::test]
async fn a_question_read_as_typed_offers_no_way_back() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            assert_eq!(page.count("#exact").await + page.count("#widen").await, 0);
            page.type_address("#/search").await;
            assert_eq!(page.count("#exact").await + page.count("#widen").await, 0);
        })
        .await;
}

#[tokio::test]
async fn where_no_clause_has_all_of_it_those_with_a_part_are_shown_as_such() {
    Visit::to("#/search?q=%E5%99%AA%E5%A3%B0%20%E5%86%B0%E5%B7%9D")
        .run(async |page| {
            assert!(page.text("#count").await.starts_with("0 条"), "a part is no result");
            assert_eq!(page.text(".empty__missing").await, "冰川", "the word that is missing is named");
            assert_eq!(page.text("#partial").await, "以下只含部分词");
            let cards = page.count("section[aria-labelledby=partial] .hit-card").await;
            assert!(cards > 0 && cards <= 10, "{cards}");
            assert_eq!(page.count(".hit-card").await, cards, "there are no others");
            let marked =
                "return [...document.querySelectorAll('.hit-card')].every(at => at.textContent.includes('噪声'))";
            assert!(page.is(marked).await, "each has the word that there is");
            assert_eq!(page.count("#more").await, 0, "nothing more is promised");
            page.picture("partial").await;
            page.click(".empty__list a").await;
            page.until_route("#/search?q=噪声").await;
            assert_eq!(page.results().await, total("噪声", &[]));
            assert_eq!(page.count("#partial").await, 0);
        })
        .await;
}

#[tokio::test]
async fn a_document_is_found_by_its_number_however_it_is_written() {
    Visit::to("#/search")
        .run(async |page| {
            for written in
                ["国办函2025 2号", "国办函〔2025〕2号", "国办函[2025]2号", "国办函 2025 第2号", "国办函（2025）2号"]
            {
                page.fill("#q", written).await;
                page.press(Key::Enter).await;
                page.until_route(&format!("#/search?q={written}")).await;
                let found = listed(page).await;
                assert_eq!(
                    found.first().map(String::as_str),
                    Some("#/doc/gbh-2025-2/carrier.number"),
                    "{written}: {found:?}"
                );
            }
        })
        .await;
}

#[tokio::test]
async fn a_number_that_is_not_there_finds_nothing_and_names_the_one_that_is() {
    Visit::to("#/search?q=%E5%9B%BD%E5%8A%9E%E5%87%BD%E3%80%942025%E3%80%953%E5%8F%B7")
        .run(async |page| {
            assert_eq!(page.results().await, 0);
            assert_eq!(page.count(".hit-card").await, 0, "another number's clauses are no answer");
            let said = page.text(".empty__list").await;
            assert!(said.contains("国办函〔2025〕3号") && said.contains("国办函〔2025〕2号"), "{said}");
            page.click(".empty__list a").await;
            page.until_route("#/search?q=国办函〔2025〕2号").await;
            assert_eq!(listed(page).await.first().map(String::as_str), Some("#/doc/gbh-2025-2/carrier.number"));
        })
        .await;
}

#[tokio::test]
async fn the_question_mark_opens_the_help_unless_one_types() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            page.click("#q").await;
            page.press(Key::End).await;
            page.press('?').await;
            assert_eq!(
                page.say("return document.querySelector('#q').value").await,
                "水?",
                "in a box it is a sign like others"
            );
            assert!(page.route().await.starts_with("#/search"));
            page.press(Key::Backspace).await;
            page.until_route("#/search?q=水").await;
            page.js("document.activeElement.blur()").await;
            page.press('?').await;
            page.until_route("#/help").await;
            page.until("the help", "return !!document.querySelector('#help')").await;
            assert!(page.say("return document.title").await.starts_with("怎样检索"));
            page.picture("help").await;
            page.back().await;
            page.until_route("#/search?q=水").await;
            page.type_address("#/doc/gbh-2025-2").await;
            page.press('？').await;
            page.until_route("#/help").await;
        })
        .await;
}

#[tokio::test]
async fn the_help_opened_before_the_pause_does_not_lose_the_question() {
    Visit::to("#/search")
        .run(async |page| {
            page.click("#q").await;
            // In one go, as the pause is shorter than the driver's ways.
            page.js("const q = document.querySelector('#q'); q.value = '尾矿库';
                q.dispatchEvent(new InputEvent('input', { bubbles: true }));
                setTimeout(() => {
                    q.blur();
                    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true, cancelable: true }));
                }, 60)")
                .await;
            page.until("the help", "return !!document.querySelector('#help')").await;
            page.holds("the help's address", PAUSE, "return location.hash === '#/help'").await;
            page.back().await;
            page.until("the results", "return !!document.querySelector('#count')").await;
            page.until_route("#/search?q=尾矿库").await;
            assert_eq!(page.results().await, total("尾矿库", &[]));
        })
        .await;
}

#[tokio::test]
async fn every_example_of_the_help_finds_as_many_as_it_says() {
    Visit::to("#/help")
        .run(async |page| {
            let rows = page.count(".help tbody tr").await;
            assert!(rows >= 10, "{rows}");
            for row in 1..=rows {
                let link = format!(".help tbody tr:nth-child({row}) a");
                let example = page.text(&link).await;
                let promised = page.text(&format!(".help tbody tr:nth-child({row}) .num")).await;
                page.click(&link).await;
                page.until_route(&format!("#/search?q={example}")).await;
                assert_eq!(page.results().await.to_string(), promised, "{example}");
                assert_ne!(promised, "0", "{example}: an example finds something");
                page.back().await;
                page.until_route("#/help").await;
            }
        })
        .await;
}

#[tokio::test]
async fn the_help_is_in_both_languages_and_fits_a_telephone() {
    Visit::to("#/help")
        .size(360, 740)
        .run(async |page| {
            page.fits("the help").await;
            page.click("#language").await;
            assert_eq!(page.text("#help").await, "How to search");
            let cells = page
                .js("return [...document.querySelectorAll('.help tbody td:nth-child(2)')].map(at => at.textContent)")
                .await;
            for cell in cells.as_array().into_iter().flatten() {
                assert!(cell.as_str().is_some_and(|text| text.bytes().any(|b| b.is_ascii_lowercase())), "{cell}");
            }
            page.fits("the help in English").await;
        })
        .await;
}

#[tokio::test]
async fn steps_lead_from_match_to_match_within_a_result() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            let name = "const card = [...document.querySelectorAll('.hit-card')]
                    .find(at => at.querySelector('.hit-card__steps button') && !at.querySelector('.hit-card__title mark'));
                card.id = 'stepped'; return card.querySelectorAll('.hit-card__text mark').length";
            let shown = page.number(name).await as usize;
            let status = "#stepped .hit-card__steps [role=status]";
            let said = page.text(status).await;
            let matches: usize = said.trim_end_matches(" 处").parse().unwrap_or_else(|_| panic!("“{said}” counts nothing"));
            assert!(matches > shown, "{matches} > {shown}");
            let buttons = "return [...document.querySelectorAll('#stepped .hit-card__steps button')].map(at => at.textContent.trim())";
            assert_eq!(page.js(buttons).await, json!(["上一处", "下一处"]));
            let (previous, next) = ("#stepped .hit-card__steps button:nth-of-type(1)", "#stepped .hit-card__steps button:nth-of-type(2)");
            // Where the marks stand in the excerpts: what is before, and the mark.
            let marked = "const at = document.querySelector('#stepped .hit-card__text'), first = at.querySelector('mark');
                return !!first && [at.textContent, (first.previousSibling || {}).data || '', first.textContent].join('|')";
            let mut places = Vec::new();
            for at in 1..=matches {
                page.click(next).await;
                assert_eq!(page.text(status).await, format!("{at} / {matches}"));
                let place = page.say(marked).await;
                assert!(place.ends_with("|水"), "{at} of {matches} is marked: {place}");
                places.push(place);
            }
            let mut different = places.clone();
            different.sort();
            different.dedup();
            assert_eq!(different.len(), matches, "each step shows another place: {places:#?}");
            page.click(next).await;
            assert_eq!(page.text(status).await, format!("1 / {matches}"), "behind the last comes the first");
            assert_eq!(page.say(marked).await, places[0]);
            page.click(previous).await;
            assert_eq!(page.text(status).await, format!("{matches} / {matches}"));
            assert_eq!(page.say(marked).await, places[matches - 1]);
            assert_eq!(page.route().await, "#/search?q=水", "the address stays");
        })
        .await;
}

#[tokio::test]
async fn every_result_has_as_many_steps_as_it_says() {
    Visit::to("#/search?q=%E9%95%BF%E6%B1%9F%20%E4%BF%9D%E6%8A%A4")
        .run(async |page| {
            let broken = page
                .later(
                    "const done = arguments[0], broken = [];
                    const frame = () => new Promise(then => requestAnimationFrame(() => setTimeout(then)));
                    (async () => {
                        for (const card of document.querySelectorAll('.hit-card')) {
                            const [, next] = card.querySelectorAll('.hit-card__steps button');
                            if (!next) continue;
                            const count = parseInt(card.querySelector('.hit-card__steps [role=status]').textContent);
                            for (let at = 1; at <= count; at++) {
                                next.click();
                                await frame();
                                if (!card.querySelector('.hit-card__text mark')) {
                                    broken.push(card.querySelector('.hit-card__no').textContent + ': nothing at ' + at + ' of ' + count);
                                }
                            }
                        }
                        done(broken);
                    })()",
                )
                .await;
            assert_eq!(broken, json!([]));
        })
        .await;
}

#[tokio::test]
async fn another_question_starts_the_steps_anew() {
    Visit::to("#/search?q=%E6%B0%B4")
        .run(async |page| {
            page.js(
                "[...document.querySelectorAll('.hit-card__steps button:nth-of-type(1)')].forEach(at => at.click())",
            )
            .await;
            page.settle().await;
            page.click("#q").await;
            page.press(Key::End).await;
            page.type_text("质").await;
            page.until_route("#/search?q=水质").await;
            let wrong = "return [...document.querySelectorAll('.hit-card__steps [role=status]')]
                .map(at => at.textContent).filter(text => !text.endsWith(' 处')).join(' | ')";
            assert_eq!(page.say(wrong).await, "");
        })
        .await;
}
