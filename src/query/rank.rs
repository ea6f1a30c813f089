//! In what order provisions answer a question: BM25F with evidence of phrase, wholeness and nearness.
//!
//! In: where each sought word stands in a provision. Out: a score and its reasons. Doesn't know how the words were
//! found. The formula is BM25F (Robertson and Zaragoza, *The Probabilistic Relevance Framework*, 2009, section 3.6):
//! occurrences are weighed by field before they saturate. All constants stand here.

use std::ops::Range;

use super::Reason;
use super::about::Context;
use crate::document::Kind;
use crate::index::{Index, Posting};

// Tuned by hand on `tests/relevance.json`, the questions and judgements kept with this project; see docs/decisions.md.

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
/// A word that is the document's region, issuer or year, once, likewise.
const OF_DOCUMENT: f32 = 0.8;
/// An occurrence inside a longer word (水处 in 污水处理) against a whole one.
const INSIDE_A_WORD: f32 = 0.3;
/// An occurrence in a formulaic passage against one in plain text.
const FORMULA: f32 = 0.4;
/// An occurrence of another word for what was asked, against one of the word itself.
const SYNONYM: f32 = 0.9;
/// A single character among words against a word: it may be part of any.
const SINGLE: f32 = 0.4;
/// All words in one sentence: the share that is added at no distance, falling with it.
const NEAR: f32 = 0.5;
/// Half of that is left at so many characters.
const NEAR_HALF: f32 = 20.0;
/// What heads a document that was asked for by number or title stands before all else; the first by so much.
const HEAD: f32 = 100.0;

/// A sought word, and where it stands.
#[derive(Debug)]
pub(super) struct Needle {
    /// As typed, or as cut from what was typed.
    pub(super) word: String,
    /// All its places, in order.
    pub(super) places: Vec<Place>,
    /// For every unit up to the last that has it, the number of places before that unit's; and all at the end.
    before: Vec<u32>,
    /// What it is found as beside itself.
    forms: Vec<String>,
    /// How much it tells: rare words tell more.
    pub(super) weight: f32,
    /// Whether it must not occur.
    pub(super) is_excluded: bool,
    /// For every document, how it has the word beside its provisions.
    pub(super) contexts: Vec<Context>,
}

/// A place where a sought word stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) unit: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// How good a match it is: 1 for the word itself, whole, in plain text.
    worth: f32,
    /// As which of the needle's forms; 0 for the word itself.
    form: u8,
    is_formula: bool,
}

impl Needle {
    /// A word with its places.
    pub(super) fn new(word: &str, postings: Vec<Posting>) -> Needle {
        let mut needle = Needle {
            word: word.to_owned(),
            places: postings.into_iter().map(|posting| Place::of(posting, 0)).collect(),
            before: Vec::new(),
            forms: Vec::new(),
            weight: 0.0,
            is_excluded: false,
            contexts: Vec::new(),
        };
        needle.count();
        needle
    }

    /// Another form of the word, with its places.
    pub(super) fn or(&mut self, form: &str, postings: Vec<Posting>) {
        if postings.is_empty() {
            return;
        }
        self.forms.push(form.to_owned());
        let form = self.forms.len() as u8;
        let mut old = std::mem::take(&mut self.places).into_iter().peekable();
        let mut new = postings.into_iter().map(|posting| Place::of(posting, form)).peekable();
        let at = |place: &Place| (place.unit, place.start);
        loop {
            let next = match (old.peek(), new.peek()) {
                (Some(one), Some(other)) if at(other) < at(one) => new.next(),
                (None, _) => new.next(),
                _ => old.next(),
            };
            let Some(place) = next else { break };
            match self.places.last_mut() {
                // Of forms of which one is part of the other, the longer one counts.
                Some(last) if last.unit == place.unit && place.start < last.end => {
                    if place.end - place.start > last.end - last.start {
                        *last = place;
                    }
                }
                _ => self.places.push(place),
            }
        }
        self.count();
    }

    /// Leaves out the places that are not meant.
    pub(super) fn keep(&mut self, is_meant: impl FnMut(&Place) -> bool) {
        self.places.retain(is_meant);
        self.count();
    }

    fn count(&mut self) {
        self.before.clear();
        for (at, place) in self.places.iter().enumerate() {
            while self.before.len() <= place.unit as usize {
                self.before.push(at as u32);
            }
        }
        self.before.push(self.places.len() as u32);
    }

    /// What is named by several words together: where all of them stand in one sentence.
    pub(super) fn or_together(&mut self, form: &str, members: &[Needle], index: &Index) {
        let Some((first, rest)) = members.split_first() else { return };
        let mut postings: Vec<Posting> = Vec::new();
        for place in &first.places {
            let here: Vec<&[Place]> = members.iter().map(|member| member.within(place.unit)).collect();
            let is_new = postings.last().is_none_or(|last| last.unit != place.unit);
            if is_new
                && rest.iter().all(|member| !member.within(place.unit).is_empty())
                && let Some((_, Range { start, end })) = closest(index.text(place.unit), &here)
            {
                postings.push(Posting { unit: place.unit, start, end, is_whole: true, is_formula: false });
            }
        }
        self.or(form, postings);
    }

    /// Sets the weight when all places are known.
    pub(super) fn weigh(&mut self, index: &Index) {
        self.weight = self.weight(index);
    }

    /// How much it tells, from the share of provisions that have it.
    pub(super) fn weight(&self, index: &Index) -> f32 {
        let mut provisions: Vec<u32> = self.places.iter().map(|place| index.unit(place.unit).provision).collect();
        provisions.dedup();
        let (found, total) = (provisions.len() as f32, index.provisions() as f32);
        // libm, as the platform's logarithm may differ in the last bit between browser and terminal.
        let weight = libm::logf(1.0 + (total - found + 0.5).max(0.0) / (found + 0.5));
        let mut chars = self.word.chars();
        let is_single = chars.next().is_some_and(crate::text::is_han) && chars.next().is_none();
        weight * if is_single { SINGLE } else { 1.0 }
    }

    pub(super) fn context(&self, document_no: usize) -> Context {
        self.contexts.get(document_no).copied().unwrap_or(Context::None)
    }

    /// Its places in one unit.
    pub(super) fn within(&self, unit: u32) -> &[Place] {
        match (self.before.get(unit as usize), self.before.get(unit as usize + 1)) {
            (Some(&from), Some(&to)) => &self.places[from as usize..to as usize],
            _ => &[],
        }
    }
}

impl Place {
    fn of(posting: Posting, form: u8) -> Place {
        let Posting { unit, start, end, is_whole, is_formula } = posting;
        let mut worth = if is_whole { 1.0 } else { INSIDE_A_WORD };
        if is_formula {
            worth *= FORMULA;
        }
        if form > 0 {
            worth *= SYNONYM;
        }
        Place { unit, start, end, worth, form, is_formula }
    }
}

/// What is scored, beside the needles.
pub(super) struct Scored<'a> {
    pub(super) index: &'a Index,
    pub(super) document_no: usize,
    pub(super) unit: u32,
    pub(super) kind: Kind,
    /// Its place among the heads of what was asked for.
    pub(super) head: Option<usize>,
    /// Whether not all words need occur, so that it counts how many do.
    pub(super) counts_words: bool,
}

/// Scores one unit of one provision.
pub(super) fn score(at: &Scored<'_>, needles: &[Needle]) -> f32 {
    let facts = at.index.unit(at.unit);
    let norm = |b: f32, words: u32, mean: f32| 1.0 - b + b * words as f32 / mean;
    let heading_norm = norm(B_HEADING, facts.heading_words, at.index.mean_words.0);
    let body_norm = norm(B_BODY, facts.body_words, at.index.mean_words.1);
    let (mut total, mut had, mut asked) = (0.0, 0.0, 0.0);
    for needle in needles.iter().filter(|needle| !needle.is_excluded) {
        let mut weighed = 0.0;
        for place in needle.within(at.unit) {
            weighed += place.worth * if place.end <= facts.heading { HEADING / heading_norm } else { 1.0 / body_norm };
        }
        let is_there = weighed > 0.0;
        weighed += match needle.context(at.document_no) {
            Context::None => 0.0,
            Context::Title => TITLE,
            Context::Document => OF_DOCUMENT,
        };
        total += needle.weight * weighed / (K1 + weighed) * (K1 + 1.0);
        asked += needle.weight;
        had += if is_there { needle.weight } else { needle.weight * (weighed / OF_DOCUMENT).min(1.0) * 0.5 };
    }
    if at.counts_words && asked > 0.0 {
        // Squared: a word twice is no match for another word once.
        total *= (had / asked) * (had / asked);
    }
    if let Some(distance) = nearest(at.index.text(at.unit), at.unit, needles) {
        total *= 1.0 + NEAR * NEAR_HALF / (NEAR_HALF + distance as f32);
    }
    total * of_kind(at.kind) + at.head.map_or(0.0, |place| HEAD - place as f32)
}

/// How much of what was asked a provision has, from 0 to 1, if `missing` more had been asked that occurs nowhere.
pub(super) fn share(needles: &[Needle], words: &[usize], missing: f32, document_no: usize, units: Range<u32>) -> f32 {
    let (mut had, mut asked) = (0.0, missing);
    for needle in words.iter().filter_map(|&word| needles.get(word)) {
        asked += needle.weight;
        if units.clone().any(|unit| !needle.within(unit).is_empty()) {
            had += needle.weight;
        } else if needle.context(document_no) != Context::None {
            had += needle.weight * 0.8;
        }
    }
    if asked > 0.0 { had / asked } else { 0.0 }
}

/// Why one unit of one provision was found.
pub(super) fn reasons(at: &Scored<'_>, needles: &[Needle]) -> Vec<Reason> {
    let facts = at.index.unit(at.unit);
    let unit = at.unit;
    let words = |has: &dyn Fn(&Needle) -> bool| -> Vec<String> {
        let needles = needles.iter().filter(|needle| !needle.is_excluded && has(needle));
        needles.map(|needle| needle.word.clone()).collect()
    };
    let mut reasons = Vec::new();
    if at.head.is_some() {
        reasons.push(Reason::Head);
    }
    let in_heading =
        words(&|needle| needle.within(unit).iter().any(|place| place.end <= facts.heading && place.form == 0));
    if !in_heading.is_empty() && at.kind != Kind::Title {
        reasons.push(Reason::InHeading(in_heading));
    }
    reasons.extend(nearest(at.index.text(unit), unit, needles).map(Reason::SameSentence));
    for needle in needles.iter().filter(|needle| !needle.is_excluded) {
        let places = needle.within(unit);
        if let Some(place) = places.first()
            && places.iter().all(|place| place.form > 0)
            && let Some(form) = needle.forms.get(place.form as usize - 1)
            && *form != needle.word
        {
            reasons.push(Reason::Synonym(form.clone(), needle.word.clone()));
        }
    }
    let of_document = words(&|needle| needle.context(at.document_no) == Context::Document);
    if !of_document.is_empty() && needles.len() > 1 {
        reasons.push(Reason::OfDocument(of_document));
    }
    let in_title = words(&|needle| needle.context(at.document_no) == Context::Title);
    if !in_title.is_empty() && at.kind != Kind::Title {
        reasons.push(Reason::InTitle(in_title));
    }
    if facts.is_reading {
        reasons.push(Reason::SuggestedReading);
    }
    let formula = words(&|needle| {
        let places = needle.within(unit);
        !places.is_empty() && places.iter().all(|place| place.is_formula)
    });
    if !formula.is_empty() {
        reasons.push(Reason::Formula(formula));
    }
    let count = |needle: &Needle| needle.within(unit).len() as u32;
    let often = needles.iter().filter(|needle| !needle.is_excluded && count(needle) > 1);
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

/// The fewest characters between the sought words that a text has, where they stand in one sentence; `None` if they do
/// so nowhere, or if it has fewer than two of them.
fn nearest(text: &str, unit: u32, needles: &[Needle]) -> Option<u32> {
    if needles.len() < 2 {
        return None;
    }
    let here: Vec<&[Place]> = needles
        .iter()
        .filter(|needle| !needle.is_excluded)
        .map(|needle| needle.within(unit))
        .filter(|places| !places.is_empty())
        .collect();
    closest(text, &here).map(|(distance, _)| distance)
}

/// Where one of each of some places stand closest together in one sentence of a text: the characters between them, and
/// the stretch; `None` if nowhere, or if there is only one kind of places.
pub(super) fn closest(text: &str, here: &[&[Place]]) -> Option<(u32, Range<u32>)> {
    if here.len() < 2 {
        return None;
    }
    // How many of each lie behind: of those the last is the nearest.
    let mut behind = vec![0_usize; here.len()];
    let mut unseen = here.len();
    let mut best: Option<(u32, Range<u32>)> = None;
    let next = |behind: &[usize]| {
        let ahead = (0..here.len()).filter_map(|which| Some((which, here[which].get(behind[which])?.start)));
        ahead.min_by_key(|&(_, start)| start).map(|(which, _)| which)
    };
    while let Some(which) = next(&behind) {
        unseen -= usize::from(behind[which] == 0);
        behind[which] += 1;
        if unseen > 0 {
            continue;
        }
        let window = || here.iter().zip(&behind).map(|(places, &behind)| &places[behind - 1]);
        let from = window().map(|place| place.start).min()?;
        let to = window().map(|place| place.end).max()?;
        let between = text.get(from as usize..to as usize)?;
        let words: usize = window().map(|place| text[place.start as usize..place.end as usize].chars().count()).sum();
        let distance = between.chars().count().saturating_sub(words) as u32;
        // To look for the end of a sentence takes longest.
        if best.as_ref().is_none_or(|(least, _)| distance < *least) && !between.contains(['。', ';', '!', '?']) {
            best = Some((distance, from..to));
        }
    }
    best
}
