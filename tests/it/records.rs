//! How much of what people read by hand the rules read too: `tests/records/`, made by reading the five documents, apart
//! from the rules. The figures stand on the pages of the tables, and must be the measured ones.

use policy_explorer::archive::Archive;
use policy_explorer::cli::load;
use policy_explorer::corpus::ProvisionNo;
use policy_explorer::facts::citations::Target as Leads;
use policy_explorer::facts::measured::{CITATIONS, CONTROLS, DUTIES, Measured, PLACES, TARGETS, TOPICS};
use policy_explorer::text::{Span, fold};
use serde_json::Value;

use crate::data;

fn records(name: &str) -> Vec<Value> {
    let path = data().parent().expect("data/ stands in the project").join("tests/records").join(name);
    let text = std::fs::read_to_string(&path).expect("the records can be read");
    let all: Vec<Value> = serde_json::from_str(&text).expect("they are a list");
    // Where whoever made them was in doubt, there is nothing to measure by.
    all.into_iter().filter(|record| record["sure"] != false).collect()
}

fn text(record: &Value, field: &str) -> String {
    fold(record[field].as_str().unwrap_or_default())
}

/// The words of a list.
fn list(record: &Value, field: &str) -> Vec<String> {
    record[field].as_array().into_iter().flatten().filter_map(Value::as_str).map(fold).collect()
}

/// Counts the records that are read, and names the others in `missed`.
fn measure(
    archive: &Archive,
    name: &str,
    missed: &mut Vec<String>,
    is_read: impl Fn(&Value, ProvisionNo) -> bool,
) -> Measured {
    let records = records(name);
    let mut right = 0;
    for record in &records {
        let id = record["provision"].as_str().unwrap_or_default();
        let provision = archive.corpus.number_of(id).unwrap_or_else(|| panic!("{name}: there is no provision {id}"));
        if is_read(record, provision) {
            right += 1;
        } else {
            missed.push(format!("{name}: {record}"));
        }
    }
    Measured { right, of: records.len() }
}

#[test]
fn as_many_hand_made_records_are_read_as_the_pages_say() {
    let archive = load::with_facts(&data()).expect("the corpus can be read");
    let facts = archive.facts().expect("they came with it");
    let printed = |no: ProvisionNo, at: Span| {
        fold(at.of(&archive.corpus.provision(no).expect("a fact stands in a provision").provision.text))
    };
    let overlap = |one: &str, other: &str| !one.is_empty() && (one.contains(other) || other.contains(one));

    let mut missed = Vec::new();
    let targets = measure(&archive, "targets.json", &mut missed, |record, provision| {
        facts.targets.iter().filter(|target| target.provision == provision).any(|target| {
            let value = record["value"].as_f64();
            // A date alone has no figure that counts.
            let is_value = value.is_none() || target.value.last().map(|figure| figure.value()) == value;
            let deadline = target.deadline.map(|due| due.day.to_string());
            let indicator = fold(&target.indicator);
            is_value
                && (value.is_none() || fold(&target.unit) == text(record, "unit"))
                && deadline.as_deref() == record["deadline"].as_str()
                && overlap(&printed(provision, target.at), &text(record, "quote"))
                && shares(&indicator, &text(record, "indicator"))
        })
    });
    let duties = measure(&archive, "duties.json", &mut missed, |record, provision| {
        facts.duties.iter().filter(|duty| duty.provision == provision).any(|duty| {
            let roles = [
                (&duty.printed.lead, "lead"),
                (&duty.printed.with, "with"),
                (&duty.printed.responsible, "responsible"),
            ];
            let bare = |text: String| text.trim_matches(['。', ';', ',']).to_owned();
            bare(printed(provision, duty.scope)) == bare(text(record, "scope"))
                && roles.into_iter().all(|(names, field)| {
                    names.iter().map(|name| fold(name)).collect::<Vec<_>>() == list(record, field)
                })
        })
    });
    let controls = measure(&archive, "controls.json", &mut missed, |record, provision| {
        facts.controls.iter().filter(|control| control.provision == provision).any(|control| {
            let subjects = list(record, "subjects");
            let about: Vec<String> = control.subjects.iter().chain(&control.zone).map(|name| fold(name)).collect();
            control.kind.name() == record["kind"].as_str().unwrap_or_default()
                && overlap(&printed(provision, control.at), &text(record, "quote"))
                && (subjects.is_empty()
                    || about.iter().any(|name| subjects.iter().any(|subject| overlap(subject, name))))
        })
    });
    let citations = measure(&archive, "citations.json", &mut missed, |record, provision| {
        facts.citations.iter().filter(|citation| citation.provision == provision).any(|citation| {
            let to = match &citation.target {
                Leads::Document(no) => archive.corpus.documents().get(*no as usize).map(|to| to.id.as_str()),
                _ => None,
            };
            to == record["resolves_to"].as_str() && overlap(&printed(provision, citation.at), &text(record, "quote"))
        })
    });
    let places = measure(&archive, "places.json", &mut missed, |record, provision| {
        facts.places.iter().filter(|named| named.provision == provision).any(|named| {
            let sought = text(record, "name");
            let is_variant = fold(&named.group) == sought && fold(&named.name).starts_with(&sought);
            named.at.iter().any(|at| printed(provision, *at) == sought) || fold(&named.name) == sought || is_variant
        })
    });
    let topics = measure(&archive, "topics.json", &mut missed, |record, provision| {
        let told = &archive.treated()[provision as usize].main;
        let names: Vec<&str> = told.iter().map(|no| archive.topics()[usize::from(*no)].name.as_str()).collect();
        record["main"]
            .as_array()
            .into_iter()
            .flatten()
            .all(|main| main.as_str().is_some_and(|main| names.contains(&main)))
    });
    assert_eq!(
        [targets, duties, controls, citations, places, topics],
        [TARGETS, DUTIES, CONTROLS, CITATIONS, PLACES, TOPICS],
        "measured, and as src/facts/measured.rs has it; not read:\n{}",
        missed.join("\n")
    );
}

/// Whether two names of indicators are made of the same characters for the most part: 开展先行区建设的省份 and 省份.
fn shares(one: &str, other: &str) -> bool {
    let (short, long) = if one.chars().count() < other.chars().count() { (one, other) } else { (other, one) };
    let shared = short.chars().filter(|c| long.contains(*c)).count();
    !short.is_empty() && shared * 3 >= short.chars().count() * 2
}
