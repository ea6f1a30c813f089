//! The search box: what it suggests, by keyboard and by mouse, and what it does while an input method composes.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{PAUSE, Page, Visit, total};

/// What is suggested: the text and what is said of it.
async fn suggested(page: &Page) -> Vec<(String, String)> {
    let script = "return [...document.querySelectorAll('#suggestions:not([hidden]) [role=option]')]
        .map(at => [...at.querySelectorAll('span')].map(part => part.textContent.trim()))";
    let all = page.js(script).await;
    let part = |one: &Value, at: usize| one[at].as_str().unwrap_or_default().to_owned();
    all.as_array().into_iter().flatten().map(|one| (part(one, 0), part(one, 1))).collect()
}

/// Types into the box, which is empty, and waits for suggestions.
async fn suggest_for(page: &Page, letters: &str) -> Vec<(String, String)> {
    page.click("#q").await;
    page.type_text(letters).await;
    until_suggested(page).await
}

/// Waits for suggestions.
async fn until_suggested(page: &Page) -> Vec<(String, String)> {
    page.until("suggestions", "return !!document.querySelector('#suggestions:not([hidden]) [role=option]')").await;
    suggested(page).await
}

/// The place of the suggestion that is chosen, if any; what says so must agree.
async fn chosen(page: &Page) -> Option<usize> {
    let script = "const box = document.querySelector('#q'), id = box.getAttribute('aria-activedescendant');
        const all = [...document.querySelectorAll('#suggestions [role=option]')];
        const selected = all.filter(at => at.getAttribute('aria-selected') === 'true');
        const named = id ? [document.getElementById(id)] : [];
        const agree = selected.length === named.length && selected.every((at, index) => at === named[index]);
        return agree ? all.indexOf(named[0]) : 'named ' + id + ', selected ' + selected.map(at => at.id)";
    let at = page.js(script).await;
    let at = at.as_i64().unwrap_or_else(|| panic!("which one is chosen is not agreed upon: {at}"));
    usize::try_from(at).ok()
}

async fn is_open(page: &Page) -> bool {
    let script = "const list = document.querySelector('#suggestions'), shown = list.getClientRects().length > 0;
        const said = document.querySelector('#q').getAttribute('aria-expanded') === 'true';
        return shown === said && shown === !list.hidden ? shown : 'shown ' + shown + ', said ' + said";
    let open = page.js(script).await;
    open.as_bool().unwrap_or_else(|| panic!("whether the list is open is not agreed upon: {open}"))
}

async fn typed(page: &Page) -> String {
    page.say("return document.querySelector('#q').value").await
}

/// The number in “21 条” and the like.
fn number_in(text: &str) -> usize {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("“{text}” has no number"))
}

/// Notes every address that is written and every count that is shown from now on.
async fn watch(page: &Page) {
    page.js("const seen = window.seen = { counts: [], addresses: [] };
        const count = document.querySelector('#count');
        new MutationObserver(() => {
            if (count.textContent !== seen.counts.at(-1)) seen.counts.push(count.textContent);
        }).observe(count, { subtree: true, characterData: true, childList: true });
        for (const name of ['pushState', 'replaceState']) {
            const write = history[name];
            history[name] = function (...given) {
                seen.addresses.push(decodeURIComponent(given[2]));
                return write.apply(this, given);
            };
        }")
        .await;
}

/// Every address that was written since the watch began.
async fn written(page: &Page) -> Value {
    page.js("return window.seen.addresses").await
}

/// How many counts were shown since the watch began.
async fn counted(page: &Page) -> f64 {
    page.number("return window.seen.counts.length").await
}

#[tokio::test]
async fn what_is_typed_is_gone_on_with_and_each_suggestion_has_its_number() {
    Visit::to("#/search")
        .run(async |page| {
            page.click("#q").await;
            assert!(!is_open(page).await, "nothing is typed yet");
            assert_eq!(page.text("form [role=status]").await, "");
            page.type_text("分区").await;
            let all = until_suggested(page).await;
            assert!(is_open(page).await);
            assert!(all.len() > 1 && all.len() <= 8, "{all:?}");
            for (text, said) in &all {
                assert!(text.contains("分区"), "{text}");
                assert!(text != "分区", "what is typed already is no news");
                assert!(said.ends_with(" 条") && number_in(said) > 0, "{text}: {said}");
            }
            assert_eq!(number_in(&page.text("form [role=status]").await), all.len(), "those who can't see it hear of it");
            assert_eq!(chosen(page).await, None, "nothing is chosen for anyone");
            let roles = "const box = document.querySelector('#q'), list = document.querySelector('#suggestions');
                return [box.getAttribute('role'), box.getAttribute('aria-autocomplete'), box.getAttribute('aria-controls'),
                    list.getAttribute('role'), String(!!list.getAttribute('aria-label'))].join(' ')";
            assert_eq!(page.say(roles).await, "combobox list suggestions listbox true");
            assert_eq!(page.results().await, total("分区", &[]), "the results go on as ever");
            page.picture_of_window("suggestions").await;
            page.type_text("啊啊").await;
            assert!(!is_open(page).await, "there is nothing to suggest");
            assert_eq!(page.text("form [role=status]").await, "");
        })
        .await;
}

/// Takes every suggestion for some letters, and returns what each said and how many results it then had.
async fn take_each(page: &Page, letters: &str) -> Vec<(String, usize, usize)> {
    let mut taken = Vec::new();
    page.fill("#q", letters).await;
    for at in 0..until_suggested(page).await.len() {
        page.fill("#q", letters).await;
        // What was taken before is suggested first from then on, but for the one who forgets.
        page.js("localStorage.removeItem('policy-explorer-asked')").await;
        page.press(Key::Escape).await;
        page.press(Key::Down).await;
        let (text, said) = until_suggested(page).await.swap_remove(at);
        page.click(&format!("#s-{at}")).await;
        taken.push((format!("{letters}: {text}, {said}"), number_in(&said), page.results().await));
    }
    taken
}

#[tokio::test]
async fn what_a_suggestion_promises_is_what_it_finds() {
    Visit::to("#/search")
        .run(async |page| {
            let mut broken = Vec::new();
            for letters in ["分区", "排污", "stb"] {
                let taken = take_each(page, letters).await;
                broken.extend(taken.into_iter().filter(|(_, promised, found)| promised != found));
            }
            assert!(broken.is_empty(), "the suggestion, its promise, what it found: {broken:#?}");
        })
        .await;
}

#[tokio::test]
async fn behind_other_words_nothing_is_suggested_that_would_find_nothing() {
    Visit::to("#/search")
        .run(async |page| {
            let mut broken = take_each(page, "黄河 治").await;
            broken.retain(|(_, _, found)| *found == 0);
            assert!(broken.is_empty(), "the suggestion, its promise, what it found: {broken:#?}");
        })
        .await;
}

#[tokio::test]
async fn the_arrow_keys_go_round_through_the_suggestions_and_through_none() {
    Visit::to("#/search")
        .run(async |page| {
            let last = suggest_for(page, "分区").await.len() - 1;
            for at in 0..=last {
                page.press(Key::Down).await;
                assert_eq!(chosen(page).await, Some(at));
                let seen =
                    "const box = document.querySelector('#suggestions [aria-selected=true]').getBoundingClientRect();
                    return box.top >= 0 && box.bottom <= innerHeight";
                assert!(page.is(seen).await, "suggestion {at} can be seen");
            }
            page.press(Key::Down).await;
            assert_eq!(chosen(page).await, None, "past the end: what was typed");
            page.press(Key::Down).await;
            assert_eq!(chosen(page).await, Some(0));
            page.press(Key::Up).await;
            assert_eq!(chosen(page).await, None, "past the beginning: what was typed");
            for at in (0..=last).rev() {
                page.press(Key::Up).await;
                assert_eq!(chosen(page).await, Some(at));
            }
            assert_eq!(typed(page).await, "分区", "choosing changes nothing yet");
            assert_eq!(page.say("return document.activeElement.id").await, "q", "the focus stays in the box");
            page.until_route("#/search?q=分区").await;
            page.type_text("管").await;
            until_suggested(page).await;
            assert_eq!(chosen(page).await, None, "who types on starts anew");
        })
        .await;
}

#[tokio::test]
async fn enter_takes_the_suggestion_that_is_chosen() {
    Visit::to("#/search")
        .run(async |page| {
            let (second, said) = suggest_for(page, "分区").await.swap_remove(1);
            page.press(Key::Down).await;
            page.press(Key::Down).await;
            page.press(Key::Enter).await;
            page.until_route(&format!("#/search?q={second}")).await;
            assert_eq!(typed(page).await, second, "{said}");
            assert_eq!(page.results().await, total(&second, &[]));
            assert!(!is_open(page).await);
            page.back().await;
            page.until_route("#/search?q=分区").await;
            assert_eq!(typed(page).await, "分区", "going back returns to what was typed");
            assert!(!is_open(page).await, "and suggests nothing unasked");
        })
        .await;
}

#[tokio::test]
async fn enter_without_a_choice_asks_what_was_typed() {
    Visit::to("#/search")
        .run(async |page| {
            suggest_for(page, "分区").await;
            page.press(Key::Enter).await;
            page.until_route("#/search?q=分区").await;
            assert_eq!(page.results().await, total("分区", &[]));
            assert!(!is_open(page).await);
            page.holds("the list stays closed", PAUSE, "return document.querySelector('#suggestions').hidden").await;
            page.press(Key::Down).await;
            until_suggested(page).await;
            assert_eq!(chosen(page).await, None, "the arrow only opens the list again");
        })
        .await;
}

#[tokio::test]
async fn on_the_first_page_a_suggestion_is_taken_too() {
    Visit::to("#/")
        .run(async |page| {
            let (first, _) = suggest_for(page, "fenqu").await.swap_remove(0);
            page.press(Key::Down).await;
            page.press(Key::Enter).await;
            page.until_route(&format!("#/search?q={first}")).await;
            assert_eq!(typed(page).await, first);
            assert!(page.results().await > 0);
        })
        .await;
}

#[tokio::test]
async fn escape_closes_the_list_and_keeps_what_was_typed() {
    Visit::to("#/search")
        .run(async |page| {
            suggest_for(page, "分区").await;
            page.press(Key::Down).await;
            page.press(Key::Escape).await;
            assert!(!is_open(page).await);
            assert_eq!(chosen(page).await, None);
            assert_eq!(typed(page).await, "分区");
            assert_eq!(page.say("return document.activeElement.id").await, "q");
            page.until_route("#/search?q=分区").await;
            page.type_text("管").await;
            until_suggested(page).await;
        })
        .await;
}

#[tokio::test]
async fn the_list_closes_when_the_box_is_left() {
    Visit::to("#/search")
        .run(async |page| {
            suggest_for(page, "分区").await;
            page.press(Key::Tab).await;
            assert!(!is_open(page).await);
            assert_eq!(typed(page).await, "分区");
            page.fill("#q", "排污").await;
            until_suggested(page).await;
            page.click_at(0, &json!([4, 400])).await;
            assert!(!is_open(page).await, "a click beside the page");
            page.until_route("#/search?q=排污").await;
            assert_eq!(page.results().await, total("排污", &[]));
        })
        .await;
}

#[tokio::test]
async fn a_click_on_a_suggestion_takes_it_and_the_box_keeps_the_focus() {
    Visit::to("#/search")
        .run(async |page| {
            let (second, _) = suggest_for(page, "分区").await.swap_remove(1);
            page.click("#s-1").await;
            page.until_route(&format!("#/search?q={second}")).await;
            assert_eq!(typed(page).await, second);
            assert_eq!(page.results().await, total(&second, &[]));
            assert!(!is_open(page).await);
            assert_eq!(page.say("return document.activeElement.id").await, "q");
            page.holds("nothing under the pointer is clicked", PAUSE, "return !!document.querySelector('#count')")
                .await;
        })
        .await;
}

#[tokio::test]
async fn only_the_main_button_of_the_mouse_takes_a_suggestion() {
    Visit::to("#/search")
        .run(async |page| {
            suggest_for(page, "分区").await;
            page.until_route("#/search?q=分区").await;
            let middle = "const box = document.querySelector('#s-1').getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2]";
            let at = page.js(middle).await;
            page.click_at(2, &at).await;
            assert_eq!(page.route().await, "#/search?q=分区");
            assert_eq!(typed(page).await, "分区");
        })
        .await;
}

#[tokio::test]
async fn pinyin_suggests_chinese() {
    Visit::to("#/search")
        .run(async |page| {
            for (letters, word) in [("stb", "生态"), ("fenqu", "分区"), ("FENQU", "分区"), ("weikuangku", "尾矿库")]
            {
                page.fill("#q", letters).await;
                let all = until_suggested(page).await;
                assert!(all.iter().any(|(text, _)| text.contains(word)), "{letters}: {all:?}");
                assert!(all.iter().all(|(text, _)| !text.is_ascii()), "{letters}: {all:?}");
            }
        })
        .await;
}

#[tokio::test]
async fn the_last_word_is_gone_on_with_and_the_words_before_it_stay() {
    Visit::to("#/search")
        .run(async |page| {
            let (first, _) = suggest_for(page, "山西 分区").await.swap_remove(0);
            page.press(Key::Down).await;
            page.press(Key::Enter).await;
            page.until_route(&format!("#/search?q=山西 {first}")).await;
            assert_eq!(typed(page).await, format!("山西 {first}"));
        })
        .await;
}

#[tokio::test]
async fn filters_stay_when_a_suggestion_is_taken() {
    Visit::to("#/search?year=2024")
        .run(async |page| {
            let (first, _) = suggest_for(page, "分区").await.swap_remove(0);
            page.press(Key::Down).await;
            page.press(Key::Enter).await;
            page.until_route(&format!("#/search?q={first}&year=2024")).await;
            assert_eq!(page.results().await, total(&first, &["year=2024"]));
        })
        .await;
}

#[tokio::test]
async fn earlier_questions_are_suggested_until_they_are_forgotten() {
    Visit::to("#/search")
        .run(async |page| {
            let earlier = async || {
                suggested(page).await.into_iter().filter(|(_, said)| said.starts_with("检索过")).collect::<Vec<_>>()
            };
            page.click("#q").await;
            page.type_text("噪声投诉").await;
            page.press(Key::Enter).await;
            page.until_route("#/search?q=噪声投诉").await;
            page.load("#/search").await;
            page.fill("#q", "噪").await;
            until_suggested(page).await;
            assert_eq!(
                earlier().await.first().map(|(text, _)| text.as_str()),
                Some("噪声投诉"),
                "{:?}",
                suggested(page).await
            );
            assert_eq!(suggested(page).await[0].0, "噪声投诉", "what was asked before comes first");
            page.press(Key::Down).await;
            page.press(Key::Enter).await;
            page.until_route("#/search?q=噪声投诉").await;
            assert_eq!(page.results().await, total("噪声投诉", &[]));

            page.type_address("#/help").await;
            page.click("#forget").await;
            page.until("the button to go", "return !document.querySelector('#forget')").await;
            page.type_address("#/search").await;
            page.fill("#q", "噪").await;
            assert_eq!(earlier().await, []);
            page.reload().await;
            page.fill("#q", "噪").await;
            assert_eq!(earlier().await, [], "nor does it come back");
        })
        .await;
}

#[tokio::test]
async fn what_was_only_typed_is_not_kept() {
    Visit::to("#/search")
        .run(async |page| {
            page.click("#q").await;
            page.type_text("噪声投诉").await;
            page.until_route("#/search?q=噪声投诉").await;
            page.type_address("#/help").await;
            assert_eq!(page.count("#forget").await, 0);
        })
        .await;
}

#[tokio::test]
async fn a_composition_is_searched_once_when_it_is_committed() {
    Visit::to("#/search")
        .run(async |page| {
            let (address, results) = (page.route().await, page.results().await);
            page.click("#q").await;
            watch(page).await;
            for letters in ["f", "fen", "fen'q", "fen'qu"] {
                page.compose(letters).await;
                assert_eq!(typed(page).await, letters);
                for key in ["ArrowDown", "ArrowUp", "Enter"] {
                    page.press_in_composition(key).await;
                    assert_eq!(chosen(page).await, None, "{key} is the input method's");
                }
                assert_eq!(typed(page).await, letters, "the page leaves the composition alone");
            }
            let rests = "return document.querySelector('#q').value === \"fen'qu\" && !window.seen.addresses.length";
            page.holds("the composition rests", PAUSE, rests).await;
            assert_eq!((page.route().await, page.results().await), (address, results));
            assert_eq!(counted(page).await, 0.0, "nothing was searched");

            page.commit("分区").await;
            // The key that ended the composition, as Safari tells it: after the end.
            page.press_in_composition("Enter").await;
            page.until_route("#/search?q=分区").await;
            assert_eq!(typed(page).await, "分区");
            page.holds("the results stay", PAUSE, "return document.querySelector('#q').value === '分区'").await;
            assert_eq!(page.results().await, total("分区", &[]));
            assert_eq!(counted(page).await, 1.0, "one search");
            assert_eq!(written(page).await, json!(["#/search?q=分区"]), "one address");
            assert!(!until_suggested(page).await.is_empty(), "what was committed is gone on with");
            assert_eq!(chosen(page).await, None);
        })
        .await;
}

#[tokio::test]
async fn a_composition_within_a_question_is_put_where_it_was_made() {
    Visit::to("#/search?q=%E9%BB%84%E6%B2%B3%20%E4%BF%9D%E6%8A%A4")
        .run(async |page| {
            assert_eq!(typed(page).await, "黄河 保护");
            let before = page.results().await;
            page.click("#q").await;
            page.js("document.querySelector('#q').setSelectionRange(2, 2)").await;
            watch(page).await;
            for letters in ["l", "liu", "liu'yu"] {
                page.compose(letters).await;
                assert_eq!(typed(page).await, format!("黄河{letters} 保护"));
                let at = page.number("return document.querySelector('#q').selectionStart").await;
                assert_eq!(at, (2 + letters.len()) as f64, "the caret stays behind the letters");
            }
            page.holds("the address rests", PAUSE, "return !window.seen.addresses.length").await;
            assert_eq!(page.results().await, before);
            page.commit("流域").await;
            page.until_route("#/search?q=黄河流域 保护").await;
            assert_eq!(typed(page).await, "黄河流域 保护");
            assert_eq!(page.number("return document.querySelector('#q').selectionStart").await, 4.0, "the caret stays");
            assert_eq!(page.results().await, total("黄河流域 保护", &[]));
            assert_eq!(written(page).await, json!(["#/search?q=黄河流域 保护"]));
        })
        .await;
}

#[tokio::test]
async fn a_composition_in_the_place_of_a_selection_replaces_it() {
    Visit::to("#/search?q=%E9%BB%84%E6%B2%B3%20%E4%BF%9D%E6%8A%A4")
        .run(async |page| {
            page.click("#q").await;
            page.js("document.querySelector('#q').setSelectionRange(0, 2)").await;
            page.compose("chang'jiang").await;
            assert_eq!(typed(page).await, "chang'jiang 保护");
            page.holds(
                "the address rests",
                PAUSE,
                "return decodeURIComponent(location.hash) === '#/search?q=黄河 保护'",
            )
            .await;
            page.commit("长江").await;
            page.until_route("#/search?q=长江 保护").await;
            assert_eq!(page.results().await, total("长江 保护", &[]));
        })
        .await;
}

#[tokio::test]
async fn a_composition_while_suggestions_are_shown_takes_none_of_them() {
    Visit::to("#/search")
        .run(async |page| {
            suggest_for(page, "分区").await;
            page.until_route("#/search?q=分区").await;
            watch(page).await;
            page.compose("guan").await;
            for key in ["ArrowDown", "ArrowDown", "Enter"] {
                page.press_in_composition(key).await;
                assert_eq!(chosen(page).await, None, "{key} is the input method's");
            }
            assert_eq!(typed(page).await, "分区guan");
            page.holds("the address rests", PAUSE, "return !window.seen.addresses.length").await;
            page.commit("管控").await;
            page.until_route("#/search?q=分区管控").await;
            assert_eq!(page.results().await, total("分区管控", &[]));
            let (first, _) = until_suggested(page).await.swap_remove(0);
            page.press(Key::Down).await;
            page.press(Key::Enter).await;
            page.until_route(&format!("#/search?q={first}")).await;
        })
        .await;
}

#[tokio::test]
async fn a_composition_given_up_within_a_question_leaves_it_as_it_was() {
    Visit::to("#/search?q=%E9%BB%84%E6%B2%B3%20%E4%BF%9D%E6%8A%A4")
        .run(async |page| {
            let before = page.results().await;
            page.click("#q").await;
            page.js("document.querySelector('#q').setSelectionRange(2, 2)").await;
            watch(page).await;
            page.compose("liu'yu").await;
            page.compose("").await;
            assert_eq!(typed(page).await, "黄河 保护");
            page.holds(
                "the address rests",
                PAUSE,
                "return decodeURIComponent(location.hash) === '#/search?q=黄河 保护'",
            )
            .await;
            assert_eq!(page.results().await, before);
            assert_eq!(counted(page).await, 0.0, "nothing was searched anew");
            page.type_text("流域").await;
            page.until_route("#/search?q=黄河流域 保护").await;
            assert_eq!(page.results().await, total("黄河流域 保护", &[]), "and typing goes on where it was");
        })
        .await;
}

#[tokio::test]
async fn two_compositions_one_after_the_other_are_both_searched() {
    Visit::to("#/search")
        .run(async |page| {
            page.click("#q").await;
            for (letters, word, whole) in [("sheng'tai", "生态", "生态"), ("bao'hu", "保护", "生态保护")] {
                page.compose(letters).await;
                page.commit(word).await;
                assert_eq!(typed(page).await, whole);
                assert_eq!(page.results().await, total(whole, &[]));
            }
            page.until_route("#/search?q=生态保护").await;
        })
        .await;
}
