//! The pages: each renders a route from the view, and touches the browser only in effects.

pub mod document;
pub mod help;
pub mod home;
pub mod search;
