//! Cuts Chinese text into words: one segmenter, one dictionary, for the index and for queries.
//!
//! In: folded text ([`crate::text::fold`]). Out: [`Token`]s. The only file that names `jieba_rs`.
//!
//! The general dictionary is 5 MB and stays with the corpus compiler; what travels is the [`Dictionary`] pruned to
//! the corpus. It cuts as the full one does because the frequencies that were dropped are kept as one sum: jieba
//! weighs a word by its share of the total.

use jieba_rs::Jieba;
use serde::{Deserialize, Serialize};

use crate::text::is_han;

/// The words that a corpus needs, with their frequencies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dictionary {
    /// Those of more than one character, sorted by code point, a line break between them.
    words: String,
    /// Their frequencies, in quarters of an octave: a word is chosen by the logarithm of its frequency, and finer steps
    /// cost the download more than they change.
    levels: Vec<u8>,
    /// For every character of the corpus, in order of code point, one more than its level as a word; 0 if it is none.
    characters: Vec<u8>,
    /// Where that step does change a cut: the word's place and its frequency.
    exact: Vec<(u16, u32)>,
    /// Those that an editor put there, by place: terms of the field.
    terms: Vec<u16>,
    /// The frequencies of all words that were left out, added up.
    rest: u64,
}

/// A thousand times the quarters of an octave.
const QUARTERS: [u64; 4] = [1000, 1189, 1414, 1682];

impl Dictionary {
    /// Takes words in order of code point with their frequencies, the characters of the corpus, and the sum of the
    /// frequencies that were left out.
    pub fn new(words: &[(String, u32)], alphabet: &[char], is_term: impl Fn(&str) -> bool, rest: u64) -> Dictionary {
        let level = |frequency: u32| {
            let off = |level: &u8| frequency_of(*level).abs_diff(u64::from(frequency));
            (0..FINEST).min_by_key(off).unwrap_or_default()
        };
        let frequency = |c: char| words.iter().find(|(word, _)| word.chars().eq([c])).map(|(_, frequency)| *frequency);
        let longer = || words.iter().filter(|(word, _)| word.chars().nth(1).is_some());
        Dictionary {
            words: longer().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join("\n"),
            levels: longer().map(|&(_, frequency)| level(frequency)).collect(),
            characters: alphabet.iter().map(|&c| frequency(c).map_or(0, |frequency| level(frequency) + 1)).collect(),
            exact: Vec::new(),
            terms: longer().zip(0_u16..).filter(|((word, _), _)| is_term(word)).map(|(_, at)| at).collect(),
            rest,
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.levels.len() + self.characters.iter().filter(|&&level| level > 0).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The terms of the field, in order.
    pub fn terms(&self) -> Vec<String> {
        let words: Vec<&str> = self.words.split('\n').collect();
        self.terms.iter().filter_map(|&at| words.get(at as usize).map(|word| (*word).to_owned())).collect()
    }
}

/// Frequencies from here on are beyond any dictionary's, and what a 32-bit machine can hold.
const FINEST: u8 = 124;

fn frequency_of(level: u8) -> u64 {
    (1 << (level / 4)) * QUARTERS[usize::from(level % 4)] / 1000
}

/// Stands for the words that were left out; occurs in no text.
const REST: &str = "\u{f8ff}";

/// How frequent the words of questions are taken to be: as 怎么 or 多少 in jieba's dictionary, about.
const COMMON: u64 = 10_000;

/// A word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word.
    pub word: &'a str,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// A dictionary made ready.
pub struct Segmenter {
    jieba: Jieba,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.jieba.fmt(f)
    }
}

impl Segmenter {
    /// Makes a dictionary ready for the characters of its corpus, in order of code point. `more` are words that questions have and the corpus may not; they take their share
    /// from the words that were left out, so that the corpus is cut as before.
    pub fn new(dictionary: &Dictionary, alphabet: &[char], more: impl Iterator<Item = &'static str>) -> Segmenter {
        let mut jieba = Jieba::empty();
        for (at, (word, &level)) in (0_u16..).zip(dictionary.words.split('\n').zip(&dictionary.levels)) {
            let exact = dictionary.exact.binary_search_by_key(&at, |&(place, _)| place);
            let frequency = exact.map_or(frequency_of(level.min(FINEST)), |place| u64::from(dictionary.exact[place].1));
            jieba.add_word(word, Some(frequency as usize), None);
        }
        for (c, &level) in alphabet.iter().zip(&dictionary.characters).filter(|(_, level)| **level > 0) {
            jieba.add_word(c.encode_utf8(&mut [0; 4]), Some(frequency_of((level - 1).min(FINEST)) as usize), None);
        }
        let mut rest = dictionary.rest;
        for word in more {
            if !jieba.has_word(word) {
                jieba.add_word(word, Some(COMMON as usize), None);
                rest = rest.saturating_sub(COMMON);
            }
        }
        jieba.add_word(REST, Some(usize::try_from(rest).unwrap_or(usize::MAX)), None);
        Segmenter { jieba }
    }

    /// The words of a text, one after the other, nothing left out.
    pub fn cut<'a>(&self, text: &'a str) -> Vec<Token<'a>> {
        // HMM is off by a constant, so that its tables are not linked (120 kB of brotli).
        let tokens = self.jieba.cut(text, false).into_iter();
        tokens.map(|token| Token { word: token.word, start: token.byte_start, end: token.byte_end }).collect()
    }

    /// Where a heading may be broken between lines: byte offsets, in order. Never before a mark or a particle, never
    /// behind a figure or a word that leans on the next.
    pub fn breaks(&self, text: &str) -> Vec<usize> {
        let tokens = self.cut(text);
        let mut breaks = Vec::new();
        for pair in tokens.windows(2) {
            let [before, after] = pair else { continue };
            let leans_back = |c: char| !c.is_alphanumeric() && !matches!(c, '“' | '（' | '(' | '《' | '‘' | '〔');
            let bound = after.word.starts_with(leans_back)
                || matches!(
                    after.word,
                    "的" | "了" | "和" | "与" | "性" | "化" | "区" | "市" | "省" | "级" | "号" | "年"
                )
                || before
                    .word
                    .ends_with(|c: char| c.is_ascii_digit() || matches!(c, '“' | '（' | '(' | '《' | '‘' | '〔' | '·'))
                || matches!(before.word, "以" | "和" | "与" | "及" | "对" | "为" | "在" | "由" | "将");
            if !bound {
                breaks.push(after.start);
            }
        }
        breaks
    }

    /// Whether the dictionary has a word.
    pub fn has_word(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }
}

/// Whether a token says anything: it has a letter, a digit or a Chinese character.
pub fn is_wordlike(word: &str) -> bool {
    // What most words begin with is soon told; the table of all scripts is long.
    word.chars().any(|c| is_han(c) || c.is_alphanumeric())
}

/// The full dictionary, from which the corpus compiler prunes.
#[cfg(feature = "cli")]
pub struct FullDictionary {
    jieba: Jieba,
    terms: std::collections::BTreeSet<String>,
}

#[cfg(feature = "cli")]
impl FullDictionary {
    /// The general dictionary and an editor's words.
    pub fn new(lexicon: &crate::lexicon::Lexicon) -> FullDictionary {
        let mut jieba = Jieba::new();
        let mut terms = std::collections::BTreeSet::new();
        for word in &lexicon.words {
            let folded = crate::text::fold(&word.word);
            jieba.add_word(&folded, Some(word.frequency as usize), None);
            terms.insert(folded);
        }
        FullDictionary { jieba, terms }
    }

    /// The words that occur in folded texts, wherever they are cut; with `more` they cut these texts as all words do.
    pub fn prune(mut self, texts: &[String], alphabet: &[char], more: &[&'static str]) -> Dictionary {
        let mut words = std::collections::BTreeSet::new();
        for text in texts {
            for token in self.jieba.cut_all(text) {
                if !words.contains(token.word) && self.jieba.has_word(token.word) {
                    words.insert(token.word.to_owned());
                }
            }
        }
        let words: Vec<(String, u32)> = words
            .into_iter()
            .map(|word| {
                let frequency = self.frequency(&word);
                (word, u32::try_from(frequency).unwrap_or(u32::MAX))
            })
            .filter(|&(_, frequency)| frequency > 0)
            .collect();
        let kept: u64 = words.iter().map(|&(_, frequency)| u64::from(frequency)).sum();
        let is_term = |word: &str| self.terms.contains(word);
        let mut dictionary = Dictionary::new(&words, alphabet, is_term, self.total() as u64 - kept);
        // Words of nearly the same weight may change places: those get their frequencies back.
        loop {
            let segmenter = Segmenter::new(&dictionary, alphabet, more.iter().copied());
            let mut found = std::collections::BTreeSet::new();
            for text in texts {
                let ends = |words: Vec<&str>| -> std::collections::BTreeSet<(usize, usize)> {
                    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
                    words.into_iter().map(|word| (start(word), word.len())).collect()
                };
                let ours = ends(segmenter.cut(text).into_iter().map(|token| token.word).collect());
                let right = ends(self.cut(text));
                found.extend(ours.symmetric_difference(&right).map(|&(at, length)| &text[at..at + length]));
            }
            let before = dictionary.exact.len();
            let longer = words.iter().filter(|(word, _)| word.chars().nth(1).is_some());
            for (at, (word, frequency)) in (0_u16..).zip(longer) {
                if found.contains(word.as_str()) && !dictionary.exact.iter().any(|&(place, _)| place == at) {
                    dictionary.exact.push((at, *frequency));
                }
            }
            dictionary.exact.sort_unstable();
            if dictionary.exact.len() == before {
                return dictionary;
            }
        }
    }

    /// The words of a text, as the full dictionary cuts it.
    pub fn cut<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.jieba.cut(text, false).into_iter().map(|token| token.word).collect()
    }

    /// jieba doesn't tell a word's frequency, but setting it changes the total by the difference.
    fn frequency(&mut self, word: &str) -> usize {
        let before = self.total();
        self.jieba.add_word(word, Some(1), None);
        let frequency = before + 1 - self.total();
        self.jieba.add_word(word, Some(frequency), None);
        frequency
    }

    /// The sum of all frequencies, which jieba tells only in its debugging output.
    fn total(&self) -> usize {
        let shown = format!("{:?}", self.jieba);
        let digits = shown.rsplit("total_freq: ").next().unwrap_or_default();
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().expect("jieba 0.11 shows its total frequency as a number")
    }
}
