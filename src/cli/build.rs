//! Writes the static site: the app as Trunk leaves it, and the compiled corpus beside it.
//!
//! In: a corpus's folder and the app's. Out: a folder that any static host can serve. The same input gives the same
//! bytes. The names of the corpus and of its facts carry their hashes, and
//! `index.html` names them, so that they can be cached for ever.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::load;
use crate::format;

/// What `index.html` has in the place of the corpus's file name.
const PLACEHOLDER: &str = "corpus.pxc";
/// … and of that of the facts'.
const FACTS: &str = "facts.pxf";

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
    for placeholder in [PLACEHOLDER, FACTS] {
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
    let html = html.replace(PLACEHOLDER, &name).replace(FACTS, &facts_name);
    write(&out.join("index.html"), html.as_bytes())?;
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
