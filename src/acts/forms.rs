//! What is written in an act: the forms, in a chunk of their own, since most people only press.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::moderation::ModerationDecision;

use super::bar::{Opened, Panel};
use super::{Desk, edit, expect, offer, report, ruling, verdict, withdraw};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::markup::nothing;

/// What draws the forms.
#[derive(Clone, Copy)]
pub struct Forms {
    /// What is opened below the row.
    pub panel: fn(App, Desk, Opened, Panel) -> AnyView,
    /// The question whether one feels answered.
    pub verdict: fn(App, Desk) -> AnyView,
    /// What was decided about one's own text.
    pub ruling: fn(App, &ModerationDecision) -> AnyView,
}

/// Brings what draws the forms.
#[wasm_split(amending, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn forms_chunk() -> Result<Forms, Failure> {
    Ok(Forms {
        panel,
        verdict: verdict::question,
        ruling: ruling::ruling,
    })
}

fn panel(app: App, desk: Desk, opened: Opened, panel: Panel) -> AnyView {
    match panel {
        Panel::Offer => offer::form(app, desk, opened),
        Panel::Expect => expect::form(app, desk, opened),
        Panel::Report => report::form(app, desk, opened),
        Panel::Edit => edit::form(app, desk, opened),
        Panel::Withdraw => withdraw::question(app, desk, opened),
        // In a chunk of its own.
        Panel::Subscribe => nothing(),
    }
}
