//! The card that stands above an official document in the State Council's policy library.
//!
//! What was concluded says from what; what the copy doesn't say is named in one row at the end.

use yew::prelude::*;

use crate::app::pages::home::title;
use crate::app::view::View;
use crate::document::{Basis, Dated, Document, Identity};

/// One row: a name and what the document says under it.
struct Row {
    name: &'static str,
    value: Option<Html>,
    /// Whether it takes the whole width.
    is_full: bool,
    /// Whether every document has it, so that a copy without it lacks something.
    is_due: bool,
}

/// A document's card.
pub fn card(view: &View, document: &Document) -> Html {
    let words = view.words();
    let Identity { genre, number, issuers, issuers_inferred, addressees, copied_to, openness, dates, .. } =
        &document.identity;
    let issued_by = list(issuers).map(|names| match issuers_inferred {
        Some(evidence) => html! { <>{ names }{ basis(words.basis_inferred) }{ because(evidence) }</> },
        None => names,
    });
    let shown_title = html! { <>
        <span lang="zh-CN">{ title(view, document, &[]) }</span>
        if document.title_supplied { { basis(words.basis_supplied) } }
    </> };
    let kind = Some(chinese(genre.name()));
    let carrier = document.carrier.as_ref().map(|carrier| forwarded(view, carrier));
    let half = |name, value| Row { name, value, is_full: false, is_due: true };
    let full = |name, value| Row { name, value, is_full: true, is_due: true };
    let extra = |name, value| Row { name, value, is_full: true, is_due: false };
    let mut rows = vec![
        half(words.card_index, says(&document.index_number)),
        half(words.card_subjects, list(&document.subjects)),
        Row { is_full: issuers_inferred.is_some(), ..half(words.card_issuers, issued_by) },
        half(words.card_number, says(number)),
        Row { is_full: is_inferred(&dates.signed), ..half(words.card_signed, date(view, &dates.signed)) },
        half(words.card_printed, date(view, &dates.printed)),
        half(words.card_published, date(view, &dates.published)),
        extra(words.card_effective, date(view, &dates.effective)),
        full(words.title, Some(shown_title)),
        full(words.card_genre, kind),
        full(words.card_addressees, list(addressees)),
        extra(words.card_copied, list(copied_to)),
        full(words.card_openness, says(openness)),
        extra(words.card_carrier, carrier),
    ];
    let missing = rows.iter().filter(|row| row.value.is_none() && row.is_due).map(|row| row.name).collect::<Vec<_>>();
    rows.retain(|row| row.value.is_some());
    // Two halves stand side by side; one that is left alone takes the width.
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let is_paired = !row.is_full && rows.get(at + 1).is_some_and(|next| !next.is_full);
        if !is_paired {
            rows[at].is_full = true;
        }
        at += if is_paired { 2 } else { 1 };
    }
    html! {
        <dl class="doc-card">
            { for rows.into_iter().map(shown) }
            if !missing.is_empty() {
                <div class="doc-card__row doc-card__row--full">
                    <dt>{ words.not_in_copy }</dt>
                    <dd><span class="doc-card__nil">{ missing.join(view.lang.comma()) }</span></dd>
                </div>
            }
        </dl>
    }
}

fn shown(row: Row) -> Html {
    let class = classes!("doc-card__row", row.is_full.then_some("doc-card__row--full"));
    html! { <div {class}><dt>{ row.name }</dt><dd>{ row.value.unwrap_or_default() }</dd></div> }
}

fn chinese(text: &str) -> Html {
    html! { <span lang="zh-CN">{ text.to_owned() }</span> }
}

fn says(text: &Option<String>) -> Option<Html> {
    text.as_deref().map(chinese)
}

fn list(names: &[String]) -> Option<Html> {
    (!names.is_empty()).then(|| chinese(&names.join("、")))
}

fn basis(name: &'static str) -> Html {
    html! { <>{ " " }<span class="doc-card__basis">{ name }</span></> }
}

fn because(evidence: &str) -> Html {
    html! { <span class="doc-card__why" lang="zh-CN">{ evidence.to_owned() }</span> }
}

fn date(view: &View, dated: &Option<Dated>) -> Option<Html> {
    let Dated { value, basis: known, evidence } = dated.as_ref()?;
    let value = chinese(&value.in_chinese());
    Some(match known {
        Basis::Printed => html! { <>{ value }{ basis(view.words().basis_printed) }</> },
        Basis::Inferred => html! { <>{ value }{ basis(view.words().basis_inferred) }{ because(evidence) }</> },
    })
}

fn is_inferred(dated: &Option<Dated>) -> bool {
    dated.as_ref().is_some_and(|dated| dated.basis == Basis::Inferred)
}

/// The notice that forwards a document, in one row.
fn forwarded(view: &View, carrier: &Identity) -> Html {
    let dates = &carrier.dates;
    let dated = |dated: &Option<Dated>, what: &str| dated.as_ref().map(|at| format!("{}{what}", at.value.in_chinese()));
    let parts = [
        Some(carrier.title.clone()),
        carrier.number.clone(),
        Some(carrier.issuers.join("、")),
        dated(&dates.signed, "成文"),
        dated(&dates.published, "发布"),
        carrier.openness.clone(),
    ];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let is_printed = dates.signed.as_ref().is_some_and(|dated| dated.basis == Basis::Printed);
    html! { <>{ chinese(&parts.join("，")) }if is_printed { { basis(view.words().basis_printed) } }</> }
}
