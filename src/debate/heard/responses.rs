//! How many of those who took part find themselves in what was heard, what they say, and the way to say it too.

use leptos::prelude::*;
use samskab_protocol::heard::{Summary, SummaryResponse, Verdict};

use super::respond::respond;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::fold::only_on_paper;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing};
use crate::parts::meta;
use crate::parts::prose::prose;

/// A summary's responses, as everything below it sees them.
#[derive(Clone, Copy)]
pub struct Responses {
    /// The summary's id.
    pub id: StoredValue<String>,
    /// What it is about, as `<type>:<id>`.
    pub subject: StoredValue<String>,
    /// What was said from here: it takes the place of what the same person said before.
    pub own: RwSignal<Option<SummaryResponse>, LocalStorage>,
    open: RwSignal<bool>,
    found: Loading<Summary>,
    counted: (u32, u32),
}

/// Draws the counts, what was said once somebody wants to read it, and the way to say something.
pub fn responses(app: App, item: &Summary) -> AnyView {
    let responses = Responses {
        id: StoredValue::new(item.id.clone()),
        subject: StoredValue::new(item.subject.clone()),
        own: RwSignal::new_local(None),
        open: RwSignal::new(false),
        found: waiting_for(),
        counted: (item.confirmed, item.corrected),
    };
    let fetch = move || responses.fetch(app);
    // What was heard about a project or a meeting is taken along on paper, where nobody can ask for more.
    let can_be_printed = !item.subject.starts_with("contribution:") && responses.counted != (0, 0);
    let is_printed = Memo::new(move |_| can_be_printed && app.paper.get());
    Effect::new(move || {
        if is_printed.get() {
            fetch();
        }
    });
    let list = live(move || match responses.open.get() || is_printed.get() {
        true => loaded(app, responses.found, fetch, move |summary| {
            list(app, &summary.responses)
        }),
        false => nothing(),
    });
    let list = only_on_paper(responses.open, list);
    all(vec![responses.counts(app), list, respond(app, responses)])
}

impl Responses {
    fn fetch(self, app: App) {
        let url = app
            .client
            .url(&["/summaries/", &encode(&self.id.get_value())].concat());
        load(self.found, app.client.get(url));
    }

    /// Shows what was said, as it is now.
    pub fn show(self, app: App) {
        self.fetch(app);
        self.open.set(true);
    }

    /// How many say so and how many say otherwise, and the button that shows what they write.
    fn counts(self, app: App) -> AnyView {
        let press = move |_| match self.open.get_untracked() {
            true => self.open.set(false),
            false => self.show(app),
        };
        let read = button("link", app.say("heard.read"), press)
            .live_attr("aria-expanded", move || Some(self.open.get().to_string()));
        let none = move || (self.number() == (0, 0)).then(String::new);
        classed("p", "actions heard-counts")
            .live_attr("hidden", none)
            .child(classed("span", "small").live(move || self.words(app).view()))
            .child(read)
            .view()
    }

    fn number(self) -> (u32, u32) {
        self.found.with(|found| match found {
            Load::Ready(summary) => (summary.confirmed, summary.corrected),
            _ => self.counted,
        })
    }

    fn words(self, app: App) -> String {
        let (confirmed, corrected) = self.number();
        let counts = [("heard.confirmed", confirmed), ("heard.corrected", corrected)];
        let said = counts.iter().filter(|(_, number)| *number > 0);
        let said: Vec<_> = said
            .map(|(key, number)| app.language.count(key, *number))
            .collect();
        said.join(" ")
    }
}

fn list(app: App, responses: &[SummaryResponse]) -> AnyView {
    let list = classed("ul", "responses").attr("role", "list");
    let list = responses
        .iter()
        .fold(list, |list, one| list.child(response(app, one)));
    list.view()
}

fn response(app: App, one: &SummaryResponse) -> Tag {
    let verdict = match one.verdict {
        Verdict::Confirmed => Some("heard.so"),
        Verdict::Corrected => Some("heard.otherwise"),
        Verdict::Other => None,
    };
    let line = classed("p", "meta")
        .child(verdict.map(|key| classed("span", "stance").child(app.say(key))))
        .child(meta::author(app, one.author.as_ref()))
        .child(meta::dated(&one.created_at, app.language.since(&one.created_at)));
    classed("li", "response")
        .child(line)
        .child(one.text.as_ref().map(prose))
}
