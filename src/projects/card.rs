//! A project in the overview: what it is, how open, who works with whom, what is missing, and what comes next.

use samskab_protocol::project::{Partner, Project};

use super::names::{openness_key, role_key};
use super::path::{called_off, next_words};
use super::sort::sort;
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::route::Place;

/// How many of those who work together are named.
const NAMED: usize = 3;

/// Draws a card.
pub fn card(app: App, project: &Project) -> Tag {
    let title = link(app, "", Place::Project(project.id.clone()), project.title.clone());
    let openness = classed("p", "open")
        .child(tag("b").child(app.say(openness_key(project.openness))))
        .child(" ")
        .child(classed("span", "small").child(app.say(role_key(project))));
    classed("li", "card project-card")
        .child(heading(app, 1, title.attr("dir", "auto")))
        .child(
            classed("p", "text")
                .attr("dir", "auto")
                .child(project.summary.as_str()),
        )
        .child(openness)
        .child(facts(app, project))
        .child(sort(app, project))
}

/// Who works together, what is missing, what comes next, and which meeting does not.
fn facts(app: App, project: &Project) -> Tag {
    let fact = |key: &str, words: String| {
        all(vec![
            tag("dt").child(app.say(key)).view(),
            tag("dd").attr("dir", "auto").child(words).view(),
        ])
    };
    let together = (!project.partners.is_empty()).then(|| names(app, &project.partners));
    let needs = project.needs.first().cloned();
    let next = next_words(app, project);
    let off = called_off(app, project);
    classed("dl", "facts")
        .child(together.map(|words| fact("card.together", words)))
        .child(needs.map(|words| fact("card.needs", words)))
        .child(next.map(|words| fact("card.next", words)))
        .child(off.map(|words| fact("card.off", words)))
}

fn names(app: App, partners: &[Partner]) -> String {
    let named = partners.iter().take(NAMED).map(|partner| partner.name.as_str());
    let mut words = named.collect::<Vec<_>>().join(" · ");
    let more = partners.len().saturating_sub(NAMED) as u32;
    if more > 0 {
        words.extend([" ", &app.language.count("card.more", more)]);
    }
    words
}
