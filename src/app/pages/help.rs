//! How to ask: the query language by examples that can be tried, each with what it finds here and now.

use yew::prelude::*;

use crate::app::settings;
use crate::app::view::{How, View};
use crate::app::words::HELP;
use crate::query::Request;
use crate::route::{Route, SearchRoute};

/// The page.
pub fn help(view: &View) -> Html {
    let words = view.words();
    let forget = {
        let go = view.go.clone();
        Callback::from(move |_: MouseEvent| {
            settings::forget_asked();
            go.emit((Route::Help, How::Replace));
        })
    };
    let example = |(query, zh, en): &(&'static str, &'static str, &'static str)| {
        let request = Request { query: (*query).to_owned(), ..Request::default() };
        let total = view.archive().search(&request).total;
        let to = Route::Search(SearchRoute { query: request.query, ..SearchRoute::default() }).to_string();
        html! {
            <tr class="toc__row" key={*query}>
                <td class="nowrap"><a href={to} lang="zh-CN">{ *query }</a></td>
                <td>{ view.lang.pick(zh, en) }</td>
                <td class="num">{ total }</td>
            </tr>
        }
    };
    html! {
        <section aria-labelledby="help">
            <h1 class="head" id="help">{ words.help }</h1>
            <table class="toc help">
                <thead>
                    <tr class="toc__row">
                        <th scope="col">{ words.help_typed }</th>
                        <th scope="col">{ words.help_meaning }</th>
                        <th scope="col" class="num">{ words.clauses }</th>
                    </tr>
                </thead>
                <tbody>{ for HELP.iter().map(example) }</tbody>
            </table>
            <p class="hints">{ words.help_lenient }</p>
            <p class="acts">
                if !settings::asked().is_empty() { <button class="plain" type="button" id="forget" onclick={forget}>{ words.forget_asked }</button> }
            </p>
        </section>
    }
}
