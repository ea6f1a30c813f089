//! Dates as documents give them: to the day, the month or the year.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A calendar date of which the day, or the month and the day, may be unknown. Always a date that exists; ordered
/// by time, the vaguer first.
///
/// ```
/// use policy_explorer::document::Date;
/// let date = "2024-09-13".parse::<Date>();
/// assert_eq!(date.map(|date| date.in_chinese()).as_deref(), Ok("2024年9月13日"));
/// assert!("2023-02-29".parse::<Date>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    /// 1900 to 2999.
    pub year: u16,
    /// 1 to 12, or 0 if unknown.
    pub month: u8,
    /// 1 to 31, or 0 if unknown.
    pub day: u8,
}

/// What is wrong with a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")]
pub struct DateError(String);

impl FromStr for Date {
    type Err = DateError;

    fn from_str(written: &str) -> Result<Date, DateError> {
        let wrong = || DateError(written.to_owned());
        let number = |part: &str, digits: usize| {
            if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse::<u16>().map_err(|_| wrong())
            } else {
                Err(wrong())
            }
        };
        let parts: Vec<&str> = written.split('-').collect();
        let (year, month, day) = match parts[..] {
            [y] => (number(y, 4)?, 0, 0),
            [y, m] => (number(y, 4)?, number(m, 2)?, 0),
            [y, m, d] => (number(y, 4)?, number(m, 2)?, number(d, 2)?),
            _ => return Err(wrong()),
        };
        if month > 12 {
            return Err(wrong());
        }
        let days = u16::from(days_of(year, month as u8));
        let exists = (1900..3000).contains(&year)
            && (parts.len() < 2 || month >= 1)
            && (parts.len() < 3 || (1..=days).contains(&day));
        if exists { Ok(Date { year, month: month as u8, day: day as u8 }) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(written: String) -> Result<Date, DateError> {
        written.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// How many days a month has, by the Gregorian calendar; none if there is no such month.
fn days_of(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

impl Date {
    /// The last day of a month.
    pub fn last_of_month(year: u16, month: u8) -> Date {
        Date { year, month, day: days_of(year, month) }
    }

    /// The last day that it may be.
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (0, _) => Date::last_of_month(self.year, 12),
            (month, 0) => Date::last_of_month(self.year, month),
            _ => self,
        }
    }

    /// The first day that it may be.
    pub fn first(self) -> Date {
        Date { month: self.month.max(1), day: self.day.max(1), ..self }
    }

    /// A day that is not before the last that it may be, nor after the month's end by a calendar with months of 31 days;
    /// for comparing.
    pub fn last(self) -> Date {
        let or = |part: u8, last: u8| if part == 0 { last } else { part };
        Date { month: or(self.month, 12), day: or(self.day, 31), ..self }
    }

    /// As Chinese documents print it: `2024年9月13日`.
    pub fn in_chinese(self) -> String {
        match (self.month, self.day) {
            (0, _) => format!("{}年", self.year),
            (month, 0) => format!("{}年{month}月", self.year),
            (month, day) => format!("{}年{month}月{day}日", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_exist_are_dates() {
        for good in ["2024", "2024-02", "2024-02-29", "2000-02-29", "1999-12-31"] {
            assert_eq!(good.parse::<Date>().map(|date| date.to_string()), Ok(good.to_owned()));
        }
        for bad in [
            "",
            "24",
            "2024-13",
            "2024-00",
            "2023-02-29",
            "1900-02-29",
            "2024-4-1",
            "2024-04-31",
            "2024-01-01-01",
            "+024",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_vaguer_date_comes_first() {
        let date = |written: &str| written.parse::<Date>().expect("a date");
        assert!(
            date("2024") < date("2024-01") && date("2024-01") < date("2024-01-01") && date("2024-12-31") < date("2025")
        );
    }
}
