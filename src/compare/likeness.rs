//! How like two provisions are in what they treat.
//!
//! In: texts, cut into words. Out: numbers, and the words that make them. Weighs every word, and every pair of
//! characters between words that say nothing (two texts may share 入河排污 and cut it differently), by how few provisions
//! have it (inverse document frequency; Spärck Jones, *A statistical interpretation of term specificity*, 1972), so that
//! what all environmental documents say counts for little. The product of the two texts' weights is divided by less than
//! their lengths (the power of seven eighths), since a long text has room for more than one subject (after pivoted
//! normalisation; Singhal, Buckley and Mitra, 1996).

use super::Evidence;
use super::relation::Features;
use super::terms::{Key, Occurrence, PAIRS, Reader};
use crate::corpus::{Corpus, Located, ProvisionNo};
use crate::document::{Kind, Provision};
use crate::index::Index;
use crate::order;
use crate::segment::Token;
use crate::text::{fold, is_han};

// The constants were tuned on `tests/relations.json`.

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

/// Terms by their numbers, in order, with how often each stands in a text.
type Counts = Vec<(u32, f32)>;

/// The letters and figures of a provision behind its number, in the suggested reading.
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
    unit: u32,
    tokens: Vec<Token<'a>>,
    /// The terms of the heading, and behind them those of the body.
    terms: Vec<Occurrence<'a>>,
    /// How many of them are the heading's.
    in_heading: usize,
}

impl Likeness {
    /// Takes the texts of all provisions, in the suggested reading where there is one.
    pub fn build(corpus: &Corpus, index: &Index) -> Likeness {
        let reader = Reader::new();
        let mut read: Vec<Read<'_>> = Vec::new();
        for (at, no) in corpus.provisions().zip(0..) {
            let units = index.units_of(no);
            if !orders(&at) || at.provision.body().is_empty() || units.is_empty() {
                continue;
            }
            let unit = units.end - 1;
            let tokens = index.tokens(unit);
            let terms = reader.read(&tokens);
            let heading = index.unit(unit).heading as usize;
            let in_heading = terms.partition_point(|one| tokens[one.token].start < heading);
            read.push(Read { provision: no, unit, tokens, terms, in_heading });
        }
        let all = || read.iter().flat_map(|read| &read.terms);
        let mut keys: Vec<Key> = all().map(|one| one.key).collect();
        keys.sort_unstable();
        keys.dedup();
        let number = |one: &Occurrence<'_>| keys.binary_search(&one.key).unwrap_or_default() as u32;
        // Those of each text's terms, looked up once.
        let numbered: Vec<Vec<u32>> = read.iter().map(|read| read.terms.iter().map(number).collect()).collect();
        let mut vocabulary = vec![String::new(); keys.partition_point(|key| *key < PAIRS)];
        for (one, no) in all().zip(numbered.iter().flatten()) {
            if let (Some(word), Some(known)) = (one.word, vocabulary.get_mut(*no as usize))
                && known.is_empty()
            {
                word.clone_into(known);
            }
        }
        let counted: Vec<(Counts, Counts)> = read
            .iter()
            .zip(&numbered)
            .map(|(read, numbers)| {
                let is_formula = |one: &Occurrence<'_>| index.is_formula(read.unit, read.tokens[one.token].start);
                let packed = |(one, no): (&Occurrence<'_>, &u32)| u64::from(*no) << 1 | u64::from(is_formula(one));
                let mut terms: Vec<u64> = read.terms.iter().zip(numbers).map(packed).collect();
                let body = terms.split_off(read.in_heading);
                (count(terms), count(body))
            })
            .collect();
        let mut having = vec![0_u32; keys.len()];
        for (heading, body) in &counted {
            let in_heading_only = heading.iter().filter(|(no, _)| place(body, *no).is_err());
            for (no, _) in body.iter().chain(in_heading_only) {
                having[*no as usize] += 1;
            }
        }
        let total = read.len() as f32 + 1.0;
        let rarities: Vec<f32> =
            having.iter().map(|having| libm::logf(total / (*having as f32 + COMMON)).max(0.0)).collect();
        let weighed = |counts: &Counts, more: &Counts| {
            let weight = |count: f32| if count >= 1.0 { 1.0 + libm::logf(count) } else { count };
            let mut terms: Vec<(u32, f32)> =
                counts.iter().map(|&(no, count)| (no, weight(count) * rarities[no as usize])).collect();
            for &(no, _) in more {
                let weight = HEADING * rarities[no as usize];
                match place(&terms, no) {
                    Ok(at) => terms[at].1 += weight,
                    Err(at) => terms.insert(at, (no, weight)),
                }
            }
            Vector::new(terms)
        };
        let passages = read.iter().zip(&numbered).zip(&counted).map(|((read, numbered), (heading, body))| {
            let mut numbers = vec![None; read.tokens.len()];
            for (one, no) in read.terms.iter().zip(numbered).filter(|(one, _)| one.word.is_some()) {
                numbers[one.token] = Some(*no);
            }
            Passage {
                provision: read.provision,
                body: weighed(body, heading),
                heading: weighed(heading, &Counts::new()),
                features: Features::of(
                    index.text(read.unit),
                    index.unit(read.unit).heading as usize,
                    &read.tokens,
                    &numbers,
                ),
            }
        });
        let passages = passages.collect();
        let wordings = (0..corpus.len()).map(|no| wording(corpus, index, no)).collect();
        Likeness { passages, vocabulary, terms: keys.len(), wordings }
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
        let mut body: Vec<(u32, f32)> = Vec::new();
        for passage in self.passages.iter().filter(|passage| super::is_within(corpus, passage.provision, provision)) {
            for &(no, weight) in &passage.body.terms {
                match place(&body, no) {
                    Ok(at) => body[at].1 = body[at].1.max(weight),
                    Err(at) => body.insert(at, (no, weight)),
                }
            }
        }
        Passage { provision, body: Vector::new(body), ..Passage::default() }
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

/// Counts terms, of each twice its number, and one more in a formulaic passage.
fn count(mut numbers: Vec<u64>) -> Counts {
    numbers.sort_unstable();
    let mut counts = Counts::new();
    for packed in numbers {
        let (no, weight) = ((packed >> 1) as u32, if packed & 1 == 1 { FORMULA } else { 1.0 });
        match counts.last_mut() {
            Some((last, count)) if *last == no => *count += weight,
            _ => counts.push((no, weight)),
        }
    }
    counts
}

/// Where a term stands in a list, or would.
fn place(terms: &[(u32, f32)], no: u32) -> Result<usize, usize> {
    terms.binary_search_by_key(&no, |(no, _)| *no)
}
