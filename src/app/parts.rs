//! The parts that pages are made of.

pub mod card;
pub mod excerpt;
pub mod frame;
pub mod outline;
pub mod passage;
pub mod phrase;
pub mod search_box;
pub mod typing;
