//! What one can do with something beside reading and answering: support, follow, offer, share, report, change, take
//! back, and say whether one feels answered. What draws it comes in a chunk of its own.

mod address;
mod appeal;
mod bar;
mod comment;
mod edit;
mod expect;
mod expectations;
mod form;
mod forms;
mod gathered;
mod identity;
mod offer;
mod offers;
mod report;
mod ruling;
mod share;
mod standing;
mod subscribe;
mod take_back;
mod toggle;
mod verdict;
mod withdraw;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::contribution::{Contribution, Kind, StatusCategory};
use samskab_protocol::expectation::Expectation;
use samskab_protocol::identifier::Ref;
use samskab_protocol::me::Standing;
use samskab_protocol::moderation::ModerationDecision;
use samskab_protocol::offer::Offer;
use samskab_protocol::service::Actions;

pub use self::comment::comment_acts;
use self::forms::forms_chunk;
use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, waiting_for};
use crate::parts::chunk::{bring, later};
use crate::parts::failure::loaded;
use crate::parts::markup::{Content, classed, live, nothing};
use crate::parts::prose::{Nobody, People};

/// Everything that the acts on one thing share.
#[derive(Clone, Copy)]
pub struct Desk {
    subject: StoredValue<Subject, LocalStorage>,
    /// How one stands to it, once one has asked; nobody else is ever told (S1.8).
    standing: RwSignal<Option<Standing>, LocalStorage>,
    supports: RwSignal<bool>,
    follows: RwSignal<bool>,
    /// How many support it, where that is told.
    support: RwSignal<Option<u32>>,
    /// What was offered from here.
    offers: RwSignal<Vec<Offer>, LocalStorage>,
    /// What was said from here to be expected.
    expectations: RwSignal<Vec<Expectation>, LocalStorage>,
    code: Loading<Drawing>,
}

/// What an act has made of what it was done to.
pub enum Outcome<'a> {
    /// It has changed, and this is what the backend answered.
    Changed(&'a str),
    /// It was taken back.
    Gone,
}

/// What is acted on.
struct Subject {
    reference: Ref,
    title: String,
    /// The page without script that shows it.
    url: Option<String>,
    kind: Option<Kind>,
    /// Whether there is still something to support.
    supportable: bool,
    /// How things can be done here, where that differs from what the service document says.
    actions: Option<Actions>,
    /// It as it is drawn, if it is a comment.
    comment: Option<RwSignal<Comment, LocalStorage>>,
    /// Those whom it can mention.
    people: Rc<dyn People>,
    /// Shows it anew after it has changed.
    refresh: Box<dyn Fn(&Outcome<'_>)>,
}

impl Desk {
    /// A desk for the acts on `reference`; `refresh` shows it anew after one of them has changed it.
    pub fn new(reference: &Ref, refresh: impl Fn(&Outcome<'_>) + 'static) -> Desk {
        let subject = Subject {
            reference: reference.clone(),
            title: String::new(),
            url: None,
            kind: None,
            supportable: false,
            actions: None,
            comment: None,
            people: Rc::new(Nobody),
            refresh: Box::new(refresh),
        };
        Desk {
            subject: StoredValue::new_local(subject),
            standing: RwSignal::new_local(None),
            supports: RwSignal::new(false),
            follows: RwSignal::new(false),
            support: RwSignal::new(None),
            offers: RwSignal::new_local(Vec::new()),
            expectations: RwSignal::new_local(Vec::new()),
            code: waiting_for(),
        }
    }

    /// The same, for a contribution that is there to be acted on.
    pub fn about(self, contribution: &Contribution) -> Desk {
        let settled = matches!(
            contribution.status.category,
            StatusCategory::Implemented | StatusCategory::Rejected
        );
        self.support.set(contribution.counts.by_reaction.support);
        self.subject.update_value(|subject| {
            subject.title.clone_from(&contribution.title);
            subject.url.clone_from(&contribution.url);
            subject.kind = Some(contribution.kind);
            subject.supportable = !settled && contribution.merged_into.is_none();
        });
        self
    }

    /// The same, for something else that has this title.
    pub fn titled(self, title: &str) -> Desk {
        self.subject
            .update_value(|subject| title.clone_into(&mut subject.title));
        self
    }

    /// The same, where things can be done in these ways.
    pub fn by(self, actions: Actions) -> Desk {
        self.subject
            .update_value(|subject| subject.actions = Some(actions));
        self
    }

    fn actions(self, app: App) -> Actions {
        let own = self.subject.with_value(|subject| subject.actions.clone());
        own.unwrap_or_else(|| app.with_service(|service| service.actions.clone()))
    }

    /// The same, for a comment that is drawn among `people`.
    pub fn drawn(self, comment: RwSignal<Comment, LocalStorage>, people: Rc<dyn People>) -> Desk {
        self.subject.update_value(|subject| {
            subject.comment = Some(comment);
            subject.people = people;
        });
        self
    }

    /// The comment while it waits to be read through: then nobody can read it at its own address, not even its author.
    fn waiting(self) -> Option<Comment> {
        let drawn = self.subject.with_value(|subject| subject.comment)?;
        drawn
            .try_get_untracked()
            .filter(|comment| comment.state == CommentState::Pending)
    }

    fn reference(self) -> Ref {
        self.subject.with_value(|subject| subject.reference.clone())
    }

    fn refresh(self, outcome: &Outcome<'_>) {
        self.subject.try_with_value(|subject| (subject.refresh)(outcome));
    }
}

/// What draws the acts.
#[derive(Clone, Copy)]
struct Drawing {
    bar: Draw,
    verdict: Draw,
    offers: Draw,
    expectations: Draw,
    news: Draw,
    support: Draw,
}

type Draw = fn(App, Desk) -> AnyView;

/// What is drawn elsewhere than in the row, once the row is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The question whether one feels answered, for whoever wrote it and for nobody else (S1.2).
    Verdict,
    /// What was offered (S4.4).
    Offers,
    /// What is expected of a project, and what the municipality says to it (S4.2).
    Expectations,
    /// The way to news by e-mail (C5).
    News,
}

/// Brings what draws the acts.
#[wasm_split(acting, wasm_split_path = ::leptos::wasm_split, fallible)]
fn acts_chunk() -> Result<Drawing, Failure> {
    Ok(Drawing {
        bar: bar::bar,
        verdict: bar::verdict,
        offers: offers::offers,
        expectations: expectations::expectations,
        news: subscribe::news,
        support: bar::support,
    })
}

/// Draws the row of what one can do; there is room for it before it is there.
pub fn acts(app: App, desk: Desk) -> AnyView {
    let fetch = move || bring(app, desk.code, acts_chunk);
    fetch();
    let row = loaded(app, desk.code, fetch, move |drawing| (drawing.bar)(app, desk));
    classed("div", "acts").child(row).view()
}

/// Draws support alone, for whoever meets a contribution while they write one of their own (C3).
pub fn support(app: App, contribution: &Contribution) -> AnyView {
    let desk = Desk::new(&Ref::contribution(contribution.id.as_str()), |_| ()).about(contribution);
    later(app, acts_chunk, move |draw, app| (draw.support)(app, desk))
}

/// Draws what was decided about one's own text, and the way to object (S1.6).
pub fn ruling(app: App, decision: &ModerationDecision) -> AnyView {
    let decision = decision.clone();
    later(app, forms_chunk, move |forms, app| (forms.ruling)(app, &decision))
}

impl Desk {
    /// Draws another part where it belongs, as soon as the row is there: what did not come is told there, once.
    pub fn draw(self, app: App, part: Part) -> AnyView {
        live(move || {
            self.code.with(|code| match (code, part) {
                (Load::Ready(drawing), Part::Verdict) => (drawing.verdict)(app, self),
                (Load::Ready(drawing), Part::Offers) => (drawing.offers)(app, self),
                (Load::Ready(drawing), Part::Expectations) => (drawing.expectations)(app, self),
                (Load::Ready(drawing), Part::News) => (drawing.news)(app, self),
                _ => nothing(),
            })
        })
    }
}
