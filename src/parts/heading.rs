//! Headings at the level that the host page names.

use leptos::prelude::WithValue;

use crate::app::App;
use crate::parts::focus::focus_if_free;
use crate::parts::markup::{Content, Tag, tag};

/// A heading `depth` levels below the widget's topmost one.
pub fn heading(app: App, depth: u8, content: impl Content) -> Tag {
    tag(tag_name(app, depth)).child(content)
}

/// The topmost heading of a view. After a step inside the widget it takes the focus, so that keyboard and screen
/// reader go on from here and the view is in sight (WCAG 2.4.3).
pub fn view_heading(app: App, content: impl Content) -> Tag {
    let arrive = move |element: web_sys::HtmlElement| {
        if app.take_arrival() {
            focus_if_free(element);
            app.show();
        }
    };
    heading(app, 0, content)
        .attr("class", "view-heading")
        .attr("tabindex", "-1")
        .attr("dir", "auto")
        .mounted(arrive)
}

fn tag_name(app: App, depth: u8) -> &'static str {
    match app.settings.with_value(|settings| settings.heading) + depth {
        ..=1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
