//! Questions that name a document: by its number, whole or in part, or by its title, nearly.

use crate::corpus::ProvisionNo;
use crate::query::about::ends_as_title;
use crate::query::number::Number;
use crate::query::rank::Needle;
use crate::query::words::cut;
use crate::query::{Hint, How};

use super::{ENOUGH, Goal, Resolver};

/// A typed title must share so many of its pairs of characters with a document's; fewer if it ends with a genre.
const LIKE_A_TITLE: (f32, f32) = (0.85, 0.65);

impl Resolver<'_> {
    pub(super) fn number(&mut self, normal: &str) -> Option<Goal> {
        let known =
            |code: &str| self.engine.about.iter().flat_map(|about| &about.numbers).any(|(known, _)| known.code == code);
        let number = Number::read(normal, known)?;
        if !number.is_certain() && self.engine.index.has(normal) {
            return None;
        }
        Some(self.numbered(&number))
    }

    pub(super) fn number_field(&mut self, typed: &str, normal: &str) -> Goal {
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
    pub(super) fn numbered(&mut self, number: &Number) -> Goal {
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
    pub(super) fn title(&mut self, typed: &str, normal: &str) -> Option<Goal> {
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
        for word in &cut(&self.engine.segmenter, &self.engine.fillers, normal).words {
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
}
