//! What a person may be about to type: terms, headings, titles and earlier questions, by their characters or by pinyin.
//!
//! In: what is typed so far. Out: [`Suggestion`]s with the number of provisions that each would find. Doesn't know how
//! they are shown.

use super::Engine;
use crate::corpus::{Corpus, ProvisionNo};
use crate::order;
use crate::text::{fold, is_blank};

/// Something to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The whole question, with what was typed before the last word.
    pub query: String,
    /// The part that is new, as printed.
    pub text: String,
    /// Where it comes from.
    pub source: Source,
    /// How many provisions have it.
    pub total: u32,
}

/// Where a suggestion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Asked before.
    Earlier,
    /// A term of the field.
    Term,
    /// A heading.
    Heading,
    /// A document's title.
    Title,
}

/// More of one source than this would crowd out the others.
const OF_EACH: usize = 5;

/// At most `limit` suggestions; `earlier` are questions asked before, the last one first.
pub fn suggest(corpus: &Corpus, engine: &Engine, typed: &str, earlier: &[String], limit: usize) -> Vec<Suggestion> {
    let start = typed.trim_start_matches(is_blank);
    let (before, word) = start.split_at(start.rfind(is_blank).map_or(0, |at| at + 1));
    let wanted = Wanted::of(engine, word);
    let mut found: Vec<Suggestion> = Vec::new();
    let asked = earlier.iter().filter(|query| query.as_str() != start && fold(query).starts_with(&fold(start)));
    for query in asked.take(3) {
        found.push(Suggestion { query: query.clone(), text: query.clone(), source: Source::Earlier, total: 0 });
    }
    if word.is_empty() {
        return found;
    }
    let mut add = |source: Source, texts: &mut dyn Iterator<Item = &str>| {
        let mut fitting: Vec<(u32, Suggestion)> = Vec::new();
        for text in texts {
            let Some(rank) = wanted.rank(engine, text) else { continue };
            let is_known = found.iter().chain(fitting.iter().map(|(_, known)| known)).any(|known| known.text == text);
            let total = if is_known { 0 } else { count(engine, text) };
            if total > 0 {
                let query = [before, text].concat();
                fitting.push((
                    rank * 1000 + 999 - total.min(999),
                    Suggestion { query, text: text.to_owned(), source, total },
                ));
            }
        }
        order::by_key(&mut fitting, |(key, _)| *key);
        found.extend(fitting.into_iter().take(OF_EACH).map(|(_, suggestion)| suggestion));
    };
    add(Source::Term, &mut engine.vocabulary.iter().map(String::as_str).chain(engine.terms.all()));
    add(Source::Title, &mut corpus.documents().iter().map(|document| document.identity.title.as_str()));
    add(Source::Heading, &mut corpus.provisions().map(|at| at.provision.heading()));
    found.truncate(limit);
    found
}

/// How many provisions have a text.
fn count(engine: &Engine, text: &str) -> u32 {
    let index = &engine.index;
    let mut provisions: Vec<ProvisionNo> =
        index.find(&index.normal(text)).iter().map(|posting| index.unit(posting.unit).provision).collect();
    provisions.dedup();
    provisions.len() as u32
}

/// The word that is being typed.
struct Wanted {
    normal: String,
    /// Whether it may be pinyin.
    is_latin: bool,
}

impl Wanted {
    fn of(engine: &Engine, word: &str) -> Wanted {
        let normal = engine.index.normal(word);
        Wanted { is_latin: normal.bytes().all(|b| b.is_ascii_lowercase()), normal }
    }

    /// How well a text goes on from it: 0 begins with it, 1 has it, 2 has it as pinyin; `None` not at all.
    fn rank(&self, engine: &Engine, text: &str) -> Option<u32> {
        if text.is_empty() {
            return None;
        }
        let normal = engine.index.normal(text);
        if normal.starts_with(&self.normal) {
            (normal != self.normal).then_some(0)
        } else if normal.contains(&self.normal) {
            Some(1)
        } else {
            (self.is_latin && self.normal.len() > 1 && engine.sounds.begins(&self.normal, text)).then_some(2)
        }
    }
}
