//! A policy document as plain data: what it says of itself, and its provisions in printed order.
//!
//! In: nothing. Out: the types that everything downstream reads. A document doesn't know where it is kept, how it is
//! searched or how it is shown. [`curated`] makes one from a curated file.

pub mod curated;
pub mod date;
pub mod front_matter;
pub mod numbering;
pub mod verify;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use self::date::Date;
pub use self::front_matter::{Fidelity, Genre, Level};
use crate::text::Span;

/// One document: a text with an issuer, in one copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The name in links; never changes.
    pub id: String,
    /// What narrow places call it.
    pub short_title: String,
    /// Title, issuers, dates …, of the document itself.
    pub identity: Identity,
    /// Whether the title is the editor's, because the copy has none.
    pub title_supplied: bool,
    /// The notice that forwards the document, if there is one.
    pub carrier: Option<Identity>,
    /// Whose word it is.
    pub level: Level,
    /// Where it applies.
    pub region: String,
    /// 索引号.
    pub index_number: Option<String>,
    /// 主题分类.
    pub subjects: Vec<String>,
    /// The copy that the text was taken from.
    pub source: Source,
    /// In printed order, parents before children.
    pub provisions: Vec<Provision>,
}

/// What a document says of itself (GB/T 9704).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// As printed, or the editor's.
    pub title: String,
    /// 文种.
    pub genre: Genre,
    /// 发文字号, as printed.
    pub number: Option<String>,
    /// 发文机关.
    pub issuers: Vec<String>,
    /// Why the issuers are thought to be these, where they are not printed.
    pub issuers_inferred: Option<String>,
    /// 主送.
    pub addressees: Vec<String>,
    /// 抄送.
    pub copied_to: Vec<String>,
    /// The copy's own note on publication.
    pub openness: Option<String>,
    /// When.
    pub dates: Dates,
}

/// The four dates of an official document, each apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// 成文.
    pub signed: Option<Dated>,
    /// 印发.
    pub printed: Option<Dated>,
    /// 发布.
    pub published: Option<Dated>,
    /// 施行.
    pub effective: Option<Dated>,
}

impl Dates {
    /// The date that stands for the document: when it was signed, or the best that is known.
    pub fn principal(&self) -> Option<&Dated> {
        [&self.signed, &self.printed, &self.published, &self.effective].into_iter().flatten().next()
    }
}

/// A date and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The date, as far as it is known.
    pub value: Date,
    /// Printed or inferred.
    pub basis: Basis,
    /// The printed words, or the reasoning.
    pub evidence: String,
}

/// What a statement about a document rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// It stands on the page.
    Printed,
    /// An editor concluded it.
    Inferred,
}

/// The copy that a document was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file in `sources/`.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How far to trust it.
    pub fidelity: Fidelity,
    /// What is known of it, in plain words for the reader.
    pub notes: Vec<String>,
    /// What of the page was not the document's.
    pub removed: Vec<Removal>,
}

/// Part of a page that is not the document's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// The first line, from 1.
    pub first: u32,
    /// The last line.
    pub last: u32,
    /// Only this text of those lines; all of them if `None`.
    pub text: Option<String>,
    /// Why it is not the document's.
    pub why: String,
}

/// One numbered or named part of a document, with the text of its own lines (its children have theirs).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    /// The printed numbers from the top, joined by dots, or words where nothing is numbered: `3.5`, `preamble`.
    pub path: String,
    /// The provision that holds this one, by its place in [`Document::provisions`].
    pub parent: Option<u32>,
    /// What it is.
    pub kind: Kind,
    /// Label, heading and body as printed; a line break between paragraphs; no other white space is meant.
    pub text: String,
    /// The printed number, in `text`: `（一）`.
    pub label: Span,
    /// The heading, in `text`, without the full stop behind it.
    pub heading: Span,
    /// What follows the heading, in `text`.
    pub body: Span,
    /// Where the copy is corrupt, in order, not overlapping.
    pub annotations: Vec<Annotation>,
    /// A heading that the copy has lost, with the editor's reason.
    pub supplied: Option<Supplied>,
}

/// A heading that stands nowhere on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplied {
    /// The editor's heading.
    pub heading: String,
    /// Why there must have been one.
    pub why: String,
}

/// What part a provision plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The notice that forwards the document; holds the notice's own parts.
    Carrier,
    /// A part whose heading the editor supplied.
    Group,
    /// An annex; holds its own parts.
    Annex,
    /// The title.
    Title,
    /// 发文字号.
    Number,
    /// The issuer under the title.
    Author,
    /// 主送.
    Addressees,
    /// What stands before the first numbered part.
    Preamble,
    /// 第一编.
    Book,
    /// 第一章.
    Chapter,
    /// 第一节.
    ChapterSection,
    /// 一、
    Part,
    /// 第一条.
    Article,
    /// （一）
    Section,
    /// 1.
    Item,
    /// （1）, ①.
    SubItem,
    /// —坚持……
    Principle,
    /// An unnumbered paragraph.
    Paragraph,
    /// What stands after the last numbered part.
    Closing,
    /// 落款.
    Signature,
    /// （此件公开发布）.
    Openness,
    /// 抄送.
    Copies,
    /// 印发机关、日期.
    Imprint,
}

impl Kind {
    /// The name in answers: `sub_item`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Carrier => "carrier",
            Kind::Group => "group",
            Kind::Annex => "annex",
            Kind::Title => "title",
            Kind::Number => "number",
            Kind::Author => "author",
            Kind::Addressees => "addressees",
            Kind::Preamble => "preamble",
            Kind::Book => "book",
            Kind::Chapter => "chapter",
            Kind::ChapterSection => "chapter_section",
            Kind::Part => "part",
            Kind::Article => "article",
            Kind::Section => "section",
            Kind::Item => "item",
            Kind::SubItem => "sub_item",
            Kind::Principle => "principle",
            Kind::Paragraph => "paragraph",
            Kind::Closing => "closing",
            Kind::Signature => "signature",
            Kind::Openness => "openness",
            Kind::Copies => "copies",
            Kind::Imprint => "imprint",
        }
    }

    /// Whether it is the form of an official document (title, number, signature …) and not what it orders.
    pub fn is_furniture(self) -> bool {
        matches!(
            self,
            Kind::Title
                | Kind::Number
                | Kind::Author
                | Kind::Addressees
                | Kind::Signature
                | Kind::Openness
                | Kind::Copies
                | Kind::Imprint
        )
    }
}

/// An editor's remark on a stretch of a provision's text. The printed reading stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// The stretch, in the provision's text.
    pub span: Span,
    /// What is wrong with it.
    pub fault: Fault,
    /// Why the editor thinks so.
    pub why: String,
}

/// What is wrong with a stretch of a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// The words are corrupt.
    Corrupt {
        /// What probably stood there; empty if nothing did.
        suggested: String,
        /// How sure that is.
        sure: Sureness,
    },
    /// The copy broke a paragraph in mid-sentence; the span is empty.
    Broken,
}

/// How sure a suggested reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// A set phrase or the grammar leaves no doubt.
    High,
    /// Likely.
    Medium,
    /// Suspicious; the original may have been so.
    Low,
}

impl Provision {
    /// The printed number, empty if it has none.
    pub fn label(&self) -> &str {
        self.label.of(&self.text)
    }

    /// The heading as printed, or the editor's; empty if there is none.
    pub fn heading(&self) -> &str {
        match &self.supplied {
            Some(supplied) => &supplied.heading,
            None => self.heading.of(&self.text),
        }
    }

    /// What follows the heading.
    pub fn body(&self) -> &str {
        self.body.of(&self.text)
    }

    /// The text with every suggested reading put in, and a lost heading restored.
    pub fn reading(&self) -> String {
        self.reading_in_two().concat()
    }

    /// The suggested reading, cut where the body begins.
    pub fn reading_in_two(&self) -> [String; 2] {
        let mut parts =
            [self.supplied.as_ref().map(|supplied| supplied.heading.clone()).unwrap_or_default(), String::new()];
        let body = self.body.start;
        let mut at = 0;
        let mut push = |from: u32, to: u32, suggested: &str| {
            let cut = body.clamp(from, to.max(from));
            parts[0].push_str(Span { start: from, end: cut }.of(&self.text));
            parts[1].push_str(Span { start: cut, end: to }.of(&self.text));
            parts[usize::from(to >= body && body > 0 || body == 0)].push_str(suggested);
        };
        for annotation in &self.annotations {
            if let Fault::Corrupt { suggested, .. } = &annotation.fault {
                push(at, annotation.span.start, suggested);
                at = annotation.span.end;
            }
        }
        push(at, self.text.len() as u32, "");
        parts
    }

    /// The printed bytes that a range of [`reading`](Self::reading) stands for; those of a whole fault where it touches
    /// one, none for a heading that was lost.
    pub fn printed(&self, reading: Range<usize>) -> Range<usize> {
        let mut found: Option<Range<usize>> = None;
        let mut add = |range: Range<usize>| {
            let before = found.take().unwrap_or_else(|| range.clone());
            found = Some(before.start.min(range.start)..before.end.max(range.end));
        };
        // Where the walk through both texts has come to.
        let mut read = self.supplied.as_ref().map_or(0, |supplied| supplied.heading.len());
        let mut printed = 0;
        let faults = self.annotations.iter().filter_map(|annotation| match &annotation.fault {
            Fault::Corrupt { suggested, .. } => Some((annotation.span.range(), suggested.len())),
            _ => None,
        });
        for (fault, suggested) in faults.chain([(self.text.len()..self.text.len(), 0)]) {
            let plain = read..read + (fault.start - printed);
            let shared = reading.start.max(plain.start)..reading.end.min(plain.end);
            if shared.start < shared.end {
                add(printed + shared.start - read..printed + shared.end - read);
            }
            if reading.start < plain.end + suggested && reading.end > plain.end {
                add(fault.clone());
            }
            (read, printed) = (plain.end + suggested, fault.end);
        }
        found.unwrap_or_default()
    }

    /// Whether the suggested reading differs from the printed one.
    pub fn is_corrupt(&self) -> bool {
        self.supplied.is_some() || self.annotations.iter().any(|a| matches!(a.fault, Fault::Corrupt { .. }))
    }
}

impl Document {
    /// A provision by its path.
    pub fn provision(&self, path: &str) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.path == path)
    }

    /// A provision and those that hold it, from the top.
    pub fn lineage(&self, index: u32) -> Vec<&Provision> {
        let mut line = Vec::new();
        let mut next = Some(index);
        while let Some(provision) = next.and_then(|at| self.provisions.get(at as usize)) {
            line.push(provision);
            // Parents stand before their children, so this ends.
            next = provision.parent.filter(|&parent| next.is_some_and(|at| parent < at));
        }
        line.reverse();
        line
    }

    /// Where a provision stands, as people cite it: `三、（五）`, `二、（三）9.`; empty for what has no number.
    pub fn citation(&self, index: u32) -> String {
        self.lineage(index).iter().map(|provision| provision.label()).collect()
    }

    /// The date that stands for the document, its carrier's if it has none of its own.
    pub fn date(&self) -> Option<&Dated> {
        let carrier = self.carrier.as_ref();
        self.identity.dates.principal().or_else(|| carrier.and_then(|notice| notice.dates.principal()))
    }

    /// The number that people cite it by, its carrier's if it has none of its own.
    pub fn number(&self) -> Option<&str> {
        let carrier = self.carrier.as_ref();
        self.identity.number.as_deref().or_else(|| carrier.and_then(|notice| notice.number.as_deref()))
    }

    /// Whether a sentence that the copy had broken was joined.
    pub fn has_joins(&self) -> bool {
        let mut annotations = self.provisions.iter().flat_map(|provision| &provision.annotations);
        annotations.any(|annotation| annotation.fault == Fault::Broken)
    }

    /// Counts for lists. Reads the whole text.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            removed_lines: self.source.removed.iter().map(|removal| removal.last + 1 - removal.first).sum(),
            ..Counts::default()
        };
        let mut in_carrier = vec![false; self.provisions.len()];
        for (at, provision) in self.provisions.iter().enumerate() {
            in_carrier[at] = provision.kind == Kind::Carrier
                || provision.parent.is_some_and(|parent| in_carrier.get(parent as usize) == Some(&true));
            counts.clauses +=
                u32::from(!in_carrier[at] && !provision.kind.is_furniture() && !provision.body().is_empty());
            counts.characters += provision.text.chars().filter(|&c| !crate::text::is_blank(c)).count() as u32;
            for annotation in &provision.annotations {
                match annotation.fault {
                    Fault::Corrupt { .. } => counts.corrupt += 1,
                    Fault::Broken => counts.broken += 1,
                }
            }
        }
        counts
    }
}

/// How much there is of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Provisions with a text of their own, without the carrier, title, signature and the like.
    pub clauses: u32,
    /// Characters as printed, without white space.
    pub characters: u32,
    /// Readings marked as corrupt.
    pub corrupt: u32,
    /// Breaks in mid-sentence that were joined.
    pub broken: u32,
    /// Lines of the page that are not the document's.
    pub removed_lines: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A provision with faults at some words, each with its suggested reading.
    fn provision(text: &str, lost: &str, faults: &[(&str, &str)]) -> Provision {
        let span = |word: &str| {
            let start = text.find(word).expect("the word stands there");
            Span::new(start, start + word.len())
        };
        let annotation = |&(word, suggested): &(&str, &str)| Annotation {
            span: span(word),
            fault: Fault::Corrupt { suggested: suggested.to_owned(), sure: Sureness::High },
            why: String::new(),
        };
        Provision {
            path: "1".to_owned(),
            parent: None,
            kind: Kind::Paragraph,
            text: text.to_owned(),
            label: Span::default(),
            heading: Span::default(),
            body: Span::new(0, text.len()),
            annotations: faults.iter().map(annotation).collect(),
            supplied: (!lost.is_empty()).then(|| Supplied { heading: lost.to_owned(), why: String::new() }),
        }
    }

    #[test]
    fn words_of_the_suggested_reading_have_a_place_in_print() {
        let spun = provision("全力发展低碳经济和策略。", "总体要求", &[("全力", "大力"), ("策略", "战略性产业")]);
        let reading = spun.reading();
        assert_eq!(reading, "总体要求大力发展低碳经济和战略性产业。");
        for (words, printed) in [
            ("低碳经济", "低碳经济"),
            ("大力", "全力"),
            ("力发", "全力发"),
            ("战略", "策略"),
            ("产业。", "策略。"),
            ("和战", "和策略"),
            ("总体要求", ""),
            ("要求大力", "全力"),
            ("大力发展低碳经济和战略性产业。", "全力发展低碳经济和策略。"),
        ] {
            let at = reading.find(words).expect("the words stand there");
            assert_eq!(&spun.text[spun.printed(at..at + words.len())], printed, "{words}");
        }
        let plain = provision("甲乙丙", "", &[]);
        assert_eq!(plain.printed(3..6), 3..6);
        assert_eq!(plain.printed(3..3), 0..0, "nothing is nowhere");
    }
}
