//! What people answer each other. What draws it comes in a chunk of its own, beside the one that draws its subject.

mod arrivals;
mod arrive;
mod branch;
mod comment;
mod heard;
mod jump;
mod line;
mod live;
mod marks;
mod mention;
mod opening;
mod own;
mod people;
mod position;
mod reply;
mod shown;
pub mod sides;
mod standings;
mod thread;
mod tree;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::identifier::Ref;
use samskab_protocol::kinds::Side;
use samskab_protocol::service::First;

use self::heard::hearing_chunk;
pub use self::heard::{Part, path_to};
pub use self::line::placing_chunk;
use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::draft;
use crate::parts::chunk::later;
use crate::parts::fold::{fold_about, fold_on_paper};
use crate::parts::markup::nothing;

/// The sides of the dilemma that is debated; empty where it is none.
pub type Sides = RwSignal<Vec<Side>, LocalStorage>;

/// What draws a debate on its subject, with its first comments.
pub type Draw = fn(App, Ref, Sides, First) -> AnyView;

/// Draws the debate on `subject`, with its first comments where they came along.
pub fn debate(app: App, subject: &Ref, sides: Sides, mut first: First) -> AnyView {
    let subject = subject.clone();
    later(app, debate_chunk, move |draw, app| {
        draw(app, subject.clone(), sides, std::mem::take(&mut first))
    })
}

/// The way to what was heard about something that has no debate here, such as a meeting that is called `title` (S2.8).
/// It is open where somebody has begun to say whether it is right; what is known to be there stands on paper as well.
pub fn heard(app: App, subject: &Ref, part: Part, title: &str, is_there: bool) -> AnyView {
    if !app.with_service(|service| service.claims("summaries")) {
        return nothing();
    }
    let open = RwSignal::new(has_begun_response(app, subject));
    let subject = subject.clone();
    let draw = move || {
        let (subject, part) = (subject.clone(), part.clone());
        later(app, hearing_chunk, move |hearing, app| {
            (hearing.alone)(app, &subject, &part)
        })
    };
    let label = app.say("heard.show");
    match is_there {
        true => fold_on_paper(app, title, label, open, Box::new(draw)),
        false => fold_about(title, label, open, Box::new(draw)),
    }
}

/// Whether there is a draft of a response to what was heard about `subject`.
fn has_begun_response(app: App, subject: &Ref) -> bool {
    let end = [" ", &subject.to_string()].concat();
    let drafts = draft::all(app.client).into_iter();
    let mut subjects = drafts.map(|(id, _)| draft::subject(&id).to_owned());
    subjects.any(|subject| subject.starts_with("response ") && subject.ends_with(&end))
}

/// Brings what draws a debate.
#[wasm_split(debating, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn debate_chunk() -> Result<Draw, Failure> {
    Ok(thread::thread)
}
