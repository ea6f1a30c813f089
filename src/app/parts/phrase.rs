//! Titles and headings, broken only between words.

use yew::prelude::*;

use crate::app::view::View;

/// A title with a break allowed between words; `marks` are characters of it, in order.
pub fn phrase(view: &View, text: &str, marks: &[(u32, u32)]) -> Html {
    let mut breaks = view.archive().breaks(text).into_iter().peekable();
    let mut marks = marks.iter().peekable();
    let mut parts: Vec<Html> = Vec::new();
    let (mut plain, mut marked) = (String::new(), String::new());
    for (count, (at, c)) in text.char_indices().enumerate() {
        let count = count as u32;
        while marks.next_if(|(_, end)| *end <= count).is_some() {}
        let is_marked = marks.peek().is_some_and(|(start, _)| *start <= count);
        let breaks_here = breaks.next_if(|&place| place <= at).is_some();
        if !is_marked && !marked.is_empty() {
            let text = std::mem::take(&mut marked);
            parts.push(html! { <mark class="hit">{ text }</mark> });
        }
        if (is_marked || breaks_here) && !plain.is_empty() {
            let text = std::mem::take(&mut plain);
            parts.push(html! { { text } });
        }
        if breaks_here && (!is_marked || marked.is_empty()) {
            parts.push(html! { <wbr /> });
        }
        if is_marked { &mut marked } else { &mut plain }.push(c);
    }
    if !marked.is_empty() {
        parts.push(html! { <mark class="hit">{ marked }</mark> });
    }
    if !plain.is_empty() {
        parts.push(html! { { plain } });
    }
    parts.into_iter().collect()
}
