//! Annotations within a paragraph: `[as printed]{sic="…" why="…" sure="…"}`.
//!
//! In: a paragraph of a curated file. Out: its printed text, where each character stands, and its annotations.

use crate::diagnostic::Diagnostic;
use crate::document::{Annotation, Fault, Sureness};
use crate::text::Span;

/// A paragraph without its marks.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// As printed.
    pub(super) text: String,
    /// The column of every character of `text` in its file, from 1.
    pub(super) columns: Vec<u32>,
    /// Its line in the file.
    pub(super) line: u32,
    /// In order.
    pub(super) annotations: Vec<Annotation>,
}

/// Reads a paragraph that stands in line `line` from column `column` on.
pub(super) fn read(content: &str, line: u32, column: u32, diagnostics: &mut Vec<Diagnostic>) -> Paragraph {
    let mut paragraph = Paragraph { line, ..Paragraph::default() };
    let mut at = 0;
    while at < content.len() {
        let rest = &content[at..];
        let here = column + content[..at].chars().count() as u32;
        if let Some(found) = rest.strip_prefix('[').and_then(split_annotation) {
            let start = paragraph.text.len();
            paragraph.push(found.printed, here + 1);
            let span = Span::new(start, paragraph.text.len());
            match fault(found.attributes, span) {
                Ok((fault, why)) => paragraph.annotations.push(Annotation { span, fault, why }),
                Err(message) => diagnostics.push(Diagnostic::error(
                    line,
                    here,
                    message,
                    "write [as printed]{sic=\"suggested\" why=\"…\" sure=\"high|medium|low\"} or []{join why=\"…\"}",
                )),
            }
            at += found.len;
            continue;
        }
        if rest.starts_with("]{") {
            diagnostics.push(Diagnostic::error(line, here, "`]{` ends no annotation", "open it with [ or take it out"));
        }
        let c = rest.chars().next().map_or(1, char::len_utf8);
        paragraph.push(&rest[..c], here);
        at += c;
    }
    paragraph
}

impl Paragraph {
    fn push(&mut self, text: &str, column: u32) {
        self.columns.extend((column..).take(text.chars().count()));
        self.text.push_str(text);
    }
}

struct Found<'a> {
    printed: &'a str,
    attributes: &'a str,
    /// Of the whole annotation, the opening bracket included.
    len: usize,
}

/// Splits `printed]{attributes}` off the front of a text; `None` if it isn't an annotation.
fn split_annotation(inner: &str) -> Option<Found<'_>> {
    let close = inner.find(']')?;
    let printed = &inner[..close];
    if printed.contains('[') {
        return None;
    }
    let attributes = inner[close + 1..].strip_prefix('{')?;
    let mut quoted = false;
    let end = attributes.char_indices().find(|&(_, c)| {
        quoted ^= c == '"';
        c == '}' && !quoted
    })?;
    Some(Found { printed, attributes: &attributes[..end.0], len: 1 + close + 2 + end.0 + 1 })
}

fn fault(written: &str, span: Span) -> Result<(Fault, String), String> {
    let written = written.trim();
    if let Some(rest) = written.strip_prefix("join") {
        let values = attributes(rest).ok_or("the annotation's attributes can't be read")?;
        return match (&values[..], span.is_empty()) {
            ([(key, why)], true) if key == "why" && !why.is_empty() => Ok((Fault::Broken, why.clone())),
            (_, false) => Err("a join has no text of its own".to_owned()),
            _ => Err("a join needs its reason, and nothing else".to_owned()),
        };
    }
    let values = attributes(written).ok_or("the annotation's attributes can't be read")?;
    let value = |key: &str| values.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    if let Some((key, _)) = values.iter().find(|(key, _)| !matches!(key.as_str(), "sic" | "why" | "sure")) {
        return Err(format!("an annotation has no `{key}`"));
    }
    if span.is_empty() {
        return Err("an annotation needs the printed words between its brackets".to_owned());
    }
    let suggested = value("sic").ok_or("the suggested reading (`sic`) is missing")?.to_owned();
    let why = value("why").filter(|why| !why.is_empty()).ok_or("the reason (`why`) is missing")?.to_owned();
    let sure = match value("sure") {
        Some("high") => Sureness::High,
        Some("medium") => Sureness::Medium,
        Some("low") => Sureness::Low,
        other => return Err(format!("`sure` is high, medium or low, not “{}”", other.unwrap_or_default())),
    };
    Ok((Fault::Corrupt { suggested, sure }, why))
}

/// Reads `key="value" key="value"`; `None` if there is anything else.
pub(super) fn attributes(written: &str) -> Option<Vec<(String, String)>> {
    let mut values = Vec::new();
    let mut rest = written.trim();
    while !rest.is_empty() {
        let (key, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        values.push((key.to_owned(), value.to_owned()));
        rest = after.trim_start();
    }
    Some(values)
}
