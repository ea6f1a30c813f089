//! Works out what a question may mean in this corpus.
//!
//! In: what was typed, as [`Node`]s. Out: a [`Plan`]: what must occur, the words to rank and mark by, and what the asker
//! should know. What occurs as typed is never reinterpreted; every other reading is said.
//!
//! A term is read as the first of these that gives anything: itself, with its synonyms; a document's number; English or
//! pinyin, if it is in Latin letters; a document's title; a slip for something that sounds or looks like it; the words
//! that it is made of.

mod documents;
mod latin;
mod sentence;

use super::fit::meant;
use super::parse::{Field, Node, Term};
use super::rank::Needle;
use super::words::Filler;
use super::{Engine, Expansion, Hint, How};
use crate::corpus::ProvisionNo;
use crate::text::is_blank;
use crate::thesaurus::Relation;

/// What must occur.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Goal {
    /// All of these in one provision. A word may stand in the document's title or be its region, issuer or year, if
    /// the provision has another.
    All(Vec<Goal>),
    /// Any of these.
    Any(Vec<Goal>),
    /// Not this.
    Not(Box<Goal>),
    /// All of this in one sentence, with at most so many characters between.
    Near(Box<Goal>, u32),
    /// The first of these that gives anything.
    First(Vec<Goal>),
    /// A needle, by its place.
    Word(usize),
    /// Needles that together weigh at least so much of all, and of what more there would be to weigh.
    Most(Vec<usize>, f32, f32),
    /// Documents, by their place.
    Documents(Vec<usize>),
    /// These provisions, the best first.
    Provisions(Vec<ProvisionNo>),
    /// Nothing: a word of it doesn't occur.
    Nothing,
}

/// A question, worked out.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) goal: Goal,
    /// What is sought, in the order in which it was read; what is to be left out is marked so, and doesn't rank.
    pub(super) needles: Vec<Needle>,
    /// Provisions that stand before all others, the best first.
    pub(super) heads: Vec<ProvisionNo>,
    pub(super) expansions: Vec<Expansion>,
    pub(super) hints: Vec<Hint>,
}

/// From so many characters on, what ends with a genre is taken for a title even if it stands somewhere as typed.
const WHOLE_TITLE: usize = 10;
/// A sentence finds what has so much of it, by weight; less if that has a term of the field.
const ENOUGH: (f32, f32) = (0.5, 0.3);

/// Works a question out.
pub(super) fn resolve(engine: &Engine, node: &Node, is_exact: bool) -> Plan {
    let mut plan =
        Plan { goal: Goal::Nothing, needles: Vec::new(), heads: Vec::new(), expansions: Vec::new(), hints: Vec::new() };
    let mut resolver = Resolver { engine, plan: &mut plan, is_exact, is_excluded: false };
    let goal = resolver.node(node);
    plan.goal = goal;
    plan
}

struct Resolver<'a> {
    engine: &'a Engine,
    plan: &'a mut Plan,
    is_exact: bool,
    is_excluded: bool,
}

impl Resolver<'_> {
    fn node(&mut self, node: &Node) -> Goal {
        match node {
            Node::Term(term) => match is_plain(term) {
                true => self.plain(&[term]),
                false => self.term(term),
            },
            Node::All(nodes) => {
                let mut goals = Vec::new();
                let mut at = 0;
                while at < nodes.len() {
                    let run: Vec<&Term> = nodes[at..]
                        .iter()
                        .map_while(|node| match node {
                            Node::Term(term) if is_plain(term) => Some(term),
                            _ => None,
                        })
                        .collect();
                    if run.is_empty() {
                        goals.push(self.node(&nodes[at]));
                        at += 1;
                    } else {
                        goals.push(self.plain(&run));
                        at += run.len();
                    }
                }
                joined(goals)
            }
            Node::Any(nodes) => Goal::Any(nodes.iter().map(|node| self.node(node)).collect()),
            Node::SameSentence(node) => Goal::Near(Box::new(self.node(node)), u32::MAX),
            Node::Not(node) => {
                let before = (self.is_exact, self.is_excluded);
                (self.is_exact, self.is_excluded) = (true, true);
                let goal = self.node(node);
                (self.is_exact, self.is_excluded) = before;
                Goal::Not(Box::new(goal))
            }
        }
    }

    /// Words side by side: Latin ones may belong together, and many of them may be a sentence.
    fn plain(&mut self, terms: &[&Term]) -> Goal {
        if terms.len() > 1 && !self.is_exact {
            let whole = terms.iter().map(|term| term.folded.as_str()).collect::<String>();
            if let Some(number) = self.number(&whole) {
                return number;
            }
        }
        let (engine, is_exact) = (self.engine, self.is_exact);
        let is_foreign = |term: &Term| !is_exact && is_latin(&term.folded) && !engine.index.has(&term.folded);
        let mut goals = Vec::new();
        let mut at = 0;
        let latin = terms.iter().filter(|term| is_latin(&term.folded)).count();
        let is_english =
            !self.is_exact && latin > 1 && terms.iter().any(|term| self.is_english_filler(bare(&term.folded)));
        if is_english {
            return self.english(terms);
        }
        while at < terms.len() {
            let run = terms[at..].iter().take_while(|term| is_foreign(term)).count();
            if run > 0 {
                let letters: Vec<&str> = terms[at..at + run].iter().map(|term| bare(&term.folded)).collect();
                goals.push(self.letters(&letters, &terms[at..at + run]));
                at += run;
            } else {
                goals.push(self.term(terms[at]));
                at += 1;
            }
        }
        joined(goals)
    }

    /// One term, wherever it must stand.
    fn term(&mut self, term: &Term) -> Goal {
        let normal = self.engine.index.normal(&term.folded);
        if normal != term.folded && !self.is_exact {
            self.expand(&term.typed, How::Simplified, vec![normal.clone()]);
        }
        match term.field {
            Field::Anywhere if self.is_exact => {
                self.word(&term.typed, &normal, false).unwrap_or_else(|| self.missing(&term.typed))
            }
            Field::Anywhere if term.is_phrase => {
                self.word(&term.typed, &normal, false).unwrap_or_else(|| self.phrase(&term.typed, &normal))
            }
            Field::Anywhere => self.reading(&term.typed, &normal),
            Field::Heading | Field::Body => {
                let Some(goal) = self.word(&term.typed, &normal, true) else { return self.missing(&term.typed) };
                if let Some(needle) = self.plan.needles.last_mut() {
                    let in_heading = |unit: u32, end: u32| end <= self.engine.index.unit(unit).heading;
                    needle.keep(|place| in_heading(place.unit, place.end) == (term.field == Field::Heading));
                    needle.weigh(&self.engine.index);
                    // It was asked for here, and not of the document.
                    needle.contexts.clear();
                }
                goal
            }
            Field::Number => self.number_field(&term.typed, &normal),
            field => {
                let about = self.engine.about.iter().enumerate().filter(|(_, about)| about.is(field, &normal));
                let documents: Vec<usize> = about.map(|(no, _)| no).collect();
                if documents.is_empty() {
                    self.hint(Hint::Missing(term.typed.clone()));
                }
                Goal::Documents(documents)
            }
        }
    }

    /// The first reading of a term that gives anything.
    fn reading(&mut self, typed: &str, normal: &str) -> Goal {
        let trimmed = normal.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        if let Some(number) = self.number(normal) {
            return number;
        }
        if normal.chars().count() >= WHOLE_TITLE
            && let Some(title) = self.title(typed, trimmed)
        {
            return title;
        }
        self.word(typed, normal, true)
            .or_else(|| (trimmed != normal).then(|| self.word(typed, trimmed, true)).flatten())
            .or_else(|| self.title(typed, trimmed))
            .or_else(|| self.meant(typed, trimmed))
            .unwrap_or_else(|| self.words(typed, trimmed))
    }

    /// What stands there as typed, and what means the same.
    fn word(&mut self, typed: &str, normal: &str, with_synonyms: bool) -> Option<Goal> {
        let engine = self.engine;
        let mut needle = Needle::new(typed, engine.index.find(normal));
        let mut wholes = Vec::new();
        let mut groups = if with_synonyms && !self.is_exact { engine.terms.of(normal) } else { Vec::new() };
        // What is called otherwise is still a whole with parts, or a name for several.
        for at in 0..groups.len() {
            if let (Relation::Same, terms) = &groups[at] {
                let others = terms.iter().flat_map(|term| engine.terms.of(&engine.index.normal(term)));
                let wholes: Vec<_> = others.filter(|(relation, _)| *relation == Relation::Collective).collect();
                groups.extend(wholes);
            }
        }
        for (relation, terms) in groups {
            if relation == Relation::Collective {
                wholes.push(terms);
                continue;
            }
            // What contains the word is found by it already; VOC in VOCs is not another word.
            let is_new = |other: &&&str| {
                let other = engine.index.normal(other);
                !(other.contains(normal) || is_latin(&other) && normal.contains(&other))
            };
            let found: Vec<(&str, Vec<_>)> = terms
                .iter()
                .filter(is_new)
                .map(|term| (*term, engine.index.find(&engine.index.normal(term))))
                .filter(|(_, postings)| !postings.is_empty())
                .collect();
            if !found.is_empty() {
                let how = if relation == Relation::Same { How::Synonyms } else { How::Parts };
                self.expand(typed, how, found.iter().map(|(term, _)| (*term).to_owned()).collect());
                found.into_iter().for_each(|(term, postings)| needle.or(term, postings));
            }
        }
        for members in wholes {
            let of = |member: &&str| Needle::new(member, engine.index.find(&engine.index.normal(member)));
            let before = needle.places.len();
            needle.or_together(&members.join("、"), &members.iter().map(of).collect::<Vec<_>>(), &engine.index);
            if needle.places.len() > before {
                self.expand(typed, How::Members, members.iter().map(|member| (*member).to_owned()).collect());
            }
        }
        (!needle.places.is_empty()).then(|| self.seek(needle, normal))
    }

    /// Puts a needle in.
    fn seek(&mut self, mut needle: Needle, normal: &str) -> Goal {
        needle.is_excluded = self.is_excluded;
        needle.weigh(&self.engine.index);
        needle.contexts = self.engine.about.iter().map(|about| about.context(normal)).collect();
        self.plan.needles.push(needle);
        Goal::Word(self.plan.needles.len() - 1)
    }

    /// What it may be a slip for.
    fn meant(&mut self, typed: &str, normal: &str) -> Option<Goal> {
        let found = meant(self.engine, normal);
        let best = found.first()?.text.clone();
        self.expand(typed, How::Corrected, vec![best.clone()]);
        found[1..].iter().take(3).for_each(|other| self.suggest(&other.text));
        self.word(&best, &best, true)
    }

    fn is_english_filler(&self, word: &str) -> bool {
        self.engine.fillers.of(word) == Some(Filler::English)
    }

    fn is_known(&self, word: &str) -> bool {
        self.engine.index.has(word) || !self.engine.terms.of(word).is_empty()
    }

    fn missing(&mut self, typed: &str) -> Goal {
        if !self.is_excluded {
            self.hint(Hint::Missing(typed.trim_matches(is_blank).to_owned()));
        }
        Goal::Nothing
    }

    fn suggest(&mut self, query: &str) {
        self.hint(Hint::Try { query: query.to_owned(), total: self.engine.index.count(query) });
    }

    fn hint(&mut self, hint: Hint) {
        if !self.is_excluded && !self.plan.hints.contains(&hint) {
            self.plan.hints.push(hint);
        }
    }

    fn expand(&mut self, of: &str, how: How, words: Vec<String>) {
        let expansion = Expansion { of: of.to_owned(), how, words };
        if !self.plan.expansions.contains(&expansion) {
            self.plan.expansions.push(expansion);
        }
    }
}

fn joined(mut goals: Vec<Goal>) -> Goal {
    if goals.len() == 1 { goals.remove(0) } else { Goal::All(goals) }
}

impl Goal {
    /// The needles that it has, what must not occur aside.
    pub(super) fn words(&self, into: &mut Vec<usize>) {
        match self {
            Goal::Word(word) => into.push(*word),
            Goal::Most(words, ..) => into.extend(words),
            Goal::All(goals) | Goal::Any(goals) => goals.iter().for_each(|goal| goal.words(into)),
            Goal::First(goals) => goals[0].words(into),
            Goal::Near(goal, _) => goal.words(into),
            Goal::Not(_) | Goal::Documents(_) | Goal::Provisions(_) | Goal::Nothing => {}
        }
    }
}

/// Whether a term has no marks and no field: what people type who know no syntax.
fn is_plain(term: &Term) -> bool {
    !term.is_phrase && term.field == Field::Anywhere
}

/// Whether a folded word is in Latin letters, marks around it aside.
fn is_latin(folded: &str) -> bool {
    let bare = bare(folded);
    !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'\'' | b'-'))
}

/// A word without the marks around it.
fn bare(folded: &str) -> &str {
    folded.trim_matches(|c: char| !c.is_alphanumeric())
}
