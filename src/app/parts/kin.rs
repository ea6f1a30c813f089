//! Beside a provision of the reader: those that treat the same subject.
//!
//! In: the provision. Out: the two most like it, and the others behind their number.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::side::relation;
use crate::app::view::use_view;
use crate::app::words::counted;
use crate::compare::Related;
use crate::corpus::ProvisionNo;
use crate::records;
use crate::route::Route;

/// So many stand in the margin; the others behind a count, lest they push the text apart.
const IN_MARGIN: usize = 2;
/// So many at most.
const ALL: usize = 6;

/// What the margin needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Beside which provision.
    pub provision: ProvisionNo,
}

/// The provisions related to one; nothing if there are none. They are sought when the text stands, each provision by
/// itself, lest a long document wait for all.
#[component]
pub fn Kin(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let related = use_state(Rc::<[Related]>::default);
    {
        let related = related.clone();
        use_effect_with((props.provision, view.archive.clone()), move |(provision, archive)| {
            let (provision, archive) = (*provision, archive.clone());
            let later = Timeout::new(0, move || related.set(archive.0.related(provision, ALL).into()));
            move || drop(later)
        });
    }
    let archive = view.archive();
    let item = |found: &Related| {
        let (asked, located) = (archive.corpus.provision(props.provision)?, archive.corpus.provision(found.provision)?);
        let shown = |one| records::shown(archive, props.provision, found.provision, one);
        let evidence: Vec<String> = found
            .evidence
            .iter()
            .map(|one| format!("{}{}{}", view.lang.evidence(one), view.lang.pick("：", ": "), shown(one)))
            .collect();
        let href = Route::Beside(vec![asked.id(), located.id()]).to_string();
        Some(html! {
            <li>
                { relation(&view, found.relation) }
                <a {href} lang="zh-CN" title={evidence.join(view.lang.pick("；", "; "))}>
                    { &located.document.short_title }{ " " }<span class="clause">{ view.lang.cited(&located) }</span>
                </a>
            </li>
        })
    };
    let (shown, rest) = related.split_at(related.len().min(IN_MARGIN));
    html! {
        <aside class="kin" aria-label={words.related} hidden={shown.is_empty()}>
            <ul>{ for shown.iter().filter_map(item) }</ul>
            if !rest.is_empty() {
                <details class="kin__more">
                    <summary>{ counted(words.more, rest.len()) }</summary>
                    <ul>{ for rest.iter().filter_map(item) }</ul>
                </details>
            }
        </aside>
    }
}
