//! Which provisions of two to four documents belong together.
//!
//! In: a corpus and how like its provisions are. Out: an [`Alignment`] in the order of the first document. What has the
//! same wording goes together and with nothing else; other provisions go together if one of them has hardly a better
//! match in the other's document, so a long one may go with several. Which document comes first changes the order of
//! the rows, never the pairs.

use std::collections::BTreeMap;

use super::{Evidence, Likeness, Relation};
use crate::corpus::{Corpus, ProvisionNo};

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
    for (wording, provisions) in &ours {
        let Some(same) = theirs.get(wording) else { continue };
        for &a in provisions {
            let place = |no: ProvisionNo| corpus.provision(no).map(|at| &at.provision.path);
            let at_the_same = same.iter().find(|&&b| place(a) == place(b));
            match at_the_same {
                Some(&b) => found.push((a, b, 1.0)),
                None if likeness.passage(a).is_some() => found.extend(same.iter().map(|&b| (a, b, 1.0))),
                // Two documents may have the same date and no more.
                None => {}
            }
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
    let best_of = |scores: &mut dyn Iterator<Item = f32>| scores.fold(0.0, f32::max);
    let best_of_row: Vec<f32> = scores.iter().map(|row| best_of(&mut row.iter().copied())).collect();
    let best_of_column: Vec<f32> =
        (0..columns.len()).map(|at| best_of(&mut scores.iter().map(|row| row[at]))).collect();
    let mut more = Vec::new();
    for (row, scores) in scores.iter().enumerate() {
        for (column, &score) in scores.iter().enumerate() {
            let best = (best_of_row[row] + best_of_column[column]) / 2.0;
            if score >= LEAST && score >= BESIDE_THE_BEST * best {
                more.push((rows[row].provision, columns[column].provision, score));
            }
        }
    }
    found.extend(more);
    found.sort_by_key(|(a, b, _)| (*a, *b));
    found
}

/// The provisions of a document by their letters and figures, those of their parts included.
fn wordings(corpus: &Corpus, likeness: &Likeness, document_no: usize) -> BTreeMap<String, Vec<ProvisionNo>> {
    let numbers = corpus.numbers(document_no);
    let mut texts: Vec<String> = numbers.clone().map(|no| likeness.wording(no).to_owned()).collect();
    let Some(document) = corpus.documents().get(document_no) else { return BTreeMap::new() };
    // Parts stand behind what holds them.
    for (at, provision) in document.provisions.iter().enumerate().rev() {
        if let Some(parent) = provision.parent {
            let below = format!("\n{}", texts[at]);
            // In printed order: what is added first stands last.
            let own = texts[parent as usize].split('\n').next().unwrap_or_default().len();
            texts[parent as usize].insert_str(own, &below);
        }
    }
    let mut found: BTreeMap<String, Vec<ProvisionNo>> = BTreeMap::new();
    for (text, no) in texts.into_iter().zip(numbers).filter(|(text, _)| !text.is_empty()) {
        found.entry(text).or_default().push(no);
    }
    found
}
