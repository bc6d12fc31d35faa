//! Where somebody stands, said by themselves and never inferred: a side of a dilemma, or for, against, another way
//! (S4.5).

use leptos::prelude::*;
use samskab_protocol::comment::{Alignment, Comment};

use super::thread::Thread;
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::choice::{Choice, choice, said};
use crate::parts::markup::{Content, Tag, classed, live, nothing};

/// Asks where one stands, where the backend keeps it; not to say is an answer too.
pub fn question(app: App, thread: Thread, writing: Writing, id: String) -> AnyView {
    if !app.with_service(|service| service.claims("positions")) {
        return nothing();
    }
    // The sides may come later than a form that is open because there is a draft.
    live(move || {
        let sides = thread.sides.with(|sides| {
            let sides = sides.iter().map(|side| (side.id.clone(), side.label.clone()));
            sides.collect::<Vec<_>>()
        });
        let none = said(app, &[("", "stance.none")]);
        let (pointer, key, answers) = match sides.is_empty() {
            true => ("/alignment", "stance.ask", said(app, &POSITIONS)),
            false => ("/side", "side.ask", sides),
        };
        let question = Choice {
            pointer,
            id: id.clone(),
            question: app.say(key),
            answers: [answers, none].concat(),
        };
        let choice = choice(writing, question).attr("class", "field positions");
        choice.view()
    })
}

/// The positions and their words.
const POSITIONS: [(&str, &str); 3] = [
    ("for", "stance.for"),
    ("against", "stance.against"),
    ("another_way", "stance.another"),
];

/// The position that was chosen, and the side.
pub fn chosen(writing: Writing) -> (Option<Alignment>, Option<String>) {
    let chosen = |pointer: &str| Some(writing.field(pointer)).filter(|value| !value.is_empty());
    (
        chosen("/alignment").map(|word| Alignment::parse(&word)),
        chosen("/side"),
    )
}

/// The word for where the author of a comment stands.
pub fn stance(app: App, thread: Thread, item: &Comment) -> Option<Tag> {
    if let Some(side) = item.side.clone() {
        let words = move || {
            let label = thread.sides.with(|sides| {
                let side = sides.iter().find(|known| known.id == side);
                side.map(|side| side.label.clone())
            });
            let words = label.map(|label| app.language.say_with("side.for", &[("side", &label)]));
            words.view()
        };
        return Some(classed("span", "stance").attr("dir", "auto").live(words));
    }
    let position = item.alignment?.as_str();
    let (_, key) = POSITIONS.iter().find(|(word, _)| *word == position)?;
    Some(classed("span", "stance").child(app.say(key)))
}
