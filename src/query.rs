//! Questions and their answers: what was asked, what was found, why, and in what order.
//!
//! In: a [`Request`], over an [`Index`](crate::index::Index) and its [`Corpus`](crate::corpus::Corpus). Out:
//! [`Results`]. Doesn't know how either is shown.

mod parse;
mod rank;
mod search;
mod snippet;

pub use self::parse::{Clause, Query, parse};
pub use self::search::search;
pub use self::snippet::Snippet;
use crate::corpus::ProvisionNo;
pub use crate::index::facets::{FacetCounts, Filter};

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// As typed.
    pub query: String,
    /// What to narrow the results by.
    pub filters: Vec<Filter>,
    /// In what order.
    pub sort: Sort,
    /// How many hits to return; the total and the facets count all.
    pub limit: usize,
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
}

/// A reading of part of a question that goes beyond its letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// As typed.
    pub of: String,
    /// What was looked for instead: all of these.
    pub words: Vec<String>,
}

/// Something that the asker should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A quotation mark has no partner and was read as text.
    UnpairedQuote,
    /// Everything was to be left out, which was read as text.
    OnlyExclusions,
    /// The corpus doesn't have this.
    Missing(String),
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
