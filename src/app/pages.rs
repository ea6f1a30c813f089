//! The pages: each renders a route from the view, and touches the browser only in effects.

#[cfg(feature = "whole")]
pub mod beside;
#[cfg(not(feature = "whole"))]
pub mod coming;
#[cfg(feature = "whole")]
pub mod compare;
#[cfg(feature = "whole")]
pub mod document;
#[cfg(feature = "whole")]
pub mod facts;
pub mod help;
pub mod home;
pub mod search;
#[cfg(feature = "whole")]
pub mod topics;
