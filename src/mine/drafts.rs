//! What has not been sent: drafts, those that came back with a reason, and what waits.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::room::{list, section};
use super::title::{sort_key, title};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::delivery::{deliver, is_stale};
use crate::drafts::draft::{self, Draft};
use crate::drafts::pictures;
use crate::language::now;
use crate::parts::focus::focus;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};
use crate::parts::meta;
use crate::route::Place;
use crate::route::composing::Composing;

/// What has been thrown away here and can be had back for as long as one stays.
type Deleted = RwSignal<Vec<(String, Draft)>, LocalStorage>;

/// Draws them; what is thrown away leaves a way back in its place.
pub fn drafts(app: App) -> AnyView {
    let deleted: Deleted = RwSignal::new_local(Vec::new());
    // The one whose row takes the focus when it is drawn.
    let present = StoredValue::new(String::new());
    on_cleanup(move || {
        let gone = deleted.try_update(std::mem::take).unwrap_or_default();
        spawn_local(async move {
            for (_, draft) in gone {
                for picture in draft::pictures(&draft.fields) {
                    pictures::forget(picture).await;
                }
            }
        });
    });
    live(move || {
        app.outbox.changed.track();
        let kept = draft::all(app.client).into_iter();
        let (waiting, written): (Vec<_>, Vec<_>) = kept.partition(|(_, draft)| draft.sending.is_some());
        let kept = written.into_iter().map(|(id, draft)| (id, draft, true));
        let gone = deleted.get().into_iter().map(|(id, draft)| (id, draft, false));
        let mut rows: Vec<_> = kept.chain(gone).collect();
        rows.sort_by(|one, other| other.1.changed.cmp(&one.1.changed));
        let rows = rows.into_iter().map(|(id, draft, is_kept)| {
            let row = match is_kept {
                true => written_row(app, &id, draft, deleted, present),
                false => deleted_row(app, &id, draft, deleted, present),
            };
            let is_present = present.with_value(|present| *present == id);
            let row = row.attr("tabindex", "-1");
            if is_present { row.mounted(focus) } else { row }.view()
        });
        let rows: Vec<_> = rows.collect();
        present.set_value(String::new());
        let waiting: Vec<_> = waiting
            .into_iter()
            .map(|(id, draft)| waiting_row(app, id, draft).view())
            .collect();
        let part = |key: &str, rows: Vec<AnyView>| match rows.is_empty() {
            true => nothing(),
            false => section(app, key).child(list(rows)).view(),
        };
        all(vec![part("mine.waiting", waiting), part("mine.drafts", rows)])
    })
}

fn called(app: App, id: &str, draft: &Draft) -> String {
    title(app, draft::subject(id), draft.title())
}

/// Title, what it is, and since when.
fn row(app: App, id: &str, draft: &Draft) -> Tag {
    let meta = classed("p", "meta")
        .child(classed("span", "role").child(app.say(sort_key(draft::subject(id)))))
        .child(
            draft
                .changed
                .as_ref()
                .map(|at| meta::dated(at, app.language.since(at))),
        );
    classed("li", "card")
        .child(heading(app, 2, called(app, id, draft)).attr("dir", "auto"))
        .child(meta)
}

fn written_row(app: App, id: &str, draft: Draft, deleted: Deleted, present: StoredValue<String>) -> Tag {
    let reason = draft
        .refused
        .clone()
        .map(|problem| reason(app, Failure::of_problem(problem)));
    // A draft of an earlier version does not say where it was written.
    let begun = || Composing::of_subject(draft::subject(id)).map(Place::New);
    let place = draft.place.as_deref().and_then(Place::parse).or_else(begun);
    let place = place.unwrap_or_default();
    let name = id.to_owned();
    let resume = link(app, "button", place, app.say("draft.resume")).on("click", move |_| {
        // The one that was last written in is the one that is gone on with.
        if let Some(mut draft) = draft::read(app.client, &name) {
            draft.changed = Some(now());
            draft::write(app.client, &name, &draft);
        }
    });
    let row = row(app, id, &draft).child(reason);
    let name = id.to_owned();
    let delete = button("link", app.say("draft.delete"), move |_| {
        draft::remove(app.client, &name);
        present.set_value(name.clone());
        deleted.update(|deleted| deleted.push((name.clone(), draft.clone())));
        app.outbox.note();
    });
    row.child(classed("p", "choices").child(resume).child(delete))
}

/// Why it came back, in the backend's words where it has some.
fn reason(app: App, failure: Failure) -> Tag {
    let detail = failure.problem().and_then(|problem| problem.detail.clone());
    classed("div", "panel failure")
        .child(tag("p").child(app.say(failure.sending_key())))
        .child(detail.map(|detail| classed("p", "small").child(detail)))
}

fn deleted_row(app: App, id: &str, draft: Draft, deleted: Deleted, present: StoredValue<String>) -> Tag {
    let name = id.to_owned();
    let words = app
        .language
        .say_with("mine.deleted", &[("title", &called(app, id, &draft))]);
    let undo = button("link", app.say("mine.undo"), move |_| {
        draft::write(app.client, &name, &draft);
        present.set_value(name.clone());
        deleted.update(|deleted| deleted.retain(|(id, _)| *id != name));
        app.outbox.note();
    });
    classed("li", "card").child(
        classed("p", "choices")
            .child(tag("span").child(words))
            .child(undo),
    )
}

fn waiting_row(app: App, id: String, draft: Draft) -> Tag {
    let is_busy_there = draft
        .sending
        .as_ref()
        .is_some_and(|sending| sending.is_busy_there);
    let why = match is_busy_there {
        _ if app.outbox.is_busy(&id) => "sending",
        _ if is_stale(&draft) => "wait.stale",
        true => "wait.busy",
        false => "wait.offline",
    };
    let name = id.clone();
    let send = button("button", app.say("mine.send"), move |_| {
        spawn_local(deliver(app.client, app.outbox, name.clone()));
    });
    let row = row(app, &id, &draft).child(classed("p", "small").child(app.say(why)));
    // Once the text itself has arrived there is nothing to take back: what waits came along with it.
    let has_arrived = draft
        .sending
        .as_ref()
        .is_some_and(|sending| sending.has_arrived());
    let back = (!has_arrived).then(|| {
        button("link", app.say("mine.take_back"), move |_| {
            if let Some(mut draft) = draft::read(app.client, &id) {
                draft.sending = None;
                draft::write(app.client, &id, &draft);
            }
            app.outbox.note();
        })
    });
    row.child(classed("p", "choices").child(send).child(back))
}
