//! What provisions are about.
//!
//! In: the folded text of provisions and the words of each topic. Out: [`Treated`] for every provision. Knows words and
//! headings, not meaning: a topic that is paraphrased without its words isn't seen.
//!
//! A topic's score is the sum over its words of their weight by the square root of how often they occur, since saying a
//! word twice tells less than saying two. Headings count more, also those that a provision stands under. The best
//! topics that are not far behind the first are the main ones; what is merely named is a mention.

use std::ops::Range;

use crate::corpus::{Corpus, ProvisionNo};
use crate::index::{Index, Posting};
use crate::lexicon::Topic;
use crate::order;
use crate::text::fold;

/// A topic's place in the list.
pub type TopicNo = u8;

/// What a provision is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Treated {
    /// At most [`MOST`], the first one first.
    pub main: Vec<TopicNo>,
    /// What it names besides, in the list's order.
    pub mentions: Vec<TopicNo>,
}

/// So many main topics at most.
pub const MOST: usize = 3;

/// A word that goes with other topics too counts so much of one that tells.
const WEAK: f32 = 0.33;
/// A word in the provision's own heading counts so much more.
const HEADING: f32 = 3.0;
/// … in a heading that it stands under.
const ABOVE: f32 = 0.75;
/// A main topic has so much of the best one's score.
const NEAR: f32 = 0.3;
/// … and at least so much: one word that tells.
const LEAST: f32 = 1.0;

/// How often a provision says a word of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    provision: ProvisionNo,
    topic: TopicNo,
    is_weak: bool,
    in_heading: u32,
    in_all: u32,
}

/// Reads the topics of all provisions.
pub fn read(corpus: &Corpus, index: &Index, topics: &[Topic]) -> Vec<Treated> {
    let mut said: Vec<Said> = Vec::new();
    for (topic_no, topic) in (0..).zip(topics) {
        let mut places = places(index, topic.words.iter().chain(&topic.weak));
        order::by_key(&mut places, |place| place.word);
        order::by_key(&mut places, |place| place.unit);
        for found in places.chunk_by(|one, other| (one.unit, one.word) == (other.unit, other.word)) {
            let unit = index.unit(found[0].unit);
            said.push(Said {
                provision: unit.provision,
                topic: topic_no,
                is_weak: found[0].word as usize >= topic.words.len(),
                in_heading: found.iter().filter(|place| place.start < unit.heading).count() as u32,
                in_all: found.len() as u32,
            });
        }
    }
    order::by_key(&mut said, |said| said.provision);
    let of = |no: ProvisionNo| {
        let from = said.partition_point(|said| said.provision < no);
        &said[from..from + said[from..].partition_point(|said| said.provision == no)]
    };
    let provisions = (0..).zip(corpus.provisions());
    let treated = provisions.map(|(no, located)| {
        if located.provision.kind.is_furniture() {
            return Treated::default();
        }
        let above = located.provision.parent.map(|parent| of(corpus.numbers(located.document_no).start + parent));
        weigh(of(no), above.unwrap_or_default(), !located.provision.body().is_empty())
    });
    treated.collect()
}

/// Where a word of a topic stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    unit: u32,
    start: u32,
    end: u32,
    /// The word, by its place in the list.
    word: u32,
}

/// Where words stand, in order, in the readings that count, outside of formulas, none inside another.
fn places<'a>(index: &Index, words: impl Iterator<Item = &'a String>) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for (word, text) in (0..).zip(words) {
        let counts = |posting: &Posting| {
            let provision = index.unit(posting.unit).provision;
            !posting.is_formula
                && !index.straddles_words(posting)
                && index.units_of(provision).last() == Some(posting.unit)
        };
        let places = index.find(&fold(text)).into_iter().filter(counts);
        found.extend(places.map(|Posting { unit, start, end, .. }| Place { unit, start, end, word }));
    }
    // By unit and beginning, the longest first: what lies inside another comes behind it.
    order::by_key(&mut found, |place| u32::MAX - place.end);
    order::by_key(&mut found, |place| place.start);
    order::by_key(&mut found, |place| place.unit);
    let mut reached = (0, 0);
    found.retain(|place| {
        let is_inside = place.unit == reached.0 && place.end <= reached.1;
        if !is_inside {
            reached = (place.unit, place.end);
        }
        !is_inside
    });
    found
}

/// Where provisions say the words by which a topic is told: bytes of their folded texts, in order, those that overlap as
/// one.
pub fn words_in(index: &Index, topic: &Topic) -> Vec<(ProvisionNo, Range<usize>)> {
    let mut joined: Vec<(ProvisionNo, Range<usize>)> = Vec::new();
    for place in places(index, topic.words.iter()) {
        let provision = index.unit(place.unit).provision;
        let range = place.start as usize..place.end as usize;
        match joined.last_mut().filter(|(at, last)| *at == provision && range.start < last.end) {
            Some((_, last)) => last.end = last.end.max(range.end),
            None => joined.push((provision, range)),
        }
    }
    joined
}

/// The topics of a provision, from what it says and what the heading above it does. One without a body has a heading
/// alone, which says of what its parts are, and no more.
fn weigh(said: &[Said], above: &[Said], has_body: bool) -> Treated {
    let mut scores: Vec<(TopicNo, f32, f32)> = Vec::new();
    let own = said.iter().map(|said| (said, (said.in_all as f32).sqrt() + HEADING * (said.in_heading as f32).sqrt()));
    let above = above.iter().map(|said| (said, ABOVE * (said.in_heading as f32).sqrt()));
    for (said, score) in own.chain(above).filter(|(_, score)| *score > 0.0) {
        let (all, strong) = if said.is_weak { (WEAK * score, 0.0) } else { (score, score) };
        match scores.iter_mut().find(|(topic, ..)| *topic == said.topic) {
            Some(known) => *known = (known.0, known.1 + all, known.2 + strong),
            None => scores.push((said.topic, all, strong)),
        }
    }
    order::by_key(&mut scores, |(topic, ..)| u32::from(*topic));
    order::by_key(&mut scores, |(_, score, _)| order::descending(*score));
    let best = scores.first().map_or(0.0, |(_, score, _)| *score);
    let is_main =
        |&(_, score, strong): &(TopicNo, f32, f32)| has_body && strong > 0.0 && score >= LEAST && score >= NEAR * best;
    let main: Vec<TopicNo> = scores.iter().filter(|found| is_main(found)).take(MOST).map(|(no, ..)| *no).collect();
    let mut mentions: Vec<TopicNo> =
        scores.iter().filter(|(no, _, strong)| *strong > 0.0 && !main.contains(no)).map(|(no, ..)| *no).collect();
    mentions.sort_unstable();
    Treated { main, mentions }
}

/// The provisions that are mainly on a topic, or mention it, by their numbers.
pub fn on(treated: &[Treated], topic: TopicNo) -> (Vec<ProvisionNo>, Vec<ProvisionNo>) {
    let with = |has: fn(&Treated, TopicNo) -> bool| {
        let all = (0..).zip(treated).filter(|(_, treated)| has(treated, topic));
        all.map(|(no, _)| no).collect()
    };
    (with(|treated, topic| treated.main.contains(&topic)), with(|treated, topic| treated.mentions.contains(&topic)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::curated;
    use crate::index::Texts;
    use crate::segment::{Dictionary, Segmenter};
    use crate::text::Variants;

    fn topic(words: &[&str], weak: &[&str]) -> Topic {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Topic { words: list(words), weak: list(weak), ..Topic::default() }
    }

    fn topics() -> Vec<Topic> {
        vec![
            topic(&["大气", "蓝天", "臭氧"], &["锅炉"]),
            topic(&["水质", "河流", "流域", "小流域"], &[]),
            topic(&["噪声"], &["夜间"]),
        ]
    }

    /// What the provisions of a document are about, and the index that it was read from.
    fn read_all(body: &str) -> (Corpus, Index, Vec<Treated>) {
        let document = curated::read(&format!("+++\n+++\n{body}")).document;
        let corpus = Corpus::of(vec![document]);
        let words = ["大气", "黄河", "流域", "水质", "噪声", "治理"].map(|word| (word.to_owned(), 100));
        let dictionary = Dictionary::new(&words, &[], |_| true, 10_000);
        let texts = Texts::of(&corpus, Variants::default());
        let segmenter = Segmenter::new(&dictionary, texts.alphabet(), std::iter::empty());
        let index = Index::build(&corpus, texts, &segmenter, &[]);
        let treated = read(&corpus, &index, &topics());
        (corpus, index, treated)
    }

    #[test]
    fn what_is_said_most_is_the_main_topic() {
        for (text, main, mentions) in [
            ("改善大气质量,治理臭氧污染。", &[0][..], &[][..]),
            ("改善大气质量,治理臭氧污染,打赢蓝天保卫战,落实大气计划,兼顾噪声。", &[0], &[2]),
            ("改善水质,治理大气。", &[0, 1], &[]),
            ("淘汰锅炉。", &[], &[]),
            ("夜间施工须报备。", &[], &[]),
            ("召开会议。", &[], &[]),
            ("治理黄河流域。", &[1], &[]),
            ("以某某思想为指导,贯彻大气会议精神。治理噪声(牵头单位:大气处)。", &[2], &[]),
            ("改善 大 气质量。", &[0], &[]),
        ] {
            let (_, _, treated) = read_all(text);
            let found = treated.iter().find(|found| **found != Treated::default()).cloned().unwrap_or_default();
            assert_eq!((&found.main[..], &found.mentions[..]), (main, mentions), "{text}");
        }
    }

    #[test]
    fn a_heading_tells_of_its_parts() {
        let (corpus, _, treated) = read_all("## 一、治理噪声\n\n（一）加强巡查。改善水质。");
        let of = |path: &str| {
            let at = corpus.documents()[0].provisions.iter().position(|at| at.path == path);
            treated[at.unwrap_or_else(|| panic!("{path}"))].clone()
        };
        assert_eq!(of("1"), Treated { main: vec![], mentions: vec![2] });
        assert_eq!(of("1.1"), Treated { main: vec![1], mentions: vec![2] });
    }

    #[test]
    fn words_are_marked_whole_and_once() {
        let (_, index, _) = read_all("治理小流域和黄河流域的水质。");
        let unit = index.units_of(0).last().expect("there is a provision");
        let marked: Vec<&str> =
            words_in(&index, &topics()[1]).into_iter().filter_map(|(_, range)| index.text(unit).get(range)).collect();
        assert_eq!(marked, ["小流域", "流域", "水质"]);
    }
}
