//! The best part of a text to show for a question, with what to mark in it.
//!
//! In: a text and the places of the sought words. Out: [`Snippet`]. Breaks where sentences or clauses end, and says
//! with …… where something was left out.

use std::ops::Range;

use crate::order;
use crate::text::clauses;

/// Part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words, verbatim, but for …… where something was left out.
    pub text: String,
    /// What was sought in it: characters of `text`, in order, not overlapping.
    pub highlights: Vec<(u32, u32)>,
}

/// As many characters as a snippet may have; a single sentence may have half as many more.
const LONGEST: usize = 90;
/// … of a second part, for words that the first doesn't have.
const LONGEST_SECOND: usize = 50;

const ELLIPSIS: &str = "……";

/// Chooses from `text` behind byte `from`. `places` are in order, each with the number of the word that stands there,
/// which counts into `weights`.
pub(super) fn best(text: &str, from: usize, places: &[(Range<usize>, usize)], weights: &[f32]) -> Snippet {
    let here: Vec<&(Range<usize>, usize)> = places.iter().filter(|(range, _)| range.start >= from).collect();
    let pieces = pieces(text, from);
    if pieces.is_empty() {
        return Snippet::default();
    }
    let (first, covered) = window(text, &pieces, &here, weights, &[], LONGEST);
    let mut windows = vec![first];
    let uncovered = here.iter().any(|(_, which)| !covered.contains(which));
    if uncovered {
        let (second, _) = window(text, &pieces, &here, weights, &covered, LONGEST_SECOND);
        windows.push(second);
    }
    order::by_key(&mut windows, |window| window.start as u32);
    if let [first, second] = &mut windows[..]
        && second.start <= first.end
    {
        first.end = first.end.max(second.end);
        windows.truncate(1);
    }
    assemble(text, &pieces, &windows, &here)
}

/// A clause of a text: where it is, how long, and whether a sentence begins with it.
struct Piece {
    range: Range<usize>,
    chars: usize,
    begins_sentence: bool,
}

fn pieces(text: &str, from: usize) -> Vec<Piece> {
    let (mut start, mut begins_sentence) = (from, true);
    let clauses = clauses(&text[from..]).into_iter().map(|clause| {
        let range = start..from + clause.end;
        let piece = Piece { range, chars: clause.chars, begins_sentence };
        (start, begins_sentence) = (from + clause.end, clause.ends_sentence);
        piece
    });
    clauses.collect()
}

/// The window of at most `longest` characters whose words weigh most, those in `covered` not counted; and its words.
fn window(
    text: &str,
    pieces: &[Piece],
    places: &[&(Range<usize>, usize)],
    weights: &[f32],
    covered: &[usize],
    longest: usize,
) -> (Range<usize>, Vec<usize>) {
    let mut best: Option<(f32, usize, usize)> = None;
    let mut seen = vec![0_u32; weights.len()];
    for first in 0..pieces.len() {
        let mut chars = pieces[first].chars;
        let mut last = first;
        while last + 1 < pieces.len() && chars + pieces[last + 1].chars <= longest {
            last += 1;
            chars += pieces[last].chars;
        }
        // Rather end with a sentence than a few words into the next.
        if let Some(end) = (first + 1..=last).rev().find(|&end| pieces[end].begins_sentence) {
            let kept: usize = pieces[first..end].iter().map(|piece| piece.chars).sum();
            if last + 1 < pieces.len() && !pieces[last + 1].begins_sentence && kept * 2 >= longest {
                last = end - 1;
            }
        }
        let range = pieces[first].range.start..pieces[last].range.end;
        seen.fill(0);
        for (place, which) in places.iter().copied() {
            if place.start >= range.start && place.end <= range.end && !covered.contains(which) {
                seen[*which] += 1;
            }
        }
        let mut worth: f32 = seen.iter().zip(weights).filter(|(count, _)| **count > 0).map(|(_, weight)| weight).sum();
        worth += 0.02 * seen.iter().sum::<u32>() as f32;
        if pieces[first].begins_sentence {
            worth += 0.1;
        }
        if best.is_none_or(|(most, _, _)| worth > most + 1e-4) {
            best = Some((worth, first, last));
        }
    }
    let (_, first, last) = best.unwrap_or((0.0, 0, 0));
    let mut range = pieces[first].range.start..pieces[last].range.end;
    if text[range.clone()].chars().count() > longest * 3 / 2 {
        range = shortened(text, range, places, longest);
    }
    let inside = places.iter().filter(|(place, _)| place.start >= range.start && place.end <= range.end);
    (range.clone(), inside.map(|(_, which)| *which).collect())
}

/// A clause too long to show whole: `longest` characters of it around its first sought word.
fn shortened(text: &str, range: Range<usize>, places: &[&(Range<usize>, usize)], longest: usize) -> Range<usize> {
    let first = places.iter().find(|(place, _)| place.start >= range.start && place.end <= range.end);
    let at = first.map_or(range.start, |(place, _)| place.start);
    let before = text[range.start..at].char_indices().rev().nth(longest / 3);
    let start = before.map_or(range.start, |(back, _)| range.start + back);
    let end = text[start..range.end].char_indices().nth(longest).map_or(range.end, |(on, _)| start + on);
    let reach = first.map_or(end, |(place, _)| place.end);
    start..end.max(reach)
}

fn assemble(text: &str, pieces: &[Piece], windows: &[Range<usize>], places: &[&(Range<usize>, usize)]) -> Snippet {
    let mut snippet = Snippet::default();
    let mut chars = 0_u32;
    let mut push = |snippet: &mut Snippet, part: &str| {
        snippet.text.push_str(part);
        chars += part.chars().count() as u32;
        chars
    };
    let at_sentence = |at: usize| match pieces.binary_search_by_key(&at, |piece| piece.range.start) {
        Ok(piece) => pieces[piece].begins_sentence,
        Err(piece) => piece == pieces.len() && pieces.last().is_some_and(|last| last.range.end == at),
    };
    for (index, window) in windows.iter().enumerate() {
        let trimmed = &text[window.clone()];
        let lead = trimmed.len() - trimmed.trim_start().len();
        let window = window.start + lead..window.start + trimmed.trim_end().len();
        if index > 0 || !at_sentence(window.start - lead) {
            push(&mut snippet, ELLIPSIS);
        }
        let base = push(&mut snippet, "");
        let inside = places.iter().filter(|(place, _)| place.start >= window.start && place.end <= window.end);
        let ranges = inside.map(|(place, _)| place.clone());
        let marked = in_characters(text, window.start, ranges);
        snippet.highlights.extend(marked.into_iter().map(|(start, end)| (base + start, base + end)));
        push(&mut snippet, &text[window.clone()]);
        if index + 1 == windows.len() && window.end < text.trim_end().len() && !at_sentence(window.end) {
            // No comma before the dots, unless it is what was sought.
            let kept = snippet.text.trim_end_matches(['，', ',', '：', ':']);
            if snippet.highlights.last().is_none_or(|(_, end)| *end as usize <= kept.chars().count()) {
                snippet.text.truncate(kept.len());
            }
            push(&mut snippet, ELLIPSIS);
        }
    }
    snippet
}

/// Byte ranges of a text as characters counted from byte `from`, overlapping ones joined.
pub(super) fn in_characters(text: &str, from: usize, ranges: impl Iterator<Item = Range<usize>>) -> Vec<(u32, u32)> {
    let count = |to: usize| text.get(from..to).map_or(0, |part| part.chars().count()) as u32;
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for range in ranges {
        let (start, end) = (count(range.start), count(range.end));
        match joined.last_mut().filter(|last| start <= last.1) {
            Some(last) => last.1 = last.1.max(end),
            None => joined.push((start, end)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &[&str], expected: &str) {
        let mut places: Vec<(Range<usize>, usize)> = Vec::new();
        for (which, word) in words.iter().enumerate() {
            places.extend(text.match_indices(word).map(|(at, _)| (at..at + word.len(), which)));
        }
        places.sort_by_key(|(range, _)| range.start);
        let snippet = best(text, 0, &places, &vec![1.0; words.len()]);
        let mut shown = String::new();
        let chars: Vec<char> = snippet.text.chars().collect();
        for (at, c) in chars.iter().enumerate() {
            for (start, end) in &snippet.highlights {
                if *end as usize == at {
                    shown.push(']');
                }
                if *start as usize == at {
                    shown.push('[');
                }
            }
            shown.push(*c);
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn short_texts_stand_whole() {
        check("推进尾矿库治理。", &["尾矿库"], "推进[尾矿库]治理。");
        check("推进治理。", &[], "推进治理。");
        check("", &["甲"], "");
    }

    #[test]
    fn the_sentence_that_has_the_word_is_shown() {
        let filler = "甲乙丙丁戊己庚辛壬癸，".repeat(12);
        check(
            &format!("{filler}止。深化尾矿库分级管理。{filler}止。"),
            &["尾矿库"],
            &format!("深化[尾矿库]分级管理。{}甲乙丙丁戊己庚辛壬癸……", "甲乙丙丁戊己庚辛壬癸，".repeat(6)),
        );
    }

    #[test]
    fn words_far_apart_are_both_shown() {
        let filler = "甲乙丙丁戊己庚辛壬癸，".repeat(20);
        let text = format!("开展尾矿库整治。{filler}止。防治噪声污染。{filler}止。");
        let mut places: Vec<(Range<usize>, usize)> = vec![];
        for (which, word) in ["尾矿库", "噪声"].iter().enumerate() {
            places.extend(text.match_indices(word).map(|(at, _)| (at..at + word.len(), which)));
        }
        let snippet = best(&text, 0, &places, &[1.0, 1.0]);
        assert!(snippet.text.contains("尾矿库") && snippet.text.contains("噪声"), "{}", snippet.text);
        assert_eq!(snippet.highlights.len(), 2);
        assert!(snippet.text.contains(ELLIPSIS));
    }
}
