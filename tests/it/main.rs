//! What the program promises, on the real corpus and on made-up ones. One binary; its modules are the contents page.

#[path = "../answers/mod.rs"]
mod answers;
mod command_line;
mod comparing;
mod corpus;
mod facets;
mod facts;
mod golden;
mod recall;
mod records;
mod relevance;

use std::path::PathBuf;
use std::sync::LazyLock;

use policy_explorer::archive::Archive;
use policy_explorer::cli::load;
use policy_explorer::format::Payload;

fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data")
}

static PAYLOAD: LazyLock<Payload> = LazyLock::new(|| load::payload(&data()).expect("the corpus can be read"));

static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| Archive::of(PAYLOAD.clone()));

/// Numbers that look random and are the same at every run (Steele, Lea and Flood, *SplitMix64*, 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % limit
    }
}

#[test]
fn answers_are_those_of_the_browser() {
    answers::check();
}
