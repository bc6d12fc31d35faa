//! The receipt: that it has arrived, under which number, and what happens next.

use leptos::prelude::*;

use crate::app::App;
use crate::drafts::mine;
use crate::parts::heading::view_heading;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::private_link::copy_link;

/// Draws the receipt above the contribution that was just sent, and nothing above any other.
pub fn receipt(app: App, id: &str) -> Option<Tag> {
    let sent = app
        .receipt
        .get_untracked()
        .filter(|receipt| receipt.contribution.id == id)?;
    on_cleanup(move || _ = app.receipt.try_set(None));
    let number = sent.contribution.reference.as_deref();
    let due = sent.answer_due.as_ref().map(|due| app.language.day(due));
    let next = classed("ul", "bullets")
        .child(tag("li").child(app.say("sent.read")))
        .child(due.map(|due| tag("li").child(app.language.say_with("sent.answer", &[("date", &due)]))))
        .child(tag("li").child(app.say("sent.link")));
    let panel = classed("div", "panel receipt")
        .child(view_heading(app, app.say("sent.heading")))
        .child(number.map(|number| tag("p").child(app.language.say_with("sent.ref", &[("nr", number)]))))
        .child(tag("p").child(tag("b").child(app.say("sent.next"))))
        .child(next)
        .child(way_back(app));
    Some(panel)
}

/// The link by which one comes back from another device, and what one ought to know of it.
fn way_back(app: App) -> Option<AnyView> {
    let secret = mine::secret(&mine::list(app.client))?;
    let link = copy_link(app, &secret)?;
    Some(all(vec![
        link,
        classed("p", "small").child(app.say("link.why")).view(),
    ]))
}
