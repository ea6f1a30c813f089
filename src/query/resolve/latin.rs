//! Words in Latin letters that the corpus doesn't have: English, or Chinese by its sounds.

use super::{Goal, Resolver, bare, joined};
use crate::query::fit::spelled;
use crate::query::parse::Term;
use crate::query::rank::Needle;
use crate::query::{Hint, How};

impl Resolver<'_> {
    /// Words in Latin letters that the corpus doesn't have: synonyms, English, pinyin, or nothing.
    pub(super) fn letters(&mut self, letters: &[&str], terms: &[&Term]) -> Goal {
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
    pub(super) fn foreign(&mut self, typed: &str, letters: &[&str]) -> Option<Goal> {
        let whole = letters.concat();
        self.word(typed, &whole, true)
            .or_else(|| self.translated(typed, letters))
            .or_else(|| self.spelled(typed, &whole))
    }

    pub(super) fn translated(&mut self, typed: &str, letters: &[&str]) -> Option<Goal> {
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

    pub(super) fn spelled(&mut self, typed: &str, letters: &str) -> Option<Goal> {
        let found = spelled(self.engine, letters);
        let best = found.first()?.text.clone();
        self.expand(typed, How::Pinyin, vec![best.clone()]);
        found[1..].iter().for_each(|other| self.suggest(&other.text));
        self.word(&best, &best, true)
    }

    /// A sentence in English: most of what it names must occur.
    pub(super) fn english(&mut self, terms: &[&Term]) -> Goal {
        let mut goals = Vec::new();
        let mut missing = 0.0;
        let mut at = 0;
        while at < terms.len() {
            let found = (at + 1..=terms.len().min(at + 4)).rev().find_map(|to| {
                let run = &terms[at..to];
                let words: Vec<&str> = run.iter().map(|term| bare(&term.folded)).collect();
                let letters = words.concat();
                let typed = run.iter().map(|term| bare(&term.typed)).collect::<Vec<_>>().join(" ");
                if to == at + 1 && self.is_english_filler(&letters) {
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
}
