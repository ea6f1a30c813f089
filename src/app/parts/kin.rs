//! Beside a provision of the reader: those that treat the same subject.
//!
//! In: the provision. Out: the two most like it, and the others behind their number.

use yew::prelude::*;

use super::side::relation;
use crate::app::tables::said;
use crate::app::view::View;
use crate::compare::Related;
use crate::route::Route;

/// So many stand in the margin; the others behind a count, lest they push the text apart.
const IN_MARGIN: usize = 2;

/// The provisions related to one, by its id; nothing if there are none.
pub fn kin(view: &View, id: &str, related: &[Related]) -> Html {
    let words = view.words();
    let archive = view.archive();
    let item = |found: &Related| {
        let located = archive.corpus.provision(found.provision)?;
        let citation = view.lang.cited(&located);
        let base = archive.corpus.number_of(id)?;
        let evidence: Vec<String> = found.evidence.iter().map(|one| said(view, base, found.provision, one)).collect();
        let href = Route::Beside(vec![id.to_owned(), located.id()]).to_string();
        Some(html! {
            <li>
                { relation(view, found.relation) }
                <a {href} lang="zh-CN" title={evidence.join(view.lang.pick("；", "; "))}>{ &located.document.short_title }{ " " }<span class="clause">{ citation }</span></a>
            </li>
        })
    };
    let (shown, rest) = related.split_at(related.len().min(IN_MARGIN));
    if shown.is_empty() {
        return Html::default();
    }
    html! {
        <aside class="kin" aria-label={words.related}>
            <ul>{ for shown.iter().filter_map(item) }</ul>
            if !rest.is_empty() {
                <details class="kin__more">
                    <summary>{ view.lang.more(rest.len()) }</summary>
                    <ul>{ for rest.iter().filter_map(item) }</ul>
                </details>
            }
        </aside>
    }
}
