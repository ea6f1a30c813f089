//! The inverted index: every place of every pair of characters, and what ranking needs to know of each text.
//!
//! In: a [`Corpus`] and a [`Segmenter`]. Out: [`Index`], which finds every occurrence of any string. Doesn't know
//! queries or ranking.
//!
//! It is built on arrival and doesn't travel: for the five documents that takes a few milliseconds, while a shipped
//! one would add its postings to the download. Pairs of characters find any substring, as words would not: a word
//! index misses what straddles words. Words come in where they help: a match that begins and ends with words is
//! worth more than one inside a longer word.

pub mod facets;
mod grams;

use self::facets::{Facets, ReadFacet};
use self::grams::Grams;
use crate::corpus::{Corpus, ProvisionNo};
use crate::document::{Kind, Provision};
use crate::order;
use crate::segment::{Segmenter, Token, is_wordlike};
use crate::text::{Variants, clauses, fold, is_han};

/// A string's place in the index's text: a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The text that it stands in.
    pub unit: u32,
    /// Its first byte in that unit's text.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Whether it begins and ends where words do.
    pub is_whole: bool,
    /// Whether it stands in a formulaic passage ([`formulas`]).
    pub is_formula: bool,
}

/// One reading of one provision. A corrupt provision has two: as printed, and as suggested.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The provision.
    pub provision: ProvisionNo,
    /// Whether this is the suggested reading.
    pub is_reading: bool,
    /// Where its text begins in the whole.
    start: u32,
    /// Where it ends.
    end: u32,
    /// The bytes of its label and heading.
    pub heading: u32,
    /// Words in the heading.
    pub heading_words: u32,
    /// Words in the body.
    pub body_words: u32,
}

/// All texts, and where everything stands in them.
#[derive(Debug)]
pub struct Index {
    /// The folded texts of all units, one after the other, a line break between them.
    text: String,
    units: Vec<Unit>,
    grams: Grams,
    /// A bit for every byte of `text`: whether a word begins there.
    word_starts: Vec<u64>,
    /// Formulaic passages: first byte and the byte after the last, in order.
    formulas: Vec<(u32, u32)>,
    variants: Variants,
    /// Mean words in headings and bodies.
    pub mean_words: (f32, f32),
    /// What results can be narrowed by.
    pub facets: Facets,
}

/// The texts that are indexed, before anything is known of their words.
#[derive(Debug)]
pub struct Texts {
    text: String,
    units: Vec<Unit>,
    variants: Variants,
    alphabet: Vec<char>,
}

impl Texts {
    /// Folds the texts of a corpus, and writes them in simplified characters.
    pub fn of(corpus: &Corpus, variants: Variants) -> Texts {
        let mut text = String::new();
        let mut units = Vec::new();
        for (no, located) in corpus.provisions().enumerate() {
            let provision = located.provision;
            let printed = heading_and_body(provision, &provision.text);
            add_unit(&mut text, &mut units, no as ProvisionNo, false, printed);
            if provision.is_corrupt() {
                let [heading, body] = provision.reading_in_two();
                add_unit(&mut text, &mut units, no as ProvisionNo, true, (&heading, &body));
            }
        }
        let mut alphabet = alphabet(&text);
        // A corpus has forty times as many characters as kinds of them, and seldom one of these.
        if alphabet.iter().any(|&c| variants.partner(c).is_some())
            && let Some(simple) = variants.simplify(&text)
        {
            text = simple;
            alphabet = self::alphabet(&text);
        }
        Texts { text, units, variants, alphabet }
    }

    /// The Chinese characters that occur, in order of code point.
    pub fn alphabet(&self) -> &[char] {
        &self.alphabet
    }
}

fn alphabet(text: &str) -> Vec<char> {
    let mut seen = vec![0_u64; 0x1_0000 / 64];
    for c in text.chars().filter(|&c| is_han(c)) {
        seen[c as usize / 64] |= 1 << (c as usize % 64);
    }
    let is_seen = |c: &char| seen[*c as usize / 64] >> (*c as usize % 64) & 1 == 1;
    ('\u{4e00}'..='\u{9fff}').filter(is_seen).collect()
}

impl Index {
    /// Indexes the texts of a corpus, and what was read out of them ([`Facets::build`]).
    pub fn build(corpus: &Corpus, texts: Texts, segmenter: &Segmenter, read: &[ReadFacet]) -> Index {
        let Texts { text, mut units, variants, .. } = texts;
        let mut formulaic = Vec::new();
        for unit in &units {
            let body = unit.start + unit.heading;
            let found = formulas(&text[body as usize..unit.end as usize]);
            formulaic.extend(found.into_iter().map(|(from, to)| (body + from as u32, body + to as u32)));
        }
        let mut word_starts = vec![0_u64; text.len() / 64 + 1];
        let (mut heading_total, mut body_total) = (0_u64, 0_u64);
        for unit in &mut units {
            let base = unit.start as usize;
            for token in segmenter.cut(&text[base..unit.end as usize]) {
                let at = base + token.start;
                word_starts[at / 64] |= 1 << (at % 64);
                if is_wordlike(token.word) {
                    let in_heading = token.start < unit.heading as usize;
                    *(if in_heading { &mut unit.heading_words } else { &mut unit.body_words }) += 1;
                }
            }
            let end = unit.end as usize;
            word_starts[end / 64] |= 1 << (end % 64);
            heading_total += u64::from(unit.heading_words);
            body_total += u64::from(unit.body_words);
        }
        let mean = |total: u64| (total as f32 / units.len().max(1) as f32).max(1.0);
        Index {
            grams: Grams::build(&text),
            mean_words: (mean(heading_total), mean(body_total)),
            formulas: formulaic,
            variants,
            facets: Facets::build(corpus, read),
            text,
            units,
            word_starts,
        }
    }

    /// A unit.
    pub fn unit(&self, no: u32) -> &Unit {
        &self.units[no as usize]
    }

    /// The readings of a provision: none if it has no text of its own, the printed one first.
    pub fn units_of(&self, provision: ProvisionNo) -> std::ops::Range<u32> {
        let from = self.units.partition_point(|unit| unit.provision < provision);
        let units = self.units[from..].iter().take_while(|unit| unit.provision == provision).count();
        from as u32..(from + units) as u32
    }

    /// How many provisions there are, those without a text of their own not counted.
    pub fn provisions(&self) -> usize {
        self.units.iter().filter(|unit| !unit.is_reading).count()
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// A unit's folded text.
    pub fn text(&self, unit: u32) -> &str {
        let unit = self.unit(unit);
        &self.text[unit.start as usize..unit.end as usize]
    }

    /// A text in the form in which the index has it: folded, and in simplified characters.
    pub fn normal(&self, text: &str) -> String {
        let folded = fold(text);
        self.variants.simplify(&folded).unwrap_or(folded)
    }

    /// Every pair of characters that begins with one: the other, and where they stand in the whole text. A character
    /// beyond 16 bits is told by its last 16.
    pub fn pairs(&self, first: char) -> impl Iterator<Item = (char, &[u32])> {
        self.grams.pairs(first).map(|(half, places)| (char::from_u32(half).unwrap_or('\n'), places))
    }

    /// The text of all units, a line break between them.
    pub fn whole_text(&self) -> &str {
        &self.text
    }

    /// Every place where a string in [normal form](Index::normal) stands, in order, overlapping ones too. Empty for an
    /// empty string.
    pub fn find(&self, needle: &str) -> Vec<Posting> {
        let mut unit = 0;
        let mut formula = 0;
        let postings = self.grams.positions(&self.text, needle).into_iter().map(|start| {
            let end = start + needle.len() as u32;
            while self.units[unit].end < end {
                unit += 1;
            }
            while self.formulas.get(formula).is_some_and(|passage| passage.1 <= start) {
                formula += 1;
            }
            let base = self.units[unit].start;
            let is_whole = self.is_word_start(start) && self.is_word_start(end);
            let is_formula = self.formulas.get(formula).is_some_and(|passage| passage.0 <= start);
            Posting { unit: unit as u32, start: start - base, end: end - base, is_whole, is_formula }
        });
        postings.collect()
    }

    /// The words of a unit, as the segmenter cut them when the index was built.
    pub fn tokens(&self, unit: u32) -> Vec<Token<'_>> {
        let (text, base) = (self.text(unit), self.unit(unit).start);
        let starts = (0..text.len()).filter(|&at| self.is_word_start(base + at as u32));
        let mut tokens: Vec<Token<'_>> = starts.map(|start| Token { word: "", start, end: text.len() }).collect();
        for at in 1..tokens.len() {
            tokens[at - 1].end = tokens[at].start;
        }
        for token in &mut tokens {
            token.word = &text[token.start..token.end];
        }
        tokens
    }

    /// Whether a byte of a unit stands in a formulaic passage.
    pub fn is_formula(&self, unit: u32, at: usize) -> bool {
        let at = self.unit(unit).start + at as u32;
        let next = self.formulas.partition_point(|passage| passage.1 <= at);
        self.formulas.get(next).is_some_and(|passage| passage.0 <= at)
    }

    /// How many provisions have a string in normal form.
    pub fn count(&self, needle: &str) -> u32 {
        let mut provisions: Vec<ProvisionNo> =
            self.find(needle).iter().map(|posting| self.unit(posting.unit).provision).collect();
        provisions.dedup();
        provisions.len() as u32
    }

    /// Whether a string in normal form occurs.
    pub fn has(&self, needle: &str) -> bool {
        !self.grams.positions(&self.text, needle).is_empty()
    }

    /// Whether a match begins inside of one word and goes on into the next: 河流 in 黄河流域 does, and isn't meant.
    pub fn straddles_words(&self, posting: &Posting) -> bool {
        let base = self.unit(posting.unit).start;
        !self.is_word_start(base + posting.start)
            && (posting.start + 1..posting.end).any(|at| self.is_word_start(base + at))
    }

    /// Whether a word begins at a byte of the whole text.
    pub fn is_word_start(&self, at: u32) -> bool {
        self.word_starts.get(at as usize / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

/// The passages of a folded text that stand in every document alike: the sentences of a guiding thought, and the
/// brackets that name the units in charge. Byte ranges, in order.
pub fn formulas(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut sentence = 0;
    // Few texts have such a sentence, and looking for one is much faster than cutting all into clauses.
    let clauses = if text.contains("思想") { clauses(text) } else { Vec::new() };
    for clause in clauses {
        if clause.ends_sentence {
            let words = &text[sentence..clause.end];
            if words.contains("思想") && (words.contains("为指导") || words.contains("贯彻")) {
                found.push((sentence, clause.end));
            }
            sentence = clause.end;
        }
    }
    for (at, _) in text.match_indices('(') {
        let inside = text[at + 1..].split(')').next().unwrap_or_default();
        if inside.starts_with("牵头单位") || inside.starts_with("责任单位") || inside.starts_with("配合单位")
        {
            found.push((at, at + 1 + inside.len()));
        }
    }
    order::by_key(&mut found, |passage| passage.0 as u32);
    found
}

/// A provision's text cut behind its heading. What is all heading (a title) has no body.
fn heading_and_body<'a>(provision: &Provision, text: &'a str) -> (&'a str, &'a str) {
    match provision.kind {
        Kind::Title => (text, ""),
        _ => text.split_at_checked(provision.body.start as usize).unwrap_or((text, "")),
    }
}

fn add_unit(
    text: &mut String,
    units: &mut Vec<Unit>,
    provision: ProvisionNo,
    is_reading: bool,
    (heading, body): (&str, &str),
) {
    if heading.is_empty() && body.is_empty() {
        return;
    }
    let start = text.len() as u32;
    text.push_str(&fold(heading));
    let heading = text.len() as u32 - start;
    text.push_str(&fold(body));
    let end = text.len() as u32;
    text.push('\n');
    units.push(Unit { provision, is_reading, start, end, heading, heading_words: 0, body_words: 0 });
}
