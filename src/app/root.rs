//! The app's root: follows the address, keeps the settings, and renders the page.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, KeyboardEvent, MouseEvent};
use yew::prelude::*;

use super::anchors::{element_id, row_id};
use super::pages::help::help;
use super::pages::home::home;
use super::pages::search::Search;
use super::parts::frame::{Section, frame};
use super::settings::{self, Settings};
use super::view::{How, Setting, Shared, View};
use super::{browser, script};
use crate::route::{ABREAST, Route};

/// How long the address waits for the typist to pause, in ms: browsers limit how often it may change.
const PAUSE: u32 = 250;

/// What the root needs.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// All documents.
    pub(super) archive: Shared,
}

/// What is shown, and where on it.
#[derive(Clone, PartialEq)]
struct Place {
    route: Route,
    /// Where to scroll once it is rendered; `None`: stay.
    scroll: Option<Scroll>,
    /// Tells one visit from the next.
    visit: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum Scroll {
    /// To the provision that the route names, or to the top.
    Target,
    /// To where the reader left this address, in px.
    To(i32),
    /// To the search box, which takes the focus.
    Box,
}

impl Place {
    fn here() -> Place {
        Place { route: address(), scroll: Some(Scroll::Target), visit: 0 }
    }
}

fn address() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

/// The root component.
#[component]
pub(super) fn Root(props: &Props) -> Html {
    let archive = props.archive.clone();
    let place = use_state_eq(Place::here);
    let settings = use_state_eq(Settings::read);
    let system_is_dark = browser::use_system_is_dark();
    let go = use_navigation(&place);
    let picks = use_state_eq(|| Rc::<[String]>::from(settings::picks()));
    // What is set twice before the page is drawn again must not be set from what was drawn.
    let current = use_mut_ref(Settings::read);
    let set = {
        let (settings, picks, current) = (settings.clone(), picks.clone(), current.clone());
        use_callback((*picks).clone(), move |setting: Setting, picked| {
            let mut next = *current.borrow();
            let mut kept = picked.to_vec();
            match setting {
                Setting::Lang(lang) => next.lang = lang,
                Setting::Dark(dark) => next.dark = Some(dark),
                Setting::Pick(id) if kept.contains(&id) => kept.retain(|other| *other != id),
                Setting::Pick(id) if kept.len() < ABREAST => kept.push(id),
                Setting::Pick(_) => {}
                Setting::NoPicks => kept.clear(),
            }
            next.write();
            *current.borrow_mut() = next;
            settings.set(next);
            settings::keep_picks(&kept);
            picks.set(kept.into());
        })
    };
    use_effect_with(*settings, |settings| settings.apply());
    let change = use_mut_ref(|| set.clone());
    let kept = settings.clone();
    *change.borrow_mut() = set.clone();
    use_effect_with((archive.clone(), go.clone()), move |(archive, go)| {
        // What scripts set is set on what is there by then.
        let change = Callback::from(move |setting| change.borrow().emit(setting));
        script::provide(archive.0.clone(), go.clone(), change);
        // What was set while this program took over was set on the one before it.
        *current.borrow_mut() = Settings::read();
        kept.set(Settings::read());
        // In a task of its own, once the page is drawn: who is quicker than that has it made at once.
        let ready = archive.clone();
        browser::later(0, move || {
            ready.0.prepare_searching();
            browser::mark("policy-explorer-prepared-to-search");
        });
        #[cfg(feature = "whole")]
        {
            let archive = archive.clone();
            browser::later(300, move || {
                browser::mark("policy-explorer-prepare");
                archive.0.prepare_comparing();
                browser::mark("policy-explorer-prepared");
            });
        }
    });
    use_effect_with(((*place).clone(), settings.lang, archive.clone()), |(place, lang, archive)| {
        document().set_title(&title(&place.route, archive, *lang));
        script::tell(&place.route);
    });
    // Not of the language: who changes it stays where they are.
    use_effect_with((*place).clone(), |place| {
        let target = match &place.route {
            Route::Document(route) if !route.provision.is_empty() => Some(element_id(&route.provision)),
            Route::Compare(route) if !route.at.is_empty() => Some(row_id(&route.at)),
            _ => None,
        };
        match place.scroll {
            Some(Scroll::To(y)) => window().scroll_to_with_x_and_y(0.0, f64::from(y)),
            Some(Scroll::Box) => browser::write_on("q"),
            Some(Scroll::Target) if target.is_some_and(|id| browser::scroll_to(&id)) => {}
            Some(Scroll::Target) => window().scroll_to_with_x_and_y(0.0, 0.0),
            None => {}
        }
    });
    let dark = settings.dark.unwrap_or(system_is_dark);
    let view = View { archive, lang: settings.lang, dark, picks: (*picks).clone(), go, set };
    let (section, page) = match &place.route {
        Route::Home => (Section::Home, home(&view)),
        Route::Help => (Section::Search, help(&view)),
        Route::Search(route) => {
            let is_begun = place.scroll == Some(Scroll::Box);
            (Section::Search, html! { <Search route={route.clone()} {is_begun} /> })
        }
        Route::Document(_) | Route::Compare(_) | Route::Beside(_) | Route::Topics(_) | Route::Facts(_) => {
            (Section::of(&place.route), later(&place.route))
        }
        Route::Unknown(written) => {
            let words = settings.lang.words();
            let page = html! {
                <div class="empty">
                    <p class="empty__line">{ words.no_place }{ " " }<span class="empty__missing">{ written.clone() }</span></p>
                    <p class="empty__list"><a href={Route::Home.to_string()}>{ words.to_home }</a></p>
                </div>
            };
            (Section::Home, page)
        }
    };
    let page = frame(&view, section, page);
    html! { <ContextProvider<View> context={view}>{ page }</ContextProvider<View>> }
}

/// The pages that only the whole program has.
#[cfg(feature = "whole")]
fn later(route: &Route) -> Html {
    use super::pages::{
        beside::BesidePage, compare::ComparePage, document::DocumentPage, facts::FactsPage, topics::TopicsPage,
    };
    match route {
        Route::Document(route) => html! { <DocumentPage key={route.id.clone()} route={route.clone()} /> },
        Route::Compare(route) => html! { <ComparePage route={route.clone()} /> },
        Route::Beside(ids) => html! { <BesidePage ids={ids.clone()} /> },
        Route::Topics(route) => html! { <TopicsPage route={route.clone()} /> },
        Route::Facts(route) => html! { <FactsPage route={route.clone()} /> },
        _ => Html::default(),
    }
}

#[cfg(not(feature = "whole"))]
fn later(_: &Route) -> Html {
    html! { <super::pages::coming::Coming /> }
}

fn title(route: &Route, archive: &Shared, lang: super::words::Lang) -> String {
    let words = lang.words();
    let page = match route {
        Route::Home => return words.name.to_owned(),
        Route::Help => words.help.to_owned(),
        Route::Search(route) if route.query.is_empty() => words.search.to_owned(),
        Route::Search(route) => format!("{}：{}", words.search, route.query),
        Route::Document(route) => archive
            .0
            .document(&route.id)
            .map_or_else(|| words.no_document.to_owned(), |(_, found)| found.identity.title.clone()),
        Route::Compare(route) => {
            let names = route.documents.iter().filter_map(|id| archive.0.document(id));
            let names = names.map(|(_, document)| document.short_title.as_str()).collect::<Vec<_>>();
            format!("{}{}{}", words.compare, lang.pick("：", ": "), names.join(lang.comma()))
        }
        Route::Beside(_) => words.beside.to_owned(),
        Route::Topics(_) => words.topics.to_owned(),
        Route::Facts(route) => words.of_table(route.table).to_owned(),
        Route::Unknown(_) => words.no_place.to_owned(),
    };
    format!("{page} · {}", words.name)
}

/// Follows the address: links, back and forward, and typing. Returns the way to go elsewhere.
#[hook]
fn use_navigation(place: &UseStateHandle<Place>) -> Callback<(Route, How)> {
    // Where the reader was on each address, for going back.
    let left_at = use_mut_ref(settings::places);
    let writing = use_mut_ref(|| None::<Timeout>);
    // The address that waits for that pause.
    let pending = use_mut_ref(|| None::<String>);
    let visits = use_mut_ref(|| 0_u32);
    let go = {
        let (place, left_at, pending, visits) = (place.clone(), left_at.clone(), pending.clone(), visits.clone());
        use_callback((), move |(route, how): (Route, How), ()| {
            let to = route.to_string();
            *visits.borrow_mut() += 1;
            let visit = *visits.borrow();
            match how {
                How::Push | How::Begin => {
                    // What was typed last may have no address yet; it must, lest going back lose it.
                    write(&pending);
                    remember(&left_at);
                    if window().location().hash().is_ok_and(|here| here != to) {
                        push(&to);
                    }
                    let scroll = if how == How::Push { Scroll::Target } else { Scroll::Box };
                    place.set(Place { route, scroll: Some(scroll), visit });
                    if how == How::Begin {
                        // Yew draws in a task of this turn, put off before this one, but its effects may come turns later:
                        // the keys pressed until then would go nowhere.
                        spawn_local(async { browser::write_on("q") });
                    }
                }
                How::Replace | How::Note => {
                    *pending.borrow_mut() = Some(to);
                    let pending = pending.clone();
                    *writing.borrow_mut() = Some(Timeout::new(PAUSE, move || write(&pending)));
                    if how == How::Replace {
                        place.set(Place { route, scroll: None, visit });
                    }
                }
            }
        })
    };
    {
        let (place, go) = (place.clone(), go.clone());
        use_effect_with((), move |()| {
            let traversed = {
                let left_at = left_at.clone();
                EventListener::new(&window(), "popstate", move |_| {
                    // The entry that it was meant for is no longer the one that is shown.
                    pending.borrow_mut().take();
                    let here = window().location().hash().unwrap_or_default();
                    let y = left_at.borrow().iter().find(|(left, _)| *left == here).map(|&(_, y)| y);
                    *visits.borrow_mut() += 1;
                    let visit = *visits.borrow();
                    place.set(Place { route: address(), scroll: Some(y.map_or(Scroll::Target, Scroll::To)), visit });
                })
            };
            let scrolled = {
                let left_at = left_at.clone();
                EventListener::new(&window(), "scroll", move |_| remember(&left_at))
            };
            let options = EventListenerOptions::enable_prevent_default();
            let pressed = go.clone();
            let clicked =
                EventListener::new_with_options(&document(), "click", options, move |event| follow(event, &go));
            let keyed = EventListener::new_with_options(&document(), "keydown", options, move |event| {
                shortcut(event, &pressed)
            });
            move || {
                // Another program takes over.
                settings::keep_places(&left_at.borrow());
                drop((traversed, scrolled, clicked, keyed));
            }
        });
    }
    go
}

fn remember(left_at: &Rc<RefCell<Vec<(String, i32)>>>) {
    let here = window().location().hash().unwrap_or_default();
    let y = window().scroll_y().unwrap_or_default() as i32;
    let mut left_at = left_at.borrow_mut();
    match left_at.iter_mut().find(|(left, _)| *left == here) {
        Some(known) => known.1 = y,
        None => left_at.push((here, y)),
    }
}

/// Writes the address that waits, if any.
fn write(pending: &RefCell<Option<String>>) {
    if let Some(to) = pending.borrow_mut().take() {
        replace(&to);
    }
}

fn push(to: &str) {
    if let Ok(history) = window().history() {
        // A browser that refuses (too often, too long) leaves the old address; the page is right all the same.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(to));
    }
}

fn replace(to: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(to));
    }
}

/// Takes plain clicks on the app's own links, so that following one is told apart from going back.
fn follow(event: &Event, go: &Callback<(Route, How)>) {
    let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
    if click.default_prevented()
        || click.button() != 0
        || click.ctrl_key()
        || click.meta_key()
        || click.shift_key()
        || click.alt_key()
    {
        return;
    }
    let link = click
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|at| at.closest("a[href^='#']").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
    event.prevent_default();
    match href.strip_prefix("#/") {
        Some(_) => go.emit((Route::parse(&href), How::Push)),
        None => browser::focus(&[href.trim_start_matches('#')]),
    }
}

/// `/` goes to the search box, or to the one of the document; `?` to the help.
fn shortcut(event: &Event, go: &Callback<(Route, How)>) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    if browser::is_typing(key) {
        return;
    }
    match key.key().as_str() {
        "/" => {
            event.prevent_default();
            browser::focus(&["q", "find"]);
        }
        // A Chinese keyboard gives the full-width one.
        "?" | "？" => {
            event.prevent_default();
            go.emit((Route::Help, How::Push));
        }
        _ => {}
    }
}
