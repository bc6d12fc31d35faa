//! What every view is handed: the client, the words, and where one is.

mod later;
mod walk;

use std::any::Any;
use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::create::CreatedContribution;
use samskab_protocol::service::{First, Service};

use crate::backend::client::{Client, decode};
use crate::backend::load::{Load, waiting_for};
use crate::drafts::outbox::Outbox;
use crate::element::Options;
use crate::ideas::kept::KeptList;
use crate::language::Language;
use crate::route::Place;

/// What is fixed for an instance.
pub struct Settings {
    /// URL of the plain page that works without this program.
    pub fallback: String,
    /// `light`, `dark` or empty.
    pub theme: String,
    /// Level of the topmost heading.
    pub heading: u8,
    /// Which widget of the page it is, from 1 on.
    pub number: u32,
    /// Name in the fragment; empty for memory.
    name: String,
    /// Where the fragment says nothing.
    home: Place,
}

/// An instance's handle, cheap to copy into every view.
#[derive(Clone, Copy)]
pub struct App {
    /// Everything over the wire.
    pub client: Client,
    /// Words and dates.
    pub language: Language,
    /// Where one is.
    pub place: RwSignal<Place>,
    /// The backend's service document, once it is there.
    pub service: RwSignal<Load<Service>, LocalStorage>,
    /// What is fixed.
    pub settings: StoredValue<Settings, LocalStorage>,
    /// The receipt of what was just sent, shown until one leaves the place.
    pub receipt: RwSignal<Option<CreatedContribution>, LocalStorage>,
    /// What is kept on the device, and what is on its way.
    pub outbox: Outbox,
    /// The list that one came from.
    pub kept: StoredValue<Option<KeptList>, LocalStorage>,
    /// The overview of projects that one came from. What it is, only their room knows, which comes later.
    pub kept_projects: StoredValue<Option<Rc<dyn Any>>, LocalStorage>,
    /// Whether somebody wants what is shown on paper: then what is folded is drawn as well.
    pub paper: RwSignal<bool>,
    /// The element on the page.
    pub host: StoredValue<web_sys::HtmlElement, LocalStorage>,
    options: StoredValue<Options, LocalStorage>,
    first: StoredValue<(String, First), LocalStorage>,
    arrived: StoredValue<bool>,
}

impl App {
    /// Sets up an instance inside the current owner.
    pub fn new(host: web_sys::HtmlElement, options: &Options, number: u32) -> App {
        let home = Place::parse(&["/", &options.view()].concat()).unwrap_or_default();
        let name = options.name();
        let place = walk::read_fragment(&name).unwrap_or_else(|| home.clone());
        let settings = Settings {
            fallback: options.fallback(),
            theme: options.theme(),
            heading: options.heading().clamp(1, 5),
            number,
            name,
            home,
        };
        let app = App {
            client: Client::new(options.backend(), options.language()),
            language: Language::new(options.language(), &options.words()),
            place: RwSignal::new(place),
            service: waiting_for(),
            settings: StoredValue::new_local(settings),
            receipt: RwSignal::new_local(None),
            outbox: Outbox::new(),
            kept: StoredValue::new_local(None),
            kept_projects: StoredValue::new_local(None),
            paper: RwSignal::new(false),
            host: StoredValue::new_local(host),
            options: StoredValue::new_local(options.clone()),
            first: StoredValue::new_local((String::new(), First::default())),
            arrived: StoredValue::new(false),
        };
        app.follow_fragment();
        app
    }

    /// Takes the service document that came beside the program, or asks for it.
    pub fn discover(self, service: &str, first: String) {
        match decode::<Service>(service) {
            Ok(service) => self.begin(service, first),
            Err(_) => self.ask_service(),
        }
    }

    /// Asks for the service document again, after it could not be had.
    pub fn ask_service(self) {
        self.service.try_set(Load::Waiting(0));
        let first = self.place.with_untracked(Place::first);
        leptos::task::spawn_local(async move {
            match self.client.service(&first).await {
                Ok(service) => self.begin(service, first),
                Err(failure) => _ = self.service.try_set(Load::Failed(failure)),
            }
        });
    }

    fn begin(self, mut service: Service, first: String) {
        if let Some(data) = service.first.take() {
            self.first.try_set_value((first, data));
        }
        self.client.follow(&service);
        self.language.set_timezone(service.timezone.as_deref());
        self.service.try_set(Load::Ready(service));
    }

    /// The first page's data, once, if it is what the present place shows; empty otherwise.
    pub fn take_first(self) -> First {
        let wanted = self.place.with_untracked(Place::first);
        let mut taken = First::default();
        self.first.try_update_value(|(asked, data)| {
            if *asked == wanted {
                taken = std::mem::take(data);
            }
            asked.clear();
        });
        taken
    }

    /// Reads something of the service document; the default before it is there.
    pub fn with_service<T: Default>(self, read: impl FnOnce(&Service) -> T) -> T {
        self.service.with_untracked(|service| match service {
            Load::Ready(service) => read(service),
            _ => T::default(),
        })
    }

    /// Words by key, see [`Language::say`].
    pub fn say(self, key: &str) -> String {
        self.language.say(key)
    }

    /// Lets the next view's heading take the focus.
    pub fn arrive(self) {
        self.arrived.try_set_value(true);
    }

    /// Whether one has just come here by a step of one's own; then the view's heading takes the focus, once.
    pub fn take_arrival(self) -> bool {
        self.arrived.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Scrolls the page so that the widget's beginning is in sight, if it is above.
    pub fn show(self) {
        self.host.with_value(|host| {
            if host.get_bounding_client_rect().top() < 0.0 {
                host.scroll_into_view();
            }
        });
    }
}
