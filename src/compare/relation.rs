//! How one provision stands to another, stated only with what shows it.
//!
//! In: the [`Features`] of two provisions. Out: a [`Relation`] and its [`Evidence`]. Compares sentence by sentence, since
//! one sentence of a long provision is often what carries out another: the force of modal words, figures and deadlines
//! where both say much the same, added places and figures where one says what the other says. What is doubtful is merely
//! related.

use std::ops::Range;

use crate::order;
use crate::segment::{Token, is_wordlike};
use crate::text::clauses;

/// How a provision stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It has the same letters and figures.
    Same,
    /// One of its sentences says what one of the other's says, and adds a place, a figure, an actor or a deadline.
    MoreSpecific,
    /// The other does so.
    MoreGeneral,
    /// It demands what the other asks for, or more of it, or sooner.
    Stricter,
    /// The other does so.
    Laxer,
    /// It treats the same subject.
    Related,
}

impl Relation {
    /// The name in answers: `more_specific`.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Same => "same",
            Relation::MoreSpecific => "more_specific",
            Relation::MoreGeneral => "more_general",
            Relation::Stricter => "stricter",
            Relation::Laxer => "laxer",
            Relation::Related => "related",
        }
    }
}

/// What shows how provisions stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Words that both have and few others.
    Words(Vec<String>),
    /// Modal words of sentences that say much the same: the first provision's, the second's.
    Force(String, String),
    /// Figures of such sentences.
    Figure(String, String),
    /// Deadlines of such sentences.
    Deadline(String, String),
    /// Places, figures, actors and deadlines that the second adds.
    Adds(Vec<String>),
    /// … that it leaves out.
    Omits(Vec<String>),
    /// The two sentences that show it: bytes of the printed texts.
    Sentences(Range<usize>, Range<usize>),
}

/// Words that demand.
pub(super) const DEMANDS: [&str; 10] =
    ["必须", "不得", "禁止", "严禁", "应当", "一律", "严格执行", "不予", "杜绝", "坚决"];
/// Words that ask, allow or try.
pub(super) const ASKS: [&str; 9] = ["鼓励", "支持", "探索", "力争", "引导", "倡导", "允许", "有条件的", "试点"];
/// Words before or behind a figure that say it is the least to reach, and the most to allow.
const AT_LEAST: [&str; 6] = ["以上", "不低于", "不少于", "超过", "达到", "提高到"];
const AT_MOST: [&str; 7] = ["以下", "以内", "不超过", "不高于", "控制在", "低于", "降至"];
/// Words before and behind a date that make a deadline of it.
const UNTIL: [char; 2] = ['到', '至'];
const BY: [&str; 5] = ["底", "前", "年底", "以前", "之前"];

/// How a word ends that names a place or an actor, and is long enough to be a name.
const NAMES: [&str; 20] = [
    "省",
    "市",
    "县",
    "州",
    "盆地",
    "流域",
    "水库",
    "库区",
    "平原",
    "城市群",
    "都市圈",
    "经济带",
    "示范区",
    "江",
    "河",
    "湖",
    "厅",
    "局",
    "委员会",
    "办公室",
];

/// Measure words of one character; what they count stands behind.
const MEASURES: [char; 20] = [
    '个', '条', '座', '家', '项', '处', '户', '种', '次', '台', '套', '份', '批', '名', '辆', '艘', '亩', '件', '所',
    '倍',
];
/// Names without such an ending: the 34 provinces, the seven river basins, the five great freshwater lakes, and the
/// regions of the national strategies.
const PLACES: [&str; 50] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "台湾",
    "香港",
    "澳门",
    "长江",
    "黄河",
    "珠江",
    "松花江",
    "淮河",
    "海河",
    "辽河",
    "鄱阳湖",
    "洞庭湖",
    "太湖",
    "洪泽湖",
    "巢湖",
    "京津冀",
    "长三角",
    "粤港澳",
    "成渝",
];

/// Sentences say much the same if they share so much of their words.
const MUCH: f32 = 0.5;
/// … and so many of them.
const MANY: usize = 3;
/// A sentence says what another says if it has so much of its words.
const COVERED: f32 = 0.6;
/// … and so many of them.
const MANY_COVERED: usize = 4;

/// What of a provision shows how it stands to others: its sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    sentences: Vec<Sentence>,
}

#[derive(Clone, Debug, Default)]
struct Sentence {
    /// Bytes of the folded text.
    range: Range<usize>,
    /// Each once, in order.
    words: Vec<u32>,
    demand: Option<&'static str>,
    ask: Option<&'static str>,
    figures: Vec<Figure>,
    deadlines: Vec<Deadline>,
    /// Places, actors, figures and deadlines as printed, each once.
    named: Vec<String>,
}

#[derive(Clone, Debug)]
struct Figure {
    printed: String,
    value: f64,
    unit: String,
    /// Whether it is the least to reach, or the most to allow.
    is_least: Option<bool>,
}

#[derive(Clone, Debug)]
struct Deadline {
    printed: String,
    /// Year and month; 12 if there is none.
    due: (u32, u32),
}

impl Features {
    /// Reads a text, folded and cut, from byte `body` on; `numbers` has, for every token, its number if it says something.
    pub(super) fn of(text: &str, body: usize, tokens: &[Token<'_>], numbers: &[Option<u32>]) -> Features {
        let mut sentences = Vec::new();
        let mut start = body;
        for clause in clauses(&text[body..]).into_iter().filter(|clause| clause.ends_sentence) {
            let range = start..body + clause.end;
            let text = &text[range.clone()];
            let numbered = tokens.iter().zip(numbers);
            let inside = numbered.filter(|(token, _)| token.start >= range.start && token.end <= range.end);
            start = range.end;
            let mut sentence = Sentence {
                range: range.clone(),
                words: inside.clone().filter_map(|(_, number)| *number).collect(),
                demand: DEMANDS.into_iter().find(|word| text.contains(word)),
                ask: ASKS.into_iter().find(|word| text.contains(word)),
                figures: figures(text),
                deadlines: deadlines(text),
                named: Vec::new(),
            };
            once(&mut sentence.words);
            let names = inside.map(|(token, _)| token.word).filter(|word| is_name(word));
            let figures = sentence.figures.iter().map(|figure| figure.printed.as_str());
            let deadlines = sentence.deadlines.iter().map(|deadline| deadline.printed.as_str());
            let mut named: Vec<String> = Vec::new();
            for name in names.chain(figures).chain(deadlines) {
                if named.iter().all(|known| known != name) {
                    named.push(name.to_owned());
                }
            }
            sentence.named = named;
            sentences.push(sentence);
        }
        Features { sentences }
    }
}

fn once(words: &mut Vec<u32>) {
    order::by_key(words, |word| *word);
    words.dedup();
}

pub(super) fn is_name(word: &str) -> bool {
    let is_long = |ending: &str| word.chars().count() > ending.chars().count() + 1;
    PLACES.contains(&word) || is_wordlike(word) && NAMES.iter().any(|ending| word.ends_with(ending) && is_long(ending))
}

/// The figures of a sentence that are no dates, each with its unit: a percent sign or up to two characters behind.
fn figures(text: &str) -> Vec<Figure> {
    let mut found = Vec::new();
    for (start, end) in numbers(text) {
        let Ok(value) = text[start..end].parse::<f64>() else { continue };
        let behind = &text[end..];
        let unit: String = if behind.starts_with('%') {
            "%".to_owned()
        } else {
            let letters = behind.chars().take_while(|c| c.is_alphabetic() || *c == '/');
            letters.take(if behind.starts_with(MEASURES) { 1 } else { 2 }).collect()
        };
        if unit.is_empty() || unit.starts_with(['年', '月', '日', '号']) {
            continue;
        }
        let before: String = text[..start].chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = behind.chars().take(8).collect();
        let says = |words: &[&str]| words.iter().any(|word| before.contains(word) || after.contains(word));
        let is_least = match (says(&AT_LEAST), says(&AT_MOST)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        };
        found.push(Figure { printed: [&text[start..end], &unit].concat(), value, unit, is_least });
    }
    found
}

/// The dates of a sentence by which something is due.
fn deadlines(text: &str) -> Vec<Deadline> {
    let mut found = Vec::new();
    for (start, end) in numbers(text) {
        let Some(behind) = text[end..].strip_prefix('年').filter(|_| end - start == 4) else { continue };
        let Ok(year) = text[start..end].parse::<u32>() else { continue };
        let month = numbers(behind).first().filter(|(from, to)| *from == 0 && behind[*to..].starts_with('月')).copied();
        let rest = month.map_or(behind, |(_, to)| &behind[to + '月'.len_utf8()..]);
        if text[..start].ends_with(UNTIL) || BY.iter().any(|word| rest.starts_with(word)) {
            let due = month.and_then(|(from, to)| behind[from..to].parse().ok()).unwrap_or(12);
            let printed = &text[start..text.len() - rest.len()];
            found.push(Deadline { printed: printed.to_owned(), due: (year, due) });
        }
    }
    found
}

/// The numbers of a text, decimal points included: first byte and the byte after the last.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        match found.last_mut() {
            Some(last) if last.1 == at && (c.is_ascii_digit() || c == '.') => last.1 = at + 1,
            _ if c.is_ascii_digit() => found.push((at, at + 1)),
            _ => {}
        }
    }
    for (start, end) in &mut found {
        *end -= text[*start..*end].len() - text[*start..*end].trim_end_matches('.').len();
    }
    found
}

/// How many words two sorted lists share.
fn shared(ours: &[u32], theirs: &[u32]) -> usize {
    ours.iter().filter(|word| theirs.binary_search(word).is_ok()).count()
}

/// How the second stands to the first, if they haven't the same wording. Sentences in the evidence are bytes of the
/// folded texts.
pub(super) fn relate(first: &Features, second: &Features) -> (Relation, Vec<Evidence>) {
    let mut signs: Vec<(Relation, Evidence)> = Vec::new();
    let mut shown: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for ours in &first.sentences {
        for theirs in &second.sentences {
            let before = signs.len();
            compare(ours, theirs, &mut signs);
            if signs.len() > before {
                shown.push((ours.range.clone(), theirs.range.clone()));
            }
        }
    }
    let mut evidence: Vec<Evidence> = Vec::new();
    for (_, sign) in &signs {
        if !evidence.contains(sign) {
            evidence.push(sign.clone());
        }
    }
    let is = |relation: Relation| signs.iter().any(|(sign, _)| *sign == relation);
    // Force, figures and deadlines say more than an added place.
    let relation = match (is(Relation::Stricter), is(Relation::Laxer)) {
        (true, false) => Relation::Stricter,
        (false, true) => Relation::Laxer,
        (true, true) => Relation::Related,
        (false, false) => match (is(Relation::MoreSpecific), is(Relation::MoreGeneral)) {
            (true, false) => Relation::MoreSpecific,
            (false, true) => Relation::MoreGeneral,
            _ => Relation::Related,
        },
    };
    evidence.extend(shown.into_iter().map(|(ours, theirs)| Evidence::Sentences(ours, theirs)));
    (relation, evidence)
}

/// What two sentences show.
fn compare(ours: &Sentence, theirs: &Sentence, signs: &mut Vec<(Relation, Evidence)>) {
    let common = shared(&ours.words, &theirs.words);
    let mut note = |is_stricter: bool, evidence: Evidence| {
        signs.push((if is_stricter { Relation::Stricter } else { Relation::Laxer }, evidence));
    };
    let share = 2.0 * common as f32 / (ours.words.len() + theirs.words.len()).max(1) as f32;
    if common >= MANY && share >= MUCH {
        match (ours.demand, ours.ask, theirs.demand, theirs.ask) {
            (None, Some(ask), Some(demand), None) => note(true, Evidence::Force(ask.to_owned(), demand.to_owned())),
            (Some(demand), None, None, Some(ask)) => note(false, Evidence::Force(demand.to_owned(), ask.to_owned())),
            _ => {}
        }
        if let ([our], [their]) = (&ours.figures[..], &theirs.figures[..])
            && our.unit == their.unit
            && our.value != their.value
            && let (Some(is_least), true) = (our.is_least, our.is_least == their.is_least)
        {
            let is_stricter = (their.value > our.value) == is_least;
            note(is_stricter, Evidence::Figure(our.printed.clone(), their.printed.clone()));
        }
        if let ([our], [their]) = (&ours.deadlines[..], &theirs.deadlines[..])
            && our.due != their.due
        {
            note(their.due < our.due, Evidence::Deadline(our.printed.clone(), their.printed.clone()));
        }
    }
    if common < MANY_COVERED {
        return;
    }
    let missing = |from: &Sentence, of: &Sentence| -> Vec<String> {
        of.named.iter().filter(|name| !from.named.contains(name)).cloned().collect()
    };
    let (added, left_out) = (missing(ours, theirs), missing(theirs, ours));
    let is_covered = |sentence: &Sentence| common as f32 >= COVERED * sentence.words.len() as f32;
    match (added.is_empty(), left_out.is_empty()) {
        (false, true) if is_covered(ours) => signs.push((Relation::MoreSpecific, Evidence::Adds(added))),
        (true, false) if is_covered(theirs) => signs.push((Relation::MoreGeneral, Evidence::Omits(left_out))),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts at blanks, which stand for the borders of words.
    fn features(text: &str) -> Features {
        let mut tokens: Vec<(usize, usize)> = Vec::new();
        let body: String = text.split(' ').collect();
        let mut at = 0;
        for word in text.split(' ') {
            tokens.push((at, at + word.len()));
            at += word.len();
        }
        let tokens: Vec<Token<'_>> =
            tokens.into_iter().map(|(start, end)| Token { word: &body[start..end], start, end }).collect();
        let number = |word: &str| {
            let says_something = word.chars().nth(1).is_some() && word.chars().all(char::is_alphabetic);
            says_something.then(|| word.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) + u32::from(byte)))
        };
        let numbers: Vec<Option<u32>> = tokens.iter().map(|token| number(token.word)).collect();
        Features::of(&body, 0, &tokens, &numbers)
    }

    #[track_caller]
    fn check(first: &str, second: &str, expected: Relation, evidence: &[Evidence]) {
        let (first, second) = (features(first), features(second));
        let (relation, mut found) = relate(&first, &second);
        found.retain(|one| !matches!(one, Evidence::Sentences(..)));
        assert_eq!((relation, found), (expected, evidence.to_vec()));
        let reverse = match expected {
            Relation::Stricter => Relation::Laxer,
            Relation::Laxer => Relation::Stricter,
            Relation::MoreSpecific => Relation::MoreGeneral,
            Relation::MoreGeneral => Relation::MoreSpecific,
            same => same,
        };
        assert_eq!(relate(&second, &first).0, reverse, "the other way round");
    }

    fn pair(ours: &str, theirs: &str) -> (String, String) {
        (ours.to_owned(), theirs.to_owned())
    }

    #[test]
    fn a_demand_is_stricter_than_a_request() {
        let (ask, demand) = pair("鼓励", "必须");
        check(
            "鼓励 化工 企业 实施 清洁 生产 改造 。",
            "化工 企业 必须 实施 清洁 生产 改造 。",
            Relation::Stricter,
            &[Evidence::Force(ask, demand)],
        );
        check("鼓励 化工 企业 改造 。", "禁止 焚烧 秸秆 垃圾 落叶 。", Relation::Related, &[]);
    }

    #[test]
    fn figures_are_compared_as_values() {
        let (ours, theirs) = pair("92%", "95.5%");
        check(
            "城市 污水 处理 率 达到 92 % 以上 。",
            "城市 污水 处理 率 达到 95.5 % 以上 。",
            Relation::Stricter,
            &[Evidence::Figure(ours, theirs)],
        );
        let (ours, theirs) = pair("35微克", "30微克");
        check(
            "细颗粒物 平均 浓度 控制在 35 微克 以内 。",
            "细颗粒物 平均 浓度 控制在 30 微克 以内 。",
            Relation::Stricter,
            &[Evidence::Figure(ours, theirs)],
        );
        check("建成 污水 处理 设施 35 座 。", "建成 污水 处理 设施 30 座 。", Relation::Related, &[]);
    }

    #[test]
    fn an_earlier_deadline_is_stricter() {
        let (ours, theirs) = pair("2027年", "2025年6月");
        check(
            "到 2027 年 , 全面 完成 入河 排污口 整治 。",
            "2025 年 6 月 底 前 全面 完成 入河 排污口 整治 。",
            Relation::Stricter,
            &[Evidence::Deadline(ours, theirs)],
        );
    }

    #[test]
    fn what_adds_a_place_is_more_specific() {
        check(
            "加强 重要 湖泊 生态 保护 修复 。",
            "加强 洪湖流域 重要 湖泊 生态 保护 修复 。",
            Relation::MoreSpecific,
            &[Evidence::Adds(vec!["洪湖流域".to_owned()])],
        );
        check("加强 汾河流域 生态 保护 。", "加强 洪湖流域 生态 保护 。", Relation::Related, &[]);
        check(
            "完善 尾矿库 污染 隐患 排查 制度 。",
            "防治 噪声 。 支持 山西 、 江西 开展 尾矿库 污染 隐患 排查 , 深化 监管 。",
            Relation::MoreSpecific,
            &[Evidence::Adds(vec!["山西".to_owned(), "江西".to_owned()])],
        );
    }

    #[test]
    fn contrary_signs_are_merely_related() {
        let found = relate(
            &features("鼓励 城市 污水 处理 率 2027 年底 达到 92 % 以上 。"),
            &features("城市 污水 处理 率 2028 年底 必须 达到 92 % 以上 。"),
        );
        assert_eq!(found.0, Relation::Related);
        let signs = found.1.iter().filter(|one| !matches!(one, Evidence::Sentences(..)));
        assert_eq!(signs.count(), 2, "{:?}", found.1);
    }
}
