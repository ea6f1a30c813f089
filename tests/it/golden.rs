//! Questions that people ask of the real corpus, and what they get, in order.

use expect_test::{Expect, expect};
use policy_explorer::query::Request;
use policy_explorer::records;

use crate::ARCHIVE;

#[track_caller]
fn check(query: &str, expected: Expect) {
    let results = ARCHIVE.search(&Request { query: query.to_owned(), limit: 6, ..Request::default() });
    let mut shown = format!("{} of {}\n", results.total, results.documents);
    for expansion in &results.expansions {
        shown += &format!("= {}\n", expansion.words.join(" + "));
    }
    for hint in &results.hints {
        shown += &format!("! {}\n", records::hint(hint));
    }
    for hit in &results.hits {
        let id = ARCHIVE.corpus.provision(hit.provision).map(|at| at.id()).unwrap_or_default();
        let chars: Vec<char> = hit.snippet.text.chars().collect();
        let marked: Vec<String> = hit
            .snippet
            .highlights
            .iter()
            .map(|&(start, end)| chars[start as usize..end as usize].iter().collect())
            .collect();
        let reasons: Vec<String> = hit.reasons.iter().map(records::reason).collect();
        shown += &format!("{id} [{}] {}\n", marked.join("|"), reasons.join("；"));
    }
    expected.assert_eq(&shown);
}

#[test]
fn words() {
    check(
        "禁渔",
        expect![[r#"
        1 of 1
        gbh-2025-2/2.4 [禁渔] 含“禁渔”
    "#]],
    );
    check(
        "尾矿库",
        expect![[r#"
        3 of 3
        mee-2024-64/6.13 [尾矿库] 标题含“尾矿库”；“尾矿库”3见
        hubei-2024-plan/2.3.10 [尾矿库] 含“尾矿库”
        gbh-2025-2/3.9 [尾矿库] 含“尾矿库”
    "#]],
    );
    check(
        "丹江口 水质安全",
        expect![[r#"
        3 of 2
        mee-2024-64/4.7 [丹江口|水质安全] 标题含“水质安全”；各词同句，相距11字；“水质安全”2见
        mee-2024-64/8.18 [丹江口|水质安全] 各词同句，相距9字
        gbh-2025-2/2.4 [丹江口|水质安全] 各词同句，相距8字
    "#]],
    );
    check(
        "VOCs 排污权",
        expect![[r#"
            1 of 1
            = 挥发性有机物
            hubei-2021-regional/4 [排污权|挥发性有机物|VOCs|排污权|排污权|排污权|排污权] 各词同句，相距5字；“VOCs”2见；“排污权”11见
        "#]],
    );
}

#[test]
fn phrases_and_exclusions() {
    check(
        "“一园一策”",
        expect![[r#"
        2 of 2
        hubei-2021-regional/15 [一园一策] 含“一园一策”
        mee-2024-64/7.15 [一园一策] 含“一园一策”
    "#]],
    );
    check(
        "排污权 -排污许可",
        expect![[r#"
        2 of 2
        mee-2024-64/8.19 [排污权] 含“排污权”
        gbh-2025-2/2.2 [排污权] 含“排污权”
    "#]],
    );
}

#[test]
fn figures_and_numbers() {
    check(
        "92%",
        expect![[r#"
        1 of 1
        hubei-2024-plan/1.2.1 [92%] 含“92%”
    "#]],
    );
    check(
        "国办函〔2025〕2号",
        expect![[r#"
            3 of 1
            = 国办函〔2025〕2号
            gbh-2025-2/carrier.number [国办函〔2025〕2号] 所检文件的题首
            gbh-2025-2/carrier.title [] 所检文件的题首
            gbh-2025-2/carrier.p1 [] 所检文件的题首
        "#]],
    );
}

#[test]
fn inside_a_longer_word_is_found_but_comes_later() {
    check(
        "水处",
        expect![[r#"
            6 of 2
            hubei-2024-plan/2.1.3 [水处] “水处”只见于套语或单位名单
            hubei-2024-plan/2.5.16 [水处] “水处”2见
            hubei-2024-plan/2.2.6 [水处] “水处”只见于套语或单位名单
            hubei-2024-plan/2.2.5 [水处] “水处”只见于套语或单位名单
            hubei-2024-plan/2.3.8 [水处] “水处”只见于套语或单位名单
            hubei-2021-regional/8 [水处] 含“水处”
        "#]],
    );
}

#[test]
fn suggested_readings() {
    check(
        "应对气候变化",
        expect![[r#"
            4 of 3
            = 适应气候变化
            gbh-2025-2/5.15 [应对气候变化] 含“应对气候变化”
            hubei-2021-regional/2 [应对气候变化] 见于校改读法，原文印作他字
            mee-2024-64/7.15 [适应气候变化] “适应气候变化”，即“应对气候变化”
            gbh-2025-2/3.9 [适应气候变化] “适应气候变化”，即“应对气候变化”
        "#]],
    );
}

#[test]
fn not_as_typed_but_in_words() {
    check(
        "丹江口水质安全",
        expect![[r#"
            3 of 2
            = 丹江口 + 水质 + 安全
            = 水环境质量
            mee-2024-64/4.7 [丹江口|水质安全] 标题含“水质”“安全”；各词同句，相距11字；“水质”3见；“安全”2见
            mee-2024-64/8.18 [丹江口|水质安全] 各词同句，相距9字
            gbh-2025-2/2.4 [丹江口|水质安全] 各词同句，相距8字
        "#]],
    );
}

#[test]
fn what_does_not_occur_gives_nothing_and_says_so() {
    check(
        "青藏高原 冰川",
        expect![[r#"
        0 of 0
        ! 语料中未见“青藏高原”
        ! 语料中未见“冰川”
    "#]],
    );
    check(
        "尊龙凯时",
        expect![[r#"
            0 of 0
            ! 语料中未见“尊龙凯时”
        "#]],
    );
    check(
        "噪声 冰川",
        expect![[r#"
        0 of 0
        ! 语料中未见“冰川”
        ! 可改检“噪声”（5条）
    "#]],
    );
}

#[test]
fn a_word_sought_in_headings_is_not_found_in_the_name_of_a_region() {
    for query in ["标题:湖北 噪声", "标题：湖北 标题：噪声"] {
        let request = Request { query: query.to_owned(), limit: usize::MAX, ..Request::default() };
        let results = ARCHIVE.search(&request);
        assert_eq!(results.total, 0, "“{query}” {:?}", results.hits);
    }
}

#[test]
fn highlights_are_what_was_asked_for() {
    for query in ["丹江口", "生态环境 保护", "“无废城市”", "PM2.5", "2024年", "水"] {
        let results = ARCHIVE.search(&Request { query: query.to_owned(), limit: usize::MAX, ..Request::default() });
        let also = results.expansions.iter().flat_map(|expansion| &expansion.words).map(String::as_str);
        let wanted: Vec<String> = query
            .split(' ')
            .chain(also)
            .map(|word| policy_explorer::text::fold(word.trim_matches(['“', '”'])))
            .collect();
        for hit in &results.hits {
            let chars: Vec<char> = hit.snippet.text.chars().collect();
            let mut at = 0;
            for &(start, end) in &hit.snippet.highlights {
                assert!(start >= at && start < end && end as usize <= chars.len(), "“{query}” {hit:?}");
                let marked: String = chars[start as usize..end as usize].iter().collect();
                let folded = policy_explorer::text::fold(&marked);
                assert!(wanted.iter().any(|word| folded.contains(word.as_str())), "“{query}” marks “{marked}”");
                at = end;
            }
        }
    }
}
