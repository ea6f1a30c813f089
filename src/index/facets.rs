//! What results can be narrowed by: for every facet its values, and which provision has which.
//!
//! In: a [`Corpus`], and what was read out of its text. Out: counts. Doesn't know queries.
//!
//! Beside the facets there are two bounds, `from` and `to`, on the date of a document. A date of which only the year is
//! known passes if it may lie within.
//!
//! Several values of one facet are alternatives; facets narrow each other. A value's count is the number of results
//! that choosing it would give beside what is chosen in the *other* facets.

use std::sync::Arc;

use crate::corpus::{Corpus, ProvisionNo};
use crate::document::{Date, Document};
use serde::{Deserialize, Serialize};

/// The names of the facets, in the order in which they are shown: first those of documents, then [`READ`].
pub const KEYS: [&str; 11] =
    ["level", "region", "issuer", "genre", "year", "document", "fidelity", "topic", "place", "unit", "cited"];

/// The names of the facets that are read out of the text of single provisions.
pub const READ: [&str; 4] = ["topic", "place", "unit", "cited"];

/// The names of the bounds on the date.
pub const BOUNDS: [&str; 2] = ["from", "to"];

/// Whether results can be narrowed by something of this name.
pub fn is_key(key: &str) -> bool {
    KEYS.contains(&key) || BOUNDS.contains(&key)
}

/// What provisions have of a facet that is read out of their text. It travels with the corpus: reading it anew would take
/// words that the first search can do without.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFacet {
    /// The values, sorted.
    pub values: Vec<String>,
    /// For every provision the places of its values.
    pub of: Vec<Vec<u16>>,
}

impl ReadFacet {
    /// Of pairs of a provision and a value, for so many provisions.
    pub fn of(provisions: u32, pairs: &[(ProvisionNo, String)]) -> ReadFacet {
        let mut values: Vec<String> = pairs.iter().map(|(_, value)| value.clone()).collect();
        values.sort_unstable();
        values.dedup();
        // More values than this are no choice.
        values.truncate(usize::from(u16::MAX));
        let mut of = vec![Vec::new(); provisions as usize];
        for (provision, value) in pairs {
            let (Some(list), Ok(at)) = (of.get_mut(*provision as usize), values.binary_search(value)) else { continue };
            let at = at as u16;
            if !list.contains(&at) {
                list.push(at);
            }
        }
        ReadFacet { values, of }
    }
}

/// All facets.
#[derive(Debug, Default)]
pub struct Facets {
    facets: Vec<Facet>,
    /// For every document, its date.
    dates: Vec<Option<Date>>,
}

/// One facet: its values, and every document's or every provision's.
#[derive(Debug)]
pub struct Facet {
    /// The name in links and answers: `level`.
    pub key: &'static str,
    /// The values, in the order in which they are shown.
    pub values: Vec<Arc<str>>,
    /// Whether documents have them, and not single provisions.
    is_of_documents: bool,
    /// For every document, or provision, the place of its first value in `of`, and the total at the end.
    starts: Vec<u32>,
    /// Values of all of them.
    of: Vec<u16>,
}

impl Facet {
    /// Reads the values off the documents.
    fn build(key: &'static str, corpus: &Corpus) -> Facet {
        let of_each: Vec<Vec<String>> = corpus.documents().iter().map(|document| values(key, document)).collect();
        let mut values: Vec<Arc<str>> = Vec::new();
        for value in of_each.iter().flatten() {
            if let Err(at) = place(&values, value) {
                values.insert(at, value.as_str().into());
            }
        }
        let mut starts = vec![0];
        let mut of = Vec::new();
        for each in &of_each {
            of.extend(each.iter().filter_map(|value| place(&values, value).ok()).map(|at| at as u16));
            starts.push(of.len() as u32);
        }
        Facet { key, values, is_of_documents: true, starts, of }
    }

    /// Takes what was read; values that there aren't are left out.
    fn take(key: &'static str, read: &ReadFacet) -> Facet {
        let values = read.values.iter().map(|value| value.as_str().into()).collect();
        let mut starts = vec![0];
        let mut of: Vec<u16> = Vec::new();
        for each in &read.of {
            of.extend(each.iter().filter(|at| usize::from(**at) < read.values.len()));
            starts.push(of.len() as u32);
        }
        Facet { key, values, is_of_documents: false, starts, of }
    }

    /// A provision's values, or its document's.
    fn of(&self, document_no: usize, provision: ProvisionNo) -> &[u16] {
        let row = if self.is_of_documents { document_no } else { provision as usize };
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(&start), Some(&end)) => &self.of[start as usize..end as usize],
            _ => &[],
        }
    }
}

/// A choice of one value of one facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Filter {
    /// The facet.
    pub key: String,
    /// The value.
    pub value: String,
}

/// A facet's values with their counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// The facet.
    pub key: &'static str,
    /// Every value that the corpus has, with the number of results that it would give, in a fixed order.
    pub values: Vec<(Arc<str>, u32)>,
}

impl Facets {
    /// The facets of documents, and those that were read, in the order of [`READ`].
    pub fn build(corpus: &Corpus, read: &[ReadFacet]) -> Facets {
        let of_documents = KEYS.iter().filter(|key| !READ.contains(key));
        let of_documents = of_documents.map(|&key| Facet::build(key, corpus));
        let of_provisions = READ.iter().zip(read).map(|(&key, read)| Facet::take(key, read));
        let facets = of_documents.chain(of_provisions).collect();
        let dates = corpus.documents().iter().map(|document| document.date().map(|dated| dated.value));
        Facets { facets, dates: dates.collect() }
    }

    /// Whether a document's date is within the bounds that filters set. No date is within none, and nothing is within
    /// what is no date.
    fn is_within(&self, document_no: usize, filters: &[Filter]) -> bool {
        let date = self.dates.get(document_no).copied().flatten();
        filters.iter().filter(|filter| BOUNDS.contains(&filter.key.as_str())).all(|filter| {
            let (Some(date), Ok(bound)) = (date, filter.value.parse::<Date>()) else { return false };
            if filter.key == "from" { date.last() >= bound.first() } else { date.first() <= bound.last() }
        })
    }

    /// Those of `provisions`, in order, that pass all filters, and the counts of every facet. Filters that name no facet
    /// or no value of it pass nothing.
    pub fn narrow(
        &self,
        corpus: &Corpus,
        provisions: &[ProvisionNo],
        filters: &[Filter],
    ) -> (Vec<ProvisionNo>, Vec<FacetCounts>) {
        let unknown = filters.iter().any(|filter| !is_key(&filter.key));
        let is_bound = filters.iter().any(|filter| BOUNDS.contains(&filter.key.as_str()));
        let within: Vec<bool> = (0..self.dates.len()).map(|no| self.is_within(no, filters)).collect();
        let chosen: Vec<(usize, Vec<u16>)> =
            self.facets.iter().enumerate().filter_map(|(at, facet)| Some((at, chosen(facet, filters)?))).collect();
        let mut counts: Vec<Vec<u32>> = self.facets.iter().map(|facet| vec![0; facet.values.len()]).collect();
        let mut passed = Vec::new();
        // How many of each document pass: its own values are counted once, in the end.
        let mut of_documents = vec![0; self.dates.len()];
        let count = |values: &[u16], counts: &mut [u32], so_many: u32| {
            values.iter().for_each(|&value| counts[value as usize] += so_many);
        };
        for &provision in provisions.iter().filter(|_| !unknown) {
            let Some(document_no) = corpus.document_of(provision) else { continue };
            if is_bound && !within[document_no] {
                continue;
            }
            let fails = |(at, chosen): &&(usize, Vec<u16>)| {
                !self.facets[*at].of(document_no, provision).iter().any(|value| chosen.contains(value))
            };
            let mut failing = chosen.iter().filter(fails);
            match (failing.next(), failing.next()) {
                (None, _) => {
                    passed.push(provision);
                    of_documents[document_no] += 1;
                    for (facet, counts) in self.facets.iter().zip(&mut counts).filter(|(at, _)| !at.is_of_documents) {
                        count(facet.of(document_no, provision), counts, 1);
                    }
                }
                (Some((at, _)), None) => count(self.facets[*at].of(document_no, provision), &mut counts[*at], 1),
                _ => {}
            }
        }
        for (facet, counts) in self.facets.iter().zip(&mut counts).filter(|(at, _)| at.is_of_documents) {
            for (document_no, so_many) in of_documents.iter().enumerate() {
                count(facet.of(document_no, 0), counts, *so_many);
            }
        }
        let counts = self.facets.iter().zip(counts).map(|(facet, counts)| FacetCounts {
            key: facet.key,
            values: facet.values.iter().cloned().zip(counts).collect(),
        });
        (passed, counts.collect())
    }
}

/// A document's values of one of the [`KEYS`].
fn values(key: &str, document: &Document) -> Vec<String> {
    match key {
        "level" => vec![document.level.name().to_owned()],
        "region" => vec![document.region.clone()],
        "issuer" => document.identity.issuers.clone(),
        "genre" => vec![document.identity.genre.name().to_owned()],
        "year" => document.date().map(|dated| dated.value.year.to_string()).into_iter().collect(),
        "fidelity" => vec![document.source.fidelity.name().to_owned()],
        _ => vec![document.id.clone()],
    }
}

/// The values of a facet that filters choose; `None` if they choose none of it.
fn chosen(facet: &Facet, filters: &[Filter]) -> Option<Vec<u16>> {
    let mut wanted = filters.iter().filter(|filter| filter.key == facet.key).peekable();
    wanted.peek()?;
    let place = |filter: &Filter| place(&facet.values, &filter.value).ok().map(|at| at as u16);
    Some(wanted.filter_map(place).collect())
}

/// Where a value stands among those in order, or would.
fn place(values: &[Arc<str>], value: &str) -> Result<usize, usize> {
    values.binary_search_by(|known| (**known).cmp(value))
}
