//! The frame around the rooms, and which of them one is in. Rooms do not know each other; they meet here.

use leptos::prelude::*;

use crate::app::App;
use crate::backend::load::Load;
use crate::debate;
use crate::ideas;
use crate::parts::failure::failure;
use crate::parts::link::link;
use crate::parts::waiting::waiting;
use crate::projects;
use crate::route::Place;

/// The whole widget.
pub fn widget(app: App) -> AnyView {
    let theme = app.settings.with_value(|settings| settings.theme.clone());
    let content = move || {
        app.service.with(|service| match service {
            Load::Waiting => waiting(app),
            Load::Failed(why) => failure(app, why, move || app.ask_service()),
            Load::Ready(_) => rooms(app),
        })
    };
    view! { <section class="samskab" part="samskab" data-theme=theme lang=app.language.tag() aria-label="Samskab">{content}</section> }
        .into_any()
}

fn rooms(app: App) -> AnyView {
    // Steps of writing an idea are places of their own, but one view: what is typed must not be drawn anew.
    let shown = Memo::new(move |_| match app.place.get() {
        Place::NewIdea(_) => Place::NewIdea(Default::default()),
        place => place,
    });
    view! {
        {move || navigation(app, &app.place.get().room())}
        {move || room(app, shown.get())}
    }
    .into_any()
}

fn navigation(app: App, present: &Place) -> AnyView {
    let places = [
        (Place::Ideas, "nav.ideas"),
        (Place::Debates, "nav.debate"),
        (Place::Projects, "nav.projects"),
    ];
    let links: Vec<_> = places
        .into_iter()
        .map(|(place, key)| {
            let class = if place == *present { "present" } else { "" };
            let current = (place == *present).then_some("true");
            view! { <li aria-current=current>{link(app, class, place, app.say(key))}</li> }
        })
        .collect();
    view! { <nav class="places" aria-label=app.say("nav.label")><ul>{links}</ul></nav> }.into_any()
}

fn room(app: App, place: Place) -> AnyView {
    match &place {
        Place::Ideas => ideas::list::list(app, ideas::list::Collection::Ideas),
        Place::Debates => ideas::list::list(app, ideas::list::Collection::Debates),
        Place::NewIdea(_) => ideas::compose::compose(app),
        Place::Idea(id) | Place::Debate(id) => {
            let first = app.take_first();
            let subject = samskab_protocol::identifier::Ref::contribution(id.as_str());
            let contribution =
                ideas::contribution::contribution(app, id.clone(), place.room(), first.contribution);
            (
                contribution,
                debate::thread::thread(app, &subject, first.comments),
            )
                .into_any()
        }
        Place::Projects => projects::list::list(app),
        Place::Project(id) => projects::project::project(app, id.clone()),
    }
}
