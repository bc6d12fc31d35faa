//! What is in a list, on a map. What is in sight stands below as a list of links: whoever cannot use the map
//! misses nothing (C12).

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::map::{Features, ProjectFeature};
use samskab_protocol::place::Point;

use super::Shown;
use super::board::Board;
use super::program::numbers;
use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::failure;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};
use crate::route::Place;

/// How many of those in sight are listed: with more, coming closer tells more than reading on.
const LISTED: usize = 10;

/// Draws a list on a map.
pub type DrawResults = fn(App, Shown, Memo<String>) -> AnyView;

/// What is on the map.
struct Pins {
    all: Vec<Pin>,
    /// Whether some are missing.
    truncated: bool,
}

/// Something on the map.
#[derive(Clone)]
struct Pin {
    point: Point,
    title: String,
    place: Place,
}

/// Brings what draws a list on a map.
#[wasm_split(map, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn results_chunk() -> Result<DrawResults, Failure> {
    Ok(results)
}

fn results(app: App, shown: Shown, path: Memo<String>) -> AnyView {
    let found: Loading<Pins> = waiting_for();
    let (in_sight, pressed) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
    let fetch = move || load(found, ask(app, shown, path.get_untracked()));
    let board = Board::new(app);
    Effect::new(move || {
        path.track();
        fetch();
    });
    Effect::new(move || {
        let ready = board.ready.get();
        found.with(|found| match found {
            Load::Ready(found) if ready => {
                _ = pressed.try_set(Vec::new());
                board.with(|map| map.set_points(&degrees(found)));
            }
            _ => {}
        });
    });
    let moved = move |event| _ = in_sight.try_set(numbers(event));
    let press = move |event| _ = pressed.try_set(numbers(event));
    let map = board.draw(
        None,
        "map.label",
        vec![("map-moved", Box::new(moved)), ("map-pressed", Box::new(press))],
    );
    let words = live(move || {
        found.with(|found| match found {
            Load::Waiting(_) => nothing(),
            Load::Failed(why) => failure(app, why, fetch).view(),
            Load::Ready(found) => all(vec![
                live_links(app, found, "map.here", pressed),
                tally(app, board, found, in_sight),
            ]),
        })
    });
    classed("div", "map-results").child(map).child(words).view()
}

async fn ask(app: App, shown: Shown, path: String) -> Result<Pins, Failure> {
    let url = app.client.url(&path);
    if shown == Shown::Projects {
        let found: Features<ProjectFeature> = app.client.get(url).await?;
        let pins = found.features.into_iter().map(|one| Pin {
            point: one.point,
            title: one.title,
            place: Place::Project(one.id),
        });
        return Ok(Pins {
            all: pins.collect(),
            truncated: found.truncated,
        });
    }
    let found: Features = app.client.get(url).await?;
    let pins = found.features.into_iter().map(|one| Pin {
        point: one.point,
        title: one.title,
        place: Place::of(one.kind, one.id),
    });
    Ok(Pins {
        all: pins.collect(),
        truncated: found.truncated,
    })
}

fn degrees(found: &Pins) -> Vec<f64> {
    let points = found.all.iter().map(|pin| pin.point.degrees());
    points
        .flat_map(|(longitude, latitude)| [longitude, latitude])
        .collect()
}

/// How many are in sight, which ones, and how one sees them all.
fn tally(app: App, board: Board, found: &Pins, in_sight: RwSignal<Vec<f64>>) -> AnyView {
    let count = move || {
        let number = in_sight.with(Vec::len) as u32;
        let words = match number {
            0 => app.say("map.none"),
            _ => app.language.count("map.sight", number),
        };
        words.view()
    };
    let all_of_them = button("link", app.say("map.whole"), move |_| {
        _ = board.with(|map| map.fit())
    });
    let cut = found.truncated.then(|| {
        let words = app.language.count("map.truncated", found.all.len() as u32);
        classed("p", "small").child(words)
    });
    let status = tag("p").attr("role", "status").live(count);
    all(vec![
        status.view(),
        live_links(app, found, "", in_sight),
        classed("p", "choices").child(all_of_them).view(),
        cut.view(),
        classed("p", "small").child(app.say("map.without")).view(),
    ])
}

/// Links to those whose numbers these are, under a line that says which they are.
fn live_links(app: App, found: &Pins, title: &'static str, numbers: RwSignal<Vec<f64>>) -> AnyView {
    let pins = StoredValue::new(found.all.clone());
    live(move || {
        let numbers = numbers.get();
        if numbers.is_empty() {
            return nothing();
        }
        let items = pins.with_value(|pins| {
            let named = numbers.iter().filter_map(|number| pins.get(*number as usize));
            named
                .take(LISTED)
                .map(|pin| entry(app, pin).view())
                .collect::<Vec<_>>()
        });
        let left = numbers.len().saturating_sub(LISTED) as u32;
        let more = (left > 0).then(|| tag("li").child(app.language.count("map.more", left)));
        let title = (!title.is_empty()).then(|| {
            tag("p")
                .attr("role", "status")
                .child(tag("b").child(app.say(title)))
        });
        all(vec![
            title.view(),
            classed("ul", "map-links").child(items).child(more).view(),
        ])
    })
}

fn entry(app: App, pin: &Pin) -> Tag {
    tag("li").child(link(app, "", pin.place.clone(), pin.title.clone()).attr("dir", "auto"))
}
