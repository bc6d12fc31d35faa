//! The overview: what goes on now, who works with whom on what, what is missing, and how to join; those first in which
//! nothing is decided yet (S0.1, S2.5). Citizens' own projects stand in it like all others (S4.6).

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::page::Page;
use samskab_protocol::project::Project;

use super::card::card;
use super::choosing::choosing_chunk;
use super::kept::{keep, kept, leave};
use super::network::network;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::map::{self, Shown};
use crate::parts::choosing::{By, chosen};
use crate::parts::chunk::later;
use crate::parts::failure::loaded;
use crate::parts::focus::come_back;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, all, button, classed, live, nothing};
use crate::parts::more::more;
use crate::route::Place;

/// Brings what draws the list of projects.
#[wasm_split(projects, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn list_chunk() -> Result<fn(App) -> AnyView, Failure> {
    Ok(list)
}

/// Draws the list.
fn list(app: App) -> AnyView {
    let by = chosen(app);
    let kept = kept(app).filter(|kept| by.with_untracked(|by| kept.by == *by));
    let mapped = RwSignal::new(kept.as_ref().is_some_and(|kept| kept.mapped));
    let mut followed = kept.as_ref().and_then(|kept| kept.followed.clone());
    let page: Loading<Page<Project>> = waiting_for();
    let path = Memo::new(move |_| by.with(|by| ["/projects?", &by.text(encode)].concat()));
    let fetch = move || load(page, app.client.get(app.client.url(&path.get_untracked())));
    match (kept, app.take_first().take("projects")) {
        (Some(kept), _) => page.set(Load::Ready(kept.page)),
        (None, Some(first)) => page.set(Load::Ready(first)),
        (None, None) => fetch(),
    }
    let narrow = move |_: &(), _: Option<&()>, _| {
        // The list is the same view: whoever narrows it down stays where they are.
        app.take_arrival();
        fetch();
    };
    // Read and not only tracked: a memo that nobody has read follows nothing.
    let narrowed = Effect::watch(move || drop(path.get()), narrow, false);
    on_cleanup(move || {
        narrowed.stop();
        leave(app, mapped.try_get_untracked().unwrap_or_default());
    });
    let status = live(move || page.with(|page| announce(app, page)));
    let found = loaded(app, page, fetch, move |page| {
        keep(app, &by.get_untracked(), page, 0);
        results(app, page, by, followed.take())
    });
    all(vec![
        view_heading(app, app.say("projects.title")).view(),
        classed("p", "lead").child(app.say("projects.lead")).view(),
        finder(app, by, mapped),
        classed("p", "small order")
            .attr("role", "status")
            .child(status)
            .view(),
        found,
        network(app),
    ])
}

fn announce(app: App, page: &Load<Page<Project>>) -> AnyView {
    match page {
        Load::Waiting(_) => app.say("waiting").view(),
        Load::Ready(page) => {
            let total = page.total.map(|total| {
                let count = app.language.count("projects.count", total.value);
                [&count, " ", &app.say("projects.order")].concat()
            });
            total.view()
        }
        Load::Failed(_) => nothing(),
    }
}

fn results(app: App, page: &Page<Project>, by: By, followed: Option<String>) -> AnyView {
    if page.items.is_empty() {
        let narrowed = by.with_untracked(|by| !by.is_empty());
        let key = match narrowed {
            true => "projects.not_found",
            false => "projects.none",
        };
        let whole = narrowed.then(|| link(app, "button", Place::Projects, app.say("list.whole")));
        return all(vec![
            classed("p", "empty").child(app.say(key)).view(),
            whole.view(),
        ]);
    }
    classed("ol", "cards")
        .attr("role", "list")
        .child(items(app, page, by, 0, followed))
        .view()
}

/// The cards of a page, and the way to the next one. The card that the reader comes back from takes the focus.
fn items(app: App, page: &Page<Project>, by: By, before: usize, followed: Option<String>) -> AnyView {
    let cards = page.items.iter().map(|project| {
        let is_followed = followed.as_deref() == Some(&project.id);
        match is_followed {
            true => card(app, project).mounted(come_back).view(),
            false => card(app, project).view(),
        }
    });
    let mut items: Vec<_> = cards.collect();
    if let Some(next) = page.page.next.clone() {
        let shown = before + page.items.len();
        let draw = move |page: &Page<Project>| {
            keep(app, &by.get_untracked(), page, shown);
            self::items(app, page, by, shown, None)
        };
        items.push(more(app, app.say("more"), next, Box::new(draw)));
    }
    all(items)
}

/// The ways to choose among them and to see them on a map. Files cannot be asked.
fn finder(app: App, by: By, mapped: RwSignal<bool>) -> AnyView {
    if app.with_service(|service| service.files) {
        return nothing();
    }
    let open = RwSignal::new(by.with_untracked(|by| !by.is_empty()));
    let choose = toggle(open, move || app.say("finder.open").view());
    let on_map = map::is_offered_for_lists(app).then(|| {
        toggle(mapped, move || {
            app.say(if mapped.get() { "map.hide" } else { "map.show" }).view()
        })
    });
    let choices = live(move || match open.get() {
        true => later(app, choosing_chunk, move |draw, app| draw(app, by)),
        false => nothing(),
    });
    let path = Memo::new(move |_| by.with(|by| ["/projects/map?", &by.text(encode)].concat()));
    let map = live(move || match mapped.get() {
        true => map::results(app, Shown::Projects, path),
        false => nothing(),
    });
    all(vec![
        classed("p", "choices finder").child(choose).child(on_map).view(),
        classed("div", "finding").child(choices).view(),
        map,
    ])
}

/// A button that opens and closes something.
fn toggle(open: RwSignal<bool>, label: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    button("button", String::new(), move |_| {
        open.update(|open| *open = !*open)
    })
    .live_attr("aria-expanded", move || Some(open.get().to_string()))
    .live(label)
    .view()
}
