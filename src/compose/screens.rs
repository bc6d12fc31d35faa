//! The screens: their headings, and what stands on them.

use leptos::prelude::*;
use samskab_protocol::contribution::Kind;
use samskab_protocol::text::Format;

use super::album::are_taken;
use super::check::check;
use super::composer::{Composer, field_id};
use super::ground::ground;
use super::offers::offers;
use super::pictures::pictures_chunk;
use super::place::place;
use super::questions::{Question, is_optional, most, questions};
use super::sides::sides;
use super::similar::with_similar;
use super::who::who;
use crate::parts::chunk::later;
use crate::parts::field::{Field, field};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, button, classed, nothing, tag};
use crate::parts::wording;
use crate::route::Place;
use crate::route::composing::{Composing, Step};

/// Key of a screen's heading.
pub fn title_key(step: Step) -> &'static str {
    match step {
        Step::Problem => "idea.new",
        Step::Idea => "compose.idea",
        Step::Question => "compose.question",
        Step::Details => "compose.details",
        Step::Tension => "compose.tension",
        Step::Sides => "compose.sides",
        Step::Stop => "compose.stop",
        Step::Ground => "compose.ground",
        Step::Happened => "compose.happened",
        Step::Learned => "compose.learned",
        Step::Others => "compose.others",
        Step::Where => "compose.place",
        Step::Pictures => "compose.pictures",
        Step::Who => "compose.who",
        Step::Check => "check.heading",
    }
}

/// Draws what stands on a screen below its heading.
pub fn screen(composer: Composer, at: &Composing) -> AnyView {
    if at.step == Step::Check {
        return check(composer, at);
    }
    let before = match at.step {
        Step::Sides => sides(composer),
        Step::Ground => ground(composer),
        Step::Who => who(composer),
        Step::Where => place(composer),
        _ => nothing(),
    };
    let asked = questions(at.step)
        .iter()
        .map(|asked| question(composer, asked).view());
    let after = match at.step {
        Step::Others => offers(composer),
        Step::Where | Step::Pictures if are_taken(composer.app) => {
            later(composer.app, pictures_chunk, move |room, _| {
                (room.change)(composer)
            })
        }
        _ => nothing(),
    };
    // What is similar comes last, since it comes when it comes: nothing may move under a finger.
    let screen = all(vec![before, all(asked.collect()), after, forward(composer, at)]);
    with_similar(composer, at.step, screen)
}

/// A question with room for an answer.
pub fn question(composer: Composer, question: &Question) -> Tag {
    let Composer { app, writing, .. } = composer;
    let max = app.with_service(|service| most(&service.limits, question.pointer));
    let asked = Field {
        pointer: question.pointer,
        id: field_id(question.pointer),
        label: app.say(question.ask),
        hint: question.hint.map(|key| app.say(key)),
        rows: question.rows,
        max,
        autocomplete: match question.pointer {
            "/author/name" => "name",
            _ => "off",
        },
    };
    let is_long = question.rows > 1 && question.pointer != "/affected";
    match is_long && wording::format(app) == Format::Markup {
        true => field(app, writing, asked).child(wording::marks_help(app)),
        false => field(app, writing, asked),
    }
}

/// A choice of one among a few; `usual` is chosen before anything has been.
pub fn choices(
    composer: Composer,
    pointer: &'static str,
    ask: &str,
    among: &'static [(&'static str, &'static str)],
    usual: &str,
) -> AnyView {
    let legend = tag("legend").child(composer.app.say(ask));
    let set = classed("fieldset", "field").child(legend);
    let chosen = composer.writing.field(pointer);
    let chosen = if chosen.is_empty() { usual } else { &chosen };
    let one = |set: Tag, (value, key): &(&'static str, &'static str)| {
        set.child(choice(composer, pointer, value, key, *value == chosen))
    };
    among.iter().fold(set, one).view()
}

fn choice(composer: Composer, pointer: &'static str, value: &'static str, key: &str, is_chosen: bool) -> Tag {
    let id = [&field_id(pointer), "-", value].concat();
    let input = tag("input")
        .attr("type", "radio")
        .attr("name", field_id(pointer))
        .attr("id", id.as_str())
        .maybe("checked", is_chosen.then_some(""))
        .on("change", move |_| {
            composer.writing.set_field(pointer, value.to_owned())
        });
    classed("p", "choice")
        .child(input)
        .child(tag("label").attr("for", id).child(composer.app.say(key)))
}

/// The way on, and past what need not be answered.
fn forward(composer: Composer, at: &Composing) -> AnyView {
    let app = composer.app;
    let step = at.step;
    let on = button("button first wide", app.say("continue"), move |_| {
        composer.go_on(step)
    });
    let next = composer.next().filter(|_| is_optional(step));
    let skip = next.map(|next| link(app, "button quiet", Place::New(next), app.say("skip")));
    classed("p", "choices forward").child(on).child(skip).view()
}

/// Key of the words on the button that sends.
pub fn submit_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Idea | Kind::Other => "submit",
        Kind::Question => "submit.question",
        Kind::Dilemma => "submit.dilemma",
        Kind::Barrier => "submit.barrier",
        Kind::Story => "submit.story",
    }
}
