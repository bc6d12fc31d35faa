//! What we heard: told by the municipality, the minority's reasons among it, and said to be right or otherwise by those
//! who took part (S1.4, S2.8). It opens the debate once there is something.

mod respond;
mod responses;

use leptos::prelude::*;
use samskab_protocol::heard::{MinorityAnswer, MinorityPosition, Summary};
use samskab_protocol::identifier::Ref;
use samskab_protocol::page::Page;

use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::failure;
use crate::parts::heading::heading;
use crate::parts::link::outward;
use crate::parts::markup::{Content, Tag, all, classed, live, nothing, tag};
use crate::parts::meta;
use crate::parts::more::more;
use crate::parts::prose::prose;
use crate::parts::waiting::waiting;

/// What was heard about something, on its way.
#[derive(Clone, Copy)]
pub struct Heard {
    subject: StoredValue<String>,
    found: Loading<Page<Summary>>,
}

impl Heard {
    /// What was heard about `subject`; nothing is asked yet.
    pub fn of(subject: &Ref) -> Heard {
        Heard {
            subject: StoredValue::new(subject.to_string()),
            found: waiting_for(),
        }
    }

    /// Asks for it, unless the first of it came along. Where it is not claimed there is nothing.
    fn ask(self, app: App, first: Option<Page<Summary>>) {
        let claimed = app.with_service(|service| service.claims("summaries"));
        let first = match claimed {
            true => first,
            false => Some(Page::whole(Vec::new())),
        };
        match first {
            Some(first) => self.found.set(Load::Ready(first)),
            None => self.fetch(app),
        }
    }

    fn fetch(self, app: App) {
        let subject = self.subject.get_value();
        let url = app
            .client
            .url(&["/summaries?subject=", &encode(&subject)].concat());
        load(self.found, app.client.get(url));
    }

    /// Whether it has been known what was heard, or that it does not come.
    pub fn settled(self) -> Memo<bool> {
        Memo::new(move |before| {
            let is_known = self.found.with(|found| !matches!(found, Load::Waiting(_)));
            is_known || before == Some(&true)
        })
    }

    /// Asks for it and draws it; `first` is the first page, where it came along.
    pub fn draw(self, app: App, first: Option<Page<Summary>>) -> AnyView {
        self.ask(app, first);
        live(move || {
            self.found.with(|found| match found {
                Load::Waiting(_) => nothing(),
                Load::Failed(why) => failure(app, why, move || self.fetch(app)).view(),
                Load::Ready(page) if page.items.is_empty() => nothing(),
                Load::Ready(page) => classed("ul", "heard-list")
                    .attr("role", "list")
                    .child(items(app, page))
                    .view(),
            })
        })
    }
}

/// Draws what was heard about `subject`, or that nothing has been written down.
pub fn alone(app: App, subject: &Ref) -> AnyView {
    let heard = Heard::of(subject);
    let whole = heard.draw(app, None);
    let beside = live(move || {
        heard.found.with(|found| match found {
            Load::Waiting(_) => waiting(app).view(),
            Load::Ready(page) if page.items.is_empty() => {
                classed("p", "small").child(app.say("heard.none")).view()
            }
            _ => nothing(),
        })
    });
    all(vec![beside, whole])
}

/// The summaries of a page, and the way to earlier ones.
fn items(app: App, page: &Page<Summary>) -> AnyView {
    let mut drawn: Vec<_> = page.items.iter().map(|item| summary(app, item).view()).collect();
    if let Some(next) = page.page.next.clone() {
        drawn.push(more(
            app,
            app.say("more"),
            next,
            Box::new(move |page| items(app, page)),
        ));
    }
    all(drawn)
}

fn summary(app: App, item: &Summary) -> Tag {
    let words = Words(item.lang.as_deref());
    let office = item.by.as_deref();
    let office = office.map(|office| classed("span", "role").child(meta::theirs(office)));
    let corrected = item.updated_at.as_ref().map(|at| {
        let time = app.language.since(at);
        tag("span").child(app.language.say_with("edited", &[("time", &time)]))
    });
    let line = classed("p", "meta")
        .child(office)
        .child(meta::day(app, &item.created_at))
        .child(corrected);
    let minorities = item.minorities.iter().fold(
        classed("ul", "minorities").attr("role", "list"),
        |list, minority| list.child(self::minority(app, words, minority)),
    );
    let minorities = (!item.minorities.is_empty()).then(|| {
        all(vec![
            heading(app, 3, app.say("heard.minority")).view(),
            minorities.view(),
        ])
    });
    classed("li", "heard panel")
        .child(heading(app, 2, words.of("span", &item.title)))
        .child(line)
        .child(words.bullets(&item.points))
        .child(minorities)
        .child(responses::responses(app, item))
}

/// What a minority holds, who they are, why, and what the decision says to them.
fn minority(app: App, words: Words<'_>, minority: &MinorityPosition) -> Tag {
    let holders = minority.held_by.as_deref().map(|who| {
        classed("p", "small")
            .child([app.say("heard.holders"), " ".into()].concat())
            .child(words.of("span", who))
    });
    tag("li")
        .child(words.of("b", &minority.position))
        .child(holders)
        .child(classed("p", "small").child(app.say("heard.reasons")))
        .child(words.bullets(&minority.reasons))
        .child(minority.answer.as_ref().map(|answer| answered(app, answer)))
}

fn answered(app: App, answer: &MinorityAnswer) -> Tag {
    let line = classed("p", "meta")
        .child(classed("span", "role").child(meta::theirs(&answer.by)))
        .child(meta::day(app, &answer.at));
    classed("div", "answer")
        .child(tag("p").child(tag("b").child(app.say("heard.answer"))))
        .child(line)
        .child(prose(&answer.text))
        .child(answer.link.as_ref().map(|link| tag("p").child(outward(link))))
}

/// The municipality's words, in their language.
#[derive(Clone, Copy)]
struct Words<'a>(Option<&'a str>);

impl Words<'_> {
    fn of(self, name: &'static str, words: &str) -> Tag {
        tag(name).attr("dir", "auto").maybe("lang", self.0).child(words)
    }

    fn bullets(self, all: &[String]) -> Tag {
        all.iter().fold(classed("ul", "bullets"), |list, words| {
            list.child(self.of("li", words))
        })
    }
}
