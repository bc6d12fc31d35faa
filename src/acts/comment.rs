//! What one can do with a comment beside answering it: report somebody else's, change or take back one's own.

use leptos::prelude::*;
use samskab_protocol::me::Standing;
use samskab_protocol::service::Mode;

use super::bar::{Opened, Panel, opener, panel, way};
use super::{Desk, edit, report};
use crate::app::App;
use crate::drafts::draft::has_draft;
use crate::parts::markup::{Content, all, classed, live, nothing};

/// Draws what can be done with a comment, and below it the form that is open. `standing` tells whether one wrote it.
pub fn comment_acts(app: App, desk: Desk, standing: Memo<Option<Standing>>) -> AnyView {
    let begun = [
        (Panel::Report, report::subject(desk)),
        (Panel::Edit, edit::subject(desk)),
    ];
    let begun = begun
        .into_iter()
        .find(|(_, subject)| has_draft(app.client, subject));
    let opened = Opened::with(begun.map(|(panel, _)| panel));
    let row = classed("p", "actions")
        .live(move || standing.with(|standing| buttons(app, opened, standing.as_ref())));
    all(vec![row.view(), live(move || panel(app, desk, opened))])
}

fn buttons(app: App, opened: Opened, standing: Option<&Standing>) -> AnyView {
    let actions = app.with_service(|service| service.actions.clone());
    let Some(own) = standing.filter(|standing| standing.own) else {
        return way(app, &actions.report, "report.elsewhere", || {
            opener(app, opened, Panel::Report, "link", "report.comment")
        });
    };
    let may_edit = own.edit_until.is_some() && actions.edit.mode == Mode::Native;
    let edit = may_edit.then(|| opener(app, opened, Panel::Edit, "link", "edit.comment"));
    let withdraw = own
        .may_withdraw
        .then(|| opener(app, opened, Panel::Withdraw, "link", "withdraw"));
    match (&edit, &withdraw) {
        (None, None) => nothing(),
        _ => all(vec![edit.view(), withdraw.view()]),
    }
}
