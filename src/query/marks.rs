//! Where the words of a question stand in one document or provision, for marking and for stepping through.
//!
//! In: a question as typed. Out: places, and snippets around one of them. Reads the question as a search does.

use std::ops::Range;

use super::rank::Needle;
use super::search::{Laid, plan};
use super::{Engine, Request, Snippet};
use crate::corpus::{Corpus, ProvisionNo};
use crate::order;
use crate::text::Origins;

/// Where the words of a question stand in a document: byte ranges of the printed texts of provisions, in order, not
/// overlapping.
pub fn marks(
    corpus: &Corpus,
    engine: &Engine,
    document_no: usize,
    request: &Request,
) -> Vec<(ProvisionNo, Range<usize>)> {
    let (plan, _) = plan(engine, &request.query, request.is_exact);
    let numbers = corpus.numbers(document_no);
    let mut places: Vec<(u32, u32, u32)> = Vec::new();
    for needle in plan.needles.iter().filter(|needle| !needle.is_excluded) {
        let within = needle.places.iter().filter(|place| {
            let unit = engine.index.unit(place.unit);
            !unit.is_reading && numbers.contains(&unit.provision)
        });
        places.extend(within.map(|place| (engine.index.unit(place.unit).provision, place.start, place.end)));
    }
    order::by_key(&mut places, |place| place.1);
    order::by_key(&mut places, |place| place.0);
    let mut marks: Vec<(ProvisionNo, Range<usize>)> = Vec::new();
    let mut last: Option<(ProvisionNo, Origins)> = None;
    for (provision, start, end) in places {
        if last.as_ref().is_none_or(|(no, _)| *no != provision) {
            let text = corpus.provision(provision).map_or("", |at| &at.provision.text);
            last = Some((provision, Origins::of(text)));
        }
        let Some((_, origins)) = &last else { continue };
        let range = origins.printed(start as usize..end as usize);
        match marks.last_mut() {
            Some((no, before)) if *no == provision && range.start < before.end => {
                before.end = before.end.max(range.end)
            }
            _ => marks.push((provision, range)),
        }
    }
    marks
}

/// The part of a provision around one of the places where the words of a question stand, counted from 0; and how many
/// places there are.
pub fn excerpt(
    corpus: &Corpus,
    engine: &Engine,
    provision: ProvisionNo,
    request: &Request,
    at: usize,
) -> (Snippet, usize) {
    let (plan, _) = plan(engine, &request.query, request.is_exact);
    let matched = |unit: &u32| plan.needles.iter().filter(|needle: &&Needle| !needle.within(*unit).is_empty()).count();
    let unit = engine.index.units_of(provision).max_by_key(|unit| (matched(unit), std::cmp::Reverse(*unit)));
    let (Some(located), Some(unit)) = (corpus.provision(provision), unit) else { return (Snippet::default(), 0) };
    let laid = Laid::of(&engine.index, &located, unit, &plan.needles);
    let total = laid.places.len();
    let Some(only) = laid.places.get(at) else { return (Snippet::default(), total) };
    // A place in the heading is shown there.
    let from = if only.0.start < laid.body { 0 } else { laid.body };
    (laid.snippet(std::slice::from_ref(only), &plan.needles, from), total)
}
