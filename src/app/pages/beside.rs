//! Two to four provisions, picked anywhere, side by side.

use std::rc::Rc;

use yew::prelude::*;

use super::compare::legend;
use crate::app::parts::exports::exports;
use crate::app::parts::side::{Column, Side, link};
use crate::app::tables;
use crate::app::view::use_view;
use crate::compare::Row;
use crate::corpus::ProvisionNo;
use crate::route::Route;

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The provisions' ids, the base first.
    pub ids: Vec<String>,
}

/// The page.
#[component]
pub fn BesidePage(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let corpus = &view.archive().corpus;
    let known: Vec<ProvisionNo> = props.ids.iter().filter_map(|id| corpus.number_of(id)).collect();
    let row = use_memo((known.clone(), view.archive.clone()), |(known, archive)| Row {
        cells: known.iter().map(|&no| vec![no]).collect(),
        pairs: archive.0.beside(known),
    });
    let columns: Rc<[Column]> = Rc::from_iter(
        known.iter().filter_map(|&no| Some(Column { document_no: corpus.document_of(no)?, is_shut: false })),
    );
    let missing: Vec<&str> = props.ids.iter().filter(|id| corpus.number_of(id).is_none()).map(String::as_str).collect();
    let heads = known.iter().filter_map(|&no| {
        let located = corpus.provision(no)?;
        let others: Vec<String> = props.ids.iter().filter(|id| **id != located.id()).cloned().collect();
        let based: Vec<String> = std::iter::once(located.id()).chain(others.iter().cloned()).collect();
        Some(html! {
            <div class="cmp-doc" key={no.to_string()}>
                <p class="cmp-doc__title" lang="zh-CN"><a href={link(&located)}>{ view.short_title(located.document_no) }</a></p>
                <p class="acts">
                    if known.first() == Some(&no) {
                        <span class="muted">{ words.base }</span>
                    } else {
                        <a href={Route::Beside(based).to_string()}>{ words.make_base }</a>
                    }
                    <a href={Route::Beside(others).to_string()}>{ words.take_off }</a>
                </p>
            </div>
        })
    });
    let table = {
        let (view, row) = (view.clone(), row.clone());
        move || tables::provisions(&view, &row)
    };
    html! {
        <>
            <h1 class="title">{ words.beside }</h1>
            if !missing.is_empty() {
                <p class="hints" role="status">{ words.no_such_provision }{ " " }<span class="empty__missing">{ missing.join(view.lang.comma()) }</span></p>
            }
            if known.len() < 2 {
                <p class="lede">{ words.beside_empty }</p>
            } else {
                <p class="lede">{ words.limits }</p>
                <div class="bar">
                    { legend(&view) }
                    <div class="bar__row bar__row--tools">
                        <span class="bar__name">{ words.export }</span>
                        { exports(&view, words.beside, table) }
                    </div>
                </div>
            }
            if !known.is_empty() {
                <div class="cmp">
                    <div class="cmp__docs">{ for heads }</div>
                    <section class="cmp-row"><Side key={props.ids.join(" ")} {row} {columns} empty={words.no_counterpart} /></section>
                </div>
            }
        </>
    }
}
