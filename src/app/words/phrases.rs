//! Phrases that depend on what they speak of: counts, names of kinds, reasons.
//!
//! In: plain data of the core. Out: words in a language. The words that stand by themselves are in the table.

use super::Lang;
use crate::compare::{Evidence, Relation};
use crate::corpus::Located;
use crate::document::{Document, Fault, Fidelity, Kind, Level, Sureness};
use crate::query::{Expansion, Hint, How, Reason};
use crate::route::By;

impl Lang {
    /// The label of the search box: what there is to search.
    pub fn search_label(self, documents: usize, clauses: u32) -> String {
        match self {
            Lang::Zh => format!("检索 {documents} 份文件、{clauses} 条"),
            Lang::En => format!("Search {clauses} clauses of {documents} documents"),
        }
    }

    /// How many results, and of how many documents.
    pub fn result_count(self, total: u32, documents: u32) -> (String, String) {
        match self {
            Lang::Zh => (format!("{total} 条"), format!("见于 {documents} 份文件")),
            Lang::En => (
                format!("{total} {}", if total == 1 { "clause" } else { "clauses" }),
                format!("in {documents} {}", if documents == 1 { "document" } else { "documents" }),
            ),
        }
    }

    /// How many results of one document.
    pub fn group_count(self, shown: usize, total: u32) -> String {
        match self {
            Lang::Zh if shown as u32 == total => format!("{total} 条"),
            Lang::Zh => format!("列出 {shown} 条，共 {total} 条"),
            Lang::En if shown as u32 == total => total.to_string(),
            Lang::En => format!("{shown} of {total}"),
        }
    }

    /// How many remarks an editor made on a copy; nothing if none.
    pub fn apparatus(self, document: &Document) -> String {
        let counts = document.counts();
        let said = [
            (counts.corrupt, "校记", "处", "note on a reading", "notes on readings"),
            (counts.broken, "接合断句", "处", "broken sentence joined", "broken sentences joined"),
            (
                counts.removed_lines,
                "删去的网页文字",
                "行",
                "line of the web page left out",
                "lines of the web page left out",
            ),
        ];
        let said = said.into_iter().filter(|(count, ..)| *count > 0).map(|(count, name, unit, one, many)| match self {
            Lang::Zh => format!("{name} {count} {unit}"),
            Lang::En => format!("{count} {}", if count == 1 { one } else { many }),
        });
        said.collect::<Vec<_>>().join(self.comma())
    }

    /// What stands between the members of a list.
    pub fn comma(self) -> &'static str {
        self.pick("、", ", ")
    }

    /// The place among matches: `3 / 17`.
    pub fn place(self, at: usize, total: usize) -> String {
        match (self, at, total) {
            (Lang::Zh, _, 0) => "未见".to_owned(),
            (Lang::En, _, 0) => "none".to_owned(),
            (Lang::Zh, 0, _) => format!("{total} 处"),
            (Lang::En, 0, _) => format!("{total} found"),
            _ => format!("{at} / {total}"),
        }
    }

    /// A way to compare.
    pub fn by(self, by: By) -> &'static str {
        match by {
            By::Clause => self.pick("逐条", "By clause"),
            By::Topic => self.pick("按主题", "By topic"),
            By::Outline => self.pick("全文对照", "Whole texts"),
        }
    }

    /// How a provision stands to another.
    pub fn relation(self, relation: Relation) -> &'static str {
        match (self, relation) {
            (Lang::Zh, _) => crate::records::relation(relation),
            (_, Relation::Same) => "same wording",
            (_, Relation::MoreSpecific) => "more specific",
            (_, Relation::MoreGeneral) => "more general",
            (_, Relation::Stricter) => "stricter",
            (_, Relation::Laxer) => "laxer",
            (_, Relation::Related) => "related",
        }
    }

    /// The name of a kind of evidence.
    pub fn evidence(self, evidence: &Evidence) -> &'static str {
        match evidence {
            Evidence::Words(_) => self.pick("共有", "Shared"),
            Evidence::Force(..) => self.pick("语气", "Force"),
            Evidence::Figure(..) => self.pick("数值", "Figure"),
            Evidence::Deadline(..) => self.pick("期限", "Deadline"),
            Evidence::Adds(_) => self.pick("增加", "Adds"),
            Evidence::Omits(_) => self.pick("未提", "Omits"),
            Evidence::Sentences(..) => self.pick("对应句", "Sentences"),
        }
    }

    /// How many provisions of a document are on a topic, for those who hear it.
    pub fn on_topic(self, topic: &str, document: &str, main: usize, mentions: usize) -> String {
        match self {
            Lang::Zh => format!("{topic}，{document}：{main} 条，另有 {mentions} 条提及"),
            Lang::En => format!("{topic}, {document}: {main} clauses, {mentions} more mention it"),
        }
    }

    /// A facet's name.
    pub fn facet(self, key: &str) -> &'static str {
        match key {
            "level" => self.pick("层级", "Level"),
            "region" => self.pick("地区", "Region"),
            "issuer" => self.pick("发文机关", "Issued by"),
            "genre" => self.pick("文种", "Kind"),
            "year" => self.pick("年份", "Year"),
            "document" => self.pick("文件", "Document"),
            "fidelity" => self.pick("所据副本", "Copy"),
            "topic" => self.pick("主题", "Topic"),
            "place" => self.pick("地点", "Place"),
            "unit" => self.pick("单位", "Unit"),
            "cited" => self.pick("引用", "Cites"),
            "from" => self.pick("自", "from "),
            "to" => self.pick("至", "to "),
            _ => "",
        }
    }

    /// A level's name.
    pub fn level(self, level: Level) -> &'static str {
        match level {
            Level::National => self.pick("国家", "National"),
            Level::Provincial => self.pick("省级", "Provincial"),
            Level::City => self.pick("市级", "City"),
            Level::County => self.pick("县级", "County"),
            Level::Township => self.pick("乡级", "Township"),
        }
    }

    /// How far to trust a copy.
    pub fn fidelity(self, fidelity: Fidelity) -> &'static str {
        match fidelity {
            Fidelity::Official => self.pick("发文机关页面", "official page"),
            Fidelity::Unverified => self.pick("副本待核", "unverified copy"),
            Fidelity::Mirror => self.pick("转载页面", "mirror page"),
            Fidelity::Rewritten => self.pick("改写文本", "rewritten text"),
        }
    }

    /// What a reader should know of a copy, the gravest first; and whether words were changed.
    pub fn flags(self, document: &Document) -> Vec<(&'static str, bool)> {
        let fidelity = document.source.fidelity;
        let mut flags = vec![(self.fidelity(fidelity), fidelity == Fidelity::Rewritten)];
        if document.title_supplied {
            flags.push((self.words().basis_supplied, false));
        }
        if document.has_joins() {
            flags.push((self.pick("断行", "broken lines"), false));
        }
        flags
    }

    /// How sure a suggested reading is.
    pub fn sure(self, sure: Sureness) -> &'static str {
        match sure {
            Sureness::High => self.pick("把握：高", "Sureness: high"),
            Sureness::Medium => self.pick("把握：中", "Sureness: medium"),
            Sureness::Low => self.pick("把握：低", "Sureness: low"),
        }
    }

    /// What a note on a reading says to those who hear it.
    pub fn fault(self, printed: &str, fault: &Fault) -> String {
        let words = self.words();
        match (self, fault) {
            (_, Fault::Broken) => self.pick("副本在此断行", "the copy breaks here").to_owned(),
            (Lang::Zh, Fault::Corrupt { suggested, .. }) if suggested.is_empty() => {
                format!("{}“{printed}”，{}", words.printed_as, words.left_out)
            }
            (Lang::Zh, Fault::Corrupt { suggested, .. }) => {
                format!("{}“{printed}”，{}“{suggested}”", words.printed_as, words.suggested)
            }
            (Lang::En, Fault::Corrupt { suggested, .. }) if suggested.is_empty() => {
                format!("{} “{printed}”, {}", words.printed_as, words.left_out)
            }
            (Lang::En, Fault::Corrupt { suggested, .. }) => {
                format!("{} “{printed}”, {} “{suggested}”", words.printed_as, words.suggested)
            }
        }
    }

    /// A provision's name in the margin: its numbers, or a word.
    pub fn mark(self, path: &str, kind: Kind) -> String {
        let last = path.rsplit('.').next().unwrap_or_default();
        match kind {
            Kind::Paragraph => format!("¶{}", last.trim_start_matches('p')),
            Kind::Principle => format!("{}{}", self.pick("原则", "pr. "), last.trim_start_matches("principle")),
            Kind::Title => self.pick("题", "title").to_owned(),
            Kind::Number => self.pick("文号", "no.").to_owned(),
            Kind::Author => self.pick("署名", "author").to_owned(),
            Kind::Addressees => self.pick("主送", "to").to_owned(),
            Kind::Preamble => self.pick("序", "pre.").to_owned(),
            Kind::Closing => self.pick("结语", "end").to_owned(),
            Kind::Signature => self.pick("落款", "sign.").to_owned(),
            Kind::Openness => self.pick("公开", "open").to_owned(),
            Kind::Copies => self.pick("抄送", "cc").to_owned(),
            Kind::Imprint => self.pick("印发", "print").to_owned(),
            Kind::Carrier | Kind::Group | Kind::Annex => "§".to_owned(),
            Kind::Article => last.trim_start_matches("art").to_owned(),
            _ => {
                let from = path.split('.').position(|part| part.bytes().all(|b| b.is_ascii_digit()));
                path.split('.').skip(from.unwrap_or(0)).collect::<Vec<_>>().join(".")
            }
        }
    }

    /// How a provision is cited; by its name in the margin if it has no number.
    pub fn cited(self, at: &Located<'_>) -> String {
        let citation = at.document.citation(at.index);
        if citation.is_empty() { self.mark(&at.provision.path, at.provision.kind) } else { citation }
    }

    /// Why a provision was found.
    pub fn reason(self, reason: &Reason) -> String {
        if self == Lang::Zh {
            return crate::records::reason(reason);
        }
        let list = |words: &[String]| words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
        match reason {
            Reason::InHeading(words) => format!("heading has {}", list(words)),
            Reason::InTitle(words) => format!("title of the document has {}", list(words)),
            Reason::OfDocument(words) => format!("region, issuer or year of the document is {}", list(words)),
            Reason::Synonym(form, word) => format!("has “{form}” for “{word}”"),
            Reason::Head => "heads the document that was asked for".to_owned(),
            Reason::Formula(words) => format!("{} only in a set formula or a list of units", list(words)),
            Reason::Often(word, count) => format!("“{word}” {count} times"),
            Reason::SameSentence(0) => "all words side by side".to_owned(),
            Reason::SameSentence(distance) => format!("all words in one sentence, {distance} characters apart"),
            Reason::SuggestedReading => "in a suggested reading; printed otherwise".to_owned(),
            Reason::Listed => "listed in printed order".to_owned(),
            Reason::Has(word) => format!("has “{word}”"),
        }
    }

    /// What the asker should know.
    pub fn hint(self, hint: &Hint) -> String {
        if self == Lang::Zh {
            return crate::records::hint(hint);
        }
        match hint {
            Hint::UnpairedQuote => "A quotation mark has no partner and was read as text.".to_owned(),
            Hint::OnlyExclusions => "There are only words to leave out; they were read as text.".to_owned(),
            Hint::UnpairedBracket => "A bracket has no partner and was passed over.".to_owned(),
            Hint::UnknownField(name) => format!("There is no field “{name}”; it was read as text."),
            Hint::NotCollected(number) => format!("{number} is not in the corpus."),
            Hint::OtherNumber(number) => format!("There is another number: {number}."),
            Hint::Missing(word) => format!("“{word}” does not occur in the corpus."),
            Hint::Try { query, total } => format!("Try “{query}” ({total})."),
        }
    }

    /// How a question was read beyond its letters.
    pub fn expansion(self, expansion: &Expansion) -> String {
        if self == Lang::Zh {
            return crate::records::expansion(expansion);
        }
        let Expansion { of, how, words } = expansion;
        let words = words.join(", ");
        match how {
            How::Words => format!("“{of}” does not occur as typed; looking for all of: {words}"),
            How::Sentence => format!("Read as a sentence; looking for most of: {words}"),
            How::Synonyms => format!("“{of}”: also looking for {words}"),
            How::Parts => format!("“{of}”: also looking for its parts {words}"),
            How::Members => format!("“{of}”: also where all of {words} are named"),
            How::Simplified => format!("“{of}” in simplified characters: {words}"),
            How::English => format!("“{of}” in Chinese: {words}"),
            How::Pinyin => format!("“{of}” taken as pinyin: {words}"),
            How::Corrected => format!("“{of}” does not occur; looking for {words}"),
            How::Title => format!("“{of}” looks like a title; that document comes first"),
            How::Number => format!("Looked for as a document's number: {words}"),
        }
    }
}

/// A level by its name in filters.
pub fn level_named(name: &str) -> Option<Level> {
    [Level::National, Level::Provincial, Level::City, Level::County, Level::Township]
        .into_iter()
        .find(|level| level.name() == name)
}

/// A fidelity by its name in filters.
pub fn fidelity_named(name: &str) -> Option<Fidelity> {
    [Fidelity::Official, Fidelity::Unverified, Fidelity::Mirror, Fidelity::Rewritten]
        .into_iter()
        .find(|fidelity| fidelity.name() == name)
}
