//! Normal forms of text that keep every offset.
//!
//! In: text as printed. Out: [`Folded`] text, in which writings that a reader takes for the same *are* the same
//! (white space, full and half width, letter case, shapes of brackets and quotation marks), with the way back to
//! the printed text. Doesn't know words, documents or queries.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A stretch of a text, in bytes, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// From byte `start` to before byte `end`. A corpus text is far below 4 GiB; what is not is cut off there.
    pub fn new(start: usize, end: usize) -> Span {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: clip(start), end: clip(end) }
    }

    /// As a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The stretch of `text` that this names; empty where it doesn't fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether this names a stretch of `text`.
    pub fn fits(self, text: &str) -> bool {
        text.get(self.range()).is_some()
    }
}

/// A text in the form in which texts are compared, and where each of its bytes came from.
///
/// ```
/// let folded = policy_explorer::text::Folded::of("到 2025 年，VOCs");
/// assert_eq!(folded.text, "到2025年,vocs");
/// let at = folded.text.find("年").unwrap();
/// assert_eq!(folded.printed(at..at + "年".len()), 9..12);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For every byte of `text`, the range in the printed text of the character it came from.
    origin: Vec<Span>,
}

impl Folded {
    /// Folds a text.
    pub fn of(printed: &str) -> Folded {
        let mut folded =
            Folded { text: String::with_capacity(printed.len()), origin: Vec::with_capacity(printed.len()) };
        for (at, c) in printed.char_indices() {
            let span = Span::new(at, at + c.len_utf8());
            let before = folded.text.len();
            fold_char(c, &mut folded.text);
            folded.origin.resize(folded.origin.len() + folded.text.len() - before, span);
        }
        folded
    }

    /// The range of the printed text that a range of the folded text came from.
    pub fn printed(&self, range: Range<usize>) -> Range<usize> {
        match (self.origin.get(range.start), range.end.checked_sub(1).and_then(|last| self.origin.get(last))) {
            (Some(first), Some(last)) if range.start < range.end => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }
}

/// The folded form of a text whose offsets are not needed.
pub fn fold(printed: &str) -> String {
    let mut folded = String::with_capacity(printed.len());
    for c in printed.chars() {
        fold_char(c, &mut folded);
    }
    folded
}

/// White space of any kind, and what is not seen at all.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// A text without its white space, otherwise as printed.
pub fn without_blanks(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).collect()
}

fn fold_char(c: char, into: &mut String) {
    if is_blank(c) {
        return;
    }
    let c = match c {
        '\u{4e00}'..='\u{9fff}' => c, // the common case first
        '〔' | '【' | '［' | '〖' => '[',
        '〕' | '】' | '］' | '〗' => ']',
        '“' | '”' | '„' | '‟' | '＂' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' | '‚' | '‛' | '＇' => '\'',
        '—' | '–' | '―' | '─' | '－' | '‐' | '‑' | '−' => '-',
        '·' | '•' | '‧' | '・' | '･' => '·',
        '｡' => '。',
        '､' => '、',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    match c {
        '㎡' => into.push_str("m2"),
        '㎥' => into.push_str("m3"),
        '℃' => into.push_str("°c"),
        '…' => into.push_str("..."),
        '₂' => into.push('2'),
        '₃' => into.push('3'),
        'A'..='Z' => into.push(c.to_ascii_lowercase()),
        // Greek and Cyrillic capitals stand 32 before the small letters; the table of all scripts is 5 kB of download.
        'Α'..='Ω' | 'А'..='Я' => into.push(char::from_u32(c as u32 + 32).unwrap_or(c)),
        _ => into.push(c),
    }
}

/// The number of characters in the first `bytes` bytes of `text`.
pub fn chars_before(text: &str, bytes: usize) -> usize {
    text.char_indices().take_while(|&(at, _)| at < bytes).count()
}

/// The ends of a text's sentences, in bytes: behind 。！？； and line breaks, closing quotation marks and brackets
/// taken along. The last is always the text's length.
pub fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n') {
            let mut end = at + c.len_utf8();
            while let Some(&(next, closer)) = chars.peek() {
                if !matches!(closer, '”' | '’' | '"' | '）' | ')' | '》') {
                    break;
                }
                end = next + closer.len_utf8();
                chars.next();
            }
            ends.push(end);
        }
    }
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    ends
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn writings_that_a_reader_takes_for_the_same_fold_alike() {
        for (one, other) in [
            ("国办函〔2025〕2号", "国办函 ［２０２５］ ２号"),
            ("“一网通办”,VOCs", "「一网通办」，ｖｏｃｓ"),
            ("（一）", "(一)"),
            ("92％", "92%"),
            ("—坚持", "－坚持"),
            ("Ωα", "ωα"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn sentences_take_their_closing_marks_along() {
        let text = "他说：“完成。”随后；再办\n止";
        let ends: Vec<&str> = sentence_ends(text).windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
        assert_eq!(ends, ["随后；", "再办\n", "止"]);
    }

    proptest! {
        #[test]
        fn every_range_of_the_folded_text_leads_back_to_characters(text in "[a-zＡ-Ｚ〔一-十…℃ \u{3000}]{0,40}", from in 0usize..50, len in 0usize..10) {
            let folded = Folded::of(&text);
            prop_assert_eq!(&folded.text, &fold(&text));
            let starts: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
            let start = starts[from.min(starts.len() - 1)];
            let end = starts[(from + len).min(starts.len() - 1)];
            let printed = folded.printed(start..end);
            prop_assert!(text.get(printed.clone()).is_some());
            if start < end {
                prop_assert!(fold(&text[printed]).contains(&folded.text[start..end]));
            }
        }
    }
}
