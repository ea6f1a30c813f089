//! Words by which texts refer to other texts: `instruments.toml`.
//!
//! In: the file's text. Out: [`Instruments`]. Doesn't know the grammar of citations.

use serde::{Deserialize, Serialize};

use super::tables;
use crate::diagnostic::Diagnostic;

/// What kind of thing is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CitedKind {
    /// 法律.
    Law,
    /// 行政法规、地方性法规、规章.
    Regulation,
    /// 规划、方案、行动计划.
    Plan,
    /// 意见、通知 and other policy documents.
    Policy,
    /// A document that is named by its number alone.
    Number,
    /// A meeting or a speech whose spirit is to be followed.
    Meeting,
    /// A system, a list, a campaign.
    System,
}

impl CitedKind {
    /// The name in answers.
    pub fn name(self) -> &'static str {
        match self {
            CitedKind::Law => "law",
            CitedKind::Regulation => "regulation",
            CitedKind::Plan => "plan",
            CitedKind::Policy => "policy",
            CitedKind::Number => "number",
            CitedKind::Meeting => "meeting",
            CitedKind::System => "system",
        }
    }
}

/// Words by which texts refer to other texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instruments {
    /// Verbs whose object does not exist yet.
    pub planned: Vec<String>,
    /// Verbs whose object exists.
    pub existing: Vec<String>,
    /// What a name doesn't reach over.
    pub boundaries: Vec<String>,
    /// What the names of meetings and speeches end with.
    pub spirit: Vec<String>,
    /// What ends as names do and is none.
    pub not: Vec<String>,
    /// What names of documents end with.
    #[serde(default)]
    pub ending: Vec<Ending>,
    /// Names that are known.
    #[serde(default)]
    pub named: Vec<Instrument>,
}

/// What names of a kind end with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The kind.
    pub kind: CitedKind,
    /// The endings.
    pub endings: Vec<String>,
    /// Whether they end a name without a verb before it, too.
    #[serde(default)]
    pub alone: bool,
}

/// A name that is known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// What it is called in lists.
    pub name: String,
    /// What it is.
    pub kind: CitedKind,
    /// What is printed for it.
    pub others: Vec<String>,
}

/// Reads `instruments.toml`.
pub fn instruments(text: &str) -> (Instruments, Vec<Diagnostic>) {
    let (read, found) = tables::<Instruments>(text);
    (read.unwrap_or_default(), found)
}
