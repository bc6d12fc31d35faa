//! Where it is: a name is always enough (C12). One's own position is asked for only when one presses for it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::place::{Place, Point};

use super::composer::Composer;
use super::questions::Question;
use super::screens::question;
use crate::map;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};
use crate::parts::position::{Untold, own_position, write_degrees};

const POINT: &str = "/place/point";

/// Ten-thousandths of a degree are about ten meters: near enough for a bench, and no address.
const STEPS_OF_A_DEGREE: f64 = 10_000.0;

const NAME: Question = Question {
    pointer: "/place/name",
    ask: "place.ask",
    hint: Some("place.hint"),
    missing: None,
    rows: 1,
};

/// Asks for the place.
pub fn place(composer: Composer) -> AnyView {
    let Composer { app, writing, .. } = composer;
    let point = RwSignal::new(read_point(&writing.field(POINT)));
    let said = RwSignal::new("");
    let kept = Effect::watch(
        move || point.get(),
        move |point, _, _| {
            writing.set_field(POINT, point.map(write_point).unwrap_or_default());
            // What was said before is over: a pin on the map is as good as one's own position.
            said.set("");
        },
        false,
    );
    on_cleanup(move || kept.stop());
    let here = button("button quiet", app.say("place.here"), move |_| {
        find_position(point, said)
    });
    let open = RwSignal::new(false);
    let pin = map::is_offered(app).then(|| {
        button("button quiet", app.say("place.pin"), move |_| {
            open.update(|open| *open = !*open)
        })
        .live_attr("aria-expanded", move || Some(open.get().to_string()))
    });
    let chosen_on_map = move || match open.get() {
        true => map::picker(app, point),
        false => nothing(),
    };
    let told = move || match (point.get(), said.get()) {
        (Some(point), "") => found(composer, point).view(),
        (_, "") => nothing(),
        (_, key) => app.say(key).view(),
    };
    let remove = move || match point.get() {
        Some(_) => button("link", app.say("place.remove"), move |_| point.set(None)).view(),
        None => nothing(),
    };
    all(vec![
        question(composer, &NAME).view(),
        classed("div", "choices").child(here).child(pin).view(),
        live(chosen_on_map),
        tag("p").attr("role", "status").live(told).view(),
        live(remove),
    ])
}

fn found(composer: Composer, point: Point) -> Tag {
    let words = composer
        .app
        .language
        .say_with("place.found", &[("point", &degrees(point))]);
    tag("span").child(words)
}

/// Asks the device where it is, which asks the person.
fn find_position(point: RwSignal<Option<Point>>, said: RwSignal<&'static str>) {
    said.set("place.asking");
    spawn_local(async move {
        let told = match own_position().await {
            Ok((longitude, latitude)) => {
                let round = |degrees: f64| (degrees * STEPS_OF_A_DEGREE).round() / STEPS_OF_A_DEGREE;
                _ = point.try_set(Some(Point::from_degrees(round(longitude), round(latitude))));
                ""
            }
            Err(Untold::Refused) => "place.refused",
            Err(Untold::Unknown) => "place.unknown",
        };
        _ = said.try_set(told);
    });
}

/// The place as it is sent; a point without a name is called `unnamed`.
pub fn read_place(name: &str, point: &str, unnamed: &str) -> Option<Place> {
    let point = read_point(point);
    let name = match (name.trim(), point) {
        ("", None) => return None,
        ("", Some(_)) => unnamed,
        (name, _) => name,
    };
    Some(Place {
        name: name.to_owned(),
        point,
    })
}

fn degrees(point: Point) -> String {
    [
        write_degrees(point.latitude, 4),
        write_degrees(point.longitude, 4),
    ]
    .join(", ")
}

fn read_point(text: &str) -> Option<Point> {
    let (longitude, latitude) = text.split_once(' ')?;
    Some(Point {
        longitude: longitude.parse().ok()?,
        latitude: latitude.parse().ok()?,
    })
}

fn write_point(point: Point) -> String {
    [&point.longitude.to_string(), " ", &point.latitude.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_enough_and_so_is_a_point() {
        assert_eq!(read_place(" Åen ", "", ""), Some(Place::named("Åen")));
        let point = Point::from_degrees(9.4021, 56.452);
        let place = read_place("", &write_point(point), "Sted på kortet").unwrap();
        assert_eq!(
            (place.name.as_str(), place.point),
            ("Sted på kortet", Some(point))
        );
        assert_eq!(read_place(" ", "nowhere", "Sted på kortet"), None);
    }
}
