//! Proves that a curated text is its source's own words, and that what is said of it can be linked to.
//!
//! In: a [`Reading`], and the source's text and hash. Out: diagnostics. Doesn't know where either is kept.
//!
//! The rule: source − declared removals = curated text, character for character, white space aside.

use std::collections::BTreeMap;

use super::curated::{Placed, Reading};
use super::{Basis, Dated, Dates, Document};
use crate::diagnostic::Diagnostic;
use crate::source::Page;
use crate::text::{fold, without_blanks};

/// Everything that can be said of one document by itself. `name` is the curated file's name without `.md`.
pub fn document(name: &str, reading: &Reading) -> Vec<Diagnostic> {
    let document = &reading.document;
    let mut found = Vec::new();
    if document.id != name {
        let message = format!("the id is “{}”, the file's name “{name}”", document.id);
        found.push(Diagnostic::error(2, 0, message, "they must be the same"));
    }
    let mut seen = BTreeMap::new();
    for provision in &document.provisions {
        if let Some(first) = seen.insert(provision.path.as_str(), provision.text.as_str()) {
            let lines = [first, &provision.text].map(|text| text.chars().take(12).collect::<String>());
            let message = format!("two provisions are both `{}`: “{}…” and “{}…”", provision.path, lines[0], lines[1]);
            let remedy = "numbers start anew where a heading was lost: supply it with a `::: supplied` fence";
            found.push(Diagnostic::error(line_of(reading, &provision.text), 1, message, remedy));
        }
    }
    if document.provisions.is_empty() {
        found.push(Diagnostic::error(0, 0, "there is no text", "write it below the front matter"));
    }
    found
}

/// The curated text against the source that it names.
pub fn against_source(reading: &Reading, page: &Page, sha256: &str) -> Vec<Diagnostic> {
    let source = &reading.document.source;
    let mut found = Vec::new();
    if source.sha256 != sha256 {
        let message = format!("the source {} has the hash {sha256}, not {}", source.file, source.sha256);
        let remedy =
            "the source was changed (restore it), or another copy was put in its place (compare, then write its hash)";
        found.push(Diagnostic::error(0, 0, message, remedy));
    }
    let (kept, problems) = page.without(&source.removed);
    found.extend(problems);
    found.extend(first_difference(&kept, &reading.printed, &source.file));
    found.extend(evidence(&reading.document, page));
    found
}

fn first_difference(source: &[Placed], curated: &[Placed], file: &str) -> Option<Diagnostic> {
    let at = source.iter().zip(curated).position(|(one, other)| one.c != other.c);
    let at = at.unwrap_or_else(|| source.len().min(curated.len()));
    let excerpt = |text: &[Placed]| text.iter().skip(at).take(16).map(|placed| placed.c).collect::<String>();
    match (source.get(at), curated.get(at)) {
        (None, None) => None,
        (Some(have), Some(want)) => Some(Diagnostic::error(
            want.line,
            want.column,
            format!(
                "here stands “{}”, in {file}:{}:{} “{}”",
                excerpt(curated),
                have.line,
                have.column,
                excerpt(source)
            ),
            "restore the source's words; a better reading goes into an annotation, noise into [[source.removed]]",
        )),
        (Some(have), None) => Some(Diagnostic::error(
            0,
            0,
            format!("the text ends, but {file}:{}:{} goes on: “{}”", have.line, have.column, excerpt(source)),
            "add what is missing, or declare it as removed",
        )),
        (None, Some(want)) => Some(Diagnostic::error(
            want.line,
            want.column,
            format!("{file} ends, but the text goes on: “{}”", excerpt(curated)),
            "take out what the source doesn't have; an editor's heading goes into a `::: supplied` fence",
        )),
    }
}

/// Printed dates must stand in the source, and say what they are said to say; inferred ones must say why.
fn evidence(document: &Document, page: &Page) -> Vec<Diagnostic> {
    let text = fold(&page.text());
    let mut found = Vec::new();
    let carrier = document.carrier.as_ref();
    for (owner, dates) in [("dates", Some(&document.identity.dates)), ("carrier.dates", carrier.map(|c| &c.dates))] {
        for (name, dated) in dates.into_iter().flat_map(each) {
            let Dated { value, basis, evidence } = dated;
            if evidence.trim().is_empty() {
                let message = format!("{owner}.{name} has no evidence");
                found.push(Diagnostic::error(0, 0, message, "give the printed words, or the reasoning"));
            } else if *basis == Basis::Printed {
                if !text.contains(&fold(evidence)) {
                    let message = format!("the evidence of {owner}.{name}, “{evidence}”, doesn't stand in the source");
                    found.push(Diagnostic::error(0, 0, message, "give the words as the source prints them"));
                } else if !says(evidence, &value.in_chinese()) && !says(evidence, &value.to_string()) {
                    let message = format!("“{evidence}” doesn't say {value}");
                    found.push(Diagnostic::error(0, 0, message, format!("correct {owner}.{name}")));
                }
            }
        }
    }
    found
}

/// Whether words print a date, zeros before its numbers or not.
fn says(evidence: &str, date: &str) -> bool {
    let plain = |text: &str| {
        let text = without_blanks(&fold(text));
        text.replace("年0", "年").replace("月0", "月")
    };
    plain(evidence).contains(&plain(date))
}

fn each(dates: &Dates) -> impl Iterator<Item = (&'static str, &Dated)> {
    let Dates { signed, printed, published, effective } = dates;
    [("signed", signed), ("printed", printed), ("published", published), ("effective", effective)]
        .into_iter()
        .filter_map(|(name, dated)| dated.as_ref().map(|dated| (name, dated)))
}

/// The line in which a text begins in the curated file; 0 if it is not there.
fn line_of(reading: &Reading, text: &str) -> u32 {
    let wanted: Vec<char> = without_blanks(text).chars().collect();
    let starts_here = |at: &usize| {
        let here = reading.printed[*at..].iter().map(|placed| placed.c);
        here.take(wanted.len()).eq(wanted.iter().copied())
    };
    let last = (0..reading.printed.len()).rev().find(starts_here);
    last.map_or(0, |at| reading.printed[at].line)
}

#[cfg(test)]
mod tests {
    use super::super::curated;
    use super::*;

    fn reading(removed: &str, body: &str) -> Reading {
        curated::read(&format!(
            "+++\nid = \"t\"\ntitle = \"题\"\nshort_title = \"题\"\ngenre = \"意见\"\nlevel = \"national\"\nregion = \"全国\"\n\
             [dates]\nsigned = {{ value = \"2024-09-03\", basis = \"printed\", evidence = \"2024年9月3日\" }}\n\
             [source]\nfile = \"t.txt\"\nsha256 = \"h\"\nfidelity = \"mirror\"\n{removed}\n+++\n{body}"
        ))
    }

    #[track_caller]
    fn check(source: &str, removed: &str, body: &str, expected: &[&str]) {
        let reading = reading(removed, body);
        assert_eq!(reading.diagnostics, []);
        let messages: Vec<String> =
            against_source(&reading, &Page::of(source), "h").into_iter().map(|found| found.message).collect();
        assert_eq!(messages, expected);
    }

    const NAV: &str = "[[source.removed]]\nlines = [1, 1]\nwhy = \"导航\"";

    #[test]
    fn a_faithful_copy_passes() {
        check(
            "首页 > 动态\n\n一 、总体要求\n推进建设 ，\n\n深化改革。\n2024年9月3日\n",
            NAV,
            "## 一、总体要求\n推进建设，[]{join why=\"断行\"}深化[改革]{sic=\"变革\" why=\"疑\" sure=\"low\"}。\n2024年9月3日 {.signature}\n",
            &[],
        );
    }

    #[test]
    fn a_silent_repair_is_found() {
        check(
            "习考察。2024年9月3日",
            "",
            "习近平考察。\n2024年9月3日 {.signature}\n",
            &["here stands “近平考察。2024年9月3日”, in t.txt:1:2 “考察。2024年9月3日”"],
        );
    }

    #[test]
    fn what_is_missing_or_added_is_found() {
        check("甲。乙。2024年9月3日", "", "甲。乙。\n", &["the text ends, but t.txt:1:5 goes on: “2024年9月3日”"]);
        check("甲。2024年9月3日", "", "甲。2024年9月3日\n丙\n", &["t.txt ends, but the text goes on: “丙”"]);
        check(
            "导航\n甲。2024年9月13日",
            NAV,
            "甲。2024年9月13日\n",
            &["the evidence of dates.signed, “2024年9月3日”, doesn't stand in the source"],
        );
    }

    #[test]
    fn a_date_may_be_printed_with_zeros() {
        assert!(says("成文日期 :2025年01月02日", "2025年1月2日"));
        assert!(!says("2025年1月12日", "2025年1月2日"));
    }

    #[test]
    fn two_provisions_of_one_name_are_found() {
        let reading = reading("", "1.甲。甲文。\n(一)乙。乙文。\n");
        let found = document("t", &reading);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("two provisions are both `1`"), "{}", found[0].message);
    }
}
