//! Which places provisions name.
//!
//! In: passages, the list of places, the endings of organisations' names. Out: [`Named`] places with where they stand.
//! Knows names and how they are put together, not maps.
//!
//! A name counts where it begins in the text and is the longest. Beyond the list, the grammar knows what is made of a
//! name (长江流域, 汉江中下游, 大别山区, 洪湖市, 厦门湾, 辽河口), provinces by one character each (晋陕豫交界地区, 沪苏浙), city
//! clusters in quotation marks, and waters and ranges in a row of their like. A place inside an organisation's name, or
//! inside the name of a law, is not meant as the place. Divisions go by their full names, all else as printed.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::names::Names;
use super::passage::Passage;
use crate::corpus::ProvisionNo;
use crate::lexicon::places::{Place, PlaceKind};
use crate::text::{Span, fold};

/// A place that a provision names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Where.
    pub provision: ProvisionNo,
    /// What it is called in lists.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// What it is grouped under.
    pub group: String,
    /// The provinces that it lies in, by short names.
    pub within: Vec<String>,
    /// Where it stands: bytes of the provision's printed text, in order.
    pub at: Vec<Span>,
    /// Why the editor put it so, if it was not read.
    pub correction: Option<String>,
}

/// What the reader knows of places.
#[derive(Debug, Default)]
pub struct Gazetteer {
    places: Vec<Place>,
    /// Full names, and short names of what is greater than a county: places by their numbers.
    names: Names<usize>,
    /// Names that count only behind or beside other places: short names of counties, names of districts.
    weak: Names<usize>,
    /// What holds a name and is none.
    not: Names<()>,
    organisations: Names<()>,
    /// What ends as organisations' names do, and is none.
    not_organisations: Vec<String>,
}

/// Provinces in one character, as official texts abbreviate them.
const ABBREVIATIONS: [(char, &str); 33] = [
    ('京', "北京"),
    ('津', "天津"),
    ('冀', "河北"),
    ('晋', "山西"),
    ('蒙', "内蒙古"),
    ('辽', "辽宁"),
    ('吉', "吉林"),
    ('黑', "黑龙江"),
    ('沪', "上海"),
    ('苏', "江苏"),
    ('浙', "浙江"),
    ('皖', "安徽"),
    ('闽', "福建"),
    ('赣', "江西"),
    ('鲁', "山东"),
    ('豫', "河南"),
    ('鄂', "湖北"),
    ('湘', "湖南"),
    ('粤', "广东"),
    ('桂', "广西"),
    ('琼', "海南"),
    ('渝', "重庆"),
    ('川', "四川"),
    ('黔', "贵州"),
    ('贵', "贵州"),
    ('滇', "云南"),
    ('藏', "西藏"),
    ('陕', "陕西"),
    ('甘', "甘肃"),
    ('陇', "甘肃"),
    ('青', "青海"),
    ('宁', "宁夏"),
    ('新', "新疆"),
];

/// What follows provinces in one character where they make a place.
const BORDERS: [&str; 9] =
    ["交界区域", "交界地区", "交界地带", "交界", "毗邻地区", "省际边界", "接壤地区", "边界地区", "段"];

/// Parts of a river, behind its name.
const PARTS: [&str; 6] = ["中上游", "中下游", "上中游", "上游", "中游", "下游"];

/// What a city cluster is called.
const CLUSTERS: [&str; 5] = ["城市群", "都市圈", "城市圈", "经济圈", "城镇群"];

/// What the name of water ends with, in a row of such names.
const WATERS: [(&str, PlaceKind); 14] = [
    ("流域", PlaceKind::Basin),
    ("水库", PlaceKind::Reservoir),
    ("河口", PlaceKind::Sea),
    ("江口", PlaceKind::Sea),
    ("河", PlaceKind::River),
    ("江", PlaceKind::River),
    ("溪", PlaceKind::River),
    ("湖", PlaceKind::Lake),
    ("湾", PlaceKind::Sea),
    ("山脉", PlaceKind::Range),
    ("山区", PlaceKind::Range),
    ("山", PlaceKind::Range),
    ("岭", PlaceKind::Range),
    ("群岛", PlaceKind::Region),
];

/// What may be made of a city's or a county's name, and how it doesn't go on.
const OF_DIVISIONS: [(&str, PlaceKind, &[char]); 11] = [
    ("河", PlaceKind::River, &['湖', '流', '道', '长', '东', '西', '南', '北', '库', '网', '岸', '段', '谷', '套']),
    ("湾", PlaceKind::Sea, &['区']),
    ("港", PlaceKind::Region, &['口', '澳']),
    ("近岸海域", PlaceKind::Sea, &[]),
    ("水库", PlaceKind::Reservoir, &['群']),
    ("新区", PlaceKind::Region, &[]),
    ("经济技术开发区", PlaceKind::Region, &[]),
    ("高新技术产业开发区", PlaceKind::Region, &[]),
    ("综合实验区", PlaceKind::Region, &[]),
    ("自由贸易试验区", PlaceKind::Region, &[]),
    ("盆地", PlaceKind::Region, &[]),
];

/// So many characters may stand between a place and the end of an organisation's name that it begins.
const ORGANISATION: usize = 10;

impl Gazetteer {
    /// Knows these places; `not` are words that hold a name and are none, `organisations` the endings of their names,
    /// `not_organisations` what ends so and is none.
    pub fn new(
        places: Vec<Place>,
        not: &[String],
        organisations: &[String],
        not_organisations: &[String],
    ) -> Gazetteer {
        let is_weak = |place: &Place, name: &str| {
            let chars = name.chars().count();
            place.kind == PlaceKind::County
                && (chars < 3 || name.ends_with('区') || place.others.iter().any(|n| n == name))
        };
        let (mut strong, mut weak) = (Vec::new(), Vec::new());
        // Of equal names those of the list of places count before the short names of divisions: 湘西 is a region.
        let is_division = |place: &Place| !place.code.is_empty();
        let (divisions, others): (Vec<_>, Vec<_>) =
            places.iter().enumerate().partition(|(_, place)| is_division(place));
        for (no, place) in others.into_iter().chain(divisions) {
            for name in [&place.name].into_iter().chain(&place.others) {
                (if is_weak(place, name) { &mut weak } else { &mut strong }).push((name.clone(), no));
            }
            // 恩施土家族苗族自治州 is 恩施州 for short, 襄阳 is 襄阳市.
            if let (PlaceKind::City | PlaceKind::County, Some(short)) = (place.kind, place.others.first()) {
                for ending in ["州", "市", "盟", "县"].into_iter().filter(|ending| place.name.ends_with(ending)) {
                    strong.push((format!("{short}{ending}"), no));
                }
            }
        }
        let marked = |words: &[String]| Names::new(words.iter().map(|word| (word.clone(), ())));
        Gazetteer {
            names: Names::new(strong),
            weak: Names::new(weak),
            not: marked(not),
            organisations: marked(organisations),
            not_organisations: not_organisations.to_vec(),
            places,
        }
    }

    /// The places that a text names, folded, with where: from the left, none overlapping.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let before = found.last().map(|last| &text[last.range.end..at]).filter(|between| joins(between));
            if let Some((word, ())) = self.not.at(text, at, |()| true) {
                at += word.len();
            } else if let Some(next) = self.name_at(text, at, before) {
                at = next.range.end;
                found.push(next);
            } else {
                at += c.len_utf8();
            }
        }
        self.rows(text, &mut found);
        clusters(text, &mut found);
        found
    }

    /// The place whose name begins at a byte; `between` is what parts it from the place that it stands beside.
    fn name_at(&self, text: &str, at: usize, between: Option<&str>) -> Option<Found> {
        if let Some(found) = quoted_cluster(text, at).or_else(|| abbreviated(text, at)) {
            return Some(found);
        }
        let strong = self.names.at(text, at, |_| true);
        let weak = || {
            let (name, no) = self.weak.at(text, at, |_| true)?;
            let behind = &text[at + name.len()..];
            let is_row = behind.starts_with(['-', '、'])
                && self.weak.at(behind, 1.max(behind.chars().next()?.len_utf8()), |_| true).is_some();
            // 武汉市江夏区 and 清徐、交城, but not 山西资源: a short name needs a mark before it.
            let is_whole = self.places[*no].name == name;
            (between.is_some_and(|between| is_whole || !between.is_empty()) || is_row).then_some((name, no))
        };
        let (name, no) = strong.or_else(weak)?;
        let place = &self.places[*no];
        let end = at + name.len();
        // As the list has it: 黄河“几字弯”.
        let listed = [&place.name].into_iter().chain(&place.others).find(|listed| fold(listed) == name);
        let name = listed.map_or(name, String::as_str);
        let is_division = matches!(place.kind, PlaceKind::Province | PlaceKind::City | PlaceKind::County);
        let found = |name: String, kind: PlaceKind, end: usize| Found {
            range: at..end,
            name,
            kind,
            group: place.group.clone(),
            within: place.within.clone(),
            code: place.code.clone(),
            cities: place.cities.clone(),
        };
        let behind = &text[end..];
        let is_water = matches!(place.kind, PlaceKind::River | PlaceKind::Lake | PlaceKind::Reservoir);
        if is_water && !name.ends_with("流域") {
            if let Some(drained) = ["流域", "全流域"].into_iter().find(|drained| behind.starts_with(drained)) {
                return Some(found(format!("{name}流域"), PlaceKind::Basin, end + drained.len()));
            }
            if let Some(part) = PARTS.into_iter().find(|part| behind.starts_with(part)) {
                return Some(found(name.to_owned(), place.kind, end + part.len()));
            }
            // 辽河口, but not 汾河口岸.
            if place.kind == PlaceKind::River && behind.starts_with('口') && !behind.starts_with("口岸") {
                return Some(found(format!("{name}口"), PlaceKind::Sea, end + "口".len()));
            }
        }
        // 厦门湾, 大连港: a place of its own that is named after the city.
        let short = name.trim_end_matches(['市', '县']);
        let made = OF_DIVISIONS.into_iter().filter(|_| matches!(place.kind, PlaceKind::City | PlaceKind::County));
        let made = made.into_iter().find(|(ending, _, not)| {
            behind.strip_prefix(ending).is_some_and(|rest| !rest.starts_with(*not))
                && (short == name || ending.len() > 3)
        });
        if let Some((ending, kind, _)) = made {
            let name = format!("{short}{ending}");
            return Some(Found { group: name.clone(), ..found(name, kind, end + ending.len()) });
        }
        if let Some(cluster) =
            CLUSTERS.into_iter().find(|cluster| behind.starts_with(cluster)).filter(|_| place.kind == PlaceKind::City)
        {
            let cluster_of = found(format!("{name}{cluster}"), PlaceKind::Cluster, end + cluster.len());
            return Some(Found { group: name.to_owned(), ..cluster_of });
        }
        // 横岭湖: a water that is named after a range or a river.
        let waters: [(&str, PlaceKind, &[char]); 3] = [
            ("湖", PlaceKind::Lake, &['泊', '区', '库', '北', '南', '州', '滨', '岸']),
            (
                "河",
                PlaceKind::River,
                &['湖', '流', '道', '长', '口', '东', '西', '南', '北', '库', '网', '岸', '段', '谷', '套'],
            ),
            ("水库", PlaceKind::Reservoir, &['群']),
        ];
        let is_natural = matches!(place.kind, PlaceKind::Range | PlaceKind::River) && name.chars().count() < 4;
        let water = waters.into_iter().filter(|_| is_natural);
        let water = water
            .into_iter()
            .find(|(ending, _, not)| behind.strip_prefix(ending).is_some_and(|rest| !rest.starts_with(*not)));
        if let Some((ending, kind, _)) = water {
            let name = format!("{name}{ending}");
            return Some(Found { group: name.clone(), ..found(name, kind, end + ending.len()) });
        }
        // 长江湖南段: the part of a river in a province.
        if place.kind == PlaceKind::River
            && let Some((short, province)) = self.names.at(text, end, |no| self.places[*no].kind == PlaceKind::Province)
            && behind[short.len()..].starts_with('段')
        {
            let within = self.places[*province].within.clone();
            let end = end + short.len() + "段".len();
            return Some(Found { within, ..found(text[at..end].to_owned(), PlaceKind::Region, end) });
        }
        if let Some(park) = [
            "国家公园",
            "国家级自然保护区",
            "省级自然保护区",
            "自然保护区",
            "风景名胜区",
            "国家湿地公园",
            "湿地公园",
            "国际重要湿地",
        ]
        .into_iter()
        .find(|park| behind.starts_with(park))
        {
            return Some(found(format!("{name}{park}"), PlaceKind::Park, end + park.len()));
        }
        if name.ends_with('山') && behind.starts_with('脉') {
            return Some(found(format!("{name}脉"), PlaceKind::Range, end + "脉".len()));
        }
        if place.kind == PlaceKind::Range && behind.starts_with('区') {
            return Some(found(name.to_owned(), place.kind, end + "区".len()));
        }
        if self.is_organisation(behind) {
            return None;
        }
        Some(found(if is_division { place.name.clone() } else { name.to_owned() }, place.kind, end))
    }

    /// Whether what follows a place makes it part of an organisation's name: 生态环境厅, 政务服务平台 are not reached over a
    /// mark or a verb that parts them.
    fn is_organisation(&self, behind: &str) -> bool {
        let name: Vec<(usize, char)> = behind.char_indices().take(ORGANISATION).collect();
        for &(at, c) in &name {
            // 工业和信息化厅 is one name; 武汉市和省财政厅 are two.
            let parts = matches!(c, '、' | '。' | '《' | '》' | '及' | '与' | '等' | '各' | '要' | '的');
            if c.is_ascii_punctuation() || parts || c == '和' && at == 0 {
                return false;
            }
            if let Some((ending, ())) = self.organisations.at(behind, at, |()| true) {
                let until = at + ending.len();
                if self.not_organisations.iter().any(|word| behind[..until].ends_with(word.as_str())) {
                    continue;
                }
                // 厅 ends a name only where no other word goes on.
                let rest = &behind[at + ending.len()..];
                return at > 0 || ending.chars().count() > 1 || !rest.starts_with(crate::text::is_han);
            }
        }
        false
    }

    /// Adds names of waters and ranges that stand in a row: in 汾河、某河 the second is one too, and in 某河、丁河 both.
    fn rows(&self, text: &str, found: &mut Vec<Found>) {
        let mut more: Vec<Found> = Vec::new();
        let mut from = 0;
        for row in text.split_inclusive([',', '。', ';', ':', '(', ')', '"', '《', '》', '\n']) {
            let start = from;
            from += row.len();
            let mut items: Vec<Range<usize>> = Vec::new();
            let mut at = start;
            for item in row.split('、') {
                items.push(at..at + item.len());
                at += item.len() + "、".len();
            }
            if items.len() < 2 {
                continue;
            }
            // The last goes on: …、丁河等干流, …、丁江口红树林.
            let mut sort = None;
            if let Some(last) = items.last_mut() {
                let rest = &text[last.clone()];
                let cut = rest.find(['等', '和', '及', '与', ',', '。', ';', ':', '(', ')', '"']).unwrap_or(rest.len());
                sort = rest[cut..].strip_prefix('等').and_then(sort_of);
                last.end = last.start + begun_water(&rest[..cut]).unwrap_or(cut);
            }
            let known = |item: &Range<usize>| {
                found.iter().find(|other| other.range.start == item.start || other.range.end == item.end)
            };
            let is_natural = |item: &&Range<usize>| {
                known(item).is_some_and(|found| {
                    use PlaceKind::{Basin, Lake, Range, Reservoir, River, Sea};
                    matches!(found.kind, River | Lake | Range | Reservoir | Basin | Sea)
                })
            };
            let named: Vec<Option<PlaceKind>> = items
                .iter()
                .enumerate()
                // Where the first begins, nobody can tell unless it is all that stands there.
                .map(|(no, item)| match known(item) {
                    Some(_) => None,
                    None => water(&text[item.clone()], no == 0).or(sort.filter(|_| is_bare_name(&text[item.clone()]))),
                })
                .collect();
            let is_row =
                sort.is_some() || items.iter().any(|item| is_natural(&item)) || named.iter().flatten().count() > 2;
            for (item, kind) in items.iter().zip(named).filter(|_| is_row) {
                let Some(kind) = kind else { continue };
                let name = text[item.clone()].to_owned();
                more.push(Found {
                    range: item.clone(),
                    group: name.clone(),
                    name,
                    kind,
                    within: Vec::new(),
                    code: String::new(),
                    cities: Vec::new(),
                });
            }
        }
        found.retain(|old| !more.iter().any(|new| new.range.start < old.range.end && old.range.start < new.range.end));
        found.extend(more);
        found.sort_by_key(|found| found.range.start);
        found.dedup_by(|later, first| later.range.start < first.range.end);
    }
}

/// What a row of names is of, by the words behind 等: 国际重要湿地, 都市圈.
fn sort_of(behind: &str) -> Option<PlaceKind> {
    const SORTS: [(&str, PlaceKind); 12] = [
        ("湿地", PlaceKind::Park),
        ("自然保护区", PlaceKind::Park),
        ("国家公园", PlaceKind::Park),
        ("水库", PlaceKind::Reservoir),
        ("湖泊", PlaceKind::Lake),
        ("河流", PlaceKind::River),
        ("海湾", PlaceKind::Sea),
        ("城市群", PlaceKind::Cluster),
        ("都市圈", PlaceKind::Cluster),
        ("沙地", PlaceKind::Region),
        ("草原", PlaceKind::Region),
        ("山脉", PlaceKind::Range),
    ];
    let limit = behind.char_indices().nth(SORT).map_or(behind.len(), |(at, _)| at);
    let head = behind[..limit].split(['、', ',', '。', ';', '的', '和', '及', '与']).next().unwrap_or_default();
    SORTS.into_iter().find(|(word, _)| head.contains(word)).map(|(_, kind)| kind)
}

/// So many characters may stand from 等 to behind the word that says what a row is of.
const SORT: usize = 10;

/// Whether an item of a row is nothing but a name.
fn is_bare_name(item: &str) -> bool {
    let verbs = [
        "推", "加", "支持", "强", "保护", "实施", "建", "打造", "做好", "开展", "治", "以", "对", "在", "完善", "恢复",
        "修复", "重点", "重要", "各", "主要",
    ];
    (2..=5).contains(&item.chars().count())
        && item.chars().all(crate::text::is_han)
        && !verbs.iter().any(|verb| item.contains(verb))
}

/// Where the name of water that the last item of a row begins with ends: 丁江口红树林.
fn begun_water(item: &str) -> Option<usize> {
    let ends = item.char_indices().map(|(at, c)| at + c.len_utf8()).take(5);
    let named: Vec<usize> = ends.filter(|&end| water(&item[..end], false).is_some()).collect();
    // The shortest, but for 江口 and the like.
    let first = *named.first()?;
    let longer = named.into_iter().find(|&end| item[..end].ends_with("口") || item[..end].ends_with("流域"));
    Some(longer.filter(|&end| end <= first + "流域".len()).unwrap_or(first))
}

/// What kind of water or range an item of a row is named as.
fn water(item: &str, is_first: bool) -> Option<PlaceKind> {
    const GENERIC: [&str; 24] = [
        "沿", "滨", "环", "临", "小", "新", "老", "各", "重", "主", "大", "入", "等", "该", "本", "城", "中小", "支",
        "干", "河湖", "江河", "内河", "外河", "跨",
    ];
    let chars = item.chars().count();
    let is_plain = item.chars().all(crate::text::is_han) && !GENERIC.iter().any(|word| item.starts_with(word));
    let longest = if is_first { 3 } else { 6 };
    let (ending, kind) = WATERS.into_iter().find(|(ending, _)| item.ends_with(ending))?;
    let stem = item.strip_suffix(ending)?;
    let is_thing = stem.chars().all(|c| "江河湖库海溪山林田草沙水湾".contains(c));
    (is_plain && !is_thing && (2..=longest).contains(&chars)).then_some(kind)
}

/// 武汉、郑州等都市圈: cities in a row that are named as what follows.
fn clusters(text: &str, found: &mut [Found]) {
    for last in (0..found.len()).rev() {
        let behind = text[found[last].range.end..].strip_prefix('等').unwrap_or_default();
        let Some(cluster) = CLUSTERS.into_iter().find(|cluster| behind.starts_with(cluster)) else { continue };
        let mut no = last;
        loop {
            let place = &mut found[no];
            if place.kind == PlaceKind::City {
                let short = text[place.range.clone()].trim_end_matches('市');
                place.name = format!("{short}{cluster}");
                place.group = short.to_owned();
                place.kind = PlaceKind::Cluster;
            }
            if no == 0 || !joins(&text[found[no - 1].range.end..found[no].range.start]) {
                break;
            }
            no -= 1;
        }
    }
}

/// A place that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where, in the text that was searched.
    pub range: Range<usize>,
    /// What it is called in lists.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// What it is grouped under.
    pub group: String,
    /// The provinces that it lies in, by short names.
    pub within: Vec<String>,
    /// A division's code.
    pub code: String,
    /// The cities that lie in it, by short names.
    pub cities: Vec<String>,
}

/// Whether two places with this between them stand beside each other.
fn joins(between: &str) -> bool {
    matches!(between, "" | "、" | "-" | "和" | "及" | "与")
}

/// “襄十随神”城市群: a cluster that is named by its members in quotation marks.
fn quoted_cluster(text: &str, at: usize) -> Option<Found> {
    let inner = text[at..].strip_prefix('"')?;
    let (name, behind) = inner.split_once('"')?;
    let is_short = (2..=6).contains(&name.chars().count()) && name.chars().all(crate::text::is_han);
    let is_members = name.chars().count() > 2 && !name.contains(['一', '二', '两', '三', '四', '五']);
    let clusters = CLUSTERS.into_iter().chain(["区域", "板块"].into_iter().filter(|_| is_members));
    let cluster = clusters.into_iter().find(|cluster| behind.starts_with(cluster)).filter(|_| is_short);
    // In a row the word stands behind the last only: “襄十随神”、“宜荆荆恩”城市群.
    let rows = |behind: &str| {
        let next = behind.strip_prefix(['、', '和', '及'])?;
        quoted_cluster(next, 0).map(|found| found.kind)
    };
    if cluster.is_none() && (!is_short || rows(behind).is_none()) {
        return None;
    }
    let shown = cluster.or_else(|| CLUSTERS.into_iter().find(|cluster| behind.contains(cluster)))?;
    let end = at + 2 + name.len() + cluster.map_or(0, str::len);
    Some(Found {
        range: at..end,
        name: format!("“{name}”{shown}"),
        kind: PlaceKind::Cluster,
        group: format!("“{name}”{shown}"),
        within: Vec::new(),
        code: String::new(),
        cities: Vec::new(),
    })
}

/// 苏皖鲁豫交界区域, 长江赣鄂皖段: provinces by one character each, and what they make.
fn abbreviated(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let river =
        ["长江", "黄河", "淮河", "汉江", "珠江"].into_iter().find(|river| rest.starts_with(river)).unwrap_or_default();
    let provinces: Vec<&str> = rest[river.len()..]
        .chars()
        .map_while(|c| ABBREVIATIONS.iter().find(|(short, _)| *short == c).map(|(_, name)| *name))
        .collect();
    let behind = &rest[river.len() + 3 * provinces.len()..];
    // 沪苏浙: three provinces are a region without a word behind them.
    let is_region = river.is_empty() && provinces.len() > 2;
    let border = BORDERS.into_iter().find(|border| behind.starts_with(border)).or(is_region.then_some(""))?;
    if provinces.len() < 2 || (river.is_empty() && border == "段") {
        return None;
    }
    let end = at + river.len() + 3 * provinces.len() + border.len();
    Some(Found {
        range: at..end,
        name: text[at..end].to_owned(),
        kind: PlaceKind::Region,
        group: if river.is_empty() { text[at..end].to_owned() } else { river.to_owned() },
        within: provinces.into_iter().map(str::to_owned).collect(),
        code: String::new(),
        cities: Vec::new(),
    })
}

/// The places that a provision names, in the order of their first mention.
pub fn read(passage: &Passage<'_>, gazetteer: &Gazetteer) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for found in gazetteer.find(&passage.text) {
        let title = passage.around(found.range.start).filter(|enclosed| enclosed.mark == '《');
        if title.is_some_and(|title| title.inside(&passage.text).ends_with('法')) {
            continue;
        }
        let at = passage.span(found.range);
        match named.iter_mut().find(|known| known.name == found.name) {
            Some(known) => known.at.push(at),
            None => named.push(Named {
                provision: passage.no,
                name: found.name,
                kind: found.kind,
                group: found.group,
                within: found.within,
                at: vec![at],
                correction: None,
            }),
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::places;

    fn gazetteer() -> Gazetteer {
        let (mut all, _) = places::divisions(
            "420000\t湖北省\t湖北\n420100\t武汉市\t武汉\n420115\t江夏区\t江夏\n422800\t恩施土家族苗族自治州\t恩施\n\
             140000\t山西省\t山西\n140121\t清徐县\t清徐\n141122\t交城县\t交城\n140430\t沁县\n",
        );
        let (listed, _) = places::places(
            "长江\triver\n长江经济带\tregion\t长江\n汾河\triver\n大别山\trange\n洪湖\tlake\n三峡库区\tregion\t三峡\n中原城市群\tcluster\t\t中原\n",
        );
        all.extend(listed);
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        Gazetteer::new(
            all,
            &words(&["长江保护法"]),
            &words(&["厅", "局", "人民政府", "委员会", "大学"]),
            &words(&["布局"]),
        )
    }

    #[test]
    fn names_are_found_and_put_together() {
        let gazetteer = gazetteer();
        for (text, expected) in [
            ("推动长江经济带发展，治理长江。", &["长江经济带", "长江"][..]),
            ("长江流域和长江全流域", &["长江流域", "长江流域"]),
            ("长江中下游、大别山区", &["长江", "大别山"]),
            ("汾河、某某河、丁河等干流", &["汾河", "某某河", "丁河"]),
            ("汾河、重点河", &["汾河"]),
            ("甲水库、乙水库、丙水库等", &["甲水库", "乙水库", "丙水库"]),
            ("保护甲河、乙河", &[]),
            ("山水林田湖草、河湖、江河", &[]),
            ("武汉湾和武汉港口、武汉新区", &["武汉湾", "武汉市", "武汉新区"]),
            ("汾河口、汾河口岸", &["汾河口", "汾河"]),
            ("与沪苏浙联动", &["沪苏浙"]),
            ("保护甲乙、丙丁、戊己庚等国际重要湿地", &["丙丁", "戊己庚"]),
            ("实施洪湖、丁江口红树林修复", &["洪湖", "丁江口"]),
            ("洪湖、大别山脉", &["洪湖", "大别山脉"]),
            ("大别山湖和汾河湖北段、汾河河道", &["大别山湖", "汾河湖北段", "汾河"]),
            ("洪湖国际重要湿地", &["洪湖国际重要湿地"]),
            ("武汉市产业布局", &["武汉市"]),
            ("武汉市水务局", &[]),
            ("湖北省工业和信息化厅", &[]),
            ("武汉市和省财政厅", &["武汉市"]),
            ("湖北省生态环境厅印发", &[]),
            ("湖北省和武汉市要", &["湖北省", "武汉市"]),
            ("武汉市江夏区", &["武汉市", "江夏区"]),
            ("江夏区", &[]),
            ("清徐-交城片区", &["清徐县", "交城县"]),
            ("清徐的产业", &[]),
            ("山西清徐产业", &["山西省"]),
            ("清徐县", &["清徐县"]),
            ("恩施州、恩施土家族苗族自治州", &["恩施土家族苗族自治州", "恩施土家族苗族自治州"]),
            ("苏皖鲁豫交界区域、长江赣鄂皖段", &["苏皖鲁豫交界区域", "长江赣鄂皖段"]),
            ("“襄十随神”城市群、“宜荆荆恩”城市群", &["“襄十随神”城市群", "“宜荆荆恩”城市群"]),
            ("“襄十随神”、“宜荆荆恩”城市群", &["“襄十随神”城市群", "“宜荆荆恩”城市群"]),
            ("“一河一策”、“两高”区域", &[]),
            ("“甲乙丙丁”区域", &["“甲乙丙丁”区域"]),
            ("落实长江保护法", &[]),
            ("武汉都市圈", &["武汉都市圈"]),
            ("三峡库区", &["三峡库区"]),
            ("武汉、恩施等都市圈", &["武汉都市圈", "恩施都市圈"]),
        ] {
            let found: Vec<String> = gazetteer.find(&fold(text)).into_iter().map(|found| found.name).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
