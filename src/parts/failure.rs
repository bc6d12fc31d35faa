//! Something could not be fetched: what happened, and what can be done.

use leptos::prelude::*;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading};
use crate::parts::focus::focus_if_free;
use crate::parts::markup::{Content, Tag, button, classed, live, tag};
use crate::parts::waiting::waiting;

/// Says why something could not be fetched, offers to try again, and the plain page as another way.
pub fn failure(app: App, failure: &Failure, again: impl Fn() + 'static) -> Tag {
    told(app, failure, Box::new(again))
}

fn told(app: App, failure: &Failure, again: Box<dyn Fn()>) -> Tag {
    let fallback = app.settings.with_value(|settings| settings.fallback.clone());
    let plain = fallback.starts_with("http").then(|| {
        classed("a", "button quiet")
            .attr("href", fallback)
            .child(app.say("err.plain"))
    });
    let again = button("button", app.say("again"), move |_| {
        app.arrive();
        again();
    });
    // Where a whole view failed there is no heading to take the focus.
    let arrive = move |element| {
        if app.take_arrival() {
            focus_if_free(element);
        }
    };
    classed("div", "panel failure")
        .attr("tabindex", "-1")
        .mounted(arrive)
        .child(
            tag("p")
                .attr("role", "alert")
                .child(app.say(failure.reading_key())),
        )
        .child(classed("p", "choices").child(again).child(plain))
}

/// Something on its way: room for it, then the thing itself or why it did not come.
pub fn loaded<T: 'static>(
    app: App,
    load: Loading<T>,
    again: impl Fn() + Clone + Send + 'static,
    mut draw: impl FnMut(&T) -> AnyView + Send + 'static,
) -> AnyView {
    live(move || {
        load.with(|load| match load {
            Load::Waiting(_) => waiting(app).view(),
            Load::Ready(value) => draw(value),
            Load::Failed(why) => failure(app, why, again.clone()).view(),
        })
    })
}
