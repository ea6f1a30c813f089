//! What the page may do: run its own files as they were built, and nothing else.

use std::fs;

use crate::harness::{Folder, Visit};

#[tokio::test]
async fn a_program_with_other_contents_is_not_run() {
    let site = Folder::copy_of_site();
    let file = site.program("first", ".js");
    let mut code = fs::read_to_string(&file).expect("the copy is ours");
    code.insert_str(0, "window.hacked = true;\n");
    fs::write(&file, code).expect("the copy is ours");
    Visit::to("#/")
        .damaged(&site, &["integrity", "Failed"])
        .run(async |page| {
            let shown = page.say("return document.querySelector('#root').innerText").await;
            assert!(shown.contains("first-"), "it is named: {shown}");
            assert!(page.is("return window.hacked === undefined").await);
        })
        .await;
}

#[tokio::test]
async fn no_text_becomes_markup_or_code() {
    Visit::to("#/")
        .despite(&["Content Security Policy", "TrustedHTML", "TrustedScript"])
        .run(async |page| {
            let markup = "try { document.body.innerHTML = '<b>x</b>'; return false } catch (error) { return true }";
            assert!(page.is(markup).await, "no text is read as markup");
            page.js("try { setTimeout('window.hacked = 1') } catch (error) {} return null").await;
            page.js("const script = document.createElement('script'); script.append('window.hacked = 1'); try { document.head.append(script) } catch (error) {} return null").await;
            assert!(page.is("return window.hacked === undefined").await, "no script in the page is run");
            let asked = "return fetch('https://example.org/').then(() => false, () => true)";
            assert!(page.is(asked).await, "nothing is asked of another host");
        })
        .await;
}

#[tokio::test]
async fn the_texts_can_be_read_without_the_program() {
    Visit::to("#/")
        .run(async |page| {
            page.goto(&format!("{}/read/index.html", page.origin)).await;
            assert_eq!(page.count(".reading a").await, 5);
            page.goto(&format!("{}/read/hubei-2024-plan.html", page.origin)).await;
            assert!(page.is("return document.scripts.length === 0").await);
            let text = page.text(".reading").await;
            assert!(text.contains("坚决完成环境质量改善目标") && text.contains("〔疑作“主要”〕"), "{text}");
            for (width, dark) in [(1280, false), (360, true)] {
                page.resize(width, 800);
                page.darken(dark);
                page.fits("a plain page").await;
                page.picture(&format!("reading-plain-{width}")).await;
            }
        })
        .await;
}

#[tokio::test]
async fn the_site_works_below_any_path() {
    let whole = Folder::copy_of_site();
    let deep = whole.0.join("a/b");
    let site = Folder::copy_of_site();
    crate::harness::copy(&site.0, &deep);
    Visit::to("a/b/#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93")
        .incomplete(&whole, &[])
        .run(async |page| {
            page.until("results", "return !!document.querySelector('mark.hit')").await;
            page.type_address("#/targets").await;
            page.until("the table", "return !!document.querySelector('.table--targets')").await;
            let outside = "return performance.getEntriesByType('resource').filter(at => !at.name.includes('/a/b/')).map(at => at.name)";
            assert_eq!(page.js(outside).await, serde_json::json!([]), "everything is asked below the path");
        })
        .await;
}
