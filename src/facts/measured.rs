//! How many of the hand-made records in `tests/records/` the rules read rightly, for the pages to say so.
//!
//! `tests/it/records.rs` measures, and fails if a figure here is not the measured one.

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Records that are read in every field.
    pub right: usize,
    /// All records.
    pub of: usize,
}

/// What is to be reached: figure, unit, deadline and indicator.
pub const TARGETS: Measured = Measured { right: 31, of: 33 };
/// Who has to do what: the stretch of text, and the units of every role.
pub const DUTIES: Measured = Measured { right: 40, of: 40 };
/// What projects are checked against: its kind, and one of its subjects.
pub const CONTROLS: Measured = Measured { right: 99, of: 151 };
/// What is cited: its words, and where it leads.
pub const CITATIONS: Measured = Measured { right: 68, of: 74 };
/// What places are named: the name.
pub const PLACES: Measured = Measured { right: 247, of: 254 };
/// What provisions are about: each of their main topics.
pub const TOPICS: Measured = Measured { right: 78, of: 98 };
