//! Pages rendered natively: what they say, in both languages, without a browser.

use std::path::Path;
use std::rc::Rc;

use policy_explorer::app::pages::beside::BesidePage;
use policy_explorer::app::pages::compare::ComparePage;
use policy_explorer::app::pages::document::DocumentPage;
use policy_explorer::app::pages::facts::FactsPage;
use policy_explorer::app::pages::help::help;
use policy_explorer::app::pages::home::home;
use policy_explorer::app::pages::search::Search;
use policy_explorer::app::pages::topics::TopicsPage;
use policy_explorer::app::parts::frame::{Section, frame};
use policy_explorer::app::view::{Shared, View};
use policy_explorer::app::words::Lang;
use policy_explorer::archive::Archive;
use policy_explorer::cli::load;
use policy_explorer::document::{Annotation, Basis, Dated, Fault, Kind, Sureness};
use policy_explorer::format::Payload;
use policy_explorer::route::{DocumentRoute, Route, SearchRoute};
use policy_explorer::text::{Span, without_blanks};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    archive: Shared,
    lang: Lang,
    hash: AttrValue,
}

/// A page in its frame, as the app's root renders it.
#[component]
fn Page(props: &Props) -> Html {
    let Props { archive, lang, hash } = props.clone();
    let view = View { archive, lang, dark: false, picks: Rc::new([]), go: Callback::noop(), set: Callback::noop() };
    let route = Route::parse(&hash);
    let section = Section::of(&route);
    let page = match route {
        Route::Search(route) => html! { <Search {route} /> },
        Route::Document(route) => html! { <DocumentPage {route} /> },
        Route::Compare(route) => html! { <ComparePage {route} /> },
        Route::Beside(ids) => html! { <BesidePage {ids} /> },
        Route::Topics(route) => html! { <TopicsPage {route} /> },
        Route::Facts(route) => html! { <FactsPage {route} /> },
        Route::Help => help(&view),
        Route::Home | Route::Unknown(_) => home(&view),
    };
    let page = frame(&view, section, page);
    html! { <ContextProvider<View> context={view}>{ page }</ContextProvider<View>> }
}

fn payload() -> Payload {
    load::payload(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).expect("the corpus can be read")
}

async fn render(payload: Payload, lang: Lang, hash: &str) -> String {
    let hash = hash.to_owned();
    let props = move || Props { archive: Shared(Rc::new(Archive::of(payload))), lang, hash: hash.into() };
    yew::ServerRenderer::<Page>::with_props(props).hydratable(false).render().await
}

/// What a reader sees: no tags, no notes that stand beside the text, entities as characters.
fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (_, behind) = after.split_once('>').expect("every tag ends");
        rest = behind;
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/");
    text.replace("&amp;", "&")
}

/// The part of a page between two marks.
fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = html.split_once(from).unwrap_or_else(|| panic!("the page has {from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("the page has {to} behind {from}")).0
}

#[tokio::test]
async fn the_first_page_lists_every_document_with_its_flags() {
    let html = render(payload(), Lang::Zh, "#/").await;
    let text = visible(&html);
    for said in [
        "检索 5 份文件",
        "关于建设美丽中国先行区的实施意见",
        "国办函〔2025〕2号",
        "〔关于加强生态环境分区管控的实施意见〕",
        "2021年（推断）",
    ] {
        assert!(text.contains(said), "{said}");
    }
    for flag in ["转载页面", "改写文本", "拟题", "断行", "副本待核"] {
        assert!(html.contains(&format!(">{flag}</span>")), "{flag}");
    }
    let english = visible(&render(payload(), Lang::En, "#/").await);
    assert!(english.contains("Search 120 clauses of 5 documents") && english.contains("rewritten text"));
}

#[tokio::test]
async fn a_document_page_shows_every_word_of_the_document_once_and_in_order() {
    let corpus = payload();
    for document in corpus.documents.clone() {
        let hash = Route::Document(DocumentRoute { id: document.id.clone(), ..DocumentRoute::default() }).to_string();
        let html = render(corpus.clone(), Lang::Zh, &hash).await;
        let mut shown = String::new();
        // The text, without the margin's marks, the notes and what the editor supplied.
        let from = if document.carrier.is_some() { "class=\"carrier\"" } else { "class=\"law__text\"" };
        let mut rest = between(&html, from, "</article>");
        rest = rest.split_once('>').expect("the tag ends").1;
        let mut skip: Vec<&str> = Vec::new();
        while let Some((before, after)) = rest.split_once('<') {
            if skip.is_empty() {
                shown.push_str(before);
            }
            let (tag, behind) = after.split_once('>').expect("every tag ends");
            let name = tag.trim_start_matches('/').split(' ').next().expect("every tag has a name");
            let aside = ["prov__link", "copied", "class=\"margin\"", "sic__tip", "sic__read", "supplied", "\"join\""]
                .iter()
                .any(|class| tag.contains(class));
            let carrier_heading = tag.starts_with("h2 lang") || tag.contains("class=\"prov__head\" lang");
            if tag.starts_with('/') {
                if skip.last() == Some(&name) {
                    skip.pop();
                }
            } else if !tag.ends_with('/') && name != "wbr" && (!skip.is_empty() || aside || carrier_heading) {
                skip.push(name);
            }
            rest = behind;
        }
        let expected: String = document
            .provisions
            .iter()
            .filter(|provision| provision.kind != Kind::Carrier)
            .map(|provision| without_blanks(&provision.text))
            .collect();
        let shown = without_blanks(&visible(&shown));
        let title = if document.title_supplied { format!("〔{}〕", document.identity.title) } else { String::new() };
        assert_eq!(shown, format!("{title}{expected}"), "{}", document.id);
    }
}

#[tokio::test]
async fn a_document_page_says_how_far_to_trust_the_copy() {
    let html = render(payload(), Lang::Zh, "#/doc/hubei-2021-regional").await;
    let notice = visible(between(&html, "class=\"notice\"", "</aside>"));
    for said in ["改写文本", "推广直播软件的网站", "校记 60 处"] {
        assert!(notice.contains(said), "{said} in {notice}");
    }
    assert!(html.contains("气候平均状态随时间的变化"));
    assert!(html.contains("〔疑作<b>气候变化</b>〕") || html.contains("疑作<b>气候变化</b>"));
    let card = visible(between(&html, "class=\"doc-card\"", "</dl>"));
    assert!(card.contains("所据副本未载") && card.contains("推断"), "{card}");
}

#[tokio::test]
async fn the_card_has_every_date_that_there_is_and_names_what_the_copy_lacks() {
    let mut corpus = payload();
    let value = "2025-03-01".parse().expect("a date");
    corpus.documents[0].identity.dates.effective =
        Some(Dated { value, basis: Basis::Printed, evidence: "自2025年3月1日起施行".to_owned() });
    let id = corpus.documents[0].id.clone();
    let html = render(corpus, Lang::Zh, &format!("#/doc/{id}")).await;
    let card = visible(between(&html, "class=\"doc-card\"", "</dl>"));
    assert!(card.contains("施行日期2025年3月1日 原文印载"), "{card}");
    assert!(card.contains("所据副本未载发文字号、成文日期"), "{card}");
    let html = render(payload(), Lang::Zh, "#/doc/mee-2024-64").await;
    let card = visible(between(&html, "class=\"doc-card\"", "</dl>"));
    assert!(!card.contains("施行日期") && card.contains("成文日期2024年9月13日 原文印载"), "{card}");
}

#[tokio::test]
async fn results_are_counted_grouped_and_marked() {
    let html = render(payload(), Lang::Zh, "#/search?q=尾矿库&level=national").await;
    let text = visible(&html);
    assert!(text.contains("2 条 见于 2 份文件"), "{text}");
    assert_eq!(html.matches("class=\"hit-group\"").count(), 2);
    assert!(html.contains("<mark class=\"hit\">尾矿库</mark>"));
    assert!(html.contains("去掉筛选：国家"));
    assert!(text.contains("标题含“尾矿库”"));
}

#[tokio::test]
async fn nothing_found_says_which_word_is_missing_and_what_would_be_found() {
    let html = render(payload(), Lang::Zh, "#/search?q=噪声 冰川").await;
    let text = visible(&html);
    assert!(text.contains("0 条") && text.contains("冰川") && html.contains("empty__missing"), "{text}");
    assert!(html.contains(&Route::Search(SearchRoute { query: "噪声".into(), ..SearchRoute::default() }).to_string()));
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_missing() {
    assert!(visible(&render(payload(), Lang::Zh, "#/doc/nothing").await).contains("语料中没有这份文件 nothing"));
    let text = visible(&render(payload(), Lang::En, "#/doc/mee-2024-64/99").await);
    assert!(text.contains("This document has no such provision"));
}

#[tokio::test]
async fn a_comparison_explains_itself_in_both_languages() {
    for (lang, said) in [
        (Lang::Zh, ["不等于没有规定", "本语料中未见对应条款", "基准未见，见于", "共有"]),
        (Lang::En, ["not that there is none", "No counterpart found", "Not in the base, but in", "Shared"]),
    ] {
        let text = visible(&render(payload(), lang, "#/compare/mee-2024-64/hubei-2024-plan").await);
        for said in said {
            assert!(text.contains(said), "{said} in {text}");
        }
    }
}

#[tokio::test]
async fn an_unknown_document_leaves_the_others_as_they_are() {
    let whole = render(payload(), Lang::Zh, "#/compare/mee-2024-64/hubei-2024-plan").await;
    let with = render(payload(), Lang::Zh, "#/compare/nothing/mee-2024-64/hubei-2024-plan").await;
    assert!(visible(&with).contains("语料中没有这份文件 nothing"));
    let heads = |html: &str| visible(between(html, "class=\"cmp__docs\"", "</div></div>"));
    assert_eq!(heads(&whole), heads(&with));
    assert!(heads(&whole).contains("基准"), "{}", heads(&whole));
}

#[tokio::test]
async fn topics_that_are_merely_mentioned_are_not_called_missing() {
    let corpus = payload();
    let archive = Archive::of(corpus.clone());
    let html = render(corpus, Lang::Zh, "#/topics").await;
    let mut empty = 0;
    for document_no in 0..archive.corpus.documents().len() {
        let numbers = archive.corpus.numbers(document_no);
        let treated = || archive.treated()[numbers.start as usize..numbers.end as usize].iter();
        let missing = |topic: u8| treated().all(|at| !at.main.contains(&topic) && !at.mentions.contains(&topic));
        empty += (0..archive.topics().len()).filter(|&topic| missing(topic as u8)).count();
    }
    assert_eq!(html.matches("heat__nil").count(), empty);
    assert!(empty > 0 && empty < 60, "{empty}");
}

#[tokio::test]
async fn markup_in_any_text_is_shown_as_text() {
    const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'&amp;";
    let mut hostile = payload();
    for document in &mut hostile.documents {
        document.identity.title = HOSTILE.to_owned();
        document.identity.issuers = vec![HOSTILE.to_owned()];
        document.identity.number = Some(HOSTILE.to_owned());
        document.identity.openness = Some(HOSTILE.to_owned());
        document.source.notes = vec![HOSTILE.to_owned()];
        document.region = HOSTILE.to_owned();
        document.short_title = HOSTILE.to_owned();
        for provision in &mut document.provisions {
            provision.text = HOSTILE.to_owned();
            provision.label = Span::default();
            provision.heading = Span::new(0, 4);
            provision.body = Span::new(4, HOSTILE.len());
            let fault = Fault::Corrupt { suggested: HOSTILE.to_owned(), sure: Sureness::Low };
            provision.annotations = vec![Annotation { span: Span::new(5, 8), fault, why: HOSTILE.to_owned() }];
        }
    }
    hostile.settings.about = HOSTILE.to_owned();
    hostile.settings.examples = vec![HOSTILE.to_owned()];
    let id = hostile.documents[0].id.clone();
    let query = HOSTILE.replace('&', "%26").replace('#', "%23");
    for hash in [
        "#/".to_owned(),
        format!("#/doc/{id}?q={query}"),
        format!("#/doc/{query}"),
        format!("#/search?q={query}"),
        "#/search?q=img".to_owned(),
        "#/topics".to_owned(),
        format!("#/compare/{id}/{}", hostile.documents[1].id),
        format!("#/compare/{id}/{}?by=topic&topic={query}&at={query}&only={query}", hostile.documents[1].id),
        format!("#/compare/{id}/{}?by=outline", hostile.documents[1].id),
        format!("#/compare/{query}/{query}2"),
        format!("#/beside/{query}/{id}%2F1"),
    ] {
        let html = render(hostile.clone(), Lang::Zh, &hash).await;
        assert!(!html.contains("<img"), "{hash}");
        assert!(!html.contains("onerror=alert(1)>\"'&amp;\""), "{hash}");
    }
}
