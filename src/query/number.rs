//! Document numbers (发文字号) in any notation: 国办函〔2025〕2号, with any brackets or none, 第2号, half typed.
//!
//! In: folded text. Out: [`Number`], and how it compares with a document's. Doesn't know which documents there are.
//! The form is GB/T 9704-2012, 7.2.5: the issuer's code, the year in hexagonal brackets, the running number.

/// A document number, as far as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The issuer's code: 国办函. May be empty.
    pub(super) code: String,
    /// The year.
    pub(super) year: String,
    /// The running number; may be empty.
    pub(super) serial: String,
    /// Whether 号 closes it, so that the running number is whole.
    is_closed: bool,
    /// Whether brackets or 号 leave no doubt that it is a number.
    is_marked: bool,
}

impl Number {
    /// Reads a folded text that is nothing but a number. `is_code` tells whether an issuer's code is known; without
    /// brackets or 号 only known ones are taken for such.
    pub(super) fn read(folded: &str, is_code: impl Fn(&str) -> bool) -> Option<Number> {
        let year_at = folded.find(|c: char| c.is_ascii_digit() || c == '[' || c == '(')?;
        let (code, rest) = folded.split_at(year_at);
        let is_han = code.chars().all(crate::text::is_han);
        let opened = rest.strip_prefix(['[', '(']);
        let digits = opened.unwrap_or(rest);
        let year = digits.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
        let rest = &digits[4..];
        let closed = rest.strip_prefix([']', ')']);
        let rest = closed.unwrap_or(rest);
        let rest = rest.strip_prefix('第').unwrap_or(rest);
        let serial_end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (serial, rest) = rest.split_at(serial_end);
        let is_closed = rest == "号";
        let is_year = year.starts_with("19") || year.starts_with("20");
        if !is_han || code.chars().count() > 12 || !is_year || !(rest.is_empty() || is_closed) {
            return None;
        }
        let is_marked = opened.is_some() || closed.is_some() || is_closed && !serial.is_empty();
        let says_enough = if code.is_empty() { is_marked && is_closed } else { is_marked || is_code(code) };
        says_enough.then(|| Number {
            code: code.to_owned(),
            year: year.to_owned(),
            serial: serial.to_owned(),
            is_closed,
            is_marked,
        })
    }

    /// Whether this, as far as it was typed, names another that is whole.
    pub(super) fn names(&self, other: &Number) -> bool {
        let serial = if self.is_closed { self.serial == other.serial } else { other.serial.starts_with(&self.serial) };
        (self.code.is_empty() || self.code == other.code) && self.year == other.year && serial
    }

    /// Whether another is so like this that it may have been meant: the same issuer, or the same year and number.
    pub(super) fn is_like(&self, other: &Number) -> bool {
        self.code == other.code || !self.serial.is_empty() && (&self.year, &self.serial) == (&other.year, &other.serial)
    }

    /// As it may be printed, folded.
    pub(super) fn forms(&self) -> Vec<String> {
        let Number { code, year, serial, .. } = self;
        if serial.is_empty() {
            return vec![[code, "[", year, "]"].concat(), [code, "(", year, ")"].concat()];
        }
        let end = if self.is_closed { "号" } else { "" };
        vec![[code, "[", year, "]", serial, end].concat(), [code, "(", year, ")", serial, end].concat()]
    }

    /// As it should be printed.
    pub(super) fn printed(&self) -> String {
        let serial = if self.serial.is_empty() { String::new() } else { [&self.serial, "号"].concat() };
        [&self.code, "〔", &self.year, "〕", &serial].concat()
    }

    /// Whether it is more than a code and a year side by side.
    pub(super) fn is_certain(&self) -> bool {
        self.is_marked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn read(typed: &str) -> Option<Number> {
        Number::read(&fold(typed), |code| code == "国办函")
    }

    #[test]
    fn any_notation_names_the_document() {
        let whole = read("国办函〔2025〕2号").expect("a number");
        for typed in [
            "国办函[2025]2号",
            "国办函（2025）2号",
            "国办函【2025】2号",
            "国办函［２０２５］２号",
            "国办函〔2025〕第2号",
            "国办函 2025 2号",
            "国办函2025",
            "国办函〔2025〕",
            "国办函〔2025",
            "〔2025〕2号",
        ] {
            assert!(read(typed).is_some_and(|number| number.names(&whole)), "{typed}");
        }
        assert_eq!(whole.printed(), "国办函〔2025〕2号");
    }

    #[test]
    fn another_number_is_another() {
        let whole = read("国办函〔2025〕2号").expect("a number");
        for typed in ["国办函〔2025〕3号", "国办函〔2024〕2号", "国办发〔2025〕2号", "国办函〔2025〕22号"]
        {
            let other = read(typed).expect("a number");
            assert!(!other.names(&whole) && other.is_like(&whole), "{typed}");
        }
        assert!(!read("国办函〔2025〕22号").expect("a number").names(&whole));
        for typed in
            ["2024年6月", "湖北2024", "19大类45小类", "2024", "水2号", "", "国办函", "1571个", "(一)", "(2025)"]
        {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
