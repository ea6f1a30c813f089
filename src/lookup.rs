//! Strings that are found again by a number made of them.
//!
//! In: strings. Out: the places of those that may be a given one. Keeps no string, so whoever asks compares.
//!
//! The standard library's map would do; each kind of it brings its own code, of which the download has enough.

/// Strings by number.
#[derive(Debug, Default)]
pub struct Lookup {
    /// The number of every string in the upper half, its place in the lower; ascending.
    entries: Vec<u64>,
}

impl Lookup {
    /// Takes strings, which are counted from 0 as they come.
    pub fn of(strings: &mut dyn Iterator<Item = &str>) -> Lookup {
        let mut entries = Vec::new();
        for string in strings {
            entries.push(number(string) << 32 | entries.len() as u64);
        }
        entries.sort_unstable();
        Lookup { entries }
    }

    /// The places, ascending, of all strings that are this one, and seldom of another.
    pub fn alike(&self, string: &str) -> impl Iterator<Item = usize> {
        let number = number(string);
        let from = self.entries.partition_point(|entry| entry >> 32 < number);
        self.entries[from..].iter().take_while(move |&entry| entry >> 32 == number).map(|&entry| entry as u32 as usize)
    }
}

/// FNV-1a of 32 bits (Fowler, Noll and Vo; draft-eastlake-fnv): short, and good for short strings.
fn number(string: &str) -> u64 {
    let number = string.bytes().fold(0x811c_9dc5, |number, byte| (number ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    number.into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_those_that_are_published() {
        assert_eq!((number(""), number("a"), number("foobar")), (0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968));
    }

    proptest! {
        #[test]
        fn finds_what_a_naive_scan_finds(strings in proptest::collection::vec("[一二三]{0,3}", 0..40), asked in "[一二三]{0,3}") {
            let lookup = Lookup::of(&mut strings.iter().map(String::as_str));
            let found: Vec<usize> = lookup.alike(&asked).filter(|&at| strings[at] == asked).collect();
            let naive: Vec<usize> = (0..strings.len()).filter(|&at| strings[at] == asked).collect();
            prop_assert_eq!(found, naive);
        }
    }
}
