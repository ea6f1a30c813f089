//! Prints answers: as JSON, as CSV, or for people.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use serde::Serialize;

use super::Format;
use crate::archive::Archive;
use crate::compare::{Alignment, Related};
use crate::corpus::{Located, ProvisionNo};
use crate::facts::topics::TopicNo;
use crate::query::Results;
use crate::records::{self, Value};

/// Prints records in any format; `for_people` makes the text.
pub(super) fn records<T: Serialize>(format: Format, records: &[T], for_people: impl FnOnce() -> String) -> Result<()> {
    match format {
        Format::Json => json(&records),
        Format::Csv => csv(records),
        Format::Text => text(&for_people()),
    }
}

/// Prints a value in any format; a list is a table of its records.
pub(super) fn values(format: Format, value: Value<'_>, for_people: impl FnOnce() -> String) -> Result<()> {
    match (format, value) {
        (Format::Json, value) => json(&value),
        (Format::Csv, Value::List(rows)) => csv(&rows),
        (Format::Csv, value) => csv(&[value]),
        (Format::Text, _) => text(&for_people()),
    }
}

pub(super) fn text(text: &str) -> Result<()> {
    std::io::stdout().lock().write_all(text.as_bytes()).context("can't write the answer")
}

pub(super) fn json(value: &impl Serialize) -> Result<()> {
    let mut written = serde_json::to_string_pretty(value).context("can't write the answer as JSON")?;
    written.push('\n');
    text(&written)
}

/// One line a record, one column a field; what is not a word or a figure is written as JSON.
pub(super) fn csv<T: Serialize>(records: &[T]) -> Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (index, record) in records.iter().enumerate() {
        let value = serde_json::to_value(record).context("can't read a record")?;
        let serde_json::Value::Object(fields) = value else { continue };
        if index == 0 {
            writer.write_record(fields.keys()).context("can't write a table")?;
        }
        let cells = fields.values().map(|field| match field {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        writer.write_record(cells).context("can't write a table")?;
    }
    let bytes = writer.into_inner().context("can't write a table")?;
    std::io::stdout().lock().write_all(&bytes).context("can't write the answer")
}

pub(super) fn documents(archive: &Archive) -> String {
    let mut shown = String::new();
    for document in archive.corpus.documents() {
        let counts = document.counts();
        let date = document.date().map_or("no date".to_owned(), |dated| dated.value.to_string());
        let number = document.number().unwrap_or("no number");
        let _ = writeln!(shown, "{}\n    {}", document.id, document.identity.title);
        let _ = writeln!(
            shown,
            "    {date}  {number}  {}  {} clauses  copy: {}",
            document.identity.issuers.join("、"),
            counts.clauses,
            document.source.fidelity.name()
        );
    }
    shown
}

pub(super) fn provisions(provisions: &[Located<'_>]) -> String {
    let mut shown = String::new();
    for located in provisions {
        let citation = located.document.citation(located.index);
        let _ = writeln!(shown, "{}  {citation} {}", located.id(), located.provision.heading());
        if !located.provision.body().is_empty() {
            let _ = writeln!(shown, "    {}", located.provision.body().replace('\n', "\n    "));
        }
    }
    shown
}

pub(super) fn results(archive: &Archive, results: &Results) -> String {
    let mut shown = String::new();
    for expansion in &results.expansions {
        let _ = writeln!(shown, "{}", records::expansion(expansion));
    }
    for hint in &results.hints {
        let _ = writeln!(shown, "{}", records::hint(hint));
    }
    let _ = writeln!(shown, "{}条，见于{}份文件", results.total, results.documents);
    if !results.partial.is_empty() {
        let _ = writeln!(shown, "以下只含部分词：");
    }
    for hit in results.hits.iter().chain(&results.partial) {
        let Some(located) = archive.corpus.provision(hit.provision) else { continue };
        let _ = writeln!(
            shown,
            "\n{}  {}  {}{}",
            located.id(),
            located.document.short_title,
            located.document.citation(located.index),
            located.provision.heading()
        );
        let _ = writeln!(shown, "    {}", hit.snippet.text.replace('\n', " "));
        let reasons: Vec<String> = hit.reasons.iter().map(records::reason).collect();
        let _ = writeln!(shown, "    〔{}〕", reasons.join("；"));
    }
    shown
}

pub(super) fn related(archive: &Archive, asked: ProvisionNo, related: &[Related]) -> String {
    let mut shown = String::new();
    for found in related {
        let Some(located) = archive.corpus.provision(found.provision) else { continue };
        let relation = records::relation(found.relation);
        let _ = writeln!(shown, "{:.2}  {relation}  {}", found.score, named(&located));
        let evidence: Vec<String> =
            found.evidence.iter().map(|one| records::evidence(archive, asked, found.provision, one)).collect();
        let _ = writeln!(shown, "    〔{}〕", evidence.join("；"));
    }
    shown
}

pub(super) fn alignment(archive: &Archive, alignment: &Alignment) -> String {
    let mut shown = String::new();
    for row in &alignment.rows {
        let base = row.cells.iter().flatten().next().and_then(|&provision| archive.corpus.provision(provision));
        let _ = writeln!(shown, "{}", base.map(|located| named(&located)).unwrap_or_default());
        for pair in &row.pairs {
            let Some(other) = archive.corpus.provision(pair.other) else { continue };
            let _ = writeln!(shown, "    {}  {}", records::relation(pair.relation), named(&other));
            let evidence: Vec<String> =
                pair.evidence.iter().map(|one| records::evidence(archive, pair.base, pair.other, one)).collect();
            if !evidence.is_empty() {
                let _ = writeln!(shown, "        〔{}〕", evidence.join("；"));
            }
        }
    }
    let _ = writeln!(shown, "\n以下在所比文件中未见对应条款：");
    for &provision in alignment.unaligned.iter().flatten() {
        if let Some(located) = archive.corpus.provision(provision) {
            let _ = writeln!(shown, "    {}", named(&located));
        }
    }
    shown
}

pub(super) fn topics(archive: &Archive) -> String {
    let mut shown = String::new();
    let names = |list: &[TopicNo]| {
        let names = list.iter().filter_map(|&no| archive.topics().get(usize::from(no)));
        names.map(|topic| topic.name.as_str()).collect::<Vec<_>>().join("、")
    };
    for (located, treated) in archive.corpus.provisions().zip(archive.treated()) {
        if !treated.main.is_empty() || !treated.mentions.is_empty() {
            let _ = writeln!(shown, "{}", named(&located));
            let _ = writeln!(shown, "    {}〔提及：{}〕", names(&treated.main), names(&treated.mentions));
        }
    }
    shown
}

/// Records for people: the first field on a line of its own, below it what is known of the others.
pub(super) fn table(records: &Value<'_>) -> String {
    let mut shown = String::new();
    let Value::List(records) = records else { return shown };
    for record in records {
        let Value::Record(fields) = record else { continue };
        for (no, (name, value)) in fields.iter().enumerate() {
            let value = plain(value);
            let _ = match (no, value.is_empty()) {
                (0, _) => writeln!(shown, "{value}"),
                (_, false) => writeln!(shown, "    {name}: {value}"),
                (_, true) => Ok(()),
            };
        }
    }
    shown
}

/// A value in words; empty if there is none.
fn plain(value: &Value<'_>) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Flag(flag) => flag.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::List(values) => values.iter().map(plain).collect::<Vec<_>>().join("、"),
        Value::Record(fields) => {
            let said = fields.iter().map(|(name, value)| format!("{name} {}", plain(value)));
            said.collect::<Vec<_>>().join(", ")
        }
    }
}

/// A provision with its document.
fn named(located: &Located<'_>) -> String {
    let citation = located.document.citation(located.index);
    let heading = located.provision.heading();
    format!("{}  {}  {citation}{heading}", located.id(), located.document.short_title)
}
