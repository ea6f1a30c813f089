//! Works out what a question may mean in this corpus.
//!
//! In: what was typed, as [`Node`]s. Out: a [`Plan`]: what must occur, the words to rank and mark by, and what the asker
//! should know. What occurs as typed is never reinterpreted; every other reading is said.
//!
//! A term is read as the first of these that gives anything: itself, with its synonyms; a document's number; English or
//! pinyin, if it is in Latin letters; a document's title; a slip for something that sounds or looks like it; the words
//! that it is made of.

use super::about::{Context, ends_as_title};
use super::fit::{meant, spelled};
use super::number::Number;
use super::parse::{Field, Node, Term};
use super::rank::Needle;
use super::words::{cut, is_english_filler};
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

/// A typed title must share so many of its pairs of characters with a document's; fewer if it ends with a genre.
const LIKE_A_TITLE: (f32, f32) = (0.85, 0.65);

/// From so many characters on, what ends with a genre is taken for a title even if it stands somewhere as typed.
const WHOLE_TITLE: usize = 10;
/// A sentence finds what has so much of it, by weight; less if that has a term of the field.
const ENOUGH: (f32, f32) = (0.5, 0.3);
/// Marks that a phrase may have between its words in print, and not as typed.
const MARKS: u32 = 3;

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
        let is_english = !self.is_exact && latin > 1 && terms.iter().any(|term| is_english_filler(bare(&term.folded)));
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
                    needle.places.retain(|place| in_heading(place.unit, place.end) == (term.field == Field::Heading));
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

    fn number(&mut self, normal: &str) -> Option<Goal> {
        let known =
            |code: &str| self.engine.about.iter().flat_map(|about| &about.numbers).any(|(known, _)| known.code == code);
        let number = Number::read(normal, known)?;
        if !number.is_certain() && self.engine.index.has(normal) {
            return None;
        }
        Some(self.numbered(&number))
    }

    fn number_field(&mut self, typed: &str, normal: &str) -> Goal {
        let numbers = self.engine.about.iter().flat_map(|about| &about.numbers);
        match Number::read(normal, |_| true) {
            Some(number) => self.numbered(&number),
            None => {
                // Part of a number: an issuer's code, say.
                let found = numbers.filter(|(known, _)| known.forms()[0].contains(normal));
                let heads: Vec<ProvisionNo> = found.flat_map(|(_, heads)| heads.iter().copied()).collect();
                if heads.is_empty() {
                    return self.missing(typed);
                }
                Goal::Provisions(heads)
            }
        }
    }

    /// The documents with a number, and the provisions that cite it.
    fn numbered(&mut self, number: &Number) -> Goal {
        let all = || self.engine.about.iter().flat_map(|about| &about.numbers);
        let heads: Vec<ProvisionNo> =
            all().filter(|(known, _)| number.names(known)).flat_map(|(_, heads)| heads.iter().copied()).collect();
        let mut needle = Needle::new(&number.printed(), Vec::new());
        for form in number.forms() {
            needle.or(&number.printed(), self.engine.index.find(&form));
        }
        let mut goals = Vec::new();
        if heads.is_empty() {
            self.hint(Hint::NotCollected(number.printed()));
            let others =
                all().filter(|(known, _)| number.is_like(known)).map(|(known, _)| Hint::OtherNumber(known.printed()));
            others.for_each(|hint| self.hint(hint));
        } else {
            let names = all().filter(|(known, _)| number.names(known)).map(|(known, _)| known.printed()).collect();
            self.expand(&number.printed(), How::Number, names);
            self.plan.heads.extend(&heads);
            goals.push(Goal::Provisions(heads));
        }
        if !needle.places.is_empty() {
            goals.push(self.seek(needle, ""));
        }
        if goals.is_empty() { Goal::Nothing } else { Goal::Any(goals) }
    }

    /// A document whose title this is, nearly: what heads it, and behind it the provisions of it that have most words.
    fn title(&mut self, typed: &str, normal: &str) -> Option<Goal> {
        let about = &self.engine.about;
        if normal.chars().count() < 8 {
            return None;
        }
        let likeness: Vec<f32> = about.iter().map(|about| about.likeness(normal)).collect();
        let best = likeness.iter().copied().fold(0.0, f32::max);
        let least = if ends_as_title(normal) { LIKE_A_TITLE.1 } else { LIKE_A_TITLE.0 };
        if best < least {
            return None;
        }
        let documents: Vec<usize> = (0..about.len()).filter(|&no| likeness[no] >= best - 0.05).collect();
        let heads: Vec<ProvisionNo> = documents.iter().flat_map(|&no| about[no].head.iter().copied()).collect();
        self.expand(typed, How::Title, Vec::new());
        let mut needles = Vec::new();
        for word in &cut(&self.engine.segmenter, normal).words {
            let postings = self.engine.index.find(word);
            if !postings.is_empty() {
                self.seek(Needle::new(word, postings), word);
                needles.push(self.plan.needles.len() - 1);
            }
        }
        self.plan.heads.extend(&heads);
        let within = Goal::All(vec![Goal::Documents(documents), Goal::Most(needles, 0.0, ENOUGH.0)]);
        Some(Goal::Any(vec![Goal::Provisions(heads), within]))
    }

    /// What it may be a slip for.
    fn meant(&mut self, typed: &str, normal: &str) -> Option<Goal> {
        let found = meant(self.engine, normal);
        let best = found.first()?.text.clone();
        self.expand(typed, How::Corrected, vec![best.clone()]);
        found[1..].iter().take(3).for_each(|other| self.suggest(&other.text));
        self.word(&best, &best, true)
    }

    /// A phrase that stands there with marks between its words: “一刀切” in quotation marks of its own.
    fn phrase(&mut self, typed: &str, normal: &str) -> Goal {
        let words: Vec<String> = self
            .engine
            .segmenter
            .cut(normal)
            .into_iter()
            .filter(|token| crate::segment::is_wordlike(token.word))
            .map(|token| token.word.to_owned())
            .collect();
        if words.len() < 2 || words.iter().any(|word| !self.engine.index.has(word)) {
            return self.missing(typed);
        }
        let goals = words.iter().map(|word| self.seek(Needle::new(word, self.engine.index.find(word)), word)).collect();
        self.hint(Hint::Missing(typed.to_owned()));
        Goal::Near(Box::new(Goal::All(goals)), MARKS)
    }

    /// The words that it is made of.
    fn words(&mut self, typed: &str, normal: &str) -> Goal {
        let cut = cut(&self.engine.segmenter, normal);
        let words = self.mended(typed, cut.words, cut.is_sentence);
        if words.is_empty() || words.len() == 1 && words[0] == normal {
            return self.missing(typed);
        }
        if !words.iter().any(|word| self.is_known(word)) {
            return self.missing(typed);
        }
        let how = if cut.is_sentence { How::Sentence } else { How::Words };
        self.expand(typed, how, words.clone());
        let mut goals = Vec::new();
        let mut missing = 0.0;
        for word in &words {
            match self.word(word, word, true) {
                Some(goal) => goals.push(goal),
                None if self.engine.about.iter().any(|about| about.context(word) == Context::Document) => {
                    goals.push(self.seek(Needle::new(word, Vec::new()), word));
                }
                None if cut.is_sentence => {
                    self.hint(Hint::Missing(word.clone()));
                    missing += Needle::new(word, Vec::new()).weight(&self.engine.index) / 2.0;
                }
                None => goals.push(self.missing(word)),
            }
        }
        if cut.is_sentence {
            return self.most(goals, missing);
        }
        // Nobody parted these words but the program, so what has most of them will do if nothing has all.
        match goals.contains(&Goal::Nothing) {
            true => Goal::Nothing,
            false => Goal::First(vec![joined(goals.clone()), self.most(goals, 0.0)]),
        }
    }

    /// Most of some words. Names for several things together count as their members.
    fn most(&self, goals: Vec<Goal>, missing: f32) -> Goal {
        let mut words = Vec::new();
        goals.iter().for_each(|goal| goal.words(&mut words));
        let has_term = words.iter().any(|&word| self.engine.is_term(&self.plan.needles[word].word));
        let enough = if has_term { ENOUGH.1 } else { ENOUGH.0 };
        // 选址 alone is no answer to where nuclear power stations may stand.
        let says_enough = words.len() > 1 || words.len() == 1 && (has_term || missing == 0.0);
        if says_enough { Goal::Most(words, missing, enough) } else { Goal::Nothing }
    }

    /// Words, with slips among them mended: a run that doesn't occur is tried together with its neighbours.
    fn mended(&mut self, typed: &str, mut words: Vec<String>, is_sentence: bool) -> Vec<String> {
        let mut at = 0;
        while at < words.len() {
            if self.is_known(&words[at]) {
                at += 1;
                continue;
            }
            let spans = [(at.checked_sub(1), at + 1), (Some(at), at + 1), (at.checked_sub(1), at), (Some(at), at)];
            let mended = spans.into_iter().find_map(|(from, to)| {
                let from = from?;
                let run = words.get(from..=to)?.concat();
                // Words that were apart in the question are not one.
                let found = typed.contains(&run).then(|| meant(self.engine, &run).into_iter().next())??;
                Some((from, to, run, found.text))
            });
            match mended {
                Some((from, to, run, right)) => {
                    self.expand(&run, How::Corrected, vec![right.clone()]);
                    words.splice(from..=to, [right]);
                    at = from + 1;
                }
                None => {
                    // Characters that the dictionary doesn't know together may be several words.
                    let parts = self.parts(&words[at]);
                    if is_sentence && !parts.is_empty() || parts.concat() == words[at] {
                        let known = parts.len();
                        words.splice(at..=at, parts);
                        at += known;
                        continue;
                    }
                    at += 1;
                }
            }
        }
        words
    }

    /// The longest strings of a run that occur, from its beginning on. What occurs nowhere is left out, and so are single
    /// characters: 核电站 is not 核, 电 and 站.
    fn parts(&self, run: &str) -> Vec<String> {
        let mut parts = Vec::new();
        let chars: Vec<char> = run.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let known = |to: &usize| self.engine.index.has(&chars[at..*to].iter().collect::<String>());
            let to = (at + 2..=chars.len()).rev().find(known);
            parts.extend(to.map(|to| chars[at..to].iter().collect::<String>()));
            at = to.unwrap_or(at + 1);
        }
        parts
    }

    fn is_known(&self, word: &str) -> bool {
        self.engine.index.has(word) || !self.engine.terms.of(word).is_empty()
    }

    /// Words in Latin letters that the corpus doesn't have: synonyms, English, pinyin, or nothing.
    fn letters(&mut self, letters: &[&str], terms: &[&Term]) -> Goal {
        let typed = terms.iter().map(|term| term.typed.as_str()).collect::<Vec<_>>().join(" ");
        if let Some(goal) = self.foreign(&typed, letters) {
            return goal;
        }
        let mut goals = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            // The longest phrase that is known.
            let found = (at + 1..=letters.len().min(at + 4)).rev().find_map(|to| {
                let typed = terms[at..to].iter().map(|term| term.typed.as_str()).collect::<Vec<_>>().join(" ");
                Some((self.foreign(&typed, &letters[at..to])?, to))
            });
            match found {
                Some((goal, to)) => {
                    goals.push(goal);
                    at = to;
                }
                None => {
                    goals.push(self.missing(&terms[at].typed));
                    at += 1;
                }
            }
        }
        joined(goals)
    }

    /// Words in Latin letters that belong together.
    fn foreign(&mut self, typed: &str, letters: &[&str]) -> Option<Goal> {
        let whole = letters.concat();
        self.word(typed, &whole, true)
            .or_else(|| self.translated(typed, letters))
            .or_else(|| self.spelled(typed, &whole))
    }

    fn translated(&mut self, typed: &str, letters: &[&str]) -> Option<Goal> {
        let engine = self.engine;
        let terms = engine.terms.in_chinese(&letters.concat());
        // A plural in a phrase: tailings pond.
        let singular = || letters.iter().map(|word| word.strip_suffix('s').unwrap_or(word)).collect::<String>();
        let terms = if terms.is_empty() && letters.len() > 1 { engine.terms.in_chinese(&singular()) } else { terms };
        let mut needle = Needle::new(typed, Vec::new());
        terms.iter().for_each(|term| needle.or(term, engine.index.find(&engine.index.normal(term))));
        if needle.places.is_empty() {
            return None;
        }
        let normal = engine.index.normal(terms[0]);
        self.expand(typed, How::English, terms.iter().map(|term| (*term).to_owned()).collect());
        Some(self.seek(needle, &normal))
    }

    fn spelled(&mut self, typed: &str, letters: &str) -> Option<Goal> {
        let found = spelled(self.engine, letters);
        let best = found.first()?.text.clone();
        self.expand(typed, How::Pinyin, vec![best.clone()]);
        found[1..].iter().for_each(|other| self.suggest(&other.text));
        self.word(&best, &best, true)
    }

    /// A sentence in English: most of what it names must occur.
    fn english(&mut self, terms: &[&Term]) -> Goal {
        let mut goals = Vec::new();
        let mut missing = 0.0;
        let mut at = 0;
        while at < terms.len() {
            let found = (at + 1..=terms.len().min(at + 4)).rev().find_map(|to| {
                let run = &terms[at..to];
                let words: Vec<&str> = run.iter().map(|term| bare(&term.folded)).collect();
                let letters = words.concat();
                let typed = run.iter().map(|term| bare(&term.typed)).collect::<Vec<_>>().join(" ");
                if to == at + 1 && is_english_filler(&letters) {
                    return Some((None, to));
                }
                let goal = self.word(&typed, &letters, true).or_else(|| self.translated(&typed, &words));
                // A short word may spell something by chance; a name doesn't.
                let may_be_name = to == at + 1 && letters.len() > 4;
                Some((Some(goal.or_else(|| may_be_name.then(|| self.spelled(&typed, &letters)).flatten())?), to))
            });
            match found {
                Some((goal, to)) => {
                    goals.extend(goal);
                    at = to;
                }
                None => {
                    let typed = bare(&terms[at].typed).to_owned();
                    missing += Needle::new(&typed, Vec::new()).weight(&self.engine.index) / 2.0;
                    self.hint(Hint::Missing(typed));
                    at += 1;
                }
            }
        }
        self.most(goals, missing)
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
