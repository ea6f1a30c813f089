//! A document's own words on the page, with the editor's annotations and the marks of a search.

use std::ops::Range;

use yew::prelude::*;

use super::tip::Tip;
use crate::app::runs::{Piece, Run, runs};
use crate::app::view::{View, use_view};
use crate::document::{Annotation, Fault, Provision};

/// What is to be done to a stretch of a provision's text.
#[derive(Clone, Copy)]
pub struct Marking<'a> {
    /// Tells the notes of this passage from others on the page; empty where each provision stands once.
    pub scope: &'a str,
    /// What is to be marked: stretches of the provision's text, in order.
    pub ranges: &'a [Range<usize>],
    /// Makes an element of the words of one of them.
    pub mark: &'a dyn Fn(usize, Html) -> Html,
    /// Bytes at which a line may be broken, in order: for titles, which otherwise aren't; a paragraph needs none.
    pub breaks: &'a [usize],
    /// What stands behind a byte of the text, in order.
    pub signs: &'a [(usize, Html)],
}

impl Marking<'_> {
    /// Nothing is marked.
    pub const NONE: Marking<'static> =
        Marking { scope: "", ranges: &[], mark: &|_, words| words, breaks: &[], signs: &[] };
}

/// A stretch of a provision's text.
pub fn passage(provision: &Provision, stretch: Range<usize>, marking: Marking<'_>) -> Html {
    let text = &provision.text;
    let breaks = marking.breaks;
    let signs_at =
        |end: usize| marking.signs.iter().filter(|(at, _)| *at == end).map(|(_, sign)| sign.clone()).collect::<Html>();
    let piece = |piece: &Piece| {
        let behind = marking.signs.iter().map(|(at, _)| at);
        let mut ends: Vec<usize> = breaks.iter().chain(behind).copied().filter(|at| piece.range.contains(at)).collect();
        ends.push(piece.range.end);
        ends.sort_unstable();
        ends.dedup();
        let mut from = piece.range.start;
        let parts = ends.into_iter().map(|end| {
            let part = text.get(from..end).unwrap_or_default().to_owned();
            let signs = if end > from && end < piece.range.end { signs_at(end) } else { Html::default() };
            from = end;
            html! { <>{ part }{ signs }if breaks.contains(&end) { <wbr /> }</> }
        });
        let words: Html = parts.collect();
        let words = match piece.mark {
            Some(mark) => (marking.mark)(mark, words),
            None => words,
        };
        html! { <>{ words }{ signs_at(piece.range.end) }</> }
    };
    let id = |index: usize| format!("{}{}-{index}", marking.scope, provision.path.replace('.', "-"));
    let shown = runs(stretch, &provision.annotations, marking.ranges);
    let runs = shown.iter().map(|run| match run {
        Run::Plain(plain) => piece(plain),
        Run::Corrupt(index, pieces) => {
            let printed: Html = pieces.iter().map(piece).collect();
            html! { <Sic id={id(*index)} annotation={provision.annotations[*index].clone()} text={text.clone()}>{ printed }</Sic> }
        }
        Run::Join(index) => {
            html! { <Sic id={id(*index)} annotation={provision.annotations[*index].clone()} text={String::new()} /> }
        }
    });
    runs.collect()
}

/// A paragraph of a provision as byte ranges, from byte `from` on.
pub fn paragraphs(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut at = from;
    let lines = text.get(from..).unwrap_or_default().split('\n').map(|line| {
        let range = at..at + line.len();
        at = range.end + 1;
        range
    });
    lines.filter(|range| !range.is_empty()).collect()
}

#[derive(PartialEq, Properties)]
struct SicProps {
    /// Tells the note of this reading from others on the page.
    id: String,
    annotation: Annotation,
    /// The provision's text.
    text: String,
    #[prop_or_default]
    children: Html,
}

/// A reading that an editor has remarked on.
#[component]
fn Sic(props: &SicProps) -> Html {
    let view = use_view();
    let Annotation { span, fault, why } = &props.annotation;
    let (class, shown) = match fault {
        Fault::Broken => ("join", html! { { format!("〔{}〕", view.words().joined) } }),
        Fault::Corrupt { suggested, .. } => ("sic", corrupt(&view, &props.children, suggested)),
    };
    let sure = match fault {
        Fault::Corrupt { sure, .. } => html! { <span class="sic__sure">{ view.lang.sure(*sure) }</span> },
        Fault::Broken => html! { <span class="sic__sure"></span> },
    };
    let note = html! {
        <>
            <span class="sic__why">{ view.lang.fault(span.of(&props.text), fault) }</span>
            <span class="sic__why" lang="zh-CN">{ why }</span>
            { sure }
        </>
    };
    html! { <Tip id={props.id.clone()} {class} {note}>{ shown }</Tip> }
}

fn corrupt(view: &View, printed: &Html, suggested: &str) -> Html {
    let words = view.words();
    let reading = match suggested {
        "" => html! { { format!("〔{}〕", words.left_out) } },
        _ => html! { <>{ "〔" }{ words.suggested }<b>{ suggested }</b>{ "〕" }</> },
    };
    html! { <><span class="sic__printed">{ printed.clone() }</span><span class="sic__read">{ reading }</span></> }
}
