//! The façade: all that a view or the command line may call.
//!
//! In: a corpus file's bytes, or a corpus. Out: documents, provisions, and answers, as plain data. Doesn't know who
//! asks.

use crate::corpus::{Corpus, ProvisionNo, Settings};
use crate::document::{Document, Provision};
use crate::format::{self, DecodeError, Payload};
use crate::index::Index;
use crate::order;
use crate::query::{self, Request, Results};
use crate::segment::Segmenter;
use crate::text::{Origins, fold};

/// A corpus, ready to be asked.
#[derive(Debug)]
pub struct Archive {
    /// All documents.
    pub corpus: Corpus,
    /// What the corpus's keeper says of it.
    pub settings: Settings,
    segmenter: Segmenter,
    index: Index,
}

impl Archive {
    /// Opens a corpus file.
    ///
    /// # Errors
    /// Says how the bytes are not one.
    pub fn open(bytes: &[u8]) -> Result<Archive, DecodeError> {
        format::decode(bytes).map(Archive::of)
    }

    /// Makes a corpus ready.
    pub fn of(payload: Payload) -> Archive {
        let corpus = Corpus::of(payload.documents);
        let segmenter = Segmenter::new(&payload.dictionary);
        let index = Index::build(&corpus, &segmenter);
        Archive { corpus, settings: payload.settings, segmenter, index }
    }

    /// Answers a question.
    pub fn search(&self, request: &Request) -> Results {
        query::search(&self.corpus, &self.index, &self.segmenter, request)
    }

    /// Where a text stands in a document, letter for letter, blanks and widths aside: provision and byte ranges of
    /// its printed text, in order.
    pub fn find_in(&self, document_no: usize, wanted: &str) -> Vec<(ProvisionNo, std::ops::Range<usize>)> {
        let numbers = self.corpus.numbers(document_no);
        let mut found = Vec::new();
        let mut last: Option<(ProvisionNo, Origins)> = None;
        for posting in self.index.find(&fold(wanted)) {
            let unit = self.index.unit(posting.unit);
            if unit.is_reading || !numbers.contains(&unit.provision) {
                continue;
            }
            if last.as_ref().is_none_or(|(no, _)| *no != unit.provision) {
                let text = self.corpus.provision(unit.provision).map_or("", |at| &at.provision.text);
                last = Some((unit.provision, Origins::of(text)));
            }
            if let Some((no, origins)) = &last {
                found.push((*no, origins.printed(posting.start as usize..posting.end as usize)));
            }
        }
        found
    }

    /// Where the words of a question stand in a document, for marking: as [`Archive::find_in`], for every word.
    pub fn marks_in(&self, document_no: usize, typed: &str) -> Vec<(ProvisionNo, std::ops::Range<usize>)> {
        let (query, _) = query::parse(typed);
        let mut marks = Vec::new();
        for clause in query.clauses.iter().filter(|clause| !clause.is_excluded) {
            let whole = self.find_in(document_no, &clause.folded);
            if whole.is_empty() && !clause.is_phrase {
                let words = self.words(&clause.folded);
                marks.extend(words.iter().flat_map(|word| self.find_in(document_no, word)));
            }
            marks.extend(whole);
        }
        order::by_key(&mut marks, |(_, range)| range.start as u32);
        order::by_key(&mut marks, |(no, _)| *no);
        marks
    }

    /// The words of a text that say something, longer than one character.
    fn words(&self, text: &str) -> Vec<String> {
        let tokens = self.segmenter.cut(text);
        tokens.into_iter().map(|token| token.word.to_owned()).filter(|word| word.chars().count() > 1).collect()
    }

    /// Where a heading may be broken between lines: byte offsets, in order. Never before a mark or a particle, never
    /// behind a figure or a word that leans on the next.
    pub fn breaks(&self, text: &str) -> Vec<usize> {
        let tokens = self.segmenter.cut(text);
        let mut breaks = Vec::new();
        for pair in tokens.windows(2) {
            let [before, after] = pair else { continue };
            let leans_back = |c: char| !c.is_alphanumeric() && !matches!(c, '“' | '（' | '(' | '《' | '‘' | '〔');
            let bound = after.word.starts_with(leans_back)
                || matches!(
                    after.word,
                    "的" | "了" | "和" | "与" | "性" | "化" | "区" | "市" | "省" | "级" | "号" | "年"
                )
                || before
                    .word
                    .ends_with(|c: char| c.is_ascii_digit() || matches!(c, '“' | '（' | '(' | '《' | '‘' | '〔' | '·'))
                || matches!(before.word, "以" | "和" | "与" | "及" | "对" | "为" | "在" | "由" | "将");
            if !bound {
                breaks.push(after.start);
            }
        }
        breaks
    }

    /// A document with its place.
    pub fn document(&self, id: &str) -> Option<(usize, &Document)> {
        self.corpus.documents().iter().enumerate().find(|(_, document)| document.id == id)
    }

    /// A provision by its number.
    pub fn provision(&self, no: ProvisionNo) -> Option<(&Document, &Provision)> {
        self.corpus.provision(no).map(|at| (at.document, at.provision))
    }
}
