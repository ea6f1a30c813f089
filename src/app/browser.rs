//! What only a browser can do: hooks and effects. The only place, with the root, that touches it.

#[cfg(feature = "whole")]
use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use wasm_bindgen::JsCast as _;
#[cfg(feature = "whole")]
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, HtmlElement, HtmlInputElement, KeyboardEvent, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};
use yew::prelude::*;

/// The width from which side columns stand, as in the style sheet (60rem).
const WIDE: f64 = 960.0;

/// Whether the window has room for side columns; `true` until it is known.
#[hook]
pub fn use_is_wide() -> bool {
    let is_wide = use_state_eq(|| true);
    {
        let is_wide = is_wide.clone();
        use_effect_with((), move |()| {
            let measure = move || {
                let width = window().inner_width().ok().and_then(|width| width.as_f64());
                is_wide.set(width.is_none_or(|width| width >= WIDE));
            };
            measure();
            let listener = EventListener::new(&window(), "resize", move |_| measure());
            move || drop(listener)
        });
    }
    *is_wide
}

/// Whether the system is dark; follows it.
#[hook]
pub fn use_system_is_dark() -> bool {
    let query = use_memo((), |()| window().match_media("(prefers-color-scheme: dark)").ok().flatten());
    let is_dark = use_state_eq(|| (*query).as_ref().is_some_and(|query| query.matches()));
    {
        let (query, is_dark) = (query, is_dark.clone());
        use_effect_with((), move |()| {
            let listener = (*query).clone().map(|query| {
                let target = query.clone();
                EventListener::new(&target, "change", move |_| is_dark.set(query.matches()))
            });
            move || drop(listener)
        });
    }
    *is_dark
}

/// Calls back with an input's text when an input method has finished a composition: Yew has no such event.
#[hook]
pub fn use_composition_end(node: &NodeRef, ask: &Callback<String>) {
    let node = node.clone();
    use_effect_with(ask.clone(), move |ask| {
        let listener = node.cast::<HtmlInputElement>().map(|input| {
            let (ask, target) = (ask.clone(), input.clone());
            EventListener::new(&input, "compositionend", move |_| ask.emit(target.value()))
        });
        move || drop(listener)
    });
}

/// Calls back at every scroll and resize, and once at the beginning.
#[hook]
pub fn use_scrolled<T: PartialEq + Clone + 'static>(deps: T, follow: impl Fn(&T) + 'static) {
    use_effect_with(deps, move |deps| {
        let (deps, again) = (deps.clone(), Rc::new(follow));
        again(&deps);
        let listeners = ["scroll", "resize"].map(|name| {
            let (deps, follow) = (deps.clone(), again.clone());
            let options = EventListenerOptions::default();
            EventListener::new_with_options(&window(), name, options, move |_| follow(&deps))
        });
        move || drop(listeners)
    });
}

/// The distance of an element's top from the window's; `None` if there is no such element.
pub fn top_of(id: &str) -> Option<f64> {
    document().get_element_by_id(id).map(|element| element.get_bounding_client_rect().top())
}

/// Whether the page was scrolled from its top.
#[cfg(feature = "whole")]
pub fn is_scrolled() -> bool {
    window().scroll_y().is_ok_and(|y| y > 0.0)
}

/// Shows an element; `false` if there is none.
pub fn scroll_to(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else { return false };
    into_view(&element, ScrollLogicalPosition::Start);
    #[cfg(feature = "whole")]
    {
        // Loaded again, this address leads here, and not to where the window happened to be.
        if let Ok(history) = window().history() {
            // A browser that restores all the same is no worse than before.
            let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
        }
        hold(element);
    }
    true
}

/// Shows an element again and again for two seconds, unless somebody does something, scrolls far or goes elsewhere: signs
/// and related clauses come later than the text, and not every engine keeps what is read in its place when something grows
/// above it.
#[cfg(feature = "whole")]
fn hold(element: Element) {
    /// So far, in px, only a reader moves both the window and what is in it: by a scroll bar, which tells a page nothing
    /// else. What grows above moves only one of them.
    const FAR: f64 = 400.0;
    let place = |element: &Element| (window().scroll_y().unwrap_or_default(), element.get_bounding_client_rect().top());
    let is_touched = Rc::new(Cell::new(false));
    let touching = ["wheel", "touchstart", "pointerdown", "keydown"].map(|name| {
        let is_touched = is_touched.clone();
        EventListener::new(&window(), name, move |_| is_touched.set(true))
    });
    let left_at = Cell::new(place(&element));
    let address = window().location().hash().unwrap_or_default();
    let still = move || {
        let _heard = &touching; // as long as this goes on
        let is_here = window().location().hash().is_ok_and(|here| here == address);
        let ((y, top), (y_before, top_before)) = (place(&element), left_at.get());
        let is_near = (y - y_before).abs() < FAR || (top - top_before).abs() < FAR;
        is_here && is_near && !is_touched.get() && element.is_connected() && {
            into_view(&element, ScrollLogicalPosition::Start);
            left_at.set(place(&element));
            true
        }
    };
    again(&[60, 120, 240, 480, 960], still);
}

/// Does something after each of some pauses, in ms, while it says that it goes on.
#[cfg(feature = "whole")]
fn again(pauses: &'static [u32], act: impl Fn() -> bool + 'static) {
    if let Some((&pause, rest)) = pauses.split_first() {
        later(pause, move || {
            if act() {
                again(rest, act);
            }
        });
    }
}

/// Shows a mark of the search in the document.
pub fn scroll_to_mark(mark: usize) {
    if let Ok(Some(element)) = document().query_selector(&format!("[data-mark=\"{mark}\"]")) {
        into_view(&element, ScrollLogicalPosition::Center);
    }
}

fn into_view(element: &Element, position: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(position);
    options.set_behavior(ScrollBehavior::Instant);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Puts the focus into the first of some elements that there is, and selects its text.
pub fn focus(ids: &[&str]) {
    if let Some(element) = ids.iter().find_map(|id| document().get_element_by_id(id)) {
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            // An element that can't be focused is no failure.
            let _ = element.focus();
        }
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    }
}

/// Puts the focus into an input, behind its text.
pub fn write_on(id: &str) {
    focus(&[id]);
    if let Some(input) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    {
        let end = input.value().encode_utf16().count() as u32;
        // Only inputs of other kinds have no selection.
        let _ = input.set_selection_range(end, end);
    }
}

/// Prints the page.
pub fn print() {
    // Browsers without a printer do nothing; so do we.
    let _ = window().print();
}

/// Puts the full address of a route on the clipboard and says whether that was allowed.
pub fn copy_address(route: &str, done: impl FnOnce(bool) + 'static) {
    let href = window().location().href().unwrap_or_default();
    let address = format!("{}{route}", href.split('#').next().unwrap_or_default());
    // Over plain http there is no clipboard: `navigator.clipboard` is undefined.
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok().filter(|value| !value.is_undefined());
    match clipboard {
        Some(_) => spawn_local(async move {
            done(JsFuture::from(navigator.clipboard().write_text(&address)).await.is_ok());
        }),
        None => done(false),
    }
}

/// Notes the moment under a name in the browser's own timeline, where an administrator can see it. Does nothing where a
/// page is rendered without a browser.
pub fn mark(name: &str) {
    if !cfg!(target_arch = "wasm32") {
        return;
    }
    if let Some(performance) = window().performance() {
        // A browser that doesn't keep marks works all the same.
        let _ = performance.mark(name);
    }
}

/// Does something after some milliseconds.
pub fn later(milliseconds: u32, act: impl FnOnce() + 'static) {
    Timeout::new(milliseconds, act).forget();
}

/// Hands the reader a text as a file.
#[cfg(feature = "whole")]
pub fn download(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Not at once: some browsers begin to read it only after the click has been dealt with.
    later(10_000, move || {
        // An address that is no longer known is as good as given back.
        let _ = web_sys::Url::revoke_object_url(&url);
    });
    Ok(())
}

/// Says what can't wait, in the browser's own window.
#[cfg(feature = "whole")]
pub fn alert(text: &str) {
    // A browser that shows none has nobody to read it.
    let _ = window().alert_with_message(text);
}

/// The nearest element of a kind before or behind the one that has the focus, or that is at the window's top; it takes
/// the focus. Beyond the last one comes the first.
#[cfg(feature = "whole")]
pub fn step_to(selector: &str, back: bool) {
    let Ok(found) = document().query_selector_all(selector) else { return };
    let all: Vec<HtmlElement> = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect();
    if all.is_empty() {
        return;
    }
    let active = document().active_element();
    let here = all.iter().position(|element| active.as_ref().is_some_and(|active| element.contains(Some(active))));
    let next = match here {
        Some(at) if back => (at + all.len() - 1) % all.len(),
        Some(at) => (at + 1) % all.len(),
        None => {
            let below = all.iter().position(|element| element.get_bounding_client_rect().top() > 0.0);
            match below {
                Some(at) if back => (at + all.len() - 1) % all.len(),
                Some(at) => at,
                None => all.len() - 1,
            }
        }
    };
    into_view(&all[next], ScrollLogicalPosition::Center);
    // An element that can't be focused is no failure.
    let _ = all[next].focus();
}

/// Calls back when one of some keys is pressed outside of what is typed in.
#[cfg(feature = "whole")]
#[hook]
pub fn use_keys<T: PartialEq + Clone + 'static>(deps: T, act: impl Fn(&T, &str) + 'static) {
    use_effect_with(deps, move |deps| {
        let deps = deps.clone();
        let listener = EventListener::new(&document(), "keydown", move |event| {
            if let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|key| !is_typing(key)) {
                act(&deps, &key.key());
            }
        });
        move || drop(listener)
    });
}

/// Whether a key goes into what someone types, or is a command to the browser.
pub fn is_typing(key: &KeyboardEvent) -> bool {
    let target = key.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    key.ctrl_key()
        || key.meta_key()
        || key.alt_key()
        || target.is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || element.is_content_editable()
        })
}

/// The reader's day; `None` outside of a browser.
#[cfg(feature = "whole")]
pub fn today() -> Option<crate::document::Date> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    let now = js_sys::Date::new_0();
    Some(crate::document::Date {
        year: u16::try_from(now.get_full_year()).ok()?,
        month: u8::try_from(now.get_month() + 1).ok()?,
        day: u8::try_from(now.get_date()).ok()?,
    })
}
