//! What changed in the wording between two texts, word by word.
//!
//! In: two folded texts, cut into words. Out: a [`Diff`]: which bytes of each the other has too. Marks and blanks are no
//! words and never differ. The longest common subsequence of the words is found by dynamic programming (Wagner and
//! Fischer, *The string-to-string correction problem*, 1974), which is exact, and quick at a provision's length; what is
//! beyond that, and what merely shares a few words, shows its shared passages instead of a mosaic.

use std::ops::Range;

use super::relation::{ASKS, DEMANDS, is_name};
use crate::segment::{Token, is_wordlike};

/// Two texts, compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Whether the texts are versions of each other: then `first` and `second` are what changed. Otherwise they are what
    /// both have, in passages long enough to tell.
    pub is_close: bool,
    /// Stretchs of the first text, in order.
    pub first: Vec<Stretch>,
    /// … of the second.
    pub second: Vec<Stretch>,
}

/// A passage that changed, or that both have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Bytes.
    pub range: Range<usize>,
    /// What it is, if that matters most.
    pub sort: Sort,
}

/// What a changed passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Plain words.
    Words,
    /// It has a figure or a date.
    Figure,
    /// It has a word that demands, asks or allows.
    Force,
    /// It has a place or an actor.
    Name,
}

/// Texts are versions of each other if they share so much of their words, in order.
const CLOSE: f32 = 0.6;
/// Shared passages of texts that aren't have so many characters.
const LONG: usize = 4;
/// The product of both numbers of words up to which they are compared; 4 MB are taken for it.
const MOST: usize = 2_000_000;

/// Compares two texts that have been cut.
pub(super) fn diff(first: &[Token<'_>], second: &[Token<'_>]) -> Diff {
    let (ours, theirs): (Vec<&Token<'_>>, Vec<&Token<'_>>) = (
        first.iter().filter(|token| is_word(token.word)).collect(),
        second.iter().filter(|token| is_word(token.word)).collect(),
    );
    let pairs = common(&ours, &theirs);
    let share = 2.0 * pairs.len() as f32 / (ours.len() + theirs.len()).max(1) as f32;
    let kept = |at: &dyn Fn(&(usize, usize)) -> usize, total: usize| {
        let mut kept = vec![false; total];
        pairs.iter().for_each(|pair| kept[at(pair)] = true);
        kept
    };
    if share >= CLOSE {
        let changed = |tokens: &[&Token<'_>], kept: Vec<bool>| {
            let marked = tokens.iter().zip(kept).map(|(token, kept)| (*token, !kept));
            stretches(marked, |_| true)
        };
        return Diff {
            is_close: true,
            first: changed(&ours, kept(&|pair| pair.0, ours.len())),
            second: changed(&theirs, kept(&|pair| pair.1, theirs.len())),
        };
    }
    let (in_first, in_second) = shared(&ours, &theirs);
    let long = |passage: &str| passage.chars().count() >= LONG;
    let marked = |tokens: &[&Token<'_>], is_shared: Vec<bool>| {
        stretches(tokens.iter().zip(is_shared).map(|(token, shared)| (*token, shared)), long)
    };
    Diff { is_close: false, first: marked(&ours, in_first), second: marked(&theirs, in_second) }
}

fn is_word(word: &str) -> bool {
    is_wordlike(word) || word.contains('%')
}

/// The longest common subsequence of two lists of words: their places.
fn common(ours: &[&Token<'_>], theirs: &[&Token<'_>]) -> Vec<(usize, usize)> {
    let same = |(ours, theirs): &(&&Token<'_>, &&Token<'_>)| ours.word == theirs.word;
    let before = ours.iter().zip(theirs).take_while(same).count();
    let behind = ours[before..].iter().rev().zip(theirs[before..].iter().rev()).take_while(same).count();
    let (rows, columns) = (ours.len() - before - behind, theirs.len() - before - behind);
    let mut pairs: Vec<(usize, usize)> = (0..before).map(|at| (at, at)).collect();
    if rows * columns <= MOST {
        let width = columns + 1;
        // How many words what is behind a place has in common.
        let mut longest = vec![0_u16; (rows + 1) * width];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                longest[row * width + column] = if ours[before + row].word == theirs[before + column].word {
                    longest[(row + 1) * width + column + 1] + 1
                } else {
                    longest[(row + 1) * width + column].max(longest[row * width + column + 1])
                };
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            if ours[before + row].word == theirs[before + column].word {
                pairs.push((before + row, before + column));
                (row, column) = (row + 1, column + 1);
            } else if longest[(row + 1) * width + column] >= longest[row * width + column + 1] {
                row += 1;
            } else {
                column += 1;
            }
        }
    }
    pairs.extend((0..behind).rev().map(|at| (ours.len() - 1 - at, theirs.len() - 1 - at)));
    pairs
}

/// Which words stand in a run of at least two that the other text has too, wherever.
fn shared(ours: &[&Token<'_>], theirs: &[&Token<'_>]) -> (Vec<bool>, Vec<bool>) {
    let (mut in_ours, mut in_theirs) = (vec![false; ours.len()], vec![false; theirs.len()]);
    // How long a run ends at a place of theirs and the last place of ours.
    let mut ends = vec![0_usize; theirs.len() + 1];
    for (at, our) in ours.iter().enumerate() {
        for (other, their) in theirs.iter().enumerate().rev() {
            ends[other + 1] = if our.word == their.word { ends[other] + 1 } else { 0 };
            let run = ends[other + 1];
            let is_long = run > 1 || our.word.chars().count() >= LONG;
            if run > 0 && is_long {
                in_ours[at + 1 - run..=at].fill(true);
                in_theirs[other + 1 - run..=other].fill(true);
            }
        }
    }
    (in_ours, in_theirs)
}

/// Runs of marked words, those that `is_enough`.
fn stretches<'a>(words: impl Iterator<Item = (&'a Token<'a>, bool)>, is_enough: impl Fn(&str) -> bool) -> Vec<Stretch> {
    let mut found: Vec<(Stretch, String)> = Vec::new();
    let mut goes_on = false;
    for (token, is_marked) in words {
        if is_marked {
            let sort = sort(token.word);
            match found.last_mut().filter(|_| goes_on) {
                Some((passage, text)) => {
                    passage.range.end = token.end;
                    if passage.sort == Sort::Words {
                        passage.sort = sort;
                    }
                    text.push_str(token.word);
                }
                None => {
                    found.push((Stretch { range: token.start..token.end, sort }, token.word.to_owned()));
                }
            }
        }
        goes_on = is_marked;
    }
    found.into_iter().filter(|(_, text)| is_enough(text)).map(|(passage, _)| passage).collect()
}

fn sort(word: &str) -> Sort {
    match () {
        () if word.starts_with(|c: char| c.is_ascii_digit()) || word.contains('%') => Sort::Figure,
        () if DEMANDS.contains(&word) || ASKS.contains(&word) => Sort::Force,
        () if is_name(word) => Sort::Name,
        () => Sort::Words,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Cut at blanks.
    fn cut(text: &str) -> Vec<Token<'_>> {
        let mut at = 0;
        let tokens = text.split(' ').map(|word| {
            let token = Token { word, start: at, end: at + word.len() };
            at += word.len() + 1;
            token
        });
        tokens.filter(|token| !token.word.is_empty()).collect()
    }

    /// With what is marked in brackets.
    fn shown(text: &str, passages: &[Stretch]) -> String {
        let mut shown = text.to_owned();
        for passage in passages.iter().rev() {
            shown.insert(passage.range.end, ']');
            shown.insert(passage.range.start, '[');
        }
        shown.replace(' ', "")
    }

    #[track_caller]
    fn check(first: &str, second: &str, is_close: bool, expected: (&str, &str)) {
        let found = diff(&cut(first), &cut(second));
        assert_eq!(found.is_close, is_close);
        assert_eq!((shown(first, &found.first).as_str(), shown(second, &found.second).as_str()), expected);
    }

    #[test]
    fn versions_show_what_changed() {
        check(
            "鼓励 化工 企业 实施 清洁 生产 改造 。",
            "化工 企业 必须 实施 清洁 生产 改造 ，",
            true,
            ("[鼓励]化工企业实施清洁生产改造。", "化工企业[必须]实施清洁生产改造，"),
        );
        let found = diff(&cut("处理 率 达到 92 % 以上"), &cut("处理 率 达到 95 % 以上"));
        assert_eq!(found.second, [Stretch { range: 18..20, sort: Sort::Figure }]);
    }

    #[test]
    fn texts_that_share_a_few_words_show_their_stretches() {
        check(
            "推进 尾矿库 分级 管理 , 加强 监测",
            "加强 噪声 监测 , 落实 尾矿库 分级 管理 和 土壤 修复 工程 建设",
            false,
            ("推进[尾矿库分级管理],加强监测", "加强噪声监测,落实[尾矿库分级管理]和土壤修复工程建设"),
        );
    }

    #[test]
    fn nothing_differs_from_itself() {
        check("加强 监测 。", "加强 监测 ；", true, ("加强监测。", "加强监测；"));
        assert_eq!(diff(&[], &[]), Diff::default());
    }

    proptest! {
        #[test]
        fn what_is_kept_is_the_same_in_both(
            first in proptest::collection::vec(0_usize..6, 0..30),
            second in proptest::collection::vec(0_usize..6, 0..30),
        ) {
            let words = ["甲乙", "丙", "丁戊", "92", "己", "庚辛"];
            let join = |list: &[usize]| list.iter().map(|&at| words[at]).collect::<Vec<_>>().join(" ");
            let (first, second) = (join(&first), join(&second));
            let found = diff(&cut(&first), &cut(&second));
            let without = |text: &str, passages: &[Stretch]| {
                let mut left = text.to_owned();
                passages.iter().rev().for_each(|passage| left.replace_range(passage.range.clone(), ""));
                left.replace(' ', "")
            };
            if found.is_close {
                prop_assert_eq!(without(&first, &found.first), without(&second, &found.second));
            }
            let back = diff(&cut(&second), &cut(&first));
            prop_assert_eq!(back.is_close, found.is_close);
        }

        #[test]
        fn the_common_words_are_as_many_as_a_naive_search_finds(
            first in proptest::collection::vec(0_usize..3, 0..9),
            second in proptest::collection::vec(0_usize..3, 0..9),
        ) {
            fn naive(first: &[usize], second: &[usize]) -> usize {
                match (first, second) {
                    ([a, first_rest @ ..], [b, second_rest @ ..]) => {
                        let kept = if a == b { naive(first_rest, second_rest) + 1 } else { 0 };
                        kept.max(naive(first_rest, second)).max(naive(first, second_rest))
                    }
                    _ => 0,
                }
            }
            let words = ["甲", "乙", "丙"];
            let join = |list: &[usize]| list.iter().map(|&at| words[at]).collect::<Vec<_>>().join(" ");
            let (ours, theirs) = (join(&first), join(&second));
            let (ours, theirs) = (cut(&ours), cut(&theirs));
            let (ours, theirs): (Vec<_>, Vec<_>) = (ours.iter().collect(), theirs.iter().collect());
            prop_assert_eq!(common(&ours, &theirs).len(), naive(&first, &second));
        }
    }
}
