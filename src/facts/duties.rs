//! Who has to do what.
//!
//! In: passages and the words for roles and units. Out: [`Duty`]s, each with the stretch of text that it covers. Knows
//! the grammar of assignments, not who the units are.
//!
//! An assignment stands in brackets behind what it covers (`…(牵头单位:甲处会同乙处;责任单位:丙局)`, `…(甲厅牵头,乙厅配合)`),
//! or as a sentence of its own (`责任单位:甲局。`). It covers what stands before it, back to the assignment before, or to
//! the heading. Where a provision has none of these, the units that begin a sentence and “要” do something bear it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::passage::Passage;
use crate::corpus::ProvisionNo;
use crate::document::Fault;
use crate::lexicon::units::Units;
use crate::text::{Span, fold, without_blanks};

/// A task, or part of one, and who bears it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Where the assignment stands.
    pub provision: ProvisionNo,
    /// What the task is called: the provision's heading, or the first clause of what is covered.
    pub task: String,
    /// What is covered: bytes of the provision's printed text.
    pub scope: Span,
    /// What the roles were read from: bytes of the provision's printed text.
    pub evidence: Span,
    /// As printed.
    pub printed: Roles,
    /// As the editor thinks that it should read, where that differs.
    pub suggested: Option<Roles>,
    /// Every unit that has part in it, each once, those that lead first; as suggested where that differs.
    pub units: Vec<Unit>,
    /// Whether it is a unit that running text names, and not an assignment.
    pub is_actor: bool,
    /// Why the editor put it so, if it was not read.
    pub correction: Option<String>,
}

/// A unit and its part in a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// By its usual name.
    pub name: String,
    /// What it does.
    pub role: Role,
}

/// Units by what they do, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// 牵头.
    pub lead: Vec<String>,
    /// 会同、配合.
    pub with: Vec<String>,
    /// 责任.
    pub responsible: Vec<String>,
}

impl Roles {
    /// Every unit, those that lead first.
    pub fn all(&self) -> impl Iterator<Item = (Role, &String)> {
        let of = [(Role::Lead, &self.lead), (Role::With, &self.with), (Role::Responsible, &self.responsible)];
        of.into_iter().flat_map(|(role, names)| names.iter().map(move |name| (role, name)))
    }

    /// Every unit once, by the name that `usual` gives it.
    pub(super) fn units<'a>(&'a self, usual: impl Fn(&'a str) -> &'a str) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        for (role, printed) in self.all() {
            let name = usual(printed);
            if !units.iter().any(|known| known.name == name) {
                units.push(Unit { name: name.to_owned(), role });
            }
        }
        units
    }

    fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// The same, each name as it is printed in a stretch of a passage that has it folded.
    fn printed(mut self, passage: &Passage<'_>, within: Range<usize>) -> Roles {
        let text = &passage.text[within.clone()];
        for name in self.lead.iter_mut().chain(&mut self.with).chain(&mut self.responsible) {
            if let Some(at) = text.find(name.as_str()) {
                let printed = passage.printed(within.start + at..within.start + at + name.len());
                *name = without_blanks(&passage.located.provision.text[printed]);
            }
        }
        self
    }

    fn of(&mut self, role: Role) -> &mut Vec<String> {
        match role {
            Role::Lead => &mut self.lead,
            Role::With => &mut self.with,
            Role::Responsible => &mut self.responsible,
        }
    }
}

/// What a unit does in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// 牵头.
    Lead,
    /// 会同、配合.
    With,
    /// 责任.
    Responsible,
}

/// Words that lay a duty on whoever stands before them, unit or not: 有关省份要….
const DEMANDS: [&str; 5] = ["要", "应当", "应", "必须", "须"];

/// So many characters may name those who bear a duty in running text.
const ACTORS: usize = 45;

/// The duties that a provision lays on units.
pub fn read(passage: &Passage<'_>, units: &Units) -> Vec<Duty> {
    let assigned = assigned(passage, units);
    if assigned.is_empty() { acting(passage, units) } else { assigned }
}

fn assigned(passage: &Passage<'_>, units: &Units) -> Vec<Duty> {
    let text = &passage.text;
    let brackets = passage.enclosed.iter().filter(|enclosed| matches!(enclosed.mark, '(' | '['));
    let mut stretches: Vec<(Range<usize>, Range<usize>)> = brackets
        .map(|bracket| (bracket.range.clone(), bracket.range.start + 1..bracket.range.end - 1))
        .filter(|(whole, _)| whole.start >= passage.body)
        .collect();
    let is_labelled = |sentence: &Range<usize>| label(&text[sentence.clone()], units).is_some();
    stretches.extend(passage.sentences().into_iter().filter(is_labelled).map(|sentence| (sentence.clone(), sentence)));
    stretches.sort_by_key(|(whole, _)| whole.start);

    let mut duties = Vec::new();
    let mut from = passage.body;
    for (whole, inside) in stretches {
        let is_list = closes_sentence(text, &whole);
        let assigned = |text: &str| {
            let assigned = roles(text, units);
            if assigned.is_empty() && is_list {
                return Roles { responsible: bare_list(text, units), ..assigned };
            }
            assigned
        };
        let printed = assigned(&text[inside.clone()]);
        if printed.is_empty() {
            continue;
        }
        let skipped = text[from..whole.start].chars().take_while(|c| matches!(c, '。' | ';' | ',')).map(char::len_utf8);
        let scope = from + skipped.sum::<usize>()..whole.start;
        from = whole.end;
        // 牵头单位:…。责任单位:…。: one assignment in two sentences.
        if let Some(last) = duties.last_mut().filter(|_: &&mut Duty| scope.is_empty()) {
            let more = printed.printed(passage, inside);
            last.printed.lead.extend(more.lead);
            last.printed.with.extend(more.with);
            last.printed.responsible.extend(more.responsible);
            last.units = last.printed.units(|name| units.canonical(name));
            last.evidence.end = passage.span(whole).end;
            continue;
        }
        let suggested = assigned(&fold(&reading(passage, passage.printed(inside.clone()))));
        let differs = suggested != printed;
        let suggested = differs.then(|| suggested.printed(passage, inside.clone()));
        let printed = printed.printed(passage, inside);
        duties.push(Duty {
            provision: passage.no,
            units: suggested.as_ref().unwrap_or(&printed).units(|name| units.canonical(name)),
            task: task(passage, &scope),
            scope: passage.span(scope.clone()),
            evidence: passage.span(whole),
            suggested,
            printed,
            is_actor: false,
            correction: None,
        });
    }
    duties
}

/// Whether a bracket stands where assignments do: behind a sentence, or right before its end.
fn closes_sentence(text: &str, bracket: &Range<usize>) -> bool {
    let behind = &text[bracket.end..];
    behind.is_empty() || behind.starts_with(['。', '\n']) || text[..bracket.start].ends_with('。')
}

/// The units of a bracket that has nothing but units: (甲局、乙局).
fn bare_list(text: &str, units: &Units) -> Vec<String> {
    let is_named = ["以下", "简称", "含", "包括", "原", "即"].iter().any(|word| text.starts_with(word));
    let names = split(text, units);
    if is_named || !names.iter().all(|name| units.is_complete(name)) { Vec::new() } else { names }
}

/// A stretch of the printed text with every suggested reading put in.
fn reading(passage: &Passage<'_>, printed: Range<usize>) -> String {
    let provision = passage.located.provision;
    let mut read = String::new();
    let mut at = printed.start;
    for annotation in &provision.annotations {
        let span = annotation.span.range();
        if let Fault::Corrupt { suggested, .. } = &annotation.fault
            && span.start >= at
            && span.end <= printed.end
        {
            read.push_str(&provision.text[at..span.start]);
            read.push_str(suggested);
            at = span.end;
        }
    }
    read.push_str(&provision.text[at..printed.end]);
    read
}

/// What a task is called.
fn task(passage: &Passage<'_>, scope: &Range<usize>) -> String {
    let heading = passage.located.provision.heading();
    if !heading.is_empty() {
        return heading.to_owned();
    }
    let first = passage.clauses(scope.clone()).into_iter().next().unwrap_or_else(|| scope.clone());
    passage.located.provision.text[passage.printed(first)].to_owned()
}

/// The role that a text begins with the label of, and the length of the label with its colon.
fn label(text: &str, units: &Units) -> Option<(Role, usize)> {
    let labels = [(Role::Lead, &units.lead), (Role::With, &units.with), (Role::Responsible, &units.responsible)];
    let fitting = labels.into_iter().flat_map(|(role, labels)| labels.iter().map(move |label| (role, label)));
    let fitting = fitting.filter_map(|(role, label)| {
        let behind = text.strip_prefix(label.as_str())?;
        behind.starts_with(':').then_some((role, label.len() + 1))
    });
    fitting.max_by_key(|(_, length)| *length)
}

/// The roles that an assignment gives; none if it isn't one.
fn roles(text: &str, units: &Units) -> Roles {
    let mut roles = Roles::default();
    let mut role = None;
    for field in fields(text, units) {
        if let Some((labelled, length)) = label(field, units) {
            role = Some(labelled);
            add(&mut roles, labelled, &field[length..], units);
        } else if units.limits.iter().any(|limit| field.starts_with(limit.as_str())) {
            role = None;
        } else if let Some(first) = roles.responsible.first().filter(|_| is_first_leading(field)) {
            roles.lead.push(first.clone());
        } else if let Some((named, length)) = ending_role(field, units) {
            role = None;
            add(&mut roles, named, &field[..length], units);
        } else if let Some(role) = role {
            add(&mut roles, role, field, units);
        }
    }
    roles
}

/// 排在首位的为牵头单位: who is named first leads.
fn is_first_leading(field: &str) -> bool {
    let names_first = ["首位", "第一", "排名最前", "列首"].iter().any(|word| field.contains(word));
    names_first && field.contains("牵头") && !field.contains('、')
}

/// The role that a text ends with the name of, and where that begins: `甲厅牵头`, `乙厅、丙厅按职责分工负责`.
fn ending_role(text: &str, units: &Units) -> Option<(Role, usize)> {
    let names = [(Role::Lead, &units.lead), (Role::With, &units.with), (Role::Responsible, &units.responsible)];
    let fitting = names.into_iter().flat_map(|(role, names)| names.iter().map(move |name| (role, name)));
    let fitting =
        fitting.filter_map(|(role, name)| text.strip_suffix(name.as_str()).map(|before| (role, before.len())));
    let (role, length) = fitting.min_by_key(|(_, length)| *length)?;
    let before = without_others(&text[..length], units);
    units.is_complete(before).then_some((role, length))
}

/// Whether a text begins with the label of what is no unit: 完成时限:.
fn is_limit(text: &str, units: &Units) -> bool {
    units.limits.iter().any(|limit| text.strip_prefix(limit.as_str()).is_some_and(|behind| behind.starts_with(':')))
}

/// The fields of an assignment: parted by semicolons and sentences' ends, and by commas before a label or behind a role.
fn fields<'a>(text: &'a str, units: &Units) -> Vec<&'a str> {
    let mut fields: Vec<&str> = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let before = &text[from..at];
        let behind = &text[at + c.len_utf8()..];
        let parts = match c {
            ';' | '。' => true,
            // 牵头单位:甲处 配合单位:乙处, whose blank is gone.
            _ if units.is_complete(before) && (label(&text[at..], units).is_some() || is_limit(&text[at..], units)) => {
                fields.push(before);
                from = at;
                false
            }
            ',' => {
                label(behind, units).is_some()
                    || is_limit(behind, units)
                    || is_first_leading(behind)
                    || ending_role(before, units).is_some()
            }
            _ => false,
        };
        if parts {
            fields.push(before);
            from = at + c.len_utf8();
        }
    }
    fields.push(&text[from..]);
    fields.retain(|field| !field.is_empty());
    fields
}

fn add(roles: &mut Roles, role: Role, text: &str, units: &Units) {
    match text.split_once("会同").or_else(|| text.split_once("联合")) {
        Some((first, second)) if !first.is_empty() => {
            // 甲厅会同乙厅负责: who brings the others together leads.
            roles.lead.extend(split(first, units));
            roles.with.extend(split(second, units));
        }
        _ => {
            for name in split(text, units) {
                // 甲局(牵头)、乙局: the role stands behind the name.
                match name.strip_suffix("(牵头)") {
                    Some(name) => roles.lead.push(name.to_owned()),
                    None => roles.of(role).push(name),
                }
            }
        }
    }
}

/// A list of units without the “等部门” behind it; in 水利、林业等部门 that word belongs to each.
fn without_others<'a>(text: &'a str, units: &Units) -> &'a str {
    match text.rsplit_once('等') {
        Some((before, behind)) if units.is_complete(before) && behind.chars().count() <= 6 => before,
        _ => text,
    }
}

/// The units of a list, each as printed. A name that isn't complete belongs to the next one: in
/// `各市、州、直管市及神农架林区生态环境局` there is one unit.
pub fn split(text: &str, units: &Units) -> Vec<String> {
    let text = without_others(text.trim_matches(['。', ';', ',', ':']), units);
    let mut pieces: Vec<&str> = Vec::new();
    let (mut from, mut depth) = (0, 0_i32);
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        let (before, behind) = (&text[from..at], &text[at + c.len_utf8()..]);
        let parts = match c {
            '、' | ',' => true,
            '和' | '及' | '与' => {
                let next = up_to_mark(behind);
                let is_generic = units.generic.iter().any(|generic| generic == next);
                // 各县党委和人民政府 are named together.
                let is_joint = before.ends_with("党委") && next.ends_with("政府") && next.chars().count() <= 4;
                units.is_complete(before) && units.is_complete(next) && !is_generic && !is_joint
            }
            _ => false,
        };
        if depth == 0 && parts {
            pieces.push(before);
            from = at + c.len_utf8();
        }
    }
    pieces.push(&text[from..]);
    pieces.retain(|piece| !piece.is_empty());

    let mut names: Vec<Range<usize>> = Vec::new();
    let start = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    let mut open: Option<usize> = None;
    for piece in &pieces {
        // 甲市、乙市人民政府: places that stand for their governments.
        if let Some(from) = open
            && units.is_complete(piece)
            && text[from..start(piece)].trim_end_matches(['、', '和', '及', '与']).split('、').all(is_local)
        {
            names.extend(
                pieces
                    .iter()
                    .map(|piece| start(piece)..start(piece) + piece.len())
                    .filter(|range| from <= range.start && range.end <= start(piece)),
            );
            open = None;
        }
        let range = open.unwrap_or_else(|| start(piece))..start(piece) + piece.len();
        // 各盟行政公署、市人民政府 are named together.
        let is_rest = matches!(*piece, "市人民政府" | "县人民政府" | "区人民政府" | "市政府" | "县政府" | "区政府")
            && names.last().is_some_and(|last| text[last.clone()].starts_with('各'));
        if (is_rest || units.generic.iter().any(|generic| generic == piece))
            && open.is_none()
            && let Some(last) = names.last_mut()
        {
            last.end = range.end;
        } else if units.is_complete(piece.trim_end_matches("(牵头)")) {
            names.push(range);
            open = None;
        } else {
            open = Some(range.start);
        }
    }
    if let Some(open) = open {
        // Nothing completes these: districts that stand for their governments.
        let rest = &text[open..];
        let is_short = pieces.iter().any(|piece| start(piece) >= open && piece.chars().count() < 2);
        if rest.starts_with('各') || is_short {
            names.push(open..text.len());
        } else {
            names.extend(
                pieces
                    .iter()
                    .filter(|piece| start(piece) >= open)
                    .map(|piece| start(piece)..start(piece) + piece.len()),
            );
        }
    }
    names.into_iter().map(|range| text[range].to_owned()).collect()
}

/// Whether a name is a division's own, and no word for several of them.
fn is_local(name: &str) -> bool {
    let ends = name.ends_with(['省', '市', '州', '盟', '县', '区', '旗']);
    ends && name.chars().count() > 2 && !name.starts_with(['各', '直', '设', '有', '相', '所'])
}

/// A text up to the next comma that stands outside of brackets.
fn up_to_mark(text: &str) -> &str {
    let mut depth = 0_i32;
    let end = text.char_indices().find(|&(_, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0 && matches!(c, '、' | ',')
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The duties of units that begin a sentence: `各级财政部门要…`.
fn acting(passage: &Passage<'_>, units: &Units) -> Vec<Duty> {
    let mut duties = Vec::new();
    for sentence in passage.sentences() {
        let text = &passage.text[sentence.clone()];
        // What stands in brackets is no actor; 由 is no part of a name.
        let text = text.strip_prefix('由').unwrap_or(text);
        let sentence = sentence.end - text.len()..sentence.end;
        let Some((actors, modal)) = actors(text, units).filter(|(actors, _)| !actors.starts_with('(')) else {
            continue;
        };
        let end = actors.as_ptr() as usize + actors.len() - text.as_ptr() as usize;
        let behind = text[end..].trim_start_matches(',');
        let beside = behind
            .strip_prefix(modal)
            .filter(|_| matches!(modal, "要" | "应" | "应当" | "负责"))
            .and_then(|behind| behind.strip_prefix("会同"));
        let others = beside.and_then(|others| others.find("部门").map(|at| &others[..at + "部门".len()]));
        let with = others.map(|others| split(others, units)).unwrap_or_default();
        let named = split(actors, units);
        let leads = modal == "牵头" || behind.contains("负总责") || behind.contains("牵头");
        let printed = if leads {
            Roles { lead: named, with, responsible: Vec::new() }
        } else {
            Roles { lead: Vec::new(), with, responsible: named }
        };
        let from = sentence.start + end - actors.len();
        let until = others.map_or(end, |others| others.as_ptr() as usize + others.len() - text.as_ptr() as usize);
        let evidence = from..sentence.start + until;
        let scope = passage.span(sentence.clone());
        let printed = printed.printed(passage, evidence.clone());
        duties.push(Duty {
            provision: passage.no,
            task: task(passage, &sentence),
            scope,
            units: printed.units(|name| units.canonical(name)),
            printed,
            evidence: passage.span(evidence),
            suggested: None,
            is_actor: true,
            correction: None,
        });
    }
    duties
}

/// The units that a sentence begins with, if a duty is put on them; and what puts it.
fn actors<'a>(sentence: &'a str, units: &'a Units) -> Option<(&'a str, &'a str)> {
    let limit = sentence.char_indices().nth(ACTORS).map_or(sentence.len(), |(at, _)| at);
    let ends = |name: &str, endings: &[String]| endings.iter().any(|ending| name.ends_with(ending.as_str()));
    let bears = |name: &str, word: &str| {
        let is_collective = units.collectives.iter().any(|collective| collective == name);
        let is_charge = word == "对" && (sentence.contains("负总责") || sentence.contains("负责"));
        is_collective && (word != "对" || is_charge)
            || units.is_complete(name) && (is_charge || units.charges.iter().any(|charge| charge == word))
            || ends(name, &units.authorities) && units.acts.iter().any(|act| act == word)
            || ends(name, &units.loose) && DEMANDS.contains(&word)
    };
    let words = units.charges.iter().chain(&units.acts).map(String::as_str).chain(["对"]);
    let places = words.flat_map(|word| sentence[..limit].match_indices(word).map(move |(at, _)| (at, word)));
    let named = places.filter_map(|(at, word)| {
        // 按照部署,省厅要: who begins the clause, not the sentence.
        let before = sentence[..at].trim_end_matches(',');
        let name = before.rsplit(',').next().unwrap_or(before);
        let is_plain =
            !units.no_actors.iter().any(|verb| before.contains(verb.as_str())) && !before.contains(['"', '《', '。']);
        let is_actor = is_plain && name.chars().count() > 1 && bears(name, word);
        is_actor.then_some((before.len(), name, word))
    });
    // Of two words that begin at one place the longer is meant: 应当, not 应.
    named.min_by_key(|(end, _, word)| (*end, usize::MAX - word.len())).map(|(_, name, word)| (name, word))
}

#[cfg(test)]
mod tests {
    use super::super::passage::tests::corpus;
    use super::*;
    use crate::lexicon::units;

    fn units() -> Units {
        let (units, found) = units::units(include_str!("../../data/lexicon/units.toml"));
        assert!(found.is_empty(), "{found:?}");
        units
    }

    fn of(body: &str) -> Vec<(String, Roles)> {
        let corpus = corpus(body);
        let all = (0..).zip(corpus.provisions()).flat_map(|(no, located)| {
            let text = &located.provision.text;
            read(&Passage::of(no, located), &units())
                .into_iter()
                .map(move |duty| (duty.scope.of(text).to_owned(), duty.suggested.unwrap_or(duty.printed)))
        });
        all.collect()
    }

    fn roles(lead: &[&str], with: &[&str], responsible: &[&str]) -> Roles {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Roles { lead: list(lead), with: list(with), responsible: list(responsible) }
    }

    #[test]
    fn a_list_is_split_into_units() {
        for (list, expected) in [
            ("甲处、乙局", &["甲处", "乙局"][..]),
            ("各市、州、直管市及某某林区生态环境局", &["各市、州、直管市及某某林区生态环境局"]),
            ("省水利和湖泊局、省住房和城乡建设厅", &["省水利和湖泊局", "省住房和城乡建设厅"]),
            ("省财政厅和省水利厅", &["省财政厅", "省水利厅"]),
            ("厅机关各处室、单位", &["厅机关各处室、单位"]),
            ("省财政厅、省水利厅等部门", &["省财政厅", "省水利厅"]),
            ("甲市、乙市", &["甲市", "乙市"]),
            ("省、市", &["省、市"]),
            ("水利、林业等有关部门", &["水利、林业等有关部门"]),
            ("省水利厅,各市、县(区)", &["省水利厅", "各市、县(区)"]),
            ("各市(州)、县人民政府", &["各市(州)、县人民政府"]),
            ("甲乙市、丙丁市人民政府", &["甲乙市", "丙丁市人民政府"]),
            ("各盟行政公署、市人民政府", &["各盟行政公署、市人民政府"]),
            ("各县(市、区)党委和人民政府", &["各县(市、区)党委和人民政府"]),
        ] {
            assert_eq!(split(list, &units()), expected, "{list}");
        }
    }

    #[test]
    fn brackets_cover_what_stands_before_them() {
        let found = of(
            "1.强化监测。建网，补点（牵头单位：监测处会同各业务处室；责任单位：各市生态环境局）。开展比武。（牵头单位：人事处）",
        );
        assert_eq!(
            found,
            [
                ("建网，补点".to_owned(), roles(&["监测处"], &["各业务处室"], &["各市生态环境局"])),
                ("开展比武。".to_owned(), roles(&["人事处"], &[], &[])),
            ]
        );
    }

    #[test]
    fn roles_are_told_by_labels_and_by_verbs() {
        for (bracket, expected) in [
            ("牵头单位：甲厅；配合单位：乙厅、丙局", roles(&["甲厅"], &["乙厅", "丙局"], &[])),
            ("甲厅牵头，乙厅、丙局配合", roles(&["甲厅"], &["乙厅", "丙局"], &[])),
            ("甲部牵头，乙部、丙部等参与", roles(&["甲部"], &["乙部", "丙部"], &[])),
            ("甲厅、乙厅等按职责分工负责", roles(&[], &[], &["甲厅", "乙厅"])),
            ("责任单位：甲厅，各市（州）人民政府", roles(&[], &[], &["甲厅", "各市（州）人民政府"])),
            ("甲厅牵头负责，乙厅、丙局等参加", roles(&["甲厅"], &["乙厅", "丙局"], &[])),
            ("牵头单位：甲处；完成时限：2025年4月", roles(&["甲处"], &[], &[])),
            ("牵头单位：甲处 配合单位：乙处", roles(&["甲处"], &["乙处"], &[])),
            (
                "甲部、乙部及沿海省（区、市）人民政府按职责分工负责",
                roles(&[], &[], &["甲部", "乙部", "沿海省（区、市）人民政府"]),
            ),
            ("责任单位：甲局（牵头）、乙局", roles(&["甲局"], &[], &["乙局"])),
            ("责任单位：甲局、乙局，排在首位的为牵头单位", roles(&["甲局"], &[], &["甲局", "乙局"])),
            ("甲局会同乙局负责", roles(&["甲局"], &["乙局"], &[])),
            ("牵头单位：甲局，责任单位：乙局，完成时间：2024年10月", roles(&["甲局"], &[], &["乙局"])),
            ("甲局、乙局", roles(&[], &[], &["甲局", "乙局"])),
            ("以下简称甲局", roles(&[], &[], &[])),
            ("以下简称先行区", roles(&[], &[], &[])),
            ("含县城", roles(&[], &[], &[])),
        ] {
            let found = of(&format!("建网（{bracket}）。"));
            let only = found.first().map(|(_, roles)| roles.clone()).unwrap_or_default();
            assert_eq!(only, expected, "{bracket}");
        }
        let found = of("建网。牵头单位：甲局；责任单位：乙局。");
        assert_eq!(found, [("建网。".to_owned(), roles(&["甲局"], &[], &["乙局"]))]);
        let found = of("建网。责任单位：甲局。");
        assert_eq!(found, [("建网。".to_owned(), roles(&[], &[], &["甲局"]))]);
    }

    #[test]
    fn other_names_of_a_unit_are_one() {
        let corpus = corpus("建网（牵头单位：省发改委；责任单位：省发展和改革委员会、甲处）。");
        let located = corpus.provision(0).expect("there is one");
        let names: Vec<_> =
            read(&Passage::of(0, located), &units())[0].units.iter().map(|unit| unit.name.clone()).collect();
        assert_eq!(names, ["省发展改革委", "甲处"]);
    }

    #[test]
    fn a_suggested_reading_is_kept_apart() {
        let corpus = corpus("办赛（[责任单位]{sic=\"牵头单位\" why=\"疑\" sure=\"high\"}：甲处；责任单位：乙局）。");
        let located = corpus.provision(0).expect("there is one");
        let duties = read(&Passage::of(0, located), &units());
        assert_eq!(duties[0].printed, roles(&[], &[], &["甲处", "乙局"]));
        assert_eq!(duties[0].suggested, Some(roles(&["甲处"], &[], &["乙局"])));
    }

    #[test]
    fn units_that_begin_a_sentence_bear_it() {
        for (sentence, expected) in [
            ("各级财政部门要落实资金。", roles(&[], &[], &["各级财政部门"])),
            ("甲部要会同有关部门制定指南。", roles(&[], &["有关部门"], &["甲部"])),
            ("省、市生态环境部门牵头开展评估。", roles(&["省、市生态环境部门"], &[], &[])),
            ("所在省级人民政府对建设负总责。", roles(&["所在省级人民政府"], &[], &[])),
            ("市县党委和政府要落实责任。", roles(&[], &[], &["市县党委和政府"])),
            ("按照统一部署,省水利厅牵头组织评估。", roles(&["省水利厅"], &[], &[])),
            ("推动各部门要素共享。", roles(&[], &[], &[])),
            ("主要任务如下。", roles(&[], &[], &[])),
        ] {
            let found = of(sentence);
            assert_eq!(found.first().map(|(_, roles)| roles.clone()).unwrap_or_default(), expected, "{sentence}");
        }
    }
}
