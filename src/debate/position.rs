//! Where somebody stands, said by themselves and never inferred: a side of a dilemma, or for, against, another way
//! (S4.5).

use leptos::prelude::*;
use samskab_protocol::comment::{Alignment, Comment};

use super::thread::Thread;
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::choice::{Choice, choice, said};
use crate::parts::markup::{Content, all, classed, live, nothing};

/// Asks where one stands, where the backend keeps it; not to say is an answer too.
pub fn question(app: App, thread: Thread, writing: Writing, id: String) -> AnyView {
    if !app.with_service(|service| service.claims("positions")) {
        return nothing();
    }
    // The sides may come later than a form that is open because there is a draft.
    live(move || {
        let mut answers = thread.sides.with(|sides| {
            let sides = sides.iter();
            let sides = sides.map(|side| ([SIDE, &side.id].concat(), side.label.clone()));
            sides.collect::<Vec<_>>()
        });
        // Who speaks for neither side has a word to say too.
        let (key, positions) = match answers.is_empty() {
            true => ("stance.ask", POSITIONS.as_slice()),
            false => ("side.ask", &POSITIONS[POSITIONS.len() - 1..]),
        };
        answers.extend(said(app, positions));
        answers.extend(said(app, &[("", "stance.none")]));
        let question = Choice {
            pointer: POSITION,
            id: id.clone(),
            question: app.say(key),
            answers,
        };
        let choice = choice(writing, question).attr("class", "field positions");
        choice.view()
    })
}

/// Where it is kept: one word of [`POSITIONS`], or a side by its id.
const POSITION: &str = "/position";
/// What stands before the id of a side.
const SIDE: &str = "side:";
/// The positions and their words; the last one is there beside sides as well.
const POSITIONS: [(&str, &str); 3] = [
    ("for", "stance.for"),
    ("against", "stance.against"),
    ("another_way", "stance.another"),
];

/// The position that was chosen, and the side.
pub fn chosen(writing: Writing) -> (Option<Alignment>, Option<String>) {
    let chosen = writing.field(POSITION);
    match chosen.strip_prefix(SIDE) {
        Some(side) => (None, Some(side.to_owned())),
        None if chosen.is_empty() => (None, None),
        None => (Some(Alignment::parse(&chosen)), None),
    }
}

/// The word for where the author of a comment stands; what sort of word it is, is seen by its frame.
pub fn stance(app: App, thread: Thread, item: &Comment) -> Option<AnyView> {
    if let Some(side) = item.side.clone() {
        let words = move || {
            let label = thread.sides.with(|sides| {
                let side = sides.iter().find(|known| known.id == side);
                side.map(|side| side.label.clone())
            });
            let words = label.map(|label| app.language.say_with("side.for", &[("side", &label)]));
            words.view()
        };
        let side = classed("span", "stance").attr("dir", "auto").live(words);
        return Some(side.view());
    }
    let position = item.alignment?.as_str();
    let (_, key) = POSITIONS.iter().find(|(word, _)| *word == position)?;
    Some(all(vec![
        classed("span", "unseen").child(app.say("stance.label")).view(),
        classed("span", "stance").child(app.say(key)).view(),
    ]))
}
