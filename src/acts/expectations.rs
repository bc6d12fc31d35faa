//! What people expect of a project, and whether they are right to (S4.2).

use leptos::prelude::*;
use samskab_protocol::expectation::{Expectation, ExpectationState};
use samskab_protocol::identifier::{Ref, RefType};

use super::Desk;
use super::gathered::gathered;
use super::offers::reply;
use super::take_back::take_back;
use crate::app::App;
use crate::backend::client::encode;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

/// Draws what is expected, also what was said from here just now; nothing where there is none.
pub fn expectations(app: App, desk: Desk) -> AnyView {
    let path = ["/expectations?project=", &encode(&desk.reference().id)].concat();
    gathered(
        app,
        "expectations",
        &path,
        "expect.list",
        desk.expectations,
        expectation,
    )
}

fn expectation(app: App, item: &Expectation) -> Tag {
    let state = match item.state {
        ExpectationState::Stated => "expect.stated",
        ExpectationState::Confirmed => "expect.confirmed",
        ExpectationState::Corrected => "expect.corrected",
        ExpectationState::Withdrawn => "offer.withdrawn",
        ExpectationState::Other => "expect.stated",
    };
    let author = item.author.as_ref();
    let meta = classed("p", "meta")
        .child(author.map(|author| meta::author(app, Some(author))))
        .child(tag("b").child(app.say(state)));
    let outcome = item.outcome.as_ref().map(|came| {
        all(vec![
            tag("p").child(tag("b").child(app.say("expect.outcome"))).view(),
            reply(app, came).view(),
        ])
    });
    let words = all(vec![
        meta.view(),
        item.text.as_ref().map(prose).view(),
        item.reply.as_ref().map(|said| reply(app, said)).view(),
        outcome.view(),
    ]);
    let reference = Ref::new(RefType::Expectation, item.id.as_str());
    tag("li").child(take_back(app, reference, words))
}
