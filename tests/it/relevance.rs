//! How well answers are ordered, on questions with judgements made by hand (`tests/relevance.json`).
//!
//! A judgement of 2 is what was wanted, 1 is of use. The measure is nDCG at ten (Järvelin and Kekäläinen, *Cumulated
//! gain-based evaluation of IR techniques*, 2002), with gains of 2^judgement − 1.

use std::collections::BTreeMap;

use policy_explorer::query::{Request, Results};
use serde_json::Value;

use crate::ARCHIVE;

fn judgements() -> Value {
    serde_json::from_str(include_str!("../relevance.json")).expect("the judgements are JSON")
}

fn ask(query: &str) -> Results {
    ARCHIVE.search(&Request { query: query.to_owned(), limit: 10, ..Request::default() })
}

fn gain(judgement: u64, place: usize) -> f64 {
    ((1_u64 << judgement) - 1) as f64 / (place as f64 + 2.0).log2()
}

#[test]
fn what_is_wanted_comes_first() {
    let judgements = judgements();
    let mut kinds: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut without = Vec::new();
    for asked in judgements["queries"].as_array().expect("a list") {
        let (kind, query) = (asked["kind"].as_str().expect("a kind"), asked["query"].as_str().expect("a question"));
        let relevant = asked["relevant"].as_object().expect("judgements");
        let judged = |id: &str| relevant.get(id).and_then(Value::as_u64).unwrap_or(0);
        let found: Vec<u64> = ask(query)
            .hits
            .iter()
            .filter_map(|hit| ARCHIVE.corpus.provision(hit.provision))
            .map(|at| judged(&at.id()))
            .collect();
        let mut best: Vec<u64> = relevant.values().filter_map(Value::as_u64).collect();
        best.sort_unstable_by(|one, other| other.cmp(one));
        let total =
            |judged: &[u64]| judged.iter().take(10).enumerate().map(|(place, &at)| gain(at, place)).sum::<f64>();
        kinds.entry(kind.to_owned()).or_default().push(total(&found) / total(&best));
        if found.iter().all(|&judged| judged == 0) {
            without.push(query.to_owned());
        }
    }
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    let all: Vec<f64> = kinds.values().flatten().copied().collect();
    let shown: Vec<String> = kinds.iter().map(|(kind, scores)| format!("{:.2} {kind}", mean(scores))).collect();
    assert!(mean(&all) > 0.86, "nDCG@10 {:.3}; {}", mean(&all), shown.join(", "));
    assert!(without.len() <= 3, "nothing of use for {without:?}");
}

#[test]
fn what_is_not_there_is_not_found() {
    for query in judgements()["nothing"].as_array().expect("a list").iter().filter_map(Value::as_str) {
        let results = ask(query);
        assert_eq!(results.total, 0, "“{query}”");
        assert!(!results.hints.is_empty(), "“{query}” is answered without a word");
    }
}
