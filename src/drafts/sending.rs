//! What one text takes to be sent: a short list of requests, each under a key of its own, each done once.
//!
//! Most texts take one. A contribution with pictures and offers takes several: the pictures first, since it names
//! them, then the contribution, then the offers, since they name it:
//!
//! ```ignore
//! let mut sending = Sending::default();
//! let picture = sending.upload("/uploads", "1f9c…", "image/jpeg");
//! sending.main = sending.post("contribution", "/contributions", body);
//! sending.fill("/attachments/0/id", picture, Part::Id);
//! sending.post("offer-time", "/offers", offer_body);
//! sending.fill("/subject", sending.main, Part::Reference);
//! writing.send(sending, move |created: CreatedContribution| …);
//! ```
//!
//! The list is kept with the draft before the first request leaves. What is done is noted, so that after a reload, a
//! failure or in another tab it goes on at the step that is not, and nothing is there twice (C2).

use samskab_protocol::identifier::Timestamp;
use samskab_protocol::{wire, words};
use serde::Serialize;
use serde_json::Value;

/// What of an earlier step's result is put into a later one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its id.
    Id,
    /// `<type>:<id>`.
    Reference,
}

words!(Part { Id = "id", Reference = "reference" } else Id);

/// Something that an earlier step brings and a later one names.
#[derive(Clone, PartialEq, Serialize)]
struct Fill {
    /// Where it belongs, as a JSON Pointer into the body; something has to stand there.
    pointer: String,
    /// The step that brings it.
    step: u32,
    part: Part,
}

wire!(Fill { pointer, step, part });

/// One request.
#[derive(Clone, PartialEq, Serialize)]
pub struct Step {
    /// What tells it from the others; its idempotency key ends in it.
    pub name: String,
    /// Where it goes, below the base.
    pub path: String,
    /// JSON; or, with a media type, the name under which [`super::pictures`] keeps what is uploaded.
    pub body: String,
    /// What is uploaded, if it is not JSON.
    pub media_type: Option<String>,
    fills: Vec<Fill>,
    /// What it has become, as `<type>:<id>`: then it is done.
    pub stored: Option<String>,
}

wire!(Step {
    name,
    path,
    body,
    media_type,
    fills,
    stored
});

/// Requests in the order in which they are made.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Sending {
    steps: Vec<Step>,
    /// The step that is the text itself: once it is stored the text has arrived, whatever becomes of the later ones.
    pub main: u32,
    /// How often it has been tried in vain.
    pub attempts: u32,
    /// When it may be tried again by itself.
    pub pause: Option<Timestamp>,
    /// Whether it waits for the backend, and not for the network.
    pub is_busy_there: bool,
    /// Whether something else has been written in the fields since.
    pub is_edited: bool,
}

wire!(Sending {
    steps,
    main,
    attempts,
    pause,
    is_busy_there,
    is_edited
});

impl Sending {
    /// One request, which is the text itself: JSON to a path below the base.
    pub fn of(path: &str, body: String) -> Sending {
        let mut sending = Sending::default();
        sending.post("text", path, body);
        sending
    }

    /// Adds a request with JSON; the name tells it from the others. Returns its place in the list.
    pub fn post(&mut self, name: &str, path: &str, body: String) -> u32 {
        self.add(name, path, body, None)
    }

    /// Adds an upload of something that [`super::pictures`] keeps under `picture`. Returns its place in the list.
    pub fn upload(&mut self, path: &str, picture: &str, media_type: &str) -> u32 {
        self.add(picture, path, picture.to_owned(), Some(media_type.to_owned()))
    }

    /// Puts a part of what the earlier `step` brings into the body of the last one, in the stead of what stands at a
    /// JSON Pointer.
    pub fn fill(&mut self, pointer: &str, step: u32, part: Part) {
        if let Some(last) = self.steps.last_mut() {
            last.fills.push(Fill {
                pointer: pointer.to_owned(),
                step,
                part,
            });
        }
    }

    fn add(&mut self, name: &str, path: &str, body: String, media_type: Option<String>) -> u32 {
        self.steps.push(Step {
            name: name.to_owned(),
            path: path.to_owned(),
            body,
            media_type,
            fills: Vec::new(),
            stored: None,
        });
        self.steps.len() as u32 - 1
    }

    /// The step that comes next, with its place; `None` once all is done.
    pub fn next(&self) -> Option<(u32, &Step)> {
        let next = self.steps.iter().position(|step| step.stored.is_none())?;
        Some((next as u32, &self.steps[next]))
    }

    /// The body of a step, with what the earlier ones brought.
    pub fn body(&self, step: &Step) -> String {
        let whole = serde_json::from_str::<Value>(&step.body).ok();
        let Some(mut body) = whole.filter(|_| !step.fills.is_empty()) else {
            return step.body.clone();
        };
        for fill in &step.fills {
            let brought = self
                .steps
                .get(fill.step as usize)
                .and_then(|step| step.stored.as_deref());
            let (Some(place), Some(reference)) = (body.pointer_mut(&fill.pointer), brought) else {
                continue;
            };
            let part = match fill.part {
                Part::Reference => reference,
                Part::Id => reference.split_once(':').map_or(reference, |(_, id)| id),
            };
            *place = part.into();
        }
        body.to_string()
    }

    /// Notes what a step has become.
    pub fn note(&mut self, at: u32, reference: &str) {
        if let Some(step) = self.steps.get_mut(at as usize) {
            step.stored = Some(reference.to_owned());
        }
        self.attempts = 0;
        self.pause = None;
    }

    /// Whether the text itself has arrived.
    pub fn has_arrived(&self) -> bool {
        let main = self.steps.get(self.main as usize);
        main.is_some_and(|step| step.stored.is_some())
    }

    /// Takes over from an earlier attempt at the same what is done.
    pub fn go_on_from(&mut self, earlier: &Sending) {
        for (step, before) in self.steps.iter_mut().zip(&earlier.steps) {
            if step.name != before.name || step.body != before.body {
                return;
            }
            step.stored.clone_from(&before.stored);
        }
    }

    /// Names of the pictures that go along.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        let uploads = self.steps.iter().filter(|step| step.media_type.is_some());
        uploads.map(|step| step.body.as_str())
    }
}

#[cfg(test)]
mod tests {
    use samskab_protocol::wire;

    use super::*;

    fn idea_with_picture_and_offer() -> Sending {
        let mut sending = Sending::default();
        let picture = sending.upload("/uploads", "p1", "image/jpeg");
        let body = r#"{"title":"Bænk","attachments":[{"id":"","alt":"En bænk"}]}"#;
        sending.main = sending.post("contribution", "/contributions", body.into());
        sending.fill("/attachments/0/id", picture, Part::Id);
        let main = sending.main;
        sending.post(
            "offer-time",
            "/offers",
            r#"{"subject":"","resource":"time"}"#.into(),
        );
        sending.fill("/subject", main, Part::Reference);
        sending
    }

    #[test]
    fn later_steps_name_what_earlier_ones_brought() {
        let mut sending = idea_with_picture_and_offer();
        let mut bodies = Vec::new();
        for brought in ["attachment:a:7", "contribution:c9", "offer:o1"] {
            let (at, step) = sending.next().unwrap();
            bodies.push(sending.body(step));
            sending.note(at, brought);
        }
        assert!(sending.next().is_none());
        assert_eq!(bodies[0], "p1");
        assert!(bodies[1].contains(r#""id":"a:7""#), "{}", bodies[1]);
        assert!(
            bodies[2].contains(r#""subject":"contribution:c9""#),
            "{}",
            bodies[2]
        );
    }

    #[test]
    fn after_a_reload_it_goes_on_where_it_stopped() {
        let mut sending = idea_with_picture_and_offer();
        sending.note(0, "attachment:a7");
        let kept = serde_json::to_value(&sending).unwrap();
        let read: Sending = wire::read(&kept).unwrap();
        assert!(read == sending);
        assert_eq!(read.next().map(|(at, _)| at), Some(1));
        assert!(!read.has_arrived());
    }

    #[test]
    fn the_same_text_pressed_again_keeps_what_is_done_and_another_one_does_not() {
        let mut before = idea_with_picture_and_offer();
        before.note(0, "attachment:a7");
        let mut again = idea_with_picture_and_offer();
        again.go_on_from(&before);
        assert_eq!(again.next().map(|(at, _)| at), Some(1));
        let mut other = Sending::of("/contributions", "{}".into());
        other.go_on_from(&before);
        assert_eq!(other.next().map(|(at, _)| at), Some(0));
    }
}
