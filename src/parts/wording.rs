//! The few marks that texts are written with, where the backend keeps what they mean: how to use them, and how it
//! will look.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use samskab_protocol::text::{Format, Text};

use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::markup::{Content, Tag, classed, nothing, tag};
use crate::parts::prose::{People, prose_among};

/// The format in which texts are sent to this backend.
pub fn format(app: App) -> Format {
    match app.with_service(|service| service.claims("markup")) {
        true => Format::Markup,
        false => Format::Plain,
    }
}

/// A text as it would be sent from here.
pub fn written(app: App, value: String) -> Text {
    Text {
        format: format(app),
        ..Text::plain(value)
    }
}

/// A field for a text, with one line on the marks and a look at what will come of them; the field alone where the
/// backend does not keep them.
pub fn with_marks(
    app: App,
    writing: Writing,
    pointer: &'static str,
    people: Rc<dyn People>,
    field: Tag,
) -> Tag {
    let whole = tag("div").child(field);
    if format(app) != Format::Markup {
        return whole;
    }
    let open = RwSignal::new(false);
    let typed = RwSignal::new(0_u32);
    let people = StoredValue::new_local(people);
    let looked = move || {
        typed.track();
        if !open.get() {
            return nothing();
        }
        let text = written(app, writing.field(pointer).trim().to_owned());
        people.with_value(|people| prose_among(&text, people.as_ref()).view())
    };
    let toggled = move |event: web_sys::Event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    let look = classed("details", "look")
        .on("toggle", toggled)
        .child(tag("summary").child(app.say("marks.look")))
        .child(classed("div", "panel preview").live(looked));
    whole
        .child(marks_help(app))
        .child(look)
        .on("input", later(move || open.get_untracked(), typed))
}

/// One line on how to use the marks.
pub fn marks_help(app: App) -> Tag {
    classed("p", "small marks").child(app.say("marks.help"))
}

/// How long after a key press the look follows: whoever types goes first.
const PAUSE: Duration = Duration::from_millis(250);

/// What notes some time after an event that something was typed, while that is of interest.
fn later(is_wanted: impl Fn() -> bool + 'static, typed: RwSignal<u32>) -> impl FnMut(web_sys::Event) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    move |_| {
        stop();
        if is_wanted() {
            let note = move || _ = typed.try_update(|times| *times += 1);
            timer.set_value(set_timeout_with_handle(note, PAUSE).ok());
        }
    }
}
