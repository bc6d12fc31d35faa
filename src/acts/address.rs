//! The address of what is looked at: on the municipality's page, at the right place in it.

use leptos::prelude::*;
use samskab_protocol::text::is_safe;

use super::Desk;
use crate::app::App;

/// An address that opens what is looked at. Where the page's own address does not say the place, it is the one of the
/// page without script.
pub fn address(app: App, desk: Desk) -> String {
    let location = window().location();
    let plain = desk.subject.with_value(|subject| subject.url.clone());
    match plain.filter(|url| app.in_memory() && is_safe(url)) {
        Some(url) => url,
        None => {
            let place = app.place.get_untracked();
            [location.origin().unwrap_or_default(), app.href(&place)].concat()
        }
    }
}
