//! The first page: what is in the corpus, and the ways in.

use fantoccini::key::Key;
use serde_json::Value;

use crate::harness::{Visit, program, total};

#[tokio::test]
async fn the_first_page_lists_the_five_documents_with_their_flags() {
    let documents = program(&["documents"]);
    let documents = documents.as_array().expect("an array of records");
    assert_eq!(documents.len(), 5);
    Visit::to("")
        .run(async |page| {
            assert_eq!(page.count(".toc tbody tr").await, documents.len());
            for (index, document) in documents.iter().enumerate() {
                let row = format!(".toc tbody tr:nth-child({})", index + 1);
                let id = document["id"].as_str().unwrap_or_default();
                let link = format!("return document.querySelector('{row} .toc__title a').getAttribute('href')");
                assert_eq!(page.say(&link).await, format!("#/doc/{id}"));
                let title = page.text(&format!("{row} .toc__title")).await;
                let own = document["title"].as_str().unwrap_or_default();
                let supplied = document["title_supplied"] == Value::Bool(true);
                assert_eq!(title, if supplied { format!("〔{own}〕") } else { own.to_owned() });
                let flags = page.text(&format!("{row} td:last-child")).await;
                let expected = match id {
                    "gbh-2025-2" => "转载页面",
                    "hubei-2021-regional" => "改写文本",
                    _ => "副本待核",
                };
                assert!(flags.contains(expected), "{id}: {flags}");
                assert_eq!(flags.contains("拟题"), supplied, "{id}: {flags}");
                assert_eq!(flags.contains("断行"), document["counts"]["broken"] != 0, "{id}: {flags}");
                let number = page.text(&format!("{row} td:nth-child(3)")).await;
                let printed = document["number"].as_str().or(document["carrier"]["number"].as_str());
                assert_eq!(number, printed.unwrap_or("未载"), "{id}");
                let clauses = page.text(&format!("{row} td.num")).await;
                assert_eq!(clauses, document["counts"]["clauses"].to_string(), "{id}");
            }
            assert_eq!(page.say("return document.title").await, "政策对读");
        })
        .await;
}

#[tokio::test]
async fn an_example_leads_to_results() {
    Visit::to("")
        .run(async |page| {
            let example = page.text(".search-help a").await;
            page.click(".search-help a").await;
            page.until_route(&format!("#/search?q={example}")).await;
            assert!(page.results().await > 0);
            assert_eq!(page.say("return document.querySelector('#q').value").await, example);
        })
        .await;
}

#[tokio::test]
async fn typing_on_the_first_page_goes_on_among_the_results() {
    Visit::to("")
        .run(async |page| {
            page.click("#q").await;
            page.type_text("尾矿库").await;
            page.until_route("#/search?q=尾矿库").await;
            assert_eq!(page.say("return document.querySelector('#q').value").await, "尾矿库");
            assert_eq!(page.say("return document.activeElement.id").await, "q", "the box keeps the focus");
            page.until_results(total("尾矿库", &[])).await;
            page.back().await;
            page.until("the first page", "return !!document.querySelector('.toc')").await;
        })
        .await;
}

#[tokio::test]
async fn the_button_and_enter_search_from_the_first_page() {
    Visit::to("")
        .run(async |page| {
            page.fill("#q", "尾矿库").await;
            page.press(Key::Enter).await;
            page.until_results(total("尾矿库", &[])).await;
            page.load("").await;
            page.fill("#q", "黄河").await;
            page.click(".search .btn").await;
            page.until("results", "return !!document.querySelector('.hit-card')").await;
            page.until_route("#/search?q=黄河").await;
        })
        .await;
}

#[tokio::test]
async fn a_document_opens_from_the_list_and_back_returns() {
    Visit::to("")
        .run(async |page| {
            let title = page.text(".toc tbody tr:nth-child(2) .toc__title").await;
            page.click(".toc tbody tr:nth-child(2) .toc__title a").await;
            page.until("the document", "return !!document.querySelector('.law__title')").await;
            assert!(page.say("return document.title").await.starts_with(&title));
            assert_eq!(page.number("return scrollY").await, 0.0);
            page.back().await;
            page.until("the first page", "return !!document.querySelector('.toc')").await;
        })
        .await;
}
