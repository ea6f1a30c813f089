//! A hit's text: its best part, and from there from match to match.

use yew::prelude::*;

use crate::app::view::use_view;
use crate::corpus::ProvisionNo;
use crate::query::{Request, Snippet};

/// What the excerpt needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Of which provision.
    pub provision: ProvisionNo,
    /// What was asked.
    pub request: Request,
    /// The best part.
    pub best: Snippet,
    /// How many matches there are.
    pub matches: u32,
}

/// The text, and buttons if there is more than one match.
#[component]
pub fn Excerpt(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let at = use_state_eq(|| None::<usize>);
    {
        let at = at.clone();
        use_effect_with(props.request.clone(), move |_| at.set(None));
    }
    let total = props.matches as usize;
    let shown = match *at {
        None => props.best.clone(),
        Some(at) => view.archive().excerpt(props.provision, &props.request, at).0,
    };
    let step = |name: &'static str, back: bool| {
        let at = at.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let next = match (*at, back) {
                (None, false) => 0,
                (None, true) => total - 1,
                (Some(at), false) => (at + 1) % total,
                (Some(at), true) => (at + total - 1) % total,
            };
            at.set(Some(next));
        });
        html! { <button class="plain" type="button" {onclick}>{ name }</button> }
    };
    html! {
        <>
            <p class="hit-card__text quote" lang="zh-CN">{ marked(&shown) }</p>
            <p class="hit-card__steps acts">
                if total > props.best.highlights.len() {
                    <>
                        <span role="status">{ view.lang.place(at.map_or(0, |at| at + 1), total) }</span>
                        { step(words.previous, true) }
                        { step(words.next, false) }
                    </>
                }
            </p>
        </>
    }
}

/// A snippet with its marks.
fn marked(snippet: &Snippet) -> Html {
    let chars: Vec<char> = snippet.text.chars().collect();
    let text =
        |from: u32, to: u32| chars.get(from as usize..to as usize).unwrap_or_default().iter().collect::<String>();
    let mut at = 0;
    let mut parts: Vec<Html> = Vec::new();
    for &(start, end) in &snippet.highlights {
        parts.push(html! { { text(at, start) } });
        parts.push(html! { <mark class="hit">{ text(start, end) }</mark> });
        at = end;
    }
    parts.push(html! { { text(at, chars.len() as u32) } });
    parts.into_iter().collect()
}
