//! Writes the static site: the app as Trunk leaves it, and the compiled corpus beside it.
//!
//! In: a corpus's folder and the app's. Out: a folder that any static host can serve. The same input gives the same
//! bytes. The names of the corpus and of its facts carry their hashes, and
//! `index.html` names them, so that they can be cached for ever.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest as _, Sha256};

use super::{compressed, load, reading};
use crate::format;

/// What `index.html` has in the place of the corpus's file name.
const PLACEHOLDER: &str = "corpus.pxc";
/// … and of that of the facts'.
const FACTS: &str = "facts.pxf";
/// … and of what the programs' files must hash to.
const INTEGRITY: &str = "names and hashes";

/// Builds a site.
///
/// # Errors
/// Names the step and the file.
pub(super) fn site(data: &Path, shell: &Path, out: &Path) -> Result<()> {
    let page = shell.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| {
        format!(
            "the app is not in {}; build it with `cargo xtask build`, or name its folder with --shell",
            shell.display()
        )
    })?;
    for placeholder in [PLACEHOLDER, FACTS, INTEGRITY] {
        if !html.contains(placeholder) {
            bail!("{} doesn't name {placeholder}; it is not this program's page", page.display());
        }
    }
    let load::Compiled { payload, facts, words } = load::compiled(data)?;
    let bytes = format::encode(&payload);
    let facts = format::encode_facts(&facts, &words);
    let named = |stem: &str, bytes: &[u8], ending: &str| format!("{stem}-{}.{ending}", &load::hexadecimal(bytes)[..16]);
    let (name, facts_name) = (named("corpus", &bytes, "pxc"), named("facts", &facts, "pxf"));
    if out.exists() {
        if out.read_dir().is_ok_and(|mut entries| entries.next().is_some()) && !out.join("index.html").exists() {
            bail!("{} holds something that is not a site; name an empty folder, or remove it", out.display());
        }
        fs::remove_dir_all(out).with_context(|| format!("{} can't be emptied", out.display()))?;
    }
    copy(shell, out)?;
    write(&out.join(&name), &bytes)?;
    write(&out.join(&facts_name), &facts)?;
    let html =
        html.replace(PLACEHOLDER, &name).replace(FACTS, &facts_name).replace(INTEGRITY, &integrity(shell, &html)?);
    write(&out.join("index.html"), html.as_bytes())?;
    let folder = out.join(reading::FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    for page in reading::pages(&payload.documents, &linked(shell)?) {
        write(&folder.join(&page.name), page.html.as_bytes())?;
    }
    compressed::beside(out)?;
    let documents = payload.documents.len();
    let terms = payload.dictionary.len();
    println!(
        "{}: {documents} documents, {terms} words, {} bytes of corpus, {} of facts",
        out.display(),
        bytes.len(),
        facts.len()
    );
    Ok(())
}

/// The names of the files that programs are made of, each with what it must hash to, as Subresource Integrity writes it.
/// What the page itself links has that from Trunk.
fn integrity(shell: &Path, page: &str) -> Result<String> {
    let mut words = Vec::new();
    for entry in fs::read_dir(shell).with_context(|| format!("{} can't be read", shell.display()))? {
        let path = entry.with_context(|| format!("{} can't be read", shell.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_linked = ["src", "href"].iter().any(|linked| page.contains(&format!("{linked}=./{name}")));
        if !is_linked && [".js", ".wasm", ".css"].iter().any(|ending| name.ends_with(ending)) {
            let bytes = fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
            words.push(format!("{name} sha256-{}", BASE64_STANDARD.encode(Sha256::digest(&bytes))));
        }
    }
    words.sort_unstable();
    Ok(words.join(" "))
}

/// The names of the style sheets, the one of all pages first, and of the icon.
fn linked(shell: &Path) -> Result<Vec<String>> {
    let unreadable = || format!("{} can't be read", shell.display());
    let entries = fs::read_dir(shell).with_context(unreadable)?.collect::<Result<Vec<_>, _>>();
    let entries = entries.with_context(unreadable)?;
    let names = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".css") || name.ends_with(".svg")).collect();
    names.sort_by_key(|name| (!name.starts_with("style-"), name.clone()));
    Ok(names)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} can't be made", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("{} can't be read", from.display()))? {
        let entry = entry.with_context(|| format!("{} can't be read", from.display()))?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("{} can't be copied", entry.path().display()))?;
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("{} can't be written", path.display()))
}
