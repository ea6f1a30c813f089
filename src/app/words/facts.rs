//! Phrases of the tables of facts: names of kinds and roles, reasons.
//!
//! In: plain data of the core. Out: words in a language.

use super::Lang;
use crate::document::Basis;
use crate::facts::bearing::Reason;
use crate::facts::controls::{Control, ControlKind};
use crate::facts::duties::{Duty, Role, Roles};
use crate::facts::targets::{Deadline, Target, TargetKind};
use crate::lexicon::instruments::CitedKind;
use crate::lexicon::places::PlaceKind;
use crate::route::FactTable;

impl Lang {
    /// How many of how many hand-made records are read rightly, and what to do about a fault.
    pub fn how_far(self, right: usize, of: usize) -> String {
        match self {
            Lang::Zh => format!(
                "以上由程序按规则从原文读出，可能有漏有误：随程序附带的五份文件，人工逐条记录 {of} 项，读得全对的 {right} 项。发现漏误，请在文件的校订稿（data/documents）里改正，或补充用语表（data/lexicon）；改正的优先，并注明“编者校正”。"
            ),
            Lang::En => format!(
                "Read from the texts by rules; some may be missed or wrong. Of {of} records made by hand from the five documents that come with the program, {right} are read right in every field. Where you find a fault, correct the document’s file (data/documents) or the word lists (data/lexicon); corrections win and are marked."
            ),
        }
    }

    /// What is asked for, in a few signs: `≥ 92 %`.
    pub fn demand(self, target: &Target) -> String {
        let value: Vec<String> = target.value.iter().map(ToString::to_string).collect();
        let sign = match (target.kind, target.comparator.as_str()) {
            (TargetKind::Deadline, _) if target.value.is_empty() => {
                return self.pick("按期完成", "done by then").to_owned();
            }
            (TargetKind::Deadline, _) => "",
            (TargetKind::Reference, _) => return self.pick("达到另行规定的值", "as set elsewhere").to_owned(),
            (TargetKind::Rank, _) => self.pick("位次", "rank"),
            (_, "every") => self.pick("每", "every"),
            (_, "within") => self.pick("不超过", "within"),
            (_, sign) => sign,
        };
        let figure = format!("{}{}", value.join("–"), target.unit);
        if sign.is_empty() || figure.is_empty() { format!("{sign}{figure}") } else { format!("{sign} {figure}") }
    }

    /// What a deadline is called.
    pub fn due(self, deadline: Option<Deadline>) -> String {
        let words = self.words();
        let Some(Deadline { day, basis }) = deadline else { return words.no_due.to_owned() };
        match (basis, day.month) {
            (Basis::Inferred, _) => format!(
                "{}{}{}",
                self.pick(&format!("{}年", day.year), &day.year.to_string()),
                self.pick("", ", "),
                words.whole_year
            ),
            (Basis::Printed, 12) => self.pick(&format!("{}年", day.year), &format!("end of {}", day.year)).to_owned(),
            (Basis::Printed, month) => {
                self.pick(&format!("{}年{month}月", day.year), &format!("{}-{month:02}", day.year)).to_owned()
            }
        }
    }

    /// A target in a line.
    pub fn target(self, target: &Target) -> String {
        let due = target.deadline.map(|_| format!("{}{}", self.comma(), self.due(target.deadline))).unwrap_or_default();
        format!("{} {}{due}", target.indicator, self.demand(target))
    }

    /// A duty in a line.
    pub fn duty(self, duty: &Duty) -> String {
        let Roles { lead, with, responsible } = duty.suggested.as_ref().unwrap_or(&duty.printed);
        let parts = [(Role::Lead, lead), (Role::With, with), (Role::Responsible, responsible)];
        let parts = parts.into_iter().filter(|(_, names)| !names.is_empty());
        let said =
            parts.map(|(role, names)| format!("{}{}{}", self.role(role), self.pick("：", ": "), names.join("、")));
        said.collect::<Vec<_>>().join(self.pick("；", "; "))
    }

    /// A control in a line.
    pub fn control(self, control: &Control) -> String {
        let about = control.subjects.iter().chain(&control.zone).cloned().collect::<Vec<_>>().join("、");
        format!("{}{}{about}", self.control_kind(control.kind), self.pick("：", ": "))
    }

    /// A table by one sign.
    pub fn table_sign(self, table: FactTable) -> &'static str {
        match table {
            FactTable::Targets => self.pick("目", "T"),
            FactTable::Duties => self.pick("责", "D"),
            FactTable::Controls => self.pick("管", "C"),
            FactTable::Citations => self.pick("引", "R"),
            FactTable::Places => self.pick("地", "P"),
        }
    }

    /// A role's name.
    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Lead => self.pick("牵头", "leads"),
            Role::With => self.pick("配合", "with"),
            Role::Responsible => self.pick("责任", "responsible"),
        }
    }

    /// A role by one sign, and its name.
    pub fn role_sign(self, role: Role) -> (&'static str, &'static str) {
        let sign = match role {
            Role::Lead => self.pick("牵", "L"),
            Role::With => self.pick("配", "W"),
            Role::Responsible => self.pick("责", "R"),
        };
        (sign, self.role(role))
    }

    /// What a control does.
    pub fn control_kind(self, kind: ControlKind) -> &'static str {
        match kind {
            ControlKind::Prohibit => self.pick("禁止", "forbids"),
            ControlKind::Restrict => self.pick("限制", "limits"),
            ControlKind::PhaseOut => self.pick("淘汰退出", "phases out"),
            ControlKind::Offset => self.pick("替代削减", "asks for offsets"),
            ControlKind::Ease => self.pick("便利豁免", "eases"),
            ControlKind::Require => self.pick("要求", "asks"),
            ControlKind::Encourage => self.pick("鼓励", "encourages"),
        }
    }

    /// Why a control bears on a project.
    pub fn bearing(self, reason: &Reason) -> String {
        if self == Lang::Zh {
            return crate::records::facts::reason(reason);
        }
        match reason {
            Reason::Subject(name) => format!("of the same: {name}"),
            Reason::Broader { project, control } => format!("{project} is a case of {control}"),
            Reason::Zone(name) => format!("zone: {name}"),
            Reason::Place(name) => format!("place: {name}"),
            Reason::Within { project, control } => format!("{project} lies in {control}"),
            Reason::Limit(limit) => format!("limit: {limit}"),
            Reason::Words(words) => format!("words: {words}"),
            Reason::General => "holds for every project".to_owned(),
        }
    }

    /// What kind of thing is cited.
    pub fn cited_kind(self, kind: CitedKind) -> &'static str {
        match kind {
            CitedKind::Law => self.pick("法律", "law"),
            CitedKind::Regulation => self.pick("法规规章", "regulation"),
            CitedKind::Plan => self.pick("规划方案", "plan"),
            CitedKind::Policy => self.pick("政策文件", "policy document"),
            CitedKind::Number => self.pick("文号", "number"),
            CitedKind::Meeting => self.pick("会议讲话", "meeting or speech"),
            CitedKind::System => self.pick("制度、清单、行动", "system, list, campaign"),
        }
    }

    /// What a place is.
    pub fn place_kind(self, kind: PlaceKind) -> &'static str {
        match kind {
            PlaceKind::Province => self.pick("省级", "province"),
            PlaceKind::City => self.pick("市州", "city"),
            PlaceKind::County => self.pick("区县", "county"),
            PlaceKind::River => self.pick("河流", "river"),
            PlaceKind::Basin => self.pick("流域", "basin"),
            PlaceKind::Lake => self.pick("湖泊", "lake"),
            PlaceKind::Reservoir => self.pick("水库", "reservoir"),
            PlaceKind::Sea => self.pick("海域、海湾", "sea, bay"),
            PlaceKind::Range => self.pick("山脉", "range"),
            PlaceKind::Region => self.pick("区域", "region"),
            PlaceKind::Cluster => self.pick("城市群", "city cluster"),
            PlaceKind::Park => self.pick("公园、保护地", "park"),
            PlaceKind::Project => self.pick("工程", "works"),
        }
    }
}
