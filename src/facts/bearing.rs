//! Which controls bear on a project that is described in words.
//!
//! In: a description, the controls of a corpus, the words and places by which both were read. Out: [`Bearing`]s, the
//! decisive first, each with its reasons. Knows no law: a control that bears on a project need not forbid it.
//!
//! A description is read as provisions are: industries and facilities with what they are cases of, zones, places with
//! the provinces that they lie in, distances and capacities. A control bears if its document's area covers the place,
//! its own place, if it has one, can be the project's, and it is about what the project is, or about every project. The
//! score is the product of three: how decisive the kind is, how near the subject, how near the place. What no list of
//! subjects knows is compared by its words: pairs of characters that the description and the control share, the more
//! the rarer they are among the controls.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::controls::{Control, ControlLexicon, SubjectKind};
use super::places::{Found, Gazetteer};
use crate::corpus::Corpus;
use crate::lexicon::controls::{ControlKind, ControlWords, Subject};
use crate::lexicon::places::{Place, PlaceKind};
use crate::text::{fold, is_han};

/// A control that bears on a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Bearing {
    /// Its place among the controls.
    pub control: usize,
    /// The more, the more decisive.
    pub score: f32,
    /// Why it bears.
    pub reasons: Vec<Reason>,
}

/// Why a control bears on a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Both are about this subject.
    Subject(String),
    /// The project's subject is a case of the control's: 焦化 of “两高”项目.
    Broader {
        /// What the project is.
        project: String,
        /// What the control is about.
        control: String,
    },
    /// The project lies in, or crosses, a zone of this kind.
    Zone(String),
    /// Both name this place.
    Place(String),
    /// The control's place has the project's in it.
    Within {
        /// Where the project is.
        project: String,
        /// Where the control holds.
        control: String,
    },
    /// The project keeps within the limit: 800米, 1公里范围内.
    Limit(String),
    /// Both have these words.
    Words(String),
    /// It holds for every project in the document's area.
    General,
}

/// What a description says.
#[derive(Clone, Debug, Default)]
struct Project {
    /// Subjects that it names.
    named: Vec<u16>,
    /// What those are cases of, with the subject that is one.
    above: Vec<(u16, u16)>,
    places: Vec<Found>,
    provinces: Vec<String>,
    measures: Vec<(f32, Unit)>,
    acts: [bool; 4],
    /// What it says beside known subjects and places, folded.
    words: Vec<String>,
}

/// What distances and capacities are compared in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Metre,
    Kilowatt,
    Tonne,
    /// Of steam an hour.
    Steam,
}

/// Of what a control is about, the nearest to a project.
struct Nearest {
    weight: f32,
    reason: Reason,
}

/// The words by which projects are read, and the controls that are weighed against them. They travel with the facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectWords {
    /// What is controlled, and how that is said.
    pub controls: ControlWords,
    /// Names of places.
    pub places: Vec<Place>,
    /// What holds the name of a place and is none.
    pub no_places: Vec<String>,
    /// What names of organs end with.
    pub organs: Vec<String>,
    /// What ends so and is no organ.
    pub no_organs: Vec<String>,
}

/// What is known of controls and places.
#[derive(Debug, Default)]
pub struct Weigher {
    /// What is controlled.
    pub(super) lexicon: ControlLexicon,
    /// Where.
    pub(super) gazetteer: Gazetteer,
}

impl Weigher {
    /// Knows these words.
    pub fn new(words: ProjectWords) -> Weigher {
        let ProjectWords { controls, places, no_places, organs, no_organs } = words;
        Weigher {
            lexicon: ControlLexicon::new(controls),
            gazetteer: Gazetteer::new(places, &no_places, &organs, &no_organs),
        }
    }
}

/// The controls that bear on a project, the decisive first.
pub fn read(corpus: &Corpus, controls: &[Control], weigher: &Weigher, description: &str) -> Vec<Bearing> {
    let Weigher { lexicon, gazetteer } = weigher;
    let project = Project::read(description, lexicon, gazetteer);
    let areas: Vec<Option<Vec<String>>> =
        corpus.documents().iter().map(|document| area(&document.region, gazetteer)).collect();
    let quotes: Vec<String> = controls
        .iter()
        .map(|control| {
            let quote = corpus.provision(control.provision).map(|at| control.at.of(&at.provision.text));
            fold(quote.unwrap_or_default())
        })
        .collect();
    let rarity = Rarity::of(&quotes);
    let mut found: Vec<Bearing> = Vec::new();
    for (no, control) in controls.iter().enumerate() {
        let Some(document) = corpus.document_of(control.provision) else { continue };
        let covers = |area: &Vec<String>| {
            project.provinces.is_empty() || area.iter().any(|name| project.provinces.contains(name))
        };
        if !areas[document].as_ref().is_none_or(covers) {
            continue;
        }
        let quote = &quotes[no];
        let (likeness, shared) = project.likeness(quote, &rarity);
        let by_words = || {
            let reason = Reason::Words(shared.clone());
            (likeness >= ALIKE).then_some(Nearest { weight: 0.0, reason })
        };
        let Some(subject) = project.subject(control, lexicon).or_else(by_words) else { continue };
        let Some((place, reason)) = project.place(control, gazetteer) else { continue };
        let Some((limit, within)) = project.limit(control) else { continue };
        let act = if project.shares_act(quote, lexicon) { 1.15 } else { 1.0 };
        let mut reasons = vec![subject.reason];
        // What the list of subjects doesn't say.
        let is_more = likeness >= ALIKE && !matches!(reasons[0], Reason::Words(_));
        reasons.extend(is_more.then_some(Reason::Words(shared)));
        reasons.extend(reason);
        reasons.extend(within);
        found.push(Bearing {
            control: no,
            score: decisive(control.kind) * (subject.weight + likeness) * place * limit * act,
            reasons,
        });
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.control.cmp(&other.control)));
    found
}

/// From here on a control is about what a description says, whatever subjects are known.
const ALIKE: f32 = 1.2;
/// No more than this is made of shared words.
const MOST: f32 = 2.5;

/// How rare pairs of characters are among controls.
struct Rarity {
    /// In so many of them each pair occurs.
    in_controls: BTreeMap<(char, char), u32>,
    controls: f32,
}

impl Rarity {
    fn of(quotes: &[String]) -> Rarity {
        let mut in_controls = BTreeMap::new();
        for quote in quotes {
            let mut pairs: Vec<(char, char)> = pairs(quote).collect();
            pairs.sort_unstable();
            pairs.dedup();
            for pair in pairs {
                *in_controls.entry(pair).or_insert(0) += 1;
            }
        }
        Rarity { in_controls, controls: quotes.len().max(2) as f32 }
    }

    /// From 0, for what every control has, to 1, for what one has.
    fn weight(&self, pair: (char, char)) -> f32 {
        let count = self.in_controls.get(&pair).copied().unwrap_or(1) as f32;
        libm::logf(self.controls / count) / libm::logf(self.controls)
    }
}

/// The pairs of neighbouring Chinese characters of a text.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1)).filter(|(one, other)| is_han(*one) && is_han(*other))
}

/// How much the kind of a control decides.
fn decisive(kind: ControlKind) -> f32 {
    match kind {
        ControlKind::Prohibit => 1.6,
        ControlKind::Restrict | ControlKind::Ease => 1.2,
        ControlKind::PhaseOut | ControlKind::Offset => 1.1,
        ControlKind::Require => 1.0,
        ControlKind::Encourage => 0.8,
    }
}

/// The provinces that a document is for; `None` for all.
fn area(region: &str, gazetteer: &Gazetteer) -> Option<Vec<String>> {
    let found = gazetteer.find(&fold(region));
    let provinces: Vec<String> = found.into_iter().flat_map(|place| place.within).collect();
    (!provinces.is_empty()).then_some(provinces)
}

impl Project {
    fn read(description: &str, lexicon: &ControlLexicon, gazetteer: &Gazetteer) -> Project {
        let text = fold(description);
        let mut project = Project { places: gazetteer.find(&text), measures: measures(&text), ..Project::default() };
        for (_, no) in lexicon.subjects_in(&text) {
            if !project.named.contains(&no) {
                project.named.push(no);
            }
        }
        let number = |name: &str| lexicon.words.subject.iter().position(|subject| subject.name == name);
        for &no in &project.named {
            let mut open = vec![no];
            while let Some(next) = open.pop() {
                for name in
                    lexicon.words.subject.get(usize::from(next)).map(|subject| &subject.above).into_iter().flatten()
                {
                    let above = number(name).and_then(|no| u16::try_from(no).ok());
                    if let Some(above) = above.filter(|above| !project.above.iter().any(|(known, _)| known == above)) {
                        project.above.push((above, no));
                        open.push(above);
                    }
                }
            }
        }
        let listed =
            project.places.iter().filter(|place| place.kind != PlaceKind::River && place.kind != PlaceKind::Basin);
        let divisions: Vec<String> =
            listed.clone().filter(|place| !place.code.is_empty()).flat_map(|place| place.within.clone()).collect();
        project.provinces =
            if divisions.is_empty() { listed.flat_map(|place| place.within.clone()).collect() } else { divisions };
        if project.provinces.is_empty() {
            project.provinces = project.places.iter().flat_map(|place| place.within.clone()).collect();
        }
        let acts = &lexicon.words.acts;
        let mut known: Vec<Range<usize>> = project.places.iter().map(|place| place.range.clone()).collect();
        known.extend(lexicon.subjects_in(&text).into_iter().map(|(subject, _)| subject));
        known.sort_by_key(|known| known.start);
        let mut from = 0;
        for known in known {
            project.words.extend(text.get(from..known.start).map(str::to_owned));
            from = from.max(known.end);
        }
        project.words.push(text[from..].to_owned());
        // 新建 is compared as an act.
        for act in [&acts.new, &acts.expand, &acts.rebuild, &acts.extract].into_iter().flatten() {
            let parts = project.words.iter().flat_map(|words| words.split(act.as_str()));
            project.words = parts.map(str::to_owned).collect();
        }
        project.acts = [&acts.new, &acts.expand, &acts.rebuild, &acts.extract]
            .map(|words| words.iter().any(|word| text.contains(word.as_str())));
        project
    }

    /// The nearest of what a control is about; `None` if it is about something else.
    fn subject(&self, control: &Control, lexicon: &ControlLexicon) -> Option<Nearest> {
        let name = |no: u16| {
            lexicon.words.subject.get(usize::from(no)).map(|subject| subject.name.clone()).unwrap_or_default()
        };
        let is = |no: u16, what: fn(&Subject) -> bool| lexicon.words.subject.get(usize::from(no)).is_some_and(what);
        let mut nearest: Option<Nearest> = None;
        // Whether it names an industry or a facility that the project is none of.
        let mut names_another = false;
        let mut misses_zone = false;
        for &no in &control.subject_nos {
            let Some(kind) = lexicon.kind_of(no) else { continue };
            let is_zone = kind == SubjectKind::Zone;
            let found = if self.named.contains(&no) {
                let says_little = is(no, |subject| subject.vague || subject.general);
                let weight = match kind {
                    _ if says_little && !is_zone => 0.9,
                    SubjectKind::Industry | SubjectKind::Facility => 3.0,
                    SubjectKind::Zone => 2.8,
                    SubjectKind::Matter => 2.0,
                    SubjectKind::Approval => 1.5,
                    SubjectKind::Project => 0.9,
                };
                Some(Nearest {
                    weight,
                    reason: if is_zone { Reason::Zone(name(no)) } else { Reason::Subject(name(no)) },
                })
            } else if let Some((above, of)) = self.above.iter().find(|(above, _)| *above == no) {
                let weight = if is(*above, |subject| subject.vague) { 1.0 } else { 2.2 };
                Some(Nearest { weight, reason: Reason::Broader { project: name(*of), control: name(no) } })
            } else {
                let holds_for_all =
                    matches!(kind, SubjectKind::Project | SubjectKind::Approval) || is(no, |subject| subject.general);
                names_another |= matches!(kind, SubjectKind::Industry | SubjectKind::Facility) && !holds_for_all;
                let is_elsewhere = is_zone && !holds_for_all;
                if is_elsewhere && nearest.is_none() {
                    misses_zone = true;
                }
                holds_for_all.then_some(Nearest { weight: 0.7, reason: Reason::General })
            };
            if let Some(found) = found.filter(|found| nearest.as_ref().is_none_or(|known| known.weight < found.weight))
            {
                nearest = Some(found);
            }
        }
        // 绿色通道 for railways holds for no mine, although both are projects; what is forbidden to 化工 on the banks of a
        // river is worth a look for others there.
        let nearest = nearest.filter(|nearest| !((names_another || misses_zone) && nearest.weight <= 1.0))?;
        let weight = match nearest.reason {
            Reason::Zone(_) if names_another => 0.9,
            _ => nearest.weight,
        };
        Some(Nearest { weight, ..nearest })
    }

    /// How much of what no list knows of the project a control says too, and the longest words of it.
    fn likeness(&self, quote: &str, rarity: &Rarity) -> (f32, String) {
        let mut likeness = 0.0;
        let mut longest = String::new();
        for words in &self.words {
            let mut run = String::new();
            for (one, other) in pairs(words) {
                let pair: String = [one, other].iter().collect();
                if !quote.contains(&pair) {
                    run.clear();
                    continue;
                }
                // Half of all: 项目, 新建 say nothing.
                likeness += (rarity.weight((one, other)) - 0.5).max(0.0);
                if run.ends_with(one) && quote.contains(&format!("{run}{other}")) {
                    run.push(other);
                } else {
                    run = pair;
                }
                if run.chars().count() > longest.chars().count() {
                    longest.clone_from(&run);
                }
            }
        }
        (likeness.min(MOST), longest)
    }

    /// How near a control's place is, and why; `None` if it is elsewhere.
    fn place(&self, control: &Control, gazetteer: &Gazetteer) -> Option<(f32, Option<Reason>)> {
        if control.places.is_empty() || self.places.is_empty() {
            return Some((1.0, None));
        }
        if let Some(same) = self.places.iter().find(|place| control.places.contains(&place.name)) {
            return Some((1.5, Some(Reason::Place(same.name.clone()))));
        }
        let mut nearest = None;
        for name in &control.places {
            for there in gazetteer.find(&fold(name)) {
                let same_group = self
                    .places
                    .iter()
                    .find(|place| place.group == there.group || place.name.starts_with(there.group.as_str()));
                let inside = self.places.iter().find(|place| {
                    let is_division = place.code.len() == 6;
                    is_division
                        && (is_inside(&place.code, &there.code)
                            || place.cities.iter().any(|city| there.cities.contains(city)))
                });
                // A region of whole provinces has all of theirs in it; 太原盆地 has not.
                let is_wide = matches!(there.kind, PlaceKind::Region | PlaceKind::Cluster) && there.within.len() > 2;
                let lies = self.places.iter().find(|place| place.within.iter().any(|name| there.within.contains(name)));
                if let Some(place) = inside.or(same_group).or(lies.filter(|_| is_wide)) {
                    nearest =
                        Some((1.4, Some(Reason::Within { project: place.name.clone(), control: there.name.clone() })));
                } else if nearest.is_none() && there.within.iter().any(|name| self.provinces.contains(name)) {
                    // It may lie there: the description doesn't say.
                    nearest = Some((if there.code.is_empty() { 0.7 } else { 0.5 }, None));
                }
            }
        }
        nearest
    }

    /// Whether a control's limit holds for the project; `None` if the project is beyond it.
    fn limit(&self, control: &Control) -> Option<(f32, Option<Reason>)> {
        let Some(threshold) = &control.threshold else { return Some((1.0, None)) };
        let folded = fold(threshold);
        let Some((limit, unit)) = measures(&folded).into_iter().next() else { return Some((1.0, None)) };
        let Some((value, _)) = self.measures.iter().find(|(_, own)| *own == unit) else { return Some((1.0, None)) };
        let holds = if folded.contains("以上") { *value >= limit } else { *value <= limit };
        holds.then(|| (1.3, Some(Reason::Limit(threshold.clone()))))
    }

    /// Whether a control's words and the description have an act in common.
    fn shares_act(&self, quote: &str, lexicon: &ControlLexicon) -> bool {
        let acts = &lexicon.words.acts;
        let lists = [&acts.new, &acts.expand, &acts.rebuild, &acts.extract];
        lists
            .into_iter()
            .zip(self.acts)
            .any(|(words, is_mine)| is_mine && words.iter().any(|word| quote.contains(word.as_str())))
    }
}

/// Whether a division's code lies in another's: 140121 in 140000.
fn is_inside(code: &str, of: &str) -> bool {
    let head = of.trim_end_matches("00");
    !head.is_empty() && code.starts_with(head)
}

/// Characters of numbers that are written out.
const NUMERALS: &str = "半一二两三四五六七八九十百千";

/// A number that is written out, below ten thousand: 三, 十五, 二百; 半 is a half.
fn written(numerals: &str) -> Option<f32> {
    if numerals == "半" {
        return Some(0.5);
    }
    let (mut sum, mut digit) = (0.0, None);
    for c in numerals.chars() {
        let unit = match c {
            '十' => 10.0,
            '百' => 100.0,
            '千' => 1_000.0,
            '两' => {
                digit = Some(2.0);
                continue;
            }
            _ => {
                digit = Some("一二三四五六七八九".chars().position(|known| known == c)? as f32 + 1.0);
                continue;
            }
        };
        sum += digit.take().unwrap_or(1.0) * unit;
    }
    Some(sum + digit.unwrap_or(0.0))
}

/// Distances, capacities and weights in a folded text, in metres, kilowatts, tonnes, and tonnes of steam an hour.
fn measures(text: &str) -> Vec<(f32, Unit)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || NUMERALS.contains(c)) {
        let is_written = rest[at..].starts_with(|c: char| NUMERALS.contains(c));
        let goes_on = |c: char| if is_written { NUMERALS.contains(c) } else { c.is_ascii_digit() || c == '.' };
        let figures = rest[at..].find(|c: char| !goes_on(c)).map_or(rest.len(), |end| at + end);
        let value = if is_written { written(&rest[at..figures]) } else { rest[at..figures].parse().ok() };
        rest = &rest[figures..];
        let (factor, unit) = match rest.strip_prefix('万') {
            Some(unit) => (10_000.0, unit),
            None => (1.0, rest),
        };
        let units = [
            ("平方", None),
            ("公里", Some((1_000.0, Unit::Metre))),
            ("千米", Some((1_000.0, Unit::Metre))),
            ("米", Some((1.0, Unit::Metre))),
            ("兆瓦", Some((1_000.0, Unit::Kilowatt))),
            ("千瓦", Some((1.0, Unit::Kilowatt))),
            ("蒸吨", Some((1.0, Unit::Steam))),
            ("吨", Some((1.0, Unit::Tonne))),
        ];
        let measure = units.into_iter().find(|(name, _)| unit.starts_with(name)).and_then(|(_, measure)| measure);
        if let (Some(value), Some((scale, unit))) = (value, measure) {
            found.push((value * factor * scale, unit));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::Reader;
    use super::*;
    use crate::document::curated;
    use crate::lexicon::{Lexicon, controls, places};

    fn bearings(documents: &[(&str, &str)], project: &str) -> Vec<(String, Vec<Reason>)> {
        let documents = documents.iter().map(|(region, body)| {
            let mut document = curated::read(&format!("+++\n+++\n{body}")).document;
            document.region = (*region).to_owned();
            document
        });
        let corpus = Corpus::of(documents.collect());
        let (mut listed, _) = places::divisions(
            "140000\t山西省\t山西\n140100\t太原市\t太原\n140121\t清徐县\t清徐\n420000\t湖北省\t湖北\n",
        );
        listed.extend(places::places("汾河\triver\t\t\t山西\n太原盆地\tregion\t\t\t山西\t太原\n").0);
        let (words, _) = controls::controls(include_str!("../../data/lexicon/controls.toml"));
        let reader = Reader::new(&Lexicon { places: listed, controls: words, ..Lexicon::default() });
        let facts = reader.read(&corpus);
        let found = read(&corpus, &facts.controls, &reader.weigher, project);
        let quote = |bearing: &Bearing| {
            let control = &facts.controls[bearing.control];
            control.at.of(&corpus.provision(control.provision).expect("it was read there").provision.text).to_owned()
        };
        found.into_iter().map(|bearing| (quote(&bearing), bearing.reasons)).collect()
    }

    #[test]
    fn the_decisive_comes_first_and_what_is_elsewhere_not_at_all() {
        let documents = [
            ("山西省", "加快焦化行业改造。坚决遏制“两高”项目。太原盆地不再新增独立焦化项目。鼓励磷石膏利用。"),
            ("湖北省", "严禁新增焦化产能。"),
            ("全国", "严守生态保护红线。"),
        ];
        let found = bearings(&documents, "在山西省太原盆地新建焦化项目");
        let quotes: Vec<&str> = found.iter().map(|(quote, _)| quote.as_str()).collect();
        assert_eq!(
            quotes,
            ["太原盆地不再新增独立焦化项目", "加快焦化行业改造", "坚决遏制“两高”项目", "严守生态保护红线"]
        );
        assert_eq!(found[0].1, [Reason::Subject("焦化".into()), Reason::Place("太原盆地".into())]);
        let broader = Reason::Broader { project: "焦化".into(), control: "“两高”项目".into() };
        assert_eq!(found[2].1, [broader]);
    }

    #[test]
    fn what_no_list_knows_is_found_by_its_words() {
        let text = "严禁擅自开展油气勘探。严格控制造纸行业规模。禁止新建化工项目。禁止开采石料。推进农膜回收。";
        let found = bearings(&[("全国", text)], "湿地内的油气勘探");
        assert_eq!(found[0], ("严禁擅自开展油气勘探".to_owned(), vec![Reason::Words("油气勘探".into())]));
    }

    #[test]
    fn a_county_lies_in_the_basin_of_its_city() {
        let documents = [("山西省", "太原盆地不再新增独立焦化项目。")];
        let found = bearings(&documents, "清徐县新建焦化项目");
        let within = Reason::Within { project: "清徐县".into(), control: "太原盆地".into() };
        assert_eq!(found[0].1, [Reason::Subject("焦化".into()), within]);
    }

    #[test]
    fn a_limit_is_compared_as_a_measure() {
        let documents = [("山西省", "汾河干流岸线外推1公里范围内禁止煤矿开采。")];
        assert_eq!(bearings(&documents, "清徐县距汾河岸线800米的煤矿").len(), 1);
        assert_eq!(bearings(&documents, "清徐县距汾河岸线1.5公里的煤矿").len(), 0);
        assert_eq!(bearings(&documents, "湖北省的煤矿").len(), 0);
        assert_eq!(measures("30万千瓦、1.5公里、600平方米"), [(300_000.0, Unit::Kilowatt), (1_500.0, Unit::Metre)]);
        assert_eq!(measures("三公里、二百五十米"), [(3_000.0, Unit::Metre), (250.0, Unit::Metre)]);
        assert_eq!(measures("35蒸吨、半公里"), [(35.0, Unit::Steam), (500.0, Unit::Metre)]);
    }
}
