//! The door of the first program: the pages that the first search needs.

fn main() {
    policy_explorer::app::start();
}
