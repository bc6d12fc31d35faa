//! A task committee: what it was asked, by whom, who sits in it, what it recommends, and what the council replies
//! (S2.7).

use samskab_protocol::project::{CouncilReply, Mandate, Member};

use super::frame::section;
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::link::outward;
use crate::parts::markup::{Tag, classed, tag};
use crate::parts::meta::{day, role_key};
use crate::parts::prose::prose;

/// Draws the committee.
pub fn mandate(app: App, mandate: &Mandate) -> Tag {
    let ends = mandate.ends_at.as_ref().map(|at| {
        let day = app.language.day(at);
        tag("span").child(app.language.say_with("mandate.ends", &[("date", &day)]))
    });
    let given = mandate
        .given_by
        .as_deref()
        .map(|name| classed("span", "role").child(app.language.say_with("mandate.given", &[("name", name)])));
    let members = mandate
        .members
        .iter()
        .fold(classed("ul", "members"), |list, item| {
            list.child(member(app, item))
        });
    let members = (!mandate.members.is_empty()).then_some(members);
    let members_title = members
        .is_some()
        .then(|| heading(app, 2, app.say("mandate.members")));
    let recommendation = mandate.recommendation.as_ref().map(|text| {
        tag("div")
            .child(heading(app, 2, app.say("mandate.recommends")))
            .child(prose(text))
    });
    section(app, "mandate.title")
        .child(classed("p", "meta").child(given).child(ends))
        .child(prose(&mandate.task))
        .child(members_title)
        .child(members)
        .child(recommendation)
        .child(mandate.council_reply.as_ref().map(|said| reply(app, said)))
}

fn member(app: App, item: &Member) -> Tag {
    tag("li")
        .child(tag("span").attr("dir", "auto").child(item.name.as_str()))
        .child(" ")
        .child(classed("span", "small").child(app.say(role_key(item.role))))
}

fn reply(app: App, said: &CouncilReply) -> Tag {
    let by = tag("p")
        .child(tag("b").child(said.by.as_str()))
        .child(" · ")
        .child(day(app, &said.at));
    classed("div", "answer")
        .child(heading(app, 2, app.say("mandate.reply")))
        .child(by)
        .child(prose(&said.text))
        .child(said.link.as_ref().map(|link| tag("p").child(outward(link))))
}
