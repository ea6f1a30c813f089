//! The parts that pages are made of.

pub mod card;
pub mod excerpt;
#[cfg(feature = "whole")]
pub mod exports;
#[cfg(feature = "whole")]
pub mod facts;
pub mod frame;
#[cfg(feature = "whole")]
pub mod kin;
pub mod outline;
pub mod passage;
pub mod phrase;
pub mod search_box;
#[cfg(feature = "whole")]
pub mod side;
pub mod tray;
#[cfg(feature = "whole")]
pub mod twin;
pub mod typing;
