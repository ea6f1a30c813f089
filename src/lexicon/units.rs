//! Words by which units and their roles are told: `units.toml`.
//!
//! In: the file's text. Out: [`Units`]. Doesn't know the grammar of assignments.

use serde::Deserialize;

use super::tables;
use crate::diagnostic::Diagnostic;
use crate::text::fold;

/// Words by which units and their roles are told, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Who leads: 牵头单位.
    pub lead: Vec<String>,
    /// Who helps: 配合单位.
    pub with: Vec<String>,
    /// Who answers for it: 责任单位.
    pub responsible: Vec<String>,
    /// Labels of what is no unit: 完成时限.
    pub limits: Vec<String>,
    /// What names of units end with.
    pub endings: Vec<String>,
    /// What names of organs, companies and schools end with.
    pub organs: Vec<String>,
    /// What ends as names of organs do, and is none: 布局.
    #[serde(default)]
    pub no_organs: Vec<String>,
    /// What is no name alone.
    pub generic: Vec<String>,
    /// What lays a duty on the unit before it: 要, 负责.
    #[serde(default)]
    pub charges: Vec<String>,
    /// What an authority does, said right behind its name: 定期, 制定.
    #[serde(default)]
    pub acts: Vec<String>,
    /// What names of authorities end with.
    #[serde(default)]
    pub authorities: Vec<String>,
    /// Who is meant although no unit is named: 各地.
    #[serde(default)]
    pub collectives: Vec<String>,
    /// What names of those end with who bear a duty only where one is demanded: 省份.
    #[serde(default)]
    pub loose: Vec<String>,
    /// Whoever begins a sentence so is no unit that bears a duty.
    #[serde(default)]
    pub no_actors: Vec<String>,
    /// Other names of units.
    #[serde(default)]
    pub alias: Vec<Alias>,
}

/// A unit that has several names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// What it is called in lists.
    pub name: String,
    /// What it is also printed as.
    pub others: Vec<String>,
}

impl Units {
    /// Whether a text ends as names of units do.
    pub fn is_complete(&self, text: &str) -> bool {
        self.endings.iter().any(|ending| text.ends_with(ending.as_str()))
    }

    /// What a unit is called in lists.
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        let folded = fold(name);
        let alias = self.alias.iter().find(|alias| alias.others.iter().any(|other| fold(other) == folded));
        alias.map_or(name, |alias| &alias.name)
    }
}

/// Reads `units.toml`.
pub fn units(text: &str) -> (Units, Vec<Diagnostic>) {
    let (read, found) = tables::<Units>(text);
    (read.unwrap_or_default(), found)
}
