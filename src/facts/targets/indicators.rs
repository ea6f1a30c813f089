//! What the figures of a clause measure.
//!
//! In: a clause and its measures. Out: an indicator for each. Doesn't know what they are compared with.

use std::ops::Range;

use super::figures::Measure;
use super::{Clause, deadlines};

impl Clause<'_, '_> {
    /// What each figure measures; `previous` is what the clause before has measured.
    pub(super) fn indicators(&self, measures: &[Measure], previous: &[String]) -> Vec<String> {
        if let Some(all) = self.respectively(measures, previous) {
            return all;
        }
        let text = &self.passage.text;
        let mut before_from = self.clause.start;
        let mut indicators: Vec<String> = Vec::new();
        for (no, measure) in measures.iter().enumerate() {
            let next = measures.get(no + 1).map_or(self.clause.end, |next| next.figures);
            let before = match self.passage.around(measure.figures).filter(|around| around.mark == '(') {
                // 达到目标值(25微克/立方米): what is measured stands before the bracket.
                Some(around) if around.range.start + 1 == measure.figures && around.range.start > before_from => {
                    Before::Subject(self.trimmed(before_from..around.range.start))
                }
                _ => self.noun_before(before_from..measure.figures),
            };
            // 19大类45小类行业: what follows the last counts for all that stand without a word between them.
            let mut behind = measure.range.end..next;
            for later in &measures[no + 1..] {
                if behind.is_empty() {
                    behind = later.range.end
                        ..measures.iter().map(|m| m.figures).find(|&at| at > later.figures).unwrap_or(self.clause.end);
                }
            }
            let printed = |range: Range<usize>| self.passage.shown(range);
            let behind_text = text[behind.clone()].trim_end_matches(['和', '、', '及']);
            // 示范区5个以上、基地3个: what stands behind the mark is the next one's.
            let behind_text = if behind_text.starts_with(['、', '和', '及']) { "" } else { behind_text };
            let behind = behind.start..behind.start + behind_text.len();
            let indicator = match (before, behind_text.strip_prefix('的')) {
                (Before::Subject(subject), _) => printed(subject),
                (Before::Object(object), Some(rest)) if !object.is_empty() && !rest.is_empty() => {
                    let joined = text[object.clone()].ends_with(['和', '及', '与', '、']);
                    let first = if joined { String::new() } else { printed(object) };
                    format!("{first}{}", printed(behind.end - rest.len()..behind.end))
                }
                (_, Some(rest)) if !rest.is_empty() => printed(behind.end - rest.len()..behind.end),
                (_, None) if !behind_text.is_empty() => printed(behind),
                (Before::Object(object), _) if !text[object.clone()].trim_matches(['、', '和', '及']).is_empty() => {
                    printed(object)
                }
                _ => indicators.last().cloned().unwrap_or_else(|| printed(self.subject())),
            };
            before_from = measure.range.end;
            indicators.push(indicator);
        }
        shared_nouns(&mut indicators);
        indicators
    }

    /// 镇、村每年分别增加20个、200个: the first figure is the first one's.
    fn respectively(&self, measures: &[Measure], previous: &[String]) -> Option<Vec<String>> {
        let text = &self.passage.text;
        let at = self.clause.start + self.text().find("分别")?;
        let mut subject = self.trimmed(self.clause.start..at);
        if text[subject.clone()].ends_with("每年") {
            subject.end -= "每年".len();
        }
        let items = [&['、'][..], &['、', '和'], &['、', '和', '及', '与']];
        let items = items.into_iter().map(|signs| self.split(subject.clone(), signs));
        let items = items.into_iter().find(|items| items.len() == measures.len() && items.len() > 1);
        let Some(items) = items else {
            let whole = self.passage.shown(subject);
            // 氮氧化物和VOCs排放总量…,重点工程减排量分别…: of what, the clause before has said.
            let shared = self.lexicon.words.words.shared.iter();
            let cut = |name: &String| {
                shared
                    .clone()
                    .filter_map(|noun| name.find(noun.as_str()))
                    .filter(|&at| at > 0)
                    .min()
                    .map(|at| name[..at].to_owned())
            };
            let heads: Option<Vec<String>> = previous.iter().map(cut).collect();
            return Some(match heads.filter(|heads| heads.len() == measures.len() && heads.len() > 1) {
                Some(heads) => heads.into_iter().map(|head| head + &whole).collect(),
                None => vec![whole; measures.len()],
            });
        };
        let items: Vec<&str> = items.into_iter().map(|item| &text[item]).collect();
        let (first, last) = (items[0], items[items.len() - 1]);
        let printed = |item: &str| {
            let at = item.as_ptr() as usize - text.as_ptr() as usize;
            self.passage.shown(at..at + item.len())
        };
        // 甲、乙减排量分别…: a noun that all of them measure stands behind the last.
        let heads = self.lexicon.words.words.shared.iter().filter_map(|head| last.find(head.as_str()));
        let is_whole = |at: &usize| *at > 0 && last[*at..].matches('(').count() == last[*at..].matches(')').count();
        let tail = heads.filter(is_whole).min().map(|at| &last[at..]);
        let named = items.iter().enumerate().map(|(no, item)| {
            let length = item.chars().count();
            // 省级生态镇、村: the second has the first one's beginning.
            let head = first.chars().count().checked_sub(1).filter(|&head| no > 0 && head > 0 && length == 1);
            if let Some(head) = head {
                return first.chars().take(head).collect::<String>() + item;
            }
            let is_last = no + 1 == items.len();
            if let Some(tail) = tail.filter(|tail| !is_last && !item.contains(*tail)) {
                return format!("{}{}", printed(item), printed(tail));
            }
            // 甲地区、乙地区用量: the first has the last one's end, behind the word that they share.
            let shared: String = item.chars().skip(length.saturating_sub(2)).collect();
            let end = last.split_once(shared.as_str()).filter(|(_, end)| no + 1 < items.len() && !end.is_empty());
            end.map_or_else(|| printed(item), |(_, end)| format!("{}{}", printed(item), printed(end)))
        });
        Some(named.collect())
    }

    /// A stretch cut at signs that stand in no brackets.
    fn split(&self, range: Range<usize>, signs: &[char]) -> Vec<Range<usize>> {
        let mut items = Vec::new();
        let mut from = range.start;
        for (at, sign) in self.passage.text[range.clone()].match_indices(signs) {
            let at = range.start + at;
            if self.passage.around(at).is_none() {
                items.push(from..at);
                from = at + sign.len();
            }
        }
        items.push(from..range.end);
        items.retain(|item| !item.is_empty());
        items
    }

    /// What stands in a row before 分别: 甲、乙排放量.
    pub(super) fn items(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let range = self.trimmed(range);
        let items = self.split(range.clone(), &['、']);
        if items.len() > 1 { items } else { self.split(range, &['和', '及', '与']) }
    }

    /// What stands before a figure.
    fn noun_before(&self, range: Range<usize>) -> Before {
        let text = &self.passage.text[range.clone()];
        let comparators = &self.lexicon.words.comparators;
        let lists = [
            &comparators.at_least_before,
            &comparators.at_most_before,
            &comparators.more_before,
            &comparators.less_before,
            &comparators.decrease_before,
            &comparators.about_before,
        ];
        let reaching = &self.lexicon.words.words.reaching;
        let mut rest = text;
        let mut is_reached = false;
        loop {
            let verbs = reaching.iter().chain(lists.into_iter().flatten());
            let fitting = verbs.filter(|verb| rest.ends_with(verb.as_str())).map(String::len).max();
            let increase = comparators
                .increase_before
                .iter()
                .find(|verb| rest.ends_with(verb.as_str()) && rest.len() > verb.len());
            match fitting.or_else(|| increase.map(String::len)) {
                Some(length) => {
                    // 完成N个 has its noun behind it.
                    is_reached |= !rest.ends_with("完成") && !rest.ends_with("为");
                    is_reached |= rest.ends_with('为') && rest.len() > "为".len();
                    rest = &rest[..rest.len() - length];
                }
                None => break,
            }
        }
        let noun = self.trimmed(range.start..range.start + rest.len());
        // 全省新增5个: whom it holds for, not what is counted.
        let is_bare = self.lexicon.words.words.leading.iter().any(|word| *word == self.passage.text[noun.clone()]);
        let noun = if is_bare { noun.end..noun.end } else { noun };
        if is_reached && !noun.is_empty() { Before::Subject(noun) } else { Before::Object(noun) }
    }

    /// A stretch without the date, the wording and the verbs that it begins with.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.passage.text;
        let mut start = range.start;
        loop {
            let date = self.due.filter(|due| {
                due.range.start <= start + 2 * "力争".len()
                    && due.range.end > start
                    && due.range.end <= range.end
                    && start <= due.range.start
            });
            if let Some(due) = date {
                start = due.range.end;
                continue;
            }
            let rest = &text[start..range.end];
            let base = deadlines::bases(rest).into_iter().find(|base| base.range.start == 0);
            let leading = &self.lexicon.words.words.leading;
            // 建成区 is no 建成.
            let is_word = |word: &&String| {
                let behind = rest.strip_prefix(word.as_str());
                behind.is_some_and(|behind| !behind.is_empty() && !behind.starts_with(['区', '率']))
            };
            let word = leading.iter().find(is_word).map(String::len);
            match base.map(|base| base.range.end).or(word) {
                Some(length) => start += length,
                None => break,
            }
        }
        // 较2020年 may stand before the verb too.
        let rest = &text[start..range.end];
        match deadlines::bases(rest).into_iter().find(|base| base.range.end == rest.len()) {
            Some(base) => start..start + base.range.start,
            None => start..range.end,
        }
    }

    /// What a clause without a figure is about.
    pub(super) fn subject(&self) -> Range<usize> {
        self.trimmed(self.clause.clone())
    }
}

/// 4个国家级和某地6个省级示范区: what follows the last noun of a rank belongs to those before it too.
fn shared_nouns(indicators: &mut [String]) {
    let Some((last, others)) = indicators.split_last_mut() else { return };
    for other in others {
        let first = other.split(['和', '及', '与', '、']).next().unwrap_or_default();
        let Some(rank) = first.chars().next_back().filter(|c| matches!(c, '级' | '类' | '型')) else { continue };
        let shared = last.split_once(rank).filter(|(head, _)| head.chars().count() < 5);
        if let Some((_, noun)) = shared {
            *other = format!("{first}{noun}");
        }
    }
}

/// What stands before a figure.
enum Before {
    /// What reaches it: 安全利用率达到92%.
    Subject(Range<usize>),
    /// What a verb is done to, or nothing: 完成…80%的任务.
    Object(Range<usize>),
}
