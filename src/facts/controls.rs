//! What a project has to be checked against.
//!
//! In: passages, the words for controls, the places that a provision names. Out: [`Control`]s, each with the clause that
//! it was read from. Knows what is said of what; whether a project falls under it, [`super::bearing`] weighs.
//!
//! A clause is a control if it says one of the cues (禁止, 严控…, 绿色通道 …) of something that can be controlled: an
//! industry, a facility, a pollutant, a zone, an approval. The first cue in the list decides the kind. A clause that only
//! names whom the next is about (对…项目,) belongs to it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::deadlines;
use super::names::Names;
use super::passage::Passage;
use super::places::Named;
use crate::corpus::{Located, ProvisionNo};
use crate::document::Date;
pub use crate::lexicon::controls::{ControlKind, SubjectKind};
use crate::lexicon::controls::{ControlWords, Cue};
use crate::text::{Span, fold};

/// A rule that projects are checked against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Where.
    pub provision: ProvisionNo,
    /// The clause: bytes of the provision's printed text.
    pub at: Span,
    /// What it does.
    pub kind: ControlKind,
    /// The words that say so, as printed.
    pub strength: String,
    /// What it is about, as printed.
    pub subjects: Vec<String>,
    /// The same by their numbers in the list.
    pub subject_nos: Vec<u16>,
    /// Where it holds, as printed; the document's whole area if nothing is said.
    pub place: Option<String>,
    /// The names of those places in lists.
    pub places: Vec<String>,
    /// In what zones, as printed.
    pub zone: Vec<String>,
    /// The limit that it holds below, above or within, as printed.
    pub threshold: Option<String>,
    /// By when, if it is printed.
    pub deadline: Option<Date>,
    /// Why the editor put it so, if it was not read.
    pub correction: Option<String>,
}

impl Control {
    /// One of which nothing is known but where it stands.
    pub(super) fn blank(provision: ProvisionNo, at: Span) -> Control {
        Control {
            provision,
            at,
            kind: ControlKind::Require,
            strength: String::new(),
            subjects: Vec::new(),
            subject_nos: Vec::new(),
            place: None,
            places: Vec::new(),
            zone: Vec::new(),
            threshold: None,
            deadline: None,
            correction: None,
        }
    }
}

/// What the reader knows of controls.
#[derive(Debug, Default)]
pub struct ControlLexicon {
    /// As the lexicon has them, folded.
    pub(super) words: ControlWords,
    /// Subjects by their words.
    pub(super) subjects: Names<u16>,
}

/// So many characters may stand between a prohibition and the act.
const NEAR: usize = 6;

impl ControlLexicon {
    /// Knows these words.
    pub fn new(mut words: ControlWords) -> ControlLexicon {
        for cue in &mut words.cue {
            for list in [&mut cue.words, &mut cue.with, &mut cue.without] {
                for word in list {
                    *word = word.split('…').map(fold).collect::<Vec<_>>().join("…");
                }
            }
        }
        let subjects = (0..).zip(&words.subject);
        let names = subjects.flat_map(|(no, subject)| subject.words.iter().map(move |word| (word.clone(), no)));
        ControlLexicon { subjects: Names::new(names), words }
    }

    /// The subjects that a folded text names, in order: their words and numbers.
    pub(super) fn subjects_in(&self, text: &str) -> Vec<(Range<usize>, u16)> {
        self.subjects.all_in(text).map(|(at, word, no)| (at..at + word.len(), *no)).collect()
    }

    /// What a stretch says is done, and to what, if it is about an act: 新建露天煤矿.
    fn act_behind(&self, text: &str, range: Range<usize>) -> Option<Range<usize>> {
        let acts = &self.words.acts;
        let lists = [&acts.new, &acts.expand, &acts.rebuild, &acts.extract, &acts.other];
        let behind = &text[range.clone()];
        let is_act = |act: &&String| {
            // 禁止商业性采伐: what is forbidden may be said more closely.
            let at = behind.find(act.as_str());
            at.is_some_and(|at| behind.len() > act.len() && behind[..at].chars().count() <= NEAR)
        };
        lists.into_iter().flatten().any(|act| is_act(&act)).then_some(range)
    }

    /// What kind of thing a subject is.
    pub(super) fn kind_of(&self, subject: u16) -> Option<SubjectKind> {
        self.words.subject.get(usize::from(subject)).map(|subject| subject.kind)
    }
}

/// The controls of a provision, in order. `places` are those that it names.
pub fn read(passage: &Passage<'_>, lexicon: &ControlLexicon, places: &[Named]) -> Vec<Control> {
    let mut controls = Vec::new();
    if passage.located.provision.kind.is_furniture() {
        return controls;
    }
    let mut list = introduced(passage, lexicon);
    // A short item has no body: what would be its heading says it all.
    if let Some(list) = list.as_ref().filter(|_| passage.body >= passage.text.len()) {
        let item =
            passage.heading..passage.heading + passage.text[passage.heading..].trim_end_matches(['。', ';']).len();
        return vec![list.control(passage, lexicon, places, item)];
    }
    for sentence in passage.sentences() {
        let mut item = item(&passage.text, sentence.clone());
        if list.as_ref().is_some_and(|list| !list.holds(passage, &sentence, &item)) {
            list = None;
        }
        let mut topic: Option<usize> = None;
        // A clause that names something and says nothing of it, which the next may do.
        let mut named: Option<usize> = None;
        let found = controls.len();
        for clause in passage.clauses(sentence.clone()) {
            let clause = passage.without_assignment(clause);
            let text = &passage.text[clause.clone()];
            if let Some(begun) = List::begun(passage, lexicon, clause.clone()) {
                list = Some(begun);
                item = self::item(&passage.text, clause.end + ":".len()..sentence.end);
                (topic, named) = (None, None);
                continue;
            }
            if is_topic(text) {
                topic.get_or_insert(clause.start);
                continue;
            }
            let before = topic.or(named.filter(|_| goes_on(text)));
            let quote = before.unwrap_or(clause.start)..clause.end;
            let last = controls.get(found..).and_then(<[Control]>::last);
            let stated = control(passage, lexicon, places, clause.clone(), quote)
                .or_else(|| more(passage, lexicon, places, clause.clone(), last?));
            named = match &stated {
                Some(_) => None,
                None => named.or_else(|| (!lexicon.subjects_in(text).is_empty()).then_some(clause.start)),
            };
            if let Some(mut control) = stated {
                // 优化黄河沿岸布局,干支流岸线内禁止…: whose banks, the clause before has said.
                let refers = ["干支流", "干流", "岸线", "沿岸", "流域"].iter().any(|word| text.contains(word));
                if control.place.is_none() && refers {
                    let before = passage.printed(sentence.start..sentence.end).start..control.at.range().start;
                    take_place(passage, places, &before, &mut control);
                }
                controls.push(control);
            }
            // What a sentence begins to speak of holds while it goes on in the same way.
            topic = topic.filter(|_| text.starts_with('应') || text.starts_with("降低"));
        }
        // An item of a list is what its introduction says, unless it forbids or limits something itself.
        let is_ruled = controls[found..].iter().any(|control| control.kind.is_core());
        if let Some(list) = list.as_ref().filter(|_| !is_ruled && !item.is_empty()) {
            controls.truncate(found);
            controls.push(list.control(passage, lexicon, places, item));
        }
    }
    controls.splice(0..0, stated_in_heading(passage, lexicon, places));
    let heading = 0..passage.printed(passage.heading..passage.body).end;
    for control in controls.iter_mut().filter(|control| control.place.is_none()) {
        take_place(passage, places, &heading, control);
    }
    controls
}

/// The control that a heading states: 坚决遏制高耗能项目盲目发展. One that only names a field of work states none.
fn stated_in_heading(passage: &Passage<'_>, lexicon: &ControlLexicon, places: &[Named]) -> Option<Control> {
    const PLAIN: [&str; 6] = ["遏制", "严禁", "禁止", "不得", "严控", "严格控制"];
    let heading = passage.text[passage.heading..passage.body].trim_end_matches('。').len();
    let heading = passage.heading..passage.heading + heading;
    let control = control(passage, lexicon, places, heading.clone(), heading)?;
    let is_of = |no: &u16| {
        matches!(lexicon.kind_of(*no), Some(SubjectKind::Industry | SubjectKind::Facility | SubjectKind::Matter))
    };
    (PLAIN.contains(&control.strength.as_str()) && control.subject_nos.iter().any(is_of)).then_some(control)
}

/// Gives a control the last place that is named in a printed range, if one is.
fn take_place(passage: &Passage<'_>, places: &[Named], within: &Range<usize>, control: &mut Control) {
    let all = places.iter().flat_map(|named| named.at.iter().map(move |at| (named, at.range())));
    let inside = all.filter(|(_, at)| within.start <= at.start && at.end <= within.end);
    if let Some((named, at)) = inside.max_by_key(|(_, at)| at.start) {
        control.place = Some(passage.located.provision.text[at].to_owned());
        control.places = vec![named.name.clone()];
    }
}

/// A list of what is forbidden, or limited, under words that introduce it: 禁止下列行为:(一)…;(二)….
#[derive(Clone, Debug)]
struct List {
    kind: ControlKind,
    /// As printed in the introduction.
    strength: String,
    /// The zones that the introduction names, as printed.
    zone: Vec<String>,
    /// Where the introduction ends; none if that stands in the provision above, all of whose items are the list's.
    from: Option<usize>,
}

impl List {
    /// The list that a clause introduces, if it does.
    fn begun(passage: &Passage<'_>, lexicon: &ControlLexicon, clause: Range<usize>) -> Option<List> {
        let text = &passage.text[clause.clone()];
        let is_introduction = passage.text[clause.end..].starts_with(':')
            && ["下列", "以下", "如下"].iter().any(|word| text.contains(word));
        let cues = lexicon.words.cue.iter().filter(|cue| is_introduction && cue.kind.is_core());
        let signs = signs(text);
        let (kind, strength) =
            cues.into_iter().find_map(|cue| Some((cue.kind, said(cue, text, &signs, text, passage, clause.start)?)))?;
        // 在二级保护区内,除…外,还禁止下列行为: the zone stands before, in the same sentence.
        let from = passage.sentences().into_iter().find(|sentence| sentence.contains(&clause.start));
        let whole = from.map_or(clause.start, |sentence| sentence.start)..clause.end;
        let named = lexicon.subjects_in(&passage.text[whole.clone()]);
        let zones = named.into_iter().filter(|(_, no)| lexicon.kind_of(*no) == Some(SubjectKind::Zone));
        let zone = zones.map(|(at, _)| passage.shown(whole.start + at.start..whole.start + at.end)).collect();
        Some(List { kind, strength: passage.shown(strength), zone, from: Some(clause.end) })
    }

    /// What it says of one of its items.
    fn control(
        &self,
        passage: &Passage<'_>,
        lexicon: &ControlLexicon,
        places: &[Named],
        item: Range<usize>,
    ) -> Control {
        let named = lexicon.subjects_in(&passage.text[item.clone()]);
        let mut control = stated(passage, lexicon, places, item.clone(), &named, self.kind, self.strength.clone());
        if control.subjects.is_empty() {
            control.subjects.push(passage.shown(item));
        }
        if control.zone.is_empty() {
            control.zone.clone_from(&self.zone);
        }
        control
    }

    /// Whether a sentence still belongs to it: it follows a semicolon, or is numbered.
    fn holds(&self, passage: &Passage<'_>, sentence: &Range<usize>, item: &Range<usize>) -> bool {
        let Some(from) = self.from else { return true };
        let is_next = passage.text[..sentence.start].ends_with(';') || sentence.start <= from;
        is_next || item.start > sentence.start
    }
}

/// A stretch without the number that it begins with.
fn item(text: &str, stretch: Range<usize>) -> Range<usize> {
    let rest = &text[stretch.clone()];
    let number = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).filter(|(number, _)| {
        number.chars().count() <= 3 && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    });
    let number = number.map_or(0, |(number, _)| number.len() + 2);
    stretch.start + number..stretch.end
}

/// The list that the provision above introduces, whose items this provision is, or is one of.
fn introduced(passage: &Passage<'_>, lexicon: &ControlLexicon) -> Option<List> {
    let located = &passage.located;
    let parent = located.provision.parent?;
    let above = located.document.provisions.get(parent as usize)?;
    let above = Passage::of(passage.no, Located { provision: above, index: parent, ..*located });
    let last = above.clauses(above.heading..above.text.len()).into_iter().next_back()?;
    let list = List::begun(&above, lexicon, last)?;
    Some(List { from: None, ..list })
}

/// 对…项目, 保护区范围内, 除…外: a clause that says of whom or where the next one speaks, and nothing else.
fn is_topic(clause: &str) -> bool {
    let is_place = ["范围内", "区域内", "红线内", "保护区内", "规划区内", "园区内", "建成区内"]
        .iter()
        .any(|end| clause.ends_with(end));
    let is_exception = clause.starts_with('除') && clause.ends_with('外');
    let zones = ["建成区", "保护区", "控制区", "敏感区", "管控区"].iter().any(|end| clause.ends_with(end));
    let is_done =
        ["建设", "划定", "推进", "加强", "优化", "完善", "强化", "保护好"].iter().any(|word| clause.contains(word));
    if is_place || is_exception || zones && !is_done {
        return true;
    }
    let rules = ["暂停", "不得", "禁止", "严禁", "停止", "不予", "严控", "限期", "一律"];
    if rules.iter().any(|word| clause.contains(word)) {
        return false;
    }
    let begins = ["对于", "对", "在", "针对", "涉及", "超过", "未完成", "未落实", "未达到", "不符合", "属于"];
    let ends = ["项目", "单元", "企业", "地区", "区域", "园区", "的", "范围内", "保护区", "行业", "城市"];
    let opens = begins.iter().any(|word| clause.starts_with(word));
    let closes = ends.iter().any(|word| clause.ends_with(word));
    opens && closes
}

/// Whether a clause says something of what the clause before has named: 应于2026年底前有序退出.
fn goes_on(clause: &str) -> bool {
    const BEGINS: [&str; 23] = [
        "应",
        "须",
        "必须",
        "要",
        "依法",
        "一律",
        "不得",
        "禁止",
        "严禁",
        "限期",
        "逐步",
        "全部",
        "于",
        "由",
        "不予",
        "暂停",
        "原则上",
        "经",
        "予以",
        "免",
        "可",
        "有序",
        "不再",
    ];
    BEGINS.iter().any(|begin| clause.starts_with(begin))
}

/// The control of a clause that goes on with what the last one forbids: 以及新建无关项目.
fn more(
    passage: &Passage<'_>,
    lexicon: &ControlLexicon,
    places: &[Named],
    clause: Range<usize>,
    last: &Control,
) -> Option<Control> {
    let text = &passage.text[clause.clone()];
    let goes_on = ["以及", "或者"].iter().any(|word| text.starts_with(word));
    let named = lexicon.subjects_in(text);
    (goes_on && last.kind == ControlKind::Prohibit && !named.is_empty())
        .then(|| stated(passage, lexicon, places, clause, &named, last.kind, last.strength.clone()))
}

/// The control that a clause states, if it does.
fn control(
    passage: &Passage<'_>,
    lexicon: &ControlLexicon,
    places: &[Named],
    clause: Range<usize>,
    quote: Range<usize>,
) -> Option<Control> {
    let text = &passage.text[clause.clone()];
    let whole = &passage.text[quote.clone()];
    let named = lexicon.subjects_in(whole);
    let mut object = None;
    let signs = signs(text);
    let (cue, strength) = lexicon.words.cue.iter().find_map(|cue| {
        let strength = said(cue, text, &signs, whole, passage, clause.start)?;
        let is_about = cue.free || !named.is_empty();
        object = match cue.kind {
            ControlKind::Prohibit if !is_about => lexicon.act_behind(&passage.text, strength.end..clause.end),
            // 全面淘汰泡沫浮球: what is to go needs no list to be known.
            ControlKind::Restrict if !is_about && is_plain_limit(&passage.text[strength.clone()]) => {
                thing_behind(&passage.text, strength.end..clause.end)
            }
            ControlKind::PhaseOut if !is_about => thing_behind(&passage.text, strength.end..clause.end),
            _ => None,
        };
        (is_about || object.is_some()).then_some((cue, strength))
    })?;
    // What merely asks or encourages must name more than projects in general.
    let is_telling = |no: u16| lexicon.kind_of(no) != Some(SubjectKind::Project);
    if !cue.kind.is_core() && !named.iter().any(|(_, no)| is_telling(*no)) {
        return None;
    }
    let mut control = stated(passage, lexicon, places, quote, &named, cue.kind, passage.shown(strength));
    control.subjects.extend(object.map(|object| passage.shown(object)));
    Some(control)
}

/// Verbs that limit whatever stands behind them.
fn is_plain_limit(strength: &str) -> bool {
    ["严控", "严格控制", "合理控制", "从严控制"].contains(&strength)
}

/// What stands behind a verb as its object, if that is a thing and nothing that is said of one.
fn thing_behind(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let behind = &text[range.clone()];
    let is_plain = behind.starts_with(crate::text::is_han)
        && !behind.contains(['"', '批'])
        && !behind.starts_with(['的', '后', '和', '或', '机', '等']);
    (is_plain && (3..=24).contains(&behind.chars().count())).then_some(range)
}

/// The control that a stretch states of some subjects, which stand at bytes of it.
fn stated(
    passage: &Passage<'_>,
    lexicon: &ControlLexicon,
    places: &[Named],
    quote: Range<usize>,
    named: &[(Range<usize>, u16)],
    kind: ControlKind,
    strength: String,
) -> Control {
    let whole = &passage.text[quote.clone()];
    let at = passage.printed(quote.clone());
    let inside: Vec<(&Named, Range<usize>)> = places
        .iter()
        .flat_map(|named| named.at.iter().map(move |at| (named, at.range())))
        .filter(|(_, place)| at.start <= place.start && place.end <= at.end)
        .collect();
    let first = inside.iter().map(|(_, place)| place.start).min();
    let last = inside.iter().map(|(_, place)| place.end).max();
    let place = first.zip(last).map(|(first, last)| passage.located.provision.text[first..last].replace('\n', ""));
    let mut subjects: Vec<String> = Vec::new();
    let mut zone: Vec<String> = Vec::new();
    let mut subject_nos: Vec<u16> = Vec::new();
    for (range, no) in named {
        let shown = passage.shown(quote.start + range.start..quote.start + range.end);
        let list = if lexicon.kind_of(*no) == Some(SubjectKind::Zone) { &mut zone } else { &mut subjects };
        if !list.contains(&shown) {
            list.push(shown);
        }
        if !subject_nos.contains(no) {
            subject_nos.push(*no);
        }
    }
    Control {
        provision: passage.no,
        at: Span::new(at.start, at.end),
        kind,
        strength,
        subjects,
        subject_nos,
        place,
        places: inside.into_iter().map(|(named, _)| named.name.clone()).collect(),
        zone,
        threshold: limit(whole).map(|range| passage.shown(quote.start + range.start..quote.start + range.end)),
        deadline: deadlines::due(whole, None).into_iter().next().map(|due| due.day),
        correction: None,
    }
}

/// Where a clause that begins at byte `start` says a cue; `signs` are its characters, sorted, `whole` is the clause with
/// what it is about.
fn said(
    cue: &Cue,
    clause: &str,
    signs: &[char],
    whole: &str,
    passage: &Passage<'_>,
    start: usize,
) -> Option<Range<usize>> {
    // 关停后,…: when something else may be.
    if clause.ends_with('后') {
        return None;
    }
    let places = cue.words.iter().filter_map(|word| {
        let mut parts = word.split('…');
        let first = parts.next()?;
        // Most words have no character in common with the clause, which is cheaper to see.
        signs.binary_search(&first.chars().next()?).ok()?;
        let from = clause.find(first)?;
        let mut at = from + first.len();
        for part in parts {
            at += clause[at..].find(part)? + part.len();
        }
        // In the title of a document it says what that is about; 保护区 is a place, and no request to protect.
        let is_title = |at: usize| passage.around(at).is_some_and(|around| around.mark == '《');
        // 已经关闭的企业: it is closed.
        let is_done =
            cue.kind == ControlKind::PhaseOut && (clause[..from].ends_with('已') || clause[..from].ends_with("已经"));
        let is_name = ["区", "地", "单元", "红线"].iter().any(|noun| clause[at..].starts_with(noun));
        let is_none = is_done
            || is_title(start + from)
            || is_title(start + at - 1)
            || is_name && cue.kind == ControlKind::Require;
        (!is_none).then_some(start + from..start + at)
    });
    let place = places.min_by_key(|range| (range.start, usize::MAX - range.end))?;
    let has = |word: &String| whole.contains(word.as_str());
    let is_meant = !cue.without.iter().any(has) && (cue.with.is_empty() || cue.with.iter().any(has));
    is_meant.then_some(place)
}

/// The characters of a text, sorted.
fn signs(text: &str) -> Vec<char> {
    let mut signs: Vec<char> = text.chars().collect();
    signs.sort_unstable();
    signs
}

/// A figure with 以下, 以上 or 范围内: 30万千瓦以下, 1公里范围内, 一公里范围内.
fn limit(text: &str) -> Option<Range<usize>> {
    let length = ["公里", "千米", "米"].into_iter().filter_map(|unit| text.find(unit)).min();
    let in_words = length.and_then(|at| {
        text[..at].chars().next_back().filter(|c| "一二三四五六七八九十百两半".contains(*c)).map(|c| at - c.len_utf8())
    });
    let from = text.find(|c: char| c.is_ascii_digit()).or(in_words)?;
    let ends = ["及以下", "及以上", "以下", "以上", "以内", "范围内"].into_iter();
    let end = ends.filter_map(|end| text[from..].find(end).map(|at| from + at + end.len())).min()?;
    (text[from..end].chars().count() <= 16).then_some(from..end)
}

#[cfg(test)]
mod tests {
    use super::super::passage::tests::corpus;
    use super::super::places::Gazetteer;
    use super::*;
    use crate::lexicon::{controls, places};

    fn lexicon() -> ControlLexicon {
        let (words, found) = controls::controls(include_str!("../../data/lexicon/controls.toml"));
        assert!(found.is_empty(), "{found:?}");
        ControlLexicon::new(words)
    }

    fn of(body: &str) -> Vec<Control> {
        let (listed, _) = places::places("甲河\triver\n乙盆地\tregion\n");
        let gazetteer = Gazetteer::new(listed, &[], &[], &[]);
        let corpus = corpus(body);
        let lexicon = lexicon();
        let all = (0..).zip(corpus.provisions()).flat_map(|(no, located)| {
            let passage = Passage::of(no, located);
            let places = super::super::places::read(&passage, &gazetteer);
            read(&passage, &lexicon, &places)
        });
        all.collect()
    }

    #[test]
    fn the_wording_decides_the_kind() {
        use ControlKind::{Ease, Encourage, Offset, PhaseOut, Prohibit, Require, Restrict};
        for (text, kind, strength) in [
            ("乙盆地不再新增水泥项目。", Some(Prohibit), "不再新增"),
            ("甲河沿岸禁止新建印染企业。", Some(Prohibit), "禁止"),
            ("严格控制造纸行业规模。", Some(Restrict), "严格控制"),
            ("严格“两高”项目环境准入。", Some(Restrict), "严格“两高”项目环境准入"),
            ("有序淘汰20万千瓦以下燃煤机组。", Some(PhaseOut), "淘汰"),
            ("新建项目实行氮氧化物倍量削减。", Some(Offset), "倍量削减"),
            ("对符合条件的项目，开辟环评绿色通道。", Some(Ease), "开辟环评绿色通道"),
            ("完成焦化企业超低排放改造。", Some(Require), "完成"),
            ("鼓励磷石膏综合利用。", Some(Encourage), "鼓励"),
            ("严禁“一刀切”。", None, ""),
            ("严格执行“十个严禁”规定。", None, ""),
            ("支持建设科技馆。", None, ""),
            ("召开会议。", None, ""),
        ] {
            let found = of(text);
            let only = found.first();
            assert_eq!(only.map(|control| control.kind), kind, "{text}");
            assert_eq!(only.map_or("", |control| &control.strength), strength, "{text}");
        }
    }

    #[test]
    fn a_control_says_of_what_where_and_within_what() {
        let found = of("甲河干流岸线1公里范围内禁止新建化工园区和铝土矿开采项目，乙盆地到2027年淘汰独立焦化。");
        assert_eq!(found.len(), 2);
        let first = &found[0];
        assert_eq!(first.subjects, ["铝土矿", "开采", "项目"]);
        assert_eq!(first.zone, ["干流岸线", "化工园区"]);
        assert_eq!((first.place.as_deref(), first.threshold.as_deref()), (Some("甲河"), Some("1公里范围内")));
        assert_eq!(found[1].deadline.map(|day| day.to_string()).as_deref(), Some("2027-12-31"));
        assert_eq!(found[1].places, ["乙盆地"]);
    }

    #[test]
    fn a_place_or_an_exception_before_belongs_to_it() {
        let text = "饮用水水源二级保护区的岸线和河段范围内，除遵守前条规定外，禁止新建排放污染物的建设项目。";
        let corpus = corpus(text);
        let located = corpus.provision(0).expect("there is one");
        let found = of(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at.of(&located.provision.text), text.trim_end_matches('。'));
        assert_eq!(
            (found[0].kind, found[0].zone.as_slice()),
            (ControlKind::Prohibit, &["饮用水水源".to_owned(), "二级保护区".to_owned()][..])
        );
        assert!(of("被置换产能关停后，召开会议。").is_empty());
    }

    #[test]
    fn the_items_of_a_list_are_what_its_introduction_says() {
        let found =
            of("在准保护区内，禁止下列行为：（一）新建化工项目；（二）设置贮存场所；（三）砍伐林木。鼓励植树。");
        let shown: Vec<_> = found.iter().map(|control| (control.kind, control.strength.as_str())).collect();
        assert_eq!(shown, [(ControlKind::Prohibit, "禁止"); 3]);
        assert_eq!(found[0].subjects, ["化工", "项目"]);
        let found = of("禁止建设以下项目（另有规定的除外）：新建化工项目；水泥熟料生产线。");
        assert_eq!(found.len(), 2, "{found:?}");
        let found = of("第一条　禁止下列行为：\n\n（一）新建化工项目；\n\n（二）砍伐林木。\n\n第二条　鼓励植树。");
        assert_eq!(found.iter().filter(|control| control.kind == ControlKind::Prohibit).count(), 2, "{found:?}");
    }

    #[test]
    fn what_is_forbidden_to_do_needs_no_known_object() {
        let found = of("禁止倾倒渣土。");
        assert_eq!(
            (found[0].kind, found[0].subjects.as_slice()),
            (ControlKind::Prohibit, &["倾倒渣土".to_owned()][..])
        );
        assert!(of("严禁形式主义。").is_empty() && of("禁止吸烟。").is_empty());
    }

    #[test]
    fn what_a_clause_names_the_next_may_rule() {
        let shown = |body: &str| {
            of(body).into_iter().map(|control| (control.kind, control.strength, control.subjects)).collect::<Vec<_>>()
        };
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        use ControlKind::{PhaseOut, Prohibit, Require, Restrict};
        let hydro = "保护区内的水电站，应于2026年底前有序退出。";
        assert_eq!(shown(hydro), [(PhaseOut, "有序退出".to_owned(), list(&["水电站"]))]);
        let more = "禁止新建化工项目，以及网箱养殖等项目。";
        assert_eq!(shown(more).iter().map(|row| row.0).collect::<Vec<_>>(), [Prohibit, Prohibit]);
        let unknown = "全面淘汰泡沫浮球。";
        assert_eq!(shown(unknown), [(PhaseOut, "淘汰".to_owned(), list(&["泡沫浮球"]))]);
        assert_eq!(shown("民宿客房数量不得超过14间。")[0].0, Restrict);
        assert_eq!(shown("公益林禁止商业性采伐。")[0].0, Prohibit);
        assert!(shown("已经关闭的化工企业遗留的渣场，开展治理。").iter().all(|row| row.0 == Require));
        assert!(shown("划定饮用水水源保护区。").is_empty());
        let title = "落实《某法》和《某负面清单指南》等要求。";
        assert!(shown(title).iter().all(|row| row.0 != Restrict), "{:?}", shown(title));
    }

    #[test]
    fn an_item_that_merely_asks_is_what_its_list_says() {
        let found = of("禁止下列行为：（一）捕捞国家重点保护水生野生动物；（二）设置排污口。");
        assert!(found.iter().all(|control| control.kind == ControlKind::Prohibit), "{found:?}");
    }

    #[test]
    fn a_heading_says_where() {
        let found = of("（一）甲河治理。禁止新建化工项目。");
        assert_eq!(found[0].place.as_deref(), Some("甲河"));
    }

    #[test]
    fn whom_it_is_about_may_stand_in_a_clause_of_its_own() {
        let corpus = corpus("对于饮用水水源保护区等单元，应减少开发建设活动。");
        let located = corpus.provision(0).expect("there is one");
        let found = of("对于饮用水水源保护区等单元，应减少开发建设活动。");
        assert_eq!(found[0].at.of(&located.provision.text), "对于饮用水水源保护区等单元，应减少开发建设活动");
        assert_eq!(found[0].kind, ControlKind::Restrict);
    }
}
