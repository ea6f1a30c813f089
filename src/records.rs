//! The answers as other programs read them: one shape for the terminal's JSON and for the page's scripts.
//!
//! In: what the [`Archive`] says. Out: serialisable records with fixed fields in a fixed order. Doesn't know JSON.

pub mod facts;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::archive::Archive;
use crate::compare::{Alignment, Evidence, Pair, Related, Relation, Row};
use crate::corpus::{Located, ProvisionNo};
use crate::document::{Counts, Dated, Dates, Document, Identity};
use crate::facts::topics::{TopicNo, Treated};
use crate::query::{Expansion, FacetCounts, Hint, Hit, How, Reason, Results, Suggestion};

/// A document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentRecord<'a> {
    id: &'a str,
    title: &'a str,
    title_supplied: bool,
    short_title: &'a str,
    carrier: Option<CarrierRecord<'a>>,
    genre: &'static str,
    level: &'static str,
    region: &'a str,
    issuers: &'a [String],
    issuers_inferred: Option<&'a str>,
    number: Option<&'a str>,
    dates: DatesRecord<'a>,
    addressees: &'a [String],
    copied_to: &'a [String],
    index_number: Option<&'a str>,
    subjects: &'a [String],
    openness: Option<&'a str>,
    source: SourceRecord<'a>,
    counts: Counts,
}

#[derive(Clone, Debug, Serialize)]
struct CarrierRecord<'a> {
    title: &'a str,
    genre: &'static str,
    number: Option<&'a str>,
    issuers: &'a [String],
    addressees: &'a [String],
    openness: Option<&'a str>,
    dates: DatesRecord<'a>,
}

#[derive(Clone, Debug, Serialize)]
struct DatesRecord<'a> {
    signed: Option<DateRecord<'a>>,
    printed: Option<DateRecord<'a>>,
    published: Option<DateRecord<'a>>,
    effective: Option<DateRecord<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct DateRecord<'a> {
    value: String,
    basis: crate::document::Basis,
    evidence: &'a str,
}

#[derive(Clone, Debug, Serialize)]
struct SourceRecord<'a> {
    file: &'a str,
    kind: &'static str,
    sha256: &'a str,
    notes: &'a [String],
}

impl<'a> DatesRecord<'a> {
    fn of(dates: &'a Dates) -> DatesRecord<'a> {
        let date = |dated: &'a Option<Dated>| {
            dated.as_ref().map(|dated| DateRecord {
                value: dated.value.to_string(),
                basis: dated.basis,
                evidence: &dated.evidence,
            })
        };
        DatesRecord {
            signed: date(&dates.signed),
            printed: date(&dates.printed),
            published: date(&dates.published),
            effective: date(&dates.effective),
        }
    }
}

impl<'a> DocumentRecord<'a> {
    /// A document's record.
    pub fn of(document: &'a Document) -> DocumentRecord<'a> {
        let Identity { title, genre, number, issuers, issuers_inferred, addressees, copied_to, openness, dates } =
            &document.identity;
        DocumentRecord {
            id: &document.id,
            title,
            title_supplied: document.title_supplied,
            short_title: &document.short_title,
            carrier: document.carrier.as_ref().map(|carrier| CarrierRecord {
                title: &carrier.title,
                genre: carrier.genre.name(),
                number: carrier.number.as_deref(),
                issuers: &carrier.issuers,
                addressees: &carrier.addressees,
                openness: carrier.openness.as_deref(),
                dates: DatesRecord::of(&carrier.dates),
            }),
            genre: genre.name(),
            level: document.level.name(),
            region: &document.region,
            issuers,
            issuers_inferred: issuers_inferred.as_deref(),
            number: number.as_deref(),
            dates: DatesRecord::of(dates),
            addressees,
            copied_to,
            index_number: document.index_number.as_deref(),
            subjects: &document.subjects,
            openness: openness.as_deref(),
            source: SourceRecord {
                file: &document.source.file,
                kind: document.source.fidelity.name(),
                sha256: &document.source.sha256,
                notes: &document.source.notes,
            },
            counts: document.counts(),
        }
    }
}

/// A provision.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionRecord<'a> {
    id: String,
    document: &'a str,
    parent: Option<String>,
    kind: &'static str,
    label: &'a str,
    heading: &'a str,
    text: &'a str,
    verbatim: &'a str,
    reading: String,
}

impl<'a> ProvisionRecord<'a> {
    /// A provision's record.
    pub fn of(located: Located<'a>) -> ProvisionRecord<'a> {
        let Located { document, provision, .. } = located;
        let parent = provision.parent.and_then(|parent| document.provisions.get(parent as usize));
        ProvisionRecord {
            id: located.id(),
            document: &document.id,
            parent: parent.map(|parent| format!("{}/{}", document.id, parent.path)),
            kind: provision.kind.name(),
            label: provision.label(),
            heading: provision.heading(),
            text: provision.body(),
            verbatim: &provision.text,
            reading: provision.reading(),
        }
    }
}

/// A value of an answer: what JSON has, and no more. One shape for JSON and for the page's scripts, without the
/// machinery that would write any shape in either.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing is known: `null`.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(u32),
    /// Any number.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// Values.
    List(Vec<Value<'a>>),
    /// Named values, in order.
    Record(Vec<(&'a str, Value<'a>)>),
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Nothing => serializer.serialize_none(),
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::Count(count) => serializer.serialize_u32(*count),
            Value::Number(number) => serializer.serialize_f64(*number),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(values) => serializer.collect_seq(values),
            Value::Record(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

impl<'a> Value<'a> {
    fn text(text: &'a str) -> Value<'a> {
        Value::Text(text.into())
    }

    fn texts(texts: impl Iterator<Item = String>) -> Value<'a> {
        Value::List(texts.map(|text| Value::Text(text.into())).collect())
    }
}

/// An answer: query, expansions, hints, total, facets, hits, partial.
pub fn search<'a>(archive: &'a Archive, query: &'a str, results: &'a Results) -> Value<'a> {
    let expansion = |Expansion { of, how, words }: &'a Expansion| {
        let words = words.iter().map(|word| Value::text(word)).collect();
        Value::Record(vec![("of", Value::text(of)), ("how", Value::text(name_of(*how))), ("words", Value::List(words))])
    };
    let facet = |facet: &'a FacetCounts| {
        let found = facet.values.iter().filter(|(_, count)| *count > 0);
        (facet.key, Value::Record(found.map(|(value, count)| (&**value, Value::Count(*count))).collect()))
    };
    Value::Record(vec![
        ("query", Value::text(query)),
        ("expansions", Value::List(results.expansions.iter().map(expansion).collect())),
        ("hints", Value::texts(results.hints.iter().map(hint))),
        ("total", Value::Count(results.total)),
        ("facets", Value::Record(results.facets.iter().map(facet).collect())),
        ("hits", hits(archive, &results.hits)),
        ("partial", hits(archive, &results.partial)),
    ])
}

/// Suggestions: query, text, total.
pub fn suggestions<'a>(suggestions: &'a [Suggestion]) -> Value<'a> {
    let record = |one: &'a Suggestion| {
        let Suggestion { query, text, total, .. } = one;
        Value::Record(vec![("query", Value::text(query)), ("text", Value::text(text)), ("total", Value::Count(*total))])
    };
    Value::List(suggestions.iter().map(record).collect())
}

/// Related provisions: provision, score, relation, evidence.
pub fn related<'a>(archive: &'a Archive, asked: ProvisionNo, related: &'a [Related]) -> Value<'a> {
    let record = |found: &'a Related| {
        Some(Value::Record(vec![
            ("provision", id(archive, found.provision)?),
            ("score", score(found.score)),
            ("relation", Value::text(found.relation.name())),
            ("evidence", Value::texts(found.evidence.iter().map(|one| evidence(archive, asked, found.provision, one)))),
        ]))
    };
    Value::List(related.iter().filter_map(record).collect())
}

/// Documents side by side: rows, unaligned.
pub fn alignment<'a>(archive: &'a Archive, alignment: &'a Alignment) -> Value<'a> {
    Value::Record(vec![
        ("rows", rows(archive, alignment)),
        ("unaligned", cells(archive, alignment, &alignment.unaligned)),
    ])
}

/// Rows of documents side by side: cells, relation, evidence, pairs.
pub fn rows<'a>(archive: &'a Archive, alignment: &'a Alignment) -> Value<'a> {
    let reasons = |pair: &'a Pair| -> Vec<String> {
        pair.evidence.iter().map(|one| evidence(archive, pair.base, pair.other, one)).collect()
    };
    let pair = |pair: &'a Pair| {
        Some(Value::Record(vec![
            ("base", id(archive, pair.base)?),
            ("other", id(archive, pair.other)?),
            ("score", score(pair.score)),
            ("relation", Value::text(pair.relation.name())),
            ("evidence", Value::texts(reasons(pair).into_iter())),
        ]))
    };
    let row = |row: &'a Row| {
        let mut all: Vec<String> = Vec::new();
        for reason in row.pairs.iter().flat_map(reasons) {
            if !all.contains(&reason) {
                all.push(reason);
            }
        }
        Value::Record(vec![
            ("cells", cells(archive, alignment, &row.cells)),
            ("relation", Value::text(row.relation().name())),
            ("evidence", Value::texts(all.into_iter())),
            ("pairs", Value::List(row.pairs.iter().filter_map(pair).collect())),
        ])
    };
    Value::List(alignment.rows.iter().map(row).collect())
}

/// What provisions are about: provision, topics, mentions; those that are about nothing known have empty lists.
pub fn topics(archive: &Archive) -> Value<'_> {
    let names = |list: &[TopicNo]| {
        let names = list.iter().filter_map(|&no| archive.topics().get(usize::from(no)));
        Value::List(names.map(|topic| Value::text(&topic.name)).collect())
    };
    let record = |(located, treated): (Located<'_>, &Treated)| {
        Value::Record(vec![
            ("provision", Value::Text(located.id().into())),
            ("topics", names(&treated.main)),
            ("mentions", names(&treated.mentions)),
        ])
    };
    Value::List(archive.corpus.provisions().zip(archive.treated()).map(record).collect())
}

/// Provisions by document, documents with none left out.
fn cells<'a>(archive: &'a Archive, alignment: &Alignment, cells: &[Vec<ProvisionNo>]) -> Value<'a> {
    let filled = alignment.documents.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    let named = filled.filter_map(|(&document_no, cell)| {
        let ids = cell.iter().filter_map(|&provision| id(archive, provision)).collect();
        Some((archive.corpus.documents().get(document_no)?.id.as_str(), Value::List(ids)))
    });
    Value::Record(named.collect())
}

fn id(archive: &Archive, provision: ProvisionNo) -> Option<Value<'_>> {
    Some(Value::Text(archive.corpus.provision(provision)?.id().into()))
}

fn score(score: f32) -> Value<'static> {
    Value::Number((f64::from(score) * 1000.0).round() / 1000.0)
}

/// What shows how the second of two provisions stands to the first, in Chinese: what kind of evidence, and which.
pub fn evidence(archive: &Archive, first: ProvisionNo, second: ProvisionNo, evidence: &Evidence) -> String {
    let name = match evidence {
        Evidence::Words(_) => "共有",
        Evidence::Force(..) => "语气",
        Evidence::Figure(..) => "数值",
        Evidence::Deadline(..) => "期限",
        Evidence::Adds(_) => "增加",
        Evidence::Omits(_) => "未提",
        Evidence::Sentences(..) => "对应句",
    };
    format!("{name}：{}", shown(archive, first, second, evidence))
}

/// The documents' words that show how the second of two provisions stands to the first.
pub fn shown(archive: &Archive, first: ProvisionNo, second: ProvisionNo, evidence: &Evidence) -> String {
    let quote = |provision: ProvisionNo, range: &Range<usize>| {
        let text = archive.corpus.provision(provision).and_then(|at| at.provision.text.get(range.clone()));
        text.unwrap_or_default().trim().to_owned()
    };
    match evidence {
        Evidence::Words(words) | Evidence::Adds(words) | Evidence::Omits(words) => words.join("、"),
        Evidence::Force(first, second) => format!("“{first}”→“{second}”"),
        Evidence::Figure(first, second) | Evidence::Deadline(first, second) => format!("{first}→{second}"),
        Evidence::Sentences(ours, theirs) => format!("“{}”→“{}”", quote(first, ours), quote(second, theirs)),
    }
}

/// A relation in Chinese.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "文字相同",
        Relation::MoreSpecific => "更具体",
        Relation::MoreGeneral => "更概括",
        Relation::Stricter => "更严",
        Relation::Laxer => "更宽",
        Relation::Related => "相关",
    }
}

/// Hits: provision, document, score, reasons, snippet, highlights.
pub fn hits<'a>(archive: &'a Archive, hits: &'a [Hit]) -> Value<'a> {
    let record = |hit: &'a Hit| {
        let located = archive.corpus.provision(hit.provision)?;
        let range = |&(start, end): &(u32, u32)| Value::List(vec![Value::Count(start), Value::Count(end)]);
        Some(Value::Record(vec![
            ("provision", Value::Text(located.id().into())),
            ("document", Value::text(&located.document.id)),
            ("score", score(hit.score)),
            ("reasons", Value::texts(hit.reasons.iter().map(reason))),
            ("snippet", Value::text(&hit.snippet.text)),
            ("highlights", Value::List(hit.snippet.highlights.iter().map(range).collect())),
        ]))
    };
    Value::List(hits.iter().filter_map(record).collect())
}

/// A reason in Chinese.
pub fn reason(reason: &Reason) -> String {
    let list = |words: &[String]| words.iter().map(|word| format!("“{word}”")).collect::<String>();
    match reason {
        Reason::InHeading(words) => format!("标题含{}", list(words)),
        Reason::InTitle(words) => format!("文件题名含{}", list(words)),
        Reason::OfDocument(words) => format!("文件的地区、机关或年份为{}", list(words)),
        Reason::Synonym(form, word) => format!("“{form}”，即“{word}”"),
        Reason::Head => "所检文件的题首".to_owned(),
        Reason::Formula(words) => format!("{}只见于套语或单位名单", list(words)),
        Reason::Often(word, count) => format!("“{word}”{count}见"),
        Reason::SameSentence(0) => "各词同句相连".to_owned(),
        Reason::SameSentence(distance) => format!("各词同句，相距{distance}字"),
        Reason::SuggestedReading => "见于校改读法，原文印作他字".to_owned(),
        Reason::Listed => "按条文次序列出".to_owned(),
        Reason::Has(word) => format!("含“{word}”"),
    }
}

/// A hint in Chinese.
pub fn hint(hint: &Hint) -> String {
    match hint {
        Hint::UnpairedQuote => "引号不成对，已作普通文字检索".to_owned(),
        Hint::OnlyExclusions => "只有排除词，已作普通文字检索；请再加一个要找的词".to_owned(),
        Hint::UnpairedBracket => "括号不成对，已略去".to_owned(),
        Hint::UnknownField(name) => format!("没有“{name}”这个字段，已作普通文字检索"),
        Hint::NotCollected(number) => format!("{number}：未收录"),
        Hint::OtherNumber(number) => format!("收录的是另一文号：{number}"),
        Hint::Missing(word) => format!("语料中未见“{word}”"),
        Hint::Try { query, total } => format!("可改检“{query}”（{total}条）"),
    }
}

/// The name of a way in which a question was read.
fn name_of(how: How) -> &'static str {
    match how {
        How::Words => "words",
        How::Sentence => "sentence",
        How::Synonyms => "synonyms",
        How::Parts => "parts",
        How::Members => "members",
        How::Simplified => "simplified",
        How::English => "english",
        How::Pinyin => "pinyin",
        How::Corrected => "corrected",
        How::Title => "title",
        How::Number => "number",
    }
}

/// How a question was read, in Chinese.
pub fn expansion(Expansion { of, how, words }: &Expansion) -> String {
    let words = words.join("、");
    match how {
        How::Words => format!("“{of}”连写未见，改按词检索：{words}"),
        How::Sentence => format!("整句按词检索，含其大半即列出：{words}"),
        How::Synonyms => format!("“{of}”的同义词一并检索：{words}"),
        How::Parts => format!("“{of}”所含一并检索：{words}"),
        How::Members => format!("“{of}”即{words}，全列的也算"),
        How::Simplified => format!("“{of}”按简体作“{words}”"),
        How::English => format!("“{of}”按中文检索：{words}"),
        How::Pinyin => format!("“{of}”按拼音作“{words}”"),
        How::Corrected => format!("未见“{of}”，按“{words}”检索"),
        How::Title => format!("“{of}”似为文件标题，先列该文件"),
        How::Number => format!("按发文字号检索：{words}"),
    }
}
