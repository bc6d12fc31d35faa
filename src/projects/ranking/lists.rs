//! The options in one's own order, and those that are not in it yet; each with its buttons and its handle.

use leptos::prelude::*;
use samskab_protocol::priorities::Choice;

use super::dragging::handle;
use super::moving::Move;
use super::order::Ordering;
use crate::parts::focus::focus;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, button, classed, tag};

/// Id of the list of what is left: where the focus goes when nothing has been chosen.
pub const REST: &str = "ranking-rest";

impl Ordering {
    /// Both lists, as it stands now.
    pub fn lists(self, chosen: &[String]) -> Tag {
        let app = self.app;
        let ordered = chosen
            .iter()
            .enumerate()
            .fold(classed("ol", "ordered"), |list, (at, id)| {
                list.child(self.placed(at, id))
            });
        let empty = chosen
            .is_empty()
            .then(|| tag("li").child(classed("p", "small").child(app.say("rank.empty"))));
        let rest = self.options.with_value(|options| {
            let left = options.iter().filter(|option| !chosen.contains(&option.id));
            let items: Vec<_> = left
                .map(|option| self.left(option, chosen.len() + 1).view())
                .collect();
            items
        });
        let rest_title = (!rest.is_empty()).then(|| heading(app, 2, app.say("rank.rest")));
        classed("div", "lists")
            .child(heading(app, 2, app.say("rank.own")))
            .child(ordered.child(empty))
            .child(rest_title)
            .child(
                classed("ul", "rest")
                    .attr("id", REST)
                    .attr("tabindex", "-1")
                    .child(rest),
            )
    }

    /// An option in one's order.
    fn placed(self, at: usize, id: &str) -> Tag {
        let app = self.app;
        let last = self.chosen.with_untracked(Vec::len) - 1;
        let place = app
            .language
            .say_with("rank.place", &[("n", &(at + 1).to_string())]);
        let buttons = classed("span", "moves")
            .child(self.mover(id, Move::Up, "↑", at == 0))
            .child(self.mover(id, Move::Down, "↓", at == last))
            .child(self.mover(id, Move::Remove, "✕", false));
        tag("li")
            .child(self.grip(id))
            .child(classed("span", "place").child(place))
            .child(self.words(id))
            .child(buttons)
    }

    /// An option that is not in one's order yet.
    fn left(self, option: &Choice, next: usize) -> Tag {
        let app = self.app;
        let label = app.language.say_with("rank.choose", &[("n", &next.to_string())]);
        let name = [&label, ": ", &option.title].concat();
        let id = option.id.clone();
        let choose = button("button", label, move |_| self.step(&id, Move::Choose)).attr("aria-label", name);
        tag("li")
            .child(self.grip(&option.id))
            .child(self.words(&option.id))
            .child(self.focused(choose, &option.id, Move::Choose))
    }

    fn words(self, id: &str) -> Tag {
        self.options.with_value(|options| {
            let option = options.iter().find(|option| option.id == id);
            option.map_or_else(|| classed("span", "option").child(id), words_of)
        })
    }

    fn grip(self, id: &str) -> Tag {
        let id = id.to_owned();
        handle(move |dropped| self.drop(&id, dropped))
    }

    fn mover(self, id: &str, step: Move, sign: &str, is_end: bool) -> Tag {
        let key = match step {
            Move::Up => "rank.up",
            Move::Down => "rank.down",
            _ => "rank.remove",
        };
        let name = self.app.language.say_with(key, &[("title", &self.title(id))]);
        let moved = id.to_owned();
        let press = move |_| {
            if !is_end {
                self.step(&moved, step);
            }
        };
        let mover = button("button move", sign.to_owned(), press)
            .attr("aria-label", name.as_str())
            .attr("title", name)
            .maybe("aria-disabled", is_end.then_some("true"));
        self.focused(mover, id, step)
    }

    /// The button takes the focus if it was the one that was pressed.
    fn focused(self, button: Tag, id: &str, step: Move) -> Tag {
        let is_it = |pressed: &mut Option<(String, Move)>| {
            pressed
                .take_if(|(one, what)| one == id && *what == step)
                .is_some()
        };
        match self.pressed.try_update_value(is_it) {
            Some(true) => button.mounted(focus),
            _ => button,
        }
    }
}

/// What an option is called, and what it would mean.
pub fn words_of(option: &Choice) -> Tag {
    let body = option.body.as_deref();
    classed("span", "option")
        .attr("dir", "auto")
        .child(tag("b").child(option.title.as_str()))
        .child(body.map(|body| classed("span", "small").child(body)))
}
