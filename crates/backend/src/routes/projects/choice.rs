//! Which projects a list holds.

use samskab_protocol::project::Project;

use super::super::parameters::Parameters;
use crate::clock;
use crate::problem::Refusal;
use crate::store::labels::fold;

/// The parameters that are lists of the protocol's words.
const LISTS: [&str; 4] = ["kind", "openness", "state", "initiator"];
/// The parameters that are lists of the municipality's words, in large or small letters.
const LABELS: [&str; 2] = ["topic", "area"];

/// What a project must be to stand in a list.
pub struct ProjectChoice {
    /// For each of [`LISTS`], the words of which one must fit; any does where there are none.
    words: [Vec<String>; 4],
    /// The same for each of [`LABELS`], in small letters.
    labels: [Vec<String>; 2],
    /// Of these words, in lower case, each must be found.
    search: Vec<String>,
    updated_since: Option<i64>,
    /// This one alone, also if it is there to try things out.
    project: Option<String>,
}

impl ProjectChoice {
    /// Reads it from the parameters.
    pub fn read(parameters: &Parameters) -> Result<Self, Refusal> {
        let search = parameters.text("q").unwrap_or("").to_lowercase();
        Ok(ProjectChoice {
            words: LISTS.map(|name| parameters.words(name)),
            labels: LABELS.map(|name| parameters.words(name).iter().map(|word| fold(word)).collect()),
            search: search.split_whitespace().map(str::to_owned).collect(),
            updated_since: parameters.moment("updated_since")?,
            project: parameters.text("project").map(str::to_owned),
        })
    }

    /// The parameters that decide what is in the list.
    pub fn describe(&self, parameters: &Parameters) -> Vec<(&'static str, String)> {
        let labels = LABELS.into_iter().zip(&self.labels);
        let lists = LISTS.into_iter().zip(&self.words).chain(labels);
        let lists = lists.map(|(name, words)| (name, words.join(",")));
        let texts = ["q", "updated_since", "project"];
        let texts = texts.map(|name| (name, parameters.text(name).unwrap_or("").to_owned()));
        lists.chain(texts).collect()
    }

    /// From now on all fit, to see whether that is noticed.
    pub fn forget_filters(&mut self) {
        self.words = Default::default();
        self.labels = Default::default();
        self.search.clear();
    }

    /// Whether a project stands in the list.
    pub fn holds(&self, project: &Project) -> bool {
        let is_meant = match &self.project {
            Some(id) => project.id == *id,
            None => !project.sandbox,
        };
        is_meant
            && self.fits_words(project)
            && self.fits_labels(project)
            && self.fits_search(project)
            && self.is_fresh(project)
    }

    fn fits_words(&self, project: &Project) -> bool {
        let initiator = project.initiator.as_ref();
        let own = [
            project.kind.as_str(),
            project.openness.as_str(),
            project.state.as_str(),
            initiator.map_or("", |initiator| initiator.role.as_str()),
        ];
        let mut lists = self.words.iter().zip(own);
        lists.all(|(wanted, own)| wanted.is_empty() || wanted.iter().any(|word| word == own))
    }

    fn fits_labels(&self, project: &Project) -> bool {
        let mut lists = self.labels.iter().zip([&project.topics, &project.areas]);
        lists.all(|(wanted, own)| wanted.is_empty() || own.iter().any(|own| wanted.contains(&fold(own))))
    }

    fn fits_search(&self, project: &Project) -> bool {
        if self.search.is_empty() {
            return true;
        }
        let mission = project
            .mission
            .as_ref()
            .map_or("", |mission| mission.value.as_str());
        let place = project.place.as_ref().map_or("", |place| place.name.as_str());
        let case = project.case_number.as_deref().unwrap_or("");
        let mut texts = vec![project.title.as_str(), &project.summary, mission, place, case];
        texts.extend(project.topics.iter().chain(&project.areas).map(String::as_str));
        let text = texts.join("\n").to_lowercase();
        self.search.iter().all(|word| text.contains(word))
    }

    fn is_fresh(&self, project: &Project) -> bool {
        let Some(since) = self.updated_since else {
            return true;
        };
        let changed = project.updated_at.as_ref().or(project.created_at.as_ref());
        changed.and_then(clock::from_wire).is_some_and(|at| at >= since)
    }
}
