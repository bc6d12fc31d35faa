//! Elements of one type.
//!
//! `view!` gives every shape of markup a type of its own, and each type its own code for building, mounting and
//! removing. In the widget that code weighed more than the words that it shows. Here every element is the same
//! [`Tag`], and everything that changes is a boxed closure: what is written once is downloaded once.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::html::{ElementChild, custom};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, HtmlElement};

type Listener = Box<dyn FnMut(Event)>;
type LiveAttribute = Box<dyn Fn() -> Option<String>>;
type Step = Box<dyn FnOnce(HtmlElement)>;

/// What is done to an element when it is made.
#[derive(Default)]
struct Setup {
    attributes: Vec<(&'static str, String)>,
    live: Vec<(&'static str, LiveAttribute)>,
    listeners: Vec<(&'static str, Listener)>,
    made: Vec<Step>,
    mounted: Vec<Step>,
}

/// An element to be.
pub struct Tag {
    name: &'static str,
    setup: Setup,
    children: Vec<AnyView>,
}

/// An element with this tag name.
pub fn tag(name: &'static str) -> Tag {
    Tag {
        name,
        setup: Setup::default(),
        children: Vec::new(),
    }
}

/// An element with this tag name and class.
pub fn classed(name: &'static str, class: &'static str) -> Tag {
    tag(name).attr("class", class)
}

/// Something drawn anew whenever a signal that it reads changes. Leptos makes new elements then, since the names of
/// custom ones never compare equal to a page's upper-case ones; so each [`Setup`] is used once.
pub fn live(draw: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}

/// Nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Several things, one after the other.
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// What can stand inside an element.
pub trait Content {
    /// As a view.
    fn view(self) -> AnyView;
}

impl Content for AnyView {
    fn view(self) -> AnyView {
        self
    }
}

impl Content for Tag {
    fn view(self) -> AnyView {
        let Tag {
            name,
            setup,
            children,
        } = self;
        let setup = Rc::new(RefCell::new(setup));
        custom(name).child(children).directive(prepare, setup).into_any()
    }
}

impl Content for String {
    fn view(self) -> AnyView {
        self.into_any()
    }
}

impl Content for &str {
    fn view(self) -> AnyView {
        self.to_owned().into_any()
    }
}

impl<T: Content> Content for Option<T> {
    fn view(self) -> AnyView {
        self.map_or_else(nothing, T::view)
    }
}

impl Content for Vec<AnyView> {
    fn view(self) -> AnyView {
        all(self)
    }
}

impl Tag {
    /// Puts something inside, after what is there.
    pub fn child(mut self, content: impl Content) -> Tag {
        self.children.push(content.view());
        self
    }

    /// Puts something inside that is drawn anew whenever a signal that it reads changes.
    pub fn live(self, draw: impl FnMut() -> AnyView + Send + 'static) -> Tag {
        self.child(live(draw))
    }

    /// Gives it an attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Tag {
        self.setup.attributes.push((name, value.into()));
        self
    }

    /// Gives it an attribute, if there is a value.
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Tag {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Gives it an attribute that follows the signals that it reads.
    pub fn live_attr(mut self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Tag {
        self.setup.live.push((name, Box::new(value)));
        self
    }

    /// Calls `handler` at each event of a type, for as long as the view lives.
    pub fn on(mut self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Tag {
        self.setup.listeners.push((event, Box::new(handler)));
        self
    }

    /// Calls `step` with the element when it has been made.
    pub fn made(mut self, step: impl FnOnce(HtmlElement) + 'static) -> Tag {
        self.setup.made.push(Box::new(step));
        self
    }

    /// Calls `step` with the element once it stands in the page.
    pub fn mounted(mut self, step: impl FnOnce(HtmlElement) + 'static) -> Tag {
        self.setup.mounted.push(Box::new(step));
        self
    }
}

/// A button that acts, with a class.
pub fn button(class: &'static str, label: String, press: impl FnMut(Event) + 'static) -> Tag {
    pressed(class, label, Box::new(press))
}

fn pressed(class: &'static str, label: String, press: Listener) -> Tag {
    classed("button", class)
        .attr("type", "button")
        .child(label)
        .on("click", press)
}

fn prepare(element: web_sys::Element, setup: Rc<RefCell<Setup>>) {
    let setup = setup.take();
    for (name, value) in setup.attributes {
        // A name from this program is always a valid one.
        _ = element.set_attribute(name, &value);
    }
    for (name, value) in setup.live {
        let element = element.clone();
        keep(RenderEffect::new(move |_| match value() {
            Some(value) => _ = element.set_attribute(name, &value),
            None => _ = element.remove_attribute(name),
        }));
    }
    for (name, listener) in setup.listeners {
        let closure = Closure::wrap(listener);
        _ = element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        keep(closure);
    }
    let element: HtmlElement = element.unchecked_into();
    for step in setup.made {
        step(element.clone());
    }
    for step in setup.mounted {
        let element = element.clone();
        spawn_local(async move { step(element) });
    }
}

/// Keeps something for as long as the view that is being made.
fn keep<T: 'static>(value: T) {
    StoredValue::new_local(value);
}
