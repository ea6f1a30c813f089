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
pub mod names;
pub mod passage;
pub mod places;
pub mod targets;
pub mod topics;

use serde::{Deserialize, Serialize};

use self::bearing::Bearing;
use self::citations::{Citation, Citator};
use self::controls::{Control, Warden};
use self::duties::Duty;
use self::passage::Passage;
use self::places::{Gazetteer, Named};
use self::targets::{Gauge, Target};
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
    gazetteer: Gazetteer,
    citator: Citator,
    gauge: Gauge,
    warden: Warden,
}

impl Reader {
    /// Knows the words of this lexicon.
    pub fn new(lexicon: &Lexicon) -> Reader {
        let Lexicon { units, places, no_places, instruments, targets, controls, .. } = lexicon;
        Reader {
            gazetteer: Gazetteer::new(places.clone(), no_places, &units.organs),
            citator: Citator::new(instruments.clone()),
            gauge: Gauge::new(targets.clone()),
            warden: Warden::new(controls.clone()),
            units: units.clone(),
        }
    }

    /// Reads the facts of a corpus.
    pub fn read(&self, corpus: &Corpus) -> Facts {
        let mut facts = Facts::default();
        for (no, located) in (0..).zip(corpus.provisions()) {
            let passage = Passage::of(no, located);
            facts.targets.extend(targets::read(&passage, &self.gauge));
            facts.duties.extend(duties::read(&passage, &self.units));
            let places = places::read(&passage, &self.gazetteer);
            facts.controls.extend(controls::read(&passage, &self.warden, &places));
            facts.citations.extend(citations::read(&passage, &self.citator));
            facts.places.extend(places);
        }
        citations::resolve(corpus, &mut facts.citations);
        facts
    }

    /// The controls that bear on a project described in words, the decisive first.
    pub fn bearing(&self, corpus: &Corpus, facts: &Facts, project: &str) -> Vec<Bearing> {
        bearing::read(corpus, &facts.controls, &self.warden, &self.gazetteer, project)
    }
}
