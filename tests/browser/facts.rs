//! What was read out of the text: tables that can be narrowed, sorted, taken along, and followed to the sentence.

use serde_json::Value;

use crate::comparing::{pictures, saved};
use crate::harness::{Folder, Visit, program};

/// The rows of the table.
const ROWS: &str = ".table--targets tbody tr:not(.table__group)";

#[tokio::test]
async fn targets_lead_to_their_sentences() {
    Visit::to("#/targets")
        .run(async |page| {
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
            let answer = program(&["targets"]);
            let records: Vec<&Value> =
                answer.as_array().into_iter().flatten().filter(|record| record["core"] == true).collect();
            assert_eq!(page.count(ROWS).await, records.len());
            let sum = page.text(".pivot tfoot td:last-child").await;
            assert_eq!(sum, records.len().to_string());
            pictures(page, "targets").await;

            // Every row leads to its sentence, which is marked, whole.
            let script = format!(
                "return [...document.querySelectorAll('{ROWS}')].map(row => [row.querySelector('.table__source a').hash, row.querySelector('.table__quote').textContent])"
            );
            let rows = page.js(&script).await;
            let rows = rows.as_array().expect("a list");
            for row in rows.iter().step_by(6) {
                let (link, quote) = (row[0].as_str().unwrap_or_default(), row[1].as_str().unwrap_or_default());
                page.type_address(link).await;
                page.until("the mark", "return !!document.querySelector('mark.hit')").await;
                let marked = page.say("return [...document.querySelectorAll('.prov--target mark.hit')].map(at => at.textContent).join('')").await;
                let bare = |text: &str| text.split_whitespace().collect::<String>();
                assert_eq!(bare(&marked), bare(quote), "{link}");
            }
        })
        .await;
}

#[tokio::test]
async fn the_table_of_targets_is_narrowed_sorted_and_taken_along() {
    Visit::to("#/targets")
        .run(async |page| {
            let of = |id: &str| {
                let answer = program(&["targets"]);
                let mine = |record: &&Value| {
                    record["core"] == true && record["provision"].as_str().is_some_and(|at| at.starts_with(id))
                };
                answer.as_array().into_iter().flatten().filter(mine).count()
            };
            page.click(".facts .bar__row:first-child a:nth-of-type(4)").await;
            page.until_route("#/targets?document=hubei-2024-plan").await;
            assert_eq!(page.count(ROWS).await, of("hubei-2024-plan"));
            page.click(".pivot tbody tr:nth-of-type(3) td:nth-of-type(2) a").await;
            page.until_route("#/targets?document=hubei-2024-plan&due=2024-06-30").await;
            assert_eq!(page.count(ROWS).await, 2);
            page.back().await;
            page.until_route("#/targets?document=hubei-2024-plan").await;
            page.click(".table--targets thead th:first-child a").await;
            page.until_route("#/targets?document=hubei-2024-plan&sort=indicator").await;
            assert_eq!(page.count(".table__group").await, 0);
            let names = page
                .js("return [...document.querySelectorAll('.table--targets tbody th')].map(at => at.textContent)")
                .await;
            let names: Vec<&str> = names.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
            assert!(names.is_sorted(), "{names:?}");
            let (name, csv) = saved(page, "[data-export='csv']").await;
            assert!(name.ends_with(".csv") && csv.starts_with("\u{feff}指标,要求,期限,"), "{name}: {csv}");
            assert_eq!(csv.lines().count(), names.len() + 1);
            page.click("#unmeasured").await;
            page.until_route("#/targets?document=hubei-2024-plan&all=1&sort=indicator").await;
            assert!(page.count(ROWS).await > names.len());
            page.type_address("#/targets?document=nowhere").await;
            assert_eq!(page.count(".facts .empty__line").await, 1);
            page.click("#language").await;
            page.type_address("#/targets").await;
            page.fits("the targets in English").await;
            page.picture("targets-english").await;
        })
        .await;
}

#[tokio::test]
async fn facts_that_do_not_arrive_are_asked_for_again() {
    let site = Folder::copy_of_site();
    let file = site.file(".pxf");
    let whole = std::fs::read(&file).expect("the site has facts");
    std::fs::remove_file(&file).expect("the copy is ours");
    Visit::to("#/targets")
        .incomplete(&site, &["404"])
        .run(async |page| {
            page.until("the failure", "return !!document.querySelector('.empty[role=alert]')").await;
            std::fs::write(&file, &whole[..whole.len() - 9]).expect("the copy is ours");
            page.click(".empty .btn").await;
            page.until(
                "the cause",
                "return document.querySelector('.failure__detail')?.textContent.includes('incomplete')",
            )
            .await;
            std::fs::write(&file, &whole).expect("the copy is ours");
            page.click(".empty .btn").await;
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
        })
        .await;
}
