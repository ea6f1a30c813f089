//! Writes the static site, or one file: the app as Trunk leaves it, and the compiled corpus.
//!
//! In: a corpus's folder and the app's. Out: a folder that any static host can serve, or a page that is opened by
//! itself. The same input gives the same bytes. The names of all files that may change carry their hashes, so that they
//! can be cached for ever; `index.html` names them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::page::{self, Files, named};
use super::{compressed, load, reading};
use crate::format;

/// Builds a site, whose page obeys the portals of these origins besides its own.
///
/// # Errors
/// Names the step and the file.
pub(super) fn site(data: &Path, shell: &Path, out: &Path, portals: &[String]) -> Result<()> {
    for portal in portals {
        ensure_origin(portal)?;
    }
    let mut files = read(shell)?;
    let (payload, corpus, facts) = compiled(data, &mut files)?;
    let site = page::site(files, &payload.documents, &corpus, &facts, portals)?;
    if out.exists() {
        if out.read_dir().is_ok_and(|mut entries| entries.next().is_some()) && !out.join("index.html").exists() {
            bail!("{} holds something that is not a site; name an empty folder, or remove it", out.display());
        }
        fs::remove_dir_all(out).with_context(|| format!("{} can't be emptied", out.display()))?;
    }
    let folder = out.join(reading::FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    for (name, bytes) in &site {
        write(&out.join(name), bytes)?;
    }
    for page in reading::pages(&payload.documents, &page::linked(&site)) {
        write(&folder.join(&page.name), page.html.as_bytes())?;
    }
    compressed::beside(out)?;
    let documents = payload.documents.len();
    let terms = payload.dictionary.len();
    println!(
        "{}: {documents} documents, {terms} words, {} bytes of corpus, {} of facts",
        out.display(),
        site[&corpus].len(),
        site[&facts].len()
    );
    Ok(())
}

/// Builds one file with everything in it.
///
/// # Errors
/// Names the step and the file.
pub(super) fn single_file(data: &Path, shell: &Path, out: &Path) -> Result<()> {
    let mut files = read(shell)?;
    let (payload, corpus, facts) = compiled(data, &mut files)?;
    let html = page::single(files, &corpus, &facts)?;
    if out.is_dir() {
        bail!("{} is a folder; name a file, as --out policies.html", out.display());
    }
    write(out, html.as_bytes())?;
    println!("{}: {} documents, {} bytes", out.display(), payload.documents.len(), html.len());
    Ok(())
}

/// Puts the corpus and its facts to the app's files, and hands back their names.
fn compiled(data: &Path, files: &mut Files) -> Result<(format::Payload, String, String)> {
    let load::Compiled { payload, facts, words } = load::compiled(data)?;
    let corpus = format::encode(&payload);
    let facts = format::encode_facts(&facts, &words);
    let names = (named("corpus.pxc", &corpus), named("facts.pxf", &facts));
    files.insert(names.0.clone(), corpus);
    files.insert(names.1.clone(), facts);
    Ok((payload, names.0, names.1))
}

/// The app's files.
fn read(shell: &Path) -> Result<Files> {
    if !shell.join(page::PAGE).exists() {
        bail!(
            "the app is not in {}; build it with `cargo xtask build`, or name its folder with --shell",
            shell.display()
        );
    }
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(shell).with_context(|| format!("{} can't be read", shell.display()))? {
        let path = entry.with_context(|| format!("{} can't be read", shell.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?);
    }
    Ok(files)
}

/// What a browser calls an origin: a scheme, a host, perhaps a port, and nothing behind it.
fn ensure_origin(text: &str) -> Result<()> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "-.:[]".contains(sign);
    // Browsers leave out the port that the scheme has anyway, so no portal would ever be of such an origin.
    let usual = if text.starts_with("https:") { ":443" } else { ":80" };
    if host.is_empty() || !host.chars().all(is_sign) || host.ends_with(usual) {
        bail!(
            "--portal {text}: an origin is written https://portal.example.gov.cn, without a path, a slash at its end, or \
             the usual port"
        );
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("{} can't be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_told_from_addresses() {
        for origin in ["https://portal.example.gov.cn", "http://10.0.0.7:8080", "http://[::1]:8080", "https://a.b:80"] {
            assert!(ensure_origin(origin).is_ok(), "{origin}");
        }
        for other in [
            "*",
            "portal",
            "https://",
            "https://a.b/",
            "https://a.b/c",
            "https://a b",
            "https://a.b\" x=\"",
            "null",
            "https://a.b:443",
            "http://a.b:80",
        ] {
            assert!(ensure_origin(other).is_err(), "{other}");
        }
    }
}
