//! Reads a corpus's folder.
//!
//! In: a folder as `data/README.md` describes it. Out: an [`Archive`], or what is wrong, by file, line and column.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::archive::Archive;
use crate::corpus::{Corpus, ProvisionNo, Settings};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::curated::{self, Reading};
use crate::document::{Document, verify};
use crate::facts::bearing::ProjectWords;
use crate::facts::corrections::{self, Correction};
use crate::facts::topics::{self, TopicNo, Treated};
use crate::facts::{Facts, Reader};
use crate::format::Payload;
use crate::index::facets::ReadFacet;
use crate::index::{Index, Texts};
use crate::lexicon::{self, Lexicon, Topic, prune};
use crate::query::fillers;
use crate::segment::{FullDictionary, Segmenter};
use crate::source::Page;
use crate::text::fold;

/// A folder's contents, read but not judged.
struct Folder {
    /// By file name without `.md`, sorted.
    readings: Vec<(String, Reading)>,
    /// What the editors say of facts, by documents' ids.
    corrections: Vec<(String, Correction)>,
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

/// Opens the corpus of a folder, with its facts.
///
/// # Errors
/// As [`archive`].
pub fn with_facts(data: &Path) -> Result<Archive> {
    let Compiled { payload, facts, words } = compiled(data)?;
    let archive = Archive::of(payload);
    archive.learn(facts, words);
    Ok(archive)
}

/// What a folder becomes.
pub(super) struct Compiled {
    /// The documents and what searches them.
    pub(super) payload: Payload,
    /// What was read out of them, and put right.
    pub(super) facts: Facts,
    /// What projects are read by.
    pub(super) words: ProjectWords,
}

/// Compiles the corpus of a folder, and reads its facts.
///
/// # Errors
/// As [`archive`].
pub(super) fn compiled(data: &Path) -> Result<Compiled> {
    let folder = read(data)?;
    refuse(&folder.diagnostics)?;
    let words = folder.lexicon.project_words();
    let reader = Reader::new(&folder.lexicon);
    let documents = folder.readings.into_iter().map(|(_, reading)| reading.document).collect();
    let corpus = Corpus::sorted(documents);
    let mut facts = reader.read(&corpus);
    refuse(&corrections::apply(&corpus, &mut facts, &folder.corrections))?;
    let payload = compile(corpus, &facts, folder.lexicon, folder.settings);
    Ok(Compiled { payload, facts, words })
}

/// What results can be narrowed by that was read: topics, places, units, what is cited.
fn read_facets(corpus: &Corpus, facts: &Facts, treated: &[Treated], topics: &[Topic]) -> Vec<ReadFacet> {
    let name = |topic: &TopicNo| topics.get(usize::from(*topic)).map(|topic| topic.id.clone());
    let topic =
        (0..).zip(treated).flat_map(|(no, treated)| treated.main.iter().filter_map(name).map(move |id| (no, id)));
    let place = facts.places.iter().map(|named| (named.provision, named.group.clone()));
    let unit = facts.duties.iter().flat_map(|duty| duty.units.iter().map(|unit| (duty.provision, unit.name.clone())));
    let cited = facts.citations.iter().filter(|citation| !citation.is_planned);
    let cited = cited.map(|citation| (citation.provision, citation.name.clone()));
    let all: [Vec<(ProvisionNo, String)>; 4] = [topic.collect(), place.collect(), unit.collect(), cited.collect()];
    all.iter().map(|pairs| ReadFacet::of(corpus.len(), pairs)).collect()
}

/// The word lists of a folder.
///
/// # Errors
/// As [`archive`].
pub fn lexicon(data: &Path) -> Result<Lexicon> {
    let folder = read(data)?;
    refuse(&folder.diagnostics)?;
    Ok(folder.lexicon)
}

/// Compiles the corpus of a folder.
///
/// # Errors
/// As [`archive`].
pub fn payload(data: &Path) -> Result<Payload> {
    compiled(data).map(|compiled| compiled.payload)
}

fn compile(corpus: Corpus, facts: &Facts, lexicon: Lexicon, settings: Settings) -> Payload {
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
    let dictionary = FullDictionary::new(&lexicon);
    let variants = prune::variants(&texts);
    for text in &mut texts {
        if let Some(simple) = variants.simplify(text) {
            *text = simple;
        }
    }
    let indexed = Texts::of(&corpus, variants.clone());
    let alphabet = indexed.alphabet().to_vec();
    let dictionary = dictionary.prune(&texts, &alphabet, &fillers().collect::<Vec<_>>());
    let segmenter = Segmenter::new(&dictionary, &alphabet, fillers());
    let index = Index::build(&corpus, indexed, &segmenter, &[]);
    let thesaurus = prune::thesaurus(&lexicon, |term| index.has(term));
    let phonetics = prune::phonetics(&alphabet);
    let treated = topics::read(&corpus, &index, &lexicon.topics);
    let facets = read_facets(&corpus, facts, &treated, &lexicon.topics);
    let documents = corpus.documents().to_vec();
    let breaks = |document: &Document| segmenter.breaks(&document.identity.title).iter().map(|&at| at as u16).collect();
    let title_breaks = documents.iter().map(breaks).collect();
    let topics = lexicon.topics;
    Payload { settings, documents, dictionary, thesaurus, variants, phonetics, topics, title_breaks, facets }
}

/// Proves a corpus sound, or says where it is not.
///
/// # Errors
/// Only if the folder can't be read at all.
pub(super) fn check(data: &Path) -> Result<ExitCode> {
    let Folder { readings, mut diagnostics, corrections, lexicon, .. } = read(data)?;
    if diagnostics.is_empty() && !corrections.is_empty() {
        let corpus = Corpus::sorted(readings.iter().map(|(_, reading)| reading.document.clone()).collect());
        let mut facts = Reader::new(&lexicon).read(&corpus);
        diagnostics.extend(corrections::apply(&corpus, &mut facts, &corrections));
    }
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
    let mut corrections = Vec::new();
    for path in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = read_text(&path)?;
        let mut reading = curated::read(&text);
        let file = format!("documents/{name}.md");
        diagnostics.extend(reading.diagnostics.drain(..).map(|found| found.of(&file)));
        let (read, found) = corrections::read(&reading.document, &reading.corrections);
        diagnostics.extend(found.into_iter().map(|found| found.of(&file)));
        corrections.extend(read.into_iter().map(|correction| (reading.document.id.clone(), correction)));
        readings.push((name, reading));
    }
    let mut lexicon = Lexicon::default();
    let lists: [(&str, ReadList); 11] = [
        ("words.tsv", |all, text| put(&mut all.words, lexicon::words(text))),
        ("synonyms.toml", |all, text| put(&mut all.synonyms, lexicon::synonyms(text))),
        ("english.tsv", |all, text| put(&mut all.english, lexicon::english(text))),
        ("topics.toml", |all, text| put(&mut all.topics, lexicon::topics(text))),
        ("divisions.tsv", |all, text| extend(&mut all.places, lexicon::places::divisions(text))),
        ("places.tsv", |all, text| extend(&mut all.places, lexicon::places::places(text))),
        ("no-places.txt", |all, text| put(&mut all.no_places, (lexicon::places::no_places(text), Vec::new()))),
        ("units.toml", |all, text| put(&mut all.units, lexicon::units::units(text))),
        ("instruments.toml", |all, text| put(&mut all.instruments, lexicon::instruments::instruments(text))),
        ("controls.toml", |all, text| put(&mut all.controls, lexicon::controls::controls(text))),
        ("targets.toml", |all, text| put(&mut all.targets, lexicon::targets::targets(text))),
    ];
    for (name, read) in lists {
        let path = data.join("lexicon").join(name);
        if path.exists() {
            let file = format!("lexicon/{name}");
            diagnostics.extend(read(&mut lexicon, &read_text(&path)?).into_iter().map(|found| found.of(&file)));
        }
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
    Ok(Folder { readings, corrections, lexicon, settings, diagnostics })
}

/// Reads a list into the lexicon; hands back what is wrong with it.
type ReadList = fn(&mut Lexicon, &str) -> Vec<Diagnostic>;

/// Takes what was read; hands back what is wrong with it.
fn put<T>(into: &mut T, (read, found): (T, Vec<Diagnostic>)) -> Vec<Diagnostic> {
    *into = read;
    found
}

/// As [`put`], to a list that another file has begun.
fn extend<T>(into: &mut Vec<T>, (read, found): (Vec<T>, Vec<Diagnostic>)) -> Vec<Diagnostic> {
    into.extend(read);
    found
}

fn read_text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8; save it as UTF-8", path.display()))
}
