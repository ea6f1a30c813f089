//! What was read out of the text: tables that can be narrowed, sorted, taken along, and followed to the sentence.

use serde_json::Value;

use crate::comparing::{pictures, saved};
use crate::harness::{Folder, Page, Visit, program};

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
                let marked = page.say(&marked(".prov--target mark.hit")).await;
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
            page.click(".facts [data-key='document'] a[href*='hubei-2024-plan']").await;
            page.until_route("#/targets?document=hubei-2024-plan").await;
            assert_eq!(page.count(ROWS).await, of("hubei-2024-plan"));
            page.click(".pivot a[href*='due=2024-06-30']").await;
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
            page.until("the cause", "return document.querySelector('.failure__detail')?.textContent.includes(' / ')")
                .await;
            std::fs::write(&file, &whole).expect("the copy is ours");
            page.click(".empty .btn").await;
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
        })
        .await;
}

/// The records of a command that a page shows, and what they have in a field.
fn records(command: &str) -> Vec<Value> {
    program(&[command]).as_array().cloned().unwrap_or_default()
}

/// What is marked, without the notes that hang from signs in it.
fn marked(marks: &str) -> String {
    format!(
        "return [...document.querySelectorAll('{marks}')].map(at => {{ const copy = at.cloneNode(true); copy.querySelectorAll('.sic__tip').forEach(tip => tip.remove()); return copy.textContent }}).join('')"
    )
}

/// Follows the link of some rows, and sees that the sentence is marked there, whole.
async fn lead_to_sentences(page: &Page, rows: &str) {
    let script = format!(
        "return [...document.querySelectorAll('{rows}')].map(row => [row.querySelector('.table__source a').hash, row.querySelector('.table__quote').textContent])"
    );
    let rows = page.js(&script).await;
    let rows = rows.as_array().expect("a list");
    for row in rows.iter().step_by(rows.len() / 4 + 1) {
        let (link, quote) = (row[0].as_str().unwrap_or_default(), row[1].as_str().unwrap_or_default());
        // A title that is sought leads to its document, and its words are marked one by one.
        if link.contains("title?") {
            continue;
        }
        page.type_address(link).await;
        page.until("the mark", "return !!document.querySelector('mark.hit')").await;
        let marked = page.say(&marked(".prov--target mark.hit, .law__title mark.hit, .law__number mark.hit")).await;
        let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert!(bare(&marked).contains(&bare(quote)), "{link}: {marked}");
    }
}

#[tokio::test]
async fn a_unit_has_its_list_of_tasks() {
    Visit::to("#/duties")
        .run(async |page| {
            page.until("the table", "return !!document.querySelector('.table--duties')").await;
            let of = |unit: &str| {
                let has = |record: &&Value| record["units"].as_array().is_some_and(|all| all.iter().any(|at| at == unit));
                records("duties").iter().filter(has).count()
            };
            page.click(".unit-list a[href*='%E6%B0%B4%E5%A4%84']").await;
            page.until_route("#/duties?unit=水处").await;
            assert_eq!(page.count(".unit").await, 1);
            assert_eq!(page.count(".table--duties tbody tr").await, of("水处"));
            let (_, csv) = saved(page, "[data-export='csv']").await;
            assert!(csv.starts_with("\u{feff}单位,分工,任务,"), "{csv}");
            assert!(csv.lines().skip(1).filter(|line| line.starts_with("水处,")).count() == of("水处"), "{csv}");
            page.click("[data-key='by'] a[href*='by=matrix']").await;
            page.until("the matrix", "return !!document.querySelector('.table--matrix')").await;
            let cells = page.number("return [...document.querySelectorAll('.table--matrix tbody tr')].find(row => row.querySelector('th').textContent === '水处').querySelectorAll('.sign').length").await;
            assert_eq!(cells as usize, of("水处"));
            page.type_address("#/duties?by=task").await;
            assert_eq!(page.count(".table--tasks tbody tr").await, records("duties").len());
            lead_to_sentences(page, ".table--tasks tbody tr").await;
        })
        .await;
}

#[tokio::test]
async fn a_project_in_plain_words_finds_what_bears_on_it() {
    Visit::to("#/controls")
        .run(async |page| {
            page.until("the table", "return !!document.querySelector('.table--controls')").await;
            let core = records("controls").iter().filter(|record| record["core"] == true).count();
            assert_eq!(page.count(".table--controls tbody tr").await, core);
            page.click("#project").await;
            page.type_text("在汾河干流沿岸新建焦化项目").await;
            page.click(".project .btn").await;
            page.until("the answer", "return !!document.querySelector('.table__why')").await;
            let answer = program(&["bearing", "在汾河干流沿岸新建焦化项目"]);
            let answer = answer.as_array().expect("a list");
            assert_eq!(page.count(".table--controls tbody tr").await, answer.len());
            let first = page.text(".table--controls tbody tr .table__quote").await;
            assert!(first.starts_with(answer[0]["quote"].as_str().unwrap_or("?")), "{first}");
            // The address is the question: who gets it sees the same.
            page.reload().await;
            page.until("the answer again", "return !!document.querySelector('.table__why')").await;
            assert_eq!(page.say("return document.querySelector('#project').value").await, "在汾河干流沿岸新建焦化项目");
            page.click("[data-key='kind'] a[href*='prohibit']").await;
            page.until(
                "fewer",
                &format!("return document.querySelectorAll('.table--controls tbody tr').length < {}", answer.len()),
            )
            .await;
            page.back().await;
            page.back().await;
            page.until(
                "all controls",
                "return !document.querySelector('.table__why') && !!document.querySelector('.table--controls')",
            )
            .await;
            assert_eq!(page.say("return document.querySelector('#project').value").await, "");
            lead_to_sentences(page, ".table--controls tbody tr").await;
        })
        .await;
}

#[tokio::test]
async fn citations_and_places_lead_to_their_sentences() {
    Visit::to("#/citations")
        .run(async |page| {
            page.until("the table", "return !!document.querySelector('.table--citations')").await;
            assert_eq!(page.count(".table--citations tbody tr").await, records("citations").len());
            assert!(page.count(".web__box").await > 5 && page.count(".web__line").await > 5);
            lead_to_sentences(page, ".table--citations tbody tr").await;
            page.type_address("#/places").await;
            page.until("the map", "return !!document.querySelector('.map')").await;
            page.click(".map a[aria-label^='山西'] .tile__n").await;
            page.until_route("#/places?province=山西").await;
            page.type_address("#/places?place=%E4%B8%B9%E6%B1%9F%E5%8F%A3").await;
            page.until("the sentences", "return !!document.querySelector('.table--mentions')").await;
            let grouped = records("places").iter().filter(|record| record["group"] == "丹江口").count();
            assert_eq!(page.count(".table--mentions tbody tr").await, grouped);
            lead_to_sentences(page, ".table--mentions tbody tr").await;
        })
        .await;
}

#[tokio::test]
async fn signs_in_the_text_explain_themselves_and_can_be_switched_off() {
    Visit::to("#/doc/hubei-2024-plan")
        .run(async |page| {
            page.until("the signs", "return document.querySelectorAll('.fact').length > 20").await;
            let with = page.text(".law__text").await;
            page.click(".fact").await;
            page.until(
                "the note",
                "return getComputedStyle(document.querySelector('.fact + .sic__tip')).display === 'block'",
            )
            .await;
            page.picture("signs").await;
            page.click("#signs").await;
            page.until_route("#/doc/hubei-2024-plan?plain=1").await;
            page.until("no signs", "return !document.querySelector('.fact')").await;
            assert!(with.len() >= page.text(".law__text").await.len());
            page.click("#signs").await;
            page.until("the signs again", "return document.querySelectorAll('.fact').length > 20").await;
        })
        .await;
}
