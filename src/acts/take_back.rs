//! Taking back something short that was sent from this device: an offer, an expectation. Asked once, since it cannot be
//! undone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::identifier::Ref;

use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::drafts::mine;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};
use crate::parts::saving::excuse;

/// How far it has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It stands.
    Standing,
    /// Somebody is asked.
    Asked,
    /// It is on its way.
    Busy,
    /// It is taken back.
    Gone,
}

/// Draws `words`, and for whoever sent them from this device the way to take them back.
pub fn take_back(app: App, reference: Ref, words: AnyView) -> AnyView {
    let list = mine::list(app.client);
    let name = reference.to_string();
    if !mine::all(&list).iter().any(|sent| sent.reference == name) {
        return words;
    }
    let step = RwSignal::new(Step::Standing);
    let said = RwSignal::new(String::new());
    let reference = StoredValue::new(reference);
    let gone = Memo::new(move |_| step.get() == Step::Gone);
    let mut words = Some(words);
    let whole = live(move || match gone.get() {
        true => told(app).view(),
        false => words.take().view(),
    });
    let way = live(move || match step.get() {
        Step::Standing => button("link", app.say("back.ask"), move |_| step.set(Step::Asked)).view(),
        Step::Gone => nothing(),
        Step::Asked | Step::Busy => question(app, reference, step, said),
    });
    let outcome = classed("p", "outcome").attr("role", "alert");
    all(vec![whole, way, outcome.live(move || said.get().view()).view()])
}

fn told(app: App) -> Tag {
    classed("p", "small")
        .attr("tabindex", "-1")
        .child(app.say("back.done"))
        .mounted(focus)
}

fn question(app: App, reference: StoredValue<Ref>, step: RwSignal<Step>, said: RwSignal<String>) -> AnyView {
    let yes = button("button", app.say("withdraw.yes"), move |_| {
        if step.get_untracked() == Step::Asked {
            send(app, reference, step, said);
        }
    });
    let no = button("button quiet", app.say("withdraw.no"), move |_| {
        step.set(Step::Standing)
    });
    let sure = tag("p")
        .attr("tabindex", "-1")
        .child(app.say("back.sure"))
        .mounted(focus);
    all(vec![
        sure.view(),
        classed("p", "choices").child(yes).child(no).view(),
    ])
}

fn send(app: App, reference: StoredValue<Ref>, step: RwSignal<Step>, said: RwSignal<String>) {
    let reference = reference.get_value();
    let Some(secret) = mine::secret_of(&mine::list(app.client), &reference) else {
        return;
    };
    step.set(Step::Busy);
    said.set(String::new());
    spawn_local(async move {
        let path = ["/", reference.of.collection(), "/", &encode(&reference.id)].concat();
        match app.client.delete(&path, Sent::by(&secret)).await {
            Ok(_) => _ = step.try_set(Step::Gone),
            Err(failure) => {
                step.try_set(Step::Asked);
                said.try_set(excuse(app, &failure));
            }
        }
    });
}
