//! Cuts what was typed into words, and tells those that say something from those that only hold a sentence together.
//!
//! In: text in normal form. Out: [`Words`]. Doesn't know where they occur.

use crate::lookup::Lookup;
use crate::segment::{Segmenter, is_wordlike};
use crate::text::is_han;

/// Words that make a question of a sentence.
const QUESTION: &str = "谁 哪 哪个 哪些 哪里 哪儿 哪几 哪家 什么 什么样 啥 怎么 怎样 怎么样 怎么办 如何 为什么 为何 何时 \
    何地 何种 多少 多久 多远 多大 多长 多高 几个 几年 几次 几项 是否 有没有 能不能 可不可以 是不是 \
    要不要 能否 可否 吗 呢 吧 嘛 么";

/// Words that ask to compare.
const COMPARISON: &str = "各省 各地 各市 对比 比较 比对 对照 异同 区别 差别 差异 不同 有何不同 不一样";

/// Words that hold a sentence together.
const FUNCTION: &str = "的 地 得 了 着 过 和 与 及 或 以及 及其 并 并且 而 且 在 对 对于 由 于 从 到 向 把 被 将 给 为 为了 \
    以 按 按照 根据 依据 关于 有关 相关 就 都 也 还 又 再 才 要 应 应当 应该 该 需 需要 可以 能 能够 可 \
    会 是 有 没有 让 使 用 来 去 做 搞 办 个 项 条 次 位 种 些 这 那 这些 那些 这个 那个 其 它 他 她 \
    他们 我 我们 你 你们 咱们 自己 上 里 里面 中 下 内 外 之 间 时 时候 情况 方面 请 请问 想 知道 了解 \
    查 查询 说 讲 具体 一般 一次 一下 一些 一个 分别 目前 现在 主要 所 等 那么 呀 啊 不用 不能 以后 以内 \
    负责 职责 一般来说";

/// English words that say nothing by themselves.
const ENGLISH: &str = "a about all an and any are as at be been between by can could did do does for from had has have how \
    i in into is it its many may much must not of on or s said say says shall should so some such tell \
    than that the their them there these they this those to under was we were what when where which who \
    whom whose why will with would you";

/// The Chinese words that say nothing by themselves; the segmenter must know them.
pub fn fillers() -> impl Iterator<Item = &'static str> {
    [QUESTION, COMPARISON, FUNCTION].into_iter().flat_map(|words| words.split(' '))
}

/// What a word that says nothing by itself does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filler {
    /// It makes a question, or asks to compare.
    Asks,
    /// It holds a sentence together.
    Holds,
    /// Either, in English.
    English,
}

/// All words that say nothing by themselves, made ready.
#[derive(Debug)]
pub(super) struct Fillers {
    words: Vec<(&'static str, Filler)>,
    lookup: Lookup,
}

impl Fillers {
    pub(super) fn new() -> Fillers {
        let lists = [
            (QUESTION, Filler::Asks),
            (COMPARISON, Filler::Asks),
            (FUNCTION, Filler::Holds),
            (ENGLISH, Filler::English),
        ];
        let mut words = Vec::new();
        for (list, filler) in lists {
            words.extend(list.split(' ').map(|word| (word, filler)));
        }
        let lookup = Lookup::of(&mut words.iter().map(|(word, _)| *word));
        Fillers { words, lookup }
    }

    /// What a word does, if it says nothing by itself.
    pub(super) fn of(&self, word: &str) -> Option<Filler> {
        let mut alike = self.lookup.alike(word).map(|at| self.words[at]);
        alike.find(|(other, _)| *other == word).map(|(_, filler)| filler)
    }
}

/// What a text is made of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Those that say something, each once, in order.
    pub(super) words: Vec<String>,
    /// Whether it is a question, a comparison or a long sentence, so that not all words need occur.
    pub(super) is_sentence: bool,
}

/// A sentence has at least so many characters and words, if nothing else shows it.
const SENTENCE: (usize, usize) = (14, 4);

/// What a token is, as far as the next may go on from it.
#[derive(Clone, Copy, PartialEq)]
enum Token {
    /// A word of the dictionary, or a mark.
    Closed,
    /// A character that is no word of the dictionary.
    Single,
    /// A figure, which may have a unit.
    Figure,
    /// A word that says nothing by itself.
    Filler,
}

/// Cuts a text. Characters that the dictionary doesn't know as words are kept together, and a figure keeps its unit.
pub(super) fn cut(segmenter: &Segmenter, fillers: &Fillers, text: &str) -> Words {
    let mut found = Words { is_sentence: text.ends_with(['?', '？']), ..Words::default() };
    let mut words: Vec<String> = Vec::new();
    let mut last = Token::Closed;
    for token in segmenter.cut(text) {
        let word = token.word;
        let filler = fillers.of(word);
        found.is_sentence |= filler == Some(Filler::Asks);
        let mut this = match () {
            () if matches!(filler, Some(Filler::Asks | Filler::Holds)) => Token::Filler,
            () if word.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '%') => Token::Figure,
            () if word.chars().count() == 1 && word.chars().all(is_han) => Token::Single,
            () => Token::Closed,
        };
        match (last, this, words.last_mut()) {
            (_, Token::Filler, _) => {}
            (Token::Single, Token::Single, Some(run)) | (Token::Figure, Token::Figure, Some(run)) => run.push_str(word),
            (Token::Figure, Token::Single, Some(figure)) => {
                figure.push_str(word);
                this = Token::Closed;
            }
            _ if is_wordlike(word) => words.push(word.to_owned()),
            _ => {}
        }
        last = this;
    }
    for word in words {
        if !found.words.contains(&word) {
            found.words.push(word);
        }
    }
    found.is_sentence |= text.chars().count() >= SENTENCE.0 && found.words.len() >= SENTENCE.1;
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Dictionary;

    #[track_caller]
    fn check(text: &str, expected: &[&str], is_sentence: bool) {
        let mut words: Vec<(String, u32)> =
            ["城市", "无废城市", "哪些", "建设", "多少", "行政村", "整治", "对比", "各省", "危险废物"]
                .map(|word| (word.to_owned(), 1000))
                .into();
        words.sort();
        let segmenter = Segmenter::new(&Dictionary::new(&words, &[], |_| false, 60_000_000), &[], fillers());
        let found = cut(&segmenter, &Fillers::new(), text);
        assert_eq!(
            (found.words.iter().map(String::as_str).collect::<Vec<_>>(), found.is_sentence),
            (expected.into(), is_sentence),
            "{text}"
        );
    }

    #[test]
    fn words_that_say_something() {
        check("哪些城市在建无废城市?", &["城市", "建", "无废城市"], true);
        check("各省无废城市建设对比", &["无废城市", "建设"], true);
        check("危险废物的整治", &["危险废物", "整治"], false);
        check("2024年整治多少个行政村", &["2024年", "整治", "行政村"], true);
        check("92.5%", &["92.5%"], false);
        check("核电建设", &["核电", "建设"], false);
    }
}
