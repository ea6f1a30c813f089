//! How like two provisions are in what they treat.
//!
//! In: texts, cut into words. Out: numbers, and the words that make them. Weighs every word, and every pair of
//! characters between words that say nothing (two texts may share 入河排污 and cut it differently), by how few provisions
//! have it (inverse document frequency; Spärck Jones, *A statistical interpretation of term specificity*, 1972), so that
//! what all environmental documents say counts for little. The product of the two texts' weights is divided by less than
//! their lengths (the power of seven eighths), since a long text has room for more than one subject (after pivoted
//! normalisation; Singhal, Buckley and Mitra, 1996).

use std::collections::BTreeMap;

use super::Evidence;
use super::relation::Features;
use crate::corpus::{Corpus, Located, ProvisionNo};
use crate::document::{Kind, Provision};
use crate::index::{Index, formulas};
use crate::order;
use crate::query::is_filler;
use crate::segment::{Segmenter, Token};
use crate::text::{fold, is_han};

/// The constants were tuned on `tests/relations.json`.
///
/// A word of the heading counts so many times beside its place in the text.
const HEADING: f32 = 1.5;
/// A word in a formulaic passage counts so much.
const FORMULA: f32 = 0.2;
/// How much like headings count by themselves.
const HEADINGS: f32 = 0.2;
/// As if so many provisions more had every word: what only two have is not all that they are about.
const COMMON: f32 = 2.0;
/// As many shared words are named.
const NAMED: usize = 5;

/// What all provisions are made of.
#[derive(Debug)]
pub struct Likeness {
    /// Those with a text of their own that orders something, in order.
    passages: Vec<Passage>,
    /// The words among the terms, which come first; behind them are pairs of characters, which nobody reads.
    vocabulary: Vec<String>,
    /// How many terms there are.
    terms: usize,
    /// For every provision its letters and figures.
    wordings: Vec<String>,
}

/// What a provision is made of.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// Which.
    pub provision: ProvisionNo,
    body: Vector,
    heading: Vector,
    pub(super) features: Features,
}

/// Terms, in order, with their weights.
#[derive(Clone, Debug, Default)]
struct Vector {
    terms: Vec<(u32, f32)>,
    length: f32,
}

impl Vector {
    fn new(terms: Vec<(u32, f32)>) -> Vector {
        let length = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Vector { terms, length }
    }

    /// The sum of the products of weights with those of another, which stand in a table by term.
    fn product(&self, other: &[f32]) -> f32 {
        self.terms.iter().map(|(term, weight)| weight * other[*term as usize]).sum()
    }

    /// Writes the weights into a table by term, all others 0.
    fn spread(&self, table: &mut [f32]) {
        table.fill(0.0);
        self.terms.iter().for_each(|(term, weight)| table[*term as usize] = *weight);
    }
}

/// A word by its number, or a pair of characters by both of theirs, the first of which stands 32 bits higher.
type Term = u64;
/// The first number that may be a pair's.
const PAIRS: Term = 1 << 32;

/// How often terms stand in a text.
type Counts = BTreeMap<Term, f32>;

/// The words of all texts, each numbered when it is first met.
#[derive(Default)]
struct Words<'a> {
    numbers: BTreeMap<&'a str, Word>,
}

#[derive(Clone, Copy)]
struct Word {
    number: u32,
    /// Whether it is more than a mark, a figure or a word that holds a sentence together.
    says_something: bool,
    /// Whether it is long enough to say it by itself.
    is_term: bool,
    is_chinese: bool,
}

impl<'a> Words<'a> {
    fn of(&mut self, word: &'a str) -> Word {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(word).or_insert_with(|| {
            let says_something = word.chars().any(char::is_alphabetic) && !is_filler(word);
            let is_long = word.chars().nth(1).is_some() && !word.starts_with(|c: char| c.is_ascii_digit());
            Word {
                number: next,
                says_something,
                is_term: says_something && is_long,
                is_chinese: word.chars().all(is_han),
            }
        })
    }
}

fn wording(corpus: &Corpus, index: &Index, provision: ProvisionNo) -> String {
    let letters = |text: &str| text.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect::<String>();
    let unit = index.units_of(provision).last();
    let text = letters(unit.map_or("", |unit| index.text(unit)));
    let label = corpus.provision(provision).map_or("", |at| at.provision.label());
    text.strip_prefix(&letters(&fold(label))).map(str::to_owned).unwrap_or(text)
}

/// Whether a provision orders something, and is neither a document's form nor its preamble, closing or notice, which all
/// documents have alike.
fn orders(at: &Located<'_>) -> bool {
    let is_formal = |provision: &Provision| {
        provision.kind.is_furniture() || matches!(provision.kind, Kind::Preamble | Kind::Closing | Kind::Carrier)
    };
    !at.document.lineage(at.index).into_iter().any(is_formal)
}

/// A text on its way in.
struct Read<'a> {
    provision: ProvisionNo,
    /// Where the body begins.
    offset: usize,
    body: &'a str,
    tokens: Vec<Token<'a>>,
    in_heading: Counts,
    in_body: Counts,
}

impl Likeness {
    /// Takes the texts of all provisions, in the suggested reading where there is one.
    pub fn build(corpus: &Corpus, index: &Index, segmenter: &Segmenter) -> Likeness {
        let mut words = Words::default();
        let mut read: Vec<Read<'_>> = Vec::new();
        for (at, no) in corpus.provisions().zip(0..) {
            let units = index.units_of(no);
            if !orders(&at) || at.provision.body().is_empty() || units.is_empty() {
                continue;
            }
            let unit = units.end - 1;
            let heading_end = index.unit(unit).heading as usize;
            let (heading, body) = index.text(unit).split_at(heading_end);
            let (in_heading, in_body) = (segmenter.cut(heading), segmenter.cut(body));
            let counts = (count(heading, &in_heading, &mut words), count(body, &in_body, &mut words));
            read.push(Read {
                provision: no,
                offset: heading_end,
                body,
                tokens: in_body,
                in_heading: counts.0,
                in_body: counts.1,
            });
        }
        let mut having: BTreeMap<Term, u32> = BTreeMap::new();
        for Read { in_heading, in_body, .. } in &read {
            for term in in_body.keys().chain(in_heading.keys().filter(|term| !in_body.contains_key(term))) {
                *having.entry(*term).or_default() += 1;
            }
        }
        let total = read.len() as f32 + 1.0;
        let rarity = |having: u32| libm::logf(total / (having as f32 + COMMON)).max(0.0);
        let numbered: BTreeMap<Term, (u32, f32)> =
            having.iter().zip(0..).map(|((term, having), no)| (*term, (no, rarity(*having)))).collect();
        // Words come first, in the order of their numbers, with gaps for those that say nothing.
        let mut vocabulary = vec![String::new(); having.range(..PAIRS).count()];
        for (text, word) in &words.numbers {
            if let Some((no, _)) = numbered.get(&u64::from(word.number)) {
                vocabulary[*no as usize] = (*text).to_owned();
            }
        }
        let weighed = |counts: &Counts, more: &Counts| {
            let mut terms: BTreeMap<u32, f32> = BTreeMap::new();
            for (term, count) in counts {
                let (no, rarity) = numbered[term];
                let weight = if *count >= 1.0 { 1.0 + libm::logf(*count) } else { *count };
                terms.insert(no, weight * rarity);
            }
            for term in more.keys() {
                let (no, rarity) = numbered[term];
                *terms.entry(no).or_default() += HEADING * rarity;
            }
            Vector::new(terms.into_iter().collect())
        };
        let number = |word: &str| words.numbers.get(word).filter(|word| word.is_term).map(|word| word.number);
        let passages = read.iter().map(|read| Passage {
            provision: read.provision,
            body: weighed(&read.in_body, &read.in_heading),
            heading: weighed(&read.in_heading, &Counts::new()),
            features: Features::of(read.offset, read.body, &read.tokens, number),
        });
        let passages = passages.collect();
        let wordings = (0..corpus.len()).map(|no| wording(corpus, index, no)).collect();
        Likeness { passages, vocabulary, terms: having.len(), wordings }
    }

    /// All provisions that can be compared.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// How like a passage is to each of others: 0 if they share nothing; long texts that are the same are more like than
    /// short ones. The same either way.
    pub fn compare(&self, asked: &Passage, others: &[&Passage]) -> Vec<f32> {
        let (mut body, mut heading) = (vec![0.0; self.terms], vec![0.0; self.terms]);
        asked.body.spread(&mut body);
        asked.heading.spread(&mut heading);
        let score = |other: &&Passage| {
            let lengths = asked.body.length * other.body.length;
            if lengths == 0.0 {
                return 0.0;
            }
            let in_body = other.body.product(&body) / lengths * lengths.sqrt().sqrt().sqrt();
            let lengths = asked.heading.length * other.heading.length;
            let in_heading = if lengths > 0.0 { other.heading.product(&heading) / lengths } else { 0.0 };
            in_body + HEADINGS * in_heading
        };
        others.iter().map(score).collect()
    }

    /// The letters and figures of a provision behind its number, in the suggested reading.
    pub fn wording(&self, provision: ProvisionNo) -> &str {
        self.wordings.get(provision as usize).map_or("", String::as_str)
    }

    /// The passage of a provision that has a text of its own.
    pub fn passage(&self, provision: ProvisionNo) -> Option<&Passage> {
        let at = self.passages.binary_search_by_key(&provision, |passage| passage.provision).ok()?;
        self.passages.get(at)
    }

    /// What a provision is made of; of one without a text of its own, what stands below it.
    pub fn of(&self, corpus: &Corpus, provision: ProvisionNo) -> Passage {
        if let Some(passage) = self.passage(provision) {
            return passage.clone();
        }
        let mut body: BTreeMap<u32, f32> = BTreeMap::new();
        for passage in self.passages.iter().filter(|passage| super::is_within(corpus, passage.provision, provision)) {
            for (term, weight) in &passage.body.terms {
                let most = body.entry(*term).or_default();
                *most = most.max(*weight);
            }
        }
        Passage { provision, body: Vector::new(body.into_iter().collect()), ..Passage::default() }
    }

    /// The words that make two alike, those that tell most first.
    pub fn evidence(&self, asked: &Passage, other: &Passage) -> Option<Evidence> {
        // The words among the terms; pairs of characters nobody reads.
        let mut words = vec![0.0; self.vocabulary.len()];
        for (term, weight) in &asked.body.terms {
            if let Some(word) = words.get_mut(*term as usize) {
                *word = *weight;
            }
        }
        let theirs =
            other.body.terms.iter().map_while(|(term, weight)| Some((*term, weight * words.get(*term as usize)?)));
        let mut shared: Vec<(u32, f32)> = theirs.filter(|(_, product)| *product > 0.0).collect();
        order::by_key(&mut shared, |(_, product)| order::descending(*product));
        let mut words: Vec<String> = Vec::new();
        for (term, _) in shared {
            let word = &self.vocabulary[term as usize];
            if words.len() < NAMED && words.iter().all(|known| !known.contains(word.as_str())) {
                words.push(word.clone());
            }
        }
        (!words.is_empty()).then_some(Evidence::Words(words))
    }
}

/// The terms of a text: words that say something, and pairs of characters between those that say nothing.
fn count<'a>(text: &'a str, tokens: &[Token<'a>], words: &mut Words<'a>) -> Counts {
    let formulas = formulas(text);
    let mut counts = Counts::new();
    // The character before, if it belongs to the same run.
    let mut before: Option<char> = None;
    for token in tokens {
        let is_formula = formulas.iter().any(|&(from, to)| from <= token.start && token.end <= to);
        let weight = if is_formula { FORMULA } else { 1.0 };
        let word = words.of(token.word);
        if word.is_term {
            *counts.entry(u64::from(word.number)).or_default() += weight;
        }
        if !word.says_something || !word.is_chinese {
            before = None;
            continue;
        }
        for c in token.word.chars() {
            if let Some(before) = before {
                *counts.entry(u64::from(before) << 32 | u64::from(c)).or_default() += weight;
            }
            before = Some(c);
        }
    }
    counts
}
