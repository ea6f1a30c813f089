//! Every substring that a person can see is found, in exactly the provisions that a scan finds.

use policy_explorer::query::Request;
use policy_explorer::text::fold;

use crate::{ARCHIVE, Numbers};

/// The ids of the provisions whose printed or suggested reading has a string, blanks, widths and case aside.
fn scan(wanted: &str) -> Vec<String> {
    let wanted = fold(wanted);
    let has = |text: &str| fold(text).contains(&wanted);
    let found = ARCHIVE.corpus.provisions().filter(|at| has(&at.provision.text) || has(&at.provision.reading()));
    found.map(|at| at.id()).collect()
}

/// What is found for what was typed and nothing else.
fn search(query: &str) -> Vec<String> {
    ask(query, true).0
}

/// What is found, and whether the question was read beyond its letters.
fn ask(query: &str, is_exact: bool) -> (Vec<String>, bool) {
    let request = Request { query: query.to_owned(), limit: usize::MAX, is_exact, ..Request::default() };
    let results = ARCHIVE.search(&request);
    assert_eq!(results.total as usize, results.hits.len());
    let mut found: Vec<u32> = results.hits.iter().map(|hit| hit.provision).collect();
    found.sort_unstable();
    let found = found.iter().filter_map(|&no| ARCHIVE.corpus.provision(no)).map(|at| at.id()).collect();
    (found, !results.expansions.is_empty())
}

#[test]
fn two_thousand_substrings() {
    let mut texts: Vec<Vec<char>> = Vec::new();
    for at in ARCHIVE.corpus.provisions() {
        texts.push(at.provision.text.chars().collect());
        texts.push(at.provision.reading().chars().collect());
    }
    texts.retain(|text| !text.is_empty());
    let all: Vec<char> = texts.iter().flat_map(|text| text.iter().chain(&['\n'])).copied().collect();
    let mut numbers = Numbers(20_261_123);
    let (mut tried, mut expanded) = (0, 0);
    while tried < 2000 {
        let from = numbers.below(all.len());
        let length = 1 + numbers.below(8);
        let Some(wanted) = all.get(from..from + length) else { continue };
        let wanted: String = wanted.iter().collect();
        // Blanks part words, and words in quotation marks are a phrase: those are questions, not substrings.
        let is_phrase = wanted.starts_with(['“', '”', '"']) && wanted.ends_with(['“', '”', '"']);
        if wanted.contains(char::is_whitespace) || is_phrase {
            continue;
        }
        let expected = scan(&wanted);
        assert!(!expected.is_empty(), "“{wanted}” was taken from the corpus");
        assert_eq!(search(&wanted), expected, "“{wanted}”");
        // Synonyms and the like add to it, and are said; nothing is ever left out.
        let (found, is_expanded) = ask(&wanted, false);
        assert!(expected.iter().all(|id| found.contains(id)), "“{wanted}”");
        assert!(is_expanded || found == expected, "“{wanted}”");
        tried += 1;
        expanded += usize::from(is_expanded);
    }
    assert!(expanded < tried / 20, "{expanded} of {tried} were expanded");
}

#[test]
fn every_single_character() {
    let mut characters: Vec<char> =
        ARCHIVE.corpus.provisions().flat_map(|at| at.provision.text.chars().collect::<Vec<_>>()).collect();
    characters.sort_unstable();
    characters.dedup();
    characters.retain(|c| !c.is_whitespace());
    assert!(characters.len() > 1000);
    for c in characters {
        assert_eq!(search(&c.to_string()), scan(&c.to_string()), "“{c}”");
    }
}

#[test]
fn width_case_and_blanks_make_no_difference() {
    for (one, other) in
        [("VOCs", "ｖｏｃｓ"), ("PM2.5", "ＰＭ２．５"), ("（一）", "(一)"), ("“2024 年全省”", "2024年全省")]
    {
        assert_eq!(search(one), search(other), "{one}");
        assert!(!search(one).is_empty(), "{one}");
    }
}

#[test]
fn both_readings_are_found() {
    for wanted in [
        "应对气候变化",
        "气候平均状态随时间的变化",
        "(十)深化生态文明体制改革",
        "十)深化",
        "形式主义、官僚主义",
        "力戒、官僚",
    ] {
        assert!(!search(wanted).is_empty(), "{wanted}");
    }
}
