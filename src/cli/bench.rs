//! Measures, natively, what DESIGN's budgets name: opening a corpus and asking it.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::load;
use crate::archive::Archive;
use crate::corpus::Corpus;
use crate::facts::Reader;
use crate::format;
use crate::index::{Index, Texts};
use crate::query::{Request, fillers};
use crate::segment::Segmenter;

/// Questions of the kinds that people ask, one to a line; `#` begins a remark.
fn questions() -> impl Iterator<Item = &'static str> {
    include_str!("questions.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Prints a table.
///
/// # Errors
/// If the corpus can't be read.
pub(super) fn run(data: &Path) -> Result<()> {
    let payload = load::payload(data)?;
    let bytes = format::encode(&payload);
    let opening = sample(50, || {
        black_box(Archive::open(black_box(&bytes)).map(|archive| archive.prepare_searching()).is_ok());
    });
    let decoding = sample(50, || {
        black_box(format::decode(black_box(&bytes)).is_ok());
    });
    let corpus = Corpus::of(payload.documents.clone());
    let alphabet = Texts::of(&corpus, payload.variants.clone()).alphabet().to_vec();
    let prepare = || Segmenter::new(black_box(&payload.dictionary), &alphabet, fillers());
    let preparing = sample(50, || {
        black_box(prepare());
    });
    let segmenter = prepare();
    let indexing = sample(50, || {
        let texts = Texts::of(black_box(&corpus), payload.variants.clone());
        black_box(Index::build(&corpus, texts, &segmenter, &payload.facets));
    });
    let archive = Archive::open(&bytes)?;
    let mut asking = Vec::new();
    for query in questions() {
        let request = Request { query: query.to_owned(), limit: 20, ..Request::default() };
        asking.extend(sample(200, || {
            black_box(archive.search(black_box(&request)).total);
        }));
    }
    asking.sort_unstable();
    let total = archive.corpus.documents().len();
    let comparing = sample(20, || {
        let archive = Archive::of(payload.clone());
        for base in 0..total {
            for other in 0..base {
                black_box(archive.align(&[base, other]));
            }
        }
    });
    let reader = Reader::new(&load::lexicon(data)?);
    let reading = sample(20, || {
        black_box(reader.read(black_box(&corpus)).controls.len());
    });
    println!("{:<46}{:>10}{:>10}", "native", "median", "95 %");
    for (name, times) in [
        ("open the corpus (ms)", &opening),
        ("… of which decode", &decoding),
        ("… prepare the dictionary", &preparing),
        ("… cut into words and index", &indexing),
        ("a query with 20 hits, snippets and facets (ms)", &asking),
        ("open the corpus, and align every two documents", &comparing),
        ("read all facts of the corpus", &reading),
    ] {
        println!("{name:<46}{:>10}{:>10}", ms(at(times, 50)), ms(at(times, 95)));
    }
    Ok(())
}

/// The times of `runs` runs behind one that is not counted, sorted.
fn sample(runs: usize, mut run: impl FnMut()) -> Vec<Duration> {
    run();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64() * 1000.0)
}
