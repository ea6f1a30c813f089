//! What is read out of the text.
//!
//! In: a corpus, its folded text, and word lists. Out: facts, as plain data, by provision. Doesn't know who asks.

pub mod topics;
