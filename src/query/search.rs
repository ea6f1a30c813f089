//! Answers a question from the index.
//!
//! In: a [`Request`]. Out: [`Results`]. Words must all occur, letter for letter; only what occurs nowhere as typed is
//! cut into words that must all occur instead, and that is said. What doesn't occur at all gives nothing.

use std::borrow::Cow;

use super::rank::{self, Needle};
use super::{Clause, Expansion, Hint, Hit, Query, Reason, Request, Results, Snippet, Sort, parse};
use crate::corpus::{Corpus, ProvisionNo};
use crate::index::{Index, Posting};
use crate::order;
use crate::segment::Segmenter;
use crate::text::Origins;

/// Answers a question.
pub fn search(corpus: &Corpus, index: &Index, segmenter: &Segmenter, request: &Request) -> Results {
    let (query, mut hints) = parse(&request.query);
    let found = resolve(corpus, index, segmenter, &query, &mut hints);
    let (passed, facets) = index.facets.narrow(&found.provisions, &request.filters);
    let mut documents: Vec<usize> = passed.iter().filter_map(|&no| corpus.document_of(no)).collect();
    documents.dedup();
    let mut scored: Vec<Scored> = passed.iter().map(|&no| score(corpus, index, no, &found.needles)).collect();
    match request.sort {
        Sort::Relevance => order::by_key(&mut scored, |scored| order::descending(scored.score)),
        Sort::Date => {} // the corpus has the newest document first
        Sort::Document => {
            let documents = corpus.documents();
            let id = |at: usize| documents.get(at).map(|document| &document.id);
            let rank = |at: usize| documents.iter().filter(|other| Some(&other.id) < id(at)).count() as u32;
            let ranks: Vec<u32> = (0..documents.len()).map(rank).collect();
            order::by_key(&mut scored, |scored| corpus.document_of(scored.provision).map_or(0, |at| ranks[at]));
        }
    }
    let hits = scored.iter().take(request.limit).map(|scored| hit(corpus, index, scored, &found.needles));
    Results {
        expansions: found.expansions,
        hints,
        total: passed.len() as u32,
        documents: documents.len() as u32,
        facets,
        hits: hits.collect(),
    }
}

/// What a question comes to: provisions, and the words to rank and mark.
#[derive(Default)]
struct Found {
    provisions: Vec<ProvisionNo>,
    needles: Vec<Needle>,
    expansions: Vec<Expansion>,
}

fn resolve(corpus: &Corpus, index: &Index, segmenter: &Segmenter, query: &Query, hints: &mut Vec<Hint>) -> Found {
    let mut found = Found { provisions: all(index), ..Found::default() };
    if query.clauses.is_empty() {
        return found;
    }
    let mut missing = Vec::new();
    for clause in query.clauses.iter().filter(|clause| !clause.is_excluded) {
        let mut strings = vec![(clause.typed.clone(), index.find(&clause.folded))];
        if strings[0].1.is_empty() {
            let words = words_of(clause, index, segmenter);
            missing.extend(words.iter().filter(|(_, postings)| postings.is_empty()).map(|(word, _)| word.clone()));
            if words.len() > 1 {
                let names = words.iter().map(|(word, _)| word.clone()).collect();
                found.expansions.push(Expansion { of: clause.typed.clone(), words: names });
            }
            strings = words;
        }
        for (word, postings) in strings {
            let having = provisions_of(index, &postings);
            found.provisions = intersection(&found.provisions, &having);
            found.needles.push(Needle::new(index, word, postings, having.len(), corpus.len()));
        }
    }
    for clause in query.clauses.iter().filter(|clause| clause.is_excluded) {
        let having = provisions_of(index, &index.find(&clause.folded));
        found.provisions.retain(|no| having.binary_search(no).is_err());
    }
    if !missing.is_empty() {
        let present =
            found.needles.iter().filter(|needle| !needle.postings.is_empty() && needle.word.chars().count() > 1);
        let tries = present.map(|needle| Hint::Try {
            query: needle.word.clone(),
            total: provisions_of(index, &needle.postings).len() as u32,
        });
        hints.extend(missing.into_iter().map(Hint::Missing).chain(tries));
        found = Found::default();
    } else if found.provisions.is_empty() && found.needles.len() > 1 {
        hints.extend(found.needles.iter().map(|needle| Hint::Try {
            query: needle.word.clone(),
            total: provisions_of(index, &needle.postings).len() as u32,
        }));
    }
    found
}

/// What a clause that occurs nowhere as typed may be made of: its words, and between them the runs of characters that
/// the dictionary doesn't know as words, kept together. A phrase is not taken apart.
fn words_of(clause: &Clause, index: &Index, segmenter: &Segmenter) -> Vec<(String, Vec<Posting>)> {
    let mut words: Vec<String> = Vec::new();
    let mut run_goes_on = false;
    let tokens = if clause.is_phrase { Vec::new() } else { segmenter.cut(&clause.folded) };
    for token in &tokens {
        if !crate::segment::is_wordlike(token.word) {
            run_goes_on = false;
            continue;
        }
        let is_single = token.word.chars().count() == 1;
        match words.last_mut().filter(|_| is_single && run_goes_on) {
            Some(run) => run.push_str(token.word),
            None => words.push(token.word.to_owned()),
        }
        run_goes_on = is_single;
    }
    if words.len() < 2 {
        return vec![(clause.typed.clone(), Vec::new())];
    }
    order::by_key(&mut words, |word| clause.folded.find(word.as_str()).map_or(0, |at| at as u32));
    words.dedup();
    words.into_iter().map(|word| (word.clone(), index.find(&word))).collect()
}

fn all(index: &Index) -> Vec<ProvisionNo> {
    let mut provisions: Vec<ProvisionNo> = (0..index.len() as u32).map(|unit| index.unit(unit).provision).collect();
    provisions.dedup();
    provisions
}

/// The provisions in which postings stand, each once, in order.
fn provisions_of(index: &Index, postings: &[Posting]) -> Vec<ProvisionNo> {
    let mut provisions: Vec<ProvisionNo> = postings.iter().map(|posting| index.unit(posting.unit).provision).collect();
    provisions.dedup();
    provisions
}

fn intersection(one: &[ProvisionNo], other: &[ProvisionNo]) -> Vec<ProvisionNo> {
    one.iter().copied().filter(|no| other.binary_search(no).is_ok()).collect()
}

struct Scored {
    provision: ProvisionNo,
    /// The reading in which the words stand: the printed one if they do.
    unit: Option<u32>,
    score: f32,
}

fn score(corpus: &Corpus, index: &Index, provision: ProvisionNo, needles: &[Needle]) -> Scored {
    let units = index.units_of(provision);
    let matched = |unit: &u32| needles.iter().filter(|needle| !needle.within(*unit).is_empty()).count();
    let unit = units.max_by_key(|unit| (matched(unit), std::cmp::Reverse(*unit)));
    let score = match (corpus.provision(provision), unit) {
        (Some(at), Some(unit)) => rank::score(index, at.document_no, unit, at.provision.kind, needles),
        _ => 0.0,
    };
    Scored { provision, unit, score }
}

fn hit(corpus: &Corpus, index: &Index, scored: &Scored, needles: &[Needle]) -> Hit {
    let Scored { provision, unit, score } = *scored;
    let mut hit = Hit {
        provision,
        score,
        reasons: vec![Reason::Listed],
        matches: 0,
        snippet: Snippet::default(),
        heading: Vec::new(),
    };
    let (Some(located), Some(unit)) = (corpus.provision(provision), unit) else { return hit };
    if !needles.is_empty() {
        hit.reasons = rank::reasons(index, located.document_no, unit, located.provision.kind, needles);
    }
    let reading = index.unit(unit).is_reading.then(|| located.provision.reading_in_two());
    let (text, body): (Cow<'_, str>, usize) = match &reading {
        Some([heading, body]) => ([heading.as_str(), body].concat().into(), heading.len()),
        None => (located.provision.text.as_str().into(), located.provision.body.start as usize),
    };
    let origins = Origins::of(&text);
    let mut places: Vec<(std::ops::Range<usize>, usize)> = Vec::new();
    for (which, needle) in needles.iter().enumerate() {
        for posting in needle.within(unit) {
            places.push((origins.printed(posting.start as usize..posting.end as usize), which));
        }
    }
    order::by_key(&mut places, |(range, _)| range.start as u32);
    hit.matches = places.len() as u32;
    let heading = located.provision.heading.range();
    if reading.is_none() {
        let inside = places.iter().filter(|(range, _)| range.start < heading.end && range.end > heading.start);
        let within = inside.map(|(range, _)| range.start.max(heading.start)..range.end.min(heading.end));
        hit.heading = super::snippet::in_characters(&text, heading.start, within);
    }
    let weights: Vec<f32> = needles.iter().map(|needle| needle.weight).collect();
    hit.snippet = super::snippet::best(&text, if body < text.len() { body } else { 0 }, &places, &weights);
    hit
}
