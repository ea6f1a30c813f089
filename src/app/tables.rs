//! What a page shows as a table, to be taken along.
//!
//! In: what is shown. Out: a [`Table`], in the interface's language, with the documents' words as printed. Doesn't know
//! what is made of it.

use super::view::View;
use crate::compare::{Pair, Row};
use crate::corpus::ProvisionNo;
use crate::export::Table;
use crate::records;
use crate::route::TopicsRoute;

/// Rows of documents side by side: for every document the provisions and their text, then relations and evidence.
pub fn comparison(view: &View, documents: &[usize], rows: &[&Row]) -> Table {
    let words = view.words();
    let mut head = vec![words.row.to_owned()];
    for &document_no in documents {
        let name = view.short_title(document_no);
        head.extend([format!("{name} {}", words.clause), format!("{name} {}", words.wording)]);
    }
    head.extend([words.relation.to_owned(), words.evidence.to_owned()]);
    let rows = rows.iter().enumerate().map(|(at, row)| {
        let mut cells = vec![(at + 1).to_string()];
        for cell in &row.cells {
            cells.extend(texts(view, cell));
        }
        cells.extend(reasons(view, row));
        cells
    });
    Table { head, rows: rows.collect() }
}

/// What documents say on a topic: a row for each provision, those that merely mention it marked so.
pub fn on_topic(view: &View, documents: &[usize], found: &[[Vec<ProvisionNo>; 2]]) -> Table {
    let words = view.words();
    let head = [words.document, words.clause, words.wording, words.topic].map(str::to_owned);
    let mut rows = Vec::new();
    for (&document_no, [main, mentions]) in documents.iter().zip(found) {
        let all = main.iter().map(|no| (no, words.mainly)).chain(mentions.iter().map(|no| (no, words.mentioned)));
        for (&no, how) in all {
            let [citation, text] = texts(view, &[no]);
            rows.push(vec![view.short_title(document_no), citation, text, how.to_owned()]);
        }
    }
    Table { head: head.to_vec(), rows }
}

/// Single provisions: a row for each.
pub fn provisions(view: &View, row: &Row) -> Table {
    let words = view.words();
    let head = [words.document, words.clause, words.wording, words.relation, words.evidence].map(str::to_owned);
    let rows = row.cells.iter().flatten().map(|&no| {
        let document = view.archive().corpus.document_of(no).map(|at| view.short_title(at)).unwrap_or_default();
        let pairs: Vec<Pair> = row.pairs.iter().filter(|pair| pair.other == no).cloned().collect();
        let mut cells = vec![document];
        cells.extend(texts(view, &[no]));
        match pairs.is_empty() {
            true => cells.extend([words.base.to_owned(), String::new()]),
            false => cells.extend(reasons(view, &Row { cells: Vec::new(), pairs })),
        }
        cells
    });
    Table { head: head.to_vec(), rows: rows.collect() }
}

/// Topics × documents, with how many provisions of each document are on each topic.
pub fn topics(view: &View, route: &TopicsRoute) -> Table {
    let words = view.words();
    let archive = view.archive();
    let documents = archive.corpus.documents();
    let mut head = vec![words.topic.to_owned()];
    head.extend(documents.iter().map(|document| document.short_title.clone()));
    let counts = super::pages::topics::counts(archive);
    let rows = archive.topics().iter().zip(counts).map(|(topic, counts)| {
        let mut row = vec![view.lang.pick(&topic.name, &topic.name_en).to_owned()];
        row.extend(counts.iter().map(|count| count.of(route).to_string()));
        row
    });
    Table { head, rows: rows.collect() }
}

/// Citations of some provisions, and their printed text.
fn texts(view: &View, provisions: &[ProvisionNo]) -> [String; 2] {
    let located = || provisions.iter().filter_map(|&no| view.archive().corpus.provision(no));
    let citations = located().map(|at| view.lang.cited(&at));
    let texts = located().map(|at| at.provision.text.clone());
    [citations.collect::<Vec<_>>().join("\n"), texts.collect::<Vec<_>>().join("\n")]
}

/// How the others stand to the first, and by what one can tell.
fn reasons(view: &View, row: &Row) -> [String; 2] {
    if row.pairs.is_empty() {
        return [view.words().no_counterpart.to_owned(), String::new()];
    }
    let cited = |no: ProvisionNo| {
        let located = view.archive().corpus.provision(no);
        located.map(|at| view.lang.cited(&at)).unwrap_or_default()
    };
    // One pair needs no name.
    let name = |pair: &Pair| match row.pairs.len() {
        1 => String::new(),
        _ => format!("{} ", cited(pair.other)),
    };
    let relations = row.pairs.iter().map(|pair| format!("{}{}", name(pair), view.lang.relation(pair.relation)));
    let evidence = row.pairs.iter().map(|pair| {
        let shown = |one| records::shown(view.archive(), pair.base, pair.other, one);
        let said = |one| format!("{}{}{}", view.lang.evidence(one), view.lang.pick("：", ": "), shown(one));
        let all = pair.evidence.iter().map(said).collect::<Vec<_>>();
        format!("{}{}", name(pair), all.join(view.lang.pick("；", "; ")))
    });
    [relations.collect::<Vec<_>>().join("\n"), evidence.collect::<Vec<_>>().join("\n")]
}
