//! What the URL says: pure, both ways.
//!
//! In: the part of an address behind `#`. Out: [`Route`], and back. Doesn't know the corpus: a route may name what
//! isn't there. Hash routes work on any static host, at any sub-path.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::index::facets::is_key;
use crate::query::{Filter, Sort};

/// How many hits a search shows at first, and how many more at a time.
pub const PAGE: usize = 20;

/// A place in the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What is in the corpus.
    Home,
    /// Results.
    Search(SearchRoute),
    /// How to ask.
    Help,
    /// One document.
    Document(DocumentRoute),
    /// Two to four documents side by side.
    Compare(CompareRoute),
    /// Two to four provisions side by side, by their ids, the base first.
    Beside(Vec<String>),
    /// Topics × documents.
    Topics(TopicsRoute),
    /// What was read out of the documents.
    Facts(FactsRoute),
    /// No place that there is; as written.
    Unknown(String),
}

/// A search and how its results are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchRoute {
    /// As typed.
    pub query: String,
    /// Sorted, each once.
    pub filters: Vec<Filter>,
    /// In what order.
    pub sort: Sort,
    /// How many hits are shown.
    pub limit: usize,
    /// Whether only what was typed is sought, letter for letter.
    pub is_exact: bool,
}

impl Default for SearchRoute {
    fn default() -> SearchRoute {
        SearchRoute { query: String::new(), filters: Vec::new(), sort: Sort::Relevance, limit: PAGE, is_exact: false }
    }
}

/// A document, and where in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentRoute {
    /// Its id.
    pub id: String,
    /// A provision's path; empty for the top.
    pub provision: String,
    /// What to mark in it.
    pub query: String,
    /// Whether suggested readings are shown beside the printed ones.
    pub readings: bool,
    /// Whether the signs of what was read out of the text are left out.
    pub plain: bool,
}

/// So many documents, or provisions, stand side by side at most.
pub const ABREAST: usize = 4;

/// Documents side by side, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareRoute {
    /// Their ids, the base first; at most [`ABREAST`], each once.
    pub documents: Vec<String>,
    /// What makes the rows.
    pub by: By,
    /// The id of the topic that is shown by topic; empty: the first that there is.
    pub topic: String,
    /// The provision to begin with, `document/path`; empty for the top.
    pub at: String,
    /// Only rows in these relations are shown, by their names in answers, sorted, `none` for rows without a
    /// counterpart; all if empty.
    pub only: Vec<String>,
    /// The documents whose columns are shut.
    pub shut: Vec<String>,
}

/// What makes the rows of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Clauses that belong together.
    #[default]
    Clause,
    /// One topic.
    Topic,
    /// Nothing: two whole texts, scrolled together.
    Outline,
}

impl By {
    /// All ways, in the order in which they are offered.
    pub const ALL: [By; 3] = [By::Clause, By::Topic, By::Outline];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            By::Clause => "clause",
            By::Topic => "topic",
            By::Outline => "outline",
        }
    }
}

/// The topics × documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicsRoute {
    /// Whether provisions that merely mention a topic count too.
    pub mentions: bool,
}

/// A table of what was read out of the documents, and what of it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsRoute {
    /// Which.
    pub table: FactTable,
    /// What was chosen, by the table's keys, in their order; each once, none empty.
    chosen: Vec<(&'static str, String)>,
}

/// A table of what was read out of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactTable {
    /// What is to be reached, and by when.
    Targets,
    /// Who has to do what.
    Duties,
    /// What projects are checked against.
    Controls,
    /// Who refers to what.
    Citations,
    /// What places are named.
    Places,
}

impl FactTable {
    /// All tables, in the order in which they are offered.
    pub const ALL: [FactTable; 5] =
        [FactTable::Targets, FactTable::Duties, FactTable::Controls, FactTable::Citations, FactTable::Places];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            FactTable::Targets => "targets",
            FactTable::Duties => "duties",
            FactTable::Controls => "controls",
            FactTable::Citations => "citations",
            FactTable::Places => "places",
        }
    }

    /// What can be chosen: which rows by `document` and what else tells them apart; `sort` and `by` say how they are
    /// shown, `n` how many.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            FactTable::Targets => &["document", "due", "indicator", "all", "by", "sort", "n"],
            FactTable::Duties => &["document", "unit", "by", "sort", "n"],
            FactTable::Controls => &["project", "document", "kind", "subject", "place", "all", "sort", "n"],
            FactTable::Citations => &["document", "kind", "cited", "sort", "n"],
            FactTable::Places => &["document", "kind", "province", "place", "sort", "n"],
        }
    }
}

impl FactsRoute {
    /// A table, with nothing chosen.
    pub fn of(table: FactTable) -> FactsRoute {
        FactsRoute { table, chosen: Vec::new() }
    }

    /// What was chosen; empty if nothing was.
    pub fn get(&self, key: &str) -> &str {
        self.chosen.iter().find(|(known, _)| *known == key).map_or("", |(_, value)| value)
    }

    /// The same with something else chosen, from its beginning; an empty value takes the choice back, and a key that
    /// the table hasn't changes nothing.
    pub fn with(&self, key: &str, value: &str) -> FactsRoute {
        let mut route = self.clone();
        route.put("n", "");
        route.put(key, value);
        route
    }

    fn put(&mut self, key: &str, value: &str) {
        let place = |key: &str| self.table.keys().iter().position(|known| *known == key);
        let Some(no) = place(key) else { return };
        let at = self.chosen.partition_point(|(known, _)| place(known) < Some(no));
        if self.chosen.get(at).is_some_and(|(known, _)| *known == key) {
            self.chosen.remove(at);
        }
        if !value.is_empty() {
            self.chosen.insert(at, (self.table.keys()[no], value.to_owned()));
        }
    }
}

impl CompareRoute {
    /// The same with a document more, if there is room and it isn't there yet.
    pub fn with(&self, document: &str) -> CompareRoute {
        let mut route = self.clone();
        if route.documents.len() < ABREAST && !route.documents.iter().any(|id| id == document) {
            route.documents.push(document.to_owned());
        }
        route
    }

    /// The same with a document less.
    pub fn without(&self, document: &str) -> CompareRoute {
        let mut route = self.clone();
        route.documents.retain(|id| id != document);
        route.shut.retain(|id| id != document);
        route
    }

    /// The same with another base: the others keep their order.
    pub fn based_on(&self, document: &str) -> CompareRoute {
        let mut route = self.without(document);
        route.documents.insert(0, document.to_owned());
        route
    }

    /// The same with a value put into a list, or taken out if it was there.
    fn toggled(list: &mut Vec<String>, value: &str) {
        match list.binary_search_by(|known| known.as_str().cmp(value)) {
            Ok(at) => drop(list.remove(at)),
            Err(at) => list.insert(at, value.to_owned()),
        }
    }

    /// The same with a relation shown, or no longer.
    pub fn toggled_only(&self, relation: &str) -> CompareRoute {
        let mut route = self.clone();
        CompareRoute::toggled(&mut route.only, relation);
        route
    }

    /// The same with a column shut, or opened.
    pub fn toggled_shut(&self, document: &str) -> CompareRoute {
        let mut route = self.clone();
        CompareRoute::toggled(&mut route.shut, document);
        route
    }
}

impl SearchRoute {
    /// The same search with a filter put in, or taken out if it was there; from the first page.
    pub fn toggled(&self, key: &str, value: &str) -> SearchRoute {
        let filter = Filter { key: key.to_owned(), value: value.to_owned() };
        let mut route = SearchRoute { limit: PAGE, ..self.clone() };
        match route.filters.binary_search(&filter) {
            Ok(at) => {
                route.filters.remove(at);
            }
            Err(at) => route.filters.insert(at, filter),
        }
        route
    }

    /// The same search with a bound on the date, or with none if `value` is empty; from the first page.
    pub fn bounded(&self, key: &str, value: &str) -> SearchRoute {
        let mut route = SearchRoute { limit: PAGE, ..self.clone() };
        route.filters.retain(|filter| filter.key != key);
        if value.is_empty() { route } else { route.toggled(key, value) }
    }

    /// The value that a key has among the filters, if any.
    pub fn value_of(&self, key: &str) -> Option<&str> {
        self.filters.iter().find(|filter| filter.key == key).map(|filter| filter.value.as_str())
    }

    /// Whether a value is chosen.
    pub fn has(&self, key: &str, value: &str) -> bool {
        self.filters.iter().any(|filter| filter.key == key && filter.value == value)
    }
}

impl Route {
    /// Reads the part of an address behind `#`, with or without the `#`. Never fails: what is not understood is left
    /// out, or is [`Route::Unknown`].
    pub fn parse(hash: &str) -> Route {
        let written = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = written.split_once('?').unwrap_or((written, ""));
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        });
        match parts[..] {
            [] => Route::Home,
            ["help"] => Route::Help,
            ["search"] => Route::Search(search(pairs)),
            ["doc", id] => Route::Document(document(id, "", pairs)),
            ["doc", id, provision] => Route::Document(document(id, provision, pairs)),
            ["compare", ref ids @ ..] => Route::Compare(compare(ids, pairs)),
            ["beside", ref ids @ ..] => Route::Beside(each_once(ids)),
            ["topics"] => {
                let mut pairs = pairs;
                Route::Topics(TopicsRoute { mentions: pairs.any(|(key, value)| key == "mentions" && value == "1") })
            }
            [name] => match FactTable::ALL.into_iter().find(|table| table.name() == name) {
                Some(table) => Route::Facts(facts(table, pairs)),
                None => Route::Unknown(decode(written)),
            },
            _ => Route::Unknown(decode(written)),
        }
    }
}

fn facts(table: FactTable, pairs: impl Iterator<Item = (String, String)>) -> FactsRoute {
    let mut route = FactsRoute::of(table);
    for (key, value) in pairs {
        route.put(&key, &value);
    }
    route
}

fn search(pairs: impl Iterator<Item = (String, String)>) -> SearchRoute {
    let mut route = SearchRoute::default();
    for (key, value) in pairs {
        match key.as_str() {
            "q" => route.query = value,
            "sort" if value == "date" => route.sort = Sort::Date,
            "sort" if value == "document" => route.sort = Sort::Document,
            "sort" => {}
            "exact" => route.is_exact = value == "1",
            "n" => {
                let shown = value.parse().unwrap_or(PAGE);
                route.limit = shown.clamp(1, 10_000).next_multiple_of(PAGE);
            }
            _ if is_key(&key) => {
                let filter = Filter { key, value };
                if let Err(at) = route.filters.binary_search(&filter) {
                    route.filters.insert(at, filter);
                }
            }
            _ => {}
        }
    }
    route
}

fn document(id: &str, provision: &str, pairs: impl Iterator<Item = (String, String)>) -> DocumentRoute {
    let mut route = DocumentRoute { id: id.to_owned(), provision: provision.to_owned(), ..DocumentRoute::default() };
    for (key, value) in pairs {
        match key.as_str() {
            "q" => route.query = value,
            "readings" => route.readings = value == "1",
            "plain" => route.plain = value == "1",
            _ => {}
        }
    }
    route
}

/// At most [`ABREAST`] of some ids.
fn each_once(ids: &[&str]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for id in ids {
        if kept.len() < ABREAST && !kept.iter().any(|known| known == id) {
            kept.push((*id).to_owned());
        }
    }
    kept
}

fn compare(ids: &[&str], pairs: impl Iterator<Item = (String, String)>) -> CompareRoute {
    let mut route = CompareRoute { documents: each_once(ids), ..CompareRoute::default() };
    for (key, value) in pairs {
        let list = |value: &str| {
            let mut list: Vec<String> = value.split(',').filter(|one| !one.is_empty()).map(str::to_owned).collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        match key.as_str() {
            "by" => route.by = By::ALL.into_iter().find(|by| by.name() == value).unwrap_or_default(),
            "topic" => route.topic = value,
            "at" => route.at = value,
            "only" => route.only = list(&value),
            "shut" => route.shut = list(&value),
            _ => {}
        }
    }
    route.shut.retain(|id| route.documents.contains(id));
    route
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        match self {
            Route::Home => f.write_str("#/")?,
            Route::Help => f.write_str("#/help")?,
            Route::Search(route) => {
                f.write_str("#/search")?;
                if !route.query.is_empty() {
                    pairs.push(("q", route.query.clone()));
                }
                pairs.extend(route.filters.iter().map(|filter| (filter.key.as_str(), filter.value.clone())));
                match route.sort {
                    Sort::Relevance => {}
                    Sort::Date => pairs.push(("sort", "date".to_owned())),
                    Sort::Document => pairs.push(("sort", "document".to_owned())),
                }
                if route.is_exact {
                    pairs.push(("exact", "1".to_owned()));
                }
                if route.limit != PAGE {
                    pairs.push(("n", route.limit.to_string()));
                }
            }
            Route::Document(route) => {
                write!(f, "#/doc/{}", encode(&route.id))?;
                if !route.provision.is_empty() {
                    write!(f, "/{}", encode(&route.provision))?;
                }
                if !route.query.is_empty() {
                    pairs.push(("q", route.query.clone()));
                }
                if route.readings {
                    pairs.push(("readings", "1".to_owned()));
                }
                if route.plain {
                    pairs.push(("plain", "1".to_owned()));
                }
            }
            Route::Compare(route) => {
                f.write_str("#/compare")?;
                for id in &route.documents {
                    write!(f, "/{}", encode(id))?;
                }
                if route.by != By::default() {
                    pairs.push(("by", route.by.name().to_owned()));
                }
                let listed = [
                    ("topic", route.topic.clone()),
                    ("at", route.at.clone()),
                    ("only", route.only.join(",")),
                    ("shut", route.shut.join(",")),
                ];
                pairs.extend(listed.into_iter().filter(|(_, value)| !value.is_empty()));
            }
            Route::Beside(provisions) => {
                f.write_str("#/beside")?;
                for id in provisions {
                    write!(f, "/{}", encode(id))?;
                }
            }
            Route::Topics(route) => {
                f.write_str("#/topics")?;
                if route.mentions {
                    pairs.push(("mentions", "1".to_owned()));
                }
            }
            Route::Facts(route) => {
                write!(f, "#/{}", route.table.name())?;
                pairs.extend(route.chosen.iter().cloned());
            }
            Route::Unknown(written) => write!(f, "#{}", encode(written))?,
        }
        for (index, (key, value)) in pairs.iter().enumerate() {
            write!(f, "{}{}={}", if index == 0 { '?' } else { '&' }, encode(key), encode(value))?;
        }
        Ok(())
    }
}

fn decode(written: &str) -> String {
    percent_decode_str(written).decode_utf8_lossy().into_owned()
}

fn encode(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::index::facets::KEYS;

    #[test]
    fn addresses_that_people_keep() {
        assert_eq!(Route::parse(""), Route::Home);
        assert_eq!(Route::parse("#/"), Route::Home);
        let found =
            Route::parse("#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93&year=2024&level=national&year=2024&sort=date&x=1");
        let Route::Search(search) = &found else { panic!("{found:?}") };
        assert_eq!((search.query.as_str(), search.sort, search.limit), ("尾矿库", Sort::Date, PAGE));
        assert_eq!(search.filters.len(), 2);
        assert_eq!(found.to_string(), "#/search?q=%E5%B0%BE%E7%9F%BF%E5%BA%93&level=national&year=2024&sort=date");
        let document = Route::parse("/doc/mee-2024-64/3.5?q=水&readings=1");
        assert_eq!(document.to_string(), "#/doc/mee-2024-64/3.5?q=%E6%B0%B4&readings=1");
        assert_eq!(Route::parse("#main"), Route::Unknown("main".into()));
        assert_eq!(
            Route::parse("#/search?q=%ff%"),
            Route::Search(SearchRoute { query: "\u{fffd}%".into(), ..SearchRoute::default() })
        );
    }

    #[test]
    fn a_filter_goes_in_and_out() {
        let route = SearchRoute { query: "水".into(), limit: 60, ..SearchRoute::default() };
        let with = route.toggled("year", "2024").toggled("level", "national");
        assert!(with.has("year", "2024") && with.limit == PAGE);
        assert_eq!(with.filters[0].key, "level");
        assert_eq!(with.toggled("level", "national").toggled("year", "2024").filters, []);
    }

    #[test]
    fn a_choice_goes_in_and_out_of_a_table() {
        let Route::Facts(route) = Route::parse("#/duties?n=200&unit=%E6%B0%B4%E5%A4%84&x=1&document=a") else {
            panic!("an address of a table")
        };
        assert_eq!(
            (route.get("unit"), route.get("document"), route.get("n"), route.get("x")),
            ("水处", "a", "200", "")
        );
        assert_eq!(Route::Facts(route.with("unit", "")).to_string(), "#/duties?document=a");
        assert_eq!(
            Route::Facts(route.with("n", "300")).to_string(),
            "#/duties?document=a&unit=%E6%B0%B4%E5%A4%84&n=300"
        );
        assert_eq!(route.with("kind", "b"), route.with("n", ""));
    }

    #[test]
    fn documents_come_and_go() {
        let Route::Compare(route) = Route::parse("#/compare/a/b/a/c/d/e?by=topic&topic=T06&shut=b,z&only=none,none")
        else {
            panic!("an address of a comparison")
        };
        assert_eq!(
            (route.documents.join(" "), route.by, route.shut.join(" ")),
            ("a b c d".into(), By::Topic, "b".into())
        );
        assert_eq!(route.only, ["none"]);
        assert_eq!(route.with("f"), route, "there is no room");
        assert_eq!(route.based_on("c").documents, ["c", "a", "b", "d"]);
        assert_eq!(route.without("b").with("a").documents, ["a", "c", "d"]);
        assert_eq!(route.without("b").shut, [""; 0]);
        assert_eq!(route.toggled_only("same").only, ["none", "same"]);
        assert_eq!(route.toggled_only("none").only, [""; 0]);
        assert_eq!(route.toggled_shut("a").shut, ["a", "b"]);
        assert_eq!(Route::parse("#/compare"), Route::Compare(CompareRoute::default()));
        assert_eq!(Route::parse("#/beside/a%2F1/b%2F2.3").to_string(), "#/beside/a%2F1/b%2F2.3");
    }

    fn filters() -> impl Strategy<Value = Vec<Filter>> {
        let filter = (proptest::sample::select(&KEYS[..]), ".{0,6}");
        proptest::collection::vec(filter.prop_map(|(key, value)| Filter { key: key.to_owned(), value }), 0..4).prop_map(
            |mut filters| {
                filters.sort();
                filters.dedup();
                filters
            },
        )
    }

    fn ids() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec(".{1,8}", 0..=ABREAST)
            .prop_map(|ids| each_once(&ids.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    fn names() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::btree_set("[a-z_]{1,6}", 0..4).prop_map(|names| names.into_iter().collect())
    }

    fn routes() -> impl Strategy<Value = Route> {
        let sort = proptest::sample::select(vec![Sort::Relevance, Sort::Date, Sort::Document]);
        prop_oneof![
            Just(Route::Home),
            Just(Route::Help),
            (".{0,12}", filters(), sort, 1usize..9, any::<bool>()).prop_map(
                |(query, filters, sort, pages, is_exact)| {
                    Route::Search(SearchRoute { query, filters, sort, limit: pages * PAGE, is_exact })
                }
            ),
            (".{1,8}", ".{0,8}", ".{0,8}", any::<[bool; 2]>()).prop_map(|(id, provision, query, [readings, plain])| {
                Route::Document(DocumentRoute { id, provision, query, readings, plain })
            }),
            (ids(), proptest::sample::select(&By::ALL[..]), ".{0,6}", ".{0,8}", names()).prop_map(
                |(documents, by, topic, at, only)| {
                    let mut shut: Vec<String> =
                        documents.iter().filter(|id| !id.contains(',')).take(1).cloned().collect();
                    shut.sort();
                    Route::Compare(CompareRoute { documents, by, topic, at, only, shut })
                }
            ),
            ids().prop_map(Route::Beside),
            any::<bool>().prop_map(|mentions| Route::Topics(TopicsRoute { mentions })),
            (proptest::sample::select(&FactTable::ALL[..]), proptest::collection::vec((0usize..7, ".{0,6}"), 0..4))
                .prop_map(|(table, chosen)| {
                    let keys = table.keys();
                    Route::Facts(
                        chosen.into_iter().fold(FactsRoute::of(table), |route, (key, value)| {
                            route.with(keys[key % keys.len()], &value)
                        }),
                    )
                }),
        ]
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(route in routes()) {
            prop_assert_eq!(Route::parse(&route.to_string()), route);
        }

        #[test]
        fn anything_can_be_read(hash in ".{0,40}") {
            let _ = Route::parse(&hash).to_string();
        }
    }
}
