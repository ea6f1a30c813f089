//! Reads a corpus's folder.
//!
//! In: a folder as `data/README.md` describes it. Out: an [`Archive`], or what is wrong, by file, line and column.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::archive::Archive;
use crate::corpus::{Corpus, Settings};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::curated::{self, Reading};
use crate::document::verify;
use crate::format::Payload;
use crate::index::{Index, Texts};
use crate::lexicon::{self, Lexicon, prune};
use crate::query::fillers;
use crate::segment::{FullDictionary, Segmenter};
use crate::source::Page;
use crate::text::fold;

/// A folder's contents, read but not judged.
struct Folder {
    /// By file name without `.md`, sorted.
    readings: Vec<(String, Reading)>,
    lexicon: Lexicon,
    settings: Settings,
    diagnostics: Vec<Diagnostic>,
}

/// Opens the corpus of a folder as the browser will.
///
/// # Errors
/// Names every mistake that keeps a document from being read.
pub fn archive(data: &Path) -> Result<Archive> {
    payload(data).map(Archive::of)
}

/// Compiles the corpus of a folder.
///
/// # Errors
/// As [`archive`].
pub fn payload(data: &Path) -> Result<Payload> {
    let folder = read(data)?;
    refuse(&folder.diagnostics)?;
    let documents = folder.readings.into_iter().map(|(_, reading)| reading.document).collect();
    let corpus = Corpus::sorted(documents);
    let mut texts: Vec<String> = Vec::new();
    for at in corpus.provisions() {
        texts.push(fold(&at.provision.text));
        if at.provision.is_corrupt() {
            texts.push(fold(&at.provision.reading()));
        }
    }
    for document in corpus.documents() {
        texts.push(fold(&document.identity.title));
    }
    let dictionary = FullDictionary::new(&folder.lexicon);
    let variants = prune::variants(&texts);
    for text in &mut texts {
        if let Some(simple) = variants.simplify(text) {
            *text = simple;
        }
    }
    let indexed = Texts::of(&corpus, variants.clone());
    let alphabet = indexed.alphabet();
    let dictionary = dictionary.prune(&texts, &alphabet, &fillers().collect::<Vec<_>>());
    let index = Index::build(&corpus, indexed, &Segmenter::new(&dictionary, &alphabet, fillers()));
    let thesaurus = prune::thesaurus(&folder.lexicon, |term| index.has(term));
    let phonetics = prune::phonetics(&alphabet);
    let documents = corpus.documents().to_vec();
    let Folder { settings, lexicon: Lexicon { topics, .. }, .. } = folder;
    Ok(Payload { settings, documents, dictionary, thesaurus, variants, phonetics, topics })
}

/// Proves a corpus sound, or says where it is not.
///
/// # Errors
/// Only if the folder can't be read at all.
pub(super) fn check(data: &Path) -> Result<ExitCode> {
    let Folder { readings, mut diagnostics, .. } = read(data)?;
    let mut characters = 0;
    for (name, reading) in &readings {
        let file = format!("documents/{name}.md");
        let source = &reading.document.source.file;
        characters += reading.printed.len();
        diagnostics.extend(verify::document(name, reading).into_iter().map(|found| found.of(&file)));
        if source.is_empty() {
            continue; // the front matter couldn't be read, which is said already
        }
        match fs::read(data.join("sources").join(source)) {
            Ok(bytes) => {
                let page = Page::of(&String::from_utf8_lossy(&bytes));
                let found = verify::against_source(reading, &page, &hexadecimal(&bytes));
                diagnostics.extend(found.into_iter().map(|found| found.of(&file)));
            }
            Err(error) => diagnostics.push(
                Diagnostic::error(
                    0,
                    0,
                    format!("the source {source} can't be read: {error}"),
                    "put the page as received into sources/",
                )
                .of(&file),
            ),
        }
    }
    for found in &diagnostics {
        eprintln!("{}/{found}", data.display());
    }
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    if errors > 0 {
        eprintln!("{errors} errors");
        return Ok(ExitCode::from(1));
    }
    println!("{} documents, {characters} characters: every one stands in its source, in order", readings.len());
    Ok(ExitCode::SUCCESS)
}

/// The SHA-256 of bytes, in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn refuse(diagnostics: &[Diagnostic]) -> Result<()> {
    let errors: Vec<String> =
        diagnostics.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string).collect();
    if !errors.is_empty() {
        bail!("the corpus can't be read\n{}", errors.join("\n"));
    }
    Ok(())
}

fn read(data: &Path) -> Result<Folder> {
    let documents = data.join("documents");
    let entries = fs::read_dir(&documents)
        .with_context(|| format!("{} can't be read; --data names the corpus's folder", documents.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.context("a folder's entry can't be read")?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        bail!("there are no documents in {}; data/README.md tells how to write one", documents.display());
    }
    let mut diagnostics = Vec::new();
    let mut readings = Vec::new();
    for path in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = read_text(&path)?;
        let mut reading = curated::read(&text);
        let file = format!("documents/{name}.md");
        diagnostics.extend(reading.diagnostics.drain(..).map(|found| found.of(&file)));
        readings.push((name, reading));
    }
    let list = |name: &str| -> Result<Option<String>> {
        let path = data.join("lexicon").join(name);
        path.exists().then(|| read_text(&path)).transpose()
    };
    let mut lexicon = Lexicon::default();
    let mut found_in = |name: &str, found: Vec<Diagnostic>| {
        let file = format!("lexicon/{name}");
        diagnostics.extend(found.into_iter().map(|found| found.of(&file)));
    };
    if let Some(text) = list("words.tsv")? {
        let (read, found) = lexicon::words(&text);
        lexicon.words = read;
        found_in("words.tsv", found);
    }
    if let Some(text) = list("synonyms.toml")? {
        let (read, found) = lexicon::synonyms(&text);
        lexicon.synonyms = read;
        found_in("synonyms.toml", found);
    }
    if let Some(text) = list("english.tsv")? {
        let (read, found) = lexicon::english(&text);
        lexicon.english = read;
        found_in("english.tsv", found);
    }
    if let Some(text) = list("topics.toml")? {
        let (read, found) = lexicon::topics(&text);
        lexicon.topics = read;
        found_in("topics.toml", found);
    }
    let mut settings = Settings::default();
    let path = data.join("corpus.toml");
    if path.exists() {
        match toml::from_str::<Settings>(&read_text(&path)?) {
            Ok(read) => settings = read,
            Err(error) => diagnostics.push(
                Diagnostic::error(0, 0, error.message(), "data/README.md tells what stands in it").of("corpus.toml"),
            ),
        }
    }
    Ok(Folder { readings, lexicon, settings, diagnostics })
}

fn read_text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8; save it as UTF-8", path.display()))
}
