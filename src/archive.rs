//! The façade: all that a view or the command line may call.
//!
//! In: a corpus file's bytes, or a corpus. Out: documents, provisions, and answers, as plain data. Doesn't know who
//! asks.

use std::ops::Range;
use std::sync::OnceLock;

use crate::compare::{self, Alignment, Diff, Likeness, Pair, Related};
use crate::corpus::{Corpus, ProvisionNo, Settings};
use crate::document::{Document, Provision};
use crate::facts::Facts;
use crate::facts::bearing::{self, Bearing, ProjectWords, Weigher};
use crate::facts::topics::{self, TopicNo, Treated};
use crate::format::{self, DecodeError, Payload};
use crate::lexicon::Topic;
use crate::query::{self, Engine, Request, Results, Snippet, Suggestion};

/// A corpus that can be asked.
#[derive(Debug)]
pub struct Archive {
    /// All documents.
    pub corpus: Corpus,
    /// What the corpus's keeper says of it.
    pub settings: Settings,
    /// What else came with the documents, of which the engine is made.
    lists: Payload,
    /// Made when it is first needed.
    engine: OnceLock<Engine>,
    /// Worked out when it is first asked for.
    likeness: OnceLock<Likeness>,
    topics: Vec<Topic>,
    /// By provision; read when it is first asked for.
    treated: OnceLock<Vec<Treated>>,
    /// What was read out of the text, once it is here.
    facts: OnceLock<(Facts, ProjectWords)>,
    /// Made of those words when the first project is asked about.
    weigher: OnceLock<Weigher>,
}

impl Archive {
    /// Opens a corpus file.
    ///
    /// # Errors
    /// Says how the bytes are not one.
    pub fn open(bytes: &[u8]) -> Result<Archive, DecodeError> {
        format::decode(bytes).map(Archive::of)
    }

    /// Takes a file of facts that were read out of this corpus.
    ///
    /// # Errors
    /// Says how the bytes are not one, or not this corpus's.
    pub fn take_facts(&self, bytes: &[u8]) -> Result<(), DecodeError> {
        let (facts, words) = format::decode_facts(bytes, &self.corpus)?;
        self.learn(facts, words);
        Ok(())
    }

    /// Takes the facts that were read out of this corpus, and the words by which projects are read; those that came first stay.
    pub fn learn(&self, facts: Facts, words: ProjectWords) {
        self.facts.get_or_init(|| (facts, words));
    }

    /// What was read out of the text; `None` until it is here.
    pub fn facts(&self) -> Option<&Facts> {
        self.facts.get().map(|(facts, _)| facts)
    }

    /// The controls that bear on a project described in words, the decisive first; none until the facts are here.
    pub fn bearing(&self, project: &str) -> Vec<Bearing> {
        let Some((facts, words)) = self.facts.get() else { return Vec::new() };
        let weigher = self.weigher.get_or_init(|| Weigher::new(words.clone()));
        bearing::read(&self.corpus, &facts.controls, weigher, project)
    }

    /// Takes what a corpus file holds.
    pub fn of(mut payload: Payload) -> Archive {
        let corpus = Corpus::of(std::mem::take(&mut payload.documents));
        let settings = std::mem::take(&mut payload.settings);
        let topics = std::mem::take(&mut payload.topics);
        Archive {
            corpus,
            settings,
            lists: payload,
            engine: OnceLock::new(),
            likeness: OnceLock::new(),
            topics,
            treated: OnceLock::new(),
            facts: OnceLock::new(),
            weigher: OnceLock::new(),
        }
    }

    /// Answers a question.
    pub fn search(&self, request: &Request) -> Results {
        query::search(&self.corpus, self.engine(), request)
    }

    /// What a person who has typed the question so far may be about to ask; `earlier` are questions asked before.
    pub fn suggest(&self, request: &Request, earlier: &[String]) -> Vec<Suggestion> {
        query::suggest(&self.corpus, self.engine(), request, earlier)
    }

    /// Where the words of a question stand in a document: provisions and byte ranges of their printed text, in order.
    pub fn marks(&self, document_no: usize, request: &Request) -> Vec<(ProvisionNo, Range<usize>)> {
        query::marks(&self.corpus, self.engine(), document_no, request)
    }

    /// The part of a provision around one of the places where the words of a question stand, counted from 0; and how
    /// many places there are.
    pub fn excerpt(&self, provision: ProvisionNo, request: &Request, at: usize) -> (Snippet, usize) {
        query::excerpt(&self.corpus, self.engine(), provision, request, at)
    }

    /// Makes ready what searching needs, which otherwise the first to search waits for.
    pub fn prepare_searching(&self) {
        self.engine();
    }

    /// Works out what comparing needs, which otherwise the first to compare waits for.
    pub fn prepare_comparing(&self) {
        self.likeness();
    }

    /// The provisions that treat the same subject as one, the best first, at most `limit`.
    pub fn related(&self, provision: ProvisionNo, limit: usize) -> Vec<Related> {
        compare::related(&self.corpus, self.likeness(), provision, limit)
    }

    /// Documents side by side, by their places in the corpus, the base first.
    pub fn align(&self, documents: &[usize]) -> Alignment {
        compare::align(&self.corpus, self.likeness(), documents)
    }

    /// How each of some provisions stands to the first of them.
    pub fn beside(&self, provisions: &[ProvisionNo]) -> Vec<Pair> {
        compare::beside(&self.corpus, self.likeness(), provisions)
    }

    /// What changed in the wording from one provision to another; `None` if there is no such provision.
    pub fn diff(&self, first: ProvisionNo, second: ProvisionNo) -> Option<Diff> {
        compare::compare(&self.corpus, &self.engine().index, first, second)
    }

    /// What provisions may be about.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// What all provisions are about, by their numbers.
    pub fn treated(&self) -> &[Treated] {
        self.treated.get_or_init(|| topics::read(&self.corpus, &self.engine().index, &self.topics))
    }

    /// Where provisions say the words by which a topic is told: bytes of their printed texts, in order.
    pub fn words_of_topic(&self, topic: TopicNo) -> Vec<(ProvisionNo, Range<usize>)> {
        let Some(topic) = self.topics.get(usize::from(topic)) else { return Vec::new() };
        let found = topics::words_in(&self.engine().index, topic).into_iter();
        found.map(|(no, range)| (no, compare::printed(&self.corpus, no, range))).collect()
    }

    fn engine(&self) -> &Engine {
        self.engine.get_or_init(|| Engine::new(&self.corpus, &self.lists))
    }

    fn likeness(&self) -> &Likeness {
        self.likeness.get_or_init(|| Likeness::build(&self.corpus, &self.engine().index))
    }

    /// Where a title or heading may be broken between lines ([`Segmenter::breaks`](crate::segment::Segmenter::breaks)).
    pub fn breaks(&self, text: &str) -> Vec<usize> {
        let mut titles = self.corpus.documents().iter().zip(&self.lists.title_breaks);
        match titles.find(|(document, _)| document.identity.title == text) {
            Some((_, breaks)) => breaks.iter().map(|&at| usize::from(at)).collect(),
            None => self.engine().segmenter.breaks(text),
        }
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
