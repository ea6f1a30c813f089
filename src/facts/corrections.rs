//! An editor's word on what is read out of a document: `[[corrections]]` in the front matter.
//!
//! In: the tables as written, and the facts that were read. Out: the facts with the editor's in their place, each with
//! the reason. Doesn't know how facts are read. A correction finds its fact by the words that both stand in; what it
//! doesn't say stays as it was read, and where nothing was read it adds a fact.

use std::ops::Range;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::Facts;
use super::citations::{Citation, Target as Leads};
use super::controls::Control;
use super::duties::Duty;
use super::places::Named;
use super::targets::{Deadline, Decimal, Target, TargetKind};
use crate::corpus::{Corpus, ProvisionNo};
use crate::diagnostic::Diagnostic;
use crate::document::{Basis, Date, Document};
use crate::lexicon::controls::ControlKind;
use crate::lexicon::instruments::CitedKind;
use crate::lexicon::places::PlaceKind;
use crate::text::{Origins, Span, fold};

/// A fact that the editor puts right, adds or strikes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The provision, by its path: `2.3.9`.
    pub provision: String,
    /// The words of the provision that the fact stands in.
    pub quote: String,
    /// Which one, where these words have several: its indicator, first unit, strength or name.
    pub was: Option<String>,
    /// Why.
    pub why: String,
    /// What kind of fact there is none of here.
    pub strike: Option<FactKind>,
    /// What is to be reached.
    pub target: Option<TargetFields>,
    /// Who has to do what.
    pub duty: Option<DutyFields>,
    /// What projects are checked against.
    pub control: Option<ControlFields>,
    /// What is cited.
    pub citation: Option<CitationFields>,
    /// What place is named.
    pub place: Option<PlaceFields>,
}

/// A kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum FactKind {
    Target,
    Duty,
    Control,
    Citation,
    Place,
}

/// Fields of a target; what is not given stays as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "as in the answers")]
pub struct TargetFields {
    pub indicator: Option<String>,
    pub comparator: Option<String>,
    /// Figures, two for a range: `["10", "15"]`.
    #[serde(default, deserialize_with = "figures")]
    pub value: Option<Vec<Decimal>>,
    pub unit: Option<String>,
    pub deadline: Option<Date>,
    pub baseline: Option<String>,
    pub scope: Option<String>,
    pub strength: Option<String>,
    pub kind: Option<TargetKind>,
}

/// Reads figures that are written as text, so that 0.10 stays what it is.
fn figures<'de, D: Deserializer<'de>>(written: D) -> Result<Option<Vec<Decimal>>, D::Error> {
    let written = Vec::<String>::deserialize(written)?;
    let read = written
        .iter()
        .map(|figure| Decimal::read(figure).ok_or_else(|| D::Error::custom(format!("“{figure}” is no figure"))));
    read.collect::<Result<_, _>>().map(Some)
}

/// Fields of a duty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "as in the answers")]
pub struct DutyFields {
    pub task: Option<String>,
    pub lead: Option<Vec<String>>,
    pub with: Option<Vec<String>>,
    pub responsible: Option<Vec<String>>,
}

/// Fields of a control.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "as in the answers")]
pub struct ControlFields {
    pub kind: Option<ControlKind>,
    pub strength: Option<String>,
    pub subjects: Option<Vec<String>>,
    pub place: Option<String>,
    pub zone: Option<Vec<String>>,
    pub threshold: Option<String>,
    pub deadline: Option<Date>,
}

/// Fields of a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "as in the answers")]
pub struct CitationFields {
    pub name: Option<String>,
    pub kind: Option<CitedKind>,
    pub number: Option<String>,
    pub planned: Option<bool>,
    /// The document of this corpus that it leads to, by its id.
    pub document: Option<String>,
}

/// Fields of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "as in the answers")]
pub struct PlaceFields {
    pub name: Option<String>,
    pub kind: Option<PlaceKind>,
    pub group: Option<String>,
}

impl Correction {
    /// What kind of fact it is about; `None` if it says none, or several.
    pub fn kind(&self) -> Option<FactKind> {
        let said = [
            self.strike,
            self.target.as_ref().map(|_| FactKind::Target),
            self.duty.as_ref().map(|_| FactKind::Duty),
            self.control.as_ref().map(|_| FactKind::Control),
            self.citation.as_ref().map(|_| FactKind::Citation),
            self.place.as_ref().map(|_| FactKind::Place),
        ];
        let mut said = said.into_iter().flatten();
        said.next().filter(|_| said.next().is_none())
    }
}

/// Reads the tables of a document's front matter, and looks whether its text has what they name.
pub fn read(document: &Document, tables: &[toml::Table]) -> (Vec<Correction>, Vec<Diagnostic>) {
    const REMEDY: &str = "data/README.md tells how corrections are written";
    let (mut corrections, mut found) = (Vec::new(), Vec::new());
    for table in tables {
        let correction = match table.clone().try_into::<Correction>() {
            Ok(correction) => correction,
            Err(error) => {
                found.push(Diagnostic::error(0, 0, format!("a correction can't be read: {}", error.message()), REMEDY));
                continue;
            }
        };
        let at = format!("the correction of `{}`, “{}”,", correction.provision, correction.quote);
        let cause = match document.provisions.iter().find(|provision| provision.path == correction.provision) {
            None => Some(format!("{at} names no provision of this document")),
            Some(provision) if place_of(&provision.text, &correction.quote).is_none() => {
                Some(format!("{at} quotes words that don't stand there"))
            }
            Some(_) if correction.kind().is_none() => Some(format!("{at} is of no kind of fact, or of several")),
            Some(_) => None,
        };
        match cause {
            Some(cause) => found.push(Diagnostic::error(0, 0, cause, REMEDY)),
            None => corrections.push(correction),
        }
    }
    (corrections, found)
}

/// Where a quote stands in a printed text, whatever the shape of marks and blanks.
fn place_of(text: &str, quote: &str) -> Option<Range<usize>> {
    let (folded, sought) = (fold(text), fold(quote));
    let at = folded.find(&sought).filter(|_| !sought.is_empty())?;
    Some(Origins::of(text).printed(at..at + sought.len()))
}

/// A fact that can be put right.
trait Correctable: Clone {
    /// Where it stands.
    fn at(&self) -> (ProvisionNo, Span);
    /// Whether it is what an editor calls so.
    fn is_called(&self, name: &str) -> bool;
    /// Keeps why the editor put it so.
    fn explain(&mut self, why: &str);
}

macro_rules! correctable {
    ($fact:ty, $at:expr, $called:expr) => {
        impl Correctable for $fact {
            fn at(&self) -> (ProvisionNo, Span) {
                (self.provision, $at(self))
            }

            fn is_called(&self, name: &str) -> bool {
                $called(self, name)
            }

            fn explain(&mut self, why: &str) {
                self.correction = Some(why.to_owned());
            }
        }
    };
}

correctable!(Target, |fact: &Target| fact.at, |fact: &Target, name: &str| fact.indicator == name);
correctable!(Duty, |fact: &Duty| fact.scope, |fact: &Duty, name: &str| fact
    .printed
    .all()
    .any(|(_, unit)| unit == name));
correctable!(Control, |fact: &Control| fact.at, |fact: &Control, name: &str| fact.strength == name);
correctable!(Citation, |fact: &Citation| fact.at, |fact: &Citation, name: &str| fact.name == name);
correctable!(Named, |fact: &Named| fact.at.first().copied().unwrap_or_default(), |fact: &Named, name: &str| fact.name
    == name);

/// Takes out the facts that a correction is about; puts `change` of the first of them, or of `blank`, in their place. Says
/// whether there were any.
fn put<T: Correctable>(facts: &mut Vec<T>, found: &Found<'_>, blank: T, change: Option<impl FnOnce(&mut T)>) -> bool {
    let Found { correction, provision, span } = found;
    let is_meant = |fact: &T| {
        let (at, place) = fact.at();
        let overlaps = place.start < span.end && span.start < place.end;
        at == *provision && overlaps && correction.was.as_ref().is_none_or(|was| fact.is_called(was))
    };
    let first = facts.iter().position(&is_meant);
    let old = first.map(|at| facts[at].clone());
    facts.retain(|fact| !is_meant(fact));
    if let Some(change) = change {
        let mut new = old.unwrap_or(blank);
        change(&mut new);
        new.explain(&correction.why);
        let at = first.unwrap_or_else(|| {
            facts.partition_point(|fact| (fact.at().0, fact.at().1.start) < (*provision, span.start))
        });
        facts.insert(at.min(facts.len()), new);
    }
    first.is_some()
}

/// A correction and the place that it names.
struct Found<'a> {
    correction: &'a Correction,
    provision: ProvisionNo,
    span: Span,
}

/// Puts the editor's facts in the place of those that were read. `corrections` are by their documents' ids. Hands back
/// what is wrong with them.
pub fn apply(corpus: &Corpus, facts: &mut Facts, corrections: &[(String, Correction)]) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for (document, correction) in corrections {
        let number = corpus.number_of(&format!("{document}/{}", correction.provision));
        let located = number.and_then(|no| corpus.provision(no).map(|at| (no, at)));
        let Some((provision, located)) = located else { continue };
        let Some(place) = place_of(&located.provision.text, &correction.quote) else { continue };
        let span = Span::new(place.start, place.end);
        let found = Found { correction, provision, span };
        let there_was = match correction.kind() {
            Some(FactKind::Target) => {
                let blank = blank_target(provision, span, located.document);
                put(
                    &mut facts.targets,
                    &found,
                    blank,
                    correction.target.as_ref().map(|fields| |fact: &mut Target| fields.change(fact)),
                )
            }
            Some(FactKind::Duty) => {
                let task = located.provision.heading().to_owned();
                let blank = Duty { provision, task, scope: span, evidence: span, ..Duty::default() };
                put(
                    &mut facts.duties,
                    &found,
                    blank,
                    correction.duty.as_ref().map(|fields| |fact: &mut Duty| fields.change(fact)),
                )
            }
            Some(FactKind::Control) => {
                let blank = Control::blank(provision, span);
                put(
                    &mut facts.controls,
                    &found,
                    blank,
                    correction.control.as_ref().map(|fields| |fact: &mut Control| fields.change(fact)),
                )
            }
            Some(FactKind::Citation) => {
                let blank = Citation::blank(provision, span, &located.provision.text[place]);
                let change =
                    correction.citation.as_ref().map(|fields| |fact: &mut Citation| fields.change(fact, corpus));
                put(&mut facts.citations, &found, blank, change)
            }
            Some(FactKind::Place) => {
                let name = located.provision.text[place.clone()].to_owned();
                let blank = Named {
                    provision,
                    group: name.clone(),
                    name,
                    kind: PlaceKind::Region,
                    within: Vec::new(),
                    at: vec![span],
                    correction: None,
                };
                put(
                    &mut facts.places,
                    &found,
                    blank,
                    correction.place.as_ref().map(|fields| |fact: &mut Named| fields.change(fact)),
                )
            }
            None => true,
        };
        let at = format!("the correction of `{}`, “{}”,", correction.provision, correction.quote);
        let file = format!("documents/{document}.md");
        let cited = correction.citation.as_ref().and_then(|fields| fields.document.as_ref());
        if let Some(id) = cited.filter(|id| corpus.document(id).is_none()) {
            let cause = format!("{at} leads to `{id}`, and there is no such document");
            wrong.push(Diagnostic::error(0, 0, cause, "name a document of this corpus by its id").of(&file));
        }
        match &correction.was {
            Some(was) if !there_was => {
                let cause = format!("{at} is of “{was}”, and nothing of that name was read there");
                wrong.push(
                    Diagnostic::error(0, 0, cause, "name it as it is read, or leave `was` out to add a fact").of(&file),
                );
            }
            None if !there_was && correction.strike.is_some() => {
                let cause = format!("{at} strikes what was not read");
                wrong.push(Diagnostic::warning(0, 0, cause, "take it out").of(&file));
            }
            _ => {}
        }
    }
    wrong
}

fn blank_target(provision: ProvisionNo, at: Span, document: &Document) -> Target {
    Target {
        provision,
        at,
        indicator: String::new(),
        comparator: "=".to_owned(),
        value: Vec::new(),
        unit: String::new(),
        deadline: None,
        baseline: None,
        scope: document.region.clone(),
        strength: String::new(),
        kind: TargetKind::Quantity,
        is_core: true,
        correction: None,
    }
}

/// Puts a given value in the place of another.
fn set<T: Clone>(into: &mut T, given: Option<&T>) {
    if let Some(given) = given {
        *into = given.clone();
    }
}

/// As [`set`], where there may be none.
fn set_some<T: Clone>(into: &mut Option<T>, given: Option<&T>) {
    if given.is_some() {
        *into = given.cloned();
    }
}

impl TargetFields {
    fn change(&self, fact: &mut Target) {
        set(&mut fact.indicator, self.indicator.as_ref());
        set(&mut fact.comparator, self.comparator.as_ref());
        set(&mut fact.value, self.value.as_ref());
        set(&mut fact.unit, self.unit.as_ref());
        if let Some(date) = self.deadline {
            fact.deadline = Some(Deadline { day: date.last_day(), basis: Basis::Inferred });
        }
        set_some(&mut fact.baseline, self.baseline.as_ref());
        set(&mut fact.scope, self.scope.as_ref());
        set(&mut fact.strength, self.strength.as_ref());
        set(&mut fact.kind, self.kind.as_ref());
    }
}

impl DutyFields {
    fn change(&self, fact: &mut Duty) {
        set(&mut fact.task, self.task.as_ref());
        set(&mut fact.printed.lead, self.lead.as_ref());
        set(&mut fact.printed.with, self.with.as_ref());
        set(&mut fact.printed.responsible, self.responsible.as_ref());
        if self.lead.is_some() || self.with.is_some() || self.responsible.is_some() {
            fact.suggested = None;
            fact.units = fact.printed.units(|name| name);
        }
    }
}

impl ControlFields {
    fn change(&self, fact: &mut Control) {
        set(&mut fact.kind, self.kind.as_ref());
        set(&mut fact.strength, self.strength.as_ref());
        set(&mut fact.subjects, self.subjects.as_ref());
        set_some(&mut fact.place, self.place.as_ref());
        set(&mut fact.zone, self.zone.as_ref());
        set_some(&mut fact.threshold, self.threshold.as_ref());
        set_some(&mut fact.deadline, self.deadline.map(Date::last_day).as_ref());
    }
}

impl CitationFields {
    fn change(&self, fact: &mut Citation, corpus: &Corpus) {
        set(&mut fact.name, self.name.as_ref());
        set(&mut fact.kind, self.kind.as_ref());
        set_some(&mut fact.number, self.number.as_ref());
        set(&mut fact.is_planned, self.planned.as_ref());
        let place =
            self.document.as_ref().and_then(|id| corpus.documents().iter().position(|document| document.id == *id));
        if let Some(place) = place {
            fact.target = Leads::Document(place as u32);
        }
    }
}

impl PlaceFields {
    fn change(&self, fact: &mut Named) {
        set(&mut fact.name, self.name.as_ref());
        set(&mut fact.kind, self.kind.as_ref());
        set(&mut fact.group, self.group.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reader;
    use super::*;
    use crate::document::curated;
    use crate::lexicon::{Lexicon, targets};

    fn corrected(corrections: &str, body: &str) -> (Facts, Vec<Diagnostic>) {
        let mut document = curated::read(&format!("+++\n+++\n{body}")).document;
        document.id = "t".into();
        let tables: toml::Table = corrections.parse().expect("the test writes TOML");
        let tables: Vec<toml::Table> = tables["corrections"].clone().try_into().expect("a list of tables");
        let (read, found) = read(&document, &tables);
        let corpus = Corpus::of(vec![document]);
        let (words, _) = targets::targets(include_str!("../../data/lexicon/targets.toml"));
        let reader = Reader::new(&Lexicon { targets: words, ..Lexicon::default() });
        let mut facts = reader.read(&corpus);
        let mut found = found;
        found.extend(apply(
            &corpus,
            &mut facts,
            &read.into_iter().map(|one| ("t".to_owned(), one)).collect::<Vec<_>>(),
        ));
        (facts, found)
    }

    #[test]
    fn the_editor_puts_right_adds_and_strikes() {
        let body = "一、目标\n\n（一）甲。甲率达到80%。乙率达到90%。召开大会。";
        let toml = "
            [[corrections]]
            provision = \"1.1\"
            quote = \"甲率达到80％\"
            why = \"副本误植\"
            target = { value = [\"85\"], deadline = \"2025\" }
            [[corrections]]
            provision = \"1.1\"
            quote = \"乙率达到90%\"
            why = \"不是目标\"
            strike = \"target\"
            [[corrections]]
            provision = \"1.1\"
            quote = \"召开大会\"
            why = \"会期为目标\"
            target = { indicator = \"大会\", comparator = \"by\" }
        ";
        let (facts, found) = corrected(toml, body);
        assert_eq!(found, []);
        let shown: Vec<_> = facts
            .targets
            .iter()
            .map(|fact| {
                (
                    fact.indicator.as_str(),
                    fact.value.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    fact.correction.as_deref(),
                )
            })
            .collect();
        assert_eq!(shown, [("甲率", vec!["85".to_owned()], Some("副本误植")), ("大会", vec![], Some("会期为目标"))]);
        assert_eq!(facts.targets[0].deadline.map(|deadline| deadline.day.to_string()).as_deref(), Some("2025-12-31"));
    }

    #[test]
    fn what_a_correction_names_must_stand_there() {
        for (table, told) in [
            ("provision = \"9\"\nquote = \"甲\"\nwhy = \"疑\"\nstrike = \"target\"", "names no provision"),
            ("provision = \"1\"\nquote = \"丙\"\nwhy = \"疑\"\nstrike = \"target\"", "don't stand there"),
            ("provision = \"1\"\nquote = \"甲\"\nwhy = \"疑\"", "of no kind"),
            ("provision = \"1\"\nquote = \"甲\"\nstrike = \"target\"", "can't be read"),
            ("provision = \"1\"\nquote = \"甲\"\nwhy = \"疑\"\nstrike = \"target\"", "strikes what was not read"),
            ("provision = \"1\"\nquote = \"甲\"\nwhy = \"疑\"\nwas = \"丁\"\ntarget = {}", "nothing of that name"),
            ("provision = \"1\"\nquote = \"甲\"\nwhy = \"疑\"\ntarget = { value = [\"八\"] }", "is no figure"),
            ("provision = \"1\"\nquote = \"甲\"\nwhy = \"疑\"\ncitation = { document = \"x\" }", "no such document"),
        ] {
            let (_, found) = corrected(&format!("[[corrections]]\n{table}\n"), "一、甲。乙。");
            assert!(found[0].to_string().contains(told), "{found:?}");
        }
    }
}
