//! The words of a contribution, all that will be public of them, whatever its kind: they are read through here before
//! anybody else can (S1.6).

use leptos::prelude::AnyView;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::kinds::Dilemma;
use samskab_protocol::text::Text;

use crate::app::App;
use crate::ideas::contribution::kinds::barrier;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta::theirs;
use crate::parts::prose::prose;

/// Draws them.
pub fn words(app: App, one: &Contribution) -> AnyView {
    let body = match (&one.problem, &one.story) {
        (Some(_), _) => "idea.proposal",
        (None, Some(_)) => "told.happened",
        (None, None) => "",
    };
    let learned = one.story.as_ref().map(|story| &story.learned);
    all(vec![
        part(app, "idea.problem", one.problem.as_ref()),
        one.dilemma
            .as_ref()
            .map(|dilemma| self::dilemma(app, dilemma))
            .view(),
        part(app, body, one.body.as_ref()),
        part(app, "told.learned", learned),
        one.barrier.as_ref().map(|found| barrier(app, found)).view(),
        named(app, "idea.affected", &one.affected).view(),
        named(app, "idea.topics", &one.topics).view(),
        named(app, "idea.areas", &one.areas).view(),
    ])
}

/// A text under what it was asked as; under nothing where the key is empty.
fn part(app: App, key: &str, text: Option<&Text>) -> AnyView {
    let asked = (!key.is_empty()).then(|| title(app.say(key).view()));
    all(vec![
        asked.filter(|_| text.is_some()).view(),
        text.map(prose).view(),
    ])
}

fn title(words: AnyView) -> Tag {
    classed("p", "asked").child(words)
}

fn dilemma(app: App, dilemma: &Dilemma) -> AnyView {
    let mut drawn = vec![part(app, "", Some(&dilemma.tension))];
    for side in &dilemma.sides {
        let arguments = side.arguments.iter();
        let arguments = arguments.fold(classed("ul", "bullets"), |list, words| {
            list.child(tag("li").child(theirs(words)))
        });
        drawn.push(title(theirs(&side.label).view()).view());
        drawn.push(arguments.view());
    }
    all(drawn)
}

/// Whom else it touches (S4.1), and what it is about.
fn named(app: App, key: &str, words: &[String]) -> Option<Tag> {
    let said = classed("p", "small").child([app.say(key), " ".into()].concat());
    (!words.is_empty()).then(|| said.child(theirs(&words.join(" · "))))
}
