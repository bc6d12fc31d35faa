//! Ending a project: it is closed with what was learned, as citizens and as staff see it (S0.3).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::problem::FieldError;
use samskab_protocol::validation;
use serde_json::{Value, json};

use super::form::{Form, Request, form};
use super::meanwhile::{Standing, contested, follow, notice};
use super::outline::check;
use super::sheet::{Question, Sort, answer, draw_shared, put, question, standing};
use super::version::Version;
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::markup::{Content, all, button, classed, tag};

const QUESTIONS: [Question; 2] = [
    question("/learned/citizens", "steward.learned.citizens", Sort::Words),
    question("/learned/staff", "steward.learned.staff", Sort::Words),
];

/// Draws the form; or, where the frame has to be written first, the way there: one of long ago may have none.
pub fn lessons(
    app: App,
    shelf: String,
    version: Version,
    to_frame: Box<dyn Fn()>,
    done: Rc<dyn Fn(&str)>,
) -> AnyView {
    if !check(app, version.document()).is_empty() {
        let lead = button("button", app.say("steward.learned.frame"), move |_| to_frame());
        return all(vec![
            tag("p").child(app.say("steward.learned.unframed")).view(),
            classed("p", "choices").child(lead).view(),
        ]);
    }
    form(
        app,
        Form {
            subject: shelf,
            privacy: "steward.learned.public",
            send: app.say("steward.learned.send"),
            fields: Box::new(move |writing| fields(app, writing, version)),
            request: Box::new(move |writing| request(app, writing, version)),
            done,
        },
    )
}

fn standings(app: App, document: &Value) -> Vec<Standing> {
    QUESTIONS.iter().map(|one| standing(app, document, one)).collect()
}

fn fields(app: App, writing: Writing, version: Version) -> AnyView {
    let standing = standings(app, &version.document());
    follow(writing, &standing);
    let asked = QUESTIONS.iter();
    all([notice(app, writing, &standing)]
        .into_iter()
        .chain(asked.map(|one| draw_shared(app, writing, one, &standing)))
        .collect())
}

fn request(app: App, writing: Writing, version: Version) -> Result<Request, Vec<FieldError>> {
    let max = app.with_service(|service| service.limits.body_max);
    let document = version.document();
    let standing = standings(app, &document);
    follow(writing, &standing);
    let (mut patch, mut errors) = (json!({}), Vec::new());
    for (asked, stands) in QUESTIONS.iter().zip(&standing) {
        // It is not ended with what one side alone has learned.
        validation::text(asked.pointer, &writing.field(asked.pointer), max, &mut errors);
        if writing.field(asked.pointer).trim() != stands.text.trim() {
            put(&mut patch, asked.pointer, answer(app, writing, asked));
        }
    }
    if !matches!(document["state"].as_str(), Some("closed" | "archived")) {
        patch["state"] = "closed".into();
    }
    errors.extend(contested(app, writing, &standing));
    version.change(Some(patch.to_string()), errors)
}
