//! What a dilemma, a barrier and a story become once they are stored.

use samskab_protocol::kinds::{Barrier, Dilemma, NewBarrier, NewDilemma, NewStory, Side, Story};
use samskab_protocol::text::{Link, Text};

/// A dilemma; its sides are numbered from 1.
pub fn compose_dilemma(new: &NewDilemma, text: impl Fn(&str) -> Text) -> Dilemma {
    let sides = new.sides.iter().enumerate().map(|(at, side)| Side {
        id: (at + 1).to_string(),
        label: side.label.trim().to_owned(),
        arguments: trim_all(&side.arguments),
    });
    Dilemma {
        tension: text(&new.tension),
        sides: sides.collect(),
    }
}

/// A barrier, without what it stops: that is kept beside it, since it is seen from both ends.
pub fn compose_barrier(new: &NewBarrier) -> Barrier {
    Barrier {
        ground: new.ground,
        reference: new.reference.as_deref().map(|words| words.trim().to_owned()),
        link: new.link.as_ref().map(|link| Link {
            url: link.url.trim().to_owned(),
            title: link.title.trim().to_owned(),
        }),
        working_on_it: None,
        stops: Vec::new(),
    }
}

/// A story.
pub fn compose_story(new: &NewStory, text: impl Fn(&str) -> Text) -> Story {
    Story {
        learned: text(&new.learned),
    }
}

/// The words without the space around them.
pub fn trim_all(words: &[String]) -> Vec<String> {
    words.iter().map(|word| word.trim().to_owned()).collect()
}
