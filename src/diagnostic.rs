//! What is wrong with a document, where, and what to do: values, never panics.
//!
//! In: nothing. Out: [`Diagnostic`]. Doesn't know who prints it.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The corpus is sound; an editor may want to look.
    Warning,
    /// The corpus says something untrue or can't be linked to; `check` fails.
    Error,
}

impl Severity {
    /// `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding. Lines and columns count from 1, columns in characters; 0 means the whole file or line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The file, relative to the data folder; empty where the caller knows better.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// The character in that line, from 1; 0 for the line as a whole.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Diagnostic {
    /// An error at a line and column.
    pub fn error(line: u32, column: u32, message: impl Into<String>, remedy: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            file: String::new(),
            line,
            column,
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// A warning at a line and column.
    pub fn warning(line: u32, column: u32, message: impl Into<String>, remedy: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(line, column, message, remedy) }
    }

    /// The same finding, said of a file.
    pub fn of(mut self, file: &str) -> Diagnostic {
        self.file = file.to_owned();
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        write!(f, ": {}: {}", self.severity.name(), self.message)?;
        if !self.remedy.is_empty() {
            write!(f, "\n    {}", self.remedy)?;
        }
        Ok(())
    }
}
