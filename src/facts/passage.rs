//! A provision's text as the readers of facts take it: folded, cut into sentences and clauses, with the way back.
//!
//! In: a provision. Out: [`Passage`]. Doesn't know what is looked for in it.

use std::ops::Range;

use crate::corpus::{Located, ProvisionNo};
use crate::text::{Origins, Span, fold};

/// A provision's folded text. All ranges are bytes of it, unless they are said to be printed.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The provision's number in the corpus.
    pub no: ProvisionNo,
    /// The provision.
    pub located: Located<'a>,
    /// Label, heading and body, folded as [`fold`] does.
    pub text: String,
    /// Where the heading begins, behind the label.
    pub heading: usize,
    /// Where the body begins.
    pub body: usize,
    /// Stretches in brackets, quotation marks or title marks, the marks taken along; none inside another.
    pub enclosed: Vec<Enclosed>,
    origins: Origins,
}

/// A stretch between two marks that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// With its marks.
    pub range: Range<usize>,
    /// `(`, `"`, `《` or `[`.
    pub mark: char,
}

impl Enclosed {
    /// What stands between the marks.
    pub fn inside<'a>(&self, text: &'a str) -> &'a str {
        let whole = &text[self.range.clone()];
        let inner = whole.strip_prefix(self.mark).unwrap_or(whole);
        let mut signs = inner.chars();
        signs.next_back();
        signs.as_str()
    }
}

impl<'a> Passage<'a> {
    /// Takes a provision.
    pub fn of(no: ProvisionNo, located: Located<'a>) -> Passage<'a> {
        let provision = located.provision;
        let text = fold(&provision.text);
        let before = |at: u32| fold(provision.text.get(..at as usize).unwrap_or_default()).len();
        let (heading, body) = (before(provision.heading.start), before(provision.body.start));
        let enclosed = enclosed(&text);
        Passage { no, located, origins: Origins::of(&provision.text), text, heading, body, enclosed }
    }

    /// What introduces this provision as one of its items: a text that ends with a colon, in the provision that holds it
    /// or in one beside it, with nothing but items in between.
    pub fn introduction(&self) -> Option<Passage<'a>> {
        let Located { document, provision, .. } = self.located;
        let text = |index: u32| document.provisions.get(index as usize).map_or("", |other| other.text.trim_end());
        let first = self.beside().find(|&before| !text(before).ends_with([';', '；']));
        let above = first.or(provision.parent).filter(|&above| text(above).ends_with([':', '：']));
        self.other(above?)
    }

    /// The provisions before this one in what holds it, the nearest first.
    pub fn before(&self) -> impl Iterator<Item = Passage<'a>> + '_ {
        self.beside().map_while(|before| self.other(before))
    }

    /// The places of those.
    fn beside(&self) -> impl Iterator<Item = u32> + use<'a> {
        let Located { document, index, provision, .. } = self.located;
        let is_beside = move |other: &u32| {
            document.provisions.get(*other as usize).is_some_and(|other| other.parent == provision.parent)
        };
        (0..index).rev().filter(is_beside)
    }

    /// The provision that holds this one.
    pub fn above(&self) -> Option<Passage<'a>> {
        self.other(self.located.provision.parent?)
    }

    /// Another provision of the document.
    fn other(&self, index: u32) -> Option<Passage<'a>> {
        let provision = self.located.document.provisions.get(index as usize)?;
        Some(Passage::of(self.no, Located { provision, index, ..self.located }))
    }

    /// The bytes of the provision's printed text that a range came from.
    pub fn printed(&self, range: Range<usize>) -> Range<usize> {
        self.origins.printed(range)
    }

    /// The same as a span.
    pub fn span(&self, range: Range<usize>) -> Span {
        let printed = self.printed(range);
        Span::new(printed.start, printed.end)
    }

    /// A range as it is printed, without breaks of lines.
    pub fn shown(&self, range: Range<usize>) -> String {
        self.located.provision.text[self.printed(range)].replace('\n', "")
    }

    /// The sentences of the body: a semicolon ends one too.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        self.cut(self.body..self.text.len(), |c| matches!(c, '。' | ';' | '!' | '?'))
    }

    /// The sentences of what is stated, with all their parts: only a full stop, or its like, ends one.
    pub fn periods(&self) -> Vec<Range<usize>> {
        self.cut(self.statement(), |c| matches!(c, '。' | '!' | '?'))
    }

    /// What a provision states: its body, or its heading where a short item has nothing else.
    fn statement(&self) -> Range<usize> {
        let Located { document, index, .. } = self.located;
        let is_short = self.body >= self.text.len()
            && !document.provisions.iter().skip(index as usize).any(|below| below.parent == Some(index));
        if is_short { self.heading..self.text.len() } else { self.body..self.text.len() }
    }

    /// The clauses of a stretch, the comma not taken along.
    pub fn clauses(&self, range: Range<usize>) -> Vec<Range<usize>> {
        self.cut(range, |c| matches!(c, '。' | ';' | '!' | '?' | ',' | ':'))
    }

    /// Whether what is enclosed says who does something: (甲厅牵头).
    pub fn is_assignment(&self, enclosed: &Enclosed) -> bool {
        const ENDS: [&str; 8] = ["负责", "参与", "配合", "牵头", "落实", "参加", "完成", "政府"];
        let inside = enclosed.inside(&self.text);
        matches!(enclosed.mark, '(' | '[') && (inside.contains(':') || ENDS.iter().any(|end| inside.ends_with(end)))
    }

    /// A clause without the assignments in brackets that it may begin or end with.
    pub fn without_assignment(&self, clause: Range<usize>) -> Range<usize> {
        let is_one = |enclosed: &&Enclosed| self.is_assignment(enclosed);
        let first = self.enclosed.iter().find(|enclosed| enclosed.range.start == clause.start).filter(is_one);
        let last = self.enclosed.iter().rfind(|enclosed| enclosed.range.end == clause.end).filter(is_one);
        let start = first.map_or(clause.start, |enclosed| enclosed.range.end.min(clause.end));
        start..last.map_or(clause.end, |enclosed| enclosed.range.start).max(start)
    }

    /// The stretches between marks that are not enclosed themselves; empty ones are left out.
    fn cut(&self, range: Range<usize>, is_mark: impl Fn(char) -> bool) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut from = range.start;
        let mut enclosed = self.enclosed.iter().peekable();
        for (at, c) in self.text[range.clone()].char_indices() {
            let at = range.start + at;
            while enclosed.next_if(|enclosed| enclosed.range.end <= at).is_some() {}
            let is_figure = c == ',' && parts_thousands(&self.text, at) || c == ':' && is_ratio(&self.text, at);
            if is_mark(c) && !is_figure && enclosed.peek().is_none_or(|enclosed| at < enclosed.range.start) {
                pieces.push(from..at);
                from = at + c.len_utf8();
            }
        }
        pieces.push(from..range.end);
        pieces.retain(|piece| piece.start < piece.end);
        pieces
    }

    /// What encloses a byte.
    pub fn around(&self, at: usize) -> Option<&Enclosed> {
        let next = self.enclosed.partition_point(|enclosed| enclosed.range.end <= at);
        self.enclosed.get(next).filter(|enclosed| enclosed.range.start <= at)
    }
}

/// Whether the comma at a byte stands in a figure: 1,200.
fn parts_thousands(text: &str, at: usize) -> bool {
    let (before, behind) = (&text.as_bytes()[..at], &text.as_bytes()[at + 1..]);
    let figures = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let head = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    figures == 3 && (1..=3).contains(&head)
}

/// Whether the colon at a byte stands in a figure: 1.25:1.
fn is_ratio(text: &str, at: usize) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    is_digit(at.checked_sub(1).and_then(|before| bytes.get(before))) && is_digit(bytes.get(at + 1))
}

/// Finds what is enclosed in a folded text, whose opening and closing quotation marks are the same sign. A mark without
/// its partner in the same sentence encloses nothing.
fn enclosed(text: &str) -> Vec<Enclosed> {
    let mut found: Vec<Enclosed> = Vec::new();
    let mut from = 0;
    while let Some((start, mark, close)) = text[from..].char_indices().find_map(|(at, c)| {
        let close = match c {
            '(' => ')',
            '"' => '"',
            '《' => '》',
            '[' => ']',
            _ => return None,
        };
        Some((from + at, c, close))
    }) {
        let inner = start + mark.len_utf8();
        let mut depth = 1;
        let end = text[inner..].char_indices().find_map(|(at, c)| {
            if c == close {
                depth -= 1;
            } else if c == mark {
                depth += 1;
            }
            (depth == 0).then_some(inner + at + c.len_utf8())
        });
        // A sentence may end inside brackets and titles; a quotation mark that has lost its partner must not swallow
        // the sentences behind it.
        let end = end.filter(|&end| mark != '"' || !text[start..end].contains('。'));
        from = end.unwrap_or(inner);
        if let Some(end) = end {
            found.push(Enclosed { range: start..end, mark });
        }
    }
    found
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::document::curated;

    /// A corpus of one document with this body.
    pub(crate) fn corpus(body: &str) -> Corpus {
        Corpus::of(vec![curated::read(&format!("+++\n+++\n{body}")).document])
    }

    #[test]
    fn marks_keep_their_contents_together() {
        let corpus = corpus(
            "一是“稳，准。”二是（甲，乙。丙）、《丁，戊》；三是[己]{sic=\"庚\" why=\"疑\" sure=\"low\"}。辛，“壬。癸。",
        );
        let located = corpus.provision(0).expect("there is one");
        let passage = Passage::of(0, located);
        let shown =
            |ranges: Vec<Range<usize>>| ranges.into_iter().map(|range| &passage.text[range]).collect::<Vec<_>>();
        assert_eq!(
            shown(passage.sentences()),
            ["一是\"稳,准", "\"二是(甲,乙。丙)、《丁,戊》", "三是己", "辛,\"壬", "癸"]
        );
        let second = passage.sentences()[1].clone();
        assert_eq!(shown(passage.clauses(second)), ["\"二是(甲,乙。丙)、《丁,戊》"]);
        let inside: Vec<&str> = passage.enclosed.iter().map(|found| found.inside(&passage.text)).collect();
        assert_eq!(inside, ["甲,乙。丙", "丁,戊"]);
        assert_eq!(&located.provision.text[passage.printed(passage.enclosed[0].range.clone())], "（甲，乙。丙）");
    }

    #[test]
    fn marks_in_figures_part_nothing() {
        let corpus = corpus("按1.25：1实施置换，用地1,200亩。");
        let passage = Passage::of(0, corpus.provision(0).expect("there is one"));
        assert_eq!(passage.clauses(0..passage.text.len()).len(), 2, "{passage:?}");
    }
}
