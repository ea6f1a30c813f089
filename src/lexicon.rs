//! Word lists that editors keep in `data/lexicon/`.
//!
//! In: the lists' text. Out: plain values, and what is wrong with a line. Doesn't know who uses them.

use crate::diagnostic::Diagnostic;

/// What the program knows of words beyond a general dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Terms that must not be cut apart (`words.tsv`).
    pub words: Vec<Word>,
}

/// A term and how readily the segmenter keeps it whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The term.
    pub word: String,
    /// Its frequency, on the scale of jieba's dictionary; at least 1, as a word of frequency 0 is never chosen.
    pub frequency: u32,
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
}
