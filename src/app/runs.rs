//! Cuts a stretch of a provision's text into runs: plain, marked, annotated.
//!
//! In: text, annotations and marks, each in order. Out: [`Run`]s that hold the whole stretch, once. Knows neither
//! Yew nor the browser.

use std::ops::Range;

use crate::document::{Annotation, Fault};

/// Part of a text that is shown alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// The mark that covers it, by its place among the marks.
    pub mark: Option<usize>,
}

/// Part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Sound text.
    Plain(Piece),
    /// A corrupt reading, by the annotation's place; its pieces are as printed.
    Corrupt(usize, Vec<Piece>),
    /// A break that was joined, by the annotation's place.
    Join(usize),
}

/// Cuts `stretch` of a text. Annotations and marks that only touch it are cut to fit.
pub fn runs(stretch: Range<usize>, annotations: &[Annotation], marks: &[Range<usize>]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = stretch.start;
    for (index, annotation) in annotations.iter().enumerate() {
        let span = annotation.span.range();
        let (start, end) = (span.start.max(stretch.start), span.end.min(stretch.end));
        match annotation.fault {
            Fault::Broken if (stretch.start..stretch.end).contains(&span.start) => {
                runs.extend(pieces(at..start, marks).into_iter().map(Run::Plain));
                runs.push(Run::Join(index));
                at = start;
            }
            Fault::Corrupt { .. } if start < end => {
                runs.extend(pieces(at..start, marks).into_iter().map(Run::Plain));
                runs.push(Run::Corrupt(index, pieces(start..end, marks)));
                at = end;
            }
            _ => {}
        }
    }
    runs.extend(pieces(at..stretch.end, marks).into_iter().map(Run::Plain));
    runs
}

fn pieces(stretch: Range<usize>, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = stretch.start;
    for (index, mark) in marks.iter().enumerate() {
        let (start, end) = (mark.start.max(at), mark.end.min(stretch.end));
        if start < end {
            if at < start {
                pieces.push(Piece { range: at..start, mark: None });
            }
            pieces.push(Piece { range: start..end, mark: Some(index) });
            at = end;
        }
    }
    if at < stretch.end {
        pieces.push(Piece { range: at..stretch.end, mark: None });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Sureness;
    use crate::text::Span;

    fn flat(runs: &[Run]) -> Vec<Piece> {
        let mut flat = Vec::new();
        for run in runs {
            match run {
                Run::Plain(piece) => flat.push(piece.clone()),
                Run::Corrupt(_, pieces) => flat.extend(pieces.iter().cloned()),
                Run::Join(_) => {}
            }
        }
        flat
    }

    fn ordered(mut cuts: Vec<usize>) -> Vec<Range<usize>> {
        cuts.sort_unstable();
        cuts.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect()
    }

    proptest! {
        #[test]
        fn runs_hold_the_stretch_once(
            from in 0usize..20, len in 0usize..30,
            faults in proptest::collection::vec(0usize..40, 0..6), marks in proptest::collection::vec(0usize..40, 0..8),
        ) {
            let annotations: Vec<Annotation> = ordered(faults).into_iter().map(|range| Annotation {
                span: Span::new(range.start, range.end),
                fault: if range.is_empty() { Fault::Broken } else { Fault::Corrupt { suggested: String::new(), sure: Sureness::Low } },
                why: String::new(),
            }).collect();
            let marks = ordered(marks);
            let runs = runs(from..from + len, &annotations, &marks);
            let mut at = from;
            for piece in flat(&runs) {
                prop_assert_eq!(piece.range.start, at);
                prop_assert!(!piece.range.is_empty());
                let covered = marks.iter().position(|mark| mark.start <= piece.range.start && piece.range.end <= mark.end && !mark.is_empty());
                prop_assert_eq!(piece.mark, covered);
                at = piece.range.end;
            }
            prop_assert_eq!(at, from + len);
        }
    }
}
