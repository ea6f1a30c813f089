//! Which provisions of two to four documents belong together.
//!
//! In: a corpus and how like its provisions are. Out: an [`Alignment`] in the order of the first document. What has the
//! same wording goes together and with nothing else; other provisions go together if one of them has hardly a better
//! match in the other's document, so a long one may go with several. Which document comes first changes the order of
//! the rows, never the pairs.

use std::collections::BTreeMap;

use super::{Evidence, Likeness, Relation};
use crate::corpus::{Corpus, ProvisionNo};
use crate::order;

/// What is less like doesn't belong together.
const LEAST: f32 = 0.26;
/// … and neither does what has so much less than the best matches of both, on average.
const BESIDE_THE_BEST: f32 = 0.65;

/// Documents side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The documents, by their place in the corpus, the base first.
    pub documents: Vec<usize>,
    /// What belongs together, in the order of the base; what the base doesn't have, behind, in the order of the next.
    pub rows: Vec<Row>,
    /// For every document what has no counterpart in any other, in order.
    pub unaligned: Vec<Vec<ProvisionNo>>,
}

impl Alignment {
    /// All rows in reading order, those without a counterpart in their places: what the base has, in its order; then
    /// what only the documents behind it have, in the order of each. The number is the place of the document whose
    /// order it is.
    pub fn in_order(&self) -> Vec<(usize, Row)> {
        let leader = |row: &Row| row.cells.iter().position(|cell| !cell.is_empty());
        let mut rows: Vec<(usize, Row)> =
            self.rows.iter().filter_map(|row| Some((leader(row)?, row.clone()))).collect();
        for (at, provisions) in self.unaligned.iter().enumerate() {
            rows.extend(provisions.iter().map(|&provision| {
                let mut cells = vec![Vec::new(); self.documents.len()];
                cells[at].push(provision);
                (at, Row { cells, pairs: Vec::new() })
            }));
        }
        rows.sort_by_key(|(at, row)| (*at, row.cells[*at].first().copied()));
        rows
    }
}

/// Provisions that belong together: one, and those of the documents behind it that go with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// For every document its provisions, in order.
    pub cells: Vec<Vec<ProvisionNo>>,
    /// The row's first provision with each of the others.
    pub pairs: Vec<Pair>,
}

impl Row {
    /// How the others stand to the first: as all of them do, or related.
    pub fn relation(&self) -> Relation {
        match &self.pairs[..] {
            [first, others @ ..] if others.iter().all(|other| other.relation == first.relation) => first.relation,
            _ => Relation::Related,
        }
    }
}

/// Two provisions that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The one whose row it is.
    pub base: ProvisionNo,
    /// The other.
    pub other: ProvisionNo,
    /// How like they are.
    pub score: f32,
    /// How the other stands to the first.
    pub relation: Relation,
    /// By what one can tell.
    pub evidence: Vec<Evidence>,
}

/// Lays documents side by side, the base first. A document that is named twice is laid beside itself.
pub fn align(corpus: &Corpus, likeness: &Likeness, documents: &[usize]) -> Alignment {
    let mut alignment = Alignment {
        documents: documents.to_vec(),
        rows: Vec::new(),
        unaligned: documents.iter().map(|&no| comparable(corpus, likeness, no)).collect(),
    };
    let mut is_aligned: Vec<Vec<ProvisionNo>> = documents.iter().map(|_| Vec::new()).collect();
    for (left, &base) in documents.iter().enumerate() {
        let mut rows: BTreeMap<ProvisionNo, Row> = BTreeMap::new();
        for (right, &other) in documents.iter().enumerate().skip(left + 1) {
            for (a, b, score) in pairs(corpus, likeness, base, other) {
                // What goes with the same provision of an earlier document stands in its row.
                let stands_there = |row: &Row| row.cells[left].contains(&a) && row.cells[right].contains(&b);
                if alignment.rows.iter().any(stands_there) {
                    continue;
                }
                let row = rows.entry(a).or_insert_with(|| {
                    let mut cells = vec![Vec::new(); documents.len()];
                    cells[left].push(a);
                    Row { cells, pairs: Vec::new() }
                });
                row.cells[right].push(b);
                let (relation, evidence) = match (likeness.passage(a), likeness.passage(b)) {
                    (Some(ours), Some(theirs)) => super::relate(corpus, likeness, ours, theirs),
                    _ => (Relation::Same, Vec::new()),
                };
                row.pairs.push(Pair { base: a, other: b, score, relation, evidence });
            }
        }
        for row in rows.into_values() {
            for (aligned, cell) in is_aligned.iter_mut().zip(&row.cells) {
                aligned.extend(cell);
            }
            alignment.rows.push(row);
        }
    }
    for (unaligned, aligned) in alignment.unaligned.iter_mut().zip(&is_aligned) {
        unaligned.retain(|provision| !aligned.contains(provision));
    }
    alignment
}

/// The provisions of a document that order something, in order.
fn comparable(corpus: &Corpus, likeness: &Likeness, document_no: usize) -> Vec<ProvisionNo> {
    let numbers = corpus.numbers(document_no);
    likeness.passages().iter().map(|passage| passage.provision).filter(|no| numbers.contains(no)).collect()
}

/// What goes together in two documents, in the order of the first, with how like it is.
fn pairs(corpus: &Corpus, likeness: &Likeness, base: usize, other: usize) -> Vec<(ProvisionNo, ProvisionNo, f32)> {
    let mut found: Vec<(ProvisionNo, ProvisionNo, f32)> = Vec::new();
    let ours = wordings(corpus, likeness, base);
    let theirs = wordings(corpus, likeness, other);
    let path = |no: ProvisionNo| corpus.provision(no).map(|at| at.provision.path.as_str());
    let is_twin = |a: ProvisionNo, b: ProvisionNo| path(a) == path(b);
    for (wording, here) in &ours {
        let there = theirs.get(wording).map_or(&[][..], Vec::as_slice);
        // One that stands at the same place goes with nothing else. Two documents may have the same date and no more, so
        // what orders nothing goes together at the same place alone.
        let has_twin = |no: ProvisionNo, among: &[ProvisionNo]| among.iter().any(|&other| is_twin(no, other));
        for &a in here {
            let free = likeness.passage(a).is_some() && !has_twin(a, there);
            let same = there.iter().filter(|&&b| is_twin(a, b) || free && !has_twin(b, here));
            found.extend(same.map(|&b| (a, b, 1.0)));
        }
    }
    let is_left = |no: ProvisionNo| found.iter().all(|(a, b, _)| *a != no && *b != no);
    let left = |document_no: usize| {
        let numbers = corpus.numbers(document_no);
        let passages = likeness.passages().iter().filter(move |passage| numbers.contains(&passage.provision));
        passages.filter(|passage| is_left(passage.provision)).collect::<Vec<_>>()
    };
    let (rows, columns) = (left(base), left(other));
    let scores: Vec<Vec<f32>> = rows.iter().map(|row| likeness.compare(row, &columns)).collect();
    let mut best_of_column = vec![0.0_f32; columns.len()];
    for row in &scores {
        best_of_column.iter_mut().zip(row).for_each(|(best, score)| *best = best.max(*score));
    }
    let mut more = Vec::new();
    for (row, scores) in rows.iter().zip(&scores) {
        let best_of_row = scores.iter().copied().fold(0.0, f32::max);
        for ((column, &score), best_of_column) in columns.iter().zip(scores).zip(&best_of_column) {
            if score >= LEAST && score >= BESIDE_THE_BEST * (best_of_row + best_of_column) / 2.0 {
                more.push((row.provision, column.provision, score));
            }
        }
    }
    found.extend(more);
    order::by_key(&mut found, |(_, b, _)| *b);
    order::by_key(&mut found, |(a, _, _)| *a);
    found
}

/// The provisions of a document by their letters and figures, those of their parts included.
fn wordings(corpus: &Corpus, likeness: &Likeness, document_no: usize) -> BTreeMap<String, Vec<ProvisionNo>> {
    let numbers = corpus.numbers(document_no);
    let Some(document) = corpus.documents().get(document_no) else { return BTreeMap::new() };
    let mut texts = vec![String::new(); document.provisions.len()];
    for (at, no) in (0_u32..).zip(numbers.clone()) {
        let mut holds = Some(at);
        while let Some(here) = holds {
            texts[here as usize].push_str(likeness.wording(no));
            holds = document.provisions[here as usize].parent;
        }
    }
    let mut found: BTreeMap<String, Vec<ProvisionNo>> = BTreeMap::new();
    for (text, no) in texts.into_iter().zip(numbers).filter(|(text, _)| !text.is_empty()) {
        found.entry(text).or_default().push(no);
    }
    found
}
