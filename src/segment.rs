//! Cuts Chinese text into words: one segmenter, one dictionary, for the index and for queries.
//!
//! In: folded text ([`crate::text::fold`]). Out: [`Token`]s. The only file that names `jieba_rs`.
//!
//! The general dictionary is 5 MB and stays with the corpus compiler; what travels is the [`Dictionary`] pruned to
//! the corpus. It cuts as the full one does because the frequencies that were dropped are kept as one sum: jieba
//! weighs a word by its share of the total.

use jieba_rs::Jieba;
use serde::{Deserialize, Serialize};

/// The words that a corpus needs, with their frequencies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dictionary {
    /// Sorted by code point.
    pub words: Vec<(String, u32)>,
    /// The frequencies of all words that were left out, added up.
    pub rest: u64,
}

/// Stands for the words that were left out; occurs in no text.
const REST: &str = "\u{f8ff}";

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
    /// Makes a dictionary ready.
    pub fn new(dictionary: &Dictionary) -> Segmenter {
        let mut jieba = Jieba::empty();
        for (word, frequency) in &dictionary.words {
            jieba.add_word(word, Some(*frequency as usize), None);
        }
        jieba.add_word(REST, Some(usize::try_from(dictionary.rest).unwrap_or(usize::MAX)), None);
        Segmenter { jieba }
    }

    /// The words of a text, one after the other, nothing left out.
    pub fn cut<'a>(&self, text: &'a str) -> Vec<Token<'a>> {
        // HMM is off by a constant, so that its tables are not linked (120 kB of brotli).
        let tokens = self.jieba.cut(text, false).into_iter();
        tokens.map(|token| Token { word: token.word, start: token.byte_start, end: token.byte_end }).collect()
    }

    /// Whether the dictionary has a word.
    pub fn has_word(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }
}

/// Whether a token says anything: it has a letter, a digit or a Chinese character.
pub fn is_wordlike(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

/// The full dictionary, from which the corpus compiler prunes.
#[cfg(feature = "cli")]
pub struct FullDictionary {
    jieba: Jieba,
}

#[cfg(feature = "cli")]
impl FullDictionary {
    /// The general dictionary and an editor's words.
    pub fn new(lexicon: &crate::lexicon::Lexicon) -> FullDictionary {
        let mut jieba = Jieba::new();
        for word in &lexicon.words {
            jieba.add_word(&crate::text::fold(&word.word), Some(word.frequency as usize), None);
        }
        FullDictionary { jieba }
    }

    /// The words that occur in folded texts, wherever they are cut.
    pub fn prune<'a>(mut self, texts: impl Iterator<Item = &'a str>) -> Dictionary {
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
        Dictionary { words, rest: self.total() as u64 - kept }
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
