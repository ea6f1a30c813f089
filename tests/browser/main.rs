//! The site in a real browser, used as a person uses it: by typing, clicking, reading, going back.
//!
//! In: the finished site (`POLICY_EXPLORER_DIST`, or `dist/`), a browser (`CHROME`) and its driver (`CHROMEDRIVER`).
//! Out: passes and failures, and pictures of every page in `target/screenshots/`. `cargo xtask test --only
//! browser-tests` starts all of it.
#![allow(clippy::print_stdout, reason = "the measured times are for people to read")]

mod arriving;
mod comparing;
mod facts;
mod failing;
mod harness;
mod keyboard;
mod lasting;
mod looking;
mod measuring;
mod reading;
mod scripting;
mod searching;
mod secure;
mod settings;
mod suggesting;
mod understanding;
