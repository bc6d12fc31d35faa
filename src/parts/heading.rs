//! Headings at the level that the host page names.

use leptos::html::{ElementChild, custom};
use leptos::prelude::*;

use crate::app::App;

/// A heading `depth` levels below the widget's topmost one.
pub fn heading(app: App, depth: u8, content: impl IntoView) -> AnyView {
    let tag = tag(app, depth);
    custom(tag).child(content.into_view().into_any()).into_any()
}

/// The topmost heading of a view. After a step inside the widget it takes the focus, so that keyboard and screen
/// reader go on from here and the view is in sight (WCAG 2.4.3).
pub fn view_heading(app: App, content: impl IntoView) -> AnyView {
    let element = NodeRef::new();
    Effect::new(move || {
        let Some(element): Option<web_sys::HtmlElement> = element.get() else {
            return;
        };
        if app.take_arrival() {
            _ = element.focus();
            app.host.with_value(|host| {
                if host.get_bounding_client_rect().top() < 0.0 {
                    host.scroll_into_view();
                }
            });
        }
    });
    custom(tag(app, 0))
        .attr("tabindex", "-1")
        .attr("class", "view-heading")
        .node_ref(element)
        .child(content.into_view().into_any())
        .into_any()
}

fn tag(app: App, depth: u8) -> &'static str {
    match app.settings.with_value(|settings| settings.heading) + depth {
        ..=1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
