//! Those who speak for a side of a dilemma, beside the arguments of whoever brought it; nobody has to win (S4.5).

use leptos::prelude::*;
use samskab_protocol::identifier::Ref;

use super::heard::hearing_chunk;
use crate::app::App;
use crate::backend::client::encode;
use crate::parts::chunk::later;
use crate::parts::fold::fold;
use crate::parts::markup::nothing;

/// The way to what was said in the debate on `subject` for a side, where the backend can tell.
pub fn voices(app: App, subject: &Ref, side: &str) -> AnyView {
    if !app.with_service(|service| service.claims("positions")) {
        return nothing();
    }
    let path = [
        "/comments?subject=",
        &encode(&subject.to_string()),
        "&layout=flat&side=",
        &encode(side),
    ];
    let (path, side) = (path.concat(), side.to_owned());
    fold(app.say("side.voices"), move || {
        let (path, side) = (path.clone(), side.clone());
        later(app, hearing_chunk, move |hearing, app| {
            (hearing.voices)(app, path.clone(), side.clone())
        })
    })
}
