//! Which projects a list holds.

use samskab_protocol::project::Project;

use super::super::parameters::Parameters;
use crate::clock;
use crate::problem::Refusal;
use crate::store::labels::fold;
use crate::store::search::read_search;

/// A parameter that is a list of words, of which one must fit.
#[derive(Clone, Copy)]
enum Filter {
    Kind,
    Openness,
    State,
    Initiator,
    Topic,
    Area,
}

/// What a project must be to stand in a list.
pub struct ProjectChoice {
    /// Those that were given, with their words: of thousands of projects nothing is asked in vain.
    filters: Vec<(Filter, Vec<String>)>,
    /// Each of these words must be found. Where something was asked without any word in it, nothing is.
    search: Option<Vec<String>>,
    updated_since: Option<i64>,
    /// This one alone, also if it is there to try things out.
    project: Option<String>,
}

impl ProjectChoice {
    /// Reads it from the parameters.
    pub fn read(parameters: &Parameters) -> Result<Self, Refusal> {
        let filters = Filter::ALL.map(|filter| (filter, filter.read(parameters)));
        Ok(ProjectChoice {
            filters: filters
                .into_iter()
                .filter(|(_, words)| !words.is_empty())
                .collect(),
            search: read_search(parameters.text("q").unwrap_or("")),
            updated_since: parameters.moment("updated_since")?,
            project: parameters.text("project").map(str::to_owned),
        })
    }

    /// The parameters that decide what is in the list.
    pub fn describe(&self, parameters: &Parameters) -> Vec<(&'static str, String)> {
        let filters = self.filters.iter();
        let filters = filters.map(|(filter, words)| (filter.name(), words.join(",")));
        let texts = ["q", "updated_since", "project"];
        let texts = texts.map(|name| (name, parameters.text(name).unwrap_or("").to_owned()));
        filters.chain(texts).collect()
    }

    /// From now on all fit, to see whether that is noticed.
    pub fn forget_filters(&mut self) {
        self.filters.clear();
        self.search = None;
    }

    /// Whether a project stands in the list.
    pub fn holds(&self, project: &Project) -> bool {
        let is_meant = match &self.project {
            Some(id) => project.id == *id,
            None => !project.sandbox,
        };
        is_meant
            && self
                .filters
                .iter()
                .all(|(filter, words)| filter.fits(project, words))
            && self.fits_search(project)
            && self.is_fresh(project)
    }

    fn fits_search(&self, project: &Project) -> bool {
        let Some(words) = &self.search else {
            return true;
        };
        let mission = project
            .mission
            .as_ref()
            .map_or("", |mission| mission.value.as_str());
        let place = project.place.as_ref().map_or("", |place| place.name.as_str());
        let case = project.case_number.as_deref().unwrap_or("");
        let mut texts = vec![project.title.as_str(), &project.summary, mission, place, case];
        texts.extend(project.topics.iter().chain(&project.areas).map(String::as_str));
        let text = texts.join("\n").to_lowercase();
        !words.is_empty() && words.iter().all(|word| text.contains(word))
    }

    fn is_fresh(&self, project: &Project) -> bool {
        let Some(since) = self.updated_since else {
            return true;
        };
        let changed = project.updated_at.as_ref().or(project.created_at.as_ref());
        changed.and_then(clock::from_wire).is_some_and(|at| at >= since)
    }
}

impl Filter {
    const ALL: [Filter; 6] = [
        Filter::Kind,
        Filter::Openness,
        Filter::State,
        Filter::Initiator,
        Filter::Topic,
        Filter::Area,
    ];

    fn name(self) -> &'static str {
        match self {
            Filter::Kind => "kind",
            Filter::Openness => "openness",
            Filter::State => "state",
            Filter::Initiator => "initiator",
            Filter::Topic => "topic",
            Filter::Area => "area",
        }
    }

    /// Topics and areas are the municipality's words, the same in large and small letters.
    fn read(self, parameters: &Parameters) -> Vec<String> {
        let words = parameters.words(self.name());
        match self {
            Filter::Topic | Filter::Area => words.iter().map(|word| fold(word)).collect(),
            _ => words,
        }
    }

    fn fits(self, project: &Project, words: &[String]) -> bool {
        let is_wanted = |own: &str| words.iter().any(|word| word == own);
        match self {
            Filter::Kind => is_wanted(project.kind.as_str()),
            Filter::Openness => is_wanted(project.openness.as_str()),
            Filter::State => is_wanted(project.state.as_str()),
            Filter::Initiator => {
                let initiator = project.initiator.as_ref();
                initiator.is_some_and(|initiator| is_wanted(initiator.role.as_str()))
            }
            Filter::Topic => project.topics.iter().any(|own| is_wanted(&fold(own))),
            Filter::Area => project.areas.iter().any(|own| is_wanted(&fold(own))),
        }
    }
}
