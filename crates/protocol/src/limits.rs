//! How much is allowed. A backend may be stricter and says so in its service document.

use crate::attachment::ATTACHMENTS_MAX;
use crate::wire;
use serde::Serialize;

/// Items that a page has when nothing else is asked for.
pub const PAGE_DEFAULT: u32 = 20;
/// Characters of a contribution's summary.
pub const SUMMARY_MAX: usize = 200;

/// What this backend takes, in characters (Unicode scalar values) and in items. More is a `validation` problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Items on a page; a request for more gets this many.
    pub page_max: u32,
    /// A title.
    pub title_max: u32,
    /// The problem and the text of a contribution, each.
    pub body_max: u32,
    /// A comment.
    pub comment_max: u32,
    /// A participant's name.
    pub name_max: u32,
    /// Depth at which replies are still taken; a reply below it is answered with `too-deep`.
    pub depth_max: u32,
    /// Items of each list within a contribution: topics, areas, sides, arguments, links.
    pub list_max: u32,
    /// Seconds during which one's own words can be edited.
    pub edit_window_s: u32,
    /// Bytes of one picture.
    pub attachment_bytes: u32,
    /// Pictures of one contribution.
    pub attachments_max: u32,
    /// Media types of pictures.
    pub attachment_types: Vec<String>,
}

wire!(default Limits { page_max, title_max, body_max, comment_max, name_max, depth_max, list_max, edit_window_s, attachment_bytes, attachments_max, attachment_types });

impl Default for Limits {
    fn default() -> Self {
        Limits {
            page_max: 100,
            title_max: 150,
            body_max: 5000,
            comment_max: 3000,
            name_max: 80,
            depth_max: 64,
            list_max: 10,
            edit_window_s: 900,
            attachment_bytes: 2 * 1024 * 1024,
            attachments_max: ATTACHMENTS_MAX,
            attachment_types: ["image/jpeg", "image/png", "image/webp"].map(String::from).into(),
        }
    }
}
