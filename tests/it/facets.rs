//! A facet's counts are the sizes of what its values give.

use policy_explorer::index::facets::{Filter, KEYS};
use policy_explorer::query::{Request, Sort};

use crate::{ARCHIVE, Numbers};

fn total(query: &str, filters: &[Filter]) -> u32 {
    let request = Request { query: query.to_owned(), filters: filters.to_vec(), ..Request::default() };
    ARCHIVE.search(&request).total
}

fn filter(key: &str, value: &str) -> Filter {
    Filter { key: key.to_owned(), value: value.to_owned() }
}

#[test]
fn counts_are_what_a_click_gives() {
    let mut numbers = Numbers(7);
    for query in ["", "水", "生态环境", "“无废城市”", "危险废物 转移", "排污权 -排污许可"] {
        for _ in 0..12 {
            let everything = ARCHIVE.search(&Request::default()).facets;
            let mut chosen = Vec::new();
            for _ in 0..numbers.below(4) {
                let facet = &everything[numbers.below(everything.len())];
                let (value, _) = &facet.values[numbers.below(facet.values.len())];
                chosen.push(filter(facet.key, value));
            }
            let results =
                ARCHIVE.search(&Request { query: query.to_owned(), filters: chosen.clone(), ..Request::default() });
            for facet in results.facets {
                for (value, count) in facet.values {
                    // What is chosen of the other facets stays; of this one, only the value.
                    let mut narrowed: Vec<Filter> =
                        chosen.iter().filter(|filter| filter.key != facet.key).cloned().collect();
                    narrowed.push(filter(facet.key, &value));
                    assert_eq!(total(query, &narrowed), count, "“{query}” {chosen:?} + {}={value}", facet.key);
                }
            }
        }
    }
}

#[test]
fn values_of_one_facet_are_alternatives_and_facets_narrow() {
    let both = total("水", &[filter("level", "national"), filter("level", "provincial")]);
    assert_eq!(both, total("水", &[filter("level", "national")]) + total("水", &[filter("level", "provincial")]));
    let narrowed = total("水", &[filter("level", "provincial"), filter("region", "山西省")]);
    assert!(narrowed > 0 && narrowed < total("水", &[filter("level", "provincial")]));
    assert_eq!(total("水", &[filter("level", "national"), filter("region", "山西省")]), 0);
    assert_eq!(total("水", &[filter("level", "nonsense")]), 0);
    assert_eq!(total("水", &[filter("nonsense", "x")]), 0);
}

#[test]
fn the_facets_are_those_of_the_contract() {
    let keys: Vec<&str> = ARCHIVE.search(&Request::default()).facets.iter().map(|facet| facet.key).collect();
    assert_eq!(keys, KEYS);
}

#[test]
fn sorting_changes_the_order_and_nothing_else() {
    let found = |sort| {
        let request = Request { query: "尾矿库".to_owned(), sort, limit: usize::MAX, ..Request::default() };
        ARCHIVE.search(&request).hits.iter().map(|hit| hit.provision).collect::<Vec<u32>>()
    };
    let (by_date, by_document) = (found(Sort::Date), found(Sort::Document));
    assert!(by_date.is_sorted(), "the corpus has the newest document first");
    let ids: Vec<String> =
        by_document.iter().filter_map(|&no| ARCHIVE.corpus.provision(no)).map(|at| at.document.id.clone()).collect();
    assert!(ids.is_sorted());
    let mut relevant = found(Sort::Relevance);
    relevant.sort_unstable();
    assert_eq!(relevant, by_date);
}

#[test]
fn dates_have_bounds() {
    let documents = |filters: &[Filter]| {
        let request = Request { filters: filters.to_vec(), limit: usize::MAX, ..Request::default() };
        let hits = ARCHIVE.search(&request).hits;
        let mut ids: Vec<&str> =
            hits.iter().filter_map(|hit| Some(ARCHIVE.provision(hit.provision)?.0.id.as_str())).collect();
        ids.dedup();
        ids
    };
    let dated = |from: &str, to: &str| documents(&[filter("from", from), filter("to", to)]);
    assert_eq!(dated("2025", "2025"), ["gbh-2025-2"]);
    assert_eq!(dated("2024-09-13", "2024-09-13"), ["mee-2024-64", "hubei-2024-plan", "shanxi-2024-zoning"]);
    assert_eq!(dated("2024-09-14", "2024-12").first(), Some(&"hubei-2024-plan"), "a year may mean any of its days");
    assert_eq!(documents(&[filter("to", "2021-12-31")]), ["hubei-2021-regional"]);
    assert_eq!(documents(&[filter("from", "2024-13")]), [""; 0]);
    assert_eq!(documents(&[filter("from", "2021"), filter("level", "national")]), ["gbh-2025-2", "mee-2024-64"]);
}

#[test]
fn what_was_read_out_of_the_text_narrows_too() {
    let archive = policy_explorer::cli::load::with_facts(&crate::data()).expect("the corpus can be read");
    let facts = archive.facts().expect("they came with it");
    let ids = |key: &str, value: &str| {
        let request = Request { filters: vec![filter(key, value)], limit: usize::MAX, ..Request::default() };
        let mut found: Vec<u32> = archive.search(&request).hits.iter().map(|hit| hit.provision).collect();
        found.sort_unstable();
        found
    };
    let unique = |mut numbers: Vec<u32>| {
        numbers.dedup();
        numbers
    };
    let named = facts.places.iter().filter(|named| named.group == "丹江口").map(|named| named.provision);
    assert_eq!(ids("place", "丹江口"), unique(named.collect()));
    let has = facts.duties.iter().filter(|duty| duty.units.iter().any(|unit| unit.name == "水处"));
    assert_eq!(ids("unit", "水处"), unique(has.map(|duty| duty.provision).collect()));
    let cited = facts.citations.iter().filter(|at| at.name == "中华人民共和国长江保护法" && !at.is_planned);
    assert_eq!(ids("cited", "中华人民共和国长江保护法"), unique(cited.map(|at| at.provision).collect()));
    let topic = archive.topics().iter().position(|topic| topic.id == "T05").expect("there is such a topic");
    let treated = (0..).zip(archive.treated()).filter(|(_, at)| at.main.contains(&(topic as u8)));
    assert_eq!(ids("topic", "T05"), treated.map(|(no, _)| no).collect::<Vec<u32>>());
}
