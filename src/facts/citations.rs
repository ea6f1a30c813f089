//! Which other texts provisions refer to.
//!
//! In: passages and the words for instruments; then the corpus, to resolve. Out: [`Citation`]s. Knows how names, numbers
//! and meetings are written; what a document says it does not know.
//!
//! Three forms are told: between title marks, with the number behind it; a number alone; and names without marks, which
//! are known names, the spirit of meetings and speeches, and what a verb of carrying out or drawing up has for its
//! object. What is still to be drawn up does not exist, and a document can't cite a later one.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::names::Names;
use super::passage::Passage;
use crate::corpus::{Corpus, ProvisionNo};
use crate::document::{Document, Kind};
use crate::lexicon::instruments::{CitedKind, Instruments};
use crate::text::{Span, fold};

/// A reference to another text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Where.
    pub provision: ProvisionNo,
    /// The words: bytes of the provision's printed text.
    pub at: Span,
    /// What is cited, by its usual name, or as printed.
    pub name: String,
    /// What it is.
    pub kind: CitedKind,
    /// Its number, normalised: `国办函〔2025〕2号`.
    pub number: Option<String>,
    /// Whether it is yet to be drawn up.
    pub is_planned: bool,
    /// Where it leads.
    pub target: Target,
    /// Why the editor put it so, if it was not read.
    pub correction: Option<String>,
}

impl Citation {
    /// One of which nothing is known but its words.
    pub(super) fn blank(provision: ProvisionNo, at: Span, name: &str) -> Citation {
        Citation {
            provision,
            at,
            name: name.to_owned(),
            kind: CitedKind::Policy,
            number: None,
            is_planned: false,
            target: Target::Unrecorded,
            correction: None,
        }
    }
}

/// Where a citation leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// Not in this corpus, as far as is known.
    #[default]
    Unrecorded,
    /// To a document, by its place in the corpus.
    Document(u32),
    /// To one of several, by their places.
    Ambiguous(Vec<u32>),
}

/// What the reader knows of instruments.
#[derive(Debug, Default)]
pub struct CitationLexicon {
    words: Instruments,
    named: Names<usize>,
    /// What names end with: their kind, and whether such a name is one without a verb before it.
    endings: Names<(CitedKind, bool)>,
}

/// So many characters may a name without marks have.
const LONGEST: usize = 40;

impl CitationLexicon {
    /// Knows these.
    pub fn new(words: Instruments) -> CitationLexicon {
        let names = words.named.iter().enumerate();
        let named = names.flat_map(|(no, named)| named.others.iter().map(move |other| (other.clone(), no)));
        let endings = words
            .ending
            .iter()
            .flat_map(|all| all.endings.iter().map(move |ending| (ending.clone(), (all.kind, all.alone))));
        CitationLexicon { named: Names::new(named), endings: Names::new(endings), words }
    }
}

/// The citations of a provision, in order, unresolved.
pub fn read(passage: &Passage<'_>, lexicon: &CitationLexicon) -> Vec<Citation> {
    let text = &passage.text;
    let mut found: Vec<Found> = Vec::new();
    titles(passage, &mut found);
    numbers(text, &mut found);
    if !passage.located.provision.kind.is_furniture() {
        for (at, name, no) in lexicon.named.all_in(&text[passage.heading..]) {
            let named = &lexicon.words.named[*no];
            let at = passage.heading + at;
            // 环境保护法律法规 is no 环境保护法.
            let goes_on = text[at + name.len()..].starts_with(['律', '规', '治', '制', '院', '庭', '典', '定']);
            let behind = &text[at + name.len()..];
            let is_longer = ["方案", "计划", "规划", "实施意见"].iter().any(|word| behind.starts_with(word));
            if is_longer || name.ends_with('法') && goes_on {
                continue;
            }
            add(
                &mut found,
                Found {
                    range: at..at + name.len(),
                    name: Some(named.name.clone()),
                    kind: named.kind,
                    number: None,
                    is_planned: false,
                },
            );
        }
    }
    if !passage.located.provision.kind.is_furniture() {
        for clause in passage.clauses(passage.heading..text.len()) {
            spirits(text, clause.clone(), lexicon, &mut found);
            objects(text, clause, lexicon, &mut found);
        }
    }
    found.sort_by_key(|found| found.range.start);
    // What a provision names again is cited once.
    let mut names: Vec<String> = Vec::new();
    found.retain(|found| match &found.name {
        Some(name) if found.number.is_none() => {
            let is_new = !names.contains(name);
            names.extend(is_new.then(|| name.clone()));
            is_new
        }
        _ => true,
    });
    let citations = found.into_iter().map(|found| {
        let printed = passage.printed(found.range.clone());
        let shown = || passage.located.provision.text[printed.clone()].replace('\n', "");
        Citation {
            provision: passage.no,
            at: Span::new(printed.start, printed.end),
            name: found.name.unwrap_or_else(shown),
            kind: found.kind,
            number: found.number,
            is_planned: found.is_planned,
            target: Target::Unrecorded,
            correction: None,
        }
    });
    citations.collect()
}

#[derive(Debug)]
struct Found {
    range: Range<usize>,
    /// `None`: as printed.
    name: Option<String>,
    kind: CitedKind,
    number: Option<String>,
    is_planned: bool,
}

/// Adds a citation where none is yet.
fn add(found: &mut Vec<Found>, new: Found) {
    if !found.iter().any(|known| known.range.start < new.range.end && new.range.start < known.range.end) {
        found.push(new);
    }
}

/// 《…》, with the number in brackets behind it.
fn titles(passage: &Passage<'_>, found: &mut Vec<Found>) {
    let text = &passage.text;
    for (no, title) in passage.enclosed.iter().enumerate().filter(|(_, enclosed)| enclosed.mark == '《') {
        let next = passage.enclosed.get(no + 1).filter(|next| next.mark == '(' && next.range.start == title.range.end);
        let printed = |enclosed: &super::passage::Enclosed| {
            let range = passage.printed(enclosed.range.start + 1..enclosed.range.end - 1);
            passage.located.provision.text[range].to_owned()
        };
        let number = next.and_then(|next| number_in(&printed(next)));
        let end = next.filter(|_| number.is_some()).map_or(title.range.end, |next| next.range.end);
        // What is drawn up, and what stands beside it in a row.
        let before = text[..title.range.start].trim_end_matches(['、', '和']);
        let is_beside = found.last().is_some_and(|last| last.range.end == before.len() && last.is_planned);
        let is_planned =
            is_beside || ["制定", "起草", "加快推进", "编制", "出台"].iter().any(|verb| before.ends_with(verb));
        let name = passage.located.provision.text
            [passage.printed(title.range.start + "《".len()..title.range.end - "》".len())]
        .to_owned();
        found.push(Found {
            range: title.range.start..end,
            kind: kind_of(&fold(&name)),
            name: Some(name),
            number,
            is_planned,
        });
    }
}

/// What a title says that it is.
fn kind_of(title: &str) -> CitedKind {
    let ends = |endings: &[&str]| endings.iter().any(|ending| title.trim_end_matches("(试行)").ends_with(ending));
    match () {
        () if ends(&["法"]) && !ends(&["办法"]) => CitedKind::Law,
        () if ends(&["条例", "办法", "规定", "细则", "标准"]) => CitedKind::Regulation,
        () if ends(&["规划", "方案", "计划", "纲要"]) => CitedKind::Plan,
        () => CitedKind::Policy,
    }
}

/// 环综合〔2024〕64号, 国务院令第736号.
fn numbers(text: &str, found: &mut Vec<Found>) {
    for (at, _) in text.match_indices('号') {
        let end = at + "号".len();
        let figures = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        if figures.len() == at {
            continue;
        }
        let head = figures.strip_suffix('第').unwrap_or(figures);
        let before = head.strip_suffix(']').and_then(|head| {
            let year = head.trim_end_matches(|c: char| c.is_ascii_digit());
            (head.len() - year.len() == 4).then(|| year.strip_suffix('[')).flatten()
        });
        let before = before.or_else(|| head.ends_with('令').then_some(head));
        let Some(before) = before else { continue };
        let mark: usize =
            before.chars().rev().take_while(|&c| crate::text::is_han(c)).take(10).map(char::len_utf8).sum();
        // 落实某环函〔2023〕5号: the verb is no part of the issuer's code.
        let code = &before[before.len() - mark..];
        let verbs =
            ["落实", "贯彻", "执行", "按照", "根据", "依据", "依照", "以及", "印发", "转发", "由", "和", "及", "见"];
        let behind =
            verbs.iter().filter_map(|verb| code.rfind(verb).map(|at| at + verb.len())).max().unwrap_or_default();
        let mark = code.len() - behind;
        if mark == 0 {
            continue;
        }
        let range = before.len() - mark..end;
        add(
            found,
            Found {
                number: number_in(&text[range.clone()]),
                range,
                name: None,
                kind: CitedKind::Number,
                is_planned: false,
            },
        );
    }
}

/// A document's number in its usual form, or a standard's as printed, if a text is one.
pub fn number_in(text: &str) -> Option<String> {
    let is_standard = ["GB", "HJ", "DB", "CJ", "NY", "SL", "TB"].iter().any(|code| text.starts_with(code));
    if is_standard && text.chars().count() < 24 && text.contains(|c: char| c.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    let text = fold(text);
    let number = text.strip_suffix('号')?;
    let figures = number.trim_end_matches(|c: char| c.is_ascii_digit());
    if figures.len() == number.len() {
        return None;
    }
    let body = text.replace("]第", "]").replace('[', "〔").replace(']', "〕");
    (body.contains('〔') || body.contains('令')).then_some(body)
}

/// 深入贯彻…会议精神: what lies between the verb and the spirit.
fn spirits(text: &str, clause: Range<usize>, lexicon: &CitationLexicon, found: &mut Vec<Found>) {
    const VERBS: [&str; 11] =
        ["贯彻落实", "贯彻", "落实", "学习", "践行", "遵循", "按照", "根据", "传达", "领会", "督办"];
    let words = &text[clause.clone()];
    // A list of things may have the spirit behind each.
    let mut from = 0;
    loop {
        let rest = &words[from..];
        let endings = lexicon.words.spirit.iter();
        let ending = endings.filter_map(|ending| rest.find(ending.as_str()).map(|at| (at, ending.len())));
        let Some((at, length)) = ending.min_by_key(|(at, length)| (*at, usize::MAX - *length)) else { break };
        let mut end = at + length;
        // 重要讲话和重要指示批示精神 are one.
        while let Some(more) = rest[end..].strip_prefix(['、', '和']).filter(|_| rest[..end].ends_with("讲话")) {
            let next = lexicon.words.spirit.iter().filter(|ending| more.starts_with(ending.as_str()));
            let Some(next) = next.map(String::len).max() else { break };
            end = rest.len() - more.len() + next;
        }
        let whole = &rest[..end];
        let verbs = VERBS.iter().chain(&["》"]).filter_map(|verb| whole[..at].rfind(verb).map(|at| at + verb.len()));
        let start = verbs.max().unwrap_or(0);
        let start = start + (whole.len() - start - whole[start..].trim_start_matches(['、', '和', '及']).len());
        let start = match whole[start..].find("思想和") {
            Some(at) => start + at + "思想和".len(),
            None => start,
        };
        if end - start > length {
            let range = clause.start + from + start..clause.start + from + end;
            add(found, Found { range, name: None, kind: CitedKind::Meeting, number: None, is_planned: false });
        }
        from += end;
    }
}

/// 加快编制…规划, 落实…行动方案: what a verb has for its object and a document's name ends.
fn objects(text: &str, clause: Range<usize>, lexicon: &CitationLexicon, found: &mut Vec<Found>) {
    let words = &text[clause.clone()];
    for (at, ending, (kind, alone)) in lexicon.endings.all_in(words) {
        let end = at + ending.len();
        let before = &words[..at];
        let last = |words: &[String]| {
            words.iter().filter_map(|word| before.rfind(word.as_str()).map(|from| from + word.len())).max()
        };
        let (planned, existing) = (last(&lexicon.words.planned), last(&lexicon.words.existing));
        let start = match (planned.max(existing), before.rfind("关于")) {
            // 制定我省关于加强管控的实施意见: verbs inside a title are part of it.
            (Some(_), Some(about)) => about,
            (Some(verb), None) => lexicon
                .words
                .boundaries
                .iter()
                .find(|bound| before[verb..].starts_with(bound.as_str()))
                .map_or(verb, |bound| verb + bound.len()),
            // …规划体系实施: the verb may stand behind.
            (None, _) if *alone || ["实施", "落地", "编制"].iter().any(|verb| words[end..].starts_with(verb)) => {
                last(&lexicon.words.boundaries).unwrap_or_default()
            }
            (None, _) => continue,
        };
        // 实施细则精神和省实施办法, 管控单元划定、准入清单: what stands before is another thing.
        let start = ["精神和", "精神、"]
            .iter()
            .filter_map(|word| words[start..end].rfind(word).map(|at| start + at + word.len()))
            .max()
            .unwrap_or(start);
        let start = match words[start..at].rfind('、') {
            Some(mark) if *alone && planned.max(existing).is_none() => start + mark + "、".len(),
            _ => start,
        };
        let name = &words[start..end];
        let chars = name.chars().count();
        let is_name = chars > ending.chars().count()
            && chars <= LONGEST
            && !name.starts_with(['对', '与', '等', '、', '本', '该'])
            && !["是本", "由本", "为本"].iter().any(|own| name.contains(own));
        let is_other =
            lexicon.words.not.iter().any(|not| name.ends_with(not.as_str()) && chars < not.chars().count() + 4);
        if is_name && !is_other {
            let is_planned = planned.is_some() && planned >= existing;
            add(
                found,
                Found {
                    range: clause.start + start..clause.start + end,
                    name: None,
                    kind: *kind,
                    number: None,
                    is_planned,
                },
            );
        }
    }
}

/// Leads citations to the documents of the corpus: by number, or by title. A document doesn't cite a later one.
pub fn resolve(corpus: &Corpus, citations: &mut [Citation]) {
    let known: Vec<Known> = corpus.documents().iter().map(Known::of).collect();
    for citation in citations {
        let Some(from) = corpus.document_of(citation.provision) else { continue };
        if citation.is_planned || matches!(citation.kind, CitedKind::Meeting | CitedKind::System) {
            continue;
        }
        let date = corpus.documents()[from].date().map(|dated| dated.value);
        let is_own = corpus
            .provision(citation.provision)
            .is_some_and(|at| at.provision.kind.is_furniture() || in_carrier(&corpus.documents()[from], at.index));
        let title = title(&citation.name);
        let fits = |(to, known): &(usize, &Known)| {
            let is_later = match (corpus.documents()[*to].date().map(|dated| dated.value), date) {
                (Some(there), Some(here)) => there.first() > here.last(),
                _ => false,
            };
            let is_it = match &citation.number {
                Some(number) => known.numbers.contains(number),
                None => known.titles.contains(&title),
            };
            is_it && !is_later && (*to != from || is_own || citation.number.is_some())
        };
        let places: Vec<u32> = known.iter().enumerate().filter(fits).map(|(to, _)| to as u32).collect();
        citation.target = match &places[..] {
            [] => Target::Unrecorded,
            [one] => Target::Document(*one),
            _ => Target::Ambiguous(places),
        };
    }
}

/// Whether a provision belongs to the notice that forwards the document.
fn in_carrier(document: &Document, index: u32) -> bool {
    let mut at = Some(index);
    while let Some(provision) = at.and_then(|at| document.provisions.get(at as usize)) {
        if provision.kind == Kind::Carrier {
            return true;
        }
        at = provision.parent;
    }
    false
}

/// By what a document may be cited.
struct Known {
    titles: Vec<String>,
    numbers: Vec<String>,
}

impl Known {
    fn of(document: &Document) -> Known {
        let identities = || [Some(&document.identity), document.carrier.as_ref()].into_iter().flatten();
        let own = (!document.title_supplied).then_some(&document.identity);
        let titles = own.into_iter().chain(document.carrier.as_ref()).map(|identity| title(&identity.title));
        Known {
            titles: titles.filter(|title| title.chars().count() > 4).collect(),
            numbers: identities().filter_map(|identity| number_in(identity.number.as_deref()?)).collect(),
        }
    }
}

/// A title as it is compared: folded, without marks, and without those who issued it before 关于.
fn title(printed: &str) -> String {
    let folded = fold(printed);
    let bare: String = folded.chars().filter(|c| !matches!(c, '《' | '》' | '"' | '(' | ')' | ',' | '、')).collect();
    match bare.find("关于") {
        Some(at) => bare[at..].to_owned(),
        None => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::super::passage::tests::corpus;
    use super::*;
    use crate::lexicon::instruments;

    fn lexicon() -> CitationLexicon {
        let (words, found) = instruments::instruments(include_str!("../../data/lexicon/instruments.toml"));
        assert!(found.is_empty(), "{found:?}");
        CitationLexicon::new(words)
    }

    fn of(body: &str) -> Vec<(String, CitedKind, Option<String>, bool)> {
        let corpus = corpus(body);
        let lexicon = lexicon();
        let all = (0..).zip(corpus.provisions()).flat_map(|(no, located)| read(&Passage::of(no, located), &lexicon));
        all.map(|found| (found.name, found.kind, found.number, found.is_planned)).collect()
    }

    #[test]
    fn titles_and_numbers_are_cited() {
        let titled = |name: &str, kind, number: Option<&str>| (name.to_owned(), kind, number.map(str::to_owned), false);
        assert_eq!(
            of(
                "按照《关于甲的意见》（某发［2021］10号）、《乙管理条例》和《丙法》，落实某环函〔2023〕第5号、国务院令第736号。"
            ),
            [
                titled("关于甲的意见", CitedKind::Policy, Some("某发〔2021〕10号")),
                titled("乙管理条例", CitedKind::Regulation, None),
                titled("丙法", CitedKind::Law, None),
                titled("某环函〔2023〕第5号", CitedKind::Number, Some("某环函〔2023〕5号")),
                titled("国务院令第736号", CitedKind::Number, Some("国务院令第736号")),
            ]
        );
        assert!(of("5号机组、第3号线和（2021）年。").is_empty());
    }

    #[test]
    fn what_has_no_marks_is_told_by_its_words() {
        for (text, expected) in [
            ("深入贯彻全省某某会议精神。", &[("全省某某会议精神", CitedKind::Meeting, false)][..]),
            ("加快编制全省海洋保护规划。", &[("全省海洋保护规划", CitedKind::Plan, true)]),
            ("衔接落实区域碳达峰行动方案。", &[("区域碳达峰行动方案", CitedKind::Plan, false)]),
            ("制定实施方案。", &[]),
            ("严格执行长江保护法。", &[("中华人民共和国长江保护法", CitedKind::Law, false)]),
            ("推进“三线一单”落地。", &[("“三线一单”生态环境分区管控", CitedKind::System, false)]),
        ] {
            let found = of(text);
            let shown: Vec<_> = found.iter().map(|(name, kind, _, planned)| (name.as_str(), *kind, *planned)).collect();
            assert_eq!(shown, expected, "{text}");
        }
    }
}
