//! The terms by which texts are compared, as numbers: words that say something, and pairs of characters between those
//! that say nothing.
//!
//! In: a text's words. Out: [`Occurrence`]s. Doesn't know how much they weigh.

use crate::query::fillers;
use crate::segment::Token;
use crate::text::is_han;

/// A term: a word by its checksum, or a pair of characters by both of theirs.
pub(super) type Key = u64;

/// Pairs' keys begin here; words' are below. That two of ten thousand words have the same checksum of 63 bits happens
/// once in a hundred milliard corpora.
pub(super) const PAIRS: Key = 1 << 63;

/// A place where a term stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence<'a> {
    pub(super) key: Key,
    /// The word; pairs have none.
    pub(super) word: Option<&'a str>,
    /// The place of the token that it ends in.
    pub(super) token: usize,
}

/// What knows the words that say nothing.
pub(super) struct Reader {
    fillers: Vec<Key>,
}

impl Reader {
    pub(super) fn new() -> Reader {
        let mut fillers: Vec<Key> = fillers().map(key).collect();
        fillers.sort_unstable();
        Reader { fillers }
    }

    /// The terms of a text, in order.
    pub(super) fn read<'a>(&self, tokens: &[Token<'a>]) -> Vec<Occurrence<'a>> {
        let mut found = Vec::new();
        // The character before, if it belongs to the same run.
        let mut before: Option<char> = None;
        for (at, token) in tokens.iter().enumerate() {
            let is_chinese = token.word.chars().all(is_han);
            let key = key(token.word);
            let is_wordlike = is_chinese || token.word.chars().any(char::is_alphabetic);
            if !is_wordlike || self.fillers.binary_search(&key).is_ok() {
                before = None;
                continue;
            }
            let is_long = token.word.chars().nth(1).is_some();
            if is_long && !token.word.starts_with(|c: char| c.is_ascii_digit()) {
                found.push(Occurrence { key, word: Some(token.word), token: at });
            }
            if !is_chinese {
                before = None;
                continue;
            }
            for c in token.word.chars() {
                if let Some(before) = before {
                    let key = PAIRS | u64::from(before) << 32 | u64::from(c);
                    found.push(Occurrence { key, word: None, token: at });
                }
                before = Some(c);
            }
        }
        found
    }
}

/// FNV-1a (Fowler, Noll and Vo), 64 bits, without the lowest, which leaves room for the pairs.
fn key(word: &str) -> Key {
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    word.bytes().fold(0xcbf2_9ce4_8422_2325, hash) >> 1
}
