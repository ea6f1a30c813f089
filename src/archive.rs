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

/// A corpus, ready to be asked.
#[derive(Debug)]
pub struct Archive {
    /// All documents.
    pub corpus: Corpus,
    /// What the corpus's keeper says of it.
    pub settings: Settings,
    engine: Engine,
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

    /// Makes a corpus ready.
    pub fn of(mut payload: Payload) -> Archive {
        let corpus = Corpus::of(std::mem::take(&mut payload.documents));
        let settings = std::mem::take(&mut payload.settings);
        let topics = std::mem::take(&mut payload.topics);
        let engine = Engine::new(&corpus, payload);
        Archive {
            corpus,
            settings,
            engine,
            likeness: OnceLock::new(),
            topics,
            treated: OnceLock::new(),
            facts: OnceLock::new(),
            weigher: OnceLock::new(),
        }
    }

    /// Answers a question.
    pub fn search(&self, request: &Request) -> Results {
        query::search(&self.corpus, &self.engine, request)
    }

    /// What a person who has typed the question so far may be about to ask; `earlier` are questions asked before.
    pub fn suggest(&self, request: &Request, earlier: &[String]) -> Vec<Suggestion> {
        query::suggest(&self.corpus, &self.engine, request, earlier)
    }

    /// Where the words of a question stand in a document: provisions and byte ranges of their printed text, in order.
    pub fn marks(&self, document_no: usize, request: &Request) -> Vec<(ProvisionNo, Range<usize>)> {
        query::marks(&self.corpus, &self.engine, document_no, request)
    }

    /// The part of a provision around one of the places where the words of a question stand, counted from 0; and how
    /// many places there are.
    pub fn excerpt(&self, provision: ProvisionNo, request: &Request, at: usize) -> (Snippet, usize) {
        query::excerpt(&self.corpus, &self.engine, provision, request, at)
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
        compare::compare(&self.corpus, &self.engine.index, first, second)
    }

    /// What provisions may be about.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// What all provisions are about, by their numbers.
    pub fn treated(&self) -> &[Treated] {
        self.treated.get_or_init(|| topics::read(&self.corpus, &self.engine.index, &self.topics))
    }

    /// Where provisions say the words by which a topic is told: bytes of their printed texts, in order.
    pub fn words_of_topic(&self, topic: TopicNo) -> Vec<(ProvisionNo, Range<usize>)> {
        let Some(topic) = self.topics.get(usize::from(topic)) else { return Vec::new() };
        let found = topics::words_in(&self.engine.index, topic).into_iter();
        found.map(|(no, range)| (no, compare::printed(&self.corpus, no, range))).collect()
    }

    fn likeness(&self) -> &Likeness {
        self.likeness.get_or_init(|| Likeness::build(&self.corpus, &self.engine.index))
    }

    /// Where a heading may be broken between lines: byte offsets, in order. Never before a mark or a particle, never
    /// behind a figure or a word that leans on the next.
    pub fn breaks(&self, text: &str) -> Vec<usize> {
        let tokens = self.engine.segmenter.cut(text);
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
