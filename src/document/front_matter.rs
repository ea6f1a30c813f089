//! The front matter of a curated file: TOML, every key known, every value from its list.
//!
//! In: the TOML text. Out: a [`Document`] without provisions, and what is wrong. Described in `data/README.md`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Basis, Dated, Dates, Document, Identity, Removal, Source};
use crate::diagnostic::Diagnostic;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident: $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The word that stands for it in files and answers.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }
    };
}

vocabulary! {
    /// Whose word it is.
    Level:
    #[default]
    /// 国家.
    National = "national",
    /// 省级.
    Provincial = "provincial",
    /// 市级.
    City = "city",
    /// 县级.
    County = "county",
    /// 乡级.
    Township = "township",
}

vocabulary! {
    /// How far to trust a copy.
    Fidelity:
    /// The issuer's own page.
    Official = "official",
    #[default]
    /// It looks sound; where it came from is not known.
    Unverified = "unverified",
    /// A copy on somebody else's site.
    Mirror = "mirror",
    /// Words have been replaced.
    Rewritten = "rewritten",
}

vocabulary! {
    /// 文种: the fifteen of the regulation on official documents (2012), and other kinds of texts.
    #[allow(missing_docs)]
    Genre:
    Resolution = "决议",
    Decision = "决定",
    Order = "命令",
    Communique = "公报",
    Announcement = "公告",
    PublicNotice = "通告",
    #[default]
    Opinion = "意见",
    Notice = "通知",
    Circular = "通报",
    Report = "报告",
    Request = "请示",
    Reply = "批复",
    Bill = "议案",
    Letter = "函",
    Minutes = "纪要",
    Law = "法律",
    AdministrativeRegulation = "行政法规",
    LocalRegulation = "地方性法规",
    Rules = "规章",
    Plan = "规划",
    WorkPlan = "计划",
    ActionPlan = "方案",
    Measures = "办法",
    Provisions = "规定",
    DetailedRules = "细则",
    KeyPoints = "要点",
    Guide = "指南",
    Standard = "标准",
    List = "清单",
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    id: String,
    title: String,
    #[serde(default)]
    title_basis: TitleBasis,
    short_title: String,
    genre: Genre,
    number: Option<String>,
    level: Level,
    region: String,
    #[serde(default)]
    issuers: Vec<String>,
    issuers_basis: Option<IssuersBasis>,
    #[serde(default)]
    addressees: Vec<String>,
    #[serde(default)]
    copied_to: Vec<String>,
    index_number: Option<String>,
    #[serde(default)]
    subjects: Vec<String>,
    openness: Option<String>,
    #[serde(default)]
    dates: DatesTable,
    carrier: Option<CarrierTable>,
    source: SourceTable,
    /// Not read here: what they are about comes later.
    #[serde(default)]
    corrections: Vec<toml::Table>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TitleBasis {
    #[default]
    Printed,
    Supplied,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuersBasis {
    basis: Basis,
    evidence: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DatesTable {
    signed: Option<Dated>,
    printed: Option<Dated>,
    published: Option<Dated>,
    effective: Option<Dated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CarrierTable {
    title: String,
    genre: Genre,
    number: Option<String>,
    #[serde(default)]
    issuers: Vec<String>,
    #[serde(default)]
    addressees: Vec<String>,
    #[serde(default)]
    copied_to: Vec<String>,
    openness: Option<String>,
    #[serde(default)]
    dates: DatesTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceTable {
    file: String,
    sha256: String,
    fidelity: Fidelity,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    removed: Vec<RemovedTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RemovedTable {
    lines: [u32; 2],
    text: Option<String>,
    why: String,
}

impl From<DatesTable> for Dates {
    fn from(table: DatesTable) -> Dates {
        let DatesTable { signed, printed, published, effective } = table;
        Dates { signed, printed, published, effective }
    }
}

/// Reads front matter that begins behind line `line` of its file. What can't be read is left at its default.
/// Hands back the tables of `[[corrections]]` as they are.
pub fn read(toml: &str, line: u32, diagnostics: &mut Vec<Diagnostic>) -> (Document, Vec<toml::Table>) {
    let table: FrontMatter = match toml::from_str(toml) {
        Ok(table) => table,
        Err(error) => {
            let (at_line, column) = position(toml, error.span());
            diagnostics.push(Diagnostic::error(
                line + at_line,
                column,
                format!("the front matter can't be read: {}", error.message()),
                "data/README.md lists the keys and their values",
            ));
            return (Document::default(), Vec::new());
        }
    };
    for (key, value) in
        [("id", &table.id), ("title", &table.title), ("short_title", &table.short_title), ("region", &table.region)]
    {
        if value.trim().is_empty() {
            diagnostics.push(Diagnostic::error(line, 0, format!("`{key}` is empty"), "every document has one"));
        }
    }
    if !table.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        diagnostics.push(Diagnostic::error(
            line,
            0,
            format!("the id “{}” can't stand in a link", table.id),
            "use small Latin letters, digits and hyphens",
        ));
    }
    let numbers = [table.number.as_ref(), table.carrier.as_ref().and_then(|carrier| carrier.number.as_ref())];
    for number in numbers.into_iter().flatten() {
        if !is_document_number(number) {
            diagnostics.push(Diagnostic::error(
                line,
                0,
                format!("“{number}” is not a document number"),
                "write it as printed: the issuer's letters, the year in brackets, the number, 号: 环综合〔2024〕64号",
            ));
        }
    }
    for removal in &table.source.removed {
        if removal.lines[0] == 0 || removal.lines[0] > removal.lines[1] {
            diagnostics.push(Diagnostic::error(
                line,
                0,
                format!("the removed lines {} to {} are no range", removal.lines[0], removal.lines[1]),
                "write lines = [first, last], counted from 1",
            ));
        }
    }
    let issuers_inferred =
        table.issuers_basis.filter(|basis| basis.basis == Basis::Inferred).map(|basis| basis.evidence);
    let document = Document {
        id: table.id,
        short_title: table.short_title,
        identity: Identity {
            title: table.title,
            genre: table.genre,
            number: table.number,
            issuers: table.issuers,
            issuers_inferred,
            addressees: table.addressees,
            copied_to: table.copied_to,
            openness: table.openness,
            dates: table.dates.into(),
        },
        title_supplied: matches!(table.title_basis, TitleBasis::Supplied),
        carrier: table.carrier.map(|carrier| Identity {
            title: carrier.title,
            genre: carrier.genre,
            number: carrier.number,
            issuers: carrier.issuers,
            issuers_inferred: None,
            addressees: carrier.addressees,
            copied_to: carrier.copied_to,
            openness: carrier.openness,
            dates: carrier.dates.into(),
        }),
        level: table.level,
        region: table.region,
        index_number: table.index_number,
        subjects: table.subjects,
        source: Source {
            file: table.source.file,
            sha256: table.source.sha256,
            fidelity: table.source.fidelity,
            notes: table.source.notes,
            removed: table
                .source
                .removed
                .into_iter()
                .map(|removal| Removal {
                    first: removal.lines[0],
                    last: removal.lines[1].max(removal.lines[0]),
                    text: removal.text,
                    why: removal.why,
                })
                .collect(),
        },
        provisions: Vec::new(),
    };
    (document, table.corrections)
}

/// Whether a text has the form of a 发文字号: letters of the issuer, a year in brackets, a number, 号.
pub fn is_document_number(text: &str) -> bool {
    let folded = crate::text::fold(text);
    let Some((issuer, rest)) = folded.split_once(['[', '(']) else { return false };
    let Some((year, serial)) = rest.split_once([']', ')']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let serial = serial.trim_start_matches('第');
    !issuer.is_empty()
        && !issuer.contains(|c: char| c.is_ascii_punctuation())
        && year.len() == 4
        && digits(year)
        && serial.strip_suffix('号').is_some_and(digits)
}

fn position(text: &str, span: Option<Range<usize>>) -> (u32, u32) {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers() {
        for good in ["环综合〔2024〕64号", "国办函〔2025〕2号", "鄂发[2021]10号", "京政办发（2020）第3号"]
        {
            assert!(is_document_number(good), "{good}");
        }
        for bad in ["", "环综合2024年64号", "〔2024〕64号", "环综合〔24〕64号", "环综合〔2024〕64"] {
            assert!(!is_document_number(bad), "{bad}");
        }
    }
}
