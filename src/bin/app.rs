//! The page's door.

fn main() {
    policy_explorer::app::start();
}
