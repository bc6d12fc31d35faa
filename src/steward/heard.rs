//! Writing what was heard, point by point, with what minorities hold and why (S1.4, S2.8).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::heard::Summary;
use samskab_protocol::problem::FieldError;
use samskab_protocol::validation::projects as rules;
use samskab_protocol::wire;
use serde_json::{Value, json};

use super::form::{Form, Request, form, lines};
use super::select::{Answers, select};
use super::sheet::{Question, Sort, draw, question};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::language::now;
use crate::parts::focus::focus;
use crate::parts::form::written;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};

const TITLE: Question = question("/title", "steward.heard.title", Sort::Line);
const POINTS: Question = question("/points", "steward.heard.points", Sort::Lines);

/// What is asked of a minority: what it holds, who it is, and why.
type Minority = [Question; 3];

const fn minority(position: &'static str, held_by: &'static str, reasons: &'static str) -> Minority {
    [
        question(position, "steward.heard.position", Sort::Line),
        question(held_by, "steward.heard.held_by", Sort::Line),
        question(reasons, "steward.heard.reasons", Sort::Lines),
    ]
}

/// As many minorities as one meeting has.
const MINORITIES: [Minority; 4] = [
    minority(
        "/minorities/0/position",
        "/minorities/0/held_by",
        "/minorities/0/reasons",
    ),
    minority(
        "/minorities/1/position",
        "/minorities/1/held_by",
        "/minorities/1/reasons",
    ),
    minority(
        "/minorities/2/position",
        "/minorities/2/held_by",
        "/minorities/2/reasons",
    ),
    minority(
        "/minorities/3/position",
        "/minorities/3/held_by",
        "/minorities/3/reasons",
    ),
];

/// Draws the form. What can be summed up is `<type>:<id>`, with the id of a phase behind a space.
pub fn heard(app: App, shelf: String, subjects: Answers, done: Rc<dyn Fn(&str)>) -> AnyView {
    let first = subjects
        .first()
        .map(|(value, _)| value.clone())
        .unwrap_or_default();
    form(
        app,
        Form {
            subject: shelf,
            privacy: "steward.heard.public",
            send: app.say("steward.heard.send"),
            fields: Box::new(move |writing| {
                let several = subjects.len() > 1;
                let which = several
                    .then(|| select(writing, "/subject", app.say("steward.heard.of"), subjects.clone()));
                all(vec![
                    which.view(),
                    draw(app, writing, &TITLE).view(),
                    draw(app, writing, &POINTS).view(),
                    minorities(app, writing),
                ])
            }),
            request: Box::new(move |writing| request(app, writing, &first)),
            done,
        },
    )
}

fn minorities(app: App, writing: Writing) -> AnyView {
    let begun = MINORITIES.iter().rposition(|one| is_begun(writing, one));
    let begun = begun.map_or(0, |last| last + 1);
    let mut drawn: Vec<AnyView> = (0..begun)
        .map(|number| one(app, writing, number).view())
        .collect();
    drawn.push(more(app, writing, begun));
    all(drawn)
}

fn is_begun(writing: Writing, minority: &Minority) -> bool {
    minority.iter().any(|one| written(writing, one.pointer).is_some())
}

fn one(app: App, writing: Writing, number: usize) -> Tag {
    let count = (number + 1).to_string();
    let legend = app.language.say_with("steward.heard.minority", &[("n", &count)]);
    let whole = classed("fieldset", "side")
        .attr("tabindex", "-1")
        .child(tag("legend").child(legend));
    MINORITIES[number]
        .iter()
        .fold(whole, |whole, asked| whole.child(draw(app, writing, asked)))
}

fn more(app: App, writing: Writing, number: usize) -> AnyView {
    if number >= MINORITIES.len() {
        return nothing();
    }
    let opened = RwSignal::new(false);
    live(move || match opened.get() {
        true => all(vec![
            one(app, writing, number).mounted(focus).view(),
            more(app, writing, number + 1),
        ]),
        false => button("button", app.say("steward.heard.more"), move |_| opened.set(true)).view(),
    })
}

fn request(app: App, writing: Writing, first: &str) -> Result<Request, Vec<FieldError>> {
    let chosen = written(writing, "/subject").unwrap_or_else(|| first.to_owned());
    let (subject, phase) = match chosen.split_once(' ') {
        Some((subject, phase)) => (subject, Some(phase)),
        None => (chosen.as_str(), None),
    };
    // Those that were left empty are none; an error is told where its minority was written.
    let begun: Vec<usize> = (0..MINORITIES.len())
        .filter(|number| is_begun(writing, &MINORITIES[*number]))
        .collect();
    let minorities: Vec<Value> = begun
        .iter()
        .map(|number| told(writing, &MINORITIES[*number]))
        .collect();
    let body = json!({
        "subject": subject,
        "phase": phase,
        "title": written(writing, TITLE.pointer).unwrap_or_default(),
        "points": lines(writing, POINTS.pointer),
        "minorities": minorities,
        "lang": app.language.tag(),
    });
    let limits = app.with_service(|service| service.limits.clone());
    let mut whole = body.clone();
    whole["id"] = "new".into();
    whole["created_at"] = now().as_str().into();
    let errors = wire::read::<Summary>(&whole).map(|summary| rules::summary(&summary, &limits));
    let errors = errors.unwrap_or_default().into_iter().map(|error| FieldError {
        pointer: written_at(&error.pointer, &begun),
        ..error
    });
    Request::to("/summaries", Some(body.to_string()), errors.collect())
}

fn told(writing: Writing, [position, held_by, reasons]: &Minority) -> Value {
    json!({
        "position": written(writing, position.pointer).unwrap_or_default(),
        "held_by": written(writing, held_by.pointer),
        "reasons": lines(writing, reasons.pointer),
    })
}

/// Where the minority of a pointer was written, whose number counts those alone that were.
fn written_at(pointer: &str, begun: &[usize]) -> String {
    let told = pointer
        .strip_prefix("/minorities/")
        .and_then(|rest| rest.split_once('/'));
    let place = told.and_then(|(number, rest)| Some((begun.get(number.parse::<usize>().ok()?)?, rest)));
    match place {
        Some((number, rest)) => ["/minorities/", &number.to_string(), "/", rest].concat(),
        None => pointer.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::written_at;

    #[test]
    fn an_error_is_told_where_its_minority_was_written() {
        assert_eq!(written_at("/minorities/0/reasons", &[2]), "/minorities/2/reasons");
        assert_eq!(written_at("/points", &[2]), "/points");
    }
}
