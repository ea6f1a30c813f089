//! The native program's door.

fn main() -> std::process::ExitCode {
    policy_explorer::cli::run()
}
