//! The pictures of a contribution, with the words for those who cannot see them (WCAG 1.1.1).

use samskab_protocol::attachment::Attachment;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::text::is_safe;

use crate::app::App;
use crate::parts::markup::{Tag, classed, tag};

/// Draws the pictures, each of which opens larger in a new tab.
pub fn pictures(app: App, contribution: &Contribution) -> Option<Tag> {
    let pictures: Vec<Attachment> = contribution.attachments.read()?;
    let shown: Vec<_> = pictures.iter().filter(|picture| is_safe(&picture.url)).collect();
    let list = shown.iter().fold(classed("ul", "pictures"), |list, item| {
        list.child(picture(app, item))
    });
    (!shown.is_empty()).then_some(list)
}

fn picture(app: App, picture: &Attachment) -> Tag {
    // The size is said beforehand, so that nothing moves when the picture comes.
    let size = |pixels: Option<u32>| pixels.map(|pixels| pixels.to_string());
    let image = tag("img")
        .attr("src", picture.url.as_str())
        .attr("alt", picture.alt.as_str())
        .attr("loading", "lazy")
        .attr("decoding", "async")
        .maybe("width", size(picture.width))
        .maybe("height", size(picture.height));
    let open = tag("a")
        .attr("href", picture.url.as_str())
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .child(image)
        .child(classed("span", "unseen").child([" ", &app.say("picture.open")].concat()));
    tag("li").child(open)
}
