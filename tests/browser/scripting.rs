//! `window.policyExplorer`: the same answers for scripts as on the terminal.

use serde_json::{Value, json};

use crate::harness::{Visit, program};

/// Numbers as one kind: JavaScript writes 7.0 as 7.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(values) => values.into_iter().map(plain).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, plain(value))).collect(),
        other => other,
    }
}

#[tokio::test]
async fn the_promise_is_kept_once_the_corpus_is_open() {
    Visit::to("#/")
        .run(async |page| {
            let kept = "const done = arguments[0];
                policyExplorer.ready.then(given => done(given === policyExplorer && typeof given.search + typeof given.open))";
            assert_eq!(page.later(kept).await, json!("functionfunction"));
        })
        .await;
}

#[tokio::test]
async fn scripts_get_what_the_program_prints() {
    let cases: [(&str, &[&str], Value); 15] = [
        ("尾矿库", &[], json!({})),
        ("水", &["--limit", "100"], json!({ "limit": 100 })),
        ("水", &["--limit", "0"], json!({ "limit": 0 })),
        ("", &[], json!({})),
        ("丹江口 水质安全", &[], json!({})),
        ("“一水一策”", &[], json!({})),
        ("2024年6月", &[], json!({})),
        ("危险废物 -转移", &["--sort", "date"], json!({ "sort": "date" })),
        ("黄河", &["--sort", "document"], json!({ "sort": "document" })),
        (
            "水",
            &["--filter", "year=2024", "--filter", "year=2025", "--filter", "level=national"],
            json!({ "filters": { "year": ["2024", "2025"], "level": "national" } }),
        ),
        ("量子计算机", &[], json!({})),
        ("\"不成对的引号", &[], json!({})),
        ("-尾矿库", &[], json!({})),
        ("<img src=x onerror=alert(1)> 水", &[], json!({})),
        ("水 \\ \"a\\\"\t\u{7f}\u{2028}\u{1}\u{1f600}", &[], json!({})),
    ];
    Visit::to("#/")
        .run(async |page| {
            for (query, arguments, options) in cases {
                let arguments = [&["search"], arguments, &["--", query]].concat();
                let printed = plain(program(&arguments));
                let script = "return JSON.stringify(policyExplorer.search(arguments[0], arguments[1]))";
                let given = page.js_with(script, vec![json!(query), options]).await;
                let given = serde_json::from_str(given.as_str().unwrap_or_default()).expect("the page writes JSON");
                assert_eq!(plain(given), printed, "{query} {arguments:?}");
            }
        })
        .await;
}

#[tokio::test]
async fn scripts_are_given_suggestions_that_keep_their_promise() {
    Visit::to("#/")
        .run(async |page| {
            let broken = page
                .js("const options = { limit: 5, filters: { year: '2024' } }, all = policyExplorer.suggest('分区', options);
                    if (!all.length || all.length > 5) return [all.length];
                    return all.filter(one => !one.query.includes(one.text)
                        || policyExplorer.search(one.query, { filters: options.filters }).total !== one.total)")
                .await;
            assert_eq!(broken, json!([]));
        })
        .await;
}

#[tokio::test]
async fn scripts_are_told_what_they_asked_wrongly() {
    Visit::to("#/")
        .run(async |page| {
            for call in [
                "search(1)",
                "search()",
                "search('水', { limit: 'x' })",
                "search('水', { sort: 'x' })",
                "search('水', { limit: -1 })",
            ] {
                let script =
                    format!("try {{ policyExplorer.{call}; return '' }} catch (error) {{ return String(error) }}");
                let said = page.say(&script).await;
                println!("{call}: {said}");
                assert!(!said.is_empty(), "{call} is refused");
            }
            let odd = [
                "search('水', null)",
                "search('水', 7)",
                "search('水', { filters: {} })",
                "search('水', { filters: null })",
                "search('水', { filters: { year: [] } })",
                "search('水', { filters: { color: 'red' } })",
            ];
            for call in odd {
                let script =
                    format!("try {{ return policyExplorer.{call}.total }} catch (error) {{ return String(error) }}");
                println!("{call}: {}", page.js(&script).await);
            }
            assert!(page.is("return policyExplorer.search('水').total > 0").await, "and go on");
        })
        .await;
}

#[tokio::test]
async fn a_script_opens_routes() {
    Visit::to("#/")
        .run(async |page| {
            page.js("policyExplorer.open('#/doc/mee-2024-64/6.13?q=尾矿库')").await;
            page.until("the document", "return !!document.querySelector('#p-6\\\\.13.prov--target mark.hit')").await;
            page.until_route("#/doc/mee-2024-64/6.13?q=尾矿库").await;
            page.js("policyExplorer.open('/search?q=水')").await;
            page.until("results", "return !!document.querySelector('.hit-card')").await;
            page.back().await;
            page.back().await;
            page.until("the first page", "return !!document.querySelector('.toc')").await;
        })
        .await;
}
