//! The DOM ids that routes lead to.
//!
//! In: names of provisions. Out: ids. Doesn't know whether there are such elements.

/// The DOM id of a provision, by its path.
pub fn element_id(path: &str) -> String {
    format!("p-{path}")
}

/// The DOM id of the row of a comparison that a provision leads, by the provision's id.
pub fn row_id(id: &str) -> String {
    format!("row-{}", id.replace('/', "-"))
}
