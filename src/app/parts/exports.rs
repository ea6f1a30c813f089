//! The ways to take along what is shown.
//!
//! In: a table, made when it is asked for. Out: buttons that save it as a file, or print the page.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::browser;
use crate::app::view::View;
use crate::export::Table;

/// The buttons; files are called by `name`.
pub fn exports(view: &View, name: &'static str, table: impl Fn() -> Table + 'static) -> Html {
    let words = view.words();
    let table = Rc::new(table);
    let save = |shown: &'static str, ending: &'static str, kind: &'static str, write: fn(&Table) -> String| {
        let table = table.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if browser::download(&format!("{name}.{ending}"), kind, &write(&table())).is_err() {
                browser::alert(words.no_download);
            }
        });
        html! { <button class="plain" type="button" data-export={ending} {onclick}>{ shown }</button> }
    };
    html! {
        <>
            { save("CSV", "csv", "text/csv;charset=utf-8", Table::csv) }
            { save("Markdown", "md", "text/markdown;charset=utf-8", Table::markdown) }
            <button class="plain" type="button" onclick={Callback::from(|_: MouseEvent| browser::print())}>{ words.print }</button>
        </>
    }
}
