//! What is to be reached, and by when.
//!
//! In: passages and the words for targets. Out: [`Target`]s, each with the clause that it was read from. Knows figures,
//! units and dates; whether a target is ambitious it does not know.
//!
//! A figure with a unit is a target, unless it is part of a name, a number or a date. One clause may have several, each
//! with an indicator of its own. A date at the beginning of a sentence holds until the next one; in a plan for one year
//! what has no date is due at its end, which is inferred. Without a figure, what is due by a date is a target too; and
//! ranks, full coverage, zeros, and aims set elsewhere are, but not as figures.

mod figures;
mod indicators;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use self::figures::Decimal;
use self::figures::Measure;
use super::deadlines::{self, Due};
use super::passage::Passage;
use crate::corpus::ProvisionNo;
use crate::document::{Basis, Date, Document};
use crate::lexicon::targets::TargetWords;
use crate::text::{Span, fold};

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
pub struct TargetLexicon {
    words: TargetWords,
    /// Labels of dates in assignments: 完成时限.
    limits: Vec<String>,
}

impl TargetLexicon {
    /// Knows these words, and these labels of the dates in assignments.
    pub fn new(mut words: TargetWords, limits: &[String]) -> TargetLexicon {
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
        for word in &mut all.shared {
            *word = fold(word);
        }
        TargetLexicon { words, limits: limits.to_vec() }
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
fn is_past(passage: &Passage<'_>, lexicon: &TargetLexicon) -> bool {
    let lineage = passage.located.document.lineage(passage.located.index);
    lineage.into_iter().any(|provision| {
        let heading = provision.heading();
        !heading.contains("目标") && lexicon.words.words.past.iter().any(|word| heading.ends_with(word.as_str()))
    })
}

/// The targets of a provision, in order.
pub fn read(passage: &Passage<'_>, lexicon: &TargetLexicon) -> Vec<Target> {
    let mut targets = Vec::new();
    if passage.located.provision.kind.is_furniture() || is_past(passage, lexicon) {
        return targets;
    }
    let document = passage.located.document;
    let plan = plan_year(document);
    let year = plan.or_else(|| document.date().map(|dated| dated.value.year));
    let mut due = deadlines::due(&passage.text, year);
    // The years of a plan's title are no date of what is said of it.
    due.retain(|due| passage.around(due.range.start).is_none_or(|around| around.mark != '《'));
    let limits = deadlines::limits(passage, &lexicon.limits, year);
    // What a passage on aims dates once holds for all that follows in it.
    let is_aims = speaks_of_aims(passage);
    let mut carried = introduced(passage, year, is_aims);
    for period in passage.periods() {
        let mut current: Option<&Due> = None;
        let mut previous: Vec<String> = Vec::new();
        // A clause that is a date and no more, which belongs to the next.
        let mut lead: Option<usize> = None;
        let mut each: Option<[&Due; 2]> = None;
        let mut is_report = deadlines::is_report(&passage.text[period.clone()], year);
        for clause in passage.clauses(period.clone()) {
            let clause = passage.without_assignment(clause);
            let own = due.iter().find(|due| clause.contains(&due.range.start));
            is_report &= own.is_none_or(|due| year.is_some_and(|year| due.day.year < year));
            if is_report {
                continue;
            }
            current = own.or(current);
            if own.is_some_and(|due| is_nothing_but_date(&clause, due)) {
                lead = Some(clause.start);
                continue;
            }
            // 2025年和2030年,…分别…: a date for each figure.
            let both: Vec<&Due> = due.iter().filter(|due| clause.contains(&due.range.start)).collect();
            if let [first, second] = both[..]
                && first.range.start == clause.start
                && second.range.end == clause.end
            {
                (lead, each) = (Some(clause.start), Some([first, second]));
                continue;
            }
            let is_first = own.is_some() || lead.is_some();
            let quote = lead.take().unwrap_or(clause.start)..clause.end;
            let limit = limits.iter().find(|limit| limit.covered.contains(&clause.start)).map(|limit| &limit.due);
            let due = current.or(limit).or(carried.as_ref());
            let is_dated = current.is_some();
            let reader = Clause { passage, lexicon, clause, quote, due, plan, is_first, is_dated };
            let mut read = reader.targets(period.end, &previous);
            let mut measured = previous.last().cloned();
            for target in &mut read {
                // 达到27微克, 同比提升1.5个百分点: of what, the words before have said.
                match &measured {
                    Some(measured) if !target.value.is_empty() && is_elliptic(&target.indicator) => {
                        target.indicator.clone_from(measured);
                    }
                    _ => measured = Some(target.indicator.clone()),
                }
            }
            if let (Some(dates), [one, other]) = (each.take(), &mut read[..]) {
                for (target, due) in [one, other].into_iter().zip(dates) {
                    target.deadline = Some(Deadline { day: due.day, basis: Basis::Printed });
                }
            }
            if !read.is_empty() {
                previous = read.iter().map(|target| target.indicator.clone()).collect();
            }
            targets.extend(read);
        }
        if let Some(last) = current.filter(|_| is_aims) {
            carried = Some(last.clone());
        }
    }
    targets
}

/// Whether a provision, or one that holds it, has aims for its subject: 主要目标.
fn speaks_of_aims(passage: &Passage<'_>) -> bool {
    let lineage = passage.located.document.lineage(passage.located.index);
    lineage.into_iter().any(|provision| ["目标", "指标"].iter().any(|word| provision.heading().contains(word)))
}

/// The date that a provision has from what introduces it: 到2025年,主要指标如下:; of aims, from the only date that was said
/// before them.
fn introduced(passage: &Passage<'_>, year: Option<u16>, is_aims: bool) -> Option<Due> {
    let last = match passage.introduction() {
        Some(above) => deadlines::due(&above.text, year).pop()?,
        None => {
            let before = passage.before().chain(passage.above()).filter(|_| is_aims);
            let mut all = before.map(|before| deadlines::due(&before.text, year)).find(|all| !all.is_empty())?;
            let last = all.pop()?;
            all.iter().all(|due| due.day == last.day).then_some(last)?
        }
    };
    // It stands in another text than this one's.
    Some(Due { range: 0..0, day: last.day })
}

/// Whether what was read as measured only says how it changes.
fn is_elliptic(indicator: &str) -> bool {
    let begins = ["达到", "同比", "提高", "下降", "较上年", "比上年", "力争达"];
    indicator.is_empty()
        || indicator.starts_with(|c: char| c.is_ascii_digit())
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
    lexicon: &'a TargetLexicon,
    clause: Range<usize>,
    /// The clause with the date before it.
    quote: Range<usize>,
    due: Option<&'a Due>,
    plan: Option<u16>,
    /// Whether the date stands in this clause or right before it.
    is_first: bool,
    /// Whether it stands in this sentence.
    is_dated: bool,
}

impl Clause<'_, '_> {
    fn text(&self) -> &str {
        &self.passage.text[self.clause.clone()]
    }

    /// `end` is where the sentence ends; `previous` is what the clause before has measured.
    fn targets(&self, end: usize, previous: &[String]) -> Vec<Target> {
        // 已累计投入69亿元: that is done.
        if ["已累计", "累计已", "已投入", "已达", "已建成", "已有"].iter().any(|word| self.text().contains(word))
        {
            return Vec::new();
        }
        let measures = self.for_each(self.measures());
        if let [only] = &measures[..]
            && only.kind == TargetKind::Period
            && only.range == self.clause
        {
            // 5年内, …, 开展动态更新: what is to be done within it stands at the end.
            let sentence = self.passage.clauses(self.clause.start..end);
            let last = sentence.last().cloned().unwrap_or_else(|| self.clause.clone());
            let whole = Clause { quote: self.clause.start..last.end, clause: last, ..self.clone() };
            return vec![whole.measured(only.clone(), self.passage.shown(whole.subject()))];
        }
        if !measures.is_empty() {
            let indicators = self.indicators(&measures, previous);
            return measures
                .into_iter()
                .zip(indicators)
                .map(|(measure, indicator)| self.measured(measure, indicator))
                .collect();
        }
        let text = self.text();
        let words = &self.lexicon.words.words;
        let has = |list: &[String]| list.iter().find(|word| text.contains(word.as_str())).cloned();
        let mut targets = Vec::new();
        let completes = words.completing.iter().any(|word| text.contains(word.as_str()));
        let is_aim = ["为", "使", "以", "按照"].iter().any(|word| text.starts_with(word));
        // 主要指标如下: what is due stands behind it.
        let introduces = text.ends_with("如下") || self.passage.text[self.clause.end..].starts_with(':');
        // 每年3月底前报告: again and again.
        let is_yearly = text.split("每年").skip(1).any(|behind| {
            let month = behind.trim_start_matches(|c: char| c.is_ascii_digit());
            month.strip_prefix('月').is_some_and(|rest| month.len() < behind.len() && rest.starts_with(['底', '前']))
        });
        if is_yearly {
            return vec![self.target(self.subject(), "every", Vec::new(), "", TargetKind::Period)];
        }
        let says_how_far = has(&words.zero).or_else(|| has(&words.coverage)).is_some();
        if self.is_dated && !introduces && !says_how_far && (self.is_first || (completes && !is_aim)) {
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
        let quote = &self.passage.text[self.quote.clone()];
        let words = &self.lexicon.words.words;
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
            at: self.passage.span(self.quote.clone()),
            indicator: self.passage.shown(indicator),
            comparator: comparator.to_owned(),
            value,
            unit: unit.to_owned(),
            deadline,
            baseline: base
                .map(|base| self.passage.shown(self.quote.start + base.range.start..self.quote.start + base.range.end)),
            scope: scope.map_or_else(|| document.region.clone(), str::to_owned),
            strength: strength.to_owned(),
            kind,
            is_core: quote.contains(|c: char| c.is_ascii_digit())
                && (self.is_first && self.is_dated
                    || matches!(
                        kind,
                        TargetKind::Quantity | TargetKind::Threshold | TargetKind::Deadline | TargetKind::Period
                    )),
            correction: None,
        }
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
        let lexicon = TargetLexicon::new(words, &["完成时限".to_owned()]);
        let mut document = curated::read(&format!("+++\n+++\n{body}")).document;
        document.identity.title = title.to_owned();
        let corpus = Corpus::of(vec![document]);
        let all = (0..).zip(corpus.provisions()).flat_map(|(no, located)| {
            let text = located.provision.text.clone();
            read(&Passage::of(no, located), &lexicon).into_iter().map(move |target| {
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
    fn an_aim_is_dated_once() {
        let due = |body: &str| rows(body).into_iter().map(|row| row[5].clone()).collect::<Vec<_>>();
        let aims = "一、主要目标\n\n到2025年，甲率达到80%。乙率达到90%。\n\n二、任务\n\n丙率达到70%。";
        assert_eq!(due(aims), ["2025-12-31", "2025-12-31", ""]);
        let below = "一、主要目标\n\n到2025年，质量改善。\n\n——水。甲率达到80%。";
        assert_eq!(due(below).last().map(String::as_str), Some("2025-12-31"));
        let list = "一、任务\n\n（一）治理。到2027年，完成以下工作：\n\n1.甲率达到80%；\n\n2.乙率达到90%。";
        assert_eq!(due(list), ["2027-12-31", "2027-12-31"]);
        assert!(rows("一、主要目标\n\n到2025年，主要指标如下：").is_empty());
        let bracket = "治理岸线5公里（牵头单位：甲局；完成时限：2024年10月）。植树3亩（牵头单位：乙局）。";
        assert_eq!(due(bracket), ["2024-10-31", ""]);
        assert_eq!(due("2024—2026年每年改造20万户。"), ["2026-12-31"]);
        assert_eq!(due("实施《某行动计划（2021—2025年）》，治理岸线5公里。"), [""]);
        assert_eq!(rows("收集率在2020年基础上提高5个百分点。")[0][1..6], ["收集率", "+", "5", "个百分点", ""]);
    }

    #[test]
    fn what_was_reached_is_no_target() {
        for text in [
            "2019年，甲率为36%，乙率达到90%。",
            "“十二五”期间，甲率达到90%。",
            "截至2019年底，甲率达到90%。",
            "对照反馈的26项任务，抓好整改。",
            "在完成1126个排口溯源的基础上，开展整治。",
            "浓度距离国家标准（35微克/立方米）尚有差距。",
            "已累计投入69亿元。",
        ] {
            let found = of("2024年某省工作要点", text);
            assert!(found.iter().all(|row| row[3].is_empty()), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_size_is_no_target_but_a_limit_is() {
        for text in [
            "鼓励5000平方米及以上工地安装监控。",
            "年运量150万吨以上的园区接入铁路。",
            "对连续2个月排名末位的县开展约谈。",
            "防范持续3天以上的污染过程。",
            "对省界两侧20公里内的项目开展会商。",
            "浓度低于40微克/立方米的城市实现达标。",
        ] {
            assert!(rows(text).iter().all(|row| row[3].is_empty()), "{text}: {:?}", rows(text));
        }
        assert_eq!(rows("淘汰35蒸吨/小时及以下锅炉。")[0][2..5], ["≤", "35", "蒸吨/小时"]);
        assert_eq!(rows("完成2000万吨以上焦化产能改造。")[0][2..5], ["≥", "2000", "万吨"]);
        assert_eq!(rows("重度污染天数控制在2天以内。")[0][2..5], ["≤", "2", "天"]);
    }

    #[test]
    fn figures_share_what_is_said_once() {
        let short =
            |body: &str| rows(body).into_iter().map(|row| [1, 2, 3, 4].map(|no| row[no].clone())).collect::<Vec<_>>();
        assert_eq!(
            short("颗粒物、二氧化硫浓度分别不高于10、35毫克/立方米。"),
            [["颗粒物浓度", "≤", "10", "毫克/立方米"], ["二氧化硫浓度", "≤", "35", "毫克/立方米"]]
        );
        assert_eq!(
            short("氮氧化物和VOCs排放总量比2020年分别下降10%以上，重点工程减排量分别不少于12万吨、3万吨。"),
            [
                ["氮氧化物排放总量下降", "≥", "10", "%"],
                ["VOCs排放总量下降", "≥", "10", "%"],
                ["氮氧化物重点工程减排量", "≥", "12", "万吨"],
                ["VOCs重点工程减排量", "≥", "3", "万吨"],
            ]
        );
        assert_eq!(short("累计淘汰锅炉1800台、2.6万蒸吨。")[1], ["淘汰锅炉", "=", "2.6", "万蒸吨"]);
        assert_eq!(short("炼焦产能与炼钢产能比控制在0.4左右。"), [["炼焦产能与炼钢产能比", "≈", "0.4", ""]]);
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
            ("到2027年散煤基本清零。", "=", "0"),
            ("2025年底前实现监测全覆盖。", "=", "100"),
            ("每年3月底前报告进展。", "every", ""),
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
