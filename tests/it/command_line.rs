//! The contract of the command line: fields, their order, exit status, messages.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::data;

fn run(arguments: &[&str]) -> Output {
    let data = data();
    let command = Command::new(env!("CARGO_BIN_EXE_policy-explorer")).args(arguments).arg("--data").arg(data).output();
    command.expect("the program can be started")
}

fn json(arguments: &[&str]) -> Value {
    let output = run(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the answer is JSON")
}

/// The fields of an object, or of a list's first, in the order in which they were written.
fn fields(arguments: &[&str]) -> Vec<String> {
    let answer = json(arguments);
    let object = answer.get(0).unwrap_or(&answer).as_object().expect("an object");
    object.keys().cloned().collect()
}

#[test]
fn documents() {
    assert_eq!(
        fields(&["documents"]),
        [
            "id",
            "title",
            "title_supplied",
            "short_title",
            "carrier",
            "genre",
            "level",
            "region",
            "issuers",
            "issuers_inferred",
            "number",
            "dates",
            "addressees",
            "copied_to",
            "index_number",
            "subjects",
            "openness",
            "source",
            "counts"
        ]
    );
    let documents = json(&["documents"]);
    assert_eq!(documents.as_array().map(Vec::len), Some(5));
    assert_eq!(documents[1]["dates"]["signed"]["value"], "2024-09-13");
    assert_eq!(documents[0]["carrier"]["number"], "国办函〔2025〕2号");
    assert_eq!(documents[0]["number"], Value::Null);
}

#[test]
fn provisions() {
    assert_eq!(
        fields(&["provisions", "mee-2024-64"]),
        ["id", "document", "parent", "kind", "label", "heading", "text", "verbatim", "reading"]
    );
    let provisions = json(&["provisions", "gbh-2025-2"]);
    let damaged =
        provisions.as_array().and_then(|all| all.iter().find(|one| one["id"] == "gbh-2025-2/3.10")).expect("3.10");
    assert_eq!(damaged["label"], "十)");
    assert!(damaged["verbatim"].as_str().is_some_and(|text| text.starts_with("十)深化生态文明体制改革。健全")));
    assert!(damaged["reading"].as_str().is_some_and(|text| text.starts_with("(十)深化")));
    assert_eq!(damaged["parent"], "gbh-2025-2/3");
}

#[test]
fn search() {
    assert_eq!(fields(&["search", "尾矿库"]), ["query", "expansions", "hints", "total", "facets", "hits", "partial"]);
    let answer = json(&["search", "尾矿库", "--filter", "level=national", "--limit", "1"]);
    assert_eq!(answer["hits"].as_array().map(Vec::len), Some(1));
    let hit = &answer["hits"][0];
    let snippet: Vec<char> = hit["snippet"].as_str().expect("a text").chars().collect();
    let range = &hit["highlights"][0];
    let (start, end) = (range[0].as_u64().expect("a number") as usize, range[1].as_u64().expect("a number") as usize);
    assert_eq!(snippet[start..end].iter().collect::<String>(), "尾矿库");
    assert!(
        answer["facets"]["level"]["provincial"].as_u64().is_some_and(|count| count > 0),
        "other values are counted too"
    );
}

#[test]
fn related_provisions() {
    assert_eq!(fields(&["related", "mee-2024-64/6.13"]), ["provision", "score", "relation", "evidence"]);
    let found = json(&["related", "mee-2024-64/6.13", "--limit", "2"]);
    assert_eq!(found.as_array().map(Vec::len), Some(2));
    assert_eq!(found[0]["provision"], "gbh-2025-2/3.9", "both treat tailings ponds");
    assert_eq!(found[0]["relation"], "more_general", "it names no province");
    let evidence: Vec<&str> =
        found[0]["evidence"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(evidence.contains(&"未提：山西、江西、河南、湖南"), "{evidence:?}");
    assert!(
        evidence.iter().any(|one| one.contains("“完善尾矿库污染隐患排查治理和分类分级监管制度。”")),
        "{evidence:?}"
    );
}

#[test]
fn documents_side_by_side() {
    let documents = ["mee-2024-64", "hubei-2021-regional", "gbh-2025-2"];
    let found = json(&[&["compare"], &documents[..]].concat());
    let rows = found["rows"].as_array().expect("rows");
    let mut seen: Vec<&str> = Vec::new();
    for row in rows {
        for field in ["cells", "relation", "evidence", "pairs"] {
            assert!(!row[field].is_null(), "{field} in {row}");
        }
        let cells = row["cells"].as_object().expect("cells by document");
        assert!(cells.len() > 1 && cells.keys().all(|id| documents.contains(&id.as_str())), "{row}");
        seen.extend(cells.values().flat_map(|cell| cell.as_array().expect("ids")).filter_map(Value::as_str));
    }
    let unaligned = found["unaligned"].as_object().expect("unaligned by document");
    let left = unaligned.values().flat_map(|ids| ids.as_array().expect("ids")).filter_map(Value::as_str);
    assert!(left.clone().count() > 0 && left.clone().all(|id| !seen.contains(&id)), "either in a row or without one");
    let text = String::from_utf8(run(&["compare", "mee-2024-64", "hubei-2021-regional"]).stdout).expect("UTF-8");
    assert!(text.contains("在所比文件中未见对应条款"), "{text}");
    let table =
        String::from_utf8(run(&["compare", documents[0], documents[1], "--format", "csv"]).stdout).expect("UTF-8");
    assert_eq!(csv_records(&table)[0], ["cells", "relation", "evidence", "pairs"]);
}

#[test]
fn tables() {
    let text = String::from_utf8(run(&["provisions", "mee-2024-64", "--format", "csv"]).stdout).expect("UTF-8");
    let mut lines = csv_records(&text).into_iter();
    assert_eq!(lines.next().map(|header| header.len()), Some(9));
    assert!(lines.all(|line| line.len() == 9));
}

/// Splits CSV as RFC 4180 has it.
fn csv_records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ => field.push(c),
        }
    }
    records
}

#[track_caller]
fn check_fails(arguments: &[&str], status: i32, says: &[&str]) {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}");
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    for words in says {
        assert!(message.contains(words), "{arguments:?} says: {message}");
    }
}

#[test]
fn wrong_questions_are_named() {
    check_fails(&["provisions", "nothing"], 1, &["`nothing`", "mee-2024-64"]);
    check_fails(&["search", "水", "--filter", "colour=red"], 1, &["`colour`", "level"]);
    check_fails(&["search", "水", "--filter", "level"], 1, &["KEY=VALUE"]);
    check_fails(&["related", "mee-2024-64/99"], 1, &["`mee-2024-64/99`", "provisions"]);
    check_fails(&["compare", "mee-2024-64", "nothing"], 1, &["`nothing`", "gbh-2025-2"]);
    check_fails(&["compare", "mee-2024-64"], 2, &["2"]);
    check_fails(&["seek", "水"], 2, &["seek"]);
    check_fails(&["build", "--out", "nowhere", "--shell", "no-such-shell"], 1, &["no-such-shell", "cargo xtask build"]);
}

/// A copy of the corpus that a test may damage.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Copy {
        let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&to);
        for folder in ["documents", "sources", "lexicon"] {
            std::fs::create_dir_all(to.join(folder)).expect("a folder can be made");
            for entry in std::fs::read_dir(data().join(folder)).expect("the corpus is there") {
                let entry = entry.expect("an entry can be read");
                std::fs::copy(entry.path(), to.join(folder).join(entry.file_name())).expect("a file can be copied");
            }
        }
        Copy(to)
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.0.join(file);
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        assert!(text.contains(from), "{file} has “{from}”");
        std::fs::write(path, text.replacen(from, to, 1)).expect("the file can be written");
    }

    #[track_caller]
    fn check(&self, status: i32, says: &[&str]) {
        let output =
            Command::new(env!("CARGO_BIN_EXE_policy-explorer")).arg("check").arg("--data").arg(&self.0).output();
        let output = output.expect("the program can be started");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{message}");
        for words in says {
            assert!(message.contains(words), "says: {message}");
        }
    }
}

#[test]
fn check_proves_the_corpus_sound() {
    Copy::new("sound").check(0, &[]);
}

#[test]
fn check_finds_one_altered_character() {
    let copy = Copy::new("altered");
    copy.edit("documents/mee-2024-64.md", "有效减少重金属排放总量", "有效减少重金属排污总量");
    copy.check(1, &["documents/mee-2024-64.md:", "here stands “污总量", "000_3fd891760e989cdc.txt:55:"]);
}

#[test]
fn check_finds_a_removed_line_too_many() {
    let copy = Copy::new("removed");
    copy.edit("documents/gbh-2025-2.md", "lines = [1, 2]", "lines = [1, 3]");
    copy.check(0, &[]); // line 3 is blank
    copy.edit("documents/gbh-2025-2.md", "lines = [1, 3]", "lines = [1, 9]");
    copy.check(1, &["here stands “国务院办公厅转发生态环境部"]);
}

#[test]
fn check_finds_a_changed_source() {
    let copy = Copy::new("source");
    copy.edit("sources/002_47dba2e9a193b9f3.txt", "为贯彻落实", "为了贯彻落实");
    copy.check(1, &["has the hash", "here stands"]);
}

#[test]
fn check_finds_wrong_words_in_the_front_matter() {
    let copy = Copy::new("vocabulary");
    copy.edit("documents/mee-2024-64.md", "genre = \"意见\"", "genre = \"意思\"");
    copy.check(1, &["documents/mee-2024-64.md:6:", "意思"]);
    let copy = Copy::new("date");
    copy.edit("documents/mee-2024-64.md", "value = \"2024-09-13\"", "value = \"2024-09-31\"");
    copy.check(1, &["documents/mee-2024-64.md:", "2024-09-31", "YYYY-MM-DD"]);
    let copy = Copy::new("number");
    copy.edit("documents/mee-2024-64.md", "number = \"环综合〔2024〕64号\"", "number = \"环综合2024-64\"");
    copy.check(1, &["is not a document number"]);
    let copy = Copy::new("evidence");
    copy.edit("documents/mee-2024-64.md", "evidence = \"2024年9月13日\"", "evidence = \"2024年9月14日\"");
    copy.check(1, &["doesn't say 2024-09-13"]);
}

#[test]
fn check_finds_a_malformed_annotation_and_two_of_one_id() {
    let copy = Copy::new("annotation");
    copy.edit("documents/hubei-2021-regional.md", "sure=\"high\"}加强生态", "sure=\"certain\"}加强生态");
    copy.check(1, &["documents/hubei-2021-regional.md:", "high, medium or low"]);
    let copy = Copy::new("ids");
    copy.edit("documents/hubei-2024-plan.md", "2.坚决打好", "1.坚决打好");
    copy.check(1, &["two provisions are both `1.2.1`"]);
}

#[test]
fn a_corpus_that_cannot_be_read_is_named_with_file_and_line() {
    let copy = Copy::new("unreadable");
    copy.edit("documents/mee-2024-64.md", "level = \"national\"", "level = national");
    let output =
        Command::new(env!("CARGO_BIN_EXE_policy-explorer")).arg("documents").arg("--data").arg(&copy.0).output();
    let output = output.expect("the program can be started");
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("documents/mee-2024-64.md:8:"), "{message}");
}

#[test]
fn facts() {
    for (command, expected) in [
        (
            "targets",
            &[
                "provision",
                "quote",
                "indicator",
                "comparator",
                "value",
                "unit",
                "deadline",
                "baseline",
                "scope",
                "strength",
                "kind",
                "core",
                "correction",
            ][..],
        ),
        (
            "duties",
            &["provision", "task", "scope", "lead", "with", "responsible", "suggested", "units", "actor", "correction"],
        ),
        (
            "controls",
            &[
                "provision",
                "quote",
                "kind",
                "strength",
                "subjects",
                "place",
                "zone",
                "threshold",
                "deadline",
                "core",
                "correction",
            ],
        ),
        (
            "citations",
            &["provision", "quote", "name", "kind", "number", "planned", "resolves_to", "candidates", "correction"],
        ),
        ("places", &["provision", "name", "kind", "group", "count", "correction"]),
    ] {
        assert_eq!(fields(&[command]), expected, "{command}");
        let table = run(&[command, "--format", "csv"]);
        let head = String::from_utf8_lossy(&table.stdout).lines().next().unwrap_or_default().to_owned();
        assert_eq!(head, expected.join(","), "{command}");
        assert!(run(&[command]).status.success());
    }
    let bearing = fields(&["bearing", "在汾河干流沿岸新建焦化项目"]);
    assert_eq!(bearing[bearing.len() - 2..], ["score", "reasons"]);
}
