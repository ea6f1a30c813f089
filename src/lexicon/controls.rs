//! Words by which controls are told: `controls.toml`.
//!
//! In: the file's text. Out: [`ControlWords`]. Doesn't know the grammar of controls.

use serde::{Deserialize, Serialize};

use super::tables;
use crate::diagnostic::Diagnostic;

/// What a control does to a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlKind {
    /// It must not be.
    Prohibit,
    /// It may be within limits.
    Restrict,
    /// It has to end.
    PhaseOut,
    /// Something else has to make up for it.
    Offset,
    /// Something is made easier.
    Ease,
    /// Something has to be done.
    Require,
    /// It is wanted.
    Encourage,
}

impl ControlKind {
    /// The name in lists and answers.
    pub fn name(self) -> &'static str {
        match self {
            ControlKind::Prohibit => "prohibit",
            ControlKind::Restrict => "restrict",
            ControlKind::PhaseOut => "phase_out",
            ControlKind::Offset => "offset",
            ControlKind::Ease => "ease",
            ControlKind::Require => "require",
            ControlKind::Encourage => "encourage",
        }
    }

    /// Whether it decides if a project may be, and how.
    pub fn is_core(self) -> bool {
        !matches!(self, ControlKind::Require | ControlKind::Encourage)
    }
}

/// What kind of thing is controlled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// 行业.
    Industry,
    /// 设施、活动.
    Facility,
    /// 污染物、资源.
    Matter,
    /// 区域.
    Zone,
    /// 审批事项.
    Approval,
    /// 项目 in general.
    Project,
}

/// Words by which controls are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlWords {
    /// What is said, the first that fits counts.
    #[serde(default)]
    pub cue: Vec<Cue>,
    /// Of what.
    #[serde(default)]
    pub subject: Vec<Subject>,
    /// What is done with a project.
    #[serde(default)]
    pub acts: Acts,
}

/// How a kind of control is worded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// The kind.
    pub kind: ControlKind,
    /// The words; `…` stands for anything.
    pub words: Vec<String>,
    /// One of these must stand there too, if there are any.
    #[serde(default)]
    pub with: Vec<String>,
    /// None of these may.
    #[serde(default)]
    pub without: Vec<String>,
    /// Whether no subject need be named.
    #[serde(default)]
    pub free: bool,
}

/// What may be controlled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// What it is called in lists.
    pub name: String,
    /// What it is.
    pub kind: SubjectKind,
    /// What is printed for it.
    pub words: Vec<String>,
    /// What it is a part or a case of.
    #[serde(default)]
    pub above: Vec<String>,
    /// Whether it says so little that being a case of it means little: 工业.
    #[serde(default)]
    pub vague: bool,
    /// Whether what is said of it holds for every project: 生态保护红线.
    #[serde(default)]
    pub general: bool,
}

/// What is done with a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Acts {
    #[serde(default)]
    pub new: Vec<String>,
    #[serde(default)]
    pub expand: Vec<String>,
    #[serde(default)]
    pub rebuild: Vec<String>,
    #[serde(default)]
    pub extract: Vec<String>,
    #[serde(default)]
    pub other: Vec<String>,
}

/// Reads `controls.toml`.
pub fn controls(text: &str) -> (ControlWords, Vec<Diagnostic>) {
    let (read, mut found) = tables::<ControlWords>(text);
    let words = read.unwrap_or_default();
    let names: Vec<&str> = words.subject.iter().map(|subject| subject.name.as_str()).collect();
    for subject in &words.subject {
        for above in subject.above.iter().filter(|above| !names.contains(&above.as_str())) {
            let cause = format!("“{}” stands under “{above}”, which is no subject", subject.name);
            found.push(Diagnostic::error(0, 1, cause, "name a [[subject]], or leave it out"));
        }
    }
    (words, found)
}
