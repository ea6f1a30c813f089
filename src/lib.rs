//! Search, read and compare Chinese policy documents.
//!
//! The data goes one way, and the modules stand in that order:
//!
//! ```text
//! data/sources -> data/documents -> Corpus -> Index -> site -> Query -> Results -> view
//! ```
//!
//! Everything here is pure: values in, values out, no browser, no files, no clock. Only `cli` (the native program)
//! and `app` (the page) do I/O, and both call nothing but [`archive::Archive`] for their answers. A malformed
//! document never fails: it yields what could be read, and [`diagnostic::Diagnostic`]s. `Result` is for bytes.

pub mod diagnostic;
pub mod lookup;
pub mod order;
pub mod source;
pub mod text;

pub mod document;
pub mod lexicon;
pub mod phonetics;
pub mod thesaurus;

pub mod corpus;
pub mod segment;

pub mod format;
pub mod index;

pub mod query;

pub mod compare;
pub mod facts;

pub mod archive;
pub mod export;
pub mod records;
pub mod route;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "cli")]
pub mod cli;
