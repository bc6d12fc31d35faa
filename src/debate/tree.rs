//! A debate that came in a row, as a tree: not every backend can page the replies to each comment.

use std::borrow::Cow;

use samskab_protocol::comment::Comment;
use samskab_protocol::page::Page;

/// The comments with each below the one that it answers. What answers a comment that is not among them stays at the
/// top, and keeps its depth, so that it still says whom it answers. A tree stays as it is.
pub fn nest(row: &[Comment]) -> Cow<'_, [Comment]> {
    let is_here = |id: &str| row.iter().any(|other| other.id == id);
    let at_top = |comment: &&Comment| !comment.parent.as_deref().is_some_and(is_here);
    if row.iter().all(|comment| at_top(&comment)) {
        return Cow::Borrowed(row);
    }
    row.iter()
        .filter(at_top)
        .map(|top| with_replies(top, row, row.len()))
        .collect()
}

/// Where a list is to be parted so that what comes first has about so many comments, replies counted; `None` where it
/// has no more than that. A comment stays with the replies that came along with it.
pub fn portion(list: &[Comment], most: usize) -> Option<usize> {
    let mut counted = 0;
    let at = list.iter().position(|comment| {
        let is_full = counted >= most;
        counted += count(comment);
        is_full
    });
    at.filter(|at| *at > 0)
}

/// A comment and everything that came along below it.
fn count(comment: &Comment) -> usize {
    let replies = comment.replies.iter().flat_map(|page| &page.items);
    1 + replies.map(count).sum::<usize>()
}

/// No line is longer than the row, even if it were to bite its own tail.
fn with_replies(comment: &Comment, row: &[Comment], deepest: usize) -> Comment {
    let answers = |other: &&Comment| other.parent.as_ref() == Some(&comment.id);
    let replies: Vec<Comment> = row
        .iter()
        .filter(answers)
        .filter(|_| deepest > 0)
        .map(|reply| with_replies(reply, row, deepest - 1))
        .collect();
    Comment {
        replies: (!replies.is_empty()).then(|| Page::whole(replies)),
        ..comment.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: &str, parent: Option<&str>) -> Comment {
        let text = serde_json::json!({"id": id, "subject": "contribution:1", "parent": parent, "created_at": "",
            "body": {"value": id}});
        serde_json::from_value(text).unwrap()
    }

    fn draw(comments: &[Comment]) -> String {
        let inside = |comment: &Comment| match &comment.replies {
            Some(page) => format!("{}({})", comment.id, draw(&page.items)),
            None => comment.id.clone(),
        };
        comments.iter().map(inside).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_came_in_a_row_stands_below_what_it_answers() {
        let row = [
            comment("a", None),
            comment("b", Some("a")),
            comment("c", None),
            comment("d", Some("b")),
            comment("e", Some("elsewhere")),
        ];
        assert_eq!(draw(&nest(&row)), "a(b(d)) c e");
    }

    #[test]
    fn a_tree_stays_as_it_is() {
        let mut top = comment("a", None);
        top.replies = Some(Page::whole(vec![comment("b", Some("a"))]));
        let row = [top];
        assert!(matches!(nest(&row), Cow::Borrowed(_)));
        assert_eq!(draw(&nest(&row)), "a(b)");
    }

    #[test]
    fn a_portion_ends_after_the_comment_that_fills_it() {
        let mut answered = comment("a", None);
        answered.replies = Some(Page::whole(vec![
            comment("b", Some("a")),
            comment("c", Some("a")),
        ]));
        let list = [answered, comment("d", None), comment("e", None)];
        assert_eq!(portion(&list, 3), Some(1));
        assert_eq!(portion(&list, 4), Some(2));
        assert_eq!(portion(&list, 5), None);
    }

    #[test]
    fn comments_that_answer_each_other_in_a_circle_do_no_harm() {
        let row = [
            comment("a", Some("b")),
            comment("b", Some("a")),
            comment("c", None),
        ];
        assert_eq!(draw(&nest(&row)), "c");
    }
}
