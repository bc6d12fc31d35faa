//! A draft may be older than what it changes. What one has not written oneself follows what stands there now; where a
//! colleague has changed the same thing, nothing is saved before one has chosen whose words shall stand.

use leptos::prelude::*;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::validation;

use super::form::show_written;
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::markup::{Content, Tag, all, button, classed, nothing, tag};

/// What stands in a field of what is changed, by all that anybody knows.
pub struct Standing {
    /// The field.
    pub pointer: &'static str,
    /// As it would be written there.
    pub text: String,
    /// As it is said to people.
    pub said: String,
}

/// What becomes of a field of a draft.
#[derive(Debug, PartialEq)]
enum Fate {
    /// Nobody has written in it here: it follows what stands there.
    Follows,
    /// It was written in here, and stands there as when that was begun.
    Stays,
    /// It was written in here and there.
    Contested,
}

fn fate(begun_from: &str, written: &str, stands: &str) -> Fate {
    let (begun_from, written, stands) = (begun_from.trim(), written.trim(), stands.trim());
    match () {
        _ if written == begun_from || written == stands => Fate::Follows,
        _ if stands == begun_from => Fate::Stays,
        _ => Fate::Contested,
    }
}

/// What a field held when it was first written in is kept beside it in the draft.
fn basis(pointer: &str) -> String {
    ["/begun-from", pointer].concat()
}

/// Lets all that was not written here follow what stands there now.
pub fn follow(writing: Writing, standing: &[Standing]) {
    for one in standing {
        let begun_from = writing.field(&basis(one.pointer));
        match fate(&begun_from, &writing.field(one.pointer), &one.text) {
            Fate::Follows => {
                writing.suggest(one.pointer, one.text.clone());
                writing.suggest(&basis(one.pointer), one.text.clone());
            }
            Fate::Stays | Fate::Contested => {}
        }
    }
}

fn is_contested(writing: Writing, one: &Standing) -> bool {
    let begun_from = writing.field(&basis(one.pointer));
    fate(&begun_from, &writing.field(one.pointer), &one.text) == Fate::Contested
}

/// The fields in which one has to choose before anything is saved.
pub fn contested(app: App, writing: Writing, standing: &[Standing]) -> Vec<FieldError> {
    let open = standing.iter().filter(|one| is_contested(writing, one));
    let words = app.say("steward.meanwhile.choose");
    open.map(|one| validation::fail(one.pointer, FieldFault::Invalid, &words))
        .collect()
}

/// Says above the form that there is something to choose.
pub fn notice(app: App, writing: Writing, standing: &[Standing]) -> AnyView {
    if !standing.iter().any(|one| is_contested(writing, one)) {
        return nothing();
    }
    classed("p", "panel report")
        .attr("role", "status")
        .child(app.say("steward.meanwhile"))
        .view()
}

/// Beside a field, what a colleague has written there meanwhile, and the choice.
pub fn choice(app: App, writing: Writing, standing: &[Standing], pointer: &str) -> AnyView {
    let one = standing.iter().find(|one| one.pointer == pointer);
    match one.filter(|one| is_contested(writing, one)) {
        Some(one) => panel(app, writing, one).view(),
        None => nothing(),
    }
}

fn panel(app: App, writing: Writing, one: &Standing) -> Tag {
    let (pointer, text) = (one.pointer, one.text.clone());
    let theirs = button("button", app.say("steward.meanwhile.theirs"), move |event| {
        settle(writing, pointer, text.clone(), Some(text.clone()));
        show_written(writing, &event, pointer);
    });
    let stands = one.text.clone();
    let mine = button("button", app.say("steward.meanwhile.mine"), move |event| {
        settle(writing, pointer, stands.clone(), None);
        show_written(writing, &event, pointer);
    });
    let lines = match one.said.is_empty() {
        true => vec![tag("i").child(app.say("steward.meanwhile.empty")).view()],
        false => one.said.lines().map(|line| tag("p").child(line).view()).collect(),
    };
    classed("div", "panel report")
        .child(tag("p").child(tag("b").child(app.say("steward.meanwhile.stands"))))
        .child(tag("div").attr("dir", "auto").child(all(lines)))
        .child(classed("p", "choices").child(theirs).child(mine))
}

/// It is chosen: the draft is from now on one of what stands there.
fn settle(writing: Writing, pointer: &'static str, stands: String, chosen: Option<String>) {
    writing.suggest(&basis(pointer), stands);
    let written = chosen.unwrap_or_else(|| writing.field(pointer));
    writing.set_field(pointer, written);
    writing
        .errors
        .update(|errors| errors.retain(|error| error.pointer != pointer));
}

#[cfg(test)]
mod tests {
    use super::{Fate, fate};

    #[test]
    fn only_what_was_written_here_and_there_has_to_be_chosen() {
        assert_eq!(fate("Parken", "Parken", "Haven"), Fate::Follows);
        assert_eq!(fate("Parken", "Haven", "Haven "), Fate::Follows);
        assert_eq!(fate("Parken", "Haven", "Parken"), Fate::Stays);
        assert_eq!(fate("Parken", "Haven", "Torvet"), Fate::Contested);
        // One that was emptied here, and one that a draft does not say what it was begun from.
        assert_eq!(fate("Parken", "", "Parken"), Fate::Stays);
        assert_eq!(fate("", "Haven", "Torvet"), Fate::Contested);
    }
}
