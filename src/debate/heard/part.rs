//! Which part of what was heard about something is meant. A project has phases, and each is summed up by itself.

/// A part of what was heard.
#[derive(Clone)]
pub enum Part {
    /// All of it.
    Everything,
    /// What was heard in the phase with this id.
    Phase(String),
    /// What was heard in none of the phases with these ids.
    Besides(Vec<String>),
}

impl Part {
    /// Whether a summary belongs to it, by the phase that it names.
    pub fn holds(&self, phase: Option<&str>) -> bool {
        match self {
            Part::Everything => true,
            Part::Phase(id) => phase == Some(id.as_str()),
            Part::Besides(ids) => phase.is_none_or(|phase| !ids.iter().any(|id| id == phase)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn what_names_no_phase_of_the_project_is_not_lost() {
        let ids = || vec!["ask".to_owned(), "try".to_owned()];
        let [one, besides] = [Part::Phase("ask".into()), Part::Besides(ids())];
        assert!(one.holds(Some("ask")) && !one.holds(Some("try")) && !one.holds(None));
        assert!(besides.holds(None) && besides.holds(Some("gone")) && !besides.holds(Some("try")));
        assert!(Part::Everything.holds(None) && Part::Everything.holds(Some("ask")));
    }
}
