//! Facts: what holds of every one, whatever the text.

use std::sync::LazyLock;

use policy_explorer::cli::load;
use policy_explorer::corpus::{Corpus, ProvisionNo};
use policy_explorer::document::{Document, Kind, Provision};
use policy_explorer::facts::bearing::Reason;
use policy_explorer::facts::{Facts, Reader};
use policy_explorer::text::{Span, fold};

use crate::{ARCHIVE, Numbers, data};

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(&load::lexicon(&data()).expect("the lexicon can be read")));

/// Every fact stands where it says, and in order.
fn check(corpus: &Corpus, facts: &Facts) {
    let text = |no: ProvisionNo| &corpus.provision(no).expect("a fact stands in a provision").provision.text;
    let quoted = |no: ProvisionNo, at: Span| {
        let text = text(no);
        assert!(at.fits(text), "{at:?} in {text}");
        at.of(text)
    };
    let in_order = |numbers: Vec<ProvisionNo>| assert!(numbers.is_sorted(), "{numbers:?}");
    for target in &facts.targets {
        let quote = quoted(target.provision, target.at);
        assert!(!quote.trim().is_empty());
        for value in target.value.iter().filter(|_| target.is_core && target.comparator != "by") {
            assert!(fold(quote).replace(',', "").contains(&value.to_string()), "{value} is not in {quote}");
        }
    }
    for duty in &facts.duties {
        quoted(duty.provision, duty.scope);
        let evidence = fold(quoted(duty.provision, duty.evidence));
        assert!(duty.printed.all().all(|(_, unit)| evidence.contains(&fold(unit))), "{duty:?}");
    }
    for control in &facts.controls {
        let quote = quoted(control.provision, control.at);
        assert!(fold(quote).contains(&fold(&control.strength)), "{} is not in {quote}", control.strength);
    }
    for citation in &facts.citations {
        assert!(!quoted(citation.provision, citation.at).is_empty());
    }
    for place in &facts.places {
        for at in &place.at {
            assert!(!quoted(place.provision, *at).is_empty(), "{place:?}");
        }
    }
    in_order(facts.targets.iter().map(|fact| fact.provision).collect());
    in_order(facts.duties.iter().map(|fact| fact.provision).collect());
    in_order(facts.controls.iter().map(|fact| fact.provision).collect());
    in_order(facts.citations.iter().map(|fact| fact.provision).collect());
    in_order(facts.places.iter().map(|fact| fact.provision).collect());
}

#[test]
fn facts_stand_in_the_text() {
    let facts = READER.read(&ARCHIVE.corpus);
    check(&ARCHIVE.corpus, &facts);
    let counts =
        [facts.targets.len(), facts.duties.len(), facts.controls.len(), facts.citations.len(), facts.places.len()];
    assert!(counts.iter().all(|count| *count > 40), "{counts:?}");
    assert_eq!(facts, READER.read(&ARCHIVE.corpus));
}

/// Texts put together at random of what the grammars look for, marks without partners among it.
#[test]
fn no_text_confuses_the_readers() {
    const PIECES: [&str; 56] = [
        "到2025年",
        "2024年底前",
        "力争",
        "达到",
        "92%",
        "以上",
        "左右",
        "分别",
        "每年",
        "20个",
        "、",
        "，",
        "。",
        "；",
        "：",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "〔2021〕",
        "10号",
        "牵头单位：",
        "责任单位：",
        "省水利厅",
        "会同",
        "各市、州",
        "生态环境局",
        "等部门",
        "负责",
        "要",
        "禁止",
        "严控",
        "新建",
        "焦化",
        "项目",
        "生态保护红线",
        "1公里",
        "范围内",
        "长江",
        "流域",
        "武汉",
        "城市群",
        "苏皖鲁豫",
        "交界区域",
        "落实",
        "编制",
        "规划",
        "会议精神",
        "贯彻",
        "对",
        "\n",
        " ",
        "1,200",
        "Ａ",
    ];
    let mut numbers = Numbers(5);
    for _ in 0..1_000 {
        let length = 1 + numbers.below(14);
        let text: String = (0..length).map(|_| PIECES[numbers.below(PIECES.len())]).collect();
        let whole = Span::new(0, text.len());
        let provision = Provision {
            path: "p1".into(),
            parent: None,
            kind: Kind::Paragraph,
            label: Span::default(),
            heading: Span::default(),
            body: whole,
            annotations: Vec::new(),
            supplied: None,
            text,
        };
        let document = Document { id: "t".into(), provisions: vec![provision], ..Document::default() };
        let corpus = Corpus::of(vec![document]);
        check(&corpus, &READER.read(&corpus));
    }
}

#[test]
fn a_project_finds_its_controls() {
    let archive = load::with_facts(&data()).expect("the corpus can be read");
    let facts = archive.facts().expect("they came with it");
    let first = |project: &str| {
        let bearing = archive.bearing(project).into_iter().next().expect("something bears on it");
        let control = &facts.controls[bearing.control];
        archive.corpus.provision(control.provision).expect("it was read there").id()
    };
    assert_eq!(first("在汾河干流沿岸新建焦化项目"), "shanxi-2024-zoning/4.8");
    assert_eq!(first("太原市清徐县新建焦化项目"), "shanxi-2024-zoning/3.5");
    let of_nothing = archive.bearing("");
    assert!(of_nothing.iter().all(|bearing| bearing.reasons == [Reason::General]), "only what holds for every project");
}
