//! `window.policyExplorer`: the same answers for scripts and for a portal around the page.
//!
//! * `ready`: a promise, kept once the corpus is open;
//! * `search(query, {limit, sort, filters: {key: [value, …]}})`: what `policy-explorer search --format json` prints;
//! * `suggest(query, {limit, filters})`: what the question may become: `[{query, text, total}, …]`;
//! * `open(route)`: goes to `#/…`;
//! * `set(name, value)`: `lang` is `zh` or `en`, `theme` is `dark` or `light`.
//!
//! Every route that is shown is told to the window by an event `policy-explorer-route`, with the route as its detail.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::utils::window;
use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{CustomEvent, CustomEventInit};
use yew::Callback;

use super::view::{How, Setting};
use super::words::Lang;
use crate::archive::Archive;
use crate::index::facets::{KEYS, is_key};
use crate::query::{Filter, Request, Sort};
use crate::records::{self, Value};
use crate::route::{PAGE, Route};

thread_local! {
    /// Keeps the promise.
    static KEEP: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Puts the object up with its promise, before anything is loaded; unless another program did.
pub(super) fn promise() {
    if Reflect::has(&window(), &"policyExplorer".into()).unwrap_or_default() {
        return;
    }
    let ready = Promise::new(&mut |keep, _| KEEP.with(|slot| *slot.borrow_mut() = Some(keep)));
    let object = Object::new();
    set(&object, "ready", &ready);
    set(&window(), "policyExplorer", &object);
}

/// Fills the object in, and keeps the promise.
pub(super) fn provide(archive: Rc<Archive>, go: Callback<(Route, How)>, change: Callback<Setting>) {
    let Ok(object) = Reflect::get(&window(), &"policyExplorer".into()) else { return };
    for (name, answer) in
        [("search", searched as fn(&Archive, &Request) -> Result<JsValue, JsValue>), ("suggest", suggested)]
    {
        let archive = archive.clone();
        let asked = Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(
            move |query: JsValue, options: JsValue| {
                let query =
                    query.as_string().ok_or_else(|| [name, "(query, options): the query is not a text"].concat())?;
                answer(&archive, &request(query, &options)?)
            },
        );
        set(&object, name, &asked.into_js_value());
    }
    let open = Closure::<dyn Fn(String)>::new(move |route: String| go.emit((Route::parse(&route), How::Push)));
    set(&object, "open", &open.into_js_value());
    let change = Closure::<dyn Fn(String, String) -> Result<(), JsValue>>::new(move |name: String, value: String| {
        change.emit(match (name.as_str(), value.as_str()) {
            ("lang", "zh") => Setting::Lang(Lang::Zh),
            ("lang", "en") => Setting::Lang(Lang::En),
            ("theme", "dark") => Setting::Dark(true),
            ("theme", "light") => Setting::Dark(false),
            _ => return Err("set(name, value): lang is zh or en, theme is dark or light".into()),
        });
        Ok(())
    });
    set(&object, "set", &change.into_js_value());
    if let Some(keep) = KEEP.with(|slot| slot.borrow_mut().take()) {
        // Resolving a promise calls nobody back here and now, so it can't fail.
        let _ = keep.call1(&JsValue::NULL, &object);
    }
}

/// Tells scripts, and through them a portal, what is shown now.
pub(super) fn tell(route: &Route) {
    let options = CustomEventInit::new();
    options.set_detail(&route.to_string().into());
    if let Ok(event) = CustomEvent::new_with_event_init_dict("policy-explorer-route", &options) {
        // It fails only for an event that is being told already.
        let _ = window().dispatch_event(&event);
    }
}

fn searched(archive: &Archive, request: &Request) -> Result<JsValue, JsValue> {
    to_js(&records::search(archive, &request.query, &archive.search(request)))
}

fn suggested(archive: &Archive, request: &Request) -> Result<JsValue, JsValue> {
    to_js(&records::suggestions(&archive.suggest(request, &[])))
}

/// Hands an answer over as one text: value by value takes four times as long, most of it for short texts.
fn to_js(value: &Value<'_>) -> Result<JsValue, JsValue> {
    let mut json = String::new();
    write(&mut json, value)?;
    JSON::parse(&json)
}

/// Writes JSON (RFC 8259).
fn write(json: &mut String, value: &Value<'_>) -> Result<(), JsValue> {
    match value {
        Value::Nothing => json.push_str("null"),
        Value::Flag(flag) => json.push_str(if *flag { "true" } else { "false" }),
        Value::Count(count) => json.push_str(&count.to_string()),
        // The browser has what writes them; ours would weigh 3 kB in the download.
        Value::Number(number) => json.push_str(&String::from(JSON::stringify(&(*number).into())?)),
        Value::Text(text) => write_text(json, text),
        Value::List(values) => {
            json.push('[');
            for (at, value) in values.iter().enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                write(json, value)?;
            }
            json.push(']');
        }
        Value::Record(fields) => {
            json.push('{');
            for (at, (name, value)) in fields.iter().enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                write_text(json, name);
                json.push(':');
                write(json, value)?;
            }
            json.push('}');
        }
    }
    Ok(())
}

fn write_text(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        if c < ' ' || matches!(c, '"' | '\\') {
            let digit = |shift: u32| char::from_digit(c as u32 >> shift & 15, 16).unwrap_or('0');
            json.extend(['\\', 'u', '0', '0', digit(4), digit(0)]);
        } else {
            json.push(c);
        }
    }
    json.push('"');
}

fn request(query: String, options: &JsValue) -> Result<Request, JsValue> {
    let mut request = Request { query, limit: PAGE, ..Request::default() };
    if !options.is_object() {
        return Ok(request);
    }
    let option =
        |key: &str| Reflect::get(options, &key.into()).ok().filter(|value| !value.is_undefined() && !value.is_null());
    if let Some(limit) = option("limit") {
        request.limit = limit.as_f64().filter(|limit| *limit >= 0.0).ok_or("options.limit is not a number")? as usize;
    }
    if let Some(sort) = option("sort") {
        request.sort = match sort.as_string().as_deref() {
            Some("relevance") => Sort::Relevance,
            Some("date") => Sort::Date,
            Some("document") => Sort::Document,
            _ => return Err("options.sort is relevance, date or document".into()),
        };
    }
    if let Some(filters) = option("filters") {
        for entry in Object::entries(&Object::from(filters)) {
            let entry = js_sys::Array::from(&entry);
            let key = entry.get(0).as_string().unwrap_or_default();
            if !is_key(&key) {
                return Err(format!("options.filters: there is no facet {key}; there are {}", KEYS.join(", ")).into());
            }
            let values = entry.get(1);
            let values = if values.is_string() { js_sys::Array::of1(&values) } else { js_sys::Array::from(&values) };
            request
                .filters
                .extend(values.iter().filter_map(|v| v.as_string()).map(|value| Filter { key: key.clone(), value }));
        }
    }
    Ok(request)
}

fn set(object: &JsValue, key: &str, value: &JsValue) {
    // Setting a property of a plain object, or of the window, doesn't fail.
    let _ = Reflect::set(object, &key.into(), value);
}
