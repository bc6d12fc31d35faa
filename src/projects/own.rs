//! How one stands to a project and its meetings: one's seats, one's own order, one's own answers. Told to nobody else.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::event::Event;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::me::{MyState, Standing};
use samskab_protocol::project::Project;

use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::drafts::mine;

/// What is known of it; nothing before it is known.
#[derive(Clone, Copy)]
pub struct Own(RwSignal<Vec<Standing>, LocalStorage>);

impl Own {
    /// Asks for all of it at once, unless this device is nobody yet. What does not come leaves all as for a stranger:
    /// to do something again counts once.
    pub fn ask(app: App, project: &Project) -> Own {
        let own = Own(RwSignal::new_local(Vec::new()));
        let claimed = app.with_service(|service| service.claims("me-state"));
        let secret = mine::secret(&mine::list(app.client)).filter(|_| claimed);
        let path = path(project, app.with_service(|service| service.limits.page_max));
        if let Some(secret) = secret {
            spawn_local(async move {
                let Ok(answer) = app.client.look(&path, Sent::by(&secret)).await else {
                    return;
                };
                own.0.try_set(answer.read::<MyState>().unwrap_or_default().items);
            });
        }
        own
    }

    /// Reads how one stands to one thing, once it is known.
    pub fn of<T>(self, reference: &Ref, read: impl FnOnce(&Standing) -> Option<T>) -> Option<T> {
        let name = reference.to_string();
        self.0
            .with(|all| all.iter().find(|one| one.reference == name).and_then(read))
    }
}

/// The project and those of its meetings for which one signs up, as many as can be asked for at once.
fn path(project: &Project, at_most: u32) -> String {
    let signs_up = |event: &&Event| event.registration.is_some();
    let events = project.events.iter().rev().filter(signs_up);
    let events = events.map(|event| Ref::new(RefType::Event, &event.id));
    let all = [Ref::project(project.id.as_str())].into_iter().chain(events);
    let all: Vec<_> = all
        .take(at_most as usize)
        .map(|reference| encode(&reference.to_string()))
        .collect();
    ["/me/state?refs=", &all.join(",")].concat()
}
