//! Answers that must be the same natively and in a browser, as one checksum.

use policy_explorer::archive::Archive;
use policy_explorer::document::curated;
use policy_explorer::format::{self, Payload};
use policy_explorer::lexicon;
use policy_explorer::query::Request;
use policy_explorer::segment::Dictionary;

/// A corpus that needs no files: two real documents, and the editor's words for a dictionary.
pub(crate) fn payload() -> Payload {
    let documents = [
        include_str!("../../data/documents/mee-2024-64.md"),
        include_str!("../../data/documents/hubei-2021-regional.md"),
    ];
    let (words, _) = lexicon::words(include_str!("../../data/lexicon/words.tsv"));
    let words: Vec<(String, u32)> = words.into_iter().map(|word| (word.word, word.frequency)).collect();
    Payload {
        documents: documents.map(|text| curated::read(text).document).into(),
        topics: lexicon::topics(include_str!("../../data/lexicon/topics.toml")).0,
        dictionary: Dictionary::new(&words, &[], |_| true, 60_000_000),
        ..Payload::default()
    }
}

/// Asks, and compares the checksum of all answers, and of the corpus file, with what it was natively.
pub(crate) fn check() {
    let payload = payload();
    let bytes = format::encode(&payload);
    let archive = Archive::open(&bytes).expect("what was written can be opened");
    let mut said = format!("{} bytes\n", bytes.len());
    for query in [
        "尾矿库",
        "水",
        "生态环境 保护",
        "“无废城市”",
        "排污权 -排污许可",
        "丹江口水质安全",
        "应对气候变化",
        "PM2.5",
        "青藏高原",
        "(丹江口 OR 洞庭湖) 水质",
        "标题:无废城市",
        "同句:(禁止 化工)",
        "环综合2024 64号",
        "哪些省要开展无废城市建设？",
    ] {
        let request = Request { query: query.to_owned(), limit: 50, ..Request::default() };
        said += &format!("{query}: {:?}\n", archive.search(&request));
    }
    said += &format!("{:?}\n", archive.treated());
    said += &format!("{:?}\n{:?}\n", archive.align(&[0, 1]), archive.diff(8, 9));
    // FNV-1a, 64 bits: any change shows; nobody attacks it.
    let hash = said
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(hash, EXPECTED, "{said}");
}

/// Written anew when an answer is meant to change: the failing test prints it.
const EXPECTED: u64 = 1_529_541_111_704_707_216;
