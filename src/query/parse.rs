//! Reads what people type, leniently: what is no syntax is text.
//!
//! In: a line of text. Out: [`Query`] and hints. Doesn't know the corpus.
//!
//! Blanks part words, all of which must occur; quotation marks of any kind around a word hold it together; a hyphen
//! before a word leaves out what has it.

use super::Hint;
use crate::text::{fold, is_blank};

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// All that must, or must not, occur.
    pub clauses: Vec<Clause>,
}

/// One thing that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// As typed, without its marks.
    pub typed: String,
    /// In the form in which texts are compared; never empty.
    pub folded: String,
    /// Whether it must stand there letter for letter.
    pub is_phrase: bool,
    /// Whether it must not occur.
    pub is_excluded: bool,
}

impl Clause {
    fn new(typed: &str, is_phrase: bool, is_excluded: bool) -> Option<Clause> {
        let folded = fold(typed);
        (!folded.is_empty()).then(|| Clause { typed: typed.to_owned(), folded, is_phrase, is_excluded })
    }
}

/// Reads a question.
pub fn parse(typed: &str) -> (Query, Vec<Hint>) {
    let mut hints = Vec::new();
    let mut clauses = Vec::new();
    let mut rest = typed.trim_matches(is_blank);
    while !rest.is_empty() {
        let (is_excluded, word) = match rest.strip_prefix('-') {
            Some(after) if !after.is_empty() && !after.starts_with(is_blank) => (true, after),
            _ => (false, rest),
        };
        let phrase = quoted(word).and_then(|(inner, after)| Some((Clause::new(inner, true, is_excluded)?, after)));
        let (clause, after) = match phrase {
            Some((clause, after)) => (Some(clause), after),
            None => {
                let end = word.find(is_blank).unwrap_or(word.len());
                if word[..end].chars().filter(|&c| is_quote(c)).count() % 2 == 1 {
                    hints.push(Hint::UnpairedQuote);
                }
                (Clause::new(&word[..end], false, is_excluded), &word[end..])
            }
        };
        clauses.extend(clause);
        rest = after.trim_start_matches(is_blank);
    }
    if !clauses.is_empty() && clauses.iter().all(|clause| clause.is_excluded) {
        // “-交城” may be a piece of text that begins with a hyphen; there is nothing else to look for.
        hints.push(Hint::OnlyExclusions);
        clauses = Clause::new(typed.trim_matches(is_blank), false, false).into_iter().collect();
    }
    hints.dedup();
    (Query { clauses }, hints)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '「' | '」' | '『' | '』' | '＂')
}

/// A word in quotation marks at the beginning of a text, with a blank or nothing behind them; and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut chars = text.char_indices();
    let (_, open) = chars.next().filter(|&(_, c)| is_quote(c))?;
    let inner = open.len_utf8();
    let (close, after) = chars.find_map(|(at, c)| {
        let after = &text[at + c.len_utf8()..];
        (is_quote(c) && (after.is_empty() || after.starts_with(is_blank))).then_some((at, after))
    })?;
    (close > inner).then(|| (&text[inner..close], after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &[&str], hints: &[Hint]) {
        let (query, found) = parse(typed);
        let shown: Vec<String> = query
            .clauses
            .iter()
            .map(|c| {
                format!("{}{}{}", if c.is_excluded { "-" } else { "" }, if c.is_phrase { "=" } else { "" }, c.folded)
            })
            .collect();
        assert_eq!(shown, expected, "{typed}");
        assert_eq!(found, hints, "{typed}");
    }

    #[test]
    fn what_people_type() {
        check("", &[], &[]);
        check("　 ", &[], &[]);
        check("丹江口 水质安全", &["丹江口", "水质安全"], &[]);
        check("丹江口　ＶＯＣｓ", &["丹江口", "vocs"], &[]);
        check("“一水一策”", &["=一水一策"], &[]);
        check("\"排污 许可\" 碳", &["=排污许可", "碳"], &[]);
        check("「绿盾」", &["=绿盾"], &[]);
        check("排污权 -排污许可", &["排污权", "-排污许可"], &[]);
        check("排污权 -“排污许可”", &["排污权", "-=排污许可"], &[]);
        check("“两山”实践创新基地", &["\"两山\"实践创新基地"], &[]);
        check("“两山", &["\"两山"], &[Hint::UnpairedQuote]);
        check("-交城", &["-交城"], &[Hint::OnlyExclusions]);
        check("-", &["-"], &[]);
        check("\"\"", &["\"\""], &[]);
        check("—坚持", &["-坚持"], &[]);
    }

    proptest! {
        #[test]
        fn anything_can_be_read(typed in ".{0,40}") {
            let (query, _) = parse(&typed);
            prop_assert_eq!(query.clauses.is_empty(), fold(&typed).is_empty());
            prop_assert!(query.clauses.iter().all(|clause| !clause.folded.is_empty()));
        }
    }
}
