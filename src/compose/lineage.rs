//! What a contribution builds on (C3): named before it is sent, so that credit goes where it belongs.

use leptos::prelude::*;

use super::composer::Composer;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, button, classed, live, nothing, tag};
use crate::route::Place;

const POINTER: &str = "/based_on";

/// Another contribution, with enough to name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Reads what is kept: one to a line, the id before the title.
pub fn read_sources(kept: &str) -> Vec<Source> {
    let sources = kept.lines().filter_map(|line| line.split_once('\t'));
    sources
        .map(|(id, title)| Source {
            id: id.to_owned(),
            title: title.to_owned(),
        })
        .collect()
}

fn write_sources(sources: &[Source]) -> String {
    let tidy = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let lines = sources
        .iter()
        .map(|source| [&tidy(&source.id), "\t", &tidy(&source.title)].concat());
    lines.collect::<Vec<_>>().join("\n")
}

/// What this one builds on, as it is kept now.
pub fn sources(composer: Composer) -> Vec<Source> {
    read_sources(&composer.writing.field(POINTER))
}

/// Lets it build on another one as well.
pub fn add_source(composer: Composer, source: Source) {
    composer.sources.update(|sources| sources.push(source));
    keep(composer);
}

fn remove_source(composer: Composer, id: &str) {
    composer
        .sources
        .update(|sources| sources.retain(|source| source.id != id));
    keep(composer);
}

fn keep(composer: Composer) {
    let sources = composer.sources.with_untracked(|sources| write_sources(sources));
    composer.writing.set_field(POINTER, sources);
}

/// Draws what it builds on, each with a way to take it off; nothing where it builds on nothing.
pub fn show_sources(composer: Composer) -> AnyView {
    live(move || {
        let sources = composer.sources.get();
        if sources.is_empty() {
            return nothing();
        }
        let list = classed("ul", "bullets");
        let list = sources
            .into_iter()
            .fold(list, |list, source| list.child(one(composer, source)));
        let title = tag("p").child(tag("b").child(composer.app.say("sources.title")));
        classed("div", "sources").child(title).child(list).view()
    })
}

fn one(composer: Composer, source: Source) -> Tag {
    let app = composer.app;
    let remove = app
        .language
        .say_with("sources.remove", &[("title", &source.title)]);
    let link = link(app, "", Place::Idea(source.id.clone()), source.title).attr("dir", "auto");
    let remove = button("link", remove, move |_| remove_source(composer, &source.id));
    tag("li").child(link).child(" ").child(remove)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_kept_as_they_were_but_for_breaks_in_a_title() {
        let source = |title: &str| Source {
            id: "a/b c".into(),
            title: title.into(),
        };
        let kept = write_sources(&[source("En\tbænk\nmere"), source("To")]);
        assert_eq!(read_sources(&kept), [source("En bænk mere"), source("To")]);
        assert_eq!(read_sources(""), []);
    }
}
