//! Choosing what a list holds. The backend answers, not what happens to be loaded; what is chosen stands in the place,
//! so that it can be shared and gone back to.

use leptos::prelude::*;
use samskab_protocol::label::Label;
use samskab_protocol::page::Page;

use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::markup::{Content, Tag, classed, live, nothing, tag};
use crate::parts::search::{follow, search};
use crate::route::narrowing::Narrowing;

/// A value with what it is called.
pub type Choice = (String, String);

/// What the place says of the list that is shown there.
pub type By = Memo<Narrowing>;

/// What the present place chooses. On the way out of the list it stays what it was.
pub fn chosen(app: App) -> By {
    Memo::new(move |last: Option<&Narrowing>| {
        let place = app.place.get();
        if place == place.room() || !place.narrowing().is_empty() {
            return place.narrowing();
        }
        last.cloned().unwrap_or_default()
    })
}

/// The choices of a list.
#[derive(Clone, Copy)]
pub struct Choosing {
    /// Where the widget is.
    pub app: App,
    /// What is chosen.
    pub by: By,
    /// What a value is called that is no choice here, by its name and itself: a link may bring it.
    pub words: fn(App, &str, &str) -> String,
}

impl Choosing {
    /// Goes to the list with another choice.
    pub fn choose(self, name: &'static str, value: &str) {
        // Whoever had to be asked where they are may have left the list meanwhile.
        let (Some(by), Some(place)) = (self.by.try_get_untracked(), self.app.place.try_get_untracked())
        else {
            return;
        };
        self.app.go(place.by(by.with(name, value)));
    }

    /// A field for words, where the backend can look for them.
    pub fn search(self) -> Option<Tag> {
        let app = self.app;
        let can = app.with_service(|service| service.claims("search"));
        can.then(|| {
            let find = move |words: &str| self.choose("q", words);
            search(app, "choose-q", app.say("search"), self.now("q"), Box::new(find))
        })
    }

    /// One of several choices; the `usual` one is made by choosing nothing.
    pub fn select(self, name: &'static str, title: &str, usual: String, mut choices: Vec<Choice>) -> Tag {
        let now = self.by.with_untracked(|by| by.get(name).to_owned());
        if !now.is_empty() && !choices.iter().any(|(value, _)| *value == now) {
            choices.push((now.clone(), (self.words)(self.app, name, &now)));
        }
        let id = ["choose-", name].concat();
        let usual = [(String::new(), usual)];
        let options = usual.into_iter().chain(choices).map(|(value, words)| {
            let chosen = (value == now).then_some("");
            tag("option")
                .attr("value", value)
                .maybe("selected", chosen)
                .child(words)
                .view()
        });
        let select = tag("select")
            .attr("id", id.as_str())
            .made(move |element| follow(element, self.now(name)))
            .on("change", move |event| {
                self.choose(name, &event_target_value(&event))
            })
            .child(options.collect::<Vec<_>>());
        classed("div", "field-find")
            .child(tag("label").attr("for", id).child(self.app.say(title)))
            .child(select)
    }

    /// Topics or areas, where the backend has any that are in use; `used` says by how many.
    pub fn labels(
        self,
        name: &'static str,
        title: &'static str,
        path: &str,
        used: fn(&Label) -> u32,
    ) -> AnyView {
        let app = self.app;
        let found: Loading<Page<Label>> = waiting_for();
        load(found, app.client.get(app.client.url(path)));
        live(move || {
            found.with(|found| {
                let Load::Ready(page) = found else {
                    return nothing();
                };
                let labels = page.items.iter().filter(|label| used(label) > 0);
                let choices: Vec<Choice> = labels
                    .map(|label| {
                        let number = app.language.number(used(label));
                        (label.label.clone(), [&label.label, " (", &number, ")"].concat())
                    })
                    .collect();
                let any = !choices.is_empty();
                any.then(|| self.select(name, title, app.say("finder.any"), choices))
                    .view()
            })
        })
    }

    fn now(self, name: &'static str) -> Box<dyn Fn() -> String> {
        let by = self.by;
        Box::new(move || by.get().get(name).to_owned())
    }
}
