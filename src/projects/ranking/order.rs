//! One's own order: options chosen one after the other, and moved by buttons or by hand. Nothing is chosen beforehand,
//! so that no order is nobody's own; those left out count alike, after all that are named.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::priorities::{Choice, OwnRanking, Priorities, Ranking};
use samskab_protocol::problem::FieldFault;
use samskab_protocol::validation::fail;

use super::Ranked;
use super::lists::REST;
use super::moving::{Move, moved};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::Load;
use crate::drafts::draft::{self, open_id};
use crate::drafts::guest::{Change, change};
use crate::drafts::mine;
use crate::drafts::writing::{Kept, Writing};
use crate::parts::markup::{Content, classed, live, tag};
use crate::parts::saving::{Saving, save_button};
use crate::parts::sending::{Mend, error_summary, found_draft, kept_note};

/// The field that the order is kept in: ids with commas.
const FIELD: &str = "/ranking";
/// The field that tells drafts apart for people.
const TITLE: &str = "/title";

/// An order being made.
#[derive(Clone, Copy)]
pub struct Ordering {
    pub app: App,
    ranked: Ranked,
    pub options: StoredValue<Vec<Choice>>,
    writing: Writing,
    saving: Saving,
    /// Ids, the most important one first.
    pub chosen: RwSignal<Vec<String>>,
    /// The button that takes the focus when the list is drawn anew: the option, and what the button does.
    pub pressed: StoredValue<Option<(String, Move)>>,
    said: RwSignal<String>,
    sent: RwSignal<bool>,
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
        .child(error_summary(app, writing, |_| Mend::Here(REST.into())))
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
        let own = self.ranked.sent();
        if !own.is_empty() && self.writing.kept.get_untracked() == Kept::Empty {
            self.writing.suggest(FIELD, own.join(","));
            self.read_draft();
        }
    }

    /// What an option is called.
    pub fn title(self, id: &str) -> String {
        self.options.with_value(|options| {
            let option = options.iter().find(|option| option.id == id);
            option.map_or_else(|| id.to_owned(), |option| option.title.clone())
        })
    }

    /// Takes a step with an option, as a button does.
    pub fn step(self, id: &str, step: Move) {
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

    /// Puts an option where it was dropped.
    pub fn drop(self, id: &str, dropped: Option<usize>) {
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
        // An order that is empty again is no draft, and its title alone would make it one.
        let title = match order.is_empty() {
            true => String::new(),
            false => self.ranked.title.get_value(),
        };
        self.writing.suggest(TITLE, title);
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
        let body = serde_json::to_string(&Ranking {
            ranking: ranking.clone(),
        });
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
        let sent = draft::read(client, &name).unwrap_or_default().fields;
        spawn_local(async move {
            let known = mine::secret(&mine::list(client));
            let answer = change(client, known, &path, Change::Put(Some(&body))).await;
            match answer.and_then(|answer| answer.read::<OwnRanking>()) {
                Ok(own) => {
                    self.saving.end();
                    // What was moved meanwhile is another order, which has not been sent.
                    if draft::settle(client, &name, &sent) {
                        self.writing.forget(&name);
                        self.writing.suggest(FIELD, ranking.join(","));
                        self.chosen.try_set(ranking);
                        self.sent.try_set(true);
                    }
                    self.ranked.found.try_set(Load::Ready(own.priorities));
                }
                Err(failure) => _ = self.writing.errors.try_set(self.saving.fail(failure)),
            }
        });
    }
}
