//! All documents together, in a fixed order, every provision numbered through.
//!
//! In: documents. Out: [`Corpus`]. Doesn't know words, queries or bytes.

use serde::{Deserialize, Serialize};

use crate::document::{Document, Provision};

/// What its keeper says of a corpus (`corpus.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The day up to which it was kept.
    pub cut_off: Option<crate::document::Date>,
    /// Where it comes from, in Chinese, for the first page.
    #[serde(default)]
    pub about: String,
    /// The same in English.
    #[serde(default)]
    pub about_en: String,
    /// Searches to begin with.
    #[serde(default)]
    pub examples: Vec<String>,
}

/// A provision's place in the whole corpus, counted through all documents.
pub type ProvisionNo = u32;

/// The documents, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    documents: Vec<Document>,
    /// For every document the number of its first provision, and the total at the end.
    starts: Vec<ProvisionNo>,
}

/// A provision and the document that it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// Its document.
    pub document: &'a Document,
    /// The document's place in the corpus.
    pub document_no: usize,
    /// Its place in the document.
    pub index: u32,
    /// The provision itself.
    pub provision: &'a Provision,
}

impl Located<'_> {
    /// The name in links and answers: `mee-2024-64/3.5`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.document.id, self.provision.path)
    }
}

impl Corpus {
    /// Sorts documents by date, the newest first, then by id, and numbers their provisions.
    pub fn sorted(mut documents: Vec<Document>) -> Corpus {
        let newest_first = |document: &Document| std::cmp::Reverse(document.date().map(|dated| dated.value));
        documents.sort_by(|a, b| (newest_first(a), &a.id).cmp(&(newest_first(b), &b.id)));
        Corpus::of(documents)
    }

    /// Numbers the provisions of documents that are in order, as a corpus file has them.
    pub fn of(documents: Vec<Document>) -> Corpus {
        let mut starts = vec![0];
        for document in &documents {
            starts.push(starts[starts.len() - 1] + document.provisions.len() as u32);
        }
        Corpus { documents, starts }
    }

    /// The documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// How many provisions there are.
    pub fn len(&self) -> u32 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A document by its id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// A provision by its number.
    pub fn provision(&self, no: ProvisionNo) -> Option<Located<'_>> {
        let document_no = self.document_of(no)?;
        let document = self.documents.get(document_no)?;
        let index = no - self.starts[document_no];
        Some(Located { document, document_no, index, provision: document.provisions.get(index as usize)? })
    }

    /// The place of the document in which a provision stands.
    pub fn document_of(&self, no: ProvisionNo) -> Option<usize> {
        (no < self.len()).then(|| self.starts.partition_point(|&start| start <= no) - 1)
    }

    /// The numbers of a document's provisions.
    pub fn numbers(&self, document_no: usize) -> std::ops::Range<ProvisionNo> {
        match (self.starts.get(document_no), self.starts.get(document_no + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        }
    }

    /// A provision's number by its id, `document/path`.
    pub fn number_of(&self, id: &str) -> Option<ProvisionNo> {
        let (document, path) = id.split_once('/')?;
        let document_no = self.documents.iter().position(|candidate| candidate.id == document)?;
        let index = self.documents[document_no].provisions.iter().position(|provision| provision.path == path)?;
        Some(self.starts[document_no] + index as u32)
    }

    /// Every provision, in order.
    pub fn provisions(&self) -> impl Iterator<Item = Located<'_>> {
        self.documents.iter().enumerate().flat_map(|(document_no, document)| {
            document.provisions.iter().enumerate().map(move |(index, provision)| Located {
                document,
                document_no,
                index: index as u32,
                provision,
            })
        })
    }
}
