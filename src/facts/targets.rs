//! What is to be reached, and by when.
//!
//! In: passages and the words for targets. Out: [`Target`]s, each with the clause that it was read from. Knows figures,
//! units and dates; whether a target is ambitious it does not know.
//!
//! A figure with a unit is a target, unless it is part of a name, a number or a date. One clause may have several, each
//! with an indicator of its own. A date at the beginning of a sentence holds until the next one; in a plan for one year
//! what has no date is due at its end, which is inferred. Without a figure, what is due by a date is a target too; and
//! ranks, full coverage, zeros, and aims set elsewhere are, but not as figures.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::deadlines::{self, Due};
use super::passage::Passage;
use crate::corpus::ProvisionNo;
use crate::document::{Basis, Date, Document};
use crate::lexicon::targets::TargetWords;
use crate::text::{Span, fold, is_han};

/// Something that is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Where.
    pub provision: ProvisionNo,
    /// The clause, with the date before it: bytes of the provision's printed text.
    pub at: Span,
    /// What is measured, as printed.
    pub indicator: String,
    /// `≥ > ≤ < = ≈ +`, `by`, `within`, `every`, `rank`, `↑`, `↓`, or a verb as printed.
    pub comparator: String,
    /// The figure; two for a range; none where there is none.
    pub value: Vec<Decimal>,
    /// What the figure counts.
    pub unit: String,
    /// By when.
    pub deadline: Option<Deadline>,
    /// What it is compared with, as printed: 较2020年.
    pub baseline: Option<String>,
    /// Whom it holds for: the document's region, or what the clause says.
    pub scope: String,
    /// How strongly it is worded, as printed.
    pub strength: String,
    /// What kind of target it is.
    pub kind: TargetKind,
    /// Whether a figure or a date is printed in the quote.
    pub is_core: bool,
    /// Why the editor put it so, if it was not read.
    pub correction: Option<String>,
}

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

/// The day by which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day of the period.
    pub day: Date,
    /// Printed, or inferred from a plan's year.
    pub basis: Basis,
}

/// What kind of target it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// So much.
    Quantity,
    /// A limit, not an amount.
    Threshold,
    /// Something by a date.
    Deadline,
    /// Every so often, or within so long.
    Period,
    /// A place in an order.
    Rank,
    /// All of something.
    Coverage,
    /// None of something.
    Zero,
    /// A value that is set elsewhere.
    Reference,
    /// More or less of something, without a figure.
    Direction,
}

impl TargetKind {
    /// The name in answers.
    pub fn name(self) -> &'static str {
        match self {
            TargetKind::Quantity => "quantity",
            TargetKind::Threshold => "threshold",
            TargetKind::Deadline => "deadline",
            TargetKind::Period => "period",
            TargetKind::Rank => "rank",
            TargetKind::Coverage => "coverage",
            TargetKind::Zero => "zero",
            TargetKind::Reference => "reference",
            TargetKind::Direction => "direction",
        }
    }
}

/// What the reader knows of targets.
#[derive(Debug, Default)]
pub struct Gauge {
    words: TargetWords,
}

/// A figure with its unit.
#[derive(Clone, Debug)]
struct Measure {
    /// From the first figure to behind what compares it.
    range: Range<usize>,
    /// Where the figures begin.
    figures: usize,
    value: Vec<Decimal>,
    unit: String,
    comparator: String,
    /// The verb of change that its comparator doesn't say.
    change: Option<String>,
    kind: TargetKind,
}

impl Gauge {
    /// Knows these words.
    pub fn new(mut words: TargetWords) -> Gauge {
        let all = &mut words.words;
        for list in [
            &mut all.reaching,
            &mut all.strength,
            &mut all.leading,
            &mut all.coverage,
            &mut all.zero,
            &mut all.reference,
            &mut all.not,
            &mut words.units,
        ] {
            for word in &mut *list {
                *word = fold(word);
            }
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        Gauge { words }
    }
}

/// The year that a document plans, if it plans one: 2024年全省生态环境工作要点.
fn plan_year(document: &Document) -> Option<u16> {
    let title = fold(&document.identity.title);
    let at = title.find('年')?;
    let year = title[..at].get(at.checked_sub(4)?..)?.parse::<u16>().ok()?;
    let is_plan = ["要点", "计划", "安排", "任务", "工作"].iter().any(|word| title[at..].contains(word));
    (is_plan && !title[at..].starts_with("年度总结")).then_some(year)
}

/// Whether a provision, or one that holds it, speaks of what was reached: 工作成效, 面临的形势.
fn is_past(passage: &Passage<'_>, gauge: &Gauge) -> bool {
    let document = passage.located.document;
    let mut at = Some(passage.located.index);
    while let Some(provision) = at.and_then(|at| document.provisions.get(at as usize)) {
        let heading = provision.heading();
        let is_past = gauge.words.words.past.iter().any(|word| heading.ends_with(word.as_str()));
        if is_past && !heading.contains("目标") {
            return true;
        }
        at = provision.parent;
    }
    false
}

/// The targets of a provision, in order.
pub fn read(passage: &Passage<'_>, gauge: &Gauge) -> Vec<Target> {
    let mut targets = Vec::new();
    if passage.located.provision.kind.is_furniture() {
        return targets;
    }
    let document = passage.located.document;
    if is_past(passage, gauge) {
        return targets;
    }
    let plan = plan_year(document);
    let year = plan.or_else(|| document.date().map(|dated| dated.value.year));
    let due = deadlines::due(&passage.text, year);
    for period in passage.periods() {
        let clauses = passage.clauses(period.clone());
        let mut current: Option<&Due> = None;
        let mut previous: Option<String> = None;
        // A clause that is a date and no more, which belongs to the next.
        let mut lead: Option<usize> = None;
        for clause in clauses {
            let clause = passage.without_assignment(clause);
            let own: Vec<&Due> = due.iter().filter(|due| clause.contains(&due.range.start)).collect();
            let is_new = !own.is_empty();
            if let Some(first) = own.first() {
                current = Some(first);
            }
            if own.first().is_some_and(|due| is_nothing_but_date(&clause, due)) {
                lead = Some(clause.start);
                continue;
            }
            let is_first = is_new || lead.is_some();
            let quote = lead.take().unwrap_or(clause.start)..clause.end;
            let reader = Clause { passage, gauge, clause, quote, due: current, plan, is_first };
            for mut target in reader.targets(period.end) {
                // 达到27微克, 同比提升1.5个百分点: of what, the clause before has said.
                let measured = previous.as_ref().filter(|_| !target.value.is_empty() && is_elliptic(&target.indicator));
                if let Some(measured) = measured {
                    target.indicator.clone_from(measured);
                }
                previous = Some(target.indicator.clone());
                targets.push(target);
            }
        }
    }
    targets
}

/// Whether what was read as measured only says how it changes.
fn is_elliptic(indicator: &str) -> bool {
    let begins = ["达到", "同比", "提高", "下降", "较上年", "比上年", "力争达"];
    indicator.is_empty()
        || matches!(indicator, "达" | "或" | "其中")
        || begins.iter().any(|word| indicator.starts_with(word))
}

/// 到2025年: nothing else stands in the clause.
fn is_nothing_but_date(clause: &Range<usize>, due: &Due) -> bool {
    due.range.end == clause.end && due.range.start - clause.start <= 2 * "力争".len()
}

/// A clause and what holds for it.
#[derive(Clone)]
struct Clause<'a, 'b> {
    passage: &'a Passage<'b>,
    gauge: &'a Gauge,
    clause: Range<usize>,
    /// The clause with the date before it.
    quote: Range<usize>,
    due: Option<&'a Due>,
    plan: Option<u16>,
    /// Whether the date stands in this clause or right before it.
    is_first: bool,
}

impl Clause<'_, '_> {
    fn text(&self) -> &str {
        &self.passage.text[self.clause.clone()]
    }

    /// `end` is where the sentence ends.
    fn targets(&self, end: usize) -> Vec<Target> {
        let measures = self.measures();
        if let [only] = &measures[..]
            && only.kind == TargetKind::Period
            && only.range == self.clause
        {
            // 5年内, …, 开展动态更新: what is to be done within it stands at the end.
            let sentence = self.passage.clauses(self.clause.start..end);
            let last = sentence.last().cloned().unwrap_or_else(|| self.clause.clone());
            let whole = Clause { quote: self.clause.start..last.end, clause: last, ..self.clone() };
            return vec![whole.measured(only.clone(), whole.printed(whole.subject()))];
        }
        if !measures.is_empty() {
            let indicators = self.indicators(&measures);
            return measures
                .into_iter()
                .zip(indicators)
                .map(|(measure, indicator)| self.measured(measure, indicator))
                .collect();
        }
        let text = self.text();
        let words = &self.gauge.words.words;
        let has = |list: &[String]| list.iter().find(|word| text.contains(word.as_str())).cloned();
        let mut targets = Vec::new();
        let completes = words.completing.iter().any(|word| text.contains(word.as_str()));
        let is_aim = ["为", "使", "以", "按照"].iter().any(|word| text.starts_with(word));
        if self.due.is_some() && (self.is_first || (completes && !is_aim)) {
            let built = words.built.iter().any(|word| text.ends_with(word.as_str()));
            let makes = ["建立", "建成", "建设", "搭建", "打造", "上线"].iter().any(|word| text.contains(word));
            let value = if built && makes { vec![Decimal { digits: 1, scale: 0 }] } else { Vec::new() };
            let unit = if value.is_empty() { "" } else { "个" };
            targets.push(self.target(self.subject(), "by", value, unit, TargetKind::Deadline));
        }
        let kinds = [
            (has(&words.rank), TargetKind::Rank, "rank"),
            (has(&words.coverage), TargetKind::Coverage, "="),
            (has(&words.zero), TargetKind::Zero, "="),
            (has(&words.reference), TargetKind::Reference, "="),
            (has(&words.wholly), TargetKind::Coverage, "全面"),
        ];
        for (word, kind, comparator) in kinds {
            let Some(word) = word.filter(|_| targets.is_empty()) else { continue };
            // 摆在第一位 is no place in an order.
            if word.starts_with("第一") && !["列", "居", "排名"].iter().any(|verb| text.contains(verb)) {
                continue;
            }
            let (value, unit) = match (kind, comparator) {
                (TargetKind::Coverage, "=") => (vec![Decimal { digits: 100, scale: 0 }], "%"),
                (TargetKind::Zero, _) => (vec![Decimal { digits: 0, scale: 0 }], ""),
                (TargetKind::Rank, _) if word.starts_with("第一") || word == "首位" => {
                    (vec![Decimal { digits: 1, scale: 0 }], "位")
                }
                _ => (Vec::new(), ""),
            };
            targets.push(self.target(self.subject(), comparator, value, unit, kind));
        }
        let direction = [(&words.rising, "↑"), (&words.falling, "↓")].into_iter().find_map(|(verbs, sign)| {
            let at = verbs.iter().filter_map(|verb| text.find(verb.as_str()).map(|at| at + verb.len())).min()?;
            words.measured.iter().any(|noun| text[at..].ends_with(noun.as_str())).then_some((at, sign))
        });
        if let Some((at, sign)) = direction.filter(|_| targets.is_empty()) {
            let indicator = self.clause.start + at..self.clause.end;
            targets.push(self.target(indicator, sign, Vec::new(), "", TargetKind::Direction));
        }
        targets
    }

    /// The figures of the clause that have a unit and are no part of a name, a number or a date.
    fn measures(&self) -> Vec<Measure> {
        let (text, start) = (&self.passage.text, self.clause.start);
        let mut found: Vec<Measure> = Vec::new();
        let mut at = start;
        while at < self.clause.end {
            let rest = &text[at..self.clause.end];
            let Some(figures) = rest.find(|c: char| c.is_ascii_digit()).map(|from| at + from) else { break };
            let end = figures_end(text, figures, self.clause.end);
            at = end;
            let enclosed = self.passage.around(figures).is_some_and(|around| around.mark != '(');
            let before = &text[start..figures];
            let is_part = before
                .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '第' | '+' | '.' | '-' | '/' | '·'));
            if enclosed || is_part {
                continue;
            }
            let Some(mut measure) = self.measure(figures, end) else { continue };
            let behind = &text[measure.range.end..self.clause.end];
            if self.gauge.words.words.not.iter().any(|not| text[end..self.clause.end].starts_with(not.as_str()))
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
        let words = &self.gauge.words.words;
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
            if is_described || is_from && changes.iter().any(|verb| between.starts_with(verb)) {
                measures.remove(no);
            } else {
                no += 1;
            }
        }
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
        let words = &self.gauge.words;
        let factors = ["", "万", "亿", "万亿", "千万", "百万", "余", "多", "余万", "多万"].into_iter();
        let fitting = factors.filter_map(|factor| {
            let counted = text[end..].strip_prefix(factor)?;
            let all = words.units.iter().chain(&words.within_units);
            all.filter(|unit| counted.starts_with(unit.as_str())).map(String::len).max().map(|_| (factor, counted))
        });
        let (factor, counted) = fitting.max_by_key(|(factor, _)| factor.len())?;
        let before = &text[self.clause.start..figures];
        // 5年内, 每5年, 3个月内: how long, not how much.
        let time =
            words.within_units.iter().filter(|unit| counted.starts_with(unit.as_str())).max_by_key(|unit| unit.len());
        if let Some(unit) = time {
            let behind = &counted[unit.len()..];
            let comparator = match () {
                () if before.ends_with('每') => "every",
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

    /// Reads what stands before and behind a figure and compares it.
    fn compare(&self, measure: &mut Measure, last: Option<&Measure>) {
        if measure.kind == TargetKind::Period {
            return;
        }
        let comparators = &self.gauge.words.comparators;
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

    /// What each figure measures.
    fn indicators(&self, measures: &[Measure]) -> Vec<String> {
        if let Some(all) = self.respectively(measures) {
            return all;
        }
        let text = &self.passage.text;
        let mut before_from = self.clause.start;
        let mut indicators: Vec<String> = Vec::new();
        for (no, measure) in measures.iter().enumerate() {
            let next = measures.get(no + 1).map_or(self.clause.end, |next| next.figures);
            let before = self.noun_before(before_from..measure.figures);
            // 19大类45小类行业: what follows the last counts for all that stand without a word between them.
            let mut behind = measure.range.end..next;
            for later in &measures[no + 1..] {
                if behind.is_empty() {
                    behind = later.range.end
                        ..measures.iter().map(|m| m.figures).find(|&at| at > later.figures).unwrap_or(self.clause.end);
                }
            }
            let printed = |range: Range<usize>| self.printed(range);
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
                (Before::Object(object), _) if !object.is_empty() => printed(object),
                _ => indicators.last().cloned().unwrap_or_else(|| printed(self.subject())),
            };
            before_from = measure.range.end;
            indicators.push(indicator);
        }
        shared_nouns(&mut indicators);
        indicators
    }

    /// 镇、村每年分别增加20个、200个: the first figure is the first one's.
    fn respectively(&self, measures: &[Measure]) -> Option<Vec<String>> {
        let text = &self.passage.text;
        let at = self.clause.start + self.text().find("分别")?;
        let mut subject = self.trimmed(self.clause.start..at);
        if text[subject.clone()].ends_with("每年") {
            subject.end -= "每年".len();
        }
        let whole = &text[subject.clone()];
        let split = |signs: &[char]| whole.split(signs).filter(|item| !item.is_empty()).collect::<Vec<&str>>();
        let items = [split(&['、']), split(&['、', '和']), split(&['、', '和', '及', '与'])];
        let items = items.into_iter().find(|items| items.len() == measures.len() && items.len() > 1);
        let Some(items) = items else { return Some(vec![self.printed(subject); measures.len()]) };
        let (first, last) = (items[0], items[items.len() - 1]);
        let printed = |item: &str| {
            let at = item.as_ptr() as usize - text.as_ptr() as usize;
            self.printed(at..at + item.len())
        };
        // 甲、乙减排量分别…: a noun that all of them measure stands behind the last.
        let heads = self.gauge.words.words.shared.iter().filter_map(|head| last.find(head.as_str()));
        let tail = heads.filter(|&at| at > 0).min().map(|at| &last[at..]);
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

    /// What stands before a figure.
    fn noun_before(&self, range: Range<usize>) -> Before {
        let text = &self.passage.text[range.clone()];
        let comparators = &self.gauge.words.comparators;
        let lists = [
            &comparators.at_least_before,
            &comparators.at_most_before,
            &comparators.more_before,
            &comparators.less_before,
            &comparators.decrease_before,
            &comparators.about_before,
        ];
        let reaching = &self.gauge.words.words.reaching;
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
        let is_bare = self.gauge.words.words.leading.iter().any(|word| *word == self.passage.text[noun.clone()]);
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
            let leading = &self.gauge.words.words.leading;
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
    fn subject(&self) -> Range<usize> {
        self.trimmed(self.clause.clone())
    }

    fn printed(&self, range: Range<usize>) -> String {
        let printed = self.passage.printed(range);
        self.passage.located.provision.text[printed].replace('\n', "")
    }

    fn measured(&self, measure: Measure, indicator: String) -> Target {
        let Measure { value, unit, comparator, kind, change, .. } = measure;
        let indicator = match change {
            Some(change) if !indicator.ends_with(&change) => indicator + &change,
            _ => indicator,
        };
        Target { indicator, ..self.target(self.subject(), &comparator, value, &unit, kind) }
    }

    fn target(
        &self,
        indicator: Range<usize>,
        comparator: &str,
        value: Vec<Decimal>,
        unit: &str,
        kind: TargetKind,
    ) -> Target {
        let printed = self.passage.printed(self.quote.clone());
        let quote = &self.passage.text[self.quote.clone()];
        let words = &self.gauge.words.words;
        let strengths = words.strength.iter().filter_map(|word| {
            let at = quote.find(word.as_str())?;
            (!quote[at + word.len()..].starts_with(['区', '率'])).then_some((at, word))
        });
        let strength = strengths.min_by_key(|(at, word)| (*at, usize::MAX - word.len())).map_or("", |(_, word)| word);
        let document = self.passage.located.document;
        let scope =
            ["全国", "全省", "全市", "全县", "全区", "我省", "我市"].into_iter().find(|scope| quote.contains(scope));
        let deadline = match (self.due, self.plan) {
            (Some(due), _) => Some(Deadline { day: due.day, basis: Basis::Printed }),
            (None, Some(year)) => Some(Deadline { day: Date::last_of_month(year, 12), basis: Basis::Inferred }),
            (None, None) => None,
        };
        let base = deadlines::bases(quote).into_iter().next();
        Target {
            provision: self.passage.no,
            at: Span::new(printed.start, printed.end),
            indicator: self.printed(indicator),
            comparator: comparator.to_owned(),
            value,
            unit: unit.to_owned(),
            deadline,
            baseline: base
                .map(|base| self.printed(self.quote.start + base.range.start..self.quote.start + base.range.end)),
            scope: scope.map_or_else(|| document.region.clone(), str::to_owned),
            strength: strength.to_owned(),
            kind,
            is_core: quote.contains(|c: char| c.is_ascii_digit())
                && matches!(
                    kind,
                    TargetKind::Quantity | TargetKind::Threshold | TargetKind::Deadline | TargetKind::Period
                ),
            correction: None,
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::document::curated;
    use crate::lexicon::targets;

    /// The targets of a document with this title: quote, indicator, comparator, figure, unit, deadline.
    fn of(title: &str, body: &str) -> Vec<[String; 6]> {
        let (words, found) = targets::targets(include_str!("../../data/lexicon/targets.toml"));
        assert!(found.is_empty(), "{found:?}");
        let gauge = Gauge::new(words);
        let mut document = curated::read(&format!("+++\n+++\n{body}")).document;
        document.identity.title = title.to_owned();
        let corpus = Corpus::of(vec![document]);
        let all = (0..).zip(corpus.provisions()).flat_map(|(no, located)| {
            let text = located.provision.text.clone();
            read(&Passage::of(no, located), &gauge).into_iter().map(move |target| {
                let value: Vec<String> = target.value.iter().map(ToString::to_string).collect();
                let due = target.deadline.map_or(String::new(), |deadline| deadline.day.to_string());
                let quote = target.at.of(&text).to_owned();
                [quote, target.indicator, target.comparator, value.join("-"), target.unit, due]
            })
        });
        all.collect()
    }

    fn rows(body: &str) -> Vec<[String; 6]> {
        of("意见", body)
    }

    #[test]
    fn figures_have_an_indicator_a_comparator_and_a_unit() {
        for (text, expected) in [
            ("回收率达到92%以上。", [["回收率达到92%以上", "回收率", "≥", "92", "%", ""]].as_slice()),
            ("处理率不低于 46.5％。", &[["处理率不低于 46.5％", "处理率", "≥", "46.5", "%", ""]]),
            ("浓度控制在32微克/立方米以内。", &[["浓度控制在32微克/立方米以内", "浓度", "≤", "32", "微克/立方米", ""]]),
            ("装机容量超过1.2亿千瓦。", &[["装机容量超过1.2亿千瓦", "装机容量", ">", "1.2", "亿千瓦", ""]]),
            ("新增5个示范点。", &[["新增5个示范点", "示范点", "+", "5", "个", ""]]),
            ("全省新增5个示范点。", &[["全省新增5个示范点", "示范点", "+", "5", "个", ""]]),
            ("支持8个左右县先行。", &[["支持8个左右县先行", "县先行", "≈", "8", "个", ""]]),
            ("完成甲河排口70%的整治任务。", &[["完成甲河排口70%的整治任务", "甲河排口整治任务", "=", "70", "%", ""]]),
            ("完成溯源和70%的整治任务。", &[["完成溯源和70%的整治任务", "整治任务", "=", "70", "%", ""]]),
            ("排放量下降18%。", &[["排放量下降18%", "排放量", "下降", "18", "%", ""]]),
            ("消费量下降10%左右。", &[["消费量下降10%左右", "消费量下降", "≈", "10", "%", ""]]),
            ("30个断面优良比例达93%。", &[["30个断面优良比例达93%", "30个断面优良比例", "=", "93", "%", ""]]),
            ("运行率≥90%。", &[["运行率≥90%", "运行率", "≥", "90", "%", ""]]),
            ("走航监测不少于120天。", &[["走航监测不少于120天", "走航监测", "≥", "120", "天", ""]]),
            (
                "年均浓度控制在28微克/立方米以下。",
                &[["年均浓度控制在28微克/立方米以下", "年均浓度", "≤", "28", "微克/立方米", ""]],
            ),
            ("建成区处理率达到95%。", &[["建成区处理率达到95%", "建成区处理率", "=", "95", "%", ""]]),
            ("占比提高到10%-15%。", &[["占比提高到10%-15%", "占比", "=", "10-15", "%", ""]]),
            ("淘汰20万千瓦以下机组。", &[["淘汰20万千瓦以下机组", "机组", "≤", "20", "万千瓦", ""]]),
            ("每3年评估一次。", &[["每3年评估一次", "评估一次", "every", "3", "年", ""]]),
            ("治理1,200公里岸线。", &[["治理1,200公里岸线", "岸线", "=", "1200", "公里", ""]]),
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
    }

    #[test]
    fn one_clause_may_have_several() {
        let found = rows("省级生态镇、村每年分别增加20个、200个。");
        assert_eq!(
            found.iter().map(|row| [&row[1], &row[3], &row[4]]).collect::<Vec<_>>(),
            [["省级生态镇", "20", "个/年"], ["省级生态村", "200", "个/年"]]
        );
        let found = rows("甲地区、乙地区用煤量分别下降10%、5%。");
        assert_eq!(
            found.iter().map(|row| [&row[1], &row[2], &row[3]]).collect::<Vec<_>>(),
            [["甲地区用煤量", "下降", "10"], ["乙地区用煤量", "下降", "5"]]
        );
        let found = rows("氮氧化物、VOCs重点工程减排量分别不低于10.3万吨、3.1万吨以上。");
        let shown: Vec<_> = found.iter().map(|row| [&row[1], &row[2], &row[3]]).collect();
        assert_eq!(shown, [["氮氧化物重点工程减排量", "≥", "10.3"], ["VOCs重点工程减排量", "≥", "3.1"]]);
        let found = rows("甲用水量、乙用水量较2020年分别下降16%、14%以上。");
        let shown: Vec<_> = found.iter().map(|row| [&row[1], &row[2], &row[3]]).collect();
        assert_eq!(shown, [["甲用水量下降", "≥", "16"], ["乙用水量下降", "≥", "14"]]);
        let found = rows("推进4个国家级和甲市、乙市6个省级示范区建设，豁免19大类45小类项目。");
        assert_eq!(
            found.iter().map(|row| [&row[1], &row[3], &row[4]]).collect::<Vec<_>>(),
            [
                ["国家级示范区建设", "4", "个"],
                ["省级示范区建设", "6", "个"],
                ["项目", "19", "大类"],
                ["项目", "45", "小类"],
            ]
        );
    }

    #[test]
    fn figures_in_names_numbers_and_dates_are_no_targets() {
        for text in [
            "实施“1+10+N”体系。",
            "落实某发〔2021〕10号文件。",
            "监测PM2.5和PM10。",
            "办好2024年大会。",
            "推进第3轮督察。",
            "位于11省市。",
            "贯彻《2030年目标》。",
            "开展“百吨千人”普查。",
        ] {
            assert_eq!(rows(text).iter().filter(|row| !row[3].is_empty()).count(), 0, "{text}");
        }
    }

    #[test]
    fn a_date_holds_to_the_end_of_its_sentence() {
        let found = rows("到2025年，甲率达到80%，乙率达到90%；丙率达到70%。丁率达到60%。");
        let due: Vec<&str> = found.iter().map(|row| row[5].as_str()).collect();
        assert_eq!(due, ["2025-12-31", "2025-12-31", "2025-12-31", ""]);
        assert_eq!(found[0][0], "到2025年，甲率达到80%");
        let found = rows("浓度控制在28微克/立方米以下，力争达到27微克/立方米。");
        assert_eq!(found.iter().map(|row| row[1].as_str()).collect::<Vec<_>>(), ["浓度", "浓度"]);
        assert!(rows("一、发展基础\n\n（一）工作成效。甲率为91.7%。").is_empty());
        let found = rows("力争2022年底前建立统一的信息平台。");
        assert_eq!(found, [["力争2022年底前建立统一的信息平台", "统一的信息平台", "by", "1", "个", "2022-12-31"]]);
    }

    #[test]
    fn a_plan_for_a_year_is_due_at_its_end() {
        assert_eq!(of("2024年某省工作要点", "甲率达到80%。")[0][5], "2024-12-31");
        assert_eq!(of("关于某事的意见", "甲率达到80%。")[0][5], "");
    }

    #[test]
    fn what_has_no_figure_is_told_apart() {
        for (text, comparator, value) in [
            ("力争交易量列区域第一位。", "rank", "1"),
            ("实现监测全覆盖。", "=", "100"),
            ("推动废水零排放。", "=", "0"),
            ("断面达到国家考核目标要求。", "=", ""),
            ("提高铁路运输占比。", "↑", ""),
            ("有效减少排放总量。", "↓", ""),
        ] {
            let found = rows(text);
            assert_eq!(
                found.iter().map(|row| [row[2].as_str(), row[3].as_str()]).collect::<Vec<_>>(),
                [[comparator, value]],
                "{text}"
            );
        }
        assert!(rows("把宣传摆在第一位。").is_empty());
    }
}
