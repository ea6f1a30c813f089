//! Word lists that editors keep in `data/lexicon/`.
//!
//! In: the lists' text. Out: plain values, and what is wrong with a line. Doesn't know who uses them.
//! `prune` (native only) makes of them what travels with a corpus.

pub mod controls;
pub mod instruments;
pub mod places;
#[cfg(feature = "cli")]
pub mod prune;
pub mod targets;
pub mod units;

use serde::{Deserialize, Serialize};

use self::controls::ControlWords;
use self::instruments::Instruments;
use self::places::Place;
use self::targets::TargetWords;
use self::units::Units;
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
    /// What provisions may be about (`topics.toml`).
    pub topics: Vec<Topic>,
    /// Names of places (`divisions.tsv`, `places.tsv`).
    pub places: Vec<Place>,
    /// What holds the name of a place and is none (`no-places.txt`).
    pub no_places: Vec<String>,
    /// Words by which units and their roles are told (`units.toml`).
    pub units: Units,
    /// Words by which texts refer to other texts (`instruments.toml`).
    pub instruments: Instruments,
    /// Words by which targets are told (`targets.toml`).
    pub targets: TargetWords,
    /// Words by which controls are told (`controls.toml`).
    pub controls: ControlWords,
}

/// Something that provisions may be about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// What it is called in answers and addresses: `T05`.
    pub id: String,
    /// Its name in Chinese.
    pub name: String,
    /// … and in English.
    pub name_en: String,
    /// Whoever says one of these speaks of it.
    pub words: Vec<String>,
    /// Words that go with it, and with others.
    #[serde(default)]
    pub weak: Vec<String>,
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
    let (read, diagnostics) = tables::<Synonyms>(text);
    (read.unwrap_or_default(), diagnostics)
}

/// Reads `topics.toml`.
pub fn topics(text: &str) -> (Vec<Topic>, Vec<Diagnostic>) {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Topics {
        #[serde(default)]
        topic: Vec<Topic>,
    }
    let (read, mut diagnostics) = tables::<Topics>(text);
    let topics = read.map(|read| read.topic).unwrap_or_default();
    let mut known: Vec<&str> = Vec::new();
    for topic in &topics {
        let cause = match () {
            () if topic.id.is_empty() || topic.name.is_empty() || topic.words.is_empty() => "has no id, name or words",
            () if known.contains(&topic.id.as_str()) => "stands there twice",
            () if topic.words.iter().chain(&topic.weak).any(|word| word.trim().is_empty()) => "has an empty word",
            () => "",
        };
        if !cause.is_empty() {
            let before = known.iter().filter(|id| **id == topic.id).count();
            let places = text.match_indices(&format!("\"{}\"", topic.id)).map(|(at, _)| at).nth(before);
            let line = places.map_or(0, |at| line_of(text, at));
            diagnostics.push(Diagnostic::error(line, 1, format!("the topic “{}” {cause}", topic.id), TABLES));
        }
        known.push(&topic.id);
    }
    if topics.len() > usize::from(u8::MAX) {
        diagnostics.push(Diagnostic::error(0, 1, format!("there are {} topics", topics.len()), "255 are the most"));
    }
    (topics, diagnostics)
}

/// What to do about a table that can't be read.
const TABLES: &str = "data/README.md tells how its tables are written";

fn line_of(text: &str, at: usize) -> u32 {
    text[..at.min(text.len())].matches('\n').count() as u32 + 1
}

fn tables<T: serde::de::DeserializeOwned>(text: &str) -> (Option<T>, Vec<Diagnostic>) {
    match toml::from_str::<T>(text) {
        Ok(read) => (Some(read), Vec::new()),
        Err(error) => {
            let line = error.span().map_or(0, |span| line_of(text, span.start));
            (None, vec![Diagnostic::error(line, 1, error.message(), TABLES)])
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
    fn a_topic_needs_a_name_and_words_of_its_own() {
        let topic = |id: &str, words: &str| {
            format!("[[topic]]\nid = \"{id}\"\nname = \"水\"\nname_en = \"Water\"\nwords = [{words}]\nweak = []\n")
        };
        let (read, found) = topics(&topic("T1", "\"水\""));
        assert_eq!((read.len(), found.len()), (1, 0));
        for (text, line) in [
            (topic("T1", ""), 2),
            (topic("T1", "\"\""), 2),
            (topic("T1", "\"水\"") + &topic("T1", "\"河\""), 8),
            ("[[topic]]\nnames = \"水\"\n".to_owned(), 2),
        ] {
            let (_, found) = topics(&text);
            assert_eq!(found.iter().map(|found| found.line).collect::<Vec<_>>(), [line], "{text}");
        }
    }

    #[test]
    fn english_words_have_chinese_terms() {
        let (read, found) = english("# 说明\nwater\t水、水环境\nair 大气\n");
        assert_eq!(read, [("water".to_owned(), vec!["水".to_owned(), "水环境".to_owned()])]);
        assert_eq!(found[0].line, 3);
    }
}
