//! Questions whose answers become one JSON document, and back: what was written in a field goes where its pointer says.

use leptos::prelude::*;
use samskab_protocol::identifier::Timestamp;
use samskab_protocol::limits::Limits;
use samskab_protocol::problem::FieldError;
use serde_json::{Map, Value, json};
use wasm_bindgen::JsCast;

use super::faults::faulty;
use super::form::lines;
use super::meanwhile::{Standing, choice};
use super::select::{keyed, select};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::field::{Field, field};
use crate::parts::form::{field_id, written};
use crate::parts::markup::{Content, Tag, all, classed, tag};

/// What sort of answer is asked for.
#[derive(Clone, Copy)]
pub enum Sort {
    /// One line.
    Line,
    /// A few sentences.
    Sentences,
    /// Words with their language.
    Words,
    /// Several items, one a line.
    Lines,
    /// A day.
    Day,
    /// A day and an hour, where the reader is.
    Moment,
    /// A whole number.
    Number,
    /// One of these words, with the keys of what is said.
    Choice(&'static [(&'static str, &'static str)]),
}

/// A question.
pub struct Question {
    /// Where the answer belongs in the document.
    pub pointer: &'static str,
    /// Key of what is asked.
    pub ask: &'static str,
    /// What sort of answer it takes.
    pub sort: Sort,
}

/// A question, in short.
pub const fn question(pointer: &'static str, ask: &'static str, sort: Sort) -> Question {
    Question { pointer, ask, sort }
}

/// Draws a question.
pub fn draw(app: App, writing: Writing, question: &Question) -> Tag {
    let Question { pointer, ask, sort } = *question;
    let limits = app.with_service(|service| service.limits.clone());
    let (rows, max) = match sort {
        Sort::Choice(answers) => return select(writing, pointer, app.say(ask), keyed(app, answers)),
        Sort::Day => return dated(app, writing, "date", pointer, ask),
        Sort::Moment => return dated(app, writing, "datetime-local", pointer, ask),
        Sort::Line => (1, limits.title_max),
        Sort::Number => (1, 4),
        Sort::Sentences => (3, limits.body_max),
        Sort::Words => (4, limits.body_max),
        Sort::Lines => (3, lines_max(&limits)),
    };
    let asked = Field {
        pointer,
        id: field_id(writing, pointer),
        label: app.say(ask),
        hint: matches!(sort, Sort::Lines).then(|| app.say("steward.lines")),
        rows,
        max,
        autocomplete: "off",
    };
    field(app, writing, asked)
}

/// Draws a question about what others may change too, with what they have written there meanwhile.
pub fn draw_shared(app: App, writing: Writing, question: &Question, standing: &[Standing]) -> AnyView {
    all(vec![
        draw(app, writing, question).view(),
        choice(app, writing, standing, question.pointer),
    ])
}

/// What stands in a document, as it is written in a field and as it is said to people.
pub fn standing(app: App, document: &Value, question: &Question) -> Standing {
    let text = text_of(document, question);
    let said = match question.sort {
        Sort::Choice(answers) => {
            let chosen = answers.iter().find(|(value, _)| *value == text);
            chosen.map(|(_, key)| app.say(key)).unwrap_or_default()
        }
        Sort::Day if !text.is_empty() => app.language.day(&Timestamp([&text, "T12:00:00Z"].concat())),
        Sort::Moment => {
            let at = document.pointer(question.pointer).and_then(Value::as_str);
            at.map(|at| app.language.moment(&Timestamp(at.to_owned())))
                .unwrap_or_default()
        }
        _ => text.clone(),
    };
    Standing {
        pointer: question.pointer,
        text,
        said,
    }
}

/// As much as a list may hold; each line is checked alone.
fn lines_max(limits: &Limits) -> u32 {
    limits.comment_max.saturating_mul(limits.list_max)
}

fn dated(app: App, writing: Writing, input: &'static str, pointer: &'static str, ask: &str) -> Tag {
    let id = field_id(writing, pointer);
    let error = [&id, "-error"].concat();
    let value = writing.field(pointer);
    let input = tag("input")
        .attr("type", input)
        .attr("id", id.as_str())
        .attr("aria-describedby", error.as_str())
        .made(move |element| {
            // The members of all kinds of input have the same name.
            element
                .unchecked_into::<web_sys::HtmlInputElement>()
                .set_value(&value);
        })
        .on("input", move |event| {
            writing.set_field(pointer, event_target_value(&event))
        });
    classed("div", "field day")
        .child(tag("label").attr("for", id).child(app.say(ask)))
        .child(
            classed("p", "complaint")
                .attr("id", error)
                .live(move || writing.complaint(pointer).view()),
        )
        .child(input)
}

/// What was written as an answer; null where that is nothing.
pub fn answer(app: App, writing: Writing, question: &Question) -> Value {
    let pointer = question.pointer;
    let Some(words) = written(writing, pointer) else {
        return match question.sort {
            Sort::Lines => json!([]),
            _ => Value::Null,
        };
    };
    match question.sort {
        Sort::Line | Sort::Sentences | Sort::Choice(_) => words.into(),
        Sort::Words => json!({ "value": words, "lang": app.language.tag() }),
        Sort::Lines => lines(writing, pointer).into(),
        // Noon, so that it is the same day wherever one looks from.
        Sort::Day => [&words, "T12:00:00Z"].concat().into(),
        Sort::Moment => moment(&words).into(),
        Sort::Number => words.parse::<u32>().map_or(words.clone().into(), Value::from),
    }
}

/// That something else than the number that is asked for was written.
pub fn no_number(app: App, writing: Writing, question: &Question) -> Option<FieldError> {
    let words = written(writing, question.pointer).filter(|_| matches!(question.sort, Sort::Number))?;
    let is_number = words.parse::<u32>().is_ok();
    (!is_number).then(|| faulty(app, question.pointer, "steward.number"))
}

/// An hour where the reader is, as it is everywhere; what is none stays as it was written.
fn moment(words: &str) -> String {
    let moment = js_sys::Date::new(&words.into());
    match moment.get_time().is_nan() {
        true => words.to_owned(),
        false => String::from(moment.to_iso_string()).replace(".000Z", "Z"),
    }
}

/// An hour that is the same everywhere, as it is written where the reader is: `2026-12-03T19:00`.
fn local(moment: &str) -> String {
    let moment = js_sys::Date::new(&moment.into());
    let ahead = moment.get_timezone_offset() * 60_000.0;
    let here = js_sys::Date::new(&(moment.get_time() - ahead).into());
    match here.get_time().is_nan() {
        true => String::new(),
        false => String::from(here.to_iso_string()).chars().take(16).collect(),
    }
}

/// What stands in a document, as it is written in a field.
pub fn text_of(document: &Value, question: &Question) -> String {
    let Some(value) = document.pointer(question.pointer) else {
        return String::new();
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match question.sort {
        Sort::Line | Sort::Sentences | Sort::Choice(_) => text(value),
        Sort::Moment => local(&text(value)),
        Sort::Words => value.get("value").map(text).unwrap_or_default(),
        Sort::Day => text(value).chars().take(10).collect(),
        Sort::Number => value
            .as_u64()
            .map(|number| number.to_string())
            .unwrap_or_default(),
        Sort::Lines => {
            let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
            items.iter().map(text).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Puts a value where a pointer says, with the objects on the way there.
pub fn put(document: &mut Value, pointer: &str, value: Value) {
    let mut place = document;
    for name in pointer.split('/').skip(1) {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = match place {
            Value::Object(members) => members.entry(name).or_insert(Value::Null),
            _ => return,
        };
    }
    *place = value;
}

/// A document made of all answers that are not empty.
pub fn document(app: App, writing: Writing, questions: &[Question]) -> Value {
    let mut document = json!({});
    for question in questions {
        let value = answer(app, writing, question);
        if !value.is_null() {
            put(&mut document, question.pointer, value);
        }
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_document_is_shown_as_it_was_written() {
        let document = json!({
            "title": "Åen", "interest": { "value": "Vi skal grave." },
            "influence": { "open": ["Bænkene", "Lyset"] },
            "responsible": { "answer_days": 21 }, "decision_due": "2026-05-01T10:00:00Z",
        });
        let text = |pointer, sort| text_of(&document, &question(pointer, "", sort));
        assert_eq!(text("/title", Sort::Line), "Åen");
        assert_eq!(text("/interest", Sort::Words), "Vi skal grave.");
        assert_eq!(text("/influence/open", Sort::Lines), "Bænkene\nLyset");
        assert_eq!(text("/responsible/answer_days", Sort::Number), "21");
        assert_eq!(text("/decision_due", Sort::Day), "2026-05-01");
        assert_eq!(text("/missing", Sort::Line), "");
    }

    #[test]
    fn an_answer_is_put_where_its_pointer_says() {
        let mut document = json!({ "responsible": { "office": "Plan" } });
        put(&mut document, "/responsible/name", "Mona".into());
        put(&mut document, "/influence/open", json!(["Lyset"]));
        let expected = json!({ "responsible": { "office": "Plan", "name": "Mona" }, "influence": { "open": ["Lyset"] } });
        assert_eq!(document, expected);
    }
}
