//! By when: dates that something is due, in running text.
//!
//! In: folded text. Out: [`Due`] dates with where they stand. Doesn't know what is due.
//!
//! A year is a deadline where it is said to be one: 到2025年, 2024年底前, 2024年6月完成, 力争2024年通过, “十四五”末. The year
//! in a name (2024年中国碳市场大会), of a period that is judged (2023年度) or compared with (较2020年) is not.

use std::ops::Range;

use super::passage::Passage;
use crate::document::Date;

/// A date by which something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Where, in the text that was searched.
    pub range: Range<usize>,
    /// The last day of the period.
    pub day: Date,
}

/// A year that something is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// Where, in the text that was searched.
    pub range: Range<usize>,
}

/// A date that an assignment sets for what it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What it covers: bytes of the passage.
    pub covered: Range<usize>,
    /// By when.
    pub due: Due,
}

const BEFORE: [&str; 13] =
    ["到", "至", "截至", "截止", "力争", "争取", "确保", "力争到", "力争于", "于", "在", "力争在", "计划"];
const BEHIND: [&str; 8] = ["底前", "末前", "年底前", "底", "末", "前", "之前", "以前"];
/// What may follow a month in which something is due.
const DONE: [&str; 10] = ["完成", "实现", "建成", "启动", "通过", "印发", "出台", "全面", "全省", "全市"];
/// What follows the year that something is compared with: 在2020年基础上.
const GROUND: [&str; 4] = ["的基础上", "基础上", "水平", "基数"];
/// Verbs by which a figure is reached.
const REACHED: [&str; 14] = [
    "达到",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "下降到",
    "下降至",
    "降低到",
    "降至",
    "控制在",
    "稳定在",
    "力争达",
    "增加到",
    "不低于",
];
const THAN: [&str; 4] = ["较", "比", "相比", "相较"];

/// The dates in a folded text by which something is due; `year` is the one that the text was written for, if it is
/// known, for 年底前 and 6月底前.
pub fn due(text: &str, year: Option<u16>) -> Vec<Due> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('年') {
        let Some((start, value)) = year_before(text, at) else { continue };
        let (end, date, is_marked) = rest_of_date(text, at + "年".len());
        let month = date.map(|(month, _)| month);
        let before = &text[..start];
        let behind = &text[end..];
        let is_than =
            THAN.iter().any(|than| before.ends_with(than)) || GROUND.iter().any(|word| behind.starts_with(word));
        // 2024-2026年: the last of them.
        let first = ["-", "—", "~", "至"].iter().find_map(|sign| {
            let first = before.strip_suffix(sign)?;
            year_before(first, first.trim_end_matches('年').len()).map(|(start, _)| start)
        });
        let is_said = first.is_some() || BEFORE.iter().any(|word| before.ends_with(word));
        let start = first.unwrap_or(start);
        let is_done = DONE.iter().any(|word| behind.starts_with(word));
        let is_name = behind.starts_with('度') || behind.starts_with("印发") || behind.starts_with('第');
        // 2025年,…: a year that begins a sentence, unless it is past.
        let begins = (before.is_empty() || before.ends_with(['。', ';', ':'])) && behind.starts_with(',');
        let is_ahead = begins && year.is_some_and(|year| value >= year);
        // 2030年比例提高至30%: a year to come, of which the clause says what is reached in it.
        let opens = before.is_empty() || before.ends_with(['。', ';', ':', ',']);
        let clause = behind.split([',', '。', ';']).next().unwrap_or_default();
        let is_next = |verbs: &[&str]| verbs.iter().any(|verb| behind.starts_with(verb));
        let is_reached = year.is_some_and(|year| {
            opens && value > year && REACHED.iter().any(|verb| clause.contains(verb))
                // 2022年完成13万亩, …浓度2023年控制在0.12毫克/升以下.
                || value >= year && (is_next(&REACHED) || opens && is_next(&DONE[..7]))
        }) && !behind.starts_with(['版', '前', '以', '至', '-']);
        // 2025年和2030年,…分别…: one after the other.
        let is_first = opens
            && behind.strip_prefix('和').is_some_and(|next| {
                next.get(4..).is_some_and(|rest| rest.starts_with('年'))
                    && next[..4].bytes().all(|byte| byte.is_ascii_digit())
            });
        let is_second = before
            .strip_suffix('和')
            .is_some_and(|first| found.last().is_some_and(|last: &Due| last.range.end == first.len()));
        if !is_than
            && !is_name
            && (is_marked || is_said || is_ahead || is_reached || is_first || is_second || (month.is_some() && is_done))
        {
            found.push(Due { range: start..end, day: day_of(value, date) });
        }
    }
    plans(text, &mut found);
    if let Some(year) = year {
        relative(text, year, &mut found);
    }
    found.sort_by_key(|due| due.range.start);
    found
}

/// The dates that assignments set under these labels (完成时限:2024年7月底), each with what it covers: back to the
/// assignment before, or to the beginning.
pub fn limits(passage: &Passage<'_>, labels: &[String], year: Option<u16>) -> Vec<Limit> {
    let text = &passage.text;
    let mut found: Vec<Limit> = Vec::new();
    let mut places: Vec<(usize, usize)> = labels
        .iter()
        .flat_map(|label| text.match_indices(label.as_str()).map(move |(at, label)| (at, at + label.len())))
        .filter(|&(_, behind)| text[behind..].starts_with(':'))
        .collect();
    places.sort_unstable();
    for (at, behind) in places {
        let end = text[behind..].find([')', ']', ';', '。', '\n']).map_or(text.len(), |end| behind + end);
        let Some(due) = due(&format!("到{}", &text[behind + 1..end]), year).into_iter().next() else { continue };
        let to = passage.around(at).map_or(at, |around| around.range.start);
        let before =
            passage.enclosed.iter().rfind(|enclosed| enclosed.range.end <= to && passage.is_assignment(enclosed));
        let from = before.map_or(passage.body, |bracket| bracket.range.end);
        let from = from.max(found.last().map_or(0, |last| last.covered.end));
        found.push(Limit { covered: from..to, due: Due { range: 0..0, day: due.day } });
    }
    found
}

/// Whether a sentence begins by saying of what past time it reports: 2023年,…, "十三五"期间,…, 截至2020年底,….
pub fn is_report(sentence: &str, year: Option<u16>) -> bool {
    if ["截至", "截止", "目前", "近年来", "但仍", "但"].iter().any(|word| sentence.starts_with(word)) {
        return true;
    }
    let Some(year) = year else { return false };
    let plain = sentence.trim_start_matches('"');
    let ended = PLANS.into_iter().find(|(name, _)| plain.starts_with(name)).map(|(_, end)| end);
    let begun = sentence.find('年').and_then(|at| year_before(sentence, at)).filter(|(start, _)| *start == 0);
    ended.or(begun.map(|(_, year)| year)).is_some_and(|past| past < year)
}

/// The years in a folded text that something is compared with: 较2020年下降.
pub fn bases(text: &str) -> Vec<Base> {
    let years = text.match_indices('年').filter_map(|(at, _)| {
        let (start, _) = year_before(text, at)?;
        let end = at + "年".len();
        let ground = GROUND.iter().find(|word| text[end..].starts_with(**word));
        let before = &text[..start];
        let than = THAN.iter().chain(ground.map(|_| &"在")).find(|than| before.ends_with(**than));
        match (than, ground) {
            (None, None) => None,
            (than, ground) => {
                let range = start - than.map_or(0, |than| than.len())..end + ground.map_or(0, |word| word.len());
                Some(Base { range })
            }
        }
    });
    years.collect()
}

/// The year whose last figure stands right before a byte, and where it begins.
fn year_before(text: &str, at: usize) -> Option<(usize, u16)> {
    let start = text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let value: u16 = text[start..at].parse().ok()?;
    (at - start == 4 && (1949..2100).contains(&value)).then_some((start, value))
}

/// What follows 2024年 as part of the date: its end, the month with the day if it has one, and whether it says 底 or 前.
fn rest_of_date(text: &str, from: usize) -> (usize, Option<(u8, u8)>, bool) {
    let (mut end, month) = figure_before(text, from, "月").unwrap_or((from, 0));
    let month = Some(month).filter(|month| (1..=12).contains(month));
    if month.is_none() {
        end = from;
    }
    if text[end..].starts_with('份') {
        end += "份".len();
    }
    let day = month.and_then(|_| figure_before(text, end, "日"));
    end = day.map_or(end, |(end, _)| end);
    let behind = BEHIND.iter().filter(|word| text[end..].starts_with(**word)).max_by_key(|word| word.len());
    let date = month.map(|month| (month, day.map_or(0, |(_, day)| day)));
    (end + behind.map_or(0, |word| word.len()), date, behind.is_some())
}

/// The figure that begins at a byte and has a sign behind it: where that ends, and the figure.
fn figure_before(text: &str, from: usize, sign: &str) -> Option<(usize, u8)> {
    let rest = &text[from..];
    let figures = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    rest[figures..].strip_prefix(sign)?;
    Some((from + figures + sign.len(), rest[..figures].parse().ok()?))
}

/// The last day of a year, a month, or the day itself if there is one like it.
fn day_of(year: u16, date: Option<(u8, u8)>) -> Date {
    let (month, day) = date.unwrap_or((12, 0));
    let last = last_day(year, month);
    if (1..=last.day).contains(&day) { Date { day, ..last } } else { last }
}

/// Five-year plans and the year in which each ends.
const PLANS: [(&str, u16); 5] =
    [("十二五", 2015), ("十三五", 2020), ("十四五", 2025), ("十五五", 2030), ("十六五", 2035)];

/// "十四五"期间, "十四五"末.
fn plans(text: &str, found: &mut Vec<Due>) {
    for (name, year) in PLANS {
        for (at, _) in text.match_indices(name) {
            let mut end = at + name.len();
            let mut start = at;
            if text[..at].ends_with('"') && text[end..].starts_with('"') {
                (start, end) = (at - 1, end + 1);
            }
            if let Some(word) = ["期间", "时期", "期末", "末"].iter().find(|word| text[end..].starts_with(**word))
            {
                found.push(Due { range: start..end + word.len(), day: last_day(year, 12) });
            }
        }
    }
}

/// Parts of the year that a text was written for, and the month that each ends with.
const PARTS_OF_YEAR: [(&str, u8); 12] = [
    ("今年年底前", 12),
    ("今年底前", 12),
    ("年底前", 12),
    ("年底", 12),
    ("年内", 12),
    ("全年", 12),
    ("上半年", 6),
    ("下半年", 12),
    ("第一季度", 3),
    ("第二季度", 6),
    ("第三季度", 9),
    ("第四季度", 12),
];

/// 年底前, 上半年, 6月底前: of the year that the text was written for.
fn relative(text: &str, year: u16, found: &mut Vec<Due>) {
    for (word, month) in PARTS_OF_YEAR {
        for (at, _) in text.match_indices(word) {
            let is_free = !text[..at].ends_with(|c: char| c.is_ascii_digit() || "每半一两二三四五去上第".contains(c));
            let behind = &text[at + word.len()..];
            let range =
                at..text.len() - behind.strip_prefix("末").unwrap_or(behind).strip_prefix('前').unwrap_or(behind).len();
            if is_free && !found.iter().any(|known| known.range.start < range.end && range.start < known.range.end) {
                found.push(Due { range, day: last_day(year, month) });
            }
        }
    }
    for (at, _) in text.match_indices('月') {
        let start = text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let month = text[start..at].parse::<u8>().ok().filter(|month| (1..=12).contains(month));
        let end = at + "月".len();
        let day = figure_before(text, end, "日");
        let end = day.map_or(end, |(end, _)| end);
        let behind = BEHIND.iter().filter(|word| text[end..].starts_with(**word)).max_by_key(|word| word.len());
        if let (Some(month), Some(behind), false) = (month, behind, text[..start].ends_with('年')) {
            let date = Some((month, day.map_or(0, |(_, day)| day)));
            found.push(Due { range: start..end + behind.len(), day: day_of(year, date) });
        }
    }
}

fn last_day(year: u16, month: u8) -> Date {
    Date::last_of_month(year, month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn a_year_is_a_deadline_where_it_is_said_to_be() {
        for (text, expected) in [
            ("到2025年，建成", &["2025-12-31"][..]),
            ("2024 年底前建成", &["2024-12-31"]),
            ("2024年6月完成试点", &["2024-06-30"]),
            ("2024年2月底前完成", &["2024-02-29"]),
            ("力争2024年通过评估", &["2024-12-31"]),
            ("“十四五”末达到", &["2025-12-31"]),
            ("到2025年建成，到2030年建强", &["2025-12-31", "2030-12-31"]),
            ("年底前完成，6月底前启动", &["2023-06-30", "2023-12-31"]),
            ("2025年6月30日前完成", &["2025-06-30"]),
            ("4月15日前报送", &["2023-04-15"]),
            ("2025年，货运量达到", &["2025-12-31"]),
            ("2020年，比例为", &[]),
            ("办好2024年大会", &[]),
            ("2023年度考核", &[]),
            ("较2020年下降", &[]),
            ("“十四五”规划", &[]),
            ("每年、5年内、12025年底", &[]),
        ] {
            let mut found: Vec<String> =
                due(&fold(text), Some(2023)).into_iter().map(|due| due.day.to_string()).collect();
            found.sort();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(bases("较2020年下降18%").len(), 1);
    }
}
