//! Provisions side by side: which treat the same subject, in what relation they stand, and what changed in the wording.
//!
//! In: an [`Index`] over a [`Corpus`]. Out: [`Related`] provisions, and [`Alignment`]s of documents. Doesn't know how
//! they are shown. Works on any corpus, also on one that a reader has just opened: nothing is worked out beforehand.

mod align;
mod diff;
mod likeness;
mod relation;
mod terms;

pub use self::align::{Alignment, Pair, Row, align};
pub use self::diff::{Diff, Sort, Stretch};
pub use self::likeness::{Likeness, Passage};
pub use self::relation::{Evidence, Relation};
use std::ops::Range;

use crate::corpus::{Corpus, ProvisionNo};
use crate::index::Index;
use crate::order;
use crate::text::Origins;

/// A provision that treats the same subject as another.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Which.
    pub provision: ProvisionNo,
    /// How like it is: 0 nothing in common; how long the texts are counts, so there is no upper end.
    pub score: f32,
    /// How it stands to the one that was asked for.
    pub relation: Relation,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Provisions of the same document are about the same things anyway.
const SAME_DOCUMENT: f32 = 0.7;
/// What is less like shares words and no subject.
const LEAST: f32 = 0.165;

/// What one in so many provisions says is a commonplace.
const COMMONPLACE: usize = 8;

/// The provisions most like one, the best first, those of its own document among them.
pub fn related(corpus: &Corpus, likeness: &Likeness, provision: ProvisionNo, limit: usize) -> Vec<Related> {
    let document_no = corpus.document_of(provision);
    let asked = likeness.of(corpus, provision);
    let is_part = |other: ProvisionNo| is_within(corpus, other, provision) || is_within(corpus, provision, other);
    let others: Vec<&Passage> = likeness.passages().iter().filter(|other| !is_part(other.provision)).collect();
    let scores = likeness.compare(&asked, &others);
    let mut scored: Vec<(f32, &Passage)> = scores.into_iter().zip(others).collect();
    for (score, other) in &mut scored {
        if corpus.document_of(other.provision) == document_no {
            *score *= SAME_DOCUMENT;
        }
    }
    scored.retain(|(score, _)| *score >= LEAST);
    order::by_key(&mut scored, |(score, _)| order::descending(*score));
    let related = scored.into_iter().take(limit).map(|(score, other)| {
        let (relation, evidence) = relate(corpus, likeness, &asked, other);
        Related { provision: other.provision, score, relation, evidence }
    });
    related.collect()
}

/// How each of some provisions stands to the first of them: a pair for each but the first.
pub fn beside(corpus: &Corpus, likeness: &Likeness, provisions: &[ProvisionNo]) -> Vec<Pair> {
    let Some((&base, others)) = provisions.split_first() else { return Vec::new() };
    let ours = likeness.of(corpus, base);
    let pairs = others.iter().map(|&other| {
        let theirs = likeness.of(corpus, other);
        let score = likeness.compare(&ours, &[&theirs]).into_iter().next().unwrap_or_default();
        let (relation, evidence) = relate(corpus, likeness, &ours, &theirs);
        Pair { base, other, score, relation, evidence }
    });
    pairs.collect()
}

/// What changed in the wording from one provision to another, blind to form: width, blanks, marks, traditional or
/// simplified characters, and to faults of the copy, which are compared as they are suggested to be read. The ranges
/// are bytes of the printed texts.
pub fn compare(corpus: &Corpus, index: &Index, first: ProvisionNo, second: ProvisionNo) -> Option<Diff> {
    let tokens = |provision| Some(index.tokens(index.units_of(provision).last()?));
    let mut found = diff::diff(&tokens(first)?, &tokens(second)?);
    for (no, stretches) in [(first, &mut found.first), (second, &mut found.second)] {
        let unit = index.units_of(no).last()?;
        if !found.is_close {
            stretches.retain(|stretch| is_telling(index, unit, &stretch.range));
        }
        for stretch in stretches {
            stretch.range = printed(corpus, no, stretch.range.clone());
        }
    }
    Some(found)
}

/// Whether a passage that two provisions share tells that they have to do with each other: it is no formula, and not
/// said all over.
fn is_telling(index: &Index, unit: u32, range: &Range<usize>) -> bool {
    let text = index.text(unit).get(range.clone()).unwrap_or_default();
    !index.is_formula(unit, range.start) && index.count(text) as usize <= (index.provisions() / COMMONPLACE).max(2)
}

/// How the second of two stands to the first, and by what one can tell.
fn relate(corpus: &Corpus, likeness: &Likeness, first: &Passage, second: &Passage) -> (Relation, Vec<Evidence>) {
    if likeness.wording(first.provision) == likeness.wording(second.provision) {
        return (Relation::Same, Vec::new());
    }
    let (relation, mut evidence) = relation::relate(&first.features, &second.features);
    for one in &mut evidence {
        if let Evidence::Sentences(ours, theirs) = one {
            *ours = printed(corpus, first.provision, ours.clone());
            *theirs = printed(corpus, second.provision, theirs.clone());
        }
    }
    evidence.extend(likeness.evidence(first, second));
    (relation, evidence)
}

/// The printed bytes of a range of the suggested reading, folded.
pub(crate) fn printed(corpus: &Corpus, provision: ProvisionNo, range: Range<usize>) -> Range<usize> {
    let Some(at) = corpus.provision(provision) else { return 0..0 };
    at.provision.printed(Origins::of(&at.provision.reading()).printed(range))
}

/// Whether a provision is another or stands below it.
fn is_within(corpus: &Corpus, inner: ProvisionNo, outer: ProvisionNo) -> bool {
    let (Some(inner_at), Some(outer_at)) = (corpus.provision(inner), corpus.provision(outer)) else { return false };
    if inner_at.document_no != outer_at.document_no {
        return false;
    }
    let mut at = Some(inner_at.index);
    while let Some(index) = at {
        if index == outer_at.index {
            return true;
        }
        at = inner_at.document.provisions.get(index as usize).and_then(|provision| provision.parent);
    }
    false
}
