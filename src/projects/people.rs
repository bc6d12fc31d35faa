//! Who has a share in it: those at the table with what they bring, and those who are missing (S2.5, S4.1).

use samskab_protocol::project::{Partner, Project, Stakeholder};

use super::ending::has_ended;
use super::frame::{points, section};
use crate::acts::{Desk, acts};
use crate::app::App;
use crate::parts::focus::lead_to;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, button, classed, tag};
use crate::parts::meta::role_key;
use crate::parts::prose::prose;

/// The id of the heading under which one can take part.
const JOINING: &str = "joining";

/// Leads from the top of a page that goes on to where one can take part.
pub fn way_to_joining(app: App, project: &Project) -> Option<Tag> {
    let lead = |event| lead_to(&event, JOINING);
    (!has_ended(project)).then(|| button("button", app.say("join.title"), lead))
}

/// What is missing, how to join, and the ways to do something about it.
pub fn joining(app: App, project: &Project, desk: Desk, invitation: Option<Tag>) -> Tag {
    let needs = (!project.needs.is_empty()).then(|| {
        let title = classed("p", "small").child(app.say("join.needs"));
        all(vec![title.view(), points("bullets", &project.needs).view()])
    });
    // Where nothing is missing any more one can still follow it.
    let (title, class) = match has_ended(project) && project.join.is_none() {
        true => ("join.follow", "section few"),
        false => ("join.title", "section"),
    };
    let title = heading(app, 1, app.say(title))
        .attr("id", JOINING)
        .attr("tabindex", "-1");
    classed("section", class)
        .child(title)
        .child(project.join.as_ref().map(prose))
        .child(needs)
        .child(invitation)
        .child(acts(app, desk))
}

/// Who works along, since when, and what they bring.
pub fn partners(app: App, partners: &[Partner]) -> Option<Tag> {
    let list = partners.iter().fold(classed("ul", "parties"), |list, item| {
        list.child(partner(app, item))
    });
    (!partners.is_empty()).then(|| section(app, "partners.title").child(list))
}

fn partner(app: App, item: &Partner) -> Tag {
    let since = item.joined_at.as_ref().map(|at| {
        let day = app.language.day(at);
        tag("span").child(app.language.say_with("partners.since", &[("date", &day)]))
    });
    let line = classed("p", "meta")
        .child(classed("span", "role").child(app.say(role_key(item.role))))
        .child(since);
    let brings = item
        .brings
        .as_deref()
        .map(|brings| tag("p").attr("dir", "auto").child(brings));
    tag("li")
        .child(tag("b").attr("dir", "auto").child(item.name.as_str()))
        .child(line)
        .child(brings)
}

/// Who else has a share: those who are with it beside those who are missing.
pub fn stakeholders(app: App, stakeholders: &[Stakeholder]) -> Option<Tag> {
    let (present, missing): (Vec<_>, Vec<_>) = stakeholders.iter().partition(|item| item.present);
    let column = |key: &str, items: &[&Stakeholder]| {
        let list = items.iter().fold(classed("ul", "parties"), |list, item| {
            list.child(party(app, item))
        });
        let title = heading(app, 2, app.say(key));
        (!items.is_empty()).then(|| tag("div").child(title).child(list))
    };
    let columns = classed("div", "two")
        .child(column("stake.present", &present))
        .child(column("stake.missing", &missing));
    (!stakeholders.is_empty()).then(|| section(app, "frame.stakeholders").child(columns))
}

fn party(app: App, item: &Stakeholder) -> Tag {
    let invited = (!item.present).then(|| {
        let word = if item.invited {
            "stake.invited"
        } else {
            "stake.uninvited"
        };
        classed("p", "small").child(app.say(word))
    });
    let stake = item.stake.as_deref();
    tag("li")
        .child(tag("b").attr("dir", "auto").child(item.name.as_str()))
        .child(stake.map(|stake| tag("p").attr("dir", "auto").child(stake)))
        .child(invited)
}
