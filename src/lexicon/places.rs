//! Names of places: `divisions.tsv` and `places.tsv`.
//!
//! In: the lists' text. Out: [`Place`]s, and what is wrong with a line. Doesn't know how a text uses them.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;

/// A place that has a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its full name.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// What it is grouped under; its own name where nothing else is said.
    pub group: String,
    /// Other names of it, its short name too.
    pub others: Vec<String>,
    /// The code of a division, empty for other places: `420100`.
    pub code: String,
    /// The provinces that it lies in, by their short names.
    pub within: Vec<String>,
    /// The cities that lie in it, or through which it flows, by their short names; a division's own city.
    pub cities: Vec<String>,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// 省、自治区、直辖市.
    Province,
    /// 设区的市、自治州、地区、盟.
    City,
    /// 县、县级市、市辖区、旗.
    County,
    /// A river.
    River,
    /// What a river drains.
    Basin,
    /// A lake.
    Lake,
    /// A reservoir.
    Reservoir,
    /// A sea, a bay, an estuary.
    Sea,
    /// A mountain range.
    Range,
    /// A region that is no division.
    Region,
    /// 城市群、都市圈.
    Cluster,
    /// A national park or reserve.
    Park,
    /// A work of engineering that places are called after.
    Project,
}

impl PlaceKind {
    /// The name in lists and answers.
    pub fn name(self) -> &'static str {
        match self {
            PlaceKind::Province => "province",
            PlaceKind::City => "city",
            PlaceKind::County => "county",
            PlaceKind::River => "river",
            PlaceKind::Basin => "basin",
            PlaceKind::Lake => "lake",
            PlaceKind::Reservoir => "reservoir",
            PlaceKind::Sea => "sea",
            PlaceKind::Range => "range",
            PlaceKind::Region => "region",
            PlaceKind::Cluster => "cluster",
            PlaceKind::Park => "park",
            PlaceKind::Project => "project",
        }
    }

    /// What `places.tsv` may name.
    const LISTED: [PlaceKind; 10] = [
        PlaceKind::River,
        PlaceKind::Basin,
        PlaceKind::Lake,
        PlaceKind::Reservoir,
        PlaceKind::Sea,
        PlaceKind::Range,
        PlaceKind::Region,
        PlaceKind::Cluster,
        PlaceKind::Park,
        PlaceKind::Project,
    ];
}

/// Reads `divisions.tsv`: code, name and short name, parted by tabs; `#` begins a remark.
pub fn divisions(text: &str) -> (Vec<Place>, Vec<Diagnostic>) {
    let (mut places, mut found): (Vec<Place>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for (line, fields) in lines(text) {
        let (code, name, short) = (fields[0], fields.get(1).copied().unwrap_or_default(), fields.get(2).copied());
        if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) || name.is_empty() {
            found.push(Diagnostic::error(
                line,
                1,
                format!("“{}” is not a division", fields.join(" ")),
                "write its code of six digits, a tab, its name, a tab, and its short name if it has one",
            ));
            continue;
        }
        let kind = match (&code[2..], &code[4..]) {
            ("0000", _) => PlaceKind::Province,
            (_, "00") => PlaceKind::City,
            _ => PlaceKind::County,
        };
        let province = places.iter().rfind(|place| place.kind == PlaceKind::Province && place.code[..2] == code[..2]);
        let within = match province {
            Some(province) => province.others.clone(),
            None => short.map(str::to_owned).into_iter().collect(),
        };
        let others = short.filter(|short| !short.is_empty()).map(str::to_owned).into_iter().collect();
        let is_city = |place: &&Place| place.kind == PlaceKind::City && place.code[..4] == code[..4];
        let cities = match (kind, short, places.iter().rfind(is_city)) {
            (PlaceKind::City, Some(short), _) => vec![short.to_owned()],
            (PlaceKind::County, _, Some(city)) => city.cities.clone(),
            // 仙桃市: a county of the province itself.
            (PlaceKind::County, Some(short), None) => vec![short.to_owned()],
            _ => Vec::new(),
        };
        places.push(Place {
            name: name.to_owned(),
            kind,
            group: name.to_owned(),
            others,
            code: code.to_owned(),
            within,
            cities,
        });
    }
    (places, found)
}

/// Reads `places.tsv`: name, kind, group, other names, provinces and cities, parted by tabs; `#` begins a remark.
pub fn places(text: &str) -> (Vec<Place>, Vec<Diagnostic>) {
    let (mut places, mut found) = (Vec::new(), Vec::new());
    for (line, fields) in lines(text) {
        let field = |no: usize| fields.get(no).copied().unwrap_or_default();
        let list = |no: usize| field(no).split('、').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let Some(kind) = PlaceKind::LISTED.into_iter().find(|kind| kind.name() == field(1)) else {
            found.push(Diagnostic::error(
                line,
                1,
                format!("“{}” is not a place with its kind", fields.join(" ")),
                "write the name, a tab, and one of the kinds that the head of the file lists",
            ));
            continue;
        };
        let group = if field(2).is_empty() { field(0) } else { field(2) };
        places.push(Place {
            name: field(0).to_owned(),
            kind,
            group: group.to_owned(),
            others: list(3),
            code: String::new(),
            within: list(4),
            cities: list(5),
        });
    }
    (places, found)
}

/// Reads `no-places.txt`: a word a line; `#` begins a remark.
pub fn no_places(text: &str) -> Vec<String> {
    lines(text).map(|(_, fields)| fields[0].to_owned()).collect()
}

/// The lines of a table that are no remarks, from 1, with their fields, of which there is at least one.
fn lines(text: &str) -> impl Iterator<Item = (u32, Vec<&str>)> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|(no, line)| (no, line.split('\t').map(str::trim).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_has_a_code_and_a_place_a_kind() {
        let (read, found) = divisions("# 说明\n420000\t湖北省\t湖北\n420100\t武汉市\t武汉\n42\t襄阳市\n");
        assert_eq!(read[1].within, ["湖北"]);
        assert_eq!((read[1].kind, found[0].line), (PlaceKind::City, 4));
        let (read, found) = places("长江\triver\n丹江口库区\tregion\t丹江口\t\t湖北、河南\n某地\tcity\n");
        assert_eq!((read[0].group.as_str(), read[1].group.as_str()), ("长江", "丹江口"));
        assert_eq!((read[1].within.len(), found[0].line), (2, 3));
    }
}
