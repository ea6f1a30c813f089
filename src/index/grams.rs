//! Where every pair of characters stands.
//!
//! In: a text. Out: the positions of any string in it. Doesn't know what the text is made of; a line break parts
//! what no match may straddle.

use crate::order;

/// Pairs of characters and their positions, sorted.
#[derive(Debug, Default)]
pub(super) struct Grams {
    /// Every pair that occurs, as two halves of 16 bits. Characters beyond 16 bits share a half with others; the
    /// text itself decides.
    keys: Vec<u32>,
    /// For every pair the place of its first position, and the number of positions at the end.
    starts: Vec<u32>,
    /// Byte positions in the text, by pair, ascending.
    positions: Vec<u32>,
}

fn half(c: char) -> u32 {
    c as u32 & 0xffff
}

fn pair(first: char, second: char) -> u32 {
    half(first) << 16 | half(second)
}

impl Grams {
    /// Indexes a text of less than 4 GiB.
    pub(super) fn build(text: &str) -> Grams {
        let mut entries = Vec::with_capacity(text.len() / 3);
        let (mut at, mut first) = (0, '\n');
        for (next_at, next) in text.char_indices().chain([(text.len(), '\n')]) {
            if first != '\n' {
                entries.push(u64::from(pair(first, next)) << 32 | at as u64);
            }
            (at, first) = (next_at, next);
        }
        // The positions ascend already; the pairs remain, by their second half, then by their first.
        entries = order::by_bits(&entries, 32);
        entries = order::by_bits(&entries, 48);
        let mut grams = Grams { positions: Vec::with_capacity(entries.len()), ..Grams::default() };
        for entry in entries {
            let key = (entry >> 32) as u32;
            if grams.keys.last() != Some(&key) {
                grams.keys.push(key);
                grams.starts.push(grams.positions.len() as u32);
            }
            grams.positions.push(entry as u32);
        }
        grams.starts.push(grams.positions.len() as u32);
        grams
    }

    /// The byte positions at which a string stands in the text that was indexed, ascending.
    pub(super) fn positions(&self, text: &str, needle: &str) -> Vec<u32> {
        let mut chars = needle.chars();
        let Some(first) = chars.next() else { return Vec::new() };
        if chars.next().is_none() {
            let mut found: Vec<u32> = self.beginning_with(first).to_vec();
            found.retain(|&at| text[at as usize..].starts_with(needle));
            order::by_key(&mut found, |at| *at);
            return found;
        }
        // The rarest pair leads; the text decides.
        let mut rarest: (&[u32], usize) = (&[], 0);
        let mut known = false;
        for ((at, one), other) in needle.char_indices().zip(needle.chars().skip(1)) {
            let places = self.places(pair(one, other));
            if places.is_empty() {
                return Vec::new();
            }
            if !known || places.len() < rarest.0.len() {
                rarest = (places, at);
                known = true;
            }
        }
        let (places, offset) = rarest;
        let bytes = text.as_bytes();
        let starts = places.iter().filter_map(|&place| place.checked_sub(offset as u32));
        starts.filter(|&start| bytes[start as usize..].starts_with(needle.as_bytes())).collect()
    }

    fn places(&self, key: u32) -> &[u32] {
        match self.keys.binary_search(&key) {
            Ok(at) => &self.positions[self.starts[at] as usize..self.starts[at + 1] as usize],
            Err(_) => &[],
        }
    }

    /// The pairs that begin with a character: the other character's half, and their positions.
    pub(super) fn pairs(&self, first: char) -> impl Iterator<Item = (u32, &[u32])> {
        let from = self.keys.partition_point(|&key| key >> 16 < half(first));
        let to = self.keys.partition_point(|&key| key >> 16 <= half(first));
        (from..to).map(|at| {
            let places = &self.positions[self.starts[at] as usize..self.starts[at + 1] as usize];
            (self.keys[at] & 0xffff, places)
        })
    }

    /// The positions of all pairs that begin with a character, by pair.
    fn beginning_with(&self, first: char) -> &[u32] {
        let from = self.keys.partition_point(|&key| key >> 16 < half(first));
        let to = self.keys.partition_point(|&key| key >> 16 <= half(first));
        &self.positions[self.starts[from] as usize..self.starts[to] as usize]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn naive(text: &str, needle: &str) -> Vec<u32> {
        let starts = text.char_indices().map(|(at, _)| at);
        starts.filter(|&at| !needle.is_empty() && text[at..].starts_with(needle)).map(|at| at as u32).collect()
    }

    proptest! {
        #[test]
        fn finds_what_a_naive_scan_finds(text in "[ab一二\u{1f600}\u{10600}\n]{0,60}", needle in "[ab一二\u{1f600}\u{10600}]{0,4}") {
            prop_assert_eq!(Grams::build(&text).positions(&text, &needle), naive(&text, &needle));
        }
    }
}
