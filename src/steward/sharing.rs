//! Sharing a project or a story with the other municipalities on this backend, and no longer sharing it (S3.4).

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::identifier::Ref;

use super::account;
use super::version::changing;
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::parts::markup::{Content, classed, tag};
use crate::parts::saving::{Saving, changing_button};

/// Whether there are others to share with.
pub fn is_offered(app: App) -> bool {
    app.with_service(|service| service.claims("network"))
}

/// Draws it, by how it is now.
pub fn sharing(app: App, of: Ref) -> AnyView {
    let path = ["/", of.of.collection(), "/", &encode(&of.id)].concat();
    changing(app, path, move |version| {
        let is_shared = version.document()["shared_at"].is_string();
        whole(app, &of, RwSignal::new(is_shared))
    })
}

/// Who will see it stands before the button; what has come of it, above both.
fn whole(app: App, of: &Ref, shared: RwSignal<bool>) -> AnyView {
    let path = StoredValue::new(["/network/", &encode(&of.to_string())].concat());
    let saving = Saving::new();
    let press = move || {
        if saving.begin() {
            spawn_local(send(app, path.get_value(), shared, saving));
        }
    };
    let now = move || match shared.get() {
        true => app.say("steward.share.on"),
        false => app.say("steward.share.off"),
    };
    let label = move || match shared.get() {
        true => app.say("steward.share.undo"),
        false => app.say("steward.share.press"),
    };
    let button = changing_button(app, saving, Box::new(label), Box::new(press));
    classed("div", "act")
        .child(tag("p").attr("role", "status").live(move || now().view()))
        .child(classed("p", "small").child(app.say("steward.share.public")))
        .child(classed("div", "choices").child(button))
        .view()
}

/// Either may arrive twice and counts once.
async fn send(app: App, path: String, shared: RwSignal<bool>, saving: Saving) {
    let secret = account::secret(app);
    let was_shared = shared.try_get_untracked().unwrap_or_default();
    let answer = match was_shared {
        true => app.client.delete(&path, Sent::by(&secret)).await,
        false => app.client.put(&path, Sent::by(&secret)).await,
    };
    match answer {
        Ok(_) => {
            shared.try_set(!was_shared);
            saving.end();
        }
        Err(failure) => _ = saving.fail(failure),
    }
}
