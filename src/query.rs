//! Questions and their answers: what was asked, what was found, why, and in what order.
//!
//! In: a [`Request`], over an [`Index`] and its [`Corpus`]. Out:
//! [`Results`]. Doesn't know how either is shown.

mod about;
mod fit;
mod marks;
mod number;
mod parse;
mod rank;
mod resolve;
mod search;
mod snippet;
mod suggest;
mod words;

use std::sync::OnceLock;

use self::about::About;
pub use self::marks::{excerpt, marks};
pub use self::parse::{Field, Node, Term, parse};
pub use self::search::search;
pub use self::snippet::Snippet;
use self::suggest::Entry;
pub use self::suggest::{Source, Suggestion, suggest};
use self::words::Fillers;
pub use self::words::fillers;
use crate::corpus::{Corpus, ProvisionNo};
use crate::format::Payload;
pub use crate::index::facets::{FacetCounts, Filter};
use crate::index::{Index, Texts};
use crate::phonetics::Sounds;
use crate::segment::Segmenter;
use crate::thesaurus::Terms;

/// All that is needed to read a question and to answer it.
#[derive(Debug)]
pub struct Engine {
    /// Where everything stands.
    pub index: Index,
    /// What cuts questions as it cut the text.
    pub segmenter: Segmenter,
    /// Terms of the field that stand in the text, in order.
    pub vocabulary: Vec<String>,
    /// Other ways to say a term.
    pub terms: Terms,
    /// How characters are read.
    pub sounds: Sounds,
    /// Words that say nothing by themselves.
    fillers: Fillers,
    /// What questions may say of whole documents.
    about: Vec<About>,
    /// What may be suggested; gathered when it is first asked for.
    entries: OnceLock<Vec<Entry>>,
}

impl Engine {
    /// Makes a payload's word lists ready for its corpus.
    pub fn new(corpus: &Corpus, payload: &Payload) -> Engine {
        let texts = Texts::of(corpus, payload.variants.clone());
        let segmenter = Segmenter::new(&payload.dictionary, texts.alphabet(), fillers());
        let sounds = Sounds::new(payload.phonetics.clone(), texts.alphabet().to_vec());
        let index = Index::build(corpus, texts, &segmenter, &payload.facets);
        let about = corpus.documents().iter().enumerate().map(|(no, _)| About::of(corpus, no, &index)).collect();
        let terms = Terms::new(payload.thesaurus.clone());
        let vocabulary = payload.dictionary.terms();
        let entries = OnceLock::new();
        Engine { vocabulary, index, segmenter, terms, sounds, fillers: Fillers::new(), about, entries }
    }
}

impl Engine {
    /// Whether a word is a term of the field, or long enough to be one.
    fn is_term(&self, word: &str) -> bool {
        word.chars().count() > 2
            || self.vocabulary.binary_search_by(|term| term.as_str().cmp(word)).is_ok()
            || !self.terms.of(word).is_empty()
    }
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// As typed.
    pub query: String,
    /// What to narrow the results by.
    pub filters: Vec<Filter>,
    /// In what order.
    pub sort: Sort,
    /// How many hits, or suggestions, to return; the total and the facets count all.
    pub limit: usize,
    /// Whether to look for nothing but what was typed, letter for letter: no synonyms, no pinyin, no cutting.
    pub is_exact: bool,
}

/// An order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The newest document first, in printed order within it.
    Date,
    /// Documents by id, in printed order within them.
    Document,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// How the question was read beyond its letters.
    pub expansions: Vec<Expansion>,
    /// What the asker should know.
    pub hints: Vec<Hint>,
    /// How many provisions were found.
    pub total: u32,
    /// Of how many documents.
    pub documents: u32,
    /// Counts, for every facet.
    pub facets: Vec<FacetCounts>,
    /// The first of them, in order.
    pub hits: Vec<Hit>,
    /// Where there are no hits: provisions that have part of what was asked, the best first, at most ten.
    pub partial: Vec<Hit>,
}

/// A reading of part of a question that goes beyond its letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// As typed.
    pub of: String,
    /// How.
    pub how: How,
    /// What was looked for.
    pub words: Vec<String>,
}

/// How a question was read beyond its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Cut into words, all of which must occur.
    Words,
    /// Cut into words, most of which must occur.
    Sentence,
    /// These mean the same and were looked for too.
    Synonyms,
    /// These are parts of it and were looked for too.
    Parts,
    /// It is a name for all of these together.
    Members,
    /// It was written in simplified characters.
    Simplified,
    /// These are Chinese for it.
    English,
    /// It was taken for pinyin.
    Pinyin,
    /// It occurs nowhere; these sound or look like it.
    Corrected,
    /// It was taken for a document's title.
    Title,
    /// It was taken for a document's number.
    Number,
}

/// Something that the asker should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A quotation mark has no partner and was read as text.
    UnpairedQuote,
    /// A bracket has no partner and was passed over.
    UnpairedBracket,
    /// There is no such field; it was read as text.
    UnknownField(String),
    /// Everything was to be left out, which was read as text.
    OnlyExclusions,
    /// The corpus doesn't have this.
    Missing(String),
    /// The corpus doesn't have the document with this number.
    NotCollected(String),
    /// There is a document with a number that is like it, but another.
    OtherNumber(String),
    /// This would be found, so many times.
    Try {
        /// A question.
        query: String,
        /// The number of provisions that it finds.
        total: u32,
    },
}

/// A provision that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub provision: ProvisionNo,
    /// How good; only the order means anything.
    pub score: f32,
    /// Why.
    pub reasons: Vec<Reason>,
    /// How often what was asked stands in it.
    pub matches: u32,
    /// The best part of it.
    pub snippet: Snippet,
    /// Where in its heading, in characters.
    pub heading: Vec<(u32, u32)>,
}

/// Why a provision was found, or why it stands where it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The heading has these words.
    InHeading(Vec<String>),
    /// The document's title has these words.
    InTitle(Vec<String>),
    /// The document's region, issuer or year is this.
    OfDocument(Vec<String>),
    /// It has the first, which stands for the second.
    Synonym(String, String),
    /// It heads the document that was asked for.
    Head,
    /// Words stand only in a passage that recurs in all documents: a guiding thought, a list of units.
    Formula(Vec<String>),
    /// A word stands there more than once.
    Often(String, u32),
    /// All words stand in one sentence, so many characters apart.
    SameSentence(u32),
    /// Found in a reading that an editor suggests, not in the printed words.
    SuggestedReading,
    /// Nothing was asked: everything is listed.
    Listed,
    /// A word stands there once.
    Has(String),
}
