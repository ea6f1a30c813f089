//! A page as received.
//!
//! In: its text. Out: its lines, and its characters without what was declared as removed. Doesn't know documents.

use crate::diagnostic::Diagnostic;
use crate::document::Removal;
use crate::document::curated::Placed;
use crate::text::is_blank;

/// A page as received: lines of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    lines: Vec<String>,
}

impl Page {
    /// A page from its text.
    pub fn of(text: &str) -> Page {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Page { lines: text.lines().map(str::to_owned).collect() }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// Every character but white space and what was removed, with its place; and the removals that don't fit.
    pub fn without(&self, removals: &[Removal]) -> (Vec<Placed>, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let mut keep: Vec<Vec<bool>> = self.lines.iter().map(|line| vec![true; line.chars().count()]).collect();
        for removal in removals {
            let (first, last) = (removal.first as usize, removal.last as usize);
            let Some(lines) = first.checked_sub(1).and_then(|start| keep.get_mut(start..last)) else {
                let message =
                    format!("the removed lines {first} to {last} don't exist; the source has {}", self.lines.len());
                problems.push(Diagnostic::error(0, 0, message, "count the lines from 1"));
                continue;
            };
            match &removal.text {
                None => lines.iter_mut().for_each(|line| line.fill(false)),
                Some(text) => {
                    let place = self.lines[first - 1..last].iter().zip(lines).find_map(|(line, keep)| {
                        let at = line.find(text.as_str())?;
                        Some((line[..at].chars().count(), keep))
                    });
                    match place {
                        Some((at, keep)) => keep[at..at + text.chars().count()].fill(false),
                        None => {
                            let message =
                                format!("“{text}”, to be removed from lines {first} to {last}, doesn't stand there");
                            problems.push(Diagnostic::error(0, 0, message, "give it as the source prints it"));
                        }
                    }
                }
            }
        }
        let mut kept = Vec::new();
        for (index, (line, keep)) in self.lines.iter().zip(&keep).enumerate() {
            for (column, (c, keep)) in line.chars().zip(keep).enumerate() {
                if *keep && !is_blank(c) {
                    kept.push(Placed { c, line: index as u32 + 1, column: column as u32 + 1 });
                }
            }
        }
        (kept, problems)
    }
}
