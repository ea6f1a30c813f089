//! The numbering grammar of Chinese official documents (GB/T 9704: 一、（一）1.（1）; laws: 编章节条).
//!
//! In: a paragraph as printed. Out: the [`Label`] that it begins with, and where its heading ends. Doesn't know the
//! paragraphs around it; [`super::curated`] nests them by [`Form::rank`].

use super::Kind;

/// A way to print a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// 第一编
    Book,
    /// 第一章
    Chapter,
    /// 第一节
    ChapterSection,
    /// 一、
    Part,
    /// 第一条
    Article,
    /// （一）
    Section,
    /// 1.
    Item,
    /// （1）
    SubItem,
    /// ①
    Circled,
    /// —— or —
    Dash,
}

impl Form {
    /// A form nests under the nearest open form of a smaller rank.
    pub fn rank(self) -> u8 {
        self as u8
    }

    /// What a provision with such a number is.
    pub fn kind(self) -> Kind {
        match self {
            Form::Book => Kind::Book,
            Form::Chapter => Kind::Chapter,
            Form::ChapterSection => Kind::ChapterSection,
            Form::Part => Kind::Part,
            Form::Article => Kind::Article,
            Form::Section => Kind::Section,
            Form::Item => Kind::Item,
            Form::SubItem | Form::Circled => Kind::SubItem,
            Form::Dash => Kind::Principle,
        }
    }

    /// The word before the number in an id.
    pub fn prefix(self) -> &'static str {
        match self {
            Form::Book => "bk",
            Form::Chapter => "ch",
            Form::ChapterSection => "s",
            Form::Article => "art",
            Form::Dash => "principle",
            _ => "",
        }
    }
}

/// A printed number at the beginning of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// How it is printed.
    pub form: Form,
    /// The number; 0 for a dash.
    pub number: u32,
    /// Its length in the paragraph, in bytes, blanks behind it included.
    pub len: usize,
}

/// The label that a paragraph begins with.
///
/// ```
/// use policy_explorer::document::numbering::{Form, Label, label};
/// assert_eq!(label("（十二）强化科技支撑。"), Some(Label { form: Form::Section, number: 12, len: "（十二）".len() }));
/// assert_eq!(label("1.5公里以内"), None);
/// ```
pub fn label(paragraph: &str) -> Option<Label> {
    let found = |form, number, rest: &str| {
        let rest = rest.trim_start();
        (number > 0 || form == Form::Dash).then(|| Label { form, number, len: paragraph.len() - rest.len() })
    };
    let first = paragraph.chars().next()?;
    match first {
        '第' => {
            let (number, rest) = chinese_or_arabic(paragraph[first.len_utf8()..].trim_start())?;
            let mut after = rest.trim_start().chars();
            let form = match after.next()? {
                '编' => Form::Book,
                '章' => Form::Chapter,
                '节' => Form::ChapterSection,
                '条' => Form::Article,
                _ => return None,
            };
            // “第三条规定的情形”: a reference in running text, not a number.
            let rest = after.as_str();
            let refers =
                ["规定", "第", "和", "、", "至", "到", "所", "中", "的"].iter().any(|word| rest.starts_with(word));
            if refers { None } else { found(form, number, rest) }
        }
        '（' | '(' => {
            let inner = paragraph[first.len_utf8()..].trim_start();
            let (form, (number, rest)) = match chinese(inner) {
                Some(read) => (Form::Section, read),
                None => (Form::SubItem, arabic(inner)?),
            };
            found(form, number, rest.trim_start().strip_prefix(['）', ')'])?)
        }
        '—' | '–' | '─' | '－' => {
            let rest = paragraph.trim_start_matches(['—', '–', '─', '－']);
            found(Form::Dash, 0, rest)
        }
        '①'..='⑳' => found(Form::Circled, first as u32 - '①' as u32 + 1, &paragraph[first.len_utf8()..]),
        _ => {
            if let Some((number, rest)) = chinese(paragraph) {
                let rest = rest.trim_start();
                let form = match rest.chars().next()? {
                    '、' | '．' | '.' => Form::Part,
                    '）' | ')' => Form::Section, // “十)”: the copy lost the opening bracket
                    _ => return None,
                };
                let mark = rest.chars().next().map_or(0, char::len_utf8);
                return found(form, number, &rest[mark..]);
            }
            let (number, rest) = arabic(paragraph)?;
            let rest = rest.trim_start();
            let mark = rest.chars().next()?;
            let behind = &rest[mark.len_utf8()..];
            match mark {
                '.' | '．' if !behind.starts_with(|c: char| c.is_ascii_digit()) => found(Form::Item, number, behind),
                '、' => found(Form::Item, number, behind),
                '）' | ')' => found(Form::SubItem, number, behind),
                _ => None,
            }
        }
    }
}

fn chinese_or_arabic(text: &str) -> Option<(u32, &str)> {
    chinese(text).or_else(|| arabic(text))
}

/// An Arabic number of one to three digits (a year is no label), and what follows it.
fn arabic(text: &str) -> Option<(u32, &str)> {
    let value = |c: char| match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map_while(value).collect();
    let len: usize = text.chars().take(digits.len()).map(char::len_utf8).sum();
    matches!(digits.len(), 1..=3).then(|| (digits.iter().fold(0, |number, digit| number * 10 + digit), &text[len..]))
}

/// A Chinese number up to 9,999, and what follows it.
fn chinese(text: &str) -> Option<(u32, &str)> {
    let (mut total, mut digit, mut len) = (0, None, 0);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let value = match c {
                    '〇' | '零' => 0,
                    '一' => 1,
                    '二' | '两' => 2,
                    '三' => 3,
                    '四' => 4,
                    '五' => 5,
                    '六' => 6,
                    '七' => 7,
                    '八' => 8,
                    '九' => 9,
                    _ => break,
                };
                if digit.is_some_and(|before| before != 0) {
                    return None; // “一二”: not a number as headings have them
                }
                digit = Some(value);
                len += c.len_utf8();
                continue;
            }
        };
        total += digit.take().unwrap_or(1) * unit;
        len += c.len_utf8();
    }
    (len > 0).then(|| (total + digit.unwrap_or(0), &text[len..]))
}

/// The longest heading that is run into its paragraph, in characters: longer first sentences are body.
const LONGEST_RUN_IN: usize = 36;

/// The end of the heading that `text` (a paragraph behind its label) begins with, and the beginning of its body, in
/// bytes. `(0, 0)`: there is no heading. A heading is a whole line without a full stop, or a short first sentence
/// that does not enumerate.
///
/// ```
/// use policy_explorer::document::numbering::{Form, heading};
/// let text = "强化科技支撑。推动关键技术研究。";
/// let (end, body) = heading(Form::Section, text);
/// assert_eq!((&text[..end], &text[body..]), ("强化科技支撑", "推动关键技术研究。"));
/// ```
pub fn heading(form: Form, text: &str) -> (usize, usize) {
    let whole = text.trim_end();
    let none = (0, 0);
    // An article's text begins at once; only a name in 【】 before it is a heading.
    if form == Form::Article {
        return match whole.strip_prefix('【').and_then(|rest| rest.find('】')) {
            Some(len) => ('【'.len_utf8() + len + '】'.len_utf8(), '【'.len_utf8() + len + '】'.len_utf8()),
            None => none,
        };
    }
    let Some(stop) = whole.find('。') else {
        let open =
            whole.ends_with([':', '：', ';', '；', ',', '，', '、']) || whole.chars().count() > 2 * LONGEST_RUN_IN;
        return if open { none } else { (whole.len(), whole.len()) };
    };
    let first = &whole[..stop];
    let short = first.chars().count() <= LONGEST_RUN_IN;
    let commas = first.chars().filter(|c| matches!(c, ',' | '，')).count();
    let plain = !first.contains([':', '：', ';', '；', '(', '（']) && commas <= 1;
    let alone = stop + '。'.len_utf8() == whole.len();
    if short && plain && !(alone && commas > 0) { (stop, stop + '。'.len_utf8()) } else { none }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, expected: Option<(Form, u32, &str)>) {
        let read = label(paragraph).map(|label| (label.form, label.number, &paragraph[label.len..]));
        assert_eq!(read, expected, "{paragraph}");
    }

    /// Every form that the five documents have, then those of laws and plans.
    #[test]
    fn printed_numbers() {
        check("一、总体要求", Some((Form::Part, 1, "总体要求")));
        check("一 、总体要求", Some((Form::Part, 1, "总体要求")));
        check("八、强化", Some((Form::Part, 8, "强化")));
        check("（一）实施", Some((Form::Section, 1, "实施")));
        check("（十九）支持", Some((Form::Section, 19, "支持")));
        check("(二)持续", Some((Form::Section, 2, "持续")));
        check("十)深化", Some((Form::Section, 10, "深化")));
        check("(十一)高标准", Some((Form::Section, 11, "高标准")));
        check("1.坚决完成", Some((Form::Item, 1, "坚决完成")));
        check("18.加强法治", Some((Form::Item, 18, "加强法治")));
        check("—坚持绿色发展。", Some((Form::Dash, 0, "坚持绿色发展。")));
        check("——坚持绿色发展。", Some((Form::Dash, 0, "坚持绿色发展。")));
        check("第一编 总则", Some((Form::Book, 1, "总则")));
        check("第二章　环境质量", Some((Form::Chapter, 2, "环境质量")));
        check("第三节 水污染", Some((Form::ChapterSection, 3, "水污染")));
        check("第一百二十条　本法自", Some((Form::Article, 120, "本法自")));
        check("第十二条 为了", Some((Form::Article, 12, "为了")));
        check("第 12 条 为了", Some((Form::Article, 12, "为了")));
        check("（1）现状", Some((Form::SubItem, 1, "现状")));
        check("(12) 现状", Some((Form::SubItem, 12, "现状")));
        check("3）现状", Some((Form::SubItem, 3, "现状")));
        check("③现状", Some((Form::Circled, 3, "现状")));
        check("1、现状", Some((Form::Item, 1, "现状")));
        check("２．现状", Some((Form::Item, 2, "现状")));
        check("二十一、附则", Some((Form::Part, 21, "附则")));
        check("一百零二、附则", Some((Form::Part, 102, "附则")));
    }

    #[test]
    fn what_only_looks_like_a_number() {
        for text in [
            "",
            "一是加强",
            "1.5公里以内",
            "2024年全省",
            "2024.6前",
            "30万千瓦以下",
            "第三条规定的情形",
            "第十二届",
            "十四五",
            "（以下简称先行区）",
            "一二、",
            "（）",
            "零、",
            "0.",
            "第二章和第三章",
        ] {
            check(text, None);
        }
    }

    #[track_caller]
    fn check_heading(form: Form, text: &str, head: &str, body: &str) {
        let (end, begin) = heading(form, text);
        assert_eq!((&text[..end], &text[begin..]), (head, body));
    }

    #[test]
    fn headings() {
        check_heading(Form::Part, "总体要求", "总体要求", "");
        check_heading(Form::Part, "强化源头预防,完善生态环境分区管控体系", "强化源头预防,完善生态环境分区管控体系", "");
        check_heading(Form::Section, "总体要求。", "总体要求", "");
        check_heading(Form::Section, "强化科技支撑。推动研究。", "强化科技支撑", "推动研究。");
        check_heading(Form::Dash, "坚持底线思维。坚持变好。", "坚持底线思维", "坚持变好。");
        let tasks =
            "加强法治建设、平安建设(综治工作)、定点帮扶、国土绿化、老干部、工青妇儿等各项工作。(牵头单位:办公室)";
        check_heading(Form::Item, tasks, "", tasks);
        check_heading(Form::Item, "推进建设，完成任务。", "", "推进建设，完成任务。");
        check_heading(Form::Section, "应当具备下列条件：", "", "应当具备下列条件：");
        check_heading(Form::Article, "为了保护环境，制定本法。", "", "为了保护环境，制定本法。");
        check_heading(Form::Article, "【立法目的】为了保护环境。", "【立法目的】", "为了保护环境。");
    }
}
