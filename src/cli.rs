//! The native program: checks and compiles a corpus, builds a site, answers on the terminal.
//!
//! In: arguments and files. Out: answers on standard output, complaints on standard error, and an exit status: 0 done;
//! 1 the corpus or the question is at fault; 2 wrong usage. Asks nothing but the [`Archive`].
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the door through which the program speaks")]

mod bench;
mod build;
mod compressed;
pub mod load;
mod page;
mod print;
mod reading;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand, ValueEnum};

use crate::archive::Archive;
use crate::document::{Date, Document};
use crate::index::facets::{BOUNDS, KEYS};
use crate::query::{Filter, Request, Sort};
use crate::records::{self, DocumentRecord, ProvisionRecord, Value};

/// Search, read and compare Chinese policy documents.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Arguments {
    /// The corpus's folder, with documents/, sources/ and lexicon/.
    #[arg(long, global = true, default_value = "data", value_name = "DIR")]
    data: PathBuf,
    /// How to print records.
    #[arg(long, global = true, default_value = "text")]
    format: Format,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One array of records, or one object.
    Json,
    /// A table with a header line.
    Csv,
}

#[derive(Subcommand)]
enum Command {
    /// List the documents: what each says of itself, and what it was taken from.
    Documents,
    /// List the provisions of one document, or of all.
    Provisions {
        /// A document's id.
        document: Option<String>,
    },
    /// Find provisions by their words.
    Search {
        /// Words, all of which must occur; “phrases”; -words to leave out; OR, ( ), 标题:… 地区:… 年份:… 同句:(…).
        query: String,
        /// How many hits to return.
        #[arg(long, default_value_t = 20)]
        limit: usize,
        /// Narrow by a facet: level, region, issuer, genre, year, document, fidelity, topic, place, unit, cited; or by date: from=2024-01,
        /// to=2024-12-31. May be repeated.
        #[arg(long = "filter", value_name = "KEY=VALUE")]
        filters: Vec<String>,
        /// In what order.
        #[arg(long, default_value = "relevance")]
        sort: SortArgument,
        /// Look for nothing but the letters that were typed: no synonyms, no pinyin, no cutting into words.
        #[arg(long)]
        exact: bool,
    },
    /// Find the provisions that treat the same subject as one, in all documents.
    Related {
        /// A provision's id, as `provisions` prints it.
        provision: String,
        /// How many to return.
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    /// Lay two to four documents side by side, provision by provision, in the order of the first.
    Compare {
        /// Documents' ids.
        #[arg(required = true, num_args = 2..=4)]
        documents: Vec<String>,
    },
    /// Print what provisions are mainly about, and what they merely mention.
    Topics,
    /// Print what is to be reached, and by when, each with the clause that says it.
    Targets,
    /// Print who has to do what, each with the text that it covers.
    Duties,
    /// Print what projects have to be checked against: what is forbidden, limited, asked or wanted, and where.
    Controls,
    /// Print the controls that bear on a project, the decisive first, each with its reasons.
    Bearing {
        /// What is planned, and where, in plain words: 在汾河干流沿岸新建焦化项目.
        project: String,
    },
    /// Print which laws, documents, meetings and systems are cited, and where that leads in the corpus.
    Citations,
    /// Print which places are named, and how often.
    Places,
    /// Prove the corpus sound, or say where it is not.
    Check,
    /// Write the whole static site, or one file with everything in it.
    Build {
        /// Where to.
        #[arg(long, value_name = "DIR or FILE.html")]
        out: PathBuf,
        /// One page that opens by a double click, without a server.
        #[arg(long)]
        single_file: bool,
        /// A portal of another origin whose messages the page obeys in its frame, as `https://portal.example.gov.cn`; may
        /// be repeated.
        #[arg(long, value_name = "ORIGIN", conflicts_with = "single_file")]
        portal: Vec<String>,
        /// The app as `trunk build --release` leaves it.
        #[arg(long, value_name = "DIR", default_value = "target/shell")]
        shell: PathBuf,
    },
    /// Serve a finished site on this machine, to look at it.
    Serve {
        /// The site.
        #[arg(long, value_name = "DIR", default_value = "dist")]
        dir: PathBuf,
        /// The port; 0 for any that is free.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Measure how long opening and asking take here.
    Bench,
}

#[derive(Clone, Copy, ValueEnum)]
enum SortArgument {
    /// The best first.
    Relevance,
    /// The newest document first.
    Date,
    /// By document, in printed order.
    Document,
}

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match answer(&arguments) {
        Ok(status) => status,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("policy-explorer: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// Whether whoever read our output (`head`, say) has had enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

fn answer(arguments: &Arguments) -> Result<ExitCode> {
    let Arguments { data, format, command } = arguments;
    match command {
        Command::Documents => {
            let archive = load::archive(data)?;
            let records: Vec<_> = archive.corpus.documents().iter().map(DocumentRecord::of).collect();
            print::records(*format, &records, || print::documents(&archive))?;
        }
        Command::Provisions { document: id } => {
            let archive = load::archive(data)?;
            if let Some(id) = id {
                document(&archive, id)?;
            }
            let wanted = |known: &str| id.as_ref().is_none_or(|only| only == known);
            let chosen: Vec<_> = archive.corpus.provisions().filter(|at| wanted(&at.document.id)).collect();
            let records: Vec<_> = chosen.iter().map(|located| ProvisionRecord::of(*located)).collect();
            print::records(*format, &records, || print::provisions(&chosen))?;
        }
        Command::Search { query, limit, filters, sort, exact } => {
            let archive = load::archive(data)?;
            let sort = match sort {
                SortArgument::Relevance => Sort::Relevance,
                SortArgument::Date => Sort::Date,
                SortArgument::Document => Sort::Document,
            };
            let filters = filters.iter().map(|filter| read_filter(filter)).collect::<Result<Vec<Filter>>>()?;
            let request = Request { query: query.clone(), filters, sort, limit: *limit, is_exact: *exact };
            let results = archive.search(&request);
            let record = match format {
                Format::Csv => records::hits(&archive, &results.hits),
                _ => records::search(&archive, query, &results),
            };
            print::values(*format, record, || print::results(&archive, &results))?;
        }
        Command::Related { provision, limit } => {
            let archive = load::archive(data)?;
            let no = archive.corpus.number_of(provision);
            let no =
                no.context(format!("there is no provision `{provision}`; `policy-explorer provisions` lists them"))?;
            let related = archive.related(no, *limit);
            print::values(*format, records::related(&archive, no, &related), || {
                print::related(&archive, no, &related)
            })?;
        }
        Command::Compare { documents } => {
            let archive = load::archive(data)?;
            let numbers = documents.iter().map(|id| Ok(document(&archive, id)?.0)).collect::<Result<Vec<usize>>>()?;
            let alignment = archive.align(&numbers);
            let record = match format {
                Format::Csv => records::rows(&archive, &alignment),
                _ => records::alignment(&archive, &alignment),
            };
            print::values(*format, record, || print::alignment(&archive, &alignment))?;
        }
        Command::Topics => {
            let archive = load::archive(data)?;
            print::values(*format, records::topics(&archive), || print::topics(&archive))?;
        }
        Command::Targets => facts(data, *format, records::facts::targets)?,
        Command::Duties => facts(data, *format, records::facts::duties)?,
        Command::Controls => facts(data, *format, records::facts::controls)?,
        Command::Bearing { project } => {
            let archive = load::with_facts(data)?;
            let record = records::facts::bearings(&archive, &archive.bearing(project));
            let shown = record.clone();
            print::values(*format, record, || print::table(&shown))?;
        }
        Command::Citations => facts(data, *format, records::facts::citations)?,
        Command::Places => facts(data, *format, records::facts::places)?,
        Command::Check => return load::check(data),
        Command::Build { out, shell, single_file: true, .. } => build::single_file(data, shell, out)?,
        Command::Build { out, shell, portal, .. } => build::site(data, shell, out, portal)?,
        Command::Serve { dir, port } => serve::serve(dir, *port)?,
        Command::Bench => bench::run(data)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints facts: for people the same table, a record a paragraph.
fn facts(data: &Path, format: Format, list: impl Fn(&Archive) -> Value<'_>) -> Result<()> {
    let archive = load::with_facts(data)?;
    let record = list(&archive);
    let shown = record.clone();
    print::values(format, record, || print::table(&shown))
}

/// A document with its place.
fn document<'a>(archive: &'a Archive, id: &str) -> Result<(usize, &'a Document)> {
    let ids = || archive.corpus.documents().iter().map(|known| known.id.as_str()).collect::<Vec<_>>().join(", ");
    archive.document(id).with_context(|| format!("there is no document `{id}`; there are {}", ids()))
}

fn read_filter(written: &str) -> Result<Filter> {
    let keys: Vec<&str> = [&KEYS[..], &BOUNDS].concat();
    let (key, value) = written.split_once('=').context(format!("“{written}” is no filter; write KEY=VALUE"))?;
    if !keys.contains(&key) {
        bail!("there is no facet `{key}`; there are {}", keys.join(", "));
    }
    if BOUNDS.contains(&key) {
        value.parse::<Date>().context(format!("--filter {written}"))?;
    }
    Ok(Filter { key: key.to_owned(), value: value.to_owned() })
}
