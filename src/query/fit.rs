//! Finds the strings of the text whose characters fit [`Slot`]s: what pinyin may stand for, what sounds like a word.
//!
//! In: slots. Out: [`Fit`]s. Doesn't know why they are sought. The pairs of the index lead, as everywhere.

use super::Engine;
use crate::phonetics::Slot;

/// A string of the text that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// The string.
    pub(super) text: String,
    /// How often it stands there beginning where a word does, and how often ending so.
    pub(super) whole: (u32, u32),
}

/// More different strings than this are a sign that the slots say too little.
const MOST: usize = 400;

/// All strings that fit, each once, in the order of their first place. At least two slots.
pub(super) fn fits(engine: &Engine, slots: &[Slot]) -> Vec<Fit> {
    let (index, sounds) = (&engine.index, &engine.sounds);
    let choices: Vec<Option<Vec<char>>> = slots.iter().map(|&slot| sounds.choices(slot)).collect();
    let size = |at: usize| choices[at].as_ref().map_or(usize::MAX / 1000, Vec::len);
    // The pair with the fewest possibilities leads; its first character must be known.
    let pairs = (0..slots.len().saturating_sub(1)).filter(|&at| choices[at].is_some());
    let Some(lead) = pairs.min_by_key(|&at| size(at) * size(at + 1)) else { return Vec::new() };
    let text = index.whole_text();
    let mut found: Vec<Fit> = Vec::new();
    for &first in choices[lead].iter().flatten() {
        for (second, places) in index.pairs(first) {
            if !sounds.fits(slots[lead + 1], second) {
                continue;
            }
            for &place in places {
                let place = place as usize;
                let before = text[..place].chars().rev();
                let mut start = place;
                let mut fitting = 0;
                for (c, &slot) in before.zip(slots[..lead].iter().rev()) {
                    if !sounds.fits(slot, c) {
                        break;
                    }
                    start -= c.len_utf8();
                    fitting += 1;
                }
                let mut end = place;
                for (c, &slot) in text[place..].chars().zip(&slots[lead..]) {
                    if !sounds.fits(slot, c) {
                        break;
                    }
                    end += c.len_utf8();
                    fitting += 1;
                }
                if fitting < slots.len() {
                    continue;
                }
                let begins = u32::from(index.is_word_start(start as u32));
                let ends = u32::from(index.is_word_start(end as u32));
                let string = &text[start..end];
                if let Some(fit) = found.iter_mut().find(|fit| fit.text == string) {
                    fit.whole = (fit.whole.0 + begins, fit.whole.1 + ends);
                } else if found.len() < MOST {
                    found.push(Fit { text: string.to_owned(), whole: (begins, ends) });
                } else {
                    return found;
                }
            }
        }
    }
    found
}

/// The best string that letters may spell as pinyin, and others that they may spell as well.
pub(super) fn spelled(engine: &Engine, letters: &str) -> Vec<Fit> {
    let mut all: Vec<Fit> = Vec::new();
    for (slots, first_letters) in engine.sounds.spell(letters) {
        // Two first letters, or one syllable, may stand for too much.
        let says_enough = if first_letters == 0 { slots.len() > 1 } else { slots.len() > 2 };
        if says_enough {
            all.extend(fits(engine, &slots).into_iter().filter(|fit| fit.whole.0 > 0));
        }
    }
    // A word is a better reading than words, or parts of words, that happen to stand side by side.
    let worth = |fit: &Fit| {
        let is_word = engine.segmenter.has_word(&fit.text);
        (fit.whole.0 + 2 * fit.whole.1) * if is_word { 4 } else { 1 }
    };
    crate::order::by_key(&mut all, |fit| u32::MAX - worth(fit));
    let best = all.first().map_or(0, worth);
    all.retain(|fit| worth(fit) * 4 >= best);
    all.truncate(4);
    all
}

/// What a string that occurs nowhere is a slip for: a string of the text with as many characters, of which at least
/// half are the same. The others must sound alike, but for one that the corpus doesn't have at all, or that stands
/// where the dictionary knows no word. The best first.
pub(super) fn meant(engine: &Engine, typed: &str) -> Vec<Fit> {
    let chars: Vec<char> = typed.chars().collect();
    if !(3..=12).contains(&chars.len()) || !chars.iter().copied().all(crate::text::is_han) {
        return Vec::new();
    }
    let unknown = chars.iter().filter(|&&c| !engine.sounds.knows(c)).count();
    if unknown > 1 || unknown == 1 && chars.len() == 3 && engine.sounds.knows(chars[1]) {
        return Vec::new();
    }
    let like = |c: char| if engine.sounds.knows(c) { Slot::Like(c) } else { Slot::Any };
    let slots: Vec<Slot> = chars.iter().copied().map(like).collect();
    let mut found = fits(engine, &slots);
    if found.is_empty() && unknown == 0 && chars.len() > 3 {
        for at in doubtful(engine, typed) {
            let mut slots = slots.clone();
            slots[at] = Slot::Any;
            found.extend(fits(engine, &slots));
        }
        found.extend(moved(engine, &chars));
        // One character more, or one less.
        for at in 1..chars.len() {
            let mut slots: Vec<Slot> = chars.iter().map(|&c| Slot::Same(c)).collect();
            slots.insert(at, Slot::Any);
            found.extend(fits(engine, &slots));
        }
    }
    let same = |fit: &Fit| fit.text.chars().filter(|c| chars.contains(c)).count();
    let is_word = |fit: &Fit| engine.segmenter.has_word(&fit.text);
    found.retain(|fit| {
        let enough = same(fit) * 2 >= chars.len() && (chars.len() > 3 || is_word(fit) && same(fit) > 1);
        fit.whole.0 > 0 && fit.whole.1 > 0 && enough && fit.text != typed
    });
    crate::order::by_key(&mut found, |fit| u32::MAX - (same(fit) as u32 * 1000 + fit.whole.1.min(999)));
    found
}

/// The places of characters that the dictionary takes for no part of a word, two or more together.
fn doubtful(engine: &Engine, typed: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut run = Vec::new();
    let mut at = 0;
    for token in engine.segmenter.cut(typed) {
        let length = token.word.chars().count();
        if length == 1 {
            run.push(at);
        }
        at += length;
        if length > 1 || at == typed.chars().count() {
            if run.len() > 1 {
                places.append(&mut run);
            }
            run.clear();
        }
    }
    places
}

/// Strings of the text that come of swapping two neighbours, or of leaving one character out.
fn moved(engine: &Engine, chars: &[char]) -> Vec<Fit> {
    let mut found = Vec::new();
    let mut add = |chars: Vec<char>| {
        let text: String = chars.into_iter().collect();
        let whole = engine.index.find(&text).iter().filter(|posting| posting.is_whole).count() as u32;
        if whole > 0 {
            found.push(Fit { text, whole: (whole, whole) });
        }
    };
    for at in 1..chars.len() {
        let mut swapped = chars.to_vec();
        swapped.swap(at - 1, at);
        add(swapped);
    }
    for at in 0..if chars.len() > 4 { chars.len() } else { 0 } {
        let mut shorter = chars.to_vec();
        shorter.remove(at);
        add(shorter);
    }
    found
}
