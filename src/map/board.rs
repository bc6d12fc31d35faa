//! A map with its buttons: everything that fingers do on it is done by buttons too (WCAG 2.1.1, 2.5.7).

use leptos::prelude::*;
use samskab_protocol::map::Map;
use web_sys::{Event, HtmlElement};

use super::program::{Drawn, Program, fetch};
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::failure;
use crate::parts::markup::{Content, Tag, all, button, classed, live, tag};
use crate::parts::waiting::waiting;

/// How much of what is in sight goes by at a press.
const STEP: f64 = 0.3;

/// A map on the page, once it is there.
#[derive(Clone, Copy)]
pub struct Board {
    app: App,
    drawn: StoredValue<Option<Drawn>, LocalStorage>,
    /// Whether it is there.
    pub ready: RwSignal<bool>,
    lost: RwSignal<bool>,
}

/// A listener to what happens on a map.
pub type Listener = Box<dyn Fn(Event) + Send + Sync>;

impl Board {
    /// A map that is not drawn yet.
    pub fn new(app: App) -> Board {
        let board = Board {
            app,
            drawn: StoredValue::new_local(None),
            ready: RwSignal::new(false),
            lost: RwSignal::new(false),
        };
        on_cleanup(move || board.take_away());
        board
    }

    /// Does something with the map, if it is there.
    pub fn with<T>(self, act: impl FnOnce(&Drawn) -> T) -> Option<T> {
        self.drawn
            .try_with_value(|drawn| drawn.as_ref().map(act))
            .flatten()
    }

    /// Draws it with `bounds` (west, south, east, north), or those of the whole municipality. Where it cannot be
    /// fetched, it is said that the words beside it say the same.
    pub fn draw(
        self,
        bounds: Option<Vec<f64>>,
        label: &'static str,
        listen: Vec<(&'static str, Listener)>,
    ) -> AnyView {
        let app = self.app;
        let code: Loading<Program> = waiting_for();
        let again = move || load(code, fetch(app));
        again();
        let listen = StoredValue::new(listen);
        live(move || {
            code.with(|code| match code {
                Load::Waiting(_) => classed("div", "map-frame").child(waiting(app)).view(),
                Load::Failed(why) => {
                    let beside = tag("p").child(app.say("map.failed"));
                    failure(app, why, again).child(beside).view()
                }
                Load::Ready(program) => self.whole(program.clone(), bounds.clone(), label, listen),
            })
        })
    }

    fn whole(
        self,
        program: Program,
        bounds: Option<Vec<f64>>,
        label: &'static str,
        listen: StoredValue<Vec<(&'static str, Listener)>>,
    ) -> AnyView {
        let app = self.app;
        let map = app.with_service(|service| service.map.read()).unwrap_or_default();
        let credit = map.attribution.clone();
        // Those who do not see it have the same in words; nothing inside can take the focus.
        let mut field = classed("div", "map")
            .attr("role", "img")
            .attr("aria-label", app.say(label))
            .on("map-lost", move |_| _ = self.lost.try_set(true))
            .mounted(move |element| self.begin(&program, &map, bounds, element));
        for number in 0..listen.with_value(Vec::len) {
            let name = listen.with_value(|listen| listen[number].0);
            field = field.on(name, move |event| {
                listen.with_value(|listen| listen[number].1(event));
            });
        }
        let frame = classed("div", "map-frame").child(field).child(
            classed("p", "map-hint small")
                .attr("aria-hidden", "true")
                .child(app.say("map.hint")),
        );
        let lost = move || {
            self.lost
                .get()
                .then(|| classed("p", "small").child(app.say("map.lost")))
                .view()
        };
        all(vec![
            frame.view(),
            steering(self).view(),
            classed("div", "outcome-map")
                .attr("role", "status")
                .live(lost)
                .view(),
            credit.map(|credit| classed("p", "small").child(credit)).view(),
        ])
    }

    // Apart, since what calls a script in this way stays in the part that is always loaded.
    #[inline(never)]
    fn begin(self, program: &Program, map: &Map, bounds: Option<Vec<f64>>, element: HtmlElement) {
        let bounds = bounds.unwrap_or_else(|| map.bounds.clone());
        let address = |address: &Option<String>| address.clone().unwrap_or_default();
        let drawn = program.show(&element, &bounds, &address(&map.tiles), &address(&map.base));
        let Ok(drawn) = drawn else {
            _ = self.lost.try_set(true);
            return;
        };
        // The view may be gone by now.
        match self.drawn.try_set_value(Some(drawn)) {
            Some(Some(drawn)) => drawn.remove(),
            _ => _ = self.ready.try_set(true),
        }
    }

    fn take_away(self) {
        if let Some(Some(drawn)) = self.drawn.try_update_value(Option::take) {
            drawn.remove();
        }
    }
}

/// Closer, farther, and in the four directions.
fn steering(board: Board) -> Tag {
    let app = board.app;
    let press = |sign: &str, key: &str, act: fn(&Drawn)| {
        button("button map-button", sign.to_owned(), move |_| _ = board.with(act))
            .attr("aria-label", app.say(key))
            .attr("title", app.say(key))
    };
    classed("div", "map-steer")
        .attr("role", "group")
        .attr("aria-label", app.say("map.steer"))
        .child(press("+", "map.closer", |map| map.zoom(1)))
        .child(press("−", "map.farther", |map| map.zoom(-1)))
        .child(press("←", "map.west", |map| map.pan(-STEP, 0.0)))
        .child(press("↑", "map.north", |map| map.pan(0.0, -STEP)))
        .child(press("↓", "map.south", |map| map.pan(0.0, STEP)))
        .child(press("→", "map.east", |map| map.pan(STEP, 0.0)))
}
