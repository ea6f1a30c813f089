//! A document's own words on the page, with the editor's annotations and the marks of a search.

use std::ops::Range;

use web_sys::KeyboardEvent;
use yew::prelude::*;

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
}

impl Marking<'_> {
    /// Nothing is marked.
    pub const NONE: Marking<'static> = Marking { scope: "", ranges: &[], mark: &|_, words| words, breaks: &[] };
}

/// A stretch of a provision's text.
pub fn passage(provision: &Provision, stretch: Range<usize>, marking: Marking<'_>) -> Html {
    let text = &provision.text;
    let breaks = marking.breaks;
    let piece = |piece: &Piece| {
        let inside = breaks.iter().copied().filter(|at| piece.range.contains(at));
        let ends = inside.chain([piece.range.end]);
        let mut from = piece.range.start;
        let parts = ends.map(|end| {
            let part = text.get(std::mem::replace(&mut from, end)..end).unwrap_or_default().to_owned();
            let breaks_here = end < piece.range.end || breaks.contains(&end);
            html! { <>{ part }if breaks_here { <wbr /> }</> }
        });
        let words: Html = parts.collect();
        match piece.mark {
            Some(mark) => (marking.mark)(mark, words),
            None => words,
        }
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

/// A reading that an editor has remarked on. A span and not a button, which no browser would break between lines.
#[component]
fn Sic(props: &SicProps) -> Html {
    let view = use_view();
    let open = use_state_eq(|| false);
    // Put away although it is pointed at or has the focus.
    let shut = use_state_eq(|| false);
    let on_click = {
        let shut = shut.clone();
        let open = open.clone();
        use_callback(*open, move |_: MouseEvent, was| {
            open.set(!was);
            shut.set(false);
        })
    };
    let on_key = {
        let (open, shut) = (open.clone(), shut.clone());
        use_callback(*open, move |event: KeyboardEvent, was| match event.key().as_str() {
            "Enter" | " " => {
                event.prevent_default();
                open.set(!was);
                shut.set(false);
            }
            "Escape" => {
                open.set(false);
                shut.set(true);
            }
            _ => {}
        })
    };
    let on_blur = {
        let (open, shut) = (open.clone(), shut.clone());
        use_callback((), move |_: FocusEvent, ()| {
            open.set(false);
            shut.set(false);
        })
    };
    let Annotation { span, fault, why } = &props.annotation;
    let note = format!("note-{}", props.id);
    let (class, shown) = match fault {
        Fault::Broken => ("join", html! { { format!("〔{}〕", view.words().joined) } }),
        Fault::Corrupt { suggested, .. } => ("sic", corrupt(&view, &props.children, suggested)),
    };
    let sure = match fault {
        Fault::Corrupt { sure, .. } => html! { <span class="sic__sure">{ view.lang.sure(*sure) }</span> },
        Fault::Broken => html! { <span class="sic__sure"></span> },
    };
    html! {
        <>
            <span class={class} role="button" tabindex="0" aria-expanded={open.to_string()} aria-describedby={note.clone()} data-shut={shut.then_some("")}
                onclick={on_click} onkeydown={on_key} onblur={on_blur}>{ shown }</span>
            <span class="sic__tip" role="tooltip" id={note}>
                <span class="sic__why">{ view.lang.fault(span.of(&props.text), fault) }</span>
                <span class="sic__why" lang="zh-CN">{ why }</span>
                { sure }
            </span>
        </>
    }
}

fn corrupt(view: &View, printed: &Html, suggested: &str) -> Html {
    let words = view.words();
    let reading = match suggested {
        "" => html! { { format!("〔{}〕", words.left_out) } },
        _ => html! { <>{ "〔" }{ words.suggested }<b>{ suggested }</b>{ "〕" }</> },
    };
    html! { <><span class="sic__printed">{ printed.clone() }</span><span class="sic__read">{ reading }</span></> }
}
