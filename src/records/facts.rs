//! Facts as other programs read them.
//!
//! In: what the [`Archive`] knows. Out: records with fixed fields in a fixed order, as each function says.

use super::{Value, id, score};
use crate::archive::Archive;
use crate::corpus::ProvisionNo;
use crate::document::Basis;
use crate::facts::Facts;
use crate::facts::bearing::{Bearing, Reason};
use crate::facts::citations::{Citation, Target as Leads};
use crate::facts::controls::Control;
use crate::facts::duties::{Duty, Roles};
use crate::facts::places::Named;
use crate::facts::targets::{Decimal, Target};
use crate::text::Span;

/// The facts of an archive; none until they are here.
fn known(archive: &Archive) -> &Facts {
    static NONE: Facts = Facts {
        targets: Vec::new(),
        duties: Vec::new(),
        controls: Vec::new(),
        citations: Vec::new(),
        places: Vec::new(),
    };
    archive.facts().unwrap_or(&NONE)
}

/// The stretch of a provision's text, as printed, on one line.
fn quote(archive: &Archive, provision: ProvisionNo, at: Span) -> Value<'_> {
    let text = archive.provision(provision).map(|(_, provision)| at.of(&provision.text)).unwrap_or_default();
    if text.contains('\n') { Value::Text(text.replace('\n', "").into()) } else { Value::text(text) }
}

fn optional(text: &str) -> Value<'_> {
    if text.is_empty() { Value::Nothing } else { Value::text(text) }
}

fn or_nothing(text: &Option<String>) -> Value<'_> {
    text.as_deref().map_or(Value::Nothing, Value::text)
}

fn list(texts: &[String]) -> Value<'_> {
    Value::List(texts.iter().map(|text| Value::text(text)).collect())
}

/// What is to be reached: provision, quote, indicator, comparator, value, unit, deadline, baseline, scope, strength,
/// kind, core, correction.
pub fn targets(archive: &Archive) -> Value<'_> {
    let number = |decimal: &Decimal| match (decimal.scale, u32::try_from(decimal.digits)) {
        (0, Ok(whole)) => Value::Count(whole),
        _ => Value::Number(decimal.value()),
    };
    let records = known(archive).targets.iter().filter_map(|target: &Target| {
        let deadline = target.deadline.map_or(Value::Nothing, |deadline| {
            let basis = match deadline.basis {
                Basis::Printed => "printed",
                Basis::Inferred => "inferred",
            };
            Value::Record(vec![("value", Value::Text(deadline.day.to_string().into())), ("basis", Value::text(basis))])
        });
        let value = match &target.value[..] {
            [] => Value::Nothing,
            [one] => number(one),
            several => Value::List(several.iter().map(number).collect()),
        };
        Some(Value::Record(vec![
            ("provision", id(archive, target.provision)?),
            ("quote", quote(archive, target.provision, target.at)),
            ("indicator", Value::text(&target.indicator)),
            ("comparator", Value::text(&target.comparator)),
            ("value", value),
            ("unit", optional(&target.unit)),
            ("deadline", deadline),
            ("baseline", target.baseline.as_deref().map_or(Value::Nothing, Value::text)),
            ("scope", Value::text(&target.scope)),
            ("strength", optional(&target.strength)),
            ("kind", Value::text(target.kind.name())),
            ("core", Value::Flag(target.is_core)),
            ("correction", or_nothing(&target.correction)),
        ]))
    });
    Value::List(records.collect())
}

fn roles(Roles { lead, with, responsible }: &Roles) -> Vec<(&'static str, Value<'_>)> {
    vec![("lead", list(lead)), ("with", list(with)), ("responsible", list(responsible))]
}

/// Who has to do what: provision, task, scope, lead, with, responsible, suggested, units, actor,
/// correction.
pub fn duties(archive: &Archive) -> Value<'_> {
    let records = known(archive).duties.iter().filter_map(|duty: &Duty| {
        let mut fields = vec![
            ("provision", id(archive, duty.provision)?),
            ("task", Value::text(&duty.task)),
            ("scope", quote(archive, duty.provision, duty.scope)),
        ];
        fields.extend(roles(&duty.printed));
        fields.push((
            "suggested",
            duty.suggested.as_ref().map_or(Value::Nothing, |suggested| Value::Record(roles(suggested))),
        ));
        fields.push(("units", Value::List(duty.units.iter().map(|unit| Value::text(&unit.name)).collect())));
        fields.push(("actor", Value::Flag(duty.is_actor)));
        fields.push(("correction", or_nothing(&duty.correction)));
        Some(Value::Record(fields))
    });
    Value::List(records.collect())
}

/// What projects are checked against: provision, quote, kind, strength, subjects, place, zone, threshold, deadline, core,
/// correction.
pub fn controls(archive: &Archive) -> Value<'_> {
    let records =
        known(archive).controls.iter().filter_map(|control| control_fields(archive, control).map(Value::Record));
    Value::List(records.collect())
}

fn control_fields<'a>(archive: &'a Archive, control: &'a Control) -> Option<Vec<(&'static str, Value<'a>)>> {
    Some(vec![
        ("provision", id(archive, control.provision)?),
        ("quote", quote(archive, control.provision, control.at)),
        ("kind", Value::text(control.kind.name())),
        ("strength", Value::text(&control.strength)),
        ("subjects", list(&control.subjects)),
        ("place", or_nothing(&control.place)),
        ("zone", list(&control.zone)),
        ("threshold", or_nothing(&control.threshold)),
        ("deadline", control.deadline.map_or(Value::Nothing, |day| Value::Text(day.to_string().into()))),
        ("core", Value::Flag(control.kind.is_core())),
        ("correction", or_nothing(&control.correction)),
    ])
}

/// The controls that bear on a project: a control's fields, score, reasons.
pub fn bearings<'a>(archive: &'a Archive, bearings: &[Bearing]) -> Value<'a> {
    let records = bearings.iter().filter_map(|bearing| {
        let mut fields = control_fields(archive, known(archive).controls.get(bearing.control)?)?;
        fields.push(("score", score(bearing.score)));
        fields.push(("reasons", Value::texts(bearing.reasons.iter().map(reason))));
        Some(Value::Record(fields))
    });
    Value::List(records.collect())
}

/// Why a control bears on a project, in Chinese.
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Subject(name) => format!("对象：{name}"),
        Reason::Broader { project, control } => format!("对象：{project}属于{control}"),
        Reason::Zone(name) => format!("区域：{name}"),
        Reason::Place(name) => format!("地点：{name}"),
        Reason::Within { project, control } => format!("地点：{project}在{control}"),
        Reason::Limit(limit) => format!("限值：{limit}"),
        Reason::Words(words) => format!("字样：{words}"),
        Reason::General => "对各类项目都适用".to_owned(),
    }
}

/// What is cited: provision, quote, name, kind, number, planned, resolves_to, candidates, correction.
pub fn citations(archive: &Archive) -> Value<'_> {
    let document = |no: &u32| archive.corpus.documents().get(*no as usize).map(|document| Value::text(&document.id));
    let records = known(archive).citations.iter().filter_map(|citation: &Citation| {
        let (to, candidates) = match &citation.target {
            Leads::Unrecorded => (None, Vec::new()),
            Leads::Document(no) => (document(no), Vec::new()),
            Leads::Ambiguous(several) => (None, several.iter().filter_map(document).collect()),
        };
        Some(Value::Record(vec![
            ("provision", id(archive, citation.provision)?),
            ("quote", quote(archive, citation.provision, citation.at)),
            ("name", Value::text(&citation.name)),
            ("kind", Value::text(citation.kind.name())),
            ("number", citation.number.as_deref().map_or(Value::Nothing, Value::text)),
            ("planned", Value::Flag(citation.is_planned)),
            ("resolves_to", to.unwrap_or(Value::Nothing)),
            ("candidates", Value::List(candidates)),
            ("correction", or_nothing(&citation.correction)),
        ]))
    });
    Value::List(records.collect())
}

/// What places are named: provision, name, kind, group, count, correction.
pub fn places(archive: &Archive) -> Value<'_> {
    let records = known(archive).places.iter().filter_map(|named: &Named| {
        Some(Value::Record(vec![
            ("provision", id(archive, named.provision)?),
            ("name", Value::text(&named.name)),
            ("kind", Value::text(named.kind.name())),
            ("group", Value::text(&named.group)),
            ("count", Value::Count(named.at.len() as u32)),
            ("correction", or_nothing(&named.correction)),
        ]))
    });
    Value::List(records.collect())
}
