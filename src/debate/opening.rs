//! What opens a debate: what was heard about its subject, once there is something (S2.8).

use std::time::Duration;

use leptos::prelude::*;
use samskab_protocol::identifier::Ref;
use samskab_protocol::service::First;
use serde_json::Value;

use super::heard::{hearing_chunk, path_to};
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::chunk::Drawing;
use crate::parts::failure::failure;
use crate::parts::markup::{Content, live, nothing};
use crate::parts::waiting::waiting;

/// So long the debate waits for what was heard, which would push it away.
const PATIENCE: Duration = Duration::from_secs(2);

/// What was heard, on its way, with what draws it where there is something.
#[derive(Clone, Copy)]
pub struct Opening {
    app: App,
    subject: StoredValue<String>,
    found: Loading<Option<Drawing>>,
    late: RwSignal<bool>,
}

impl Opening {
    /// What was heard about `subject`; nothing is asked yet.
    pub fn of(app: App, subject: &Ref) -> Opening {
        Opening {
            app,
            subject: StoredValue::new(subject.to_string()),
            found: waiting_for(),
            late: RwSignal::new(false),
        }
    }

    /// Whether it has been known what was heard, or that it does not come, or not soon.
    pub fn settled(self) -> Memo<bool> {
        Memo::new(move |before| {
            let is_known = self.found.with(|found| !matches!(found, Load::Waiting(_)));
            is_known || self.late.get() || before == Some(&true)
        })
    }

    /// Draws it, from `first` where it came along. Where it is not claimed there is nothing.
    pub fn draw(self, first: &mut First) -> AnyView {
        let app = self.app;
        let first: Option<Value> = first.take("summaries");
        let is_claimed = app.with_service(|service| service.claims("summaries"));
        match is_claimed && !first.as_ref().is_some_and(is_empty) {
            true => self.fetch(first),
            false => self.found.set(Load::Ready(None)),
        }
        live(move || {
            self.found.with(|found| match found {
                Load::Waiting(_) => waiting(app).view(),
                Load::Ready(None) => nothing(),
                Load::Ready(Some(draw)) => draw(),
                Load::Failed(why) => failure(app, why, move || self.fetch(None)).view(),
            })
        })
    }

    fn fetch(self, first: Option<Value>) {
        let app = self.app;
        let url = app
            .client
            .url(&self.subject.with_value(|subject| path_to(subject)));
        let late = self.late;
        set_timeout(move || _ = late.try_set(true), PATIENCE);
        load(self.found, async move {
            let page = match first {
                Some(first) => first,
                None => app.client.get(url).await?,
            };
            if is_empty(&page) {
                return Ok(None);
            }
            let words = app.learn_more();
            let hearing = hearing_chunk().await?;
            words.await?;
            (hearing.opening)(app, &page).map(Some)
        });
    }
}

/// Whether a page has nothing on it. Its items are read by what draws them.
fn is_empty(page: &Value) -> bool {
    let items = page.get("items").and_then(Value::as_array);
    items.is_some_and(Vec::is_empty)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_empty;

    #[test]
    fn a_page_that_cannot_be_read_is_not_taken_for_an_empty_one() {
        assert!(is_empty(&json!({"items": []})));
        assert!(!is_empty(&json!({"items": [{}]})));
        assert!(!is_empty(&json!({})));
    }
}
