//! Other ways to say a term: synonyms, wholes and parts, English.
//!
//! In: what travels with a corpus. Out: for a term, the terms that are as good. Doesn't know where they occur.

use serde::{Deserialize, Serialize};

use crate::lookup::Lookup;
use crate::text::fold;

/// Word lists as they travel: as lines of text, which compress better than anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thesaurus {
    /// A line for every group: the sign of its relation, and its terms parted by “、”.
    groups: String,
    /// A line for every English word or phrase, folded (so without blanks), sorted; a tab, and Chinese terms parted by
    /// “、”.
    english: String,
}

/// Terms that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How.
    pub relation: Relation,
    /// As printed. Of a whole and its parts, the whole stands first.
    pub terms: Vec<String>,
}

/// How terms belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// All mean the same.
    Same,
    /// The first is found by any of the others.
    Broader,
    /// The first is found where all others are named.
    Collective,
}

impl Relation {
    const SIGNS: [(char, Relation); 3] = [('=', Relation::Same), ('>', Relation::Broader), ('&', Relation::Collective)];
}

impl Thesaurus {
    /// Takes groups, and English words with Chinese terms, sorted by the folded word.
    pub fn new(groups: &[Group], english: &[(String, String)]) -> Thesaurus {
        let sign =
            |relation| Relation::SIGNS.iter().find(|(_, known)| *known == relation).map_or('=', |(sign, _)| *sign);
        let line = |group: &Group| format!("{}{}", sign(group.relation), group.terms.join("、"));
        Thesaurus {
            groups: groups.iter().map(line).collect::<Vec<_>>().join("\n"),
            english: english.iter().map(|(word, terms)| format!("{word}\t{terms}")).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// A thesaurus made ready.
#[derive(Debug, Default)]
pub struct Terms {
    groups: Vec<Group>,
    /// For every term its group and its place there.
    places: Vec<(usize, usize)>,
    /// Over the folded terms.
    lookup: Lookup,
    english: Vec<(String, String)>,
}

impl Terms {
    /// Makes a thesaurus ready.
    pub fn new(thesaurus: Thesaurus) -> Terms {
        let group = |line: &str| {
            let sign = line.chars().next()?;
            let (_, relation) = *Relation::SIGNS.iter().find(|(known, _)| *known == sign)?;
            Some(Group { relation, terms: line[sign.len_utf8()..].split('、').map(str::to_owned).collect() })
        };
        let groups: Vec<Group> = thesaurus.groups.lines().filter_map(group).collect();
        let (mut places, mut folded) = (Vec::new(), Vec::new());
        for (at, group) in groups.iter().enumerate() {
            for (term, text) in group.terms.iter().enumerate() {
                places.push((at, term));
                folded.push(fold(text));
            }
        }
        let lookup = Lookup::of(&mut folded.iter().map(String::as_str));
        let english = thesaurus.english.lines().filter_map(|line| line.split_once('\t'));
        let english = english.map(|(word, terms)| (word.to_owned(), terms.to_owned())).collect();
        Terms { groups, places, lookup, english }
    }

    /// What may stand for a folded term, by group: how, and the other terms.
    pub fn of(&self, term: &str) -> Vec<(Relation, Vec<&str>)> {
        let mut found = Vec::new();
        let mut last = None;
        for (group, at) in self.lookup.alike(term).map(|place| self.places[place]) {
            let Group { relation, terms } = &self.groups[group];
            // Of terms that are the same folded, the first stands for all.
            if fold(&terms[at]) != term || last.replace(group) == Some(group) {
                continue;
            }
            if *relation == Relation::Same || at == 0 {
                let others = terms.iter().enumerate().filter(|(other, _)| *other != at);
                found.push((*relation, others.map(|(_, term)| term.as_str()).collect()));
            }
        }
        found
    }

    /// The Chinese terms for an English word or phrase without blanks, in small letters.
    pub fn in_chinese(&self, english: &str) -> Vec<&str> {
        let known = &self.english;
        let find = |word: &str| known.binary_search_by(|(entry, _)| entry.as_str().cmp(word)).ok();
        // A plural, or the verb of a question: permits, studies, processes, banned, managing.
        let endings =
            [("", ""), ("ies", "y"), ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")];
        let mut stems = endings.iter().filter_map(|(end, more)| Some([english.strip_suffix(end)?, more].concat()));
        stems.find_map(|stem| find(&stem)).map_or(Vec::new(), |at| known[at].1.split('、').collect())
    }

    /// All terms, as printed.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flat_map(|group| group.terms.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        let group =
            |relation, terms: &[&str]| Group { relation, terms: terms.iter().map(|t| (*t).to_owned()).collect() };
        Terms::new(Thesaurus::new(
            &[
                group(Relation::Same, &["挥发性有机物", "VOCs"]),
                group(Relation::Broader, &["双碳", "碳达峰", "碳中和"]),
            ],
            &[("city".to_owned(), "城市".to_owned()), ("permit".to_owned(), "许可、许可证".to_owned())],
        ))
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
