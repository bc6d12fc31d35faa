//! The frame around the rooms, and which of them one is in. Rooms do not know each other; they meet here.

use leptos::prelude::*;

use crate::app::App;
use crate::backend::load::Load;
use crate::compose::choose::choose_chunk;
use crate::compose::composer::compose_chunk;
use crate::debate::{debate_chunk, placing_chunk};
use crate::ideas::contribution::contribution_chunk;
use crate::ideas::kept::list_behind;
use crate::ideas::list::{Collection, list};
use crate::mine::{has_any, keep_sending, mine_chunk, on_its_way};
use crate::parts::chunk::{begin, later};
use crate::parts::failure::failure;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, live, tag};
use crate::parts::waiting::waiting;
use crate::projects::list::list_chunk;
use crate::projects::project::project_chunk;
use crate::record::record_chunk;
use crate::route::Place;
use crate::route::composing::Composing;
use crate::steward::steward_chunk;

/// The whole widget.
pub fn widget(app: App) -> AnyView {
    // What draws it is asked for beside the service document that brings it.
    if let Place::Idea(_) | Place::Debate(_) = app.place.get_untracked().whole() {
        begin(app, contribution_chunk);
        begin(app, debate_chunk);
    }
    if app.place.with_untracked(Place::comment).is_some() {
        begin(app, placing_chunk);
    }
    let content = move || {
        app.service.with(|service| match service {
            Load::Waiting(_) => waiting(app).view(),
            Load::Failed(why) => failure(app, why, move || app.ask_service()).view(),
            Load::Ready(_) => rooms(app),
        })
    };
    classed("section", "samskab")
        .attr("part", "samskab")
        .attr(
            "data-theme",
            app.settings.with_value(|settings| settings.theme.clone()),
        )
        .attr("lang", app.language.tag())
        .live(content)
        .view()
}

fn rooms(app: App) -> AnyView {
    // Screens of a composer are places of their own, but one view: what is typed must not be drawn anew.
    let shown = Memo::new(move |_| match app.place.get() {
        Place::New(composing) => Place::New(Composing::begin(composing.kind, composing.project)),
        // So is a list: what narrows it down must not lose the focus.
        place @ (Place::IdeasBy(_) | Place::DebatesBy(_) | Place::ProjectsBy(_)) => place.room(),
        // And a debate: what leads to one of its comments must not fetch it anew.
        place => place.whole(),
    });
    let has_own = Memo::new(move |_| {
        app.outbox.changed.track();
        has_any(app)
    });
    keep_sending(app);
    all(vec![
        live(move || navigation(app, &app.place.get().room(), has_own.get()).view()),
        on_its_way(app),
        live(move || room(app, shown.get())),
    ])
}

fn navigation(app: App, present: &Place, has_own: bool) -> Tag {
    let places = [
        (Place::Ideas, "nav.ideas", "contributions"),
        (Place::Debates, "nav.debate", "contributions"),
        (Place::Projects, "nav.projects", "projects"),
    ];
    let claimed = places
        .into_iter()
        .filter(|(.., class)| app.with_service(|service| service.claims(class)));
    let links = claimed.fold(tag("ul"), |links, (place, key, _)| {
        let here = place == *present;
        let link = link(app, if here { "present" } else { "" }, place, app.say(key));
        links.child(tag("li").child(link.maybe("aria-current", here.then_some("true"))))
    });
    let is_here = *present == Place::Mine(None);
    let own = (has_own || is_here).then(|| {
        let link = link(
            app,
            if is_here { "present" } else { "" },
            Place::Mine(None),
            app.say("nav.mine"),
        );
        classed("li", "own").child(link.maybe("aria-current", is_here.then_some("true")))
    });
    // Landmarks of one page need names that tell them apart.
    let number = app.settings.with_value(|settings| settings.number);
    let label = match number {
        1 => app.say("nav.label"),
        _ => [app.say("nav.label"), " ".into(), number.to_string()].concat(),
    };
    classed("nav", "places")
        .attr("aria-label", label)
        .child(links.child(own))
}

fn room(app: App, place: Place) -> AnyView {
    match &place {
        Place::Ideas | Place::IdeasBy(_) => list(app, Collection::Ideas),
        Place::Debates | Place::DebatesBy(_) => list(app, Collection::Debates),
        Place::New(composing) => {
            let begun = composing.clone();
            later(app, compose_chunk, move |draw, app| draw(app, begun.clone()))
        }
        Place::Choose(project) => {
            let project = project.clone();
            later(app, choose_chunk, move |draw, app| draw(app, project.clone()))
        }
        Place::Idea(id) | Place::Debate(id) => {
            let (id, from) = (id.clone(), list_behind(app, place.room()));
            later(app, contribution_chunk, move |draw, app| {
                draw(app, id.clone(), from.clone())
            })
        }
        Place::Mine(secret) => {
            let secret = secret.clone();
            later(app, mine_chunk, move |mine, app| (mine.room)(app, secret.clone()))
        }
        Place::Projects | Place::ProjectsBy(_) => later(app, list_chunk, |draw, app| draw(app)),
        Place::Project(id) => {
            let id = id.clone();
            later(app, project_chunk, move |draw, app| draw(app, id.clone()))
        }
        Place::Steward(path) => {
            let path = path.clone();
            later(app, steward_chunk, move |draw, app| draw(app, path.clone()))
        }
        Place::Log => later(app, record_chunk, |draw, app| draw(app)),
        Place::Comment(about, _) => room(app, (**about).clone()),
    }
}
