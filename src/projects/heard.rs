//! What was heard on the way, in its phase; and what was heard about the whole project (S1.4, S2.8). Only where something
//! has been written down there is a way to it.

use leptos::prelude::*;
use samskab_protocol::identifier::Ref;
use samskab_protocol::project::{Phase, Project};
use serde_json::Value;

use super::frame::section;
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::debate::{Part, heard, path_to};
use crate::parts::failure::failure;
use crate::parts::markup::{Content, live, nothing};

/// What was heard about one project.
#[derive(Clone, Copy)]
pub struct Heard {
    app: App,
    project: StoredValue<Ref>,
    /// The phases that have been summed up, and nothing where it was the whole project.
    found: Loading<Vec<Option<String>>>,
}

impl Heard {
    /// Asks what there is; `None` where the backend has nothing of the sort.
    pub fn ask(app: App, project: &Project) -> Option<Heard> {
        let claimed = app.with_service(|service| service.claims("summaries"));
        let heard = Heard {
            app,
            project: StoredValue::new(Ref::project(project.id.as_str())),
            found: waiting_for(),
        };
        claimed.then(|| {
            heard.fetch();
            heard
        })
    }

    fn fetch(self) {
        let client = self.app.client;
        let most = self.app.with_service(|service| service.limits.page_max);
        let path = path_to(&self.project.get_value().to_string());
        let url = client.url(&[&path, "&limit=", &most.to_string()].concat());
        load(self.found, async move {
            let page: Value = client.get(url).await?;
            Ok(phases_of(&page))
        });
    }

    /// The way to what was heard in a phase.
    pub fn in_phase(self, phase: &Phase) -> AnyView {
        let title = phase.title.clone();
        let part = Part::Phase(phase.id.clone());
        live(move || match self.has(&part) {
            true => self.way(&part, &title),
            false => nothing(),
        })
    }

    /// What was heard about the whole project, under a heading; or why it is not known what was heard.
    pub fn besides(self, project: &Project) -> AnyView {
        let app = self.app;
        let phases = project.phases.iter().map(|phase| phase.id.clone());
        let part = Part::Besides(phases.collect());
        let title = project.title.clone();
        live(move || {
            let missing = self.found.with(|found| match found {
                Load::Failed(why) => Some(failure(app, why, move || self.fetch()).view()),
                _ => None,
            });
            let way = missing.or_else(|| self.has(&part).then(|| self.way(&part, &title)));
            way.map(|way| section(app, "heard.section").child(way)).view()
        })
    }

    fn has(self, part: &Part) -> bool {
        self.found.with(|found| match found {
            Load::Ready(phases) => phases.iter().any(|phase| part.holds(phase.as_deref())),
            _ => false,
        })
    }

    fn way(self, part: &Part, title: &str) -> AnyView {
        heard(self.app, &self.project.get_value(), part.clone(), title, true)
    }
}

/// The phases that a page of summaries names. The summaries themselves are read by what draws them.
fn phases_of(page: &Value) -> Vec<Option<String>> {
    let items = page.get("items").and_then(Value::as_array);
    let phase = |item: &Value| item.get("phase").and_then(Value::as_str).map(str::to_owned);
    items.into_iter().flatten().map(phase).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::phases_of;

    #[test]
    fn a_summary_without_a_phase_counts_for_the_whole_project() {
        let page = json!({"items": [{"phase": "ask"}, {}, {"phase": null}]});
        assert_eq!(phases_of(&page), [Some("ask".to_owned()), None, None]);
        assert!(phases_of(&json!({})).is_empty());
    }
}
