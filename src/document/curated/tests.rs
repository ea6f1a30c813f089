use super::*;
use crate::document::{Fault, Sureness};

const FRONT: &str = r#"+++
id = "t"
title = "标题"
short_title = "题"
genre = "意见"
level = "national"
region = "全国"
[source]
file = "t.txt"
sha256 = "0"
fidelity = "official"
+++
"#;

fn body(text: &str) -> Reading {
    read(&format!("{FRONT}{text}"))
}

/// The tree of a body: `path kind label|heading|body` a line.
#[track_caller]
fn check(text: &str, expected: expect_test::Expect) {
    let reading = body(text);
    let mut tree = String::new();
    for p in &reading.document.provisions {
        tree +=
            &format!("{} {} {}|{}|{}\n", p.path, p.kind.name(), p.label(), p.heading(), p.body().replace('\n', "⏎"));
    }
    for diagnostic in &reading.diagnostics {
        tree += &format!("{}:{} {}\n", diagnostic.line, diagnostic.column, diagnostic.message);
    }
    expected.assert_eq(&tree);
}

#[test]
fn an_opinion() {
    check(
        "# 关于建设的意见\n\n生态环境部 {.author}\n\n为了建设，提出如下意见。 {.preamble}\n\n## 一、总体要求\n\n第一段。\n\n第二段。\n\n\
         ## 二、任务\n\n（一）加强监测。支持建设。\n\n又一段。\n\n（二）强化科技。推动研究。\n\n末段。 {.closing}\n\n生态环境部 {.signature}\n\n2024年1月1日 {.signature}\n",
        expect_test::expect![[r#"
            title title ||关于建设的意见
            author author ||生态环境部
            preamble preamble ||为了建设，提出如下意见。
            1 part 一、|总体要求|
            1.p1 paragraph ||第一段。
            1.p2 paragraph ||第二段。
            2 part 二、|任务|
            2.1 section （一）|加强监测|支持建设。⏎又一段。
            2.2 section （二）|强化科技|推动研究。
            closing closing ||末段。
            signature signature ||生态环境部⏎2024年1月1日
        "#]],
    );
}

#[test]
fn brackets_above_arabic_numbers_even_when_they_come_later() {
    check(
        "1.甲。甲文。\n2.乙。乙文。\n::: supplied #safeguards heading=\"保障措施\" why=\"脱题\"\n(一)丙。丙文。\n(二)丁。丁文。\n:::\n尾。 {.closing}\n",
        expect_test::expect![[r#"
            1 item 1.|甲|甲文。
            2 item 2.|乙|乙文。
            safeguards group |保障措施|
            safeguards.1 section (一)|丙|丙文。
            safeguards.2 section (二)|丁|丁文。
            closing closing ||尾。
        "#]],
    );
}

#[test]
fn a_carrier_and_what_it_carries() {
    check(
        "::: carrier\n# 转发的通知\n国办函〔2025〕2号 {.number}\n各省： {.addressees}\n现转发给你们。\n:::\n# 意见\n## 一、总体要求\n(一)总体。\n正文。\n1.项。文。\n",
        expect_test::expect![[r#"
            carrier carrier ||
            carrier.title title ||转发的通知
            carrier.number number ||国办函〔2025〕2号
            carrier.addressees addressees ||各省：
            carrier.p1 paragraph ||现转发给你们。
            title title ||意见
            1 part 一、|总体要求|
            1.1 section (一)|总体|
            1.1.p1 paragraph ||正文。
            1.1.1 item 1.|项|文。
        "#]],
    );
}

#[test]
fn a_law() {
    check(
        "# 某法\n第一章 总则\n第一条 为了保护环境，制定本法。\n本法所称环境：\n（一）大气；\n（二）水。\n第二章 监督\n第二条 国家支持。\n",
        expect_test::expect![[r#"
            title title ||某法
            ch1 chapter 第一章|总则|
            ch1.art1 article 第一条||为了保护环境，制定本法。⏎本法所称环境：
            ch1.art1.1 section （一）||大气；
            ch1.art1.2 section （二）||水。
            ch2 chapter 第二章|监督|
            ch2.art2 article 第二条||国家支持。
        "#]],
    );
}

#[test]
fn annotations_keep_both_readings() {
    let reading = body(
        "应对[气候平均状态]{sic=\"气候\" why=\"释义\" sure=\"high\"}变化，[]{join why=\"断行\"}推进[的]{sic=\"\" why=\"衍字\" sure=\"low\"}建设[1]。\n",
    );
    assert_eq!(reading.diagnostics, []);
    let provision = &reading.document.provisions[0];
    assert_eq!(provision.text, "应对气候平均状态变化，推进的建设[1]。");
    assert_eq!(provision.reading(), "应对气候变化，推进建设[1]。");
    assert_eq!(provision.annotations.len(), 3);
    assert_eq!(provision.annotations[0].span.of(&provision.text), "气候平均状态");
    assert_eq!(provision.annotations[0].fault, Fault::Corrupt { suggested: "气候".into(), sure: Sureness::High });
    assert_eq!(provision.annotations[1].fault, Fault::Broken);
    let seven = reading.printed[2];
    assert_eq!((seven.c, seven.line, seven.column), ('气', 13, 4));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    check(
        "前[甲]{sic=\"乙\" sure=\"high\"}\n文 {.nonsense}\n## 没有编号\n::: box\n:::\n甲]{sic=\"\"}\n",
        expect_test::expect![[r#"
            p1 paragraph ||前甲
            p2 paragraph ||文
            p3 paragraph ||没有编号
            p4 paragraph ||甲]{sic=""}
            13:2 the reason (`why`) is missing
            14:3 there is no mark {.nonsense}
            15:1 a heading without a printed number
            16:1 there is no fence `box`
            17:1 `:::` closes nothing
            18:2 `]{` ends no annotation
        "#]],
    );
}

#[test]
fn front_matter_says_where_it_is_wrong() {
    let reading = read("+++\nid = \"t\"\nlevle = 3\n+++\n文\n");
    assert_eq!((reading.diagnostics[0].line, reading.diagnostics[0].column), (3, 1));
    assert_eq!(read("文").diagnostics[0].message, "the front matter is missing");
}
