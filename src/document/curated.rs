//! Reads a curated file: front matter, then the document's own words with an editor's marks.
//!
//! In: the file's text. Out: [`Reading`]: the [`Document`], every printed character with its place in the file, and
//! what is wrong. Doesn't know the source that the text was taken from ([`super::verify`] compares them), nor other
//! documents. Reading never fails; the format is described in `data/README.md`.

mod inline;

use super::numbering::{self, Form};
use super::{Document, Kind, Provision, Supplied, front_matter};
use crate::diagnostic::Diagnostic;
use crate::text::{Span, is_blank};

/// What a curated file says.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The document, as far as it could be read.
    pub document: Document,
    /// Every printed character but white space, in order.
    pub printed: Vec<Placed>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// What the editor says of the facts in it, as written.
    pub corrections: Vec<toml::Table>,
}

/// A character and where it stands, line and column from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The character.
    pub c: char,
    /// Its line.
    pub line: u32,
    /// Its column.
    pub column: u32,
}

/// Reads a curated file.
pub fn read(text: &str) -> Reading {
    let mut diagnostics = Vec::new();
    let (front, body, body_line) = split_front_matter(text, &mut diagnostics);
    let (document, corrections) = match front {
        Some(toml) => front_matter::read(toml, 1, &mut diagnostics),
        None => Default::default(),
    };
    let mut builder = Builder { document, diagnostics, ..Builder::default() };
    for (index, line) in body.lines().enumerate() {
        builder.line(line, body_line + index as u32);
    }
    Reading { corrections, ..builder.finish() }
}

/// The front matter, the body, and the line in which the body begins.
fn split_front_matter<'a>(text: &'a str, diagnostics: &mut Vec<Diagnostic>) -> (Option<&'a str>, &'a str, u32) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let fence = "write the front matter as TOML between two lines of +++ at the top of the file";
    let Some(rest) = text.strip_prefix("+++\n").or_else(|| text.strip_prefix("+++\r\n")) else {
        diagnostics.push(Diagnostic::error(1, 1, "the front matter is missing", fence));
        return (None, text, 1);
    };
    let mut at = 0;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        if line.trim_end() == "+++" {
            return (Some(&rest[..at]), &rest[at + line.len()..], index as u32 + 3);
        }
        at += line.len();
    }
    diagnostics.push(Diagnostic::error(1, 1, "the front matter doesn't end", fence));
    (Some(rest), "", 1)
}

/// An open part: what unnumbered and numbered paragraphs fall under.
struct Open {
    /// Its place among the provisions.
    index: u32,
    /// The form of its number; `None` for a fence.
    form: Option<Form>,
    /// Whether it has a text behind its heading, so that unnumbered paragraphs continue it.
    has_body: bool,
}

#[derive(Default)]
struct Builder {
    document: Document,
    printed: Vec<Placed>,
    diagnostics: Vec<Diagnostic>,
    open: Vec<Open>,
    annexes: u32,
}

impl Builder {
    fn line(&mut self, raw: &str, line: u32) {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            return;
        }
        if let Some(fence) = trimmed.strip_prefix(":::") {
            return self.fence(fence.trim(), line);
        }
        let hashes = trimmed.bytes().take_while(|&b| b == b'#').count();
        let is_heading = (1..=4).contains(&hashes) && trimmed.as_bytes().get(hashes) == Some(&b' ');
        let content = if is_heading { trimmed[hashes..].trim_start() } else { trimmed };
        let mut column = 1 + raw.chars().count() as u32 - raw.trim_start().chars().count() as u32;
        column += trimmed.chars().count() as u32 - content.chars().count() as u32;
        let (content, role) = self.role(content, line);
        let role = role.or((is_heading && hashes == 1).then_some(Kind::Title));
        let (content, plain) = match content.strip_prefix('\\') {
            Some(rest) => (rest, true),
            None => (content, false),
        };
        column += u32::from(plain);
        let paragraph = inline::read(content, line, column, &mut self.diagnostics);
        let label = if plain || role.is_some() { None } else { numbering::label(&paragraph.text) };
        match (role, label) {
            (Some(kind), _) => self.named(kind, paragraph),
            (None, Some(label)) => self.numbered(label, paragraph),
            (None, None) => {
                if is_heading {
                    self.diagnostics.push(Diagnostic::error(
                        line,
                        1,
                        "a heading without a printed number",
                        "mark what it is ({.title} …), or supply a lost heading with a `::: supplied` fence",
                    ));
                }
                self.unnumbered(paragraph);
            }
        }
    }

    /// Takes `{.role}` off the end of a paragraph.
    fn role<'a>(&mut self, content: &'a str, line: u32) -> (&'a str, Option<Kind>) {
        let Some((before, name)) = content.strip_suffix('}').and_then(|rest| rest.rsplit_once("{.")) else {
            return (content, None);
        };
        let kind = match name {
            "title" => Kind::Title,
            "number" => Kind::Number,
            "author" => Kind::Author,
            "addressees" => Kind::Addressees,
            "preamble" => Kind::Preamble,
            "closing" => Kind::Closing,
            "signature" => Kind::Signature,
            "openness" => Kind::Openness,
            "copies" => Kind::Copies,
            "imprint" => Kind::Imprint,
            _ => {
                self.diagnostics.push(Diagnostic::error(
                    line,
                    before.chars().count() as u32 + 1,
                    format!("there is no mark {{.{name}}}"),
                    "data/README.md lists the marks",
                ));
                return (before.trim_end(), None);
            }
        };
        (before.trim_end(), Some(kind))
    }

    fn fence(&mut self, head: &str, line: u32) {
        if head.is_empty() {
            match self.open.iter().rposition(|open| open.form.is_none()) {
                Some(at) => self.open.truncate(at),
                None => self.diagnostics.push(Diagnostic::error(line, 1, "`:::` closes nothing", "remove it")),
            }
            return;
        }
        let (name, attributes) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
        let (kind, word, supplied) = match name {
            "carrier" => (Kind::Carrier, "carrier".to_owned(), None),
            "annex" => {
                self.annexes += 1;
                (Kind::Annex, format!("annex{}", self.annexes), None)
            }
            "supplied" => {
                let (word, values) = attributes.split_once(char::is_whitespace).unwrap_or((attributes, ""));
                let values = inline::attributes(values).unwrap_or_default();
                let value = |key: &str| values.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
                match (word.strip_prefix('#'), value("heading"), value("why")) {
                    (Some(word), Some(heading), Some(why)) if !word.is_empty() => {
                        (Kind::Group, word.to_owned(), Some(Supplied { heading, why }))
                    }
                    _ => {
                        self.diagnostics.push(Diagnostic::error(
                            line,
                            1,
                            "a supplied heading lacks its word, its heading or its reason",
                            "write ::: supplied #word heading=\"…\" why=\"…\"",
                        ));
                        (Kind::Group, format!("group{line}"), None)
                    }
                }
            }
            _ => {
                self.diagnostics.push(Diagnostic::error(
                    line,
                    1,
                    format!("there is no fence `{name}`"),
                    "write ::: carrier, ::: annex or ::: supplied",
                ));
                return;
            }
        };
        // A fence stands beside what is open, unless that is a fence too.
        self.close_numbers();
        let path = self.child_path(&word);
        let index = self.push(path, kind, inline::Paragraph::default(), supplied);
        self.open.push(Open { index, form: None, has_body: false });
    }

    /// Closes the numbered parts that are open, back to the nearest fence.
    fn close_numbers(&mut self) {
        let keep = self.open.iter().rposition(|open| open.form.is_none()).map_or(0, |at| at + 1);
        self.open.truncate(keep);
    }

    fn named(&mut self, kind: Kind, paragraph: inline::Paragraph) {
        self.close_numbers();
        let path = self.child_path(kind.name());
        // Neighbouring paragraphs of one kind are one provision.
        if let Some(last) = self.document.provisions.last_mut().filter(|last| last.path == path) {
            extend(last, &paragraph);
            self.printed.extend(paragraph.placed());
            return;
        }
        let all = Span::new(0, paragraph.text.len());
        let index = self.push(path, kind, paragraph, None);
        self.provision(index).body = all;
    }

    fn numbered(&mut self, label: numbering::Label, paragraph: inline::Paragraph) {
        let rank = label.form.rank();
        while self.open.last().and_then(|open| open.form).is_some_and(|form| form.rank() >= rank) {
            self.open.pop();
        }
        let text = paragraph.text.clone();
        let rest = &text[label.len..];
        // What an article enumerates are its own words, however short.
        let in_article = self.open.iter().any(|open| open.form == Some(Form::Article));
        let (head, body) = if in_article { (0, 0) } else { numbering::heading(label.form, rest) };
        let lead = rest[body..].len() - rest[body..].trim_start().len();
        let word = match label.form {
            Form::Dash => format!("principle{}", self.next_of("principle")),
            form => format!("{}{}", form.prefix(), label.number),
        };
        let path = self.child_path(&word);
        let index = self.push(path, label.form.kind(), paragraph, None);
        let provision = self.provision(index);
        provision.label = Span::new(0, text[..label.len].trim_end().len());
        provision.heading = Span::new(label.len, label.len + head);
        provision.body = Span::new(label.len + body + lead, text.len());
        let has_body = !provision.body().is_empty();
        self.open.push(Open { index, form: Some(label.form), has_body });
    }

    fn unnumbered(&mut self, paragraph: inline::Paragraph) {
        if let Some(open) = self.open.last().filter(|open| open.has_body) {
            let index = open.index;
            extend(self.provision(index), &paragraph);
            self.printed.extend(paragraph.placed());
            return;
        }
        let path = self.child_path(&format!("p{}", self.next_of("p")));
        let all = Span::new(0, paragraph.text.len());
        let index = self.push(path, Kind::Paragraph, paragraph, None);
        self.provision(index).body = all;
    }

    /// The next number for children named by a word and a number under what is open.
    fn next_of(&self, word: &str) -> u32 {
        let parent = self.open.last().map(|open| open.index);
        let numbered = |path: &str| {
            let last = path.rsplit('.').next().unwrap_or_default();
            last.strip_prefix(word).is_some_and(|number| number.parse::<u32>().is_ok())
        };
        1 + self.document.provisions.iter().filter(|p| p.parent == parent && numbered(&p.path)).count() as u32
    }

    fn child_path(&self, word: &str) -> String {
        match self.open.last().and_then(|open| self.document.provisions.get(open.index as usize)) {
            Some(parent) => format!("{}.{word}", parent.path),
            None => word.to_owned(),
        }
    }

    fn push(&mut self, path: String, kind: Kind, paragraph: inline::Paragraph, supplied: Option<Supplied>) -> u32 {
        self.printed.extend(paragraph.placed());
        let provisions = &mut self.document.provisions;
        provisions.push(Provision {
            path,
            parent: self.open.last().map(|open| open.index),
            kind,
            text: paragraph.text,
            label: Span::default(),
            heading: Span::default(),
            body: Span::default(),
            annotations: paragraph.annotations,
            supplied,
        });
        provisions.len() as u32 - 1
    }

    fn provision(&mut self, index: u32) -> &mut Provision {
        &mut self.document.provisions[index as usize]
    }

    fn finish(mut self) -> Reading {
        if let Some(open) = self.open.iter().find(|open| open.form.is_none()) {
            let path = &self.document.provisions[open.index as usize].path;
            let message = format!("the fence of `{path}` is not closed");
            self.diagnostics.push(Diagnostic::error(0, 0, message, "close it with a line `:::`"));
        }
        Reading {
            document: self.document,
            printed: self.printed,
            diagnostics: self.diagnostics,
            corrections: Vec::new(),
        }
    }
}

/// Adds a paragraph to a provision's body.
fn extend(provision: &mut Provision, paragraph: &inline::Paragraph) {
    provision.text.push('\n');
    let offset = provision.text.len();
    provision.text.push_str(&paragraph.text);
    provision.body.end = Span::new(0, provision.text.len()).end;
    provision.annotations.extend(paragraph.annotations.iter().cloned().map(|mut annotation| {
        annotation.span = Span::new(annotation.span.start as usize + offset, annotation.span.end as usize + offset);
        annotation
    }));
}

impl inline::Paragraph {
    fn placed(&self) -> impl Iterator<Item = Placed> + '_ {
        let placed = self.text.chars().zip(&self.columns);
        placed.filter(|(c, _)| !is_blank(*c)).map(|(c, &column)| Placed { c, line: self.line, column })
    }
}

#[cfg(test)]
mod tests;
