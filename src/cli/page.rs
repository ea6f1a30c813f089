//! Completes the page: puts in what only `build` knows, as a site or as one file.
//!
//! In: the files that Trunk leaves, with the corpus's. Out: the files of the site, or the text of one page. Pure: it
//! knows no folder. What it looks for in the page stands in `index.html`, as words that no page would have by itself.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context as _, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest as _, Sha256};

use super::{compressed, load, reading};
use crate::document::Document;

/// Files by their names.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The page's name.
pub(super) const PAGE: &str = "index.html";
/// The worker's, which must not change.
const WORKER: &str = "sw.js";

/// Scripts that the page names under their hashes.
const HASHED: [&str; 2] = ["later.js", "portal.js"];
/// What only a page of one file has.
const SINGLE: &str = "single.js";
/// What stands for itself: it is named by other pages, by the browser, or by the manifest.
const FIXED: [&str; 7] =
    ["embed.js", WORKER, "manifest.webmanifest", "icon.svg", "icon-180.png", "icon-192.png", "icon-512.png"];

/// The files of a site.
///
/// # Errors
/// If the page is not one of ours.
pub(super) fn site(
    mut files: Files,
    documents: &[Document],
    corpus: &str,
    facts: &str,
    portals: &[String],
) -> Result<Files> {
    let mut html = Html(text(&mut files, PAGE)?);
    files.remove(SINGLE);
    for name in HASHED {
        let bytes = files.remove(name).with_context(|| format!("the app has no {name}"))?;
        let hashed = named(name, &bytes);
        html.fill(name, &hashed)?;
        files.insert(hashed, bytes);
    }
    let script = boot(&mut files, &html)?;
    let style_name = name(&files, "style-", ".css")?;
    let style = text(&mut files, &style_name)?;
    stays_inside(&[&script, &style])?;
    html.put(html.tag("rel=stylesheet")?, &format!("<style>{style}</style>"));
    html.fill("hash of the style", &integrity(style.as_bytes()))?;
    // The plain pages link it, and this one where it may not have it inside.
    html.fill("style.css", &style_name)?;
    files.insert(style_name, style.into_bytes());
    html.fill("corpus.pxc", corpus)?;
    html.fill("facts.pxf", facts)?;
    html.fill("origins of portals", &portals.join(" "))?;
    html.fill("<tr><td>rows of all documents", &reading::contents(documents))?;
    let linked = |name: &String| html.0.contains(&format!("=./{name}"));
    let parts = files.iter().filter(|(name, _)| !FIXED.contains(&name.as_str()) && !linked(name));
    let parts = parts.map(|(name, bytes)| part(name, bytes)).collect::<Vec<_>>().join(", ");
    html.fill("names, sizes and hashes", &parts)?;
    html.fill("hash of the script", &integrity(script.as_bytes()))?;
    html.put(html.tag("boot-")?.start..html.after("boot-", "</script>")?, &format!("<script>{script}</script>"));
    let version = version(&html.0, &files);
    html.fill("version of the site", &version)?;
    files.insert(PAGE.to_owned(), html.0.into_bytes());
    let mut worker = Html(text(&mut files, WORKER)?);
    let kept = files.iter().filter(|(name, _)| *name != "embed.js");
    let kept = kept.map(|(name, bytes)| format!("[\"{name}\", \"{}\"]", integrity(bytes)));
    let kept = kept.collect::<Vec<_>>().join(",\n  ");
    worker.fill("version of the site", &version)?;
    worker.fill("[\"files of the site\"]", &format!("[\n  {kept}\n]"))?;
    files.insert(WORKER.to_owned(), worker.0.into_bytes());
    Ok(files)
}

/// A page with everything in it, the whole program alone.
///
/// # Errors
/// If the page is not one of ours.
pub(super) fn single(mut files: Files, corpus: &str, facts: &str) -> Result<String> {
    let mut html = Html(text(&mut files, PAGE)?);
    let boot = boot(&mut files, &html)?;
    let opener = bare(&text(&mut files, SINGLE)?);
    let icon = integrable(&mut files, "icon-", ".svg")?;
    let style = text_of(integrable(&mut files, "style-", ".css")?)?;
    let pages = text_of(integrable(&mut files, "pages-", ".css")?)?;
    let script = text_of(integrable(&mut files, "whole-", ".js")?)?;
    let module = integrable(&mut files, "whole-", "_bg.wasm")?;
    // The initialiser by the name that wasm-bindgen gives it.
    let (_, exported) = script.rsplit_once("export {").context("the whole program's script exports nothing")?;
    let init = exported.split(',').find_map(|name| Some(name.trim().split_once(" as default")?.0));
    let init = init.context("the whole program's script has no default export")?;
    let script = format!("{script}\npolicyExplorerInside.give({init});");
    stays_inside(&[&boot, &opener, &script, &style, &pages])?;
    // Names without hashes: nothing is fetched.
    let parts = [("whole.wasm", &module), ("corpus.pxc", &files[corpus]), ("facts.pxf", &files[facts])];
    let listed = parts.map(|(name, bytes)| format!("{name} {} ", bytes.len())).join(", ");
    html.fill("names, sizes and hashes", &listed)?;
    for program in ["first", "whole"] {
        let tag = html.tag(&format!("name={program}>"))?;
        html.put(tag, &format!("<meta content=\"- whole.wasm\" name={program}>"));
    }
    for rel in ["manifest", "apple-touch-icon", "icon", "stylesheet"] {
        html.put(html.tag(&format!("rel={rel}"))?, "");
    }
    for name in ["later", "portal", "style"] {
        html.put(html.tag(&format!("name={name}>"))?, "");
    }
    html.fill("origins of portals", "")?;
    let until = html.after("boot__late", "</table>")?;
    html.put(html.tag("boot__late")?.start..until, "");
    let until = html.after("<noscript>", "</noscript>")?;
    html.put(html.tag("<noscript>")?.start..until, "<noscript><p class=page>本页须启用 JavaScript 和 WebAssembly。 This page needs JavaScript and WebAssembly.</noscript>");
    let hashes = |codes: &[&str]| {
        codes.iter().map(|code| format!("'{}'", integrity(code.as_bytes()))).collect::<Vec<_>>().join(" ")
    };
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types policy-explorer",
        hashes(&[&opener, &boot, &script]),
        hashes(&[&style, &pages]),
    );
    let tag = html.tag("Content-Security-Policy")?;
    html.put(tag, &format!("<meta http-equiv=Content-Security-Policy content=\"{policy}\">"));
    let head = format!(
        "<link rel=icon href=\"data:image/svg+xml;base64,{}\"><style>{style}</style><style>{pages}</style>\
         <script>{opener}</script><script>{boot}</script>",
        BASE64_STANDARD.encode(&icon)
    );
    html.put(html.tag("boot-")?.start..html.after("boot-", "</script>")?, &head);
    let mut body = String::new();
    for (name, bytes) in parts {
        let packed = BASE64_STANDARD.encode(compressed::gzip(bytes)?);
        body += &format!("<script type=\"application/gzip\" id=\"part {name}\">{packed}</script>");
    }
    body += &format!("<script type=module>{script}</script></body>");
    html.fill("</body>", &body)?;
    html.fill("version of the site", "")?;
    Ok(html.0)
}

/// The names of the style sheets, the one of all pages first, and of the icon.
pub(super) fn linked(files: &Files) -> Vec<String> {
    let is_linked = |name: &&String| name.ends_with(".css") || name.starts_with("icon-") && name.ends_with(".svg");
    let mut names: Vec<String> = files.keys().filter(is_linked).cloned().collect();
    names.sort_by_key(|name| (!name.starts_with("style-"), name.clone()));
    names
}

/// `stem.ending` as `stem-HASH.ending`.
pub(super) fn named(name: &str, bytes: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{ending}", &load::hexadecimal(bytes)[..16])
}

/// A page that is being filled in.
struct Html(String);

impl Html {
    /// Puts a value where its placeholder is.
    fn fill(&mut self, placeholder: &str, value: &str) -> Result<()> {
        ensure!(self.0.contains(placeholder), "the page doesn't name {placeholder}; it is not this program's");
        self.0 = self.0.replacen(placeholder, value, 1);
        Ok(())
    }

    /// The tag that has these words in it.
    fn tag(&self, words: &str) -> Result<Range<usize>> {
        let at = self.0.find(words).with_context(|| format!("the page has no {words}; it is not this program's"))?;
        let start = self.0[..=at].rfind('<').context("a tag begins with <")?;
        let end = self.0[at..].find('>').context("a tag ends with >")? + at + 1;
        Ok(start..end)
    }

    /// Where the first `end` behind the words ends.
    fn after(&self, words: &str, end: &str) -> Result<usize> {
        let tag = self.tag(words)?;
        let found = self.0[tag.start..].find(end).with_context(|| format!("there is no {end} behind {words}"))?;
        Ok(tag.start + found + end.len())
    }

    fn put(&mut self, place: Range<usize>, text: &str) {
        self.0.replace_range(place, text);
    }
}

/// Takes boot.js out of the files, bare.
fn boot(files: &mut Files, html: &Html) -> Result<String> {
    ensure!(html.0.contains("boot-"), "the page doesn't name boot.js; it is not this program's");
    let script = text_of(integrable(files, "boot-", ".js")?)?;
    Ok(bare(&script))
}

/// A script without the lines that are comments, and without indentation. Our scripts have no text over several lines.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Refuses code that would close the element of the page that it is put in.
fn stays_inside(codes: &[&str]) -> Result<()> {
    let ends_too_soon = |code: &&str| code.to_ascii_lowercase().contains("</s");
    ensure!(!codes.iter().any(ends_too_soon), "a script or a style would end too soon in the page");
    Ok(())
}

/// A file's name, by its beginning and its end.
fn name(files: &Files, start: &str, end: &str) -> Result<String> {
    let name = files.keys().find(|name| name.starts_with(start) && name.ends_with(end)).cloned();
    name.with_context(|| format!("the app has no {start}*{end}"))
}

/// Takes such a file out.
fn integrable(files: &mut Files, start: &str, end: &str) -> Result<Vec<u8>> {
    let name = name(files, start, end)?;
    files.remove(&name).with_context(|| format!("the app has no {name}"))
}

fn text(files: &mut Files, name: &str) -> Result<String> {
    text_of(files.remove(name).with_context(|| format!("the app has no {name}"))?)
}

fn text_of(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).context("a file of the app is not UTF-8")
}

/// A part as boot.js reads it: its name, its size, and its hash if it is run.
fn part(name: &str, bytes: &[u8]) -> String {
    let is_run = [".js", ".wasm", ".css"].iter().any(|ending| name.ends_with(ending));
    let hash = if is_run { integrity(bytes) } else { String::new() };
    format!("{name} {} {hash}", bytes.len())
}

/// A hash as Subresource Integrity and Content-Security-Policy write it.
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// One name for all that the site is made of, the worker included: it must not touch what another worker keeps.
fn version(html: &str, files: &Files) -> String {
    let mut all = html.as_bytes().to_vec();
    for (name, bytes) in files {
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(load::hexadecimal(bytes).as_bytes());
    }
    load::hexadecimal(&all)[..16].to_owned()
}
