//! Normal forms of text that keep every offset.
//!
//! In: text as printed. Out: folded text, in which writings that a reader takes for the same *are* the same
//! (white space, full and half width, letter case, shapes of brackets and quotation marks), with the way back to
//! the printed text ([`Origins`]). Doesn't know words, documents or queries.

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

/// The way back from a folded text to the printed one.
///
/// ```
/// use policy_explorer::text::{Origins, fold};
/// let printed = "到 2025 年，VOCs";
/// let folded = fold(printed);
/// assert_eq!(folded, "到2025年,vocs");
/// assert_eq!(&folded[7..10], "年");
/// assert_eq!(Origins::of(printed).printed(7..10), 9..12);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// For every printed character, where its folded form begins, and the folded length at the end.
    folded: Vec<u32>,
    /// For every printed character, where it begins, and the printed length at the end.
    printed: Vec<u32>,
}

impl Origins {
    /// Maps a text.
    pub fn of(printed: &str) -> Origins {
        let characters = printed.len() / 3 + 1;
        let mut origins = Origins { folded: Vec::with_capacity(characters), printed: Vec::with_capacity(characters) };
        let mut scratch = String::new();
        let mut at = 0;
        for (start, c) in printed.char_indices() {
            origins.folded.push(at);
            origins.printed.push(start as u32);
            at += if is_han(c) {
                c.len_utf8() as u32 // stays as it is
            } else {
                scratch.clear();
                fold_char(c, &mut scratch);
                scratch.len() as u32
            };
        }
        origins.folded.push(at);
        origins.printed.push(printed.len() as u32);
        origins
    }

    /// The range of the printed text that a range of the folded text came from; empty for an empty one, or one that
    /// goes beyond the text.
    pub fn printed(&self, range: Range<usize>) -> Range<usize> {
        // A blank has no folded form and shares its place with the next character, which is the last at that place.
        let first = self.folded.partition_point(|&at| at as usize <= range.start).checked_sub(1);
        let last = self.folded.partition_point(|&at| (at as usize) < range.end);
        match (first.and_then(|first| self.printed.get(first)), self.printed.get(last)) {
            (Some(&start), Some(&end)) if range.start < range.end && start < end => start as usize..end as usize,
            _ => 0..0,
        }
    }
}

/// The form in which texts are compared: blanks gone, width, case and the shapes of marks made one.
pub fn fold(printed: &str) -> String {
    let mut folded = String::with_capacity(printed.len());
    let mut rest = printed;
    // Chinese characters stay as they are, and stand in long runs.
    while let Some(at) = rest.find(|c| !is_han(c)) {
        folded.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        chars.next().into_iter().for_each(|c| fold_char(c, &mut folded));
        rest = chars.as_str();
    }
    folded.push_str(rest);
    folded
}

/// Traditional characters and their simplified forms. Both have three bytes, so no offset moves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variants {
    /// Sorted.
    traditional: String,
    /// Their partners, in the same order.
    simplified: String,
}

impl Variants {
    /// Takes pairs in the order of the traditional characters.
    pub fn new(pairs: Vec<(char, char)>) -> Variants {
        let (traditional, simplified) = pairs.into_iter().unzip();
        Variants { traditional, simplified }
    }

    /// The simplified form of a traditional character.
    pub fn partner(&self, c: char) -> Option<&str> {
        let (rows, []) = self.traditional.as_bytes().as_chunks::<3>() else { return None };
        // UTF-8 sorts as code points do; as numbers, three bytes are soon compared.
        let number = |row: &[u8; 3]| u32::from(row[0]) << 16 | u32::from(row[1]) << 8 | u32::from(row[2]);
        let mut written = [0; 3];
        let sought = if c.len_utf8() == 3 { c.encode_utf8(&mut written) } else { return None };
        let sought = number(sought.as_bytes().try_into().ok()?);
        let at = rows.binary_search_by(|row| number(row).cmp(&sought)).ok()?;
        self.simplified.get(at * 3..at * 3 + 3)
    }

    /// A text with simplified characters only; `None` if it has no others.
    pub fn simplify(&self, text: &str) -> Option<String> {
        let mut simple: Option<String> = None;
        for (at, c) in text.char_indices().filter(|&(_, c)| is_han(c)) {
            if let Some(partner) = self.partner(c) {
                let simple = simple.get_or_insert_with(|| text.to_owned());
                simple.replace_range(at..at + 3, partner);
            }
        }
        simple
    }

    /// Whether every character has three bytes and a partner.
    pub fn is_sound(&self) -> bool {
        let three = |text: &str| text.chars().all(|c| c.len_utf8() == 3);
        self.traditional.len() == self.simplified.len() && three(&self.traditional) && three(&self.simplified)
    }
}

/// White space of any kind, and what is not seen at all.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// A text without its white space, otherwise as printed.
pub fn without_blanks(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).collect()
}

/// Whether a character is one of the common Chinese ones, which folding leaves alone.
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Folds a character that is no common Chinese one.
fn fold_char(c: char, into: &mut String) {
    if is_blank(c) {
        return;
    }
    let c = match c {
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

/// A clause: what a reader may stop behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The byte behind it.
    pub end: usize,
    /// Its length in characters.
    pub chars: usize,
    /// Whether a sentence ends with it: at 。！？； and line breaks, closing quotation marks and brackets taken along;
    /// a mere clause ends at a comma or a colon.
    pub ends_sentence: bool,
}

/// The clauses of a text, which together are the text.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut chars = 0;
    while let Some((at, c)) = rest.next() {
        chars += 1;
        if is_han(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        let ends_sentence = matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n');
        if ends_sentence {
            while let Some((next, closer)) = rest.next_if(|&(_, c)| matches!(c, '”' | '’' | '"' | '）' | ')' | '》'))
            {
                end = next + closer.len_utf8();
                chars += 1;
            }
        }
        if ends_sentence || matches!(c, '，' | ',' | '：' | ':') {
            clauses.push(Clause { end, chars, ends_sentence });
            chars = 0;
        }
    }
    if chars > 0 {
        clauses.push(Clause { end: text.len(), chars, ends_sentence: true });
    }
    clauses
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
        let text = "他说：“完成。”随后；再办，\n止";
        let mut at = 0;
        let mut shown = Vec::new();
        for clause in clauses(text) {
            let words = &text[at..clause.end];
            assert_eq!(words.chars().count(), clause.chars);
            shown.push((words, clause.ends_sentence));
            at = clause.end;
        }
        let expected =
            [("他说：", false), ("“完成。”", true), ("随后；", true), ("再办，", false), ("\n", true), ("止", true)];
        assert_eq!(shown, expected);
    }

    #[test]
    fn traditional_characters_become_simplified_ones() {
        let variants = Variants::new(vec![('區', '区'), ('態', '态'), ('環', '环'), ('體', '体')]);
        assert_eq!(variants.simplify("黑臭水體、生態區 a").as_deref(), Some("黑臭水体、生态区 a"));
        assert_eq!(variants.simplify("黑臭水体"), None);
        assert!(variants.is_sound() && !Variants::new(vec![('a', '区')]).is_sound());
    }

    proptest! {
        #[test]
        fn every_range_of_the_folded_text_leads_back_to_characters(text in "[a-zＡ-Ｚ〔一-十…℃ \u{3000}]{0,40}", from in 0usize..50, len in 0usize..10) {
            let (folded, origins) = (fold(&text), Origins::of(&text));
            let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
            let start = starts[from.min(starts.len() - 1)];
            let end = starts[(from + len).min(starts.len() - 1)];
            let printed = origins.printed(start..end);
            prop_assert!(text.get(printed.clone()).is_some());
            prop_assert_eq!(printed.is_empty(), start == end);
            if start < end {
                let printed = &text[printed];
                prop_assert!(fold(printed).contains(&folded[start..end]));
                // No character more than is needed, and no blank at the ends.
                let mut inner = printed.chars();
                inner.next();
                prop_assert!(!fold(inner.as_str()).contains(&folded[start..end]) || fold(inner.as_str()).len() >= end - start);
                prop_assert!(!printed.starts_with(is_blank) && !printed.ends_with(is_blank));
            }
        }
    }
}
