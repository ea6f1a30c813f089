//! Two whole documents side by side that scroll together: what belongs together stands at the same height.
//!
//! In: how the documents are aligned. Out: two columns of text. The first two that aren't shut are shown.

use std::collections::BTreeMap;
use std::rc::Rc;

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::passage::Marking;
use super::side::{Column, link, text};
use crate::app::view::{View, use_view};
use crate::compare::Alignment;
use crate::corpus::ProvisionNo;

/// What the texts need.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// How they belong together.
    pub alignment: Rc<Alignment>,
    /// The documents.
    pub columns: Rc<[Column]>,
    /// The id of the provision to begin with; may be empty.
    pub at: String,
    /// Is told the id of the provision that the reader has come to.
    pub on_place: Callback<String>,
}

/// What belongs together, in the order of both texts: provisions of the first and the second.
type Chain = Vec<(ProvisionNo, ProvisionNo)>;

/// The two texts.
#[component]
pub fn Twin(props: &Props) -> Html {
    let view = use_view();
    let shown: Vec<usize> = (0..props.columns.len()).filter(|&at| !props.columns[at].is_shut).take(2).collect();
    let pairs = use_memo((props.alignment.clone(), shown.clone()), |(alignment, shown)| match shown[..] {
        [left, right] => pairs(alignment, left, right),
        _ => Vec::new(),
    });
    let chain: Rc<Chain> = use_memo(pairs.clone(), |pairs| in_order(pairs));
    let panes = [use_node_ref(), use_node_ref()];
    // The pane that the reader is at: the other one follows, and its scrolling means nothing.
    let driver = use_mut_ref(|| 0_usize);
    {
        let (panes, chain, driver) = (panes.clone(), chain.clone(), driver.clone());
        let at = view.archive().corpus.number_of(&props.at);
        use_effect_with(at, move |at| {
            let elements = panes.each_ref().map(|pane| pane.cast::<HtmlElement>());
            if let (Some(at), [Some(left), Some(right)]) = (at, elements) {
                let is_right = !show(&left, *at) && show(&right, *at);
                *driver.borrow_mut() = usize::from(is_right);
                follow([&left, &right], &chain, is_right);
            }
        });
    }
    let on_scroll = |moved: usize| {
        let (panes, chain, driver) = (panes.clone(), chain.clone(), driver.clone());
        let (archive, on_place) = (view.archive.clone(), props.on_place.clone());
        Callback::from(move |_: Event| {
            let elements = panes.each_ref().map(|pane| pane.cast::<HtmlElement>());
            if let (true, [Some(left), Some(right)]) = (*driver.borrow() == moved, elements) {
                follow([&left, &right], &chain, moved == 1);
                let tops = tops(if moved == 1 { &right } else { &left });
                let reached = tops.iter().rfind(|(_, top)| *top <= 1.0);
                if let Some(located) = reached.and_then(|(no, _)| archive.0.corpus.provision(*no)) {
                    on_place.emit(located.id());
                }
            }
        })
    };
    let drive = |place: usize| {
        let driver = driver.clone();
        move || *driver.borrow_mut() = place
    };
    html! {
        <div class="twin">
            { for shown.iter().zip(panes.iter()).enumerate().map(|(place, (&at, pane))| {
                let document_no = props.columns[at].document_no;
                html! {
                    <section class="twin__side" key={document_no.to_string()} aria-label={view.short_title(document_no)}>
                        <h2 class="twin__name" lang="zh-CN">{ view.short_title(document_no) }</h2>
                        <div class="twin__pane" ref={pane.clone()} tabindex="0" lang="zh-CN" onscroll={on_scroll(place)}
                            onpointerenter={taken(drive(place))} onfocusin={taken(drive(place))} onwheel={taken(drive(place))}>
                            { whole(&view, document_no, &pairs) }
                        </div>
                    </section>
                }
            }) }
        </div>
    }
}

/// Calls back whatever the event.
fn taken<E>(act: impl Fn() + 'static) -> Callback<E> {
    Callback::from(move |_: E| act())
}

/// A document's text, each provision with a link to its counterpart.
fn whole(view: &View, document_no: usize, pairs: &[Found]) -> Html {
    let corpus = &view.archive().corpus;
    let provisions = corpus.numbers(document_no).filter_map(|no| {
        let located = corpus.provision(no)?;
        let scope = format!("{}-", located.document.id);
        let best = pairs.iter().filter(|pair| pair.left == no || pair.right == no);
        let best = best.max_by(|one, other| one.score.total_cmp(&other.score));
        let there = best.and_then(|pair| corpus.provision(if pair.left == no { pair.right } else { pair.left }));
        let beside = there.map(|there| {
            let href = crate::route::Route::Beside(vec![located.id(), there.id()]).to_string();
            html! { <a class="twin__to" {href} title={view.words().lay_beside}>{ "⇆ " }{ view.lang.cited(&there) }</a> }
        });
        let mut content = text(&located, Marking { scope: &scope, ..Marking::NONE });
        if let Some(supplied) = &located.provision.supplied {
            content = html! { <p class="supplied">{ supplied.heading.clone() }</p> };
        }
        Some(html! {
            <section class="twin__one" key={no.to_string()} data-no={no.to_string()}>
                <p class="cmp-cell__top">
                    <a class="cmp-cell__no clause" href={link(&located)}>{ view.lang.cited(&located) }</a>
                    { beside.unwrap_or_default() }
                </p>
                <div class="quote">{ content }</div>
            </section>
        })
    });
    provisions.collect()
}

/// Two provisions that belong together.
#[derive(Clone, PartialEq)]
struct Found {
    left: ProvisionNo,
    right: ProvisionNo,
    score: f32,
}

/// What belongs together in two of the documents, in the order of the first.
fn pairs(alignment: &Alignment, left: usize, right: usize) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for row in &alignment.rows {
        let stands = |at: usize, no: ProvisionNo| row.cells[at].contains(&no);
        for pair in &row.pairs {
            if stands(left, pair.base) && stands(right, pair.other) {
                found.push(Found { left: pair.base, right: pair.other, score: pair.score });
            } else if stands(right, pair.base) && stands(left, pair.other) {
                found.push(Found { left: pair.other, right: pair.base, score: pair.score });
            }
        }
    }
    found.sort_by_key(|pair| (pair.left, pair.right));
    found
}

/// The pairs that go on in both texts, those of the highest scores together: others would make the texts jump.
fn in_order(pairs: &[Found]) -> Chain {
    // For every pair the score of the best chain that ends with it, and the pair before it.
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let goes_on = |before: &usize| pairs[*before].left < pair.left && pairs[*before].right < pair.right;
        let before = (0..at).filter(goes_on).max_by(|&one, &other| best[one].0.total_cmp(&best[other].0));
        best.push((pair.score + before.map_or(0.0, |before| best[before].0), before));
    }
    let mut at = (0..best.len()).max_by(|&one, &other| best[one].0.total_cmp(&best[other].0));
    let mut chain = Chain::new();
    while let Some(last) = at {
        chain.push((pairs[last].left, pairs[last].right));
        at = best[last].1;
    }
    chain.reverse();
    chain
}

/// The provisions of a pane with their distances from its top, in px.
fn tops(pane: &HtmlElement) -> Vec<(ProvisionNo, f64)> {
    let base = pane.get_bounding_client_rect().top();
    let sections = pane.children();
    let all = (0..sections.length()).filter_map(|at| sections.item(at));
    all.filter_map(|section: Element| {
        let no = section.get_attribute("data-no")?.parse().ok()?;
        Some((no, section.get_bounding_client_rect().top() - base))
    })
    .collect()
}

fn show(pane: &HtmlElement, no: ProvisionNo) -> bool {
    let top = tops(pane).into_iter().find(|(at, _)| *at == no);
    top.inspect(|(_, top)| pane.set_scroll_top(pane.scroll_top() + *top as i32)).is_some()
}

/// Scrolls the other pane so that the counterpart of what stands at the top of one stands at the same height. Between
/// two provisions that have counterparts, it goes on evenly from one to the other.
fn follow(panes: [&HtmlElement; 2], chain: &[(ProvisionNo, ProvisionNo)], is_right: bool) {
    let [pane, twin] = if is_right { [panes[1], panes[0]] } else { panes };
    let here: BTreeMap<ProvisionNo, f64> = tops(pane).into_iter().collect();
    let there: BTreeMap<ProvisionNo, f64> = tops(twin).into_iter().collect();
    let scrolled = |pane: &HtmlElement| f64::from(pane.scroll_top());
    let rest = |pane: &HtmlElement| f64::from(pane.scroll_height() - pane.scroll_top());
    // Heights of the pane with those of the twin, both ends among them.
    let mut anchors = vec![(-scrolled(pane), -scrolled(twin))];
    anchors.extend(chain.iter().filter_map(|&(left, right)| {
        let (ours, theirs) = if is_right { (right, left) } else { (left, right) };
        Some((*here.get(&ours)?, *there.get(&theirs)?))
    }));
    anchors.push((rest(pane), rest(twin)));
    let behind = anchors.iter().position(|&(top, _)| top > 0.0).unwrap_or(anchors.len() - 1).max(1);
    let ((from, from_there), (to, to_there)) = (anchors[behind - 1], anchors[behind]);
    let share = if to > from { -from / (to - from) } else { 0.0 };
    let target = from_there + share * (to_there - from_there);
    if target.abs() >= 1.0 {
        twin.set_scroll_top(twin.scroll_top() + target as i32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_never_go_back() {
        let pair = |left, right, score| Found { left, right, score };
        let chain = in_order(&[pair(1, 9, 0.3), pair(2, 4, 0.4), pair(3, 5, 0.4), pair(4, 3, 0.5), pair(6, 8, 0.2)]);
        assert_eq!(chain, [(2, 4), (3, 5), (6, 8)]);
        assert_eq!(in_order(&[]), []);
    }
}
