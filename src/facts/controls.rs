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
use crate::corpus::ProvisionNo;
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
pub struct Warden {
    /// As the lexicon has them, folded.
    pub(super) words: ControlWords,
    /// Subjects by their words.
    pub(super) subjects: Names<u16>,
}

impl Warden {
    /// Knows these words.
    pub fn new(mut words: ControlWords) -> Warden {
        for cue in &mut words.cue {
            for list in [&mut cue.words, &mut cue.with, &mut cue.without] {
                for word in list {
                    *word = word.split('…').map(fold).collect::<Vec<_>>().join("…");
                }
            }
        }
        let subjects = (0..).zip(&words.subject);
        let names = subjects.flat_map(|(no, subject)| subject.words.iter().map(move |word| (word.clone(), no)));
        Warden { subjects: Names::new(names), words }
    }

    /// The subjects that a folded text names, in order: their words and numbers.
    pub(super) fn subjects_in(&self, text: &str) -> Vec<(Range<usize>, u16)> {
        self.subjects.all_in(text).map(|(at, word, no)| (at..at + word.len(), *no)).collect()
    }

    /// What kind of thing a subject is.
    pub(super) fn kind_of(&self, subject: u16) -> Option<SubjectKind> {
        self.words.subject.get(usize::from(subject)).map(|subject| subject.kind)
    }
}

/// The controls of a provision, in order. `places` are those that it names.
pub fn read(passage: &Passage<'_>, warden: &Warden, places: &[Named]) -> Vec<Control> {
    let mut controls = Vec::new();
    if passage.located.provision.kind.is_furniture() {
        return controls;
    }
    for sentence in passage.sentences() {
        let mut topic: Option<usize> = None;
        for clause in passage.clauses(sentence.clone()) {
            let clause = passage.without_assignment(clause);
            let text = &passage.text[clause.clone()];
            if is_topic(text) {
                topic.get_or_insert(clause.start);
                continue;
            }
            let quote = topic.unwrap_or(clause.start)..clause.end;
            if let Some(mut control) = control(passage, warden, places, clause, quote) {
                // 优化黄河沿岸布局,干支流岸线内禁止…: whose banks, the clause before has said.
                let refers = ["干支流", "干流", "岸线", "沿岸", "流域"].iter().any(|word| text.contains(word));
                if control.place.is_none() && refers {
                    let before = passage.printed(sentence.start..sentence.end).start..control.at.range().start;
                    let last = places.iter().flat_map(|named| named.at.iter().map(move |at| (named, at)));
                    let last = last
                        .filter(|(_, at)| before.start <= at.start && at.end <= before.end)
                        .max_by_key(|(_, at)| at.start);
                    if let Some((named, at)) = last {
                        control.place = Some(passage.located.provision.text[at.clone()].to_owned());
                        control.places = vec![named.name.clone()];
                    }
                }
                controls.push(control);
            }
            // What a sentence begins to speak of holds while it goes on in the same way.
            topic = topic.filter(|_| text.starts_with('应') || text.starts_with("降低"));
        }
    }
    controls
}

/// 对…项目, 保护区范围内, 除…外: a clause that says of whom or where the next one speaks, and nothing else.
fn is_topic(clause: &str) -> bool {
    let is_place = ["范围内", "区域内", "红线内", "保护区内", "规划区内", "园区内", "建成区内"]
        .iter()
        .any(|end| clause.ends_with(end));
    let is_exception = clause.starts_with('除') && clause.ends_with('外');
    if is_place || is_exception {
        return true;
    }
    let begins = ["对于", "对", "在", "针对", "涉及", "超过", "未完成", "未落实", "未达到", "不符合", "属于"];
    let ends = ["项目", "单元", "企业", "地区", "区域", "园区", "的", "范围内", "保护区", "行业", "城市"];
    let opens = begins.iter().any(|word| clause.starts_with(word));
    let closes = ends.iter().any(|word| clause.ends_with(word));
    opens && closes
}

/// The control that a clause states, if it does.
fn control(
    passage: &Passage<'_>,
    warden: &Warden,
    places: &[Named],
    clause: Range<usize>,
    quote: Range<usize>,
) -> Option<Control> {
    let text = &passage.text[clause.clone()];
    let whole = &passage.text[quote.clone()];
    let named = warden.subjects_in(whole);
    let (cue, strength) = warden.words.cue.iter().find_map(|cue| {
        let strength = said(cue, text, whole, passage, clause.start)?;
        (cue.free || !named.is_empty()).then_some((cue, strength))
    })?;
    // What merely asks or encourages must name more than projects in general.
    let is_telling = |no: u16| warden.kind_of(no) != Some(SubjectKind::Project);
    if !cue.kind.is_core() && !named.iter().any(|(_, no)| is_telling(*no)) {
        return None;
    }
    let printed = |range: Range<usize>| passage.located.provision.text[passage.printed(range)].replace('\n', "");
    let at = passage.printed(quote.clone());
    let inside: Vec<(&Named, Range<usize>)> = places
        .iter()
        .flat_map(|named| named.at.iter().map(move |at| (named, at.clone())))
        .filter(|(_, place)| at.start <= place.start && place.end <= at.end)
        .collect();
    let first = inside.iter().map(|(_, place)| place.start).min();
    let last = inside.iter().map(|(_, place)| place.end).max();
    let place = first.zip(last).map(|(first, last)| passage.located.provision.text[first..last].replace('\n', ""));
    let mut subjects: Vec<String> = Vec::new();
    let mut zone: Vec<String> = Vec::new();
    let mut subject_nos: Vec<u16> = Vec::new();
    for (range, no) in &named {
        let shown = printed(quote.start + range.start..quote.start + range.end);
        let list = if warden.kind_of(*no) == Some(SubjectKind::Zone) { &mut zone } else { &mut subjects };
        if !list.contains(&shown) {
            list.push(shown);
        }
        if !subject_nos.contains(no) {
            subject_nos.push(*no);
        }
    }
    let due = deadlines::due(whole, None).into_iter().next();
    Some(Control {
        provision: passage.no,
        at: Span::new(at.start, at.end),
        kind: cue.kind,
        strength: printed(strength),
        subjects,
        subject_nos,
        place,
        places: inside.into_iter().map(|(named, _)| named.name.clone()).collect(),
        zone,
        threshold: limit(whole).map(|range| printed(quote.start + range.start..quote.start + range.end)),
        deadline: due.map(|due| due.day),
        correction: None,
    })
}

/// Where a clause that begins at byte `start` says a cue; `whole` is the clause with what it is about.
fn said(cue: &Cue, clause: &str, whole: &str, passage: &Passage<'_>, start: usize) -> Option<Range<usize>> {
    let has = |word: &String| whole.contains(word.as_str());
    // 关停后,…: when something else may be.
    if clause.ends_with('后') || cue.without.iter().any(has) || !(cue.with.is_empty() || cue.with.iter().any(has)) {
        return None;
    }
    let places = cue.words.iter().filter_map(|word| {
        let mut parts = word.split('…');
        let first = parts.next()?;
        let from = clause.find(first)?;
        let mut at = from + first.len();
        for part in parts {
            at += clause[at..].find(part)? + part.len();
        }
        // In the title of a document it says what that is about.
        let is_title = passage.around(start + from).is_some_and(|around| around.mark == '《');
        (!is_title).then_some(start + from..start + at)
    });
    places.min_by_key(|range| (range.start, usize::MAX - range.end))
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

    fn warden() -> Warden {
        let (words, found) = controls::controls(include_str!("../../data/lexicon/controls.toml"));
        assert!(found.is_empty(), "{found:?}");
        Warden::new(words)
    }

    fn of(body: &str) -> Vec<Control> {
        let (listed, _) = places::places("甲河\triver\n乙盆地\tregion\n");
        let gazetteer = Gazetteer::new(listed, &[], &[]);
        let corpus = corpus(body);
        let warden = warden();
        let all = (0..).zip(corpus.provisions()).flat_map(|(no, located)| {
            let passage = Passage::of(no, located);
            let places = super::super::places::read(&passage, &gazetteer);
            read(&passage, &warden, &places)
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
        assert_eq!((found[0].kind, found[0].zone.as_slice()), (ControlKind::Prohibit, &["饮用水水源".to_owned()][..]));
        assert!(of("被置换产能关停后，召开会议。").is_empty());
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
