//! Words by which targets are told: `targets.toml`.
//!
//! In: the file's text. Out: [`TargetWords`]. Doesn't know the grammar of targets.

use serde::Deserialize;

use super::tables;
use crate::diagnostic::Diagnostic;

/// Words by which targets are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetWords {
    /// What figures are counted or measured in.
    pub units: Vec<String>,
    /// … where they say how long something may take.
    pub within_units: Vec<String>,
    /// … where they say how large or how long something is.
    pub sizes: Vec<String>,
    /// How a figure is compared.
    pub comparators: Comparators,
    /// The rest.
    pub words: Words,
}

/// What stands before or behind a figure and compares it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Comparators {
    pub at_least_before: Vec<String>,
    pub at_least_after: Vec<String>,
    pub at_most_before: Vec<String>,
    pub at_most_after: Vec<String>,
    pub more_before: Vec<String>,
    pub less_before: Vec<String>,
    pub about_before: Vec<String>,
    pub about_after: Vec<String>,
    pub increase_before: Vec<String>,
    pub decrease_before: Vec<String>,
}

/// Words of other kinds; the head of the file tells what each list is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the head of the file says it")]
pub struct Words {
    pub reaching: Vec<String>,
    pub strength: Vec<String>,
    pub leading: Vec<String>,
    pub shared: Vec<String>,
    pub past: Vec<String>,
    pub completing: Vec<String>,
    pub built: Vec<String>,
    pub rank: Vec<String>,
    pub coverage: Vec<String>,
    pub zero: Vec<String>,
    pub reference: Vec<String>,
    pub rising: Vec<String>,
    pub falling: Vec<String>,
    pub measured: Vec<String>,
    pub wholly: Vec<String>,
    pub not: Vec<String>,
}

/// Reads `targets.toml`.
pub fn targets(text: &str) -> (TargetWords, Vec<Diagnostic>) {
    let (read, found) = tables::<TargetWords>(text);
    (read.unwrap_or_default(), found)
}
