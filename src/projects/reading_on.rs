//! Where to read on, how to keep up, and the project on paper (C5, C8).

use samskab_protocol::project::Project;

use super::frame::section;
use super::paper::print;
use crate::acts::{Desk, Part};
use crate::app::App;
use crate::backend::client::encode;
use crate::parts::link::outward;
use crate::parts::markup::{Tag, classed, tag};

/// Draws the case, the feeds, news by e-mail, and the way to paper.
pub fn reading_on(app: App, project: &Project, desk: Desk) -> Tag {
    let case = project
        .case_number
        .as_deref()
        .map(|number| classed("p", "small").child(app.language.say_with("more.case", &[("number", number)])));
    let links = project.links.iter().fold(classed("ul", "linked"), |list, item| {
        list.child(tag("li").child(outward(item)))
    });
    let links = (!project.links.is_empty()).then_some(links);
    section(app, "more.title")
        .child(links)
        .child(case)
        .child(subscriptions(app, project))
        .child(desk.draw(app, Part::News))
        .child(classed("p", "choices").child(print(app)))
}

/// What other programs can follow: news and meetings. Files have neither.
fn subscriptions(app: App, project: &Project) -> Option<Tag> {
    let at = |end: &str| {
        app.client
            .url(&["/projects/", &encode(&project.id), end].concat())
    };
    let row = |class: &str, end: &str, key: &str| {
        let claimed = app.with_service(|service| service.claims(class) && !service.files);
        claimed.then(|| tag("li").child(tag("a").attr("href", at(end)).child(app.say(key))))
    };
    let feed = row("decisions", "/feed.atom", "more.feed");
    let calendar = row("events", "/calendar.ics", "more.calendar");
    (feed.is_some() || calendar.is_some()).then(|| classed("ul", "linked").child(feed).child(calendar))
}
