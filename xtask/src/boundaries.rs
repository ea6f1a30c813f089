//! The borders inside the house, read off the source files: in go the files, out come the places
//! where a file names what only another may name. Comments, strings and tests don't count.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::site::files_in;

/// What only some files may name.
struct Border {
    names: &'static [&'static str],
    /// Where they may: files, or folders ending in `/`, below `src/`.
    home: &'static [&'static str],
    why: &'static str,
}

const BORDERS: [Border; 4] = [
    Border {
        names: &["jieba_rs"],
        home: &["segment.rs", "segment/"],
        why: "one segmenter on both sides of the search",
    },
    Border { names: &["postcard", "crc::"], home: &["format.rs", "format/"], why: "only the format knows bytes" },
    Border {
        names: &["yew", "web_sys", "js_sys", "gloo", "wasm_bindgen"],
        home: &["app.rs", "app/", "bin/app.rs"],
        why: "only the view knows the browser",
    },
    Border {
        names: &[
            "std::env",
            "std::fs",
            "std::io",
            "std::net",
            "std::process",
            "SystemTime",
            "Instant",
            "print!",
            "println!",
            "eprint!",
            "eprintln!",
        ],
        home: &["app.rs", "app/", "cli.rs", "cli/", "bin/", "main.rs"],
        why: "the core does no input or output and knows no clock",
    },
];

/// All trespasses below `src/`, a line each: file, line, name, reason.
pub(crate) fn trespasses(root: &Path) -> Result<Vec<String>> {
    let src = root.join("src");
    let mut found = vec![];
    for file in files_in(&src)? {
        let name = file.strip_prefix(&src)?.to_string_lossy().replace('\\', "/");
        if !name.ends_with(".rs") || name.ends_with("tests.rs") || name.contains("tests/") {
            continue;
        }
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let code = code_only(&text);
        for border in BORDERS.iter().filter(|border| !at_home(&name, border.home)) {
            for (line, word) in named(&code, border.names) {
                found.push(format!("src/{name}:{line}: `{word}`, but {}", border.why));
            }
        }
    }
    Ok(found)
}

fn at_home(name: &str, home: &[&str]) -> bool {
    home.iter().any(|place| if place.ends_with('/') { name.starts_with(place) } else { name == *place })
}

/// Where the code names one of these: line numbers from 1. A group as in `use std::{fs, mem};` is
/// read as the names that it stands for.
fn named<'n>(code: &str, names: &[&'n str]) -> Vec<(usize, &'n str)> {
    let mut found = vec![];
    for name in names {
        for (at, _) in code.match_indices(name) {
            if stands_alone(code, at, name) {
                found.push((line_of(code, at), *name));
            }
        }
        let Some(part) = name.strip_prefix("std::") else {
            continue;
        };
        for (at, opening) in code.match_indices("std::{") {
            let group = code[at + opening.len()..].split(';').next().unwrap_or_default();
            let named = group.match_indices(part).any(|(at, _)| stands_alone(group, at, part));
            if named {
                found.push((line_of(code, at), *name));
            }
        }
    }
    found
}

/// Whether the word at this place is a whole word.
fn stands_alone(code: &str, at: usize, word: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = code[..at].chars().next_back().is_some_and(in_word);
    let after = code[at + word.len()..].chars().next().is_some_and(in_word);
    !(before || after && word.ends_with(in_word))
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// The code with comments and the insides of strings blanked, up to an inline test module.
fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(hashes) = raw_string(rest) {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = hashes + 2;
            rest[body..].find(&end).map_or(rest.len(), |at| body + at + end.len())
        } else if c == '"' {
            quoted(rest, '"').unwrap_or(rest.len())
        } else if c == '\'' && is_char(rest) {
            quoted(rest, '\'').unwrap_or(rest.len())
        } else if c.is_alphanumeric() || c == '_' {
            // A whole word at once, so that the r of `for` opens no raw string.
            let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            code.push_str(&rest[..word]);
            rest = &rest[word..];
            continue;
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.extend(rest[..length].chars().filter(|c| *c == '\n'));
        code.push(' ');
        rest = &rest[length..];
    }
    match code.find("#[cfg(test)]\nmod tests {") {
        Some(tests) => code[..tests].to_owned(),
        None => code,
    }
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The number of `#` of the raw string that begins here.
fn raw_string(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// The length of the literal between these marks.
fn quoted(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

/// Whether this apostrophe opens a character and not a lifetime.
fn is_char(text: &str) -> bool {
    let mut after = text.chars().skip(1);
    match after.next() {
        Some('\\') => true,
        Some(_) => after.next() == Some('\''),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_counts() {
        let text = "// std::fs\n/* yew /* gloo */ postcard */ let a = \"std::io\"; 'x: loop {}\n\
                    let b = r#\"web_sys \"quoted\"\"#; let c = '\"'; for x in y { jieba_rs::cut() }\n";
        let code = code_only(text);
        assert_eq!(named(&code, &["std::fs", "std::io", "gloo", "yew", "postcard", "web_sys"]), []);
        assert_eq!(named(&code, &["jieba_rs"]), [(3, "jieba_rs")]);
    }

    #[test]
    fn groups_are_opened() {
        let code = "use std::{collections::BTreeMap,\n fs::File};\nuse std::fs;\nlet fs = std::fsx();";
        assert_eq!(named(code, &["std::fs", "std::io"]), [(3, "std::fs"), (1, "std::fs")]);
    }

    #[test]
    fn macros_and_tests() {
        let code = code_only("println!(); eprintln!(); \n#[cfg(test)]\nmod tests {\nuse std::fs;\n}");
        assert_eq!(named(&code, &["println!", "std::fs"]), [(1, "println!")]);
    }
}
