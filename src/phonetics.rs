//! How characters are read: for pinyin typed instead of Chinese, and for characters that sound alike.
//!
//! In: the readings of a corpus's characters. Out: what a run of letters may stand for, as [`Slot`]s, and whether a
//! character fits one. Doesn't know where characters occur, and doesn't know tones.

use serde::{Deserialize, Serialize};

/// Readings as they travel: the characters themselves are those of the corpus's text, in order of code point.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phonetics {
    /// Every syllable, sorted.
    syllables: Vec<String>,
    /// Every character's usual syllable; as many as there are syllables for none.
    first: Vec<u16>,
    /// Further readings: the character's place and the syllable.
    others: Vec<(u16, u16)>,
}

impl Phonetics {
    /// The most readings that a character has here.
    pub const MOST: usize = 3;

    /// Takes every character's readings, in order, the usual one first.
    pub fn new(readings: &[Vec<String>]) -> Phonetics {
        let syllables: std::collections::BTreeSet<&String> = readings.iter().flatten().collect();
        let syllables: Vec<String> = syllables.into_iter().cloned().collect();
        let place = |syllable: &String| syllables.binary_search(syllable).unwrap_or(syllables.len()) as u16;
        let first = readings.iter().map(|of| of.first().map_or(syllables.len() as u16, place)).collect();
        let mut others = Vec::new();
        for (character, of) in readings.iter().enumerate() {
            others.extend(of.iter().skip(1).map(|syllable| (character as u16, place(syllable))));
        }
        Phonetics { first, others, syllables }
    }
}

/// What one character of a sought string may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// This character.
    Same(char),
    /// This character, or one that sounds like it.
    Like(char),
    /// A character read as one of the syllables from … to before ….
    Syllables(u16, u16),
    /// Any Chinese character.
    Any,
}

/// Readings made ready.
#[derive(Debug, Default)]
pub struct Sounds {
    /// For every common Chinese character one more than its place among those that occur; 0 if it doesn't.
    places: Vec<u16>,
    readings: Vec<[u16; Phonetics::MOST]>,
    syllables: Vec<String>,
    /// For every syllable its characters.
    having: Vec<Vec<char>>,
}

const NONE: u16 = u16::MAX;

/// The common Chinese characters.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

impl Sounds {
    /// Makes readings ready for the characters of an alphabet, in order of code point.
    pub fn new(phonetics: Phonetics, alphabet: Vec<char>) -> Sounds {
        let Phonetics { syllables, first, others } = phonetics;
        let mut readings = vec![[NONE; Phonetics::MOST]; alphabet.len()];
        let mut having = vec![Vec::new(); syllables.len()];
        let all = first.into_iter().zip(0_u16..).map(|(syllable, character)| (character, syllable)).chain(others);
        for (character, syllable) in all {
            let (Some(of), Some(having)) = (readings.get_mut(character as usize), having.get_mut(syllable as usize))
            else {
                continue;
            };
            if let Some(free) = of.iter_mut().find(|reading| **reading == NONE) {
                *free = syllable;
                having.push(alphabet[character as usize]);
            }
        }
        let mut places = vec![0; (LAST - FIRST) as usize + 1];
        for (&c, place) in alphabet.iter().zip(1_u16..) {
            if let Some(slot) = (c as u32).checked_sub(FIRST).and_then(|at| places.get_mut(at as usize)) {
                *slot = place;
            }
        }
        Sounds { places, readings, syllables, having }
    }

    /// Whether the corpus has a character.
    pub fn knows(&self, c: char) -> bool {
        self.place(c).is_some()
    }

    fn place(&self, c: char) -> Option<usize> {
        let place = *self.places.get((c as u32).checked_sub(FIRST)? as usize)?;
        (place as usize).checked_sub(1)
    }

    fn readings(&self, c: char) -> &[u16] {
        let all: &[u16] = self.place(c).and_then(|at| self.readings.get(at)).map_or(&[], |all| all);
        &all[..all.iter().position(|&reading| reading == NONE).unwrap_or(all.len())]
    }

    /// Whether a character fits a slot.
    pub fn fits(&self, slot: Slot, c: char) -> bool {
        match slot {
            Slot::Same(same) => same == c,
            Slot::Like(like) => like == c || self.readings(c).iter().any(|one| self.readings(like).contains(one)),
            Slot::Syllables(from, to) => self.readings(c).iter().any(|one| (from..to).contains(one)),
            Slot::Any => self.knows(c),
        }
    }

    /// The characters that fit a slot; `None` if all do.
    pub fn choices(&self, slot: Slot) -> Option<Vec<char>> {
        let having = |syllables: &mut dyn Iterator<Item = u16>| -> Vec<char> {
            syllables.flat_map(|syllable| self.having[syllable as usize].iter().copied()).collect()
        };
        match slot {
            Slot::Same(c) => Some(vec![c]),
            Slot::Like(c) => {
                let mut choices = having(&mut self.readings(c).iter().copied());
                choices.push(c);
                Some(choices)
            }
            Slot::Syllables(from, to) => Some(having(&mut (from..to))),
            Slot::Any => None,
        }
    }

    /// The syllables that begin with some letters, as a slot.
    fn beginning_with(&self, letters: &str) -> Option<Slot> {
        let from = self.syllables.partition_point(|syllable| syllable.as_str() < letters);
        let count = self.syllables[from..].iter().take_while(|syllable| syllable.starts_with(letters)).count();
        (count > 0).then_some(Slot::Syllables(from as u16, (from + count) as u16))
    }

    /// Whether a text, read aloud, may begin with small letters: whole syllables, or first letters of them.
    pub fn begins(&self, letters: &str, text: &str) -> bool {
        let Some(c) = text.chars().next() else { return letters.is_empty() };
        let rest = &text[c.len_utf8()..];
        letters.is_empty()
            || self.readings(c).iter().any(|&reading| {
                let syllable = self.syllables[reading as usize].as_str();
                let begins = |part: &str| letters.strip_prefix(part).is_some_and(|after| self.begins(after, rest));
                syllable.starts_with(letters) || begins(syllable) || begins(&syllable[..1])
            })
    }

    /// What small letters may spell, best reading first: as many whole syllables as can be, and first letters where
    /// there are none; each with the number of those.
    pub fn spell(&self, letters: &str) -> Vec<(Vec<Slot>, usize)> {
        let n = letters.len();
        if n == 0 || n > 60 || !letters.bytes().all(|b| b.is_ascii_lowercase()) {
            return Vec::new();
        }
        // From every place to the end, the fewest first letters; NONE where there is no way.
        let mut least = vec![NONE; n + 1];
        least[n] = 0;
        for at in (0..n).rev() {
            for (_, end, cost) in self.steps(letters, at) {
                if least[end] != NONE {
                    least[at] = least[at].min(least[end] + cost);
                }
            }
        }
        let mut found = Vec::new();
        if least[0] != NONE {
            self.follow(letters, 0, &least, &mut Vec::new(), &mut found);
        }
        found.into_iter().map(|slots| (slots, least[0] as usize)).collect()
    }

    /// The syllables, and the first letters of one, that can stand at a place: slot, end, cost.
    fn steps(&self, letters: &str, at: usize) -> Vec<(Slot, usize, u16)> {
        let mut steps = Vec::new();
        for end in (at + 1..=letters.len().min(at + 6)).rev() {
            let part = &letters[at..end];
            if let Ok(found) = self.syllables.binary_search_by(|syllable| syllable.as_str().cmp(part)) {
                steps.push((Slot::Syllables(found as u16, found as u16 + 1), end, 0));
            } else if part.len() == 1 || matches!(part, "zh" | "ch" | "sh") {
                steps.extend(self.beginning_with(part).map(|slot| (slot, end, 1)));
            }
        }
        steps
    }

    fn follow(&self, letters: &str, at: usize, least: &[u16], so_far: &mut Vec<Slot>, found: &mut Vec<Vec<Slot>>) {
        if found.len() >= 6 {
            return;
        }
        if at == letters.len() {
            return found.push(so_far.clone());
        }
        for (slot, end, cost) in self.steps(letters, at) {
            if least[end] != NONE && least[end] + cost == least[at] {
                so_far.push(slot);
                self.follow(letters, end, least, so_far, found);
                so_far.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sounds() -> Sounds {
        let mut characters = [
            ('丹', vec!["dan"]),
            ('单', vec!["dan", "chan", "shan"]),
            ('江', vec!["jiang"]),
            ('口', vec!["kou"]),
            ('西', vec!["xi"]),
            ('安', vec!["an"]),
            ('先', vec!["xian"]),
            ('水', vec!["shui"]),
        ];
        characters.sort();
        let readings: Vec<Vec<String>> =
            characters.iter().map(|(_, of)| of.iter().map(|s| (*s).to_owned()).collect()).collect();
        Sounds::new(Phonetics::new(&readings), characters.iter().map(|(c, _)| *c).collect())
    }

    fn shown(sounds: &Sounds, letters: &str) -> Vec<String> {
        let slot = |slot: &Slot| match *slot {
            Slot::Syllables(from, to) => sounds.syllables[from as usize..to as usize].join("|"),
            _ => String::new(),
        };
        sounds.spell(letters).iter().map(|(slots, _)| slots.iter().map(slot).collect::<Vec<_>>().join("'")).collect()
    }

    #[test]
    fn letters_spell_syllables_or_their_beginnings() {
        let sounds = sounds();
        assert_eq!(shown(&sounds, "danjiangkou"), ["dan'jiang'kou"]);
        assert_eq!(shown(&sounds, "xian"), ["xian", "xi'an"]);
        assert_eq!(shown(&sounds, "djk"), ["dan'jiang'kou"]);
        assert_eq!(shown(&sounds, "danjk"), ["dan'jiang'kou"]);
        assert_eq!(shown(&sounds, "shk"), ["shan|shui'kou"]);
        assert_eq!(shown(&sounds, "water"), [""; 0]);
        assert_eq!(shown(&sounds, "Dan"), [""; 0]);
    }

    #[test]
    fn a_text_may_begin_with_letters() {
        let sounds = sounds();
        for letters in ["d", "dan", "danj", "djk", "danjiangkou", "djiangk", ""] {
            assert!(sounds.begins(letters, "丹江口"), "{letters}");
        }
        for letters in ["j", "dank", "danjiangkoua", "dx"] {
            assert!(!sounds.begins(letters, "丹江口"), "{letters}");
        }
    }

    #[test]
    fn characters_sound_alike() {
        let sounds = sounds();
        assert!(sounds.fits(Slot::Like('单'), '丹') && sounds.fits(Slot::Like('丹'), '单'));
        assert!(!sounds.fits(Slot::Like('丹'), '江'));
        assert!(sounds.fits(Slot::Any, '江') && !sounds.fits(Slot::Any, '\n'));
        assert_eq!(sounds.choices(Slot::Like('丹')), Some(vec!['丹', '单', '丹']));
    }
}
