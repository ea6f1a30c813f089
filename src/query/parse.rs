//! Reads what people type, leniently: what is no syntax is text, and nothing fails.
//!
//! In: a line of text, and a way to ask whether the corpus has a string. Out: [`Node`]s and hints.
//!
//! ```text
//! 丹江口 水质           both words           “一水一策”        letter for letter
//! 丹江口 OR 洪湖        either               -农村  NOT 农村  不含:农村     not this
//! (丹江口 OR 洪湖) 水质  groups               标题:无废城市  地区:湖北       in one field
//! 同句:(禁止 化工)      in one sentence       年份:2021-2024              from year to year
//! ```
//!
//! A piece that the corpus has as it was typed is never syntax: people paste 牵头单位:水处 and （一） from the text.

use super::Hint;
use crate::text::{fold, is_blank};

/// A question, or part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A word, a phrase, a sentence.
    Term(Term),
    /// All of these.
    All(Vec<Node>),
    /// Any of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// All of this in one sentence.
    SameSentence(Box<Node>),
}

/// Something to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As typed, without its marks.
    pub typed: String,
    /// Folded; never empty.
    pub folded: String,
    /// Whether it must stand there letter for letter.
    pub is_phrase: bool,
    /// Where it must stand.
    pub field: Field,
}

/// Where a term must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field {
    /// Anywhere in a provision.
    #[default]
    Anywhere,
    /// In the heading of a provision, or the title of its document.
    Heading,
    /// In the body of a provision.
    Body,
    /// In the number of the document, or of the notice that forwards it.
    Number,
    /// Among those who issued the document.
    Issuer,
    /// In the name of the region where the document applies.
    Region,
    /// The level of the document.
    Level,
    /// The genre of the document.
    Genre,
    /// The year of the document, or years.
    Year,
}

/// What is written before a colon.
enum Prefix {
    Field(Field),
    Not,
    SameSentence,
    SameProvision,
}

const PREFIXES: [(&str, Prefix); 35] = [
    ("标题", Prefix::Field(Field::Heading)),
    ("题名", Prefix::Field(Field::Heading)),
    ("title", Prefix::Field(Field::Heading)),
    ("heading", Prefix::Field(Field::Heading)),
    ("正文", Prefix::Field(Field::Body)),
    ("内容", Prefix::Field(Field::Body)),
    ("body", Prefix::Field(Field::Body)),
    ("text", Prefix::Field(Field::Body)),
    ("文号", Prefix::Field(Field::Number)),
    ("发文字号", Prefix::Field(Field::Number)),
    ("number", Prefix::Field(Field::Number)),
    ("机关", Prefix::Field(Field::Issuer)),
    ("发文机关", Prefix::Field(Field::Issuer)),
    ("issuer", Prefix::Field(Field::Issuer)),
    ("地区", Prefix::Field(Field::Region)),
    ("region", Prefix::Field(Field::Region)),
    ("层级", Prefix::Field(Field::Level)),
    ("级别", Prefix::Field(Field::Level)),
    ("level", Prefix::Field(Field::Level)),
    ("文种", Prefix::Field(Field::Genre)),
    ("genre", Prefix::Field(Field::Genre)),
    ("kind", Prefix::Field(Field::Genre)),
    ("年份", Prefix::Field(Field::Year)),
    ("年", Prefix::Field(Field::Year)),
    ("year", Prefix::Field(Field::Year)),
    ("不含", Prefix::Not),
    ("排除", Prefix::Not),
    ("not", Prefix::Not),
    ("同句", Prefix::SameSentence),
    ("句", Prefix::SameSentence),
    ("sentence", Prefix::SameSentence),
    ("同条", Prefix::SameProvision),
    ("条", Prefix::SameProvision),
    ("clause", Prefix::SameProvision),
    ("provision", Prefix::SameProvision),
];

/// Groups inside groups beyond this are read as text; nobody types them.
const DEEPEST: usize = 24;

/// Reads a question. `occurs` tells of a folded string whether the corpus has it.
pub fn parse(typed: &str, occurs: &dyn Fn(&str) -> bool) -> (Node, Vec<Hint>) {
    let mut reader = Reader { rest: typed, occurs, hints: Vec::new(), depth: 0 };
    let mut nodes = Vec::new();
    loop {
        nodes.extend(reader.any());
        if reader.rest.is_empty() {
            break;
        }
        // Only a bracket that closes nothing stops the reader early.
        reader.hint(Hint::UnpairedBracket);
        reader.skip_one();
    }
    let mut node = joined(nodes, Node::All);
    if !has_terms(&node) {
        // “-交城” may be a piece of text that begins with a hyphen; there is nothing else to look for.
        let text = term(typed.trim_matches(is_blank), false, Field::Anywhere);
        if text.is_some() && node != Node::All(Vec::new()) {
            reader.hint(Hint::OnlyExclusions);
        }
        node = text.unwrap_or(Node::All(Vec::new()));
    }
    (node, reader.hints)
}

/// Whether there is anything to find, and not only to leave out.
fn has_terms(node: &Node) -> bool {
    match node {
        Node::Term(_) => true,
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(has_terms),
        Node::SameSentence(node) => has_terms(node),
        Node::Not(_) => false,
    }
}

fn joined(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => join(nodes),
    }
}

fn term(typed: &str, is_phrase: bool, field: Field) -> Option<Node> {
    let folded = fold(typed);
    (!folded.is_empty()).then(|| Node::Term(Term { typed: typed.to_owned(), folded, is_phrase, field }))
}

struct Reader<'a> {
    rest: &'a str,
    occurs: &'a dyn Fn(&str) -> bool,
    hints: Vec<Hint>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn hint(&mut self, hint: Hint) {
        if !self.hints.contains(&hint) {
            self.hints.push(hint);
        }
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(is_blank);
    }

    fn skip_one(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }

    /// The next word up to a blank.
    fn word(&self) -> &'a str {
        &self.rest[..self.rest.find(is_blank).unwrap_or(self.rest.len())]
    }

    /// Alternatives.
    fn any(&mut self) -> Option<Node> {
        let mut branches = Vec::new();
        loop {
            branches.extend(self.all());
            self.skip_blanks();
            let word = self.word();
            if !is_or(word) {
                break;
            }
            self.rest = &self.rest[word.len()..];
        }
        (!branches.is_empty()).then(|| joined(branches, Node::Any))
    }

    /// What must stand together, up to an OR, a closing bracket or the end.
    fn all(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        let mut not = false;
        loop {
            self.skip_blanks();
            let word = self.word();
            if word.is_empty() || closes(self.rest) && self.depth > 0 || is_or(word) && !nodes.is_empty() {
                break;
            }
            if closes(self.rest) && !self.is_text(word) {
                break;
            }
            if matches!(word, "NOT" | "AND" | "&&" | "&" | "＆") || is_or(word) {
                self.rest = &self.rest[word.len()..];
                not = word == "NOT";
                continue;
            }
            if let Some(node) = self.one(Field::Anywhere) {
                nodes.push(if not { Node::Not(Box::new(node)) } else { node });
                not = false;
            }
        }
        (!nodes.is_empty()).then(|| joined(nodes, Node::All))
    }

    /// One thing: a group, a phrase, a word; with what is written before it. Reads at least one character.
    fn one(&mut self, field: Field) -> Option<Node> {
        let word = self.word();
        if self.is_text(word) {
            self.rest = &self.rest[word.len()..];
            return term(word, false, field);
        }
        if let Some(after) = self.rest.strip_prefix(['-', '－', '—', '–', '−', '!', '！'])
            && !after.is_empty()
            && !after.starts_with(is_blank)
        {
            self.rest = after;
            return self.one(field).map(|node| Node::Not(Box::new(node)));
        }
        if let Some((prefix, after)) = self.prefix() {
            self.rest = after.trim_start_matches(is_blank);
            return match prefix {
                Prefix::Field(field) => self.one(*field),
                Prefix::Not => self.one(field).map(|node| Node::Not(Box::new(node))),
                // Without brackets it holds for all that follows.
                Prefix::SameSentence if opens(self.rest) => {
                    self.one(field).map(|node| Node::SameSentence(Box::new(node)))
                }
                Prefix::SameSentence => self.all().map(|node| Node::SameSentence(Box::new(node))),
                Prefix::SameProvision => self.one(field),
            };
        }
        if opens(self.rest) && self.depth < DEEPEST {
            let before = self.rest;
            self.skip_one();
            self.depth += 1;
            let group = self.any();
            self.depth -= 1;
            if closes(self.rest) {
                self.skip_one();
                return group.map(|node| within(node, field));
            }
            self.rest = before;
            self.hint(Hint::UnpairedBracket);
            self.skip_one();
            return self.one_word(field);
        }
        if let Some((inner, after)) = quoted(self.rest) {
            self.rest = after;
            return term(inner, true, field);
        }
        self.one_word(field)
    }

    fn one_word(&mut self, field: Field) -> Option<Node> {
        let mut word = self.word();
        // A bracket that closes a group ends the word, unless it was opened in it.
        let mut open = 0;
        for (at, c) in word.char_indices() {
            match c {
                '(' | '（' => open += 1,
                ')' | '）' if open > 0 => open -= 1,
                ')' | '）' if self.depth > 0 => {
                    word = &word[..at];
                    break;
                }
                _ => {}
            }
        }
        self.rest = &self.rest[word.len()..];
        if word.chars().filter(|&c| is_quote(c)).count() % 2 == 1 && !self.is_text(word) {
            self.hint(Hint::UnpairedQuote);
        }
        if let Some((name, _)) = word.split_once([':', '：'])
            && name.len() > 1
            && name.bytes().all(|b| b.is_ascii_alphabetic())
        {
            self.hint(Hint::UnknownField(name.to_owned()));
        }
        term(word, false, field)
    }

    /// Whether a word that looks like syntax is text that the corpus has.
    fn is_text(&self, word: &str) -> bool {
        let is_syntax = |c: char| {
            is_quote(c) || matches!(c, '(' | '（' | ')' | '）' | ':' | '：' | '-' | '－' | '—' | '–' | '−' | '!' | '！')
        };
        // In a group its last bracket is the group's.
        let word = if self.depth > 0 { word.trim_end_matches([')', '）']) } else { word };
        // What quotation marks hold is a phrase, though the corpus may print them too.
        let is_quoted = quoted(word).is_some_and(|(_, after)| after.is_empty());
        self.depth == 0 && !is_quoted && word.chars().any(is_syntax) && (self.occurs)(&fold(word))
    }

    /// What is written before a colon, and what follows it.
    fn prefix(&self) -> Option<(&'static Prefix, &'a str)> {
        let (name, after) = self.rest.split_once([':', '：'])?;
        let (_, prefix) = PREFIXES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        (!after.trim_start_matches(is_blank).is_empty()).then_some((prefix, after))
    }
}

/// Puts all terms of a group into a field.
fn within(mut node: Node, field: Field) -> Node {
    if field != Field::Anywhere {
        match &mut node {
            Node::Term(term) => term.field = field,
            Node::All(nodes) | Node::Any(nodes) => {
                for inner in nodes {
                    *inner = within(std::mem::replace(inner, Node::All(Vec::new())), field);
                }
            }
            Node::Not(inner) | Node::SameSentence(inner) => {
                **inner = within(std::mem::replace(inner, Node::All(Vec::new())), field);
            }
        }
    }
    node
}

fn is_or(word: &str) -> bool {
    matches!(word, "OR" | "||" | "|" | "｜" | "或" | "或者")
}

fn opens(text: &str) -> bool {
    text.starts_with(['(', '（'])
}

fn closes(text: &str) -> bool {
    text.starts_with([')', '）'])
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '「' | '」' | '『' | '』' | '＂')
}

/// A phrase in quotation marks at the beginning of a text, with a blank, a closing bracket or nothing behind them; and
/// what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut chars = text.char_indices();
    let (_, open) = chars.next().filter(|&(_, c)| is_quote(c))?;
    let inner = open.len_utf8();
    let (close, after) = chars.find_map(|(at, c)| {
        let after = &text[at + c.len_utf8()..];
        let ends = after.is_empty() || after.starts_with(is_blank) || closes(after);
        (is_quote(c) && ends).then_some((at, after))
    })?;
    (close > inner).then(|| (&text[inner..close], after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(node: &Node) -> String {
        let list = |nodes: &[Node], join: &str| nodes.iter().map(shown).collect::<Vec<_>>().join(join);
        match node {
            Node::Term(term) => {
                let field = if term.field == Field::Anywhere { String::new() } else { format!("{:?}:", term.field) };
                format!("{field}{}{}", if term.is_phrase { "=" } else { "" }, term.folded)
            }
            Node::All(nodes) => format!("({})", list(nodes, " ")),
            Node::Any(nodes) => format!("({})", list(nodes, " | ")),
            Node::Not(node) => format!("-{}", shown(node)),
            Node::SameSentence(node) => format!("one{}", shown(node)),
        }
    }

    #[track_caller]
    fn check(typed: &str, expected: &str, hints: &[Hint]) {
        let printed = ["“两山”实践创新基地", "(一)", "牵头单位:水处", "(pm2.5)", "标题:"];
        let printed = printed.map(fold);
        let (node, found) = parse(typed, &|text| printed.iter().any(|known| known == text));
        assert_eq!(shown(&node), expected, "{typed}");
        assert_eq!(found, hints, "{typed}");
    }

    #[test]
    fn words_and_phrases() {
        check("", "()", &[]);
        check("　 ", "()", &[]);
        check("丹江口 水质安全", "(丹江口 水质安全)", &[]);
        check("丹江口　ＶＯＣｓ", "(丹江口 vocs)", &[]);
        check("“一水一策”", "=一水一策", &[]);
        check("\"排污 许可\" 碳", "(=排污许可 碳)", &[]);
        check("「绿盾」", "=绿盾", &[]);
        check("“两山”实践创新基地", "\"两山\"实践创新基地", &[]);
        check("“四山", "\"四山", &[Hint::UnpairedQuote]);
        check("\"\"", "\"\"", &[]);
    }

    #[test]
    fn exclusions() {
        check("排污权 -排污许可", "(排污权 -排污许可)", &[]);
        check("排污权 -“排污许可”", "(排污权 -=排污许可)", &[]);
        check("排污权 NOT 排污许可", "(排污权 -排污许可)", &[]);
        check("排污权 不含：排污许可", "(排污权 -排污许可)", &[]);
        check("排污权 -(许可 OR 收费)", "(排污权 -(许可 | 收费))", &[]);
        check("-交城", "-交城", &[Hint::OnlyExclusions]);
        check("-", "-", &[]);
        check("—坚持", "-坚持", &[Hint::OnlyExclusions]);
    }

    #[test]
    fn alternatives_and_groups() {
        check("丹江口 OR 洪湖", "(丹江口 | 洪湖)", &[]);
        check("丹江口 或 洪湖 水质", "(丹江口 | (洪湖 水质))", &[]);
        check("(丹江口 OR 洪湖) 水质", "((丹江口 | 洪湖) 水质)", &[]);
        check("（丹江口 | 洪湖）AND 水质", "((丹江口 | 洪湖) 水质)", &[]);
        check("((a b) OR c) d", "(((a b) | c) d)", &[]);
        check("水质 OR", "水质", &[]);
        check("OR 水质", "水质", &[]);
    }

    #[test]
    fn fields_and_scopes() {
        check("标题:无废城市", "Heading:无废城市", &[]);
        check("标题：“无废城市” 湖北", "(Heading:=无废城市 湖北)", &[]);
        check("title:(无废城市 OR 碳) year:2024", "((Heading:无废城市 | Heading:碳) Year:2024)", &[]);
        check("年份: 2021-2024", "Year:2021-2024", &[]);
        check("同句:(禁止 化工)", "one(禁止 化工)", &[]);
        check("同句:禁止 化工", "one(禁止 化工)", &[]);
        check("同条:(禁止 化工) 长江", "((禁止 化工) 长江)", &[]);
        check("-地区:湖北 噪声", "(-Region:湖北 噪声)", &[]);
    }

    #[test]
    fn what_is_no_syntax_is_text() {
        check("（一）", "(一)", &[]);
        check("牵头单位:水处", "牵头单位:水处", &[]);
        check("(PM2.5)", "(pm2.5)", &[]);
        check("标题:", "标题:", &[]);
        check("foo:水", "foo:水", &[Hint::UnknownField("foo".into())]);
        check("(丹江口 水质", "(丹江口 水质)", &[Hint::UnpairedBracket]);
        check("丹江口) 水质", "(丹江口) 水质)", &[]);
        check(") 水质", "水质", &[Hint::UnpairedBracket]);
        check("()", "()", &[]);
    }

    proptest! {
        #[test]
        fn anything_can_be_read(typed in "[-a-c()（）:：“”\" 水质标题同句NOTOR|]{0,40}|.{0,40}") {
            let (node, _) = parse(&typed, &|_| false);
            prop_assert!(has_terms(&node) || fold(&typed).is_empty());
        }
    }
}
