//! Figures with their units, and what compares them.
//!
//! In: a clause. Out: [`Measure`]s. Doesn't know what is measured.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Clause, TargetKind};
use crate::text::is_han;

/// A number as printed: `digits` divided by ten `scale` times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decimal {
    /// All figures.
    pub digits: u64,
    /// How many of them stand behind the point.
    pub scale: u8,
}

impl Decimal {
    /// Reads figures with at most one point in them.
    pub fn read(written: &str) -> Option<Decimal> {
        let scale = written.split_once('.').map_or(0, |(_, behind)| behind.len());
        let digits = written.replace('.', "").parse().ok()?;
        Some(Decimal { digits, scale: u8::try_from(scale).ok()? })
    }

    /// As other programs take it.
    pub fn value(self) -> f64 {
        self.digits as f64 / 10_f64.powi(i32::from(self.scale))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ten = 10_u64.saturating_pow(u32::from(self.scale));
        match self.scale {
            0 => write!(f, "{}", self.digits),
            scale => write!(f, "{}.{:0width$}", self.digits / ten, self.digits % ten, width = usize::from(scale)),
        }
    }
}

/// A figure with its unit.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    /// From the first figure to behind what compares it.
    pub(super) range: Range<usize>,
    /// Where the figures begin.
    pub(super) figures: usize,
    pub(super) value: Vec<Decimal>,
    pub(super) unit: String,
    pub(super) comparator: String,
    /// The verb of change that its comparator doesn't say.
    pub(super) change: Option<String>,
    pub(super) kind: TargetKind,
}

impl Clause<'_, '_> {
    /// The figures of the clause that have a unit and are no part of a name, a number or a date.
    pub(super) fn measures(&self) -> Vec<Measure> {
        let (text, start) = (&self.passage.text, self.clause.start);
        let mut found: Vec<Measure> = Vec::new();
        if self.is_ground() {
            return found;
        }
        let mut at = start;
        while at < self.clause.end {
            let rest = &text[at..self.clause.end];
            let Some(figures) = rest.find(|c: char| c.is_ascii_digit()).map(|from| at + from) else { break };
            let end = figures_end(text, figures, self.clause.end);
            at = end;
            // 国家二级标准(35微克/立方米): what a standard asks, in brackets.
            let enclosed = self.passage.around(figures).is_some_and(|around| {
                around.mark != '(' || ["标准", "限值"].iter().any(|word| text[..around.range.start].ends_with(word))
            });
            let before = &text[start..figures];
            let is_part = before
                .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '第' | '+' | '.' | '-' | '/' | '·'));
            if enclosed || is_part {
                continue;
            }
            let Some(mut measure) = self.measure(figures, end) else { continue };
            let behind = &text[measure.range.end..self.clause.end];
            if self.lexicon.words.words.not.iter().any(|not| text[end..self.clause.end].starts_with(not.as_str()))
                || behind.starts_with('号')
            {
                continue;
            }
            at = measure.range.end;
            self.compare(&mut measure, found.last());
            found.push(measure);
        }
        self.say_once(&mut found);
        self.drop_descriptions(&mut found);
        found
    }

    /// Whether a clause only says upon what something is done: 对照反馈的26项任务, 在完成20个的基础上.
    fn is_ground(&self) -> bool {
        let text = self.text();
        ["对照", "针对", "鉴于"].iter().any(|word| text.starts_with(word))
            || text.starts_with('在') && ["基础上", "前提下", "同时"].iter().any(|word| text.ends_with(word))
    }

    /// 氮氧化物和VOCs排放总量分别下降10%以上: one figure that holds for each.
    pub(super) fn for_each(&self, mut measures: Vec<Measure>) -> Vec<Measure> {
        let items = self.text().find("分别").map(|at| self.items(self.clause.start..self.clause.start + at));
        if let (Some(items), [only]) = (items, &measures[..])
            && (2..=4).contains(&items.len())
            && only.figures > items[0].end
        {
            measures = vec![only.clone(); items.len()];
        }
        measures
    }

    /// 分别下降16%、14%以上: what is said behind the last figure holds for all.
    fn say_once(&self, measures: &mut [Measure]) {
        let Some((last, others)) = measures.split_last_mut() else { return };
        let is_said = matches!(last.comparator.as_str(), "≥" | "≤" | "≈") && self.text().contains("分别");
        for other in others.iter_mut().filter(|_| is_said) {
            if !matches!(other.comparator.as_str(), "≥" | "≤" | "≈") {
                if !matches!(other.comparator.as_str(), "=" | "+") {
                    other.change = Some(other.comparator.clone());
                }
                other.comparator.clone_from(&last.comparator);
            }
        }
        if is_said && last.change.is_none() {
            last.change = others.first().and_then(|first| first.change.clone());
        }
    }

    /// Takes out figures that only describe what another one measures: 30个断面…比例达93%, 由85%提高到87%.
    fn drop_descriptions(&self, measures: &mut Vec<Measure>) {
        let text = &self.passage.text;
        let words = &self.lexicon.words.words;
        let changes = ["提高", "提升", "增加", "下降", "降低", "压缩", "降", "升"];
        let mut no = 0;
        while no + 1 < measures.len() {
            let (one, next) = (&measures[no], &measures[no + 1]);
            let between = text[one.range.end..next.figures].trim_end_matches(['约', '至']);
            let is_reached =
                words.reaching.iter().any(|verb| between.ends_with(verb.as_str()) && between.len() > verb.len());
            let is_described =
                one.unit != "%" && next.unit == "%" && is_reached && !between.contains(['、', '和', '及']);
            let before = &text[self.clause.start..one.figures];
            let is_from =
                ["由", "从"].iter().any(|word| before.rfind(word).is_some_and(|at| before[at..].chars().count() <= 8));
            if is_described || self.describes(one) || is_from && changes.iter().any(|verb| between.starts_with(verb)) {
                measures.remove(no);
            } else {
                no += 1;
            }
        }
        if measures.last().is_some_and(|last| self.describes(last)) {
            measures.pop();
        }
    }

    /// Whether a figure says how large, or how long, the thing is that the clause speaks of: 5000平方米以上的工地,
    /// 浓度低于40微克/立方米的城市, 连续2个月排名末位. What is closed or forbidden below a size has that for its limit.
    fn describes(&self, measure: &Measure) -> bool {
        let (text, words) = (&self.passage.text, &self.lexicon.words);
        let behind = &text[measure.range.end..self.clause.end];
        let before = &text[self.clause.start..measure.figures];
        let bare = measure.unit.trim_start_matches(['万', '亿', '千', '百']);
        let is_size = words.sizes.iter().any(|size| *size == measure.unit || size == bare);
        let goes_on = behind.starts_with(is_han);
        let is_limit = measure.kind == TargetKind::Threshold || measure.kind == TargetKind::Period;
        let lasts = ["连续", "持续"].iter().any(|word| before.ends_with(word));
        let is_compared = matches!(measure.comparator.as_str(), "≥" | "≤" | ">" | "<");
        // 2000万吨以上焦化产能: how much of it.
        let is_amount = ["产能", "装机"].iter().any(|word| behind.contains(word)) && !behind.contains('的');
        let occurred = before.ends_with('过') && is_compared && behind.contains('的');
        occurred || is_size && goes_on && !is_limit && !is_amount && (lasts || is_compared || behind.starts_with('内'))
    }

    /// The figures from `figures` to `end` with their unit.
    fn measure(&self, figures: usize, end: usize) -> Option<Measure> {
        let text = &self.passage.text[..self.clause.end];
        let mut value = vec![Decimal::read(&text[figures..end].replace(',', ""))?];
        let mut end = end;
        // 10%至15%, 10-15个.
        let range = ["-", "至", "~", "到"].into_iter().find_map(|sign| {
            let behind = text[end..].strip_prefix('%').unwrap_or(&text[end..]).strip_prefix(sign)?;
            let second = text.len() - behind.len();
            let stop = figures_end(text, second, text.len());
            (stop > second).then(|| Decimal::read(&text[second..stop]).map(|value| (value, stop))).flatten()
        });
        if let Some((second, stop)) = range {
            value.push(second);
            end = stop;
        }
        // 分别不高于10、35、50毫克/立方米: the unit stands behind the last.
        if text[end..].starts_with(['、', '和'])
            && text[self.clause.start..figures].contains("分别")
            && let Some(next) = text[end..].chars().next()
            && let from = end + next.len_utf8()
            && let stop = figures_end(text, from, text.len())
            && stop > from
            && let Some(later) = self.measure(from, stop)
        {
            return Some(Measure {
                range: figures..end,
                figures,
                value,
                comparator: "=".into(),
                change: None,
                ..later
            });
        }
        let words = &self.lexicon.words;
        let factors = ["", "万", "亿", "万亿", "千万", "百万", "余", "多", "余万", "多万"].into_iter();
        if let Some(ratio) = self.ratio(figures, end, &value) {
            return Some(ratio);
        }
        let fitting = factors.filter_map(|factor| {
            let counted = text[end..].strip_prefix(factor)?;
            let all = words.units.iter().chain(&words.within_units);
            all.filter(|unit| counted.starts_with(unit.as_str())).map(String::len).max().map(|_| (factor, counted))
        });
        let (factor, counted) = fitting.max_by_key(|(factor, _)| factor.len())?;
        let before = &text[self.clause.start..figures];
        // 5年内, 每5年, 3个月内: how long, not how much.
        let is_held = words.comparators.at_most_before.iter().any(|word| before.ends_with(word.as_str()));
        let time =
            words.within_units.iter().filter(|unit| counted.starts_with(unit.as_str())).max_by_key(|unit| unit.len());
        if let Some(unit) = time {
            let behind = &counted[unit.len()..];
            let comparator = match () {
                () if before.ends_with('每') => "every",
                // 控制在2天以内: so many, not so long.
                () if is_held => "=",
                () if ["内", "之内", "以内"].iter().any(|word| behind.starts_with(word)) => "within",
                // A date is no length, but 120天 is.
                () if matches!(unit.as_str(), "年" | "月" | "日") => return None,
                () => "=",
            };
            let length = if comparator == "within" {
                unit.len() + behind.find('内').map_or(0, |at| at + "内".len())
            } else {
                unit.len()
            };
            let range = figures..text.len() - counted.len() + length;
            return Some(Measure {
                range,
                figures,
                value,
                unit: (*unit).clone(),
                comparator: comparator.into(),
                change: None,
                kind: if comparator == "=" { TargetKind::Quantity } else { TargetKind::Period },
            });
        }
        let unit = words.units.iter().find(|unit| counted.starts_with(unit.as_str()))?;
        let end = text.len() - counted.len() + unit.len();
        // A unit of one character that goes on as a word is none: 11省市.
        let goes_on =
            matches!(unit.as_str(), "市" | "县" | "省" | "级" | "部" | "场" | "门" | "分" | "度" | "级别" | "天")
                && counted[unit.len()..]
                    .starts_with(|c: char| is_han(c) && !matches!(c, '以' | '左' | '的' | '达' | '内'));
        if goes_on {
            return None;
        }
        let unit = format!("{}{unit}", factor.trim_end_matches(['余', '多']));
        Some(Measure {
            range: figures..end,
            figures,
            value,
            unit,
            comparator: "=".into(),
            change: None,
            kind: TargetKind::Quantity,
        })
    }

    /// A figure without a unit that a ratio or an index is held at: 产能比控制在0.4左右.
    fn ratio(&self, figures: usize, end: usize, value: &[Decimal]) -> Option<Measure> {
        let text = &self.passage.text[..self.clause.end];
        let (words, comparators) = (&self.lexicon.words.words, &self.lexicon.words.comparators);
        let behind = [&comparators.at_least_after, &comparators.at_most_after, &comparators.about_after];
        let is_whole =
            end == self.clause.end || behind.into_iter().flatten().any(|word| text[end..].starts_with(word.as_str()));
        let before = &text[self.clause.start..figures];
        let verbs = words.reaching.iter().chain(&comparators.at_least_before).chain(&comparators.at_most_before);
        let verb = verbs.filter(|verb| before.ends_with(verb.as_str())).max_by_key(|verb| verb.len())?;
        let noun = &before[..before.len() - verb.len()];
        let is_ratio = ["比", "指数", "系数", "比值"].iter().any(|word| noun.ends_with(word));
        (is_whole && is_ratio).then(|| Measure {
            range: figures..end,
            figures,
            value: value.to_vec(),
            unit: String::new(),
            comparator: "=".into(),
            change: None,
            kind: TargetKind::Quantity,
        })
    }

    /// Reads what stands before and behind a figure and compares it.
    fn compare(&self, measure: &mut Measure, last: Option<&Measure>) {
        if measure.kind == TargetKind::Period {
            return;
        }
        let comparators = &self.lexicon.words.comparators;
        let text = &self.passage.text;
        let from = last.map_or(self.clause.start, |last| last.range.end);
        let before = text[from..measure.figures].trim_end_matches(['至', '到', '了', '约']);
        let behind = &text[measure.range.end..self.clause.end];
        let behind = behind.strip_prefix('(').and_then(|inner| inner.split_once(')')).map_or(behind, |(_, rest)| rest);
        let after =
            |list: &[String]| list.iter().filter(|word| behind.starts_with(word.as_str())).map(String::len).max();
        let ends = |list: &[String]| list.iter().find(|word| before.ends_with(word.as_str())).cloned();
        let whole = &text[from..measure.figures];
        let reaches = ["到", "至"].iter().any(|word| whole.ends_with(word));
        // 年均浓度 is a name, 年均新增 says how often.
        let said = &text[self.clause.start..measure.figures];
        let yearly = ["每年", "年均新增", "年均增加"].iter().any(|word| said.contains(word));
        let (sign, length) = match () {
            () if let Some(length) = after(&comparators.at_least_after) => ("≥".to_owned(), length),
            () if let Some(length) = after(&comparators.at_most_after) => ("≤".to_owned(), length),
            () if let Some(length) = after(&comparators.about_after) => ("≈".to_owned(), length),
            () if ends(&comparators.at_least_before).is_some() => ("≥".to_owned(), 0),
            () if ends(&comparators.at_most_before).is_some() => ("≤".to_owned(), 0),
            () if ends(&comparators.more_before).is_some() => (">".to_owned(), 0),
            () if ends(&comparators.less_before).is_some() => ("<".to_owned(), 0),
            () if whole.ends_with('约') || ends(&comparators.about_before).is_some() => ("≈".to_owned(), 0),
            () if !reaches && !yearly && ends(&comparators.increase_before).is_some() => ("+".to_owned(), 0),
            () if !reaches && let Some(verb) = ends(&comparators.decrease_before) => (verb, 0),
            () => ("=".to_owned(), 0),
        };
        if (sign == "≤" || sign == "≥") && length > 0 {
            let next = &text[measure.range.end + length..self.clause.end];
            let limits = ["禁止", "淘汰", "关停", "不得", "严禁", "不再"].iter().any(|word| self.text().contains(word));
            if limits && !next.is_empty() || behind.starts_with("范围") {
                measure.kind = TargetKind::Threshold;
            }
        }
        if yearly && !measure.unit.ends_with("/年") && measure.unit != "%" {
            measure.unit.push_str("/年");
        }
        // 分别下降20%、15%: the verb is said once.
        let follows = last.is_some() && matches!(text[from..measure.figures].trim(), "、" | "和" | "及");
        measure.comparator = match last.filter(|_| follows && sign == "=") {
            Some(last) => last.comparator.clone(),
            None => sign,
        };
        // 下降10%左右: the sign says how exact it is, the verb what it is.
        if !reaches && matches!(measure.comparator.as_str(), "≥" | "≤" | "≈") {
            let verbs = comparators.decrease_before.iter().map(String::as_str).chain(["增长", "上升"]);
            measure.change = verbs.into_iter().find(|verb| before.ends_with(verb)).map(str::to_owned);
        }
        measure.range.end += length;
    }
}

/// Where figures that begin at a byte end, with a point or the commas of thousands in them.
fn figures_end(text: &str, from: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| at < limit && bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = from;
    loop {
        let is_point = at > from && bytes.get(at) == Some(&b'.') && digit(at + 1) && !text[from..at].contains('.');
        let parts_thousands = at > from
            && at - from <= 3
            && bytes.get(at) == Some(&b',')
            && (1..=3).all(|n| digit(at + n))
            && !digit(at + 4);
        if !(digit(at) || is_point || parts_thousands) {
            return at;
        }
        at += 1;
    }
}
