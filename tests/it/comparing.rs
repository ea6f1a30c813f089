//! What belongs together: on pairs judged by hand (`tests/relations.json`), and as properties of any documents.
//!
//! The judgements were made by reading, for the ten pairs of the five documents. Strong pairs a reader would want side
//! by side first; medium ones share part of a subject; decoys share conspicuous words and no subject.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use policy_explorer::archive::Archive;
use policy_explorer::compare::{Relation, Row};
use policy_explorer::document::curated;
use policy_explorer::format::Payload;
use serde_json::Value;

use crate::{ARCHIVE, Numbers, PAYLOAD};

type Pair = (String, String);

fn judged(list: &str, strength: Option<&str>) -> Vec<Pair> {
    let all: Value = serde_json::from_str(include_str!("../relations.json")).expect("the judgements are JSON");
    let id = |pair: &Value, side: &str| pair[side].as_str().expect("an id").to_owned();
    let chosen = all[list].as_array().expect("a list").iter().filter(|pair| pair["strength"].as_str() == strength);
    chosen.map(|pair| (id(pair, "a"), id(pair, "b"))).collect()
}

fn related(id: &str, limit: usize) -> Vec<String> {
    let no = ARCHIVE.corpus.number_of(id).unwrap_or_else(|| panic!("there is no {id}"));
    let found = ARCHIVE.related(no, limit);
    found.iter().filter_map(|found| ARCHIVE.corpus.provision(found.provision)).map(|at| at.id()).collect()
}

/// The share of pairs of which one is among the first `limit` of the other.
fn recall(pairs: &[Pair], limit: usize) -> f64 {
    let is_found = |(a, b): &&Pair| related(a, limit).contains(b) || related(b, limit).contains(a);
    pairs.iter().filter(is_found).count() as f64 / pairs.len() as f64
}

#[test]
fn related_provisions_are_those_that_a_reader_wants() {
    let strong = recall(&judged("pairs", Some("strong")), 5);
    let medium = recall(&judged("pairs", Some("medium")), 10);
    let decoys = recall(&judged("decoys", None), 5);
    assert!(
        strong >= 0.92 && medium >= 0.74 && decoys <= 0.07,
        "strong {strong:.3}, medium {medium:.3}, decoys {decoys:.3}"
    );
}

/// All pairs of two documents, the earlier id first, and how the later stands to it.
fn pairs(archive: &Archive, first: usize, second: usize) -> BTreeSet<(String, String, &'static str)> {
    let id = |no| archive.corpus.provision(no).map(|at| at.id()).expect("an aligned provision is one");
    let alignment = archive.align(&[first, second]);
    let all = alignment.rows.iter().flat_map(|row| &row.pairs);
    all.map(|pair| {
        let (base, other) = (id(pair.base), id(pair.other));
        if base <= other {
            return (base, other, pair.relation.name());
        }
        let mirrored = match pair.relation {
            Relation::Stricter => Relation::Laxer,
            Relation::Laxer => Relation::Stricter,
            Relation::MoreSpecific => Relation::MoreGeneral,
            Relation::MoreGeneral => Relation::MoreSpecific,
            same => same,
        };
        (other, base, mirrored.name())
    })
    .collect()
}

#[test]
fn what_is_laid_side_by_side_belongs_together() {
    let total = ARCHIVE.corpus.documents().len();
    let mut found: BTreeSet<Pair> = BTreeSet::new();
    for first in 0..total {
        for second in 0..first {
            found.extend(pairs(&ARCHIVE, first, second).into_iter().map(|(a, b, _)| (a, b)));
        }
    }
    let has = |(a, b): &&Pair| found.contains(&(a.clone(), b.clone())) || found.contains(&(b.clone(), a.clone()));
    let strong = judged("pairs", Some("strong"));
    let recall = strong.iter().filter(has).count() as f64 / strong.len() as f64;
    let known = [strong, judged("pairs", Some("medium"))].concat();
    let on_record = known.iter().filter(has).count() as f64 / found.len() as f64;
    let decoys = judged("decoys", None).iter().filter(has).count();
    assert!(
        recall >= 0.88 && on_record >= 0.8 && decoys <= 1,
        "strong {recall:.3}, on record {on_record:.3} of {}, {decoys} decoys",
        found.len()
    );
}

/// Two or three documents of random sections, some of which they share word for word.
fn made_up(numbers: &mut Numbers) -> Archive {
    const WORDS: [&str; 24] = [
        "推进",
        "加强",
        "严禁",
        "鼓励",
        "尾矿库",
        "噪声",
        "污染防治",
        "排污口",
        "监测",
        "长江",
        "黄河流域",
        "整治",
        "2025年底前",
        "完成",
        "92%以上",
        "企业",
        "危险废物",
        "转移",
        "土壤",
        "修复",
        "湖北省",
        "联防联控",
        "和",
        "，",
    ];
    let sentence = |numbers: &mut Numbers| {
        let length = 1 + numbers.below(20);
        (0..length).map(|_| WORDS[numbers.below(WORDS.len())]).collect::<String>() + "。"
    };
    let shared: Vec<String> = (0..2).map(|_| sentence(numbers)).collect();
    let documents = (0..2 + numbers.below(2)).map(|no| {
        let mut file = format!(
            "+++\nid = \"d{no}\"\ntitle = \"标题{no}\"\nshort_title = \"题{no}\"\ngenre = \"意见\"\nlevel = \"national\"\n\
             region = \"全国\"\n[source]\nfile = \"d.txt\"\nsha256 = \"0\"\nfidelity = \"official\"\n+++\n\n## 一、总体要求\n"
        );
        for section in 0..numbers.below(7) {
            let text = match numbers.below(3) {
                0 | 1 => shared[numbers.below(shared.len())].clone(),
                _ => (0..1 + numbers.below(4)).map(|_| sentence(numbers)).collect(),
            };
            let _ = write!(file, "\n### （{}）{}\n\n{text}\n", "一二三四五六七".chars().nth(section).unwrap_or('八'), WORDS[4 + section % 2]);
        }
        let reading = curated::read(&file);
        assert!(reading.diagnostics.is_empty(), "{file}: {:?}", reading.diagnostics);
        reading.document
    });
    Archive::of(Payload {
        documents: documents.collect(),
        dictionary: PAYLOAD.dictionary.clone(),
        ..Payload::default()
    })
}

#[track_caller]
fn check_that_it_aligns_with_itself(archive: &Archive, document: usize) {
    let alignment = archive.align(&[document, document]);
    let all: Vec<u32> = archive.corpus.numbers(document).collect();
    for no in all {
        let rows: Vec<_> = alignment.rows.iter().filter(|row| row.cells[0].contains(&no)).collect();
        let id = archive.corpus.provision(no).map(|at| at.id());
        assert_eq!(rows.len(), 1, "{id:?} stands once");
        assert_eq!((&rows[0].cells[1], rows[0].relation()), (&vec![no], Relation::Same), "{id:?}");
        let diff = archive.diff(no, no).unwrap_or_default();
        assert!(diff.first.is_empty() && diff.second.is_empty(), "{id:?}: {diff:?}");
    }
    assert!(alignment.unaligned.iter().all(Vec::is_empty));
}

#[test]
fn a_document_is_aligned_with_itself_and_nothing_has_changed() {
    for document in 0..ARCHIVE.corpus.documents().len() {
        check_that_it_aligns_with_itself(&ARCHIVE, document);
    }
    let mut numbers = Numbers(7);
    for _ in 0..40 {
        let archive = made_up(&mut numbers);
        (0..archive.corpus.documents().len()).for_each(|document| check_that_it_aligns_with_itself(&archive, document));
    }
}

#[track_caller]
fn check_that_the_base_does_not_matter(archive: &Archive, first: usize, second: usize) {
    assert_eq!(pairs(archive, first, second), pairs(archive, second, first));
    for documents in [[first, second], [second, first]] {
        let alignment = archive.align(&documents);
        // Whatever orders something stands in a row or is listed as unaligned, and never both.
        for (column, &document) in documents.iter().enumerate() {
            let aligned: BTreeSet<u32> = alignment.rows.iter().flat_map(|row| &row.cells[column]).copied().collect();
            let unaligned: BTreeSet<u32> = alignment.unaligned[column].iter().copied().collect();
            assert!(aligned.is_disjoint(&unaligned));
            let within = archive.corpus.numbers(document);
            assert!(aligned.iter().chain(&unaligned).all(|no| within.contains(no)));
            let with_text = within.filter(|&no| {
                let at = archive.corpus.provision(no).expect("a provision of the document");
                let kinds = ["section", "item", "principle", "paragraph"];
                let is_of_the_notice = at.provision.path.starts_with("carrier");
                kinds.contains(&at.provision.kind.name()) && !at.provision.body().is_empty() && !is_of_the_notice
            });
            for no in with_text {
                assert!(aligned.contains(&no) || unaligned.contains(&no), "{no} is hidden");
            }
        }
    }
}

#[test]
fn another_base_gives_the_same_pairs() {
    let total = ARCHIVE.corpus.documents().len();
    for first in 0..total {
        (0..first).for_each(|second| check_that_the_base_does_not_matter(&ARCHIVE, first, second));
    }
    let mut numbers = Numbers(11);
    for _ in 0..200 {
        let archive = made_up(&mut numbers);
        check_that_the_base_does_not_matter(&archive, 0, 1);
    }
}

#[test]
fn four_documents_stand_in_one_table() {
    let alignment = ARCHIVE.align(&[1, 0, 3, 2]);
    assert_eq!(alignment.documents, [1, 0, 3, 2]);
    assert!(
        alignment
            .rows
            .iter()
            .all(|row| row.cells.len() == 4 && row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1)
    );
    let bases: Vec<u32> = alignment.rows.iter().filter_map(|row| row.cells[0].first().copied()).collect();
    assert!(bases.is_sorted() && bases.len() > 10, "in the order of the base");
    assert!(alignment.rows.iter().any(|row| row.cells[0].is_empty()), "what the base lacks is shown too");
    let shown = alignment.in_order();
    let alone: usize = alignment.unaligned.iter().map(Vec::len).sum();
    assert_eq!(shown.len(), alignment.rows.len() + alone, "every row once, and what stands alone");
    let places: Vec<(usize, u32)> = shown.iter().map(|(lead, row)| (*lead, row.cells[*lead][0])).collect();
    assert!(places.is_sorted(), "document after document, each in its order");
    for (column, unaligned) in alignment.unaligned.iter().enumerate() {
        let here: Vec<u32> = shown
            .iter()
            .filter(|(lead, row)| *lead == column && row.pairs.is_empty())
            .map(|(_, row)| row.cells[column][0])
            .collect();
        assert_eq!(here, *unaligned);
    }
    for left in 0..4 {
        for right in left + 1..4 {
            for row in ARCHIVE.align(&[alignment.documents[left], alignment.documents[right]]).rows {
                let (a, b) = (row.cells[0][0], row.cells[1][0]);
                let stands = |row: &Row| row.cells[left].contains(&a) && row.cells[right].contains(&b);
                assert!(alignment.rows.iter().any(stands), "{a} and {b} stand in one row");
            }
        }
    }
}

#[test]
fn picked_provisions_stand_to_the_first_as_they_do_among_the_related() {
    for located in ARCHIVE.corpus.provisions() {
        let Some(no) = ARCHIVE.corpus.number_of(&located.id()) else { continue };
        let related = ARCHIVE.related(no, 3);
        let picked: Vec<u32> = std::iter::once(no).chain(related.iter().map(|found| found.provision)).collect();
        let pairs = ARCHIVE.beside(&picked);
        assert_eq!(pairs.len(), related.len());
        for (pair, found) in pairs.iter().zip(&related) {
            assert_eq!((pair.base, pair.other), (no, found.provision));
            assert_eq!((pair.relation, &pair.evidence), (found.relation, &found.evidence), "{}", located.id());
        }
    }
    assert!(ARCHIVE.beside(&[]).is_empty() && ARCHIVE.beside(&[3]).is_empty());
}

#[test]
fn passages_that_all_documents_have_are_not_marked_as_shared() {
    let archive = &ARCHIVE;
    for first in archive.corpus.provisions() {
        let no = |id: &str| archive.corpus.number_of(id).expect("a provision of the corpus");
        for found in archive.related(no(&first.id()), 2) {
            let diff = archive.diff(no(&first.id()), found.provision).expect("there are both");
            let marked = diff.first.iter().filter(|_| !diff.is_close);
            for stretch in marked {
                let text = &first.provision.text[stretch.range.clone()];
                assert!(!text.contains("为指导"), "{}: {text}", first.id());
            }
        }
    }
}
