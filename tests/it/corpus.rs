//! The real corpus: what it says of itself, and what travels of it.

use policy_explorer::archive::Archive;
use policy_explorer::cli::load;
use policy_explorer::document::{Basis, Kind};
use policy_explorer::format;
use policy_explorer::index::Texts;
use policy_explorer::lexicon;
use policy_explorer::query::fillers;
use policy_explorer::segment::{FullDictionary, Segmenter};
use policy_explorer::text::fold;

use crate::{ARCHIVE, PAYLOAD, data};

#[test]
fn five_documents_newest_first() {
    let ids: Vec<&str> = ARCHIVE.corpus.documents().iter().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, ["gbh-2025-2", "mee-2024-64", "hubei-2024-plan", "shanxi-2024-zoning", "hubei-2021-regional"]);
}

#[test]
fn a_notice_and_what_it_carries_are_two_things() {
    let (_, document) = ARCHIVE.document("gbh-2025-2").expect("it is in the corpus");
    assert_eq!(document.identity.number, None);
    assert_eq!(document.identity.issuers, ["生态环境部"]);
    let carrier = document.carrier.as_ref().expect("a notice forwards it");
    assert_eq!(carrier.number.as_deref(), Some("国办函〔2025〕2号"));
    assert_eq!(carrier.issuers, ["国务院办公厅"]);
    let signed = carrier.dates.signed.as_ref().expect("the notice is dated");
    assert_eq!((signed.value.to_string().as_str(), signed.basis), ("2025-01-12", Basis::Printed));
    assert_eq!(document.identity.dates.signed, None);
}

#[test]
fn ids_are_the_printed_numbers() {
    for (id, heading) in [
        ("mee-2024-64/3.5", "加强重点领域大气污染防治"),
        ("mee-2024-64/8.18", "强化科技支撑"),
        ("gbh-2025-2/3.10", "深化生态文明体制改革"),
        ("shanxi-2024-zoning/4.8", "强化生态环境协同治理"),
        ("hubei-2021-regional/18", "推进区域环境协同共治"),
        ("hubei-2021-regional/safeguards.3", "强化检查督办"),
        ("hubei-2024-plan/2.3.9", "持续深入打好净土保卫战"),
        ("hubei-2024-plan/3.3.8", "强化干部队伍建设"),
    ] {
        let no = ARCHIVE.corpus.number_of(id).unwrap_or_else(|| panic!("there is no {id}"));
        let at = ARCHIVE.corpus.provision(no).expect("it has a number");
        assert_eq!((at.id().as_str(), at.provision.heading()), (id, heading));
    }
    assert_eq!(ARCHIVE.corpus.number_of("mee-2024-64/99"), None);
}

#[test]
fn places_are_cited_as_people_cite_them() {
    for (id, citation) in
        [("mee-2024-64/3.5", "三、（五）"), ("hubei-2024-plan/2.3.9", "二、(三)9."), ("gbh-2025-2/3.10", "三、十)")]
    {
        let no = ARCHIVE.corpus.number_of(id).expect("it is in the corpus");
        let at = ARCHIVE.corpus.provision(no).expect("it has a number");
        assert_eq!(at.document.citation(at.index), citation);
    }
}

#[test]
fn a_broken_sentence_is_one_paragraph_and_two_real_ones_stay_two() {
    let text = |id: &str| {
        let no = ARCHIVE.corpus.number_of(id).expect("it is in the corpus");
        ARCHIVE.corpus.provision(no).expect("it has a number").provision.text.clone()
    };
    assert!(text("mee-2024-64/8.18").contains("深化治理、黄淮海平原区"));
    assert_eq!(text("mee-2024-64/2.3").matches('\n').count(), 1);
    assert_eq!(text("mee-2024-64/6.11").matches('\n').count(), 1);
}

#[test]
fn what_is_not_the_documents_is_not_in_the_corpus() {
    for at in ARCHIVE.corpus.provisions() {
        for noise in ["尊龙", "浏览数", "小九直播", "咨询热线", "2024-07-02", "打印本页"] {
            assert!(!at.provision.text.contains(noise), "{}: {noise}", at.id());
        }
    }
}

#[test]
fn a_lost_heading_is_marked_as_supplied() {
    let (_, document) = ARCHIVE.document("hubei-2021-regional").expect("it is in the corpus");
    let supplied: Vec<&str> = document
        .provisions
        .iter()
        .filter(|provision| provision.supplied.is_some())
        .map(|provision| provision.heading())
        .collect();
    assert_eq!(supplied, ["总体要求", "保障措施"]);
    assert!(document.provisions.iter().all(|provision| provision.supplied.is_none() || provision.kind == Kind::Group));
}

#[test]
fn what_travels_is_the_same_every_time_and_comes_back_whole() {
    let again = load::payload(&data()).expect("the corpus can be read");
    let bytes = format::encode(&PAYLOAD);
    assert!(bytes == format::encode(&again), "two builds differ");
    assert_eq!(format::decode(&bytes).as_ref(), Ok(&*PAYLOAD));
    let opened = Archive::open(&bytes).expect("what was written can be opened");
    assert_eq!(opened.corpus, ARCHIVE.corpus);
}

fn segmenter() -> Segmenter {
    let texts = Texts::of(&ARCHIVE.corpus, PAYLOAD.variants.clone());
    Segmenter::new(&PAYLOAD.dictionary, texts.alphabet(), fillers())
}

#[test]
fn titles_may_be_broken_where_cutting_them_into_words_allows_it() {
    let segmenter = segmenter();
    for document in ARCHIVE.corpus.documents() {
        let title = &document.identity.title;
        let breaks = ARCHIVE.breaks(title);
        assert_eq!(breaks, segmenter.breaks(title), "{title}");
        assert!(breaks.iter().all(|&at| title.is_char_boundary(at)) && !breaks.is_empty(), "{title}: {breaks:?}");
    }
}

#[test]
fn the_pruned_dictionary_cuts_as_the_full_one() {
    let words = std::fs::read_to_string(data().join("lexicon/words.tsv")).expect("the word list can be read");
    let (words, problems) = lexicon::words(&words);
    assert_eq!(problems, []);
    let full = FullDictionary::new(&lexicon::Lexicon { words, ..lexicon::Lexicon::default() });
    let pruned = segmenter();
    for at in ARCHIVE.corpus.provisions() {
        for text in [fold(&at.provision.text), fold(&at.provision.reading())] {
            let cut: Vec<&str> = pruned.cut(&text).into_iter().map(|token| token.word).collect();
            assert_eq!(cut, full.cut(&text), "{}", at.id());
        }
    }
}

#[test]
fn the_terms_of_the_field_stay_whole() {
    let segmenter = segmenter();
    let cut = |text: &str| segmenter.cut(text).into_iter().map(|token| token.word.to_owned()).collect::<Vec<_>>();
    assert_eq!(cut("加强生态环境分区管控"), ["加强", "生态环境分区管控"]);
    assert_eq!(cut("深化尾矿库分类分级管理"), ["深化", "尾矿库", "分类", "分级管理"]);
}
