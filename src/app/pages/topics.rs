//! Topics × documents: how many provisions of each document are on each topic.

use yew::prelude::*;

use crate::app::parts::exports::exports;
use crate::app::parts::facts::how_far;
use crate::app::parts::phrase::phrase;
use crate::app::tables;
use crate::app::view::{How, View, use_view};
use crate::app::words::counted;
use crate::archive::Archive;
use crate::facts::measured::TOPICS;
use crate::facts::topics::TopicNo;
use crate::route::{ABREAST, By, CompareRoute, Route, TopicsRoute};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What counts.
    pub route: TopicsRoute,
}

/// How many provisions of a document are on a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// It is one of their main ones.
    pub main: usize,
    /// They merely mention it.
    pub mentions: usize,
}

impl Count {
    /// What is counted on a page.
    pub fn of(self, route: &TopicsRoute) -> usize {
        if route.mentions { self.main + self.mentions } else { self.main }
    }
}

/// For every topic the counts of every document.
pub fn counts(archive: &Archive) -> Vec<Vec<Count>> {
    let documents = archive.corpus.documents().len();
    let mut counts = vec![vec![Count::default(); documents]; archive.topics().len()];
    for (located, treated) in archive.corpus.provisions().zip(archive.treated()) {
        let count = |topic: TopicNo| (usize::from(topic), located.document_no);
        for (topic, at) in treated.main.iter().copied().map(count) {
            counts[topic][at].main += 1;
        }
        for (topic, at) in treated.mentions.iter().copied().map(count) {
            counts[topic][at].mentions += 1;
        }
    }
    counts
}

/// The lowest counts of the five tones.
const TONES: [usize; 5] = [1, 3, 5, 8, 12];

/// The page.
#[component]
pub fn TopicsPage(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let route = &props.route;
    let counts = use_memo(view.archive.clone(), |archive| counts(&archive.0));
    let documents = view.archive().corpus.documents();
    let rows = view.archive().topics().iter().zip(counts.iter()).map(|(topic, counts)| {
        let name = view.lang.pick(&topic.name, &topic.name_en);
        let cells = counts.iter().enumerate().map(|(at, count)| {
            let figure = count.of(route);
            if *count == Count::default() {
                return html! { <td><span class="heat__nil" aria-label={words.not_found}>{ "—" }</span></td> };
            }
            let tone = TONES.iter().filter(|least| **least <= figure).count();
            let href = side_by_side(&view, counts, route, Some(at), &topic.id);
            let label = view.lang.on_topic(name, &documents[at].short_title, count.main, count.mentions);
            // Nothing is mainly on it, but it isn't missing.
            let figure = if figure == 0 { counted(words.aside, count.mentions) } else { figure.to_string() };
            html! { <td><a class={format!("tone-{tone}")} {href} aria-label={label.clone()} title={label}>{ figure }</a></td> }
        });
        let sum: usize = counts.iter().map(|count| count.of(route)).sum();
        html! {
            <tr key={topic.id.clone()} id={topic.id.clone()}>
                <th scope="row" class="phrase"><a href={side_by_side(&view, counts, route, None, &topic.id)}>{ phrase(&view, name, &[]) }</a></th>
                { for cells }
                <td class="heat__sum">{ sum }</td>
            </tr>
        }
    });
    let switch = {
        let (go, to) = (view.go.clone(), TopicsRoute { mentions: !route.mentions });
        Callback::from(move |_: Event| go.emit((Route::Topics(to.clone()), How::Replace)))
    };
    let table = {
        let (view, route) = (view.clone(), route.clone());
        move || tables::topics(&view, &route)
    };
    let tones = TONES.iter().enumerate().map(|(at, least)| {
        let range = match TONES.get(at + 1) {
            Some(next) => format!("{least}–{}", next - 1),
            None => counted(words.and_more, *least),
        };
        html! { <span><i class={format!("tone-{}", at + 1)}></i>{ range }</span> }
    });
    html! {
        <>
            <h1 class="title">{ words.topics_title }</h1>
            <p class="lede">{ words.topics_lede }</p>
            <div class="bar">
                <div class="bar__row bar__row--tools">
                    <label class="switch">
                        <input type="checkbox" id="mentions" checked={route.mentions} onchange={switch} />
                        { words.with_mentions }
                    </label>
                    { exports(&view, words.topics, table) }
                </div>
            </div>
            <div class="heat-box" tabindex="0" role="region" aria-label={words.topics_title}><table class="heat">
                <thead><tr>
                    <th scope="col">{ words.topic }</th>
                    { for documents.iter().map(|document| html! {
                        <th scope="col" class="phrase" lang="zh-CN"><a href={document_link(&document.id)}>{ phrase(&view, &document.short_title, &[]) }</a></th>
                    }) }
                    <th scope="col" class="heat__sum">{ words.sum }</th>
                </tr></thead>
                <tbody>{ for rows }</tbody>
            </table></div>
            <p class="scale">{ for tones }<span>{ counted(words.aside, 1) }{ "　" }{ words.mentioned }</span><span>{ "—　" }{ words.not_found }</span></p>
            { how_far(&view, TOPICS) }
        </>
    }
}

fn document_link(id: &str) -> String {
    Route::Document(crate::route::DocumentRoute { id: id.to_owned(), ..Default::default() }).to_string()
}

/// The comparison by a topic, of one document and those that have most on the topic, or of the latter alone.
fn side_by_side(view: &View, counts: &[Count], route: &TopicsRoute, base: Option<usize>, topic: &str) -> String {
    let documents = view.archive().corpus.documents();
    let mut others: Vec<usize> = (0..documents.len()).filter(|at| Some(*at) != base).collect();
    others.sort_by_key(|&at| std::cmp::Reverse((counts[at].of(route) > 0, counts[at].main, counts[at].mentions)));
    others.truncate(ABREAST - usize::from(base.is_some()));
    // In the corpus's order, so that the same documents stand at the same places.
    others.sort_unstable();
    let ids = base.into_iter().chain(others).map(|at| documents[at].id.clone()).collect();
    let route = CompareRoute { documents: ids, by: By::Topic, topic: topic.to_owned(), ..CompareRoute::default() };
    Route::Compare(route).to_string()
}
