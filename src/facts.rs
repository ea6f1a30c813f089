//! What is read out of the text.
//!
//! In: a corpus and word lists; for topics its folded text too. Out: facts, as plain data, by provision, each with the
//! stretch of printed text that it was read from. Doesn't know who asks.

pub mod bearing;
pub mod citations;
pub mod controls;
pub mod corrections;
pub mod deadlines;
pub mod duties;
pub mod measured;
pub mod names;
pub mod passage;
pub mod places;
pub mod targets;
pub mod topics;

use serde::{Deserialize, Serialize};

use self::bearing::{ProjectWords, Weigher};
use self::citations::{Citation, CitationLexicon};
use self::controls::Control;
use self::duties::Duty;
use self::passage::Passage;
use self::places::Named;
use self::targets::{Target, TargetLexicon};
use crate::corpus::Corpus;
use crate::lexicon::Lexicon;
use crate::lexicon::units::Units;

/// All facts of a corpus, each list in the order of the provisions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What is to be reached.
    pub targets: Vec<Target>,
    /// Who has to do what.
    pub duties: Vec<Duty>,
    /// What projects are checked against.
    pub controls: Vec<Control>,
    /// What is cited.
    pub citations: Vec<Citation>,
    /// What places are named.
    pub places: Vec<Named>,
}

/// Reads facts, with the words of a lexicon.
#[derive(Debug, Default)]
pub struct Reader {
    units: Units,
    citations: CitationLexicon,
    targets: TargetLexicon,
    /// Controls and places, by which projects are weighed too.
    weigher: Weigher,
}

impl Reader {
    /// Knows the words of this lexicon.
    pub fn new(lexicon: &Lexicon) -> Reader {
        Reader {
            units: lexicon.units.clone(),
            citations: CitationLexicon::new(lexicon.instruments.clone()),
            targets: TargetLexicon::new(lexicon.targets.clone(), &lexicon.units.limits),
            weigher: Weigher::new(lexicon.project_words()),
        }
    }

    /// Reads the facts of a corpus.
    pub fn read(&self, corpus: &Corpus) -> Facts {
        let Weigher { lexicon, gazetteer } = &self.weigher;
        let mut facts = Facts::default();
        for (no, located) in (0..).zip(corpus.provisions()) {
            let passage = Passage::of(no, located);
            facts.targets.extend(targets::read(&passage, &self.targets));
            facts.duties.extend(duties::read(&passage, &self.units));
            let places = places::read(&passage, gazetteer);
            facts.controls.extend(controls::read(&passage, lexicon, &places));
            facts.citations.extend(citations::read(&passage, &self.citations));
            facts.places.extend(places);
        }
        citations::resolve(corpus, &mut facts.citations);
        facts
    }
}

impl Lexicon {
    /// The words by which projects are read.
    pub fn project_words(&self) -> ProjectWords {
        ProjectWords {
            controls: self.controls.clone(),
            places: self.places.clone(),
            no_places: self.no_places.clone(),
            organs: self.units.organs.clone(),
            no_organs: self.units.no_organs.clone(),
        }
    }
}
