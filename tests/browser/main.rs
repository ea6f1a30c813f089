//! The site in a real browser, used as a person uses it: by typing, clicking, reading, going back.
//!
//! In: the finished site (`POLICY_EXPLORER_DIST`, or `dist/`), an engine (`ENGINE`), its browser and its driver (see
//! `engine`). Out: passes and failures, and pictures of every page in `target/screenshots/`. `cargo xtask test --only
//! chromium` (or `firefox`, `webkit`) starts all of it.
#![allow(clippy::print_stdout, reason = "the measured times are for people to read")]

mod arriving;
mod comparing;
mod engine;
mod facts;
mod failing;
mod harness;
mod host;
mod hostile;
mod hosting;
mod keyboard;
mod lasting;
mod looking;
mod measuring;
mod offline;
mod portal;
mod reading;
mod scripting;
mod searching;
mod secure;
mod settings;
mod single;
mod suggesting;
mod understanding;
