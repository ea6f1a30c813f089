//! The project check's form: a project in plain words.
//!
//! In: what was asked. Out: the address of the controls that bear on what is typed. Keeps what is being typed to itself,
//! so that an input method is never disturbed.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::app::view::{How, use_view};
use crate::route::{FactsRoute, Route};

/// What the form needs.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What was asked, and how it is shown.
    pub(super) route: FactsRoute,
}

/// Projects to try it with.
const EXAMPLES: [&str; 3] =
    ["在汾河干流沿岸新建焦化项目", "武汉市长江岸线1公里范围内扩建化工园区", "饮用水水源保护区内新建规模化养殖场"];

/// The form.
#[component]
pub(super) fn ProjectForm(props: &Props) -> Html {
    let view = use_view();
    let words = view.words();
    let typed = use_node_ref();
    let ask = {
        let (go, route) = (view.go.clone(), props.route.clone());
        Callback::from(move |project: String| {
            let kept = FactsRoute::of(route.table).with("project", project.trim());
            go.emit((Route::Facts(kept), How::Push));
        })
    };
    let read = {
        let typed = typed.clone();
        move || typed.get().and_then(|node| node.dyn_into::<HtmlTextAreaElement>().ok()).map(|area| area.value())
    };
    let onsubmit = {
        let (ask, read) = (ask.clone(), read.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            ask.emit(read().unwrap_or_default());
        })
    };
    // Enter asks; while an input method composes, it only ends the word.
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            ask.emit(read().unwrap_or_default());
        }
    });
    let project = props.route.get("project").to_owned();
    let examples = EXAMPLES.map(|example| {
        let to = Route::Facts(props.route.with("project", example)).to_string();
        html! { <li><a href={to}>{ example }</a></li> }
    });
    html! {
        <form class="project" {onsubmit}>
            <label class="project__label" for="project">{ words.project_label }</label>
            <textarea class="project__text" id="project" rows="2" lang="zh-CN" ref={typed} {onkeydown} key={project.clone()}
                defaultvalue={project.clone()} placeholder={EXAMPLES[0]} />
            <div class="project__acts">
                <button class="btn" type="submit">{ words.project_check }</button>
                if !project.is_empty() { <a href={Route::Facts(props.route.with("project", "")).to_string()}>{ words.every_control }</a> }
                <span class="muted">{ words.project_help }</span>
            </div>
            <div class="project__examples"><span class="muted">{ words.for_example }</span><ul class="acts" lang="zh-CN">{ for examples }</ul></div>
        </form>
    }
}
