//! What others have written already (C3): shown quietly while one writes, since joining beats posting a twin.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::page::Page;

use super::composer::Composer;
use super::lineage::{Source, add_source};
use crate::acts::support;
use crate::backend::client::encode;
use crate::parts::focus::focus_id;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, button, classed, live, nothing, tag};
use crate::route::Place;
use crate::route::composing::Step;

/// Nobody is asked before the fingers rest.
const PAUSE: Duration = Duration::from_millis(700);
/// Less says too little to find anything by.
const LETTERS_MIN: usize = 8;
/// More would not find better.
const LETTERS_MAX: usize = 300;

/// Where the list is read out from.
const HEADING: &str = "similar";

/// What was found, and what has been said of it.
#[derive(Clone, Copy)]
struct Search {
    composer: Composer,
    found: RwSignal<Vec<Contribution>, LocalStorage>,
    /// Ids of those that are something else.
    others: RwSignal<Vec<String>>,
    /// Counts the questions, so that a late answer is not taken for a newer one.
    turn: StoredValue<u32>,
    asked: StoredValue<String>,
    timer: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

/// Draws a screen, and below it what is similar to what is written there.
pub fn with_similar(composer: Composer, step: Step, screen: AnyView) -> AnyView {
    let asks = matches!(
        step,
        Step::Problem | Step::Idea | Step::Question | Step::Tension | Step::Stop
    );
    let is_served = composer.app.with_service(|service| service.claims("similar"));
    if !asks || !is_served {
        return screen;
    }
    let search = Search {
        composer,
        found: RwSignal::new_local(Vec::new()),
        others: RwSignal::new(Vec::new()),
        turn: StoredValue::new(0),
        asked: StoredValue::new(String::new()),
        timer: StoredValue::new_local(None),
    };
    on_cleanup(move || search.stop());
    search.ask();
    let count = Memo::new(move |_| search.found.with(|found| found.len() as u32));
    let announced = move || match count.get() {
        0 => nothing(),
        count => composer.app.language.count("similar.n", count).view(),
    };
    let list = live(move || search.found.with(|found| list(search, found)));
    tag("div")
        .child(screen)
        .child(classed("p", "unseen").attr("role", "status").live(announced))
        .child(list)
        .on("input", move |_| search.wait())
        .view()
}

impl Search {
    fn stop(self) {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = timer {
            timer.clear();
        }
    }

    /// Asks once nothing has been typed for a while.
    fn wait(self) {
        self.stop();
        let timer = set_timeout_with_handle(move || self.ask(), PAUSE).ok();
        self.timer.try_set_value(timer);
    }

    fn ask(self) {
        let (kind, _) = self.composer.of_what();
        let writing = self.composer.writing;
        let parts = ["/title", "/problem", "/dilemma/tension", "/body"].map(|part| writing.field(part));
        let text: String = parts.join(" ").trim().chars().take(LETTERS_MAX).collect();
        if text.chars().count() < LETTERS_MIN || self.asked.with_value(|asked| *asked == text) {
            return;
        }
        let kinds = match kind {
            Kind::Question | Kind::Dilemma => "question,dilemma",
            kind => kind.as_str(),
        };
        let path = ["/contributions/similar?kind=", kinds, "&text=", &encode(&text)].concat();
        self.asked.set_value(text);
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let client = self.composer.app.client;
        spawn_local(async move {
            // Whoever writes need not know that this could not be had.
            let Ok(page) = client.get::<Page<Contribution>>(client.url(&path)).await else {
                return;
            };
            if self.turn.try_get_value() == Some(turn) {
                self.show(page.items);
            }
        });
    }

    /// Shows what came, unless it is there already: what somebody has opened stays open.
    fn show(self, items: Vec<Contribution>) {
        let ids = |items: &[Contribution]| items.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
        let is_new = self.found.try_with_untracked(|found| ids(found) != ids(&items));
        if is_new == Some(true) {
            self.found.try_set(items);
        }
    }
}

fn list(search: Search, found: &[Contribution]) -> AnyView {
    if found.is_empty() {
        return nothing();
    }
    let app = search.composer.app;
    let title = heading(app, 1, app.say("similar.title"))
        .attr("id", HEADING)
        .attr("tabindex", "-1");
    let list = classed("ul", "similar-list").attr("role", "list");
    let list = found
        .iter()
        .fold(list, |list, item| list.child(one(search, item)));
    classed("section", "similar")
        .child(title)
        .child(classed("p", "small").child(app.say("similar.hint")))
        .child(list)
        .view()
}

fn one(search: Search, item: &Contribution) -> Tag {
    let app = search.composer.app;
    let id = item.id.clone();
    let is_other = move || search.others.with(|others| others.contains(&id));
    let supporters = item.counts.by_reaction.support.filter(|support| *support > 0);
    let supporters = supporters.map(|number| tag("span").child(app.language.count("support.n", number)));
    let status = item.status.label.clone();
    let meta = classed("p", "meta")
        .child(status.map(|status| tag("span").child(status)))
        .child(supporters);
    let place = Place::of(item.kind, item.id.clone());
    let opened = RwSignal::new(false);
    let judged = item.clone();
    let supported = move || match opened.get() {
        true => support(app, &judged),
        false => nothing(),
    };
    let whole = tag("details")
        .on("toggle", move |_| {
            if !opened.get_untracked() {
                opened.set(true);
            }
        })
        .child(tag("summary").child(tag("span").attr("dir", "auto").child(item.title.as_str())))
        .child(tag("p").attr("dir", "auto").child(item.summary.as_str()))
        .child(meta)
        .live(supported)
        .child(
            classed("p", "choices")
                .child(link(app, "button", place, app.say("similar.read")))
                .child(build_on(search, item))
                .child(something_else(search, item.id.clone())),
        );
    tag("li")
        .live_attr("hidden", move || is_other().then(String::new))
        .child(whole)
}

fn build_on(search: Search, item: &Contribution) -> AnyView {
    let composer = search.composer;
    let source = Source {
        id: item.id.clone(),
        title: item.title.clone(),
    };
    live(move || {
        let source = source.clone();
        let is_source = composer
            .sources
            .with(|sources| sources.iter().any(|known| known.id == source.id));
        match is_source {
            true => tag("span")
                .attr("role", "status")
                .child(composer.app.say("similar.built"))
                .view(),
            false => button("button", composer.app.say("similar.build"), move |_| {
                add_source(composer, source.clone());
            })
            .view(),
        }
    })
}

fn something_else(search: Search, id: String) -> Tag {
    let label = search.composer.app.say("similar.other");
    button("button quiet", label, move |event| {
        focus_id(&event, HEADING);
        search.others.update(|others| others.push(id.clone()));
    })
}
