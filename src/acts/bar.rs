//! The row of what one can do, and the form that one of them has opened.

use leptos::prelude::*;
use samskab_protocol::identifier::RefType;
use samskab_protocol::service::{Action, Mode};
use samskab_protocol::text::is_safe;

use super::forms::forms_chunk;
use super::share::share;
use super::subscribe::news_chunk;
use super::toggle::{Toggle, toggle};
use super::{Desk, Outcome, edit, expect, offer, report, standing, subscribe};
use crate::app::App;
use crate::drafts::draft::has_draft;
use crate::parts::chunk::later;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};

/// What can be opened below the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// To offer what one has beside money.
    Offer,
    /// To say what one expects of it.
    Expect,
    /// To report it.
    Report,
    /// To change one's own words.
    Edit,
    /// To take them back.
    Withdraw,
    /// To get news by e-mail.
    Subscribe,
}

/// What is open, and who gets the focus back.
#[derive(Clone, Copy)]
pub struct Opened {
    /// What is open.
    pub panel: RwSignal<Option<Panel>>,
    closed: StoredValue<Option<Panel>>,
    by_hand: StoredValue<bool>,
}

impl Opened {
    /// With this open from the beginning, since it was begun before.
    pub fn with(panel: Option<Panel>) -> Opened {
        Opened {
            panel: RwSignal::new(panel),
            closed: StoredValue::new(None),
            by_hand: StoredValue::new(false),
        }
    }

    /// Closes what is open; the focus goes back to what opened it.
    pub fn close(self) {
        self.closed
            .try_set_value(self.panel.try_get_untracked().flatten());
        self.panel.try_set(None);
    }
}

/// Closes what has done its work on something of this sort, and shows what has come of it. Its view may be gone.
pub fn settle(app: App, desk: Desk, opened: Opened, of: RefType, outcome: &Outcome<'_>) {
    if of == RefType::Comment {
        opened.close();
    } else {
        opened.panel.try_set(None);
        app.kept.try_set_value(None);
        if matches!(outcome, Outcome::Gone) {
            app.receipt.try_set(None);
        }
        app.arrive();
    }
    desk.refresh(outcome);
}

/// Draws the row, with who sees what is done before anything is done.
pub fn bar(app: App, desk: Desk) -> AnyView {
    standing::ask(app, desk);
    let said = RwSignal::new(String::new());
    let actions = desk.actions(app);
    let is_contribution = desk.subject.with_value(|subject| subject.kind.is_some());
    let opened = Opened::with(begun(app, desk, is_contribution));
    let supportable = desk.subject.with_value(|subject| subject.supportable);
    let support = (is_contribution && (supportable || desk.supports.get_untracked())).then(|| {
        way(app, &actions.support, "support.elsewhere", || {
            toggle(app, desk, Toggle::Support, said)
        })
    });
    let follow = way(app, &actions.follow, "follow.elsewhere", || {
        toggle(app, desk, Toggle::Follow, said)
    });
    let offer = way(app, &actions.offer, "offer.elsewhere", || {
        opener(app, opened, Panel::Offer, "button", "offer.add")
    });
    let expect = (!is_contribution).then(|| {
        way(app, &actions.expect, "expect.elsewhere", || {
            opener(app, opened, Panel::Expect, "button", "expect.add")
        })
    });
    let report = is_contribution.then(|| {
        way(app, &actions.report, "report.elsewhere", || {
            opener(app, opened, Panel::Report, "link", "report")
        })
    });
    let privacy = match (
        support.is_some() && actions.support.mode == Mode::Native,
        actions.follow.mode,
    ) {
        (true, Mode::Native) => Some("priv.both"),
        (true, _) => Some("priv.support"),
        (false, Mode::Native) => Some("priv.follow"),
        _ => None,
    };
    let row = classed("div", "row")
        .child(support)
        .live(move || count(app, desk, is_contribution))
        .child(follow)
        .child(offer)
        .child(expect);
    let native = actions.edit.mode == Mode::Native;
    let small = classed("div", "actions")
        .child(share(app, desk))
        .child((is_contribution && supportable).then(|| subscribe::opener_of_news(app, desk, opened, "link")))
        .live(move || own(app, desk, opened, native))
        .child(report);
    classed("div", "bar")
        .child(privacy.map(|key| classed("p", "small").child(app.say(key))))
        .child(row)
        .child(small)
        .child(
            classed("p", "outcome")
                .attr("role", "alert")
                .live(move || said.get().view()),
        )
        .live(move || panel(app, desk, opened))
        .view()
}

/// Draws the question once it is known that one wrote what was answered; to everybody else there is nothing.
pub fn verdict(app: App, desk: Desk) -> AnyView {
    let own = Memo::new(move |_| {
        desk.standing
            .with(|standing| standing.as_ref().is_some_and(|mine| mine.own))
    });
    live(move || match own.get() {
        true => later(app, forms_chunk, move |forms, app| (forms.verdict)(app, desk)),
        false => nothing(),
    })
}

/// Draws support alone, with who sees it before one does it.
pub fn support(app: App, desk: Desk) -> AnyView {
    let action = desk.actions(app).support;
    let supportable = desk.subject.with_value(|subject| subject.supportable);
    if !supportable || action.mode == Mode::None {
        return nothing();
    }
    standing::ask(app, desk);
    let said = RwSignal::new(String::new());
    let privacy = (action.mode == Mode::Native).then(|| classed("p", "small").child(app.say("priv.support")));
    let way = way(app, &action, "support.elsewhere", || {
        toggle(app, desk, Toggle::Support, said)
    });
    let outcome = classed("p", "outcome")
        .attr("role", "alert")
        .live(move || said.get().view());
    all(vec![
        privacy.view(),
        classed("div", "row").child(way).view(),
        outcome.view(),
    ])
}

/// How something can be done here: natively as drawn, by a link to elsewhere, or not at all.
pub fn way(app: App, action: &Action, key: &str, native: impl FnOnce() -> AnyView) -> AnyView {
    match (action.mode, action.url.as_deref()) {
        (Mode::Native, _) => native(),
        (Mode::External, Some(url)) if is_safe(url) => classed("a", "button quiet")
            .attr("href", url)
            .child(app.say(key))
            .view(),
        _ => nothing(),
    }
}

fn count(app: App, desk: Desk, shown: bool) -> AnyView {
    let number = desk.support.get().filter(|number| shown && *number > 0);
    let number = number.map(|number| app.language.count("support.n", number));
    number.map(|words| classed("span", "small").child(words)).view()
}

/// A button that opens its panel, and takes the focus back once it is closed.
pub fn opener(app: App, opened: Opened, panel: Panel, class: &'static str, key: &'static str) -> AnyView {
    live(move || {
        let open = opened.panel.get() == Some(panel);
        let returned = opened
            .closed
            .try_update_value(|closed| closed.take_if(|closed| *closed == panel));
        let press = move |_| match open {
            true => opened.close(),
            false => {
                opened.by_hand.set_value(true);
                opened.panel.set(Some(panel));
            }
        };
        let button = button(class, app.say(key), press).attr("aria-expanded", open.to_string());
        match returned.flatten() {
            Some(_) => button.mounted(focus).view(),
            None => button.view(),
        }
    })
}

/// What was begun here before and not sent.
fn begun(app: App, desk: Desk, is_contribution: bool) -> Option<Panel> {
    // News of a project stand further down.
    let news = is_contribution.then(|| (Panel::Subscribe, subscribe::subject(desk)));
    let texts = [
        (Panel::Offer, offer::subject(desk)),
        (Panel::Expect, expect::subject(desk)),
        (Panel::Report, report::subject(desk)),
        (Panel::Edit, edit::subject(desk)),
    ];
    let mut begun = texts
        .into_iter()
        .chain(news)
        .filter(|(_, subject)| has_draft(app.client, subject));
    begun.next().map(|(panel, _)| panel)
}

/// What only whoever wrote it can do.
fn own(app: App, desk: Desk, opened: Opened, may_edit: bool) -> AnyView {
    desk.standing.with(|standing| {
        let Some(standing) = standing.as_ref().filter(|standing| standing.own) else {
            return nothing();
        };
        let edit = (may_edit && standing.edit_until.is_some())
            .then(|| opener(app, opened, Panel::Edit, "link", "edit"));
        let withdraw = standing
            .may_withdraw
            .then(|| opener(app, opened, Panel::Withdraw, "link", "withdraw"));
        all(vec![edit.view(), withdraw.view()])
    })
}

/// What is open.
pub fn panel(app: App, desk: Desk, opened: Opened) -> AnyView {
    match opened.panel.get() {
        Some(Panel::Subscribe) => later(app, news_chunk, move |form, app| form(app, desk, opened)),
        Some(panel) => later(app, forms_chunk, move |forms, app| {
            (forms.panel)(app, desk, opened, panel)
        }),
        None => nothing(),
    }
}

/// The frame of what was opened: its heading takes the focus, unless it is open because there is a draft.
pub fn frame(app: App, opened: Opened, key: &str) -> Tag {
    let begin = move |element| {
        if opened.by_hand.try_get_value() == Some(true) {
            focus(element);
        }
    };
    let heading = tag("p")
        .attr("class", "panel-title")
        .attr("tabindex", "-1")
        .child(app.say(key))
        .mounted(begin);
    classed("div", "panel act").child(heading)
}
