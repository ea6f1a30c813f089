//! What doesn't stand anywhere as typed: the words that it is made of, slips among them mended.

use super::{ENOUGH, Goal, Resolver, joined};
use crate::query::about::Context;
use crate::query::fit::meant;
use crate::query::rank::Needle;
use crate::query::words::cut;
use crate::query::{Hint, How};

/// Marks that a phrase may have between its words in print, and not as typed.
const MARKS: u32 = 3;

impl Resolver<'_> {
    /// A phrase that stands there with marks between its words: “一刀切” in quotation marks of its own.
    pub(super) fn phrase(&mut self, typed: &str, normal: &str) -> Goal {
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
    pub(super) fn words(&mut self, typed: &str, normal: &str) -> Goal {
        let cut = cut(&self.engine.segmenter, &self.engine.fillers, normal);
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
    pub(super) fn most(&self, goals: Vec<Goal>, missing: f32) -> Goal {
        let mut words = Vec::new();
        goals.iter().for_each(|goal| goal.words(&mut words));
        let has_term = words.iter().any(|&word| self.engine.is_term(&self.plan.needles[word].word));
        let enough = if has_term { ENOUGH.1 } else { ENOUGH.0 };
        // 选址 alone is no answer to where nuclear power stations may stand.
        let says_enough = words.len() > 1 || words.len() == 1 && (has_term || missing == 0.0);
        if says_enough { Goal::Most(words, missing, enough) } else { Goal::Nothing }
    }

    /// Words, with slips among them mended: a run that doesn't occur is tried together with its neighbours.
    pub(super) fn mended(&mut self, typed: &str, mut words: Vec<String>, is_sentence: bool) -> Vec<String> {
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
    pub(super) fn parts(&self, run: &str) -> Vec<String> {
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
}
