//! What was read out of the documents, each kind as a table, with a picture where that says it better. Every row leads to
//! the sentence that it was read from.

mod citations;
mod controls;
mod duties;
mod places;
mod project;
mod targets;

use yew::prelude::*;

use crate::app::parts::facts::{Arrival, how_far, use_facts};
use crate::app::parts::instead::instead;
use crate::app::view::use_view;
use crate::facts::measured::{CITATIONS, CONTROLS, DUTIES, Measured, PLACES, TARGETS};
use crate::route::{FactTable, FactsRoute};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which table, and what of it is shown.
    pub route: FactsRoute,
}

/// The page.
#[component]
pub fn FactsPage(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let route = &props.route;
    let (title, lede) = match route.table {
        FactTable::Targets => (words.targets_title, words.targets_lede),
        FactTable::Duties => (words.duties_title, words.duties_lede),
        FactTable::Controls => (words.controls_title, words.controls_lede),
        FactTable::Citations => (words.citations_title, words.citations_lede),
        FactTable::Places => (words.places_title, words.places_lede),
    };
    let body = match use_facts(&view) {
        Arrival::Coming => instead(&view, words.facts_failed, None),
        Arrival::Failed(cause, again) => instead(&view, words.facts_failed, Some((cause, again))),
        Arrival::Here => match route.table {
            FactTable::Targets => targets::page(&view, route),
            FactTable::Duties => duties::page(&view, route),
            FactTable::Controls => controls::page(&view, route),
            FactTable::Citations => citations::page(&view, route),
            FactTable::Places => places::page(&view, route),
        },
    };
    html! {
        <>
            <h1 class="title">{ title }</h1>
            <p class="lede">{ lede }</p>
            { body }
            { how_far(&view, measured(route.table)) }
        </>
    }
}

/// How many hand-made records of a table are read rightly.
fn measured(table: FactTable) -> Measured {
    match table {
        FactTable::Targets => TARGETS,
        FactTable::Duties => DUTIES,
        FactTable::Controls => CONTROLS,
        FactTable::Citations => CITATIONS,
        FactTable::Places => PLACES,
    }
}
