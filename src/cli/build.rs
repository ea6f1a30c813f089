//! Writes the static site: the app as Trunk leaves it, and the compiled corpus beside it.
//!
//! In: a corpus's folder and the app's. Out: a folder that any static host can serve. The same input gives the same
//! bytes. The corpus's file name carries its hash, and `index.html` names it, so that it can be cached for ever.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::load;
use crate::format;

/// What `index.html` has in the place of the corpus's file name.
const PLACEHOLDER: &str = "corpus.pxc";

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
    if !html.contains(PLACEHOLDER) {
        bail!("{} doesn't name {PLACEHOLDER}; it is not this program's page", page.display());
    }
    let payload = load::payload(data)?;
    let bytes = format::encode(&payload);
    let hash = load::hexadecimal(&bytes);
    let name = format!("corpus-{}.pxc", &hash[..16]);
    if out.exists() {
        if out.read_dir().is_ok_and(|mut entries| entries.next().is_some()) && !out.join("index.html").exists() {
            bail!("{} holds something that is not a site; name an empty folder, or remove it", out.display());
        }
        fs::remove_dir_all(out).with_context(|| format!("{} can't be emptied", out.display()))?;
    }
    copy(shell, out)?;
    write(&out.join(&name), &bytes)?;
    write(&out.join("index.html"), html.replace(PLACEHOLDER, &name).as_bytes())?;
    let documents = payload.documents.len();
    let words = payload.dictionary.len();
    println!("{}: {documents} documents, {words} words, {} bytes of corpus", out.display(), bytes.len());
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
