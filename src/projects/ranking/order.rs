//! One's own order: options chosen one after the other, and moved by buttons or by hand. Nothing is chosen beforehand,
//! so that no order is nobody's own; those left out count alike, after all that are named.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::priorities::{Choice, OwnRanking, Priorities, Ranking};
use samskab_protocol::problem::FieldFault;
use samskab_protocol::validation::fail;

use super::Ranked;
use super::dragging::handle;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::Load;
use crate::drafts::draft::open_id;
use crate::drafts::guest::{Change, change};
use crate::drafts::mine;
use crate::drafts::writing::{Kept, Writing};
use crate::parts::focus::focus;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, button, classed, live, tag};
use crate::parts::saving::{Saving, save_button};
use crate::parts::sending::{Mend, error_summary, found_draft, kept_note};

/// The field that the order is kept in: ids with commas.
const FIELD: &str = "/ranking";
/// The field that tells drafts apart for people.
const TITLE: &str = "/title";

/// An order being made.
#[derive(Clone, Copy)]
struct Ordering {
    app: App,
    ranked: Ranked,
    options: StoredValue<Vec<Choice>>,
    writing: Writing,
    saving: Saving,
    /// Ids, the most important one first.
    chosen: RwSignal<Vec<String>>,
    /// The button that takes the focus when the list is drawn anew: the option, and what the button does.
    pressed: StoredValue<Option<(String, Move)>>,
    said: RwSignal<String>,
    sent: RwSignal<bool>,
}

/// What a button does to an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Choose,
    Up,
    Down,
    Remove,
}

/// Draws the options with one's own order of them.
pub fn order(app: App, ranked: Ranked, found: &Priorities) -> AnyView {
    let subject = ["ranking ", &ranked.project.get_value().to_string()].concat();
    let writing = Writing::open(app, &open_id(app.client, &subject));
    let ordering = Ordering {
        app,
        ranked,
        options: StoredValue::new(found.options.clone()),
        writing,
        saving: Saving::new(),
        chosen: RwSignal::new(Vec::new()),
        pressed: StoredValue::new(None),
        said: RwSignal::new(String::new()),
        sent: RwSignal::new(false),
    };
    ordering.read_draft();
    Effect::new(move || {
        writing.redrawn.track();
        ordering.read_draft();
    });
    Effect::new(move || ordering.take_over_own());
    let until = found.rules.closes_at.as_ref().map(|at| {
        let day = app.language.day(at);
        [" ", &app.language.say_with("rank.until", &[("date", &day)])].concat()
    });
    let lists = live(move || ordering.lists(&ordering.chosen.get()).view());
    let done = live(move || {
        let words = ordering.sent.get().then(|| {
            tag("p")
                .attr("role", "status")
                .child(tag("b").child(app.say("rank.sent")))
        });
        words.view()
    });
    classed("div", "ordering")
        .child(tag("p").child(app.say("rank.lead")).child(until))
        .child(found_draft(app, writing))
        .child(error_summary(app, writing, |_| Mend::Here("ranking-rest".into())))
        .child(lists)
        .child(
            classed("p", "unseen")
                .attr("role", "status")
                .live(move || ordering.said.get().view()),
        )
        .child(kept_note(app, writing))
        .child(classed("p", "small").child(app.say("priv.rank")))
        .child(save_button(
            app,
            ordering.saving,
            app.say("rank.send"),
            move || ordering.send(),
        ))
        .child(done)
        .view()
}

impl Ordering {
    fn read_draft(self) {
        let known = |id: &&str| {
            self.options
                .with_value(|all| all.iter().any(|one| one.id == **id))
        };
        let kept = self.writing.field(FIELD);
        let chosen: Vec<_> = kept.split(',').filter(known).map(str::to_owned).collect();
        if self.chosen.with_untracked(|now| *now != chosen) {
            self.chosen.set(chosen);
        }
    }

    /// What one has sent before is where one goes on, unless something else has been begun.
    fn take_over_own(self) {
        let project = self.ranked.project.get_value();
        let own = self
            .ranked
            .own
            .of(&project, |standing| Some(standing.ranking.clone()));
        let own = own.unwrap_or_default();
        if !own.is_empty() && self.writing.kept.get_untracked() == Kept::Empty {
            self.writing.suggest(FIELD, own.join(","));
            self.read_draft();
        }
    }

    fn lists(self, chosen: &[String]) -> Tag {
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
                    .attr("id", "ranking-rest")
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
            let body = option.and_then(|option| option.body.as_deref());
            classed("span", "option")
                .attr("dir", "auto")
                .child(tag("b").child(option.map_or(id, |option| option.title.as_str())))
                .child(body.map(|body| classed("span", "small").child(body)))
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

    fn title(self, id: &str) -> String {
        self.options.with_value(|options| {
            let option = options.iter().find(|option| option.id == id);
            option.map_or_else(|| id.to_owned(), |option| option.title.clone())
        })
    }

    fn step(self, id: &str, step: Move) {
        let (order, at) = moved(&self.chosen.get_untracked(), id, step);
        // The same button again; what was chosen can be moved, and what was removed can be chosen.
        let next = match step {
            Move::Choose => Move::Up,
            Move::Remove => Move::Choose,
            step => step,
        };
        self.pressed.set_value(Some((id.to_owned(), next)));
        self.take(order, id, at);
    }

    fn drop(self, id: &str, dropped: Option<usize>) {
        let mut order = self.chosen.get_untracked();
        order.retain(|one| one != id);
        let at = dropped.map(|at| at.min(order.len()));
        if let Some(at) = at {
            order.insert(at, id.to_owned());
        }
        self.take(order, id, at);
    }

    /// Takes an order, keeps it, and says where the option stands now.
    fn take(self, order: Vec<String>, id: &str, at: Option<usize>) {
        let title = self.title(id);
        let values = [
            ("title", title.as_str()),
            ("n", &at.map_or(0, |at| at + 1).to_string()),
        ];
        let key = if at.is_some() {
            "rank.moved"
        } else {
            "rank.removed"
        };
        self.said.set(self.app.language.say_with(key, &values));
        self.sent.set(false);
        self.writing.errors.set(Vec::new());
        self.writing.suggest(TITLE, self.ranked.title.get_value());
        self.writing.set_field(FIELD, order.join(","));
        self.chosen.set(order);
    }

    fn send(self) {
        let ranking = self.chosen.get_untracked();
        if ranking.is_empty() {
            let words = self.app.say("rank.none");
            self.writing
                .errors
                .set(vec![fail(FIELD, FieldFault::Invalid, &words)]);
            return;
        }
        let body = serde_json::to_string(&Ranking { ranking });
        let (Ok(body), true) = (body, self.saving.begin()) else {
            return;
        };
        let client = self.app.client;
        let path = [
            "/projects/",
            &encode(&self.ranked.project.get_value().id),
            "/priorities",
        ]
        .concat();
        let name = self.writing.name();
        spawn_local(async move {
            let known = mine::secret(&mine::list(client));
            let answer = change(client, known, &path, Change::Put(Some(&body))).await;
            match answer.and_then(|answer| answer.read::<OwnRanking>()) {
                Ok(own) => {
                    self.saving.end();
                    let kept = self.chosen.try_get_untracked().unwrap_or_default();
                    self.writing.forget(&name);
                    self.writing.suggest(FIELD, kept.join(","));
                    self.chosen.try_set(kept);
                    self.sent.try_set(true);
                    self.ranked.found.try_set(Load::Ready(own.priorities));
                }
                Err(failure) => _ = self.writing.errors.try_set(self.saving.fail(failure)),
            }
        });
    }
}

/// The order after a step, and where the option stands in it.
fn moved(order: &[String], id: &str, step: Move) -> (Vec<String>, Option<usize>) {
    let mut order = order.to_vec();
    let at = order.iter().position(|one| one == id);
    let to = match (step, at) {
        (Move::Choose, None) => Some(order.len()),
        (Move::Up, Some(at)) => Some(at.saturating_sub(1)),
        (Move::Down, Some(at)) => Some((at + 1).min(order.len() - 1)),
        (Move::Remove, _) => None,
        (_, at) => at,
    };
    order.retain(|one| one != id);
    if let Some(to) = to {
        order.insert(to, id.to_owned());
    }
    (order, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_chosen_last_moves_one_step_and_stays_at_the_ends() {
        let order = |ids: &str| ids.chars().map(String::from).collect::<Vec<_>>();
        let step = |ids: &str, id: &str, step| moved(&order(ids), id, step).0.concat();
        assert_eq!(step("ab", "c", Move::Choose), "abc");
        assert_eq!(step("abc", "c", Move::Up), "acb");
        assert_eq!(step("abc", "a", Move::Up), "abc");
        assert_eq!(step("abc", "a", Move::Down), "bac");
        assert_eq!(step("abc", "c", Move::Down), "abc");
        assert_eq!(step("abc", "b", Move::Remove), "ac");
        assert_eq!(moved(&order("ac"), "b", Move::Choose).1, Some(2));
    }
}
