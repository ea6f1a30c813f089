//! Answers a question from the index.
//!
//! In: a [`Request`]. Out: [`Results`]. What must occur decides what is found, and never how it is ranked; what doesn't
//! occur at all gives nothing, and that is said.

use std::borrow::Cow;
use std::ops::Range;

use super::about::Context;
use super::rank::{self, Needle};
use super::resolve::{Goal, Plan, resolve};
use super::{Engine, Hint, Hit, How, Reason, Request, Results, Snippet, Sort, parse};
use crate::corpus::{Corpus, Located, ProvisionNo};
use crate::index::Index;
use crate::order;
use crate::text::Origins;

/// As many provisions with part of what was asked are shown where nothing has all.
const PARTIAL: usize = 10;

/// Reads and works out a question.
pub(super) fn plan(engine: &Engine, query: &str, is_exact: bool) -> (Plan, Vec<Hint>) {
    let (node, hints) = parse(query, &|text| engine.index.has(&engine.index.normal(text)));
    (resolve(engine, &node, is_exact), hints)
}

/// Answers a question.
pub fn search(corpus: &Corpus, engine: &Engine, request: &Request) -> Results {
    let (mut plan, mut hints) = plan(engine, &request.query, request.is_exact);
    hints.append(&mut plan.hints);
    let search = Search { corpus, index: &engine.index, plan: &plan };
    let found = search.provisions(&plan.goal);
    let (passed, facets) = engine.index.facets.narrow(corpus, &found, &request.filters);
    let mut documents: Vec<usize> = passed.iter().filter_map(|&no| corpus.document_of(no)).collect();
    documents.dedup();
    let mut scored: Vec<Scored> = passed.iter().map(|&no| search.score(no)).collect();
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
    let mut results = Results {
        total: passed.len() as u32,
        documents: documents.len() as u32,
        facets,
        hits: scored.iter().take(request.limit).map(|scored| search.hit(scored)).collect(),
        ..Results::default()
    };
    if found.is_empty() {
        search.make_up(request, &mut results, &mut hints);
    }
    results.expansions = std::mem::take(&mut plan.expansions);
    results.hints = hints;
    results
}

/// How many provisions a question finds.
pub(super) fn count(corpus: &Corpus, engine: &Engine, request: &Request) -> u32 {
    let (plan, _) = plan(engine, &request.query, request.is_exact);
    let found = Search { corpus, index: &engine.index, plan: &plan }.provisions(&plan.goal);
    engine.index.facets.narrow(corpus, &found, &request.filters).0.len() as u32
}

struct Search<'a> {
    corpus: &'a Corpus,
    index: &'a Index,
    plan: &'a Plan,
}

struct Scored {
    provision: ProvisionNo,
    /// The reading in which the words stand: the printed one if they do.
    unit: Option<u32>,
    score: f32,
}

impl Search<'_> {
    /// The provisions that reach a goal, in order.
    fn provisions(&self, goal: &Goal) -> Vec<ProvisionNo> {
        match goal {
            Goal::Word(word) => self.having(&self.plan.needles[*word]),
            Goal::All(goals) => self.all(goals),
            Goal::Any(goals) => {
                let mut found: Vec<ProvisionNo> = goals.iter().flat_map(|goal| self.provisions(goal)).collect();
                order::by_key(&mut found, |no| *no);
                found.dedup();
                found
            }
            Goal::Not(goal) => {
                let without = self.provisions(goal);
                let mut is_without = among(&without);
                self.everything().filter(|&no| !is_without(no)).collect()
            }
            Goal::Near(goal, farthest) => {
                let mut words = Vec::new();
                goal.words(&mut words);
                let mut found = self.provisions(goal);
                let is_near = |unit| self.is_near(unit, &words, *farthest);
                found.retain(|&no| words.len() < 2 || self.index.units_of(no).any(is_near));
                found
            }
            Goal::First(goals) => {
                let found = goals.iter().map(|goal| self.provisions(goal));
                found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
            }
            Goal::Most(words, missing, enough) => {
                let mut found: Vec<ProvisionNo> =
                    words.iter().flat_map(|&word| self.having(&self.plan.needles[word])).collect();
                order::by_key(&mut found, |no| *no);
                found.dedup();
                found.retain(|&no| {
                    let document_no = self.corpus.document_of(no).unwrap_or_default();
                    let needles = &self.plan.needles;
                    rank::share(needles, words, *missing, document_no, self.index.units_of(no)) >= *enough
                });
                found
            }
            Goal::Documents(documents) => {
                let with_text = |no: &ProvisionNo| !self.index.units_of(*no).is_empty();
                documents.iter().flat_map(|&no| self.corpus.numbers(no)).filter(with_text).collect()
            }
            Goal::Provisions(provisions) => {
                let mut found = provisions.clone();
                order::by_key(&mut found, |no| *no);
                found.dedup();
                found
            }
            Goal::Nothing => Vec::new(),
        }
    }

    /// What reaches all goals. A word that is the document's (its region, say) need not stand in the provision, if
    /// another does.
    fn all(&self, goals: &[Goal]) -> Vec<ProvisionNo> {
        let mut found: Vec<ProvisionNo> = self.everything().collect();
        let mut with_words: Option<Vec<ProvisionNo>> = None;
        for goal in goals {
            let here = self.provisions(goal);
            let contexts = match goal {
                Goal::Word(word) => &self.plan.needles[*word].contexts[..],
                _ => &[],
            };
            let is_context = |no: ProvisionNo| {
                let document_no = self.corpus.document_of(no).unwrap_or_default();
                contexts.get(document_no).is_some_and(|context| *context != Context::None)
            };
            let mut is_here = among(&here);
            found.retain(|&no| is_here(no) || is_context(no));
            if !matches!(goal, Goal::Not(_) | Goal::Documents(_)) {
                with_words.get_or_insert_default().extend(&here);
            }
        }
        if let Some(mut with_words) = with_words {
            order::by_key(&mut with_words, |no| *no);
            let mut has_words = among(&with_words);
            found.retain(|&no| has_words(no));
        }
        found
    }

    /// The provisions in which a needle stands, each once, in order.
    fn having(&self, needle: &Needle) -> Vec<ProvisionNo> {
        let mut found: Vec<ProvisionNo> =
            needle.places.iter().map(|place| self.index.unit(place.unit).provision).collect();
        found.dedup();
        found
    }

    fn everything(&self) -> impl Iterator<Item = ProvisionNo> {
        let printed = (0..self.index.len() as u32).map(|unit| self.index.unit(unit)).filter(|unit| !unit.is_reading);
        printed.map(|unit| unit.provision)
    }

    /// Whether all words stand in one sentence, with at most so many characters between.
    fn is_near(&self, unit: u32, words: &[usize], farthest: u32) -> bool {
        let here: Vec<&[rank::Place]> = words.iter().map(|&word| self.plan.needles[word].within(unit)).collect();
        let all_here = here.iter().all(|places| !places.is_empty());
        all_here && rank::closest(self.index.text(unit), &here).is_some_and(|(distance, _)| distance <= farthest)
    }

    fn at<'a>(&'a self, provision: ProvisionNo, unit: u32, located: &Located<'_>) -> rank::Scored<'a> {
        rank::Scored {
            index: self.index,
            document_no: located.document_no,
            unit,
            kind: located.provision.kind,
            head: self.plan.heads.iter().position(|&head| head == provision),
            counts_words: has_most(&self.plan.goal),
        }
    }

    fn score(&self, provision: ProvisionNo) -> Scored {
        let needles = &self.plan.needles;
        let matched = |unit: &u32| needles.iter().filter(|needle| !needle.within(*unit).is_empty()).count();
        let units = self.index.units_of(provision);
        let unit = if units.len() == 1 {
            Some(units.start)
        } else {
            units.max_by_key(|unit| (matched(unit), std::cmp::Reverse(*unit)))
        };
        let score = match (self.corpus.provision(provision), unit) {
            (Some(located), Some(unit)) => rank::score(&self.at(provision, unit, &located), needles),
            _ => 0.0,
        };
        Scored { provision, unit, score }
    }

    fn hit(&self, scored: &Scored) -> Hit {
        let Scored { provision, unit, score } = *scored;
        let mut hit = Hit {
            provision,
            score,
            reasons: vec![Reason::Listed],
            matches: 0,
            snippet: Snippet::default(),
            heading: Vec::new(),
        };
        let (Some(located), Some(unit)) = (self.corpus.provision(provision), unit) else { return hit };
        if !self.plan.needles.is_empty() || !self.plan.heads.is_empty() {
            hit.reasons = rank::reasons(&self.at(provision, unit, &located), &self.plan.needles);
        }
        let laid = Laid::of(self.index, &located, unit, &self.plan.needles);
        hit.matches = laid.places.len() as u32;
        let heading = located.provision.heading.range();
        if !self.index.unit(unit).is_reading {
            let inside = laid.places.iter().filter(|(range, _)| range.start < heading.end && range.end > heading.start);
            let within = inside.map(|(range, _)| range.start.max(heading.start)..range.end.min(heading.end));
            hit.heading = super::snippet::in_characters(&laid.text, heading.start, within);
        }
        hit.snippet = laid.snippet(&laid.places, &self.plan.needles, laid.body);
        hit
    }

    /// Says what would be found where nothing was, and what has part of it.
    fn make_up(&self, request: &Request, results: &mut Results, hints: &mut Vec<Hint>) {
        let is_mended = self.plan.expansions.iter().any(|expansion| expansion.how == How::Corrected);
        let mut words: Vec<usize> = Vec::new();
        for (word, needle) in self.plan.needles.iter().enumerate() {
            let having = self.having(needle);
            if !needle.is_excluded && !having.is_empty() && needle.word.chars().count() > 1 {
                words.push(word);
                let hint = Hint::Try { query: needle.word.clone(), total: having.len() as u32 };
                if !hints.contains(&hint) && !is_mended {
                    hints.push(hint);
                }
            }
        }
        let any = Goal::Any(words.into_iter().map(Goal::Word).collect());
        let (passed, _) = self.index.facets.narrow(self.corpus, &self.provisions(&any), &request.filters);
        let mut scored: Vec<Scored> = passed.iter().map(|&no| self.score(no)).collect();
        order::by_key(&mut scored, |scored| order::descending(scored.score));
        results.partial = scored.iter().take(PARTIAL.min(request.limit)).map(|scored| self.hit(scored)).collect();
    }
}

/// Whether a list in order has a number; to be asked in order.
fn among(list: &[ProvisionNo]) -> impl FnMut(ProvisionNo) -> bool {
    let mut ahead = list.iter().peekable();
    move |no| {
        while ahead.next_if(|&&next| next < no).is_some() {}
        ahead.peek() == Some(&&no)
    }
}

/// Whether not all words of a goal need occur.
fn has_most(goal: &Goal) -> bool {
    match goal {
        Goal::Most(..) => true,
        Goal::All(goals) | Goal::Any(goals) | Goal::First(goals) => goals.iter().any(has_most),
        _ => false,
    }
}

/// One reading of a provision as it is shown, and where the needles stand in it.
pub(super) struct Laid<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where the body begins; 0 if there is none.
    pub(super) body: usize,
    /// In order, each with its needle.
    pub(super) places: Vec<(Range<usize>, usize)>,
}

impl<'a> Laid<'a> {
    pub(super) fn of(index: &Index, located: &Located<'a>, unit: u32, needles: &[Needle]) -> Laid<'a> {
        let reading = index.unit(unit).is_reading.then(|| located.provision.reading_in_two());
        let (text, body): (Cow<'_, str>, usize) = match &reading {
            Some([heading, body]) => ([heading.as_str(), body].concat().into(), heading.len()),
            None => (located.provision.text.as_str().into(), located.provision.body.start as usize),
        };
        let origins = Origins::of(&text);
        let mut places: Vec<(Range<usize>, usize)> = Vec::new();
        for (which, needle) in needles.iter().enumerate().filter(|(_, needle)| !needle.is_excluded) {
            for place in needle.within(unit) {
                places.push((origins.printed(place.start as usize..place.end as usize), which));
            }
        }
        order::by_key(&mut places, |(range, _)| range.start as u32);
        let body = if body < text.len() { body } else { 0 };
        Laid { text, body, places }
    }

    /// The best part behind byte `from` for some of the places.
    pub(super) fn snippet(&self, places: &[(Range<usize>, usize)], needles: &[Needle], from: usize) -> Snippet {
        let weights: Vec<f32> = needles.iter().map(|needle| needle.weight).collect();
        super::snippet::best(&self.text, from, places, &weights)
    }
}
