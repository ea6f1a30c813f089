//! Tables as files.
//!
//! In: a [`Table`] of plain texts. Out: CSV or Markdown. Doesn't know what the table tells, nor where it goes.

/// A table with a head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// As many texts as there are columns, in each.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// As CSV (RFC 4180) that Excel opens rightly: in UTF-8 with a byte order mark, and no text is taken for a formula.
    pub fn csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        for row in std::iter::once(&self.head).chain(&self.rows) {
            writer.write_record(row.iter().map(|text| plain(text))).expect("memory takes all, and the rows are even");
        }
        let bytes = writer.into_inner().expect("memory takes all");
        format!("\u{feff}{}", String::from_utf8(bytes).expect("what was written are texts"))
    }

    /// As a table of GitHub's Markdown, with nothing in it taken for a mark.
    pub fn markdown(&self) -> String {
        let line =
            |cells: &[String]| format!("| {} |\n", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | "));
        let mut text = line(&self.head);
        text.push_str(&line(&vec!["---".to_owned(); self.head.len()]));
        self.rows.iter().for_each(|row| text.push_str(&line(row)));
        text
    }
}

/// A text with an apostrophe before what a spreadsheet would work out (OWASP, *CSV Injection*).
fn plain(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{guard}{text}")
}

fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' => cell.push_str("<br>"),
            '\r' => {}
            '<' => cell.push_str("&lt;"),
            '&' => cell.push_str("&amp;"),
            '|' | '\\' | '*' | '_' | '`' | '[' | ']' | '~' => cell.extend(['\\', c]),
            _ => cell.push(c),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let texts = |row: &[&str]| row.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        Table { head: texts(rows[0]), rows: rows[1..].iter().map(|row| texts(row)).collect() }
    }

    #[test]
    fn what_would_break_a_row_is_quoted() {
        let table = table(&[&["条款", "原文"], &["一、", "“甲”,\"乙\"\n丙"], &["=1+1", "-"]]);
        assert_eq!(table.csv(), "\u{feff}条款,原文\r\n一、,\"“甲”,\"\"乙\"\"\n丙\"\r\n'=1+1,'-\r\n");
    }

    #[test]
    fn nothing_is_taken_for_a_mark() {
        let table = table(&[&["a|b"], &["x*y*\n<b>&[1]"]]);
        assert_eq!(table.markdown(), "| a\\|b |\n| --- |\n| x\\*y\\*<br>&lt;b>&amp;\\[1\\] |\n");
    }

    proptest! {
        #[test]
        fn csv_is_read_as_it_was_written(rows in proptest::collection::vec(proptest::collection::vec("[^=+\\-@\t\r]{0,6}", 3), 1..5)) {
            let table = Table { head: vec!["a".into(), "b".into(), "c".into()], rows };
            let csv = table.csv();
            let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
            let read: Vec<Vec<String>> = reader.records().map(|row| row.expect("it is CSV").iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, table.rows);
        }

        #[test]
        fn a_row_of_markdown_is_one_line(text in "(?s).{0,12}") {
            let table = Table { head: vec!["a".into()], rows: vec![vec![text]] };
            prop_assert_eq!(table.markdown().matches('\n').count(), 3);
        }
    }
}
