//! Word lists that editors keep in `data/lexicon/`.
//!
//! In: the lists' text. Out: plain values, and what is wrong with a line. Doesn't know who uses them.
//! `prune` (native only) makes of them what travels with a corpus.

#[cfg(feature = "cli")]
pub mod prune;

use serde::Deserialize;

use crate::diagnostic::Diagnostic;

/// What the program knows of words beyond a general dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Terms that must not be cut apart (`words.tsv`).
    pub words: Vec<Word>,
    /// Other ways to say a term (`synonyms.toml`).
    pub synonyms: Synonyms,
    /// What an English reader types, and the Chinese terms for it (`english.tsv`).
    pub english: Vec<(String, Vec<String>)>,
}

/// A term and how readily the segmenter keeps it whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The term.
    pub word: String,
    /// Its frequency, on the scale of jieba's dictionary; at least 1, as a word of frequency 0 is never chosen.
    pub frequency: u32,
}

/// Other ways to say a term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonyms {
    /// Terms that mean the same: whoever looks for one finds all.
    #[serde(default)]
    pub same: Vec<Same>,
    /// Terms with parts: whoever looks for the whole finds the parts, and not the other way round.
    #[serde(default)]
    pub broader: Vec<Broader>,
    /// Names for several things together: found where all of them are named in one provision.
    #[serde(default)]
    pub collective: Vec<Collective>,
}

/// Terms that mean the same.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Same {
    /// At least two.
    pub terms: Vec<String>,
}

/// A term and its parts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Broader {
    /// The whole.
    pub term: String,
    /// Any of these is part of it.
    pub parts: Vec<String>,
}

/// A name for several things together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collective {
    /// The name.
    pub term: String,
    /// All of these.
    pub members: Vec<String>,
}

/// Reads `synonyms.toml`.
pub fn synonyms(text: &str) -> (Synonyms, Vec<Diagnostic>) {
    let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() as u32 + 1;
    let remedy = "data/README.md tells how its tables are written";
    match toml::from_str::<Synonyms>(text) {
        Ok(synonyms) => (synonyms, Vec::new()),
        Err(error) => {
            let line = error.span().map_or(0, |span| line_of(span.start));
            (Synonyms::default(), vec![Diagnostic::error(line, 1, error.message(), remedy)])
        }
    }
}

/// Reads `english.tsv`: an English word or phrase, a tab, and Chinese terms parted by “、”; `#` begins a remark.
pub fn english(text: &str) -> (Vec<(String, Vec<String>)>, Vec<Diagnostic>) {
    let (mut english, mut diagnostics) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once('\t') {
            Some((word, terms)) if !word.trim().is_empty() && !terms.trim().is_empty() => {
                let terms = terms.trim().split('、').map(str::to_owned).collect();
                english.push((word.trim().to_owned(), terms));
            }
            _ => diagnostics.push(Diagnostic::error(
                index as u32 + 1,
                1,
                format!("“{line}” is not a word with its Chinese terms"),
                "write the English word, a tab, and Chinese terms parted by 、",
            )),
        }
    }
    (english, diagnostics)
}

/// Reads `words.tsv`: term, frequency and part of speech (not read as yet), parted by tabs; `#` begins a remark.
pub fn words(text: &str) -> (Vec<Word>, Vec<Diagnostic>) {
    let (mut words, mut diagnostics) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut fields = line.split('\t').map(str::trim);
        let word = fields.next().unwrap_or_default();
        match fields.next().and_then(|frequency| frequency.parse::<u32>().ok()) {
            Some(frequency) if frequency > 0 && !word.is_empty() && !word.contains(char::is_whitespace) => {
                words.push(Word { word: word.to_owned(), frequency });
            }
            _ => diagnostics.push(Diagnostic::error(
                index as u32 + 1,
                1,
                format!("“{line}” is not a term with its frequency"),
                "write the term, a tab, and a whole number of at least 1",
            )),
        }
    }
    (words, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_without_a_frequency_is_refused() {
        let (words, diagnostics) = words("# 说明\n尾矿库\t2000\tn\n新污染物\n磷石膏\t0\n");
        assert_eq!(words, [Word { word: "尾矿库".into(), frequency: 2000 }]);
        assert_eq!(diagnostics.iter().map(|found| found.line).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn other_ways_to_say_a_term() {
        let text = "[[same]]\nterms = [\"危废\", \"危险废物\"]\n[[broader]]\nterm = \"双碳\"\nparts = [\"碳达峰\"]\n";
        let (read, found) = synonyms(text);
        assert_eq!((read.same.len(), read.broader[0].term.as_str(), found.len()), (1, "双碳", 0));
        let (read, found) = synonyms("[[same]]\nterms = [\"危废\"]\n[[same]]\nword = 1\n");
        assert_eq!((read, found[0].line), (Synonyms::default(), 4));
    }

    #[test]
    fn english_words_have_chinese_terms() {
        let (read, found) = english("# 说明\nwater\t水、水环境\nair 大气\n");
        assert_eq!(read, [("water".to_owned(), vec!["水".to_owned(), "水环境".to_owned()])]);
        assert_eq!(found[0].line, 3);
    }
}
