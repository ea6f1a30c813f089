//! One document: what it says of itself, how far to trust the copy, and its text.

use std::ops::Range;

use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::home::title;
use crate::app::anchors::element_id;
use crate::app::browser;
use crate::app::parts::card::card;
use crate::app::parts::facts::{Arrival, use_facts};
use crate::app::parts::kin::Kin;
use crate::app::parts::outline::{Outline, entries};
use crate::app::parts::passage::{Marking, paragraphs, passage};
use crate::app::parts::phrase::phrase;
use crate::app::parts::signs::{Sign, sign, signs};
use crate::app::parts::tray::pick;
use crate::app::parts::typing::{Typing, use_typing};
use crate::app::view::{How, View, use_view};
use crate::app::words::Lang;
use crate::corpus::ProvisionNo;
use crate::document::{Document, Fidelity, Kind, Provision};
use crate::query::Request;
use crate::route::{DocumentRoute, Route, SearchRoute};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which document, where in it, what to mark.
    pub route: DocumentRoute,
}

/// The page of a document.
#[component]
pub fn DocumentPage(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let route = &props.route;
    let found = view.archive().document(&route.id);
    let marks = use_memo((route.id.clone(), route.query.clone(), view.archive.clone()), |(id, query, archive)| {
        let request = Request { query: query.clone(), ..Request::default() };
        archive.0.document(id).map(|(no, _)| archive.0.marks(no, &request)).unwrap_or_default()
    });
    let arrival = use_facts(&view);
    let current = use_state_eq(|| None::<usize>);
    {
        let current = current.clone();
        use_effect_with((route.id.clone(), route.query.clone()), move |_| current.set(None));
    }
    let total = marks.len();
    let step = {
        let current = current.clone();
        // From the provision that is shown, not from the document's beginning.
        let from = found.and_then(|(no, document)| {
            let index = document.provisions.iter().position(|at| at.path == route.provision)?;
            let shown = view.archive().corpus.numbers(no).start + index as u32;
            Some(marks.partition_point(|(at, _)| *at < shown))
        });
        use_callback((*current, total, from.unwrap_or(0)), move |back: bool, (at, total, from)| {
            if *total > 0 {
                let next = match (*at, back) {
                    (None, false) => from % total,
                    (None, true) => (from + total - 1) % total,
                    (Some(at), false) => (at + 1) % total,
                    (Some(at), true) => (at + total - 1) % total,
                };
                current.set(Some(next));
                browser::scroll_to_mark(next);
            }
        })
    };
    let Some((document_no, document)) = found else {
        return html! {
            <div class="empty">
                <p class="empty__line">{ words.no_document }{ " " }<span class="empty__missing">{ route.id.clone() }</span></p>
                <p class="empty__list"><a href={Route::Home.to_string()}>{ words.to_home }</a></p>
            </div>
        };
    };
    let facts = view.archive().facts().filter(|_| arrival == Arrival::Here && !route.plain);
    let signs = facts.map(|facts| signs(&view, facts, document_no)).unwrap_or_default();
    let lost = !route.provision.is_empty() && document.provision(&route.provision).is_none();
    let first = view.archive().corpus.numbers(document_no).start;
    let text = Text { view: &view, document, route, first, marks: &marks, signs: &signs, current: *current };
    html! {
        <div class={classes!("law", route.readings.then_some("law--readings"))}>
            <div class="law__side">
                <Outline entries={entries(document, words.carrier_part)} route={route.clone()} />
            </div>
            <article class="law__body" aria-labelledby={element_id("title")}>
                <header class="law__head">
                    { card(&view, document) }
                    { provenance(&view, document) }
                    { actions(&view, document, route, &arrival) }
                    if lost { <p class="hints" role="status">{ words.no_provision }</p> }
                </header>
                <Find route={route.clone()} {total} at={(*current).map_or(0, |at| at + 1)} {step} />
                { text.all() }
            </article>
        </div>
    }
}

fn provenance(view: &View, document: &Document) -> Html {
    let words = view.words();
    let label = view.lang.fidelity(document.source.fidelity);
    let is_sound = document.source.fidelity == Fidelity::Official;
    html! {
        <aside class={classes!("notice", is_sound.then_some("notice--plain"))} aria-label={words.provenance}>
            <p class="notice__label">{ label }</p>
            <div>
                { for document.source.notes.iter().map(|note| html! { <p lang="zh-CN">{ note.clone() }</p> }) }
                <p class="muted">{ view.lang.apparatus(document) }</p>
            </div>
        </aside>
    }
}

fn actions(view: &View, document: &Document, route: &DocumentRoute, arrival: &Arrival) -> Html {
    let words = view.words();
    let switch = {
        let (go, to) = (view.go.clone(), DocumentRoute { readings: !route.readings, ..route.clone() });
        Callback::from(move |_: Event| go.emit((Route::Document(to.clone()), How::Replace)))
    };
    let signs = {
        let (go, to) = (view.go.clone(), DocumentRoute { plain: !route.plain, ..route.clone() });
        Callback::from(move |_: Event| go.emit((Route::Document(to.clone()), How::Replace)))
    };
    let has_readings = document.counts().corrupt > 0;
    html! {
        <p class="law__acts acts">
            <button class="plain" type="button" onclick={Callback::from(|_: MouseEvent| browser::print())}>{ words.print }</button>
            if has_readings {
                <label class="switch">
                    <input type="checkbox" id="readings" checked={route.readings} onchange={switch} />
                    { words.show_readings }
                </label>
            }
            if *arrival == Arrival::Here {
                <label class="switch">
                    <input type="checkbox" id="signs" checked={!route.plain} onchange={signs} />
                    { words.show_signs }
                </label>
            }
            if let Arrival::Failed(cause, again) = arrival {
                <span role="status">{ words.no_signs }{ " " }<button class="plain" type="button" title={cause.clone()} onclick={again.clone()}>{ words.try_again }</button></span>
            }
        </p>
    }
}

#[derive(PartialEq, Properties)]
struct FindProps {
    route: DocumentRoute,
    /// How many matches there are.
    total: usize,
    /// Which one the reader is at, from 1; 0 for none.
    at: usize,
    /// Goes to the next match, or back.
    step: Callback<bool>,
}

/// Find in this document: the same engine, the same marks as those of the search that led here.
#[component]
fn Find(props: &FindProps) -> Html {
    let view = use_view();
    let words = view.words();
    let route = &props.route;
    let ask = use_callback((view.go.clone(), route.clone()), |query: String, (go, route)| {
        go.emit((Route::Document(DocumentRoute { query, provision: String::new(), ..route.clone() }), How::Replace));
    });
    let Typing { node, value, on_input } = use_typing(&AttrValue::from(route.query.clone()), &ask);
    let step = props.step.clone();
    let on_key = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            step.emit(event.shift_key());
        }
    });
    let to = |back: bool| {
        let step = props.step.clone();
        Callback::from(move |_: MouseEvent| step.emit(back))
    };
    let is_open = !route.query.is_empty();
    let everywhere = Route::Search(SearchRoute { query: route.query.clone(), ..SearchRoute::default() });
    html! {
        <div class={classes!("find", is_open.then_some("find--open"))} role="search">
            <input ref={node} class="find__input" id="find" type="search" aria-label={words.find_label} placeholder={words.find_label}
                {value} autocomplete="off" spellcheck="false" oninput={on_input} onkeydown={on_key} />
            <span class="find__n" role="status">{ if is_open { view.lang.place(props.at, props.total) } else { String::new() } }</span>
            if is_open {
                <>
                    <button class="plain" type="button" onclick={to(true)} disabled={props.total == 0}>{ words.previous }</button>
                    <button class="plain" type="button" onclick={to(false)} disabled={props.total == 0}>{ words.next }</button>
                    <a href={everywhere.to_string()}>{ words.to_search }</a>
                </>
            }
        </div>
    }
}

/// A document's text, with what is needed to mark it.
struct Text<'a> {
    view: &'a View,
    document: &'a Document,
    route: &'a DocumentRoute,
    /// The number of the document's first provision.
    first: ProvisionNo,
    /// In order.
    marks: &'a [(ProvisionNo, Range<usize>)],
    /// In order.
    signs: &'a [Sign],
    current: Option<usize>,
}

impl Text<'_> {
    fn all(&self) -> Html {
        let provisions = &self.document.provisions;
        let carried = |index: usize| self.document.lineage(index as u32).iter().any(|at| at.kind == Kind::Carrier);
        let (carrier, own): (Vec<usize>, Vec<usize>) = (0..provisions.len()).partition(|&index| carried(index));
        let tail = |index: &usize| matches!(provisions[*index].kind, Kind::Copies | Kind::Imprint);
        html! {
            <>
                if !carrier.is_empty() {
                    <div class="carrier" lang="zh-CN">{ for carrier.into_iter().map(|index| self.provision(index)) }</div>
                }
                <div class="law__text" lang="zh-CN">
                    if !provisions.iter().any(|at| at.kind == Kind::Title && at.parent.is_none()) {
                        <h1 class="law__title phrase" id={element_id("title")}>{ title(self.view, self.document, &[]) }</h1>
                    }
                    { for own.iter().filter(|index| !tail(index)).map(|&index| self.provision(index)) }
                </div>
                <footer class="law__tail" lang="zh-CN">
                    if own.iter().any(tail) {
                        <div class="imprint">{ for own.iter().filter(|index| tail(index)).map(|&index| self.imprint(index)) }</div>
                    }
                </footer>
            </>
        }
    }

    /// The marks within a provision.
    fn marks_of(&self, index: usize) -> (Vec<Range<usize>>, usize) {
        let no = self.first + index as u32;
        let from = self.marks.partition_point(|(at, _)| *at < no);
        let to = self.marks.partition_point(|(at, _)| *at <= no);
        (self.marks[from..to].iter().map(|(_, range)| range.clone()).collect(), from)
    }

    fn words(&self, index: usize, stretch: Range<usize>) -> Html {
        self.marked(index, stretch, &[])
    }

    /// A stretch of a provision with its marks and annotations, and breaks allowed where they are named.
    fn marked(&self, index: usize, stretch: Range<usize>, breaks: &[usize]) -> Html {
        let (ranges, first) = self.marks_of(index);
        let mark = |at: usize, words: Html| {
            let at = first + at;
            let near = (self.current == Some(at)).then_some("hit--near");
            html! { <mark class={classes!("hit", near)} data-mark={at.to_string()}>{ words }</mark> }
        };
        let no = self.first + index as u32;
        let (from, to) =
            (self.signs.partition_point(|at| at.provision < no), self.signs.partition_point(|at| at.provision <= no));
        let drawn = self.signs[from..to].iter().map(|at| (at.at, sign(self.view, at, &self.document.id)));
        let signs: Vec<(usize, Html)> = drawn.collect();
        let marking = Marking { ranges: &ranges, mark: &mark, breaks, signs: &signs, ..Marking::NONE };
        passage(&self.document.provisions[index], stretch, marking)
    }

    fn paragraphs(&self, index: usize, from: usize) -> Html {
        let text = &self.document.provisions[index].text;
        let paragraphs = paragraphs(text, from);
        paragraphs.into_iter().map(|range| html! { <p>{ self.words(index, range) }</p> }).collect()
    }

    fn link(&self, provision: &Provision, citation: &str) -> Html {
        let to = Route::Document(DocumentRoute {
            provision: provision.path.clone(),
            query: String::new(),
            ..self.route.clone()
        });
        html! {
            <Permalink href={to.to_string()} mark={self.view.lang.mark(&provision.path, provision.kind)} name={citation.to_owned()} />
        }
    }

    fn imprint(&self, index: usize) -> Html {
        let provision = &self.document.provisions[index];
        let text = &provision.text;
        let id = element_id(&provision.path);
        // 印发机关 and date stand at the two ends of one line.
        match text.find(char::is_whitespace).filter(|_| provision.kind == Kind::Imprint) {
            Some(at) => html! {
                <p {id}><span>{ self.words(index, 0..at) }</span><span>{ self.words(index, at..text.len()) }</span></p>
            },
            None => html! { <p {id}>{ self.words(index, 0..text.len()) }</p> },
        }
    }

    fn provision(&self, index: usize) -> Html {
        let provision = &self.document.provisions[index];
        let citation = self.document.citation(index as u32);
        let is_target = provision.path == self.route.provision;
        let target = is_target.then_some("prov--target");
        let id = element_id(&provision.path);
        let level = self.document.lineage(index as u32).len();
        let inner = match provision.kind {
            Kind::Title => {
                let is_own = provision.parent.is_none();
                let class = classes!("law__title", "phrase", target);
                let lines = paragraphs(&provision.text, 0).into_iter().map(|range| self.title_line(index, range));
                let lines: Html = lines.collect();
                return match is_own {
                    true => html! { <h1 class={class} {id} key={provision.path.clone()}>{ lines }</h1> },
                    false => html! { <h2 class={class} {id} key={provision.path.clone()}>{ lines }</h2> },
                };
            }
            Kind::Number | Kind::Author => {
                let class = classes!("law__number", target);
                return html! { <p {class} {id} key={provision.path.clone()}>{ self.words(index, 0..provision.text.len()) }</p> };
            }
            Kind::Carrier => {
                html! { <h2 class="prov__head" lang={self.view.lang.code()}>{ self.view.words().carrier_part }</h2> }
            }
            Kind::Signature => html! { <div class="prov__sign">{ self.paragraphs(index, 0) }</div> },
            _ => self.numbered(index, provision, level),
        };
        let is_part = provision.body().is_empty()
            && (!provision.heading.is_empty() || provision.supplied.is_some() || provision.kind == Kind::Carrier);
        let class = classes!(
            "prov",
            target,
            is_part.then_some("prov--part"),
            matches!(provision.kind, Kind::Addressees).then_some("prov--flush"),
            matches!(provision.kind, Kind::Closing).then_some("prov--close"),
        );
        html! {
            <section {class} {id} key={provision.path.clone()}>
                { self.link(provision, &citation) }
                <div class="prov__text text">{ inner }</div>
                { self.margin(index, provision) }
            </section>
        }
    }

    /// What stands beside a provision: its relatives, and the button that picks it.
    fn margin(&self, index: usize, provision: &Provision) -> Html {
        let id = format!("{}/{}", self.document.id, provision.path);
        if provision.body().is_empty() || provision.kind.is_furniture() {
            return Html::default();
        }
        html! {
            <div class="margin" lang={self.view.lang.code()}>
                <Kin provision={self.first + index as u32} />
                { pick(self.view, id) }
            </div>
        }
    }

    fn title_line(&self, index: usize, range: Range<usize>) -> Html {
        let provision = &self.document.provisions[index];
        let (ranges, _) = self.marks_of(index);
        if provision.annotations.is_empty() && ranges.is_empty() {
            return html! { <span class="law__line">{ phrase(self.view, &provision.text[range], &[]) }</span> };
        }
        let breaks: Vec<usize> =
            self.view.archive().breaks(&provision.text[range.clone()]).into_iter().map(|at| at + range.start).collect();
        html! { <span class="law__line">{ self.marked(index, range, &breaks) }</span> }
    }

    /// A provision with its number and heading, and what follows them.
    fn numbered(&self, index: usize, provision: &Provision, level: usize) -> Html {
        if let Some(supplied) = &provision.supplied {
            return html! { <>
                <h2 class="prov__head phrase supplied">{ phrase(self.view, &supplied.heading, &[]) }</h2>
                <span class="supplied__why">{ supplied.why.clone() }</span>
            </> };
        }
        let body = provision.body.start as usize;
        let has_heading = !provision.heading.is_empty();
        if !has_heading {
            return self.paragraphs(index, 0);
        }
        let (ranges, _) = self.marks_of(index);
        let is_plain = provision.annotations.is_empty() && ranges.is_empty() && provision.body().is_empty();
        let head = if is_plain {
            phrase(self.view, &provision.text, &[])
        } else {
            self.words(index, 0..body.min(provision.text.len()))
        };
        let head = match level {
            1 => html! { <h2 class="prov__head phrase">{ head }</h2> },
            2 => html! { <h3 class="prov__head">{ head }</h3> },
            _ => html! { <h4 class="prov__head">{ head }</h4> },
        };
        let mut paragraphs = paragraphs(&provision.text, body).into_iter();
        let run_in = paragraphs.next().map(|range| html! { <p class="prov__run">{ self.words(index, range) }</p> });
        let rest = paragraphs.map(|range| html! { <p>{ self.words(index, range) }</p> });
        html! { <>{ head }{ run_in.unwrap_or_default() }{ for rest }</> }
    }
}

#[derive(PartialEq, Properties)]
struct PermalinkProps {
    href: String,
    /// What it shows.
    mark: String,
    /// How the provision is cited; may be empty.
    name: String,
}

/// A provision's address: a click goes there and copies it.
#[component]
fn Permalink(props: &PermalinkProps) -> Html {
    let view = use_view();
    let words = view.words();
    let said = use_state_eq(|| "");
    let on_click = {
        let said = said.clone();
        use_callback((props.href.clone(), view.lang), move |_: MouseEvent, (href, lang): &(String, Lang)| {
            let (said, words) = (said.clone(), lang.words());
            browser::copy_address(href, move |done| {
                said.set(if done { words.copied } else { words.copy_failed });
                browser::later(2500, move || said.set(""));
            });
        })
    };
    let label = format!(
        "{}{}{}",
        if props.name.is_empty() { &props.mark } else { &props.name },
        if view.lang == Lang::Zh { "，" } else { ", " },
        words.copy_link
    );
    html! {
        <>
            <a class="prov__link" href={props.href.clone()} aria-label={label} onclick={on_click}>{ props.mark.clone() }</a>
            <span class="copied" role="status" lang={view.lang.code()}>{ *said }</span>
        </>
    }
}
