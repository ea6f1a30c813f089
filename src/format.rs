//! What travels to the browser, as bytes: the corpus in one file, what was read out of it in another, each with a header.
//!
//! In: documents and a dictionary, facts, or bytes from anywhere. Out: the other. The only file that knows bytes.
//!
//! ```text
//! 0  4  magic "PXC\x1a", of facts "PXF\x1a"
//! 4  2  format version, little endian
//! 6  2  reserved, 0
//! 8  4  length of the payload
//! 12 4  CRC-32 of the payload (IEEE, as in zlib)
//! 16 …  payload in the postcard format: documents and dictionary, or facts
//! ```
//!
//! The checksum finds damage; what passes it is still checked against the invariants of [`crate::document`], so that
//! no file, however made, can cause a panic later. Facts are checked against the corpus that they were read from.

use crc::{CRC_32_ISO_HDLC, Crc, Table};
use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, ProvisionNo, Settings};
use crate::document::{Document, Provision};
use crate::facts::Facts;
use crate::facts::bearing::ProjectWords;
use crate::facts::citations::Target as Leads;
use crate::index::facets::ReadFacet;
use crate::lexicon::Topic;
use crate::phonetics::Phonetics;
use crate::segment::Dictionary;
use crate::text::{Span, Variants};
use crate::thesaurus::Thesaurus;

/// The version that is written, and the only one that is read: page and corpus are built together.
pub const VERSION: u16 = 5;

/// One small table: the sixteen of faster ones are 16 kB of noise in the download.
const CHECKSUM: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

const MAGIC: [u8; 4] = *b"PXC\x1a";
const FACTS: [u8; 4] = *b"PXF\x1a";
const HEADER: usize = 16;

/// Why bytes are not a corpus.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not written by this program at all: a web page, say.
    #[error("this is not the file that it should be")]
    Foreign,
    /// Written by another version.
    #[error("the file has format {found}; this program reads {VERSION}")]
    Version {
        /// Its version.
        found: u16,
    },
    /// Cut off, or with something behind it.
    #[error("the file is incomplete: {found} of {expected} bytes")]
    Length {
        /// What came.
        found: usize,
        /// What the header announces.
        expected: usize,
    },
    /// Altered on the way.
    #[error("the file is damaged: its checksum is wrong")]
    Checksum,
    /// Whole, but it doesn't make sense.
    #[error("the file is malformed: {0}")]
    Malformed(String),
}

/// What a corpus file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// What the corpus's keeper says of it.
    pub settings: Settings,
    /// In the corpus's order.
    pub documents: Vec<Document>,
    /// What cuts them.
    pub dictionary: Dictionary,
    /// Other ways to say what they say.
    pub thesaurus: Thesaurus,
    /// Other ways to write their characters.
    pub variants: Variants,
    /// How their characters are read.
    pub phonetics: Phonetics,
    /// What their provisions may be about.
    pub topics: Vec<Topic>,
    /// Where the documents' titles may be broken between lines ([`Segmenter::breaks`](crate::segment::Segmenter::breaks)),
    /// in the same order: the first page shows them before anything else is made ready.
    pub title_breaks: Vec<Vec<u16>>,
    /// What results can be narrowed by that was read out of provisions, in the order of [`crate::index::facets::READ`].
    pub facets: Vec<ReadFacet>,
}

/// Writes a corpus file. The same input gives the same bytes everywhere.
pub fn encode(payload: &Payload) -> Vec<u8> {
    wrap(MAGIC, payload)
}

/// Writes a file of facts, with the words by which projects are read. The same input gives the same bytes everywhere.
pub fn encode_facts(facts: &Facts, words: &ProjectWords) -> Vec<u8> {
    wrap(FACTS, &(facts, words))
}

fn wrap(magic: [u8; 4], payload: &impl Serialize) -> Vec<u8> {
    let payload =
        postcard::to_allocvec(payload).expect("plain data with known lengths can always be written to memory");
    let mut bytes = Vec::with_capacity(HEADER + payload.len());
    bytes.extend(magic);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend((payload.len() as u32).to_le_bytes());
    bytes.extend(CHECKSUM.checksum(&payload).to_le_bytes());
    bytes.extend(payload);
    bytes
}

/// What stands behind the header, if that is right.
fn unwrap(magic: [u8; 4], bytes: &[u8]) -> Result<&[u8], DecodeError> {
    let Some((header, payload)) = bytes.split_first_chunk::<HEADER>() else {
        let begun = !bytes.is_empty() && magic.starts_with(&bytes[..bytes.len().min(magic.len())]);
        return Err(if begun {
            DecodeError::Length { found: bytes.len(), expected: HEADER }
        } else {
            DecodeError::Foreign
        });
    };
    let [m0, m1, m2, m3, v0, v1, _, _, l0, l1, l2, l3, c0, c1, c2, c3] = *header;
    if [m0, m1, m2, m3] != magic {
        return Err(DecodeError::Foreign);
    }
    let found = u16::from_le_bytes([v0, v1]);
    if found != VERSION {
        return Err(DecodeError::Version { found });
    }
    let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
    if payload.len() != length {
        return Err(DecodeError::Length { found: bytes.len(), expected: HEADER + length });
    }
    if CHECKSUM.checksum(payload) != u32::from_le_bytes([c0, c1, c2, c3]) {
        return Err(DecodeError::Checksum);
    }
    Ok(payload)
}

/// Reads a file of facts that were read out of a corpus.
///
/// # Errors
/// Says how the bytes are not one, or not this corpus's.
pub fn decode_facts(bytes: &[u8], corpus: &Corpus) -> Result<(Facts, ProjectWords), DecodeError> {
    let payload = unwrap(FACTS, bytes)?;
    let (facts, words): (Facts, ProjectWords) =
        postcard::from_bytes(payload).map_err(|error| DecodeError::Malformed(error.to_string()))?;
    let fits = |no: ProvisionNo, at: Span| corpus.provision(no).is_some_and(|found| at.fits(&found.provision.text));
    let documents = corpus.documents().len() as u32;
    let leads = |target: &Leads| match target {
        Leads::Unrecorded => true,
        Leads::Document(no) => *no < documents,
        Leads::Ambiguous(several) => several.iter().all(|no| *no < documents),
    };
    let is_sound = facts.targets.iter().all(|fact| fits(fact.provision, fact.at))
        && facts.duties.iter().all(|fact| fits(fact.provision, fact.scope) && fits(fact.provision, fact.evidence))
        && facts.controls.iter().all(|fact| fits(fact.provision, fact.at))
        && facts.citations.iter().all(|fact| fits(fact.provision, fact.at) && leads(&fact.target))
        && facts.places.iter().all(|fact| fact.at.iter().all(|at| fits(fact.provision, *at)));
    if is_sound {
        Ok((facts, words))
    } else {
        Err(DecodeError::Malformed("a fact stands outside of its text".to_owned()))
    }
}

/// Reads a corpus file.
///
/// # Errors
/// Says how the bytes are not one.
pub fn decode(bytes: &[u8]) -> Result<Payload, DecodeError> {
    let payload = unwrap(MAGIC, bytes)?;
    let payload: Payload = postcard::from_bytes(payload).map_err(|error| DecodeError::Malformed(error.to_string()))?;
    if !payload.variants.is_sound() {
        return Err(DecodeError::Malformed("the table of characters".to_owned()));
    }
    for document in &payload.documents {
        for (index, provision) in document.provisions.iter().enumerate() {
            sound(index, provision)
                .map_err(|what| DecodeError::Malformed(format!("{what} of {}/{}", document.id, provision.path)))?;
        }
    }
    Ok(payload)
}

/// What everything downstream takes for granted.
fn sound(index: usize, provision: &Provision) -> Result<(), &'static str> {
    if provision.parent.is_some_and(|parent| parent as usize >= index) {
        return Err("the parent");
    }
    let spans = [provision.label, provision.heading, provision.body];
    if !spans.iter().all(|span| span.fits(&provision.text)) {
        return Err("a range");
    }
    let mut at = 0;
    for annotation in &provision.annotations {
        if !annotation.span.fits(&provision.text) || annotation.span.start < at {
            return Err("an annotation");
        }
        at = annotation.span.end;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::curated;

    fn sample() -> Payload {
        let file = "+++\nid = \"t\"\ntitle = \"题\"\nshort_title = \"题\"\ngenre = \"意见\"\nlevel = \"national\"\nregion = \"全国\"\n\
                    [source]\nfile = \"t.txt\"\nsha256 = \"h\"\nfidelity = \"mirror\"\n+++\n# 题\n一、总体要求\n（一）甲。[乙]{sic=\"丙\" why=\"疑\" sure=\"low\"}文。\n";
        let dictionary = Dictionary::new(&[("总体".into(), 5), ("要求".into(), 7)], &['总'], |_| true, 99);
        let settings = Settings { examples: vec!["总体".into()], ..Settings::default() };
        let documents = vec![curated::read(file).document];
        Payload { settings, documents, dictionary, ..Payload::default() }
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = encode(&sample());
        assert_eq!(decode(&bytes).as_ref(), Ok(&sample()));
        assert_eq!(bytes, encode(&sample()));
    }

    #[test]
    fn damage_is_named() {
        let bytes = encode(&sample());
        assert_eq!(decode(b"<!doctype html><title>404</title>"), Err(DecodeError::Foreign));
        assert_eq!(decode(b""), Err(DecodeError::Foreign));
        assert_eq!(decode(&bytes[..3]), Err(DecodeError::Length { found: 3, expected: HEADER }));
        let cut = bytes.len() - 1;
        assert_eq!(decode(&bytes[..cut]), Err(DecodeError::Length { found: cut, expected: bytes.len() }));
        let mut newer = bytes.clone();
        newer[4] = 9;
        assert_eq!(decode(&newer), Err(DecodeError::Version { found: 9 }));
        for at in (HEADER..bytes.len()).step_by(7) {
            let mut altered = bytes.clone();
            altered[at] ^= 0x20;
            assert_eq!(decode(&altered), Err(DecodeError::Checksum), "byte {at}");
        }
    }

    #[test]
    fn facts_belong_to_their_corpus() {
        let corpus = Corpus::of(sample().documents);
        let control = |end: u32| crate::facts::duties::Duty {
            provision: 2,
            scope: Span { start: 0, end },
            ..crate::facts::duties::Duty::default()
        };
        let facts = |end| Facts { duties: vec![control(end)], ..Facts::default() };
        let words = ProjectWords { no_places: vec!["京剧".into()], ..ProjectWords::default() };
        let encode_facts = |facts: &Facts| encode_facts(facts, &words);
        assert_eq!(decode_facts(&encode_facts(&facts(3)), &corpus), Ok((facts(3), words.clone())));
        let outside = Err(DecodeError::Malformed("a fact stands outside of its text".into()));
        assert_eq!(decode_facts(&encode_facts(&facts(900)), &corpus), outside);
        assert_eq!(decode_facts(&encode_facts(&facts(3)), &Corpus::default()), outside);
        assert_eq!(decode_facts(&encode(&sample()), &corpus), Err(DecodeError::Foreign));
    }

    #[test]
    fn ranges_that_do_not_fit_are_refused() {
        let mut payload = sample();
        payload.documents[0].provisions[1].body.end += 1;
        assert_eq!(decode(&encode(&payload)), Err(DecodeError::Malformed("a range of t/1".into())));
        let mut payload = sample();
        payload.documents[0].provisions[2].parent = Some(2);
        assert_eq!(decode(&encode(&payload)), Err(DecodeError::Malformed("the parent of t/1.1".into())));
    }

    proptest! {
        #[test]
        fn no_bytes_cause_a_panic(mut payload in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut bytes = Vec::from(MAGIC);
            bytes.extend(VERSION.to_le_bytes());
            bytes.extend([0, 0]);
            bytes.extend((payload.len() as u32).to_le_bytes());
            bytes.extend(CHECKSUM.checksum(&payload).to_le_bytes());
            bytes.append(&mut payload);
            let _ = decode(&bytes);
        }
    }
}
