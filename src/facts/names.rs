//! Finds names of a list in a text.
//!
//! In: names with what they stand for. Out: the longest that begins at a place. Doesn't know what they mean.

use crate::text::fold;

/// Names, folded, in the order of their first characters, and of those the longest first.
#[derive(Clone, Debug)]
pub struct Names<T> {
    names: Vec<(String, T)>,
}

impl<T> Default for Names<T> {
    fn default() -> Names<T> {
        Names { names: Vec::new() }
    }
}

impl<T> Names<T> {
    /// Takes names; of equal ones the first counts.
    pub fn new(names: impl IntoIterator<Item = (String, T)>) -> Names<T> {
        let folded = names.into_iter().map(|(name, of)| (fold(&name), of));
        let mut names: Vec<(String, T)> = folded.filter(|(name, _)| !name.is_empty()).collect();
        names.sort_by(|(one, _), (other, _)| {
            (one.chars().next(), std::cmp::Reverse(one.len()), one).cmp(&(
                other.chars().next(),
                std::cmp::Reverse(other.len()),
                other,
            ))
        });
        names.dedup_by(|later, first| later.0 == first.0);
        Names { names }
    }

    /// The longest name that begins at a byte of a folded text and is wanted, and what it stands for.
    pub fn at(&self, text: &str, at: usize, is_wanted: impl Fn(&T) -> bool) -> Option<(&str, &T)> {
        let rest = text.get(at..)?;
        let first = rest.chars().next();
        let from = self.names.partition_point(|(name, _)| name.chars().next() < first);
        let alike = self.names[from..].iter().take_while(|(name, _)| name.chars().next() == first);
        let found = alike.into_iter().find(|(name, of)| rest.starts_with(name.as_str()) && is_wanted(of))?;
        Some((&found.0, &found.1))
    }

    /// All names in a text from the left, none overlapping.
    pub fn all_in<'a, 'b>(&'a self, text: &'b str) -> impl Iterator<Item = (usize, &'a str, &'a T)> + use<'a, 'b, T> {
        let mut reached = 0;
        text.char_indices().filter_map(move |(at, _)| {
            let (name, of) = (at >= reached).then(|| self.at(text, at, |_| true)).flatten()?;
            reached = at + name.len();
            Some((at, name, of))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_counts() {
        let names =
            Names::new([("长江", 1), ("长江经济带", 2), ("洪湖", 3), ("ＶＯＣｓ", 4)].map(|(a, b)| (a.into(), b)));
        let all: Vec<_> =
            names.all_in("沿长江经济带、长江和洪湖治vocs").map(|(at, name, of)| (at, name, *of)).collect();
        assert_eq!(all, [(3, "长江经济带", 2), (21, "长江", 1), (30, "洪湖", 3), (39, "vocs", 4)]);
        assert_eq!(names.at("长江经济带", 0, |of| *of == 1), Some(("长江", &1)));
        assert_eq!(names.all_in("无").count(), 0);
    }
}
