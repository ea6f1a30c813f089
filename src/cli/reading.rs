//! Every document as a plain page, for browsers that can't run the program, for search engines, and for whoever wants
//! nothing but the text.
//!
//! In: documents, and what the site has to link: its style sheets and its icon. Out: pages of HTML, by their names. No script, and every text
//! is escaped. Doesn't know where they are written.

use html_escape::{encode_double_quoted_attribute, encode_text};

use crate::document::{Basis, Document, Fault, Kind, Provision};

/// A page and its name in the folder of reading pages.
pub(super) struct Page {
    /// `index.html`, or the document's id with `.html`.
    pub(super) name: String,
    /// All of it.
    pub(super) html: String,
}

/// The folder of the pages, beside `index.html`.
pub(super) const FOLDER: &str = "read";

/// The pages: a list of all documents, and each document. `linked` are names of style sheets and
/// of the icon, beside `index.html`.
pub(super) fn pages(documents: &[Document], linked: &[String]) -> Vec<Page> {
    let list = format!("<h1 class=\"title\">文件全文</h1>\n<ul class=\"reading\">\n{}</ul>\n", rows(documents));
    let index = Page { name: "index.html".to_owned(), html: framed("文件全文", linked, &list) };
    let each = documents.iter().map(|document| Page {
        name: format!("{}.html", document.id),
        html: framed(&document.identity.title, linked, &body(document)),
    });
    [index].into_iter().chain(each).collect()
}

/// The rows of the first page's table of all documents, as the app draws them when it takes over; without the marks of
/// copies, which it adds, and with links to the texts.
pub(super) fn contents(documents: &[Document]) -> String {
    let row = |document: &Document| {
        let date = document.date().map_or_else(
            || NONE.to_owned(),
            |dated| format!("{}{}", dated.value.in_chinese(), inferred(dated.basis == Basis::Inferred)),
        );
        format!(
            "<tr class=toc__row><td class=nowrap data-label=成文日期>{date}</td><td class=toc__main><p class=toc__title>\
             <a href=\"{FOLDER}/{}.html\">{}</a></p><p class=toc__by>{}</p></td><td class=nowrap data-label=发文字号>{}</td>\
             <td class=num data-label=条款>{}</td><td></td></tr>",
            encode_double_quoted_attribute(&document.id),
            titled(document),
            issued(document),
            document.number().map_or_else(|| NONE.to_owned(), |number| encode_text(number).into_owned()),
            document.counts().clauses,
        )
    };
    documents.iter().map(row).collect()
}

const NONE: &str = "<span class=muted>未载</span>";

fn inferred(is_inferred: bool) -> &'static str {
    if is_inferred { "<span class=muted>（推断）</span>" } else { "" }
}

/// A title; in brackets if it is the editor's.
fn titled(document: &Document) -> String {
    let title = encode_text(&document.identity.title);
    if document.title_supplied { format!("〔{title}〕") } else { title.into_owned() }
}

/// Who issued it, and who forwarded it.
fn issued(document: &Document) -> String {
    let identity = &document.identity;
    let carrier = document.carrier.as_ref().map(|carrier| format!("，{}转发", carrier.issuers.join("、")));
    format!(
        "{}{}{}",
        encode_text(&identity.issuers.join("、")),
        inferred(identity.issuers_inferred.is_some()),
        encode_text(&carrier.unwrap_or_default())
    )
}

/// All documents, each with a link to its page.
fn rows(documents: &[Document]) -> String {
    let row = |document: &Document| {
        let about =
            [issued(document), document.number().map(|number| encode_text(number).into_owned()).unwrap_or_default()];
        let about: Vec<&str> = about.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        format!(
            "<li><a href=\"{}.html\">{}</a><br><small>{}</small></li>\n",
            encode_double_quoted_attribute(&document.id),
            titled(document),
            about.join("　")
        )
    };
    documents.iter().map(row).collect()
}

fn framed(title: &str, linked: &[String], body: &str) -> String {
    let links = linked.iter().map(|name| {
        let kind = if name.ends_with(".css") { "stylesheet" } else { "icon" };
        format!("<link rel=\"{kind}\" href=\"../{}\">\n", encode_double_quoted_attribute(name))
    });
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{} · 政策对读</title>\n{}</head>\n<body>\n<div class=\"app\">\n\
         <header class=\"masthead\"><div class=\"page masthead__bar\"><div class=\"masthead__row\"><a class=\"masthead__mark\" href=\"../\">政策对读</a>\
         <nav class=\"masthead__nav\"><a class=\"masthead__link\" href=\"index.html\">文件全文</a></nav></div></div></header>\n\
         <main class=\"page sheet\">\n{body}</main>\n</div>\n</body>\n</html>\n",
        encode_text(title),
        links.collect::<String>(),
    )
}

/// A document: what it says of itself, what is known of the copy, its text.
fn body(document: &Document) -> String {
    let identity = &document.identity;
    let inferred = |is_inferred: bool| if is_inferred { "〔推断〕" } else { "" };
    let date = identity.dates.signed.as_ref();
    let date = date.map(|date| format!("{}{}", date.value, inferred(date.basis == Basis::Inferred)));
    let issuers = Some(identity.issuers.join("、")).filter(|issuers| !issuers.is_empty());
    let issuers = issuers.map(|issuers| issuers + inferred(identity.issuers_inferred.is_some()));
    let facts = [
        ("发文字号", identity.number.clone()),
        ("发文机关", issuers),
        ("成文日期", date),
        ("适用地区", Some(document.region.clone()).filter(|region| !region.is_empty())),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("<dt>{name}</dt><dd>{}</dd>\n", encode_text(&value?))));
    let notes = document.source.notes.iter().map(|note| format!("<p class=\"muted\">〔{}〕</p>\n", encode_text(note)));
    let provisions = document.provisions.iter().map(|provision| {
        let depth = std::iter::successors(provision.parent, |&above| document.provisions.get(above as usize)?.parent);
        written(provision, depth.count())
    });
    format!(
        "<article class=\"reading\">\n<h1 class=\"title\">{}</h1>\n<dl>\n{}</dl>\n{}{}</article>\n\
         <p><a href=\"../#/doc/{}\">在检索页面中打开</a></p>\n",
        encode_text(&identity.title),
        facts.collect::<String>(),
        notes.collect::<String>(),
        provisions.collect::<String>(),
        encode_double_quoted_attribute(&document.id),
    )
}

/// A provision: its number and heading as a heading of the page, its body as a paragraph; what runs on after a short
/// label runs on here.
fn written(provision: &Provision, depth: usize) -> String {
    if matches!(provision.kind, Kind::Title) && depth == 0 {
        return String::new();
    }
    let id = encode_double_quoted_attribute(&provision.path).into_owned();
    // The mark between heading and body stays with the heading.
    let from = if provision.body.range().is_empty() { provision.text.len() } else { provision.body.range().start };
    let (opening, body) = (printed(provision, 0..from), printed(provision, from..provision.text.len()));
    let has_heading = !provision.heading.range().is_empty() || provision.supplied.is_some();
    // A heading that the copy lost is the editor's.
    let supplied = provision.supplied.as_ref().map(|supplied| format!("〔{}〕", encode_text(&supplied.heading)));
    let head = supplied.unwrap_or_default() + &opening;
    let level = (depth + 2).min(6);
    match (head.is_empty(), body.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("<p id=\"{id}\">{body}</p>\n"),
        (false, true) => format!("<h{level} id=\"{id}\">{head}</h{level}>\n"),
        (false, false) if !has_heading => format!("<p id=\"{id}\">{head}{body}</p>\n"),
        (false, false) => format!("<h{level} id=\"{id}\">{head}</h{level}>\n<p>{body}</p>\n"),
    }
}

/// A stretch of a provision as printed, with the editor's suggested readings behind what they are for.
fn printed(provision: &Provision, stretch: std::ops::Range<usize>) -> String {
    let text = &provision.text;
    let mut html = String::new();
    let mut at = stretch.start;
    for annotation in &provision.annotations {
        let span = annotation.span.range();
        if let Fault::Corrupt { suggested, .. } = &annotation.fault
            && span.start >= at
            && span.end <= stretch.end
        {
            html.push_str(&encode_text(&text[at..span.end]));
            html.push_str(&format!("<small>〔疑作“{}”〕</small>", encode_text(suggested)));
            at = span.end;
        }
    }
    html.push_str(&encode_text(&text[at..stretch.end]));
    html.replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::curated;

    #[test]
    fn every_text_is_escaped_and_every_provision_is_there() {
        let text = "+++\n+++\n## 一、<script>乙</script>\n\n丙[丁]{sic=\"<戊>\" why=\"疑\" sure=\"low\"}。\n";
        let mut document = curated::read(text).document;
        (document.id, document.identity.title) = ("a\"b".to_owned(), "<b>甲</b>".to_owned());
        let pages = pages(&[document], &["style.css".to_owned()]);
        let [list, page] = &pages[..] else { panic!("two pages") };
        assert!(
            list.html.contains("&lt;b&gt;甲&lt;/b&gt;") && list.html.contains("href=\"a&quot;b.html\""),
            "{}",
            list.html
        );
        assert!(page.html.contains("一、&lt;script&gt;乙") && !page.html.contains("<script"), "{}", page.html);
        assert!(page.html.contains("丙丁<small>〔疑作“&lt;戊&gt;”〕</small>。"), "{}", page.html);
    }
}
