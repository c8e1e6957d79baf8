//! A set of names.

/// Names as SQLite compares them.
///
/// One kind of set for the planner and the engine, which a program then has in it once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameSet {
    /// In lower case and in order.
    names: Vec<String>,
}

impl NameSet {
    /// Adds a name; `false` if it was there.
    pub fn insert(&mut self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let place = self.names.binary_search(&name);
        if let Err(at) = place {
            self.names.insert(at, name);
        }
        place.is_err()
    }

    /// Takes a name away; `false` if it was not there.
    pub fn remove(&mut self, name: &str) -> bool {
        let place = self.names.binary_search(&name.to_ascii_lowercase());
        if let Ok(at) = place {
            self.names.remove(at);
        }
        place.is_ok()
    }

    /// Whether a name is there.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.names.binary_search(&name).is_ok()
    }

    /// Whether no name is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn add(&mut self, others: &Self) {
        for name in &others.names {
            self.insert(name);
        }
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.names
            .iter()
            .any(|it| other.names.binary_search(it).is_ok())
    }

    pub(crate) fn has_any(&self, is_one: impl Fn(&str) -> bool) -> bool {
        self.names.iter().any(|it| is_one(it))
    }
}

impl From<Vec<String>> for NameSet {
    fn from(mut names: Vec<String>) -> Self {
        for name in &mut names {
            name.make_ascii_lowercase();
        }
        names.sort_unstable();
        names.dedup();
        Self { names }
    }
}

impl<'a> FromIterator<&'a str> for NameSet {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut all = Vec::new();
        for name in names {
            all.push(name.to_owned());
        }
        all.into()
    }
}

#[cfg(test)]
mod tests {
    use super::NameSet;

    #[test]
    fn case_makes_no_other_name() {
        let mut names: NameSet = ["b", "A", "a"].into_iter().collect();
        assert_eq!(names.len(), 2);
        assert!(!names.insert("B") && names.insert("c") && names.contains("C"));
        assert!(names.remove("a") && !names.remove("a") && !names.contains("A"));
        assert!(names.meets(&["C"].into_iter().collect()) && !names.meets(&NameSet::default()));
    }
}
