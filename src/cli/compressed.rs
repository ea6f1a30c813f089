//! Files compressed beside the originals, for hosts that send what they find: `nginx` with `gzip_static`, Caddy with
//! `precompressed`, Apache with `MultiViews` or rewriting.
//!
//! In: a site's folder. Out: `NAME.br` and `NAME.gz` beside every file that gets smaller by that. The same input gives
//! the same bytes: no time and no name is written into them.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Compresses all files of a folder and below it.
///
/// # Errors
/// Names the file that can't be read or written.
pub(super) fn beside(folder: &Path) -> Result<()> {
    let unreadable = || format!("{} can't be read", folder.display());
    // All names first: what is written on the way must not be met again.
    let entries = fs::read_dir(folder).with_context(unreadable)?.collect::<Result<Vec<_>, _>>();
    for path in entries.with_context(unreadable)?.iter().map(fs::DirEntry::path) {
        if path.is_dir() {
            beside(&path)?;
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
        for (ending, packed) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
            if packed.len() < bytes.len() {
                let mut name = path.clone().into_os_string();
                name.push(format!(".{ending}"));
                fs::write(&name, packed).with_context(|| format!("{} can't be written", name.display()))?;
            }
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).context("compressing")?;
    Ok(packed)
}

/// A text or a program, compressed as every browser can undo it.
///
/// # Errors
/// If memory can't be written, which does not happen.
pub(super) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).context("compressing")?;
    encoder.finish().context("compressing")
}
