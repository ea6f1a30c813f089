//! What a person may be about to type: terms, headings, titles and earlier questions, by their characters or by pinyin.
//!
//! In: what is typed so far. Out: [`Suggestion`]s with the number of provisions that each would find. Doesn't know how
//! they are shown.

use super::{Engine, Request, search};
use crate::corpus::Corpus;
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
    /// How many provisions it finds, under the same filters.
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
/// So many of one source are looked up, the shortest that fit best.
const LOOKED_UP: usize = 16;

/// Something that may be suggested.
#[derive(Debug)]
pub(super) struct Entry {
    text: String,
    /// In the form in which the index has it.
    normal: String,
    source: Source,
}

/// All that may be suggested, each once: terms, other names for them, titles, headings.
fn entries(corpus: &Corpus, engine: &Engine) -> Vec<Entry> {
    let Engine { index, vocabulary, terms, .. } = engine;
    let mut entries: Vec<Entry> = Vec::new();
    let mut add = |text: &str, source: Source| {
        if !text.is_empty() {
            entries.push(Entry { normal: index.normal(text), text: text.to_owned(), source });
        }
    };
    vocabulary.iter().for_each(|term| add(term, Source::Term));
    terms.all().for_each(|term| add(term, Source::Term));
    corpus.documents().iter().for_each(|document| add(&document.identity.title, Source::Title));
    corpus.provisions().for_each(|at| add(at.provision.heading(), Source::Heading));
    entries
}

/// What the question in `request` may become, at most `limit` of it suggestions, each of which finds something.
/// `earlier` are questions asked before, the last one first.
pub fn suggest(corpus: &Corpus, engine: &Engine, request: &Request, earlier: &[String]) -> Vec<Suggestion> {
    let start = request.query.trim_start_matches(is_blank);
    let (before, word) = start.split_at(start.rfind(is_blank).map_or(0, |at| at + 1));
    let mut suggestions: Vec<Suggestion> = Vec::new();
    let mut offer = |query: String, text: String, source: Source| {
        let is_new = suggestions.len() < request.limit && suggestions.iter().all(|known| known.query != query);
        let total = if is_new {
            search::count(corpus, engine, &Request { query: query.clone(), ..request.clone() })
        } else {
            0
        };
        if total > 0 {
            suggestions.push(Suggestion { query, text, source, total });
        }
        total > 0
    };
    let asked = earlier.iter().filter(|query| query.as_str() != start && fold(query).starts_with(&fold(start)));
    for query in asked.take(3) {
        offer(query.clone(), query.clone(), Source::Earlier);
    }
    let normal = engine.index.normal(word);
    let is_latin = normal.len() > 1 && normal.bytes().all(|b| b.is_ascii_lowercase());
    // How well an entry goes on from the word: 0 begins with it, 1 has it, 2 has it as pinyin.
    let rank = |entry: &Entry| match entry.normal.find(&normal) {
        Some(0) => (entry.normal != normal).then_some(0),
        Some(_) => Some(1),
        None => (is_latin && engine.sounds.begins(&normal, &entry.text)).then_some(2_u32),
    };
    let entries = engine.entries.get_or_init(|| entries(corpus, engine));
    for source in [Source::Term, Source::Title, Source::Heading] {
        let of_source = entries.iter().filter(|entry| entry.source == source && !word.is_empty());
        let mut fitting: Vec<(u32, &Entry)> = of_source.filter_map(|entry| Some((rank(entry)?, entry))).collect();
        order::by_key(&mut fitting, |(rank, entry)| rank * 1000 + entry.normal.len().min(999) as u32);
        // The most frequent first, among those that fit as well; by their letters, which is soon counted.
        let counted =
            fitting.into_iter().take(LOOKED_UP).map(|(rank, entry)| (rank, engine.index.count(&entry.normal), entry));
        let mut counted: Vec<(u32, u32, &Entry)> = counted.filter(|(_, total, _)| *total > 0).collect();
        order::by_key(&mut counted, |(rank, total, _)| rank * 1000 + 999 - total.min(&999));
        let mut taken = 0;
        for (_, _, entry) in counted {
            if taken < OF_EACH && offer([before, &entry.text].concat(), entry.text.clone(), source) {
                taken += 1;
            }
        }
    }
    suggestions
}

#[cfg(test)]
mod tests {
    use crate::archive::Archive;
    use crate::document::curated;
    use crate::format::Payload;
    use crate::query::Request;
    use crate::segment::Dictionary;

    #[test]
    fn what_one_may_be_about_to_type() {
        let file = include_str!("../../data/documents/mee-2024-64.md");
        let words = ["尾矿库", "生态保护补偿", "生态保护红线", "水俣公约"].map(|word| (word.to_owned(), 1000));
        let dictionary = Dictionary::new(&words, &[], |_| true, 60_000_000);
        let documents = vec![curated::read(file).document];
        let archive = Archive::of(Payload { documents, dictionary, ..Payload::default() });
        let texts = |typed: &str, earlier: &[&str]| -> Vec<String> {
            let earlier: Vec<String> = earlier.iter().map(|query| (*query).to_owned()).collect();
            let request = Request { query: typed.to_owned(), limit: 4, ..Request::default() };
            let suggestions = archive.suggest(&request, &earlier);
            for suggestion in &suggestions {
                let request = Request { query: suggestion.query.clone(), ..Request::default() };
                assert_eq!(archive.search(&request).total, suggestion.total, "{}", suggestion.query);
            }
            suggestions.into_iter().map(|suggestion| suggestion.query).collect()
        };
        assert_eq!(texts("尾矿", &[])[0], "尾矿库");
        assert_eq!(texts("整治 尾矿", &[])[0], "整治 尾矿库", "what was typed before stays");
        assert!(texts("尾矿库 生态保护", &[]).is_empty(), "no provision has both");
        assert_eq!(texts("尾", &["尾矿 治理", "大气"])[0], "尾矿 治理", "what was asked before comes first");
        assert!(texts("水俣", &[]).is_empty(), "nothing is suggested that would find nothing");
        assert!(texts("", &[]).is_empty() && texts("生态 ", &[]).is_empty());
        assert_eq!(texts("生态", &[]).len(), 4);
    }
}
