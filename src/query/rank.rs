//! In what order provisions answer a question: BM25F with evidence of phrase, wholeness and nearness.
//!
//! In: where each sought word stands in a provision. Out: a score and its reasons. Doesn't know how the words were
//! found. The formula is BM25F (Robertson and Zaragoza, *The Probabilistic Relevance Framework*, 2009, section 3.6):
//! occurrences are weighed by field before they saturate. All constants stand here.

use super::Reason;
use crate::document::Kind;
use crate::index::{Index, Posting};
use crate::order;
use crate::text::fold;

/// Saturation: from about this many occurrences on, more say little.
const K1: f32 = 1.2;
/// How much a long text is held against a body.
const B_BODY: f32 = 0.6;
/// … and a heading, where long ones are not padded.
const B_HEADING: f32 = 0.3;
/// An occurrence in the heading against one in the body.
const HEADING: f32 = 3.0;
/// A word in the title of the document, once, for each of its provisions.
const TITLE: f32 = 0.5;
/// An occurrence inside a longer word (水处 in 污水处理) against a whole one.
const INSIDE_A_WORD: f32 = 0.3;
/// All words in one sentence: the share that is added at no distance, falling with it.
const NEAR: f32 = 0.5;
/// Half of that is left at so many characters.
const NEAR_HALF: f32 = 20.0;

/// A sought word, and where it stands.
#[derive(Debug)]
pub(super) struct Needle {
    /// As typed, or as cut from what was typed.
    pub(super) word: String,
    /// All its places, in order.
    pub(super) postings: Vec<Posting>,
    /// How much it tells: rare words tell more.
    pub(super) weight: f32,
    /// For every document, whether its title has it.
    in_title: Vec<bool>,
}

impl Needle {
    /// A word with its places, in an index of `total` provisions of which `found` have it.
    pub(super) fn new(index: &Index, word: String, postings: Vec<Posting>, found: usize, total: u32) -> Needle {
        let (found, total) = (found as f32, total as f32);
        // libm, as the platform's logarithm may differ in the last bit between browser and terminal.
        let weight = libm::logf(1.0 + (total - found + 0.5).max(0.0) / (found + 0.5));
        let folded = fold(&word);
        let in_title = index.titles().iter().map(|title| title.contains(&folded)).collect();
        Needle { word, postings, weight, in_title }
    }

    fn is_in_title(&self, document_no: usize) -> bool {
        self.in_title.get(document_no) == Some(&true)
    }

    /// Its places in one unit.
    pub(super) fn within(&self, unit: u32) -> &[Posting] {
        let from = self.postings.partition_point(|posting| posting.unit < unit);
        let to = self.postings.partition_point(|posting| posting.unit <= unit);
        &self.postings[from..to]
    }
}

/// Scores one unit of one provision.
pub(super) fn score(index: &Index, document_no: usize, unit: u32, kind: Kind, needles: &[Needle]) -> f32 {
    let facts = index.unit(unit);
    let norm = |b: f32, words: u32, mean: f32| 1.0 - b + b * words as f32 / mean;
    let heading_norm = norm(B_HEADING, facts.heading_words, index.mean_words.0);
    let body_norm = norm(B_BODY, facts.body_words, index.mean_words.1);
    let mut total = 0.0;
    for needle in needles {
        let postings = needle.within(unit);
        let mut weighed = 0.0;
        for posting in postings {
            let whole = if posting.is_whole { 1.0 } else { INSIDE_A_WORD };
            weighed += whole * if posting.end <= facts.heading { HEADING / heading_norm } else { 1.0 / body_norm };
        }
        if !postings.is_empty() && needle.is_in_title(document_no) {
            weighed += TITLE;
        }
        total += needle.weight * weighed / (K1 + weighed) * (K1 + 1.0);
    }
    if let Some(distance) = nearest(index.text(unit), unit, needles) {
        total *= 1.0 + NEAR * NEAR_HALF / (NEAR_HALF + distance as f32);
    }
    total * of_kind(kind)
}

/// Why one unit of one provision was found.
pub(super) fn reasons(index: &Index, document_no: usize, unit: u32, kind: Kind, needles: &[Needle]) -> Vec<Reason> {
    let facts = index.unit(unit);
    let words = |has: &dyn Fn(&Needle) -> bool| -> Vec<String> {
        needles.iter().filter(|needle| has(needle)).map(|needle| needle.word.clone()).collect()
    };
    let mut reasons = Vec::new();
    let in_heading = words(&|needle| needle.within(unit).iter().any(|posting| posting.end <= facts.heading));
    if !in_heading.is_empty() && kind != Kind::Title {
        reasons.push(Reason::InHeading(in_heading));
    }
    reasons.extend(nearest(index.text(unit), unit, needles).map(Reason::SameSentence));
    let in_title = words(&|needle| needle.is_in_title(document_no) && !needle.within(unit).is_empty());
    if !in_title.is_empty() {
        reasons.push(Reason::InTitle(in_title));
    }
    if facts.is_reading {
        reasons.push(Reason::SuggestedReading);
    }
    let count = |needle: &Needle| needle.within(unit).len() as u32;
    let often = needles.iter().filter(|needle| count(needle) > 1);
    reasons.extend(often.map(|needle| Reason::Often(needle.word.clone(), count(needle))));
    if reasons.is_empty() {
        reasons.extend(words(&|needle| count(needle) == 1).into_iter().map(Reason::Has));
    }
    reasons
}

/// What orders something is worth more than what only frames it.
fn of_kind(kind: Kind) -> f32 {
    match kind {
        Kind::Addressees | Kind::Signature | Kind::Openness | Kind::Copies | Kind::Imprint | Kind::Author => 0.4,
        Kind::Preamble | Kind::Closing => 0.8,
        _ => 1.0,
    }
}

/// The fewest characters between the sought words where all stand in one sentence; `None` if nowhere, or if there
/// is only one word.
fn nearest(text: &str, unit: u32, needles: &[Needle]) -> Option<u32> {
    if needles.len() < 2 {
        return None;
    }
    let mut places: Vec<(u32, u32, usize)> = Vec::new();
    for (which, needle) in needles.iter().enumerate() {
        places.extend(needle.within(unit).iter().map(|posting| (posting.start, posting.end, which)));
    }
    order::by_key(&mut places, |place| place.0);
    let mut last: Vec<Option<(u32, u32)>> = vec![None; needles.len()];
    let mut best: Option<u32> = None;
    for (start, end, which) in places {
        last[which] = Some((start, end));
        let Some(window) = last.iter().copied().collect::<Option<Vec<(u32, u32)>>>() else { continue };
        let from = window.iter().map(|place| place.0).min()?;
        let to = window.iter().map(|place| place.1).max()?;
        let between = text.get(from as usize..to as usize)?;
        if between.contains(['。', ';', '!', '?']) {
            continue;
        }
        let words: usize = window.iter().map(|place| text[place.0 as usize..place.1 as usize].chars().count()).sum();
        let distance = between.chars().count().saturating_sub(words) as u32;
        best = Some(best.map_or(distance, |so_far| so_far.min(distance)));
    }
    best
}
