//! Something that staff change, as it was last read: it is changed only while nobody else has (RFC 9110, `If-Match`).

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::problem::FieldError;
use serde_json::Value;

use super::account;
use super::form::Request;
use crate::app::App;
use crate::backend::client::Sent;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;

/// As it came, with its entity tag.
pub struct Read {
    /// As it came.
    pub document: Value,
    /// Its entity tag.
    pub tag: String,
}

/// Reading it again.
pub type Renewal = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// A handle on what was last read of it.
#[derive(Clone, Copy)]
pub struct Version {
    app: App,
    path: StoredValue<String>,
    read: StoredValue<Rc<Read>, LocalStorage>,
}

/// Reads what lies at a path.
pub async fn read(app: App, path: &str) -> Result<Read, Failure> {
    let secret = account::secret(app);
    let answer = app.client.look(path, Sent::by(&secret)).await?;
    let document = serde_json::from_str(answer.text()).map_err(|_| Failure::Unreadable)?;
    let tag = answer.tag.ok_or(Failure::Unreadable)?;
    Ok(Read { document, tag })
}

/// Draws what changes the thing at a path, once that was read.
pub fn changing(app: App, path: String, draw: impl Fn(Version) -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn(Version) -> AnyView + Send> = Box::new(draw);
    let found: Loading<Rc<Read>> = waiting_for();
    let wanted = path.clone();
    let fetch = move || {
        let path = wanted.clone();
        load(found, async move { Ok(Rc::new(read(app, &path).await?)) });
    };
    fetch();
    loaded(app, found, fetch, move |read| {
        draw(Version::new(app, path.clone(), read.clone()))
    })
}

impl Version {
    /// What was read at a path.
    pub fn new(app: App, path: String, read: Rc<Read>) -> Version {
        Version {
            app,
            path: StoredValue::new(path),
            read: StoredValue::new_local(read),
        }
    }

    /// As it came; null once the view is gone.
    pub fn document(self) -> Value {
        let document = self.read.try_with_value(|read| read.document.clone());
        document.unwrap_or_default()
    }

    /// A change by a merge patch (RFC 7396), unless something of it cannot stand.
    pub fn change(self, patch: Option<String>, errors: Vec<FieldError>) -> Result<Request, Vec<FieldError>> {
        let request = Request::to(&self.path.get_value(), patch, errors)?;
        Ok(Request {
            version: Some(self),
            ..request
        })
    }

    /// The entity tag by which a change names it.
    pub fn tag(self) -> String {
        let tag = self.read.try_with_value(|read| read.tag.clone());
        tag.unwrap_or_default()
    }

    /// Reads it again, after somebody else has changed it.
    pub fn renew(self) -> Renewal {
        let path = self.path.try_get_value().unwrap_or_default();
        Box::pin(async move {
            let fresh = read(self.app, &path).await?;
            self.read.try_set_value(Rc::new(fresh));
            Ok(())
        })
    }
}
