//! What the page may do: run its own files as they were built, and nothing else.

use std::fs;
use std::process::{Command, Stdio};

use crate::harness::{Folder, PROGRAM, Visit, copy, dist, project};
use crate::host::Host;

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
        .despite(&["Content Security Policy", "Content-Security-Policy", "TrustedHTML", "TrustedScript"])
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
    copy(&site.0, &deep);
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

/// Markup that would act if it were read as markup.
const MARKUP: &str = "<img src=x onerror=window.hacked=1>";

/// The corpus with markup in every text of every document: titles, notes, reasons, readings, provisions.
fn corpus_with_markup() -> Folder {
    let folder = Folder::empty("markup");
    copy(&project().join("data"), &folder.0);
    let is_chinese = |text: &str| text.chars().any(|sign| sign >= '\u{2000}');
    // Strings of the front matter and of annotations, if there is Chinese in them; others are keys and names.
    let quoted = |line: &str| {
        let parts = line.split('"').enumerate();
        let parts = parts
            .map(|(at, part)| if at % 2 == 1 && is_chinese(part) { format!("{part}{MARKUP}") } else { part.into() });
        parts.collect::<Vec<String>>().join("\"")
    };
    for entry in fs::read_dir(folder.0.join("documents")).expect("the copy is ours") {
        let path = entry.expect("the copy is ours").path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("the copy is ours");
        let mut fences = 0;
        let lines = text.lines().map(|line| {
            fences += usize::from(line == "+++");
            if fences < 2 {
                // These are read, not shown as they are: a number has its grammar.
                let is_free = !line.starts_with("genre") && !line.starts_with("number");
                return if is_free { quoted(line) } else { line.to_owned() };
            }
            if !is_chinese(line) || line.starts_with(":::") {
                return quoted(line);
            }
            let line = if line.contains("=\"") { quoted(line) } else { line.to_owned() };
            match line.rfind(" {") {
                Some(at) if line.ends_with('}') => format!("{}{MARKUP}{}", &line[..at], &line[at..]),
                _ if line.ends_with('}') => line,
                _ => format!("{line}{MARKUP}"),
            }
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        fs::write(&path, text).expect("the copy is ours");
    }
    folder
}

#[tokio::test]
async fn markup_in_every_text_of_the_corpus_is_shown_as_text() {
    let (corpus, site) = (corpus_with_markup(), Folder::empty("markup-site"));
    let mut build = Command::new(PROGRAM);
    build.current_dir(project()).arg("--data").arg(&corpus.0).args(["build", "--out"]).arg(&site.0);
    assert!(build.stdout(Stdio::null()).status().is_ok_and(|status| status.success()), "the corpus can't be built");
    let routes = [
        "#/",
        "#/search?q=%E6%B0%B4",
        "#/search?q=img",
        "#/search?q=onerror&sort=document",
        "#/doc/gbh-2025-2",
        "#/doc/hubei-2021-regional",
        "#/doc/hubei-2024-plan?q=img",
        "#/compare/mee-2024-64/hubei-2021-regional/shanxi-2024-zoning",
        "#/topics",
        "#/targets",
        "#/duties",
        "#/duties?unit=x",
        "#/controls",
        "#/citations",
        "#/places",
        "#/help",
    ];
    Visit::to("#/")
        .at_folder(&site)
        .run(async |page| {
            let harmless = "return window.hacked === undefined && !document.querySelector('#root img, #root script, #root iframe')";
            for lang in ["zh", "en"] {
                page.js(&format!("policyExplorer.set('lang', '{lang}')")).await;
                for route in routes {
                    page.type_address(route).await;
                    page.until(route, "return document.querySelector('main').textContent.trim().length > 40").await;
                    assert!(page.is(harmless).await, "{route}");
                    let asked = "return performance.getEntriesByType('resource').some(at => at.name.endsWith('/x'))";
                    assert!(!page.is(asked).await, "{route}: no picture was asked for");
                }
                page.type_address("#/doc/gbh-2025-2").await;
                page.until("the text", "return document.querySelectorAll('.prov').length > 10").await;
                let shown = page.text("main").await;
                assert!(shown.matches(MARKUP).count() > 20, "the markup is shown as it is written");
            }
            for name in ["index", "gbh-2025-2", "hubei-2021-regional"] {
                page.goto(&format!("{}/read/{name}.html", page.origin)).await;
                assert!(page.is("return !document.querySelector('img') && window.hacked === undefined").await, "read/{name}");
                assert!(page.text("main").await.contains(MARKUP));
            }
        })
        .await;
}

#[tokio::test]
async fn markup_in_every_parameter_is_shown_as_text() {
    let m = "%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E";
    let routes = [
        format!(
            "#/search?q={m}&sort={m}&exact={m}&n={m}&level={m}&region={m}&issuer={m}&genre={m}&year={m}&from={m}&to={m}&topic={m}&place={m}&unit={m}&cites={m}"
        ),
        format!("#/doc/gbh-2025-2/{m}?q={m}&readings={m}&plain={m}"),
        format!("#/compare/gbh-2025-2/{m}?by={m}&topic={m}&at={m}&only={m}&shut={m}"),
        format!("#/compare/{m}"),
        format!("#/beside/{m}/{m}"),
        format!("#/topics?topic={m}&document={m}&q={m}"),
        format!("#/targets?document={m}&indicator={m}&year={m}&sort={m}&q={m}&kind={m}&by={m}"),
        format!("#/duties?unit={m}&document={m}&by={m}&sort={m}"),
        format!("#/controls?project={m}&kind={m}&subject={m}&place={m}&document={m}"),
        format!("#/citations?document={m}&name={m}&kind={m}&sort={m}"),
        format!("#/places?province={m}&name={m}&kind={m}&group={m}"),
        format!("#/{m}/{m}?{m}={m}"),
    ];
    Visit::to("#/")
        .run(async |page| {
            for route in &routes {
                page.type_address(route).await;
                let alien = "return window.hacked === undefined && !document.querySelector('#root img, #root script, #root iframe')
                    && document.querySelector('main').textContent.trim().length > 0";
                assert!(page.is(alien).await, "{route}");
            }
            for query in [format!("?embed={m}&lang={m}&theme={m}&host={m}&nav={m}"), format!("?{m}")] {
                page.load(&format!("{query}#/search?q={m}")).await;
                assert!(page.is("return window.hacked === undefined && !document.querySelector('img')").await, "{query}");
                assert!(page.is("return /^(zh-CN|en)$/.test(document.documentElement.lang)").await, "{query}");
            }
        })
        .await;
}

#[tokio::test]
async fn a_request_to_another_host_would_be_noticed() {
    let folder = Folder::empty("asking");
    let host = Host::of(&folder.0, |_, _| {});
    let stranger = format!("{}/icon.svg", host.origin.replace("127.0.0.1", "localhost"));
    let html = format!("<!doctype html><title>asks</title><img src='{stranger}'>");
    fs::write(folder.0.join("index.html"), html).expect("the folder is ours");
    fs::copy(dist().join("icon.svg"), folder.0.join("icon.svg")).expect("the folder is ours");
    Visit::to("")
        .at(&host.origin)
        .opening()
        .despite(&["localhost"])
        .run(async |page| {
            page.settle().await;
            assert_eq!(page.strangers(), [stranger]);
        })
        .await;
}
