//! The sides of a dilemma: two at least, and more if wanted. None has to win (S4.5).

use leptos::prelude::*;

use super::composer::Composer;
use super::questions::Question;
use super::screens::question;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};

/// Where a side is written.
pub struct SideFields {
    /// What it is called.
    pub label: &'static str,
    /// What speaks for it, one argument to a line.
    pub arguments: &'static str,
}

const fn side(label: &'static str, arguments: &'static str) -> SideFields {
    SideFields { label, arguments }
}

/// As many sides as can be weighed at a time.
pub const SIDES: [SideFields; 4] = [
    side("/dilemma/sides/0/label", "/dilemma/sides/0/arguments"),
    side("/dilemma/sides/1/label", "/dilemma/sides/1/arguments"),
    side("/dilemma/sides/2/label", "/dilemma/sides/2/arguments"),
    side("/dilemma/sides/3/label", "/dilemma/sides/3/arguments"),
];

/// Draws the sides that have been begun, and the way to one more.
pub fn sides(composer: Composer) -> AnyView {
    let written = |side: &SideFields| !composer.writing.field(side.label).is_empty();
    let begun = SIDES.iter().rposition(written).map_or(0, |last| last + 1).max(2);
    all((0..begun)
        .map(|number| one(composer, number).view())
        .chain([more(composer, begun)])
        .collect())
}

fn one(composer: Composer, number: usize) -> Tag {
    let fields = &SIDES[number];
    let app = composer.app;
    let name = Question {
        pointer: fields.label,
        ask: "dilemma.side.name",
        hint: (number == 0).then_some("dilemma.side.name.hint"),
        missing: None,
        rows: 1,
    };
    let arguments = Question {
        pointer: fields.arguments,
        ask: "dilemma.side.for",
        hint: Some("dilemma.side.for.hint"),
        missing: None,
        rows: 3,
    };
    let count = (number + 1).to_string();
    classed("fieldset", "side")
        .attr("tabindex", "-1")
        .child(tag("legend").child(app.language.say_with("dilemma.side", &[("n", &count)])))
        .child(question(composer, &name))
        .child(question(composer, &arguments))
}

fn more(composer: Composer, number: usize) -> AnyView {
    if number >= SIDES.len() {
        return nothing();
    }
    let opened = RwSignal::new(false);
    live(move || match opened.get() {
        true => all(vec![
            one(composer, number).mounted(focus).view(),
            more(composer, number + 1),
        ]),
        false => {
            let label = composer.app.say("dilemma.side.more");
            button("button", label, move |_| opened.set(true)).view()
        }
    })
}
