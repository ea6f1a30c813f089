//! The door of the whole program: all pages.

fn main() {
    policy_explorer::app::start();
}
