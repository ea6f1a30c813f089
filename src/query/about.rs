//! What a question may say of a whole document: its title, number, issuers, region, level, genre, year.
//!
//! In: a document. Out: [`About`], in the normal form of the index. Doesn't know its provisions' words.

use super::number::Number;
use super::parse::Field;
use crate::corpus::{Corpus, ProvisionNo};
use crate::document::{Document, Genre, Identity, Kind, Level};
use crate::index::Index;

/// A document, as questions speak of it.
#[derive(Debug)]
pub(super) struct About {
    /// The titles: its own, its short one, its carrier's.
    titles: Vec<String>,
    issuers: Vec<String>,
    region: String,
    level: Level,
    genre: String,
    year: String,
    /// Its own number and its carrier's, each with the provisions that head what has the number.
    pub(super) numbers: Vec<(Number, Vec<ProvisionNo>)>,
    /// The provisions that head the document: its title, or else what it begins with.
    pub(super) head: Vec<ProvisionNo>,
    /// The pairs of characters of titles, region and year, sorted: with them a typed title is compared.
    pairs: Vec<u64>,
}

/// How a document has a word without its provisions having it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// It doesn't.
    None,
    /// Its title has it.
    Title,
    /// Its region, issuer or year is this.
    Document,
}

impl About {
    pub(super) fn of(corpus: &Corpus, document_no: usize, index: &Index) -> About {
        let document = &corpus.documents()[document_no];
        let normal = |text: &str| index.normal(text);
        let identities = || [Some(&document.identity), document.carrier.as_ref()].into_iter().flatten();
        let year = document.date().map(|dated| dated.value.year.to_string()).unwrap_or_default();
        // A corrupt title as it should read, too.
        let read = document.provisions.iter().filter(|at| at.kind == Kind::Title).map(|at| normal(&at.reading()));
        let titles: Vec<String> = identities().map(|at| normal(&at.title)).chain(read).collect();
        let heads = heads(document, corpus.numbers(document_no).start);
        let [own, carrier] = heads.clone();
        let number = |identity: &Identity| Number::read(&normal(identity.number.as_deref()?), |_| true);
        let numbers = identities().zip([own, carrier]).filter_map(|(at, head)| Some((number(at)?, head)));
        let region = normal(&document.region);
        let mut pairs = pairs(&[&titles[..], &[region.clone(), year.clone()]].concat().join("\n"));
        pairs.sort_unstable();
        About {
            issuers: identities().flat_map(|at| at.issuers.iter().map(|issuer| normal(issuer))).collect(),
            numbers: numbers.collect(),
            head: heads.into_iter().next().unwrap_or_default(),
            pairs,
            level: document.level,
            genre: normal(document.identity.genre.name()),
            titles,
            region,
            year,
        }
    }

    /// How the document has a word in normal form.
    pub(super) fn context(&self, word: &str) -> Context {
        let is_year = !self.year.is_empty() && word.strip_suffix('年').unwrap_or(word) == self.year;
        let Some(pair) = pairs(word).first().copied() else { return Context::None };
        // Most words are in none, and to look through all texts takes longer.
        let may_be = self.pairs.binary_search(&pair).is_ok();
        if is_year || may_be && self.region.contains(word) || self.issuers.iter().any(|issuer| issuer.contains(word)) {
            Context::Document
        } else if may_be && self.titles.iter().any(|title| title.contains(word)) {
            Context::Title
        } else {
            Context::None
        }
    }

    /// Whether a field of the document is a value in normal form.
    pub(super) fn is(&self, field: Field, value: &str) -> bool {
        match field {
            Field::Issuer => self.issuers.iter().any(|issuer| issuer.contains(value)),
            Field::Region => self.region.contains(value),
            Field::Genre => self.genre == value,
            Field::Level => level_names(self.level).contains(&value),
            Field::Year => is_year_in(&self.year, value),
            Field::Number | Field::Anywhere | Field::Heading | Field::Body => false,
        }
    }

    /// How much of a typed title, by pairs of characters, this document's title, region and year have: 0 to 1.
    pub(super) fn likeness(&self, typed: &str) -> f32 {
        let pairs = pairs(typed);
        let has = |pair: &&u64| self.pairs.binary_search(pair).is_ok();
        pairs.iter().filter(has).count() as f32 / pairs.len().max(1) as f32
    }
}

/// Every two characters of a text that stand side by side, as one number.
fn pairs(text: &str) -> Vec<u64> {
    let mut pairs = Vec::with_capacity(text.len() / 3);
    let mut last = None;
    for c in text.chars() {
        if let Some(last) = last.replace(c) {
            pairs.push(u64::from(u32::from(last)) << 32 | u64::from(u32::from(c)));
        }
    }
    pairs
}

/// Whether a text ends as titles of documents do: with a genre.
pub(super) fn ends_as_title(text: &str) -> bool {
    Genre::ALL.iter().any(|genre| text.ends_with(genre.name()))
}

/// What heads a document itself, and what heads its carrier.
fn heads(document: &Document, first: ProvisionNo) -> [Vec<ProvisionNo>; 2] {
    let mut heads = [Vec::new(), Vec::new()];
    let mut in_carrier = vec![false; document.provisions.len()];
    for (at, provision) in document.provisions.iter().enumerate() {
        in_carrier[at] = provision.kind == Kind::Carrier
            || provision.parent.is_some_and(|parent| in_carrier.get(parent as usize) == Some(&true));
        let leads = match provision.kind {
            Kind::Number | Kind::Title | Kind::Preamble => true,
            Kind::Paragraph => in_carrier[at],
            _ => false,
        };
        if leads {
            heads[usize::from(in_carrier[at])].push(first + at as ProvisionNo);
        }
    }
    heads
}

fn level_names(level: Level) -> &'static [&'static str] {
    match level {
        Level::National => &["国家", "国家级", "全国", "中央", "national"],
        Level::Provincial => &["省", "省级", "provincial"],
        Level::City => &["市", "市级", "地市", "city"],
        Level::County => &["县", "县级", "county"],
        Level::Township => &["乡", "乡级", "乡镇", "township"],
    }
}

/// Whether a year is one, or among some: 2024, 2024年, 2021-2024, 2021至2024, 2021-.
fn is_year_in(year: &str, written: &str) -> bool {
    let bounds: Vec<&str> = written.split(['-', '~', '至', '到']).map(|part| part.trim_end_matches('年')).collect();
    match bounds[..] {
        [only] => year == only,
        [from, to] => !year.is_empty() && (from.is_empty() || year >= from) && (to.is_empty() || year <= to),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_spans_of_years() {
        for written in ["2024", "2024年", "2021-2024", "2021~2024", "2021年至2024年", "2023-", "-2024"] {
            assert!(is_year_in("2024", written), "{written}");
        }
        for written in ["2023", "2021-2023", "2025-", "2021-2023-2024", "", "年"] {
            assert!(!is_year_in("2024", written), "{written}");
        }
        assert!(!is_year_in("", "-2024"));
    }
}
