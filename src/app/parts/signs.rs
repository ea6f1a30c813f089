//! Small signs in a document behind what was read out of it: what is to be reached, who has to do it, what is forbidden
//! or limited. Each says on demand what was read, and leads to its table.
//!
//! In: facts and a document. Out: signs with their places in the text. The signs themselves are no text: who copies a
//! passage copies the document's words alone.

use yew::prelude::*;

use super::tip::Tip;
use crate::app::view::View;
use crate::corpus::ProvisionNo;
use crate::facts::Facts;
use crate::route::{FactTable, FactsRoute, Route};

/// What was read out of a stretch of text, with the place where that ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// The provision.
    pub provision: ProvisionNo,
    /// The byte of its printed text behind which the sign stands.
    pub at: usize,
    /// Of which table.
    pub table: FactTable,
    /// What was read, a line a fact.
    pub lines: Vec<String>,
}

/// The signs of a document, in the order in which they stand: targets with a figure or a date, assigned duties, controls
/// that decide.
pub fn signs(view: &View, facts: &Facts, document_no: usize) -> Vec<Sign> {
    let numbers = view.archive().corpus.numbers(document_no);
    let mut signs: Vec<Sign> = Vec::new();
    let mut add = |provision: ProvisionNo, at: usize, table: FactTable, line: String| {
        if !numbers.contains(&provision) {
            return;
        }
        match signs.iter_mut().find(|sign| (sign.provision, sign.at, sign.table) == (provision, at, table)) {
            Some(sign) => sign.lines.push(line),
            None => signs.push(Sign { provision, at, table, lines: vec![line] }),
        }
    };
    for target in facts.targets.iter().filter(|target| target.is_core) {
        add(target.provision, target.at.range().end, FactTable::Targets, view.lang.target(target));
    }
    for duty in facts.duties.iter().filter(|duty| !duty.is_actor) {
        add(duty.provision, duty.evidence.range().end, FactTable::Duties, view.lang.duty(duty));
    }
    for control in facts.controls.iter().filter(|control| control.kind.is_core()) {
        add(control.provision, control.at.range().end, FactTable::Controls, view.lang.control(control));
    }
    signs.sort_by_key(|sign| (sign.provision, sign.at));
    signs
}

/// A sign, as an element.
pub fn sign(view: &View, sign: &Sign, document: &str) -> Html {
    let words = view.words();
    let name = words.of_table(sign.table);
    let shown = view.lang.table_sign(sign.table);
    let to = Route::Facts(FactsRoute::of(sign.table).with("document", document)).to_string();
    let note = html! {
        <>
            { for sign.lines.iter().map(|line| html! { <span class="sic__why">{ line.clone() }</span> }) }
            // The note is gone when the focus leaves the sign, so the focus can't come here; the tables are in the masthead.
            <a href={to} tabindex="-1">{ words.to_table }</a>
        </>
    };
    let id = format!("sign-{}-{}-{}", sign.table.name(), sign.provision, sign.at);
    html! {
        <Tip {id} class="fact" note={note}><span data-sign={shown} aria-label={name}></span></Tip>
    }
}
