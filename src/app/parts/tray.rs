//! Provisions picked anywhere to be laid side by side: the button that picks, and the tray that shows what is picked.

use yew::prelude::*;

use crate::app::view::{Setting, View};
use crate::route::{ABREAST, Route};

/// Picks a provision, by its id, or puts it back.
pub fn pick(view: &View, id: String) -> Html {
    let words = view.words();
    let is_picked = view.picks.contains(&id);
    let is_full = !is_picked && view.picks.len() >= ABREAST;
    let onclick = {
        let set = view.set.clone();
        Callback::from(move |_: MouseEvent| set.emit(Setting::Pick(id.clone())))
    };
    html! {
        <button class="plain pick" type="button" aria-pressed={is_picked.to_string()} disabled={is_full}
            title={is_full.then_some(words.picks_full)} {onclick}>{ if is_picked { words.picked } else { words.pick } }</button>
    }
}

/// What is picked, at the foot of the window; nothing is shown while nothing is picked.
pub fn tray(view: &View) -> Html {
    let words = view.words();
    let archive = view.archive();
    let known = view.picks.iter().filter_map(|id| {
        let located = archive.corpus.provision(archive.corpus.number_of(id)?)?;
        Some((id, located.document, view.lang.cited(&located)))
    });
    let chips: Vec<Html> = known
        .map(|(id, document, citation)| {
            let (set, taken) = (view.set.clone(), id.clone());
            let onclick = Callback::from(move |_: MouseEvent| set.emit(Setting::Pick(taken.clone())));
            let name = format!("{} {citation}", document.short_title);
            let label = format!("{}{name}", words.put_back);
            html! { <button key={id.clone()} class="chip" type="button" aria-label={label} {onclick}>{ name }{ cross() }</button> }
        })
        .collect();
    if chips.is_empty() {
        return html! { <div class="tray" hidden=true></div> };
    }
    let clear = {
        let set = view.set.clone();
        Callback::from(move |_: MouseEvent| set.emit(Setting::NoPicks))
    };
    let beside = Route::Beside(view.picks.to_vec()).to_string();
    let count = chips.len();
    html! {
        <aside class="tray" aria-label={words.tray}>
            <div class="page tray__row">
                <span class="tray__name">{ words.tray }</span>
                <div class="chips">{ for chips }</div>
                if count > 1 {
                    <a class="btn" href={beside}>{ words.lay_beside }</a>
                } else {
                    <span class="muted">{ words.pick_more }</span>
                }
                <button class="plain" type="button" onclick={clear}>{ words.clear }</button>
            </div>
        </aside>
    }
}

/// The cross of what can be taken off.
pub fn cross() -> Html {
    html! { <svg viewBox="0 0 10 10" aria-hidden="true"><path d="M1 1l8 8M9 1l-8 8" /></svg> }
}
