//! Other ways to say a term: synonyms, wholes and parts, English.
//!
//! In: what travels with a corpus. Out: for a term, the terms that are as good. Doesn't know where they occur.

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// Word lists as they travel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thesaurus {
    /// Terms that belong together.
    pub groups: Vec<Group>,
    /// English words and phrases, folded (so without blanks), sorted; and Chinese terms parted by “、”.
    pub english: Vec<(String, String)>,
}

/// Terms that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// How.
    pub relation: Relation,
    /// As printed. Of a whole and its parts, the whole stands first.
    pub terms: Vec<String>,
}

/// How terms belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// All mean the same.
    Same,
    /// The first is found by any of the others.
    Broader,
    /// The first is found where all others are named.
    Collective,
}

/// A thesaurus made ready.
#[derive(Debug, Default)]
pub struct Terms {
    thesaurus: Thesaurus,
    /// The folded terms of every group.
    folded: Vec<Vec<String>>,
}

impl Terms {
    /// Makes a thesaurus ready.
    pub fn new(thesaurus: Thesaurus) -> Terms {
        let folded = thesaurus.groups.iter().map(|group| group.terms.iter().map(|term| fold(term)).collect());
        Terms { folded: folded.collect(), thesaurus }
    }

    /// What may stand for a folded term, by group: how, and the other terms.
    pub fn of(&self, term: &str) -> Vec<(Relation, Vec<&str>)> {
        let mut found = Vec::new();
        for (group, folded) in self.thesaurus.groups.iter().zip(&self.folded) {
            let Some(at) = folded.iter().position(|known| known == term) else { continue };
            if group.relation == Relation::Same || at == 0 {
                let others = group.terms.iter().enumerate().filter(|(other, _)| *other != at);
                found.push((group.relation, others.map(|(_, term)| term.as_str()).collect()));
            }
        }
        found
    }

    /// The Chinese terms for an English word or phrase without blanks, in small letters.
    pub fn in_chinese(&self, english: &str) -> Vec<&str> {
        let known = &self.thesaurus.english;
        let find = |word: &str| known.binary_search_by(|(entry, _)| entry.as_str().cmp(word)).ok();
        // A plural, or the verb of a question: permits, studies, processes, banned, managing.
        let endings =
            [("", ""), ("ies", "y"), ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")];
        let mut stems = endings.iter().filter_map(|(end, more)| Some([english.strip_suffix(end)?, more].concat()));
        stems.find_map(|stem| find(&stem)).map_or(Vec::new(), |at| known[at].1.split('、').collect())
    }

    /// All terms, as printed.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.thesaurus.groups.iter().flat_map(|group| group.terms.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        let group =
            |relation, terms: &[&str]| Group { relation, terms: terms.iter().map(|t| (*t).to_owned()).collect() };
        Terms::new(Thesaurus {
            groups: vec![
                group(Relation::Same, &["挥发性有机物", "VOCs"]),
                group(Relation::Broader, &["双碳", "碳达峰", "碳中和"]),
            ],
            english: vec![("city".to_owned(), "城市".to_owned()), ("permit".to_owned(), "许可、许可证".to_owned())],
        })
    }

    #[test]
    fn a_term_has_others_beside_it() {
        let terms = terms();
        assert_eq!(terms.of("vocs"), [(Relation::Same, vec!["挥发性有机物"])]);
        assert_eq!(terms.of("双碳"), [(Relation::Broader, vec!["碳达峰", "碳中和"])]);
        assert_eq!(terms.of("碳达峰"), [], "a part does not stand for the whole");
        assert_eq!(terms.in_chinese("permits"), ["许可", "许可证"]);
        assert_eq!(terms.in_chinese("cities"), ["城市"]);
        assert_eq!(terms.in_chinese("water"), [""; 0]);
    }
}
