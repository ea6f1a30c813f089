//! Makes of the word lists what a corpus needs of them; what it can't use doesn't travel.
//!
//! In: the lists, and what the corpus says. Out: [`Thesaurus`], [`Variants`], [`Phonetics`]. Native only: the tables of
//! all characters are large.

use std::collections::BTreeSet;

use pinyin::{ToPinyin as _, ToPinyinMulti as _};

use super::Lexicon;
use crate::phonetics::Phonetics;
use crate::text::{Variants, fold};
use crate::thesaurus::{Group, Relation, Thesaurus};

/// The terms of which at least one can be found. `occurs` tells of a folded term whether the corpus has it.
pub fn thesaurus(lexicon: &Lexicon, occurs: impl Fn(&str) -> bool) -> Thesaurus {
    let has = |term: &String| occurs(&fold(term));
    let mut groups = Vec::new();
    for same in &lexicon.synonyms.same {
        // Those that occur stand first; a term that doesn't occur is kept, as people type it.
        let (mut terms, others): (Vec<String>, Vec<String>) = same.terms.iter().cloned().partition(has);
        if !terms.is_empty() && same.terms.len() > 1 {
            terms.extend(others);
            groups.push(Group { relation: Relation::Same, terms });
        }
    }
    for broader in &lexicon.synonyms.broader {
        let parts: Vec<String> = broader.parts.iter().filter(|part| has(part)).cloned().collect();
        if !parts.is_empty() {
            groups.push(Group { relation: Relation::Broader, terms: [vec![broader.term.clone()], parts].concat() });
        }
    }
    for collective in &lexicon.synonyms.collective {
        if collective.members.iter().all(has) {
            let terms = [vec![collective.term.clone()], collective.members.clone()].concat();
            groups.push(Group { relation: Relation::Collective, terms });
        }
    }
    let mut english: Vec<(String, String)> = lexicon
        .english
        .iter()
        .filter_map(|(word, terms)| {
            let terms: Vec<&str> = terms.iter().filter(|term| has(term)).map(String::as_str).collect();
            (!terms.is_empty()).then(|| (fold(word), terms.join("、")))
        })
        .collect();
    english.sort();
    english.dedup_by(|later, first| later.0 == first.0);
    Thesaurus::new(&groups, &english)
}

/// Simplified text has these too, in words of their own (乾 in 乾坤), where they must stay.
const BOTH: [char; 1] = ['乾'];

/// The traditional characters whose simplified form the corpus has, or that it has itself.
pub fn variants(texts: &[String]) -> Variants {
    let used: BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).collect();
    let mut pairs: Vec<(char, char)> = Vec::new();
    for traditional in '\u{4e00}'..='\u{9fff}' {
        // Not the tables of Taiwan and Hong Kong: they take 著 for 着, which 显著 has.
        let other = hanconv::t2s(traditional.to_string()).chars().next().filter(|&other| other != traditional);
        if let Some(simplified) = other
            && (used.contains(&simplified) || used.contains(&traditional))
            && simplified.len_utf8() == traditional.len_utf8()
            && !BOTH.contains(&traditional)
        {
            pairs.push((traditional, simplified));
        }
    }
    Variants::new(pairs)
}

/// How the characters of an alphabet are read, without tones; `ü` is written `v`, as on a keyboard.
pub fn phonetics(alphabet: &[char]) -> Phonetics {
    let readings = |c: char| -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let first = c.to_pinyin().into_iter();
        for pinyin in first.chain(c.to_pinyin_multi().into_iter().flatten()) {
            let plain = pinyin.plain().replace('ü', "v");
            if plain.bytes().all(|b| b.is_ascii_lowercase()) && !found.contains(&plain) {
                found.push(plain);
            }
        }
        found.truncate(Phonetics::MOST);
        found
    };
    Phonetics::new(&alphabet.iter().map(|&c| readings(c)).collect::<Vec<_>>())
}
